//! Searches as people type them, with signs of other keyboards and without the ones that the search box was made for.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::dataset::Dataset;
use arena_explorer::view::{Facets, Query, filtered};

use crate::common::{board, bundled, project};

/// Names of the models that a search finds, or what is said of it.
fn found(text: &str, dataset: &Dataset) -> Result<Vec<String>, String> {
    let subject = Subject { board: board(dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let query = Query::parse(text, dataset.catalog(), &ranking);
    let query = query.map_err(|wrong| wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))?;
    let rows = filtered(dataset, &ranking, &query, &Facets::default());
    Ok(rows.into_iter().map(|row| dataset.name_of(row).to_owned()).collect())
}

#[test]
fn each_search_of_the_case_finds_models() {
    let dataset = bundled().dataset;
    let text = std::fs::read_to_string(project("tests/data/cases/53-searches.txt")).unwrap();
    for line in text.lines().filter(|line| !line.is_empty()) {
        // What stands behind several blanks is a remark.
        let search = line.split("   ").next().unwrap().trim();
        let models = found(search, &dataset).unwrap();
        assert!(!models.is_empty() && models.len() < dataset.models().len(), "{search} finds {models:?}");
    }
}

#[test]
fn signs_of_other_keyboards_and_without_colons_mean_the_same() {
    let dataset = bundled().dataset;
    for (typed, plain) in [
        ("gpt4o", "GPT-4o"),
        ("GPT\u{2011}4o", "gpt-4o"),
        ("ｇｐｔ－４ｏ", "gpt-4o"),
        ("gpt 4o", "4o gpt"),
        ("qwen, llava", "qwen;llava"),
        ("qwen，llava", "qwen;llava"),
        ("qwen、llava", "qwen;llava"),
        ("qwen；llava", "qwen;llava"),
        ("open：yes", "open:yes"),
        ("open=yes", "open:yes"),
        ("vsi>50", "vsi:>50"),
        ("vsi > 50", "vsi:>50"),
        ("vsi: > 50", "vsi:>50"),
        ("vsi ＞ 50", "vsi:>50"),
        ("VSI≥50", "vsi:>=50"),
        ("year>=2025", "year:>=2025"),
        ("size<10 open: yes", "size:<10 open:yes"),
        ("VSI-Bench>50", "vsi:>50"),
        ("-qwen", "-Qwen"),
        ("qwen -", "qwen"),
    ] {
        let (one, other) = (found(typed, &dataset), found(plain, &dataset));
        assert_eq!(one, other, "{typed}");
        assert!(one.is_ok_and(|models| !models.is_empty()), "{typed}");
    }
}

#[test]
fn what_is_not_understood_is_answered_with_what_to_type() {
    let dataset = bundled().dataset;
    for (typed, words) in [
        ("vsi>", "vsi needs a number, as in vsi:>50"),
        ("vsi>38,5", "vsi needs a number"),
        (">50", "say of what, as in vsi:>50"),
        ("vsj>50", "Did you mean vsi?"),
        ("open>yes", "open is yes or no, as in open:yes"),
        ("name>x", "as in name:qwen"),
    ] {
        let said = found(typed, &dataset).unwrap_err();
        assert!(said.contains(words), "{typed}: {said}");
    }
}

#[test]
fn blanks_without_end_are_looked_past_at_once() {
    let dataset = crate::common::bundled().dataset;
    let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let begin = std::time::Instant::now();
    let typed = format!("name{}: gpt", " ".repeat(200_000));
    assert!(Query::parse(&typed, dataset.catalog(), &ranking).is_ok());
    // Looked through again at each blank it would be minutes.
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}

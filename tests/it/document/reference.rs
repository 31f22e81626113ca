//! What benchmarks and capabilities are: the reference and its check against the catalog, its file, the pages made of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::dataset::{BundleError, decode_reference, encode_reference};
use arena_explorer::document::{Paper, Reference, read_reference};
use arena_explorer::load::load;
use arena_explorer::view::{
    IndexColumn, MethodFigures, agreeing, benchmark_index, bibtex, column_facts, index_rows, leaders,
};

use crate::common::{bundled, catalog, named, project, small_catalog};

fn ours() -> Reference {
    let text = std::fs::read_to_string(project("public/reference.yaml")).unwrap();
    let (reference, findings) = read_reference("public/reference.yaml", &text, &catalog());
    assert_eq!(findings, []);
    reference.unwrap()
}

#[test]
fn every_benchmark_column_and_capability_of_the_catalog_is_described() {
    let (catalog, reference) = (catalog(), ours());
    for benchmark in &catalog.benchmarks {
        let entry = reference.benchmark(&benchmark.code).unwrap_or_else(|| panic!("{}", benchmark.code));
        assert!(entry.paper.is_some(), "{}", benchmark.code);
        for text in [&entry.about, &entry.data, &entry.scoring] {
            assert!(text.ends_with('.'), "{}: {text}", benchmark.code);
        }
        for column in &benchmark.columns {
            let column = entry.column(column).unwrap_or_else(|| panic!("{}: {column}", benchmark.code));
            assert!(!column.about.is_empty() && !column.metric.is_empty(), "{}: {}", benchmark.code, column.name);
        }
    }
    let names = catalog.cores.iter().map(|core| &core.name).chain(catalog.fines.iter().map(|fine| &fine.name));
    for name in names {
        let entry = reference.capability(name).unwrap_or_else(|| panic!("{name}"));
        assert!(entry.about.ends_with('.') && !entry.example.is_empty(), "{name}");
    }
    assert_eq!((reference.capabilities.len(), reference.benchmarks.len()), (32, 30));
}

#[test]
fn what_names_nothing_in_the_catalog_is_left_out_with_a_warning() {
    let cases = [
        ("capabilities: {Se: {about: x}}", 1, "there is no capability `Se`"),
        ("benchmarks: {one-: {about: x}}", 1, "there is no benchmark `one-`"),
        ("benchmarks: {one: {columns: {Prt: {about: x}}}}", 1, "there is no column of One `Prt`"),
        ("benchmarks: {one: {items: {Nothing: 5}}}", 1, "there is no column of One `Nothing`"),
        ("benchmarks: {one: {items: {Part: many}}}", 1, "`many` is not a number of items"),
        ("benchmarks: {one: {capabilities: {Part: Seee}}}", 1, "there is no fine-grained capability `Seee`"),
        ("benchmarks: {one: {paper: {title: T, authors: A}}}", 1, "a paper has no title, no authors or no year"),
        ("benchmarks: {one: {paper: {title: T, authors: A, year: 2024, arxiv: \"1 x\"}}}", 1, "is no number of arXiv"),
        ("benchmarks: {one: {}, one: {}}", 1, "stands here a second time"),
        ("benchmarks: {one: text}", 1, "`one` is text instead of a map"),
        ("benchmarks: 5", 1, "`benchmarks` is"),
        ("bench: {}", 1, "bench"),
        ("benchmarks: {one: {abot: x}}", 1, "abot"),
        ("benchmarks: {one: {about: x, columns: {Part: {about: p}}, items: {Part: 5}}}", 0, ""),
    ];
    for (text, count, said) in cases {
        let (reference, findings) = read_reference("reference.yaml", text, &small_catalog());
        assert_eq!(findings.len(), count, "{text}: {findings:?}");
        assert!(reference.is_some(), "{text}");
        assert!(findings.iter().all(|finding| finding.kind.message().contains(said)), "{text}: {findings:?}");
        assert!(findings.iter().all(|finding| finding.place.line == 1), "{text}");
    }
    for refused in ["- a list", "{", "\u{0}"] {
        let (reference, findings) = read_reference("reference.yaml", refused, &small_catalog());
        assert!(reference.is_none() && findings.len() == 1, "{refused}: {findings:?}");
    }
}

#[test]
fn the_file_gives_back_what_was_put_in_and_nothing_damaged() {
    let reference = ours();
    let bytes = encode_reference(&reference).unwrap();
    assert_eq!(decode_reference(&bytes).unwrap(), reference);
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    assert_eq!(decode_reference(b"<!doctype html>"), Err(BundleError::OtherFormat));
    assert_eq!(decode_reference(b""), Err(BundleError::OtherFormat));
    assert_eq!(decode_reference(&bytes[..bytes.len() - 1]), Err(BundleError::Damaged));
    for at in (6..bytes.len()).step_by(997) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x20;
        assert_eq!(decode_reference(&damaged), Err(BundleError::Damaged), "byte {at}");
    }
    let empty = encode_reference(&Reference::default()).unwrap();
    assert_eq!(decode_reference(&empty).unwrap(), Reference::default());
}

fn paper(title: &str, authors: &str, year: u16, venue: &str, arxiv: &str) -> Paper {
    let [title, authors, venue, arxiv] = [title, authors, venue, arxiv].map(str::to_owned);
    Paper { title, authors, year, venue, arxiv }
}

#[test]
fn a_paper_is_cited_as_one_would_write_it() {
    let title = "Thinking in Space: How Multimodal Large Language Models See, Remember and Recall Spaces";
    let entry = bibtex(&paper(title, "Jihan Yang et al.", 2024, "CVPR 2025", "2412.14171"));
    // The year is that of the conference, not of the first version.
    assert_eq!(
        entry,
        "@inproceedings{yang2025thinking,\n  \
         title = {{Thinking in Space: How Multimodal Large Language Models See, Remember and Recall Spaces}},\n  \
         author = {Jihan Yang and others},\n  booktitle = {CVPR 2025},\n  year = {2025},\n  eprint = {2412.14171},\n  \
         archivePrefix = {arXiv},\n  url = {https://arxiv.org/abs/2412.14171}\n}\n"
    );
    // An organisation is no person; characters that mean something in LaTeX are escaped, and braces stay in pairs.
    let entry = bibtex(&paper("The 50 % of {Q&A}_x: $1 #2", "NVIDIA & Co", 2025, "", ""));
    assert_eq!(
        entry,
        "@misc{nvidia202550,\n  title = {{The 50 \\% of \\textbraceleft{}Q\\&A\\textbraceright{}\\_x: \\$1 \\#2}},\n  \
         author = {{NVIDIA \\& Co}},\n  year = {2025}\n}\n"
    );
}

#[test]
fn every_paper_of_ours_has_a_key_and_braces_in_pairs() {
    for entry in ours().benchmarks {
        let text = bibtex(&entry.paper.unwrap());
        let key = text.split_once('{').unwrap().1.split_once(',').unwrap().0;
        assert!(key.len() > 8 && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{key}");
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{text}");
    }
}

#[test]
fn a_benchmarks_columns_say_what_they_mean_and_feed() {
    let dataset = bundled().dataset;
    let vsi = dataset.catalog().benchmark("vsi").unwrap();
    let facts = column_facts(&dataset, vsi, Some(&ours()));
    let names: Vec<_> = facts.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names[0], "Object Count");
    assert_eq!((names.len(), *names.last().unwrap()), (9, "Total Score"));
    let distance = &facts[1];
    assert_eq!(
        (distance.about.as_str(), distance.metric.as_str(), distance.items.as_str(), distance.capability.as_str()),
        ("Distance in metres between two objects.", "Mean relative accuracy (MRA)", "834", "Spatial Distance")
    );
    assert_eq!((distance.range.as_str(), distance.models, distance.is_total), ("0 to 100", 41, false));
    let total = facts.last().unwrap();
    // The sum of the eight counts of the catalog.
    assert_eq!((total.items.as_str(), total.is_total, total.models), ("5130", true, 45));
    // Without the reference the catalog's own words stand.
    let facts = column_facts(&dataset, vsi, None);
    assert_eq!((facts[1].metric.as_str(), facts[4].metric.as_str()), ("Relative accuracy", "Accuracy"));
    assert_eq!((facts[8].metric.as_str(), facts[1].about.as_str()), ("Mean of the columns", ""));
    // A mark from 0 to 10 among percentages; a total that comes first in the file comes last here.
    let mine = dataset.catalog().benchmark("mine-any-build").unwrap();
    assert!(column_facts(&dataset, mine, None).iter().any(|column| column.range == "0 to 10"));
    let place = dataset.catalog().benchmark("where2place").unwrap();
    assert!(column_facts(&dataset, place, None).last().unwrap().is_total);
    assert_eq!(column_facts(&dataset, 99, None), []);
}

/// Four models on the small catalog: two share the first place on One; nobody but C is on Two.
fn four() -> arena_explorer::dataset::Dataset {
    let file = |name: &str, scores: &str| {
        named(&format!("{name}.md"), &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"))
    };
    let files = [
        file("A", "one: {columns: {Total: 50, Part: 1}}"),
        file("B", "one: {columns: {Total: 70}}"),
        file("C", "one: {columns: {Total: 70}}, two: {columns: {Total: 5}}"),
        file("D", "three: {columns: {Total: 9}}"),
    ];
    load(&files, small_catalog()).dataset
}

#[test]
fn first_models_share_ranks_and_stop_at_the_number_asked_for() {
    let dataset = four();
    let (first, population) = leaders(&dataset, 0, 10);
    let found: Vec<_> = first.iter().map(|model| (dataset.name_of(model.row), model.rank, model.total)).collect();
    assert_eq!(found, [("B", 1, 70.0), ("C", 1, 70.0), ("A", 3, 50.0)]);
    assert_eq!(population, 3);
    assert_eq!(leaders(&dataset, 0, 2).0.len(), 2);
    assert_eq!(leaders(&dataset, 3, 10), (vec![], 0));
    let others: Vec<_> = agreeing(&dataset, 0).iter().map(|other| (other.benchmark, other.rho, other.models)).collect();
    assert_eq!(others, [(1, None, 1)]);
}

#[test]
fn the_index_can_be_searched_filtered_and_sorted() {
    let all = || benchmark_index(&four());
    let names = |search: &str, board: Option<usize>, sort: Option<(IndexColumn, bool)>| {
        index_rows(all(), search, board, sort).into_iter().map(|entry| entry.name).collect::<Vec<_>>()
    };
    assert_eq!(names("", None, None), ["One", "Two", "Three", "Other"]);
    let one = &all()[0];
    assert_eq!(
        (one.boards.clone(), one.capabilities.concat(), one.items, one.models),
        (vec![0], "Sense".to_owned(), Some(35), 3)
    );
    // By name, capability, fine-grained capability, board and metric; every word has to be found.
    assert_eq!(names("ＯＮＥ", None, None), ["One"]);
    assert_eq!(names("act", None, None), ["Three"]);
    assert_eq!(names("walk f1", None, None), ["Three"]);
    assert_eq!(names("main board accuracy", None, None), ["One", "Two"]);
    assert_eq!(names("one two", None, None), Vec::<String>::new());
    assert_eq!(names("", Some(0), None), ["One", "Two", "Three"]);
    assert_eq!(names("", None, Some((IndexColumn::Name, false))), ["One", "Other", "Three", "Two"]);
    assert_eq!(names("", None, Some((IndexColumn::Models, true))), ["One", "Two", "Three", "Other"]);
    // What has no number of items comes last either way.
    assert_eq!(names("", None, Some((IndexColumn::Items, true))), ["One", "Three", "Two", "Other"]);
    assert_eq!(names("", None, Some((IndexColumn::Items, false))), ["Two", "Three", "One", "Other"]);
}

#[test]
fn the_method_has_the_figures_of_the_data() {
    let figures = MethodFigures::new(&bundled().dataset);
    assert_eq!((figures.models, figures.benchmarks, figures.boards), (104, 30, 5));
    assert_eq!((figures.cores, figures.fines), (7, 25));
    // Text similarities, a rate over all steps together and one without a number of episodes have none.
    assert_eq!(figures.with_interval, 26);
    assert!(figures.other_ranges.contains(&"Spatial Commonsense of MineAnyBuild (0 to 10)".to_owned()));
}

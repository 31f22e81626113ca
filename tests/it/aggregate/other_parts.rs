//! Totals that rest on other parts than those of other models: found, marked, explained, and never a lead without a word.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::aggregate::{Lens, OtherParts, Ranking, Rule, Subject, other_parts};
use arena_explorer::dataset::Dataset;
use arena_explorer::document::read_catalog;
use arena_explorer::load::load;
use arena_explorer::view::{
    ChartKind, ColumnId, Comparison, RankDoubts, RankReport, ReportFormat, Scene, about_table, cell,
    comparable_in_words, explain, headings, headline, not_in_common,
};

use crate::common::{bundled, named, small_catalog};

const CATALOG: &str = "
capabilities: [{name: Core, fine: [One]}]
benchmarks:
  - {name: Scan, metric: text-overlap, total: T, columns: [C, E, T], total_is: mean, ranges: {C: [0, 1000]}}
  - {name: Plain, metric: accuracy, total: T, columns: [T]}
boards:
  - {name: Main, benchmarks: [Scan, Plain]}
";

fn dataset(files: &[(&str, &str)]) -> Dataset {
    let files: Vec<_> = files
        .iter()
        .map(|(name, scan)| {
            let text = format!(
                "name: {name}\nscore: {{benchmark: {{scan: {{columns: {{{scan}}}}}, plain: {{columns: {{T: 40}}}}}}}}\n"
            );
            named(&format!("{name}.yaml"), &text)
        })
        .collect();
    load(&files, read_catalog("catalog.yaml", CATALOG).0.unwrap()).dataset
}

#[test]
fn what_a_total_rests_on_is_found_where_the_file_tells() {
    // The mean of 90 and 20 is 55.
    let cases = [
        ("C: 90, E: 20, T: 55", None),
        // Rounded to one decimal.
        ("C: 90, E: 20.1, T: 55.1", None),
        ("C: 90, E: 20, T: 70", Some(OtherParts::OtherRule)),
        ("C: 90, T: 90", Some(OtherParts::Only(vec![0]))),
        ("E: 20, T: 20", Some(OtherParts::Only(vec![1]))),
        // One column is there, and the total is not it: the other one may well be in it.
        ("E: 20, T: 55", None),
        ("T: 55", None),
        ("C: 90, E: 20", None),
    ];
    for (scan, expected) in cases {
        let dataset = dataset(&[("A", scan)]);
        assert_eq!(other_parts(&dataset, 0, 0), expected, "{scan}");
        assert_eq!(other_parts(&dataset, 1, 0), None, "it has no columns beside its total");
    }
}

#[test]
fn such_a_total_is_marked_and_explained_and_no_lead_rests_on_it_in_silence() {
    let dataset = dataset(&[("A", "C: 90, T: 90"), ("B", "C: 80, E: 60, T: 70"), ("D", "C: 70, E: 60, T: 65")]);
    let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let marked = |id: ColumnId, row: usize| cell(&dataset, &ranking, None, id, row).class().contains("other-parts");
    for (id, expected) in
        [(ColumnId::Total, true), (ColumnId::Score(0), true), (ColumnId::Score(1), false), (ColumnId::Rank, false)]
    {
        assert_eq!(marked(id, 0), expected, "{id:?}");
        assert!(!marked(id, 1), "{id:?}");
    }
    let explained = |id: ColumnId, row: usize| {
        let headings = headings(dataset.catalog(), &ranking);
        let heading = headings.iter().find(|heading| heading.id == id).unwrap();
        explain(&dataset, &ranking, RankDoubts::default(), heading, row).unwrap().other_parts
    };
    let said = "† It rests on other parts than the totals of other models: Scan is C alone, not the mean of C and E.";
    assert_eq!(explained(ColumnId::Total, 0).as_deref(), Some(said));
    assert_eq!(explained(ColumnId::Score(0), 0).as_deref(), Some(said));
    assert_eq!(explained(ColumnId::Total, 1), None);
    // A has (90 + 40) / 2, B (70 + 40) / 2.
    assert_eq!(
        headline(&dataset, &ranking, &[], None),
        "A leads 3 ranked models on Main with 65.0; B follows with 55.0. Its total rests on other parts than those of other models: Scan is C alone, \
         not the mean of C and E. Without such totals B is first, with 55.0."
    );
    // Beside another model it is marked too, and said of whom.
    let comparison = Comparison::new(&dataset, &[1, 0]);
    assert_eq!(comparison.shared[0].other_parts, [false, true]);
    assert_eq!(comparison.shared[1].other_parts, [false, false]);
    assert_eq!(comparison.other_parts, ["† A: Scan is C alone, not the mean of C and E."]);
    // Without that benchmark nothing is to be said.
    let without = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[0]);
    assert!(!headline(&dataset, &without, &[], None).contains("other parts"));
}

/// A has (90 + 40)/2 of CIDEr alone, B (70 + 40)/2, D (65 + 40)/2.
#[test]
fn what_can_be_compared_is_ranked_alone_and_both_leaders_are_said() {
    let dataset = dataset(&[("A", "C: 90, T: 90"), ("B", "C: 80, E: 60, T: 70"), ("D", "C: 70, E: 60, T: 65")]);
    let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    let plain = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let comparable = plain.clone().comparable(&dataset, &[0, 1, 2]);
    let ranks = |ranking: &Ranking| [0, 1, 2].map(|row| ranking.ranks.get(row));
    assert_eq!((ranks(&plain), ranks(&comparable)), ([Some(1), Some(2), Some(3)], [None, Some(1), Some(2)]));
    assert_eq!((comparable.order.as_slice(), &comparable.total), (&[1, 2, 0][..], &plain.total));
    assert_eq!(
        headline(&dataset, &comparable, &[], Some(&plain)),
        "B leads 2 ranked models on Main (comparable only) with 55.0; D follows with 52.5. Without “Comparable only” A leads, with 65.0."
    );
    assert_eq!(comparable_in_words(&comparable, 0, &[0, 1, 2]), "1 model’s total is left out.");
    assert_eq!(comparable_in_words(&comparable, 2, &[0, 1]), "2 benchmarks and 1 model’s total are left out.");
    assert_eq!(comparable_in_words(&comparable, 0, &[1, 2]), "Nothing is left out.");
    assert_eq!(comparable_in_words(&plain, 2, &[0, 1]), "");
    assert!(about_table(&dataset, &comparable, 3, "").1.ends_with(" A total that rests on other parts has no rank."));
    let all = headings(dataset.catalog(), &comparable);
    let said = explain(&dataset, &comparable, RankDoubts::default(), &all[0], 0).unwrap().formula;
    assert!(said.starts_with("No rank: with “Comparable only”"), "{said}");
    let report = |ranking| serde_json::to_value(RankReport::new(&dataset, ranking)).unwrap();
    assert_eq!((&report(&comparable)["comparable"], report(&plain).get("comparable")), (&true.into(), None));
    // A rule ranks the same models, whichever comes first; a benchmark by itself has the same ones too.
    let by_rule = plain.ranked_by(Rule::Borda).comparable(&dataset, &[0, 1, 2]);
    assert_eq!(by_rule, comparable.ranked_by(Rule::Borda));
    assert_eq!(ranks(&by_rule), [None, Some(1), Some(2)]);
    for (benchmark, first) in [(0, None), (1, Some(1))] {
        let own = Ranking::new(&dataset, Subject { benchmark: Some(benchmark), ..subject }, 0.5, &[]);
        assert_eq!(own.comparable(&dataset, &[0, 1, 2]).ranks.get(0), first);
    }
    // Without the benchmark that it is on, the total is like any other.
    let without = Ranking::new(&dataset, subject, 0.5, &[0]);
    assert_eq!(ranks(&without.comparable(&dataset, &[0, 1, 2])), [Some(1); 3]);
}

/// A has Sense (60 + 40)/2 and Act 20, B Sense 45 alone.
#[test]
fn averages_are_of_the_capabilities_that_all_have() {
    let file = |name: &str, scores: &str| {
        named(&format!("{name}.yaml"), &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"))
    };
    let a = file("A", "one: {columns: {Total: 50}, fine: {See: 60, Hear: 40}}, three: {fine: {Walk: 20}}");
    let b = file("B", "one: {columns: {Total: 50}, fine: {See: 45}}");
    let dataset = load(&[a, b], small_catalog()).dataset;
    for lens in [Lens::Core, Lens::Fine] {
        let plain = Ranking::new(&dataset, Subject { board: 0, lens, benchmark: None }, 0.5, &[]);
        assert_eq!((plain.total.as_slice(), plain.order[0]), (&[Some(35.0), Some(45.0)][..], 1), "{lens:?}");
        let comparable = plain.clone().comparable(&dataset, &[0, 1]);
        assert_eq!((comparable.total.as_slice(), comparable.order[0]), (&[Some(50.0), Some(45.0)][..], 0), "{lens:?}");
        assert_eq!(comparable_in_words(&comparable, 0, &[0, 1]), "1 capability is left out.");
        // Alone, A has both.
        assert_eq!(plain.clone().comparable(&dataset, &[0]).total, plain.total);
        let all = headings(dataset.catalog(), &comparable);
        let total = all.iter().find(|heading| heading.id == ColumnId::Total).unwrap();
        let sources = explain(&dataset, &comparable, RankDoubts::default(), total, 0).unwrap().sources;
        assert_eq!(sources.iter().map(|source| source.left_out).collect::<Vec<_>>(), [false, true]);
    }
}

/// A's Scan is C alone, and so is the total that counts it. What is read has a †, what is calculated with a column of its own.
#[test]
fn exports_mark_such_totals_and_say_what_the_mark_means() {
    let dataset = dataset(&[("A", "C: 90, T: 90"), ("B", "C: 80, E: 60, T: 70")]);
    let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let report = RankReport::new(&dataset, &ranking);
    let means = "† Rests on other parts than the totals of other models, or counts a total that does.";
    assert_eq!(
        report.write(ReportFormat::Csv).unwrap(),
        "rank,code,name,total,average_rank,scored,of,scan,plain,other_parts\n1,a,A,65,1,2,2,90,40,scan\n2,b,B,55,1.5,2,2,70,40,\n"
    );
    assert_eq!(report.to_tsv().lines().next().unwrap().split('\t').next_back(), Some("Other parts"));
    let markdown = report.write(ReportFormat::Markdown).unwrap();
    assert!(markdown.contains("| 1 | A | **65.0†** | **1.0** | 2/2 | **90.0†** | **40.0** |"), "{markdown}");
    assert!(markdown.ends_with(&format!("{means}\n")) && !markdown.contains("Other parts"), "{markdown}");
    let latex = report.write(ReportFormat::Latex).unwrap();
    assert!(latex.starts_with(&format!("% {means}\n")) && latex.contains("\\textbf{90.0$^\\dagger$}"), "{latex}");
    let table = report.to_table();
    assert!(table.contains("65.0†") && table.ends_with(&format!("{means}\n")), "{table}");
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["rows"][0]["other_parts"], serde_json::json!(["scan"]));
    assert_eq!(json["rows"][1].get("other_parts"), None);
    // Where there are none, nothing is said.
    let without =
        RankReport::new(&dataset, &Ranking::new(&dataset, Subject { benchmark: Some(1), ..subject }, 0.5, &[]));
    for format in ReportFormat::ALL {
        let text = without.write(format).unwrap();
        assert!(!text.contains('†') && !text.contains("other_parts"), "{text}");
    }
}

#[test]
fn charts_say_which_of_their_totals_rest_on_other_parts() {
    let dataset = dataset(&[("A", "C: 90, T: 90"), ("B", "C: 80, E: 60, T: 70"), ("D", "E: 60, T: 60")]);
    let ranking = Ranking::new(&dataset, Subject { board: 0, lens: Lens::Benchmarks, benchmark: None }, 0.5, &[]);
    let said = "† Totals that rest on other parts than those of other models:";
    let note = |ranking: &Ranking, chosen: &[usize], kind: ChartKind| {
        Scene { dataset: &dataset, ranking, rows: &ranking.order, chosen }.note(kind)
    };
    for kind in ChartKind::ALL {
        let expected = match kind {
            ChartKind::Agreement => String::new(),
            _ => format!("{said} A (Scan) and D (Scan)."),
        };
        assert_eq!(note(&ranking, &[], kind), expected, "{kind:?}");
    }
    assert_eq!(note(&ranking, &[1], ChartKind::Profiles), "", "B is drawn alone");
    assert_eq!(note(&ranking.comparable(&dataset, &[0, 1, 2]), &[], ChartKind::Size), "", "the others have no rank");
}

/// What the line under the title says holds for what is ranked, and for the scores that there are.
#[test]
fn the_line_under_the_title_follows_what_is_ranked() {
    let dataset = bundled().dataset;
    let said = |board: &str, least: f64| {
        let board = dataset.catalog().board(board).unwrap();
        let ranking = Ranking::new(&dataset, Subject { board, lens: Lens::Benchmarks, benchmark: None }, least, &[]);
        let (about, rule) = about_table(&dataset, &ranking, ranking.order.len(), "2026-11-26");
        format!("{about} {rule}")
    };
    let percent = ", scores in percent, bundled on 2026-11-26.";
    let bar = "with less than half of the benchmarks a model has no rank.";
    assert!(said("qa-2d", Ranking::LEAST_COVERAGE).contains(percent));
    assert!(said("qa-2d", Ranking::LEAST_COVERAGE).ends_with(bar));
    assert!(said("qa-2d", 0.0).ends_with("models with less than half of the benchmarks are ranked too."));
    // Scan2Cap goes up to 1,000.
    assert!(!said("qa-3d", Ranking::LEAST_COVERAGE).contains("percent"));
}

/// By the issue: GPT4Scene-HDM leads 3D QA because its ScanQA is CIDEr alone.
#[test]
fn the_leader_of_three_dimensional_questions_is_told_to_rest_on_one_column() {
    let dataset = bundled().dataset;
    let board = dataset.catalog().board("qa-3d").unwrap();
    let ranking = Ranking::new(
        &dataset,
        Subject { board, lens: Lens::Benchmarks, benchmark: None },
        Ranking::LEAST_COVERAGE,
        &[],
    );
    let said = headline(&dataset, &ranking, &[], None);
    assert!(
        said.starts_with("GPT4Scene-HDM leads") && said.contains("ScanQA is CIDEr alone, not the mean of CIDEr and EM"),
        "{said}"
    );
    // Of what all nine have there is one benchmark, and on it that model is no longer first.
    let ranked: Vec<usize> = ranking.order.iter().copied().filter(|row| ranking.ranks.get(*row).is_some()).collect();
    let left_out = not_in_common(&dataset, ranking.subject, &ranked, &[]);
    let comparable = Ranking::new(&dataset, ranking.subject, Ranking::LEAST_COVERAGE, &left_out);
    let said = headline(&dataset, &comparable.comparable(&dataset, &ranked), &[], Some(&ranking));
    assert!(!said.starts_with("GPT4Scene-HDM"), "{said}");
    assert!(said.contains("Without “Comparable only” GPT4Scene-HDM leads, with 71.0."), "{said}");
}

/// What is common is decided by the models that are ranked without it; who had no rank then may lack some of that.
#[test]
fn comparable_ranks_only_models_with_all_that_counts() {
    let dataset = bundled().dataset;
    for (board, lens) in [("qa-2d", Lens::Benchmarks), ("qa-3d", Lens::Benchmarks), ("qa-2d", Lens::Core)] {
        let subject = Subject { board: crate::common::board(&dataset, board), lens, benchmark: None };
        let plain = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
        let is_ranked = |ranking: &Ranking, row: usize| ranking.ranks.get(row).is_some();
        let among: Vec<usize> = plain.order.iter().copied().filter(|row| is_ranked(&plain, *row)).collect();
        let left_out = not_in_common(&dataset, subject, &among, &[]);
        let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &left_out).comparable(&dataset, &among);
        let ranked: Vec<usize> = ranking.order.iter().copied().filter(|row| is_ranked(&ranking, *row)).collect();
        assert!(ranked.len() > 3, "{board}");
        for row in ranked {
            let counted = ranking.columns.iter().filter(|column| !column.left_out);
            assert!(counted.map(|column| column.scores[row]).all(|score| score.is_some()), "{}", dataset.name_of(row));
        }
    }
    // The table of one benchmark has nothing to do with what others lack.
    let vsi = dataset.catalog().benchmark("vsi").ok();
    let subject = Subject { board: crate::common::board(&dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: vsi };
    assert_eq!(not_in_common(&dataset, subject, &(0..dataset.models().len()).collect::<Vec<_>>(), &[]), [0; 0]);
}

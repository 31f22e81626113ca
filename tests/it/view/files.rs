//! The visitor's files as the page lists them, their issues grouped, and the charts of where their models stand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::chart::Chart;
use arena_explorer::document::{
    Catalog, Finding, Kind, Origin, Place, Severity, SourceFile, fix_together, is_safe_fix, read_score_file,
};
use arena_explorer::load::Previews;
use arena_explorer::view::{
    BoardRank, FileAbout, FileLine, FileOrder, FilesSummary, Peers, VersionBefore, arranged, benchmark_profile,
    board_ranks, counted_issues, file_lines, issue_groups, standing_strips,
};

use crate::common::{named, small_catalog};

/// Benchmarks `one` and `two` of the small catalog, as far as they have scores.
fn text(models: &[(&str, &str)]) -> String {
    let document =
        |(name, scores): &(&str, &str)| format!("---\nname: {name}\nscore: {{benchmark: {{{scores}}}}}\n---\n");
    models.iter().map(document).collect()
}

fn one(total: f64) -> String {
    format!("one: {{columns: {{Total: {total}}}}}")
}

struct Loaded {
    dataset: arena_explorer::dataset::Dataset,
    findings: Vec<Finding>,
    peers: Peers,
}

fn load(files: &[(&str, String)]) -> Loaded {
    let catalog = small_catalog();
    let (bundled, _) = arena_explorer::dataset::Dataset::new(catalog, Vec::new());
    let mut previews = Previews::default();
    for (path, text) in files {
        let file = SourceFile { path: (*path).to_owned(), bytes: text.clone().into_bytes(), origin: Origin::Named };
        previews.bring(file, bundled.catalog());
    }
    let loaded = previews.loaded(&bundled);
    let peers = Peers::of(&loaded.dataset);
    Loaded { dataset: loaded.dataset, findings: loaded.findings, peers }
}

fn lines(files: &[(&str, String)]) -> (Vec<FileLine>, Loaded) {
    let loaded = load(files);
    let about = files.iter().map(|(path, _)| FileAbout { id: "", path, from_link: false, edited: *path == "b.md" });
    let lines = file_lines(about, &loaded.dataset, &loaded.findings, Some((&loaded.dataset, &loaded.peers)));
    (lines, loaded)
}

fn some_files() -> Vec<(&'static str, String)> {
    vec![
        ("b.md", text(&[("Beta", &one(50.0))])),
        ("broken.md", "---\nname: [\n---\n".to_owned()),
        ("pair.md", text(&[("Zeta", &one(10.0)), ("Alpha", &one(70.0))])),
        ("odd.md", text(&[("Odd", "one: {columns: {Total: 60, Nonsense: 1}}")])),
    ]
}

#[test]
fn a_line_has_models_issues_and_the_best_rank() {
    let (lines, loaded) = lines(&some_files());
    let titles: Vec<String> = lines.iter().map(FileLine::title).collect();
    assert_eq!(titles, ["Beta", "broken.md", "Zeta and 1 more", "Odd"]);
    // By total: Alpha 70, Odd 60, Beta 50, Zeta 10.
    let ranks: Vec<Option<u32>> = lines.iter().map(|line| line.best.map(|best| best.rank)).collect();
    assert_eq!(ranks, [Some(3), None, Some(1), Some(2)]);
    assert_eq!(lines[0].best.unwrap().words(), "3rd of 4");
    assert_eq!(lines[0].issue_words(), "No issues");
    assert!(lines[1].issue_words().starts_with("Cannot be read"), "{}", lines[1].issue_words());
    assert_eq!(lines[1].severity(), Some(Severity::Error));
    assert_eq!(lines[3].issue_words(), "1 warning");
    assert!(lines[0].edited && !lines[3].edited);
    assert_eq!(counted_issues([1, 0, 2]), "1 error, 2 notices");
    let alpha = loaded.dataset.row_of("alpha").unwrap();
    let ranked = board_ranks(&loaded.peers, alpha);
    assert_eq!(ranked[0], BoardRank { board: 0, rank: 1, population: 4 });
    // Before ranks are worked out there are none.
    let files = some_files();
    let about = files.iter().map(|(path, _)| FileAbout { id: "", path, from_link: true, edited: false });
    assert!(
        file_lines(about, &loaded.dataset, &loaded.findings, None)
            .iter()
            .all(|line| line.best.is_none() && line.from_link)
    );
}

#[test]
fn the_list_is_filtered_and_sorted() {
    let (lines, _) = lines(&some_files());
    let arranged = |typed: &str, only_problems, order| arranged(&lines, typed, only_problems, order);
    assert_eq!(arranged("", false, FileOrder::Added), [0, 1, 2, 3]);
    assert_eq!(arranged("", false, FileOrder::Name), [0, 1, 3, 2], "Beta, broken.md, Odd, Zeta");
    assert_eq!(arranged("", false, FileOrder::Rank), [2, 3, 0, 1]);
    assert_eq!(arranged("", false, FileOrder::Issues), [1, 3, 0, 2]);
    assert_eq!(arranged(" ALPHA ", false, FileOrder::Added), [2], "the second model of a file counts");
    assert_eq!(arranged(".md", true, FileOrder::Added), [1, 3]);
    assert_eq!(arranged("nothing", false, FileOrder::Rank), [0_usize; 0]);
}

#[test]
fn many_files_come_to_counts_the_best_ranks_and_the_gravest_issues() {
    let (lines, loaded) = lines(&some_files());
    let summary = FilesSummary::new(&lines, &loaded.findings, 2);
    assert_eq!((summary.models, summary.unreadable), (4, 1));
    assert_eq!(summary.issues, [1, 1, 0]);
    assert_eq!(summary.best, [2, 3]);
    assert_eq!(summary.gravest.len(), 2);
    assert_eq!(summary.gravest[0].severity, Severity::Error);
}

fn finding(kind: Kind, file: &str, line: u32) -> Finding {
    Finding::new(kind, Place { file: file.to_owned(), line, column: 1 })
}

#[test]
fn what_is_the_same_in_several_places_is_one_issue() {
    let lenient = |text: &str| Kind::Lenient { text: text.to_owned(), read_as: "1".to_owned() };
    let findings = [
        finding(lenient("1%"), "a.md", 3),
        finding(Kind::NoName, "b.md", 1),
        finding(lenient("\"1\""), "a.md", 4),
        finding(Kind::Skipped { count: 2 }, "", 0),
        finding(lenient("1 %"), "c.md", 5),
    ];
    let groups = issue_groups(&findings);
    assert_eq!(groups.len(), 3);
    assert_eq!((groups[0].severity, groups[0].findings.as_slice()), (Severity::Error, &[1][..]));
    assert!(groups[0].is_message && groups[0].help.is_some());
    let lenient = &groups[1];
    assert_eq!((lenient.findings.as_slice(), lenient.files), (&[0, 2, 4][..], 2));
    assert!(!lenient.is_message, "each place says something else");
    assert_eq!(lenient.title, "Values read leniently");
    assert_eq!(lenient.help.as_deref(), Some("Write 1 if that is what you mean."));
    assert_eq!(groups[2].title, "2 files are no score files and were skipped.");
}

/// A score file whose totals stand on lines of their own.
const QUOTED: &str = "---\nname: A\nscore:\n  benchmark:\n    one:\n      columns:\n        Total: \"41%\"\n    two:\n      columns:\n        Total: \"42%\"\n---\n";

fn findings_of(text: &str, catalog: &Catalog) -> Vec<Finding> {
    let file = SourceFile { path: "a.md".to_owned(), bytes: text.as_bytes().to_vec(), origin: Origin::Named };
    read_score_file(&file, catalog).findings
}

#[test]
fn all_places_of_an_issue_are_fixed_in_one_step() {
    let catalog = small_catalog();
    let findings = findings_of(QUOTED, &catalog);
    let certain: Vec<Finding> = findings.iter().filter(|finding| is_safe_fix(finding)).cloned().collect();
    assert_eq!(certain.iter().map(|finding| finding.place.line).collect::<Vec<_>>(), [7, 10]);
    let fixed = fix_together("a.md", QUOTED, &certain, &catalog).unwrap();
    assert_eq!(fixed.text, QUOTED.replace("\"41%\"", "41").replace("\"42%\"", "42"));
    assert_eq!(fixed.done.len(), 2);
    // One of them alone, and none for a text that has changed.
    let fixed = fix_together("a.md", QUOTED, &certain[1..], &catalog).unwrap();
    assert_eq!(fixed.text, QUOTED.replace("\"42%\"", "42"));
    assert_eq!(fix_together("a.md", "name: B\n", &certain, &catalog), None);
    assert_eq!(fix_together("a.md", QUOTED, &[], &catalog), None);
}

#[test]
fn the_strips_mark_the_models_of_a_file_among_all_ranked_ones() {
    let loaded = load(&some_files());
    let rows: Vec<usize> = ["zeta", "alpha"].iter().map(|code| loaded.dataset.row_of(code).unwrap()).collect();
    let titled = standing_strips(&loaded.dataset, &loaded.peers, &rows).unwrap();
    let Chart::StripPlot(strips) = titled.chart else { panic!("strips") };
    assert_eq!(strips.lanes.len(), loaded.dataset.catalog().boards.len());
    let marked: Vec<(&str, Option<usize>)> =
        strips.models.iter().filter(|model| model.preview).map(|model| (model.name.as_str(), model.hue)).collect();
    assert_eq!(marked, [("Alpha", Some(1)), ("Zeta", Some(0))]);
    let values: Vec<Option<f64>> = strips.models.iter().map(|model| model.values[0]).collect();
    assert_eq!(values, [Some(70.0), Some(50.0), Some(60.0), Some(10.0)], "in name order");
    assert!(standing_strips(&loaded.dataset, &loaded.peers, &[]).is_none());
}

#[test]
fn the_profile_has_best_median_the_version_before_and_the_model() {
    let both = |a: f64, b: f64| format!("one: {{columns: {{Total: {a}}}}}, two: {{columns: {{Total: {b}}}}}");
    let bundled = [named("b.md", &text(&[("B", &both(60.0, 30.0))])), named("c.md", &text(&[("C", &one(50.0))]))];
    let bundled = arena_explorer::load::load(&bundled, small_catalog()).dataset;
    let mine = named("a.md", &text(&[("A", &both(40.0, 20.0))]));
    let dataset = arena_explorer::load::load_previews(&[mine], &bundled).dataset;
    let peers = Peers::of(&dataset);
    let row = dataset.row_of("a").unwrap();
    let before = VersionBefore::of(&dataset, dataset.row_of("c").unwrap(), "version before".to_owned());
    let titled = benchmark_profile(&dataset, &peers, row, Some(before)).unwrap();
    let Chart::DotPlot(lanes) = titled.chart else { panic!("lanes") };
    let series: Vec<(&str, &[Option<f64>])> =
        lanes.series.iter().map(|series| (series.name.as_str(), series.values.as_slice())).collect();
    assert_eq!(
        series,
        [
            ("best", &[Some(60.0), Some(30.0)][..]),
            ("median", &[Some(55.0), Some(30.0)]),
            ("version before", &[Some(50.0), None]),
            ("A", &[Some(40.0), Some(20.0)]),
        ]
    );
    // One benchmark is no profile.
    let row = dataset.row_of("c").unwrap();
    assert!(benchmark_profile(&dataset, &peers, row, None).is_none());
}

#[test]
fn findings_about_another_model_of_the_file_are_left_out() {
    let text = "---\nname: A\nnonsense: 1\nscore: {}\n---\n---\nname: B\nother: 1\nscore: {}\n---\n";
    let dataset = load(&[("a.md", text.to_owned())]).dataset;
    let key = |line| finding(Kind::Skipped { count: line as usize }, "a.md", line);
    let all = [key(0), key(3), key(8), finding(Kind::Skipped { count: 1 }, "b.md", 3)];
    let lines = |code| -> Vec<u32> {
        let model = dataset.models().iter().find(|model| model.code == code).unwrap();
        all.iter().filter(|finding| model.is_subject_of(finding)).map(|finding| finding.place.line).collect()
    };
    assert_eq!(lines("a"), [0, 3]);
    assert_eq!(lines("b"), [0, 8]);
}

#[test]
fn files_of_one_name_are_told_apart_by_their_paths() {
    let files = [("a.md", text(&[("Same", &one(50.0))])), ("b.md", text(&[("Same", &one(60.0))]))];
    let other = ("c.md", text(&[("Other", &one(70.0))]));
    let (lines, loaded) = lines(&[files[0].clone(), files[1].clone(), other]);
    let titles: Vec<String> = lines.iter().map(FileLine::title).collect();
    assert_eq!(titles, ["Same (a.md)", "Same (b.md)", "Other"]);
    assert_eq!(lines[0].name(), "Same", "for the list, which has the path below");
    // So are they in a comparison and in its charts.
    let rows: Vec<usize> = ["same", "same-2", "other"].iter().filter_map(|code| loaded.dataset.row_of(code)).collect();
    assert_eq!(arena_explorer::view::distinct_names(&loaded.dataset, &rows), ["Same (a.md)", "Same (b.md)", "Other"]);
    // However many share a name: setting each beside each would take hours here.
    let many: Vec<usize> = rows.iter().copied().cycle().take(300_000).collect();
    assert_eq!(arena_explorer::view::distinct_names(&loaded.dataset, &many).len(), many.len());
}

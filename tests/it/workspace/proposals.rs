//! Results in formats of others on their way through the worker to the page: which files are taken for results, what is asked, what
//! corrections change, and which score files come of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::archive::PassedOver;
use arena_explorer::dataset::Dataset;
use arena_explorer::document::{Origin, SourceFile, read_score_file};
use arena_explorer::import::{Found, Kind, Samples, Scale, Target};
use arena_explorer::workspace::{
    Client, Engine, Event, IdSource, Import, Imported, Memory, NewText, Notice, Notification, Proposal, Request,
    Review, State,
};

use proptest::prelude::*;

use crate::common::{bundled_files, catalog, project};

fn engine() -> Engine {
    Engine::new(Dataset::new(catalog(), Vec::new()).0, IdSource::new(1, 7))
}

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(project("tests/data/import").join(path)).unwrap()
}

fn file(path: &str, bytes: Vec<u8>, origin: Origin) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes, origin }
}

fn import(engine: &mut Engine, file: SourceFile) -> Imported {
    engine.import(file, Import { request: 1, from_link: false, named: true }, &mut Vec::new())
}

/// What the page gets of events, which are passed as bytes.
fn proposal_of(events: Vec<Event>) -> Proposal {
    let mut client = Client::default();
    let mut whole = Proposal::default();
    for event in events {
        let event = postcard::from_bytes(&postcard::to_stdvec(&event).unwrap()).unwrap();
        for notification in client.on_event(event, &catalog()).unwrap().notifications {
            if let Notification::Results(proposal) = notification {
                whole.extend(proposal);
            }
        }
    }
    whole
}

/// What files come to that are brought together: path, content, origin.
fn proposed(files: Vec<SourceFile>) -> Proposal {
    let mut engine = engine();
    for file in files {
        let path = file.path.clone();
        assert_eq!(import(&mut engine, file), Imported::Recognized, "{path}");
    }
    assert!(engine.is_empty(), "nothing counts yet");
    let proposal = proposal_of(engine.proposal());
    assert!(engine.proposal().is_empty(), "it is handed over once");
    proposal
}

fn review_of(proposal: Proposal, memory: &Memory) -> Review {
    let mut review = Review::default();
    review.add(proposal, memory, &catalog());
    review
}

fn review(paths: &[&str]) -> Review {
    let files = paths.iter().map(|path| file(path, fixture(path), Origin::Named)).collect();
    review_of(proposed(files), &Memory::default())
}

fn pasted(text: &str, html: &str) -> (Proposal, Vec<Event>) {
    let text = NewText { name: "pasted-1.md".to_owned(), named: false, bytes: text.as_bytes().to_vec() };
    let mut client = Client::default();
    let request = client.import_pasted(text, html.to_owned());
    let request: Request = postcard::from_bytes(&postcard::to_stdvec(&request).unwrap()).unwrap();
    let events = engine().carry_out(request);
    (proposal_of(events.clone()), events)
}

/// The rows of a sheet as text: source, value, what it is of, score or why there is none.
fn rows(review: &Review, model: usize) -> Vec<String> {
    let catalog = catalog();
    let row = |row: arena_explorer::workspace::Row| {
        let benchmark = row.benchmark.map(|of| &catalog.benchmarks[of]);
        let name = benchmark.map_or("?", |of| of.name.as_str());
        let column = benchmark.zip(row.column).map_or("?", |(of, column)| of.columns[column].as_str());
        let said = match row.state {
            State::Counts => row.score.unwrap().to_string(),
            State::LeftOut => "left out".to_owned(),
            State::Missing(why) => why,
        };
        format!("{} {} → {name} › {column}: {said}", row.key, row.raw)
    };
    review.sheet(model, &catalog).rows.into_iter().map(row).collect()
}

fn texts(review: &Review) -> Vec<(String, String)> {
    review.written(&catalog()).into_iter().map(|written| (written.name, written.text)).collect()
}

fn entry_of(found: &Found, key: &str) -> usize {
    found.entries.iter().position(|entry| entry.key == key).unwrap()
}

fn cell(benchmark: &str, column: Option<&str>) -> Target {
    Target::Cell { benchmark: benchmark.to_owned(), column: column.map(str::to_owned) }
}

#[test]
fn score_files_go_the_way_of_score_files_however_wrong_they_are() {
    for bundled in bundled_files() {
        let mut engine = engine();
        let path = bundled.path.clone();
        let imported = import(&mut engine, bundled);
        assert!(matches!(imported, Imported::Added(_)), "{path} is {imported:?}");
    }
    let wrong = [
        "---\nname: A\nscores:\n  benchmark: {vsi: 1, erqa: 2}\n---\n| Model | VSI-Bench |\n|---|---|\n| A | 54.7 |\n",
        "name: A\nscore:\n\tbenchmark: [1, 2, 3\n",
        "name: A\nscore: {benchmark: {vsi: {columns: [1, 2,\n",
        "---\nname: A\n---\n",
        "name: A\nVSI: 54.7\nERQA: 41.5\n",
        "{\"name\": \"A\", \"score\": {\"benchmark\": {\"vsi\": {\"columns\": {\"Total Score\": 54.7}}}}}",
        "Just words, and a comma.\n\nOf two lines.\n",
        "{\"a\": ",
        "PK\u{3}\u{4}xl/",
        "",
    ];
    for text in wrong {
        for name in ["a.md", "a.csv", "results_vsibench.json"] {
            let mut engine = engine();
            let imported = import(&mut engine, file(name, text.as_bytes().to_vec(), Origin::Named));
            assert!(matches!(imported, Imported::Added(_)), "{name} {text:?} is {imported:?}");
            assert!(engine.proposal().is_empty());
        }
    }
}

#[test]
fn results_are_proposed_and_nothing_of_them_counts() {
    for (path, kind) in [
        ("embodied_eval/probe-7b/20260121_051400/results_vsibench.json", Kind::EmbodiedEval),
        ("harness/20260301_results.json", Kind::Harness),
        ("samples/probe-7b/samples_vsibench.json", Kind::Samples),
        ("hub/card.md", Kind::ModelIndex),
        ("hub/bare.yaml", Kind::ModelIndex),
        ("hub/probe-7b/.eval_results/vsi.yaml", Kind::EvalResults),
        ("every_eval/one.json", Kind::EveryEval),
        ("vlmevalkit/probe_7b_ERQA_acc.csv", Kind::Delimited),
        ("tables/board.csv", Kind::Delimited),
        ("tables/readme.md", Kind::Markdown),
        ("tables/paper.tex", Kind::Latex),
        ("tables/sheet.html", Kind::Html),
        ("tables/records.json", Kind::Records),
    ] {
        for origin in [Origin::Named, Origin::Found] {
            let proposal = proposed(vec![file(path, fixture(path), origin)]);
            assert!(proposal.several.is_empty() && proposal.refused.is_empty());
            assert!(proposal.models.iter().all(|model| model.kind == kind), "{path}");
            assert!(!proposal.models.is_empty(), "{path}");
        }
    }
}

#[test]
fn a_table_of_something_else_counts_only_where_somebody_named_it() {
    let table = "City,Rain\nParis,640\nRome,800\n";
    let proposal = proposed(vec![file("rain.csv", table.as_bytes().to_vec(), Origin::Named)]);
    assert_eq!(proposal.models.len(), 2);
    let mut engine = engine();
    let found = file("docs/rain.csv", table.as_bytes().to_vec(), Origin::Found);
    assert_eq!(import(&mut engine, found), Imported::Skipped);
    let (proposal, events) = pasted(table, "");
    assert!(proposal.is_empty());
    assert!(events.contains(&Event::Notice(Notice::NoScores)));
}

#[test]
fn a_table_becomes_a_file_for_each_chosen_model() {
    let mut review = review(&["tables/board.csv"]);
    let names: Vec<&str> = review.models().iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["Probe-7B", "Probe-1B", "Human"]);
    assert_eq!(
        rows(&review, 0),
        [
            "VSI-Bench 54.7 → VSI › Total Score: 54.7",
            "ERQA 41.5 → ERQA › Total Score: 41.5",
            "EmbSp. 65.05 → ? › ?: No benchmark has this name",
        ]
    );
    // A heading is corrected once for all rows.
    let unknown = entry_of(&review.models()[0].found, "EmbSp.");
    review.assign(0, unknown, cell("EmbSpatial-Bench", None), &catalog());
    assert_eq!(rows(&review, 0)[2], "EmbSp. 65.05 → EmbSpatial-Bench › Total Score: 65.05");
    assert_eq!(rows(&review, 1)[1], "EmbSp. 0.9 → EmbSpatial-Bench › Total Score: 0.9");
    assert_eq!((review.models()[1].scores, review.models()[1].missing), (2, 0));
    review.set_chosen(2, false);
    // What was added and is undone is as it was.
    let taken = review.take_models();
    assert!(review.is_empty());
    review.put_back(&taken);
    assert_eq!(review, taken);
    review.rename(1, "  Probe, small  ");
    review.set_author(1, "Lab: A");
    let texts = texts(&review);
    assert_eq!(texts.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["probe-7b.md", "probe-small.md"]);
    let reading = read_score_file(&file("x.md", texts[1].1.clone().into_bytes(), Origin::Named), &catalog());
    assert_eq!(reading.findings, []);
    let model = &reading.models().next().unwrap();
    assert_eq!((model.name.as_str(), model.authors.as_slice()), ("Probe, small", &["Lab: A".to_owned()][..]));
    assert!(
        texts[1].1.contains("vsi:  # from import/tables/board.csv") || texts[1].1.contains("# from tables/board.csv")
    );
}

#[test]
fn what_has_no_name_is_asked_for_it() {
    let mut review = review(&["embodied_eval/results_robovqa.json"]);
    assert_eq!(review.models()[0].name, "");
    assert!(review.models()[0].is_chosen, "it is the only one");
    assert_eq!((review.nameless(), review.ready(), texts(&review).len()), (1, 0, 0));
    review.rename(0, "Probe-7B");
    assert_eq!((review.nameless(), review.ready(), texts(&review).len()), (0, 1, 1));
    review.rename(0, &"x".repeat(10_000));
    assert_eq!(review.models()[0].name.len(), 200);
}

#[test]
fn a_file_that_is_two_things_is_asked_about() {
    let path = "tables/two-things.md";
    let mut review = review(&[path]);
    // What is added goes without it.
    let added = review.take_models();
    assert!(added.is_empty() && !review.is_empty());
    review.put_back(&added);
    assert!(review.models().is_empty() && !review.is_empty());
    let kinds: Vec<Kind> = review.several()[0].readings.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [Kind::ModelIndex, Kind::Markdown]);
    assert_eq!(review.sources(), [path]);
    review.choose(path, Kind::ModelIndex, &Memory::default(), &catalog());
    assert!(review.several().is_empty());
    assert_eq!(review.models().len(), 1);
    assert_eq!(review.models()[0].found.kind, Kind::ModelIndex);
}

#[test]
fn a_folder_of_runs_is_a_model_with_the_newest_run_of_each_benchmark() {
    let folder = "embodied_eval/probe-7b";
    let runs = [
        "20251101_090000/results_erqa.json",
        "20251101_090000/results_vsibench.json",
        "20260121_051400/results_vsibench.json",
    ];
    let files = runs.iter().map(|run| {
        let path = format!("{folder}/{run}");
        file(&path, fixture(&path), Origin::Found)
    });
    let review = review_of(proposed(files.collect()), &Memory::default());
    assert_eq!(review.models().len(), 1);
    assert_eq!(review.models()[0].name, "probe-7b");
    let rows = rows(&review, 0);
    assert!(rows.contains(&"obj_appearance_order_accuracy 0.58 → VSI › Appearance Order: 58".to_owned()), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("ERQA")), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("0.31")), "the older run does not count: {rows:?}");
    let not_used = &review.models()[0].found.not_used;
    assert!(
        not_used.iter().any(|of| of.what.contains("20251101_090000") && of.why.contains("older run")),
        "{not_used:?}"
    );
}

#[test]
fn a_folder_of_eval_results_is_one_model() {
    let folder = "hub/probe-7b/.eval_results";
    let files = ["erqa.json", "more.yaml", "vsi.yaml"].iter().map(|name| {
        let path = format!("{folder}/{name}");
        file(&path, fixture(&path), Origin::Found)
    });
    let review = review_of(proposed(files.collect()), &Memory::default());
    assert_eq!(review.models().len(), 1);
    assert_eq!(review.models()[0].name, "probe-7b");
    assert_eq!(review.models()[0].found.sources.len(), 3);
    let rows = rows(&review, 0);
    assert!(rows.iter().any(|row| row.ends_with("ERQA › Total Score: 41.25")), "{rows:?}");
    assert!(rows.iter().any(|row| row.ends_with("VSI › Total Score: 20.9")), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("VSI › Route Plan: A fraction")), "{rows:?}");
}

#[test]
fn of_two_figures_for_a_column_neither_counts_until_one_is_left_out() {
    let table = "Model,VSI-Bench,VSI\nProbe-7B,54.7,53.1\n";
    let mut review =
        review_of(proposed(vec![file("t.csv", table.as_bytes().to_vec(), Origin::Named)]), &Memory::default());
    let different = "Different figures for VSI › Total Score: leave all but one out";
    assert_eq!(rows(&review, 0)[0], format!("VSI-Bench 54.7 → VSI › Total Score: {different}"));
    assert!(texts(&review).is_empty());
    review.assign(0, 1, Target::Nothing, &catalog());
    assert_eq!(
        rows(&review, 0),
        ["VSI-Bench 54.7 → VSI › Total Score: 54.7", "VSI 53.1 → VSI › Total Score: left out"]
    );
    // It can be taken back.
    review.assign(0, 1, cell("ERQA", None), &catalog());
    assert_eq!(rows(&review, 0)[1], "VSI 53.1 → ERQA › Total Score: 53.1");
    review.set_scale(0, 1, Scale::Range { low: 0.0, high: 60.0 }, &catalog());
    assert_eq!(rows(&review, 0)[1], "VSI 53.1 → ERQA › Total Score: 88.5");
}

#[test]
fn two_figures_of_one_key_at_one_place_are_told_apart() {
    let mut review = review(&["embodied_eval/results_robovqa.json"]);
    assert!(rows(&review, 0)[0].ends_with("leave all but one out"));
    review.assign(0, 2, Target::Nothing, &catalog());
    assert_eq!(rows(&review, 0)[0], "planning_score 2 → RoboVQA › Planning: 25");
    assert_eq!(rows(&review, 0)[2], "planning_score 3 → RoboVQA › Planning: left out");
}

#[test]
fn decimal_commas_are_asked_about() {
    let mut review = review(&["tables/decimal.csv"]);
    assert_eq!(rows(&review, 0)[0], "VSI 54,7 → VSI › Total Score: Is the comma a decimal one?");
    review.set_decimal_comma(0, Some(true), &catalog());
    assert_eq!(rows(&review, 0)[0], "VSI 54,7 → VSI › Total Score: 54.7");
    review.set_decimal_comma(0, Some(false), &catalog());
    assert_eq!(rows(&review, 0)[0], "VSI 54,7 → VSI › Total Score: left out");
}

#[test]
fn corrections_are_remembered_for_files_of_the_same_shape() {
    let table = |score: &str| format!("Model,EmbSp.,Cnt\nProbe-7B,{score},0.4\n");
    let propose = |text: String| proposed(vec![file("t.csv", text.into_bytes(), Origin::Named)]);
    let mut first = review_of(propose(table("65.05")), &Memory::default());
    first.assign(0, 0, cell("EmbSpatial-Bench", None), &catalog());
    first.assign(0, 1, cell("VSI", Some("Object Count")), &catalog());
    first.set_unknown_scale(0, Some(Scale::Fraction), &catalog());
    first.set_author(0, "Lab");
    let mut memory = Memory::default();
    first.remember(&mut memory);
    let memory = Memory::decode(&memory.encode());

    let mut next = review_of(propose(table("70")), &memory);
    assert!(next.is_remembered(0));
    assert_eq!(rows(&next, 0), ["EmbSp. 70 → EmbSpatial-Bench › Total Score: 70", "Cnt 0.4 → VSI › Object Count: 40",]);
    assert_eq!(next.models()[0].author, "Lab");
    // Another shape has no corrections, and these can be forgotten.
    let other = review_of(propose("Model,EmbSp.\nProbe-7B,70\n".to_owned()), &memory);
    assert!(!other.is_remembered(0));
    let mut memory = memory;
    next.start_afresh(0, &mut memory, &catalog());
    assert_eq!(rows(&next, 0)[0], "EmbSp. 70 → ? › ?: No benchmark has this name");
    assert_eq!(memory, Memory::default());
}

#[test]
fn what_was_remembered_and_cannot_be_read_does_no_harm() {
    let mut memory = Memory::default();
    let mut review = review(&["tables/board.csv"]);
    review.set_unknown_scale(0, Some(Scale::Fraction), &catalog());
    review.remember(&mut memory);
    let good = memory.encode();
    assert_ne!(Memory::decode(&good), Memory::default());
    // A line that is broken takes no other with it.
    let broken = good.replacen('\n', "\n[\"csv-1\", {\"keys\": 3}]\n{]\n\u{0}\n", 1);
    assert_eq!(Memory::decode(&broken), memory);
    for text in ["", "2", "arena-explorer imports 2\n[]", &good[1..], "\u{FEFF}", &"é".repeat(1 << 20)] {
        assert_eq!(Memory::decode(text), Memory::default());
    }
    // What a hostile record names counts for nothing where the catalog has no such thing.
    let key = review.models()[0].found.shape();
    let line = format!(
        "arena-explorer imports 1\n[{key:?},{{\"benchmark\":\"nowhere\",\"scale\":{{\"range\":{{\"low\":5,\"high\":1}}}},\"keys\":[[\"ERQA\",{{\"target\":{{\"Cell\":{{\"benchmark\":\"x\",\"column\":\"y\"}}}}}}]]}}]"
    );
    let memory = Memory::decode(&line);
    assert_ne!(memory, Memory::default());
    let hostile =
        review_of(proposed(vec![file("tables/board.csv", fixture("tables/board.csv"), Origin::Named)]), &memory);
    assert_eq!(rows(&hostile, 0)[1], "ERQA 41.5 → ? › ?: No benchmark has this name");
    // Only so many shapes are kept.
    let mut many = String::from("arena-explorer imports 1");
    (0..1000).for_each(|n| many.push_str(&format!("\n[\"csv-{n}\",{{\"author\":\"Lab\"}}]")));
    let kept = Memory::decode(&many);
    assert!(kept.find("csv-999").is_some() && kept.find("csv-0").is_none());
}

#[test]
fn cells_are_pasted_as_html_where_there_is_a_table() {
    let html = String::from_utf8(fixture("tables/sheet.html")).unwrap();
    let plain =
        "Model\tVSI-Bench\t\tERQA\n\tObj. Count\tAvg.\t\nProbe-7B\t41.2\t38.51\t41.5 %\nProbe-1B\t30.1\t—\t33.25\n";
    let (proposal, _) = pasted(plain, &html);
    let review = review_of(proposal, &Memory::default());
    assert_eq!(review.models()[0].found.kind, Kind::Html);
    assert_eq!(review.sources(), ["pasted text"]);
    assert_eq!(rows(&review, 0)[0], "VSI-Bench › Obj. Count 41.2 → VSI › Object Count: 41.2");
    // Text that is more than cells counts as what it is, whatever stands beside it.
    let markdown = "| Model | ERQA |\n|---|---|\n| Probe-7B | 41.5 |\n";
    let page = format!("<table><tr><td>1</td><td>{markdown}</td></tr></table>");
    let (proposal, _) = pasted(markdown, &page);
    assert_eq!(proposal.models[0].kind, Kind::Markdown);
    let score_file = "name: A\nscore: {benchmark: {vsi: {columns: {Total Score: 54.7}}}}\n";
    let (proposal, events) = pasted(score_file, &html);
    assert!(proposal.is_empty());
    assert!(events.iter().any(|event| matches!(event, Event::Files(files) if files.len() == 1)));
    // A page without a table gives its text.
    let (proposal, _) = pasted("Model,ERQA\nProbe-7B,41.5\n", "<p>Model, ERQA</p>");
    assert_eq!(proposal.models[0].kind, Kind::Delimited);
}

#[test]
fn what_costs_too_much_is_refused_by_name_and_hides_nothing() {
    let mut table = "Model,VSI-Bench\n".to_owned();
    (0..2_000).for_each(|n| table.push_str(&format!("m{n},5\n")));
    let wide = table.into_bytes();
    let mut engine = engine();
    let mut samples = Samples::default();
    samples.push(&fixture("samples/samples_vabench.json"));
    engine.import_items("samples/samples_vabench.json", samples);
    for n in 0..30 {
        import(&mut engine, file(&format!("t{n}.csv"), wide.clone(), Origin::Named));
    }
    let good = file(
        "mine.md",
        b"name: A\nscore: {benchmark: {vsi: {columns: {Total Score: 54.7}}}}\n".to_vec(),
        Origin::Named,
    );
    assert!(matches!(import(&mut engine, good), Imported::Added(_)));
    let events = engine.proposal();
    // No event is large: the page takes each in within milliseconds.
    let largest = events.iter().map(|event| postcard::to_stdvec(event).unwrap().len()).max().unwrap();
    assert!(largest < 1 << 20, "{largest}");
    let proposal = proposal_of(events);
    assert!(proposal.models.iter().any(|model| model.kind == Kind::Samples));
    assert!(!proposal.refused.is_empty() && proposal.refused.len() <= 20);
    assert!(proposal.refused[0].1.contains("Add it by itself"));
}

#[test]
fn a_run_without_a_figure_says_why() {
    let path = "samples/samples_vabench.json";
    let review = review_of(proposed(vec![file(path, fixture(path), Origin::Named)]), &Memory::default());
    let sheet = review.sheet(0, &catalog());
    assert!(sheet.rows.is_empty());
    assert_eq!(sheet.not_used[0].why, "2 of 3 items have it");
}

#[test]
fn a_request_without_results_proposes_nothing() {
    let mut client = Client::default();
    let request = client.import_files(vec!["a.md".to_owned()], false, PassedOver::default());
    assert!(engine().carry_out(request).iter().all(|event| !matches!(event, Event::Results { .. })));
}

/// What somebody does in the dialog.
#[derive(Clone, Debug)]
enum Step {
    Assign(usize, usize, usize),
    Scale(usize, usize, usize),
    UnknownScale(usize, usize),
    Comma(usize, Option<bool>),
    Benchmark(usize, usize),
    Rename(usize, String),
    Author(usize, String),
    Choose(usize, bool),
    PutBack,
}

fn step() -> impl Strategy<Value = Step> {
    let (model, entry) = (0..4_usize, 0..6_usize);
    prop_oneof![
        4 => (model.clone(), entry.clone(), 0..7_usize).prop_map(|(m, e, t)| Step::Assign(m, e, t)),
        3 => (model.clone(), entry, 0..5_usize).prop_map(|(m, e, s)| Step::Scale(m, e, s)),
        1 => (model.clone(), 0..5_usize).prop_map(|(m, s)| Step::UnknownScale(m, s)),
        1 => (model.clone(), any::<Option<bool>>()).prop_map(|(m, c)| Step::Comma(m, c)),
        1 => (model.clone(), 0..7_usize).prop_map(|(m, b)| Step::Benchmark(m, b)),
        2 => (model.clone(), "[ a-z#:'\"\n\\[{é–]{0,12}").prop_map(|(m, n)| Step::Rename(m, n)),
        1 => (model.clone(), any::<String>()).prop_map(|(m, n)| Step::Author(m, n)),
        1 => (model, any::<bool>()).prop_map(|(m, c)| Step::Choose(m, c)),
        1 => Just(Step::PutBack),
    ]
}

const SCALES: [Scale; 5] = [
    Scale::Percent,
    Scale::Fraction,
    Scale::Range { low: 1.0, high: 5.0 },
    Scale::Range { low: 5.0, high: 1.0 },
    Scale::Unknown,
];

fn target(n: usize) -> Target {
    match n {
        0 => Target::Nothing,
        1 => cell("VSI", None),
        2 => cell("VSI", Some("Object Count")),
        3 => cell("ScanQA", Some("CIDEr")),
        4 => cell("nowhere", Some("Total Score")),
        5 => cell("ERQA", Some("nowhere")),
        _ => cell("ERQA", None),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever is corrected, the files say what was shown: each figure that counts and nothing else, in a file without an error.
    #[test]
    fn properties_of_what_is_added(
        headings in prop::collection::vec(prop::sample::select(vec!["VSI-Bench", "ERQA", "EmbSp.", "VSI", "ScanQA", "Avg.", "C"]), 1..6),
        rows in prop::collection::vec(prop::collection::vec(prop::sample::select(vec!["54.7", "0.5", "1", "41,5", "-", "120", "NaN", "-3", "**7**", "5±1"]), 6), 1..4),
        steps in prop::collection::vec(step(), 0..16),
    ) {
        let mut table = format!("Model;{}\n", headings.join(";"));
        for (n, row) in rows.iter().enumerate() {
            table.push_str(&format!("Probe-{n};{}\n", row[..headings.len()].join(";")));
        }
        let mut engine = engine();
        import(&mut engine, file("t.csv", table.into_bytes(), Origin::Named));
        let (catalog, mut review) = (catalog(), review_of(proposal_of(engine.proposal()), &Memory::default()));
        for step in steps {
            match step {
                Step::Assign(model, entry, n) => review.assign(model, entry, target(n), &catalog),
                Step::Scale(model, entry, n) => review.set_scale(model, entry, SCALES[n], &catalog),
                Step::UnknownScale(model, n) => review.set_unknown_scale(model, Some(SCALES[n]), &catalog),
                Step::Comma(model, is_decimal) => review.set_decimal_comma(model, is_decimal, &catalog),
                Step::Benchmark(model, n) => review.set_benchmark(model, Some(["VSI", "x", "", "ERQA", "ScanQA", "é", "vsi"][n].to_owned()), &catalog),
                Step::Rename(model, name) => review.rename(model, &name),
                Step::Author(model, author) => review.set_author(model, &author),
                Step::Choose(model, is_chosen) => review.set_chosen(model, is_chosen),
                Step::PutBack => {
                    let taken = review.take_models();
                    review.put_back(&taken);
                }
            }
        }
        let mut memory = Memory::default();
        review.remember(&mut memory);
        prop_assert_eq!(&Memory::decode(&memory.encode()), &memory);
        let written = review.written(&catalog);
        prop_assert_eq!(written.len(), review.ready());
        let is_ready = |index: &usize| {
            let model = &review.models()[*index];
            model.is_chosen && model.scores > 0 && !model.name.trim().is_empty()
        };
        for (index, written) in (0..review.models().len()).filter(is_ready).zip(written) {
            let reading = read_score_file(&file("x.md", written.text.clone().into_bytes(), Origin::Named), &catalog);
            let models: Vec<_> = reading.models().collect();
            prop_assert_eq!(models.len(), 1, "{}", written.text);
            let mut said: Vec<(usize, usize, f64)> = models[0]
                .scores
                .iter()
                .flat_map(|of| of.columns.iter().enumerate().filter_map(|(column, figure)| Some((of.benchmark, column, (*figure)?.value))))
                .collect();
            let sheet = review.sheet(index, &catalog);
            let counted = sheet.rows.iter().filter(|row| row.state == State::Counts);
            let mut shown: Vec<(usize, usize, f64)> = counted.map(|row| (row.benchmark.unwrap(), row.column.unwrap(), row.score.unwrap())).collect();
            for all in [&mut said, &mut shown] {
                all.sort_by_key(|(benchmark, column, _)| (*benchmark, *column));
                all.dedup_by_key(|(benchmark, column, _)| (*benchmark, *column));
            }
            prop_assert_eq!(said, shown, "{}", written.text);
            prop_assert_eq!(review.models()[index].scores, sheet.rows.iter().filter(|row| row.state == State::Counts).map(|row| (row.benchmark, row.column)).collect::<std::collections::BTreeSet<_>>().len());
        }
    }
}

#[test]
fn what_is_answered_of_one_import_is_not_answered_of_the_next() {
    let card = |name: &str, value: &str| {
        let text = format!(
            "---\nmodel-index:\n- name: {name}\n  results:\n  - dataset: {{name: VSI-Bench, type: vsi}}\n    metrics:\n    - {{type: accuracy, name: Accuracy, value: {value}}}\n---\n"
        );
        proposed(vec![file(&format!("{name}/README.md"), text.into_bytes(), Origin::Named)])
    };
    let mut review = review_of(card("Probe-A", "0.54"), &Memory::default());
    assert_eq!((review.models()[0].scores, review.models()[0].missing), (0, 1));
    review.set_unknown_scale(0, Some(Scale::Fraction), &catalog());
    assert_eq!(review.models()[0].scores, 1);
    // Somebody else's 0.9 may be meant as 0.9 %.
    review.add(card("Probe-B", "0.9"), &Memory::default(), &catalog());
    let other = &review.models()[1];
    assert_eq!((other.scores, other.missing, other.is_chosen), (0, 1, false));
    // The first score that an answer makes certain makes the model one to add, unless somebody has said no.
    review.set_unknown_scale(1, Some(Scale::Percent), &catalog());
    assert!(review.models()[1].is_chosen);
    review.set_chosen(1, false);
    review.set_unknown_scale(1, None, &catalog());
    review.set_unknown_scale(1, Some(Scale::Percent), &catalog());
    assert!(!review.models()[1].is_chosen);
}

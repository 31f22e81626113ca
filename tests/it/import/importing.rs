//! Results in other formats become score files: what is found in each, what is asked, and what is not used.
//!
//! The figures of the fixtures are invented, their shapes are those that the tools write; expected scores are worked out by hand.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a test that meets nothing fails, as it should"
)]

use arena_explorer::document::{Catalog, Finding, Kind as FindingKind, Origin, SourceFile, Structure, read_score_file};
use arena_explorer::import::{
    Change, Corrections, Format, Found, Kind, Scale, Target, assemble, cell_name, export, read, recognize, write,
};

use std::collections::BTreeMap;
use std::time::Duration;

use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::load::load;
use arena_explorer::view::{RankReport, ReportFormat};
use proptest::prelude::*;

use crate::common::{Effort, catalog, close, files_of, named, project, what_it_says};

const FOLDER: &str = "tests/data/import";

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(project(FOLDER).join(path)).unwrap()
}

/// A fixture, read as the one thing that it is.
fn found(path: &str, catalog: &Catalog) -> Vec<Found> {
    let kinds = recognize(path, &bytes(path)).unwrap();
    assert_eq!(kinds.len(), 1, "{path} is {kinds:?}");
    read(kinds[0], path, &bytes(path), catalog).unwrap()
}

/// A text, read as the one thing that it is.
fn found_in(path: &str, text: &str, catalog: &Catalog) -> Vec<Found> {
    let kinds = recognize(path, text.as_bytes()).unwrap();
    assert_eq!(kinds.len(), 1, "{text} is {kinds:?}");
    read(kinds[0], path, text.as_bytes(), catalog).unwrap()
}

/// The scores of a model: `VSI › Object Count = 41.2`, with the number of items where it is known.
fn scores(found: &Found, catalog: &Catalog) -> Vec<String> {
    let score = |entry: &arena_explorer::import::Entry| {
        let items = entry.items.map(|items| format!(" of {items}")).unwrap_or_default();
        Some(format!("{} = {}{items}", cell_name(entry, catalog)?, entry.score(catalog)?))
    };
    found.entries.iter().filter_map(score).collect()
}

/// All models of a fixture with their scores.
fn models(path: &str, catalog: &Catalog) -> Vec<(Option<String>, Vec<String>)> {
    found(path, catalog).iter().map(|found| (found.model.clone(), scores(found, catalog))).collect()
}

fn asked(found: &Found, catalog: &Catalog) -> Vec<String> {
    found.questions(catalog).iter().map(ToString::to_string).collect()
}

fn not_used(found: &Found) -> Vec<String> {
    found.not_used.iter().map(|of| format!("{}: {}", of.what, of.why)).collect()
}

fn assert_models(path: &str, expected: &[(&str, &[&str])]) {
    let expected: Vec<(Option<String>, Vec<String>)> = expected
        .iter()
        .map(|(name, scores)| {
            (Some((*name).to_owned()).filter(|name| !name.is_empty()), scores.iter().map(|s| (*s).to_owned()).collect())
        })
        .collect();
    assert_eq!(models(path, &catalog()), expected, "{path}");
}

#[test]
fn formats_are_told_by_content() {
    for (path, kind) in [
        ("embodied_eval/probe-7b/20260121_051400/results_vsibench.json", Kind::EmbodiedEval),
        ("embodied_eval/probe-7b/20251101_090000/results_erqa.json", Kind::EmbodiedEval),
        ("embodied_eval/results_robovqa.json", Kind::EmbodiedEval),
        ("harness/results_2026-01-21T02-59-43.000001.json", Kind::Harness),
        ("harness/20260301_results.json", Kind::Harness),
        ("harness/grouped_results.json", Kind::Harness),
        ("vlmevalkit/probe_7b_EmbSpatialBench_acc.csv", Kind::Delimited),
        ("vlmevalkit/probe_7b_VSI-Bench_32frame_acc.csv", Kind::Delimited),
        ("hub/card.md", Kind::ModelIndex),
        ("hub/bare.yaml", Kind::ModelIndex),
        ("hub/probe-7b/.eval_results/vsi.yaml", Kind::EvalResults),
        ("hub/probe-7b/.eval_results/erqa.json", Kind::EvalResults),
        ("every_eval/one.json", Kind::EveryEval),
        ("every_eval/judge.json", Kind::EveryEval),
        ("every_eval/lines.jsonl", Kind::EveryEval),
        ("samples/samples_vabench.json", Kind::Samples),
        ("tables/board.csv", Kind::Delimited),
        ("tables/readme.md", Kind::Markdown),
        ("tables/escaped.md", Kind::Markdown),
        ("tables/paper.tex", Kind::Latex),
        ("tables/rows.tex", Kind::Latex),
        ("tables/sheet.html", Kind::Html),
        ("tables/records.json", Kind::Records),
    ] {
        // Under another ending too.
        for name in [path, "file.txt"] {
            assert_eq!(recognize(name, &bytes(path)), Ok(vec![kind]), "{path}");
        }
    }
    assert_eq!(recognize("x", &bytes("tables/two-things.md")), Ok(vec![Kind::ModelIndex, Kind::Markdown]));
    let score_file = std::fs::read(project("public/models/gpt-4o.md")).unwrap();
    assert_eq!(recognize("x", &score_file), Ok(vec![Kind::ScoreFile]));
    assert_eq!(recognize("x", b"Just a text.\n\nOf two lines."), Ok(Vec::new()));
    assert!(recognize("x.xlsx", b"PK\x03\x04xl/").unwrap_err().contains("copy the cells"));
    assert!(recognize("x", &vec![b'a'; (1 << 20) + 1]).unwrap_err().contains("1048576"));
    assert!(recognize("x.json", b"{\"a\": ").unwrap_err().contains("JSON"));
}

#[test]
fn every_fixture_is_read() {
    let catalog = catalog();
    for path in files_of(FOLDER) {
        for kind in recognize(&path, &bytes(&path)).unwrap() {
            let found = read(kind, &path, &bytes(&path), &catalog).unwrap();
            assert!(!found.is_empty(), "{path}");
        }
    }
}

#[test]
fn the_arenas_own_tool() {
    let catalog = catalog();
    let path = "embodied_eval/probe-7b/20260121_051400/results_vsibench.json";
    // (58 + 42 + 70 + 55 + 66 + 61 + 34 + 50) / 8 = 54.5; in the file's own figure the averages are counted in.
    assert_models(
        path,
        &[(
            "probe-7b",
            &[
                "VSI › Appearance Order = 58",
                "VSI › Absolute Distance = 42",
                "VSI › Object Count = 70",
                "VSI › Relative Distance = 55",
                "VSI › Object Size = 66",
                "VSI › Room Size = 61",
                "VSI › Route Plan = 34",
                "VSI › Relative Direction = 50",
                "VSI › Total Score = 54.5",
            ],
        )],
    );
    let one = &found(path, &catalog)[0];
    assert_eq!(one.entries[0].date.as_deref(), Some("2026-01-21T05:14:00"));
    assert!(one.entries.iter().all(|entry| entry.scale == Scale::Fraction || entry.key == "total of the columns"));
    assert_eq!(not_used(one).len(), 3);
    assert_eq!(asked(one, &catalog), Vec::<String>::new());
    // Without all columns there is no total; where the averages are of one measure, it is what it says.
    let part = &found("embodied_eval/probe-7b/20251101_090000/results_vsibench.json", &catalog)[0];
    assert_eq!(scores(part, &catalog), ["VSI › Appearance Order = 31"]);
    assert_models(
        "embodied_eval/probe-7b/20251101_090000/results_erqa.json",
        &[(
            "probe-7b",
            &["ERQA › Trajectory Reasoning = 40", "ERQA › Action Reasoning = 25", "ERQA › Total Score = 32.5"],
        )],
    );
    assert_models(
        "embodied_eval/results_vabench.json",
        &[("", &["VABench-Point › Total Score = 37", "VABench-Point › Total Score = 37"])],
    );
    // A judge's 1 to 5: (3 − 1) / 4 is 50 per cent. The mean of 50, 40, 60, 30, 25, 20 and 70 is 295 / 7.
    assert_models(
        "embodied_eval/results_openeqa.json",
        &[(
            "",
            &[
                "OpenEQA › Object Recognition = 50",
                "OpenEQA › Attribute Recognition = 40",
                "OpenEQA › Object State Recognition = 60",
                "OpenEQA › Functional Reasoning = 30",
                "OpenEQA › World Knowledge = 25",
                "OpenEQA › Object Localization = 20",
                "OpenEQA › Spatial Reasoning = 70",
                "OpenEQA › Total Score = 42.1428571429",
            ],
        )],
    );
    // Two objects behind each other disagree, and one figure is not in the judge's scale.
    let judged = &found("embodied_eval/results_robovqa.json", &catalog)[0];
    assert_eq!(
        scores(judged, &catalog),
        ["RoboVQA › Planning = 25", "RoboVQA › Planning = 50", "RoboVQA › Total Score = 37.5"]
    );
    assert_eq!(judged.score_count(&catalog), 1);
    assert_eq!(
        asked(judged, &catalog),
        [
            "the source does not say what the model is called",
            "fractions of 1 or percentages? affordance_score",
            "RoboVQA › Planning: which figure counts? planning_score @ embodied_eval/results_robovqa.json (2), planning_score @ \
         embodied_eval/results_robovqa.json, no. 2 (3)",
        ]
    );
}

#[test]
fn the_harnesses() {
    let catalog = catalog();
    let path = "harness/results_2026-01-21T02-59-43.000001.json";
    assert_models(
        path,
        &[("probe-7b", &["VSI › Total Score = 54.7 of 5130", "VSI › Object Count = 41", "VSI › Route Plan = 30"])],
    );
    let one = &found(path, &catalog)[0];
    assert_eq!(one.author.as_deref(), Some("acme"));
    assert_eq!(one.entries[1].note.as_deref(), Some("standard error 0.012"));
    assert_eq!(one.entries[0].date.as_deref(), Some("2026-01-21T02:59:43"));
    assert_eq!(asked(one, &catalog), ["mmlu › acc,none: the catalog has no benchmark of this name"]);
    // Two filters of one measure; a limited run; a figure that may be a fraction or a percentage.
    let two = &found("harness/20260301_results.json", &catalog)[0];
    assert_eq!(two.model.as_deref(), Some("probe-7b"));
    assert_eq!(
        scores(two, &catalog),
        [
            "ERQA › Total Score = 36 of 50",
            "ERQA › Total Score = 40 of 50",
            "VSI › Object Count = 62",
            "VSI › Room Size = 50",
        ]
    );
    assert_eq!(two.entries[0].note.as_deref(), Some("standard error 0.02; a limited run: 50 of 400 items"));
    let questions = asked(two, &catalog);
    assert_eq!(questions[0], "fractions of 1 or percentages? vsibench › overall,none");
    assert!(
        questions[1].starts_with("ERQA › Total Score: which figure counts? erqa › exact_match,strict"),
        "{questions:?}"
    );
    // Columns as tasks of their own; what is better when lower is no score.
    assert_models(
        "harness/grouped_results.json",
        &[("probe-7b", &["ERQA › Total Score = 41", "ERQA › Pointing = 50 of 34"])],
    );
    let grouped = &found("harness/grouped_results.json", &catalog)[0];
    assert_eq!(not_used(grouped), ["wer_set › wer,none: less is better in it, and more is in every score"]);
}

#[test]
fn vlmevalkit() {
    assert_models(
        "vlmevalkit/probe_7b_EmbSpatialBench_acc.csv",
        &[(
            "probe_7b",
            &[
                "EmbSpatial-Bench › Total Score = 65.05",
                "EmbSpatial-Bench › Above = 71",
                "EmbSpatial-Bench › Close = 42",
                "EmbSpatial-Bench › Far = 50",
                "EmbSpatial-Bench › Left = 80",
                "EmbSpatial-Bench › Right = 79",
                "EmbSpatial-Bench › Under = 68.3",
            ],
        )],
    );
    assert_models(
        "vlmevalkit/probe_7b_VSI-Bench_32frame_acc.csv",
        &[("probe_7b", &["VSI › Total Score = 36.5", "VSI › Appearance Order = 30.2", "VSI › Object Count = 43.9"])],
    );
    // A row for each category, and a percent sign over all of them.
    assert_models(
        "vlmevalkit/probe_7b_ERQA_acc.csv",
        &[(
            "probe_7b",
            &[
                "ERQA › Action Reasoning = 40.3",
                "ERQA › Pointing = 35.3",
                "ERQA › Trajectory Reasoning = 0.5",
                "ERQA › Total Score = 37.75",
            ],
        )],
    );
}

#[test]
fn the_hub() {
    let catalog = catalog();
    let card = &found("hub/card.md", &catalog)[0];
    assert_eq!(scores(card, &catalog), ["VSI › Total Score = 54.7", "VSI › Object Count = 41.2"]);
    assert_eq!(card.entries[1].note.as_deref(), Some("written as 41.2 ± 0.8"));
    // 0.41 has no unit, and nobody knows MMLU here.
    assert_eq!(
        asked(card, &catalog),
        [
            "fractions of 1 or percentages? ERQA (val) › accuracy",
            "MMLU › acc: the catalog has no benchmark of this name",
        ]
    );
    assert_models("hub/two.md", &[("probe-7b", &["ERQA › Total Score = 41.5"]), ("probe-1b", &[])]);
    let two = found("hub/two.md", &catalog);
    assert_eq!(not_used(&two[0]), ["ERQA › Pointing: it has no value"]);
    assert_eq!(asked(&two[1], &catalog), ["are the commas decimal ones? ERQA › accuracy"]);
    assert_models("hub/bare.yaml", &[("probe-7b", &["EmbSpatial-Bench › Total Score = 65.05"])]);
    assert_models("hub/probe-7b/.eval_results/vsi.yaml", &[("probe-7b", &["VSI › Total Score = 20.9"])]);
    assert_models("hub/probe-7b/.eval_results/erqa.json", &[("probe-7b", &["ERQA › Total Score = 41.25"])]);
    let more = &found("hub/probe-7b/.eval_results/more.yaml", &catalog)[0];
    assert_eq!(
        asked(more, &catalog),
        [
            "fractions of 1 or percentages? nyu-visionx/VSI-Bench › route_planning",
            "cais/hle › hle: the catalog has no benchmark of this name",
        ]
    );
    let fraction = Corrections { scale: Some(Scale::Fraction), ..Corrections::default() };
    assert_eq!(scores(&fraction.apply(more, &catalog), &catalog), ["VSI › Route Plan = 41.2"]);
}

#[test]
fn every_eval_ever() {
    let catalog = catalog();
    assert_models(
        "every_eval/one.json",
        &[("Probe 7B", &["VSI › Total Score = 54.7 of 5130", "VSI › Object Count = 41"])],
    );
    // (3 − 1) / (5 − 1); lower is better; no range.
    assert_models("every_eval/judge.json", &[("probe-7b", &["RoboVQA › Total Score = 50"])]);
    let judge = &found("every_eval/judge.json", &catalog)[0];
    assert_eq!(judge.author.as_deref(), Some("Acme Lab"));
    assert_eq!(not_used(judge), ["ERQA › WER: less is better in it, and more is in every score"]);
    assert_eq!(asked(judge, &catalog), ["fractions of 1 or percentages? ERQA"]);
    assert_models(
        "every_eval/lines.jsonl",
        &[("probe-7b", &["ScanQA › CIDEr = 87.5"]), ("probe-1b", &["ScanQA › EM = 22"])],
    );
}

#[test]
fn items_of_a_run() {
    let catalog = catalog();
    // Direction is the mean of its grades: (1 + 0) / 2.
    let path = "samples/probe-7b/samples_vsibench.json";
    assert_models(
        path,
        &[(
            "probe-7b",
            &["VSI › Route Plan = 50 of 2", "VSI › Object Count = 60 of 1", "VSI › Relative Direction = 50 of 3"],
        )],
    );
    assert_eq!(
        not_used(&found(path, &catalog)[0]),
        [
            "total: without all columns it cannot be made of the items",
            "repeated items: 1 items have the doc_id of an earlier one",
            "unreadable lines: 1 lines are no item",
        ]
    );
    // Pooled over all items: the mean of 5, 2 and 1 is 8 / 3, which is 41.67 per cent of the way from 1 to 5.
    assert_models(
        "samples/samples_robovqa_2026-02-01T00-00-00.jsonl",
        &[(
            "",
            &[
                "RoboVQA › Planning = 62.5 of 2",
                "RoboVQA › Success = 0 of 1",
                "RoboVQA › Total Score = 41.6666666667 of 3",
            ],
        )],
    );
    // One item has no figure, so that no mean is certain.
    let points = &found("samples/samples_vabench.json", &catalog)[0];
    assert_eq!(scores(points, &catalog), Vec::<String>::new());
    assert!(
        not_used(points).contains(&"all items › accuracy: 2 of 3 items have it".to_owned()),
        "{:?}",
        points.not_used
    );
}

#[test]
fn tables_between_commas_and_tabs() {
    let catalog = catalog();
    assert_models(
        "tables/board.csv",
        &[
            ("Probe-7B", &["VSI › Total Score = 54.7", "ERQA › Total Score = 41.5"]),
            ("Probe-1B", &["VSI › Total Score = 31.2"]),
            ("Human", &["VSI › Total Score = 79.2"]),
        ],
    );
    let board = found("tables/board.csv", &catalog);
    assert_eq!(asked(&board[0], &catalog), ["EmbSp.: the catalog has no benchmark of this name"]);
    assert_eq!(
        not_used(&board[0]),
        ["Params: it is no score", "Avg.: it is a mean over benchmarks, which is made anew"]
    );
    let target = Target::Cell { benchmark: "EmbSpatial-Bench".to_owned(), column: None };
    let assigned = Corrections {
        keys: vec![("EmbSp.".to_owned(), Change { target: Some(target), scale: None })],
        ..Corrections::default()
    };
    // One figure of the column shows that it holds percentages.
    assert_eq!(
        scores(&assigned.apply(&board[1], &catalog), &catalog),
        ["VSI › Total Score = 31.2", "EmbSpatial-Bench › Total Score = 0.9"]
    );
    assert_models(
        "tables/spreadsheet.tsv",
        &[
            (
                "Probe-7B",
                &[
                    "VSI › Object Count = 41.2",
                    "VSI › Absolute Distance = 35.1",
                    "VSI › Total Score = 38.5",
                    "ERQA › Total Score = 41.5",
                ],
            ),
            ("Probe-1B", &["VSI › Total Score = 28.1", "ERQA › Total Score = 33.25"]),
        ],
    );
    let sheet = found("tables/spreadsheet.tsv", &catalog);
    assert_eq!(asked(&sheet[1], &catalog), ["are the commas decimal ones? VSI-Bench › Obj. Count"]);
    assert_models("tables/decimal.csv", &[("Probe-7B", &[])]);
    let decimal = &found("tables/decimal.csv", &catalog)[0];
    let commas = Corrections { decimal_comma: Some(true), ..Corrections::default() };
    assert_eq!(
        scores(&commas.apply(decimal, &catalog), &catalog),
        ["VSI › Total Score = 54.7", "ERQA › Total Score = 41.25"]
    );
}

#[test]
fn tables_whose_names_run_along_the_top() {
    let catalog = catalog();
    assert_models(
        "tables/transposed.csv",
        &[
            ("Probe-7B", &["VSI › Total Score = 54.7", "ERQA › Total Score = 41.5"]),
            ("Probe-1B", &["VSI › Total Score = 31.2", "ERQA › Total Score = 33.25"]),
        ],
    );
    assert_eq!(
        asked(&found("tables/transposed.csv", &catalog)[0], &catalog),
        ["fractions of 1 or percentages? Where2Place"]
    );
    assert_models(
        "tables/turned.tex",
        &[
            ("Probe-7B", &["ERQA › Pointing = 35.3", "ERQA › Action Reasoning = 40.3", "ERQA › Total Score = 41.5"]),
            ("Probe-1B", &["ERQA › Pointing = 20.5", "ERQA › Action Reasoning = 31", "ERQA › Total Score = 33.25"]),
        ],
    );
}

#[test]
fn tables_in_markdown() {
    let catalog = catalog();
    assert_models(
        "tables/readme.md",
        &[
            (
                "Probe-7B",
                &[
                    "VSI › Total Score = 54.7",
                    "ERQA › Total Score = 41.5",
                    "Where2Place › Total Score = 63.5",
                    "OpenEQA › Object Recognition = 61",
                    "OpenEQA › World Knowledge = 48.5",
                    "OpenEQA › Total Score = 55.25",
                ],
            ),
            ("Probe_1B", &["VSI › Total Score = 31.2", "ERQA › Total Score = 33.25"]),
        ],
    );
    // What stands behind the last heading is not lost.
    let long = &found("tables/long-row.md", &catalog)[0];
    assert_eq!(asked(long, &catalog), ["column 3: the catalog has no benchmark of this name"]);
    assert_models("tables/escaped.md", &[("Probe|7B", &["VSI › Object Count = 41.2", "VSI › Total Score = 38.5"])]);
    assert_eq!(not_used(&found("tables/escaped.md", &catalog)[0]), ["RoboVQA: `41.5/50` is no number"]);
}

#[test]
fn tables_in_latex() {
    assert_models(
        "tables/paper.tex",
        &[
            (
                "Probe-7B",
                &[
                    "VSI › Object Count = 41.2",
                    "VSI › Room Size = 50.5",
                    "VSI › Total Score = 38.5",
                    "ERQA › Total Score = 41.5",
                ],
            ),
            ("Probe-1B", &["VSI › Object Count = 30.1", "VSI › Total Score = 28.1"]),
        ],
    );
    assert_models(
        "tables/rows.tex",
        &[
            ("Probe-7B", &["VSI › Total Score = 54.7", "ERQA › Total Score = 41.5"]),
            ("Probe-1B", &["VSI › Total Score = 31.2", "ERQA › Total Score = 33.25"]),
        ],
    );
}

#[test]
fn tables_in_html() {
    assert_models(
        "tables/sheet.html",
        &[
            (
                "Probe\u{2011}7B",
                &["VSI › Object Count = 41.2", "VSI › Total Score = 38.5", "ERQA › Total Score = 41.5"],
            ),
            ("Probe-1B", &["VSI › Object Count = 30.1", "ERQA › Total Score = 33.25"]),
        ],
    );
    assert_models(
        "tables/page.html",
        &[(
            "Probe-7B (ours)",
            &["RoboVQA › Planning = 61.5", "RoboVQA › Success = 58", "RoboVQA › Total Score = 60.25"],
        )],
    );
    assert_models("tables/unclosed.html", &[("Probe-7B", &["ERQA › Total Score = 41.5"])]);
}

#[test]
fn tables_in_json() {
    assert_models(
        "tables/records.json",
        &[
            ("Probe-7B", &["VSI › Total Score = 54.7", "ERQA › Total Score = 41.5"]),
            ("Probe-1B", &["ERQA › Total Score = 33.25"]),
        ],
    );
    assert_models(
        "tables/records.jsonl",
        &[("Probe-7B", &["ScanQA › CIDEr = 87.5"]), ("Probe-1B", &["ScanQA › CIDEr = 60.25"])],
    );
}

#[test]
fn one_measure_is_enough_for_a_column() {
    let catalog = catalog();
    let one = &found_in("table.csv", "Model,VSI,ScanQA\nProbe,0.5,0.25\n", &catalog)[0];
    assert_eq!(asked(one, &catalog), ["fractions of 1 or percentages? VSI, ScanQA"]);
    let fraction = Corrections { scale: Some(Scale::Fraction), ..Corrections::default() };
    assert_eq!(
        scores(&fraction.apply(one, &catalog), &catalog),
        ["VSI › Total Score = 50", "ScanQA › Total Score = 25"]
    );
}

#[test]
fn a_folder_of_runs_is_one_model_with_the_newest_run_of_each_benchmark() {
    let catalog = catalog();
    let paths = [
        "embodied_eval/probe-7b/20251101_090000/results_vsibench.json",
        "embodied_eval/probe-7b/20251101_090000/results_erqa.json",
        "embodied_eval/probe-7b/20260121_051400/results_vsibench.json",
    ];
    let all = paths.iter().flat_map(|path| found(path, &catalog)).collect();
    let models = assemble(all, &catalog);
    assert_eq!(models.len(), 1);
    let scores = scores(&models[0], &catalog);
    assert!(scores.contains(&"VSI › Appearance Order = 58".to_owned()), "{scores:?}");
    assert!(!scores.contains(&"VSI › Appearance Order = 31".to_owned()), "{scores:?}");
    assert!(scores.contains(&"ERQA › Total Score = 32.5".to_owned()), "{scores:?}");
    let older = "VSI of embodied_eval/probe-7b/20251101_090000/results_vsibench.json: it is an older run, of 2025-11-01T09:00:00; \
                 there is one of 2026-01-21T05:14:00";
    assert!(not_used(&models[0]).contains(&older.to_owned()), "{:?}", not_used(&models[0]));
}

#[test]
fn items_count_for_the_figures_of_their_run() {
    let catalog = catalog();
    let results = "{\"route_planning_accuracy\": 0.5, \"overall\": 0.5}";
    let items = "{\"doc_id\":0,\"question_type\":\"route_planning\",\"accuracy\":1}\n{\"doc_id\":1,\"question_type\":\"route_planning\",\"accuracy\":0}\n";
    let mut all = found_in("run/results_vsibench.json", results, &catalog);
    all.extend(found_in("run/samples_vsibench.json", items, &catalog));
    let models = assemble(all, &catalog);
    assert_eq!(models.len(), 1);
    assert_eq!(scores(&models[0], &catalog), ["VSI › Route Plan = 50 of 2"]);
    assert_eq!(models[0].kind, Kind::EmbodiedEval);
}

#[test]
fn what_is_certain_becomes_a_score_file() {
    let catalog = catalog();
    let one = &found("harness/results_2026-01-21T02-59-43.000001.json", &catalog)[0];
    let corrections = Corrections { author: Some("Acme: a Lab".to_owned()), ..Corrections::default() };
    let text = write(&corrections.apply(one, &catalog), &catalog).unwrap();
    assert_eq!(
        text,
        "---\nname: probe-7b\nauthor: [\"Acme: a Lab\"]\nscore:\n  benchmark:\n    \
         vsi:  # from harness/results_2026-01-21T02-59-43.000001.json (results of lm-eval or lmms-eval), 2026-01-21T02:59:43\n      \
         columns:\n        Object Count: 41  # standard error 0.012\n        Route Plan: 30\n        Total Score: 54.7\n      \
         samples: 5130\n---\n"
    );
    let document = what_it_says("x.md", &text, &catalog).expect("it is a score file");
    assert_eq!((document.name.as_str(), document.authors.as_slice()), ("probe-7b", &["Acme: a Lab".to_owned()][..]));
}

#[test]
fn whatever_is_written_reads_back_as_the_same_scores() {
    let catalog = catalog();
    let corrections = Corrections { model: Some("# a: \"name\"".to_owned()), ..Corrections::default() };
    for path in files_of(FOLDER) {
        for kind in recognize(&path, &bytes(&path)).unwrap() {
            for found in read(kind, &path, &bytes(&path), &catalog).unwrap() {
                let Ok(text) = write(&corrections.apply(&found, &catalog), &catalog) else { continue };
                let reading = read_score_file(&named("x.md", &text), &catalog);
                // That a total is missing is for the author to know.
                let is_harmless =
                    |finding: &Finding| matches!(finding.kind, FindingKind::Structure(Structure::NoTotal { .. }));
                assert!(reading.findings.iter().all(is_harmless), "{path}\n{text}\n{:?}", reading.findings);
                let document = reading.document.unwrap();
                assert_eq!(document.name, "# a: \"name\"");
                let count: usize = document.scores.iter().map(|of| of.columns.iter().flatten().count()).sum();
                assert_eq!(count, found.score_count(&catalog), "{path}\n{text}");
            }
        }
    }
}

#[test]
fn imports_of_one_shape_share_their_corrections() {
    let catalog = catalog();
    let shape = |text: &str| found_in("t.csv", text, &catalog)[0].shape();
    let first = shape("Model,VSI,Mine\nA,50.5,20\n");
    assert_eq!(first, shape("Model,VSI,Mine\nB,10,20.5\n"));
    assert_ne!(first, shape("Model,VSI,Other\nA,50.5,20\n"));
}

/// What this page exports of a board or of a benchmark, for the models with these figures.
fn exported(figures: &[[Option<f64>; 3]], benchmark: Option<&str>) -> RankReport {
    let catalog = catalog();
    let file = |(index, figures): (usize, &[Option<f64>; 3])| {
        let mut text = format!("name: Model {index}\nscore:\n  benchmark:\n");
        for (code, column, figure) in [
            ("vsi", "Total Score", figures[0]),
            ("erqa", "Total Score", figures[1]),
            ("vsi", "Object Count", figures[2]),
        ] {
            if let Some(figure) = figure {
                // A key may stand in a map once.
                if !text.contains(&format!("    {code}:")) {
                    text.push_str(&format!("    {code}:\n      columns:\n"));
                }
                let at = text.find(&format!("    {code}:\n      columns:\n")).unwrap()
                    + format!("    {code}:\n      columns:\n").len();
                text.insert_str(at, &format!("        {column}: {figure}\n"));
            }
        }
        if text.ends_with("benchmark:\n") {
            text.push_str("    {}\n");
        }
        named(&format!("{index}.yaml"), &text)
    };
    let loaded = load(&figures.iter().enumerate().map(file).collect::<Vec<_>>(), catalog);
    let subject = Subject::named(loaded.dataset.catalog(), "qa-2d", Lens::Benchmarks, benchmark).unwrap();
    let ranking = Ranking::new(&loaded.dataset, subject, 0.0, &[]);
    RankReport::new(&loaded.dataset, &ranking)
}

/// The scores of an export, by model and column, as its rows have them.
fn of_report(report: &RankReport, catalog: &Catalog, benchmark: Option<&str>) -> BTreeMap<(String, String), f64> {
    let mut scores = BTreeMap::new();
    for row in &report.rows {
        for (column, score) in report.columns.iter().zip(&row.scores) {
            let cell = match benchmark {
                Some(code) => {
                    format!("{} › {}", catalog.benchmarks[catalog.benchmark(code).unwrap()].name, column.name)
                }
                None => {
                    let of = &catalog.benchmarks[catalog.benchmark(&column.code).unwrap()];
                    format!("{} › {}", of.name, of.columns[of.total])
                }
            };
            if let Some(score) = score {
                scores.insert((row.name.clone(), cell), *score);
            }
        }
    }
    scores
}

fn of_import(all: &[Found], catalog: &Catalog) -> BTreeMap<(String, String), f64> {
    let mut scores = BTreeMap::new();
    for found in all {
        assert_eq!(found.questions(catalog), [], "{found:?}");
        for entry in &found.entries {
            scores.insert(
                (found.model.clone().unwrap(), cell_name(entry, catalog).unwrap()),
                entry.score(catalog).unwrap(),
            );
        }
    }
    scores
}

fn comes_back(figures: &[[Option<f64>; 3]], benchmark: Option<&str>) {
    let catalog = catalog();
    let report = exported(figures, benchmark);
    let expected = of_report(&report, &catalog, benchmark);
    // A model without any score is not in the ranking.
    if expected.is_empty() {
        return;
    }
    let all_formats = ReportFormat::ALL.map(|format| (format.name(), report.file(format).unwrap()));
    let clipboard = [("HTML", report.to_html()), ("TSV", report.to_tsv())];
    for (format, text) in all_formats.into_iter().chain(clipboard) {
        let kinds = recognize("pasted", text.as_bytes()).unwrap();
        assert_eq!(kinds.len(), 1, "{format}: {kinds:?}\n{text}");
        let all = read(kinds[0], "pasted", text.as_bytes(), &catalog).unwrap();
        let found = of_import(&all, &catalog);
        // For people, there is one digit behind the point.
        // JSON is read to the last digit but one.
        let tolerance = match format {
            "Markdown" | "LaTeX" => 0.051,
            "JSON" => 1e-12,
            _ => 0.0,
        };
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{format}\n{text}");
        for (cell, score) in &expected {
            assert!(
                close(found[cell], *score, tolerance),
                "{format} {cell:?}: {} instead of {score}\n{text}",
                found[cell]
            );
        }
    }
}

#[test]
fn what_this_page_exports_comes_back_as_the_same_figures() {
    comes_back(&[[Some(54.7), Some(41.25), Some(0.5)], [Some(31.123_456_789), None, Some(70.0)]], None);
    comes_back(&[[Some(54.7), Some(41.25), Some(0.5)], [Some(31.123_456_789), None, Some(70.0)]], Some("vsi"));
    // All below 1: they are still percentages.
    comes_back(&[[Some(0.5), Some(0.25), Some(0.75)]], None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn properties_of_the_round_trip(figures in proptest::collection::vec(proptest::array::uniform3(proptest::option::of(0.0..=100.0_f64)), 1..4), of in proptest::bool::ANY) {
        let benchmark = of.then_some("vsi");
        comes_back(&figures, benchmark);
    }
}

#[test]
fn what_is_published_in_other_formats_comes_back_as_the_same_scores() {
    let catalog = catalog();
    for path in ["public/models/gpt-4o.md", "public/models/chat-3d.md", "public/models/rynnbrain-8b.md"] {
        let bytes = std::fs::read(project(path)).unwrap();
        let file = SourceFile { path: path.to_owned(), bytes, origin: Origin::Named };
        let model = read_score_file(&file, &catalog).document.unwrap();
        let mut expected = BTreeMap::new();
        let mut totals = BTreeMap::new();
        for scores in &model.scores {
            let of = &catalog.benchmarks[scores.benchmark];
            for (column, figure) in scores.columns.iter().enumerate() {
                if let Some(figure) = figure {
                    let cell = (model.name.clone(), format!("{} › {}", of.name, of.columns[column]));
                    if column == of.total {
                        totals.insert(cell.clone(), figure.value);
                    }
                    expected.insert(cell, figure.value);
                }
            }
        }
        for format in Format::ALL {
            let (text, left_out) = export(&model, &catalog, format, 1_768_964_383);
            if format == Format::EvalResults {
                assert!(text.matches("- dataset:").count() + left_out.len() == totals.len(), "{left_out:?}");
                continue;
            }
            let all = found_in("published", &text, &catalog);
            assert_eq!(all.len(), 1);
            // Without a unit, a figure of up to 1 is asked about.
            let percent = Corrections { scale: Some(Scale::Percent), ..Corrections::default() };
            let all: Vec<Found> = all.iter().map(|found| percent.apply(found, &catalog)).collect();
            assert_eq!(of_import(&all, &catalog), expected, "{}\n{text}", format.code());
        }
    }
}

/// What costs most for its size, in every format.
#[test]
fn hostile_imports_end_soon() {
    let catalog = catalog();
    let megabyte = |part: &str| part.repeat((1 << 20) / part.len());
    let nested = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let aliases = (0..30)
        .fold("a0: &a0 [x, x]\n".to_owned(), |text, n| format!("{text}a{}: &a{} [*a{n}, *a{n}]\n", n + 1, n + 1));
    let wide = format!("{}\n", "some words in a heading,".repeat(400));
    let texts = [
        nested,
        format!("model-index:\n- name: x\n{aliases}"),
        megabyte("{\"a_b_c_accuracy\": 0.5}"),
        megabyte("{\"doc_id\": 1, \"accuracy\": 1}\n"),
        format!("{{\"results\": {{{}\"x\": {{}}}}, \"configs\": {{}}}}", megabyte("\"task\": {\"acc,none\": 0.5},")),
        wide.repeat(100),
        megabyte("a,1\n"),
        megabyte("Object Count,1,"),
        format!("|a|b|\n|-|-|\n{}", megabyte("|[<![`**|")),
        megabyte("|a|b|\n|-|-|\n|VSI|1|\n"),
        format!("\\begin{{tabular}}{{l}}{}", megabyte("\\textbf{")),
        format!("\\begin{{tabular}}{{l}}{}", megabyte("\\multicolumn{999}{c}{VSI} & 1 \\\\\n")),
        megabyte("\\begin{tabular}{l}"),
        megabyte("<table><tr><td colspan=1000 rowspan=1000>VSI"),
        megabyte("<table><tr><td>VSI</td><td>1</td></tr></table>"),
        format!("<table><tr><td {}", megabyte("a=b ")),
        format!("<table>{}", megabyte("<sup>")),
    ];
    for text in texts {
        for kind in Kind::ALL {
            let start = Effort::start();
            drop(recognize("results.json", text.as_bytes()));
            if let Ok(all) = read(kind, "results.json", text.as_bytes(), &catalog) {
                for found in assemble(all, &catalog) {
                    let named = Corrections { model: Some("A".to_owned()), ..Corrections::default() };
                    drop(write(&named.apply(&found, &catalog), &catalog));
                    drop(found.questions(&catalog));
                }
            }
            let limit = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 2 });
            assert!(
                start.took() < limit,
                "{kind:?} took {:?} for {}…",
                start.took(),
                text.get(..40).unwrap_or_default()
            );
        }
    }
}

#[test]
fn answers_settle_what_can_be_read_in_two_ways() {
    let catalog = catalog();
    let two = &found("harness/20260301_results.json", &catalog)[0];
    let leave_out = |key: &str| (key.to_owned(), Change { target: Some(Target::Nothing), scale: None });
    let fraction = ("vsibench › overall,none".to_owned(), Change { target: None, scale: Some(Scale::Fraction) });
    let answers = |keys| Corrections { keys, ..Corrections::default() };
    // By key, or by key and place.
    let by_key = answers(vec![leave_out("erqa › exact_match,strict"), fraction.clone()]).apply(two, &catalog);
    assert_eq!(scores(&by_key, &catalog)[0], "ERQA › Total Score = 40 of 50");
    assert!(scores(&by_key, &catalog).contains(&"VSI › Total Score = 54.7".to_owned()));
    assert_eq!(by_key.questions(&catalog), []);
    let place = "erqa › exact_match,flexible @ harness/20260301_results.json";
    let by_place = answers(vec![leave_out(place), fraction]).apply(two, &catalog);
    assert_eq!(scores(&by_place, &catalog)[0], "ERQA › Total Score = 36 of 50");
    // Two entries that say the same are no question.
    let same = &found("embodied_eval/results_vabench.json", &catalog)[0];
    assert_eq!(same.score_count(&catalog), 1);
    // A benchmark for keys that name none finds their columns too.
    let nameless = &found_in("table.csv", "Model,Affordance,Spatial Reasoning\nA,40,50\n", &catalog)[0];
    assert_eq!(nameless.score_count(&catalog), 0);
    let robo =
        Corrections { benchmark: Some("RoboVQA".to_owned()), ..Corrections::default() }.apply(nameless, &catalog);
    assert_eq!(scores(&robo, &catalog), ["RoboVQA › Affordance = 40"]);
    assert_eq!(asked(&robo, &catalog), ["Spatial Reasoning: which column of RoboVQA?"]);
}

#[test]
fn a_number_that_is_no_score_makes_no_fraction_a_percentage() {
    let catalog = catalog();
    let scale = |rows: &str| {
        let found = read(Kind::Delimited, "t.csv", format!("Model,VSI-Bench\n{rows}").as_bytes(), &catalog).unwrap();
        found[0].entries[0].scale
    };
    assert_eq!(scale("Probe,0.547\n# samples,5130\n"), Scale::Unknown, "nobody has said what it is");
    assert_eq!(scale("Probe,0.547\nOther,31.2\n"), Scale::Percent);
    assert_eq!(scale("Probe,0.547\nOther,0.312\n"), Scale::Unknown);
}

#[test]
fn files_without_a_models_name_are_of_one_model_only_in_one_folder() {
    let catalog = catalog();
    let run = |path: &str| {
        let text = "{\"results\": {\"vsibench\": {\"overall,none\": 54.7}}}";
        read(Kind::Harness, path, text.as_bytes(), &catalog).unwrap()
    };
    let of = |paths: [&str; 2]| assemble(paths.iter().flat_map(|path| run(path)).collect(), &catalog).len();
    assert_eq!(of(["results_a.json", "results_b.json"]), 2);
    assert_eq!(of(["one/results_a.json", "one/results_b.json"]), 1);
    assert_eq!(of(["one/results_a.json", "two/results_b.json"]), 2);
}

#[test]
fn merged_cells_without_end_take_no_room_without_end() {
    let catalog = catalog();
    let block = format!("<tr><td colspan=500 rowspan=400>{}</td></tr>", "long ".repeat(800));
    let text = format!("<table><tr><th>Model</th><th>VSI-Bench</th></tr>{block}{}</table>", "<tr>".repeat(150_000));
    let begin = std::time::Instant::now();
    // Whatever it gives, it gives it soon.
    let _ = read(Kind::Html, "t.html", text.as_bytes(), &catalog);
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}

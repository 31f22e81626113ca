//! The command line as a person or a script uses it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

mod common;

use std::process::{Command, Output};

use common::{bundled, close, project};
use serde_json::{Value, json};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_arena-explorer")).current_dir(project("")).args(arguments).output().unwrap()
}

fn json_of(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn rank_has_the_promised_shape() {
    let report = json_of(&["rank", "--board", "qa-2d", "--format", "json", "public/models"]);
    assert_eq!(keys(&report), ["board", "columns", "lens", "rows"]);
    assert_eq!((&report["board"], &report["lens"]), (&json!("qa-2d"), &json!("benchmarks")));
    assert_eq!(report["columns"][0], json!({"code": "uni-eqa", "name": "UniEQA"}));
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(keys(&rows[0]), ["average_rank", "code", "coverage", "name", "rank", "scores", "total"]);
    assert_eq!(keys(&rows[0]["coverage"]), ["of", "scored"]);
    assert!(rows.iter().all(|row| row["scores"].as_array().unwrap().len() == 9 && row["coverage"]["of"] == 9));
    // In rank order, those without a rank last.
    let ranks: Vec<u64> = rows.iter().map(|row| row["rank"].as_u64().unwrap_or(u64::MAX)).collect();
    assert!(ranks.is_sorted() && ranks[0] == 1 && ranks.contains(&u64::MAX), "{ranks:?}");
    // Full precision, and a model's own total is the mean of its scores.
    let o4 = rows.iter().find(|row| row["code"] == "o4-mini").unwrap();
    let scores: Vec<f64> = o4["scores"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    assert_eq!(o4["coverage"], json!({"scored": 7, "of": 9}));
    assert!(close(o4["total"].as_f64().unwrap(), scores.iter().sum::<f64>() / 7.0, 1e-12));
}

#[test]
fn capability_lenses_have_slugs_and_no_average_rank() {
    for (lens, first, count) in [("core", "object-perception", 7), ("fine", "object-type", 25)] {
        let report = json_of(&["rank", "--board", "qa-2d", "--lens", lens, "--format", "json", "public/models"]);
        let columns = report["columns"].as_array().unwrap();
        assert_eq!((columns.len(), &columns[0]["code"]), (count, &json!(first)));
        let rows = report["rows"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["average_rank"].is_null()));
        // A model with nothing to show under the lens has no row.
        assert!(rows.iter().all(|row| row["scores"].as_array().unwrap().iter().any(Value::is_number)));
    }
}

#[test]
fn a_benchmark_is_ranked_on_its_own_columns() {
    let report = json_of(&["rank", "--board", "qa-2d", "--benchmark", "vsi", "--format", "json", "public/models"]);
    let names: Vec<_> =
        report["columns"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap()).collect();
    assert_eq!((names.len(), names[0], names[8]), (9, "Object Count", "Total Score"));
    for row in report["rows"].as_array().unwrap() {
        assert_eq!(row["total"], row["scores"][8], "the total is the total column");
    }
}

#[test]
fn csv_and_table_hold_the_same_rows() {
    let json = json_of(&["rank", "--board", "navigation-custom", "--format", "json", "public/models"]);
    let count = json["rows"].as_array().unwrap().len();
    let csv = run(&["rank", "--board", "navigation-custom", "--format", "csv", "public/models"]);
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert_eq!(csv.lines().count(), count + 1);
    assert_eq!(csv.lines().next(), Some("rank,code,name,total,average_rank,scored,of,mp3d,hm3d"));
    let table = run(&["rank", "--board", "navigation-custom", "public/models"]);
    assert_eq!(String::from_utf8(table.stdout).unwrap().lines().count(), count + 1);
}

#[test]
fn check_prints_findings_and_fails_on_an_error() {
    let report = json_of(&["check", "--format", "json", "public/models"]);
    assert_eq!((&report["files"], &report["models"]), (&json!(49), &json!(49)));
    assert_eq!(report["findings"].as_array().unwrap().len(), bundled().findings.len());
    let finding =
        report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "short-list").unwrap();
    let expected = ["benchmarks", "certainty", "code", "column", "file", "help", "line", "message", "severity", "why"];
    assert_eq!(keys(finding), expected);
    assert_eq!((&finding["file"], &finding["severity"]), (&json!("public/models/gpt-4o-mini.md"), &json!("warning")));
    assert_eq!((&finding["certainty"], &finding["benchmarks"]), (&json!("certain"), &json!(["robo-vqa"])));
    let audited = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "outlier").unwrap();
    assert_eq!(audited["certainty"], "worth-a-look");
    assert!(audited["why"].as_str().unwrap().starts_with("predicted from "), "{audited}");

    let text = String::from_utf8(run(&["check", "public/models"]).stdout).unwrap();
    assert!(text.contains("\n   = worth a look: predicted from "), "in the text form too");

    let output = run(&["check", "tests/data/findings/nested.md"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("error[too-complex]: ") && text.contains("--> tests/data/findings/nested.md:4:"),
        "{text}"
    );
    assert!(text.ends_with("1 files, 0 models: 1 error, 0 warnings, 0 notices\n"), "{text}");
}

#[test]
fn files_of_a_folder_that_are_no_score_files_are_counted() {
    let report = json_of(&["check", "--format", "json", "style"]);
    assert_eq!((&report["files"], &report["models"]), (&json!(2), &json!(0)));
    assert_eq!(report["findings"][0]["code"], "skipped");
    assert!(report["findings"][0]["message"].as_str().unwrap().contains('2'));
}

#[test]
fn a_bundle_is_not_written_from_a_file_with_an_error() {
    let out = std::env::temp_dir().join(format!("arena-explorer-{}.bin", std::process::id()));
    let path = out.display().to_string();
    let output = run(&["bundle", "--out", &path, "public/models", "tests/data/findings/nested.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!out.exists());
    assert!(String::from_utf8(output.stderr).unwrap().contains("nested.md"), "names the file");

    assert!(run(&["bundle", "--out", &path, "public/models"]).status.success());
    let bundle = arena_explorer::dataset::Bundle::decode(&std::fs::read(&out).unwrap()).unwrap();
    std::fs::remove_file(&out).unwrap();
    assert_eq!(bundle.dataset.models().len(), 49);
    // What is published does not say where the folder was.
    assert!(bundle.dataset.models().iter().all(|model| !model.file.contains('/')));
}

#[test]
fn mistakes_are_answered_with_what_exists() {
    for (arguments, expected) in [
        (
            &["rank", "--board", "qa-2", "public/models"][..],
            "there is no board `qa-2` (did you mean qa-2d?); there are qa-2d, qa-3d",
        ),
        (
            &["rank", "--board", "qa-3d", "--benchmark", "vsi", "public/models"],
            "no benchmark on this board `vsi`; there are sqa3d",
        ),
        (&["check", "no-such-file.md"], "cannot read no-such-file.md"),
        (&["check", "--catalog", "none.yaml", "public/models"], "cannot read the catalog none.yaml"),
    ] {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(expected), "{error}");
    }
}

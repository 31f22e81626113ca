//! Small inputs as people bring them, each with one thing out of order: what is read of it, what is said, and what the fix
//! gives. The files are in `tests/data/cases`; each row of the table is one of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::fs;

use arena_explorer::archive::Archive;
use arena_explorer::document::{
    Catalog, Finding, ModelDocument, Origin, SourceFile, as_utf8, fix_all, fixes, read_score_file,
};
use arena_explorer::load::load;

use crate::common::{catalog, project};

/// What one file should give.
struct Row {
    file: &'static str,
    /// Names of the models that are read.
    models: &'static [&'static str],
    /// Totals of the first model, by code of the benchmark; `NaN` for a missing one.
    totals: Totals,
    /// Severity, code and line of findings that have to be among those made, and a part of their words.
    findings: &'static [(&'static str, &'static str, u32, &'static str)],
    /// The finding, by code, whose fix is taken, a part of its label, and the totals after it.
    fix: Option<(&'static str, &'static str, Totals)>,
}

type Totals = &'static [(&'static str, f64)];

const NONE: f64 = f64::NAN;

/// The totals of the files that hold five benchmarks, where all is well.
const ALL: Totals = &[("uni-eqa", 41.7), ("open-eqa", 36.4), ("erqa", 37.2), ("where2place", 55.1), ("vsi", 38.5)];

/// The same where VSI has no total.
const NO_VSI: Totals = &[("uni-eqa", 41.7), ("open-eqa", 36.4), ("erqa", 37.2), ("where2place", 55.1), ("vsi", NONE)];

const ROWS: &[Row] = &[
    Row {
        file: "13-full-width-colon-after-name.md",
        models: &[],
        totals: &[],
        findings: &[("error", "bad-colon", 2, "`：` (U+FF1A)")],
        fix: Some(("bad-colon", "“: ”", ALL)),
    },
    Row {
        file: "14-full-width-colons-in-columns.md",
        models: &["Probe-7B"],
        totals: NO_VSI,
        findings: &[("warning", "bad-colon", 19, "`：` (U+FF1A)"), ("warning", "bad-colon", 20, "Total Score")],
        fix: Some(("bad-colon", "2 places", ALL)),
    },
    Row {
        file: "15-no-blank-after-colon.md",
        models: &["Probe-7B"],
        totals: NO_VSI,
        findings: &[("warning", "bad-colon", 19, "no blank after the colon of `Object Count`")],
        fix: Some(("bad-colon", "blank after 2 colons", ALL)),
    },
    Row {
        file: "17-no-break-space-indentation.md",
        models: &["Probe-7B"],
        totals: NO_VSI,
        findings: &[("warning", "invisible-blanks", 17, "␣␣␣␣vsi:")],
        fix: Some(("invisible-blanks", "plain spaces", ALL)),
    },
    Row {
        file: "19-code-fence.md",
        models: &["Probe-7B"],
        totals: ALL,
        findings: &[("notice", "around", 1, "code fence")],
        fix: None,
    },
    Row {
        file: "21-utf-16.md",
        models: &["Probe-7B"],
        totals: ALL,
        findings: &[("notice", "decoded", 1, "UTF-16")],
        fix: None,
    },
    Row {
        file: "22-gbk-comment.md",
        models: &["Probe-7B"],
        totals: ALL,
        findings: &[("notice", "other-encoding-in-comment", 7, "GB18030")],
        fix: None,
    },
    Row {
        file: "23-hash-in-name.md",
        models: &["Probe"],
        totals: ALL,
        findings: &[("notice", "comment-in-name", 2, "`#2 (7B)`")],
        fix: Some(("comment-in-name", "in quotes", ALL)),
    },
    Row {
        file: "29-bare-total.md",
        models: &["Probe-7B"],
        totals: NO_VSI,
        findings: &[("warning", "missing-level", 17, "`columns` is missing under `score.benchmark.VSI`")],
        fix: Some(("missing-level", "columns:", ALL)),
    },
    Row {
        file: "30-columns-left-out.md",
        models: &["Probe-7B"],
        totals: NO_VSI,
        findings: &[("warning", "missing-level", 18, "`columns` is missing under `score.benchmark.VSI`")],
        fix: Some(("missing-level", "columns:", ALL)),
    },
    Row {
        file: "31-benchmark-left-out.md",
        models: &["Probe-7B"],
        totals: &[("vsi", NONE), ("erqa", NONE)],
        findings: &[("warning", "missing-level", 8, "`benchmark` is missing under `score`")],
        fix: Some(("missing-level", "benchmark:", &[("vsi", 38.5), ("erqa", 37.2)])),
    },
    Row {
        file: "32-no-total.md",
        models: &["Probe-7B"],
        totals: NO_VSI,
        findings: &[("warning", "no-total", 18, "no `Total Score`")],
        // (41.2 + 22.1 + 45.6 + 35.4 + 42.1 + 40.1 + 32.2 + 23.0) / 8 = 35.2125
        fix: Some(("no-total", "Write the total 35.21", &[("erqa", 37.2), ("vsi", 35.21)])),
    },
    Row { file: "34-vsi-bench.md", models: &["Probe-7B"], totals: ALL, findings: &[], fix: None },
    Row { file: "33-avg-for-total.md", models: &["Probe-7B"], totals: ALL, findings: &[], fix: None },
    Row {
        file: "35-two-models.yaml",
        models: &["Probe-7B", "Probe-3B"],
        totals: &[("vsi", 38.5)],
        findings: &[],
        fix: None,
    },
    Row {
        file: "37-json.json",
        models: &["Probe-7B"],
        totals: &[("vsi", 38.5), ("erqa", 37.2)],
        findings: &[],
        fix: None,
    },
    Row {
        file: "38-model-card.md",
        models: &[],
        totals: &[],
        findings: &[("error", "model-card", 2, "cannot be read yet")],
        fix: None,
    },
    Row {
        file: "43-gzip.md.gz",
        models: &[],
        totals: &[],
        findings: &[("error", "other-format", 0, "a gzip file")],
        fix: None,
    },
];

fn named(path: &str, bytes: Vec<u8>) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes, origin: Origin::Named }
}

fn total(model: &ModelDocument, code: &str, catalog: &Catalog) -> f64 {
    let benchmark = catalog.benchmark(code).unwrap();
    let scores = model.scores.iter().find(|scores| scores.benchmark == benchmark);
    let figure = scores.and_then(|scores| scores.columns[catalog.benchmarks[benchmark].total]);
    figure.map_or(NONE, |figure| figure.value)
}

/// What is not as the row has it.
fn faults(row: &Row, catalog: &Catalog) -> Vec<String> {
    let mut faults = Vec::new();
    let file = named(row.file, fs::read(project("tests/data/cases").join(row.file)).unwrap());
    let reading = read_score_file(&file, catalog);
    let findings = reading.findings.clone();
    let models: Vec<ModelDocument> = reading.models().collect();
    let names: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
    if names != row.models {
        faults.push(format!("models {names:?}"));
    }
    if let Some(model) = models.first() {
        faults.extend(wrong_totals(model, row.totals, catalog));
    }
    for (severity, code, line, words) in row.findings {
        let is_meant = |finding: &&Finding| {
            finding.severity().word() == *severity
                && finding.kind.code() == *code
                && finding.place.line == *line
                && finding.to_string().contains(words)
        };
        if !findings.iter().any(|finding| is_meant(&finding)) {
            faults.push(format!("no {severity} {code} on line {line} with {words}"));
        }
    }
    if row.findings.is_empty() && !findings.is_empty() {
        faults.push("findings where there should be none".to_owned());
    }
    if let Some((code, label, totals)) = row.fix {
        let text = String::from_utf8(as_utf8(file.bytes)).unwrap();
        let fixes = fixes(row.file, &text, &findings, catalog);
        let of = |finding: &Finding| finding.kind.code() == code;
        let fix = findings.iter().zip(fixes).find(|(finding, _)| of(finding)).and_then(|(_, fix)| fix);
        match fix.filter(|fix| fix.label.contains(label)) {
            None => faults.push(format!("no fix of {code} with {label}")),
            Some(fix) => {
                let fixed = fix.apply(&text).unwrap();
                let after = read_score_file(&named(row.file, fixed.clone().into_bytes()), catalog);
                if after.findings.iter().any(of) {
                    faults.push(format!("still {code} after its fix:\n{fixed}"));
                }
                match &after.document {
                    Some(model) => faults.extend(wrong_totals(model, totals, catalog)),
                    None => faults.push(format!("no model after the fix:\n{fixed}")),
                }
            }
        }
    }
    if !faults.is_empty() {
        faults.extend(findings.iter().map(ToString::to_string));
    }
    faults
}

fn wrong_totals(model: &ModelDocument, totals: &[(&str, f64)], catalog: &Catalog) -> Vec<String> {
    let wrong = totals.iter().filter_map(|(code, expected)| {
        let found = total(model, code, catalog);
        let same = (found.is_nan() && expected.is_nan()) || (found - expected).abs() < 1e-9;
        (!same).then(|| format!("{code} is {found}, not {expected}"))
    });
    wrong.collect()
}

#[test]
fn each_case_is_read_and_fixed_as_it_should_be() {
    let catalog = catalog();
    let mut report = String::new();
    let mut holding = 0;
    for row in ROWS {
        let faults = faults(row, &catalog);
        holding += usize::from(faults.is_empty());
        for fault in faults {
            report.push_str(&format!("{}: {fault}\n", row.file));
        }
    }
    println!("cases: {holding} of {} rows hold", ROWS.len());
    assert!(report.is_empty(), "{holding} of {} rows hold\n{report}", ROWS.len());
}

#[test]
fn a_score_file_as_json_is_read_from_an_archive() {
    let bytes = fs::read(project("tests/data/cases/45-json-in-archive.zip")).unwrap();
    let archive = Archive::open(bytes.as_slice(), bytes.len() as u64).unwrap();
    let files: Vec<_> = (0..archive.len()).map(|n| archive.unpack(n).unwrap().unwrap()).collect();
    let catalog = catalog();
    let readings: Vec<_> = files.iter().map(|file| read_score_file(file, &catalog)).collect();
    assert_eq!(readings.iter().filter(|reading| reading.skipped).count(), 1, "the README");
    let model = readings.iter().find_map(|reading| reading.document.as_ref()).unwrap();
    assert_eq!((model.name.as_str(), total(model, "erqa", &catalog)), ("Probe-7B", 37.2));
}

/// The names of the models in a text, and the findings.
fn read(path: &str, text: &str) -> (Vec<String>, Vec<Finding>) {
    let reading = read_score_file(&named(path, text.as_bytes().to_vec()), &catalog());
    let findings = reading.findings.clone();
    (reading.models().map(|model| model.name).collect(), findings)
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.kind.code()).collect()
}

const SCORES: &str = "score: {benchmark: {vsi: {columns: {Total Score: 38.5}}}}\n";

#[test]
fn an_example_in_the_body_of_a_file_is_no_model() {
    let a = format!("---\nname: A\n{SCORES}---\n");
    let example = format!("---\nname: Your Model\n{SCORES}---\n");
    for text in [
        format!("{a}\nHow to write one:\n\n```yaml\n{example}```\n"),
        format!("{a}```yaml\n{example}```\n"),
        format!("{a}# How to write one\n\n{example}"),
        format!("{a}\nHow to write one:\n\n{example}"),
        format!("name: A\n{SCORES}---\n\nHow to write one:\n\n~~~\n{example}~~~\n"),
    ] {
        assert_eq!(read("m.md", &text), (vec!["A".to_owned()], Vec::new()), "{text}");
    }
    let text = format!("{a}```yaml\n{example}```\n");
    assert_eq!(read("m.yaml", &text).0, ["A"], "nor in a code block of a YAML file");
}

#[test]
fn a_fence_may_have_a_comment() {
    let text = format!("name: A\n{SCORES}--- # second\nname: B\n{SCORES}");
    assert_eq!(read("m.yaml", &text), (vec!["A".to_owned(), "B".to_owned()], Vec::new()));
}

#[test]
fn the_level_of_a_list_is_known_by_its_length_alone() {
    let catalog = catalog();
    let list = |count: usize| (1..=count).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let fix = |benchmark: &str, count: usize| {
        let text = format!("name: A\nscore:\n  benchmark:\n    {benchmark}: [{}]\n", list(count));
        let (_, findings) = read("m.yaml", &text);
        assert_eq!(codes(&findings), ["missing-level"], "{text}");
        let fix = fixes("m.yaml", &text, &findings, &catalog).remove(0);
        assert_eq!(fix.is_none(), fix_all("m.yaml", &text, &catalog).done.is_empty());
        (fix.and_then(|fix| fix.apply(&text)).unwrap_or_default(), findings[0].kind.message())
    };
    // VSI has 9 columns; there are 25 fine-grained capabilities.
    assert!(fix("vsi", 9).0.contains("vsi: {columns: [1, 2"));
    let (fixed, message) = fix("vsi", 25);
    assert!(fixed.contains("vsi: {fine: [1, 2"), "{fixed}");
    assert!(message.contains("the level `fine` is missing"), "{message}");
    // Six core capabilities and an overall, or the columns of OpenEQA.
    let (fixed, message) = fix("open-eqa", 8);
    assert_eq!(fixed, "", "8 values are columns or core scores");
    assert!(message.contains("`columns`, `fine` or `core`"), "{message}");
    assert_eq!(fix("vsi", 12).0, "", "12 values are neither");
}

#[test]
fn no_fence_is_put_before_scores() {
    let catalog = catalog();
    let text = "---\nname: A\nscore:\n  benchmark:\n    erqa: {columns: {Total Score: 37.2}}\nas in the paper\n    vsi:\n      columns: {Total Score: 38.5}\n";
    let (models, findings) = read("m.md", text);
    assert_eq!((models.len(), codes(&findings)), (0, vec!["yaml-syntax"]));
    let fixes = fixes("m.md", text, &findings, &catalog);
    assert!(fixes.iter().flatten().all(|fix| !fix.label.contains("fence") && !fix.label.contains("---")), "{fixes:?}");
}

#[test]
fn fixed_json_is_json() {
    let catalog = catalog();
    let text = r#"{"name":"**A**","category":"General","qa":"2d","release":"2025-04","code":"foo bar","opensource":"yes",
        "size":"7B","component":{"vision":"ViT: large"},"author":[1,true],
        "score":{"benchmark":{"vsi":{"columns":{"Total Score":"38.5%"}},"erqa":37.2}}}"#;
    let (models, findings) = read("m.json", text);
    assert_eq!(models, ["A"]);
    for fix in fixes("m.json", text, &findings, &catalog).into_iter().flatten() {
        let fixed = fix.apply(text).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&fixed).is_ok(), "{}: {fixed}", fix.label);
    }
    let fixed = fix_all("m.json", text, &catalog);
    let value: serde_json::Value = serde_json::from_str(&fixed.text).unwrap();
    let expected = serde_json::json!({"name": "A", "category": "general", "qa": ["2D"],
        "release": {"year": 2025, "month": 4}, "code": "foo-bar", "opensource": true, "size": [7],
        "component": {"vision": ["ViT: large"]}, "author": ["1", "true"],
        "score": {"benchmark": {"vsi": {"columns": {"Total Score": 38.5}}, "erqa": {"columns": {"Total Score": 37.2}}}}});
    assert_eq!(value, expected);
}

#[test]
fn escapes_of_json_are_read_and_several_objects_named() {
    let scores = r#""score": {"benchmark": {"vsi": {"columns": {"Total Score": "38.5"}}}}"#;
    let text = format!(r#"{{"name": "A \ud83d\ude00\uD83D\uDE80 \\ud83d B", {scores}}}"#);
    let (models, findings) = read("m.json", &text);
    assert_eq!((models, codes(&findings)), (vec!["A 😀🚀 \\ud83d B".to_owned()], vec!["lenient"]));
    let fix = fixes("m.json", &text, &findings, &catalog()).remove(0).unwrap();
    assert_eq!(fix.apply(&text).unwrap(), text.replace(r#""38.5""#, "38.5"), "what follows keeps its place");
    let object = |name: &str| format!(r#"{{"name": "{name}", {scores}}}"#);
    for text in [
        format!("{}\n{}\n", object("A"), object("B")),
        format!("[{}]", object("A")),
        format!("- name: A\n  {scores}\n"),
    ] {
        let (models, findings) = read("m.json", &text);
        assert_eq!((models.len(), codes(&findings)), (0, vec!["several-objects"]), "{text}");
        assert!(findings[0].to_string().contains("with a line `---` between them"), "{}", findings[0]);
    }
    let (models, _) = read("m.json", &format!("{}\n---\n{}\n", object("A"), object("B")));
    assert_eq!(models, ["A", "B"], "as the help says");
}

#[test]
fn two_models_of_one_file_are_told_apart_by_their_lines() {
    let text = format!("name: A\n{SCORES}---\nname: A\n{SCORES}");
    let loaded = load(&[named("two.yaml", text.into_bytes())], catalog());
    let finding = loaded.findings.iter().find(|finding| finding.kind.code() == "duplicate-identity").unwrap();
    assert_eq!(finding.place.line, 4);
    assert!(finding.kind.message().contains("the model on line 1 of this file"), "{}", finding.kind.message());
}

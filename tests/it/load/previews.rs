//! What a visitor brought: read once each, put together beside the bundled models, and sent in pieces.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{bundled, bundled_files, named};
use arena_explorer::dataset::{Dataset, Pieces};
use arena_explorer::document::{Kind, Origin, SourceFile};
use arena_explorer::load::{Previews, changes_scores, load_previews};

fn found(path: &str, text: &str) -> SourceFile {
    SourceFile { origin: Origin::Found, ..named(path, text) }
}

fn file(name: &str, total: f64) -> SourceFile {
    named(
        &format!("{name}.md"),
        &format!("name: {name}\nscore: {{benchmark: {{vsi: {{columns: {{Total Score: {total}}}}}}}}}\n"),
    )
}

fn paths(previews: &Previews) -> Vec<&str> {
    previews.files().map(|file| file.path.as_str()).collect()
}

#[test]
fn files_come_and_go_and_what_they_come_to_is_as_if_read_at_once() {
    let bundled = bundled().dataset;
    let mut previews = Previews::default();
    let mut bring = |file: SourceFile| previews.bring(file, bundled.catalog()).is_some();
    assert!(bring(file("A", 1.0)));
    assert!(bring(file("B", 2.0)));
    assert!(bring(file("C", 3.0)));
    assert!(bring(SourceFile { path: "A.md".into(), ..file("A2", 4.0) }), "the fixed version");
    assert!(!bring(found("README.md", "# Read me")));
    assert!(!bring(found("logo.md", "\0")));
    previews.pass_over(3);
    previews.remove("B.md");
    previews.remove("no such file");
    assert_eq!(paths(&previews), ["A.md", "C.md"]);
    let bytes: usize = previews.files().map(|file| file.bytes.len()).sum();
    assert_eq!(previews.bytes(), bytes);

    let mut loaded = previews.loaded(&bundled);
    previews.audit(&mut loaded);
    assert_eq!(loaded.findings[0].kind, Kind::Skipped { count: 5 });
    assert_eq!(loaded.files, 7);
    let files: Vec<_> = previews.files().cloned().collect();
    let at_once = load_previews(&files, &bundled);
    assert_eq!(loaded.dataset, at_once.dataset);
    assert_eq!(loaded.findings[1..], at_once.findings);

    previews.remove("A.md");
    assert!(previews.bring(file("D", 5.0), bundled.catalog()).is_some());
    assert_eq!(paths(&previews), ["C.md", "D.md"]);
}

#[test]
fn the_audit_adds_to_what_stands_in_each_file() {
    let bundled = bundled().dataset;
    let files = bundled_files();
    let mut previews = Previews::default();
    for file in &files {
        previews.bring(SourceFile { path: format!("mine/{}", file.path), ..file.clone() }, bundled.catalog());
    }
    let quick = previews.loaded(&bundled);
    let mut audited = quick.clone();
    previews.audit(&mut audited);
    assert!(quick.findings.len() < audited.findings.len());
    assert!(quick.findings.iter().all(|finding| audited.findings.contains(finding)));
}

fn put_together(dataset: &Dataset, leave_out: Option<usize>) -> Option<Dataset> {
    let mut pieces = Vec::new();
    dataset.cut(|piece| pieces.push(piece)).unwrap();
    let mut whole = Pieces::default();
    for (n, piece) in pieces.iter().enumerate() {
        if leave_out != Some(n) {
            whole.add(piece).ok()?;
        }
    }
    whole.finish(dataset.catalog().clone()).ok()
}

#[test]
fn a_dataset_in_pieces_is_the_same_when_put_together() {
    let bundled = bundled().dataset;
    assert_eq!(put_together(&bundled, None), Some(bundled.clone()));
    assert_eq!(put_together(&bundled, Some(1)), None, "without its scores it is none");
    let many: Vec<_> = (0..700).map(|n| file(&format!("M{n}"), f64::from(n) / 10.0)).collect();
    let many = load_previews(&many, &bundled).dataset;
    assert_eq!(put_together(&many, None), Some(many.clone()));
    assert!(Pieces::default().add(b"\xff\xff").is_err());
}

#[test]
fn a_fix_that_puts_scores_in_doubt_that_were_read_before_is_known_to() {
    let none = Dataset::new(bundled().dataset.catalog().clone(), Vec::new()).0;
    let file = |name: &str, third: &str| {
        let block = |code: &str, total: &str| format!("    {code}: {{columns: {{Total Score: {total}}}}}\n");
        let scores = [block("vsi", "0.41"), block("erqa", "0.38"), third.to_owned()].concat();
        named(name, &format!("name: {name}\nscore:\n  benchmark:\n{scores}"))
    };
    let third = |total: &str| format!("    cosmos:\n      columns:\n        Total Score{total}\n");
    // Two benchmarks with scores up to 1 are taken for low percentages, three for fractions: all three are missing then. The third is read
    // once its full-width colon is fixed. One that is above 1 puts nothing in doubt.
    let before = [file("a.yaml", &third("：0.52")), file("b.yaml", &third("：52")), file("c.yaml", &third("：0.52"))];
    let after = [file("a.yaml", &third(": 0.52")), file("b.yaml", &third(": 52")), before[2].clone()];
    assert_eq!(changes_scores(&before, &after, &none), [true, false, false]);
    // Beside models whose scores are percentages all of them were in doubt before: nothing is lost.
    assert_eq!(changes_scores(&before, &after, &bundled().dataset), [false, false, false]);
}

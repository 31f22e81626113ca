//! `check --fix` on real files: what is written, what is left alone, and that a file is written whole or not at all.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use arena_explorer::document::{fix_all, fixes, read_score_file};

use crate::common::{Effort, catalog, named, project};

/// A folder of its own for a test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fixing-{name}"));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn check(arguments: &[&str], paths: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arena-explorer"));
    command.current_dir(project("")).arg("check").args(arguments).args(paths).output().unwrap()
}

fn case(name: &str) -> Vec<u8> {
    fs::read(project("tests/data/cases").join(name)).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn certain_fixes_are_written_and_the_rest_is_printed() {
    let folder = folder("written");
    let file = folder.join("model.md");
    fs::write(&file, case("14-full-width-colons-in-columns.md")).unwrap();
    let output = check(&["--fix"], &[&file]);
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.contains("        Object Count: 41.2\n        Total Score: 38.5\n"), "{written}");
    assert_eq!(
        written.replace("Object Count: 41.2", "Object Count： 41.2").replace("Total Score: 38.5", "Total Score：38.5"),
        text(&case("14-full-width-colons-in-columns.md")),
        "all else is as it was"
    );
    assert!(
        text(&output.stderr).contains("line 19: Write “: ” instead of “：” in 2 places"),
        "{}",
        text(&output.stderr)
    );
    assert!(!text(&output.stdout).contains("bad-colon"), "what is fixed is not found any more");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_dry_run_prints_a_diff_that_applies_and_writes_nothing() {
    let folder = folder("dry-run");
    let file = folder.join("model.md");
    fs::write(&file, case("30-columns-left-out.md")).unwrap();
    let output = check(&["--fix", "--dry-run"], &[&folder]);
    assert_eq!(fs::read(&file).unwrap(), case("30-columns-left-out.md"));
    let diff = text(&output.stdout);
    let path = file.display();
    let expected = format!(
        "--- {path}\n+++ {path}\n@@ -15,6 +15,7 @@\n     where2place:\n       columns: {{Total Score: 55.1}}\n     vsi:\n-      Object Count: 41.2\n-      Total Score: 38.5\n+      columns:\n+        Object Count: 41.2\n+        Total Score: 38.5\n ---\n"
    );
    assert_eq!(diff, expected);
    check(&["--fix"], &[&folder]);
    let fixed = fs::read_to_string(&file).unwrap();
    assert!(
        fixed.contains("    vsi:\n      columns:\n        Object Count: 41.2\n        Total Score: 38.5\n---"),
        "{fixed}"
    );
}

#[test]
fn what_needs_a_decision_is_left_to_its_author() {
    let folder = folder("undecided");
    for name in ["23-hash-in-name.md", "32-no-total.md", "38-model-card.md", "22-gbk-comment.md", "43-gzip.md.gz"] {
        let file = folder.join(name);
        fs::write(&file, case(name)).unwrap();
        check(&["--fix"], &[&file]);
        assert_eq!(fs::read(&file).unwrap(), case(name), "{name}");
    }
}

#[test]
fn utf_16_is_written_as_utf_8() {
    let folder = folder("utf-16");
    let file = folder.join("model.md");
    fs::write(&file, case("21-utf-16.md")).unwrap();
    let output = check(&["--fix"], &[&file]);
    assert!(fs::read_to_string(&file).unwrap().starts_with("---\r\nname: Probe-7B\r\n"));
    assert!(text(&output.stderr).contains("Write it in UTF-8"));
}

#[test]
fn the_right_one_of_several_documents_is_fixed() {
    let folder = folder("several");
    let file = folder.join("two.yaml");
    let first = "name: A\nscore: {benchmark: {vsi: {columns: {Total Score: 10}}}}\n";
    fs::write(&file, format!("{first}---\nname: B\nscore:\n  benchmark:\n    vsi: 28.5\n")).unwrap();
    check(&["--fix"], &[&file]);
    let expected = format!("{first}---\nname: B\nscore:\n  benchmark:\n    vsi: {{columns: {{Total Score: 28.5}}}}\n");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_written_through() {
    let folder = folder("links");
    let outside = self::folder("links-outside");
    let (target, link) = (outside.join("model.md"), folder.join("model.md"));
    fs::write(&target, case("29-bare-total.md")).unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let output = check(&["--fix"], &[&link]);
    assert_eq!(fs::read(&target).unwrap(), case("29-bare-total.md"));
    let said = text(&output.stderr);
    let expected = format!("it is a link to {}; name that file", fs::canonicalize(&target).unwrap().display());
    assert!(said.contains(&expected), "{said}");
    let output = check(&["--fix"], &[&folder]);
    assert!(text(&output.stderr).contains("link to a file outside"), "{}", text(&output.stderr));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    // One that stays inside stays a link.
    let inside = folder.join("inside.md");
    fs::write(&inside, case("29-bare-total.md")).unwrap();
    let other = folder.join("other.md");
    std::os::unix::fs::symlink("inside.md", &other).unwrap();
    check(&["--fix"], &[&other]);
    assert!(fs::symlink_metadata(&other).unwrap().is_symlink());
    assert!(fs::read_to_string(&inside).unwrap().contains("vsi: {columns: {Total Score: 38.5}}"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_said_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("protected");
    let file = folder.join("model.md");
    fs::write(&file, case("29-bare-total.md")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let output = check(&["--fix"], &[&file]);
    assert_eq!(fs::read(&file).unwrap(), case("29-bare-total.md"));
    assert!(text(&output.stderr).contains("not fixed: it is write-protected"), "{}", text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "a fix that was not made is a failure");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    check(&["--fix"], &[&file]);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640, "the rights stay");
}

#[test]
fn fixing_twice_is_fixing_once() {
    let catalog = catalog();
    for entry in fs::read_dir(project("tests/data/findings")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.file_name().unwrap().to_string_lossy();
        let once = fix_all(&name, &text, &catalog);
        let twice = fix_all(&name, &once.text, &catalog);
        assert_eq!((twice.text, twice.done), (once.text.clone(), Vec::new()), "{name}");
        let (before, after) =
            (read_score_file(&named(&name, &text), &catalog), read_score_file(&named(&name, &once.text), &catalog));
        assert!(before.document.is_none() || after.document.is_some(), "{name}");
    }
}

/// A text in UTF-16, little-endian with a byte-order mark.
fn utf_16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn other_files_in_utf_16_are_left_alone() {
    let folder = folder("utf-16-others");
    for (name, content) in [
        ("notes.txt", "Remember the milk\n"),
        ("keys.reg", "Windows Registry Editor Version 5.00\r\n"),
        ("table.csv", "name,score\nA,1\n"),
    ] {
        let file = folder.join(name);
        fs::write(&file, utf_16(content)).unwrap();
        check(&["--fix"], &[&file]);
        assert_eq!(fs::read(&file).unwrap(), utf_16(content), "{name}");
    }
    let file = folder.join("model.md");
    fs::write(&file, case("21-utf-16.md")).unwrap();
    let output = check(&["--fix", "--dry-run"], &[&file]);
    assert!(text(&output.stderr).contains("UTF-16 → UTF-8, text unchanged"), "{}", text(&output.stderr));
    assert_eq!(fs::read(&file).unwrap(), case("21-utf-16.md"));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_owner_and_all_its_names() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = folder("owners");
    let (file, other) = (folder.join("model.md"), folder.join("other.md"));
    fs::write(&file, case("29-bare-total.md")).unwrap();
    fs::hard_link(&file, &other).unwrap();
    let output = check(&["--fix"], &[&file]);
    assert!(text(&output.stderr).contains("not fixed: it has several names"), "{}", text(&output.stderr));
    assert_eq!(
        (fs::read(&file).unwrap(), fs::read(&other).unwrap()),
        (case("29-bare-total.md"), case("29-bare-total.md"))
    );
    fs::remove_file(&other).unwrap();
    // Only an administrator can give a file away.
    let owner = if chown(&file, Some(1000), Some(1000)).is_ok() { 1000 } else { fs::metadata(&file).unwrap().uid() };
    check(&["--fix"], &[&file]);
    assert_ne!(fs::read(&file).unwrap(), case("29-bare-total.md"));
    assert_eq!(fs::metadata(&file).unwrap().uid(), owner);
}

#[test]
fn many_fixes_are_made_at_once() {
    let catalog = catalog();
    let scores = "score: {benchmark: {vsi: {columns: {Total Score: 38.5}}}}\n";
    let items = vec!["1"; 900].join(", ");
    let texts = vec!["\"1\""; 900].join(", ");
    let keys = |colon: &str| (0..900).map(|n| format!("name{colon}y{n}\n")).collect::<String>();
    for (before, after) in [
        (format!("name: A\nauthor: [{items}]\n{scores}"), Some(format!("name: A\nauthor: [{texts}]\n{scores}"))),
        (format!("name: A\n{scores}{}", keys(":")), None),
    ] {
        let start = Effort::start();
        let fixed = fix_all("m.yaml", &before, &catalog);
        let took = start.took();
        assert!(took < Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 }), "took {took:?}");
        if let Some(after) = after {
            assert_eq!((fixed.text, fixed.done.len()), (after, 900));
        }
        let findings = read_score_file(&named("m.yaml", &before), &catalog).findings;
        let start = Effort::start();
        assert!(findings.len() > 800);
        drop(fixes("m.yaml", &before, &findings, &catalog));
        let took = start.took();
        assert!(took < Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 }), "fixes took {took:?}");
    }
}

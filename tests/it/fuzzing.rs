//! What the fuzzer found, and what it starts from: none of it breaks the page.
//!
//! `cargo xtask fuzz` goes on looking. A file that it finds is put, as small as it can be made, into the folder of its
//! target in `tests/data/fuzzed/`, with a name that says what went wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that meets nothing fails, as it should")]

#[path = "../fuzz/checks.rs"]
mod checks;
use crate::common::project;

/// Checks each file of a target's two folders, and says how many there were.
fn check_all(target: &str, check: fn(&[u8])) -> usize {
    let folders = [format!("tests/fuzz/corpus/{target}"), format!("tests/data/fuzzed/{target}")];
    let mut count = 0;
    for entry in folders.iter().filter_map(|folder| std::fs::read_dir(project(folder)).ok()).flatten() {
        let path = entry.unwrap().path();
        // The name is seen only if the check fails.
        eprintln!("{}", path.display());
        check(&std::fs::read(path).unwrap());
        count += 1;
    }
    count
}

#[test]
fn score_files() {
    assert!(check_all("score_file", checks::score_file) > 0);
}

#[test]
fn archives() {
    assert!(check_all("archive", checks::archive) > 0);
}

#[test]
fn results_in_json() {
    assert!(check_all("import_json", checks::import_json) > 0);
}

#[test]
fn results_in_tables() {
    assert!(check_all("import_table", checks::import_table) > 0);
}

#[test]
fn links() {
    assert!(check_all("link", checks::link) > 0);
}

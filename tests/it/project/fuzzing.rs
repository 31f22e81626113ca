//! What the fuzzer found, and what it starts from: none of it breaks the page.
//!
//! `cargo xtask fuzz` goes on looking. A file that it finds is put, as small as it can be made, into the folder of its
//! target in `tests/data/fuzzed/`, with a name that says what went wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that meets nothing fails, as it should")]

#[path = "../../fuzz/checks.rs"]
mod checks;
use crate::common::{files_of, project};

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

/// Bytes with a part removed, repeated or replaced by one of another file, the same ones each time.
fn mutated(bytes: &[u8], other: &[u8], seed: &mut u64) -> Vec<u8> {
    let mut next = |below: usize| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*seed >> 33).unwrap() % below.max(1)
    };
    let (from, length) = (next(bytes.len()), next(40));
    let to = (from + length).min(bytes.len());
    let (other_from, other_length) = (next(other.len()), next(40));
    let part = match next(4) {
        0 => &[][..],
        1 => bytes.get(from..to).unwrap(),
        2 => b"\"{[|&\\%<,",
        _ => other.get(other_from..(other_from + other_length).min(other.len())).unwrap(),
    };
    [bytes.get(..from).unwrap(), part, part, bytes.get(to..).unwrap()].concat()
}

#[test]
fn properties_of_mutated_results() {
    let mut seed = 7;
    let files: Vec<Vec<u8>> = files_of("tests/data/import")
        .iter()
        .map(|path| std::fs::read(project("tests/data/import").join(path)).unwrap())
        .collect();
    for (index, file) in files.iter().enumerate() {
        let mut bytes = file.clone();
        for round in 0..4 {
            bytes = mutated(&bytes, files.get((index + round) % files.len()).unwrap(), &mut seed);
            // Seen only if a check fails.
            eprintln!("{}", String::from_utf8_lossy(&bytes));
            checks::import_json(&bytes);
            checks::import_table(&bytes);
        }
    }
}

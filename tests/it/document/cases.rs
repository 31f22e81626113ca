//! Small files with one thing wrong in each, as people report them: what is read, what is found, and what the fixes make of it.
//!
//! Each row of the table is a file of `tests/data/cases`, numbered as in the list of cases that the project was given.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::sync::LazyLock;

use arena_explorer::dataset::Dataset;
use arena_explorer::document::{Catalog, Finding, fixes};
use arena_explorer::load::load_previews;

use crate::common::{bundled, named, project};

static BUNDLED: LazyLock<Dataset> = LazyLock::new(|| bundled().dataset);

/// What is right for one file.
struct Case {
    file: &'static str,
    /// What is shown of the model as it is read, in the words of [`shown`].
    read: &'static [&'static str],
    /// Severity, code and line of the findings, in the order of the file.
    found: &'static [&'static str],
    /// What the buttons say, pressed one after the other until none is left.
    fixes: &'static [&'static str],
    /// What is shown after that.
    fixed: &'static [&'static str],
}

const VSI: &str = "VSI: Object Count 41.2, Total Score 38.5";

/// Of the notices that any small file gives, these say nothing of the case.
const APART: [&str; 2] = ["outlier", "total-not-mean"];

const CASES: &[Case] = &[
    Case {
        file: "01-decimal-comma-in-map.md",
        read: &[OTHERS],
        found: &["warning decimal-comma 18", "warning decimal-comma 18"],
        fixes: &["Write 41.2", "Write 38.5"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "02-decimal-comma-in-list.md",
        read: &[OTHERS],
        found: &["warning doubtful-list 18"],
        fixes: &["Write points instead of the 9 decimal commas"],
        fixed: &[OTHERS, ALL_OF_VSI],
    },
    Case {
        file: "03-all-scores-as-fractions.md",
        read: &[],
        found: &[
            "warning fractions 9",
            "warning fractions 10",
            "warning fractions 11",
            "warning fractions 12",
            "warning fractions 13",
        ],
        fixes: &["Write 41.7", "Write 36.4", "Write 37.2", "Write 55.1", "Write 38.5"],
        fixed: &[OTHERS, "VSI: Total Score 38.5"],
    },
    Case {
        file: "04-one-benchmark-as-fractions.md",
        read: &[OTHERS],
        found: &["warning fractions 18"],
        fixes: &["Multiply the 2 scores by 100"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "05-hyphen-for-missing.md",
        read: &[OTHERS, "VSI: Object Count 41.2"],
        found: &["warning not-a-score 20"],
        fixes: &["Write null"],
        fixed: &[OTHERS, "VSI: Object Count 41.2"],
    },
    Case {
        file: "06-bold-score.md",
        read: &[OTHERS, "VSI: Object Count 41.2"],
        found: &["warning not-a-score 20"],
        fixes: &["Write 38.5"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "07-plus-minus.md",
        read: &[OTHERS, "VSI: Object Count 41.2"],
        found: &["warning not-a-score 20"],
        fixes: &["Write 38.5"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "08-footnote-star.md",
        read: &[OTHERS, "VSI: Object Count 41.2"],
        found: &["warning not-a-score 20"],
        fixes: &["Write 38.5"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "09-full-width-digits.md",
        read: &[OTHERS, VSI],
        found: &["notice lenient 20"],
        fixes: &["Write “38.5” instead"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "10-full-width-percent.md",
        read: &[OTHERS, VSI],
        found: &["notice lenient 20"],
        fixes: &["Write “38.5” instead"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "11-curly-quotes.md",
        read: &[OTHERS, VSI],
        found: &["notice lenient 20"],
        fixes: &["Write “38.5” instead"],
        fixed: &[OTHERS, VSI],
    },
    Case {
        file: "12-full-width-commas.md",
        read: &[OTHERS, ALL_OF_VSI],
        found: &["notice wide-commas 18"],
        fixes: &["Write plain commas instead of the 8 wide ones"],
        fixed: &[OTHERS, ALL_OF_VSI],
    },
    Case {
        file: "24-number-as-name.md",
        read: &["name 2.10", OTHERS, VSI],
        found: &["notice lenient 2"],
        fixes: &["Write “\"2.10\"” instead"],
        fixed: &["name 2.10", OTHERS, VSI],
    },
    Case {
        file: "25-size-with-unit.md",
        read: &["size 7", OTHERS, VSI],
        found: &["notice lenient 6"],
        fixes: &["Write “[7]” instead"],
        fixed: &["size 7", OTHERS, VSI],
    },
    Case {
        file: "27-size-in-parameters.md",
        read: &["size 7", OTHERS, VSI],
        found: &["notice lenient 6"],
        fixes: &["Write “[7]” instead"],
        fixed: &["size 7", OTHERS, VSI],
    },
    Case {
        file: "28-release-as-timestamp.md",
        read: &["released 2025-4-16", OTHERS, VSI],
        found: &["notice lenient 7"],
        fixes: &["Write “{year: 2025, month: 4, date: 16}” instead"],
        fixed: &["released 2025-4-16", OTHERS, VSI],
    },
    Case {
        file: "39-minus-zero.md",
        read: &[OTHERS, "VSI: Object Count 41.2, Total Score 0"],
        found: &[],
        fixes: &[],
        fixed: &[OTHERS, "VSI: Object Count 41.2, Total Score 0"],
    },
];

/// The benchmarks that are in order in most cases.
const OTHERS: &str =
    "UniEQA: Total Score 41.7; OpenEQA: Total Score 36.4; ERQA: Total Score 37.2; Where2Place: Total Score 55.1";

const ALL_OF_VSI: &str = "VSI: Object Count 41.2, Absolute Distance 22.1, Object Size 45.6, Room Size 35.4, \
                          Relative Distance 42.1, Relative Direction 40.1, Route Plan 32.2, Appearance Order 23, \
                          Total Score 38.5";

/// The model of a file and what is found about it, beside the bundled models.
fn read(file: &str, text: &str) -> (Dataset, Vec<Finding>) {
    let loaded = load_previews(&[named(file, text)], &BUNDLED);
    let findings = loaded.findings.into_iter().filter(|finding| !APART.contains(&finding.kind.code())).collect();
    (loaded.dataset, findings)
}

/// All scores of the model, benchmark by benchmark, and what of the rest is not as in most cases.
fn shown(dataset: &Dataset) -> String {
    let row = dataset.models().iter().position(|model| model.preview).unwrap();
    let model = &dataset.models()[row];
    let mut parts = Vec::new();
    if model.name != "Probe-7B" {
        parts.push(format!("name {}", model.name));
    }
    if let Some(released) = model.released {
        let parts_of = [released.month, released.day].into_iter().flatten().map(|part| format!("-{part}"));
        parts.push(format!("released {}{}", released.year, parts_of.collect::<String>()));
    }
    for (benchmark, about) in dataset.catalog().benchmarks.iter().enumerate() {
        let columns = about.columns.iter().enumerate();
        let scores = columns.filter_map(|(column, name)| {
            let score = dataset.column(benchmark, column).get(row)?;
            Some(format!("{name} {score}"))
        });
        let scores: Vec<String> = scores.collect();
        if !scores.is_empty() {
            parts.push(format!("{}: {}", about.name, scores.join(", ")));
        }
    }
    parts.sort();
    parts.join("; ")
}

/// The same of a case.
fn expected(of: &[&str]) -> String {
    let mut parts: Vec<&str> =
        of.iter().flat_map(|part| part.split("; ")).filter(|part| !part.starts_with("size")).collect();
    parts.sort_unstable();
    parts.join("; ")
}

/// What is wrong with a case, if anything.
fn differences(case: &Case) -> Vec<String> {
    let catalog: &Catalog = BUNDLED.catalog();
    let mut text = std::fs::read_to_string(project("tests/data/cases").join(case.file)).unwrap();
    let mut wrong = Vec::new();
    let mut compare = |what: &str, found: String, expected: String| {
        if found != expected {
            wrong.push(format!("{}: {what}:\n    {found}\n  instead of\n    {expected}", case.file));
        }
    };
    let (dataset, findings) = read(case.file, &text);
    compare("read", shown(&dataset), expected(case.read));
    let found = findings.iter().map(|f| format!("{} {} {}", f.severity().word(), f.kind.code(), f.place.line));
    compare("found", found.collect::<Vec<_>>().join(", "), case.found.join(", "));
    let mut made = Vec::new();
    for _ in 0..20 {
        let (_, findings) = read(case.file, &text);
        let Some(fix) = fixes(case.file, &text, &findings, catalog).into_iter().flatten().next() else { break };
        text = fix.apply(&text).unwrap();
        made.push(fix.label);
    }
    compare("fixes", made.join(", "), case.fixes.join(", "));
    let (dataset, findings) = read(case.file, &text);
    compare("fixed", shown(&dataset), expected(case.fixed));
    let sizes = dataset.models().iter().find(|model| model.preview).map(|model| model.sizes.clone());
    compare("size", format!("{sizes:?}"), format!("{:?}", Some(vec![7.0])));
    if !case.fixes.is_empty() {
        compare("left", format!("{findings:?}"), "[]".to_owned());
    }
    wrong
}

#[test]
fn every_case_is_read_and_fixed_as_it_should_be() {
    let wrong: Vec<Vec<String>> = CASES.iter().map(differences).collect();
    let holding = wrong.iter().filter(|wrong| wrong.is_empty()).count();
    println!("{holding} of {} cases hold", CASES.len());
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{holding} of {} cases hold\n{}", CASES.len(), wrong.join("\n"));
}

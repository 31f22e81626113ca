//! Findings as other programs read them.

use serde::Serialize;

use crate::document::{Catalog, Certainty, Finding, Severity};
use crate::load::Loaded;

/// What `check --format json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckReport {
    /// How many files were looked at.
    pub files: usize,
    /// How many models could be read.
    pub models: usize,
    /// By file in the order given, then by line.
    pub findings: Vec<CheckFinding>,
}

/// One finding in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckFinding {
    /// Stable name of its kind: `unknown-column`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// How sure it is that something is wrong.
    pub certainty: Certainty,
    /// Path as it was given; empty where it is about all files.
    pub file: String,
    /// From 1; 0 for the whole file.
    pub line: u32,
    /// From 1; 0 for the whole file.
    pub column: u32,
    /// Codes of the benchmarks that it is about.
    pub benchmarks: Vec<String>,
    /// What was noticed.
    pub message: String,
    /// Why it was noticed, where the message does not say so.
    pub why: Option<String>,
    /// What to do.
    pub help: String,
}

impl CheckReport {
    /// The findings of what was loaded. `models` is how many of its models the files gave.
    #[must_use]
    pub fn new(loaded: &Loaded) -> Self {
        let catalog = loaded.dataset.catalog();
        let findings = loaded.findings.iter().map(|finding| CheckFinding::new(finding, catalog)).collect();
        Self { files: loaded.files, models: loaded.dataset.models().len(), findings }
    }
}

impl CheckFinding {
    fn new(finding: &Finding, catalog: &Catalog) -> Self {
        let code = |b: &usize| Some(catalog.benchmarks.get(*b)?.code.clone());
        Self {
            code: finding.kind.code(),
            severity: finding.severity(),
            certainty: finding.certainty(),
            file: finding.place.file.clone(),
            line: finding.place.line,
            column: finding.place.column,
            benchmarks: finding.benchmarks.iter().filter_map(code).collect(),
            message: finding.kind.message(),
            why: finding.kind.why(),
            help: finding.kind.help(),
        }
    }
}

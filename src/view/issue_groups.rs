//! Findings grouped for their author: what is the same in several places is one issue.

use std::collections::HashMap;

use super::format::sentence;
use crate::document::{Certainty, Finding, Severity};
use crate::order::sort_by;

/// One issue with all places where it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueGroup {
    /// Stable name of the kind.
    pub code: &'static str,
    /// What all places have in common: the message as a sentence where that is the same everywhere, else the kind in words.
    pub title: String,
    /// Whether the title is the message of each place.
    pub is_message: bool,
    /// How grave it is.
    pub severity: Severity,
    /// How sure it is; of the surest place.
    pub certainty: Certainty,
    /// What to do, where that is the same everywhere.
    pub help: Option<String>,
    /// Indices of its findings, in their order.
    pub findings: Vec<usize>,
    /// In how many files it occurs.
    pub files: usize,
}

/// The issues that findings come to: the gravest first, of those the surest, then those with the most places.
#[must_use]
pub fn issue_groups(findings: &[Finding]) -> Vec<IssueGroup> {
    let mut groups: Vec<IssueGroup> = Vec::new();
    let mut index_of = HashMap::new();
    for (n, finding) in findings.iter().enumerate() {
        let (code, severity) = (finding.kind.code(), finding.severity());
        let index = *index_of.entry((code, severity)).or_insert_with(|| {
            groups.push(IssueGroup {
                code,
                title: String::new(),
                is_message: false,
                severity,
                certainty: finding.certainty(),
                help: None,
                findings: Vec::new(),
                files: 0,
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(index) {
            group.certainty = group.certainty.min(finding.certainty());
            group.findings.push(n);
        }
    }
    for group in &mut groups {
        let of = || group.findings.iter().filter_map(|n| findings.get(*n));
        let Some(first) = of().next() else { continue };
        let (message, help) = (first.kind.message(), first.kind.help());
        group.is_message = of().all(|finding| finding.kind.message() == message);
        group.title = if group.is_message { sentence(&message) } else { first.kind.title().to_owned() };
        group.help = of().all(|finding| finding.kind.help() == help).then_some(help);
        let mut files: Vec<&str> = of().map(|finding| finding.place.file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        group.files = files.len();
    }
    sort_by(&mut groups, |a, b| {
        let key = |group: &IssueGroup| (group.severity, group.certainty, usize::MAX - group.findings.len());
        key(a).cmp(&key(b))
    });
    groups
}

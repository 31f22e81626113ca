//! Everything that was noticed, grouped by kind, and narrowed by file, severity and benchmark.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use super::FacetOption;
use super::facets::tick;
use super::headline::enumerated;
use crate::document::{Catalog, Finding, Severity};
use crate::order::sort_by_key;

/// Something that tells findings apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditFacet {
    /// Path of the file.
    File,
    /// How grave they are.
    Severity,
    /// The benchmark that they are about, by code.
    Benchmark,
}

impl AuditFacet {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::File, Self::Severity, Self::Benchmark];

    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Severity => "severity",
            Self::Benchmark => "about",
        }
    }

    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Severity => "Severity",
            Self::Benchmark => "Benchmark",
        }
    }

    /// Shows `look` the values of a finding, as they stand in addresses, with their labels, until it says that it has
    /// seen enough. A finding about all files has no file, and many are about no benchmark.
    fn any(self, finding: &Finding, catalog: &Catalog, mut look: impl FnMut(&str, &str) -> bool) -> bool {
        match self {
            Self::File => {
                let file = finding.place.file.as_str();
                !file.is_empty() && look(file, file)
            }
            Self::Severity => {
                let word = finding.severity().word();
                look(word, word)
            }
            Self::Benchmark => {
                let mut about = finding.benchmarks.iter().filter_map(|b| catalog.benchmarks.get(*b));
                about.any(|benchmark| look(&benchmark.code, &benchmark.name))
            }
        }
    }
}

/// What was ticked to narrow the findings. Where nothing is ticked, everything is let through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Values ticked, by facet; no facet without one.
    pub ticked: BTreeMap<AuditFacet, BTreeSet<String>>,
}

impl AuditFilter {
    /// Ticks or unticks a value.
    pub fn tick(&mut self, facet: AuditFacet, value: &str, on: bool) {
        tick(&mut self.ticked, facet, value, on);
    }

    /// The facets that a finding fails.
    fn against(&self, finding: &Finding, catalog: &Catalog) -> Vec<AuditFacet> {
        let fails = |(facet, ticked): &(&AuditFacet, &BTreeSet<String>)| {
            !facet.any(finding, catalog, |value, _| ticked.contains(value))
        };
        self.ticked.iter().filter(fails).map(|(facet, _)| *facet).collect()
    }
}

/// The findings that are let through.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// The gravest first, then in the order of the alphabet.
    pub groups: Vec<AuditGroup>,
    /// How many findings there are, those not let through included.
    pub of: usize,
    /// In how many files those let through are.
    pub files: usize,
    /// What can be ticked.
    pub options: Vec<AuditOptions>,
}

/// The findings of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditGroup {
    /// Stable name of the kind.
    pub code: &'static str,
    /// The kind in words: "Scores outside 0 to 100".
    pub title: &'static str,
    /// How grave they are.
    pub severity: Severity,
    /// Places in the list of findings; the surest first, then in the order of the list.
    pub findings: Vec<usize>,
}

/// A facet as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditOptions {
    /// Which one.
    pub facet: AuditFacet,
    /// Its values: severities from grave to harmless, others in the order of the alphabet. `count` is how many of the
    /// findings have it that the other facets let through.
    pub options: Vec<FacetOption>,
}

impl Audit {
    /// Groups the findings that the filter lets through, and counts what can be ticked.
    #[must_use]
    pub fn new<F: Borrow<Finding>>(findings: &[F], catalog: &Catalog, filter: &AuditFilter) -> Self {
        let mut groups: BTreeMap<&'static str, AuditGroup> = BTreeMap::new();
        let mut files: BTreeSet<&str> = BTreeSet::new();
        let mut counts: BTreeMap<AuditFacet, BTreeMap<String, FacetOption>> = BTreeMap::new();
        for (place, finding) in findings.iter().map(Borrow::borrow).enumerate() {
            let against = filter.against(finding, catalog);
            for facet in AuditFacet::ALL {
                let others_let = usize::from(against.iter().all(|other| *other == facet));
                let counts = counts.entry(facet).or_default();
                facet.any(finding, catalog, |value, label| {
                    match counts.get_mut(value) {
                        Some(option) => option.count += others_let,
                        None => _ = counts.insert(value.to_owned(), option(value, label, others_let)),
                    }
                    false
                });
            }
            if against.is_empty() {
                let kind = &finding.kind;
                let group = groups.entry(kind.code()).or_insert_with(|| AuditGroup {
                    code: kind.code(),
                    title: kind.title(),
                    severity: kind.severity(),
                    findings: Vec::new(),
                });
                group.findings.push(place);
                files.insert(&finding.place.file);
            }
        }
        files.remove("");
        for (facet, ticked) in &filter.ticked {
            let options = counts.entry(*facet).or_default();
            for value in ticked {
                options.entry(value.clone()).or_insert_with(|| option(value, value, 0)).ticked = true;
            }
        }
        let mut groups: Vec<AuditGroup> = groups.into_values().collect();
        sort_by_key(&mut groups, |group| (group.severity, group.title));
        for group in &mut groups {
            sort_by_key(&mut group.findings, |place| findings.get(*place).map(|finding| finding.borrow().certainty()));
        }
        let options = counts.into_iter().map(|(facet, options)| in_order(facet, options.into_values().collect()));
        Self { groups, of: findings.len(), files: files.len(), options: options.collect() }
    }

    /// How many findings are let through.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.groups.iter().map(|group| group.findings.len()).sum()
    }

    /// What was noticed, in a sentence: `4 warnings and 38 notices in 22 files.`
    #[must_use]
    pub fn headline(&self) -> String {
        let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let shown = self.shown();
        if shown == 0 {
            return match self.of {
                0 => "Nothing was noticed.".to_owned(),
                of => format!("None of {} is of that kind.", counted(of, "finding")),
            };
        }
        let of_severity = |severity: Severity| {
            let groups = self.groups.iter().filter(|group| group.severity == severity);
            let count = groups.map(|group| group.findings.len()).sum();
            (count > 0).then(|| counted(count, severity.word()))
        };
        let parts: Vec<String> = Severity::ALL.into_iter().filter_map(of_severity).collect();
        let parts = enumerated(&parts.iter().map(String::as_str).collect::<Vec<_>>());
        let narrowed =
            if shown < self.of { format!("{shown} of {}: ", counted(self.of, "finding")) } else { String::new() };
        let files = if self.files > 0 { format!(" in {}", counted(self.files, "file")) } else { String::new() };
        format!("{narrowed}{parts}{files}.")
    }
}

fn option(value: &str, label: &str, count: usize) -> FacetOption {
    FacetOption { value: value.to_owned(), label: label.to_owned(), count, ticked: false }
}

fn in_order(facet: AuditFacet, mut options: Vec<FacetOption>) -> AuditOptions {
    sort_by_key(&mut options, |option| {
        let gravity = Severity::ALL.iter().position(|severity| severity.word() == option.value);
        (gravity.filter(|_| facet == AuditFacet::Severity), option.label.to_lowercase())
    });
    AuditOptions { facet, options }
}

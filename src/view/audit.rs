//! All findings, grouped by kind and model, and narrowed by model, severity and benchmark.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::FacetOption;
use super::facets::tick;
use super::format::enumerated;
use crate::dataset::{Dataset, Model};
use crate::document::{Catalog, Certainty, Concern, Finding, Severity};
use crate::order::{natural, sort_by, sort_by_key};

/// Something that tells findings apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditFacet {
    /// The model, by the path of its file and, where the file has several, its number in it.
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
            Self::File => "Model",
            Self::Severity => "Severity",
            Self::Benchmark => "Benchmark",
        }
    }

    /// Shows `look` the values of a finding, as they stand in addresses, with their labels, until it says that it has
    /// seen enough. A finding about all files has no file, and many are about no benchmark.
    fn any(self, index: usize, finding: &Finding, names: &Names<'_>, mut look: impl FnMut(&str, &str) -> bool) -> bool {
        match self {
            Self::File => {
                let file = finding.place.file.as_str();
                match names.model_of(index, finding) {
                    Some((model, true)) => look(file, &model.name),
                    Some((model, false)) => look(&format!("{file}#{}", model.index + 1), &model.name),
                    None => !file.is_empty() && look(file, file),
                }
            }
            Self::Severity => {
                let word = finding.severity().word();
                look(word, word)
            }
            Self::Benchmark => {
                let mut about = finding.benchmarks.iter().filter_map(|b| names.catalog.benchmarks.get(*b));
                about.any(|benchmark| look(&benchmark.code, &benchmark.name))
            }
        }
    }
}

/// What findings are shown under: the names of models and benchmarks.
#[derive(Clone, Debug)]
pub struct Names<'n> {
    catalog: &'n Catalog,
    /// By the paths of their files, bundled or not.
    models: HashMap<(bool, &'n str), Vec<&'n Model>>,
    /// How many of the findings, from the first, are about files that the visitor added.
    added: usize,
}

impl<'n> Names<'n> {
    /// The names in a dataset. The first `added` findings are about files that the visitor added, the others about bundled
    /// ones: both may have the same path.
    #[must_use]
    pub fn new(dataset: &'n Dataset, added: usize) -> Self {
        let mut models: HashMap<_, Vec<&Model>> = HashMap::new();
        for model in dataset.models() {
            models.entry((model.preview, model.file.as_str())).or_default().push(model);
        }
        Self { catalog: dataset.catalog(), models, added }
    }

    /// The model that a finding is about, and whether its file has no other; `None` if it is about a file without one, or about a file
    /// of several as a whole.
    fn model_of(&self, index: usize, finding: &Finding) -> Option<(&'n Model, bool)> {
        let of_file = self.models.get(&(index < self.added, finding.place.file.as_str()))?;
        match of_file.as_slice() {
            [model] => Some((model, true)),
            several if finding.place.line > 0 => {
                several.iter().find(|model| model.is_subject_of(finding)).map(|model| (*model, false))
            }
            _ => None,
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
    fn against(&self, index: usize, finding: &Finding, names: &Names<'_>) -> Vec<AuditFacet> {
        let fails = |(facet, ticked): &(&AuditFacet, &BTreeSet<String>)| {
            !facet.any(index, finding, names, |value, _| ticked.contains(value))
        };
        self.ticked.iter().filter(fails).map(|(facet, _)| *facet).collect()
    }
}

/// The findings that are let through.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// The gravest first; among notices what casts doubt on a score that is shown, and what is likely a mistake.
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
    /// The kind in words: "Scores outside their range".
    pub title: &'static str,
    /// How grave they are.
    pub severity: Severity,
    /// What to do, where that is the same for all of several.
    pub help: Option<String>,
    /// One for each model; those with the surest findings first.
    pub rows: Vec<AuditRow>,
}

impl AuditGroup {
    /// How many findings are of the kind.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.iter().map(|row| row.findings.len()).sum()
    }
}

/// What is alike: the findings of one kind about one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The model's name; of a file without one, or of several as a whole, its path; empty if they are about all files.
    pub name: String,
    /// Indices in the list of findings, never empty; the surest first, then in the order of the list.
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
    pub fn new<F: Borrow<Finding>>(findings: &[F], names: &Names<'_>, filter: &AuditFilter) -> Self {
        let mut kinds: BTreeMap<&'static str, Vec<(usize, &Finding)>> = BTreeMap::new();
        let mut files: BTreeSet<&str> = BTreeSet::new();
        let mut counts: BTreeMap<AuditFacet, BTreeMap<String, FacetOption>> = BTreeMap::new();
        for (index, finding) in findings.iter().map(Borrow::borrow).enumerate() {
            let against = filter.against(index, finding, names);
            for facet in AuditFacet::ALL {
                let others_let = usize::from(against.iter().all(|other| *other == facet));
                let counts = counts.entry(facet).or_default();
                facet.any(index, finding, names, |value, label| {
                    match counts.get_mut(value) {
                        Some(option) => option.count += others_let,
                        None => _ = counts.insert(value.to_owned(), option(value, label, others_let)),
                    }
                    false
                });
            }
            if against.is_empty() {
                kinds.entry(finding.kind.code()).or_default().push((index, finding));
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
        let mut groups: Vec<_> = kinds.into_values().filter_map(|found| group(found, names)).collect();
        sort_by_key(&mut groups, |(order, group)| (*order, group.title));
        let groups = groups.into_iter().map(|(_, group)| group).collect();
        let options = counts.into_iter().map(|(facet, options)| in_order(facet, options.into_values().collect()));
        Self { groups, of: findings.len(), files: files.len(), options: options.collect() }
    }

    /// How many findings are let through.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.groups.iter().map(AuditGroup::count).sum()
    }

    /// The findings in a sentence: `4 warnings and 38 notices in 22 files.`
    #[must_use]
    pub fn headline(&self) -> String {
        let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let shown = self.shown();
        if shown == 0 {
            return match self.of {
                0 => "There are no findings.".to_owned(),
                of => format!("None of {} passes the filters.", counted(of, "finding")),
            };
        }
        let of_severity = |severity: Severity| {
            let groups = self.groups.iter().filter(|group| group.severity == severity);
            let count = groups.map(AuditGroup::count).sum();
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

/// The findings of one kind, and where the group belongs among the others; `None` if there are none.
fn group(mut found: Vec<(usize, &Finding)>, names: &Names<'_>) -> Option<((Severity, Concern, Certainty), AuditGroup)> {
    sort_by_key(&mut found, |(_, finding)| finding.certainty());
    let (_, first) = found.first()?;
    let kind = &first.kind;
    let help = kind.help();
    let is_shared = found.len() > 1 && found.iter().all(|(_, finding)| finding.kind.help() == help);
    let concern = found.iter().map(|(_, finding)| finding.kind.concern()).min()?;
    let order = (kind.severity(), concern, first.certainty());
    let mut rows: Vec<AuditRow> = Vec::new();
    let mut row_of: HashMap<(bool, &str, Option<u32>), usize> = HashMap::new();
    for (index, finding) in &found {
        let (file, model) = (finding.place.file.as_str(), names.model_of(*index, finding).map(|(model, _)| model));
        let row = *row_of.entry((*index < names.added, file, model.map(|model| model.index))).or_insert_with(|| {
            rows.push(AuditRow { name: model.map_or(file, |model| &model.name).to_owned(), findings: Vec::new() });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(row) {
            row.findings.push(*index);
        }
    }
    let (code, title, severity) = (kind.code(), kind.title(), kind.severity());
    Some((order, AuditGroup { code, title, severity, help: is_shared.then_some(help), rows }))
}

fn option(value: &str, label: &str, count: usize) -> FacetOption {
    FacetOption { value: value.to_owned(), label: label.to_owned(), count, ticked: false }
}

fn in_order(facet: AuditFacet, mut options: Vec<FacetOption>) -> AuditOptions {
    sort_by(&mut options, |a, b| {
        let gravity = |option: &FacetOption| Severity::ALL.iter().position(|severity| severity.word() == option.value);
        let by_gravity = if facet == AuditFacet::Severity { gravity(a).cmp(&gravity(b)) } else { Ordering::Equal };
        by_gravity.then_with(|| natural(&a.label, &b.label))
    });
    AuditOptions { facet, options }
}

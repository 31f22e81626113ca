//! What is not known of a model yet, and what its author says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::found::{Entry, Figure, Found, Scale};
use super::names::Names;
use crate::document::Catalog;

/// What an author corrected or answered. It names things by name, so that it can be kept for the next import of the same
/// [`Found::shape`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Corrections {
    /// The name of the model.
    pub model: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// What all figures of an unknown scale are.
    pub scale: Option<Scale>,
    /// The benchmark of all figures that name none.
    pub benchmark: Option<String>,
    /// Whether commas in numbers are decimal ones.
    pub decimal_comma: Option<bool>,
    /// By key, or by key and place: `key @ place`.
    pub keys: Vec<(String, Change)>,
}

/// A correction of one key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// What its figures are of.
    pub target: Option<Target>,
    /// What they mean.
    pub scale: Option<Scale>,
}

/// What a figure is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A column of a benchmark, by their names; the total where none is named and the key names none.
    Cell {
        /// Id, code, name or alias.
        benchmark: String,
        /// Its column.
        column: Option<String>,
    },
    /// Nothing: it is not used.
    Nothing,
}

/// Something that has to be known before a figure counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// What the model is called.
    Model,
    /// Whether figures are fractions of 1 or percentages.
    Scale {
        /// Of these keys.
        keys: Vec<String>,
    },
    /// Whether commas are decimal ones.
    DecimalComma {
        /// Of these keys.
        keys: Vec<String>,
    },
    /// What figures are of.
    Target {
        /// Of this key.
        key: String,
        /// The name of the benchmark, if only the column is not known.
        benchmark: Option<String>,
        /// The name of the catalog that is nearest.
        nearest: Option<String>,
    },
    /// Which of several figures of one column counts.
    Twice {
        /// The benchmark and its column.
        cell: String,
        /// Their keys and places.
        keys: Vec<String>,
    },
    /// What a figure is that is outside of its column's range.
    OutOfRange {
        /// Of this key.
        key: String,
        /// As it is written.
        raw: String,
    },
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model => f.write_str("the source does not say what the model is called"),
            Self::Scale { keys } => write!(f, "fractions of 1 or percentages? {}", keys.join(", ")),
            Self::DecimalComma { keys } => write!(f, "are the commas decimal ones? {}", keys.join(", ")),
            Self::Target { key, benchmark: Some(benchmark), .. } => write!(f, "{key}: which column of {benchmark}?"),
            Self::Target { key, nearest: Some(nearest), .. } => {
                write!(f, "{key}: the catalog has no benchmark of this name; the nearest is {nearest}")
            }
            Self::Target { key, .. } => write!(f, "{key}: the catalog has no benchmark of this name"),
            Self::Twice { cell, keys } => write!(f, "{cell}: which figure counts? {}", keys.join(", ")),
            Self::OutOfRange { key, raw } => write!(f, "{key}: {raw} is outside of the range of its column"),
        }
    }
}

impl Entry {
    /// What tells it from another entry with the same key.
    #[must_use]
    pub fn identity(&self) -> String {
        format!("{} @ {}", self.key, self.place)
    }
}

impl Corrections {
    /// The model as it is with the corrections. What is not used by them is listed.
    #[must_use]
    pub fn apply(&self, found: &Found, catalog: &Catalog) -> Found {
        let given =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let mut corrected = Found { entries: Vec::new(), ..found.clone() };
        corrected.model = given(&self.model).or(corrected.model);
        corrected.author = given(&self.author).or(corrected.author);
        for (entry, outcome) in found.entries.iter().zip(self.each(found, catalog)) {
            match outcome {
                Ok(entry) => corrected.entries.push(entry),
                Err(why) => corrected.skip(&entry.identity(), why),
            }
        }
        corrected
    }

    /// Each figure of a model as it is with the corrections, in the order of [`Found::entries`]; for one that is left out by them,
    /// the reason without a full stop.
    #[must_use]
    pub fn each(&self, found: &Found, catalog: &Catalog) -> Vec<Result<Entry, String>> {
        self.each_of([found], catalog).pop().unwrap_or_default()
    }

    /// The same for several models.
    #[must_use]
    pub fn each_of<'f>(
        &self,
        models: impl IntoIterator<Item = &'f Found>,
        catalog: &Catalog,
    ) -> Vec<Vec<Result<Entry, String>>> {
        let names = Names::new(catalog);
        let whole = self.benchmark.as_deref().and_then(|name| names.benchmark(name));
        let each = |found: &'f Found| found.entries.iter().map(|entry| self.corrected(entry.clone(), whole, &names));
        models.into_iter().map(|found| each(found).collect()).collect()
    }

    /// The correction of a figure: the last that names its key, or its key and place.
    #[must_use]
    pub fn change_of(&self, entry: &Entry) -> Option<&Change> {
        let identity = entry.identity();
        let change = self.keys.iter().rev().find(|(key, _)| *key == entry.key || *key == identity);
        change.map(|(_, change)| change)
    }

    /// A figure with its corrections; `whole` is the benchmark of all that name none.
    fn corrected(&self, mut entry: Entry, whole: Option<usize>, names: &Names<'_>) -> Result<Entry, String> {
        let change = self.change_of(&entry);
        match change.and_then(|change| change.target.as_ref()) {
            Some(Target::Nothing) => return Err("you left it out".to_owned()),
            Some(Target::Cell { benchmark, column }) => {
                entry.benchmark = names.benchmark(benchmark);
                entry.column = entry.benchmark.and_then(|of| match column {
                    Some(column) => names.column(of, column),
                    None => own_column(&entry.key, of, names).or_else(|| names.total(of)),
                });
            }
            None => {
                if let (None, Some(of)) = (entry.benchmark, whole) {
                    entry.benchmark = Some(of);
                    entry.column = own_column(&entry.key, of, names);
                }
            }
        }
        let unknown = self.scale.filter(|_| entry.scale == Scale::Unknown);
        if let Some(scale) = change.and_then(|change| change.scale).or(unknown) {
            entry.scale = scale;
        }
        if let (Figure::DecimalComma(number), Some(is_decimal)) = (entry.figure, self.decimal_comma) {
            if !is_decimal {
                return Err(format!("`{}` is no number without decimal commas", entry.raw));
            }
            entry.figure = Figure::Number(number);
        }
        Ok(entry)
    }
}

/// The column of a benchmark that the end of a key names.
fn own_column(key: &str, of: usize, names: &Names<'_>) -> Option<usize> {
    let last = key.rsplit('›').next().unwrap_or(key).trim();
    let last = last.split(',').next().unwrap_or(last);
    names.typed_column(of, last).map(|(column, _)| column)
}

/// A score that a model has, and the entries that say so.
pub(super) struct Settled<'f> {
    pub(super) benchmark: usize,
    pub(super) column: usize,
    pub(super) score: f64,
    pub(super) entries: Vec<&'f Entry>,
}

/// For how many unknown keys of a model the nearest name is looked for.
const NEAREST: usize = 20;

/// Scores nearer than this are one score.
const SAME: f64 = 1e-9;

impl Found {
    /// The scores that are certain, in the order of the catalog; and the columns of which there are several.
    pub(super) fn settle(&self, catalog: &Catalog) -> (Vec<Settled<'_>>, Vec<Vec<&Entry>>) {
        let mut cells: BTreeMap<(usize, usize), Vec<&Entry>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.score(catalog).is_some()) {
            if let Some(cell) = entry.cell() {
                cells.entry(cell).or_default().push(entry);
            }
        }
        let (mut settled, mut several) = (Vec::new(), Vec::new());
        for ((benchmark, column), entries) in cells {
            let mut scores = entries.iter().filter_map(|entry| entry.score(catalog));
            let Some(score) = scores.next() else { continue };
            if scores.all(|other| (other - score).abs() < SAME) {
                settled.push(Settled { benchmark, column, score, entries });
            } else {
                several.push(entries);
            }
        }
        (settled, several)
    }

    /// How many scores it has that are certain.
    #[must_use]
    pub fn score_count(&self, catalog: &Catalog) -> usize {
        self.settle(catalog).0.len()
    }

    /// The columns for which it has several figures that differ, as indices of benchmark and column: none of these counts.
    #[must_use]
    pub fn conflicts(&self, catalog: &Catalog) -> BTreeSet<(usize, usize)> {
        self.settle(catalog).1.iter().filter_map(|entries| entries.first()?.cell()).collect()
    }

    /// What has to be known before all of its figures count. A figure that is asked about is missing.
    #[must_use]
    pub fn questions(&self, catalog: &Catalog) -> Vec<Question> {
        let mut questions: Vec<Question> = self.model.is_none().then_some(Question::Model).into_iter().collect();
        let (mut scales, mut commas, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        let mut asked: std::collections::HashSet<&str> = std::collections::HashSet::new();
        for entry in &self.entries {
            let benchmark = entry.benchmark.and_then(|of| catalog.benchmarks.get(of));
            if entry.column.is_none() {
                let part = entry.key.split('›').next().unwrap_or_default().trim();
                // Each name is compared with all others.
                let nearest = (benchmark.is_none() && rest.len() < NEAREST)
                    .then(|| catalog.benchmark(part).err().flatten())
                    .flatten();
                if asked.insert(&entry.key) {
                    rest.push(Question::Target {
                        key: entry.key.clone(),
                        benchmark: benchmark.map(|of| of.name.clone()),
                        nearest,
                    });
                }
            } else if matches!(entry.figure, Figure::DecimalComma(_)) {
                commas.push(entry.key.clone());
            } else if entry.scale == Scale::Unknown {
                scales.push(entry.key.clone());
            } else if entry.score(catalog).is_none() {
                rest.push(Question::OutOfRange { key: entry.key.clone(), raw: entry.raw.clone() });
            }
        }
        if !scales.is_empty() {
            questions.push(Question::Scale { keys: scales });
        }
        if !commas.is_empty() {
            questions.push(Question::DecimalComma { keys: commas });
        }
        for entries in self.settle(catalog).1 {
            let cell = entries.first().and_then(|entry| cell_name(entry, catalog)).unwrap_or_default();
            let keys = entries.iter().map(|entry| format!("{} ({})", entry.identity(), entry.raw)).collect();
            questions.push(Question::Twice { cell, keys });
        }
        questions.extend(rest);
        questions
    }
}

/// The benchmark and the column of an entry, as shown.
#[must_use]
pub fn cell_name(entry: &Entry, catalog: &Catalog) -> Option<String> {
    let benchmark = catalog.benchmarks.get(entry.benchmark?)?;
    Some(format!("{} › {}", benchmark.name, benchmark.columns.get(entry.column?)?))
}

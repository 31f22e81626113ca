//! What is shown of a model that was found: each figure with what it is taken for, whether it counts, and why not.

use std::collections::BTreeSet;

use crate::document::Catalog;
use crate::import::{Corrections, Entry, Figure, Found, NotUsed, Scale, cell_name};

/// For how many unknown names the nearest of the catalog is looked for: each is compared with all.
const NEAREST: usize = 20;

/// The figures of a model with the corrections of its author.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// In the order of the source.
    pub rows: Vec<Row>,
    /// What the source has besides, and why it is not used.
    pub not_used: Vec<NotUsed>,
    /// Whether figures are there that are fractions or percentages, as found.
    pub asks_scale: bool,
    /// Whether commas are there that may be decimal ones.
    pub asks_comma: bool,
    /// Whether the source names no benchmark at all.
    pub asks_benchmark: bool,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The key or heading of the source.
    pub key: String,
    /// Where it stands.
    pub place: String,
    /// As it is written.
    pub raw: String,
    /// What stands beside it.
    pub note: Option<String>,
    /// Index of the benchmark.
    pub benchmark: Option<usize>,
    /// Index of its column.
    pub column: Option<usize>,
    /// What the number means.
    pub scale: Scale,
    /// The score that it comes to, whether it counts or not.
    pub score: Option<f64>,
    /// How many items stand behind it.
    pub items: Option<u32>,
    /// Whether it counts.
    pub state: State,
}

/// Whether a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Counts,
    /// Its author left it out.
    LeftOut,
    /// It does not until something is decided: what, without a full stop.
    Missing(String),
}

impl Sheet {
    /// The sheet of a model.
    #[must_use]
    pub fn new(found: &Found, corrections: &Corrections, catalog: &Catalog) -> Self {
        let each = corrections.each(found, catalog);
        let corrected = Found { entries: each.iter().flatten().cloned().collect(), ..found.clone() };
        let conflicts = corrected.conflicts(catalog);
        let mut nearest = NEAREST;
        let mut sheet = Self { not_used: found.not_used.clone(), ..Self::default() };
        for (entry, outcome) in found.entries.iter().zip(each) {
            sheet.asks_scale |= entry.scale == Scale::Unknown && outcome.is_ok();
            sheet.asks_comma |= matches!(entry.figure, Figure::DecimalComma(_));
            sheet.rows.push(match outcome {
                Ok(entry) => row(&entry, state(&entry, &conflicts, &mut nearest, catalog), catalog),
                Err(_) => row(entry, State::LeftOut, catalog),
            });
        }
        sheet.asks_benchmark = !found.entries.is_empty() && found.entries.iter().all(|entry| entry.benchmark.is_none());
        sheet
    }
}

/// How many scores of a model count, and how many of its figures wait for a decision. `each` has its figures with their corrections.
pub(super) fn counts(found: &Found, each: Vec<Result<Entry, String>>, catalog: &Catalog) -> (usize, usize) {
    let corrected = Found {
        entries: each.into_iter().flatten().collect(),
        sources: Vec::new(),
        not_used: Vec::new(),
        ..found.clone()
    };
    let conflicts = corrected.conflicts(catalog);
    let is_missing = |entry: &&Entry| matches!(state(entry, &conflicts, &mut 0, catalog), State::Missing(_));
    (corrected.score_count(catalog), corrected.entries.iter().filter(is_missing).count())
}

fn row(entry: &Entry, state: State, catalog: &Catalog) -> Row {
    Row {
        key: entry.key.clone(),
        place: entry.place.clone(),
        raw: entry.raw.clone(),
        note: entry.note.clone(),
        benchmark: entry.benchmark,
        column: entry.column,
        scale: entry.scale,
        score: entry.score(catalog),
        items: entry.items,
        state,
    }
}

fn state(entry: &Entry, conflicts: &BTreeSet<(usize, usize)>, nearest: &mut usize, catalog: &Catalog) -> State {
    let missing = |why: String| State::Missing(why);
    let Some(benchmark) = entry.benchmark.and_then(|of| catalog.benchmarks.get(of)) else {
        let name = entry.key.split('›').next().unwrap_or_default().trim();
        *nearest = nearest.saturating_sub(1);
        let nearest = (*nearest > 0).then(|| catalog.benchmark(name).err().flatten()).flatten();
        return missing(match nearest {
            Some(nearest) => format!("No benchmark has this name; the nearest is {nearest}"),
            None => "No benchmark has this name".to_owned(),
        });
    };
    let Some(column) = entry.column else { return missing(format!("Which column of {}?", benchmark.name)) };
    if matches!(entry.figure, Figure::DecimalComma(_)) {
        return missing("Is the comma a decimal one?".to_owned());
    }
    if entry.scale == Scale::Unknown {
        return missing("A fraction of 1 or per cent?".to_owned());
    }
    if entry.score(catalog).is_none() {
        let range = benchmark.range_of(column);
        return missing(format!("Outside of the column’s range, {} to {}", range.low, range.high));
    }
    if entry.benchmark.zip(entry.column).is_some_and(|cell| conflicts.contains(&cell)) {
        let cell = cell_name(entry, catalog).unwrap_or_default();
        return missing(format!("Different figures for {cell}: leave all but one out"));
    }
    State::Counts
}

//! Two models as versions of one: what rose, what fell, what is new and what is gone.

use std::cmp::Reverse;

use super::format;
use super::names::distinct_names;
use crate::dataset::Dataset;
use crate::order::{sort_by, sort_by_key};

/// A later version of a model against an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// Row of the earlier one.
    pub before: usize,
    /// Row of the later one.
    pub after: usize,
    /// Benchmarks with a higher total, the largest rise first.
    pub rose: Vec<Change>,
    /// Benchmarks with a lower total, the largest fall first.
    pub fell: Vec<Change>,
    /// Benchmarks that only the later one has a total for, in catalog order.
    pub new: Vec<Change>,
    /// Benchmarks that only the earlier one has a total for, in catalog order.
    pub gone: Vec<Change>,
    /// Benchmarks with the same total, in catalog order; their columns may differ.
    pub unchanged: Vec<Change>,
}

/// What became of a benchmark's total. All scores are percent.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// By index.
    pub benchmark: usize,
    /// Of the earlier version.
    pub before: Option<f64>,
    /// Of the later version.
    pub after: Option<f64>,
    /// Where both have the total: the other columns that differ, the largest difference first, then those that only one
    /// of them has.
    pub columns: Vec<ColumnChange>,
}

/// What became of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnChange {
    /// Index among the benchmark's columns.
    pub column: usize,
    /// Of the earlier version.
    pub before: Option<f64>,
    /// Of the later version.
    pub after: Option<f64>,
}

impl Versions {
    /// Compares the models in two rows.
    #[must_use]
    pub fn new(dataset: &Dataset, before: usize, after: usize) -> Self {
        let mut versions = Self {
            before,
            after,
            rose: Vec::new(),
            fell: Vec::new(),
            new: Vec::new(),
            gone: Vec::new(),
            unchanged: Vec::new(),
        };
        for benchmark in 0..dataset.catalog().benchmarks.len() {
            let total = dataset.total(benchmark);
            let change = |columns| Change { benchmark, before: total.get(before), after: total.get(after), columns };
            match (total.get(before), total.get(after)) {
                (None, None) => {}
                (None, Some(_)) => versions.new.push(change(Vec::new())),
                (Some(_), None) => versions.gone.push(change(Vec::new())),
                (Some(earlier), Some(later)) => {
                    let change = change(columns(dataset, benchmark, before, after));
                    // The same number, not one that is near.
                    let list = if later > earlier {
                        &mut versions.rose
                    } else if later < earlier {
                        &mut versions.fell
                    } else {
                        &mut versions.unchanged
                    };
                    list.push(change);
                }
            }
        }
        for list in [&mut versions.rose, &mut versions.fell] {
            sort_by(list, |a, b| size(b.difference()).total_cmp(&size(a.difference())));
        }
        versions
    }

    /// The two models in these rows as versions of one: a preview under a bundled model's code is the later version of
    /// that; of two previews the first is taken to be the earlier. `None` where they are neither, or not two.
    #[must_use]
    pub fn between(dataset: &Dataset, rows: &[usize]) -> Option<Self> {
        let &[first, second] = rows else { return None };
        let (one, other) = (dataset.models().get(first)?, dataset.models().get(second)?);
        if one.is_version_of(other) {
            Some(Self::new(dataset, second, first))
        } else if other.is_version_of(one) || (one.preview && other.preview) {
            Some(Self::new(dataset, first, second))
        } else {
            None
        }
    }

    /// The main fact, in a sentence.
    #[must_use]
    pub fn headline(&self, dataset: &Dataset) -> String {
        let names = distinct_names(dataset, &[self.before, self.after]);
        let [before, after] = [0, 1].map(|place| names.get(place).map_or("", String::as_str));
        let (rose, fell) = (self.rose.len(), self.fell.len());
        let shared = rose + fell + self.unchanged.len();
        let of = match shared {
            1 => "the 1 benchmark that both have".to_owned(),
            shared => format!("the {shared} benchmarks that both have"),
        };
        let change = match (rose, fell) {
            _ if shared == 0 => format!("{after} and {before} have no benchmark in common"),
            (0, 0) => format!("{after} has the same scores as {before} on {of}"),
            (rose, 0) => format!("{after} rose on {rose} of {of} against {before}"),
            (0, fell) => format!("{after} fell on {fell} of {of} against {before}"),
            (rose, fell) => format!("{after} rose on {rose} and fell on {fell} of {of} against {before}"),
        };
        let largest = self.rose.first().into_iter().chain(self.fell.first());
        let largest = largest.reduce(|a, b| if size(b.difference()) > size(a.difference()) { b } else { a });
        let most = largest.and_then(|change| {
            let benchmark = dataset.catalog().benchmarks.get(change.benchmark)?;
            Some(format!(", most on {} ({})", benchmark.name, format::difference(change.difference()?)))
        });
        let unshared = match (self.new.len(), self.gone.len()) {
            (0, 0) => String::new(),
            (new, 0) => format!("; {new} new"),
            (0, gone) => format!("; {gone} gone"),
            (new, gone) => format!("; {new} new, {gone} gone"),
        };
        format!("{change}{}{unshared}.", most.unwrap_or_default())
    }
}

impl Change {
    /// By how much the total rose, in points; `None` where only one version has it.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(self.after? - self.before?)
    }
}

impl ColumnChange {
    /// By how much the column rose, in points; `None` where only one version has it.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(self.after? - self.before?)
    }
}

/// Rows of the models that a preview may be a later version of, at most `most`: the bundled one under whose code it was
/// brought, then other previews, those first whose names begin most alike.
#[must_use]
pub fn earlier_versions(dataset: &Dataset, row: usize, most: usize) -> Vec<usize> {
    let Some(own) = dataset.models().get(row).filter(|model| model.preview) else { return Vec::new() };
    let others = || dataset.models().iter().enumerate().filter(|(other, _)| *other != row);
    let own_name = own.name.to_lowercase();
    let alike = |name: &str| name.to_lowercase().chars().zip(own_name.chars()).take_while(|(a, b)| a == b).count();
    let mut previews: Vec<(usize, usize)> =
        others().filter(|(_, model)| model.preview).map(|(other, model)| (alike(&model.name), other)).collect();
    sort_by_key(&mut previews, |(alike, _)| Reverse(*alike));
    let bundled = others().filter(|(_, model)| own.is_version_of(model)).map(|(other, _)| other);
    bundled.chain(previews.into_iter().map(|(_, other)| other)).take(most).collect()
}

/// The columns of a benchmark that differ, but for the total.
fn columns(dataset: &Dataset, benchmark: usize, before: usize, after: usize) -> Vec<ColumnChange> {
    let Some(about) = dataset.catalog().benchmarks.get(benchmark) else { return Vec::new() };
    let change = |column: usize| {
        let scores = dataset.column(benchmark, column);
        let change = ColumnChange { column, before: scores.get(before), after: scores.get(after) };
        (change.before != change.after).then_some(change)
    };
    let mut changes: Vec<_> = (0..about.columns.len()).filter(|c| *c != about.total).filter_map(change).collect();
    sort_by(&mut changes, |a, b| size(b.difference()).total_cmp(&size(a.difference())));
    changes
}

/// How large a difference is; less than any where there is none.
fn size(difference: Option<f64>) -> f64 {
    difference.map_or(-1.0, f64::abs)
}

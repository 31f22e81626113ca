//! The rows of the table: which there are, and in what order.

use super::{ColumnId, Facets, Query, SortKey, column_named, figure_in, filtered, headings};
use crate::aggregate::{Ranking, Ranks};
use crate::dataset::Dataset;
use crate::order::sort_by_key;

/// What narrows and orders the rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowing<'a> {
    /// What was typed, if it was understood.
    pub query: Option<&'a Query>,
    /// What was ticked.
    pub facets: Option<&'a Facets>,
    /// The only rows that are shown, if not all are.
    pub only: Option<&'a [usize]>,
    /// The first weighs most; none leaves rank order.
    pub sort: &'a [SortKey],
    /// Rows that stand above the others whether they match or not; they keep their rank.
    pub pinned: &'a [usize],
}

/// The rows to show, in order, and how many of them are pinned: those come first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows of the dataset.
    pub rows: Vec<usize>,
    /// So many of them are pinned to the top.
    pub pinned: usize,
    /// So many of them are what was asked for: a pinned row stands there whether it is or not.
    pub matching: usize,
}

/// The rows to show.
///
/// Missing comes last in both directions, equal values keep name order, and by total or average rank the models without a
/// rank come after the others.
#[must_use]
pub fn rows(dataset: &Dataset, ranking: &Ranking, narrowing: Narrowing<'_>) -> Rows {
    let (query, facets) = (Query::default(), Facets::default());
    let query = narrowing.query.unwrap_or(&query);
    let mut rows = filtered(dataset, ranking, query, narrowing.facets.unwrap_or(&facets));
    if let Some(only) = narrowing.only {
        rows.retain(|row| only.contains(row));
    }
    let matching = rows.len();
    let pinned = |row: &usize| narrowing.pinned.contains(row);
    let mut top: Vec<usize> = Vec::new();
    if !narrowing.pinned.is_empty() {
        rows.retain(|row| !pinned(row));
        top = ranking.order.iter().copied().filter(pinned).collect();
    }
    sort(dataset, ranking, narrowing.sort, &mut top);
    sort(dataset, ranking, narrowing.sort, &mut rows);
    let pinned = top.len();
    top.append(&mut rows);
    Rows { rows: top, pinned, matching }
}

fn sort(dataset: &Dataset, ranking: &Ranking, keys: &[SortKey], rows: &mut Vec<usize>) {
    if keys.is_empty() {
        return;
    }
    let headings = headings(dataset.catalog(), ranking);
    let known = keys.iter().filter_map(|key| Some((column_named(&headings, ranking, &key.column)?, key.descending)));
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return;
    }
    sort_by_key(rows, |row| *row);
    // The last key first: stable sorts leave what weighs less as it was.
    for &(id, descending) in known.iter().rev() {
        // Rows are ordered by their rank in the column, so that what ties there keeps name order here too.
        let keys = rows.iter().map(|&row| key(dataset, ranking, id, row));
        let ranks = Ranks::of(keys.map(|key| if descending { key } else { key.map(std::ops::Neg::neg) }));
        let ranks = (0..rows.len()).map(|index| ranks.get(index).unwrap_or(u32::MAX));
        let mut keyed: Vec<(u32, usize)> = ranks.zip(rows.iter().copied()).collect();
        sort_by_key(&mut keyed, |(rank, _)| *rank);
        if matches!(id, ColumnId::Total | ColumnId::AverageRank) {
            sort_by_key(&mut keyed, |(_, row)| ranking.ranks.get(*row).is_none());
        }
        rows.clear();
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }
}

/// What a row is ordered by in a column.
fn key(dataset: &Dataset, ranking: &Ranking, id: ColumnId, row: usize) -> Option<f64> {
    let model = dataset.models().get(row)?;
    match id {
        // Rows of the dataset are in name order.
        ColumnId::Model => u32::try_from(row).ok().map(f64::from),
        ColumnId::Size => model.sizes.iter().copied().reduce(f64::max),
        ColumnId::Open => model.open_source.map(|open| f64::from(u8::from(open))),
        ColumnId::Year => model.released.map(|date| {
            let part = |part: Option<u8>| f64::from(part.unwrap_or(0));
            f64::from(date.year) * 10_000.0 + part(date.month) * 100.0 + part(date.day)
        }),
        _ => figure_in(ranking, id, row),
    }
}

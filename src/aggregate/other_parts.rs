//! Totals of benchmarks that rest on other parts than the benchmark's rule says: they measure something else than their neighbours.

use crate::dataset::Dataset;

/// How far a total may be off what its columns give and still be made of them: files round both to one decimal.
const ROUNDED: f64 = 0.1 + 1e-9;

/// What a model's total on a benchmark rests on, where that is not what the benchmark's rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherParts {
    /// On these columns alone, by index: the model lacks the others, and the total is what these give by themselves.
    Only(Vec<usize>),
    /// All columns are there, and the total is not what the rule makes of them.
    OtherRule,
}

/// Looks at the total of the model in a row; `None` where it rests on what the rule says, where the benchmark has no rule, and where
/// nothing tells what it rests on (formula of the rule: Σ w s over the columns, divided by Σ w of those that are there).
#[must_use]
pub fn other_parts(dataset: &Dataset, benchmark: usize, row: usize) -> Option<OtherParts> {
    let total = dataset.total(benchmark).get(row)?;
    let weights = dataset.catalog().benchmarks.get(benchmark)?.total_weights()?;
    let mut there = Vec::new();
    let (mut sum, mut weight, mut whole) = (0.0, 0.0, 0.0);
    for &(column, own) in &weights {
        whole += own;
        if let Some(score) = dataset.column(benchmark, column).get(row) {
            there.push(column);
            sum += own * score;
            weight += own;
        }
    }
    let is_all = there.len() == weights.len();
    // Of all its columns a total is the sum that the rule says; of some it would be their mean.
    let made = if is_all { sum } else { sum / weight * whole };
    let follows = weight > 0.0 && (made - total).abs() <= ROUNDED;
    match (is_all, follows) {
        (true, false) if weight > 0.0 => Some(OtherParts::OtherRule),
        (false, true) => Some(OtherParts::Only(there)),
        _ => None,
    }
}

/// The benchmarks whose totals rest on other parts, of those that count in a model's total.
#[must_use]
pub fn benchmarks_of_other_parts(
    dataset: &Dataset,
    benchmarks: impl IntoIterator<Item = usize>,
    row: usize,
) -> Vec<(usize, OtherParts)> {
    let of = |benchmark: usize| Some((benchmark, other_parts(dataset, benchmark, row)?));
    benchmarks.into_iter().filter_map(of).collect()
}

//! Min–max: the mean of (s − min)/(max − min) over the benchmarks that a model has.
//!
//! All benchmarks have one scale, from the weakest to the strongest model; one outlier rescales all others. A benchmark on
//! which all scores are equal says nothing.

use super::score_table::ScoreTable;
use crate::aggregate::{TIE, mean};

pub(super) fn scores(table: &ScoreTable) -> Vec<Option<f64>> {
    let ends = |scores: &[Option<f64>]| {
        let present = || scores.iter().flatten().copied();
        (present().fold(f64::INFINITY, f64::min), present().fold(f64::NEG_INFINITY, f64::max))
    };
    let ends: Vec<_> = table.benchmarks.iter().map(|b| ends(&b.scores)).collect();
    let score = |row| {
        let shares = table.benchmarks.iter().zip(&ends).map(|(benchmark, (low, high))| {
            let score = benchmark.scores.get(row).copied().flatten()?;
            (high - low >= TIE).then(|| (score - low) / (high - low))
        });
        mean(shares)
    };
    (0..table.models).map(score).collect()
}

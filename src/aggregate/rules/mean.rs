//! The mean: Σ w s / Σ w over the benchmarks that a model has.
//!
//! It is what most leaderboards show. A benchmark with widely spread scores decides more than one with scores close
//! together, and a model that skips a hard benchmark gains by it.

use super::score_table::ScoreTable;
use crate::aggregate::weighted_mean;

pub(super) fn scores(table: &ScoreTable) -> Vec<Option<f64>> {
    let score = |row| {
        let parts = table.benchmarks.iter().map(|b| (b.scores.get(row).copied().flatten(), b.weight));
        weighted_mean(parts)
    };
    (0..table.models).map(score).collect()
}

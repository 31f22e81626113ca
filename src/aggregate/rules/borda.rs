//! Borda with gaps: the mean, over all benchmarks, of the rank to be expected among all N models. Of rank r among n that is
//! r (N + 1)/(n + 1), and (N + 1)/2 where nothing is measured. Low is good.
//!
//! It is the mean over all full rankings that agree with what is known (Himmi et al., arXiv 2305.10284). A model with few
//! benchmarks is drawn to the middle.

use super::score_table::ScoreTable;
use crate::aggregate::mean;

pub(super) fn scores(table: &ScoreTable) -> Vec<Option<f64>> {
    let all = table.models as f64 + 1.0;
    let score = |row| {
        let expected = table.benchmarks.iter().map(|b| {
            let rank = |doubled| f64::from(doubled) / 2.0 * all / (f64::from(b.ranks.population()) + 1.0);
            Some(b.ranks.doubled(row).map_or(all / 2.0, rank))
        });
        mean(expected)
    };
    (0..table.models).map(score).collect()
}

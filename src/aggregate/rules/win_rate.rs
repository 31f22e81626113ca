//! The mean win rate: the mean of (n − r)/(n − 1) over the benchmarks that a model has, with n models and its rank r there,
//! ties averaged (HELM, arXiv 2211.09110). It is the mean of the percentiles, formula (8).
//!
//! Scales do not matter, and neither do distances. A benchmark that only one model has says nothing. Where all have all
//! benchmarks, a model that loses everywhere changes no order; where they do not, it may.

use super::score_table::ScoreTable;
use crate::aggregate::mean;

pub(super) fn scores(table: &ScoreTable) -> Vec<Option<f64>> {
    (0..table.models).map(|row| mean(table.benchmarks.iter().map(|b| b.ranks.percentile(row)))).collect()
}

//! Works out what the figures of a [`Dataset`](crate::dataset::Dataset) come to: ranks, intervals, capability scores,
//! and the audit.
//!
//! Formulas are those of the design, by number: (1) core capability of a benchmark, (2) fine-grained and (3) core
//! capability on a board, (4) capability average, (5) board total, (6) rank on a benchmark, (7) average rank, (8)
//! percentile, (9) order. All averages run over what is present, and nothing present gives missing. Nothing here knows
//! how the results are looked at.

mod audit;
mod board;
mod correlation;
mod interval;
mod means;
mod ranking;
mod ranks;

pub use audit::audit;
pub use board::{BoardScores, CapabilityScores};
pub use correlation::{Agreement, Correlations, LEAST_SHARED};
pub use interval::Interval;
pub use means::{core_of_benchmark, mean, median, weighted_mean};
pub use ranking::{Lens, RankedColumn, Ranking, Subject};
pub use ranks::Ranks;

//! Works out what the figures of a [`Dataset`](crate::dataset::Dataset) come to: ranks, intervals, capability scores,
//! and the audit.
//!
//! Formulas are those of the design, by number: (1) core capability of a benchmark, (2) fine-grained and (3) core
//! capability on a board, (4) capability average, (5) board total, (6) rank on a benchmark, (7) average rank, (8)
//! percentile, (9) order. All averages run over what is present, and nothing present gives missing. Nothing here knows
//! how the results are looked at.

mod audit;
mod board;
mod comparable;
mod correlation;
mod interval;
mod means;
mod normal;
mod other_parts;
mod pair;
mod rank_set;
mod ranking;
mod ranks;
mod robustness;
mod rule_ranks;
mod rules;
mod weights;

pub use audit::audit;
pub use board::{BoardScores, CapabilityScores};
pub use correlation::{Agreement, Correlations, LEAST_SHARED};
pub use interval::{Interval, Sampling, Variance};
pub use means::{core_of_benchmark, mean, median, weighted_mean};
pub use other_parts::{OtherParts, benchmarks_of_other_parts, other_parts};
pub use pair::{Difference, PairDifferences, Verdict};
pub use rank_set::{Estimate, RankSet, marginal_rank_set, rank_sets, sidak, tukey_kramer};
pub use ranking::{Lens, RankedColumn, Ranking, Subject};
pub use ranks::{Ranks, TIE};
pub use robustness::Robustness;
pub use rule_ranks::RuleRanks;
pub use rules::{MOST_MODELS, Rule, ScoreTable};
pub use weights::Weights;

//! What the rules rank.

use crate::aggregate::ranks::Ranks;

/// What the rules rank: the totals of all models of a board on its benchmarks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreTable {
    pub(super) models: usize,
    pub(super) benchmarks: Vec<ScoredBenchmark>,
}

/// A benchmark of a [`ScoreTable`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ScoredBenchmark {
    /// A place per model.
    pub(super) scores: Vec<Option<f64>>,
    pub(super) ranks: Ranks,
    pub(super) weight: f64,
}

impl ScoreTable {
    /// A table of so many models. Each benchmark has a weight, and a score per model; one of weight 0 is left out.
    #[must_use]
    pub fn new(models: usize, benchmarks: impl IntoIterator<Item = (f64, Vec<Option<f64>>)>) -> Self {
        let benchmark = |(weight, scores): (f64, Vec<Option<f64>>)| {
            let ranks = Ranks::of(scores.iter().copied());
            ScoredBenchmark { scores, ranks, weight }
        };
        let benchmarks = benchmarks.into_iter().filter(|(weight, _)| *weight > 0.0).map(benchmark).collect();
        Self { models, benchmarks }
    }

    /// For each model, on each benchmark, twice its rank there, which is whole where ties are averaged; 0 where it has no
    /// score.
    pub(super) fn doubled_ranks(&self) -> Vec<Vec<u32>> {
        let of = |row| self.benchmarks.iter().map(|b| b.ranks.doubled(row).unwrap_or(0)).collect();
        (0..self.models).map(of).collect()
    }
}

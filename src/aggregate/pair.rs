//! Whether the difference of two models is more than chance, on each benchmark that both have and on all of them together.

use super::board::BoardScores;
use super::interval::{MeanOfTotals, Sampling, Z};
use super::rank_set::Estimate;
use super::ranks::TIE;
use crate::dataset::Dataset;

/// What a difference comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The first model is higher by more than chance.
    Ahead,
    /// The first model is lower by more than chance.
    Behind,
    /// The difference may be chance.
    NotSeparable,
    /// Of one of the figures it is not known how sure it is.
    Unknown,
}

/// The difference of two figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The first less the second, in the units of the score.
    pub by: f64,
    /// In standard errors: (s₁ − s₂)/√(v₁ + v₂); `None` where a variance is unknown.
    pub z: Option<f64>,
    /// Two models on one figure: with 95 %, for this statement by itself.
    pub verdict: Verdict,
}

impl Difference {
    /// The difference of two independent figures.
    #[must_use]
    pub fn between(first: Estimate, second: Estimate) -> Self {
        let by = first.score - second.score;
        let z = first.variance.zip(second.variance).map(|(first, second)| by / (first + second).sqrt());
        let verdict = match z {
            None => Verdict::Unknown,
            Some(z) if z > Z => Verdict::Ahead,
            Some(z) if z < -Z => Verdict::Behind,
            Some(_) => Verdict::NotSeparable,
        };
        Self { by, z, verdict }
    }
}

/// Two models on the benchmarks of a board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairDifferences {
    /// The benchmarks that both have a total on, by catalog index, in the order of the board.
    pub common: Vec<(usize, Difference)>,
    /// Of the two means over `common`, with the weights of the board; `None` where there is none.
    pub total: Option<Difference>,
    /// Of the two totals of the board, each over what its model has; `None` where one is missing.
    pub own: Option<f64>,
}

impl PairDifferences {
    /// Compares the models in two rows on the benchmarks that count on a board.
    #[must_use]
    pub fn new(dataset: &Dataset, board: &BoardScores, first: usize, second: usize) -> Self {
        let benchmarks = board.benchmarks.iter().copied().zip(board.weights.iter().copied());
        Self::on(dataset, benchmarks, first, second)
    }

    /// The same on benchmarks with their weights, which looks at no other models.
    #[must_use]
    pub fn on(
        dataset: &Dataset,
        benchmarks: impl IntoIterator<Item = (usize, f64)>,
        first: usize,
        second: usize,
    ) -> Self {
        let sampling = |(benchmark, weight)| Some((Sampling::new(dataset, benchmark)?, weight));
        let all: Vec<(Sampling<'_>, f64)> = benchmarks.into_iter().filter_map(sampling).collect();
        let has = |sampling: &Sampling<'_>, row: usize| dataset.total(sampling.benchmark()).get(row).is_some();
        let common = all.iter().filter(|(sampling, _)| has(sampling, first) && has(sampling, second));
        let common: Vec<_> = common.cloned().collect();
        let between = |samplings: &[(Sampling<'_>, f64)]| {
            let of = |row: usize| {
                let mean = MeanOfTotals::new(samplings, row)?;
                Some(Estimate { score: mean.score, variance: mean.variance.map(|variance| variance.value) })
            };
            Some(Difference::between(of(first)?, of(second)?))
        };
        let alone =
            |weighted: &(Sampling<'_>, f64)| Some((weighted.0.benchmark(), between(std::slice::from_ref(weighted))?));
        Self {
            common: common.iter().filter_map(alone).collect(),
            total: between(&common),
            own: between(&all).map(|totals| totals.by),
        }
    }

    /// Whether the order of the board's totals is the other way round on the benchmarks that both have.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        let total = self.total.map(|total| total.by);
        self.own
            .zip(total)
            .is_some_and(|(own, common)| own.abs() >= TIE && common.abs() >= TIE && (own > 0.0) != (common > 0.0))
    }
}

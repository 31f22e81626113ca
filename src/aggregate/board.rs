//! What a board's benchmarks come to for each model: totals, average ranks, coverage and capability scores.

use super::interval::MeanOfTotals;
use super::{Interval, Ranks, Sampling, Variance, Weights, core_of_benchmark, mean, weighted_mean};
use crate::dataset::Dataset;

/// What ranks a board's models, a place per model in each list. All scores are in the units of their columns.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardScores {
    /// The benchmarks that are scored and ranked, by catalog index: the board's, less those left out.
    pub benchmarks: Vec<usize>,
    /// How much each of `benchmarks` counts in the total; more than zero.
    pub weights: Vec<f64>,
    /// Ranks on each of `benchmarks`, formula (6).
    pub ranks: Vec<Ranks>,
    /// Formula (5), or Σ w s / Σ w where benchmarks have weights.
    pub total: Vec<Option<f64>>,
    /// Of `total`; intervals and rank sets rest on it.
    pub variance: Vec<Option<Variance>>,
    /// Around `total`.
    pub interval: Vec<Option<Interval>>,
    /// Formula (7).
    pub average_rank: Vec<Option<f64>>,
    /// For how many of `benchmarks` the model has a total.
    pub scored: Vec<u32>,
}

impl BoardScores {
    /// Works out a board. `left_out` are catalog indices of benchmarks to leave out of everything.
    ///
    /// A board that does not exist has no benchmarks, and so no scores.
    #[must_use]
    pub fn new(dataset: &Dataset, board: usize, left_out: &[usize]) -> Self {
        Self::weighted(dataset, board, left_out, &Weights::default())
    }

    /// The same where benchmarks have weights: the total is Σ w s / Σ w over those present, and its variance follows. One
    /// of weight 0 is left out of everything. Average ranks and coverage take the others alike.
    #[must_use]
    pub fn weighted(dataset: &Dataset, board: usize, left_out: &[usize], weights: &Weights) -> Self {
        let catalog = dataset.catalog();
        let models = dataset.models().len();
        let rows = 0..models;
        let left_out = weights.with_left_out(left_out);
        let benchmarks = catalog.boards.get(board).map(|b| kept(&b.benchmarks, &left_out)).unwrap_or_default();

        let ranks: Vec<Ranks> = benchmarks.iter().map(|&b| Ranks::of(dataset.total(b).iter(models))).collect();
        let totals = |row| benchmarks.iter().map(move |&b| dataset.total(b).get(row));
        let average_rank = |row| mean(ranks.iter().map(|r| r.get(row).map(f64::from)));
        let scored = |row| totals(row).fold(0, |n, total| n + u32::from(total.is_some()));
        let sampling = |&b: &usize| Some((Sampling::new(dataset, b)?, weights.of(b)));
        let samplings: Vec<(Sampling<'_>, f64)> = benchmarks.iter().filter_map(sampling).collect();
        let means: Vec<Option<MeanOfTotals>> = rows.clone().map(|row| MeanOfTotals::new(&samplings, row)).collect();
        Self {
            total: means.iter().map(|mean| Some((*mean)?.score)).collect(),
            variance: means.iter().map(|mean| (*mean)?.variance).collect(),
            interval: means.iter().map(|mean| (*mean)?.interval()).collect(),
            average_rank: rows.clone().map(average_rank).collect(),
            scored: rows.map(scored).collect(),
            weights: benchmarks.iter().map(|&b| weights.of(b)).collect(),
            benchmarks,
            ranks,
        }
    }

    /// How much a benchmark counts in the total; 0 where it is left out.
    #[must_use]
    pub fn weight_of(&self, benchmark: usize) -> f64 {
        let known = self.benchmarks.iter().zip(&self.weights).find(|(known, _)| **known == benchmark);
        known.map_or(0.0, |(_, weight)| *weight)
    }
}

/// The capability scores on a board, a place per model in each list. All scores are percent.
#[derive(Clone, Debug, PartialEq)]
pub struct CapabilityScores {
    /// Formula (2), per fine-grained capability.
    pub fine: Vec<Vec<Option<f64>>>,
    /// Formula (3), per core capability.
    pub core: Vec<Vec<Option<f64>>>,
    /// Formula (4).
    pub average: Vec<Option<f64>>,
}

impl CapabilityScores {
    /// Works out the capabilities of a board. `left_out` are catalog indices of benchmarks to leave out.
    #[must_use]
    pub fn new(dataset: &Dataset, board: usize, left_out: &[usize]) -> Self {
        let catalog = dataset.catalog();
        let models = dataset.models().len();
        let rows = 0..models;
        let counted = catalog.boards.get(board).map(|b| kept(&b.counted().collect::<Vec<_>>(), left_out));
        let counted = counted.unwrap_or_default();
        let fine: Vec<Vec<_>> = (0..catalog.fines.len())
            .map(|capability| {
                let asked = |&b: &usize| {
                    let questions = *catalog.benchmarks.get(b)?.questions.get(capability)?;
                    (questions > 0).then(|| (dataset.fine(b, capability), f64::from(questions)))
                };
                let weighted: Vec<_> = counted.iter().filter_map(asked).collect();
                rows.clone()
                    .map(|row| weighted_mean(weighted.iter().map(|(scores, n)| (scores.get(row), *n))))
                    .collect()
            })
            .collect();
        let at = |list: &[Option<f64>], row: usize| list.get(row).copied().flatten();
        let core: Vec<Vec<_>> = (0..catalog.cores.len())
            .map(|core| rows.clone().map(|row| core_of_benchmark(catalog, core, |f| at(fine.get(f)?, row))).collect())
            .collect();
        let average = rows.map(|row| mean(core.iter().map(|core| at(core, row)))).collect();
        Self { fine, core, average }
    }
}

fn kept(benchmarks: &[usize], left_out: &[usize]) -> Vec<usize> {
    benchmarks.iter().copied().filter(|b| !left_out.contains(b)).collect()
}

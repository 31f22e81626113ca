//! What a board's benchmarks come to for each model: totals, average ranks, coverage and capability scores.

use super::{Interval, Ranks, core_of_benchmark, mean, weighted_mean};
use crate::dataset::Dataset;

/// Aggregates of one board, a place per model in each list. All scores are percent.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardScores {
    /// The benchmarks that are scored and ranked, by catalog index: the board's, less those left out.
    pub benchmarks: Vec<usize>,
    /// Ranks on each of `benchmarks`, formula (6).
    pub ranks: Vec<Ranks>,
    /// Formula (5).
    pub total: Vec<Option<f64>>,
    /// Around `total`.
    pub interval: Vec<Option<Interval>>,
    /// Formula (7).
    pub average_rank: Vec<Option<f64>>,
    /// For how many of `benchmarks` the model has a total.
    pub scored: Vec<u32>,
    /// Formula (2), per fine-grained capability.
    pub fine: Vec<Vec<Option<f64>>>,
    /// Formula (3), per core capability.
    pub core: Vec<Vec<Option<f64>>>,
    /// Formula (4).
    pub capability_average: Vec<Option<f64>>,
}

impl BoardScores {
    /// Works out a board. `left_out` are catalog indices of benchmarks to leave out of everything.
    ///
    /// A board that does not exist has no benchmarks, and so no scores.
    #[must_use]
    pub fn new(dataset: &Dataset, board: usize, left_out: &[usize]) -> Self {
        let catalog = dataset.catalog();
        let models = dataset.models().len();
        let rows = 0..models;
        let kept = |list: &[usize]| list.iter().copied().filter(|b| !left_out.contains(b)).collect::<Vec<_>>();
        let board = catalog.boards.get(board);
        let benchmarks = board.map(|b| kept(&b.benchmarks)).unwrap_or_default();
        let capability_only = board.map(|b| kept(&b.capability_only)).unwrap_or_default();

        let ranks: Vec<Ranks> = benchmarks.iter().map(|&b| Ranks::of(dataset.total(b).iter(models))).collect();
        let totals = |row| benchmarks.iter().map(move |&b| dataset.total(b).get(row));
        let average_rank = |row| mean(ranks.iter().map(|r| r.get(row).map(f64::from)));
        let scored = |row| totals(row).fold(0, |n, total| n + u32::from(total.is_some()));
        let interval = |row| {
            let scores: Vec<_> = benchmarks
                .iter()
                .filter_map(|&b| {
                    let score = dataset.total(b).get(row)?;
                    Some((score, catalog.benchmarks.get(b).and_then(|b| Interval::of_score(b, score))))
                })
                .collect();
            Interval::of_mean(&scores)
        };

        let fine: Vec<Vec<_>> = (0..catalog.fines.len())
            .map(|capability| {
                let weighted: Vec<_> = benchmarks
                    .iter()
                    .chain(&capability_only)
                    .filter_map(|&b| {
                        Some((dataset.fine(b, capability), *catalog.benchmarks.get(b)?.questions.get(capability)?))
                    })
                    .filter(|&(_, questions)| questions > 0)
                    .collect();
                rows.clone()
                    .map(|row| weighted_mean(weighted.iter().map(|(scores, n)| (scores.get(row), f64::from(*n)))))
                    .collect()
            })
            .collect();
        let core: Vec<Vec<_>> = (0..catalog.cores.len())
            .map(|core| {
                rows.clone()
                    .map(|row| core_of_benchmark(catalog, core, |f| fine.get(f)?.get(row).copied().flatten()))
                    .collect()
            })
            .collect();
        let capability_average = |row| mean(core.iter().map(|c| c.get(row).copied().flatten()));

        Self {
            total: rows.clone().map(|row| mean(totals(row))).collect(),
            interval: rows.clone().map(interval).collect(),
            average_rank: rows.clone().map(average_rank).collect(),
            scored: rows.clone().map(scored).collect(),
            capability_average: rows.map(capability_average).collect(),
            benchmarks,
            ranks,
            fine,
            core,
        }
    }
}

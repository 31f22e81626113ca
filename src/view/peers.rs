//! What all models come to on every board and benchmark: what one model's profile sets it beside.
//!
//! With thousands of models this takes longer than a page may stand still, so it is worked out in steps.

use crate::aggregate::{BoardScores, CapabilityScores, Lens, Ranking, Ranks, Subject, median};
use crate::dataset::Dataset;

/// All models on every board and benchmark, as far as that is worked out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Peers {
    /// The board whose ranking is the next step, its capabilities being worked out.
    begun: Option<CapabilityScores>,
    boards: Vec<OnBoard>,
    benchmarks: Vec<OnBenchmark>,
}

/// All models on a board.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OnBoard {
    /// Under the lens of its benchmarks.
    pub(super) ranking: Ranking,
    pub(super) capabilities: CapabilityScores,
    /// A place per fine-grained capability.
    pub(super) fine: Vec<Midst>,
    /// A place per core capability.
    pub(super) core: Vec<Midst>,
}

/// All models on a benchmark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OnBenchmark {
    pub(super) ranks: Ranks,
    pub(super) total: Midst,
}

/// What the scores of the bundled models on one thing come to. The visitor's own files are set beside it and are no part of it: a model
/// would else be measured by itself, and a bundled one by what somebody has on their disk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::view) struct Midst {
    /// The highest, percent.
    pub(super) best: Option<f64>,
    /// Percent.
    pub(super) median: Option<f64>,
    /// How many of them have a score.
    pub(super) count: usize,
}

impl Peers {
    /// All of it.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let mut peers = Self::default();
        while peers.advance(dataset) {}
        peers
    }

    /// Takes the next step, which with 10,000 models takes tens of milliseconds at most. `dataset` is the same each time.
    /// Gives whether there was one to take.
    pub fn advance(&mut self, dataset: &Dataset) -> bool {
        let catalog = dataset.catalog();
        let board = self.boards.len();
        if let Some(capabilities) = self.begun.take() {
            let subject = Subject { board, lens: Lens::Benchmarks, benchmark: None };
            let totals = BoardScores::new(dataset, board, &[]);
            let least = Ranking::LEAST_COVERAGE;
            let ranking = Ranking::of_board(dataset, subject, least, &[], &totals, || &capabilities);
            let midsts = |scores: &[Vec<Option<f64>>]| scores.iter().map(|scores| Midst::of(dataset, scores)).collect();
            let (fine, core) = (midsts(&capabilities.fine), midsts(&capabilities.core));
            self.boards.push(OnBoard { ranking, capabilities, fine, core });
        } else if board < catalog.boards.len() {
            self.begun = Some(CapabilityScores::new(dataset, board, &[]));
        } else if self.benchmarks.len() < catalog.benchmarks.len() {
            let totals: Vec<_> = dataset.total(self.benchmarks.len()).iter(dataset.models().len()).collect();
            self.benchmarks
                .push(OnBenchmark { ranks: Ranks::of(totals.iter().copied()), total: Midst::of(dataset, &totals) });
        } else {
            return false;
        }
        true
    }

    /// The boards, in the order of the catalog.
    pub(super) fn boards(&self) -> &[OnBoard] {
        &self.boards
    }

    /// The benchmarks, in the order of the catalog.
    pub(super) fn benchmarks(&self) -> &[OnBenchmark] {
        &self.benchmarks
    }
}

impl Midst {
    /// Of a score for each model of the dataset.
    pub(super) fn of(dataset: &Dataset, scores: &[Option<f64>]) -> Self {
        let of_bundled = scores.iter().zip(dataset.models()).filter(|(_, model)| !model.preview);
        let scores: Vec<Option<f64>> = of_bundled.map(|(score, _)| *score).collect();
        Self {
            best: scores.iter().flatten().copied().reduce(f64::max),
            median: median(&scores),
            count: scores.iter().flatten().count(),
        }
    }
}

/// The median of the bundled models, of a score for each model of the dataset.
#[must_use]
pub fn bundled_median(dataset: &Dataset, scores: &[Option<f64>]) -> Option<f64> {
    Midst::of(dataset, scores).median
}

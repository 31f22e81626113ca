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

/// What the scores of all models on one thing come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Midst {
    /// The highest, percent.
    pub(super) best: Option<f64>,
    /// Percent.
    pub(super) median: Option<f64>,
    /// How many models have a score.
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
            let midsts = |scores: &[Vec<Option<f64>>]| scores.iter().map(|scores| Midst::of(scores)).collect();
            let (fine, core) = (midsts(&capabilities.fine), midsts(&capabilities.core));
            self.boards.push(OnBoard { ranking, capabilities, fine, core });
        } else if board < catalog.boards.len() {
            self.begun = Some(CapabilityScores::new(dataset, board, &[]));
        } else if self.benchmarks.len() < catalog.benchmarks.len() {
            let totals: Vec<_> = dataset.total(self.benchmarks.len()).iter(dataset.models().len()).collect();
            self.benchmarks.push(OnBenchmark { ranks: Ranks::of(totals.iter().copied()), total: Midst::of(&totals) });
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
    fn of(scores: &[Option<f64>]) -> Self {
        Self {
            best: scores.iter().flatten().copied().reduce(f64::max),
            median: median(scores),
            count: scores.iter().flatten().count(),
        }
    }
}

//! The weights of a board's benchmarks: what a state sets, the presets, and how they are written.

use super::ViewState;
use super::subject::{leave_out, resolve_left_out};
use crate::aggregate::{RankedColumn, Ranking, Weights};
use crate::document::{Benchmark, Catalog, Samples};

/// The weights of the benchmarks of a board, from those that a state has by code.
#[must_use]
pub fn resolve_weights(catalog: &Catalog, board: usize, given: &[(String, f64)]) -> Weights {
    let mut weights = Weights::default();
    for (benchmark, about) in of_board(catalog, board) {
        if let Some((_, weight)) = given.iter().find(|(code, _)| *code == about.code) {
            weights.set(benchmark, *weight);
        }
    }
    weights
}

fn of_board(catalog: &Catalog, board: usize) -> impl Iterator<Item = (usize, &Benchmark)> {
    let benchmarks = catalog.boards.get(board).map(|board| board.benchmarks.as_slice()).unwrap_or_default();
    benchmarks.iter().filter_map(|&benchmark| Some((benchmark, catalog.benchmarks.get(benchmark)?)))
}

/// Sets the weight of a benchmark of a board. 0 leaves it out, unless no other benchmark counts; what is no weight changes
/// nothing.
pub fn set_weight(catalog: &Catalog, board: usize, state: &mut ViewState, code: &str, weight: f64) {
    let Some(weight) = Weights::rounded(weight) else { return };
    let mut left_out = state.left_out.clone();
    leave_out(catalog, board, &mut left_out, code, weight == 0.0);
    if weight == 0.0 && resolve_left_out(catalog, board, &left_out).is_empty() {
        return;
    }
    state.left_out = left_out;
    state.weights.retain(|(known, _)| known != code);
    if weight != 0.0 && weight != 1.0 {
        state.weights.push((code.to_owned(), weight));
    }
}

/// Weights that can be set at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightPreset {
    /// All benchmarks alike, and none left out: the default.
    Benchmarks,
    /// Each core capability alike: a benchmark counts as much as its share of the questions of each.
    Capabilities,
    /// Each scored item alike.
    Items,
}

impl WeightPreset {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Benchmarks, Self::Capabilities, Self::Items];

    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Benchmarks => "Equal per benchmark (reset)",
            Self::Capabilities => "Equal per capability",
            Self::Items => "By items",
        }
    }

    /// The weight of each benchmark of a board by its code, 1 on average; `None` where the catalog does not say what they rest
    /// on for all of them.
    #[must_use]
    pub fn weights(self, catalog: &Catalog, board: usize) -> Option<Vec<(String, f64)>> {
        let all: Vec<&Benchmark> = of_board(catalog, board).map(|(_, about)| about).collect();
        let weight = |about: &&Benchmark| match self {
            Self::Benchmarks => Some(1.0),
            Self::Capabilities => {
                let questions = |about: &Benchmark, core: &crate::document::Core| {
                    let of = about.questions.get(core.fines.clone()).unwrap_or_default();
                    of.iter().copied().map(f64::from).sum::<f64>()
                };
                let share = |core| questions(about, core) / all.iter().map(|other| questions(other, core)).sum::<f64>();
                // Of a capability that no benchmark asks for there is no share.
                Some(catalog.cores.iter().map(share).filter(|share| share.is_finite()).sum::<f64>())
            }
            Self::Items => about.sample_size(about.total, &Samples::Unknown),
        };
        let weights: Vec<f64> =
            all.iter().map(|about| weight(about).filter(|weight| *weight > 0.0)).collect::<Option<_>>()?;
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        let codes = all.iter().map(|about| about.code.clone());
        codes.zip(weights).map(|(code, weight)| Some((code, Weights::rounded(weight / mean)?))).collect()
    }

    /// Sets the weights of a board, of which none is left out then; nothing where [`Self::weights`] gives none.
    pub fn set(self, catalog: &Catalog, board: usize, state: &mut ViewState) {
        for (code, weight) in self.weights(catalog, board).unwrap_or_default() {
            set_weight(catalog, board, state, &code, weight);
        }
    }
}

/// The benchmarks that count otherwise than by default, each with its weight: `VSI 2`; those left out are no part of it.
pub(super) fn weights_in_words(ranking: &Ranking) -> Vec<String> {
    let differs = |column: &&RankedColumn| column.weight != 1.0 && column.weight != 0.0;
    let words = |column: &RankedColumn| format!("{} {}", column.name, column.weight);
    ranking.columns.iter().filter(differs).map(words).collect()
}

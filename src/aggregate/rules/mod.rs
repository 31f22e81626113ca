//! Rules by which the models of a board may be ranked, a module for each, so that one can see how far a place depends on
//! the choice.
//!
//! Each gives a score per model from the totals of the ranked models. Weights count in the mean alone; the other rules take
//! the benchmarks of weight 0 out, and the rest alike.

mod borda;
mod bradley_terry;
mod copeland;
mod mean;
mod min_max;
mod score_table;
mod win_rate;

pub use bradley_terry::MOST_MODELS;
pub use score_table::ScoreTable;

use super::ranks::Ranks;

/// A rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Σ w s / Σ w: formula (5).
    #[default]
    Mean,
    /// The mean share of the others that are beaten on a benchmark.
    WinRate,
    /// The mean rank, where a missing one is that to be expected.
    Borda,
    /// The share of the others that are beaten on most common benchmarks.
    Copeland,
    /// The mean place between the lowest and the highest score.
    MinMax,
    /// The strengths that make the wins on common benchmarks likeliest.
    BradleyTerry,
}

impl Rule {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Mean, Self::WinRate, Self::Borda, Self::Copeland, Self::MinMax, Self::BradleyTerry];

    /// The word in addresses and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::WinRate => "win-rate",
            Self::Borda => "borda",
            Self::Copeland => "copeland",
            Self::MinMax => "min-max",
            Self::BradleyTerry => "bradley-terry",
        }
    }

    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "Mean",
            Self::WinRate => "Win rate",
            Self::Borda => "Borda",
            Self::Copeland => "Copeland",
            Self::MinMax => "Min–max",
            Self::BradleyTerry => "Bradley–Terry",
        }
    }

    /// The rule with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Whether a low score is a good one.
    #[must_use]
    pub fn low_is_good(self) -> bool {
        self == Self::Borda
    }

    /// The score of each model; `None` where the rule says nothing of it.
    #[must_use]
    pub fn scores(self, table: &ScoreTable) -> Vec<Option<f64>> {
        match self {
            Self::Mean => mean::scores(table),
            Self::WinRate => win_rate::scores(table),
            Self::Borda => borda::scores(table),
            Self::Copeland => copeland::scores(table),
            Self::MinMax => min_max::scores(table),
            Self::BradleyTerry => bradley_terry::scores(table),
        }
    }

    /// The ranks that such scores come to.
    pub(in crate::aggregate) fn ranks(self, scores: &[Option<f64>]) -> Ranks {
        let sign = if self.low_is_good() { -1.0 } else { 1.0 };
        Ranks::of(scores.iter().map(|score| score.map(|score| sign * score)))
    }
}

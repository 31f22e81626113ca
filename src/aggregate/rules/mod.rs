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
mod win_rate;

pub use bradley_terry::MOST_MODELS;

use super::{Ranking, Ranks};

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
    pub(super) fn ranks(self, scores: &[Option<f64>]) -> Ranks {
        let sign = if self.low_is_good() { -1.0 } else { 1.0 };
        Ranks::of(scores.iter().map(|score| score.map(|score| sign * score)))
    }
}

/// What the rules rank: the totals of all models of a board on its benchmarks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreTable {
    models: usize,
    benchmarks: Vec<ScoredBenchmark>,
}

/// A benchmark of a [`ScoreTable`].
#[derive(Clone, Debug, PartialEq)]
struct ScoredBenchmark {
    /// A place per model.
    scores: Vec<Option<f64>>,
    ranks: Ranks,
    weight: f64,
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
    fn doubled_ranks(&self) -> Vec<Vec<u32>> {
        let of = |row| self.benchmarks.iter().map(|b| b.ranks.doubled(row).unwrap_or(0)).collect();
        (0..self.models).map(of).collect()
    }
}

/// The ranks of a board's models by every rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleRanks {
    /// A place per model of the dataset; none for models that the board does not rank.
    ranks: Vec<(Rule, Ranks)>,
}

impl RuleRanks {
    /// Ranks the models of a board's benchmarks by every rule. The population is that of the ranking.
    #[must_use]
    pub fn new(ranking: &Ranking) -> Self {
        Self { ranks: Rule::ALL.into_iter().map(|rule| (rule, rule.ranks(&ranking.scores_by(rule)))).collect() }
    }

    /// The rank of a model by a rule.
    #[must_use]
    pub fn rank(&self, rule: Rule, row: usize) -> Option<u32> {
        self.ranks.iter().find(|(known, _)| *known == rule)?.1.get(row)
    }

    /// The best and the last rank of a model by the rules other than this one; `None` where these do not rank it.
    #[must_use]
    pub fn by_others(&self, rule: Rule, row: usize) -> Option<(u32, u32)> {
        let others = || self.ranks.iter().filter(|(other, _)| *other != rule).filter_map(|(_, ranks)| ranks.get(row));
        others().min().zip(others().max())
    }
}

//! The ranks of a board by every rule, side by side.

use super::ranking::Ranking;
use super::ranks::Ranks;
use super::rules::Rule;

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

    /// A ranking of the same models with what the rules that do not rank it make of them.
    #[must_use]
    pub fn beside(&self, mut ranking: Ranking) -> Ranking {
        let by_others = |row| self.by_others(ranking.rule, row);
        ranking.by_other_rules = (0..ranking.total.len()).map(by_others).collect();
        ranking
    }
}

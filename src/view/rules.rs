//! What other rules make of a model's place, and what the rules are, in words.

use super::format;
use crate::aggregate::{RankSet, Rule, RuleRanks};

/// `4th by mean; 4–9 by other rules`; `None` for a model without a rank.
#[must_use]
pub fn by_other_rules(ranks: &RuleRanks, rule: Rule, row: usize) -> Option<String> {
    let place = format!("{} by {}", format::ordinal(ranks.rank(rule, row)?), rule_in_a_sentence(rule));
    let (low, high) = ranks.by_others(rule, row)?;
    Some(format!("{place}; {} by other rules", format::rank_range(RankSet { low, high })))
}

/// The same with the rank by each of the others: `4th by mean; 4–9 by other rules: win rate 4, Borda 9, …`.
#[must_use]
pub fn by_each_rule(ranks: &RuleRanks, rule: Rule, row: usize) -> Option<String> {
    let all = by_other_rules(ranks, rule, row)?;
    let others = Rule::ALL.into_iter().filter(|other| *other != rule);
    let each = others.filter_map(|other| Some(format!("{} {}", rule_in_a_sentence(other), ranks.rank(other, row)?)));
    Some(format!("{all}: {}.", each.collect::<Vec<_>>().join(", ")))
}

/// The name of a rule inside a sentence: persons keep their capital letter.
pub(super) fn rule_in_a_sentence(rule: Rule) -> String {
    match rule {
        Rule::Mean | Rule::WinRate | Rule::MinMax => rule.name().to_lowercase(),
        Rule::Borda | Rule::Copeland | Rule::BradleyTerry => rule.name().to_owned(),
    }
}

/// A rule explained: what its score is, what it is good for, and what it does wrong.
#[must_use]
pub fn rule_words(rule: Rule) -> [&'static str; 3] {
    match rule {
        Rule::Mean => [
            "The plain mean of the totals on the benchmarks that a model has.",
            "Reading, because its figures are scores.",
            "A benchmark with widely spread scores decides most.",
        ],
        Rule::WinRate => [
            "The share of the other models that a model beats on a benchmark, averaged over its benchmarks.",
            "Benchmarks on different scales.",
            "How far apart two models are counts for nothing.",
        ],
        Rule::Borda => [
            "The mean of the ranks; where a score is missing, the rank to be expected counts. Low is good.",
            "Boards with gaps.",
            "A model with few benchmarks is drawn to the middle.",
        ],
        Rule::Copeland => [
            "The share of the other models that a model beats on more common benchmarks than it loses; level counts half.",
            "Comparing models two by two.",
            "With few benchmarks many models are level.",
        ],
        Rule::MinMax => [
            "A score’s place between the lowest and the highest of its benchmark, averaged.",
            "Giving all benchmarks the same spread.",
            "One outlier moves all others together.",
        ],
        Rule::BradleyTerry => [
            "The strengths that make the wins on common benchmarks likeliest.",
            "Models that have no benchmark in common: who was beaten counts.",
            "Benchmarks are no independent games, so it has no interval.",
        ],
    }
}

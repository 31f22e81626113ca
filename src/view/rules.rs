//! What other rules make of a model's place, in words.

use super::format;
use crate::aggregate::{RankSet, Rule, RuleRanks};

/// `4th by mean; 4–9 by other rules`; `None` for a model without a rank.
#[must_use]
pub fn by_other_rules(ranks: &RuleRanks, rule: Rule, row: usize) -> Option<String> {
    let place = format!("{} by {}", format::ordinal(ranks.rank(rule, row)?), rule_in_a_sentence(rule));
    let (low, high) = ranks.by_others(rule, row)?;
    Some(format!("{place}; {} by other rules", format::rank_range(RankSet { low, high })))
}

/// The name of a rule inside a sentence: persons keep their capital letter.
fn rule_in_a_sentence(rule: Rule) -> String {
    match rule {
        Rule::Mean | Rule::WinRate | Rule::MinMax => rule.name().to_lowercase(),
        Rule::Borda | Rule::Copeland | Rule::BradleyTerry => rule.name().to_owned(),
    }
}

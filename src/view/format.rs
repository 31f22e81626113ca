//! How figures are written, so that one figure reads the same wherever it stands.

use crate::aggregate::{Interval, RankSet};
use crate::document::Released;

/// What stands where a figure is missing.
pub const MISSING: &str = "–";

/// A score or an average, with one digit behind the point.
#[must_use]
pub fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| MISSING.to_owned(), |value| unsigned_zero(format!("{value:.1}")))
}

/// A number that reads as zero has no sign.
fn unsigned_zero(text: String) -> String {
    let is_zero = text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    if is_zero { text.trim_start_matches('-').to_owned() } else { text }
}

/// A score with two digits behind the point, or one where that is all of it: `61.34`, `61.3`.
#[must_use]
pub fn hundredths(score: f64) -> String {
    let text = unsigned_zero(format!("{score:.2}"));
    text.strip_suffix('0').unwrap_or(&text).to_owned()
}

/// `95 % interval 31.0 to 42.9`, or at most so wide.
#[must_use]
pub fn interval(interval: Interval) -> String {
    let at_most = if interval.at_most { ", at most this wide" } else { "" };
    format!("95 % interval {:.1} to {:.1}{at_most}", interval.low, interval.high)
}

/// `31.0–42.9`, with the mark of an upper bound, for a cell under a head that says what it is.
#[must_use]
pub fn interval_cell(interval: Option<Interval>) -> String {
    interval.map_or_else(
        || MISSING.to_owned(),
        |i| format!("{:.1}–{:.1}{}", i.low, i.high, if i.at_most { " *" } else { "" }),
    )
}

/// Where a difference from the median would read as none.
pub(super) const AT_MEDIAN: &str = "at the median";

/// `3.1 above the median`, or `at the median` where the difference would read as none.
#[must_use]
pub fn beside_median(score: f64, median: f64) -> String {
    let difference = figure(Some((score - median).abs()));
    match difference.as_str() {
        "0.0" => AT_MEDIAN.to_owned(),
        _ if score < median => format!("{difference} below the median"),
        _ => format!("{difference} above the median"),
    }
}

/// `+3.2`, `−1.0` or `±0.0`.
#[must_use]
pub fn difference(difference: f64) -> String {
    let size = figure(Some(difference.abs()));
    match size.as_str() {
        "0.0" => "±0.0".to_owned(),
        _ if difference < 0.0 => format!("−{size}"),
        _ => format!("+{size}"),
    }
}

/// The same text with a capital letter at its beginning.
#[must_use]
pub(super) fn sentence_case(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// `7/9`.
#[must_use]
pub fn coverage(scored: u32, of: u32) -> String {
    format!("{scored}/{of}")
}

/// `2–7`, or `4` where no other rank is possible.
#[must_use]
pub fn rank_range(set: RankSet) -> String {
    if set.low == set.high { set.low.to_string() } else { format!("{}–{}", set.low, set.high) }
}

/// A rank with those that are possible, for who does not see them: `Rank 4, possibly 2 to 7`.
#[must_use]
pub fn rank_in_words(rank: u32, set: RankSet) -> String {
    match set {
        RankSet { low, high } if low == high => format!("Rank {rank}, no other is possible"),
        RankSet { low, high } => format!("Rank {rank}, possibly {low} to {high}"),
    }
}

/// The ranks that are possible for one model: `between 2 and 7`, or `no other than 4`.
#[must_use]
pub fn certain_ranks(RankSet { low, high }: RankSet) -> String {
    if low == high { format!("no other than {low}") } else { format!("between {low} and {high}") }
}

/// `1st`, `2nd`, `11th`.
#[must_use]
pub fn ordinal(rank: u32) -> String {
    let suffix = match (rank % 100, rank % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{rank}{suffix}")
}

/// A percentile of 0 to 1 as a whole number of percent, rounded down so that only the first reads 100.
#[must_use]
pub fn percentile(percentile: f64) -> String {
    format!("{:.0}", (percentile * 100.0 + 1e-9).floor())
}

/// `2025`, `2025-03` or `2025-03-18`.
#[must_use]
pub fn released(released: Released) -> String {
    let mut text = released.year.to_string();
    for part in [released.month, released.month.and(released.day)].into_iter().flatten() {
        text.push_str(&format!("-{part:02}"));
    }
    text
}

/// `7`, `0.5`, `7, 72`: billions of parameters, without needless digits.
#[must_use]
pub fn sizes(sizes: &[f64]) -> String {
    sizes.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
}

/// A message as a sentence: with a capital at its beginning, unless that is a name or quoted, and a full stop.
#[must_use]
pub fn sentence(message: &str) -> String {
    let word = message.split(' ').next().unwrap_or_default();
    let is_plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut sentence = message.to_owned();
    if is_plain && let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !sentence.ends_with(['.', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn enumerated(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// The most names in a row of names.
pub(super) const NAMED: usize = 3;

/// All of these names.
pub(super) fn all_named(names: &[String]) -> String {
    enumerated(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The first of these names, and how many others there are.
pub(super) fn some_named(names: &[String]) -> String {
    let named = names.len().min(NAMED);
    match names.len() - named {
        0 => all_named(names),
        others => {
            let first = names.get(..named).unwrap_or_default().join(", ");
            format!("{first} and {others} {}", if others == 1 { "other" } else { "others" })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(figure(Some(-0.0)), "0.0");
        assert_eq!(figure(Some(-0.04)), "0.0");
        assert_eq!(figure(Some(-0.05)), "-0.1");
        assert_eq!(hundredths(-0.0), "0.0");
        assert_eq!(hundredths(-0.001), "0.0");
        assert_eq!(hundredths(-1.5), "-1.5");
    }

    #[test]
    fn a_difference_that_reads_as_none_has_no_direction() {
        assert_eq!(beside_median(50.04, 50.0), "at the median");
        assert_eq!(beside_median(49.96, 50.0), "at the median");
        assert_eq!(beside_median(50.1, 50.0), "0.1 above the median");
        assert_eq!(beside_median(12.5, 50.0), "37.5 below the median");
    }
}

//! Reads dates as people and programs write them, as long as the year comes first or the month has a name.

use std::ops::RangeInclusive;

use crate::document::score_file::model::Released;
use crate::document::text::score_text::folded;

/// The years in which a model can have been released.
pub(in crate::document) const YEARS: RangeInclusive<u16> = 1950..=2100;

/// A longer text is no date.
const LONGEST: usize = 60;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date: `2025`, `2025-04`, `2025/04/16`, `2025-04-16T10:00:00Z`, `20250416`, `2025年4月`, `16 April 2025`.
///
/// One whose day and month could be exchanged, `04/05/2025`, is not guessed at.
pub(in crate::document) fn read(text: &str) -> Option<Released> {
    if text.len() > LONGEST {
        return None;
    }
    let text = folded(text).replace(['年', '月', '日', '/', '.'], "-");
    let text = text.trim().trim_matches(['"', '\'', '-']);
    dashed(text).or_else(|| compact(text)).or_else(|| named(text))
}

/// `2025-04-16`, a time of day after it.
fn dashed(text: &str) -> Option<Released> {
    let date = text.split(['T', 't', ' ']).next().unwrap_or(text);
    let time = text.get(date.len()..)?.trim_start_matches(['T', 't', ' ']);
    let is_time = time.is_empty()
        || (time.contains(':')
            && time.starts_with(|c: char| c.is_ascii_digit())
            && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | '+' | 'Z' | 'z' | ' ')));
    let mut parts = date.split('-').map(|part| whole(part, 1..=4));
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    // A time stands after a whole date only.
    let is_whole = parts.next().is_none() && is_time && (time.is_empty() || day.is_some());
    let flat = |part: Option<Option<u16>>| match part {
        Some(None) => None,
        part => Some(part.flatten()),
    };
    if is_whole { checked(year?, flat(month)?, flat(day)?) } else { None }
}

/// `20250416` or `202504`.
fn compact(text: &str) -> Option<Released> {
    if !matches!(text.len(), 6 | 8) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|part| whole(part, 2..=4));
    let day = if text.len() == 8 { Some(part(6..8)?) } else { None };
    checked(part(0..4)?, Some(part(4..6)?), day)
}

/// `April 2025`, `16 April 2025`, `Apr 16, 2025`.
fn named(text: &str) -> Option<Released> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let day = |word: &str| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        whole(digits, 1..=2)
    };
    let (month, day, year) = match *words.as_slice() {
        [month, year] => (month, None, year),
        [first, second, year] if month_of(first).is_some() => (first, Some(day(second)?), year),
        [first, second, year] => (second, Some(day(first)?), year),
        _ => return None,
    };
    checked(whole(year, 4..=4)?, Some(month_of(month)?), day)
}

/// The number of a month by its name, or at least three letters of it.
pub(in crate::document) fn month_of(name: &str) -> Option<u16> {
    let name = name.trim().trim_end_matches('.').to_lowercase();
    let month = MONTHS
        .iter()
        .position(|month| name.len() >= 3 && (month.starts_with(&name) || name == "sept" && *month == "september"))?;
    u16::try_from(month + 1).ok()
}

fn whole(text: &str, length: RangeInclusive<usize>) -> Option<u16> {
    let is_number = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn checked(year: u16, month: Option<u16>, day: Option<u16>) -> Option<Released> {
    let is_month = month.is_none_or(|month| (1..=12).contains(&month));
    let is_day = day.is_none_or(|day| month.is_some_and(|month| (1..=days_of(year, month)).contains(&day)));
    if YEARS.contains(&year) && is_month && is_day { Released::new(year, month, day) } else { None }
}

/// How many days a month has.
pub(in crate::document) fn days_of(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_they_are_written() {
        let date = |year, month, day| Some(Released { year, month, day });
        for text in [
            "2025-04-16",
            "2025-4-16",
            "2025/04/16",
            "2025.04.16",
            "2025-04-16T10:00:00Z",
            "2025-04-16 10:00:00",
            "2025-04-16T10:00:00.000+02:00",
            "20250416",
            "2025年4月16日",
            "16 April 2025",
            "Apr 16, 2025",
            "April 16th, 2025",
            "２０２５-04-16",
        ] {
            assert_eq!(read(text), date(2025, Some(4), Some(16)), "{text}");
        }
        for text in
            ["2025-04", "2025-4", "2025/04", "2025.04", "202504", "2025年4月", "April 2025", "Apr. 2025", "apr 2025"]
        {
            assert_eq!(read(text), date(2025, Some(4), None), "{text}");
        }
        assert_eq!(read("2025"), date(2025, None, None));
    }

    #[test]
    fn what_is_no_date_or_has_two_readings_is_none() {
        for text in [
            "04/05/2025",
            "16-04-2025",
            "2025-13",
            "2025-02-30",
            "2025-04-16-01",
            "25-04-16",
            "soon",
            "2025 soon",
            "20251345",
            "1",
            "2025-04T10:00",
            "2025-04-16 soon",
            "",
            "2025-04-16:",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! Reads sizes of models as people write them: `7B`, `500M`, `30B-A3B`, parameters written out.

use crate::document::text::score_text::{folded, plain_number};

/// A longer text is no size.
const LONGEST: usize = 40;

/// The sizes that a text names, in billions of parameters: one, or the total and the active ones of a mixture of experts.
pub(in crate::document) fn read(text: &str) -> Option<Vec<f64>> {
    if text.len() > LONGEST {
        return None;
    }
    let text = folded(text).trim().to_lowercase();
    let text = ["parameters", "params"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(&text);
    // `30B-A3B`: the total, and the active part.
    if let Some((total, active)) = text.split_once("-a").filter(|(total, _)| total.ends_with('b')) {
        return Some(vec![one(total)?, one(active)?]);
    }
    Some(vec![one(text)?])
}

/// One size.
fn one(text: &str) -> Option<f64> {
    let text = text.trim();
    for (unit, millions) in [("billion", 1e3), ("million", 1.0), ("b", 1e3), ("m", 1.0), ("t", 1e6)] {
        if let Some(number) = text.strip_suffix(unit) {
            // Millions are divided, so that 500M is 0.5 and not nearly so.
            return Some(amount(number)? * millions / 1e3);
        }
    }
    let number = match text.contains([',', ' ', '_', '\'']) {
        true => grouped(text)?,
        false => amount(text)?,
    };
    // A larger number is no size in billions: it counts parameters.
    Some(if number >= 1e6 { number / 1e9 } else { number })
}

fn amount(text: &str) -> Option<f64> {
    plain_number(text).filter(|_| !text.contains('%'))
}

/// A number with its thousands in groups, at least two of them: `7,000,000,000`.
fn grouped(text: &str) -> Option<f64> {
    let mut groups = text.split([',', ' ', '_', '\'']);
    let first = groups.next()?;
    let is_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = (1..=3).contains(&first.len()) && is_digits(first) && text.len() > first.len() + 4;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let all = groups.all(|group| group.len() == 3 && is_digits(group));
    digits.parse().ok().filter(|_| is_grouped && all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_billions() {
        for (text, sizes) in [
            ("7B", vec![7.0]),
            ("7 B", vec![7.0]),
            ("7b", vec![7.0]),
            ("７Ｂ", vec![7.0]),
            ("7.5", vec![7.5]),
            ("500M", vec![0.5]),
            ("1.5T", vec![1500.0]),
            ("7 billion", vec![7.0]),
            ("7B params", vec![7.0]),
            ("350 million parameters", vec![0.35]),
            ("30B-A3B", vec![30.0, 3.0]),
            ("235B-A22B", vec![235.0, 22.0]),
            ("7000000000", vec![7.0]),
            ("7,000,000,000", vec![7.0]),
            ("7 000 000 000", vec![7.0]),
            ("7_000_000_000", vec![7.0]),
            ("7e9", vec![7.0]),
        ] {
            assert_eq!(read(text), Some(sizes), "{text}");
        }
        for text in ["8x7B", "7,5", "7,500", "large", "B", "7%", "7B-", "", "7-8B"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

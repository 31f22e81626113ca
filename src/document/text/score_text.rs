//! What a text in the place of a score says: a number in another script or with a sign beside it, or that there is none.
//!
//! A text with one reading is a number. One in which a number stands beside something else only suggests it: which of the
//! two was meant is for the author to say.

/// What a text says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ScoreText {
    /// A number and nothing else that would change it: full-width digits, quotation marks, a percent sign.
    Number(f64),
    /// One number is clear, but something stands beside it; the number as it is to be written.
    Likely(String, Beside),
    /// A sign that there is no score: `-`, `N/A`.
    Missing,
    /// Anything else.
    Other,
}

/// What stands beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Asterisks, underscores or backticks around it: emphasis of Markdown, or a footnote.
    Emphasis,
    /// `± 0.4`, `(0.4)`, `[37.1, 39.9]`.
    Spread,
    /// `†`, `[^1]`, `↑`, `¹`.
    Sign,
    /// `~`, `≈`.
    About,
    /// `38,5`.
    DecimalComma,
    /// `pts`, `/100`.
    Unit,
}

/// Signs for a missing score, in lower case.
const NONE: [&str; 25] = [
    "-", "--", "---", "–", "—", "――", "―", "——", "n/a", "na", "n.a.", "n.a", "#n/a", "nan", "none", "null", "nil", "?",
    "??", "/", "\\", "tbd", "tba", "无", "暂无",
];

/// A longer text is no score, however it is looked at.
const LONGEST: usize = 80;

/// Reads a text in the place of a score.
pub(crate) fn read(text: &str) -> ScoreText {
    if text.len() > LONGEST {
        return plain_number(text.trim()).map_or(ScoreText::Other, ScoreText::Number);
    }
    let text = folded(text);
    let text = unquoted(text.trim());
    if let Some(number) = plain_number(text) {
        return ScoreText::Number(number);
    }
    let bare = text.trim_matches(['*', '_', '`', ' ']);
    if !text.is_empty() && NONE.iter().any(|none| [text, bare].iter().any(|text| text.to_lowercase() == *none)) {
        return ScoreText::Missing;
    }
    likely(text).map_or(ScoreText::Other, |(number, beside)| ScoreText::Likely(number, beside))
}

/// A number, perhaps with a percent sign after it. A decimal comma is not guessed at: `1,234` is two things.
pub(in crate::document) fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_suffix('%').map_or(text, str::trim_end);
    let is_number = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
    // There is one zero: `-0.0` is it too.
    text.parse().ok().filter(|number: &f64| is_number && number.is_finite()).map(|number| number + 0.0)
}

/// Whether the first character is a digit of some script.
pub(in crate::document) fn begins_with_digit(text: &str) -> bool {
    text.chars().next().is_some_and(|c| folded(c.encode_utf8(&mut [0; 4])).starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the last character is a digit of some script or a percent sign.
pub(in crate::document) fn ends_as_number(text: &str) -> bool {
    let is_end = |c: char| c.is_ascii_digit() || c == '%';
    text.chars().next_back().is_some_and(|c| folded(c.encode_utf8(&mut [0; 4])).starts_with(is_end))
}

/// The digits of a whole number without a sign, as those of ASCII; a percent sign may follow, which is told.
pub(in crate::document) fn digits(text: &str) -> Option<(String, bool)> {
    if text.len() > LONGEST {
        return None;
    }
    let text = folded(text);
    // What is invisible may stand before a blank, which is then the value's own: `1,<U+202E> 2`.
    let text = text.trim();
    let (digits, is_percent) = text.strip_suffix('%').map_or((text, false), |text| (text.trim_end(), true));
    let is_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_digits.then(|| (digits.to_owned(), is_percent))
}

/// The text with characters of other widths and scripts as those of ASCII, and without invisible ones.
pub(in crate::document) fn folded(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Some(' '),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => None,
        '\u{2212}' | '\u{2010}' | '\u{2011}' => Some('-'),
        '。' | '٫' => Some('.'),
        '٪' => Some('%'),
        '٠'..='٩' => char::from_digit(u32::from(c) - 0x660, 10),
        '۰'..='۹' => char::from_digit(u32::from(c) - 0x6F0, 10),
        c => Some(c),
    };
    text.chars().filter_map(fold).collect()
}

/// The text in a pair of quotation marks of any script, or the text.
fn unquoted(text: &str) -> &str {
    const OPENING: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '„', '«', '「'];
    const CLOSING: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '‟', '»', '」'];
    let inner = text.strip_prefix(OPENING).and_then(|text| text.strip_suffix(CLOSING));
    inner.filter(|inner| !inner.contains(OPENING)).map_or(text, str::trim)
}

/// A number at the beginning of a text, as it would be written, what follows it, and whether it had a decimal comma.
fn number(text: &str) -> Option<(String, &str, bool)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(unsigned);
    let rest = unsigned.get(whole..)?;
    let comma = rest.starts_with(',');
    let decimals = rest.strip_prefix(['.', ',']).map_or(0, digits);
    // Three digits may be thousands: `1,234`.
    if whole + decimals == 0 || (comma && (decimals == 3 || whole == 0)) {
        return None;
    }
    let after = if decimals > 0 { rest.get(1 + decimals..)? } else { rest };
    let sign = if text.starts_with('-') { "-" } else { "" };
    let fraction = if decimals > 0 { format!(".{}", rest.get(1..=decimals)?) } else { String::new() };
    let whole = if whole == 0 { "0" } else { unsigned.get(..whole)? };
    Some((format!("{sign}{whole}{fraction}"), after, comma && decimals > 0))
}

/// The one number that is clear in a text, and what stands beside it.
fn likely(text: &str) -> Option<(String, Beside)> {
    const BEFORE: [(&str, Option<Beside>); 14] = [
        ("*", Some(Beside::Emphasis)),
        ("_", Some(Beside::Emphasis)),
        ("`", Some(Beside::Emphasis)),
        ("<b>", Some(Beside::Emphasis)),
        ("<strong>", Some(Beside::Emphasis)),
        ("\\textbf{", Some(Beside::Emphasis)),
        ("\\underline{", Some(Beside::Emphasis)),
        ("~", Some(Beside::About)),
        ("≈", Some(Beside::About)),
        ("↑", Some(Beside::Sign)),
        ("†", Some(Beside::Sign)),
        ("‡", Some(Beside::Sign)),
        ("$", Some(Beside::Sign)),
        (" ", None),
    ];
    const AFTER: [(&str, Option<Beside>); 36] = [
        ("*", Some(Beside::Emphasis)),
        ("_", Some(Beside::Emphasis)),
        ("`", Some(Beside::Emphasis)),
        ("</b>", Some(Beside::Emphasis)),
        ("</strong>", Some(Beside::Emphasis)),
        ("}", Some(Beside::Emphasis)),
        ("†", Some(Beside::Sign)),
        ("‡", Some(Beside::Sign)),
        ("§", Some(Beside::Sign)),
        ("¶", Some(Beside::Sign)),
        ("‖", Some(Beside::Sign)),
        ("#", Some(Beside::Sign)),
        ("↑", Some(Beside::Sign)),
        ("↓", Some(Beside::Sign)),
        ("▲", Some(Beside::Sign)),
        ("▼", Some(Beside::Sign)),
        ("★", Some(Beside::Sign)),
        ("☆", Some(Beside::Sign)),
        ("$", Some(Beside::Sign)),
        ("¹", Some(Beside::Sign)),
        ("²", Some(Beside::Sign)),
        ("³", Some(Beside::Sign)),
        ("⁴", Some(Beside::Sign)),
        ("⁵", Some(Beside::Sign)),
        ("⁶", Some(Beside::Sign)),
        ("⁺", Some(Beside::Sign)),
        ("ᵃ", Some(Beside::Sign)),
        ("ᵇ", Some(Beside::Sign)),
        ("/100", Some(Beside::Unit)),
        ("/ 100", Some(Beside::Unit)),
        ("percent", Some(Beside::Unit)),
        ("points", Some(Beside::Unit)),
        ("pts", Some(Beside::Unit)),
        ("pct", Some(Beside::Unit)),
        ("%", None),
        (" ", None),
    ];
    let strip = |text: &mut &str, known: &[(&str, Option<Beside>)], beside: &mut Option<Beside>| {
        while let Some((sign, what)) = known.iter().find(|(sign, _)| text.starts_with(sign)) {
            *text = text.get(sign.len()..).unwrap_or_default();
            *beside = beside.or(*what);
        }
    };
    let (mut rest, mut beside) = (text, None);
    strip(&mut rest, &BEFORE, &mut beside);
    let (written, after, comma) = number(rest)?;
    let value: f64 = written.parse().ok()?;
    rest = after;
    loop {
        strip(&mut rest, &AFTER, &mut beside);
        if rest.is_empty() {
            break;
        }
        let (what, after) = aside(rest, value)?;
        beside = beside.or(Some(what));
        rest = after;
    }
    let beside = beside.or(comma.then_some(Beside::DecimalComma))?;
    Some((written, beside))
}

/// A remark at the beginning of a text that leaves the number before it clear, and what follows.
fn aside(text: &str, value: f64) -> Option<(Beside, &str)> {
    const PLUS_MINUS: [&str; 5] = ["±", "+/-", "+-", "\\pm", "-/+"];
    if let Some(spread) = PLUS_MINUS.iter().find_map(|sign| text.strip_prefix(sign)) {
        let (_, after, _) = number(spread.trim_start())?;
        return Some((Beside::Spread, after));
    }
    if let Some(rest) = text.strip_prefix("<sup>") {
        let (_, after) = rest.split_once("</sup>")?;
        return Some((Beside::Sign, after));
    }
    if let Some(rest) = text.strip_prefix('^') {
        let mark = rest.chars().next().filter(char::is_ascii_alphanumeric)?;
        return Some((Beside::Sign, rest.get(mark.len_utf8()..)?));
    }
    let close = match text.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let (inner, after) = text.get(1..)?.split_once(close)?;
    let inner = inner.trim();
    if let Some(spread) = PLUS_MINUS.iter().find_map(|sign| inner.strip_prefix(sign)) {
        let (_, rest, _) = number(spread.trim_start())?;
        return matches!(rest.trim(), "" | "%").then_some((Beside::Spread, after));
    }
    let note = inner.strip_prefix('^').unwrap_or(inner);
    let is_note =
        close == ']' && !note.is_empty() && note.len() <= 3 && note.chars().all(|c| c.is_ascii_alphanumeric());
    if is_note && (inner.starts_with('^') || !note.contains('.')) {
        return Some((Beside::Sign, after));
    }
    let (first, rest, _) = number(inner)?;
    let first: f64 = first.parse().ok()?;
    let rest = rest.trim_start_matches(['%', ' ']);
    // A second score in brackets would be about as large.
    if rest.is_empty() {
        return (first.abs() <= value.abs() / 2.0).then_some((Beside::Spread, after));
    }
    let rest = rest.strip_prefix([',', '-', '–', ';']).map(str::trim)?;
    let (last, rest, _) = number(rest)?;
    let last: f64 = last.parse().ok()?;
    (matches!(rest.trim(), "" | "%") && first <= value && value <= last).then_some((Beside::Spread, after))
}

/// Whether a text is several numbers with blanks, semicolons or commas of other scripts between them.
pub(in crate::document) fn is_several_numbers(text: &str) -> bool {
    let text = folded(text);
    let mut parts = text.split([' ', ',', ';', '、', '\n', '\t']).filter(|part| !part.is_empty());
    let has_separator = text.trim().contains([' ', ';', '、', '\n', '\t'])
        || text.matches(',').count() > usize::from(!text.contains('.'));
    has_separator && parts.clone().count() > 1 && parts.all(|part| plain_number(part).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reading_is_a_number() {
        for text in [
            "38.5",
            "38.5%",
            "３８．５",
            "38.5％",
            "“38.5”",
            "‘38.5’",
            "「38.5」",
            "38。5",
            "\u{200B}38.5",
            "38.5\u{A0}%",
        ] {
            assert_eq!(read(text), ScoreText::Number(38.5), "{text}");
        }
        assert_eq!(read("-0.0"), ScoreText::Number(0.0));
        assert!(matches!(read("−0"), ScoreText::Number(zero) if zero.is_sign_positive()));
    }

    #[test]
    fn a_number_beside_something_else_is_only_likely() {
        for (text, beside) in [
            ("**38.5**", Beside::Emphasis),
            ("*38.5*", Beside::Emphasis),
            ("__38.5__", Beside::Emphasis),
            ("`38.5`", Beside::Emphasis),
            ("\\textbf{38.5}", Beside::Emphasis),
            ("38.5*", Beside::Emphasis),
            ("38.5 ± 0.4", Beside::Spread),
            ("38.5±0.4", Beside::Spread),
            ("38.5 +/- .4", Beside::Spread),
            ("38.5 (0.4)", Beside::Spread),
            ("38.5% (±0.4%)", Beside::Spread),
            ("38.5 (+1.2)", Beside::Spread),
            ("38.5 [37.1, 39.9]", Beside::Spread),
            ("38.5 (37.1–39.9)", Beside::Spread),
            ("38.5†", Beside::Sign),
            ("38.5[^1]", Beside::Sign),
            ("38.5 [1]", Beside::Sign),
            ("38.5¹", Beside::Sign),
            ("38.5^a", Beside::Sign),
            ("38.5↑", Beside::Sign),
            ("38.5 ↑ 2.1", Beside::Sign),
            ("~38.5", Beside::About),
            ("38,5", Beside::DecimalComma),
            ("38，5", Beside::DecimalComma),
            ("38,5 %", Beside::DecimalComma),
            ("38.5 pts", Beside::Unit),
            ("38.5/100", Beside::Unit),
        ] {
            let expected =
                if text == "38.5 ↑ 2.1" { ScoreText::Other } else { ScoreText::Likely("38.5".to_owned(), beside) };
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("38,5 ± 0,4"), ScoreText::Likely("38.5".to_owned(), Beside::Spread));
    }

    #[test]
    fn several_numbers_are_none() {
        for text in [
            "38.5/41.2",
            "38.5 41.2",
            "38-41",
            "38.5 (36.4)",
            "1,234",
            "38.5.1",
            "38.5 (withdrawn)",
            "0.5 of 1",
            ">38.5",
            "38.5 [36.1, 37.0]",
            "v1.5",
        ] {
            assert_eq!(read(text), ScoreText::Other, "{text}");
        }
        for text in ["2; 22", "41.2，22.1", "41.2 22.1", "1、2"] {
            assert!(is_several_numbers(text), "{text}");
        }
        for text in ["38,5", "41.2", "37.5 (withdrawn)", "", "see 12"] {
            assert!(!is_several_numbers(text), "{text}");
        }
    }

    #[test]
    fn signs_for_none_are_known() {
        for text in ["-", "--", "—", "–", "?", "N/A", "n.a.", "NaN", "None", "TBD", "－", "**-**", "“-”"] {
            assert_eq!(read(text), ScoreText::Missing, "{text}");
        }
        assert_eq!(read(""), ScoreText::Other);
    }
}

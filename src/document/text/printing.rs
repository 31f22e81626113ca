//! How texts and numbers of files are printed in messages: cut to a length, and safe.

/// Four decimals, without trailing zeros.
pub(in crate::document) fn rounded(value: f64) -> String {
    let text = format!("{value:.4}");
    if value.abs() >= 1e9 { number(value) } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// A number in full, unless that takes a line of zeros.
pub(in crate::document) fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e15).contains(&size) { format!("{value:e}") } else { value.to_string() }
}

/// Bytes in the unit that people use.
pub(crate) fn size(bytes: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a tenth of a megabyte is all that is shown")]
    let megabytes = bytes as f64 / f64::from(1 << 20);
    if megabytes.fract() == 0.0 { format!("{megabytes} MiB") } else { format!("{megabytes:.1} MiB") }
}

/// The longest text of a file that is quoted in a message, in characters.
const QUOTE_LENGTH: usize = 80;

/// The longest text that is a sentence of its own, in characters.
pub(in crate::document) const SENTENCE_LENGTH: usize = 400;

/// A text of the file in backticks, cut and made safe to print.
pub(in crate::document) fn quote(text: &str) -> String {
    format!("`{}`", printable(text))
}

/// A text of the file, cut and made safe to print: what would move or hide other text is written as its number.
pub(crate) fn printable(text: &str) -> String {
    cut(text, QUOTE_LENGTH)
}

/// A whole line, made safe to print; tabs stay.
#[must_use]
pub fn safe_line(text: &str) -> String {
    text.split('\t').map(|part| cut(part, usize::MAX >> 1)).collect::<Vec<_>>().join("\t")
}

/// The beginning of a text, made safe to print.
pub(in crate::document) fn cut(text: &str, length: usize) -> String {
    let mut printed = String::with_capacity(text.len().min(2 * length));
    let mut rest = text.chars();
    for c in rest.by_ref().take(length) {
        if is_unprintable(c) { printed.extend(c.escape_unicode()) } else { printed.push(c) }
    }
    if rest.next().is_some() {
        printed.push('…');
    }
    printed
}

/// Control characters, line separators, and those that are invisible or change the direction of other text.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Whether a character looks like a space and is none to YAML.
pub(in crate::document) fn is_invisible_blank(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200B}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

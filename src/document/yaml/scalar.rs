//! Writes scalars as YAML: plain where that reads back as the same text, else in quotes.

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Style {
    /// As it is.
    Plain,
    /// In `'`.
    Single,
    /// In `"`.
    Double,
    /// As an indented block after `|` or `>`.
    Block,
}

/// A text as a scalar that reads back as this text, anywhere: in brackets and out of them, as a key and as a value.
///
/// A style in which it would read as something else gives way to double quotes.
pub(in crate::document) fn write(text: &str, style: Style) -> String {
    match style {
        Style::Plain if is_plain(text) => text.to_owned(),
        Style::Single if !text.chars().any(is_special) => format!("'{}'", text.replace('\'', "''")),
        _ => in_quotes(text),
    }
}

/// A text as the plainest scalar that reads back as this text.
pub(crate) fn plain_scalar(text: &str) -> String {
    write(text, Style::Plain)
}

fn in_quotes(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if is_special(c) => written.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// Characters that are not in a text as they are: they end a line, or YAML does not allow them.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a plain scalar reads back as this text.
fn is_plain(text: &str) -> bool {
    // A colon ends a key, in brackets before more than blanks: only that of an address is sure not to.
    let ends_key = |rest: &str| !rest.starts_with(|c: char| c == '/' || c.is_ascii_alphanumeric());
    let begins_otherwise = |c: char| "-?:,[]{}#&*!|>'\"%@`.".contains(c) || c.is_whitespace();
    !text.starts_with(begins_otherwise)
        && !text.ends_with(char::is_whitespace)
        && !text.contains([',', '[', ']', '{', '}'])
        && !text.split(':').skip(1).any(ends_key)
        && !text.contains(" #")
        && !text.chars().any(is_special)
        && !reads_as_other(text)
}

/// Whether a plain scalar is no text but a number, a truth value or nothing, to one YAML reader or another.
fn reads_as_other(text: &str) -> bool {
    const WORDS: [&str; 11] = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let is_prefixed = ["0x", "0o", "0b"].iter().any(|prefix| unsigned.starts_with(prefix));
    is_prefixed || text.parse::<f64>().is_ok() || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

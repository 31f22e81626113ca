//! Ends the reading of a text early that would cost too much, with the reason.

use std::borrow::Cow;

use crate::document::diagnostics::kind::Kind;
use crate::document::limits::{BYTES, DEPTH, brackets};
use crate::document::text::format::is_json;
use crate::document::text::mark::Mark;
use crate::document::yaml::error::YamlError;

/// The text of a file that is small enough and is text at all.
pub(in crate::document) fn decode(bytes: &[u8]) -> Result<&str, Kind> {
    if bytes.len() > BYTES {
        return Err(Kind::TooLarge { bytes: bytes.len(), limit: BYTES });
    }
    match std::str::from_utf8(bytes) {
        // A NUL is in no text; UTF-16 without a byte-order mark is full of them.
        Ok(text) if !text.as_bytes().contains(&0) => Ok(text),
        _ => Err(Kind::NotText),
    }
}

/// Checks the YAML for what would cost the parsers too much, or what they would read in different ways.
///
/// Characters that YAML does not allow are refused here, because `serde_yaml` does not say where they are. The line
/// separators of Unicode (U+0085, U+2028, U+2029) end a line in YAML 1.1 and not in 1.2; they become spaces, as many
/// characters for as many, so that both parsers and every editor count the same lines.
pub(in crate::document) fn prepare(yaml: &str) -> Result<Cow<'_, str>, YamlError> {
    prepare_within(yaml, brackets(yaml.len()))
}

/// The same for YAML that is no score file: what is wrong, in words.
///
/// # Errors
/// If it would cost too much, or holds what YAML does not allow.
pub(crate) fn prepared_yaml(yaml: &str) -> Result<Cow<'_, str>, String> {
    prepare(yaml).map_err(|fault| {
        let place = fault.mark.map(|mark| format!(" at line {}", mark.line)).unwrap_or_default();
        format!("{}{place}", fault.kind.message())
    })
}

/// The same with another limit of brackets.
pub(in crate::document) fn prepare_within(yaml: &str, most_brackets: usize) -> Result<Cow<'_, str>, YamlError> {
    let mut depth = 0_usize;
    let mut brackets = 0_usize;
    let mut separators = false;
    for (offset, &byte) in yaml.as_bytes().iter().enumerate() {
        let refused = match byte {
            b'[' | b'{' => {
                depth += 1;
                brackets += 1;
                if depth > DEPTH {
                    Some(Kind::TooComplex { what: "levels of nesting".to_owned(), limit: DEPTH })
                } else if brackets > most_brackets {
                    Some(Kind::TooComplex { what: "brackets".to_owned(), limit: most_brackets })
                } else {
                    None
                }
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                None
            }
            b'\t' | b'\n' | b'\r' => None,
            // The first bytes of all characters that are separators or that YAML does not allow.
            0..=0x1F | 0x7F | 0xC2 | 0xE2 | 0xEF => match yaml.get(offset..).and_then(|rest| rest.chars().next()) {
                Some('\u{85}' | '\u{2028}' | '\u{2029}') => {
                    separators = true;
                    None
                }
                Some(c) if c.is_control() || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => {
                    let reason = format!("the character U+{:04X} is not allowed in YAML", u32::from(c));
                    Some(Kind::YamlSyntax { reason })
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(kind) = refused {
            return Err(YamlError { kind, mark: Some(Mark::at(yaml, offset)) });
        }
    }
    let mut prepared = Cow::Borrowed(yaml);
    if is_json(yaml) {
        // JSON may be indented with tabs; nothing else in it can begin a line with one.
        if yaml.contains('\t') {
            let spaced: Vec<String> = yaml.split_inclusive(['\n', '\r']).map(without_leading_tabs).collect();
            prepared = Cow::Owned(spaced.concat());
        }
        if let Some(joined) = with_joined_surrogates(&prepared) {
            prepared = Cow::Owned(joined);
        }
    }
    Ok(if separators { Cow::Owned(prepared.replace(['\u{85}', '\u{2028}', '\u{2029}'], " ")) } else { prepared })
}

/// JSON with one escape of YAML for each pair of surrogates, which YAML does not know: `\ud83d\ude00`. Blanks behind the
/// text make up for its two characters less. `None` where there are no such pairs.
fn with_joined_surrogates(json: &str) -> Option<String> {
    let mut joined = String::with_capacity(json.len());
    let mut rest = json;
    let (mut is_text, mut is_changed, mut missing) = (false, false, 0);
    while let Some(c) = rest.chars().next() {
        let is_escape = is_text && c == '\\';
        if let Some((c, after)) = is_escape.then(|| surrogates(rest)).flatten() {
            joined.push_str(&format!("\\U{:08X}", u32::from(c)));
            (is_changed, missing, rest) = (true, missing + 2, after);
            continue;
        }
        let escaped = if is_escape { rest.chars().nth(1).map_or(0, char::len_utf8) } else { 0 };
        let (taken, after) = rest.split_at_checked(c.len_utf8() + escaped)?;
        joined.push_str(taken);
        rest = after;
        if c == '"' {
            is_text = !is_text;
            joined.push_str(&" ".repeat(std::mem::take(&mut missing)));
        }
    }
    is_changed.then_some(joined)
}

/// The character that a text begins with as a pair of escaped surrogates, and what follows it.
fn surrogates(text: &str) -> Option<(char, &str)> {
    let unit = |text: &str| u16::from_str_radix(text, 16).ok();
    let (high, rest) = text.strip_prefix("\\u")?.split_at_checked(4)?;
    let (low, rest) = rest.strip_prefix("\\u")?.split_at_checked(4)?;
    let high = unit(high).filter(|high| (0xD800..0xDC00).contains(high))?;
    let c = char::decode_utf16([high, unit(low)?]).next()?.ok()?;
    Some((c, rest))
}

/// A space for each tab before the first other character.
fn without_leading_tabs(line: &str) -> String {
    let rest = line.trim_start_matches([' ', '\t']);
    " ".repeat(line.len() - rest.len()) + rest
}

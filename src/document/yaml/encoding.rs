//! Turns the bytes of a file into text: UTF-8, or UTF-16 that says so; and what to say of any other encoding.
//!
//! Encodings of East Asia take tables of some hundred kB, which every visitor would load. So bytes that are no UTF-8 are
//! read only where they carry no figure, in comments and in the text behind the YAML; else the likely encoding is named.

use crate::document::text::utf16::utf16;
use std::borrow::Cow;

use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::structure::Structure;
use crate::document::limits;
use crate::document::text::format::FileFormat;
use crate::document::text::mark::Mark;
use crate::document::yaml::front_matter::Documents;

/// The text of a file.
#[derive(Debug)]
pub(in crate::document) struct Decoded<'b> {
    /// The text; U+FFFD for each run of bytes that is no UTF-8.
    pub(in crate::document) text: Cow<'b, str>,
    /// The encoding that it was decoded from, if that is not UTF-8.
    pub(in crate::document) from: Option<&'static str>,
    /// Where bytes were replaced, in bytes of the text, and the encoding that they are likely in.
    pub(in crate::document) replaced: Option<(Vec<usize>, &'static str)>,
}

/// Decodes a file that is small enough and is text at all.
pub(in crate::document) fn decode<'b>(path: &str, bytes: &'b [u8]) -> Result<Decoded<'b>, Kind> {
    if bytes.len() > limits::BYTES {
        return Err(match FileFormat::of(path, bytes) {
            Some(format) => Kind::Structure(Structure::OtherFormat { format }),
            None => Kind::TooLarge { bytes: bytes.len(), limit: limits::BYTES },
        });
    }
    if let Some(text) = utf16(bytes) {
        return Ok(Decoded { text: text.into(), from: Some("UTF-16"), replaced: None });
    }
    if let Some(format) = FileFormat::of(path, bytes) {
        return Err(Kind::Structure(Structure::OtherFormat { format }));
    }
    if bytes.contains(&0) {
        let likely = is_utf16_without_mark(bytes).then(|| "UTF-16".to_owned());
        return Err(likely.map_or(Kind::NotText, |likely| Kind::Structure(Structure::OtherEncoding { likely })));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.into(), from: None, replaced: None });
    }
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replaced.push(text.len());
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Ok(Decoded { text: text.into(), from: None, replaced: Some((replaced, likely(bytes))) })
}

/// The bytes of a file as UTF-8, where that is another encoding of the same text: what the page keeps and edits.
#[must_use]
pub fn as_utf8(bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() > limits::BYTES { bytes } else { utf16(&bytes).map_or(bytes, String::into_bytes) }
}

/// The encodings that a file which is no UTF-8 may be in, the likeliest first, by their labels in the Encoding Standard of the
/// WHATWG. None if it is UTF-8, UTF-16 that says so, too large, or no text.
///
/// Which of them it is, only somebody who reads the language can tell.
#[must_use]
pub fn possible_encodings(path: &str, bytes: &[u8]) -> &'static [&'static str] {
    if bytes.len() > limits::BYTES
        || std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'))
        || utf16(bytes).is_some()
        || FileFormat::of(path, bytes).is_some()
    {
        &[]
    } else if !bytes.contains(&0) {
        if likely(bytes) == "GB18030" { &["gb18030", "windows-1252"] } else { &["windows-1252", "gb18030"] }
    } else if !is_utf16_without_mark(bytes) {
        &[]
    } else if bytes.chunks_exact(2).any(|unit| unit.first() == Some(&0)) {
        &["utf-16be", "utf-16le"]
    } else {
        &["utf-16le", "utf-16be"]
    }
}

/// Whether bytes seem to be UTF-16 without a byte-order mark: every other byte of plain letters is zero, and always the same one of
/// the two.
fn is_utf16_without_mark(bytes: &[u8]) -> bool {
    let zeros = |offset: usize| bytes.chunks_exact(2).take(64).filter(|unit| unit.get(offset) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    first.min(second) == 0 && 2 * first.max(second) > (bytes.len() / 2).min(64)
}

/// The encoding that bytes which are no UTF-8 are likely in. In GB18030 a character takes two bytes beyond ASCII, nearly
/// always both; in Windows-1252 one.
fn likely(bytes: &[u8]) -> &'static str {
    let (mut pairs, mut singles) = (0_usize, 0_usize);
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        if *byte >= 0x80 {
            match rest.clone().next() {
                Some(0x80..=0xFE) if (0x81..=0xFE).contains(byte) => {
                    pairs += 1;
                    rest.next();
                }
                _ => singles += 1,
            }
        }
    }
    if pairs > singles { "GB18030" } else { "Windows-1252" }
}

impl Decoded<'_> {
    /// Where the first replaced byte stands that may belong to a value; `None` if all of them stand in comments or outside
    /// of the YAML.
    pub(in crate::document) fn lost(&self, documents: Option<&Documents<'_>>) -> Option<Mark> {
        let (replaced, _) = self.replaced.as_ref()?;
        // What follows on a line that has come into a comment is in it too.
        let mut in_comment_up_to = 0;
        for &at in replaced {
            if at < in_comment_up_to || documents.is_some_and(|documents| !documents.holds(at)) {
                continue;
            }
            let (before, after) = self.text.split_at_checked(at)?;
            let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
            if !ends_in_comment(line) {
                return Some(Mark::at(&self.text, at));
            }
            in_comment_up_to = at + after.find(['\n', '\r']).unwrap_or(after.len());
        }
        None
    }

    /// The line of the first replaced byte.
    pub(in crate::document) fn first_replaced(&self) -> Option<Mark> {
        let (replaced, _) = self.replaced.as_ref()?;
        Some(Mark::at(&self.text, *replaced.first()?))
    }
}

/// Whether the beginning of a line has come into a comment. Quotes may hold a `#`, so beside them only a line that is all
/// comment is sure to be one.
fn ends_in_comment(before: &str) -> bool {
    before.trim_start().starts_with('#') || (!before.contains(['"', '\'']) && before.contains(" #"))
}

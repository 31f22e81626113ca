//! UTF-16 with a byte-order mark, and the text of any bytes.

use std::borrow::Cow;

/// The text of a file as findings quote it, whatever the file is.
pub(in crate::document) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    utf16(bytes).map_or_else(|| String::from_utf8_lossy(bytes), Cow::Owned)
}

/// UTF-16 with a byte-order mark, decoded.
pub(in crate::document) fn utf16(bytes: &[u8]) -> Option<String> {
    let (rest, is_little) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        _ => return None,
    };
    let unit = |pair: [u8; 2]| if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
    let units = rest.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(unit));
    let text = char::decode_utf16(units).collect::<Result<String, _>>().ok()?;
    (rest.len().is_multiple_of(2) && !text.contains('\0')).then_some(text)
}

//! Which addresses lie under the page's own folder: a link may have those loaded without asking the visitor.

/// Whether `address` lies under the folder of `page`; both are absolute, as a browser writes them.
///
/// Every doubt means no: another scheme, host or port, a user name, a dot segment in any encoding, an encoded slash or
/// backslash, and characters that servers and browsers read in different ways.
#[must_use]
pub fn is_below(page: &str, address: &str) -> bool {
    let (Some((page_origin, page_path)), Some((origin, path))) = (split(page), split(address)) else { return false };
    let folder = page_path.rfind('/').and_then(|end| page_path.get(..=end));
    let below = folder.and_then(|folder| path.strip_prefix(folder));
    origin == page_origin && below.is_some_and(|rest| rest.split('/').all(is_plain))
}

/// Origin and path of a web address, without query and fragment; nothing if it is not written as browsers write it.
fn split(address: &str) -> Option<(&str, &str)> {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let address = address.get(..end)?;
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.find('/').and_then(|end| rest.get(..end))?;
    let odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    if !matches!(scheme, "http" | "https") || authority.is_empty() || authority.contains('@') || rest.contains(odd) {
        return None;
    }
    Some(address.split_at(scheme.len() + "://".len() + authority.len()))
}

/// Whether a segment of a path names something inside its folder, however often a server decodes it.
fn is_plain(segment: &str) -> bool {
    let mut decoded = segment.as_bytes().to_vec();
    // Each round makes it shorter; after the last there is nothing left to decode.
    loop {
        let next = decode(&decoded);
        if next == decoded {
            break;
        }
        decoded = next;
    }
    !matches!(decoded.as_slice(), b"." | b"..") && !decoded.iter().any(|b| matches!(b, b'/' | b'\\' | 0..=31 | 127))
}

/// Undoes one percent-encoding.
fn decode(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, more)) = rest.split_first() {
        let digit =
            |at: usize| more.get(at).and_then(|&b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high * 16 + low);
                rest = more.get(2..).unwrap_or_default();
            }
            _ => {
                decoded.push(first);
                rest = more;
            }
        }
    }
    decoded
}

//! Score files in a link: what stands in the part behind `#`, which servers never see.
//!
//! The files are one postcard value, which the page compresses; here are its form and its limits.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use percent_encoding::percent_decode_str;

/// A longer link is cut by chat programs and mail.
pub const LONGEST_LINK: usize = 8_000;

/// What a link unpacks to has at most so many bytes: far more than fits in one, and little enough to be read at once.
pub const LARGEST_UNPACKED: usize = 2_000_000;

/// The most files of a link: far more than fit in one, unless they are made to keep the page busy.
const MOST_FILES: usize = 500;

/// What stands before the files in the part behind `#`.
const KEY: &str = "scores=";

/// The bytes of a link as digits. The last digit of one that was cut may have bits too many.
const DIGITS: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, NO_PAD.with_decode_allow_trailing_bits(true));

/// Files as paths and texts, as one value.
#[must_use]
pub fn pack(files: &[(String, String)]) -> Vec<u8> {
    // Strings in a list cannot fail to be written.
    postcard::to_stdvec(files).unwrap_or_default()
}

/// The files of a value; `None` if it is none.
#[must_use]
pub fn unpack(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    if bytes.len() > LARGEST_UNPACKED {
        return None;
    }
    postcard::from_bytes(bytes).ok().filter(|files: &Vec<_>| files.len() <= MOST_FILES)
}

/// The part behind `#` for compressed files: `scores=` and the bytes in the alphabet of addresses (RFC 4648, section 5,
/// without padding).
#[must_use]
pub fn to_fragment(compressed: &[u8]) -> String {
    let mut fragment = KEY.to_owned();
    DIGITS.encode_string(compressed, &mut fragment);
    fragment
}

/// The compressed files of the part behind `#`, with or without it; `None` if it carries none.
///
/// Programs that pass links on escape characters, break lines, and put something after the end: a full stop, a bracket, a
/// parameter. What is read ends at the first character that can be none of the link's own.
#[must_use]
pub fn from_fragment(fragment: &str) -> Option<Vec<u8>> {
    let fragment = percent_decode_str(fragment.strip_prefix('#').unwrap_or(fragment)).decode_utf8_lossy();
    let is_digit = |digit: &char| digit.is_ascii_alphanumeric() || matches!(digit, '-' | '_');
    let digits = fragment.strip_prefix(KEY)?.chars().filter(|digit| !digit.is_whitespace());
    let mut digits: String = digits.take_while(is_digit).collect();
    if digits.len() % 4 == 1 {
        // Six bits, which are no byte.
        digits.pop();
    }
    DIGITS.decode(digits).ok()
}

/// The files of compressed bytes; `None` if they are none, or unpack to more than there can be. What follows their end is ignored.
#[must_use]
pub fn unpack_compressed(compressed: &[u8]) -> Option<Vec<(String, String)>> {
    unpack(&decompress_to_vec_with_limit(compressed, LARGEST_UNPACKED).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_a_fragment() {
        // RFC 4648, section 10, in the alphabet of addresses.
        for (bytes, digits) in [("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(to_fragment(bytes.as_bytes()), format!("scores={digits}"));
            assert_eq!(from_fragment(&format!("#scores={digits}")).as_deref(), Some(bytes.as_bytes()));
        }
        for length in 1..=256_usize {
            let bytes: Vec<u8> = (0..length).map(|n| (n * 37 % 256) as u8).collect();
            assert_eq!(from_fragment(&to_fragment(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn whatever_else_stands_there_is_no_file() {
        for odd in ["", "#", "#content", "#score=Zg", "#Scores=Zg"] {
            assert_eq!(from_fragment(odd), None, "{odd}");
        }
        for odd in ["#scores=", "#scores=%00<script>", "#scores=Ü"] {
            assert_eq!(from_fragment(odd), Some(Vec::new()), "{odd}");
            assert_eq!(unpack_compressed(&[]), None);
        }
        let many = vec![(String::new(), String::new()); MOST_FILES + 1];
        assert_eq!(unpack(&pack(&many)), None);
        assert_eq!(unpack(&pack(&many[..MOST_FILES])).map(|files| files.len()), Some(MOST_FILES));
        for odd in [&b""[..], &[255], &[1, 200, 1], &[9; 40]] {
            assert_eq!(unpack(odd), None, "{odd:?}");
        }
        let files = vec![("a.md".to_owned(), "name: Ä".to_owned()), (String::new(), String::new())];
        assert_eq!(unpack(&pack(&files)), Some(files));
    }

    #[test]
    fn a_link_opens_whatever_was_put_behind_it_or_done_to_it() {
        let files = vec![("mine.md".to_owned(), "---\nname: Probe-7B\n---\n".to_owned())];
        let compressed = miniz_oxide::deflate::compress_to_vec(&pack(&files), 9);
        let fragment = to_fragment(&compressed);
        let read = |fragment: &str| from_fragment(fragment).and_then(|bytes| unpack_compressed(&bytes));
        for after in [
            "",
            ".",
            ")",
            ",",
            "。",
            "，",
            "）",
            ">",
            "\"",
            "%20",
            "!",
            "**",
            "…",
            "&fbclid=abc",
            "?from=singlemessage",
            "\n",
            "%0A",
            "%E3%80%82",
            "%",
            "%2",
            "'",
            ";",
            "]",
        ] {
            assert_eq!(read(&format!("#{fragment}{after}")), Some(files.clone()), "{after}");
        }
        let escaped = fragment.replace('=', "%3D").replace('_', "%5F").replace('-', "%2d");
        assert_eq!(read(&escaped), Some(files.clone()));
        let (before, behind) = fragment.split_at(fragment.len() / 2);
        for blank in ["%20", " ", "\r\n", "%0D%0A"] {
            assert_eq!(read(&format!("{before}{blank}{behind}")), Some(files.clone()), "{blank:?}");
        }
        // One that was cut is none.
        assert_eq!(read(before), None);
    }
}

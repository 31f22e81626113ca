//! Score files in a link: what stands in the part behind `#`, which servers never see.
//!
//! The files are one postcard value, which the page compresses; here are its form and its limits.

/// A longer link is cut by chat programs and mail.
pub const LONGEST_LINK: usize = 8_000;

/// What a link unpacks to has at most so many bytes: far more than fits in one, and little enough to be read at once.
pub const LARGEST_UNPACKED: usize = 2_000_000;

/// What stands before the files in the part behind `#`.
const KEY: &str = "scores=";

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
    postcard::from_bytes(bytes).ok()
}

/// The part behind `#` for compressed files: `scores=` and the bytes in the alphabet of addresses (RFC 4648, section 5,
/// without padding).
#[must_use]
pub fn to_fragment(compressed: &[u8]) -> String {
    let mut fragment = KEY.to_owned();
    for three in compressed.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|place| three.get(place).copied().unwrap_or(0));
        let bits = u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
        for digit in 0..=three.len() {
            fragment.push(digit_of(bits >> (18 - 6 * digit) & 63));
        }
    }
    fragment
}

/// The compressed files of the part behind `#`, with or without it; `None` if it carries none.
#[must_use]
pub fn from_fragment(fragment: &str) -> Option<Vec<u8>> {
    let digits = fragment.strip_prefix('#').unwrap_or(fragment).strip_prefix(KEY)?;
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 3);
    let (mut bits, mut count) = (0_u32, 0);
    for digit in digits.bytes() {
        bits = bits << 6 | value_of(digit)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(bits >> count & 255));
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

fn digit_of(value: u32) -> char {
    let value = u8::try_from(value).unwrap_or(0);
    char::from(match value {
        0..26 => b'A' + value,
        26..52 => b'a' + (value - 26),
        52..62 => b'0' + (value - 52),
        62 => b'-',
        _ => b'_',
    })
}

fn value_of(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
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
        for odd in ["", "#", "#content", "#scores=", "#scores=a b", "scores=%41", "#score=Zg", "#scores=Ü"] {
            assert_eq!(from_fragment(odd), None, "{odd}");
        }
        for odd in [&b""[..], &[255], &[1, 200, 1], &[9; 40]] {
            assert_eq!(unpack(odd), None, "{odd:?}");
        }
        let files = vec![("a.md".to_owned(), "name: Ä".to_owned()), (String::new(), String::new())];
        assert_eq!(unpack(&pack(&files)), Some(files));
    }
}

//! A text as a field of a page shows it, and what was typed there brought back into the text: fields know one kind of
//! line end and no byte-order mark, and an author's file keeps its own.

/// A text as a field shows it: without a byte-order mark, every line end a line feed.
#[must_use]
pub fn as_shown(text: &str) -> String {
    without_mark(text).replace("\r\n", "\n").replace('\r', "\n")
}

/// The text with the change that a field shows: all that is before and behind it stays byte for byte as it was. New lines
/// end as the first line of the text does.
#[must_use]
pub fn typed(text: &str, field: &str) -> String {
    let shown = as_shown(text);
    let before = common(shown.chars(), field.chars());
    let (shown_rest, field_rest) = (shown.get(before..).unwrap_or_default(), field.get(before..).unwrap_or_default());
    let behind = common(shown_rest.chars().rev(), field_rest.chars().rev());
    let new = field_rest.get(..field_rest.len() - behind).unwrap_or_default();

    let start = place(text, before);
    let end = place(text, shown.len() - behind);
    let line_end = line_end(text);
    let new = if line_end == "\n" { new.to_owned() } else { new.replace('\n', line_end) };
    let mut whole = text.get(..start).unwrap_or_default().to_owned();
    for part in [new.as_str(), text.get(end..).unwrap_or_default()] {
        // Two line ends that meet must not become the one of a pair.
        if part.starts_with('\n') {
            let kept = whole.trim_end_matches('\r').len();
            let returns = whole.len() - kept;
            whole.truncate(kept);
            whole.push_str(&"\n".repeat(returns));
        }
        whole.push_str(part);
    }
    whole
}

/// How many bytes two texts have in common from their beginning.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// The line end that the text uses first.
fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']).and_then(|at| text.get(at..)) {
        Some(end) if end.starts_with("\r\n") => "\r\n",
        Some(end) if end.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Where in a text stands what is so many bytes from the beginning of the field that shows it.
fn place(text: &str, shown: usize) -> usize {
    let rest = without_mark(text);
    let mark = text.len() - rest.len();
    let (mut left, mut after_return) = (shown, false);
    for (at, c) in rest.char_indices() {
        // The line feed of a pair is not shown: it belongs to what is before it.
        let of_pair = after_return && c == '\n';
        if left == 0 && !of_pair {
            return mark + at;
        }
        after_return = c == '\r';
        if !of_pair {
            left = left.saturating_sub(c.len_utf8());
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_keeps_the_rest_as_it_was() {
        let text = "\u{FEFF}---\r\nname: Ä\r\n# old\rscore: 1\n";
        assert_eq!(as_shown(text), "---\nname: Ä\n# old\nscore: 1\n");
        assert_eq!(typed(text, &as_shown(text)), text);
        let cases = [
            ("---\nname: Äpfel\n# old\nscore: 1\n", "\u{FEFF}---\r\nname: Äpfel\r\n# old\rscore: 1\n"),
            ("---\nname: Ä\nnew: 2\n# old\nscore: 1\n", "\u{FEFF}---\r\nname: Ä\r\nnew: 2\r\n# old\rscore: 1\n"),
            ("---\n# old\nscore: 1\n", "\u{FEFF}---\r\n# old\rscore: 1\n"),
            ("---\nname: Ä\n# old\nscore: 1\nmore", "\u{FEFF}---\r\nname: Ä\r\n# old\rscore: 1\nmore"),
            ("", "\u{FEFF}"),
        ];
        for (field, expected) in cases {
            assert_eq!(typed(text, field), expected, "{field:?}");
            assert_eq!(as_shown(&typed(text, field)), field);
        }
    }

    #[test]
    fn a_line_end_is_taken_out_whole() {
        assert_eq!(typed("a\r\nb", "ab"), "ab");
        assert_eq!(typed("a\r\n\r\nb", "a\nb"), "a\r\nb");
        assert_eq!(typed("", "a\nb"), "a\nb");
        assert_eq!(typed("aa", "a"), "a");
        assert_eq!(typed("a\ra\nb", "\n\nb"), "\n\nb", "not one end, of Windows");
    }
}

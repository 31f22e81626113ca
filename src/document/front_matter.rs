//! Finds the YAML in a score file: where it begins and ends, and which line of the file it starts on.

use super::score_file::TOP_KEYS;

/// The YAML of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FrontMatter<'a> {
    /// The text between the fences, or all of it where there are none.
    pub(super) yaml: &'a str,
    /// The line of the file that `yaml` starts on, from 1.
    pub(super) first_line: u32,
    /// Where `yaml` starts in the file, in bytes.
    pub(super) offset: usize,
}

/// What counts as YAML where there is no fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// Any text: the ending of the file says that it is YAML.
    Any,
    /// Text in which a line begins with a key of the format and a colon; anything else is prose.
    KnownKey,
}

impl Bare {
    /// By the ending of the path.
    pub(super) fn of(path: &str) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml") {
            Self::Any
        } else {
            Self::KnownKey
        }
    }
}

/// Finds the YAML of a file.
///
/// The opening fence is the first line that is not blank and is no comment or heading (`#`). The YAML ends before the
/// next fence, or with the file. Without an opening fence, it starts with the file if it is YAML by `bare`.
pub(super) fn find(file: &str, bare: Bare) -> Option<FrontMatter<'_>> {
    let text = file.strip_prefix('\u{FEFF}').unwrap_or(file);
    let mut lines = Lines::of(text);
    let opening = lines.find(|line| !(line.trim().is_empty() || line.starts_with(['#', '%'])))?;
    let (start, first_line) = if is_fence(opening.text) { (lines.offset, opening.number + 1) } else { (0, 1) };
    let end = lines.find(is_fence).map_or(text.len(), |closing| closing.offset);
    let yaml = text.get(start..end)?;
    let is_yaml = start > 0 || bare == Bare::Any || has_line_with_key(yaml, &TOP_KEYS);
    is_yaml.then_some(FrontMatter { yaml, first_line, offset: file.len() - text.len() + start })
}

/// Whether a line of the YAML begins with one of the keys, a colon after it: what can be known of YAML that does not
/// parse.
pub(super) fn has_line_with_key(yaml: &str, keys: &[&str]) -> bool {
    Lines::of(yaml).any(|line| begins_with_key(line.text, keys))
}

/// Whether a line begins with one of the keys, a colon after it.
pub(super) fn begins_with_key(line: &str, keys: &[&str]) -> bool {
    line.split_once(':').is_some_and(|(key, _)| keys.contains(&key.trim_end().trim_matches(['"', '\''])))
}

/// Whether a line is a fence: `---`, blanks after it allowed.
pub(super) fn is_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.bytes().all(|b| b == b' ' || b == b'\t'))
}

/// One line without its end.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Where it starts, in bytes.
    pub(super) offset: usize,
    /// From 1.
    pub(super) number: u32,
}

/// The lines of a text; `\n`, `\r\n` and a `\r` by itself end one.
pub(super) struct Lines<'a> {
    text: &'a str,
    offset: usize,
    number: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, offset: 0, number: 0 }
    }

    fn find(&mut self, wanted: impl Fn(&str) -> bool) -> Option<Line<'a>> {
        Iterator::find(self, |line| wanted(line.text))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.offset..).filter(|rest| !rest.is_empty())?;
        let length = rest.bytes().position(|b| b == b'\n' || b == b'\r').unwrap_or(rest.len());
        let end = if rest.as_bytes().get(length..).is_some_and(|end| end.starts_with(b"\r\n")) { 2 } else { 1 };
        let offset = self.offset;
        self.offset = self.text.len().min(offset + length + end);
        self.number += 1;
        Some(Line { text: rest.get(..length)?, offset, number: self.number })
    }
}

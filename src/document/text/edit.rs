//! Changes to a text, by byte ranges, and the lines that ranges are found by.

use std::ops::Range;

use crate::document::text::lines::{Line, Lines};

/// One change to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the text; empty for something put in.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

impl Edit {
    pub(in crate::document) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }
}

/// The text with the changes made, all else as it was. `None` if they are out of order, overlap or do not fit the text.
pub(in crate::document) fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut edited = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        edited.push_str(text.get(from..edit.range.start)?);
        edited.push_str(&edit.text);
        from = edit.range.end.max(edit.range.start);
    }
    edited.push_str(text.get(from..)?);
    Some(edited)
}

/// A file's text and its lines, found by their number or by what stands on them.
pub(in crate::document) struct Text<'t> {
    /// All of it, a byte-order mark included.
    pub(in crate::document) whole: &'t str,
    lines: Vec<Line<'t>>,
}

impl<'t> Text<'t> {
    pub(in crate::document) fn of(whole: &'t str) -> Self {
        let text = whole.strip_prefix('\u{FEFF}').unwrap_or(whole);
        let mark = whole.len() - text.len();
        let lines = Lines::of(text).map(|line| Line { offset: line.offset + mark, ..line }).collect();
        Self { whole, lines }
    }

    /// The lines, their offsets counted from the beginning of the file.
    pub(in crate::document) fn lines(&self) -> &[Line<'t>] {
        &self.lines
    }

    /// The line of a number, from 1.
    pub(in crate::document) fn line(&self, number: u32) -> Option<Line<'t>> {
        self.lines.get((number as usize).checked_sub(1)?).copied()
    }

    /// The line that a byte stands on, its end included.
    pub(in crate::document) fn line_at(&self, offset: usize) -> Option<Line<'t>> {
        self.lines.get(self.lines.partition_point(|line| line.offset <= offset).checked_sub(1)?).copied()
    }

    /// Where the line after this one begins; the end of the text after the last one.
    pub(in crate::document) fn after(&self, line: Line<'_>) -> usize {
        self.line(line.number + 1).map_or(self.whole.len(), |next| next.offset)
    }

    /// Where the YAML ends that a line is in: at the next fence, else with the text.
    pub(in crate::document) fn end_of_yaml(&self, number: u32) -> usize {
        let mut after = self.lines.iter().skip(number.max(1) as usize);
        after.find(|line| line.text.trim_end() == "---").map_or(self.whole.len(), |fence| fence.offset)
    }

    /// Whether nothing stands between two bytes but blanks.
    pub(in crate::document) fn is_blank(&self, range: Range<usize>) -> bool {
        self.whole.get(range).is_some_and(|text| text.trim().is_empty())
    }

    /// What ends the lines of this file.
    pub(in crate::document) fn line_end(&self) -> &'t str {
        let first = self.lines.first().map(|first| first.offset + first.text.len());
        let second = self.lines.get(1).map(|second| second.offset);
        first.zip(second).and_then(|(from, to)| self.whole.get(from..to)).unwrap_or("\n")
    }
}

/// Whether nothing stands in a text but blanks and a comment.
pub(in crate::document) fn is_remark(text: &str) -> bool {
    let rest = text.trim_start();
    rest.is_empty() || rest.starts_with('#')
}

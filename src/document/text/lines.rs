//! The lines of a text, with their numbers and places.

/// One line without its end.
#[derive(Clone, Copy)]
pub(in crate::document) struct Line<'a> {
    /// The text.
    pub(in crate::document) text: &'a str,
    /// Where it starts, in bytes.
    pub(in crate::document) offset: usize,
    /// From 1.
    pub(in crate::document) number: u32,
}

/// The lines of a text; `\n`, `\r\n` and a `\r` by itself end one.
pub(in crate::document) struct Lines<'a> {
    text: &'a str,
    offset: usize,
    number: u32,
    /// How many bytes of the file stand before the text.
    before: usize,
}

impl<'a> Lines<'a> {
    pub(in crate::document) fn of(text: &'a str) -> Self {
        Self { text, offset: 0, number: 0, before: 0 }
    }

    /// The lines of a part of a file, with the numbers and offsets that they have in it.
    pub(in crate::document) fn of_part(text: &'a str, offset: usize, first_line: u32) -> Self {
        Self { text, offset: 0, number: first_line - 1, before: offset }
    }

    /// Where the next line starts, in bytes of the file.
    pub(in crate::document) fn position(&self) -> usize {
        self.before + self.offset
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
        Some(Line { text: rest.get(..length)?, offset: self.before + offset, number: self.number })
    }
}

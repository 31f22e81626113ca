//! A place in a text.

/// A line and a column of the file, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::document) struct Mark {
    /// From 1; 0 for the whole file.
    pub(in crate::document) line: u32,
    /// From 1, in characters.
    pub(in crate::document) column: u32,
}

impl Mark {
    /// The whole file.
    pub(in crate::document) const FILE: Self = Self { line: 0, column: 0 };

    /// The whole file, after everything else.
    pub(in crate::document) const LAST: Self = Self { line: u32::MAX, column: u32::MAX };

    /// The place of a byte in a text.
    pub(in crate::document) fn at(text: &str, offset: usize) -> Self {
        let mut mark = Self { line: 1, column: 1 };
        let mut previous = '\0';
        for c in text.char_indices().take_while(|(at, _)| *at < offset).map(|(_, c)| c) {
            match (previous, c) {
                ('\r', '\n') => {}
                (_, '\n' | '\r') => mark = Self { line: mark.line + 1, column: 1 },
                _ => mark.column += 1,
            }
            previous = c;
        }
        mark
    }

    /// The place in the file of a place in its YAML.
    pub(in crate::document) fn in_file(self, first_line: u32) -> Self {
        Self { line: self.line.saturating_add(first_line).saturating_sub(1), column: self.column }
    }
}

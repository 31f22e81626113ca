//! A table as rows of plain texts, whatever it was written in; merged cells are repeated.

use super::found::shortened;
use super::limits;

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    pub(super) rows: Vec<Vec<String>>,
    /// What stands over it: a heading or a caption.
    pub(super) caption: String,
    /// Whether there was more than can be read.
    pub(super) cut: bool,
}

impl Grid {
    /// Adds a row, as long as there is room; `left` is what all tables of a file may have in cells.
    pub(super) fn push(&mut self, mut row: Vec<String>, left: &mut usize) {
        if row.len() > limits::COLUMNS {
            row.truncate(limits::COLUMNS);
            self.cut = true;
        }
        // A long cell takes the room of several.
        let weight = |cell: &String| 1 + cell.len() / limits::NAME;
        match left.checked_sub(row.iter().map(weight).sum::<usize>().max(1)) {
            Some(rest) => {
                *left = rest;
                self.rows.push(row);
            }
            // Nothing more is read.
            None => (*left, self.cut) = (0, true),
        }
    }

    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }

    /// With rows for columns. `None` where that would have too many columns.
    pub(super) fn transposed(&self) -> Option<Self> {
        if self.rows.len() > limits::COLUMNS || self.rows.len() * self.width() > limits::CELLS {
            return None;
        }
        let column = |column| (0..self.rows.len()).map(|row| self.cell(row, column).to_owned()).collect();
        let rows = (0..self.width()).map(column).collect();
        Some(Self { rows, caption: self.caption.clone(), cut: self.cut })
    }
}

/// The cells of rows in which some are merged, put where they belong.
#[derive(Default)]
pub(super) struct Spans {
    /// By column: for how many more rows a text stands there, and which.
    below: Vec<(usize, String)>,
}

impl Spans {
    /// A row of cells, each with the columns and rows that it takes.
    pub(super) fn row(&mut self, cells: Vec<(String, usize, usize)>) -> Vec<String> {
        let mut row: Vec<String> = Vec::new();
        let mut next: Vec<(usize, String)> = Vec::new();
        let from_above = |row: &mut Vec<String>, next: &mut Vec<(usize, String)>, below: &[(usize, String)]| {
            while let Some((left @ 1.., text)) = below.get(row.len()) {
                row.push(text.clone());
                next.push((left - 1, text.clone()));
            }
        };
        for (mut text, columns, rows) in cells {
            if columns > 1 || rows > 1 {
                // What is repeated is a name.
                text = shortened(&text);
            }
            from_above(&mut row, &mut next, &self.below);
            for _ in 0..columns.clamp(1, limits::SPAN).min(limits::COLUMNS.saturating_sub(row.len()).max(1)) {
                row.push(text.clone());
                next.push((rows.clamp(1, limits::SPAN) - 1, text.clone()));
            }
            if row.len() > limits::COLUMNS {
                break;
            }
        }
        from_above(&mut row, &mut next, &self.below);
        // Of a short row, what reaches down further to the right still does.
        for (left, text) in self.below.iter().skip(next.len()) {
            next.push((left.saturating_sub(1), text.clone()));
        }
        self.below = next;
        row
    }

    /// The text that reaches down into a column, and for how many rows.
    pub(super) fn at(&self, column: usize) -> Option<(usize, &str)> {
        self.below.get(column).filter(|(left, _)| *left > 0).map(|(left, text)| (*left, text.as_str()))
    }

    /// Says what reaches down from a row, by column.
    pub(super) fn set(&mut self, below: Vec<(usize, String)>) {
        self.below = below;
    }
}

/// The beginning of a cell's text that is looked at.
pub(super) fn beginning(text: &str) -> &str {
    let mut end = text.len().min(limits::CELL);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

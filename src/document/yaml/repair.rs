//! Reads past single values that YAML takes for something of its own: `-`, `**38.5**`, an empty place of a list, commas of
//! another width.
//!
//! The parsers are given a text in which these values are harmless, and every value keeps its place: what was put in is taken
//! out of the columns again. What the values say is for the reader of scores to judge.

use std::borrow::Cow;

use crate::document::text::mark::Mark;
use crate::document::yaml::repair_scan::{Scan, What, may_need_repair};

/// What the parsers read in the place of a value.
const FILLER: char = 'x';

/// What is put into an empty place.
const NOTHING: char = '~';

/// A YAML text without what would keep it from being read.
#[derive(Debug)]
pub(in crate::document) struct Repaired<'y> {
    /// What the parsers are given.
    pub(in crate::document) yaml: Cow<'y, str>,
    /// Values that were replaced, by place, with what is written there; empty for an empty place of a list.
    values: Vec<(Mark, String)>,
    /// Where commas were replaced.
    pub(in crate::document) commas: Vec<Mark>,
    /// Where characters were put in, as places in `yaml`, and their indices in it.
    inserted: Vec<(Mark, usize)>,
}

impl<'y> Repaired<'y> {
    /// Repairs a text.
    pub(in crate::document) fn of(yaml: Cow<'y, str>) -> Self {
        let repairs = if may_need_repair(yaml.as_bytes()) { Scan::of(&yaml) } else { Vec::new() };
        if repairs.is_empty() {
            return Self { yaml, values: Vec::new(), commas: Vec::new(), inserted: Vec::new() };
        }
        let mut repaired = String::with_capacity(yaml.len() + repairs.len());
        let (mut values, mut commas, mut inserted) = (Vec::new(), Vec::new(), Vec::new());
        let mut repairs = repairs.into_iter().peekable();
        // Of the text as it was, of the text as it becomes.
        let (mut mark, mut new) = (Mark { line: 1, column: 1 }, Mark { line: 1, column: 1 });
        let mut count = 0;
        let mut filled_to = 0;
        let mut previous = '\0';
        for (at, c) in yaml.char_indices() {
            match (previous, c) {
                _ if at == 0 => {}
                ('\r', '\n') => {}
                ('\n' | '\r', _) => {
                    mark = Mark { line: mark.line + 1, column: 1 };
                    new = mark;
                }
                _ => {
                    mark.column += 1;
                    new.column += 1;
                }
            }
            previous = c;
            let mut written = c;
            while let Some(repair) = repairs.next_if(|repair| repair.range.start <= at) {
                match repair.what {
                    What::Empty => {
                        inserted.push((new, count));
                        values.push((mark, String::new()));
                        repaired.push(NOTHING);
                        count += 1;
                        new.column += 1;
                    }
                    What::Comma => {
                        commas.push(mark);
                        written = ',';
                    }
                    What::Value => {
                        values.push((mark, yaml.get(repair.range.clone()).unwrap_or_default().to_owned()));
                        filled_to = repair.range.end;
                    }
                }
            }
            repaired.push(if at < filled_to { FILLER } else { written });
            count += 1;
        }
        Self { yaml: Cow::Owned(repaired), values, commas, inserted }
    }

    /// The place in the text as it was of a place in the repaired one.
    pub(in crate::document) fn original(&self, mark: Mark) -> Mark {
        let on_line = self.inserted.partition_point(|(at, _)| at.line < mark.line);
        let before = self.inserted.partition_point(|(at, _)| *at < mark) - on_line;
        Mark { column: mark.column.saturating_sub(u32::try_from(before).unwrap_or(0)), ..mark }
    }

    /// What is written at a place of the text as it was, if it was replaced.
    pub(in crate::document) fn written(&self, mark: Mark) -> Option<&str> {
        let at = self.values.binary_search_by(|(at, _)| at.cmp(&mark)).ok()?;
        self.values.get(at).map(|(_, text)| text.as_str())
    }

    /// Where each character of the repaired text starts in the text as it was, in bytes.
    pub(in crate::document) fn bytes(&self, yaml: &str) -> Vec<usize> {
        let mut inserted = self.inserted.iter().map(|(_, index)| *index).peekable();
        let mut bytes = Vec::with_capacity(yaml.len());
        for (at, _) in yaml.char_indices() {
            while inserted.next_if(|index| *index <= bytes.len()).is_some() {
                bytes.push(at);
            }
            bytes.push(at);
        }
        bytes
    }
}

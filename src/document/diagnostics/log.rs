//! Collects what is noticed while one file is read.

use crate::document::diagnostics::finding::{Finding, Place, quote_source};
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::severity::Severity;
use crate::document::limits;
use crate::document::text::lines::{Line, Lines};
use crate::document::text::mark::Mark;
use crate::order::sort_by_key;

/// Collects the findings of one file while it is read.
#[derive(Debug, Default)]
pub(in crate::document) struct Log {
    entries: Vec<Entry>,
    /// The benchmark that is being read, by catalog index.
    benchmark: Option<usize>,
    errors: usize,
    left_out: usize,
}

#[derive(Debug)]
struct Entry {
    mark: Mark,
    benchmark: Option<usize>,
    kind: Kind,
}

impl Log {
    /// Says which benchmark is read from here on, if any: what is noted is about it.
    pub(in crate::document) fn about(&mut self, benchmark: Option<usize>) {
        self.benchmark = benchmark;
    }

    /// Notes something at a place.
    ///
    /// Beyond [`limits::FINDINGS`] only errors are kept and the others are counted, so that a file with a hundred
    /// thousand mistakes costs no more than one with a thousand; `kind` is a closure because naming the nearest known
    /// name is what costs.
    pub(in crate::document) fn note(&mut self, mark: Mark, kind: impl FnOnce() -> Kind) {
        if self.entries.len() < limits::FINDINGS {
            self.keep(mark, kind());
        } else {
            self.left_out += 1;
        }
    }

    /// Notes an error at a place.
    pub(in crate::document) fn error(&mut self, mark: Mark, kind: Kind) {
        debug_assert_eq!(kind.severity(), Severity::Error);
        self.keep(mark, kind);
    }

    fn keep(&mut self, mark: Mark, kind: Kind) {
        self.errors += usize::from(kind.severity() == Severity::Error);
        self.entries.push(Entry { mark, benchmark: self.benchmark, kind });
    }

    /// How many errors there were.
    pub(in crate::document) fn errors(&self) -> usize {
        self.errors
    }

    /// How many things were noted, those that are not kept included.
    pub(in crate::document) fn len(&self) -> usize {
        self.entries.len() + self.left_out
    }

    /// The findings in the order of the file, with their source lines.
    pub(in crate::document) fn into_findings(mut self, file: &str, text: &str) -> Vec<Finding> {
        if self.left_out > 0 {
            self.entries.push(Entry { mark: Mark::LAST, benchmark: None, kind: Kind::More { count: self.left_out } });
        }
        sort_by_key(&mut self.entries, |entry| entry.mark);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut lines = Lines::of(text);
        let mut current: Option<Line<'_>> = None;
        let mut findings = Vec::with_capacity(self.entries.len());
        for Entry { mark, benchmark, kind } in self.entries {
            let benchmarks = benchmark.into_iter().collect();
            if mark == Mark::LAST || mark.line == 0 {
                findings.push(Finding { benchmarks, ..Finding::of_file(kind, file) });
                continue;
            }
            while current.is_none_or(|line| line.number < mark.line) {
                let Some(line) = lines.next() else { break };
                current = Some(line);
            }
            let line = current.unwrap_or(Line { text: "", offset: 0, number: 1 });
            // At the end of a file, the parsers name the line after the last one.
            let column = if line.number < mark.line { line.text.chars().count() + 1 } else { mark.column as usize };
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let source = quote_source(line.text, column);
            let place = Place { file: file.to_owned(), line: line.number, column };
            findings.push(Finding { kind, place, source, benchmarks });
        }
        findings
    }
}

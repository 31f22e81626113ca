//! One thing that was noticed in the data: what, how grave it is, where it is, and the source line.

use crate::document::diagnostics::severity::Certainty;
use crate::document::diagnostics::severity::Severity;
use crate::document::text::utf16;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::diagnostics::kind::Kind;
use crate::document::text::lines::Lines;
use crate::document::text::printing::is_invisible_blank;
use crate::document::text::printing::{is_unprintable, printable};
use crate::order::sort_by_key;

/// Where something stands: a file, and the line and column in it, both counted from 1.
///
/// Line 0 means the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The path as it was given.
    pub file: String,
    /// From 1; 0 for the whole file.
    pub line: u32,
    /// From 1, in characters; 0 for the whole file.
    pub column: u32,
}

/// One thing that was noticed, with its place and the source line it stands on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What was noticed.
    pub kind: Kind,
    /// Where.
    pub place: Place,
    /// The text of that line around the place, safe to print and cut to a sensible length; empty where there is none.
    pub source: String,
    /// The benchmarks that it is about, by catalog index; none where it is about the model or the file.
    pub benchmarks: Vec<usize>,
}

/// How many characters of a source line are quoted.
const SOURCE_LENGTH: usize = 160;

/// How many characters of a source line are quoted before the place, if the line is longer than [`SOURCE_LENGTH`].
const SOURCE_BEFORE: usize = 80;

impl Finding {
    /// A finding that quotes nothing yet and is about no benchmark.
    #[must_use]
    pub fn new(kind: Kind, place: Place) -> Self {
        Self { kind, place, source: String::new(), benchmarks: Vec::new() }
    }

    /// A finding about the whole file.
    #[must_use]
    pub fn of_file(kind: Kind, file: &str) -> Self {
        Self::new(kind, Place { file: file.to_owned(), line: 0, column: 0 })
    }

    /// How grave it is; a property of its kind.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// How sure it is that something is wrong.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.kind.certainty()
    }

    /// How many characters of `source` stand before the place.
    #[must_use]
    pub fn caret(&self) -> usize {
        let before = (self.place.column as usize).saturating_sub(1);
        match quoted_from(before) {
            0 => before,
            from => before - from + 1,
        }
    }
}

/// Has findings about a file quote the lines that they are about, those that do not yet: those that were made when the text
/// was out of reach. They also point at the first character of the line if they know no column. Without effect on one that is
/// about no line of the file.
pub fn quote_lines<'f>(findings: impl IntoIterator<Item = &'f mut Finding>, bytes: &[u8]) {
    let mut findings: Vec<_> =
        findings.into_iter().filter(|finding| finding.source.is_empty() && finding.place.line > 0).collect();
    if findings.is_empty() {
        return;
    }
    sort_by_key(&mut findings, |finding| finding.place.line);
    let text = utf16::lossy(bytes);
    let mut lines = Lines::of(text.strip_prefix('\u{FEFF}').unwrap_or(&text)).peekable();
    for finding in findings {
        while lines.next_if(|line| line.number < finding.place.line).is_some() {}
        let Some(line) = lines.peek().filter(|line| line.number == finding.place.line) else { continue };
        if finding.place.column == 0 {
            let indent = line.text.chars().take_while(|c| c.is_whitespace()).count();
            finding.place.column = u32::try_from(indent + 1).unwrap_or(u32::MAX);
        }
        finding.source = quote_source(line.text, finding.place.column);
    }
}

/// Where the quoted part of a source line begins, for a place with so many characters before it. If that is not the
/// beginning of the line, the quoted part starts with `…`.
fn quoted_from(before: usize) -> usize {
    if before < SOURCE_LENGTH - SOURCE_BEFORE / 2 { 0 } else { before - SOURCE_BEFORE }
}

/// The part of a source line that is quoted. Characters that would move or hide others are replaced one by one, so that
/// columns still count.
pub(in crate::document) fn quote_source(line: &str, column: u32) -> String {
    let from = quoted_from((column as usize).saturating_sub(1));
    let mut source = String::new();
    if from > 0 {
        source.push('…');
    }
    let mut rest = line.chars().skip(from);
    source.extend(rest.by_ref().take(SOURCE_LENGTH).map(|c| match c {
        '\t' => ' ',
        c if is_invisible_blank(c) => '␣',
        c if is_unprintable(c) => '\u{FFFD}',
        c => c,
    }));
    if rest.next().is_some() {
        source.push('…');
    }
    source
}

/// Printed as compilers do: what, where, the source line with a caret, why it was noticed, and what to do.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { file, line, column } = &self.place;
        writeln!(f, "{}[{}]: {}", self.severity().word(), self.kind.code(), self.kind.message())?;
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let file = printable(file);
        if *line == 0 {
            writeln!(f, "{margin}--> {file}")?;
        } else {
            writeln!(f, "{margin}--> {file}:{line}:{column}")?;
        }
        let source = self.source.trim_end();
        if !source.is_empty() {
            writeln!(f, "{margin} |\n{number} | {source}\n{margin} | {}^", " ".repeat(self.caret()))?;
        }
        if let Some(why) = self.kind.why() {
            writeln!(f, "{margin} = {}: {why}", self.certainty().word())?;
        }
        writeln!(f, "{margin} = help: {}", self.kind.help())
    }
}

//! What is noticed in the data: its kind, how grave it is, where it is, and the words for it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::front_matter::{Line, Lines};
use super::limits;
use super::position::Mark;
use crate::order::sort_by_key;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The model cannot be shown.
    Error,
    /// The model is shown, but something that was meant is lost.
    Warning,
    /// Nothing is lost; somebody should know.
    Notice,
}

impl Severity {
    /// The word for it, as the command line and the page print it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

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
}

/// How many characters of a source line are quoted.
const SOURCE_LENGTH: usize = 160;

/// How many characters of a source line are quoted before the place, if the line is longer than [`SOURCE_LENGTH`].
const SOURCE_BEFORE: usize = 80;

impl Finding {
    /// A finding about the whole file.
    #[must_use]
    pub fn of_file(kind: Kind, file: &str) -> Self {
        Self { kind, place: Place { file: file.to_owned(), line: 0, column: 0 }, source: String::new() }
    }

    /// How grave it is; a property of its kind.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// Quotes the line it is about from the file's text, and points at its first character where no column is known.
    ///
    /// For findings that are made when the text is out of reach. Without effect where there is no such line.
    pub fn quote(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        if let Some(line) = Lines::of(text).find(|line| line.number == self.place.line) {
            if self.place.column == 0 {
                let indent = line.text.chars().take_while(|c| c.is_whitespace()).count();
                self.place.column = u32::try_from(indent + 1).unwrap_or(u32::MAX);
            }
            self.source = quote_source(line.text, self.place.column);
        }
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

/// Where the quoted part of a source line begins, for a place with so many characters before it. If that is not the
/// beginning of the line, the quoted part starts with `…`.
fn quoted_from(before: usize) -> usize {
    if before < SOURCE_LENGTH - SOURCE_BEFORE / 2 { 0 } else { before - SOURCE_BEFORE }
}

/// The part of a source line that is quoted. Characters that would move or hide others are replaced one by one, so that
/// columns still count.
pub(super) fn quote_source(line: &str, column: u32) -> String {
    let from = quoted_from((column as usize).saturating_sub(1));
    let mut source = String::new();
    if from > 0 {
        source.push('…');
    }
    let mut rest = line.chars().skip(from);
    source.extend(rest.by_ref().take(SOURCE_LENGTH).map(|c| match c {
        '\t' => ' ',
        c if is_unprintable(c) => '\u{FFFD}',
        c => c,
    }));
    if rest.next().is_some() {
        source.push('…');
    }
    source
}

/// Printed as compilers do: what, where, the source line with a caret, and what to do.
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
        writeln!(f, "{margin} = help: {}", self.kind.help())
    }
}

/// Collects the findings of one file while it is read.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: Vec<(Mark, Kind)>,
    errors: bool,
    left_out: usize,
}

impl Log {
    /// Notes something at a place.
    ///
    /// Beyond [`limits::FINDINGS`] only errors are kept and the others are counted, so that a file with a hundred
    /// thousand mistakes costs no more than one with a thousand; `kind` is a closure because naming the nearest known
    /// name is what costs.
    pub(super) fn note(&mut self, mark: Mark, kind: impl FnOnce() -> Kind) {
        if self.entries.len() < limits::FINDINGS {
            self.keep(mark, kind());
        } else {
            self.left_out += 1;
        }
    }

    /// Notes an error at a place.
    pub(super) fn error(&mut self, mark: Mark, kind: Kind) {
        debug_assert_eq!(kind.severity(), Severity::Error);
        self.keep(mark, kind);
    }

    fn keep(&mut self, mark: Mark, kind: Kind) {
        self.errors |= kind.severity() == Severity::Error;
        self.entries.push((mark, kind));
    }

    /// Whether there was an error.
    pub(super) fn has_error(&self) -> bool {
        self.errors
    }

    /// The findings in the order of the file, with their source lines.
    pub(super) fn into_findings(mut self, file: &str, text: &str) -> Vec<Finding> {
        if self.left_out > 0 {
            self.entries.push((Mark::LAST, Kind::More { count: self.left_out }));
        }
        sort_by_key(&mut self.entries, |(mark, _)| *mark);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut lines = Lines::of(text);
        let mut current: Option<Line<'_>> = None;
        let mut findings = Vec::with_capacity(self.entries.len());
        for (mark, kind) in self.entries {
            if mark == Mark::LAST || mark.line == 0 {
                findings.push(Finding::of_file(kind, file));
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
            findings.push(Finding { kind, place: Place { file: file.to_owned(), line: line.number, column }, source });
        }
        findings
    }
}

/// The kinds of findings, each with what is needed to say it in words.
///
/// `code`, `severity`, `message` and `help` are the only places where a kind is turned into words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// The bytes are not UTF-8 text.
    NotText,
    /// The file is larger than any score file.
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// The largest size that is read.
        limit: usize,
    },
    /// The YAML is nested too deeply or has too many parts to be read safely.
    TooComplex {
        /// What there are too many of: "levels of nesting".
        what: String,
        /// The most that is read.
        limit: usize,
    },
    /// There is no YAML front matter (the file may be empty).
    NoFrontMatter,
    /// The YAML does not parse; the parser's own words, without the place.
    YamlSyntax {
        /// What the parser said.
        reason: String,
    },
    /// `name` is missing, empty or null.
    NoName,
    /// There is no `score` in a file that was named by itself.
    NoScore,
    /// A block has the wrong shape, so that the file cannot be read.
    WrongShape {
        /// The key of the block, dotted: `score.benchmark.vsi`.
        key: String,
        /// What it should be, with article: "a map from benchmark to scores".
        expected: String,
        /// What it is, with article: "a list".
        found: String,
    },
    /// A benchmark that the catalog does not know.
    UnknownBenchmark {
        /// As written.
        name: String,
        /// The nearest known name, if one is near.
        nearest: Option<String>,
    },
    /// A column that the benchmark does not have.
    UnknownColumn {
        /// The benchmark's name.
        benchmark: String,
        /// As written.
        name: String,
        /// The nearest known name, if one is near.
        nearest: Option<String>,
    },
    /// A capability that the catalog does not know.
    UnknownCapability {
        /// As written.
        name: String,
        /// The nearest known name, if one is near.
        nearest: Option<String>,
    },
    /// A board that the catalog does not know.
    UnknownBoard {
        /// As written.
        name: String,
        /// The nearest known name, if one is near.
        nearest: Option<String>,
    },
    /// A positional list with too few places; none of them is used.
    ShortList {
        /// The key of the list, dotted, with the catalog's name of the benchmark: `VSI columns`.
        key: String,
        /// How many values it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// Something that is not a score where a score belongs; the cell is missing.
    NotAScore {
        /// As written.
        text: String,
    },
    /// A score outside 0 to 100; the cell is missing.
    OutOfRange {
        /// The number.
        value: f64,
    },
    /// A key stands twice in one map; the later one counts.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line of the first.
        first_line: u32,
    },
    /// Another file has the same identity.
    DuplicateIdentity {
        /// The identity.
        code: String,
        /// The other file.
        other: String,
        /// What became of it.
        outcome: DuplicateOutcome,
    },
    /// `website` is not an http(s) address; it is never made a link.
    BadWebsite {
        /// As written.
        text: String,
    },
    /// A field has a value that its key does not take; it counts as absent.
    BadField {
        /// The key, dotted.
        key: String,
        /// What it should be, with article.
        expected: String,
        /// As written.
        found: String,
    },
    /// A stated core score of a benchmark differs from the derived one.
    StaleCore {
        /// The benchmark's name.
        benchmark: String,
        /// The core capability's name.
        capability: String,
        /// What the file says.
        stated: f64,
        /// What its own figures give; `None` where they give nothing.
        derived: Option<f64>,
    },
    /// A stated summary score of a board differs from the derived one.
    StaleSummary {
        /// The board's name.
        board: String,
        /// The capability's name.
        capability: String,
        /// What the file says.
        stated: f64,
        /// What its own figures give; `None` where they give nothing.
        derived: Option<f64>,
    },
    /// A list of equal steps: a placeholder, not a measurement.
    PlaceholderSeries {
        /// What the list is of: "summary of 2D question answering".
        key: String,
        /// The first value.
        first: f64,
        /// The last value.
        last: f64,
    },
    /// A block of scores that is identical to another model's.
    SharedScores {
        /// The other model's name.
        other: String,
        /// The benchmarks that are shared, by name.
        benchmarks: Vec<String>,
        /// How many figures they hold.
        figures: usize,
    },
    /// A key that is not part of the format.
    UnknownKey {
        /// The key, dotted.
        key: String,
        /// The nearest known key, if one is near.
        nearest: Option<String>,
    },
    /// A value that was read although it was not written as it should be.
    Lenient {
        /// As written.
        text: String,
        /// How it was read: the YAML to write in its place.
        read_as: String,
    },
    /// Values beyond the last column of a positional list; ignored.
    ExtraValues {
        /// The key of the list, as in [`Kind::ShortList`].
        key: String,
        /// How many values that are not null stand there.
        count: usize,
    },
    /// Files of a folder or archive that are no score files.
    Skipped {
        /// How many.
        count: usize,
    },
    /// So many findings in one file that the rest was only counted.
    More {
        /// How many were left out.
        count: usize,
    },
    /// Something in the catalog that does not hold together; the part is left out.
    Catalog {
        /// What is wrong.
        problem: String,
        /// What to do.
        help: String,
    },
}

/// What became of two files with one identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DuplicateOutcome {
    /// The other, earlier file was replaced by this one.
    Replaced,
    /// A preview stands beside the bundled model.
    Beside,
}

impl Kind {
    /// The stable identifier of the kind, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotText => "not-text",
            Self::TooLarge { .. } => "too-large",
            Self::TooComplex { .. } => "too-complex",
            Self::NoFrontMatter => "no-front-matter",
            Self::YamlSyntax { .. } => "yaml-syntax",
            Self::NoName => "no-name",
            Self::NoScore => "no-score",
            Self::WrongShape { .. } => "wrong-shape",
            Self::UnknownBenchmark { .. } => "unknown-benchmark",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::UnknownCapability { .. } => "unknown-capability",
            Self::UnknownBoard { .. } => "unknown-board",
            Self::ShortList { .. } => "short-list",
            Self::NotAScore { .. } => "not-a-score",
            Self::OutOfRange { .. } => "out-of-range",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::DuplicateIdentity { .. } => "duplicate-identity",
            Self::BadWebsite { .. } => "bad-website",
            Self::BadField { .. } => "bad-field",
            Self::StaleCore { .. } => "stale-core",
            Self::StaleSummary { .. } => "stale-summary",
            Self::PlaceholderSeries { .. } => "placeholder-series",
            Self::SharedScores { .. } => "shared-scores",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Lenient { .. } => "lenient",
            Self::ExtraValues { .. } => "extra-values",
            Self::Skipped { .. } => "skipped",
            Self::More { .. } => "more-findings",
            Self::Catalog { .. } => "catalog",
        }
    }

    /// How grave findings of this kind are.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NotText
            | Self::TooLarge { .. }
            | Self::TooComplex { .. }
            | Self::NoFrontMatter
            | Self::YamlSyntax { .. }
            | Self::NoName
            | Self::NoScore
            | Self::WrongShape { .. } => Severity::Error,
            Self::UnknownBenchmark { .. }
            | Self::UnknownColumn { .. }
            | Self::UnknownCapability { .. }
            | Self::UnknownBoard { .. }
            | Self::ShortList { .. }
            | Self::NotAScore { .. }
            | Self::OutOfRange { .. }
            | Self::DuplicateKey { .. }
            | Self::DuplicateIdentity { .. }
            | Self::BadWebsite { .. }
            | Self::BadField { .. }
            | Self::Catalog { .. } => Severity::Warning,
            Self::StaleCore { .. }
            | Self::StaleSummary { .. }
            | Self::PlaceholderSeries { .. }
            | Self::SharedScores { .. }
            | Self::UnknownKey { .. }
            | Self::Lenient { .. }
            | Self::ExtraValues { .. }
            | Self::Skipped { .. }
            | Self::More { .. } => Severity::Notice,
        }
    }

    /// What happened, in one sentence without a full stop; values from the file are quoted.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NotText => "the file is not UTF-8 text".to_owned(),
            Self::TooLarge { bytes, limit } => {
                format!("the file has {}; score files of up to {} are read", size(*bytes), size(*limit))
            }
            Self::TooComplex { what, limit } => format!("the YAML has more than {limit} {what}"),
            Self::NoFrontMatter => "there is no YAML front matter".to_owned(),
            Self::YamlSyntax { reason } => format!("the YAML cannot be read: {}", cut(reason, SENTENCE_LENGTH)),
            Self::NoName => "the model has no `name`".to_owned(),
            Self::NoScore => "there is no `score` block".to_owned(),
            Self::WrongShape { key, expected, found } => {
                format!("{} should be {expected}, but it is {}", quote(key), printable(found))
            }
            Self::UnknownBenchmark { name, .. } => format!("the catalog has no benchmark {}", quote(name)),
            Self::UnknownColumn { benchmark, name, .. } => {
                format!("{} has no column {}", printable(benchmark), quote(name))
            }
            Self::UnknownCapability { name, .. } => format!("the catalog has no such capability: {}", quote(name)),
            Self::UnknownBoard { name, .. } => format!("the catalog has no board {}", quote(name)),
            Self::ShortList { key, found, expected } => {
                format!("the list of {} has {found} of {expected} values, so none of them is used", printable(key))
            }
            Self::NotAScore { text } => format!("{} is not a score, so it counts as missing", quote(text)),
            Self::OutOfRange { value } => {
                format!("the score {} is not between 0 and 100, so it counts as missing", number(*value))
            }
            Self::DuplicateKey { key, first_line } => {
                format!("{} stands here a second time, after line {first_line}; this one counts", quote(key))
            }
            Self::DuplicateIdentity { code, other, outcome } => {
                let outcome = match outcome {
                    DuplicateOutcome::Replaced => "this one replaces it",
                    DuplicateOutcome::Beside => "this one stands beside it",
                };
                format!("{} is already the identity of {}; {outcome}", quote(code), printable(other))
            }
            Self::BadWebsite { text } => format!("the website {} is not an http(s) address", quote(text)),
            Self::BadField { key, expected, found } => {
                format!("{} should be {expected}, but it is {}; it is ignored", quote(key), quote(found))
            }
            Self::StaleCore { benchmark, capability, stated, derived } => {
                differs(capability, benchmark, *stated, *derived)
            }
            Self::StaleSummary { board, capability, stated, derived } => differs(capability, board, *stated, *derived),
            Self::PlaceholderSeries { key, first, last } => format!(
                "the {} counts from {} to {} in equal steps: a placeholder, not a measurement",
                printable(key),
                number(*first),
                number(*last)
            ),
            Self::SharedScores { other, benchmarks, figures } => format!(
                "{figures} figures are the same as those of {}: {}",
                printable(other),
                cut(&benchmarks.join(", "), SENTENCE_LENGTH)
            ),
            Self::UnknownKey { key, .. } => format!("{} is not a key of the format, so it is ignored", quote(key)),
            Self::Lenient { text, read_as } => format!("{} was read as {}", quote(text), printable(read_as)),
            Self::ExtraValues { key, count: 1 } => {
                format!("the list of {} has a value after its last place; it is ignored", printable(key))
            }
            Self::ExtraValues { key, count } => {
                format!("the list of {} has {count} values after its last place; they are ignored", printable(key))
            }
            Self::Skipped { count: 1 } => "1 file is no score file and was skipped".to_owned(),
            Self::Skipped { count } => format!("{count} files are no score files and were skipped"),
            Self::More { count: 1 } => "there is 1 more finding in this file".to_owned(),
            Self::More { count } => format!("there are {count} more findings in this file"),
            Self::Catalog { problem, .. } => cut(problem, SENTENCE_LENGTH),
        }
    }

    /// What to do about it, in one or two sentences.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NotText => "Save it as UTF-8 text. A score file is Markdown or YAML.".to_owned(),
            Self::TooLarge { .. } => "Give a file with the scores of one model and nothing else.".to_owned(),
            Self::TooComplex { .. } => {
                "Write the scores out plainly, one model in one file, without nesting or repeating more than needed."
                    .to_owned()
            }
            Self::NoFrontMatter => {
                "Start the file with a line `---`, then the YAML with `name` and `score`, then another line `---`."
                    .to_owned()
            }
            Self::YamlSyntax { reason } => syntax_help(reason).to_owned(),
            Self::NoName => "Add a line `name: …` with the name under which the model is shown.".to_owned(),
            Self::NoScore => "Add `score:` with a `benchmark:` block in it that holds the scores.".to_owned(),
            Self::WrongShape { expected, .. } => format!("Write {expected} here."),
            Self::UnknownBenchmark { nearest, .. } => did_you_mean(
                nearest,
                "Use a benchmark's `id`, `code` or `name` from the catalog. The block is ignored.",
            ),
            Self::UnknownColumn { name, .. } if name == "<<" => MERGE_HELP.to_owned(),
            Self::UnknownColumn { nearest, .. } => {
                did_you_mean(nearest, "Use the names of the columns in the catalog. The score is ignored.")
            }
            Self::UnknownCapability { nearest, .. } => {
                did_you_mean(nearest, "Use the names of the capabilities in the catalog. The score is ignored.")
            }
            Self::UnknownBoard { nearest, .. } => {
                did_you_mean(nearest, "Use a board's `id`, `code` or `name` from the catalog. The block is ignored.")
            }
            Self::ShortList { .. } => {
                "Write one value for each place, `null` where there is none, or a map from name to score.".to_owned()
            }
            Self::NotAScore { text } if is_comma_decimal(text) => {
                "Write it with a point instead of the comma.".to_owned()
            }
            Self::NotAScore { .. } => {
                "Write a number from 0 to 100, or `null` where there is none; remarks belong into a comment.".to_owned()
            }
            Self::OutOfRange { .. } => "Write scores in per cent, from 0 to 100.".to_owned(),
            Self::DuplicateKey { .. } => "Keep one of the two.".to_owned(),
            Self::DuplicateIdentity { .. } => {
                "Give each model a `code` of its own, or remove one of the two files.".to_owned()
            }
            Self::BadWebsite { .. } => "Write the full address, with `https://` in front.".to_owned(),
            Self::BadField { expected, .. } => format!("Write {expected}, or leave the key out."),
            Self::StaleCore { .. } | Self::StaleSummary { .. } => {
                "The derived score is shown. Compute the stated one again, or leave it out.".to_owned()
            }
            Self::PlaceholderSeries { .. } => "It is never shown. Leave it out: these scores are derived.".to_owned(),
            Self::SharedScores { .. } => {
                "Check that they were not copied: two models seldom score the same.".to_owned()
            }
            Self::UnknownKey { key, .. } if key.ends_with("<<") => MERGE_HELP.to_owned(),
            Self::UnknownKey { nearest, .. } => did_you_mean(nearest, "Remove it, or write it as a comment."),
            Self::Lenient { read_as, .. } => format!("Write {} if that is what you mean.", printable(read_as)),
            Self::ExtraValues { .. } => {
                "Remove them, or check that the list is in the order of the catalog.".to_owned()
            }
            Self::Skipped { .. } => {
                "A score file has YAML front matter with a `score` block. Name a file by itself to see why it is none."
                    .to_owned()
            }
            Self::More { .. } => "Put the ones above right first.".to_owned(),
            Self::Catalog { help, .. } => cut(help, SENTENCE_LENGTH),
        }
    }
}

const MERGE_HELP: &str = "Merge keys are not read. Write the values out.";

fn did_you_mean(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("Did you mean {}? {otherwise}", quote(nearest)),
        None => otherwise.to_owned(),
    }
}

/// What is usually behind the words of the YAML parser.
fn syntax_help(reason: &str) -> &'static str {
    let said = |words: &[&str]| words.iter().any(|words| reason.contains(words));
    if said(&["cannot start any token", "violates indentation", "tab"]) {
        "Indent with spaces, not with tabs, and put text that begins with a special character in quotes."
    } else if said(&["mapping values are not allowed"]) {
        "Put text that holds a colon in quotes, and check that this line is indented like its neighbours."
    } else if said(&["flow", "',' or"]) {
        "Check that each `[` and `{` is closed, and that there are commas between the values."
    } else if said(&["quoted scalar", "end of stream"]) {
        "Check that each quotation mark is closed."
    } else if said(&["anchor", "alias"]) {
        "Write the value out instead of referring to another one, or put text that begins with `*` or `&` in quotes."
    } else if said(&["second document"]) {
        "Give each model a file of its own."
    } else if said(&["is not allowed in YAML"]) {
        "Remove the character; it is often invisible."
    } else {
        "Check the indentation here and in the lines before."
    }
}

fn differs(capability: &str, of: &str, stated: f64, derived: Option<f64>) -> String {
    let (capability, of, stated) = (printable(capability), printable(of), rounded(stated));
    match derived {
        Some(derived) => {
            format!("{capability} of {of} is stated as {stated}, but its figures give {}", rounded(derived))
        }
        None => format!("{capability} of {of} is stated as {stated}, but there are no figures to derive it from"),
    }
}

/// A decimal comma: `37,5`.
pub(super) fn is_comma_decimal(text: &str) -> bool {
    text.split_once(',').is_some_and(|(whole, fraction)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits(whole.trim_start()) && digits(fraction.trim_end_matches([' ', '%']))
    })
}

/// Four decimals, without trailing zeros.
fn rounded(value: f64) -> String {
    let text = format!("{value:.4}");
    if value.abs() >= 1e9 { number(value) } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// A number in full, unless that takes a line of zeros.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e15).contains(&size) { format!("{value:e}") } else { value.to_string() }
}

/// Bytes in the unit that people use.
fn size(bytes: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a tenth of a megabyte is all that is shown")]
    let megabytes = bytes as f64 / f64::from(1 << 20);
    if megabytes.fract() == 0.0 { format!("{megabytes} MiB") } else { format!("{megabytes:.1} MiB") }
}

/// The longest text of a file that is quoted in a message, in characters.
const QUOTE_LENGTH: usize = 80;

/// The longest text that is a sentence of its own, in characters.
const SENTENCE_LENGTH: usize = 400;

/// A text of the file in backticks, cut and made safe to print.
pub(super) fn quote(text: &str) -> String {
    format!("`{}`", printable(text))
}

/// A text of the file, cut and made safe to print: what would move or hide other text is written as its number.
pub(super) fn printable(text: &str) -> String {
    cut(text, QUOTE_LENGTH)
}

fn cut(text: &str, length: usize) -> String {
    let mut printed = String::with_capacity(text.len().min(2 * length));
    let mut rest = text.chars();
    for c in rest.by_ref().take(length) {
        if is_unprintable(c) { printed.extend(c.escape_unicode()) } else { printed.push(c) }
    }
    if rest.next().is_some() {
        printed.push('…');
    }
    printed
}

/// Control characters, line separators, and those that are invisible or change the direction of other text.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

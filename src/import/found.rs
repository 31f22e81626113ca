//! What was found in a file: a model, its figures and where each stands, and what was not used and why.

use serde::{Deserialize, Serialize};

use super::limits;
use crate::document::{Catalog, Metric, ScoreRange};

/// A format that results come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A score file: there is nothing to import.
    ScoreFile,
    /// `results_<task>.json` of the Embodied Arena's own tool.
    EmbodiedEval,
    /// `results_<date>.json` of lm-evaluation-harness and lmms-eval.
    Harness,
    /// `samples_<task>.json`, a line for each item.
    Samples,
    /// The front matter of a model card of Hugging Face.
    ModelIndex,
    /// `.eval_results/*.yaml` of Hugging Face.
    EvalResults,
    /// Every Eval Ever.
    EveryEval,
    /// The JSON that this page exports.
    Report,
    /// JSON objects with the same keys, one for each row of a table.
    Records,
    /// Values between commas, tabs or semicolons.
    Delimited,
    /// Tables in Markdown.
    Markdown,
    /// Tables in LaTeX.
    Latex,
    /// Tables in HTML.
    Html,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::ScoreFile,
        Self::EmbodiedEval,
        Self::Harness,
        Self::Samples,
        Self::ModelIndex,
        Self::EvalResults,
        Self::EveryEval,
        Self::Report,
        Self::Records,
        Self::Delimited,
        Self::Markdown,
        Self::Latex,
        Self::Html,
    ];

    /// Whether it is a table, in which a row or a column is a model.
    #[must_use]
    pub fn is_table(self) -> bool {
        matches!(self, Self::Report | Self::Records | Self::Delimited | Self::Markdown | Self::Latex | Self::Html)
    }

    /// As the command line has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ScoreFile => "score-file",
            Self::EmbodiedEval => "embodied-eval",
            Self::Harness => "lm-eval",
            Self::Samples => "samples",
            Self::ModelIndex => "model-index",
            Self::EvalResults => "eval-results",
            Self::EveryEval => "every-eval-ever",
            Self::Report => "report",
            Self::Records => "records",
            Self::Delimited => "csv",
            Self::Markdown => "markdown",
            Self::Latex => "latex",
            Self::Html => "html",
        }
    }

    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ScoreFile => "score file",
            Self::EmbodiedEval => "results of embodied_eval",
            Self::Harness => "results of lm-eval or lmms-eval",
            Self::Samples => "items of an evaluation run",
            Self::ModelIndex => "model card",
            Self::EvalResults => "Hugging Face .eval_results",
            Self::EveryEval => "Every Eval Ever",
            Self::Report => "JSON export of this page",
            Self::Records => "JSON table",
            Self::Delimited => "CSV or TSV table",
            Self::Markdown => "Markdown table",
            Self::Latex => "LaTeX table",
            Self::Html => "HTML table",
        }
    }
}

/// What a figure means as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Per cent, or the range that the catalog gives the column: it is taken as it is.
    Percent,
    /// A share of 1.
    Fraction,
    /// Between two ends, such as a judge's 1 to 5.
    Range {
        /// The worst score.
        low: f64,
        /// The best score.
        high: f64,
    },
    /// It can be read in two ways: a fraction or a percentage.
    Unknown,
}

impl Scale {
    /// What judges give where they mark from 1 to 5.
    pub(super) const JUDGE: Self = Self::Range { low: 1.0, high: 5.0 };

    /// As shown.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Percent => "per cent".to_owned(),
            Self::Fraction => "fraction of 1".to_owned(),
            Self::Range { low, high } => format!("{low} to {high}"),
            Self::Unknown => "unknown".to_owned(),
        }
    }

    /// The score that a figure is, in the range that the catalog gives the column.
    fn score(self, value: f64, own: ScoreRange, metric: Metric) -> Option<f64> {
        // CIDEr has no real upper end: tools give it as they give a percentage.
        let range = if metric == Metric::TextOverlap { ScoreRange::PERCENT } else { own };
        let along = |share: f64| rounded(range.low + share * (range.high - range.low));
        match self {
            Self::Percent => Some(value),
            Self::Fraction => Some(along(value)),
            // A range that is the column's own leaves the figure as it is.
            Self::Range { low, high } if (low, high) == (own.low, own.high) => Some(value),
            Self::Range { low, high } if high > low => Some(along((value - low) / (high - low))),
            Self::Range { .. } | Self::Unknown => None,
        }
    }
}

/// Without the digits that only binary fractions make: 0.58 is 58 per cent, not 57.99999999999999.
pub(super) fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e10).round() / 1e10;
    if rounded.is_finite() { rounded } else { value }
}

/// What is written in the place of a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Figure {
    /// A number.
    Number(f64),
    /// A number if its comma is a decimal one.
    DecimalComma(f64),
}

/// A figure and what it is taken for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The key or the heading of the source; corrections refer to it.
    pub key: String,
    /// Where it stands: file, and row or line.
    pub place: String,
    /// As it is written.
    pub raw: String,
    /// The number.
    pub figure: Figure,
    /// Index of the benchmark; `None` where the key names none of the catalog.
    pub benchmark: Option<usize>,
    /// Index of its column.
    pub column: Option<usize>,
    /// What the number means.
    pub scale: Scale,
    /// How many scored items stand behind it, where the source knows.
    pub items: Option<u32>,
    /// What stands beside it, such as a standard error.
    pub note: Option<String>,
    /// Which run it is of, for comments: the file and its format.
    pub run: String,
    /// When it was measured: an ISO date, perhaps with a time; what is newer is greater.
    pub date: Option<String>,
}

impl Entry {
    /// The score; `None` while it is not known what the figure is, or where it is outside of the column's range.
    #[must_use]
    pub fn score(&self, catalog: &Catalog) -> Option<f64> {
        let Figure::Number(value) = self.figure else { return None };
        let benchmark = catalog.benchmarks.get(self.benchmark?)?;
        let column = self.column.filter(|column| *column < benchmark.columns.len())?;
        let range = benchmark.range_of(column);
        let score = self.scale.score(value, range, benchmark.metric_of(column))?;
        Some(score).filter(|score| range.contains(*score))
    }

    /// The cell that it belongs to.
    pub(super) fn cell(&self) -> Option<(usize, usize)> {
        self.benchmark.zip(self.column)
    }
}

/// Something that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUsed {
    /// A key, a heading, a row.
    pub what: String,
    /// The reason, without a full stop.
    pub why: String,
}

/// One model, as a file has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The files that it is from.
    pub sources: Vec<String>,
    /// The format.
    pub kind: Kind,
    /// Its name, where the source has one.
    pub model: Option<String>,
    /// Its code, where the source has one.
    pub code: Option<String>,
    /// Who made it, where the source says so.
    pub author: Option<String>,
    /// Its figures, in the order of the source.
    pub entries: Vec<Entry>,
    /// What was not used, and why.
    pub not_used: Vec<NotUsed>,
}

impl Found {
    pub(super) fn new(path: &str, kind: Kind) -> Self {
        Self {
            sources: vec![path.to_owned()],
            kind,
            model: None,
            code: None,
            author: None,
            entries: Vec::new(),
            not_used: Vec::new(),
        }
    }

    /// Notes what was not used; of very many the first.
    pub(super) fn skip(&mut self, what: &str, why: impl Into<String>) {
        let not_used = NotUsed { what: shortened(what), why: why.into() };
        if self.not_used.len() < limits::ENTRIES && self.not_used.last() != Some(&not_used) {
            self.not_used.push(not_used);
        }
    }

    /// Adds an entry, as long as there are not too many.
    pub(super) fn push(&mut self, entry: Entry) {
        if self.entries.len() < limits::ENTRIES {
            self.entries.push(entry);
        } else {
            self.skip("further figures", format!("one model has more than {} of them", limits::ENTRIES));
        }
    }

    /// Whether anything of it can become a score.
    #[must_use]
    pub fn has_scores(&self, catalog: &Catalog) -> bool {
        self.entries.iter().any(|entry| entry.score(catalog).is_some())
    }

    /// What two imports of the same shape have in common: the format and the keys. Corrections are remembered by it.
    #[must_use]
    pub fn shape(&self) -> String {
        let mut keys: Vec<&str> = self.entries.iter().map(|entry| entry.key.as_str()).collect();
        crate::order::sort_by(&mut keys, |a, b| a.cmp(b));
        keys.dedup();
        // FNV-1a: keys may be long and there may be many.
        let hash = keys
            .iter()
            .flat_map(|key| key.bytes().chain([0]))
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{}-{hash:016x}", self.kind.code())
    }
}

/// A text of a file that is kept as a name or a key: in one line, and not too long.
pub(super) fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.char_indices().nth(limits::NAME).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default().to_owned()
}

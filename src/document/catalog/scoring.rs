//! How a benchmark's figures are made: what an item's score is, how many items there are, which range a column has, and
//! how the total follows from the other columns.

use serde::{Deserialize, Serialize};

/// How an item is scored, which decides whether a figure has an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// A proportion of the questions: 0 or 1 an item.
    Accuracy,
    /// A proportion of the episodes: 0 or 1 an item.
    SuccessRate,
    /// A mean of per-item scores in 0..=1 given by a language model.
    LlmJudged,
    /// A mean of per-item scores in 0..=1 by numeric closeness.
    RelativeAccuracy,
    /// A text similarity such as `CIDEr`, which is no mean over items.
    TextOverlap,
    /// A mean of per-item harmonic means of precision and recall.
    F1,
    /// A mean of per-item shares of points that are right.
    PointShare,
    /// A harmonic mean of precision and recall over all items together, which is no mean over items.
    MicroF1,
}

impl Metric {
    /// The words in the catalog.
    pub(in crate::document) const WORDS: [(&str, Self); 8] = [
        ("accuracy", Self::Accuracy),
        ("success-rate", Self::SuccessRate),
        ("llm-judged", Self::LlmJudged),
        ("relative-accuracy", Self::RelativeAccuracy),
        ("text-overlap", Self::TextOverlap),
        ("f1", Self::F1),
        ("point-share", Self::PointShare),
        ("micro-f1", Self::MicroF1),
    ];

    /// The metric that a word of the catalog names.
    pub(in crate::document) fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, metric)| *metric)
    }
}

/// The scores that a column can have, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreRange {
    /// The lowest.
    pub low: f64,
    /// The highest; more than `low`.
    pub high: f64,
}

impl ScoreRange {
    /// What a column has unless the catalog says otherwise.
    pub const PERCENT: Self = Self { low: 0.0, high: 100.0 };

    /// Whether a score lies in it.
    #[must_use]
    pub fn contains(self, score: f64) -> bool {
        (self.low..=self.high).contains(&score)
    }

    /// The score in it that is nearest to another.
    #[must_use]
    pub fn nearest(self, score: f64) -> f64 {
        score.max(self.low).min(self.high)
    }

    /// How wide it is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// How many scored items stand behind figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Samples {
    /// Not stated.
    #[default]
    Unknown,
    /// Behind the total.
    Total(u32),
    /// Behind each column, by its index; `None` where it is not stated.
    Columns(Vec<Option<u32>>),
}

impl Samples {
    /// What is stated for one column.
    pub(in crate::document) fn column(&self, column: usize) -> Option<u32> {
        match self {
            Self::Columns(counts) => counts.get(column).copied().flatten(),
            Self::Unknown | Self::Total(_) => None,
        }
    }

    /// What is stated for the total, which is the column of an index.
    pub(in crate::document) fn total(&self, total: usize) -> Option<u32> {
        match self {
            Self::Total(count) => Some(*count),
            Self::Columns(_) => self.column(total),
            Self::Unknown => None,
        }
    }
}

/// How the total of a benchmark follows from its other columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum TotalRule {
    /// Over all items together.
    #[default]
    Pooled,
    /// The plain mean of the other columns.
    Mean,
    /// A weighted sum of columns, by their indices. The weights need not add up to 1.
    Weights(Vec<(usize, f64)>),
}

/// The columns of a benchmark that is being read.
#[derive(Clone, Copy)]
pub(in crate::document) struct Columns<'b> {
    pub(in crate::document) benchmark: &'b str,
    pub(in crate::document) columns: &'b [String],
    pub(in crate::document) total: usize,
}

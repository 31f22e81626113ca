//! One model as its score file describes it: the checked form that the layers above read.

use serde::{Deserialize, Serialize};

use crate::document::catalog::scoring::Samples;

/// `category` of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// A general vision-language model.
    General,
    /// A model made for embodied tasks.
    Embodied,
}

impl Category {
    /// The word in score files and addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Embodied => "embodied",
        }
    }
}

/// What a model can see: entries of `qa` and `dimension`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Input {
    /// Images or video.
    #[serde(rename = "2D")]
    TwoD,
    /// Point clouds, depth or reconstructions.
    #[serde(rename = "3D")]
    ThreeD,
}

impl Input {
    /// The word in score files and addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TwoD => "2D",
            Self::ThreeD => "3D",
        }
    }
}

/// `release` of a model: a year, perhaps a month and a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Released {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31 (`date` in the file).
    pub day: Option<u8>,
}

/// A score as it stands in a file, and the line it stands on (from 1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Within the range of its column, finite.
    pub value: f64,
    /// From 1.
    pub line: u32,
}

/// Which of the two levels of capabilities a stated list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Level {
    /// The core capabilities, `0` or `core`.
    Core,
    /// The fine-grained ones, `1` or `fine`.
    Fine,
}

/// Derived scores that a file states; only ever compared, never shown.
///
/// `values` has one place per capability of the level, in the order of [`Catalog::cores`](crate::document::catalog::Catalog::cores) or [`Catalog::fines`](crate::document::catalog::Catalog::fines) (not of
/// the file's positions), any finite number. The overall score that a core list may have in its eighth place is in
/// `written` only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    /// Core or fine.
    pub level: Level,
    /// One per capability, in catalog order; finite, not limited to 0..=100.
    pub values: Vec<Option<Figure>>,
    /// The list as it was written (finite numbers, in the file's order, without nulls): what a placeholder shows in.
    pub written: Vec<f64>,
    /// Line of the list's key.
    pub line: u32,
}

/// The scores of one model on one benchmark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchmarkScores {
    /// Index into [`Catalog::benchmarks`](crate::document::catalog::Catalog::benchmarks).
    pub benchmark: usize,
    /// Line of the benchmark's key.
    pub line: u32,
    /// One place per column of the benchmark, in catalog order.
    pub columns: Vec<Option<Figure>>,
    /// One place per fine-grained capability, in the order of [`Catalog::fines`](crate::document::catalog::Catalog::fines); empty if the file has none.
    pub fine: Vec<Option<Figure>>,
    /// What the file states for the core capabilities.
    pub stated_core: Option<Stated>,
    /// How many scored items stand behind the scores, where they are not the catalog's.
    pub samples: Samples,
}

/// One model as its score file describes it, checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelDocument {
    /// Path of the file.
    pub file: String,
    /// Which YAML document of the file, from 0.
    pub index: u32,
    /// The first and the last line of the file that belong to that document (from 1): what stands before the first one is its, and what
    /// stands behind the last one.
    pub lines: (u32, u32),
    /// Identity: `code`, else a slug of the name.
    pub code: String,
    /// Line of `code`, or of `name` where there is none (from 1).
    pub code_line: u32,
    /// Never empty.
    pub name: String,
    /// `category`.
    pub category: Option<Category>,
    /// `author`, in the file's order.
    pub authors: Vec<String>,
    /// `website`, only ever an http(s) address.
    pub website: Option<String>,
    /// `opensource`.
    pub open_source: Option<bool>,
    /// `release`.
    pub released: Option<Released>,
    /// `size`: billions of parameters, positive.
    pub sizes: Vec<f64>,
    /// `component.vision`.
    pub vision: Vec<String>,
    /// `component.language`.
    pub language: Vec<String>,
    /// `qa`.
    pub qa: Vec<Input>,
    /// `dimension`.
    pub dimension: Vec<Input>,
    /// `navigation`.
    pub navigation: Option<bool>,
    /// `taskPlanning`.
    pub task_planning: Option<bool>,
    /// `reason`.
    pub reason: Option<bool>,
    /// `imageVideo`.
    pub image_video: Option<String>,
    /// In the file's order, no benchmark twice.
    pub scores: Vec<BenchmarkScores>,
    /// Scores up to 1 whose percent signs say that they are no fractions of 1.
    pub percentages: Vec<Figure>,
    /// `score.summary`: board index and what is stated for it.
    pub summaries: Vec<(usize, Stated)>,
}

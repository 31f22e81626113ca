//! The kinds of findings: what there is to notice, and what programs need to know of each.

use serde::{Deserialize, Serialize};

use crate::document::catalog::scoring::ScoreRange;
use crate::document::diagnostics::severity::{Certainty, Severity};
use crate::document::diagnostics::structure::Structure;

/// The kinds of findings, each with what is needed to say it in words.
///
/// The sentences are made in `words.rs` and nowhere else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// The file cannot be read at all.
    Unreadable {
        /// Why, going on from "the file cannot be read".
        reason: String,
    },
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
        /// As written; empty for an empty place of a list.
        text: String,
        /// The one number that is clear in it, as it is to be written, if there is one.
        likely: Option<String>,
        /// The scores that may stand there, where that is known.
        range: Option<ScoreRange>,
    },
    /// A score in a map in brackets whose decimal comma makes a key of what follows it; the cell is missing.
    DecimalComma {
        /// As written: `41,2`.
        text: String,
        /// The number that it seems to be, as it is to be written, if there is only one.
        likely: Option<String>,
    },
    /// Two keys with different values that could both be the total of a block; it is missing.
    TwoTotals {
        /// The keys, as written.
        keys: [String; 2],
        /// What the total is called.
        total: String,
    },
    /// A list in which it is doubtful which value has which place: decimal commas explain that it is too long, or one of its
    /// places holds several values. None of it is used.
    DoubtfulList {
        /// What the list is of: `VSI columns`.
        key: String,
        /// How many values it has.
        found: usize,
        /// How many it should have.
        expected: usize,
        /// What makes it doubtful, as written: `41,2` or `2; 22`.
        text: String,
        /// Whether decimal commas explain its length.
        commas: bool,
    },
    /// Scores of a benchmark that look like fractions of 1, where other models' are percentages; they are missing.
    Fractions {
        /// The benchmark's name.
        benchmark: String,
        /// The scores, in no order.
        figures: Vec<FractionFigure>,
        /// The total that is made of them and so is missing too, if it looks like no fraction itself.
        total: Option<f64>,
        /// What says that they are fractions.
        sign: FractionSign,
    },
    /// Commas of another width between values, read as those of YAML.
    WideCommas {
        /// The comma.
        text: String,
        /// How many there are in the file.
        count: usize,
    },
    /// A score outside the range of its column; the cell is missing.
    OutOfRange {
        /// The number.
        value: f64,
        /// The lowest score that the column can have.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// A key stands twice in one map; the later one counts.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line of the first.
        first_line: u32,
    },
    /// Another model has the same identity.
    DuplicateIdentity {
        /// The identity.
        code: String,
        /// The other file, or where in the same file the other model stands.
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
        /// What the list is of: "summary of 2D embodied QA".
        key: String,
        /// The first value.
        first: f64,
        /// The last value.
        last: f64,
        /// Whether they are scores that are shown, rather than derived ones that are only compared.
        is_shown: bool,
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
    /// The total of a benchmark is not the mean of its columns, although for most models it is.
    TotalNotMean {
        /// The benchmark's name.
        benchmark: String,
        /// The total.
        total: f64,
        /// The mean of its columns.
        mean: f64,
        /// Whether the mean is weighted by the catalog's questions.
        weighted: bool,
        /// For how many models the total is that mean.
        agreeing: usize,
        /// How many models it was worked out for, this one included.
        models: usize,
    },
    /// A model that is probably another one under a second code.
    SameModel {
        /// The other model's name.
        other: String,
        /// The other model's code.
        code: String,
        /// Whether the names are the same but for case, separators and the maker's name.
        names: bool,
        /// How many figures are the same.
        same: usize,
        /// How many figures both have.
        shared: usize,
    },
    /// A total that is far off what the model's other totals predict.
    Outlier {
        /// The benchmark's name.
        benchmark: String,
        /// The total.
        score: f64,
        /// What the other totals predict.
        predicted: f64,
        /// The median over all models of how far such a prediction is off, in points.
        spread: f64,
        /// How many of the model's other totals went into the prediction.
        from: usize,
    },
    /// Scores of a benchmark that no whole number of right answers gives.
    ImpossibleScores {
        /// The benchmark's name.
        benchmark: String,
        /// The scores; at least one.
        scores: Vec<ImpossibleScore>,
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
    /// Something in the catalog for which nothing can be ranked.
    CatalogRefused {
        /// What is wrong.
        problem: String,
        /// What to do.
        help: String,
    },
    /// How the file is put together.
    Structure(Structure),
    /// Something in the catalog that does not hold together; the part is left out.
    Catalog {
        /// What is wrong.
        problem: String,
        /// What to do.
        help: String,
    },
}

/// Fewer figures than this may be the same by chance.
const FIGURES_BY_CHANCE: usize = 5;

/// A score that looks like a fraction of 1, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FractionFigure {
    /// Whether it is one of the fine-grained capabilities, else of the columns.
    pub fine: bool,
    /// The line of the file, from 1.
    pub line: u32,
    /// The score as it is written.
    pub value: f64,
}

/// A score that no whole number of right answers gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImpossibleScore {
    /// Name of the column.
    pub column: String,
    /// Percent.
    pub score: f64,
    /// How many items the catalog states.
    pub items: u32,
    /// The nearest number of items that would give it, up to twice as many.
    pub fits: Option<u32>,
}

/// What says that scores are fractions of 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum FractionSign {
    /// What other models usually have there.
    Others(f64),
    /// All scores of the file.
    File,
    /// The columns that the total is made of.
    Columns,
}

/// What a finding casts doubt on, what matters most to a visitor first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// A score that is shown, or one that is missing because of it.
    Score,
    /// A figure that the file states and the page derives: it is never shown.
    Stated,
    /// How the file is written.
    Form,
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
            Self::Unreadable { .. } => "unreadable",
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
            Self::DecimalComma { .. } => "decimal-comma",
            Self::TwoTotals { .. } => "two-totals",
            Self::DoubtfulList { .. } => "doubtful-list",
            Self::Fractions { .. } => "fractions",
            Self::WideCommas { .. } => "wide-commas",
            Self::OutOfRange { .. } => "out-of-range",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::DuplicateIdentity { .. } => "duplicate-identity",
            Self::BadWebsite { .. } => "bad-website",
            Self::BadField { .. } => "bad-field",
            Self::StaleCore { .. } => "stale-core",
            Self::StaleSummary { .. } => "stale-summary",
            Self::PlaceholderSeries { .. } => "placeholder-series",
            Self::SharedScores { .. } => "shared-scores",
            Self::TotalNotMean { .. } => "total-not-mean",
            Self::SameModel { .. } => "same-model",
            Self::Outlier { .. } => "outlier",
            Self::ImpossibleScores { .. } => "impossible-scores",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Lenient { .. } => "lenient",
            Self::ExtraValues { .. } => "extra-values",
            Self::Skipped { .. } => "skipped",
            Self::More { .. } => "more-findings",
            Self::CatalogRefused { .. } => "catalog-refused",
            Self::Structure(of) => of.code(),
            Self::Catalog { .. } => "catalog",
        }
    }

    /// How grave findings of this kind are.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Structure(of) => of.severity(),
            Self::Unreadable { .. }
            | Self::NotText
            | Self::TooLarge { .. }
            | Self::TooComplex { .. }
            | Self::NoFrontMatter
            | Self::YamlSyntax { .. }
            | Self::NoName
            | Self::NoScore
            | Self::WrongShape { .. }
            | Self::CatalogRefused { .. } => Severity::Error,
            Self::UnknownBenchmark { .. }
            | Self::UnknownColumn { .. }
            | Self::UnknownCapability { .. }
            | Self::UnknownBoard { .. }
            | Self::ShortList { .. }
            | Self::NotAScore { .. }
            | Self::DecimalComma { .. }
            | Self::TwoTotals { .. }
            | Self::DoubtfulList { .. }
            | Self::Fractions { .. }
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
            | Self::TotalNotMean { .. }
            | Self::SameModel { .. }
            | Self::Outlier { .. }
            | Self::ImpossibleScores { .. }
            | Self::UnknownKey { .. }
            | Self::Lenient { .. }
            | Self::WideCommas { .. }
            | Self::ExtraValues { .. }
            | Self::Skipped { .. }
            | Self::More { .. } => Severity::Notice,
        }
    }

    /// What a finding of this kind casts doubt on.
    #[must_use]
    pub fn concern(&self) -> Concern {
        match self {
            Self::SharedScores { .. }
            | Self::TotalNotMean { .. }
            | Self::SameModel { .. }
            | Self::Outlier { .. }
            | Self::ImpossibleScores { .. }
            | Self::PlaceholderSeries { is_shown: true, .. } => Concern::Score,
            Self::StaleCore { .. } | Self::StaleSummary { .. } | Self::PlaceholderSeries { .. } => Concern::Stated,
            _ => match self.severity() {
                // What loses or doubts a score is never less than a warning.
                Severity::Error | Severity::Warning => Concern::Score,
                Severity::Notice => Concern::Form,
            },
        }
    }

    /// How sure it is that something is wrong with what a finding of this kind is about.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        match self {
            Self::SharedScores { figures, .. } if *figures < FIGURES_BY_CHANCE => Certainty::WorthALook,
            // Alike in name only: two models may well be called the same.
            Self::SameModel { same, shared, .. } if 2 * same <= *shared => Certainty::WorthALook,
            Self::Outlier { .. } | Self::ImpossibleScores { .. } => Certainty::WorthALook,
            Self::PlaceholderSeries { .. }
            | Self::SharedScores { .. }
            | Self::SameModel { .. }
            | Self::Fractions { .. }
            | Self::TotalNotMean { .. } => Certainty::Likely,
            _ => Certainty::Certain,
        }
    }
}

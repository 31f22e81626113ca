//! Which columns a table can have.

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnId {
    /// Rank on the subject.
    Rank,
    /// Name and authors.
    Model,
    /// Year of release.
    Year,
    /// Billions of parameters.
    Size,
    /// Whether the weights are open.
    Open,
    /// For how many of the board's benchmarks the model has a total.
    Coverage,
    /// Board total, capability average or benchmark total.
    Total,
    /// Average rank over the board's benchmarks.
    AverageRank,
    /// The ranks that the rules other than the one that ranks give.
    OtherRules,
    /// A core capability that stands for its fine-grained ones, by index.
    Core(usize),
    /// A column of scores, by index.
    Score(usize),
}

impl ColumnId {
    /// What kind of column it is: its class in the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Model => "model",
            Self::Year => "year",
            Self::Size => "size",
            Self::Open => "open",
            Self::Coverage => "coverage",
            Self::Total => "total",
            Self::AverageRank => "average-rank",
            Self::OtherRules => "other-rules",
            Self::Core(_) | Self::Score(_) => "score",
        }
    }

    /// Whether it always comes first: what a row is about stays in sight.
    #[must_use]
    pub fn is_fixed(self) -> bool {
        matches!(self, Self::Rank | Self::Model)
    }

    /// Whether it is shown only where the visitor asks for it: what stands under a model's name too, and what takes long.
    #[must_use]
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Year | Self::Size | Self::Open | Self::OtherRules)
    }

    /// Whether it holds single figures that a ranking gives, rather than facts about the model.
    #[must_use]
    pub fn is_figure(self) -> bool {
        !matches!(self, Self::Model | Self::Year | Self::Size | Self::Open | Self::OtherRules)
    }

    /// Whether it holds scores.
    #[must_use]
    pub fn is_percent(self) -> bool {
        matches!(self, Self::Total | Self::Core(_) | Self::Score(_))
    }
}

//! What the figures of a chart are, which decides how they are written and which of them is the better.

/// What figures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Percent; the highest is the best.
    #[default]
    Percent,
    /// Ranks, perhaps averaged; the lowest is the best.
    Rank,
    /// Numbers of questions.
    Questions,
    /// Coefficients of correlation, −1 to 1.
    Correlation,
}

impl Unit {
    /// A figure as it is written.
    #[must_use]
    pub fn text(self, figure: f64) -> String {
        match self {
            Self::Percent | Self::Rank => format!("{figure:.1}"),
            Self::Questions => format!("{figure:.0}"),
            // A minus as wide as a plus, and no zero below zero.
            Self::Correlation if figure <= -0.005 => format!("−{:.2}", figure.abs()),
            Self::Correlation => format!("{:.2}", figure.abs()),
        }
    }

    /// What stands after the name of a column.
    pub(in crate::chart) fn words(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Rank => "smaller is better",
            Self::Questions => "questions",
            Self::Correlation => "rank correlation",
        }
    }

    /// Whether a figure is better than another.
    pub(in crate::chart) fn better(self, a: f64, b: f64) -> bool {
        if self == Self::Rank { a < b } else { a > b }
    }
}

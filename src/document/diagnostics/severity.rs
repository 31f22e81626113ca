//! How grave a finding is, and how sure.

use serde::{Deserialize, Serialize};

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
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Notice];

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

/// How sure it is that something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It stands in the file, or follows from it by calculation.
    Certain,
    /// Without a mistake it would be a strange coincidence.
    Likely,
    /// There may well be a good reason.
    WorthALook,
}

impl Certainty {
    /// The words for it, as the command line and the page print them.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::WorthALook => "possible",
        }
    }
}

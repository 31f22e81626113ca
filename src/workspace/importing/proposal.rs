//! What was found in the files of one request that are no score files.

use serde::{Deserialize, Serialize};

use crate::import::{Found, Kind};

/// Results that were found in what a request brought, for the visitor to confirm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The models, the files of one run put together.
    pub models: Vec<Found>,
    /// Files that are several things.
    pub several: Vec<Several>,
    /// Files that were recognised and not read: path and reason, without a full stop.
    pub refused: Vec<(String, String)>,
}

/// A file that is several things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Several {
    /// Its path.
    pub path: String,
    /// What it is read as, and the models that it then has.
    pub readings: Vec<(Kind, Vec<Found>)>,
}

impl Proposal {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.models.is_empty() && self.several.is_empty() && self.refused.is_empty()
    }

    /// Adds the next part of the same proposal.
    pub fn extend(&mut self, part: Self) {
        self.models.extend(part.models);
        self.several.extend(part.several);
        self.refused.extend(part.refused);
    }
}

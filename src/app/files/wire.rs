//! What the page and its reader, a worker of the same program, say to each other. Files and the compiled program go beside
//! these words, as the browser hands them over without copying.

use serde::{Deserialize, Serialize};

use crate::document::{Finding, Origin, SourceFile};

/// What the page asks of the reader.
#[derive(Serialize, Deserialize)]
pub(super) enum Order {
    /// The dataset comes beside it: the first order, once.
    Begin {
        /// The name of the database in which files are kept.
        store: String,
    },
    /// What was kept is wanted.
    Restore,
    /// The files come beside it, in this order.
    Read {
        /// Their paths.
        paths: Vec<String>,
        /// Whether they were found in a folder.
        found: bool,
        /// How many more were found and are no score files by their names.
        passed_over: usize,
    },
    /// Texts that are here already.
    Take(Vec<Carried>),
    /// A file or an archive is to be fetched.
    Fetch {
        /// Its whole address.
        address: String,
        /// The host, if it is another than the page's own.
        host: Option<String>,
        /// Whether the visitor has just agreed to ask that host.
        agreed: bool,
    },
    /// A file is not wanted any more.
    Remove(String),
    /// None is.
    RemoveAll,
    /// What is being read is not wanted any more.
    Cancel,
}

impl Order {
    /// Whether it may take long: the visitor sees how far it is, can cancel it, and is told when it is done.
    pub(super) fn is_waited_for(&self) -> bool {
        matches!(self, Self::Read { .. } | Self::Fetch { .. })
    }
}

/// What the reader tells the page.
#[derive(Serialize, Deserialize)]
pub(super) enum Report {
    /// How far it has come.
    Progress {
        /// Files looked at.
        read: usize,
        /// Files known of.
        of: usize,
    },
    /// Files that were kept. They are shown with the next [`Report::Shown`].
    Taken(Vec<Carried>),
    /// A file that was removed.
    Removed(String),
    /// All files were.
    RemovedAll,
    /// A piece of the dataset.
    Piece(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Findings, in order.
    Findings(Vec<Finding>),
    /// That was all of the dataset and of the findings.
    Shown,
    /// That was all of the findings; the dataset is as it was.
    Noticed,
    /// An archive, or what went beyond a limit, was refused.
    Refused {
        /// What, and what happened: a sentence without a full stop.
        message: String,
        /// What to do.
        help: String,
    },
    /// Files that were passed over without being read, in words.
    PassedOver {
        /// Where: the name of an archive, or nothing.
        place: String,
        /// How many.
        count: usize,
        /// Why.
        words: String,
    },
    /// An order that is waited for was carried out.
    Done {
        /// The files looked at, if it was cancelled before the last.
        cancelled: Option<(usize, usize)>,
    },
    /// Another host would have to be asked, and the visitor has not agreed to that yet.
    Ask {
        /// What would be fetched.
        address: String,
        /// From whom.
        host: String,
    },
    /// Whether what is shown is kept in the browser; `None` while nothing is.
    Kept(Option<bool>),
    /// The reader is broken.
    Crashed,
}

/// A file on its way, and as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct Carried {
    path: String,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    found: bool,
}

impl Carried {
    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

impl From<SourceFile> for Carried {
    fn from(file: SourceFile) -> Self {
        Self { path: file.path, bytes: file.bytes, found: file.origin == Origin::Found }
    }
}

impl From<Carried> for SourceFile {
    fn from(file: Carried) -> Self {
        let origin = if file.found { Origin::Found } else { Origin::Named };
        Self { path: file.path, bytes: file.bytes, origin }
    }
}

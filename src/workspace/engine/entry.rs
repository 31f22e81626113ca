//! What the worker knows of a file besides its content.

use crate::workspace::Replaced;

/// What is known of a file besides its content, which the previews have.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) version: u32,
    pub(super) from_link: bool,
    pub(super) replaced: Replaced,
    /// Number of the request that brought it, if that was in this worker.
    pub(super) request: Option<u64>,
    /// The version with which its content changed last; later ones gave it another name.
    pub(super) content: u32,
    /// The version with which its name changed last.
    pub(super) renamed: u32,
    pub(super) stored: Stored,
    /// What storage may have of this tab's although the tab was not told so: versions with their hashes.
    pub(super) unconfirmed: Vec<(u32, u64)>,
}

impl Entry {
    /// A file that has just come in.
    pub(super) fn new(path: String, name: String) -> Self {
        Self {
            path,
            name,
            version: 0,
            from_link: false,
            replaced: Replaced::default(),
            request: None,
            content: 0,
            renamed: 0,
            stored: Stored::Not,
            unconfirmed: Vec::new(),
        }
    }
}

/// What this tab knows of a file's record in storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// There is none: the file is new.
    Not,
    /// There may be one, of any version.
    Unknown,
    /// It has this version, unless another tab has written since.
    Version(u32),
}

//! What page and worker tell each other. `File` objects, the compiled program and the dataset travel beside these messages, as
//! the browser passes them without a copy.

use serde::{Deserialize, Serialize};

use super::importing::Proposal;
use super::{FileId, FileRecord, Notice};
use crate::archive::PassedOver;
use crate::document::Finding;

/// A text to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewText {
    /// Its name, or a suggestion for one.
    pub name: String,
    /// Whether the name identifies the file, so that a later version of the same model replaces an earlier one. A pasted text has
    /// none of its own.
    pub named: bool,
    /// The content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// The last letters typed before the page was left, which storage may not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The file.
    pub id: FileId,
    /// The version of the file that the last answer told of: they were typed into it, or into what was sent after it.
    pub base: u32,
    /// The whole text.
    pub text: String,
    /// The text that was sent to the worker before, if no answer had come yet: storage may have it.
    #[serde(default)]
    pub sent: Option<String>,
}

/// What the page asks of the worker. Those with a `number` are answered by [`Event::Done`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// The first message, once. The dataset comes beside it.
    Begin {
        /// Name of the database.
        store: String,
        /// Names under which earlier versions of the page stored files of the same folder.
        legacy: Vec<String>,
    },
    /// Files that the page has from a worker that was lost, before [`Request::Restore`].
    Resume {
        /// With their content, and the version of each that storage is known to have.
        files: Vec<(FileRecord, Option<u32>)>,
        /// Files that must not come back from storage.
        removed: Vec<FileId>,
    },
    /// Asks for what is stored.
    Restore,
    /// Asks for texts to be taken in.
    ImportTexts {
        /// Tells requests apart.
        number: u64,
        /// The texts.
        texts: Vec<NewText>,
        /// Whether a link brought them.
        from_link: bool,
    },
    /// Asks for a text to be taken in that was pasted or dropped, or the table that stands beside it.
    ImportPasted {
        /// Tells requests apart.
        number: u64,
        /// The text.
        text: NewText,
        /// The same as HTML; empty where there is none.
        html: String,
    },
    /// Asks for files to be read, which come beside it, in this order.
    ImportFiles {
        /// Tells requests apart.
        number: u64,
        /// Their paths.
        paths: Vec<String>,
        /// Whether they were found in a folder.
        found: bool,
        /// Those that were found and are no score files by their names.
        skipped: PassedOver,
    },
    /// Asks for a file or an archive to be fetched.
    Fetch {
        /// Tells requests apart.
        number: u64,
        /// Its whole address.
        address: String,
        /// The host, if it is another than the page's own.
        host: Option<String>,
        /// Whether the visitor has just agreed to it.
        agreed: bool,
    },
    /// Changes the content of a file.
    Edit {
        /// Tells requests apart.
        number: u64,
        /// The file.
        id: FileId,
        /// The version that the page had.
        base: u32,
        /// Whether an earlier page left it: it stands behind what somebody has typed since.
        is_draft: bool,
        /// The whole content.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// Undoes the last replacement, or redoes the one that was undone last.
    UndoReplacement {
        /// Tells requests apart.
        number: u64,
        /// The file.
        id: FileId,
        /// Whether it is to be undone.
        undo: bool,
    },
    /// Keeps files that a link brought.
    Keep {
        /// Tells requests apart.
        number: u64,
        /// The files.
        ids: Vec<FileId>,
    },
    /// Gives a file another path.
    Rename {
        /// Tells requests apart.
        number: u64,
        /// The file.
        id: FileId,
        /// The new path.
        path: String,
    },
    /// Adds files with all that is known of them: copies, and files that were removed.
    AddRecords {
        /// Tells requests apart.
        number: u64,
        /// The files, with ids that no file had.
        files: Vec<FileRecord>,
    },
    /// Removes a file.
    Remove {
        /// Tells requests apart.
        number: u64,
        /// The file.
        id: FileId,
    },
    /// Removes all files and forgets which hosts may be asked.
    RemoveAll {
        /// Tells requests apart.
        number: u64,
    },
    /// Stops everything that is being read or fetched.
    Cancel,
    /// Asks for the stored records that this version cannot read.
    SendUnreadable,
    /// Removes them.
    RemoveUnreadable,
}

impl Request {
    /// The number, if it has one.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::ImportTexts { number, .. }
            | Self::ImportPasted { number, .. }
            | Self::ImportFiles { number, .. }
            | Self::Fetch { number, .. }
            | Self::Edit { number, .. }
            | Self::UndoReplacement { number, .. }
            | Self::Keep { number, .. }
            | Self::Rename { number, .. }
            | Self::AddRecords { number, .. }
            | Self::Remove { number, .. }
            | Self::RemoveAll { number } => Some(*number),
            Self::Begin { .. }
            | Self::Resume { .. }
            | Self::Restore
            | Self::Cancel
            | Self::SendUnreadable
            | Self::RemoveUnreadable => None,
        }
    }
}

/// Whether the files are kept in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PersistenceStatus {
    /// There is nothing to keep.
    Empty,
    /// All are stored that are to be.
    Stored,
    /// A change has yet to be stored.
    Storing,
    /// The browser has no storage for this page, refuses it or does not answer.
    Unavailable,
    /// Another tab has the page in another version, whose storage has another form.
    Blocked,
    /// The last write failed; storage is as it was before it.
    Failed,
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// How far the jobs are.
    Progress {
        /// Files read.
        read: usize,
        /// Files known of.
        of: usize,
    },
    /// Files that are new or have changed, from the next [`Event::Commit`] on.
    Files(Vec<FileRecord>),
    /// Files that are gone, from the next commit on.
    Removed(Vec<FileId>),
    /// A chunk of the dataset of the next commit.
    Chunk(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Findings of the next commit, in order.
    Findings(Vec<Finding>),
    /// All of a revision has been sent.
    Commit {
        /// Whether it has a dataset of its own; else that of the revision before stays.
        dataset: bool,
        /// Whether it has findings of its own, likewise.
        findings: bool,
    },
    /// A request was carried out. The files that it changed were sent before; they are shown from the next commit on.
    Done {
        /// Of the request.
        number: u64,
        /// For an edit: the version that it made; `None` if the file is gone.
        version: Option<u32>,
    },
    /// Results that a request brought in formats of others, before it is done.
    Results {
        /// A part of them.
        part: Proposal,
        /// Whether it is the last.
        is_last: bool,
    },
    /// The worker is busy and has nothing to tell yet.
    Alive,
    /// Something that the visitor should know.
    Notice(Notice),
    /// Another host would have to be asked, and the visitor has not agreed to that yet.
    Ask {
        /// What would be fetched.
        address: String,
        /// From whom.
        host: String,
    },
    /// What was stored is here, or will not come.
    Restored {
        /// Whether all of it could be read.
        complete: bool,
    },
    /// Whether files are kept.
    Persistence(PersistenceStatus),
    /// Files of [`Request::AddRecords`] for which there is no room.
    NotAdded(Vec<FileRecord>),
    /// Files that storage has, with the version that it has.
    Saved(Vec<(FileId, u32)>),
    /// Files that storage has no more.
    Deleted(Vec<FileId>),
    /// How many stored records this version cannot read.
    Unreadable(usize),
    /// Those records: their names and bytes.
    UnreadableRecords(Vec<(String, serde_bytes::ByteBuf)>),
    /// The worker's program has ended.
    Crashed,
}

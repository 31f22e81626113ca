//! What a visitor is told about the files that they bring, in words: what happened, and what to do.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::FileId;

/// Something to know about files on their way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// A file took the place of its earlier version.
    Replaced {
        /// Its path.
        path: String,
        /// The file.
        id: FileId,
    },
    /// Another file has that path.
    Renamed {
        /// The path under which it was brought.
        name: String,
        /// The path that it was given.
        path: String,
    },
    /// A file was to be renamed to a path that another file has.
    NameTaken {
        /// That path.
        path: String,
    },
    /// The same file was here already.
    Same {
        /// Its path.
        path: String,
    },
    /// Many files took the place of their earlier versions.
    ManyReplaced {
        /// The files.
        ids: Vec<FileId>,
    },
    /// Of many files the path was taken.
    ManyRenamed {
        /// How many.
        count: usize,
    },
    /// Many files were here already.
    ManySame {
        /// How many.
        count: usize,
    },
    /// The browser did not give the content of many files.
    ManyUnreadable {
        /// How many.
        count: usize,
    },
    /// There is no room for more.
    Full {
        /// The most files.
        files: usize,
        /// The most bytes, in words.
        size: String,
    },
    /// The browser did not give the content of a file.
    UnreadableFile {
        /// Its path.
        path: String,
    },
    /// A file is larger than any score file.
    TooLarge {
        /// Its path.
        path: String,
        /// Its size, in words.
        size: String,
        /// The most that a score file may have, in words.
        most: String,
    },
    /// Many files are larger than any score file.
    ManyTooLarge {
        /// How many.
        count: usize,
        /// The most that a score file may have, in words.
        most: String,
    },
    /// An archive was refused, or what went beyond a limit; or something could not be fetched.
    Refused {
        /// What, and what happened: a sentence without a full stop.
        message: String,
        /// What to do.
        help: String,
    },
    /// Files that are no score files.
    Skipped {
        /// Name of the archive that they are in, or empty.
        archive: String,
        /// How many.
        count: usize,
        /// Which kinds, in words.
        kinds: String,
    },
    /// The visitor stopped the reading.
    Cancelled {
        /// Files read.
        read: usize,
        /// Files known of.
        of: usize,
    },
    /// What was pasted is no score file.
    NoScores,
    /// The file that is looked at was removed in another tab.
    OpenFileRemoved {
        /// Its path.
        path: String,
    },
    /// Files that were edited here were removed in another tab.
    EditedFileRemoved {
        /// Path of the first.
        path: String,
        /// How many more.
        more: usize,
    },
    /// What another tab has changed could not be read.
    OtherTabUnread,
    /// A file was changed here and in another tab, or by a later version of it that came while somebody typed.
    Conflict {
        /// Its path.
        path: String,
        /// The file.
        id: FileId,
    },
    /// What is stored could not be read.
    RestoreFailed,
    /// Another tab has the page in another version and holds the storage.
    StorageBlocked,
    /// The storage did not answer in time.
    StorageLate,
    /// Files could not be removed from storage.
    RemoveFailed,
    /// A message between page and worker could not be read.
    LostMessage,
    /// The worker has no dataset to work with.
    NoDataset,
}

impl Notice {
    /// The files of which an earlier version can be gone back to.
    #[must_use]
    pub fn replaced(&self) -> Vec<FileId> {
        match self {
            Self::Replaced { id, .. } | Self::Conflict { id, .. } => vec![*id],
            Self::ManyReplaced { ids } => ids.clone(),
            _ => Vec::new(),
        }
    }

    /// Whether something went wrong.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        !matches!(
            self,
            Self::Replaced { .. }
                | Self::Renamed { .. }
                | Self::Same { .. }
                | Self::ManyReplaced { .. }
                | Self::ManyRenamed { .. }
                | Self::ManySame { .. }
                | Self::Skipped { .. }
                | Self::Cancelled { .. }
                | Self::OpenFileRemoved { .. }
        )
    }

    /// What happened: a sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Replaced { path, .. } => format!("{path} replaced its earlier version"),
            Self::Renamed { name, path } => {
                format!("Another file is named {name}, so the new one was added as {path}")
            }
            Self::NameTaken { path } => format!("Another file is named {path}, so nothing was renamed"),
            Self::Same { path } => format!("{path} is here already, with the same content"),
            Self::ManyReplaced { ids } => format!("{} files replaced their earlier versions", ids.len()),
            Self::ManyRenamed { count } => {
                format!("{count} files have names that are taken, so they were added under new names")
            }
            Self::ManySame { count } => format!("{count} files are here already, with the same content"),
            Self::ManyUnreadable { count: 1 } => {
                "A file could not be read: the browser did not give its content".to_owned()
            }
            Self::ManyUnreadable { count } => {
                format!("{count} files could not be read: the browser did not give their content")
            }
            Self::Full { files, size } => {
                format!("There is no room for more: the page holds at most {files} files and {size} together")
            }
            Self::UnreadableFile { path } => format!("{path} could not be read: the browser did not give its content"),
            Self::TooLarge { path, size, most } => {
                format!("{path} has {size} and was not added: a score file has up to {most}")
            }
            Self::ManyTooLarge { count, most } => {
                format!("{count} files are too large and were not added: a score file has up to {most}")
            }
            Self::Refused { message, .. } => message.clone(),
            Self::Skipped { archive, count, kinds } => {
                let inside = if archive.is_empty() { String::new() } else { format!(" in {archive}") };
                let (files, were) = if *count == 1 { ("file", "was") } else { ("files", "were") };
                format!("{count} other {files}{inside} {were} skipped ({kinds})")
            }
            Self::Cancelled { of: 1, .. } => "Reading was cancelled".to_owned(),
            Self::Cancelled { read, of } => format!("Reading was cancelled after {read} of {of} files"),
            Self::NoScores => "What was pasted holds no scores, so no file was made of it".to_owned(),
            Self::OpenFileRemoved { path } => format!("{path}, which was open here, was removed in another tab"),
            Self::EditedFileRemoved { path, more: 0 } => {
                format!("{path}, which you edited here, was removed in another tab")
            }
            Self::EditedFileRemoved { path, more } => {
                format!("{path} and {more} more files that you edited here were removed in another tab")
            }
            Self::OtherTabUnread => "What changed in another tab of this page could not be read".to_owned(),
            Self::Conflict { path, .. } => format!("{path} was changed in two places at the same time"),
            Self::StorageBlocked => {
                "The files that are stored in this browser are not shown: another tab has this page open in another version"
                    .to_owned()
            }
            Self::StorageLate => {
                "The files that are stored in this browser are not shown: its storage did not answer".to_owned()
            }
            Self::RestoreFailed => "Not all files that are stored in this browser could be read".to_owned(),
            Self::RemoveFailed => "What is stored in this browser could not be removed".to_owned(),
            Self::LostMessage => "A part of the page sent a message that could not be read".to_owned(),
            Self::NoDataset => "The part of the page that reads files did not get the bundled scores".to_owned(),
        }
    }

    /// What to do: one or two sentences.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Replaced { .. } | Self::ManyReplaced { .. } => {
                "You can bring the earlier version back here, and later in the workspace.".to_owned()
            }
            Self::Renamed { .. } | Self::ManyRenamed { .. } => "All files are kept.".to_owned(),
            Self::NameTaken { .. } => "Choose another name.".to_owned(),
            Self::Same { .. } | Self::ManySame { .. } => "Nothing has changed.".to_owned(),
            Self::Full { .. } => {
                "What did not fit was not added. Remove files that you do not need, then add it again.".to_owned()
            }
            Self::UnreadableFile { .. } | Self::ManyUnreadable { .. } => {
                "It may have been moved, changed or locked after you chose it. Choose it again.".to_owned()
            }
            Self::TooLarge { .. } | Self::ManyTooLarge { .. } => {
                "Add a file with the scores of one model and nothing else.".to_owned()
            }
            Self::Refused { help, .. } => help.clone(),
            Self::Skipped { .. } => "Score files have a `name` and a `score`, and end in .md, .markdown, .yaml, .yml, .json or .txt. Results may \
                                     end in .csv, .tsv, .tex, .html or .jsonl too."
                .to_owned(),
            Self::Cancelled { .. } => {
                "What was read until then is shown. Add the files again to read them all.".to_owned()
            }
            Self::NoScores => "Paste the text of a score file, a table of scores, or a link to one.".to_owned(),
            Self::OpenFileRemoved { .. } => "It is gone here too.".to_owned(),
            Self::EditedFileRemoved { .. } => "“Undo removal” brings back what you typed.".to_owned(),
            Self::OtherTabUnread => "Reload the page to see it. Nothing was removed.".to_owned(),
            Self::Conflict { .. } => "One version is shown. “Undo replacement” shows the other.".to_owned(),
            Self::StorageBlocked => "Close that tab, then reload this page. Nothing was removed.".to_owned(),
            Self::RestoreFailed | Self::StorageLate => "Reload the page to try again. Nothing was removed.".to_owned(),
            Self::RemoveFailed => {
                "Reload the page and remove it again, or clear the data of this site in the browser’s settings."
                    .to_owned()
            }
            Self::LostMessage | Self::NoDataset => {
                "Reload the page. Your own files on this device are unchanged.".to_owned()
            }
        }
    }
}

/// What a job has to say: of each kind that came often only how often.
#[must_use]
pub fn summarize(notices: Vec<Notice>) -> Vec<Notice> {
    /// The most notices of a kind that are named one by one.
    const NAMED: usize = 3;
    let is_replacement = |notice: &&Notice| matches!(notice, Notice::Replaced { .. });
    let replaced: Vec<FileId> = notices.iter().filter(is_replacement).flat_map(Notice::replaced).collect();
    let together = |notice: &Notice, count| match notice {
        Notice::Replaced { .. } => Some(Notice::ManyReplaced { ids: replaced.clone() }),
        Notice::Renamed { .. } => Some(Notice::ManyRenamed { count }),
        Notice::Same { .. } => Some(Notice::ManySame { count }),
        Notice::UnreadableFile { .. } => Some(Notice::ManyUnreadable { count }),
        Notice::TooLarge { most, .. } => Some(Notice::ManyTooLarge { count, most: most.clone() }),
        _ => None,
    };
    let mut counts = HashMap::new();
    for notice in &notices {
        *counts.entry(std::mem::discriminant(notice)).or_insert(0_usize) += 1;
    }
    let mut summary = Vec::new();
    for notice in notices {
        let count = counts.get(&std::mem::discriminant(&notice)).copied().unwrap_or_default();
        match together(&notice, count).filter(|_| count > NAMED) {
            None => summary.push(notice),
            Some(many) if !summary.contains(&many) => summary.push(many),
            Some(_) => {}
        }
    }
    summary
}

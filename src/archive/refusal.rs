//! Why an archive is not read, or parts of it are not, in words: what happened, and what to do about it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{FileFormat, printable, size};
use crate::order::sort_by_key;

/// Why an archive is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no directory where a ZIP archive has one.
    NotAnArchive,
    /// It is a file of another format.
    OtherFormat {
        /// Which.
        format: FileFormat,
    },
    /// There is nothing in it.
    Empty,
    /// Its parts do not hold together.
    Damaged,
    /// The browser or the system does not give its content.
    Unreadable,
    /// It holds too many files.
    TooManyEntries {
        /// The most that are read.
        limit: u64,
    },
    /// Its score files are too large together.
    TooLarge {
        /// The most bytes that are unpacked.
        limit: u64,
    },
    /// It unpacks to far more than score files can.
    Bomb {
        /// How many times its own size it may unpack to.
        ratio: u64,
    },
    /// A path leads out of the archive.
    LeadsOut {
        /// The path as written.
        path: String,
    },
    /// A path is too long.
    LongPath {
        /// The most bytes of one.
        limit: usize,
    },
    /// A file unpacks to more than the directory says.
    MoreThanStated {
        /// Its path inside the archive.
        path: String,
    },
    /// A file is not what the directory says.
    DamagedFile {
        /// Its path inside the archive.
        path: String,
    },
}

impl Refusal {
    /// What happened, in one sentence without a full stop; it goes on from the name of the archive.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NotAnArchive => "is not a ZIP archive".to_owned(),
            Self::OtherFormat { format } => format!("is {}, not a ZIP archive", format.noun()),
            Self::Empty => "is an archive with nothing in it".to_owned(),
            Self::Damaged => "is incomplete or damaged".to_owned(),
            Self::Unreadable => "could not be read from where it lies".to_owned(),
            Self::TooManyEntries { limit } => format!("holds more files than the {limit} that are read"),
            Self::TooLarge { limit } => format!("holds score files of more than {}", bytes(*limit)),
            Self::Bomb { ratio } => format!("would unpack to more than {ratio} times its size, as no score files do"),
            Self::LeadsOut { path } => format!("holds a path that leads out of it: “{}”", printable(path)),
            Self::LongPath { limit } => format!("holds a path of more than {limit} bytes"),
            Self::MoreThanStated { path } => {
                format!("says less than the truth of how large “{}” is", printable(path))
            }
            Self::DamagedFile { path } => format!("is damaged: “{}” cannot be unpacked", printable(path)),
        }
    }

    /// What to do about it, in one or two sentences.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::OtherFormat { format } => format.help(),
            Self::Empty => "Put the score files into it, or drop them by themselves.",
            Self::NotAnArchive => "Pack the score files as ZIP, or drop the folder itself.",
            Self::Damaged | Self::DamagedFile { .. } => "Download or pack it again.",
            Self::Unreadable => "Check that it is still there and may be read, and bring it again.",
            Self::TooManyEntries { .. } | Self::TooLarge { .. } | Self::LongPath { .. } => {
                "Pack only the folder with the score files, or bring it in parts."
            }
            Self::Bomb { .. } | Self::LeadsOut { .. } | Self::MoreThanStated { .. } => {
                "It may be meant to do harm, so nothing more of it is read. Unpack it yourself if you trust it, and drop the folder."
            }
        }
    }
}

fn bytes(count: u64) -> String {
    size(usize::try_from(count).unwrap_or(usize::MAX))
}

/// How many files were passed over, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Files that are no score files, by their ending in small letters; without one under the empty text.
    pub others: BTreeMap<String, usize>,
    /// Archives, which are not opened.
    pub archives: usize,
    /// Files under a password.
    pub encrypted: usize,
    /// Files that are packed in another way than the common one.
    pub unsupported: usize,
    /// Files larger than any score file.
    pub large: usize,
}

impl PassedOver {
    /// How many together.
    #[must_use]
    pub fn count(&self) -> usize {
        self.others.values().sum::<usize>() + self.archives + self.encrypted + self.unsupported + self.large
    }

    /// Counts a file that is no score file. What systems put beside files, and what is hidden, is not worth a word.
    pub fn add_other(&mut self, path: &str) {
        if !is_hidden(path) {
            let name = path.rsplit('/').next().unwrap_or_default();
            let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
            *self.others.entry(ending).or_default() += 1;
        }
    }

    /// Which, and why, as a list in words; empty if there are none.
    #[must_use]
    pub fn words(&self) -> String {
        let mut others: Vec<(&String, usize)> = self.others.iter().map(|(ending, count)| (ending, *count)).collect();
        sort_by_key(&mut others, |(_, count)| Reverse(*count));
        let rest = others.split_off(others.len().min(KINDS)).into_iter().map(|(_, count)| count).sum();
        let mut words: Vec<String> = others
            .into_iter()
            .map(|(ending, count)| match ending.as_str() {
                "" => format!("{count} without an ending"),
                ending => format!("{count} .{ending}"),
            })
            .collect();
        let parts = [
            (rest, "of another kind", "of other kinds"),
            (self.archives, "archive inside the archive", "archives inside the archive"),
            (self.encrypted, "under a password", "under a password"),
            (self.unsupported, "packed in a way that is not read", "packed in ways that are not read"),
            (self.large, "too large", "too large"),
        ];
        let parts = parts.iter().filter(|(count, ..)| *count > 0);
        words.extend(parts.map(|(count, one, more)| format!("{count} {}", if *count == 1 { one } else { more })));
        words.join(", ")
    }
}

/// So many kinds of other files are named.
const KINDS: usize = 4;

/// Whether a path leads to what a system put beside files, or to what is hidden.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part == "__MACOSX" || (part.starts_with('.') && part.len() > 1))
}

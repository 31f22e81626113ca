//! One file of the visitor's: its identity, its content and its form in the browser's storage.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::document::{Origin, SourceFile};

/// Identifies a file for as long as it exists, across reloads and tabs, whatever it is named. Ordered by the time at which its worker was
/// started, then by arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u128);

impl FileId {
    /// The id of a record that was stored before records had ids: before all others, and always the same for the same place.
    ///
    /// The hash is FNV-1a of 80 bits' worth of the 128-bit variant (Fowler, Noll, Vo), which is no secret and need be none.
    #[must_use]
    pub fn of_place(database: &str, key: &str) -> Self {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        let bytes = database.bytes().chain([0]).chain(key.bytes());
        let hash = bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
        Self(hash & ((1 << 80) - 1))
    }
}

/// As 32 hexadecimal digits, so that the order of texts is that of ids.
impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for FileId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

/// Gives out ids: milliseconds since 1970 when the source was made (48 bits), a counter (32), and a random number (48) that tells
/// tabs apart which were opened in the same millisecond.
#[derive(Clone, Debug, Default)]
pub struct IdSource {
    milliseconds: u64,
    random: u64,
    next: u32,
}

impl IdSource {
    /// `random` should be random; `milliseconds` are those since 1970. Of both the lower 48 bits count.
    #[must_use]
    pub fn new(milliseconds: u64, random: u64) -> Self {
        Self { milliseconds, random, next: 0 }
    }

    /// An id that was not given before.
    pub fn give(&mut self) -> FileId {
        const LOW_48: u64 = (1 << 48) - 1;
        let number = self.next;
        match self.next.checked_add(1) {
            Some(next) => self.next = next,
            // Four thousand million files later: go on under the next millisecond.
            None => (self.next, self.milliseconds) = (0, self.milliseconds.wrapping_add(1)),
        }
        let high = u128::from(self.milliseconds & LOW_48) << 80;
        FileId(high | u128::from(number) << 48 | u128::from(self.random & LOW_48))
    }
}

/// The most contents that are kept beside the present one; the oldest is dropped.
const MOST_REPLACED: usize = 20;

/// The contents that replacements took the place of; kept so that replacements can be undone, one at a time, and redone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Replaced {
    /// What the present content and those before it replaced, the latest last.
    pub earlier: Vec<serde_bytes::ByteBuf>,
    /// What was there before replacements were undone, the last undone at the end.
    pub later: Vec<serde_bytes::ByteBuf>,
}

impl Replaced {
    /// Notes that another content takes the place of this one. What was undone is reached by undoing from then on.
    pub fn record(&mut self, present: Vec<u8>) {
        self.earlier.append(&mut self.later);
        self.earlier.retain(|known| *known != present);
        self.earlier.push(present.into());
        let surplus = self.earlier.len().saturating_sub(MOST_REPLACED);
        self.earlier.drain(..surplus);
    }

    /// Takes over what is known of a file elsewhere and not here, where it has the content `present`. It comes before all else.
    pub fn merge(&mut self, other: &Self, present: &[u8]) {
        let is_new = |content: &&serde_bytes::ByteBuf| {
            content.as_slice() != present && !self.earlier.contains(content) && !self.later.contains(content)
        };
        let mut new: Vec<_> = other.earlier.iter().chain(&other.later).filter(is_new).cloned().collect();
        let room = MOST_REPLACED.saturating_sub(self.earlier.len() + self.later.len());
        new.drain(..new.len().saturating_sub(room));
        self.earlier.splice(0..0, new);
    }

    /// Undoes the last replacement of `present`, or redoes the one that was undone last. Gives the content that is then there; `None` where
    /// there is none.
    pub fn step(&mut self, present: Vec<u8>, undo: bool) -> Option<Vec<u8>> {
        let (from, to) = if undo { (&mut self.earlier, &mut self.later) } else { (&mut self.later, &mut self.earlier) };
        let content = from.pop()?;
        to.push(present.into());
        Some(content.into_vec())
    }

    /// The bytes of all contents.
    #[must_use]
    pub fn size(&self) -> usize {
        self.earlier.iter().chain(&self.later).map(|content| content.len()).sum()
    }
}

/// A file with its content, as it is passed between page, worker and storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its identity.
    pub id: FileId,
    /// Its path as shown, distinct among all files.
    pub path: String,
    /// The path under which it was brought. Differs from `path` where another model's file has that path.
    pub name: String,
    /// The content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// Whether it was found in a folder or an archive, where more than score files may be.
    pub found: bool,
    /// Counts the changes of the content, from 0: of two records of one file the higher version is the later.
    pub version: u32,
    /// Whether a link brought it and the visitor has not kept it: such a file is not stored.
    pub from_link: bool,
    /// What the present content replaced.
    pub replaced: Replaced,
}

/// The first byte of a stored record: the version of its form. Raise it with any change of [`FileRecord`].
const FORMAT: u8 = 3;

/// The form before it, in which one replaced content was kept at most.
const FORMAT_BEFORE: u8 = 2;

/// A stored record that this version of the page cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordError;

impl FileRecord {
    /// The bytes that are stored.
    ///
    /// # Errors
    ///
    /// None that a record can cause; `postcard`'s own are passed on.
    pub fn encode(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_extend(self, vec![FORMAT])
    }

    /// Reads what [`FileRecord::encode`] wrote, and what it wrote in the form before.
    ///
    /// # Errors
    ///
    /// If it was written in another form or is damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        match bytes.split_first() {
            Some((&FORMAT, record)) => postcard::from_bytes(record).map_err(|_| RecordError),
            Some((&FORMAT_BEFORE, record)) => decode_before(record),
            _ => Err(RecordError),
        }
    }

    /// The file as the reader takes it.
    #[must_use]
    pub fn source(&self) -> SourceFile {
        let origin = if self.found { Origin::Found } else { Origin::Named };
        SourceFile { path: self.path.clone(), bytes: self.bytes.clone(), origin }
    }
}

/// Reads a record of the form before, less its first byte.
fn decode_before(bytes: &[u8]) -> Result<FileRecord, RecordError> {
    #[derive(Deserialize)]
    struct Before {
        id: FileId,
        path: String,
        name: String,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        found: bool,
        version: u32,
        from_link: bool,
        replaced: Option<(serde_bytes::ByteBuf, bool)>,
    }
    let Before { id, path, name, bytes, found, version, from_link, replaced } =
        postcard::from_bytes(bytes).map_err(|_| RecordError)?;
    let replaced = match replaced {
        None => Replaced::default(),
        Some((content, false)) => Replaced { earlier: vec![content], later: Vec::new() },
        Some((content, true)) => Replaced { earlier: Vec::new(), later: vec![content] },
    };
    Ok(FileRecord { id, path, name, bytes, found, version, from_link, replaced })
}

/// Reads a record as the page stored it before records had a format version: path, content and origin.
///
/// # Errors
///
/// If it is none.
pub fn decode_legacy(bytes: &[u8], id: FileId) -> Result<FileRecord, RecordError> {
    #[derive(Deserialize)]
    struct Legacy {
        path: String,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        found: bool,
    }
    let Legacy { path, bytes, found } = postcard::from_bytes(bytes).map_err(|_| RecordError)?;
    Ok(FileRecord {
        id,
        name: path.clone(),
        path,
        bytes,
        found,
        version: 0,
        from_link: false,
        replaced: Replaced::default(),
    })
}

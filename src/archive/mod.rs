//! Score files out of ZIP archives, which are hostile until read: what an archive says of itself is checked before
//! anything is unpacked, and what it unpacks to is held to what it said.
//!
//! An [`Archive`] reads by offset from a [`ReaderAt`], so that an archive of any size is never in memory as a whole. Only
//! what may be a score file, or hold results, by its ending and size is unpacked; everything else is passed over and counted.

mod limits;
mod path;
mod refusal;
mod writer;

use std::collections::BTreeMap;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, Error, ErrorKind, ZipArchive, ZipArchiveEntryWayfinder, ZipLocator};

pub use path::{Ending, ending};
pub use rawzip::ReaderAt;
pub use refusal::{PassedOver, Refusal};
pub use writer::zip;

use crate::document::{FileFormat, LARGEST_FILE, Origin, SourceFile};

/// An archive that was found fit to be unpacked.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    /// Bytes of the archive.
    size: u64,
    /// What may be score files, in path order. Of entries with one path the last one counts, as it does for unpackers.
    entries: Vec<(String, Entry)>,
    passed_over: PassedOver,
}

/// Where the content of an entry is, and what the directory says of it.
#[derive(Clone, Copy)]
struct Entry {
    place: ZipArchiveEntryWayfinder,
    deflated: bool,
    crc: u32,
}

impl<R: ReaderAt> Archive<R> {
    /// Reads the directory of an archive of `size` bytes.
    ///
    /// # Errors
    ///
    /// If it is no ZIP archive, or one that would cost too much or lead out of itself. Nothing is unpacked by then.
    pub fn open(reader: R, size: u64) -> Result<Self, Refusal> {
        let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let locator = ZipLocator::new().max_search_space(limits::TAIL);
        let zip =
            locator.locate_in_reader(reader, &mut buffer, size).map_err(|(reader, error)| match refused(&error) {
                Refusal::NotAnArchive => other_format(&reader),
                refusal => refusal,
            })?;
        if zip.entries_hint() > limits::ENTRIES || size.saturating_sub(zip.directory_offset()) > limits::DIRECTORY {
            return Err(Refusal::TooManyEntries { limit: limits::ENTRIES });
        }
        let mut found = BTreeMap::new();
        let mut passed_over = PassedOver::default();
        let (mut count, mut unpacked) = (0_u64, 0_u64);
        let mut entries = zip.entries(&mut buffer);
        while let Some(entry) = entries.next_entry().map_err(|error| refused(&error))? {
            count += 1;
            if count > limits::ENTRIES {
                return Err(Refusal::TooManyEntries { limit: limits::ENTRIES });
            }
            let path = path::checked(entry.file_path().as_bytes())?;
            if path.ends_with('/') {
                continue;
            }
            let method = entry.compression_method();
            let deflated = method == CompressionMethod::DEFLATE;
            match ending(&path) {
                // A Mac's notes on a file end as the file does.
                _ if path.split('/').any(|part| part == "__MACOSX") => {}
                Ending::Archive => passed_over.archives += 1,
                Ending::Other => passed_over.add_other(&path),
                Ending::ScoreFile | Ending::Results if entry.flags().is_encrypted() => passed_over.encrypted += 1,
                Ending::ScoreFile | Ending::Results if !deflated && method != CompressionMethod::STORE => {
                    passed_over.unsupported += 1;
                }
                // Deflate makes nothing longer by more than a few bytes, so what is packed is held to the same measure.
                Ending::ScoreFile | Ending::Results
                    if entry.uncompressed_size_hint().max(entry.compressed_size_hint()) > LARGEST_FILE as u64 =>
                {
                    passed_over.large += 1;
                }
                Ending::ScoreFile | Ending::Results => {
                    unpacked += entry.uncompressed_size_hint();
                    if unpacked > limits::UNPACKED {
                        return Err(Refusal::TooLarge { limit: limits::UNPACKED });
                    }
                    let entry = Entry { place: entry.wayfinder(), deflated, crc: entry.crc32() };
                    found.insert(path, entry);
                }
            }
        }
        if count == 0 && zip.entries_hint() == 0 {
            return Err(Refusal::Empty);
        }
        if count != zip.entries_hint() {
            return Err(Refusal::Damaged);
        }
        if unpacked > limits::HARMLESS && unpacked / size.max(1) > limits::RATIO {
            return Err(Refusal::Bomb { ratio: limits::RATIO });
        }
        Ok(Self { zip, size, entries: found.into_iter().collect(), passed_over })
    }

    /// How many files there are to unpack.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is nothing to unpack.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is in the archive besides.
    #[must_use]
    pub fn passed_over(&self) -> &PassedOver {
        &self.passed_over
    }

    /// Unpacks a file, the first one for 0; its path is that inside the archive. `None` beyond the last.
    ///
    /// # Errors
    ///
    /// If the content is not what the directory says it is. The rest of such an archive is better left alone.
    pub fn unpack(&self, index: usize) -> Option<Result<SourceFile, Refusal>> {
        let (path, entry) = self.entries.get(index)?;
        let read = self.content(path, *entry);
        Some(read.map(|bytes| SourceFile { path: path.clone(), bytes, origin: Origin::Found }))
    }

    fn content(&self, path: &str, entry: Entry) -> Result<Vec<u8>, Refusal> {
        let (start, end) = self.zip.get_entry(entry.place).map_err(|error| refused(&error))?.compressed_data_range();
        let length = end.checked_sub(start).and_then(|length| usize::try_from(length).ok());
        // Checked against the real size before there is room made for it.
        let length = length.filter(|_| end <= self.size).ok_or(Refusal::Damaged)?;
        let mut packed = vec![0; length];
        self.zip.get_ref().read_exact_at(&mut packed, start).map_err(|_| Refusal::Unreadable)?;
        let stated = usize::try_from(entry.place.uncompressed_size_hint()).map_err(|_| Refusal::Damaged)?;
        let bytes = if entry.deflated {
            decompress_to_vec_with_limit(&packed, stated).map_err(|fault| match fault.status {
                TINFLStatus::HasMoreOutput => Refusal::MoreThanStated { path: path.to_owned() },
                _ => Refusal::DamagedFile { path: path.to_owned() },
            })?
        } else {
            packed
        };
        if bytes.len() != stated || rawzip::crc32(&bytes) != entry.crc {
            return Err(Refusal::DamagedFile { path: path.to_owned() });
        }
        Ok(bytes)
    }
}

/// What a file is that is no ZIP archive, by its first bytes.
fn other_format(reader: &impl ReaderAt) -> Refusal {
    let mut beginning = [0; 512];
    let read = reader.read_at(&mut beginning, 0).unwrap_or_default();
    let format = FileFormat::of("", beginning.get(..read).unwrap_or_default());
    let format = format.filter(|format| *format != FileFormat::Zip);
    format.map_or(Refusal::NotAnArchive, |format| Refusal::OtherFormat { format })
}

/// What a fault in the structure of an archive comes to for whoever brought it.
fn refused(error: &Error) -> Refusal {
    match error.kind() {
        ErrorKind::MissingEndOfCentralDirectory => Refusal::NotAnArchive,
        ErrorKind::IO(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => Refusal::Unreadable,
        _ => Refusal::Damaged,
    }
}

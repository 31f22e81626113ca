//! What an archive may cost, each measure with its reason.

/// The most entries, folders and other files included. A folder of score files has hundreds, a repository with them
/// thousands.
pub(super) const ENTRIES: u64 = 50_000;

/// The most bytes that the directory may take: entries of any length that real tools write, and no more.
pub(super) const DIRECTORY: u64 = 32 << 20;

/// The longest path, in bytes: that of file systems is 4096, of which an archive needs a part.
pub(super) const PATH: usize = 1024;

/// The most bytes that all score files of an archive unpack to. Ten thousand real ones take 54 MB.
pub(super) const UNPACKED: u64 = 256 << 20;

/// How many times larger than the archive what it unpacks to may be. Score files shrink to a third or, where they are very
/// much alike, to a twentieth.
pub(super) const RATIO: u64 = 100;

/// What any archive may unpack to, whatever the ratio.
pub(super) const HARMLESS: u64 = 4 << 20;

/// How many bytes at the end are searched for the directory's own record: the longest comment and that record.
pub(super) const TAIL: u64 = (64 << 10) + 64;

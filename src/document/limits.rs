//! What a hostile or mistaken file may cost at most, each with its reason.

/// The largest file that is read. Real score files have 3 to 20 kB, the catalog 20 kB; a megabyte is read in well under
/// a second, even in a debug build.
pub const BYTES: usize = 1 << 20;

/// The deepest nesting that is read. Real files nest five deep. Both YAML scanners look at every open bracket for each
/// token, so the time that brackets cost grows with the square of their depth.
pub(in crate::document) const DEPTH: usize = 128;

/// The most `[` and `{` that are read in a text of some length. The depth can only be estimated before the scanners run,
/// because a bracket in a quoted text is none; the number of brackets bounds the depth whatever they stand in, and the
/// product with the length bounds the time. Real files have about a hundred brackets and 20 kB.
pub(in crate::document) fn brackets(length: usize) -> usize {
    ((64 << 20) / length.max(1)).min(1024)
}

/// The most `[` and `{` that are read in a catalog. It is the host's own and no visitor's, so that its depth is bounded by
/// [`DEPTH`] alone; a thousand benchmarks have six each.
pub(in crate::document) const CATALOG_BRACKETS: usize = 16 * 1024;

/// The most values that are read, those that aliases repeat included: an alias bomb names billions in a few lines. Real
/// files have about a thousand.
pub(in crate::document) const NODES: usize = 100_000;

/// The most YAML documents that are read of one file. They share [`NODES`].
pub(in crate::document) const DOCUMENTS: usize = 100;

/// The most items that a list of the catalog may have: they are compared with each other.
pub(in crate::document) const CATALOG_ITEMS: usize = 1000;

/// The most pairs of one map that are compared with each other in fixing and converting.
pub(in crate::document) const PAIRS: usize = 1000;

/// The most findings that are kept for one file, besides errors.
pub(in crate::document) const FINDINGS: usize = 1000;

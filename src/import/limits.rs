//! What a hostile or mistaken import may cost, each limit with its reason.

/// The largest file that is read as a whole: the same as for score files.
pub(super) const BYTES: usize = crate::document::LARGEST_FILE;

/// The most values of a JSON or YAML file, those that aliases repeat included.
pub(super) const VALUES: usize = 100_000;

/// The most cells of all tables of a file, merged ones counted as often as they are repeated.
pub(super) const CELLS: usize = 200_000;

/// The most columns of a table. A heading is compared with every column of every benchmark.
pub(super) const COLUMNS: usize = 500;

/// The most rows or columns that one merged cell is repeated over.
pub(super) const SPAN: usize = 1000;

/// The most tables that are read of one file.
pub(super) const TABLES: usize = 100;

/// The deepest nesting of commands in a LaTeX cell.
pub(super) const DEPTH: usize = 24;

/// The most entries of one model: each is a row of the preview.
pub(super) const ENTRIES: usize = 5_000;

/// The most models of one file.
pub(super) const MODELS: usize = 2_000;

/// The most rows at the top of a table that its heading is looked for in.
pub(super) const HEAD_ROWS: usize = 12;

/// The longest name or key that is kept; the rest is cut off.
pub(super) const NAME: usize = 200;

/// The longest line of a samples file.
pub(super) const LINE: usize = 4 << 20;

/// The most question types of a samples file that are told apart.
pub(super) const TYPES: usize = 200;

/// The most measures of one question type.
pub(super) const MEASURES: usize = 20;

/// The longest text of a cell that is looked at; markup may make a short cell long.
pub(super) const CELL: usize = 2000;

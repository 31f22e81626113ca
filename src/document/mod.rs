//! Turns the text of score files and of the catalog into checked documents, and says what it found on the way.
//!
//! This layer does no I/O: it is handed paths and bytes. It never fails as a whole: a file that cannot be read becomes a
//! [`Finding`] with severity [`Severity::Error`], and the other files are unaffected.
//!
//! It also changes the text of score files, and leaves what it does not change byte for byte as it was: [`fixes`] of
//! findings, [`convert()`] from one form of scores into the other. [`template()`] starts a new file.

mod catalog;
mod diagnostics;
mod edit;
mod limits;
mod score_file;
mod text;
mod yaml;

pub use catalog::benchmark::Benchmark;
pub use catalog::reference::{BenchmarkEntry, CapabilityEntry, ColumnEntry, Paper, Reference, read_reference};
pub use catalog::scoring::{Metric, Samples, ScoreRange, TotalRule};
pub use catalog::{Board, Catalog, Core, Fine, NameMatch, RESERVED_CODES, read_catalog};
pub use diagnostics::finding::{Finding, Place, quote_lines};
pub use diagnostics::kind::{Concern, DuplicateOutcome, FractionFigure, FractionSign, ImpossibleScore, Kind};
pub use diagnostics::severity::{Certainty, Severity};
pub use diagnostics::structure::Structure;
pub use edit::convert::{Conversion, Form, Kept, Unconverted, convert};
pub use edit::fix::{Fix, Fixed, fix_all, fix_together, fixes, is_safe_fix};
pub use edit::template::template;
pub use limits::BYTES as LARGEST_FILE;
pub use score_file::model::{BenchmarkScores, Category, Figure, Input, Level, ModelDocument, Released, Stated};
pub use score_file::{Origin, Reading, SourceFile, may_be_score_file, read_score_file};
pub use text::diff::unified_diff;
pub use text::edit::Edit;
pub use text::format::FileFormat;
pub use text::naming::{fold, fold_char, nearest, slug};
pub use text::printing::safe_line;
pub(crate) use text::printing::{is_unprintable, printable, size};
pub(crate) use text::score_text::{Beside, ScoreText, read as read_score_text};
pub use text::typed::{as_shown, typed};
pub use yaml::encoding::{as_utf8, possible_encodings};
pub(crate) use yaml::guard::prepared_yaml;
pub(crate) use yaml::scalar::plain_scalar;

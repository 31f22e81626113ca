//! Turns the text of score files and of the catalog into checked documents, and says what it found on the way.
//!
//! This layer does no I/O: it is handed paths and bytes. It never fails as a whole: a file that cannot be read becomes a
//! [`Finding`] with severity [`Severity::Error`], and the other files are unaffected.
//!
//! It also changes the text of score files, and leaves what it does not change byte for byte as it was: [`mends`] of
//! findings, [`convert()`] from one form of scores into the other. [`template()`] starts a new file.

mod catalog;
mod convert;
mod date;
mod decimal_comma;
mod diff;
mod edit;
mod encoding;
mod fields;
mod finding;
mod format;
mod front_matter;
mod kind;
mod levels;
mod limits;
mod log;
mod mend;
mod model;
mod model_card;
mod naming;
mod node;
mod position;
mod printing;
mod reference;
mod repair;
mod scalar;
mod score_file;
mod score_text;
mod scores;
mod scoring;
mod signs;
mod size;
mod source;
mod structure;
mod template;
mod typed;
mod words;
mod yaml_words;

pub use catalog::{Benchmark, Board, Catalog, Core, Fine, NameMatch, RESERVED_CODES, read_catalog};
pub use convert::{Conversion, Form, Kept, Unconverted, convert};
pub use diff::unified_diff;
pub use edit::Edit;
pub use encoding::{as_utf8, possible_encodings};
pub use finding::{Certainty, Finding, Place, Severity, quote_lines};
pub use format::FileFormat;
pub use kind::{Concern, DuplicateOutcome, FractionFigure, FractionSign, Kind};
pub use limits::BYTES as LARGEST_FILE;
pub(crate) use limits::prepared_yaml;
pub use mend::{Fixed, Mend, fix_all, fix_together, is_safe_fix, mends};
pub use model::{BenchmarkScores, Category, Figure, Input, Level, ModelDocument, Released, Stated};
pub use naming::{fold, fold_char, nearest, slug};
pub use printing::safe_line;
pub(crate) use printing::{is_unprintable, printable, size};
pub use reference::{BenchmarkEntry, CapabilityEntry, ColumnEntry, Paper, Reference, read_reference};
pub(crate) use scalar::plain_scalar;
pub use score_file::{Origin, Reading, SourceFile, findings_of_document, may_be_score_file, read_score_file};
pub(crate) use score_text::{Beside, ScoreText, read as read_score_text};
pub use scoring::{Metric, Samples, ScoreRange, TotalRule};
pub use structure::Structure;
pub use template::template;
pub use typed::{as_shown, typed};

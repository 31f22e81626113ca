//! Turns the text of score files and of the catalog into checked documents, and says what it found on the way.
//!
//! This layer does no I/O: it is handed paths and bytes. It never fails as a whole: a file that cannot be read becomes a
//! [`Finding`] with severity [`Severity::Error`], and the other files are unaffected.
//!
//! It also changes the text of score files, and leaves what it does not change byte for byte as it was: [`mends`] of
//! findings, [`convert`] from one form of scores into the other. [`template`] starts a new file.

mod catalog;
mod convert;
mod edit;
mod fields;
mod finding;
mod front_matter;
mod kind;
mod limits;
mod log;
mod mend;
mod model;
mod naming;
mod node;
mod position;
mod printing;
mod scalar;
mod score_file;
mod scores;
mod source;
mod template;
mod typed;
mod words;

pub use catalog::{Benchmark, Board, Catalog, Core, Fine, Metric, NameMatch, read_catalog};
pub use convert::{Conversion, Form, Kept, Unconverted, convert};
pub use edit::Edit;
pub use finding::{Certainty, Finding, Place, Severity, quote_lines};
pub use kind::{DuplicateOutcome, Kind};
pub use limits::BYTES as LARGEST_FILE;
pub use mend::{Mend, mends};
pub use model::{BenchmarkScores, Category, Figure, Input, Level, ModelDocument, Released, Stated};
pub use naming::{nearest, slug};
pub(crate) use printing::{printable, size};
pub use score_file::{Origin, Reading, SourceFile, read_score_file};
pub use template::template;
pub use typed::{as_shown, typed};

//! What is looked at, and what there is to see: the state of the view and its address, table rows, sentences, exports.
//!
//! Everything here is a pure function of a [`Dataset`](crate::dataset::Dataset) and a [`ViewState`]. Codes in a
//! `ViewState` come from addresses and may name nothing; they are resolved here, and only here, with a sensible default.

mod charts;
mod check;
mod first_sight;
mod format;
mod headline;
mod profile;
mod report;
mod state;
mod table;

pub use charts::{board_radar, column_bars, profile_radar};
pub use check::{CheckFinding, CheckReport};
pub use first_sight::first_sight;
pub use format::{MISSING, beside_median, coverage, figure, interval, ordinal, percentile, released, sizes};
pub use headline::{caption, headline};
pub use profile::{BenchmarkStanding, BoardStanding, Compared, Profile, Strength};
pub use report::{RankReport, ReportColumn, ReportCoverage, ReportRow};
pub use state::{Page, SortKey, Theme, ViewState};
pub use table::{Cell, ColumnId, Heading, cell, headings, mark, resolve_subject, rows};

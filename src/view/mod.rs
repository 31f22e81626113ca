//! What is looked at, and what there is to see: the state of the view and its address, table rows, sentences, exports.
//!
//! Everything here is a pure function of a [`Dataset`](crate::dataset::Dataset) and a [`ViewState`]. Codes in a
//! `ViewState` come from addresses and may name nothing; they are resolved here, and only here, with a sensible default.

mod audit;
mod charts;
mod check;
mod columns;
mod compare;
mod explain;
mod facets;
mod first_sight;
mod format;
mod headline;
mod neighbours;
mod peers;
mod profile;
mod query;
mod report;
mod rows;
mod score_link;
mod state;
mod table;
mod versions;
mod what_if;

pub use audit::{Audit, AuditFacet, AuditFilter, AuditGroup, AuditOptions};
pub use charts::{
    ChartKind, Scene, Tagged, Titled, agreement_matrix, comparison_charts, coverage_matrix, fine_lanes, profile_radar,
    question_bars, question_matrix,
};
pub use check::{CheckFinding, CheckReport};
pub use columns::{
    ColumnId, Columns, Group, Heading, column_named, groups, headings, resolve_left_out, resolve_subject,
};
pub use compare::{Comparison, Duel, MOST_COMPARED, PartialBenchmark, SharedBenchmark};
pub use explain::{Explanation, Source, explain, metric_words};
pub use facets::{Facet, FacetOption, FacetOptions, Facets, SizeRange, facet_options, filtered};
pub use first_sight::first_sight;
pub use format::{
    MISSING, beside_median, coverage, difference, figure, hundredths, interval, ordinal, percentile, released, sizes,
};
pub use headline::{caption, coverage_headline, headline};
pub use neighbours::{Neighbour, Neighbours, Separation};
pub use peers::Peers;
pub use profile::{BenchmarkStanding, BoardStanding, Compared, Profile, Strength};
pub use query::{Misunderstood, Query};
pub use report::{About, RankReport, ReportColumn, ReportCoverage, ReportFormat, ReportRow};
pub use rows::{Narrowing, Rows, rows};
pub use score_link::{LARGEST_UNPACKED, LONGEST_LINK, from_fragment, pack, to_fragment, unpack};
pub use state::{Page, SortKey, Theme, ViewState};
pub use table::{Cell, Place, Spread, cell, figure_in, mark, spreads};
pub use versions::{Change, ColumnChange, Versions, earlier_versions};
pub use what_if::{Needed, Standing, WhatIf};

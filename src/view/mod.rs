//! What is looked at, and what there is to see: the state of the view and its address, table rows, sentences, exports.
//!
//! Everything here is a pure function of a [`Dataset`](crate::dataset::Dataset) and a [`ViewState`]. Codes in a
//! `ViewState` come from addresses and may name nothing; they are resolved here, and only here, with a sensible default.

mod announce;
mod audit;
mod below;
mod benchmark;
mod bibtex;
mod charts;
mod check;
mod column_id;
mod columns;
mod compare;
mod explain;
mod facets;
mod figures;
mod first_sight;
mod format;
mod headline;
mod interval_axis;
mod issue_groups;
mod issues;
mod markup;
mod names;
mod neighbours;
mod other_parts;
mod pair_verdict;
mod peers;
mod profile;
mod query;
mod report;
mod robustness;
mod rows;
mod rules;
mod score_link;
mod sort_key;
mod state;
mod subject;
mod suggest;
mod table;
mod versions;
mod weights;
mod what_if;
mod workspace;

pub use announce::{Announcement, why_no_rows};
pub use audit::{Audit, AuditFacet, AuditFilter, AuditGroup, AuditOptions, AuditRow, Names};
pub use below::is_below;
pub use benchmark::{
    Agreeing, ColumnFacts, IndexColumn, IndexEntry, MethodFigures, RankedModel, agreeing, benchmark_index,
    benchmark_named, column_facts, index_rows, leaders, metric_label,
};
pub use bibtex::{arxiv_address, bibtex};
pub use charts::{
    ChartKind, Scene, Tagged, Titled, VersionBefore, agreement_matrix, benchmark_profile, comparison_charts,
    core_profile, coverage_matrix, fine_lanes, question_bars, question_matrix, standing_strips,
};
pub use check::{CheckFinding, CheckReport};
pub use column_id::ColumnId;
pub use columns::{Columns, Group, Heading, column_named, groups, headings};
pub use compare::{Comparison, Duel, MOST_COMPARED, PartialBenchmark, SharedBenchmark};
pub use explain::{Explanation, RankDoubts, Source, explain, metric_words};
pub use facets::{Facet, FacetOption, FacetOptions, Facets, SizeRange, facet_options, filtered};
pub use figures::{figure_in, ranked_figure_in};
pub use first_sight::{IN_SIGHT, first_sight};
pub use format::{
    MISSING, beside_median, certain_ranks, coverage, difference, figure, hundredths, interval, interval_cell, ordinal,
    percentile, rank_in_words, rank_range, released, sentence, sizes,
};
pub use headline::{about_table, caption, coverage_headline, headline};
pub use interval_axis::{IntervalAxis, IntervalPlot};
pub use issue_groups::{IssueGroup, issue_groups};
pub use issues::{issues_of, stated_words};
pub use names::distinct_names;
pub use neighbours::{Neighbour, Neighbours, Separation};
pub use pair_verdict::{PairBenchmark, PairDifference, PairModel, PairReport, PairVerdict, pair_verdicts};
pub use peers::{Peers, bundled_median};
pub use profile::{BenchmarkStanding, BoardStanding, Compared, Profile, Strength, interval_notes, standing_notes};
pub use query::{Misunderstood, Query};
pub use report::{About, RankReport, ReportColumn, ReportCoverage, ReportFormat, ReportRow};
pub use robustness::how_far_ranks_hold;
pub use rows::{Narrowing, Rows, rows};
pub use rules::{by_each_rule, by_other_rules, rule_words};
pub use score_link::{LARGEST_UNPACKED, LONGEST_LINK, from_fragment, pack, to_fragment, unpack, unpack_compressed};
pub use sort_key::SortKey;
pub use state::{IndexFilter, Page, Theme, ViewState};
pub use subject::{comparable_in_words, leave_out, not_in_common, resolve_left_out, resolve_subject, why_count_stays};
pub use suggest::{
    Elsewhere, SuggestIndex, Suggestion, SuggestionGroup, SuggestionTarget, Suggestions, elsewhere, with_filter,
};
pub use table::{Cell, Place, Spread, cell, facts, mark, spreads};
pub use versions::{Change, ColumnChange, Versions, earlier_versions};
pub use weights::{WeightPreset, resolve_weights, set_weight};
pub use what_if::{Needed, Standing, WhatIf, board_to_open};
pub use workspace::{
    BoardRank, FileAbout, FileLine, FileOrder, FilesSummary, arranged, board_ranks, counted_issues, file_lines,
};

//! Scores, ranks, intervals, rules and the audit.

mod audit;
mod intervals;
mod other_parts;
mod rank_sets;
mod ranking;
mod rules;

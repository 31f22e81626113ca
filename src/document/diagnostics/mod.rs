//! Findings: which kinds there are, how grave they are, and their words.

pub(super) mod finding;
pub(super) mod kind;
pub(super) mod log;
pub(super) mod severity;
pub(super) mod structure;
pub(super) mod words;
pub(super) mod yaml_words;

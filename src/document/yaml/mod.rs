//! From the bytes of a file to the tree of its YAML, each value with its place.

pub(super) mod encoding;
pub(super) mod error;
pub(super) mod front_matter;
pub(super) mod guard;
pub(super) mod node;
pub(super) mod repair;
pub(super) mod repair_scan;
pub(super) mod scalar;
pub(super) mod source;
pub(super) mod span_index;
pub(super) mod tree;

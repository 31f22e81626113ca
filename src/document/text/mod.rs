//! Text that is not yet YAML: lines, numbers in it, names, and how it is printed, compared and changed.

pub(super) mod diff;
pub(super) mod edit;
pub(super) mod format;
pub(super) mod lines;
pub(super) mod mark;
pub(super) mod naming;
pub(super) mod printing;
pub(super) mod score_text;
pub(super) mod typed;
pub(super) mod utf16;

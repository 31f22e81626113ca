//! Changes to score files that leave all else as it was, and new ones.

pub(super) mod convert;
pub(super) mod fix;
pub(super) mod template;

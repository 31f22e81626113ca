//! Why a command could not be carried out.

/// Why a command could not be carried out; its words go to standard error.
pub(super) type Failure = Box<dyn std::error::Error>;

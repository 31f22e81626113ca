//! A fix before it knows its text.

use serde::de::IgnoredAny;

use crate::document::text::edit::Edit;

/// A fix before it knows its text: what the button says, and the changes.
pub(super) type FixCandidate = (String, Vec<Edit>);

/// Whether a text is JSON to every reader of it.
pub(super) fn is_valid_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

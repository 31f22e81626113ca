//! Why a text gave no tree.

use crate::document::diagnostics::kind::Kind;
use crate::document::text::mark::Mark;

/// Why a text gave no tree, and where; the place is one of the YAML, or of the file once [`YamlError::in_file`] was called.
#[derive(Debug)]
pub(in crate::document) struct YamlError {
    pub(in crate::document) kind: Kind,
    pub(in crate::document) mark: Option<Mark>,
}

impl YamlError {
    pub(in crate::document) fn in_file(self, first_line: u32) -> Self {
        Self { mark: self.mark.map(|mark| mark.in_file(first_line)), ..self }
    }
}

//! Makes the findings of the audit.

use crate::dataset::Model;
use crate::document::{Finding, Kind, Place};

/// A finding about figures of a model, on a line of its file, and about these benchmarks by index.
pub(super) fn finding(model: &Model, line: u32, kind: Kind, benchmarks: Vec<usize>) -> Finding {
    Finding { benchmarks, ..Finding::new(kind, Place { file: model.file.clone(), line, column: 0 }) }
}

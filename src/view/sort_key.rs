//! What the rows of a table are ordered by.

/// A column that rows are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// Code of the column.
    pub column: String,
    /// From high to low, or from Z to A. Missing comes last either way.
    pub descending: bool,
}

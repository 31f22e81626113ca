//! What a kind of chart can do, and its figures as a table.

use super::hit_target::HitTarget;
use super::render::draw_context::DrawContext;
use super::style::theme::Style;

/// What a kind of chart can do.
pub(in crate::chart) trait Plot {
    /// Draws the chart in all of the pen's part, which is paper already.
    fn draw(&self, pen: &mut DrawContext<'_>);

    /// CSS pixels that the chart wants at a width in CSS pixels.
    fn height(&self, width: f64, style: &Style) -> f64;

    /// The main fact in words.
    fn describe(&self) -> String;

    /// The figures.
    fn table(&self) -> Table;

    /// What a mark stands for, with its figures.
    fn say(&self, mark: &HitTarget) -> Option<String>;
}

/// The figures of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the rows are, in the singular: "Model".
    pub corner: String,
    /// Names of the columns, without that of the rows.
    pub columns: Vec<String>,
    /// Name of the row and its figures, a text for each column; `None` is missing.
    pub rows: Vec<(String, Vec<Option<String>>)>,
    /// How many rows were left out of a table that nobody would read.
    pub left_out: usize,
}

impl Table {
    /// A table of more rows is for a program, not for people.
    pub(in crate::chart) const MOST: usize = 300;

    pub(in crate::chart) fn new(
        corner: &str,
        columns: Vec<String>,
        rows: impl Iterator<Item = (String, Vec<Option<String>>)>,
    ) -> Self {
        let mut rows = rows;
        let shown = rows.by_ref().take(Self::MOST).collect();
        Self { corner: corner.to_owned(), columns, rows: shown, left_out: rows.count() }
    }
}

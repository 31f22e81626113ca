//! One column of scores, a place per model, each with the line of the file it stands on.

use crate::document::Figure;

/// A column of scores. A place without a score is missing.
///
/// `NaN` stands for missing inside, so that a column is one flat array; it never leaves this module.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    values: Vec<f64>,
    lines: Vec<u32>,
}

impl Scores {
    /// A column in which every score is missing.
    pub(super) const EMPTY: Self = Self { values: Vec::new(), lines: Vec::new() };

    /// The same for so many models, with room for their scores.
    pub(super) fn missing(models: usize) -> Self {
        Self { values: vec![f64::NAN; models], lines: vec![0; models] }
    }

    /// The score of the model in this row, within the range of its column.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<f64> {
        self.values.get(row).copied().filter(|value| !value.is_nan())
    }

    /// The line of the model's file (from 1) that the score stands on.
    #[must_use]
    pub fn line(&self, row: usize) -> Option<u32> {
        self.get(row).and_then(|_| self.lines.get(row).copied())
    }

    /// The scores of `models` rows, missing ones included.
    pub fn iter(&self, models: usize) -> impl Iterator<Item = Option<f64>> + '_ {
        (0..models).map(|row| self.get(row))
    }

    /// All scores that are present, with their rows.
    pub fn present(&self) -> impl Iterator<Item = (usize, Figure)> + '_ {
        self.values
            .iter()
            .zip(&self.lines)
            .enumerate()
            .filter(|(_, (value, _))| !value.is_nan())
            .map(|(row, (&value, &line))| (row, Figure { value, line }))
    }

    pub(super) fn set(&mut self, row: usize, figure: Figure) {
        if self.values.len() <= row {
            self.values.resize(row + 1, f64::NAN);
            self.lines.resize(row + 1, 0);
        }
        if let (Some(value), Some(line)) = (self.values.get_mut(row), self.lines.get_mut(row)) {
            (*value, *line) = (figure.value, figure.line);
        }
    }

    pub(super) fn remove(&mut self, row: usize) {
        if let Some(value) = self.values.get_mut(row) {
            *value = f64::NAN;
        }
    }

    /// Puts the rows into `order`, and gives the column its full length if it holds anything.
    pub(super) fn permute(&mut self, order: &[usize], models: usize) {
        if self.values.is_empty() {
            return;
        }
        self.values.resize(models, f64::NAN);
        self.lines.resize(models, 0);
        self.values = order.iter().filter_map(|&row| self.values.get(row).copied()).collect();
        self.lines = order.iter().filter_map(|&row| self.lines.get(row).copied()).collect();
    }
}

/// Columns are equal if the same scores are present on the same lines.
impl PartialEq for Scores {
    fn eq(&self, other: &Self) -> bool {
        self.present().eq(other.present())
    }
}

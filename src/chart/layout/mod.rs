//! What charts have in common: axes, rows, the legend, and how long texts are.

pub(super) mod axis;
pub(super) mod figure;
pub(super) mod legend;
pub(super) mod row_layout;
pub(super) mod rows;
pub(super) mod series;
pub(super) mod text;
pub(super) mod x_axis;

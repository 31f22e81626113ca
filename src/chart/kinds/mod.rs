//! The kinds of charts, a module each.

pub(super) mod bars;
pub(super) mod dot_plot;
pub(super) mod heatmap;
pub(super) mod radar;
pub(super) mod scatter;
pub(super) mod strip_plot;

//! Places in a chart.

/// A place in CSS pixels, from the top left of the picture.
pub(super) type Point = (f64, f64);

//! What of a drawn chart can be pointed at.

use super::geometry::Point;

/// Something drawn that stands for a figure, or for one that is missing: where it is in the picture, and which one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HitTarget {
    /// CSS pixels from the left to its middle.
    pub x: f64,
    /// CSS pixels from the top to its middle.
    pub y: f64,
    /// From where to where, in pixels from the left, pointing means this mark as if it were at `x`: the whole row in a
    /// chart of rows, only `x` in a radar.
    pub reach: (f64, f64),
    /// Width and height of what is drawn, in CSS pixels.
    pub size: (f64, f64),
    /// Index of the series, of the figure or of the row.
    pub series: usize,
    /// Index of the axis or of the column; 0 in a chart of one column.
    pub axis: usize,
    /// Whatever the maker of the chart said that the figure belongs to.
    pub tag: Option<usize>,
}

impl HitTarget {
    /// A mark of a size at a place that means only that place.
    pub(in crate::chart) fn at((x, y): Point, size: f64, series: usize, axis: usize, tag: Option<usize>) -> Self {
        Self { x, y, reach: (x, x), size: (size, size), series, axis, tag }
    }
}

/// Where the key names a series that can be hidden.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// Index of the series.
    pub series: usize,
    /// As in the key.
    pub name: String,
    /// Whether the series is hidden.
    pub hidden: bool,
    /// CSS pixels from the left.
    pub left: f64,
    /// CSS pixels from the top.
    pub top: f64,
    /// Width and height in CSS pixels.
    pub size: (f64, f64),
}

/// The mark nearest to a place, if any is `within` so many pixels of it; of equally near ones the last, drawn on top.
#[must_use]
pub fn nearest(marks: &[HitTarget], x: f64, y: f64, within: f64) -> Option<usize> {
    let distance = |mark: &HitTarget| {
        // Anywhere on what is drawn is on it.
        let beside = (x - x.clamp(mark.reach.0, mark.reach.1.max(mark.reach.0))).abs();
        let above = ((y - mark.y).abs() - mark.size.1 / 2.0).max(0.0);
        let inside = (y - mark.y).abs().min(mark.size.1 / 2.0) * 1e-3;
        beside.hypot(above) + inside
    };
    let near = marks.iter().enumerate().map(|(place, mark)| (place, distance(mark))).filter(|near| near.1 <= within);
    near.reduce(|best, next| if next.1 <= best.1 { next } else { best }).map(|(place, _)| place)
}

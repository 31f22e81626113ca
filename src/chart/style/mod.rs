//! Colours, dashes, markers and units.

pub(super) mod series_style;
pub(super) mod theme;
pub(super) mod unit;

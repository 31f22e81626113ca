//! Draws view data on any plotters backend: canvas in the page, SVG in tests and exports.
//!
//! A chart is plain data ([`Radar`], [`Bars`], [`Dots`]) made by the view layer. Drawing it takes a [`Style`], which
//! holds every colour and size, and gives back the [`Mark`]s that were drawn, so that pointing at the picture can name
//! them. Nothing here knows of datasets, of the page or of themes.
//!
//! Text is measured by an estimate of this layer's own ([`text_width`]), so a picture is the same on every machine, and
//! laying it out costs no round trip to the browser.

mod axis;
mod bars;
mod dots;
mod figure;
mod key;
mod look;
mod pen;
mod radar;
mod rows;
mod sheet;
mod style;
mod svg;
mod text;

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingAreaErrorKind, DrawingBackend};

pub use bars::{Bar, Bars};
pub use dots::{Dot, Dots};
pub use radar::{Radar, RadarSeries};
pub use sheet::Sheet;
pub use style::{Rgb, Style};
pub use text::text_width;

/// What drawing gives: the marks, or what the backend could not do.
pub type Drawn<DB> = Result<Vec<Mark>, DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Any of the charts.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Models over a few axes.
    Radar(Radar),
    /// One column, from zero.
    Bars(Bars),
    /// One column, over its range.
    Dots(Dots),
}

impl Chart {
    /// Draws the chart over the whole area, on paper of its own.
    pub fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, style: &Style) -> Drawn<DB> {
        match self {
            Self::Radar(chart) => chart.draw(area, style),
            Self::Bars(chart) => chart.draw(area, style),
            Self::Dots(chart) => chart.draw(area, style),
        }
    }

    /// CSS pixels that the chart wants at a width in CSS pixels. Drawn less high, it shows less and says so.
    pub fn height(&self, width: f64, style: &Style) -> f64 {
        match self {
            Self::Radar(chart) => chart.height(width, style),
            Self::Bars(chart) => chart.height(width, style),
            Self::Dots(chart) => chart.height(width, style),
        }
    }

    /// The main fact of the chart in words, for those who do not see it.
    pub fn describe(&self) -> String {
        match self {
            Self::Radar(chart) => chart.describe(),
            Self::Bars(chart) => chart.describe(),
            Self::Dots(chart) => chart.describe(),
        }
    }

    /// The figures of the chart as a table.
    pub fn table(&self) -> Table {
        match self {
            Self::Radar(chart) => chart.table(),
            Self::Bars(chart) => chart.table(),
            Self::Dots(chart) => chart.table(),
        }
    }
}

/// The figures of a chart: one row a model, one cell a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Names of the columns, without that of the models.
    pub columns: Vec<String>,
    /// Name of the model and its figures; `None` is missing.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
}

/// Something drawn that stands for a figure, or for one that is missing: where it is in the picture, and which one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Pixels of the backend, from the left.
    pub x: f64,
    /// Pixels of the backend, from the top.
    pub y: f64,
    /// From where to where, in pixels from the left, pointing means this mark as if it were at `x`: the whole row in a
    /// chart of rows, only `x` in a radar.
    pub reach: (f64, f64),
    /// Index of the series (radar) or of the figure (bars, dots).
    pub series: usize,
    /// Index of the axis; 0 in a chart of one column.
    pub axis: usize,
}

/// The mark nearest to a place, if any is `within` so many pixels of it; of equally near ones the last, drawn on top.
pub fn nearest(marks: &[Mark], x: f64, y: f64, within: f64) -> Option<&Mark> {
    let distance = |mark: &Mark| (x - x.clamp(mark.reach.0, mark.reach.1.max(mark.reach.0))).hypot(y - mark.y);
    marks.iter().rev().filter(|mark| distance(mark) <= within).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

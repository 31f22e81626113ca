//! Draws view data as pictures, which are painted on any plotters backend: canvas in the page, SVG in tests and exports.
//!
//! A chart is plain data ([`Radar`], [`Bars`], …) made by the view layer. Drawing it takes a [`Style`], which holds every
//! colour and size, and gives a [`Picture`]: shapes, and the [`Mark`]s among them, so that pointing at the picture can
//! name what is drawn. Nothing here knows of datasets, of the page or of themes.
//!
//! Text is measured by an estimate of this layer's own ([`text_width`]), so a picture is the same on every machine, and
//! laying it out costs no round trip to the browser.

mod axis;
mod bars;
mod figure;
mod key;
mod ladder;
mod lanes;
mod look;
mod matrix;
mod pen;
mod picture;
mod radar;
mod rows;
mod ruler;
mod scatter;
mod series;
mod sheet;
mod strips;
mod style;
mod svg;
mod text;
mod unit;

use std::collections::BTreeSet;

use pen::Pen;

pub use bars::Bars;
pub use figure::Figure;
pub use ladder::Lane;
pub use lanes::Lanes;
pub use matrix::{Matrix, MatrixLine, Shade};
pub use picture::Picture;
pub use radar::Radar;
pub use scatter::{Across, Kind, Point, Scatter};
pub use series::Series;
pub use sheet::Sheet;
pub use strips::{StripModel, Strips};
pub use style::{Rgb, Style};
pub use text::text_width;
pub use unit::Unit;

/// Any of the charts.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Models over a few axes.
    Radar(Radar),
    /// One column, from zero.
    Bars(Bars),
    /// Models over many axes, a row each.
    Lanes(Lanes),
    /// One column against size or date.
    Scatter(Scatter),
    /// How several columns are spread.
    Strips(Strips),
    /// Figures by two things.
    Matrix(Matrix),
}

/// What a kind of chart can do.
trait Plot {
    /// Draws the chart in all of the pen's part, which is paper already.
    fn draw(&self, pen: &mut Pen<'_>);

    /// CSS pixels that the chart wants at a width in CSS pixels.
    fn height(&self, width: f64, style: &Style) -> f64;

    /// The main fact in words.
    fn describe(&self) -> String;

    /// The figures.
    fn table(&self) -> Table;

    /// What a mark stands for, with its figures.
    fn say(&self, mark: &Mark) -> Option<String>;
}

impl Chart {
    fn plot(&self) -> &dyn Plot {
        match self {
            Self::Radar(chart) => chart,
            Self::Bars(chart) => chart,
            Self::Lanes(chart) => chart,
            Self::Scatter(chart) => chart,
            Self::Strips(chart) => chart,
            Self::Matrix(chart) => chart,
        }
    }

    /// The chart drawn in a width and a height, on paper of its own.
    #[must_use]
    pub fn picture(&self, size: (f64, f64), style: &Style) -> Picture {
        let mut picture = Picture { size, font: style.font.clone(), ..Picture::default() };
        self.draw(&mut Pen::new(&mut picture, style));
        picture
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        pen.paper();
        self.plot().draw(pen);
    }

    /// CSS pixels that the chart wants at a width in CSS pixels. Drawn less high, it shows less and says so.
    #[must_use]
    pub fn height(&self, width: f64, style: &Style) -> f64 {
        self.plot().height(width, style)
    }

    /// The main fact of the chart in words, for those who do not see it.
    #[must_use]
    pub fn describe(&self) -> String {
        self.plot().describe()
    }

    /// The figures of the chart as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        self.plot().table()
    }

    /// What a mark stands for, in words, with its figures.
    #[must_use]
    pub fn say(&self, mark: &Mark) -> Option<String> {
        self.plot().say(mark)
    }

    /// Within so many CSS pixels of a mark, pointing means it: cells lie side by side, and beside the field is nothing.
    #[must_use]
    pub fn reach(&self) -> f64 {
        if matches!(self, Self::Matrix(_)) { 1.0 } else { 24.0 }
    }

    /// Whether it can be drawn as high as one likes; else less height shows less of it.
    #[must_use]
    pub fn is_elastic(&self) -> bool {
        matches!(self, Self::Radar(_) | Self::Scatter(_) | Self::Bars(_))
    }

    /// Names of the series that can be hidden.
    #[must_use]
    pub fn series(&self) -> Vec<String> {
        match self {
            Self::Radar(Radar { series, .. }) | Self::Lanes(Lanes { series, .. }) => {
                series.iter().map(|series| series.name.clone()).collect()
            }
            Self::Scatter(_) => Kind::ALL.map(|kind| kind.word().to_owned()).to_vec(),
            Self::Bars(_) | Self::Strips(_) | Self::Matrix(_) => Vec::new(),
        }
    }

    /// Names of the models that are drawn so as to be told apart.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Radar(Radar { series, .. }) | Self::Lanes(Lanes { series, .. }) => {
                series::models(series).map(|series| series.name.clone()).collect()
            }
            Self::Bars(Bars { bars, .. }) => bars.iter().take(Table::MOST).map(|figure| figure.name.clone()).collect(),
            Self::Scatter(_) | Self::Strips(_) | Self::Matrix(_) => Vec::new(),
        }
    }

    /// The chart with some of its series named in the key only. A chart without series is as it was.
    #[must_use]
    pub fn hiding(&self, hidden: &BTreeSet<usize>) -> Self {
        let mut chart = self.clone();
        match &mut chart {
            Self::Radar(chart) => series::hide(&mut chart.series, hidden),
            Self::Lanes(chart) => series::hide(&mut chart.series, hidden),
            Self::Scatter(chart) => chart.hidden.clone_from(hidden),
            Self::Bars(_) | Self::Strips(_) | Self::Matrix(_) => {}
        }
        chart
    }
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
    const MOST: usize = 300;

    fn new(corner: &str, columns: Vec<String>, rows: impl Iterator<Item = (String, Vec<Option<String>>)>) -> Self {
        let mut rows = rows;
        let shown = rows.by_ref().take(Self::MOST).collect();
        Self { corner: corner.to_owned(), columns, rows: shown, left_out: rows.count() }
    }
}

/// Something drawn that stands for a figure, or for one that is missing: where it is in the picture, and which one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
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

impl Mark {
    /// A mark of a size at a place that means only that place.
    fn at((x, y): pen::Point, size: f64, series: usize, axis: usize, tag: Option<usize>) -> Self {
        Self { x, y, reach: (x, x), size: (size, size), series, axis, tag }
    }
}

/// Where the key names a series that can be hidden.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
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
pub fn nearest(marks: &[Mark], x: f64, y: f64, within: f64) -> Option<usize> {
    let distance = |mark: &Mark| {
        // Anywhere on what is drawn is on it.
        let beside = (x - x.clamp(mark.reach.0, mark.reach.1.max(mark.reach.0))).abs();
        let above = ((y - mark.y).abs() - mark.size.1 / 2.0).max(0.0);
        let inside = (y - mark.y).abs().min(mark.size.1 / 2.0) * 1e-3;
        beside.hypot(above) + inside
    };
    let near = marks.iter().enumerate().map(|(place, mark)| (place, distance(mark))).filter(|near| near.1 <= within);
    near.reduce(|best, next| if next.1 <= best.1 { next } else { best }).map(|(place, _)| place)
}

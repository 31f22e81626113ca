//! Draws view data as pictures, which are painted on any plotters backend: canvas in the page, SVG in tests and exports.
//!
//! A chart is plain data ([`Radar`], [`Bars`], …) made by the view layer. Drawing it takes a [`Style`], which holds every
//! colour and size, and gives a [`DisplayList`]: shapes, and the [`HitTarget`]s among them, so that pointing at the picture can
//! name what is drawn. Nothing here knows of datasets, of the page or of themes.
//!
//! Text is measured by an estimate of this layer's own ([`text_width`]), so a picture is the same on every machine, and
//! laying it out costs no round trip to the browser.

mod geometry;
mod hit_target;
mod kinds;
mod layout;
mod plot;
mod render;
mod style;

use std::collections::BTreeSet;

use layout::series;
use plot::Plot;
use render::draw_context::DrawContext;

pub use hit_target::{HitTarget, LegendEntry, nearest};
pub use kinds::bars::Bars;
pub use kinds::dot_plot::DotPlot;
pub use kinds::heatmap::{Heatmap, HeatmapLine, Shade};
pub use kinds::radar::Radar;
pub use kinds::scatter::{Kind, Point, Scatter, XVariable};
pub use kinds::strip_plot::{StripModel, StripPlot};
pub use layout::figure::Figure;
pub use layout::row_layout::Lane;
pub use layout::series::Series;
pub use layout::text::text_width;
pub use plot::Table;
pub use render::display_list::DisplayList;
pub use render::export_page::ExportPage;
pub use style::theme::{Rgb, Style};
pub use style::unit::Unit;

/// Any of the charts.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Models over a few axes.
    Radar(Radar),
    /// One column, from zero.
    Bars(Bars),
    /// Models over many axes, a row each.
    DotPlot(DotPlot),
    /// One column against size or date.
    Scatter(Scatter),
    /// How several columns are spread.
    StripPlot(StripPlot),
    /// Figures by two things.
    Heatmap(Heatmap),
}

impl Chart {
    fn plot(&self) -> &dyn Plot {
        match self {
            Self::Radar(chart) => chart,
            Self::Bars(chart) => chart,
            Self::DotPlot(chart) => chart,
            Self::Scatter(chart) => chart,
            Self::StripPlot(chart) => chart,
            Self::Heatmap(chart) => chart,
        }
    }

    /// The chart drawn in a width and a height, on paper of its own.
    #[must_use]
    pub fn picture(&self, size: (f64, f64), style: &Style) -> DisplayList {
        let mut picture = DisplayList { size, font: style.font.clone(), ..DisplayList::default() };
        self.draw(&mut DrawContext::new(&mut picture, style));
        picture
    }

    fn draw(&self, pen: &mut DrawContext<'_>) {
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
    pub fn say(&self, mark: &HitTarget) -> Option<String> {
        self.plot().say(mark)
    }

    /// Within so many CSS pixels of a mark, pointing means it: cells lie side by side, and beside the field is nothing.
    #[must_use]
    pub fn reach(&self) -> f64 {
        if matches!(self, Self::Heatmap(_)) { 1.0 } else { 24.0 }
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
            Self::Radar(Radar { series, .. }) | Self::DotPlot(DotPlot { series, .. }) => {
                series.iter().map(|series| series.name.clone()).collect()
            }
            Self::Scatter(_) => Kind::ALL.map(|kind| kind.word().to_owned()).to_vec(),
            Self::Bars(_) | Self::StripPlot(_) | Self::Heatmap(_) => Vec::new(),
        }
    }

    /// Names of the models that are drawn so as to be told apart.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Radar(Radar { series, .. }) | Self::DotPlot(DotPlot { series, .. }) => {
                series::models(series).map(|series| series.name.clone()).collect()
            }
            Self::Bars(Bars { bars, .. }) => bars.iter().take(Table::MOST).map(|figure| figure.name.clone()).collect(),
            Self::Scatter(_) | Self::StripPlot(_) | Self::Heatmap(_) => Vec::new(),
        }
    }

    /// The chart with some of its series named in the key only. A chart without series is as it was.
    #[must_use]
    pub fn hiding(&self, hidden: &BTreeSet<usize>) -> Self {
        let mut chart = self.clone();
        match &mut chart {
            Self::Radar(chart) => series::hide(&mut chart.series, hidden),
            Self::DotPlot(chart) => series::hide(&mut chart.series, hidden),
            Self::Scatter(chart) => chart.hidden.clone_from(hidden),
            Self::Bars(_) | Self::StripPlot(_) | Self::Heatmap(_) => {}
        }
        chart
    }
}

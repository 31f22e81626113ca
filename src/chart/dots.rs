//! One column of the table, as ranked dots over the range of the figures: who leads, and by how much.

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

use super::axis::{Axis, tick};
use super::figure::{self, Figure};
use super::key::{Entry, Sample, band, whisker};
use super::look::Shape;
use super::pen::Pen;
use super::rows::{self, Content, Rows};
use super::style::Style;
use super::{Drawn, Table};

/// A dot chart, one row a model, in the order of the ranking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dots {
    /// What is measured: name of the column, in percent.
    pub column: String,
    /// From top to bottom.
    pub dots: Vec<Dot>,
}

/// One dot.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Name of the model.
    pub name: String,
    /// Its rank.
    pub rank: u32,
    /// 0 to 100.
    pub value: f64,
    /// The ends of the 95 % interval, if the figure has one.
    pub interval: Option<(f64, f64)>,
    /// Whether the interval is only an upper bound of the uncertainty.
    pub at_most: bool,
    /// Selected in the table: its series colour and marker.
    pub hue: Option<usize>,
    /// Brought by the visitor.
    pub preview: bool,
}

impl Dots {
    /// Draws the rows that fit the area, and says how many do not.
    pub fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, style: &Style) -> Drawn<DB> {
        let pen = Pen::new(area, style);
        let (width, height) = pen.size();
        pen.paper()?;
        let rows = self.rows(width, Some(height), style);
        if let Some((low, high)) = lead(&self.figures()).filter(|_| rows.roomy()) {
            pen.block((rows.x(low), rows.top), (rows.x(high), rows.bottom()), band(style))?;
        }
        rows.frame(&pen)?;
        if rows.roomy() {
            for (figure, y) in rows.each() {
                let Some(value) = figure.value else { continue };
                if let Some((low, high)) = figure.interval {
                    whisker(&pen, (rows.x(low), rows.x(high)), y, figure.at_most)?;
                }
                let at = (rows.x(value), y);
                let plain = (Shape::Circle, 4.0, style.ink.mix(style.paper, 0.25), false);
                let look =
                    figure.look.map(|look| (look.shape(), look.radius() + 1.0, look.color(style), look.hollow()));
                let (shape, radius, color, hollow) = look.unwrap_or(plain);
                pen.marker(shape, at, radius, color, hollow)?;
            }
        }
        rows.words(&pen)?;
        Ok(rows.marks(&pen))
    }

    /// CSS pixels that the rows want, with axis and key.
    pub fn height(&self, width: f64, style: &Style) -> f64 {
        self.rows(width, None, style).height(style)
    }

    /// How many rows fit a picture.
    pub fn fitting(&self, width: f64, height: f64, style: &Style) -> usize {
        self.rows(width, Some(height), style).shown
    }

    /// Who leads, in words.
    pub fn describe(&self) -> String {
        figure::describe(&self.column, &self.figures(), false)
    }

    /// The figures with their intervals.
    pub fn table(&self) -> Table {
        figure::table(&self.column, &self.figures())
    }

    fn figures<'a>(&'a self) -> Vec<Figure<'a>> {
        let figure = |dot: &'a Dot| {
            let figure = Figure::new(&dot.name, Some(dot.value), dot.interval, dot.at_most);
            Figure { rank: Some(dot.rank), ..figure }.looking(dot.hue, dot.preview)
        };
        self.dots.iter().map(figure).collect()
    }

    fn rows(&self, width: f64, height: Option<f64>, style: &Style) -> Rows<'_> {
        let figures = self.figures();
        let axis = Axis::fitted(rows::held(&figures), rows::steps(width));
        let starts = axis.map_or(String::new(), |axis| format!(" · axis starts at {}", tick(axis.low)));
        let heading = format!("{}, %{starts}", self.column);
        let mut key = rows::intervals(&figures);
        if lead(&figures).is_some() {
            key.push(Entry::new(Sample::Band, "interval of the leader", String::new()));
        }
        Rows::new(Content { figures, heading, axis, key, signs: false }, width, height, style)
    }
}

/// The interval of the leader.
fn lead(figures: &[Figure]) -> Option<(f64, f64)> {
    figure::leader(figures, false)?.0.interval
}

//! One column of the table, as bars from zero, with intervals where there are any.

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

use super::axis::Axis;
use super::figure::{self, Figure};
use super::key::whisker;
use super::pen::Pen;
use super::rows::{self, Content, Rows};
use super::style::Style;
use super::{Drawn, Table};

/// A bar chart, one bar a model, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// What is measured: name of the column.
    pub column: String,
    /// Whether the figures are percentages; else they are ranks, and smaller is better.
    pub percent: bool,
    /// From top to bottom.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Name of the model.
    pub name: String,
    /// 0 to 100 or, for ranks, any positive number; `None` is said to be missing, never drawn as zero.
    pub value: Option<f64>,
    /// The ends of the 95 % interval, if the figure has one.
    pub interval: Option<(f64, f64)>,
    /// Whether the interval is only an upper bound of the uncertainty.
    pub at_most: bool,
    /// Selected in the table: its series colour and marker.
    pub hue: Option<usize>,
    /// Brought by the visitor.
    pub preview: bool,
}

impl Bars {
    /// Draws the bars that fit the area, and says how many do not.
    pub fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, style: &Style) -> Drawn<DB> {
        let pen = Pen::new(area, style);
        let (width, height) = pen.size();
        pen.paper()?;
        let rows = self.rows(width, Some(height), style);
        rows.frame(&pen)?;
        if rows.roomy() {
            let zero = rows.plot.0;
            let thick = (style.text * 0.9).round().max(1.0);
            for (figure, y) in rows.each() {
                let Some(value) = figure.value else { continue };
                let top = y - (thick / 2.0).floor();
                let (end, bottom) = (rows.x(value), top + thick);
                match figure.look {
                    None => pen.block((zero, top), (end, bottom), style.paper.mix(style.muted, 0.45))?,
                    Some(look) => {
                        let color = look.color(style);
                        if figure.preview() {
                            pen.block((zero, top), (end, bottom), style.paper.mix(color, 0.18))?;
                            let edge = [(zero, top), (end, top), (end, bottom), (zero, bottom)];
                            pen.path(&edge, 1.5, color, &[4.0, 3.0])?;
                        } else {
                            pen.block((zero, top), (end, bottom), color)?;
                        }
                        pen.marker(look.shape(), rows.sign(y), look.radius(), color, look.hollow())?;
                    }
                }
                if let Some((low, high)) = figure.interval {
                    // Paper around it, or it would be lost on a bar as dark as itself.
                    pen.level(rows.x(low), rows.x(high), y, 3.0, style.paper)?;
                    whisker(&pen, (rows.x(low), rows.x(high)), y, figure.at_most)?;
                }
            }
            rows.upright(&pen, zero, style.muted)?;
        }
        rows.words(&pen)?;
        Ok(rows.marks(&pen))
    }

    /// CSS pixels that the bars want, with axis and key.
    pub fn height(&self, width: f64, style: &Style) -> f64 {
        self.rows(width, None, style).height(style)
    }

    /// How many bars fit a picture.
    pub fn fitting(&self, width: f64, height: f64, style: &Style) -> usize {
        self.rows(width, Some(height), style).shown
    }

    /// Who leads, in words.
    pub fn describe(&self) -> String {
        figure::describe(&self.column, &self.figures(), !self.percent)
    }

    /// The figures with their intervals.
    pub fn table(&self) -> Table {
        figure::table(&self.column, &self.figures())
    }

    fn figures<'a>(&'a self) -> Vec<Figure<'a>> {
        let figure =
            |bar: &'a Bar| Figure::new(&bar.name, bar.value, bar.interval, bar.at_most).looking(bar.hue, bar.preview);
        self.bars.iter().map(figure).collect()
    }

    fn rows(&self, width: f64, height: Option<f64>, style: &Style) -> Rows<'_> {
        let figures = self.figures();
        let any = figures.iter().any(|figure| figure.value.is_some());
        let axis = any.then(|| Axis::from_zero(rows::held(&figures), rows::steps(width)));
        let unit = if self.percent { "%" } else { "smaller is better" };
        let (heading, key) = (format!("{}, {unit}", self.column), rows::intervals(&figures));
        Rows::new(Content { figures, heading, axis, key, signs: true }, width, height, style)
    }
}

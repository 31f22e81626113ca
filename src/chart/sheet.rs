//! A chart as it leaves the page: under its title, above the line that says where it comes from.

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

use super::pen::{Align, Pen};
use super::style::Style;
use super::text::{BOLD, wrap};
use super::{Chart, Drawn, svg};

/// A chart with its title and source, for pictures that stand by themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet<'a> {
    /// What is drawn.
    pub chart: &'a Chart,
    /// Above it: its finding or its question.
    pub title: &'a str,
    /// Below it: date and source.
    pub source: &'a str,
}

/// Around everything.
const MARGIN: f64 = 20.0;

impl Sheet<'_> {
    /// CSS pixels that the sheet wants at a width.
    pub fn height(&self, width: f64, style: &Style) -> f64 {
        let (above, below) = self.around(width, style);
        (above + self.chart.height((width - 2.0 * MARGIN).max(1.0), style) + below).ceil()
    }

    /// Draws the sheet over the whole area. A PNG is this on a canvas of twice the pixels.
    pub fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, style: &Style) -> Drawn<DB> {
        let pen = Pen::new(area, style);
        let (width, height) = pen.size();
        pen.paper()?;
        let size = title_size(style);
        for (place, line) in self.title_lines(width, style).iter().enumerate() {
            pen.bold(line, (MARGIN, MARGIN + size * 1.3 * (place as f64 + 0.5)), size, style.ink)?;
        }
        let (above, below) = self.around(width, style);
        for (place, line) in self.source_lines(width, style).iter().enumerate() {
            let y = height - below + 12.0 + style.line() * (place as f64 + 0.5);
            pen.text(line, (MARGIN, y), style.small(), style.muted, Align::Left)?;
        }
        let inner = pen.inner(MARGIN, above, below);
        self.chart.draw(&inner, style)
    }

    /// The sheet as an SVG document with real text.
    pub fn svg(&self, width: f64, height: f64, style: &Style) -> String {
        let style = Style { scale: f64::from(svg::SCALE), ..style.clone() };
        svg::document((width, height), &style.font, (self.title, &self.chart.describe()), |area| {
            // Writing to a string cannot fail; should a chart ever, the picture ends there.
            let _ = self.draw(area, &style);
        })
    }

    /// What stands above and below the chart.
    fn around(&self, width: f64, style: &Style) -> (f64, f64) {
        let title = self.title_lines(width, style).len() as f64 * title_size(style) * 1.3;
        let source = self.source_lines(width, style).len() as f64 * style.line();
        ((MARGIN + title + 12.0).round(), (12.0 + source + MARGIN).round())
    }

    fn title_lines(&self, width: f64, style: &Style) -> Vec<String> {
        wrap(self.title, title_size(style) * BOLD, width - 2.0 * MARGIN, 3).0
    }

    fn source_lines(&self, width: f64, style: &Style) -> Vec<String> {
        wrap(self.source, style.small(), width - 2.0 * MARGIN, 3).0
    }
}

fn title_size(style: &Style) -> f64 {
    style.text * 1.3
}

//! A chart as it leaves the page: under its title, above the line that says where it comes from.

use crate::chart::Chart;
use crate::chart::layout::text::BOLD;
use crate::chart::layout::text::wrap;
use crate::chart::render::display_list::DisplayList;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::render::svg;
use crate::chart::style::theme::Style;

/// A chart with its title and source, for pictures that stand by themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExportPage<'a> {
    /// What is drawn.
    pub chart: &'a Chart,
    /// Above it: its finding or its question.
    pub title: &'a str,
    /// Below it: date and source.
    pub source: &'a str,
}

/// Around everything.
const MARGIN: f64 = 20.0;

impl ExportPage<'_> {
    /// CSS pixels that the sheet wants at a width.
    pub fn height(&self, width: f64, style: &Style) -> f64 {
        let (above, below) = self.around(width, style);
        (above + self.chart.height((width - 2.0 * MARGIN).max(1.0), style) + below).ceil()
    }

    /// The sheet drawn in a width and a height.
    #[must_use]
    pub fn picture(&self, size: (f64, f64), style: &Style) -> DisplayList {
        let mut picture = DisplayList { size, font: style.font.clone(), ..DisplayList::default() };
        let mut pen = DrawContext::new(&mut picture, style);
        let (width, height) = size;
        pen.paper();
        let title = title_size(style);
        for (place, line) in self.title_lines(width, style).iter().enumerate() {
            pen.bold(line, (MARGIN, MARGIN + title * 1.3 * (place as f64 + 0.5)), title, style.ink);
        }
        let (above, below) = self.around(width, style);
        for (place, line) in self.source_lines(width, style).iter().enumerate() {
            let y = height - below + 12.0 + style.line() * (place as f64 + 0.5);
            pen.text(line, (MARGIN, y), style.small(), style.muted, Align::Left);
        }
        self.chart.draw(&mut pen.inner(MARGIN, above, below));
        picture
    }

    /// The sheet as an SVG document with real text.
    #[must_use]
    pub fn svg(&self, width: f64, height: f64, style: &Style) -> String {
        svg::document(&self.picture((width, height), style), self.title, &self.chart.describe())
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

//! Named rows under a level axis, in groups: what charts with a row for each benchmark or capability share.

use std::ops::RangeInclusive;

use crate::chart::layout::axis::Axis;
use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Legend;
use crate::chart::layout::text::cut;
use crate::chart::layout::text::text_width;
use crate::chart::layout::x_axis::XAxis;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::theme::Style;

/// A row of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    /// Name of the benchmark or capability.
    pub name: String,
    /// What it belongs to with the rows around it; said once above them.
    pub group: Option<String>,
}

/// Rows laid out.
pub(in crate::chart) struct RowLayout<'a> {
    lanes: &'a [Lane],
    pub(in crate::chart) ruler: XAxis,
    key: Legend,
    width: f64,
    names: f64,
    /// Whether names stand above what is drawn, where there is no room for them beside.
    stacked: bool,
    /// Tops of the rows that fit.
    tops: Vec<f64>,
    row: f64,
    bottom: f64,
}

/// In CSS pixels: what is less wide has its names above the rows.
const NARROW: f64 = 420.0;

/// Above the key.
const AIR: f64 = 8.0;

/// What is to be laid out.
pub(in crate::chart) struct Rows<'a> {
    pub(in crate::chart) lanes: &'a [Lane],
    pub(in crate::chart) heading: String,
    pub(in crate::chart) axis: Option<Axis>,
    pub(in crate::chart) key: Vec<Item>,
    /// CSS pixels between the names and the axis, for signs of what is missing.
    pub(in crate::chart) gutter: f64,
    /// Height of what is drawn in a row, in sizes of the text.
    pub(in crate::chart) tall: f64,
}

impl<'a> RowLayout<'a> {
    /// Lays rows out in a width, and in a height or in as much as they want.
    pub(in crate::chart) fn new(rows: Rows<'a>, width: f64, height: Option<f64>, style: &Style) -> Self {
        let Rows { lanes, heading, axis, key, gutter, tall } = rows;
        let (text, line) = (style.text.max(1.0), style.line());
        let mut ruler = XAxis::new(&heading, axis, width, style);
        let key = Legend::new(key, false, width, height.map_or(f64::MAX, |height| height / 2.0), style);
        let stacked = width < NARROW;
        let drawn = (text * tall).round().max(1.0);
        let row = if stacked { drawn + line } else { drawn };
        let widest = lanes.iter().map(|lane| text_width(&cut(&lane.name, text, width), text)).fold(0.0, f64::max);
        let names = if stacked { 0.0 } else { widest.min(width * 0.36).ceil() };
        // So far from the edges that a marker at the end of the axis is whole.
        let start = names + if stacked { 6.0 } else { 14.0 } + gutter;
        ruler.plot = (start.round(), (width - 8.0).max(start).round());

        let below = if key.height > 0.0 { key.height + AIR } else { 0.0 };
        let (mut top, mut tops) = (ruler.top, Vec::new());
        let mut group = None;
        for lane in lanes {
            if lane.group.is_some() && lane.group != group {
                top += if tops.is_empty() { line } else { line + 4.0 };
            }
            group.clone_from(&lane.group);
            if height.is_some_and(|height| top + row + line + below > height + line + 1.0) {
                break;
            }
            tops.push(top);
            top += row;
        }
        let bottom = tops.last().map_or(ruler.top, |last| last + row);
        Self { lanes, ruler, key, width, names, stacked, tops, row, bottom }
    }

    /// CSS pixels from the top of the picture to the end of the key.
    pub(in crate::chart) fn height(&self) -> f64 {
        (self.bottom + if self.key.height > 0.0 { self.key.height + AIR } else { 0.0 }).ceil()
    }

    /// The rows that fit: index, and the middle of what is drawn in it.
    pub(in crate::chart) fn each(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.tops.iter().map(|top| (top + self.row - self.drawn() / 2.0).round()).enumerate()
    }

    /// Height of what is drawn in a row.
    pub(in crate::chart) fn drawn(&self) -> f64 {
        if self.stacked { self.row * 0.55 } else { self.row }
    }

    /// Draws heading, axis, names and a thin rule along each row: what lies below the marks.
    pub(in crate::chart) fn frame(&self, pen: &mut DrawContext<'_>) {
        let Style { ink, muted, rule, text, .. } = *pen.style;
        let (small, line) = (pen.style.small(), pen.style.line());
        self.ruler.heading(pen);
        let half = self.drawn() / 2.0;
        let faint = pen.style.paper.mix(rule, 0.6);
        if !self.tops.is_empty() {
            self.ruler.ticks(pen, |pen, x| {
                for (_, y) in self.each() {
                    pen.upright(x, y - half, y + half, 1.0, faint);
                }
            });
        }
        let mut group = None;
        for ((lane, top), (_, y)) in self.lanes.iter().zip(&self.tops).zip(self.each()) {
            if let Some(name) = lane.group.as_ref().filter(|_| lane.group != group) {
                pen.text(&cut(name, small, self.width), (0.0, top - line / 2.0), small, muted, Align::Left);
            }
            group.clone_from(&lane.group);
            let (room, at) = if self.stacked { (self.width, top + line / 2.0) } else { (self.names, y) };
            let size = if self.stacked { small } else { text };
            pen.text(&cut(&lane.name, size, room), (0.0, at), size, ink, Align::Left);
            if self.ruler.is_roomy() {
                pen.level(self.ruler.plot.0, self.ruler.plot.1, y, 1.0, rule);
            }
        }
    }

    /// Draws the key, and says what did not fit.
    pub(in crate::chart) fn key(&self, pen: &mut DrawContext<'_>) {
        let hidden = self.lanes.len() - self.tops.len();
        let (small, line, muted) = (pen.style.small(), pen.style.line(), pen.style.muted);
        let mut y = self.bottom;
        if hidden > 0 {
            let text = cut(&format!("and {hidden} more that have no room here"), small, self.width);
            pen.text(&text, (0.0, y + line / 2.0), small, muted, Align::Left);
            y += line;
        }
        self.key.draw(pen, 0.0, y + AIR);
    }
}

/// How many steps an axis should have in a width.
pub(in crate::chart) fn steps(width: f64) -> RangeInclusive<usize> {
    2..=((width / 110.0) as usize).clamp(3, 10)
}

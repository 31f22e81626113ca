//! The level axis above rows: what it measures, its ticks, and where a figure lies.

use crate::chart::layout::axis::Axis;
use crate::chart::layout::axis::tick;
use crate::chart::layout::text::text_width;
use crate::chart::layout::text::wrap;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::theme::Style;

/// An axis from left to right with its heading.
pub(in crate::chart) struct XAxis {
    heading: Vec<String>,
    axis: Option<Axis>,
    width: f64,
    /// Where the axis starts and ends; whoever lays the rows out sets it.
    pub(in crate::chart) plot: (f64, f64),
    /// Below heading and ticks: where rows begin.
    pub(in crate::chart) top: f64,
}

impl XAxis {
    /// Lays heading and ticks out in a width.
    pub(in crate::chart) fn new(heading: &str, axis: Option<Axis>, width: f64, style: &Style) -> Self {
        let (heading, _) = wrap(heading, style.small(), width, 2);
        let ticks = if axis.is_some() { style.line() + 4.0 } else { 0.0 };
        let top = (heading.len() as f64 * style.line() + ticks + 4.0).round();
        Self { heading, axis, width, plot: (0.0, width), top }
    }

    /// Where a figure lies from left to right.
    pub(in crate::chart) fn x(&self, figure: f64) -> f64 {
        let share = self.axis.map_or(0.0, |axis| axis.share(figure));
        self.plot.0 + share * (self.plot.1 - self.plot.0)
    }

    /// Whether there is room between its ends.
    pub(in crate::chart) fn is_roomy(&self) -> bool {
        self.plot.1 - self.plot.0 > 4.0
    }

    /// Draws what it measures.
    pub(in crate::chart) fn heading(&self, pen: &mut DrawContext<'_>) {
        let (small, line, muted) = (pen.style.small(), pen.style.line(), pen.style.muted);
        for (place, text) in self.heading.iter().enumerate() {
            pen.text(text, (0.0, line * (place as f64 + 0.5)), small, muted, Align::Left);
        }
    }

    /// Draws the ticks with their figures, and at each whatever `rule` draws down the rows.
    pub(in crate::chart) fn ticks(&self, pen: &mut DrawContext<'_>, rule: impl Fn(&mut DrawContext<'_>, f64)) {
        let Some(axis) = self.axis.filter(|_| self.is_roomy()) else { return };
        let (small, line, muted) = (pen.style.small(), pen.style.line(), pen.style.muted);
        let mut free = 0.0;
        for figure in axis.ticks() {
            let x = self.x(figure);
            rule(pen, x);
            let text = tick(figure);
            let half = text_width(&text, small) / 2.0;
            let middle = x.min(self.width - half);
            if middle - half >= free {
                pen.text(&text, (middle, self.top - 2.0 - line / 2.0), small, muted, Align::Center);
                free = middle + half + small * 0.5;
            }
        }
    }
}

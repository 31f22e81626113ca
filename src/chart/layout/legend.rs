//! The key of a picture: samples of what is drawn with their names, in rows that wrap or one under the other.

use crate::chart::geometry::Point;
use crate::chart::hit_target::LegendEntry;
use crate::chart::layout::text::cut;
use crate::chart::layout::text::text_width;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::series_style::MarkerShape;
use crate::chart::style::series_style::SeriesStyle;
use crate::chart::style::theme::Rgb;
use crate::chart::style::theme::Style;

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum Sample {
    /// A piece of the series' line.
    Series(SeriesStyle),
    /// A model's marker.
    Dot(SeriesStyle),
    /// A muted marker.
    Marker(MarkerShape),
    /// A field of a colour.
    Swatch(Rgb),
    /// A thin line.
    Line,
    /// The sign of a missing score.
    Missing,
    /// An interval, or one that is an upper bound.
    Interval { at_most: bool },
    /// Nothing: only words.
    TextRun,
}

impl Sample {
    fn width(self) -> f64 {
        match self {
            Self::Series(_) => 30.0,
            Self::Missing | Self::Marker(_) | Self::Dot(_) => 10.0,
            Self::Interval { .. } | Self::Line => 22.0,
            Self::Swatch(_) => 14.0,
            Self::TextRun => 0.0,
        }
    }
}

/// One line of a key.
#[derive(Clone, Debug)]
pub(in crate::chart) struct Item {
    pub(in crate::chart) sample: Sample,
    pub(in crate::chart) name: String,
    /// Said after the name, in muted ink, and never cut.
    pub(in crate::chart) note: String,
    /// Index of the series that it names, and whether that is hidden; `None` if it is no series that can be hidden.
    series: Option<(usize, bool)>,
}

impl Item {
    pub(in crate::chart) fn new(sample: Sample, name: &str, note: String) -> Self {
        Self { sample, name: name.to_owned(), note, series: None }
    }

    /// An item that stands for a series, which can be hidden.
    pub(in crate::chart) fn of_series(self, index: usize, hidden: bool) -> Self {
        Self { series: Some((index, hidden)), ..self }
    }
}

struct Placed {
    item: Item,
    at: Point,
    width: f64,
}

/// Items with their places, from the top left of the key.
pub(in crate::chart) struct Legend {
    placed: Vec<Placed>,
    pub(in crate::chart) width: f64,
    pub(in crate::chart) height: f64,
    size: f64,
}

/// Between a sample and its name.
const GAP: f64 = 7.0;

/// Between items of a row.
const AIR: f64 = 20.0;

/// So many are looked at: a key of more helps nobody.
const MOST: usize = 24;

impl Legend {
    /// Lays items out in a width and a height; those that do not fit are counted in a last one.
    pub(in crate::chart) fn new(items: Vec<Item>, list: bool, width: f64, height: f64, style: &Style) -> Self {
        let all = items.len();
        let mut items = items;
        items.truncate(MOST);
        loop {
            let left_out = all - items.len();
            let mut shown = items.clone();
            if left_out > 0 {
                shown.push(Item::new(Sample::TextRun, &format!("and {left_out} more"), String::new()));
            }
            let key = Self::placed(shown, list, width, style);
            if key.height <= height || items.pop().is_none() {
                return key;
            }
        }
    }

    fn placed(items: Vec<Item>, list: bool, width: f64, style: &Style) -> Self {
        let size = style.small();
        let line = line(size);
        let (mut x, mut y, mut widest) = (0.0, 0.0, 0.0_f64);
        let mut placed = Vec::new();
        for mut item in items {
            let sample = item.sample.width();
            let before = if sample > 0.0 { sample + GAP } else { 0.0 };
            if before + size > width {
                continue;
            }
            let note = text_width(&item.note, size);
            let between = if item.note.is_empty() { 0.0 } else { size * 0.5 };
            if before + note + between + 4.0 * size > width {
                item.note.clear();
            }
            let after = if item.note.is_empty() { 0.0 } else { between + note };
            item.name = cut(&item.name, size, width - before - after);
            let needs = before + text_width(&item.name, size) + after;
            if x > 0.0 && (list || x + needs > width) {
                (x, y) = (0.0, y + line);
            }
            placed.push(Placed { item, at: (x, y + line / 2.0), width: needs });
            widest = widest.max(x + needs);
            x += needs + AIR;
        }
        let height = if placed.is_empty() { 0.0 } else { y + line };
        Self { placed, width: widest, height, size }
    }

    /// Draws the key with its top left at a place.
    pub(in crate::chart) fn draw(&self, pen: &mut DrawContext<'_>, left: f64, top: f64) {
        let Style { ink, muted, rule, .. } = *pen.style;
        let line = line(self.size);
        for Placed { item, at, width: wide } in &self.placed {
            let (x, y) = (left + at.0, (top + at.1).round());
            let width = item.sample.width();
            let middle = (x + width / 2.0, y);
            let hidden = item.series.is_some_and(|(_, hidden)| hidden);
            match item.sample {
                Sample::Series(_) if hidden => pen.level(x, x + width, y, 1.0, rule),
                Sample::Series(look) => pen.sample(look, middle, width),
                Sample::Dot(_) if hidden => pen.missing(middle, rule),
                Sample::Dot(look) => pen.look(look, middle, look.radius()),
                Sample::Marker(form) => pen.marker(form, middle, 4.0, if hidden { rule } else { muted }, false),
                Sample::Line => pen.level(x, x + width, y, 1.0, muted),
                Sample::Missing => pen.missing(middle, muted),
                Sample::Interval { at_most } => whisker(pen, (x, x + width), y, at_most),
                Sample::Swatch(color) => pen.block((x, y - 5.0), (x + width, y + 5.0), color),
                Sample::TextRun => {}
            }
            if let Some((series, hidden)) = item.series {
                let (name, size) = (item.name.clone(), (*wide, line));
                pen.entry(LegendEntry { series, name, hidden, left: x, top: y - line / 2.0, size });
            }
            let x = x + width + if width > 0.0 { GAP } else { 0.0 };
            let name = match item.sample {
                Sample::Series(look) | Sample::Dot(look) if !hidden && look.is_model() => ink,
                _ => muted,
            };
            pen.text(&item.name, (x, y), self.size, name, Align::Left);
            let x = x + text_width(&item.name, self.size) + self.size * 0.5;
            pen.text(&item.note, (x, y), self.size, muted, Align::Left);
        }
    }
}

/// Height of a line of a key, which is also what a finger has to meet.
fn line(size: f64) -> f64 {
    (size * 2.0).round()
}

/// A 95 % interval as a line between caps; one that is an upper bound is lighter, and open at its ends.
pub(in crate::chart) fn whisker(pen: &mut DrawContext<'_>, (from, to): (f64, f64), y: f64, at_most: bool) {
    let Style { ink, muted, .. } = *pen.style;
    if at_most {
        pen.level(from, to, y, 1.0, muted);
        return;
    }
    pen.level(from, to, y, 1.0, ink);
    pen.upright(from, y - 3.0, y + 4.0, 1.0, ink);
    pen.upright(to, y - 3.0, y + 4.0, 1.0, ink);
}

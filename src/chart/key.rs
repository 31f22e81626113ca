//! The key of a picture: samples of what is drawn with their names, in rows that wrap or one under the other.

use plotters::prelude::DrawingBackend;

use super::look::Look;
use super::pen::{Align, Done, Pen, Point};
use super::style::Style;
use super::text::{cut, text_width};

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// A piece of the series' line.
    Series(Look),
    /// The sign of a missing score.
    Missing,
    /// An interval, or one that is an upper bound.
    Interval { at_most: bool },
    /// The shaded interval of the leader.
    Band,
    /// Nothing: only words.
    Words,
}

impl Sample {
    fn width(self) -> f64 {
        match self {
            Self::Series(_) => 30.0,
            Self::Missing => 8.0,
            Self::Interval { .. } => 22.0,
            Self::Band => 14.0,
            Self::Words => 0.0,
        }
    }
}

/// One line of a key.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) sample: Sample,
    pub(super) name: String,
    /// Said after the name, in muted ink, and never cut.
    pub(super) note: String,
}

impl Entry {
    pub(super) fn new(sample: Sample, name: &str, note: String) -> Self {
        Self { sample, name: name.to_owned(), note }
    }
}

struct Placed {
    entry: Entry,
    at: Point,
}

/// Entries with their places, from the top left of the key.
pub(super) struct Key {
    placed: Vec<Placed>,
    pub(super) width: f64,
    pub(super) height: f64,
    size: f64,
}

/// Between a sample and its name.
const GAP: f64 = 7.0;

/// Between entries of a row.
const AIR: f64 = 20.0;

/// So many are looked at: a key of more helps nobody.
const MOST: usize = 24;

impl Key {
    /// Lays entries out in a width and a height; those that do not fit are counted in a last one.
    pub(super) fn new(entries: Vec<Entry>, list: bool, width: f64, height: f64, style: &Style) -> Self {
        let all = entries.len();
        let mut entries = entries;
        entries.truncate(MOST);
        loop {
            let left_out = all - entries.len();
            let mut shown = entries.clone();
            if left_out > 0 {
                shown.push(Entry::new(Sample::Words, &format!("and {left_out} more"), String::new()));
            }
            let key = Self::placed(shown, list, width, style);
            if key.height <= height || entries.pop().is_none() {
                return key;
            }
        }
    }

    fn placed(entries: Vec<Entry>, list: bool, width: f64, style: &Style) -> Self {
        let size = style.small();
        let line = (size * 1.6).round();
        let (mut x, mut y, mut widest) = (0.0, 0.0, 0.0_f64);
        let mut placed = Vec::new();
        for mut entry in entries {
            let sample = entry.sample.width();
            let before = if sample > 0.0 { sample + GAP } else { 0.0 };
            if before + size > width {
                continue;
            }
            let note = text_width(&entry.note, size);
            let between = if entry.note.is_empty() { 0.0 } else { size * 0.5 };
            if before + note + between + 4.0 * size > width {
                entry.note.clear();
            }
            let after = if entry.note.is_empty() { 0.0 } else { between + note };
            entry.name = cut(&entry.name, size, width - before - after);
            let needs = before + text_width(&entry.name, size) + after;
            if x > 0.0 && (list || x + needs > width) {
                (x, y) = (0.0, y + line);
            }
            placed.push(Placed { entry, at: (x, y + line / 2.0) });
            widest = widest.max(x + needs);
            x += needs + AIR;
        }
        let height = if placed.is_empty() { 0.0 } else { y + line };
        Self { placed, width: widest, height, size }
    }

    /// Draws the key with its top left at a place.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<DB>, left: f64, top: f64) -> Done<DB> {
        let Style { ink, muted, .. } = *pen.style;
        for Placed { entry, at } in &self.placed {
            let (x, y) = (left + at.0, (top + at.1).round());
            let width = entry.sample.width();
            let middle = (x + width / 2.0, y);
            match entry.sample {
                Sample::Series(look) => pen.sample(look, middle, width)?,
                Sample::Missing => pen.missing(middle, muted)?,
                Sample::Interval { at_most } => whisker(pen, (x, x + width), y, at_most)?,
                Sample::Band => pen.block((x, y - 5.0), (x + width, y + 5.0), band(pen.style))?,
                Sample::Words => {}
            }
            let x = x + width + if width > 0.0 { GAP } else { 0.0 };
            let name = match entry.sample {
                Sample::Series(Look::Model(_) | Look::Preview(_)) => ink,
                _ => muted,
            };
            pen.text(&entry.name, (x, y), self.size, name, Align::Left)?;
            let x = x + text_width(&entry.name, self.size) + self.size * 0.5;
            pen.text(&entry.note, (x, y), self.size, muted, Align::Left)?;
        }
        Ok(())
    }
}

/// The colour of the leader's shaded interval.
pub(super) fn band(style: &Style) -> super::Rgb {
    style.paper.mix(style.muted, 0.14)
}

/// A 95 % interval as a line between caps; one that is an upper bound is lighter, and open at its ends.
pub(super) fn whisker<DB: DrawingBackend>(pen: &Pen<DB>, (from, to): (f64, f64), y: f64, at_most: bool) -> Done<DB> {
    if at_most {
        return pen.level(from, to, y, 1.0, pen.style.muted);
    }
    pen.level(from, to, y, 1.0, pen.style.ink)?;
    pen.upright(from, y - 3.0, y + 4.0, 1.0, pen.style.ink)?;
    pen.upright(to, y - 3.0, y + 4.0, 1.0, pen.style.ink)
}

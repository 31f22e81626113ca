//! What charts of one column share: a row a model with its name and figure, an axis above, a key below.

use std::ops::RangeInclusive;

use plotters::prelude::DrawingBackend;

use super::Mark;
use super::axis::{Axis, tick};
use super::figure::Figure;
use super::key::{Entry, Key, Sample};
use super::pen::{Align, Done, Pen, Point};
use super::style::{Rgb, Style};
use super::text::{cut, text_width, wrap};

/// What a chart of one column gives to be laid out.
pub(super) struct Content<'a> {
    pub(super) figures: Vec<Figure<'a>>,
    /// Above the axis: what it measures.
    pub(super) heading: String,
    pub(super) axis: Option<Axis>,
    pub(super) key: Vec<Entry>,
    /// Whether models that stand out have their marker beside the name, as where the mark itself shows only a colour.
    pub(super) signs: bool,
}

/// The rows of a chart of one column, laid out.
pub(super) struct Rows<'a> {
    figures: Vec<Figure<'a>>,
    heading: Vec<String>,
    axis: Option<Axis>,
    key: Key,
    width: f64,
    /// Whether names and figures stand above their marks, where there is no room for them beside.
    stacked: bool,
    /// Where names start and end.
    names: (f64, f64),
    /// Ends of the axis.
    pub(super) plot: (f64, f64),
    /// Top of the first row.
    pub(super) top: f64,
    /// Height of a row.
    pub(super) row: f64,
    /// So many fit.
    pub(super) shown: usize,
}

const PREVIEW: &str = "preview";

/// A picture of more rows than this is a table: it wants no height for more.
const MOST: usize = 200;

/// Above the key.
const AIR: f64 = 6.0;

/// Room for a marker beside a name.
const SIGN: f64 = 16.0;

/// In CSS pixels: what is less wide has its names above the marks.
const NARROW: f64 = 420.0;

impl<'a> Rows<'a> {
    /// Lays the rows out in a width, and in a height or in as much as they want.
    pub(super) fn new(content: Content<'a>, width: f64, height: Option<f64>, style: &Style) -> Self {
        let Content { figures, heading, axis, key, signs } = content;
        let (text, small, line) = (style.text.max(1.0), style.small(), style.line());
        let stacked = width < NARROW;
        let row = (text * if stacked { 2.7 } else { 1.75 }).round().max(1.0);
        let (heading, _) = wrap(&heading, small, width, 2);
        let ticks = if axis.is_some() { line + 4.0 } else { 0.0 };
        let top = (heading.len() as f64 * line + ticks + 4.0).round();
        let key = Key::new(key, false, width, height.map_or(f64::MAX, |height| height / 2.0), style);

        let room =
            height.map_or(f64::MAX, |height| height - top - if key.height > 0.0 { key.height + AIR } else { 0.0 });
        // A height in whole pixels of a backend may be a little less than what was wanted.
        let fitting = |room: f64| ((room + 1.0) / row).floor().max(0.0) as usize;
        let most = if height.is_none() { MOST } else { usize::MAX };
        let all = fitting(room) >= figures.len() && figures.len() <= most;
        let shown = if all { figures.len() } else { fitting(room - line).min(most).min(figures.len()) };

        let widest = |of: &dyn Fn(&Figure) -> f64| figures.iter().take(shown).map(of).fold(0.0, f64::max);
        let ranks = widest(&|figure| figure.rank.map_or(0.0, |rank| text_width(&rank.to_string(), small) + 6.0));
        // A name of thousands of characters is cut anyway.
        let name = |figure: &Figure| text_width(&cut(figure.name, text, width), text) + preview_width(figure, style);
        let values = widest(&|figure| {
            let (words, size) = words(figure, style);
            text_width(&words, size)
        });
        let right = (width - values - 14.0).round().max(0.0);
        let (names, plot) = if stacked {
            // So far from the edges that a marker at the end of the axis is whole.
            let signs = signs && figures.iter().take(shown).any(|figure| figure.look.is_some());
            ((if signs { ranks + SIGN } else { ranks }, right), (6.0, (width - 6.0).max(6.0)))
        } else {
            let end = (ranks + widest(&name)).min(width * 0.46);
            ((ranks, end), ((end + 20.0).round(), right.max(end + 20.0)))
        };
        Self { figures, heading, axis, key, width, stacked, names, plot, top, row, shown }
    }

    /// CSS pixels from the top of the picture to the end of the key.
    pub(super) fn height(&self, style: &Style) -> f64 {
        let hidden = if self.shown < self.figures.len() { style.line() } else { 0.0 };
        let key = if self.key.height > 0.0 { self.key.height + AIR } else { 0.0 };
        (self.bottom() + hidden + key).ceil()
    }

    /// Bottom of the last row.
    pub(super) fn bottom(&self) -> f64 {
        self.top + self.shown as f64 * self.row
    }

    /// Whether there is room for anything between names and figures.
    pub(super) fn roomy(&self) -> bool {
        self.shown > 0 && self.plot.1 - self.plot.0 > 4.0
    }

    /// Where a figure lies from left to right.
    pub(super) fn x(&self, figure: f64) -> f64 {
        let share = self.axis.map_or(0.0, |axis| axis.share(figure));
        self.plot.0 + share * (self.plot.1 - self.plot.0)
    }

    /// The middle of the marker beside a name, for a row with its mark at a height.
    pub(super) fn sign(&self, y: f64) -> Point {
        if self.stacked { (self.names.0 - SIGN + 5.0, y - self.above()) } else { (self.plot.0 - 9.0, y) }
    }

    /// How far a name is above its mark.
    fn above(&self) -> f64 {
        if self.stacked { (self.row * 0.42).round() } else { 0.0 }
    }

    /// The rows that fit, each with the height of its mark.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Figure<'a>, f64)> {
        let within = if self.stacked { 0.7 } else { 0.5 };
        let middle = move |place: usize| (self.top + self.row * (place as f64 + within)).round();
        self.figures.iter().take(self.shown).enumerate().map(move |(place, figure)| (figure, middle(place)))
    }

    /// A mark for each row that fits.
    pub(super) fn marks<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Vec<Mark> {
        let x = |figure: &Figure| figure.value.map_or(self.plot.0, |value| self.x(value));
        let rows = self.each().enumerate();
        rows.map(|(place, (figure, y))| pen.mark((x(figure), y), (0.0, self.width), place, 0)).collect()
    }

    /// Draws heading, axis and upright rules: what lies below the marks.
    pub(super) fn frame<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Done<DB> {
        let Style { muted, rule, .. } = *pen.style;
        let (small, line) = (pen.style.small(), pen.style.line());
        for (place, text) in self.heading.iter().enumerate() {
            pen.text(text, (0.0, line * (place as f64 + 0.5)), small, muted, Align::Left)?;
        }
        let Some(axis) = self.axis.filter(|_| self.roomy()) else { return Ok(()) };
        let mut free = 0.0;
        for figure in axis.ticks() {
            let x = self.x(figure);
            self.upright(pen, x, rule)?;
            let text = tick(figure);
            let half = text_width(&text, small) / 2.0;
            let middle = x.min(self.width - half);
            if middle - half >= free {
                pen.text(&text, (middle, self.top - 2.0 - line / 2.0), small, muted, Align::Center)?;
                free = middle + half + small * 0.5;
            }
        }
        Ok(())
    }

    /// Draws an upright line down the rows; past the names where these stand above the marks, not through them.
    pub(super) fn upright<DB: DrawingBackend>(&self, pen: &Pen<DB>, x: f64, color: Rgb) -> Done<DB> {
        if self.stacked {
            return self.each().try_for_each(|(_, y)| pen.upright(x, y - 8.0, y + 8.0, 1.0, color));
        }
        pen.upright(x, self.top, self.bottom(), 1.0, color)
    }

    /// Draws names, figures, what did not fit, and the key: what lies above the marks.
    pub(super) fn words<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Done<DB> {
        let Style { ink, muted, accent, text, .. } = *pen.style;
        let (small, line) = (pen.style.small(), pen.style.line());
        for (figure, y) in self.each() {
            let y = y - self.above();
            if let Some(rank) = figure.rank {
                let rank = cut(&rank.to_string(), small, self.names.0);
                pen.text(&rank, (self.names.0 - 6.0, y), small, muted, Align::Right)?;
            }
            let preview = preview_width(figure, pen.style);
            let name = cut(figure.name, text, self.names.1 - self.names.0 - preview);
            pen.text(&name, (self.names.0, y), text, ink, Align::Left)?;
            if figure.preview() && !name.is_empty() {
                let x = self.names.0 + text_width(&name, text) + 6.0;
                pen.text(PREVIEW, (x, y), small, accent, Align::Left)?;
            }
            let (words, size) = words(figure, pen.style);
            let color = if figure.value.is_some() { ink } else { muted };
            if text_width(&words, size) + self.names.1 + 4.0 <= self.width {
                pen.text(&words, (self.width, y), size, color, Align::Right)?;
            }
        }
        let mut y = self.bottom();
        let hidden = self.figures.len() - self.shown;
        if hidden > 0 {
            let text = cut(&format!("and {hidden} more that have no room here"), small, self.width);
            pen.text(&text, (0.0, y + line / 2.0), small, muted, Align::Left)?;
            y += line;
        }
        self.key.draw(pen, 0.0, y + AIR)
    }
}

fn preview_width(figure: &Figure, style: &Style) -> f64 {
    if figure.preview() { text_width(PREVIEW, style.small()) + 6.0 } else { 0.0 }
}

/// What stands at the end of a row, and its size.
fn words(figure: &Figure, style: &Style) -> (String, f64) {
    match figure.value {
        Some(value) => (format!("{value:.1}"), style.text),
        None => ("no score".to_owned(), style.small()),
    }
}

/// The key for the intervals that figures have.
pub(super) fn intervals(figures: &[Figure]) -> Vec<Entry> {
    let any = |at_most| figures.iter().any(|figure| figure.interval.is_some() && figure.at_most == at_most);
    let entry = |at_most, name| Entry::new(Sample::Interval { at_most }, name, String::new());
    let exact = any(false).then(|| entry(false, "95 % interval"));
    let bound = any(true).then(|| entry(true, "95 % interval, at most this wide"));
    exact.into_iter().chain(bound).collect()
}

/// Figures and interval ends that an axis must hold.
pub(super) fn held(figures: &[Figure]) -> impl Iterator<Item = f64> {
    let ends = figures.iter().filter_map(|figure| figure.interval).flat_map(|(low, high)| [low, high]);
    figures.iter().filter_map(|figure| figure.value).chain(ends)
}

/// How many steps an axis should have in a width.
pub(super) fn steps(width: f64) -> RangeInclusive<usize> {
    2..=((width / 110.0) as usize).clamp(3, 8)
}

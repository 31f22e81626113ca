//! What charts of one column share: a row a model with its name and figure, an axis above, a key below.

use std::ops::RangeInclusive;

use crate::chart::geometry::Point;
use crate::chart::hit_target::HitTarget;
use crate::chart::layout::axis::Axis;
use crate::chart::layout::figure::Figure;
use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Legend;
use crate::chart::layout::legend::Sample;
use crate::chart::layout::text::cut;
use crate::chart::layout::text::text_width;
use crate::chart::layout::x_axis::XAxis;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::theme::Rgb;
use crate::chart::style::theme::Style;
use crate::chart::style::unit::Unit;

/// What a chart of one column gives to be laid out.
pub(in crate::chart) struct Content<'a> {
    pub(in crate::chart) figures: &'a [Figure],
    pub(in crate::chart) unit: Unit,
    /// Above the axis: what it measures.
    pub(in crate::chart) heading: String,
    pub(in crate::chart) axis: Option<Axis>,
    pub(in crate::chart) key: Vec<Item>,
    /// Whether models that stand out have their marker beside the name, as where the mark itself shows only a colour.
    pub(in crate::chart) signs: bool,
}

/// The rows of a chart of one column, laid out.
pub(in crate::chart) struct Rows<'a> {
    figures: &'a [Figure],
    unit: Unit,
    ruler: XAxis,
    key: Legend,
    width: f64,
    /// Whether names and figures stand above their marks, where there is no room for them beside.
    stacked: bool,
    /// Where names start and end.
    names: (f64, f64),
    /// Height of a row.
    pub(in crate::chart) row: f64,
    /// So many fit.
    pub(in crate::chart) shown: usize,
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
    pub(in crate::chart) fn new(content: Content<'a>, width: f64, height: Option<f64>, style: &Style) -> Self {
        let Content { figures, unit, heading, axis, key, signs } = content;
        let (text, line) = (style.text.max(1.0), style.line());
        let mut ruler = XAxis::new(&heading, axis, width, style);
        let stacked = width < NARROW;
        let row = (text * if stacked { 2.7 } else { 1.75 }).round().max(1.0);
        let key = Legend::new(key, false, width, height.map_or(f64::MAX, |height| height / 2.0), style);

        let room = height
            .map_or(f64::MAX, |height| height - ruler.top - if key.height > 0.0 { key.height + AIR } else { 0.0 });
        // A height in whole pixels of a backend may be a little less than what was wanted.
        let fitting = |room: f64| ((room + 1.0) / row).floor().max(0.0) as usize;
        let most = if height.is_none() { MOST } else { usize::MAX };
        let all = fitting(room) >= figures.len() && figures.len() <= most;
        let shown = if all { figures.len() } else { fitting(room - line).min(most).min(figures.len()) };

        let widest = |of: &dyn Fn(&Figure) -> f64| figures.iter().take(shown).map(of).fold(0.0, f64::max);
        // A name of thousands of characters is cut anyway.
        let name = |figure: &Figure| text_width(&cut(&figure.name, text, width), text) + preview_width(figure, style);
        let values = widest(&|figure| {
            let (words, size) = words(figure, unit, style);
            text_width(&words, size)
        });
        let right = (width - values - 14.0).round().max(0.0);
        let (names, plot) = if stacked {
            // So far from the edges that a marker at the end of the axis is whole.
            let signs = signs && figures.iter().take(shown).any(|figure| figure.look().is_some());
            ((if signs { SIGN } else { 0.0 }, right), (6.0, (width - 6.0).max(6.0)))
        } else {
            // A hair more than the widest, so that no rounding cuts it.
            let end = (widest(&name) + 1.0).min(width * 0.46);
            ((0.0, end), ((end + 20.0).round(), right.max(end + 20.0)))
        };
        ruler.plot = plot;
        Self { figures, unit, ruler, key, width, stacked, names, row, shown }
    }

    /// CSS pixels from the top of the picture to the end of the key.
    pub(in crate::chart) fn height(&self, style: &Style) -> f64 {
        let hidden = if self.shown < self.figures.len() { style.line() } else { 0.0 };
        let key = if self.key.height > 0.0 { self.key.height + AIR } else { 0.0 };
        (self.bottom() + hidden + key).ceil()
    }

    /// Bottom of the last row.
    pub(in crate::chart) fn bottom(&self) -> f64 {
        self.ruler.top + self.shown as f64 * self.row
    }

    /// Whether there is room for anything between names and figures.
    pub(in crate::chart) fn roomy(&self) -> bool {
        self.shown > 0 && self.ruler.is_roomy()
    }

    /// Where a figure lies from left to right.
    pub(in crate::chart) fn x(&self, figure: f64) -> f64 {
        self.ruler.x(figure)
    }

    /// Left end of the axis.
    pub(in crate::chart) fn start(&self) -> f64 {
        self.ruler.plot.0
    }

    /// The middle of the marker beside a name, for a row with its mark at a height.
    pub(in crate::chart) fn sign(&self, y: f64) -> Point {
        if self.stacked { (self.names.0 - SIGN + 5.0, y - self.above()) } else { (self.ruler.plot.0 - 9.0, y) }
    }

    /// How far a name is above its mark.
    fn above(&self) -> f64 {
        if self.stacked { (self.row * 0.42).round() } else { 0.0 }
    }

    /// The rows that fit, each with the height of its mark.
    pub(in crate::chart) fn each(&self) -> impl Iterator<Item = (&Figure, f64)> {
        let within = if self.stacked { 0.7 } else { 0.5 };
        let middle = move |place: usize| (self.ruler.top + self.row * (place as f64 + within)).round();
        self.figures.iter().take(self.shown).enumerate().map(move |(place, figure)| (figure, middle(place)))
    }

    /// Marks each row that fits, its figure being of a size.
    pub(in crate::chart) fn marks(&self, pen: &mut DrawContext<'_>, size: f64) {
        for (place, (figure, y)) in self.each().enumerate() {
            let x = figure.value().map_or(self.ruler.plot.0, |value| self.x(value));
            let mark = HitTarget::at((x, y), size, place, 0, figure.tag);
            pen.mark(HitTarget { reach: (0.0, self.width), ..mark });
        }
    }

    /// Draws heading, axis and upright rules: what lies below the marks.
    pub(in crate::chart) fn frame(&self, pen: &mut DrawContext<'_>) {
        let rule = pen.style.rule;
        self.ruler.heading(pen);
        if self.shown > 0 {
            self.ruler.ticks(pen, |pen, x| self.upright(pen, x, rule));
        }
    }

    /// Draws an upright line down the rows; past the names where these stand above the marks, not through them.
    pub(in crate::chart) fn upright(&self, pen: &mut DrawContext<'_>, x: f64, color: Rgb) {
        if self.stacked {
            self.each().for_each(|(_, y)| pen.upright(x, y - 8.0, y + 8.0, 1.0, color));
        } else {
            pen.upright(x, self.ruler.top, self.bottom(), 1.0, color);
        }
    }

    /// Draws names, figures, what did not fit, and the key: what lies above the marks.
    pub(in crate::chart) fn words(&self, pen: &mut DrawContext<'_>) {
        let Style { ink, muted, accent, text, .. } = *pen.style;
        let (small, line) = (pen.style.small(), pen.style.line());
        for (figure, y) in self.each() {
            let y = y - self.above();
            let preview = preview_width(figure, pen.style);
            let name = cut(&figure.name, text, self.names.1 - self.names.0 - preview);
            pen.text(&name, (self.names.0, y), text, ink, Align::Left);
            if figure.preview && !name.is_empty() {
                let x = self.names.0 + text_width(&name, text) + 6.0;
                pen.text(PREVIEW, (x, y), small, accent, Align::Left);
            }
            let (words, size) = words(figure, self.unit, pen.style);
            let color = if figure.value().is_some() { ink } else { muted };
            if text_width(&words, size) + self.names.1 + 4.0 <= self.width {
                pen.text(&words, (self.width, y), size, color, Align::Right);
            }
        }
        let mut y = self.bottom();
        let hidden = self.figures.len() - self.shown;
        if hidden > 0 {
            let text = cut(&format!("and {hidden} more that have no room here"), small, self.width);
            pen.text(&text, (0.0, y + line / 2.0), small, muted, Align::Left);
            y += line;
        }
        self.key.draw(pen, 0.0, y + AIR);
    }
}

fn preview_width(figure: &Figure, style: &Style) -> f64 {
    if figure.preview { text_width(PREVIEW, style.small()) + 6.0 } else { 0.0 }
}

/// What stands at the end of a row, and its size.
fn words(figure: &Figure, unit: Unit, style: &Style) -> (String, f64) {
    match figure.value() {
        Some(value) => (unit.text(value), style.text),
        None => ("no score".to_owned(), style.small()),
    }
}

/// The key for the intervals that figures have.
pub(in crate::chart) fn intervals(figures: &[Figure]) -> Vec<Item> {
    let any = |at_most| figures.iter().any(|figure| figure.interval().is_some() && figure.at_most == at_most);
    let entry = |at_most, name| Item::new(Sample::Interval { at_most }, name, String::new());
    let exact = any(false).then(|| entry(false, "95 % interval"));
    let bound = any(true).then(|| entry(true, "95 % interval, at most this wide"));
    exact.into_iter().chain(bound).collect()
}

/// Figures and interval ends that an axis must hold.
pub(in crate::chart) fn held(figures: &[Figure]) -> impl Iterator<Item = f64> {
    let ends = figures.iter().filter_map(Figure::interval).flat_map(|(low, high)| [low, high]);
    figures.iter().filter_map(Figure::value).chain(ends)
}

/// How many steps an axis should have in a width.
pub(in crate::chart) fn steps(width: f64) -> RangeInclusive<usize> {
    2..=((width / 110.0) as usize).clamp(3, 8)
}

//! Draws shapes and marks into a picture, in CSS pixels.

use crate::chart::hit_target::HitTarget;
use crate::chart::hit_target::LegendEntry;
use crate::chart::render::display_list::DisplayList;
use crate::chart::render::display_list::Shape;
use crate::chart::render::display_list::TextRun;
use crate::chart::style::series_style::MarkerShape;
use crate::chart::style::series_style::SeriesStyle;
use crate::chart::style::theme::Rgb;
use crate::chart::style::theme::Style;

pub(in crate::chart) use crate::chart::geometry::Point;
pub(in crate::chart) use crate::chart::render::display_list::Align;

/// A part of a picture that is drawn in, and the style to draw with.
pub(in crate::chart) struct DrawContext<'a> {
    picture: &'a mut DisplayList,
    pub(in crate::chart) style: &'a Style,
    origin: Point,
    /// Width and height of the part.
    pub(in crate::chart) size: (f64, f64),
}

impl<'a> DrawContext<'a> {
    /// Draws in all of a picture.
    pub(in crate::chart) fn new(picture: &'a mut DisplayList, style: &'a Style) -> Self {
        let size = picture.size;
        Self { picture, style, origin: (0.0, 0.0), size }
    }

    /// Draws in the part within margins, the same at both sides.
    pub(in crate::chart) fn inner(&mut self, side: f64, above: f64, below: f64) -> DrawContext<'_> {
        let size = ((self.size.0 - 2.0 * side).max(0.0), (self.size.1 - above - below).max(0.0));
        let origin = (self.origin.0 + side, self.origin.1 + above);
        DrawContext { picture: self.picture, style: self.style, origin, size }
    }

    /// Fills the part with paper.
    pub(in crate::chart) fn paper(&mut self) {
        self.block((0.0, 0.0), self.size, self.style.paper);
    }

    /// Says that something stands for a figure; places are those of this part.
    pub(in crate::chart) fn mark(&mut self, mark: HitTarget) {
        let (left, top) = self.origin;
        let reach = (mark.reach.0 + left, mark.reach.1 + left);
        self.picture.marks.push(HitTarget { x: mark.x + left, y: mark.y + top, reach, ..mark });
    }

    /// Says where the key names a series.
    pub(in crate::chart) fn entry(&mut self, entry: LegendEntry) {
        let (left, top) = self.origin;
        self.picture.entries.push(LegendEntry { left: entry.left + left, top: entry.top + top, ..entry });
    }

    /// A filled rectangle from corner to corner.
    pub(in crate::chart) fn block(&mut self, from: Point, to: Point, color: Rgb) {
        let (from, to) = (self.at(from), self.at(to));
        self.draw(Shape::Block { from, to, color });
    }

    /// A level line.
    pub(in crate::chart) fn level(&mut self, from: f64, to: f64, y: f64, width: f64, color: Rgb) {
        let (left, top) = self.origin;
        self.draw(Shape::Level { from: from + left, to: to + left, y: y + top, width, color });
    }

    /// An upright line.
    pub(in crate::chart) fn upright(&mut self, x: f64, from: f64, to: f64, width: f64, color: Rgb) {
        let (left, top) = self.origin;
        self.draw(Shape::Upright { x: x + left, from: from + top, to: to + top, width, color });
    }

    /// A line through points, dashed by lengths drawn and left out in turn; no lengths: solid.
    pub(in crate::chart) fn path(&mut self, points: &[Point], width: f64, color: Rgb, dash: &'static [f64]) {
        let points = points.iter().map(|&point| self.at(point)).collect();
        self.draw(Shape::Path { points, width, color, dash });
    }

    /// A marker of a radius, on a rim of paper that lifts it off the lines below; hollow, or filled.
    pub(in crate::chart) fn marker(&mut self, form: MarkerShape, at: Point, radius: f64, color: Rgb, hollow: bool) {
        self.form(form, at, radius + 1.5, self.style.paper);
        self.form(form, at, radius, color);
        if hollow {
            self.form(form, at, radius - 1.5, self.style.paper.mix(color, 0.18));
        }
    }

    /// A filled form, on nothing.
    pub(in crate::chart) fn form(&mut self, form: MarkerShape, at: Point, radius: f64, color: Rgb) {
        let at = self.at(at);
        self.draw(Shape::Marker { form, at, radius, color });
    }

    /// The sign of a missing score: a small open ring.
    pub(in crate::chart) fn missing(&mut self, at: Point, color: Rgb) {
        let at = self.at(at);
        self.draw(Shape::Ring { at, radius: 3.0, color });
    }

    /// A piece of a series' line with its marker, around a place.
    pub(in crate::chart) fn sample(&mut self, look: SeriesStyle, at: Point, length: f64) {
        let color = look.color(self.style);
        self.path(&[(at.0 - length / 2.0, at.1), (at.0 + length / 2.0, at.1)], look.width(), color, look.dash());
        self.look(look, at, look.radius());
    }

    /// The marker of a look, of a radius.
    pub(in crate::chart) fn look(&mut self, look: SeriesStyle, at: Point, radius: f64) {
        self.marker(look.form(), at, radius, look.color(self.style), look.hollow());
    }

    /// A line of text, centred on its point from top to bottom.
    pub(in crate::chart) fn text(&mut self, text: &str, at: Point, size: f64, color: Rgb, align: Align) {
        self.words(TextRun { text: text.to_owned(), at, size, color, align, bold: false, upright: false });
    }

    /// A line of bold text.
    pub(in crate::chart) fn bold(&mut self, text: &str, at: Point, size: f64, color: Rgb) {
        let align = Align::Left;
        self.words(TextRun { text: text.to_owned(), at, size, color, align, bold: true, upright: false });
    }

    /// A line of text that reads from bottom to top, from its point on.
    pub(in crate::chart) fn upright_text(&mut self, text: &str, at: Point, size: f64, color: Rgb) {
        let align = Align::Left;
        self.words(TextRun { text: text.to_owned(), at, size, color, align, bold: false, upright: true });
    }

    fn words(&mut self, words: TextRun) {
        if !words.text.is_empty() {
            let at = self.at(words.at);
            self.draw(Shape::Text(TextRun { at, ..words }));
        }
    }

    fn at(&self, (x, y): Point) -> Point {
        (x + self.origin.0, y + self.origin.1)
    }

    fn draw(&mut self, shape: Shape) {
        self.picture.shapes.push(shape);
    }
}

//! Draws shapes and marks into a picture, in CSS pixels.

use super::look::{Form, Look};
use super::picture::{Picture, Shape, Words};
use super::style::{Rgb, Style};
use super::{Entry, Mark};

pub(super) use super::picture::{Align, Point};

/// A part of a picture that is drawn in, and the style to draw with.
pub(super) struct Pen<'a> {
    picture: &'a mut Picture,
    pub(super) style: &'a Style,
    origin: Point,
    /// Width and height of the part.
    pub(super) size: (f64, f64),
}

impl<'a> Pen<'a> {
    /// Draws in all of a picture.
    pub(super) fn new(picture: &'a mut Picture, style: &'a Style) -> Self {
        let size = picture.size;
        Self { picture, style, origin: (0.0, 0.0), size }
    }

    /// Draws in the part within margins, the same at both sides.
    pub(super) fn inner(&mut self, side: f64, above: f64, below: f64) -> Pen<'_> {
        let size = ((self.size.0 - 2.0 * side).max(0.0), (self.size.1 - above - below).max(0.0));
        let origin = (self.origin.0 + side, self.origin.1 + above);
        Pen { picture: self.picture, style: self.style, origin, size }
    }

    /// Fills the part with paper.
    pub(super) fn paper(&mut self) {
        self.block((0.0, 0.0), self.size, self.style.paper);
    }

    /// Says that something stands for a figure; places are those of this part.
    pub(super) fn mark(&mut self, mark: Mark) {
        let (left, top) = self.origin;
        let reach = (mark.reach.0 + left, mark.reach.1 + left);
        self.picture.marks.push(Mark { x: mark.x + left, y: mark.y + top, reach, ..mark });
    }

    /// Says where the key names a series.
    pub(super) fn entry(&mut self, entry: Entry) {
        let (left, top) = self.origin;
        self.picture.entries.push(Entry { left: entry.left + left, top: entry.top + top, ..entry });
    }

    /// A filled rectangle from corner to corner.
    pub(super) fn block(&mut self, from: Point, to: Point, color: Rgb) {
        let (from, to) = (self.at(from), self.at(to));
        self.draw(Shape::Block { from, to, color });
    }

    /// A level line.
    pub(super) fn level(&mut self, from: f64, to: f64, y: f64, width: f64, color: Rgb) {
        let (left, top) = self.origin;
        self.draw(Shape::Level { from: from + left, to: to + left, y: y + top, width, color });
    }

    /// An upright line.
    pub(super) fn upright(&mut self, x: f64, from: f64, to: f64, width: f64, color: Rgb) {
        let (left, top) = self.origin;
        self.draw(Shape::Upright { x: x + left, from: from + top, to: to + top, width, color });
    }

    /// A line through points, dashed by lengths drawn and left out in turn; no lengths: solid.
    pub(super) fn path(&mut self, points: &[Point], width: f64, color: Rgb, dash: &'static [f64]) {
        let points = points.iter().map(|&point| self.at(point)).collect();
        self.draw(Shape::Path { points, width, color, dash });
    }

    /// A marker of a radius, on a rim of paper that lifts it off the lines below; hollow, or filled.
    pub(super) fn marker(&mut self, form: Form, at: Point, radius: f64, color: Rgb, hollow: bool) {
        self.form(form, at, radius + 1.5, self.style.paper);
        self.form(form, at, radius, color);
        if hollow {
            self.form(form, at, radius - 1.5, self.style.paper.mix(color, 0.18));
        }
    }

    /// A filled form, on nothing.
    pub(super) fn form(&mut self, form: Form, at: Point, radius: f64, color: Rgb) {
        let at = self.at(at);
        self.draw(Shape::Form { form, at, radius, color });
    }

    /// The sign of a missing score: a small open ring.
    pub(super) fn missing(&mut self, at: Point, color: Rgb) {
        let at = self.at(at);
        self.draw(Shape::Ring { at, radius: 3.0, color });
    }

    /// A piece of a series' line with its marker, around a place.
    pub(super) fn sample(&mut self, look: Look, at: Point, length: f64) {
        let color = look.color(self.style);
        self.path(&[(at.0 - length / 2.0, at.1), (at.0 + length / 2.0, at.1)], look.width(), color, look.dash());
        self.look(look, at, look.radius());
    }

    /// The marker of a look, of a radius.
    pub(super) fn look(&mut self, look: Look, at: Point, radius: f64) {
        self.marker(look.form(), at, radius, look.color(self.style), look.hollow());
    }

    /// A line of text, centred on its point from top to bottom.
    pub(super) fn text(&mut self, text: &str, at: Point, size: f64, color: Rgb, align: Align) {
        self.words(Words { text: text.to_owned(), at, size, color, align, bold: false, upright: false });
    }

    /// A line of bold text.
    pub(super) fn bold(&mut self, text: &str, at: Point, size: f64, color: Rgb) {
        let align = Align::Left;
        self.words(Words { text: text.to_owned(), at, size, color, align, bold: true, upright: false });
    }

    /// A line of text that reads from bottom to top, from its point on.
    pub(super) fn upright_text(&mut self, text: &str, at: Point, size: f64, color: Rgb) {
        let align = Align::Left;
        self.words(Words { text: text.to_owned(), at, size, color, align, bold: false, upright: true });
    }

    fn words(&mut self, words: Words) {
        if !words.text.is_empty() {
            let at = self.at(words.at);
            self.draw(Shape::Text(Words { at, ..words }));
        }
    }

    fn at(&self, (x, y): Point) -> Point {
        (x + self.origin.0, y + self.origin.1)
    }

    fn draw(&mut self, shape: Shape) {
        self.picture.shapes.push(shape);
    }
}

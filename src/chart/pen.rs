//! Draws in CSS pixels on a plotters area: the one place that scales, rounds and dashes.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, DrawingAreaErrorKind, DrawingBackend, FontDesc, FontFamily, FontStyle, PathElement,
    Polygon, RGBColor, Rectangle, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::Mark;
use super::look::{Look, Shape};
use super::style::{Rgb, Style};

/// A place in CSS pixels, from the top left of the area.
pub(super) type Point = (f64, f64);

/// Whether the backend did as told.
pub(super) type Done<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Where a text stands on its point.
pub(super) use plotters::style::text_anchor::HPos as Align;

/// A plotters area seen in CSS pixels, and the style to draw with.
pub(super) struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    pub(super) style: &'a Style,
    scale: f64,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    pub(super) fn new(area: &'a DrawingArea<DB, Shift>, style: &'a Style) -> Self {
        let scale = if style.scale.is_finite() && style.scale > 0.0 { style.scale } else { 1.0 };
        Self { area, style, scale }
    }

    /// Width and height of the area.
    pub(super) fn size(&self) -> (f64, f64) {
        let (width, height) = self.area.dim_in_pixel();
        (f64::from(width) / self.scale, f64::from(height) / self.scale)
    }

    /// The part of the area within margins, the same at both sides.
    pub(super) fn inner(&self, side: f64, above: f64, below: f64) -> DrawingArea<DB, Shift> {
        let (width, height) = self.size();
        let room = (self.px((width - 2.0 * side).max(0.0)), self.px((height - above - below).max(0.0)));
        self.area.clone().shrink(self.place((side, above)), room)
    }

    /// Fills the area with paper.
    pub(super) fn paper(&self) -> Done<DB> {
        self.area.fill(&ink(self.style.paper))
    }

    /// Says that something at a place stands for a figure, and that pointing from `reach.0` to `reach.1` means it too.
    pub(super) fn mark(&self, at: Point, reach: (f64, f64), series: usize, axis: usize) -> Mark {
        let (left, top) = self.area.get_base_pixel();
        let across = |x: f64| f64::from(self.px(x).saturating_add(left));
        let y = f64::from(self.px(at.1).saturating_add(top));
        Mark { x: across(at.0), y, reach: (across(reach.0), across(reach.1)), series, axis }
    }

    /// A filled rectangle from corner to corner.
    pub(super) fn block(&self, from: Point, to: Point, color: Rgb) -> Done<DB> {
        self.area.draw(&Rectangle::new([self.place(from), self.place(to)], ink(color).filled()))
    }

    /// A level line. Lines along the pixels are drawn as blocks between whole pixels: as strokes, which lie astride
    /// their coordinates, a canvas would blur them over two.
    pub(super) fn level(&self, from: f64, to: f64, y: f64, width: f64, color: Rgb) -> Done<DB> {
        let (left, top, thick) = (self.px(from), self.px(y.round()), self.thick(width));
        let top = top.saturating_sub(thick / 2);
        let to = (self.px(to), top.saturating_add(thick));
        self.area.draw(&Rectangle::new([(left, top), to], ink(color).filled()))
    }

    /// An upright line.
    pub(super) fn upright(&self, x: f64, from: f64, to: f64, width: f64, color: Rgb) -> Done<DB> {
        let (left, top, thick) = (self.px(x.round()), self.px(from), self.thick(width));
        let left = left.saturating_sub(thick / 2);
        let to = (left.saturating_add(thick), self.px(to));
        self.area.draw(&Rectangle::new([(left, top), to], ink(color).filled()))
    }

    /// A line through points, dashed by lengths drawn and left out in turn; no lengths: solid.
    pub(super) fn path(&self, points: &[Point], width: f64, color: Rgb, dash: &[f64]) -> Done<DB> {
        let style = ShapeStyle::from(ink(color)).stroke_width(self.thick(width).unsigned_abs());
        let stroke = |points: &[Point]| {
            let points: Vec<_> = points.iter().map(|&point| self.place(point)).collect();
            self.area.draw(&PathElement::new(points, style))
        };
        if dash.is_empty() {
            return stroke(points);
        }
        dashes(points, dash).iter().try_for_each(|dash| stroke(dash))
    }

    /// A marker of a radius, on a rim of paper that lifts it off the lines below; hollow, or filled.
    pub(super) fn marker(&self, shape: Shape, at: Point, radius: f64, color: Rgb, hollow: bool) -> Done<DB> {
        self.shape(shape, at, radius + 1.5, self.style.paper)?;
        self.shape(shape, at, radius, color)?;
        if hollow {
            self.shape(shape, at, radius - 1.5, self.style.paper.mix(color, 0.18))?;
        }
        Ok(())
    }

    /// The sign of a missing score: a small open ring.
    pub(super) fn missing(&self, at: Point, color: Rgb) -> Done<DB> {
        let style = ShapeStyle::from(ink(color)).stroke_width(self.thick(1.0).unsigned_abs());
        self.area.draw(&Circle::new(self.place(at), self.px(3.0).max(1), style))
    }

    fn shape(&self, shape: Shape, at: Point, radius: f64, color: Rgb) -> Done<DB> {
        match shape.corners() {
            None => {
                let style = ink(color).filled();
                self.area.draw(&Circle::new(self.place(at), self.px(radius).max(1), style))
            }
            Some(corners) => {
                // Around a rounded centre, so that equal markers are equal to the pixel.
                let (x, y) = self.place(at);
                let corners: Vec<_> = corners
                    .iter()
                    .map(|&(dx, dy)| (x.saturating_add(self.px(dx * radius)), y.saturating_add(self.px(dy * radius))))
                    .collect();
                self.area.draw(&Polygon::new(corners, ink(color).filled()))
            }
        }
    }

    /// A piece of a series' line with its marker, around a place.
    pub(super) fn sample(&self, look: Look, at: Point, length: f64) -> Done<DB> {
        let color = look.color(self.style);
        self.path(&[(at.0 - length / 2.0, at.1), (at.0 + length / 2.0, at.1)], look.width(), color, look.dash())?;
        self.marker(look.shape(), at, look.radius(), color, look.hollow())
    }

    /// A line of text, centred on its point from top to bottom.
    pub(super) fn text(&self, text: &str, at: Point, size: f64, color: Rgb, align: Align) -> Done<DB> {
        self.write(text, at, size, color, align, FontStyle::Normal)
    }

    /// A line of bold text.
    pub(super) fn bold(&self, text: &str, at: Point, size: f64, color: Rgb) -> Done<DB> {
        self.write(text, at, size, color, Align::Left, FontStyle::Bold)
    }

    fn write(&self, text: &str, at: Point, size: f64, color: Rgb, align: HPos, weight: FontStyle) -> Done<DB> {
        if text.is_empty() {
            return Ok(());
        }
        let family = FontFamily::Name(&self.style.font);
        let style = TextStyle {
            font: FontDesc::new(family, size * self.scale, weight),
            color: ink(color).to_backend_color(),
            pos: Pos::new(align, VPos::Center),
        };
        self.area.draw_text(text, &style, self.place(at))
    }

    fn place(&self, (x, y): Point) -> (i32, i32) {
        (self.px(x), self.px(y))
    }

    fn px(&self, length: f64) -> i32 {
        // Far beyond any picture, and far enough within i32 for a backend to add to it.
        (length * self.scale).round().clamp(-1e8, 1e8) as i32
    }

    fn thick(&self, width: f64) -> i32 {
        self.px(width).max(1)
    }
}

fn ink(color: Rgb) -> RGBColor {
    RGBColor(color.0, color.1, color.2)
}

/// Cuts a line through points into its dashes. Backends know no dashes: each is drawn by itself.
fn dashes(points: &[Point], lengths: &[f64]) -> Vec<Vec<Point>> {
    let mut lengths = lengths.iter().map(|length| length.max(0.5)).cycle();
    let Some((mut left, &first)) = lengths.next().zip(points.first()) else { return Vec::new() };
    let (mut dashes, mut dash, mut drawn) = (Vec::new(), vec![first], true);
    for (&from, &to) in points.iter().zip(points.iter().skip(1)) {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let mut gone = 0.0;
        while length - gone > left {
            gone += left;
            let share = gone / length;
            let turn = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            if drawn {
                dash.push(turn);
                dashes.push(std::mem::take(&mut dash));
            } else {
                dash = vec![turn];
            }
            drawn = !drawn;
            left = lengths.next().unwrap_or(1.0);
        }
        left -= length - gone;
        if drawn {
            dash.push(to);
        }
    }
    if drawn && dash.len() > 1 {
        dashes.push(dash);
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_goes_round_a_corner() {
        let dashes = dashes(&[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)], &[4.0, 2.0]);
        assert_eq!(dashes, [vec![(0.0, 0.0), (4.0, 0.0)], vec![(5.0, 1.0), (5.0, 5.0)]]);
    }
}

//! A drawn chart: its shapes in CSS pixels, to be painted on any plotters backend, and the marks among them.
//!
//! Charts draw shapes and know no backend, so that each is compiled once, however many backends there are. Only
//! [`DisplayList::paint`] is generic: it scales, rounds and dashes.

use crate::chart::geometry::Point;
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, DrawingAreaErrorKind, DrawingBackend, FontDesc, FontFamily, FontStyle, FontTransform,
    PathElement, Polygon, RGBColor, Rectangle, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::chart::hit_target::HitTarget;
use crate::chart::hit_target::LegendEntry;
use crate::chart::style::series_style::MarkerShape;
use crate::chart::style::theme::Rgb;

/// A chart as it was drawn for a size and a style.
#[derive(Clone, Debug, Default)]
pub struct DisplayList {
    /// Width and height in CSS pixels.
    pub size: (f64, f64),
    /// What stands for figures, in an order that makes sense to step through.
    pub marks: Vec<HitTarget>,
    /// Where the key names series that can be hidden.
    pub entries: Vec<LegendEntry>,
    pub(in crate::chart) font: String,
    pub(in crate::chart) shapes: Vec<Shape>,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) enum Shape {
    /// A filled rectangle from corner to corner.
    Block { from: Point, to: Point, color: Rgb },
    /// A level line.
    Level { from: f64, to: f64, y: f64, width: f64, color: Rgb },
    /// An upright line.
    Upright { x: f64, from: f64, to: f64, width: f64, color: Rgb },
    /// A line through points, dashed by lengths drawn and left out in turn; no lengths: solid.
    Path { points: Vec<Point>, width: f64, color: Rgb, dash: &'static [f64] },
    /// A filled form.
    Marker { form: MarkerShape, at: Point, radius: f64, color: Rgb },
    /// An open circle.
    Ring { at: Point, radius: f64, color: Rgb },
    /// A line of text.
    Text(TextRun),
}

/// Where a text stands on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum Align {
    Left,
    Center,
    Right,
}

/// A line of text, centred on its point across its direction.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) struct TextRun {
    pub(in crate::chart) text: String,
    pub(in crate::chart) at: Point,
    pub(in crate::chart) size: f64,
    pub(in crate::chart) color: Rgb,
    pub(in crate::chart) align: Align,
    pub(in crate::chart) bold: bool,
    /// Reads from bottom to top.
    pub(in crate::chart) upright: bool,
}

impl DisplayList {
    /// What is left to know of a picture that is painted already.
    #[must_use]
    pub fn without_shapes(self) -> Self {
        Self { shapes: Vec::new(), ..self }
    }

    /// Paints the picture from the top left of an area, with so many backend pixels to the CSS pixel.
    ///
    /// # Errors
    ///
    /// If the backend fails.
    pub fn paint<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        scale: f64,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let brush = Brush { area, scale: if scale.is_finite() && scale > 0.0 { scale } else { 1.0 }, font: &self.font };
        self.shapes.iter().try_for_each(|shape| brush.paint(shape))
    }
}

/// A plotters area, and how CSS pixels become its own.
struct Brush<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    scale: f64,
    font: &'a str,
}

impl<DB: DrawingBackend> Brush<'_, DB> {
    fn paint(&self, shape: &Shape) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let block = |from, to, color| self.area.draw(&Rectangle::new([from, to], ink(color).filled()));
        match shape {
            Shape::Block { from, to, color } => block(self.place(*from), self.place(*to), *color),
            // Lines along the pixels are blocks between whole pixels: as strokes, which lie astride their coordinates, a
            // canvas would blur them over two.
            Shape::Level { from, to, y, width, color } => {
                let (left, top, thick) = (self.px(*from), self.px(y.round()), self.thick(*width));
                let top = top.saturating_sub(thick / 2);
                block((left, top), (self.px(*to), top.saturating_add(thick)), *color)
            }
            Shape::Upright { x, from, to, width, color } => {
                let (left, top, thick) = (self.px(x.round()), self.px(*from), self.thick(*width));
                let left = left.saturating_sub(thick / 2);
                block((left, top), (left.saturating_add(thick), self.px(*to)), *color)
            }
            Shape::Path { points, width, color, dash } => {
                let style = ShapeStyle::from(ink(*color)).stroke_width(self.thick(*width).unsigned_abs());
                let stroke = |points: &[Point]| {
                    let points: Vec<_> = points.iter().map(|&point| self.place(point)).collect();
                    self.area.draw(&PathElement::new(points, style))
                };
                if dash.is_empty() { stroke(points) } else { dashes(points, dash).iter().try_for_each(|d| stroke(d)) }
            }
            Shape::Marker { form, at, radius, color } => match form.corners() {
                None => self.area.draw(&Circle::new(self.place(*at), self.px(*radius).max(1), ink(*color).filled())),
                Some(corners) => {
                    // Around a rounded centre, so that equal markers are equal to the pixel.
                    let (x, y) = self.place(*at);
                    let corner = |&(dx, dy): &Point| {
                        (x.saturating_add(self.px(dx * radius)), y.saturating_add(self.px(dy * radius)))
                    };
                    self.area.draw(&Polygon::new(corners.iter().map(corner).collect::<Vec<_>>(), ink(*color).filled()))
                }
            },
            Shape::Ring { at, radius, color } => {
                let style = ShapeStyle::from(ink(*color)).stroke_width(self.thick(1.0).unsigned_abs());
                self.area.draw(&Circle::new(self.place(*at), self.px(*radius).max(1), style))
            }
            Shape::Text(words) => {
                let weight = if words.bold { FontStyle::Bold } else { FontStyle::Normal };
                let font = FontDesc::new(FontFamily::Name(self.font), words.size * self.scale, weight);
                let turn = if words.upright { FontTransform::Rotate270 } else { FontTransform::None };
                let align = match words.align {
                    Align::Left => HPos::Left,
                    Align::Center => HPos::Center,
                    Align::Right => HPos::Right,
                };
                let style = TextStyle {
                    font: font.transform(turn),
                    color: ink(words.color).to_backend_color(),
                    pos: Pos::new(align, VPos::Center),
                };
                self.area.draw_text(&words.text, &style, self.place(words.at))
            }
        }
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

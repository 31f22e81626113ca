//! How a model looks in every chart of a view: its colour, dash and marker, each enough to tell it by.

use crate::chart::geometry::Point;
use crate::chart::style::theme::Rgb;
use crate::chart::style::theme::Style;

/// What kind of series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum SeriesStyle {
    /// A model, by its hue.
    Model(usize),
    /// A model of the visitor's, by its hue: in the accent, its marker hollow.
    Preview(usize),
    /// A reference, such as best or median, by its place among them: thin and muted.
    Reference(usize),
}

/// The form of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum MarkerShape {
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
    Plus,
    Wedge,
    Star,
    /// An upright stroke; of no model, but of what stands for many.
    Tick,
}

const FORMS: [MarkerShape; 8] = [
    MarkerShape::Circle,
    MarkerShape::Square,
    MarkerShape::Triangle,
    MarkerShape::Diamond,
    MarkerShape::Cross,
    MarkerShape::Plus,
    MarkerShape::Wedge,
    MarkerShape::Star,
];

const DASHES: [&[f64]; 8] = [
    &[],
    &[7.0, 3.0],
    &[2.0, 3.0],
    &[10.0, 3.0, 2.0, 3.0],
    &[14.0, 4.0],
    &[4.0, 4.0],
    &[8.0, 3.0, 2.0, 3.0, 2.0, 3.0],
    &[2.0, 6.0],
];

const REFERENCES: [&[f64]; 3] = [&[5.0, 3.0], &[1.5, 3.0], &[8.0, 3.0, 1.5, 3.0]];

impl SeriesStyle {
    pub(in crate::chart) fn color(self, style: &Style) -> Rgb {
        match self {
            Self::Model(hue) => style.series.iter().copied().cycle().nth(hue % FORMS.len()).unwrap_or(style.ink),
            Self::Preview(_) => style.accent,
            Self::Reference(_) => style.muted,
        }
    }

    pub(in crate::chart) fn dash(self) -> &'static [f64] {
        match self {
            Self::Model(hue) | Self::Preview(hue) => cycled(&DASHES, hue).unwrap_or_default(),
            Self::Reference(place) => cycled(&REFERENCES, place).unwrap_or_default(),
        }
    }

    pub(in crate::chart) fn form(self) -> MarkerShape {
        match self {
            Self::Model(hue) | Self::Preview(hue) => cycled(&FORMS, hue).unwrap_or(MarkerShape::Circle),
            Self::Reference(_) => MarkerShape::Circle,
        }
    }

    /// Width of the line.
    pub(in crate::chart) fn width(self) -> f64 {
        match self {
            Self::Model(_) | Self::Preview(_) => 2.0,
            Self::Reference(_) => 1.0,
        }
    }

    /// Radius of the marker.
    pub(in crate::chart) fn radius(self) -> f64 {
        match self {
            Self::Model(_) => 4.0,
            Self::Preview(_) => 4.5,
            Self::Reference(_) => 1.5,
        }
    }

    /// Whether it is a model's, and no reference's.
    pub(in crate::chart) fn is_model(self) -> bool {
        !matches!(self, Self::Reference(_))
    }

    /// Whether the marker is hollow.
    pub(in crate::chart) fn hollow(self) -> bool {
        matches!(self, Self::Preview(_))
    }
}

fn cycled<T: Copy>(of: &[T], place: usize) -> Option<T> {
    of.get(place.checked_rem(of.len())?).copied()
}

impl MarkerShape {
    /// The corners of the form in a circle of radius 1, sized to look as large as the circle; `None` is the circle.
    pub(in crate::chart) fn corners(self) -> Option<&'static [Point]> {
        match self {
            Self::Circle => None,
            Self::Square => Some(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
            Self::Triangle => Some(&[(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)]),
            Self::Diamond => Some(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
            Self::Cross => Some(&[
                (0.0, -0.5),
                (0.65, -1.15),
                (1.15, -0.65),
                (0.5, 0.0),
                (1.15, 0.65),
                (0.65, 1.15),
                (0.0, 0.5),
                (-0.65, 1.15),
                (-1.15, 0.65),
                (-0.5, 0.0),
                (-1.15, -0.65),
                (-0.65, -1.15),
            ]),
            Self::Plus => Some(&[
                (-0.4, -1.25),
                (0.4, -1.25),
                (0.4, -0.4),
                (1.25, -0.4),
                (1.25, 0.4),
                (0.4, 0.4),
                (0.4, 1.25),
                (-0.4, 1.25),
                (-0.4, 0.4),
                (-1.25, 0.4),
                (-1.25, -0.4),
                (-0.4, -0.4),
            ]),
            Self::Wedge => Some(&[(0.0, 1.25), (1.15, -0.85), (-1.15, -0.85)]),
            Self::Tick => Some(&[(-0.25, -1.6), (0.25, -1.6), (0.25, 1.6), (-0.25, 1.6)]),
            Self::Star => Some(&[
                (0.0, -1.4),
                (0.35, -0.48),
                (1.33, -0.43),
                (0.57, 0.18),
                (0.82, 1.13),
                (0.0, 0.6),
                (-0.82, 1.13),
                (-0.57, 0.18),
                (-1.33, -0.43),
                (-0.35, -0.48),
            ]),
        }
    }
}

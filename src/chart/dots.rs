//! One column of the table, as ranked dots over the range of the figures: who leads, and by how much.

use super::axis::{Axis, tick};
use super::figure::{self, Figure};
use super::key::{Item, Sample, band, whisker};
use super::look::Form;
use super::pen::Pen;
use super::rows::{self, Content, Rows};
use super::style::Style;
use super::{Mark, Plot, Table, Unit};

/// A dot chart, one row a model, in the order of the ranking. Figures are percent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dots {
    /// What is measured: name of the column.
    pub column: String,
    /// From top to bottom.
    pub dots: Vec<Figure>,
}

impl Plot for Dots {
    /// Draws the rows that fit, and says how many do not.
    fn draw(&self, pen: &mut Pen<'_>) {
        let style = pen.style;
        let rows = self.rows(pen.size.0, Some(pen.size.1), style);
        if let Some((low, high)) = self.lead().filter(|_| rows.roomy()) {
            pen.block((rows.x(low), rows.top()), (rows.x(high), rows.bottom()), band(style));
        }
        rows.frame(pen);
        if rows.roomy() {
            for (figure, y) in rows.each() {
                let Some(value) = figure.value() else { continue };
                if let Some((low, high)) = figure.interval() {
                    whisker(pen, (rows.x(low), rows.x(high)), y, figure.at_most);
                }
                let at = (rows.x(value), y);
                match figure.look() {
                    Some(look) => pen.look(look, at, look.radius() + 1.0),
                    None => pen.marker(Form::Circle, at, 4.0, style.ink.mix(style.paper, 0.25), false),
                }
            }
        }
        rows.words(pen);
        rows.marks(pen, 10.0);
    }

    fn height(&self, width: f64, style: &Style) -> f64 {
        self.rows(width, None, style).height(style)
    }

    fn describe(&self) -> String {
        figure::describe(&self.column, &self.dots, Unit::Percent)
    }

    fn table(&self) -> Table {
        figure::table("Model", &self.column, &self.dots, Unit::Percent)
    }

    fn say(&self, mark: &Mark) -> Option<String> {
        figure::say(&self.column, &self.dots, Unit::Percent, mark.series)
    }
}

impl Dots {
    fn rows(&self, width: f64, height: Option<f64>, style: &Style) -> Rows<'_> {
        let axis = Axis::fitted(rows::held(&self.dots), rows::steps(width));
        let starts = axis.map_or(String::new(), |axis| format!(" · axis starts at {}", tick(axis.low)));
        let heading = format!("{}, %{starts}", self.column);
        let mut key = rows::intervals(&self.dots);
        if self.lead().is_some() {
            key.push(Item::new(Sample::Band, "interval of the leader", String::new()));
        }
        let content = Content { figures: &self.dots, unit: Unit::Percent, heading, axis, key, signs: false };
        Rows::new(content, width, height, style)
    }

    /// The interval of the leader.
    fn lead(&self) -> Option<(f64, f64)> {
        figure::leader(&self.dots, Unit::Percent)?.0.interval()
    }
}

//! One column of the table, as bars from zero, with intervals where there are any.

use crate::chart::hit_target::HitTarget;
use crate::chart::layout::axis::Axis;
use crate::chart::layout::figure;
use crate::chart::layout::figure::Figure;
use crate::chart::layout::legend::whisker;
use crate::chart::layout::rows;
use crate::chart::layout::rows::Content;
use crate::chart::layout::rows::Rows;
use crate::chart::plot::Plot;
use crate::chart::plot::Table;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::theme::Style;
use crate::chart::style::unit::Unit;

/// A bar chart, one bar a figure, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// What the rows are, in the singular: "Model".
    pub what: String,
    /// What is measured: name of the column.
    pub column: String,
    /// What the figures are.
    pub unit: Unit,
    /// From top to bottom.
    pub bars: Vec<Figure>,
}

impl Plot for Bars {
    /// Draws the bars that fit, and says how many do not.
    fn draw(&self, pen: &mut DrawContext<'_>) {
        let style = pen.style;
        let rows = self.rows(pen.size.0, Some(pen.size.1), style);
        rows.frame(pen);
        if rows.roomy() {
            let zero = rows.start();
            let thick = (style.text * 0.9).round().max(1.0);
            for (figure, y) in rows.each() {
                let Some(value) = figure.value() else { continue };
                let top = y - (thick / 2.0).floor();
                let (end, bottom) = (rows.x(value), top + thick);
                match figure.look() {
                    None => pen.block((zero, top), (end, bottom), style.paper.mix(style.muted, 0.45)),
                    Some(look) => {
                        let color = look.color(style);
                        if look.hollow() {
                            pen.block((zero, top), (end, bottom), style.paper.mix(color, 0.18));
                            let edge = [(zero, top), (end, top), (end, bottom), (zero, bottom)];
                            pen.path(&edge, 1.5, color, &[4.0, 3.0]);
                        } else {
                            pen.block((zero, top), (end, bottom), color);
                        }
                        pen.look(look, rows.sign(y), look.radius());
                    }
                }
                if let Some((low, high)) = figure.interval() {
                    // Paper around it, or it would be lost on a bar as dark as itself.
                    pen.level(rows.x(low), rows.x(high), y, 3.0, style.paper);
                    whisker(pen, (rows.x(low), rows.x(high)), y, figure.at_most);
                }
            }
            rows.upright(pen, zero, style.muted);
        }
        rows.words(pen);
        rows.marks(pen, 10.0);
    }

    fn height(&self, width: f64, style: &Style) -> f64 {
        self.rows(width, None, style).height(style)
    }

    fn describe(&self) -> String {
        figure::describe(&self.column, &self.bars, self.unit)
    }

    fn table(&self) -> Table {
        figure::table(&self.what, &self.column, &self.bars, self.unit)
    }

    fn say(&self, mark: &HitTarget) -> Option<String> {
        figure::say(&self.column, &self.bars, self.unit, mark.series)
    }
}

impl Bars {
    fn rows(&self, width: f64, height: Option<f64>, style: &Style) -> Rows<'_> {
        let any = self.bars.iter().any(|figure| figure.value().is_some());
        let axis = any.then(|| Axis::from_zero(rows::held(&self.bars), rows::steps(width)));
        let heading = if self.unit == Unit::Questions {
            self.column.clone()
        } else {
            format!("{}, {}", self.column, self.unit.words())
        };
        let key = rows::intervals(&self.bars);
        let content = Content { figures: &self.bars, unit: self.unit, heading, axis, key, signs: true };
        Rows::new(content, width, height, style)
    }
}

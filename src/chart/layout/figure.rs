//! The figures of a chart of one column, as its rows are drawn, told and listed.

use crate::chart::layout::text::spoken;
use crate::chart::plot::Table;
use crate::chart::style::series_style::SeriesStyle;
use crate::chart::style::unit::Unit;

/// One row of a chart of one column. Figures that are no numbers are taken for missing, so drawing meets none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// Name of the model, or of whatever the row is about.
    pub name: String,
    /// In the unit of the chart; `None` is said to be missing, never drawn as zero.
    pub value: Option<f64>,
    /// The ends of the 95 % interval, if the figure has one.
    pub interval: Option<(f64, f64)>,
    /// Whether the interval is only an upper bound of the uncertainty.
    pub at_most: bool,
    /// Its colour and marker in the charts of the view, if it is one that stands out.
    pub hue: Option<usize>,
    /// Brought by the visitor.
    pub preview: bool,
    /// Comes back in its mark.
    pub tag: Option<usize>,
}

impl Figure {
    /// The figure, if it can be drawn.
    pub(in crate::chart) fn value(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite())
    }

    /// The interval, if it can be drawn.
    pub(in crate::chart) fn interval(&self) -> Option<(f64, f64)> {
        let sound = |(low, high): &(f64, f64)| self.value().is_some() && low <= high && (high - low).is_finite();
        self.interval.filter(sound)
    }

    /// How the model looks, if it is one that stands out.
    pub(in crate::chart) fn look(&self) -> Option<SeriesStyle> {
        if self.preview { Some(SeriesStyle::Preview(self.hue.unwrap_or(0))) } else { self.hue.map(SeriesStyle::Model) }
    }
}

/// The first of the best figures.
pub(in crate::chart) fn leader(figures: &[Figure], unit: Unit) -> Option<(&Figure, f64)> {
    let known = figures.iter().filter_map(|figure| Some((figure, figure.value()?)));
    known.reduce(|best, next| if unit.better(next.1, best.1) { next } else { best })
}

/// Who leads, before whom, and what is missing.
pub(in crate::chart) fn describe(column: &str, figures: &[Figure], unit: Unit) -> String {
    let column = spoken(column);
    let Some((best, value)) = leader(figures, unit) else {
        return format!("{column}: no model has a score.");
    };
    let others = || figures.iter().filter(|figure| !std::ptr::eq(*figure, best));
    let values = || others().filter_map(|figure| Some((figure, figure.value()?)));
    let known = 1 + values().count();
    let mut text = format!("{column}: {} ", spoken(&best.name));
    match values().reduce(|best, next| if unit.better(next.1, best.1) { next } else { best }) {
        None => text += &format!("has {}, the only score", unit.text(value)),
        Some((next, second)) => {
            let (value, second) = (unit.text(value), unit.text(second));
            text += &format!("leads {known} models with {value}, before {} with {second}", spoken(&next.name));
            if unit == Unit::Rank {
                text += "; smaller is better";
            }
            if let Some((low, high)) = best.interval() {
                text += &match values().filter(|(_, value)| (low..=high).contains(value)).count() {
                    0 => "; no other is within its 95 % interval".to_owned(),
                    1 => "; one other is within its 95 % interval".to_owned(),
                    within => format!("; {within} others are within its 95 % interval"),
                };
            }
        }
    }
    text.push('.');
    match figures.len() - known {
        0 => {}
        1 => text += " One model has no score.",
        missing => text += &format!(" {missing} models have no score."),
    }
    text
}

/// The figures with their intervals.
pub(in crate::chart) fn table(what: &str, column: &str, figures: &[Figure], unit: Unit) -> Table {
    let mut columns = vec![column.to_owned()];
    let intervals = figures.iter().any(|figure| figure.interval().is_some());
    if intervals {
        columns.extend(["95 % from".to_owned(), "95 % to".to_owned()]);
    }
    let row = |figure: &Figure| {
        let mut cells = vec![figure.value()];
        if intervals {
            cells.extend([figure.interval().map(|ends| ends.0), figure.interval().map(|ends| ends.1)]);
        }
        (figure.name.clone(), cells.into_iter().map(|cell| cell.map(|cell| unit.text(cell))).collect())
    };
    Table::new(what, columns, figures.iter().map(row))
}

/// One of the figures in words.
pub(in crate::chart) fn say(column: &str, figures: &[Figure], unit: Unit, place: usize) -> Option<String> {
    let figure = figures.get(place)?;
    let value = figure.value().map_or_else(|| "missing".to_owned(), |value| unit.text(value));
    let interval = figure.interval().map(|(low, high)| {
        let most = if figure.at_most { "at most " } else { "" };
        format!(", 95 % interval {most}{} to {}", unit.text(low), unit.text(high))
    });
    Some(format!("{} · {column}: {value}{}", figure.name, interval.unwrap_or_default()))
}

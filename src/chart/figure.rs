//! The figures of a chart of one column, as its rows are drawn, told and listed.

use super::Table;
use super::look::Look;
use super::text::spoken;

/// One row of a chart of one column. Figures that are no numbers are taken for missing, so drawing meets none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure<'a> {
    pub(super) name: &'a str,
    pub(super) rank: Option<u32>,
    pub(super) value: Option<f64>,
    pub(super) interval: Option<(f64, f64)>,
    pub(super) at_most: bool,
    /// How the model looks, if it is one that stands out.
    pub(super) look: Option<Look>,
}

impl<'a> Figure<'a> {
    pub(super) fn new(name: &'a str, value: Option<f64>, interval: Option<(f64, f64)>, at_most: bool) -> Self {
        let value = value.filter(|value| value.is_finite());
        let interval = interval.filter(|(low, high)| value.is_some() && low <= high && (high - low).is_finite());
        Self { name, rank: None, value, interval, at_most, look: None }
    }

    pub(super) fn looking(self, hue: Option<usize>, preview: bool) -> Self {
        let look = if preview { Some(Look::Preview(hue.unwrap_or(0))) } else { hue.map(Look::Model) };
        Self { look, ..self }
    }

    pub(super) fn preview(&self) -> bool {
        matches!(self.look, Some(Look::Preview(_)))
    }
}

/// The first of the best figures.
pub(super) fn leader<'f, 'a>(figures: &'f [Figure<'a>], smaller_is_better: bool) -> Option<(&'f Figure<'a>, f64)> {
    let known = figures.iter().filter_map(|figure| Some((figure, figure.value?)));
    known.reduce(|best, next| {
        let better = if smaller_is_better { next.1 < best.1 } else { next.1 > best.1 };
        if better { next } else { best }
    })
}

/// Who leads, before whom, and what is missing.
pub(super) fn describe(column: &str, figures: &[Figure], smaller_is_better: bool) -> String {
    let column = spoken(column);
    let Some((best, value)) = leader(figures, smaller_is_better) else {
        return format!("{column}: no model has a score.");
    };
    let others: Vec<Figure> = figures.iter().filter(|figure| !std::ptr::eq(*figure, best)).copied().collect();
    let known = 1 + others.iter().filter(|figure| figure.value.is_some()).count();
    let mut text = format!("{column}: {} ", spoken(best.name));
    match leader(&others, smaller_is_better) {
        None => text += &format!("has {value:.1}, the only score"),
        Some((next, second)) => {
            text += &format!("leads {known} models with {value:.1}, before {} with {second:.1}", spoken(next.name));
            if smaller_is_better {
                text += "; smaller is better";
            }
            if let Some((low, high)) = best.interval {
                let within = others.iter().filter_map(|figure| figure.value);
                text += &match within.filter(|value| (low..=high).contains(value)).count() {
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
pub(super) fn table(column: &str, figures: &[Figure]) -> Table {
    let mut columns = vec![column.to_owned()];
    let intervals = figures.iter().any(|figure| figure.interval.is_some());
    if intervals {
        columns.extend(["95 % from".to_owned(), "95 % to".to_owned()]);
    }
    let row = |figure: &Figure| {
        let mut cells = vec![figure.value];
        if intervals {
            cells.extend([figure.interval.map(|ends| ends.0), figure.interval.map(|ends| ends.1)]);
        }
        (figure.name.to_owned(), cells)
    };
    Table { columns, rows: figures.iter().map(row).collect() }
}

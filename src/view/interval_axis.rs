//! The totals and their intervals as small plots in the table, on one axis whose ticks stand in the head of their column.

use super::markup::push_text;
use super::{ColumnId, format};
use crate::aggregate::Ranking;
use crate::document::Catalog;

/// Width and height of a plot in CSS pixels where there is room for all of it.
const SIZE: (f64, f64) = (128.0, 14.0);

/// Room at both ends, so that a dot at the end of the axis, or the figure of a tick, is not cut.
const INSET: f64 = 9.0;

/// The most ticks on an axis.
const MOST_TICKS: f64 = 4.0;

/// The least difference between both ends of an axis: equal totals stand in its middle.
const LEAST_SPAN: f64 = 1.0;

/// The axis that the plots of some rows share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalAxis {
    /// The column that ranks the models, which has the plots.
    pub column: ColumnId,
    low: f64,
    high: f64,
}

/// The plot of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntervalPlot {
    /// The interval as a path; empty where there is none.
    pub band: String,
    /// The total as a path: a dot, or an arrow at the end of an axis that it lies beyond.
    pub dot: String,
    /// The interval in words; empty where there is none.
    pub words: String,
}

impl IntervalAxis {
    /// The column that ranks the models: the total, or a benchmark's own total.
    #[must_use]
    pub fn column_of(catalog: &Catalog, ranking: &Ranking) -> ColumnId {
        ranking.total_column(catalog).map_or(ColumnId::Total, ColumnId::Score)
    }

    /// An axis from the least to the greatest end of an interval in `rows`; `None` where no row has a total.
    #[must_use]
    pub fn new(catalog: &Catalog, ranking: &Ranking, rows: &[usize]) -> Option<Self> {
        let ends = rows.iter().filter_map(|&row| {
            let total = ranking.total.get(row).copied().flatten()?;
            let interval = ranking.interval.get(row).copied().flatten();
            Some(interval.map_or((total, total), |i| (i.low.min(total), i.high.max(total))))
        });
        let (low, high) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let more = ((LEAST_SPAN - (high - low)) / 2.0).max(0.0);
        Some(Self { column: Self::column_of(catalog, ranking), low: low - more, high: high + more })
    }

    /// CSS pixels from the left end of a plot.
    fn x(&self, value: f64) -> f64 {
        INSET + (value - self.low) / (self.high - self.low) * (SIZE.0 - 2.0 * INSET)
    }

    /// The plot of a row; `None` where it has no total.
    #[must_use]
    pub fn plot(&self, ranking: &Ranking, row: usize) -> Option<IntervalPlot> {
        let total = ranking.total.get(row).copied().flatten()?;
        let interval = ranking.interval.get(row).copied().flatten();
        let (x, right) = (self.x(total), SIZE.0);
        let dot = if x < INSET - 0.5 {
            "M1 7l5-4v8z".to_owned()
        } else if x > right - INSET + 0.5 {
            format!("M{:.0} 7l-5-4v8z", right - 1.0)
        } else {
            format!("M{:.1} 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", x - 2.0)
        };
        let band = interval.map(|interval| {
            let [from, to] = [interval.low, interval.high].map(|end| self.x(end).clamp(0.0, right));
            // Of an interval that is narrower than a line something is seen too.
            let to = to.max(from + 1.0);
            format!("M{from:.1} 3H{to:.1}V11H{from:.1}z")
        });
        Some(IntervalPlot {
            band: band.unwrap_or_default(),
            dot,
            words: interval.map(|i| format::sentence_case(&format::interval(i))).unwrap_or_default(),
        })
    }

    /// The figures at its ticks.
    fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let span = self.high - self.low;
        let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
        let step = steps.into_iter().find(|step| span / step <= MOST_TICKS).unwrap_or(span / 2.0);
        let digits = usize::from(step < 1.0);
        let first = (self.low / step).ceil();
        let last = (self.high / step + 1e-9).floor();
        let count = (last - first).max(0.0) as usize + 1;
        (0..count).map(move |n| {
            let value = (first + n as f64) * step;
            (value, format!("{value:.digits$}"))
        })
    }

    /// The markup of its ticks, for the head of the column.
    #[must_use]
    pub fn markup(&self) -> String {
        let (mut marks, mut texts) = (String::new(), String::new());
        for (value, text) in self.ticks() {
            let x = self.x(value);
            marks.push_str(&format!("M{x:.1} 11v3"));
            texts.push_str(&format!("<text x=\"{x:.1}\" y=\"9\" text-anchor=\"middle\">{text}</text>"));
        }
        format!("{}<path d=\"{marks}\"/>{texts}</svg>", open("axis"))
    }
}

impl IntervalPlot {
    /// The markup of a cell with it: the plot, and the figure behind it.
    #[must_use]
    pub fn markup(&self, figure: &str) -> String {
        let (band, dot) = (&self.band, &self.dot);
        let mut markup = format!("{}<path class=\"band\" d=\"{band}\"/><path d=\"{dot}\"/></svg><span>", open("plot"));
        push_text(&mut markup, figure);
        markup + "</span>"
    }
}

fn open(class: &str) -> String {
    let (width, height) = SIZE;
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\">"
    )
}

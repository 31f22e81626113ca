//! What stands in the cells of the table, and how each column is spread.

use std::collections::HashMap;

use super::figures::{figure_in, ranked_figure_in};
use super::other_parts::totals_of_other_parts;
use super::{ColumnId, Heading, IntervalAxis, IntervalPlot, format};
use crate::aggregate::{RankSet, Ranking, TIE};
use crate::dataset::{Dataset, Model};
use crate::document::{Category, ScoreRange};

/// How many bars the picture of a spread has.
const BINS: usize = 20;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Which column it is in.
    pub id: ColumnId,
    /// As shown; `None` where there is nothing to show.
    pub text: Option<String>,
    /// How far its bar reaches, 0 to 1, if it has one.
    pub share: Option<f64>,
    /// Where it is one of the two best of its column.
    pub place: Option<Place>,
    /// Its plot, in the column that ranks the models.
    pub plot: Option<IntervalPlot>,
    /// Whether it is a total, or the mean of totals, of which one rests on other parts than its benchmark's rule says.
    pub other_parts: bool,
}

/// One of the two best figures of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// None is better.
    Best,
    /// Only the best is better.
    Second,
}

impl Cell {
    /// Its classes in the style sheet.
    #[must_use]
    pub fn class(&self) -> String {
        let place = match self.place {
            Some(Place::Best) => " best",
            Some(Place::Second) => " second",
            None => "",
        };
        let plotted = if self.plot.is_some() { " plotted" } else { "" };
        let other_parts = if self.other_parts { " other-parts" } else { "" };
        let missing = if self.text.is_some() { "" } else { " missing" };
        format!("{}{plotted}{missing}{place}{other_parts}", self.id.class())
    }

    /// The same with its plot, if it is in the column that has plots. The plot takes the place of the bar.
    #[must_use]
    pub fn plotted(self, axis: Option<&IntervalAxis>, ranking: &Ranking, row: usize) -> Self {
        match axis.filter(|axis| axis.column == self.id) {
            Some(axis) => Self { share: None, plot: axis.plot(ranking, row), ..self },
            None => self,
        }
    }
}

/// How the figures of a column are spread over all models of a ranking, filtered out or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// The lowest score that there can be; where bars begin.
    pub least: f64,
    /// The largest; what a full bar stands for.
    pub most: f64,
    /// The best, where at least two models have a figure.
    pub best: Option<f64>,
    /// The best but one.
    pub second: Option<f64>,
    /// How many figures lie in each of equal steps over the scores that there can be; empty for what is no score. Where a
    /// score is no percentage, the steps end at the highest that there is: its range may end far above.
    pub bins: Vec<u32>,
}

impl Spread {
    fn of(ranking: &Ranking, id: ColumnId) -> Self {
        let least_is_best = id == ColumnId::AverageRank;
        let better = |a: f64, b: f64| if least_is_best { b - a >= TIE } else { a - b >= TIE };
        let range = range_of(ranking, id);
        let figures = || ranking.order.iter().filter_map(|&row| ranked_figure_in(ranking, id, row));
        let (mut spread, mut count) = (Self { least: range.low, most: range.low, ..Self::default() }, 0_usize);
        if id.is_percent() {
            spread.bins = vec![0; BINS];
        }
        let end = if range == ScoreRange::PERCENT { range.high } else { figures().fold(range.low, f64::max) };
        let width = if end > range.low { end - range.low } else { range.width() };
        for value in figures() {
            count += 1;
            spread.most = spread.most.max(value);
            match spread.best {
                Some(best) if better(value, best) => (spread.second, spread.best) = (Some(best), Some(value)),
                Some(best) if better(best, value) => {
                    spread.second = Some(spread.second.map_or(value, |s| if better(value, s) { value } else { s }));
                }
                Some(_) => {}
                None => spread.best = Some(value),
            }
            // The end itself belongs to the last step.
            let bin = ((value - range.low) / width * BINS as f64).clamp(0.0, BINS as f64 - 1.0) as usize;
            if let Some(bin) = spread.bins.get_mut(bin) {
                *bin += 1;
            }
        }
        if count < 2 || !(id.is_percent() || least_is_best) {
            (spread.best, spread.second) = (None, None);
        }
        spread
    }

    /// The markup of the spread as a picture, a bar for each step, as high as its share of the fullest; empty where there
    /// are no steps.
    #[must_use]
    pub fn markup(&self) -> String {
        const SIZE: (f64, f64) = (48.0, 14.0);
        if self.bins.iter().all(|count| *count == 0) {
            return String::new();
        }
        let (width, height) = SIZE;
        let fullest = self.bins.iter().copied().max().unwrap_or(0).max(1);
        let step = width / BINS as f64;
        let bar = |(bin, count): (usize, &u32)| {
            let (x, tall) = (bin as f64 * step, (f64::from(*count) / f64::from(fullest) * height).max(1.0));
            format!("M{x:.1} {height}v-{tall:.1}h{:.1}v{tall:.1}z", step - 0.5)
        };
        let bars: String = self.bins.iter().enumerate().filter(|(_, count)| **count > 0).map(bar).collect();
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\">\
             <path d=\"{bars}\"/></svg>"
        )
    }
}

/// The spread of each column.
#[must_use]
pub fn spreads(ranking: &Ranking, headings: &[Heading]) -> HashMap<ColumnId, Spread> {
    headings.iter().map(|heading| (heading.id, Spread::of(ranking, heading.id))).collect()
}

/// The scores that there can be in a column.
fn range_of(ranking: &Ranking, id: ColumnId) -> ScoreRange {
    match id {
        ColumnId::Total => ranking.total_range,
        ColumnId::Score(column) => ranking.columns.get(column).map_or(ScoreRange::PERCENT, |column| column.range),
        _ => ScoreRange::PERCENT,
    }
}

/// What stands in a cell of the table. `spread` is its column's.
#[must_use]
pub fn cell(dataset: &Dataset, ranking: &Ranking, spread: Option<&Spread>, id: ColumnId, row: usize) -> Cell {
    let model = dataset.models().get(row);
    let text = match id {
        ColumnId::Rank => ranking.ranks.get(row).map(|rank| rank.to_string()),
        ColumnId::Model => model.map(|model| model.name.clone()),
        ColumnId::Year => model.and_then(|model| model.released).map(|released| released.year.to_string()),
        ColumnId::Size => {
            let sizes = model.map(|model| model.sizes.as_slice()).unwrap_or_default();
            (!sizes.is_empty()).then(|| format!("{} B", format::sizes(sizes)))
        }
        ColumnId::Open => {
            model.and_then(|model| model.open_source).map(|open| if open { "open" } else { "closed" }.to_owned())
        }
        ColumnId::Coverage => ranking.covered.get(row).map(|covered| format::coverage(*covered, ranking.coverable)),
        ColumnId::OtherRules => {
            let set = ranking.by_other_rules.get(row).copied().flatten();
            set.map(|(low, high)| format::rank_range(RankSet { low, high }))
        }
        _ => figure_in(ranking, id, row).map(|figure| format::figure(Some(figure))),
    };
    let figure = figure_in(ranking, id, row);
    let full = match id {
        ColumnId::Coverage => Some((0.0, f64::from(ranking.coverable.max(1)))),
        _ if id.is_percent() => spread.map(|spread| (spread.least, spread.most)).filter(|(least, most)| most > least),
        _ => None,
    };
    let ranked = ranked_figure_in(ranking, id, row);
    let is = |of: Option<f64>| ranked.zip(of).is_some_and(|(figure, of)| (figure - of).abs() < TIE);
    let place = spread.and_then(|spread| match () {
        () if is(spread.best) => Some(Place::Best),
        () if is(spread.second) => Some(Place::Second),
        () => None,
    });
    let share = figure.zip(full).map(|(figure, (least, most))| (figure - least) / (most - least));
    let other_parts = !totals_of_other_parts(dataset, ranking, id, row).is_empty();
    Cell { id, text, share, place, plot: None, other_parts }
}

/// The facts about a model that stand behind its authors, under its name: `8 B · open · 2025`.
#[must_use]
pub fn facts(model: &Model) -> String {
    let sizes = (!model.sizes.is_empty()).then(|| format!("{} B", format::sizes(&model.sizes)));
    let open = model.open_source.map(|open| if open { "open" } else { "closed" }.to_owned());
    let year = model.released.map(|released| released.year.to_string());
    [sizes, open, year].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The mark of a category: what it means, and its path in a box of 12 by 12. Its form tells, not its colour.
#[must_use]
pub fn mark(category: Option<Category>) -> (&'static str, &'static str) {
    match category {
        Some(Category::General) => ("general model", "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z"),
        Some(Category::Embodied) => ("embodied model", "M6 1l5 5-5 5-5-5z"),
        None => ("category not stated", "M2 6h8"),
    }
}

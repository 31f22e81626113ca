//! What stands in the cells of the table, and how each column is spread.

use std::collections::HashMap;

use super::{ColumnId, Heading, format};
use crate::aggregate::Ranking;
use crate::dataset::Dataset;
use crate::document::Category;

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
        format!("{}{}{place}", self.id.class(), if self.text.is_some() { "" } else { " missing" })
    }
}

/// How the figures of a column are spread over all models of a ranking, filtered out or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// The largest; what a full bar stands for.
    pub most: f64,
    /// The best, where at least two models have a figure.
    pub best: Option<f64>,
    /// The best but one.
    pub second: Option<f64>,
    /// How many figures lie in each of equal steps from 0 to 100; empty for what is no percentage.
    pub bins: Vec<u32>,
}

impl Spread {
    fn of(ranking: &Ranking, id: ColumnId) -> Self {
        let least_is_best = id == ColumnId::AverageRank;
        let better = |a: f64, b: f64| if least_is_best { a < b } else { a > b };
        let (mut spread, mut count) = (Self::default(), 0_usize);
        if id.is_percent() {
            spread.bins = vec![0; BINS];
        }
        for value in ranking.order.iter().filter_map(|&row| figure_in(ranking, id, row)) {
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
            // 100 itself belongs to the last step.
            let bin = (value / 100.0 * BINS as f64).clamp(0.0, BINS as f64 - 1.0) as usize;
            if let Some(bin) = spread.bins.get_mut(bin) {
                *bin += 1;
            }
        }
        if count < 2 || !(id.is_percent() || least_is_best) {
            (spread.best, spread.second) = (None, None);
        }
        spread
    }

    /// The spread as the path of a picture `width` by `height`: a bar for each step, as high as its share of the fullest.
    #[must_use]
    pub fn path(&self, width: f64, height: f64) -> String {
        let fullest = self.bins.iter().copied().max().unwrap_or(0).max(1);
        let step = width / BINS as f64;
        let bar = |(bin, count): (usize, &u32)| {
            let (x, tall) = (bin as f64 * step, (f64::from(*count) / f64::from(fullest) * height).max(1.0));
            format!("M{x:.1} {height}v-{tall:.1}h{:.1}v{tall:.1}z", step - 0.5)
        };
        self.bins.iter().enumerate().filter(|(_, count)| **count > 0).map(bar).collect()
    }
}

/// The spread of each column.
#[must_use]
pub fn spreads(ranking: &Ranking, headings: &[Heading]) -> HashMap<ColumnId, Spread> {
    headings.iter().map(|heading| (heading.id, Spread::of(ranking, heading.id))).collect()
}

/// The figure of a column, if it is one of figures and the model has it.
#[must_use]
pub fn figure_in(ranking: &Ranking, id: ColumnId, row: usize) -> Option<f64> {
    let at = |list: &[Option<f64>]| list.get(row).copied().flatten();
    match id {
        ColumnId::Rank => ranking.ranks.get(row).map(f64::from),
        ColumnId::Coverage => ranking.scored.get(row).copied().map(f64::from),
        ColumnId::Total => at(&ranking.total),
        ColumnId::AverageRank => at(&ranking.average_rank),
        ColumnId::Core(core) => at(&ranking.cores.get(core)?.scores),
        ColumnId::Score(column) => at(&ranking.columns.get(column)?.scores),
        ColumnId::Model | ColumnId::Year | ColumnId::Size | ColumnId::Open => None,
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
        ColumnId::Coverage => ranking.scored.get(row).map(|scored| format::coverage(*scored, ranking.of)),
        _ => figure_in(ranking, id, row).map(|figure| format::figure(Some(figure))),
    };
    let figure = figure_in(ranking, id, row);
    let full = match id {
        ColumnId::Coverage => Some(f64::from(ranking.of.max(1))),
        _ if id.is_percent() => spread.map(|spread| spread.most).filter(|most| *most > 0.0),
        _ => None,
    };
    // Two figures that are the same number, not two that are near.
    let is = |of: Option<f64>| figure.is_some() && of == figure;
    let place = spread.and_then(|spread| match () {
        () if is(spread.best) => Some(Place::Best),
        () if is(spread.second) => Some(Place::Second),
        () => None,
    });
    Cell { id, text, share: figure.zip(full).map(|(figure, full)| figure / full), place }
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

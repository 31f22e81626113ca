//! The table: which columns it has, which rows, and in what order.

use std::cmp::Ordering;

use super::{SortKey, ViewState, format};
use crate::aggregate::{Lens, Ranking, Subject};
use crate::dataset::{Dataset, Model};
use crate::document::{Catalog, Category};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnId {
    /// Rank on the subject.
    Rank,
    /// Name and authors.
    Model,
    /// Year of release.
    Year,
    /// Billions of parameters.
    Size,
    /// Whether the weights are open.
    Open,
    /// For how many of the board's benchmarks the model has a total.
    Coverage,
    /// Board total, capability average or benchmark total.
    Total,
    /// Average rank over the board's benchmarks.
    AverageRank,
    /// A column of scores, by index.
    Score(usize),
}

impl ColumnId {
    /// What kind of column it is: its class in the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Model => "model",
            Self::Year => "year",
            Self::Size => "size",
            Self::Open => "open",
            Self::Coverage => "coverage",
            Self::Total => "total",
            Self::AverageRank => "average-rank",
            Self::Score(_) => "score",
        }
    }
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Which column it is in.
    pub id: ColumnId,
    /// As shown; `None` where there is nothing to show.
    pub text: Option<String>,
    /// How far its bar reaches, 0 to 1, if it has one.
    pub share: Option<f64>,
    /// More about it, in words.
    pub about: Option<String>,
}

impl Cell {
    /// Its classes in the style sheet.
    #[must_use]
    pub fn class(&self) -> String {
        format!("{}{}", self.id.class(), if self.text.is_some() { "" } else { " missing" })
    }
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Which column.
    pub id: ColumnId,
    /// In addresses and exports.
    pub code: String,
    /// As shown.
    pub name: String,
    /// What it means, in a sentence; empty where the name says it.
    pub about: String,
}

impl Heading {
    /// Whether its first sort is from high to low.
    #[must_use]
    pub fn descending_first(&self) -> bool {
        matches!(
            self.id,
            ColumnId::Total
                | ColumnId::Score(_)
                | ColumnId::Coverage
                | ColumnId::Year
                | ColumnId::Size
                | ColumnId::Open
        )
    }
}

/// Finds what a state looks at. A board or benchmark that does not exist gives the first board; a benchmark that the
/// board does not count gives the board.
#[must_use]
pub fn resolve_subject(catalog: &Catalog, state: &ViewState) -> Subject {
    let board = catalog.boards.iter().position(|board| board.code == state.board).unwrap_or(0);
    let benchmark = state.benchmark.as_ref().and_then(|code| {
        let index = catalog.benchmarks.iter().position(|benchmark| benchmark.code == *code)?;
        catalog.boards.get(board)?.counted().any(|b| b == index).then_some(index)
    });
    Subject { board, lens: state.lens, benchmark }
}

/// The columns of a ranking, from left to right.
#[must_use]
pub fn headings(catalog: &Catalog, ranking: &Ranking) -> Vec<Heading> {
    let heading = |id, code: &str, name: &str, about: &str| Heading {
        id,
        code: code.to_owned(),
        name: name.to_owned(),
        about: about.to_owned(),
    };
    let subject = ranking.subject;
    let mut headings = vec![
        heading(ColumnId::Rank, "rank", "Rank", "1 + the number of models with a higher total. Ties share a rank."),
        heading(ColumnId::Model, "model", "Model", ""),
    ];
    // What ranks a model comes next to its name, where it is seen on a phone too.
    let total = ranking.total_column(catalog);
    match (total, subject.lens) {
        (Some(total), _) => {
            let known = ranking.columns.get(total);
            headings.extend(known.map(|column| heading(ColumnId::Score(total), &column.code, &column.name, "")));
        }
        (None, Lens::Benchmarks) => headings.extend([
            heading(ColumnId::Total, "total", "Total", "Plain mean of the benchmark totals that are present"),
            heading(ColumnId::AverageRank, "average-rank", "Avg. rank", "Plain mean of the ranks on the benchmarks"),
        ]),
        (None, Lens::Core | Lens::Fine) => headings.push(heading(
            ColumnId::Total,
            "total",
            "Average",
            "Capability average: plain mean of the core capabilities that are present",
        )),
    }
    let coverage = "Coverage: for how many of the board's benchmarks there is a total";
    headings.extend([
        heading(ColumnId::Coverage, "coverage", "Cov.", coverage),
        heading(ColumnId::Year, "year", "Year", "Year of release"),
        heading(ColumnId::Size, "size", "Size", "Billions of parameters"),
        heading(ColumnId::Open, "open", "Weights", "Whether the weights are open"),
    ]);
    headings.extend((0..ranking.columns.len()).filter(|&index| Some(index) != total).filter_map(|index| {
        let column = ranking.columns.get(index)?;
        let about = if subject.benchmark.is_none() {
            catalog.benchmarks.iter().find(|b| b.code == column.code).map_or("", |b| &b.summary)
        } else {
            ""
        };
        Some(heading(ColumnId::Score(index), &column.code, &column.name, about))
    }));
    headings
}

/// What stands in a cell of the table.
#[must_use]
pub fn cell(dataset: &Dataset, ranking: &Ranking, id: ColumnId, row: usize) -> Cell {
    let model = dataset.models().get(row);
    let at = |list: &[Option<f64>]| list.get(row).copied().flatten();
    let plain = |text: Option<String>| Cell { id, text, share: None, about: None };
    let score = |score: Option<f64>, about: Option<String>| Cell {
        id,
        text: score.map(|score| format::figure(Some(score))),
        share: score.map(|score| score / 100.0),
        about,
    };
    match id {
        ColumnId::Rank => plain(ranking.ranks.get(row).map(|rank| rank.to_string())),
        ColumnId::Model => plain(model.map(|model| model.name.clone())),
        ColumnId::Year => plain(model.and_then(|model| model.released).map(|released| released.year.to_string())),
        ColumnId::Size => {
            let sizes = model.map(|model| model.sizes.as_slice()).unwrap_or_default();
            plain((!sizes.is_empty()).then(|| format!("{} B", format::sizes(sizes))))
        }
        ColumnId::Open => {
            plain(model.and_then(|model| model.open_source).map(|open| if open { "open" } else { "closed" }.to_owned()))
        }
        ColumnId::Coverage => {
            let scored = ranking.scored.get(row).copied().unwrap_or(0);
            let share = f64::from(scored) / f64::from(ranking.of.max(1));
            Cell { id, text: Some(format::coverage(scored, ranking.of)), share: Some(share), about: None }
        }
        ColumnId::Total => {
            score(at(&ranking.total), ranking.interval.get(row).copied().flatten().map(format::interval))
        }
        ColumnId::AverageRank => plain(at(&ranking.average_rank).map(|rank| format::figure(Some(rank)))),
        ColumnId::Score(column) => score(ranking.columns.get(column).and_then(|column| at(&column.scores)), None),
    }
}

/// The rows to show, in order: those of the ranking that match what was typed, sorted.
///
/// Missing comes last in both directions, equal values keep name order, and by rank or total the models without a rank
/// come after the others.
#[must_use]
pub fn rows(dataset: &Dataset, ranking: &Ranking, sort: &[SortKey], query: &str) -> Vec<usize> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let models = dataset.models();
    let matches = |row: &usize| models.get(*row).is_some_and(|model| matches(model, &words));
    let mut rows: Vec<usize> = ranking.order.iter().copied().filter(matches).collect();
    if sort.is_empty() {
        return rows;
    }
    let headings = headings(dataset.catalog(), ranking);
    let known =
        sort.iter().filter_map(|key| Some((headings.iter().find(|h| h.code == key.column)?.id, key.descending)));
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return rows;
    }
    rows.sort_unstable();
    rows.sort_by(|&a, &b| {
        let by = |&(id, descending): &(ColumnId, bool)| compare(models, ranking, id, descending, a, b);
        known.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    rows
}

/// Whether every word is part of the model's name or of one of its authors'.
fn matches(model: &Model, words: &[String]) -> bool {
    words.is_empty() || {
        let name = model.name.to_lowercase();
        let authors: Vec<String> = model.authors.iter().map(|author| author.to_lowercase()).collect();
        words.iter().all(|word| name.contains(word) || authors.iter().any(|author| author.contains(word)))
    }
}

fn compare(models: &[Model], ranking: &Ranking, id: ColumnId, descending: bool, a: usize, b: usize) -> Ordering {
    let model = |row: usize| models.get(row);
    let at = |list: &[Option<f64>], row: usize| list.get(row).copied().flatten();
    let numbers = |key: &dyn Fn(usize) -> Option<f64>| missing_last(key(a), key(b), descending, f64::total_cmp);
    let unranked = || ranking.ranks.get(a).is_none().cmp(&ranking.ranks.get(b).is_none());
    match id {
        // Rows are in name order already.
        ColumnId::Model => {
            if descending {
                b.cmp(&a)
            } else {
                a.cmp(&b)
            }
        }
        ColumnId::Rank => numbers(&|row| ranking.ranks.get(row).map(f64::from)),
        ColumnId::Total => unranked().then_with(|| numbers(&|row| at(&ranking.total, row))),
        ColumnId::AverageRank => unranked().then_with(|| numbers(&|row| at(&ranking.average_rank, row))),
        ColumnId::Coverage => numbers(&|row| ranking.scored.get(row).copied().map(f64::from)),
        ColumnId::Score(column) => numbers(&|row| ranking.columns.get(column).and_then(|c| at(&c.scores, row))),
        ColumnId::Size => numbers(&|row| model(row)?.sizes.iter().copied().reduce(f64::max)),
        ColumnId::Open => numbers(&|row| Some(f64::from(u8::from(model(row)?.open_source?)))),
        ColumnId::Year => {
            missing_last(model(a).and_then(|m| m.released), model(b).and_then(|m| m.released), descending, Ord::cmp)
        }
    }
}

fn missing_last<T>(a: Option<T>, b: Option<T>, descending: bool, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => order(&b, &a),
        (Some(a), Some(b)) => order(&a, &b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
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

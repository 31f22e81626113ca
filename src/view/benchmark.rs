//! What there is to say of benchmarks: of one its columns, its first models and those that agree with it; of all the index.

use super::format::MISSING;
use super::query::Folded;
use crate::aggregate::{Agreement, Ranks};
use crate::dataset::Dataset;
use crate::document::{Benchmark, Catalog, Metric, Reference, Samples, ScoreRange, TotalRule};
use crate::order::{natural, sort_by};

/// The benchmark that an address names: by its code, else by any name that the catalog knows.
#[must_use]
pub fn benchmark_named(catalog: &Catalog, name: &str) -> Option<usize> {
    let by_code = catalog.benchmarks.iter().position(|about| about.code == name);
    by_code.or_else(|| if name.is_empty() { None } else { catalog.benchmark(name).ok() })
}

/// A column of a benchmark, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnFacts {
    /// As in the catalog.
    pub name: String,
    /// What it asks; may be empty.
    pub about: String,
    /// How an item is scored.
    pub metric: String,
    /// How many scored items there are.
    pub items: String,
    /// The scores that it can have.
    pub range: String,
    /// The fine-grained capability that it counts in; may be empty.
    pub capability: String,
    /// How many models have a score in it.
    pub models: usize,
    /// Whether it is the total, which ranks the models.
    pub is_total: bool,
}

/// The columns of a benchmark in the order of the catalog, the total last.
#[must_use]
pub fn column_facts(dataset: &Dataset, benchmark: usize, reference: Option<&Reference>) -> Vec<ColumnFacts> {
    let Some(about) = dataset.catalog().benchmarks.get(benchmark) else { return Vec::new() };
    let entry = reference.and_then(|reference| reference.benchmark(&about.code));
    let columns = about.parts().chain([about.total]);
    let facts = |column: usize| {
        let name = about.columns.get(column)?.clone();
        let said = entry.and_then(|entry| entry.column(&name));
        let is_total = column == about.total;
        let metric = said.map(|said| capitalised(&said.metric)).filter(|metric| !metric.is_empty());
        // The catalog's numbers of a column may be estimates; where there is a reference, it states what is known.
        let items =
            if is_total { total_items(about) } else { said.map_or_else(|| items(about, column), |said| said.items) };
        let range = about.range_of(column);
        Some(ColumnFacts {
            about: said.map(|said| said.about.clone()).unwrap_or_default(),
            metric: metric.unwrap_or_else(|| metric_of(about, column)),
            items: items.map_or_else(|| MISSING.to_owned(), |items| items.to_string()),
            range: format!("{} to {}", range.low, range.high),
            capability: said
                .and_then(|said| said.capability.clone())
                .filter(|name| counts_in(dataset, about, name))
                .unwrap_or_default(),
            models: dataset.column(benchmark, column).present().count(),
            is_total,
            name,
        })
    };
    columns.filter_map(facts).collect()
}

/// Whether the benchmark has questions for a fine-grained capability: without, its scores are in no capability score.
fn counts_in(dataset: &Dataset, benchmark: &Benchmark, capability: &str) -> bool {
    let fine = dataset.catalog().fines.iter().position(|fine| fine.name == capability);
    fine.and_then(|fine| benchmark.questions.get(fine)).is_some_and(|questions| *questions > 0)
}

/// How many items the catalog states for a column.
fn items(benchmark: &Benchmark, column: usize) -> Option<u32> {
    if benchmark.parts().count() == 1 {
        return total_items(benchmark);
    }
    match &benchmark.samples {
        Samples::Columns(counts) => counts.get(column).copied().flatten(),
        Samples::Unknown | Samples::Total(_) => None,
    }
}

/// How many scored items stand behind a total: what the catalog states for it, or for every column. Without either its questions
/// are the items; where only some columns have a number, theirs is not the total's.
fn total_items(benchmark: &Benchmark) -> Option<u32> {
    match &benchmark.samples {
        Samples::Unknown => benchmark.question_count(),
        Samples::Total(count) => Some(*count),
        Samples::Columns(counts) => {
            benchmark.parts().map(|column| counts.get(column).copied().flatten()).sum::<Option<u32>>()
        }
    }
}

fn metric_of(benchmark: &Benchmark, column: usize) -> String {
    let total = match &benchmark.total_is {
        TotalRule::Mean => "Mean of the columns",
        TotalRule::Weights(_) => "Weighted mean of the columns",
        TotalRule::Pooled => "All items together",
    };
    let is_joined = column == benchmark.total && benchmark.parts().count() > 1;
    if is_joined { total.to_owned() } else { metric_label(benchmark.metric_of(column)).to_owned() }
}

/// How an item is scored, as a label.
#[must_use]
pub fn metric_label(metric: Metric) -> &'static str {
    match metric {
        Metric::Accuracy => "Accuracy",
        Metric::SuccessRate => "Success rate",
        Metric::LlmJudged => "LLM judge",
        Metric::RelativeAccuracy => "Relative accuracy",
        Metric::TextOverlap => "Text similarity",
        Metric::F1 => "F1",
        Metric::PointShare => "Share of points",
        Metric::MicroF1 => "Micro F1",
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// A model among the first on a benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedModel {
    /// Row of the model.
    pub row: usize,
    /// Among all models with a total.
    pub rank: u32,
    /// The total.
    pub total: f64,
}

/// The first models on a benchmark, and how many have its total.
#[must_use]
pub fn leaders(dataset: &Dataset, benchmark: usize, most: usize) -> (Vec<RankedModel>, u32) {
    let totals = dataset.total(benchmark);
    let ranks = Ranks::of(totals.iter(dataset.models().len()));
    let ranked = totals
        .present()
        .filter_map(|(row, figure)| Some(RankedModel { row, rank: ranks.get(row)?, total: figure.value }));
    let mut ranked: Vec<RankedModel> = ranked.collect();
    sort_by(&mut ranked, |a, b| a.rank.cmp(&b.rank));
    ranked.truncate(most);
    (ranked, ranks.population())
}

/// How another benchmark agrees with one.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreeing {
    /// Index of the other.
    pub benchmark: usize,
    /// Spearman's ρ of the totals.
    pub rho: Option<f64>,
    /// How many models have both totals.
    pub models: u32,
}

/// The other benchmarks with models in common, those that agree most first.
#[must_use]
pub fn agreeing(dataset: &Dataset, benchmark: usize) -> Vec<Agreeing> {
    let others = (0..dataset.catalog().benchmarks.len()).filter(|other| *other != benchmark);
    let mut others: Vec<Agreeing> = others
        .map(|other| (other, Agreement::of(dataset, benchmark, other)))
        .filter(|(_, agreement)| agreement.models > 0)
        .map(|(benchmark, agreement)| Agreeing { benchmark, rho: agreement.rho, models: agreement.models })
        .collect();
    sort_by(&mut others, |a, b| b.rho.unwrap_or(-2.0).total_cmp(&a.rho.unwrap_or(-2.0)));
    others
}

/// A benchmark in the index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexEntry {
    /// Index of the benchmark.
    pub benchmark: usize,
    /// As in the catalog.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// The boards that count it, by index.
    pub boards: Vec<usize>,
    /// Names of the core capabilities that it has questions for.
    pub capabilities: Vec<String>,
    /// How many scored items there are.
    pub items: Option<u32>,
    /// How an item is scored.
    pub metric: &'static str,
    /// How many models have its total.
    pub models: usize,
    /// ISO date, perhaps cut.
    pub released: String,
    /// All that a search looks at.
    words: String,
}

/// The columns of the index by which it sorts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexColumn {
    /// Its name.
    #[default]
    Name,
    /// The first board that counts it.
    Boards,
    /// The first capability that it has questions for.
    Capabilities,
    /// How many items there are.
    Items,
    /// How an item is scored.
    Metric,
    /// How many models were measured.
    Models,
    /// When it was released.
    Released,
}

impl IndexColumn {
    /// From left to right, with the code in the address and the name in the head.
    pub const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Name, "benchmark", "Benchmark"),
        (Self::Boards, "boards", "Boards"),
        (Self::Capabilities, "capabilities", "Capabilities"),
        (Self::Items, "items", "Items"),
        (Self::Metric, "metric", "Metric"),
        (Self::Models, "models", "Models"),
        (Self::Released, "released", "Released"),
    ];

    /// Whether its first sort is from high to low.
    #[must_use]
    pub fn descends_first(self) -> bool {
        matches!(self, Self::Items | Self::Models | Self::Released)
    }
}

/// All benchmarks, in the order of the catalog.
#[must_use]
pub fn benchmark_index(dataset: &Dataset) -> Vec<IndexEntry> {
    let catalog = dataset.catalog();
    let entry = |(benchmark, about): (usize, &Benchmark)| {
        let counts = |board: &crate::document::Board| board.counted().any(|counted| counted == benchmark);
        let boards = catalog.boards.iter().enumerate().filter(|(_, board)| counts(board));
        let boards: Vec<usize> = boards.map(|(index, _)| index).collect();
        let asks = |fine: usize| about.questions.get(fine).is_some_and(|count| *count > 0);
        let cores = catalog.cores.iter().filter(|core| core.fines.clone().any(asks));
        let capabilities: Vec<String> = cores.map(|core| core.name.clone()).collect();
        let fines =
            catalog.fines.iter().enumerate().filter(|(fine, _)| asks(*fine)).map(|(_, fine)| fine.name.as_str());
        let board_names = boards.iter().filter_map(|&board| Some(catalog.boards.get(board)?.name.as_str()));
        let own = [&about.name, &about.code, &about.summary, &about.organization].into_iter().chain(&about.aliases);
        let words =
            own.map(String::as_str).chain(board_names).chain(capabilities.iter().map(String::as_str)).chain(fines);
        IndexEntry {
            benchmark,
            name: about.name.clone(),
            summary: about.summary.clone(),
            words: words.chain([metric_label(about.metric)]).collect::<Vec<_>>().join("\n"),
            boards,
            capabilities,
            items: total_items(about),
            metric: metric_label(about.metric),
            models: dataset.total(benchmark).present().count(),
            released: about.released.clone(),
        }
    };
    catalog.benchmarks.iter().enumerate().map(entry).collect()
}

/// The entries of a board (all for `None`) in which every word of a search is found, in order. Missing comes last either way.
#[must_use]
pub fn index_rows(
    entries: Vec<IndexEntry>,
    search: &str,
    board: Option<usize>,
    sort: Option<(IndexColumn, bool)>,
) -> Vec<IndexEntry> {
    let words: Vec<Folded> = search.split_whitespace().map(Folded::new).filter(|word| !word.is_empty()).collect();
    let mut shown = entries;
    shown.retain(|entry| {
        board.is_none_or(|board| entry.boards.contains(&board)) && words.iter().all(|word| word.is_in(&entry.words))
    });
    if let Some((column, descending)) = sort {
        sort_by(&mut shown, |a, b| {
            let order = match column {
                IndexColumn::Name => natural(&a.name, &b.name),
                IndexColumn::Boards => a.boards.cmp(&b.boards),
                IndexColumn::Capabilities => a.capabilities.cmp(&b.capabilities),
                IndexColumn::Items => a.items.cmp(&b.items),
                IndexColumn::Metric => a.metric.cmp(b.metric),
                IndexColumn::Models => a.models.cmp(&b.models),
                IndexColumn::Released => a.released.cmp(&b.released),
            };
            let is_missing = |entry: &IndexEntry| match column {
                IndexColumn::Items => entry.items.is_none(),
                IndexColumn::Released => entry.released.is_empty(),
                IndexColumn::Boards => entry.boards.is_empty(),
                IndexColumn::Capabilities => entry.capabilities.is_empty(),
                _ => false,
            };
            is_missing(a).cmp(&is_missing(b)).then(if descending { order.reverse() } else { order })
        });
    }
    shown
}

/// The figures in the sentences of how ranks are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodFigures {
    /// All loaded models.
    pub models: usize,
    /// All benchmarks.
    pub benchmarks: usize,
    /// All boards.
    pub boards: usize,
    /// Core capabilities.
    pub cores: usize,
    /// Fine-grained capabilities.
    pub fines: usize,
    /// Benchmarks whose totals have an interval.
    pub with_interval: usize,
    /// Benchmarks whose columns are not all percentages, each with the column and its range.
    pub other_ranges: Vec<String>,
}

impl MethodFigures {
    /// The figures of a dataset.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let catalog = dataset.catalog();
        let benchmarks = catalog.benchmarks.iter().enumerate();
        let has_interval = |benchmark: usize| {
            let mut rows = dataset.total(benchmark).present().map(|(row, _)| row);
            rows.any(|row| crate::aggregate::Interval::of_total(dataset, row, benchmark).is_some())
        };
        let ranges = |about: &Benchmark| {
            let others = about.ranges.iter().filter(|(_, range)| *range != ScoreRange::PERCENT);
            let said = others.filter_map(|(column, range)| {
                Some(format!("{} of {} ({} to {})", about.columns.get(*column)?, about.name, range.low, range.high))
            });
            said.collect::<Vec<_>>()
        };
        Self {
            models: dataset.models().len(),
            benchmarks: catalog.benchmarks.len(),
            boards: catalog.boards.len(),
            cores: catalog.cores.len(),
            fines: catalog.fines.len(),
            with_interval: benchmarks.filter(|(benchmark, _)| has_interval(*benchmark)).count(),
            other_ranges: catalog.benchmarks.iter().flat_map(ranges).collect(),
        }
    }
}

//! A board under a lens, or one benchmark, as ranked columns: what the table, the charts and the command line show.

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use super::interval::Sample;
use super::{BoardScores, CapabilityScores, Interval, Ranks};
use crate::dataset::Dataset;
use crate::document::{Catalog, slug};
use crate::order::sort_by;

/// How a board is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lens {
    /// A column per benchmark.
    #[default]
    Benchmarks,
    /// A column per core capability.
    Core,
    /// A column per fine-grained capability.
    Fine,
}

impl Lens {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Benchmarks, Self::Core, Self::Fine];

    /// The word in addresses and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Benchmarks => "benchmarks",
            Self::Core => "core",
            Self::Fine => "fine",
        }
    }

    /// The lens with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lens| lens.code() == code)
    }
}

/// What is ranked: a board under a lens, or one of the benchmarks that it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Index of the board.
    pub board: usize,
    /// How the board is looked at; without effect where a benchmark is given.
    pub lens: Lens,
    /// Index of the benchmark whose own columns are shown.
    pub benchmark: Option<usize>,
}

impl Subject {
    /// The subject that these codes name.
    ///
    /// # Errors
    ///
    /// If the board does not exist, or the benchmark is none that it counts; the message says what there is.
    pub fn named(catalog: &Catalog, board: &str, lens: Lens, benchmark: Option<&str>) -> Result<Self, String> {
        let unknown = |what: &str, name: &str, nearest: Option<String>, codes: Vec<&str>| {
            let hint = nearest.map_or_else(String::new, |nearest| format!(" (did you mean {nearest}?)"));
            format!("there is no {what} `{name}`{hint}; there are {}", codes.join(", "))
        };
        let board = catalog.board(board).map_err(|nearest| {
            unknown("board", board, nearest, catalog.boards.iter().map(|b| b.code.as_str()).collect())
        })?;
        let Some(name) = benchmark else { return Ok(Self { board, lens, benchmark: None }) };
        let counted: Vec<usize> =
            catalog.boards.get(board).into_iter().flat_map(crate::document::Board::counted).collect();
        let found = catalog.benchmark(name).and_then(|b| if counted.contains(&b) { Ok(b) } else { Err(None) });
        let benchmark = found.map_err(|nearest| {
            let codes = counted.iter().filter_map(|&b| Some(catalog.benchmarks.get(b)?.code.as_str())).collect();
            unknown("benchmark on this board", name, nearest, codes)
        })?;
        Ok(Self { board, lens, benchmark: Some(benchmark) })
    }
}

/// One column of scores.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedColumn {
    /// For addresses and the command line; distinct in a ranking.
    pub code: String,
    /// As shown.
    pub name: String,
    /// A place per model, in percent.
    pub scores: Vec<Option<f64>>,
    /// Index of the benchmark that it is the total of, if it is one.
    pub benchmark: Option<usize>,
    /// Whether the benchmark was left out of the total, the average rank and the coverage.
    pub left_out: bool,
}

/// A subject with everything about it worked out, a place per model of the dataset in each list.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// What is ranked.
    pub subject: Subject,
    /// Benchmarks that do not count, by index; only such as the board has.
    pub left_out: Vec<usize>,
    /// The columns of scores.
    pub columns: Vec<RankedColumn>,
    /// Under the lens of fine-grained capabilities, the core ones that they belong to; else none.
    pub cores: Vec<RankedColumn>,
    /// Board total, capability average, or total of the benchmark.
    pub total: Vec<Option<f64>>,
    /// Around `total`, where it has one.
    pub interval: Vec<Option<Interval>>,
    /// Formula (7); missing but for a board's benchmarks.
    pub average_rank: Vec<Option<f64>>,
    /// For how many of the board's benchmarks the model has a total.
    pub scored: Vec<u32>,
    /// How many benchmarks the board has.
    pub of: u32,
    /// Rank by `total`: of a benchmark among all models that have it, of a board among those covered well enough.
    pub ranks: Ranks,
    /// Rows that have something to show, in rank order; those without a rank last.
    pub order: Vec<usize>,
}

impl Ranking {
    /// The least share of a board's benchmarks that a model must have a total for to be ranked on it.
    pub const LEAST_COVERAGE: f64 = 0.5;

    /// Ranks the models.
    ///
    /// `least_coverage` is the share of the board's benchmarks, 0 to 1, below which a model is listed without a rank;
    /// it does not apply to a single benchmark. `left_out` are catalog indices of benchmarks that do not count.
    #[must_use]
    pub fn new(dataset: &Dataset, subject: Subject, least_coverage: f64, left_out: &[usize]) -> Self {
        let board = BoardScores::new(dataset, subject.board, left_out);
        let capabilities = || CapabilityScores::new(dataset, subject.board, left_out);
        Self::of_board(dataset, subject, least_coverage, left_out, &board, capabilities)
    }

    /// The same of a board that was worked out already. Its capabilities are asked for only where they are shown.
    #[must_use]
    pub fn of_board<C: Borrow<CapabilityScores>>(
        dataset: &Dataset,
        subject: Subject,
        least_coverage: f64,
        left_out: &[usize],
        board: &BoardScores,
        capabilities: impl FnOnce() -> C,
    ) -> Self {
        let catalog = dataset.catalog();
        let models = dataset.models().len();
        let of = u32::try_from(board.benchmarks.len()).unwrap_or(u32::MAX);
        let named = |code: &str, name: &str, scores: Vec<_>| RankedColumn {
            code: code.to_owned(),
            name: name.to_owned(),
            scores,
            benchmark: None,
            left_out: false,
        };
        let mut cores = Vec::new();
        let (columns, total, interval, average_rank) = match (subject.benchmark, subject.lens) {
            (Some(index), _) => {
                let benchmark = catalog.benchmarks.get(index);
                let names = benchmark.map(|b| b.columns.as_slice()).unwrap_or_default();
                let column = |(c, name): (usize, &String)| RankedColumn {
                    benchmark: benchmark.filter(|b| b.total == c).map(|_| index),
                    ..named(&slug(name), name, dataset.column(index, c).iter(models).collect())
                };
                let columns: Vec<_> = names.iter().enumerate().map(column).collect();
                let total: Vec<_> = dataset.total(index).iter(models).collect();
                let sample = benchmark.and_then(Sample::of);
                let interval = total.iter().map(|score| Some(sample?.interval((*score)?))).collect();
                (columns, total, interval, vec![None; models])
            }
            (None, Lens::Benchmarks) => {
                let all = catalog.boards.get(subject.board).map(|b| b.benchmarks.as_slice()).unwrap_or_default();
                let column = |&b: &usize| {
                    let about = catalog.benchmarks.get(b)?;
                    let scores = dataset.total(b).iter(models).collect();
                    let left_out = left_out.contains(&b);
                    Some(RankedColumn { benchmark: Some(b), left_out, ..named(&about.code, &about.name, scores) })
                };
                let columns = all.iter().filter_map(column).collect();
                (columns, board.total.clone(), board.interval.clone(), board.average_rank.clone())
            }
            (None, Lens::Core | Lens::Fine) => {
                let capabilities = capabilities();
                let capabilities: &CapabilityScores = capabilities.borrow();
                let core = catalog.cores.iter().zip(&capabilities.core);
                let core = core.map(|(c, scores)| named(&c.code, &c.name, scores.clone())).collect();
                let columns = if subject.lens == Lens::Core {
                    core
                } else {
                    cores = core;
                    let fine = catalog.fines.iter().zip(&capabilities.fine);
                    fine.map(|(c, scores)| named(&c.code, &c.name, scores.clone())).collect()
                };
                (columns, capabilities.average.clone(), vec![None; models], vec![None; models])
            }
        };
        let covered = |row: usize| {
            let scored = board.scored.get(row).copied().unwrap_or(0);
            subject.benchmark.is_some() || f64::from(scored) >= least_coverage * f64::from(of)
        };
        let ranks = Ranks::of(total.iter().enumerate().map(|(row, total)| total.filter(|_| covered(row))));

        let has_something = |row: usize| columns.iter().any(|c| c.scores.get(row).copied().flatten().is_some());
        let mut order: Vec<usize> = (0..models).filter(|&row| has_something(row)).collect();
        // Stable, so that equal models keep name order; a missing rank or total comes last.
        sort_by(&mut order, |&a, &b| {
            let rank = |row| ranks.get(row).unwrap_or(u32::MAX);
            let total = |row: usize| total.get(row).copied().flatten().unwrap_or(f64::NEG_INFINITY);
            rank(a).cmp(&rank(b)).then(total(b).total_cmp(&total(a)))
        });
        let left_out = left_out.to_vec();
        let scored = board.scored.clone();
        Self { subject, left_out, columns, cores, total, interval, average_rank, scored, of, ranks, order }
    }

    /// Index of the column that `total` repeats, if any: a benchmark's own total.
    #[must_use]
    pub fn total_column(&self, catalog: &Catalog) -> Option<usize> {
        Some(catalog.benchmarks.get(self.subject.benchmark?)?.total)
    }
}

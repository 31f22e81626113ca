//! Whether the difference of two models on a board is more than chance, in words and for scripts.

use serde::Serialize;

use super::format;
use super::format::enumerated;
use super::names::distinct_names;
use crate::aggregate::{Difference, PairDifferences, TIE, Verdict};
use crate::dataset::Dataset;
use crate::order::sort_by;

/// Of more models than this, only those that follow each other are set beside each other.
const ALL_PAIRS: usize = 3;

/// Two models on a board.
#[derive(Clone, Debug, PartialEq)]
pub struct PairVerdict {
    /// Index of the board.
    pub board: usize,
    /// Row of the first model.
    pub first: usize,
    /// Row of the second.
    pub second: usize,
    /// The first less the second.
    pub differences: PairDifferences,
}

/// A verdict for scripts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairReport {
    /// Code of the board.
    pub board: String,
    /// The first and the second model.
    pub models: [PairModel; 2],
    /// The benchmarks that both have.
    pub benchmarks: Vec<PairBenchmark>,
    /// On the mean of these; `None` where there is none.
    pub common: Option<PairDifference>,
    /// Of the two totals, each over what its model has.
    pub difference_of_totals: Option<f64>,
    /// Whether the totals have the order that is not that on what both have.
    pub reversed: bool,
    /// The same in words.
    pub sentences: Vec<String>,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairModel {
    /// Its identity.
    pub code: String,
    /// As shown.
    pub name: String,
}

/// A benchmark that both have.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairBenchmark {
    /// As on the command line.
    pub code: String,
    /// The totals of both.
    pub scores: [Option<f64>; 2],
    /// What their difference comes to.
    #[serde(flatten)]
    pub difference: PairDifference,
}

/// The first less the second.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PairDifference {
    /// In the units of the score.
    pub difference: f64,
    /// In standard errors; `None` where one is unknown.
    pub z: Option<f64>,
    /// `ahead`, `behind`, `not-separable` or `unknown`: of the first, with 95 %.
    pub verdict: &'static str,
}

impl From<Difference> for PairDifference {
    fn from(Difference { by, z, verdict }: Difference) -> Self {
        let verdict = match verdict {
            Verdict::Ahead => "ahead",
            Verdict::Behind => "behind",
            Verdict::NotSeparable => "not-separable",
            Verdict::Unknown => "unknown",
        };
        Self { difference: by, z, verdict }
    }
}

impl PairVerdict {
    /// Two models on the benchmarks of a board; `None` where one of them has none of these.
    #[must_use]
    pub fn new(dataset: &Dataset, board: usize, first: usize, second: usize) -> Option<Self> {
        let benchmarks = &dataset.catalog().boards.get(board)?.benchmarks;
        let differences = PairDifferences::on(dataset, benchmarks.iter().map(|&b| (b, 1.0)), first, second);
        differences.own.map(|_| Self { board, first, second, differences })
    }

    /// The verdict in words: on what both have together, one by one, and whether the totals have it the other way round.
    #[must_use]
    pub fn sentences(&self, dataset: &Dataset) -> Vec<String> {
        let names = distinct_names(dataset, &[self.first, self.second]);
        let [first, second] = [0, 1].map(|place| names.get(place).map_or("", String::as_str));
        let common = &self.differences.common;
        let name = |benchmark: usize| dataset.catalog().benchmarks.get(benchmark).map_or("", |b| b.name.as_str());
        let board = dataset.catalog().boards.get(self.board).map_or("", |board| board.name.as_str());
        let Some(total) = self.differences.total else {
            return vec![format!(
                "{first} and {second} have no benchmark of {board} in common, so that nothing can be said of their difference."
            )];
        };
        let (ahead, behind) = if total.by < 0.0 { (second, first) } else { (first, second) };
        let on = match common.as_slice() {
            [(only, _)] => format!("on {}, the only benchmark that both have", name(*only)),
            several => format!("on the {} benchmarks that both have", several.len()),
        };
        let of = |verdict: Verdict| {
            let names = common.iter().filter(|(_, d)| d.verdict == verdict).map(|(benchmark, _)| name(*benchmark));
            names.collect::<Vec<_>>()
        };
        let unknown = of(Verdict::Unknown);
        let verdict = match total.verdict {
            Verdict::Ahead | Verdict::Behind => "That is more than chance.".to_owned(),
            Verdict::NotSeparable => "That may be chance.".to_owned(),
            Verdict::Unknown => {
                let have = if unknown.len() == 1 { "has" } else { "have" };
                format!("Whether that is chance is unknown, because {} {have} no interval.", enumerated(&unknown))
            }
        };
        let by = format::figure(Some(total.by.abs()));
        let together = if total.by.abs() < TIE {
            format!("{first} and {second} are level {on}.")
        } else {
            format!("{ahead} is {by} ahead of {behind} {on}. {verdict}")
        };
        let mut sentences = vec![together];
        if common.len() > 1 {
            let clauses = [
                (of(Verdict::Ahead), format!("{first} is certainly ahead on ")),
                (of(Verdict::Behind), format!("{second} is certainly ahead on ")),
                (of(Verdict::NotSeparable), "the difference may be chance on ".to_owned()),
                (unknown, "it is unknown on ".to_owned()),
            ];
            let clauses = clauses.into_iter().filter(|(names, _)| !names.is_empty());
            let clauses: Vec<String> = clauses.map(|(names, says)| says + &enumerated(&names)).collect();
            sentences.push(format!("One by one: {}.", clauses.join("; ")));
        }
        if let Some(own) = self.differences.own.filter(|_| self.differences.is_reversed()) {
            sentences.push(format!(
                "By its total {behind} is {} ahead: the totals rest on different benchmarks, and on those that both have the \
                 order is reversed.",
                format::figure(Some(own.abs()))
            ));
        }
        sentences
    }

    /// The verdict for scripts.
    #[must_use]
    pub fn report(&self, dataset: &Dataset) -> PairReport {
        let catalog = dataset.catalog();
        let model =
            |row: usize| PairModel { code: dataset.code_of(row).to_owned(), name: dataset.name_of(row).to_owned() };
        let benchmark = |&(benchmark, difference): &(usize, Difference)| PairBenchmark {
            code: catalog.benchmarks.get(benchmark).map(|about| about.code.clone()).unwrap_or_default(),
            scores: [self.first, self.second].map(|row| dataset.total(benchmark).get(row)),
            difference: difference.into(),
        };
        PairReport {
            board: catalog.boards.get(self.board).map(|board| board.code.clone()).unwrap_or_default(),
            models: [self.first, self.second].map(model),
            benchmarks: self.differences.common.iter().map(benchmark).collect(),
            common: self.differences.total.map(Into::into),
            difference_of_totals: self.differences.own,
            reversed: self.differences.is_reversed(),
            sentences: self.sentences(dataset),
        }
    }
}

/// The pairs of some models on each board where at least two of them have a total, with the index of the board: all pairs of
/// up to three models, of more those that follow each other by their totals.
#[must_use]
pub fn pair_verdicts(dataset: &Dataset, rows: &[usize]) -> Vec<(usize, Vec<PairVerdict>)> {
    let on_board = |board: usize| {
        let benchmarks = &dataset.catalog().boards.get(board)?.benchmarks;
        let total =
            |row: usize| crate::aggregate::mean(benchmarks.iter().map(|&benchmark| dataset.total(benchmark).get(row)));
        let mut ranked: Vec<(usize, f64)> = rows.iter().filter_map(|&row| Some((row, total(row)?))).collect();
        sort_by(&mut ranked, |a, b| b.1.total_cmp(&a.1));
        let all = ranked.len() <= ALL_PAIRS;
        let pairs = ranked.iter().enumerate().flat_map(|(place, (first, _))| {
            let others = ranked.get(place + 1..).unwrap_or_default();
            let others = if all { others } else { others.get(..1).unwrap_or_default() };
            others.iter().filter_map(|(second, _)| PairVerdict::new(dataset, board, *first, *second))
        });
        let pairs: Vec<PairVerdict> = pairs.collect();
        (!pairs.is_empty()).then_some((board, pairs))
    };
    (0..dataset.catalog().boards.len()).filter_map(on_board).collect()
}

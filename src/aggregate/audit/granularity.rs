//! Scores that no whole number of right answers gives: the granularity test of N. Brown and J. Heathers, Social
//! Psychological and Personality Science 8, 2017.
//!
//! Of n items a share is k/n. A score with d decimals may have been rounded or cut, and so lies less than 10⁻ᵈ from it. How many items a
//! column has is taken from the catalog's `samples`, and only where the scores of nearly all models agree with that.

use super::finding::finding;
use crate::dataset::{Dataset, Model};
use crate::document::{Benchmark, Finding, ImpossibleScore, Kind, Metric, Samples, ScoreRange, TotalRule};

/// With fewer models than this nothing is known of whether the number of items is right.
const MODELS: usize = 8;

/// A column of shares with a known number of items.
struct Counted {
    benchmark: usize,
    column: usize,
    items: u32,
}

/// All such columns on which at least nine of ten models have possible scores.
pub(super) struct Granularity(Vec<Counted>);

impl Granularity {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let benchmarks = dataset.catalog().benchmarks.iter().enumerate();
        let counted = benchmarks.flat_map(|(benchmark, about)| {
            let column = move |column: usize| Some(Counted { benchmark, column, items: items(about, column)? });
            (0..about.columns.len()).filter_map(column)
        });
        let agrees = |counted: &Counted| {
            let scores = (0..dataset.models().len()).filter_map(|row| counted.score(dataset, row));
            let possible: Vec<bool> = scores.map(|score| is_possible(score, counted.items)).collect();
            let good = possible.iter().filter(|possible| **possible).count();
            good >= MODELS && 10 * good >= 9 * possible.len()
        };
        Self(counted.filter(agrees).collect())
    }

    /// Notes the impossible scores of a model, those of a benchmark as one.
    pub(super) fn check(&self, dataset: &Dataset, row: usize, model: &Model, findings: &mut Vec<Finding>) {
        for of_benchmark in self.0.chunk_by(|a, b| a.benchmark == b.benchmark) {
            let impossible = |counted: &&Counted| {
                counted.score(dataset, row).is_some_and(|score| !is_possible(score, counted.items))
            };
            let found: Vec<&Counted> = of_benchmark.iter().filter(impossible).collect();
            let Some(first) = found.first() else { continue };
            let Some(about) = dataset.catalog().benchmarks.get(first.benchmark) else { continue };
            let figure = |counted: &&Counted| {
                let score = counted.score(dataset, row)?;
                let (column, items) = (about.columns.get(counted.column)?.clone(), counted.items);
                Some(ImpossibleScore { column, score, items, fits: nearest_that_fits(score, items) })
            };
            let scores = found.iter().filter_map(figure).collect();
            let kind = Kind::ImpossibleScores { benchmark: about.name.clone(), scores };
            let line = dataset.column(first.benchmark, first.column).line(row).unwrap_or(0);
            findings.push(finding(model, line, kind, vec![first.benchmark]));
        }
    }
}

impl Counted {
    /// The score of a model that states no number of items of its own, if the number of items tells something of it.
    fn score(&self, dataset: &Dataset, row: usize) -> Option<f64> {
        let own = dataset.models().get(row)?.samples_of(self.benchmark);
        let score = dataset.column(self.benchmark, self.column).get(row)?;
        (*own == Samples::Unknown && f64::from(self.items) < 50.0 / unit(score)).then_some(score)
    }
}

/// The number of items behind a column of shares, where the catalog states it.
fn items(about: &Benchmark, column: usize) -> Option<u32> {
    let is_share = matches!(about.metric_of(column), Metric::Accuracy | Metric::SuccessRate)
        && about.range_of(column) == ScoreRange::PERCENT;
    // A mean of columns is no share of all items.
    let is_pooled = column != about.total || about.total_is == TotalRule::Pooled;
    let items = match &about.samples {
        Samples::Unknown => None,
        Samples::Total(items) => (column == about.total).then_some(*items),
        Samples::Columns(items) => items.get(column).copied().flatten(),
    };
    items.filter(|items| is_share && is_pooled && *items > 0)
}

/// The unit of the last digit of a score, in the shortest form that reads back as the same: 0.01 of 57.14.
fn unit(score: f64) -> f64 {
    let digits = score.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
    // More digits are a computed figure, with what rounding leaves in the last ones.
    0.1_f64.powi(i32::try_from(digits.min(6)).unwrap_or(6))
}

/// Whether some whole number of right answers gives a score when it is rounded or cut.
fn is_possible(score: f64, items: u32) -> bool {
    let items = f64::from(items);
    let right = score / 100.0 * items;
    let is_near = |right: f64| (100.0 * right / items - score).abs() < unit(score) * (1.0 - 1e-6);
    (0.0..=items).contains(&right) && (is_near(right.floor()) || is_near(right.ceil()))
}

/// The number of items nearest to one, up to twice as many, of which a score can be.
fn nearest_that_fits(score: f64, items: u32) -> Option<u32> {
    let around = (1..items).flat_map(|by| [items - by, items + by]);
    around.into_iter().find(|other| is_possible(score, *other))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 23 of 34 is 67.647…, 24 of 34 70.588…
    #[test]
    fn a_score_is_possible_where_it_is_a_share_rounded_or_cut() {
        for (score, expected) in
            [(67.6, true), (67.65, true), (67.64, true), (67.63, false), (67.66, false), (70.6, true)]
        {
            assert_eq!(is_possible(score, 34), expected, "{score}");
        }
        assert!(is_possible(0.0, 34) && is_possible(100.0, 34) && !is_possible(100.1, 34) && !is_possible(-1.0, 34));
        // 57.14… is 4 of 7, and so 20 of 35.
        assert_eq!(nearest_that_fits(57.14, 34), Some(35));
        assert_eq!(nearest_that_fits(50.0, 1), None);
    }
}

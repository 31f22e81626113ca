//! A benchmark: its columns and how their figures are made.

use crate::document::text::naming::exact_or_folded;
use crate::document::text::naming::nearest;
use serde::{Deserialize, Serialize};

use crate::document::catalog::scoring::{Metric, Samples, ScoreRange, TotalRule};
use crate::document::text::naming::means_total;

/// A benchmark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// Identifier that positional files use.
    pub id: String,
    /// Short name for addresses and the command line.
    pub code: String,
    /// As shown.
    pub name: String,
    /// Other names under which files know it; see [`Catalog::benchmark`](crate::document::Catalog::benchmark).
    pub aliases: Vec<String>,
    /// One sentence; may be empty.
    pub summary: String,
    /// Who made it; may be empty.
    pub organization: String,
    /// ISO date, perhaps cut after the year or the month; may be empty.
    pub released: String,
    /// How an item is scored, unless `metrics` says otherwise.
    pub metric: Metric,
    /// Columns, by index, whose items are scored in another way; see [`Benchmark::metric_of`].
    pub metrics: Vec<(usize, Metric)>,
    /// http(s) addresses only.
    pub website: Option<String>,
    /// http(s) addresses only.
    pub repository: Option<String>,
    /// http(s) addresses only.
    pub dataset: Option<String>,
    /// Names of its columns, in the order of positional lists.
    pub columns: Vec<String>,
    /// Index of the total in `columns`.
    pub total: usize,
    /// Questions per fine-grained capability, in catalog order; 0 where the catalog counts none.
    pub questions: Vec<u32>,
    /// How many scored items stand behind its figures; see [`Benchmark::sample_size`].
    pub samples: Samples,
    /// How the total follows from the other columns.
    pub total_is: TotalRule,
    /// Columns, by index, that are not percentages from 0 to 100; see [`Benchmark::range_of`].
    pub ranges: Vec<(usize, ScoreRange)>,
}

impl Benchmark {
    /// All questions that the catalog counts; `None` where it counts none.
    #[must_use]
    pub fn question_count(&self) -> Option<u32> {
        let sum = self.questions.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
        (sum > 0).then_some(sum)
    }

    /// The keys under which files name it.
    pub(in crate::document) fn keys(&self) -> [&str; 3] {
        [&self.id, &self.code, &self.name]
    }

    /// All names of it: the keys and the aliases.
    pub(in crate::document) fn names(&self) -> impl Iterator<Item = &str> {
        self.keys().into_iter().chain(self.aliases.iter().map(String::as_str))
    }

    /// The column of a name; case, dashes and blanks do not matter.
    pub(in crate::document) fn named_column(&self, name: &str) -> Option<usize> {
        exact_or_folded(name, self.columns.iter().map(String::as_str).enumerate())
    }

    /// The same, but `Avg`, `Overall` and the like mean the total.
    pub(crate) fn find_column(&self, name: &str) -> Option<usize> {
        self.named_column(name).or_else(|| means_total(name).then_some(self.total))
    }

    pub(in crate::document) fn nearest_column(&self, name: &str) -> Option<String> {
        nearest(name, self.columns.iter().map(String::as_str))
    }
}

impl Benchmark {
    /// How an item of a column is scored.
    #[must_use]
    pub fn metric_of(&self, column: usize) -> Metric {
        self.metrics.iter().find(|(index, _)| *index == column).map_or(self.metric, |(_, metric)| *metric)
    }

    /// The scores that a column can have.
    #[must_use]
    pub fn range_of(&self, column: usize) -> ScoreRange {
        self.ranges.iter().find(|(index, _)| *index == column).map_or(ScoreRange::PERCENT, |(_, range)| *range)
    }

    /// The columns beside the total, by index.
    pub fn parts(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.columns.len()).filter(|column| *column != self.total)
    }

    /// The columns that the total is a weighted sum of, with their weights; `None` where it is pooled over all items.
    #[must_use]
    pub fn total_weights(&self) -> Option<Vec<(usize, f64)>> {
        match &self.total_is {
            TotalRule::Pooled => None,
            TotalRule::Mean => {
                let parts: Vec<usize> = self.parts().collect();
                let weight = 1.0 / f64::from(u32::try_from(parts.len()).unwrap_or(u32::MAX).max(1));
                (!parts.is_empty()).then(|| parts.into_iter().map(|column| (column, weight)).collect())
            }
            TotalRule::Weights(weights) => Some(weights.clone()),
        }
    }

    /// How many scored items stand behind the figures of a column, of which the total is one; `None` where nothing says.
    ///
    /// `own` is what the model's own file says, which goes before the catalog.
    #[must_use]
    pub fn sample_size(&self, column: usize, own: &Samples) -> Option<f64> {
        if column == self.total { self.total_size(own) } else { self.column_size(column, own) }
    }

    fn column_size(&self, column: usize, own: &Samples) -> Option<f64> {
        let share = |sum: f64| sum / self.parts().count().max(1) as f64;
        if let Some(count) = own.column(column) {
            return Some(f64::from(count));
        }
        if let Some(count) = own.total(self.total) {
            return Some(share(f64::from(count)));
        }
        self.samples.column(column).map(f64::from).or_else(|| self.question_count().map(|sum| share(f64::from(sum))))
    }

    fn total_size(&self, own: &Samples) -> Option<f64> {
        let stated = |samples: &Samples| samples.total(self.total).map(f64::from);
        let sum = |samples: &[&Samples]| {
            let stated = |column: usize| samples.iter().find_map(|samples| samples.column(column)).map(f64::from);
            self.parts().map(stated).sum::<Option<f64>>().filter(|sum| *sum > 0.0)
        };
        stated(own)
            .or_else(|| matches!(own, Samples::Columns(_)).then(|| sum(&[own, &self.samples])).flatten())
            .or_else(|| stated(&self.samples))
            .or_else(|| sum(&[&self.samples]))
            .or_else(|| self.question_count().map(f64::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns A, B and their total T, with 30 questions.
    fn benchmark(samples: Samples) -> Benchmark {
        Benchmark {
            id: "b".to_owned(),
            code: "b".to_owned(),
            name: "B".to_owned(),
            aliases: Vec::new(),
            summary: String::new(),
            organization: String::new(),
            released: String::new(),
            metric: Metric::Accuracy,
            metrics: vec![(1, Metric::MicroF1)],
            website: None,
            repository: None,
            dataset: None,
            columns: ["T", "A", "B"].map(str::to_owned).to_vec(),
            total: 0,
            questions: vec![10, 20],
            samples,
            total_is: TotalRule::Mean,
            ranges: vec![(2, ScoreRange { low: 0.0, high: 1000.0 })],
        }
    }

    fn sizes(catalog: &Samples, own: &Samples) -> [Option<f64>; 3] {
        [0, 1, 2].map(|column| benchmark(catalog.clone()).sample_size(column, own))
    }

    #[test]
    fn questions_stand_in_where_no_samples_are_stated() {
        assert_eq!(sizes(&Samples::Unknown, &Samples::Unknown), [Some(30.0), Some(15.0), Some(15.0)]);
        let none = Benchmark { questions: vec![0, 0], ..benchmark(Samples::Unknown) };
        assert_eq!(none.sample_size(0, &Samples::Unknown), None);
        assert_eq!(none.sample_size(1, &Samples::Unknown), None);
    }

    #[test]
    fn samples_of_the_catalog_go_before_questions() {
        assert_eq!(sizes(&Samples::Total(500), &Samples::Unknown), [Some(500.0), Some(15.0), Some(15.0)]);
        let all = Samples::Columns(vec![None, Some(7), Some(9)]);
        assert_eq!(sizes(&all, &Samples::Unknown), [Some(16.0), Some(7.0), Some(9.0)]);
        // Of one column alone nothing follows for the total.
        let some = Samples::Columns(vec![None, Some(7), None]);
        assert_eq!(sizes(&some, &Samples::Unknown), [Some(30.0), Some(7.0), Some(15.0)]);
    }

    #[test]
    fn samples_of_the_file_go_before_those_of_the_catalog() {
        let catalog = Samples::Columns(vec![None, Some(7), Some(9)]);
        assert_eq!(sizes(&catalog, &Samples::Total(100)), [Some(100.0), Some(50.0), Some(50.0)]);
        let own = Samples::Columns(vec![None, Some(1000), None]);
        assert_eq!(sizes(&catalog, &own), [Some(1009.0), Some(1000.0), Some(9.0)]);
        let own = Samples::Columns(vec![Some(2000), Some(1000), None]);
        // What is said of the total is shared by the columns that nothing of their own is said of.
        assert_eq!(sizes(&catalog, &own), [Some(2000.0), Some(1000.0), Some(1000.0)]);
        let own = Samples::Columns(vec![Some(100), None, None]);
        assert_eq!(sizes(&catalog, &own), [Some(100.0), Some(50.0), Some(50.0)]);
    }

    #[test]
    fn columns_may_differ_from_their_benchmark() {
        let b = benchmark(Samples::Unknown);
        assert_eq!((b.metric_of(0), b.metric_of(1)), (Metric::Accuracy, Metric::MicroF1));
        assert_eq!((b.range_of(1), b.range_of(2)), (ScoreRange::PERCENT, ScoreRange { low: 0.0, high: 1000.0 }));
        assert_eq!(b.total_weights(), Some(vec![(1, 0.5), (2, 0.5)]));
        assert!(b.range_of(2).contains(1000.0) && !b.range_of(2).contains(-0.1));
        assert_eq!([-5.0, 12.5, 150.0].map(|score| b.range_of(1).nearest(score)), [0.0, 12.5, 100.0]);
    }
}

//! How a benchmark's figures are made: what an item's score is, how many items there are, which range a column has, and
//! how the total follows from the other columns.

use serde::{Deserialize, Serialize};

use crate::document::catalog::{Benchmark, Pairs, Reader, get};
use crate::document::text::naming::nearest;
use crate::document::text::printing::quote;
use crate::document::yaml::node::{Node, Value};
use crate::document::yaml::position::Mark;

/// How an item is scored, which decides whether a figure has an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// A proportion of the questions: 0 or 1 an item.
    Accuracy,
    /// A proportion of the episodes: 0 or 1 an item.
    SuccessRate,
    /// A mean of per-item scores in 0..=1 given by a language model.
    LlmJudged,
    /// A mean of per-item scores in 0..=1 by numeric closeness.
    RelativeAccuracy,
    /// A text similarity such as `CIDEr`, which is no mean over items.
    TextOverlap,
    /// A mean of per-item harmonic means of precision and recall.
    F1,
    /// A mean of per-item shares of points that are right.
    PointShare,
    /// A harmonic mean of precision and recall over all items together, which is no mean over items.
    MicroF1,
}

impl Metric {
    /// The words in the catalog.
    pub(in crate::document) const WORDS: [(&str, Self); 8] = [
        ("accuracy", Self::Accuracy),
        ("success-rate", Self::SuccessRate),
        ("llm-judged", Self::LlmJudged),
        ("relative-accuracy", Self::RelativeAccuracy),
        ("text-overlap", Self::TextOverlap),
        ("f1", Self::F1),
        ("point-share", Self::PointShare),
        ("micro-f1", Self::MicroF1),
    ];

    /// The metric that a word of the catalog names.
    pub(in crate::document) fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, metric)| *metric)
    }
}

/// The scores that a column can have, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreRange {
    /// The lowest.
    pub low: f64,
    /// The highest; more than `low`.
    pub high: f64,
}

impl ScoreRange {
    /// What a column has unless the catalog says otherwise.
    pub const PERCENT: Self = Self { low: 0.0, high: 100.0 };

    /// Whether a score lies in it.
    #[must_use]
    pub fn contains(self, score: f64) -> bool {
        (self.low..=self.high).contains(&score)
    }

    /// How wide it is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// How many scored items stand behind figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Samples {
    /// Not stated.
    #[default]
    Unknown,
    /// Behind the total.
    Total(u32),
    /// Behind each column, by its index; `None` where it is not stated.
    Columns(Vec<Option<u32>>),
}

impl Samples {
    /// What is stated for one column.
    fn column(&self, column: usize) -> Option<u32> {
        match self {
            Self::Columns(counts) => counts.get(column).copied().flatten(),
            Self::Unknown | Self::Total(_) => None,
        }
    }

    /// What is stated for the total, which is the column of an index.
    fn total(&self, total: usize) -> Option<u32> {
        match self {
            Self::Total(count) => Some(*count),
            Self::Columns(_) => self.column(total),
            Self::Unknown => None,
        }
    }
}

/// How the total of a benchmark follows from its other columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum TotalRule {
    /// Over all items together.
    #[default]
    Pooled,
    /// The plain mean of the other columns.
    Mean,
    /// A weighted sum of columns, by their indices. The weights need not add up to 1.
    Weights(Vec<(usize, f64)>),
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

/// The columns of a benchmark that is being read.
#[derive(Clone, Copy)]
pub(in crate::document) struct Columns<'b> {
    pub(in crate::document) benchmark: &'b str,
    pub(in crate::document) columns: &'b [String],
    pub(in crate::document) total: usize,
}

/// The most items that a figure can rest on: sums of them stay far from overflowing.
const MOST_ITEMS: f64 = 1e7;

/// The largest end that a range can have.
const FARTHEST: f64 = 1e9;

/// A number of items; `None` for anything but a whole number from 1.
pub(in crate::document) fn item_count(node: &Node<'_>) -> Option<u32> {
    match node.value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the range, and whole")]
        Value::Number(count) if (1.0..=MOST_ITEMS).contains(&count) && count.fract() == 0.0 => Some(count as u32),
        _ => None,
    }
}

impl Reader<'_> {
    /// The pairs of a map by column, each with the index of its column; what is no column is noted.
    fn by_column<'n>(&mut self, pairs: &'n Pairs<'n>, of: Columns<'_>) -> Vec<(usize, Mark, &'n Node<'n>)> {
        let mut known: Vec<(usize, Mark, &Node<'_>)> = Vec::new();
        for (key, value) in pairs {
            let name = key.brief();
            let Some(column) = of.columns.iter().position(|column| *column == name) else {
                let help = match nearest(&name, of.columns.iter().map(String::as_str)) {
                    Some(nearest) => format!("Did you mean {}?", quote(&nearest)),
                    None => "Use the names of its `columns`.".to_owned(),
                };
                self.problem(key.mark, format!("{} has no column {}", of.benchmark, quote(&name)), &help);
                continue;
            };
            if let Some((_, first, _)) = known.iter().find(|(index, ..)| *index == column) {
                let problem = format!("{} stands here a second time, after line {}", quote(&name), first.line);
                self.problem(key.mark, problem, "Name each column once.");
            } else if !value.is_null() {
                known.push((column, key.mark, value));
            }
        }
        known
    }

    /// The map by column under a key; nothing where there is none. Another shape is noted with `expected`.
    fn column_map<'n>(
        &mut self,
        pairs: &'n Pairs<'n>,
        key: &str,
        of: Columns<'_>,
        expected: &str,
    ) -> Vec<(usize, Mark, &'n Node<'n>)> {
        match get(pairs, key) {
            None => Vec::new(),
            Some(Node { value: Value::Map(pairs), .. }) => self.by_column(pairs, of),
            Some(other) => {
                let problem = format!("{} of {} is {} instead of a map", quote(key), of.benchmark, other.shape());
                self.problem(other.mark, problem, expected);
                Vec::new()
            }
        }
    }

    pub(in crate::document) fn metrics(&mut self, pairs: &Pairs<'_>, of: Columns<'_>) -> Vec<(usize, Metric)> {
        let known = self.column_map(pairs, "metrics", of, "Write a map from column to metric.");
        let metric = |(column, _, node): (usize, Mark, &Node<'_>)| {
            let name = of.columns.get(column).map_or("", String::as_str);
            (column, self.known_metric(node.mark, &format!("{name} of {}", of.benchmark), &node.brief()))
        };
        known.into_iter().map(metric).collect()
    }

    pub(in crate::document) fn samples(&mut self, pairs: &Pairs<'_>, of: Columns<'_>) -> Samples {
        const HELP: &str = "Write a whole number of items, or a map from column to one.";
        let Some(node) = get(pairs, "samples") else { return Samples::Unknown };
        if let Some(count) = item_count(node) {
            return Samples::Total(count);
        }
        if !matches!(node.value, Value::Map(_)) {
            let problem = format!("`samples` of {} is no number of items: {}", of.benchmark, quote(&node.brief()));
            self.problem(node.mark, problem, HELP);
            return Samples::Unknown;
        }
        let mut counts = vec![None; of.columns.len()];
        for (column, _, node) in self.column_map(pairs, "samples", of, HELP) {
            match (item_count(node), counts.get_mut(column)) {
                (Some(count), Some(cell)) => *cell = Some(count),
                _ => self.problem(node.mark, format!("{} is not a number of items", quote(&node.brief())), HELP),
            }
        }
        if counts.iter().any(Option::is_some) { Samples::Columns(counts) } else { Samples::Unknown }
    }

    /// What cannot be read leaves the total pooled: its interval then rests on no rule that is not there.
    pub(in crate::document) fn total_rule(&mut self, pairs: &Pairs<'_>, of: Columns<'_>) -> TotalRule {
        const HELP: &str =
            "Write `mean`, or a map from column to its weight. The total is taken as pooled over all items.";
        match get(pairs, "total_is") {
            None => TotalRule::Pooled,
            Some(Node { value: Value::Text(word), .. }) if word.trim() == "mean" && of.columns.len() > 1 => {
                TotalRule::Mean
            }
            Some(Node { value: Value::Map(all), .. }) => {
                let known = self.column_map(pairs, "total_is", of, HELP);
                let mut complete = !known.is_empty() && known.len() == all.len();
                let mut weights = Vec::new();
                for (column, key, node) in known {
                    match node.value {
                        _ if column == of.total => {
                            complete = false;
                            let problem = format!("the total of {} cannot be made of itself", of.benchmark);
                            self.problem(key, problem, HELP);
                        }
                        Value::Number(weight) if weight > 0.0 && weight <= FARTHEST => weights.push((column, weight)),
                        _ => {
                            complete = false;
                            self.problem(node.mark, format!("{} is not a weight", quote(&node.brief())), HELP);
                        }
                    }
                }
                if complete { TotalRule::Weights(weights) } else { TotalRule::Pooled }
            }
            Some(other) => {
                let problem = format!("`total_is` of {} is not known: {}", of.benchmark, quote(&other.brief()));
                self.problem(other.mark, problem, HELP);
                TotalRule::Pooled
            }
        }
    }

    pub(in crate::document) fn ranges(&mut self, pairs: &Pairs<'_>, of: Columns<'_>) -> Vec<(usize, ScoreRange)> {
        const HELP: &str = "Write a map from column to its lowest and highest score, such as `{Column: [0, 10]}`.";
        let mut ranges = Vec::new();
        for (column, _, node) in self.column_map(pairs, "ranges", of, HELP) {
            let ends = match &node.value {
                Value::List(ends) => match ends.as_slice() {
                    [Node { value: Value::Number(low), .. }, Node { value: Value::Number(high), .. }] => {
                        Some((*low, *high))
                    }
                    _ => None,
                },
                _ => None,
            };
            match ends {
                Some((low, high)) if low < high && low.abs() <= FARTHEST && high.abs() <= FARTHEST => {
                    ranges.push((column, ScoreRange { low, high }));
                }
                _ => {
                    let name = of.columns.get(column).map_or("", String::as_str);
                    self.problem(
                        node.mark,
                        format!("the range of {name} of {} is not two numbers, the lower one first", of.benchmark),
                        HELP,
                    );
                }
            }
        }
        ranges
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
    }
}

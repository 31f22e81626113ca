//! Reads what a catalog says of how the figures of a benchmark are made.

use crate::document::catalog::reader::{Pairs, Reader, get};
use crate::document::catalog::scoring::{Columns, Metric, Samples, ScoreRange, TotalRule};
use crate::document::text::mark::Mark;
use crate::document::text::naming::nearest;
use crate::document::text::printing::quote;
use crate::document::yaml::node::{Node, Value};

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

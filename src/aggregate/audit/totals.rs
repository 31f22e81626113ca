//! Totals that are not the mean of their columns, on benchmarks where they usually are.

use super::finding::finding;
use crate::aggregate::weighted_mean;
use crate::dataset::{Dataset, Model};
use crate::document::{Benchmark, Catalog, Finding, Kind};

/// How far a total may be from the mean by rounding, where files give one decimal: half of it in the total, and half of
/// it in every column.
const TOLERANCE: f64 = 0.1;

/// With fewer models than this nothing is known of how a benchmark's totals are made.
const MODELS: usize = 5;

/// The mean that the totals of a benchmark usually are.
struct Rule {
    benchmark: usize,
    /// By column; nothing for the total.
    weights: Vec<f64>,
    /// Whether the weights are numbers of questions.
    weighted: bool,
    /// For how many models the total is this mean.
    agreeing: usize,
    /// How many models have the total and all columns.
    models: usize,
}

/// Rules of the benchmarks that have one.
pub(super) struct Totals(Vec<Rule>);

impl Totals {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let catalog = dataset.catalog();
        let rules = catalog.benchmarks.iter().enumerate().filter_map(|(benchmark, about)| {
            let plain = weights(about, |_| Some(1.0));
            let questions = weights(about, |column| questions(catalog, about, column));
            let rule = |(weighted, weights)| Rule::of(dataset, benchmark, weights, weighted);
            let rules =
                [(false, plain), (true, questions)].map(|(w, weights)| Some((w, weights?))).map(|r| r.map(rule));
            // The plain mean where both explain as much.
            let best = rules.into_iter().flatten().rev().max_by_key(|rule| rule.agreeing)?;
            (best.models >= MODELS && 3 * best.agreeing >= 2 * best.models).then_some(best)
        });
        Self(rules.collect())
    }

    /// Notes the totals of a model that break their rule.
    pub(super) fn check(&self, dataset: &Dataset, row: usize, model: &Model, findings: &mut Vec<Finding>) {
        for rule in &self.0 {
            let Some((total, mean)) = rule.total_and_mean(dataset, row) else { continue };
            let Some(about) = dataset.catalog().benchmarks.get(rule.benchmark) else { continue };
            if (total - mean).abs() > TOLERANCE {
                let Rule { weighted, agreeing, models, .. } = *rule;
                let kind =
                    Kind::TotalNotMean { benchmark: about.name.clone(), total, mean, weighted, agreeing, models };
                let line = dataset.total(rule.benchmark).line(row).unwrap_or(0);
                findings.push(finding(model, line, kind, vec![rule.benchmark]));
            }
        }
    }
}

impl Rule {
    fn of(dataset: &Dataset, benchmark: usize, weights: Vec<f64>, weighted: bool) -> Self {
        let mut rule = Self { benchmark, weights, weighted, agreeing: 0, models: 0 };
        for row in 0..dataset.models().len() {
            if let Some((total, mean)) = rule.total_and_mean(dataset, row) {
                rule.models += 1;
                rule.agreeing += usize::from((total - mean).abs() <= TOLERANCE);
            }
        }
        rule
    }

    /// `None` without the total or one of the columns, and where all of several columns are the same: any mean of them
    /// is that, which says nothing of how the total was made.
    fn total_and_mean(&self, dataset: &Dataset, row: usize) -> Option<(f64, f64)> {
        let total = dataset.total(self.benchmark).get(row)?;
        let counted = self.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        let scores = counted.map(|(column, weight)| Some((dataset.column(self.benchmark, column).get(row)?, *weight)));
        let scores: Vec<(f64, f64)> = scores.collect::<Option<_>>()?;
        let (first, rest) = scores.split_first()?;
        if !rest.is_empty() && rest.iter().all(|(score, _)| score.total_cmp(&first.0).is_eq()) {
            return None;
        }
        Some((total, weighted_mean(scores.iter().map(|(score, weight)| (Some(*score), *weight)))?))
    }
}

/// A weight for each column but the total; `None` if one of them has none.
fn weights(about: &Benchmark, weight: impl Fn(&str) -> Option<f64>) -> Option<Vec<f64>> {
    let columns = about.columns.iter().enumerate();
    columns.map(|(column, name)| if column == about.total { Some(0.0) } else { weight(name) }).collect()
}

/// How many questions a column has that is called like a fine-grained capability.
fn questions(catalog: &Catalog, about: &Benchmark, column: &str) -> Option<f64> {
    let capability = catalog.fines.iter().position(|fine| fine.name == column)?;
    about.questions.get(capability).filter(|count| **count > 0).map(|count| f64::from(*count))
}

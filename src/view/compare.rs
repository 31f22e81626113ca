//! Two to six models side by side: what all of them have, who wins where, and what only some of them have.

use super::other_parts::other_parts_in_words;
use super::{distinct_names, format};
use crate::aggregate::{TIE, benchmarks_of_other_parts};
use crate::dataset::Dataset;

/// How many models can be told apart in one picture.
pub const MOST_COMPARED: usize = 6;

/// Models compared on the totals of benchmarks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Rows of the models, in the order they were chosen.
    pub rows: Vec<usize>,
    /// Names of the models, no two alike.
    pub names: Vec<String>,
    /// The benchmarks that all of them have, in catalog order.
    pub shared: Vec<SharedBenchmark>,
    /// For each model, against each: `None` against itself and where they share nothing.
    pub duels: Vec<Vec<Option<Duel>>>,
    /// The benchmarks that some have and others lack, in catalog order.
    pub partial: Vec<PartialBenchmark>,
    /// For each model with totals that rest on other parts than those of other models, which these are, in a sentence.
    pub other_parts: Vec<String>,
}

/// A benchmark that all models have a total on.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedBenchmark {
    /// By index.
    pub benchmark: usize,
    /// As shown.
    pub name: String,
    /// A total for each model; percent.
    pub scores: Vec<f64>,
    /// For each model, whether its total rests on other parts than those of other models.
    pub other_parts: Vec<bool>,
}

impl SharedBenchmark {
    /// The highest of the totals.
    #[must_use]
    pub fn best(&self) -> f64 {
        self.scores.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }
}

/// One model against another on the benchmarks that the two share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duel {
    /// Benchmarks on which it is higher.
    pub wins: usize,
    /// Benchmarks on which it is lower.
    pub losses: usize,
    /// Benchmarks on which they are equal.
    pub ties: usize,
}

impl Duel {
    /// How many benchmarks the two share.
    #[must_use]
    pub fn shared(self) -> usize {
        self.wins + self.losses + self.ties
    }
}

/// A benchmark that some of the models have no total on.
#[derive(Clone, Debug, PartialEq)]
pub struct PartialBenchmark {
    /// As shown.
    pub name: String,
    /// A total for each model; percent.
    pub scores: Vec<Option<f64>>,
}

impl Comparison {
    /// Compares the models in these rows; at most [`MOST_COMPARED`] of them, and each once.
    #[must_use]
    pub fn new(dataset: &Dataset, rows: &[usize]) -> Self {
        let models = dataset.models();
        let mut known: Vec<usize> = Vec::new();
        for row in rows {
            if *row < models.len() && !known.contains(row) && known.len() < MOST_COMPARED {
                known.push(*row);
            }
        }
        let names = distinct_names(dataset, &known);
        let (mut shared, mut partial) = (Vec::new(), Vec::new());
        for (benchmark, about) in dataset.catalog().benchmarks.iter().enumerate() {
            let scores: Vec<Option<f64>> = known.iter().map(|row| dataset.total(benchmark).get(*row)).collect();
            let present: Vec<f64> = scores.iter().copied().flatten().collect();
            let name = about.name.clone();
            if present.len() == known.len() && !known.is_empty() {
                let rests = |row: &usize| !benchmarks_of_other_parts(dataset, [benchmark], *row).is_empty();
                let other_parts = known.iter().map(rests).collect();
                shared.push(SharedBenchmark { benchmark, name, scores: present, other_parts });
            } else if !present.is_empty() {
                partial.push(PartialBenchmark { name, scores });
            }
        }
        let duels = known.iter().map(|a| known.iter().map(|b| duel(dataset, *a, *b)).collect()).collect();
        let said = |(row, name): (&usize, &String)| {
            let of = benchmarks_of_other_parts(dataset, shared.iter().map(|shared| shared.benchmark), *row);
            let clauses = other_parts_in_words(dataset, &of);
            (!clauses.is_empty()).then(|| format!("† {name}: {}.", clauses.join("; ")))
        };
        let other_parts = known.iter().zip(&names).filter_map(said).collect();
        Self { rows: known, names, shared, duels, partial, other_parts }
    }

    /// The main fact, in a sentence.
    #[must_use]
    pub fn headline(&self) -> String {
        let shared = self.shared.len();
        let benchmarks = |count: usize| if count == 1 { "benchmark" } else { "benchmarks" };
        if let ([a, b], Some(Some(duel))) = (self.names.as_slice(), self.duels.first().and_then(|duels| duels.get(1))) {
            let ties = match duel.ties {
                0 => String::new(),
                ties => format!(", {ties} even"),
            };
            let of = format!("the {} {} that both have{ties}", duel.shared(), benchmarks(duel.shared()));
            return match duel.wins.cmp(&duel.losses) {
                std::cmp::Ordering::Greater => format!("{a} is ahead of {b} on {} of {of}.", duel.wins),
                std::cmp::Ordering::Less => format!("{b} is ahead of {a} on {} of {of}.", duel.losses),
                std::cmp::Ordering::Equal => format!("{a} and {b} are each ahead on {} of {of}.", duel.wins),
            };
        }
        if shared == 0 {
            return "There is no benchmark that all of them have.".to_owned();
        }
        let leads = |place: usize| {
            // The same number, not one that is near.
            self.shared.iter().filter(|b| b.scores.get(place).is_some_and(|score| b.best() - *score < TIE)).count()
        };
        let counts: Vec<usize> = (0..self.names.len()).map(leads).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let first: Vec<&str> =
            self.names.iter().zip(&counts).filter(|(_, n)| **n == most).map(|(n, _)| n.as_str()).collect();
        let verb = if first.len() == 1 { "has" } else { "each have" };
        format!(
            "{} {verb} the highest score on {most} of the {shared} {} that all of them have.",
            super::format::enumerated(&first),
            benchmarks(shared)
        )
    }

    /// What a model's score on a shared benchmark is beside the first model's: `+3.2`; nothing for the first itself.
    #[must_use]
    pub fn beside_first(benchmark: &SharedBenchmark, place: usize) -> Option<String> {
        let (first, own) = (benchmark.scores.first()?, benchmark.scores.get(place)?);
        (place > 0).then(|| format::difference(own - first))
    }
}

fn duel(dataset: &Dataset, a: usize, b: usize) -> Option<Duel> {
    if a == b {
        return None;
    }
    let mut duel = Duel::default();
    for benchmark in 0..dataset.catalog().benchmarks.len() {
        let total = dataset.total(benchmark);
        match total.get(a).zip(total.get(b)) {
            Some((a, b)) if a - b >= TIE => duel.wins += 1,
            Some((a, b)) if b - a >= TIE => duel.losses += 1,
            Some(_) => duel.ties += 1,
            None => {}
        }
    }
    (duel.shared() > 0).then_some(duel)
}

//! A model among those next to it on a board: who is just above and below, what separates them, and what is missing.

use super::format;
use crate::aggregate::Ranking;
use crate::dataset::Dataset;
use crate::order::sort_by;

/// How many benchmarks are named as what separates two models.
const SEPARATING: usize = 3;

/// The models next to a model on a board, and the benchmarks that it lacks there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// Of the models with the next better rank, the last in name order; `None` for the first and for who has no rank.
    pub above: Option<Neighbour>,
    /// Of the models with the next worse rank, the first in name order; `None` for the last and for who has no rank.
    pub below: Option<Neighbour>,
    /// Rows of the models that share its rank.
    pub tied: Vec<usize>,
    /// The board's benchmarks that it has no total for, by index.
    pub missing: Vec<usize>,
}

/// A model next to another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its row.
    pub row: usize,
    /// Its rank on the board.
    pub rank: u32,
    /// Its board total less the model's, in points.
    pub difference: f64,
    /// The benchmarks of both on which they differ most, the largest difference first; at most three.
    pub separations: Vec<Separation>,
    /// How much of the difference does not come from benchmarks that both have, in points.
    pub unshared: f64,
}

/// A benchmark that separates two models.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Separation {
    /// By index.
    pub benchmark: usize,
    /// The model's own score.
    pub own: f64,
    /// The neighbour's score.
    pub other: f64,
    /// By how much the model's board total would rise with the neighbour's score, in points; falls are negative.
    pub points: f64,
}

impl Neighbours {
    /// The neighbours of the model in a row; `ranking` is a board's under the lens of its benchmarks.
    #[must_use]
    pub fn new(dataset: &Dataset, ranking: &Ranking, row: usize) -> Self {
        let counted = ranking.columns.iter().filter(|column| !column.left_out).filter_map(|column| column.benchmark);
        let counted: Vec<usize> = counted.collect();
        let missing = counted.iter().copied().filter(|b| dataset.total(*b).get(row).is_none()).collect();
        let Some(own) = ranking.ranks.get(row) else { return Self { missing, ..Self::default() } };
        let ranked = || ranking.order.iter().filter_map(|&other| Some((other, ranking.ranks.get(other)?)));
        let neighbour = |(other, rank)| Neighbour::new(dataset, ranking, &counted, row, other, rank);
        Self {
            above: ranked().take_while(|(_, rank)| *rank < own).last().and_then(neighbour),
            below: ranked().find(|(_, rank)| *rank > own).and_then(neighbour),
            tied: ranked().filter(|(other, rank)| *rank == own && *other != row).map(|(other, _)| other).collect(),
            missing,
        }
    }
}

impl Neighbours {
    /// Who is next to it and how much it lacks, in short: `Between A and B, level with C; 2 benchmarks missing`. Empty
    /// where there is neither.
    #[must_use]
    pub fn summary(&self, dataset: &Dataset) -> String {
        let name = |row: usize| dataset.name_of(row);
        let mut places = match (&self.above, &self.below) {
            (Some(above), Some(below)) => vec![format!("between {} and {}", name(above.row), name(below.row))],
            (Some(above), None) => vec![format!("behind {}", name(above.row))],
            (None, Some(below)) => vec![format!("ahead of {}", name(below.row))],
            (None, None) => Vec::new(),
        };
        places.extend(match self.tied.as_slice() {
            [] => None,
            [one] => Some(format!("level with {}", name(*one))),
            several => Some(format!("level with {} others", several.len())),
        });
        let missing = match self.missing.len() {
            0 => None,
            1 => Some("1 benchmark missing".to_owned()),
            missing => Some(format!("{missing} benchmarks missing")),
        };
        let places = (!places.is_empty()).then(|| places.join(", "));
        format::sentence_case(&[places, missing].into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
}

impl Neighbour {
    fn new(
        dataset: &Dataset,
        ranking: &Ranking,
        counted: &[usize],
        row: usize,
        other: usize,
        rank: u32,
    ) -> Option<Self> {
        let total = |row: usize| ranking.total.get(row).copied().flatten();
        let difference = total(other)? - total(row)?;
        let scored = f64::from(*ranking.scored.get(row)?);
        let separation = |&benchmark: &usize| {
            let scores = dataset.total(benchmark);
            let (own, other) = scores.get(row).zip(scores.get(other))?;
            Some(Separation { benchmark, own, other, points: (other - own) / scored })
        };
        let mut separations: Vec<_> = counted.iter().filter_map(separation).collect();
        let unshared = difference - separations.iter().map(|separation| separation.points).sum::<f64>();
        separations.retain(|separation| separation.points.abs() > 0.0);
        sort_by(&mut separations, |a, b| b.points.abs().total_cmp(&a.points.abs()));
        separations.truncate(SEPARATING);
        Some(Self { row: other, rank, difference, separations, unshared })
    }

    /// What separates the two, in a sentence: `B is 10.0 ahead: +7.5 on One, −2.5 on Two.`
    #[must_use]
    pub fn sentence(&self, dataset: &Dataset) -> String {
        let name = dataset.name_of(self.row);
        let direction = if self.difference < 0.0 { "behind" } else { "ahead" };
        let mut parts: Vec<String> = Vec::new();
        for separation in &self.separations {
            let benchmark = dataset.catalog().benchmarks.get(separation.benchmark).map_or("", |b| &b.name);
            parts.push(format!("{} on {benchmark}", format::difference(separation.points)));
        }
        // What would read as nothing is not worth saying.
        if self.unshared.abs() >= 0.05 {
            let difference = format::difference(self.unshared);
            parts.push(format!("{difference} from benchmarks that only one of them has"));
        }
        let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        format!("{name} is {} {direction}{parts}.", format::figure(Some(self.difference.abs())))
    }
}

//! "What if": the place that a model would have with another score on one benchmark, and the score that a place takes.
//!
//! All other models, and all other scores of the model, stay as they are.

use std::cmp::Ordering;

use super::format;
use crate::aggregate::{Ranking, TIE, mean};
use crate::dataset::Dataset;
use crate::document::ScoreRange;
use crate::order::sort_by;

/// A model on a board, or on one benchmark, with the score on one benchmark left open.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// What the total is the mean of, in the board's order, the open score included; percent.
    scores: Vec<Option<f64>>,
    /// Where in `scores` the open one is.
    open: usize,
    /// How many of `scores` have to be there for a rank.
    least_scored: f64,
    /// The totals of the other ranked models, the highest first.
    others: Vec<f64>,
    /// The scores that the open one can be.
    range: ScoreRange,
}

/// A place in a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// 1 + the number of models with a strictly higher total.
    pub rank: u32,
    /// How many models are ranked, this one included.
    pub of: u32,
    /// How many of the others share the rank.
    pub tied: u32,
}

/// What a place takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Needed {
    /// The model has the place, or a better one, with the scores that it has; percent, the least that keeps it.
    Held(f64),
    /// Percent, the least that gives the place, in hundredths and rounded up.
    AtLeast(f64),
    /// Not even the highest score gives the place.
    OutOfReach,
    /// Whatever the score is, too few of the board's benchmarks have one for a rank.
    NotRanked,
}

/// The board that "What if" opens on for a model: the present one if the model has enough totals there for a rank, else the
/// first on which it has; the present one if there is none.
#[must_use]
pub fn board_to_open(dataset: &Dataset, row: usize, present: usize) -> usize {
    let boards = &dataset.catalog().boards;
    let has_rank = |board: usize| {
        boards.get(board).is_some_and(|about| {
            let scored = about.benchmarks.iter().filter(|b| dataset.total(**b).get(row).is_some()).count();
            scored > 0 && scored as f64 >= Ranking::LEAST_COVERAGE * about.benchmarks.len() as f64
        })
    };
    let first = || (0..boards.len()).find(|board| has_rank(*board)).unwrap_or(present);
    if has_rank(present) { present } else { first() }
}

/// The scores that a benchmark's total can be.
fn range_of(dataset: &Dataset, benchmark: usize) -> ScoreRange {
    dataset.catalog().benchmarks.get(benchmark).map_or(ScoreRange::PERCENT, |about| about.range_of(about.total))
}

impl WhatIf {
    /// Leaves a model's score on one of a board's benchmarks open. `ranking` is the board's under the lens of its
    /// benchmarks, and `least_coverage` what it was made with. `None` if the board does not count the benchmark.
    #[must_use]
    pub fn on_board(
        dataset: &Dataset,
        ranking: &Ranking,
        least_coverage: f64,
        row: usize,
        benchmark: usize,
    ) -> Option<Self> {
        let counted = ranking.columns.iter().filter(|column| !column.left_out).filter_map(|column| column.benchmark);
        let counted: Vec<usize> = counted.collect();
        let open = counted.iter().position(|b| *b == benchmark)?;
        let scores = counted.iter().map(|b| dataset.total(*b).get(row)).collect();
        let others = ranking.total.iter().enumerate().filter(|(other, _)| ranking.ranks.get(*other).is_some());
        let others = others.filter(|(other, _)| *other != row).filter_map(|(_, total)| *total);
        let range = range_of(dataset, benchmark);
        Some(Self::new(scores, open, least_coverage * f64::from(ranking.of), others.collect(), range))
    }

    /// Leaves a model's total on a benchmark open, among all models that have it: formula (6).
    #[must_use]
    pub fn on_benchmark(dataset: &Dataset, row: usize, benchmark: usize) -> Self {
        let total = dataset.total(benchmark);
        let others = total.present().filter(|(other, _)| *other != row).map(|(_, figure)| figure.value);
        Self::new(vec![total.get(row)], 0, 0.0, others.collect(), range_of(dataset, benchmark))
    }

    fn new(scores: Vec<Option<f64>>, open: usize, least_scored: f64, mut others: Vec<f64>, range: ScoreRange) -> Self {
        sort_by(&mut others, |a, b| b.total_cmp(a));
        Self { scores, open, least_scored, others, range }
    }

    /// The scores that the open one can be.
    #[must_use]
    pub fn range(&self) -> ScoreRange {
        self.range
    }

    /// The score that the model has; percent.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.scores.get(self.open).copied().flatten()
    }

    /// Where supposing begins: at the score that the model has, to the last digit, else at the median of the others' in
    /// hundredths, as it is shown.
    #[must_use]
    pub fn start(&self, median: Option<f64>) -> f64 {
        let shown = |median: f64| (median * 100.0).round() / 100.0;
        self.score().or(median.map(shown)).unwrap_or(f64::midpoint(self.range.low, self.range.high))
    }

    /// The total, formula (5), with this score, or without one; percent.
    #[must_use]
    pub fn total_with(&self, score: Option<f64>) -> Option<f64> {
        // Added up in the order of the ranking itself, so that a total is the same to the last digit.
        mean(self.scores.iter().enumerate().map(|(place, own)| if place == self.open { score } else { *own }))
    }

    /// The place with this score, or without one; `None` if too few benchmarks have a score for a rank.
    #[must_use]
    pub fn place_with(&self, score: Option<f64>) -> Option<Standing> {
        let total = self.total_with(score)?;
        let others = self.scores.iter().enumerate().filter(|(place, own)| *place != self.open && own.is_some()).count();
        let scored = u32::try_from(others).unwrap_or(u32::MAX) + u32::from(score.is_some());
        if f64::from(scored) < self.least_scored {
            return None;
        }
        let higher = self.others.partition_point(|other| *other - total >= TIE);
        let not_lower = self.others.partition_point(|other| *other - total > -TIE);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Some(Standing { rank: 1 + count(higher), of: 1 + count(self.others.len()), tied: count(not_lower - higher) })
    }

    /// The least score that gives a place or a better one.
    #[must_use]
    pub fn needed(&self, rank: u32) -> Needed {
        let reaches = |score: Option<f64>| self.place_with(score).is_some_and(|place| place.rank <= rank);
        // Whole hundredths, counted from the lowest score; the last step ends at the highest.
        let steps = (self.range.width().min(1e6) * 100.0).ceil() as u32;
        let score = |step: u32| (self.range.low + f64::from(step) / 100.0).min(self.range.high);
        if self.place_with(Some(self.range.high)).is_none() {
            return Needed::NotRanked;
        }
        // The place never gets worse with a higher score, so the least that reaches it can be searched for. Solving for it
        // would miss by a rounding error now and then.
        let (mut below, mut least) = (0, steps);
        if !reaches(Some(score(least))) {
            return Needed::OutOfReach;
        }
        while below < least {
            let middle = u32::midpoint(below, least);
            if reaches(Some(score(middle))) { least = middle } else { below = middle + 1 }
        }
        match self.score().filter(|own| reaches(Some(*own))) {
            Some(own) => Needed::Held(score(least).min(own)),
            None => Needed::AtLeast(score(least)),
        }
    }

    /// What a score comes to, in words: `3rd of 28, up from 7th; total 52.1 → 54.0`.
    #[must_use]
    pub fn sentence(&self, score: Option<f64>) -> String {
        let alone = self.scores.len() == 1;
        let (now, then) = (self.place_with(self.score()), self.place_with(score));
        let Some(place) = then else {
            return if alone {
                "No score, no place"
            } else {
                "Not ranked: too few of the board’s benchmarks have a score"
            }
            .to_owned();
        };
        let moved = match now.map(|now| (now.rank.cmp(&place.rank), format::ordinal(now.rank))) {
            Some((Ordering::Greater, now)) => format!(", up from {now}"),
            Some((Ordering::Less, now)) => format!(", down from {now}"),
            Some((Ordering::Equal, _)) => ", unchanged".to_owned(),
            None if alone => String::new(),
            None => ", now without a rank".to_owned(),
        };
        let tied = match place.tied {
            0 => String::new(),
            1 => ", level with 1 other".to_owned(),
            tied => format!(", level with {tied} others"),
        };
        let figures = (format::figure(self.total_with(self.score())), format::figure(self.total_with(score)));
        let total = match figures {
            _ if alone => String::new(),
            (now, then) if now == then || now == format::MISSING => format!("; total {then}"),
            (now, then) => format!("; total {now} → {then}"),
        };
        format!("{} of {}{moved}{tied}{total}", format::ordinal(place.rank), place.of)
    }

    /// What a place takes, in a sentence: `3rd place takes at least 61.34.`
    #[must_use]
    pub fn needed_sentence(&self, rank: u32) -> String {
        let place = format::ordinal(rank);
        match self.needed(rank) {
            Needed::Held(score) if score <= self.range.low => {
                format!("It holds {place} place or a better one whatever this score is.")
            }
            Needed::Held(score) => {
                format!("It holds {place} place or a better one already, down to {}.", format::hundredths(score))
            }
            Needed::AtLeast(score) => format!("{place} place takes at least {}.", format::hundredths(score)),
            Needed::OutOfReach => format!("{place} place is out of reach even with {}.", self.range.high),
            Needed::NotRanked => {
                "Not ranked whatever this score is: too few of the board’s benchmarks have one.".to_owned()
            }
        }
    }
}

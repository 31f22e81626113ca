//! One model against the others: its standing on every board and benchmark, and what it is best and worst at.

use super::peers::{Midst, Peers};
use super::{Neighbours, format};
use crate::aggregate::{Interval, RankSet};
use crate::dataset::Dataset;
use crate::order::sort_by;

/// Where a model stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Row of the model.
    pub row: usize,
    /// On each board where it has anything.
    pub boards: Vec<BoardStanding>,
    /// The boards where it has nothing, by index.
    pub absent: Vec<usize>,
    /// On each benchmark where it has a total.
    pub benchmarks: Vec<BenchmarkStanding>,
    /// Furthest above the median, best first; at most three, none at the median or below it.
    pub strongest: Vec<Strength>,
    /// Furthest below the median, worst first; at most three, none at the median or above it.
    pub weakest: Vec<Strength>,
}

/// A model's standing on a board.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardStanding {
    /// Index of the board.
    pub board: usize,
    /// Board total.
    pub total: Option<f64>,
    /// Around it.
    pub interval: Option<Interval>,
    /// Among the models covered well enough; `None` if it is not one of them.
    pub rank: Option<u32>,
    /// The ranks that are possible with 95 %, for this model by itself; `None` where that is unknown.
    pub possible: Option<RankSet>,
    /// How many are ranked.
    pub population: u32,
    /// Over the benchmarks that it has.
    pub average_rank: Option<f64>,
    /// How many benchmarks it has a total for.
    pub scored: u32,
    /// How many the board has.
    pub of: u32,
    /// Core capabilities: its own score, the best and the median of the bundled models.
    pub cores: Vec<Compared>,
    /// Who is next to it, and what it lacks.
    pub neighbours: Neighbours,
}

/// A score beside the best and the median of the bundled models that have one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The model's own.
    pub own: Option<f64>,
    /// The highest.
    pub best: Option<f64>,
    /// The middle one, or the mean of the two middle ones.
    pub median: Option<f64>,
}

/// A model's standing on a benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchmarkStanding {
    /// Index of the benchmark.
    pub benchmark: usize,
    /// Its total.
    pub score: f64,
    /// Around it.
    pub interval: Option<Interval>,
    /// Among all models that have the total.
    pub rank: u32,
    /// How many have it.
    pub population: u32,
    /// 0 (exclusive) to 1.
    pub percentile: Option<f64>,
    /// The highest and the median.
    pub compared: Compared,
    /// Line of the score file that the total stands on.
    pub line: Option<u32>,
}

/// A capability on a board, or a benchmark, against the median.
#[derive(Clone, Debug, PartialEq)]
pub struct Strength {
    /// What it is: "Object Count", or a benchmark's name.
    pub name: String,
    /// The board it is on, if it is a capability.
    pub board: Option<String>,
    /// The model's score.
    pub score: f64,
    /// The median of the bundled models that have it.
    pub median: f64,
}

impl Profile {
    /// The profile of the model in a row beside its peers, all of the same dataset; a row that does not exist has none of
    /// anything.
    #[must_use]
    pub fn new(dataset: &Dataset, peers: &Peers, row: usize) -> Self {
        let catalog = dataset.catalog();
        let at = |list: &[Option<f64>]| list.get(row).copied().flatten();
        // A bundled model is itself one of those that it is set beside.
        let counted = usize::from(dataset.models().get(row).is_some_and(|model| !model.preview));
        let mut strengths = Vec::new();
        let (mut boards, mut absent) = (Vec::new(), Vec::new());
        for (board, (about, on)) in catalog.boards.iter().zip(peers.boards()).enumerate() {
            for ((capability, scores), midst) in catalog.fines.iter().zip(&on.capabilities.fine).zip(&on.fine) {
                strengths.extend(strength(
                    &capability.name,
                    Some(&about.name),
                    at(scores),
                    midst.count > counted,
                    midst,
                ));
            }
            let cores = on.capabilities.core.iter().zip(&on.core);
            let cores: Vec<_> = cores.map(|(scores, midst)| Compared::new(at(scores), midst)).collect();
            let ranking = &on.ranking;
            if at(&ranking.total).is_some() || cores.iter().any(|core| core.own.is_some()) {
                boards.push(BoardStanding {
                    board,
                    total: at(&ranking.total),
                    interval: ranking.interval.get(row).copied().flatten(),
                    rank: ranking.ranks.get(row),
                    possible: ranking.marginal_rank_set(row),
                    population: ranking.ranks.population(),
                    average_rank: at(&ranking.average_rank),
                    scored: ranking.scored.get(row).copied().unwrap_or(0),
                    of: ranking.of,
                    cores,
                    neighbours: Neighbours::new(dataset, ranking, row),
                });
            } else {
                absent.push(board);
            }
        }
        let mut benchmarks = Vec::new();
        let mut totals = Vec::new();
        for (benchmark, (about, on)) in catalog.benchmarks.iter().zip(peers.benchmarks()).enumerate() {
            let scores = dataset.total(benchmark);
            let (own, ranks) = (scores.get(row), &on.ranks);
            if let (Some(score), Some(rank)) = (own, ranks.get(row)) {
                totals.extend(strength(&about.name, None, own, on.total.count > counted, &on.total));
                benchmarks.push(BenchmarkStanding {
                    benchmark,
                    score,
                    interval: Interval::of_total(dataset, row, benchmark),
                    rank,
                    population: ranks.population(),
                    percentile: ranks.percentile(row),
                    compared: Compared::new(own, &on.total),
                    line: scores.line(row),
                });
            }
        }
        // A file with nothing but totals still has strengths.
        if strengths.is_empty() {
            strengths = totals;
        }
        let (strongest, weakest) = ends(strengths);
        Self { row, boards, absent, benchmarks, strongest, weakest }
    }
}

impl Compared {
    fn new(own: Option<f64>, midst: &Midst) -> Self {
        Self { own, best: midst.best, median: midst.median }
    }
}

/// `None` where the model has no score or there is nobody to compare with.
fn strength(name: &str, board: Option<&str>, own: Option<f64>, others: bool, midst: &Midst) -> Option<Strength> {
    let median = midst.median.filter(|_| others)?;
    Some(Strength { name: name.to_owned(), board: board.map(str::to_owned), score: own?, median })
}

/// The three furthest above the median and the three furthest below it. What is shown as "at the median" is neither.
fn ends(mut strengths: Vec<Strength>) -> (Vec<Strength>, Vec<Strength>) {
    let difference = |s: &Strength| s.score - s.median;
    strengths.retain(|s| format::beside_median(s.score, s.median) != format::AT_MEDIAN);
    sort_by(&mut strengths, |a, b| difference(b).total_cmp(&difference(a)));
    let mut weakest = strengths.split_off(strengths.partition_point(|s| difference(s) > 0.0));
    weakest.reverse();
    weakest.truncate(3);
    strengths.truncate(3);
    (strengths, weakest)
}

/// What the marks in the table of a model's boards mean, of those that occur in it.
#[must_use]
pub fn standing_notes(boards: &[BoardStanding]) -> String {
    let totals = boards.iter().filter(|standing| standing.total.is_some());
    let mut notes = Vec::new();
    if boards.iter().any(|standing| standing.possible.is_some()) {
        notes.push(
            "Possible ranks: with 95 % certainty the true rank of this model is one of these, as far as chance among the \
             items of the benchmarks goes."
                .to_owned(),
        );
    }
    notes.push(interval_notes(totals.map(|standing| standing.interval)));
    if boards.iter().any(|standing| standing.rank.is_none()) {
        notes.push("Not ranked: it has fewer than half of the board’s benchmarks.".to_owned());
    }
    notes.retain(|note| !note.is_empty());
    notes.join(" ")
}

/// What the marks of these intervals mean, of those that occur.
#[must_use]
pub fn interval_notes(intervals: impl Iterator<Item = Option<Interval>>) -> String {
    let (mut is_bound, mut is_missing) = (false, false);
    for interval in intervals {
        is_bound |= interval.is_some_and(|interval| interval.at_most);
        is_missing |= interval.is_none();
    }
    let notes = [
        (is_bound, "* An upper bound: answers earn partial marks."),
        (is_missing, "– No interval: the metric is no mean over items, or their number is not known."),
    ];
    notes.into_iter().filter(|(occurs, _)| *occurs).map(|(_, note)| note).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strongest_is_above_the_median_and_weakest_below_it() {
        let of = |differences: &[f64]| {
            let strength = |d: &f64| Strength { name: d.to_string(), board: None, score: 50.0 + d, median: 50.0 };
            let (strongest, weakest) = ends(differences.iter().map(strength).collect());
            let names = |list: Vec<Strength>| list.into_iter().map(|s| s.name).collect::<Vec<_>>().join(" ");
            (names(strongest), names(weakest))
        };
        let both = |strongest: &str, weakest: &str| (strongest.to_owned(), weakest.to_owned());
        assert_eq!(of(&[]), both("", ""));
        assert_eq!(of(&[3.0, 1.0, 4.0, 2.0]), both("4 3 2", ""));
        assert_eq!(of(&[-3.0, -1.0, -4.0, -2.0]), both("", "-4 -3 -2"));
        assert_eq!(of(&[5.0, -7.0]), both("5", "-7"));
        // Shown as "at the median".
        assert_eq!(of(&[0.0, 0.04, -0.04, 0.1]), both("0.1", ""));
    }
}

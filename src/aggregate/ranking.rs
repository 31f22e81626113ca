//! A board under a lens, or one benchmark, as ranked columns: what the table, the charts and the command line show.

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use super::rank_set::{marginal_rank_set, rank_sets, sidak};
use super::{
    BoardScores, CapabilityScores, Estimate, Interval, MOST_MODELS, RankSet, Ranks, Rule, Sampling, ScoreTable,
    Variance, Weights, weighted_mean,
};
use crate::dataset::Dataset;
use crate::document::{Catalog, RESERVED_CODES, ScoreRange, slug};
use crate::order::sort_by_key;

/// How a board is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lens {
    /// A column per benchmark.
    #[default]
    Benchmarks,
    /// A column per core capability.
    Core,
    /// A column per fine-grained capability.
    Fine,
}

impl Lens {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Benchmarks, Self::Core, Self::Fine];

    /// The word in addresses and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Benchmarks => "benchmarks",
            Self::Core => "core",
            Self::Fine => "fine",
        }
    }

    /// The lens with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lens| lens.code() == code)
    }
}

/// What is ranked: a board under a lens, or one of the benchmarks that it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Index of the board.
    pub board: usize,
    /// How the board is looked at; without effect where a benchmark is given.
    pub lens: Lens,
    /// Index of the benchmark whose own columns are shown.
    pub benchmark: Option<usize>,
}

impl Subject {
    /// Whether its columns are capabilities.
    #[must_use]
    pub fn is_of_capabilities(self) -> bool {
        self.benchmark.is_none() && self.lens != Lens::Benchmarks
    }

    /// The subject that these codes name.
    ///
    /// # Errors
    ///
    /// If the board does not exist, or the benchmark is none that it counts; the message says what there is.
    pub fn named(catalog: &Catalog, board: &str, lens: Lens, benchmark: Option<&str>) -> Result<Self, String> {
        let unknown = |what: &str, name: &str, nearest: Option<String>, codes: Vec<&str>| {
            let hint = nearest.map_or_else(String::new, |nearest| format!(" (did you mean {nearest}?)"));
            format!("there is no {what} `{name}`{hint}; there are {}", codes.join(", "))
        };
        let board = catalog.board(board).map_err(|nearest| {
            unknown("board", board, nearest, catalog.boards.iter().map(|b| b.code.as_str()).collect())
        })?;
        let Some(name) = benchmark else { return Ok(Self { board, lens, benchmark: None }) };
        let counted: Vec<usize> =
            catalog.boards.get(board).into_iter().flat_map(crate::document::Board::counted).collect();
        let found = catalog.benchmark(name).and_then(|b| if counted.contains(&b) { Ok(b) } else { Err(None) });
        let benchmark = found.map_err(|nearest| {
            let codes = counted.iter().filter_map(|&b| Some(catalog.benchmarks.get(b)?.code.as_str())).collect();
            unknown("benchmark on this board", name, nearest, codes)
        })?;
        Ok(Self { board, lens, benchmark: Some(benchmark) })
    }
}

/// One column of scores.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedColumn {
    /// For addresses and the command line; distinct in a ranking.
    pub code: String,
    /// As shown.
    pub name: String,
    /// One per model, in the units of the column.
    pub scores: Vec<Option<f64>>,
    /// Index of the benchmark that it is the total of, if it is one.
    pub benchmark: Option<usize>,
    /// Whether the benchmark was left out of the total, the average rank and the coverage.
    pub left_out: bool,
    /// How much the benchmark counts in the total of a board: 0 where it is left out, 1 unless weights are set.
    pub weight: f64,
    /// The scores that there can be.
    pub range: ScoreRange,
}

/// A subject with everything about it worked out, a place per model of the dataset in each list.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// What is ranked.
    pub subject: Subject,
    /// Benchmarks that do not count, by index; only such as the board has.
    pub left_out: Vec<usize>,
    /// The columns of scores.
    pub columns: Vec<RankedColumn>,
    /// Under the lens of fine-grained capabilities, the core ones that they belong to; else none.
    pub cores: Vec<RankedColumn>,
    /// Board total, capability average, or total of the benchmark.
    pub total: Vec<Option<f64>>,
    /// The totals that there can be.
    pub total_range: ScoreRange,
    /// Of `total`, where it is known; intervals and rank sets rest on it.
    pub variance: Vec<Option<Variance>>,
    /// Around `total`, where it has one.
    pub interval: Vec<Option<Interval>>,
    /// Formula (7); missing but for a board's benchmarks.
    pub average_rank: Vec<Option<f64>>,
    /// For how many of the board's benchmarks the model has a total.
    pub scored: Vec<u32>,
    /// How many benchmarks the board has.
    pub of: u32,
    /// How many of `coverable` a model has: the capabilities where these are shown, else the board's benchmarks.
    pub covered: Vec<u32>,
    /// How many capabilities are shown, or how many benchmarks the board has.
    pub coverable: u32,
    /// Whether only what can be compared is ranked: see [`Ranking::comparable`].
    pub comparable: bool,
    /// What ranks the models.
    pub rule: Rule,
    /// What each ranked model comes to by a rule other than the mean; else empty.
    pub rule_scores: Vec<Option<f64>>,
    /// The best and the last rank of each model by the rules that do not rank it, where these were asked for; else empty.
    pub by_other_rules: Vec<Option<(u32, u32)>>,
    /// Rank by `total`, or by the rule: of a benchmark among all models that have it, of a board among those covered well enough.
    pub ranks: Ranks,
    /// Rows that have something to show, in rank order; those without a rank last.
    pub order: Vec<usize>,
}

/// The code of a benchmark's column: the slug of its name, unless that means something else in links and searches or is
/// an earlier column's.
fn column_code(names: &[String], column: usize) -> String {
    let code = |index: usize| names.get(index).map(|name| slug(name)).unwrap_or_default();
    let own = code(column);
    let is_taken = (0..column).any(|earlier| code(earlier) == own);
    let is_reserved = own != "total" && RESERVED_CODES.contains(&own.as_str());
    if is_taken || is_reserved { format!("{own}-column-{}", column + 1) } else { own }
}

/// Rows in rank order, those without a rank last and by total. Equal models keep name order.
pub(super) fn in_rank_order(mut rows: Vec<usize>, ranks: &Ranks, total: &[Option<f64>]) -> Vec<usize> {
    let all = Ranks::of(total.iter().copied());
    sort_by_key(&mut rows, |&row| {
        let [rank, by_total] = [ranks, &all].map(|ranks| ranks.get(row).unwrap_or(u32::MAX));
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        // Among those that share a rank, the total says nothing; without one, it is all there is.
        if rank == u32::MAX { [rank, by_total, row] } else { [rank, row, row] }
    });
    rows
}

impl Ranking {
    /// The least share of a board's benchmarks that a model must have a total for to be ranked on it.
    pub const LEAST_COVERAGE: f64 = 0.5;

    /// Ranks the models.
    ///
    /// `least_coverage` is the share of the board's benchmarks, 0 to 1, below which a model is listed without a rank;
    /// it does not apply to a single benchmark. `left_out` are catalog indices of benchmarks that do not count.
    #[must_use]
    pub fn new(dataset: &Dataset, subject: Subject, least_coverage: f64, left_out: &[usize]) -> Self {
        Self::weighted(dataset, subject, least_coverage, left_out, &Weights::default())
    }

    /// The same where benchmarks have weights in the total of a board. One of weight 0 does not count.
    #[must_use]
    pub fn weighted(
        dataset: &Dataset,
        subject: Subject,
        least_coverage: f64,
        left_out: &[usize],
        weights: &Weights,
    ) -> Self {
        let left_out = weights.with_left_out(left_out);
        let board = BoardScores::weighted(dataset, subject.board, &left_out, weights);
        let capabilities = || CapabilityScores::new(dataset, subject.board, &left_out);
        Self::of_board(dataset, subject, least_coverage, &left_out, &board, capabilities)
    }

    /// The same of a board that was worked out already. Its capabilities are asked for only where they are shown.
    #[must_use]
    pub fn of_board<C: Borrow<CapabilityScores>>(
        dataset: &Dataset,
        subject: Subject,
        least_coverage: f64,
        left_out: &[usize],
        board: &BoardScores,
        capabilities: impl FnOnce() -> C,
    ) -> Self {
        let catalog = dataset.catalog();
        let models = dataset.models().len();
        let of = u32::try_from(board.benchmarks.len()).unwrap_or(u32::MAX);
        let named = |code: &str, name: &str, scores: Vec<_>| RankedColumn {
            code: code.to_owned(),
            name: name.to_owned(),
            scores,
            benchmark: None,
            left_out: false,
            weight: 1.0,
            range: ScoreRange::PERCENT,
        };
        let mut total_range = ScoreRange::PERCENT;
        let mut cores = Vec::new();
        let (columns, total, variance, interval, average_rank) = match (subject.benchmark, subject.lens) {
            (Some(index), _) => {
                let benchmark = catalog.benchmarks.get(index);
                let names = benchmark.map(|b| b.columns.as_slice()).unwrap_or_default();
                let range = |column| benchmark.map_or(ScoreRange::PERCENT, |about| about.range_of(column));
                total_range = range(benchmark.map_or(0, |about| about.total));
                let column = |(c, name): (usize, &String)| RankedColumn {
                    benchmark: benchmark.filter(|b| b.total == c).map(|_| index),
                    range: range(c),
                    ..named(&column_code(names, c), name, dataset.column(index, c).iter(models).collect())
                };
                let columns: Vec<_> = names.iter().enumerate().map(column).collect();
                let total: Vec<_> = dataset.total(index).iter(models).collect();
                let sampling = Sampling::new(dataset, index).zip(benchmark);
                let interval =
                    |row| sampling.as_ref().and_then(|(sampling, about)| sampling.interval(row, about.total));
                let interval = (0..models).map(interval).collect();
                let variance = |row| sampling.as_ref().and_then(|(sampling, _)| sampling.variance(row));
                let variance = (0..models).map(variance).collect();
                (columns, total, variance, interval, vec![None; models])
            }
            (None, Lens::Benchmarks) => {
                let all = catalog.boards.get(subject.board).map(|b| b.benchmarks.as_slice()).unwrap_or_default();
                let column = |&b: &usize| {
                    let about = catalog.benchmarks.get(b)?;
                    let scores = dataset.total(b).iter(models).collect();
                    let left_out = left_out.contains(&b);
                    let range = about.range_of(about.total);
                    Some(RankedColumn {
                        benchmark: Some(b),
                        left_out,
                        weight: board.weight_of(b),
                        range,
                        ..named(&about.code, &about.name, scores)
                    })
                };
                let columns: Vec<RankedColumn> = all.iter().filter_map(column).collect();
                let end = |end: fn(ScoreRange) -> f64| {
                    weighted_mean(columns.iter().map(|column| (Some(end(column.range)), column.weight)))
                };
                if let (Some(low), Some(high)) = (end(|range| range.low), end(|range| range.high)) {
                    total_range = ScoreRange { low, high };
                }
                let (variance, interval) = (board.variance.clone(), board.interval.clone());
                (columns, board.total.clone(), variance, interval, board.average_rank.clone())
            }
            (None, Lens::Core | Lens::Fine) => {
                let capabilities = capabilities();
                let capabilities: &CapabilityScores = capabilities.borrow();
                let core = catalog.cores.iter().zip(&capabilities.core);
                let core = core.map(|(c, scores)| named(&c.code, &c.name, scores.clone())).collect();
                let columns = if subject.lens == Lens::Core {
                    core
                } else {
                    cores = core;
                    let fine = catalog.fines.iter().zip(&capabilities.fine);
                    fine.map(|(c, scores)| named(&c.code, &c.name, scores.clone())).collect()
                };
                (columns, capabilities.average.clone(), vec![None; models], vec![None; models], vec![None; models])
            }
        };
        let enough = |row: usize| {
            let scored = board.scored.get(row).copied().unwrap_or(0);
            subject.benchmark.is_some() || f64::from(scored) >= least_coverage * f64::from(of)
        };
        let ranks = Ranks::of(total.iter().enumerate().map(|(row, total)| total.filter(|_| enough(row))));

        let has_something = |row: usize| columns.iter().any(|c| c.scores.get(row).copied().flatten().is_some());
        let order = in_rank_order((0..models).filter(|&row| has_something(row)).collect(), &ranks, &total);
        let left_out = left_out.to_vec();
        let scored = board.scored.clone();
        let (mut covered, mut coverable) = (scored.clone(), of);
        if subject.is_of_capabilities() {
            let has = |row: usize| columns.iter().filter(|c| c.scores.get(row).copied().flatten().is_some()).count();
            covered = (0..models).map(|row| u32::try_from(has(row)).unwrap_or(u32::MAX)).collect();
            coverable = u32::try_from(columns.len()).unwrap_or(u32::MAX);
        }
        Self {
            subject,
            left_out,
            columns,
            cores,
            total,
            total_range,
            variance,
            interval,
            average_rank,
            scored,
            of,
            covered,
            coverable,
            comparable: false,
            rule: Rule::Mean,
            rule_scores: Vec::new(),
            by_other_rules: Vec::new(),
            ranks,
            order,
        }
    }

    /// Ranks the models under weights and by a rule, as the command line and other pages ask for it.
    ///
    /// # Errors
    ///
    /// Where weights or the rule would count for nothing: the columns are no benchmarks of a board, or the rule takes
    /// benchmarks alike; and where there are too many models for the rule.
    pub fn by_rule(
        dataset: &Dataset,
        subject: Subject,
        left_out: &[usize],
        weights: &Weights,
        rule: Rule,
    ) -> Result<Self, String> {
        let ranking = Self::weighted(dataset, subject, Self::LEAST_COVERAGE, left_out, weights);
        if (rule != Rule::Mean || !weights.are_equal()) && !ranking.can_be_ranked_by_rules() {
            return Err(
                "weights and rules are for the benchmarks of a board, not for capabilities or the columns of one \
                        benchmark"
                    .to_owned(),
            );
        }
        let most = if rule == Rule::BradleyTerry { MOST_MODELS } else { usize::MAX };
        match ranking.why_not_by(rule, most) {
            Some(why) => Err(why),
            None => Ok(ranking.ranked_by(rule)),
        }
    }

    /// Why a rule does not rank these models, where it ranks `most` at most; `None` where it does.
    #[must_use]
    pub fn why_not_by(&self, rule: Rule, most: usize) -> Option<String> {
        let name = rule.name();
        if rule == Rule::Mean {
            None
        } else if !self.can_be_ranked_by_rules() {
            Some("rules rank the benchmarks of a board, not capabilities or the columns of one benchmark".to_owned())
        } else if self.is_weighted() {
            Some(format!("weights count in the mean; {name} takes all benchmarks alike, but for those left out"))
        } else {
            let is_too_many = self.ranks.population() as usize > most;
            is_too_many.then(|| format!("{name} ranks at most {most} models"))
        }
    }

    /// Whether some benchmarks count more in the total than others.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.columns.iter().any(|column| column.weight != 1.0 && column.weight != 0.0)
    }

    /// The same models ranked by a rule on the board's benchmarks: ranks and order are the rule's, all else stays.
    ///
    /// Only the benchmarks of a board are ranked by rules; under any other subject nothing changes.
    #[must_use]
    pub fn ranked_by(mut self, rule: Rule) -> Self {
        if !self.can_be_ranked_by_rules() || rule == self.rule {
            return self;
        }
        let scores = self.scores_by(rule);
        self.ranks = rule.ranks(&scores);
        self.order = in_rank_order(self.order, &self.ranks, &self.total);
        self.rule_scores = if rule == Rule::Mean { Vec::new() } else { scores };
        self.rule = rule;
        self
    }

    /// Whether its columns are the benchmarks of a board, which rules other than the mean rank.
    #[must_use]
    pub fn can_be_ranked_by_rules(&self) -> bool {
        self.subject.benchmark.is_none() && self.subject.lens == Lens::Benchmarks
    }

    /// The score of each ranked model by a rule, a place per model; none unless the columns are the benchmarks of a board.
    #[must_use]
    pub fn scores_by(&self, rule: Rule) -> Vec<Option<f64>> {
        let mut all = vec![None; self.total.len()];
        if !self.can_be_ranked_by_rules() {
            return all;
        }
        let ranked: Vec<usize> = (0..all.len()).filter(|row| self.ranks.get(*row).is_some()).collect();
        let of = |column: &RankedColumn| ranked.iter().map(|row| column.scores.get(*row).copied().flatten()).collect();
        let benchmarks = self.columns.iter().map(|column| (column.weight, of(column)));
        let scores = rule.scores(&ScoreTable::new(ranked.len(), benchmarks));
        for (row, score) in ranked.into_iter().zip(scores) {
            if let Some(slot) = all.get_mut(row) {
                *slot = score;
            }
        }
        all
    }

    /// The ranks that each model may have, all at once; `None` for a model without a rank, for one whose variance is
    /// unknown, and for all where another rule than the mean ranks them.
    ///
    /// `critical` is [`tukey_kramer`](super::tukey_kramer) of the population of `ranks`, which a caller keeps. The sets are
    /// those among all ranked models, whatever is filtered out afterwards.
    #[must_use]
    pub fn rank_sets(&self, critical: f64) -> Vec<Option<RankSet>> {
        rank_sets(&self.estimates(), critical)
    }

    /// The ranks that one model may have, as a statement about it alone: what its own page says.
    #[must_use]
    pub fn marginal_rank_set(&self, row: usize) -> Option<RankSet> {
        marginal_rank_set(&self.estimates(), row, sidak(self.ranks.population()))
    }

    /// The totals of the ranked models, a place per model.
    fn estimates(&self) -> Vec<Option<Estimate>> {
        let estimate = |(row, total): (usize, &Option<f64>)| {
            self.ranks.get(row).filter(|_| self.rule == Rule::Mean)?;
            let variance = self.variance.get(row).copied().flatten();
            Some(Estimate { score: (*total)?, variance: variance.map(|variance| variance.value) })
        };
        self.total.iter().enumerate().map(estimate).collect()
    }

    /// Whether coverage counts capabilities, and not benchmarks.
    #[must_use]
    pub fn counts_capabilities(&self) -> bool {
        self.subject.is_of_capabilities()
    }

    /// Index of the column that `total` repeats, if any: a benchmark's own total.
    #[must_use]
    pub fn total_column(&self, catalog: &Catalog) -> Option<usize> {
        Some(catalog.benchmarks.get(self.subject.benchmark?)?.total)
    }
}

//! How far a rank holds: without single benchmarks, and where every score may be a little off.

use super::ranking::{Lens, Ranking};
use super::rules::Rule;
use crate::dataset::Dataset;

/// How far the rank of one model on a board holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Its rank.
    pub rank: u32,
    /// Its rank without each benchmark that counts, by catalog index; `None` where it is not ranked then. Empty where one alone
    /// counts.
    pub without: Vec<(usize, Option<u32>)>,
    /// The rank holds while every score is off by less than this, in points: half of the gap to the nearest other total, because in
    /// the worst case both move towards each other. 0 for a rank that is shared, `None` for the only ranked model.
    pub breaks_at: Option<f64>,
}

impl Robustness {
    /// Looks at the rank of the model in a row. `None` for one without a rank, and where the mean of a board's benchmarks is not what
    /// ranks.
    #[must_use]
    pub fn new(dataset: &Dataset, ranking: &Ranking, row: usize) -> Option<Self> {
        let rank = ranking.ranks.get(row)?;
        if ranking.subject.benchmark.is_some() || ranking.subject.lens != Lens::Benchmarks || ranking.rule != Rule::Mean
        {
            return None;
        }
        let own = ranking.total.get(row).copied().flatten()?;
        let others =
            ranking.total.iter().enumerate().filter(|(other, _)| *other != row && ranking.ranks.get(*other).is_some());
        let gap = others.filter_map(|(_, total)| Some((own - (*total)?).abs())).reduce(f64::min);
        let counted = ranking.in_total();
        let without = |benchmark: &usize| {
            let mut left_out = ranking.left_out.clone();
            left_out.push(*benchmark);
            let ranking = Ranking::new(dataset, ranking.subject, Ranking::LEAST_COVERAGE, &left_out);
            (*benchmark, ranking.ranks.get(row))
        };
        let without = if counted.len() > 1 { counted.iter().map(without).collect() } else { Vec::new() };
        Some(Self { rank, without, breaks_at: gap.map(|gap| gap / 2.0) })
    }
}

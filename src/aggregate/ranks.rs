//! Ranks among models: ties share a rank, and the next rank is passed over (1, 2, 2, 4).

/// Scores that differ by less are equal. Sums of the same scores in another order differ by rounding.
pub const TIE: f64 = 1e-9;

/// The rank of each model on one set of scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    ranks: Vec<Option<Rank>>,
    population: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rank {
    rank: u32,
    /// How many have the same rank, this one included.
    shared_by: u32,
}

impl Ranks {
    /// Formula (6): 1 + the number of models with a strictly higher score, for each row that has a score.
    ///
    /// Scores within [`TIE`] of the highest that shares a rank share it too, so that being equal is not passed on along a
    /// row of small differences.
    #[must_use]
    pub fn of(scores: impl IntoIterator<Item = Option<f64>>) -> Self {
        let scores: Vec<_> = scores.into_iter().collect();
        let mut order: Vec<(usize, f64)> =
            scores.iter().enumerate().filter_map(|(row, score)| Some((row, (*score)?))).collect();
        // A sort of its own, because this is most of what ranking thousands of models takes.
        order.sort_unstable_by(|a, b| b.1.total_cmp(&a.1));
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut ranks = vec![None; scores.len()];
        let mut rest = order.as_slice();
        while let Some((_, highest)) = rest.first() {
            let tied = rest.iter().take_while(|(_, score)| highest - score < TIE).count().max(1);
            let (sharing, lower) = rest.split_at_checked(tied).unwrap_or((rest, &[]));
            let rank = Rank { rank: 1 + count(order.len() - rest.len()), shared_by: count(tied) };
            for (row, _) in sharing {
                if let Some(slot) = ranks.get_mut(*row) {
                    *slot = Some(rank);
                }
            }
            rest = lower;
        }
        Self { ranks, population: count(order.len()) }
    }

    /// The rank of a row; `None` if it has no score.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u32> {
        self.ranks.get(row).copied().flatten().map(|rank| rank.rank)
    }

    /// Twice the rank of a row where ties are averaged, which is whole: of two first ones, 3.
    #[must_use]
    pub fn doubled(&self, row: usize) -> Option<u32> {
        self.ranks.get(row).copied().flatten().map(|rank| 2 * rank.rank + rank.shared_by - 1)
    }

    /// How many rows are ranked: *N* of formula (8).
    #[must_use]
    pub fn population(&self) -> u32 {
        self.population
    }

    /// Formula (8): (lower + ½ · equal, among the others) / (N − 1), from 0 to 1; `None` where N = 1.
    #[must_use]
    pub fn percentile(&self, row: usize) -> Option<f64> {
        let Rank { rank, shared_by } = self.ranks.get(row).copied().flatten()?;
        let others = f64::from(self.population.checked_sub(1).filter(|others| *others > 0)?);
        let lower = f64::from(self.population + 1 - rank - shared_by);
        Some((lower + f64::from(shared_by - 1) / 2.0) / others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_a_rank_and_the_next_is_skipped() {
        let ranks = Ranks::of([Some(50.0), Some(70.0), None, Some(50.0), Some(10.0), Some(0.0), Some(-0.0)]);
        let found: Vec<_> = (0..7).map(|row| ranks.get(row)).collect();
        assert_eq!(found, [Some(2), Some(1), None, Some(2), Some(4), Some(5), Some(5)]);
        assert_eq!(ranks.population(), 6);
        assert_eq!([0, 1, 2, 3, 6].map(|row| ranks.doubled(row)), [Some(5), Some(2), None, Some(5), Some(11)]);
        // The first has five below it; of the two last, each is level with one of the five others.
        assert_eq!(ranks.percentile(1), Some(1.0));
        assert_eq!(ranks.percentile(5), Some(0.5 / 5.0));
        assert_eq!(ranks.percentile(0), Some((3.0 + 0.5) / 5.0));
        assert_eq!(ranks.percentile(2), None);
        assert_eq!(Ranks::of([Some(3.0)]).percentile(0), None);
    }

    #[test]
    fn what_rounding_makes_of_equal_scores_ties() {
        let ranks = Ranks::of([Some(0.1 + 0.2), Some(0.3), Some(0.3 - 2e-9), Some(0.3 + 0.9e-9)]);
        let found: Vec<_> = (0..4).map(|row| ranks.get(row)).collect();
        assert_eq!(found, [Some(1), Some(1), Some(4), Some(1)]);
    }
}

//! Ranks among models: ties share a rank, and the next rank is passed over (1, 2, 2, 4).

/// The rank of each model on one set of scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    ranks: Vec<Option<u32>>,
    population: u32,
}

impl Ranks {
    /// Formula (6): 1 + the number of models with a strictly higher score, for each row that has a score.
    #[must_use]
    pub fn of(scores: impl IntoIterator<Item = Option<f64>>) -> Self {
        let scores: Vec<_> = scores.into_iter().collect();
        let mut order: Vec<(usize, f64)> =
            scores.iter().enumerate().filter_map(|(row, score)| Some((row, (*score)?))).collect();
        // A sort of its own, because this is most of what ranking thousands of models takes.
        order.sort_unstable_by(|a, b| b.1.total_cmp(&a.1));
        let mut ranks = vec![None; scores.len()];
        let mut previous: Option<(f64, u32)> = None;
        for (place, (row, score)) in (1..).zip(&order) {
            let rank = match previous {
                // Compared as numbers, so that 0 and -0 tie.
                Some((tied, rank)) if tied <= *score => rank,
                _ => place,
            };
            previous = Some((*score, rank));
            if let Some(slot) = ranks.get_mut(*row) {
                *slot = Some(rank);
            }
        }
        Self { ranks, population: u32::try_from(order.len()).unwrap_or(u32::MAX) }
    }

    /// The rank of a row; `None` if it has no score.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u32> {
        self.ranks.get(row).copied().flatten()
    }

    /// How many rows are ranked: *N* of formula (8).
    #[must_use]
    pub fn population(&self) -> u32 {
        self.population
    }

    /// Formula (8): (N − rank + 1) / N, from 0 (exclusive) to 1.
    #[must_use]
    pub fn percentile(&self, row: usize) -> Option<f64> {
        let rank = self.get(row)?;
        Some(f64::from(self.population - rank + 1) / f64::from(self.population))
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
        assert_eq!(ranks.percentile(1), Some(1.0));
        assert_eq!(ranks.percentile(5), Some(2.0 / 6.0));
        assert_eq!(ranks.percentile(2), None);
    }
}

//! How much each benchmark counts in a board's total.

use crate::document::Catalog;

/// Weights of benchmarks, by catalog index; 1 where nothing is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights(Vec<(usize, f64)>);

impl Weights {
    /// The greatest weight: only their ratios count, and sums of them stay far from overflowing.
    pub const GREATEST: f64 = 1e6;

    /// A weight as links and fields have it: with two digits behind the point, and none that reads as 0 but 0 itself. `None`
    /// for what is no weight.
    #[must_use]
    pub fn rounded(weight: f64) -> Option<f64> {
        let of_hundredths = |weight: f64| (weight * 100.0).round().max(1.0) / 100.0;
        (0.0..=Self::GREATEST).contains(&weight).then(|| if weight > 0.0 { of_hundredths(weight) } else { 0.0 })
    }

    /// The weights of benchmarks of a board that are given by code, id or name. 0 leaves a benchmark out.
    ///
    /// # Errors
    ///
    /// If a benchmark is none of the board's totals, is named twice, or has a weight that is not from 0 to
    /// [`Weights::GREATEST`]; the message says what there is.
    pub fn named<'n>(
        catalog: &Catalog,
        board: usize,
        given: impl IntoIterator<Item = (&'n str, f64)>,
    ) -> Result<Self, String> {
        let of_board = catalog.boards.get(board).map(|board| board.benchmarks.as_slice()).unwrap_or_default();
        let mut weights = Self::default();
        for (name, weight) in given {
            let known = catalog.benchmark(name).ok().filter(|benchmark| of_board.contains(benchmark));
            let Some(benchmark) = known else {
                let codes = of_board.iter().filter_map(|&b| Some(catalog.benchmarks.get(b)?.code.as_str()));
                let codes = codes.collect::<Vec<_>>().join(", ");
                return Err(format!("there is no benchmark `{name}` in the total of this board; there are {codes}"));
            };
            if !(0.0..=Self::GREATEST).contains(&weight) {
                return Err(format!("the weight of {name} is not a number from 0 to {}", Self::GREATEST));
            }
            if weights.0.iter().any(|(known, _)| *known == benchmark) {
                return Err(format!("{name} has two weights"));
            }
            weights.set(benchmark, weight);
        }
        Ok(weights)
    }

    /// Sets the weight of a benchmark, as near as it can be.
    pub fn set(&mut self, benchmark: usize, weight: f64) {
        self.0.retain(|(known, _)| *known != benchmark);
        // What is no number counts for nothing.
        self.0.push((benchmark, if weight > 0.0 { weight.min(Self::GREATEST) } else { 0.0 }));
    }

    /// The weight of a benchmark.
    #[must_use]
    pub fn of(&self, benchmark: usize) -> f64 {
        self.0.iter().find(|(known, _)| *known == benchmark).map_or(1.0, |(_, weight)| *weight)
    }

    /// The benchmarks that are left out: those given, and those of weight 0.
    #[must_use]
    pub fn with_left_out(&self, left_out: &[usize]) -> Vec<usize> {
        let mut all = left_out.to_vec();
        all.extend(
            self.0.iter().filter(|(benchmark, weight)| *weight == 0.0 && !left_out.contains(benchmark)).map(|w| w.0),
        );
        all
    }

    /// Whether all benchmarks count alike.
    #[must_use]
    pub fn are_equal(&self) -> bool {
        self.0.iter().all(|(_, weight)| *weight == 1.0)
    }
}

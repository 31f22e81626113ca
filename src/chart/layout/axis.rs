//! Round ends and steps for a range of figures.

/// An axis from one round number to another in equal steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::chart) struct Axis {
    pub(in crate::chart) low: f64,
    pub(in crate::chart) high: f64,
    pub(in crate::chart) steps: usize,
}

impl Axis {
    /// The tightest axis from zero up to the highest of the figures, in `steps` steps.
    pub(in crate::chart) fn from_zero(
        figures: impl Iterator<Item = f64>,
        steps: std::ops::RangeInclusive<usize>,
    ) -> Self {
        Self::around(0.0, figures.fold(0.0, f64::max), steps)
    }

    /// The tightest axis that holds all the figures; `None` if there are none.
    pub(in crate::chart) fn fitted(
        figures: impl Iterator<Item = f64>,
        steps: std::ops::RangeInclusive<usize>,
    ) -> Option<Self> {
        let (low, high) = figures.fold((f64::MAX, f64::MIN), |(low, high), figure| (low.min(figure), high.max(figure)));
        // Equal figures have no range: one that shows a point, not a wall of decimals.
        let (low, high) = if high - low < 1.0 { ((low - 1.0).max(low.min(0.0)), high + 1.0) } else { (low, high) };
        (low <= high).then(|| Self::around(low, high, steps))
    }

    fn around(low: f64, high: f64, steps: std::ops::RangeInclusive<usize>) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        let size = (high - low).log10().floor() as i32;
        let step = |exponent: i32| [1.0, 2.0, 2.5, 5.0].map(|step| step * 10_f64.powi(exponent));
        (size - 2..=size + 1)
            .flat_map(step)
            .filter_map(|step| {
                // A hair's breadth, so that 0.3 / 0.1 is three steps and not four.
                let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
                let count = (last - first) as usize;
                steps.contains(&count).then_some(Self { low: first * step, high: last * step, steps: count })
            })
            .min_by(|a, b| (a.high - a.low).total_cmp(&(b.high - b.low)).then(a.steps.cmp(&b.steps)))
            .unwrap_or(Self { low, high, steps: 1 })
    }

    /// Where a figure lies, from 0 at the low end to 1 at the high end.
    pub(in crate::chart) fn share(&self, figure: f64) -> f64 {
        ((figure - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The figures at the ends and between the steps.
    pub(in crate::chart) fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = (self.high - self.low) / self.steps as f64;
        let low = self.low;
        (0..=self.steps).map(move |place| low + step * place as f64)
    }
}

/// A round figure in as few digits as it needs.
pub(in crate::chart) fn tick(figure: f64) -> String {
    let text = format!("{figure:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_round() {
        let ends = |high: f64| {
            let axis = Axis::from_zero([high].into_iter(), 3..=5);
            (axis.high, axis.steps)
        };
        let cases = [(99.0, 100.0, 4), (76.0, 80.0, 4), (72.0, 75.0, 3), (53.2, 60.0, 3), (42.0, 50.0, 5)];
        for (figure, high, steps) in cases {
            assert_eq!(ends(figure), (high, steps), "{figure}");
        }
        assert_eq!(ends(0.0).0, 1.0);
    }

    #[test]
    fn a_range_is_fitted() {
        let ends = |figures: &[f64]| Axis::fitted(figures.iter().copied(), 2..=6).map(|axis| (axis.low, axis.high));
        assert_eq!(ends(&[33.1, 53.2]), Some((30.0, 55.0)));
        assert_eq!(ends(&[50.0, 50.0]), Some((49.0, 51.0)));
        assert_eq!(ends(&[0.0]), Some((0.0, 1.0)));
        assert_eq!(ends(&[]), None);
    }
}

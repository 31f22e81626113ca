//! How sure a figure is: 95 % intervals of scores and of their means.

use crate::document::{Benchmark, Metric};

/// The 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval around a score, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// At least 0.
    pub low: f64,
    /// At most 100.
    pub high: f64,
    /// Whether the true interval may be narrower: the figure is a mean of scores in 0..=1, not a proportion.
    pub at_most: bool,
}

/// What the scores of a benchmark are shares of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    questions: f64,
    at_most: bool,
}

impl Sample {
    /// `None` where the metric or the catalog entry gives scores no interval.
    pub(super) fn of(benchmark: &Benchmark) -> Option<Self> {
        let at_most = match benchmark.metric {
            Metric::Accuracy | Metric::SuccessRate => false,
            Metric::LlmJudged | Metric::RelativeAccuracy => true,
            Metric::TextOverlap | Metric::F1 => return None,
        };
        Some(Self { questions: f64::from(benchmark.question_count()?), at_most })
    }

    /// The interval of a score in percent.
    pub(super) fn interval(self, score: f64) -> Interval {
        let (low, high) = wilson(score / 100.0, self.questions);
        Interval { low: 100.0 * low, high: 100.0 * high, at_most: self.at_most }
    }
}

impl Interval {
    /// The interval of a benchmark's score, `None` where its metric or its catalog entry gives none.
    #[must_use]
    pub fn of_score(benchmark: &Benchmark, score: f64) -> Option<Self> {
        Some(Sample::of(benchmark)?.interval(score))
    }

    /// The interval of the plain mean of independent scores, each with its own interval.
    ///
    /// The distances from the scores to their limits add up in squares (MOVER; Zou and Donner, Statistics in Medicine
    /// 27, 2008), which keeps the asymmetry of the Wilson intervals. `None` if one of the scores has no interval: the
    /// rest would claim more than is known.
    #[must_use]
    pub fn of_mean(scores: &[(f64, Option<Self>)]) -> Option<Self> {
        if scores.is_empty() {
            return None;
        }
        // Boards have a handful of benchmarks.
        #[allow(clippy::cast_precision_loss)]
        let count = scores.len() as f64;
        let (mut sum, mut below, mut above, mut at_most) = (0.0, 0.0, 0.0, false);
        for &(score, interval) in scores {
            let interval = interval?;
            sum += score;
            below += (score - interval.low).powi(2);
            above += (interval.high - score).powi(2);
            at_most |= interval.at_most;
        }
        let mean = sum / count;
        let low = (mean - below.sqrt() / count).max(0.0);
        let high = (mean + above.sqrt() / count).min(100.0);
        Some(Self { low, high, at_most })
    }

    /// Whether a value lies in it, the ends included.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Wilson's score interval of a proportion `p` of `n` trials (E. B. Wilson, JASA 22, 1927).
fn wilson(p: f64, n: f64) -> (f64, f64) {
    let z2 = Z * Z;
    let centre = p + z2 / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).max(0.0).sqrt();
    let scale = 1.0 + z2 / n;
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_published_values() {
        // 81 of 263: 0.2553 to 0.3662 (Newcombe, Statistics in Medicine 17, 1998, table I, method 3).
        let (low, high) = wilson(81.0 / 263.0, 263.0);
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
        // 0 of 20: 0 to 0.1611; 1 of 29: 0.0061 to 0.1718 (same table).
        let (low, high) = wilson(0.0, 20.0);
        assert!(low.abs() < 1e-12 && (high - 0.1611).abs() < 5e-5, "{low} {high}");
        let (low, high) = wilson(1.0 / 29.0, 29.0);
        assert!((low - 0.0061).abs() < 5e-5 && (high - 0.1718).abs() < 5e-5, "{low} {high}");
    }

    #[test]
    fn a_mean_of_two_equal_scores_is_surer_by_the_root_of_two() {
        let one = Interval { low: 40.0, high: 60.0, at_most: false };
        let both = Interval::of_mean(&[(50.0, Some(one)), (50.0, Some(one))]).unwrap();
        assert!((both.high - 50.0 - 10.0 / 2f64.sqrt()).abs() < 1e-12);
        assert_eq!(Interval::of_mean(&[(50.0, Some(one)), (50.0, None)]), None);
    }
}

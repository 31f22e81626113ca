//! How sure a figure is: the variance of a score, and 95 % intervals of scores and of their means.
//!
//! Benchmarks are fixed and their items are the sample. An interval is known where the metric is a mean over items and the
//! catalog or the file says how many there are.

use crate::dataset::Dataset;
use crate::document::{Benchmark, Metric, Samples, ScoreRange};

/// The 97.5 % quantile of the standard normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval around a score, in the units of the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// At least the lowest score that there can be.
    pub low: f64,
    /// At most the highest.
    pub high: f64,
    /// Whether the true interval may be narrower: an item's score may lie between right and wrong.
    pub at_most: bool,
}

/// The variance of a figure, in squared units of its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variance {
    /// Never zero.
    pub value: f64,
    /// Whether it is an upper bound.
    pub at_most: bool,
}

impl Variance {
    /// The variance of a proportion `share` of `items` items.
    ///
    /// Two right and two wrong items are added (Agresti and Coull, The American Statistician 52, 1998), so that it is not
    /// zero at 0 % or 100 %.
    fn of_proportion(share: f64, items: f64) -> f64 {
        let adjusted = (share * items + 2.0) / (items + 4.0);
        adjusted * (1.0 - adjusted) / (items + 4.0)
    }

    /// The interval of a figure by the normal approximation, within the range of its scores.
    fn interval(self, score: f64, range: ScoreRange) -> Interval {
        let half = Z * self.value.sqrt();
        Interval { low: (score - half).max(range.low), high: (score + half).min(range.high), at_most: self.at_most }
    }
}

/// What the figures of a column rest on.
#[derive(Clone, Copy, Debug)]
struct Sample {
    items: f64,
    range: ScoreRange,
    at_most: bool,
}

impl Sample {
    /// `None` where the metric is no mean over items, or nothing says how many there are.
    fn new(about: &Benchmark, column: usize, items: Option<f64>) -> Option<Self> {
        let at_most = match about.metric_of(column) {
            Metric::Accuracy | Metric::SuccessRate => false,
            // Of all scores between 0 and 1 with a given mean, those that are 0 or 1 vary most.
            Metric::LlmJudged | Metric::RelativeAccuracy | Metric::PointShare | Metric::F1 => true,
            Metric::TextOverlap | Metric::MicroF1 => return None,
        };
        Some(Self { items: items?, range: about.range_of(column), at_most })
    }

    /// A score as a proportion of its range.
    fn share(self, score: f64) -> f64 {
        ((score - self.range.low) / self.range.width()).clamp(0.0, 1.0)
    }

    fn variance(self, score: f64) -> Variance {
        let value = Variance::of_proportion(self.share(score), self.items) * self.range.width().powi(2);
        Variance { value, at_most: self.at_most }
    }

    fn interval(self, score: f64) -> Interval {
        let (low, high) = wilson(self.share(score), self.items);
        let at = |share: f64| self.range.low + share * self.range.width();
        Interval { low: at(low), high: at(high), at_most: self.at_most }
    }
}

/// What the figures of one benchmark rest on, looked up once for all models.
#[derive(Clone, Debug)]
pub struct Sampling<'d> {
    dataset: &'d Dataset,
    benchmark: usize,
    about: &'d Benchmark,
    /// By column, for models whose files say nothing of their own.
    samples: Vec<Option<Sample>>,
    /// The columns that the total is a weighted sum of; `None` where it is pooled.
    weights: Option<Vec<(usize, f64)>>,
}

impl<'d> Sampling<'d> {
    /// `None` if there is no such benchmark.
    #[must_use]
    pub fn new(dataset: &'d Dataset, benchmark: usize) -> Option<Self> {
        let about = dataset.catalog().benchmarks.get(benchmark)?;
        let sample = |column| Sample::new(about, column, about.sample_size(column, &Samples::Unknown));
        let samples = (0..about.columns.len()).map(sample).collect();
        Some(Self { dataset, benchmark, about, samples, weights: about.total_weights() })
    }

    /// The benchmark, by catalog index.
    pub(super) fn benchmark(&self) -> usize {
        self.benchmark
    }

    fn sample(&self, row: usize, column: usize) -> Option<Sample> {
        let own = self.dataset.models().get(row).map(|model| model.samples_of(self.benchmark));
        match own.filter(|own| **own != Samples::Unknown) {
            Some(own) => Sample::new(self.about, column, self.about.sample_size(column, own)),
            None => self.samples.get(column).copied().flatten(),
        }
    }

    /// The columns that a model's total is a weighted sum of, with their weights; `None` where it is pooled, or where one is missing.
    fn parts(&self, row: usize) -> Option<&[(usize, f64)]> {
        let is_there = |(column, _): &(usize, f64)| self.dataset.column(self.benchmark, *column).get(row).is_some();
        self.weights.as_deref().filter(|weights| weights.iter().all(is_there))
    }

    /// The variance of a model's total; `None` without a total, and where that or a part of it has an unknown one.
    #[must_use]
    pub fn variance(&self, row: usize) -> Option<Variance> {
        let total = self.dataset.total(self.benchmark).get(row)?;
        match self.parts(row) {
            Some(parts) => {
                let mut sum = Variance { value: 0.0, at_most: false };
                for &(column, weight) in parts {
                    let score = self.dataset.column(self.benchmark, column).get(row)?;
                    let part = self.sample(row, column)?.variance(score);
                    sum.value += weight * weight * part.value;
                    sum.at_most |= part.at_most;
                }
                Some(sum)
            }
            None => Some(self.sample(row, self.about.total)?.variance(total)),
        }
    }

    /// The interval of a model's figure in a column: of a total that is a weighted sum of columns from their variances, of
    /// any other by Wilson's formula.
    #[must_use]
    pub fn interval(&self, row: usize, column: usize) -> Option<Interval> {
        let score = self.dataset.column(self.benchmark, column).get(row)?;
        if column == self.about.total && self.parts(row).is_some() {
            return Some(self.variance(row)?.interval(score, self.about.range_of(column)));
        }
        Some(self.sample(row, column)?.interval(score))
    }
}

impl Interval {
    /// The interval of a model's figure in a column of a benchmark; `None` where nothing is known of it.
    #[must_use]
    pub fn of_score(dataset: &Dataset, row: usize, benchmark: usize, column: usize) -> Option<Self> {
        Sampling::new(dataset, benchmark)?.interval(row, column)
    }

    /// The interval of a model's total on a benchmark; `None` where nothing is known of it.
    #[must_use]
    pub fn of_total(dataset: &Dataset, row: usize, benchmark: usize) -> Option<Self> {
        let sampling = Sampling::new(dataset, benchmark)?;
        sampling.interval(row, sampling.about.total)
    }

    /// Whether a value lies in it, the ends included.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// The mean of a model's totals on the benchmarks that it has one on: Σ w s / Σ w.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MeanOfTotals {
    pub(super) score: f64,
    /// The benchmarks are independent samples: Σ w² v / (Σ w)². `None` where one of theirs is unknown: the rest would claim
    /// more than is known.
    pub(super) variance: Option<Variance>,
    range: ScoreRange,
}

impl MeanOfTotals {
    /// Of the benchmarks with their weights, each more than zero. `None` where the model has none of them.
    pub(super) fn new(samplings: &[(Sampling<'_>, f64)], row: usize) -> Option<Self> {
        let (mut scores, mut weights) = (0.0, 0.0);
        let mut sum = Some(Variance { value: 0.0, at_most: false });
        let mut range = ScoreRange { low: 0.0, high: 0.0 };
        for (sampling, weight) in samplings {
            let Some(score) = sampling.dataset.total(sampling.benchmark).get(row) else { continue };
            let of = sampling.about.range_of(sampling.about.total);
            scores += weight * score;
            weights += weight;
            range = ScoreRange { low: range.low + weight * of.low, high: range.high + weight * of.high };
            sum = sum.zip(sampling.variance(row)).map(|(sum, own)| Variance {
                value: sum.value + weight * weight * own.value,
                at_most: sum.at_most | own.at_most,
            });
        }
        (weights > 0.0).then(|| Self {
            score: scores / weights,
            variance: sum.map(|sum| Variance { value: sum.value / (weights * weights), ..sum }),
            range: ScoreRange { low: range.low / weights, high: range.high / weights },
        })
    }

    /// Its 95 % interval; `None` where its variance is unknown.
    pub(super) fn interval(&self) -> Option<Interval> {
        Some(self.variance?.interval(self.score, self.range))
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
    fn a_variance_is_never_zero() {
        // 0 of 96: (0 + 2) / 100 = 0.02, and 0.02 · 0.98 / 100 = 0.000196. The same at 96 of 96.
        assert!((Variance::of_proportion(0.0, 96.0) - 0.000_196).abs() < 1e-15);
        assert!((Variance::of_proportion(1.0, 96.0) - 0.000_196).abs() < 1e-15);
        // 48 of 96: (48 + 2) / 100 = 0.5, and 0.25 / 100 = 0.0025.
        assert!((Variance::of_proportion(0.5, 96.0) - 0.0025).abs() < 1e-15);
    }
}

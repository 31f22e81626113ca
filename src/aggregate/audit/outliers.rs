//! Totals that are far off what the model's other totals predict.
//!
//! A benchmark is predicted from each other one by the straight line of least squares through the models that have
//! both, the model itself left out. The predictions are averaged, each with the weight r² / (1 − r²), the share of the
//! variance that its line explains over the share that it leaves; the mean of the benchmark has the weight of a line
//! that explains half. What is usual is the median of the absolute errors of such predictions over all models, which
//! outliers do not move.

use super::finding::finding;
use crate::aggregate::median;
use crate::dataset::{Dataset, Model};
use crate::document::{Finding, Kind, ScoreRange};

/// A line through fewer models than this says nothing, nor does a spread.
const MODELS: usize = 8;

/// A model with fewer other totals to predict from is not predicted: one that is wrong itself would say too much.
const PREDICTORS: usize = 4;

/// A line that seems to leave nothing unexplained weighs no more than this.
const MOST_WEIGHT: f64 = 19.0;

/// How many times the usual error is far off. Of normal errors fewer than one in a thousand are that large.
const FAR: f64 = 5.0;

/// An error below this is not far off, in points: benchmarks with hardly a spread would give nothing else.
const LEAST: f64 = 15.0;

/// What is predicted for a model on a benchmark, as it adds up.
#[derive(Clone, Copy, Default)]
struct Prediction {
    sum: f64,
    weight: f64,
    from: usize,
}

impl Prediction {
    fn add(&mut self, value: f64, weight: f64) {
        self.sum += weight * value;
        self.weight += weight;
    }

    fn value(self) -> Option<f64> {
        (self.from >= PREDICTORS && self.weight > 0.0).then(|| self.sum / self.weight)
    }
}

/// The predictions for one benchmark.
struct Predicted {
    /// A place per model.
    predictions: Vec<Prediction>,
    /// The median of the absolute errors; `None` where too few models are predicted.
    spread: Option<f64>,
}

/// The predictions for all benchmarks, by index.
pub(super) struct Outliers(Vec<Predicted>);

impl Outliers {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let models = dataset.models().len();
        let totals: Vec<Vec<Option<f64>>> =
            (0..dataset.catalog().benchmarks.len()).map(|b| dataset.total(b).iter(models).collect()).collect();
        let predict = |(benchmark, own): (usize, &Vec<Option<f64>>)| {
            let mut predictions = vec![Prediction::default(); models];
            from_the_mean(own, &mut predictions);
            let range =
                dataset.catalog().benchmarks.get(benchmark).map_or(ScoreRange::PERCENT, |b| b.range_of(b.total));
            for (_, other) in totals.iter().enumerate().filter(|(other, _)| *other != benchmark) {
                from_another(own, other, range, &mut predictions);
            }
            let errors: Vec<Option<f64>> =
                own.iter().zip(&predictions).map(|(own, p)| Some((own.as_ref()? - p.value()?).abs())).collect();
            let enough = errors.iter().flatten().count() >= MODELS;
            let spread = median(&errors).filter(|_| enough);
            Predicted { predictions, spread }
        };
        Self(totals.iter().enumerate().map(predict).collect())
    }

    /// Notes the totals of a model that are far off.
    pub(super) fn check(&self, dataset: &Dataset, row: usize, model: &Model, findings: &mut Vec<Finding>) {
        for (benchmark, (about, predicted)) in dataset.catalog().benchmarks.iter().zip(&self.0).enumerate() {
            let Some(spread) = predicted.spread else { continue };
            let Some(prediction) = predicted.predictions.get(row) else { continue };
            let total = dataset.total(benchmark);
            let (Some(score), Some(predicted)) = (total.get(row), prediction.value()) else { continue };
            if (score - predicted).abs() > (FAR * spread).max(LEAST) {
                let from = prediction.from;
                let kind = Kind::Outlier { benchmark: about.name.clone(), score, predicted, spread, from };
                findings.push(finding(model, total.line(row).unwrap_or(0), kind, vec![benchmark]));
            }
        }
    }
}

/// Adds the mean of the other models' scores to the prediction of each model.
fn from_the_mean(own: &[Option<f64>], predictions: &mut [Prediction]) {
    let (sum, count) = own.iter().flatten().fold((0.0, 0.0), |(sum, count), score| (sum + score, count + 1.0));
    for (score, prediction) in own.iter().zip(predictions) {
        if let Some(score) = score.filter(|_| count > 1.0) {
            prediction.add((sum - score) / (count - 1.0), 1.0);
        }
    }
}

/// Adds what another benchmark predicts to the prediction of each model that has both.
fn from_another(own: &[Option<f64>], other: &[Option<f64>], range: ScoreRange, predictions: &mut [Prediction]) {
    let both = || other.iter().zip(own).map(|(x, y)| x.zip(*y));
    if both().flatten().count() < MODELS {
        return;
    }
    let moments = Moments::of(both().flatten());
    for (pair, prediction) in both().zip(predictions) {
        if let Some((value, weight)) = pair.and_then(|(x, y)| moments.predict_without(x, y)) {
            prediction.add(value.clamp(range.low, range.high), weight);
            prediction.from += 1;
        }
    }
}

/// What a line of least squares is made of: the number of points, their means, and the sums of squares about these.
struct Moments {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Moments {
    fn of(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut moments = Self { n: 0.0, x: 0.0, y: 0.0, xx: 0.0, yy: 0.0, xy: 0.0 };
        // Updated point by point (B. P. Welford, Technometrics 4, 1962), which loses no digits.
        for (x, y) in points {
            moments.n += 1.0;
            let (dx, dy) = (x - moments.x, y - moments.y);
            moments.x += dx / moments.n;
            moments.y += dy / moments.n;
            moments.xx += dx * (x - moments.x);
            moments.yy += dy * (y - moments.y);
            moments.xy += dx * (y - moments.y);
        }
        moments
    }

    /// What the line through all points but `(x, y)` gives at `x`, and its weight; `None` where it does not rise.
    fn predict_without(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (dx, dy, rest) = (x - self.x, y - self.y, self.n - 1.0);
        let share = self.n / rest;
        let (xx, yy, xy) = (self.xx - share * dx * dx, self.yy - share * dy * dy, self.xy - share * dx * dy);
        if xx <= 1e-9 || yy <= 1e-9 || xy <= 0.0 {
            return None;
        }
        let explained = xy * xy / (xx * yy);
        // The mean without the point lies dx / rest further off.
        let value = self.y - dy / rest + xy / xx * (dx + dx / rest);
        Some((value, (explained / (1.0 - explained).max(1e-9)).min(MOST_WEIGHT)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line through (0, 10), (10, 20) and (20, 30) gives 50 at 40, whatever the point left out says.
    #[test]
    fn a_line_does_not_know_the_point_that_it_predicts() {
        for y in [0.0, 50.0, 90.0] {
            let points = [(0.0, 10.0), (10.0, 20.0), (40.0, y), (20.0, 30.0)];
            let (value, weight) = Moments::of(points.into_iter()).predict_without(40.0, y).unwrap();
            assert!((value - 50.0).abs() < 1e-9, "{value}");
            assert!((weight - MOST_WEIGHT).abs() < 1e-9, "nothing is left unexplained");
        }
        let falling = [(0.0, 30.0), (10.0, 20.0), (20.0, 10.0), (40.0, 50.0)];
        assert!(Moments::of(falling.into_iter()).predict_without(40.0, 50.0).is_none());
    }

    /// (0, 0), (10, 20) and (20, 10): the line explains a quarter (r = 0.5) and so weighs a third.
    #[test]
    fn a_line_weighs_by_what_it_explains() {
        let points = [(0.0, 0.0), (10.0, 20.0), (20.0, 10.0), (30.0, 77.0)];
        let (value, weight) = Moments::of(points.into_iter()).predict_without(30.0, 77.0).unwrap();
        assert!((value - 20.0).abs() < 1e-9, "{value}");
        assert!((weight - 1.0 / 3.0).abs() < 1e-9, "{weight}");
    }
}

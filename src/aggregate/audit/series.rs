//! Lists of equal steps, which nobody has measured.

use super::blocks::for_each_block;
use super::finding::finding;
use crate::dataset::{Dataset, Model};
use crate::document::{Finding, Kind};

/// A list shorter than this has equal steps by chance.
const SERIES_LENGTH: usize = 5;

/// Placeholders among the figures themselves. They are within their range, so they are shown, but somebody should know.
pub(super) fn in_scores(dataset: &Dataset, row: usize, model: &Model, findings: &mut Vec<Finding>) {
    for_each_block(dataset, row, |benchmark, what, figures| {
        let values: Vec<f64> = figures.iter().map(|(_, figure)| figure.value).collect();
        if let (Some((first, last)), Some((_, figure))) = (equal_steps(&values), figures.first()) {
            let name = dataset.catalog().benchmarks.get(benchmark).map_or("", |b| &b.name);
            let key = format!("{} of {name}", what.words());
            findings.push(finding(
                model,
                figure.line,
                Kind::PlaceholderSeries { key, first, last, is_shown: true },
                vec![benchmark],
            ));
        }
    });
}

/// First and last of a list whose steps are all the same and not zero.
pub(super) fn equal_steps(values: &[f64]) -> Option<(f64, f64)> {
    let (first, second, last) = (*values.first()?, *values.get(1)?, *values.last()?);
    let step = second - first;
    let equal = values.windows(2).all(|pair| match pair {
        [a, b] => (b - a - step).abs() <= 1e-6 * step.abs().max(1.0),
        _ => false,
    });
    (values.len() >= SERIES_LENGTH && step.abs() > 1e-9 && equal).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_has_equal_steps_that_are_not_zero() {
        assert_eq!(equal_steps(&[3302.01, 3303.01, 3304.01, 3305.01, 3306.01]), Some((3302.01, 3306.01)));
        assert_eq!(equal_steps(&[10.0, 12.5, 15.0, 17.5, 20.0]), Some((10.0, 20.0)));
        assert_eq!(equal_steps(&[0.0, 0.0, 0.0, 0.0, 0.0]), None);
        assert_eq!(equal_steps(&[1.0, 2.0, 3.0]), None);
        assert_eq!(equal_steps(&[1.0, 2.0, 3.0, 4.0, 6.0]), None);
    }
}

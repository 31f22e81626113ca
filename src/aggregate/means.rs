//! Averages over what is present.

use crate::document::Catalog;

/// The plain mean of the values that are present; `None` if there are none.
#[must_use]
pub fn mean(values: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    weighted_mean(values.into_iter().map(|value| (value, 1.0)))
}

/// Σ weight · value / Σ weight over the values that are present and weigh something; `None` if there are none.
#[must_use]
pub fn weighted_mean(values: impl IntoIterator<Item = (Option<f64>, f64)>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (value, weight) in values {
        if let Some(value) = value
            && weight > 0.0
        {
            sum += weight * value;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

/// The middle one of the values that are present, or the mean of the two middle ones; `None` if there are none.
#[must_use]
pub fn median(values: &[Option<f64>]) -> Option<f64> {
    let mut present: Vec<f64> = values.iter().flatten().copied().collect();
    if present.is_empty() {
        return None;
    }
    let (half, even) = (present.len() / 2, present.len().is_multiple_of(2));
    // Only what is about the middle has to be in order.
    let (lower, &mut upper, _) = present.select_nth_unstable_by(half, f64::total_cmp);
    let below = if even { lower.iter().copied().max_by(f64::total_cmp) } else { None };
    Some(f64::midpoint(below.unwrap_or(upper), upper))
}

/// Formula (1), which is also (3): a core capability from the scores of the fine-grained ones.
///
/// `fine` has one place per fine-grained capability, in catalog order.
#[must_use]
pub fn core_of_benchmark(catalog: &Catalog, core: usize, fine: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    mean(catalog.cores.get(core)?.fines.clone().map(fine))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_of_what_is_present() {
        assert_eq!(median(&[Some(3.0), None, Some(1.0), Some(2.0)]), Some(2.0));
        assert_eq!(median(&[Some(3.0), Some(1.0)]), Some(2.0));
        assert_eq!(median(&[Some(9.0), Some(4.0), Some(1.0), Some(2.0)]), Some(3.0));
        assert_eq!(median(&[None]), None);
    }
}

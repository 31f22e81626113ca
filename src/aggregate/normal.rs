//! The standard normal distribution, as far as rank sets need it.

use std::f64::consts::PI;

/// Beyond this, in standard deviations, nothing is left of the distribution in double precision.
const FARTHEST: f64 = 8.5;

/// Steps to a root at most; it takes a dozen.
const MOST_STEPS: usize = 200;

/// φ(z).
pub(super) fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Φ(z), within 1e-15 (G. Marsaglia, Evaluating the Normal Distribution, Journal of Statistical Software 11(4), 2004).
pub(super) fn cumulative(z: f64) -> f64 {
    if z.abs() > FARTHEST {
        return if z > 0.0 { 1.0 } else { 0.0 };
    }
    // z + z³/3 + z⁵/(3·5) + …, until a term changes nothing.
    let (mut sum, mut previous, mut term, mut odd) = (z, f64::NAN, z, 1.0);
    while sum != previous {
        previous = sum;
        odd += 2.0;
        term *= z * z / odd;
        sum += term;
    }
    0.5 + sum * density(z)
}

/// Φ⁻¹(share) for shares from a half to less than 1.
pub(super) fn upper_quantile(share: f64) -> f64 {
    increasing_root(0.0, FARTHEST, &|z| cumulative(z) - share)
}

/// Where an increasing function is zero, between a place where it is negative and one where it is positive.
///
/// The Illinois variant of the rule of false position (M. Dowell and P. Jarratt, BIT 11, 1971).
pub(super) fn increasing_root(mut low: f64, mut high: f64, function: &dyn Fn(f64) -> f64) -> f64 {
    let (mut below, mut above) = (function(low), function(high));
    let (mut root, mut was_above) = (high, None);
    for _ in 0..MOST_STEPS {
        let last = root;
        root = high - above * (high - low) / (above - below);
        let value = function(root);
        if value == 0.0 || (root - last).abs() < 1e-13 {
            break;
        }
        // An end that stays once more counts half, or it would stay for ever.
        if value > 0.0 {
            if was_above == Some(true) {
                below /= 2.0;
            }
            (high, above) = (root, value);
        } else {
            if was_above == Some(false) {
                above /= 2.0;
            }
            (low, below) = (root, value);
        }
        was_above = Some(value > 0.0);
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_has_its_published_values() {
        // Abramowitz and Stegun, table 26.1.
        for (z, expected) in [(0.0, 0.5), (1.0, 0.841_344_746_068_543), (2.5, 0.993_790_334_674_224)] {
            assert!((cumulative(z) - expected).abs() < 2e-15, "{z}");
            assert!((cumulative(-z) - (1.0 - expected)).abs() < 2e-15, "-{z}");
        }
        assert!((cumulative(-6.0) - 9.865_876_45e-10).abs() < 1e-15);
        assert_eq!((cumulative(-40.0), cumulative(40.0), cumulative(f64::INFINITY)), (0.0, 1.0, 1.0));
        assert!((upper_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-12);
        assert!((upper_quantile(0.999_999) - 4.753_424_308_822_899).abs() < 1e-8);
    }
}

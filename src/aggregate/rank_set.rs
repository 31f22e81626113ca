//! Which ranks are more than chance: simultaneous rank sets, the rank set of one model, and the constants of both.
//!
//! A model is certainly above another when its score is higher by more than c standard errors of the difference. The
//! constant c of [`tukey_kramer`] makes all such statements about all models hold at once with 95 %. Sources: Mogstad,
//! Romano, Shaikh and Wilhelm, Inference for Ranks (doi 10.1093/restud/rdad006); Al Mohamad, Goeman and van Zwet,
//! Simultaneous confidence intervals for ranks (arXiv 1708.02729); Hayter, Annals of Statistics 12, 1984, for unequal
//! variances, which make the sets wider than they need be.

use super::normal::{cumulative, density, increasing_root, upper_quantile};
use crate::order::sort_by;

/// How often the statements hold.
const CONFIDENCE: f64 = 0.95;

/// A score and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// In the units of the score.
    pub score: f64,
    /// In squared units of the score and more than zero; `None` where it is unknown.
    pub variance: Option<f64>,
}

impl Estimate {
    /// Whether it is above another one by more than chance; never where a variance is unknown.
    fn is_certainly_above(self, other: Self, critical: f64) -> bool {
        let variances = self.variance.zip(other.variance);
        variances.is_some_and(|(own, others)| is_certain(self.score - other.score, own + others, critical))
    }
}

/// Whether a difference is more than `critical` standard errors. Once true, it stays so for larger differences and smaller
/// variances, rounding included.
fn is_certain(difference: f64, variance: f64, critical: f64) -> bool {
    difference > 0.0 && difference * difference > critical * critical * variance
}

/// The ranks that a model may have, both ends included; 1 is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankSet {
    /// 1 + the number of models that are certainly above.
    pub low: u32,
    /// The number of models that are not certainly below.
    pub high: u32,
}

impl RankSet {
    /// Whether no model is certainly above.
    #[must_use]
    pub fn could_be_first(self) -> bool {
        self.low == 1
    }

    fn new(models: usize, above: usize, below: usize) -> Self {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self { low: 1 + count(above), high: count(models - below) }
    }
}

/// The constant c of Tukey and Kramer for all differences among so many models, 95 %; 0 for fewer than two.
///
/// It solves p ∫ φ(z) [Φ(z) − Φ(z − c√2)]^(p−1) dz = 0.95: the studentised range with infinite degrees of freedom over √2.
/// It takes about as long for ten models as for ten thousand, so whoever ranks often keeps it, by the number of models.
#[must_use]
pub fn tukey_kramer(models: u32) -> f64 {
    /// Between the places where the integrand is looked at. The trapezoidal rule is exact to ten digits: the integrand is
    /// smooth and vanishes at both ends.
    const STEP: f64 = 0.1;
    let Some(others) = models.checked_sub(1).filter(|others| *others > 0) else { return 0.0 };
    let power = i32::try_from(others).unwrap_or(i32::MAX);
    let places: Vec<(f64, f64, f64)> = (-85..=95)
        .map(|place| f64::from(place) * STEP)
        .map(|z| (z, f64::from(models) * STEP * density(z), cumulative(z)))
        .collect();
    let held = |critical: f64| {
        let apart = critical * std::f64::consts::SQRT_2;
        let part = |(z, weight, below): &(f64, f64, f64)| weight * (below - cumulative(z - apart)).powi(power);
        places.iter().map(part).sum::<f64>()
    };
    increasing_root(1.0, 10.0, &|critical| held(critical) - CONFIDENCE)
}

/// The constant for one model against each of the others, 95 %: Φ⁻¹((1 + 0.95^(1/(p−1)))/2), by Šidák's inequality. 0 for
/// fewer than two models.
#[must_use]
pub fn sidak(models: u32) -> f64 {
    let Some(others) = models.checked_sub(1).filter(|others| *others > 0) else { return 0.0 };
    upper_quantile(f64::midpoint(1.0, CONFIDENCE.powf(1.0 / f64::from(others))))
}

/// The rank set of every model, with one constant for all. `None` for a model without an estimate, which is not ranked, and
/// for one whose variance is unknown: it counts among the models, and is certainly above and below none.
///
/// The models are put into groups of similar variance, each sorted by score. The standard error of a difference to a model of a
/// group lies between those with its least and its greatest variance, so that of each group only a narrow band has to be
/// looked at one by one.
#[must_use]
pub fn rank_sets(models: &[Option<Estimate>], critical: f64) -> Vec<Option<RankSet>> {
    /// More groups make the bands narrower, and the searches for their ends more.
    const GROUPS: usize = 8;
    const LEAST_OF_A_GROUP: usize = 64;
    let ranked = models.iter().flatten().count();
    let known = |(row, model): (usize, &Option<Estimate>)| {
        let model = (*model)?;
        Some(Known { row, score: model.score, variance: model.variance? })
    };
    let mut known: Vec<Known> = models.iter().enumerate().filter_map(known).collect();
    sort_by(&mut known, |a, b| a.variance.total_cmp(&b.variance));
    let (mut above, mut below) = (vec![0; known.len()], vec![0; known.len()]);
    let size = LEAST_OF_A_GROUP.max(known.len().div_ceil(GROUPS));
    for first in (0..known.len()).step_by(size) {
        let group = known.iter().enumerate().skip(first).take(size);
        let mut group: Vec<(usize, &Known)> = group.collect();
        sort_by(&mut group, |a, b| a.1.score.total_cmp(&b.1.score));
        count_apart(&known, &mut above, &group, &mut below, critical);
    }
    let mut sets = vec![None; models.len()];
    for ((own, above), below) in known.iter().zip(above).zip(below) {
        if let Some(set) = sets.get_mut(own.row) {
            *set = Some(RankSet::new(ranked, above, below));
        }
    }
    sets
}

/// Counts for each of all models those of a group that are certainly above it, and for each of the group, which is given by
/// place and sorted by score, those of all that are certainly below it.
fn count_apart(all: &[Known], above: &mut [usize], group: &[(usize, &Known)], below: &mut [usize], critical: f64) {
    let variances = || group.iter().map(|(_, model)| model.variance);
    let (least, greatest) = (variances().fold(f64::INFINITY, f64::min), variances().fold(0.0, f64::max));
    let mut single = vec![0; group.len()];
    // How many models are certainly below all of the group from a place on.
    let mut below_from = vec![0; group.len() + 1];
    for (own, above) in all.iter().zip(above) {
        let apart = |higher: &Known, variance| is_certain(higher.score - own.score, own.variance + variance, critical);
        let certain = group.partition_point(|(_, higher)| !apart(higher, greatest));
        let possible = group.partition_point(|(_, higher)| !apart(higher, least));
        *above += group.len() - certain;
        let band = group.get(possible..certain).unwrap_or_default();
        for ((_, higher), single) in band.iter().zip(single.iter_mut().skip(possible)) {
            let certain = usize::from(apart(higher, higher.variance));
            *above += certain;
            *single += certain;
        }
        if let Some(from) = below_from.get_mut(certain) {
            *from += 1;
        }
    }
    let mut all_below = 0;
    for (((place, _), single), from) in group.iter().zip(single).zip(below_from) {
        all_below += from;
        if let Some(below) = below.get_mut(*place) {
            *below += all_below + single;
        }
    }
}

/// A model of known variance.
struct Known {
    row: usize,
    score: f64,
    variance: f64,
}

/// The rank set of one model by itself, with the constant of [`sidak`]: narrower than among all at once. `None` as in
/// [`rank_sets`].
#[must_use]
pub fn marginal_rank_set(models: &[Option<Estimate>], row: usize, critical: f64) -> Option<RankSet> {
    let own = models.get(row).copied().flatten().filter(|own| own.variance.is_some())?;
    let all = || models.iter().flatten();
    let above = all().filter(|other| other.is_certainly_above(own, critical)).count();
    let below = all().filter(|other| own.is_certainly_above(**other, critical)).count();
    Some(RankSet::new(all().count(), above, below))
}

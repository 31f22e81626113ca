//! Which benchmarks agree: Spearman's rank correlation over the models that two have in common, and an order in which
//! those that agree stand together.

use super::TIE;
use crate::dataset::{Dataset, Model};
use crate::order::sort_by;

/// How two benchmarks agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Spearman's ρ, −1 to 1; `None` where too few models have both, or all of them score the same on one.
    pub rho: Option<f64>,
    /// How many models have a total on both.
    pub models: u32,
}

/// Fewer models in common than this say nothing.
pub const LEAST_SHARED: usize = 8;

/// How benchmarks, or other columns of scores, agree, pair by pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlations {
    /// Catalog indices of the benchmarks, or places of the columns, in an order in which those that agree stand together.
    pub items: Vec<usize>,
    /// For each of them, how it agrees with each.
    pub pairs: Vec<Vec<Agreement>>,
}

impl Correlations {
    /// Works out how the benchmarks with these catalog indices agree over the bundled models.
    ///
    /// Takes time in proportion to models × benchmarks².
    #[must_use]
    pub fn new(dataset: &Dataset, benchmarks: &[usize]) -> Self {
        let sorted: Vec<_> = benchmarks.iter().map(|&benchmark| sorted_totals(dataset, benchmark)).collect();
        Self::of_sorted(benchmarks, &sorted, dataset.models().len())
    }

    /// Works out how columns agree, each with a score for each model.
    #[must_use]
    pub fn of_columns(columns: &[&[Option<f64>]]) -> Self {
        let models = columns.iter().map(|column| column.len()).max().unwrap_or(0);
        let places: Vec<usize> = (0..columns.len()).collect();
        let sorted: Vec<_> = columns.iter().map(|column| sorted(column.iter().copied())).collect();
        Self::of_sorted(&places, &sorted, models)
    }

    /// Without those that agree with no other as far as can be told; empty where that holds for all.
    #[must_use]
    pub fn told(self) -> Self {
        let is_told = |(nth, row): (usize, &Vec<Agreement>)| {
            row.iter().enumerate().any(|(mth, pair)| nth != mth && pair.rho.is_some())
        };
        let told: Vec<bool> = self.pairs.iter().enumerate().map(is_told).collect();
        let keep = |nth: usize| told.get(nth) == Some(&true);
        let items = self.items.into_iter().enumerate().filter(|(nth, _)| keep(*nth)).map(|(_, item)| item).collect();
        let kept = |row: Vec<Agreement>| {
            row.into_iter().enumerate().filter(|(nth, _)| keep(*nth)).map(|(_, pair)| pair).collect()
        };
        let pairs =
            self.pairs.into_iter().enumerate().filter(|(nth, _)| keep(*nth)).map(|(_, row)| kept(row)).collect();
        Self { items, pairs }
    }

    /// Sorted once; what two have in common is then met in order.
    fn of_sorted(items: &[usize], sorted: &[Vec<(usize, f64)>], models: usize) -> Self {
        let mut pairs: Vec<Vec<Agreement>> = Vec::new();
        for (nth, a) in sorted.iter().enumerate() {
            let row = sorted.iter().enumerate().map(|(mth, b)| match pairs.get(mth).and_then(|row| row.get(nth)) {
                Some(known) => *known,
                None => agreement(a, b, models),
            });
            let row = row.collect();
            pairs.push(row);
        }
        let order = side_by_side(&pairs);
        let picked = |row: &Vec<Agreement>| order.iter().filter_map(|&b| row.get(b).copied()).collect();
        Self {
            items: order.iter().filter_map(|&place| items.get(place).copied()).collect(),
            pairs: order.iter().filter_map(|&place| pairs.get(place).map(picked)).collect(),
        }
    }
}

impl Agreement {
    /// How two benchmarks, by catalog index, agree over the bundled models.
    #[must_use]
    pub fn of(dataset: &Dataset, one: usize, other: usize) -> Self {
        agreement(&sorted_totals(dataset, one), &sorted_totals(dataset, other), dataset.models().len())
    }
}

/// Rows of bundled models with their totals on a benchmark, in ascending order of these. What benchmarks have in common is no matter
/// of a visitor's files, of which many may be versions of one model.
fn sorted_totals(dataset: &Dataset, benchmark: usize) -> Vec<(usize, f64)> {
    let totals = dataset.total(benchmark);
    let of_bundled = |(row, model): (usize, &Model)| totals.get(row).filter(|_| !model.preview);
    sorted(dataset.models().iter().enumerate().map(of_bundled))
}

/// Rows with their scores, in ascending order of these.
fn sorted(scores: impl Iterator<Item = Option<f64>>) -> Vec<(usize, f64)> {
    let mut scores: Vec<(usize, f64)> = scores.enumerate().filter_map(|(row, score)| Some((row, score?))).collect();
    sort_by(&mut scores, |a, b| a.1.total_cmp(&b.1));
    scores
}

/// The agreement of two lists of rows with their scores, each in ascending order of the scores.
fn agreement(a: &[(usize, f64)], b: &[(usize, f64)], models: usize) -> Agreement {
    let mut ranks = vec![[f64::NAN; 2]; models];
    let has = |list: &[(usize, f64)]| {
        let mut has = vec![false; models];
        for (row, _) in list {
            if let Some(slot) = has.get_mut(*row) {
                *slot = true;
            }
        }
        has
    };
    let (in_a, in_b) = (has(a), has(b));
    let both = |row: &usize| in_a.get(*row) == Some(&true) && in_b.get(*row) == Some(&true);
    for (side, list) in [a, b].into_iter().enumerate() {
        let shared: Vec<&(usize, f64)> = list.iter().filter(|(row, _)| both(row)).collect();
        let mut place = 0;
        while let Some((_, score)) = shared.get(place) {
            // Ties share the mean of their ranks.
            let tied = shared.iter().skip(place).take_while(|(_, other)| other - score < TIE).count();
            let rank = place as f64 + (tied + 1) as f64 / 2.0;
            for (row, _) in shared.iter().skip(place).take(tied) {
                if let Some(slot) = ranks.get_mut(*row).and_then(|ranks| ranks.get_mut(side)) {
                    *slot = rank;
                }
            }
            place += tied;
        }
    }
    ranks.retain(|[a, b]| !a.is_nan() && !b.is_nan());
    let models = u32::try_from(ranks.len()).unwrap_or(u32::MAX);
    let rho = if ranks.len() < LEAST_SHARED { None } else { pearson(&ranks) };
    Agreement { rho, models }
}

/// Pearson's coefficient, which of ranks is Spearman's (C. Spearman, American Journal of Psychology 15, 1904). `None`
/// where one side never varies.
fn pearson(pairs: &[[f64; 2]]) -> Option<f64> {
    let count = pairs.len() as f64;
    let [a, b] = [0, 1].map(|side| pairs.iter().filter_map(|pair| pair.get(side)).sum::<f64>() / count);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for [x, y] in pairs {
        ab += (x - a) * (y - b);
        aa += (x - a).powi(2);
        bb += (y - b).powi(2);
    }
    let norm = (aa * bb).sqrt();
    (norm > 0.0).then(|| (ab / norm).clamp(-1.0, 1.0))
}

/// An order in which those that agree stand side by side: the leaves of a tree by average linkage (R. Sokal and C.
/// Michener, University of Kansas Science Bulletin 38, 1958), each pair of branches turned so that what meets agrees most.
fn side_by_side(pairs: &[Vec<Agreement>]) -> Vec<usize> {
    let near = |a: usize, b: usize| pairs.get(a).and_then(|row| row.get(b)).and_then(|pair| pair.rho).unwrap_or(0.0);
    let mut groups: Vec<Vec<usize>> = (0..pairs.len()).map(|leaf| vec![leaf]).collect();
    let linkage = |a: &[usize], b: &[usize]| {
        let all = a.iter().flat_map(|&x| b.iter().map(move |&y| near(x, y)));
        all.sum::<f64>() / (a.len() * b.len()) as f64
    };
    while groups.len() > 1 {
        let mut best = (0, 1, f64::NEG_INFINITY);
        for (i, a) in groups.iter().enumerate() {
            for (j, b) in groups.iter().enumerate().skip(i + 1) {
                let linked = linkage(a, b);
                if linked > best.2 {
                    best = (i, j, linked);
                }
            }
        }
        let right = groups.remove(best.1);
        let left = groups.remove(best.0);
        let turned = |list: &[usize]| list.iter().rev().copied().collect::<Vec<_>>();
        let ways = [
            (left.clone(), right.clone()),
            (left.clone(), turned(&right)),
            (turned(&left), right.clone()),
            (turned(&left), turned(&right)),
        ];
        let meets = |(left, right): &(Vec<usize>, Vec<usize>)| {
            left.last().zip(right.first()).map_or(f64::NEG_INFINITY, |(&a, &b)| near(a, b))
        };
        let way = ways.into_iter().reduce(|best, next| if meets(&next) > meets(&best) { next } else { best });
        groups.push(way.map(|(left, right)| [left, right].concat()).unwrap_or_default());
    }
    groups.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_ranks() {
        // Ranks 1, 2.5, 2.5, 4, 5, 6, 7, 8 against 2, 1, 3, 4, 5, 6, 7, 8: covariance 40, variances 41.5 and 42.
        let a = [(0, 1.0), (1, 2.0), (2, 2.0), (3, 3.0), (4, 4.0), (5, 5.0), (6, 6.0), (7, 7.0)];
        let b = [(1, 1.0), (0, 2.0), (2, 3.0), (3, 4.0), (4, 5.0), (5, 6.0), (6, 7.0), (7, 8.0)];
        let found = agreement(&a, &b, 9);
        assert_eq!(found.models, 8);
        assert!((found.rho.unwrap() - 40.0 / (41.5_f64 * 42.0).sqrt()).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn too_few_or_equal_say_nothing() {
        let ascending = |count: usize| (0..count).map(|row| (row, row as f64)).collect::<Vec<_>>();
        let equal: Vec<_> = (0..8).map(|row| (row, 1.0)).collect();
        assert_eq!(agreement(&ascending(7), &ascending(7), 7).rho, None);
        assert_eq!(agreement(&equal, &ascending(8), 8).rho, None);
        let backwards: Vec<_> = (0..8).map(|row| (7 - row, row as f64)).collect();
        assert_eq!(agreement(&ascending(8), &backwards, 8).rho, Some(-1.0));
        // Only those that have both count.
        let far = agreement(&ascending(8), &[(1, 0.0), (9, 1.0)], 10);
        assert_eq!((far.rho, far.models), (None, 1));
    }

    #[test]
    fn those_that_agree_stand_together() {
        let rho = [[1.0, 0.1, 0.9, 0.0], [0.1, 1.0, 0.2, 0.8], [0.9, 0.2, 1.0, 0.1], [0.0, 0.8, 0.1, 1.0]];
        let pairs: Vec<Vec<Agreement>> =
            rho.iter().map(|row| row.iter().map(|&r| Agreement { rho: Some(r), models: 9 }).collect()).collect();
        let order = side_by_side(&pairs);
        let place = |leaf: usize| order.iter().position(|&o| o == leaf).unwrap() as i32;
        assert_eq!((place(0) - place(2)).abs(), 1, "{order:?}");
        assert_eq!((place(1) - place(3)).abs(), 1, "{order:?}");
        // And where the two pairs meet, it is by those of each that agree most.
        assert_eq!((place(1) - place(2)).abs(), 1, "{order:?}");
        assert!(side_by_side(&[]).is_empty());
    }
}

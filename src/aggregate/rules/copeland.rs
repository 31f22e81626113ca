//! Copeland: the share of the others that a model beats on more common benchmarks than it loses, a tie counting half. So
//! does having no benchmark in common.
//!
//! A model that beats each other one is first, whatever its distances. It takes all pairs: half a second for ten thousand
//! models.

use super::score_table::ScoreTable;

pub(super) fn scores(table: &ScoreTable) -> Vec<Option<f64>> {
    let ranks = table.doubled_ranks();
    let others = table.models.saturating_sub(1);
    // Twice the points, so that they stay whole.
    let mut points = vec![0_u32; table.models];
    for (row, own) in ranks.iter().enumerate() {
        let mut gained = 0;
        for (other, of_other) in ranks.iter().zip(&mut points).skip(row + 1) {
            let wins: i32 = own.iter().zip(other).map(|(own, other)| wins_less_losses(*own, *other)).sum();
            match wins {
                1.. => gained += 2,
                0 => {
                    gained += 1;
                    *of_other += 1;
                }
                _ => *of_other += 2,
            }
        }
        if let Some(of_own) = points.get_mut(row) {
            *of_own += gained;
        }
    }
    let share = |points: u32| (others > 0).then(|| f64::from(points) / (2.0 * others as f64));
    points.into_iter().map(share).collect()
}

/// 1, −1 or 0, by doubled ranks.
fn wins_less_losses(own: u32, other: u32) -> i32 {
    if own == 0 || other == 0 { 0 } else { i32::from(own < other) - i32::from(own > other) }
}

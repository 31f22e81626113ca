//! Bradley–Terry: strengths p for which i beats j with the chance p_i/(p_i + p_j) and the wins on common benchmarks are
//! likeliest. A tie is half a win.
//!
//! Each model also has half a win and half a loss against one of strength 1, without which a model that wins everything
//! would have no strength. The strengths are where p_i = W_i/Σ_j N_ij/(p_i + p_j), with W wins and N games (D. Hunter, Annals
//! of Statistics 32, 2004); repeating that takes thousands of steps on boards of few benchmarks, so that Newton's method is
//! used on the logarithms. Who was beaten counts: one need not have met all others. There is no interval, because
//! benchmarks are no independent battles.

use super::score_table::ScoreTable;

/// The most models that are ranked in this way: each step takes all pairs.
pub const MOST_MODELS: usize = 1000;

/// Steps at most; a dozen is usual.
const MOST_STEPS: usize = 100;

/// A step that changes no logarithm of a strength by more is the last one.
const SETTLED: f64 = 1e-12;

/// The longest change of a logarithm in one step: Newton's method may overshoot far from its goal.
const LONGEST_STEP: f64 = 1.0;

/// Strengths, 1 being that of the one that all meet; `None` for all where there are more than [`MOST_MODELS`].
pub(super) fn scores(table: &ScoreTable) -> Vec<Option<f64>> {
    if table.models > MOST_MODELS {
        return vec![None; table.models];
    }
    let ranks = table.doubled_ranks();
    let games = |own: &[u32], other: &[u32]| own.iter().zip(other).filter(|(a, b)| **a > 0 && **b > 0).count() as f64;
    let played: Vec<Vec<f64>> = ranks
        .iter()
        .enumerate()
        .map(|(row, own)| {
            let against = |(other, ranks): (usize, &Vec<u32>)| if other == row { 0.0 } else { games(own, ranks) };
            ranks.iter().enumerate().map(against).collect()
        })
        .collect();
    // On a benchmark, a model beats what is ranked below it, and half of what ties with it.
    let wins: Vec<f64> = ranks
        .iter()
        .map(|own| {
            let beaten = own.iter().zip(&table.benchmarks).filter(|(rank, _)| **rank > 0);
            beaten.map(|(rank, b)| f64::from(b.ranks.population()) - f64::from(*rank) / 2.0).sum::<f64>() + 0.5
        })
        .collect();

    let mut logarithms = vec![0.0; table.models];
    for _ in 0..MOST_STEPS {
        let strengths: Vec<f64> = logarithms.iter().map(|logarithm: &f64| logarithm.exp()).collect();
        let step = newton_step(&wins, &played, &strengths);
        let longest = step.iter().copied().map(f64::abs).fold(0.0, f64::max);
        let share = if longest > LONGEST_STEP { LONGEST_STEP / longest } else { 1.0 };
        logarithms.iter_mut().zip(&step).for_each(|(logarithm, step)| *logarithm += share * step);
        if longest < SETTLED {
            break;
        }
    }
    logarithms.into_iter().map(|logarithm| Some(logarithm.exp())).collect()
}

/// How far the logarithms of the strengths are from the likeliest ones, to first order.
fn newton_step(wins: &[f64], played: &[Vec<f64>], strengths: &[f64]) -> Vec<f64> {
    // By row, how the wins to be expected fall as another strength grows, and how they grow with the own one.
    let mut falls = Vec::with_capacity(strengths.len());
    let mut grows = Vec::with_capacity(strengths.len());
    let mut missing = Vec::with_capacity(strengths.len());
    for ((wins, played), own) in wins.iter().zip(played).zip(strengths) {
        let chance = own / (own + 1.0);
        let (mut expected, mut growth) = (chance, chance * (1.0 - chance));
        let fall = |(games, other): (&f64, &f64)| {
            let chance = own / (own + other);
            expected += games * chance;
            let fall = games * chance * (1.0 - chance);
            growth += fall;
            fall
        };
        falls.push(played.iter().zip(strengths).map(fall).collect());
        grows.push(growth);
        missing.push(wins - expected);
    }
    solve(&falls, &grows, missing)
}

/// Solves A x = b for A with `diagonal`, and the negative of `falls` beside it, by conjugate gradients preconditioned by the
/// diagonal. A is symmetric, and its diagonal outweighs the rest.
fn solve(falls: &[Vec<f64>], diagonal: &[f64], mut residual: Vec<f64>) -> Vec<f64> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let scaled = |of: &[f64]| of.iter().zip(diagonal).map(|(of, diagonal)| of / diagonal).collect::<Vec<f64>>();
    let mut solution = vec![0.0; residual.len()];
    let mut direction = scaled(&residual);
    let mut size = dot(&residual, &direction);
    let enough = size * 1e-24;
    for _ in 0..2 * residual.len() {
        if size <= enough {
            break;
        }
        let row = |((falls, diagonal), own): ((&Vec<f64>, &f64), &f64)| diagonal * own - dot(falls, &direction);
        let image: Vec<f64> = falls.iter().zip(diagonal).zip(&direction).map(row).collect();
        let along = size / dot(&direction, &image);
        solution.iter_mut().zip(&direction).for_each(|(solution, direction)| *solution += along * direction);
        residual.iter_mut().zip(&image).for_each(|(residual, image)| *residual -= along * image);
        let next = scaled(&residual);
        let last = std::mem::replace(&mut size, dot(&residual, &next));
        let turn = size / last;
        direction.iter_mut().zip(&next).for_each(|(direction, next)| *direction = next + turn * *direction);
    }
    solution
}

//! Variances and intervals, on cases worked out by hand and recomputed from the catalog for all bundled models.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets nothing fails, as it should"
)]

use arena_explorer::aggregate::{BoardScores, Interval, Lens, Ranking, Sampling, Subject};
use arena_explorer::dataset::Dataset;
use arena_explorer::document::{Benchmark, Metric, Samples, TotalRule, read_catalog};
use arena_explorer::load::load;
use arena_explorer::view::{RankDoubts, explain, headings};

use crate::common::{bundled, close, named};

const CATALOG: &str = "
capabilities: [{name: Core, fine: [One, Two]}]
benchmarks:
  - {name: Mean, metric: accuracy, total: T, columns: [T, A, B], samples: {A: 96, B: 396}, total_is: mean}
  - {name: Pool, metric: success-rate, total: T, columns: [T, A, B], questions: {One: 60, Two: 36}}
  - name: Ranges
    metric: llm-judged
    metrics: {R: accuracy}
    total: T
    columns: [R, C, T]
    ranges: {C: [0, 10]}
    total_is: {R: 0.5, C: 5}
    samples: {R: 96, C: 46}
  - {name: Texts, metric: text-overlap, metrics: {E: accuracy}, total: T, columns: [C, E, T], total_is: mean, samples: {C: 96, E: 96}, ranges: {C: [0, 1000]}}
  - {name: Micro, metric: micro-f1, total: T, columns: [T], samples: 400}
  - {name: Nameless, metric: accuracy, total: T, columns: [T]}
boards:
  - {name: Known, benchmarks: [Mean, Pool]}
  - {name: Graded, benchmarks: [Pool, Ranges]}
  - {name: Unknown, benchmarks: [Mean, Texts]}
";

fn dataset(scores: &str) -> Dataset {
    let (catalog, findings) = read_catalog("catalog.yaml", CATALOG);
    assert_eq!(findings, []);
    let loaded = load(&[named("m.md", &format!("name: M\nscore:\n  benchmark:\n{scores}"))], catalog.unwrap());
    // Some of the cases are about what is known without a total.
    let others = loaded.findings.iter().filter(|finding| finding.kind.code() != "no-total").count();
    assert_eq!(others, 0, "{:?}", loaded.findings);
    loaded.dataset
}

/// The variance of the only model's total on a benchmark, and whether it is an upper bound.
fn variance(scores: &str, benchmark: usize) -> Option<(f64, bool)> {
    let dataset = dataset(scores);
    let variance = Sampling::new(&dataset, benchmark).unwrap().variance(0)?;
    Some((variance.value, variance.at_most))
}

/// A: 48 of 96 are right, and (48 + 2) / (96 + 4) = 0.5, so v = 0.25 / 100 = 0.0025.
/// B: 99 of 396 are right, and (99 + 2) / (396 + 4) = 0.2525, so v = 0.2525 · 0.7475 / 400 = 0.000471859375.
/// In points, 25 and 4.71859375. The total is the mean of both: a quarter of their sum.
#[test]
fn a_total_that_is_a_mean_has_the_variance_of_its_columns() {
    let (value, at_most) = variance("    mean: {columns: {T: 37.5, A: 50, B: 25}}", 0).unwrap();
    assert!(close(value, (25.0 + 4.718_593_75) / 4.0, 1e-9) && !at_most, "{value}");
    // 37.5 ± 1.96 · √7.4296484375.
    let dataset = dataset("    mean: {columns: {T: 37.5, A: 50, B: 25}}");
    let interval = Interval::of_total(&dataset, 0, 0).unwrap();
    assert!(close(interval.low, 32.157_651, 1e-6) && close(interval.high, 42.842_348, 1e-6), "{interval:?}");
    // A column is a single score: Wilson's interval of 48 of 96 is 40.19 to 59.81.
    let interval = Interval::of_score(&dataset, 0, 0, 1).unwrap();
    assert!(close(interval.low, 40.1924, 1e-4) && close(interval.high, 59.8076, 1e-4), "{interval:?}");
}

/// A file that says of A that 996 items stand behind it: (498 + 2) / 1000 = 0.5, v = 0.25 / 1000, in points 2.5.
/// One that says 192 behind the total has 96 behind each of the two columns.
#[test]
fn samples_of_the_file_go_before_those_of_the_catalog() {
    let (value, _) = variance("    mean: {columns: {T: 37.5, A: 50, B: 25}, samples: {A: 996}}", 0).unwrap();
    assert!(close(value, (2.5 + 4.718_593_75) / 4.0, 1e-9), "{value}");
    let (value, _) = variance("    mean: {columns: {T: 50, A: 50, B: 50}, samples: 192}", 0).unwrap();
    assert!(close(value, 50.0 / 4.0, 1e-9), "{value}");
    // The same said of the total by its name; A has a count of its own beside it in the second.
    let (value, _) = variance("    mean: {columns: {T: 50, A: 50, B: 50}, samples: {T: 192}}", 0).unwrap();
    assert!(close(value, 50.0 / 4.0, 1e-9), "{value}");
    let (value, _) = variance("    mean: {columns: {T: 50, A: 50, B: 50}, samples: {T: 192, A: 996}}", 0).unwrap();
    assert!(close(value, (2.5 + 25.0) / 4.0, 1e-9), "{value}");
}

/// Without one of the columns the total rests on all 492 items: (196.8 + 2) / 496 = 0.400806…, v = 4.841948… points.
#[test]
fn a_mean_of_columns_that_are_not_all_there_is_taken_as_pooled() {
    let (value, _) = variance("    mean: {columns: {T: 40, A: 40}}", 0).unwrap();
    let share = 198.8 / 496.0;
    assert!(close(value, share * (1.0 - share) / 496.0 * 1e4, 1e-9) && close(value, 4.842, 1e-3), "{value}");
}

/// 96 questions stand in for samples: (0 + 2) / 100 = 0.02, v = 0.02 · 0.98 / 100 = 0.000196, in points 1.96.
/// Wilson's interval of 0 of 96 ends at z² / (96 + z²) = 3.8475 %.
#[test]
fn nothing_right_has_an_interval_too() {
    assert_eq!(variance("    pool: {columns: {T: 0}}", 1).map(|(value, _)| close(value, 1.96, 1e-9)), Some(true));
    assert_eq!(variance("    pool: {columns: {T: 100}}", 1).map(|(value, _)| close(value, 1.96, 1e-9)), Some(true));
    let interval = Interval::of_total(&dataset("    pool: {columns: {T: 0}}"), 0, 1).unwrap();
    assert!(close(interval.low, 0.0, 1e-12) && close(interval.high, 3.8475, 1e-3), "{interval:?}");
}

/// R: v = 25 points as above, weighing 0.5² · 25 = 6.25. C is 5 of 10: (23 + 2) / 50 = 0.5, v = 0.25 / 50 = 0.005, over a
/// range of 10 it is 0.5, and weighs 5² · 0.5 = 12.5. Items of C lie between right and wrong, so all of it is a bound.
#[test]
fn ranges_and_weights_scale_the_variance() {
    let (value, at_most) = variance("    ranges: {columns: {R: 50, C: 5, T: 50}}", 2).unwrap();
    assert!(close(value, 18.75, 1e-9) && at_most, "{value}");
    let dataset = dataset("    ranges: {columns: {R: 50, C: 5, T: 50}}");
    let interval = Interval::of_total(&dataset, 0, 2).unwrap();
    assert!(close(interval.low, 50.0 - 8.486_893, 1e-5) && interval.at_most, "{interval:?}");
    // Wilson's interval of 23 of 46 is 36.11 to 63.89 %, of 10.
    let interval = Interval::of_score(&dataset, 0, 2, 1).unwrap();
    assert!(close(interval.low, 3.611, 2e-3) && close(interval.high, 6.389, 2e-3), "{interval:?}");
}

#[test]
fn what_is_no_mean_over_items_or_has_no_count_is_unknown() {
    let texts = "    texts: {columns: {C: 104.8, E: 20, T: 62.4}}";
    assert_eq!(variance(texts, 3), None, "CIDEr is a part of it");
    assert!(Interval::of_score(&dataset(texts), 0, 3, 1).is_some(), "exact match has one");
    assert_eq!(variance("    texts: {columns: {C: 104.8, T: 62.4}}", 3), None);
    assert_eq!(variance("    micro: {columns: {T: 50}}", 4), None);
    assert_eq!(variance("    nameless: {columns: {T: 50}}", 5), None);
    assert_eq!(variance("    mean: {columns: {A: 50}}", 0), None, "without a total there is none");
}

/// (7.4296484375 + 1.96) / 2² = 2.347412…, and 18.75 ± 1.96 · 1.532127 is 15.747 to 21.753.
#[test]
fn a_board_total_adds_the_variances_of_its_benchmarks() {
    let dataset = dataset("    mean: {columns: {T: 37.5, A: 50, B: 25}}\n    pool: {columns: {T: 0}}");
    let board = BoardScores::new(&dataset, 0, &[]);
    assert_eq!(board.total, [Some(18.75)]);
    let interval = board.interval[0].unwrap();
    assert!(close(interval.low, 15.747, 1e-3) && close(interval.high, 21.753, 1e-3), "{interval:?}");
    assert!(!interval.at_most);
    // A benchmark that the model does not have is no part of its total.
    assert!(BoardScores::new(&dataset, 1, &[]).interval[0].is_some());
}

#[test]
fn a_total_with_an_unknown_part_has_no_interval_and_says_so() {
    let dataset = dataset("    mean: {columns: {T: 37.5, A: 50, B: 25}}\n    texts: {columns: {C: 9, E: 7, T: 8}}");
    let subject = Subject { board: 2, lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, 0.5, &[]);
    assert_eq!(ranking.interval, [None]);
    let said = |ranking: &Ranking| {
        let total = headings(dataset.catalog(), ranking).into_iter().find(|heading| heading.code == "total").unwrap();
        explain(&dataset, ranking, RankDoubts::default(), &total, 0).unwrap().interval.unwrap()
    };
    assert_eq!(said(&ranking), "No 95 % interval, because Texts has none");
    let without = Ranking::new(&dataset, subject, 0.5, &[3]);
    assert_eq!(said(&without), "95 % interval 32.2 to 42.8");
}

/// The rules again, from the fields of the catalog alone: every total of every bundled model.
#[test]
fn all_bundled_totals_have_the_variance_that_the_rules_give() {
    let dataset = bundled().dataset;
    let (mut known, mut unknown) = (0, 0);
    for (index, about) in dataset.catalog().benchmarks.iter().enumerate() {
        let sampling = Sampling::new(&dataset, index).unwrap();
        for row in 0..dataset.models().len() {
            let expected = recomputed(&dataset, index, about, row);
            let found = sampling.variance(row).map(|variance| variance.value);
            match (expected, found) {
                (Some(a), Some(b)) => {
                    known += 1;
                    assert!(close(a, b, 1e-9 * a.max(1.0)), "{} of {row}: {a} {b}", about.name);
                }
                (None, None) => unknown += usize::from(dataset.total(index).get(row).is_some()),
                other => panic!("{} of {row}: {other:?}", about.name),
            }
        }
    }
    assert!(known > 300 && unknown > 20, "{known} {unknown}");
}

fn recomputed(dataset: &Dataset, index: usize, about: &Benchmark, row: usize) -> Option<f64> {
    let scores: Vec<Option<f64>> = (0..about.columns.len()).map(|c| dataset.column(index, c).get(row)).collect();
    let total = scores[about.total]?;
    let asked: u32 = about.questions.iter().sum();
    let parts: Vec<usize> = (0..about.columns.len()).filter(|c| *c != about.total).collect();
    let stated = |column: usize| match &about.samples {
        Samples::Columns(counts) => counts[column].map(f64::from),
        _ => None,
    };
    let of = |column: usize, score: f64, items: f64| {
        let metric = about.metrics.iter().find(|(c, _)| *c == column).map_or(about.metric, |(_, metric)| *metric);
        if matches!(metric, Metric::TextOverlap | Metric::MicroF1) || items == 0.0 {
            return None;
        }
        let (a, b) = about.ranges.iter().find(|(c, _)| *c == column).map_or((0.0, 100.0), |(_, r)| (r.low, r.high));
        let x = (score - a) / (b - a) * items;
        let p = (x + 2.0) / (items + 4.0);
        Some(p * (1.0 - p) / (items + 4.0) * (b - a) * (b - a))
    };
    let weights: Vec<(usize, f64)> = match &about.total_is {
        TotalRule::Pooled => Vec::new(),
        TotalRule::Mean => parts.iter().map(|c| (*c, 1.0 / parts.len() as f64)).collect(),
        TotalRule::Weights(weights) => weights.clone(),
    };
    if !weights.is_empty() && weights.iter().all(|(c, _)| scores[*c].is_some()) {
        let mut sum = 0.0;
        for (column, weight) in weights {
            let items = stated(column).unwrap_or(f64::from(asked) / parts.len() as f64);
            sum += weight * weight * of(column, scores[column].unwrap(), items)?;
        }
        return Some(sum);
    }
    let all: Option<f64> = parts.iter().map(|c| stated(*c)).sum();
    let items = match &about.samples {
        Samples::Total(count) => f64::from(*count),
        _ => all.filter(|_| !parts.is_empty()).unwrap_or(f64::from(asked)),
    };
    of(about.total, total, items)
}

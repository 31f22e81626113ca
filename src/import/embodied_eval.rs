//! Reads `results_<task>.json` of the Embodied Arena's own tool: keys `{type}_{metric}` and their averages.

use super::found::{Entry, Figure, Found, Kind, Scale, rounded, shortened};
use super::names::{Names, is_metric};
use super::path;
use super::tree::Tree;

/// Benchmarks whose judge marks from 1 to 5.
const JUDGED: [&str; 2] = ["OpenEQA", "RoboVQA"];

/// Benchmarks of which `overall` is a mean that counts the averages in.
const AVERAGED: [&str; 2] = ["VSI", "OpenEQA"];

/// Whether documents are the results of one run.
pub(super) fn is_one(trees: &[Tree]) -> bool {
    let is_key = |key: &str| {
        key == "overall"
            || key.ends_with("_average")
            || key == "reference_acc"
            || key.match_indices('_').any(|(at, _)| key.get(at + 1..).is_some_and(is_metric))
    };
    let is_results = |tree: &Tree| {
        tree.pairs().iter().any(|(key, value)| is_key(key) && matches!(value, Tree::Number(_) | Tree::Null))
    };
    // Samples have such keys as well.
    !trees.is_empty() && trees.len() <= 4 && trees.iter().all(|tree| is_results(tree) && tree.get("doc_id").is_none())
}

/// Whether a benchmark is one of those with these names.
pub(super) fn is_among(names: &Names<'_>, benchmark: usize, known: &[&str]) -> bool {
    known.iter().any(|name| names.catalog.find_benchmark(name) == Some(benchmark))
}

/// The scale in which the tool gives a benchmark.
pub(super) fn scale(names: &Names<'_>, benchmark: usize, number: f64) -> Scale {
    let judged = is_among(names, benchmark, &JUDGED);
    let (scale, low, high) = if judged { (Scale::JUDGE, 1.0, 5.0) } else { (Scale::Fraction, 0.0, 1.0) };
    // What is outside of it was not written by this tool, or not by this version.
    if (low..=high).contains(&number) { scale } else { Scale::Unknown }
}

pub(super) fn read(trees: &[Tree], path: &str, names: &Names<'_>) -> Found {
    let mut found = Found::new(path, Kind::EmbodiedEval);
    found.model = path::model(path, names);
    let date = path::date(path);
    let benchmark = path::benchmark(path, &["results_", "result_"], names).or_else(|| by_keys(trees, names));
    let mut overall = Vec::new();
    for (key, value) in trees.iter().flat_map(Tree::pairs) {
        let Some(number) = value.number() else {
            match value {
                Tree::Null => found.skip(key, "the run gave no figure"),
                _ => found.skip(key, "it is no number"),
            }
            continue;
        };
        if key != "overall" && key.ends_with("_average") {
            found.skip(key, "it is an average of columns");
            continue;
        }
        let averaged = benchmark.is_some_and(|of| is_among(names, of, &AVERAGED));
        if key == "overall" && averaged {
            overall.push(number);
            continue;
        }
        let column = benchmark.and_then(|of| names.typed_column(of, key)).map(|(column, _)| column);
        let scale = benchmark.map_or(Scale::Unknown, |of| scale(names, of, number));
        found.push(Entry {
            key: shortened(key),
            place: path.to_owned(),
            raw: number.to_string(),
            figure: Figure::Number(number),
            benchmark,
            column,
            scale,
            items: None,
            note: None,
            run: path.to_owned(),
            date: date.clone(),
        });
    }
    if let (Some(benchmark), Some(raw)) = (benchmark, overall.first()) {
        recompute(benchmark, *raw, names, &mut found);
    }
    found
}

/// The total as the catalog makes it of the columns, in place of one with averages in it.
fn recompute(benchmark: usize, raw: f64, names: &Names<'_>, found: &mut Found) {
    const WHY: &str = "it counts averages in";
    match total(benchmark, names, found) {
        Some(score) => {
            let first = found.entries.iter().find(|entry| entry.benchmark == Some(benchmark));
            let (place, date) = first.map_or_else(Default::default, |first| (first.place.clone(), first.date.clone()));
            found.skip("overall", format!("{WHY}; the total is made of the columns instead"));
            found.push(Entry {
                key: "total of the columns".to_owned(),
                run: place.clone(),
                place,
                raw: score.to_string(),
                figure: Figure::Number(score),
                benchmark: Some(benchmark),
                column: names.total(benchmark),
                scale: Scale::Percent,
                items: None,
                note: Some(format!("the file's `overall` is {raw}")),
                date,
            });
        }
        None => found.skip("overall", format!("{WHY}, and without all columns the total cannot be made anew")),
    }
}

/// The total of a benchmark by the catalog's rule, of columns that all have one score.
pub(super) fn total(benchmark: usize, names: &Names<'_>, found: &Found) -> Option<f64> {
    let weights = names.catalog.benchmarks.get(benchmark)?.total_weights()?;
    let score = |column: usize| {
        let mut entries = found.entries.iter().filter(|entry| entry.cell() == Some((benchmark, column)));
        let first = entries.next()?.score(names.catalog)?;
        entries.all(|entry| entry.score(names.catalog) == Some(first)).then_some(first)
    };
    let parts = weights.into_iter().map(|(column, weight)| Some(weight * score(column)?));
    parts.sum::<Option<f64>>().map(rounded)
}

/// The one benchmark that has a column for every key.
fn by_keys(trees: &[Tree], names: &Names<'_>) -> Option<usize> {
    let keys = trees.iter().flat_map(Tree::pairs).map(|(key, _)| key.as_str());
    let keys: Vec<&str> = keys.filter(|key| *key != "overall" && !key.ends_with("_average")).take(100).collect();
    let fits = |benchmark: &usize| keys.iter().all(|key| names.typed_column(*benchmark, key).is_some());
    let mut fitting = (0..names.catalog.benchmarks.len()).filter(fits);
    let only = fitting.next().filter(|_| !keys.is_empty())?;
    fitting.next().is_none().then_some(only)
}

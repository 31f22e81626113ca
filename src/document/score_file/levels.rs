//! Notices where a level of the `score` block was left out, and benchmarks that have columns but no total.

use std::collections::HashSet;

use crate::document::catalog::Catalog;
use crate::document::catalog::benchmark::Benchmark;
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::structure::Structure;
use crate::document::limits;
use crate::document::score_file::fields::lenient_number;
use crate::document::score_file::model::Figure;
use crate::document::score_file::reader::{Pairs, Reader, dotted};
use crate::document::text::mark::Mark;
use crate::document::text::naming::nearest;
use crate::document::yaml::node::{Node, Value};

/// What the scores of a benchmark stand under.
const BLOCKS: [&str; 6] = ["columns", "legacy", "fine", "1", "core", "0"];

impl<'c> Reader<'c, '_> {
    /// Whether benchmarks stand right under `score`, which is noted.
    pub(in crate::document) fn lacks_benchmark_level(&mut self, pairs: &Pairs<'_>) -> bool {
        let catalog = self.catalog;
        let is_benchmark = |key: &Node<'_>| key.scalar_text().is_some_and(|key| catalog.find_benchmark(&key).is_some());
        let is_section = |key: &Node<'_>| key.scalar_text().is_some_and(|key| key == "benchmark" || key == "summary");
        let first = pairs.iter().find(|(key, value)| is_benchmark(key) && has_scores(value));
        let Some((key, _)) = first.filter(|_| !pairs.iter().any(|(key, _)| is_section(key))) else { return false };
        self.missing_level(key.mark, "score", Some("benchmark"));
        true
    }

    /// Whether the scores of a benchmark stand right under it, or are one bare total, which is noted.
    pub(in crate::document) fn lacks_columns_level(
        &mut self,
        benchmark: &'c Benchmark,
        node: &Node<'_>,
        prefix: &str,
    ) -> bool {
        let catalog = self.catalog;
        let (mark, level) = match &node.value {
            Value::Number(_) => (node.mark, Some("columns")),
            Value::Text(text) if lenient_number(text).is_some() => (node.mark, Some("columns")),
            Value::List(items) if items.iter().any(has_scores) => {
                (node.mark, level_of_length(items.len(), benchmark, catalog))
            }
            Value::Map(pairs) => {
                let first = pairs.iter().find(|(_, value)| has_scores(value));
                let is_block = |key: &Node<'_>| key.scalar_text().is_some_and(|key| BLOCKS.contains(&key.as_ref()));
                let Some((key, _)) = first.filter(|_| !pairs.iter().any(|(key, _)| is_block(key))) else {
                    return false;
                };
                let texts = || pairs.iter().take(limits::PAIRS).filter_map(|(key, _)| key.scalar_text());
                let known = |is_known: &dyn Fn(&str) -> bool| texts().filter(|key| is_known(key)).count();
                let columns = known(&|key| benchmark.find_column(key).is_some());
                let fine = known(&|key| catalog.find_fine(key).is_some());
                let core = known(&|key| catalog.find_core(key).is_some());
                let most = columns.max(fine).max(core);
                if most == 0 {
                    return false;
                }
                let level = if columns == most {
                    "columns"
                } else if fine == most {
                    "fine"
                } else {
                    "core"
                };
                (key.mark, Some(level))
            }
            _ => return false,
        };
        self.missing_level(mark, prefix, level);
        true
    }

    fn missing_level(&mut self, mark: Mark, key: &str, level: Option<&str>) {
        let (key, level) = (key.to_owned(), level.map(str::to_owned));
        self.log.note(mark, || Kind::Structure(Structure::MissingLevel { key, level }));
    }

    /// Notes that a benchmark has scores in its columns but nothing in the place of the total; `mark` is the place of the
    /// columns, `node` what was read of them. A `null` there is meant.
    pub(in crate::document) fn note_total(
        &mut self,
        benchmark: &Benchmark,
        mark: Mark,
        node: &Node<'_>,
        columns: &[Option<Figure>],
    ) {
        let Value::Map(pairs) = &node.value else { return };
        let is_total =
            |key: &Node<'_>| key.scalar_text().is_some_and(|key| benchmark.find_column(&key) == Some(benchmark.total));
        if pairs.iter().any(|(key, _)| is_total(key)) || columns.iter().flatten().next().is_none() {
            return;
        }
        self.log.note(mark, || {
            let total = benchmark.columns.get(benchmark.total).cloned().unwrap_or_default();
            let score = |column: usize| columns.get(column).copied().flatten().map(|figure| figure.value);
            let part = |(column, weight): (usize, f64)| score(column).map(|score| weight * score);
            // Only where every column is there that it follows from.
            let value = benchmark.total_weights().and_then(|weights| weights.into_iter().map(part).sum());
            Kind::Structure(Structure::NoTotal { benchmark: benchmark.name.clone(), total, value })
        });
    }
}

/// The one level whose list for a benchmark has so many values; `None` where none has, or more than one.
fn level_of_length(length: usize, benchmark: &Benchmark, catalog: &Catalog) -> Option<&'static str> {
    let cores = catalog.cores.len();
    let fits = [
        ("columns", length == benchmark.columns.len()),
        ("fine", length == catalog.fines.len()),
        // The core capabilities may have an overall last.
        ("core", length == cores || length == cores + 1),
    ];
    let mut fitting = fits.into_iter().filter(|(_, fits)| *fits).map(|(level, _)| level);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// What to say of the unknown keys of a map: those with scores under them are lost scores.
pub(in crate::document) fn lost_or_unknown<'n>(
    pairs: &'n Pairs<'n>,
    prefix: String,
    known: &'n [&'static str],
) -> impl Fn(String) -> Kind + 'n {
    let with_scores = pairs.iter().filter(|(_, value)| has_scores(value));
    let lost: HashSet<String> = with_scores.map(|(key, _)| key.brief()).collect();
    move |key| {
        let nearest = nearest(&key, known.iter().copied());
        // Merge keys have words of their own.
        let is_lost = key != "<<" && lost.contains(&key);
        let key = dotted(&prefix, &key);
        if is_lost {
            Kind::Structure(Structure::LostScores { key, nearest })
        } else {
            Kind::UnknownKey { key, nearest }
        }
    }
}

/// Whether a number stands somewhere in a value.
fn has_scores(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Number(_) => true,
        Value::Text(text) => lenient_number(text).is_some(),
        Value::List(items) => items.iter().any(has_scores),
        Value::Map(pairs) => pairs.iter().any(|(_, value)| has_scores(value)),
        Value::Null | Value::Bool(_) => false,
    }
}

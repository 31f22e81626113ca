//! Notices what single files cannot show: stated scores that are not what the figures give, placeholders, and blocks of
//! scores that two models share.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{CapabilityScores, core_of_benchmark};
use crate::dataset::{Dataset, Model, Scores, StatedFor};
use crate::document::{Figure, Finding, Kind, Level, Place, Stated};

/// Stated scores may differ from derived ones by rounding.
const TOLERANCE: f64 = 0.01;

/// A list shorter than this has equal steps by chance.
const SERIES_LENGTH: usize = 5;

/// A block with fewer distinct values than this is shared by chance.
const BLOCK_VALUES: usize = 3;

/// How many models with one and the same block are looked at for each of them.
const SHARERS: usize = 50;

/// Audits the models in the rows that `wanted` picks, comparing them with all. In row order.
#[must_use]
pub fn audit(dataset: &Dataset, wanted: impl Fn(usize) -> bool) -> Vec<Finding> {
    let wanted: Vec<usize> = (0..dataset.models().len()).filter(|row| wanted(*row)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let boards: Vec<_> =
        (0..dataset.catalog().boards.len()).map(|board| CapabilityScores::new(dataset, board, &[])).collect();
    let blocks = Blocks::of(dataset);
    let mut findings = Vec::new();
    for (row, model) in wanted.into_iter().filter_map(|row| Some((row, dataset.models().get(row)?))) {
        for (about, stated) in &model.stated {
            stated_scores(dataset, &boards, row, model, *about, stated, &mut findings);
        }
        series_in_scores(dataset, row, model, &mut findings);
        findings.extend(blocks.shared(dataset, row, model));
    }
    findings
}

fn finding(model: &Model, line: u32, kind: Kind) -> Finding {
    Finding { kind, place: Place { file: model.file.clone(), line, column: 0 }, source: String::new() }
}

/// Compares one stated list with what the figures give. A placeholder is one finding, not one for each of its values.
fn stated_scores(
    dataset: &Dataset,
    boards: &[CapabilityScores],
    row: usize,
    model: &Model,
    about: StatedFor,
    stated: &Stated,
    findings: &mut Vec<Finding>,
) {
    let catalog = dataset.catalog();
    let level = match stated.level {
        Level::Core => "core capabilities",
        Level::Fine => "fine-grained capabilities",
    };
    let name = match about {
        StatedFor::Benchmark(b) => catalog.benchmarks.get(b).map(|b| b.name.clone()),
        StatedFor::Board(b) => catalog.boards.get(b).map(|b| b.name.clone()),
    };
    let Some(name) = name else { return };
    // The overall that may end a core list is no step of the series.
    let without_overall = stated.written.split_last().map_or(&[][..], |(_, rest)| rest);
    let series = equal_steps(&stated.written)
        .or_else(|| (stated.level == Level::Core).then(|| equal_steps(without_overall)).flatten());
    if let Some((first, last)) = series {
        let key = format!("stated {level} of {name}");
        findings.push(finding(model, stated.line, Kind::PlaceholderSeries { key, first, last }));
        return;
    }
    for (index, figure) in stated.values.iter().enumerate() {
        let Some(Figure { value, line }) = *figure else { continue };
        let derived = match (about, stated.level) {
            (StatedFor::Benchmark(b), Level::Core) => {
                core_of_benchmark(catalog, index, |capability| dataset.fine(b, capability).get(row))
            }
            (StatedFor::Benchmark(b), Level::Fine) => dataset.fine(b, index).get(row),
            (StatedFor::Board(b), level) => boards
                .get(b)
                .and_then(|board| match level {
                    Level::Core => board.core.get(index),
                    Level::Fine => board.fine.get(index),
                })
                .and_then(|scores| scores.get(row).copied().flatten()),
        };
        if derived.is_some_and(|derived| (derived - value).abs() <= TOLERANCE) {
            continue;
        }
        let capability = match stated.level {
            Level::Core => catalog.cores.get(index).map(|c| c.name.clone()),
            Level::Fine => catalog.fines.get(index).map(|c| c.name.clone()),
        };
        let capability = capability.unwrap_or_default();
        let kind = match about {
            StatedFor::Benchmark(_) => Kind::StaleCore { benchmark: name.clone(), capability, stated: value, derived },
            StatedFor::Board(_) => Kind::StaleSummary { board: name.clone(), capability, stated: value, derived },
        };
        findings.push(finding(model, line, kind));
    }
}

/// Placeholders among the figures themselves. They are within 0 to 100, so they are shown, but somebody should know.
fn series_in_scores(dataset: &Dataset, row: usize, model: &Model, findings: &mut Vec<Finding>) {
    for_each_block(dataset, row, |benchmark, what, figures| {
        let values: Vec<f64> = figures.iter().map(|(_, figure)| figure.value).collect();
        if let (Some((first, last)), Some((_, figure))) = (equal_steps(&values), figures.first()) {
            let name = dataset.catalog().benchmarks.get(benchmark).map_or("", |b| &b.name);
            let key = format!("{} of {name}", what.words());
            findings.push(finding(model, figure.line, Kind::PlaceholderSeries { key, first, last }));
        }
    });
}

/// First and last of a list whose steps are all the same and not zero.
fn equal_steps(values: &[f64]) -> Option<(f64, f64)> {
    let (first, second, last) = (*values.first()?, *values.get(1)?, *values.last()?);
    let step = second - first;
    let equal = values.windows(2).all(|pair| match pair {
        [a, b] => (b - a - step).abs() <= 1e-6 * step.abs().max(1.0),
        _ => false,
    });
    (values.len() >= SERIES_LENGTH && step.abs() > 1e-9 && equal).then_some((first, last))
}

/// The two blocks of a benchmark's scores in a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Block {
    Columns,
    Fine,
}

impl Block {
    fn words(self) -> &'static str {
        match self {
            Self::Columns => "columns",
            Self::Fine => "fine-grained capabilities",
        }
    }
}

/// Calls with every block of the model that holds anything: benchmark, which block, and the figures with their places.
fn for_each_block(dataset: &Dataset, row: usize, mut each: impl FnMut(usize, Block, &[(usize, Figure)])) {
    let figure = |scores: &Scores| Some(Figure { value: scores.get(row)?, line: scores.line(row)? });
    for (benchmark, about) in dataset.catalog().benchmarks.iter().enumerate() {
        let columns = (0..about.columns.len()).filter_map(|c| Some((c, figure(dataset.column(benchmark, c))?)));
        let columns: Vec<_> = columns.collect();
        let fine = (0..dataset.catalog().fines.len()).filter_map(|c| Some((c, figure(dataset.fine(benchmark, c))?)));
        let fine: Vec<_> = fine.collect();
        for (block, figures) in [(Block::Columns, columns), (Block::Fine, fine)] {
            if !figures.is_empty() {
                each(benchmark, block, &figures);
            }
        }
    }
}

/// A block's content: where it is, and its values by place, as bits.
type Content = (usize, Block, Vec<(usize, u64)>);

/// Which models have which content.
struct Blocks(HashMap<Content, Vec<usize>>);

impl Blocks {
    fn of(dataset: &Dataset) -> Self {
        let mut blocks: HashMap<Content, Vec<usize>> = HashMap::new();
        for row in 0..dataset.models().len() {
            for_each_block(dataset, row, |benchmark, block, figures| {
                if let Some(content) = content(benchmark, block, figures) {
                    blocks.entry(content).or_default().push(row);
                }
            });
        }
        Self(blocks)
    }

    /// The model that shares most with this one, if any does.
    fn shared(&self, dataset: &Dataset, row: usize, model: &Model) -> Option<Finding> {
        /// What one other model shares: benchmarks, figures, and the first line of it in this model's file.
        #[derive(Default)]
        struct With {
            benchmarks: BTreeSet<usize>,
            figures: usize,
            line: Option<u32>,
        }
        let mut others: BTreeMap<usize, With> = BTreeMap::new();
        for_each_block(dataset, row, |benchmark, block, figures| {
            let sharers = content(benchmark, block, figures).and_then(|content| self.0.get(&content));
            for &other in sharers.into_iter().flatten().filter(|&&other| other != row).take(SHARERS) {
                let with = others.entry(other).or_default();
                with.benchmarks.insert(benchmark);
                with.figures += figures.len();
                let first = figures.iter().map(|(_, figure)| figure.line).min();
                with.line = with.line.into_iter().chain(first).min();
            }
        });
        // The first of equals, in name order.
        let (other, with) = others.into_iter().rev().max_by_key(|(_, with)| with.figures)?;
        let names = with.benchmarks.iter().filter_map(|&b| dataset.catalog().benchmarks.get(b));
        let kind = Kind::SharedScores {
            other: dataset.models().get(other)?.name.clone(),
            benchmarks: names.map(|b| b.name.clone()).collect(),
            figures: with.figures,
        };
        Some(finding(model, with.line.unwrap_or(0), kind))
    }
}

/// `None` for a block with so few distinct values that it may be shared by chance.
fn content(benchmark: usize, block: Block, figures: &[(usize, Figure)]) -> Option<Content> {
    let values: Vec<_> = figures.iter().map(|(place, figure)| (*place, figure.value.to_bits())).collect();
    let distinct: BTreeSet<_> = values.iter().map(|(_, bits)| bits).collect();
    (distinct.len() >= BLOCK_VALUES).then_some((benchmark, block, values))
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

//! Blocks of scores that two models share.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::finding::finding;
use crate::dataset::{Dataset, Model, Scores};
use crate::document::{Figure, Finding, Kind};

/// A block with fewer distinct values than this is shared by chance.
const BLOCK_VALUES: usize = 3;

/// How many models with one and the same block, or name, are looked at for each of them.
pub(super) const SHARERS: usize = 50;

/// The two blocks of a benchmark's scores in a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Block {
    Columns,
    Fine,
}

impl Block {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Columns => "columns",
            Self::Fine => "fine-grained capabilities",
        }
    }
}

/// Calls with every block of the model that holds anything: benchmark, which block, and the figures with their places.
pub(super) fn for_each_block(dataset: &Dataset, row: usize, mut each: impl FnMut(usize, Block, &[(usize, Figure)])) {
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
pub(super) struct Blocks(HashMap<Content, Vec<usize>>);

/// What another model shares with the one that is looked at.
#[derive(Default)]
pub(super) struct Shared {
    /// Row of the other.
    pub(super) other: usize,
    /// How many figures are in the blocks that the two share.
    pub(super) figures: usize,
    benchmarks: BTreeSet<usize>,
    /// The first line of them in the file of the model that is looked at.
    line: Option<u32>,
}

impl Blocks {
    pub(super) fn of(dataset: &Dataset) -> Self {
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

    /// The model that shares most with this one, if any does. A preview shares scores with the model of which it is
    /// another version, as it should.
    pub(super) fn most_shared(&self, dataset: &Dataset, row: usize, model: &Model) -> Option<Shared> {
        let is_other = |other: &usize| {
            let about = dataset.models().get(*other);
            *other != row && about.is_some_and(|other| !model.is_version_of(other) && !other.is_version_of(model))
        };
        let mut others: BTreeMap<usize, Shared> = BTreeMap::new();
        for_each_block(dataset, row, |benchmark, block, figures| {
            let sharers = content(benchmark, block, figures).and_then(|content| self.0.get(&content));
            for &other in sharers.into_iter().flatten().take(SHARERS).filter(|other| is_other(other)) {
                let shared = others.entry(other).or_insert_with(|| Shared { other, ..Shared::default() });
                shared.benchmarks.insert(benchmark);
                shared.figures += figures.len();
                let first = figures.iter().map(|(_, figure)| figure.line).min();
                shared.line = shared.line.into_iter().chain(first).min();
            }
        });
        // The first of equals, in name order.
        others.into_values().rev().max_by_key(|shared| shared.figures)
    }
}

impl Shared {
    pub(super) fn finding(self, dataset: &Dataset, model: &Model) -> Option<Finding> {
        let benchmarks: Vec<usize> = self.benchmarks.into_iter().collect();
        let names = benchmarks.iter().filter_map(|&b| dataset.catalog().benchmarks.get(b));
        let kind = Kind::SharedScores {
            other: dataset.models().get(self.other)?.name.clone(),
            benchmarks: names.map(|b| b.name.clone()).collect(),
            figures: self.figures,
        };
        Some(finding(model, self.line.unwrap_or(0), kind, benchmarks))
    }
}

/// `None` for a block with so few distinct values that it may be shared by chance.
fn content(benchmark: usize, block: Block, figures: &[(usize, Figure)]) -> Option<Content> {
    let values: Vec<_> = figures.iter().map(|(place, figure)| (*place, figure.value.to_bits())).collect();
    let distinct: BTreeSet<_> = values.iter().map(|(_, bits)| bits).collect();
    (distinct.len() >= BLOCK_VALUES).then_some((benchmark, block, values))
}

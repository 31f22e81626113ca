//! Stated scores that are not what the file's own figures give.

use super::finding::finding;
use super::series::equal_steps;
use crate::aggregate::{CapabilityScores, core_of_benchmark};
use crate::dataset::{Dataset, Model, StatedFor};
use crate::document::{Figure, Finding, Kind, Level, Stated};

/// Stated scores may differ from derived ones by rounding.
const TOLERANCE: f64 = 0.01;

/// The capability scores of each board, by its index.
pub(super) struct Derived(Vec<CapabilityScores>);

impl Derived {
    pub(super) fn of(dataset: &Dataset) -> Self {
        Self((0..dataset.catalog().boards.len()).map(|board| CapabilityScores::new(dataset, board, &[])).collect())
    }

    /// What the figures give for one place of a stated list, by formulas (1) to (3).
    fn score(&self, dataset: &Dataset, row: usize, about: StatedFor, level: Level, index: usize) -> Option<f64> {
        match (about, level) {
            (StatedFor::Benchmark(b), Level::Core) => {
                core_of_benchmark(dataset.catalog(), index, |capability| dataset.fine(b, capability).get(row))
            }
            (StatedFor::Benchmark(b), Level::Fine) => dataset.fine(b, index).get(row),
            (StatedFor::Board(b), level) => {
                let board = self.0.get(b)?;
                let scores = if level == Level::Core { &board.core } else { &board.fine };
                scores.get(index)?.get(row).copied().flatten()
            }
        }
    }
}

/// Compares what a file states with what its figures give.
pub(super) fn compare(dataset: &Dataset, derived: &Derived, row: usize, model: &Model, findings: &mut Vec<Finding>) {
    let catalog = dataset.catalog();
    for (about, stated) in &model.stated {
        let (name, benchmarks) = match *about {
            StatedFor::Benchmark(b) => (catalog.benchmarks.get(b).map(|b| &b.name), vec![b]),
            StatedFor::Board(b) => (catalog.boards.get(b).map(|b| &b.name), Vec::new()),
        };
        let Some(name) = name else { continue };
        // A placeholder is one finding, not one for each of its values.
        if let Some(series) = placeholder(name, stated) {
            findings.push(finding(model, stated.line, series, benchmarks));
            continue;
        }
        for (index, figure) in stated.values.iter().enumerate() {
            let Some(Figure { value: stated_score, line }) = *figure else { continue };
            let derived = derived.score(dataset, row, *about, stated.level, index);
            if derived.is_some_and(|derived| (derived - stated_score).abs() <= TOLERANCE) {
                continue;
            }
            let capability = match stated.level {
                Level::Core => catalog.cores.get(index).map(|c| c.name.clone()),
                Level::Fine => catalog.fines.get(index).map(|c| c.name.clone()),
            };
            let (capability, of, stated) = (capability.unwrap_or_default(), name.clone(), stated_score);
            let kind = match about {
                StatedFor::Benchmark(_) => Kind::StaleCore { benchmark: of, capability, stated, derived },
                StatedFor::Board(_) => Kind::StaleSummary { board: of, capability, stated, derived },
            };
            findings.push(finding(model, line, kind, benchmarks.clone()));
        }
    }
}

fn placeholder(name: &str, stated: &Stated) -> Option<Kind> {
    let level = match stated.level {
        Level::Core => "core capabilities",
        Level::Fine => "fine-grained capabilities",
    };
    // The overall that may end a core list is no step of the series.
    let without_overall = stated.written.split_last().map_or(&[][..], |(_, rest)| rest);
    let (first, last) = equal_steps(&stated.written)
        .or_else(|| (stated.level == Level::Core).then(|| equal_steps(without_overall)).flatten())?;
    Some(Kind::PlaceholderSeries { key: format!("stated {level} of {name}"), first, last, is_shown: false })
}

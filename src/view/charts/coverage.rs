//! Charts of what has been measured at all: which models on which benchmarks, and how many questions test what.

use crate::chart::{Bars, Figure, Heatmap, HeatmapLine, Shade, Unit};
use crate::dataset::Dataset;
use crate::order::sort_by_key;

/// Benchmarks by models: who has a total where. Models with most of them come first, and so do benchmarks; marks are
/// tagged with rows of models.
#[must_use]
pub fn coverage_matrix(dataset: &Dataset) -> Heatmap {
    let (catalog, models) = (dataset.catalog(), dataset.models());
    let count = |row: usize| (0..catalog.benchmarks.len()).filter(|&b| dataset.total(b).get(row).is_some()).count();
    let mut rows: Vec<(usize, usize)> = (0..models.len()).map(|row| (row, count(row))).collect();
    sort_by_key(&mut rows, |(_, count)| std::cmp::Reverse(*count));
    let mut benchmarks: Vec<usize> = (0..catalog.benchmarks.len()).collect();
    sort_by_key(&mut benchmarks, |&benchmark| std::cmp::Reverse(dataset.total(benchmark).present().count()));
    let about = |benchmark: &usize| catalog.benchmarks.get(*benchmark);
    Heatmap {
        what: "Benchmark".to_owned(),
        rows: benchmarks
            .iter()
            .filter_map(about)
            .map(|about| HeatmapLine { name: about.name.clone(), group: None, tag: None })
            .collect(),
        columns: rows
            .iter()
            .filter_map(|&(row, _)| {
                Some(HeatmapLine { name: models.get(row)?.name.clone(), group: None, tag: Some(row) })
            })
            .collect(),
        cells: benchmarks
            .iter()
            .map(|&benchmark| rows.iter().map(|&(row, _)| dataset.total(benchmark).get(row)).collect())
            .collect(),
        counts: Vec::new(),
        unit: Unit::Percent,
        shade: Shade::Present,
    }
}

/// Benchmarks by fine-grained capabilities: how many questions of the one test the other. Benchmarks stand board by
/// board; marks are tagged with benchmarks.
#[must_use]
pub fn question_matrix(dataset: &Dataset) -> Heatmap {
    let catalog = dataset.catalog();
    let mut benchmarks: Vec<(usize, String)> = Vec::new();
    for board in &catalog.boards {
        for benchmark in board.counted() {
            if !benchmarks.iter().any(|(known, _)| *known == benchmark) {
                benchmarks.push((benchmark, board.name.clone()));
            }
        }
    }
    let asked = |count: &u32| (*count > 0).then(|| f64::from(*count));
    let known = || benchmarks.iter().filter_map(|(b, board)| Some((*b, board, catalog.benchmarks.get(*b)?)));
    Heatmap {
        what: "Benchmark".to_owned(),
        rows: known()
            .map(|(b, board, about)| HeatmapLine { name: about.name.clone(), group: Some(board.clone()), tag: Some(b) })
            .collect(),
        columns: catalog
            .fines
            .iter()
            .map(|fine| HeatmapLine {
                name: fine.name.clone(),
                group: catalog.cores.get(fine.core).map(|core| core.name.clone()),
                tag: None,
            })
            .collect(),
        cells: known().map(|(_, _, about)| about.questions.iter().map(asked).collect()).collect(),
        counts: Vec::new(),
        unit: Unit::Questions,
        shade: Shade::Amount,
    }
}

/// How many questions of a benchmark test each capability; `None` where the catalog counts none.
#[must_use]
pub fn question_bars(dataset: &Dataset, benchmark: usize) -> Option<Bars> {
    let catalog = dataset.catalog();
    let questions = &catalog.benchmarks.get(benchmark)?.questions;
    let asked = catalog.fines.iter().zip(questions).filter(|(_, count)| **count > 0);
    let bar = |(fine, count): (&crate::document::Fine, &u32)| Figure {
        name: fine.name.clone(),
        value: Some(f64::from(*count)),
        ..Figure::default()
    };
    let bars: Vec<Figure> = asked.map(bar).collect();
    (!bars.is_empty()).then(|| Bars {
        what: "Capability".to_owned(),
        column: "Questions".to_owned(),
        unit: Unit::Questions,
        bars,
    })
}

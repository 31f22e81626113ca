//! Heat maps of how benchmarks and capabilities agree.

use crate::aggregate::Correlations;
use crate::chart::{Heatmap, HeatmapLine, Shade, Unit};
use crate::dataset::Dataset;

/// How benchmarks agree, in the order of the correlations. Marks are tagged with benchmarks.
#[must_use]
pub fn agreement_matrix(dataset: &Dataset, correlations: &Correlations) -> Heatmap {
    matrix("Benchmark", correlations, |benchmark| {
        let name = dataset.catalog().benchmarks.get(benchmark).map(|b| b.name.clone()).unwrap_or_default();
        (name, Some(benchmark))
    })
}

/// How capabilities agree, by the names of their columns.
pub(super) fn column_agreement(names: &[&str], correlations: &Correlations) -> Heatmap {
    matrix("Capability", correlations, |column| (names.get(column).copied().unwrap_or_default().to_owned(), None))
}

/// A matrix of correlations. `line` gives the name and the tag of what has an index in them.
fn matrix(what: &str, correlations: &Correlations, line: impl Fn(usize) -> (String, Option<usize>)) -> Heatmap {
    let named = |with_tag: bool, index: &usize| {
        let (name, tag) = line(*index);
        HeatmapLine { name, group: None, tag: tag.filter(|_| with_tag) }
    };
    Heatmap {
        what: what.to_owned(),
        rows: correlations.items.iter().map(|item| named(true, item)).collect(),
        columns: correlations.items.iter().map(|item| named(false, item)).collect(),
        cells: correlations.pairs.iter().map(|row| row.iter().map(|pair| pair.rho).collect()).collect(),
        counts: correlations.pairs.iter().map(|row| row.iter().map(|pair| pair.models).collect()).collect(),
        unit: Unit::Correlation,
        shade: Shade::Agreement,
    }
}

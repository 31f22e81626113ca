//! Charts of benchmarks: how their figures are spread, and which of them agree.

use super::{Scene, Tagged, Titled, at};
use crate::aggregate::{Correlations, Lens, RankedColumn, Subject, median};
use crate::chart::{Chart, Lane, Matrix, MatrixLine, Shade, StripModel, Strips, Unit};
use crate::dataset::Dataset;

impl Scene<'_> {
    /// How the figures of each column are spread over the rows shown.
    pub(super) fn spread(&self) -> Titled {
        let models = self.dataset.models();
        let out = self.standing_out();
        let columns = &self.ranking.columns;
        let bundled = |column: &RankedColumn| {
            let scores = column.scores.iter().zip(models).filter(|(_, model)| !model.preview);
            median(&scores.map(|(score, _)| *score).collect::<Vec<_>>())
        };
        let model = |&row: &usize| {
            let model = models.get(row)?;
            Some(StripModel {
                name: model.name.clone(),
                values: columns.iter().map(|column| at(&column.scores, row)).collect(),
                hue: out.iter().position(|&known| known == row),
                preview: model.preview,
                tag: Some(row),
            })
        };
        let (what, title) = match self.ranking.subject {
            Subject { benchmark: Some(_), .. } => ("Column", "Which of its columns tell models apart?"),
            Subject { lens: Lens::Benchmarks, .. } => {
                ("Benchmark", "Which benchmarks tell models apart, and which are used up?")
            }
            _ => ("Capability", "Which capabilities tell models apart, and which are used up?"),
        };
        let strips = Strips {
            what: what.to_owned(),
            lanes: columns.iter().map(|column| Lane { name: column.name.clone(), group: None }).collect(),
            models: self.rows.iter().filter_map(model).collect(),
            medians: columns.iter().map(bundled).collect(),
        };
        Titled { title: title.to_owned(), chart: Chart::Strips(strips), tagged: Tagged::Models }
    }
}

/// How benchmarks agree, in the order of the correlations. Marks are tagged with benchmarks.
#[must_use]
pub fn agreement_matrix(dataset: &Dataset, correlations: &Correlations) -> Matrix {
    let line = |tag: bool, &benchmark: &usize| {
        let name = dataset.catalog().benchmarks.get(benchmark).map(|b| b.name.clone()).unwrap_or_default();
        MatrixLine { name, group: None, tag: tag.then_some(benchmark) }
    };
    Matrix {
        what: "Benchmark".to_owned(),
        rows: correlations.benchmarks.iter().map(|benchmark| line(true, benchmark)).collect(),
        columns: correlations.benchmarks.iter().map(|benchmark| line(false, benchmark)).collect(),
        cells: correlations.pairs.iter().map(|row| row.iter().map(|pair| pair.rho).collect()).collect(),
        counts: correlations.pairs.iter().map(|row| row.iter().map(|pair| pair.models).collect()).collect(),
        unit: Unit::Correlation,
        shade: Shade::Agreement,
    }
}

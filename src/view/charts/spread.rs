//! Charts of benchmarks: how their figures are spread, and which of them agree.

use super::{Scene, Tagged, Titled, at};
use crate::aggregate::{Correlations, Lens, RankedColumn, Subject};
use crate::chart::{Chart, Heatmap, HeatmapLine, Lane, Shade, StripModel, StripPlot, Unit};
use crate::dataset::Dataset;
use crate::document::ScoreRange;
use crate::view::bundled_median;

impl Scene<'_> {
    /// How the figures of each column are spread over the rows shown; `None` where none of these has any.
    pub(super) fn spread(&self) -> Option<Titled> {
        let models = self.dataset.models();
        let out = self.standing_out();
        let columns = &self.ranking.columns;
        let bundled = |column: &RankedColumn| bundled_median(self.dataset, &column.scores);
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
        let lane = |column: &RankedColumn| {
            let ScoreRange { low, high } = column.range;
            let range = if column.range == ScoreRange::PERCENT { String::new() } else { format!(" ({low} to {high})") };
            Lane { name: format!("{}{range}", column.name), group: None }
        };
        let strips = StripPlot {
            what: what.to_owned(),
            lanes: columns.iter().map(lane).collect(),
            ranges: columns.iter().map(|column| (column.range.low, column.range.high)).collect(),
            models: self.rows.iter().filter_map(model).collect(),
            medians: columns.iter().map(bundled).collect(),
        };
        let has_values = strips.models.iter().any(|model| model.values.iter().any(Option::is_some));
        has_values.then(|| Titled { title: title.to_owned(), chart: Chart::StripPlot(strips), tagged: Tagged::Models })
    }
}

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

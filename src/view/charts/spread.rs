//! Charts of benchmarks: how their figures are spread, and which of them agree.

use super::{Scene, Tagged, Titled, at};
use crate::aggregate::{Lens, RankedColumn, Subject};
use crate::chart::{Chart, Lane, StripModel, StripPlot};
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

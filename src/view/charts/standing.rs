//! Charts of the models in a visitor's file: where they stand on every board, and how they compare from benchmark to benchmark.

use super::profile::{model_series, reference};
use super::{Tagged, Titled, at};
use crate::chart::{Chart, DotPlot, Lane, StripModel, StripPlot};
use crate::dataset::Dataset;
use crate::view::bundled_median;
use crate::view::peers::Peers;

/// A strip for each board: the totals of all ranked models as ticks, the models in `rows` marked. The place of a model in `rows` is
/// its hue. `None` where none of them has a total on any board.
#[must_use]
pub fn standing_strips(dataset: &Dataset, peers: &Peers, rows: &[usize]) -> Option<Titled> {
    let boards = peers.boards();
    let own = |row: usize| rows.iter().position(|known| *known == row);
    let value = |on: &crate::view::peers::OnBoard, row: usize| {
        let total = at(&on.ranking.total, row)?;
        (own(row).is_some() || on.ranking.ranks.get(row).is_some()).then_some(total)
    };
    let any = rows.iter().any(|&row| boards.iter().any(|on| value(on, row).is_some()));
    let model = |(row, model): (usize, &crate::dataset::Model)| {
        let values: Vec<Option<f64>> = boards.iter().map(|on| value(on, row)).collect();
        values.iter().any(Option::is_some).then(|| StripModel {
            name: model.name.clone(),
            values,
            hue: own(row),
            preview: own(row).is_some(),
            tag: Some(row),
        })
    };
    let models = dataset.models();
    let bundled_median = |on: &crate::view::peers::OnBoard| {
        let ranked = |row: usize| at(&on.ranking.total, row).filter(|_| on.ranking.ranks.get(row).is_some());
        bundled_median(dataset, &(0..models.len()).map(ranked).collect::<Vec<_>>())
    };
    let strips = StripPlot {
        what: "Board".to_owned(),
        lanes: dataset.catalog().boards.iter().map(|board| Lane { name: board.name.clone(), group: None }).collect(),
        models: models.iter().enumerate().filter_map(model).collect(),
        medians: boards.iter().map(bundled_median).collect(),
        ranges: Vec::new(),
    };
    let title = "Board totals of all ranked models".to_owned();
    any.then_some(Titled { title, chart: Chart::StripPlot(strips), tagged: Tagged::Models })
}

/// The totals of a model on the benchmarks that it has, board by board, against the best and the median, and against its version
/// before; `None` where it has fewer than two.
#[must_use]
pub fn benchmark_profile(
    dataset: &Dataset,
    peers: &Peers,
    row: usize,
    before: Option<VersionBefore>,
) -> Option<Titled> {
    let catalog = dataset.catalog();
    let (mut kept, mut lanes) = (Vec::new(), Vec::new());
    for board in &catalog.boards {
        for benchmark in board.counted() {
            let is_new = !kept.contains(&benchmark) && dataset.total(benchmark).get(row).is_some();
            if let Some(about) = catalog.benchmarks.get(benchmark).filter(|_| is_new) {
                kept.push(benchmark);
                lanes.push(Lane { name: about.name.clone(), group: Some(board.name.clone()) });
            }
        }
    }
    let over = |of: &dyn Fn(usize) -> Option<f64>| kept.iter().map(|&benchmark| of(benchmark)).collect::<Vec<_>>();
    let total = |of: fn(&crate::view::peers::Midst) -> Option<f64>| {
        over(&|benchmark| peers.benchmarks().get(benchmark).and_then(|on| of(&on.total)))
    };
    let mut series =
        vec![reference("best", total(|total| total.best)), reference("median", total(|total| total.median))];
    if let Some(VersionBefore { name, totals }) = before {
        let values = over(&|benchmark| at(&totals, benchmark));
        if values.iter().any(Option::is_some) {
            series.push(crate::chart::Series { name, values, hue: 1, ..crate::chart::Series::default() });
        }
    }
    series.push(model_series(dataset, row, 0, over(&|benchmark| dataset.total(benchmark).get(row)))?);
    let title = "Benchmarks against the best and the median".to_owned();
    let chart = Chart::DotPlot(DotPlot { what: "Benchmark".to_owned(), lanes, series, joined: false });
    (kept.len() > 1).then_some(Titled { title, chart, tagged: Tagged::Models })
}

/// The version of a model that came before the present one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VersionBefore {
    /// As the chart names it.
    pub name: String,
    /// Its totals by benchmark, in the order of the catalog.
    pub totals: Vec<Option<f64>>,
}

impl VersionBefore {
    /// The model in a row of a dataset as a version before another one.
    #[must_use]
    pub fn of(dataset: &Dataset, row: usize, name: String) -> Self {
        let totals =
            (0..dataset.catalog().benchmarks.len()).map(|benchmark| dataset.total(benchmark).get(row)).collect();
        Self { name, totals }
    }
}

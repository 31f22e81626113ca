//! Charts of several models over several axes: what they are good at, and how they differ.

use super::{LEAST_RADAR, MOST_RADAR, MOST_SERIES, Scene, Tagged, Titled, at};
use crate::aggregate::{CapabilityScores, Lens, RankedColumn, Ranking, Subject};
use crate::chart::{Chart, DotPlot, Lane, Radar, Series};
use crate::dataset::Dataset;
use crate::view::peers::Midst;
use crate::view::{Profile, distinct_names};

impl Scene<'_> {
    /// The models that stand out over the columns: a radar, or rows of dots where a radar has too few corners or too many.
    pub(super) fn profiles(&self) -> Option<Titled> {
        let columns = self.columns();
        let (what, over) = self.axis_words();
        let title = format!("What are they good at? {} over the {over}", self.whose());
        let (lanes, references) = (self.lanes(&columns), references(self.dataset, &columns));
        let chart = Axes { what, lanes, references, models: self.series(&columns) }.into_chart(false)?;
        Some(Titled { title, chart, tagged: Tagged::Models })
    }

    /// The models that stand out over the columns, joined from one to the next.
    pub(super) fn differences(&self) -> Option<Titled> {
        let columns = self.columns();
        let (what, over) = self.axis_words();
        let (lanes, references) = (self.lanes(&columns), references(self.dataset, &columns));
        let axes = Axes { what, lanes, references, models: self.series(&columns) }.with_values();
        (axes.lanes.len() > 1 && axes.has_values()).then(|| Titled {
            title: format!("How do they differ? {} from one of the {over} to the next", self.whose()),
            chart: axes.into_lanes(true),
            tagged: Tagged::Models,
        })
    }

    /// What a column is called, and several of them.
    fn axis_words(&self) -> (&'static str, &'static str) {
        match self.ranking.subject {
            Subject { benchmark: Some(_), .. } => ("Column", "columns"),
            Subject { lens: Lens::Benchmarks, .. } => ("Benchmark", "benchmarks"),
            Subject { lens: Lens::Core, .. } => ("Capability", "core capabilities"),
            Subject { lens: Lens::Fine, .. } => ("Capability", "fine-grained capabilities"),
        }
    }

    /// The columns without the one that repeats the total.
    fn columns(&self) -> Vec<&RankedColumn> {
        let total = self.ranking.total_column(self.dataset.catalog());
        self.ranking.columns.iter().enumerate().filter(|(c, _)| Some(*c) != total).map(|(_, column)| column).collect()
    }

    /// Rows for columns; fine-grained capabilities under their core ones.
    fn lanes(&self, columns: &[&RankedColumn]) -> Vec<Lane> {
        let catalog = self.dataset.catalog();
        let fine = self.ranking.subject.benchmark.is_none() && self.ranking.subject.lens == Lens::Fine;
        let group = |index: usize| {
            let core = catalog.fines.get(index).filter(|_| fine)?.core;
            Some(catalog.cores.get(core)?.name.clone())
        };
        let lane = |(index, column): (usize, &&RankedColumn)| Lane { name: column.name.clone(), group: group(index) };
        columns.iter().enumerate().map(lane).collect()
    }

    /// The models that stand out, over columns.
    fn series(&self, columns: &[&RankedColumn]) -> Vec<Series> {
        let values = |row: usize| columns.iter().map(|column| at(&column.scores, row)).collect();
        several_series(self.dataset, &self.standing_out(), &values)
    }
}

/// Models over axes, and what they are compared with.
struct Axes {
    /// What an axis is: "Benchmark".
    what: &'static str,
    /// A name for each.
    lanes: Vec<Lane>,
    /// The best and the median.
    references: Vec<Series>,
    models: Vec<Series>,
}

impl Axes {
    /// Whether any of the models has a value.
    fn has_values(&self) -> bool {
        self.models.iter().any(|series| series.values.iter().any(Option::is_some))
    }

    /// Without the axes on which there is nothing to draw: no model's value, no best and no median. An axis on which only a model's
    /// value is missing stays, because that is worth knowing.
    fn with_values(self) -> Self {
        let of_all = |axis: usize| self.models.iter().chain(&self.references).any(|s| at(&s.values, axis).is_some());
        let kept: Vec<bool> = (0..self.lanes.len()).map(of_all).collect();
        self.keep(&kept)
    }

    /// Without the axes on which none of the models has a value.
    fn of_models(self) -> Self {
        let of_models = |axis: usize| self.models.iter().any(|series| at(&series.values, axis).is_some());
        let kept: Vec<bool> = (0..self.lanes.len()).map(of_models).collect();
        self.keep(&kept)
    }

    fn keep(mut self, kept: &[bool]) -> Self {
        let is_kept = |axis: &usize| kept.get(*axis) == Some(&true);
        let keep = |series: &mut Series| {
            let values = std::mem::take(&mut series.values).into_iter().enumerate();
            series.values = values.filter(|(axis, _)| is_kept(axis)).map(|(_, value)| value).collect();
        };
        self.references.iter_mut().chain(&mut self.models).for_each(keep);
        self.lanes =
            self.lanes.into_iter().enumerate().filter(|(axis, _)| is_kept(axis)).map(|(_, lane)| lane).collect();
        self
    }

    /// A radar, or rows of dots where it would have too few corners to have a shape, or too many; `None` where no model has a
    /// value. `compared` is whether a radar shows the best and the median; rows always do.
    fn into_chart(self, compared: bool) -> Option<Chart> {
        if !self.has_values() {
            return None;
        }
        let axes = self.with_values();
        match axes.lanes.len() {
            LEAST_RADAR..=MOST_RADAR => {
                let mut series = if compared { axes.references } else { Vec::new() };
                series.extend(axes.models);
                Some(Chart::Radar(Radar { axes: axes.lanes.into_iter().map(|lane| lane.name).collect(), series }))
            }
            _ => Some(axes.into_lanes(false)),
        }
    }

    fn into_lanes(self, joined: bool) -> Chart {
        let mut series = self.references;
        series.extend(self.models);
        Chart::DotPlot(DotPlot { what: self.what.to_owned(), lanes: self.lanes, series, joined })
    }
}

/// The best and the median of each column, as series.
fn references(dataset: &Dataset, columns: &[&RankedColumn]) -> Vec<Series> {
    best_and_median(columns.iter().map(|column| Midst::of(dataset, &column.scores)))
}

/// The best and the median of each of several things, as series.
fn best_and_median(of: impl Iterator<Item = Midst>) -> Vec<Series> {
    let (best, median) = of.map(|midst| (midst.best, midst.median)).unzip();
    vec![reference("best", best), reference("median", median)]
}

pub(super) fn reference(name: &str, values: Vec<Option<f64>>) -> Series {
    Series { name: name.to_owned(), values, reference: true, ..Series::default() }
}

/// A model as a series; `None` if there is no such row.
pub(super) fn model_series(dataset: &Dataset, row: usize, hue: usize, values: Vec<Option<f64>>) -> Option<Series> {
    let model = dataset.models().get(row)?;
    let (name, preview) = (model.name.clone(), model.preview);
    Some(Series { name, values, hue, preview, tag: Some(row), ..Series::default() })
}

/// Models as series, as many as can be told apart, under names that can be told apart; the place of a model in `rows` is its hue.
fn several_series(dataset: &Dataset, rows: &[usize], values: &dyn Fn(usize) -> Vec<Option<f64>>) -> Vec<Series> {
    let rows = rows.get(..MOST_SERIES).unwrap_or(rows);
    let series = rows.iter().enumerate().filter_map(|(hue, &row)| model_series(dataset, row, hue, values(row)));
    series.zip(distinct_names(dataset, rows)).map(|(series, name)| Series { name, ..series }).collect()
}

/// A model's core capabilities on a board against the best and the median; `None` if it has none.
#[must_use]
pub fn core_profile(dataset: &Dataset, profile: &Profile, board: usize) -> Option<Chart> {
    let standing = profile.boards.iter().find(|standing| standing.board == board)?;
    let own = model_series(dataset, profile.row, 0, standing.cores.iter().map(|core| core.own).collect())?;
    let lane = |core: &crate::document::Core| Lane { name: core.name.clone(), group: None };
    let references = vec![
        reference("best", standing.cores.iter().map(|core| core.best).collect()),
        reference("median", standing.cores.iter().map(|core| core.median).collect()),
    ];
    let lanes = dataset.catalog().cores.iter().map(lane).collect();
    Axes { what: "Capability", lanes, references, models: vec![own] }.of_models().into_chart(true)
}

/// The fine-grained capabilities of models on a board against the best and the median; `None` if they have none. The
/// place of a model in `rows` is its hue.
#[must_use]
pub fn fine_lanes(dataset: &Dataset, rows: &[usize], board: usize) -> Option<DotPlot> {
    let catalog = dataset.catalog();
    let scores = CapabilityScores::new(dataset, board, &[]);
    let any = |scores: &&Vec<Option<f64>>| rows.iter().any(|&row| at(scores, row).is_some());
    let (mut lanes, mut kept) = (Vec::new(), Vec::new());
    for (about, scores) in catalog.fines.iter().zip(&scores.fine).filter(|(_, scores)| any(scores)) {
        let group = catalog.cores.get(about.core).map(|core| core.name.clone());
        lanes.push(Lane { name: about.name.clone(), group });
        kept.push(scores);
    }
    let mut series = best_and_median(kept.iter().map(|scores| Midst::of(dataset, scores)));
    series.extend(several_series(dataset, rows, &|row| kept.iter().map(|scores| at(scores, row)).collect()));
    (!lanes.is_empty()).then(|| DotPlot { what: "Capability".to_owned(), lanes, series, joined: false })
}

/// The charts of a comparison: core capabilities on a board, fine-grained ones, and all benchmarks that any of the models
/// has. The place of a model in `rows` is its hue.
#[must_use]
pub fn comparison_charts(dataset: &Dataset, rows: &[usize], board: usize) -> Vec<Titled> {
    let name = dataset.catalog().boards.get(board).map(|board| board.name.clone()).unwrap_or_default();
    let subject = Subject { board, lens: Lens::Core, benchmark: None };
    let ranking = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let scene = Scene { dataset, ranking: &ranking, rows: &[], chosen: rows };
    let cores = scene.columns();
    let (lanes, references) = (scene.lanes(&cores), references(dataset, &cores));
    let core = Axes { what: "Capability", lanes, references, models: scene.series(&cores) }.into_chart(false);
    let core = core.map(|chart| (format!("{name}: core capabilities"), chart));
    let fine = fine_lanes(dataset, rows, board);
    let fine = fine.map(|lanes| (format!("{name}: fine-grained capabilities"), Chart::DotPlot(lanes)));
    let benchmarks = all_benchmarks(dataset, rows)
        .map(|lanes| ("How do they differ? From one benchmark to the next".to_owned(), Chart::DotPlot(lanes)));
    let charts = [core, benchmarks, fine].into_iter().flatten();
    charts.map(|(title, chart)| Titled { title, chart, tagged: Tagged::Models }).collect()
}

/// Models from one benchmark to the next, board by board; `None` if they have fewer than two between them.
fn all_benchmarks(dataset: &Dataset, rows: &[usize]) -> Option<DotPlot> {
    let catalog = dataset.catalog();
    let has = |benchmark: &usize| rows.iter().any(|&row| dataset.total(*benchmark).get(row).is_some());
    let mut kept: Vec<(usize, &str)> = Vec::new();
    for board in &catalog.boards {
        for benchmark in board.counted().filter(has) {
            if !kept.iter().any(|(known, _)| *known == benchmark) {
                kept.push((benchmark, &board.name));
            }
        }
    }
    let lane = |(benchmark, board): &(usize, &str)| {
        let name = catalog.benchmarks.get(*benchmark)?.name.clone();
        Some(Lane { name, group: Some((*board).to_owned()) })
    };
    let values = |row: usize| kept.iter().map(|(benchmark, _)| dataset.total(*benchmark).get(row)).collect();
    (kept.len() > 1).then(|| DotPlot {
        what: "Benchmark".to_owned(),
        lanes: kept.iter().filter_map(lane).collect(),
        series: several_series(dataset, rows, &values),
        joined: true,
    })
}

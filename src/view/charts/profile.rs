//! Charts of several models over several axes: what they are good at, and how they differ.

use super::{MOST_RADAR, MOST_SERIES, Scene, Tagged, Titled, at};
use crate::aggregate::{CapabilityScores, Lens, RankedColumn, Ranking, Subject, median};
use crate::chart::{Chart, Lane, Lanes, Radar, Series};
use crate::dataset::Dataset;
use crate::view::Profile;

impl Scene<'_> {
    /// The models that stand out over the columns: a radar, or rows where there are too many axes.
    pub(super) fn profiles(&self) -> Option<Titled> {
        let ranking = self.ranking;
        let columns = self.columns();
        let whose = self.whose();
        let (over, what) = match ranking.subject {
            Subject { benchmark: Some(_), .. } => ("columns", "Column"),
            Subject { lens: Lens::Benchmarks, .. } => ("benchmarks", "Benchmark"),
            Subject { lens: Lens::Core, .. } => ("core capabilities", "Capability"),
            Subject { lens: Lens::Fine, .. } => ("fine-grained capabilities", "Capability"),
        };
        let title = format!("What are they good at? {whose} over the {over}");
        let chart = match columns.len() {
            0..3 => return None,
            3..=MOST_RADAR => {
                let axes = columns.iter().map(|column| column.name.clone()).collect();
                Chart::Radar(Radar { axes, series: self.series(&columns) })
            }
            _ => {
                let mut series = references(&columns);
                series.extend(self.series(&columns));
                Chart::Lanes(Lanes { what: what.to_owned(), lanes: self.lanes(&columns), series, joined: false })
            }
        };
        Some(Titled { title, chart, tagged: Tagged::Models })
    }

    /// The models that stand out over the benchmarks of the board, or the columns of the benchmark, joined.
    pub(super) fn differences(&self) -> Option<Titled> {
        let catalog = self.dataset.catalog();
        let subject = self.ranking.subject;
        let of_board;
        let ranking = if subject.benchmark.is_some() || subject.lens == Lens::Benchmarks {
            self.ranking
        } else {
            let subject = Subject { lens: Lens::Benchmarks, ..subject };
            of_board = Ranking::new(self.dataset, subject, Ranking::LEAST_COVERAGE, &self.ranking.left_out);
            &of_board
        };
        let total = ranking.total_column(catalog);
        let columns = ranking.columns.iter().enumerate().filter(|(c, _)| Some(*c) != total).map(|(_, c)| c);
        let columns: Vec<&RankedColumn> = columns.collect();
        if columns.len() < 2 {
            return None;
        }
        let (what, over) =
            if subject.benchmark.is_some() { ("Column", "columns") } else { ("Benchmark", "benchmarks") };
        let mut series = references(&columns);
        series.extend(self.series(&columns));
        let lanes = columns.iter().map(|column| Lane { name: column.name.clone(), group: None }).collect();
        Some(Titled {
            title: format!("How do they differ? {} from one of the {over} to the next", self.whose()),
            chart: Chart::Lanes(Lanes { what: what.to_owned(), lanes, series, joined: true }),
            tagged: Tagged::Models,
        })
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
        let series = |(hue, row): (usize, usize)| {
            model_series(self.dataset, row, hue, columns.iter().map(|column| at(&column.scores, row)).collect())
        };
        self.standing_out().into_iter().enumerate().take(MOST_SERIES).filter_map(series).collect()
    }
}

/// The best and the median of each column, as series.
fn references(columns: &[&RankedColumn]) -> Vec<Series> {
    let best = |scores: &[Option<f64>]| scores.iter().flatten().copied().reduce(f64::max);
    let over = |of: &dyn Fn(&[Option<f64>]) -> Option<f64>| columns.iter().map(|column| of(&column.scores)).collect();
    vec![reference("best", over(&best)), reference("median", over(&median))]
}

fn reference(name: &str, values: Vec<Option<f64>>) -> Series {
    Series { name: name.to_owned(), values, reference: true, ..Series::default() }
}

/// A model as a series; `None` if there is no such row.
fn model_series(dataset: &Dataset, row: usize, hue: usize, values: Vec<Option<f64>>) -> Option<Series> {
    let model = dataset.models().get(row)?;
    let (name, preview) = (model.name.clone(), model.preview);
    Some(Series { name, values, hue, preview, tag: Some(row), ..Series::default() })
}

/// A model's core capabilities on a board against the best and the median.
#[must_use]
pub fn profile_radar(dataset: &Dataset, profile: &Profile, board: usize) -> Option<Radar> {
    let standing = profile.boards.iter().find(|standing| standing.board == board)?;
    let own = model_series(dataset, profile.row, 0, standing.cores.iter().map(|core| core.own).collect())?;
    Some(Radar {
        axes: dataset.catalog().cores.iter().map(|core| core.name.clone()).collect(),
        series: vec![
            reference("best", standing.cores.iter().map(|core| core.best).collect()),
            reference("median", standing.cores.iter().map(|core| core.median).collect()),
            own,
        ],
    })
}

/// The fine-grained capabilities of models on a board against the best and the median; `None` if they have none. The
/// place of a model in `rows` is its hue.
#[must_use]
pub fn fine_lanes(dataset: &Dataset, rows: &[usize], board: usize) -> Option<Lanes> {
    let catalog = dataset.catalog();
    let scores = CapabilityScores::new(dataset, board, &[]);
    let any = |scores: &&Vec<Option<f64>>| rows.iter().any(|&row| at(scores, row).is_some());
    let (mut lanes, mut kept) = (Vec::new(), Vec::new());
    for (about, scores) in catalog.fines.iter().zip(&scores.fine).filter(|(_, scores)| any(scores)) {
        let group = catalog.cores.get(about.core).map(|core| core.name.clone());
        lanes.push(Lane { name: about.name.clone(), group });
        kept.push(scores);
    }
    let best = |scores: &&Vec<Option<f64>>| scores.iter().flatten().copied().reduce(f64::max);
    let mut series = vec![
        reference("best", kept.iter().map(best).collect()),
        reference("median", kept.iter().map(|scores| median(scores)).collect()),
    ];
    for (hue, &row) in rows.iter().enumerate().take(MOST_SERIES) {
        series.extend(model_series(dataset, row, hue, kept.iter().map(|scores| at(scores, row)).collect()));
    }
    (!lanes.is_empty()).then(|| Lanes { what: "Capability".to_owned(), lanes, series, joined: false })
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
    let radar = Radar { axes: cores.iter().map(|column| column.name.clone()).collect(), series: scene.series(&cores) };
    let any = radar.series.iter().any(|series| series.values.iter().any(Option::is_some));
    let radar = any.then(|| (format!("{name}: core capabilities"), Chart::Radar(radar)));
    let fine = fine_lanes(dataset, rows, board);
    let fine = fine.map(|lanes| (format!("{name}: fine-grained capabilities"), Chart::Lanes(lanes)));
    let benchmarks = all_benchmarks(dataset, rows)
        .map(|lanes| ("How do they differ? From one benchmark to the next".to_owned(), Chart::Lanes(lanes)));
    let charts = [radar, benchmarks, fine].into_iter().flatten();
    charts.map(|(title, chart)| Titled { title, chart, tagged: Tagged::Models }).collect()
}

/// Models from one benchmark to the next, board by board; `None` if they have fewer than two between them.
fn all_benchmarks(dataset: &Dataset, rows: &[usize]) -> Option<Lanes> {
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
    let series = |(hue, &row): (usize, &usize)| {
        let values = kept.iter().map(|(benchmark, _)| dataset.total(*benchmark).get(row)).collect();
        model_series(dataset, row, hue, values)
    };
    (kept.len() > 1).then(|| Lanes {
        what: "Benchmark".to_owned(),
        lanes: kept.iter().filter_map(lane).collect(),
        series: rows.iter().enumerate().take(MOST_SERIES).filter_map(series).collect(),
        joined: true,
    })
}

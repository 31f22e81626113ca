//! The charts: which there are for a board or a benchmark, their titles, and their data, made from what the table shows.

mod agreement;
mod coverage;
mod profile;
mod spread;
mod standing;

use super::format::{enumerated, some_named};
use super::other_parts::totals_of_other_parts;
use super::{ColumnId, released, sizes};
use crate::aggregate::{Correlations, Lens, OtherParts, RankedColumn, Ranking, Subject};
use crate::chart::{Chart, Kind, Point, Scatter, XVariable};
use crate::dataset::{Dataset, Model};
use crate::document::{Category, Released};

pub use agreement::agreement_matrix;
use agreement::column_agreement;
pub use coverage::{coverage_matrix, question_bars, question_matrix};
pub use profile::{comparison_charts, core_profile, fine_lanes};
pub use standing::{VersionBefore, benchmark_profile, standing_strips};

/// How many models are shown where none were chosen.
const LEADERS: usize = 4;

/// How many models a chart of several axes can tell apart.
const MOST_SERIES: usize = 6;

/// A radar has at least so many axes: with fewer its shape hangs on their order more than on the scores.
const LEAST_RADAR: usize = 6;

/// More axes than this are rows rather than a radar.
const MOST_RADAR: usize = 8;

/// The questions that the chart of a board can answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// What models are good at.
    #[default]
    Profiles,
    /// How models differ from benchmark to benchmark.
    Differences,
    /// Whether size explains the scores.
    Size,
    /// Whether age does.
    Release,
    /// Which benchmarks tell models apart.
    Spread,
    /// Which benchmarks agree.
    Agreement,
}

impl ChartKind {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Profiles, Self::Differences, Self::Size, Self::Release, Self::Spread, Self::Agreement];

    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Profiles => "profiles",
            Self::Differences => "differences",
            Self::Size => "size",
            Self::Release => "release",
            Self::Spread => "spread",
            Self::Agreement => "agreement",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Why there is none, where [`Scene::chart`] gives none.
    #[must_use]
    pub fn why_none(self) -> &'static str {
        match self {
            Self::Profiles | Self::Spread => "No model shown has a score here, so there is nothing to draw.",
            Self::Differences => {
                "The models shown have scores on fewer than two of these, so there is nothing to join."
            }
            Self::Size => "No model shown has a rank here and states its size.",
            Self::Release => "No model shown has a rank here and states when it was released.",
            Self::Agreement => "No two of these have enough models in common to tell whether they agree.",
        }
    }

    /// As it is offered.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Profiles => "Profiles",
            Self::Differences => "Differences",
            Self::Size => "Size",
            Self::Release => "Release",
            Self::Spread => "Spread",
            Self::Agreement => "Agreement",
        }
    }
}

/// What the marks of a chart are tagged with, and so what pressing one opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tagged {
    /// Rows of models.
    #[default]
    Models,
    /// Catalog indices of benchmarks.
    Benchmarks,
}

/// A chart with its title.
#[derive(Clone, Debug, PartialEq)]
pub struct Titled {
    /// Says the finding or the question.
    pub title: String,
    /// What is drawn.
    pub chart: Chart,
    /// What its marks stand for.
    pub tagged: Tagged,
}

/// What is charted: a ranking, the rows that the table shows, in its order, and the rows of the chosen models.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// All models.
    pub dataset: &'a Dataset,
    /// What is looked at.
    pub ranking: &'a Ranking,
    /// Rows of the table.
    pub rows: &'a [usize],
    /// Rows of the chosen models, in the order they were chosen.
    pub chosen: &'a [usize],
}

fn at<T: Copy>(list: &[Option<T>], row: usize) -> Option<T> {
    list.get(row).copied().flatten()
}

impl Scene<'_> {
    /// The models that stand out in all charts of a view: the chosen, else the leaders among the rows shown. The place of
    /// one is its hue.
    #[must_use]
    pub fn standing_out(&self) -> Vec<usize> {
        if !self.chosen.is_empty() {
            return self.chosen.to_vec();
        }
        let mut shown = vec![false; self.dataset.models().len()];
        for &row in self.rows {
            if let Some(shown) = shown.get_mut(row) {
                *shown = true;
            }
        }
        let is_shown = |row: &usize| shown.get(*row) == Some(&true);
        self.ranking.order.iter().copied().filter(is_shown).take(LEADERS).collect()
    }

    /// The chart that answers a question; `None` where there is nothing to answer it with.
    #[must_use]
    pub fn chart(&self, kind: ChartKind) -> Option<Titled> {
        match kind {
            ChartKind::Profiles => self.profiles(),
            ChartKind::Differences => self.differences(),
            ChartKind::Size => self.against(XVariable::Size),
            ChartKind::Release => self.against(XVariable::Date),
            ChartKind::Spread => self.spread(),
            ChartKind::Agreement => self.agreement(),
        }
    }

    /// Which of the totals that a chart draws of single models rest on other parts than those of other models; empty where none
    /// does. Of the spread, whose marks are not named, these are the models that stand out.
    #[must_use]
    pub fn note(&self, kind: ChartKind) -> String {
        let (rows, columns) = match kind {
            ChartKind::Agreement => return String::new(),
            ChartKind::Size | ChartKind::Release => (self.rows.to_vec(), vec![ColumnId::Total]),
            ChartKind::Profiles | ChartKind::Differences | ChartKind::Spread => {
                let columns = (0..self.ranking.columns.len()).map(ColumnId::Score);
                (self.standing_out().into_iter().take(MOST_SERIES).collect(), columns.collect())
            }
        };
        let ranked = rows.into_iter().filter(|row| kind_takes(kind, self.ranking, *row));
        let marked = ranked.filter_map(|row| {
            let totals = columns.iter().flat_map(|id| totals_of_other_parts(self.dataset, self.ranking, *id, row));
            let name =
                |(benchmark, _): (usize, OtherParts)| Some(&self.dataset.catalog().benchmarks.get(benchmark)?.name);
            let names: Vec<&str> = totals.filter_map(name).map(String::as_str).collect();
            (!names.is_empty()).then(|| format!("{} ({})", self.dataset.name_of(row), enumerated(&names)))
        });
        let marked: Vec<String> = marked.collect();
        if marked.is_empty() {
            return String::new();
        }
        format!("† Totals that rest on other parts than those of other models: {}.", some_named(&marked))
    }

    /// Whose figures are shown, for a title.
    fn whose(&self) -> String {
        match self.chosen.len() {
            0 => "The leading models".to_owned(),
            chosen if chosen > MOST_SERIES => format!("The first {MOST_SERIES} of {chosen} chosen models"),
            _ => "The chosen models".to_owned(),
        }
    }

    /// The total against size or date; `None` where no model has both.
    fn against(&self, across: XVariable) -> Option<Titled> {
        let out = self.standing_out();
        let with_total = || self.rows.iter().filter_map(|&row| Some((row, at(&self.ranking.total, row)?)));
        // Of a total the population is the ranked models: who skipped benchmarks is on no frontier.
        let scored = || with_total().filter(|(row, _)| self.ranking.ranks.get(*row).is_some());
        let point = |(row, y): (usize, f64)| {
            let model = self.dataset.models().get(row)?;
            let (x, written) = across_of(model, across)?;
            Some(Point {
                name: model.name.clone(),
                x,
                written,
                y,
                kind: match model.category {
                    Some(Category::General) => Kind::General,
                    Some(Category::Embodied) => Kind::Embodied,
                    None => Kind::Unstated,
                },
                open: model.open_source == Some(true),
                hue: out.iter().position(|&known| known == row),
                preview: model.preview,
                tag: Some(row),
            })
        };
        let points: Vec<Point> = scored().filter_map(point).collect();
        let left_out = scored().count() - points.len();
        let column = self.total_name();
        let title = match across {
            XVariable::Size => format!("Does size explain it? {column} against the number of parameters"),
            XVariable::Date => format!("Does age explain it? {column} against the date of release"),
        };
        let has_points = !points.is_empty();
        let unranked = with_total().count() - scored().count();
        let scatter = Scatter { column, across, points, left_out, unranked, ..Scatter::default() };
        has_points.then_some(Titled { title, chart: Chart::Scatter(scatter), tagged: Tagged::Models })
    }

    /// What the total is of: "2D embodied QA".
    fn total_name(&self) -> String {
        let (catalog, subject) = (self.dataset.catalog(), self.ranking.subject);
        let benchmark = subject.benchmark.and_then(|b| catalog.benchmarks.get(b)).map(|b| b.name.clone());
        let board = catalog.boards.get(subject.board).map(|board| board.name.clone());
        let name = benchmark.or(board).unwrap_or_default();
        match subject {
            Subject { benchmark: None, lens: Lens::Core | Lens::Fine, .. } => format!("{name}, capability average"),
            _ => name,
        }
    }

    /// How the benchmarks of the board agree, or its capabilities where the lens is on them.
    fn agreement(&self) -> Option<Titled> {
        let board = self.dataset.catalog().boards.get(self.ranking.subject.board)?;
        let subject = self.ranking.subject;
        if subject.is_of_capabilities() {
            let columns = &self.ranking.columns;
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            let of_bundled = |column: &RankedColumn| -> Vec<Option<f64>> {
                let scores = column.scores.iter().zip(self.dataset.models());
                scores.map(|(score, model)| score.filter(|_| !model.preview)).collect()
            };
            let scores: Vec<_> = columns.iter().map(of_bundled).collect();
            let scores: Vec<&[Option<f64>]> = scores.iter().map(Vec::as_slice).collect();
            let correlations = Correlations::of_columns(&scores).told();
            let chart = Chart::Heatmap(column_agreement(&names, &correlations));
            let title = format!("Which capabilities on {} agree?", board.name);
            return (!correlations.items.is_empty()).then_some(Titled { title, chart, tagged: Tagged::Models });
        }
        let mut benchmarks = board.benchmarks.clone();
        benchmarks.extend(subject.benchmark.filter(|b| !board.benchmarks.contains(b)));
        let correlations = Correlations::new(self.dataset, &benchmarks).told();
        let title = format!("Which benchmarks of {} agree?", board.name);
        let chart = Chart::Heatmap(agreement_matrix(self.dataset, &correlations));
        (!correlations.items.is_empty()).then_some(Titled { title, chart, tagged: Tagged::Benchmarks })
    }
}

/// Whether a chart draws a model: those against size or date draw the ranked ones.
fn kind_takes(kind: ChartKind, ranking: &Ranking, row: usize) -> bool {
    !matches!(kind, ChartKind::Size | ChartKind::Release) || ranking.ranks.get(row).is_some()
}

/// Where a model stands on an axis, and how that is written.
fn across_of(model: &Model, across: XVariable) -> Option<(f64, String)> {
    match across {
        // A model in several sizes is known by what its largest can do.
        XVariable::Size => {
            let largest = model.sizes.iter().copied().reduce(f64::max)?;
            Some((largest, format!("{} billion parameters", sizes(&model.sizes))))
        }
        XVariable::Date => {
            let date @ Released { year, month, day } = model.released?;
            let share = match (month, day) {
                (None, _) => 0.5,
                (Some(month), None) => (f64::from(month) - 0.5) / 12.0,
                (Some(month), Some(day)) => (f64::from(month) - 1.0 + f64::from(day) / 32.0) / 12.0,
            };
            Some((f64::from(year) + share, released(date)))
        }
    }
}

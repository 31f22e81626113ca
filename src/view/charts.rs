//! The data of the charts, made from what the table shows.

use super::{ColumnId, Heading, Profile, figure_in};
use crate::aggregate::{Interval, Ranking};
use crate::chart::{Bar, Bars, Radar, RadarSeries};
use crate::dataset::Dataset;

/// How many models a radar shows where none were chosen.
const LEADERS: usize = 4;

/// How many models a radar can tell apart.
const MOST_SERIES: usize = 6;

fn at<T: Copy>(list: &[Option<T>], row: usize) -> Option<T> {
    list.get(row).copied().flatten()
}

/// The models that a radar shows: the chosen ones, else the leaders among the rows shown.
///
/// `rows` are those shown, in any order; `chosen` those selected.
fn radar_rows(ranking: &Ranking, rows: &[usize], chosen: &[usize]) -> Vec<usize> {
    if !chosen.is_empty() {
        return chosen.iter().copied().take(MOST_SERIES).collect();
    }
    let shown: std::collections::HashSet<_> = rows.iter().collect();
    ranking.order.iter().filter(|row| shown.contains(row)).copied().take(LEADERS).collect()
}

/// The hue of each chosen model, which it keeps in every chart: its place in the choice.
fn hue(chosen: &[usize], row: usize) -> Option<usize> {
    chosen.iter().position(|&chosen| chosen == row)
}

/// The chosen models, else the leaders among the rows shown, over the columns of a ranking.
///
/// Fine-grained capabilities are too many axes for a radar, so under that lens it is the core ones.
#[must_use]
pub fn board_radar(dataset: &Dataset, ranking: &Ranking, rows: &[usize], chosen: &[usize]) -> Radar {
    let total = ranking.total_column(dataset.catalog());
    let own = ranking.columns.iter().enumerate().filter(|(c, _)| Some(*c) != total).map(|(_, c)| c);
    let columns: Vec<_> = if ranking.cores.is_empty() { own.collect() } else { ranking.cores.iter().collect() };
    let series = |(place, &row): (usize, &usize)| {
        let model = dataset.models().get(row)?;
        Some(RadarSeries {
            name: model.name.clone(),
            values: columns.iter().map(|column| at(&column.scores, row)).collect(),
            hue: hue(chosen, row).unwrap_or(place),
            reference: false,
            preview: model.preview,
        })
    };
    let series = radar_rows(ranking, rows, chosen).iter().enumerate().filter_map(series).collect();
    Radar { axes: columns.iter().map(|column| column.name.clone()).collect(), series }
}

/// A column as bars, in the order of the table.
#[must_use]
pub fn column_bars(dataset: &Dataset, ranking: &Ranking, heading: &Heading, rows: &[usize], chosen: &[usize]) -> Bars {
    let catalog = dataset.catalog();
    let bar = |&row: &usize| {
        let model = dataset.models().get(row)?;
        let (value, interval) = match heading.id {
            ColumnId::AverageRank => (at(&ranking.average_rank, row), None),
            ColumnId::Score(column) => {
                let column = ranking.columns.get(column)?;
                let value = at(&column.scores, row);
                let benchmark = column.benchmark;
                let interval = benchmark.and_then(|b| Interval::of_score(catalog.benchmarks.get(b)?, value?));
                (value, interval)
            }
            ColumnId::Core(_) => (figure_in(ranking, heading.id, row), None),
            _ => (at(&ranking.total, row), at(&ranking.interval, row)),
        };
        Some(Bar {
            name: model.name.clone(),
            value,
            interval: interval.map(|i| (i.low, i.high)),
            at_most: interval.is_some_and(|i| i.at_most),
            hue: hue(chosen, row),
            preview: model.preview,
        })
    };
    let percent = heading.id != ColumnId::AverageRank;
    Bars { column: heading.name.clone(), percent, bars: rows.iter().filter_map(bar).collect() }
}

/// A model's core capabilities on a board against the best and the median.
#[must_use]
pub fn profile_radar(dataset: &Dataset, profile: &Profile, board: usize) -> Option<Radar> {
    let standing = profile.boards.iter().find(|standing| standing.board == board)?;
    let model = dataset.models().get(profile.row)?;
    let series = |name: &str, values: Vec<Option<f64>>, hue, reference| RadarSeries {
        name: name.to_owned(),
        values,
        hue,
        reference,
        preview: !reference && model.preview,
    };
    Some(Radar {
        axes: dataset.catalog().cores.iter().map(|core| core.name.clone()).collect(),
        series: vec![
            series("best", standing.cores.iter().map(|core| core.best).collect(), 1, true),
            series("median", standing.cores.iter().map(|core| core.median).collect(), 2, true),
            series(&model.name, standing.cores.iter().map(|core| core.own).collect(), 0, false),
        ],
    })
}

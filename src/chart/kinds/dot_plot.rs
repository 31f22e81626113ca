//! Models over many axes, a row for each: a dot plot, or parallel coordinates where the dots are joined.

use crate::chart::geometry::Point;
use crate::chart::hit_target::HitTarget;
use crate::chart::layout::axis::Axis;
use crate::chart::layout::axis::tick;
use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Sample;
use crate::chart::layout::row_layout::Lane;
use crate::chart::layout::row_layout::RowLayout;
use crate::chart::layout::row_layout::Rows;
use crate::chart::layout::row_layout::steps;
use crate::chart::layout::series::Series;
use crate::chart::layout::series::items;
use crate::chart::layout::series::looks;
use crate::chart::layout::series::models;
use crate::chart::layout::text::spoken;
use crate::chart::plot::Plot;
use crate::chart::plot::Table;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::series_style::MarkerShape;
use crate::chart::style::series_style::SeriesStyle;
use crate::chart::style::theme::Style;
use crate::chart::style::unit::Unit;

/// A dot plot. Its axis is the range of the figures, which are percent, and it says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotPlot {
    /// What the rows are, in the singular: "Capability".
    pub what: String,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
    /// Drawn in this order, the last on top; up to six models, and references.
    pub series: Vec<Series>,
    /// Whether a model's dots are joined from row to row of a group: parallel coordinates.
    pub joined: bool,
}

/// From one sign of a missing score to the next.
const SIGN: f64 = 8.0;

impl Plot for DotPlot {
    fn draw(&self, pen: &mut DrawContext<'_>) {
        let ladder = self.ladder(pen.size.0, Some(pen.size.1), pen.style);
        ladder.frame(pen);
        if ladder.ruler.is_roomy() {
            self.lines(pen, &ladder);
            for (lane, y) in ladder.each() {
                self.dots(pen, &ladder, lane, y);
            }
        }
        ladder.key(pen);
    }

    fn height(&self, width: f64, style: &Style) -> f64 {
        self.ladder(width, None, style).height()
    }

    /// Who is highest where, and what is missing, in words.
    fn describe(&self) -> String {
        let lanes = self.lanes.len();
        let what = self.what.to_lowercase();
        let models: Vec<&Series> = models(&self.series).collect();
        let best = |lane| models.iter().filter_map(|series: &&Series| series.value(lane)).reduce(f64::max);
        let highest = |series: &Series| {
            (0..lanes).filter(|&lane| series.value(lane).is_some() && series.value(lane) == best(lane)).count()
        };
        let mut text = match models.as_slice() {
            [] => return format!("A row for each {what}, {lanes} in all; no model is shown."),
            [one] => {
                let known = || (0..lanes).filter_map(|lane| Some((self.lanes.get(lane)?, one.value(lane)?)));
                let high = known().reduce(|best, next| if next.1 > best.1 { next } else { best });
                let low = known().reduce(|worst, next| if next.1 < worst.1 { next } else { worst });
                match high.zip(low) {
                    None => format!("{} has no score on any {what} of {lanes}.", spoken(&one.name)),
                    Some((high, low)) => format!(
                        "{}: highest at {} with {:.1}, lowest at {} with {:.1}.",
                        spoken(&one.name),
                        spoken(&high.0.name),
                        high.1,
                        spoken(&low.0.name),
                        low.1
                    ),
                }
            }
            many => match many
                .iter()
                .map(|series| (series, highest(series)))
                .reduce(|a, b| if b.1 > a.1 { b } else { a })
            {
                Some((series, count)) if count > 0 => {
                    format!("Of {} models, {} scores highest on {count} of {lanes}.", many.len(), spoken(&series.name))
                }
                _ => format!("None of {} models has a score on any {what} of {lanes}.", many.len()),
            },
        };
        for series in models {
            let missing = series.missing(lanes);
            if missing > 0 && missing < lanes {
                text += &format!(" {} has no score on {missing}.", spoken(&series.name));
            }
        }
        text
    }

    /// The figures, one row a lane.
    fn table(&self) -> Table {
        let cells = |lane: usize| self.series.iter().map(move |series| Some(Unit::Percent.text(series.value(lane)?)));
        let rows = self.lanes.iter().enumerate().map(|(index, lane)| (lane.name.clone(), cells(index).collect()));
        Table::new(&self.what, self.series.iter().map(|series| series.name.clone()).collect(), rows)
    }

    fn say(&self, mark: &HitTarget) -> Option<String> {
        let series = self.series.get(mark.series)?;
        let value = series.value(mark.axis).map_or_else(|| "missing".to_owned(), |value| Unit::Percent.text(value));
        Some(format!("{} · {}: {value}", series.name, self.lanes.get(mark.axis)?.name))
    }
}

impl DotPlot {
    fn ladder(&self, width: f64, height: Option<f64>, style: &Style) -> RowLayout<'_> {
        let values = self.series.iter().flat_map(|series| (0..self.lanes.len()).filter_map(|lane| series.value(lane)));
        let axis = Axis::fitted(values, steps(width));
        let starts = axis.map_or(String::new(), |axis| format!(" · axis starts at {}", tick(axis.low)));
        let most = (0..self.lanes.len()).map(|lane| self.missing(lane).count()).max().unwrap_or(0);
        let mut key = self.key();
        if most > 0 {
            key.push(Item::new(Sample::Missing, "no score", String::new()));
        }
        let gutter = if most > 0 { SIGN * most as f64 + 6.0 } else { 0.0 };
        let rows = Rows { lanes: &self.lanes, heading: format!("%{starts}"), axis, key, gutter, tall: 1.9 };
        RowLayout::new(rows, width, height, style)
    }

    /// The key; references, which have no line here, by the form of their marker.
    fn key(&self) -> Vec<Item> {
        let joined = self.joined;
        let marker = |mut item: Item| {
            match item.sample {
                Sample::Series(SeriesStyle::Reference(place)) => item.sample = Sample::Marker(reference(place)),
                Sample::Series(look) if !joined => item.sample = Sample::Dot(look),
                _ => {}
            }
            item
        };
        let mut items: Vec<Item> = items(&self.series, self.lanes.len()).into_iter().map(marker).collect();
        if self.series.is_empty() {
            items.push(Item::new(Sample::TextRun, "No model chosen", String::new()));
        }
        items
    }

    /// The models without a score in a row.
    fn missing(&self, lane: usize) -> impl Iterator<Item = usize> + '_ {
        let shown = self.series.iter().enumerate().filter(|(_, series)| !series.reference && !series.hidden);
        shown.filter(move |(_, series)| series.value(lane).is_none()).map(|(index, _)| index)
    }

    /// Joins the dots of a model, broken where a score is missing and from group to group: what stands in another group is counted on
    /// its own.
    fn lines(&self, pen: &mut DrawContext<'_>, ladder: &RowLayout<'_>) {
        for (series, look) in self.series.iter().zip(looks(&self.series)) {
            if !self.joined || series.reference || series.hidden {
                continue;
            }
            let group = |lane: usize| self.lanes.get(lane).and_then(|lane| lane.group.as_ref());
            let rows: Vec<(usize, f64)> = ladder.each().collect();
            for rows in rows.chunk_by(|(one, _), (next, _)| group(*one) == group(*next)) {
                let mut run: Vec<Point> = Vec::new();
                for &(lane, y) in rows.iter().chain(&[(usize::MAX, 0.0)]) {
                    match series.value(lane) {
                        Some(value) => run.push((ladder.ruler.x(value), y)),
                        None if run.len() > 1 => {
                            pen.path(&std::mem::take(&mut run), look.width(), look.color(pen.style), look.dash());
                        }
                        None => run.clear(),
                    }
                }
            }
        }
    }

    /// Draws and marks what stands in a row.
    fn dots(&self, pen: &mut DrawContext<'_>, ladder: &RowLayout<'_>, lane: usize, y: f64) {
        let looks = looks(&self.series);
        for (nth, index) in self.missing(lane).enumerate() {
            let at = (ladder.ruler.plot.0 - 8.0 - SIGN * nth as f64, y);
            let Some((series, look)) = self.series.get(index).zip(looks.get(index)) else { continue };
            pen.missing(at, look.color(pen.style));
            pen.mark(HitTarget::at(at, 6.0, index, lane, series.tag));
        }
        for (index, (series, look)) in self.series.iter().zip(looks).enumerate() {
            let Some(value) = series.value(lane).filter(|_| !series.hidden) else { continue };
            let x = ladder.ruler.x(value);
            let (at, radius) = match look {
                // Above the others, pointing down at the place: a model that is the best covers it otherwise.
                SeriesStyle::Reference(0) => ((x, y - ladder.drawn() * 0.38), 3.5),
                SeriesStyle::Reference(_) => ((x, y), 4.0),
                look => ((x, y), look.radius() + 0.5),
            };
            match look {
                SeriesStyle::Reference(place) => pen.form(reference(place), at, radius, pen.style.muted),
                look => pen.look(look, at, radius),
            }
            pen.mark(HitTarget::at(at, 2.0 * radius, index, lane, series.tag));
        }
    }
}

/// The marker of a reference, by its place among them.
fn reference(place: usize) -> MarkerShape {
    if place == 0 { MarkerShape::Wedge } else { MarkerShape::Tick }
}

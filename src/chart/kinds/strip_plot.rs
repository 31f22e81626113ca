//! How the figures of several columns are spread: a strip for each, a tick for each model.

use crate::chart::hit_target::HitTarget;
use crate::chart::layout::axis::Axis;
use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Sample;
use crate::chart::layout::row_layout::Lane;
use crate::chart::layout::row_layout::RowLayout;
use crate::chart::layout::row_layout::Rows;
use crate::chart::layout::row_layout::steps;
use crate::chart::layout::text::spoken;
use crate::chart::plot::Plot;
use crate::chart::plot::Table;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::series_style::MarkerShape;
use crate::chart::style::series_style::SeriesStyle;
use crate::chart::style::theme::Style;
use crate::chart::style::unit::Unit;
use crate::order::sort_by;

/// Distribution strips. The axis of each is all that there can be, so that what is used up shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StripPlot {
    /// What the strips are, in the singular: "Benchmark".
    pub what: String,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
    /// The models, in any order.
    pub models: Vec<StripModel>,
    /// The figure that half of the bundled models reach, for each strip.
    pub medians: Vec<Option<f64>>,
    /// The lowest and the highest figure that there can be, for each strip; 0 to 100 where there is none.
    pub ranges: Vec<(f64, f64)>,
}

/// A model's figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StripModel {
    /// As shown.
    pub name: String,
    /// One per strip, percent; a missing one is not drawn, as strips show what there is.
    pub values: Vec<Option<f64>>,
    /// Its colour and marker in the charts of the view, if it is one that stands out.
    pub hue: Option<usize>,
    /// Brought by the visitor.
    pub preview: bool,
    /// Comes back in its marks.
    pub tag: Option<usize>,
}

impl StripModel {
    fn value(&self, lane: usize) -> Option<f64> {
        self.values.get(lane).copied().flatten().filter(|value| value.is_finite())
    }

    fn look(&self) -> Option<SeriesStyle> {
        if self.preview { Some(SeriesStyle::Preview(self.hue.unwrap_or(0))) } else { self.hue.map(SeriesStyle::Model) }
    }
}

impl Summary {
    fn in_percent(self, (low, high): (f64, f64)) -> Self {
        let of = |figure: f64| (figure - low) / (high - low) * 100.0;
        let middle = self.middle / (high - low) * 100.0;
        Self { lowest: of(self.lowest), best: of(self.best), middle, ..self }
    }
}

/// Of more models than this, those at one place are drawn as one.
const MANY: usize = 1_000;

/// What a strip comes to.
struct Summary {
    count: usize,
    lowest: f64,
    best: f64,
    /// From the first to the third quartile.
    middle: f64,
}

impl Plot for StripPlot {
    fn draw(&self, pen: &mut DrawContext<'_>) {
        let ladder = self.ladder(pen.size.0, Some(pen.size.1), pen.style);
        ladder.frame(pen);
        if ladder.ruler.is_roomy() {
            for (lane, y) in ladder.each() {
                self.strip(pen, &ladder, lane, y);
            }
        }
        ladder.key(pen);
    }

    fn height(&self, width: f64, style: &Style) -> f64 {
        self.ladder(width, None, style).height()
    }

    /// Which strip tells models apart best and worst, which has least room left, and where the previews that stand out are.
    fn describe(&self) -> String {
        let known = || {
            let lanes = self.lanes.iter().enumerate();
            // Compared in percent of what each can reach.
            lanes.filter_map(|(index, lane)| Some((lane, self.summary(index)?.in_percent(self.range(index)))))
        };
        // Of two models, anything can be said.
        let told = || known().filter(|(_, summary)| summary.count > 2);
        let widest = told().reduce(|a, b| if b.1.middle > a.1.middle { b } else { a });
        let narrowest = told().reduce(|a, b| if b.1.middle < a.1.middle { b } else { a });
        let fullest = known().reduce(|a, b| if b.1.best > a.1.best { b } else { a });
        let mut text = match widest.zip(narrowest) {
            Some((widest, narrowest)) if widest.0 != narrowest.0 => format!(
                "{} tells models apart most: the middle half spans {:.1} points; {} least, with {:.1}. ",
                spoken(&widest.0.name),
                widest.1.middle,
                spoken(&narrowest.0.name),
                narrowest.1.middle
            ),
            _ => String::new(),
        };
        match fullest {
            Some((lane, summary)) => {
                text += &format!("The highest score of all is {:.1}, on {}.", summary.best, spoken(&lane.name));
            }
            None => text += "No model has a score.",
        }
        for model in self.models.iter().filter(|model| model.preview && model.hue.is_some()) {
            let lanes = self.lanes.iter().enumerate();
            let scores = lanes.filter_map(|(lane, about)| Some((model.value(lane)?, about)));
            let scores: Vec<_> =
                scores.map(|(value, about)| format!("{value:.1} on {}", spoken(&about.name))).collect();
            text += &format!(" {}: {}.", spoken(&model.name), scores.join(", "));
        }
        text
    }

    /// One row a strip.
    fn table(&self) -> Table {
        let row = |(index, lane): (usize, &Lane)| {
            let summary = self.summary(index);
            let figure = |of: &dyn Fn(&Summary) -> f64| Some(Unit::Percent.text(of(summary.as_ref()?)));
            let median = self.medians.get(index).copied().flatten().map(|median| Unit::Percent.text(median));
            let count = summary.as_ref().map_or(0, |summary| summary.count).to_string();
            let lowest = figure(&|summary| summary.lowest);
            let best = figure(&|summary| summary.best);
            let middle = figure(&|summary| summary.middle);
            (lane.name.clone(), vec![Some(count), lowest, median, best, middle])
        };
        let columns = ["Models", "Lowest", "Bundled median", "Best", "Middle half spans"].map(str::to_owned);
        Table::new(&self.what, columns.to_vec(), self.lanes.iter().enumerate().map(row))
    }

    fn say(&self, mark: &HitTarget) -> Option<String> {
        let lane = self.lanes.get(mark.axis)?;
        let model = self.models.get(mark.series)?;
        Some(format!("{} · {}: {}", model.name, lane.name, Unit::Percent.text(model.value(mark.axis)?)))
    }
}

impl StripPlot {
    fn ladder(&self, width: f64, height: Option<f64>, style: &Style) -> RowLayout<'_> {
        let axis = Axis { low: 0.0, high: 100.0, steps: if *steps(width).end() >= 5 { 5 } else { 2 } };
        let item = |sample, name| Item::new(sample, name, String::new());
        let mut key = vec![
            item(Sample::Marker(MarkerShape::Tick), "a model"),
            item(Sample::Marker(MarkerShape::Wedge), "best"),
            item(Sample::Marker(MarkerShape::Diamond), "median of the bundled models"),
        ];
        let stands_out = self.models.iter().filter_map(|model| Some((model, model.look()?)));
        key.extend(stands_out.map(|(model, look)| item(Sample::Dot(look), &model.name)));
        let heading = "% of what can be reached".to_owned();
        let rows = Rows { lanes: &self.lanes, heading, axis: Some(axis), key, gutter: 0.0, tall: 2.2 };
        RowLayout::new(rows, width, height, style)
    }

    fn range(&self, lane: usize) -> (f64, f64) {
        self.ranges.get(lane).copied().unwrap_or((0.0, 100.0))
    }

    /// Where a figure of a strip lies on the axis, in percent of what can be reached.
    fn reached(&self, lane: usize, figure: f64) -> f64 {
        let (low, high) = self.range(lane);
        (figure - low) / (high - low) * 100.0
    }

    fn values(&self, lane: usize) -> impl Iterator<Item = (usize, &StripModel, f64)> {
        self.models.iter().enumerate().filter_map(move |(index, model)| Some((index, model, model.value(lane)?)))
    }

    fn summary(&self, lane: usize) -> Option<Summary> {
        let mut values: Vec<f64> = self.values(lane).map(|(_, _, value)| value).collect();
        sort_by(&mut values, f64::total_cmp);
        let (lowest, best) = (*values.first()?, *values.last()?);
        let quartile = |quarters: usize| {
            // Between the two values around it (Hyndman and Fan, The American Statistician 50, 1996, type 7).
            let place = (values.len() - 1) as f64 * quarters as f64 / 4.0;
            let at = |place: f64| values.get(place as usize).copied().unwrap_or(best);
            at(place.floor()) + (at(place.ceil()) - at(place.floor())) * place.fract()
        };
        Some(Summary { count: values.len(), lowest, best, middle: quartile(3) - quartile(1) })
    }

    fn strip(&self, pen: &mut DrawContext<'_>, ladder: &RowLayout<'_>, lane: usize, y: f64) {
        let (muted, ink, paper) = (pen.style.muted, pen.style.ink, pen.style.paper);
        let half = ladder.drawn() * 0.28;
        let tick = paper.mix(ink, 0.55);
        let mut taken = vec![false; pen.size.0.clamp(0.0, 1e5) as usize + 1];
        let mut best = None;
        for (index, model, value) in self.values(lane) {
            let x = ladder.ruler.x(self.reached(lane, value));
            best = best.into_iter().chain([value]).reduce(f64::max);
            let crowded = self.models.len() > MANY && model.look().is_none();
            if let Some(taken) = taken.get_mut(x.round().max(0.0) as usize).filter(|_| crowded)
                && std::mem::replace(taken, true)
            {
                continue;
            }
            if model.look().is_none() {
                pen.upright(x, y - half, y + half, 1.0, tick);
                pen.mark(HitTarget { size: (3.0, 2.0 * half), ..HitTarget::at((x, y), 0.0, index, lane, model.tag) });
            }
        }
        if let Some(median) = self.medians.get(lane).copied().flatten() {
            pen.marker(MarkerShape::Diamond, (ladder.ruler.x(self.reached(lane, median)), y), 3.5, muted, false);
        }
        if let Some(best) = best {
            pen.form(MarkerShape::Wedge, (ladder.ruler.x(self.reached(lane, best)), y - half - 4.0), 3.5, muted);
        }
        // Above all others, so that they can be seen and met.
        for (index, model, value) in self.values(lane) {
            if let Some(look) = model.look() {
                let at = (ladder.ruler.x(self.reached(lane, value)), y);
                pen.look(look, at, look.radius() + 0.5);
                pen.mark(HitTarget::at(at, 2.0 * look.radius(), index, lane, model.tag));
            }
        }
    }
}

//! One column against size or date, with the frontier: who was better than all that are no larger, or no later.

use std::collections::BTreeSet;

use crate::chart::hit_target::HitTarget;
use crate::chart::layout::axis::Axis;
use crate::chart::layout::axis::tick;
use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Legend;
use crate::chart::layout::legend::Sample;
use crate::chart::layout::text::cut;
use crate::chart::layout::text::spoken;
use crate::chart::layout::text::text_width;
use crate::chart::layout::text::wrap;
use crate::chart::plot::Plot;
use crate::chart::plot::Table;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::series_style::MarkerShape;
use crate::chart::style::series_style::SeriesStyle;
use crate::chart::style::theme::Rgb;
use crate::chart::style::theme::Style;
use crate::chart::style::unit::Unit;
use crate::order::sort_by;

/// What the points are set against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum XVariable {
    /// Billions of parameters, on a logarithmic axis.
    #[default]
    Size,
    /// Years with their fractions.
    Date,
}

/// What kind of model a point is: the form of its marker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// General-purpose.
    General,
    /// Embodied.
    Embodied,
    /// The file does not say.
    #[default]
    Unstated,
}

impl Kind {
    pub(in crate::chart) const ALL: [Self; 3] = [Self::General, Self::Embodied, Self::Unstated];

    fn form(self) -> MarkerShape {
        match self {
            Self::General => MarkerShape::Circle,
            Self::Embodied => MarkerShape::Diamond,
            Self::Unstated => MarkerShape::Cross,
        }
    }

    pub(in crate::chart) fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Embodied => "embodied",
            Self::Unstated => "category not stated",
        }
    }
}

/// A scatter chart. Its vertical axis is the range of the figures, which are percent, and it says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scatter {
    /// What is measured: name of the column.
    pub column: String,
    /// What the points are set against.
    pub across: XVariable,
    /// In any order.
    pub points: Vec<Point>,
    /// How many models have a figure but state no size or date, and so are not here.
    pub left_out: usize,
    /// Models that have a score and no rank, which are left out too.
    pub unranked: usize,
    /// Kinds that are named in the key only, by their place in it.
    pub hidden: BTreeSet<usize>,
}

/// A model as a point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Name of the model.
    pub name: String,
    /// Billions of parameters, or a year; where no more is known than the year, its middle.
    pub x: f64,
    /// The same as it is written.
    pub written: String,
    /// Percent.
    pub y: f64,
    /// The form of its marker.
    pub kind: Kind,
    /// Whether its weights are open: its marker is hollow.
    pub open: bool,
    /// Its colour in the charts of the view, if it is one that stands out.
    pub hue: Option<usize>,
    /// Brought by the visitor.
    pub preview: bool,
    /// Comes back in its mark.
    pub tag: Option<usize>,
}

impl Point {
    fn color(&self, style: &Style) -> Rgb {
        match (self.preview, self.hue) {
            (true, _) => style.accent,
            (false, Some(hue)) => SeriesStyle::Model(hue).color(style),
            (false, None) => style.paper.mix(style.ink, 0.62),
        }
    }
}

/// Of more points than this, each is drawn small and plain.
const MANY: usize = 1_000;

/// Where everything lies.
struct Layout {
    heading: Vec<String>,
    key: Legend,
    /// Left, top, right and bottom of the field.
    field: [f64; 4],
    x: Axis,
    y: Axis,
    radius: f64,
    /// Below the field: axis, its name, then the key.
    key_top: f64,
}

impl Layout {
    fn place(&self, across: XVariable, x: f64, y: f64) -> (f64, f64) {
        let [left, top, right, bottom] = self.field;
        (left + self.x.share(across.scaled(x)) * (right - left), bottom - self.y.share(y) * (bottom - top))
    }
}

impl XVariable {
    fn scaled(self, x: f64) -> f64 {
        if self == Self::Size { x.max(1e-6).log10() } else { x }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Size => "billions of parameters, logarithmic",
            Self::Date => "year of release",
        }
    }

    /// What is written along the axis and where, at most so many; and where rules stand.
    fn ticks(self, axis: Axis, most: usize) -> (Vec<(f64, String)>, Vec<f64>) {
        match self {
            Self::Size => {
                let (low, high) = (axis.low.floor() as i32, axis.high.ceil() as i32);
                let of = |steps: &[f64]| -> Vec<f64> {
                    let all = (low..=high).flat_map(|power| steps.iter().map(move |step| step * 10_f64.powi(power)));
                    all.filter(|x| (axis.low - 1e-9..=axis.high + 1e-9).contains(&x.log10())).collect()
                };
                let (fine, coarse) = (of(&[1.0, 2.0, 5.0]), of(&[1.0]));
                let places = if fine.len() <= most || coarse.len() < 2 { fine } else { coarse };
                (places.iter().map(|&x| (x, tick(x))).collect(), places)
            }
            Self::Date => {
                // A year is a band, as no more than the year is known of most models.
                let (first, years) = (axis.low, (axis.high - axis.low).round().clamp(1.0, 1_000.0) as usize);
                let every = years.div_ceil(most.max(1));
                let year = |nth: usize| first + nth as f64;
                let names = (0..years).step_by(every).map(|nth| (year(nth) + 0.5, format!("{:.0}", year(nth))));
                (names.collect(), (0..=years).step_by(every).map(year).collect())
            }
        }
    }
}

impl Plot for Scatter {
    fn draw(&self, pen: &mut DrawContext<'_>) {
        let Style { muted, rule, .. } = *pen.style;
        let (small, line) = (pen.style.small(), pen.style.line());
        let Some(layout) = self.layout(pen.size.0, Some(pen.size.1), pen.style) else {
            let words = format!("No model has both a score on {} and {}.", spoken(&self.column), self.needs());
            for (place, text) in wrap(&words, pen.style.text, pen.size.0, 4).0.iter().enumerate() {
                let y = line * (place as f64 + 0.5);
                pen.text(text, (0.0, y), pen.style.text, muted, Align::Left);
            }
            return;
        };
        for (place, text) in layout.heading.iter().enumerate() {
            pen.text(text, (0.0, line * (place as f64 + 0.5)), small, muted, Align::Left);
        }
        let [left, top, right, bottom] = layout.field;
        for figure in layout.y.ticks() {
            let y = layout.place(self.across, 1.0, figure).1;
            pen.level(left, right, y, 1.0, rule);
            pen.text(&tick(figure), (left - 6.0, y), small, muted, Align::Right);
        }
        let mut free = 0.0;
        let (ticks, rules) = self.across.ticks(layout.x, ((right - left) / (small * 4.0)).max(2.0) as usize);
        for x in rules {
            let at = layout.place(self.across, x, 0.0).0;
            pen.upright(at, top, bottom, 1.0, pen.style.paper.mix(rule, 0.6));
        }
        for (x, text) in ticks {
            let at = layout.place(self.across, x, 0.0).0;
            let half = text_width(&text, small) / 2.0;
            let middle = at.clamp(half, (pen.size.0 - half).max(half));
            if middle - half >= free {
                pen.text(&text, (middle, bottom + 4.0 + line / 2.0), small, muted, Align::Center);
                free = middle + half + small * 0.6;
            }
        }
        let title = cut(self.across.title(), small, right - left);
        pen.text(&title, (right, bottom + 4.0 + line * 1.5), small, muted, Align::Right);
        pen.path(&self.steps(&layout), 1.0, muted, &[]);
        for (index, at) in self.places(&layout) {
            if let Some(point) = self.points.get(index) {
                self.point(pen, &layout, index, point, at);
            }
        }
        let unnamed = self.names(pen, &layout);
        if !unnamed.is_empty() {
            let text = format!("On the frontier too: {}", unnamed.join(", "));
            let room = right - text_width(&title, small) - 16.0;
            pen.text(&cut(&text, small, room.max(0.0)), (0.0, bottom + 4.0 + line * 1.5), small, muted, Align::Left);
        }
        let mut y = layout.key_top;
        if let Some(words) = self.left_out_words() {
            pen.text(&cut(&words, small, pen.size.0), (0.0, y + line / 2.0), small, muted, Align::Left);
            y += line;
        }
        layout.key.draw(pen, 0.0, y + 4.0);
    }

    fn height(&self, width: f64, style: &Style) -> f64 {
        match self.layout(width, None, style) {
            None => (style.line() * 4.0).ceil(),
            Some(layout) => {
                let more = if self.left_out_words().is_some() { style.line() } else { 0.0 };
                (layout.key_top + more + 4.0 + layout.key.height).ceil()
            }
        }
    }

    /// Who is on the frontier, and how many are not on the chart.
    fn describe(&self) -> String {
        let column = spoken(&self.column);
        let mut text = match self.frontier().as_slice() {
            [] => format!("{column}: no model has both a score and {}.", self.needs()),
            frontier => {
                let name = |point: &&Point| {
                    let (name, x) = (spoken(&point.name), &point.written);
                    format!("{name} ({x}, {})", Unit::Percent.text(point.y))
                };
                let names: Vec<String> = frontier.iter().map(name).collect();
                let better = if self.across == XVariable::Size { "no larger" } else { "no later" };
                format!("{column}: on the frontier, better than all that are {better}, are {}.", names.join(", "))
            }
        };
        if let Some(words) = self.left_out_words() {
            text += &format!(" {words}.");
        }
        text
    }

    fn table(&self) -> Table {
        let mut points: Vec<&Point> = self.points.iter().collect();
        sort_by(&mut points, |a, b| a.x.total_cmp(&b.x));
        let x = if self.across == XVariable::Size { "Size" } else { "Release" };
        let row =
            |point: &Point| (point.name.clone(), vec![Some(point.written.clone()), Some(Unit::Percent.text(point.y))]);
        Table::new("Model", vec![x.to_owned(), self.column.clone()], points.into_iter().map(row))
    }

    fn say(&self, mark: &HitTarget) -> Option<String> {
        let point = self.points.get(mark.series)?;
        let open = if point.open { ", open weights" } else { "" };
        let (x, y) = (&point.written, Unit::Percent.text(point.y));
        Some(format!("{} · {}: {y}, {x}, {}{open}", point.name, self.column, point.kind.word()))
    }
}

impl Scatter {
    fn needs(&self) -> &'static str {
        if self.across == XVariable::Size { "a size" } else { "a date of release" }
    }

    fn left_out_words(&self) -> Option<String> {
        let without = if self.across == XVariable::Size { "no size" } else { "no date of release" };
        let stating = match self.left_out {
            0 => None,
            1 => Some(format!("One model with a score states {without}")),
            many => Some(format!("{many} models with a score state {without}")),
        };
        let unranked = match self.unranked {
            0 => None,
            1 => Some("one model without a rank is left out".to_owned()),
            many => Some(format!("{many} models without a rank are left out")),
        };
        match (stating, unranked) {
            (Some(stating), Some(unranked)) => Some(format!("{stating}; {unranked}")),
            (None, Some(unranked)) => Some(unranked.replacen("one", "One", 1)),
            (stating, None) => stating,
        }
    }

    /// The points that can be drawn and are not hidden.
    fn shown(&self) -> impl Iterator<Item = (usize, &Point)> {
        self.points.iter().enumerate().filter(|(_, point)| {
            let hidden = Kind::ALL.iter().position(|kind| *kind == point.kind);
            self.drawable(point) && !hidden.is_some_and(|place| self.hidden.contains(&place))
        })
    }

    fn drawable(&self, point: &Point) -> bool {
        point.x.is_finite() && point.y.is_finite() && (self.across == XVariable::Date || point.x > 0.0)
    }

    /// The points that are better than all that are no larger or no later, from left to right.
    fn frontier(&self) -> Vec<&Point> {
        let mut points: Vec<&Point> = self.shown().map(|(_, point)| point).collect();
        sort_by(&mut points, |a, b| a.x.total_cmp(&b.x).then(b.y.total_cmp(&a.y)));
        let mut best = f64::NEG_INFINITY;
        points.retain(|point| {
            let better = point.y > best;
            best = best.max(point.y);
            better
        });
        points
    }

    fn layout(&self, width: f64, height: Option<f64>, style: &Style) -> Option<Layout> {
        let all = || self.points.iter().filter(|point| self.drawable(point));
        let y = Axis::fitted(all().map(|point| point.y), 3..=6)?;
        let (low, high) = all().fold((f64::MAX, f64::MIN), |(low, high), point| {
            let x = self.across.scaled(point.x);
            (low.min(x), high.max(x))
        });
        let (low, high) = match self.across {
            XVariable::Size => {
                // Air at either side; equal ones get a range around them.
                let air = ((high - low) * 0.04).max(0.05);
                (low - air, high + air)
            }
            XVariable::Date => (low.floor(), high.floor() + 1.0),
        };
        let x = Axis { low, high, steps: 1 };
        let heading = format!("{}, % · axis starts at {}", self.column, tick(y.low));
        let (heading, _) = wrap(&heading, style.small(), width, 2);
        let key = Legend::new(self.key(), false, width, height.map_or(f64::MAX, |height| height / 2.0), style);
        let line = style.line();
        let below = 4.0 + 2.0 * line + 6.0;
        let after = if self.left_out_words().is_some() { line } else { 0.0 } + 4.0 + key.height;
        let widest = y.ticks().map(|figure| text_width(&tick(figure), style.small())).fold(0.0, f64::max);
        let left = (widest + 8.0).round();
        // The name of the first of the frontier stands above it.
        let top = (heading.len() as f64 * line + line + 4.0).round();
        let tall = match height {
            Some(height) => height - top - below - after,
            None => (width * 0.5).clamp(180.0, 360.0),
        };
        let bottom = (top + tall.max(1.0)).round();
        let field = [left, top, (width - 10.0).max(left + 1.0), bottom];
        let radius = if self.points.len() > MANY { 2.0 } else { 4.0 };
        Some(Layout { heading, key, field, x, y, radius, key_top: bottom + below })
    }

    fn key(&self) -> Vec<Item> {
        let item = |sample, name: &str| Item::new(sample, name, String::new());
        let kinds = Kind::ALL.into_iter().enumerate().filter_map(|(place, kind)| {
            let count = self.points.iter().filter(|point| point.kind == kind && self.drawable(point)).count();
            let hidden = self.hidden.contains(&place);
            let note = if hidden { "hidden".to_owned() } else { count.to_string() };
            let item = Item::new(Sample::Marker(kind.form()), kind.word(), note);
            (count > 0).then(|| item.of_series(place, hidden))
        });
        let mut items: Vec<Item> = kinds.collect();
        if self.points.iter().any(|point| point.open) {
            items.push(item(Sample::Missing, "hollow: open weights"));
        }
        items.push(item(Sample::Line, "frontier"));
        items
    }

    /// The frontier as steps: until the next that is better, nobody is.
    fn steps(&self, layout: &Layout) -> Vec<(f64, f64)> {
        let mut steps = Vec::new();
        for point in self.frontier() {
            let (x, y) = layout.place(self.across, point.x, point.y);
            steps.extend(steps.last().map(|&(_, before): &(f64, f64)| (x, before)));
            steps.push((x, y));
        }
        steps.extend(steps.last().map(|&(_, y)| (layout.field[2], y)));
        steps
    }

    /// Where each point is drawn; those that would lie on each other side by side, as far as there is room.
    fn places(&self, layout: &Layout) -> Vec<(usize, (f64, f64))> {
        let apart = 2.0 * layout.radius + 1.0;
        let few = self.points.len() <= MANY;
        let mut shown: Vec<(usize, &Point)> = self.shown().collect();
        // From the best down, so that the best stay where they belong.
        sort_by(&mut shown, |a, b| b.1.y.total_cmp(&a.1.y));
        let mut placed: Vec<(usize, (f64, f64))> = Vec::with_capacity(shown.len());
        for (index, point) in shown {
            let (x, y) = layout.place(self.across, point.x, point.y);
            let aside = [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0].map(|steps| x + steps * apart);
            let free = |x: &f64| placed.iter().all(|(_, other)| (other.0 - x).hypot(other.1 - y) >= apart - 0.5);
            let x = if few { aside.into_iter().find(free).unwrap_or(x) } else { x };
            placed.push((index, (x, y)));
        }
        placed
    }

    fn point(&self, pen: &mut DrawContext<'_>, layout: &Layout, index: usize, point: &Point, at: (f64, f64)) {
        let color = point.color(pen.style);
        let stands_out = point.hue.is_some() || point.preview;
        let radius = if stands_out { 5.0 } else { layout.radius };
        if layout.radius < 3.0 && !stands_out {
            // Ten thousand rims would cost more than they show.
            pen.block((at.0 - 1.0, at.1 - 1.0), (at.0 + 1.0, at.1 + 1.0), color);
        } else {
            pen.marker(point.kind.form(), at, radius, color, point.open);
        }
        pen.mark(HitTarget::at(at, 2.0 * radius, index, 0, point.tag));
    }

    /// Names those on the frontier and those that stand out, where there is room; gives those of the frontier that have
    /// none.
    fn names(&self, pen: &mut DrawContext<'_>, layout: &Layout) -> Vec<String> {
        let size = pen.style.small();
        let frontier = self.frontier();
        let out = self.shown().map(|(_, point)| point).filter(|point| point.hue.is_some() || point.preview);
        let mut wanted = frontier.clone();
        wanted.extend(out.filter(|point| !frontier.iter().any(|known| std::ptr::eq(*known, *point))).take(MOST_NAMED));
        let few = self.points.len() <= MANY;
        let points: Vec<(f64, f64)> = self.places(layout).into_iter().map(|(_, at)| at).collect();
        let steps = self.steps(layout);
        let (mut taken, mut unnamed): (Vec<[f64; 4]>, _) = (Vec::new(), Vec::new());
        for (place, point) in wanted.into_iter().enumerate() {
            let name = cut(&point.name, size, (layout.field[2] - layout.field[0]) * 0.6);
            let (wide, high) = (text_width(&name, size), size * 1.2);
            let (x, y) = layout.place(self.across, point.x, point.y);
            let inside = |b: &[f64; 4]| {
                b[0] >= layout.field[0] && b[2] <= layout.field[2] && b[1] >= 0.0 && b[3] <= layout.field[3] - 1.0
            };
            let under_heading = layout.heading.len() as f64 * pen.style.line();
            let free = |b: &[f64; 4]| {
                let apart = |o: &[f64; 4]| b[2] + 3.0 <= o[0] || o[2] + 3.0 <= b[0] || b[3] <= o[1] || o[3] <= b[1];
                taken.iter().all(apart) && b[1] >= under_heading
            };
            // Up and to the left of a frontier there is nothing; failing that, wherever fewest points are covered.
            let up = y - 7.0 - high;
            let tops = [up, up - high, y + 7.0, up - 2.0 * high, y + 7.0 + high];
            let lefts = [x - wide - 2.0, x - wide / 2.0, x + 4.0];
            let places = tops.iter().flat_map(|top| lefts.map(|left| [left, *top, left + wide, top + high]));
            let covered = |b: &[f64; 4]| {
                let over =
                    |&&(x, y): &&(f64, f64)| x + 4.0 > b[0] && x - 4.0 < b[2] && y + 4.0 > b[1] && y - 4.0 < b[3];
                let crosses = |(from, to): &(&(f64, f64), &(f64, f64))| {
                    from.0.min(to.0) < b[2]
                        && from.0.max(to.0) > b[0]
                        && from.1.min(to.1) < b[3]
                        && from.1.max(to.1) > b[1]
                };
                let line = steps.iter().zip(steps.iter().skip(1)).filter(crosses).count();
                line * 3 + if few { points.iter().filter(over).count() } else { 0 }
            };
            let fitting = places.filter(|b| inside(b) && free(b)).map(|b| (covered(&b), b));
            match fitting.reduce(|best, next| if next.0 < best.0 { next } else { best }) {
                Some((_, bounds)) => {
                    taken.push(bounds);
                    let color =
                        if point.hue.is_some() || point.preview { point.color(pen.style) } else { pen.style.ink };
                    pen.text(&name, (bounds[0], f64::midpoint(bounds[1], bounds[3])), size, color, Align::Left);
                }
                None if place < frontier.len() => unnamed.push(spoken(&point.name)),
                None => {}
            }
        }
        unnamed
    }
}

/// How many beside those of the frontier are named.
const MOST_NAMED: usize = 8;

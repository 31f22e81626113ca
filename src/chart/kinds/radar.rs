//! Several models over a few axes, as a radar in which a missing score is a gap.

use std::f64::consts::TAU;

use crate::chart::geometry::Point;
use crate::chart::hit_target::HitTarget;
use crate::chart::layout::axis::Axis;
use crate::chart::layout::axis::tick;
use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Legend;
use crate::chart::layout::legend::Sample;
use crate::chart::layout::series::Series;
use crate::chart::layout::series::items;
use crate::chart::layout::series::looks;
use crate::chart::layout::series::models;
use crate::chart::layout::text::spoken;
use crate::chart::layout::text::text_width;
use crate::chart::layout::text::wrap;
use crate::chart::plot::Plot;
use crate::chart::plot::Table;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::theme::Style;
use crate::chart::style::unit::Unit;
use crate::order::sort_by;

/// A radar chart. Its axes start at zero, in the centre.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Radar {
    /// Names of the axes, clockwise from the top; 3 to 15 read well.
    pub axes: Vec<String>,
    /// Drawn in this order, the last on top; up to six models, and references.
    pub series: Vec<Series>,
}

/// A name at the end of its axis.
struct Label {
    lines: Vec<String>,
    /// Left, top, right, bottom.
    bounds: [f64; 4],
    align: Align,
}

impl Label {
    fn draw(&self, pen: &mut DrawContext<'_>) {
        let [left, top, right, _] = self.bounds;
        let (small, line, ink) = (pen.style.small(), pen.style.line(), pen.style.ink);
        let x = match self.align {
            Align::Left => left,
            Align::Right => right,
            Align::Center => (left + right) / 2.0,
        };
        for (nth, text) in self.lines.iter().enumerate() {
            pen.text(text, (x, top + line * (nth as f64 + 0.5)), small, ink, self.align);
        }
    }
}

/// Axes with their names, around (0, 0).
struct Web {
    radius: f64,
    labels: Vec<Label>,
    top: f64,
    bottom: f64,
}

/// Where everything lies.
struct Layout {
    centre: Point,
    radius: f64,
    labels: Vec<Label>,
    key: Legend,
    key_at: Point,
    height: f64,
}

/// Between the end of an axis and its name.
const GAP: f64 = 9.0;

/// From one sign of a missing score to the next.
const SIGN: f64 = 8.0;

/// A smaller radius is a smudge: rather none of the names than that.
const SMALLEST: f64 = 24.0;

/// A radius that reads well; a larger one is used only where the picture was made for it.
const LARGEST: f64 = 190.0;

/// From this width on, the key stands beside the radar.
const WIDE: f64 = 680.0;

/// As broad as names get before they wrap, in sizes of their text.
const BROAD: f64 = 9.5;

/// More axes are no radar.
const MOST: usize = 32;

impl Plot for Radar {
    /// Draws the radar as large as there is room.
    fn draw(&self, pen: &mut DrawContext<'_>) {
        let (width, height) = pen.size;
        let style = pen.style;
        if let Some(words) = self.unfit() {
            let line = style.text * 1.4;
            for (place, text) in wrap(words, style.text, width, 3).0.iter().enumerate() {
                let y = line * (place as f64 + 0.5);
                if y + line / 2.0 <= height {
                    pen.text(text, (0.0, y), style.text, style.muted, Align::Left);
                }
            }
            return;
        }
        let layout = self.layout(width, Some(height), style);
        let axis = self.axis();
        self.grid(pen, &layout, axis);
        self.outlines(pen, &layout, axis);
        self.signs(pen, &layout);
        for label in &layout.labels {
            label.draw(pen);
        }
        layout.key.draw(pen, layout.key_at.0, layout.key_at.1);
    }

    /// CSS pixels that the radar reads well in at a width.
    fn height(&self, width: f64, style: &Style) -> f64 {
        if self.unfit().is_some() {
            return (style.text * 4.2).ceil();
        }
        self.layout(width, None, style).height.ceil()
    }

    /// Who is highest where, and what is missing, in words.
    fn describe(&self) -> String {
        let models: Vec<&Series> = models(&self.series).collect();
        let axes = self.axes.len();
        let mut text = match models.as_slice() {
            [] => format!("Radar over {axes} axes; no model is chosen."),
            [one] => {
                let known = || (0..axes).filter_map(|place| Some((self.axes.get(place)?, one.value(place)?)));
                let high = known().reduce(|best, next| if next.1 > best.1 { next } else { best });
                let low = known().reduce(|worst, next| if next.1 < worst.1 { next } else { worst });
                match high.zip(low) {
                    None => format!("{} has no score on any of {axes} axes.", spoken(&one.name)),
                    Some((high, low)) => format!(
                        "{}: highest at {} with {:.1}, lowest at {} with {:.1}.",
                        spoken(&one.name),
                        spoken(high.0),
                        high.1,
                        spoken(low.0),
                        low.1
                    ),
                }
            }
            many => {
                let best = |place| {
                    let values = many.iter().filter_map(|series: &&Series| series.value(place));
                    values.reduce(f64::max)
                };
                let highest = |series: &Series| {
                    (0..axes)
                        .filter(|&place| series.value(place).is_some() && series.value(place) == best(place))
                        .count()
                };
                let counts = many.iter().map(|series| (series, highest(series)));
                match counts.reduce(|most, next| if next.1 > most.1 { next } else { most }) {
                    Some((series, count)) if count > 0 => format!(
                        "Of {} models, {} scores highest on {count} of {axes} axes.",
                        many.len(),
                        spoken(&series.name)
                    ),
                    _ => format!("None of {} models has a score on any of {axes} axes.", many.len()),
                }
            }
        };
        for series in models {
            let missing = series.missing(axes);
            if missing > 0 && missing < axes {
                text += &format!(" {} has no score on {missing}.", spoken(&series.name));
            }
        }
        text
    }

    /// The figures, one row a series.
    fn table(&self) -> Table {
        let row = |series: &Series| {
            let cell = |place| Some(Unit::Percent.text(series.value(place)?));
            (series.name.clone(), (0..self.axes.len()).map(cell).collect())
        };
        Table::new("Model", self.axes.clone(), self.series.iter().map(row))
    }

    fn say(&self, mark: &HitTarget) -> Option<String> {
        let series = self.series.get(mark.series)?;
        let value = series.value(mark.axis).map_or_else(|| "missing".to_owned(), |value| Unit::Percent.text(value));
        Some(format!("{} · {}: {value}", series.name, self.axes.get(mark.axis)?))
    }
}

impl Radar {
    /// Why there is no radar of these axes.
    fn unfit(&self) -> Option<&'static str> {
        match self.axes.len() {
            0..3 => Some("A radar needs at least three axes."),
            3..=MOST => None,
            _ => Some("These are too many axes for a radar."),
        }
    }

    fn axis(&self) -> Axis {
        let values = self.series.iter().flat_map(|series| (0..self.axes.len()).filter_map(|place| series.value(place)));
        let highest = values.fold(0.0, f64::max);
        let highest = if highest > 0.0 { highest } else { 100.0 };
        Axis::from_zero(std::iter::once(highest), 3..=5)
    }

    /// The models without a score on an axis.
    fn missing(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let series = self.series.iter().enumerate();
        series
            .filter(move |(_, series)| !series.reference && !series.hidden && series.value(place).is_none())
            .map(|(index, _)| index)
    }

    /// The unbroken pieces of an outline, as places of axes; closed if nothing is missing.
    fn runs(&self, series: &Series) -> Vec<Vec<usize>> {
        let axes = self.axes.len();
        let Some(gap) = (0..axes).find(|&place| series.value(place).is_none()) else {
            return vec![(0..axes).chain([0]).collect()];
        };
        let mut runs = vec![Vec::new()];
        for place in (gap + 1..axes).chain(0..gap) {
            if series.value(place).is_none() {
                runs.push(Vec::new());
            } else if let Some(run) = runs.last_mut() {
                run.push(place);
            }
        }
        // One axis between two gaps has a marker, and no line.
        runs.retain(|run| run.len() > 1);
        runs
    }

    /// Where a series is on an axis, if it is there.
    fn point(&self, layout: &Layout, axis: Axis, series: &Series, place: usize) -> Option<Point> {
        let out = axis.share(series.value(place)?) * layout.radius;
        let (dx, dy) = direction(place, self.axes.len());
        Some((layout.centre.0 + dx * out, layout.centre.1 + dy * out))
    }

    fn grid(&self, pen: &mut DrawContext<'_>, layout: &Layout, axis: Axis) {
        let Style { rule, muted, .. } = *pen.style;
        let axes = self.axes.len();
        let (x, y) = layout.centre;
        let corner = |place: usize, radius: f64| {
            let (dx, dy) = direction(place, axes);
            (x + dx * radius, y + dy * radius)
        };
        for place in 0..axes {
            pen.path(&[(x, y), corner(place, layout.radius)], 1.0, rule, &[]);
        }
        let size = (pen.style.small() * 0.9).max(1.0);
        let apart = layout.radius / axis.steps as f64;
        for figure in axis.ticks() {
            let radius = axis.share(figure) * layout.radius;
            if radius > 0.0 {
                let ring: Vec<Point> = (0..=axes).map(|place| corner(place, radius)).collect();
                pen.path(&ring, 1.0, rule, &[]);
            }
            // In a small radar, figures for the centre and the outermost ring.
            if apart > size * 1.8 || figure == axis.low || figure == axis.high {
                let (text, middle) = (tick(figure), y - radius + size * 0.65);
                let (from, to) =
                    ((x + 3.0, middle - size * 0.55), (x + 5.0 + text_width(&text, size), middle + size * 0.55));
                pen.block(from, to, pen.style.paper);
                pen.text(&text, (x + 4.0, middle), size, muted, Align::Left);
            }
        }
    }

    /// Draws the lines of all series, and their markers above all lines.
    fn outlines(&self, pen: &mut DrawContext<'_>, layout: &Layout, axis: Axis) {
        let looks = looks(&self.series);
        let shown = || self.series.iter().zip(&looks).enumerate().filter(|(_, (series, _))| !series.hidden);
        for (_, (series, look)) in shown() {
            for run in self.runs(series) {
                let points = run.into_iter().filter_map(|place| self.point(layout, axis, series, place));
                pen.path(&points.collect::<Vec<_>>(), look.width(), look.color(pen.style), look.dash());
            }
        }
        for (index, (series, look)) in shown() {
            for place in 0..self.axes.len() {
                if let Some(at) = self.point(layout, axis, series, place) {
                    pen.look(*look, at, look.radius());
                    pen.mark(HitTarget::at(at, 2.0 * look.radius(), index, place, series.tag));
                }
            }
        }
    }

    /// Draws, at the ends of axes and side by side, a sign for each model without a score there.
    fn signs(&self, pen: &mut DrawContext<'_>, layout: &Layout) {
        let looks = looks(&self.series);
        for place in 0..self.axes.len() {
            let missing: Vec<usize> = self.missing(place).collect();
            let (dx, dy) = direction(place, self.axes.len());
            let (x, y) = (layout.centre.0 + dx * layout.radius, layout.centre.1 + dy * layout.radius);
            for (nth, &index) in missing.iter().enumerate() {
                let aside = (nth as f64 - (missing.len() - 1) as f64 / 2.0) * SIGN;
                let at = (x - dy * aside, y + dx * aside);
                pen.missing(at, looks.get(index).map_or(pen.style.muted, |look| look.color(pen.style)));
                let tag = self.series.get(index).and_then(|series| series.tag);
                pen.mark(HitTarget::at(at, 6.0, index, place, tag));
            }
        }
    }

    fn items(&self) -> Vec<Item> {
        let axes = self.axes.len();
        let mut items = items(&self.series, axes);
        if self.series.is_empty() {
            items.push(Item::new(Sample::TextRun, "No model chosen", String::new()));
        }
        if (0..axes).any(|place| self.missing(place).next().is_some()) {
            items.push(Item::new(Sample::Missing, "no score on this axis", String::new()));
        }
        items
    }

    fn layout(&self, width: f64, height: Option<f64>, style: &Style) -> Layout {
        let room = height.unwrap_or(f64::MAX);
        let aside = width >= WIDE;
        let (key_width, key_room) = if aside { (width * 0.36, room - 4.0) } else { (width, room * 0.6) };
        let key = Legend::new(self.items(), aside, key_width, key_room, style);
        let below = if aside || key.height == 0.0 { 0.0 } else { key.height + 14.0 };
        // Beside the key, no more than it takes: a key far off is no key.
        let across = if aside { (width - key.width - 28.0).min(height.unwrap_or(440.0) + 340.0) } else { width };
        let left = if aside { (width - across - 28.0 - key.width) / 2.0 } else { 0.0 };

        let Web { radius, mut labels, top, bottom } = self.web(across, room - below - 4.0, height.is_none(), style);
        let least = if aside { key.height } else { 0.0 };
        let tall = height.unwrap_or((bottom - top).max(least) + below + 4.0);
        let spare = ((tall - below - (bottom - top)) / 2.0).max(0.0);
        let centre = (left + across / 2.0, spare - top);
        for label in &mut labels {
            let [x0, y0, x1, y1] = label.bounds;
            label.bounds = [x0 + centre.0, y0 + centre.1, x1 + centre.0, y1 + centre.1];
        }
        let key_at = if aside {
            (left + across + 28.0, ((tall - key.height) / 2.0).max(0.0))
        } else {
            (((width - key.width) / 2.0).max(0.0), (spare + bottom - top + 12.0).min(tall - key.height))
        };
        Layout { centre, radius, labels, key, key_at, height: tall }
    }

    /// The largest web whose names fit a width and a height.
    fn web(&self, width: f64, height: f64, wanted: bool, style: &Style) -> Web {
        let bare = self.measured(1.0, Vec::new());
        let most = (width / 2.0 - GAP).min(height / (bare.bottom - bare.top));
        let most = if wanted { most.min(LARGEST) } else { most };
        let named = |radius: f64, cut: bool| {
            let labels = self.labels(radius, width, cut, style)?;
            let web = self.measured(radius, labels);
            (web.bottom - web.top <= height).then_some(web)
        };
        // Names are cut rather than that the radar gets smaller than this.
        let least = (most * 0.42).max(SMALLEST);
        down(most, least)
            .find_map(|radius| named(radius, false))
            .or_else(|| down(most.min(width * 0.3), SMALLEST).find_map(|radius| named(radius, true)))
            .unwrap_or_else(|| self.measured((most - GAP).max(0.0), Vec::new()))
    }

    fn measured(&self, radius: f64, labels: Vec<Label>) -> Web {
        let axes = self.axes.len();
        let lowest = (0..axes).map(|place| direction(place, axes).1 * radius).fold(0.0, f64::max);
        let top = labels.iter().map(|label| label.bounds[1]).fold(-radius, f64::min);
        let bottom = labels.iter().map(|label| label.bounds[3]).fold(lowest, f64::max);
        Web { radius, labels, top, bottom }
    }

    /// The names around a radar of a radius, none over another; `None` where one leaves the width, or would be cut and
    /// must not.
    fn labels(&self, radius: f64, width: f64, cut: bool, style: &Style) -> Option<Vec<Label>> {
        let (size, line) = (style.small(), style.line());
        let axes = self.axes.len();
        let mut labels = Vec::with_capacity(axes);
        for (place, name) in self.axes.iter().enumerate() {
            let (dx, dy) = direction(place, axes);
            let out = radius + GAP;
            let (x, y) = (dx * out, dy * out);
            let align = match dx {
                dx if dx.abs() < 0.02 => Align::Center,
                dx if dx > 0.0 => Align::Left,
                _ => Align::Right,
            };
            let room = if matches!(align, Align::Center) { width } else { width / 2.0 - x.abs() };
            let (lines, whole) = wrap(name, size, room.min(size * BROAD), 3);
            // A name that is cut wherever it stands is no reason for a smaller radar.
            if room < size * 2.0 || !(whole || cut || !wrap(name, size, size * BROAD, 3).1) {
                return None;
            }
            let wide = lines.iter().map(|text| text_width(text, size)).fold(0.0, f64::max);
            let high = lines.len() as f64 * line;
            let left = match align {
                Align::Left => x,
                Align::Right => x - wide,
                Align::Center => x - wide / 2.0,
            };
            let top = y + dy * high / 2.0 - high / 2.0;
            labels.push(Label { lines, bounds: [left, top, left + wide, top + high], align });
        }
        spread(&mut labels);
        Some(labels)
    }
}

/// Moves labels up or down, away from the centre, until none lies over another.
fn spread(labels: &mut [Label]) {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    let middle = |label: &Label| (label.bounds[1] + label.bounds[3]) / 2.0;
    let height = |&index: &usize| labels.get(index).map_or(0.0, |label| middle(label).abs());
    sort_by(&mut order, |a, b| height(a).total_cmp(&height(b)));
    let mut placed: Vec<[f64; 4]> = Vec::with_capacity(labels.len());
    for index in order {
        let Some(label) = labels.get_mut(index) else { continue };
        let up = middle(label) < 0.0;
        while let Some(other) = placed.iter().find(|other| overlap(&label.bounds, other)) {
            let by = if up { other[1] - label.bounds[3] - 1.0 } else { other[3] - label.bounds[1] + 1.0 };
            label.bounds[1] += by;
            label.bounds[3] += by;
        }
        placed.push(label.bounds);
    }
}

fn overlap(a: &[f64; 4], b: &[f64; 4]) -> bool {
    // Side by side, words need a blank between them.
    a[0] < b[2] + 6.0 && b[0] < a[2] + 6.0 && a[1] < b[3] && b[1] < a[3]
}

/// Radii from one down to another.
fn down(from: f64, to: f64) -> impl Iterator<Item = f64> {
    let steps = ((from - to) / 2.0).floor().clamp(-1.0, 2_000.0) as i32;
    (0..=steps).map(move |step| from - 2.0 * f64::from(step))
}

/// Where an axis points, from the centre: the first one up, the others clockwise.
fn direction(place: usize, axes: usize) -> Point {
    let angle = TAU * place as f64 / axes.max(1) as f64;
    (angle.sin(), -angle.cos())
}

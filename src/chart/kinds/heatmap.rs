//! Figures by two things as a field of shaded cells: what is measured, how many questions there are, what agrees.

use crate::chart::hit_target::HitTarget;
use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Legend;
use crate::chart::layout::legend::Sample;
use crate::chart::layout::text::cut;
use crate::chart::layout::text::spoken;
use crate::chart::layout::text::text_width;
use crate::chart::plot::Plot;
use crate::chart::plot::Table;
use crate::chart::render::draw_context::Align;
use crate::chart::render::draw_context::DrawContext;
use crate::chart::style::theme::Rgb;
use crate::chart::style::theme::Style;
use crate::chart::style::unit::Unit;

/// A matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heatmap {
    /// What the rows are, in the singular: "Benchmark".
    pub what: String,
    /// From top to bottom.
    pub rows: Vec<HeatmapLine>,
    /// From left to right.
    pub columns: Vec<HeatmapLine>,
    /// For each row, a figure for each column; `None` is missing.
    pub cells: Vec<Vec<Option<f64>>>,
    /// For each row and column, how many the figure rests on, where that is to be told.
    pub counts: Vec<Vec<u32>>,
    /// What the figures are.
    pub unit: Unit,
    /// What the shade of a cell tells.
    pub shade: Shade,
}

/// A row or a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatmapLine {
    /// As shown.
    pub name: String,
    /// What it belongs to with those beside it: a gap keeps groups apart.
    pub group: Option<String>,
    /// Comes back in the marks of its cells; that of the column before that of the row.
    pub tag: Option<usize>,
}

/// What the shade of a cell tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// Whether there is a figure.
    #[default]
    Present,
    /// How high the figure is, from zero.
    Amount,
    /// How far from zero a figure between −1 and 1 is, and on which side. Rows and columns are the same, so that half of
    /// the cells would repeat the other half: only those below the diagonal are drawn, and the names stand on it.
    Agreement,
}

/// Where everything lies.
struct Layout {
    key: Legend,
    /// Width of the names of rows.
    names: f64,
    /// Bottom of the names of columns: where cells begin.
    top: f64,
    /// Width and height of a cell.
    cell: (f64, f64),
    /// Left edges of the columns that fit.
    lefts: Vec<f64>,
    /// Tops of the rows that fit.
    tops: Vec<f64>,
    bottom: f64,
    named: bool,
}

/// A cell that is less wide is no field of pixels to point at.
const NARROWEST: f64 = 3.0;

/// Between groups.
const GAP: f64 = 5.0;

impl Plot for Heatmap {
    fn draw(&self, pen: &mut DrawContext<'_>) {
        let Style { ink, muted, rule, .. } = *pen.style;
        let (small, line) = (pen.style.small(), pen.style.line());
        if self.rows.is_empty() || self.columns.is_empty() {
            pen.text("There is nothing to show.", (0.0, line / 2.0), pen.style.text, muted, Align::Left);
            return;
        }
        let layout = self.layout(pen.size.0, Some(pen.size.1), pen.style);
        let (wide, high) = layout.cell;
        let inset = if wide >= 8.0 { 1.0 } else { 0.0 };
        let highest = self.cells.iter().flatten().flatten().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
        if layout.named {
            for (column, left) in self.columns.iter().zip(&layout.lefts) {
                let name = cut(&column.name, small, layout.top - 6.0);
                pen.upright_text(&name, (left + wide / 2.0, layout.top - 4.0), small, ink);
            }
        }
        for (row, (about, top)) in self.rows.iter().zip(&layout.tops).enumerate() {
            let middle = (top + high / 2.0).round();
            let lefts = layout.lefts.iter().enumerate();
            for (column, left) in lefts.filter(|(column, _)| self.shade != Shade::Agreement || *column < row) {
                let value = self.value(row, column);
                match value {
                    Some(value) => {
                        let color = self.color(value, highest, pen.style);
                        pen.block((left + inset, top + inset), (left + wide - inset, top + high - inset), color);
                        let text = self.unit.text(value);
                        if self.shade == Shade::Agreement && text_width(&text, small) + 6.0 <= wide {
                            let color = readable(color, pen.style);
                            pen.text(&text, (left + wide / 2.0, middle), small, color, Align::Center);
                        }
                    }
                    None if wide >= 6.0 => {
                        pen.block(
                            (left + wide / 2.0 - 1.0, middle - 1.0),
                            (left + wide / 2.0 + 1.0, middle + 1.0),
                            rule,
                        );
                    }
                    None => {}
                }
                let tag = self.columns.get(column).and_then(|column| column.tag).or(about.tag);
                let at = (left + wide / 2.0, top + high / 2.0);
                let reach = (*left, left + wide);
                pen.mark(HitTarget { size: (wide, high), reach, ..HitTarget::at(at, 0.0, row, column, tag) });
            }
            if self.shade == Shade::Agreement {
                let left = layout.lefts.get(row).copied().unwrap_or_default() + 4.0;
                let name = cut(&about.name, small, pen.size.0 - left);
                pen.text(&name, (left, middle), small, ink, Align::Left);
            } else {
                let name = cut(&about.name, small, layout.names - 8.0);
                pen.text(&name, (0.0, middle), small, ink, Align::Left);
            }
        }
        let mut y = layout.bottom + 4.0;
        if let Some(words) = self.hidden_words(&layout) {
            pen.text(&cut(&words, small, pen.size.0), (0.0, y + line / 2.0), small, muted, Align::Left);
            y += line;
        }
        layout.key.draw(pen, 0.0, y + 4.0);
    }

    fn height(&self, width: f64, style: &Style) -> f64 {
        if self.rows.is_empty() || self.columns.is_empty() {
            return style.line().ceil();
        }
        let layout = self.layout(width, None, style);
        let words = if self.hidden_words(&layout).is_some() { style.line() } else { 0.0 };
        (layout.bottom + 8.0 + words + layout.key.height).ceil()
    }

    /// What is highest and lowest, and how much is missing.
    fn describe(&self) -> String {
        let all = || {
            let cells = (0..self.rows.len()).flat_map(|row| (0..self.columns.len()).map(move |column| (row, column)));
            cells.filter(|(row, column)| self.shade != Shade::Agreement || column < row)
        };
        let known = || all().filter_map(|(row, column)| Some((row, column, self.value(row, column)?)));
        let (cells, count) = (all().count(), known().count());
        let name = |lines: &[HeatmapLine], place: usize| spoken(lines.get(place).map_or("", |line| &line.name));
        let cell = |(row, column, value): (usize, usize, f64)| {
            let (row, column) = (name(&self.rows, row), name(&self.columns, column));
            format!("{row} and {column} with {}", self.unit.text(value))
        };
        let mut text = match self.shade {
            Shade::Present => {
                let filled = |row: usize| (0..self.columns.len()).filter(|c| self.value(row, *c).is_some()).count();
                let rows = || (0..self.rows.len()).map(|row| (row, filled(row)));
                let most = rows().reduce(|a, b| if b.1 > a.1 { b } else { a });
                let least = rows().reduce(|a, b| if b.1 < a.1 { b } else { a });
                match most.zip(least) {
                    Some((most, least)) => format!(
                        "Most measured: {}, {} of {}; least: {}, {}.",
                        name(&self.rows, most.0),
                        most.1,
                        self.columns.len(),
                        name(&self.rows, least.0),
                        least.1
                    ),
                    None => String::new(),
                }
            }
            Shade::Amount => match known().reduce(|a, b| if b.2 > a.2 { b } else { a }) {
                Some(most) => format!("Most: {}.", cell(most)),
                None => String::new(),
            },
            Shade::Agreement => {
                let most = known().reduce(|a, b| if b.2 > a.2 { b } else { a });
                let least = known().reduce(|a, b| if b.2 < a.2 { b } else { a });
                match most.zip(least) {
                    Some((most, least)) => format!("Agree most: {}; least: {}.", cell(most), cell(least)),
                    None => String::new(),
                }
            }
        };
        if count < cells {
            text = format!("{text} {} of {cells} have no figure.", cells - count);
        }
        text.trim().to_owned()
    }

    fn table(&self) -> Table {
        let row = |(row, about): (usize, &HeatmapLine)| {
            let cells = (0..self.columns.len()).map(|column| Some(self.unit.text(self.value(row, column)?)));
            (about.name.clone(), cells.collect())
        };
        let columns = self.columns.iter().map(|column| column.name.clone()).collect();
        Table::new(&self.what, columns, self.rows.iter().enumerate().map(row))
    }

    fn say(&self, mark: &HitTarget) -> Option<String> {
        let (row, column) = (self.rows.get(mark.series)?, self.columns.get(mark.axis)?);
        let value = self.value(mark.series, mark.axis).map_or_else(|| "missing".to_owned(), |v| self.unit.text(v));
        let unit = if self.unit == Unit::Questions { " questions" } else { "" };
        let over = self.counts.get(mark.series).and_then(|counts| counts.get(mark.axis)).map(|count| match count {
            1 => ", one model has both".to_owned(),
            count => format!(", {count} models have both"),
        });
        Some(format!("{} · {}: {value}{unit}{}", column.name, row.name, over.unwrap_or_default()))
    }
}

impl Heatmap {
    fn value(&self, row: usize, column: usize) -> Option<f64> {
        self.cells.get(row)?.get(column).copied().flatten().filter(|value| value.is_finite())
    }

    fn color(&self, value: f64, highest: f64, style: &Style) -> Rgb {
        let Style { paper, accent, .. } = *style;
        match self.shade {
            Shade::Present => paper.mix(accent, 0.62),
            // Areas are compared better than shades; a root keeps the small ones apart.
            Shade::Amount if highest > 0.0 => paper.mix(accent, 0.12 + 0.8 * (value / highest).clamp(0.0, 1.0).sqrt()),
            Shade::Amount => paper,
            Shade::Agreement => agreement(value, style),
        }
    }

    fn key(&self, style: &Style) -> Vec<Item> {
        let item = |sample, name: &str| Item::new(sample, name, String::new());
        match self.shade {
            Shade::Present => vec![item(Sample::Swatch(style.paper.mix(style.accent, 0.62)), "measured")],
            Shade::Amount => {
                let highest = self.cells.iter().flatten().flatten().copied().filter(|v| v.is_finite());
                let highest = highest.fold(0.0, f64::max);
                let swatch = |share: f64| {
                    let value = highest * share;
                    item(Sample::Swatch(self.color(value, highest, style)), &self.unit.text(value))
                };
                vec![swatch(0.04), swatch(0.25), swatch(1.0), item(Sample::TextRun, self.unit.words())]
            }
            Shade::Agreement => {
                let swatch = |value: f64| item(Sample::Swatch(agreement(value, style)), &self.unit.text(value));
                let mut items: Vec<Item> = [-1.0, -0.5, 0.0, 0.5, 1.0].into_iter().map(swatch).collect();
                items.push(item(Sample::TextRun, self.unit.words()));
                items
            }
        }
    }

    /// What there is no room for, and how it is found all the same.
    fn hidden_words(&self, layout: &Layout) -> Option<String> {
        let unnamed = !layout.named && self.shade != Shade::Agreement;
        let unnamed = unnamed.then(|| "A cell that is pointed at says what it is".to_owned());
        let words: Vec<String> = unnamed.into_iter().chain(self.left_out_words(layout)).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    fn left_out_words(&self, layout: &Layout) -> Option<String> {
        let columns = self.columns.len() - layout.lefts.len();
        let rows = self.rows.len() - layout.tops.len();
        match (rows, columns) {
            (0, 0) => None,
            (0, columns) => Some(format!("and {columns} columns that have no room here")),
            (rows, 0) => Some(format!("and {rows} rows that have no room here")),
            (rows, columns) => Some(format!("and {rows} rows and {columns} columns that have no room here")),
        }
    }

    fn layout(&self, width: f64, height: Option<f64>, style: &Style) -> Layout {
        let (small, line) = (style.small(), style.line());
        let key = Legend::new(self.key(style), false, width, height.map_or(f64::MAX, |height| height / 2.0), style);
        let widest = |lines: &[HeatmapLine]| {
            lines.iter().map(|line| text_width(&cut(&line.name, small, width), small)).fold(0.0, f64::max)
        };
        let triangle = self.shade == Shade::Agreement;
        let last = self.rows.last().map_or(0.0, |row| text_width(&cut(&row.name, small, width * 0.4), small) + 8.0);
        let names = if triangle { 0.0 } else { (widest(&self.rows) + 8.0).min(width * 0.36).ceil() };
        let gaps = |lines: &[HeatmapLine]| {
            let pairs = lines.iter().zip(lines.iter().skip(1));
            pairs.filter(|(a, b)| a.group != b.group).count() as f64 * GAP
        };
        let room = width - names - if triangle { last } else { 0.0 } - gaps(&self.columns);
        let most = if triangle { 44.0 } else { 30.0 };
        let wide = (room / self.columns.len() as f64).clamp(NARROWEST, most);
        // On whole pixels, cells have sharp edges.
        let wide = if wide >= 6.0 { wide.floor() } else { wide };
        let high = (small * 1.5).round().max(wide.min(if triangle { 28.0 } else { 20.0 })).max(1.0);
        let named = !triangle && wide >= line * 0.85;
        let top = if named { (widest(&self.columns) + 10.0).min(200.0).round() } else { 2.0 };
        let lefts = places(&self.columns, names, wide, names + room + gaps(&self.columns));
        let below = key.height + 8.0 + line;
        let tops = places(&self.rows, top, high, height.map_or(f64::MAX, |height| height + line + 1.0 - below));
        let bottom = tops.last().map_or(top, |last| last + high);
        Layout { key, names, top, cell: (wide, high), lefts, tops, bottom, named }
    }
}

/// Where lines of a thickness begin, as far as they end before `end`.
fn places(lines: &[HeatmapLine], start: f64, thick: f64, end: f64) -> Vec<f64> {
    let (mut at, mut places) = (start, Vec::with_capacity(lines.len()));
    let mut group = None;
    for line in lines {
        if group.is_some_and(|group| group != &line.group) {
            at += GAP;
        }
        group = Some(&line.group);
        if at + thick > end + 0.01 {
            break;
        }
        places.push(at);
        at += thick;
    }
    places
}

/// The colour of a coefficient: one of two far apart, the stronger the further from zero.
fn agreement(value: f64, style: &Style) -> Rgb {
    let [blue, orange, ..] = style.series;
    style.paper.mix(if value < 0.0 { orange } else { blue }, 0.06 + 0.84 * value.abs().min(1.0))
}

/// Ink or paper, whichever can be read on a colour.
fn readable(on: Rgb, style: &Style) -> Rgb {
    if on.contrast(style.ink) >= on.contrast(style.paper) { style.ink } else { style.paper }
}

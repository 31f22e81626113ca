//! Turns tables into models: finds the heading, what each column is of, and the figures of each row.

use std::collections::HashMap;

use super::cell::{self, Reading};
use super::found::{Entry, Figure, Found, Kind, Scale, shortened};
use super::grid::Grid;
use super::limits;
use super::names::{Names, is_metric, plain};
use super::path;

/// Headings of the names of models.
const MODEL: [&str; 10] =
    ["model", "models", "method", "methods", "name", "modelname", "system", "systems", "approach", "vlm"];

/// Headings of what is no score, as [`plain`] has them.
const OTHER: [&str; 33] = [
    "rank",
    "rankrange",
    "ranklow",
    "rankhigh",
    "no",
    "params",
    "parameters",
    "param",
    "size",
    "sizes",
    "year",
    "release",
    "released",
    "date",
    "open",
    "opensource",
    "license",
    "coverage",
    "of",
    "scored",
    "benchmarks",
    "capabilities",
    "avgrank",
    "averagerank",
    "rulescore",
    "split",
    "frames",
    "llm",
    "backbone",
    "organization",
    "index",
    "type",
    "category",
];

/// Headings of a mean.
const MEAN: [&str; 9] =
    ["avg", "average", "overall", "total", "mean", "totalscore", "avgscore", "averagescore", "overallscore"];

/// What a column is.
#[derive(Clone, Debug, PartialEq)]
enum Role {
    Name,
    Code,
    /// Not used, for a reason.
    Other(&'static str),
    /// Figures of a benchmark's column; `None` where nothing is known by that heading.
    Score(Option<usize>, Option<usize>),
}

#[derive(Debug)]
struct Column {
    /// The headings over it, from top to bottom.
    labels: Vec<String>,
    key: String,
    role: Role,
    scale: Scale,
}

/// What the name of the file or the caption says of all of a table.
#[derive(Default)]
struct Context {
    model: Option<String>,
    benchmark: Option<usize>,
}

/// The models of all tables of a file.
pub(super) fn read(grids: &[Grid], kind: Kind, path: &str, names: &Names<'_>) -> Vec<Found> {
    let several = grids.len() > 1;
    let mut models: Vec<Found> = Vec::new();
    // By name, where a model is and the table that it was in last.
    let mut by_name: HashMap<String, (usize, usize)> = HashMap::new();
    let mut unused = Vec::new();
    for (index, grid) in grids.iter().enumerate() {
        let place = if several { format!("table {}", index + 1) } else { String::new() };
        let turned = grid.transposed();
        let (hits, across) = (head_hits(grid, names), turned.as_ref().map_or(0, |turned| head_hits(turned, names)));
        let (table, is_turned) = match &turned {
            Some(turned) if across > hits => (turned, true),
            _ => (grid, false),
        };
        if hits.max(across) == 0 && several {
            unused.push((place, "no heading of it is a benchmark or a column of one"));
            continue;
        }
        let table = Table { grid: table, kind, path, names, place: &place, is_turned, is_cut: grid.cut };
        for found in table.read() {
            if models.len() == limits::MODELS {
                unused.push((place.clone(), "the file has too many models"));
                break;
            }
            let known = found.model.as_ref().and_then(|model| by_name.get_mut(model));
            let known = known.and_then(|(at, table)| (std::mem::replace(table, index) != index).then_some(*at));
            match known.and_then(|at| models.get_mut(at)) {
                // A model that stands in two tables; in one table, two rows are two runs.
                Some(known) => {
                    found.entries.into_iter().for_each(|entry| known.push(entry));
                    found.not_used.into_iter().for_each(|of| known.skip(&of.what, of.why));
                }
                _ => {
                    if let Some(model) = &found.model {
                        by_name.entry(model.clone()).or_insert((models.len(), index));
                    }
                    models.push(found);
                }
            }
        }
    }
    if let Some(first) = models.first_mut() {
        unused.into_iter().for_each(|(what, why)| first.skip(&what, why));
    }
    models
}

/// A heading without arrows, units and footnote marks.
fn heading(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let before = text;
        text = text.trim_end_matches(['↑', '↓', '*', '†', '‡', '§', ' ', '%', '¹', '²', '³']);
        for unit in ["(%)", "[%]", "(↑)", "(Acc.)", "(Acc)", "(acc)", "(acc.)", "(Accuracy)", "(SR)"] {
            text = text.strip_suffix(unit).unwrap_or(text);
        }
        if text == before {
            return shortened(text);
        }
    }
}

/// Whether a heading is one that tells what the table is of.
fn is_known(text: &str, names: &Names<'_>) -> bool {
    let heading = heading(text);
    let word = plain(&heading);
    !word.is_empty()
        && (names.benchmark(&heading).is_some()
            || !names.columns_named(&heading).is_empty()
            || MEAN.contains(&word.as_str())
            || names.catalog.find_fine(&heading).is_some()
            || names.catalog.find_core(&heading).is_some())
}

fn is_figure(text: &str) -> bool {
    matches!(cell::read(text), Reading::Figure { .. })
}

/// How many headings of a row are known; those that repeat count once.
fn hits(grid: &Grid, row: usize, names: &Names<'_>) -> usize {
    let mut seen: Vec<&str> = Vec::new();
    for text in grid.rows.get(row).map_or(&[][..], Vec::as_slice) {
        if seen.last() != Some(&text.as_str()) && !is_figure(text) && is_known(text, names) {
            seen.push(text);
        }
    }
    crate::order::sort_by(&mut seen, |a, b| a.cmp(b));
    seen.dedup();
    seen.len()
}

fn head_hits(grid: &Grid, names: &Names<'_>) -> usize {
    (0..grid.rows.len().min(limits::HEAD_ROWS)).map(|row| hits(grid, row, names)).max().unwrap_or(0)
}

struct Table<'t> {
    grid: &'t Grid,
    kind: Kind,
    path: &'t str,
    names: &'t Names<'t>,
    place: &'t str,
    is_turned: bool,
    is_cut: bool,
}

impl Table<'_> {
    fn read(&self) -> Vec<Found> {
        let head = self.head();
        let context = self.context();
        let columns = self.columns(&head, &context);
        let mut models = Vec::new();
        for row in head.end..self.grid.rows.len() {
            if models.len() > limits::MODELS {
                break;
            }
            models.extend(self.row(row, &columns, &context));
        }
        if self.is_cut
            && let Some(first) = models.first_mut()
        {
            first.skip("the end of the table", "there is more of it than is read");
        }
        models
    }

    /// The rows of the heading.
    fn head(&self) -> std::ops::Range<usize> {
        let rows = self.grid.rows.len().min(limits::HEAD_ROWS);
        let has_figure = |row: usize| self.grid.rows.get(row).is_some_and(|row| row.iter().any(|cell| is_figure(cell)));
        let mut best = (0, 0);
        for row in 0..rows {
            let count = hits(self.grid, row, self.names);
            if count > best.1 {
                best = (row, count);
            }
        }
        let (mut start, mut end) = (best.0, best.0 + 1);
        while start > 0 && best.0 - start < 2 && !has_figure(start - 1) {
            start -= 1;
        }
        while end < rows && end - best.0 <= 2 && !has_figure(end) && hits(self.grid, end, self.names) > 0 {
            end += 1;
        }
        start..end
    }

    fn context(&self) -> Context {
        let mut context = Context::default();
        let stem = path::stem(self.path);
        // VLMEvalKit: `{model}_{dataset}_acc`.
        let named = ["_acc", "_score"].iter().find_map(|end| stem.strip_suffix(end));
        if let Some((model, benchmark)) = named.and_then(|named| self.model_and_dataset(named)) {
            context = Context { model: Some(model), benchmark: Some(benchmark) };
        }
        context.benchmark = context.benchmark.or_else(|| self.benchmark_in(&self.grid.caption));
        context.benchmark = context.benchmark.or_else(|| self.benchmark_in(&stem.replace('_', " ")));
        context
    }

    /// The parts of `{model}_{dataset}`, of which both may contain `_`; behind the dataset only its frames may stand.
    fn model_and_dataset(&self, name: &str) -> Option<(String, usize)> {
        let is_frames = |rest: &str| {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
            matches!(rest, "" | "frame" | "frames" | "fps")
        };
        let splits: Vec<usize> = name.match_indices('_').map(|(at, _)| at).take(40).collect();
        splits.iter().find_map(|start| {
            let (model, dataset) = (name.get(..*start)?, name.get(start + 1..)?);
            let whole = self.names.benchmark(dataset);
            let framed = || {
                let (dataset, rest) = dataset.rsplit_once('_')?;
                self.names.benchmark(dataset).filter(|_| is_frames(rest))
            };
            Some((shortened(model), whole.or_else(framed)?)).filter(|(model, _)| !model.is_empty())
        })
    }

    /// The one benchmark that a text names.
    fn benchmark_in(&self, text: &str) -> Option<usize> {
        let words: Vec<&str> =
            text.split([' ', ':', ',', '(', ')', ';']).filter(|word| !word.is_empty()).take(60).collect();
        let mut found = None;
        for length in 1..=3 {
            for words in words.windows(length) {
                let Some(benchmark) = self.names.benchmark(words.join(" ").trim_end_matches('.')) else { continue };
                if found.is_some_and(|found| found != benchmark) {
                    return None;
                }
                found = Some(benchmark);
            }
        }
        found
    }

    fn columns(&self, head: &std::ops::Range<usize>, context: &Context) -> Vec<Column> {
        let width = self.grid.width();
        // Over several columns only the first says what they are, where cells were merged.
        let mut filled: Vec<Vec<String>> = Vec::new();
        for row in head.clone() {
            let is_last = row + 1 == head.end;
            let mut texts: Vec<String> = Vec::new();
            for column in 0..width {
                let text = self.grid.cell(row, column).trim();
                let before = texts.last().filter(|_| text.is_empty() && !is_last).cloned();
                texts.push(before.unwrap_or_else(|| text.to_owned()));
            }
            filled.push(texts);
        }
        let labels = |column: usize| {
            let mut labels: Vec<String> =
                filled.iter().filter_map(|row| row.get(column)).map(|text| shortened(text)).collect();
            labels.retain(|label| !label.is_empty());
            labels.dedup();
            labels
        };
        let mut columns: Vec<Column> = (0..width)
            .map(|column| {
                let labels = labels(column);
                let key = if labels.is_empty() { format!("column {}", column + 1) } else { labels.join(" › ") };
                Column { key: shortened(&key), labels, role: Role::Score(None, None), scale: Scale::Unknown }
            })
            .collect();
        self.assign(&mut columns, context);
        let own = is_own(&columns);
        for (index, column) in columns.iter_mut().enumerate() {
            if let Role::Score(..) = column.role {
                column.scale = self.scale(head.end, index, column, own, &filled);
            }
        }
        columns
    }

    /// Says what each column is.
    fn assign(&self, columns: &mut [Column], context: &Context) {
        let last = |column: &Column| column.labels.last().map(|label| heading(label)).unwrap_or_default();
        let word = |column: &Column| plain(&last(column));
        let figures = |index: usize| {
            self.grid.rows.iter().filter(|row| row.get(index).is_some_and(|cell| is_figure(cell))).count()
        };
        for column in columns.iter_mut() {
            let word = word(column);
            column.role = match word.as_str() {
                "code" => Role::Code,
                word if MODEL.contains(&word) => Role::Name,
                word if OTHER.contains(&word) => Role::Other("it is no score"),
                _ => self.direct(&column.labels),
            };
        }
        let mut named = false;
        for column in columns.iter_mut().filter(|column| column.role == Role::Name) {
            if std::mem::replace(&mut named, true) {
                column.role = Role::Other("another column has the names");
            }
        }
        // Without such a heading, names stand first.
        if !named
            && let Some(first) = columns.first_mut()
            && (first.role == Role::Score(None, None) || (self.is_turned && matches!(first.role, Role::Other(_))))
            && figures(0) == 0
        {
            first.role = Role::Name;
            named = true;
        }
        if !named && let Some(code) = columns.iter_mut().find(|column| column.role == Role::Code) {
            code.role = Role::Name;
        }
        let unknown: Vec<usize> = (0..columns.len())
            .filter(|index| columns.get(*index).is_some_and(|column| column.role == Role::Score(None, None)))
            .collect();
        let label = |index: &usize| columns.get(*index).map(last).unwrap_or_default();
        let has_totals = columns.iter().any(|column| matches!(column.role, Role::Score(Some(_), _)));
        let capability =
            |name: &str| self.names.catalog.find_fine(name).is_some() || self.names.catalog.find_core(name).is_some();
        let capabilities = unknown.iter().filter(|index| capability(&label(index))).count();
        let (by_headings, matches) = self.by_headings(&unknown.iter().map(label).collect::<Vec<_>>());
        let of = context.benchmark.or_else(|| by_headings.filter(|_| !has_totals && matches > 1));
        let are_capabilities = capabilities > matches && capabilities > 1;
        for index in unknown {
            let Some(column) = columns.get_mut(index) else { continue };
            let name = last(column);
            let is_mean = MEAN.contains(&plain(&name).as_str());
            let column_of = of.and_then(|of| Some((of, self.names.typed_column(of, &name)?.0)));
            column.role = match column_of {
                Some((of, at)) if !are_capabilities => Role::Score(Some(of), Some(at)),
                _ if are_capabilities && capability(&name) => {
                    Role::Other("capability scores follow from those of benchmarks")
                }
                _ if is_mean && of.is_none() => Role::Other("it is a mean over benchmarks, which is made anew"),
                _ if of.is_some() && is_metric(&name) => Role::Score(of, of.and_then(|of| self.names.total(of))),
                _ if figures(index) == 0 => Role::Other("there is no figure in it"),
                _ => Role::Score(of, None),
            };
        }
    }

    /// What the headings over a column say by themselves.
    fn direct(&self, labels: &[String]) -> Role {
        let labels: Vec<String> = labels.iter().map(|label| heading(label)).collect();
        let Some((last, parents)) = labels.split_last() else { return Role::Score(None, None) };
        if let Some(of) = self.names.benchmark(last) {
            return Role::Score(Some(of), self.names.total(of));
        }
        for parent in parents.iter().rev() {
            if let Some(of) = self.names.benchmark(parent) {
                let column = self.names.typed_column(of, last).map(|(column, _)| column);
                let mean = || self.names.total(of).filter(|_| is_metric(last) || MEAN.contains(&plain(last).as_str()));
                return Role::Score(Some(of), column.or_else(mean));
            }
        }
        // `VSI-Bench Obj. Count`, `ScanQA (CIDEr)`, `VSI/Avg`.
        let splits = last.match_indices([' ', '/', ':', '(', '_', '›', '-']).take(40);
        for (at, sign) in splits {
            let (before, after) = (last.get(..at).unwrap_or_default(), last.get(at + sign.len()..).unwrap_or_default());
            let after = after.trim_matches([' ', '-', '–', ':', '(', ')', '/', '›', '_']);
            if let Some(of) = self.names.benchmark(before)
                && let Some(column) = self.names.typed_column(of, after).map(|(column, _)| column)
            {
                return Role::Score(Some(of), Some(column));
            }
        }
        Role::Score(None, None)
    }

    /// The one benchmark that has the most of these columns, and how many it has.
    fn by_headings(&self, labels: &[String]) -> (Option<usize>, usize) {
        let mut counts: HashMap<usize, Vec<usize>> = HashMap::new();
        for label in labels {
            for (benchmark, column) in self.names.columns_named(label) {
                let known = counts.entry(*benchmark).or_default();
                if !known.contains(column) {
                    known.push(*column);
                }
            }
        }
        let best = counts.values().map(Vec::len).max().unwrap_or(0);
        let mut leading = counts.iter().filter(|(_, columns)| columns.len() == best).map(|(benchmark, _)| *benchmark);
        let first = leading.next();
        (first.filter(|_| leading.next().is_none()), best)
    }

    /// What the figures of a column are: a percent sign shows a percentage, and so does a figure above 1 that can be a score of the column.
    /// One that cannot, such as a number of items or a year in a row of its own, shows nothing.
    fn scale(&self, first: usize, index: usize, column: &Column, own: bool, filled: &[Vec<String>]) -> Scale {
        let high = match column.role {
            Role::Score(Some(benchmark), Some(at)) => {
                self.names.catalog.benchmarks.get(benchmark).map_or(100.0, |about| about.range_of(at).high)
            }
            _ => 100.0,
        };
        let mut percent = own || filled.iter().any(|row| row.get(index).is_some_and(|text| text.contains('%')));
        for row in self.grid.rows.iter().skip(first) {
            if let Some(Reading::Figure { figure, percent: sign, .. }) = row.get(index).map(|text| cell::read(text)) {
                let (Figure::Number(number) | Figure::DecimalComma(number)) = figure;
                percent |= sign || (number > 1.0 && number <= high);
            }
        }
        // VLMEvalKit gives shares of 1 where the splits are rows.
        let splits = || filled.iter().flatten().any(|text| text == "split") && self.kind == Kind::Delimited;
        match column.role {
            _ if percent => Scale::Percent,
            _ if splits() => Scale::Fraction,
            _ => Scale::Unknown,
        }
    }

    fn row(&self, row: usize, columns: &[Column], context: &Context) -> Option<Found> {
        let cells = self.grid.rows.get(row)?;
        let text = |role: &Role| {
            let index = columns.iter().position(|column| column.role == *role)?;
            Some(shortened(cells.get(index)?)).filter(|text| !text.is_empty())
        };
        if !cells.iter().any(|cell| is_figure(cell)) {
            return None;
        }
        // Cells behind the last heading have none.
        let mut found = Found::new(self.path, self.kind);
        let label = text(&Role::Name);
        // `Accuracy (%)` beside the figures instead of above them.
        let percent = label.as_ref().is_some_and(|label| label.contains('%'));
        let name = label.map(|name| heading(unquoted(&name))).filter(|name| !name.is_empty() && !is_metric(name));
        found.model = name.or_else(|| context.model.clone());
        found.code = text(&Role::Code).filter(|code| !code.is_empty());
        let which = if self.is_turned { "column" } else { "row" };
        let inside = if self.place.is_empty() { String::new() } else { format!("{}, ", self.place) };
        let place = format!("{}, {inside}{which} {}", self.path, row + 1);
        for (column, raw) in columns.iter().zip(cells) {
            match (&column.role, cell::read(raw)) {
                (Role::Name | Role::Code, _) | (_, Reading::Missing) => {}
                (Role::Other(why), _) => found.skip(&column.key, *why),
                (Role::Score(..), Reading::Other) => {
                    found.skip(&column.key, format!("`{}` is no number", shortened(raw)));
                }
                (Role::Score(benchmark, at), Reading::Figure { figure, note, .. }) => found.push(Entry {
                    key: column.key.clone(),
                    place: place.clone(),
                    raw: shortened(raw),
                    figure,
                    benchmark: *benchmark,
                    column: *at,
                    scale: if percent && column.scale == Scale::Unknown { Scale::Percent } else { column.scale },
                    items: None,
                    note,
                    run: self.path.to_owned(),
                    date: path::date(self.path),
                }),
            }
        }
        (!found.entries.is_empty() || !found.not_used.is_empty()).then_some(found)
    }
}

/// A name without the quote before what a spreadsheet would take for a formula.
fn unquoted(name: &str) -> &str {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    name.strip_prefix('\'').filter(|rest| rest.trim_start().starts_with(SIGNS)).unwrap_or(name)
}

/// Whether a table is one that this page exports: its figures are scores as they are.
fn is_own(columns: &[Column]) -> bool {
    let has = |word: &str| columns.iter().any(|column| column.labels.last().is_some_and(|label| plain(label) == word));
    // A paper may have a total and a coverage as well, but hardly the ranks that are possible, or the mean of ranks beside them.
    let has_ranks = has("rankrange") || has("ranklow");
    let has_mean_rank = has("avgrank") || has("averagerank");
    let has_coverage = (has("benchmarks") || has("capabilities")) && has("of");
    has("total") && (has_ranks || has_coverage || (has_mean_rank && (has("coverage") || has("cov") || has("scored"))))
}

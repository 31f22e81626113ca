//! Reads the scores of a model: positional lists and maps from name to score, by benchmark and by board.

use crate::document::catalog::Catalog;
use crate::document::catalog::benchmark::Benchmark;
use crate::document::catalog::scoring::Samples;
use crate::document::catalog::scoring_reader::item_count;
use crate::document::diagnostics::kind::Kind;
use crate::document::score_file::decimal_comma::{self, Item};
use crate::document::score_file::fields::as_written;
use crate::document::score_file::levels::lost_or_unknown;
use crate::document::score_file::model::{BenchmarkScores, Figure, Level, Stated};
use crate::document::score_file::reader::{Entry, Pairs, Reader, dotted};
use crate::document::score_file::score_block::{Block, OVERALL};
use crate::document::text::mark::Mark;
use crate::document::text::naming::{means_total, nearest};
use crate::document::text::printing::number;
use crate::document::text::score_text::{self, ScoreText};
use crate::document::yaml::node::{Node, Value};

/// What a block of scores holds.
#[derive(Default)]
struct Cells {
    /// One per score of the block, in the order of the catalog; empty if the block was absent or could not be used.
    figures: Vec<Option<Figure>>,
    /// All numbers in the order of the file.
    written: Vec<f64>,
}

impl<'c> Reader<'c, '_> {
    pub(in crate::document) fn score(&mut self, node: &Node<'_>) -> (Vec<BenchmarkScores>, Vec<(usize, Stated)>) {
        let mut scores = Vec::new();
        let mut summaries = Vec::new();
        let pairs = self.block(node, || "score".to_owned(), "a map with `benchmark`");
        if self.lacks_benchmark_level(pairs) {
            return (scores, summaries);
        }
        let know = |key: &str| ["benchmark", "summary"].into_iter().find(|known| *known == key);
        let unknown = lost_or_unknown(pairs, "score".to_owned(), &["benchmark", "summary"]);
        for Entry { of, value, .. } in self.known(pairs, know, unknown) {
            if of == "benchmark" {
                scores = self.benchmarks(value);
            } else {
                summaries = self.summaries(value);
            }
        }
        (scores, summaries)
    }

    fn benchmarks(&mut self, node: &Node<'_>) -> Vec<BenchmarkScores> {
        let catalog = self.catalog;
        let pairs = self.block(node, || "score.benchmark".to_owned(), "a map from benchmark to its scores");
        let unknown = |name: String| {
            let nearest = catalog.nearest_benchmark(&name);
            Kind::UnknownBenchmark { name, nearest }
        };
        let entries = self.known(pairs, |key| catalog.find_benchmark(key), unknown);
        let known = entries.into_iter().filter_map(|entry| Some((catalog.benchmarks.get(entry.of)?, entry)));
        let read = |(benchmark, entry): (&'c Benchmark, Entry<'_, usize>)| {
            self.log.about(Some(entry.of));
            self.benchmark(benchmark, &entry)
        };
        let scores = known.filter_map(read).collect();
        self.log.about(None);
        scores
    }

    fn benchmark(&mut self, benchmark: &'c Benchmark, entry: &Entry<'_, usize>) -> Option<BenchmarkScores> {
        let Entry { of, mark, value, .. } = *entry;
        if value.is_null() {
            return None;
        }
        if self.is_no_block(value) {
            return None;
        }
        let prefix = format!("score.benchmark.{}", benchmark.name);
        if self.lacks_columns_level(benchmark, value, &prefix) {
            return None;
        }
        let pairs = self.block(value, || prefix.clone(), "a map with `columns`, `fine` or `core`");
        let know = |key: &str| match key {
            "columns" | "legacy" => Some("columns"),
            "fine" | "1" => Some("fine"),
            "core" | "0" => Some("core"),
            "samples" => Some("samples"),
            _ => None,
        };
        let unknown = lost_or_unknown(pairs, prefix, &["columns", "legacy", "fine", "core", "samples"]);
        let mut scores = BenchmarkScores {
            benchmark: of,
            line: mark.line,
            columns: vec![None; benchmark.columns.len()],
            fine: Vec::new(),
            stated_core: None,
            samples: Samples::Unknown,
        };
        for Entry { of, mark, value, .. } in self.known(pairs, know, unknown) {
            match of {
                "columns" => {
                    let noted = self.log.len();
                    let cells = self.cells(Block::Columns(benchmark), mark, value);
                    if !cells.figures.is_empty() {
                        scores.columns = cells.figures;
                    }
                    if self.log.len() == noted {
                        self.note_total(benchmark, mark, value, &scores.columns);
                    }
                }
                "samples" => scores.samples = self.samples(benchmark, value),
                "fine" => scores.fine = self.cells(Block::Capabilities(benchmark, Level::Fine), mark, value).figures,
                _ => {
                    let block = Block::Capabilities(benchmark, Level::Core);
                    scores.stated_core = self.stated(block, Level::Core, mark, value);
                }
            }
        }
        Some(scores)
    }

    /// How many scored items stand behind the scores of a benchmark: a number, or a map by column.
    fn samples(&mut self, benchmark: &'c Benchmark, node: &Node<'_>) -> Samples {
        let key = format!("score.benchmark.{}.samples", benchmark.name);
        let wrong = |key: &str, node: &Node<'_>| Kind::BadField {
            key: key.to_owned(),
            expected: "a whole number of scored items".to_owned(),
            found: node.brief(),
        };
        match &node.value {
            Value::Null => Samples::Unknown,
            Value::Map(pairs) => {
                let know = |key: &str| benchmark.named_column(key);
                let unknown = |name: String| {
                    let nearest = benchmark.nearest_column(&name);
                    Kind::UnknownKey { key: dotted(&key, &name), nearest }
                };
                let mut counts = vec![None; benchmark.columns.len()];
                for Entry { of, key: column, mark: _, value } in self.known(pairs, know, unknown) {
                    let count = self.item_count(value);
                    if count.is_none() && !value.is_null() {
                        self.log.note(value.mark, || wrong(&dotted(&key, &column), value));
                    }
                    if let Some(cell) = counts.get_mut(of) {
                        *cell = count;
                    }
                }
                if counts.iter().any(Option::is_some) { Samples::Columns(counts) } else { Samples::Unknown }
            }
            _ => match self.item_count(node) {
                Some(count) => Samples::Total(count),
                None => {
                    self.log.note(node.mark, || wrong(&key, node));
                    Samples::Unknown
                }
            },
        }
    }

    /// A number of items, perhaps written as a text.
    fn item_count(&mut self, node: &Node<'_>) -> Option<u32> {
        let Value::Text(text) = &node.value else { return item_count(node) };
        let ScoreText::Number(number_read) = score_text::read(text) else { return None };
        if score_text::folded(text).contains('%') {
            return None;
        }
        let count = item_count(&Node { value: Value::Number(number_read), ..node.clone() })?;
        self.lenient(node.mark, &as_written(text), || count.to_string());
        Some(count)
    }

    fn summaries(&mut self, node: &Node<'_>) -> Vec<(usize, Stated)> {
        let catalog = self.catalog;
        let pairs = self.block(node, || "score.summary".to_owned(), "a map from board to its scores");
        let unknown = |name: String| {
            let nearest = catalog.nearest_board(&name);
            Kind::UnknownBoard { name, nearest }
        };
        let mut summaries = Vec::new();
        for Entry { of: index, value, .. } in self.known(pairs, |key| catalog.find_board(key), unknown) {
            let Some(board) = catalog.boards.get(index) else { continue };
            let prefix = format!("score.summary.{}", board.name);
            let pairs = self.block(value, || prefix.clone(), "a map with `core` or `fine`");
            let know = |key: &str| match key {
                "fine" | "1" => Some(Level::Fine),
                "core" | "0" => Some(Level::Core),
                _ => None,
            };
            let unknown = |key: String| {
                let nearest = nearest(&key, ["fine", "core"]);
                Kind::UnknownKey { key: dotted(&prefix, &key), nearest }
            };
            for Entry { of: level, mark, value, .. } in self.known(pairs, know, unknown) {
                let stated = self.stated(Block::Summary(board, level), level, mark, value);
                summaries.extend(stated.map(|stated| (index, stated)));
            }
        }
        summaries
    }

    fn stated(&mut self, block: Block<'_>, level: Level, mark: Mark, node: &Node<'_>) -> Option<Stated> {
        let Cells { figures, written } = self.cells(block, mark, node);
        (!figures.is_empty()).then_some(Stated { level, values: figures, written, line: mark.line })
    }

    /// Whether a text in the place of a block of scores says that there are none, or is one score with something beside it;
    /// it is noted. What it is the score of, nobody knows.
    fn is_no_block(&mut self, node: &Node<'_>) -> bool {
        let Value::Text(text) = &node.value else { return false };
        let is_score = matches!(score_text::read(text), ScoreText::Missing | ScoreText::Likely(..));
        if is_score {
            self.log.note(node.mark, || Kind::NotAScore { text: node.brief(), likely: None, range: None });
        }
        is_score
    }

    /// Reads a block of scores; `mark` is the place of its key.
    fn cells(&mut self, block: Block<'_>, mark: Mark, node: &Node<'_>) -> Cells {
        let catalog = self.catalog;
        let mut cells = Cells::default();
        match &node.value {
            Value::Null => {}
            Value::List(items) => {
                let expected = block.len(catalog);
                if let Some((mark, kind)) = doubtful_list(block, items, catalog) {
                    self.log.note(mark, || kind);
                    return cells;
                }
                if items.len() < expected {
                    let found = items.len();
                    self.log.note(mark, || Kind::ShortList { key: block.label(), found, expected });
                    return cells;
                }
                cells.figures = vec![None; expected];
                let places = block.places(catalog);
                for (place, item) in items.iter().enumerate().take(places) {
                    let index = block.at(place, catalog);
                    let Some(figure) = self.figure(block, index.unwrap_or(place), item) else { continue };
                    cells.written.push(figure.value);
                    if let Some(cell) = index.and_then(|index| cells.figures.get_mut(index)) {
                        *cell = Some(figure);
                    }
                }
                let mut extra = items.iter().skip(places).filter(|item| !item.is_null());
                if let Some(first) = extra.next() {
                    let count = 1 + extra.count();
                    self.log.note(first.mark, || Kind::ExtraValues { key: block.label(), count });
                }
            }
            Value::Map(pairs) => {
                cells.figures = vec![None; block.len(catalog)];
                let whole = self.without_decimal_commas(block, pairs);
                let pairs = whole.as_deref().unwrap_or(pairs);
                // Beside the total under its own name, an average is another figure.
                let total = block.total(catalog);
                let is_total = |key: &Node<'_>| {
                    key.scalar_text().is_some_and(|key| total.is_some() && block.named(&key, catalog) == total)
                };
                let has_total = pairs.iter().any(|(key, _)| is_total(key));
                let without =
                    total.filter(|_| !has_total).and_then(|total| self.without_two_totals(block, total, pairs));
                let pairs = without.as_deref().unwrap_or(pairs);
                let know = |key: &str| {
                    let means_total = || total.filter(|_| !has_total && means_total(key));
                    block.named(key, catalog).or_else(means_total)
                };
                for Entry { of: index, value, .. } in self.known(pairs, know, |name| block.unknown(name, catalog)) {
                    let Some(figure) = self.figure(block, index, value) else { continue };
                    cells.written.push(figure.value);
                    if let Some(cell) = cells.figures.get_mut(index) {
                        *cell = Some(figure);
                    }
                }
            }
            Value::Text(_) if self.signs.has_colon_on(node.mark.line) || self.is_no_block(node) => {}
            Value::Bool(_) | Value::Number(_) | Value::Text(_) => self.log.error(node.mark, block.wrong_shape(node)),
        }
        cells
    }

    /// The pairs of a map without those of its total, if several with different values could be that. `None` if there are
    /// none.
    fn without_two_totals<'n>(
        &mut self,
        block: Block<'_>,
        total: usize,
        pairs: &Pairs<'n>,
    ) -> Option<Vec<(Node<'n>, Node<'n>)>> {
        let catalog = self.catalog;
        let could_be = |key: &Node<'_>| {
            key.scalar_text().is_some_and(|key| means_total(&key) && block.named(&key, catalog).is_none())
        };
        let mut totals = pairs.iter().filter(|(key, value)| could_be(key) && !value.is_null());
        let (first, value) = totals.next()?;
        // The same key twice has words of its own.
        let (other, _) = totals.find(|(key, other)| other.value != value.value && key.value != first.value)?;
        self.log.note(other.mark, || {
            let total = match block {
                Block::Columns(benchmark) => benchmark.columns.get(total).map_or(OVERALL, String::as_str),
                Block::Capabilities(..) | Block::Summary(..) => OVERALL,
            };
            Kind::TwoTotals { keys: [first.brief(), other.brief()], total: total.to_owned() }
        });
        Some(pairs.iter().filter(|(key, _)| !could_be(key)).cloned().collect())
    }

    /// The pairs of a map without those that only a decimal comma made: `Total Score: 38,5` has a key `5` after it. The score
    /// before one is doubtful, and so missing. `None` if there are none.
    fn without_decimal_commas<'n>(&mut self, block: Block<'_>, pairs: &Pairs<'n>) -> Option<Vec<(Node<'n>, Node<'n>)>> {
        let catalog = self.catalog;
        let is_rest = |index: usize| {
            let (before, (key, value)) = (index.checked_sub(1).and_then(|before| pairs.get(before)), pairs.get(index)?);
            let is_number = match &before?.1.value {
                Value::Number(_) => true,
                Value::Text(text) => score_text::ends_as_number(text),
                // The rest of a rest: `1,234,5`.
                Value::Null => is_rest_of_score(&before?.0, &before?.1),
                _ => false,
            };
            let is_unknown = || key.scalar_text().is_none_or(|key| block.named(&key, catalog).is_none());
            (is_number && is_rest_of_score(key, value) && is_unknown()).then_some(())
        };
        (0..pairs.len()).find_map(is_rest)?;
        let mut whole: Vec<(Node<'n>, Node<'n>)> = Vec::with_capacity(pairs.len());
        let mut doubtful = None;
        for (index, (key, value)) in pairs.iter().enumerate() {
            if is_rest(index).is_none() {
                doubtful = (!value.is_null()).then(|| value.clone());
                whole.push((key.clone(), value.clone()));
                continue;
            }
            let Some((before_key, before)) = whole.last_mut() else { continue };
            before.value = Value::Null;
            let score = before_key.scalar_text().and_then(|key| block.named(&key, catalog));
            let Some(doubtful) = doubtful.take() else { continue };
            let rest = rest_of_score(key).unwrap_or_default();
            let text = format!("{},{rest}", doubtful.source_text());
            let is_last = is_rest(index + 1).is_none();
            // The percent sign of `38%,5` is that of the whole.
            let whole_part = score_text::folded(&doubtful.source_text());
            let whole_part = whole_part.trim_end().trim_end_matches('%').trim_end();
            let likely = match score_text::read(&format!("{whole_part},{rest}")) {
                ScoreText::Likely(number, _) if is_last && score.is_some_and(|score| block.takes(score, &number)) => {
                    Some(number)
                }
                _ => None,
            };
            self.log.note(doubtful.mark, || Kind::DecimalComma { text, likely });
        }
        Some(whole)
    }

    /// Reads the score of this index; `None` if it is missing, or counts as missing.
    fn figure(&mut self, block: Block<'_>, score: usize, node: &Node<'_>) -> Option<Figure> {
        let mark = node.mark;
        let range = block.range(score);
        let (value, lenient) = match &node.value {
            Value::Null if node.is_empty_place() => {
                self.log.note(mark, || Kind::NotAScore { text: String::new(), likely: None, range });
                return None;
            }
            Value::Null => return None,
            Value::Number(value) if value.is_finite() => (*value, None),
            Value::Text(text) if text.trim().is_empty() => return None,
            Value::Text(text) => match score_text::read(text) {
                ScoreText::Number(value) => (value, Some(text)),
                other => {
                    let likely = match other {
                        ScoreText::Likely(number, _) if block.takes(score, &number) => Some(number),
                        _ => None,
                    };
                    self.log.note(mark, || Kind::NotAScore { text: node.brief(), likely, range });
                    return None;
                }
            },
            _ => {
                self.log.note(mark, || Kind::NotAScore { text: node.brief(), likely: None, range });
                return None;
            }
        };
        if let Some(range) = range.filter(|range| !range.contains(value)) {
            self.log.note(mark, || Kind::OutOfRange { value, low: range.low, high: range.high });
            return None;
        }
        let is_sure = |text: &str| score_text::folded(text).contains('%') && 0.0 < value && value <= 1.0;
        if lenient.is_some_and(|text| is_sure(text)) {
            // Without its sign it would look like a fraction of 1.
            self.percentages.push(Figure { value, line: mark.line });
        } else if let Some(text) = lenient {
            self.lenient(mark, &as_written(text), || number(value));
        }
        Some(Figure { value, line: mark.line })
    }
}

/// Why it is doubtful which value of a list has which place, and where that shows.
fn doubtful_list(block: Block<'_>, items: &[Node<'_>], catalog: &Catalog) -> Option<(Mark, Kind)> {
    let (found, expected) = (items.len(), block.len(catalog));
    let doubtful = |at: &Node<'_>, text: String, commas| {
        Some((at.mark, Kind::DoubtfulList { key: block.label(), found, expected, text, commas }))
    };
    let is_several =
        |item: &&Node<'_>| matches!(&item.value, Value::Text(text) if score_text::is_several_numbers(text));
    if let Some(several) = items.iter().find(is_several) {
        return doubtful(several, several.brief(), false);
    }
    if found <= expected {
        return None;
    }
    let item = |(index, item): (usize, &Node<'_>)| {
        let (digits, is_percent) = item.digits().map_or((0, false), |(digits, is_percent)| (digits.len(), is_percent));
        let length = item.written.as_deref().map_or(0, |written| written.chars().count());
        let is_next = |next: &Node<'_>| {
            let column = u32::try_from(length + 1).ok().and_then(|length| item.mark.column.checked_add(length));
            next.mark.line == item.mark.line && Some(next.mark.column) == column
        };
        let is_joined = length > 0 && items.get(index + 1).is_some_and(is_next);
        Item { digits, is_percent, is_null: item.is_null(), is_joined }
    };
    let known: Vec<Item> = items.iter().enumerate().map(item).collect();
    let commas = decimal_comma::explain(&known, expected, block.places(catalog))?;
    let (first, second) = (items.get(commas.first)?, items.get(commas.first + 1)?);
    doubtful(first, format!("{},{}", first.source_text(), second.source_text()), true)
}

/// Whether a key of a map is what a decimal comma left of a score: digits, perhaps a percent sign or more, and no value.
fn is_rest_of_score(key: &Node<'_>, value: &Node<'_>) -> bool {
    value.is_null() && !value.is_empty_place() && rest_of_score(key).is_some()
}

fn rest_of_score<'n>(key: &'n Node<'_>) -> Option<&'n str> {
    let text = match &key.value {
        Value::Number(_) => key.written.as_deref()?,
        Value::Text(text) => text,
        _ => return None,
    };
    score_text::begins_with_digit(text).then_some(text)
}

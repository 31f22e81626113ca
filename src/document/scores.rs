//! Reads the scores of a model: positional lists and maps from name to score, by benchmark and by board.

use super::catalog::{Benchmark, Board, Catalog};
use super::fields::{as_written, lenient_number};
use super::kind::Kind;
use super::model::{BenchmarkScores, Figure, Level, Stated};
use super::naming::nearest;
use super::node::{Node, Value};
use super::position::Mark;
use super::printing::number;
use super::score_file::{Entry, Reader, dotted, wrong_shape};

/// A block of scores: a positional list, or a map from name to score.
#[derive(Clone, Copy)]
pub(super) enum Block<'c> {
    /// The columns of a benchmark.
    Columns(&'c Benchmark),
    /// The capabilities of a benchmark.
    Capabilities(&'c Benchmark, Level),
    /// The capabilities of a board.
    Summary(&'c Board, Level),
}

/// The name of the overall score that may stand beside the core capabilities: last in a list, under this name in a map.
const OVERALL: &str = "Overall";

impl<'c> Block<'c> {
    /// As findings name it.
    pub(super) fn label(self) -> String {
        let level = |level| match level {
            Level::Core => "core scores",
            Level::Fine => "fine-grained scores",
        };
        match self {
            Self::Columns(benchmark) => format!("{} columns", benchmark.name),
            Self::Capabilities(benchmark, of) => format!("{} {}", benchmark.name, level(of)),
            Self::Summary(board, of) => format!("{} in the summary of {}", level(of), board.name),
        }
    }

    fn wrong_shape(self, node: &Node<'_>) -> Kind {
        let level = |level| match level {
            Level::Core => "core",
            Level::Fine => "fine",
        };
        let key = match self {
            Self::Columns(benchmark) => format!("score.benchmark.{}.columns", benchmark.name),
            Self::Capabilities(benchmark, of) => format!("score.benchmark.{}.{}", benchmark.name, level(of)),
            Self::Summary(board, of) => format!("score.summary.{}.{}", board.name, level(of)),
        };
        wrong_shape(&key, "a list of scores or a map from name to score", node)
    }

    /// How many scores it has.
    pub(super) fn len(self, catalog: &Catalog) -> usize {
        match self {
            Self::Columns(benchmark) => benchmark.columns.len(),
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => catalog.cores.len(),
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => catalog.fines.len(),
        }
    }

    /// How many places a positional list of it has at most: those of the core capabilities may have an overall last.
    fn places(self, catalog: &Catalog) -> usize {
        match self {
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => self.len(catalog) + 1,
            _ => self.len(catalog),
        }
    }

    /// The score that a place of a positional list holds.
    fn at(self, place: usize, catalog: &Catalog) -> Option<usize> {
        match self {
            Self::Columns(_) => Some(place),
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => {
                catalog.core_positions.get(place).copied()
            }
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => {
                catalog.fine_positions.get(place).copied()
            }
        }
    }

    /// The names of the places of a positional list, those that it need not have included.
    pub(super) fn names(self, catalog: &'c Catalog) -> Vec<&'c str> {
        let cores = || catalog.core_positions.iter().filter_map(|core| catalog.cores.get(*core));
        let fines = || catalog.fine_positions.iter().filter_map(|fine| catalog.fines.get(*fine));
        match self {
            Self::Columns(benchmark) => benchmark.columns.iter().map(String::as_str).collect(),
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => {
                cores().map(|core| core.name.as_str()).chain([OVERALL]).collect()
            }
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => {
                fines().map(|fine| fine.name.as_str()).collect()
            }
        }
    }

    /// The score that has a name; for the overall one of core capabilities, a place after the last.
    fn find(self, name: &str, catalog: &Catalog) -> Option<usize> {
        match self {
            Self::Columns(benchmark) => benchmark.columns.iter().position(|column| column == name),
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => {
                catalog.find_core(name).or_else(|| (name == OVERALL).then_some(catalog.cores.len()))
            }
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => catalog.find_fine(name),
        }
    }

    fn unknown(self, name: String, catalog: &Catalog) -> Kind {
        match self {
            Self::Columns(benchmark) => {
                let nearest = benchmark.nearest_column(&name);
                Kind::UnknownColumn { benchmark: benchmark.name.clone(), name, nearest }
            }
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => {
                let nearest = catalog.nearest_core(&name);
                Kind::UnknownCapability { name, nearest }
            }
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => {
                let nearest = catalog.nearest_fine(&name);
                Kind::UnknownCapability { name, nearest }
            }
        }
    }

    /// Whether its figures are scores, 0 to 100, or only stated ones that are compared.
    fn is_measured(self) -> bool {
        matches!(self, Self::Columns(_) | Self::Capabilities(_, Level::Fine))
    }
}

/// What a block of scores holds.
#[derive(Default)]
struct Cells {
    /// One per score of the block, in the order of the catalog; empty if the block was absent or could not be used.
    figures: Vec<Option<Figure>>,
    /// All numbers in the order of the file.
    written: Vec<f64>,
}

impl<'c> Reader<'c, '_> {
    pub(super) fn score(&mut self, node: &Node<'_>) -> (Vec<BenchmarkScores>, Vec<(usize, Stated)>) {
        let mut scores = Vec::new();
        let mut summaries = Vec::new();
        let pairs = self.block(node, || "score".to_owned(), "a map with `benchmark`");
        for Entry { of, value, .. } in self.keys(pairs, "score", &["benchmark", "summary"]) {
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
        let prefix = format!("score.benchmark.{}", benchmark.name);
        let pairs = self.block(value, || prefix.clone(), "a map with `columns`, `fine` or `core`");
        let know = |key: &str| match key {
            "columns" | "legacy" => Some("columns"),
            "fine" | "1" => Some("fine"),
            "core" | "0" => Some("core"),
            _ => None,
        };
        let unknown = |key: String| {
            let nearest = nearest(&key, ["columns", "legacy", "fine", "core"]);
            Kind::UnknownKey { key: dotted(&prefix, &key), nearest }
        };
        let mut scores = BenchmarkScores {
            benchmark: of,
            line: mark.line,
            columns: vec![None; benchmark.columns.len()],
            fine: Vec::new(),
            stated_core: None,
        };
        for Entry { of, mark, value, .. } in self.known(pairs, know, unknown) {
            match of {
                "columns" => {
                    let cells = self.cells(Block::Columns(benchmark), mark, value);
                    if !cells.figures.is_empty() {
                        scores.columns = cells.figures;
                    }
                }
                "fine" => scores.fine = self.cells(Block::Capabilities(benchmark, Level::Fine), mark, value).figures,
                _ => {
                    let block = Block::Capabilities(benchmark, Level::Core);
                    scores.stated_core = self.stated(block, Level::Core, mark, value);
                }
            }
        }
        Some(scores)
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

    /// Reads a block of scores; `mark` is the place of its key.
    fn cells(&mut self, block: Block<'_>, mark: Mark, node: &Node<'_>) -> Cells {
        let catalog = self.catalog;
        let mut cells = Cells::default();
        match &node.value {
            Value::Null => {}
            Value::List(items) => {
                let expected = block.len(catalog);
                if items.len() < expected {
                    let found = items.len();
                    self.log.note(mark, || Kind::ShortList { key: block.label(), found, expected });
                    return cells;
                }
                cells.figures = vec![None; expected];
                let places = block.places(catalog);
                for (place, item) in items.iter().enumerate().take(places) {
                    let Some(figure) = self.figure(block, item) else { continue };
                    cells.written.push(figure.value);
                    if let Some(cell) = block.at(place, catalog).and_then(|index| cells.figures.get_mut(index)) {
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
                let know = |key: &str| block.find(key, catalog);
                for Entry { of: index, value, .. } in self.known(pairs, know, |name| block.unknown(name, catalog)) {
                    let Some(figure) = self.figure(block, value) else { continue };
                    cells.written.push(figure.value);
                    if let Some(cell) = cells.figures.get_mut(index) {
                        *cell = Some(figure);
                    }
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::Text(_) => self.log.error(node.mark, block.wrong_shape(node)),
        }
        cells
    }

    /// Reads one score; `None` if it is missing, or counts as missing.
    fn figure(&mut self, block: Block<'_>, node: &Node<'_>) -> Option<Figure> {
        let mark = node.mark;
        let (value, lenient) = match &node.value {
            Value::Null => return None,
            Value::Number(value) if value.is_finite() => (*value, None),
            Value::Text(text) if text.trim().is_empty() => return None,
            Value::Text(text) => match lenient_number(text) {
                Some(value) => (value, Some(text)),
                None => {
                    self.log.note(mark, || Kind::NotAScore { text: node.brief() });
                    return None;
                }
            },
            _ => {
                self.log.note(mark, || Kind::NotAScore { text: node.brief() });
                return None;
            }
        };
        if block.is_measured() && !(0.0..=100.0).contains(&value) {
            self.log.note(mark, || Kind::OutOfRange { value });
            return None;
        }
        if let Some(text) = lenient {
            self.lenient(mark, &as_written(text), || number(value));
        }
        Some(Figure { value, line: mark.line })
    }
}

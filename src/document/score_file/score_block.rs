//! A block of scores: which places and names it has, and what each of them takes.

use crate::document::catalog::benchmark::Benchmark;
use crate::document::catalog::scoring::ScoreRange;
use crate::document::catalog::{Board, Catalog};
use crate::document::diagnostics::kind::Kind;
use crate::document::score_file::model::Level;
use crate::document::score_file::reader::wrong_shape;
use crate::document::yaml::node::Node;

/// A block of scores: a positional list, or a map from name to score.
#[derive(Clone, Copy)]
pub(in crate::document) enum Block<'c> {
    /// The columns of a benchmark.
    Columns(&'c Benchmark),
    /// The capabilities of a benchmark.
    Capabilities(&'c Benchmark, Level),
    /// The capabilities of a board.
    Summary(&'c Board, Level),
}

/// The name of the overall score that may stand beside the core capabilities: last in a list, under this name in a map.
pub(in crate::document) const OVERALL: &str = "Overall";

impl<'c> Block<'c> {
    /// As findings name it.
    pub(in crate::document) fn label(self) -> String {
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

    pub(in crate::document) fn wrong_shape(self, node: &Node<'_>) -> Kind {
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
    pub(in crate::document) fn len(self, catalog: &Catalog) -> usize {
        match self {
            Self::Columns(benchmark) => benchmark.columns.len(),
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => catalog.cores.len(),
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => catalog.fines.len(),
        }
    }

    /// How many places a positional list of it has at most: those of the core capabilities may have an overall last.
    pub(in crate::document) fn places(self, catalog: &Catalog) -> usize {
        match self {
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => self.len(catalog) + 1,
            _ => self.len(catalog),
        }
    }

    /// The score that a place of a positional list holds.
    pub(in crate::document) fn at(self, place: usize, catalog: &Catalog) -> Option<usize> {
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
    pub(in crate::document) fn names(self, catalog: &'c Catalog) -> Vec<&'c str> {
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
    pub(in crate::document) fn named(self, name: &str, catalog: &Catalog) -> Option<usize> {
        match self {
            Self::Columns(benchmark) => benchmark.named_column(name),
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => {
                catalog.find_core(name).or_else(|| (name == OVERALL).then_some(catalog.cores.len()))
            }
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => catalog.find_fine(name),
        }
    }

    /// The score that `Avg`, `Total` and the like mean.
    pub(in crate::document) fn total(self, catalog: &Catalog) -> Option<usize> {
        match self {
            Self::Columns(benchmark) => Some(benchmark.total),
            Self::Capabilities(_, Level::Core) | Self::Summary(_, Level::Core) => Some(catalog.cores.len()),
            Self::Capabilities(_, Level::Fine) | Self::Summary(_, Level::Fine) => None,
        }
    }

    pub(in crate::document) fn unknown(self, name: String, catalog: &Catalog) -> Kind {
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

    /// The range of one of its scores; `None` for stated ones, which are only compared.
    pub(in crate::document) fn range(self, score: usize) -> Option<ScoreRange> {
        match self {
            Self::Columns(benchmark) => Some(benchmark.range_of(score)),
            Self::Capabilities(_, Level::Fine) => Some(ScoreRange::PERCENT),
            Self::Capabilities(_, Level::Core) | Self::Summary(..) => None,
        }
    }

    /// Whether a number could be the score of this index.
    pub(in crate::document) fn takes(self, score: usize, number: &str) -> bool {
        let is_within = |number: f64| self.range(score).is_none_or(|range| range.contains(number));
        number.parse().is_ok_and(is_within)
    }
}

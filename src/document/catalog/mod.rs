//! The catalog: which capabilities, benchmarks and boards score files refer to, checked and indexed.

pub(in crate::document) mod benchmark;
pub(in crate::document) mod benchmark_reader;
pub(in crate::document) mod reader;
pub(in crate::document) mod reference;
pub(in crate::document) mod scoring;
pub(in crate::document) mod scoring_reader;

use crate::document::catalog::benchmark::Benchmark;
use crate::document::text::naming::exact_or_folded;
use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::document::text::naming::{fold, nearest, nearest_of};
pub use reader::{RESERVED_CODES, read_catalog};

/// A core capability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Core {
    /// As in the catalog.
    pub name: String,
    /// Slug of the name: `object-perception`.
    pub code: String,
    /// Its fine-grained capabilities: indices into [`Catalog::fines`], contiguous.
    pub fines: std::ops::Range<usize>,
}

/// A fine-grained capability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fine {
    /// As in the catalog.
    pub name: String,
    /// Slug of the name.
    pub code: String,
    /// Index of its core capability.
    pub core: usize,
}

/// A set of benchmarks that are ranked together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Identifier that score files use in `score.summary`.
    pub id: String,
    /// Short name for addresses and the command line.
    pub code: String,
    /// As shown.
    pub name: String,
    /// What kind of task; may be empty.
    pub domain: String,
    /// Indices of the benchmarks that are scored and ranked here.
    pub benchmarks: Vec<usize>,
    /// Indices of those that count in capability scores only.
    pub capability_only: Vec<usize>,
}

impl Board {
    /// All benchmarks that count here in one way or another, the ranked ones first.
    pub fn counted(&self) -> impl Iterator<Item = usize> + '_ {
        self.benchmarks.iter().chain(&self.capability_only).copied()
    }
}

/// The checked catalog. Everything in it refers to everything else by index; [`read_catalog`] makes one.
///
/// Its lists are not to be changed after the first lookup by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// In the order of the catalog.
    pub cores: Vec<Core>,
    /// In the order of the catalog, grouped by core.
    pub fines: Vec<Fine>,
    /// Positional core lists: place → index into `cores`.
    pub core_positions: Vec<usize>,
    /// Positional fine lists: place → index into `fines`.
    pub fine_positions: Vec<usize>,
    /// In the order of the catalog.
    pub benchmarks: Vec<Benchmark>,
    /// In the order of the catalog.
    pub boards: Vec<Board>,
    #[serde(skip)]
    index: Index,
}

/// What a lookup by name came to: the index, or the nearest known name if one is near.
pub type NameMatch = Result<usize, Option<String>>;

/// The names that lookups go by, built when the first one is made: ten thousand files ask for the same few names.
///
/// It holds nothing that the catalog does not, so it takes no part in comparing and storing one.
#[derive(Clone, Debug, Default)]
struct Index(OnceLock<Keys>);

#[derive(Clone, Debug, Default)]
struct Keys {
    benchmarks: HashMap<String, usize>,
    /// By [`fold`]ed id, code, name or alias; those that would mean two benchmarks mean none.
    folded_benchmarks: HashMap<String, Option<usize>>,
    boards: HashMap<String, usize>,
    cores: HashMap<String, usize>,
    fines: HashMap<String, usize>,
}

impl PartialEq for Index {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Board {
    /// The keys under which files name it.
    fn keys(&self) -> [&str; 3] {
        [&self.id, &self.code, &self.name]
    }
}

impl Catalog {
    /// The benchmark with this `id`, `code` or `name`, or else the one that has it or an alias of it but for case, `-`,
    /// `_` and blanks.
    ///
    /// # Errors
    /// The nearest of these names, if there is no such benchmark and one is near.
    pub fn benchmark(&self, key: &str) -> NameMatch {
        self.find_benchmark(key).ok_or_else(|| self.nearest_benchmark(key))
    }

    /// The board with this `id`, `code` or `name`.
    ///
    /// # Errors
    /// The nearest of these names, if there is no such board and one is near.
    pub fn board(&self, key: &str) -> NameMatch {
        self.find_board(key).ok_or_else(|| self.nearest_board(key))
    }

    /// The column of a benchmark that has this name.
    ///
    /// # Errors
    /// The nearest column, if there is no such column and one is near.
    pub fn column(&self, benchmark: usize, name: &str) -> NameMatch {
        let benchmark = self.benchmarks.get(benchmark).ok_or(None)?;
        benchmark.find_column(name).ok_or_else(|| benchmark.nearest_column(name))
    }

    /// The core capability that has this name.
    ///
    /// # Errors
    /// The nearest one, if there is no such capability and one is near.
    pub fn core(&self, name: &str) -> NameMatch {
        self.find_core(name).ok_or_else(|| self.nearest_core(name))
    }

    /// The fine-grained capability that has this name.
    ///
    /// # Errors
    /// The nearest one, if there is no such capability and one is near.
    pub fn fine(&self, name: &str) -> NameMatch {
        self.find_fine(name).ok_or_else(|| self.nearest_fine(name))
    }

    pub(crate) fn find_benchmark(&self, key: &str) -> Option<usize> {
        let keys = self.keys();
        let folded = || keys.folded_benchmarks.get(&fold(key)).copied().flatten();
        keys.benchmarks.get(key).copied().or_else(folded)
    }

    pub(in crate::document) fn find_board(&self, key: &str) -> Option<usize> {
        let folded = || exact_or_folded(key, self.boards.iter().map(Board::keys).enumerate().flat_map(of_each));
        self.keys().boards.get(key).copied().or_else(folded)
    }

    pub(crate) fn find_core(&self, name: &str) -> Option<usize> {
        let folded = || exact_or_folded(name, self.cores.iter().map(|core| core.name.as_str()).enumerate());
        self.keys().cores.get(name).copied().or_else(folded)
    }

    pub(crate) fn find_fine(&self, name: &str) -> Option<usize> {
        let folded = || exact_or_folded(name, self.fines.iter().map(|fine| fine.name.as_str()).enumerate());
        self.keys().fines.get(name).copied().or_else(folded)
    }

    /// Of the names and codes; nobody misspells an identifier in a way that can be guessed.
    pub(in crate::document) fn nearest_benchmark(&self, key: &str) -> Option<String> {
        let names = self.benchmarks.iter().enumerate();
        nearest_of(key, names.flat_map(|(index, of)| [(index, of.name.as_str()), (index, of.code.as_str())]))
    }

    pub(in crate::document) fn nearest_board(&self, key: &str) -> Option<String> {
        let names = self.boards.iter().enumerate();
        nearest_of(key, names.flat_map(|(index, of)| [(index, of.name.as_str()), (index, of.code.as_str())]))
    }

    pub(in crate::document) fn nearest_core(&self, name: &str) -> Option<String> {
        nearest(name, self.cores.iter().map(|of| of.name.as_str()))
    }

    pub(in crate::document) fn nearest_fine(&self, name: &str) -> Option<String> {
        nearest(name, self.fines.iter().map(|of| of.name.as_str()))
    }

    fn keys(&self) -> &Keys {
        self.index.0.get_or_init(|| Keys {
            benchmarks: by_key(self.benchmarks.iter().map(Benchmark::keys)),
            folded_benchmarks: by_folded_name(&self.benchmarks),
            boards: by_key(self.boards.iter().map(Board::keys)),
            cores: by_key(self.cores.iter().map(|core| [core.name.as_str()])),
            fines: by_key(self.fines.iter().map(|fine| [fine.name.as_str()])),
        })
    }
}

fn of_each((index, keys): (usize, [&str; 3])) -> [(usize, &str); 3] {
    keys.map(|key| (index, key))
}

fn by_key<'k, const N: usize>(things: impl Iterator<Item = [&'k str; N]>) -> HashMap<String, usize> {
    things.enumerate().flat_map(|(index, keys)| keys.map(|key| (key.to_owned(), index))).collect()
}

/// The indices of benchmarks by each folded name; of two benchmarks with one folded name neither is meant.
fn by_folded_name(benchmarks: &[Benchmark]) -> HashMap<String, Option<usize>> {
    let mut names: HashMap<String, Option<usize>> = HashMap::new();
    for (index, benchmark) in benchmarks.iter().enumerate() {
        for name in benchmark.names() {
            let meant = names.entry(fold(name)).or_insert(Some(index));
            if *meant != Some(index) {
                *meant = None;
            }
        }
    }
    names
}

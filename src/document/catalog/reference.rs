//! The reference: what benchmarks and capabilities are, in words, read from a file beside the catalog and checked against it.
//!
//! It names things by their codes and names, so that a page can use what it knows of it with any catalog.

use crate::document::yaml::guard;
use crate::document::yaml::tree;
use serde::{Deserialize, Serialize};

use crate::document::catalog::Catalog;
use crate::document::catalog::benchmark::Benchmark;
use crate::document::catalog::reader::{Pairs, Reader, get};
use crate::document::catalog::scoring_reader::item_count;
use crate::document::diagnostics::finding::Finding;
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::log::Log;
use crate::document::text::mark::Mark;
use crate::document::text::printing::quote;
use crate::document::yaml::front_matter::{self, Unfenced};
use crate::document::yaml::node::{Node, Value};

/// What is known of benchmarks and capabilities, in words. Each part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Core and fine-grained capabilities, in the order of the file.
    pub capabilities: Vec<CapabilityEntry>,
    /// Benchmarks, in the order of the file.
    pub benchmarks: Vec<BenchmarkEntry>,
    /// How the source of the figures counts, a sentence or two each.
    pub rules: Vec<String>,
    /// Where documents of the source differ from each other or from its figures.
    pub differences: Vec<String>,
}

/// What a capability is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapabilityEntry {
    /// As in the catalog.
    pub name: String,
    /// A definition.
    pub about: String,
    /// A question or task that tests it; may be empty.
    pub example: String,
}

/// What a benchmark is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenchmarkEntry {
    /// As in the catalog.
    pub code: String,
    /// The paper that describes it.
    pub paper: Option<Paper>,
    /// What it asks.
    pub about: String,
    /// What its questions are about.
    pub data: String,
    /// How an answer is scored, and what the total is.
    pub scoring: String,
    /// Its licence; may be empty.
    pub licence: String,
    /// Columns that there is something to say of.
    pub columns: Vec<ColumnEntry>,
}

/// A paper as it is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// As printed.
    pub title: String,
    /// The first author and "et al.", or an organisation.
    pub authors: String,
    /// Of its first version.
    pub year: u16,
    /// Where it was published, with the year; may be empty.
    pub venue: String,
    /// Its number on arXiv; may be empty.
    pub arxiv: String,
}

/// What a column of a benchmark is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEntry {
    /// As in the catalog.
    pub name: String,
    /// What it asks.
    pub about: String,
    /// How an item is scored.
    pub metric: String,
    /// How many items a source states.
    pub items: Option<u32>,
    /// The fine-grained capability that it counts in, as in the catalog.
    pub capability: Option<String>,
}

impl Reference {
    /// What a capability of this name is.
    #[must_use]
    pub fn capability(&self, name: &str) -> Option<&CapabilityEntry> {
        self.capabilities.iter().find(|entry| entry.name == name)
    }

    /// What the benchmark with this code is.
    #[must_use]
    pub fn benchmark(&self, code: &str) -> Option<&BenchmarkEntry> {
        self.benchmarks.iter().find(|entry| entry.code == code)
    }
}

impl BenchmarkEntry {
    /// What the column of this name is.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnEntry> {
        self.columns.iter().find(|column| column.name == name)
    }
}

const REFERENCE: &str = "a map with `capabilities`, `benchmarks` and `method`";

/// Reads a reference. `None` where nothing of it can be used; the findings then hold an error.
///
/// What names nothing in the catalog is left out with a warning.
#[must_use]
pub fn read_reference(path: &str, text: &str, catalog: &Catalog) -> (Option<Reference>, Vec<Finding>) {
    let text = match guard::decode(text.as_bytes()) {
        Ok(text) => text,
        Err(kind) => return (None, vec![Finding::of_file(kind, path)]),
    };
    let Some(front_matter) = front_matter::find(text, Unfenced::Any) else {
        let kind = wrong_shape("nothing");
        return (None, vec![Finding::of_file(kind, path)]);
    };
    let beginning = Mark { line: front_matter.first_line, column: 1 };
    let mut log = Log::default();
    let reference = tree::read_catalog(front_matter, |root, _| Reader::new(&mut log).reference(root, catalog))
        .unwrap_or_else(|fault| {
            log.error(fault.mark.unwrap_or(beginning), fault.kind);
            Reference::default()
        });
    let reference = (log.errors() == 0).then_some(reference);
    (reference, log.into_findings(path, text))
}

fn wrong_shape(found: &str) -> Kind {
    Kind::WrongShape { key: "reference".to_owned(), expected: REFERENCE.to_owned(), found: found.to_owned() }
}

impl Reader<'_> {
    fn reference(&mut self, root: &Node<'_>, catalog: &Catalog) -> Reference {
        let mut reference = Reference::default();
        let Value::Map(pairs) = &root.value else {
            self.log.error(root.mark, wrong_shape(root.shape()));
            return reference;
        };
        self.check_keys(pairs, "", &["capabilities", "benchmarks", "method"]);
        for (key, pairs) in self.entries(pairs, "capabilities", "capability name") {
            let name = key.brief();
            let core = || Some(catalog.cores.get(catalog.find_core(&name)?)?.name.clone());
            let fine = || Some(catalog.fines.get(catalog.find_fine(&name)?)?.name.clone());
            // As the catalog writes it, whatever case it has here.
            let Some(name) = core().or_else(fine) else {
                let nearest = || catalog.nearest_fine(&name).or_else(|| catalog.nearest_core(&name));
                self.unknown(key.mark, "capability", &name, nearest);
                continue;
            };
            self.check_keys(pairs, "capabilities.", &["about", "example"]);
            let (about, example) = (self.text(pairs, "about"), self.text(pairs, "example"));
            reference.capabilities.push(CapabilityEntry { name, about, example });
        }
        for (key, pairs) in self.entries(pairs, "benchmarks", "benchmark code") {
            let code = key.brief();
            match catalog.benchmarks.iter().find(|benchmark| benchmark.code == code) {
                Some(benchmark) => reference.benchmarks.push(self.benchmark_entry(pairs, benchmark, catalog)),
                None => self.unknown(key.mark, "benchmark", &code, || catalog.nearest_benchmark(&code)),
            }
        }
        if let Some(pairs) = self.map(pairs, "method") {
            self.check_keys(pairs, "method.", &["rules", "differences"]);
            reference.rules = self.sentences(pairs, "rules");
            reference.differences = self.sentences(pairs, "differences");
        }
        reference
    }

    fn sentences(&mut self, pairs: &Pairs<'_>, key: &str) -> Vec<String> {
        self.texts(pairs, key).into_iter().map(|(text, _)| text).collect()
    }

    /// The map under a key; `None` where there is none. Anything else is noted.
    fn map<'n>(&mut self, pairs: &'n Pairs<'n>, key: &str) -> Option<&'n Pairs<'n>> {
        match get(pairs, key)? {
            Node { value: Value::Map(pairs), .. } => Some(pairs),
            other => {
                let problem = format!("{} is {} instead of a map", quote(key), other.shape());
                self.problem(other.mark, problem, "Write a map.");
                None
            }
        }
    }

    /// The entries of a map of maps, each name once.
    fn entries<'n>(&mut self, pairs: &'n Pairs<'n>, key: &str, what: &str) -> Vec<(&'n Node<'n>, &'n Pairs<'n>)> {
        let mut entries: Vec<(&Node<'_>, &Pairs<'_>)> = Vec::new();
        for (name, value) in self.map(pairs, key).unwrap_or_default() {
            let Value::Map(pairs) = &value.value else {
                let problem = format!("{} is {} instead of a map", quote(&name.brief()), value.shape());
                self.problem(value.mark, problem, &format!("Write a map under each {what}."));
                continue;
            };
            if entries.iter().any(|(known, _)| known.brief() == name.brief()) {
                let problem = format!("{} stands here a second time; it is left out", quote(&name.brief()));
                self.problem(name.mark, problem, "Keep one of the two.");
            } else {
                entries.push((name, pairs));
            }
        }
        entries
    }

    fn benchmark_entry(&mut self, pairs: &Pairs<'_>, benchmark: &Benchmark, catalog: &Catalog) -> BenchmarkEntry {
        let keys = ["paper", "about", "data", "scoring", "columns", "items", "licence", "capabilities"];
        self.check_keys(pairs, "benchmarks.", &keys);
        let mut columns: Vec<ColumnEntry> = Vec::new();
        for (key, pairs) in self.entries(pairs, "columns", "column name") {
            if self.is_column(key, benchmark) {
                self.check_keys(pairs, "columns.", &["about", "metric"]);
                let (about, metric) = (self.text(pairs, "about"), self.text(pairs, "metric"));
                columns.push(ColumnEntry { name: key.brief(), about, metric, ..ColumnEntry::default() });
            }
        }
        for (key, value) in self.map(pairs, "items").unwrap_or_default() {
            match (self.is_column(key, benchmark), item_count(value)) {
                (true, Some(count)) => entry(&mut columns, key).items = Some(count),
                (true, None) => {
                    let problem = format!("{} is not a number of items", quote(&value.brief()));
                    self.problem(value.mark, problem, "Write a whole number.");
                }
                (false, _) => {}
            }
        }
        for (key, value) in self.map(pairs, "capabilities").unwrap_or_default() {
            let name = value.brief();
            if !self.is_column(key, benchmark) {
                continue;
            }
            match catalog.find_fine(&name).and_then(|fine| catalog.fines.get(fine)) {
                Some(fine) => entry(&mut columns, key).capability = Some(fine.name.clone()),
                None => self.unknown(value.mark, "fine-grained capability", &name, || catalog.nearest_fine(&name)),
            }
        }
        BenchmarkEntry {
            code: benchmark.code.clone(),
            paper: self.paper(pairs),
            about: self.text(pairs, "about"),
            data: self.text(pairs, "data"),
            scoring: self.text(pairs, "scoring"),
            licence: self.text(pairs, "licence"),
            columns,
        }
    }

    /// Whether a key names a column, which is noted if not.
    fn is_column(&mut self, key: &Node<'_>, benchmark: &Benchmark) -> bool {
        let name = key.brief();
        let is_column = benchmark.columns.contains(&name);
        if !is_column {
            let what = format!("column of {}", benchmark.name);
            self.unknown(key.mark, &what, &name, || benchmark.nearest_column(&name));
        }
        is_column
    }

    fn paper(&mut self, pairs: &Pairs<'_>) -> Option<Paper> {
        let mark = get(pairs, "paper")?.mark;
        let pairs = self.map(pairs, "paper")?;
        self.check_keys(pairs, "paper.", &["title", "authors", "year", "venue", "arxiv"]);
        let (title, authors) = (self.text(pairs, "title"), self.text(pairs, "authors"));
        let year = self.text(pairs, "year").parse().ok().filter(|year| (1900..=2100).contains(year));
        let Some(year) = year.filter(|_| !title.is_empty() && !authors.is_empty()) else {
            let problem = "a paper has no title, no authors or no year; it is left out".to_owned();
            self.problem(mark, problem, "Write `title`, `authors` and `year`.");
            return None;
        };
        let mut arxiv = self.text(pairs, "arxiv");
        // It becomes part of an address.
        if !arxiv.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-')) {
            let problem = format!("{} is no number of arXiv; it is left out", quote(&arxiv));
            self.problem(mark, problem, "Write it as in 2509.15273, in quotes.");
            arxiv.clear();
        }
        Some(Paper { title, authors, year, venue: self.text(pairs, "venue"), arxiv })
    }
}

/// The entry of a column, made if there is none yet.
fn entry<'e>(columns: &'e mut Vec<ColumnEntry>, key: &Node<'_>) -> &'e mut ColumnEntry {
    let name = key.brief();
    let place = columns.iter().position(|column| column.name == name).unwrap_or_else(|| {
        columns.push(ColumnEntry { name, ..ColumnEntry::default() });
        columns.len() - 1
    });
    // The place is that of an entry that was found or made just now.
    columns.get_mut(place).unwrap_or_else(|| unreachable!("an entry was found or made"))
}

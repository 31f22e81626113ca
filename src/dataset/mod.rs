//! One immutable, columnar [`Dataset`] made from checked documents, and its compact bundle form.
//!
//! Invariants: models stand in natural name order (`-8B` before `-38B`), so that "equal values keep name order" is a stable sort; their codes are
//! distinct; each column is as long as there are models, or empty where no model has a figure in it. Scores are
//! within the range of their column, 0 to 100 unless the catalog says otherwise; a missing score is missing. Nothing here
//! knows where the files came from or how they are looked at.

mod bundle;
mod pieces;
mod reference;
mod scores;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use bundle::{Bundle, BundleError};
pub use pieces::Pieces;
pub use reference::{decode_reference, encode_reference};
pub use scores::Scores;

use crate::document::{
    Catalog, Category, DuplicateOutcome, Finding, Input, Kind, ModelDocument, Place, Released, Samples, Stated,
};
use crate::order::{natural, sort_by};

/// What a column that does not exist looks like.
static EMPTY: Scores = Scores::EMPTY;

/// A model: everything about it that is not a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Distinct among all models of the dataset.
    pub code: String,
    /// As shown.
    pub name: String,
    /// Path of its score file.
    pub file: String,
    /// Which YAML document of the file it is, from 0.
    pub index: u32,
    /// The first and the last line of the file that belong to that document (from 1).
    pub lines: (u32, u32),
    /// The line of the file that gives it its code (from 1).
    pub code_line: u32,
    /// Brought by the visitor rather than bundled.
    pub preview: bool,
    /// General or embodied.
    pub category: Option<Category>,
    /// In the file's order.
    pub authors: Vec<String>,
    /// An http(s) address.
    pub website: Option<String>,
    /// Whether its weights are open.
    pub open_source: Option<bool>,
    /// When it came out.
    pub released: Option<Released>,
    /// Billions of parameters.
    pub sizes: Vec<f64>,
    /// Vision components.
    pub vision: Vec<String>,
    /// Language components.
    pub language: Vec<String>,
    /// What it can see: `qa` and `dimension` together, each once.
    pub inputs: Vec<Input>,
    /// `Image`, `Video` or such.
    pub image_video: Option<String>,
    /// What the file states of derived scores, by what it is about; compared by the audit, never shown.
    pub stated: Vec<(StatedFor, Stated)>,
    /// Benchmarks, by index, for which the file says how many scored items stand behind its scores.
    pub samples: Vec<(usize, Samples)>,
}

impl Model {
    /// How many scored items stand behind its scores on a benchmark, as its file says; unknown where it says nothing.
    #[must_use]
    pub fn samples_of(&self, benchmark: usize) -> &Samples {
        self.samples.iter().find(|(of, _)| *of == benchmark).map_or(&Samples::Unknown, |(_, samples)| samples)
    }

    /// The path of its file, with its number behind `#` where it is not the first model in the file: `file#2`.
    #[must_use]
    pub fn source(&self) -> String {
        if self.index == 0 { self.file.clone() } else { format!("{}#{}", self.file, self.index + 1) }
    }

    /// Whether a finding about a file of its origin, bundled or brought, is about this model, or about its file as a whole.
    #[must_use]
    pub fn is_subject_of(&self, finding: &Finding) -> bool {
        let Place { file, line, .. } = &finding.place;
        let (first, last) = self.lines;
        *file == self.file && (*line == 0 || (first..=last).contains(line))
    }

    /// Whether it is the visitor's version of another model: brought under that model's code, and so given one that goes on from it.
    #[must_use]
    pub fn is_version_of(&self, other: &Self) -> bool {
        let Some(rest) = self.code.strip_prefix(other.code.as_str()).filter(|_| self.preview) else { return false };
        let rest = if other.preview { Some(rest) } else { rest.strip_prefix(BESIDE) };
        let is_number = |rest: &str| rest.strip_prefix('-').is_some_and(|number| number.parse::<u32>().is_ok());
        rest.is_some_and(|rest| is_number(rest) || (rest.is_empty() && !other.preview))
    }
}

/// What is put behind the code of a preview that would take the code of a bundled model.
const BESIDE: &str = "-preview";

/// What a stated list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StatedFor {
    /// One benchmark, by index.
    Benchmark(usize),
    /// A board's summary, by index.
    Board(usize),
}

/// The two parts of a benchmark's scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Its own columns.
    Columns,
    /// The fine-grained capabilities.
    Fine,
}

/// All models and their scores, with the catalog that gives them meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    catalog: Catalog,
    models: Vec<Model>,
    /// Per benchmark, per column of the benchmark.
    columns: Vec<Vec<Scores>>,
    /// Per benchmark, per fine-grained capability.
    fine: Vec<Vec<Scores>>,
}

impl Dataset {
    /// A dataset of bundled models. Of documents with one code the later one stays, with a finding.
    #[must_use]
    pub fn new(catalog: Catalog, documents: Vec<ModelDocument>) -> (Self, Vec<Finding>) {
        let (documents, findings) = last_of_each_code(documents);
        let columns = catalog.benchmarks.iter().map(|b| vec![Scores::default(); b.columns.len()]).collect();
        let fine = catalog.benchmarks.iter().map(|_| vec![Scores::default(); catalog.fines.len()]).collect();
        let mut dataset = Self { catalog, models: Vec::new(), columns, fine };
        dataset.append(documents, false);
        (dataset, findings)
    }

    /// This dataset with the visitor's models beside its own.
    ///
    /// A preview never replaces another model, bundled or not: it is another version, and gets a code of its own, with a finding.
    #[must_use]
    pub fn with_previews(&self, mut documents: Vec<ModelDocument>) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut file_of: HashMap<String, String> =
            self.models.iter().map(|m| (m.code.clone(), m.file.clone())).collect();
        let bundled: HashSet<String> = file_of.keys().cloned().collect();
        // Codes that files state are theirs, before any is made up.
        let stated: HashSet<String> = documents.iter().map(|d| d.code.clone()).collect();
        for document in &mut documents {
            if let Some(other) = file_of.get(&document.code) {
                findings.push(duplicate(document, other, DuplicateOutcome::Beside));
                let beside = if bundled.contains(&document.code) { BESIDE } else { "" };
                let numbered = |n: usize| match (beside, n) {
                    (BESIDE, 1) => format!("{}{BESIDE}", document.code),
                    _ => format!("{}{beside}-{n}", document.code),
                };
                let first = if beside.is_empty() { 2 } else { 1 };
                let is_free = |code: &String| !file_of.contains_key(code) && !stated.contains(code);
                document.code = (first..).map(numbered).find(is_free).unwrap_or_default();
            }
            file_of.insert(document.code.clone(), document.file.clone());
        }
        let mut dataset = self.clone();
        dataset.append(documents, true);
        (dataset, findings)
    }

    /// What the scores refer to.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// All models, in name order.
    #[must_use]
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The name of the model in a row; empty if there is none.
    #[must_use]
    pub fn name_of(&self, row: usize) -> &str {
        self.models.get(row).map_or("", |model| &model.name)
    }

    /// The code of the model in a row; empty if there is none.
    #[must_use]
    pub fn code_of(&self, row: usize) -> &str {
        self.models.get(row).map_or("", |model| &model.code)
    }

    /// The row of the model with this code.
    #[must_use]
    pub fn row_of(&self, code: &str) -> Option<usize> {
        self.models.iter().position(|model| model.code == code)
    }

    /// One column of a benchmark; empty for indices that do not exist.
    #[must_use]
    pub fn column(&self, benchmark: usize, column: usize) -> &Scores {
        self.columns.get(benchmark).and_then(|c| c.get(column)).unwrap_or(&EMPTY)
    }

    /// The total of a benchmark, *s(m,b)* of the formulas.
    #[must_use]
    pub fn total(&self, benchmark: usize) -> &Scores {
        let total = self.catalog.benchmarks.get(benchmark).map_or(usize::MAX, |b| b.total);
        self.column(benchmark, total)
    }

    /// A fine-grained capability on a benchmark, *f(m,b,c)* of the formulas.
    #[must_use]
    pub fn fine(&self, benchmark: usize, capability: usize) -> &Scores {
        self.fine.get(benchmark).and_then(|f| f.get(capability)).unwrap_or(&EMPTY)
    }

    /// A column or a fine-grained capability of a benchmark.
    #[must_use]
    pub fn scores(&self, benchmark: usize, part: Part, place: usize) -> &Scores {
        match part {
            Part::Columns => self.column(benchmark, place),
            Part::Fine => self.fine(benchmark, place),
        }
    }

    /// Has one score be missing, because it is in doubt what it says.
    pub(crate) fn withhold(&mut self, row: usize, benchmark: usize, part: Part, place: usize) {
        let of = match part {
            Part::Columns => &mut self.columns,
            Part::Fine => &mut self.fine,
        };
        if let Some(scores) = of.get_mut(benchmark).and_then(|scores| scores.get_mut(place)) {
            scores.remove(row);
        }
    }

    fn append(&mut self, documents: Vec<ModelDocument>, preview: bool) {
        for document in documents {
            let row = self.models.len();
            let mut stated: Vec<_> =
                document.summaries.into_iter().map(|(board, stated)| (StatedFor::Board(board), stated)).collect();
            let mut samples = Vec::new();
            for scores in document.scores {
                let benchmark = scores.benchmark;
                let columns = self.columns.get_mut(benchmark).into_iter().flatten().zip(scores.columns);
                let fine = self.fine.get_mut(benchmark).into_iter().flatten().zip(scores.fine);
                for (column, figure) in columns.chain(fine) {
                    if let Some(figure) = figure {
                        column.set(row, figure);
                    }
                }
                if scores.samples != Samples::Unknown {
                    samples.push((benchmark, scores.samples));
                }
                stated.extend(scores.stated_core.map(|s| (StatedFor::Benchmark(benchmark), s)));
            }
            let mut inputs = document.qa;
            inputs.extend(document.dimension);
            let mut seen = HashSet::new();
            inputs.retain(|input| seen.insert(*input));
            self.models.push(Model {
                code: document.code,
                name: document.name,
                file: document.file,
                index: document.index,
                lines: document.lines,
                code_line: document.code_line,
                preview,
                category: document.category,
                authors: document.authors,
                website: document.website,
                open_source: document.open_source,
                released: document.released,
                sizes: document.sizes,
                vision: document.vision,
                language: document.language,
                inputs,
                image_video: document.image_video,
                stated,
                samples,
            });
        }
        self.sort_by_name();
    }

    /// Brings models and columns into name order, as [`natural`] compares names, and by code where these are the same.
    fn sort_by_name(&mut self) {
        let mut order: Vec<usize> = (0..self.models.len()).collect();
        sort_by(&mut order, |&a, &b| {
            natural(self.name_of(a), self.name_of(b)).then(self.code_of(a).cmp(self.code_of(b)))
        });
        let len = self.models.len();
        for scores in self.columns.iter_mut().chain(&mut self.fine).flatten() {
            scores.permute(&order, len);
        }
        let mut models: Vec<_> = std::mem::take(&mut self.models).into_iter().map(Some).collect();
        self.models = order.iter().filter_map(|&row| models.get_mut(row).and_then(Option::take)).collect();
    }
}

/// Keeps the last document of each code, in the order given, and says which were replaced.
fn last_of_each_code(documents: Vec<ModelDocument>) -> (Vec<ModelDocument>, Vec<Finding>) {
    let mut kept: Vec<Option<ModelDocument>> = Vec::with_capacity(documents.len());
    let mut place_of: HashMap<String, usize> = HashMap::new();
    let mut findings = Vec::new();
    for document in documents {
        let earlier = place_of.insert(document.code.clone(), kept.len());
        if let Some(earlier) = earlier.and_then(|place| kept.get_mut(place)).and_then(Option::take) {
            let other = if earlier.file == document.file {
                format!("the model on line {} of this file", earlier.code_line)
            } else {
                earlier.file
            };
            findings.push(duplicate(&document, &other, DuplicateOutcome::Replaced));
        }
        kept.push(Some(document));
    }
    (kept.into_iter().flatten().collect(), findings)
}

fn duplicate(document: &ModelDocument, other: &str, outcome: DuplicateOutcome) -> Finding {
    let kind = Kind::DuplicateIdentity { code: document.code.clone(), other: other.to_owned(), outcome };
    Finding::new(kind, Place { file: document.file.clone(), line: document.code_line, column: 1 })
}

//! One model under two codes: names that say the same, and figures that are the same.

use std::collections::{BTreeMap, HashMap};

use super::blocks::{SHARERS, Shared};
use super::finding::finding;
use crate::dataset::{Dataset, Model};
use crate::document::{Finding, Kind};

/// Models of different names that share fewer figures than this are not taken for one.
const FIGURES: usize = 10;

/// Rows by what the name of their model says, with the maker's name in front and without it.
pub(super) struct Names {
    whole: HashMap<String, Vec<usize>>,
    without_maker: HashMap<String, Vec<usize>>,
}

impl Names {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let mut names = Self { whole: HashMap::new(), without_maker: HashMap::new() };
        for (row, model) in dataset.models().iter().enumerate() {
            let (whole, without_maker) = keys(model);
            if whole != without_maker {
                names.without_maker.entry(without_maker).or_default().push(row);
            }
            names.whole.entry(whole).or_default().push(row);
        }
        names
    }

    /// The first other model whose name says the same as this one's. Two names that both lose the maker's name are not
    /// compared: what is left may be no more than a size.
    fn alike(&self, dataset: &Dataset, row: usize, model: &Model) -> Option<usize> {
        let (whole, without_maker) = keys(model);
        let rows = [self.whole.get(&whole), self.without_maker.get(&whole), self.whole.get(&without_maker)];
        let mut others = rows.into_iter().flatten().flat_map(|rows| rows.iter().copied().take(SHARERS));
        let may_be = |other: usize| dataset.models().get(other).is_some_and(|other| may_be_one(model, other));
        others.find(|other| *other != row && may_be(*other))
    }
}

/// The other model that this one seems to be, and the finding that says so. `shared` is what the model shares with the
/// one that it shares most with.
pub(super) fn same_model(
    dataset: &Dataset,
    row: usize,
    model: &Model,
    names: &Names,
    shared: Option<&Shared>,
) -> Option<(usize, Finding)> {
    let alike = names.alike(dataset, row, model);
    let twin = shared.filter(|shared| shared.figures >= FIGURES).map(|shared| shared.other);
    let other = alike.or(twin)?;
    let about = dataset.models().get(other)?;
    let (same, both) = same_figures(dataset, row, other);
    // Figures alone have to say it with hardly an exception, and the names must not say otherwise.
    let by_figures = 10 * same >= 9 * both && may_be_one(model, about) && numbers(model) == numbers(about);
    if alike.is_none() && !by_figures {
        return None;
    }
    let kind = Kind::SameModel {
        other: about.name.clone(),
        code: about.code.clone(),
        names: alike.is_some(),
        same,
        shared: both,
    };
    Some((other, finding(model, model.code_line, kind, Vec::new())))
}

/// Not models of different sizes, and not a preview beside the model of which it is another version.
fn may_be_one(model: &Model, other: &Model) -> bool {
    let apart = |a: &[f64], b: &[f64]| !a.is_empty() && !b.is_empty() && !a.iter().any(|size| b.contains(size));
    !apart(&model.sizes, &other.sizes) && !model.is_version_of(other) && !other.is_version_of(model)
}

/// How many figures of two models are the same, and how many both have.
fn same_figures(dataset: &Dataset, row: usize, other: usize) -> (usize, usize) {
    let catalog = dataset.catalog();
    let (mut same, mut both) = (0, 0);
    for (benchmark, about) in catalog.benchmarks.iter().enumerate() {
        let columns = (0..about.columns.len()).map(|column| dataset.column(benchmark, column));
        let fine = (0..catalog.fines.len()).map(|capability| dataset.fine(benchmark, capability));
        for (a, b) in columns.chain(fine).filter_map(|scores| scores.get(row).zip(scores.get(other))) {
            both += 1;
            same += usize::from(a.total_cmp(&b).is_eq());
        }
    }
    (same, both)
}

/// What a name says, whole and without its maker in front: case and separators say nothing, but where they keep two
/// numbers apart (`3-8B` is not `38B`). A path in front, as in `Qwen/Qwen2.5-VL-7B`, is a maker's name.
fn keys(model: &Model) -> (String, String) {
    let name = model.name.to_lowercase();
    let own = name.rsplit('/').next().unwrap_or_default();
    let parts: Vec<&str> = words(own).collect();
    let makers: Vec<String> = model.authors.iter().map(|author| author.to_lowercase()).collect();
    let is_maker = |part: &&str| makers.iter().any(|maker| words(maker).any(|word| word == *part));
    let rest = parts.iter().position(|part| !is_maker(part)).and_then(|first| parts.get(first..));
    (joined(&parts), joined(rest.unwrap_or(&parts)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '+').filter(|word| !word.is_empty())
}

fn joined(words: &[&str]) -> String {
    let mut key = String::new();
    for word in words {
        if key.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
            key.push('.');
        }
        key.push_str(word);
    }
    key
}

/// The numbers in a name, with how often each stands there: what tells sizes and versions apart.
fn numbers(model: &Model) -> BTreeMap<&str, usize> {
    let mut numbers = BTreeMap::new();
    for number in model.name.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()) {
        *numbers.entry(number).or_default() += 1;
    }
    numbers
}

//! Facets: what models have in common, to click on instead of typing, with counts that follow the other filters.

use std::collections::{BTreeMap, BTreeSet};

use super::Query;
use crate::aggregate::Ranking;
use crate::dataset::{Dataset, Model};
use crate::order::{natural, sort_by, sort_by_key};

/// Something that tells models apart and has a few values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// General or embodied.
    Category,
    /// Whether the weights are open.
    Open,
    /// Year of release.
    Year,
    /// What a model can see.
    Input,
    /// Who made it.
    Author,
}

impl Facet {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Category, Self::Open, Self::Year, Self::Input, Self::Author];

    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Open => "open",
            Self::Year => "year",
            Self::Input => "input",
            Self::Author => "author",
        }
    }

    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Category => "Category",
            Self::Open => "Weights",
            Self::Year => "Year of release",
            Self::Input => "Input",
            Self::Author => "Author",
        }
    }

    /// Shows `look` the values that a model has, as they stand in addresses, until it says that it has seen enough. A model
    /// that states none has the value [`UNKNOWN`].
    fn any(self, model: &Model, mut look: impl FnMut(&str) -> bool) -> bool {
        let mut stated = false;
        let seen = self.any_stated(model, |value| {
            stated = true;
            look(value)
        });
        seen || (!stated && look(UNKNOWN))
    }

    fn any_stated(self, model: &Model, mut look: impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Category => model.category.is_some_and(|category| look(category.word())),
            Self::Open => model.open_source.is_some_and(|open| look(if open { "yes" } else { "no" })),
            Self::Year => model.released.is_some_and(|released| look(&released.year.to_string())),
            Self::Input => model.inputs.iter().any(|input| look(input.word())),
            Self::Author => model.authors.iter().any(|author| look(&folded(author))),
        }
    }

    /// How a value is shown.
    fn label(self, value: &str) -> String {
        match (self, value) {
            (Self::Open, "yes") => "open".to_owned(),
            (Self::Open, "no") => "closed".to_owned(),
            (_, UNKNOWN) => "Unknown".to_owned(),
            _ => value.to_owned(),
        }
    }
}

/// The value of a model that states none.
const UNKNOWN: &str = "unknown";

/// The name of an author as it is compared: names that differ by case or blanks are one.
fn folded(author: &str) -> String {
    author.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What was ticked. Nothing and everything ticked mean the same: no filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// Values ticked, by facet; no facet without one.
    pub ticked: BTreeMap<Facet, BTreeSet<String>>,
    /// Billions of parameters, both ends included.
    pub size: SizeRange,
    /// Whether only models with full coverage are shown.
    pub full_coverage: bool,
}

/// A range of sizes in billions of parameters, both ends included and each perhaps open.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SizeRange {
    /// No smaller than this.
    pub least: Option<f64>,
    /// No larger than this.
    pub most: Option<f64>,
}

impl SizeRange {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.least.is_none() && self.most.is_none()
    }

    /// A model with several sizes is in the range if one of them is.
    fn holds(self, sizes: &[f64]) -> bool {
        let within =
            |size: &f64| self.least.is_none_or(|least| *size >= least) && self.most.is_none_or(|most| *size <= most);
        self.is_open() || sizes.iter().any(within)
    }
}

/// Ticks or unticks a value of a facet; a facet without a ticked value has no place.
pub(super) fn tick<F: Ord + Copy>(ticked: &mut BTreeMap<F, BTreeSet<String>>, facet: F, value: &str, on: bool) {
    let values = ticked.entry(facet).or_default();
    if on {
        values.insert(value.to_owned());
    } else {
        values.remove(value);
    }
    if values.is_empty() {
        ticked.remove(&facet);
    }
}

impl Facets {
    /// Whether nothing is ticked and no size asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ticked.is_empty() && self.size.is_open() && !self.full_coverage
    }

    /// Ticks or unticks a value.
    pub fn tick(&mut self, facet: Facet, value: &str, on: bool) {
        if let Some(ticked) = self.ticked.get_mut(&facet).filter(|_| facet == Facet::Author) {
            ticked.retain(|known| folded(known) != folded(value));
        }
        tick(&mut self.ticked, facet, value, on);
    }

    /// What is ticked, read against the values that there are, so that everything ticked is no filter.
    fn against(&self, dataset: &Dataset) -> Filter<'_> {
        let narrows = |(facet, ticked): (&Facet, &'_ BTreeSet<String>)| {
            // Whoever ticks all that is stated does not mean to lose the models that state nothing.
            let other = |model: &Model| facet.any_stated(model, |value| !holds(ticked, *facet, value));
            dataset.models().iter().any(other).then_some(*facet)
        };
        let facets = self.ticked.iter().filter_map(narrows).collect();
        Filter { facets, chosen: self }
    }
}

/// Facets that do narrow the rows of a dataset.
struct Filter<'a> {
    facets: Vec<Facet>,
    chosen: &'a Facets,
}

impl Filter<'_> {
    fn lets(&self, facet: Facet, model: &Model) -> bool {
        let ticked = self.chosen.ticked.get(&facet);
        !self.facets.contains(&facet)
            || ticked.is_some_and(|ticked| facet.any(model, |value| holds(ticked, facet, value)))
    }
}

/// Whether a value is among those that are ticked. Links may name authors as a file spells them.
fn holds(ticked: &BTreeSet<String>, facet: Facet, value: &str) -> bool {
    ticked.contains(value) || (facet == Facet::Author && ticked.iter().any(|ticked| folded(ticked) == value))
}

/// Whether a row has all that its coverage counts.
fn is_covered(ranking: &Ranking, row: usize) -> bool {
    ranking.covered.get(row).is_some_and(|covered| *covered >= ranking.coverable)
}

/// The rows of a ranking, in its order, that the query and the facets let through.
#[must_use]
pub fn filtered(dataset: &Dataset, ranking: &Ranking, query: &Query, facets: &Facets) -> Vec<usize> {
    let filter = facets.against(dataset);
    let wanted = |row: &usize| {
        dataset.models().get(*row).is_some_and(|model| {
            filter.facets.iter().all(|facet| filter.lets(*facet, model)) && facets.size.holds(&model.sizes)
        }) && (!facets.full_coverage || is_covered(ranking, *row))
            && query.matches(dataset, ranking, *row)
    };
    ranking.order.iter().copied().filter(wanted).collect()
}

/// A facet as it is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetOptions {
    /// Which one.
    pub facet: Facet,
    /// Its values in the order of the alphabet; years go backwards.
    pub options: Vec<FacetOption>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetOption {
    /// In addresses.
    pub value: String,
    /// As shown.
    pub label: String,
    /// How many rows have it among those that the query and the other facets let through.
    pub count: usize,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// The facets with a count for each value. A value that is ticked stays although no row has it.
#[must_use]
pub fn facet_options(dataset: &Dataset, ranking: &Ranking, query: &Query, facets: &Facets) -> Vec<FacetOptions> {
    let filter = facets.against(dataset);
    let mut counts: BTreeMap<Facet, BTreeMap<String, usize>> = BTreeMap::new();
    // The first spelling of an author's name is the one that is shown.
    let mut authors: BTreeMap<String, String> = BTreeMap::new();
    for &row in &ranking.order {
        let Some(model) = dataset.models().get(row) else { continue };
        if !query.matches(dataset, ranking, row) {
            continue;
        }
        let in_size = facets.size.holds(&model.sizes) && (!facets.full_coverage || is_covered(ranking, row));
        let against: Vec<Facet> = filter.facets.iter().copied().filter(|facet| !filter.lets(*facet, model)).collect();
        for author in &model.authors {
            authors.entry(folded(author)).or_insert_with(|| author.trim().to_owned());
        }
        for facet in Facet::ALL {
            let others_let = in_size && against.iter().all(|other| *other == facet);
            let counts = counts.entry(facet).or_default();
            facet.any(model, |value| {
                match counts.get_mut(value) {
                    Some(count) => *count += usize::from(others_let),
                    None => _ = counts.insert(value.to_owned(), usize::from(others_let)),
                }
                false
            });
        }
    }
    for (facet, ticked) in &facets.ticked {
        for value in ticked {
            let value = if *facet == Facet::Author { folded(value) } else { value.clone() };
            counts.entry(*facet).or_default().entry(value).or_default();
        }
    }
    let offered = |(facet, values): (Facet, BTreeMap<String, usize>)| {
        let ticked = |value: &str| facets.ticked.get(&facet).is_some_and(|ticked| holds(ticked, facet, value));
        let spelled = |value: &String| (facet == Facet::Author).then(|| authors.get(value).cloned()).flatten();
        let option = |(value, count): (String, usize)| FacetOption {
            label: spelled(&value).unwrap_or_else(|| facet.label(&value)),
            ticked: ticked(&value),
            value,
            count,
        };
        let counted = values.len();
        let mut options: Vec<FacetOption> = values.into_iter().map(option).collect();
        match facet {
            Facet::Year => options.reverse(),
            // Not by the count at hand, or boxes would move under the pointer while others are ticked.
            _ => sort_by(&mut options, |a, b| natural(&a.label, &b.label)),
        }
        sort_by_key(&mut options, |option| option.value == UNKNOWN);
        // Where nothing is stated there is nothing to choose from.
        options.retain(|option| option.value != UNKNOWN || option.ticked || counted > 1);
        FacetOptions { facet, options }
    };
    counts.into_iter().map(offered).collect()
}

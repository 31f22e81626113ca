//! The page's side: the models that were found, what their author says of them, and the score files that they become.

use super::memory::Memory;
use super::proposal::{Proposal, Several};
use super::sheet::{Sheet, counts};
use crate::document::{Catalog, slug};
use crate::import::{Change, Corrections, Entry, Found, Kind, Scale, Target, write};

/// For so many shapes of one group its corrections are remembered: rows of a table with gaps have many.
const SHAPES: usize = 8;

/// The longest name that is taken.
const NAME: usize = 200;

/// What was found and is not added yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    models: Vec<Candidate>,
    groups: Vec<Group>,
    several: Vec<Several>,
    refused: Vec<(String, String)>,
    /// How many proposals have come: the next one is told apart from all before.
    proposals: usize,
}

/// A model that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// As its source has it.
    pub found: Found,
    /// Its name, as its author has it.
    pub name: String,
    /// Who made it, likewise.
    pub author: String,
    /// Whether it is to be added.
    pub is_chosen: bool,
    /// How many of its scores count.
    pub scores: usize,
    /// How many of its figures wait for a decision.
    pub missing: usize,
    /// Whether the visitor has said whether it is to be added.
    is_decided: bool,
    /// Index of its group.
    group: usize,
}

/// What models have in common: they came together and are of one table, or of one tool. A correction of a heading is one of all its rows;
/// what is answered of one import is not answered of the next.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    /// Which proposal they came with.
    proposal: usize,
    kind: Kind,
    /// The file of a table; of other kinds the shape, where corrections of it are remembered, else empty.
    source: String,
    corrections: Corrections,
    /// Whether the corrections are those of an earlier import.
    is_remembered: bool,
}

/// A score file that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// A name for it.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Review {
    /// Adds what was found, with what is remembered of other imports of the same shape.
    pub fn add(&mut self, proposal: Proposal, memory: &Memory, catalog: &Catalog) {
        let Proposal { models, several, refused } = proposal;
        self.proposals += 1;
        self.several.extend(several);
        self.refused.extend(refused);
        self.add_models(models, memory, catalog);
    }

    fn add_models(&mut self, models: Vec<Found>, memory: &Memory, catalog: &Catalog) {
        let known = self.models.len();
        for found in models {
            let group = self.group(&found, memory);
            let (name, author) = (found.model.clone().unwrap_or_default(), found.author.clone().unwrap_or_default());
            self.models.push(Candidate {
                found,
                name,
                author,
                is_chosen: false,
                is_decided: false,
                scores: 0,
                missing: 0,
                group,
            });
        }
        for group in 0..self.groups.len() {
            self.count(group, catalog);
        }
        let is_alone = self.models.len() == 1;
        for model in self.models.iter_mut().skip(known) {
            // Where nothing is certain yet, the one model is the one that is meant.
            model.is_chosen = is_alone || model.scores > 0;
            if model.author.is_empty()
                && let Some(author) = self.groups.get(model.group).and_then(|group| group.corrections.author.clone())
            {
                model.author = author;
            }
        }
    }

    /// Counts the scores of a group's models.
    fn count(&mut self, group: usize, catalog: &Catalog) {
        let Some(corrections) = self.groups.get(group).map(|group| &group.corrections) else { return };
        let is_of_group = |model: &&Candidate| model.group == group;
        let each = corrections.each_of(self.models.iter().filter(is_of_group).map(|model| &model.found), catalog);
        for (model, each) in self.models.iter_mut().filter(|model| model.group == group).zip(each) {
            let before = model.scores;
            (model.scores, model.missing) = counts(&model.found, each, catalog);
            // An answer that makes its first score certain makes it one to add.
            model.is_chosen |= before == 0 && model.scores > 0 && !model.is_decided;
        }
    }

    fn group(&mut self, found: &Found, memory: &Memory) -> usize {
        let shape = found.shape();
        let remembered = memory.find(&shape);
        let source = match remembered {
            _ if found.kind.is_table() => found.sources.first().cloned().unwrap_or_default(),
            Some(_) => shape,
            None => String::new(),
        };
        let proposal = self.proposals;
        let is_it = |group: &Group| group.proposal == proposal && group.kind == found.kind && group.source == source;
        if let Some(known) = self.groups.iter().position(is_it) {
            return known;
        }
        let (is_remembered, corrections) = (remembered.is_some(), remembered.cloned().unwrap_or_default());
        self.groups.push(Group { proposal, kind: found.kind, source, corrections, is_remembered });
        self.groups.len() - 1
    }

    /// Takes the models out. Files of which it is not chosen yet what they are read as stay.
    #[must_use]
    pub fn take_models(&mut self) -> Self {
        let (several, proposals) = (std::mem::take(&mut self.several), self.proposals);
        std::mem::replace(self, Self { several, proposals, ..Self::default() })
    }

    /// Puts what was taken out before the rest.
    pub fn put_back(&mut self, taken: &Self) {
        let rest = std::mem::replace(self, taken.clone());
        self.proposals = self.proposals.max(rest.proposals);
        let groups = self.groups.len();
        self.groups.extend(rest.groups);
        self.models.extend(rest.models.into_iter().map(|model| Candidate { group: model.group + groups, ..model }));
        self.several.extend(rest.several);
        self.refused.extend(rest.refused);
    }

    /// Whether there is nothing to confirm or to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.models.is_empty() && self.several.is_empty() && self.refused.is_empty()
    }

    /// The models.
    #[must_use]
    pub fn models(&self) -> &[Candidate] {
        &self.models
    }

    /// Files that are several things, until it is chosen what they are read as.
    #[must_use]
    pub fn several(&self) -> &[Several] {
        &self.several
    }

    /// Files that were not read, and why.
    #[must_use]
    pub fn refused(&self) -> &[(String, String)] {
        &self.refused
    }

    /// The files that it is from, each once, in order.
    #[must_use]
    pub fn sources(&self) -> Vec<&str> {
        let mut sources: Vec<&str> = Vec::new();
        let of_models = self.models.iter().flat_map(|model| &model.found.sources);
        for source in of_models.chain(self.several.iter().map(|several| &several.path)) {
            if !sources.contains(&source.as_str()) {
                sources.push(source);
            }
        }
        sources
    }

    /// Has a file that is several things read as one of them.
    pub fn choose(&mut self, path: &str, kind: Kind, memory: &Memory, catalog: &Catalog) {
        let Some(index) = self.several.iter().position(|several| several.path == path) else { return };
        let several = self.several.remove(index);
        let chosen = several.readings.into_iter().find(|(of, _)| *of == kind);
        self.add_models(chosen.map(|(_, models)| models).unwrap_or_default(), memory, catalog);
    }

    /// Gives a model another name.
    pub fn rename(&mut self, model: usize, name: &str) {
        if let Some(model) = self.models.get_mut(model) {
            model.name = name.chars().take(NAME).collect();
        }
    }

    /// Says who made a model.
    pub fn set_author(&mut self, model: usize, author: &str) {
        if let Some(model) = self.models.get_mut(model) {
            model.author = author.chars().take(NAME).collect();
        }
    }

    /// Says whether a model is to be added.
    pub fn set_chosen(&mut self, model: usize, is_chosen: bool) {
        if let Some(model) = self.models.get_mut(model) {
            (model.is_chosen, model.is_decided) = (is_chosen, true);
        }
    }

    /// The corrections of a model's group, without its name and author.
    #[must_use]
    pub fn corrections(&self, model: usize) -> Option<&Corrections> {
        Some(&self.groups.get(self.models.get(model)?.group)?.corrections)
    }

    /// Whether these are those of an earlier import.
    #[must_use]
    pub fn is_remembered(&self, model: usize) -> bool {
        let group = self.models.get(model).and_then(|model| self.groups.get(model.group));
        group.is_some_and(|group| group.is_remembered)
    }

    /// Drops the corrections of a model's group, remembered ones as well.
    pub fn start_afresh(&mut self, model: usize, memory: &mut Memory, catalog: &Catalog) {
        let Some(index) = self.models.get(model).map(|model| model.group) else { return };
        for model in self.models.iter().filter(|model| model.group == index) {
            memory.forget(&model.found.shape());
        }
        if let Some(group) = self.groups.get_mut(index) {
            (group.corrections, group.is_remembered) = (Corrections::default(), false);
            self.count(index, catalog);
        }
    }

    /// Says what a figure is of.
    pub fn assign(&mut self, model: usize, entry: usize, target: Target, catalog: &Catalog) {
        self.change(model, entry, catalog, |change| change.target = Some(target));
    }

    /// Says what a figure means.
    pub fn set_scale(&mut self, model: usize, entry: usize, scale: Scale, catalog: &Catalog) {
        self.change(model, entry, catalog, |change| change.scale = Some(scale));
    }

    /// Says what all figures of a model's group mean that can be read in two ways.
    pub fn set_unknown_scale(&mut self, model: usize, scale: Option<Scale>, catalog: &Catalog) {
        self.correct(model, catalog, |corrections| corrections.scale = scale);
    }

    /// Says whether commas are decimal ones.
    pub fn set_decimal_comma(&mut self, model: usize, is_decimal: Option<bool>, catalog: &Catalog) {
        self.correct(model, catalog, |corrections| corrections.decimal_comma = is_decimal);
    }

    /// Says which benchmark all figures are of that name none.
    pub fn set_benchmark(&mut self, model: usize, benchmark: Option<String>, catalog: &Catalog) {
        self.correct(model, catalog, |corrections| corrections.benchmark = benchmark);
    }

    fn correct(&mut self, model: usize, catalog: &Catalog, correct: impl FnOnce(&mut Corrections)) {
        let Some(index) = self.models.get(model).map(|model| model.group) else { return };
        if let Some(group) = self.groups.get_mut(index) {
            correct(&mut group.corrections);
            self.count(index, catalog);
        }
    }

    /// Changes what is said of a figure's key; where a model has several figures of that key, of its key and place.
    fn change(&mut self, model: usize, entry: usize, catalog: &Catalog, change: impl FnOnce(&mut Change)) {
        let Some(found) = self.models.get(model).map(|model| &model.found) else { return };
        let Some(entry) = found.entries.get(entry).cloned() else { return };
        let is_alone = found.entries.iter().filter(|other| other.key == entry.key).nth(1).is_none();
        let key = if is_alone { entry.key.clone() } else { entry.identity() };
        self.correct(model, catalog, |corrections| {
            // What was said of the key goes on to hold for the place.
            let mut changed = corrections.change_of(&entry).cloned().unwrap_or_default();
            change(&mut changed);
            corrections.keys.retain(|(known, _)| *known != key);
            corrections.keys.push((key, changed));
        });
    }

    /// The figures of a model with the corrections.
    #[must_use]
    pub fn sheet(&self, model: usize, catalog: &Catalog) -> Sheet {
        let sheet = self.models.get(model).zip(self.corrections(model));
        sheet.map(|(model, corrections)| Sheet::new(&model.found, corrections, catalog)).unwrap_or_default()
    }

    /// A model with everything that its author says.
    fn corrected(&self, model: usize, catalog: &Catalog) -> Option<Found> {
        let candidate = self.models.get(model)?;
        let given = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut corrected = self.corrections(model)?.apply(&candidate.found, catalog);
        (corrected.model, corrected.author) = (given(&candidate.name), given(&candidate.author));
        Some(corrected)
    }

    /// How many of the chosen models have a name and a score.
    #[must_use]
    pub fn ready(&self) -> usize {
        let is_ready = |model: &&Candidate| model.is_chosen && model.scores > 0 && !model.name.trim().is_empty();
        self.models.iter().filter(is_ready).count()
    }

    /// How many of the chosen models have no name.
    #[must_use]
    pub fn nameless(&self) -> usize {
        self.models.iter().filter(|model| model.is_chosen && model.name.trim().is_empty()).count()
    }

    /// The score files of the chosen models that have a name and a score.
    #[must_use]
    pub fn written(&self, catalog: &Catalog) -> Vec<Written> {
        let mut written: Vec<Written> = Vec::new();
        for index in 0..self.models.len() {
            if !self.models.get(index).is_some_and(|model| model.is_chosen) {
                continue;
            }
            let Some(model) = self.corrected(index, catalog) else { continue };
            let Ok(text) = write(&model, catalog) else { continue };
            let name = format!("{}.md", slug(model.model.as_deref().unwrap_or("model")));
            written.push(Written { name, text });
        }
        written
    }

    /// Remembers the corrections for other imports of the same shapes: what is said of headings, not of places and models.
    pub fn remember(&self, memory: &mut Memory) {
        for (index, group) in self.groups.iter().enumerate() {
            let models: Vec<&Candidate> = self.models.iter().filter(|model| model.group == index).collect();
            let is_of_place = |key: &str| {
                let mut entries = models.iter().flat_map(|model| &model.found.entries);
                entries.any(|entry: &Entry| entry.identity() == *key)
            };
            let mut corrections = group.corrections.clone();
            corrections.keys.retain(|(key, _)| !is_of_place(key));
            corrections.model = None;
            let author = models.first().map(|model| model.author.trim().to_owned()).filter(|author| !author.is_empty());
            let is_common = models.iter().all(|model| Some(model.author.trim()) == author.as_deref());
            corrections.author = author.filter(|_| is_common);
            if corrections == Corrections::default() {
                continue;
            }
            let mut shapes: Vec<String> = models.iter().map(|model| model.found.shape()).collect();
            shapes.sort();
            shapes.dedup();
            shapes.into_iter().take(SHAPES).for_each(|shape| memory.put(shape, corrections.clone()));
        }
    }
}

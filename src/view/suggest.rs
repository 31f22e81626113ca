//! What the search suggests: models, benchmarks, boards, filters and commands by name, the likeliest first.
//!
//! Names are folded once, when the index is made. Case, width, dashes and blanks do not matter. Only where nothing has the
//! letters that were typed are names looked for that differ by a letter or two.

use std::collections::HashSet;

use super::{IndexFilter, Page};
use crate::aggregate::{Lens, Ranking};
use crate::dataset::Dataset;
use crate::document::{Board, fold_char};
use crate::order::sort_by_key;

/// What a suggestion does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestionTarget {
    /// Opens the page of the model with this code.
    Model(String),
    /// Opens the page of a benchmark, by index.
    Benchmark(usize),
    /// Opens the board with this code.
    Board(String),
    /// Takes the place of the condition that is being typed.
    Filter(String),
    /// Shows the board under a lens.
    Lens(Lens),
    /// Opens a page.
    Page(Page),
    /// Switches between light and dark.
    SwitchTheme,
    /// Lets the visitor choose files.
    AddScores,
    /// Opens the export of the table.
    Export,
}

/// Suggestions of one kind stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuggestionGroup {
    /// Models.
    Models,
    /// Benchmarks.
    Benchmarks,
    /// Boards.
    Boards,
    /// Conditions of the search.
    Filters,
    /// What else can be done.
    Commands,
}

impl SuggestionGroup {
    /// All, with the title and how many are suggested at most.
    const ALL: [(Self, &'static str, usize); 5] = [
        (Self::Models, "Models", 5),
        (Self::Benchmarks, "Benchmarks", 4),
        (Self::Boards, "Boards", 5),
        (Self::Commands, "Commands", 12),
        (Self::Filters, "Filters", 4),
    ];

    /// As a heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(group, ..)| *group == self).map_or("", |(_, title, _)| title)
    }
}

/// One thing that is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it does.
    pub target: SuggestionTarget,
    /// What it is called.
    pub name: String,
    /// What it is, in a few words; may be empty.
    pub detail: String,
}

/// What is suggested for what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The group with the likeliest first; none is empty.
    pub groups: Vec<(SuggestionGroup, Vec<Suggestion>)>,
    /// Whether nothing has the letters that were typed, and these are near them.
    pub are_near: bool,
}

impl Suggestions {
    /// All in the order in which they stand.
    pub fn all(&self) -> impl Iterator<Item = &Suggestion> {
        self.groups.iter().flat_map(|(_, suggestions)| suggestions)
    }
}

/// What can be suggested, prepared for looking it up at every key.
#[derive(Clone, Debug, Default)]
pub struct SuggestIndex {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    group: SuggestionGroup,
    suggestion: Suggestion,
    /// The name as letters are compared.
    folded: String,
    words: Vec<Word>,
    /// Other names, folded.
    others: Vec<String>,
}

/// A word as it is written, as it is compared, and which letters it has.
#[derive(Clone, Debug)]
struct Word {
    written: String,
    folded: String,
    letters: u64,
}

/// How well a name fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Same,
    Begins,
    WordsBegin,
    Holds,
    Near,
}

/// What stands between a field and a figure.
const SIGNS: [char; 5] = ['<', '>', '=', '≥', '≤'];

fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).filter(|c| *c != ':').flat_map(char::to_lowercase).collect()
}

impl Word {
    fn new(written: &str) -> Self {
        let folded = fold(written);
        let letters = folded.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64));
        Self { written: written.to_owned(), folded, letters }
    }

    /// The words of a text. A change from letters to digits does not end one: `Qwen2.5` is a word.
    fn all(text: &str) -> Vec<Self> {
        let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|part| !part.is_empty());
        parts.map(Self::new).collect()
    }

    /// Whether this word, as typed, may be meant to be another or its beginning: one letter in four may be wrong.
    fn is_near(&self, other: &Self) -> bool {
        let length = self.folded.chars().count();
        let most = length / 4;
        if most == 0 || (self.letters & !other.letters).count_ones() as usize > most {
            return false;
        }
        let near = |candidate: &str| {
            candidate.chars().count().abs_diff(length) <= most && strsim::osa_distance(&self.folded, candidate) <= most
        };
        near(&other.folded)
            || other.folded.char_indices().nth(length).is_some_and(|(end, _)| other.folded.get(..end).is_some_and(near))
    }
}

impl Entry {
    fn new(group: SuggestionGroup, target: SuggestionTarget, name: &str, detail: String) -> Self {
        let suggestion = Suggestion { target, name: name.to_owned(), detail };
        Self { group, suggestion, folded: fold(name), words: Word::all(name), others: Vec::new() }
    }

    fn known_as<'n>(mut self, others: impl IntoIterator<Item = &'n str>) -> Self {
        self.others.extend(others.into_iter().map(fold));
        self
    }

    /// How well it fits what was typed: as a whole, or each of the words.
    fn fit(&self, whole: &str, words: &[Word]) -> Option<Fit> {
        if self.folded == whole {
            return Some(Fit::Same);
        }
        if self.folded.starts_with(whole) {
            return Some(Fit::Begins);
        }
        if words.iter().all(|typed| self.words.iter().any(|word| word.folded.starts_with(&typed.folded))) {
            return Some(Fit::WordsBegin);
        }
        let holds = |typed: &str| self.folded.contains(typed) || self.others.iter().any(|other| other.contains(typed));
        (holds(whole) || words.iter().all(|typed| holds(&typed.folded))).then_some(Fit::Holds)
    }

    fn is_near(&self, words: &[Word]) -> bool {
        words.iter().all(|typed| self.words.iter().any(|word| word.folded == typed.folded || typed.is_near(word)))
    }
}

impl SuggestIndex {
    /// Of a dataset, while `ranking` is shown: among models that fit equally well, those that it ranks come first, in its order.
    #[must_use]
    pub fn new(dataset: &Dataset, ranking: &Ranking) -> Self {
        let catalog = dataset.catalog();
        let mut entries = Vec::with_capacity(dataset.models().len() + 128);
        let mut authors: Vec<&str> = Vec::new();
        let mut known = HashSet::new();
        let others = (0..).zip(is_listed(dataset, ranking)).filter(|(_, is_listed)| !is_listed).map(|(row, _)| row);
        for row in ranking.order.iter().copied().chain(others) {
            let Some(model) = dataset.models().get(row) else { continue };
            let target = SuggestionTarget::Model(model.code.clone());
            let by = model.authors.join(", ");
            let detail = match ranking.ranks.get(row) {
                Some(rank) if by.is_empty() => format!("Rank {rank}"),
                Some(rank) => format!("Rank {rank} · {by}"),
                None => by,
            };
            entries.push(Entry::new(SuggestionGroup::Models, target, &model.name, detail));
            authors.extend(model.authors.iter().map(String::as_str).filter(|author| known.insert(fold(author))));
        }
        for (index, about) in catalog.benchmarks.iter().enumerate() {
            let boards = catalog.boards.iter().filter(|board| board.counted().any(|counted| counted == index));
            let boards: Vec<&str> = boards.map(|board| board.name.as_str()).collect();
            let target = SuggestionTarget::Benchmark(index);
            let entry = Entry::new(SuggestionGroup::Benchmarks, target, &about.name, boards.join(", "));
            entries.push(entry.known_as(about.aliases.iter().chain([&about.code]).map(String::as_str)));
        }
        for Board { code, name, benchmarks, .. } in &catalog.boards {
            let target = SuggestionTarget::Board(code.clone());
            let detail = format!("{} benchmarks", benchmarks.len());
            entries.push(Entry::new(SuggestionGroup::Boards, target, name, detail).known_as([code.as_str()]));
        }
        let filter = |typed: &str, detail: String| {
            Entry::new(SuggestionGroup::Filters, SuggestionTarget::Filter(typed.to_owned()), typed, detail.clone())
                .known_as([detail.as_str()])
        };
        let latest = dataset.models().iter().filter_map(|model| model.released).map(|date| date.year).max();
        let year = latest.unwrap_or(2025);
        for (typed, detail) in [
            ("open:yes".to_owned(), "Open weights".to_owned()),
            ("open:no".to_owned(), "Closed weights".to_owned()),
            ("category:embodied".to_owned(), "Embodied models".to_owned()),
            ("category:general".to_owned(), "General models".to_owned()),
            (format!("year:>={year}"), format!("Released in {year} or later")),
            ("size:<10".to_owned(), "Fewer than 10 billion parameters".to_owned()),
            (format!("coverage:{0}/{0}", ranking.coverable), "Full coverage".to_owned()),
            ("rank:<=10".to_owned(), "The first ten".to_owned()),
            ("total:>50".to_owned(), "Total above 50".to_owned()),
            ("input:2D".to_owned(), "Takes images or video".to_owned()),
            ("input:3D".to_owned(), "Takes 3D input".to_owned()),
        ] {
            entries.push(filter(&typed, detail));
        }
        for about in &catalog.benchmarks {
            entries.push(filter(&format!("{}:>50", about.code), format!("{} above 50", about.name)));
        }
        for author in authors {
            // How many models it finds is not said: it finds those of other authors too whose names go on from this one.
            let typed = format!("author:\"{}\"", author.replace('"', ""));
            let mut entry = filter(&typed, "Author".to_owned()).known_as([author]);
            entry.words.extend(Word::all(author));
            entries.push(entry);
        }
        Self { entries }
    }

    /// The same with everything that a command palette offers.
    #[must_use]
    pub fn with_commands(mut self) -> Self {
        let commands = [
            ("Show benchmark scores", SuggestionTarget::Lens(Lens::Benchmarks)),
            ("Show core capabilities", SuggestionTarget::Lens(Lens::Core)),
            ("Show fine capabilities", SuggestionTarget::Lens(Lens::Fine)),
            ("All benchmarks", SuggestionTarget::Page(Page::Benchmarks(IndexFilter::default()))),
            ("How ranks are made", SuggestionTarget::Page(Page::Method)),
            ("Coverage", SuggestionTarget::Page(Page::Data)),
            ("Data quality", SuggestionTarget::Page(Page::Findings)),
            ("Your files", SuggestionTarget::Page(Page::Files(String::new()))),
            ("Add scores", SuggestionTarget::AddScores),
            ("New score file", SuggestionTarget::Page(Page::New)),
            ("Export the table", SuggestionTarget::Export),
            ("Switch between light and dark", SuggestionTarget::SwitchTheme),
        ];
        let entry = |(name, target)| Entry::new(SuggestionGroup::Commands, target, name, String::new());
        self.entries.extend(commands.map(entry));
        self
    }

    /// What is suggested for a text. An empty one has the commands and the boards, if there are commands.
    #[must_use]
    pub fn suggest(&self, typed: &str) -> Suggestions {
        let (whole, words) = (fold(typed), Word::all(typed));
        let last_typed = split_last(typed).1.trim_start_matches('-');
        let (last, last_words) = (fold(last_typed), Word::all(last_typed));
        if whole.is_empty() {
            let has_commands = self.entries.iter().any(|entry| entry.group == SuggestionGroup::Commands);
            let first = |entry: &Entry| match entry.group {
                SuggestionGroup::Commands => Some(Fit::Same),
                SuggestionGroup::Boards if has_commands => Some(Fit::Holds),
                _ => None,
            };
            return grouped(self.entries.iter().filter_map(|entry| Some((first(entry)?, entry))).collect(), false);
        }
        // One for a part of the text is less likely than what fits all of it.
        let at_best = if last == whole { Fit::Begins } else { Fit::WordsBegin };
        let fit = |entry: &Entry| match entry.group {
            // A filter takes the place of what was typed last; a single letter says too little.
            SuggestionGroup::Filters if last.chars().count() < 2 => None,
            SuggestionGroup::Filters => entry.fit(&last, &last_words).map(|fit| fit.max(at_best)),
            // A condition is no name.
            _ if words.is_empty() || last.contains(SIGNS) || last_typed.contains([':', '：']) => None,
            _ => entry.fit(&whole, &words),
        };
        let fitting: Vec<_> = self.entries.iter().filter_map(|entry| Some((fit(entry)?, entry))).collect();
        if !fitting.is_empty() || words.is_empty() {
            return grouped(fitting, false);
        }
        let near = self.entries.iter().filter(|entry| entry.group != SuggestionGroup::Filters && entry.is_near(&words));
        grouped(near.map(|entry| (Fit::Near, entry)).collect(), true)
    }

    /// A text of words with those that no model's name has replaced by the nearest that one has; `None` if there is nothing
    /// to replace, or nothing near.
    #[must_use]
    pub fn corrected(&self, typed: &str) -> Option<String> {
        let models = || self.entries.iter().filter(|entry| entry.group == SuggestionGroup::Models);
        let mut is_other = false;
        let mut corrected = Vec::new();
        for part in typed.split_whitespace() {
            let word = Word::new(part);
            if models().any(|entry| entry.folded.contains(&word.folded)) {
                corrected.push(part.to_owned());
                continue;
            }
            let known = models().flat_map(|entry| &entry.words);
            let nearest = known.filter(|known| word.is_near(known));
            let nearest = nearest.min_by_key(|known| strsim::osa_distance(&word.folded, &known.folded))?;
            corrected.push(nearest.written.clone());
            is_other = true;
        }
        is_other.then(|| corrected.join(" "))
    }
}

/// The best of each group, the group with the best first.
fn grouped(mut fitting: Vec<(Fit, &Entry)>, are_near: bool) -> Suggestions {
    sort_by_key(&mut fitting, |(fit, _)| *fit);
    let mut groups: Vec<(Fit, SuggestionGroup, Vec<Suggestion>)> = Vec::new();
    for (group, _, most) in SuggestionGroup::ALL {
        let of_group: Vec<_> = fitting.iter().filter(|(_, entry)| entry.group == group).take(most).collect();
        if let Some((best, _)) = of_group.first() {
            let suggestions = of_group.iter().map(|(_, entry)| entry.suggestion.clone()).collect();
            groups.push((*best, group, suggestions));
        }
    }
    sort_by_key(&mut groups, |(best, ..)| *best);
    Suggestions { groups: groups.into_iter().map(|(_, group, suggestions)| (group, suggestions)).collect(), are_near }
}

/// What was typed before the last condition, and that condition. Separators inside quotes separate nothing.
fn split_last(typed: &str) -> (&str, &str) {
    let mut quoted = false;
    let mut end = 0;
    for (at, c) in typed.char_indices() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            ' ' | ';' | ',' | '；' | '，' | '、' | '\u{3000}' if !quoted => end = at + c.len_utf8(),
            _ => {}
        }
    }
    typed.split_at_checked(end).unwrap_or(("", typed))
}

/// A text with a filter in the place of the condition that was typed last.
#[must_use]
pub fn with_filter(typed: &str, filter: &str) -> String {
    let (before, last) = split_last(typed);
    let sign = if last.starts_with('-') { "-" } else { "" };
    format!("{before}{sign}{filter} ")
}

/// A model that a search finds, but not on the present board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Row of the model.
    pub row: usize,
    /// Index of the board where most of it was measured.
    pub board: usize,
    /// Whether it is ranked there.
    pub is_ranked: bool,
}

/// Of each model whether a ranking has it.
fn is_listed(dataset: &Dataset, ranking: &Ranking) -> Vec<bool> {
    let mut is_listed = vec![false; dataset.models().len()];
    for &row in &ranking.order {
        if let Some(is_listed) = is_listed.get_mut(row) {
            *is_listed = true;
        }
    }
    is_listed
}

/// The models that a search finds and that have nothing on the present board, with where they have most; at most `most`.
#[must_use]
pub fn elsewhere(dataset: &Dataset, ranking: &Ranking, query: &super::Query, most: usize) -> Vec<Elsewhere> {
    let boards = &dataset.catalog().boards;
    let best = |row: usize| {
        let measured = |board: &Board| {
            let scored =
                board.benchmarks.iter().filter(|benchmark| dataset.total(**benchmark).get(row).is_some()).count();
            (scored, scored as f64 / board.benchmarks.len().max(1) as f64)
        };
        let measured = boards.iter().map(measured).enumerate().filter(|(_, (scored, _))| *scored > 0);
        let (board, (_, share)) = measured.reduce(|a, b| if b.1.1 > a.1.1 { b } else { a })?;
        Some(Elsewhere { row, board, is_ranked: share >= Ranking::LEAST_COVERAGE })
    };
    let is_here = is_listed(dataset, ranking);
    let rows = (0..).zip(is_here).filter(|(row, is_here)| !is_here && query.matches(dataset, ranking, *row));
    rows.map(|(row, _)| row).filter_map(best).take(most).collect()
}

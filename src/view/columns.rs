//! The columns of the table: which a ranking has, and how the visitor arranged them.

use std::collections::BTreeSet;

use super::column_id::ColumnId;
use super::markup::push_text;
use super::rules::{rule_in_a_sentence, rule_words};
use super::sort_key::SortKey;
use crate::aggregate::{Lens, Ranking, Rule};
use crate::chart::text_width;
use crate::document::Catalog;

/// Text size of the names in the head of the table, in CSS pixels; the style sheet says the same.
const NAME_TEXT: f64 = 11.0;

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// Which column.
    pub id: ColumnId,
    /// In addresses and exports.
    pub code: String,
    /// As shown.
    pub name: String,
    /// What it means, in a sentence; empty where the name says it.
    pub about: String,
    /// Index of the core capability that it belongs to, where the columns are fine-grained ones.
    pub core: Option<usize>,
    /// Whether it counts in the total, where that is for the visitor to say.
    pub counts: Option<bool>,
    /// Whether it is the column that ranks the models.
    pub ranks: bool,
}

impl Heading {
    fn new(id: ColumnId, code: &str, name: &str, about: &str) -> Self {
        let [code, name, about] = [code, name, about].map(str::to_owned);
        Self { id, code, name, about, core: None, counts: None, ranks: id == ColumnId::Total }
    }

    /// Its classes in the style sheet: what kind of column it is, and how much room its name needs.
    #[must_use]
    pub fn class(&self) -> &'static str {
        let longest =
            || name_parts(&self.name).iter().map(|part| text_width(part.trim(), NAME_TEXT)).fold(0.0, f64::max);
        match self.id {
            _ if self.ranks => "total",
            // So much room have the columns of the style sheet.
            ColumnId::Core(_) | ColumnId::Score(_) => match longest() {
                width if width <= 48.0 => "score",
                width if width <= 62.0 => "score wide",
                _ => "score widest",
            },
            id => id.class(),
        }
    }

    /// The markup of its name, which may break between words, at a hyphen, and where letters turn large: `Where2·Place`.
    #[must_use]
    pub fn name_markup(&self) -> String {
        let mut markup = String::new();
        for (index, part) in name_parts(&self.name).iter().enumerate() {
            if index > 0 {
                markup.push_str("<wbr>");
            }
            push_text(&mut markup, part);
        }
        markup
    }

    /// Whether its first sort is from high to low.
    #[must_use]
    pub fn descending_first(&self) -> bool {
        !matches!(self.id, ColumnId::Rank | ColumnId::Model | ColumnId::AverageRank | ColumnId::OtherRules)
    }
}

/// The parts of a name that a line break does not tear apart; put together they are the name.
fn name_parts(name: &str) -> Vec<&str> {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let mut parts = Vec::new();
    let mut from = 0;
    for (index, pair) in letters.windows(2).enumerate() {
        let &[(_, before), (at, now)] = pair else { continue };
        let after = letters.get(index + 2).map_or(' ', |(_, after)| *after);
        let turns_large =
            now.is_uppercase() && (before.is_lowercase() || before.is_alphanumeric() && after.is_lowercase());
        if matches!(before, '-' | ' ' | '/') || now == '(' || turns_large {
            parts.extend(name.get(from..at));
            from = at;
        }
    }
    parts.extend(name.get(from..));
    parts
}

fn total_about(ranking: &Ranking) -> &'static str {
    if ranking.is_weighted() {
        "Mean of the benchmark totals that are present, with other weights than the default"
    } else {
        "Plain mean of the benchmark totals that are present"
    }
}

fn rank_about(rule: Rule) -> String {
    match rule {
        Rule::Mean => "1 + the number of models with a higher total. Ties share a rank.".to_owned(),
        rule => format!("By {}. {}", rule_in_a_sentence(rule), rule_words(rule)[0]),
    }
}

/// All columns of a ranking, from left to right, as they come.
#[must_use]
pub fn headings(catalog: &Catalog, ranking: &Ranking) -> Vec<Heading> {
    let subject = ranking.subject;
    let mut headings = vec![
        Heading::new(ColumnId::Rank, "rank", "Rank", &rank_about(ranking.rule)),
        Heading::new(ColumnId::Model, "model", "Model", ""),
    ];
    // What ranks a model comes next to its name, where it is seen on a phone too.
    let total = ranking.total_column(catalog);
    match (total, subject.lens) {
        (Some(total), _) => {
            let known = ranking.columns.get(total);
            headings.extend(known.map(|column| Heading {
                ranks: true,
                ..Heading::new(ColumnId::Score(total), &column.code, &column.name, "")
            }));
        }
        (None, Lens::Benchmarks) => headings.extend([
            Heading::new(ColumnId::Total, "total", "Total", total_about(ranking)),
            Heading::new(
                ColumnId::AverageRank,
                "average-rank",
                "Avg. rank",
                "Plain mean of the ranks on the benchmarks",
            ),
            Heading::new(
                ColumnId::OtherRules,
                ColumnId::OtherRules.class(),
                "By other rules",
                "Between which ranks the rules lie that do not rank the table",
            ),
        ]),
        (None, Lens::Core | Lens::Fine) => headings.push(Heading::new(
            ColumnId::Total,
            "total",
            "Average",
            "Capability average: plain mean of the core capabilities that are present",
        )),
    }
    let coverage = if ranking.counts_capabilities() {
        "Coverage: for how many of the capabilities there is a figure"
    } else {
        "Coverage: for how many of the board’s benchmarks there is a total"
    };
    headings.extend([
        Heading::new(ColumnId::Coverage, "coverage", "Cov.", coverage),
        Heading::new(ColumnId::Year, "year", "Year", "Year of release"),
        Heading::new(ColumnId::Size, "size", "Size", "Billions of parameters"),
        Heading::new(ColumnId::Open, "open", "Weights", "Whether the weights are open"),
    ]);
    let fine = subject.benchmark.is_none() && subject.lens == Lens::Fine;
    let scores = ranking.columns.iter().enumerate().filter(|(index, _)| Some(*index) != total);
    headings.extend(scores.map(|(index, column)| {
        let benchmark = column.benchmark.filter(|_| subject.benchmark.is_none());
        let mut about = benchmark.and_then(|b| catalog.benchmarks.get(b)).map_or("", |b| &b.summary).to_owned();
        if column.weight != 1.0 && column.weight != 0.0 {
            about = format!("Weight {}. {about}", column.weight);
        }
        Heading {
            core: catalog.fines.get(index).filter(|_| fine).map(|fine| fine.core),
            counts: benchmark.map(|_| !column.left_out),
            ..Heading::new(ColumnId::Score(index), &column.code, &column.name, &about)
        }
    }));
    headings
}

/// The column with a code; a folded core capability is one too, although the table does not come with it.
#[must_use]
pub fn column_named(all: &[Heading], ranking: &Ranking, code: &str) -> Option<ColumnId> {
    let core = || ranking.cores.iter().position(|core| core.code == code).map(ColumnId::Core);
    all.iter().find(|heading| heading.code == code).map(|heading| heading.id).or_else(core)
}

/// How the visitor arranged the columns, by their codes. Codes that a ranking does not have mean nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Columns that are not shown.
    pub hidden: BTreeSet<String>,
    /// Optional columns that are shown.
    pub shown: BTreeSet<String>,
    /// Columns that come first, in this order; the others follow as they come.
    pub first: Vec<String>,
    /// Core capabilities that one column stands for.
    pub collapsed: BTreeSet<String>,
}

impl Columns {
    /// What stays as it is when another board or lens is shown: the arrangement of the columns that all have.
    pub fn keep_common(&mut self) {
        const COMMON: [&str; 6] = ["total", "average-rank", "coverage", "year", "size", "open"];
        self.hidden.retain(|code| COMMON.contains(&code.as_str()));
        self.first.clear();
    }

    /// Whether a column is shown. An optional one is if the visitor asked for it, moved it or ordered the rows by it.
    #[must_use]
    pub fn shows(&self, heading: &Heading, sort: &[SortKey]) -> bool {
        !self.hidden.contains(&heading.code) && (!heading.id.is_optional() || self.asks_for(&heading.code, sort))
    }

    /// Whether the visitor asked for an optional column.
    #[must_use]
    pub fn asks_for(&self, code: &str, sort: &[SortKey]) -> bool {
        self.shown.contains(code)
            || self.first.iter().any(|known| known == code)
            || sort.iter().any(|key| key.column == code)
    }

    /// Shows or hides a column.
    pub fn show(&mut self, heading: &Heading, sort: &[SortKey], on: bool) {
        let code = &heading.code;
        if on {
            self.hidden.remove(code);
            if !self.shows(heading, sort) {
                self.shown.insert(code.clone());
            }
        } else {
            self.shown.remove(code);
            if self.shows(heading, sort) {
                self.hidden.insert(code.clone());
            }
        }
    }

    /// Folds a core capability into one column, or unfolds it.
    pub fn fold(&mut self, core: &str, on: bool) {
        if on {
            self.collapsed.insert(core.to_owned());
        } else {
            self.collapsed.remove(core);
        }
    }

    /// Puts a column where another stands, which makes room for it. `all` are the headings as they come.
    pub fn put(&mut self, all: &[Heading], code: &str, where_is: &str) {
        // An optional column that is not shown has no place: to name one shows it.
        let has_place = |heading: &Heading| {
            !heading.id.is_optional() || self.shows(heading, &[]) || heading.code == code || heading.code == where_is
        };
        let mut codes: Vec<String> =
            self.in_order(all).into_iter().filter(has_place).map(|heading| heading.code).collect();
        let (Some(from), Some(to)) = (place(&codes, code), place(&codes, where_is)) else { return };
        let moved = codes.remove(from);
        codes.insert(to.min(codes.len()), moved);
        // Only so much is kept as does not follow by itself, which keeps links short.
        let natural: Vec<&String> =
            all.iter().filter(|heading| !heading.id.is_fixed() && has_place(heading)).map(|h| &h.code).collect();
        let follows = |upto: usize| {
            let (first, rest) = codes.split_at_checked(upto).unwrap_or((&codes, &[]));
            natural.iter().filter(|code| !first.contains(code)).copied().eq(rest)
        };
        let needed = (0..=codes.len()).find(|upto| follows(*upto)).unwrap_or(codes.len());
        codes.truncate(needed);
        self.first = codes;
    }

    /// All columns that can be moved, in the order of the visitor, hidden and folded ones included.
    #[must_use]
    pub fn in_order(&self, all: &[Heading]) -> Vec<Heading> {
        let movable = || all.iter().filter(|heading| !heading.id.is_fixed());
        let first = self.first.iter().filter_map(|code| movable().find(|heading| heading.code == *code));
        let rest = movable().filter(|heading| !self.first.contains(&heading.code));
        first.chain(rest).cloned().collect()
    }

    /// The columns that are shown, from left to right.
    #[must_use]
    pub fn arrange(&self, all: &[Heading], ranking: &Ranking, sort: &[SortKey]) -> Vec<Heading> {
        let fixed = all.iter().filter(|heading| heading.id.is_fixed()).cloned();
        let mut folded = BTreeSet::new();
        let shown = self.in_order(all).into_iter().filter(|heading| self.shows(heading, sort));
        let shown = shown.filter_map(|heading| {
            let core = heading.core.and_then(|core| Some((core, ranking.cores.get(core)?)));
            match core {
                // The first of its columns makes room for all of them.
                Some((index, core)) if self.collapsed.contains(&core.code) => folded.insert(index).then(|| Heading {
                    core: Some(index),
                    ..Heading::new(
                        ColumnId::Core(index),
                        &core.code,
                        &core.name,
                        "Core capability: plain mean of its fine-grained ones that are present",
                    )
                }),
                _ => Some(heading),
            }
        });
        fixed.chain(shown).collect()
    }
}

fn place(codes: &[String], code: &str) -> Option<usize> {
    codes.iter().position(|known| known == code)
}

/// Neighbouring columns under one head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The core capability: its code, its name, and whether one column stands for it. `None` over columns that belong to
    /// none.
    pub core: Option<(String, String, bool)>,
    /// Over how many columns it reaches.
    pub span: usize,
}

/// The heads over the columns shown; none where no column belongs to a core capability.
#[must_use]
pub fn groups(ranking: &Ranking, headings: &[Heading]) -> Vec<Group> {
    let mut groups: Vec<(Option<usize>, Group)> = Vec::new();
    for heading in headings {
        match groups.last_mut() {
            Some((core, group)) if *core == heading.core => group.span += 1,
            _ => {
                let core = heading
                    .core
                    .and_then(|core| ranking.cores.get(core))
                    .map(|core| (core.code.clone(), core.name.clone(), matches!(heading.id, ColumnId::Core(_))));
                groups.push((heading.core, Group { core, span: 1 }));
            }
        }
    }
    if groups.iter().all(|(core, _)| core.is_none()) {
        return Vec::new();
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

//! What the visitor types to narrow the rows: words, alternatives, and conditions on fields and figures.
//!
//! Blanks join conditions, `;` or `,` separates alternatives, quotes hold words together, and a `-` before a condition
//! negates it. `field:value` looks at one field: `author:alibaba`, `year:>=2025`, `size:7..72`, `open:yes`, `vsi:>50`; before
//! `<`, `>` and `=` the colon may be left out. Case, width, dashes and blanks do not matter: `gpt4o` finds GPT-4o.

use std::fmt;
use std::ops::Range;

use super::{ColumnId, column_named, figure_in, headings};
use crate::aggregate::Ranking;
use crate::dataset::{Dataset, Model};
use crate::document::{Catalog, Category, Input, fold_char, nearest};
use crate::order::sort_by_key;

/// Fields that are not figures, as they are typed.
const FIELDS: [&str; 7] = ["name", "author", "component", "category", "open", "input", "year"];

/// What was typed, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// A row has to meet all conditions of one of them; none at all lets every row through.
    alternatives: Vec<Vec<Term>>,
}

/// Something typed that names no field, or asks of one what it does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misunderstood {
    /// The part that was not understood, as typed.
    pub part: String,
    /// What is wrong with it, and what there is instead.
    pub why: String,
}

impl fmt::Display for Misunderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” was not understood: {}", self.part, self.why)
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    /// Rows that meet the condition are those not wanted.
    turned: bool,
    condition: Condition,
}

#[derive(Clone, Debug, PartialEq)]
enum Condition {
    /// In the name, an author or a component.
    Anywhere(Folded),
    Name(Folded),
    Author(Folded),
    Component(Folded),
    Category(Category),
    Open(bool),
    Input(Input),
    /// A field with figures, one of which has to lie within the bounds.
    Within(Figures, Bounds),
}

/// Which figures of a model a condition is about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Figures {
    Year,
    /// Any of the sizes that the file lists.
    Size,
    /// A column of the table.
    Column(ColumnId),
    /// The total of a benchmark that is no column of the table.
    Benchmark(usize),
}

/// What a figure has to be; each end may be open.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bounds {
    least: f64,
    /// Whether `least` itself is enough.
    from: bool,
    most: f64,
    upto: bool,
}

impl Bounds {
    const ANY: Self = Self { least: f64::NEG_INFINITY, from: true, most: f64::INFINITY, upto: true };

    fn parse(text: &str) -> Option<Self> {
        if let Some((least, most)) = text.split_once("..") {
            let end = |text: &str, open| if text.is_empty() { Some(open) } else { number(text) };
            let bounds = Self { least: end(least, Self::ANY.least)?, most: end(most, Self::ANY.most)?, ..Self::ANY };
            return (!(least.is_empty() && most.is_empty())).then_some(bounds);
        }
        let after = |sign: &str| text.strip_prefix(sign).map(str::trim_start);
        if let Some(rest) = after(">=").or_else(|| after("≥")) {
            return Some(Self { least: number(rest)?, ..Self::ANY });
        }
        if let Some(rest) = after("<=").or_else(|| after("≤")) {
            return Some(Self { most: number(rest)?, ..Self::ANY });
        }
        if let Some(rest) = after(">") {
            return Some(Self { least: number(rest)?, from: false, ..Self::ANY });
        }
        if let Some(rest) = after("<") {
            return Some(Self { most: number(rest)?, upto: false, ..Self::ANY });
        }
        let exactly = number(after("=").unwrap_or(text))?;
        Some(Self { least: exactly, most: exactly, ..Self::ANY })
    }

    /// The same for figures that are shown rounded: a number alone means all that are shown as it is written.
    fn of(self, figures: Figures, text: &str) -> Self {
        let is_rounded = matches!(figures, Figures::Column(id) if id.is_percent() || id == ColumnId::AverageRank);
        // Both are what was typed.
        if !is_rounded || self.least != self.most {
            return self;
        }
        let decimals = text.trim().trim_end_matches('%').rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        let half = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX));
        Self { least: self.least - half, from: true, most: self.most + half, upto: false }
    }

    fn hold(self, value: f64) -> bool {
        (value > self.least || (self.from && value >= self.least))
            && (value < self.most || (self.upto && value <= self.most))
    }
}

/// A number as people type it: `50`, `50%`, `7B`.
fn number(text: &str) -> Option<f64> {
    let bare = text.trim().trim_end_matches(['%', 'b', 'B']).trim_end();
    bare.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A text to look for without regard to case, width, dashes and blanks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Folded(Vec<char>);

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        Self(text.chars().filter_map(fold_char).flat_map(char::to_lowercase).collect())
    }

    /// Where it first stands at or behind a byte of `text`.
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let rest = text.get(from..)?;
        rest.char_indices().find_map(|(start, _)| {
            let mut wanted = self.0.iter();
            let mut end = from + start;
            for (at, c) in rest.get(start..)?.char_indices() {
                if wanted.as_slice().is_empty() {
                    break;
                }
                match fold_char(c) {
                    // What does not matter is passed over between two letters, not before the first.
                    None if at > 0 => continue,
                    None => return None,
                    Some(c) => {
                        for lower in c.to_lowercase() {
                            // A letter that becomes several when folded counts as found with the first of them.
                            if wanted.next().is_some_and(|wanted| *wanted != lower) {
                                return None;
                            }
                        }
                    }
                }
                end = from + start + at + c.len_utf8();
            }
            (wanted.as_slice().is_empty() && !self.0.is_empty()).then_some(from + start..end)
        })
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.find(text, 0).is_some()
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Query {
    /// Understands what was typed, for the table of a ranking.
    ///
    /// # Errors
    ///
    /// Every part that was not understood, and what there is instead.
    pub fn parse(text: &str, catalog: &Catalog, ranking: &Ranking) -> Result<Self, Vec<Misunderstood>> {
        let mut wrong = Vec::new();
        let mut alternatives = Vec::new();
        for alternative in split(text) {
            let mut terms = Vec::new();
            for part in alternative {
                match Term::parse(&part, catalog, ranking) {
                    Ok(term) => terms.push(term),
                    Err(why) => wrong.push(Misunderstood { part, why }),
                }
            }
            // What is still empty, as behind the last `;` while typing, asks for nothing.
            if !terms.is_empty() {
                alternatives.push(terms);
            }
        }
        if wrong.is_empty() { Ok(Self { alternatives }) } else { Err(wrong) }
    }

    /// Whether the model in a row is wanted.
    #[must_use]
    pub fn matches(&self, dataset: &Dataset, ranking: &Ranking, row: usize) -> bool {
        let Some(model) = dataset.models().get(row) else { return false };
        let meets = |term: &Term| term.condition.holds(dataset, ranking, model, row) != term.turned;
        self.alternatives.is_empty() || self.alternatives.iter().any(|terms| terms.iter().all(meets))
    }

    /// The parts of a model's name that were looked for, as ranges of bytes, in order and apart.
    #[must_use]
    pub fn marks_in_name(&self, name: &str) -> Vec<Range<usize>> {
        self.marks(name, |condition| match condition {
            Condition::Anywhere(text) | Condition::Name(text) => Some(text),
            _ => None,
        })
    }

    /// The same of an author.
    #[must_use]
    pub fn marks_in_author(&self, author: &str) -> Vec<Range<usize>> {
        self.marks(author, |condition| match condition {
            Condition::Anywhere(text) | Condition::Author(text) => Some(text),
            _ => None,
        })
    }

    /// The same of a component.
    #[must_use]
    pub fn marks_in_component(&self, component: &str) -> Vec<Range<usize>> {
        self.marks(component, |condition| match condition {
            Condition::Anywhere(text) | Condition::Component(text) => Some(text),
            _ => None,
        })
    }

    fn marks(&self, text: &str, wanted: impl Fn(&Condition) -> Option<&Folded>) -> Vec<Range<usize>> {
        let terms = self.alternatives.iter().flatten().filter(|term| !term.turned);
        let mut found = Vec::new();
        for wanted in terms.filter_map(|term| wanted(&term.condition)) {
            let mut from = 0;
            while let Some(range) = wanted.find(text, from) {
                from = range.end;
                found.push(range);
            }
        }
        sort_by_key(&mut found, |range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

impl Term {
    fn parse(part: &str, catalog: &Catalog, ranking: &Ranking) -> Result<Self, String> {
        let (turned, rest) = match part.strip_prefix('-') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, part),
        };
        let sign = rest.find([':', '<', '>', '=', '≥', '≤']).filter(|_| !rest.starts_with('"'));
        let condition = match sign.and_then(|at| rest.split_at_checked(at)) {
            Some(("", value)) => return Err(format!("say of what, as in vsi:{}", value.trim_start_matches(':'))),
            Some((field, value)) => {
                let value = value.strip_prefix(':').unwrap_or(value);
                Condition::parse(&field.trim().to_lowercase(), unquoted(value.trim()).trim(), catalog, ranking)?
            }
            None => Condition::Anywhere(Folded::new(unquoted(rest))),
        };
        Ok(Self { turned, condition })
    }
}

impl Condition {
    fn parse(field: &str, value: &str, catalog: &Catalog, ranking: &Ranking) -> Result<Self, String> {
        let one_of =
            |what: &str| Err(format!("{field} is {what}, as in {field}:{}", what.split(' ').next().unwrap_or("")));
        // `open=yes` is as good as `open:yes`; figures take the sign with the number.
        let word = value.strip_prefix('=').unwrap_or(value).trim_start();
        let folded = || {
            if word.starts_with(['<', '>']) {
                return Err(format!("{field} is looked for by its letters, as in {field}:qwen"));
            }
            let text = Folded::new(unquoted(word));
            if text.0.is_empty() { Err(format!("say which {field}, as in {field}:…")) } else { Ok(text) }
        };
        match (field, word.to_lowercase().as_str()) {
            ("name" | "model", _) => folded().map(Self::Name),
            ("author", _) => folded().map(Self::Author),
            ("component", _) => folded().map(Self::Component),
            ("category", "general") => Ok(Self::Category(Category::General)),
            ("category", "embodied") => Ok(Self::Category(Category::Embodied)),
            ("category", _) => one_of("embodied or general"),
            ("open", "yes" | "true" | "open") => Ok(Self::Open(true)),
            ("open", "no" | "false" | "closed") => Ok(Self::Open(false)),
            ("open", _) => one_of("yes or no"),
            ("input", "2d") => Ok(Self::Input(Input::TwoD)),
            ("input", "3d") => Ok(Self::Input(Input::ThreeD)),
            ("input", _) => one_of("2D or 3D"),
            _ => {
                let Some(figures) = Figures::named(field, catalog, ranking) else {
                    return Err(no_field(field, catalog, ranking));
                };
                let share = (figures == Figures::Column(ColumnId::Coverage))
                    .then(|| of_coverage(value, ranking.coverable))
                    .flatten();
                Bounds::parse(share.as_deref().unwrap_or(value))
                    .map(|bounds| Self::Within(figures, bounds.of(figures, value)))
                    .ok_or_else(|| {
                        let example = if figures == Figures::Year { "2025" } else { "50" };
                        format!(
                            "{field} needs a number, as in {field}:>{example}, {field}:<={example} or {field}:{example}"
                        )
                    })
            }
        }
    }

    fn holds(&self, dataset: &Dataset, ranking: &Ranking, model: &Model, row: usize) -> bool {
        let in_any = |text: &Folded, list: &[String]| list.iter().any(|item| text.is_in(item));
        let in_component = |text: &Folded| in_any(text, &model.vision) || in_any(text, &model.language);
        match self {
            Self::Anywhere(text) => text.is_in(&model.name) || in_any(text, &model.authors) || in_component(text),
            Self::Name(text) => text.is_in(&model.name),
            Self::Author(text) => in_any(text, &model.authors),
            Self::Component(text) => in_component(text),
            Self::Category(category) => model.category == Some(*category),
            Self::Open(open) => model.open_source == Some(*open),
            Self::Input(input) => model.inputs.contains(input),
            Self::Within(Figures::Year, bounds) => model.released.is_some_and(|date| bounds.hold(f64::from(date.year))),
            Self::Within(Figures::Size, bounds) => model.sizes.iter().any(|size| bounds.hold(*size)),
            Self::Within(Figures::Column(id), bounds) => figure_in(ranking, *id, row).is_some_and(|v| bounds.hold(v)),
            Self::Within(Figures::Benchmark(b), bounds) => dataset.total(*b).get(row).is_some_and(|v| bounds.hold(v)),
        }
    }
}

impl Figures {
    /// The figures that a field names: a column of the table by its code, else any benchmark by id, code or name.
    fn named(field: &str, catalog: &Catalog, ranking: &Ranking) -> Option<Self> {
        match field {
            "year" => return Some(Self::Year),
            "size" => return Some(Self::Size),
            _ => {}
        }
        let column = column_named(&headings(catalog, ranking), ranking, field).filter(|id| id.is_figure());
        column.map(Self::Column).or_else(|| catalog.benchmark(field).ok().map(Self::Benchmark))
    }
}

/// That there is no such field, and the one that was meant or which there are.
fn no_field(field: &str, catalog: &Catalog, ranking: &Ranking) -> String {
    let headings = headings(catalog, ranking);
    let columns = headings.iter().filter(|heading| heading.id.is_figure()).map(|heading| heading.code.as_str());
    let elsewhere = catalog.benchmarks.iter().map(|benchmark| benchmark.code.as_str());
    let fields = || FIELDS.into_iter().chain(["size"]);
    match nearest(field, fields().chain(columns).chain(elsewhere)) {
        Some(near) => format!("there is no field {field}. Did you mean {near}?"),
        None => {
            let fields = fields().collect::<Vec<_>>().join(", ");
            format!(
                "there is no field {field}. There are {fields}, total, rank, coverage, and benchmarks by their codes"
            )
        }
    }
}

/// A condition on coverage that is written as a share (`9/9`, `>=1/2`, `>80%`) as one on the number of benchmarks.
fn of_coverage(value: &str, of: u32) -> Option<String> {
    let (sign, number) = value.split_at_checked(value.find(|c: char| c.is_ascii_digit())?)?;
    let share = match number.split_once('/') {
        Some((part, whole)) => {
            let whole = whole.trim().parse::<f64>().ok().filter(|whole| *whole > 0.0)?;
            part.trim().parse::<f64>().ok()? / whole
        }
        None => number.trim_end().strip_suffix('%')?.trim_end().parse::<f64>().ok()? / 100.0,
    };
    // Rounding must not lose a share that is a whole number of benchmarks.
    let count = (share * f64::from(of) * 1e6).round() / 1e6;
    Some(format!("{sign}{count}"))
}

/// Alternatives, each with its conditions as typed. Separators inside quotes separate nothing; a quote that is still open
/// ends with the text. Blanks around `:`, `<`, `>` and `=` separate nothing either, nor does a comma between two digits.
fn split(text: &str) -> Vec<Vec<String>> {
    let is_sign = |c: char| matches!(c, ':' | '<' | '>' | '=' | '≥' | '≤');
    let mut text: Vec<char> = text.chars().map(|c| if c.is_whitespace() { ' ' } else { narrow(c) }).collect();
    // One blank separates as well as many, and is looked past at once.
    text.dedup_by(|next, before| *next == ' ' && *before == ' ');
    let next = |at: usize| text.iter().skip(at + 1).find(|c| **c != ' ').copied();
    // Whether what comes next is no condition of its own.
    let is_value = |at: usize| {
        let word = text.iter().skip(at + 1).skip_while(|c| **c == ' ').take_while(|c| **c != ' ');
        !word.skip_while(|c| is_sign(**c)).any(|c| is_sign(*c))
    };
    let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
    let mut alternatives = vec![Vec::new()];
    let mut part = String::new();
    let mut quoted = false;
    let end = |part: &mut String, alternatives: &mut Vec<Vec<String>>, new: bool| {
        let whole = std::mem::take(part);
        // Dashes and blanks alone ask for nothing.
        if !Folded::new(unquoted(&whole)).0.is_empty() {
            alternatives.last_mut().into_iter().for_each(|last| last.push(whole.clone()));
        }
        if new {
            alternatives.push(Vec::new());
        }
    };
    for (at, &c) in text.iter().enumerate() {
        match c {
            '"' => {
                quoted = !quoted;
                part.push('"');
            }
            ',' if !quoted && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => part.push(c),
            ';' | ',' if !quoted => end(&mut part, &mut alternatives, true),
            ' ' if !quoted => {
                let joins =
                    (part.ends_with(is_sign) && is_value(at)) || (!part.is_empty() && next(at).is_some_and(is_sign));
                if !joins {
                    end(&mut part, &mut alternatives, false);
                }
            }
            c => part.push(c),
        }
    }
    end(&mut part, &mut alternatives, false);
    alternatives
}

/// A sign as it is typed on a keyboard without wide characters.
fn narrow(c: char) -> char {
    match c {
        '“' | '”' | '„' => '"',
        '、' => ',',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn unquoted(text: &str) -> &str {
    text.trim_matches('"')
}

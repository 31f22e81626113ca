//! The visitor's files as a list: what each holds, where its models rank, what is wrong with it, in which order, and in sum.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::format;
use super::issue_groups::{IssueGroup, issue_groups};
use super::peers::Peers;
use crate::dataset::Dataset;
use crate::document::{Finding, Severity};
use crate::order::{natural, sort_by, sort_by_key};

/// What the page knows of a file besides its models and findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileAbout<'a> {
    /// Its id in links.
    pub id: &'a str,
    /// Its path as shown.
    pub path: &'a str,
    /// Whether a link brought it and the visitor has not kept it.
    pub from_link: bool,
    /// Whether it was changed since it was brought.
    pub edited: bool,
}

/// A file in the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileLine {
    /// Its id in links.
    pub id: String,
    /// Its path as shown.
    pub path: String,
    /// Codes and names of its models, in the order of the file; none if it could not be read as scores.
    pub models: Vec<(String, String)>,
    /// How many findings there are, by severity, the gravest first.
    pub issues: [usize; 3],
    /// Whether another file is called the same.
    pub shares_name: bool,
    /// Line and message of its first error.
    pub error: Option<(u32, String)>,
    /// The best of its models' ranks.
    pub best: Option<BoardRank>,
    /// Whether a link brought it and the visitor has not kept it.
    pub from_link: bool,
    /// Whether it was changed since it was brought.
    pub edited: bool,
}

/// A rank on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardRank {
    /// The board, by index.
    pub board: usize,
    /// The rank on it.
    pub rank: u32,
    /// How many models are ranked there.
    pub population: u32,
}

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileOrder {
    /// As the files came.
    #[default]
    Added,
    /// By the name of the model, then by path.
    Name,
    /// The best rank first; files without a rank last.
    Rank,
    /// The gravest and most issues first.
    Issues,
}

impl FileOrder {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Added, Self::Name, Self::Rank, Self::Issues];

    /// As it is offered.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "Order added",
            Self::Name => "Name",
            Self::Rank => "Best rank",
            Self::Issues => "Issues",
        }
    }
}

impl FileLine {
    /// The names of its models, or its path.
    #[must_use]
    pub fn name(&self) -> String {
        match self.models.as_slice() {
            [] => self.path.clone(),
            [(_, name)] => name.clone(),
            [(_, name), more @ ..] => format!("{name} and {} more", more.len()),
        }
    }

    /// What the file is called where its path does not stand beside it: its name, with the path where another file has the same.
    #[must_use]
    pub fn title(&self) -> String {
        let name = self.name();
        if self.shares_name { format!("{name} ({})", self.path) } else { name }
    }

    /// `2 warnings, 1 notice`, or `No issues`; of a file that could not be read where that is so.
    #[must_use]
    pub fn issue_words(&self) -> String {
        match &self.error {
            Some((line, _)) if self.models.is_empty() => match line {
                0 => "Cannot be read".to_owned(),
                line => format!("Cannot be read: line {line}"),
            },
            _ => counted_issues(self.issues),
        }
    }

    /// The gravest severity among its issues.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        Severity::ALL.into_iter().zip(self.issues).find(|(_, count)| *count > 0).map(|(severity, _)| severity)
    }

    fn has_problems(&self) -> bool {
        self.models.is_empty() || self.issues.iter().take(2).any(|count| *count > 0)
    }
}

impl BoardRank {
    /// `18th of 36`.
    #[must_use]
    pub fn words(self) -> String {
        format!("{} of {}", format::ordinal(self.rank), self.population)
    }

    fn is_better_than(self, other: Self) -> bool {
        (self.rank, Reverse(self.population)) < (other.rank, Reverse(other.population))
    }
}

/// `1 error, 2 warnings`, without the severities that there are none of; `No issues` where there are none at all.
#[must_use]
pub fn counted_issues(issues: [usize; 3]) -> String {
    let parts = Severity::ALL.iter().zip(issues).filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(severity, count)| format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "No issues".to_owned() } else { parts.join(", ") }
}

/// The ranks of the model in a row on all boards where it has one, in the order of the catalog.
#[must_use]
pub fn board_ranks(peers: &Peers, row: usize) -> Vec<BoardRank> {
    let rank = |(board, on): (usize, &super::peers::OnBoard)| {
        let rank = on.ranking.ranks.get(row)?;
        Some(BoardRank { board, rank, population: on.ranking.ranks.population() })
    };
    peers.boards().iter().enumerate().filter_map(rank).collect()
}

/// A line for each file, in their order. `findings` of one file stand together. `ranked` are the models with what they come to, as
/// far as that is worked out; they may be those of a moment ago.
#[must_use]
pub fn file_lines<'a>(
    files: impl Iterator<Item = FileAbout<'a>>,
    dataset: &Dataset,
    findings: &[Finding],
    ranked: Option<(&Dataset, &Peers)>,
) -> Vec<FileLine> {
    let line = |about: FileAbout<'_>| FileLine {
        id: about.id.to_owned(),
        path: about.path.to_owned(),
        from_link: about.from_link,
        edited: about.edited,
        ..FileLine::default()
    };
    let mut lines: Vec<FileLine> = files.map(line).collect();
    let index_of: HashMap<String, usize> = lines.iter().enumerate().map(|(n, line)| (line.path.clone(), n)).collect();
    let mut change = |path: &str, change: &mut dyn FnMut(&mut FileLine)| {
        if let Some(line) = index_of.get(path).and_then(|index| lines.get_mut(*index)) {
            change(line);
        }
    };
    let mut models: Vec<_> = dataset.models().iter().filter(|model| model.preview).collect();
    sort_by_key(&mut models, |model| model.index);
    for model in models {
        change(&model.file, &mut |line| line.models.push((model.code.clone(), model.name.clone())));
    }
    for about in findings.chunk_by(|one, next| one.place.file == next.place.file) {
        let Some(first) = about.first() else { continue };
        change(&first.place.file, &mut |line| {
            for (count, severity) in line.issues.iter_mut().zip(Severity::ALL) {
                *count += about.iter().filter(|finding| finding.severity() == severity).count();
            }
            let error = about.iter().find(|finding| finding.severity() == Severity::Error);
            line.error = error.map(|error| (error.place.line, error.kind.message()));
        });
    }
    if let Some((dataset, peers)) = ranked {
        for (row, model) in dataset.models().iter().enumerate().filter(|(_, model)| model.preview) {
            let best = board_ranks(peers, row).into_iter().reduce(|a, b| if b.is_better_than(a) { b } else { a });
            change(&model.file, &mut |line| {
                line.best = match (line.best, best) {
                    (Some(known), Some(best)) if best.is_better_than(known) => Some(best),
                    (known, best) => known.or(best),
                };
            });
        }
    }
    let mut same: HashMap<String, usize> = HashMap::new();
    for line in &lines {
        *same.entry(line.title()).or_default() += 1;
    }
    for line in &mut lines {
        line.shares_name = same.get(&line.title()).is_some_and(|count| *count > 1);
    }
    lines
}

/// Indices of the lines that hold what was typed, in name or path, and of those with problems only if that is asked for, in order.
#[must_use]
pub fn arranged(lines: &[FileLine], typed: &str, only_problems: bool, order: FileOrder) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let wanted = |line: &FileLine| {
        let holds = |text: &str| text.to_lowercase().contains(&typed);
        (!only_problems || line.has_problems())
            && (typed.is_empty() || holds(&line.path) || line.models.iter().any(|(_, name)| holds(name)))
    };
    let mut found: Vec<(usize, &FileLine)> = lines.iter().enumerate().filter(|(_, line)| wanted(line)).collect();
    match order {
        FileOrder::Added => {}
        FileOrder::Name => sort_by(&mut found, |(_, a), (_, b)| {
            natural(&a.title(), &b.title()).then_with(|| natural(&a.path, &b.path))
        }),
        FileOrder::Rank => sort_by_key(&mut found, |(_, line)| match line.best {
            Some(best) => (best.rank, Reverse(best.population)),
            None => (u32::MAX, Reverse(0)),
        }),
        FileOrder::Issues => sort_by_key(&mut found, |(_, line)| Reverse((line.models.is_empty(), line.issues))),
    }
    found.into_iter().map(|(index, _)| index).collect()
}

/// Many files in sum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilesSummary {
    /// How many models they hold.
    pub models: usize,
    /// How many files could not be read as scores.
    pub unreadable: usize,
    /// Findings by severity.
    pub issues: [usize; 3],
    /// Indices of the lines with the best ranks, at most as many as asked for.
    pub best: Vec<usize>,
    /// The gravest issues, at most as many as asked for.
    pub gravest: Vec<IssueGroup>,
}

impl FilesSummary {
    /// The sum of these lines and findings, with at most so many of the best ranks and of the gravest issues.
    #[must_use]
    pub fn new(lines: &[FileLine], findings: &[Finding], most: usize) -> Self {
        let mut summary = Self::default();
        for line in lines {
            summary.models += line.models.len();
            summary.unreadable += usize::from(line.models.is_empty());
            summary.issues.iter_mut().zip(line.issues).for_each(|(sum, count)| *sum += count);
        }
        let ranked = arranged(lines, "", false, FileOrder::Rank).into_iter();
        let has_rank = |index: &usize| lines.get(*index).is_some_and(|line| line.best.is_some());
        summary.best = ranked.filter(has_rank).take(most).collect();
        summary.gravest = issue_groups(findings);
        summary.gravest.truncate(most);
        summary
    }
}

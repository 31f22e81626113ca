//! Sentences made from the data: what there is to see at a glance, and what the table is.

use super::format;
use crate::aggregate::{Interval, Lens, Ranking};
use crate::dataset::Dataset;

/// What is ranked, as a noun: "2D question answering", "2D question answering without VSI", or "VSI".
fn subject_name(dataset: &Dataset, ranking: &Ranking) -> String {
    let catalog = dataset.catalog();
    let benchmark = ranking.subject.benchmark.and_then(|b| catalog.benchmarks.get(b)).map(|b| &b.name);
    let board = catalog.boards.get(ranking.subject.board).map(|b| &b.name);
    let name = benchmark.or(board).cloned().unwrap_or_default();
    let named = |b: &usize| catalog.benchmarks.get(*b).map(|b| b.name.as_str());
    let left_out: Vec<&str> = ranking.left_out.iter().filter_map(named).collect();
    if benchmark.is_some() || left_out.is_empty() { name } else { format!("{name} without {}", enumerated(&left_out)) }
}

/// One sentence that says who leads, by how much, and how sure that is.
#[must_use]
pub fn headline(dataset: &Dataset, ranking: &Ranking) -> String {
    let subject = subject_name(dataset, ranking);
    let ranked: Vec<usize> = ranking.order.iter().copied().filter(|&row| ranking.ranks.get(row).is_some()).collect();
    let name = |row: &usize| dataset.name_of(*row);
    let total = |row: &usize| ranking.total.get(*row).copied().flatten().unwrap_or_default();
    let Some(leader) = ranked.first() else {
        return match ranking.order.len() {
            0 => format!("No model has scores on {subject} yet."),
            count => format!("No model is ranked on {subject} yet; {count} have some scores."),
        };
    };
    let in_first: Vec<&usize> = ranked.iter().filter(|&&row| ranking.ranks.get(row) == Some(1)).collect();
    let lens = match (ranking.subject.benchmark, ranking.subject.lens) {
        (None, Lens::Core | Lens::Fine) => "a capability average of ",
        _ => "",
    };
    let models =
        if ranked.len() == 1 { "the only ranked model".to_owned() } else { format!("{} ranked models", ranked.len()) };
    let score = format::figure(Some(total(leader)));
    let lead = if in_first.len() > 1 {
        let names = in_first.iter().map(|row| name(row)).collect::<Vec<_>>();
        format!("{} share the lead of {models} on {subject} with {lens}{score}", enumerated(&names))
    } else if ranked.len() == 1 {
        format!("{} is {models} on {subject}, with {lens}{score}", name(leader))
    } else {
        format!("{} leads {models} on {subject} with {lens}{score}", name(leader))
    };
    let interval = ranking.interval.get(*leader).copied().flatten();
    let rest = ranked.get(in_first.len()..).unwrap_or_default();
    format!("{lead}{}.", doubt(interval, rest, name, total))
}

/// How sure the lead is: how many of the next lie within the leader's interval.
fn doubt<'a>(
    interval: Option<Interval>,
    rest: &[usize],
    name: impl Fn(&usize) -> &'a str,
    total: impl Fn(&usize) -> f64,
) -> String {
    let Some(next) = rest.first() else { return String::new() };
    let Some(interval) = interval else {
        return format!("; {} follows with {}", name(next), format::figure(Some(total(next))));
    };
    match rest.iter().take_while(|row| interval.contains(total(row))).count() {
        0 => format!("; the next, {}, lies outside its interval", name(next)),
        1 => format!("; {} is within its interval", name(next)),
        count => format!("; the next {} are within its interval", in_words(count)),
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn enumerated(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

fn in_words(count: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// One sentence that says how much has been measured at all.
#[must_use]
pub fn coverage_headline(dataset: &Dataset) -> String {
    let (models, benchmarks) = (dataset.models().len(), &dataset.catalog().benchmarks);
    let counts: Vec<(usize, &str)> = benchmarks
        .iter()
        .enumerate()
        .map(|(benchmark, about)| (dataset.total(benchmark).present().count(), about.name.as_str()))
        .collect();
    let cells = models * benchmarks.len();
    let measured: usize = counts.iter().map(|(count, _)| count).sum();
    let Some(most) = counts.iter().copied().reduce(|a, b| if b.0 > a.0 { b } else { a }).filter(|_| cells > 0) else {
        return "Nothing has been measured yet.".to_owned();
    };
    let nobody = counts.iter().filter(|(count, _)| *count == 0).count();
    let share = format::figure(Some(100.0 * measured as f64 / cells as f64));
    let nobody = match nobody {
        0 => String::new(),
        1 => "; one benchmark has no score at all".to_owned(),
        many => format!("; {} benchmarks have no score at all", in_words(many)),
    };
    format!(
        "Of {models} models on {} benchmarks, {share} % of the scores are there; {} has most, {} models{nobody}.",
        benchmarks.len(),
        most.1,
        most.0
    )
}

/// What the table is, for its caption.
#[must_use]
pub fn caption(dataset: &Dataset, ranking: &Ranking, shown: usize) -> String {
    let subject = subject_name(dataset, ranking);
    let what = match (ranking.subject.benchmark, ranking.subject.lens) {
        (Some(_), _) => "its own columns",
        (None, Lens::Benchmarks) => "scores by benchmark",
        (None, Lens::Core) => "scores by core capability",
        (None, Lens::Fine) => "scores by fine-grained capability",
    };
    let all = ranking.order.len();
    let shown = if shown == all { format!("{all} models") } else { format!("{shown} of {all} models") };
    format!("{subject}: {what}, {shown}, in percent")
}

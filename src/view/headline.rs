//! Sentences made from the data: what there is to see at a glance, and what the table is.

use super::ColumnId;
use super::format::{self, all_named, enumerated, sentence_case, some_named};
use super::other_parts::{other_parts_in_words, totals_of_other_parts};
use super::rules::rule_in_a_sentence;
use super::weights::weights_in_words;
use crate::aggregate::{Lens, RankSet, Ranking, Rule};
use crate::dataset::Dataset;
use crate::document::ScoreRange;

/// What is ranked, as a noun: "2D embodied QA", "2D embodied QA without VSI (ranked by Borda)", or "VSI"; `named` puts names
/// in a row.
fn subject_name(dataset: &Dataset, ranking: &Ranking, named: fn(&[String]) -> String) -> String {
    let catalog = dataset.catalog();
    let benchmark = ranking.subject.benchmark.and_then(|b| catalog.benchmarks.get(b)).map(|b| &b.name);
    let board = catalog.boards.get(ranking.subject.board).map(|b| &b.name);
    let name = benchmark.or(board).cloned().unwrap_or_default();
    let about = |b: &usize| catalog.benchmarks.get(*b).map(|b| b.name.clone());
    let left_out: Vec<String> = ranking.left_out.iter().filter_map(about).collect();
    let without = if benchmark.is_some() || left_out.is_empty() {
        String::new()
    } else {
        format!(" without {}", named(&left_out))
    };
    let mut ways = Vec::new();
    if ranking.comparable {
        ways.push("comparable only".to_owned());
    }
    if ranking.is_weighted() {
        ways.push(format!("other weights than the default: {}", named(&weights_in_words(ranking))));
    }
    if ranking.rule != Rule::Mean {
        ways.push(format!("ranked by {}", rule_in_a_sentence(ranking.rule)));
    }
    let ways = if ways.is_empty() { String::new() } else { format!(" ({})", ways.join("; ")) };
    name + &without + &ways
}

/// Says who leads, by how much, and who else could be first; `sets` are the rank sets of the ranking. Where the visitor chose
/// another way to rank, `default` is the ranking without it, and who leads there is said if it is somebody else.
#[must_use]
pub fn headline(dataset: &Dataset, ranking: &Ranking, sets: &[Option<RankSet>], default: Option<&Ranking>) -> String {
    let mut said = who_leads(dataset, ranking, sets);
    if let Some(default) = default
        && leaders(default) != leaders(ranking)
        && let Some(first) = leaders(default).first()
    {
        let names: Vec<String> = leaders(default).iter().map(|row| name_in_words(dataset, *row)).collect();
        let lead = if names.len() == 1 { "leads" } else { "lead" };
        let (names, how) = (some_named(&names), default_in_words(ranking));
        said += &format!(" {how} {names} {lead}, with {}.", score_in_words(default, *first));
    }
    said
}

/// How the models would be ranked without what the visitor chose: "By the mean".
fn default_in_words(ranking: &Ranking) -> String {
    let mut ways = Vec::new();
    if ranking.rule != Rule::Mean {
        ways.push("by the mean");
    }
    if ranking.is_weighted() {
        ways.push("with equal weights");
    }
    if ranking.comparable {
        ways.push("without “Comparable only”");
    }
    sentence_case(&enumerated(&ways))
}

/// Rows of the models of rank 1.
fn leaders(ranking: &Ranking) -> Vec<usize> {
    ranking.order.iter().copied().filter(|row| ranking.ranks.get(*row) == Some(1)).collect()
}

/// What ranks a model, as it is written: its total, or what the rule gives it.
fn score_in_words(ranking: &Ranking, row: usize) -> String {
    let at = |list: &[Option<f64>]| list.get(row).copied().flatten();
    match ranking.rule {
        Rule::Mean => format::figure(at(&ranking.total)),
        _ => at(&ranking.rule_scores).map(|score| format!("{score:.2}")).unwrap_or_default(),
    }
}

/// The name of a model; a visitor's looks like any other in a sentence.
fn name_in_words(dataset: &Dataset, row: usize) -> String {
    let of_preview = if is_preview(dataset, row) { " (preview)" } else { "" };
    dataset.name_of(row).to_owned() + of_preview
}

fn who_leads(dataset: &Dataset, ranking: &Ranking, sets: &[Option<RankSet>]) -> String {
    let subject = subject_name(dataset, ranking, some_named);
    let ranked: Vec<usize> = ranking.order.iter().copied().filter(|&row| ranking.ranks.get(row).is_some()).collect();
    let name = |row: &usize| name_in_words(dataset, *row);
    let score = |row: &usize| score_in_words(ranking, *row);
    let Some(leader) = ranked.first() else {
        return match ranking.order.len() {
            0 => format!("No model has scores on {subject} yet."),
            count => format!("No model is ranked on {subject} yet; {count} have some scores."),
        };
    };
    let in_first = leaders(ranking);
    let lens = match (ranking.subject.benchmark, ranking.subject.lens) {
        (None, Lens::Core | Lens::Fine) => "a capability average of ",
        _ => "",
    };
    // Where only leaders are previews, their names say so.
    let unnamed = ranked.get(in_first.len().min(format::NAMED)..).unwrap_or_default();
    let previews = if unnamed.iter().any(|row| is_preview(dataset, *row)) {
        own(dataset, ranked.iter().copied())
    } else {
        String::new()
    };
    let models = match ranked.len() {
        1 => "the only ranked model".to_owned(),
        count => format!("{count} ranked models{previews}"),
    };
    let first = score(leader);
    let lead = if in_first.len() > 1 {
        let names = some_named(&in_first.iter().map(name).collect::<Vec<_>>());
        format!("{names} share the lead of {models} on {subject} with {lens}{first}")
    } else if ranked.len() == 1 {
        format!("{} is {models} on {subject}, with {lens}{first}", name(leader))
    } else {
        format!("{} leads {models} on {subject} with {lens}{first}", name(leader))
    };
    let rest = ranked.get(in_first.len()..).unwrap_or_default();
    let Some(next) = rest.first() else { return format!("{lead}.") };
    let doubt = match sets.get(*leader).copied().flatten() {
        Some(_) => could_be_first(rest, sets, name),
        None => format!("{} follows with {}", name(next), score(next)),
    };
    let parts = |row: usize| totals_of_other_parts(dataset, ranking, ColumnId::Total, row);
    let other = other_parts_in_words(dataset, &in_first.iter().flat_map(|row| parts(*row)).collect::<Vec<_>>());
    if other.is_empty() {
        return format!("{lead}; {doubt}.");
    }
    // By other rules what a model comes to depends on who else is there.
    let mut whole = ranked.iter().filter(|row| ranking.rule == Rule::Mean && parts(**row).is_empty());
    let whole = whole.next().map(|first| {
        let rank = ranking.ranks.get(*first);
        let tied = ranked.iter().filter(|row| ranking.ranks.get(**row) == rank && parts(**row).is_empty());
        let names: Vec<String> = tied.map(name).collect();
        let are = if names.len() == 1 { "is" } else { "are" };
        format!(" Without such totals {} {are} first, with {}.", some_named(&names), score(first))
    });
    let its = if in_first.len() == 1 { "Its total rests" } else { "Their totals rest" };
    format!(
        "{lead}; {doubt}. {its} on other parts than those of other models: {}.{}",
        other.join("; "),
        whole.unwrap_or_default()
    )
}

/// Which of the models behind the leaders could be first too.
fn could_be_first(rest: &[usize], sets: &[Option<RankSet>], name: impl Fn(&usize) -> String) -> String {
    let set = |row: &usize| sets.get(*row).copied().flatten();
    let could: Vec<String> =
        rest.iter().filter(|row| set(row).is_some_and(RankSet::could_be_first)).map(&name).collect();
    let unknown = match rest.iter().filter(|row| set(row).is_none()).count() {
        0 => String::new(),
        1 => "; one has no interval".to_owned(),
        unknown => format!("; {} have no interval", in_words(unknown)),
    };
    let could = match (could.is_empty(), unknown.is_empty()) {
        (true, true) => "with 95 % certainty no other is first".to_owned(),
        (true, false) => "no other with an interval could be first".to_owned(),
        (false, _) => format!("{} could be first too", some_named(&could)),
    };
    could + &unknown
}

fn is_preview(dataset: &Dataset, row: usize) -> bool {
    dataset.models().get(row).is_some_and(|model| model.preview)
}

/// How many of these models are previews, to stand behind their number; empty for none.
fn own(dataset: &Dataset, rows: impl Iterator<Item = usize>) -> String {
    match rows.filter(|row| is_preview(dataset, *row)).count() {
        0 => String::new(),
        1 => ", one of them a preview,".to_owned(),
        own => format!(", {own} of them previews,"),
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
        "Of {models} models{} on {} benchmarks, {share} % of the scores are there; {} has most, {} models{nobody}.",
        own(dataset, 0..models),
        benchmarks.len(),
        most.1,
        most.0
    )
}

/// What the table is, for its caption: how many models are shown, and which of its rows are previews.
#[must_use]
pub fn caption(dataset: &Dataset, ranking: &Ranking, shown: usize, rows: &[usize]) -> String {
    let all = ranking.order.len();
    let shown = if shown == all { format!("{all} models") } else { format!("{shown} of {all} models") };
    let ranges = ranking.columns.iter().filter(|column| column.range != ScoreRange::PERCENT);
    let others = ranges.map(|column| format!("{} {} to {}", column.name, column.range.low, column.range.high));
    let others: Vec<String> = others.collect();
    let but = if others.is_empty() { String::new() } else { format!("; {}", others.join(", ")) };
    let previews = rows.iter().filter(|row| is_preview(dataset, **row));
    let previews: Vec<String> = previews.map(|row| dataset.name_of(*row).to_owned()).collect();
    let previews = match previews.len() {
        0 => String::new(),
        1 => format!("; {} is a preview", some_named(&previews)),
        _ => format!("; {} are previews", some_named(&previews)),
    };
    format!("{}, {shown}, in percent{but}{previews}", subject_and_lens(dataset, ranking))
}

/// What a table shows and where it is from, in a line under the title, and how its ranks are made.
#[must_use]
pub fn about_table(dataset: &Dataset, ranking: &Ranking, shown: usize, bundled: &str) -> (String, String) {
    let catalog = dataset.catalog();
    let all = ranking.order.len();
    let models = if shown == all { format!("{all} models") } else { format!("{shown} of {all} models") };
    let models = models + &own(dataset, ranking.order.iter().copied());
    let columns = ranking.columns.iter().filter(|column| !column.left_out).count();
    // Models with few benchmarks are ranked where the visitor wants it.
    let scored = |row: &usize| ranking.scored.get(*row).copied().unwrap_or(0);
    let ranked = ranking.order.iter().filter(|row| ranking.ranks.get(**row).is_some());
    let has_bar = ranked.map(scored).all(|scored| 2 * scored >= ranking.of);
    let bar = if has_bar {
        "with less than half of the benchmarks a model has no rank"
    } else {
        "models with less than half of the benchmarks are ranked too"
    };
    let by = match ranking.rule {
        Rule::Mean if ranking.is_weighted() => {
            format!(
                "the mean of their totals with weights that are not the default ({})",
                weights_in_words(ranking).join(", ")
            )
        }
        Rule::Mean => "the plain mean of their totals".to_owned(),
        rule => format!("{} and not by the mean", rule_in_a_sentence(rule)),
    };
    let total = ranking.total_column(catalog).and_then(|total| Some(ranking.columns.get(total)?.name.as_str()));
    let (on, rule) = match (total, ranking.subject.lens) {
        (Some(total), _) => (format!("{} columns", ranking.columns.len()), format!("Ranked by “{total}”.")),
        (None, Lens::Benchmarks) => {
            (format!("{columns} benchmark{}", if columns == 1 { "" } else { "s" }), format!("Ranked by {by}; {bar}."))
        }
        (None, lens) => (
            format!("{columns} {} capabilities", if lens == Lens::Core { "core" } else { "fine-grained" }),
            format!("Ranked by the plain mean of the core capabilities; {bar}."),
        ),
    };
    let is_percent = ranking.columns.iter().all(|column| column.range == ScoreRange::PERCENT);
    let unit = if is_percent { ", scores in percent" } else { "" };
    let comparable = if ranking.comparable { " A total that rests on other parts has no rank." } else { "" };
    (format!("{models} on {on}{unit}, bundled on {bundled}."), rule + comparable)
}

/// What is ranked, and what its columns are.
pub(super) fn subject_and_lens(dataset: &Dataset, ranking: &Ranking) -> String {
    let what = match (ranking.subject.benchmark, ranking.subject.lens) {
        (Some(_), _) => "its own columns",
        (None, Lens::Benchmarks) => "scores by benchmark",
        (None, Lens::Core) => "scores by core capability",
        (None, Lens::Fine) => "scores by fine-grained capability",
    };
    format!("{}: {what}", subject_name(dataset, ranking, all_named))
}

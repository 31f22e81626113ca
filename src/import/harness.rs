//! Reads `results_<date>.json` of lm-evaluation-harness and lmms-eval.

use super::found::{Entry, Figure, Found, Kind, Scale, shortened};
use super::names::{Names, is_fraction_metric, is_metric};
use super::path;
use super::tree::Tree;

/// Whether a document is one of these.
pub(super) fn is_one(tree: &Tree) -> bool {
    let Some(results) = tree.get("results") else { return false };
    let of_tasks = results.pairs().iter().any(|(_, task)| matches!(task, Tree::Map(_)));
    let known = ["n-samples", "configs", "config", "versions", "n-shot", "group_subtasks", "model_name"];
    let filtered = || results.pairs().iter().any(|(_, task)| task.pairs().iter().any(|(key, _)| key.contains(',')));
    of_tasks && (known.iter().any(|key| tree.get(key).is_some()) || filtered())
}

/// The model's name, and who made it if the name is that of a repository.
pub(super) fn model_and_author(name: &str) -> (Option<String>, Option<String>) {
    let name = name.trim().trim_end_matches('/');
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let parts = name.split('/').count();
    let is_path = name.starts_with(['/', '.', '~']) || name.contains('\\') || parts != 2;
    let author = name.split('/').next().filter(|author| !is_path && !author.is_empty());
    (Some(shortened(last)).filter(|name| !name.is_empty()), author.map(shortened))
}

/// The name of the model in the arguments that a run was started with.
fn model_argument(arguments: &Tree) -> Option<String> {
    const KEYS: [&str; 5] = ["pretrained", "model_name_or_path", "model_version", "model", "path"];
    let in_text = |text: &str| {
        let value = |key: &str| {
            let mut parts = text.split(',').filter_map(|part| part.split_once('='));
            parts.find(|(known, _)| known.trim() == key).map(|(_, value)| value.trim().to_owned())
        };
        KEYS.iter().find_map(|key| value(key))
    };
    match arguments {
        Tree::Text(text) => in_text(text),
        map => KEYS.iter().find_map(|key| map.get(key)?.text().map(str::to_owned)),
    }
}

pub(super) fn read(tree: &Tree, path: &str, names: &Names<'_>) -> Found {
    let mut found = Found::new(path, Kind::Harness);
    let named = [&["model_name"][..], &["config", "model_name"], &["model_name_sanitized"]];
    let named = named.iter().find_map(|at| tree.at(at)?.text().map(|name| name.replace("__", "/")));
    let argument = || tree.at(&["config", "model_args"]).and_then(model_argument);
    if let Some(name) = named.or_else(argument) {
        (found.model, found.author) = model_and_author(&name);
    }
    found.model = found.model.take().or_else(|| path::model(path, names));
    let seconds = tree.get("date").and_then(Tree::number).and_then(path::date_of_seconds);
    let date = seconds.or_else(|| path::date(path));
    let mut tasks: Vec<(&str, &Tree)> = Vec::new();
    for section in ["results", "groups"] {
        for (task, figures) in tree.get(section).map_or(&[][..], Tree::pairs) {
            if !tasks.iter().any(|(known, _)| known == task) {
                tasks.push((task, figures));
            }
        }
        // Looked through for each task: files with very many tasks are no evaluation of anything here.
        tasks.truncate(2000);
    }
    for (task, figures) in tasks {
        Task { tree, path, names, task, date: date.as_deref() }.read(figures, &mut found);
    }
    found
}

struct Task<'t> {
    tree: &'t Tree,
    path: &'t str,
    names: &'t Names<'t>,
    task: &'t str,
    date: Option<&'t str>,
}

impl Task<'_> {
    /// The benchmark that the task is, or is a part of; and the column if it is a part.
    fn target(&self, figures: &Tree) -> (Option<usize>, Option<usize>) {
        let alias = figures.get("alias").and_then(Tree::text).map(|alias| alias.trim_start_matches([' ', '-']));
        let whole = self.names.benchmark(self.task).or_else(|| alias.and_then(|alias| self.names.benchmark(alias)));
        if whole.is_some() {
            return (whole, None);
        }
        let groups = self.tree.get("group_subtasks").map_or(&[][..], Tree::pairs);
        let part = groups.iter().find_map(|(group, parts)| {
            let benchmark = self.names.benchmark(group)?;
            parts.items().iter().find(|part| part.text() == Some(self.task))?;
            let name = self.task.strip_prefix(group.as_str()).unwrap_or(self.task).trim_matches('_');
            let column = self.names.column(benchmark, name);
            let column = column.or_else(|| alias.and_then(|alias| self.names.column(benchmark, alias)));
            Some((Some(benchmark), column))
        });
        part.unwrap_or_default()
    }

    fn read(&self, figures: &Tree, found: &mut Found) {
        let (benchmark, part) = self.target(figures);
        let mut flat: Vec<(&str, &Tree)> = Vec::new();
        for (key, value) in figures.pairs() {
            match value {
                // lmms-eval gives some benchmarks as one figure that is a map.
                Tree::Map(inner) => flat.extend(inner.iter().map(|(key, value)| (key.as_str(), value))),
                value => flat.push((key, value)),
            }
        }
        for &(key, value) in &flat {
            let (metric, filter) = key.split_once(',').unwrap_or((key, ""));
            if metric == "alias" || metric.ends_with("_stderr") {
                continue;
            }
            let what = format!("{} › {key}", self.task);
            let Some(number) = value.number() else {
                if !matches!(value, Tree::Null) && value.text() != Some("N/A") && value.text() != Some("") {
                    found.skip(&what, "it is no number");
                } else {
                    found.skip(&what, "the run gave no figure");
                }
                continue;
            };
            if self.tree.at(&["higher_is_better", self.task, metric]) == Some(&Tree::Bool(false)) {
                found.skip(&what, "less is better in it, and more is in every score");
                continue;
            }
            if metric.ends_with("_average") || metric == "sample_len" || metric == "samples" {
                found.skip(&what, "it is no column of a benchmark");
                continue;
            }
            let column = match part {
                Some(part) => Some((part, Some(metric))).filter(|_| is_metric(metric)),
                None => benchmark.and_then(|benchmark| self.column(benchmark, metric)),
            };
            let measure = column.and_then(|(_, measure)| measure);
            let stderr = format!("{metric}_stderr{}{filter}", if filter.is_empty() { "" } else { "," });
            let stderr = flat.iter().find(|(key, _)| *key == stderr).and_then(|(_, value)| value.number());
            let is_total = benchmark.and_then(|of| self.names.total(of)) == column.map(|(column, _)| column);
            let samples = |key| self.tree.at(&["n-samples", self.task, key]).and_then(Tree::count);
            let (items, original) = (samples("effective"), samples("original"));
            let limited = items.zip(original).filter(|(items, original)| items < original);
            let limited = limited.map(|(items, original)| format!("a limited run: {items} of {original} items"));
            let notes: Vec<String> =
                stderr.map(|stderr| format!("standard error {stderr}")).into_iter().chain(limited).collect();
            found.push(Entry {
                key: shortened(&what),
                place: self.path.to_owned(),
                raw: number.to_string(),
                figure: Figure::Number(number),
                benchmark,
                column: column.map(|(column, _)| column),
                scale: scale(measure, number),
                items: items.filter(|_| is_total || part.is_some()),
                note: Some(notes.join("; ")).filter(|notes| !notes.is_empty()),
                run: self.path.to_owned(),
                date: self.date.map(str::to_owned),
            });
        }
    }

    /// The column that a figure of a benchmark is of, and the measure that its name says.
    fn column<'m>(&self, benchmark: usize, metric: &'m str) -> Option<(usize, Option<&'m str>)> {
        let typed = self.names.typed_column(benchmark, metric);
        typed.or_else(|| Some((self.names.total(benchmark)?, Some(metric))).filter(|_| is_metric(metric)))
    }
}

/// What a number is: some measures are shares of 1 in all versions of the tools; of the others only a number above 1 is
/// sure to be a percentage.
fn scale(measure: Option<&str>, number: f64) -> Scale {
    if number > 1.0 {
        Scale::Percent
    } else if measure.is_some_and(is_fraction_metric) {
        Scale::Fraction
    } else {
        Scale::Unknown
    }
}

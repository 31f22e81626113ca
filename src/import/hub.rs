//! Reads what the Hugging Face Hub keeps of results: `model-index` in a model card, and `.eval_results/*.yaml`.

use super::cell;
use super::found::{Entry, Figure, Found, Kind, Scale, shortened};
use super::harness::model_and_author;
use super::names::{Names, is_metric};
use super::path;
use super::tree::Tree;

/// The YAML between the fences of a model card.
pub(super) fn front_matter(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_start();
    let rest = text.strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r']))?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" && at > 0 {
            return rest.get(..at);
        }
        at += line.len();
    }
    None
}

/// Whether a document has a list of results as model cards do.
pub(super) fn is_model_index(tree: &Tree) -> bool {
    tree.get("model-index").is_some_and(|index| !index.items().is_empty())
}

/// Whether a document is a list of results.
pub(super) fn is_eval_results(tree: &Tree) -> bool {
    !tree.items().is_empty()
        && tree.items().iter().all(|item| item.at(&["dataset", "id"]).is_some() && item.get("value").is_some())
}

/// A figure without a unit.
struct Stated<'t> {
    key: String,
    value: &'t Tree,
    benchmark: Option<usize>,
    column: Option<usize>,
    note: Option<String>,
    date: Option<String>,
}

impl Stated<'_> {
    fn add(self, path: &str, found: &mut Found) {
        let raw = self.value.scalar().unwrap_or_default();
        let read = match self.value {
            Tree::Number(number) => cell::Reading::number(*number),
            Tree::Text(text) => cell::read(text),
            _ => cell::Reading::Missing,
        };
        let (figure, percent, beside) = match read {
            cell::Reading::Figure { figure, percent, note } => (figure, percent, note),
            cell::Reading::Missing => return found.skip(&self.key, "it has no value"),
            cell::Reading::Other => return found.skip(&self.key, format!("`{}` is no number", shortened(&raw))),
        };
        let is_percent = percent || matches!(figure, Figure::Number(number) if number > 1.0);
        let notes: Vec<String> = beside.into_iter().chain(self.note).collect();
        found.push(Entry {
            key: shortened(&self.key),
            place: path.to_owned(),
            raw: shortened(&raw),
            figure,
            benchmark: self.benchmark,
            column: self.column,
            scale: if is_percent { Scale::Percent } else { Scale::Unknown },
            items: None,
            note: Some(notes.join("; ")).filter(|notes| !notes.is_empty()),
            run: path.to_owned(),
            date: self.date,
        });
    }
}

/// A model for each entry of a `model-index`.
pub(super) fn model_index(tree: &Tree, path: &str, names: &Names<'_>) -> Vec<Found> {
    let text = |tree: &Tree, at: &[&str]| tree.at(at).and_then(Tree::text).map(str::to_owned);
    let mut all = Vec::new();
    for model in tree.get("model-index").map_or(&[][..], Tree::items) {
        let mut found = Found::new(path, Kind::ModelIndex);
        if let Some(name) = model.get("name").and_then(Tree::scalar) {
            (found.model, found.author) = model_and_author(&name);
        }
        for result in model.get("results").map_or(&[][..], Tree::items) {
            let known = [&["dataset", "type"][..], &["dataset", "name"], &["dataset", "config"], &["task", "name"]];
            let labels: Vec<String> = known.iter().filter_map(|at| text(result, at)).collect();
            let benchmark = labels.iter().find_map(|name| names.benchmark(name));
            let dataset = text(result, &["dataset", "name"]).or_else(|| text(result, &["dataset", "type"]));
            let part = text(result, &["dataset", "config"]);
            let part = part.zip(benchmark).and_then(|(part, of)| names.column(of, &part));
            for metric in result.get("metrics").map_or(&[][..], Tree::items) {
                let (kind, name) = (text(metric, &["type"]), text(metric, &["name"]));
                let label = name.clone().or_else(|| kind.clone()).unwrap_or_default();
                let column = benchmark.and_then(|of| {
                    let named = name.as_deref().and_then(|name| names.typed_column(of, name)).map(|(column, _)| column);
                    named.or(part).or_else(|| names.total(of).filter(|_| is_metric(&label)))
                });
                let Some(value) = metric.get("value") else {
                    found.skip(&label, "it has no value");
                    continue;
                };
                let key = format!("{} › {label}", dataset.as_deref().unwrap_or("no dataset"));
                Stated { key, value, benchmark, column, note: None, date: None }.add(path, &mut found);
            }
        }
        all.push(found);
    }
    all
}

/// The model whose repository a list of results lies in.
pub(super) fn eval_results(tree: &Tree, path: &str, names: &Names<'_>) -> Found {
    let mut found = Found::new(path, Kind::EvalResults);
    found.model = path.rsplit_once("/.eval_results/").and_then(|(folder, _)| path::model(&format!("{folder}/"), names));
    for item in tree.items() {
        let text = |at: &[&str]| item.at(at).and_then(Tree::scalar).filter(|text| text != "null");
        let (dataset, task) = (text(&["dataset", "id"]).unwrap_or_default(), text(&["dataset", "task_id"]));
        let benchmark = names.benchmark(&dataset).or_else(|| task.as_deref().and_then(|task| names.benchmark(task)));
        let is_whole = |task: &str| benchmark.is_some() && names.benchmark(task) == benchmark;
        let column = match (benchmark, task.as_deref()) {
            (Some(of), Some(task)) if !is_whole(task) && task != "default" => names.column(of, task),
            (Some(of), _) => names.total(of),
            (None, _) => None,
        };
        let key = task.map_or_else(|| dataset.clone(), |task| format!("{dataset} › {task}"));
        let Some(value) = item.get("value") else { continue };
        let note = text(&["notes"]).map(|notes| shortened(&notes));
        let date = text(&["date"]).and_then(|date| path::date_in(&date));
        Stated { key, value, benchmark, column, note, date }.add(path, &mut found);
    }
    found
}

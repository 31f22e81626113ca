//! Reads Every Eval Ever: one JSON document for each evaluation of a model.

use super::found::{Entry, Figure, Found, Kind, Scale, shortened};
use super::harness::model_and_author;
use super::names::{Names, is_metric};
use super::path;
use super::tree::Tree;

/// Whether a document is one of these.
pub(super) fn is_one(tree: &Tree) -> bool {
    tree.get("evaluation_results").is_some()
        && (tree.get("schema_version").is_some() || tree.get("model_info").is_some())
}

pub(super) fn read(tree: &Tree, path: &str, names: &Names<'_>) -> Found {
    let mut found = Found::new(path, Kind::EveryEval);
    let text = |at: &[&str]| tree.at(at).and_then(Tree::text);
    let identity = text(&["model_info", "id"]).or_else(|| text(&["model_info", "name"]));
    if let Some(name) = identity {
        (found.model, found.author) = model_and_author(name);
    }
    if let Some(name) = text(&["model_info", "name"]) {
        found.model = model_and_author(name).0;
    }
    found.author = text(&["model_info", "developer"]).map(shortened).or(found.author.take());
    let date = |tree: &Tree| {
        let stated = tree.get("evaluation_timestamp").and_then(Tree::scalar)?;
        path::date_in(&stated).or_else(|| stated.parse().ok().and_then(path::date_of_seconds))
    };
    for result in tree.get("evaluation_results").map_or(&[][..], Tree::items) {
        let text = |at: &[&str]| result.at(at).and_then(Tree::text);
        let name = text(&["evaluation_name"]).unwrap_or("unnamed");
        let labels = [text(&["source_data", "dataset_name"]), text(&["source_data", "hf_repo"]), Some(name)];
        let benchmark = labels.into_iter().flatten().find_map(|label| names.benchmark(label));
        let dataset = labels.into_iter().flatten().next().unwrap_or(name);
        let column = benchmark.and_then(|of| {
            let inside = name.split([':', '›', '|']).next_back().map(str::trim).unwrap_or(name);
            let whole = names.benchmark(name) == Some(of) || is_metric(name);
            let named =
                [name, inside].into_iter().find_map(|name| names.typed_column(of, name)).map(|(column, _)| column);
            named.or_else(|| names.total(of).filter(|_| whole))
        });
        let key = if dataset == name { name.to_owned() } else { format!("{dataset} › {name}") };
        if result.at(&["metric_config", "lower_is_better"]) == Some(&Tree::Bool(true)) {
            found.skip(&key, "less is better in it, and more is in every score");
            continue;
        }
        let Some(score) = result.at(&["score_details", "score"]).and_then(Tree::number) else {
            found.skip(&key, "it has no score");
            continue;
        };
        let unknown_level = result.at(&["metric_config", "has_unknown_level"]) == Some(&Tree::Bool(true));
        if unknown_level && score < 0.0 {
            found.skip(&key, "its score is said to be unknown");
            continue;
        }
        let end = |key: &str| result.at(&["metric_config", key]).and_then(Tree::number);
        let ends = end("min_score").zip(end("max_score")).filter(|(low, high)| low < high);
        let error = result.at(&["score_details", "uncertainty", "standard_error", "value"]).and_then(Tree::number);
        found.push(Entry {
            key: shortened(&key),
            place: path.to_owned(),
            raw: score.to_string(),
            figure: Figure::Number(score),
            benchmark,
            column,
            scale: match ends {
                Some((low, high)) if (low..=high).contains(&score) => Scale::Range { low, high },
                None if score > 1.0 => Scale::Percent,
                Some(_) | None => Scale::Unknown,
            },
            items: result.at(&["score_details", "uncertainty", "num_samples"]).and_then(Tree::count),
            note: error.map(|error| format!("standard error {error}")),
            run: path.to_owned(),
            date: date(result).or_else(|| date(tree)),
        });
    }
    found
}

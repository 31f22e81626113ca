//! Names of models that can be told apart: two models may share one, above all a visitor's file and the bundled model that it is
//! a version of.

use std::collections::HashMap;

use crate::dataset::{Dataset, Model};

/// The names of the models in these rows, in order. Where two of them are equal, each has what tells it apart in brackets: the path
/// of a visitor's file, the authors of a bundled model, or else the code.
#[must_use]
pub fn distinct_names(dataset: &Dataset, rows: &[usize]) -> Vec<String> {
    let models: Vec<&Model> = rows.iter().filter_map(|row| dataset.models().get(*row)).collect();
    let mut same: HashMap<&str, Vec<&Model>> = HashMap::new();
    for model in &models {
        same.entry(&model.name).or_default().push(model);
    }
    let name = |model: &&Model| match same.get(model.name.as_str()) {
        Some(others) if others.len() > 1 => format!("{} ({})", model.name, told_apart(model, others)),
        _ => model.name.clone(),
    };
    models.iter().map(name).collect()
}

/// What tells a model apart from others of its name.
fn told_apart(model: &Model, others: &[&Model]) -> String {
    let of_kind = || others.iter().filter(|other| other.preview == model.preview);
    let is_alone = |mark: &dyn Fn(&Model) -> String| of_kind().filter(|other| mark(other) == mark(model)).count() == 1;
    let authors = |model: &Model| model.authors.join(", ");
    let file = |model: &Model| model.file.clone();
    if model.preview {
        if is_alone(&file) { file(model) } else { model.code.clone() }
    } else if of_kind().count() == 1 {
        "bundled".to_owned()
    } else if !model.authors.is_empty() && is_alone(&authors) {
        authors(model)
    } else {
        model.code.clone()
    }
}

//! Names of models that can be told apart: two models may share one, above all a visitor's file and the bundled model that it is
//! a version of.

use std::collections::HashMap;

use crate::dataset::{Dataset, Model};

/// The names of the models in these rows, in order. Where two of them are equal, each has what tells it apart in brackets: the path
/// of a visitor's file, the authors of a bundled model, or else the code.
///
/// Takes as long as there are models, however many share a name: ten thousand files may.
#[must_use]
pub fn distinct_names(dataset: &Dataset, rows: &[usize]) -> Vec<String> {
    let models: Vec<&Model> = rows.iter().filter_map(|row| dataset.models().get(*row)).collect();
    let mut same: HashMap<&str, Namesakes> = HashMap::new();
    for model in &models {
        same.entry(&model.name).or_default().add(model);
    }
    let name = |model: &&Model| match same.get(model.name.as_str()) {
        Some(namesakes) if namesakes.bundled + namesakes.previews > 1 => {
            format!("{} ({})", model.name, namesakes.told_apart(model))
        }
        _ => model.name.clone(),
    };
    models.iter().map(name).collect()
}

/// The models of one name, counted by what may tell them apart.
#[derive(Default)]
struct Namesakes<'m> {
    bundled: usize,
    previews: usize,
    /// Bundled ones by their authors.
    authors: HashMap<&'m [String], usize>,
    /// Those of the visitor by their file.
    files: HashMap<&'m str, usize>,
}

impl<'m> Namesakes<'m> {
    fn add(&mut self, model: &'m Model) {
        if model.preview {
            self.previews += 1;
            *self.files.entry(&model.file).or_default() += 1;
        } else {
            self.bundled += 1;
            *self.authors.entry(&model.authors).or_default() += 1;
        }
    }

    /// What tells a model apart from the others.
    fn told_apart(&self, model: &Model) -> String {
        let is_alone = |count: Option<&usize>| count == Some(&1);
        if model.preview {
            let alone = is_alone(self.files.get(model.file.as_str()));
            if alone { model.file.clone() } else { model.code.clone() }
        } else if self.bundled == 1 {
            "bundled".to_owned()
        } else if !model.authors.is_empty() && is_alone(self.authors.get(model.authors.as_slice())) {
            model.authors.join(", ")
        } else {
            model.code.clone()
        }
    }
}

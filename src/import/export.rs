//! Writes the scores of a model in the formats in which others publish them.

use serde_json::{Value, json};

use crate::document::{Benchmark, Catalog, ModelDocument, Samples, plain_scalar, slug};

/// A format to publish scores in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Every Eval Ever, JSON: all columns, with their ranges and numbers of items.
    EveryEval,
    /// The front matter of a model card of Hugging Face: all columns.
    ModelIndex,
    /// A file of `.eval_results` on Hugging Face: totals of benchmarks that have a dataset there.
    EvalResults,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::EveryEval, Self::ModelIndex, Self::EvalResults];

    /// As the command line has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::EveryEval => "every-eval-ever",
            Self::ModelIndex => "model-index",
            Self::EvalResults => "eval-results",
        }
    }

    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EveryEval => "Every Eval Ever",
            Self::ModelIndex => "Model card (model-index)",
            Self::EvalResults => "Hugging Face .eval_results",
        }
    }

    /// Ending of a file in it.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::EveryEval => "json",
            Self::ModelIndex => "md",
            Self::EvalResults => "yaml",
        }
    }
}

/// The version of Every Eval Ever that is written.
const EVERY_EVAL: &str = "0.3.0";

/// A score, and what it is of.
struct Score<'c> {
    benchmark: &'c Benchmark,
    column: usize,
    value: f64,
    items: Option<u32>,
}

impl<'c> Score<'c> {
    /// The scores of a model, in the order of its file.
    fn all<'d>(model: &'d ModelDocument, catalog: &'c Catalog) -> impl Iterator<Item = Self> + use<'d, 'c> {
        model.scores.iter().filter_map(|scores| Some((scores, catalog.benchmarks.get(scores.benchmark)?))).flat_map(
            |(scores, benchmark)| {
                let items = move |column: usize| match &scores.samples {
                    Samples::Total(count) if column == benchmark.total => Some(*count),
                    Samples::Columns(counts) => counts.get(column).copied().flatten(),
                    _ => None,
                };
                scores.columns.iter().enumerate().filter_map(move |(column, figure)| {
                    Some(Score { benchmark, column, value: (*figure)?.value, items: items(column) })
                })
            },
        )
    }

    fn is_total(&self) -> bool {
        self.column == self.benchmark.total
    }

    fn column_name(&self) -> &'c str {
        self.benchmark.columns.get(self.column).map_or("", String::as_str)
    }

    fn metric(&self) -> String {
        let word = serde_json::to_value(self.benchmark.metric_of(self.column)).ok();
        word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// The identifier of a benchmark's dataset on Hugging Face: that of its address, or an alias that has its form.
fn hub_id(benchmark: &Benchmark) -> Option<&str> {
    let dataset =
        benchmark.dataset.as_deref().and_then(|address| address.strip_prefix("https://huggingface.co/datasets/"));
    let known =
        dataset.map(|id| id.trim_end_matches('/')).into_iter().chain(benchmark.aliases.iter().map(String::as_str));
    known.into_iter().find(|id| id.split('/').count() == 2)
}

/// The scores of a model in a format, and what is not in it. `seconds` is the time, since 1970.
#[must_use]
pub fn export(model: &ModelDocument, catalog: &Catalog, format: Format, seconds: u64) -> (String, Vec<String>) {
    match format {
        Format::EveryEval => (every_eval(model, catalog, seconds), Vec::new()),
        Format::ModelIndex => (model_index(model, catalog), Vec::new()),
        Format::EvalResults => eval_results(model, catalog),
    }
}

fn every_eval(model: &ModelDocument, catalog: &Catalog, seconds: u64) -> String {
    let author = model.authors.first().map_or("unknown", String::as_str);
    let id = if model.authors.is_empty() { model.code.clone() } else { format!("{}/{}", slug(author), model.code) };
    let result = |score: Score<'_>| {
        let (benchmark, range) = (score.benchmark, score.benchmark.range_of(score.column));
        let source = match (hub_id(benchmark), benchmark.website.as_ref().or(benchmark.repository.as_ref())) {
            (Some(repository), _) => {
                json!({"dataset_name": benchmark.name, "source_type": "hf_dataset", "hf_repo": repository})
            }
            (None, Some(address)) => json!({"dataset_name": benchmark.name, "source_type": "url", "url": [address]}),
            (None, None) => json!({"dataset_name": benchmark.name, "source_type": "other"}),
        };
        let name = if score.is_total() {
            benchmark.name.clone()
        } else {
            format!("{} › {}", benchmark.name, score.column_name())
        };
        let mut details = json!({"score": score.value});
        if let (Some(items), Some(details)) = (score.items, details.as_object_mut()) {
            details.insert("uncertainty".to_owned(), json!({"num_samples": items}));
        }
        json!({
            "evaluation_name": name,
            "source_data": source,
            "metric_config": {
                "evaluation_description": score.metric(),
                "lower_is_better": false,
                "score_type": "continuous",
                "min_score": range.low,
                "max_score": range.high,
            },
            "score_details": details,
        })
    };
    let document = json!({
        "schema_version": EVERY_EVAL,
        "evaluation_id": format!("embodied-arena/{id}/{seconds}"),
        "retrieved_timestamp": seconds.to_string(),
        "source_metadata": {
            "source_type": "documentation",
            "source_organization_name": author,
            "evaluator_relationship": "other",
        },
        "eval_library": {"name": "unknown", "version": "unknown"},
        "model_info": {"name": model.name, "id": id, "developer": author},
        "evaluation_results": Score::all(model, catalog).map(result).collect::<Vec<Value>>(),
    });
    format!("{document:#}\n")
}

fn model_index(model: &ModelDocument, catalog: &Catalog) -> String {
    let mut text = format!("---\nmodel-index:\n- name: {}\n  results:\n", plain_scalar(&model.name));
    let mut last = None;
    for score in Score::all(model, catalog) {
        let benchmark = score.benchmark;
        if last != Some(&benchmark.code) {
            let id = hub_id(benchmark).unwrap_or(&benchmark.code);
            text.push_str("  - task:\n      type: visual-question-answering\n    dataset:\n");
            text.push_str(&format!(
                "      type: {}\n      name: {}\n",
                plain_scalar(id),
                plain_scalar(&benchmark.name)
            ));
            text.push_str("    metrics:\n");
            last = Some(&benchmark.code);
        }
        text.push_str(&format!("    - type: {}\n", plain_scalar(&score.metric())));
        text.push_str(&format!("      name: {}\n      value: {}\n", plain_scalar(score.column_name()), score.value));
    }
    text + "---\n"
}

fn eval_results(model: &ModelDocument, catalog: &Catalog) -> (String, Vec<String>) {
    let (mut text, mut left_out) = (String::new(), Vec::new());
    for score in Score::all(model, catalog).filter(Score::is_total) {
        match hub_id(score.benchmark) {
            Some(id) => text.push_str(&format!(
                "- dataset:\n    id: {}\n    task_id: default\n  value: {}\n  notes: {}\n",
                plain_scalar(id),
                score.value,
                plain_scalar(&format!("{}, {}", score.column_name(), score.metric())),
            )),
            None => left_out.push(format!("{} has no dataset on Hugging Face", score.benchmark.name)),
        }
    }
    (text, left_out)
}

//! Recognises the model cards of Hugging Face: Markdown with front matter, as score files are, but with other keys.

use crate::document::score_file::reader::Pairs;
use crate::document::yaml::node::Value;

/// Keys of a model card that no score file has.
const KEYS: [&str; 11] = [
    "license",
    "pipeline_tag",
    "base_model",
    "library_name",
    "model-index",
    "datasets",
    "tags",
    "language",
    "metrics",
    "license_name",
    "inference",
];

/// Whether front matter is that of a model card and has no scores in the form of a score file.
pub(in crate::document) fn is_one(pairs: &Pairs<'_>) -> bool {
    let has = |wanted: &str| pairs.iter().any(|(key, _)| matches!(&key.value, Value::Text(key) if key == wanted));
    let known = KEYS.iter().filter(|key| has(key)).count();
    !has("score") && (has("model-index") || known > 1 || (known == 1 && !has("name")))
}

/// Whether it states results.
pub(in crate::document) fn has_results(pairs: &Pairs<'_>) -> bool {
    pairs.iter().any(|(key, value)| matches!(&key.value, Value::Text(key) if key == "model-index") && !value.is_null())
}

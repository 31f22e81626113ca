//! `check` and `rank` for other pages and for tests: the command line's results as JavaScript values.
//!
//! Both return promises, because the catalog and the bundled models are fetched, once, from beside the module. What goes
//! wrong rejects the promise with an `Error` that says so: arguments are read through JSON, so that whatever an object does
//! when it is looked at ends there.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::aggregate::{Lens, Ranking, Rule, Subject, Weights};
use crate::document::{Origin, SourceFile};
use crate::load::load;
use crate::view::{CheckReport, RankReport, not_in_common};

/// A file as JavaScript gives it.
#[derive(Deserialize)]
struct TextFile {
    path: String,
    text: String,
}

/// What to rank; the same words as on the command line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RankOptions {
    board: String,
    #[serde(default)]
    lens: Option<Lens>,
    #[serde(default)]
    benchmark: Option<String>,
    #[serde(default)]
    weights: BTreeMap<String, f64>,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default)]
    comparable: bool,
}

/// Checks score files, a list of `{path, text}`.
///
/// Gives what `check --format json` prints: `{files, models, findings: [{code, severity, certainty, file, line, column,
/// benchmarks, message, why, help}]}`.
///
/// # Errors
///
/// If the argument is of another form, or the catalog cannot be fetched.
#[wasm_bindgen]
pub async fn check(files: JsValue) -> Result<JsValue, JsError> {
    let files = source_files(&files)?;
    let bundle = crate::app::bundle().await?;
    to_js(&CheckReport::new(&load(&files, bundle.dataset.catalog().clone())))
}

/// Ranks the models of score files, or the bundled ones where `files` is absent or empty.
///
/// `options` is `{board, lens?, benchmark?, weights?, rule?, comparable?}`, with weights as `{vsi: 2}`. Gives what `rank --format json` prints.
///
/// # Errors
///
/// If an argument is of another form, a code is unknown, or the catalog cannot be fetched.
#[wasm_bindgen]
pub async fn rank(files: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let files = source_files(&files)?;
    let options: RankOptions = from_js(&options, "options must be {board, lens, benchmark}")?;
    let bundle = crate::app::bundle().await?;
    let loaded;
    let dataset = if files.is_empty() {
        &bundle.dataset
    } else {
        loaded = load(&files, bundle.dataset.catalog().clone());
        &loaded.dataset
    };
    if options.lens.is_some() && options.benchmark.is_some() {
        return Err(JsError::new("options name both a lens and a benchmark; a benchmark is shown by its own columns"));
    }
    let lens = options.lens.unwrap_or_default();
    let subject = Subject::named(dataset.catalog(), &options.board, lens, options.benchmark.as_deref())
        .map_err(|message| JsError::new(&message))?;
    let given = options.weights.iter().map(|(name, weight)| (name.as_str(), *weight));
    let weights = Weights::named(dataset.catalog(), subject.board, given).map_err(|message| JsError::new(&message))?;
    let rule = options.rule.as_deref().map_or(Ok(Rule::default()), |code| {
        let codes = Rule::ALL.map(Rule::code).join(", ");
        Rule::from_code(code).ok_or_else(|| JsError::new(&format!("there is no rule `{code}`; there are {codes}")))
    })?;
    let (mut left_out, mut among) = (weights.with_left_out(&[]), Vec::new());
    if options.comparable {
        let plain = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &left_out);
        among = plain.order.iter().copied().filter(|row| plain.ranks.get(*row).is_some()).collect();
        left_out.extend(not_in_common(dataset, subject, &among, &left_out));
    }
    let mut ranking =
        Ranking::by_rule(dataset, subject, &left_out, &weights, rule).map_err(|message| JsError::new(&message))?;
    if options.comparable {
        ranking = ranking.comparable(dataset, &among);
    }
    to_js(&RankReport::new(dataset, &ranking))
}

fn source_files(files: &JsValue) -> Result<Vec<SourceFile>, JsError> {
    if files.is_null() || files.is_undefined() {
        return Ok(Vec::new());
    }
    let files: Vec<TextFile> = from_js(files, "files must be a list of {path, text}")?;
    let named = |file: TextFile| SourceFile { path: file.path, bytes: file.text.into_bytes(), origin: Origin::Named };
    Ok(files.into_iter().map(named).collect())
}

/// Reads an argument; `expected` begins what is said of one that cannot be read.
fn from_js<T: DeserializeOwned>(value: &JsValue, expected: &str) -> Result<T, JsError> {
    let refused = |why: &str| JsError::new(&format!("{expected}: {why}"));
    // A getter, a proxy or a `toJSON` may throw anything, even something that throws when it is asked what it says.
    let json = js_sys::JSON::stringify(value).map_err(|thrown| {
        let message = js_sys::Reflect::get(&thrown, &"message".into()).ok().and_then(|message| message.as_string());
        refused(&message.or_else(|| thrown.as_string()).unwrap_or_else(|| "it cannot be read".to_owned()))
    })?;
    // There is none for a function, a symbol and nothing at all.
    let json = JsValue::from(json).as_string().ok_or_else(|| refused("there is no such value"))?;
    serde_json::from_str(&json).map_err(|error| refused(&error.to_string()))
}

/// Missing scores become `null`, as in JSON, not `undefined`.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

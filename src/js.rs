//! `check` and `rank` for other pages and for tests: the command line's results as JavaScript values.
//!
//! Both return promises, because the catalog and the bundled models are fetched, once, from beside the module. What goes
//! wrong rejects the promise with an `Error` that says so.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::aggregate::{Lens, Ranking, Subject};
use crate::document::{Origin, SourceFile};
use crate::load::load;
use crate::view::{CheckReport, RankReport};

/// A file as JavaScript gives it.
#[derive(Deserialize)]
struct TextFile {
    path: String,
    text: String,
}

/// What to rank; the same words as on the command line.
#[derive(Deserialize)]
struct RankOptions {
    board: String,
    #[serde(default)]
    lens: Option<Lens>,
    #[serde(default)]
    benchmark: Option<String>,
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
    let files = source_files(files)?;
    let bundle = crate::app::bundle().await?;
    to_js(&CheckReport::new(&load(&files, bundle.dataset.catalog().clone())))
}

/// Ranks the models of score files, or the bundled ones where `files` is absent or empty.
///
/// `options` is `{board, lens?, benchmark?}`. Gives what `rank --format json` prints.
///
/// # Errors
///
/// If an argument is of another form, a code is unknown, or the catalog cannot be fetched.
#[wasm_bindgen]
pub async fn rank(files: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let files = source_files(files)?;
    let options: RankOptions = serde_wasm_bindgen::from_value(options)
        .map_err(|e| JsError::new(&format!("options must be {{board, lens, benchmark}}: {e}")))?;
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
    let ranking = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    to_js(&RankReport::new(dataset, &ranking))
}

fn source_files(files: JsValue) -> Result<Vec<SourceFile>, JsError> {
    if files.is_null() || files.is_undefined() {
        return Ok(Vec::new());
    }
    let files: Vec<TextFile> = serde_wasm_bindgen::from_value(files)
        .map_err(|e| JsError::new(&format!("files must be a list of {{path, text}}: {e}")))?;
    let named = |file: TextFile| SourceFile { path: file.path, bytes: file.text.into_bytes(), origin: Origin::Named };
    Ok(files.into_iter().map(named).collect())
}

/// Missing scores become `null`, as in JSON, not `undefined`.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

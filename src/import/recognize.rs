//! Tells what a file is by its content, and reads it as that.

use std::borrow::Cow;
use std::collections::HashMap;

use super::found::{Found, Kind};
use super::names::Names;
use super::samples::Samples;
use super::tree::{self, Tree};
use super::{delimited, embodied_eval, every_eval, harness, html, hub, latex, limits, markdown, records, table};
use crate::document::{Catalog, FileFormat, as_utf8};

/// What a file may be; several where it is several things, none where it is none of them.
///
/// # Errors
///
/// Why it cannot be looked at, with what to do.
pub fn recognize(path: &str, bytes: &[u8]) -> Result<Vec<Kind>, String> {
    // Samples are read line by line, so that they may be larger than anything else.
    if begins_with_item(bytes) {
        return Ok(vec![Kind::Samples]);
    }
    let text = text(path, bytes)?;
    let trimmed = text.trim_start_matches('\u{FEFF}').trim_start();
    if trimmed.starts_with(['{', '[']) {
        match tree::json(&text) {
            Ok(trees) => return Ok(of_json(&trees)),
            // A LaTeX table may begin with a brace.
            Err(_) if latex::has_table(&text) => {}
            Err(error) => return Err(format!("it is no valid JSON: {error}")),
        }
    }
    let mut kinds = Vec::new();
    let yaml = yaml(&text);
    if let Some(yaml) = yaml {
        let tree = tree::yaml(yaml).unwrap_or(Tree::Null);
        if tree.get("score").is_some() {
            return Ok(vec![Kind::ScoreFile]);
        }
        if hub::is_model_index(&tree) {
            kinds.push(Kind::ModelIndex);
        }
        if hub::is_eval_results(&tree) {
            kinds.push(Kind::EvalResults);
        }
    }
    let is_latex = latex::has_table(&text);
    let tables = [
        (Kind::Html, html::has_table(&text)),
        (Kind::Latex, is_latex),
        (Kind::Markdown, !is_latex && markdown::has_table(&text)),
    ];
    kinds.extend(tables.into_iter().filter(|(_, is_one)| *is_one).map(|(kind, _)| kind));
    if kinds.is_empty() && yaml.is_none() && delimited::delimiter(&text).is_some() {
        kinds.push(Kind::Delimited);
    }
    Ok(kinds)
}

/// Reads a file as what it is said to be: the models in it, each once for every row or document.
///
/// # Errors
///
/// Why there is nothing to read in it.
pub fn read(kind: Kind, path: &str, bytes: &[u8], catalog: &Catalog) -> Result<Vec<Found>, String> {
    if kind == Kind::Samples {
        let mut samples = Samples::default();
        samples.push(bytes);
        return Ok(vec![samples.finish(path, catalog)]);
    }
    let text = text(path, bytes)?;
    let names = Names::new(catalog);
    let json = || tree::json(&text);
    let tables = |grids: Vec<_>| table::read(&grids, kind, path, &names);
    let mut found = match kind {
        Kind::ScoreFile => return Err("it is a score file already: there is nothing to import".to_owned()),
        Kind::Samples => Vec::new(),
        Kind::EmbodiedEval => vec![embodied_eval::read(&json()?, path, &names)],
        Kind::Harness => json()?.iter().map(|tree| harness::read(tree, path, &names)).collect(),
        Kind::EveryEval => {
            let trees = json()?;
            let documents = documents(&trees).into_iter().take(limits::MODELS);
            documents.map(|tree| every_eval::read(tree, path, &names)).collect()
        }
        Kind::Report => tables(json()?.iter().take(limits::TABLES).map(records::report).collect()),
        Kind::Records => tables(vec![records::records(&json()?)]),
        Kind::ModelIndex => {
            let yaml = yaml(&text).ok_or("it has no YAML between lines of three dashes")?;
            hub::model_index(&tree::yaml(yaml)?, path, &names)
        }
        Kind::EvalResults => {
            let tree = match json() {
                Ok(trees) => trees.into_iter().next().unwrap_or(Tree::Null),
                Err(_) => tree::yaml(&text)?,
            };
            vec![hub::eval_results(&tree, path, &names)]
        }
        Kind::Delimited => tables(delimited::read(&text)),
        Kind::Markdown => tables(markdown::read(&text)),
        Kind::Latex => tables(latex::read(&text)),
        Kind::Html => tables(html::read(&text)),
    };
    if found.iter().all(|found| found.entries.is_empty() && found.not_used.is_empty()) {
        return Err(format!("read as {}, it has no figures", kind.name()));
    }
    found.iter_mut().for_each(tell_apart);
    Ok(found)
}

/// Numbers figures that have key and place in common, so that a correction can be one of each.
fn tell_apart(found: &mut Found) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in &mut found.entries {
        let count = seen.entry(entry.identity()).or_default();
        *count += 1;
        if *count > 1 {
            entry.place = format!("{}, no. {count}", entry.place);
        }
    }
}

/// The text of a file that is small enough.
fn text<'b>(path: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, String> {
    match FileFormat::of(path, bytes) {
        Some(FileFormat::Excel) => {
            return Err("it is an Excel workbook: copy the cells and paste them, or save them as CSV. A workbook of VLMEvalKit \
                        holds predictions; the scores are in its `_acc.csv`"
                .to_owned());
        }
        Some(format) => return Err(format!("it is {}. {}", format.noun(), format.help())),
        None => {}
    }
    if bytes.len() > limits::BYTES {
        return Err(format!("it has {} bytes, and at most {} are read", bytes.len(), limits::BYTES));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            Cow::Owned(String::from_utf8(as_utf8(bytes.to_vec())).map_err(|_| "it is not UTF-8 text".to_owned())?)
        }
    };
    if text.contains('\0') { Err("it is no text".to_owned()) } else { Ok(text) }
}

/// The YAML of a file: its front matter, or all of it if a line begins as the formats do.
fn yaml(text: &str) -> Option<&str> {
    let begins =
        |line: &str| ["- dataset:", "model-index:", "score:"].iter().any(|key| line.trim_start().starts_with(key));
    hub::front_matter(text).or_else(|| text.lines().take(200).any(begins).then_some(text))
}

/// Whether the first line of a file is an item of a run.
fn begins_with_item(bytes: &[u8]) -> bool {
    let line = bytes.get(..bytes.len().min(limits::LINE)).unwrap_or_default().trim_ascii_start();
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    line.contains("\"doc_id\"")
        && tree::json(&line).is_ok_and(|trees| matches!(trees.as_slice(), [one] if one.get("doc_id").is_some()))
}

/// The documents of a file: a list of them, or one behind the other.
fn documents(trees: &[Tree]) -> Vec<&Tree> {
    trees
        .iter()
        .flat_map(|tree| if tree.items().is_empty() { std::slice::from_ref(tree) } else { tree.items() })
        .collect()
}

fn of_json(trees: &[Tree]) -> Vec<Kind> {
    let documents = documents(trees);
    let all = |is_one: fn(&Tree) -> bool| !documents.is_empty() && documents.iter().all(|tree| is_one(tree));
    let mut kinds = Vec::new();
    let known = [
        (Kind::ScoreFile, all(|tree| tree.get("score").is_some_and(|score| score.get("benchmark").is_some()))),
        (Kind::Harness, !trees.is_empty() && trees.iter().all(harness::is_one)),
        (Kind::EveryEval, all(every_eval::is_one)),
        (Kind::Report, !trees.is_empty() && trees.iter().all(records::is_report)),
        (Kind::EvalResults, matches!(trees, [one] if hub::is_eval_results(one))),
        (Kind::EmbodiedEval, embodied_eval::is_one(trees)),
    ];
    kinds.extend(known.into_iter().filter(|(_, is_one)| *is_one).map(|(kind, _)| kind));
    if kinds.is_empty() && records::are_records(trees) {
        kinds.push(Kind::Records);
    }
    kinds
}

//! Reads the sources and holds them to what `ARCHITECTURE.md` says: each layer uses only those above it, and only the
//! layers of the page know that there is a browser.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::path::Path;

use crate::common::project;

/// The layers from top to bottom, with the other layers that each may use.
const LAYERS: [(&str, &[&str]); 13] = [
    ("order", &[]),
    ("document", &["order"]),
    ("archive", &["order", "document"]),
    ("import", &["order", "document"]),
    ("dataset", &["order", "document"]),
    ("aggregate", &["order", "document", "dataset"]),
    ("load", &["order", "document", "dataset", "aggregate"]),
    ("workspace", &["order", "document", "archive", "import", "dataset", "aggregate", "load"]),
    ("chart", &["order"]),
    ("view", &["order", "document", "dataset", "aggregate", "load", "chart"]),
    ("app", &["order", "document", "archive", "import", "dataset", "aggregate", "load", "workspace", "chart", "view"]),
    ("js", &["document", "aggregate", "load", "view", "app"]),
    ("cli", &["document", "archive", "import", "dataset", "aggregate", "load", "view"]),
];

/// What only the page may name.
const WEB: [&str; 7] =
    ["web_sys", "js_sys", "wasm_bindgen", "leptos", "plotters_canvas", "serde_wasm_bindgen", "send_wrapper"];

/// All sources of a layer, which is a file or a folder.
fn sources(layer: &str) -> Vec<(String, String)> {
    let file = project(&format!("src/{layer}.rs"));
    let mut found = Vec::new();
    let mut waiting = if file.exists() { vec![file] } else { vec![project(&format!("src/{layer}"))] };
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push((name(&path), std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(!found.is_empty(), "layer {layer} has sources");
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(project("")).unwrap().display().to_string()
}

#[test]
fn each_layer_uses_only_those_above_it() {
    for (layer, allowed) in LAYERS {
        for (file, text) in sources(layer) {
            for part in text.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let layered = LAYERS.iter().any(|(name, _)| *name == used);
                assert!(!layered || used == layer || allowed.contains(&used.as_str()), "{file} of {layer} uses {used}");
            }
        }
    }
}

#[test]
fn only_the_page_knows_the_browser() {
    for (layer, _) in LAYERS.iter().filter(|(layer, _)| !["app", "js"].contains(layer)) {
        for (file, text) in sources(layer) {
            for web in WEB {
                assert!(!text.contains(web), "{file} of {layer} names {web}");
            }
        }
    }
}

#[test]
fn only_the_command_line_touches_files() {
    for (layer, _) in LAYERS.iter().filter(|(layer, _)| *layer != "cli") {
        for (file, text) in sources(layer) {
            assert!(!text.contains("std::fs") && !text.contains("std::env"), "{file} of {layer} reaches outside");
        }
    }
}

#[test]
fn every_module_opens_with_a_sentence() {
    for (layer, _) in LAYERS {
        for (file, text) in sources(layer) {
            assert!(text.starts_with("//! "), "{file} does not say what it owns");
        }
    }
}

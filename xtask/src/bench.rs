//! Measures the release page in Chromium and the same code native, and sets the figures beside their budgets.
//!
//! The browser's side is `tests/e2e/bench.js`, the native side `tests/native-bench`; both print what they measured, and
//! what it comes to is decided here.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::browser::Browser;
use crate::bundle::{self, Speed};
use crate::command::{cargo, read, run as run_command};
use crate::project::Project;
use crate::repeated::Mix;
use crate::server::{Mount, Port, Server};
use crate::site::Site;
use crate::tools::Tools;
use crate::{budget, e2e, page, repeated};

/// How many models the small and the large data set of the page hold, and how many files are parsed.
const FEW: usize = 150;
const MANY: usize = 10_000;
/// What a visitor changes on a board.
const CHANGES: [&str; 3] = ["sort", "filter", "lens"];

/// The board that is ranked for the figures.
const BOARD: &str = "qa-2d";

/// Measures, and prints one JSON document. With `check` a figure outside its budget makes for a failure.
pub(crate) fn run(project: &Project, check: bool) -> Result<ExitCode> {
    let tools = Tools::set_up(project)?;
    let browser = Browser::set_up()?;
    e2e::install(project)?;
    page::build_with(project, &tools, None)?;
    build_empty_page(project, &tools)?;

    eprintln!("Making data sets of {FEW} and {MANY} models ...");
    let page = page::load(project)?;
    let few = with_models(project, &page, FEW)?;
    let many = with_models(project, &page, MANY)?;
    let mut files = Site::default();
    files.insert("files.json", texts(&repeated_folder(project, MANY))?)?;
    let exchanged = project.path("target/bench/exchanged");
    repeated::write(&project.path("public/models"), MANY, Mix::Exchanged, &exchanged)?;
    files.insert("exchanged.json", texts(&exchanged)?)?;
    let address = Server::bind(
        Port::Any,
        vec![
            Mount::under("page", page.clone()),
            Mount::under("empty", Site::load(&project.path("target/empty-page"))?),
            Mount::under("few", few),
            Mount::under("many", many),
            Mount::under("data", files),
        ],
    )?
    .start();

    eprintln!("Measuring in the browser (a few minutes) ...");
    let mut script = e2e::node(project, &browser);
    script.arg("bench.js").env("ARENA_URL", &address).env("ARENA_BOARD", BOARD);
    let in_browser: Value = serde_json::from_str(&read(&mut script)?).context("bench.js printed no JSON")?;

    eprintln!("Measuring the same code native (compiles it first) ...");
    let mut native = cargo();
    native.current_dir(project.root()).args(["run", "--quiet", "--profile", "page", "--package", "native-bench", "--"]);
    native.arg(repeated_folder(project, MANY)).arg(project.path("public/catalog.yaml")).arg(BOARD);
    let native: Value = serde_json::from_str(&read(&mut native)?).context("native-bench printed no JSON")?;

    let (document, all_within) = figures(&page, &in_browser, &native);
    let mut screen = std::io::stdout().lock();
    writeln!(screen, "{}", serde_json::to_string_pretty(&document)?)?;
    Ok(if check && !all_within { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The page that the first table is measured against, by the same tools and settings.
fn build_empty_page(project: &Project, tools: &Tools) -> Result<()> {
    eprintln!("Building the empty page ...");
    let mut trunk = tools.trunk();
    trunk.current_dir(project.path("tests/empty-page")).args(["build", "--release", "--offline"]);
    run_command(&mut trunk).context("the empty page was not built")
}

fn repeated_folder(project: &Project, count: usize) -> std::path::PathBuf {
    project.path(&format!("target/bench/models-{count}"))
}

/// The page with the bundled models repeated to `count`.
fn with_models(project: &Project, page: &Site, count: usize) -> Result<Site> {
    let folder = repeated_folder(project, count);
    repeated::write(&project.path("public/models"), count, Mix::Bundled, &folder)?;
    let dataset = folder.with_extension("bin");
    bundle::make(project, &folder, &dataset, Speed::QuickToRun)?;
    let mut page = page.clone();
    page.insert("dataset.bin", fs::read(&dataset)?)?;
    Ok(page)
}

/// The files of a folder as the list of `{path, text}` that the WASM module checks.
fn texts(folder: &Path) -> Result<Vec<u8>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.file_name().to_string_lossy().into_owned();
        files.push(json!({ "path": path, "text": fs::read_to_string(entry.path())? }));
    }
    Ok(serde_json::to_vec(&files)?)
}

/// What the measurements come to, and whether all budgets hold.
fn figures(page: &Site, browser: &Value, native: &Value) -> (Value, bool) {
    let number = |value: &Value, pointer: &str| value.pointer(pointer).and_then(Value::as_f64);
    let part = |pointer: &str| browser.pointer(pointer).cloned().unwrap_or(Value::Null);
    let ratio = |over: Option<f64>, under: Option<f64>| Some(over? / under.filter(|under| *under > 0.0)?);
    let slowest = |pointer: &str, changes: [&str; 3]| {
        let medians = changes.map(|change| number(browser, &format!("{pointer}/{change}/median_ms")));
        // A change that could not be measured leaves the figure without a value.
        medians.into_iter().try_fold(0.0_f64, |slowest, median| Some(slowest.max(median?)))
    };
    let sizes: Map<String, Value> =
        budget::fetched_files(page).into_iter().map(|(path, bytes, _)| (path.to_owned(), json!(bytes))).collect();
    let (parse_native, parse_wasm) = (number(native, "/parse_ms"), number(browser, "/wasm/check_ms"));

    let figures = [
        Figure::at_most("bytes_to_first_table", number(browser, "/load/bytes"), budget::FIRST_TABLE_BYTES as f64)
            .with(json!({ "gzip_bytes_by_file": sizes })),
        Figure::at_most("bytes_of_whole_page", number(browser, "/load/all_bytes"), budget::PAGE_BYTES as f64)
            .with(json!({ "requests": part("/load/all_requests"), "usable_ms": part("/load/usable_ms") })),
        Figure::at_most("requests_to_first_table", number(browser, "/load/requests"), budget::FIRST_TABLE_REQUESTS),
        Figure::at_most(
            "first_table_against_empty_page",
            ratio(number(browser, "/first_table/page_ms"), number(browser, "/first_table/empty_ms")),
            budget::FIRST_TABLE_RATIO,
        )
        .with(part("/first_table")),
        Figure::at_most("change_to_next_frame_ms_150_models", slowest("/few", CHANGES), budget::CHANGE_150_MS)
            .with(part("/few")),
        Figure::at_most("change_to_next_frame_ms_10000_models", slowest("/many", CHANGES), budget::CHANGE_10000_MS)
            .with(part("/many")),
        Figure::at_most(
            "change_to_next_frame_ms_10000_models_34_columns",
            slowest("/wide", ["sort", "filter", "scroll"]),
            budget::CHANGE_10000_MS,
        )
        .with(part("/wide")),
        Figure::at_most("redraw_ms_150_models", slowest_of(&part("/redraw/few")), budget::REDRAW_150_MS)
            .with(part("/redraw/few")),
        Figure::at_most("redraw_ms_10000_points", slowest_of(&part("/redraw/many")), budget::REDRAW_10000_MS)
            .with(part("/redraw/many")),
        Figure::at_most("pause_in_typing_to_table_ms", number(browser, "/typing/median_ms"), budget::TYPING_MS)
            .with(part("/typing")),
        Figure::at_most("files_10000_on_screen_ms", number(browser, "/bringing/all_ms"), budget::BRINGING_MS)
            .with(part("/bringing")),
        Figure::at_most(
            "longest_task_while_10000_files_come_ms",
            number(browser, "/bringing/longest_task_ms"),
            budget::TASK_MS,
        ),
        Figure::at_most("heap_growth_bytes", number(browser, "/leaks/heap_growth"), budget::HEAP_GROWTH_BYTES)
            .with(part("/leaks")),
        Figure::at_most("wasm_growth_bytes", number(browser, "/leaks/wasm_growth"), budget::WASM_GROWTH_BYTES),
        Figure::at_least("parse_wasm_against_native", ratio(parse_native, parse_wasm), budget::PARSE_RATIO)
            .with(json!({ "files": MANY, "native_ms": parse_native, "wasm_ms": parse_wasm })),
        Figure::at_most("requests_after_load", number(browser, "/load/later_requests"), budget::LATER_REQUESTS),
    ];
    let all_within = figures.iter().all(Figure::is_within);
    let mut document: Map<String, Value> =
        figures.into_iter().map(|figure| (figure.name.to_owned(), figure.into_json())).collect();
    let rank = json!({
        "models": MANY,
        "board": BOARD,
        "native_ms": number(native, "/rank_ms"),
        "wasm_ms": number(browser, "/wasm/rank_ms"),
        "ranked": number(native, "/ranked"),
        "native_sets_ms": number(native, "/sets_ms"),
    });
    document.insert("rank".to_owned(), rank);
    document.insert("browser".to_owned(), part("/browser"));
    document.insert("all_within".to_owned(), json!(all_within));
    (Value::Object(document), all_within)
}

/// The highest of the figures of an object; none if one of them could not be measured, or if there are none.
fn slowest_of(object: &Value) -> Option<f64> {
    let figures = object.as_object().filter(|figures| !figures.is_empty())?;
    figures.values().try_fold(0.0_f64, |slowest, figure| Some(slowest.max(figure.as_f64()?)))
}

/// A measured value and its budget.
struct Figure {
    name: &'static str,
    value: Option<f64>,
    budget: f64,
    more_is_better: bool,
    details: Value,
}

impl Figure {
    fn at_most(name: &'static str, value: Option<f64>, budget: f64) -> Self {
        Self { name, value, budget, more_is_better: false, details: Value::Null }
    }

    fn at_least(name: &'static str, value: Option<f64>, budget: f64) -> Self {
        Self { more_is_better: true, ..Self::at_most(name, value, budget) }
    }

    fn with(self, details: Value) -> Self {
        Self { details, ..self }
    }

    /// A figure that could not be measured is not within its budget.
    fn is_within(&self) -> bool {
        self.value.is_some_and(|value| if self.more_is_better { value >= self.budget } else { value <= self.budget })
    }

    fn into_json(self) -> Value {
        let within = self.is_within();
        let mut object = Map::new();
        object.insert("value".to_owned(), json!(self.value));
        object.insert("budget".to_owned(), json!(self.budget));
        object.insert("within".to_owned(), json!(within));
        if let Value::Object(details) = self.details {
            object.extend(details);
        }
        Value::Object(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_held_to_its_budget() {
        assert!(Figure::at_most("a", Some(8.0), 8.0).is_within());
        assert!(!Figure::at_most("a", Some(8.1), 8.0).is_within());
        assert!(Figure::at_least("a", Some(0.6), 0.5).is_within());
        assert!(!Figure::at_least("a", Some(0.4), 0.5).is_within());
        assert!(!Figure::at_most("a", None, 8.0).is_within());
    }

    #[test]
    fn what_was_measured_comes_to_figures() {
        let change = |ms: f64| json!({ "median_ms": ms });
        let changes = json!({ "scroll": change(8.0), "sort": change(5.0), "filter": change(7.0), "lens": change(6.0) });
        let browser = json!({
            "browser": "Chromium 1",
            "load": { "bytes": 20_000, "requests": 4, "all_bytes": 400_000, "later_requests": 0 },
            "first_table": { "page_ms": 130.0, "empty_ms": 100.0 },
            "few": changes, "many": changes, "wide": changes,
            "typing": change(40.0),
            "bringing": { "all_ms": 9_000.0, "longest_task_ms": 0.0 },
            "redraw": { "few": { "size": 3.0, "spread": 4.5 }, "many": { "size": 20.0 } },
            "leaks": { "heap_growth": 100_000, "wasm_growth": 0 },
            "wasm": { "check_ms": 1500.0, "rank_ms": 10.0 },
        });
        let native = json!({ "parse_ms": 1000.0, "rank_ms": 5.0 });
        let (document, all_within) = figures(&Site::default(), &browser, &native);
        assert!(all_within, "{document:#}");
        assert_eq!(document["first_table_against_empty_page"]["value"], 1.3);
        assert_eq!(document["change_to_next_frame_ms_150_models"]["value"], 7.0);
        assert_eq!(document["rank"]["native_ms"], 5.0);
        assert_eq!(document["redraw_ms_150_models"]["value"], 4.5);

        let (document, all_within) = figures(&Site::default(), &json!({}), &native);
        assert!(!all_within);
        assert_eq!(document["requests_after_load"]["within"], false);
    }
}

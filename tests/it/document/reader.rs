//! The reader on real and on small made-up files: what it makes of each, and what it says about it.
//!
//! Each file under `tests/data/findings` and `tests/data/catalogs` has its expected outcome beside it. `UPDATE_EXPECT=1
//! cargo test --test it reader` writes them anew; then each is to be read, because what is written is not therefore right.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use arena_explorer::document::{
    Catalog, Figure, Finding, Kind, Level, ModelDocument, Origin, Reading, Severity, SourceFile, Stated, read_catalog,
    read_score_file, slug,
};
use expect_test::expect;

use crate::common::{assert_distinct, assert_snapshots, files_of, project};

fn catalog() -> Catalog {
    let (catalog, findings) = read_catalog("catalog.yaml", include_str!("../../../public/catalog.yaml"));
    assert_eq!(findings, []);
    catalog.expect("the project's catalog is read")
}

fn read(path: &Path, origin: Origin, catalog: &Catalog) -> Reading {
    let bytes = fs::read(path).expect("the file is there");
    let path = path.file_name().expect("a file").to_string_lossy().into_owned();
    read_score_file(&SourceFile { path, bytes, origin }, catalog)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_none_or(|ending| ending != "expected"));
    paths.sort();
    paths
}

fn expected_of(path: &Path) -> String {
    format!("{}.expected", path.file_name().expect("a file").to_string_lossy())
}

#[test]
fn each_file_gives_its_findings_and_its_document() {
    let catalog = catalog();
    let mut outcomes = Vec::new();
    for path in files("tests/data/findings") {
        let named = read(&path, Origin::Named, &catalog);
        let found = read(&path, Origin::Found, &catalog);
        let mut outcome: String = named.findings.iter().map(|finding| format!("{finding}\n")).collect();
        match &named.document {
            Some(document) => outcome.push_str(&summary(document, &catalog)),
            None => outcome.push_str("no model\n"),
        }
        assert!(!named.skipped);
        if found.skipped {
            assert_eq!((&found.document, found.findings.len()), (&None, 0));
            outcome.push_str("in a folder: skipped\n");
        } else {
            assert_eq!(found, named);
        }
        outcomes.push((expected_of(&path), outcome));
    }
    assert_snapshots("tests/data/findings", &outcomes);
}

#[test]
fn each_catalog_gives_its_findings() {
    let mut outcomes = Vec::new();
    for path in files("tests/data/catalogs") {
        let text = fs::read_to_string(&path).expect("text");
        let name = path.file_name().expect("a file").to_string_lossy();
        let (catalog, findings) = read_catalog(&name, &text);
        let mut outcome: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
        match catalog {
            Some(catalog) => outcome.push_str(&catalog_summary(&catalog)),
            None => outcome.push_str("no catalog\n"),
        }
        outcomes.push((expected_of(&path), outcome));
    }
    assert_snapshots("tests/data/catalogs", &outcomes);
}

/// Different files may be read alike, which is what some are there for; the same file twice shows nothing.
#[test]
fn no_file_is_there_twice() {
    for folder in ["tests/data/findings", "tests/data/catalogs"] {
        let content = |path: PathBuf| (path.display().to_string(), fs::read(&path).expect("the file is there"));
        assert_distinct(files(folder).into_iter().map(content));
    }
}

#[test]
fn every_entry_of_the_test_data_is_read_by_a_test() {
    let read = |file: String| fs::read_to_string(project("tests/it").join(file)).expect("text");
    let tests: String = files_of("tests/it").into_iter().map(read).collect();
    for file in files_of("tests/data").iter().filter(|file| !file.starts_with(".git")) {
        let entry = file.split('/').next().unwrap_or_default();
        assert!(tests.contains(&format!("\"tests/data/{entry}")), "no test reads tests/data/{entry}");
    }
}

/// All of a document that is there, in a few lines.
fn summary(model: &ModelDocument, catalog: &Catalog) -> String {
    let mut text = format!("{} (line {}): {:?}\n", model.code, model.code_line, model.name);
    let mut field = |name: &str, value: String| {
        if !matches!(value.as_str(), "None" | "[]") {
            writeln!(text, "  {name}: {}", value.trim_start_matches("Some(").trim_end_matches(')')).expect("a string");
        }
    };
    field("category", format!("{:?}", model.category));
    field("authors", format!("{:?}", model.authors));
    field("website", format!("{:?}", model.website));
    field("open source", format!("{:?}", model.open_source));
    field("released", format!("{:?}", model.released));
    field("sizes", format!("{:?}", model.sizes));
    field("vision", format!("{:?}", model.vision));
    field("language", format!("{:?}", model.language));
    field("qa", format!("{:?}", model.qa));
    field("dimension", format!("{:?}", model.dimension));
    field("navigation", format!("{:?}", model.navigation));
    field("task planning", format!("{:?}", model.task_planning));
    field("reason", format!("{:?}", model.reason));
    field("image or video", format!("{:?}", model.image_video));
    let cores: Vec<&str> = catalog.cores.iter().map(|core| core.name.as_str()).collect();
    let fines: Vec<&str> = catalog.fines.iter().map(|fine| fine.name.as_str()).collect();
    for scores in &model.scores {
        let benchmark = &catalog.benchmarks[scores.benchmark];
        let columns: Vec<&str> = benchmark.columns.iter().map(String::as_str).collect();
        assert_eq!(scores.columns.len(), columns.len());
        assert!(scores.fine.is_empty() || scores.fine.len() == fines.len());
        writeln!(text, "  {} (line {})", benchmark.name, scores.line).expect("a string");
        text.push_str(&figures("columns", &columns, &scores.columns));
        text.push_str(&figures("fine", &fines, &scores.fine));
        text.push_str(&scores.stated_core.iter().map(|of| stated(of, &cores, &fines)).collect::<String>());
    }
    for (board, of) in &model.summaries {
        writeln!(text, "  summary of {}", catalog.boards[*board].name).expect("a string");
        text.push_str(&stated(of, &cores, &fines));
    }
    text
}

fn stated(stated: &Stated, cores: &[&str], fines: &[&str]) -> String {
    let (level, names) = match stated.level {
        Level::Core => ("core", cores),
        Level::Fine => ("fine", fines),
    };
    assert_eq!(stated.values.len(), names.len());
    let label = format!("stated {level} (line {}), written {:?}", stated.line, stated.written);
    figures(&label, names, &stated.values)
}

fn figures(label: &str, names: &[&str], figures: &[Option<Figure>]) -> String {
    let present = names.iter().zip(figures).filter_map(|(name, figure)| Some((name, figure.as_ref()?)));
    let figures: Vec<String> =
        present.map(|(name, figure)| format!("{name} {} @{}", figure.value, figure.line)).collect();
    if figures.is_empty() { String::new() } else { format!("    {label}: {}\n", figures.join(", ")) }
}

fn catalog_summary(catalog: &Catalog) -> String {
    let mut text = String::new();
    for core in &catalog.cores {
        let fines: Vec<_> = catalog.fines[core.fines.clone()].iter().map(|fine| (&fine.name, &fine.code)).collect();
        writeln!(text, "{} {:?}: {fines:?}", core.code, core.name).expect("a string");
    }
    writeln!(text, "positions {:?} {:?}", catalog.core_positions, catalog.fine_positions).expect("a string");
    for benchmark in &catalog.benchmarks {
        writeln!(text, "{benchmark:?}").expect("a string");
    }
    for board in &catalog.boards {
        writeln!(text, "{board:?}").expect("a string");
    }
    text
}

#[test]
fn every_kind_that_the_reader_gives_has_a_file() {
    let catalog = catalog();
    let mut seen: Vec<&str> = Vec::new();
    for path in files("tests/data/findings") {
        seen.extend(read(&path, Origin::Named, &catalog).findings.iter().map(|finding| finding.kind.code()));
    }
    for code in [
        "not-text",
        "too-complex",
        "no-front-matter",
        "yaml-syntax",
        "no-name",
        "no-score",
        "wrong-shape",
        "unknown-benchmark",
        "unknown-column",
        "unknown-capability",
        "unknown-board",
        "short-list",
        "not-a-score",
        "out-of-range",
        "duplicate-key",
        "bad-website",
        "bad-field",
        "unknown-key",
        "lenient",
        "extra-values",
    ] {
        assert!(seen.contains(&code), "no file gives {code}");
    }
}

#[test]
fn the_bundled_files_are_read_without_an_error() {
    let catalog = catalog();
    let files = files("public/models");
    assert_eq!(files.len(), 104);
    let mut codes = Vec::new();
    let mut findings = String::new();
    for path in &files {
        let reading = read(path, Origin::Found, &catalog);
        assert!(!reading.skipped);
        let document = reading.document.expect("a bundled file has a model");
        assert_eq!(format!("{}.md", slug(&document.code)), path.file_name().expect("a file").to_string_lossy());
        codes.push(document.code);
        for finding in &reading.findings {
            assert_ne!(finding.severity(), Severity::Error);
            let Finding { kind, place, .. } = finding;
            writeln!(findings, "{}:{}:{} {}", place.file, place.line, place.column, kind.message()).expect("a string");
        }
    }
    codes.dedup();
    assert_eq!(codes.len(), 104);
    expect![[r#"
        gpt-4o-mini.md:576:7 the list of RoboVQA columns has 5 of 6 values, so none of them is used
    "#]]
    .assert_eq(&findings);
}

#[test]
fn the_two_positional_files_hold_what_they_say() {
    let catalog = catalog();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/models");
    let o4 = read(&folder.join("o4-mini.md"), Origin::Named, &catalog);
    let gpt = read(&folder.join("gpt-4o-mini.md"), Origin::Named, &catalog);
    assert_eq!(o4.findings, []);
    let [short] = gpt.findings.as_slice() else { panic!("{:?}", gpt.findings) };
    assert_eq!(short.kind, Kind::ShortList { key: "RoboVQA columns".to_owned(), found: 5, expected: 6 });
    assert_eq!((short.place.line, short.place.column), (576, 7));

    let gpt = gpt.document.expect("a model");
    assert_eq!(gpt.code, "gpt-4o-mini", "the slug of its name");
    let robo_vqa = catalog.benchmark("robo-vqa").expect("known");
    let scores = gpt.scores.iter().find(|scores| scores.benchmark == robo_vqa).expect("there");
    assert!(scores.columns.iter().all(Option::is_none));
    // Planning precedes navigation in the positional list, and follows it in the catalog.
    let planning = catalog.fine("Basic Planning").expect("known");
    assert_eq!(catalog.fine_positions.iter().position(|fine| *fine == planning), Some(17));
    assert_eq!(scores.fine[planning].map(|figure| figure.value), Some(39.25));
    let placeholder = gpt.summaries.iter().find(|(_, stated)| stated.level == Level::Core).expect("a summary");
    assert_eq!(placeholder.1.written.first(), Some(&3302.01));
    assert_eq!(placeholder.1.written.len(), 8, "the overall is written too");
    assert_eq!(placeholder.1.values.len(), 7);
}

#[test]
fn the_catalog_looks_up_by_any_of_its_names() {
    let catalog = catalog();
    let vsi = catalog.benchmark("VSI").expect("known");
    for key in ["vsi", "25206b0f-a955-4e39-86cf-53dcc9528bfc", "VSI-Bench", "vsi_bench", "V S I"] {
        assert_eq!(catalog.benchmark(key), Ok(vsi));
    }
    assert_eq!(catalog.benchmark("vsj"), Err(Some("VSI".to_owned())));
    assert_eq!(catalog.benchmark("nothing of the kind"), Err(None));
    assert_eq!(catalog.board("qa-2d"), catalog.board("2D embodied QA"));
    assert_eq!(catalog.column(vsi, "Total Score"), Ok(8));
    assert_eq!(catalog.column(vsi, "Totel Score"), Err(Some("Total Score".to_owned())));
    assert_eq!(catalog.column(1000, "Total Score"), Err(None));
    assert_eq!(catalog.core("Object Perception"), Ok(0));
    assert_eq!(catalog.core("Object Percption"), Err(Some("Object Perception".to_owned())));
    assert_eq!(catalog.benchmarks[vsi].question_count(), Some(5130));
}

#[test]
fn names_become_slugs_that_stay_distinct() {
    for (name, expected) in [
        ("GPT-4o mini", "gpt-4o-mini"),
        ("  Qwen2.5-VL-7B  ", "qwen2-5-vl-7b"),
        ("(--x--)", "x"),
        ("Ökonomie ÄÖÜ", "ökonomie-äöü"),
        ("通义千问 2.5", "通义千问-2-5"),
        ("★", "u2605"),
        ("🙂🙃", "u1f642-u1f643"),
        ("İ", "i"),
        ("", ""),
    ] {
        assert_eq!(slug(name), expected, "{name:?}");
    }
}

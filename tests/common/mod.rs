//! What the native tests share: the bundled data, a small catalog, and a few shorthands.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::path::{Path, PathBuf};

use arena_explorer::dataset::Dataset;
use arena_explorer::document::{
    Catalog, Figure, ModelDocument, Origin, SourceFile, Stated, read_catalog, read_score_file,
};
use arena_explorer::load::{Loaded, load};

/// A path inside the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file that was named.
pub(crate) fn named(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec(), origin: Origin::Named }
}

/// The project's own catalog.
pub(crate) fn catalog() -> Catalog {
    let text = std::fs::read_to_string(project("public/catalog.yaml")).unwrap();
    let (catalog, findings) = read_catalog("public/catalog.yaml", &text);
    assert_eq!(findings, []);
    catalog.unwrap()
}

/// One board of two ranked benchmarks and one that counts in capabilities only, and a benchmark on no board.
pub(crate) fn small_catalog() -> Catalog {
    let text = std::fs::read_to_string(project("tests/data/small-catalog.yaml")).unwrap();
    let (catalog, findings) = read_catalog("tests/data/small-catalog.yaml", &text);
    assert_eq!(findings, []);
    catalog.unwrap()
}

/// The score files that the project bundles, in path order.
pub(crate) fn bundled_files() -> Vec<SourceFile> {
    let mut paths: Vec<_> =
        std::fs::read_dir(project("public/models")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| SourceFile {
        path: path.strip_prefix(project("")).unwrap().display().to_string(),
        bytes: std::fs::read(&path).unwrap(),
        origin: Origin::Found,
    };
    paths.into_iter().map(read).collect()
}

/// The bundled models.
pub(crate) fn bundled() -> Loaded {
    load(&bundled_files(), catalog())
}

/// Index of a board.
pub(crate) fn board(dataset: &Dataset, code: &str) -> usize {
    dataset.catalog().board(code).unwrap()
}

/// Whether two figures agree within a tolerance.
pub(crate) fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

/// The model of a file that was named, without the places in the file that it has its figures from, and with what has no
/// order in the order of the catalog: two files that say the same give the same.
pub(crate) fn what_it_says(path: &str, text: &str, catalog: &Catalog) -> Option<ModelDocument> {
    let figures = |figures: &mut Vec<Option<Figure>>| figures.iter_mut().flatten().for_each(|figure| figure.line = 0);
    let stated = |stated: &mut Stated| {
        stated.line = 0;
        stated.written.sort_by(f64::total_cmp);
        figures(&mut stated.values);
    };
    let mut document = read_score_file(&named(path, text), catalog).document?;
    document.code_line = 0;
    document.scores.sort_by_key(|scores| scores.benchmark);
    for scores in &mut document.scores {
        scores.line = 0;
        figures(&mut scores.columns);
        figures(&mut scores.fine);
        scores.stated_core.iter_mut().for_each(stated);
    }
    document.summaries.iter_mut().for_each(|(_, of)| stated(of));
    Some(document)
}

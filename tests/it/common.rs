//! What the native tests share: the bundled data, a small catalog, and a few shorthands.
#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets nothing fails, as it should"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use arena_explorer::dataset::Dataset;
use arena_explorer::document::{
    Catalog, Figure, ModelDocument, Origin, SourceFile, Stated, read_catalog, read_score_file,
};
use arena_explorer::load::{Loaded, load};
use expect_test::expect_file;

/// A path inside the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All files of a folder, in depth, by their paths inside it.
pub(crate) fn files_of(folder: &str) -> Vec<String> {
    let folder = project(folder);
    let mut found = Vec::new();
    let mut waiting = vec![folder.clone()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.push(path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned());
        }
    }
    found.sort();
    found
}

/// Compares texts with the snapshots of a folder, by their paths inside it, and fails on one that no text is compared with.
///
/// The snapshots are the files with the ending of these paths. Texts may share a snapshot.
pub(crate) fn assert_snapshots(folder: &str, texts: &[(String, String)]) {
    let ending = |path: &str| path.rsplit_once('.').map(|(_, ending)| ending.to_owned());
    let Some(snapshots) = texts.first().map(|(path, _)| ending(path)) else {
        panic!("no snapshot of {folder} is read")
    };
    for (path, text) in texts {
        assert_eq!(ending(path), snapshots, "snapshots of one folder have one ending");
        expect_file![project(folder).join(path)].assert_eq(text);
    }
    let read = |path: &String| ending(path) != snapshots || texts.iter().any(|(known, _)| known == path);
    let orphans: Vec<_> = files_of(folder).into_iter().filter(|path| !read(path)).collect();
    assert!(orphans.is_empty(), "remove from {folder} what no test reads: {orphans:?}");
}

/// Fails where two files have the same content: they say one thing twice.
pub(crate) fn assert_distinct<T: Ord>(files: impl IntoIterator<Item = (String, T)>) {
    let mut known: BTreeMap<T, String> = BTreeMap::new();
    for (path, content) in files {
        if let Some(other) = known.get(&content) {
            assert_eq!(&path, other, "these have the same content");
        }
        known.insert(content, path);
    }
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
    document.lines = (0, 0);
    document.percentages.clear();
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

/// How much processor time this thread takes: what other programs do meanwhile does not count.
pub(crate) struct Effort {
    wall: Instant,
    processor: Option<Duration>,
}

impl Effort {
    /// Begins to measure.
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), processor: processor_time() }
    }

    /// What it took since then. Where the system does not tell the processor time, the time of the clock.
    pub(crate) fn took(&self) -> Duration {
        match (self.processor, processor_time()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.wall.elapsed(),
        }
    }
}

/// Processor time of this thread so far, as Linux tells it in nanoseconds.
fn processor_time() -> Option<Duration> {
    let stated = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stated.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

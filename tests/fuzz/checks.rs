//! What holds for any bytes whatever, brought as a score file, an archive or a link: the fuzzer looks for bytes for which it
//! does not, and `tests/it/fuzzing.rs` holds the page to what was found.

use std::sync::LazyLock;

use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::archive::Archive;
use arena_explorer::dataset::Pieces;
use arena_explorer::document::{
    Catalog, Form, Kind, LARGEST_FILE, ModelDocument, Origin, Severity, SourceFile, Structure, as_shown, convert,
    mends, read_catalog, read_score_file, typed,
};
use arena_explorer::load::load;
use arena_explorer::view::{ViewState, from_fragment, pack, to_fragment, unpack};

use crate::common::what_it_says;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    read_catalog("catalog.yaml", include_str!("../../public/catalog.yaml")).0.expect("the project's catalog is read")
});

const PATH: &str = "fuzzed.md";

fn file(text: &[u8], origin: Origin) -> SourceFile {
    SourceFile { path: PATH.to_owned(), bytes: text.to_vec(), origin }
}

/// Bytes as a score file: read, found fault with, put beside others, ranked, handed over, mended, converted and typed into.
pub(crate) fn score_file(bytes: &[u8]) {
    let reading = read_score_file(&file(bytes, Origin::Named), &CATALOG);
    let has_error = reading.findings.iter().any(|finding| finding.severity() == Severity::Error);
    assert!(reading.document.is_some() || has_error, "a model that is not shown has an error");
    let lines = 1 + String::from_utf8_lossy(bytes).matches(['\n', '\r']).count();
    for finding in &reading.findings {
        assert!(finding.place.line as usize <= lines, "{finding}");
        assert!(!finding.to_string().is_empty());
    }
    let found = read_score_file(&file(bytes, Origin::Found), &CATALOG);
    let is_the_same = |of: &ModelDocument| reading.document.iter().chain(&reading.others).any(|model| model == of);
    assert!(found.document.iter().all(is_the_same), "a folder makes no other model of it");
    if let Some(document) = &reading.document {
        shows(document, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        changes(text, reading.document.as_ref());
    }
}

/// What the page shows of a model.
fn shows(document: &ModelDocument, bytes: &[u8]) {
    assert!(!document.name.trim().is_empty() && !document.code.is_empty());
    for scores in &document.scores {
        let about = CATALOG.benchmarks.get(scores.benchmark);
        let range = |column| about.map(|about| about.range_of(column));
        for (column, figure) in scores.columns.iter().enumerate() {
            let is_within = figure.is_none_or(|figure| range(column).is_some_and(|range| range.contains(figure.value)));
            assert!(is_within, "scores are within the range of their column");
        }
        let mut fine = scores.fine.iter().flatten();
        assert!(fine.all(|figure| (0.0..=100.0).contains(&figure.value)), "capability scores are percentages");
    }
    let loaded = load(&[file(bytes, Origin::Named)], CATALOG.clone());
    for finding in &loaded.findings {
        assert!(!finding.to_string().is_empty());
    }
    let dataset = loaded.dataset;
    assert_eq!(dataset.models().len(), 1);
    for board in 0..CATALOG.boards.len() {
        for lens in [Lens::Benchmarks, Lens::Core, Lens::Fine] {
            drop(Ranking::new(&dataset, Subject { board, lens, benchmark: None }, 0.5, &[]));
        }
    }
    let mut pieces = Pieces::default();
    dataset.cut(|piece| pieces.add(&piece).expect("a piece is taken in")).expect("a dataset is cut");
    assert_eq!(pieces.finish(CATALOG.clone()).expect("all pieces came"), dataset);
}

/// What the editor does with a text.
fn changes(text: &str, document: Option<&ModelDocument>) {
    assert_eq!(typed(text, &as_shown(text)), text, "who types nothing changes nothing");
    let findings = load(&[file(text.as_bytes(), Origin::Named)], CATALOG.clone()).findings;
    let mends = mends(PATH, text, &findings, &CATALOG);
    for (finding, mend) in findings.iter().zip(mends).filter_map(|(finding, mend)| Some((finding, mend?))).take(20) {
        let mended = mend.apply(text).expect("a mend is for the text that it was made for");
        assert_ne!(mended, text, "{}", mend.label);
        let after = read_score_file(&file(mended.as_bytes(), Origin::Named), &CATALOG);
        // A block that was passed over for its name may hold something wrong, which shows once it has the right one.
        let uncovers = match &finding.kind {
            Kind::UnknownKey { nearest: Some(name), .. }
            | Kind::Structure(Structure::LostScores { nearest: Some(name), .. })
            | Kind::UnknownBenchmark { nearest: Some(name), .. }
            | Kind::UnknownBoard { nearest: Some(name), .. } => after
                .findings
                .iter()
                .any(|finding| matches!(&finding.kind, Kind::WrongShape { key, .. } if !key.ends_with(name.as_str()))),
            _ => false,
        };
        assert!(document.is_none() || after.document.is_some() || uncovers, "a mend loses no model: {}", mend.label);
    }
    for form in [Form::Named, Form::Positional] {
        if let Ok(conversion) = convert(PATH, text, &CATALOG, form) {
            let says = |text: &str| what_it_says(PATH, text, &CATALOG);
            assert_eq!(says(&conversion.text), says(text), "a conversion loses nothing");
        }
    }
}

/// Bytes as a ZIP archive: what it gives is small enough, and stands inside the archive.
pub(crate) fn archive(bytes: &[u8]) {
    let Ok(archive) = Archive::open(bytes, bytes.len() as u64) else { return };
    for n in 0..archive.len() {
        match archive.unpack(n).expect("as many as it says") {
            Ok(file) => {
                assert!(file.bytes.len() <= LARGEST_FILE);
                assert!(!file.path.starts_with('/') && !file.path.split('/').any(|part| part == ".."), "{}", file.path);
            }
            Err(refusal) => assert!(!refusal.message().is_empty() && !refusal.help().is_empty()),
        }
    }
}

/// Bytes as a link: what it shows is the same view when it is read back, and the scores in it are the same scores.
pub(crate) fn link(bytes: &[u8]) {
    if let Some(files) = unpack(bytes) {
        assert_eq!(unpack(&pack(&files)), Some(files));
    }
    if !bytes.is_empty() {
        assert_eq!(from_fragment(&to_fragment(bytes)).as_deref(), Some(bytes));
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    drop(from_fragment(text));
    let state = ViewState::from_query(text);
    assert_eq!(ViewState::from_query(&state.to_query()), state, "{}", state.to_query());
}

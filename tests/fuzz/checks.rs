//! What holds for any bytes whatever, brought as a score file, an archive or a link: the fuzzer looks for bytes for which it
//! does not, and `tests/it/project/fuzzing.rs` holds the page to what was found.

use std::sync::LazyLock;

use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::archive::Archive;
use arena_explorer::dataset::Pieces;
use arena_explorer::document::{
    Catalog, Finding, Form, Kind, LARGEST_FILE, ModelDocument, Origin, Severity, SourceFile, Structure, as_shown,
    convert, fixes, read_catalog, read_score_file, typed,
};
use arena_explorer::import::{Corrections, Kind as Source, Samples, Scale, assemble, read, recognize, write};
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

/// Bytes as a score file: read, found fault with, put beside others, ranked, handed over, fixed, converted and typed into.
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
    let fixes = fixes(PATH, text, &findings, &CATALOG);
    for (finding, fix) in findings.iter().zip(fixes).filter_map(|(finding, fix)| Some((finding, fix?))).take(20) {
        let fixed = fix.apply(text).expect("a fix is for the text that it was made for");
        assert_ne!(fixed, text, "{}", fix.label);
        let after = read_score_file(&file(fixed.as_bytes(), Origin::Named), &CATALOG);
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
        assert!(document.is_none() || after.document.is_some() || uncovers, "a fix loses no model: {}", fix.label);
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

/// Bytes as results in JSON or YAML, as what they seem to be and as everything else that is so written.
pub(crate) fn import_json(bytes: &[u8]) {
    const KINDS: [Source; 8] = [
        Source::EmbodiedEval,
        Source::Harness,
        Source::Samples,
        Source::ModelIndex,
        Source::EvalResults,
        Source::EveryEval,
        Source::Report,
        Source::Records,
    ];
    imports(bytes, &KINDS);
    // In pieces, items come to the same.
    let mut whole = Samples::default();
    whole.push(bytes);
    let mut pieces = Samples::default();
    bytes.chunks(7).for_each(|piece| pieces.push(piece));
    assert_eq!(pieces.finish(PATH, &CATALOG), whole.finish(PATH, &CATALOG));
}

/// Bytes as results in a table.
pub(crate) fn import_table(bytes: &[u8]) {
    imports(bytes, &[Source::Delimited, Source::Markdown, Source::Latex, Source::Html]);
}

/// What is read has scores within their ranges, is asked about in words, and is written so that it reads back without a mistake.
fn imports(bytes: &[u8], kinds: &[Source]) {
    if let Ok(recognized) = recognize(PATH, bytes) {
        for kind in &recognized {
            // What is recognised can be read, or is said to have nothing in it.
            drop(read(*kind, PATH, bytes, &CATALOG));
        }
    }
    for path in ["results_vsibench.json", "model/20260101_000000/results_erqa.json"] {
        for kind in kinds {
            let Ok(all) = read(*kind, path, bytes, &CATALOG) else { continue };
            let answers = Corrections {
                model: Some("Model".to_owned()),
                scale: Some(Scale::Fraction),
                benchmark: Some("VSI".to_owned()),
                decimal_comma: Some(true),
                ..Corrections::default()
            };
            for found in assemble(all, &CATALOG).iter().take(20) {
                for entry in &found.entries {
                    let range =
                        entry.benchmark.and_then(|of| Some(CATALOG.benchmarks.get(of)?.range_of(entry.column?)));
                    let score = entry.score(&CATALOG);
                    assert!(score.is_none_or(|score| range.is_some_and(|range| range.contains(score))), "{entry:?}");
                }
                assert!(found.questions(&CATALOG).iter().all(|question| !question.to_string().is_empty()));
                assert!(!found.shape().is_empty());
                for corrections in [&answers, &Corrections { scale: None, ..answers.clone() }] {
                    let Ok(text) = write(&corrections.apply(found, &CATALOG), &CATALOG) else { continue };
                    let reading = read_score_file(&file(text.as_bytes(), Origin::Named), &CATALOG);
                    let is_lost = |finding: &&Finding| {
                        finding.severity() != Severity::Notice
                            && !matches!(finding.kind, Kind::Structure(Structure::NoTotal { .. }))
                    };
                    assert_eq!(reading.findings.iter().find(is_lost), None, "{text}");
                    let count = reading
                        .document
                        .iter()
                        .flat_map(|model| &model.scores)
                        .flat_map(|of| &of.columns)
                        .flatten()
                        .count();
                    assert_eq!(count, corrections.apply(found, &CATALOG).score_count(&CATALOG), "{text}");
                }
            }
        }
    }
}

//! What holds for every file: the reader never panics, every finding lies within the file, and the two forms of a score
//! file say the same.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

use std::sync::LazyLock;

use arena_explorer::document::{
    Catalog, Figure, Finding, ModelDocument, Origin, Reading, ScoreRange, Severity, SourceFile, read_catalog,
    read_score_file, slug,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let (catalog, _) = read_catalog("catalog.yaml", include_str!("../../../public/catalog.yaml"));
    catalog.expect("the project's catalog is read")
});

const POSITIONAL: &str = include_str!("../../../public/models/o4-mini.md");
const NAMED: &str = include_str!("../../../public/models/gemini-2-5-pro.md");

fn read(bytes: impl Into<Vec<u8>>, origin: Origin) -> Reading {
    read_score_file(&SourceFile { path: "some.md".to_owned(), bytes: bytes.into(), origin }, &CATALOG)
}

/// Reads a file in both ways, and checks all that holds for any file.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let named = read(bytes, Origin::Named);
    let found = read(bytes, Origin::Found);
    prop_assert!(!named.skipped);
    if found.skipped {
        // Text around the YAML is passed over only in a file that was named.
        let is_led = named.findings.iter().any(|finding| finding.kind.code() == "around");
        prop_assert!(found.document.is_none() && found.findings.is_empty());
        prop_assert!(named.document.is_none() || is_led);
    } else if !String::from_utf8_lossy(bytes).contains("---") {
        prop_assert_eq!(&found, &named);
    }
    let has_error = named.findings.iter().any(|finding| finding.severity() == Severity::Error);
    // Of several documents, one may be read and another not.
    let may_be_several = String::from_utf8_lossy(bytes).contains("---");
    prop_assert!(has_error == named.document.is_none() || (may_be_several && has_error));

    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let lines: Vec<&str> = text.split('\n').collect();
    for finding in &named.findings {
        let (line, column) = (finding.place.line as usize, finding.place.column as usize);
        if line > 0 {
            prop_assert!(line <= lines.len(), "{finding:?}");
            let length = lines[line - 1].chars().count();
            prop_assert!((1..=length + 1).contains(&column), "{finding:?}");
        }
        prop_assert!(finding.caret() <= finding.source.chars().count() + 1, "{finding:?}");
        let words = format!("{finding}");
        prop_assert!(!words.replace('\n', "").contains(char::is_control), "{words:?}");
    }
    if let Some(document) = &named.document {
        check_document(document, lines.len())?;
    }
    Ok(())
}

fn check_document(document: &ModelDocument, lines: usize) -> Result<(), TestCaseError> {
    prop_assert!(!document.name.trim().is_empty() && !document.code.is_empty());
    prop_assert!(document.website.iter().all(|link| link.starts_with("http") || link.starts_with("HTTP")));
    prop_assert!(document.sizes.iter().all(|size| size.is_finite() && *size > 0.0));
    let mut benchmarks: Vec<usize> = document.scores.iter().map(|scores| scores.benchmark).collect();
    benchmarks.sort_unstable();
    benchmarks.dedup();
    prop_assert_eq!(benchmarks.len(), document.scores.len(), "no benchmark twice");
    for scores in &document.scores {
        prop_assert_eq!(scores.columns.len(), CATALOG.benchmarks[scores.benchmark].columns.len());
        prop_assert!(scores.fine.is_empty() || scores.fine.len() == CATALOG.fines.len());
        for Figure { value, line } in scores.columns.iter().chain(&scores.fine).flatten() {
            prop_assert!((0.0..=100.0).contains(value));
            prop_assert!((1..=lines).contains(&(*line as usize)));
        }
    }
    Ok(())
}

/// Pieces of which YAML is made, in any order.
fn token() -> impl Strategy<Value = &'static str> {
    select(vec![
        "a",
        "b: ",
        "- ",
        "-",
        "? ",
        ": ",
        ":",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\n",
        "\n  ",
        "\n    ",
        "\r",
        "\r\n",
        "\t",
        " ",
        "#",
        "# c\n",
        "&x ",
        "*x ",
        "!t ",
        "!!str ",
        "!!int ",
        "!<y> ",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "\\",
        "%YAML 1.2\n",
        "---",
        "---\n",
        "...\n",
        "<<: ",
        "~",
        "null",
        "1.5",
        "37,5",
        "50%",
        ".nan",
        ".inf",
        "1e400",
        "\u{feff}",
        "\u{2028}",
        "\u{85}",
        "\0",
        "é",
        "𝄞",
        "name: x\n",
        "score:\n",
        "score: ",
        "  benchmark:\n",
        "    VSI:\n",
        "      columns: ",
        "      0: ",
        "VSI",
        "Total Score: ",
        "release: ",
        "size: ",
        "qa: ",
        "website: ",
        "@",
        "`",
        "code: ",
    ])
}

/// A change to a text: which line or byte, and what to do with it.
#[derive(Clone, Debug)]
enum Change {
    DropLine(Index),
    RepeatLine(Index),
    PutLine(Index, String),
    DropByte(Index),
    PutByte(Index, u8),
    Insert(Index, &'static str),
    Cut(Index),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<Index>().prop_map(Change::DropLine),
        any::<Index>().prop_map(Change::RepeatLine),
        (any::<Index>(), vec(token(), 0..6)).prop_map(|(at, line)| Change::PutLine(at, line.concat())),
        any::<Index>().prop_map(Change::DropByte),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::PutByte(at, byte)),
        (any::<Index>(), token()).prop_map(|(at, text)| Change::Insert(at, text)),
        any::<Index>().prop_map(Change::Cut),
    ]
}

fn changed(text: &str, changes: Vec<Change>) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
        if bytes.is_empty() {
            break;
        }
        match change {
            Change::DropLine(at) => {
                lines.remove(at.index(lines.len()));
                bytes = lines.concat();
            }
            Change::RepeatLine(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
                bytes = lines.concat();
            }
            Change::PutLine(at, line) => {
                let at = at.index(lines.len());
                lines[at] = (line + "\n").into_bytes();
                bytes = lines.concat();
            }
            Change::DropByte(at) => drop(bytes.remove(at.index(bytes.len()))),
            Change::PutByte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            Change::Insert(at, text) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, text.bytes());
            }
            Change::Cut(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
    bytes
}

/// The scores of one benchmark, as many as it has columns and there are capabilities.
type Scores = (Vec<Option<f64>>, Vec<Option<f64>>);

fn score(range: ScoreRange) -> impl Strategy<Value = Option<f64>> {
    let score = move |share: u32| range.low + range.width() * f64::from(share) / 10_000.0;
    proptest::option::of((0_u32..=10_000).prop_map(score))
}

/// Scores of some of the benchmarks, by their index.
fn model() -> impl Strategy<Value = Vec<(usize, Scores)>> {
    let benchmarks: Vec<usize> = (0..CATALOG.benchmarks.len()).collect();
    proptest::sample::subsequence(benchmarks, 0..6).prop_flat_map(|benchmarks| {
        let scores = |benchmark: usize| {
            let about = &CATALOG.benchmarks[benchmark];
            let columns: Vec<_> = (0..about.columns.len()).map(|column| score(about.range_of(column))).collect();
            (Just(benchmark), (columns, vec(score(ScoreRange::PERCENT), CATALOG.fines.len())))
        };
        benchmarks.into_iter().map(scores).collect::<Vec<_>>()
    })
}

fn value(score: Option<f64>) -> String {
    score.map_or("null".to_owned(), |score| score.to_string())
}

fn in_positional_form(model: &[(usize, Scores)]) -> String {
    let mut text = "---\nname: Same\nscore:\n  benchmark:\n".to_owned();
    for (benchmark, (columns, fine)) in model {
        let list = |scores: &mut dyn Iterator<Item = Option<f64>>| -> String {
            scores.map(|score| format!("        - {}\n", value(score))).collect()
        };
        let columns = list(&mut columns.iter().copied());
        let fine = list(&mut CATALOG.fine_positions.iter().map(|place| fine[*place]));
        let id = &CATALOG.benchmarks[*benchmark].id;
        text += &format!("    {id}:\n      legacy:\n{columns}      1:\n{fine}");
    }
    text + "---\n"
}

fn in_named_form(model: &[(usize, Scores)]) -> String {
    let mut text = "---\nname: Same\nscore:\n  benchmark:\n".to_owned();
    for (index, (columns, fine)) in model {
        let benchmark = &CATALOG.benchmarks[*index];
        let columns = benchmark.columns.iter().zip(columns).filter(|(_, score)| score.is_some());
        let columns: Vec<_> = columns.map(|(name, score)| format!("\"{name}\": {}", value(*score))).collect();
        let fine: Vec<_> =
            CATALOG.fines.iter().zip(fine).map(|(of, score)| format!("{}: {}", of.name, value(*score))).collect();
        let (columns, fine) = (columns.join(", "), fine.join(", "));
        text += &format!("    \"{}\":\n      columns: {{{columns}}}\n      fine: {{{fine}}}\n", benchmark.name);
    }
    text + "---\n"
}

/// The scores of a document without their places.
fn scores(reading: &Reading) -> Vec<(usize, Scores)> {
    let values = |figures: &[Option<Figure>]| figures.iter().map(|figure| figure.map(|figure| figure.value)).collect();
    let document = reading.document.as_ref().expect("a model");
    document.scores.iter().map(|scores| (scores.benchmark, (values(&scores.columns), values(&scores.fine)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..400)) {
        check(&bytes)?;
    }

    #[test]
    fn any_text_in_front_matter_is_read(text in "\\PC{0,200}") {
        check(format!("---\n{text}\n---\n").as_bytes())?;
    }

    #[test]
    fn any_tokens_are_read(tokens in vec(token(), 0..40), fenced in any::<bool>()) {
        let yaml = tokens.concat();
        check(if fenced { format!("---\nname: x\n{yaml}") } else { yaml }.as_bytes())?;
    }

    #[test]
    fn any_change_to_a_real_file_is_read(positional in any::<bool>(), changes in vec(change(), 1..6)) {
        check(&changed(if positional { POSITIONAL } else { NAMED }, changes))?;
    }

    #[test]
    fn any_change_to_the_catalog_is_read(changes in vec(change(), 1..6)) {
        let bytes = changed(include_str!("../../../public/catalog.yaml"), changes);
        let (catalog, findings) = read_catalog("catalog.yaml", &String::from_utf8_lossy(&bytes));
        let has_error = findings.iter().any(|finding| finding.severity() == Severity::Error);
        prop_assert_eq!(has_error, catalog.is_none());
        if let Some(catalog) = catalog {
            let Catalog { fines, benchmarks, .. } = &catalog;
            prop_assert!(benchmarks.iter().all(|of| of.total < of.columns.len() && of.questions.len() == fines.len()));
            prop_assert!(catalog.boards.iter().flat_map(|board| board.counted()).all(|of| of < benchmarks.len()));
            prop_assert!(catalog.core_positions.len() == catalog.cores.len() && catalog.fine_positions.len() == fines.len());
            prop_assert_eq!(postcard::from_bytes(&postcard::to_stdvec(&catalog).expect("stored")), Ok(catalog));
        }
    }

    #[test]
    fn both_forms_say_the_same(model in model()) {
        let positional = read(in_positional_form(&model), Origin::Named);
        let named = read(in_named_form(&model), Origin::Named);
        prop_assert_eq!(&positional.findings, &[]);
        let noted = |finding: &&Finding| finding.kind.code() != "no-total";
        prop_assert_eq!(named.findings.iter().find(noted), None);
        prop_assert_eq!(scores(&positional), scores(&named));
        prop_assert_eq!(scores(&named), model);
    }

    #[test]
    fn line_ends_and_byte_order_marks_change_nothing(changes in vec(change(), 0..3)) {
        let text = String::from_utf8_lossy(&changed(NAMED, changes)).replace(['\r', '\u{FEFF}'], "");
        let unix = read(text.as_str(), Origin::Named);
        prop_assert_eq!(&read(text.replace('\n', "\r\n"), Origin::Named), &unix);
        prop_assert_eq!(&read(format!("\u{FEFF}{text}"), Origin::Named), &unix);
    }

    #[test]
    fn slugs_are_plain_and_stable(name in "\\PC{1,40}") {
        let once = slug(&name);
        prop_assert_eq!(once.is_empty(), name.trim().is_empty());
        prop_assert!(once.chars().all(|c| c == '-' || c.is_alphanumeric()));
        prop_assert_eq!(slug(&once), once);
    }
}

//! More of how files are put together: variants of the cases in `structure_cases.rs`, each as a small text.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::sync::LazyLock;

use arena_explorer::archive::{Archive, Refusal};
use arena_explorer::document::{
    Catalog, FileFormat, Form, ModelDocument, Origin, Reading, Severity, SourceFile, convert, fixes, fold, nearest,
    possible_encodings, read_score_file,
};
use arena_explorer::load::load;

use crate::common::{catalog, named};

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

fn read(path: &str, bytes: impl AsRef<[u8]>, origin: Origin) -> Reading {
    read_score_file(&SourceFile { path: path.to_owned(), bytes: bytes.as_ref().to_vec(), origin }, &CATALOG)
}

/// Names and totals of VSI and ERQA of the models in a file: `A 38.5 -`.
fn models(reading: Reading) -> String {
    let total = |model: &ModelDocument, code: &str| {
        let benchmark = CATALOG.benchmark(code).unwrap();
        let scores = model.scores.iter().find(|scores| scores.benchmark == benchmark);
        let figure = scores.and_then(|scores| scores.columns[CATALOG.benchmarks[benchmark].total]);
        figure.map_or("-".to_owned(), |figure| figure.value.to_string())
    };
    let shown = |model: ModelDocument| format!("{} {} {}", model.name, total(&model, "vsi"), total(&model, "erqa"));
    reading.models().map(shown).collect::<Vec<_>>().join(", ")
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    let mut codes: Vec<_> = reading.findings.iter().map(|finding| finding.kind.code()).collect();
    codes.dedup();
    codes
}

/// What is found in a text, what is read of it, the text after the fix of the first finding that has one, and what is read
/// of that.
fn story(path: &str, text: &str) -> (Vec<&'static str>, String, String, String) {
    let reading = read(path, text, Origin::Named);
    let fix = fixes(path, text, &reading.findings, &CATALOG).into_iter().flatten().next();
    let fixed = fix.and_then(|fix| fix.apply(text)).unwrap_or_default();
    let after = if fixed.is_empty() { String::new() } else { models(read(path, &fixed, Origin::Named)) };
    (codes(&reading), models(reading), fixed, after)
}

fn check(path: &str, text: &str, found: &[&str], before: &str, fixed: &str, after: &str) {
    let (codes, read, text_after, read_after) = story(path, text);
    assert_eq!((codes.as_slice(), read.as_str()), (found, before), "{text}");
    assert_eq!((text_after.as_str(), read_after.as_str()), (fixed, after), "{text}");
}

const TAIL: &str = "score: {benchmark: {vsi: {columns: {Total Score: 38.5}}}}\n";

#[test]
fn colons_in_brackets_and_before_blocks_are_named() {
    check(
        "m.yaml",
        "name: A\nscore:\n  benchmark:\n    vsi: {columns: {Object Count：1, Total Score：38.5}}\n    erqa: {columns: {Total Score: 2}}\n",
        &["bad-colon"],
        "A - 2",
        "name: A\nscore:\n  benchmark:\n    vsi: {columns: {Object Count: 1, Total Score: 38.5}}\n    erqa: {columns: {Total Score: 2}}\n",
        "A 38.5 2",
    );
    check(
        "m.yaml",
        "name: A\nscore:\n  benchmark:\n    vsi:\n      columns：{Total Score: 38.5}\n    erqa: {columns: {Total Score: 2}}\n",
        &["bad-colon"],
        "A - 2",
        "name: A\nscore:\n  benchmark:\n    vsi:\n      columns: {Total Score: 38.5}\n    erqa: {columns: {Total Score: 2}}\n",
        "A 38.5 2",
    );
    check("m.yaml", &format!("name:A\n{TAIL}"), &["bad-colon"], "", &format!("name: A\n{TAIL}"), "A 38.5 -");
    check("m.yaml", &format!("name:\u{a0}A\n{TAIL}"), &["bad-colon"], "", &format!("name: A\n{TAIL}"), "A 38.5 -");
    check("m.md", &format!("name：A\n{TAIL}"), &["bad-colon"], "", &format!("name: A\n{TAIL}"), "A 38.5 -");
    // Colons in texts, times and addresses are those of their authors.
    for line in ["author: a：b", "website: https://example.org:80/x", "author: [note:x]", "author: \"name：x\""] {
        let text = format!("name: A\n{line}\n{TAIL}");
        assert_eq!(codes(&read("m.yaml", &text, Origin::Named)), [""; 0], "{line}");
    }
}

#[test]
fn blanks_of_all_widths_become_spaces() {
    for (blank, spaces) in [("\u{a0}", 2), ("\u{3000}", 1), ("\u{2003}", 2), ("\u{202f}", 2)] {
        let indent = blank.repeat(spaces);
        let text = format!("name: A\nscore:\n{indent}benchmark:\n    vsi: {{columns: {{Total Score: 38.5}}}}\n");
        let (codes, _, fixed, after) = story("m.yaml", &text);
        assert!(codes.contains(&"invisible-blanks"), "{codes:?} {text}");
        assert_eq!(after, "A 38.5 -", "{fixed}");
        assert!(fixed.contains("\n  benchmark:\n"), "{fixed}");
    }
    let quoted = read("m.yaml", format!("name: A\n# \u{a0} x\n{TAIL}"), Origin::Named);
    assert_eq!(codes(&quoted), [""; 0], "in a comment they do no harm");
}

#[test]
fn what_stands_around_is_passed_over_in_a_file_that_was_named() {
    let file = format!("---\nname: A\n{TAIL}---\n");
    let bare = format!("name: A\n{TAIL}");
    for text in [
        format!("```yaml\n{file}```\n"),
        format!("~~~\n{bare}~~~\n"),
        format!("Here is the score file that you asked for:\n\n```yaml\n{file}```\nTell me if anything is missing.\n"),
        format!("Our scores\n\n{file}"),
        format!("<!-- written\nby a script -->\n{file}"),
        format!("Our scores\n{bare}"),
        file.lines().map(|line| format!("    {line}\n")).collect(),
    ] {
        let reading = read("m.md", &text, Origin::Named);
        assert_eq!(codes(&reading), ["around"], "{text}");
        assert!(reading.findings.iter().all(|finding| finding.severity() == Severity::Notice));
        assert_eq!(models(reading), "A 38.5 -", "{text}");
    }
    // A README with an example in it is no score file of a folder.
    let readme = format!("# Our model\n\nScores:\n\n```yaml\n{file}```\n\nMore text.\n");
    assert!(read("README.md", &readme, Origin::Found).skipped);
    let wrapped = format!("```yaml\n{file}```\n");
    assert_eq!(models(read("m.md", &wrapped, Origin::Found)), "A 38.5 -", "but one that is all in a fence is");
}

#[test]
fn encodings_are_decoded_or_named() {
    let text = format!("---\nname: 模型\n{TAIL}---\n");
    for mark in [[0xFF, 0xFE], [0xFE, 0xFF]] {
        let to_bytes = if mark[0] == 0xFF { u16::to_le_bytes } else { u16::to_be_bytes };
        let bytes: Vec<u8> = mark.into_iter().chain(text.encode_utf16().flat_map(to_bytes)).collect();
        assert_eq!(models(read("m.md", bytes, Origin::Named)), "模型 38.5 -");
    }
    let encodings = |bytes: &[u8]| possible_encodings("m.md", bytes);
    assert_eq!(encodings(text.as_bytes()), [""; 0]);
    assert_eq!(
        encodings(&text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()),
        ["utf-16be", "utf-16le"]
    );
    assert_eq!(encodings(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), [""; 0]);
    let without_mark: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(encodings(&without_mark), ["utf-16le", "utf-16be"]);
    assert_eq!(codes(&read("m.md", without_mark, Origin::Named)), ["other-encoding"]);
    let with = |before: &str, bytes: &[u8], after: &str| [before.as_bytes(), bytes, after.as_bytes()].concat();
    // GB18030 in the text behind the YAML, Windows-1252 in a comment behind a value: neither carries a figure.
    let gbk = [0xB9, 0xD8, 0xD3, 0xDA];
    let behind = read("m.md", with(&format!("---\nname: A\n{TAIL}---\n"), &gbk, "\n"), Origin::Named);
    assert!(behind.findings[0].kind.message().contains("GB18030"), "{:?}", behind.findings);
    assert_eq!(models(behind), "A 38.5 -");
    let comment = read("m.yaml", with("name: A # caf", b"\xE9 x", &format!("\n{TAIL}")), Origin::Named);
    assert!(comment.findings[0].kind.message().contains("Windows-1252"));
    assert_eq!(models(comment), "A 38.5 -");
    assert_eq!(encodings(b"name: caf\xE9 x"), ["windows-1252", "gb18030"]);
    assert_eq!(encodings(&with("name: A", &gbk, "")), ["gb18030", "windows-1252"]);
    // In a value they might.
    let name = read("m.yaml", with("name: A", &gbk, &format!("\n{TAIL}")), Origin::Named);
    assert_eq!((codes(&name), name.findings[0].place.line), (vec!["other-encoding"], 1));
    let quoted = read("m.yaml", with("name: \"A # ", &gbk, &format!("\"\n{TAIL}")), Origin::Named);
    assert_eq!(codes(&quoted), ["other-encoding"], "a # in quotes begins no comment");
}

#[test]
fn a_level_that_was_left_out_is_put_in() {
    let check_block = |block: &str, fixed: &str, after: &str| {
        let text = |block: &str| format!("name: A\nscore:\n  benchmark:\n{block}");
        check("m.yaml", &text(block), &["missing-level"], "A - -", &text(fixed), after);
    };
    check_block("    vsi: \"38.5\"\n", "    vsi: {columns: {Total Score: 38.5}}\n", "A 38.5 -");
    check_block("    vsi: 38.5% # ours\n", "    vsi: {columns: {Total Score: 38.5}} # ours\n", "A 38.5 -");
    check_block("    vsi: {Total Score: 38.5}\n", "    vsi: {columns: {Total Score: 38.5}}\n", "A 38.5 -");
    check_block(
        "    vsi: [1, 2, 3, 4, 5, 6, 7, 8, 38.5]\n",
        "    vsi: {columns: [1, 2, 3, 4, 5, 6, 7, 8, 38.5]}\n",
        "A 38.5 -",
    );
    check_block(
        "    vsi:\n      # of the paper\n      Total Score: 38.5 # sic\n\n      Object Count: 1\n",
        "    vsi:\n      # of the paper\n      columns:\n        Total Score: 38.5 # sic\n\n        Object Count: 1\n",
        "A 38.5 -",
    );
    check_block("    vsi: {Spatial Size: 3}\n", "    vsi: {fine: {Spatial Size: 3}}\n", "A - -");
    // The level of the benchmarks, and that of the scores.
    check(
        "m.yaml",
        "name: A\nscore:\n  vsi: {columns: {Total Score: 38.5}}\n",
        &["missing-level"],
        "A - -",
        "name: A\nscore:\n  benchmark:\n    vsi: {columns: {Total Score: 38.5}}\n",
        "A 38.5 -",
    );
    let (_, _, fixed, after) = story("m.yaml", "name: A\nbenchmark:\n  vsi: {columns: {Total Score: 38.5}}\n");
    assert_eq!(after, "A 38.5 -", "{fixed}");
    // What stands beside the levels is lost, and a warning.
    let text =
        "name: A\nscore: {benchmark: {vsi: {columns: {Total Score: 1}, Object Count: 2}}, erqa: {columns: [3]}}\n";
    let reading = read("m.yaml", text, Origin::Named);
    assert_eq!(codes(&reading), ["lost-scores"]);
    assert!(reading.findings.iter().all(|finding| finding.severity() == Severity::Warning));
}

#[test]
fn json_is_read_and_fixed_as_json() {
    let minified = r#"{"name":"A","score":{"benchmark":{"vsi":{"columns":{"Total Score":38.5}}}}}"#;
    for path in ["m.json", "m.JSON", "m.txt", "pasted-1.md"] {
        assert_eq!(models(read(path, minified, Origin::Named)), "A 38.5 -", "{path}");
    }
    let tabs = "{\n\t\"name\": \"A\",\n\t\"score\": {\n\t\t\"benchmark\": {\"vsi\": {\"columns\": {\"Total Score\": 38.5}}}\n\t}\n}\n";
    assert_eq!(models(read("m.json", tabs, Origin::Found)), "A 38.5 -");
    check(
        "m.json",
        r#"{"name": "A", "score": {"benchmark": {"vsi": 38.5}}}"#,
        &["missing-level"],
        "A - -",
        r#"{"name": "A", "score": {"benchmark": {"vsi": {"columns": {"Total Score": 38.5}}}}}"#,
        "A 38.5 -",
    );
    // What is no score file is passed over where it was found, and an error where it was named.
    for other in [r#"{"name": "x", "version": 1}"#, "[1, 2]", "{}", "\"score\"", r#"{"score": null}"#] {
        assert!(read("package.json", other, Origin::Found).skipped, "{other}");
        let reading = read("package.json", other, Origin::Named);
        assert!(reading.findings.iter().any(|finding| finding.severity() == Severity::Error), "{other}");
    }
    assert_eq!(codes(&read("m.json", "{\"name\": \"A\", \"score\": {", Origin::Found)), ["yaml-syntax"]);
}

#[test]
fn several_documents_are_several_models() {
    let doc = |name: &str, score: &str| {
        format!("name: {name}\nscore: {{benchmark: {{vsi: {{columns: {{Total Score: {score}}}}}}}}}\n")
    };
    let (a, b, c) = (doc("A", "1"), doc("B", "2"), doc("C", "3"));
    for text in [
        format!("{a}---\n{b}---\n{c}"),
        format!("---\n{a}---\n{b}---\n{c}---\n"),
        format!("---\n{a}---\n---\n{b}---\n---\n{c}---\n"),
    ] {
        for path in ["m.yaml", "m.md"] {
            let reading = read(path, &text, Origin::Named);
            assert_eq!(reading.findings, [], "{text}");
            assert_eq!(models(reading), "A 1 -, B 2 -, C 3 -", "{path} {text}");
        }
    }
    // Markdown between rulers is no document.
    let text = format!("---\n{a}---\n# About\n\n---\n\nname: not one\n\n---\n");
    assert_eq!(models(read("m.md", &text, Origin::Named)), "A 1 -");
    // One bad document hides no other, and its findings have the lines of the file.
    let text = format!("{a}---\nscore: {{}}\n---\n{c}");
    let reading = read("m.yaml", &text, Origin::Named);
    assert_eq!((codes(&reading), reading.findings[0].place.line), (vec!["no-name"], 4));
    assert_eq!(models(reading), "A 1 -, C 3 -");
    // In a folder, what is no score file beside them is passed over.
    assert_eq!(models(read("m.yaml", format!("other: 1\n---\n{b}"), Origin::Found)), "B 2 -");
    // Each is named by its number.
    let dataset = load(&[named("two.yaml", &format!("{a}---\n{b}"))], CATALOG.clone()).dataset;
    let sources: Vec<String> = dataset.models().iter().map(arena_explorer::dataset::Model::source).collect();
    assert_eq!(sources, ["two.yaml", "two.yaml#2"]);
    // Fixes and conversions are those of the right one.
    let text = format!("{a}---\nname: B\nscore: {{benchmark: {{vsi: {{columns: {{Totel Score: 2}}}}}}}}\n");
    let (_, _, fixed, after) = story("m.yaml", &text);
    assert_eq!((fixed, after.as_str()), (format!("{a}---\n{b}"), "A 1 -, B 2 -"));
    let converted = convert("m.yaml", &format!("{a}---\n{b}"), &CATALOG, Form::Positional).unwrap();
    assert_eq!(converted.converted, 2);
    // Aliases share one budget, in however many documents.
    let bomb = "name: x\nscore: {}\nauthor: [&a [x,x,x,x,x,x,x,x,x], &b [*a,*a,*a,*a,*a,*a,*a,*a], &c [*b,*b,*b,*b,*b,*b,*b], [*c,*c,*c,*c,*c,*c,*c]]\n---\n";
    assert!(codes(&read("m.yaml", bomb.repeat(1000), Origin::Named)).contains(&"too-complex"));
}

#[test]
fn names_may_be_written_in_other_ways() {
    let total = |key: &str| {
        models(read(
            "m.yaml",
            format!("name: A\nscore: {{benchmark: {{vsi: {{columns: {{{key}: 38.5}}}}}}}}\n"),
            Origin::Named,
        ))
    };
    for key in
        ["Avg", "avg.", "Average", "Overall", "TOTAL", "total_score", "Total-Score", "Overall Score", "Ｔｏｔａｌ"]
    {
        let expected = if key == "avg." { "A - -" } else { "A 38.5 -" };
        assert_eq!(total(key), expected, "{key}");
    }
    // Beside the total, an average is another figure.
    let both = "name: A\nscore: {benchmark: {vsi: {columns: {Avg: 40, Total Score: 38.5}}}}\n";
    let reading = read("m.yaml", both, Origin::Named);
    assert_eq!(codes(&reading), ["unknown-column"]);
    assert_eq!(models(reading), "A 38.5 -");
    assert_eq!(fold("VSI-Bench"), "vsi");
    assert_eq!(fold("bench"), "bench");
    let known = ["OST-Bench", "VSI", "ERQA", "EmbSpatial-Bench", "Total Score", "Object Count", "Object Size"];
    for (name, expected) in [
        ("VSI-Bench", Some("VSI")),
        ("vsibench", Some("VSI")),
        ("EmbSpatial", Some("EmbSpatial-Bench")),
        ("OST", Some("OST-Bench")),
        ("Totel Score", Some("Total Score")),
        ("Object", None),
        ("Objekt Cuont", Some("Object Count")),
        ("Something", None),
    ] {
        assert_eq!(nearest(name, known).as_deref(), expected, "{name}");
    }
}

#[test]
fn hidden_characters_of_a_name_are_found_and_left_out() {
    for (written, shown) in [
        (r#""\u202Egnp.exe\u2066\u200b\x1b[31m\x9b31mC1""#, "gnp.exe[31m31mC1"),
        (r#""x\r\n\\end{tabular}\u0085\u000c""#, "x \\end{tabular}"),
        (r#""a|b\n| c""#, "a|b | c"),
        (r#""- \u2028 line\u2029""#, "- line"),
    ] {
        let reading = read("m.yaml", format!("name: {written}\n{TAIL}"), Origin::Named);
        assert_eq!(codes(&reading), ["hidden-characters"], "{written}");
        assert!(
            reading.findings.iter().all(|finding| !finding.to_string().replace('\n', "").contains(char::is_control))
        );
        assert_eq!(reading.document.unwrap().name, shown);
    }
    for name in ["\"@SUM(1)\"", r#""=HYPERLINK(\"http://x\",\"x\")""#, "\"<img src=x>\"", "模型 7B"] {
        let reading = read("m.yaml", format!("name: {name}\n{TAIL}"), Origin::Named);
        assert_eq!(codes(&reading), [""; 0], "{name}");
    }
    let nothing = read("m.yaml", format!("name: \"\\x1b\\u202e\"\n{TAIL}"), Origin::Named);
    assert_eq!(codes(&nothing), ["no-name", "hidden-characters"]);
}

#[test]
fn files_of_other_formats_are_named() {
    let zip = |inside: &str| [b"PK\x03\x04", inside.as_bytes()].concat();
    for (path, bytes, noun) in [
        ("a.md.gz", b"\x1f\x8b\x08\0".to_vec(), "a gzip file"),
        ("a.tar.gz", b"\x1f\x8b\x08\0".to_vec(), "a tar archive compressed with gzip"),
        ("a.tgz", b"\x1f\x8b\x08\0".to_vec(), "a tar archive compressed with gzip"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), "a 7-Zip archive"),
        ("a.rar", b"Rar!\x1a\x07\0".to_vec(), "a RAR archive"),
        ("a.docx", zip("x"), "a Word document"),
        ("a.md", zip("[Content_Types].xml xl/workbook.xml"), "an Excel workbook"),
        ("a.xlsx", zip("x"), "an Excel workbook"),
        ("a.md", zip("model.md"), "a ZIP archive"),
        ("a.pdf", b"%PDF-1.7".to_vec(), "a PDF document"),
        ("a.md", b"%PDF-1.7\nname: x".to_vec(), "a PDF document"),
        ("a.png", b"\x89PNG\r\n\x1a\n".to_vec(), "a picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0".to_vec(), "a picture"),
        ("a.webp", b"RIFF\0\0\0\0WEBP".to_vec(), "a picture"),
    ] {
        assert_eq!(FileFormat::of(path, &bytes).map(FileFormat::noun), Some(noun), "{path}");
        let reading = read(path, &bytes, Origin::Named);
        assert_eq!(codes(&reading), ["other-format"], "{path}");
        assert!(reading.findings[0].to_string().contains(noun));
        assert!(read(path, &bytes, Origin::Found).skipped);
    }
    let opened = |bytes: &[u8]| Archive::open(bytes, bytes.len() as u64).map(|_| ());
    let seven = Refusal::OtherFormat { format: FileFormat::SevenZip };
    assert_eq!(opened(b"7z\xbc\xaf\x27\x1c\0\x04 and so on"), Err(seven.clone()));
    assert_eq!(seven.message(), "is a 7-Zip archive, not a ZIP archive");
    let empty = std::fs::read(crate::common::project("tests/data/cases/42-empty.zip")).unwrap();
    assert_eq!(opened(&empty), Err(Refusal::Empty));
    assert_eq!(opened(b"no archive"), Err(Refusal::NotAnArchive));
}

//! Files that are made to hang, crash or exhaust a reader: each ends within a second, with a finding that says why.

#![allow(clippy::expect_used)]

use std::time::Duration;

use crate::common::Effort;
use arena_explorer::document::{Catalog, Origin, Reading, Severity, SourceFile, read_catalog, read_score_file};

/// A second is the promise; a debug build gets more, on machines that are busy with other tests.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 1 });

fn catalog() -> Catalog {
    let (catalog, _) = read_catalog("catalog.yaml", include_str!("../../../public/catalog.yaml"));
    catalog.expect("the project's catalog is read")
}

fn read(bytes: impl Into<Vec<u8>>, origin: Origin) -> Reading {
    let file = SourceFile { path: "hostile.md".to_owned(), bytes: bytes.into(), origin };
    let catalog = catalog();
    let start = Effort::start();
    let reading = read_score_file(&file, &catalog);
    let took = start.took();
    assert!(took < LIMIT, "took {took:?}");
    let lines = 1 + String::from_utf8_lossy(&file.bytes).matches(['\n', '\r']).count();
    assert!(reading.findings.iter().all(|finding| finding.place.line as usize <= lines));
    reading
}

/// Reads a file that must be refused, and gives the code of its first error.
fn error_of(bytes: impl Into<Vec<u8>>) -> &'static str {
    let reading = read(bytes, Origin::Named);
    assert_eq!(reading.document, None);
    let error = reading.findings.iter().find(|finding| finding.severity() == Severity::Error);
    error.expect("a file without a document has an error").kind.code()
}

/// Reads a file that is odd but harmless, and gives the codes of its findings, each once.
fn findings_of(bytes: impl Into<Vec<u8>>) -> Vec<&'static str> {
    let reading = read(bytes, Origin::Named);
    assert!(reading.document.is_some(), "{:#?}", reading.findings.first());
    let mut codes: Vec<_> = reading.findings.iter().map(|finding| finding.kind.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A score file with this in its front matter.
fn score_file(yaml: &str) -> String {
    format!("---\nname: Hostile\nscore: {{}}\n{yaml}\n---\n")
}

/// As many repetitions as a file may hold.
fn full(of: &str) -> String {
    of.repeat((1_000_000 / of.len()).max(1))
}

/// The lines `0` to `count - 1`.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|n| line(n) + "\n").collect()
}

#[test]
fn what_is_no_text_is_refused_at_once() {
    assert_eq!(error_of(""), "no-front-matter");
    assert_eq!(error_of(" \n\t\r\n"), "no-front-matter");
    assert_eq!(error_of(vec![b'x'; 10 << 20]), "too-large");
    assert_eq!(error_of(vec![0xFF; 10 << 20]), "too-large");
    assert_eq!(error_of((0..=255).cycle().take(100_000).collect::<Vec<u8>>()), "not-text");
    assert_eq!(error_of(b"\x89PNG\r\n\x1a\n".to_vec()), "other-format");
    assert_eq!(error_of(b"\xFF\xFE-\0-\0-\0\n\0".to_vec()), "no-name", "UTF-16 with a byte-order mark");
    assert_eq!(
        error_of("---\nname: x\n---\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
        "other-encoding"
    );
    assert_eq!(error_of(b"---\nname: \xED\xA0\x80\n---\n".to_vec()), "other-encoding", "a surrogate");
    assert_eq!(error_of("---\nname: a\0b\n---\n"), "not-text");
    assert_eq!(error_of(full("A readme, not a score file. ")), "no-front-matter");
}

#[test]
fn what_is_no_text_is_skipped_in_a_folder() {
    for bytes in
        [Vec::new(), vec![b'x'; 10 << 20], vec![0xFF; 100], full("[").into_bytes(), full("prose ").into_bytes()]
    {
        assert!(read(bytes, Origin::Found).skipped);
    }
    assert!(!read(score_file(&format!("x: {}", "[".repeat(10_000))), Origin::Found).skipped);
}

#[test]
fn deep_nesting_is_refused() {
    assert_eq!(error_of(score_file(&format!("x: {}", "[".repeat(10_000)))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x: {}{}", "[".repeat(10_000), "]".repeat(10_000)))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x: {}", full("{")))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x: {}", full("{a: [")))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x:\n  {}", full("- ")))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x:\n  {}", full("? ")))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x:\n  {}", full("? - ")))), "too-complex");
    assert_eq!(
        error_of(score_file(&format!("x:\n{}", lines(1_000, |n| format!("{}a:", " ".repeat(n + 1)))))),
        "too-complex"
    );
}

#[test]
fn nesting_that_hides_from_the_estimate_is_refused_too() {
    // Closing brackets that are none, because they stand in quotes, comments or tags.
    for closing in ["\"]\", ", "']', ", "#]\n ", "!<]> a, ", "\"\n]\n\", "] {
        let yaml = format!("x: {}", full(&format!("[ {closing}")));
        assert_eq!(error_of(score_file(&yaml)), "too-complex", "{closing:?}");
    }
    // The deepest that passes the estimate, with as many values inside as fit.
    let yaml = format!("x: {}{}", "[ \"]\", ".repeat(1_000), full("1,"));
    assert_eq!(error_of(score_file(&yaml)), "too-complex");
}

#[test]
fn too_many_values_are_refused() {
    assert_eq!(error_of(score_file(&format!("x: [{}]", full("1,")))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x: {{{}}}", full("a,")))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x:\n{}", full("- \n")))), "too-complex");
    assert_eq!(error_of(score_file(&format!("x:\n{}", full("-\n-\n")))), "too-complex");
}

#[test]
fn alias_bombs_are_refused() {
    let laughs = |levels: usize, width: usize| {
        let item = |level: usize| vec![format!("*a{level}"); width].join(", ");
        format!("a0: &a0 [x]\n{}", lines(levels, |n| format!("a{}: &a{} [{}]", n + 1, n + 1, item(n))))
    };
    assert_eq!(error_of(score_file(&laughs(10, 10))), "too-complex");
    assert_eq!(error_of(score_file(&laughs(500, 2))), "too-complex");
    assert_eq!(error_of(score_file(&laughs(4, 20_000))), "too-complex");
    // A large list that is repeated many times.
    let list = format!("a: &a [{}]\nb: [{}]", "1,".repeat(20_000), "*a,".repeat(20_000));
    assert_eq!(error_of(score_file(&list)), "too-complex");
    // Maps that merge each other.
    let merges =
        format!("a0: &a0 {{x: 1}}\n{}", lines(400, |n| format!("a{}: &a{}\n  <<: *a{n}\n  y: *a{n}", n + 1, n + 1)));
    assert_eq!(error_of(score_file(&merges)), "too-complex");
}

#[test]
fn odd_aliases_are_errors() {
    assert_eq!(error_of(score_file("a: &a [*a]")), "too-complex", "recursive");
    assert_eq!(error_of(score_file("a: &a {b: *a}")), "too-complex", "recursive");
    assert_eq!(error_of(score_file("a: *nowhere")), "yaml-syntax");
    assert_eq!(error_of(score_file("&a a: &a *a")), "yaml-syntax");
    let deep = format!("a0: &a0 [x]\n{}", lines(1_000, |n| format!("a{}: &a{} [*a{n}]", n + 1, n + 1)));
    assert_eq!(error_of(score_file(&deep)), "too-complex", "deep");
    assert_eq!(
        findings_of(score_file(&lines(20_000, |n| format!("k{n}: &a{n} {n}")))),
        ["more-findings", "unknown-key"]
    );
    assert_eq!(findings_of(score_file(&lines(40_000, |_| "k: &same 1".to_owned()))), ["more-findings", "unknown-key"]);
}

#[test]
fn many_keys_and_findings_are_no_burden() {
    assert_eq!(findings_of(score_file(&lines(45_000, |n| format!("key{n}: 1")))), ["more-findings", "unknown-key"]);
    assert_eq!(findings_of(score_file(&lines(45_000, |_| "name: x".to_owned()))), ["duplicate-key", "more-findings"]);
    let block = |key: &str, inner: String| format!("---\nname: x\nscore:\n  {key}:\n{inner}---\n");
    let benchmarks = lines(40_000, |n| format!("    vsi{n}: 1"));
    assert_eq!(findings_of(block("benchmark", benchmarks)), ["more-findings", "unknown-benchmark"]);
    let benchmarks = lines(40_000, |_| "    VSI: {}".to_owned());
    assert_eq!(error_of(block("benchmark", benchmarks)), "too-complex", "brackets");
    let benchmarks = lines(40_000, |_| "    VSI: &a\n".to_owned());
    assert_eq!(findings_of(block("benchmark", benchmarks)), ["duplicate-key", "more-findings"]);
    let columns = lines(30_000, |n| format!("        Total Scor{n}: 1"));
    assert_eq!(
        findings_of(block("benchmark", format!("    VSI:\n      columns:\n{columns}"))),
        ["more-findings", "unknown-column"]
    );
    let list = lines(80_000, |_| "        - x".to_owned());
    assert_eq!(
        findings_of(block("benchmark", format!("    VSI:\n      columns:\n{list}"))),
        ["extra-values", "not-a-score"]
    );
    let empty = format!("    VSI: {{columns: [{}]}}\n", ",".repeat(80_000));
    assert_eq!(findings_of(block("benchmark", empty)), ["not-a-score"], "empty places on one line");
    let list = lines(80_000, |_| "  - x y".to_owned());
    assert_eq!(findings_of(score_file(&format!("qa:\n{list}"))), ["bad-field", "more-findings"]);
    let list = lines(80_000, |_| "  - 1B".to_owned());
    assert_eq!(findings_of(score_file(&format!("size:\n{list}"))), ["lenient", "more-findings"]);
}

#[test]
fn long_lines_and_scalars_are_no_burden() {
    assert_eq!(findings_of(score_file(&format!("code: {}", full("x")))), [""; 0]);
    assert_eq!(findings_of(score_file(&format!("author: \"{}\"", full("\\u00e9")))), [""; 0]);
    assert_eq!(findings_of(score_file(&format!("website: {}", full("ü")))), ["bad-website"]);
    assert_eq!(findings_of(score_file(&format!("author: |\n{}", full("  line\n")))), [""; 0]);
    assert_eq!(findings_of(score_file(&format!("author: >\n{}", full("  x\n\n")))), [""; 0]);
    assert_eq!(findings_of(score_file(&format!("author: '{}'", full("''")))), [""; 0]);
    assert_eq!(findings_of(score_file(&format!("# {}", full("comment ")))), [""; 0]);
    assert_eq!(findings_of(score_file(&full("# \n"))), [""; 0]);
    assert_eq!(findings_of(score_file(&full("\n"))), [""; 0]);
    assert_eq!(findings_of(score_file(&full("\r"))), [""; 0]);
    assert_eq!(findings_of(score_file(&full(" "))), [""; 0]);
    assert_eq!(error_of(score_file(&full("word "))), "yaml-syntax");
    assert_eq!(error_of(score_file(&full("word\n"))), "yaml-syntax");
    assert_eq!(error_of(score_file(&full("a: "))), "yaml-syntax");
    assert_eq!(findings_of(score_file(&format!("? {}", full("k")))), ["unknown-key"]);
    assert_eq!(error_of(score_file(&format!("{}: 1", full("k")))), "yaml-syntax", "a key of a megabyte");
    assert_eq!(error_of(score_file(&format!("x: \"{}", full("\\")))), "yaml-syntax");
    assert_eq!(error_of(score_file(&format!("x: '{}", full("y\n")))), "yaml-syntax");
}

#[test]
fn odd_yaml_is_an_error_or_passed_over() {
    assert_eq!(findings_of(score_file("x: !!binary aGVsbG8=\ny: !foo [1, !bar 2]\nz: !!set {a}")), ["unknown-key"]);
    assert_eq!(findings_of(score_file("x: !a 1")), ["unknown-key"]);
    assert_eq!(error_of(score_file(&format!("x: {}1", full("!a ")))), "yaml-syntax");
    assert_eq!(findings_of(score_file(&format!("x: !{} 1", full("a")))), ["unknown-key"]);
    assert_eq!(error_of(score_file("size: !!int seven")), "yaml-syntax");
    assert_eq!(error_of(score_file(&full("--- x\n"))), "yaml-syntax");
    assert_eq!(findings_of(score_file(&full("...\n"))), [""; 0]);
    assert_eq!(error_of(score_file(&full("%TAG ! x\n"))), "yaml-syntax");
    assert_eq!(error_of(score_file("\tx: 1")), "yaml-syntax");
    assert_eq!(error_of(score_file("x: \"\u{7}\"")), "yaml-syntax");
    assert_eq!(error_of(score_file("x: \u{FEFF}y")), "yaml-syntax");
    assert_eq!(error_of(score_file("x: \"\\ud800\"")), "yaml-syntax", "an escaped surrogate");
    assert_eq!(error_of(score_file("x: \"\\uZZZZ\"")), "yaml-syntax");
    assert_eq!(error_of(score_file(&full("]"))), "yaml-syntax");
    assert_eq!(error_of(score_file(&full(","))), "yaml-syntax");
    assert_eq!(error_of(score_file(&full("&a "))), "yaml-syntax");
    assert_eq!(error_of(score_file(&full("*a "))), "yaml-syntax");
    assert_eq!(error_of(score_file(&full("@"))), "yaml-syntax");
    assert_eq!(findings_of(score_file("author: a\u{2028}b\u{85}c")), [""; 0], "line separators are blanks");
}

#[test]
fn the_catalog_has_limits_and_words_of_its_own() {
    let code = |text: &str| {
        let start = Effort::start();
        let (catalog, findings) = read_catalog("catalog.yaml", text);
        assert!(start.took() < LIMIT, "took {:?}", start.took());
        assert_eq!(catalog, None);
        let error = findings.iter().rfind(|finding| finding.severity() == Severity::Error);
        error.expect("a catalog that is not read has an error").kind.code()
    };
    assert_eq!(code(""), "wrong-shape");
    assert_eq!(code("\0"), "not-text");
    assert_eq!(code(&"x".repeat(10 << 20)), "catalog-refused");
    assert_eq!(code(&"[".repeat(10_000)), "catalog-refused");
    assert_eq!(code(&format!("benchmarks:\n{}", lines(45_000, |_| "- {}".to_owned()))), "catalog-refused");
    assert_eq!(code(&format!("capabilities:\n{}", lines(30_000, |n| format!("- name: c{n}")))), "catalog-refused");
    assert_eq!(
        code(&format!("capabilities:\n- name: c\n  fine:\n{}", lines(30_000, |n| format!("  - f{n}")))),
        "catalog-refused"
    );
    let benchmark =
        |columns: &str| format!("capabilities: []\nboards: []\nbenchmarks:\n- name: b\n  columns:\n{columns}");
    assert_eq!(code(&benchmark(&lines(30_000, |n| format!("  - f{n}")))), "catalog-refused");
    let (_, findings) = read_catalog("catalog.yaml", &"x".repeat(10 << 20));
    assert_eq!(
        findings.iter().map(|finding| finding.kind.message()).collect::<Vec<_>>(),
        ["the catalog has 10 MiB; catalogs of up to 1 MiB are read"]
    );
}

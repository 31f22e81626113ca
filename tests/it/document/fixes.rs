//! Fixes: which findings have one, what its button says, and that it does what it says and nothing else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use arena_explorer::document::{Catalog, Finding, Fix, Kind, as_shown, fix_together, fixes, typed};
use arena_explorer::load::load;
use expect_test::{expect, expect_file};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common::{bundled_files, catalog, named, project, what_it_says};

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

/// All findings about one file, those of the audit included.
fn findings(path: &str, text: &str) -> Vec<Finding> {
    load(&[named(path, text)], CATALOG.clone()).findings
}

/// The findings that have a fix, with it.
fn fixed(path: &str, text: &str) -> Vec<(Finding, Fix)> {
    let findings = findings(path, text);
    let fixes = fixes(path, text, &findings, &CATALOG);
    assert_eq!(fixes.len(), findings.len());
    findings.into_iter().zip(fixes).filter_map(|(finding, fix)| Some((finding, fix?))).collect()
}

/// Makes each fix by itself and checks what holds for any.
fn check(path: &str, text: &str) {
    let before = findings(path, text);
    for (finding, fix) in fixed(path, text) {
        let context = || format!("{finding}{fix:?}\n{text}");
        let after = fix.apply(text).unwrap();
        let now = findings(path, &after);
        // Removing a line moves the others up, so that another of the same key may be after the same line now.
        let is_same = |other: &Finding| match (&other.kind, &finding.kind) {
            (Kind::DuplicateKey { key, .. }, Kind::DuplicateKey { key: this, .. }) => key == this,
            (other, this) => other == this,
        };
        let count = |findings: &[Finding]| findings.iter().filter(|other| is_same(other)).count();
        // What is wrong further down may be of the same kind; before a syntax error is fixed, nobody sees the next.
        let gone = match finding.kind {
            Kind::YamlSyntax { .. } => {
                !now.iter().any(|other| (&other.kind, &other.place) == (&finding.kind, &finding.place))
            }
            _ => count(&now) < count(&before),
        };
        assert!(gone, "the finding is still there: {}{after}", context());
        assert_eq!(fix.apply(&after), None, "a fix is for the text that it was made for");
        // What the edits do not name is as it was.
        let (mut old, mut new) = (0, 0);
        for edit in &fix.edits {
            let kept = edit.range.start - old;
            assert_eq!(text[old..edit.range.start], after[new..new + kept], "{}", context());
            assert_eq!(edit.text, after[new + kept..new + kept + edit.text.len()]);
            (old, new) = (edit.range.end, new + kept + edit.text.len());
        }
        assert_eq!(text[old..], after[new..], "{}", context());
        if matches!(finding.kind, Kind::Lenient { .. } | Kind::ExtraValues { .. } | Kind::DuplicateKey { .. }) {
            let says = |text: &str| what_it_says(path, text, &CATALOG);
            assert_eq!(says(&after), says(text), "{}", context());
        }
    }
}

#[test]
fn each_fixture_gets_its_fixes() {
    let mut all = String::new();
    let mut paths: Vec<_> =
        std::fs::read_dir(project("tests/data/findings")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_none_or(|ending| ending != "expected")) {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let name = path.file_name().unwrap().to_str().unwrap();
        check(name, &text);
        for (Finding { kind, place, .. }, fix) in fixed(name, &text) {
            writeln!(all, "{name}:{}:{} {}: {}", place.line, place.column, kind.code(), fix.label).unwrap();
        }
    }
    expect_file![project("tests/data/fixes.txt")].assert_eq(&all);
}

#[test]
fn the_bundled_files_get_the_fixes_that_they_need() {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for file in bundled_files() {
        let text = String::from_utf8(file.bytes).unwrap();
        check(&file.path, &text);
        for (finding, fix) in fixed(&file.path, &text) {
            *all.entry(format!("{} {}: {}", file.path, finding.kind.code(), fix.label)).or_default() += 1;
        }
    }
    let all: String = all.iter().map(|(fix, count)| format!("{count} × {fix}\n")).collect();
    expect![[r#"
        8 × public/models/gpt-4o-mini.md placeholder-series: Remove the placeholder
        1 × public/models/o4-mini.md stale-summary: Write “31.28” instead
        1 × public/models/o4-mini.md stale-summary: Write “41.26” instead
        1 × public/models/o4-mini.md stale-summary: Write “43.86” instead
        1 × public/models/o4-mini.md stale-summary: Write “47.21” instead
        1 × public/models/o4-mini.md stale-summary: Write “53.23” instead
    "#]]
    .assert_eq(&all);
}

/// A file, the label of its only fix that has this code, and the file with it made.
fn after(path: &str, text: &str, code: &str) -> Option<(String, String)> {
    check(path, text);
    let (_, fix) = fixed(path, text).into_iter().find(|(finding, _)| finding.kind.code() == code)?;
    Some((fix.apply(text).unwrap(), fix.label))
}

const REST: &str = "score:\n  benchmark:\n    vsi:\n      columns: {Total Score: 37.5}\n";

#[test]
fn missing_and_misshapen_fences_are_put() {
    let name = "name: Small\n";
    for (before, expected, label) in [
        // Text after the YAML; its heading goes with it.
        (
            format!("---\n{name}{REST}\n# About\n\nIt is *small* and fast.\n"),
            format!("---\n{name}{REST}---\n\n# About\n\nIt is *small* and fast.\n"),
            "Put the closing fence ---",
        ),
        // A rule further down is no closing fence.
        (
            format!("---\n{name}{REST}It is small.\n\n---\n\nMore.\n"),
            format!("---\n{name}{REST}---\nIt is small.\n\n---\n\nMore.\n"),
            "Put the closing fence ---",
        ),
        (format!("---\n{name}{REST}--\nText\n"), format!("---\n{name}{REST}---\nText\n"), "Put the closing fence ---"),
        (
            format!("---\n{name}{REST}----\nText\n"),
            format!("---\n{name}{REST}---\nText\n"),
            "Put the closing fence ---",
        ),
        (format!("{name}{REST}\nText\n"), format!("{name}{REST}---\n\nText\n"), "Put the closing fence ---"),
        (format!("--\n{name}{REST}---\nText\n"), format!("---\n{name}{REST}---\nText\n"), "Put the opening fence ---"),
        (format!("—\n{name}{REST}---\nText\n"), format!("---\n{name}{REST}---\nText\n"), "Put the opening fence ---"),
        (
            format!("# Small\n\n```yaml\n{name}{REST}```\n\nText\n"),
            format!("# Small\n\n---\n{name}{REST}---\n\nText\n"),
            "Put the fences ---",
        ),
        (
            format!("Our model.\n\nIt is small.\n---\n{name}{REST}---\nText\n"),
            format!("# Our model.\n\n# It is small.\n---\n{name}{REST}---\nText\n"),
            "Put # before the 2 lines above the scores",
        ),
        (
            format!("Our model.\n\n{name}{REST}"),
            format!("# Our model.\n\n{name}{REST}"),
            "Put # before the line above the scores",
        ),
    ] {
        let code = findings("m.md", &before)[0].kind.code();
        let expected = Some((expected, label.to_owned()));
        assert_eq!(after("m.md", &before, code), expected, "{before}");
        let lines = |(text, label): (String, String)| (text.replace('\n', "\r\n"), label);
        assert_eq!(after("m.md", &before.replace('\n', "\r\n"), code), expected.map(lines), "{before}");
    }
    for none in [
        // Nobody knows which of two documents is meant, and prose is no score file.
        format!("---\n{name}{REST}--- # two\nname: Two\n"),
        "# A readme\n\nAll prose.\n---\nMore.\n".to_owned(),
        // A closing fence missing at the end is none that is missed.
        format!("---\n{name}{REST}"),
    ] {
        assert_eq!(fixed("m.md", &none), [], "{none}");
    }
}

/// Every fix of a score file with these lines, as label and lines with it made.
fn fixes_of(lines: &str) -> String {
    let text = format!("---\nname: Small\n{lines}---\n");
    check("m.md", &text);
    let mut all = String::new();
    for (_, fix) in fixed("m.md", &text) {
        let after = fix.apply(&text).unwrap();
        let changed = after.lines().filter(|line| !text.lines().any(|other| other == *line));
        let gone = text.lines().filter(|line| !after.lines().any(|other| other == *line)).count();
        writeln!(all, "{} (-{gone})", fix.label).unwrap();
        changed.for_each(|line| writeln!(all, "{line}").unwrap());
    }
    all
}

fn scores(lines: &str) -> String {
    fixes_of(&format!("score:\n  benchmark:\n{lines}"))
}

#[test]
fn names_keep_their_quotes_and_get_them_where_needed() {
    let lines = "    \"vsj\":\n      'colums': {\"Totel Score\": 1, 'Objet Count': 2, Room Sise : 3}\n";
    expect![[r#"
        Write “VSI” instead (-1)
            "VSI":
    "#]]
    .assert_eq(&scores(lines));
    let lines = "    \"vsi\":\n      'colums': {\"Totel Score\": 1}  # one\n";
    expect![[r#"
        Write “columns” instead (-1)
              'columns': {"Totel Score": 1}  # one
    "#]]
    .assert_eq(&scores(lines));
    let lines = "    vsi:\n      columns: {\"Totel Score\": 1, 'Objet Count': 2, Room Sise : 3, Room-Size: 4}\n";
    expect![[r#"
        Write “Total Score” instead (-1)
              columns: {"Total Score": 1, 'Objet Count': 2, Room Sise : 3, Room-Size: 4}
        Write “Object Count” instead (-1)
              columns: {"Totel Score": 1, 'Object Count': 2, Room Sise : 3, Room-Size: 4}
    "#]]
    .assert_eq(&scores(lines));
}

#[test]
fn a_name_is_not_fixed_into_one_that_is_there() {
    assert_eq!(
        scores("    VSI:\n      columns: {Total: 1, Total Score: 2}\n    vsj: {columns: {Total Score: 3}}\n"),
        ""
    );
    assert_eq!(scores("    vsi:\n      legacy: {Total Score: 2}\n      colums: {Total Score: 3}\n"), "");
}

#[test]
fn what_is_removed_takes_nothing_else_along() {
    let lines = "    mine-any-build:
      # all of them
      columns:
        - 1
        - 2
        - 3  # the total
        # spare places
        - x  # what is this
        - null
        - y
      # next
      fine: {Spatial Reasoning: 2, Spatial Reasoning: 2} # twice
";
    expect![[r#"
        Remove the 2 values after the last place (-3)
        Remove “Spatial Reasoning” on line 16 (-1)
              fine: {Spatial Reasoning: 2} # twice
    "#]]
    .assert_eq(&scores(lines));
    // What a comment inside would go with, and what another place refers to, is left to the author.
    assert_eq!(scores("    phy-block:\n      columns: [1, 2, # two\n        3]\n"), "");
    assert_eq!(fixes_of("website: &a https://example.org\nwebsite: *a\nscore: {}\n"), "");
}

#[test]
fn values_are_fixed_where_only_one_thing_can_be_meant() {
    let lines = "\
website: www.example.org/model?a=b
category: genral
opensource: flase
release: \"2025-04\"
component: {vision: \"ViT, large\", language: 'a: b'}
score:
  benchmark:
    vsi:
      columns: {Object Count: \"37,5\", Room Size: n/a, Route Plan: \"1,234\", Total Score: 12 % }
";
    expect![[r#"
        Write “https://www.example.org/model?a=b” instead (-1)
        website: https://www.example.org/model?a=b
        Write “general” instead (-1)
        category: general
        Write “false” instead (-1)
        opensource: false
        Write “{year: 2025, month: 4}” instead (-1)
        release: {year: 2025, month: 4}
        Write “["ViT, large"]” instead (-1)
        component: {vision: ["ViT, large"], language: 'a: b'}
        Write “["a: b"]” instead (-1)
        component: {vision: "ViT, large", language: ["a: b"]}
        Write 37.5 (-1)
              columns: {Object Count: 37.5, Room Size: n/a, Route Plan: "1,234", Total Score: 12 % }
        Write null (-1)
              columns: {Object Count: "37,5", Room Size: null, Route Plan: "1,234", Total Score: 12 % }
        Write “12” instead (-1)
              columns: {Object Count: "37,5", Room Size: n/a, Route Plan: "1,234", Total Score: 12 }
    "#]]
    .assert_eq(&fixes_of(lines));
    for website in ["ftp://example.org", "localhost", "me@example.org", "3.14", "see the paper", "[example.org]"] {
        assert_eq!(fixes_of(&format!("website: {website}\nscore: {{}}\n")), "", "{website}");
    }
}

#[test]
fn stated_scores_become_the_derived_ones() {
    let lines = "\
score:
  benchmark:
    uni-eqa:
      fine: {Object Type: 10, Object Property: 20, Object State: 20.015}
      core: {Object Perception: 17, Spatial Perception: 5}
    erqa: {fine: {Object Type: 3.3333}, 0: [4, null, null, null, null, null, null, null]}
  summary:
    qa-2d:
      1: {Object Type: 9}
";
    expect![[r#"
        Write “16.67” instead (-1)
              core: {Object Perception: 16.67, Spatial Perception: 5}
        Write “null” instead (-1)
              core: {Object Perception: 17, Spatial Perception: null}
        Write “3.33” instead (-1)
            erqa: {fine: {Object Type: 3.3333}, 0: [3.33, null, null, null, null, null, null, null]}
        Write “9.67” instead (-1)
              1: {Object Type: 9.67}
    "#]]
    .assert_eq(&fixes_of(lines));
}

/// Pieces that mistakes are made of.
fn piece() -> impl Strategy<Value = &'static str> {
    select(vec![
        "x",
        " ",
        "\n",
        "  ",
        ": ",
        ",",
        "\"",
        "'",
        "#",
        " # c\n",
        "%",
        "37,5",
        "\"12\"",
        "null",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "\t",
        "---\n",
        "--\n",
        "—",
        "\u{feff}",
        "\u{202e}",
        "\u{2028}",
        "𝄞",
        "\r",
        "&a ",
        "*a",
        "!t ",
        "name: y\n",
        "Total Score: 1, ",
        "1, ",
        "        - 5\n",
        "core: {Object Perception: 1}",
        "    vsi: {}\n",
        "|\n",
        "\u{7}",
        "...\n",
        "- 12%\n",
    ])
}

/// Real files, small enough to be read many times.
fn file() -> impl Strategy<Value = String> {
    let text = |path: &str| std::fs::read_to_string(project(path)).unwrap();
    let named = text("public/models/gemini-2-5-pro.md");
    let short: String = named.lines().take(24).map(|line| format!("{line}\n")).collect();
    let list = text("tests/data/findings/positional.md");
    let fixtures =
        ["duplicate-key.md", "lenient-fields.md", "core-lists.md", "extra-values.md", "json.yaml", "unknown-key.md"];
    let fixtures = fixtures.map(|name| text(&format!("tests/data/findings/{name}")));
    let lines = select(vec!["\n", "\r\n", "\r"]);
    let start = select(vec!["", "\u{feff}"]);
    (select([vec![short, list], fixtures.to_vec()].concat()), lines, start)
        .prop_map(|(text, end, start)| format!("{start}{}", text.replace('\n', end)))
}

/// Puts pieces in, or takes characters out.
fn with_mistakes(text: &str, mistakes: Vec<(Index, Option<&'static str>)>) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (at, piece) in mistakes {
        let at = at.index(text.len().max(1)).min(text.len());
        match piece {
            Some(piece) => drop(text.splice(at..at, piece.chars())),
            None if at < text.len() => drop(text.remove(at)),
            None => {}
        }
    }
    text.into_iter().collect()
}

#[test]
fn two_keys_that_seem_to_be_one_are_not_both_renamed_to_it() {
    let text = "name: Small\nscore:\n  benchmark:\n    vsi:\n      columns: {Totl Score: 41.2, Total Scor: 38.0, Object Cont: 5}\n";
    let unknown: Vec<Finding> = findings("m.yaml", text)
        .into_iter()
        .filter(|finding| matches!(finding.kind, Kind::UnknownColumn { .. }))
        .collect();
    assert_eq!(unknown.len(), 3, "{unknown:?}");
    let fixed = fix_together("m.yaml", text, &unknown, &CATALOG).unwrap();
    assert_eq!(fixed.done.len(), 2, "{:?}", fixed.done);
    assert!(fixed.text.contains("Total Score: 41.2, Total Scor: 38.0, Object Count: 5"), "{}", fixed.text);
}

#[test]
fn what_follows_the_yaml_keeps_its_tabs() {
    let text =
        "---\nname: Small\nscore:\n\tbenchmark:\n\t\tvsi: {columns: {Total Score: 5}}\n---\n\tcode of the card\n";
    let (text, _) = after("m.md", text, "yaml-syntax").unwrap();
    assert!(text.ends_with("---\n\tcode of the card\n") && text.contains("    vsi:"), "{text}");
}

#[test]
fn an_invisible_character_before_a_blank_hides_no_decimal_comma() {
    let file = |second: &str| {
        format!(
            "---\nname: Small\nscore:\n  benchmark:\n    Cosmos:\n      core: [1,{second}, 3, 4, 5, 6, 7, 8, null, 10, 11]\n---\n"
        )
    };
    for second in ["2", "\u{202e} 2", "\u{200b}2"] {
        let text = file(second);
        let doubt = findings("m.md", &text).iter().any(|finding| matches!(finding.kind, Kind::DoubtfulList { .. }));
        assert!(doubt, "{second:?}");
        check("m.md", &text);
    }
    let text = file(" \u{202e} 2");
    assert!(!findings("m.md", &text).iter().any(|finding| matches!(finding.kind, Kind::DoubtfulList { .. })));
    check("m.md", &text);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_field_shows_what_was_typed_in_it(
        text in "\u{FEFF}?[ab\r\nä]{0,12}", field in "[ab\nä]{0,12}",
    ) {
        prop_assert_eq!(typed(&text, &as_shown(&text)), text.as_str());
        prop_assert_eq!(as_shown(&typed(&text, &field)), field);
    }

    #[test]
    fn a_fix_ends_its_finding_and_changes_nothing_else(
        text in file(),
        mistakes in proptest::collection::vec((any::<Index>(), proptest::option::of(piece())), 1..6),
        path in select(vec!["m.md", "m.yaml"]),
    ) {
        check(path, &with_mistakes(&text, mistakes));
    }

    #[test]
    fn stale_findings_and_any_text_are_harmless(
        text in file(),
        mistakes in proptest::collection::vec((any::<Index>(), proptest::option::of(piece())), 1..6),
        junk in "\\PC{0,200}",
    ) {
        let findings = findings("m.md", &with_mistakes(&text, mistakes.clone()));
        for other in [text, junk] {
            for fix in fixes("m.md", &other, &findings, &CATALOG).into_iter().flatten() {
                prop_assert!(fix.apply(&other).is_some());
                prop_assert_eq!(fix.apply(&format!("{other}𝄞")), None);
            }
        }
    }
}

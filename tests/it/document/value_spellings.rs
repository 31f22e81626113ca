//! Single values in all the spellings that people use, one by one: scores beside other models', lists and maps that decimal
//! commas make doubtful, names, sizes, dates.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::sync::LazyLock;

use arena_explorer::dataset::Dataset;
use arena_explorer::document::{Catalog, Kind, fixes, read_score_file};
use arena_explorer::load::{load, load_previews};

use crate::common::{bundled, catalog, named, small_catalog};

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

static BUNDLED: LazyLock<Dataset> = LazyLock::new(|| bundled().dataset);

/// A file with these benchmarks, each a key and its block on one line.
fn file(benchmarks: &str) -> String {
    let blocks: String = benchmarks.lines().map(|line| format!("    {}\n", line.trim())).collect();
    format!("---\nname: Small\nscore:\n  benchmark:\n{blocks}---\n")
}

/// The figures of the columns of the first benchmark, `-` for a missing one, as the file is read by itself.
fn columns(text: &str) -> String {
    let reading = read_score_file(&named("m.md", text), &CATALOG);
    let Some(document) = reading.document else { return format!("{:?}", reading.findings) };
    let figure = |figure: &Option<arena_explorer::document::Figure>| {
        figure.map_or("-".to_owned(), |figure| figure.value.to_string())
    };
    document.scores[0].columns.iter().map(figure).collect::<Vec<_>>().join(" ")
}

/// The code of each finding, with the label of its fix and the columns after it.
fn told(text: &str) -> Vec<String> {
    let findings = read_score_file(&named("m.md", text), &CATALOG).findings;
    let fixes = fixes("m.md", text, &findings, &CATALOG);
    let shown = |(finding, fix): (&arena_explorer::document::Finding, &Option<arena_explorer::document::Fix>)| {
        let code = finding.kind.code();
        match fix {
            Some(fix) => format!("{code}: {}: {}", fix.label, columns(&fix.apply(text).unwrap())),
            None => code.to_owned(),
        }
    };
    findings.iter().zip(&fixes).map(shown).collect()
}

#[test]
fn decimal_commas_in_maps_are_noticed() {
    for (scores, read, found) in [
        // MineAnyBuild: Spatial Reasoning, Spatial Commonsense, Total Score.
        ("{Spatial Reasoning: 41,2}", "- - -", vec!["decimal-comma: Write 41.2: 41.2 - -"]),
        ("{Spatial Reasoning: 41,20}", "- - -", vec!["decimal-comma: Write 41.20: 41.2 - -"]),
        ("{Spatial Reasoning: 41,05}", "- - -", vec!["decimal-comma: Write 41.05: 41.05 - -"]),
        ("{Spatial Reasoning: 0,5, Total Score: 38.5}", "- - 38.5", vec!["decimal-comma: Write 0.5: 0.5 - 38.5"]),
        ("{Total Score: 38,5, Spatial Reasoning: 12.5}", "12.5 - -", vec!["decimal-comma: Write 38.5: 12.5 - 38.5"]),
        ("{Total Score: 38,5%}", "- - -", vec!["decimal-comma: Write 38.5: - - 38.5"]),
        ("{Total Score: 38%,5}", "- - -", vec!["decimal-comma: Write 38.5: - - 38.5"]),
        ("{Total Score: ３８,５}", "- - -", vec!["decimal-comma: Write 38.5: - - 38.5"]),
        ("{Total Score: 38,５}", "- - -", vec!["decimal-comma: Write 38.5: - - 38.5"]),
        ("{Total Score: ３８,5％}", "- - -", vec!["decimal-comma: Write 38.5: - - 38.5"]),
        // A wide comma where plain ones separate values.
        ("{Total Score: 38，5, Spatial Reasoning: 12.5}", "12.5 - -", vec!["not-a-score: Write 38.5: 12.5 - 38.5"]),
        ("{Total Score: 38 , 5}", "- - -", vec!["decimal-comma: Write 38.5: - - 38.5"]),
        (
            "{Total Score: 38，5}",
            "- - -",
            vec!["decimal-comma: Write 38.5: - - 38.5", "wide-commas: Write a plain comma instead: - - -"],
        ),
        // Thousands, or too many to say.
        ("{Total Score: 38,512}", "- - -", vec!["decimal-comma"]),
        ("{Total Score: 3,8,5}", "- - -", vec!["decimal-comma"]),
        // Out of range, so that nothing is promised.
        ("{Total Score: 138,5}", "- - -", vec!["decimal-comma"]),
    ] {
        let text = file(&format!("mine-any-build: {{columns: {scores}}}"));
        assert_eq!(columns(&text), read, "{scores}");
        let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
        assert_eq!(told(&text), found, "{scores}");
    }
}

#[test]
fn decimal_commas_in_lists_make_the_list_doubtful() {
    for (scores, read, found) in [
        ("[41,2, 2,1, 38,5]", "- - -", "doubtful-list: Write points instead of the 3 decimal commas: 41.2 2.1 38.5"),
        ("[41,2,2,1,38,5]", "- - -", "doubtful-list: Write points instead of the 3 decimal commas: 41.2 2.1 38.5"),
        ("[41,2, 2.1, 38,5]", "- - -", "doubtful-list: Write points instead of the 2 decimal commas: 41.2 2.1 38.5"),
        ("[41,2, 2, 38,5]", "- - -", "doubtful-list: Write points instead of the 2 decimal commas: 41.2 2 38.5"),
        ("[41,2, null, 38,5]", "- - -", "doubtful-list: Write points instead of the 2 decimal commas: 41.2 - 38.5"),
        (
            "[41,2, 2,1, 38,5, null]",
            "- - -",
            "doubtful-list: Write points instead of the 3 decimal commas: 41.2 2.1 38.5",
        ),
        ("[41,2,2,38,5]", "- - -", "doubtful-list"),
        // Spatial Commonsense goes up to 10, so that nothing is promised.
        ("[41,2, 22,1, 38,5]", "- - -", "doubtful-list"),
        ("[41,2; 2,1; 38,5]", "- - -", "doubtful-list"),
        // What real files hold is read as it is.
        ("[41.2, 2.1, 38.5, 7]", "41.2 2.1 38.5", "extra-values"),
        ("[41, 2, 38, 7]", "41 2 38", "extra-values"),
        ("[41.2, 2.1, 38.5, 7.5, 8.5]", "41.2 2.1 38.5", "extra-values"),
        ("[41.2, 2.1, 38.5, null, 8, 5]", "41.2 2.1 38.5", "extra-values"),
    ] {
        let text = file(&format!("mine-any-build: {{columns: {scores}}}"));
        assert_eq!(columns(&text), read, "{scores}");
        assert_eq!(told(&text), [found.to_owned()], "{scores}");
    }
}

#[test]
fn decimal_commas_in_lists_of_any_benchmark_make_the_list_doubtful() {
    let points = |count: usize, after: &str| match count {
        1 => format!("doubtful-list: Write a point instead of the decimal comma: {after}"),
        count => format!("doubtful-list: Write points instead of the {count} decimal commas: {after}"),
    };
    for (scores, missing, found) in [
        // Five columns.
        ("cosmos: {columns: [0,385, 0,412, 0,501, 0,333, 0,410]}", 5, points(5, "0.385 0.412 0.501 0.333 0.41")),
        ("cosmos: {columns: [38,125, 41,250, 50,5, 33,333, 41,0]}", 5, points(5, "38.125 41.25 50.5 33.333 41")),
        ("cosmos: {columns: [38,125,41,250,50,5,33,333,41,0]}", 5, points(5, "38.125 41.25 50.5 33.333 41")),
        ("cosmos: {columns: [41,2, 22,1, 45.6, 50.2, null]}", 5, points(2, "41.2 22.1 45.6 50.2 -")),
        ("cosmos: {columns: [３８,５, ４１,２, 50, 51, 52]}", 5, points(2, "38.5 41.2 50 51 52")),
        ("cosmos: {columns: [38%,5, 41,2%, 50, 51, 52]}", 5, points(2, "38.5 41.2 50 51 52")),
        // Two columns.
        ("sqa3d: {columns: [50,1, 22]}", 2, points(1, "50.1 22")),
        ("phy-block: {columns: [41,2, null, 22,1]}", 2, "doubtful-list".to_owned()),
        // A wide comma where plain ones separate values.
        ("cosmos: {columns: [38，5, 41.2, 50.1, 33.3]}", 5, "short-list".to_owned()),
    ] {
        let text = file(scores);
        assert_eq!(columns(&text), vec!["-"; missing].join(" "), "{scores}");
        let all = told(&text);
        assert!(all.contains(&found), "{scores}: {all:?}");
    }
    let text = file("cosmos: {columns: [38，5, 41.2, 50.1, 33.3, 40.8]}");
    assert_eq!(columns(&text), "- 41.2 50.1 33.3 40.8");
    assert_eq!(told(&text), ["not-a-score: Write 38.5: 38.5 41.2 50.1 33.3 40.8"]);
    // Lists with one spacing are read as they are.
    for (scores, read) in [
        ("sqa3d: {columns: [50,1,22]}", "50 1"),
        ("sqa3d: {columns: [50, 1, 22]}", "50 1"),
        ("cosmos: {columns: [41, 22, 45.6, 50.2, 40.1, null, 3]}", "41 22 45.6 50.2 40.1"),
    ] {
        assert_eq!(columns(&file(scores)), read, "{scores}");
    }
}

#[test]
fn of_two_totals_with_different_values_none_is_read() {
    for (scores, read, found) in [
        ("{Avg: 40, Overall: 50}", "- - -", vec!["two-totals"]),
        ("{Spatial Reasoning: 41.2, Average: 40, Total: 50}", "41.2 - -", vec!["two-totals"]),
        ("{Avg: 40, Overall: 50, Total Score: 45}", "- - 45", vec!["unknown-column", "unknown-column"]),
        ("{Avg: null, Overall: 50}", "- - 50", vec![]),
        ("{Overall: 50}", "- - 50", vec![]),
        ("{Mean: 50}", "- - -", vec!["unknown-column"]),
    ] {
        let text = file(&format!("mine-any-build: {{columns: {scores}}}"));
        assert_eq!(columns(&text), read, "{scores}");
        let codes: Vec<_> = told(&text).iter().map(|fix| fix.split(':').next().unwrap().to_owned()).collect();
        assert_eq!(codes, found, "{scores}");
    }
    let text = file("mine-any-build: {columns: {Avg: 40, Overall: 50}}");
    let kind = read_score_file(&named("m.md", &text), &CATALOG).findings[0].kind.clone();
    assert_eq!(kind.message(), "`Avg` and `Overall` could both be the total, so it counts as missing");
    assert_eq!(kind.help(), "Name the total `Total Score`, and remove the other one.");
}

#[test]
fn one_word_in_the_place_of_a_block_refuses_no_file() {
    for block in ["-", "N/A", "38,5", "38.5*", "\"~38.5\"", "{columns: -}", "{columns: N/A}", "{columns: 38.5*}"] {
        let text = file(&format!("mine-any-build: {{columns: [41.2, 2.1, 38.5]}}\nvsi: {block}"));
        let reading = read_score_file(&named("m.md", &text), &CATALOG);
        assert_eq!(columns(&text), "41.2 2.1 38.5", "{block}");
        let codes: Vec<_> = reading.findings.iter().map(|finding| finding.kind.code()).collect();
        assert_eq!(codes, ["not-a-score"], "{block}");
    }
    // A block that is something else altogether is still one.
    assert!(columns(&file("vsi: see the paper")).contains("WrongShape"));
}

#[test]
fn no_fix_deletes_a_figure() {
    for (benchmarks, found) in [
        ("mine-any-build: {columns: [41.2, 2.1, 38.5, 7]}", "extra-values"),
        ("mine-any-build: {columns: [41.2, 2.1, 38.5, \"7*\", x]}", "extra-values"),
        (
            "mine-any-build: {columns: [41.2, 2.1, 38.5, x]}",
            "extra-values: Remove the value after the last place: 41.2 2.1 38.5",
        ),
        ("mine-any-build: {columns: {Total Score: 1, Total Score: 2}}", "duplicate-key"),
        (
            "mine-any-build: {columns: {Total Score: 2, Total Score: 2}}",
            "duplicate-key: Remove “Total Score” on line 5: - - 2",
        ),
        (
            "mine-any-build: {columns: {Total Score: x, Total Score: 2}}",
            "duplicate-key: Remove “Total Score” on line 5: - - 2",
        ),
        ("mine-any-build: {columns: [1, 2, 3], columns: [1, 2, 4]}", "duplicate-key"),
    ] {
        assert_eq!(told(&file(benchmarks)), [found], "{benchmarks}");
    }
}

#[test]
fn samples_are_read_as_columns_are() {
    use arena_explorer::document::Samples;
    let samples = |samples: &str| {
        let text = file(&format!("mine-any-build: {{columns: [41.2, 2.1, 38.5], samples: {samples}}}"));
        let reading = read_score_file(&named("m.md", &text), &CATALOG);
        (reading.document.unwrap().scores[0].samples.clone(), reading.findings)
    };
    let (read, findings) = samples("{total score: 500, SPATIAL REASONING: 30}");
    assert_eq!(read, Samples::Columns(vec![Some(30), None, Some(500)]));
    assert_eq!(findings, []);
    let (read, findings) = samples("\"500\"");
    assert_eq!((read, findings[0].kind.code()), (Samples::Total(500), "lenient"));
    let (read, findings) = samples("{Total Score: \"500\"}");
    assert_eq!((read, findings[0].kind.code()), (Samples::Columns(vec![None, None, Some(500)]), "lenient"));
    let (_, findings) = samples("\"50%\"");
    assert_eq!(findings[0].kind.code(), "bad-field");
    let (_, findings) = samples("{Spatial Reasonin: 500}");
    assert!(!findings[0].kind.help().contains("score"), "{}", findings[0].kind.help());
    assert!(findings[0].kind.help().contains("Did you mean `Spatial Reasoning`?"));
}

#[test]
fn what_yaml_takes_for_its_own_refuses_no_file() {
    for (scores, read) in [
        ("{Total Score: -}", "- - -"),
        ("{Total Score: - , Spatial Reasoning: 41.2}", "41.2 - -"),
        ("{Spatial Reasoning: ?, Total Score: 38.5}", "- - 38.5"),
        ("[41.2, -, 38.5]", "41.2 - 38.5"),
        ("[41.2, - , 38.5]", "41.2 - 38.5"),
        ("[41.2, ?, 38.5]", "41.2 - 38.5"),
        ("[41.2, , 38.5]", "41.2 - 38.5"),
        ("[41.2,,38.5]", "41.2 - 38.5"),
        ("[, 2.1, 38.5]", "- 2.1 38.5"),
        ("[41.2, **2.1**, 38.5]", "41.2 - 38.5"),
        ("[41.2, `2.1`, 38.5]", "41.2 - 38.5"),
        ("[41.2, 2.1[^1], 38.5]", "41.2 - 38.5"),
        ("[41.2, >2.1, 38.5]", "41.2 - 38.5"),
        ("[41.2，2.1，38.5]", "41.2 2.1 38.5"),
        ("[41.2、 2.1、 38.5]", "41.2 2.1 38.5"),
        ("{Spatial Reasoning: 41.2，Total Score: 38.5}", "41.2 - 38.5"),
    ] {
        let text = file(&format!("mine-any-build: {{columns: {scores}}}"));
        assert_eq!(columns(&text), read, "{scores}");
        assert!(
            told(&text).iter().all(|fix| fix.contains(": ") || scores.contains('>')),
            "{scores}: {:?}",
            told(&text)
        );
    }
    // In block form, with a comment behind.
    for value in ["-", "- # not run", "?", "**38.5** # best", "`38.5`", "*38.5*", "@38.5"] {
        let text = format!(
            "---\nname: Small\nscore:\n  benchmark:\n    mine-any-build:\n      columns:\n        Total Score: {value}\n        Spatial Reasoning: 41.2\n---\n"
        );
        assert_eq!(columns(&text), "41.2 - -", "{value}");
        let list = format!(
            "---\nname: Small\nscore:\n  benchmark:\n    mine-any-build:\n      columns:\n        - 41.2\n        - {value}\n        - 38.5\n---\n"
        );
        assert_eq!(columns(&list), "41.2 - 38.5", "{value}");
    }
}

#[test]
fn yaml_that_is_in_order_is_left_alone() {
    // Aliases, blocks of text and comments may hold all of it.
    let text = "---\nname: &1 Small\ncode: *1\nimageVideo: |\n  a: -\n  b: **x**\nauthor:\n  - |\n    c: -\n  - 'it''s [1, , 2]' # [1, , 2]\nscore:\n  benchmark:\n    mine-any-build: {columns: [41.2, 2.1, 38.5]}\n---\n";
    let reading = read_score_file(&named("m.md", text), &CATALOG);
    let document = reading.document.unwrap();
    assert_eq!((document.name.as_str(), document.code.as_str()), ("Small", "Small"));
    assert_eq!(document.image_video.as_deref(), Some("a: -\nb: **x**"));
    assert_eq!(document.authors, ["c: -", "it's [1, , 2]"]);
    assert_eq!(reading.findings, []);
}

/// The findings about fractions in a file beside the bundled models, and whether its first benchmark has any score left.
fn fractions(benchmarks: &str) -> Vec<String> {
    let text = file(benchmarks);
    let findings = load_previews(&[named("m.md", &text)], &BUNDLED).findings;
    let fixes = fixes("m.md", &text, &findings, BUNDLED.catalog());
    let of = findings.iter().zip(fixes).filter(|(finding, _)| matches!(finding.kind, Kind::Fractions { .. }));
    let shown = |(finding, fix): (&arena_explorer::document::Finding, Option<arena_explorer::document::Fix>)| {
        let after = fix.unwrap().apply(&text).unwrap();
        let line = after.lines().nth(finding.place.line as usize - 1).unwrap().trim().to_owned();
        let left = load_previews(&[named("m.md", &after)], &BUNDLED).findings;
        let is_left = |kind: &Kind| matches!(kind, Kind::Fractions { benchmark, .. } if finding.kind.message().contains(benchmark));
        assert!(!left.iter().any(|finding| is_left(&finding.kind)), "{after}");
        line
    };
    of.map(shown).collect()
}

#[test]
fn fractions_of_one_are_withheld_where_others_have_percentages() {
    let others = "uni-eqa: {columns: {Total Score: 41.7}}\nopen-eqa: {columns: {Total Score: 36.4}}\n";
    for (scores, fixed) in [
        ("vsi: {columns: {Total Score: 0.385}}", "vsi: {columns: {Total Score: 38.5}}"),
        ("vsi: {columns: {Total Score: .385}}", "vsi: {columns: {Total Score: 38.5}}"),
        ("vsi: {columns: {Total Score: 0.4, Object Count: 1}}", "vsi: {columns: {Total Score: 40, Object Count: 100}}"),
        ("vsi: {columns: {Total Score: \"0.38512\"}}", "vsi: {columns: {Total Score: 38.512}}"),
        ("vsi: {columns: {Total Score: 3.85e-1}}", "vsi: {columns: {Total Score: 38.5}}"),
        (
            "vsi: {legacy: [0.412, null, null, null, null, null, null, null, 0.385, null]}",
            "vsi: {legacy: [41.2, null, null, null, null, null, null, null, 38.5, null]}",
        ),
        (
            "erqa: {columns: {Total Score: 0.372}, fine: {Object Type: 0.4}}",
            "erqa: {columns: {Total Score: 37.2}, fine: {Object Type: 40}}",
        ),
    ] {
        assert_eq!(fractions(&format!("{others}{scores}")), [fixed], "{scores}");
    }
    for low in [
        // Many models have next to nothing there.
        "eb-navigation: {columns: {Total SR: 0.3}}",
        "eb-alfred: {columns: {Base Capability: 0, Common Sense: 0, Total SR: 0.33}}",
        // The model fails altogether in one column, and nearly in another.
        "vsi: {columns: {Object Count: 0.18, Absolute Distance: 0, Route Plan: 0, Total Score: 0.07}}",
        // Its author says so.
        "vsi: {columns: {Total Score: 0.385%}}",
        "vsi: {columns: {Object Count: 0.4%, Total Score: 0.385 ％}}",
        // Not all of it.
        "vsi: {columns: {Object Count: 0.4, Total Score: 12.5}}",
        "vsi: {columns: {Total Score: 1}}",
        "vsi: {columns: {Total Score: 0}}",
    ] {
        assert_eq!(fractions(&format!("{others}{low}")), Vec::<String>::new(), "{low}");
    }
    // In a file that has nothing else, what others have does not matter.
    let all = "uni-eqa: {columns: {Total Score: 0.417}}\nvsi: {columns: {Total Score: 0.385}}\neb-navigation: {columns: {Total SR: 0.3}}";
    assert_eq!(fractions(all).len(), 3);
}

/// The figures of a benchmark in a file beside the bundled models, `-` for a missing one.
fn shown(text: &str, benchmark: &str) -> String {
    let loaded = load_previews(&[named("m.md", text)], &BUNDLED);
    let row = loaded.dataset.models().iter().position(|model| model.preview).unwrap();
    let index = BUNDLED.catalog().benchmark(benchmark).unwrap();
    let score = |column: usize| loaded.dataset.column(index, column).get(row);
    let count = BUNDLED.catalog().benchmarks[index].columns.len();
    (0..count).map(|column| score(column).map_or("-".to_owned(), |s| s.to_string())).collect::<Vec<_>>().join(" ")
}

const OTHERS: &str = "uni-eqa: {columns: {Total Score: 41.7}}\nopen-eqa: {columns: {Total Score: 36.4}}\n";

#[test]
fn a_total_that_its_columns_do_not_allow_is_withheld() {
    for (scores, fixed) in [
        (
            "vsi: {columns: [41.2, 42.1, 45.6, 40.4, 42.1, 40.1, 42.2, 43, 0.4236]}",
            "vsi: {columns: [41.2, 42.1, 45.6, 40.4, 42.1, 40.1, 42.2, 43, 42.36]}",
        ),
        (
            "vsi: {columns: {Object Count: 41.2, Room Size: 45.1, Total Score: 0.385}}",
            "vsi: {columns: {Object Count: 41.2, Room Size: 45.1, Total Score: 38.5}}",
        ),
    ] {
        assert_eq!(fractions(&format!("{OTHERS}{scores}")), [fixed], "{scores}");
        let total = shown(&file(&format!("{OTHERS}{scores}")), "vsi");
        assert!(total.ends_with(" -"), "{scores}: {total}");
    }
    for low in [
        // The columns allow it: eight of them, seven of which may be 0.
        "vsi: {columns: {Object Count: 5, Total Score: 0.7}}",
        // Its author says so.
        "vsi: {columns: {Object Count: 41.2, Room Size: 45.1, Total Score: 0.385%}}",
        // A hundred times as much would not follow either.
        "vsi: {columns: [21.2, 22.1, 25.6, 20.4, 22.1, 20.1, 22.2, 23, 0.9]}",
    ] {
        assert_eq!(fractions(&format!("{OTHERS}{low}")), Vec::<String>::new(), "{low}");
    }
}

#[test]
fn a_total_made_of_a_withheld_column_is_withheld() {
    // ScanQA: CIDEr, EM, Total Score, which is (6.77 + 0.1925) / 2.
    let text = file(&format!("{OTHERS}scan-qa: {{columns: [6.77, 0.1925, 3.4812]}}"));
    assert_eq!(shown(&text, "scan-qa"), "6.77 - -");
    let findings = load_previews(&[named("m.md", &text)], &BUNDLED).findings;
    let fixes = fixes("m.md", &text, &findings, BUNDLED.catalog());
    let (finding, fix) =
        findings.iter().zip(fixes).find(|(finding, _)| matches!(finding.kind, Kind::Fractions { .. })).unwrap();
    assert!(finding.kind.message().contains("its total rests on it"), "{}", finding.kind.message());
    assert!(fix.is_none(), "what the total would be is for its author to say");
    // (6.77 + 19.25) / 2: the total was made of the percentage.
    let text = file(&format!("{OTHERS}scan-qa: {{columns: [6.77, 0.1925, 13.01]}}"));
    assert_eq!(shown(&text, "scan-qa"), "6.77 - 13.01");
}

#[test]
fn one_zero_does_not_make_fractions_percentages() {
    let scores = "vsi: {columns: {Object Count: 0.0, Room Size: 0.451, Total Score: 0.385}}";
    let fixed = "vsi: {columns: {Object Count: 0, Room Size: 45.1, Total Score: 38.5}}";
    assert_eq!(fractions(&format!("{OTHERS}{scores}")), [fixed]);
}

#[test]
fn a_percent_sign_speaks_for_its_own_figure_only() {
    let scores = "vsi: {columns: {Object Count: 0.2%, Room Size: 0.451, Total Score: 0.385}}";
    let fixed = "vsi: {columns: {Object Count: 0.2%, Room Size: 45.1, Total Score: 38.5}}";
    assert_eq!(fractions(&format!("{OTHERS}{scores}")), [fixed]);
    // Two models in one file, each with its own sign.
    let model = |name: &str| {
        format!(
            "---\nname: {name}\nscore:\n  benchmark:\n    uni-eqa: {{columns: {{Total Score: 41.7}}}}\n    open-eqa: {{columns: {{Total Score: 36.4}}}}\n    vsi: {{columns: {{Total Score: 0.385%}}}}\n"
        )
    };
    let text = model("One") + &model("Two");
    let findings = load_previews(&[named("m.yaml", &text)], &BUNDLED).findings;
    assert!(!findings.iter().any(|finding| matches!(finding.kind, Kind::Fractions { .. })), "{findings:?}");
}

#[test]
fn percentages_are_written_for_the_withheld_figures_only() {
    for (scores, fixed) in [
        // 1 stands in both parts, and is in doubt among the columns.
        (
            "vsi: {columns: {Object Count: 1.0, Total Score: 0.4}, fine: {Object Type: 1.0, Object State: 41.2}}",
            "vsi: {columns: {Object Count: 100, Total Score: 40}, fine: {Object Type: 1.0, Object State: 41.2}}",
        ),
        // What stands after the last place is no score.
        (
            "vsi: {columns: [null, null, null, null, null, null, null, 0.4, 0.385, 0.4]}",
            "vsi: {columns: [null, null, null, null, null, null, null, 40, 38.5, 0.4]}",
        ),
    ] {
        assert_eq!(fractions(&format!("{OTHERS}{scores}")), [fixed], "{scores}");
    }
}

#[test]
fn models_of_one_set_are_compared_with_each_other() {
    let file = |n: usize, score: &str| {
        named(
            &format!("{n}.yaml"),
            &format!("name: M{n}\nscore: {{benchmark: {{one: {{columns: {{Total: {score}}}}}}}}}\n"),
        )
    };
    let doubtful = |scores: &[&str]| {
        let files: Vec<_> = scores.iter().enumerate().map(|(n, score)| file(n, score)).collect();
        let loaded = load(&files, small_catalog());
        let of = loaded.findings.iter().filter(|finding| matches!(finding.kind, Kind::Fractions { .. }));
        let files: Vec<String> = of.map(|finding| finding.place.file.clone()).collect();
        let shown = loaded.dataset.total(0).present().count();
        assert_eq!(shown + files.len(), scores.len());
        files
    };
    assert_eq!(doubtful(&["38.5", "41.2", "29.9", "0.36"]), ["3.yaml"]);
    // True low percentages: 0.3 beside 0, 2 and 0.
    assert_eq!(doubtful(&["0", "2", "0", "0.3"]), Vec::<String>::new());
    assert_eq!(doubtful(&["38.5", "0", "29.9", "0.36"]), Vec::<String>::new());
    // Two are no measure of what is usual.
    assert_eq!(doubtful(&["38.5", "41.2", "0.36"]), Vec::<String>::new());
}

#[test]
fn minus_zero_is_zero() {
    for zero in ["-0.0", "-0", "\"-0.0\"", "−0.0", "-0e0"] {
        let text = file(&format!("mine-any-build: {{columns: {{Total Score: {zero}}}}}"));
        assert_eq!(columns(&text), "- - 0", "{zero}");
    }
}

#[test]
fn names_keep_their_source() {
    for (written, name, fixed) in [
        ("2.10", "2.10", "\"2.10\""),
        ("1e3", "1e3", "\"1e3\""),
        ("0x10", "0x10", "\"0x10\""),
        ("True", "True", "\"True\""),
        ("+4", "+4", "\"+4\""),
        ("**Small**", "Small", "Small"),
        ("`Small`", "Small", "Small"),
        ("*Small 7B*", "Small 7B", "Small 7B"),
    ] {
        let text = format!("---\nname: {written}\nscore: {{}}\n---\n");
        let reading = read_score_file(&named("m.md", &text), &CATALOG);
        assert_eq!(reading.document.as_ref().map(|document| document.name.as_str()), Some(name), "{written}");
        let fix = fixes("m.md", &text, &reading.findings, &CATALOG).into_iter().flatten().next();
        let after = fix.unwrap().apply(&text).unwrap();
        assert_eq!(after, format!("---\nname: {fixed}\nscore: {{}}\n---\n"));
        let again = read_score_file(&named("m.md", &after), &CATALOG);
        assert_eq!((again.document.unwrap().name.as_str(), again.findings), (name, vec![]));
    }
}

#[test]
fn sizes_and_dates_are_read_with_one_notice() {
    for (line, sizes) in [
        ("size: 7B", vec![7.0]),
        ("size: [7B]", vec![7.0]),
        ("size: [7 B]", vec![7.0]),
        ("size: 30B-A3B", vec![30.0, 3.0]),
        ("size: [30B-A3B]", vec![30.0, 3.0]),
        ("size: 500M", vec![0.5]),
        ("size: 7000000000", vec![7.0]),
        ("size: [7000000000]", vec![7.0]),
        ("size: 7", vec![7.0]),
    ] {
        let text = format!("---\nname: Small\n{line}\nscore: {{}}\n---\n");
        let reading = read_score_file(&named("m.md", &text), &CATALOG);
        assert_eq!(reading.findings.len(), 1, "{line}");
        let fix = fixes("m.md", &text, &reading.findings, &CATALOG).into_iter().flatten().next().unwrap();
        assert_eq!(reading.document.unwrap().sizes, sizes, "{line}");
        let again = read_score_file(&named("m.md", &fix.apply(&text).unwrap()), &CATALOG);
        assert_eq!((again.document.unwrap().sizes, again.findings), (sizes, vec![]), "{line}");
    }
    for (release, parts) in [
        ("2025-04-16T10:00:00Z", (2025, Some(4), Some(16))),
        ("2025-04-16", (2025, Some(4), Some(16))),
        ("2025-04", (2025, Some(4), None)),
        ("2025.10", (2025, Some(10), None)),
        ("2025", (2025, None, None)),
        ("{year: 2025, month: April}", (2025, Some(4), None)),
    ] {
        let text = format!("---\nname: Small\nrelease: {release}\nscore: {{}}\n---\n");
        let reading = read_score_file(&named("m.md", &text), &CATALOG);
        assert_eq!(reading.findings.len(), 1, "{release}");
        let fix = fixes("m.md", &text, &reading.findings, &CATALOG).into_iter().flatten().next().unwrap();
        let again = read_score_file(&named("m.md", &fix.apply(&text).unwrap()), &CATALOG);
        assert_eq!(again.findings, [], "{release}");
        for document in [reading.document.unwrap(), again.document.unwrap()] {
            let released = document.released.unwrap();
            assert_eq!((released.year, released.month, released.day), parts, "{release}");
        }
    }
}

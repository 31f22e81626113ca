//! The template of a score file: it is read without a finding, and so is what an author makes of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::document::{Form, convert, read_catalog, template};
use arena_explorer::load::load_previews;
use expect_test::expect;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{bundled, catalog, named, what_it_says};

#[test]
fn it_holds_what_was_ticked_and_nothing_else() {
    let catalog = catalog();
    let [phy_block, erqa] = ["phy-block", "erqa"].map(|code| catalog.benchmark(code).unwrap());
    expect![[r#"
        ---
        # Write what you know. What is null, or left out, counts as unknown.
        name: My model  # as it is to be shown
        code: my-model  # its identity, in addresses too
        category: null  # general or embodied
        author: []  # who made it: [One lab, Another lab]
        website: null  # https://…
        opensource: null  # true or false
        release: {year: null, month: null, date: null}
        size: []  # billions of parameters: [7]
        component: {vision: [], language: []}  # what it is built on: {vision: [ViT], language: [Qwen2.5-7B]}
        qa: []  # questions that it answers, about: [2D, 3D]
        dimension: []  # inputs that it takes: [2D, 3D]
        navigation: null  # true or false
        taskPlanning: null  # true or false
        reason: null  # true or false
        imageVideo: null  # Image, Video, …
        score:
          benchmark:  # scores in per cent, 0 to 100 unless said otherwise
            phy-block:  # PhyBlock
              columns:
                Spatial Reference Planning: null
                Total Score: null  # what it is ranked by
              fine:  # fine-grained capabilities, by the questions that test them
                Spatial Reference Planning: null  # 400 questions
            erqa:  # ERQA
              columns:
                Action Reasoning: null
                Multi-view Reasoning: null
                Pointing: null
                Spatial Reasoning: null
                State Estimation: null
                Task Reasoning: null
                Trajectory Reasoning: null
                Other: null
                Total Score: null  # what it is ranked by
              fine:  # fine-grained capabilities, by the questions that test them
                Object Type: null  # 34 questions
                Object State: null  # 55 questions
                Spatial Relationship: null  # 37 questions
                Spatial Reasoning: null  # 84 questions
                Temporal Reasoning: null  # 66 questions
                Task Reasoning: null  # 110 questions
        ---
        Anything below the second line of dashes is yours.
    "#]]
    .assert_eq(&template(&catalog, &[phy_block, erqa, phy_block, usize::MAX], |_| false));
    let mine = catalog.benchmark("mineanybuild").unwrap();
    let scan = catalog.benchmark("scan2cap").unwrap();
    let other_ranges = template(&catalog, &[mine, scan], |_| false);
    assert!(other_ranges.contains("        Spatial Commonsense: null  # 0 to 10\n"), "{other_ranges}");
    assert!(other_ranges.contains(": null  # 0 to 1000, what it is ranked by\n"), "{other_ranges}");
    let second = template(&catalog, &[], |code| ["my-model", "my-model-2"].contains(&code));
    assert!(second.contains("name: My model 3 ") && second.contains("code: my-model-3 "), "{second}");
    assert!(template(&catalog, &[], |_| false).contains("score:\n  benchmark: {}\n---\n"));
}

#[test]
fn it_gives_no_finding_with_all_benchmarks_or_none() {
    let bundled = bundled().dataset;
    let catalog = bundled.catalog();
    let all: Vec<usize> = (0..catalog.benchmarks.len()).collect();
    for benchmarks in [&all[..], &all[3..5], &[]] {
        let loaded = load_previews(&[named("my-model.md", &template(catalog, benchmarks, |_| false))], &bundled);
        assert_eq!(loaded.findings, []);
        assert_eq!(loaded.dataset.models().len(), 105);
    }
}

#[test]
fn each_null_takes_a_score_and_each_example_is_understood() {
    let catalog = catalog();
    let all: Vec<usize> = (0..catalog.benchmarks.len()).collect();
    let text = template(&catalog, &all, |_| false);
    let (head, scores) = text.split_once("\nscore:").unwrap();
    // Each key takes what its remark gives as an example.
    let mut filled = String::new();
    for line in head.lines() {
        let example = line.split_once("  # ").and_then(|(pair, remark)| {
            let (key, _) = pair.split_once(':')?;
            let start = remark.find(['[', '{']).map_or(remark, |start| &remark[start..]);
            Some((key, start.split(" or ").next()?.replace("https://…", "https://example.org")))
        });
        match example {
            Some((key, example)) if !matches!(key, "name" | "code" | "release") => {
                filled += &format!("{key}: {example}\n");
            }
            _ => filled += &format!("{line}\n"),
        }
    }
    let filled = format!("{filled}score:{}", scores.replace(" null  # 0 to 10\n", " 4\n").replace(" null", " 42"));
    let loaded = load_previews(&[named("my-model.md", &filled)], &bundled().dataset);
    // Whether these scores go together is another question.
    let others = ["outlier", "impossible-scores"];
    let kinds: Vec<_> =
        loaded.findings.iter().map(|finding| finding.kind.code()).filter(|kind| !others.contains(kind)).collect();
    assert_eq!(kinds, [""; 0]);
    let document = what_it_says("my-model.md", &filled, &catalog).unwrap();
    assert_eq!((document.sizes.as_slice(), document.language[0].as_str()), ([7.0].as_slice(), "Qwen2.5-7B"));
    assert!(document.category.is_some() && document.open_source.is_some() && document.website.is_some());
    for (index, scores) in document.scores.iter().enumerate() {
        let benchmark = &catalog.benchmarks[index];
        assert!(scores.columns.iter().all(Option::is_some));
        for (fine, questions) in benchmark.questions.iter().enumerate() {
            assert_eq!(scores.fine.get(fine).is_some_and(Option::is_some), *questions > 0, "{}", benchmark.name);
        }
    }
    assert_eq!(convert("m.md", &text, &catalog, Form::Positional).unwrap().kept, []);
}

#[test]
fn names_that_yaml_would_read_otherwise_are_quoted() {
    let catalog = "\
capabilities: [{name: Core, fine: ['a: b', '# c', 'yes', '1.5', '- x', '[y', 'z, z', \"it's \\\"\\n\", '~', '@', 'e:']}]
benchmarks:
  - {name: \"line\\nend\", code: '12', columns: ['T: 1', 'null', ' #'], total: 'T: 1', metric: f1,
     questions: {'a: b': 1, '# c': 1, 'yes': 1, '1.5': 1, '- x': 1, '[y': 1, 'z, z': 1, '~': 1, '@': 1, 'e:': 1}}
boards: [{name: Board, benchmarks: ['12']}]
";
    let (catalog, findings) = read_catalog("catalog.yaml", catalog);
    assert_eq!(findings, []);
    let catalog = catalog.unwrap();
    let filled = template(&catalog, &[0], |_| false).replace(" null", " 42");
    let document = what_it_says("m.md", &filled.replace("category: 42", "category:"), &catalog).unwrap();
    assert!(document.scores[0].columns.iter().all(Option::is_some), "{filled}");
    assert_eq!(document.scores[0].fine.iter().flatten().count(), 10, "{filled}");
}

/// Names that YAML might read as something else.
fn name() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a", "7", ".", "-", ":", " ", "#", "'", "\"", "\\", "[", "}", ",", "&", "*", "!", "|", "%", "@", "`", "?", "~",
        "e", "null", "yes", "0x", "é", "\u{202e}", "\u{85}", "\u{2028}", "\t", "=", "<<", "...", "---",
    ]);
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat().trim().to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn any_name_is_written_so_that_it_is_read(names in proptest::collection::vec(name(), 3)) {
        let quoted = |index: usize| serde_json::to_string(&names[index]).unwrap();
        let (id, column, fine) = (quoted(0), quoted(1), quoted(2));
        let text = format!(
            "capabilities: [{{name: Core, fine: [{fine}, Other]}}]\n\
            benchmarks: [{{name: N, id: {id}, code: c, metric: f1, total: T, columns: [{column}, T],\n\
            \x20 questions: {{{fine}: 1}}}}]\n\
            boards: [{{name: Board, benchmarks: [N]}}]\n"
        );
        let (catalog, findings) = read_catalog("catalog.yaml", &text);
        prop_assume!(findings.is_empty());
        let catalog = catalog.unwrap();
        let filled = template(&catalog, &[0], |_| false).replace(" null  #", " 42 #").replace(" null\n", " 42\n");
        let filled = filled.replace("category: 42", "category:");
        let document = what_it_says("m.md", &filled, &catalog);
        prop_assert!(document.is_some(), "{}", filled);
        let scores = document.unwrap().scores;
        prop_assert!(scores.len() == 1 && scores[0].columns.iter().all(Option::is_some), "{}", filled);
        prop_assert!(scores[0].fine[0].is_some(), "{}", filled);
        for scores in ["{columns: [1, 2], fine: [3, 4]}", "\n   columns:\n   - 1\n   - 2\n   fine:\n   - 3\n   - 4"] {
            let text = format!("name: x\nscore:\n benchmark:\n  N: {scores}\n");
            let named = convert("m.yaml", &text, &catalog, Form::Named).unwrap();
            prop_assert_eq!((named.converted, named.kept), (2, Vec::new()));
            let says = what_it_says("m.yaml", &named.text, &catalog);
            prop_assert_eq!(says, what_it_says("m.yaml", &text, &catalog), "{}", named.text);
        }
    }
}

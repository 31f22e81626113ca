//! Converting between the positional and the named form: nothing is lost, and nothing else changes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::sync::LazyLock;

use arena_explorer::document::{Catalog, Conversion, Form, Unconverted, convert};
use expect_test::expect;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use crate::common::{bundled_files, catalog, project, what_it_says};

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

/// Converts a file and checks that it says the same afterwards.
fn converted(path: &str, text: &str, form: Form) -> Conversion {
    let conversion = convert(path, text, &CATALOG, form).unwrap();
    assert_eq!(what_it_says(path, &conversion.text, &CATALOG), what_it_says(path, text, &CATALOG));
    conversion
}

/// The blocks that were left as they are, one a line.
fn kept(conversion: &Conversion) -> String {
    conversion.kept.iter().map(|kept| format!("{} {}: {}\n", kept.line, kept.block, kept.reason)).collect()
}

#[test]
fn the_bundled_files_come_back_as_they_were() {
    let (mut left, mut changed) = (String::new(), String::new());
    for file in bundled_files() {
        let text = String::from_utf8(file.bytes).unwrap();
        let (there, back) = match text.contains("legacy:") {
            true => (Form::Named, Form::Positional),
            false => (Form::Positional, Form::Named),
        };
        let other = converted(&file.path, &text, there);
        assert!(other.converted > 0 && other.text != text, "{}", file.path);
        let again = converted(&file.path, &other.text, back);
        assert_eq!(again.converted, other.converted);
        left += &kept(&other);
        if again.text != text {
            changed += &format!("{}\n", file.path);
        }
        assert_eq!(converted(&file.path, &text, back).text, text, "what is in a form already stays as it is");
        assert_eq!(converted(&file.path, &again.text, there).text, other.text);
    }
    expect![[r#"
        576 RoboVQA columns: it has 5 of 6 values
    "#]]
    .assert_eq(&left);
    // Byte for byte, but for spare places at the end of a list, names in another order than the catalog's, and names
    // without a score.
    expect![[r#"
        public/models/3d-llm-blip2-flant5.md
        public/models/3drs.md
        public/models/chatscene.md
        public/models/gpt4scene-hdm.md
        public/models/llava-3d.md
        public/models/o4-mini.md
        public/models/pq3d.md
        public/models/video-3d-llm.md
    "#]]
    .assert_eq(&changed);
}

#[test]
fn a_block_keeps_its_comments_line_by_line() {
    let text = "\
---
name: Small  # the name
score:
  benchmark:
    25206b0f-a955-4e39-86cf-53dcc9528bfc:  # VSI
      legacy: # percent
      # the first half
      - 1.50
      - \"2\" # in quotes

      - null
      # half
      - ~
      -   # nothing
      - 6
      - 7%
      - n/a
      - 9
      # the end
      1:
    5df5ca38-7ca9-4d35-81c6-3dfe52700755: {legacy: [1, 2, 3, 4, 5, 6, 7, 8, 9, null], 0: [ 1,2,3,4,5,6,7,  8 ]}
---
- 1
";
    let named = converted("m.md", text, Form::Named);
    expect![[r#"
        ---
        name: Small  # the name
        score:
          benchmark:
            vsi:  # VSI
              columns: # percent
              # the first half
                Object Count: 1.50
                Absolute Distance: "2" # in quotes

                Object Size: null
              # half
                Room Size: ~
                Relative Distance:   # nothing
                Relative Direction: 6
                Route Plan: 7%
                Appearance Order: n/a
                Total Score: 9
              # the end
              fine:
            erqa: {columns: {Action Reasoning: 1, Multi-view Reasoning: 2, Pointing: 3, Spatial Reasoning: 4, State Estimation: 5, Task Reasoning: 6, Trajectory Reasoning: 7, Other: 8, Total Score: 9}, core: {Object Perception: 1, Spatial Perception: 2, Temporal Perception: 3, Embodied Knowledge: 4, Embodied Reasoning: 5, Embodied Navigation: 6, Embodied Task Planning: 7, Overall: 8}}
        ---
        - 1
    "#]].assert_eq(&named.text);
    assert_eq!((named.converted, kept(&named).as_str()), (3, ""));
    let back = converted("m.md", &named.text, Form::Positional);
    expect![[r#"
        ---
        name: Small  # the name
        score:
          benchmark:
            25206b0f-a955-4e39-86cf-53dcc9528bfc:  # VSI
              legacy: # percent
              # the first half
                - 1.50
                - "2" # in quotes

                - null
              # half
                - ~
                -   # nothing
                - 6
                - 7%
                - n/a
                - 9
              # the end
              1:
            5df5ca38-7ca9-4d35-81c6-3dfe52700755: {legacy: [1, 2, 3, 4, 5, 6, 7, 8, 9], 0: [1, 2, 3, 4, 5, 6, 7, 8]}
        ---
        - 1
    "#]]
    .assert_eq(&back.text);
}

#[test]
fn brackets_with_comments_get_a_line_for_each_score() {
    let text = "\
name: Small
score:
  benchmark:
    phy-block:
      columns: { # percent
        Total Score: 2, # the total
        # of few
        \"Spatial Reference Planning\" : 1
        # no more
      }
    where2place: {columns: {Affordance Prediction: 5}, fine: {}}
";
    let list = converted("m.yaml", text, Form::Positional);
    expect![[r#"
        name: Small
        score:
          benchmark:
            27e481d6-6057-49dc-ad80-529f9127245f:
              legacy: [
                # of few
                1,
                # percent
                2 # the total
                # no more
                ]
            a9228f2e-3191-4a08-8f03-64e73cae2e78: {legacy: [null, 5], 1: [null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null]}
    "#]].assert_eq(&list.text);
    expect![[r#"
        name: Small
        score:
          benchmark:
            phy-block:
              columns: {
                # of few
                Spatial Reference Planning: 1,
                # percent
                Total Score: 2 # the total
                # no more
                }
            where2place: {columns: {Affordance Prediction: 5}, fine: {}}
    "#]]
    .assert_eq(&converted("m.yaml", &list.text, Form::Named).text);
}

#[test]
fn what_cannot_be_converted_honestly_is_left_and_named() {
    let text = "\
---
name: Small
score:
  benchmark:
    VSI:
      columns: [1, 2]
    robo-vqa: &a
      columns: [1, 2, 3, 4, 5, 6, 7]
    ERQA:
      columns: [1, 2, 3, 4, 5, 6, 7, 8, *b]
      fine: [1, [2], 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5]
    UniEQA: *a
    phy-block:
      columns:
        - 1
        -
          2
    where2place: {columns: [1, 2]}
    1961aa46-9085-42ed-b384-d9ffe52921a8: null
    Unknown: {columns: [1, 2]}
    cosmos: {columns: [1, 2, 3, 4, 5], legacy: [1, 2, 3, 4, 5]}
    Where2Place: {columns: [1, 2]}
author: &b Me
---
"
    .replace("*b", "9");
    let named = converted("m.md", &text, Form::Named);
    expect![[r#"
        6 VSI columns: it has 2 of 9 values
        8 RoboVQA columns: it has values after its last place
        11 ERQA fine-grained scores: it holds more than plain values
        14 PhyBlock columns: it is laid out in a way that cannot be taken apart
        18 `where2place`: it stands in the file twice
        20 `Unknown`: it is not in the catalog
        21 `columns`: it stands in the file twice
        21 `legacy`: it stands in the file twice
        22 `Where2Place`: it stands in the file twice
    "#]]
    .assert_eq(&kept(&named));
    let changed = named.text.lines().zip(text.lines()).filter(|(new, old)| new != old);
    expect![[r#"
        columns: {Action Reasoning: 1, Multi-view Reasoning: 2, Pointing: 3, Spatial Reasoning: 4, State Estimation: 5, Task Reasoning: 6, Trajectory Reasoning: 7, Other: 8, Total Score: 9}
        eb-alfred: null
    "#]].assert_eq(&changed.map(|(new, _)| format!("{}\n", new.trim())).collect::<String>());

    let text = "\
name: Small
score:
  benchmark:
    vsi:
      columns: {Object Count: 1, Totel Score: 2}
    erqa:
      columns: {Pointing: 1, Pointing: 2}
    cosmos:
      columns:
        Total Score: >
          12
    phy-block:
      columns:
        Total Score: &a 12
    where2place:
      columns:
        Total Score:
          12
";
    let positional = converted("m.yaml", text, Form::Positional);
    expect![[r#"
        5 VSI columns: it has no place for `Totel Score`
        7 ERQA columns: it has `Pointing` twice
        9 Cosmos columns: it holds more than plain values
        13 PhyBlock columns: it holds more than plain values
        16 Where2Place columns: it is laid out in a way that cannot be taken apart
    "#]]
    .assert_eq(&kept(&positional));
}

#[test]
fn a_file_with_an_error_is_not_converted() {
    for text in ["", "name: x", "---\nname: [\n---\n", "name: x\nscore: {benchmark: [1]}\n"] {
        assert_eq!(convert("m.md", text, &CATALOG, Form::Named), Err(Unconverted::Unreadable), "{text}");
    }
}

#[test]
fn the_overall_score_beside_the_core_capabilities_is_kept() {
    let text = std::fs::read_to_string(project("public/models/gpt-4o-mini.md")).unwrap();
    let named = converted("m.md", &text, Form::Named).text;
    assert_eq!(named.matches("Overall: 3305.010000000001\n").count(), 1);
    assert_eq!(what_it_says("m.md", &named, &CATALOG).unwrap().summaries[0].1.written.len(), 8);
}

/// A score as files write it.
fn score() -> impl Strategy<Value = String> {
    let number = (0_u32..=10_000).prop_map(|hundredths| format!("{}", f64::from(hundredths) / 100.0));
    let other = select(vec!["~", "\"37.5\"", "12%", "n/a", "120", "1e1"]).prop_map(str::to_owned);
    prop_oneof![4 => number, 2 => Just("null".to_owned()), 1 => other]
}

/// How one block of scores is laid out.
#[derive(Clone, Debug)]
struct Style {
    positional: bool,
    flow: bool,
    comments: bool,
    order: usize,
    spare: usize,
}

fn style() -> impl Strategy<Value = Style> {
    let spare = prop_oneof![5 => Just(0_usize), 1 => 1_usize..3];
    (any::<bool>(), any::<bool>(), any::<bool>(), 0_usize..30, spare).prop_map(
        |(positional, flow, comments, order, spare)| {
            // Comments on spare places have a case of their own.
            Style { positional, flow, comments, order, spare: if comments && positional { 0 } else { spare } }
        },
    )
}

/// A block of scores under a key, with these names in the order of positional lists.
fn block(keys: [&str; 2], names: &[String], scores: &[String], style: &Style, number: &mut usize) -> String {
    let Style { positional, flow, comments, order, spare } = *style;
    let mut rows: Vec<String> = names
        .iter()
        .zip(scores)
        .map(|(name, score)| match (positional, flow) {
            (true, true) => score.clone(),
            (true, false) => format!("- {score}"),
            (false, _) => format!("\"{name}\": {score}"),
        })
        .collect();
    if positional {
        rows.extend(vec![if flow { "null" } else { "- null" }.to_owned(); spare]);
    } else {
        rows.rotate_left(order % names.len());
        rows.truncate(names.len() - spare);
    }
    let [list, map] = keys;
    let mut text = format!("      {}:", if positional { list } else { map });
    let mut remark = || {
        *number += 1;
        if comments && number.is_multiple_of(3) { format!(" # c{number}.") } else { String::new() }
    };
    text += &remark();
    let (open, close) = if positional { ("[", "]") } else { ("{", "}") };
    if flow {
        text = text.split(" #").next().unwrap().to_owned() + " " + open;
        for (index, row) in rows.iter().enumerate() {
            let comma = if index + 1 < rows.len() { "," } else { "" };
            let remark = remark();
            let end = if remark.is_empty() { " ".to_owned() } else { format!("{remark}\n         ") };
            text += &format!("{row}{comma}{end}");
        }
        return text + close + "\n";
    }
    text += "\n";
    for row in rows {
        let above = remark();
        if !above.is_empty() {
            text += &format!("  {above}\n");
        }
        text += &format!("        {row}{}\n", remark());
    }
    text
}

/// Scores, as many as any block has places.
fn scores() -> impl Strategy<Value = Vec<String>> {
    vec(score(), 40)
}

/// A model with all kinds of blocks.
fn file() -> impl Strategy<Value = String> {
    let benchmarks: Vec<usize> = (0..CATALOG.benchmarks.len()).collect();
    let blocks = vec((scores(), style()), 3);
    let benchmarks = subsequence(benchmarks, 1..4).prop_flat_map(move |of| {
        of.into_iter().map(|of| (Just(of), 0_usize..3, vec((scores(), style()), 3))).collect::<Vec<_>>()
    });
    (benchmarks, blocks, select(vec!["\n", "\r\n", "\r"]), select(vec!["", "\u{feff}"])).prop_map(
        |(benchmarks, summary, end, start)| {
            let mut number = 0;
            let core: Vec<String> =
                CATALOG.core_positions.iter().map(|core| CATALOG.cores[*core].name.clone()).collect();
            let with_overall = [core.clone(), vec!["Overall".to_owned()]].concat();
            let fine: Vec<String> =
                CATALOG.fine_positions.iter().map(|fine| CATALOG.fines[*fine].name.clone()).collect();
            let mut text = format!("{start}---\nname: Same # name\nscore:\n  benchmark:\n");
            for (of, key, blocks) in &benchmarks {
                let benchmark = &CATALOG.benchmarks[*of];
                text += &format!("    \"{}\": # c{number}.\n", [&benchmark.id, &benchmark.code, &benchmark.name][*key]);
                let names = [&benchmark.columns, &fine, if blocks[2].1.order > 9 { &core } else { &with_overall }];
                let keys = [["legacy", "columns"], ["1", "fine"], ["0", "core"]];
                for ((names, keys), (scores, style)) in names.into_iter().zip(keys).zip(blocks) {
                    text += &block(keys, names, scores, style, &mut number);
                }
            }
            text += &format!("  summary:\n    {}:\n", CATALOG.boards[0].id);
            text += &block(["1", "fine"], &fine, &summary[0].0, &summary[0].1, &mut number);
            text += &block(["0", "core"], &with_overall, &summary[1].0, &summary[1].1, &mut number);
            (text + "---\nText: # not a comment.\n").replace('\n', end)
        },
    )
}

/// The comments of a file, in a fixed order.
fn comments(text: &str) -> Vec<&str> {
    let mut comments: Vec<&str> =
        text.split(['\n', '\r']).filter_map(|line| line.split_once('#')).map(|(_, comment)| comment.trim()).collect();
    comments.sort_unstable();
    comments
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn nothing_is_lost_in_either_direction(text in file()) {
        prop_assert!(what_it_says("m.md", &text, &CATALOG).is_some(), "{}", text);
        for (there, back) in [(Form::Named, Form::Positional), (Form::Positional, Form::Named)] {
            let other = converted("m.md", &text, there);
            prop_assert_eq!(kept(&other), "", "{}", text);
            prop_assert_eq!(comments(&other.text), comments(&text), "{}\n{}", text, &other.text);
            let [list, map] = [": [", ": {"].map(|open| other.text.contains(open));
            let is_left = if there == Form::Named { list || other.text.contains(" - ") } else { map };
            prop_assert!(!is_left, "{}", other.text);
            let again = converted("m.md", &other.text, back);
            prop_assert_eq!(kept(&again), "");
            prop_assert_eq!(comments(&again.text), comments(&text));
            prop_assert_eq!(converted("m.md", &other.text, there).text, other.text, "twice is once");
        }
    }

    #[test]
    fn whatever_is_converted_says_the_same(text in file(), cuts in vec((any::<Index>(), select(vec![
        "", "", " ", "\n", ",", "\"", "- ", ": ", "[", "{", "&a ", "*a", "|\n", "\t", "\u{2028}", "é",
    ])), 1..5)) {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, piece) in cuts {
            let at = at.index(chars.len());
            chars.splice(at..at + usize::from(piece.is_empty()), piece.chars());
        }
        let text: String = chars.into_iter().collect();
        for form in [Form::Named, Form::Positional] {
            if let Ok(conversion) = convert("m.md", &text, &CATALOG, form) {
                prop_assert_eq!(
                    what_it_says("m.md", &conversion.text, &CATALOG),
                    what_it_says("m.md", &text, &CATALOG),
                    "{}\n{}", &text, &conversion.text
                );
                prop_assert_eq!(comments(&conversion.text), comments(&text), "{}\n{}", &text, &conversion.text);
            }
        }
    }
}

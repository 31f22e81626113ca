//! The audit, in small cases worked out by hand, and what it finds in the bundled files.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets nothing fails, as it should"
)]

use std::fmt::Write;

use crate::common::{bundled, named};
use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::document::{Catalog, Certainty, Concern, Finding, Kind, Place, SourceFile, read_catalog};
use arena_explorer::load::{Loaded, load, load_previews};
use arena_explorer::view::{Audit, AuditFacet, AuditFilter, Names, headings, issues_of, sentence, stated_words};
use expect_test::expect;

/// Columns with and without questions, one benchmark with many columns, and six with nothing but a total.
const CATALOG: &str = "
capabilities: [{name: Sense, fine: [See, Hear]}]
benchmarks:
  - {id: 1, code: plain, name: Plain, metric: f1, total: Total, columns: [See, Hear, Third, Total]}
  - {id: 2, code: asked, name: Asked, metric: f1, total: Total, columns: [See, Hear, Total],
     questions: {See: 30, Hear: 10}}
  - {id: 3, code: wide, name: Wide, metric: f1, total: Total, columns: [A, B, C, D, E, F, G, Total]}
  - {id: 4, code: p1, name: P1, metric: f1, total: Total, columns: [Total]}
  - {id: 5, code: p2, name: P2, metric: f1, total: Total, columns: [Total]}
  - {id: 6, code: p3, name: P3, metric: f1, total: Total, columns: [Total]}
  - {id: 7, code: p4, name: P4, metric: f1, total: Total, columns: [Total]}
  - {id: 8, code: p5, name: P5, metric: f1, total: Total, columns: [Total]}
  - {id: 9, code: p6, name: P6, metric: f1, total: Total, columns: [Total]}
boards:
  - {id: m, code: main, name: Main, benchmarks: [Plain, Asked, Wide, P1, P2, P3, P4, P5, P6]}
";

const WIDE: &str = "wide: {columns: [11, 12, 13, 14, 15, 16, 18, 21]}";

fn catalog() -> Catalog {
    let (catalog, findings) = read_catalog("catalog.yaml", CATALOG);
    assert_eq!(findings, []);
    catalog.unwrap()
}

/// A score file: the name on line 1, then the lines of `more`, `score`, `benchmark`, and each block on one line.
fn model(file: &str, name: &str, more: &str, blocks: &[String]) -> SourceFile {
    let blocks: String = blocks.iter().map(|block| format!("    {block}\n")).collect();
    named(file, &format!("name: {name}\n{more}\nscore:\n  benchmark:\n{blocks}"))
}

fn columns(benchmark: &str, scores: &[f64]) -> String {
    format!("{benchmark}: {{columns: {scores:?}}}")
}

fn audit(files: &[SourceFile]) -> Vec<Finding> {
    load(files, catalog()).findings
}

/// Models whose totals on a benchmark are those given, the columns before them.
fn scored(benchmark: &str, scores: &[&[f64]]) -> Vec<SourceFile> {
    let file = |(n, scores): (usize, &&[f64])| {
        model(&format!("{n}.yaml"), &format!("Model {n}"), "", &[columns(benchmark, scores)])
    };
    scores.iter().enumerate().map(file).collect()
}

#[test]
fn a_total_that_is_no_mean_is_noticed_where_the_others_are() {
    let agree: [&[f64]; 5] = [
        &[10.0, 20.0, 30.0, 20.0],
        &[11.0, 20.0, 30.0, 20.3],
        &[12.0, 20.0, 30.0, 20.7],
        &[13.0, 20.0, 30.0, 21.0],
        &[14.0, 20.0, 30.0, 21.3],
    ];
    let off: &[f64] = &[40.0, 50.0, 60.0, 55.0];
    let findings = audit(&scored("plain", &[&agree[..], &[off]].concat()));
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    let kind = Kind::TotalNotMean {
        benchmark: "Plain".to_owned(),
        total: 55.0,
        mean: 50.0,
        weighted: false,
        agreeing: 5,
        models: 6,
    };
    assert_eq!((&finding.kind, finding.place.file.as_str(), finding.place.line), (&kind, "5.yaml", 5));
    assert_eq!((finding.certainty(), finding.benchmarks.as_slice()), (Certainty::Likely, &[0][..]));
    assert_eq!(kind.message(), "the total of Plain is stated as 55, but the mean of its columns is 50");
    assert_eq!(kind.why().unwrap(), "for 5 of 6 models with all columns the total is their mean");

    // Too few models to know, or too many that have it otherwise.
    assert_eq!(audit(&scored("plain", &[&agree[..3], &[off]].concat())), []);
    let others: [&[f64]; 2] = [&[41.0, 50.0, 60.0, 55.0], &[42.0, 50.0, 60.0, 55.0]];
    assert_eq!(audit(&scored("plain", &[&agree[..3], &[off], &others].concat())), []);
    // All columns the same fit any mean: they neither make the rule nor break it.
    let zeros: [&[f64]; 5] = [&[0.0, 0.0, 0.0, 0.0]; 5];
    assert_eq!(audit(&scored("plain", &[&zeros[..], &agree[..2], &[off]].concat())), []);
    // Without one of the columns nobody knows what the total was made of.
    let mut files = scored("plain", &agree);
    files.push(model("x.yaml", "X", "", &["plain: {columns: {See: 40, Hear: 50, Total: 90}}".to_owned()]));
    assert_eq!(audit(&files), []);
}

#[test]
fn a_mean_may_be_weighted_by_questions() {
    // Three times as many questions for the first column.
    let scores: [&[f64]; 6] = [
        &[4.0, 24.0, 9.0],
        &[8.0, 28.0, 13.0],
        &[12.0, 32.0, 17.0],
        &[16.0, 36.0, 21.0],
        &[20.0, 40.0, 25.0],
        // The plain mean.
        &[40.0, 80.0, 60.0],
    ];
    let findings = audit(&scored("asked", &scores));
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    let message = "the total of Asked is stated as 60, but the mean by questions of its columns is 50";
    assert_eq!((finding.place.file.as_str(), finding.kind.message().as_str()), ("5.yaml", message));
}

/// Names say the same but for case, separators and the maker; numbers tell models apart.
#[test]
fn one_model_under_two_codes_is_known_by_its_name() {
    let cases = [
        (("GPT-4o", ""), ("gpt 4O", ""), true),
        (("RoboBrain2.0-7B", ""), ("Robobrain 2.0 (7B)", ""), true),
        (("o3", ""), ("OpenAI o3", "author: OpenAI"), true),
        (("Qwen2.5-VL-7B", "author: [Alibaba]"), ("Qwen/Qwen2.5-VL-7B", ""), true),
        (("Mine", "size: [7]"), ("mine", ""), true),
        (("Mine", "size: [7]"), ("mine", "size: [32]"), false),
        (("Qwen2.5-VL-7B", ""), ("Qwen2.5-VL-3B", ""), false),
        (("InternVL3-8B", ""), ("InternVL-38B", ""), false),
        (("RoboBrain", ""), ("RoboBrain+", ""), false),
        (("Qwen-7B", "author: Qwen"), ("Yi-7B", "author: Yi"), false),
    ];
    for ((one, more), (two, more_too), expected) in cases {
        let findings = audit(&[
            model("1.yaml", one, &format!("code: one\n{more}"), &[columns("p1", &[10.0])]),
            model("2.yaml", two, &format!("code: two\n{more_too}"), &[columns("p1", &[20.0])]),
        ]);
        assert_eq!(findings.len(), if expected { 2 } else { 0 }, "{one} and {two}: {findings:?}");
        if let [finding, _] = findings.as_slice() {
            let kind =
                Kind::SameModel { other: two.to_owned(), code: "two".to_owned(), names: true, same: 0, shared: 1 };
            assert_eq!((&finding.kind, finding.place.line), (&kind, 2), "the line of the code");
            assert_eq!(finding.certainty(), Certainty::WorthALook, "other figures");
        }
    }
}

#[test]
fn one_model_under_two_codes_is_known_by_its_figures() {
    let plain = columns("plain", &[1.0, 2.0, 6.0, 3.0]);
    let pair = |one: &str, two: &str, last: [f64; 3]| {
        let file = |name: &str, last: &[f64]| {
            let blocks = [WIDE.to_owned(), plain.clone()].into_iter();
            let last = last.iter().zip(["p1", "p2", "p3"]).map(|(score, p)| columns(p, &[*score]));
            model(&format!("{name}.yaml"), name, "", &blocks.chain(last).collect::<Vec<_>>())
        };
        audit(&[file(one, &[31.0, 32.0, 33.0]), file(two, &last)])
    };
    // 12 figures in blocks and three totals: all the same but one.
    let findings = pair("Alpha", "Omega", [31.0, 32.0, 99.0]);
    let [finding, _] = findings.as_slice() else { panic!("{findings:?}") };
    let kind =
        Kind::SameModel { other: "Omega".to_owned(), code: "omega".to_owned(), names: false, same: 14, shared: 15 };
    assert_eq!((&finding.kind, finding.certainty()), (&kind, Certainty::Likely));
    assert_eq!(finding.kind.why().unwrap(), "14 of the 15 figures that both have are the same");
    // Where more than a tenth differs, or the names hold other numbers, only the blocks are shared.
    for (one, two, last) in [("Alpha", "Omega", [31.0, 98.0, 99.0]), ("Alpha-7B", "Alpha-3B", [31.0, 32.0, 33.0])] {
        let findings = pair(one, two, last);
        let [finding, _] = findings.as_slice() else { panic!("{findings:?}") };
        let benchmarks = vec!["Plain".to_owned(), "Wide".to_owned()];
        assert_eq!(finding.kind, Kind::SharedScores { other: two.to_owned(), benchmarks, figures: 12 });
        assert_eq!(finding.benchmarks, [0, 2]);
    }
}

#[test]
fn few_shared_figures_may_be_chance() {
    let file = |name: &str, rest: f64| {
        let blocks = [columns("plain", &[1.0, 2.0, 6.0, 3.0]), columns("p1", &[rest]), columns("p2", &[rest])];
        model(&format!("{name}.yaml"), name, "", &blocks)
    };
    let findings = audit(&[file("Alpha", 10.0), file("Omega", 20.0)]);
    let [finding, _] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(finding.certainty(), Certainty::WorthALook);
    assert!(matches!(finding.kind, Kind::SharedScores { figures: 4, .. }), "{finding}");
}

/// An author who drops the next version of a bundled model learns that it stands beside the old one, and nothing more.
#[test]
fn a_version_of_a_bundled_model_is_no_copy() {
    let file = |score: f64| model("mine.yaml", "Mine", "", &[WIDE.to_owned(), columns("p1", &[score])]);
    let bundled = load(&[file(10.0)], catalog()).dataset;
    let loaded = load_previews(&[file(20.0)], &bundled);
    assert!(matches!(&loaded.findings[..], [finding] if matches!(finding.kind, Kind::DuplicateIdentity { .. })));
    let renamed = model("mine.yaml", "MINE", "code: other", &[WIDE.to_owned(), columns("p1", &[20.0])]);
    let loaded = load_previews(&[renamed], &bundled);
    assert!(matches!(&loaded.findings[..], [finding] if matches!(finding.kind, Kind::SameModel { same: 8, .. })));
}

/// Model n has 5n on P1, and ten more on each next benchmark; the line from one to another is exact.
#[test]
fn a_score_far_off_what_the_others_predict_is_noticed() {
    let files = |count: u32, odd: f64| -> Vec<SourceFile> {
        let file = |n: u32| {
            let score = |p: u32| if (n, p) == (5, 6) { odd } else { f64::from(5 * n + 10 * (p - 1)) };
            let blocks: Vec<_> = (1..=6).map(|p| columns(&format!("p{p}"), &[score(p)])).collect();
            // Names without a number, so that the letters tell them apart.
            let name = format!("Model {}", char::from_u32(64 + n).unwrap());
            model(&format!("{n}.yaml"), &name, "", &blocks)
        };
        (1..=count).map(file).collect()
    };
    let findings = audit(&files(10, 20.0));
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    let Kind::Outlier { benchmark, score, predicted, spread, from } = &finding.kind else { panic!("{finding}") };
    assert_eq!((benchmark.as_str(), *score, *from), ("P6", 20.0, 5));
    // Five lines give 75 with a weight of 19 each; the mean of the other nine, 77.8, has a weight of 1.
    assert!((predicted - 75.03).abs() < 0.01, "{predicted}");
    assert!(*spread < 10.0, "{spread}");
    assert_eq!((finding.place.file.as_str(), finding.place.line), ("5.yaml", 10));
    assert_eq!((finding.certainty(), finding.benchmarks.as_slice()), (Certainty::WorthALook, &[8][..]));
    assert_eq!(audit(&files(10, 75.0)), [], "as predicted");
    assert_eq!(audit(&files(10, 64.0)), [], "off, but not by much");
    assert_eq!(audit(&files(7, 20.0)), [], "too few models to know what is usual");
}

/// Two files: unknown columns of two benchmarks and a score out of range in the first, an unknown key in the second.
fn noticed() -> Loaded {
    let blocks = ["plain: {columns: {Sea: 1}}", "wide: {columns: {H: 1, A: 101}}"].map(str::to_owned);
    load(&[model("a.yaml", "A", "", &blocks), model("b.yaml", "B", "colour: red", &[columns("p1", &[1.0])])], catalog())
}

/// The audit with these values ticked.
fn narrowed(loaded: &Loaded, ticks: &[(AuditFacet, &str)]) -> Audit {
    let mut filter = AuditFilter::default();
    ticks.iter().for_each(|(facet, value)| filter.tick(*facet, value, true));
    Audit::new(&loaded.findings, &Names::new(&loaded.dataset, 0), &filter)
}

#[test]
fn the_audit_groups_by_kind_the_gravest_first() {
    let loaded = noticed();
    let audit = narrowed(&loaded, &[]);
    let groups: Vec<_> = audit.groups.iter().map(|group| (group.title, group.count())).collect();
    assert_eq!(groups, [("Scores outside their range", 1), ("Unknown columns", 2), ("Unknown keys", 1)]);
    assert_eq!(audit.headline(), "3 warnings and 1 notice in 2 files.");
    let nothing = narrowed(&load(&[], catalog()), &[]);
    assert_eq!(nothing.headline(), "There are no findings.");
}

#[test]
fn what_is_alike_about_a_model_is_one_row_under_its_name() {
    let loaded = noticed();
    let audit = narrowed(&loaded, &[]);
    let rows = &audit.groups[1].rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].name, "A");
    let lines: Vec<_> = rows[0].findings.iter().map(|index| loaded.findings[*index].place.line).collect();
    assert_eq!(lines, [5, 6], "each leads to its line");
    // A file without a model goes by its path.
    let broken = load(&[named("c.yaml", "name: [")], catalog());
    assert_eq!(narrowed(&broken, &[]).groups[0].rows[0].name, "c.yaml");
}

#[test]
fn what_to_do_is_said_once_where_it_is_the_same_for_all() {
    let key = |name: &str| model(&format!("{name}.yaml"), name, "colour: red", &[columns("p1", &[1.0])]);
    let help = |files: &[SourceFile]| narrowed(&load(files, catalog()), &[]).groups[0].help.clone();
    assert_eq!(help(&[key("A"), key("B")]).as_deref(), Some("Remove it, or write it as a comment."));
    assert_eq!(help(&[key("A")]), None, "a single finding says it itself");
}

#[test]
fn the_audit_is_narrowed_by_model_severity_and_benchmark() {
    let loaded = noticed();
    let audit = |ticks: &[(AuditFacet, &str)]| narrowed(&loaded, ticks);
    let wide = audit(&[(AuditFacet::Benchmark, "wide")]);
    assert_eq!((wide.shown(), wide.headline().as_str()), (2, "2 of 4 findings: 2 warnings in 1 file."));
    assert_eq!(audit(&[(AuditFacet::Benchmark, "wide"), (AuditFacet::Benchmark, "plain")]).shown(), 3, "either");
    assert_eq!(audit(&[(AuditFacet::Benchmark, "wide"), (AuditFacet::Severity, "notice")]).shown(), 0, "both");
    let none = audit(&[(AuditFacet::File, "gone.md")]);
    assert_eq!(none.headline(), "None of 4 findings passes the filters.");

    // Counts follow the other facets, not their own; what is ticked stays on offer.
    let narrowed = audit(&[(AuditFacet::Severity, "warning"), (AuditFacet::File, "gone.md")]);
    let offered: Vec<_> = narrowed
        .options
        .iter()
        .flat_map(|of| of.options.iter().map(|o| (of.facet, o.value.as_str(), o.label.as_str(), o.count, o.ticked)))
        .collect();
    use AuditFacet::{Benchmark, File, Severity};
    let expected = [
        (File, "a.yaml", "A", 3, false),
        (File, "b.yaml", "B", 0, false),
        (File, "gone.md", "gone.md", 0, true),
        (Severity, "warning", "warning", 0, true),
        (Severity, "notice", "notice", 0, false),
        (Benchmark, "plain", "Plain", 0, false),
        (Benchmark, "wide", "Wide", 0, false),
    ];
    assert_eq!(offered, expected);
}

#[test]
fn in_a_group_the_surest_come_first() {
    let file = |name: &str, plain: &[f64], more: &[String]| {
        model(&format!("{name}.yaml"), name, "", &[&[columns("plain", plain)], more].concat())
    };
    let few = [1.0, 2.0, 6.0, 3.0];
    let many = [WIDE.to_owned(), columns("p1", &[5.0])];
    let other = [WIDE.to_owned(), columns("p1", &[6.0])];
    let loaded = load(
        &[
            file("A", &few, &[columns("p1", &[7.0]), columns("p2", &[7.0])]),
            file("B", &few, &[columns("p1", &[8.0]), columns("p2", &[8.0])]),
            file("C", &[7.0, 8.0, 9.0, 8.0], &many),
            file("D", &[17.0, 18.0, 19.0, 18.0], &other),
        ],
        catalog(),
    );
    let audit = narrowed(&loaded, &[]);
    let names: Vec<_> = audit.groups[0].rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["C", "D", "A", "B"]);
}

/// A likely mistake in a score that is shown comes before stated figures that are never shown, and those before the form.
#[test]
fn what_is_likely_a_mistake_comes_first() {
    let loaded = bundled();
    let groups = narrowed(&loaded, &[]).groups;
    let codes: Vec<_> = groups.iter().map(|group| group.code).collect();
    let place = |code: &str| codes.iter().position(|known| *known == code).unwrap();
    assert!(place("short-list") < place("total-not-mean"), "{codes:?}");
    assert!(place("total-not-mean") < place("outlier"), "{codes:?}");
    assert!(place("outlier") < place("placeholder-series"), "{codes:?}");
}

#[test]
fn the_bundled_files_give_these() {
    let loaded = bundled();
    let catalog = loaded.dataset.catalog();
    let mut text = String::new();
    for finding in &loaded.findings {
        let reason = finding.kind.why();
        let Some(why) = reason.filter(|_| !matches!(finding.kind, Kind::PlaceholderSeries { .. })) else { continue };
        let file = finding.place.file.trim_start_matches("public/models/");
        let codes: Vec<_> = finding.benchmarks.iter().map(|&b| catalog.benchmarks[b].code.as_str()).collect();
        let (message, certainty) = (finding.kind.message(), finding.certainty().word());
        writeln!(text, "{file}:{} [{}] {message}\n    {certainty}: {why}", finding.place.line, codes.join(" "))
            .unwrap();
    }
    expect![[r#"
        cambrian-s-7b.md:20 [open-eqa] the total of OpenEQA is stated as 53.19, but the mean of its columns is 53.3886
            likely: for 43 of 47 models with all columns the total is their mean
        claude-3-7-sonnet.md:21 [erqa] ERQA is 14.31, where the model's other scores predict about 37.0
            possible: predicted from 17 of its other totals; half of the models are within 2.0 of theirs
        cosmos-reason-1-7b.md:21 [vsi] on VSI no whole number of right answers gives Appearance Order 33.67 of 618 items
            possible: the scores of nearly all other models are possible there; 612 items would give 33.67
        cosmos-reason-1-7b.md:23 [erqa] the total of ERQA is stated as 40.28, but the mean of its columns is 39.9188
            likely: for 30 of 33 models with all columns the total is their mean
        cosmos-reason-1-7b.md:56 [eb-navigation] the total of EB-Navigation is stated as 5.9, but the mean of its columns is 5.02
            likely: for 23 of 29 models with all columns the total is their mean
        embodied-r1-3b.md:16 [uni-eqa] the total of UniEQA is stated as 38.14, but the mean of its columns is 39.695
            likely: for 45 of 46 models with all columns the total is their mean
        embodied-r1-3b.md:24 [erqa] 6 figures are the same as those of VeBrain: ERQA
            likely: two models seldom have the same figures in the same places of a block
        embodiedgpt.md:23 [erqa] ERQA is 0.78, where the model's other scores predict about 32.7
            possible: predicted from 14 of its other totals; half of the models are within 2.0 of theirs
        embodiedgpt.md:23 [erqa] on ERQA no whole number of right answers gives State Estimation 3.57 of 55 items, Trajectory Reasoning 2.63 of 66 items
            possible: the scores of nearly all other models are possible there; 56 items would give 3.57, 76 items would give 2.63
        gemini-1-5-pro.md:16 [eb-habitat] the total of EB-Habitat is stated as 56.3, but the mean of its columns is 54.6667
            likely: for 28 of 30 models with all columns the total is their mean
        gemini-2-5-pro.md:19 [erqa] ERQA is 55.65, where the model's other scores predict about 39.1
            possible: predicted from 19 of its other totals; half of the models are within 2.0 of theirs
        gemini-2-5-pro.md:19 [erqa] on ERQA no whole number of right answers gives Pointing 57.14 of 34 items, Spatial Reasoning 70.59 of 84 items, State Estimation 60.72 of 55 items, Task Reasoning 63.64 of 38 items, Trajectory Reasoning 55.26 of 66 items, Other 48.49 of 14 items
            possible: the scores of nearly all other models are possible there; 35 items would give 57.14, 85 items would give 70.59, 56 items would give 60.72, 33 items would give 63.64, 76 items would give 55.26
        gemini-2-5-pro.md:52 [vln-ce-r2r] VLN-CE R2R is 20, where the model's other scores predict about 4.6
            possible: predicted from 16 of its other totals; half of the models are within 2.3 of theirs
        gpt-4o-mini.md:33 [uni-eqa vsi erqa robo-vqa] 46 figures are the same as those of o4-mini: UniEQA, VSI, ERQA, RoboVQA
            likely: two models seldom have the same figures in the same places of a block
        gpt-4o-mini.md:378 [eb-navigation] the total of EB-Navigation is stated as 33.3, but the mean of its columns is 32.22
            likely: for 23 of 29 models with all columns the total is their mean
        internvl2-5-38b.md:16 [eb-alfred] the total of EB-ALFRED is stated as 23.3, but the mean of its columns is 27.3333
            likely: for 28 of 30 models with all columns the total is their mean
        internvl2-5-8b.md:16 [eb-alfred] 7 figures are the same as those of InternVL3-8B: EB-ALFRED
            likely: two models seldom have the same figures in the same places of a block
        internvl2-5-8b.md:18 [eb-habitat] the total of EB-Habitat is stated as 11.3, but the mean of its columns is 7.3333
            likely: for 28 of 30 models with all columns the total is their mean
        internvl3-14b.md:23 [erqa] the total of ERQA is stated as 38.76, but the mean of its columns is 39.5225
            likely: for 30 of 33 models with all columns the total is their mean
        internvl3-14b.md:23 [erqa] on ERQA no whole number of right answers gives Trajectory Reasoning 39.47 of 66 items
            possible: the scores of nearly all other models are possible there; 76 items would give 39.47
        internvl3-8b.md:61 [eb-alfred] 7 figures are the same as those of InternVL2_5-8B: EB-ALFRED
            likely: two models seldom have the same figures in the same places of a block
        knowinbrain.md:10 [cosmos] the total of Cosmos is stated as 52.94, but the mean of its columns is 48.1725
            likely: for 11 of 12 models with all columns the total is their mean
        knowinbrain.md:16 [open-eqa] the total of OpenEQA is stated as 56.05, but the mean of its columns is 55.9486
            likely: for 43 of 47 models with all columns the total is their mean
        knowinbrain.md:19 [ea-temporal-auto] the total of EA-Temporal-Auto-20251020 is stated as 62.29, but the mean of its columns is 62.815
            likely: for 32 of 33 models with all columns the total is their mean
        knowinbrain.md:27 [erqa] the total of ERQA is stated as 41, but the mean of its columns is 38.4338
            likely: for 30 of 33 models with all columns the total is their mean
        knowinbrain.md:30 [vsi] the total of VSI is stated as 67.69, but the mean of its columns is 65.555
            likely: for 36 of 41 models with all columns the total is their mean
        magma.md:52 [eb-navigation] the total of EB-Navigation is stated as 0, but the mean of its columns is 0.8
            likely: for 23 of 29 models with all columns the total is their mean
        mimo-embodied-7b.md:18 [open-eqa] the total of OpenEQA is stated as 65.85, but the mean of its columns is 65.6914
            likely: for 43 of 47 models with all columns the total is their mean
        o3.md:17 [vsi] the total of VSI is stated as 57.8, but the mean of its columns is 57.4437
            likely: for 36 of 41 models with all columns the total is their mean
        o4-mini.md:115 [uni-eqa vsi erqa robo-vqa] 46 figures are the same as those of GPT-4o mini: UniEQA, VSI, ERQA, RoboVQA
            likely: two models seldom have the same figures in the same places of a block
        qwen3-vl-8b-ins.md:20 [open-eqa] the total of OpenEQA is stated as 59.46, but the mean of its columns is 59.3371
            likely: for 43 of 47 models with all columns the total is their mean
        robobrain1-0-7b.md:21 [vsi] the total of VSI is stated as 31.08, but the mean of its columns is 29.4838
            likely: for 36 of 41 models with all columns the total is their mean
        robobrain2-0-32b.md:18 [vsi] the total of VSI is stated as 42.69, but the mean of its columns is 38.7462
            likely: for 36 of 41 models with all columns the total is their mean
        robobrain2-0-32b.md:18 [vsi] on VSI no whole number of right answers gives Relative Distance 45.03 of 710 items
            possible: the scores of nearly all other models are possible there; 713 items would give 45.03
        robobrain2-0-32b.md:46 [eb-navigation] the total of EB-Navigation is stated as 10, but the mean of its columns is 32.72
            likely: for 23 of 29 models with all columns the total is their mean
        robobrain2-0-7b.md:18 [vsi] the total of VSI is stated as 36.1, but the mean of its columns is 34.8738
            likely: for 36 of 41 models with all columns the total is their mean
        robobrain2-0-7b.md:18 [vsi] on VSI no whole number of right answers gives Relative Distance 42.16 of 710 items, Appearance Order 23.07 of 618 items
            possible: the scores of nearly all other models are possible there; 714 items would give 42.16, 620 items would give 23.07
        robobrain2-0-7b.md:53 [eb-navigation] the total of EB-Navigation is stated as 0, but the mean of its columns is 37.8
            likely: for 23 of 29 models with all columns the total is their mean
        space-r.md:60 [eb-alfred] the total of EB-ALFRED is stated as 2, but the mean of its columns is 0.3333
            likely: for 28 of 30 models with all columns the total is their mean
        vebrain.md:23 [erqa] 6 figures are the same as those of Embodied-R1-3B: ERQA
            likely: two models seldom have the same figures in the same places of a block
        vebrain.md:51 [eb-navigation] the total of EB-Navigation is stated as 0, but the mean of its columns is 0.8
            likely: for 23 of 29 models with all columns the total is their mean
        video-3d-llm-32-frames.md:17 [scan-qa] 3 figures are the same as those of Video-3D LLM: ScanQA
            possible: two models seldom have the same figures in the same places of a block
        video-3d-llm.md:19 [scan-qa] 3 figures are the same as those of Video-3D LLM (32 frames): ScanQA
            possible: two models seldom have the same figures in the same places of a block
        wall-oss-fast.md:46 [scan-qa] the score 0.1925 of ScanQA looks like a fraction of 1, and its total rests on it, so both count as missing
            likely: half of the other models' scores there are above 27.95
        wall-oss-fast.md:49 [scan2cap] the score 0.027 of Scan2Cap looks like a fraction of 1, so it counts as missing
            likely: half of the other models' scores there are above 77.1
    "#]].assert_eq(&text);
}

#[test]
fn a_series_of_scores_that_are_shown_is_never_offered_for_removal() {
    let text = "name: Probe-7B\nscore: {benchmark: {cosmos: {columns: [41, 42, 43, 44, 45]}}}\n";
    let catalog = crate::common::catalog();
    let loaded = load(&[named("m.yaml", text)], catalog.clone());
    let series: Vec<_> = loaded
        .findings
        .into_iter()
        .filter(|f| matches!(f.kind, Kind::PlaceholderSeries { is_shown: true, .. }))
        .collect();
    let [finding] = series.as_slice() else { panic!("one finding about the series, not {series:?}") };
    assert_eq!(finding.kind.help(), "These scores are shown. Replace them by the measured ones, or write `null`.");
    assert_eq!(arena_explorer::document::fixes("m.yaml", text, &series, &catalog), [None]);
}

/// The findings about the file of `model` that are about its figure in the column `code`: their kinds.
fn issues(loaded: &Loaded, subject: Subject, model: &str, code: &str) -> Vec<String> {
    let dataset = &loaded.dataset;
    let ranking = Ranking::new(dataset, subject, 0.0, &[]);
    let headings = headings(dataset.catalog(), &ranking);
    let heading = headings.iter().find(|heading| heading.code == code).unwrap();
    let row = dataset.row_of(model).unwrap();
    let file = &dataset.models()[row].file;
    let of_file = loaded.findings.iter().filter(|finding| finding.place.file == *file);
    issues_of(dataset, &ranking, heading, row, of_file).iter().map(|finding| finding.kind.code().to_owned()).collect()
}

#[test]
fn a_figure_knows_the_issues_that_are_about_it() {
    let agree =
        [[10.0, 20.0, 30.0, 20.0], [11.0, 20.0, 30.0, 20.3], [12.0, 20.0, 30.0, 20.7], [13.0, 20.0, 30.0, 21.0]];
    let mut files: Vec<_> = agree
        .iter()
        .enumerate()
        .map(|(n, scores)| model(&format!("{n}.yaml"), &format!("Model {n}"), "", &[columns("plain", scores)]))
        .collect();
    files.push(model("4.yaml", "Model 4", "", &[columns("plain", &[14.0, 20.0, 30.0, 21.3])]));
    // An unknown key says nothing about a figure.
    files.push(model(
        "off.yaml",
        "Off",
        "colour: red",
        &[columns("plain", &[40.0, 50.0, 60.0, 55.0]), columns("p1", &[1.0])],
    ));
    let loaded = load(&files, catalog());
    let board = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    assert_eq!(issues(&loaded, board, "off", "plain"), ["total-not-mean"]);
    assert_eq!(issues(&loaded, board, "off", "total"), ["total-not-mean"], "the total is made of it");
    assert_eq!(issues(&loaded, board, "off", "p1"), [""; 0]);
    assert_eq!(issues(&loaded, board, "off", "model"), [""; 0]);
    assert_eq!(issues(&loaded, board, "model-0", "plain"), [""; 0]);
}

#[test]
fn what_is_wrong_with_one_value_is_no_issue_of_the_values_beside_it() {
    let text = "name: Probe\nscore:\n  benchmark:\n    vsi:\n      columns:\n        Object Count: 41\n        Room Size: 300\n        Total Score: n/a (rerun 44)\n";
    let loaded = load(&[named("m.yaml", text)], crate::common::catalog());
    let vsi = loaded.dataset.catalog().benchmarks.iter().position(|about| about.code == "vsi").unwrap();
    let columns = Subject { board: 0, lens: Lens::Benchmarks, benchmark: Some(vsi) };
    let dataset = &loaded.dataset;
    let ranking = Ranking::new(dataset, columns, 0.0, &[]);
    let codes: Vec<String> = headings(dataset.catalog(), &ranking).into_iter().map(|heading| heading.code).collect();
    let with_issues: Vec<&String> =
        codes.iter().filter(|code| !issues(&loaded, columns, "probe", code).is_empty()).collect();
    let has = |name: &str| with_issues.iter().any(|code| code.contains(name));
    assert!(has("room-size"), "{codes:?} {with_issues:?} {:?}", loaded.findings);
    assert!(!has("object-count"), "{with_issues:?}");
}

#[test]
fn a_derived_score_says_what_the_file_states() {
    let loaded = bundled();
    let core = Subject { board: 0, lens: Lens::Core, benchmark: None };
    assert_eq!(issues(&loaded, core, "o4-mini", "embodied-reasoning"), ["shared-scores", "stale-summary"]);
    let finding = loaded.findings.iter().find(|finding| {
        finding.place.file.ends_with("o4-mini.md") && finding.kind.message().starts_with("Embodied Reasoning of 2D")
    });
    // `o4-mini.md`, line 554.
    assert_eq!(stated_words(finding.unwrap()).as_deref(), Some("The file states 31.23; its own scores give 41.26."));
    let benchmarks = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    assert!(!issues(&loaded, benchmarks, "o4-mini", "total").contains(&"stale-summary".to_owned()));
}

#[test]
fn a_message_is_shown_as_a_sentence() {
    for (message, shown) in [
        ("the score 150 is not between 0 and 100", "The score 150 is not between 0 and 100."),
        ("`colour` is not a key of the format", "`colour` is not a key of the format."),
        ("o3 is there twice", "o3 is there twice."),
        ("VLN-CE R2R is 20", "VLN-CE R2R is 20."),
        ("éa", "éa."),
        ("", "."),
    ] {
        assert_eq!(sentence(message), shown);
    }
}

#[test]
fn findings_about_an_added_file_and_a_bundled_one_of_its_name_are_told_apart() {
    let bundled = load(&[model("same.yaml", "Bundled", "colour: red", &[columns("p1", &[1.0])])], catalog());
    let added = load(&[model("same.yaml", "Added", "colour: red", &[columns("p1", &[2.0])])], catalog());
    // The page lists what is about added files first.
    let findings: Vec<Finding> = added.findings.iter().chain(&bundled.findings).cloned().collect();
    let names = Names::new(&bundled.dataset, added.findings.len());
    let audit = Audit::new(&findings, &names, &AuditFilter::default());
    let rows: Vec<_> = audit.groups[0].rows.iter().map(|row| (row.name.as_str(), row.findings.clone())).collect();
    assert_eq!(rows, [("same.yaml", vec![0]), ("Bundled", vec![1])], "only the bundled one is among these models");
}

#[test]
fn findings_about_a_file_with_several_models_go_by_the_model_whose_lines_they_are_on() {
    let text = "name: A\ncolour: red\nscore: {benchmark: {p1: {columns: [1]}}}\n---\nname: B\nsize: [7]\ncolour: blue\nscore: {benchmark: {p1: {columns: [2]}}}\n";
    let loaded = load(&[named("two.yaml", text)], catalog());
    assert_eq!(loaded.dataset.models().len(), 2);
    let keys = narrowed(&loaded, &[]).groups.into_iter().find(|group| group.code == "unknown-key").unwrap();
    let rows: Vec<_> = keys.rows.iter().map(|row| (row.name.as_str(), row.findings.len())).collect();
    assert_eq!(rows, [("A", 1), ("B", 1)]);
    // So they can be filtered, and so they stand on the pages of the models.
    let options = narrowed(&loaded, &[]).options;
    let models = options.iter().find(|options| options.facet == AuditFacet::File).unwrap();
    let offered: Vec<_> = models.options.iter().map(|option| (option.value.as_str(), option.label.as_str())).collect();
    assert_eq!(offered, [("two.yaml#1", "A"), ("two.yaml#2", "B")]);
    let of_b = narrowed(&loaded, &[(AuditFacet::File, "two.yaml#2")]);
    assert_eq!(of_b.shown(), 1);
    let lines = |code: &str| -> Vec<u32> {
        let model = loaded.dataset.models().iter().find(|model| model.code == code).unwrap();
        loaded.findings.iter().filter(|of| model.is_subject_of(of)).map(|of| of.place.line).collect()
    };
    assert_eq!((lines("a"), lines("b")), (vec![2], vec![7]));
}

#[test]
fn a_finding_about_a_file_of_several_models_as_a_whole_goes_by_its_path() {
    let text = "name: A\nscore: {}\n---\nname: B\nscore: {}\n";
    let loaded = load(&[named("two.yaml", text)], catalog());
    let whole = Finding::new(Kind::Skipped { count: 1 }, Place { file: "two.yaml".to_owned(), line: 0, column: 0 });
    let audit = Audit::new(std::slice::from_ref(&whole), &Names::new(&loaded.dataset, 0), &AuditFilter::default());
    assert_eq!(audit.groups[0].rows[0].name, "two.yaml");
    assert!(loaded.dataset.models().iter().all(|model| model.is_subject_of(&whole)), "it is on the page of each");
}

#[test]
fn a_placeholder_is_harmless_only_where_it_is_never_shown() {
    let kind = |is_shown: bool| Kind::PlaceholderSeries { key: "VSI".to_owned(), first: 1.0, last: 9.0, is_shown };
    assert_eq!(kind(true).concern(), Concern::Score);
    assert_eq!(kind(false).concern(), Concern::Stated);
}

/// A catalog with a column of 34 items, a pooled total of 70, one that is a mean, and one without a count.
const GRAINS: &str = "
capabilities: [{name: Core, fine: [One]}]
benchmarks:
  - {name: Grain, metric: accuracy, total: T, columns: [P, Q, T], total_is: mean, samples: {P: 34, Q: 60}}
  - {name: Pool, metric: accuracy, total: T, columns: [T], samples: 70}
  - {name: Judged, metric: llm-judged, total: T, columns: [T], samples: 70}
boards:
  - {name: Main, benchmarks: [Grain, Pool, Judged]}
";

/// Of 34 items 20 are 58.82 % and 19 are 55.88 %; 57.14 % are 20 of 35. Of 70, 40 are 57.14 % and none 57 %.
#[test]
fn scores_that_no_whole_number_of_items_gives_are_noticed_where_the_others_fit() {
    let file = |name: &str, p: &str, pool: &str, more: &str| {
        let scores =
            format!("grain: {{columns: {{P: {p}, Q: 50, T: 54.321}}{more}}}, pool: {{columns: {{T: {pool}}}}}");
        named(name, &format!("name: {name}\nscore: {{benchmark: {{{scores}, judged: {{columns: {{T: 57.01}}}}}}}}\n"))
    };
    let noticed = |odd: SourceFile, others: usize| {
        // Rounded, cut, and with one digit.
        let good = ["58.82", "55.88", "58.8", "55.9", "100"];
        let mut files: Vec<_> = (0..others).map(|n| file(&format!("m{n}"), good[n % 5], "57.14", "")).collect();
        files.push(odd);
        let loaded = load(&files, read_catalog("catalog.yaml", GRAINS).0.unwrap());
        let found = loaded.findings.into_iter().filter(|finding| finding.kind.code() == "impossible-scores");
        found.map(|finding| finding.kind.message()).collect::<Vec<_>>()
    };
    assert_eq!(
        noticed(file("odd", "57.14", "57", ""), 12),
        ["on Grain no whole number of right answers gives P 57.14 of 34 items"],
        "whole percentages tell nothing of 70 items"
    );
    assert_eq!(noticed(file("odd", "57.14", "57.01", ""), 12).len(), 2);
    let none: [&str; 0] = [];
    assert_eq!(noticed(file("odd", "58.82", "57.14", ""), 12), none);
    // A model that says how many items were scored is held to nothing, and few models say nothing of the catalog's number.
    assert_eq!(noticed(file("odd", "57.14", "57.14", ", samples: {P: 35}"), 12), none);
    assert_eq!(noticed(file("odd", "57.14", "57.14", ""), 7), none);
}

/// Nearly all scores of the bundled models fit where the catalog counts items right; those that do not are of six models.
#[test]
fn few_bundled_scores_are_impossible() {
    let mut found: Vec<_> = bundled()
        .findings
        .into_iter()
        .filter(|finding| finding.kind.code() == "impossible-scores")
        .map(|finding| (finding.place.file.rsplit('/').next().unwrap().to_owned(), finding.kind))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let files: Vec<&str> = found.iter().map(|(file, _)| file.as_str()).collect();
    assert_eq!(
        files,
        [
            "cosmos-reason-1-7b.md",
            "embodiedgpt.md",
            "gemini-2-5-pro.md",
            "internvl3-14b.md",
            "robobrain2-0-32b.md",
            "robobrain2-0-7b.md"
        ]
    );
    // Its score on Trajectory Reasoning, 39.47, is that of Task Reasoning, 15 of 38.
    let Kind::ImpossibleScores { scores, .. } = &found[3].1 else { unreachable!("only such were kept") };
    assert_eq!((scores[0].column.as_str(), scores[0].score, scores[0].fits), ("Trajectory Reasoning", 39.47, Some(76)));
    assert_eq!(found[3].1.certainty(), Certainty::WorthALook);
    assert!(found[3].1.why().unwrap().ends_with("; 76 items would give 39.47"));
}

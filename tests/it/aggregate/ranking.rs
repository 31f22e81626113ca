//! The formulas, on small cases worked out by hand and on the figures of a real file.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{board, bundled, close, named, small_catalog};
use arena_explorer::aggregate::{BoardScores, CapabilityScores, Lens, Ranking, Subject};
use arena_explorer::document::{Kind, Level};
use arena_explorer::load::load;

const THREE: &str = "---
name: A
score:
  benchmark:
    one: {columns: {Total: 60, Part: 10}, fine: {See: 60, Hear: 40}}
    two: {columns: {Total: 80}, fine: {See: 90}}
    three: {fine: {Walk: 30}}
---
";

fn small() -> arena_explorer::dataset::Dataset {
    let files = [
        named("a.md", THREE),
        // Ties with A on `one`; has no `two`.
        named("b.md", "name: B\nscore: {benchmark: {one: {columns: {Total: 60}}}}\n"),
        named("c.md", "name: c\nscore: {benchmark: {one: {columns: {Total: 20}}, two: {columns: {Total: 80}}}}\n"),
        named("d.md", "name: D\nscore: {benchmark: {one: {columns: {Part: 5}}, two: {columns: {Total: 10}}}}\n"),
        // Nothing on this board at all.
        named("e.md", "name: E\nscore: {benchmark: {other: {columns: {Total: 99}}}}\n"),
    ];
    let loaded = load(&files, small_catalog());
    let noticed: Vec<_> = loaded.findings.iter().map(|finding| finding.kind.code()).collect();
    assert_eq!(noticed, ["no-total"], "of D on `one`");
    loaded.dataset
}

/// The catalog of the small case: See has 30 questions on `one` and 10 on `two`, Hear 5 on `one`, Walk 20 on `three`,
/// which counts in the capability scores only.
#[test]
fn board_scores_are_those_worked_out_by_hand() {
    let dataset = small();
    let scores = BoardScores::new(&dataset, 0, &[]);
    let capabilities = CapabilityScores::new(&dataset, 0, &[]);
    let [a, b, c, d, e] = [0, 1, 2, 3, 4];
    // (5) plain mean over what is present.
    assert_eq!(scores.total, [Some(70.0), Some(60.0), Some(50.0), Some(10.0), None]);
    assert_eq!(scores.scored, [2, 1, 2, 1, 0]);
    // (6) ties share: on `one` A and B are first, c third; on `two` A and c are first, D third. (7) is their mean.
    assert_eq!(scores.average_rank, [Some(1.0), Some(1.0), Some(2.0), Some(3.0), None]);
    assert_eq!([a, b, c, d].map(|row| scores.ranks[0].get(row)), [Some(1), Some(1), Some(3), None]);
    assert_eq!([a, c, d].map(|row| scores.ranks[1].get(row)), [Some(1), Some(1), Some(3)]);
    // (2) See: (30 · 60 + 10 · 90) / 40; Hear: 40; Walk: 30, from the benchmark that counts in capabilities only.
    let fine = |capability: usize| capabilities.fine[capability][a];
    assert_eq!([fine(0), fine(1), fine(2), fine(3)], [Some(67.5), Some(40.0), Some(30.0), None]);
    // (3) Sense: mean of See and Hear; Act: Walk alone, since Talk is missing. (4) mean of the two.
    assert_eq!([capabilities.core[0][a], capabilities.core[1][a]], [Some(53.75), Some(30.0)]);
    assert_eq!(capabilities.average[a], Some(41.875));
    // Missing is missing, not zero.
    assert_eq!(capabilities.average[e], None);
    assert!([b, c, d].iter().all(|&row| capabilities.average[row].is_none()));
}

#[test]
fn leaving_a_benchmark_out_recomputes_everything() {
    let dataset = small();
    let one = dataset.catalog().benchmark("one").unwrap();
    let scores = BoardScores::new(&dataset, 0, &[one]);
    assert_eq!(scores.total, [Some(80.0), None, Some(80.0), Some(10.0), None]);
    assert_eq!(CapabilityScores::new(&dataset, 0, &[one]).fine[0][0], Some(90.0));
}

#[test]
fn models_with_too_little_coverage_come_last_without_a_rank() {
    let dataset = small();
    let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    // Half of two benchmarks is one, which B and D have: all four are ranked.
    let ranking = Ranking::new(&dataset, subject, 0.5, &[]);
    assert_eq!(ranking.order, [0, 1, 2, 3]);
    assert_eq!([0, 1, 2, 3, 4].map(|row| ranking.ranks.get(row)), [Some(1), Some(2), Some(3), Some(4), None]);
    // With a bar of all benchmarks, B and D lose their rank, and their higher total does not lift B above c.
    let ranking = Ranking::new(&dataset, subject, 1.0, &[]);
    assert_eq!(ranking.order, [0, 2, 1, 3]);
    assert_eq!([0, 1, 2, 3].map(|row| ranking.ranks.get(row)), [Some(1), None, Some(2), None]);
    // A benchmark ranks everybody who has its total; D has a column only and comes last.
    let one = dataset.catalog().benchmark("one").ok();
    let ranking = Ranking::new(&dataset, Subject { benchmark: one, ..subject }, 0.5, &[]);
    assert_eq!(ranking.order, [0, 1, 2, 3]);
    assert_eq!([0, 1, 2, 3].map(|row| ranking.ranks.get(row)), [Some(1), Some(1), Some(3), None]);
}

#[test]
fn a_preview_is_ranked_under_the_same_rule_and_replaces_nobody() {
    let bundled = small();
    let files =
        [named("b.md", "name: B\nscore: {benchmark: {one: {columns: {Total: 70}}, two: {columns: {Total: 70}}}}\n")];
    let loaded = arena_explorer::load::load_previews(&files, &bundled);
    let dataset = loaded.dataset;
    assert_eq!(
        dataset.models().iter().map(|m| m.code.as_str()).collect::<Vec<_>>(),
        ["a", "b", "b-preview", "c", "d", "e"]
    );
    assert!(matches!(&loaded.findings[..], [finding] if matches!(finding.kind, Kind::DuplicateIdentity { .. })));
    let ranking = Ranking::new(&dataset, Subject { board: 0, lens: Lens::Benchmarks, benchmark: None }, 0.5, &[]);
    let ranks = [0, 1, 2, 3].map(|row| ranking.ranks.get(row));
    assert_eq!(ranks, [Some(1), Some(3), Some(1), Some(4)], "A and the preview tie at 70");
}

/// The golden case of the design: the file's own benchmark blocks give its stated board scores to 1e-9 wherever these are
/// not stale, and the stale ones are known.
#[test]
fn o4_mini_gives_its_own_summary() {
    let loaded = bundled();
    let dataset = &loaded.dataset;
    let row = dataset.row_of("o4-mini").unwrap();
    let qa_2d = board(dataset, "qa-2d");
    let scores = CapabilityScores::new(dataset, qa_2d, &[]);
    let (mut equal, mut stale) = ([0, 0], Vec::new());
    for (_, stated) in dataset.models()[row]
        .stated
        .iter()
        .filter(|(about, _)| matches!(about, arena_explorer::dataset::StatedFor::Board(_)))
    {
        for (index, figure) in stated.values.iter().enumerate() {
            let (level, derived, name) = match stated.level {
                Level::Core => (0, scores.core[index][row], &dataset.catalog().cores[index].name),
                Level::Fine => (1, scores.fine[index][row], &dataset.catalog().fines[index].name),
            };
            match (figure, derived) {
                (Some(figure), Some(derived)) if close(figure.value, derived, 1e-9) => equal[level] += 1,
                (None, None) => equal[level] += 1,
                _ => stale.push(name.as_str()),
            }
        }
    }
    assert_eq!(equal, [4, 23], "core and fine-grained places that agree");
    stale.sort_unstable();
    let known = [
        "Affordance Prediction",
        "Embodied Knowledge",
        "Embodied Reasoning",
        "Embodied Task Planning",
        "Temporal Reasoning",
    ];
    assert_eq!(stale, known);
    let noticed = loaded
        .findings
        .iter()
        .filter(|finding| finding.place.file.ends_with("o4-mini.md") && !finding.place.file.contains("gpt"));
    let mut noticed: Vec<_> = noticed
        .filter_map(|finding| match &finding.kind {
            Kind::StaleSummary { capability, .. } => Some(capability.as_str()),
            _ => None,
        })
        .collect();
    noticed.sort_unstable();
    assert_eq!(noticed, known, "each is a notice, and no other place is");
}

/// The placeholder series of `gpt-4o-mini` (3302.01, 3303.01, …) is found in all its lists, and no table shows it.
#[test]
fn the_placeholder_series_is_found_and_never_shown() {
    let loaded = bundled();
    let series = loaded.findings.iter().filter(|finding| matches!(finding.kind, Kind::PlaceholderSeries { .. }));
    assert_eq!(series.count(), 8, "two lists for each of the four boards that the file speaks of");
    let dataset = &loaded.dataset;
    for board in 0..dataset.catalog().boards.len() {
        for lens in Lens::ALL {
            let ranking = Ranking::new(dataset, Subject { board, lens, benchmark: None }, 0.0, &[]);
            let figures = ranking.columns.iter().flat_map(|column| &column.scores).chain(&ranking.total);
            assert!(figures.flatten().all(|score| (0.0..=1000.0).contains(score)));
        }
    }
}

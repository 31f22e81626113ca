//! A model among its neighbours, what if it had another score, and its versions, in small cases worked out by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{close, named, small_catalog};
use arena_explorer::aggregate::{Agreement, Interval, Lens, Ranking, Subject};
use arena_explorer::dataset::Dataset;
use arena_explorer::document::read_catalog;
use arena_explorer::load::{load, load_previews};
use arena_explorer::view::{
    Needed, Peers, Profile, Standing, Versions, WhatIf, board_to_open, bundled_median, earlier_versions, interval_cell,
    interval_notes, standing_notes,
};
use proptest::prelude::*;

/// Totals on One and Two, the two benchmarks of the board.
type Totals = (Option<f64>, Option<f64>);

fn dataset(models: &[Totals]) -> Dataset {
    // The sign says that a score below 1 is no fraction of 1.
    let sign = |score: f64| if 0.0 < score && score < 1.0 { "%" } else { "" };
    let text = |score: Option<f64>| score.map_or("null".to_owned(), |score| format!("{score}{}", sign(score)));
    let file = |(n, (one, two)): (usize, &Totals)| {
        let scores =
            format!("one: {{columns: {{Total: {}}}}}, two: {{columns: {{Total: {}}}}}", text(*one), text(*two));
        // Two digits, so that name order is the order given.
        named(&format!("{n:02}.yaml"), &format!("name: M{n:02}\nscore: {{benchmark: {{{scores}}}}}\n"))
    };
    load(&models.iter().enumerate().map(file).collect::<Vec<_>>(), small_catalog()).dataset
}

fn ranking(dataset: &Dataset, least_coverage: f64, left_out: &[usize]) -> Ranking {
    Ranking::new(dataset, Subject { board: 0, lens: Lens::Benchmarks, benchmark: None }, least_coverage, left_out)
}

/// M00 has 50, M01 60, M02 50 and M03 40; M04 has nothing on this board.
fn five() -> Dataset {
    dataset(&[
        (Some(40.0), Some(60.0)),
        (Some(55.0), Some(65.0)),
        (Some(50.0), Some(50.0)),
        (Some(40.0), None),
        (None, None),
    ])
}

#[test]
fn neighbours_are_next_in_rank_and_what_separates_them_adds_up() {
    let dataset = five();
    let around = |row: usize| Profile::new(&dataset, &Peers::of(&dataset), row).boards.remove(0).neighbours;
    let first = around(0);
    assert_eq!((first.tied, first.missing), (vec![2], vec![]));
    let above = first.above.unwrap();
    assert_eq!((above.row, above.rank, above.difference), (1, 1, 10.0));
    // On One 15 points of 2 benchmarks, on Two 5.
    let separations: Vec<_> = above.separations.iter().map(|s| (s.benchmark, s.own, s.other, s.points)).collect();
    assert_eq!(separations, [(0, 40.0, 55.0, 7.5), (1, 60.0, 65.0, 2.5)]);
    assert_eq!(above.sentence(&dataset), "M01 is 10.0 ahead: +7.5 on One, +2.5 on Two.");
    // M03 is as good on One and has nothing else: the difference is all in Two.
    let below = first.below.unwrap();
    assert_eq!((below.row, below.rank, below.unshared), (3, 4, -10.0));
    assert_eq!(below.sentence(&dataset), "M03 is 10.0 behind: −10.0 from benchmarks that only one of them has.");
    assert_eq!(around(1).above, None, "nobody is above the first");
    let last = around(3);
    assert_eq!((last.below, last.missing), (None, vec![1]));
    let above = last.above.unwrap();
    assert_eq!(above.row, 2, "the last of those that tie");
    // One is all that M03 has, so it counts in full.
    assert_eq!(above.sentence(&dataset), "M02 is 10.0 ahead: +10.0 on One.");
    assert_eq!(Profile::new(&dataset, &Peers::of(&dataset), 4).absent, [0], "it stands on no board");
}

#[test]
fn who_is_next_to_a_model_is_said_in_short() {
    let dataset = five();
    let summary = |row: usize| {
        arena_explorer::view::Neighbours::new(&dataset, &ranking(&dataset, 0.5, &[]), row).summary(&dataset)
    };
    assert_eq!(summary(0), "Between M01 and M03, level with M02");
    assert_eq!(summary(1), "Ahead of M00");
    assert_eq!(summary(3), "Behind M02; 1 benchmark missing");
    assert_eq!(summary(4), "2 benchmarks missing", "it has no rank, so nobody is next to it");
    let three = self::dataset(&[(Some(1.0), Some(1.0)); 3]);
    let alone = arena_explorer::view::Neighbours::new(&three, &ranking(&three, 0.5, &[]), 0).summary(&three);
    assert_eq!(alone, "Level with 2 others");
}

#[test]
fn without_a_rank_there_are_no_neighbours() {
    let dataset = five();
    let neighbours = arena_explorer::view::Neighbours::new(&dataset, &ranking(&dataset, 1.0, &[]), 3);
    assert_eq!((neighbours.above, neighbours.below, neighbours.missing), (None, None, vec![1]));
}

#[test]
fn a_score_gives_a_place() {
    let dataset = five();
    let ranking = ranking(&dataset, 0.5, &[]);
    let what_if = WhatIf::on_board(&dataset, &ranking, 0.5, 3, 1).unwrap();
    let place = |score| what_if.place_with(score);
    assert_eq!(what_if.score(), None);
    assert_eq!(what_if.total_with(Some(60.0)), Some(50.0));
    assert_eq!(place(None), Some(Standing { rank: 4, of: 4, tied: 0 }));
    assert_eq!(place(Some(59.0)), Some(Standing { rank: 4, of: 4, tied: 0 }));
    assert_eq!(place(Some(60.0)), Some(Standing { rank: 2, of: 4, tied: 2 }), "with 50, as two others");
    assert_eq!(place(Some(61.0)), Some(Standing { rank: 2, of: 4, tied: 0 }));
    assert_eq!(place(Some(80.0)), Some(Standing { rank: 1, of: 4, tied: 1 }));
    // It must have both to be ranked, and M04 gets its first score.
    let strict = self::ranking(&dataset, 1.0, &[]);
    let what_if = WhatIf::on_board(&dataset, &strict, 1.0, 3, 1).unwrap();
    assert_eq!(what_if.place_with(None), None);
    assert_eq!(what_if.place_with(Some(60.0)).unwrap().rank, 2);
    let what_if = WhatIf::on_board(&dataset, &strict, 1.0, 4, 1).unwrap();
    assert_eq!((what_if.place_with(Some(100.0)), what_if.needed(4)), (None, Needed::NotRanked));
}

/// What is shown first is what is answered first: M03 has no score on Two, and begins at the median of those who have one.
#[test]
fn supposing_begins_with_the_score_that_is_shown() {
    let dataset = five();
    let ranking = ranking(&dataset, 0.5, &[]);
    let missing = WhatIf::on_board(&dataset, &ranking, 0.5, 3, 1).unwrap();
    assert_eq!(missing.start(Some(60.0)).to_bits(), 60.0_f64.to_bits());
    assert!(missing.sentence(Some(missing.start(Some(60.0)))).starts_with("2nd of 4, up from 4th"));
    assert_eq!(missing.start(None).to_bits(), 50.0_f64.to_bits(), "the middle of the range");
    let known = WhatIf::on_board(&dataset, &ranking, 0.5, 0, 1).unwrap();
    assert_eq!(known.start(Some(1.0)).to_bits(), known.score().unwrap().to_bits());
}

/// Two boards, of two benchmarks and of one.
#[test]
fn supposing_opens_on_a_board_where_the_model_is_ranked() {
    let catalog = "
capabilities: [{name: Sense, fine: [See]}]
benchmarks:
  - {id: 1, code: a, name: A, metric: f1, total: T, columns: [T]}
  - {id: 2, code: b, name: B, metric: f1, total: T, columns: [T]}
  - {id: 3, code: c, name: C, metric: f1, total: T, columns: [T]}
  - {id: 4, code: d, name: D, metric: f1, total: T, columns: [T]}
boards:
  - {id: m, code: main, name: Main, benchmarks: [A, B, C]}
  - {id: s, code: side, name: Side, benchmarks: [D]}
";
    let (catalog, _) = read_catalog("catalog.yaml", catalog);
    let file = |name: &str, benchmarks: &[&str]| {
        let blocks: String = benchmarks.iter().map(|b| format!("    {b}: {{columns: {{T: 40}}}}\n")).collect();
        named(&format!("{name}.yaml"), &format!("name: {name}\nscore:\n  benchmark:\n{blocks}"))
    };
    let files = [file("both", &["a", "b", "d"]), file("side", &["a", "d"]), file("thin", &["a"])];
    let dataset = load(&files, catalog.unwrap()).dataset;
    let open = |name: &str, present: usize| board_to_open(&dataset, dataset.row_of(name).unwrap(), present);
    assert_eq!((open("both", 0), open("both", 1)), (0, 1), "ranked on both: the present one");
    assert_eq!((open("side", 0), open("side", 1)), (1, 1), "one of three is too few on the first");
    assert_eq!((open("thin", 0), open("thin", 1)), (0, 1), "ranked on none: the present one");
}

#[test]
fn a_place_takes_a_score() {
    let dataset = five();
    let ranking = ranking(&dataset, 0.5, &[]);
    let on = |row, benchmark| WhatIf::on_board(&dataset, &ranking, 0.5, row, benchmark).unwrap();
    // M03 needs a total of 50 to tie with the second, 60 to tie with the first.
    assert_eq!(on(3, 1).needed(2), Needed::AtLeast(60.0));
    assert_eq!(on(3, 1).needed(1), Needed::AtLeast(80.0));
    assert_eq!(on(3, 1).needed(4), Needed::AtLeast(0.0), "any");
    // M00 keeps its place with 60 on Two, not with less; M01 would tie for the first with 35 + 65.
    assert_eq!(on(0, 1).needed(2), Needed::Held(60.0));
    assert_eq!(on(1, 0).needed(1), Needed::Held(35.0));
    // On the benchmark itself M03 ties with M00 at the third place.
    assert_eq!(WhatIf::on_benchmark(&dataset, 3, 0).place_with(Some(40.0)), Some(Standing { rank: 3, of: 4, tied: 1 }));
    assert_eq!(WhatIf::on_benchmark(&dataset, 4, 0).needed(2), Needed::AtLeast(50.0));
    assert_eq!(WhatIf::on_benchmark(&dataset, 3, 0).needed(1), Needed::AtLeast(55.0));
    // Rounded up to hundredths, 40.01 is needed; but whoever holds the place does not need more than there is.
    let dataset = self::dataset(&[(Some(40.005), None), (Some(40.001), None)]);
    assert_eq!(WhatIf::on_benchmark(&dataset, 0, 0).needed(1), Needed::Held(40.005));
}

#[test]
fn some_places_are_out_of_reach() {
    let dataset = dataset(&[(Some(10.0), Some(10.0)), (Some(95.0), Some(95.0))]);
    let ranking = ranking(&dataset, 0.5, &[]);
    let what_if = WhatIf::on_board(&dataset, &ranking, 0.5, 0, 1).unwrap();
    assert_eq!(what_if.needed(1), Needed::OutOfReach, "55 with 100");
    assert_eq!(what_if.needed(2), Needed::Held(0.0));
    let without = self::ranking(&dataset, 0.5, &[1]);
    assert_eq!(WhatIf::on_board(&dataset, &without, 0.5, 0, 1), None, "left out, it counts for nothing");
    assert_eq!(WhatIf::on_board(&dataset, &ranking, 0.5, 0, 2), None, "not a benchmark of the board's total");
}

#[test]
fn a_place_and_what_it_takes_are_said_in_words() {
    let dataset = five();
    let ranking = ranking(&dataset, 1.0, &[]);
    // M00 has 50 with 60 on Two.
    let what_if = WhatIf::on_board(&dataset, &ranking, 1.0, 0, 1).unwrap();
    assert_eq!(what_if.sentence(Some(60.0)), "2nd of 3, unchanged, level with 1 other; total 50.0");
    assert_eq!(what_if.sentence(Some(90.0)), "1st of 3, up from 2nd; total 50.0 → 65.0");
    assert_eq!(what_if.sentence(Some(0.0)), "3rd of 3, down from 2nd; total 50.0 → 20.0");
    assert_eq!(what_if.needed_sentence(1), "1st place takes at least 80.0.");
    assert_eq!(what_if.needed_sentence(2), "It holds 2nd place or a better one already, down to 60.0.");
    assert_eq!(what_if.needed_sentence(3), "It holds 3rd place or a better one whatever this score is.");
    // M03 has 40 on One and nothing else, which is too little here.
    let what_if = WhatIf::on_board(&dataset, &ranking, 1.0, 3, 1).unwrap();
    assert_eq!(what_if.sentence(None), "Not ranked: too few of the board’s benchmarks have a score");
    assert_eq!(what_if.sentence(Some(80.0)), "1st of 4, now without a rank, level with 1 other; total 40.0 → 60.0");
    let what_if = WhatIf::on_board(&dataset, &ranking, 1.0, 4, 1).unwrap();
    assert!(what_if.needed_sentence(1).starts_with("Not ranked whatever"));
    let far = self::dataset(&[(Some(10.0), Some(10.0)), (Some(95.0), Some(95.0))]);
    let what_if = WhatIf::on_board(&far, &self::ranking(&far, 0.5, &[]), 0.5, 0, 1).unwrap();
    assert_eq!(what_if.needed_sentence(1), "1st place is out of reach even with 100.");
    let alone = WhatIf::on_benchmark(&dataset, 4, 0);
    assert_eq!(alone.sentence(None), "No score, no place");
    assert_eq!(alone.sentence(Some(52.5)), "2nd of 5");
    assert_eq!(WhatIf::on_benchmark(&dataset, 3, 0).sentence(Some(52.5)), "2nd of 4, up from 3rd");
}

#[test]
fn a_preview_is_a_version_of_what_it_was_brought_as_and_may_be_one_of_other_previews() {
    let file = |path: &str, name: &str, code: &str, total: u32| {
        let text =
            format!("name: {name}\ncode: {code}\nscore: {{benchmark: {{one: {{columns: {{Total: {total}}}}}}}}}\n");
        named(path, &text)
    };
    let load_bundled =
        || load(&[file("m.yaml", "Mine", "mine", 50), file("o.yaml", "Other", "other", 50)], small_catalog()).dataset;
    let brought = [
        file("a.yaml", "Apart", "apart", 40),
        file("b.yaml", "Mine 2", "mine", 51),
        file("c.yaml", "MINE 3", "mine-3", 52),
    ];
    let dataset = load_previews(&brought, &load_bundled()).dataset;
    let row = |code: &str| dataset.row_of(code).unwrap();
    let names = |code: &str, most: usize| -> Vec<&str> {
        earlier_versions(&dataset, row(code), most).iter().map(|row| dataset.models()[*row].name.as_str()).collect()
    };
    assert_eq!(names("mine-preview", 9), ["Mine", "MINE 3", "Apart"]);
    assert_eq!(names("mine-3", 1), ["Mine 2"]);
    assert!(names("mine", 9).is_empty(), "a bundled model is no preview");
    let between = |one: &str, other: &str| {
        Versions::between(&dataset, &[row(one), row(other)]).map(|versions| (versions.before, versions.after))
    };
    let (mine, preview, third) = (row("mine"), row("mine-preview"), row("mine-3"));
    assert_eq!(between("mine", "mine-preview"), Some((mine, preview)));
    assert_eq!(between("mine-preview", "mine"), Some((mine, preview)), "in whatever order they were chosen");
    assert_eq!(between("mine-3", "mine-preview"), Some((third, preview)));
    let bundled = Versions::new(&dataset, mine, preview).headline(&dataset);
    assert_eq!(bundled, "Mine 2 rose on 1 of the 1 benchmark that both have against Mine, most on One (+1.0).");
    let same = load_previews(&[file("e.yaml", "Mine", "mine", 50)], &load_bundled()).dataset;
    let rows = ["mine", "mine-preview"].map(|code| same.row_of(code).unwrap());
    let said = Versions::between(&same, &rows).unwrap().headline(&same);
    assert_eq!(said, "Mine (e.yaml) has the same scores as Mine (bundled) on the 1 benchmark that both have.");
    assert_eq!(between("mine", "other"), None);
    assert_eq!(between("mine-3", "other"), None);
    assert_eq!(Versions::between(&dataset, &[mine]), None);
}

#[test]
fn versions_are_told_by_what_rose_and_what_fell() {
    let file = |name: &str, scores: &str| {
        named(&format!("{name}.yaml"), &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"))
    };
    let files = [
        file("Old", "one: {columns: {Total: 50, Part: 40}}, two: {columns: {Total: 70}}, three: {columns: {Total: 5}}"),
        file(
            "New",
            "one: {columns: {Total: 53.2, Part: 30}}, two: {columns: {Total: 60}}, other: {columns: {Total: 9}}",
        ),
        file("Same", "one: {columns: {Total: 50, Part: 45}}"),
        file("Apart", "other: {columns: {Total: 9}}"),
    ];
    let dataset = load(&files, small_catalog()).dataset;
    let row = |code: &str| dataset.row_of(code).unwrap();
    let versions = Versions::new(&dataset, row("old"), row("new"));
    let [rose] = versions.rose.as_slice() else { panic!("{versions:?}") };
    assert_eq!((rose.benchmark, rose.columns[0].column, rose.columns[0].difference()), (0, 1, Some(-10.0)));
    assert!(close(rose.difference().unwrap(), 3.2, 1e-9));
    let [fell] = versions.fell.as_slice() else { panic!("{versions:?}") };
    assert_eq!((fell.benchmark, fell.difference(), fell.columns.len()), (1, Some(-10.0), 0));
    assert_eq!((versions.new[0].benchmark, versions.new[0].after, versions.new[0].difference()), (3, Some(9.0), None));
    assert_eq!((versions.gone[0].benchmark, versions.gone[0].before), (2, Some(5.0)));
    assert_eq!(
        versions.headline(&dataset),
        "New rose on 1 and fell on 1 of the 2 benchmarks that both have against Old, most on Two (−10.0); 1 new, 1 gone."
    );
    let versions = Versions::new(&dataset, row("old"), row("same"));
    assert_eq!(versions.unchanged[0].columns[0].difference(), Some(5.0), "a column may change under an equal total");
    assert_eq!(
        versions.headline(&dataset),
        "Same has the same scores as Old on the 1 benchmark that both have; 2 gone."
    );
    let versions = Versions::new(&dataset, row("same"), row("new"));
    assert_eq!(
        versions.headline(&dataset),
        "New rose on 1 of the 1 benchmark that both have against Same, most on One (+3.2); 2 new."
    );
    let versions = Versions::new(&dataset, row("same"), row("apart"));
    assert_eq!(versions.headline(&dataset), "Apart and Same have no benchmark in common; 1 new, 1 gone.");
}

/// A score in tenths, so that ties happen, or one of many digits.
fn score() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0_u32..=20).prop_map(|n| f64::from(n) * 5.0),
        (0_u32..=1000).prop_map(|n| f64::from(n) / 10.0),
        0.0..=100.0
    ]
}

fn totals() -> impl Strategy<Value = Totals> {
    (prop::option::of(score()), prop::option::of(score()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is supposed is what the ranking says once it is so.
    #[test]
    fn a_supposed_place_is_the_real_one(
        mut models in prop::collection::vec(totals(), 1..12),
        own in totals(),
        supposed in prop::option::of(score()),
        least in prop::sample::select(vec![0.0, 0.5, 1.0]),
    ) {
        models.push(own);
        let row = models.len() - 1;
        let before = dataset(&models);
        let what_if = WhatIf::on_board(&before, &ranking(&before, least, &[]), least, row, 1).unwrap();
        models[row].1 = supposed;
        let after = dataset(&models);
        let real = ranking(&after, least, &[]);
        let place = what_if.place_with(supposed);
        prop_assert_eq!(place.map(|place| place.rank), real.ranks.get(row));
        if let Some(place) = place {
            prop_assert_eq!(place.of, real.ranks.population());
            let tied = (0..row).filter(|other| real.ranks.get(*other) == Some(place.rank)).count();
            prop_assert_eq!(place.tied as usize, tied);
        }
    }

    /// What is needed gives the place, and a hundredth less does not.
    #[test]
    fn what_is_needed_is_enough_and_no_more(
        mut models in prop::collection::vec(totals(), 1..12),
        own in totals(),
        rank in 1_u32..12,
        whole_board in any::<bool>(),
    ) {
        models.push(own);
        let row = models.len() - 1;
        let dataset = dataset(&models);
        let what_if = if whole_board {
            WhatIf::on_board(&dataset, &ranking(&dataset, 0.5, &[]), 0.5, row, 0).unwrap()
        } else {
            WhatIf::on_benchmark(&dataset, row, 0)
        };
        let reaches = |score: f64| what_if.place_with(Some(score)).is_some_and(|place| place.rank <= rank);
        match what_if.needed(rank) {
            Needed::AtLeast(score) => {
                prop_assert!(reaches(score));
                let less = ((score * 100.0).round() - 1.0) / 100.0;
                prop_assert!(less < 0.0 || !reaches(less));
                prop_assert!(own.0.is_none_or(|own| !reaches(own)));
            }
            Needed::Held(score) => {
                prop_assert!(reaches(score) && own.0.is_some_and(|own| reaches(own) && score <= own));
                prop_assert!(score < 0.01 || !reaches(score - 0.01));
            }
            Needed::OutOfReach => prop_assert!(!reaches(100.0)),
            Needed::NotRanked => prop_assert_eq!(what_if.place_with(Some(100.0)), None),
        }
    }
}

#[test]
fn a_visitors_files_are_set_beside_the_bundled_models_and_are_none_of_them() {
    // Bundled totals on One: 40, 55, 50; on Two: 60, 65, 50.
    let bundled = dataset(&[(Some(40.0), Some(60.0)), (Some(55.0), Some(65.0)), (Some(50.0), Some(50.0))]);
    let file = |name: &str, one: f64| {
        let text = format!(
            "name: {name}\nscore: {{benchmark: {{one: {{columns: {{Total: {one}}}}}, two: {{columns: {{Total: 20}}}}}}}}\n"
        );
        named(&format!("{name}.yaml"), &text)
    };
    let both = load_previews(&[file("Mine", 90.0), file("Other", 95.0)], &bundled).dataset;
    let peers = Peers::of(&both);
    let on_one = |row: usize| {
        let profile = Profile::new(&both, &peers, row);
        let standing = profile.benchmarks.iter().find(|standing| standing.benchmark == 0).unwrap().compared;
        (standing.own, standing.best, standing.median)
    };
    assert_eq!(on_one(0), (Some(40.0), Some(55.0), Some(50.0)), "as without the files");
    let mine = both.row_of("mine").unwrap();
    assert_eq!(on_one(mine), (Some(90.0), Some(55.0), Some(50.0)), "no file is measured by itself");
    let strongest = Profile::new(&both, &peers, mine).strongest;
    assert_eq!(strongest.iter().map(|s| (s.name.as_str(), s.median)).collect::<Vec<_>>(), [("One", 50.0)]);
    assert_eq!(bundled_median(&both, &[Some(1.0), Some(2.0), Some(9.0), Some(100.0), Some(100.0)]), Some(2.0));
    // What benchmarks have in common is theirs too: the three of the bundled models.
    assert_eq!(Agreement::of(&both, 0, 1), Agreement::of(&bundled, 0, 1));
    // A rank is among all that are loaded, as everywhere.
    let rank = Profile::new(&both, &peers, 1).benchmarks[0].rank;
    assert_eq!(rank, 3);
}

#[test]
fn notes_explain_the_marks_that_occur_and_no_others() {
    let interval = |at_most| Some(Interval { low: 1.0, high: 2.0, at_most });
    let notes = |of: &[Option<Interval>]| interval_notes(of.iter().copied());
    assert_eq!(notes(&[interval(false)]), "");
    assert!(notes(&[interval(true), interval(false)]).starts_with("* An upper bound"));
    assert!(!notes(&[interval(true)]).contains("No interval"));
    assert!(notes(&[None]).starts_with("– No interval"));
    assert_eq!(interval_cell(interval(true)), "1.0–2.0 *");
    assert_eq!(interval_cell(None), "–");
    // M03 has one benchmark of two, which is enough for a rank; a model with capability scores alone has no total to have one.
    let dataset = five();
    let boards = |row: usize| Profile::new(&dataset, &Peers::of(&dataset), row).boards;
    assert!(!standing_notes(&boards(0)).contains("Not ranked"), "{}", standing_notes(&boards(0)));
}

/// Totals: A (90 + 40)/2 = 65, B (60 + 66)/2 = 63, C 10. Without One: B 66, A 40, C has nothing else. Without Two: A 90, B 60, C 10.
#[test]
fn how_far_a_rank_holds_is_said() {
    use arena_explorer::aggregate::Robustness;
    let file = |name: &str, one: &str, two: &str| {
        let scores = format!("one: {{columns: {{Total: {one}}}}}, two: {{columns: {{Total: {two}}}}}");
        named(&format!("{name}.yaml"), &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"))
    };
    let files = [file("A", "90", "40"), file("B", "60", "66"), file("C", "10", "null"), file("D", "10", "null")];
    let dataset = load(&files, small_catalog()).dataset;
    let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let of = |row: usize| Robustness::new(&dataset, &ranking, row).unwrap();
    let [one, two] = ["one", "two"].map(|code| dataset.catalog().benchmark(code).unwrap());
    let expected = Robustness { rank: 1, without: vec![(one, Some(2)), (two, Some(1))], breaks_at: Some(1.0) };
    assert_eq!(of(0), expected);
    assert_eq!((of(2).without, of(2).breaks_at), (vec![(one, None), (two, Some(3))], Some(0.0)));
    for (lens, benchmark) in [(Lens::Core, None), (Lens::Benchmarks, Some(one))] {
        let other = Ranking::new(&dataset, Subject { board: 0, lens, benchmark }, 0.5, &[]);
        assert_eq!(Robustness::new(&dataset, &other, 0), None);
    }
    let said = |row: usize| {
        let profile = Profile::new(&dataset, &Peers::of(&dataset), row);
        arena_explorer::view::how_far_ranks_hold(&dataset, &profile).concat()
    };
    assert_eq!(
        said(0),
        "Main board: 1st; with one benchmark left out from 1st (without Two) to 2nd (without One). The rank holds while every score is \
         off by less than ±1.00."
    );
    assert_eq!(
        said(2),
        "Main board: 3rd whichever benchmark is left out. Without some benchmarks it has no rank. It shares its rank."
    );
}

/// Each score of the model down and of all others up by δ, or the other way: just below the δ that is said the rank is the same, just
/// above it is another.
#[test]
fn a_rank_breaks_where_it_is_said_to() {
    use arena_explorer::aggregate::{Ranks, Robustness};
    let dataset = crate::common::bundled().dataset;
    let subject = Subject { board: crate::common::board(&dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    for &row in ranking.order.iter().filter(|row| ranking.ranks.get(**row).is_some()) {
        let Robustness { rank, breaks_at, .. } = Robustness::new(&dataset, &ranking, row).unwrap();
        let moved = |delta: f64| {
            let total = |(other, total): (usize, &Option<f64>)| {
                let by = if other == row { -delta } else { delta };
                total.filter(|_| ranking.ranks.get(other).is_some()).map(|total| total + by)
            };
            Ranks::of(ranking.total.iter().enumerate().map(total)).get(row).unwrap()
        };
        let holds = |delta: f64| moved(delta) == rank && moved(-delta) == rank;
        let delta = breaks_at.unwrap();
        assert!(holds(delta - 1e-6) && !holds(delta + 1e-6), "{}", dataset.name_of(row));
    }
}

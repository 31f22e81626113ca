//! Models compared, in small cases worked out by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{named, small_catalog};
use arena_explorer::dataset::Dataset;
use arena_explorer::load::{load, load_previews};
use arena_explorer::view::{Comparison, Duel, comparison_charts};

fn small() -> Dataset {
    let file = |name: &str, one: &str, two: &str, three: &str| {
        let total = |code: &str, score: &str| format!("    {code}: {{columns: {{Total: {score}}}}}\n");
        let scores = [total("one", one), total("two", two), total("three", three)].concat();
        named(&format!("{name}.yaml"), &format!("name: {name}\nscore:\n  benchmark:\n{scores}"))
    };
    let files = [
        file("A", "50", "70", "30"),
        file("B", "60", "70", "null"),
        file("C", "40", "null", "90"),
        file("D", "null", "10", "null"),
    ];
    load(&files, small_catalog()).dataset
}

#[test]
fn two_models_are_compared_on_what_both_have() {
    let dataset = small();
    let comparison = Comparison::new(&dataset, &[0, 1]);
    assert_eq!(comparison.names, ["A", "B"]);
    let shared: Vec<_> = comparison.shared.iter().map(|b| (b.name.as_str(), b.scores.clone())).collect();
    assert_eq!(shared, [("One", vec![50.0, 60.0]), ("Two", vec![70.0, 70.0])]);
    assert_eq!(comparison.duels[0][1], Some(Duel { wins: 0, losses: 1, ties: 1 }));
    assert_eq!(comparison.duels[1][0], Some(Duel { wins: 1, losses: 0, ties: 1 }));
    assert_eq!(comparison.duels[0][0], None);
    let partial: Vec<_> = comparison.partial.iter().map(|b| (b.name.as_str(), b.scores.clone())).collect();
    assert_eq!(partial, [("Three", vec![Some(30.0), None])]);
    assert_eq!(comparison.headline(), "B is ahead of A on 1 of the 2 benchmarks that both have, 1 even.");
    assert_eq!(Comparison::beside_first(&comparison.shared[0], 1).as_deref(), Some("+10.0"));
    assert_eq!(Comparison::beside_first(&comparison.shared[0], 0), None);
    assert_eq!(
        Comparison::new(&dataset, &[2, 0]).headline(),
        "C and A are each ahead on 1 of the 2 benchmarks that both have."
    );
}

#[test]
fn of_several_only_what_all_have_is_shared_and_pairs_share_more() {
    let dataset = small();
    let comparison = Comparison::new(&dataset, &[0, 1, 2]);
    assert_eq!(comparison.shared.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["One"]);
    assert_eq!(comparison.headline(), "B has the highest score on 1 of the 1 benchmark that all of them have.");
    assert_eq!(comparison.duels[0][2], Some(Duel { wins: 1, losses: 1, ties: 0 }), "A and C share two");
    let nothing = Comparison::new(&dataset, &[1, 2, 3]);
    assert_eq!(nothing.headline(), "There is no benchmark that all of them have.");
    assert_eq!(nothing.duels[1][2], None, "C and D share nothing");
}

#[test]
fn whoever_asks_for_too_many_or_for_nobody_gets_what_there_is() {
    let dataset = small();
    assert_eq!(Comparison::new(&dataset, &[0, 0, 99, 1]).rows, [0, 1]);
    assert!(Comparison::new(&dataset, &[]).shared.is_empty());
    let many: Vec<_> = (0..9)
        .map(|n| {
            named(
                &format!("{n}.yaml"),
                &format!("name: M{n}\nscore: {{benchmark: {{one: {{columns: {{Total: 5}}}}}}}}\n"),
            )
        })
        .collect();
    let dataset = load(&many, small_catalog()).dataset;
    let comparison = Comparison::new(&dataset, &(0..9).collect::<Vec<_>>());
    assert_eq!(comparison.rows.len(), 6);
    assert_eq!(
        comparison.headline(),
        "M0, M1, M2, M3, M4 and M5 each have the highest score on 1 of the 1 benchmark that all of them have."
    );
}

#[test]
fn models_of_one_name_are_told_apart() {
    let file = |path: &str, code: &str, author: &str| {
        let text = format!(
            "name: GPT\ncode: {code}\nauthor: [{author}]\nscore: {{benchmark: {{one: {{columns: {{Total: 50}}}}, two: {{columns: {{Total: 40}}}}}}}}\n"
        );
        named(path, &text)
    };
    let bundled = load(&[file("x.yaml", "x", "Acme")], small_catalog()).dataset;
    let both = load_previews(&[file("mine/gpt.yaml", "x", "Me")], &bundled).dataset;
    let rows: Vec<usize> = ["x", "x-preview"].iter().map(|code| both.row_of(code).unwrap()).collect();
    let comparison = Comparison::new(&both, &rows);
    assert_eq!(comparison.names, ["GPT (bundled)", "GPT (mine/gpt.yaml)"]);
    let charts = comparison_charts(&both, &rows, 0);
    let names: Vec<String> = charts.iter().flat_map(|titled| titled.chart.table().columns).collect();
    assert!(names.contains(&"GPT (mine/gpt.yaml)".to_owned()), "{names:?}");
    // Of two bundled ones the authors tell, and the code where these are the same.
    let two = load(&[file("x.yaml", "x", "Acme"), file("y.yaml", "y", "Other")], small_catalog()).dataset;
    assert_eq!(Comparison::new(&two, &[0, 1]).names, ["GPT (Acme)", "GPT (Other)"]);
    let same = load(&[file("x.yaml", "x", "Acme"), file("y.yaml", "y", "Acme")], small_catalog()).dataset;
    assert_eq!(Comparison::new(&same, &[0, 1]).names, ["GPT (x)", "GPT (y)"]);
}

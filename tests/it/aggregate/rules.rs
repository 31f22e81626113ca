//! Rules and weights: small boards worked out by hand, independent versions of the rules, and what holds for any board.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::aggregate::{
    BoardScores, Lens, MOST_MODELS, Ranking, Ranks, Rule, RuleRanks, ScoreTable, Subject, Weights,
};
use arena_explorer::dataset::Dataset;
use arena_explorer::load::load;
use arena_explorer::view::{
    About, ColumnId, Columns, Narrowing, RankDoubts, RankReport, ReportFormat, SortKey, ViewState, WeightPreset,
    about_table, by_each_rule, by_other_rules, caption, explain, headings, headline, resolve_weights, rule_words,
    set_weight,
};
use proptest::prelude::*;

use crate::common::{board, bundled, close, named, small_catalog};

/// Models of three benchmarks; a row per model.
type Rows = Vec<Vec<Option<f64>>>;

fn table(rows: &Rows, weights: &[f64]) -> ScoreTable {
    let column = |b: usize| rows.iter().map(|row| row[b]).collect();
    ScoreTable::new(rows.len(), weights.iter().enumerate().map(|(b, weight)| (*weight, column(b))))
}

fn scores(rule: Rule, rows: &Rows) -> Vec<Option<f64>> {
    let benchmarks = rows.first().map_or(0, Vec::len);
    rule.scores(&table(rows, &vec![1.0; benchmarks]))
}

fn ranks(rule: Rule, scores: &[Option<f64>]) -> Vec<Option<u32>> {
    let sign = if rule.low_is_good() { -1.0 } else { 1.0 };
    let ranks = Ranks::of(scores.iter().map(|score| score.map(|score| sign * score)));
    (0..scores.len()).map(|row| ranks.get(row)).collect()
}

fn assert_scores(rule: Rule, rows: &Rows, expected: &[Option<f64>]) {
    let found = scores(rule, rows);
    let same = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
        (Some(a), Some(b)) => close(*a, *b, 1e-9),
        (a, b) => a == b,
    };
    assert!(found.len() == expected.len() && found.iter().zip(expected).all(same), "{rule:?}: {found:?}");
}

/// A: 90, 20, 30. B: 60, 50. C: 60, 40, 10. D: only 20 on the third.
fn small() -> Rows {
    vec![
        vec![Some(90.0), Some(20.0), Some(30.0)],
        vec![Some(60.0), Some(50.0), None],
        vec![Some(60.0), Some(40.0), Some(10.0)],
        vec![None, None, Some(20.0)],
    ]
}

/// Ranks: on the first A 1, B and C 2½ of 3; on the second B 1, C 2, A 3 of 3; on the third A 1, D 2, C 3 of 3.
#[test]
fn each_rule_gives_what_is_worked_out_by_hand() {
    let rows = small();
    assert_scores(Rule::Mean, &rows, &[Some(140.0 / 3.0), Some(55.0), Some(110.0 / 3.0), Some(20.0)]);
    // (n − r)/(n − 1): A 1, 0, 1; B ¼, 1; C ¼, ½, 0; D ½.
    assert_scores(Rule::WinRate, &rows, &[Some(2.0 / 3.0), Some(0.625), Some(0.25), Some(0.5)]);
    // Ranks times 5/4, and 2½ where missing: A 1.25, 3.75, 1.25; B 3.125, 1.25, 2.5; C 3.125, 2.5, 3.75; D 2.5, 2.5, 2.5.
    assert_scores(Rule::Borda, &rows, &[Some(6.25 / 3.0), Some(6.875 / 3.0), Some(9.375 / 3.0), Some(2.5)]);
    // A and B win one each: ½. A beats C on two of three, and D on one: 2½ of 3. B beats C on one, with one tie, and has
    // nothing in common with D: 2. C loses to all: 0. D loses to A, beats C: 1½.
    assert_scores(Rule::Copeland, &rows, &[Some(2.5 / 3.0), Some(2.0 / 3.0), Some(0.0), Some(0.5)]);
    // A 1, 0, 1; B 0, 1; C 0, ⅔, 0; D ½.
    assert_scores(Rule::MinMax, &rows, &[Some(2.0 / 3.0), Some(0.5), Some(2.0 / 9.0), Some(0.5)]);
}

/// A beats B on three benchmarks of four. With half a win and half a loss against 1, and the strengths p = 1/q by symmetry:
/// 3½ = 4p/(p + 1/p) + p/(p + 1).
#[test]
fn strengths_are_those_that_solve_the_equations() {
    let rows = vec![vec![Some(1.0), Some(1.0), Some(1.0), Some(0.0)], vec![Some(0.0), Some(0.0), Some(0.0), Some(1.0)]];
    let found = scores(Rule::BradleyTerry, &rows);
    let (p, q) = (found[0].unwrap(), found[1].unwrap());
    assert!(close(p * q, 1.0, 1e-9), "{p} {q}");
    assert!(close(4.0 * p / (p + q) + p / (p + 1.0), 3.5, 1e-9), "{p} {q}");
    assert_strengths(&small());
}

/// Each model wins what its strength says: W = Σ N p/(p + q) + p/(p + 1), half a win against the one of strength 1 included.
fn assert_strengths(rows: &Rows) {
    let found: Vec<f64> = scores(Rule::BradleyTerry, rows).into_iter().flatten().collect();
    for (i, own) in rows.iter().enumerate() {
        let (mut wins, mut expected) = (0.5, found[i] / (found[i] + 1.0));
        for (j, other) in rows.iter().enumerate().filter(|(j, _)| *j != i) {
            for (a, b) in own.iter().zip(other).filter_map(|(a, b)| Some(((*a)?, (*b)?))) {
                wins += if a > b { 1.0 } else { f64::from(u8::from(a == b)) / 2.0 };
                expected += found[i] / (found[i] + found[j]);
            }
        }
        assert!(close(wins, expected, 1e-9), "{i}: {wins} {expected}");
    }
}

#[test]
fn what_says_nothing_is_no_place() {
    // A benchmark of one model, and one on which all are equal, tell nobody apart.
    let rows = vec![vec![Some(7.0), None], vec![None, Some(3.0)], vec![None, Some(3.0)]];
    assert_scores(Rule::WinRate, &rows, &[None, Some(0.5), Some(0.5)]);
    assert_scores(Rule::MinMax, &rows, &[None, None, None]);
    for rule in Rule::ALL {
        assert_eq!(scores(rule, &Vec::new()), [], "{rule:?}");
        assert_eq!(scores(rule, &vec![vec![None]]).len(), 1, "{rule:?}");
        assert_eq!(Rule::from_code(rule.code()), Some(rule));
    }
    let many = vec![vec![Some(1.0)]; MOST_MODELS + 1];
    assert!(scores(Rule::BradleyTerry, &many).iter().all(Option::is_none));
    assert_eq!(Rule::from_code("plurality"), None);
}

/// One pair after the other, from the scores themselves.
fn naive_copeland(rows: &Rows) -> Vec<Option<f64>> {
    let beats = |a: &Vec<Option<f64>>, b: &Vec<Option<f64>>| {
        a.iter().zip(b).filter(|(a, b)| a.zip(**b).is_some_and(|(a, b)| a > b)).count()
    };
    let share = |(i, own): (usize, &Vec<Option<f64>>)| {
        let others = rows.iter().enumerate().filter(|(j, _)| *j != i);
        let points = others.map(|(_, other)| match beats(own, other).cmp(&beats(other, own)) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        });
        (rows.len() > 1).then(|| points.sum::<f64>() / (rows.len() - 1) as f64)
    };
    rows.iter().enumerate().map(share).collect()
}

/// The win rate by counting, and Borda's by the rank to be expected.
fn naive_by_counting(rule: Rule, rows: &Rows) -> Vec<Option<f64>> {
    let column = |b: usize| rows.iter().filter_map(move |row| row[b]);
    let of = |row: &Vec<Option<f64>>| {
        let mut parts = Vec::new();
        for (b, own) in row.iter().enumerate() {
            let n = column(b).count() as f64;
            let rank = own.map(|s| {
                let higher = column(b).filter(|other| *other > s).count() as f64;
                let equal = column(b).filter(|other| *other == s).count() as f64;
                higher + (equal + 1.0) / 2.0
            });
            let all = rows.len() as f64 + 1.0;
            match rule {
                Rule::WinRate if n > 1.0 => parts.extend(rank.map(|rank| (n - rank) / (n - 1.0))),
                Rule::Borda => parts.push(rank.map_or(all / 2.0, |rank| rank * all / (n + 1.0))),
                _ => {}
            }
        }
        (!parts.is_empty()).then(|| parts.iter().sum::<f64>() / parts.len() as f64)
    };
    rows.iter().map(of).collect()
}

fn cell() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![3 => (0..12u8).prop_map(|n| Some(f64::from(n) * 8.0)), 3 => (0.0..100.0).prop_map(Some), 2 => Just(None)]
}

fn rows() -> impl Strategy<Value = Rows> {
    (1..6usize)
        .prop_flat_map(|benchmarks| proptest::collection::vec(proptest::collection::vec(cell(), benchmarks), 0..14))
}

fn complete() -> impl Strategy<Value = Rows> {
    let cell = prop_oneof![(0..12u8).prop_map(|n| f64::from(n) * 8.0), 0.0..100.0].prop_map(Some);
    (1..6usize).prop_flat_map(move |benchmarks| {
        proptest::collection::vec(proptest::collection::vec(cell.clone(), benchmarks), 1..14)
    })
}

proptest! {
    #[test]
    fn properties_rules_agree_with_independent_versions(rows in rows()) {
        assert_strengths(&rows);
        assert_scores(Rule::Copeland, &rows, &naive_copeland(&rows));
        assert_scores(Rule::WinRate, &rows, &naive_by_counting(Rule::WinRate, &rows));
        assert_scores(Rule::Borda, &rows, &naive_by_counting(Rule::Borda, &rows));
    }

    #[test]
    fn properties_the_order_of_models_and_benchmarks_changes_nothing(rows in rows(), by in 0..13usize) {
        for rule in Rule::ALL {
            let expected = ranks(rule, &scores(rule, &rows));
            let mut turned = rows.clone();
            let by = by % rows.len().max(1);
            turned.rotate_left(by);
            turned.iter_mut().for_each(|row| row.reverse());
            let mut found = ranks(rule, &scores(rule, &turned));
            found.rotate_right(by);
            prop_assert_eq!(found, expected, "{:?}", rule);
        }
    }

    #[test]
    fn properties_a_model_that_loses_everywhere_changes_no_order(rows in complete()) {
        let mut more = rows.clone();
        more.push(vec![Some(-1.0); rows[0].len()]);
        for rule in [Rule::Mean, Rule::WinRate, Rule::Borda, Rule::Copeland] {
            // Alone, a model has no win rate.
            let without = ranks(rule, &scores(rule, &rows));
            let with = ranks(rule, &scores(rule, &more));
            if rows.len() > 1 {
                prop_assert_eq!(&without[..], &with[..rows.len()], "{:?}", rule);
            }
            prop_assert_eq!(with[rows.len()], Some(more.len() as u32));
        }
    }

    #[test]
    fn properties_equal_scores_tie_under_any_weights(rows in rows(), weights in proptest::collection::vec(0.0..10.0, 6)) {
        let mut rows = rows;
        rows.extend(rows.first().cloned());
        let benchmarks = rows.first().map_or(0, Vec::len);
        for rule in Rule::ALL {
            let found = ranks(rule, &rule.scores(&table(&rows, &weights[..benchmarks])));
            prop_assert_eq!(found.first(), found.last(), "{:?}", rule);
        }
    }
}

fn dataset() -> Dataset {
    let file = |name: &str, one: &str, two: &str| {
        let scores = format!("one: {{columns: {{Total: {one}}}}}, two: {{columns: {{Total: {two}}}}}");
        named(name, &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"))
    };
    load(&[file("A", "60", "20"), file("B", "30", "45"), file("C", "10", "null")], small_catalog()).dataset
}

const MAIN: Subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };

/// Weights 3 and 1: A (180 + 20)/4 = 50, B (90 + 45)/4 = 33.75. The variance is (9 v₁ + v₂)/16.
#[test]
fn weights_weigh_totals_and_their_variances() {
    let dataset = dataset();
    let named = |given: &[(&'static str, f64)]| Weights::named(dataset.catalog(), 0, given.iter().copied());
    let weights = named(&[("one", 3.0)]).unwrap();
    let weighted = BoardScores::weighted(&dataset, 0, &[], &weights);
    assert_eq!(weighted.total, [Some(50.0), Some(33.75), Some(10.0)]);
    let alone = |left_out: usize| BoardScores::new(&dataset, 0, &[left_out]).variance[0].unwrap().value;
    let [one, two] = [dataset.catalog().benchmark("one").unwrap(), dataset.catalog().benchmark("two").unwrap()];
    let expected = (9.0 * alone(two) + alone(one)) / 16.0;
    assert!(close(weighted.variance[0].unwrap().value, expected, 1e-9));
    // Average ranks take benchmarks alike.
    assert_eq!(weighted.average_rank, BoardScores::new(&dataset, 0, &[]).average_rank);

    // Only ratios count, and 0 is the same as leaving out.
    let tripled = named(&[("one", 9.0), ("two", 3.0)]).unwrap();
    assert_eq!(BoardScores::weighted(&dataset, 0, &[], &tripled).total, weighted.total);
    let none = named(&[("two", 0.0)]).unwrap();
    assert_eq!(Ranking::weighted(&dataset, MAIN, 0.5, &[], &none), Ranking::new(&dataset, MAIN, 0.5, &[two]));
    assert_eq!(
        Ranking::weighted(&dataset, MAIN, 0.5, &[], &Weights::default()),
        Ranking::new(&dataset, MAIN, 0.5, &[])
    );
    let all = named(&[("one", 0.0), ("two", 0.0)]).unwrap();
    assert!(Ranking::weighted(&dataset, MAIN, 0.5, &[], &all).total.iter().all(Option::is_none));

    let order = |weights: &Weights| Ranking::weighted(&dataset, MAIN, 0.5, &[], weights).order;
    assert_eq!((order(&weights), order(&named(&[("two", 3.0)]).unwrap())), (vec![0, 1, 2], vec![1, 0, 2]));
    for (given, says) in [
        (&[("three", 1.0)][..], "there is no benchmark `three` in the total of this board; there are one, two"),
        (&[("one", -1.0)], "the weight of one is not a number from 0 to 1000000"),
        (&[("one", f64::NAN)], "the weight of one is not a number from 0 to 1000000"),
        (&[("one", 1.0), ("One", 2.0)], "One has two weights"),
    ] {
        assert_eq!(named(given).unwrap_err(), says);
    }
    let mut set = Weights::default();
    set.set(one, f64::NAN);
    assert_eq!((set.of(one), set.of(two), set.are_equal(), Weights::default().are_equal()), (0.0, 1.0, false, true));
}

#[test]
fn a_ranking_by_a_rule_has_its_ranks_and_order() {
    let dataset = dataset();
    let ranking = Ranking::new(&dataset, MAIN, 0.5, &[]);
    assert_eq!(ranking.order, [0, 1, 2]);
    // Ranks on One 1, 2, 3, on Two 2, 1 and missing: Borda (1 + 8/3)/2, (2 + 4/3)/2 and (3 + 2)/2.
    let borda = ranking.clone().ranked_by(Rule::Borda);
    assert_eq!((borda.order.clone(), borda.rule), (vec![1, 0, 2], Rule::Borda));
    assert!(close(borda.rule_scores[1].unwrap(), 5.0 / 3.0, 1e-12));
    assert_eq!(borda.total, ranking.total);
    // Sets are statements about the mean.
    assert!(borda.rank_sets(1.96).iter().all(Option::is_none));
    assert_eq!(borda.ranked_by(Rule::Mean), ranking);
    let core = Ranking::new(&dataset, Subject { lens: Lens::Core, ..MAIN }, 0.5, &[]);
    assert_eq!(core.clone().ranked_by(Rule::Borda), core);

    let rules = RuleRanks::new(&ranking);
    assert_eq!((rules.rank(Rule::Mean, 0), rules.rank(Rule::Borda, 0)), (Some(1), Some(2)));
    assert_eq!(by_other_rules(&rules, Rule::Mean, 0).unwrap(), "1st by mean; 1–2 by other rules");
    assert_eq!(by_other_rules(&rules, Rule::Mean, 2).unwrap(), "3rd by mean; 3 by other rules");
    assert_eq!(by_other_rules(&rules, Rule::Mean, 9), None);
    // C is last on One and has nothing on Two: last by every rule.
    assert_eq!(
        by_each_rule(&rules, Rule::Mean, 2).unwrap(),
        "3rd by mean; 3 by other rules: win rate 3, Borda 3, Copeland 3, min–max 3, Bradley–Terry 3."
    );
}

#[test]
fn bundled_boards_are_ranked_by_every_rule() {
    let dataset = bundled().dataset;
    for about in 0..dataset.catalog().boards.len() {
        let ranking = Ranking::new(&dataset, Subject { board: about, ..MAIN }, Ranking::LEAST_COVERAGE, &[]);
        let rules = RuleRanks::new(&ranking);
        for row in 0..dataset.models().len() {
            assert_eq!(rules.rank(Rule::Mean, row), ranking.ranks.get(row));
            assert_eq!(rules.rank(Rule::Copeland, row).is_some(), ranking.ranks.get(row).is_some());
        }
    }
    let ranking = Ranking::new(&dataset, Subject { board: board(&dataset, "qa-2d"), ..MAIN }, 0.5, &[]);
    let rules = RuleRanks::new(&ranking);
    assert!(
        (0..dataset.models().len())
            .any(|row| { rules.by_others(Rule::Mean, row).is_some_and(|(low, high)| low < high) })
    );
}

/// By the mean A (40) leads B (37.5); by Borda B (5/3) leads A (11/6).
#[test]
fn what_ranks_is_said_wherever_ranks_are() {
    let dataset = dataset();
    let mean = Ranking::new(&dataset, MAIN, 0.5, &[]);
    let borda = mean.clone().ranked_by(Rule::Borda);
    let sets = borda.rank_sets(1.96);
    assert_eq!(
        headline(&dataset, &borda, &sets, Some(&mean)),
        "B leads 3 ranked models on Main board (ranked by Borda) with 1.67; A follows with 1.83. By the mean A leads, with 40.0."
    );
    // Where the same model leads by the mean, there is nothing to add; and of the mean nothing is said of a rule.
    let copeland = mean.clone().ranked_by(Rule::Copeland);
    let said = headline(&dataset, &copeland, &sets, Some(&copeland));
    assert!(said.contains("(ranked by Copeland)") && !said.contains("By the mean"), "{said}");
    assert!(!headline(&dataset, &mean, &mean.rank_sets(1.96), None).contains("ranked by"));
    assert_eq!(
        caption(&dataset, &borda, 3, &[0]),
        "Main board (ranked by Borda): scores by benchmark, 3 models, in percent"
    );
    assert!(about_table(&dataset, &borda, 3, "2026-11-27").1.starts_with("Ranked by Borda and not by the mean; "));
    let all = headings(dataset.catalog(), &borda);
    assert!(all[0].about.starts_with("By Borda. The mean of the ranks"), "{}", all[0].about);
    let rules = RuleRanks::new(&borda);
    let doubts = RankDoubts { sets: &sets, rules: Some(&rules) };
    let rank = explain(&dataset, &borda, doubts, &all[0], 1).unwrap();
    assert!(rank.formula.starts_with("Ranked by Borda, not by the mean: 1 + the number of models with a lower figure"));
    assert_eq!(rank.interval.unwrap(), "Which other ranks are possible is known for the mean alone.");
    assert!(rank.by_rules.unwrap().starts_with("1st by Borda; "));
    let went_in: Vec<_> = rank.sources.into_iter().map(|source| (source.name, source.value.unwrap())).collect();
    assert_eq!(went_in, [("total".into(), "37.5".into()), ("Borda".into(), "1.667".into())]);
    assert_eq!(RankReport::new(&dataset, &borda).rule, Some("borda"));
}

/// Weights 0.5 and 3: A (30 + 60)/3.5 = 25.7, B (15 + 135)/3.5 = 42.9, C 10.
#[test]
fn weights_are_said_wherever_ranks_are() {
    let dataset = dataset();
    let weights = resolve_weights(dataset.catalog(), 0, &[("two".into(), 3.0), ("one".into(), 0.5), ("x".into(), 7.0)]);
    let plain = Ranking::new(&dataset, MAIN, 0.5, &[]);
    let weighted = Ranking::weighted(&dataset, MAIN, 0.5, &[], &weights);
    let said = headline(&dataset, &weighted, &[], Some(&plain));
    let subject = "Main board (other weights than the default: One 0.5 and Two 3)";
    assert_eq!(
        said,
        format!(
            "B leads 3 ranked models on {subject} with 42.9; A follows with 25.7. With equal weights A leads, with 40.0."
        )
    );
    assert!(caption(&dataset, &weighted, 3, &[0]).starts_with(subject));
    let about = about_table(&dataset, &weighted, 3, "2026-11-27").1;
    assert!(about.contains("with weights that are not the default (One 0.5, Two 3)"), "{about}");
    let all = headings(dataset.catalog(), &weighted);
    let of = |code: &str| all.iter().find(|heading| heading.code == code).unwrap();
    assert_eq!(of("two").about, "Weight 3. ");
    let total = explain(&dataset, &weighted, RankDoubts::default(), of("total"), 0).unwrap();
    assert!(total.formula.starts_with("The weighted mean"), "{}", total.formula);
    let went_in: Vec<_> = total.sources.into_iter().map(|source| source.value.unwrap()).collect();
    assert_eq!(went_in, ["60.0, weight 0.5", "20.0, weight 3"]);
    let report = RankReport::new(&dataset, &weighted);
    for format in [ReportFormat::Markdown, ReportFormat::Latex, ReportFormat::Json] {
        let text = report.write(format).unwrap();
        let says =
            if format == ReportFormat::Json { "\"weight\": 3.0" } else { "Weights, not the default: One 0.5, Two 3." };
        assert!(text.contains(says), "{text}");
        assert!(!RankReport::new(&dataset, &plain).write(format).unwrap().to_lowercase().contains("weight"));
    }
}

/// The questions are 30 + 5 of Sense on One and 10 on Two, and none of Act: shares 35/45 and 10/45, and as many items.
#[test]
fn presets_weigh_what_the_catalog_says() {
    let dataset = dataset();
    let catalog = dataset.catalog();
    let of = |preset: WeightPreset| preset.weights(catalog, 0).unwrap();
    assert_eq!(of(WeightPreset::Benchmarks), [("one".into(), 1.0), ("two".into(), 1.0)]);
    assert_eq!(of(WeightPreset::Capabilities), [("one".into(), 1.56), ("two".into(), 0.44)]);
    assert_eq!(of(WeightPreset::Items), of(WeightPreset::Capabilities));
    // On a board where something does not say, there is no such preset.
    let bundled = bundled().dataset;
    let custom = board(&bundled, "navigation-custom");
    assert_eq!(WeightPreset::Capabilities.weights(bundled.catalog(), custom), None);
    let qa = WeightPreset::Capabilities.weights(bundled.catalog(), board(&bundled, "qa-2d")).unwrap();
    assert!(close(qa.iter().map(|(_, weight)| weight).sum::<f64>(), 9.0, 0.05), "{qa:?}");

    let mut state = ViewState { left_out: vec!["two".into()], ..ViewState::default() };
    WeightPreset::Items.set(catalog, 0, &mut state);
    assert_eq!((state.to_query(), state.left_out.len()), ("weights=one~1.56,two~0.44".into(), 0));
    WeightPreset::Benchmarks.set(catalog, 0, &mut state);
    assert_eq!(state, ViewState::default());
}

#[test]
fn a_weight_of_0_leaves_out_and_the_last_benchmark_stays() {
    let dataset = dataset();
    let mut state = ViewState::default();
    let mut set = |code: &str, weight: f64| {
        set_weight(dataset.catalog(), 0, &mut state, code, weight);
        state.to_query()
    };
    assert_eq!(set("one", 2.004), "weights=one~2");
    for none in [f64::NAN, -1.0, f64::INFINITY, 1e7] {
        assert_eq!(set("one", none), "weights=one~2");
    }
    assert_eq!(set("one", 0.0), "without=one");
    assert_eq!(set("two", 0.0), "without=one", "nothing else counts");
    assert_eq!(set("one", 3.0), "weights=one~3");
    assert_eq!(set("one", 1.0), "");
}

/// A and B are level by Copeland and Bradley–Terry, one win against each other and one each against C; by the others B is
/// first: Borda 5/3 and 11/6, win rate ¾ and ½, min–max 0.7 and 0.5.
#[test]
fn the_ranks_by_other_rules_are_a_column_that_sorts_and_is_exported() {
    let dataset = dataset();
    let plain = Ranking::new(&dataset, MAIN, 0.5, &[]);
    let rules = RuleRanks::new(&plain);
    let ranking = rules.beside(plain.clone());
    assert_eq!(ranking.by_other_rules, [Some((1, 2)), Some((1, 1)), Some((3, 3))]);
    let text =
        |ranking: &Ranking, row| arena_explorer::view::cell(&dataset, ranking, None, ColumnId::OtherRules, row).text;
    assert_eq!([0, 1, 2].map(|row| text(&ranking, row)), [Some("1–2".into()), Some("1".into()), Some("3".into())]);
    assert_eq!(text(&plain, 0), None, "nobody asked");
    // Beside another rule, the mean is one of the others.
    assert_eq!(rules.beside(plain.ranked_by(Rule::Borda)).by_other_rules[0], Some((1, 2)));

    let all = headings(dataset.catalog(), &ranking);
    let heading = all.iter().find(|heading| heading.code == "other-rules").unwrap().clone();
    let mut columns = Columns::default();
    assert!(!columns.arrange(&all, &ranking, &[]).contains(&heading), "only if it is asked for");
    let sort = SortKey { column: "other-rules".into(), descending: true };
    let narrowing = Narrowing { sort: std::slice::from_ref(&sort), ..Narrowing::default() };
    assert_eq!(arena_explorer::view::rows(&dataset, &ranking, narrowing).rows, [2, 0, 1]);
    assert!(columns.asks_for("other-rules", &[sort]) && !columns.asks_for("other-rules", &[]));
    columns.show(&heading, &[], true);
    let shown = columns.arrange(&all, &ranking, &[]);
    assert!(shown.contains(&heading) && columns.asks_for("other-rules", &[]));
    let about = About { title: "T".into(), bundled: "2026-11-27".into(), link: "l".into() };
    let report = RankReport::shown(&dataset, &ranking, &shown, &[0, 1, 2], about);
    assert!(report.write(ReportFormat::Csv).unwrap().contains("average_rank,other_rules_low,other_rules_high,scored"));
    assert!(report.write(ReportFormat::Markdown).unwrap().contains(" 1–2 |"));
    assert!(report.to_tsv().contains("By other rules\tto\t"));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["rows"][2]["by_other_rules"], serde_json::json!([3, 3]));
    let doubts = RankDoubts { sets: &[], rules: Some(&rules) };
    let said = explain(&dataset, &ranking, doubts, &heading, 2).unwrap();
    assert!(said.by_rules.unwrap().starts_with("3rd by mean; 3 by other rules: win rate 3"));
}

#[test]
fn why_a_rule_does_not_rank_is_said() {
    let dataset = dataset();
    let weights = Weights::named(dataset.catalog(), 0, [("one", 3.0)]).unwrap();
    let plain = Ranking::new(&dataset, MAIN, 0.5, &[]);
    let weighted = Ranking::weighted(&dataset, MAIN, 0.5, &[], &weights);
    let core = Ranking::new(&dataset, Subject { lens: Lens::Core, ..MAIN }, 0.5, &[]);
    for (ranking, rule, most, why) in [
        (&plain, Rule::Borda, 3, None),
        (&plain, Rule::Borda, 2, Some("Borda ranks at most 2 models")),
        (&plain, Rule::Mean, 2, None),
        (&weighted, Rule::Mean, 9, None),
        (
            &weighted,
            Rule::Borda,
            9,
            Some("weights count in the mean; Borda takes all benchmarks alike, but for those left out"),
        ),
        (
            &core,
            Rule::Copeland,
            9,
            Some("rules rank the benchmarks of a board, not capabilities or the columns of one benchmark"),
        ),
    ] {
        assert_eq!(ranking.why_not_by(rule, most).as_deref(), why, "{rule:?}");
    }
}

#[test]
fn every_rule_is_explained_in_words_of_its_own() {
    let words: Vec<&str> = Rule::ALL.into_iter().flat_map(rule_words).collect();
    assert!(words.iter().all(|words| words.ends_with('.') && words.len() > 10), "{words:?}");
    let distinct: std::collections::BTreeSet<_> = words.iter().collect();
    assert_eq!(distinct.len(), 18);
}

//! Rank sets and verdicts on pairs: the published constants, cases worked out by hand, all pairs one by one, and simulated
//! boards of which the truth is known.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::aggregate::{
    BoardScores, Difference, Estimate, Lens, PairDifferences, RankSet, Ranking, Subject, Verdict, marginal_rank_set,
    rank_sets, sidak, tukey_kramer,
};
use arena_explorer::dataset::Bundle;
use arena_explorer::document::read_catalog;
use arena_explorer::load::load;
use arena_explorer::view::{PairVerdict, RankDoubts, explain, first_sight, headings, headline, pair_verdicts};
use proptest::prelude::*;

use crate::common::{board, bundled, close, named};

/// Deterministic normal and uniform numbers for simulated boards.
struct Random(u64);

impl Random {
    /// In 0..1 (splitmix64).
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Right answers of so many questions, each right with this chance.
    fn right(&mut self, chance: f64, items: u32) -> u32 {
        (0..items).map(|_| u32::from(self.uniform() < chance)).sum()
    }
}

fn of(score: f64, variance: f64) -> Option<Estimate> {
    Some(Estimate { score, variance: Some(variance) })
}

/// Every pair, one by one: what the band of the program stands for.
fn naive(models: &[Option<Estimate>], critical: f64) -> Vec<Option<RankSet>> {
    let above = |a: &Estimate, b: &Estimate| match (a.variance, b.variance) {
        (Some(v), Some(w)) => {
            let difference = a.score - b.score;
            difference > 0.0 && difference * difference > critical * critical * (v + w)
        }
        _ => false,
    };
    let ranked: Vec<Estimate> = models.iter().flatten().copied().collect();
    let set = |model: &Option<Estimate>| {
        let own = model.filter(|own| own.variance.is_some())?;
        let higher = ranked.iter().filter(|other| above(other, &own)).count();
        let lower = ranked.iter().filter(|other| above(&own, other)).count();
        Some(RankSet { low: 1 + higher as u32, high: (ranked.len() - lower) as u32 })
    };
    models.iter().map(set).collect()
}

/// Studentised range with infinite degrees of freedom, over √2 (Harter 1960 for the first ones; those of the design).
#[test]
fn the_constant_has_its_published_values() {
    let table =
        [(2, 1.960), (3, 2.344), (10, 3.164), (25, 3.658), (49, 3.983), (150, 4.475), (1000, 5.211), (10_000, 5.993)];
    for (models, expected) in table {
        assert!(close(tukey_kramer(models), expected, 6e-4), "{models}: {}", tukey_kramer(models));
    }
    // q(0.05; p, ∞) of the tables: 2.772, 3.314, 3.633, 3.858, 4.474, 5.012.
    for (models, q) in [(2, 2.772), (3, 3.314), (4, 3.633), (5, 3.858), (10, 4.474), (20, 5.012)] {
        assert!(close(tukey_kramer(models) * std::f64::consts::SQRT_2, q, 6e-4), "{models}");
    }
    assert!(close(tukey_kramer(2), 1.959_963_984_540, 1e-9));
    assert_eq!([tukey_kramer(0), tukey_kramer(1), sidak(0), sidak(1)], [0.0; 4]);
    assert!((2..400).all(|models| tukey_kramer(models) < tukey_kramer(models + 1)), "it grows with the models");
    assert!(tukey_kramer(1_000_000) > tukey_kramer(10_000));
    // Of two models there is one comparison: 1.960. Of eleven ten: 0.95^(1/10) = 0.994884, Φ⁻¹(0.997442) = 2.800.
    assert!(close(sidak(2), 1.959_963_984_540, 1e-9) && close(sidak(11), 2.800, 1e-3), "{}", sidak(11));
    assert!((3..500).all(|models| sidak(models) < tukey_kramer(models)), "one model is easier than all");
}

/// c = 2 and variances of 2: 4 points apart are not certain, as 4 > 2 · √4 is false; 4.1 are.
#[test]
fn sets_are_those_worked_out_by_hand() {
    let models = [of(60.0, 2.0), of(56.0, 2.0), None, of(55.9, 2.0), of(10.0, 2.0)];
    let sets = rank_sets(&models, 2.0);
    let found: Vec<_> = sets.iter().map(|set| set.map(|set| (set.low, set.high))).collect();
    assert_eq!(found, [Some((1, 2)), Some((1, 3)), None, Some((2, 3)), Some((4, 4))]);
    let first: Vec<_> = sets.iter().map(|set| set.map(RankSet::could_be_first)).collect();
    assert_eq!(first, [Some(true), Some(true), None, Some(false), Some(false)]);
    assert_eq!(rank_sets(&[], 2.0), []);
    assert_eq!(rank_sets(&[of(1.0, 1.0)], 0.0), [Some(RankSet { low: 1, high: 1 })]);
}

#[test]
fn a_model_of_unknown_variance_has_no_set_and_widens_those_of_others() {
    let unknown = Some(Estimate { score: 100.0, variance: None });
    let sets = rank_sets(&[of(60.0, 2.0), unknown, of(10.0, 2.0)], 2.0);
    // It may be above both or below both: it is one of the three.
    assert_eq!(sets, [Some(RankSet { low: 1, high: 2 }), None, Some(RankSet { low: 2, high: 3 })]);
    assert_eq!(marginal_rank_set(&[of(60.0, 2.0), unknown], 1, 2.0), None);
    assert_eq!(marginal_rank_set(&[of(60.0, 2.0), unknown], 0, 2.0), Some(RankSet { low: 1, high: 2 }));
    assert_eq!(marginal_rank_set(&[of(60.0, 2.0), None], 1, 2.0), None);
}

fn estimates() -> impl Strategy<Value = Vec<Option<Estimate>>> {
    let score = prop_oneof![0.0..100.0, (0..20u8).prop_map(|n| f64::from(n) * 5.0), 49.9999..50.0001];
    let variance = prop_oneof![Just(None), (0.01..40.0).prop_map(Some), Just(Some(4.0))];
    let estimate = (score, variance).prop_map(|(score, variance)| Some(Estimate { score, variance }));
    proptest::collection::vec(prop_oneof![8 => estimate, 1 => Just(None)], 0..60)
}

proptest! {
    #[test]
    fn properties_sets_are_those_of_all_pairs(models in estimates(), critical in 0.0..6.0) {
        let sets = rank_sets(&models, critical);
        prop_assert_eq!(&sets, &naive(&models, critical));
        for (row, set) in sets.iter().enumerate() {
            prop_assert_eq!(*set, marginal_rank_set(&models, row, critical));
        }
        // Models in another order have the same sets.
        let turned: Vec<_> = models.iter().rev().copied().collect();
        let mut back = rank_sets(&turned, critical);
        back.reverse();
        prop_assert_eq!(back, sets);
    }
}

/// So many that they fall into several groups of similar variance.
#[test]
fn sets_of_many_models_are_those_of_all_pairs() {
    for count in [64, 65, 130, 700] {
        let mut random = Random(count);
        let mut estimate = || {
            // Some are equal, some unknown, some have no score.
            let variance = Some((40.0 * random.uniform()).powi(2) / 40.0 + 0.01).filter(|_| random.uniform() < 0.9);
            let score = (200.0 * random.uniform()).round() / 2.0;
            Some(Estimate { score, variance }).filter(|_| random.uniform() < 0.95)
        };
        let models: Vec<_> = (0..count).map(|_| estimate()).collect();
        let critical = tukey_kramer(count as u32);
        assert_eq!(rank_sets(&models, critical), naive(&models, critical), "{count}");
    }
}

/// Draws boards whose true proportions are known, and counts those on which a true rank lies outside its set.
fn missed(truth: &dyn Fn(usize) -> f64, items: &dyn Fn(usize) -> u32, models: usize, draws: u64) -> u32 {
    let critical = tukey_kramer(models as u32);
    let mut missed = 0;
    for draw in 0..draws {
        let mut random = Random(draw);
        let estimate = |model: usize| {
            let n = items(model);
            let right = f64::from(random.right(truth(model), n));
            let n = f64::from(n);
            let adjusted = (right + 2.0) / (n + 4.0);
            of(right / n, adjusted * (1.0 - adjusted) / (n + 4.0))
        };
        let sets = rank_sets(&(0..models).map(estimate).collect::<Vec<_>>(), critical);
        // A model that ties with others has all of the ranks that they share.
        let holds = |(model, set): (usize, &Option<RankSet>)| {
            let higher = (0..models).filter(|other| truth(*other) > truth(model)).count() as u32;
            let lower = (0..models).filter(|other| truth(*other) < truth(model)).count() as u32;
            let set = set.unwrap();
            set.low <= 1 + higher && models as u32 - lower <= set.high
        };
        missed += u32::from(!sets.iter().enumerate().all(holds));
    }
    missed
}

/// 300 boards each. Of 5 %, 15 are expected, and more than 27 happen once in a thousand times.
#[test]
fn all_true_ranks_lie_in_their_sets_on_simulated_boards() {
    let same = |_: usize| 200;
    let unequal = |model: usize| [60, 200, 800][model % 3];
    assert!(missed(&|_| 0.5, &same, 20, 300) <= 27, "all tied");
    assert!(missed(&|_| 0.5, &unequal, 20, 300) <= 27, "all tied, on unequal numbers of items");
    assert!(missed(&|model| 0.2 + 0.1 * (model / 3) as f64, &unequal, 18, 300) <= 27, "tied in threes");
    assert!(missed(&|model| 0.9 - 0.04 * model as f64, &same, 20, 300) <= 27, "all apart");
}

#[test]
fn bundled_boards_have_sets_around_their_ranks() {
    let dataset = bundled().dataset;
    for about in 0..dataset.catalog().boards.len() {
        let subject = Subject { board: about, lens: Lens::Benchmarks, benchmark: None };
        let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
        let critical = tukey_kramer(ranking.ranks.population());
        let sets = ranking.rank_sets(critical);
        for (row, set) in sets.iter().enumerate() {
            assert_eq!(set.is_some(), ranking.ranks.get(row).is_some() && ranking.variance[row].is_some());
            let Some(set) = set else { continue };
            let rank = ranking.ranks.get(row).unwrap();
            assert!(set.low <= rank && rank <= set.high && set.high <= ranking.ranks.population(), "{row}");
            let alone = ranking.marginal_rank_set(row).unwrap();
            assert!(set.low <= alone.low && alone.high <= set.high, "{row}");
        }
    }
    let qa = Subject { board: board(&dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, qa, Ranking::LEAST_COVERAGE, &[]);
    let sets = ranking.rank_sets(tukey_kramer(ranking.ranks.population()));
    let first: Vec<_> = (0..sets.len())
        .filter(|row| sets[*row].is_some_and(RankSet::could_be_first))
        .map(|row| dataset.models()[row].name.as_str())
        .collect();
    assert!(first.len() > 1 && first.contains(&dataset.models()[ranking.order[0]].name.as_str()), "{first:?}");
}

const CATALOG: &str = "
capabilities: [{name: Core, fine: [One]}]
benchmarks:
  - {name: One, metric: accuracy, total: T, columns: [T], samples: 96}
  - {name: Two, metric: accuracy, total: T, columns: [T], samples: 96}
  - {name: Texts, metric: text-overlap, total: T, columns: [T], samples: 96}
boards:
  - {name: Main, benchmarks: [One, Two]}
  - {name: With texts, benchmarks: [One, Texts]}
";

/// 48 of 96 has a variance of 25 points (see `intervals.rs`), 0 of 96 and 96 of 96 of 1.96.
#[test]
fn a_pair_is_compared_on_what_both_have() {
    let catalog = read_catalog("catalog.yaml", CATALOG).0.unwrap();
    let file = |name: &str, scores: &str| named(name, &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"));
    let files = [
        file("A", "one: {columns: {T: 50}}, two: {columns: {T: 0}}"),
        file("B", "one: {columns: {T: 40}}, texts: {columns: {T: 9}}"),
        file("C", "one: {columns: {T: 50}}, two: {columns: {T: 100}}, texts: {columns: {T: 9}}"),
    ];
    let dataset = load(&files, catalog).dataset;
    let main = BoardScores::new(&dataset, 0, &[]);
    let [a, b, c] = [0, 1, 2];

    // (100 − 0)/√(1.96 + 1.96) = 50.5; on the mean of both, (75 − 25)/√(2 · 26.96/4) = 13.6.
    let pair = PairDifferences::new(&dataset, &main, c, a);
    let verdicts: Vec<_> = pair.common.iter().map(|(benchmark, d)| (*benchmark, d.by, d.verdict)).collect();
    assert_eq!(verdicts, [(0, 0.0, Verdict::NotSeparable), (1, 100.0, Verdict::Ahead)]);
    assert!(close(pair.common[1].1.z.unwrap(), 50.507_6, 1e-3));
    let total = pair.total.unwrap();
    assert!(close(total.z.unwrap(), 13.618, 1e-3) && total.verdict == Verdict::Ahead && total.by == 50.0, "{total:?}");
    assert_eq!(PairDifferences::new(&dataset, &main, a, c).total.unwrap().verdict, Verdict::Behind);

    // A's total is 25, B's 40; on One, which both have, A is 10 points ahead.
    let pair = PairDifferences::new(&dataset, &main, a, b);
    assert_eq!((pair.own, pair.total.unwrap().by, pair.is_reversed()), (Some(-15.0), 10.0, true));
    assert_eq!(pair.total.unwrap().verdict, Verdict::NotSeparable);

    // Where one part has no known variance, nothing is certain of the whole.
    let texts = BoardScores::new(&dataset, 1, &[]);
    let pair = PairDifferences::new(&dataset, &texts, c, b);
    assert_eq!((pair.common[1].1.z, pair.common[1].1.verdict), (None, Verdict::Unknown));
    assert_eq!(pair.total.unwrap().verdict, Verdict::Unknown);
    assert!(!pair.is_reversed());
    let nothing = PairDifferences::new(&dataset, &BoardScores::new(&dataset, 9, &[]), a, b);
    assert_eq!(nothing, PairDifferences::default());
    let same = Difference::between(of(50.0, 25.0).unwrap(), of(50.0, 25.0).unwrap());
    assert_eq!((same.z, same.verdict), (Some(0.0), Verdict::NotSeparable));
}

/// On Main, A has 50 on both benchmarks (variance 12.5), B 45 (12.385), D 20 (8.353). The constant of three models is 2.344:
/// A and B are 5/√24.9 = 1.0 standard errors apart, B and D 25/√20.7 = 5.5.
#[test]
fn the_page_says_which_ranks_are_possible_and_who_could_be_first() {
    let catalog = read_catalog("catalog.yaml", CATALOG).0.unwrap();
    let file = |name: &str, score: u32, more: &str| {
        let scores = format!("one: {{columns: {{T: {score}}}}}, two: {{columns: {{T: {score}}}}}{more}");
        named(name, &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"))
    };
    let files = [file("A", 50, ""), file("B", 45, ""), file("D", 20, ", texts: {columns: {T: 5}}")];
    let dataset = load(&files, catalog).dataset;
    let on = |board: usize, lens: Lens| {
        let ranking = Ranking::new(&dataset, Subject { board, lens, benchmark: None }, 0.5, &[]);
        let sets = ranking.rank_sets(tukey_kramer(ranking.ranks.population()));
        (ranking, sets)
    };
    let said = |(ranking, sets): &(Ranking, Vec<Option<RankSet>>), row: usize| {
        let rank = headings(dataset.catalog(), ranking).remove(0);
        explain(&dataset, ranking, RankDoubts { sets, rules: None }, &rank, row).unwrap().interval.unwrap()
    };

    let main = on(0, Lens::Benchmarks);
    assert_eq!(
        main.1,
        [RankSet { low: 1, high: 2 }, RankSet { low: 1, high: 2 }, RankSet { low: 3, high: 3 }].map(Some)
    );
    assert_eq!(
        headline(&dataset, &main.0, &main.1, None),
        "A leads 3 ranked models on Main with 50.0; B could be first too."
    );
    let at_once = "With 95 % certainty the true ranks of all 3 ranked models lie within such ranges at once.";
    assert_eq!(
        said(&main, 1),
        format!("Possible ranks: 1 to 2: no model is certainly above it, 1 certainly below. {at_once}")
    );
    assert_eq!(
        said(&main, 2),
        format!("3 is its only possible rank: 2 models are certainly above it, none certainly below. {at_once}")
    );

    // D's total has a text similarity in it, so that nothing is known of it.
    let texts = on(1, Lens::Benchmarks);
    assert_eq!(texts.1, [Some(RankSet { low: 1, high: 3 }), Some(RankSet { low: 1, high: 3 }), None]);
    assert_eq!(
        headline(&dataset, &texts.0, &texts.1, None),
        "A leads 3 ranked models on With texts with 50.0; B could be first too; one has no interval."
    );
    assert!(
        said(&texts, 0).ends_with("It has 1 of 2 benchmarks: the range is of these, and says nothing of the others.")
    );
    assert_eq!(said(&texts, 2), "Which other ranks are possible is unknown. No 95 % interval, because Texts has none.");

    // A single benchmark has sets; where the leader's variance is unknown, nothing is said of who could be first.
    let of_one = |benchmark: usize| {
        let subject = Subject { board: 1, lens: Lens::Benchmarks, benchmark: Some(benchmark) };
        let ranking = Ranking::new(&dataset, subject, 0.5, &[]);
        let sets = ranking.rank_sets(tukey_kramer(ranking.ranks.population()));
        headline(&dataset, &ranking, &sets, None)
    };
    assert_eq!(of_one(0), "A leads 3 ranked models on One with 50.0; B could be first too.");
    assert_eq!(of_one(2), "D is the only ranked model on Texts, with 5.0.");

    // What stands in the document before the program runs says the same, to the eye and to the ear.
    let html = first_sight(&Bundle { dataset: dataset.clone(), ..Bundle::default() });
    for cell in [
        "<td class=\"rank\" aria-label=\"Rank 2, possibly 1 to 2\"><span>2</span><small>1–2</small></td>",
        "<td class=\"rank\" aria-label=\"Rank 3, no other is possible\"><span>3</span><small>3</small></td>",
    ] {
        assert!(html.contains(cell), "{cell}");
    }
    assert!(html.contains("B could be first too."));
}

/// The same three models as in the test before last: A has 50 and 0, B 40 and a text similarity, C 50 and 100.
#[test]
fn verdicts_on_pairs_are_said_in_words() {
    let catalog = read_catalog("catalog.yaml", CATALOG).0.unwrap();
    let file = |name: &str, scores: &str| named(name, &format!("name: {name}\nscore: {{benchmark: {{{scores}}}}}\n"));
    let files = [
        file("A", "one: {columns: {T: 50}}, two: {columns: {T: 0}}"),
        file("B", "one: {columns: {T: 40}}, texts: {columns: {T: 9}}"),
        file("C", "one: {columns: {T: 50}}, two: {columns: {T: 100}}, texts: {columns: {T: 9}}"),
        file("D", "two: {columns: {T: 7}}"),
    ];
    let dataset = load(&files, catalog).dataset;
    let said = |board: usize, first: usize, second: usize| {
        PairVerdict::new(&dataset, board, first, second).map(|pair| pair.sentences(&dataset).join(" "))
    };
    let [a, b, c, d] = [0, 1, 2, 3];
    let better = "C is 50.0 ahead of A on the 2 benchmarks that both have. That is more than chance. \
                  One by one: C is certainly ahead on Two; the difference may be chance on One.";
    assert_eq!((said(0, c, a).as_deref(), said(0, a, c).as_deref()), (Some(better), Some(better)));
    // A's total is 25 and B's 40; on One, which both have, A has 50.
    assert_eq!(
        said(0, b, a).unwrap(),
        "A is 10.0 ahead of B on One, the only benchmark that both have. That may be chance. By its total B is 15.0 ahead: \
         the totals rest on different benchmarks, and on those that both have the order is reversed."
    );
    assert_eq!(
        said(1, b, c).unwrap(),
        "C is 5.0 ahead of B on the 2 benchmarks that both have. Whether that is chance is unknown, because Texts has no \
         interval. One by one: the difference may be chance on One; it is unknown on Texts."
    );
    assert_eq!(
        said(0, b, d).unwrap(),
        "B and D have no benchmark of Main in common, so that nothing can be said of their difference."
    );
    assert_eq!(said(1, a, d), None, "D has nothing on that board");

    // All pairs of three, neighbours of more. By their totals on Main: C 75, B 40, A 25, D 7.
    type Pairs = Vec<(usize, Vec<(usize, usize)>)>;
    let pairs = |rows: &[usize]| -> Pairs {
        let boards = pair_verdicts(&dataset, rows);
        boards.iter().map(|(board, pairs)| (*board, pairs.iter().map(|p| (p.first, p.second)).collect())).collect()
    };
    let expected: Pairs = vec![(0, vec![(c, b), (c, a), (b, a)]), (1, vec![(a, c), (a, b), (c, b)])];
    assert_eq!(pairs(&[a, b, c]), expected);
    assert_eq!(pairs(&[a, b, c, d])[0], (0, vec![(c, b), (b, a), (a, d)]));
    assert!(pairs(&[d]).is_empty());
}

#[test]
fn a_verdict_tells_models_of_one_name_apart() {
    let bundled = bundled().dataset;
    let text = std::fs::read_to_string(crate::common::project("public/models/gpt-4o.md")).unwrap();
    let mine = crate::common::named("mine.md", &text.replace("38.84", "48.84"));
    let dataset = arena_explorer::load::load_previews(&[mine], &bundled).dataset;
    let rows: Vec<usize> = (0..dataset.models().len()).filter(|row| dataset.name_of(*row) == "GPT-4o").collect();
    assert_eq!(rows.len(), 2);
    let sentences: Vec<String> = pair_verdicts(&dataset, &rows)
        .iter()
        .flat_map(|(_, pairs)| pairs)
        .flat_map(|pair| pair.sentences(&dataset))
        .collect();
    assert!(!sentences.is_empty());
    let (one, other) = ("GPT-4o (mine.md)", "GPT-4o (bundled)");
    assert!(sentences[0].contains(one) && sentences[0].contains(other), "{sentences:?}");
}

//! The table: what is found, ticked, arranged, pinned, explained and exported, on the small catalog.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{named, small_catalog};
use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::dataset::Dataset;
use arena_explorer::document::SourceFile;
use arena_explorer::load::load;
use arena_explorer::view::{
    About, ColumnId, Columns, Facet, Facets, Heading, IntervalAxis, Narrowing, Place, Query, RankDoubts, RankReport,
    ReportFormat, SizeRange, SortKey, cell, explain, facet_options, facts, groups, headings, leave_out, not_in_common,
    resolve_left_out, rows, spreads, why_count_stays,
};
use expect_test::expect;
use proptest::prelude::*;

fn file(name: &str, one: &str, two: &str, more: &str) -> SourceFile {
    let text = format!(
        "name: {name}\n{more}\nscore: {{benchmark: {{one: {{columns: {{Total: {one}}}}}, two: {{columns: {{Total: {two}}}}}}}}}\n"
    );
    named(&format!("{name}.yaml"), &text)
}

fn small() -> Dataset {
    let files = [
        file(
            "Alpha",
            "50",
            "70",
            "author: Lab One\nsize: [7]\nopensource: true\nrelease: {year: 2024}\ncategory: general",
        ),
        file("beta", "90", "null", "author: [Lab Two, Other]\nsize: [7, 70]\nopensource: false\nrelease: {year: 2025}"),
        file(
            "Gamma",
            "50",
            "50",
            "author: lab one\nopensource: true\nrelease: {year: 2025}\ncategory: embodied\ncomponent: {language: [Qwen2.5-7B]}",
        ),
        file("Delta", "null", "10", "dimension: [3D]"),
    ];
    load(&files, small_catalog()).dataset
}

fn ranking(dataset: &Dataset, lens: Lens) -> Ranking {
    Ranking::new(dataset, Subject { board: 0, lens, benchmark: None }, 0.5, &[])
}

fn names(dataset: &Dataset, rows: &[usize]) -> Vec<String> {
    rows.iter().map(|&row| dataset.models()[row].name.clone()).collect()
}

fn found(query: &str) -> Vec<String> {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let query = Query::parse(query, dataset.catalog(), &ranking).unwrap();
    names(&dataset, &rows(&dataset, &ranking, Narrowing { query: Some(&query), ..Narrowing::default() }).rows)
}

#[test]
fn words_match_names_authors_and_components() {
    assert_eq!(found("LAB one"), ["Alpha", "Gamma"]);
    assert_eq!(found("  eta "), ["beta"]);
    assert_eq!(found("qwen"), ["Gamma"]);
    assert_eq!(found("lab two alpha"), Vec::<String>::new());
    assert_eq!(found("\"lab two\""), ["beta"]);
    assert_eq!(found(""), ["beta", "Alpha", "Gamma", "Delta"]);
}

#[test]
fn a_semicolon_separates_alternatives_and_a_minus_turns_round() {
    assert_eq!(found("alpha; two"), ["beta", "Alpha"]);
    assert_eq!(found("alpha;"), ["Alpha"], "while the second is not typed yet");
    assert_eq!(found("-lab"), ["Delta"]);
    assert_eq!(found("lab -author:one"), ["beta"]);
}

#[test]
fn fields_and_figures_can_be_asked_for() {
    for (query, expected) in [
        ("author:\"lab one\"", &["Alpha", "Gamma"][..]),
        ("name:a author:two", &["beta"]),
        ("component:QWEN2.5", &["Gamma"]),
        ("category:embodied", &["Gamma"]),
        ("open:yes", &["Alpha", "Gamma"]),
        ("open:no", &["beta"]),
        ("input:3d", &["Delta"]),
        ("year:2025", &["beta", "Gamma"]),
        ("year:>=2024 year:<2025", &["Alpha"]),
        ("size:<10", &["beta", "Alpha"]),
        ("size:>7B", &["beta"]),
        ("size:10..", &["beta"]),
        ("one:>50", &["beta"]),
        ("one:>=50", &["beta", "Alpha", "Gamma"]),
        ("one:<=50%", &["Alpha", "Gamma"]),
        ("two:40..60", &["Gamma"]),
        ("total:>55 rank:<=2", &["beta", "Alpha"]),
        ("coverage:2", &["Alpha", "Gamma"]),
        ("three:>0", &[]),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
}

#[test]
fn what_is_not_understood_is_said_with_what_there_is() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let wrong = |query: &str| Query::parse(query, dataset.catalog(), &ranking).unwrap_err();
    let said = |query: &str| wrong(query).iter().map(|w| format!("{w}\n")).collect::<String>();
    expect![[r#"
        “autor:x” was not understood: there is no field autor. Did you mean author?
        “year:soon” was not understood: year needs a number, as in year:>2025, year:<=2025 or year:2025
        “open:perhaps” was not understood: open is yes or no, as in open:yes
        “one:>” was not understood: one needs a number, as in one:>50, one:<=50 or one:50
        “author:” was not understood: say which author, as in author:…
    "#]]
    .assert_eq(&said("autor:x year:soon; open:perhaps one:> author:"));
    assert_eq!(wrong("lab one:x").len(), 1, "what is understood is not complained about");
}

#[test]
fn matches_are_marked_where_they_stand() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let query = |text: &str| Query::parse(text, dataset.catalog(), &ranking).unwrap();
    assert_eq!(query("a").marks_in_name("Alpha"), [0..1, 4..5]);
    assert_eq!(query("alp lph").marks_in_name("Alpha"), std::slice::from_ref(&(0..4)), "overlapping ones are one");
    assert_eq!(query("author:a").marks_in_name("Alpha"), []);
    assert_eq!(query("author:lab").marks_in_author("My Lab"), std::slice::from_ref(&(3..6)));
    assert_eq!(query("-alpha").marks_in_name("Alpha"), []);
    assert_eq!(query("İ ß").marks_in_name("aİß"), std::slice::from_ref(&(1..5)), "letters that change their length");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_query_makes_it_panic_and_marks_lie_on_letters(query in "[ab\"; :<>=.\\-é0-9İ漢]{0,24}", name in "\\PC{0,12}") {
        let dataset = small();
        let ranking = ranking(&dataset, Lens::Benchmarks);
        if let Ok(query) = Query::parse(&query, dataset.catalog(), &ranking) {
            for range in query.marks_in_name(&name) {
                prop_assert!(name.get(range).is_some_and(|part| !part.is_empty()));
            }
            let all = rows(&dataset, &ranking, Narrowing { query: Some(&query), ..Narrowing::default() });
            prop_assert!(all.rows.len() <= 4);
        }
    }
}

fn ticked(facets: &[(Facet, &[&str])]) -> Facets {
    let mut all = Facets::default();
    for (facet, values) in facets {
        values.iter().for_each(|value| all.tick(*facet, value, true));
    }
    all
}

#[test]
fn facets_narrow_and_everything_ticked_is_no_filter() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let found = |facets: &Facets| {
        names(&dataset, &rows(&dataset, &ranking, Narrowing { facets: Some(facets), ..Narrowing::default() }).rows)
    };
    assert_eq!(found(&ticked(&[(Facet::Open, &["yes"])])), ["Alpha", "Gamma"]);
    assert_eq!(found(&ticked(&[(Facet::Open, &["yes"]), (Facet::Year, &["2025"])])), ["Gamma"]);
    assert_eq!(found(&ticked(&[(Facet::Author, &["Lab Two"])])), ["beta"]);
    assert_eq!(
        found(&ticked(&[(Facet::Author, &["LAB  one "])])),
        ["Alpha", "Gamma"],
        "case and blanks tell no authors apart"
    );
    assert_eq!(found(&ticked(&[(Facet::Open, &["unknown"])])), ["Delta"]);
    assert_eq!(found(&ticked(&[(Facet::Open, &["unknown", "no"])])), ["beta", "Delta"]);
    assert_eq!(found(&ticked(&[(Facet::Open, &["unknown", "no", "yes"])])), ["beta", "Alpha", "Gamma", "Delta"]);
    // Delta has no such field and stays.
    assert_eq!(found(&ticked(&[(Facet::Open, &["yes", "no"])])), ["beta", "Alpha", "Gamma", "Delta"]);
    let size = Facets { size: SizeRange { least: Some(8.0), most: None }, ..Facets::default() };
    assert_eq!(found(&size), ["beta"]);
    assert_eq!(found(&Facets { full_coverage: true, ..Facets::default() }), ["Alpha", "Gamma"]);
}

#[test]
fn authors_and_what_is_not_stated_are_offered_once() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let offered = |facets: &Facets, facet: Facet| -> Vec<String> {
        let options = facet_options(&dataset, &ranking, &Query::default(), facets);
        let options = options.into_iter().find(|known| known.facet == facet).unwrap().options;
        options
            .into_iter()
            .map(|o| format!("{} {}{}", o.label, o.count, if o.ticked { " ticked" } else { "" }))
            .collect()
    };
    let none = Facets::default();
    assert_eq!(offered(&none, Facet::Author), ["Lab One 2", "Lab Two 1", "Other 1", "Unknown 1"]);
    assert_eq!(offered(&none, Facet::Open), ["closed 1", "open 2", "Unknown 1"]);
    assert_eq!(offered(&none, Facet::Year), ["2025 2", "2024 1", "Unknown 1"]);
    let mut one = ticked(&[(Facet::Author, &["lab One"])]);
    assert_eq!(offered(&one, Facet::Author)[0], "Lab One 2 ticked");
    one.tick(Facet::Author, "lab one", false);
    assert_eq!(one, none);
}

#[test]
fn benchmarks_that_not_all_have_are_not_in_common() {
    let dataset = small();
    let benchmark = |code: &str| dataset.catalog().benchmark(code).unwrap();
    let of = |models: &[&str], left_out: &[usize]| {
        let rows: Vec<usize> = models.iter().map(|code| dataset.row_of(code).unwrap()).collect();
        let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
        not_in_common(&dataset, subject, &rows, left_out)
    };
    assert_eq!(of(&["alpha", "gamma"], &[]), Vec::<usize>::new());
    assert_eq!(of(&["alpha", "beta"], &[]), [benchmark("two")], "beta has none");
    assert_eq!(of(&["beta"], &[benchmark("two")]), Vec::<usize>::new(), "it is left out already");
    assert_eq!(of(&["beta", "delta"], &[]), Vec::<usize>::new(), "all of them would be");
}

#[test]
fn the_last_benchmark_is_not_left_out_and_what_was_left_out_is_counted_again() {
    let dataset = small();
    let catalog = dataset.catalog();
    let mut codes: Vec<String> = vec!["two".into(), "elsewhere".into()];
    let why = |codes: &[String], not_common: &[usize], code: &str| {
        let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
        let left_out = resolve_left_out(catalog, 0, codes).into_iter().chain(not_common.iter().copied());
        let ranking = Ranking::new(&dataset, subject, 0.5, &left_out.collect::<Vec<_>>());
        let headings = headings(catalog, &ranking);
        let heading = headings.iter().find(|heading| heading.code == code).unwrap();
        why_count_stays(&ranking, heading, not_common)
    };
    assert_eq!(why(&codes, &[], "two"), None);
    assert_eq!(why(&codes, &[], "one"), Some("Cannot be left out: no other benchmark counts."));
    assert_eq!(why(&codes, &[], "total"), None);
    // Columns of a benchmark, and of capabilities, count in nothing that can be chosen, even one alone.
    for (lens, benchmark) in [(Lens::Benchmarks, catalog.benchmark("one").ok()), (Lens::Core, None)] {
        let subject = Subject { board: 0, lens, benchmark };
        let ranking = Ranking::new(&dataset, subject, 0.5, &[]);
        assert!(headings(catalog, &ranking).iter().all(|heading| why_count_stays(&ranking, heading, &[]).is_none()));
    }
    let lacking = [catalog.benchmark("two").unwrap()];
    let filter = "Not counted: “Comparable only” leaves out what not all shown models have.";
    assert_eq!(why(&[], &lacking, "two"), Some(filter));
    // A link that leaves out all of them leaves out none, and then one can be left out.
    codes.extend(catalog.boards[0].counted().map(|b| catalog.benchmarks[b].code.clone()));
    assert!(resolve_left_out(catalog, 0, &codes).is_empty());
    leave_out(catalog, 0, &mut codes, "one", true);
    assert_eq!(codes, ["elsewhere", "one"]);
    leave_out(catalog, 0, &mut codes, "one", false);
    assert_eq!(codes, ["elsewhere"]);
}

#[test]
fn under_capabilities_coverage_counts_capabilities() {
    let file = named(
        "a.yaml",
        "name: A\nscore: {benchmark: {one: {columns: {Total: 50}, fine: {See: 60, Hear: 40}}, three: {fine: {Walk: 30}}}}\n",
    );
    let dataset = load(&[file], small_catalog()).dataset;
    let coverage = |lens: Lens| {
        let ranking = ranking(&dataset, lens);
        cell(&dataset, &ranking, None, ColumnId::Coverage, 0).text.unwrap()
    };
    // Of two benchmarks there is one, of two core capabilities both, of four fine-grained ones three.
    assert_eq!([Lens::Benchmarks, Lens::Core, Lens::Fine].map(coverage), ["1/2", "2/2", "3/4"]);
}

#[test]
fn counts_follow_the_other_filters() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let count = |facets: &Facets, query: &str, facet: Facet, value: &str| {
        let query = Query::parse(query, dataset.catalog(), &ranking).unwrap();
        let options = facet_options(&dataset, &ranking, &query, facets);
        let options = options.into_iter().find(|known| known.facet == facet).unwrap().options;
        options.into_iter().find(|option| option.value == value).map(|option| (option.count, option.ticked))
    };
    let none = Facets::default();
    assert_eq!(count(&none, "", Facet::Open, "yes"), Some((2, false)));
    assert_eq!(count(&none, "gamma", Facet::Open, "yes"), Some((1, false)));
    let open = ticked(&[(Facet::Open, &["yes"])]);
    assert_eq!(count(&open, "", Facet::Year, "2025"), Some((1, false)), "beta is not open");
    assert_eq!(count(&open, "", Facet::Open, "no"), Some((1, false)), "its own facet does not narrow it");
    assert_eq!(count(&open, "", Facet::Open, "yes"), Some((2, true)));
    assert_eq!(
        count(&ticked(&[(Facet::Year, &["1999"])]), "", Facet::Year, "1999"),
        Some((0, true)),
        "can be unticked"
    );
}

#[test]
fn pinned_rows_come_first_keep_their_rank_and_pass_every_filter() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let delta = dataset.row_of("delta").unwrap();
    let alpha = dataset.row_of("alpha").unwrap();
    let query = Query::parse("beta", dataset.catalog(), &ranking).unwrap();
    let sort = [SortKey { column: "total".into(), descending: false }];
    let narrowing = Narrowing { query: Some(&query), sort: &sort, pinned: &[delta, alpha], ..Narrowing::default() };
    let found = rows(&dataset, &ranking, narrowing);
    assert_eq!((names(&dataset, &found.rows), found.pinned), (vec!["Delta".into(), "Alpha".into(), "beta".into()], 2));
    assert_eq!(found.matching, 1, "those that were not asked for are not counted");
    assert_eq!(ranking.ranks.get(alpha), Some(2));
}

#[test]
fn only_the_chosen_rows_are_shown_in_their_order_and_with_their_ranks() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let [delta, alpha] = ["delta", "alpha"].map(|code| dataset.row_of(code).unwrap());
    let found = rows(&dataset, &ranking, Narrowing { only: Some(&[delta, alpha]), ..Narrowing::default() });
    assert_eq!(names(&dataset, &found.rows), ["Alpha", "Delta"]);
    assert_eq!(ranking.ranks.get(alpha), Some(2));
}

fn codes(headings: &[Heading]) -> Vec<String> {
    headings.iter().map(|heading| heading.code.clone()).collect()
}

#[test]
fn columns_are_hidden_and_moved_and_links_say_no_more_than_needed() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let all = headings(dataset.catalog(), &ranking);
    assert_eq!(
        codes(&all),
        ["rank", "model", "total", "average-rank", "other-rules", "coverage", "year", "size", "open", "one", "two"]
    );
    let mut columns = Columns::default();
    let shown = |columns: &Columns, sort: &[SortKey]| codes(&columns.arrange(&all, &ranking, sort));
    let named = |code: &str| all.iter().find(|heading| heading.code == code).unwrap();
    columns.show(named("average-rank"), &[], false);
    columns.put(&all, "two", "total");
    assert_eq!(columns.first, ["two"]);
    assert_eq!(
        shown(&columns, &[]),
        ["rank", "model", "two", "total", "coverage", "one"],
        "what stands under the name too is no column unless it is asked for"
    );
    columns.put(&all, "two", "one");
    assert!(columns.first.is_empty(), "back where it was, which links need not say");
    columns.put(&all, "one", "total");
    columns.put(&all, "no-such-column", "total");
    assert_eq!(columns.first, ["one"]);
    columns.put(&all, "model", "two");
    assert_eq!(shown(&columns, &[])[1], "model", "what a row is about stays where it is");
    columns.keep_common();
    assert_eq!((columns.hidden.len(), columns.first.len()), (1, 0));

    // Facts are shown where they were asked for, moved, or order the rows; then they can be hidden all the same.
    let mut columns = Columns::default();
    columns.show(named("size"), &[], true);
    assert_eq!(shown(&columns, &[]), ["rank", "model", "total", "average-rank", "coverage", "size", "one", "two"]);
    columns.show(named("size"), &[], false);
    assert_eq!(columns, Columns::default());
    let by_year = [SortKey { column: "year".into(), descending: true }];
    assert!(
        shown(&columns, &by_year).contains(&"year".to_owned()) && !shown(&columns, &[]).contains(&"year".to_owned())
    );
    columns.show(named("year"), &by_year, false);
    assert!(!shown(&columns, &by_year).contains(&"year".to_owned()));
    let mut later = Columns::default();
    later.put(&all, "two", "one");
    assert_eq!(later.first, ["total", "average-rank", "coverage", "two"], "columns that are not shown are not named");
    assert_eq!(shown(&later, &[]), ["rank", "model", "total", "average-rank", "coverage", "two", "one"]);
    let moved = Columns { first: vec!["open".into()], ..Columns::default() };
    assert_eq!(shown(&moved, &[])[2], "open", "a link that names it shows it");
}

#[test]
fn names_break_between_words_only_and_tell_how_much_room_they_need() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let all = headings(dataset.catalog(), &ranking);
    let heading = |name: &str| {
        let heading = all.iter().find(|heading| heading.code == "one").unwrap();
        Heading { name: name.to_owned(), ..heading.clone() }
    };
    for (name, markup, class) in [
        ("Where2Place", "Where2<wbr>Place", "score"),
        ("EmbSpatial-Bench", "Emb<wbr>Spatial-<wbr>Bench", "score"),
        ("VABench-Point", "VA<wbr>Bench-<wbr>Point", "score"),
        ("RoboVQA", "Robo<wbr>VQA", "score"),
        ("Beacon3D-QA(3D)", "Beacon3D-<wbr>QA<wbr>(3D)", "score wide"),
        ("Object Perception", "Object <wbr>Perception", "score wide"),
        ("Extraordinarily <b>", "Extraordinarily <wbr>&lt;b&gt;", "score widest"),
        ("", "", "score"),
    ] {
        assert_eq!((heading(name).name_markup().as_str(), heading(name).class()), (markup, class), "{name}");
    }
}

#[test]
fn totals_lie_on_the_axis_of_the_rows_in_sight() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let row = |code: &str| dataset.row_of(code).unwrap();
    // The total of Alpha is 60, its interval from 45.2 to 74.8: the whole axis of 110 px, between 9 px at both ends.
    let axis = IntervalAxis::new(dataset.catalog(), &ranking, &[row("alpha")]).unwrap();
    assert_eq!(axis.column, ColumnId::Total);
    let plot = axis.plot(&ranking, row("alpha")).unwrap();
    assert_eq!(plot.band, "M9.0 3H119.0V11H9.0z");
    assert!(plot.dot.starts_with("M62.0 7a"), "a dot of 4 px around 64: {}", plot.dot);
    assert_eq!(plot.words, "95 % interval 45.2 to 74.8");
    // 90 and 10 lie beyond it, and are told by arrows at its ends.
    assert_eq!(axis.plot(&ranking, row("beta")).unwrap().dot, "M127 7l-5-4v8z");
    assert_eq!(axis.plot(&ranking, row("delta")).unwrap().dot, "M1 7l5-4v8z");
    let texts: Vec<String> =
        axis.markup().split("</text>").filter_map(|text| Some(text.rsplit_once('>')?.1.to_owned())).collect();
    assert_eq!(texts[..3], ["50", "60", "70"]);

    // No interval, no band; equal totals stand in the middle; without a total there is neither axis nor plot.
    let core = self::ranking(&dataset, Lens::Core);
    assert_eq!(IntervalAxis::new(dataset.catalog(), &core, &core.order), None);
    let ties = load(&[file("A", "40", "40", ""), file("B", "40", "40", "")], small_catalog()).dataset;
    let mut ties_ranking = self::ranking(&ties, Lens::Benchmarks);
    ties_ranking.interval.fill(None);
    let axis = IntervalAxis::new(ties.catalog(), &ties_ranking, &[0, 1]).unwrap();
    let plot = axis.plot(&ties_ranking, 0).unwrap();
    assert_eq!((plot.band.as_str(), plot.words.as_str()), ("", ""));
    assert!(plot.dot.starts_with("M62.0 7a"));

    let of =
        |id: ColumnId| cell(&dataset, &ranking, None, id, row("alpha")).plotted(Some(&axis), &ranking, row("alpha"));
    assert!(of(ColumnId::Total).plot.is_some() && of(ColumnId::Score(0)).plot.is_none());
}

#[test]
fn facts_of_a_model_stand_under_its_name() {
    let dataset = small();
    let of = |code: &str| facts(&dataset.models()[dataset.row_of(code).unwrap()]);
    assert_eq!(of("alpha"), "7 B · open · 2024");
    assert_eq!(of("beta"), "7, 70 B · closed · 2025");
    assert_eq!(of("gamma"), "open · 2025");
    assert_eq!(of("delta"), "");
    let decimal = load(&[file("A", "1", "1", "size: [8.8]")], small_catalog()).dataset;
    assert_eq!(facts(&decimal.models()[0]), "8.8 B");
}

#[test]
fn fine_capabilities_fold_into_their_core_one() {
    let file = named(
        "a.yaml",
        "name: A\nscore: {benchmark: {one: {columns: {Total: 50}, fine: {See: 60, Hear: 40}}, three: {fine: {Walk: 30}}}}\n",
    );
    let dataset = load(&[file], small_catalog()).dataset;
    let ranking = ranking(&dataset, Lens::Fine);
    let all = headings(dataset.catalog(), &ranking);
    let mut columns = Columns::default();
    columns.fold("sense", true);
    let shown = columns.arrange(&all, &ranking, &[]);
    let sense = shown.iter().find(|heading| heading.code == "sense").unwrap();
    assert_eq!(cell(&dataset, &ranking, None, sense.id, 0).text.as_deref(), Some("50.0"), "the mean of 60 and 40");
    let sorted = [SortKey { column: "sense".into(), descending: true }];
    assert_eq!(rows(&dataset, &ranking, Narrowing { sort: &sorted, ..Narrowing::default() }).rows, [0]);
    assert!(Query::parse("sense:50", dataset.catalog(), &ranking).unwrap().matches(&dataset, &ranking, 0));
    assert!(!Query::parse("sense:>50", dataset.catalog(), &ranking).unwrap().matches(&dataset, &ranking, 0));
    assert!(!codes(&shown).contains(&"see".to_owned()) && codes(&shown).contains(&"walk".to_owned()));
    let spans: Vec<_> =
        groups(&ranking, &shown).into_iter().map(|g| (g.core.map(|(c, _, folded)| (c, folded)), g.span)).collect();
    assert_eq!(spans.iter().map(|(_, span)| span).sum::<usize>(), shown.len());
    assert!(spans.contains(&(Some(("sense".into(), true)), 1)));
    assert!(groups(&self::ranking(&dataset, Lens::Core), &all[..2]).is_empty());
}

#[test]
fn the_two_best_of_a_column_are_known_and_bars_are_relative_to_it() {
    let dataset = small();
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let all = headings(dataset.catalog(), &ranking);
    let spreads = spreads(&ranking, &all);
    let at = |code: &str, model: &str| {
        let id = all.iter().find(|heading| heading.code == code).unwrap().id;
        let cell = cell(&dataset, &ranking, spreads.get(&id), id, dataset.row_of(model).unwrap());
        (cell.place, cell.share)
    };
    assert_eq!(at("one", "beta"), (Some(Place::Best), Some(1.0)));
    assert_eq!(at("one", "alpha"), (Some(Place::Second), Some(50.0 / 90.0)));
    assert_eq!(at("one", "gamma").0, Some(Place::Second), "ties share it");
    assert_eq!(at("one", "delta"), (None, None));
    assert_eq!(at("average-rank", "alpha").0, Some(Place::Second), "a low one is good: beta has 1, Alpha 1.5");
    assert_eq!(at("coverage", "beta"), (None, Some(0.5)));
    assert_eq!(at("year", "beta"), (None, None));
    let bins = &spreads[&ColumnId::Score(0)].bins;
    assert_eq!((bins[10], bins[18], bins.iter().sum::<u32>()), (2, 1, 3));
}

#[test]
fn every_figure_explains_itself() {
    let files = [
        file("Alpha", "50", "70", ""),
        file("Beta", "90", "null", ""),
        named(
            "c.yaml",
            "name: C\nscore:\n  benchmark:\n    one: {columns: {Total: 10}, fine: {See: 60}}\n    two: {fine: {See: 90}}\n",
        ),
    ];
    let dataset = load(&files, small_catalog()).dataset;
    let explained = |lens: Lens, left_out: &[usize], code: &str, model: &str| {
        let ranking = Ranking::new(&dataset, Subject { board: 0, lens, benchmark: None }, 0.5, left_out);
        let all = headings(dataset.catalog(), &ranking);
        let heading = all.iter().find(|heading| heading.code == code).unwrap();
        let e = explain(&dataset, &ranking, RankDoubts::default(), heading, dataset.row_of(model).unwrap()).unwrap();
        let mut text = format!("{}: {:?}\n  {:?}\n  {:?}\n  {}\n", e.title, e.value, e.standing, e.interval, e.formula);
        text.extend(e.place.map(|place| format!("  at {place}\n")));
        for s in e.sources {
            let left_out = if s.left_out { " left out" } else { "" };
            text.push_str(&format!("  - {}: {:?} {:?} {:?}{left_out}\n", s.name, s.value, s.questions, s.place));
        }
        text
    };
    let one = dataset.catalog().benchmark("one").unwrap();
    let all = [
        explained(Lens::Benchmarks, &[], "total", "alpha"),
        explained(Lens::Benchmarks, &[one], "total", "alpha"),
        explained(Lens::Benchmarks, &[], "average-rank", "beta"),
        explained(Lens::Benchmarks, &[], "rank", "beta"),
        explained(Lens::Benchmarks, &[], "one", "beta"),
        explained(Lens::Benchmarks, &[], "two", "beta"),
        explained(Lens::Benchmarks, &[], "coverage", "beta"),
        explained(Lens::Fine, &[], "see", "c"),
        explained(Lens::Core, &[], "sense", "c"),
        explained(Lens::Core, &[], "total", "c"),
    ]
    .join("\n");
    expect![[r#"
        Total of Alpha: Some("60.0")
          Some("2nd of the 3 models that are ranked, percentile 50")
          Some("95 % interval 45.2 to 74.8")
          The plain mean of the benchmark totals that are present; missing ones are in no mean.
          - One: Some("50.0") None Some("Alpha.yaml:3")
          - Two: Some("70.0") None Some("Alpha.yaml:3")

        Total of Alpha: Some("70.0")
          Some("the only model that is ranked")
          Some("95 % interval 44.9 to 95.1")
          The plain mean of the benchmark totals that are present; missing ones are in no mean.
          - One: Some("50.0") None Some("Alpha.yaml:3") left out
          - Two: Some("70.0") None Some("Alpha.yaml:3")

        Avg. rank of Beta: Some("1.0")
          Some("1st of the 3 models that are ranked, percentile 100")
          None
          The plain mean of the model’s ranks on the benchmarks that it has a total for.
          - One: Some("1 of 3") None Some("Beta.yaml:3")
          - Two: None None None

        Rank of Beta: Some("1")
          None
          None
          1 + the number of models with a higher total, among the 3 that are ranked. Ties share a rank.
          - total: Some("90.0") None None

        One of Beta: Some("90.0")
          Some("1st of the 3 models that have it, percentile 100")
          Some("95 % interval 75.8 to 96.3")
          As the model’s score file states it for One: the share of questions answered rightly. 35 scored items.
          at Beta.yaml:3

        Two of Beta: None
          None
          None
          Missing: the model’s score file has no such score for Two. Missing is in no sum, rank or chart.

        Cov. of Beta: Some("1/2")
          None
          None
          How many of the board’s benchmarks the model has a total for.
          - One: Some("90.0") None Some("Beta.yaml:3")
          - Two: None None None

        See of C: Some("67.5")
          Some("the only model that has it")
          None
          The mean of the benchmarks below that have a score for it, each weighing as much as it has questions for it.
          - One: Some("60.0") Some(30) Some("c.yaml:4")
          - Two: Some("90.0") Some(10) Some("c.yaml:5")

        Sense of C: Some("67.5")
          Some("the only model that has it")
          None
          The plain mean of the fine-grained capabilities below that are present.
          - See: Some("67.5") None None
          - Hear: None None None

        Average of C: Some("67.5")
          Some("the only model that is ranked")
          None
          The plain mean of the core capabilities that are present.
          - Sense: Some("67.5") None None
          - Act: None None None
    "#]]
    .assert_eq(&all);
}

#[test]
fn what_is_exported_is_what_is_shown() {
    let files = [
        file("\"A|b_c & 50%\"", "50", "70", "size: [7]"),
        file("\"=HYPERLINK(1)\"", "90", "null", "size: [7, 72]"),
        file("Gamma", "90", "50", ""),
    ];
    let dataset = load(&files, small_catalog()).dataset;
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let all = headings(dataset.catalog(), &ranking);
    let mut columns = Columns::default();
    for (code, on) in [("average-rank", false), ("size", true)] {
        columns.show(all.iter().find(|heading| heading.code == code).unwrap(), &[], on);
    }
    columns.put(&all, "two", "total");
    let about =
        About { title: "Main board, in percent".into(), bundled: "2026-01-31".into(), link: "http://x/?a=b".into() };
    let shown = columns.arrange(&all, &ranking, &[]);
    let report = RankReport::shown(&dataset, &ranking, &shown, &ranking.order, about);
    let texts: Vec<String> = ReportFormat::ALL.iter().map(|format| report.write(*format).unwrap()).collect();
    expect![[r#"
        rank,rank_low,rank_high,code,name,two,total,scored,of,size,one
        1,1,2,hyperlink-1,'=HYPERLINK(1),,90,1,2,"7, 72",90
        2,1,3,gamma,Gamma,50,70,2,2,,90
        3,2,3,a-b-c-50,A|b_c & 50%,70,60,2,2,7,50

        {
          "about": {
            "title": "Main board, in percent",
            "bundled": "2026-01-31",
            "link": "http://x/?a=b"
          },
          "board": "main",
          "lens": "benchmarks",
          "columns": [
            {
              "code": "two",
              "name": "Two"
            },
            {
              "code": "one",
              "name": "One"
            }
          ],
          "rows": [
            {
              "rank": 1,
              "rank_low": 1,
              "rank_high": 2,
              "could_be_first": true,
              "code": "hyperlink-1",
              "name": "=HYPERLINK(1)",
              "total": 90.0,
              "interval": [
                79.076673153763,
                100.0
              ],
              "coverage": {
                "scored": 1,
                "of": 2
              },
              "size": [
                7.0,
                72.0
              ],
              "scores": [
                null,
                90.0
              ]
            },
            {
              "rank": 2,
              "rank_low": 1,
              "rank_high": 3,
              "could_be_first": true,
              "code": "gamma",
              "name": "Gamma",
              "total": 70.0,
              "interval": [
                55.8111499867027,
                84.1888500132973
              ],
              "coverage": {
                "scored": 2,
                "of": 2
              },
              "size": [],
              "scores": [
                50.0,
                90.0
              ]
            },
            {
              "rank": 3,
              "rank_low": 2,
              "rank_high": 3,
              "could_be_first": false,
              "code": "a-b-c-50",
              "name": "A|b_c & 50%",
              "total": 60.0,
              "interval": [
                45.19945771501982,
                74.80054228498018
              ],
              "coverage": {
                "scored": 2,
                "of": 2
              },
              "size": [
                7.0
              ],
              "scores": [
                70.0,
                50.0
              ]
            }
          ]
        }

        | Rank | Rank range | Model | Two | Total | Cov. | Size | One |
        | --: | --: | :-- | --: | --: | --: | --: | --: |
        | 1 | 1–2 | =HYPERLINK(1) | – | **90.0** | 1/2 | 7, 72 | **90.0** |
        | 2 | 1–3 | Gamma | 50.0 | 70.0 | 2/2 | – | **90.0** |
        | 3 | 2–3 | A\|b\_c \& 50% | **70.0** | 60.0 | 2/2 | 7 | 50.0 |

        Main board, in percent. Bundled on 2026-01-31. <http://x/?a=b>

        % Main board, in percent. Bundled on 2026-01-31. http://x/?a=b
        % \usepackage{booktabs}
        \begin{tabular}{rrlrrrrr}
          \toprule
          Rank & Rank range & Model & Two & Total & Cov. & Size & One \\
          \midrule
          1 & 1--2 & =HYPERLINK(1) & -- & \textbf{90.0} & 1/2 & 7, 72 & \textbf{90.0} \\
          2 & 1--3 & Gamma & \underline{50.0} & \underline{70.0} & 2/2 & -- & \textbf{90.0} \\
          3 & 2--3 & A|b\_c \& 50\% & \textbf{70.0} & 60.0 & 2/2 & 7 & \underline{50.0} \\
          \bottomrule
        \end{tabular}
    "#]]
    .assert_eq(&texts.join("\n"));
    assert_eq!(
        report.to_tsv(),
        "Rank\tModel\tTwo\tTotal\tBenchmarks\tof\tSize\tOne\n\
         1\t'=HYPERLINK(1)\t\t90\t1\t2\t7, 72\t90\n\
         2\tGamma\t50\t70\t2\t2\t\t90\n\
         3\tA|b_c & 50%\t70\t60\t2\t2\t7\t50\n"
    );
    let html = report.to_html();
    assert!(html.starts_with(
        "<meta charset=\"utf-8\"><table><thead><tr><th>Rank</th><th>Model</th><th>Two</th><th>Total</th>\
         <th>Benchmarks</th><th>of</th><th>Size</th><th>One</th></tr></thead><tbody>\
         <tr><td>1</td><td>'=HYPERLINK(1)</td><td></td><td>90</td><td>1</td><td>2</td><td>7, 72</td><td>90</td></tr>"
    ));
    assert!(html.contains("<td>A|b_c &amp; 50%</td>"));
}

/// Excel, LibreOffice and Google Sheets take a cell that begins with one of `=+-@` for a formula, wherever it comes from.
#[test]
fn no_name_is_a_formula_or_breaks_a_row() {
    let names = [
        r#""=1+1""#,
        r#""+2""#,
        r#""-38B""#,
        r#""@SUM(A3)""#,
        r#""\t=4+4""#,
        r#"" =5+5""#,
        r#""＝6+6""#,
        r#""two\nlines""#,
        r#""two\ttexts""#,
        r#""<td>=7+7</td>""#,
        r#""\"=8+8""#,
        r#""\u202E=9+9""#,
        r#""\u2028\e[2Jten""#,
    ];
    let files = names.map(|name| file(name, "50", "50", ""));
    let dataset = load(&files, small_catalog()).dataset;
    assert_eq!(dataset.models().len(), names.len());
    let report = RankReport::new(&dataset, &ranking(&dataset, Lens::Benchmarks));
    let csv = report.write(ReportFormat::Csv).unwrap();
    let mut read = csv::Reader::from_reader(csv.as_bytes());
    let records: Vec<Vec<String>> =
        read.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    let tsv: Vec<Vec<String>> =
        report.to_tsv().lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    let html = report.to_html();
    let cells: Vec<Vec<String>> = html
        .split("<tr>")
        .skip(2)
        .map(|row| row.split("<td>").skip(1).map(|cell| cell.split("</td>").next().unwrap().to_owned()).collect())
        .collect();
    for (rows, width) in [(records, 11), (tsv, 8), (cells, 8)] {
        assert_eq!(rows.len(), names.len(), "{rows:?}");
        for row in rows {
            assert_eq!(row.len(), width, "{row:?}");
            for cell in row {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{cell:?} is a formula");
                let breaks = |c: char| c.is_control() || ('\u{2028}'..='\u{202E}').contains(&c);
                assert!(!cell.contains(breaks), "{cell:?}");
            }
        }
    }
    assert_eq!(csv.lines().count(), names.len() + 1);
    for text in [report.write(ReportFormat::Markdown).unwrap(), report.write(ReportFormat::Latex).unwrap()] {
        assert!(
            !text.contains(|c: char| c != '\n' && (c.is_control() || ('\u{2028}'..='\u{202E}').contains(&c))),
            "{text:?}"
        );
    }
}

#[test]
fn the_name_of_a_file_says_what_is_in_it_and_only_csv_has_a_byte_order_mark() {
    let dataset = load(&[file("Alpha", "50", "70", "")], small_catalog()).dataset;
    let ranking = ranking(&dataset, Lens::Benchmarks);
    let shown = headings(dataset.catalog(), &ranking);
    let report = |title: &str| {
        let about = About { title: title.into(), bundled: "2026-01-31".into(), link: "http://x/?a=b".into() };
        RankReport::shown(&dataset, &ranking, &shown, &ranking.order, about)
    };
    let usual = report("2D question answering without VSI: scores by benchmark, 12 of 30 models, in percent");
    assert_eq!(
        usual.file_name(ReportFormat::Csv),
        "arena-2d-question-answering-without-vsi-scores-by-benchmark-12-of-30-models-in-percent-2026-01-31.csv"
    );
    assert_eq!(report("../../etc/passwd").file_name(ReportFormat::Json), "arena-etc-passwd-2026-01-31.json");
    let longest = report(&"通 ".repeat(500)).file_name(ReportFormat::Markdown);
    assert!(longest.len() < 200 && longest.ends_with("-2026-01-31.md"), "{longest}");
    for format in ReportFormat::ALL {
        let (text, file) = (usual.write(format).unwrap(), usual.file(format).unwrap());
        assert!(!text.starts_with('\u{FEFF}'));
        assert_eq!(file.starts_with('\u{FEFF}'), format == ReportFormat::Csv);
        assert_eq!(file.trim_start_matches('\u{FEFF}'), text);
    }
}

//! What the search suggests: worked out by hand on the bundled models, and how long it takes with ten thousand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::dataset::Dataset;
use arena_explorer::load::load;
use arena_explorer::view::{
    Facets, Query, SuggestIndex, SuggestionGroup, SuggestionTarget, elsewhere, filtered, with_filter,
};

use crate::common::{Effort, board, bundled, catalog, named};

fn names(index: &SuggestIndex, typed: &str) -> Vec<(SuggestionGroup, Vec<String>)> {
    let found = index.suggest(typed).groups.into_iter();
    found.map(|(group, list)| (group, list.into_iter().map(|suggestion| suggestion.name).collect())).collect()
}

fn of_group(index: &SuggestIndex, typed: &str, group: SuggestionGroup) -> Vec<String> {
    names(index, typed).into_iter().find(|(of, _)| *of == group).map(|(_, names)| names).unwrap_or_default()
}

/// On the first board.
fn index_of(dataset: &Dataset) -> SuggestIndex {
    let subject = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    SuggestIndex::new(dataset, &Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]))
}

#[test]
fn models_of_the_board_come_first_in_its_order() {
    let dataset = bundled().dataset;
    let index = index_of(&dataset);
    let found = index.suggest("gemini").groups.swap_remove(0).1;
    let ranks: Vec<u32> = found
        .iter()
        .map_while(|suggestion| suggestion.detail.strip_prefix("Rank ")?.split(' ').next()?.parse().ok())
        .collect();
    assert!(ranks.len() >= 2 && ranks.is_sorted(), "{found:?}");
    assert!(found[ranks.len()..].iter().all(|suggestion| !suggestion.detail.starts_with("Rank ")), "{found:?}");
    // `gemini-2-5-pro.md` has the highest total of them.
    assert_eq!(found[0].name, "Gemini-2.5-Pro");
}

#[test]
fn names_are_found_whatever_stands_between_their_letters() {
    let index = index_of(&bundled().dataset);
    for typed in ["uninavid", "Uni Navid", "uni-navid", "uni_navid", "ＵＮＩＮＡＶＩＤ", "UNI\u{2011}NAVID"] {
        assert_eq!(of_group(&index, typed, SuggestionGroup::Models), ["UniNavid"], "{typed}");
    }
    // An exact name comes before one that begins with it, whatever the order of the names.
    assert_eq!(of_group(&index, "gpt-4o", SuggestionGroup::Models), ["GPT-4o", "GPT-4o mini"]);
    let mini = ["MiniCPM-V 2.6", "MiniCPM-V", "MiniGPT4-Vicuna7B", "o4-mini", "GPT-4o mini"];
    assert_eq!(of_group(&index, "mini", SuggestionGroup::Models), mini);
    // Other names of a benchmark.
    assert_eq!(of_group(&index, "vsi bench", SuggestionGroup::Benchmarks), ["VSI"]);
    assert_eq!(of_group(&index, "3d", SuggestionGroup::Boards), ["3D embodied QA"]);
    assert_eq!(of_group(&index, "custom nav", SuggestionGroup::Boards), ["Navigation (custom frameworks)"]);
}

#[test]
fn the_group_with_the_likeliest_comes_first() {
    let index = index_of(&bundled().dataset);
    let first = |typed: &str| names(&index, typed).first().map(|(group, _)| *group);
    assert_eq!(first("vsi"), Some(SuggestionGroup::Benchmarks));
    assert_eq!(first("task planning"), Some(SuggestionGroup::Boards));
    assert_eq!(first("gemini"), Some(SuggestionGroup::Models));
    assert_eq!(first("open:"), Some(SuggestionGroup::Filters));
    assert_eq!(first(""), None);
}

#[test]
fn near_spellings_are_found_where_nothing_has_the_letters() {
    let index = index_of(&bundled().dataset);
    for (typed, name) in
        [("gemeni", "Gemini"), ("gemini", "Gemini"), ("intrenvl", "InternVL"), ("robobrian", "RoboBrain")]
    {
        let found = index.suggest(typed);
        assert_eq!(found.are_near, typed != "gemini", "{typed}");
        let models = of_group(&index, typed, SuggestionGroup::Models);
        assert!(!models.is_empty() && models.iter().all(|model| model.contains(name)), "{typed}: {models:?}");
    }
    // Three letters that differ in one mean nothing.
    for typed in ["zzz", "xyz", "qqqqqqq"] {
        assert_eq!(names(&index, typed), [], "{typed}");
    }
    assert_eq!(index.corrected("gemeni pro"), Some("Gemini pro".to_owned()));
    assert_eq!(index.corrected("gemini"), None);
    assert_eq!(index.corrected("qqqqqqq"), None);
}

#[test]
fn filters_are_those_of_the_condition_that_is_typed_last() {
    let dataset = bundled().dataset;
    let index = index_of(&dataset);
    let filters = |typed: &str| of_group(&index, typed, SuggestionGroup::Filters);
    assert_eq!(filters("op")[..2], ["open:yes", "open:no"]);
    assert_eq!(filters("qwen op")[..2], ["open:yes", "open:no"]);
    assert_eq!(filters("cover"), ["coverage:9/9"]);
    assert_eq!(filters("weights"), ["open:yes", "open:no"]);
    assert_eq!(filters("deepmind"), ["author:\"Google DeepMind\""]);
    // It finds those of "Alibaba-DAMO-Academy" too, and how many are on this board changes with the board: no count is promised.
    let suggested = index.suggest("alibaba");
    let of_author = suggested.all().find(|found| found.name == "author:\"Alibaba\"").unwrap();
    assert_eq!(of_author.detail, "Author");
    assert_eq!(filters("vsi")[0], "vsi:>50");
    assert_eq!(filters("o"), Vec::<String>::new());
    assert_eq!(with_filter("qwen op", "open:yes"), "qwen open:yes ");
    assert_eq!(with_filter("author:\"a b\" -op", "open:yes"), "author:\"a b\" -open:yes ");
    assert_eq!(with_filter("qwen；op", "open:yes"), "qwen；open:yes ");
    assert_eq!(with_filter("", "open:yes"), "open:yes ");
    // Each is understood, and finds what it says.
    let subject = Subject { board: board(&dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    for typed in ["op", "category", "year", "size", "cover", "rank", "total", "input", "vsi", "deepmind", "alibaba"] {
        for suggestion in index.suggest(typed).groups.into_iter().flat_map(|(_, list)| list) {
            if let SuggestionTarget::Filter(filter) = suggestion.target {
                let query = Query::parse(&filter, dataset.catalog(), &ranking);
                let rows = filtered(&dataset, &ranking, &query.unwrap(), &Facets::default());
                assert!(!rows.is_empty() || filter == "input:3D", "{filter}");
            }
        }
    }
}

#[test]
fn coverage_is_a_number_or_a_share() {
    let dataset = bundled().dataset;
    let subject = Subject { board: board(&dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let count = |text: &str| {
        let query = Query::parse(text, dataset.catalog(), &ranking).unwrap();
        filtered(&dataset, &ranking, &query, &Facets::default()).len()
    };
    let with = |least: u32, most: u32| {
        let scored = ranking.order.iter().map(|&row| ranking.scored[row]);
        scored.filter(|scored| (least..=most).contains(scored)).count()
    };
    assert_eq!(count("coverage:9/9"), with(9, 9));
    assert_eq!(count("coverage:7/9"), with(7, 7));
    assert_eq!(count("coverage>=8"), with(8, 9));
    assert_eq!(count("coverage>=8/9"), with(8, 9));
    assert_eq!(count("coverage<1/2"), with(0, 4));
    assert_eq!(count("coverage:100%"), with(9, 9));
    assert_eq!(count("coverage：９／９"), with(9, 9));
    assert!(with(9, 9) > 0 && with(8, 9) > with(9, 9));
    assert!(Query::parse("coverage:9/0", dataset.catalog(), &ranking).is_err());
    // Under the capabilities a share is one of these, as the column shows it.
    let subject = Subject { lens: Lens::Core, ..subject };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let of = ranking.coverable;
    let query = Query::parse(&format!("coverage:{of}/{of}"), dataset.catalog(), &ranking).unwrap();
    let found = filtered(&dataset, &ranking, &query, &Facets::default());
    assert!(!found.is_empty() && found.iter().all(|row| ranking.covered[*row] == of), "{found:?} of {of}");
}

#[test]
fn a_figure_is_found_as_it_is_shown() {
    let dataset = bundled().dataset;
    let subject = Subject { board: board(&dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let found = |text: &str| {
        let query = Query::parse(text, dataset.catalog(), &ranking).unwrap();
        filtered(&dataset, &ranking, &query, &Facets::default())
    };
    let leader = ranking.order[0];
    let shown = format!("{:.1}", ranking.total[leader].unwrap());
    assert!(found(&format!("total:{shown}")).contains(&leader), "{shown}");
    let whole = format!("{:.0}", ranking.total[leader].unwrap());
    assert!(found(&format!("total:{whole}")).contains(&leader), "{whole}");
    for row in found(&format!("total={shown}%")) {
        assert_eq!(format!("{:.1}", ranking.total[row].unwrap()), shown);
    }
    // Ranks are exact.
    assert!(found("rank:3").iter().all(|row| ranking.ranks.get(*row) == Some(3)));
}

#[test]
fn what_is_ranked_elsewhere_is_said() {
    let dataset = bundled().dataset;
    let subject = Subject { board: board(&dataset, "qa-2d"), lens: Lens::Benchmarks, benchmark: None };
    let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let found = |text: &str| {
        let query = Query::parse(text, dataset.catalog(), &ranking).unwrap();
        let hits = elsewhere(&dataset, &ranking, &query, 3).into_iter();
        let boards = &dataset.catalog().boards;
        hits.map(|hit| (dataset.name_of(hit.row).to_owned(), boards[hit.board].code.clone(), hit.is_ranked))
            .collect::<Vec<_>>()
    };
    assert_eq!(found("uninavid"), [("UniNavid".to_owned(), "navigation".to_owned(), true)]);
    assert_eq!(found("gpt-4o"), []);
}

#[test]
fn a_palette_begins_with_what_can_be_done() {
    let index = index_of(&bundled().dataset).with_commands();
    let groups: Vec<_> = names(&index, "").into_iter().map(|(group, list)| (group, list.len())).collect();
    assert_eq!(groups, [(SuggestionGroup::Commands, 12), (SuggestionGroup::Boards, 5)]);
    let first = |typed: &str| index.suggest(typed).groups[0].1[0].target.clone();
    assert_eq!(first("export"), SuggestionTarget::Export);
    assert_eq!(first("dark"), SuggestionTarget::SwitchTheme);
    assert_eq!(first("fine"), SuggestionTarget::Lens(Lens::Fine));
    assert_eq!(first("gpt-4o"), SuggestionTarget::Model("gpt-4o".to_owned()));
}

#[test]
fn ten_thousand_models_are_looked_through_between_two_keys() {
    let words = ["Brain", "Robo", "Vision", "Gemini", "Qwen", "Navi", "Embodied", "Spatial", "Cosmos", "Intern"];
    let file = |n: usize| {
        let name = format!("{}{}-{}.{}-{}B", words[n % 10], words[n / 10 % 10], n % 7, n / 100, n);
        named(
            &format!("{n}.md"),
            &format!(
                "name: {name}\nauthor: Lab {}\nscore: {{benchmark: {{vsi: {{columns: {{Total Score: 5}}}}}}}}\n",
                n % 500
            ),
        )
    };
    let files: Vec<_> = (0..10_000).map(file).collect();
    let dataset: Dataset = load(&files, catalog()).dataset;
    assert_eq!(dataset.models().len(), 10_000);
    let index = index_of(&dataset);
    for typed in ["g", "gem", "geminiqwen-3", "gemeni", "gemeniqwne-3.12", "open", "nothing like this at all"] {
        let effort = Effort::start();
        let found = index.suggest(typed);
        let took = effort.took().as_secs_f64() * 1000.0;
        // A debug build is some ten times slower than the page.
        assert!(took < 400.0, "{typed}: {took:.1} ms, {} groups", found.groups.len());
        println!("{typed}: {took:.2} ms");
    }
}

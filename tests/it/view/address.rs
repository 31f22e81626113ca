//! The view in the address: short, readable, and the same state when read back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::collections::BTreeSet;

use arena_explorer::aggregate::{Lens, Rule};
use arena_explorer::view::{
    AuditFacet, AuditFilter, ChartKind, Columns, Facet, Facets, IndexFilter, Page, SizeRange, SortKey, Theme, ViewState,
};
use proptest::prelude::*;

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

#[test]
fn an_address_says_only_what_is_not_the_default() {
    let key = |column: &str, descending| SortKey { column: column.to_owned(), descending };
    let cases = [
        ("", ViewState::default()),
        ("board=qa-3d&lens=core", ViewState { board: "qa-3d".into(), lens: Lens::Core, ..ViewState::default() }),
        ("sort=-vsi,model", ViewState { sort: vec![key("vsi", true), key("model", false)], ..ViewState::default() }),
        ("q=qwen+7B", ViewState { query: "qwen 7B".into(), ..ViewState::default() }),
        (
            "select=o3,gpt-4o&theme=dark",
            ViewState {
                selected: vec!["o3".into(), "gpt-4o".into()],
                theme: Some(Theme::Dark),
                ..ViewState::default()
            },
        ),
        (
            "open=yes&year=2024,2025&size=7..",
            ViewState {
                facets: Facets {
                    ticked: [(Facet::Open, set(&["yes"])), (Facet::Year, set(&["2024", "2025"]))].into(),
                    size: SizeRange { least: Some(7.0), most: None },
                    full_coverage: false,
                },
                ..ViewState::default()
            },
        ),
        (
            "hide=year&show=open,size&first=vsi,erqa&fold=navigation&without=cosmos&pin=o3",
            ViewState {
                columns: Columns {
                    hidden: set(&["year"]),
                    shown: set(&["open", "size"]),
                    first: vec!["vsi".into(), "erqa".into()],
                    collapsed: set(&["navigation"]),
                },
                left_out: vec!["cosmos".into()],
                pinned: vec!["o3".into()],
                ..ViewState::default()
            },
        ),
        (
            "page=findings&file=a.md,sub%252Fb.md&severity=error,warning&about=vsi",
            ViewState {
                page: Page::Findings,
                audit: AuditFilter {
                    ticked: [
                        (AuditFacet::File, set(&["a.md", "sub/b.md"])),
                        (AuditFacet::Severity, set(&["error", "warning"])),
                        (AuditFacet::Benchmark, set(&["vsi"])),
                    ]
                    .into(),
                },
                ..ViewState::default()
            },
        ),
        ("select=o3&only=chosen", ViewState { selected: vec!["o3".into()], only_chosen: true, ..ViewState::default() }),
        (
            "covered=all&common=only",
            ViewState {
                facets: Facets { full_coverage: true, ..Facets::default() },
                common_only: true,
                ..ViewState::default()
            },
        ),
        ("rule=borda", ViewState { rule: Rule::Borda, ..ViewState::default() }),
        (
            "weights=vsi~2,erqa~0.5",
            ViewState { weights: vec![("vsi".into(), 2.0), ("erqa".into(), 0.5)], ..ViewState::default() },
        ),
        ("chart=size", ViewState { chart: ChartKind::Size, ..ViewState::default() }),
        ("page=data", ViewState { page: Page::Data, ..ViewState::default() }),
        ("page=files", ViewState { page: Page::Files(String::new()), ..ViewState::default() }),
        ("page=files&id=019abc", ViewState { page: Page::Files("019abc".into()), ..ViewState::default() }),
        ("page=new", ViewState { page: Page::New, ..ViewState::default() }),
        ("page=method", ViewState { page: Page::Method, ..ViewState::default() }),
        (
            "page=benchmarks&sort=-items",
            ViewState {
                page: Page::Benchmarks(IndexFilter::default()),
                sort: vec![key("items", true)],
                ..ViewState::default()
            },
        ),
        (
            "page=benchmarks&find=spatial&on=qa-3d",
            ViewState {
                page: Page::Benchmarks(IndexFilter { search: "spatial".into(), board: "qa-3d".into() }),
                ..ViewState::default()
            },
        ),
        ("page=benchmark&benchmark=vsi", ViewState { page: Page::Benchmark("vsi".into()), ..ViewState::default() }),
        ("page=benchmark", ViewState { page: Page::Benchmark(String::new()), ..ViewState::default() }),
        ("model=o3&coverage=any", ViewState { page: Page::Model("o3".into()), rank_all: true, ..ViewState::default() }),
    ];
    for (query, state) in cases {
        assert_eq!(state.to_query(), query);
        assert_eq!(ViewState::from_query(&format!("?{query}")), state, "{query}");
    }
}

#[test]
fn where_nothing_is_chosen_any_more_all_is_shown() {
    let mut state = ViewState { only_chosen: true, ..ViewState::default() };
    state.choose("o3", true);
    state.choose("gpt-4o", true);
    state.choose("o3", true);
    assert_eq!((state.selected.join(" ").as_str(), state.only_chosen), ("gpt-4o o3", true));
    state.choose("gpt-4o", false);
    assert!(state.only_chosen);
    state.choose("o3", false);
    assert_eq!(state, ViewState::default());
    assert_eq!(ViewState::from_query("?only=chosen"), ViewState::default());
}

/// Only a link to another view hides the first board until the program is there.
#[test]
fn the_start_knows_every_key_of_a_link() {
    let boot = include_str!("../../../src/boot.js");
    let list = boot.split_once("const KEYS = (").unwrap().1.split_once(").split").unwrap().0;
    let known: BTreeSet<&str> = list.split(|c: char| !c.is_ascii_alphabetic()).filter(|key| !key.is_empty()).collect();
    let state = include_str!("../../../src/view/state.rs");
    let reader = state.split_once("match key {").unwrap().1.split_once("key => {").unwrap().0;
    // The lines of the match that begin with a key: `"board" => …`.
    let read = reader.lines().filter_map(|line| Some(line.strip_prefix("                \"")?.split_once('"')?.0));
    let facets = Facet::ALL.into_iter().map(Facet::code).chain(AuditFacet::ALL.into_iter().map(AuditFacet::code));
    assert_eq!(known, read.chain(facets).collect());
}

#[test]
fn what_was_left_out_of_a_board_is_so_still_where_one_comes_back_to_it() {
    let mut state = ViewState { left_out: vec!["vsi".into()], ..ViewState::default() };
    for board in ["qa-2d", "navigation", "qa-2d"] {
        state.go_to_board(board);
        assert_eq!(state.left_out, ["vsi"], "{board}");
    }
}

#[test]
fn what_is_not_understood_is_left_out() {
    let state = ViewState { board: "qa-3d".into(), ..ViewState::default() };
    for query in [
        "?board=qa-3d&unknown=1&lens=sideways&page=nowhere&theme=pink&coverage=7&model=&benchmark=&sort=&select=,,&size=x..&size=7&year=,&hide=&pin=,&file=&about=,&rule=mean&weights=vsi~NaN,erqa~-1,cosmos~inf,x~1e7,vsi,~,y~,z~1,vsi~2~x",
        "board=qa-3d&&=&%zz=%&page&rule=plurality",
    ] {
        assert_eq!(ViewState::from_query(query), state, "{query}");
    }
}

/// Of a code with two weights the first stands, 0 leaves out, and none is so small that it reads as 0.
#[test]
fn weights_of_a_link_are_weights() {
    let state = ViewState::from_query("weights=vsi~2,vsi~3,erqa~0,cosmos~0.0001,x~0.333333&without=where2place");
    assert_eq!(state.weights, [("vsi".into(), 2.0), ("cosmos".into(), 0.01), ("x".into(), 0.33)]);
    assert_eq!(state.left_out, ["where2place", "erqa"]);
    assert_eq!(state.to_query(), "without=where2place,erqa&weights=vsi~2,cosmos~0.01,x~0.33");
    let many: Vec<String> = (0..50_000).map(|n| format!("code-{n}~{n}")).collect();
    let state = ViewState::from_query(&format!("weights={}", many.join(",")));
    assert_eq!((state.weights.len(), state.left_out.len()), (49_998, 1));
    assert_eq!(ViewState::from_query(&state.to_query()), state);
}

/// A name as a link may hold it: with separators, signs and other alphabets.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9-]{1,12}", "[-,;&=%+ #?/é漢😀]{1,6}"]
}

fn codes() -> impl Strategy<Value = BTreeSet<String>> {
    prop::collection::btree_set(text(), 0..4)
}

prop_compose! {
    fn arrangement()(
        ticked in prop::collection::btree_map(
            prop::sample::select(Facet::ALL.to_vec()),
            prop::collection::btree_set(text(), 1..4),
            0..3,
        ),
        audited in prop::collection::btree_map(
            prop::sample::select(AuditFacet::ALL.to_vec()),
            prop::collection::btree_set(text(), 1..4),
            0..3,
        ),
        least in prop::option::of(0.0..1e6_f64),
        most in prop::option::of(0.0..1e6_f64),
        hidden in codes(),
        shown in codes(),
        first in codes(),
        collapsed in codes(),
        left_out in codes(),
        pinned in codes(),
        full_coverage in any::<bool>(),
        common_only in any::<bool>(),
        weights in prop::collection::btree_map(text(), (101..100_000_000_u32).prop_map(|n| f64::from(n) / 100.0), 0..4),
    ) -> ViewState {
        let list = |codes: BTreeSet<String>| codes.into_iter().rev().collect();
        ViewState {
            facets: Facets { ticked, size: SizeRange { least, most }, full_coverage },
            common_only,
            weights: weights.into_iter().collect(),
            columns: Columns { hidden, shown, first: list(first), collapsed },
            left_out: list(left_out),
            pinned: list(pinned),
            audit: AuditFilter { ticked: audited },
            ..ViewState::default()
        }
    }
}

prop_compose! {
    fn state()(
        arrangement in arrangement(),
        page in prop_oneof![
            prop::sample::select(vec![
                Page::Board, Page::Compare, Page::Data, Page::New, Page::Findings, Page::Method,
            ]),
            (text(), text()).prop_map(|(search, board)| Page::Benchmarks(IndexFilter { search, board })),
            text().prop_map(Page::Model),
            text().prop_map(Page::Benchmark),
            prop_oneof![Just(String::new()), text()].prop_map(Page::Files),
        ],
        chart in prop::sample::select(ChartKind::ALL.to_vec()),
        board in prop_oneof![Just(String::new()), text()],
        lens in prop::sample::select(Lens::ALL.to_vec()),
        benchmark in prop::option::of(text()),
        sort in prop::collection::btree_map("[a-z,%+é][a-z,%+é-]{0,8}", any::<bool>(), 0..4),
        query in "\\PC{0,20}",
        selected in prop::collection::btree_set(text(), 0..5),
        rank_all in any::<bool>(),
        rule in prop::sample::select(Rule::ALL.to_vec()),
        only_chosen in any::<bool>(),
        theme in prop::option::of(prop::sample::select(vec![Theme::Light, Theme::Dark])),
        data in prop::option::of(".{1,12}"),
    ) -> ViewState {
        let sort = sort.into_iter().map(|(column, descending)| SortKey { column, descending }).collect();
        let selected: Vec<String> = selected.into_iter().collect();
        // Nobody chosen is nobody to be shown alone.
        let only_chosen = only_chosen && !selected.is_empty();
        // The page of a benchmark names one itself.
        let benchmark = if matches!(page, Page::Benchmark(_)) { None } else { benchmark };
        ViewState {
            page, chart, board, lens, benchmark, sort, query, selected, only_chosen, rank_all, rule, theme, data, ..arrangement
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_state_comes_back_from_its_address(state in state()) {
        let query = state.to_query();
        prop_assert!(query.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%+=&,".contains(&b)), "{}", query);
        prop_assert_eq!(ViewState::from_query(&query), state);
    }

    #[test]
    fn no_address_makes_it_panic(query in "\\PC{0,80}") {
        let state = ViewState::from_query(&query);
        prop_assert_eq!(ViewState::from_query(&state.to_query()), state);
    }
}

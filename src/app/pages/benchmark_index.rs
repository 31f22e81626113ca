//! The index of benchmarks: a table to search and sort, and what the capabilities are that they test.

use leptos::prelude::*;

use crate::app::components::capability::{definition, definition_id};
use crate::app::components::link::Link;
use crate::app::components::rank_summary::benchmark_link;
use crate::app::reactive::{ErasedMemo, PtrEq, bool_signal, derived, dyn_view, handler, text_signal};
use crate::app::state::{AppState, reference_status};
use crate::view::{IndexColumn, IndexEntry, IndexFilter, MISSING, Page, SortKey, benchmark_index, index_rows};

/// The page.
#[component]
pub(in crate::app) fn BenchmarkIndex() -> impl IntoView {
    let app = AppState::get();
    let filter = app.part(|state| match &state.page {
        Page::Benchmarks(filter) => filter.clone(),
        _ => IndexFilter::default(),
    });
    let boards: Vec<(String, String)> = app.dataset(|dataset| {
        dataset.catalog().boards.iter().map(|board| (board.code.clone(), board.name.clone())).collect()
    });
    let entries = derived(move || PtrEq::new(app.dataset(benchmark_index)));
    let order = app.part(|state| {
        let key = state.sort.first()?;
        let known = IndexColumn::ALL.into_iter().find(|(_, code, _)| *code == key.column)?;
        Some((known.0, key.descending))
    });
    let codes: Vec<String> = boards.iter().map(|(code, _)| code.clone()).collect();
    let rows = derived(move || {
        let IndexFilter { search, board } = filter.get();
        let board = codes.iter().position(|code| *code == board);
        PtrEq::new(index_rows(entries.get().to_vec(), &search, board, order.get()))
    });
    let narrow = move |change: &dyn Fn(&mut IndexFilter)| {
        app.replace(|state| {
            if let Page::Benchmarks(filter) = &mut state.page {
                change(filter);
            }
        });
    };
    let typed = handler(move |event| narrow(&|filter| filter.search = event_target_value(&event)));
    let chosen = handler(move |event| narrow(&|filter| filter.board = event_target_value(&event)));
    let to_method = Signal::derive(move || app.link_to(|state| state.page = Page::Method));
    let option = |(code, name): &(String, String)| {
        let this = code.clone();
        let selected = bool_signal(move || filter.with(|filter| filter.board == this));
        view! { <option value=code.clone() selected=selected>{name.clone()}</option> }
    };
    let options = boards.iter().map(option).collect_view();
    let boards: Vec<String> = boards.into_iter().map(|(_, name)| name).collect();
    let count = text_signal(move || {
        let (shown, all) = (rows.get().len(), entries.get().len());
        if shown == all { format!("{all} benchmarks") } else { format!("{shown} of {all} benchmarks") }
    });
    let body = dyn_view(move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! { <tr><td class="words" colspan="7">"No benchmark matches. Search by name, board, capability or metric."</td></tr> }.into_any();
        }
        rows.iter().map(|entry| row(app, entry, &boards)).collect_view().into_any()
    });
    let heads = IndexColumn::ALL.map(|(column, code, name)| head(app, order, column, code, name));
    view! {
        <div class="page index-page">
            <h1>"Benchmarks"</h1>
            <p class="headline">"What each benchmark asks, how it is scored and how many models have a score on it."</p>
            <p class="about"><Link to=to_method>"How ranks are made"</Link></p>
            <div class="index-tools">
                <input type="search" aria-label="Search benchmarks" placeholder="Search benchmarks" autocomplete="off" spellcheck="false"
                    prop:value=text_signal(move || filter.with(|filter| filter.search.clone())) on:input=typed/>
                <select aria-label="Filter by board" prop:value=text_signal(move || filter.with(|filter| filter.board.clone())) on:change=chosen>
                    <option value="">"All boards"</option>
                    {options}
                </select>
                <span role="status">{count}</span>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label="Table of benchmarks">
                <table class="plain index">
                    <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            {capabilities(app)}
        </div>
    }
}

/// The head of a column: its name is a button that sorts.
fn head(
    app: AppState,
    order: ErasedMemo<Option<(IndexColumn, bool)>>,
    column: IndexColumn,
    code: &'static str,
    name: &'static str,
) -> AnyView {
    let now = derived(move || order.get().filter(|(by, _)| *by == column).map(|(_, descending)| descending));
    let sort = handler(move |_| {
        let descending = now.get_untracked().map_or(column.descends_first(), |descending| !descending);
        app.replace(|state| state.sort = vec![SortKey { column: code.to_owned(), descending }]);
    });
    let how = text_signal(move || {
        match now.get() {
            None => "none",
            Some(true) => "descending",
            Some(false) => "ascending",
        }
        .to_owned()
    });
    let arrow = text_signal(move || {
        match now.get() {
            None => "",
            Some(true) => " ↓",
            Some(false) => " ↑",
        }
        .to_owned()
    });
    view! {
        <th scope="col" aria-sort=how aria-label=name>
            <button type="button" on:click=sort><span>{name}</span><span class="arrow" aria-hidden="true">{arrow}</span></button>
        </th>
    }
    .into_any()
}

fn row(app: AppState, entry: &IndexEntry, boards: &[String]) -> AnyView {
    let named: Vec<&str> = entry.boards.iter().filter_map(|&board| Some(boards.get(board)?.as_str())).collect();
    let or_missing = |text: String| if text.is_empty() { MISSING.to_owned() } else { text };
    view! {
        <tr>
            <th scope="row">{benchmark_link(app, entry.benchmark)}<small>{entry.summary.clone()}</small></th>
            <td class="words">{or_missing(named.join(", "))}</td>
            <td class="words">{or_missing(entry.capabilities.join(", "))}</td>
            <td>{or_missing(entry.items.map(|items| items.to_string()).unwrap_or_default())}</td>
            <td class="words">{entry.metric}</td>
            <td>{entry.models}</td>
            <td>{or_missing(entry.released.clone())}</td>
        </tr>
    }
    .into_any()
}

/// What each capability is, by core capability.
fn capabilities(app: AppState) -> AnyView {
    let cores: Vec<(String, Vec<String>)> = app.dataset(|dataset| {
        let catalog = dataset.catalog();
        let fines = |range: &std::ops::Range<usize>| catalog.fines.get(range.clone()).unwrap_or_default();
        let names = |range| fines(range).iter().map(|fine| fine.name.clone()).collect();
        catalog.cores.iter().map(|core| (core.name.clone(), names(&core.fines))).collect()
    });
    let defined = move |name: String| {
        dyn_view(move || {
            let about = definition(app, &name);
            let example = app.reference().and_then(|reference| Some(reference.capability(&name)?.example.clone()));
            let example = example.filter(|example| !example.is_empty());
            view! { {about} {example.map(|example| view! { <small>{example}</small> })} }
        })
    };
    let fine = move |name: String| {
        view! { <div><dt id=definition_id(&name) tabindex="-1">{name.clone()}</dt><dd>{defined(name)}</dd></div> }
    };
    let core = move |(name, fines): (String, Vec<String>)| {
        view! {
            <section>
                <h3 id=definition_id(&name) tabindex="-1">{name.clone()}</h3>
                <p class="prose">{defined(name)}</p>
                <dl>{fines.into_iter().map(fine).collect_view()}</dl>
            </section>
        }
    };
    // Without the reference there is nothing to say of them but their names.
    let definitions = dyn_view(move || {
        let cores = cores.clone();
        app.reference().filter(|reference| !reference.capabilities.is_empty()).map(|_| {
            view! {
                <section class="capabilities" aria-labelledby="capabilities-title">
                    <h2 id="capabilities-title">"Capabilities"</h2>
                    <p class="prose">{CAPABILITIES}</p>
                    <div>{cores.into_iter().map(core).collect_view()}</div>
                </section>
            }
        })
    });
    view! { {reference_status(app)} {definitions} }.into_any()
}

const CAPABILITIES: &str = "The questions of the benchmarks are grouped by what they test. Fine-grained capabilities are grouped \
    into core capabilities. The lenses of a board show both.";

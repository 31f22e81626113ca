//! The page that starts a new score file: the benchmarks that the author ticks, filled in as a template.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;

use crate::app::components::link::Link;
use crate::app::reactive::{bool_signal, handler, text_signal};
use crate::app::state::AppState;
use crate::document::template;
use crate::view::Page;
use crate::workspace::NewText;

/// The page.
#[component]
pub(in crate::app) fn NewFile() -> impl IntoView {
    let app = AppState::get();
    let ticked = RwSignal::new(BTreeSet::<usize>::new());
    let to_board = Signal::derive(move || app.link_to(|state| state.page = Page::Board));
    let boards = app.dataset(|dataset| {
        let catalog = dataset.catalog();
        let mut known = BTreeSet::new();
        let mut boards = Vec::new();
        for board in &catalog.boards {
            let first_here = board.counted().filter(|benchmark| known.insert(*benchmark));
            let named = first_here.filter_map(|b| Some((b, catalog.benchmarks.get(b)?)));
            let benchmarks: Vec<_> = named.map(|(b, about)| (b, about.name.clone(), about.summary.clone())).collect();
            boards.push((board.name.clone(), benchmarks));
        }
        boards
    });
    let field = move |(benchmark, name, summary): (usize, String, String)| {
        let change = handler(move |event: ev::Event| {
            let on = event_target_checked(&event);
            ticked.update(|ticked| {
                if on {
                    ticked.insert(benchmark)
                } else {
                    ticked.remove(&benchmark)
                };
            });
        });
        let checked = bool_signal(move || ticked.with(|ticked| ticked.contains(&benchmark)));
        view! {
            <li><label class="check" title=summary><input type="checkbox" prop:checked=checked on:change=change/>{name}</label></li>
        }
    };
    let group = |(name, benchmarks): (String, Vec<(usize, String, String)>)| {
        let all: Vec<usize> = benchmarks.iter().map(|(benchmark, ..)| *benchmark).collect();
        let label = format!("All of {name}");
        let tick = handler(move |_: ev::MouseEvent| ticked.update(|ticked| ticked.extend(&all)));
        (!benchmarks.is_empty()).then(|| {
            view! {
                <fieldset>
                    <legend>{name}</legend>
                    <ul>{benchmarks.into_iter().map(field).collect_view()}</ul>
                    <button type="button" aria-label=label on:click=tick>"All"</button>
                </fieldset>
            }
        })
    };
    let none = bool_signal(move || ticked.with(BTreeSet::is_empty));
    let start = handler(move |_: ev::MouseEvent| {
        let chosen: Vec<usize> = ticked.with_untracked(|ticked| ticked.iter().copied().collect());
        let text = app.dataset(|dataset| template(dataset.catalog(), &chosen, |code| dataset.row_of(code).is_some()));
        app.workspace.open_new();
        let text = NewText { name: "new-model.md".to_owned(), named: false, bytes: text.into_bytes() };
        app.workspace.import_texts(vec![text], false);
    });
    let count = text_signal(move || match ticked.with(BTreeSet::len) {
        0 => "Tick the benchmarks that you have scores for.".to_owned(),
        1 => "1 benchmark.".to_owned(),
        count => format!("{count} benchmarks."),
    });
    view! {
        <div class="page new-page">
            <p class="back"><Link to=to_board>"← To the table"</Link></p>
            <h1>"New score file"</h1>
            <p class="headline">"A file in the named form with the benchmarks that you tick, to be filled in here or in an editor of your own."</p>
            <div class="ticks">{boards.into_iter().map(group).collect_view()}</div>
            <p class="about" role="status">{count}</p>
            <button type="button" class="button add" disabled=none on:click=start>"Start the file"</button>
        </div>
    }
}

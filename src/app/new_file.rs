//! The page that starts a new score file: the benchmarks that the author ticks, filled in as a template.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;

use super::address::Link;
use super::erased::{action, flag, text};
use super::session::Session;
use crate::document::{Origin, SourceFile, template};
use crate::view::Page;

/// The page.
#[component]
pub(super) fn NewFile() -> impl IntoView {
    let session = Session::get();
    let ticked = RwSignal::new(BTreeSet::<usize>::new());
    let to_board = Signal::derive(move || session.beside(|state| state.page = Page::Board));
    let boards = session.dataset(|dataset| {
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
        let change = action(move |event: ev::Event| {
            let on = event_target_checked(&event);
            ticked.update(|ticked| {
                if on {
                    ticked.insert(benchmark)
                } else {
                    ticked.remove(&benchmark)
                };
            });
        });
        let checked = flag(move || ticked.with(|ticked| ticked.contains(&benchmark)));
        view! {
            <li><label class="check" title=summary><input type="checkbox" prop:checked=checked on:change=change/>{name}</label></li>
        }
    };
    let group = |(name, benchmarks): (String, Vec<(usize, String, String)>)| {
        let all: Vec<usize> = benchmarks.iter().map(|(benchmark, ..)| *benchmark).collect();
        let label = format!("All of {name}");
        let tick = action(move |_: ev::MouseEvent| ticked.update(|ticked| ticked.extend(&all)));
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
    let none = flag(move || ticked.with(BTreeSet::is_empty));
    let start = action(move |_: ev::MouseEvent| {
        let chosen: Vec<usize> = ticked.with_untracked(|ticked| ticked.iter().copied().collect());
        let text = session.dataset(|dataset| template(dataset.catalog(), &chosen));
        let path = session.free_name("new-model.md");
        session.go(session.now_beside(|state| state.page = Page::Board));
        session.desk.reveal();
        session.bring(vec![SourceFile { path, bytes: text.into_bytes(), origin: Origin::Named }]);
    });
    let count = text(move || match ticked.with(BTreeSet::len) {
        0 => "Tick the benchmarks that you have scores for.".to_owned(),
        1 => "1 benchmark.".to_owned(),
        count => format!("{count} benchmarks."),
    });
    view! {
        <div class="page new-page">
            <p class="back"><Link to=to_board>"← To the table"</Link></p>
            <h1>"Start a new score file"</h1>
            <p class="headline">"A file in the named form with the benchmarks that you tick, to be filled in here or in an editor of your own."</p>
            <div class="ticks">{boards.into_iter().map(group).collect_view()}</div>
            <p class="about" role="status">{count}</p>
            <button type="button" class="button add" disabled=none on:click=start>"Start the file"</button>
        </div>
    }
}

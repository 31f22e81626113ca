//! What is said where a search finds no row: a similar name, and where else a model of this name is ranked.

use leptos::prelude::*;

use crate::app::components::link::Link;
use crate::app::reactive::{dyn_view, handler};
use crate::app::state::AppState;
use crate::view::{Page, SuggestIndex, elsewhere};

/// How many models of other boards are named.
const ELSEWHERE: usize = 3;

/// Shown below the sentence that there are no rows.
#[component]
pub(in crate::app) fn NoRowsHints() -> impl IntoView {
    let app = AppState::get();
    dyn_view(move || {
        let (typed, no_facets) = app.asked.get();
        if typed.trim().is_empty() || !no_facets {
            return ().into_any();
        }
        let (dataset, ranking) = (app.models.get(), app.ranking.get());
        let found = app.query.with(|(query, _)| elsewhere(&dataset, &ranking, query, ELSEWHERE));
        let corrected = found.is_empty().then(|| SuggestIndex::new(&dataset, &ranking).corrected(&typed)).flatten();
        let corrected = corrected.map(|corrected| {
            let text = corrected.clone();
            let search = handler(move |_| app.replace(|state| state.query.clone_from(&text)));
            view! { <p>"Did you mean " <button type="button" on:click=search>{corrected}</button> "?"</p> }
        });
        let models = found.into_iter().map(|hit| {
            let (name, code) = (dataset.name_of(hit.row).to_owned(), dataset.code_of(hit.row).to_owned());
            let board = dataset.catalog().boards.get(hit.board);
            let (board, board_code) = board.map(|board| (board.name.clone(), board.code.clone())).unwrap_or_default();
            let to_model = Signal::derive(move || app.link_to(|state| state.page = Page::Model(code.clone())));
            let to_board = Signal::derive(move || app.board(&board_code));
            let how = if hit.is_ranked { " is ranked on " } else { " has scores on " };
            view! { <p><Link to=to_model><bdi>{name}</bdi></Link> {how} <Link to=to_board>{board}</Link> "."</p> }
        });
        let models = models.collect_view();
        view! { <div class="hints">{corrected} {models}</div> }.into_any()
    })
}

//! Searching: the field in the top bar, the command palette, and what is said where a search finds nothing.

mod combobox;
mod hints;
mod palette;

pub(in crate::app) use hints::NoRowsHints;
pub(in crate::app) use palette::Palette;

use leptos::ev;
use leptos::prelude::*;

use crate::app::reactive::{PtrEq, derived, handler, text_signal};
use crate::app::search::combobox::{Combobox, listbox};
use crate::app::state::AppState;
use crate::view::{Page, SuggestIndex, Suggestion, SuggestionTarget, with_filter};

/// The id of the field, which other parts of the page lead to.
pub(in crate::app) const FIELD: &str = "search";

/// Narrows the rows while typing, and suggests models, benchmarks, boards and filters. From another page it leads back to the
/// board.
#[component]
pub(in crate::app) fn Search() -> impl IntoView {
    let app = AppState::get();
    let query = app.part(|state| state.query.clone());
    let index = derived(move || PtrEq::new(SuggestIndex::new(&app.models.get(), &app.ranking.get())));
    let is_open = RwSignal::new(false);
    // Looked up only while the list is open: a link may bring a search.
    let found = derived(move || {
        if !is_open.get() {
            return Default::default();
        }
        index.with(|index| query.with(|typed| index.suggest(typed)))
    });
    let box_ = Combobox { id: FIELD, is_open, active: RwSignal::new(None), found };
    let typed = handler(move |event| {
        box_.typed();
        search_for(app, event_target_value(&event));
    });
    let choose = move |suggestion: &Suggestion| {
        box_.close();
        match &suggestion.target {
            SuggestionTarget::Filter(filter) => search_for(app, with_filter(&query.get_untracked(), filter)),
            target => combobox::follow(app, target),
        }
    };
    let key = handler(move |event| box_.on_key(&event, choose));
    let blur = handler(move |_: ev::FocusEvent| box_.close());
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.key() == "/"
            && !crate::app::browser::dom::is_typing()
            && !event.ctrl_key()
            && !event.meta_key()
            && !event.alt_key()
        {
            event.prevent_default();
            crate::app::browser::dom::focus_only(FIELD);
        }
    });
    on_cleanup(move || handle.remove());
    let invalid = text_signal(move || app.query.with(|(_, wrong)| (!wrong.is_empty()).to_string()));
    view! {
        <div class="search-box">
            <div class="search-field">
                <input id=FIELD class="search" type="search" role="combobox" aria-label="Search models, benchmarks and boards"
                    placeholder="Search  /" aria-invalid=invalid aria-describedby="search-wrong" aria-autocomplete="list"
                    aria-haspopup="listbox" aria-controls=box_.list_id() aria-expanded=box_.expanded()
                    aria-activedescendant=box_.active_id() autocomplete="off" spellcheck="false"
                    prop:value=text_signal(move || query.get()) on:input=typed on:keydown=key on:blur=blur/>
                {listbox(box_, choose)}
            </div>
        </div>
    }
}

/// Narrows the rows by a text; from another page it leads to the board.
fn search_for(app: AppState, text: String) {
    if app.now().page == Page::Board {
        app.replace(|state| state.query = text);
    } else {
        app.push(untrack(|| {
            app.with(|state| {
                state.page = Page::Board;
                state.query = text;
            })
        }));
    }
}

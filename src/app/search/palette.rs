//! The command palette: everything that the search suggests, and what else can be done, in a dialog of its own.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::app::reactive::{PtrEq, derived, dyn_view, handler, text_signal};
use crate::app::search::combobox::{Combobox, follow, listbox};
use crate::app::search::search_for;
use crate::app::state::AppState;
use crate::view::{SuggestIndex, Suggestion, SuggestionTarget, Suggestions, with_filter};

/// Opened by Ctrl+K or Cmd+K.
#[component]
pub(in crate::app) fn Palette() -> impl IntoView {
    let app = AppState::get();
    let dialog = NodeRef::<html::Dialog>::new();
    let text = RwSignal::new(String::new());
    let is_open = RwSignal::new(false);
    let index = derived(move || PtrEq::new(SuggestIndex::new(&app.models.get(), &app.ranking.get()).with_commands()));
    let found = derived(move || {
        if !is_open.get() {
            return Suggestions::default();
        }
        index.with(|index| text.with(|typed| index.suggest(typed)))
    });
    let box_ = Combobox { id: "palette", is_open, active: RwSignal::new(None), found };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let choose = move |suggestion: &Suggestion| {
        close();
        match &suggestion.target {
            SuggestionTarget::Filter(filter) => search_for(app, with_filter("", filter)),
            target => follow(app, target),
        }
    };
    let typed = handler(move |event| {
        box_.typed();
        text.set(event_target_value(&event));
    });
    let key = handler(move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            // The browser would empty the field first.
            event.prevent_default();
            close();
        } else if !(event.key() == "Enter" && box_.active.get_untracked().is_none()) {
            box_.on_key(&event, choose);
        } else if event.key() == "Enter"
            && let Some(first) = box_.found.with_untracked(|found| found.all().next().cloned())
        {
            event.prevent_default();
            choose(&first);
        }
    });
    let closed = handler(move |_: ev::Event| {
        box_.close();
        text.set(String::new());
    });
    let outside = handler(move |event: ev::MouseEvent| {
        let on_backdrop = dialog.get_untracked().is_some_and(|dialog| {
            let dialog: &web_sys::EventTarget = dialog.as_ref();
            event.target().as_ref() == Some(dialog)
        });
        if on_backdrop {
            close();
        }
    });
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_wanted = event.key().eq_ignore_ascii_case("k") && (event.ctrl_key() || event.meta_key());
        if is_wanted && !event.alt_key() && !event.shift_key() {
            event.prevent_default();
            if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
                is_open.set(true);
                let _ = dialog.show_modal();
            }
        }
    });
    on_cleanup(move || handle.remove());
    let nothing = dyn_view(move || {
        let is_empty = is_open.get() && found.with(|found| found.groups.is_empty());
        is_empty.then_some("Nothing found. Type a model, a benchmark, a board or a command.")
    });
    view! {
        <dialog node_ref=dialog class="palette" aria-label="Commands" on:close=closed on:click=outside>
            <div>
                <input type="search" role="combobox" aria-label="Search and commands" placeholder="Go to a model, benchmark, board or command"
                    aria-autocomplete="list" aria-haspopup="listbox" aria-controls=box_.list_id() aria-expanded=box_.expanded()
                    aria-activedescendant=box_.active_id() autocomplete="off" spellcheck="false"
                    prop:value=text_signal(move || text.get()) on:input=typed on:keydown=key/>
                {listbox(box_, choose)}
                <p class="note" role="status">{nothing}</p>
            </div>
        </dialog>
    }
}

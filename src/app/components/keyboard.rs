//! The list of keyboard shortcuts, which `?` opens.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use crate::app::browser::dom::{element, is_typing};
use crate::app::reactive::handler;

/// The id of the list.
const LIST: &str = "keys";

/// Where keys act, and what each does.
const KEYS: [(&str, &[(&str, &str)]); 4] = [
    ("Anywhere", &[("/", "Search"), ("Ctrl + K", "Commands"), ("?", "This list"), ("Esc", "Close what is open")]),
    (
        "In the rows of the table",
        &[
            ("← ↑ → ↓", "From cell to cell"),
            ("Enter", "Open a model, or explain a figure"),
            ("A to Z", "To the next model whose name begins so"),
            ("Home, End", "To the first or last cell of a row"),
            ("Page Up, Page Down", "Ten rows up or down"),
            ("Ctrl + Home, Ctrl + End", "To the first or last row"),
        ],
    ),
    (
        "In the heads of the table",
        &[
            ("Enter", "Sort, or reverse the order"),
            ("Shift + Enter", "Sort by one more column"),
            ("Shift + ← →", "Move the column"),
            ("↓", "Column options"),
        ],
    ),
    ("In a chart", &[("← ↑ → ↓", "From mark to mark"), ("Enter", "Open what a mark stands for"), ("F", "Figures")]),
];

/// Shows the list.
pub(in crate::app) fn show_keys() {
    if let Some(list) =
        element(LIST).and_then(|list| list.dyn_into::<HtmlDialogElement>().ok()).filter(|list| !list.open())
    {
        let _ = list.show_modal();
    }
}

/// The list, closed at first.
#[component]
pub(in crate::app) fn KeyboardKeys() -> impl IntoView {
    let handle = window_event_listener(ev::keydown, |event| {
        if event.key() == "?" && !is_typing() && !(event.ctrl_key() || event.meta_key() || event.alt_key()) {
            event.prevent_default();
            show_keys();
        }
    });
    on_cleanup(move || handle.remove());
    let close = handler(|_: ev::MouseEvent| {
        if let Some(list) = element(LIST).and_then(|list| list.dyn_into::<HtmlDialogElement>().ok()) {
            list.close();
        }
    });
    let key =
        |(key, does): &(&'static str, &'static str)| view! { <div><dt><kbd>{*key}</kbd></dt><dd>{*does}</dd></div> };
    let group = |(place, keys): (&'static str, &'static [(&'static str, &'static str)])| {
        view! { <div><h3>{place}</h3><dl>{keys.iter().map(key).collect_view()}</dl></div> }
    };
    view! {
        <dialog id=LIST class="keys" aria-labelledby="keys-title">
            <header>
                <h2 id="keys-title">"Keyboard shortcuts"</h2>
                <button type="button" aria-label="Close the list" on:click=close>"✕"</button>
            </header>
            <div class="key-groups">{KEYS.map(group)}</div>
        </dialog>
    }
}

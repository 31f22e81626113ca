//! The view in the address: reads it, writes it, and follows the browser's back and forward.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::erased::{action, text};
use super::session::Session;
use crate::view::ViewState;

/// The query string of the page's address.
pub(super) fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// The part behind `#`, with it.
pub(super) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The address of a state, relative to the page, so that it works on any host and under any path.
pub(super) fn href(state: &ViewState) -> String {
    format!("?{}", state.to_query())
}

/// Makes a new place in the history.
pub(super) fn push(state: &ViewState) {
    // A browser may refuse (too many changes at once); the page itself goes on.
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&href(state)));
    }
}

/// Rewrites the present place in the history.
pub(super) fn replace(state: &ViewState) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&href(state)));
    }
}

/// Takes the state from the address whenever the browser goes back or forward.
pub(super) fn follow(session: Session) {
    let handle = window_event_listener(ev::popstate, move |_| session.came_back(ViewState::from_query(&query())));
    on_cleanup(move || handle.remove());
}

/// Whether a click is meant for this page, and not for a new tab or window.
pub(super) fn is_plain(event: &ev::MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

/// The whole address as it is now, to be copied.
pub(super) fn here() -> String {
    window().location().href().unwrap_or_default()
}

/// For so many frames an element is waited for that a link leads to.
const PATIENCE: u32 = 120;

/// Shows an element as soon as it is there: with thousands of models a page takes some frames to say all that it has to say.
fn show_once_there(id: String, patience: u32) {
    if !super::show(&id) && patience > 0 {
        request_animation_frame(move || show_once_there(id, patience - 1));
    }
}

/// A link to a state. A plain click changes the view in place; any other is the browser's own business.
#[component]
pub(super) fn Link(
    /// Where it leads.
    #[prop(into)]
    to: Signal<ViewState>,
    /// `aria-current` of the link, if it leads to what is shown.
    #[prop(optional, into)]
    current: Option<Signal<bool>>,
    /// What is to be looked at there, by its id; else the page's beginning.
    #[prop(optional, into)]
    at: String,
    children: Children,
) -> impl IntoView {
    let session = Session::get();
    let follow = action(move |event: ev::MouseEvent| {
        if is_plain(&event) && !event.default_prevented() {
            event.prevent_default();
            session.go(to.get_untracked());
            if !at.is_empty() {
                let at = at.clone();
                // After what going to another page does.
                request_animation_frame(move || show_once_there(at, PATIENCE));
            }
        }
    });
    let current: Signal<Option<&str>> =
        Signal::derive(move || current.is_some_and(|current| current.get()).then_some("page"));
    view! { <a href=text(move || to.with(href)) aria-current=current on:click=follow>{children()}</a> }
}

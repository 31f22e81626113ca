//! The view in the browser's address and history.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::view::ViewState;

/// The query string of the page's address.
pub(in crate::app) fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// The part behind `#`, with it.
pub(in crate::app) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The address of a state, relative to the page, so that it works on any host and under any path.
pub(in crate::app) fn href(state: &ViewState) -> String {
    format!("?{}", state.to_query())
}

/// Makes a new place in the history.
pub(in crate::app) fn push(state: &ViewState) {
    // A browser may refuse (too many changes at once); the page itself goes on.
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&href(state)));
    }
}

/// Rewrites the present place in the history.
pub(in crate::app) fn replace(state: &ViewState) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&href(state)));
    }
}

/// Calls back with the state in the address whenever the browser goes back or forward.
pub(in crate::app) fn on_navigation(restore: impl Fn(ViewState) + 'static) {
    let handle = window_event_listener(ev::popstate, move |_| restore(ViewState::from_query(&query())));
    on_cleanup(move || handle.remove());
}

/// The whole address of what is shown, written from the state: what an address holds besides, and no view understands, is
/// in nothing that is exported.
pub(in crate::app) fn of_view(state: &ViewState) -> String {
    let location = window().location();
    let page = location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default();
    let query = state.to_query();
    if query.is_empty() { page } else { format!("{page}?{query}") }
}

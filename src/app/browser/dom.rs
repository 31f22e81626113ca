//! Elements of the document by their ids, and the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to an element and brings its beginning into view.
pub(in crate::app) fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// Brings an element into view and leaves the focus where it is.
pub(in crate::app) fn bring_into_view(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
    }
}

/// Unfolds what an element is folded up in, moves the focus to it and brings its beginning into view. Gives whether it
/// is there.
pub(in crate::app) fn show(id: &str) -> bool {
    let Some(element) = element(id) else { return false };
    let around = std::iter::successors(element.parent_element(), |inner| inner.parent_element());
    for details in around.filter(|around| around.tag_name() == "DETAILS") {
        let _ = details.set_attribute("open", "");
    }
    let _ = element.focus();
    element.scroll_into_view();
    true
}

/// Moves the focus to an element, scrolling no further than it takes to see it.
pub(in crate::app) fn focus_only(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves the focus to an element and scrolls nothing.
pub(in crate::app) fn focus_in_place(id: &str) {
    if let Some(element) = element(id) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Whether Escape empties the field that has the focus: browsers do so with what was searched for.
pub(in crate::app) fn clears_search() -> bool {
    let field = document().active_element().and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.is_some_and(|field| field.type_() == "search" && !field.value().is_empty())
}

/// Whether a dialog is open that all keys go to.
pub(in crate::app) fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// Whether keys go into a field.
pub(in crate::app) fn is_typing() -> bool {
    let typed_into = |element: web_sys::Element| match element.tag_name().as_str() {
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "file")),
        tag => matches!(tag, "TEXTAREA" | "SELECT"),
    };
    document().active_element().is_some_and(typed_into)
}

pub(in crate::app) fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

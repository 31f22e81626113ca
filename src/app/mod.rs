//! The page: Leptos components over the pure layers. The only layer with web types.
//!
//! [`start`] fetches the bundle and mounts [`Explorer`] where the document has an element `explorer`; on other pages the
//! module only lends its functions. All state is in [`session::Session`]; everything on screen is derived from it.

// The component macro writes `pub` items next to functions that are not.
#![allow(unreachable_pub)]

mod address;
mod against;
mod audit;
mod benchmark;
mod board;
mod body;
mod canvas;
mod chart;
mod compare;
mod data;
mod derived;
mod download;
mod editor;
mod erased;
mod explanation;
mod fetch;
mod files;
mod findings;
mod frame;
mod model;
mod new_file;
mod palette;
mod plain_table;
mod previews;
mod row;
mod score_link;
mod session;
mod shared;
mod standing;
mod table;
mod take_away;
mod ticks;
mod unfolded;
mod versions;
mod what_if;
mod workbench;

pub(crate) use fetch::bundle;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use session::Session;

/// Starts the page.
pub fn start() {
    if files::is_worker() {
        // There is no page here: what is to be done comes as messages.
        std::panic::set_hook(Box::new(files::show_crash));
        return;
    }
    std::panic::set_hook(Box::new(show_crash));
    if let Some(place) = element("explorer") {
        // Leptos can spawn only once it has mounted something.
        wasm_bindgen_futures::spawn_local(run(place));
    }
}

/// Mounts the page once there is something to show. Until then what the document came with stands, and nothing of the
/// page is half there.
async fn run(place: HtmlElement) {
    match bundle().await {
        Ok(bundle) => {
            let before: Vec<_> = std::iter::successors(place.first_child(), web_sys::Node::next_sibling).collect();
            leptos::mount::mount_to(place, move || {
                Session::provide(bundle);
                view! { <frame::Explorer/> }
            })
            .forget();
            // Taken away only now, so that the document is never empty and keeps its place when scrolled.
            before.into_iter().filter_map(|node| node.dyn_into::<web_sys::Element>().ok()).for_each(|old| old.remove());
            set_stage(Some("started"));
        }
        Err(error) => {
            if let Some(status) = element("start-status") {
                status.set_text_content(Some(&format!(
                    "The scores could not be loaded: {error}. Check the connection and try again."
                )));
            }
            set_stage(Some("failed"));
            if let Some(retry) = element("start-retry") {
                let again = Closure::once_into_js(move || {
                    set_stage(None);
                    if let Some(status) = element("start-status") {
                        status.set_text_content(Some("Loading the scores…"));
                    }
                    wasm_bindgen_futures::spawn_local(run(place));
                });
                // Assigned rather than added, so that each failure leaves one listener.
                retry.set_onclick(Some(again.unchecked_ref()));
                let _ = retry.focus();
            }
        }
    }
}

/// Tells the style sheet how far the start has come; `None` while it goes on.
fn set_stage(stage: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = root.class_list().remove_1("failed");
        if let Some(stage) = stage {
            let _ = root.class_list().add_1(stage);
        }
    }
}

/// A panic leaves the page dead, so the visitor must be told, not only the console.
fn show_crash(info: &std::panic::PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    if let Some(crash) = element("crash") {
        crash.set_hidden(false);
    }
}

/// Moves the focus to an element and brings its beginning into view.
fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// Unfolds what an element is folded up in, moves the focus to it and brings its beginning into view. Gives whether it
/// is there.
fn show(id: &str) -> bool {
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
fn focus_only(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Whether keys go into a field.
fn is_typing() -> bool {
    let typed_into = |element: web_sys::Element| match element.tag_name().as_str() {
        "INPUT" => element.get_attribute("type").is_none_or(|kind| kind != "checkbox"),
        tag => matches!(tag, "TEXTAREA" | "SELECT"),
    };
    document().active_element().is_some_and(typed_into)
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

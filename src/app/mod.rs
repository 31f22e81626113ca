//! The page: Leptos components over the pure layers. The only layer with web types.
//!
//! [`start`] fetches the bundle and mounts `shell::Explorer` where the document has an element `explorer`; on other pages the
//! module only lends its functions. All state is in `state::AppState`; everything on screen is derived from it.

// The component macro writes `pub` items next to functions that are not.
#![allow(unreachable_pub)]

mod browser;
mod chart;
mod components;
mod importing;
mod pages;
mod reactive;
mod search;
mod shell;
mod state;
mod table;
mod worker;
mod workspace;

pub(crate) use browser::fetch::bundle;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use browser::dom::element;
use browser::{fetch, translated};
use state::AppState;

#[wasm_bindgen]
extern "C" {
    /// Of `boot.js`: begins again with what the server has now.
    #[wasm_bindgen(catch, js_name = arenaRestart)]
    fn restart() -> Result<(), JsValue>;
}

/// Starts the page.
pub fn start() {
    if worker::is_worker() {
        // There is no page here: what is to be done comes as messages.
        std::panic::set_hook(Box::new(worker::show_crash));
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
            translated::follow(&place);
            leptos::mount::mount_to(place, move || {
                AppState::provide(bundle);
                view! { <shell::Explorer/> }
            })
            .forget();
            // Taken away only now, so that the document is never empty and keeps its place when scrolled.
            before.into_iter().filter_map(|node| node.dyn_into::<web_sys::Element>().ok()).for_each(|old| old.remove());
            set_stage(Some("started"));
            // Hidden now, it would still stand before the link that skips to the content.
            if let Some(late) = element("start-late") {
                late.remove();
            }
        }
        Err(error) => {
            // A server that has another version of the data has another version of the program too.
            let is_mixed = matches!(error, fetch::FetchError::Unreadable(_));
            if let Some(status) = element("start-status") {
                let help =
                    if is_mixed { "Try again with the whole page." } else { "Check the connection and try again." };
                status.set_text_content(Some(&format!("The scores could not be loaded: {error}. {help}")));
            }
            set_stage(Some("failed"));
            if let Some(retry) = element("start-retry") {
                let again = Closure::once_into_js(move || {
                    if is_mixed && restart().is_ok() {
                        return;
                    }
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

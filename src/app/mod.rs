//! The page: Leptos components over the pure layers. The only layer with web types.
//!
//! [`start`] fetches the bundle and mounts [`Explorer`] where the document has an element `explorer`; on other pages the
//! module only lends its functions. All state is in [`session::Session`]; everything on screen is derived from it.

// The component macro writes `pub` items next to functions that are not.
#![allow(unreachable_pub)]

mod address;
mod board;
mod chart;
mod fetch;
mod findings;
mod frame;
mod model;
mod palette;
mod previews;
mod session;
mod shared;
mod table;

pub(crate) use fetch::bundle;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use session::Session;

/// Starts the page.
pub fn start() {
    std::panic::set_hook(Box::new(show_crash));
    if let Some(place) = element("explorer") {
        // Leptos can spawn only once it has mounted something.
        wasm_bindgen_futures::spawn_local(run(place));
    }
}

/// Mounts the page once there is something to show. Until then the document's own loading state stands.
async fn run(place: HtmlElement) {
    match bundle().await {
        Ok(bundle) => {
            place.set_inner_html("");
            leptos::mount::mount_to(place, move || {
                Session::provide(bundle);
                view! { <frame::Explorer/> }
            })
            .forget();
        }
        Err(error) => show_failure(&place, &error.to_string()),
    }
}

/// Puts the reason into the loading state, with a button that tries again.
fn show_failure(place: &HtmlElement, reason: &str) {
    place.set_inner_html("");
    let reason = reason.to_owned();
    let again = place.clone();
    let handle = leptos::mount::mount_to(place.clone(), move || {
        let retry = move |_| {
            again.set_inner_html("");
            wasm_bindgen_futures::spawn_local(run(again.clone()));
        };
        view! {
            <header class="bar"><p class="brand">"Arena Explorer"</p></header>
            <main class="start">
                <p role="alert">{format!("The scores could not be loaded: {reason}. Check the connection and try again.")}</p>
                <button type="button" on:click=retry>"Try again"</button>
            </main>
        }
    });
    handle.forget();
}

/// A panic leaves the page dead, so the visitor must be told, not only the console.
fn show_crash(info: &std::panic::PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    if let Some(crash) = element("crash") {
        crash.set_hidden(false);
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

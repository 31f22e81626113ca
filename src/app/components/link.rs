//! A link to a state of the page.

use leptos::ev;
use leptos::prelude::*;

use crate::app::browser::history::href;
use crate::app::reactive::{handler, text_signal};
use crate::app::state::AppState;
use crate::view::ViewState;

/// Whether a click is meant for this page, and not for a new tab or window.
pub(in crate::app) fn is_plain(event: &ev::MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

/// For so many frames an element is waited for that a link leads to.
const PATIENCE: u32 = 120;

/// Shows an element as soon as it is there: with thousands of models a page takes some frames to say all that it has to say.
fn show_once_there(id: String, patience: u32) {
    if !crate::app::browser::dom::show(&id) && patience > 0 {
        request_animation_frame(move || show_once_there(id, patience - 1));
    }
}

/// A link to a state. A plain click changes the view in place; any other is the browser's own business.
#[component]
pub(in crate::app) fn Link(
    /// Where it leads.
    #[prop(into)]
    to: Signal<ViewState>,
    /// `aria-current` of the link, if it leads to what is shown.
    #[prop(optional, into)]
    current: Option<Signal<bool>>,
    /// What is to be looked at there, by its id; else the page's beginning.
    #[prop(optional, into)]
    at: String,
    /// What it leads to, in a sentence: a description for assistive technology, and a tooltip.
    #[prop(optional)]
    title: Option<Signal<String>>,
    children: Children,
) -> impl IntoView {
    let app = AppState::get();
    let follow = handler(move |event: ev::MouseEvent| {
        if is_plain(&event) && !event.default_prevented() {
            event.prevent_default();
            app.push(to.get_untracked());
            if !at.is_empty() {
                let at = at.clone();
                app.led_to.set(at.clone());
                // After what going to another page does.
                request_animation_frame(move || show_once_there(at, PATIENCE));
            }
        }
    });
    let current: Signal<Option<&str>> =
        Signal::derive(move || current.is_some_and(|current| current.get()).then_some("page"));
    let title = title.map(|title| text_signal(move || title.get()));
    view! { <a href=text_signal(move || to.with(href)) aria-current=current title=title on:click=follow>{children()}</a> }
}

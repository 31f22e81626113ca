//! Capabilities by name: links to their definitions, which the reference has.

use leptos::prelude::*;

use crate::app::components::link::Link;
use crate::app::reactive::{handler, text_signal};
use crate::app::state::AppState;
use crate::document::slug;
use crate::view::{IndexFilter, Page};

/// The id of a capability's definition on the page of all benchmarks.
pub(in crate::app) fn definition_id(name: &str) -> String {
    format!("capability-{}", slug(name))
}

/// What a capability is, in a sentence, once the reference is there; empty otherwise.
pub(in crate::app) fn definition(app: AppState, name: &str) -> String {
    app.loaded_reference().and_then(|reference| Some(reference.capability(name)?.about.clone())).unwrap_or_default()
}

/// The name of a capability: a link to its definition, which is also its description. Pointing at it is asking for it.
pub(in crate::app) fn capability(app: AppState, name: String) -> AnyView {
    let to = Signal::derive(move || app.link_to(|state| state.page = Page::Benchmarks(IndexFilter::default())));
    let (at, wanted) = (definition_id(&name), name.clone());
    let title = text_signal(move || definition(app, &wanted));
    let pointed = handler(move |_: leptos::ev::PointerEvent| app.ask_for_reference());
    view! { <span on:pointerenter=pointed><Link to at=at title>{name}</Link></span> }.into_any()
}

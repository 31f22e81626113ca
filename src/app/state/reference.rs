//! What benchmarks and capabilities are, in words: fetched when a view first asks for it, never with the first table.

use leptos::prelude::*;

use crate::app::browser::fetch;
use crate::app::reactive::{PtrEq, dyn_view, handler, lasting};
use crate::app::state::AppState;
use crate::document::Reference;

/// How far the reference is, to be copied freely.
#[derive(Clone, Copy)]
pub(in crate::app) struct ReferenceState {
    has_begun: StoredValue<bool>,
    reference: RwSignal<Option<PtrEq<Reference>>>,
    /// Why it could not be loaded, empty otherwise.
    failure: RwSignal<String>,
}

impl ReferenceState {
    /// Nobody has asked for it yet.
    pub(super) fn new() -> Self {
        Self {
            has_begun: StoredValue::new(false),
            reference: RwSignal::new(None),
            failure: RwSignal::new(String::new()),
        }
    }

    fn load(self, again: bool) {
        self.has_begun.set_value(true);
        leptos::task::spawn_local(async move {
            match fetch::reference(again).await {
                Ok(reference) => {
                    self.reference.try_set(Some(PtrEq::new(reference)));
                    self.failure.try_set(String::new());
                }
                Err(error) => {
                    self.failure.try_set(error.to_string());
                }
            }
        });
    }
}

impl AppState {
    /// The reference, as soon as it is there: whoever asks follows it. The first to ask makes the page fetch it.
    pub(in crate::app) fn reference(self) -> Option<PtrEq<Reference>> {
        self.ask_for_reference();
        self.loaded_reference()
    }

    /// The reference if somebody has asked for it and it is there.
    pub(in crate::app) fn loaded_reference(self) -> Option<PtrEq<Reference>> {
        lasting(self.reference.reference).get()
    }

    /// Has the page fetch the reference, unless it was asked for before.
    pub(in crate::app) fn ask_for_reference(self) {
        if !self.reference.has_begun.get_value() {
            self.reference.load(false);
        }
    }
}

/// That the descriptions are on their way, or why they are not there, with a way to ask again.
pub(in crate::app) fn reference_status(app: AppState) -> impl IntoView {
    let state = app.reference;
    dyn_view(move || {
        let failure = lasting(state.failure).get();
        if app.reference().is_some() {
            return ().into_any();
        }
        if failure.is_empty() {
            return view! { <p class="note" role="status">"Loading the descriptions…"</p> }.into_any();
        }
        let again = handler(move |_| {
            state.failure.set(String::new());
            state.load(true);
            // The button is gone: whoever reads by ear or keyboard goes on at the page's beginning.
            crate::app::browser::dom::focus_only("content");
        });
        view! {
            <div class="note" role="alert">
                <p>{format!("The descriptions could not be loaded: {failure}. Figures and tables are complete without them.")}</p>
                <button type="button" on:click=again>"Try again"</button>
            </div>
        }
        .into_any()
    })
}

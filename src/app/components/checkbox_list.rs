//! Values to tick, each with how much has it.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::app::reactive::{ErasedMemo, derived};
use crate::app::reactive::{bool_signal, handler, text_signal};

/// How much has a value, and whether it is ticked.
pub(in crate::app) type Ticked = Arc<dyn Fn(&str) -> (usize, bool) + Send + Sync>;

/// CheckboxList or unticks a value.
pub(in crate::app) type Tick = Arc<dyn Fn(&str, bool) + Send + Sync>;

/// The boxes of these values, which come with their labels. They are made once; counts and ticks follow.
#[component]
pub(in crate::app) fn CheckboxList(
    values: ErasedMemo<Vec<(String, String)>>,
    ticked: Ticked,
    tick: Tick,
) -> impl IntoView {
    let item = move |(value, label): (String, String)| {
        let (ticked, tick) = (Arc::clone(&ticked), Arc::clone(&tick));
        let wanted = value.clone();
        let option = derived(move || ticked(&wanted));
        let tick = handler(move |event: ev::Event| tick(&value, event_target_checked(&event)));
        view! {
            <li>
                <label class:none=bool_signal(move || option.get().0 == 0)>
                    <input type="checkbox" prop:checked=bool_signal(move || option.get().1) on:change=tick/>
                    <bdi>{label}</bdi>
                    <small>{text_signal(move || option.get().0.to_string())}</small>
                </label>
            </li>
        }
    };
    view! { <ul><For each=move || values.get() key=Clone::clone let(value)>{item(value)}</For></ul> }.into_any()
}

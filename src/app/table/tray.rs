//! The chosen models, and what can be done with them: it stays at the end of the window while any are chosen.

use leptos::prelude::*;

use crate::app::components::link::Link;
use crate::app::reactive::{derived, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::view::{MOST_COMPARED, Page};

/// Its id.
const TRAY: &str = "tray";

/// Shown while any models are chosen. `export` opens the tool that exports what is shown.
#[component]
pub(in crate::app) fn Tray(export: Box<dyn Fn() + Send + Sync>) -> impl IntoView {
    let app = AppState::get();
    let export = StoredValue::new(export);
    let count = derived(move || app.chosen.with(Vec::len));
    show_when(
        move || count.get() > 0,
        move || {
            let only = app.part(|state| state.only_chosen);
            let narrow = handler(move |_| app.replace(|state| state.only_chosen = !state.only_chosen));
            let compare = Signal::derive(move || app.link_to(|state| state.page = Page::Compare));
            let export = handler(move |_| export.with_value(|export| export()));
            let clear = handler(move |_| {
                app.replace(|state| state.choose_none());
                crate::app::browser::dom::focus_only("table");
            });
            let comparing = dyn_view(move || {
                let label = match count.get() {
                    ..2 => return ().into_any(),
                    count @ ..=MOST_COMPARED => format!("Compare {count} models"),
                    count => format!("Compare the first {MOST_COMPARED} of {count}"),
                };
                view! { <span class="to-compare"><Link to=compare>{label}</Link></span> }.into_any()
            });
            let most = show_when(
                move || count.get() > MOST_COMPARED,
                || view! { <p class="note">{format!("At most {MOST_COMPARED} models can be compared.")}</p> },
            );
            view! {
                <section id=TRAY class="tray" tabindex="-1" aria-label="Chosen models">
                    <p><b>{text_signal(move || format!("{} chosen", count.get()))}</b></p>
                    <div class="tool-buttons">
                        <button type="button" aria-pressed=text_signal(move || only.get().to_string()) on:click=narrow>
                            "Only these"
                        </button>
                        {comparing}
                        <button type="button" on:click=export>"Export"</button>
                        <button type="button" on:click=clear>"Clear"</button>
                    </div>
                    {most}
                    <Chips/>
                </section>
            }
        },
    )
}

/// The names of the chosen models, each with a button that takes it out.
#[component]
fn Chips() -> impl IntoView {
    let app = AppState::get();
    let chip = move |row: usize| {
        let code = app.dataset(|dataset| dataset.code_of(row).to_owned());
        let name = app.names.with(|names| names.get(row).cloned()).unwrap_or_default();
        let label = format!("Remove {name} from the chosen models");
        let remove = handler(move |_| {
            app.replace(|state| state.choose(&code, false));
            // The button is gone.
            crate::app::browser::dom::focus_only(if app.chosen.with_untracked(Vec::is_empty) { "table" } else { TRAY });
        });
        view! {
            <li><bdi translate="no">{name}</bdi><button type="button" aria-label=label on:click=remove>"✕"</button></li>
        }
    };
    let chips = dyn_view(move || app.chosen.get().into_iter().map(chip).collect_view());
    view! { <ul class="chips">{chips}</ul> }
}

//! What can be done with a column besides sorting by it: the panel that a button in its head opens.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::components::capability::definition;
use crate::app::components::link::Link;
use crate::app::reactive::{dyn_view, handler, lasting, text_signal};
use crate::app::state::{AppState, OpenColumnMenu};
use crate::app::table::head::put_first;
use crate::view::{self, ColumnId, Heading, ViewState};

/// Width of the panel in CSS pixels; the style sheet says the same.
const WIDTH: f64 = 248.0;

/// The id of the panel.
const PANEL: &str = "column-menu";

/// The id of the button in the head of a column.
pub(in crate::app) fn button_id(code: &str) -> String {
    format!("menu-{code}")
}

/// Opens the panel of a column below its button.
pub(in crate::app) fn open(app: AppState, code: &str, button: &Element) {
    let place = button.get_bounding_client_rect();
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(WIDTH);
    let left = place.left().min(width - WIDTH - 8.0).max(8.0);
    app.column_menu.set(Some(OpenColumnMenu { column: code.to_owned(), left, top: place.bottom() + 4.0 }));
    request_animation_frame(|| crate::app::browser::dom::focus_only(PANEL));
}

/// The panel, while one is open.
#[component]
pub(in crate::app) fn ColumnMenu() -> impl IntoView {
    let app = AppState::get();
    on_cleanup(move || _ = app.column_menu.try_set(None));
    dyn_view(move || {
        let open = lasting(app.column_menu).get()?;
        let heading = app.headings.with(|all| all.iter().find(|heading| heading.code == open.column).cloned())?;
        Some(view! { <Panel open heading/> })
    })
}

/// Closes the panel; the focus goes back to the button in the head, which may be made anew.
fn close(app: AppState, code: &str) {
    app.column_menu.set(None);
    let button = button_id(code);
    request_animation_frame(move || crate::app::browser::dom::focus_only(&button));
}

#[component]
fn Panel(open: OpenColumnMenu, heading: Heading) -> impl IntoView {
    let app = AppState::get();
    let why_not =
        untrack(|| app.not_common.with(|lacking| view::why_count_stays(&app.ranking.get(), &heading, lacking)));
    let Heading { id, code, name, about, counts, .. } = heading.clone();
    let benchmark = app.ranking.with_untracked(|ranking| match id {
        ColumnId::Score(column) if ranking.subject.benchmark.is_none() => ranking.columns.get(column)?.benchmark,
        _ => None,
    });
    // Under the lenses a column is a capability: what that is stands here for those who cannot point at its head.
    let is_capability = app.ranking.with_untracked(|ranking| ranking.subject.is_of_capabilities());
    if is_capability {
        app.ask_for_reference();
    }
    let wanted = name.clone();
    let defined = move || if is_capability { definition(app, &wanted) } else { String::new() };
    let about = text_signal(move || Some(defined()).filter(|words| !words.is_empty()).unwrap_or_else(|| about.clone()));
    let this = code.clone();
    let key = handler(move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close(app, &this);
        }
    });
    let left = handler(move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
        if to.is_none_or(|to| to.closest("#column-menu").ok().flatten().is_none()) {
            app.column_menu.set(None);
        }
    });
    let count = counts.filter(|_| why_not.is_none()).map(|counts| {
        let this = code.clone();
        let label =
            if counts { format!("Leave {name} out of the total") } else { format!("Count {name} in the total") };
        let count = handler(move |_| {
            let board = app.ranking.with_untracked(|ranking| ranking.subject.board);
            let leave_out = |state: &mut ViewState| {
                app.dataset(|dataset| view::leave_out(dataset.catalog(), board, &mut state.left_out, &this, counts));
            };
            untrack(|| app.replace(leave_out));
            close(app, &this);
        });
        view! { <button type="button" on:click=count>{label}</button> }
    });
    let page = benchmark.and_then(|benchmark| app.benchmark(benchmark)).map(|to| {
        view! { <Link to=Signal::stored(to)>{format!("About {name}")}</Link> }
    });
    let first = handler(move |_| {
        put_first(app, &code);
        close(app, &code);
    });
    let hide = handler(move |_| {
        app.replace(|state| state.columns.show(&heading, &state.sort, false));
        app.column_menu.set(None);
        crate::app::browser::dom::focus_only("table");
    });
    view! {
        <div id=PANEL class="column-menu" role="dialog" aria-label=format!("Column {name}") tabindex="-1"
            style:left=format!("{}px", open.left) style:top=format!("{}px", open.top) on:keydown=key on:focusout=left>
            <p class="about">{about}</p>
            {why_not.map(|why| view! { <p class="about">{why}</p> })}
            {count}
            {page}
            <button type="button" on:click=first>"Move beside the name"</button>
            <button type="button" on:click=hide>"Hide this column"</button>
        </div>
    }
}

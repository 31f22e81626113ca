//! The table of scores: its frame, and what happens where a visitor presses in it.

mod column_menu;
mod expanded_row;
mod explanation;
mod export;
mod head;
mod key;
mod ranking_panel;
mod row;
mod toolbar;
mod tray;
mod virtual_body;

pub(in crate::app) use toolbar::Toolbar;

use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::app::components::link::is_plain;
use crate::app::reactive::{bool_signal, dyn_view, handler, show_when, text_signal};
use crate::app::reactive::{derived, lasting};
use crate::app::state::{AppState, Explained};
use crate::app::table::head::{GroupHead, Head};
use crate::app::table::virtual_body::{Body, Picture};
use crate::document::Category;
use crate::view::{self, Page, caption};

/// How many rows the page keys move by.
const PAGE: usize = 10;

/// The rows rest once they were not scrolled for so long.
const REST: Duration = Duration::from_millis(150);

/// The axis that the page arrives with is for the first rows; only where a screen shows so many more does it change at once.
const MORE_ROWS: usize = 8;

/// Letters typed within so many milliseconds of each other belong to one name.
const TYPING: f64 = 800.0;

/// The table of what the visitor looks at.
#[component]
pub(in crate::app) fn ScoreTable() -> impl IntoView {
    let app = AppState::get();
    let scroller = NodeRef::<html::Div>::new();
    let body_ref = NodeRef::<html::Tbody>::new();
    let body = StoredValue::new(None::<SendWrapper<Body>>);
    let with_body = move |run: &dyn Fn(&Body)| {
        body.try_with_value(|body| body.as_deref().map(run));
    };

    let owner = Owner::current();
    Effect::new(move |_| {
        if let (Some(owner), Some(scroller), Some(rows)) = (owner.clone(), scroller.get(), body_ref.get()) {
            body.set_value(Body::new(owner, scroller.into(), rows.into()).map(SendWrapper::new));
        }
    });
    Effect::new(move |_| {
        let picture = Rc::new(Picture::of(app));
        with_body(&|body| body.show(Rc::clone(&picture)));
    });
    // The axis of the intervals follows the rows in sight once they rest: while it changes nothing can be compared.
    let resting = StoredValue::new(None::<TimeoutHandle>);
    let rest = move || {
        if let Some(Some(handle)) = resting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    let look = move |at_start: bool| {
        with_body(&|body| {
            let now = body.in_sight();
            let is_known = at_start && body.count_on_screen() <= view::IN_SIGHT + MORE_ROWS;
            if !is_known && app.in_sight.get_untracked() != now {
                app.in_sight.set(now);
            }
        });
    };
    let scrolled = move || {
        with_body(&Body::moved);
        rest();
        let look = move || look(false);
        resting.try_set_value(set_timeout_with_handle(look, REST).ok());
    };
    // Once the rows were laid out.
    let first = move || {
        with_body(&Body::moved);
        look(true);
    };
    resting.set_value(set_timeout_with_handle(first, REST).ok());
    let listeners = [
        window_event_listener(ev::resize, move |_| scrolled()),
        window_event_listener(ev::scroll, move |_| scrolled()),
        window_event_listener(ev::Custom::<ev::Event>::new("beforeprint"), move |_: ev::Event| {
            with_body(&|body| body.print(true));
        }),
        window_event_listener(ev::Custom::<ev::Event>::new("afterprint"), move |_: ev::Event| {
            with_body(&|body| body.print(false));
        }),
    ];
    on_cleanup(move || {
        rest();
        listeners.into_iter().for_each(WindowListenerHandle::remove);
        app.in_sight.try_set((0, view::IN_SIGHT));
        app.hovered.try_set(None);
    });
    // What stands below the pointer may be another row now, or none.
    Effect::new(move |_| {
        app.rows.with(|_| ());
        if app.hovered.with_untracked(Option::is_some) {
            app.hovered.set(None);
        }
    });
    Effect::new(move |_| {
        let pointed = lasting(app.hovered).get();
        with_body(&|body| body.point(pointed));
    });
    // A model that was added while the table is there is brought into view, if it has a rank: those without one are at the end, far
    // from what the visitor looks at.
    Effect::new(move |before: Option<()>| {
        let added = lasting(app.workspace.added).get();
        let row = added.filter(|_| before.is_some()).and_then(|code| app.models.get_untracked().row_of(&code));
        let row = row.filter(|row| app.ranking.with_untracked(|ranking| ranking.ranks.get(*row).is_some()));
        let place = app.rows.with_untracked(|rows| rows.rows.iter().position(|known| Some(*known) == row));
        if let Some(place) = place {
            with_body(&|body| body.center(place));
        }
    });
    // What is explained is no longer shown: the focus goes back to where it was asked for.
    Effect::new(move |before: Option<bool>| {
        let shown = lasting(app.explained).with(Option::is_some);
        if before == Some(true) && !shown {
            with_body(&Body::focus);
        }
        shown
    });

    let pressed = handler(move |event: ev::MouseEvent| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            with_body(&|body| press(app, body, &event, &target));
        }
    });
    let changed = handler(move |event: ev::Event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) else {
            return;
        };
        with_body(&|body| {
            if let Some((_, code)) = body.row_of(&target) {
                let is_nobody = app.chosen.with_untracked(Vec::is_empty);
                app.replace(|state| {
                    // A link may choose models that nobody has here: the first one that is ticked is not to be alone.
                    state.only_chosen &= !is_nobody;
                    state.choose(&code, target.checked());
                });
            }
        });
    });
    let typed = StoredValue::new((String::new(), 0.0_f64));
    let key = handler(move |event: ev::KeyboardEvent| with_body(&|body| key_down(app, body, typed, &event)));
    let focused = handler(move |event: ev::FocusEvent| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            with_body(&|body| body.is_at(&target));
        }
    });

    let key_in_head = handler(move |event: ev::KeyboardEvent| {
        let plain = !(event.alt_key() || event.meta_key() || event.ctrl_key() || event.shift_key());
        with_body(&|body| {
            if plain && body.go_along_head(&event.key()) {
                event.prevent_default();
            }
        });
    });
    let focused_in_head = handler(move |event: ev::FocusEvent| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            with_body(&|body| body.is_in_head(&target));
        }
    });

    let over = handler(move |event: ev::PointerEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        with_body(&|body| {
            let model = target.as_ref().and_then(|target| body.model_of(target));
            if app.hovered.get_untracked() != model {
                app.hovered.set(model);
            }
        });
    });
    let left = handler(move |_| app.hovered.set(None));

    let count = move || app.rows.with(|rows| rows.rows.len());
    let matching = move || app.rows.with(|rows| rows.matching);
    let grouped = bool_signal(move || !app.groups.with(Vec::is_empty));
    let all_rows = text_signal(move || {
        (count() + app.expanded_positions.with(Vec::len) + 1 + usize::from(grouped.get())).to_string()
    });
    let caption = text_signal(move || {
        app.dataset(|dataset| app.rows.with(|rows| caption(dataset, &app.ranking.get(), rows.matching, &rows.rows)))
    });
    let many = bool_signal(move || app.ranking.with(|ranking| ranking.ranks.population() > 99));
    let columns = text_signal(move || (app.headings.with(Vec::len) + 1).to_string());
    let group_row = dyn_view(move || {
        let groups = app.groups.get();
        (!groups.is_empty()).then(|| {
            view! {
                <tr aria-rowindex="1" class="groups">
                    <td class="choose"></td>
                    {groups.into_iter().map(|group| view! { <GroupHead group/> }).collect_view()}
                </tr>
            }
        })
    });
    let widths = dyn_view(move || {
        app.headings.with(|headings| headings.iter().map(|h| view! { <col class=h.class()/> }).collect_view())
    });
    let head_index = text_signal(move || if grouped.get() { "2" } else { "1" }.to_owned());
    view! {
        <div id="table" class="table-scroll" node_ref=scroller tabindex="0" role="region" aria-labelledby="table-caption"
            on:scroll=handler(move |_| scrolled())>
            <table class="scores" class:grouped=grouped class:many=many role="grid" aria-rowcount=all_rows aria-colcount=columns>
                <caption id="table-caption" class="hidden">{caption}</caption>
                <colgroup><col class="choose"/>{widths}</colgroup>
                <thead on:keydown=key_in_head on:focusin=focused_in_head>
                    {group_row}
                    <tr aria-rowindex=head_index>
                        <th scope="col" class="choose"><span class="hidden">"Choose for the charts"</span></th>
                        <For each=move || app.headings.get() key=Clone::clone let(heading)><Head heading/></For>
                    </tr>
                </thead>
                <tbody node_ref=body_ref on:click=pressed on:change=changed on:keydown=key on:focusin=focused
                    on:pointerover=over on:pointerleave=left></tbody>
            </table>
            <Announcer/>
            {show_when(move || matching() == 0, move || view! { <div class="nothing"><Nothing/></div> })}
        </div>
    }
}

/// What a press in a row does.
fn press(app: AppState, body: &Body, event: &ev::MouseEvent, target: &Element) {
    let Some((_, code)) = body.row_of(target) else { return };
    let closest = |selector: &str| target.closest(selector).ok().flatten();
    if closest("a").is_some() {
        if is_plain(event) {
            event.prevent_default();
            app.push(app.link_to_untracked(|state| state.page = Page::Model(code)));
        }
        return;
    }
    match closest("button").and_then(|button| button.get_attribute("data-act")).as_deref() {
        Some("pin") => {
            pin(app, &code);
            // Who pinned it by the keyboard stays with the model.
            let row = app.models.get_untracked().row_of(&code);
            let place = app.rows.get_untracked().rows.iter().position(|known| Some(*known) == row);
            if let Some(place) = place.filter(|_| event.detail() == 0) {
                body.go(place, body.at().1);
            }
        }
        Some(_) => app.expanded.update(|expanded| {
            if !expanded.remove(&code) {
                expanded.insert(code);
            }
        }),
        None => {
            if let Some(column) = body.column_of(target) {
                body.is_at(&closest("td").unwrap_or_else(|| target.clone()));
                app.explained.set(Some(Explained { model: code, column }));
            }
        }
    }
}

/// Pins a model to the top, or lets it back to its place.
pub(in crate::app) fn pin(app: AppState, code: &str) {
    app.replace(|state| {
        let pinned = state.pinned.iter().any(|pinned| pinned == code);
        toggle(&mut state.pinned, code, !pinned);
    });
}

/// Adds a code to a list, or takes it out.
pub(in crate::app) fn toggle(codes: &mut Vec<String>, code: &str, on: bool) {
    codes.retain(|known| known != code);
    if on {
        codes.push(code.to_owned());
    }
}

/// What a key does in the rows: arrows go from cell to cell, letters to the model that begins with them, Enter and the
/// space bar ask what a figure is made of.
fn key_down(app: AppState, body: &Body, typed: StoredValue<(String, f64)>, event: &ev::KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let Some((_, code)) = body.row_of(&target) else { return };
    if event.alt_key() || event.meta_key() {
        return;
    }
    let (place, stop, stops) = body.at();
    let last = stops.saturating_sub(1);
    let go = |place: usize, stop: usize| {
        event.prevent_default();
        body.go(place, stop);
    };
    match (event.key().as_str(), event.ctrl_key()) {
        ("ArrowUp", false) if place == 0 => {
            event.prevent_default();
            body.go_to_head();
        }
        ("ArrowUp", false) => go(place - 1, stop),
        ("ArrowDown", false) => go(place + 1, stop),
        ("ArrowLeft", false) => go(place, stop.saturating_sub(1)),
        ("ArrowRight", false) => go(place, (stop + 1).min(last)),
        ("Home", false) => go(place, 0),
        ("End", false) => go(place, last),
        ("Home", true) => go(0, stop),
        ("End", true) => go(usize::MAX, stop),
        ("PageUp", false) => go(place.saturating_sub(PAGE), stop),
        ("PageDown", false) => go(place + PAGE, stop),
        ("Enter" | " ", false) if target.tag_name() == "TD" => {
            if let Some(column) = body.column_of(&target) {
                event.prevent_default();
                app.explained.set(Some(Explained { model: code, column }));
            }
        }
        (" ", _) => {}
        (key, false) if key.chars().count() == 1 && !matches!(key, "/" | "?") => {
            let now = event.time_stamp();
            let (so_far, when) = typed.get_value();
            let text = if now - when < TYPING { so_far + key } else { key.to_owned() };
            // The same letter again means the next one.
            let from = if text.chars().count() == 1 { place + 1 } else { place };
            if let Some(found) = body.named(from, &text) {
                go(found, crate::app::table::row::LINK);
            }
            typed.set_value((text, now));
        }
        _ => {}
    }
}

/// Why there are no rows, and what to do.
#[component]
fn Nothing() -> impl IntoView {
    let app = AppState::get();
    let clear = move || {
        handler(move |_| {
            app.replace(|state| {
                state.query.clear();
                state.facets = view::Facets::default();
                state.only_chosen = false;
            });
            crate::app::browser::dom::focus("search");
        })
    };
    dyn_view(move || {
        let (query, no_facets) = app.asked.get();
        let why = view::why_no_rows(&query, no_facets);
        if query.is_empty() && no_facets {
            return view! { <p>{why}</p> }.into_any();
        }
        let label = if no_facets { "Clear the search" } else { "Clear search and filters" };
        view! { <p>{why} " " <button type="button" on:click=clear()>{label}</button></p><crate::app::search::NoRowsHints/> }.into_any()
    })
}

/// So long after the last change it is said what changed, so that typing is not talked over.
const SAY_AFTER: Duration = Duration::from_millis(500);

/// Says in words, to whoever does not see it, how the rows and their order changed. Nothing is said on arrival.
#[component]
fn Announcer() -> impl IntoView {
    let app = AppState::get();
    let element = NodeRef::<html::P>::new();
    let now = derived(move || {
        let (query, no_facets) = app.asked.get();
        app.dataset(|dataset| {
            let (ranking, rows) = (app.ranking.get(), app.rows.get());
            app.sort.with(|sort| {
                app.all_headings.with(|headings| {
                    view::Announcement::new(dataset, &ranking, headings, sort, (&query, no_facets), rows.matching)
                })
            })
        })
    });
    let said = StoredValue::new(now.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |_| {
        now.with(|_| ());
        stop();
        let say = move || {
            let (Some(now), Some(before)) = (now.try_get_untracked(), said.try_get_value()) else { return };
            let words = now.since(&before);
            if let Some(element) = element.try_get_untracked().flatten().filter(|_| !words.is_empty()) {
                element.set_text_content(Some(&words));
            }
            said.try_set_value(now);
        };
        waiting.set_value(set_timeout_with_handle(say, SAY_AFTER).ok());
    });
    on_cleanup(stop);
    view! { <p node_ref=element class="hidden" role="status"></p> }
}

/// A small mark whose form tells general models from embodied ones.
#[component]
pub(in crate::app) fn Mark(category: Option<Category>) -> impl IntoView {
    let (name, path) = view::mark(category);
    view! {
        <svg class="mark" class:filled=category == Some(Category::Embodied) viewBox="0 0 12 12" width="12" height="12"
            role="img" aria-label=name>
            <path d=path/>
        </svg>
    }
}

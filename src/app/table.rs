//! The table of scores: its frame and its head, and what happens where a visitor presses in it.

use std::rc::Rc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::address::is_plain;
use super::body::{Body, Picture};
use super::derived::derived;
use super::erased::{action, flag, part, part_if, text};
use super::session::{Explained, Session};
use crate::document::Category;
use crate::view::{self, ColumnId, Columns, Group, Heading, Page, SortKey, caption};

/// How many rows the page keys move by.
const PAGE: usize = 10;

/// Letters typed within so many milliseconds of each other belong to one name.
const TYPING: f64 = 800.0;

/// The table of what the session looks at.
#[component]
pub(super) fn ScoreTable() -> impl IntoView {
    let session = Session::get();
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
        let picture = Rc::new(Picture::of(session));
        with_body(&|body| body.show(Rc::clone(&picture)));
    });
    let scrolled = move || with_body(&Body::moved);
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
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    Effect::new(move |_| {
        let pointed = session.pointed.get();
        with_body(&|body| body.point(pointed));
    });
    // What is explained is no longer shown: the focus goes back to where it was asked for.
    Effect::new(move |before: Option<bool>| {
        let shown = session.explained.with(Option::is_some);
        if before == Some(true) && !shown {
            with_body(&Body::focus);
        }
        shown
    });

    let pressed = action(move |event: ev::MouseEvent| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            with_body(&|body| press(session, body, &event, &target));
        }
    });
    let changed = action(move |event: ev::Event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) else {
            return;
        };
        with_body(&|body| {
            if let Some((_, code)) = body.row_of(&target) {
                session.adjust(|state| toggle(&mut state.selected, &code, target.checked()));
            }
        });
    });
    let typed = StoredValue::new((String::new(), 0.0_f64));
    let key = action(move |event: ev::KeyboardEvent| with_body(&|body| key_down(session, body, typed, &event)));
    let focused = action(move |event: ev::FocusEvent| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            with_body(&|body| body.is_at(&target));
        }
    });

    let over = action(move |event: ev::PointerEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        with_body(&|body| {
            let model = target.as_ref().and_then(|target| body.model_of(target));
            if session.pointed.get_untracked() != model {
                session.pointed.set(model);
            }
        });
    });
    let left = action(move |_| session.pointed.set(None));

    let count = move || session.rows.with(|rows| rows.rows.len());
    let grouped = flag(move || !session.groups.with(Vec::is_empty));
    let all_rows =
        text(move || (count() + session.unfolded_places.with(Vec::len) + 1 + usize::from(grouped.get())).to_string());
    let caption = text(move || session.dataset(|dataset| caption(dataset, &session.ranking.get(), count())));
    let columns = text(move || (session.headings.with(Vec::len) + 1).to_string());
    let group_row = part(move || {
        let groups = session.groups.get();
        (!groups.is_empty()).then(|| {
            view! {
                <tr aria-rowindex="1" class="groups">
                    <td class="choose"></td>
                    {groups.into_iter().map(|group| view! { <GroupHead group/> }).collect_view()}
                </tr>
            }
        })
    });
    // Told, not found out by the browser, which would measure every cell for it.
    let least = text(move || {
        session.headings.with(|headings| format!("calc({}px + var(--model-column))", least_width(headings)))
    });
    let widths = part(move || {
        session.headings.with(|headings| headings.iter().map(|h| view! { <col class=h.id.class()/> }).collect_view())
    });
    let head_index = text(move || if grouped.get() { "2" } else { "1" }.to_owned());
    view! {
        <div class="table-scroll" node_ref=scroller tabindex="0" role="region" aria-labelledby="table-caption"
            on:scroll=action(move |_| scrolled())>
            <table class="scores" class:grouped=grouped role="grid" style:min-width=least aria-rowcount=all_rows aria-colcount=columns>
                <caption id="table-caption"><span>{caption}</span></caption>
                <colgroup><col class="choose"/>{widths}</colgroup>
                <thead>
                    {group_row}
                    <tr aria-rowindex=head_index>
                        <th scope="col" class="choose"><span class="hidden">"Choose for the charts"</span></th>
                        <For each=move || session.headings.get() key=Clone::clone let(heading)><Head heading/></For>
                    </tr>
                </thead>
                <tbody node_ref=body_ref on:click=pressed on:change=changed on:keydown=key on:focusin=focused
                    on:pointerover=over on:pointerleave=left></tbody>
            </table>
            {part_if(move || count() == 0, move || view! { <div class="nothing"><Nothing/></div> })}
        </div>
    }
}

/// What a press in a row does.
fn press(session: Session, body: &Body, event: &ev::MouseEvent, target: &Element) {
    let Some((_, code)) = body.row_of(target) else { return };
    let closest = |selector: &str| target.closest(selector).ok().flatten();
    if closest("a").is_some() {
        if is_plain(event) {
            event.prevent_default();
            session.go(session.now_beside(|state| state.page = Page::Model(code)));
        }
        return;
    }
    match closest("button").and_then(|button| button.get_attribute("data-act")).as_deref() {
        Some("pin") => {
            pin(session, &code);
            // Who pinned it by the keyboard stays with the model.
            let row = session.models.get_untracked().row_of(&code);
            let place = session.rows.get_untracked().rows.iter().position(|known| Some(*known) == row);
            if let Some(place) = place.filter(|_| event.detail() == 0) {
                body.go(place, body.at().1);
            }
        }
        Some(_) => session.unfolded.update(|unfolded| {
            if !unfolded.remove(&code) {
                unfolded.insert(code);
            }
        }),
        None => {
            if let Some(column) = body.column_of(target) {
                body.is_at(&closest("td").unwrap_or_else(|| target.clone()));
                session.explained.set(Some(Explained { model: code, column }));
            }
        }
    }
}

/// Pins a model to the top, or lets it back to its place.
pub(super) fn pin(session: Session, code: &str) {
    session.adjust(|state| {
        let pinned = state.pinned.iter().any(|pinned| pinned == code);
        toggle(&mut state.pinned, code, !pinned);
    });
}

fn toggle(codes: &mut Vec<String>, code: &str, on: bool) {
    codes.retain(|known| known != code);
    if on {
        codes.push(code.to_owned());
    }
}

/// What a key does in the rows: arrows go from cell to cell, letters to the model that begins with them, Enter and the
/// space bar ask what a figure is made of.
fn key_down(session: Session, body: &Body, typed: StoredValue<(String, f64)>, event: &ev::KeyboardEvent) {
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
        ("ArrowUp", false) => go(place.saturating_sub(1), stop),
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
                session.explained.set(Some(Explained { model: code, column }));
            }
        }
        (" ", _) => {}
        (key, false) if key.chars().count() == 1 && key != "/" => {
            let now = event.time_stamp();
            let (so_far, when) = typed.get_value();
            let text = if now - when < TYPING { so_far + key } else { key.to_owned() };
            // The same letter again means the next one.
            let from = if text.chars().count() == 1 { place + 1 } else { place };
            if let Some(found) = body.named(from, &text) {
                go(found, super::row::LINK);
            }
            typed.set_value((text, now));
        }
        _ => {}
    }
}

/// CSS pixels that all columns but the model's take at least. Each has its width in the style sheet too.
fn least_width(headings: &[Heading]) -> u32 {
    let width = |heading: &Heading| match heading.id {
        ColumnId::Model => 0,
        ColumnId::Rank => 60,
        ColumnId::Year | ColumnId::Size => 68,
        ColumnId::Open => 76,
        ColumnId::Coverage => 64,
        ColumnId::Total | ColumnId::AverageRank | ColumnId::Core(_) | ColumnId::Score(_) => 96,
    };
    32 + headings.iter().map(width).sum::<u32>()
}

/// Why there are no rows, and what to do.
#[component]
fn Nothing() -> impl IntoView {
    let session = Session::get();
    let asked = session.part(|state| (state.query.clone(), state.facets.is_empty()));
    let clear = move || {
        action(move |_| {
            session.adjust(|state| {
                state.query.clear();
                state.facets = view::Facets::default();
            });
            super::focus("search");
        })
    };
    part(move || {
        let (query, no_facets) = asked.get();
        let why = match (query.is_empty(), no_facets) {
            (true, true) => return view! { <p>"No model has scores here yet."</p> }.into_any(),
            (false, true) => format!("No model’s name, author or component matches “{query}”. "),
            (true, false) => "No model passes all of the filters. ".to_owned(),
            (false, false) => format!("No model matches “{query}” and passes all of the filters. "),
        };
        let label = if no_facets { "Clear the search" } else { "Clear search and filters" };
        view! { <p>{why} <button type="button" on:click=clear()>{label}</button></p> }.into_any()
    })
}

/// The head over the columns of a core capability: its name folds them into one and unfolds them.
#[component]
fn GroupHead(group: Group) -> impl IntoView {
    let session = Session::get();
    let span = group.span.to_string();
    let Some((code, name, folded)) = group.core else {
        return view! { <td colspan=span></td> }.into_any();
    };
    let fold = action(move |_| session.adjust(|state| state.columns.fold(&code, !folded)));
    let title = if folded { format!("Unfold {name}") } else { format!("Fold {name} into one column") };
    view! {
        <th colspan=span scope="colgroup">
            <button type="button" aria-expanded=(!folded).to_string() title=title on:click=fold>
                <span aria-hidden="true">{if folded { "▸ " } else { "▾ " }}</span><span>{name}</span>
            </button>
        </th>
    }
    .into_any()
}

/// The head of a column: its name is a button that sorts; with Shift it becomes one more key. It can be dragged, or moved
/// with Shift and the arrow keys.
#[component]
fn Head(heading: Heading) -> impl IntoView {
    let session = Session::get();
    let Heading { id, code, name, about, counts, .. } = heading.clone();
    // The order in which the column sorts, from 1, and whether from high to low.
    let wanted = code.clone();
    let sorted = derived(move || {
        session.sort.with(|sort| {
            if sort.is_empty() {
                // Without a sort, rows are in rank order.
                return (wanted == "rank").then_some((1, false, 1));
            }
            let place = sort.iter().position(|key| key.column == wanted)?;
            Some((place + 1, sort.get(place)?.descending, sort.len()))
        })
    });
    let first = heading.descending_first();
    let column = code.clone();
    let sort = action(move |event: ev::MouseEvent| {
        let now = sorted.get_untracked().map(|(_, descending, _)| descending);
        session.adjust(|state| sort_by(&mut state.sort, &column, now, first, event.shift_key()));
    });
    let column = code.clone();
    let moved = action(move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => return,
        };
        if event.shift_key() && !id.is_fixed() {
            event.prevent_default();
            move_column(session, &column, step);
            let button = button_id(&column);
            request_animation_frame(move || super::focus_only(&button));
        }
    });
    let (dragged, dropped) = (code.clone(), code.clone());
    let drag = action(move |event: ev::DragEvent| {
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data(DRAGGED, &dragged);
        }
    });
    let is_column =
        |event: &ev::DragEvent| event.data_transfer().is_some_and(|data| data.types().includes(&DRAGGED.into(), 0));
    let over = action(move |event: ev::DragEvent| {
        if is_column(&event) && !id.is_fixed() {
            event.prevent_default();
        }
    });
    let drop = action(move |event: ev::DragEvent| {
        let column = event.data_transfer().and_then(|data| data.get_data(DRAGGED).ok()).unwrap_or_default();
        if !column.is_empty() {
            event.prevent_default();
            put(session, &column, &dropped);
        }
    });
    let count = counts.map(|counts| {
        let column = code.clone();
        let change = action(move |event: ev::Event| {
            let counts = event_target_checked(&event);
            session.adjust(|state| toggle(&mut state.left_out, &column, !counts));
        });
        let label = format!("Count {name} in the total");
        view! { <input type="checkbox" prop:checked=counts aria-label=label.clone() title=label on:change=change/> }
    });
    let spread = part(move || {
        let path = session.spreads.with(|spreads| spreads.get(&id).map(|spread| spread.path(56.0, 14.0)));
        path.filter(|path| !path.is_empty()).map(|path| {
            view! { <svg viewBox="0 0 56 14" width="56" height="14" aria-hidden="true"><path d=path/></svg> }
        })
    });
    let how = text(move || {
        let how = match sorted.get() {
            None => "none",
            Some((_, true, _)) => "descending",
            Some((_, false, _)) => "ascending",
        };
        how.to_owned()
    });
    let arrow = text(move || match sorted.get() {
        None => String::new(),
        Some((place, descending, of)) => {
            let arrow = if descending { "↓" } else { "↑" };
            if of > 1 { format!("{arrow}{place}") } else { arrow.to_owned() }
        }
    });
    let draggable = if id.is_fixed() { "false" } else { "true" };
    view! {
        <th scope="col" class=id.class() class:left-out=counts == Some(false) aria-sort=how draggable=draggable
            aria-label=name.clone() on:dragstart=drag on:dragover=over on:drop=drop>
            <button type="button" id=button_id(&code) title=about on:click=sort on:keydown=moved>
                <span>{name.clone()}</span>
                <span class="arrow" aria-hidden="true">{arrow}</span>
            </button>
            <div class="spread">{count}{spread}</div>
        </th>
    }
}

/// What a dragged column is called among the kinds of things that are dragged.
const DRAGGED: &str = "application/x-arena-column";

fn button_id(code: &str) -> String {
    format!("sort-{code}")
}

/// Orders by a column: alone, or with Shift as one more key, whose third press takes it away again.
fn sort_by(keys: &mut Vec<SortKey>, column: &str, now: Option<bool>, first: bool, one_more: bool) {
    let key = |descending| SortKey { column: column.to_owned(), descending };
    if one_more && !keys.is_empty() {
        match keys.iter_mut().find(|key| key.column == column) {
            Some(known) if known.descending == first => known.descending = !first,
            Some(_) => keys.retain(|key| key.column != column),
            None => keys.push(key(first)),
        }
        return;
    }
    let descending = now.map_or(first, |descending| !descending);
    // Rank order is how the table comes; it needs no word in the link.
    *keys = if column == "rank" && !descending { Vec::new() } else { vec![key(descending)] };
}

/// Moves a column by one place among those that are shown.
pub(super) fn move_column(session: Session, column: &str, step: isize) {
    let shown = session.headings.with_untracked(|headings| {
        headings.iter().filter(|heading| !heading.id.is_fixed()).map(|h| h.code.clone()).collect::<Vec<_>>()
    });
    let place = shown.iter().position(|code| code == column);
    let other = place.and_then(|place| shown.get(place.checked_add_signed(step)?));
    if let Some(other) = other {
        put(session, column, other);
    }
}

/// Puts a column where another stands.
fn put(session: Session, column: &str, other: &str) {
    let all = session.all_headings.get_untracked();
    session.adjust(|state| Columns::put(&mut state.columns, &all, column, other));
}

/// A small mark whose form tells general models from embodied ones.
#[component]
pub(super) fn Mark(category: Option<Category>) -> impl IntoView {
    let (name, path) = view::mark(category);
    view! {
        <svg class="mark" class:filled=category == Some(Category::Embodied) viewBox="0 0 12 12" width="12" height="12"
            role="img" aria-label=name>
            <path d=path/>
        </svg>
    }
}

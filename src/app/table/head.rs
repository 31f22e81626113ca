//! The head of the table: names that sort, groups that fold, buttons that open what else can be done with a column, and how
//! the keyboard goes along them. Like a row, it is no tab stop of its own: `body.rs` knows which element of the table Tab reaches.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTableCellElement};

use crate::app::components::capability::definition;
use crate::app::reactive::derived;
use crate::app::reactive::{dyn_view, handler, text_signal};
use crate::app::state::AppState;
use crate::app::table::column_menu;
use crate::view::{self, Columns, Group, Heading, SortKey};

/// A line of controls, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Line {
    /// Fold the columns of a core capability.
    Groups,
    /// Sort.
    Names,
    /// Open what else can be done with a column.
    Menus,
}

/// A control: its line, and the index of its column among all cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct HeadStop {
    pub(in crate::app) line: Line,
    pub(in crate::app) column: usize,
}

/// Where a key leads from a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Step {
    Head(HeadStop),
    /// Into the rows, at a column.
    Rows(usize),
}

/// The element of a control; `None` where a column has none in that line.
pub(in crate::app) fn control(head: &Element, HeadStop { line, column }: HeadStop) -> Option<HtmlElement> {
    let cell = if line == Line::Groups {
        cells(&head.query_selector("tr.groups").ok()??).find(|(first, cell)| {
            let span = cell.dyn_ref::<HtmlTableCellElement>().map_or(1, HtmlTableCellElement::col_span);
            (*first..*first + span as usize).contains(&column)
        })
    } else {
        cells(&names(head)?).find(|(first, _)| *first == column)
    };
    let selector = if line == Line::Menus { ".menu" } else { "button" };
    cell?.1.query_selector(selector).ok()??.dyn_into().ok()
}

/// The control that an element is, or is in.
pub(in crate::app) fn stop_of(head: &Element, element: &Element) -> Option<HeadStop> {
    let cell = element.closest("th").ok()??;
    let row = cell.parent_element()?;
    let (column, _) = cells(&row).find(|(_, known)| known.is_same_node(Some(&cell)))?;
    let in_names = names(head)?.is_same_node(Some(&row));
    let line = match (in_names, element.class_list().contains("menu")) {
        (false, _) => Line::Groups,
        (true, true) => Line::Menus,
        (true, false) => Line::Names,
    };
    Some(HeadStop { line, column })
}

/// The control just above a column of the rows: the nearest one, as not all columns have one.
pub(in crate::app) fn above_rows(head: &Element, column: usize) -> Option<HeadStop> {
    let columns = columns(head);
    let stops = [Line::Menus, Line::Names].map(|line| HeadStop { line, column });
    let beside = (column..columns).chain(0..column).map(|column| HeadStop { line: Line::Names, column });
    stops.into_iter().chain(beside).find(|stop| control(head, *stop).is_some())
}

/// Where a key leads; `None` if it is no key that leads anywhere in the head.
pub(in crate::app) fn step(head: &Element, from: HeadStop, key: &str) -> Option<Step> {
    let HeadStop { line, column } = from;
    let present = control(head, from);
    let is_there = |stop: &HeadStop| {
        let there = control(head, *stop);
        // One group is above several columns.
        there.is_some() && there != present
    };
    let among = |mut columns: Box<dyn Iterator<Item = usize>>| {
        columns.find_map(|column| Some(HeadStop { line, column }).filter(is_there)).unwrap_or(from)
    };
    let at = |line: Line| Some(HeadStop { line, column }).filter(|stop| control(head, *stop).is_some());
    let all = columns(head);
    Some(Step::Head(match key {
        "ArrowLeft" => among(Box::new((0..column).rev())),
        "ArrowRight" => among(Box::new(column + 1..all)),
        "Home" => among(Box::new(0..column)),
        "End" => among(Box::new((column + 1..all).rev())),
        "ArrowUp" => match line {
            Line::Groups => from,
            Line::Names => at(Line::Groups).unwrap_or(from),
            Line::Menus => at(Line::Names).unwrap_or(from),
        },
        "ArrowDown" => match line {
            Line::Groups => at(Line::Names).unwrap_or(from),
            Line::Names => match at(Line::Menus) {
                Some(stop) => stop,
                None => return Some(Step::Rows(column)),
            },
            Line::Menus => return Some(Step::Rows(column)),
        },
        "PageDown" => return Some(Step::Rows(column)),
        _ => return None,
    }))
}

/// The row of the names, which is the last.
fn names(head: &Element) -> Option<Element> {
    head.last_element_child()
}

fn columns(head: &Element) -> usize {
    names(head).map_or(0, |row| row.child_element_count() as usize)
}

/// The cells of a row, each with the index of its first column.
fn cells(row: &Element) -> impl Iterator<Item = (usize, Element)> + use<> {
    let mut column = 0;
    std::iter::successors(row.first_element_child(), Element::next_element_sibling).map(move |cell| {
        let first = column;
        column += cell.dyn_ref::<HtmlTableCellElement>().map_or(1, HtmlTableCellElement::col_span) as usize;
        (first, cell)
    })
}

/// The head over the columns of a core capability: its name folds them into one and unfolds them.
#[component]
pub(in crate::app) fn GroupHead(group: Group) -> impl IntoView {
    let app = AppState::get();
    let span = group.span.to_string();
    let Some((code, name, folded)) = group.core else {
        return view! { <td colspan=span></td> }.into_any();
    };
    let id = format!("fold-{code}");
    let button = id.clone();
    let fold = handler(move |_| {
        app.replace(|state| state.columns.fold(&code, !folded));
        // The heads are made anew.
        let button = button.clone();
        request_animation_frame(move || crate::app::browser::dom::focus_only(&button));
    });
    let title = if folded { format!("Unfold {name}") } else { format!("Fold {name} into one column") };
    view! {
        <th colspan=span scope="colgroup">
            <button type="button" tabindex="-1" id=id aria-expanded=(!folded).to_string() title=title on:click=fold>
                <span aria-hidden="true">{if folded { "▸ " } else { "▾ " }}</span><span>{name}</span>
            </button>
        </th>
    }
    .into_any()
}

/// The head of a column: its name is a button that sorts; with Shift it becomes one more key. It can be dragged, or moved
/// with Shift and the arrow keys.
#[component]
pub(in crate::app) fn Head(heading: Heading) -> impl IntoView {
    let app = AppState::get();
    let (first, class, markup) = (heading.descending_first(), heading.class(), heading.name_markup());
    let Heading { id, code, name, about, counts, ranks, .. } = heading;
    // Under the lenses a column is a capability, whose definition is asked for by pointing at it.
    let is_capability = move || app.ranking.with(|ranking| ranking.subject.is_of_capabilities());
    let wanted = name.clone();
    let title = text_signal(move || {
        let words = if is_capability() { definition(app, &wanted) } else { String::new() };
        if words.is_empty() { about.clone() } else { words }
    });
    let pointed = handler(move |_: ev::PointerEvent| {
        if untrack(is_capability) {
            app.ask_for_reference();
        }
    });
    // The order in which the column sorts, from 1, and whether from high to low.
    let wanted = code.clone();
    let sorted = derived(move || {
        app.sort.with(|sort| {
            if sort.is_empty() {
                // Without a sort, rows are in rank order.
                return (wanted == "rank").then_some((1, false, 1));
            }
            let place = sort.iter().position(|key| key.column == wanted)?;
            Some((place + 1, sort.get(place)?.descending, sort.len()))
        })
    });
    let column = code.clone();
    let sort = handler(move |event: ev::MouseEvent| {
        let now = sorted.get_untracked().map(|(_, descending, _)| descending);
        app.replace(|state| sort_by(&mut state.sort, &column, now, first, event.shift_key()));
    });
    let column = code.clone();
    let moved = handler(move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => return,
        };
        if event.shift_key() && !id.is_fixed() {
            event.prevent_default();
            move_column(app, &column, step);
            let button = button_id(&column);
            request_animation_frame(move || crate::app::browser::dom::focus_only(&button));
        }
    });
    let (dragged, dropped) = (code.clone(), code.clone());
    let drag = handler(move |event: ev::DragEvent| {
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data(DRAGGED, &dragged);
        }
    });
    let is_column =
        |event: &ev::DragEvent| event.data_transfer().is_some_and(|data| data.types().includes(&DRAGGED.into(), 0));
    let over = handler(move |event: ev::DragEvent| {
        if is_column(&event) && !id.is_fixed() {
            event.prevent_default();
        }
    });
    let drop = handler(move |event: ev::DragEvent| {
        let column = event.data_transfer().and_then(|data| data.get_data(DRAGGED).ok()).unwrap_or_default();
        if !column.is_empty() {
            event.prevent_default();
            put(app, &column, &dropped);
        }
    });
    let menu = (!id.is_fixed()).then(|| {
        let (column, label) = (code.clone(), format!("Options for {name}"));
        let open = handler(move |event: ev::MouseEvent| {
            if let Some(button) = event.current_target().and_then(|button| button.dyn_into::<Element>().ok()) {
                column_menu::open(app, &column, &button);
            }
        });
        view! {
            <button type="button" class="menu" tabindex="-1" id=column_menu::button_id(&code) aria-haspopup="dialog"
                aria-label=label.clone() title=label on:click=open>"⋯"</button>
        }
    });
    let spread = dyn_view(move || {
        let axis = if ranks { app.axis.get() } else { None };
        let spread = || app.spreads.with(|spreads| spreads.get(&id).map(view::Spread::markup).unwrap_or_default());
        let picture = axis.map_or_else(spread, |axis| axis.markup());
        view! { <span inner_html=picture></span> }
    });
    let how = text_signal(move || {
        let how = match sorted.get() {
            None => "none",
            Some((_, true, _)) => "descending",
            Some((_, false, _)) => "ascending",
        };
        how.to_owned()
    });
    let arrow = text_signal(move || match sorted.get() {
        None => String::new(),
        Some((place, descending, of)) => {
            let arrow = if descending { "↓" } else { "↑" };
            if of > 1 { format!("{arrow}{place}") } else { arrow.to_owned() }
        }
    });
    let draggable = if id.is_fixed() { "false" } else { "true" };
    view! {
        <th scope="col" class=class class:left-out=counts == Some(false) aria-sort=how draggable=draggable
            aria-label=name on:pointerenter=pointed on:dragstart=drag on:dragover=over on:drop=drop>
            <button type="button" tabindex="-1" id=button_id(&code) title=title on:click=sort on:keydown=moved>
                <span inner_html=markup></span>
                <span class="arrow" aria-hidden="true">{arrow}</span>
            </button>
            <div class="spread">{menu}{spread}</div>
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
pub(in crate::app) fn move_column(app: AppState, column: &str, step: isize) {
    let shown = app.headings.with_untracked(|headings| {
        headings.iter().filter(|heading| !heading.id.is_fixed()).map(|h| h.code.clone()).collect::<Vec<_>>()
    });
    let place = shown.iter().position(|code| code == column);
    let other = place.and_then(|place| shown.get(place.checked_add_signed(step)?));
    if let Some(other) = other {
        put(app, column, other);
    }
}

/// Puts a column beside the name.
pub(in crate::app) fn put_first(app: AppState, column: &str) {
    let first = app.headings.with_untracked(|all| all.iter().find(|h| !h.id.is_fixed()).map(|h| h.code.clone()));
    put(app, column, &first.unwrap_or_default());
}

/// Puts a column where another stands.
fn put(app: AppState, column: &str, other: &str) {
    let all = app.all_headings.get_untracked();
    app.replace(|state| Columns::put(&mut state.columns, &all, column, other));
}

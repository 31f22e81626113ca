//! The table of scores: a real table of which only the rows near the window are in the document.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::address::Link;
use super::erased::{action, flag, part, part_if, text};
use super::session::Session;
use crate::dataset::Model;
use crate::document::Category;
use crate::view::{self, Cell, ColumnId, Heading, MISSING, Page, SortKey, caption, cell};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW: f64 = 36.0;

/// Rows kept in the document above and below the window, so that scrolling and searching in the page find them.
const BEYOND: usize = 12;

/// How many rows the window moves at a time.
const STEP: usize = 6;

/// The table of what the session looks at.
#[component]
pub(super) fn ScoreTable() -> impl IntoView {
    let session = Session::get();
    let scroller = NodeRef::<html::Div>::new();
    // First row in the window and how many fit, in steps, so that scrolling seldom changes anything.
    let window = RwSignal::new((0_usize, 24_usize));
    let measure = move || {
        if let Some(Some(scroller)) = scroller.try_get_untracked() {
            let steps = |pixels: i32| (f64::from(pixels) / ROW) as usize / STEP * STEP;
            let now = (steps(scroller.scroll_top()), steps(scroller.client_height()) + 2 * STEP);
            if window.try_get_untracked().is_some_and(|before| before != now) {
                window.set(now);
            }
        }
    };
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        session.order.track();
        request_animation_frame(measure);
    });

    let count = move || session.order.with(|order| order.len());
    let shown = Memo::new(move |_| {
        let (start, fit) = window.get();
        let end = (start + fit + BEYOND).min(count());
        (start.saturating_sub(BEYOND).min(end), end)
    });
    let places = move || {
        let (start, end) = shown.get();
        (start..end).collect::<Vec<_>>()
    };
    let spacer = |height: Signal<f64>| {
        view! { <tr class="spacer" aria-hidden="true" hidden=flag(move || height.get() <= 0.0)
        style:height=text(move || format!("{}px", height.get()))></tr> }
    };
    let above = Signal::derive(move || shown.with(|(start, _)| *start as f64 * ROW));
    let below = Signal::derive(move || shown.with(|(_, end)| (count() - end) as f64 * ROW));
    let caption = text(move || session.dataset(|dataset| caption(dataset, &session.ranking.get(), count())));
    let columns = text(move || (session.headings.with(Vec::len) + 1).to_string());
    let head = part(move || session.headings.get().into_iter().map(|heading| view! { <Head heading/> }).collect_view());
    // Told, not found out by the browser, which would measure every cell for it.
    let least = text(move || {
        session.headings.with(|headings| format!("calc({}px + var(--model-column))", least_width(headings)))
    });
    let widths = part(move || {
        session.headings.with(|headings| headings.iter().map(|h| view! { <col class=h.id.class()/> }).collect_view())
    });
    view! {
        <div class="table-scroll" node_ref=scroller tabindex="0" role="region" aria-labelledby="table-caption"
            on:scroll=action(move |_| measure())>
            <table class="scores" style:min-width=least aria-rowcount=text(move || (count() + 1).to_string()) aria-colcount=columns>
                <caption id="table-caption"><span>{caption}</span></caption>
                <colgroup><col class="choose"/>{widths}</colgroup>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col" class="choose"><span class="hidden">"Choose for the charts"</span></th>
                        {head}
                    </tr>
                </thead>
                <tbody>
                    {spacer(above)}
                    <For each=places key=|place| *place let(place)><Row place/></For>
                    {spacer(below)}
                    {part_if(move || count() == 0, move || view! { <tr><td class="empty" colspan=columns><div class="nothing"><Nothing/></div></td></tr> })}
                </tbody>
            </table>
        </div>
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
        ColumnId::Total | ColumnId::AverageRank | ColumnId::Score(_) => 96,
    };
    32 + headings.iter().map(width).sum::<u32>()
}

/// Why there are no rows, and what to do.
#[component]
fn Nothing() -> impl IntoView {
    let session = Session::get();
    let query = session.part(|state| state.query.clone());
    let clear = move || {
        action(move |_| {
            session.adjust(|state| state.query.clear());
            super::focus("search");
        })
    };
    part(move || {
        if query.with(String::is_empty) {
            return view! { "No model has scores here yet." }.into_any();
        }
        view! {
            {format!("No model’s name or author matches “{}”. ", query.get())}
            <button type="button" on:click=clear()>"Clear the search"</button>
        }
        .into_any()
    })
}

/// The head of a column: its name is a button that sorts.
#[component]
fn Head(heading: Heading) -> impl IntoView {
    let session = Session::get();
    let code = heading.code.clone();
    let sorted = Memo::new(move |_| match session.sort.with(|sort| sort.first().cloned()) {
        Some(key) => (key.column == code).then_some(key.descending),
        // Without a sort, rows are in rank order.
        None => (code == "rank").then_some(false),
    });
    let first = heading.descending_first();
    let code = heading.code.clone();
    let sort = action(move |_| {
        let descending = sorted.get_untracked().map_or(first, |descending| !descending);
        let column = code.clone();
        session.adjust(|state| {
            // Rank order is how the table comes; it needs no word in the link.
            let as_it_comes = column == "rank" && !descending;
            state.sort = if as_it_comes { Vec::new() } else { vec![SortKey { column, descending }] };
        });
    });
    let word = move |none: &str, ascending: &str, descending: &str| {
        let words = [none, ascending, descending].map(str::to_owned);
        text(move || words.get(sorted.get().map_or(0, |down| 1 + usize::from(down))).cloned().unwrap_or_default())
    };
    view! {
        <th scope="col" class=heading.id.class() aria-sort=word("none", "ascending", "descending")>
            <button type="button" title=heading.about on:click=sort>
                <span>{heading.name}</span>
                <span class="arrow" aria-hidden="true">{word("", "↑", "↓")}</span>
            </button>
        </th>
    }
}

/// The row at a place of the table, from 0.
///
/// Another order or another ranking changes what it shows and not the row itself: moving or making rows would have the
/// browser style and lay out all their cells anew.
#[component]
fn Row(place: usize) -> impl IntoView {
    let session = Session::get();
    let row = Memo::new(move |_| session.order.with(|order| order.get(place).copied()));
    let about =
        Memo::new(move |_| session.dataset(|dataset| About::of(dataset.models().get(row.get()?)?)).unwrap_or_default());
    let chosen = Memo::new(move |_| row.get().is_some_and(|row| session.chosen.with(|chosen| chosen.contains(&row))));
    let choose = action(move |event: ev::Event| {
        let checked = event_target_checked(&event);
        let code = about.with_untracked(|about| about.code.clone());
        session.adjust(|state| {
            state.selected.retain(|selected| *selected != code);
            if checked {
                state.selected.push(code);
            }
        });
    });
    let rank = Memo::new(move |_| row.get().and_then(|row| session.ranking.with(|ranking| ranking.ranks.get(row))));
    let to = Signal::derive(move || {
        let code = about.with(|about| about.code.clone());
        session.beside(|state| state.page = Page::Model(code))
    });
    let element = NodeRef::<html::Tr>::new();
    Effect::new(move |before: Option<Vec<Cell>>| {
        let (Some(element), Some(row)) = (element.get(), row.get()) else { return Vec::new() };
        let ranking = session.ranking.get();
        let cells = session.dataset(|dataset| {
            let others =
                session.headings.with(|headings| headings.iter().skip(FIXED).map(|h| h.id).collect::<Vec<_>>());
            others.into_iter().map(|id| cell(dataset, &ranking, id, row)).collect::<Vec<_>>()
        });
        patch(&element, &before.unwrap_or_default(), &cells);
        cells
    });
    view! {
        <tr node_ref=element aria-rowindex=(place + 2).to_string() class:preview=flag(move || about.with(|about| about.preview))
            class:chosen=flag(move || chosen.get()) class:unranked=flag(move || rank.get().is_none())>
            <td class="choose">
                <input type="checkbox" aria-label=text(move || about.with(|about| format!("Choose {} for the charts", about.name)))
                    prop:checked=flag(move || chosen.get()) on:change=choose/>
            </td>
            <td class="rank">{text(move || rank.get().map_or_else(|| MISSING.to_owned(), |rank| rank.to_string()))}</td>
            <th scope="row" class="model">
                {part(move || view! { <Mark category=about.with(|about| about.category)/> })}
                <Link to><bdi>{text(move || about.with(|about| about.name.clone()))}</bdi></Link>
                {part(move || about.with(|about| about.preview).then(|| view! { <span class="tag">"preview"</span> }))}
                <small title=text(move || about.with(|about| about.authors.clone()))>
                    <bdi>{text(move || about.with(|about| about.authors.clone()))}</bdi>
                </small>
            </th>
        </tr>
    }
}

/// What a row says of its model besides figures.
#[derive(Clone, Default, PartialEq)]
struct About {
    code: String,
    name: String,
    authors: String,
    category: Option<Category>,
    preview: bool,
}

impl About {
    fn of(model: &Model) -> Option<Self> {
        Some(Self {
            code: model.code.clone(),
            name: model.name.clone(),
            authors: model.authors.join(", "),
            category: model.category,
            preview: model.preview,
        })
    }
}

/// Columns that a row has of itself: rank and model.
const FIXED: usize = 2;

/// Brings the cells behind those that a row has of itself from what they showed to what they are to show.
///
/// Done by hand and not by a signal for each cell: there are a thousand of them.
fn patch(row: &web_sys::HtmlTableRowElement, before: &[Cell], now: &[Cell]) {
    // The box for choosing stands before the fixed columns.
    let own = FIXED + 1;
    let at = |place: usize| row.cells().item(u32::try_from(own + place).unwrap_or(u32::MAX));
    for _ in now.len()..before.len() {
        if let Some(cell) = at(now.len()) {
            cell.remove();
        }
    }
    for (place, cell) in now.iter().enumerate() {
        let known = before.get(place);
        if known == Some(cell) {
            continue;
        }
        let element = match known {
            Some(_) => at(place),
            None => row.insert_cell().ok().map(|cell| cell.unchecked_into()),
        };
        let Some(element) = element else { continue };
        let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() else { continue };
        if known.is_none_or(|known| known.text != cell.text) {
            element.set_text_content(Some(cell.text.as_deref().unwrap_or(MISSING)));
        }
        if known.is_none_or(|known| known.class() != cell.class()) {
            element.set_class_name(&cell.class());
        }
        if known.is_none_or(|known| known.about != cell.about) {
            let _ = match &cell.about {
                Some(about) => element.set_attribute("title", about),
                None => element.remove_attribute("title"),
            };
        }
        if known.is_none_or(|known| known.share != cell.share) {
            let style = web_sys::HtmlElement::style(&element);
            // The bar is a background, not an element: a thousand elements more would be felt at every sort.
            let _ = match cell.share {
                Some(share) => {
                    style.set_property("background-size", &format!("{:.1}% 3px", 90.0 * share.clamp(0.0, 1.0)))
                }
                None => style.remove_property("background-size").map(drop),
            };
        }
    }
}

/// A small mark whose form tells general models from embodied ones.
#[component]
pub(super) fn Mark(category: Option<Category>) -> impl IntoView {
    let (name, path) = view::mark(category);
    view! {
        <svg class="mark" class:filled=category == Some(Category::Embodied) viewBox="0 0 12 12" width="12" height="12"
            role="img" aria-label=name>
            <title>{name}</title>
            <path d=path/>
        </svg>
    }
}

//! The table of scores: a real table of which only the rows near the window are in the document.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::address::Link;
use super::erased::{action, flag, part, part_if, text};
use super::session::Session;
use super::shared::Shared;
use crate::aggregate::Ranking;
use crate::dataset::Dataset;
use crate::document::Category;
use crate::view::{self, ColumnId, Heading, MISSING, Page, SortKey, caption};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW: f64 = 36.0;

/// Rows kept in the document above and below the window, so that scrolling and searching in the page find them.
const BEYOND: usize = 40;

/// The table of what the session looks at.
#[component]
pub(super) fn ScoreTable() -> impl IntoView {
    let session = Session::get();
    let scroller = NodeRef::<html::Div>::new();
    // First row in the window and how many fit, in steps of ten so that scrolling seldom changes anything.
    let window = RwSignal::new((0_usize, 30_usize));
    let measure = move || {
        if let Some(Some(scroller)) = scroller.try_get_untracked() {
            let tens = |pixels: i32| (f64::from(pixels) / ROW) as usize / 10 * 10;
            let now = (tens(scroller.scroll_top()), tens(scroller.client_height()) + 20);
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

    let count = move || session.order.with(|order| order.rows.len());
    let shown = Memo::new(move |_| {
        let (start, fit) = window.get();
        let end = (start + fit + BEYOND).min(count());
        (start.saturating_sub(BEYOND).min(end), end)
    });
    let rows = move || {
        let (start, end) = shown.get();
        let ranking = session.ranking.with(Shared::id);
        session.order.with(|order| {
            let shown = order.rows.get(start..end).unwrap_or_default();
            shown.iter().map(|&row| (ranking, row)).collect::<Vec<_>>()
        })
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
    let widths = part(move || {
        session.headings.with(|headings| headings.iter().map(|h| view! { <col class=h.id.class()/> }).collect_view())
    });
    view! {
        <div class="table-scroll" node_ref=scroller tabindex="0" role="region" aria-labelledby="table-caption"
            on:scroll=action(move |_| measure())>
            <table class="scores" aria-rowcount=text(move || (count() + 1).to_string()) aria-colcount=columns>
                <caption id="table-caption">{caption}</caption>
                <colgroup><col class="choose"/>{widths}</colgroup>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col" class="choose"><span class="hidden">"Choose for the charts"</span></th>
                        {head}
                    </tr>
                </thead>
                <tbody>
                    {spacer(above)}
                    <For each=rows key=|key| *key let((_, row))><Row row/></For>
                    {spacer(below)}
                    {part_if(move || count() == 0, move || view! { <tr><td class="empty" colspan=columns><Nothing/></td></tr> })}
                </tbody>
            </table>
        </div>
    }
}

/// Why there are no rows, and what to do.
#[component]
fn Nothing() -> impl IntoView {
    let session = Session::get();
    let query = session.part(|state| state.query.clone());
    let clear = move || action(move |_| session.adjust(|state| state.query.clear()));
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
    let sorted = session.part(move |state| match state.sort.first() {
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

/// A model's row. Its cells never change: another ranking makes other rows.
#[component]
fn Row(row: usize) -> impl IntoView {
    let session = Session::get();
    let ranking = session.ranking.get_untracked();
    let loaded = session.loaded.get_untracked();
    let dataset = &loaded.dataset;
    let model = dataset.models().get(row);
    let name = model.map(|model| model.name.clone()).unwrap_or_default();
    let code = model.map(|model| model.code.clone()).unwrap_or_default();
    let chosen = Memo::new(move |_| session.chosen.with(|chosen| chosen.contains(&row)));
    let choose = action(move |event: ev::Event| {
        let checked = event_target_checked(&event);
        let code = code.clone();
        session.adjust(|state| {
            state.selected.retain(|selected| *selected != code);
            if checked {
                state.selected.push(code);
            }
        });
    });
    let index =
        text(move || session.order.with(|order| order.place(row).map(|place| place + 2)).unwrap_or(0).to_string());
    let cells = session.headings.with_untracked(|headings| {
        headings.iter().map(|heading| cell(session, dataset, &ranking, heading.id, row)).collect_view()
    });
    view! {
        <tr aria-rowindex=index class:preview=model.is_some_and(|model| model.preview)
            class:chosen=flag(move || chosen.get()) class:unranked=ranking.ranks.get(row).is_none()>
            <td class="choose">
                <input type="checkbox" aria-label=format!("Choose {name} for the charts")
                    prop:checked=flag(move || chosen.get()) on:change=choose/>
            </td>
            {cells}
        </tr>
    }
}

fn cell(session: Session, dataset: &Dataset, ranking: &Ranking, id: ColumnId, row: usize) -> AnyView {
    if id == ColumnId::Model {
        return model_cell(session, dataset, row).into_any();
    }
    let cell = view::cell(dataset, ranking, id, row);
    let class = if cell.text.is_some() { id.class().to_owned() } else { format!("{} missing", id.class()) };
    let share = cell.share.map(|share| {
        let width = format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0));
        view! { <i class="share" aria-hidden="true" style:width=width></i> }
    });
    view! { <td class=class title=cell.about>{share}{cell.text.unwrap_or_else(|| MISSING.to_owned())}</td> }.into_any()
}

/// A model's name with its mark and authors; leads to its page.
fn model_cell(session: Session, dataset: &Dataset, row: usize) -> impl IntoView + use<> {
    let model = dataset.models().get(row)?;
    let code = model.code.clone();
    let to = Signal::derive(move || session.beside(|state| state.page = Page::Model(code.clone())));
    let (name, authors) = (model.name.clone(), model.authors.join(", "));
    // In full where the column cuts it.
    let in_full = authors.clone();
    let tag = model.preview.then(|| view! { <span class="tag">"preview"</span> });
    Some(view! {
        <th scope="row" class="model">
            <Mark category=model.category/>
            <Link to><bdi>{name}</bdi></Link>
            {tag}
            <small title=in_full><bdi>{authors}</bdi></small>
        </th>
    })
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

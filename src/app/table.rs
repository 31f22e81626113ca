//! The table of scores: a real table of which only the rows near the window are in the document.

use leptos::html;
use leptos::prelude::*;

use super::address::Link;
use super::session::Session;
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
    let window_start = RwSignal::new(0_usize);
    let window_rows = RwSignal::new(30_usize);
    let scrolled = move || {
        if let Some(scroller) = scroller.get_untracked() {
            let first = (f64::from(scroller.scroll_top()) / ROW) as usize / 10 * 10;
            let fit = (f64::from(scroller.client_height()) / ROW) as usize / 10 * 10 + 20;
            if window_start.get_untracked() != first {
                window_start.set(first);
            }
            if window_rows.get_untracked() != fit {
                window_rows.set(fit);
            }
        }
    };
    let resized = window_event_listener(leptos::ev::resize, move |_| scrolled());
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        session.rows.track();
        request_animation_frame(scrolled);
    });

    let visible = Memo::new(move |_| {
        let count = session.rows.with(|rows| rows.len());
        let start = window_start.get().saturating_sub(BEYOND).min(count);
        let end = (window_start.get() + window_rows.get() + BEYOND).min(count);
        (start, end.max(start), count)
    });
    let each = move || {
        let (start, end, _) = visible.get();
        let ranking = session.ranking.get().id();
        session.rows.with(|rows| {
            let shown = rows.get(start..end).unwrap_or_default();
            shown.iter().enumerate().map(|(n, &row)| (ranking, row, start + n)).collect::<Vec<_>>()
        })
    };
    let spacer = move |rows: usize| {
        (rows > 0).then(|| view! { <tr class="spacer" aria-hidden="true" style:height=format!("{}px", rows as f64 * ROW)></tr> })
    };
    let columns = move || session.headings.with(Vec::len) + 1;
    view! {
        <div class="table-scroll" node_ref=scroller tabindex="0" role="region" aria-labelledby="table-caption"
            on:scroll=move |_| scrolled()>
            <table class="scores" aria-rowcount=move || (visible.get().2 + 1).to_string() aria-colcount=move || columns().to_string()>
                <caption id="table-caption">
                    {move || session.dataset(|dataset| caption(dataset, &session.ranking.get(), visible.get().2))}
                </caption>
                <colgroup>
                    <col class="choose"/>
                    {move || session.headings.get().iter().map(|h| view! { <col class=column_class(h.id)/> }).collect_view()}
                </colgroup>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col" class="choose"><span class="hidden">"Choose for the charts"</span></th>
                        {move || session.headings.get().into_iter().map(|heading| view! { <Head heading/> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || spacer(visible.get().0)}
                    <For each key=|&(ranking, row, _)| (ranking, row) let((_, row, _))><Row row/></For>
                    {move || { let (_, end, count) = visible.get(); spacer(count - end) }}
                    <Show when=move || visible.get().2 == 0><tr><td class="empty" colspan=columns><Nothing/></td></tr></Show>
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
    view! {
        <Show when=move || !query.with(String::is_empty) fallback=|| "No model has scores here yet.">
            {move || format!("No model's name or author matches “{}”. ", query.get())}
            <button type="button" on:click=move |_| session.adjust(|state| state.query.clear())>"Clear the search"</button>
        </Show>
    }
}

/// Style class of a column.
fn column_class(id: ColumnId) -> &'static str {
    match id {
        ColumnId::Rank => "rank",
        ColumnId::Model => "model",
        ColumnId::Year => "year",
        ColumnId::Size => "size",
        ColumnId::Open => "open",
        ColumnId::Coverage => "coverage",
        ColumnId::Total => "total",
        ColumnId::AverageRank => "average-rank",
        ColumnId::Score(_) => "score",
    }
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
    let sort = move |_| {
        let descending = sorted.get_untracked().map_or(first, |descending| !descending);
        let code = code.clone();
        session.adjust(|state| {
            // Rank order is how the table comes; it needs no word in the link.
            state.sort = if code == "rank" && !descending { Vec::new() } else { vec![SortKey { column: code, descending }] };
        });
    };
    let aria = move || match sorted.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let arrow = move || match sorted.get() {
        Some(true) => "↓",
        Some(false) => "↑",
        None => "",
    };
    view! {
        <th scope="col" class=column_class(heading.id) aria-sort=aria>
            <button type="button" title=heading.about on:click=sort>
                <span>{heading.name}</span>
                <span class="arrow" aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
}

/// A model's row. Its cells never change: another ranking makes other rows.
#[component]
fn Row(row: usize) -> impl IntoView {
    let session = Session::get();
    let ranking = session.ranking.get_untracked();
    let headings = session.headings.get_untracked();
    session.loaded.with_untracked(|loaded| {
        let dataset = &loaded.dataset;
        let (name, code, preview) = dataset
            .models()
            .get(row)
            .map(|model| (model.name.clone(), model.code.clone(), model.preview))
            .unwrap_or_default();
        let chosen = Memo::new(move |_| session.chosen.with(|chosen| chosen.contains(&row)));
        let choose = move |event| {
            let checked = event_target_checked(&event);
            let code = code.clone();
            session.adjust(|state| {
                state.selected.retain(|selected| *selected != code);
                if checked {
                    state.selected.push(code);
                }
            });
        };
        // Reading the place among the rows keeps it true when the order changes.
        let index = move || session.rows.with(|rows| rows.iter().position(|&r| r == row)).map(|place| (place + 2).to_string());
        let cells = headings.iter().map(|heading| cell(session, dataset, &ranking, heading.id, row)).collect_view();
        view! {
            <tr aria-rowindex=index class:preview=preview class:chosen=chosen
                class:unranked=ranking.ranks.get(row).is_none()>
                <td class="choose">
                    <input type="checkbox" aria-label=format!("Choose {name} for the charts") prop:checked=chosen on:change=choose/>
                </td>
                {cells}
            </tr>
        }
    })
}

fn cell(session: Session, dataset: &Dataset, ranking: &Ranking, id: ColumnId, row: usize) -> AnyView {
    let class = column_class(id);
    let Some(model) = dataset.models().get(row) else { return ().into_any() };
    let at = |list: &[Option<f64>]| list.get(row).copied().flatten();
    let text = |text: Option<String>| {
        let missing = text.is_none();
        let text = text.unwrap_or_else(|| MISSING.to_owned());
        view! { <td class=class class:missing=missing>{text}</td> }.into_any()
    };
    match id {
        ColumnId::Rank => text(ranking.ranks.get(row).map(|rank| rank.to_string())),
        ColumnId::Model => {
            let code = model.code.clone();
            let to = Signal::derive(move || session.with(|state| state.page = Page::Model(code.clone())));
            let authors = model.authors.join(", ");
            let name = model.name.clone();
            view! {
                <th scope="row" class=class>
                    <Mark category=model.category/>
                    <Link to><bdi>{name}</bdi></Link>
                    {model.preview.then(|| view! { <span class="tag">"preview"</span> })}
                    <small title=authors.clone()><bdi>{authors.clone()}</bdi></small>
                </th>
            }
            .into_any()
        }
        ColumnId::Year => text(model.released.map(|released| released.year.to_string())),
        ColumnId::Size => text((!model.sizes.is_empty()).then(|| format!("{} B", view::sizes(&model.sizes)))),
        ColumnId::Open => text(model.open_source.map(|open| if open { "open" } else { "closed" }.to_owned())),
        ColumnId::Coverage => {
            let scored = ranking.scored.get(row).copied().unwrap_or(0);
            let of = ranking.of;
            view! {
                <td class=class>
                    {view::coverage(scored, of)}
                    <i class="share" aria-hidden="true" style:width=percent(f64::from(scored) / f64::from(of.max(1)))></i>
                </td>
            }
            .into_any()
        }
        ColumnId::Total => figure(class, at(&ranking.total), ranking.interval.get(row).copied().flatten().map(view::interval)),
        ColumnId::AverageRank => text(at(&ranking.average_rank).map(|rank| view::figure(Some(rank)))),
        ColumnId::Score(column) => figure(class, ranking.columns.get(column).and_then(|column| at(&column.scores)), None),
    }
}

/// A score with a bar behind it, from zero to a hundred.
fn figure(class: &'static str, score: Option<f64>, title: Option<String>) -> AnyView {
    match score {
        None => view! { <td class=format!("{class} missing")>{MISSING}</td> }.into_any(),
        Some(score) => view! {
            <td class=class title=title>
                <i class="share" aria-hidden="true" style:width=percent(score / 100.0)></i>
                {view::figure(Some(score))}
            </td>
        }
        .into_any(),
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0))
}

/// A small mark whose form tells general models from embodied ones.
#[component]
pub(super) fn Mark(category: Option<Category>) -> impl IntoView {
    let (name, path) = match category {
        Some(Category::General) => ("general model", "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z"),
        Some(Category::Embodied) => ("embodied model", "M6 1l5 5-5 5-5-5z"),
        None => ("category not stated", "M2 6h8"),
    };
    let filled = category == Some(Category::Embodied);
    view! {
        <svg class="mark" class:filled=filled viewBox="0 0 12 12" width="12" height="12" role="img" aria-label=name>
            <title>{name}</title>
            <path d=path/>
        </svg>
    }
}

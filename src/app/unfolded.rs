//! What a row unfolds to: all columns of its model here, with ranks, whether they are shown in the table or not.

use leptos::prelude::*;

use super::address::Link;
use super::erased::{action, part, text};
use super::session::Session;
use super::table::pin;
use crate::aggregate::Ranks;
use crate::view::{self, ColumnId, Page, figure_in};

/// Everything about the model with this code under the present lens or benchmark.
#[component]
pub(super) fn Unfolded(code: String) -> impl IntoView {
    let session = Session::get();
    let wanted = code.clone();
    let figures = part(move || {
        let (ranking, all) = (session.ranking.get(), session.all_headings.get());
        let dataset = session.models.get();
        let row = dataset.row_of(&wanted)?;
        let item = |heading: view::Heading| {
            let cell = view::cell(&dataset, &ranking, None, heading.id, row);
            let rank = heading.id.is_percent().then(|| {
                let ranks = Ranks::of((0..ranking.total.len()).map(|row| figure_in(&ranking, heading.id, row)));
                ranks.get(row).map(|rank| format!("{} of {}", view::ordinal(rank), ranks.population()))
            });
            let value = cell.text.unwrap_or_else(|| view::MISSING.to_owned());
            view! { <div><dt>{heading.name}</dt><dd><b>{value}</b>" "<small>{rank.flatten()}</small></dd></div> }
        };
        let shown = all.into_iter().filter(|heading| !matches!(heading.id, ColumnId::Model));
        let authors = dataset.models().get(row)?.authors.join(", ");
        let by = (!authors.is_empty()).then(|| view! { <div><dt>"By"</dt><dd><bdi>{authors}</bdi></dd></div> });
        Some(view! { <dl>{by}{shown.map(item).collect_view()}</dl> })
    });
    let this = code.clone();
    let is_pinned = session.part(move |state| state.pinned.contains(&this));
    let this = code.clone();
    let toggle = action(move |_| pin(session, &this));
    let to = Signal::derive(move || session.beside(|state| state.page = Page::Model(code.clone())));
    view! {
        <div class="everything">
            <p>
                <Link to>"All about this model"</Link>
                <button type="button" aria-pressed=text(move || is_pinned.get().to_string()) on:click=toggle>
                    {text(move || if is_pinned.get() { "Unpin" } else { "Pin to the top" }.to_owned())}
                </button>
            </p>
            {figures}
        </div>
    }
}

//! What a row unfolds to: all columns of its model here, with ranks, whether they are shown in the table or not.

use leptos::prelude::*;

use crate::aggregate::Ranks;
use crate::app::components::link::Link;
use crate::app::reactive::{dyn_view, handler, text_signal};
use crate::app::state::AppState;
use crate::app::table::pin;
use crate::view::{self, ColumnId, Page, ranked_figure_in};

/// Everything about the model with this code under the present lens or benchmark.
#[component]
pub(in crate::app) fn Unfolded(code: String) -> impl IntoView {
    let app = AppState::get();
    let wanted = code.clone();
    let figures = dyn_view(move || {
        let (ranking, all) = (app.ranking.get(), app.all_headings.get());
        let dataset = app.models.get();
        let row = dataset.row_of(&wanted)?;
        let item = |heading: view::Heading| {
            let cell = view::cell(&dataset, &ranking, None, heading.id, row);
            let rank = heading.id.is_percent().then(|| {
                // A total stands among those of the ranked models, as its explanation says, whatever ranks them.
                let figures = (0..ranking.total.len()).map(|row| ranked_figure_in(&ranking, heading.id, row));
                let ranks = Ranks::of(figures);
                ranks.get(row).map(|rank| format!("{} of {}", view::ordinal(rank), ranks.population()))
            });
            let value = cell.text.unwrap_or_else(|| view::MISSING.to_owned());
            view! { <div><dt>{heading.name}</dt><dd><b>{value}</b>" "<small>{rank.flatten()}</small></dd></div> }
        };
        // What other rules say is worked out for those who show its column.
        let is_listed = |heading: &view::Heading| match heading.id {
            ColumnId::Model => false,
            ColumnId::OtherRules => app.headings.with(|shown| shown.iter().any(|one| one.id == heading.id)),
            _ => true,
        };
        let shown = all.into_iter().filter(is_listed);
        let authors = dataset.models().get(row)?.authors.join(", ");
        let by = (!authors.is_empty()).then(|| view! { <div><dt>"By"</dt><dd><bdi>{authors}</bdi></dd></div> });
        Some(view! { <dl>{by}{shown.map(item).collect_view()}</dl> })
    });
    let this = code.clone();
    let is_pinned = app.part(move |state| state.pinned.contains(&this));
    let this = code.clone();
    let toggle = handler(move |_| pin(app, &this));
    let to = Signal::derive(move || app.link_to(|state| state.page = Page::Model(code.clone())));
    view! {
        <div class="everything">
            <p>
                <Link to>"All about this model"</Link>
                <button type="button" aria-pressed=text_signal(move || is_pinned.get().to_string()) on:click=toggle>
                    {text_signal(move || if is_pinned.get() { "Unpin" } else { "Pin to the top" }.to_owned())}
                </button>
            </p>
            {figures}
        </div>
    }
}

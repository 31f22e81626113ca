//! The panel that says what a figure of the table is made of.

use leptos::ev;
use leptos::prelude::*;

use super::derived::derived;
use super::erased::{action, part};
use super::plain_table::plain_table;
use super::session::Session;
use crate::view::{self, Explanation, Source, explain};

/// Shown while a cell is asked about; Escape and its button close it.
#[component]
pub(super) fn ExplanationPanel() -> impl IntoView {
    let session = Session::get();
    let explanation = derived(move || {
        let asked = session.explained.get()?;
        let dataset = session.models.get();
        let row = dataset.row_of(&asked.model)?;
        let heading =
            session.headings.with(|headings| headings.iter().find(|heading| heading.code == asked.column).cloned())?;
        explain(&dataset, &session.ranking.get(), &heading, row)
    });
    Effect::new(move |_| {
        if explanation.with(Option::is_some) {
            request_animation_frame(|| super::focus_only("explanation"));
        }
    });
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && session.explained.with_untracked(Option::is_some) {
            session.explained.set(None);
        }
    });
    on_cleanup(move || {
        handle.remove();
        // Whoever comes back to the table did not ask again.
        session.explained.try_set(None);
    });
    part(move || explanation.get().map(|explanation| view! { <Panel explanation/> }))
}

#[component]
fn Panel(explanation: Explanation) -> impl IntoView {
    let session = Session::get();
    let close = action(move |_| session.explained.set(None));
    let Explanation { title, value, standing, interval, formula, sources, place } = explanation;
    let weighs = sources.iter().any(|source| source.questions.is_some());
    let placed = sources.iter().any(|source| source.place.is_some());
    let row = |source: Source| {
        let missing = source.value.is_none();
        let value = match source.value {
            Some(value) => value,
            None => "missing".to_owned(),
        };
        let name = if source.left_out { format!("{} (left out)", source.name) } else { source.name };
        view! {
            <tr class:missing=missing class:left-out=source.left_out>
                <th scope="row">{name}</th>
                <td>{value}</td>
                {weighs.then(|| view! { <td>{source.questions.map(|n| n.to_string())}</td> })}
                {placed.then(|| view! { <td class="place"><bdi>{source.place}</bdi></td> })}
            </tr>
        }
    };
    let sources = (!sources.is_empty()).then(|| {
        let heads = [(true, "What went in"), (true, "Figure"), (weighs, "Questions"), (placed, "File and line")];
        let heads = heads.into_iter().filter(|(shown, _)| *shown).map(|(_, head)| head.to_owned()).collect();
        plain_table("What went in".to_owned(), heads, sources.into_iter().map(row).collect_view().into_any())
    });
    view! {
        <div id="explanation" class="explanation" role="dialog" aria-labelledby="explanation-title" tabindex="-1">
            <header>
                <h2 id="explanation-title"><bdi>{title}</bdi></h2>
                <button type="button" on:click=close aria-label="Close the explanation">"✕"</button>
            </header>
            <p class="figure"><b>{value.unwrap_or_else(|| view::MISSING.to_owned())}</b> {standing.map(|s| format!(" {s}"))}</p>
            {interval.map(|interval| view! { <p>{interval}</p> })}
            <p>{formula}</p>
            {place.map(|place| view! { <p class="place"><bdi>{place}</bdi></p> })}
            {sources}
        </div>
    }
}

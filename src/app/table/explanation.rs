//! The panel that says what a figure of the table is made of.

use leptos::ev;
use leptos::prelude::*;

use crate::app::browser::dom;
use crate::app::components::coded::coded;
use crate::app::components::finding_list::ListedIn;
use crate::app::components::link::Link;
use crate::app::components::plain_table::plain_table;
use crate::app::reactive::{derived, lasting};
use crate::app::reactive::{dyn_view, handler};
use crate::app::state::{AppState, Explained};
use crate::document::Finding;
use crate::view::{self, Explanation, Page, RankDoubts, Source, explain, issues_of};

/// Shown while a cell is asked about; Escape and its button close it.
#[component]
pub(in crate::app) fn ExplanationPanel() -> impl IntoView {
    let app = AppState::get();
    let explanation = derived(move || {
        let asked = lasting(app.explained).get()?;
        let dataset = app.models.get();
        let row = dataset.row_of(&asked.model)?;
        let heading =
            app.headings.with(|headings| headings.iter().find(|heading| heading.code == asked.column).cloned())?;
        let ranking = app.ranking.get();
        let (sets, rules) = (app.rank_sets.get(), app.rule_ranks.get());
        let doubts = RankDoubts { sets: &sets, rules: rules.as_deref() };
        let explanation = explain(&dataset, &ranking, doubts, &heading, row)?;
        let model = dataset.models().get(row)?;
        let findings = app.findings_of(model);
        let issues = issues_of(&dataset, &ranking, &heading, row, &findings).into_iter().cloned().collect();
        Some((explanation, asked.model, issues))
    });
    // Whoever asks is taken there; what is said may change later, and then the focus is wherever it is.
    Effect::new(move |before: Option<Option<Explained>>| {
        let asked = lasting(app.explained).get();
        if asked.is_some() && before.flatten() != asked {
            request_animation_frame(|| dom::focus_only("explanation"));
        }
        asked
    });
    let handle = window_event_listener(ev::keydown, move |event| {
        // One thing at a time: a list, a dialog or what is typed comes first.
        let is_free = || !event.default_prevented() && !dom::is_dialog_open() && !dom::clears_search();
        if event.key() == "Escape" && is_free() && app.explained.with_untracked(Option::is_some) {
            app.explained.set(None);
        }
    });
    on_cleanup(move || {
        handle.remove();
        // Whoever comes back to the table did not ask again.
        app.explained.try_set(None);
    });
    dyn_view(move || explanation.get().map(|(explanation, model, issues)| view! { <Panel explanation model issues/> }))
}

#[component]
fn Panel(explanation: Explanation, model: String, issues: Vec<Finding>) -> impl IntoView {
    let app = AppState::get();
    let close = handler(move |_| app.explained.set(None));
    let method = Signal::derive(move || app.link_to(|state| state.page = Page::Method));
    let Explanation { title, value, standing, interval, other_parts, by_rules, formula, sources, place } = explanation;
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
        let heads =
            [(true, "What went in"), (true, "Figure"), (weighs, "Weight (questions)"), (placed, "File and line")];
        let heads = heads.into_iter().filter(|(shown, _)| *shown).map(|(_, head)| head.to_owned()).collect();
        plain_table("What went in".to_owned(), heads, sources.into_iter().map(row).collect_view().into_any())
    });
    let issue = |finding: &Finding| {
        let model = model.clone();
        let to = Signal::derive(move || app.link_to(|state| state.page = Page::Model(model.clone())));
        let message = view::stated_words(finding).unwrap_or_else(|| view::sentence(&finding.kind.message()));
        view! { <li><Link to at=ListedIn::ModelPage.id(finding)><bdi>{coded(&message)}</bdi></Link></li> }
    };
    let issues = (!issues.is_empty()).then(|| {
        view! {
            <section aria-labelledby="explanation-issues">
                <h3 id="explanation-issues">"Issues that may concern it"</h3>
                <ul>{issues.iter().map(issue).collect_view()}</ul>
            </section>
        }
    });
    view! {
        <div id="explanation" class="explanation" role="dialog" aria-labelledby="explanation-title" tabindex="-1">
            <header>
                <h2 id="explanation-title"><bdi>{title}</bdi></h2>
                <button type="button" on:click=close aria-label="Close the explanation">"✕"</button>
            </header>
            <p class="figure"><b>{value.unwrap_or_else(|| view::MISSING.to_owned())}</b> {standing.map(|s| format!(" {s}"))}</p>
            {interval.map(|interval| view! { <p>{interval}</p> })}
            {other_parts.map(|said| view! { <p>{said}</p> })}
            {by_rules.map(|by_rules| view! { <p>{by_rules} " " <Link to=method>"What the rules are"</Link></p> })}
            <p>{formula}</p>
            {place.map(|place| view! { <p class="place"><bdi>{place}</bdi></p> })}
            {issues}
            {sources}
        </div>
    }
}

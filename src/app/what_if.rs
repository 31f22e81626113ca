//! "What if": the place that a model would have with another score on one benchmark, and the score that a place takes.

use leptos::ev;
use leptos::prelude::*;

use super::derived::derived;
use super::erased::{action, flag, part, text};
use super::session::Session;
use super::shared::Shared;
use crate::aggregate::{Lens, Ranking, Subject, median};
use crate::dataset::Dataset;
use crate::view::{self, Needed};

/// The section's, for links to it.
pub(super) const ID: &str = "what-if";

/// What is left open, and where it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Choice {
    board: usize,
    benchmark: usize,
    /// Whether the place is one on the benchmark by itself, and not on the board.
    alone: bool,
}

/// Supposes another score of the model in a row.
#[component]
pub(super) fn WhatIf(row: usize) -> impl IntoView {
    let session = Session::get();
    let board = derived(move || session.ranking.get().subject.board);
    let alone = RwSignal::new(false);
    let picked = RwSignal::new(None);
    let benchmarks = derived(move || session.dataset(|dataset| offered(dataset, row, board.get(), alone.get())));
    let choice = derived(move || {
        let asked = session.ranking.get().subject.benchmark;
        benchmarks.with(|offered| {
            let offers = |wanted: &usize| offered.iter().any(|(benchmark, ..)| benchmark == wanted);
            let missing = || offered.iter().find(|(.., score)| score.is_none());
            let first = || missing().or_else(|| offered.first()).map(|(benchmark, ..)| *benchmark);
            let benchmark = picked.get().filter(offers).or(asked.filter(offers)).or_else(first)?;
            Some(Choice { board: board.get(), benchmark, alone: alone.get() })
        })
    });
    // What takes long is done once for each choice, so that the slider has only to look it up.
    let ranking = derived(move || {
        let subject = Subject { board: board.get(), lens: Lens::Benchmarks, benchmark: None };
        session.dataset(|dataset| Shared::new(Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[])))
    });
    let what_if = derived(move || {
        let choice = choice.get()?;
        session.dataset(|dataset| {
            let what_if = if choice.alone {
                Some(view::WhatIf::on_benchmark(dataset, row, choice.benchmark))
            } else {
                view::WhatIf::on_board(dataset, &ranking.get(), Ranking::LEAST_COVERAGE, row, choice.benchmark)
            };
            what_if.map(Shared::new)
        })
    });
    // Boards are chosen by the state, so that the link says which and a link to another one is followed.
    let choose_board = action(move |event| {
        let code = event_target_value(&event);
        session.adjust(|state| {
            let page = state.page.clone();
            state.go_to_board(&code);
            state.page = page;
        });
    });
    let boards = session.dataset(|dataset| {
        let boards = dataset.catalog().boards.iter().enumerate().filter(|(_, about)| !about.benchmarks.is_empty());
        boards.map(|(n, about)| (n, about.code.clone(), about.name.clone())).collect::<Vec<_>>()
    });
    let board_option = |(this, code, name): (usize, String, String)| {
        view! { <option value=code selected=flag(move || board.get() == this)>{name}</option> }
    };
    let boards = boards.into_iter().map(board_option).collect_view();
    let benchmark_options = part(move || {
        let chosen = choice.get().map(|choice| choice.benchmark);
        let option = |(benchmark, name, score): (usize, String, Option<f64>)| {
            let score = score.map_or_else(|| "missing".to_owned(), |score| view::figure(Some(score)));
            let selected = chosen == Some(benchmark);
            view! { <option value=benchmark.to_string() selected=selected>{format!("{name} ({score})")}</option> }
        };
        benchmarks.get().into_iter().map(option).collect_view()
    });
    let choose_benchmark = action(move |event| picked.set(event_target_value(&event).parse::<usize>().ok()));
    let choose_alone = action(move |event| alone.set(event_target_checked(&event)));
    let answers = part(move || match (choice.get(), what_if.get()) {
        (Some(choice), Some(what_if)) => view! { <Answers choice what_if/> }.into_any(),
        _ => view! { <p class="about">"This board has no totals to be placed by."</p> }.into_any(),
    });
    view! {
        <section id=ID class="what-if" aria-labelledby="what-if-title" tabindex="-1">
            <h2 id="what-if-title">"What if"</h2>
            <p class="about">
                "Suppose another score on one benchmark. All its other scores, and all other models, stay as they are."
            </p>
            <div class="choices">
                <label>"Board "<select on:change=choose_board>{boards}</select></label>
                <label>"Score on "<select on:change=choose_benchmark>{benchmark_options}</select></label>
                <label>
                    <input type="checkbox" prop:checked=flag(move || alone.get()) on:change=choose_alone/>
                    "Rank on this benchmark alone"
                </label>
            </div>
            {answers}
        </section>
    }
}

/// The benchmarks whose score can be left open, with their names and the model's scores.
fn offered(dataset: &Dataset, row: usize, board: usize, alone: bool) -> Vec<(usize, String, Option<f64>)> {
    let catalog = dataset.catalog();
    let Some(about) = catalog.boards.get(board) else { return Vec::new() };
    let counted = about.counted().take(if alone { usize::MAX } else { about.benchmarks.len() });
    let offer = |benchmark: usize| {
        Some((benchmark, catalog.benchmarks.get(benchmark)?.name.clone(), dataset.total(benchmark).get(row)))
    };
    counted.filter_map(offer).collect()
}

/// The slider, the place that its score gives, and the score that a place takes.
#[component]
fn Answers(choice: Choice, what_if: Shared<view::WhatIf>) -> impl IntoView {
    let session = Session::get();
    let (name, middle) = session.dataset(|dataset| {
        let name = dataset.catalog().benchmarks.get(choice.benchmark).map(|about| about.name.clone());
        let scores: Vec<_> = dataset.total(choice.benchmark).iter(dataset.models().len()).collect();
        (name.unwrap_or_default(), median(&scores))
    });
    let own = what_if.score();
    // Until something else is supposed it is the score that the model has, to the last digit.
    let supposed = RwSignal::new(None::<f64>);
    let score = derived(move || supposed.get().or(own));
    // A slider has to stand somewhere: where a score is missing, at what the others have.
    let start = own.or(middle).unwrap_or(50.0);
    let at = text(move || view::hundredths(score.get().unwrap_or(start)));
    let sentence = {
        let what_if = what_if.clone();
        text(move || what_if.sentence(score.get()))
    };
    let spoken = text(move || match score.get() {
        Some(score) => format!("{}: {}", view::hundredths(score), sentence.get()),
        None => format!("missing: {}", sentence.get()),
    });
    let suppose = move || {
        action(move |event| {
            let score = event_target_value(&event).parse::<f64>().ok();
            if let Some(score) = score.filter(|score| (0.0..=100.0).contains(score)) {
                supposed.set(Some(score));
            }
        })
    };
    let back = action(move |_| supposed.set(None));
    let is_own = flag(move || supposed.get().is_none());
    let back_to =
        own.map_or_else(|| "Back to missing".to_owned(), |own| format!("Back to {}", view::figure(Some(own))));
    let share = text(move || format!("{}%", score.get().unwrap_or(start)));
    let wanted = RwSignal::new(next_place(&what_if));
    let choose_place = action(move |event: ev::Event| {
        if let Some(place) = event_target_value(&event).parse::<u32>().ok().filter(|place| *place > 0) {
            wanted.set(place);
        }
    });
    let most = what_if.place_with(Some(0.0)).map(|place| place.of.to_string());
    let needed = {
        let what_if = what_if.clone();
        text(move || what_if.needed_sentence(wanted.get()))
    };
    let try_it = action(move |_| {
        if let Needed::AtLeast(score) | Needed::Held(score) = what_if.needed(wanted.get_untracked()) {
            supposed.set(Some(score));
        }
    });
    view! {
        <div class="supposed">
            <label for="supposed-score">"With a score of"</label>
            <input type="range" min="0" max="100" step="0.1" aria-label=format!("Score on {name}") aria-valuetext=spoken
                style:--share-of-track=share prop:value=at on:input=suppose()/>
            <input id="supposed-score" type="number" min="0" max="100" step="any" inputmode="decimal" prop:value=at
                on:change=suppose()/>
            <button type="button" disabled=is_own on:click=back>{back_to}</button>
        </div>
        <p class="answer" role="status">{sentence}</p>
        <div class="wanted">
            <label>"For place "<input type="number" min="1" max=most step="1" inputmode="numeric"
                prop:value=text(move || wanted.get().to_string()) on:change=choose_place/></label>
            <p role="status">{needed}</p>
            <button type="button" on:click=try_it>"Suppose it"</button>
        </div>
    }
}

/// The place that the model would like to have: the next better one, or the first where it has none.
fn next_place(what_if: &view::WhatIf) -> u32 {
    what_if.place_with(what_if.score()).map_or(1, |place| place.rank.saturating_sub(1).max(1))
}

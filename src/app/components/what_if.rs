//! "What if": the place that a model would have with another score on one benchmark, and the score that a place takes.

use leptos::ev;
use leptos::prelude::*;

use crate::aggregate::{Lens, Ranking, Subject};
use crate::app::reactive::PtrEq;
use crate::app::reactive::derived;
use crate::app::reactive::{bool_signal, dyn_view, handler, text_signal};
use crate::app::state::AppState;
use crate::dataset::Dataset;
use crate::view::{self, Needed};

/// The section's, for links to it.
pub(in crate::app) const ID: &str = "what-if";

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
pub(in crate::app) fn WhatIf(row: usize) -> impl IntoView {
    let app = AppState::get();
    // Whoever picks a board gets it, even if the model has no rank there.
    let is_board_picked = RwSignal::new(false);
    let board = derived(move || {
        let present = app.ranking.get().subject.board;
        if is_board_picked.get() { present } else { app.dataset(|dataset| view::board_to_open(dataset, row, present)) }
    });
    let alone = RwSignal::new(false);
    let picked = RwSignal::new(None);
    let benchmarks = derived(move || app.dataset(|dataset| offered(dataset, row, board.get(), alone.get())));
    let choice = derived(move || {
        let asked = app.ranking.get().subject.benchmark;
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
        app.dataset(|dataset| PtrEq::new(Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[])))
    });
    let what_if = derived(move || {
        let choice = choice.get()?;
        app.dataset(|dataset| {
            let what_if = if choice.alone {
                Some(view::WhatIf::on_benchmark(dataset, row, choice.benchmark))
            } else {
                view::WhatIf::on_board(dataset, &ranking.get(), Ranking::LEAST_COVERAGE, row, choice.benchmark)
            };
            what_if.map(PtrEq::new)
        })
    });
    // Boards are chosen by the state, so that the link says which and a link to another one is followed.
    let choose_board = handler(move |event| {
        let code = event_target_value(&event);
        is_board_picked.set(true);
        app.replace(|state| {
            let page = state.page.clone();
            state.go_to_board(&code);
            state.page = page;
        });
    });
    let boards = app.dataset(|dataset| {
        let boards = dataset.catalog().boards.iter().enumerate().filter(|(_, about)| !about.benchmarks.is_empty());
        boards.map(|(n, about)| (n, about.code.clone(), about.name.clone())).collect::<Vec<_>>()
    });
    let board_option = |(this, code, name): (usize, String, String)| {
        view! { <option value=code selected=bool_signal(move || board.get() == this)>{name}</option> }
    };
    let boards = boards.into_iter().map(board_option).collect_view();
    // What was picked by hand stays picked, whatever the options say.
    let board_code = text_signal(move || {
        app.dataset(|dataset| dataset.catalog().boards.get(board.get()).map(|about| about.code.clone()))
            .unwrap_or_default()
    });
    let benchmark_options = dyn_view(move || {
        let chosen = choice.get().map(|choice| choice.benchmark);
        let option = |(benchmark, name, score): (usize, String, Option<f64>)| {
            let score = score.map_or_else(|| "missing".to_owned(), |score| view::figure(Some(score)));
            let selected = chosen == Some(benchmark);
            view! { <option value=benchmark.to_string() selected=selected>{format!("{name} ({score})")}</option> }
        };
        benchmarks.get().into_iter().map(option).collect_view()
    });
    let choose_benchmark = handler(move |event| picked.set(event_target_value(&event).parse::<usize>().ok()));
    let choose_alone = handler(move |event| alone.set(event_target_checked(&event)));
    let answers = dyn_view(move || match (choice.get(), what_if.get()) {
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
                <label>"Board "<select prop:value=board_code on:change=choose_board>{boards}</select></label>
                <label>"Score on "<select on:change=choose_benchmark>{benchmark_options}</select></label>
                <label>
                    <input type="checkbox" prop:checked=bool_signal(move || alone.get()) on:change=choose_alone/>
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
fn Answers(choice: Choice, what_if: PtrEq<view::WhatIf>) -> impl IntoView {
    let app = AppState::get();
    let (name, middle) = app.dataset(|dataset| {
        let name = dataset.catalog().benchmarks.get(choice.benchmark).map(|about| about.name.clone());
        let scores: Vec<_> = dataset.total(choice.benchmark).iter(dataset.models().len()).collect();
        (name.unwrap_or_default(), view::bundled_median(dataset, &scores))
    });
    let own = what_if.score();
    let range = what_if.range();
    // The answer is always to the score that is shown: at first the one that the model has, to the last digit, or the
    // median of the bundled models where it has none.
    let start = what_if.start(middle);
    let score = RwSignal::new(start);
    let at = text_signal(move || view::hundredths(score.get()));
    let sentence = {
        let what_if = what_if.clone();
        text_signal(move || what_if.sentence(Some(score.get())))
    };
    let spoken = text_signal(move || format!("{}: {}", view::hundredths(score.get()), sentence.get()));
    let suppose = move || {
        handler(move |event: ev::Event| {
            if let Some(typed) = event_target_value(&event).parse::<f64>().ok().filter(|typed| !typed.is_nan()) {
                score.set(range.nearest(typed));
            }
            show_in(&event, &view::hundredths(score.get_untracked()));
        })
    };
    let back = handler(move |_| score.set(start));
    let is_start = bool_signal(move || score.get().total_cmp(&start).is_eq());
    let back_to = match own {
        Some(own) => format!("Back to {}", view::figure(Some(own))),
        None => format!("Back to the median, {}", view::figure(Some(start))),
    };
    let share = text_signal(move || format!("{}%", (score.get() - range.low) / range.width() * 100.0));
    let wanted = RwSignal::new(next_place(&what_if));
    let most = what_if.place_with(Some(range.low)).map_or(u32::MAX, |place| place.of);
    let choose_place = handler(move |event: ev::Event| {
        if let Ok(place) = event_target_value(&event).parse::<u32>() {
            wanted.set(place.min(most).max(1));
        }
        show_in(&event, &wanted.get_untracked().to_string());
    });
    let needed = {
        let what_if = what_if.clone();
        text_signal(move || what_if.needed_sentence(wanted.get()))
    };
    let try_it = handler(move |_| {
        if let Needed::AtLeast(needed) | Needed::Held(needed) = what_if.needed(wanted.get_untracked()) {
            score.set(needed);
        }
    });
    view! {
        <div class="supposed">
            <label for="supposed-score">"With a score of"</label>
            <input type="range" min=range.low max=range.high step=range.width() / 1000.0 aria-label=format!("Score on {name}") aria-valuetext=spoken
                style:--share-of-track=share prop:value=at on:input=suppose()/>
            <input id="supposed-score" type="number" min=range.low max=range.high step="any" inputmode="decimal" prop:value=at
                on:change=suppose()/>
            <button type="button" disabled=is_start on:click=back>{back_to}</button>
        </div>
        <p class="answer" role="status">{sentence}</p>
        <div class="wanted">
            <label>"For place "<input type="number" min="1" max=most.to_string() step="1" inputmode="numeric"
                prop:value=text_signal(move || wanted.get().to_string()) on:change=choose_place/></label>
            <p role="status">{needed}</p>
            <button type="button" on:click=try_it>"Apply"</button>
        </div>
    }
}

/// Shows in a field what was made of what was typed there: out of range or no number, the answer is to another one.
fn show_in(event: &ev::Event, value: &str) {
    event_target::<web_sys::HtmlInputElement>(event).set_value(value);
}

/// The place that the model would like to have: the next better one, or the first where it has none.
fn next_place(what_if: &view::WhatIf) -> u32 {
    what_if.place_with(what_if.score()).map_or(1, |place| place.rank.saturating_sub(1).max(1))
}

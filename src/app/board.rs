//! A board or one of its benchmarks: the sentence, the ways to look at it, the charts, the table.

use leptos::ev;
use leptos::prelude::*;

use super::address::Link;
use super::benchmark::{AboutBenchmark, BenchmarkRelations};
use super::chart::Figure;
use super::derived::derived;
use super::erased::{action, flag, part, part_if};
use super::session::Session;
use super::shared::Shared;
use super::workbench::Workbench;
use crate::aggregate::Lens;
use crate::view::{ChartKind, Scene, headline};

/// How many rows of a long table are drawn.
const ROWS: usize = 10;

/// The page of a board.
#[component]
pub(super) fn Board() -> impl IntoView {
    let session = Session::get();
    let intro = part(move || {
        let ranking = session.ranking.get();
        session.dataset(|dataset| {
            let catalog = dataset.catalog();
            let benchmark = ranking.subject.benchmark.and_then(|b| catalog.benchmarks.get(b));
            let board = catalog.boards.get(ranking.subject.board);
            let name = benchmark.map(|b| b.name.clone()).or_else(|| Some(board?.name.clone()));
            view! {
                <h1>{name}</h1>
                <p class="headline">{headline(dataset, &ranking)}</p>
            }
        })
    });
    view! {
        <div class="board">
            <div class="intro">{intro}</div>
            <Controls/>
            <AboutBenchmark/>
            <Charts/>
            <Workbench/>
            <BenchmarkRelations/>
        </div>
    }
}

/// Lens, benchmark, and how much coverage a rank needs.
#[component]
fn Controls() -> impl IntoView {
    let session = Session::get();
    let subject = derived(move || session.ranking.get().subject);
    let lens = |which: Lens| {
        let to = Signal::derive(move || session.with(|state| state.go_to_lens(which)));
        let current = flag(move || subject.with(|s| s.benchmark.is_none() && s.lens == which));
        let name = match which {
            Lens::Benchmarks => "Benchmarks",
            Lens::Core => "Core capabilities",
            Lens::Fine => "Fine capabilities",
        };
        view! { <li><Link to current>{name}</Link></li> }
    };
    let group = move |label: &'static str, benchmarks: Vec<(usize, String, String)>| {
        let option = |(index, code, name): (usize, String, String)| {
            let selected = flag(move || subject.with(|s| s.benchmark == Some(index)));
            view! { <option value=code selected=selected>{name}</option> }
        };
        (!benchmarks.is_empty())
            .then(|| view! { <optgroup label=label>{benchmarks.into_iter().map(option).collect_view()}</optgroup> })
    };
    let board = derived(move || subject.with(|s| s.board));
    let options = part(move || {
        let board = board.get();
        let (ranked, counted) = session.dataset(|dataset| {
            let catalog = dataset.catalog();
            let named = |list: &[usize]| {
                let known = list.iter().filter_map(|&b| Some((b, catalog.benchmarks.get(b)?)));
                known.map(|(b, about)| (b, about.code.clone(), about.name.clone())).collect::<Vec<_>>()
            };
            let board = catalog.boards.get(board);
            board.map(|board| (named(&board.benchmarks), named(&board.capability_only))).unwrap_or_default()
        });
        let all = flag(move || subject.with(|s| s.benchmark.is_none()));
        view! {
            <option value="" selected=all>"All of the board"</option>
            {group("Ranked on this board", ranked)}
            {group("Counted in its capability scores", counted)}
        }
    });
    let benchmark = action(move |event| {
        let code = event_target_value(&event);
        session.go(session.with(|state| state.go_to_benchmark((!code.is_empty()).then_some(code))));
    });
    let rank_all = session.part(|state| state.rank_all);
    let bar = part_if(
        move || subject.with(|s| s.benchmark.is_none()),
        move || {
            let change = action(move |event: ev::Event| {
                session.adjust(|state| state.rank_all = event_target_checked(&event));
            });
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=flag(move || rank_all.get()) on:change=change/>
                    "Rank models with less than half of the benchmarks too"
                </label>
            }
        },
    );
    view! {
        <div class="controls">
            <nav class="lenses" aria-label="Lens"><ul>{Lens::ALL.map(lens)}</ul></nav>
            <label class="benchmark"><span>"Benchmark"</span><select on:change=benchmark>{options}</select></label>
            {bar}
        </div>
    }
}

/// Two charts: who leads, and what else the visitor asks.
#[component]
fn Charts() -> impl IntoView {
    let session = Session::get();
    let kind = session.part(|state| state.chart);
    let first = derived(move || {
        let (headings, sort) = (session.headings.get(), session.sort.get());
        Shared::new(scene(session, |scene| scene.column(&headings, &sort, ROWS)))
    });
    let second = derived(move || scene(session, |scene| scene.chart(kind.get())).map(Shared::new));
    let tab = |which: ChartKind| {
        let to = Signal::derive(move || session.with(|state| state.chart = which));
        let current = flag(move || kind.get() == which);
        view! { <li><Link to current>{which.name()}</Link></li> }
    };
    let figure = move || {
        // Taken away in the same breath as there is none.
        let titled = Signal::derive(move || second.get().unwrap_or_else(|| first.get()));
        view! { <Figure titled/> }
    };
    let nothing = || view! { <p class="about">"There are too few columns here for this chart."</p> };
    view! {
        <div class="charts">
            <Figure titled=Signal::derive(move || first.get())/>
            <div class="asked">
                <nav class="questions" aria-label="Second chart"><ul>{ChartKind::ALL.map(tab)}</ul></nav>
                {part_if(move || second.with(Option::is_some), figure)}
                {part_if(move || second.with(Option::is_none), nothing)}
            </div>
        </div>
    }
}

/// Runs with what is charted now.
fn scene<T>(session: Session, run: impl FnOnce(Scene<'_>) -> T) -> T {
    let (dataset, ranking, rows) = (session.models.get(), session.ranking.get(), session.rows.get());
    let chosen = session.chosen.get();
    run(Scene { dataset: &dataset, ranking: &ranking, rows: &rows.rows, chosen: &chosen })
}

//! A board or one of its benchmarks: the sentence, the ways to look at it, the chart, the table.

use leptos::prelude::*;

use crate::aggregate::Lens;
use crate::app::chart::Figure;
use crate::app::components::link::Link;
use crate::app::pages::benchmark::AboutBenchmark;
use crate::app::reactive::PtrEq;
use crate::app::reactive::derived;
use crate::app::reactive::{bool_signal, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::app::table::Toolbar;
use crate::app::workspace::files_link;
use crate::chart::{Bars, Chart};
use crate::view::{ChartKind, Page, Scene, Tagged, Titled, about_table, headline, sentence};

/// The page of a board.
#[component]
pub(in crate::app) fn Board() -> impl IntoView {
    let app = AppState::get();
    let intro = dyn_view(move || {
        let (ranking, sets, default) = (app.ranking.get(), app.rank_sets.get(), app.default_ranking.get());
        app.dataset(|dataset| {
            let catalog = dataset.catalog();
            let benchmark = ranking.subject.benchmark.and_then(|b| catalog.benchmarks.get(b));
            let board = catalog.boards.get(ranking.subject.board);
            let name = benchmark.map(|b| b.name.clone()).or_else(|| Some(board?.name.clone()));
            view! {
                <h1>{name}</h1>
                <p class="headline">{headline(dataset, &ranking, &sets, default.as_deref())}</p>
            }
        })
    });
    let about = derived(move || {
        let (ranking, shown) = (app.ranking.get(), app.rows.with(|rows| rows.matching));
        app.dataset(|dataset| about_table(dataset, &ranking, shown, &app.bundled_on()))
    });
    let method = Signal::derive(move || app.link_to(|state| state.page = Page::Method));
    // Where there are none yet, the page of files says how they come.
    let ways = files_link(app, String::new());
    view! {
        <div class="board">
            <div class="intro">
                {intro}
                <p class="about-table">
                    {text_signal(move || about.with(|about| about.0.clone()))} " "
                    <span>{text_signal(move || about.with(|about| about.1.clone()))}</span> " "
                    {text_signal(move || app.why_not_by_rule.get().map(|why| format!("{} ", sentence(&why))).unwrap_or_default())}
                    <Link to=method>"How ranks are made"</Link>
                    {show_when(move || app.workspace.count() == 0, move || view! { <span>" · " <Link to=ways>"Ways to add scores"</Link></span> })}
                </p>
            </div>
            <AboutBenchmark/>
            <Toolbar/>
        </div>
    }
}

/// Lens and benchmark.
#[component]
pub(in crate::app) fn Controls() -> impl IntoView {
    let app = AppState::get();
    let subject = derived(move || app.ranking.get().subject);
    let lens = |which: Lens| {
        let to = Signal::derive(move || app.with(|state| state.go_to_lens(which)));
        let current = bool_signal(move || subject.with(|s| s.benchmark.is_none() && s.lens == which));
        let name = match which {
            Lens::Benchmarks => "Benchmarks",
            Lens::Core => "Core capabilities",
            Lens::Fine => "Fine capabilities",
        };
        view! { <li><Link to current>{name}</Link></li> }
    };
    let group = move |label: &'static str, benchmarks: Vec<(usize, String, String)>| {
        let option = |(index, code, name): (usize, String, String)| {
            let selected = bool_signal(move || subject.with(|s| s.benchmark == Some(index)));
            view! { <option value=code selected=selected>{name}</option> }
        };
        (!benchmarks.is_empty())
            .then(|| view! { <optgroup label=label>{benchmarks.into_iter().map(option).collect_view()}</optgroup> })
    };
    let board = derived(move || subject.with(|s| s.board));
    let options = dyn_view(move || {
        let board = board.get();
        let (ranked, counted) = app.dataset(|dataset| {
            let catalog = dataset.catalog();
            let named = |list: &[usize]| {
                let known = list.iter().filter_map(|&b| Some((b, catalog.benchmarks.get(b)?)));
                known.map(|(b, about)| (b, about.code.clone(), about.name.clone())).collect::<Vec<_>>()
            };
            let board = catalog.boards.get(board);
            board.map(|board| (named(&board.benchmarks), named(&board.capability_only))).unwrap_or_default()
        });
        let all = bool_signal(move || subject.with(|s| s.benchmark.is_none()));
        view! {
            <option value="" selected=all>"All of the board"</option>
            {group("Ranked on this board", ranked)}
            {group("Counted in its capability scores", counted)}
        }
    });
    // What was picked by hand stays picked, whatever the options say.
    let value = text_signal(move || {
        let benchmark = subject.with(|subject| subject.benchmark);
        app.dataset(|dataset| Some(dataset.catalog().benchmarks.get(benchmark?)?.code.clone())).unwrap_or_default()
    });
    let benchmark = handler(move |event| {
        let code = event_target_value(&event);
        app.push(app.with(|state| state.go_to_benchmark((!code.is_empty()).then_some(code))));
    });
    view! {
        <nav class="lenses" aria-label="Lens"><ul>{Lens::ALL.map(lens)}</ul></nav>
        <label class="benchmark"><span>"Benchmark"</span><select prop:value=value on:change=benchmark>{options}</select></label>
    }
}

/// The chart beside the table, and the questions that it can answer.
#[component]
pub(in crate::app) fn ChartPanel() -> impl IntoView {
    let app = AppState::get();
    let kind = app.part(|state| state.chart);
    // An order of the rows changes most charts not at all: those are not drawn anew.
    let last = StoredValue::new(None::<PtrEq<Titled>>);
    let chart = derived(move || {
        let now = scene(app, |scene| scene.chart(kind.get()));
        let before = last.get_value().filter(|before| now.as_ref() == Some(&**before));
        let chart = before.or_else(|| now.map(PtrEq::new));
        last.set_value(chart.clone());
        chart
    });
    let tab = |which: ChartKind| {
        let to = Signal::derive(move || app.with(|state| state.chart = which));
        let current = bool_signal(move || kind.get() == which);
        view! { <li><Link to current>{which.name()}</Link></li> }
    };
    let note = text_signal(move || scene(app, |scene| scene.note(kind.get())));
    let figure = move || {
        // Taken away in the same breath as there is none.
        let none =
            || PtrEq::new(Titled { title: String::new(), chart: Chart::Bars(Bars::default()), tagged: Tagged::Models });
        view! { <Figure titled=Signal::derive(move || chart.get().unwrap_or_else(none)) note/> }
    };
    let nothing = move || view! { <p class="about">{text_signal(move || kind.get().why_none().to_owned())}</p> };
    view! {
        <section id="charts" class="chart-panel" aria-label="Charts">
            <nav class="questions" aria-label="Chart"><ul>{ChartKind::ALL.map(tab)}</ul></nav>
            {show_when(move || chart.with(Option::is_some), figure)}
            {show_when(move || chart.with(Option::is_none), nothing)}
        </section>
    }
}

/// Runs with what is charted now.
fn scene<T>(app: AppState, run: impl FnOnce(Scene<'_>) -> T) -> T {
    let (dataset, ranking, rows) = (app.models.get(), app.ranking.get(), app.rows.get());
    let chosen = app.chosen.get();
    run(Scene { dataset: &dataset, ranking: &ranking, rows: &rows.rows, chosen: &chosen })
}

//! The comparison of two to six models.

use leptos::prelude::*;

use crate::app::browser::dom;
use crate::app::chart::Figure;
use crate::app::components::link::Link;
use crate::app::components::plain_table::plain_table;
use crate::app::pages::versions::versions;
use crate::app::reactive::PtrEq;
use crate::app::reactive::derived;
use crate::app::reactive::{bool_signal, dyn_view, handler, text_signal};
use crate::app::state::AppState;
use crate::view::{self, Comparison, MOST_COMPARED, Page};

/// The page that compares the chosen models.
#[component]
pub(in crate::app) fn Compare() -> impl IntoView {
    let app = AppState::get();
    let comparison =
        derived(move || PtrEq::new(app.dataset(|dataset| app.chosen.with(|chosen| Comparison::new(dataset, chosen)))));
    let to_board = Signal::derive(move || app.link_to(|state| state.page = Page::Board));
    let content = dyn_view(move || {
        let comparison = comparison.get();
        let chosen = app.chosen.with(Vec::len);
        let beyond = (chosen > comparison.rows.len()).then(|| {
            view! { <p class="about">{format!("{chosen} models are chosen; the first {MOST_COMPARED} are compared, as many as can be told apart.")}</p> }
        });
        let list = view! { <Models comparison=comparison.clone()/> };
        if comparison.rows.len() < 2 {
            return view! {
                <h1>"Compare models"</h1>
                <p class="headline">"Choose two to six models: by the boxes in the table, or here."</p>
                {list}
            }
            .into_any();
        }
        view! {
            <h1><bdi>{comparison.names.join(" · ")}</bdi></h1>
            <p class="headline">{comparison.headline()}</p>
            {beyond}
            {list}
            {versions(app, &comparison.rows)}
            {verdicts(app, &comparison.rows)}
            <Profiles comparison=comparison.clone()/>
            <div class="side-by-side">
                {differences(&comparison)}
                <div>
                    {duels(&comparison)}
                    {missing(&comparison)}
                </div>
            </div>
        }
        .into_any()
    });
    view! {
        <div class="page compare-page">
            <p class="back"><Link to=to_board>"← To the table"</Link></p>
            {content}
        </div>
    }
}

/// The id of the list of models to add.
const ADDER: &str = "add-model";

/// Who is compared, to be taken out, and somebody else to be taken in.
#[component]
fn Models(comparison: PtrEq<Comparison>) -> impl IntoView {
    let app = AppState::get();
    let item = |(row, name): (&usize, &String)| {
        let (row, name) = (*row, name.clone());
        let code = app.dataset(|dataset| dataset.code_of(row).to_owned());
        let to = {
            let code = code.clone();
            Signal::derive(move || app.link_to(|state| state.page = Page::Model(code.clone())))
        };
        let remove = handler(move |_| {
            app.replace(|state| state.choose(&code, false));
            dom::focus_only("content");
        });
        let label = format!("Take {name} out of the comparison");
        view! { <li><Link to><bdi>{name}</bdi></Link><button type="button" aria-label=label on:click=remove>"✕"</button></li> }
    };
    let items = comparison.rows.iter().zip(&comparison.names).map(item).collect_view();
    // Arrow keys change a closed select at once, so a button says which model is meant.
    let wanted = RwSignal::new(String::new());
    let want = handler(move |event| wanted.set(event_target_value(&event)));
    let add = handler(move |_| {
        let code = wanted.get_untracked();
        if !code.is_empty() {
            wanted.set(String::new());
            let mut state = app.now();
            state.choose(&code, true);
            app.push(state);
            // The button can do nothing before another model is meant: the focus goes back to the list.
            request_animation_frame(|| {
                let is_full = dom::element(ADDER).is_none();
                dom::focus_only(if is_full { "content" } else { ADDER });
            });
        }
    });
    let others = app.dataset(|dataset| {
        let rows: Vec<usize> = (0..dataset.models().len()).collect();
        let names = app.names.get();
        let others = rows.into_iter().zip(names.iter()).filter(|(row, _)| !comparison.rows.contains(row));
        others
            .map(|(row, name)| view! { <option value=dataset.code_of(row).to_owned()>{name.clone()}</option> })
            .collect_view()
    });
    let adder = (comparison.rows.len() < MOST_COMPARED).then(|| {
        view! {
            <li>
                <select id=ADDER aria-label="Model to add to the comparison" prop:value=text_signal(move || wanted.get()) on:change=want>
                    <option value="">"Add a model…"</option>
                    {others}
                </select>
                <button type="button" disabled=bool_signal(move || wanted.with(String::is_empty)) on:click=add>"Add"</button>
            </li>
        }
    });
    view! { <ul class="compared">{items}{adder}</ul> }
}

/// The models over everything that can be compared: capabilities on the present board, and all benchmarks.
#[component]
fn Profiles(comparison: PtrEq<Comparison>) -> impl IntoView {
    let app = AppState::get();
    let charts = dyn_view(move || {
        let board = app.ranking.get().subject.board;
        let charts = app.dataset(|dataset| view::comparison_charts(dataset, &comparison.rows, board));
        let figure = |titled| view! { <Figure titled=Signal::stored(PtrEq::new(titled))/> };
        view! { <div class="charts">{charts.into_iter().map(figure).collect_view()}</div> }
    });
    view! {
        <section aria-labelledby="profiles-title">
            <h2 id="profiles-title">"Profiles"</h2>
            {charts}
        </section>
    }
}

/// A section with a table of the models: a column for each, a row for each name.
fn section(
    title: &'static str,
    about: String,
    corner: &'static str,
    names: Vec<String>,
    rows: Vec<(String, Vec<AnyView>)>,
) -> AnyView {
    let id = crate::document::slug(title);
    let labelled_by = id.clone();
    let heads = std::iter::once(corner.to_owned()).chain(names).collect();
    let row = |(name, cells): (String, Vec<AnyView>)| view! { <tr><th scope="row"><bdi>{name}</bdi></th>{cells}</tr> };
    let rows = rows.into_iter().map(row).collect_view().into_any();
    view! {
        <section aria-labelledby=labelled_by>
            <h2 id=id>{title}</h2>
            <p class="about">{about}</p>
            {plain_table(format!("Table: {title}"), heads, rows)}
        </section>
    }
    .into_any()
}

/// Pair by pair and board by board, whether the difference is more than chance.
fn verdicts(app: AppState, rows: &[usize]) -> Option<AnyView> {
    let dataset = app.models.get();
    let boards = view::pair_verdicts(&dataset, rows);
    let board = |(board, pairs): &(usize, Vec<view::PairVerdict>)| {
        let name = dataset.catalog().boards.get(*board).map(|board| board.name.clone());
        let item = |pair: &view::PairVerdict| {
            let mut sentences = pair.sentences(&dataset).into_iter();
            view! { <li><b>{sentences.next()}</b> " " {sentences.collect::<Vec<_>>().join(" ")}</li> }
        };
        view! { <div><h3>{name}</h3><ul>{pairs.iter().map(item).collect_view()}</ul></div> }
    };
    let about = "With 95 % certainty for each statement by itself, on the number of items that the scores rest on.";
    (!boards.is_empty()).then(|| {
        view! {
            <section class="verdicts" aria-labelledby="verdicts-title">
                <h2 id="verdicts-title">"Are the differences more than chance?"</h2>
                <p class="about">{about}</p>
                <div class="verdicts-of-boards">{boards.iter().map(board).collect_view()}</div>
            </section>
        }
        .into_any()
    })
}

/// Scores on the benchmarks that all of them have, with the difference to the first model.
fn differences(comparison: &Comparison) -> AnyView {
    let row = |benchmark: &view::SharedBenchmark| {
        let best = benchmark.best();
        let cell = |(place, score): (usize, &f64)| {
            let beside = Comparison::beside_first(benchmark, place);
            let is_best = *score >= best;
            let sign = (benchmark.other_parts.get(place) == Some(&true)).then(|| view! { <sup>"†"</sup> });
            view! {
                <td class:best=is_best>
                    <span>{view::figure(Some(*score))}</span>
                    {sign}
                    {beside.map(|difference| view! { " "<small>{difference}</small> })}
                </td>
            }
            .into_any()
        };
        (benchmark.name.clone(), benchmark.scores.iter().enumerate().map(cell).collect())
    };
    let first = comparison.names.first().cloned().unwrap_or_default();
    let about = if comparison.shared.is_empty() {
        "There is none. Below is what each of them has.".to_owned()
    } else {
        let figures = format!("The highest is underlined twice; the small figures are differences to {first}.");
        std::iter::once(&figures).chain(&comparison.other_parts).cloned().collect::<Vec<_>>().join(" ")
    };
    let rows = comparison.shared.iter().map(row).collect();
    section("On benchmarks that all of them have", about, "Benchmark", comparison.names.clone(), rows)
}

/// Wins and losses, pair by pair, on what the two of a pair share.
fn duels(comparison: &Comparison) -> AnyView {
    let row = |(own, (name, duels)): (usize, (&String, &Vec<Option<view::Duel>>))| {
        let cell = |(place, duel): (usize, &Option<view::Duel>)| {
            let text = match duel {
                Some(duel) => {
                    let ties = if duel.ties > 0 { format!(", {} even", duel.ties) } else { String::new() };
                    format!("{} : {}{ties}", duel.wins, duel.losses)
                }
                None if place == own => String::new(),
                None => "nothing shared".to_owned(),
            };
            view! { <td>{text}</td> }.into_any()
        };
        (name.clone(), duels.iter().enumerate().map(cell).collect())
    };
    let rows = comparison.names.iter().zip(&comparison.duels).enumerate().map(row).collect();
    let against = comparison.names.iter().map(|name| format!("against {name}")).collect();
    let about = "Wins : losses of the model of the row, on all benchmarks that the two of a pair have.".to_owned();
    section("Pair by pair", about, "Model", against, rows)
}

/// What only some of them have.
fn missing(comparison: &Comparison) -> Option<AnyView> {
    let row = |benchmark: &view::PartialBenchmark| {
        let cell = |score: &Option<f64>| match score {
            Some(score) => view! { <td>{view::figure(Some(*score))}</td> }.into_any(),
            None => view! { <td class="missing">"missing"</td> }.into_any(),
        };
        (benchmark.name.clone(), benchmark.scores.iter().map(cell).collect())
    };
    let rows: Vec<_> = comparison.partial.iter().map(row).collect();
    let about = "Missing is no zero: none of these counts above.".to_owned();
    (!rows.is_empty())
        .then(|| section("What only some of them have", about, "Benchmark", comparison.names.clone(), rows))
}

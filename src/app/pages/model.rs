//! A model's page: who made it, where it stands, its profile against the best and the median, and its findings.

use leptos::prelude::*;

use crate::app::chart::Figure;
use crate::app::components::finding_list::{FindingList, ListedIn, count};
use crate::app::components::link::Link;
use crate::app::components::plain_table::plain_table;
use crate::app::components::rank_summary::{Strengths, compare_with_versions, not_yet, surroundings};
use crate::app::components::what_if::WhatIf;
use crate::app::reactive::PtrEq;
use crate::app::reactive::derived;
use crate::app::reactive::{dyn_view, text_signal};
use crate::app::state::AppState;
use crate::app::state::PeerStats;
use crate::app::table::Mark;
use crate::chart::Chart;
use crate::dataset::{Dataset, Model};
use crate::view::{self, BoardStanding, MOST_COMPARED, Page, Profile, Tagged, Titled, core_profile, fine_lanes};

/// The page of the model with this code.
#[component]
pub(in crate::app) fn ModelPage(code: String) -> impl IntoView {
    let app = AppState::get();
    let wanted = code.clone();
    let row = derived(move || app.dataset(|dataset| dataset.row_of(&wanted)));
    let to_board = Signal::derive(move || app.link_to(|state| state.page = Page::Board));
    let board = text_signal(move || {
        let subject = app.ranking.get().subject;
        let name = app.dataset(|dataset| dataset.catalog().boards.get(subject.board).map(|board| board.name.clone()));
        format!("← {}", name.unwrap_or_default())
    });
    let wanted = code.clone();
    // Made anew when the models change.
    let details = dyn_view(move || {
        match row.get() {
        Some(row) => match app.peer_stats.get() {
            Some(against) => details(app, &against, &wanted, row),
            None => not_yet(),
        },
        None => view! {
            <h1>"No such model"</h1>
            <p class="headline">
                {format!("No model here goes by “{code}”. If the link came from somebody’s preview, ask them for the score file and drop it on this page.")}
            </p>
        }
        .into_any(),
    }
    });
    view! {
        <div class="page model-page">
            <p class="back"><Link to=to_board>{board}</Link>{dyn_view(move || compare(app, row.get()))}</p>
            {details}
        </div>
    }
}

/// A link to the comparison of a model with those chosen, or with the leader of the present board if none is.
fn compare(app: AppState, row: Option<usize>) -> Option<AnyView> {
    let row = row?;
    let dataset = app.models.get();
    let mut others = app.chosen.get();
    others.retain(|other| *other != row);
    if others.is_empty() {
        others = app.ranking.get().order.iter().copied().filter(|other| *other != row).take(1).collect();
    }
    let names: Vec<&str> = others.iter().map(|row| dataset.name_of(*row)).collect();
    let label = match names.as_slice() {
        [] => return None,
        [one] => format!("Compare with {one}"),
        // The model itself is the first of those that are compared.
        several if several.len() >= MOST_COMPARED => {
            format!("Compare with the first {} of {} chosen models", MOST_COMPARED - 1, several.len())
        }
        several => format!("Compare with {} chosen models", several.len()),
    };
    let selected: Vec<String> = std::iter::once(row).chain(others).map(|row| dataset.code_of(row).to_owned()).collect();
    let to = Signal::derive(move || {
        app.link_to(|state| {
            state.page = Page::Compare;
            state.selected.clone_from(&selected);
        })
    });
    Some(view! { <Link to>{label}</Link>{compare_with_versions(app, &dataset, row)} }.into_any())
}

/// All that there is to say of the model with this code. `row` is its row as it is now; what it is set against may still be
/// worked out for the models before.
fn details(app: AppState, against: &PeerStats, code: &str, row: usize) -> AnyView {
    let dataset = &against.models;
    let Some(model_row) = dataset.row_of(code) else { return not_yet() };
    let Some(model) = dataset.models().get(model_row) else { return not_yet() };
    let profile = Profile::new(dataset, &against.peers, model_row);
    // By itself: what is noticed comes after the models, and changes nothing else here.
    let about = model.clone();
    let noticed = dyn_view(move || {
        let findings = app.findings_of(&about);
        view! {
            <p class="about"><bdi>{about.source()}</bdi> ": " {count(&findings)}</p>
            <FindingList findings listed=ListedIn::ModelPage/>
        }
    });
    view! {
        <h1><Mark category=model.category/> <bdi>{model.name.clone()}</bdi> {model.preview.then(|| view! { <span class="tag">"preview"</span> })}</h1>
        <About model=model.clone()/>
        <div class="side-by-side">
            <div>
                <section aria-labelledby="boards-title">
                    <h2 id="boards-title">"On the boards"</h2>
                    <Standings profile=profile.clone()/>
                    {holding(dataset, &profile)}
                    {surroundings(app, dataset, &profile)}
                    <Strengths profile=profile.clone()/>
                </section>
                <WhatIf row/>
            </div>
            <section aria-labelledby="benchmarks-title">
                <h2 id="benchmarks-title">"On every benchmark"</h2>
                <Benchmarks profile=profile.clone()/>
            </section>
        </div>
        {profiles(dataset, &profile)}
        <section aria-labelledby="findings-title">
            <h2 id="findings-title">"Issues in its file"</h2>
            {noticed}
        </section>
    }
    .into_any()
}

/// Who, when, how large, open or not, link.
#[component]
fn About(model: Model) -> impl IntoView {
    let item = |name: &'static str, value: Option<String>| {
        value
            .filter(|value| !value.is_empty())
            .map(|value| view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> })
    };
    let inputs: Vec<_> = model.inputs.iter().map(|input| input.word()).chain(model.image_video.as_deref()).collect();
    let website = model.website.clone().map(|address| {
        let shown = address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
        view! { <div><dt>"Website"</dt><dd><a href=address rel="noopener noreferrer nofollow" target="_blank"><bdi>{shown}</bdi></a></dd></div> }
    });
    view! {
        <dl class="about-model">
            {item("By", Some(model.authors.join(", ")))}
            {item("Category", model.category.map(|category| category.word().to_owned()))}
            {item("Released", model.released.map(view::released))}
            {item("Size", (!model.sizes.is_empty()).then(|| format!("{} billion parameters", view::sizes(&model.sizes))))}
            {item("Weights", model.open_source.map(|open| if open { "open" } else { "closed" }.to_owned()))}
            {item("Vision", Some(model.vision.join(", ")))}
            {item("Language", Some(model.language.join(", ")))}
            {item("Input", Some(inputs.join(", ")))}
            {website}
        </dl>
    }
}

#[component]
fn Standings(profile: Profile) -> impl IntoView {
    let app = AppState::get();
    let rows = profile.boards.iter().map(|standing| {
        let (name, code) = app.dataset(|dataset| {
            let board = dataset.catalog().boards.get(standing.board);
            board.map(|board| (board.name.clone(), board.code.clone())).unwrap_or_default()
        });
        let to = Signal::derive(move || app.board(&code));
        let rank =
            standing.rank.map_or_else(|| "not ranked".to_owned(), |rank| format!("{rank} of {}", standing.population));
        let possible = match standing.possible {
            Some(set) if set.low == set.high => format!("{} only", set.low),
            Some(set) => format!("{} to {}", set.low, set.high),
            None => view::MISSING.to_owned(),
        };
        view! {
            <tr>
                <th scope="row"><Link to>{name}</Link></th>
                <td>{rank}</td>
                <td>{possible}</td>
                <td>{view::figure(standing.total)}</td>
                <td>{view::interval_cell(standing.interval)}</td>
                <td>{view::figure(standing.average_rank)}</td>
                <td>{view::coverage(standing.scored, standing.of)}</td>
            </tr>
        }
    });
    let notes = view::standing_notes(&profile.boards);
    let heads = ["Board", "Rank", "Possible ranks", "Total", "95 % interval", "Average rank", "Coverage"]
        .map(str::to_owned)
        .to_vec();
    let rows = rows.collect_view().into_any();
    view! {
        {plain_table("Ranks and totals by board".to_owned(), heads, rows)}
        {(!notes.is_empty()).then(|| view! { <p class="note">{notes}</p> })}
    }
}

/// How far its ranks hold.
fn holding(dataset: &Dataset, profile: &Profile) -> AnyView {
    let said = view::how_far_ranks_hold(dataset, profile);
    if said.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = said.into_iter().map(|said| view! { <li class="note">{said}</li> }).collect();
    view! { <h3>"How far its ranks hold"</h3><ul>{items}</ul> }.into_any()
}

/// The capability profile on each board that has one, and the fine-grained capabilities on the first of them.
fn profiles(dataset: &Dataset, profile: &Profile) -> impl IntoView + use<> {
    let board = |board: usize| Some(dataset.catalog().boards.get(board)?.name.clone());
    let core = |standing: &BoardStanding| {
        let title = format!("{}: core capabilities against the best and the median", board(standing.board)?);
        Some((title, core_profile(dataset, profile, standing.board)?))
    };
    let fine = |standing: &BoardStanding| {
        let title = format!("{}: fine-grained capabilities against the best and the median", board(standing.board)?);
        Some((title, Chart::DotPlot(fine_lanes(dataset, &[profile.row], standing.board)?)))
    };
    let cores = profile.boards.iter().filter_map(core);
    let figures: Vec<_> = cores.chain(profile.boards.iter().find_map(fine)).collect();
    (!figures.is_empty()).then(|| {
        let figure = |(title, chart)| {
            let titled = PtrEq::new(Titled { title, chart, tagged: Tagged::Models });
            view! { <Figure titled=Signal::stored(titled)/> }
        };
        view! {
            <section aria-labelledby="profile-title">
                <h2 id="profile-title">"Capabilities"</h2>
                <div class="charts">{figures.into_iter().map(figure).collect_view()}</div>
            </section>
        }
    })
}

#[component]
fn Benchmarks(profile: Profile) -> impl IntoView {
    let app = AppState::get();
    let rows = profile.benchmarks.iter().map(|standing| {
        let benchmark = standing.benchmark;
        let name = app.dataset(|dataset| dataset.catalog().benchmarks.get(benchmark).map(|about| about.name.clone()));
        let to = Signal::derive(move || app.benchmark_scores(benchmark).unwrap_or_default());
        view! {
            <tr>
                <th scope="row"><Link to>{name}</Link></th>
                <td>{view::figure(Some(standing.score))}</td>
                <td>{view::interval_cell(standing.interval)}</td>
                <td>{format!("{} of {}", standing.rank, standing.population)}</td>
                <td>{standing.percentile.map_or_else(|| view::MISSING.to_owned(), view::percentile)}</td>
                <td>{view::figure(standing.compared.best)}</td>
                <td>{view::figure(standing.compared.median)}</td>
                <td>{standing.line.map(|line| line.to_string())}</td>
            </tr>
        }
    });
    let heads = ["Benchmark", "Score", "95 % interval", "Rank", "Percentile", "Best", "Median", "Line in the file"];
    let rows = rows.collect_view().into_any();
    let notes = view::interval_notes(profile.benchmarks.iter().map(|standing| standing.interval));
    view! {
        {plain_table("Scores and ranks by benchmark".to_owned(), heads.map(str::to_owned).to_vec(), rows)}
        {(!notes.is_empty()).then(|| view! { <p class="note">{notes}</p> })}
    }
}

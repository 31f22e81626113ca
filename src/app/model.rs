//! A model's page: who made it, where it stands, its profile against the best and the median, and its findings.

use leptos::prelude::*;

use super::address::Link;
use super::against::Against;
use super::chart::Figure;
use super::derived::derived;
use super::erased::{part, text};
use super::findings::{FindingList, ListedIn, count};
use super::plain_table::plain_table;
use super::session::Session;
use super::shared::Shared;
use super::standing::{Strengths, compare_with_versions, not_yet, surroundings};
use super::table::Mark;
use super::what_if::WhatIf;
use crate::chart::Chart;
use crate::dataset::{Dataset, Model};
use crate::view::{self, BoardStanding, Page, Profile, Tagged, Titled, ViewState, fine_lanes, profile_radar};

/// The page of the model with this code.
#[component]
pub(super) fn ModelPage(code: String) -> impl IntoView {
    let session = Session::get();
    let wanted = code.clone();
    let row = derived(move || session.dataset(|dataset| dataset.row_of(&wanted)));
    let to_board = Signal::derive(move || session.beside(|state| state.page = Page::Board));
    let board = text(move || {
        let subject = session.ranking.get().subject;
        let name =
            session.dataset(|dataset| dataset.catalog().boards.get(subject.board).map(|board| board.name.clone()));
        format!("← {}", name.unwrap_or_default())
    });
    let wanted = code.clone();
    // Made anew when the models change.
    let details = part(move || {
        match row.get() {
        Some(row) => match session.against.get() {
            Some(against) => details(session, &against, &wanted, row),
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
            <p class="back"><Link to=to_board>{board}</Link>{part(move || compare(session, row.get()))}</p>
            {details}
        </div>
    }
}

/// A link to the comparison of a model with those chosen, or with the leader of the present board if none is.
fn compare(session: Session, row: Option<usize>) -> Option<AnyView> {
    let row = row?;
    let dataset = session.models.get();
    let mut others = session.chosen.get();
    others.retain(|other| *other != row);
    if others.is_empty() {
        others = session.ranking.get().order.iter().copied().filter(|other| *other != row).take(1).collect();
    }
    let names: Vec<&str> = others.iter().map(|row| dataset.name_of(*row)).collect();
    let label = match names.as_slice() {
        [] => return None,
        [one] => format!("Compare with {one}"),
        several => format!("Compare with {} chosen models", several.len()),
    };
    let selected: Vec<String> = std::iter::once(row).chain(others).map(|row| dataset.code_of(row).to_owned()).collect();
    let to = Signal::derive(move || {
        session.beside(|state| {
            state.page = Page::Compare;
            state.selected.clone_from(&selected);
        })
    });
    Some(view! { <Link to>{label}</Link>{compare_with_versions(session, &dataset, row)} }.into_any())
}

/// All that there is to say of the model with this code. `row` is its row as it is now; what it is set against may still be
/// worked out for the models before.
fn details(session: Session, against: &Against, code: &str, row: usize) -> AnyView {
    let dataset = &against.models;
    let Some(model_row) = dataset.row_of(code) else { return not_yet() };
    let Some(model) = dataset.models().get(model_row) else { return not_yet() };
    let profile = Profile::new(dataset, &against.peers, model_row);
    let findings = session.findings_of(model);
    let noticed = count(&findings);
    view! {
        <h1><Mark category=model.category/> <bdi>{model.name.clone()}</bdi> {model.preview.then(|| view! { <span class="tag">"preview"</span> })}</h1>
        <About model=model.clone()/>
        <section aria-labelledby="boards-title">
            <h2 id="boards-title">"On the boards"</h2>
            <Standings profile=profile.clone()/>
            {surroundings(session, dataset, &profile)}
            <Strengths profile=profile.clone()/>
        </section>
        <WhatIf row/>
        {profiles(dataset, &profile)}
        <section aria-labelledby="benchmarks-title">
            <h2 id="benchmarks-title">"On every benchmark"</h2>
            <Benchmarks profile/>
        </section>
        <section aria-labelledby="findings-title">
            <h2 id="findings-title">"What was noticed in its file"</h2>
            <p class="about"><bdi>{model.file.clone()}</bdi> ": " {noticed}</p>
            <FindingList findings listed=ListedIn::ModelPage/>
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
    let session = Session::get();
    let rows = profile.boards.iter().map(|standing| {
        let (name, code) = session.dataset(|dataset| {
            let board = dataset.catalog().boards.get(standing.board);
            board.map(|board| (board.name.clone(), board.code.clone())).unwrap_or_default()
        });
        let to = Signal::derive(move || session.board(&code));
        let rank =
            standing.rank.map_or_else(|| "not ranked".to_owned(), |rank| format!("{rank} of {}", standing.population));
        let interval =
            standing.interval.map(|i| format!("{:.1} to {:.1}{}", i.low, i.high, if i.at_most { " *" } else { "" }));
        view! {
            <tr>
                <th scope="row"><Link to>{name}</Link></th>
                <td>{rank}</td>
                <td>{view::figure(standing.total)}</td>
                <td>{interval.unwrap_or_else(|| view::MISSING.to_owned())}</td>
                <td>{view::figure(standing.average_rank)}</td>
                <td>{view::coverage(standing.scored, standing.of)}</td>
            </tr>
        }
    });
    let heads = ["Board", "Rank", "Total", "95 % interval", "Average rank", "Coverage"].map(str::to_owned).to_vec();
    let rows = rows.collect_view().into_any();
    view! {
        {plain_table("Ranks and totals by board".to_owned(), heads, rows)}
        <p class="note">"* an upper bound: the metric is a mean of graded answers, not a proportion. Not ranked: fewer than half of the board's benchmarks."</p>
    }
}

/// The capability profile on each board that has one, and the fine-grained capabilities on the first of them.
fn profiles(dataset: &Dataset, profile: &Profile) -> impl IntoView + use<> {
    let board = |board: usize| Some(dataset.catalog().boards.get(board)?.name.clone());
    // One or two points are no shape.
    let shaped = |standing: &&BoardStanding| standing.cores.iter().filter(|core| core.own.is_some()).count() >= 3;
    let radar = |standing: &BoardStanding| {
        let title = format!("{}: core capabilities against the best and the median", board(standing.board)?);
        Some((title, Chart::Radar(profile_radar(dataset, profile, standing.board)?)))
    };
    let fine = |standing: &BoardStanding| {
        let title = format!("{}: fine-grained capabilities against the best and the median", board(standing.board)?);
        Some((title, Chart::Lanes(fine_lanes(dataset, &[profile.row], standing.board)?)))
    };
    let radars = profile.boards.iter().filter(shaped).filter_map(radar);
    let figures: Vec<_> = radars.chain(profile.boards.iter().find_map(fine)).collect();
    (!figures.is_empty()).then(|| {
        let figure = |(title, chart)| {
            let titled = Shared::new(Titled { title, chart, tagged: Tagged::Models });
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
    let session = Session::get();
    let rows = profile.benchmarks.iter().map(|standing| {
        let (name, code, board) = session.dataset(|dataset| {
            let catalog = dataset.catalog();
            let board = catalog.boards.iter().find(|board| board.counted().any(|b| b == standing.benchmark));
            let about = catalog.benchmarks.get(standing.benchmark);
            let about = about.map(|about| (about.name.clone(), about.code.clone())).unwrap_or_default();
            (about.0, about.1, board.map(|board| board.code.clone()).unwrap_or_default())
        });
        let to = Signal::derive(move || ViewState { benchmark: Some(code.clone()), ..session.board(&board) });
        view! {
            <tr>
                <th scope="row"><Link to>{name}</Link></th>
                <td title=standing.interval.map(view::interval)>{view::figure(Some(standing.score))}</td>
                <td>{format!("{} of {}", standing.rank, standing.population)}</td>
                <td>{view::percentile(standing.percentile)}</td>
                <td>{view::figure(standing.compared.best)}</td>
                <td>{view::figure(standing.compared.median)}</td>
                <td>{standing.line.map(|line| line.to_string())}</td>
            </tr>
        }
    });
    let heads = ["Benchmark", "Score", "Rank", "Percentile", "Best", "Median", "Line in the file"];
    let rows = rows.collect_view().into_any();
    plain_table("Scores and ranks by benchmark".to_owned(), heads.map(str::to_owned).to_vec(), rows)
}

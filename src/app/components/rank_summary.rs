//! Where a model stands: its place on each board, who is next to it there, what it lacks, what it is best and worst at.

use leptos::prelude::*;

use crate::app::components::capability::capability;
use crate::app::components::link::Link;
use crate::app::state::AppState;
use crate::app::state::PeerStats;
use crate::dataset::Dataset;
use crate::view::{self, BoardStanding, Neighbour, Page, Profile, Strength, ViewState, earlier_versions};

/// Names of models that share a place are given up to this number.
const MOST_TIED: usize = 6;

/// A preview is offered to be compared with up to so many that it may be a version of.
const MOST_VERSIONS: usize = 3;

/// Where the preview in a row would stand on each board, and what it is best and worst at.
pub(in crate::app) fn standing(app: AppState, against: &PeerStats, row: usize) -> AnyView {
    let dataset = &against.models;
    let profile = Profile::new(dataset, &against.peers, row);
    let boards = profile.boards.iter().map(|standing| {
        let (name, board) = board(dataset, standing.board);
        let to = Signal::derive(move || app.board(&board));
        let place = match standing.rank {
            Some(rank) => format!("would rank {} of {}", view::ordinal(rank), standing.population),
            None if standing.total.is_some() => "has too few of the benchmarks for a rank".to_owned(),
            None => "has capability scores only".to_owned(),
        };
        let total = standing.total.map(|total| format!(", with a total of {}", view::figure(Some(total))));
        let coverage = format!(" on {} of its benchmarks", view::coverage(standing.scored, standing.of));
        let possible = standing.possible.map(|set| format!("; with 95 % certainty {}", view::certain_ranks(set)));
        let around = around(app, dataset, row, standing, None);
        view! { <li><p><Link to>{name}</Link> ": " {place}{total}{coverage}{possible}</p>{around}</li> }
    });
    let boards = boards.collect_view();
    let nowhere = profile.boards.is_empty().then(|| {
        view! { <p class="unreadable">"It has no score that any board counts, so it stands in no table."</p> }
    });
    let absent = absent(dataset, &profile);
    let to = model(app, dataset, row);
    view! {
        {nowhere}
        <ul class="standing">{boards}</ul>
        {absent}
        <Strengths profile/>
        <p class="links"><Link to>"All of its scores and ranks"</Link>{compare_with_versions(app, dataset, row)}</p>
    }
    .into_any()
}

/// Stands in for where a model stands while that is worked out, which with thousands of models takes a moment.
pub(in crate::app) fn not_yet() -> AnyView {
    view! { <p class="about" role="status">"Comparing with all models…"</p> }.into_any()
}

/// Who is next to a model on each board, and what it lacks: what the table of its standings has no room for.
pub(in crate::app) fn surroundings(app: AppState, dataset: &Dataset, profile: &Profile) -> AnyView {
    let boards = profile.boards.iter().filter_map(|standing| {
        let name = board(dataset, standing.board).0;
        around(app, dataset, profile.row, standing, Some(name)).map(|around| view! { <li>{around}</li> })
    });
    let boards = boards.collect_view();
    view! { <ul class="standing">{boards}</ul>{absent(dataset, profile)} }.into_any()
}

/// What is around a model on a board, folded up under a line that says who is next to it; `name` is put before that.
fn around(
    app: AppState,
    dataset: &Dataset,
    row: usize,
    standing: &BoardStanding,
    name: Option<String>,
) -> Option<AnyView> {
    let neighbours = &standing.neighbours;
    let summary = neighbours.summary(dataset);
    if summary.is_empty() {
        return None;
    }
    let item = |term: &'static str, content: AnyView| view! { <div><dt>{term}</dt><dd>{content}</dd></div> }.into_any();
    let next = |term: &'static str, neighbour: &Neighbour| {
        let sentence = neighbour.sentence(dataset);
        let name = dataset.name_of(neighbour.row).to_owned();
        // The sentence begins with the name, which is a link here.
        let rest = sentence.strip_prefix(&name).unwrap_or_default().to_owned();
        let place = format!("{}, ", view::ordinal(neighbour.rank));
        let to = model(app, dataset, neighbour.row);
        item(term, view! { {place}<Link to><bdi>{name}</bdi></Link>{rest} }.into_any())
    };
    let tied = (!neighbours.tied.is_empty()).then(|| {
        let links = neighbours.tied.iter().take(MOST_TIED).map(|&row| {
            let (to, name) = (model(app, dataset, row), dataset.name_of(row).to_owned());
            view! { <span><Link to><bdi>{name}</bdi></Link></span> }
        });
        let more = neighbours.tied.len().saturating_sub(MOST_TIED);
        let more = (more > 0).then(|| format!("and {more} more"));
        item("Level with it", view! { <span class="several">{links.collect_view()}{more}</span> }.into_any())
    });
    let missing = (!neighbours.missing.is_empty()).then(|| {
        let links = neighbours.missing.iter().map(|&benchmark| view! { <span>{benchmark_link(app, benchmark)}</span> });
        item("Missing", view! { <span class="several">{links.collect_view()}</span> }.into_any())
    });
    let above = neighbours.above.as_ref().map(|above| next("Just above", above));
    let below = neighbours.below.as_ref().map(|below| next("Just below", below));
    let supposed = {
        let (code, board) = (dataset.code_of(row).to_owned(), board(dataset, standing.board).1);
        Signal::derive(move || {
            let page = Page::Model(code.clone());
            ViewState { page, ..app.board(&board) }
        })
    };
    let supposed = view! { <Link to=supposed at=crate::app::components::what_if::ID>"The score that another place would take"</Link> };
    let supposed = item("What if", supposed.into_any());
    let name = name.map(|name| view! { <b>{name}</b>" " });
    let content = view! {
        <details class="around">
            <summary>{name}{summary}</summary>
            <dl>{above}{tied}{below}{missing}{supposed}</dl>
        </details>
    };
    Some(content.into_any())
}

/// The boards where a model has nothing.
fn absent(dataset: &Dataset, profile: &Profile) -> Option<AnyView> {
    let names: Vec<String> = profile.absent.iter().map(|absent| board(dataset, *absent).0).collect();
    (!names.is_empty() && !profile.boards.is_empty())
        .then(|| view! { <p class="about">{format!("No score on: {}.", names.join("; "))}</p> }.into_any())
}

/// Links to the comparison of a preview with what it may be a version of.
pub(in crate::app) fn compare_with_versions(app: AppState, dataset: &Dataset, row: usize) -> Vec<AnyView> {
    let earlier = earlier_versions(dataset, row, MOST_VERSIONS);
    let link = |other: usize| {
        let selected = [dataset.code_of(other), dataset.code_of(row)].map(str::to_owned);
        let to = Signal::derive(move || {
            app.link_to(|state| {
                state.page = Page::Compare;
                state.selected = selected.to_vec();
            })
        });
        // A preview brought under a bundled model's code often has its name too.
        let mut name = dataset.name_of(other).to_owned();
        if name == dataset.name_of(row) {
            let preview = dataset.models().get(other).is_some_and(|model| model.preview);
            name.push_str(if preview { ", the other preview" } else { " as bundled" });
        }
        view! { <Link to>"Compare with "<bdi>{name}</bdi></Link> }.into_any()
    };
    earlier.into_iter().map(link).collect()
}

/// A link to a benchmark's table, or its name where no board counts it.
pub(in crate::app) fn benchmark_link(app: AppState, benchmark: usize) -> AnyView {
    let name = app.dataset(|dataset| dataset.catalog().benchmarks.get(benchmark).map(|about| about.name.clone()));
    let name = name.unwrap_or_default();
    if untrack(|| app.benchmark(benchmark)).is_none() {
        return name.into_any();
    }
    let to = Signal::derive(move || app.benchmark(benchmark).unwrap_or_default());
    view! { <Link to>{name}</Link> }.into_any()
}

/// Name and code of a board.
fn board(dataset: &Dataset, board: usize) -> (String, String) {
    let board = dataset.catalog().boards.get(board);
    board.map(|board| (board.name.clone(), board.code.clone())).unwrap_or_default()
}

/// The page of the model in a row.
fn model(app: AppState, dataset: &Dataset, row: usize) -> Signal<ViewState> {
    let code = dataset.code_of(row).to_owned();
    Signal::derive(move || app.link_to(|state| state.page = Page::Model(code.clone())))
}

/// What a model is best and worst at, against the median.
#[component]
pub(in crate::app) fn Strengths(profile: Profile) -> impl IntoView {
    let app = AppState::get();
    let list = |title: &'static str, strengths: Vec<Strength>| {
        let item = |strength: Strength| {
            let name = match strength.board {
                Some(_) => capability(app, strength.name),
                None => strength.name.into_any(),
            };
            let board = strength.board.map(|board| format!(" ({board})"));
            view! {
                <li>
                    {name}<small>{board}</small> ": "
                    <b>{view::figure(Some(strength.score))}</b>
                    {format!(", {}", view::beside_median(strength.score, strength.median))}
                </li>
            }
        };
        (!strengths.is_empty()).then(|| {
            view! {
                <div><p class="title">{title}</p><ul>{strengths.into_iter().map(item).collect_view()}</ul></div>
            }
        })
    };
    view! {
        <div class="strengths">
            {list("Strongest at", profile.strongest)}
            {list("Weakest at", profile.weakest)}
        </div>
    }
}

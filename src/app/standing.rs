//! Where a model stands: its place on each board, who is next to it there, what it lacks, what it is best and worst at.

use leptos::prelude::*;

use super::address::Link;
use super::session::Session;
use crate::view::{self, BoardStanding, Neighbour, Page, Profile, Strength, ViewState, earlier_versions};

/// Names of models that share a place are given up to this number.
const MOST_TIED: usize = 6;

/// A preview is offered to be compared with up to so many that it may be a version of.
const MOST_VERSIONS: usize = 3;

/// Where a preview would stand on each board, and what it is best and worst at.
#[component]
pub(super) fn Standing(row: usize) -> impl IntoView {
    let session = Session::get();
    let profile = session.dataset(|dataset| Profile::new(dataset, row));
    let boards = profile.boards.iter().map(|standing| {
        let (name, board) = board(session, standing.board);
        let to = Signal::derive(move || session.board(&board));
        let place = match standing.rank {
            Some(rank) => format!("would rank {} of {}", view::ordinal(rank), standing.population),
            None if standing.total.is_some() => "has too few of the benchmarks for a rank".to_owned(),
            None => "has capability scores only".to_owned(),
        };
        let total = standing.total.map(|total| format!(", with a total of {}", view::figure(Some(total))));
        let coverage = format!(" on {} of its benchmarks", view::coverage(standing.scored, standing.of));
        let around = around(session, row, standing, None);
        view! { <li><p><Link to>{name}</Link> ": " {place}{total}{coverage}</p>{around}</li> }
    });
    let boards = boards.collect_view();
    let nowhere = profile.boards.is_empty().then(|| {
        view! { <p class="unreadable">"It has no score that any board counts, so it stands in no table."</p> }
    });
    let absent = absent(session, &profile);
    let to = model(session, row);
    view! {
        {nowhere}
        <ul class="standing">{boards}</ul>
        {absent}
        <Strengths profile/>
        <p class="links"><Link to>"All of its scores and ranks"</Link>{compare_with_versions(session, row)}</p>
    }
}

/// Who is next to a model on each board, and what it lacks: what the table of its standings has no room for.
pub(super) fn surroundings(session: Session, profile: &Profile) -> AnyView {
    let boards = profile.boards.iter().filter_map(|standing| {
        let name = board(session, standing.board).0;
        around(session, profile.row, standing, Some(name)).map(|around| view! { <li>{around}</li> })
    });
    let boards = boards.collect_view();
    view! { <ul class="standing">{boards}</ul>{absent(session, profile)} }.into_any()
}

/// What is around a model on a board, folded up under a line that says who is next to it; `name` is put before that.
fn around(session: Session, row: usize, standing: &BoardStanding, name: Option<String>) -> Option<AnyView> {
    let neighbours = &standing.neighbours;
    let summary = session.dataset(|dataset| neighbours.summary(dataset));
    if summary.is_empty() {
        return None;
    }
    let item = |term: &'static str, content: AnyView| view! { <div><dt>{term}</dt><dd>{content}</dd></div> }.into_any();
    let next = |term: &'static str, neighbour: &Neighbour| {
        let sentence = session.dataset(|dataset| neighbour.sentence(dataset));
        let name = name_of(session, neighbour.row);
        // The sentence begins with the name, which is a link here.
        let rest = sentence.strip_prefix(&name).unwrap_or_default().to_owned();
        let place = format!("{}, ", view::ordinal(neighbour.rank));
        let to = model(session, neighbour.row);
        item(term, view! { {place}<Link to><bdi>{name}</bdi></Link>{rest} }.into_any())
    };
    let tied = (!neighbours.tied.is_empty()).then(|| {
        let links = neighbours.tied.iter().take(MOST_TIED).map(|&row| {
            let to = model(session, row);
            view! { <span><Link to><bdi>{name_of(session, row)}</bdi></Link></span> }
        });
        let more = neighbours.tied.len().saturating_sub(MOST_TIED);
        let more = (more > 0).then(|| format!("and {more} more"));
        item("Level with it", view! { <span class="several">{links.collect_view()}{more}</span> }.into_any())
    });
    let missing = (!neighbours.missing.is_empty()).then(|| {
        let links =
            neighbours.missing.iter().map(|&benchmark| view! { <span>{benchmark_link(session, benchmark)}</span> });
        item("Missing", view! { <span class="several">{links.collect_view()}</span> }.into_any())
    });
    let above = neighbours.above.as_ref().map(|above| next("Just above", above));
    let below = neighbours.below.as_ref().map(|below| next("Just below", below));
    let supposed = {
        let (code, board) = (code(session, row), board(session, standing.board).1);
        Signal::derive(move || {
            let page = Page::Model(code.clone());
            ViewState { page, ..session.board(&board) }
        })
    };
    let supposed = view! { <Link to=supposed at=super::what_if::ID>"The score that another place would take"</Link> };
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
fn absent(session: Session, profile: &Profile) -> Option<AnyView> {
    let names: Vec<String> = profile.absent.iter().map(|absent| board(session, *absent).0).collect();
    (!names.is_empty() && !profile.boards.is_empty())
        .then(|| view! { <p class="about">{format!("No score on: {}.", names.join("; "))}</p> }.into_any())
}

/// Links to the comparison of a preview with what it may be a version of.
pub(super) fn compare_with_versions(session: Session, row: usize) -> Vec<AnyView> {
    let earlier = session.dataset(|dataset| earlier_versions(dataset, row, MOST_VERSIONS));
    let link = |other: usize| {
        let selected = [code(session, other), code(session, row)];
        let to = Signal::derive(move || {
            session.beside(|state| {
                state.page = Page::Compare;
                state.selected = selected.to_vec();
            })
        });
        // A preview brought under a bundled model's code often has its name too.
        let (own, mut name) = (name_of(session, row), name_of(session, other));
        if own == name {
            let preview = session.dataset(|dataset| dataset.models().get(other).is_some_and(|model| model.preview));
            name.push_str(if preview { ", the other preview" } else { " as bundled" });
        }
        view! { <Link to>"Compare with "<bdi>{name}</bdi></Link> }.into_any()
    };
    earlier.into_iter().map(link).collect()
}

/// A link to a benchmark's table, or its name where no board counts it.
pub(super) fn benchmark_link(session: Session, benchmark: usize) -> AnyView {
    let name = session.dataset(|dataset| dataset.catalog().benchmarks.get(benchmark).map(|about| about.name.clone()));
    let name = name.unwrap_or_default();
    if untrack(|| session.benchmark(benchmark)).is_none() {
        return name.into_any();
    }
    let to = Signal::derive(move || session.benchmark(benchmark).unwrap_or_default());
    view! { <Link to>{name}</Link> }.into_any()
}

/// Name and code of a board.
fn board(session: Session, board: usize) -> (String, String) {
    session.dataset(|dataset| {
        let board = dataset.catalog().boards.get(board);
        board.map(|board| (board.name.clone(), board.code.clone())).unwrap_or_default()
    })
}

fn name_of(session: Session, row: usize) -> String {
    session.dataset(|dataset| dataset.models().get(row).map(|model| model.name.clone()).unwrap_or_default())
}

fn code(session: Session, row: usize) -> String {
    session.dataset(|dataset| dataset.models().get(row).map(|model| model.code.clone()).unwrap_or_default())
}

/// The page of the model in a row.
fn model(session: Session, row: usize) -> Signal<ViewState> {
    let code = code(session, row);
    Signal::derive(move || session.beside(|state| state.page = Page::Model(code.clone())))
}

/// What a model is best and worst at, against the median.
#[component]
pub(super) fn Strengths(profile: Profile) -> impl IntoView {
    let list = |title: &'static str, strengths: Vec<Strength>| {
        let item = |strength: Strength| {
            let board = strength.board.map(|board| format!(" ({board})"));
            view! {
                <li>
                    {strength.name}<small>{board}</small> ": "
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

//! A board or one of its benchmarks: the sentence, the ways to look at it, the charts, the table.

use leptos::prelude::*;

use super::address::Link;
use super::chart::Figure;
use super::session::Session;
use super::shared::Shared;
use super::table::ScoreTable;
use crate::aggregate::{Lens, Ranking, Subject};
use crate::chart::Chart;
use crate::view::{ColumnId, Heading, Page, board_radar, column_bars, headline};

/// How many bars are drawn of a long table.
const BARS: usize = 12;

/// The page of a board.
#[component]
pub(super) fn Board() -> impl IntoView {
    let session = Session::get();
    let name = move || {
        let subject = session.ranking.get().subject;
        session.dataset(|dataset| {
            let catalog = dataset.catalog();
            let benchmark = subject.benchmark.and_then(|b| catalog.benchmarks.get(b)).map(|b| b.name.clone());
            benchmark.or_else(|| Some(catalog.boards.get(subject.board)?.name.clone())).unwrap_or_default()
        })
    };
    let about = move || {
        let benchmark = session.ranking.get().subject.benchmark;
        session.dataset(|dataset| Some(dataset.catalog().benchmarks.get(benchmark?)?.summary.clone()))
    };
    let sentence = move || session.dataset(|dataset| headline(dataset, &session.ranking.get()));
    view! {
        <div class="board">
            <div class="intro">
                <h1>{name}</h1>
                <p class="headline">{sentence}</p>
                {move || about().map(|about| view! { <p class="about">{about}</p> })}
            </div>
            <Controls/>
            <Charts/>
            <ScoreTable/>
        </div>
    }
}

/// Lens, benchmark, and how much coverage a rank needs.
#[component]
fn Controls() -> impl IntoView {
    let session = Session::get();
    let subject = Memo::new(move |_| session.ranking.get().subject);
    let lens = |lens: Lens| match lens {
        Lens::Benchmarks => "Benchmarks",
        Lens::Core => "Core capabilities",
        Lens::Fine => "Fine capabilities",
    };
    let lenses = Lens::ALL.map(|which| {
        let to = Signal::derive(move || {
            session.with(|state| {
                state.page = Page::Board;
                state.lens = which;
                state.benchmark = None;
                state.sort.clear();
            })
        });
        let current = Signal::derive(move || subject.with(|s| s.benchmark.is_none() && s.lens == which));
        view! { <li><Link to current>{lens(which)}</Link></li> }
    });
    let group = move |label: &'static str, capability_only: bool| {
        let options = session.dataset(|dataset| {
            let catalog = dataset.catalog();
            let Some(board) = catalog.boards.get(subject.get().board) else { return Vec::new() };
            let list = if capability_only { &board.capability_only } else { &board.benchmarks };
            let known = list.iter().filter_map(|&b| Some((b, catalog.benchmarks.get(b)?)));
            known.map(|(b, about)| (b, about.code.clone(), about.name.clone())).collect::<Vec<_>>()
        });
        let option = move |(index, code, name): (usize, String, String)| {
            view! { <option value=code selected=move || subject.get().benchmark == Some(index)>{name}</option> }
        };
        (!options.is_empty()).then(|| view! {
            <optgroup label=label>{options.into_iter().map(option).collect_view()}</optgroup>
        })
    };
    let benchmark = move |event| {
        let code = event_target_value(&event);
        session.go(session.with(|state| {
            state.benchmark = (!code.is_empty()).then_some(code);
            state.sort.clear();
        }));
    };
    let rank_all = session.part(|state| state.rank_all);
    view! {
        <div class="controls">
            <nav class="lenses" aria-label="Lens"><ul>{lenses}</ul></nav>
            <label class="benchmark">
                <span>"Benchmark"</span>
                <select on:change=benchmark>
                    <option value="" selected=move || subject.get().benchmark.is_none()>"All of the board"</option>
                    {move || group("Ranked on this board", false)}
                    {move || group("Counted in its capability scores", true)}
                </select>
            </label>
            <Show when=move || subject.get().benchmark.is_none()>
                <label class="check">
                    <input type="checkbox" prop:checked=rank_all
                        on:change=move |event| session.adjust(|state| state.rank_all = event_target_checked(&event))/>
                    "Rank models with less than half of the benchmarks too"
                </label>
            </Show>
        </div>
    }
}

/// The sorted column as bars, and the leading or chosen models as a radar.
#[component]
fn Charts() -> impl IntoView {
    let session = Session::get();
    // The column that the rows are ordered by, if it holds figures; else the total.
    let sort = session.part(|state| state.sort.iter().map(|key| key.column.clone()).collect::<Vec<_>>());
    let column = Memo::new(move |_| {
        let sorted = sort.get();
        session.headings.with(|headings| {
            let figures = |h: &&Heading| matches!(h.id, ColumnId::Total | ColumnId::AverageRank | ColumnId::Score(_));
            let by_sort = sorted.iter().find_map(|code| headings.iter().filter(figures).find(|h| h.code == *code));
            by_sort.or_else(|| headings.iter().find(figures)).cloned()
        })
    });
    let bars = Memo::new(move |_| {
        let (ranking, rows, chosen) = (session.ranking.get(), session.rows.get(), session.chosen.get());
        let heading = column.get()?;
        session.dataset(|dataset| {
            let preview = |row: usize| dataset.models().get(row).is_some_and(|model| model.preview);
            let (first, rest) = rows.split_at_checked(BARS).unwrap_or((&rows, &[]));
            let others = rest.iter().filter(|&&row| chosen.contains(&row) || preview(row));
            let shown: Vec<usize> = first.iter().chain(others).copied().collect();
            Some((column_bars(dataset, &ranking, &heading, &shown, &chosen), shown.len(), rows.len()))
        })
    });
    let bars_title = Signal::derive(move || {
        let name = column.get().map(|heading| heading.name).unwrap_or_default();
        bars.with(|bars| match bars {
            Some((_, shown, all)) if shown < all => format!("{name}: {shown} of {all} models, in the order of the table"),
            Some(_) => format!("{name}, in the order of the table"),
            None => String::new(),
        })
    });
    let bars_chart = Signal::derive(move || bars.with(|bars| {
        Chart::Bars(bars.as_ref().map(|(bars, ..)| bars.clone()).unwrap_or_default())
    }));

    // Fine-grained capabilities are too many axes: there the radar shows the core ones.
    let radar_ranking = Memo::new(move |_| {
        let ranking = session.ranking.get();
        match ranking.subject {
            Subject { lens: Lens::Fine, benchmark: None, board } => session.dataset(|dataset| {
                let subject = Subject { board, lens: Lens::Core, benchmark: None };
                Shared::new(Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]))
            }),
            _ => ranking,
        }
    });
    let radar = Memo::new(move |_| {
        let (ranking, rows, chosen) = (radar_ranking.get(), session.rows.get(), session.chosen.get());
        session.dataset(|dataset| board_radar(dataset, &ranking, &rows, &chosen))
    });
    let has_radar = Memo::new(move |_| radar.with(|radar| radar.axes.len() >= 3));
    let radar_chart = Signal::derive(move || Chart::Radar(radar.get()));
    let radar_title = Signal::derive(move || {
        let what = match radar_ranking.get().subject {
            Subject { benchmark: Some(_), .. } => "columns",
            Subject { lens: Lens::Benchmarks, .. } => "benchmarks",
            _ => "core capabilities",
        };
        let whose = if session.chosen.with(Vec::is_empty) { "The leading models" } else { "The chosen models" };
        format!("{whose} over the {what}")
    });
    view! {
        <div class="charts">
            <Figure title=bars_title chart=bars_chart/>
            <Show when=move || has_radar.get()><Figure title=radar_title chart=radar_chart/></Show>
        </div>
    }
}

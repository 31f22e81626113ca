//! A board or one of its benchmarks: the sentence, the ways to look at it, the charts, the table.

use leptos::ev;
use leptos::prelude::*;

use super::address::Link;
use super::chart::Figure;
use super::derived::derived;
use super::erased::{action, flag, part, part_if, text};
use super::session::Session;
use super::shared::Shared;
use super::workbench::Workbench;
use crate::aggregate::{Lens, Subject};
use crate::chart::{Chart, Radar};
use crate::view::{ColumnId, Heading, SortKey, board_radar, column_bars, headline};

/// How many bars are drawn of a long table.
const BARS: usize = 10;

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
            let about = benchmark.map(|b| view! { <p class="about">{b.summary.clone()}</p> });
            view! {
                <h1>{name}</h1>
                <p class="headline">{headline(dataset, &ranking)}</p>
                {about}
            }
        })
    });
    view! {
        <div class="board">
            <div class="intro">{intro}</div>
            <Controls/>
            <Charts/>
            <Workbench/>
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

/// The charts of a board with their titles.
struct Pictures {
    bars: Chart,
    bars_title: String,
    radar: Option<Chart>,
    radar_title: String,
}

/// The sorted column as bars, and the leading or chosen models as a radar.
#[component]
fn Charts() -> impl IntoView {
    let session = Session::get();
    let pictures = derived(move || Shared::new(pictures(session)));
    let radar = move || {
        let radar = Signal::derive(move || {
            pictures.with(|p| p.radar.clone().unwrap_or_else(|| Chart::Radar(Radar::default())))
        });
        view! { <Figure title=text(move || pictures.with(|p| p.radar_title.clone())) chart=radar/> }
    };
    view! {
        <div class="charts">
            <Figure title=text(move || pictures.with(|p| p.bars_title.clone()))
                chart=Signal::derive(move || pictures.with(|p| p.bars.clone()))/>
            {part_if(move || pictures.with(|p| p.radar.is_some()), radar)}
        </div>
    }
}

fn pictures(session: Session) -> Pictures {
    let (loaded, ranking, rows) = (session.loaded.get(), session.ranking.get(), session.rows.get());
    let (dataset, rows, chosen) = (&loaded.dataset, rows.rows.as_slice(), session.chosen.get());

    // The column that the rows are ordered by, if it holds figures; else the total.
    let column = session.headings.with(|headings| {
        let figures = |h: &&Heading| h.id.is_percent() || h.id == ColumnId::AverageRank;
        let of = |key: &SortKey| headings.iter().filter(figures).find(|h| h.code == key.column);
        let by_sort = session.sort.with(|sort| sort.iter().find_map(of));
        by_sort.or_else(|| headings.iter().find(figures)).cloned()
    });
    let preview = |row: usize| dataset.models().get(row).is_some_and(|model| model.preview);
    let (first, rest) = rows.split_at_checked(BARS).unwrap_or((rows, &[]));
    let others = rest.iter().filter(|&&row| chosen.contains(&row) || preview(row));
    let shown: Vec<usize> = first.iter().chain(others).copied().collect();
    let bars = column.map(|heading| column_bars(dataset, &ranking, &heading, &shown, &chosen)).unwrap_or_default();
    let bars_title = if shown.len() < rows.len() {
        format!("{}: {} of {} models, in the order of the table", bars.column, shown.len(), rows.len())
    } else {
        format!("{}, in the order of the table", bars.column)
    };

    let radar = board_radar(dataset, &ranking, rows, &chosen);
    let over = match ranking.subject {
        Subject { benchmark: Some(_), .. } => "columns",
        Subject { lens: Lens::Benchmarks, .. } => "benchmarks",
        _ => "core capabilities",
    };
    let whose = match (chosen.len(), radar.series.len()) {
        (0, _) => "The leading models".to_owned(),
        (all, drawn) if drawn < all => format!("The first {drawn} of {all} chosen models"),
        _ => "The chosen models".to_owned(),
    };
    let radar_title = format!("{whose} over the {over}");
    let radar = (radar.axes.len() >= 3).then_some(Chart::Radar(radar));
    Pictures { bars: Chart::Bars(bars), bars_title, radar, radar_title }
}

//! A chart in the page: its title, its picture, what is pointed at, its key as buttons, its figures, and exporting it.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;

use crate::app::browser::download::{save_blob, save_text};
use crate::app::browser::history::of_view;
use crate::app::chart::canvas::Canvas;
use crate::app::reactive::PtrEq;
use crate::app::reactive::{derived, lasting};
use crate::app::reactive::{dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::chart::{Chart, ExportPage, HitTarget, LegendEntry, nearest};
use crate::document::slug;
use crate::view::{MISSING, Page, Tagged, Titled, ViewState};

/// So many marks of one model are shown at once: one in each row of the largest chart.
const HALOS: usize = 40;

/// A chart with its title, a text alternative, and its figures as a table on demand.
#[component]
pub(in crate::app) fn Figure(
    /// What is drawn, and what it says or asks.
    #[prop(into)]
    titled: Signal<PtrEq<Titled>>,
    /// What holds for some of its figures; nothing where that is empty.
    #[prop(optional)]
    note: Signal<String>,
) -> impl IntoView {
    let app = AppState::get();
    // Series that the visitor hid, by index, and what they are series of: another chart has others.
    let hidden = RwSignal::new((Vec::<String>::new(), BTreeSet::<usize>::new()));
    let chart = derived(move || {
        let titled = titled.get();
        let none = BTreeSet::new();
        let hide =
            |(of, hidden): &(_, _)| titled.chart.hiding(if *of == titled.chart.series() { hidden } else { &none });
        PtrEq::new(hidden.with(hide))
    });
    let canvas = Canvas::showing(chart);
    let pointed = canvas.pointed;
    let title = text_signal(move || titled.with(|titled| titled.title.clone()));
    // The focus leaves a chart after it is gone, too, so nothing here may be taken to be there.
    let point = move |mark: Option<usize>| {
        let Some(before) = pointed.try_get_untracked() else { return };
        if before != mark {
            pointed.set(mark);
        }
        let tag = mark.and_then(|mark| canvas.drawn.with_untracked(|drawn| drawn.marks.get(mark)?.tag));
        let row = tag.filter(|_| titled.with_untracked(|titled| titled.tagged == Tagged::Models));
        if app.hovered.get_untracked() != row {
            app.hovered.set(row);
        }
    };
    let open = move || {
        let tag = pointed.get_untracked().and_then(|mark| canvas.drawn.with_untracked(|d| d.marks.get(mark)?.tag));
        if let Some(state) = tag.and_then(|tag| destination(app, titled.with_untracked(|t| t.tagged), tag)) {
            app.push(state);
        }
    };
    let near = move |event: &ev::MouseEvent| {
        let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let within = chart.get_untracked().reach();
        canvas.drawn.with_untracked(|drawn| nearest(&drawn.marks, place.0, place.1, within))
    };
    let on_move = handler(move |event: ev::PointerEvent| point(near(&event)));
    // A finger names first, so that what it means is seen before it is opened.
    let pressed = StoredValue::new(None::<usize>);
    let on_down = handler(move |_: ev::PointerEvent| pressed.set_value(pointed.get_untracked()));
    let on_click = handler(move |event: ev::MouseEvent| {
        let mark = near(&event);
        point(mark);
        if mark.is_some() && pressed.get_value() == mark {
            open();
        }
    });
    let on_leave = handler(move |event: ev::PointerEvent| {
        // A finger that is lifted has left too.
        if event.pointer_type() != "touch" {
            point(None);
        }
    });
    let on_blur = handler(move |_| point(None));
    let figures_open = RwSignal::new(false);
    let on_key = handler(move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let now = pointed.get_untracked();
        let step = |step: Step| canvas.drawn.with_untracked(|drawn| next(&drawn.marks, now, step));
        match (event.key().as_str(), now) {
            ("ArrowRight", _) => point(step(Step::Right)),
            ("ArrowLeft", _) => point(step(Step::Left)),
            ("ArrowDown", _) => point(step(Step::Down)),
            ("ArrowUp", _) => point(step(Step::Up)),
            ("Home", _) => point(step(Step::First)),
            ("End", _) => point(step(Step::Last)),
            ("Escape", Some(_)) => point(None),
            ("Enter", Some(_)) => open(),
            ("f", _) => figures_open.update(|open| *open = !*open),
            _ => return,
        }
        event.prevent_default();
    });
    let tip = dyn_view(move || {
        let mark = canvas.drawn.with(|drawn| drawn.marks.get(pointed.get()?).copied())?;
        let said = chart.get().say(&mark)?;
        let left = format!("clamp(88px, {}px, calc(100% - 88px))", mark.x);
        let top = format!("{}px", mark.y - mark.size.1 / 2.0);
        Some(view! { <span class="tip" style:left=left style:top=top><bdi>{said}</bdi></span> })
    });
    let halos = dyn_view(move || {
        let tagged = titled.with(|titled| titled.tagged);
        let row = lasting(app.hovered).get().filter(|_| tagged == Tagged::Models);
        let own = pointed.get();
        canvas.drawn.with(|drawn| {
            let meant = |(place, mark): &(usize, &HitTarget)| own == Some(*place) || (row.is_some() && mark.tag == row);
            let marks = drawn.marks.iter().enumerate().filter(meant).take(HALOS);
            marks.map(|(place, mark)| halo(mark, own == Some(place))).collect_view()
        })
    });
    let entries = dyn_view(move || {
        let entries = canvas.drawn.with(|drawn| drawn.entries.clone());
        let all = chart.get_untracked().series();
        let hide = move |series: usize, alone: bool| {
            hidden.update(|(of, hidden)| {
                if *of != all {
                    (*of, *hidden) = (all.clone(), BTreeSet::new());
                }
                toggle(hidden, series, all.len(), alone);
            });
        };
        let entry = |entry: LegendEntry| {
            let series = entry.series;
            let hide = hide.clone();
            let press = handler(move |event: ev::MouseEvent| hide(series, event.shift_key() || event.detail() > 1));
            view! {
                <button type="button" class="entry" aria-pressed=(!entry.hidden).to_string()
                    title="Press to hide or show; with Shift, or twice, to show this alone"
                    style:left=format!("{}px", entry.left) style:top=format!("{}px", entry.top)
                    style:width=format!("{}px", entry.size.0) style:height=format!("{}px", entry.size.1)
                    aria-label=format!("Show {}", entry.name) on:click=press></button>
            }
        };
        (entries.len() > 1).then(|| entries.into_iter().map(entry).collect_view())
    });
    let said = move |worked: bool| {
        if !worked {
            app.workspace.say_not_saved();
        }
    };
    let save = move |svg: bool| {
        // Where the figures are from comes first: of what is too long the end is cut.
        let mut source = format!("Figures: Embodied Arena, arXiv 2509.15273, bundled on {}. ", app.bundled_on());
        let note = note.get_untracked();
        source += &if note.is_empty() { of_view(&app.now()) } else { note };
        let (title, chart) = (title.get_untracked(), chart.get_untracked());
        let sheet = ExportPage { chart: &chart, title: &title, source: &source };
        let name = slug(&title);
        if svg {
            let made = canvas.sheet(|width, style| sheet.svg(width, sheet.height(width, style), style));
            said(made.is_some_and(|made| save_text(&made, &format!("{name}.svg"), "image/svg+xml").is_ok()));
        } else {
            let make = |width, style: &_| sheet.picture((width, sheet.height(width, style)), style);
            let save = move |blob: Option<web_sys::Blob>| {
                said(blob.is_some_and(|blob| save_blob(&blob, &format!("{name}.png")).is_ok()));
            };
            if canvas.png(make, save).is_none() {
                said(false);
            }
        }
    };
    let (png, svg) = (handler(move |_| save(false)), handler(move |_| save(true)));
    let toggled =
        handler(move |event: ev::Event| figures_open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open()));
    let figures = dyn_view(move || figures_open.get().then(|| table(&chart.get())));
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <div class="picture">
                <canvas node_ref=canvas.element role="img" tabindex="0" aria-keyshortcuts="f"
                    aria-label=text_signal(move || chart.with(|chart| in_words(chart))) on:pointermove=on_move on:pointerdown=on_down on:pointerleave=on_leave
                    on:click=on_click on:blur=on_blur on:keydown=on_key></canvas>
                <div class="halos" aria-hidden="true">{halos}</div>
                <p class="tips" role="status">{tip}</p>
                <div class="entries" role="group" aria-label=text_signal(move || format!("Series: {}", title.get()))>{entries}</div>
            </div>
            {show_when(move || note.with(|note| !note.is_empty()), move || view! { <p class="note">{note}</p> })}
            <p class="saves">
                <button type="button" class="save" aria-label=text_signal(move || format!("Save as PNG: {}", title.get())) on:click=png>"PNG"</button>
                <button type="button" class="save" aria-label=text_signal(move || format!("Save as SVG: {}", title.get())) on:click=svg>"SVG"</button>
            </p>
            <details prop:open=move || figures_open.get() on:toggle=toggled>
                <summary>"Figures"</summary>
                <div class="scroll" tabindex="0" role="region" aria-label=text_signal(move || format!("Figures: {}", title.get()))>
                    {figures}
                </div>
            </details>
        </figure>
    }
}

/// Where pressing a mark leads.
fn destination(app: AppState, tagged: Tagged, tag: usize) -> Option<ViewState> {
    match tagged {
        Tagged::Models => {
            let code = app.dataset(|dataset| dataset.models().get(tag).map(|model| model.code.clone()))?;
            Some(app.link_to_untracked(|state| state.page = Page::Model(code)))
        }
        Tagged::Benchmarks => app.benchmark(tag),
    }
}

/// Around what a mark stands for.
fn halo(mark: &HitTarget, own: bool) -> impl IntoView + use<> {
    let side = |length: f64| length.max(6.0) + 8.0;
    let (width, height) = (side(mark.size.0), side(mark.size.1));
    view! {
        <span class="halo" class:own=own style:left=format!("{}px", mark.x - width / 2.0)
            style:top=format!("{}px", mark.y - height / 2.0) style:width=format!("{width}px")
            style:height=format!("{height}px")></span>
    }
}

/// Hides or shows a series of so many; `alone` shows it and hides all others, or shows all again.
fn toggle(hidden: &mut BTreeSet<usize>, series: usize, all: usize, alone: bool) {
    let others: BTreeSet<usize> = (0..all).filter(|other| *other != series).collect();
    if alone {
        *hidden = if *hidden == others { BTreeSet::new() } else { others };
    } else if !hidden.remove(&series) {
        hidden.insert(series);
    }
}

/// A step from mark to mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Left,
    Right,
    Up,
    Down,
    First,
    Last,
}

/// The mark that a step leads to: sideways within the series where it has several axes, up and down from series to
/// series; where there is no such mark, the one before or after.
fn next(marks: &[HitTarget], now: Option<usize>, step: Step) -> Option<usize> {
    let last = marks.len().checked_sub(1)?;
    let Some((place, mark)) = now.and_then(|now| Some((now, marks.get(now)?))) else {
        return Some(if matches!(step, Step::Left | Step::Up | Step::Last) { last } else { 0 });
    };
    let all = marks.iter().enumerate();
    let up_or_down = |forward: bool| {
        let same = all.clone().filter(|(_, other)| other.axis == mark.axis && (other.series > mark.series) == forward);
        let same = same.filter(|(_, other)| other.series != mark.series);
        let nearest = same.min_by_key(|(_, other)| other.series.abs_diff(mark.series)).map(|(place, _)| place);
        let axes = marks.iter().any(|other| other.axis != mark.axis);
        if axes { nearest } else { None }
    };
    match step {
        Step::First => Some(0),
        Step::Last => Some(last),
        Step::Right => Some((place + 1).min(last)),
        Step::Left => Some(place.saturating_sub(1)),
        Step::Down => Some(up_or_down(true).unwrap_or((place + 1).min(last))),
        Step::Up => Some(up_or_down(false).unwrap_or(place.saturating_sub(1))),
    }
}

/// The figures of a chart.
fn table(chart: &Chart) -> impl IntoView + use<> {
    let table = chart.table();
    let head = table.columns.into_iter().map(|name| view! { <th scope="col"><bdi>{name}</bdi></th> }).collect_view();
    let row = |(name, cells): (String, Vec<Option<String>>)| {
        let cell = |cell: Option<String>| view! { <td>{cell.unwrap_or_else(|| MISSING.to_owned())}</td> };
        view! { <tr><th scope="row"><bdi>{name}</bdi></th>{cells.into_iter().map(cell).collect_view()}</tr> }
    };
    let rows = table.rows.into_iter().map(row).collect_view();
    let more = (table.left_out > 0).then(|| {
        view! { <p class="note">{format!("And {} more. Export the table to see all of them.", table.left_out)}</p> }
    });
    view! {
        <table>
            <thead><tr><th scope="col">{table.corner}</th>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {more}
    }
}

/// The main fact of a chart and whom it shows, for those who do not see it.
fn in_words(chart: &Chart) -> String {
    let names = chart.names();
    let shown = if names.is_empty() { String::new() } else { format!(" Shown: {}.", names.join(", ")) };
    format!("{}{shown}", chart.describe())
}

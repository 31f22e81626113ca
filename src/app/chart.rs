//! A chart on a canvas: sharp on any display, redrawn once a frame when its data, its width or the theme change.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, ResizeObserver};

use super::erased::{action, part, text};
use super::palette::{Themes, style_at};
use super::session::Session;
use crate::chart::Chart;
use crate::view::figure;

/// A chart with its title, a text alternative, and its figures as a table on demand.
#[component]
pub(super) fn Figure(
    /// Says what the picture finds or asks.
    #[prop(into)]
    title: Signal<String>,
    /// What is drawn.
    #[prop(into)]
    chart: Signal<Chart>,
) -> impl IntoView {
    let session = Session::get();
    let canvas = NodeRef::<html::Canvas>::new();
    let room = RwSignal::new(Room::default());
    let theme = session.part(|state| state.theme);
    let system = system_theme();
    watch_room(canvas, room);

    let waiting = StoredValue::new(false);
    Effect::new(move |_| {
        // What a redraw depends on; however many of these change, there is one redraw, in the frame after the next: the
        // table, which a visitor acts on, comes first.
        chart.track();
        room.track();
        theme.track();
        system.track();
        if !waiting.get_value() {
            waiting.set_value(true);
            let draw = move || {
                // The component may be gone by now.
                if waiting.try_set_value(false).is_none()
                    && let (Some(Some(canvas)), Some(room)) = (canvas.try_get_untracked(), room.try_get_untracked())
                    && let Some(themes) = theme.try_get_untracked().zip(system.try_get_untracked())
                {
                    let _ = chart.try_with_untracked(|chart| draw(&canvas, room, themes, chart));
                }
            };
            request_animation_frame(move || request_animation_frame(draw));
        }
    });

    let table = move || {
        let table = chart.with(Chart::table);
        let head = table.columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
        let row = |(name, cells): (String, Vec<Option<f64>>)| {
            let cells = cells.into_iter().map(|cell| view! { <td>{figure(cell)}</td> }).collect_view();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        };
        let rows = table.rows.into_iter().map(row).collect_view();
        view! {
            <table>
                <thead><tr><th scope="col">"Model"</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let open = RwSignal::new(false);
    let toggled = action(move |event: ev::Event| open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open()));
    let figures = part(move || open.get().then(table));
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <canvas node_ref=canvas role="img" aria-label=text(move || chart.with(in_words))></canvas>
            <details on:toggle=toggled>
                <summary>"Figures"</summary>
                <div class="scroll" tabindex="0" role="region" aria-label=text(move || format!("Figures: {}", title.get()))>
                    {figures}
                </div>
            </details>
        </figure>
    }
}

/// The main fact of a chart and whom it shows, for those who do not see it.
fn in_words(chart: &Chart) -> String {
    let names: Vec<String> = chart.table().rows.into_iter().map(|(name, _)| name).collect();
    format!("{} Shown: {}.", chart.describe(), names.join(", "))
}

fn draw(canvas: &HtmlCanvasElement, room: Room, themes: Themes, chart: &Chart) {
    let scale = window().device_pixel_ratio().max(1.0);
    let Some(style) = style_at(canvas, themes, scale) else { return };
    if room.width < 1.0 {
        return;
    }
    let height = room.height.unwrap_or_else(|| chart.height(room.width, &style));
    let pixels = |length: f64| (length * scale).round().clamp(1.0, 16_384.0) as u32;
    // Setting a size, even the same, makes the browser lay out anew; a chart paints over what was there.
    if (canvas.width(), canvas.height()) != (pixels(room.width), pixels(height)) {
        canvas.set_width(pixels(room.width));
        canvas.set_height(pixels(height));
        let _ = web_sys::HtmlElement::style(canvas).set_property("height", &format!("{height}px"));
    }
    if let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone())
        && let Err(error) = chart.draw(&backend.into_drawing_area(), &style)
    {
        web_sys::console::warn_1(&format!("a chart could not be drawn: {error}").into());
    }
}

/// What the layout gives a chart, in CSS pixels.
#[derive(Clone, Copy, Default, PartialEq)]
struct Room {
    width: f64,
    /// Where the style sheet asks for one; else a chart has its own.
    height: Option<f64>,
}

impl Room {
    fn of(canvas: &HtmlCanvasElement) -> Self {
        let style = window().get_computed_style(canvas).ok().flatten();
        let height = style.and_then(|style| style.get_property_value("--chart-height").ok());
        let height = height.and_then(|height| height.trim().strip_suffix("px")?.parse().ok());
        Self { width: canvas.get_bounding_client_rect().width(), height }
    }
}

/// Follows what the layout gives the canvas.
fn watch_room(canvas: NodeRef<html::Canvas>, room: RwSignal<Room>) {
    let measure = move || {
        if let Some(Some(canvas)) = canvas.try_get_untracked() {
            let now = Room::of(&canvas);
            if room.try_get_untracked().is_some_and(|before| before != now) {
                room.set(now);
            }
        }
    };
    let observed = StoredValue::new(None::<SendWrapper<(ResizeObserver, Closure<dyn FnMut()>)>>);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            let closure = Closure::<dyn FnMut()>::new(measure);
            if let Ok(observer) = ResizeObserver::new(closure.as_ref().unchecked_ref()) {
                // Calls at once, and then whenever the size changes.
                observer.observe(&canvas);
                observed.set_value(Some(SendWrapper::new((observer, closure))));
            }
        }
    });
    on_cleanup(move || {
        observed.try_update_value(|observed| {
            if let Some((observer, _)) = observed.take().as_deref() {
                observer.disconnect();
            }
        });
    });
}

/// Changes when the system goes from light to dark or back.
fn system_theme() -> ReadSignal<bool> {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let (dark, set_dark) = signal(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let closure = Closure::<dyn FnMut(_)>::new(move |event: web_sys::MediaQueryListEvent| {
            set_dark.try_set(event.matches());
        });
        let _ = query.add_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
        let listener = SendWrapper::new((query, closure));
        on_cleanup(move || {
            let (query, closure) = &*listener;
            let _ = query.remove_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
        });
    }
    dark
}

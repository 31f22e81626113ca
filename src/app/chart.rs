//! A chart on a canvas: sharp on any display, redrawn once a frame when its data, its width or the theme change.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, ResizeObserver};

use super::address::here;
use super::download::save_blob;
use super::erased::{action, part, text};
use super::palette::{Themes, style_at};
use super::session::Session;
use crate::chart::{Chart, Mark, Sheet, Style, nearest};
use crate::view::figure;

/// Within so many CSS pixels of a mark, pointing means it.
const NEAR: f64 = 24.0;

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

    // What was drawn where, in pixels of the canvas, and which of it is pointed at.
    let marks = StoredValue::new(Vec::<Mark>::new());
    let pointed = RwSignal::new(None::<usize>);
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
                    let drawn = chart.try_with_untracked(|chart| draw(&canvas, room, themes, chart));
                    marks.try_set_value(drawn.flatten().unwrap_or_default());
                    // What was pointed at may be elsewhere now, or gone.
                    pointed.try_set(None);
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
    let point = action(move |event: ev::PointerEvent| {
        if let Some(canvas) = canvas.get_untracked() {
            let scale = f64::from(canvas.width()) / canvas.get_bounding_client_rect().width().max(1.0);
            let place = (f64::from(event.offset_x()) * scale, f64::from(event.offset_y()) * scale);
            let found = marks.with_value(|marks| {
                let mark = nearest(marks, place.0, place.1, NEAR * scale)?;
                marks.iter().position(|known| known == mark)
            });
            if pointed.get_untracked() != found {
                pointed.set(found);
            }
        }
    });
    let leave = action(move |_| pointed.set(None));
    let blur = action(move |_| pointed.set(None));
    let step = action(move |event: ev::KeyboardEvent| {
        let last = marks.with_value(Vec::len).checked_sub(1);
        let now = pointed.get_untracked();
        let next = match (event.key().as_str(), now) {
            ("ArrowRight" | "ArrowDown", now) => last.map(|last| now.map_or(0, |now| (now + 1).min(last))),
            ("ArrowLeft" | "ArrowUp", now) => last.map(|last| now.map_or(last, |now| now.saturating_sub(1))),
            ("Home", _) => last.map(|_| 0),
            ("End", _) => last,
            ("Escape", Some(_)) => None,
            _ => return,
        };
        event.prevent_default();
        pointed.set(next);
    });
    let tip = move || {
        let mark = marks.with_value(|marks| marks.get(pointed.get()?).copied())?;
        let element = canvas.get_untracked()?;
        let scale = f64::from(element.width()) / element.get_bounding_client_rect().width().max(1.0);
        Some((
            chart.with(|chart| name(chart, &mark))?,
            mark.x / scale,
            mark.y / scale + f64::from(element.offset_top()),
        ))
    };
    let tip = part(move || {
        tip().map(|(text, x, y)| {
            view! { <span class="tip" style:left=format!("clamp(88px, {x}px, calc(100% - 88px))") style:top=format!("{y}px")>{text}</span> }
        })
    });
    let save = action(move |_| {
        let source =
            format!("Figures: Embodied Arena, arXiv 2509.15273, bundled on {}. {}", session.bundled_on(), here());
        let (title, chart) = (title.get_untracked(), chart.get_untracked());
        let sheet = Sheet { chart: &chart, title: &title, source: &source };
        if let Some(canvas) = canvas.get_untracked() {
            let _ = save_png(&sheet, &canvas, (theme.get_untracked(), system.get_untracked()));
        }
    });
    let open = RwSignal::new(false);
    let toggled = action(move |event: ev::Event| open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open()));
    let figures = part(move || open.get().then(table));
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <canvas node_ref=canvas role="img" tabindex="0" aria-label=text(move || chart.with(in_words)) on:pointermove=point
                on:pointerleave=leave on:blur=blur on:keydown=step></canvas>
            <p class="tips" role="status">{tip}</p>
            <button type="button" class="save" aria-label=text(move || format!("Save as a picture: {}", title.get())) on:click=save>"PNG"</button>
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

/// What a mark stands for: model, axis and figure.
fn name(chart: &Chart, mark: &Mark) -> Option<String> {
    let table = chart.table();
    let (name, cells) = table.rows.get(mark.series)?;
    let value = cells.get(mark.axis).copied().flatten();
    let value = value.map_or_else(|| "missing".to_owned(), |value| figure(Some(value)));
    Some(format!("{name} · {}: {value}", table.columns.get(mark.axis)?))
}

/// Saves a sheet as a picture, as wide as the canvas that shows it, with twice as many pixels as CSS has.
fn save_png(sheet: &Sheet<'_>, canvas: &HtmlCanvasElement, themes: Themes) -> Option<()> {
    let style = style_at(canvas, themes, 2.0)?;
    let width = canvas.get_bounding_client_rect().width().max(480.0).round();
    let height = sheet.height(width, &Style { scale: 1.0, ..style.clone() });
    let page: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    page.set_width((2.0 * width).clamp(1.0, 16_384.0) as u32);
    page.set_height((2.0 * height).clamp(1.0, 16_384.0) as u32);
    let backend = CanvasBackend::with_canvas_object(page.clone())?;
    sheet.draw(&backend.into_drawing_area(), &style).ok()?;
    let name = format!("{}.png", crate::document::slug(sheet.title));
    let done = Closure::once_into_js(move |blob: Option<web_sys::Blob>| {
        if let Some(blob) = blob {
            let _ = save_blob(&blob, &name);
        }
    });
    page.to_blob(done.unchecked_ref()).ok()
}

/// Draws a chart and gives what was drawn where.
fn draw(canvas: &HtmlCanvasElement, room: Room, themes: Themes, chart: &Chart) -> Option<Vec<Mark>> {
    let scale = window().device_pixel_ratio().max(1.0);
    let style = style_at(canvas, themes, scale)?;
    if room.width < 1.0 {
        return None;
    }
    let height = room.height.unwrap_or_else(|| chart.height(room.width, &style));
    let pixels = |length: f64| (length * scale).round().clamp(1.0, 16_384.0) as u32;
    // Setting a size, even the same, makes the browser lay out anew; a chart paints over what was there.
    if (canvas.width(), canvas.height()) != (pixels(room.width), pixels(height)) {
        canvas.set_width(pixels(room.width));
        canvas.set_height(pixels(height));
        let _ = web_sys::HtmlElement::style(canvas).set_property("height", &format!("{height}px"));
    }
    let backend = CanvasBackend::with_canvas_object(canvas.clone())?;
    match chart.draw(&backend.into_drawing_area(), &style) {
        Ok(marks) => Some(marks),
        Err(error) => {
            web_sys::console::warn_1(&format!("a chart could not be drawn: {error}").into());
            None
        }
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

//! A chart on a canvas: sharp on any display, drawn at most once a frame, and only while it can be seen.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, IntersectionObserver, IntersectionObserverEntry, MediaQueryList, ResizeObserver};

use crate::app::browser::theme::{SYSTEM, Themes, style_at};
use crate::app::reactive::ErasedMemo;
use crate::app::reactive::PtrEq;
use crate::app::state::AppState;
use crate::chart::{Chart, DisplayList, Style};

/// No browser has a larger canvas.
const LARGEST: f64 = 16_384.0;

/// Width of a chart on paper in CSS pixels; the style sheet fits it to the sheet.
const PAPER: f64 = 480.0;

/// A canvas, and what is drawn on it.
#[derive(Clone, Copy)]
pub(in crate::app) struct Canvas {
    pub(in crate::app) element: NodeRef<html::Canvas>,
    /// What was drawn last, its shapes left out; empty until something was.
    pub(in crate::app) drawn: RwSignal<DisplayList>,
    /// Which of its marks is pointed at; none after it was drawn anew, when marks may be elsewhere or gone.
    pub(in crate::app) pointed: RwSignal<Option<usize>>,
    theme: Signal<Themes>,
}

impl Canvas {
    /// A canvas that shows a chart from now on; the component puts `element` into the page.
    pub(in crate::app) fn showing(chart: ErasedMemo<PtrEq<Chart>>) -> Self {
        let app = AppState::get();
        let element = NodeRef::<html::Canvas>::new();
        let asked = app.part(|state| state.theme);
        let system = system_looks();
        let theme = Signal::derive(move || Themes { asked: asked.get(), system: system.get(), printed: false });
        let (room, seen) = (RwSignal::new(Room::default()), RwSignal::new(false));
        let (drawn, pointed) = (RwSignal::new(DisplayList::default()), RwSignal::new(None));
        let canvas = Self { element, drawn, pointed, theme };
        watch(element, seen, move |now| {
            if room.try_get_untracked().is_some_and(|before| before != now) {
                room.set(now);
                // Before anything is painted, so that nothing below the chart moves.
                chart.try_get_untracked().and_then(|chart| canvas.make_room(&chart, now));
            }
        });
        canvas.follow_printing(chart, room);
        let waiting = StoredValue::new(false);
        Effect::new(move |_| {
            // What a redraw depends on; however many of these change, there is one redraw, in the frame after the next:
            // the table, which a visitor acts on, comes first.
            room.track();
            theme.track();
            seen.track();
            canvas.make_room(&chart.get(), room.get_untracked());
            if !waiting.get_value() {
                waiting.set_value(true);
                let draw = move || {
                    // The component may be gone by now.
                    if waiting.try_set_value(false).is_none()
                        && let (Some(room), Some(true)) = (room.try_get_untracked(), seen.try_get_untracked())
                    {
                        chart.try_get_untracked().and_then(|chart| canvas.draw(&chart, room, false));
                    }
                };
                request_animation_frame(move || request_animation_frame(draw));
            }
        });
        canvas
    }

    /// Makes the element as high as a chart wants to be, and gives the height.
    fn make_room(self, chart: &Chart, room: Room) -> Option<f64> {
        let element = self.element.try_get_untracked().flatten()?;
        let height = match room.height.filter(|_| chart.is_elastic()) {
            Some(height) => height,
            None if room.width < 1.0 => return None,
            // Colours take no room, and asking for them now would find those of the theme before.
            None => chart.height(room.width, &Style::default()),
        };
        let _ = web_sys::HtmlElement::style(&element).set_property("height", &format!("{height}px"));
        Some(height)
    }

    /// Draws the chart for paper when the page is about to be printed, and for the screen again afterwards. Both at once: paper
    /// waits for no frame.
    fn follow_printing(self, chart: ErasedMemo<PtrEq<Chart>>, room: RwSignal<Room>) {
        let listen = |name, printed| {
            window_event_listener(ev::Custom::<ev::Event>::new(name), move |_: ev::Event| {
                if let (Some(chart), Some(room)) = (chart.try_get_untracked(), room.try_get_untracked()) {
                    let width = if printed { PAPER } else { room.width };
                    self.draw(&chart, Room { width, ..room }, printed);
                }
            })
        };
        let listeners = [listen("beforeprint", true), listen("afterprint", false)];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    }

    /// Draws a chart in the room that there is.
    fn draw(self, chart: &Chart, room: Room, printed: bool) -> Option<()> {
        let height = self.make_room(chart, room)?;
        let element = self.element.try_get_untracked().flatten()?;
        let themes = self.theme.try_get_untracked()?;
        let style = style_at(&element, Themes { printed, ..themes })?;
        // Printers have more dots than screens.
        let scale = window().device_pixel_ratio().max(if printed { 2.0 } else { 1.0 });
        // Who measures how long drawing takes finds it under this name.
        let performance = window().performance()?;
        let _ = performance.mark("chart");
        let picture = chart.picture((room.width, height), &style);
        if let Err(error) = paint(&element, &picture, scale) {
            web_sys::console::warn_1(&format!("a chart could not be drawn: {error}").into());
        }
        let _ = performance.measure_with_start_mark("chart", "chart");
        self.drawn.try_set(picture.without_shapes());
        self.pointed.try_set(None);
        Some(())
    }

    /// Draws a picture as large as the canvas is wide on a canvas of its own, with twice as many pixels as CSS has, and
    /// gives it as a file.
    pub(in crate::app) fn png(
        self,
        make: impl FnOnce(f64, &Style) -> DisplayList,
        save: impl FnOnce(Option<web_sys::Blob>) + 'static,
    ) -> Option<()> {
        let picture = self.sheet(make)?;
        let page: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        paint(&page, &picture, 2.0).ok()?;
        let done = Closure::once_into_js(save);
        page.to_blob(done.unchecked_ref()).ok()
    }

    /// What leaves the page: made for a width and a style.
    pub(in crate::app) fn sheet<T>(self, make: impl FnOnce(f64, &Style) -> T) -> Option<T> {
        let element = self.element.get_untracked()?;
        let style = style_at(&element, self.theme.get_untracked())?;
        Some(make(element.get_bounding_client_rect().width().max(480.0).round(), &style))
    }
}

/// Paints a picture over all of a canvas, which is made as large.
fn paint(canvas: &HtmlCanvasElement, picture: &DisplayList, scale: f64) -> Result<(), String> {
    let pixels = |length: f64| (length * scale).round().clamp(1.0, LARGEST) as u32;
    let (width, height) = (pixels(picture.size.0), pixels(picture.size.1));
    // Setting a size, even the same, makes the browser lay out anew; a chart paints over what was there.
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("there is no canvas")?;
    picture.paint(&backend.into_drawing_area(), scale).map_err(|error| error.to_string())
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

/// What follows a canvas while it is in the page.
struct Watch {
    resize: ResizeObserver,
    intersection: IntersectionObserver,
    _measure: Closure<dyn FnMut()>,
    _look: Closure<dyn FnMut(js_sys::Array)>,
}

/// Follows what the layout gives the canvas, and whether it is on screen or nearly so.
fn watch(canvas: NodeRef<html::Canvas>, seen: RwSignal<bool>, resized: impl Fn(Room) + Copy + 'static) {
    let measure = move || {
        if let Some(Some(canvas)) = canvas.try_get_untracked() {
            resized(Room::of(&canvas));
        }
    };
    let look = move |entries: js_sys::Array| {
        let last = entries.iter().last().map(JsValue::unchecked_into::<IntersectionObserverEntry>);
        if let Some(now) = last.map(|entry| entry.is_intersecting())
            && seen.try_get_untracked().is_some_and(|before| before != now)
        {
            seen.set(now);
        }
    };
    let watching = StoredValue::new(None::<SendWrapper<Watch>>);
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        // Before the first frame: room that is made in it counts as something that moved.
        measure();
        let (measure, look) = (Closure::<dyn FnMut()>::new(measure), Closure::<dyn FnMut(_)>::new(look));
        let options = web_sys::IntersectionObserverInit::new();
        // A little before it comes into sight.
        options.set_root_margin("200px");
        let intersection = IntersectionObserver::new_with_options(look.as_ref().unchecked_ref(), &options);
        let resize = ResizeObserver::new(measure.as_ref().unchecked_ref());
        if let (Ok(resize), Ok(intersection)) = (resize, intersection) {
            // Each calls at once, and then whenever something changes.
            resize.observe(&canvas);
            intersection.observe(&canvas);
            let watch = Watch { resize, intersection, _measure: measure, _look: look };
            watching.set_value(Some(SendWrapper::new(watch)));
        }
    });
    on_cleanup(move || {
        watching.try_update_value(|watching| {
            if let Some(watch) = watching.take().as_deref() {
                watch.resize.disconnect();
                watch.intersection.disconnect();
            }
        });
    });
}

/// Follows what the system asks for.
fn system_looks() -> ReadSignal<[bool; 3]> {
    let queries = SYSTEM.map(|query| window().match_media(query).ok().flatten());
    let read = |queries: &[Option<MediaQueryList>; 3]| {
        std::array::from_fn(|n| queries.get(n).and_then(Option::as_ref).is_some_and(MediaQueryList::matches))
    };
    let (looks, set_looks) = signal(read(&queries));
    let known = queries.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        set_looks.try_set(read(&known));
    });
    let each =
        |queries: &[Option<MediaQueryList>], act: &dyn Fn(&MediaQueryList)| queries.iter().flatten().for_each(act);
    each(&queries, &|query| {
        let _ = query.add_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
    });
    let listener = SendWrapper::new((queries, closure));
    on_cleanup(move || {
        let (queries, closure) = &*listener;
        each(queries, &|query| {
            let _ = query.remove_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
        });
    });
    looks
}

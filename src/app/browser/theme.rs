//! The style sheet's colours as the charts need them, and media queries.

use std::cell::RefCell;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleDeclaration, Element, HtmlCanvasElement, HtmlElement};

use crate::chart::{Rgb, Style};
use crate::view::Theme;

/// What the system may ask for that decides about the colours.
pub(in crate::app) const SYSTEM: [&str; 3] =
    ["(prefers-color-scheme: dark)", "(forced-colors: active)", "(prefers-contrast: more)"];

/// What decides about the colours.
#[derive(Clone, Copy, Default, PartialEq)]
pub(in crate::app) struct Themes {
    /// The theme that the visitor asked for.
    pub(in crate::app) asked: Option<Theme>,
    /// Which of [`SYSTEM`] hold.
    pub(in crate::app) system: [bool; 3],
    /// Whether it is for paper, which is light.
    pub(in crate::app) printed: bool,
}

thread_local! {
    static LAST: RefCell<Option<(Themes, Style)>> = const { RefCell::new(None) };
}

/// The tokens as they are in force, for a canvas.
///
/// They are read once for each theme, because asking for a computed style makes the browser work out all styles that are
/// waiting.
pub(in crate::app) fn style_at(canvas: &HtmlCanvasElement, themes: Themes) -> Option<Style> {
    let known = LAST.with_borrow(|last| last.clone()).filter(|(known, _)| *known == themes);
    let style = match known {
        Some((_, style)) => style,
        None => {
            let mut style = read(&canvas.parent_element()?, themes.printed)?;
            if let [_, true, _] = themes.system {
                // The system has no colour for what is to stay behind everything.
                style.rule = style.paper.mix(style.ink, 0.35);
            }
            if themes.printed {
                style.paper = Rgb(255, 255, 255);
            }
            LAST.set(Some((themes, style.clone())));
            style
        }
    };
    Some(style)
}

/// A token may be written in any way that CSS knows, so the browser is asked what a probe with that colour looks like.
fn read(place: &Element, printed: bool) -> Option<Style> {
    let probe: HtmlElement = document().create_element("i").ok()?.dyn_into().ok()?;
    probe.set_hidden(true);
    // Where colours are forced, every probe would look alike; the tokens are the system's own colours then.
    let _ = probe.style().set_property("forced-color-adjust", "none");
    if printed {
        let _ = probe.style().set_property("color-scheme", "light");
    }
    place.append_child(&probe).ok()?;
    let computed = window().get_computed_style(&probe).ok()??;
    let colour = |token: &str| colour(&probe, &computed, token);
    let style = Style {
        paper: colour("--paper"),
        ink: colour("--ink"),
        muted: colour("--muted"),
        rule: colour("--rule"),
        accent: colour("--accent"),
        series: std::array::from_fn(|n| colour(&format!("--series-{}", n + 1))),
        font: computed.get_property_value("font-family").unwrap_or_default(),
        ..Style::default()
    };
    probe.remove();
    Some(style)
}

/// `rgb(r, g, b)`, the form in which browsers give a computed colour. A token that is none reads as grey.
fn colour(probe: &HtmlElement, computed: &CssStyleDeclaration, token: &str) -> Rgb {
    let _ = probe.style().set_property("color", &format!("var({token}, rgb(128, 128, 128))"));
    let text = computed.get_property_value("color").unwrap_or_default();
    let mut channels = text
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok());
    let mut channel = || channels.next().unwrap_or(128);
    Rgb(channel(), channel(), channel())
}

/// Whether a media query matches; changes when that does.
pub(in crate::app) fn media_query(query: &str) -> ReadSignal<bool> {
    let query = window().match_media(query).ok().flatten();
    let (matches, set_matches) = signal(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let closure = Closure::<dyn FnMut(_)>::new(move |event: web_sys::MediaQueryListEvent| {
            set_matches.try_set(event.matches());
        });
        let _ = query.add_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
        let listener = SendWrapper::new((query, closure));
        on_cleanup(move || {
            let (query, closure) = &*listener;
            let _ = query.remove_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
        });
    }
    matches
}

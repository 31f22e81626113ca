//! The style sheet's colours as the charts need them.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlCanvasElement, HtmlElement};

use crate::chart::{Rgb, Style};
use crate::view::Theme;

/// What decides about the colours: the theme asked for, and whether the system is dark.
pub(super) type Themes = (Option<Theme>, bool);

thread_local! {
    static LAST: RefCell<Option<(Themes, Style)>> = const { RefCell::new(None) };
}

/// The tokens as they are in force, for a canvas.
///
/// They are read once for each theme, because asking for a computed style makes the browser work out all styles that are
/// waiting.
pub(super) fn style_at(canvas: &HtmlCanvasElement, themes: Themes) -> Option<Style> {
    let known = LAST.with_borrow(|last| last.clone()).filter(|(known, _)| *known == themes);
    let style = match known {
        Some((_, style)) => style,
        None => {
            let style = read(&canvas.parent_element()?)?;
            LAST.set(Some((themes, style.clone())));
            style
        }
    };
    Some(style)
}

/// A token may be written in any way that CSS knows, so the browser is asked what a probe with that colour looks like.
fn read(place: &Element) -> Option<Style> {
    let probe: HtmlElement = document().create_element("i").ok()?.dyn_into().ok()?;
    probe.set_hidden(true);
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

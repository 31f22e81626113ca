//! What the page remembers of how a visitor likes it, in the browser's local storage. A browser that stores nothing
//! for the page remembers nothing.

use leptos::prelude::*;

/// Whether the charts of a board are folded or open. `boot.js` reads it before the first paint.
const CHARTS: &str = "arena-explorer.charts";

/// From this width on, in CSS pixels, charts stand beside the table; the style sheet says the same.
const BESIDE: &str = "(min-width: 1200px)";

/// Whether the charts of a board are open: as the visitor left them, else where they have room beside the table.
pub(in crate::app) fn are_charts_open() -> bool {
    match stored(CHARTS).as_deref() {
        Some("open") => true,
        Some("folded") => false,
        _ => window().match_media(BESIDE).ok().flatten().is_some_and(|query| query.matches()),
    }
}

/// Remembers whether the charts of a board are open.
pub(in crate::app) fn keep_charts_open(open: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(CHARTS, if open { "open" } else { "folded" });
    }
}

fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

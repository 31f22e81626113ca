//! Texts with code in them: what stands in backticks is set as code, as in Markdown.

use leptos::prelude::*;

/// The text; as it is where its backticks do not come in pairs.
pub(in crate::app) fn coded(text: &str) -> AnyView {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text.to_owned().into_any();
    }
    let part = |(nth, part): (usize, &&str)| {
        let part = (*part).to_owned();
        if nth % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    };
    parts.iter().enumerate().map(part).collect_view().into_any()
}

//! A table to be read and not worked with: it scrolls sideways by itself where it is wider than the page.

use leptos::prelude::*;

/// A table under a name for assistive technology; rows come as they are.
pub(in crate::app) fn plain_table(name: String, heads: Vec<String>, rows: AnyView) -> AnyView {
    let heads = heads.into_iter().map(|head| view! { <th scope="col"><bdi>{head}</bdi></th> }).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=name>
            <table class="plain">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

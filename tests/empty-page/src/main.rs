//! A Leptos page with one heading: what the time to the first table is measured against.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;

    leptos::mount::mount_to_body(|| view! { <h1>"Empty"</h1> });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

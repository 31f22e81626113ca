//! What happens to files on their way in: how far the reading is, how to stop it, and what was not read and why.

use leptos::prelude::*;

use super::{Desk, Notice, Progress};
use crate::app::derived::derived;
use crate::app::erased::{action, part_if, text};
use crate::app::session::Session;

/// The state of what is coming in; nothing while nothing is.
#[component]
pub(in crate::app) fn Incoming() -> impl IntoView {
    let desk = Session::get().desk;
    let reading = derived(move || desk.progress.get().is_some());
    let asked = derived(move || desk.asked.with(Option::is_some));
    let noticed = derived(move || desk.notices.with(|notices| !notices.is_empty()));
    view! {
        {part_if(move || asked.get(), move || view! { <Asking desk/> })}
        {part_if(move || reading.get(), move || view! { <Bar desk/> })}
        {part_if(move || noticed.get(), move || view! { <Notices desk/> })}
    }
}

/// Asks whether another host may be asked.
#[component]
fn Asking(desk: Desk) -> impl IntoView {
    let (address, host) = desk.asked.get_untracked().unwrap_or_default();
    let agree = action(move |_| desk.agree());
    let decline = action(move |_| {
        desk.asked.set(None);
        crate::app::focus_only("content");
    });
    view! {
        <section class="reading" aria-label="Scores from another host">
            <p>
                "This link wants to load scores from another host: " <strong><bdi>{address}</bdi></strong>
                ". If you agree, your browser asks it for that file, and so it learns your network address. Nothing that you added is sent."
            </p>
            <button type="button" on:click=agree>"Load from " <bdi>{host}</bdi></button>
            <button type="button" on:click=decline>"Do not load"</button>
        </section>
    }
}

#[component]
fn Bar(desk: Desk) -> impl IntoView {
    let now = derived(move || desk.progress.get().unwrap_or_default());
    let words = text(move || {
        let Progress { read, of, .. } = now.get();
        match of {
            0 => "Reading files …".to_owned(),
            of => format!("Reading: {read} of {of} files"),
        }
    });
    let cancel = action(move |_| desk.cancel());
    view! {
        <div class="reading">
            <p>{words}</p>
            <progress
                aria-label="Files read"
                max=text(move || now.get().of.max(1).to_string())
                prop:value=text(move || now.get().read.to_string())
            ></progress>
            <button type="button" on:click=cancel>"Cancel reading"</button>
        </div>
    }
}

#[component]
fn Notices(desk: Desk) -> impl IntoView {
    let item = move |notice: Notice| {
        let Notice { number, wrong, message, help } = notice;
        let dismiss = action(move |_| {
            desk.notices.update(|notices| notices.retain(|notice| notice.number != number));
            crate::app::focus_only("content");
        });
        view! {
            <li class=if wrong { "error" } else { "notice" }>
                <p><strong><bdi>{message}</bdi></strong> ". " <span class="help">{help}</span></p>
                <button type="button" on:click=dismiss>"Dismiss"</button>
            </li>
        }
    };
    view! {
        <ul class="notices" role="log" aria-label="What became of the files">
            <For each=move || desk.notices.get() key=|notice| notice.number children=item/>
        </ul>
    }
}

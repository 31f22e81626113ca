//! Files on their way in: progress, the button that cancels, questions to the visitor, and messages.

use leptos::prelude::*;

use super::{Progress, Said, Workspace};
use crate::app::reactive::derived;
use crate::app::reactive::{dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;

/// The state of what is coming in; nothing while nothing is.
#[component]
pub(super) fn Incoming() -> impl IntoView {
    let workspace = AppState::get().workspace;
    let reading = derived(move || workspace.progress.get().is_some());
    let asked = derived(move || workspace.asked.with(|asked| asked.first().cloned()));
    let has_notices = derived(move || workspace.notices.with(|notices| !notices.is_empty()));
    view! {
        {dyn_view(move || asked.get().map(|(address, host)| view! { <Asking workspace address host/> }))}
        {show_when(move || reading.get(), move || view! { <Bar workspace/> })}
        {show_when(move || has_notices.get(), move || view! { <Notices workspace/> })}
    }
}

/// Asks whether another host may be asked.
#[component]
fn Asking(workspace: Workspace, address: String, host: String) -> impl IntoView {
    let agree = handler(move |_| workspace.agree());
    let decline = handler(move |_| {
        workspace.decline();
        crate::app::browser::dom::focus_only("content");
    });
    view! {
        <section class="reading" aria-label="Scores from another address">
            <p>
                "This link asks to load scores from an address outside this page: " <strong><bdi>{address}</bdi></strong>
                ". If you agree, your browser requests that file, and the server there learns your network address. None of your files are sent. Links to "<bdi>{host.clone()}</bdi>" are then loaded without asking, until you remove all files."
            </p>
            <button type="button" on:click=agree>"Load from " <bdi>{host}</bdi></button>
            <button type="button" on:click=decline>"Do not load"</button>
        </section>
    }
}

#[component]
fn Bar(workspace: Workspace) -> impl IntoView {
    let now = derived(move || workspace.progress.get().unwrap_or_default());
    let words = text_signal(move || {
        let Progress { read, of, .. } = now.get();
        match of {
            0 => "Reading files …".to_owned(),
            1 => "Reading 1 file …".to_owned(),
            of => format!("Reading: {read} of {of} files"),
        }
    });
    let cancel = handler(move |_| workspace.cancel());
    view! {
        <div class="reading">
            <p>{words}</p>
            <progress
                aria-label="Files read"
                max=text_signal(move || now.get().of.max(1).to_string())
                prop:value=text_signal(move || now.get().read.to_string())
            ></progress>
            <button type="button" on:click=cancel>"Cancel reading"</button>
        </div>
    }
}

#[component]
fn Notices(workspace: Workspace) -> impl IntoView {
    let item = move |said: Said| {
        let Said { number, is_problem, message, help } = said;
        let dismiss = handler(move |_| {
            workspace.notices.update(|notices| notices.retain(|notice| notice.number != number));
            crate::app::browser::dom::focus_only("content");
        });
        view! {
            <li class=if is_problem { "error" } else { "notice" }>
                <p><strong><bdi>{message}</bdi></strong> ". " <span class="help">{help}</span></p>
                <button type="button" on:click=dismiss>"Dismiss"</button>
            </li>
        }
    };
    view! {
        <ul class="notices" role="log" aria-label="Messages about your files">
            <For each=move || workspace.notices.get() key=|notice| notice.number children=item/>
        </ul>
    }
}

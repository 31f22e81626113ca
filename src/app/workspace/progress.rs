//! Files on their way in: progress, the button that cancels, questions to the visitor, and messages.

use leptos::ev;
use leptos::prelude::*;

use super::{Asked, Offer, Progress, Said, Workspace};
use crate::app::components::coded::coded;
use crate::app::reactive::derived;
use crate::app::reactive::{dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;

/// The state of what is coming in; nothing while nothing is.
#[component]
pub(super) fn Incoming() -> impl IntoView {
    let workspace = AppState::get().workspace;
    let reading = derived(move || workspace.progress.get().is_some());
    let asked = derived(move || workspace.asked.get());
    let has_notices = derived(move || workspace.notices.with(|notices| !notices.is_empty()));
    view! {
        {dyn_view(move || Some(asked.get()).filter(|asked| !asked.is_empty()).map(|asked| asking(workspace, asked)))}
        {show_when(move || reading.get(), move || view! { <Bar workspace/> })}
        {show_when(move || has_notices.get(), move || view! { <Notices workspace/> })}
    }
}

/// Asks whether other hosts may be asked.
fn asking(workspace: Workspace, asked: Vec<Asked>) -> AnyView {
    let is_one = asked.len() == 1;
    let begins = match asked.as_slice() {
        [one] if one.is_linked => "This link asks to load scores from an address outside this page:".to_owned(),
        [_] => "The address that you added is outside this page:".to_owned(),
        many => format!("{} addresses are outside this page:", many.len()),
    };
    let mut hosts: Vec<String> = asked.iter().map(|one| one.host.clone()).collect();
    hosts.sort();
    hosts.dedup();
    let hosts = hosts.join(", ");
    let (load, leave) =
        if is_one { (format!("Load from {hosts}"), "Do not load") } else { ("Load all".to_owned(), "Load none") };
    let (requests, learns) = if is_one { ("that file", "server") } else { ("these files", "servers") };
    let agreed = format!(
        "If you agree, your browser requests {requests}, and the {learns} there {} your network address. None of your files are sent. Links to {hosts} are then loaded without asking, until you remove all files.",
        if is_one { "learns" } else { "learn" }
    );
    let addresses =
        asked.iter().map(|one| view! { <li><strong><bdi>{one.address.clone()}</bdi></strong></li> }.into_any());
    let addresses = addresses.collect::<Vec<_>>();
    let answer = move |agrees: bool| {
        let asked = asked.clone();
        handler(move |_: ev::MouseEvent| {
            workspace.answer(&asked, agrees);
            if !agrees {
                crate::app::browser::dom::focus_only("content");
            }
        })
    };
    view! {
        <section class="reading" aria-label="Scores from another address">
            <p>{begins}</p>
            <ul>{addresses}</ul>
            <p>{agreed}</p>
            <button type="button" on:click=answer(true)><bdi>{load}</bdi></button>
            <button type="button" on:click=answer(false)>{leave}</button>
        </section>
    }
    .into_any()
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
        let Said { number, is_problem, message, help, offer } = said;
        let dismiss = move |_: &ev::MouseEvent| {
            workspace.notices.update(|notices| notices.retain(|notice| notice.number != number));
            crate::app::browser::dom::focus_only("content");
        };
        let offer = offer.map(|offer| {
            let label = match &offer {
                Offer::UndoReplacements(ids) if ids.len() > 1 => "Undo replacements",
                Offer::UndoReplacements(_) => "Undo replacement",
                Offer::Undo(done) => done.label(),
            };
            let take = handler(move |event: ev::MouseEvent| {
                // First: an offer that is taken back shows its message anew.
                dismiss(&event);
                match &offer {
                    Offer::UndoReplacements(ids) => ids.iter().for_each(|id| workspace.undo_replacement(*id, true)),
                    Offer::Undo(done) => workspace.undo(done),
                }
            });
            view! { <button type="button" on:click=take>{label}</button> }
        });
        view! {
            <li class=if is_problem { "error" } else { "notice" }>
                <p><strong><bdi>{coded(&message)}</bdi></strong> ". " <span class="help">{coded(&help)}</span></p>
                {offer}
                <button type="button" on:click=handler(move |event| dismiss(&event))>"Dismiss"</button>
            </li>
        }
    };
    view! {
        <ul class="notices" role="log" aria-label="Messages about your files">
            <For each=move || workspace.notices.get() key=|notice| notice.number children=item/>
        </ul>
    }
}

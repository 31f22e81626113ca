//! What the visitor brought: a panel for each file that says where its model would stand.

use leptos::ev;
use leptos::prelude::*;

use super::derived::derived;
use super::editor::EditFile;
use super::erased::{action, flag, part, part_if, text};
use super::files::{Incoming, Overview};
use super::findings::{FindingList, count};
use super::score_link::ScoreLink;
use super::session::Session;
use super::standing::{not_yet, standing};
use crate::dataset::Dataset;
use crate::document::Severity;

/// How many files have a panel each. Of more, the first few do, and all stand in a list.
const PANELS: usize = 12;

/// So many models are named beside the heading.
const NAMES: usize = 3;

/// How many of many files have a panel.
const FIRST_PANELS: usize = 3;

/// A panel for each file that was brought.
#[component]
pub(super) fn Previews() -> impl IntoView {
    let session = Session::get();
    let count = derived(move || session.desk.brought.with(|brought| brought.files().len()));
    let said = text(move || match count.get() {
        0 => String::new(),
        1 => "1 file added".to_owned(),
        count => format!("{count} files added"),
    });
    let with_panel = derived(move || {
        let most = if count.get() > PANELS { FIRST_PANELS } else { PANELS };
        session
            .desk
            .brought
            .with(|brought| brought.files().iter().take(most).map(|f| f.path.clone()).collect::<Vec<_>>())
    });
    let many = derived(move || count.get() > PANELS);
    let kept = text(move || {
        let kept = match session.desk.kept.get() {
            None => "They stay in this browser.",
            Some(true) => {
                "They are kept in this browser, on this device, until you remove them, and nothing of them is sent anywhere."
            }
            Some(false) => {
                "This browser does not keep them (its storage is full, or refused to this page): they are gone when you close the page."
            }
        };
        kept.to_owned()
    });
    let forget_all = move || {
        action(move |_| {
            session.desk.remove_all();
            super::focus("content");
        })
    };
    // What the summary says: whose they are, or how many where that would be too long.
    let whose = text(move || {
        let names = session.dataset(|dataset| {
            let previews = dataset.models().iter().filter(|model| model.preview);
            previews.map(|model| model.name.clone()).take(NAMES + 1).collect::<Vec<_>>()
        });
        let files = if count.get() == 1 { "1 file".to_owned() } else { format!("{} files", count.get()) };
        let named =
            if names.is_empty() || names.len() > NAMES { String::new() } else { format!(": {}", names.join(", ")) };
        let kept = if session.desk.kept.get() == Some(true) { " · kept in this browser" } else { "" };
        format!("{files}{named}{kept}")
    });
    let fold = move || {
        action(move |event: ev::Event| {
            session.desk.unfold(event_target::<web_sys::HtmlDetailsElement>(&event).open());
        })
    };
    let panels = move || {
        view! {
            <section id="previews" aria-labelledby="previews-title" tabindex="-1">
                <details class="previews" prop:open=flag(move || session.desk.is_unfolded()) on:toggle=fold()>
                    <summary><h2 id="previews-title">"Your scores"</h2> <span class="whose"><bdi>{whose}</bdi></span></summary>
                    <div class="panels">
                        <p class="about">
                            "Previews stand in every board at the rank they would take. " {kept}
                        </p>
                        <div class="preview-tools">
                            <ScoreLink/>
                            <button type="button" on:click=forget_all()>"Forget everything"</button>
                        </div>
                        <For each=move || with_panel.get() key=Clone::clone let(path)><Panel path/></For>
                        {part_if(move || many.get(), || view! { <Overview/> })}
                    </div>
                </details>
            </section>
        }
    };
    view! {
        <p class="hidden" role="status">{said}</p>
        <Incoming/>
        {part_if(move || count.get() > 0, panels)}
    }
}

/// What one file came to: standing, strengths, findings; or the error.
#[component]
pub(super) fn Panel(path: String) -> impl IntoView {
    let session = Session::get();
    let file = path.clone();
    let model = derived(move || session.dataset(|dataset| preview_of(dataset, &file)));
    let file = path.clone();
    let name = text(move || {
        let name = session.dataset(|dataset| Some(dataset.name_of(model.get()?).to_owned()));
        name.unwrap_or_else(|| file.clone())
    });
    let file = path.clone();
    let remove = action(move |_| {
        session.forget(&file);
        super::focus("content");
    });
    // What else is brought or removed changes where this one stands, even if its row stays the same.
    let file = path.clone();
    let standing = part(move || {
        if model.get().is_none() {
            let said = "This file could not be read as a model’s scores, so it stands in no table.";
            return view! { <p class="unreadable">{said}</p> }.into_any();
        }
        let Some(against) = session.against.get() else { return not_yet() };
        match preview_of(&against.models, &file) {
            Some(row) => standing(session, &against, row),
            None => not_yet(),
        }
    });
    let edited = path.clone();
    let file = path.clone();
    let noticed = part(move || {
        let findings = session.preview_findings(&file);
        if findings.is_empty() {
            return view! { <p class="clean">"Nothing to mend was found in this file."</p> }.into_any();
        }
        let open = findings.iter().any(|finding| finding.severity() != Severity::Notice);
        view! {
            <details open=open>
                <summary>{format!("What was noticed in the file: {}", count(&findings))}</summary>
                <FindingList findings/>
            </details>
        }
        .into_any()
    });
    view! {
        <article class="panel" aria-label=name>
            <header>
                <h3><bdi>{name}</bdi> <span class="tag">"preview"</span></h3>
                <p class="file"><bdi>{path}</bdi></p>
                <button type="button" on:click=remove aria-label=text(move || format!("Remove {}", name.get()))>"Remove"</button>
            </header>
            {standing}
            {noticed}
            <EditFile path=edited/>
        </article>
    }
}

/// Row of the model of a file that was brought; `None` if it could not be read as one.
fn preview_of(dataset: &Dataset, file: &str) -> Option<usize> {
    dataset.models().iter().position(|model| model.preview && model.file == file)
}

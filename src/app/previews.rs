//! What the visitor brings: dropping and choosing files, and a panel for each that says where its model would stand.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList};

use super::derived::derived;
use super::editor::EditFile;
use super::erased::{action, flag, part, part_if, text};
use super::findings::{FindingList, count};
use super::score_link::ScoreLink;
use super::session::Session;
use super::standing::Standing;
use crate::document::{LARGEST_FILE, Origin, Severity, SourceFile};

/// The button that chooses files. The input itself is what a keyboard reaches.
#[component]
pub(super) fn AddScores() -> impl IntoView {
    let session = Session::get();
    let field = NodeRef::<html::Input>::new();
    let chosen = action(move |_| {
        if let Some(field) = field.get_untracked() {
            if let Some(files) = field.files() {
                take(session, &files);
            }
            // Choosing the same file again, mended, must count as a change.
            field.set_value("");
        }
    });
    view! {
        <label class="button add">
            <input node_ref=field type="file" multiple accept=".md,.markdown,.yaml,.yml,.txt" on:change=chosen/>
            <span>"Add your scores"</span>
        </label>
    }
}

/// Takes files dropped anywhere on the page, and shows that it would while they hover.
#[component]
pub(super) fn DropZone() -> impl IntoView {
    let session = Session::get();
    let hovering = RwSignal::new(false);
    // Entering a child leaves its parent: only when all that was entered is left, the files are gone.
    let depth = Rc::new(Cell::new(0_i32));
    let has_files =
        |event: &DragEvent| event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
    let enter = {
        let depth = Rc::clone(&depth);
        window_event_listener(ev::dragenter, move |event| {
            if has_files(&event) {
                event.prevent_default();
                depth.set(depth.get() + 1);
                hovering.set(true);
            }
        })
    };
    let over = window_event_listener(ev::dragover, move |event| {
        if has_files(&event) {
            event.prevent_default();
        }
    });
    let leave = {
        let depth = Rc::clone(&depth);
        window_event_listener(ev::dragleave, move |event| {
            if has_files(&event) {
                depth.set((depth.get() - 1).max(0));
                hovering.set(depth.get() > 0);
            }
        })
    };
    let drop = window_event_listener(ev::drop, move |event| {
        if has_files(&event) {
            event.prevent_default();
            depth.set(0);
            hovering.set(false);
            if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
                take(session, &files);
            }
        }
    });
    on_cleanup(move || [enter, over, leave, drop].into_iter().for_each(leptos::prelude::WindowListenerHandle::remove));
    view! {
        <div class="drop" class:hovering=flag(move || hovering.get()) aria-hidden="true">
            <p>"Drop score files to see where the model would stand"<br/><small>"They stay in this browser"</small></p>
        </div>
    }
}

/// Reads files and brings them, all together, so that the table changes once.
fn take(session: Session, list: &FileList) {
    let files: Vec<File> = (0..list.length()).filter_map(|n| list.get(n)).collect();
    leptos::task::spawn_local(async move {
        let mut read = Vec::new();
        for file in files {
            read.push(SourceFile { path: file.name(), bytes: bytes(&file).await, origin: Origin::Named });
        }
        session.bring(read);
        reveal();
    });
}

/// The content of a file; of one that is too large only so much that it is known to be. What cannot be read at all, such
/// as a folder, gives nothing, which the reader then says.
async fn bytes(file: &File) -> Vec<u8> {
    let upto = (LARGEST_FILE + 1) as f64;
    let read = async {
        let part = file.slice_with_f64_and_f64(0.0, upto.min(file.size()))?;
        JsFuture::from(part.array_buffer()).await
    };
    read.await.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

/// Brings the panels into view.
fn reveal() {
    request_animation_frame(|| super::focus("previews"));
}

/// A panel for each file that was brought.
#[component]
pub(super) fn Previews() -> impl IntoView {
    let session = Session::get();
    let brought = derived(move || session.brought());
    let said = text(move || match brought.with(Vec::len) {
        0 => String::new(),
        1 => "1 file added".to_owned(),
        count => format!("{count} files added"),
    });
    let panels = move || {
        view! {
            <section id="previews" class="previews" aria-labelledby="previews-title" tabindex="-1">
                <h2 id="previews-title">"Your scores"</h2>
                <p class="about">
                    "Previews stand in every board at the rank they would take. They stay in this browser and are gone when you close the page."
                </p>
                <ScoreLink/>
                <For each=move || brought.get() key=Clone::clone let(path)><Panel path/></For>
            </section>
        }
    };
    view! {
        <p class="hidden" role="status">{said}</p>
        {part_if(move || !brought.with(Vec::is_empty), panels)}
    }
}

/// What one file came to: standing, strengths, findings; or the error.
#[component]
fn Panel(path: String) -> impl IntoView {
    let session = Session::get();
    let file = path.clone();
    let model = derived(move || {
        session.dataset(|dataset| dataset.models().iter().position(|model| model.preview && model.file == file))
    });
    let file = path.clone();
    let name = text(move || {
        let name = session.dataset(|dataset| Some(dataset.models().get(model.get()?)?.name.clone()));
        name.unwrap_or_else(|| file.clone())
    });
    let file = path.clone();
    let remove = action(move |_| {
        session.forget(&file);
        super::focus("content");
    });
    // What else is brought or removed changes where this one stands, even if its row stays the same.
    let standing = part(move || match (session.loaded.track(), model.get()).1 {
        Some(row) => view! { <Standing row/> }.into_any(),
        None => view! {
            <p class="unreadable">"This file could not be read as a model’s scores, so it stands in no table."</p>
        }
        .into_any(),
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

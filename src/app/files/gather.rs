//! The ways in which files come: chosen, dropped anywhere on the page, alone or in folders, and pasted as text.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, File, FileList, FileSystemDirectoryEntry};

use super::Desk;
use super::walk::{Found, walk};
use crate::app::erased::{action, flag};
use crate::app::session::Session;
use crate::document::{Origin, SourceFile};

/// The buttons that choose files and a folder. The inputs themselves are what a keyboard reaches.
#[component]
pub(in crate::app) fn AddScores() -> impl IntoView {
    let desk = Session::get().desk;
    let files = NodeRef::<html::Input>::new();
    let folder = NodeRef::<html::Input>::new();
    let chosen = action(move |_| take_chosen(files, |list| desk.read(named(list), false, 0)));
    let folder_chosen = action(move |_| {
        take_chosen(folder, |list| {
            let mut found = Found::default();
            for file in files_of(list) {
                let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
                found.add(path.unwrap_or_else(|| file.name()), || Some(file));
            }
            found.sort();
            bring_found(desk, found);
        });
    });
    view! {
        <label class="button add">
            <input node_ref=files type="file" multiple accept=".md,.markdown,.yaml,.yml,.txt,.zip" on:change=chosen/>
            <span>"Add your scores"</span>
        </label>
        <label class="button add add-folder" title="Add a folder">
            <input node_ref=folder type="file" prop:webkitdirectory=true on:change=folder_chosen/>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <path d="M1.5 13V3h5l1.5 2h6.5v8z" fill="none" stroke="currentColor" stroke-width="1.5"/>
            </svg>
            <span class="hidden">"Add a folder"</span>
        </label>
    }
}

fn take_chosen(field: NodeRef<html::Input>, take: impl FnOnce(&FileList)) {
    if let Some(field) = field.get_untracked() {
        if let Some(files) = field.files().filter(|files| files.length() > 0) {
            take(&files);
        }
        // Choosing the same file again, mended, must count as a change.
        field.set_value("");
    }
}

fn files_of(list: &FileList) -> impl Iterator<Item = File> + '_ {
    (0..list.length()).filter_map(|n| list.get(n))
}

fn named(list: &FileList) -> Vec<(String, File)> {
    files_of(list).map(|file| (file.name(), file)).collect()
}

/// Has what was found in folders read, and says if that was not all.
fn bring_found(desk: Desk, found: Found) {
    let Found { files, passed_over, cut } = found;
    desk.read(files, true, passed_over);
    if cut {
        desk.notice(
            true,
            "The folder holds more files than are looked at".to_owned(),
            "Bring only the folder with the score files, or bring it in parts.".to_owned(),
        );
    }
}

/// Takes files dropped anywhere on the page, and shows that it would while they hover; takes text that is pasted anywhere
/// but into a field.
#[component]
pub(in crate::app) fn DropZone() -> impl IntoView {
    let session = Session::get();
    let desk = session.desk;
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
            if let Some(data) = event.data_transfer() {
                take_dropped(desk, &data);
            }
        }
    });
    let paste = window_event_listener(ev::paste, move |event| {
        if crate::app::is_typing() {
            return;
        }
        let Some(data) = event.clipboard_data() else { return };
        let files = data.files().map(|files| named(&files)).unwrap_or_default();
        if !files.is_empty() {
            event.prevent_default();
            desk.read(files, false, 0);
        } else if let Some(text) = data.get_data("text/plain").ok().filter(|text| !text.trim().is_empty()) {
            event.prevent_default();
            // What was pasted has no name that tells it from what is pasted next; the same text is the same file.
            let mut paths = (1..).map(|number| format!("pasted-{number}.md"));
            let free = |path: &String| untrack(|| session.source(path)).is_none_or(|earlier| earlier == text);
            let path = paths.find(free).unwrap_or_default();
            desk.reveal();
            session.bring(vec![SourceFile { path, bytes: text.into_bytes(), origin: Origin::Named }]);
        }
    });
    on_cleanup(move || {
        [enter, over, leave, drop, paste].into_iter().for_each(leptos::prelude::WindowListenerHandle::remove);
    });
    view! {
        <div class="drop" class:hovering=flag(move || hovering.get()) aria-hidden="true">
            <p>"Drop score files to see where the model would stand"<br/><small>"They stay in this browser"</small></p>
        </div>
    }
}

/// Takes what was dropped. Folders are known only while the event lasts, and walked through after it.
fn take_dropped(desk: Desk, data: &DataTransfer) {
    let items = data.items();
    let (mut files, mut folders) = (Vec::new(), Vec::<FileSystemDirectoryEntry>::new());
    for item in (0..items.length()).filter_map(|n| items.get(n)).filter(|item| item.kind() == "file") {
        match item.webkit_get_as_entry().ok().flatten().filter(web_sys::FileSystemEntry::is_directory) {
            Some(folder) => folders.push(folder.unchecked_into()),
            None => files.extend(item.get_as_file().ok().flatten().map(|file| (file.name(), file))),
        }
    }
    if !files.is_empty() {
        desk.read(files, false, 0);
    }
    if !folders.is_empty() {
        leptos::task::spawn_local(async move { bring_found(desk, walk(folders).await) });
    }
}

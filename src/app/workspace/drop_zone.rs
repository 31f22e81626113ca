//! The ways in which files come: chosen, dropped anywhere on the page, alone or in folders, dropped while the page was loading, and
//! pasted or dropped as text or as a link.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{DataTransfer, DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry};

use super::Workspace;
use super::directory::{Found, walk};
use crate::app::reactive::{bool_signal, handler};
use crate::app::state::AppState;
use crate::archive::{Ending, PassedOver, ending};
use crate::document::LARGEST_FILE;
use crate::view::from_fragment;
use crate::workspace::{NewText, Notice, summarize};

/// The buttons that choose files and a folder. The inputs themselves are what a keyboard reaches. Which files may be chosen is left
/// to the visitor: phones grey out files by an ending that they do not know.
#[component]
pub(in crate::app) fn AddScores() -> impl IntoView {
    let workspace = AppState::get().workspace;
    let files = NodeRef::<html::Input>::new();
    let folder = NodeRef::<html::Input>::new();
    let chosen = handler(move |_| take_chosen(files, |list| workspace.read(named(list), false, PassedOver::default())));
    let folder_chosen = handler(move |_| {
        take_chosen(folder, |list| {
            let mut found = Found::default();
            for file in files_of(list) {
                let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
                found.add(path.unwrap_or_else(|| file.name()), file);
            }
            found.sort();
            read_found(workspace, found);
        });
    });
    view! {
        <label class="button add">
            <input node_ref=files id="add-files" type="file" multiple on:change=chosen/>
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
        // Choosing the same file again, corrected, must count as a change.
        field.set_value("");
    }
}

fn files_of(list: &FileList) -> impl Iterator<Item = File> + '_ {
    (0..list.length()).filter_map(|n| list.get(n))
}

fn named(list: &FileList) -> Vec<(String, File)> {
    files_of(list).map(|file| (file.name(), file)).collect()
}

/// Reads what was found in folders, and says if that was not all.
fn read_found(workspace: Workspace, found: Found) {
    let Found { files, skipped, is_truncated, unreadable } = found;
    workspace.read(files, true, skipped);
    if is_truncated {
        workspace.say(
            true,
            "The folder holds more files than the page reads".to_owned(),
            "Add only the folder with the score files, or add it in parts.".to_owned(),
        );
    }
    let unreadable = unreadable.into_iter().map(|path| Notice::UnreadableFile { path }).collect();
    summarize(unreadable).iter().for_each(|notice| workspace.notice(notice));
}

/// Takes a text that was pasted or dropped: scores, or links to scores, one in each line.
/// `html` is the same as HTML, if the program that it was copied from gave it.
fn take_text(workspace: Workspace, text: String, html: String) {
    let is_web = |line: &str| line.starts_with("https://") || line.starts_with("http://");
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if let [_, _, ..] = lines.as_slice()
        && lines.len() <= MOST_LINKS
        && lines.iter().all(|line| is_web(line) && !line.contains(char::is_whitespace))
    {
        return lines.into_iter().for_each(|line| take_text(workspace, line.to_owned(), String::new()));
    }
    let line = text.trim();
    let is_link = !line.contains(char::is_whitespace) && is_web(line);
    workspace.reveal();
    if is_link && line.len() < MOST_OF_A_LINK {
        match line.split_once('#').and_then(|(_, fragment)| from_fragment(fragment)) {
            Some(scores) => super::share_link::import(workspace, &scores),
            None => workspace.load_address(line),
        }
        return;
    }
    const OTHERS: [&str; 7] = ["mailto:", "file:", "javascript:", "data:", "blob:", "about:", "ftp:"];
    if !line.contains(char::is_whitespace) && OTHERS.iter().any(|scheme| line.starts_with(scheme)) {
        let help = "Add a score file, its text, or a link that begins with https://.";
        return workspace.say(true, "That link leads to no scores".to_owned(), help.to_owned());
    }
    let text = NewText { name: "pasted-1.md".to_owned(), named: false, bytes: text.into_bytes() };
    workspace.import_pasted(text, html);
}

/// More links at once are taken for something else.
const MOST_LINKS: usize = 20;

/// A longer text is no link.
const MOST_OF_A_LINK: usize = 1 << 16;

/// What a clipboard or a drag holds besides files: links, or text.
fn text_of(data: &DataTransfer) -> Option<String> {
    let link = data.get_data("text/uri-list").unwrap_or_default();
    // A list of links has one in each line, and remarks.
    let is_web = |line: &&str| line.starts_with("https://") || line.starts_with("http://");
    let link = link.lines().map(str::trim).filter(is_web).collect::<Vec<_>>().join("\n");
    let text = if link.is_empty() { data.get_data("text/plain").unwrap_or_default() } else { link };
    (!text.trim().is_empty()).then_some(text)
}

/// The same as HTML; empty where it is none, or where it is more than is read.
fn html_of(data: &DataTransfer) -> String {
    data.get_data("text/html").ok().filter(|html| html.len() <= LARGEST_FILE).unwrap_or_default()
}

/// Whether there is a file among these that may hold scores: programs put a picture of a table beside its text.
fn has_scores(files: &[(String, File)]) -> bool {
    files.iter().any(|(name, file)| !file.type_().starts_with("image/") && ending(name) != Ending::Other)
}

/// Takes files dropped anywhere on the page, and shows that it would while they hover; takes text and links that are dropped or
/// pasted anywhere but into a field.
#[component]
pub(in crate::app) fn DropZone() -> impl IntoView {
    let workspace = AppState::get().workspace;
    let hovering = RwSignal::new(false);
    // Entering a child leaves its parent: only when all that was entered is left, the files are gone.
    let depth = Rc::new(Cell::new(0_i32));
    // What is dragged from the page itself, a link of the table for instance, is not added to it.
    let is_own = Rc::new(Cell::new(false));
    let takes = {
        let is_own = Rc::clone(&is_own);
        move |event: &DragEvent| {
            let Some(data) = event.data_transfer() else { return false };
            let types = data.types();
            let has = |kind: &str| types.includes(&kind.into(), 0);
            has("Files") || (!is_own.get() && !is_over_field(event) && (has("text/uri-list") || has("text/plain")))
        }
    };
    let start = {
        let is_own = Rc::clone(&is_own);
        window_event_listener(ev::dragstart, move |_| is_own.set(true))
    };
    let end = {
        let is_own = Rc::clone(&is_own);
        window_event_listener(ev::dragend, move |_| is_own.set(false))
    };
    let enter = {
        let (depth, takes) = (Rc::clone(&depth), takes.clone());
        window_event_listener(ev::dragenter, move |event| {
            if takes(&event) {
                event.prevent_default();
                depth.set(depth.get() + 1);
                hovering.set(true);
            }
        })
    };
    let over = {
        let takes = takes.clone();
        window_event_listener(ev::dragover, move |event| {
            if takes(&event) {
                event.prevent_default();
            }
        })
    };
    let leave = {
        let (depth, takes) = (Rc::clone(&depth), takes.clone());
        window_event_listener(ev::dragleave, move |event| {
            if takes(&event) {
                depth.set((depth.get() - 1).max(0));
                hovering.set(depth.get() > 0);
            }
        })
    };
    let drop = window_event_listener(ev::drop, move |event| {
        depth.set(0);
        hovering.set(false);
        let is_taken = takes(&event);
        // An element that left the document while it was dragged says no more that it was let go.
        is_own.set(false);
        if is_taken {
            event.prevent_default();
            if let Some(data) = event.data_transfer() {
                take_dropped(workspace, &data);
            }
        }
    });
    let paste = window_event_listener(ev::paste, move |event| {
        if crate::app::browser::dom::is_typing() {
            return;
        }
        let Some(data) = event.clipboard_data() else { return };
        let files = data.files().map(|files| named(&files)).unwrap_or_default();
        let text = data.get_data("text/plain").ok().filter(|text| !text.trim().is_empty());
        match text {
            Some(text) if !has_scores(&files) => {
                event.prevent_default();
                take_text(workspace, text, html_of(&data));
            }
            _ if !files.is_empty() => {
                event.prevent_default();
                workspace.read(files, false, PassedOver::default());
            }
            _ => {}
        }
    });
    on_cleanup(move || {
        let listeners = [start, end, enter, over, leave, drop, paste];
        listeners.into_iter().for_each(leptos::prelude::WindowListenerHandle::remove);
    });
    take_early(workspace);
    view! {
        <div class="drop" class:hovering=bool_signal(move || hovering.get()) aria-hidden="true">
            <p>"Drop score files or results to see where the model would rank"<br/><small>"They stay in this browser."</small></p>
        </div>
    }
}

fn is_over_field(event: &DragEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Takes what was dropped. Folders are known only while the event lasts, and walked through after it.
fn take_dropped(workspace: Workspace, data: &DataTransfer) {
    let items = data.items();
    let (mut files, mut folders, mut ungiven) = (Vec::new(), Vec::<FileSystemDirectoryEntry>::new(), 0);
    for item in (0..items.length()).filter_map(|n| items.get(n)).filter(|item| item.kind() == "file") {
        match item.webkit_get_as_entry().ok().flatten().filter(web_sys::FileSystemEntry::is_directory) {
            Some(folder) => folders.push(folder.unchecked_into()),
            None => match item.get_as_file().ok().flatten() {
                Some(file) => files.push((file.name(), file)),
                None => ungiven += 1,
            },
        }
    }
    take(workspace, files, folders, || Some((text_of(data)?, html_of(data))));
    if ungiven > 0 {
        workspace.notice(&Notice::ManyUnreadable { count: ungiven });
    }
}

/// Takes what `boot.js` kept that was dropped while the page was loading.
fn take_early(workspace: Workspace) {
    let global = js_sys::global();
    let dropped =
        Reflect::get(&global, &"arenaDropped".into()).ok().and_then(|dropped| dropped.dyn_into::<Array>().ok());
    for dropped in dropped.iter().flat_map(|dropped| dropped.iter()) {
        let part = |name: &str| Reflect::get(&dropped, &name.into()).unwrap_or_default();
        let entries: Vec<FileSystemEntry> = part("entries")
            .dyn_into::<Array>()
            .iter()
            .flat_map(Array::iter)
            .filter_map(|entry| entry.dyn_into().ok())
            .collect();
        let folders: Vec<FileSystemDirectoryEntry> =
            entries.into_iter().filter(FileSystemEntry::is_directory).map(JsCast::unchecked_into).collect();
        let is_folder = |name: &str| folders.iter().any(|folder| folder.name() == name);
        let files = part("files").dyn_into::<Array>().iter().flat_map(Array::iter).collect::<Vec<_>>();
        let files = files.into_iter().filter_map(|file| file.dyn_into::<File>().ok());
        // A folder is listed as a file too, which cannot be read.
        let files = files.filter(|file| !is_folder(&file.name())).map(|file| (file.name(), file)).collect();
        let text = || part("text").as_string().filter(|text| !text.trim().is_empty());
        take(workspace, files, folders, || Some((text()?, String::new())));
    }
    if let Err(error) = Reflect::set(&global, &"arenaDropped".into(), &Array::new()) {
        web_sys::console::error_1(&error);
    }
}

fn take(
    workspace: Workspace,
    files: Vec<(String, File)>,
    folders: Vec<FileSystemDirectoryEntry>,
    text: impl FnOnce() -> Option<(String, String)>,
) {
    let text = if folders.is_empty() && !has_scores(&files) { text() } else { None };
    if let Some((text, html)) = text {
        take_text(workspace, text, html);
        return;
    }
    if !files.is_empty() {
        workspace.read(files, false, PassedOver::default());
    }
    if !folders.is_empty() {
        let walk_number = workspace.begin_walk();
        leptos::task::spawn_local(async move {
            let found = walk(folders, || !workspace.is_walking(walk_number)).await;
            if workspace.is_walking(walk_number) {
                read_found(workspace, found);
            }
            workspace.end_walk(walk_number);
        });
    }
}

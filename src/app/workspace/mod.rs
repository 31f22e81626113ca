//! The visitor's files on the page: what is sent to the worker, the snapshot that comes back, and what is said about both.
//!
//! [`Client`] decides; here its requests are posted, its snapshots become signals, and a worker that was lost is replaced.

mod connection;
mod directory;
mod drafts;
mod drop_zone;
mod editor;
mod encodings;
mod file_list;
mod file_view;
mod fixes;
mod issues;
mod progress;
mod publish;
mod records;
mod share_link;
mod snapshot;
mod standing;
mod summary;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Array;
use leptos::ev;
use leptos::prelude::*;
use web_sys::File;

use connection::Connection;
pub(super) use drop_zone::{AddScores, DropZone};
pub(super) use file_list::FileList;
pub(super) use file_view::{FileView, Pane, PaneTabs, Panes, pane};
pub(super) use fixes::{FixAllFiles, FixDialog, Undo, Undoable};
pub(super) use records::kept_words;
pub(super) use share_link::{BrokenLink, ShareLink, follow as follow_share_link};
pub(super) use summary::{Incoming, Summary, file_link, files_link};

use crate::app::importing::Importing;
use crate::app::reactive::PtrEq;
use crate::app::reactive::lasting;
use crate::archive::PassedOver;
use crate::dataset::{Bundle, Dataset};
use crate::document::{Finding, printable};
use crate::view::{ViewState, is_below};
use crate::workspace::{Client, FileId, FileRecord, FileSet, History, NewText, PersistenceStatus, Request, Watchdog};

/// Handles to the visitor's files, to be copied freely.
#[derive(Clone, Copy)]
pub(super) struct Workspace {
    bundled: StoredValue<Arc<Bundle>>,
    client: StoredValue<Client>,
    connection: StoredValue<Option<Connection>, LocalStorage>,
    /// The files of the snapshot.
    pub(super) files: RwSignal<PtrEq<FileSet>>,
    /// Its models, beside the bundled ones.
    pub(super) models: RwSignal<PtrEq<Dataset>>,
    /// Its findings.
    pub(super) findings: RwSignal<PtrEq<Vec<Finding>>>,
    /// How far the jobs are; `None` while there are none.
    progress: RwSignal<Option<Progress>>,
    /// What was said about files, the latest last.
    notices: RwSignal<Vec<Said>>,
    /// Addresses of other hosts that are to be loaded, until the visitor has decided.
    asked: RwSignal<Vec<Asked>>,
    /// Whether files are kept in the browser, once that is known.
    pub(super) persistence: RwSignal<Option<PersistenceStatus>>,
    /// How many stored records this version of the page cannot read.
    unreadable: RwSignal<usize>,
    /// Whether a link should have carried scores and does not.
    is_link_broken: RwSignal<bool>,
    /// Where the summary is expanded.
    expanded: RwSignal<Expanded>,
    /// Whether what was added is to have the focus once the next snapshot is shown.
    reveal: StoredValue<bool>,
    /// Whether the next file that is new is to be opened.
    open_new: StoredValue<bool>,
    /// Code of the model that was added last, which the table brings into view.
    pub(super) added: RwSignal<Option<String>>,
    /// Fixes of several issues, to be looked at before they are made.
    plan: RwSignal<Option<fixes::Plan>>,
    /// What was done to several issues or files, as far as it can be undone, the last at the end.
    undo: RwSignal<Vec<PtrEq<fixes::Undoable>>>,
    /// What the editors of the files can go back to.
    histories: StoredValue<HashMap<FileId, History>>,
    /// What the open editors do with letters that wait for a pause.
    flushes: StoredValue<HashMap<u64, Flush>, LocalStorage>,
    /// How long the worker has been silent.
    watchdog: StoredValue<Watchdog>,
    /// The folders that are being listed.
    walk: StoredValue<Walks>,
    /// What undoes the last removal of all files.
    removed_all: StoredValue<Option<PtrEq<fixes::Undoable>>>,
    /// Whether a look at the worker's silence is due.
    watching: StoredValue<bool>,
    /// Results in formats of others that are not added yet.
    pub(super) importing: Importing,
    state: RwSignal<ViewState>,
    /// Tells this tab from the others of the page.
    tab: FileId,
}

/// Whether the summary is expanded above a board, and above any other page.
///
/// It is where files were added, and folded where a visitor comes back or goes on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Expanded {
    board: bool,
    elsewhere: bool,
}

/// Folders that are being listed.
#[derive(Clone, Copy, Default)]
struct Walks {
    /// Counts up when all are ended.
    number: u32,
    /// How many there are.
    under_way: usize,
}

/// Takes the letters that wait for a pause.
type Flush = Box<dyn Fn()>;

/// How far the jobs are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Progress {
    read: usize,
    of: usize,
}

/// Something that was said.
#[derive(Clone, PartialEq)]
struct Said {
    /// Tells it apart from others with the same words.
    number: usize,
    is_problem: bool,
    message: String,
    help: String,
    offer: Option<Offer>,
}

/// What can be done about something that was said, beside it.
#[derive(Clone, PartialEq)]
pub(super) enum Offer {
    /// The replacements of these files can be undone.
    UndoReplacements(Vec<FileId>),
    /// This can be undone.
    Undo(PtrEq<fixes::Undoable>),
}

/// An address that the visitor is asked about.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    address: String,
    host: String,
    /// Whether the link that the page was opened by names it, rather than the visitor.
    is_linked: bool,
}

impl Workspace {
    /// Takes over the worker that `boot.js` has started.
    ///
    /// The state may name the address of scores, relative to the page, which are then fetched.
    pub(super) fn new(bundle: Arc<Bundle>, state: RwSignal<ViewState>) -> Self {
        let models = PtrEq::new(bundle.dataset.clone());
        let workspace = Self {
            bundled: StoredValue::new(bundle),
            client: StoredValue::new(Client::default()),
            connection: StoredValue::new_local(None),
            files: RwSignal::new(PtrEq::new(FileSet::default())),
            models: RwSignal::new(models),
            findings: RwSignal::new(PtrEq::new(Vec::new())),
            progress: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            asked: RwSignal::new(Vec::new()),
            persistence: RwSignal::new(None),
            unreadable: RwSignal::new(0),
            is_link_broken: RwSignal::new(false),
            expanded: RwSignal::new(Expanded::default()),
            reveal: StoredValue::new(false),
            open_new: StoredValue::new(false),
            added: RwSignal::new(None),
            plan: RwSignal::new(None),
            undo: RwSignal::new(Vec::new()),
            histories: StoredValue::new(HashMap::new()),
            flushes: StoredValue::new_local(HashMap::new()),
            watchdog: StoredValue::new(Watchdog::default()),
            walk: StoredValue::new(Walks::default()),
            removed_all: StoredValue::new(None),
            watching: StoredValue::new(false),
            importing: Importing::new(),
            state,
            tab: crate::app::worker::new_ids().give(),
        };
        workspace.connection.set_value(workspace.connect(false));
        if workspace.connection.with_value(Option::is_some) {
            // Once the page stands: most visitors have no files, and wait for nothing here.
            set_timeout(move || workspace.begin(), Duration::ZERO);
        }
        if let Some(linked) = state.with_untracked(|state| state.data.clone()) {
            workspace.load_address(&linked);
        }
        // Phones may end a page that is out of sight without another word.
        let hide = window_event_listener(ev::visibilitychange, move |_| workspace.keep_drafts());
        let leave = window_event_listener(ev::pagehide, move |_| workspace.keep_drafts());
        on_cleanup(move || [hide, leave].into_iter().for_each(WindowListenerHandle::remove));
        workspace
    }

    /// Reads files. `found` ones come from a folder, where more than score files may be.
    fn read(self, files: Vec<(String, File)>, found: bool, skipped: PassedOver) {
        let beside: Array = files.iter().map(|(_, file)| file).collect();
        let paths = files.into_iter().map(|(path, _)| path).collect();
        self.start_job(|client| client.import_files(paths, found, skipped), &beside);
    }

    /// Adds texts that the page has.
    pub(super) fn import_texts(self, texts: Vec<NewText>, from_link: bool) {
        self.set_expanded(true);
        self.request(|client| Some(client.import_texts(texts, from_link)));
    }

    /// Adds a text that was pasted or dropped, or the table that stands beside it as HTML.
    fn import_pasted(self, text: NewText, html: String) {
        self.set_expanded(true);
        self.request(|client| Some(client.import_pasted(text, html)));
    }

    /// Changes the content of a file, of which the editor showed the version `seen` last.
    fn edit(self, id: FileId, seen: u32, content: Vec<u8>) {
        self.request(|client| client.edit(id, seen, content));
    }

    /// Gives a file another path.
    fn rename(self, id: FileId, path: String) {
        self.request(|client| Some(client.rename(id, path)));
    }

    /// Adds a copy of a file and opens it.
    fn duplicate(self, id: FileId) {
        self.open_new();
        if let Some(copy) = self.client.try_with_value(|client| client.copy_of(id)).flatten() {
            self.add_records(vec![copy]);
        }
    }

    /// Adds files with all that is known of them.
    fn add_records(self, files: Vec<FileRecord>) {
        self.add_new(files);
    }

    /// The same. Gives the ids that they are given.
    pub(super) fn add_new(self, files: Vec<FileRecord>) -> Vec<FileId> {
        let mut ids = crate::app::worker::new_ids();
        let request = self.client.try_update_value(|client| client.add_records(files, &mut ids));
        let given = match &request {
            Some(Request::AddRecords { files, .. }) => files.iter().map(|file| file.id).collect(),
            _ => Vec::new(),
        };
        self.request(|_| request);
        given
    }

    /// Tells this tab from the others of the page.
    pub(super) fn tab(self) -> FileId {
        self.tab
    }

    /// Removes files, which can be undone. Gives by what.
    fn remove(self, ids: &[FileId]) -> PtrEq<fixes::Undoable> {
        self.flush();
        let files = self.client.try_with_value(|client| ids.iter().filter_map(|id| client.as_typed(*id)).collect());
        let files: Vec<FileRecord> = files.unwrap_or_default();
        if files.iter().any(|file| file.from_link) {
            self.forget_linked_address();
        }
        let undoable = self.can_undo(fixes::Undoable::Removed(files));
        for id in ids {
            self.histories.update_value(|histories| _ = histories.remove(id));
            drafts::forget(Some(*id));
            self.request(|client| Some(client.remove(*id)));
        }
        undoable
    }

    /// Removes all files, which can be undone.
    pub(super) fn remove_all(self) {
        // What is being listed is not to come after.
        self.end_walks();
        self.flush();
        let removed = self.client.try_update_value(Client::remove_all);
        let Some((request, files)) = removed else { return };
        let undoable = self.can_undo(fixes::Undoable::Removed(files));
        self.removed_all.set_value(Some(undoable));
        self.histories.update_value(HashMap::clear);
        drafts::forget(None);
        Importing::forget_corrections();
        self.notices.set(Vec::new());
        self.forget_linked_address();
        self.post(&request, &Array::new());
    }

    /// The removal of all files took these with it: they come back with the others.
    fn also_removed(self, files: Vec<FileRecord>) {
        let last = self.removed_all.try_get_value().flatten();
        let place = last.and_then(|last| self.undo.with_untracked(|undo| undo.iter().position(|one| *one == last)));
        let Some(place) = place else {
            // It was undone already.
            self.can_undo(fixes::Undoable::Removed(files));
            return;
        };
        self.undo.update(|undo| {
            if let Some(step) = undo.get_mut(place)
                && let fixes::Undoable::Removed(before) = &**step
            {
                *step = PtrEq::new(fixes::Undoable::Removed(before.iter().cloned().chain(files).collect()));
            }
        });
    }

    /// Undoes the last replacement, or redoes the one that was undone last.
    fn undo_replacement(self, id: FileId, undo: bool) {
        self.drop_offers(&[id]);
        self.request(|client| Some(client.undo_replacement(id, undo)));
    }

    /// Keeps files that a link brought.
    fn keep(self, ids: Vec<FileId>) {
        self.forget_linked_address();
        self.request(|client| Some(client.keep(ids)));
    }

    /// Whether the page's address names scores that it loads. Subscribes to it.
    pub(super) fn has_linked_address(self) -> bool {
        lasting(self.state).with(|state| state.data.is_some())
    }

    /// What the visitor has decided about what the page's address loads is not to be loaded anew with each reload.
    fn forget_linked_address(self) {
        let mut state = self.state.get_untracked();
        if state.data.take().is_some() {
            crate::app::browser::history::replace(&state);
            self.state.set(state);
        }
    }

    /// The files that a link brought and that are not kept. Subscribes to it.
    fn linked(self) -> Vec<FileId> {
        lasting(self.files).with(|files| files.iter().filter(|file| file.from_link).map(|file| file.id).collect())
    }

    /// Shows that folders are being listed. Gives a number by which to ask whether that was cancelled.
    fn begin_walk(self) -> u32 {
        self.progress.update(|progress| *progress = Some(progress.unwrap_or_default()));
        self.walk.update_value(|walk| walk.under_way += 1);
        self.walk.with_value(|walk| walk.number)
    }

    fn is_walking(self, number: u32) -> bool {
        self.walk.try_with_value(|walk| walk.number) == Some(number)
    }

    /// A listing has come to its end, unless all were ended before.
    fn end_walk(self, number: u32) {
        if self.is_walking(number) {
            self.walk.update_value(|walk| walk.under_way = walk.under_way.saturating_sub(1));
        }
        self.end_progress();
    }

    /// Ends all listings.
    fn end_walks(self) {
        self.walk.update_value(|walk| *walk = Walks { number: walk.number.wrapping_add(1), under_way: 0 });
        self.end_progress();
    }

    /// Shows no progress any more, if nothing is being listed or read.
    fn end_progress(self) {
        let is_walking = self.walk.try_with_value(|walk| walk.under_way > 0).unwrap_or_default();
        if !is_walking && self.client.try_with_value(Client::has_jobs) == Some(false) {
            let _ = self.progress.try_set(None);
        }
    }

    /// Stops what is being listed, read or fetched. What was read already stays.
    fn cancel(self) {
        self.end_walks();
        self.post(&Request::Cancel, &Array::new());
    }

    /// Loads what a link names: at once what lies under the page's own folder, anything else if the visitor agrees.
    fn load_address(self, linked: &str) {
        let page = location().href().unwrap_or_default();
        let Some(address) = web_address(linked) else {
            self.say(
                true,
                format!("The link names no scores that could be loaded: {}", printable(linked)),
                "After `data=` belongs the address of a score file or a ZIP archive.".to_owned(),
            );
            return;
        };
        let host = (!is_below(&page, &address.href())).then(|| address.host());
        self.start_job(|client| client.fetch(address.href(), host, false), &Array::new());
    }

    /// Loads what the visitor was asked about, or does not.
    fn answer(self, answered: &[Asked], agrees: bool) {
        self.asked.update(|asked| asked.retain(|one| !answered.contains(one)));
        for Asked { address, host, .. } in answered.iter().filter(|_| agrees).cloned() {
            self.start_job(|client| client.fetch(address, Some(host), true), &Array::new());
        }
    }

    /// Whether the link that the page was opened by names this address.
    fn is_linked(self, address: &str) -> bool {
        let linked = self.state.with_untracked(|state| state.data.clone());
        linked.and_then(|linked| web_address(&linked)).is_some_and(|linked| linked.href() == address)
    }

    /// The texts of the files, with their paths, as typed; and of how many files the content is no text.
    fn texts(self) -> (Vec<(String, String)>, usize) {
        let (mut texts, mut others) = (Vec::new(), 0);
        self.files.with_untracked(|files| {
            for file in files.iter() {
                match self.text_untracked(file.id) {
                    Some(text) => texts.push((file.path.clone(), text)),
                    None => others += 1,
                }
            }
        });
        (texts, others)
    }

    /// Paths and contents of all files, as typed.
    pub(super) fn contents(self) -> Vec<(String, Vec<u8>)> {
        let content = |file: &crate::workspace::FileRecord| {
            let typed = self.client.with_value(|client| client.typed(file.id).map(<[u8]>::to_vec));
            (file.path.clone(), typed.unwrap_or_else(|| file.bytes.clone()))
        };
        self.flush();
        self.files.with_untracked(|files| files.iter().map(content).collect())
    }

    /// Takes the letters that wait for a pause in any editor.
    fn flush(self) {
        self.flushes.with_value(|flushes| flushes.values().for_each(|flush| flush()));
    }

    /// The text of a file in the snapshot. `None` if the file is gone or is no text.
    fn text(self, id: FileId) -> Option<String> {
        lasting(self.files).with(|files| String::from_utf8(files.get(id)?.bytes.clone()).ok())
    }

    /// Whether a file in the snapshot is text in UTF-8. Subscribes to it.
    fn is_text(self, id: FileId) -> bool {
        lasting(self.files).with(|files| files.get(id).is_some_and(|file| std::str::from_utf8(&file.bytes).is_ok()))
    }

    /// The text of a file as it is meant to be: as typed last, else as in the snapshot.
    fn text_untracked(self, id: FileId) -> Option<String> {
        let typed = self.client.try_with_value(|client| client.typed(id).map(<[u8]>::to_vec))?;
        typed.map_or_else(|| untrack(|| self.text(id)), |bytes| String::from_utf8(bytes).ok())
    }

    /// Remembers what an editor does with letters that wait for a pause. Gives its number: a file may have two editors.
    fn add_flush(self, flush: Flush) -> u64 {
        self.flushes
            .try_update_value(|flushes| {
                let number = flushes.keys().max().map_or(0, |last| last + 1);
                flushes.insert(number, flush);
                number
            })
            .unwrap_or_default()
    }

    fn remove_flush(self, number: u64) {
        // Whether the page is gone with its editor or not, it is not asked again.
        let _ = self.flushes.try_update_value(|flushes| flushes.remove(&number));
    }

    /// The version of a file in the snapshot. Subscribes to it.
    fn version(self, id: FileId) -> u32 {
        lasting(self.files).with(|files| files.get(id).map(|file| file.version)).unwrap_or_default()
    }

    /// The path of a file in the snapshot; empty if it is gone. Subscribes to it.
    fn path(self, id: FileId) -> String {
        lasting(self.files).with(|files| files.get(id).map(|file| file.path.clone())).unwrap_or_default()
    }

    /// Replaces the text of a file that no editor shows, in one step that its editor can undo.
    fn replace_text(self, id: FileId, before: String, after: String) {
        let _ = self.histories.try_update_value(|histories| histories.entry(id).or_default().record(before));
        let version = untrack(|| self.version(id));
        self.edit(id, version, after.into_bytes());
    }

    /// Whether a text that was typed is on its way.
    fn is_on_its_way(self, id: FileId) -> bool {
        self.client.try_with_value(|client| client.typed(id).is_some()).unwrap_or_default()
    }
}

/// An address of the web, relative to the page.
fn web_address(address: &str) -> Option<web_sys::Url> {
    let page = location().href().unwrap_or_default();
    let address = web_sys::Url::new_with_base(address, &page).ok();
    address.filter(|address| matches!(address.protocol().as_str(), "http:" | "https:"))
}

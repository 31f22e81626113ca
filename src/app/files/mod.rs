//! What the visitor brings, from the moment it is dropped until it stands in the tables: the page's side of the reader.
//!
//! Files are read in a worker ([`reader`]), which runs the same program and tells the page what it found in pieces that are
//! each taken in within a few milliseconds. The page changes only when a set of pieces is complete.

mod brought;
mod gather;
mod keep;
mod linked;
mod overview;
mod progress;
mod reader;
mod slices;
mod store;
mod walk;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{File, MessageEvent, Worker};

pub(super) use brought::Brought;
pub(super) use gather::{AddScores, DropZone};
pub(super) use overview::Overview;
pub(super) use progress::Incoming;
pub(super) use reader::{is_worker, show_crash};

use super::shared::Shared;
use crate::dataset::{Bundle, Dataset, Pieces};
use crate::document::{Finding, SourceFile, printable};
use crate::view::{Page, ViewState};
use wire::{Carried, Order, Report};

/// The page's side of the reader, to be copied freely.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    bundled: StoredValue<Arc<Bundle>>,
    connection: StoredValue<Option<Connection>, LocalStorage>,
    /// What has come of the next picture.
    coming: StoredValue<Coming>,
    /// The files that are shown.
    pub(super) brought: RwSignal<Brought>,
    /// The models in them, beside the bundled ones.
    pub(super) models: RwSignal<Shared<Dataset>>,
    /// What was noticed in them.
    pub(super) noticed: RwSignal<Shared<Vec<Finding>>>,
    /// What is being read.
    progress: RwSignal<Option<Progress>>,
    /// What was not read, and why, the latest last.
    notices: RwSignal<Vec<Notice>>,
    /// An address of another host that a link wants to load, and that host.
    asked: RwSignal<Option<(String, String)>>,
    /// Where the files are unfolded.
    unfolded: RwSignal<Unfolded>,
    /// Where the visitor looks.
    state: RwSignal<ViewState>,
    /// Whether what is shown is kept in the browser, once that is known.
    pub(super) kept: RwSignal<Option<bool>>,
}

/// Whether the files that were brought are unfolded above a board, and above any other page.
///
/// They are where they were brought, and folded where a visitor comes back to them or goes on: what else the page shows is
/// not to be looked for below them.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Unfolded {
    board: bool,
    elsewhere: bool,
}

/// The worker, and what listens to it.
struct Connection {
    worker: Worker,
    begun: bool,
    _listeners: [Closure<dyn FnMut(MessageEvent)>; 2],
}

/// Pieces of the next picture.
#[derive(Default)]
struct Coming {
    taken: Vec<SourceFile>,
    pieces: Pieces,
    findings: Vec<Finding>,
    /// Whether the visitor has yet to be led to what they brought.
    reveal: bool,
}

/// How far the reading is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Progress {
    /// Orders that are not done.
    orders: usize,
    read: usize,
    of: usize,
}

/// Something that the visitor should know of what they brought.
#[derive(Clone, PartialEq, Eq)]
struct Notice {
    /// Tells it apart from others with the same words.
    number: usize,
    wrong: bool,
    message: String,
    help: String,
}

/// The most notices that are kept.
const NOTICES: usize = 20;

impl Desk {
    /// Takes hold of the worker that `boot.js` has started.
    ///
    /// The state may name the address of scores, relative to the page, which are then fetched.
    pub(super) fn new(bundle: Arc<Bundle>, state: RwSignal<ViewState>) -> Self {
        let models = Shared::new(bundle.dataset.clone());
        let desk = Self {
            bundled: StoredValue::new(bundle),
            connection: StoredValue::new_local(None),
            coming: StoredValue::new(Coming::default()),
            brought: RwSignal::new(Brought::default()),
            models: RwSignal::new(models),
            noticed: RwSignal::new(Shared::new(Vec::new())),
            progress: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            asked: RwSignal::new(None),
            unfolded: RwSignal::new(Unfolded::default()),
            state,
            kept: RwSignal::new(None),
        };
        desk.connection.set_value(desk.connect());
        if desk.connection.with_value(Option::is_some) {
            // Once the page stands: most visitors have brought nothing, and wait for nothing here.
            set_timeout(move || _ = desk.send(Connection::begin), Duration::ZERO);
        }
        if let Some(linked) = state.with_untracked(|state| state.data.clone()) {
            desk.follow(&linked);
        }
        desk
    }

    fn connect(self) -> Option<Connection> {
        let worker: Worker = Reflect::get(&js_sys::global(), &"arenaReader".into()).ok()?.dyn_into().ok()?;
        let message = Closure::new(move |event: MessageEvent| match event.data().dyn_into::<Uint8Array>() {
            Ok(bytes) => match postcard::from_bytes(&bytes.to_vec()) {
                Ok(report) => self.hear(report),
                Err(_) => self.broken(),
            },
            Err(_) => self.broken(),
        });
        let error = Closure::new(move |_: MessageEvent| self.broken());
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        Some(Connection { worker, begun: false, _listeners: [message, error] })
    }

    /// Has files read. `found` ones come from a folder, where more than score files may be.
    fn read(self, files: Vec<(String, File)>, found: bool, passed_over: usize) {
        let beside: Array = files.iter().map(|(_, file)| file).collect();
        let count = files.len();
        let paths = files.into_iter().map(|(path, _)| path).collect();
        self.start(&Order::Read { paths, found, passed_over }, &beside, count);
    }

    /// Takes texts in that are here already. It is done in a moment and shows no progress, and whoever is typing the text
    /// keeps the focus.
    pub(super) fn take(self, files: Vec<SourceFile>) {
        self.unfold(true);
        self.order(&Order::Take(files.into_iter().map(Carried::from).collect()), &Array::new());
    }

    /// Whether the files are unfolded on the page that is shown; whoever asks follows it.
    pub(super) fn is_unfolded(self) -> bool {
        let unfolded = self.unfolded.get();
        if self.is_board() { unfolded.board } else { unfolded.elsewhere }
    }

    /// Unfolds the files on the page that is shown, or folds them up.
    pub(super) fn unfold(self, unfold: bool) {
        let is_board = untrack(|| self.is_board());
        let mut unfolded = self.unfolded.get_untracked();
        *(if is_board { &mut unfolded.board } else { &mut unfolded.elsewhere }) = unfold;
        if unfolded != self.unfolded.get_untracked() {
            self.unfolded.set(unfolded);
        }
    }

    fn is_board(self) -> bool {
        self.state.with(|state| state.page == Page::Board)
    }

    /// Leads the visitor to the panels once the next files are shown.
    pub(super) fn reveal(self) {
        self.coming.update_value(|coming| coming.reveal = true);
    }

    /// Fetches what a link names: from the page's own host at once, from another if the visitor agreed to ask it.
    fn follow(self, linked: &str) {
        let page = location();
        let address = page.href().and_then(|base| web_sys::Url::new_with_base(linked, &base));
        let web = address.ok().filter(|address| matches!(address.protocol().as_str(), "http:" | "https:"));
        let Some(address) = web else {
            let help = "After `data=` belongs the address of a score file or a ZIP archive.".to_owned();
            self.notice(true, format!("The link names no scores that could be loaded: {}", printable(linked)), help);
            return;
        };
        let host = (Ok(address.origin()) != page.origin()).then(|| address.host());
        self.start(&Order::Fetch { address: address.href(), host, agreed: false }, &Array::new(), 1);
    }

    /// Loads what a link names from another host, now that the visitor agreed.
    fn agree(self) {
        if let Some((address, host)) = self.asked.try_update(Option::take).flatten() {
            self.start(&Order::Fetch { address, host: Some(host), agreed: true }, &Array::new(), 1);
        }
    }

    /// Removes a file that was brought.
    pub(super) fn remove(self, path: &str) {
        self.order(&Order::Remove(path.to_owned()), &Array::new());
    }

    /// Removes all files.
    pub(super) fn remove_all(self) {
        self.order(&Order::RemoveAll, &Array::new());
    }

    /// Stops what is being read. What was read already stays.
    fn cancel(self) {
        self.order(&Order::Cancel, &Array::new());
    }

    fn start(self, order: &Order, beside: &Array, count: usize) {
        if !self.order(order, beside) {
            return;
        }
        self.unfold(true);
        self.reveal();
        self.progress.update(|progress| {
            let now = progress.unwrap_or_default();
            *progress =
                Some(Progress { orders: now.orders + 1, of: if now.orders == 0 { count } else { now.of }, ..now });
        });
    }

    /// Gives whether there is anyone to carry it out.
    fn order(self, order: &Order, beside: &Array) -> bool {
        self.send(|connection| {
            connection.begin()?;
            post(&connection.worker, order, beside).ok()
        })
    }

    /// Sends through the connection, and gives whether that was possible.
    fn send(self, send: impl FnOnce(&mut Connection) -> Option<()>) -> bool {
        let sent = self.connection.try_update_value(|connection| send(connection.as_mut()?));
        let sent = sent.flatten().is_some();
        if !sent {
            self.broken();
        }
        sent
    }

    /// Says that nothing can be read any more.
    fn broken(self) {
        let _ = self.connection.try_set_value(None);
        let _ = self.progress.try_set(None);
        self.notice(
            true,
            "The part of the program that reads files has stopped".to_owned(),
            "Reload the page and try again. Your own files are untouched.".to_owned(),
        );
    }

    fn notice(self, wrong: bool, message: String, help: String) {
        let _ = self.notices.try_update(|notices| {
            // What happens again is not said twice.
            notices.retain(|earlier| earlier.message != message);
            let number = notices.last().map_or(0, |last| last.number + 1);
            notices.push(Notice { number, wrong, message, help });
            let surplus = notices.len().saturating_sub(NOTICES);
            notices.drain(..surplus);
        });
    }

    fn hear(self, report: Report) {
        match report {
            Report::Progress { read, of } => {
                let _ = self.progress.try_update(|progress| {
                    if let Some(progress) = progress {
                        (progress.read, progress.of) = (read, of);
                    }
                });
            }
            Report::Taken(files) => {
                let _ = self.coming.try_update_value(|coming| coming.taken.extend(files.into_iter().map(Into::into)));
            }
            Report::Removed(path) => {
                let _ = self.brought.try_update(|brought| brought.remove(&path));
            }
            Report::RemovedAll => {
                let _ = self.brought.try_set(Brought::default());
                let _ = self.notices.try_set(Vec::new());
            }
            Report::Piece(piece) => {
                let added = self.coming.try_update_value(|coming| coming.pieces.add(&piece));
                if added.is_some_and(|added| added.is_err()) {
                    self.broken();
                }
            }
            Report::Findings(findings) => {
                let _ = self.coming.try_update_value(|coming| coming.findings.extend(findings));
            }
            Report::Shown => self.show(),
            Report::Noticed => {
                let noticed = self.coming.try_update_value(|coming| std::mem::take(&mut coming.findings));
                let noticed = Shared::new(noticed.unwrap_or_default());
                // Behind the panels of the files that it is about: what those know is less, and must not come last.
                set_timeout(move || _ = self.noticed.try_set(noticed), Duration::ZERO);
            }
            Report::Refused { message, help } => self.notice(true, message, help),
            Report::PassedOver { place, count, words } => {
                let inside = if place.is_empty() { String::new() } else { format!(" in {place}") };
                let verb = if count == 1 { "file was" } else { "files were" };
                let help = "Score files end in .md, .markdown, .yaml, .yml or .txt.".to_owned();
                self.notice(false, format!("{count} {verb} skipped{inside}: {words}"), help);
            }
            Report::Done { cancelled } => {
                if let Some((read, of)) = cancelled {
                    let help = "What was read until then is shown. Bring the files again to read them all.".to_owned();
                    self.notice(false, format!("Reading was cancelled after {read} of {of} files"), help);
                }
                let _ = self.progress.try_update(|progress| {
                    let left = progress.map_or(0, |progress| progress.orders.saturating_sub(1));
                    *progress = (left > 0).then_some(Progress { orders: left, ..Progress::default() });
                });
            }
            Report::Ask { address, host } => {
                let _ = self.asked.try_set(Some((address, host)));
                let _ = self.coming.try_update_value(|coming| coming.reveal = false);
            }
            Report::Kept(kept) => {
                let _ = self.kept.try_set(kept);
            }
            Report::Crashed => self.broken(),
        }
    }

    /// Shows what has come.
    fn show(self) {
        let Some(coming) = self.coming.try_update_value(std::mem::take) else { return };
        let Coming { taken, pieces, findings, reveal } = coming;
        let Ok(dataset) = pieces.finish(self.bundled.with_value(|bundle| bundle.dataset.catalog().clone())) else {
            self.broken();
            return;
        };
        let before = self.models.try_get_untracked();
        let _ = self.models.try_set(Shared::new(dataset));
        // The tables, the panels and the end of what was shown before are each a task of their own, so that none is long.
        let panels = move || {
            let _ = self.brought.try_update(|brought| brought.take_all(taken));
            let _ = self.noticed.try_set(Shared::new(findings));
            if reveal {
                // A frame later the panels are there.
                request_animation_frame(|| super::focus("previews"));
            }
            set_timeout(move || drop(before), Duration::ZERO);
        };
        set_timeout(panels, Duration::ZERO);
    }
}

impl Connection {
    /// Hands the reader the dataset and asks for what was kept, before it is asked for anything else.
    fn begin(&mut self) -> Option<()> {
        if self.begun {
            return Some(());
        }
        let bundle = super::fetch::bundle_bytes()?;
        // Other pages of this host keep files of their own.
        let place = location().pathname().unwrap_or_default();
        let begin = Order::Begin { store: format!("arena-explorer {place}") };
        post(&self.worker, &begin, &Array::of1(&bundle)).ok()?;
        self.begun = true;
        post(&self.worker, &Order::Restore, &Array::new()).ok()
    }
}

fn post(worker: &Worker, order: &Order, beside: &Array) -> Result<(), JsValue> {
    let bytes = postcard::to_stdvec(order).map_err(|error| JsValue::from(error.to_string()))?;
    let message = Object::new();
    Reflect::set(&message, &"program".into(), &wasm_bindgen::module())?;
    Reflect::set(&message, &"order".into(), &Uint8Array::from(bytes.as_slice()))?;
    Reflect::set(&message, &"beside".into(), beside)?;
    worker.post_message(&message)
}

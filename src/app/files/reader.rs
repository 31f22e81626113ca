//! The reader: what runs in the worker. It reads files, keeps what reading gave, and puts it together for the page.
//!
//! It works through its orders one after the other, and stops for a moment after each batch, so that an order to cancel
//! reaches it. A first picture is sent when few files are read, and others each time that there are several times more.

use std::cell::RefCell;
use std::collections::VecDeque;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

use super::keep::{Change, forget_hosts, keep_in, may_ask, store, write};
use super::linked::download;
use super::slices::Slices;
use super::wire::{Carried, Order, Report};
use crate::archive::{Archive, Ending, PassedOver, Refusal, ending};
use crate::dataset::{Bundle, Dataset};
use crate::document::{LARGEST_FILE, Origin, SourceFile, size};
use crate::load::{Loaded, Previews};

/// What is read between two looks at new orders: this takes some tens of milliseconds.
const BATCH: usize = 1 << 18;

/// How many files make the first picture.
const FIRST_PICTURE: usize = 50;

/// How many times more make the next.
const NEXT_PICTURE: usize = 6;

/// The most bytes of files that are kept in memory.
const MOST_BYTES: usize = 256 << 20;

/// The most files.
const MOST_FILES: usize = 50_000;

/// How many findings are told at once.
const FINDINGS: usize = 500;

thread_local! {
    static READER: RefCell<Reader> = RefCell::default();
}

#[derive(Default)]
struct Reader {
    bundled: Dataset,
    previews: Previews,
    waiting: VecDeque<(Order, Array)>,
    busy: bool,
    /// Whether the order that is carried out may be cancelled.
    cancellable: bool,
    cancelled: bool,
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, milliseconds: i32);
}

/// Whether this is a worker rather than a page.
pub(in crate::app) fn is_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Tells the page that the program has ended, which it cannot see itself.
pub(in crate::app) fn show_crash(info: &std::panic::PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    tell(&Report::Crashed);
}

/// Takes an order of the page: `worker.js` hands each message on.
#[wasm_bindgen(js_name = readerReceive)]
pub fn receive(order: &[u8], beside: Array) {
    let Ok(order) = postcard::from_bytes(order) else { return };
    let mut dropped = VecDeque::new();
    let begin = READER.with_borrow_mut(|reader| {
        match order {
            Order::Begin { store } => {
                keep_in(store);
                // The page could read it too, or there would be no page.
                let bytes = Uint8Array::new(&beside.get(0)).to_vec();
                reader.bundled = Bundle::decode(&bytes).map(|bundle| bundle.dataset).unwrap_or_default();
            }
            Order::Cancel => {
                reader.cancelled = reader.cancellable;
                let (given_up, kept) = reader.waiting.drain(..).partition(|(order, _)| order.is_waited_for());
                reader.waiting = kept;
                dropped = given_up;
            }
            order => reader.waiting.push_back((order, beside)),
        }
        let begin = !reader.busy && !reader.waiting.is_empty();
        reader.busy |= begin;
        begin
    });
    for (_, files) in dropped {
        tell(&Report::Done { cancelled: Some((0, files.length() as usize)) });
    }
    if begin {
        wasm_bindgen_futures::spawn_local(work());
    }
}

/// Carries out orders until none is left.
async fn work() {
    loop {
        let order = READER.with_borrow_mut(|reader| {
            let order = reader.waiting.pop_front();
            reader.busy = order.is_some();
            reader.cancelled = false;
            reader.cancellable = matches!(&order, Some((order, _)) if order.is_waited_for());
            order
        });
        let Some((order, beside)) = order else { return };
        let waited_for = order.is_waited_for();
        let Outcome { change, cancelled } = carry_out(order, &beside).await;
        if waited_for {
            tell(&Report::Done { cancelled });
        }
        // Once the visitor has what they wait for.
        keep(&change).await;
    }
}

/// What came of an order.
#[derive(Default)]
struct Outcome {
    change: Change,
    /// How many files were read and how many there were, if it was cancelled between.
    cancelled: Option<(usize, usize)>,
}

impl From<Change> for Outcome {
    fn from(change: Change) -> Self {
        Self { change, cancelled: None }
    }
}

async fn carry_out(order: Order, files: &Array) -> Outcome {
    let mut reading = Reading::default();
    match order {
        Order::Read { paths, found, passed_over } => {
            reading.of = paths.len();
            reading.pass_over("", PassedOver { others: passed_over, ..PassedOver::default() });
            for (path, file) in paths.into_iter().zip(files.iter()) {
                let file: Blob = file.unchecked_into();
                let read = if ending(&path) == Ending::Archive {
                    reading.archive(&path, file).await
                } else {
                    reading.file(path, file, found).await
                };
                if read.is_none() {
                    break;
                }
            }
        }
        Order::Take(texts) => {
            reading.of = texts.len();
            for text in texts {
                if reading.take(text.into()).await.is_none() {
                    break;
                }
            }
        }
        Order::Fetch { address, host, agreed } => {
            if !may_ask(host.as_deref(), agreed).await {
                tell(&Report::Ask { address, host: host.unwrap_or_default() });
                return Outcome::default();
            }
            reading.of = 1;
            reading.fetch(&address, host.as_deref()).await;
        }
        Order::Restore => {
            restore(reading).await;
            return Outcome::default();
        }
        Order::Remove(path) => {
            READER.with_borrow_mut(|reader| reader.previews.remove(&path));
            tell(&Report::Removed(path.clone()));
            show_all();
            return Change { removed: Some(path), ..Change::default() }.into();
        }
        Order::RemoveAll => {
            READER.with_borrow_mut(|reader| reader.previews = Previews::default());
            forget_hosts();
            tell(&Report::RemovedAll);
            show_all();
            return Change { all_removed: true, ..Change::default() }.into();
        }
        // Carried out when they came.
        Order::Begin { .. } | Order::Cancel => return Outcome::default(),
    }
    reading.end().await
}

/// Takes in what was kept.
async fn restore(mut reading: Reading) {
    let Some(store) = store().await else { return };
    reading.of = store.count().await.unwrap_or_default();
    let mut last: Option<String> = None;
    let mut failed = false;
    'all: loop {
        let some = store.after(last.as_deref()).await;
        failed |= some.is_err();
        let Ok(some) = some else { break };
        let Some(file) = some.last() else { break };
        last = Some(file.path().to_owned());
        for file in some {
            if reading.take(file.into()).await.is_none() {
                break 'all;
            }
        }
    }
    if failed {
        tell(&Report::Refused {
            message: "What was kept in this browser could not be read".to_owned(),
            help: "Bring the files again. “Forget everything” makes room for them.".to_owned(),
        });
    }
    if reading.read > 0 {
        reading.end().await;
        tell(&Report::Kept(Some(true)));
    }
}

/// Keeps what was taken in, forgets what was removed, and says whether that worked.
async fn keep(change: &Change) {
    if change.is_empty() {
        return;
    }
    let written = match store().await {
        Some(store) => Some(write(&store, change, carried).await.is_ok()),
        None => None,
    };
    if READER.with_borrow(|reader| reader.previews.is_empty()) {
        tell(&Report::Kept(None));
    } else if !change.taken.is_empty() {
        tell(&Report::Kept(Some(written == Some(true))));
    }
    if written == Some(false) && change.taken.is_empty() {
        tell(&Report::Refused {
            message: "What was removed from the page could not be removed from the browser’s storage".to_owned(),
            help: "Clear the data of this page in the settings of the browser.".to_owned(),
        });
    }
}

/// The files of these paths, as far as they are still here.
fn carried(paths: &[String]) -> Vec<Carried> {
    let carried = |reader: &Reader| {
        paths.iter().filter_map(|path| reader.previews.file(path).cloned().map(Carried::from)).collect()
    };
    READER.with_borrow(carried)
}

/// One order to read, and how far it is.
#[derive(Default)]
struct Reading {
    read: usize,
    of: usize,
    stopped: bool,
    batch: Vec<Carried>,
    /// Paths of all that was taken in.
    taken: Vec<String>,
    /// Bytes read since the last look at new orders.
    weight: usize,
    /// How many files the last picture showed.
    pictured: usize,
}

impl Reading {
    /// `None` if nothing more is to be read; so in all of these.
    async fn archive(&mut self, name: &str, file: Blob) -> Option<()> {
        let opened = Slices::of(file).map_err(|_| Refusal::Unreadable).and_then(|slices| {
            let size = slices.size();
            Archive::open(slices, size)
        });
        let archive = match opened {
            Ok(archive) => archive,
            Err(refusal) => {
                refuse(name, &refusal);
                self.read += 1;
                return Some(());
            }
        };
        self.pass_over(name, archive.passed_over());
        self.of = self.of + archive.len() - 1;
        for n in 0..archive.len() {
            match archive.unpack(n)? {
                Ok(file) => self.take(SourceFile { path: format!("{name}/{}", file.path), ..file }).await?,
                Err(refusal) => {
                    refuse(name, &refusal);
                    self.read += archive.len() - n;
                    break;
                }
            }
        }
        Some(())
    }

    async fn fetch(&mut self, address: &str, host: Option<&str>) -> Option<()> {
        let wanted = || !READER.with_borrow(|reader| reader.cancelled);
        let content = match download(address, host, wanted).await {
            Ok(Some(content)) => content,
            Ok(None) => {
                self.stopped = true;
                return None;
            }
            Err(why) => {
                tell(&Report::Refused { message: format!("{address} {}", why.message), help: why.help });
                return None;
            }
        };
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("data");
        let start = Slices::of(content.clone()).and_then(|slices| slices.beginning(4)).unwrap_or_default();
        // An address need not end as the file does.
        if start.starts_with(b"PK") || ending(name) == Ending::Archive {
            self.archive(name, content).await
        } else {
            self.file(name.to_owned(), content, false).await
        }
    }

    async fn file(&mut self, path: String, file: Blob, found: bool) -> Option<()> {
        // Of one that is too large only so much that it is known to be. What cannot be read at all gives nothing, which the
        // reading then says.
        let bytes = Slices::of(file).and_then(|slices| slices.beginning(LARGEST_FILE + 1)).unwrap_or_default();
        let origin = if found { Origin::Found } else { Origin::Named };
        self.take(SourceFile { path, bytes, origin }).await
    }

    async fn take(&mut self, file: SourceFile) -> Option<()> {
        self.read += 1;
        self.weight += file.bytes.len() + 1000;
        let room = READER.with_borrow_mut(|reader| {
            let Reader { previews, bundled, .. } = reader;
            if previews.bytes() + file.bytes.len() > MOST_BYTES || previews.len() >= MOST_FILES {
                return false;
            }
            if let Some(file) = previews.bring(file, bundled.catalog()) {
                self.taken.push(file.path.clone());
                self.batch.push(file.clone().into());
            }
            true
        });
        if !room {
            let message = format!("no more than {MOST_FILES} files and {} can be looked at together", size(MOST_BYTES));
            let help = "The rest was not read. Remove what is not needed, and bring the rest.".to_owned();
            tell(&Report::Refused { message, help });
            return None;
        }
        if self.weight < BATCH {
            return Some(());
        }
        self.weight = 0;
        self.tell_batch();
        tell(&Report::Progress { read: self.read, of: self.of });
        // Not when the last is near.
        if self.read >= FIRST_PICTURE.max(self.pictured * NEXT_PICTURE) && self.of > 2 * self.read {
            self.pictured = self.read;
            show(&loaded());
        }
        moment().await;
        self.stopped = READER.with_borrow(|reader| reader.cancelled);
        (!self.stopped).then_some(())
    }

    fn pass_over(&self, place: &str, files: PassedOver) {
        let count = files.count();
        if count > 0 {
            READER.with_borrow_mut(|reader| reader.previews.pass_over(count));
            tell(&Report::PassedOver { place: place.to_owned(), count, words: files.words() });
        }
    }

    fn tell_batch(&mut self) {
        tell(&Report::Taken(std::mem::take(&mut self.batch)));
    }

    async fn end(mut self) -> Outcome {
        self.tell_batch();
        // Of many files the audit takes a while, and the tables need not wait for it.
        if self.pictured > 0 {
            let mut loaded = loaded();
            show(&loaded);
            moment().await;
            audit(&mut loaded);
            tell_findings(&loaded);
            tell(&Report::Noticed);
        } else {
            show_all();
        }
        let cancelled = self.stopped.then_some((self.read, self.of));
        Outcome { change: Change { taken: self.taken, ..Change::default() }, cancelled }
    }
}

/// What the files come to, before the audit.
fn loaded() -> Loaded {
    READER.with_borrow(|reader| reader.previews.loaded(&reader.bundled))
}

fn audit(loaded: &mut Loaded) {
    READER.with_borrow(|reader| reader.previews.audit(loaded));
}

/// Sends what the files come to, the audit included.
fn show_all() {
    let mut loaded = loaded();
    audit(&mut loaded);
    show(&loaded);
}

fn show(loaded: &Loaded) {
    // A piece that is not written is missed when the others are put together.
    let _ = loaded.dataset.cut(|piece| tell(&Report::Piece(piece)));
    tell_findings(loaded);
    tell(&Report::Shown);
}

fn tell_findings(loaded: &Loaded) {
    for findings in loaded.findings.chunks(FINDINGS) {
        tell(&Report::Findings(findings.to_vec()));
    }
}

fn refuse(name: &str, refusal: &Refusal) {
    tell(&Report::Refused { message: format!("{name} {}", refusal.message()), help: refusal.help().to_owned() });
}

fn tell(report: &Report) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Ok(bytes) = postcard::to_stdvec(report) {
        let bytes = Uint8Array::from(bytes.as_slice());
        // Handed over rather than copied. It cannot fail: the buffer was made just now.
        let _ = scope.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    }
}

/// Lets new orders come in.
async fn moment() {
    let promise = Promise::new(&mut |resolve, _| set_timeout(&resolve, 0));
    let _ = JsFuture::from(promise).await;
}

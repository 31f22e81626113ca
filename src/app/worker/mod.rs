//! The worker: carries out the page's requests with the files of the visitor, so that the page stays free. What it decides is
//! [`Engine`]'s; here bytes are read, fetched and stored.
//!
//! Changes are carried out as they come, between two batches of files if need be. Of many files a first revision is sent when few
//! are read, and others each time that there are several times more.

mod blob_reader;
mod indexed_db;
mod remote;
mod storage;

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Blob, DedicatedWorkerGlobalScope};

use crate::app::browser::waiting::yield_now;
use crate::archive::{Archive, Ending, PassedOver, Refusal, ending};
use crate::dataset::Bundle;
use crate::document::{LARGEST_FILE, Origin, SourceFile, size};
use crate::import::{Kind, Samples, recognize};
use crate::workspace::{Engine, Event, FileId, IdSource, Import, Imported, Job, Notice, Queue, Request, summarize};
use blob_reader::BlobReader;

/// Bytes that are read between two looks at new requests: some tens of milliseconds.
const BATCH: usize = 1 << 18;

/// What is known to be unreadable or too large takes as much of a batch as so many bytes.
const UNREAD: usize = 10_000;

/// How many files make the first revision of a job.
const FIRST_REVISION: usize = 50;

/// How many times more make the next.
const NEXT_REVISION: usize = 6;

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
}

#[derive(Default)]
struct Worker {
    engine: Engine,
    queue: Queue<Content>,
    /// Numbers of the downloads under way, with what aborts them.
    downloads: Vec<(u64, AbortController)>,
}

/// What a job reads.
enum Content {
    /// Files that the visitor chose or dropped.
    Files { paths: Vec<String>, files: Array, found: bool, skipped: PassedOver },
    /// Something that a link named, under its address.
    Downloaded { name: String, blob: Blob },
}

/// Whether this is a worker rather than a page.
pub(in crate::app) fn is_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Tells the page that the program has ended, which it cannot see itself.
pub(in crate::app) fn show_crash(info: &std::panic::PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    send(&Event::Crashed);
}

/// Takes a request of the page: `worker.js` hands each message on.
#[wasm_bindgen(js_name = readerReceive)]
pub fn receive(request: &[u8], beside: Array) {
    let Ok(request) = postcard::from_bytes(request) else {
        send(&Event::Notice(Notice::LostMessage));
        return;
    };
    match request {
        Request::Begin { store, legacy } => begin(store, legacy, &beside),
        Request::Resume { .. } => send_all(with_engine(|engine| engine.carry_out(request))),
        Request::Restore => spawn_local(restore()),
        Request::Cancel => cancel(),
        Request::ImportFiles { number, paths, found, skipped } => {
            let content = Content::Files { paths, files: beside, found, skipped };
            push_job(number, content);
        }
        Request::Fetch { number, address, host, agreed } => spawn_local(fetch(number, address, host, agreed)),
        Request::SendUnreadable => spawn_local(send_unreadable()),
        Request::RemoveUnreadable => spawn_local(remove_unreadable()),
        change => {
            if matches!(change, Request::RemoveAll { .. }) {
                abort_downloads();
                storage::forget_hosts();
            }
            send_all(WORKER.with_borrow_mut(|worker| worker.queue.push_change(change)));
            run();
        }
    }
}

fn begin(store: String, legacy: Vec<String>, beside: &Array) {
    // Before anything that may take long, so that the page knows a slow worker from one that does not run.
    send(&Event::Alive);
    let bytes = Uint8Array::new(&beside.get(0)).to_vec();
    let bundled = match Bundle::decode(&bytes) {
        Ok(bundle) => bundle.dataset,
        Err(_) => {
            send(&Event::Notice(Notice::NoDataset));
            Default::default()
        }
    };
    WORKER.with_borrow_mut(|worker| worker.engine = Engine::new(bundled, new_ids()));
    storage::configure(store, legacy);
}

/// Ids that no other tab gives, and none before.
pub(in crate::app) fn new_ids() -> IdSource {
    // Both are whole numbers below 2^53.
    let milliseconds = js_sys::Date::now() as u64;
    let random = (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    let more = (js_sys::Math::random() * f64::from(u16::MAX)) as u64;
    IdSource::new(milliseconds, random << 16 | more)
}

fn push_job(number: u64, content: Content) {
    let files = match &content {
        Content::Files { paths, .. } => paths.len(),
        Content::Downloaded { .. } => 1,
    };
    WORKER.with_borrow_mut(|worker| worker.queue.push_job(Job { number, files, content }));
    run();
}

/// Carries out what waits: changes at once, then the next job, then storing.
fn run() {
    while let Some(change) = WORKER.with_borrow_mut(|worker| worker.queue.next_change()) {
        let events = with_engine(|engine| engine.carry_out(change));
        if with_engine(|engine| engine.is_storing()) {
            // Before the page shows what is not stored yet.
            send(&Event::Persistence(storage::status()));
        }
        send_all(events);
    }
    if let Some(job) = WORKER.with_borrow_mut(|worker| worker.queue.next_job()) {
        spawn_local(carry_out(job));
    }
    storage::store_soon();
}

fn cancel() {
    abort_downloads();
    send_all(WORKER.with_borrow_mut(|worker| worker.queue.cancel()));
}

fn abort_downloads() {
    let downloads = WORKER.with_borrow_mut(|worker| std::mem::take(&mut worker.downloads));
    downloads.iter().for_each(|(_, download)| download.abort());
}

/// Takes in what was stored, and from then on carries out requests.
async fn restore() {
    let mut reading = Reading::default();
    let restored = storage::restore(async |records| {
        let mut events = Vec::new();
        reading.read += records.len();
        reading.weight += records.iter().map(|record| record.bytes.len() + 1000).sum::<usize>();
        with_engine(|engine| engine.restore(records, &mut events));
        send_all(events);
        reading.pause().await;
    })
    .await;
    if reading.read > 0 {
        reading.commit_last().await;
    }
    WORKER.with_borrow_mut(|worker| worker.queue.set_restored());
    let (events, complete) = restored;
    send_all(events);
    send(&Event::Restored { complete });
    run();
}

/// Fetches what a link names, and has it read.
async fn fetch(number: u64, address: String, host: Option<String>, agreed: bool) {
    let done = || send(&Event::Done { number, version: None });
    let Ok(abort) = AbortController::new() else {
        send(&Event::Notice(Notice::Refused {
            message: format!("{address} could not be fetched: this browser cannot stop a download"),
            help: "Download the file and drop it here.".to_owned(),
        }));
        done();
        return;
    };
    WORKER.with_borrow_mut(|worker| worker.downloads.push((number, abort.clone())));
    let may_ask = storage::may_ask(host.as_deref(), agreed, &abort).await;
    let downloaded = if may_ask && !abort.signal().aborted() {
        Some(remote::download(&address, host.as_deref(), &abort).await)
    } else {
        None
    };
    let was_cancelled = WORKER.with_borrow_mut(|worker| {
        let before = worker.downloads.len();
        worker.downloads.retain(|(download, _)| *download != number);
        worker.downloads.len() == before
    });
    match downloaded {
        _ if was_cancelled => {
            send(&Event::Notice(Notice::Cancelled { read: 0, of: 1 }));
            done();
        }
        None => {
            send(&Event::Ask { address, host: host.unwrap_or_default() });
            done();
        }
        Some(Ok(blob)) => {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("data");
            let name = js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from);
            let name = name.replace(['/', '\\'], "-");
            push_job(number, Content::Downloaded { name, blob });
        }
        Some(Err(why)) => {
            send(&Event::Notice(Notice::Refused { message: format!("{address} {}", why.message), help: why.help }));
            done();
        }
    }
}

/// Takes over what another tab has stored or removed.
async fn sync(put: Vec<FileId>, deleted: Vec<FileId>, cleared: bool) {
    if cleared {
        storage::forget_hosts();
    }
    let mut events = Vec::new();
    let records = storage::records(&put).await.unwrap_or_else(|_| {
        events.push(Event::Notice(Notice::OtherTabUnread));
        Vec::new()
    });
    let commit = with_engine(|engine| {
        engine.sync(records, &deleted, cleared, &mut events);
        if engine.is_changed() { engine.commit(true) } else { Vec::new() }
    });
    events.extend(commit);
    send_all(events);
    send(&Event::Persistence(storage::status()));
    storage::store_soon();
}

async fn send_unreadable() {
    match storage::unreadable().await {
        Ok(records) => send(&Event::UnreadableRecords(records)),
        Err(_) => send(&Event::Notice(Notice::RestoreFailed)),
    }
}

async fn remove_unreadable() {
    match storage::remove_unreadable().await {
        Ok(()) => send(&Event::Unreadable(0)),
        Err(_) => send(&Event::Notice(Notice::RemoveFailed)),
    }
}

/// Carries out a job.
async fn carry_out(job: Job<Content>) {
    let Job { number, files: of, content } = job;
    let mut reading = Reading { number, of, ..Reading::default() };
    match content {
        Content::Files { paths, files, found, skipped } => {
            with_engine(|engine| engine.skip(skipped.count()));
            reading.skipped = skipped;
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
            reading.say_skipped("");
        }
        Content::Downloaded { name, blob } => {
            reading.from_link = true;
            let start = BlobReader::new(blob.clone()).and_then(|blob| blob.beginning(4)).unwrap_or_default();
            // An address need not end as the file does. What could not be read ends the job either way.
            let _ = if start.starts_with(b"PK") || ending(&name) == Ending::Archive {
                reading.archive(&name, blob).await
            } else {
                reading.file(name, blob, false).await
            };
        }
    }
    reading.commit_last().await;
    send_all(with_engine(Engine::proposal));
    reading.end();
    WORKER.with_borrow_mut(|worker| worker.queue.end_job());
    run();
}

/// One job, and how far it is. Its steps give `None` if nothing more is to be read.
#[derive(Default)]
struct Reading {
    number: u64,
    from_link: bool,
    read: usize,
    of: usize,
    stopped: bool,
    notices: Vec<Notice>,
    /// Bytes read since the last pause.
    weight: usize,
    /// How many files the last revision had.
    committed: usize,
    /// What is no score file, in the archive that is read or outside of any.
    skipped: PassedOver,
}

impl Reading {
    async fn archive(&mut self, name: &str, file: Blob) -> Option<()> {
        let opened = BlobReader::new(file).map_err(|_| Refusal::Unreadable).and_then(|blob| {
            let size = blob.size();
            Archive::open(blob, size)
        });
        let archive = match opened {
            Ok(archive) => archive,
            Err(refusal) => {
                self.refuse(name, &refusal);
                self.read += 1;
                self.weight += UNREAD;
                return self.go_on().await;
            }
        };
        with_engine(|engine| engine.skip(archive.passed_over().count()));
        let outside = std::mem::replace(&mut self.skipped, archive.passed_over().clone());
        let unpacked = self.unpack(name, &archive).await;
        self.say_skipped(name);
        self.skipped = outside;
        unpacked
    }

    async fn unpack(&mut self, name: &str, archive: &Archive<BlobReader>) -> Option<()> {
        self.of = (self.of + archive.len()).saturating_sub(1);
        for n in 0..archive.len() {
            match archive.unpack(n)? {
                Ok(file) => self.take(SourceFile { path: format!("{name}/{}", file.path), ..file }).await?,
                // The others may be whole.
                Err(refusal @ Refusal::DamagedFile { .. }) => {
                    self.refuse(name, &refusal);
                    self.read += 1;
                    self.weight += UNREAD;
                    self.go_on().await?;
                }
                Err(refusal) => {
                    self.refuse(name, &refusal);
                    self.read += archive.len() - n;
                    break;
                }
            }
        }
        Some(())
    }

    async fn file(&mut self, path: String, file: Blob, found: bool) -> Option<()> {
        let origin = if found { Origin::Found } else { Origin::Named };
        // Of one that is too large only so much that it is known to be.
        let read = BlobReader::new(file).and_then(|blob| {
            let beginning = blob.beginning(LARGEST_FILE + 1)?;
            Ok((blob, beginning))
        });
        match read.map(|(blob, beginning)| (blob.size(), blob, beginning)) {
            // The items of a run may be many.
            Ok((bytes, blob, beginning))
                if bytes > LARGEST_FILE as u64 && recognize(&path, &beginning) == Ok(vec![Kind::Samples]) =>
            {
                self.items(path, &blob).await
            }
            Ok((bytes, _, beginning)) if bytes > LARGEST_FILE as u64 => {
                self.read += 1;
                self.weight += beginning.len();
                // What is kept is whole.
                let file = SourceFile { path, bytes: beginning, origin };
                if with_engine(|engine| engine.is_for_here(&file)) {
                    let (path, most) = (file.path, size(LARGEST_FILE));
                    self.notices.push(Notice::TooLarge { path, size: size_words(bytes as f64), most });
                } else {
                    with_engine(|engine| engine.skip(1));
                    self.skipped.add_other(&file.path);
                }
                self.go_on().await
            }
            Ok((_, _, bytes)) => self.take(SourceFile { path, bytes, origin }).await,
            Err(_) => {
                self.read += 1;
                self.notices.push(Notice::UnreadableFile { path });
                self.weight += UNREAD;
                self.go_on().await
            }
        }
    }

    /// Reads the items of a run, a slice at a time.
    async fn items(&mut self, path: String, blob: &BlobReader) -> Option<()> {
        self.read += 1;
        let mut items = Samples::default();
        let mut offset = 0;
        while offset < blob.size() {
            let Ok(slice) = blob.slice_at(offset) else {
                self.notices.push(Notice::UnreadableFile { path });
                return Some(());
            };
            if slice.is_empty() {
                break;
            }
            offset += slice.len() as u64;
            items.push(&slice);
            self.weight += slice.len();
            self.go_on().await?;
        }
        with_engine(|engine| engine.import_items(&path, items));
        Some(())
    }

    async fn take(&mut self, file: SourceFile) -> Option<()> {
        self.read += 1;
        self.weight += file.bytes.len() + 1000;
        let import = Import { request: self.number, from_link: self.from_link, named: true };
        let (mut events, path) = (Vec::new(), file.path.clone());
        let (full, skipped) = with_engine(|engine| {
            let imported = engine.import(file, import, &mut events);
            let outcome = (matches!(imported, Imported::Full(_)), imported == Imported::Skipped);
            engine.tell(imported, &mut events);
            outcome
        });
        if skipped {
            self.skipped.add_other(&path);
        }
        for event in events {
            match event {
                Event::Notice(notice) => self.notices.push(notice),
                event => send(&event),
            }
        }
        if full {
            return None;
        }
        self.go_on().await
    }

    /// Says from time to time how far it is, lets new requests come in, and looks whether it was cancelled.
    async fn go_on(&mut self) -> Option<()> {
        if self.weight < BATCH {
            return Some(());
        }
        send(&Event::Progress { read: self.read, of: self.of });
        self.pause().await;
        self.stopped = WORKER.with_borrow(|worker| worker.queue.is_cancelled());
        (!self.stopped).then_some(())
    }

    /// Sends what was read, and lets new requests come in.
    async fn pause(&mut self) {
        if self.weight < BATCH {
            return;
        }
        self.weight = 0;
        // Not when the last is near.
        let due = self.read >= FIRST_REVISION.max(self.committed * NEXT_REVISION);
        if due && (self.of == 0 || self.of > 2 * self.read) {
            self.committed = self.read;
            send_all(with_engine(|engine| engine.commit(false)));
        } else {
            send_all(with_engine(Engine::file_events));
        }
        yield_now().await;
    }

    /// Sends the last revision. Of many files the audit takes a while, and the tables need not wait for it.
    async fn commit_last(&self) {
        if self.committed > 0 {
            send_all(with_engine(|engine| engine.commit(false)));
            yield_now().await;
            send_all(with_engine(Engine::audit));
        } else {
            send_all(with_engine(|engine| engine.commit(true)));
        }
    }

    fn end(self) {
        summarize(self.notices).into_iter().for_each(|notice| send(&Event::Notice(notice)));
        if self.stopped {
            send(&Event::Notice(Notice::Cancelled { read: self.read, of: self.of }));
        }
        send(&Event::Done { number: self.number, version: None });
    }

    /// Says what was no score file, and forgets it.
    fn say_skipped(&mut self, archive: &str) {
        let skipped = std::mem::take(&mut self.skipped);
        let count = skipped.count();
        if count > 0 {
            self.notices.push(Notice::Skipped { archive: archive.to_owned(), count, kinds: skipped.words() });
        }
    }

    fn refuse(&mut self, name: &str, refusal: &Refusal) {
        let message = format!("{name} {}", refusal.message());
        self.notices.push(Notice::Refused { message, help: refusal.help().to_owned() });
    }
}

fn with_engine<T>(run: impl FnOnce(&mut Engine) -> T) -> T {
    WORKER.with_borrow_mut(|worker| run(&mut worker.engine))
}

fn send_all(events: impl IntoIterator<Item = Event>) {
    events.into_iter().for_each(|event| send(&event));
}

fn send(event: &Event) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let sent = postcard::to_stdvec(event).map_err(|error| JsValue::from(error.to_string())).and_then(|bytes| {
        let bytes = Uint8Array::from(bytes.as_slice());
        // Handed over rather than copied.
        scope.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()))
    });
    if let Err(error) = sent {
        // The page takes anything but an event for the end of the worker, and starts another.
        web_sys::console::error_1(&error);
        if let Err(error) = scope.post_message(&JsValue::NULL) {
            web_sys::console::error_1(&error);
        }
    }
}

/// Words for the size of what was too large.
fn size_words(bytes: f64) -> String {
    size(bytes as usize)
}

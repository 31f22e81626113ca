//! What the worker keeps in the browser: the files, until they are removed, and the hosts that may be asked. A change reaches the
//! other tabs of the page.

use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{AbortController, BroadcastChannel, MessageEvent};

use super::indexed_db::{Database, LEGACY, OpenError, delete_database, records_of_other, remove_from_other};
use super::{send, send_all, with_engine};
use crate::workspace::{Engine, Event, FileId, FileRecord, Notice, PersistenceStatus, decode_legacy};

thread_local! {
    static STORAGE: RefCell<Storage> = RefCell::default();
}

#[derive(Default)]
struct Storage {
    name: String,
    /// Names under which earlier versions of the page stored files of the same folder.
    legacy: Vec<String>,
    /// The database, once it is open or known not to open.
    database: Option<Result<Rc<Database>, OpenError>>,
    /// Resolves once that is known, for all who ask meanwhile.
    opening: Option<Promise>,
    /// Whether a write is under way.
    is_storing: bool,
    /// What other tabs have done, until it is taken over.
    heard: VecDeque<Change>,
    /// Whether that is under way.
    is_syncing: bool,
    /// Keys of records that this version cannot read.
    unreadable: Vec<Unreadable>,
    /// Hosts that the visitor agreed to ask since the page was opened.
    hosts: HashSet<String>,
    tabs: Option<Tabs>,
}

struct Unreadable {
    key: String,
    legacy: bool,
}

/// The other tabs of the page.
struct Tabs {
    channel: BroadcastChannel,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

/// What a tab tells the others.
#[derive(Serialize, Deserialize)]
struct Change {
    put: Vec<FileId>,
    deleted: Vec<FileId>,
    cleared: bool,
}

/// Says in which database files are kept, before anything else is asked here.
pub(super) fn configure(name: String, legacy: Vec<String>) {
    let tabs = Tabs::listen(&name);
    STORAGE.with_borrow_mut(|storage| *storage = Storage { name, legacy, tabs, ..Storage::default() });
}

/// Whether files are kept.
pub(super) fn status() -> PersistenceStatus {
    if with_engine(|engine| !engine.has_files_to_keep()) {
        return PersistenceStatus::Empty;
    }
    let (has_failed, is_storing) = with_engine(|engine| (engine.has_failed(), engine.is_storing()));
    STORAGE.with_borrow(|storage| match &storage.database {
        Some(Err(OpenError::Blocked)) => PersistenceStatus::Blocked,
        Some(Err(OpenError::Unavailable | OpenError::Late)) => PersistenceStatus::Unavailable,
        Some(Ok(database)) if database.is_outdated() => PersistenceStatus::Blocked,
        _ if has_failed => PersistenceStatus::Failed,
        _ if is_storing => PersistenceStatus::Storing,
        _ => PersistenceStatus::Stored,
    })
}

/// The database, if there is one. It is opened once, whoever asks first.
async fn database() -> Option<Rc<Database>> {
    let was_closed = STORAGE.with_borrow_mut(|storage| {
        let was_closed = matches!(&storage.database, Some(Ok(database)) if database.is_closed());
        if was_closed {
            (storage.database, storage.opening) = (None, None);
        }
        was_closed
    });
    if was_closed {
        with_engine(Engine::forget_storage);
    }
    if STORAGE.with_borrow(|storage| storage.database.is_none()) {
        let opening = STORAGE.with_borrow_mut(|storage| {
            let name = storage.name.clone();
            let open = || {
                future_to_promise(async move {
                    let opened = Database::open(&name).await.map(Rc::new);
                    STORAGE.with_borrow_mut(|storage| storage.database = Some(opened));
                    Ok(JsValue::UNDEFINED)
                })
            };
            storage.opening.get_or_insert_with(open).clone()
        });
        // It is never rejected; what became of it is in `database`.
        let _ = JsFuture::from(opening).await;
    }
    STORAGE.with_borrow(|storage| storage.database.clone())?.ok()
}

/// Hands over what is stored, some records at a time. Gives what the page is to know, and whether all could be read.
pub(super) async fn restore(mut take: impl AsyncFnMut(Vec<FileRecord>)) -> (Vec<Event>, bool) {
    let Some(database) = database().await else {
        let mut events = vec![Event::Persistence(status())];
        let reason =
            STORAGE.with_borrow(|storage| storage.database.as_ref().and_then(|opened| opened.as_ref().err().copied()));
        match reason {
            Some(OpenError::Blocked) => events.push(Event::Notice(Notice::StorageBlocked)),
            Some(OpenError::Late) => events.push(Event::Notice(Notice::StorageLate)),
            // A browser that gives no storage has stored nothing.
            Some(OpenError::Unavailable) | None => {}
        }
        return (events, false);
    };
    let mut events = Vec::new();
    let mut failed = migrate(&database).await.is_err();
    let mut last: Option<String> = None;
    let mut unreadable = Vec::new();
    loop {
        let Ok(some) = database.after(last.as_deref(), false).await else {
            failed = true;
            break;
        };
        let Some((key, _)) = some.last() else { break };
        last = Some(key.clone());
        let mut records = Vec::new();
        for (key, bytes) in some {
            match FileRecord::decode(&bytes) {
                Ok(record) => records.push(record),
                Err(_) => unreadable.push(Unreadable { key, legacy: false }),
            }
        }
        take(records).await;
    }
    let mut last: Option<String> = None;
    // What is left there could not be moved.
    loop {
        let Ok(some) = database.after(last.as_deref(), true).await else {
            failed = true;
            break;
        };
        let Some((key, _)) = some.last() else { break };
        last = Some(key.clone());
        unreadable.extend(some.into_iter().map(|(key, _)| Unreadable { key, legacy: true }));
    }
    if failed {
        events.push(Event::Notice(Notice::RestoreFailed));
    }
    if !unreadable.is_empty() {
        events.push(Event::Unreadable(unreadable.len()));
    }
    STORAGE.with_borrow_mut(|storage| storage.unreadable = unreadable);
    events.push(Event::Persistence(status()));
    (events, !failed)
}

/// Brings records of earlier versions of the page into the present form. Their ids follow from where they were stored, so that doing
/// it twice, in two tabs for instance, is doing it once.
async fn migrate(database: &Database) -> Result<(), JsValue> {
    let encode = |record: &FileRecord| record.encode().map_err(|error| JsValue::from(error.to_string()));
    let own = STORAGE.with_borrow(|storage| storage.name.clone());
    let mut last: Option<String> = None;
    loop {
        let some = database.after(last.as_deref(), true).await?;
        let Some((key, _)) = some.last() else { break };
        last = Some(key.clone());
        let mut moved = Vec::new();
        for (key, bytes) in some {
            if let Ok(record) = decode_legacy(&bytes, FileId::of_place(&own, &key)) {
                moved.push((key, record.id.to_string(), encode(&record)?));
            }
        }
        database.migrate(&moved, Some(LEGACY)).await?;
    }
    for name in STORAGE.with_borrow(|storage| storage.legacy.clone()) {
        let mut moved = Vec::new();
        for (key, bytes) in records_of_other(&name).await? {
            // One that cannot be read is kept as it is, and found to be unreadable where it is now.
            moved.push(match decode_legacy(&bytes, FileId::of_place(&name, &key)) {
                Ok(record) => (key, record.id.to_string(), encode(&record)?),
                Err(_) => (key.clone(), format!("{name} {key}"), bytes),
            });
        }
        if moved.is_empty() {
            continue;
        }
        database.migrate(&moved, None).await?;
        let keys: Vec<String> = moved.iter().map(|(old, ..)| old.clone()).collect();
        remove_from_other(&name, &keys).await?;
        // Where another tab has it open it is deleted once that is closed.
        let _ = delete_database(&name).await;
    }
    Ok(())
}

/// Writes what has yet to be stored, once what is being done now is done.
pub(super) fn store_soon() {
    let begins = STORAGE.with_borrow_mut(|storage| !std::mem::replace(&mut storage.is_storing, true));
    if begins {
        spawn_local(store());
    }
}

async fn store() {
    let database = database().await;
    let mut wrote = false;
    // Without a database the changes wait for nothing; the page says that they are not kept.
    while let Some(database) = &database
        && let Some(batch) = with_engine(|engine| engine.next_write())
    {
        if !wrote {
            send(&Event::Persistence(status()));
        }
        wrote = true;
        let compare: Vec<String> =
            with_engine(|engine| engine.to_compare(&batch)).iter().map(FileId::to_string).collect();
        let (put, mut saved) = (RefCell::new(batch.put.clone()), Vec::new());
        let (mut events, mut has_met_others) = (Vec::new(), false);
        let found = |stored: Vec<Vec<u8>>| {
            // One in a form that this version cannot read stays; the page says that the change is not stored.
            let decode = |bytes: &Vec<u8>| FileRecord::decode(bytes).map_err(|_| JsValue::NULL);
            let stored = stored.iter().map(decode).collect::<Result<Vec<_>, _>>()?;
            for record in &stored {
                if !with_engine(|engine| engine.may_write(record, &mut events)) {
                    put.borrow_mut().remove(&record.id);
                }
            }
            has_met_others = put.borrow().len() < batch.put.len() || !events.is_empty();
            Ok(())
        };
        let next = || {
            let (id, record) = loop {
                let id = put.borrow_mut().pop_first()?;
                if let Some(record) = with_engine(|engine| engine.to_write(id)) {
                    break (id, record);
                }
            };
            saved.push((id, record.version));
            let bytes = record.encode().map_err(|error| JsValue::from(error.to_string()));
            Some(bytes.map(|bytes| (id.to_string(), bytes)))
        };
        let deleted = batch.delete.iter().map(FileId::to_string);
        // What cannot be read is removed by a button of its own.
        let stays = STORAGE.with_borrow(|storage| storage.unreadable.iter().map(|one| one.key.clone()).collect());
        let clear = batch.clear.then_some(stays);
        let worked = database.write(clear, deleted, &compare, found, next).await.is_ok();
        if has_met_others && with_engine(|engine| engine.is_changed()) {
            events.extend(with_engine(|engine| engine.commit(true)));
        }
        let put: Vec<FileId> = saved.iter().map(|(id, _)| *id).collect();
        events.extend(with_engine(|engine| engine.written(worked, saved, &batch)));
        send_all(events);
        if worked {
            tell_tabs(&Change { put, deleted: batch.delete.iter().copied().collect(), cleared: batch.clear });
        }
    }
    STORAGE.with_borrow_mut(|storage| storage.is_storing = false);
    if database.is_none() && may_have_files() && with_engine(|engine| engine.has_to_clear()) {
        send(&Event::Notice(Notice::RemoveFailed));
    }
    if wrote || database.is_none() {
        send(&Event::Persistence(status()));
    }
}

/// Whether there may be files in a database that did not open.
fn may_have_files() -> bool {
    STORAGE.with_borrow(|storage| matches!(storage.database, Some(Err(OpenError::Late | OpenError::Blocked))))
}

/// The stored records of these files.
pub(super) async fn records(ids: &[FileId]) -> Result<Vec<FileRecord>, JsValue> {
    let keys: Vec<String> = ids.iter().map(FileId::to_string).collect();
    let Some(database) = database().await.filter(|_| !keys.is_empty()) else { return Ok(Vec::new()) };
    let records = database.get(&keys).await?;
    let decode = |bytes: &Vec<u8>| FileRecord::decode(bytes).map_err(|_| JsValue::NULL);
    records.iter().map(decode).collect()
}

/// The records that this version cannot read: names and bytes.
pub(super) async fn unreadable() -> Result<Vec<(String, serde_bytes::ByteBuf)>, JsValue> {
    let Some(database) = database().await else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for legacy in [false, true] {
        let keys = unreadable_keys(legacy);
        let mut last: Option<String> = None;
        while let Some((key, _)) = {
            let some = database.after(last.as_deref(), legacy).await?;
            let next = some.last().cloned();
            found.extend(some.into_iter().filter(|(key, _)| keys.contains(key)));
            next
        } {
            last = Some(key);
        }
    }
    Ok(found.into_iter().map(|(key, bytes)| (key, serde_bytes::ByteBuf::from(bytes))).collect())
}

/// Removes them.
pub(super) async fn remove_unreadable() -> Result<(), JsValue> {
    if let Some(database) = database().await {
        for legacy in [false, true] {
            let keys: Vec<String> = unreadable_keys(legacy).into_iter().collect();
            if !keys.is_empty() {
                database.delete(&keys, legacy).await?;
            }
        }
    }
    STORAGE.with_borrow_mut(|storage| storage.unreadable.clear());
    Ok(())
}

fn unreadable_keys(legacy: bool) -> HashSet<String> {
    STORAGE.with_borrow(|storage| {
        let of_store = storage.unreadable.iter().filter(|record| record.legacy == legacy);
        of_store.map(|record| record.key.clone()).collect()
    })
}

/// Whether a host may be asked: the page's own, or one that the visitor agreed to.
pub(super) async fn may_ask(host: Option<&str>, agreed: bool, abort: &AbortController) -> bool {
    let Some(host) = host else { return true };
    if agreed {
        STORAGE.with_borrow_mut(|storage| storage.hosts.insert(host.to_owned()));
        // What was cancelled meanwhile may have been forgotten, too.
        if let Some(database) = database().await.filter(|_| !abort.signal().aborted()) {
            // If it is not stored, the visitor is asked again the next time.
            let _ = database.put_host(host).await;
        }
        return true;
    }
    if STORAGE.with_borrow(|storage| storage.hosts.contains(host)) {
        return true;
    }
    matches!(database().await, Some(database) if database.knows_host(host).await.unwrap_or_default())
}

/// Forgets which hosts the visitor agreed to ask since the page was opened; those before are in the database.
pub(super) fn forget_hosts() {
    STORAGE.with_borrow_mut(|storage| storage.hosts.clear());
}

impl Tabs {
    /// `None` in browsers that cannot pass messages between tabs: there a reload shows what another tab did.
    fn listen(name: &str) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Closure::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
            // Another version of the page may say other things, which are not for this one.
            if let Ok(change) = postcard::from_bytes(&bytes) {
                heard(change);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self { channel, _listener: listener })
    }
}

/// Takes over what another tab has done, in the order in which it was told.
fn heard(change: Change) {
    let begins = STORAGE.with_borrow_mut(|storage| {
        storage.heard.push_back(change);
        !std::mem::replace(&mut storage.is_syncing, true)
    });
    if begins {
        spawn_local(async {
            while let Some(Change { put, deleted, cleared }) =
                STORAGE.with_borrow_mut(|storage| storage.heard.pop_front())
            {
                super::sync(put, deleted, cleared).await;
            }
            STORAGE.with_borrow_mut(|storage| storage.is_syncing = false);
        });
    }
}

fn tell_tabs(change: &Change) {
    STORAGE.with_borrow(|storage| {
        if let Some(tabs) = &storage.tabs
            && let Ok(bytes) = postcard::to_stdvec(change)
        {
            // The other tabs then see it after a reload.
            let _ = tabs.channel.post_message(&Uint8Array::from(bytes.as_slice()));
        }
    });
}

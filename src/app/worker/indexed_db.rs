//! The browser's database: what is written to it, and read from it. Every answer is waited for only so long.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::app::browser::waiting::{is_late, within};

/// The version of the database's structure: 1 had `files` by path, 2 has `records` by id beside it.
const VERSION: u32 = 2;

/// The object store of file records.
const RECORDS: &str = "records";

/// The object store of version 1. What is in it moves to the other when the page is opened.
pub(super) const LEGACY: &str = "files";

/// The object store of the hosts that may be asked for files.
const HOSTS: &str = "hosts";

/// How many records are read at once.
const PAGE: u32 = 250;

/// Milliseconds within which the database opens.
const OPENING: i32 = 5_000;

/// Milliseconds within which a transaction ends, whatever it writes.
const TRANSACTION: i32 = 20_000;

/// Milliseconds within which a transaction that writes begins: one of another tab may be under way, with all that fits.
const QUEUE: i32 = 300_000;

/// Bytes for each of which a transaction gets another millisecond: the slowest disk that is waited for writes a megabyte a second.
const BYTES_PER_MILLISECOND: usize = 1_000;

/// Why there is no database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenError {
    /// The browser has none or refuses it.
    Unavailable,
    /// The browser did not answer in time.
    Late,
    /// Another tab uses it in an older structure and does not let go.
    Blocked,
}

/// The database, open.
pub(super) struct Database {
    database: IdbDatabase,
    /// Whether another tab asked for it in a newer structure, so that it had to be closed.
    is_outdated: Rc<Cell<bool>>,
    /// Whether the browser closed it.
    is_closed: Rc<Cell<bool>>,
    _listeners: [Closure<dyn FnMut()>; 2],
}

impl Drop for Database {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl Database {
    /// Opens the database of this name, and makes it if need be.
    pub(super) async fn open(name: &str) -> Result<Self, OpenError> {
        let request = factory().and_then(|factory| factory.open_with_u32(name, VERSION)).map_err(unavailable)?;
        let opening = request.clone();
        let upgrade = Closure::once(move || {
            let database: Result<IdbDatabase, _> = opening.result().map(JsCast::unchecked_into);
            // Without its stores every use of the database fails, and is said to.
            let _ = database.and_then(|database| {
                let names = database.object_store_names();
                for store in [RECORDS, HOSTS].into_iter().filter(|store| !names.contains(store)) {
                    database.create_object_store(store)?;
                }
                Ok(())
            });
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let blocked = Rc::new(Cell::new(false));
        let note_blocked = Closure::once({
            let blocked = Rc::clone(&blocked);
            move || blocked.set(true)
        });
        request.set_onblocked(Some(note_blocked.as_ref().unchecked_ref()));
        match answer_within(OPENING, &request).await {
            Ok(database) => Ok(Self::new(database.unchecked_into())),
            Err(error) => {
                // Should it open after all, it is not to stand in the way of others, and a later page makes it as it should be.
                let late = request.clone();
                let refuse = Closure::once_into_js(move || abort(late.transaction()));
                let late = request.clone();
                let close = Closure::once_into_js(move || {
                    if let Ok(database) = late.result() {
                        database.unchecked_into::<IdbDatabase>().close();
                    }
                });
                request.set_onsuccess(Some(close.unchecked_ref()));
                request.set_onerror(None);
                request.set_onupgradeneeded(Some(refuse.unchecked_ref()));
                request.set_onblocked(None);
                Err(match (blocked.get(), is_late(&error)) {
                    (true, _) => OpenError::Blocked,
                    (false, true) => OpenError::Late,
                    (false, false) => OpenError::Unavailable,
                })
            }
        }
    }

    fn new(database: IdbDatabase) -> Self {
        let is_outdated = Rc::new(Cell::new(false));
        let version_change = Closure::new({
            let (database, is_outdated) = (database.clone(), Rc::clone(&is_outdated));
            move || {
                is_outdated.set(true);
                database.close();
            }
        });
        let is_closed = Rc::new(Cell::new(false));
        let close = Closure::new({
            let is_closed = Rc::clone(&is_closed);
            move || is_closed.set(true)
        });
        let version_change: Closure<dyn FnMut()> = version_change;
        let close: Closure<dyn FnMut()> = close;
        database.set_onversionchange(Some(version_change.as_ref().unchecked_ref()));
        database.set_onclose(Some(close.as_ref().unchecked_ref()));
        Self { database, is_outdated, is_closed, _listeners: [version_change, close] }
    }

    /// Whether it had to be closed because another tab has a newer version of the page.
    pub(super) fn is_outdated(&self) -> bool {
        self.is_outdated.get()
    }

    /// Whether the browser closed it, as when the data of the site are cleared: it can be opened again.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed.get()
    }

    /// The records behind a key in the order of keys, or the first ones: keys and bytes, and none when there are no more. Those of
    /// the store of version 1 have paths for keys.
    pub(super) async fn after(&self, key: Option<&str>, legacy: bool) -> Result<Vec<(String, Vec<u8>)>, JsValue> {
        let store = if legacy { LEGACY } else { RECORDS };
        if legacy && !self.has_legacy() {
            return Ok(Vec::new());
        }
        let (records, _) = self.store(store, IdbTransactionMode::Readonly)?;
        let range = match key {
            Some(key) => IdbKeyRange::lower_bound_with_open(&key.into(), true)?.into(),
            None => JsValue::UNDEFINED,
        };
        let keys = records.get_all_keys_with_key_and_limit(&range, PAGE)?;
        let values = records.get_all_with_key_and_limit(&range, PAGE)?;
        let keys: Array = answer(&keys).await?.unchecked_into();
        let values: Array = answer(&values).await?.unchecked_into();
        let pair = |(key, value): (JsValue, JsValue)| (key.as_string().unwrap_or_default(), bytes_of(value));
        Ok(keys.iter().zip(values.iter()).map(pair).collect())
    }

    /// The records of these keys, as far as they are there.
    pub(super) async fn get(&self, keys: &[String]) -> Result<Vec<Vec<u8>>, JsValue> {
        let (records, _) = self.store(RECORDS, IdbTransactionMode::Readonly)?;
        records_of(&records, keys, TRANSACTION).await
    }

    /// One transaction: hands over the records of the keys in `compare`, as far as they are there, clears everything if asked for, but for
    /// the records of the keys in `clear`, deletes records, and puts those that `next` gives. All of it happens, or nothing, and no other
    /// tab writes in between.
    pub(super) async fn write(
        &self,
        clear: Option<HashSet<String>>,
        delete: impl Iterator<Item = String>,
        compare: &[String],
        found: impl FnOnce(Vec<Vec<u8>>) -> Result<(), JsValue>,
        mut next: impl FnMut() -> Option<Result<(String, Vec<u8>), JsValue>>,
    ) -> Result<(), JsValue> {
        let mut names = vec![RECORDS, HOSTS];
        names.extend(self.has_legacy().then_some(LEGACY));
        let names: Array = names.into_iter().map(JsValue::from).collect();
        let transaction =
            self.database.transaction_with_str_sequence_and_mode(&names, IdbTransactionMode::Readwrite)?;
        let mut size = 0;
        let compared = match transaction.object_store(RECORDS) {
            // Where another tab is writing much, this waits for it.
            Ok(records) => records_of(&records, compare, QUEUE).await.and_then(found),
            Err(error) => Err(error),
        };
        let cleared = match (compared, &clear) {
            (Ok(()), Some(stays)) => clear_but(&transaction, &names, stays).await,
            (compared, _) => compared,
        };
        let written = cleared.and_then(|()| {
            let records = transaction.object_store(RECORDS)?;
            if clear.is_none() {
                for key in delete {
                    records.delete(&key.into())?;
                }
            }
            while let Some(record) = next() {
                let (key, bytes) = record?;
                size += bytes.len();
                records.put_with_key(&Uint8Array::from(bytes.as_slice()), &key.into())?;
            }
            Ok(())
        });
        end_or_abort(&transaction, written, size).await
    }

    /// Brings records into the present form, in one transaction: keys of the old ones, which are deleted in the store `from` if it is
    /// one of this database, and the new. A new one that is there already stays: it was moved before, and may have been changed since.
    pub(super) async fn migrate(&self, moved: &[(String, String, Vec<u8>)], from: Option<&str>) -> Result<(), JsValue> {
        let names: Array = [Some(RECORDS), from].into_iter().flatten().map(JsValue::from).collect();
        let transaction =
            self.database.transaction_with_str_sequence_and_mode(&names, IdbTransactionMode::Readwrite)?;
        let known = match transaction.object_store(RECORDS).and_then(|records| records.get_all_keys()) {
            Ok(keys) => answer(&keys).await.map(JsCast::unchecked_into::<Array>),
            Err(error) => Err(error),
        };
        let written = known.and_then(|known| {
            let known: HashSet<String> = known.iter().filter_map(|key| key.as_string()).collect();
            let records = transaction.object_store(RECORDS)?;
            for (_, new, bytes) in moved.iter().filter(|(_, new, _)| !known.contains(new)) {
                records.put_with_key(&Uint8Array::from(bytes.as_slice()), &new.into())?;
            }
            if let Some(from) = from {
                let legacy = transaction.object_store(from)?;
                moved.iter().try_for_each(|(old, ..)| legacy.delete(&old.into()).map(|_| ()))?;
            }
            Ok(())
        });
        end_or_abort(&transaction, written, moved.iter().map(|(_, _, bytes)| bytes.len()).sum()).await
    }

    /// Deletes records of either store.
    pub(super) async fn delete(&self, keys: &[String], legacy: bool) -> Result<(), JsValue> {
        let store = if legacy { LEGACY } else { RECORDS };
        let (records, transaction) = self.store(store, IdbTransactionMode::Readwrite)?;
        let written = keys.iter().try_for_each(|key| records.delete(&key.into()).map(|_| ()));
        end_or_abort(&transaction, written, 0).await
    }

    /// Whether the visitor agreed to ask this host.
    pub(super) async fn knows_host(&self, host: &str) -> Result<bool, JsValue> {
        let (hosts, _) = self.store(HOSTS, IdbTransactionMode::Readonly)?;
        Ok(answer(&hosts.get(&host.into())?).await?.is_truthy())
    }

    /// Stores that the visitor agreed to ask this host.
    pub(super) async fn put_host(&self, host: &str) -> Result<(), JsValue> {
        let (hosts, transaction) = self.store(HOSTS, IdbTransactionMode::Readwrite)?;
        let written = hosts.put_with_key(&JsValue::TRUE, &host.into()).map(|_| ());
        end_or_abort(&transaction, written, 0).await
    }

    /// Whether there is a store of version 1.
    pub(super) fn has_legacy(&self) -> bool {
        self.database.object_store_names().contains(LEGACY)
    }

    fn store(&self, name: &str, mode: IdbTransactionMode) -> Result<(IdbObjectStore, IdbTransaction), JsValue> {
        let transaction = self.database.transaction_with_str_and_mode(name, mode)?;
        Ok((transaction.object_store(name)?, transaction))
    }
}

/// All records of a database that an earlier version of the page made under another name, with their keys; none if there is none.
pub(super) async fn records_of_other(name: &str) -> Result<Vec<(String, Vec<u8>)>, JsValue> {
    let Some(database) = open_other(name).await? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    let mut last: Option<String> = None;
    loop {
        let records = database.after(last.as_deref(), true).await?;
        let Some((key, _)) = records.last() else { return Ok(all) };
        last = Some(key.clone());
        all.extend(records);
    }
}

/// Removes records of such a database.
pub(super) async fn remove_from_other(name: &str, keys: &[String]) -> Result<(), JsValue> {
    match open_other(name).await? {
        Some(database) => database.delete(keys, true).await,
        None => Ok(()),
    }
}

/// A database that an earlier version of the page made under another name; `None` if there is none.
async fn open_other(name: &str) -> Result<Option<Database>, JsValue> {
    let request = factory()?.open_with_u32(name, 1)?;
    let opening = request.clone();
    // It did not exist: aborting leaves it so.
    let refuse = Closure::once(move || abort(opening.transaction()));
    request.set_onupgradeneeded(Some(refuse.as_ref().unchecked_ref()));
    match answer_within(OPENING, &request).await {
        Ok(database) => Ok(Some(Database::new(database.unchecked_into()))),
        Err(late) if is_late(&late) => {
            // Should it open after all, nobody needs it, and nobody else is to wait for it.
            let opened = request.clone();
            let close = Closure::once_into_js(move || {
                if let Ok(database) = opened.result() {
                    database.unchecked_into::<IdbDatabase>().close();
                }
            });
            request.set_onsuccess(Some(close.unchecked_ref()));
            Err(late)
        }
        Err(_) => Ok(None),
    }
}

/// Deletes a database.
pub(super) async fn delete_database(name: &str) -> Result<(), JsValue> {
    answer_within(OPENING, &factory()?.delete_database(name)?.unchecked_into::<IdbRequest>()).await.map(|_| ())
}

/// Clears these stores but for the records of some keys, in a transaction that is under way.
async fn clear_but(transaction: &IdbTransaction, names: &Array, stays: &HashSet<String>) -> Result<(), JsValue> {
    for name in names.iter().filter_map(|name| name.as_string()) {
        let store = transaction.object_store(&name)?;
        if stays.is_empty() || name == HOSTS {
            store.clear()?;
            continue;
        }
        let keys: Array = answer(&store.get_all_keys()?).await?.unchecked_into();
        for key in keys.iter().filter(|key| key.as_string().is_none_or(|key| !stays.contains(&key))) {
            store.delete(&key)?;
        }
    }
    Ok(())
}

/// The records of these keys, as far as they are there; the first answer is waited for so many milliseconds.
async fn records_of(records: &IdbObjectStore, keys: &[String], first: i32) -> Result<Vec<Vec<u8>>, JsValue> {
    let requests: Vec<IdbRequest> = keys.iter().map(|key| records.get(&key.into())).collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for (place, request) in requests.iter().enumerate() {
        let value = answer_within(if place == 0 { first } else { TRANSACTION }, request).await?;
        if !value.is_undefined() {
            found.push(bytes_of(value));
        }
    }
    Ok(found)
}

fn factory() -> Result<IdbFactory, JsValue> {
    Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()
}

fn unavailable(_: JsValue) -> OpenError {
    OpenError::Unavailable
}

fn bytes_of(value: JsValue) -> Vec<u8> {
    value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default()
}

/// What a request gives.
async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    answer_within(TRANSACTION, request).await
}

async fn answer_within(milliseconds: i32, request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = promise(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    });
    within(milliseconds, &promise).await?;
    request.result()
}

/// Waits until so many bytes that were written are safe; if it could not even be asked for, takes all of it back.
async fn end_or_abort(transaction: &IdbTransaction, written: Result<(), JsValue>, size: usize) -> Result<(), JsValue> {
    if let Err(error) = written {
        abort(Some(transaction.clone()));
        return Err(error);
    }
    let promise = promise(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    });
    let more = i32::try_from(size / BYTES_PER_MILLISECOND).unwrap_or(i32::MAX);
    within(TRANSACTION.saturating_add(more), &promise).await.map(|_| ()).inspect_err(|error| {
        // What is said to have failed is not to happen later.
        if is_late(error) {
            abort(Some(transaction.clone()));
        }
    })
}

fn abort(transaction: Option<IdbTransaction>) {
    if let Some(transaction) = transaction {
        // One that has ended by itself needs no end.
        let _ = transaction.abort();
    }
}

fn promise(mut listen: impl FnMut(&Function, &Function)) -> Promise {
    Promise::new(&mut |resolve, reject| listen(&resolve, &reject))
}

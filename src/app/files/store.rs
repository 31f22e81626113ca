//! The browser's own database: what is written to it, and read from it.
//!
//! A record for each file, under its path. The database is of the page's own address, because other pages of the same host
//! have files of their own.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::wire::Carried;

/// The place of the files in the database.
const FILES: &str = "files";

/// The place of the hosts that may be asked for files.
const HOSTS: &str = "hosts";

/// How many records are read or written at once.
pub(super) const RECORDS: u32 = 250;

/// The database, open.
pub(super) struct Store(IdbDatabase);

impl Store {
    /// Opens the database of this name, and makes it if need be.
    ///
    /// # Errors
    ///
    /// If the browser has none or refuses it, as some do in private windows.
    pub(super) async fn open(name: &str) -> Result<Self, JsValue> {
        let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()?;
        let request = factory.open_with_u32(name, 1)?;
        let opening = request.clone();
        let make = Closure::once(move || {
            let database: Result<IdbDatabase, _> = opening.result().map(JsCast::unchecked_into);
            // Without its place every use of the database fails, and is said to.
            let _ = database.and_then(|database| {
                database.create_object_store(FILES)?;
                database.create_object_store(HOSTS)
            });
        });
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        Ok(Self(answer(&request).await?.unchecked_into()))
    }

    /// How many files are kept.
    pub(super) async fn count(&self) -> Result<usize, JsValue> {
        let (files, _) = self.place(FILES, IdbTransactionMode::Readonly)?;
        // Whole and never negative.
        Ok(answer(&files.count()?).await?.as_f64().unwrap_or_default() as usize)
    }

    /// The files behind this one in path order, or the first ones: some of them, and none when there are no more.
    pub(super) async fn after(&self, path: Option<&str>) -> Result<Vec<Carried>, JsValue> {
        let (files, _) = self.place(FILES, IdbTransactionMode::Readonly)?;
        let range = match path {
            Some(path) => IdbKeyRange::lower_bound_with_open(&path.into(), true)?.into(),
            None => JsValue::UNDEFINED,
        };
        let records: Array = answer(&files.get_all_with_key_and_limit(&range, RECORDS)?).await?.unchecked_into();
        // What another version has written in another form is not a file to this one.
        let file = |record: JsValue| postcard::from_bytes(&record.dyn_into::<Uint8Array>().ok()?.to_vec()).ok();
        Ok(records.iter().filter_map(file).collect())
    }

    /// Keeps files, all of them or none.
    pub(super) async fn put(&self, kept: &[Carried]) -> Result<(), JsValue> {
        let (files, transaction) = self.place(FILES, IdbTransactionMode::Readwrite)?;
        for file in kept {
            let record = postcard::to_stdvec(file).map_err(|error| JsValue::from(error.to_string()))?;
            files.put_with_key(&Uint8Array::from(record.as_slice()), &file.path().into())?;
        }
        end(&transaction).await
    }

    /// Forgets a file.
    pub(super) async fn delete(&self, path: &str) -> Result<(), JsValue> {
        let (files, transaction) = self.place(FILES, IdbTransactionMode::Readwrite)?;
        files.delete(&path.into())?;
        end(&transaction).await
    }

    /// Forgets all files and hosts.
    pub(super) async fn clear(&self) -> Result<(), JsValue> {
        for place in [FILES, HOSTS] {
            let (records, transaction) = self.place(place, IdbTransactionMode::Readwrite)?;
            records.clear()?;
            end(&transaction).await?;
        }
        Ok(())
    }

    /// Whether the visitor agreed to ask this host.
    pub(super) async fn knows_host(&self, host: &str) -> Result<bool, JsValue> {
        let (hosts, _) = self.place(HOSTS, IdbTransactionMode::Readonly)?;
        Ok(answer(&hosts.get(&host.into())?).await?.is_truthy())
    }

    /// Keeps that the visitor agreed to ask this host.
    pub(super) async fn put_host(&self, host: &str) -> Result<(), JsValue> {
        let (hosts, transaction) = self.place(HOSTS, IdbTransactionMode::Readwrite)?;
        hosts.put_with_key(&JsValue::TRUE, &host.into())?;
        end(&transaction).await
    }

    fn place(&self, name: &str, mode: IdbTransactionMode) -> Result<(IdbObjectStore, IdbTransaction), JsValue> {
        let transaction = self.0.transaction_with_str_and_mode(name, mode)?;
        Ok((transaction.object_store(name)?, transaction))
    }
}

/// What a request gives.
async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    settled(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    })
    .await?;
    request.result()
}

/// Waits until what was written is safe.
async fn end(transaction: &IdbTransaction) -> Result<(), JsValue> {
    settled(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    })
    .await
    .map(|_| ())
    .map_err(|_| transaction.error().map_or(JsValue::NULL, JsValue::from))
}

async fn settled(mut listen: impl FnMut(&Function, &Function)) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::new(&mut |resolve, reject| listen(&resolve, &reject))).await
}

//! What the reader remembers in the browser: the files, until they are forgotten, and the hosts that may be asked.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::store::{RECORDS, Store};
use super::wire::Carried;

thread_local! {
    static KEEPING: RefCell<Keeping> = RefCell::default();
}

#[derive(Default)]
struct Keeping {
    /// The name of the database.
    name: String,
    /// The database, once it was asked for; `None` inside where the browser refuses it.
    store: Option<Option<Rc<Store>>>,
    /// Hosts that the visitor agreed to ask, as far as the database does not know them.
    hosts: HashSet<String>,
}

/// What has changed of the files.
#[derive(Default)]
pub(super) struct Change {
    /// Paths of files that are new or have changed.
    pub(super) taken: Vec<String>,
    pub(super) removed: Option<String>,
    pub(super) all_removed: bool,
}

impl Change {
    pub(super) fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.removed.is_none() && !self.all_removed
    }
}

/// Says in which database files are kept, before anything else is asked here.
pub(super) fn keep_in(name: String) {
    KEEPING.with_borrow_mut(|keeping| keeping.name = name);
}

/// The database; `None` where the browser has or gives none.
pub(super) async fn store() -> Option<Rc<Store>> {
    let (known, name) = KEEPING.with_borrow(|keeping| (keeping.store.clone(), keeping.name.clone()));
    if let Some(known) = known {
        return known;
    }
    let store = Store::open(&name).await.ok().map(Rc::new);
    KEEPING.with_borrow_mut(|keeping| keeping.store = Some(store.clone()));
    store
}

/// Whether a host may be asked: the page's own, or one that the visitor agreed to.
pub(super) async fn may_ask(host: Option<&str>, agreed: bool) -> bool {
    let Some(host) = host else { return true };
    let store = store().await;
    if agreed {
        KEEPING.with_borrow_mut(|keeping| keeping.hosts.insert(host.to_owned()));
        if let Some(store) = store {
            // If it is not kept, the visitor is asked again the next time.
            let _ = store.put_host(host).await;
        }
        return true;
    }
    let known = KEEPING.with_borrow(|keeping| keeping.hosts.contains(host));
    known || matches!(store, Some(store) if store.knows_host(host).await.unwrap_or_default())
}

/// Forgets which hosts the visitor agreed to ask, as far as the database does not know them.
pub(super) fn forget_hosts() {
    KEEPING.with_borrow_mut(|keeping| keeping.hosts.clear());
}

/// Keeps what was taken in and forgets what was removed. `files` gives the files of some paths.
///
/// # Errors
///
/// If the database does not take it; what it was then is as it was before.
pub(super) async fn write(
    store: &Store,
    change: &Change,
    files: impl Fn(&[String]) -> Vec<Carried>,
) -> Result<(), JsValue> {
    if change.all_removed {
        store.clear().await?;
    }
    if let Some(path) = &change.removed {
        store.delete(path).await?;
    }
    for paths in change.taken.chunks(RECORDS as usize) {
        store.put(&files(paths)).await?;
    }
    Ok(())
}

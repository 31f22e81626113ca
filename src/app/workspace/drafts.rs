//! The last letters that were typed and the last files that were removed before the page was left: a worker ends with its page, and may
//! not have stored that. The page writes it down in the moment in which it is left, and takes it up when it comes back.

use leptos::prelude::*;
use web_sys::Storage;

use super::Workspace;
use crate::workspace::{Draft, FileId, PersistenceStatus};

/// What the keys of drafts in the browser's local storage start with, after the name of the database. Each tab has its own.
const DRAFT: &str = " draft ";

/// What the keys of lists of removed files start with, likewise. Each tab has its own.
const REMOVED: &str = " removed ";

/// The name under which this page keeps things in the browser: that of its folder, so that `/` and `/index.html` are one page and
/// other pages of the host are others.
fn store_name() -> String {
    let path = location().pathname().unwrap_or_default();
    format!("arena-explorer {}", folder(&path))
}

/// The name of the database, and one under which an earlier version of the page may have stored files.
pub(super) fn store_names() -> (String, Vec<String>) {
    let path = location().pathname().unwrap_or_default();
    let name = store_name();
    let legacy = [format!("arena-explorer {path}"), format!("arena-explorer {}index.html", folder(&path))];
    let mut legacy: Vec<String> = legacy.into_iter().filter(|legacy| *legacy != name).collect();
    legacy.dedup();
    (name, legacy)
}

fn folder(path: &str) -> &str {
    path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or("/")
}

impl Workspace {
    /// Writes down what was typed and may not be stored.
    pub(super) fn keep_drafts(self) {
        self.flush();
        // Where files are not kept, neither are drafts of them. What a full storage refused may fit here.
        if !matches!(
            self.persistence.try_get_untracked().flatten(),
            Some(
                PersistenceStatus::Stored
                    | PersistenceStatus::Storing
                    | PersistenceStatus::Empty
                    | PersistenceStatus::Failed
            )
        ) {
            return;
        }
        let drafts = self.client.try_with_value(|client| client.drafts()).unwrap_or_default();
        let Some(storage) = storage() else { return };
        let removed = self.client.try_with_value(|client| client.undeleted()).unwrap_or_default();
        if !removed.is_empty()
            && let Ok(value) = serde_json::to_string(&removed)
        {
            // Full storage takes none, and there is nobody to tell.
            let _ = storage.set_item(&format!("{}{REMOVED}{}", store_name(), self.tab), &value);
        }
        for draft in drafts {
            if let Ok(value) = serde_json::to_string(&draft) {
                // Full storage takes no draft. The page is being left: there is nobody to tell.
                let _ = storage.set_item(&format!("{}{DRAFT}{} {}", store_name(), draft.id, self.tab), &value);
            }
        }
    }

    /// Takes up what an earlier page wrote down.
    pub(super) fn take_up_drafts(self) {
        let mut drafts = Vec::new();
        for (key, storage) in keys(DRAFT) {
            if let Some(value) = storage.get_item(&key).ok().flatten() {
                drafts.extend(serde_json::from_str::<Draft>(&value));
            }
            remove(&storage, &key);
        }
        let requests = self.client.try_update_value(|client| client.take_up(drafts)).unwrap_or_default();
        for request in requests {
            self.post(&request, &js_sys::Array::new());
        }
    }
}

/// Files that earlier pages removed in their last moments.
pub(super) fn removed() -> Vec<FileId> {
    keys(REMOVED).iter().flat_map(|(key, storage)| removed_at(key, storage)).collect()
}

/// Forgets those lists of which storage has none any more: another tab may have left one meanwhile.
pub(super) fn forget_removed(is_deleted: impl Fn(FileId) -> bool) {
    for (key, storage) in keys(REMOVED) {
        if removed_at(&key, &storage).into_iter().all(&is_deleted) {
            remove(&storage, &key);
        }
    }
}

fn removed_at(key: &str, storage: &Storage) -> Vec<FileId> {
    let value = storage.get_item(key).ok().flatten();
    value.and_then(|value| serde_json::from_str(&value).ok()).unwrap_or_default()
}

/// Forgets the drafts of a file, or all.
pub(super) fn forget(id: Option<FileId>) {
    let of_file = id.map(|id| id.to_string()).unwrap_or_default();
    keys(DRAFT)
        .into_iter()
        .filter(|(key, _)| key.ends_with(&of_file))
        .for_each(|(key, storage)| remove(&storage, &key));
}

fn remove(storage: &Storage, key: &str) {
    // A browser that gives it can remove it; one that is left is older than its file and not taken up.
    let _ = storage.remove_item(key);
}

/// All keys of this page that start so after its name, with the storage that they are in.
fn keys(start: &str) -> Vec<(String, Storage)> {
    let Some(storage) = storage() else { return Vec::new() };
    let prefix = store_name() + start;
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|n| storage.key(n).ok().flatten());
    keys.filter(|key| key.starts_with(&prefix)).map(|key| (key, storage.clone())).collect()
}

/// The browser's local storage, if it gives one.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

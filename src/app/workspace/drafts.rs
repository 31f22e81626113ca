//! The last letters that were typed, and the last files that were brought and removed, before the page was left: a worker ends with its
//! page, and may not have stored that. The page writes it down in the moment in which it is left, and takes it up when it comes back.

use leptos::prelude::*;
use web_sys::Storage;

use super::Workspace;
use crate::workspace::{Client, Draft, FileId, FileRecord, NewText, PersistenceStatus};

/// What the keys of drafts in the browser's local storage start with, after the name of the database. Each tab has its own.
const DRAFT: &str = " draft ";

/// What the keys of lists of removed files start with, likewise. Each tab has its own.
const REMOVED: &str = " removed ";

/// What the keys of files start with that storage is not known to have, likewise.
const FILE: &str = " file ";

/// What the keys of lists of texts start with that were not answered for, likewise.
const TEXTS: &str = " texts ";

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
    /// Writes down what was typed, brought and removed and may not be stored.
    pub(super) fn keep_drafts(self) {
        self.flush();
        self.renew_notes();
    }

    /// Writes that down as it is now, in place of what this page wrote down before.
    pub(super) fn renew_notes(self) {
        self.forget_notes();
        // Where files are not kept, neither are notes of them. What a full storage refused may fit here, and what is shown before it is
        // known whether files are kept comes from storage.
        let status = self.persistence.try_get_untracked().flatten();
        if matches!(status, Some(PersistenceStatus::Unavailable | PersistenceStatus::Blocked)) {
            return;
        }
        let Some(storage) = storage() else { return };
        let note = |kind: &str, of: &str, value: Option<String>| {
            if let Some(value) = value {
                // Full storage takes no note, and the page may be being left: there is nobody to tell.
                let _ = storage.set_item(&format!("{}{kind}{of}{}", store_name(), self.tab), &value);
            }
        };
        // What is to be brought back stands before what is new: the place may not suffice for all.
        let removed = self.client.try_with_value(Client::undeleted).unwrap_or_default();
        note(REMOVED, "", if removed.is_empty() { None } else { serde_json::to_string(&removed).ok() });
        for draft in self.client.try_with_value(Client::drafts).unwrap_or_default() {
            note(DRAFT, &format!("{} ", draft.id), serde_json::to_string(&draft).ok());
        }
        for file in self.client.try_with_value(Client::unstored).unwrap_or_default() {
            let bytes = file.encode().ok();
            note(FILE, &format!("{} ", file.id), bytes.map(|bytes| bytes.into_iter().map(char::from).collect()));
        }
        let texts = self.client.try_with_value(Client::unanswered_texts).unwrap_or_default();
        note(TEXTS, "", if texts.is_empty() { None } else { serde_json::to_string(&texts).ok() });
    }

    /// Forgets what this page wrote down.
    fn forget_notes(self) {
        let tab = self.tab.to_string();
        for kind in [REMOVED, DRAFT, FILE, TEXTS] {
            forget_where(kind, |key| key.ends_with(&tab));
        }
    }

    /// Whether this page wrote something down.
    pub(super) fn has_notes(self) -> bool {
        let tab = self.tab.to_string();
        [REMOVED, DRAFT, FILE, TEXTS].into_iter().any(|kind| keys(kind).iter().any(|(key, _)| key.ends_with(&tab)))
    }

    /// Takes up what an earlier page wrote down.
    pub(super) fn take_up_drafts(self) {
        let drafts = taken(DRAFT).iter().filter_map(|value| serde_json::from_str::<Draft>(value).ok()).collect();
        let files = taken(FILE).iter().filter_map(|value| decode(value)).collect();
        let texts = taken(TEXTS)
            .iter()
            .filter_map(|value| serde_json::from_str::<Vec<NewText>>(value).ok())
            .flatten()
            .collect();
        let requests = self.client.try_update_value(|client| {
            let mut requests = client.take_up(drafts);
            requests.extend(client.take_up_files(files));
            requests
        });
        for request in requests.into_iter().flatten() {
            self.post(&request, &js_sys::Array::new());
        }
        let texts: Vec<NewText> = texts;
        if !texts.is_empty() {
            self.request(|client| Some(client.import_texts(texts, false)));
        }
    }
}

/// A file that was written down: its bytes as letters of the same numbers.
fn decode(value: &str) -> Option<FileRecord> {
    let bytes: Option<Vec<u8>> = value.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    FileRecord::decode(&bytes?).ok()
}

/// The notes of a kind, which are forgotten.
fn taken(kind: &str) -> Vec<String> {
    let take = |(key, storage): (String, Storage)| {
        let value = storage.get_item(&key).ok().flatten();
        remove(&storage, &key);
        value
    };
    keys(kind).into_iter().filter_map(take).collect()
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

/// Forgets what pages wrote down of a file, or of all files, because it was removed.
pub(super) fn forget(id: Option<FileId>) {
    let of_file = id.map(|id| format!("{id} ")).unwrap_or_default();
    for kind in [DRAFT, FILE] {
        forget_where(kind, |key| key.contains(&format!("{kind}{of_file}")));
    }
    if id.is_none() {
        forget_where(TEXTS, |_| true);
    }
}

fn forget_where(kind: &str, is_meant: impl Fn(&str) -> bool) {
    keys(kind).iter().filter(|(key, _)| is_meant(key)).for_each(|(key, storage)| remove(storage, key));
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

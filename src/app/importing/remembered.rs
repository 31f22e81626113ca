//! Where corrections are kept between imports: the browser's local storage. A browser that stores nothing for the page remembers nothing.

use leptos::prelude::*;

use crate::workspace::Memory;

/// The name of the record.
const KEY: &str = "arena-explorer.imports";

pub(super) fn load() -> Memory {
    let stored = || window().local_storage().ok()??.get_item(KEY).ok()?;
    stored().map(|text| Memory::decode(&text)).unwrap_or_default()
}

pub(super) fn save(memory: &Memory) {
    if let Ok(Some(storage)) = window().local_storage() {
        // What does not fit is not remembered.
        let _ = storage.set_item(KEY, &memory.encode());
    }
}

/// Forgets all corrections.
pub(super) fn forget() {
    if let Ok(Some(storage)) = window().local_storage() {
        // Where it cannot be removed, it could not be stored.
        let _ = storage.remove_item(KEY);
    }
}

//! Finds the files in folders that were dropped, in all their depth.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use crate::archive::{Ending, ending};
use crate::order::sort_by;

/// The most entries that are looked at.
const ENTRIES: usize = 50_000;

/// What is in a folder.
#[derive(Default)]
pub(super) struct Found {
    /// What may be score files, in path order.
    pub(super) files: Vec<(String, File)>,
    /// How many others there are. A folder that is hidden counts as one.
    pub(super) passed_over: usize,
    /// Whether there is more than is looked at.
    pub(super) cut: bool,
}

impl Found {
    /// Takes a file if it may be a score file, and counts it otherwise. Archives in a folder are not opened.
    pub(super) fn add(&mut self, path: String, file: impl FnOnce() -> Option<File>) {
        let taken = (ending(&path) == Ending::ScoreFile).then(file).flatten();
        match taken {
            Some(file) => self.files.push((path, file)),
            None => self.passed_over += 1,
        }
    }

    /// Brings the files into path order.
    pub(super) fn sort(&mut self) {
        sort_by(&mut self.files, |(a, _), (b, _)| a.cmp(b));
    }
}

/// Walks through folders.
pub(super) async fn walk(folders: Vec<FileSystemDirectoryEntry>) -> Found {
    let mut found = Found::default();
    let mut waiting = folders;
    while let Some(folder) = waiting.pop() {
        let reader = folder.create_reader();
        loop {
            // It gives some of them each time, and none when it has given all.
            let read = settled(|resolve, reject| reader.read_entries_with_callback_and_callback(resolve, reject)).await;
            let entries: Array = read.map(JsCast::unchecked_into).unwrap_or_default();
            if entries.length() == 0 {
                break;
            }
            for entry in entries.iter() {
                let entry: FileSystemEntry = entry.unchecked_into();
                if found.files.len() + found.passed_over + waiting.len() >= ENTRIES {
                    found.cut = true;
                    found.sort();
                    return found;
                }
                let path = entry.full_path().trim_start_matches('/').to_owned();
                if entry.is_directory() && !entry.name().starts_with('.') {
                    waiting.push(entry.unchecked_into());
                } else if entry.is_directory() || ending(&path) != Ending::ScoreFile {
                    found.passed_over += 1;
                } else {
                    let entry: FileSystemFileEntry = entry.unchecked_into();
                    let file = settled(|resolve, reject| {
                        entry.file_with_callback_and_callback(resolve, reject);
                        Ok(())
                    });
                    let file = file.await;
                    found.add(path, || file.ok().map(JsCast::unchecked_into));
                }
            }
        }
    }
    found.sort();
    found
}

/// Waits for what an older kind of function gives to one of two callbacks.
async fn settled(
    call: impl FnOnce(&js_sys::Function, &js_sys::Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let mut call = Some(call);
    let promise = Promise::new(&mut |resolve, reject| {
        if let Some(Err(error)) = call.take().map(|call| call(&resolve, &reject)) {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(promise).await
}

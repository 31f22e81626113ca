//! Finds the files in folders that were dropped, in all their depth.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use crate::app::browser::waiting::within;
use crate::archive::{Ending, PassedOver, ending};
use crate::order::sort_by;

/// The most entries that are looked at.
const ENTRIES: usize = 50_000;

/// The folder in which Hugging Face keeps the results of a model.
const RESULTS: &str = ".eval_results";

/// Milliseconds within which a folder lists some of its entries, or gives a file.
const ANSWER: i32 = 30_000;

/// What is in a folder.
#[derive(Default)]
pub(super) struct Found {
    /// What may be score files or hold results, in path order.
    pub(super) files: Vec<(String, File)>,
    /// The others. Folders that are hidden are not looked into, but for `.eval_results`.
    pub(super) skipped: PassedOver,
    /// Whether there is more than is looked at.
    pub(super) is_truncated: bool,
    /// Folders that could not be listed to their end, and files that the browser did not give.
    pub(super) unreadable: Vec<String>,
}

impl Found {
    /// Takes a file if it may be a score file or hold results, and counts it otherwise. Archives in a folder are not opened.
    pub(super) fn add(&mut self, path: String, file: File) {
        if may_be_read(&path) {
            self.files.push((path, file));
        } else {
            self.skipped.add_other(&path);
        }
    }

    /// Brings the files into path order.
    pub(super) fn sort(&mut self) {
        sort_by(&mut self.files, |(a, _), (b, _)| a.cmp(b));
    }
}

/// Walks through folders. What cannot be read is named and the rest goes on.
/// `is_cancelled` is asked from time to time, and ends it.
pub(super) async fn walk(folders: Vec<FileSystemDirectoryEntry>, is_cancelled: impl Fn() -> bool) -> Found {
    let mut found = Found::default();
    let (mut waiting, mut seen) = (folders, 0);
    while let Some(folder) = waiting.pop().filter(|_| !is_cancelled()) {
        let reader = folder.create_reader();
        loop {
            // It gives some of them each time, and none when it has given all.
            let read = settled(|resolve, reject| reader.read_entries_with_callback_and_callback(resolve, reject)).await;
            let Ok(entries) = read else {
                found.unreadable.push(path_of(&folder));
                break;
            };
            let entries: Array = entries.unchecked_into();
            if entries.length() == 0 {
                break;
            }
            for entry in entries.iter() {
                let entry: FileSystemEntry = entry.unchecked_into();
                seen += 1;
                if seen > ENTRIES {
                    found.is_truncated = true;
                    found.sort();
                    return found;
                }
                let path = path_of(&entry);
                if entry.is_directory() {
                    if !entry.name().starts_with('.') || entry.name() == RESULTS {
                        waiting.push(entry.unchecked_into());
                    }
                } else if !may_be_read(&path) {
                    found.skipped.add_other(&path);
                } else {
                    let entry: FileSystemFileEntry = entry.unchecked_into();
                    let file = settled(|resolve, reject| {
                        entry.file_with_callback_and_callback(resolve, reject);
                        Ok(())
                    });
                    match file.await {
                        Ok(file) => found.add(path, file.unchecked_into()),
                        Err(_) => found.unreadable.push(path),
                    }
                }
            }
        }
    }
    found.sort();
    found
}

/// Whether a file in a folder is read, by its ending.
fn may_be_read(path: &str) -> bool {
    matches!(ending(path), Ending::ScoreFile | Ending::Results)
}

fn path_of(entry: &FileSystemEntry) -> String {
    entry.full_path().trim_start_matches('/').to_owned()
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
    within(ANSWER, &promise).await
}

//! Stored records that this version of the page cannot read, and the words for whether files are kept.

use leptos::ev;
use leptos::prelude::*;

use super::Workspace;
use crate::app::browser::download::save_bytes;
use crate::app::reactive::{handler, text_signal};
use crate::document::printable;
use crate::workspace::{PersistenceStatus, Request};

/// Where files are kept, as a sentence or two.
pub(in crate::app) fn kept_words(status: Option<PersistenceStatus>) -> &'static str {
    match status {
        None | Some(PersistenceStatus::Empty) => "Files stay in this browser.",
        Some(PersistenceStatus::Stored) => {
            "Files are kept in this browser, on this device, until you remove them. They are not sent anywhere."
        }
        Some(PersistenceStatus::Storing) => {
            "Files are being stored in this browser. They stay on this device until you remove them and are not sent anywhere."
        }
        Some(PersistenceStatus::Unavailable) => {
            "This browser does not keep files: it gives this page no storage, or its storage does not answer. They are gone when you close the page."
        }
        Some(PersistenceStatus::Blocked) => {
            "Files are not kept: another tab has this page open in another version. Close that tab, then reload this page."
        }
        Some(PersistenceStatus::Failed) => {
            "This browser does not keep the last changes: its storage is full or refused them. They are gone when you close the page."
        }
    }
}

/// Offers records in the browser's storage that this version of the page cannot read.
#[component]
pub(super) fn UnreadableRecords(workspace: Workspace) -> impl IntoView {
    let message = text_signal(move || match workspace.unreadable.get() {
        1 => "1 file that is kept in this browser cannot be read by this version of the page.".to_owned(),
        count => format!("{count} files that are kept in this browser cannot be read by this version of the page."),
    });
    let download = handler(move |_: ev::MouseEvent| workspace.post(&Request::SendUnreadable, &js_sys::Array::new()));
    let remove = handler(move |_: ev::MouseEvent| {
        workspace.post(&Request::RemoveUnreadable, &js_sys::Array::new());
        crate::app::browser::dom::focus_only("content");
    });
    view! {
        <section class="reading" aria-label="Files that cannot be read">
            <p>{message} " They stay as they are until you remove them."</p>
            <button type="button" on:click=download>"Download them"</button>
            <button type="button" on:click=remove>"Remove them"</button>
        </section>
    }
}

/// Saves records that cannot be read, each with a line that names it, in one file.
pub(super) fn save_unreadable(workspace: Workspace, records: &[(String, Vec<u8>)]) {
    let mut all = Vec::new();
    for (name, bytes) in records {
        all.extend_from_slice(format!("==> {} ({} bytes)\n", printable(name), bytes.len()).as_bytes());
        all.extend_from_slice(bytes);
        all.push(b'\n');
    }
    workspace.save(&all, "unreadable-files.bin");
}

impl Workspace {
    /// Saves bytes as a file, or says that the browser refused to.
    pub(in crate::app) fn save(self, bytes: &[u8], name: &str) {
        if save_bytes(bytes, name).is_err() {
            self.say_not_saved();
        }
    }

    /// Says that something could not be saved as a file.
    pub(in crate::app) fn say_not_saved(self) {
        self.say(
            true,
            "The browser refused to save a file".to_owned(),
            "Allow downloads for this page and try again.".to_owned(),
        );
    }
}

//! The choice of an encoding for a file that is not in UTF-8. The browser decodes: tables for the encodings of East Asia would make
//! the page larger for everybody.

use leptos::ev;
use leptos::prelude::*;

use super::Workspace;
use super::fixes::Undoable;
use crate::app::reactive::{PtrEq, handler};
use crate::document::{possible_encodings, printable};
use crate::workspace::FileId;

/// So much of a line is shown to tell by.
const SHOWN: usize = 80;

/// The encodings that a file may be in, each with a line as it reads in it and a button.
pub(super) fn encodings(workspace: Workspace, id: FileId) -> AnyView {
    let file = workspace.files.with_untracked(|files| files.get(id).cloned());
    let Some(file) = file else { return ().into_any() };
    let choice = |label: &&str| {
        let text = decoded(label, &file.bytes)?;
        let name = name(label);
        let line = text.lines().find(|line| !line.is_ascii()).unwrap_or_default();
        let line: String = printable(line.trim()).chars().take(SHOWN).collect();
        let before = file.bytes.clone();
        let read = handler(move |_: ev::MouseEvent| workspace.read_as(id, name, &before, &text));
        Some(view! {
            <li><code><bdi>{line}</bdi></code>" "<button type="button" on:click=read>{format!("Read as {name}")}</button></li>
        })
    };
    let choices: Vec<_> = possible_encodings(&file.path, &file.bytes).iter().filter_map(choice).collect();
    if choices.is_empty() {
        return view! { <p class="unreadable">"This file is no text, so it cannot be edited here."</p> }.into_any();
    }
    view! {
        <p>"This file is not in UTF-8. Choose the encoding in which this line reads right. The copy of the file here becomes UTF-8; \
            your own file stays as it is."</p>
        <ul class="encodings" aria-label="Encodings">{choices}</ul>
    }
    .into_any()
}

/// The text of bytes in an encoding. `None` where the browser does not know it.
fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    web_sys::TextDecoder::new_with_label(label).ok()?.decode_with_u8_array(bytes).ok()
}

/// What an encoding is called.
fn name(label: &str) -> &'static str {
    match label {
        "gb18030" => "GB18030",
        "windows-1252" => "Windows-1252",
        "utf-16be" => "UTF-16, big-endian",
        _ => "UTF-16, little-endian",
    }
}

impl Workspace {
    /// Takes a file as text in an encoding, which can be undone. Not if it has changed since that was offered.
    fn read_as(self, id: FileId, encoding: &'static str, before: &[u8], text: &str) {
        let is_same = |files: &PtrEq<crate::workspace::FileSet>| files.get(id).is_some_and(|file| file.bytes == before);
        if !self.files.with_untracked(is_same) {
            return;
        }
        let (before, after) = (before.to_vec(), text.as_bytes().to_vec());
        let version = untrack(|| self.version(id));
        self.edit(id, version, after.clone());
        self.can_undo(Undoable::Decoded { id, encoding, before, after });
        // The buttons go with the choice.
        crate::app::browser::dom::focus_only(super::Pane::Editor.id());
    }

    /// Takes a file as the bytes again that it was. Not if its text was changed since. Gives whether that was done.
    pub(super) fn undo_read_as(self, id: FileId, before: &[u8], after: &[u8]) -> bool {
        let is_same = self.text_untracked(id).is_some_and(|text| text.as_bytes() == after);
        if is_same {
            let version = untrack(|| self.version(id));
            self.edit(id, version, before.to_vec());
        }
        is_same
    }
}

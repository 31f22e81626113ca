//! What the page shows of the visitor's files: each snapshot as a whole, what is new in it, and what was said.

use std::time::Duration;

use leptos::prelude::*;

use super::{Asked, Offer, Progress, Said, Workspace, drafts, fixes, records};
use crate::app::reactive::PtrEq;
use crate::view::Page;
use crate::workspace::{Client, FileId, FileSet, Notice, Notification, PersistenceStatus, Snapshot};

/// The most notices that are shown.
const NOTICES: usize = 20;

impl Workspace {
    /// Has the next file that is new opened.
    pub(in crate::app) fn open_new(self) {
        self.open_new.set_value(true);
    }

    /// Shows a snapshot as a whole.
    pub(super) fn show(self, snapshot: Snapshot) {
        let Snapshot { files, dataset, findings, .. } = snapshot;
        let known = self.files.try_get_untracked();
        // What was shown before is dropped in a task of its own, as it may be large.
        let before = (self.models.try_get_untracked(), self.files.try_get_untracked());
        set_timeout(move || drop(before), Duration::ZERO);
        if let Some(dataset) = dataset {
            let _ = self.models.try_set(PtrEq::new(dataset));
        }
        let _ = self.files.try_set(PtrEq::from(files));
        if let Some(findings) = findings {
            let _ = self.findings.try_set(PtrEq::new(findings));
        }
        if let Some(known) = known {
            self.follow_files(&known);
        }
    }

    /// Shows what is new, if that was asked for.
    pub(super) fn follow_files(self, known: &FileSet) {
        let Some(files) = self.files.try_get_untracked() else { return };
        // Files are in order of arrival.
        let Some(new) = files.iter().filter(|file| known.get(file.id).is_none()).last() else { return };
        if self.open_new.try_update_value(std::mem::take).unwrap_or_default() {
            self.open(new.id);
            let _ = self.reveal.try_set_value(false);
            return;
        }
        if !self.reveal.try_update_value(std::mem::take).unwrap_or_default() {
            return;
        }
        if self.state.with_untracked(|state| matches!(state.page, Page::Files(_))) {
            self.open(new.id);
        }
        let code = self.models.try_with_untracked(|models| {
            models.models().iter().find(|model| model.preview && model.file == new.path).map(|model| model.code.clone())
        });
        // A frame later all that follows from the snapshot is there.
        request_animation_frame(move || {
            // Who is typing goes on typing.
            if crate::app::browser::dom::is_typing() {
                crate::app::browser::dom::bring_into_view("previews");
            } else {
                crate::app::browser::dom::focus("previews");
            }
            let _ = self.added.try_set(code.flatten());
        });
    }

    /// Shows a file in the page of files.
    pub(in crate::app) fn open(self, id: FileId) {
        let mut state = self.state.get_untracked();
        let is_there = matches!(state.page, Page::Files(_));
        state.page = Page::Files(id.to_string());
        if is_there {
            crate::app::browser::history::replace(&state);
        } else {
            crate::app::browser::history::push(&state);
        }
        self.state.set(state);
    }

    pub(super) fn on_notification(self, notification: Notification) {
        match notification {
            Notification::Progress { read, of } => {
                let _ = self.progress.try_update(|progress| {
                    if let Some(progress) = progress {
                        *progress = Progress { read, of };
                    }
                });
            }
            Notification::Done { was_job } => {
                if was_job {
                    self.end_progress();
                }
                if self.client.try_with_value(Client::is_waiting) == Some(false) {
                    let _ = self.reveal.try_set_value(false);
                    let _ = self.open_new.try_set_value(false);
                }
            }
            Notification::Notice(notice) => self.notice(&notice),
            Notification::Results(proposal) => {
                if let Some(bundle) = self.bundled.try_get_value() {
                    self.importing.propose(proposal, bundle.dataset.catalog());
                }
            }
            Notification::Ask { address, host } => {
                let _ = self.asked.try_update(|asked| {
                    if !asked.iter().any(|known| known.address == address) {
                        let is_linked = self.is_linked(&address);
                        asked.push(Asked { address, host, is_linked });
                    }
                });
            }
            // What could not be read may be there the next time, and is then what they are for.
            Notification::Restored { complete: false } => {}
            Notification::Restored { complete: true } => self.take_up_drafts(),
            Notification::Deleted => {
                let is_deleted =
                    |id: FileId| self.client.try_with_value(|client| client.is_deleted(id)).unwrap_or_default();
                drafts::forget_removed(is_deleted);
            }
            Notification::RemovedElsewhere { edited, others } => {
                let removed = edited.iter().map(|file| file.id).chain(others.iter().map(|(id, _)| *id));
                removed.for_each(|id| drafts::forget(Some(id)));
                if let Some((first, more)) = edited.split_first() {
                    let notice = Notice::EditedFileRemoved { path: first.path.clone(), more: more.len() };
                    let done = self.can_undo(fixes::Undoable::Removed(edited));
                    self.notice_with(&notice, Some(Offer::Undo(done)));
                }
                let open = self.state.with_untracked(|state| match &state.page {
                    Page::Files(id) => id.parse::<FileId>().ok(),
                    _ => None,
                });
                if let Some((_, path)) = others.into_iter().find(|(id, _)| Some(*id) == open) {
                    self.notice(&Notice::OpenFileRemoved { path });
                }
            }
            Notification::Persistence(status) => {
                let _ = self.persistence.try_set(Some(status));
                let is_stored = matches!(status, PersistenceStatus::Stored | PersistenceStatus::Empty);
                if is_stored && self.has_notes() {
                    // What was written down when the page was out of sight is stored now, or older than what is.
                    self.renew_notes();
                }
            }
            Notification::NotAdded(files) => _ = self.can_undo(fixes::Undoable::Removed(files)),
            Notification::AlsoRemoved(files) => self.also_removed(files),
            Notification::Unreadable(count) => {
                let _ = self.unreadable.try_set(count);
            }
            Notification::UnreadableRecords(records) => records::save_unreadable(self, &records),
        }
    }

    /// Takes back the offers to undo replacements of these files: the last replacement is another one from now on.
    pub(super) fn drop_offers(self, files: &[FileId]) {
        let is_meant = |said: &Said| matches!(&said.offer, Some(Offer::UndoReplacements(ids)) if ids.iter().any(|id| files.contains(id)));
        let _ = self.notices.try_maybe_update(|notices| {
            let mut number = next_number(notices);
            let mut is_changed = false;
            for said in notices.iter_mut().filter(|said| is_meant(said)) {
                if let Some(Offer::UndoReplacements(ids)) = &mut said.offer {
                    ids.retain(|id| !files.contains(id));
                    said.offer = said.offer.take_if(|offer| *offer != Offer::UndoReplacements(Vec::new()));
                }
                // It is shown anew under another number.
                said.number = number;
                (number, is_changed) = (number + 1, true);
            }
            (is_changed, ())
        });
    }

    pub(super) fn notice(self, notice: &Notice) {
        let replaced = notice.replaced();
        self.drop_offers(&replaced);
        self.notice_with(notice, (!replaced.is_empty()).then_some(Offer::UndoReplacements(replaced)));
    }

    fn notice_with(self, notice: &Notice, offer: Option<Offer>) {
        self.offer(notice.is_problem(), notice.message(), notice.help(), offer);
    }

    /// Says something about files.
    pub(in crate::app) fn say(self, is_problem: bool, message: String, help: String) {
        self.offer(is_problem, message, help, None);
    }

    /// Says something about files, with what can be done about it. The same is not said twice.
    pub(in crate::app) fn offer(self, is_problem: bool, message: String, help: String, offer: Option<Offer>) {
        let _ = self.notices.try_update(|notices| {
            let number = next_number(notices);
            notices.retain(|earlier| earlier.message != message);
            notices.push(Said { number, is_problem, message, help, offer });
            let surplus = notices.len().saturating_sub(NOTICES);
            notices.drain(..surplus);
        });
    }

    /// Whether the summary is expanded on the page that is shown. Subscribes to it.
    pub(super) fn is_expanded(self) -> bool {
        let expanded = self.expanded.get();
        if self.is_board() { expanded.board } else { expanded.elsewhere }
    }

    /// Expands the summary on the page that is shown, or folds them.
    pub(in crate::app) fn set_expanded(self, expand: bool) {
        let is_board = untrack(|| self.is_board());
        let mut expanded = self.expanded.get_untracked();
        *(if is_board { &mut expanded.board } else { &mut expanded.elsewhere }) = expand;
        if expanded != self.expanded.get_untracked() {
            self.expanded.set(expanded);
        }
    }

    pub(super) fn is_board(self) -> bool {
        self.state.with(|state| state.page == Page::Board)
    }

    /// Moves the focus to what was added once the next snapshot is shown.
    pub(in crate::app) fn reveal(self) {
        self.reveal.set_value(true);
    }

    /// Says that one archive cannot hold all files.
    pub(in crate::app) fn say_too_many(self) {
        let help = "Download the files one by one, or remove some first.";
        self.say(true, "There is no room for all files in one ZIP archive".to_owned(), help.to_owned());
    }
}

/// A number that none of these has.
fn next_number(notices: &[Said]) -> usize {
    notices.iter().map(|said| said.number + 1).max().unwrap_or_default()
}

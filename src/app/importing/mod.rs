//! Results in formats of others, on their way to become score files: what was found is shown and corrected before anything counts.
//!
//! [`Review`] decides; here it is held, shown in a dialog, and what the visitor adds goes the way of all files.

mod dialog;
mod figures;
mod remembered;

use leptos::ev;
use leptos::prelude::*;

pub(in crate::app) use dialog::{ImportDialog, Unconfirmed};

use super::reactive::PtrEq;
use super::state::AppState;
use super::workspace::{Offer, Undoable, Workspace};
use crate::document::Catalog;
use crate::workspace::{FileRecord, Memory, Proposal, Replaced, Review};

/// Handles to what is to be confirmed, to be copied freely.
#[derive(Clone, Copy)]
pub(in crate::app) struct Importing {
    /// What was found and is not added yet.
    review: RwSignal<Review>,
    /// Whether the dialog is open.
    is_open: RwSignal<bool>,
    /// Index of the model whose figures are shown.
    shown: RwSignal<usize>,
}

impl Importing {
    pub(in crate::app) fn new() -> Self {
        let review = RwSignal::new(Review::default());
        // What is not added is gone with the page: the browser asks first.
        let leave = window_event_listener(ev::beforeunload, move |event| {
            let is_waiting = |review: &Review| !review.models().is_empty() || !review.several().is_empty();
            if review.try_with_untracked(is_waiting) == Some(true) {
                event.prevent_default();
            }
        });
        on_cleanup(move || leave.remove());
        Self { review, is_open: RwSignal::new(false), shown: RwSignal::new(0) }
    }

    /// Whether something waits to be confirmed. Subscribes to it.
    fn is_waiting(self) -> bool {
        self.review.with(|review| !review.is_empty())
    }

    /// Shows results that were found, beside those that wait already.
    pub(in crate::app) fn propose(self, proposal: Proposal, catalog: &Catalog) {
        let memory = remembered::load();
        let _ = self.review.try_update(|review| review.add(proposal, &memory, catalog));
        self.open();
    }

    fn open(self) {
        let _ = self.is_open.try_set(true);
    }

    /// Puts back what was added or dropped, as it was.
    pub(in crate::app) fn restore(self, taken: &Review) {
        self.review.update(|review| review.put_back(taken));
        self.shown.set(0);
        self.open();
    }

    fn close(self) {
        self.is_open.set(false);
    }

    /// Takes the models, and closes the dialog unless something else waits.
    fn take_models(self) -> Review {
        let taken = self.review.try_update(Review::take_models).unwrap_or_default();
        self.shown.set(0);
        if self.review.with_untracked(Review::is_empty) {
            self.close();
        } else {
            crate::app::browser::dom::focus_only("import-title");
        }
        taken
    }

    /// Takes everything.
    fn take(self) -> Review {
        self.close();
        self.shown.set(0);
        self.review.try_update(std::mem::take).unwrap_or_default()
    }

    /// Forgets the corrections of earlier imports.
    pub(in crate::app) fn forget_corrections() {
        remembered::forget();
    }

    fn edit_memory(self, edit: impl FnOnce(&mut Memory)) {
        let mut memory = remembered::load();
        edit(&mut memory);
        remembered::save(&memory);
    }
}

/// Adds the score files of the chosen models.
fn add(app: AppState) {
    let (workspace, importing) = (app.workspace, app.workspace.importing);
    let written = importing.review.with_untracked(|review| with_catalog(app, |catalog| review.written(catalog)));
    if written.is_empty() {
        return;
    }
    let review = importing.take_models();
    importing.edit_memory(|memory| review.remember(memory));
    let record = |written: crate::workspace::Written| FileRecord {
        id: workspace.tab(),
        path: written.name.clone(),
        name: String::new(),
        bytes: written.text.into_bytes(),
        found: false,
        version: 0,
        from_link: false,
        replaced: Replaced::default(),
    };
    let count = written.len();
    let ids = workspace.add_written(written.into_iter().map(record).collect());
    let made = counted(count, "score file was made", "score files were made");
    let message = format!("{made} of {}", sources(&review));
    let done = workspace.can_undo(Undoable::Imported { ids, review });
    workspace.offer(
        false,
        message,
        "Each figure says in the file where it is from.".to_owned(),
        Some(Offer::Undo(done)),
    );
}

/// Drops what waits; it can be brought back.
fn discard(app: AppState) {
    let review = app.workspace.importing.take();
    let message = format!("Not added: what was found in {}", sources(&review));
    let done = app.workspace.can_undo(Undoable::Discarded(review));
    app.workspace.offer(false, message, String::new(), Some(Offer::Undo(done)));
    crate::app::browser::dom::focus_only("content");
}

/// Where results are from, in a few words.
pub(in crate::app) fn sources(review: &Review) -> String {
    let sources = review.sources();
    match sources.as_slice() {
        [] => "the files".to_owned(),
        [one] => (*one).to_owned(),
        [one, more @ ..] => format!("{one} and {}", counted(more.len(), "more file", "more files")),
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Looks at the catalog, which never changes.
fn with_catalog<T>(app: AppState, look: impl FnOnce(&Catalog) -> T) -> T {
    untrack(|| app.dataset(|dataset| look(dataset.catalog())))
}

/// Changes what waits.
fn update(app: AppState, change: impl FnOnce(&mut Review, &Catalog)) {
    with_catalog(app, |catalog| {
        let _ = app.workspace.importing.review.try_update(|review| change(review, catalog));
    });
}

/// The sheet of the model that is shown.
type SheetMemo = super::reactive::ErasedMemo<PtrEq<crate::workspace::Sheet>>;

/// Names of benchmarks and of their columns, for lists to choose from.
type Names = PtrEq<Vec<(String, Vec<String>)>>;

fn names(app: AppState) -> Names {
    with_catalog(app, |catalog| {
        let benchmarks = catalog.benchmarks.iter();
        PtrEq::new(benchmarks.map(|of| (of.name.clone(), of.columns.clone())).collect())
    })
}

impl Workspace {
    /// Adds score files that were made of results. Gives their ids.
    fn add_written(self, files: Vec<FileRecord>) -> Vec<crate::workspace::FileId> {
        self.set_expanded(true);
        self.reveal();
        self.add_new(files)
    }
}

//! Fixes of many issues at once: what they would change is shown before, and they are undone together.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::Workspace;
use crate::app::importing::sources;
use crate::app::reactive::{PtrEq, derived, lasting};
use crate::app::reactive::{dyn_view, handler, show_when};
use crate::app::state::AppState;
use crate::document::{Origin, SourceFile, fix_all, is_safe_fix, unified_diff};
use crate::load::changes_scores;
use crate::workspace::{FileId, FileRecord, Review};

/// So many files are fixed before the page takes in what the visitor does.
const STEP: usize = 8;

/// So many things that were done can be undone.
const STEPS: usize = 20;

/// Of so many files the changes are shown.
const SHOWN: usize = 20;

/// Fixes that are to be looked at before they are made.
#[derive(Clone)]
pub(super) enum Plan {
    /// They are being prepared: for how many files that is done, and for how many it has to be.
    Preparing { number: u32, done: usize, of: usize },
    /// They are ready.
    Ready(PtrEq<Fixes>),
}

/// What fixes would change.
#[derive(Default)]
pub(super) struct Fixes {
    changes: Vec<Change>,
    /// Files in which they would change how other scores are read, and which therefore stay as they are.
    left_out: Vec<String>,
}

/// What fixes would make of a file.
#[derive(Clone)]
struct Change {
    id: FileId,
    path: String,
    before: String,
    after: String,
    /// What was done, a line each.
    done: Vec<String>,
}

/// What can be undone although it concerns more than one editor.
pub(in crate::app) enum Undoable {
    /// These files were removed, with the content that was typed last.
    Removed(Vec<FileRecord>),
    /// The text of these files was fixed.
    Fixed(Vec<(FileId, String, String)>),
    /// A file was taken as text in an encoding.
    Decoded { id: FileId, encoding: &'static str, before: Vec<u8>, after: Vec<u8> },
    /// Score files were made of results.
    Imported { ids: Vec<FileId>, review: Review },
    /// Results were not added.
    Discarded(Review),
}

impl Undoable {
    /// What undoes it, as the label of a button.
    pub(super) fn label(&self) -> &'static str {
        match self {
            Self::Removed(..) => "Undo removal",
            Self::Fixed(_) => "Undo fixes",
            Self::Decoded { .. } => "Choose another encoding",
            Self::Imported { .. } => "Undo import",
            Self::Discarded(_) => "Undo discarding",
        }
    }
}

impl Workspace {
    /// Whether findings have a fix that needs no decision, in one file or in any. Subscribes to it.
    fn has_safe_fixes(self, path: Option<&str>) -> bool {
        lasting(self.findings).with(|findings| {
            let mut about = findings.iter().filter(|finding| path.is_none_or(|path| finding.place.file == path));
            about.any(is_safe_fix)
        })
    }

    /// Prepares all fixes of these files that need no decision, and then shows what they would change.
    fn plan_fixes(self, app: AppState, files: Vec<FileId>) {
        // Fixed is what is typed, to the last letter.
        self.flush();
        let number = self.plan.with_untracked(|plan| match plan {
            Some(Plan::Preparing { number, .. }) => number.wrapping_add(1),
            _ => 0,
        });
        let of = files.len();
        self.plan.set(Some(Plan::Preparing { number, done: 0, of }));
        self.prepare_fixes(app, number, files, Fixes::default());
    }

    /// Prepares the fixes of some of the waiting files, and then of the others, unless the visitor has cancelled it.
    fn prepare_fixes(self, app: AppState, number: u32, mut waiting: Vec<FileId>, mut fixes: Fixes) {
        let is_mine = |plan: &Option<Plan>| matches!(plan, Some(Plan::Preparing { number: now, .. }) if *now == number);
        if self.plan.try_with_untracked(is_mine) != Some(true) {
            return;
        }
        let mut changes = Vec::new();
        for id in waiting.drain(..waiting.len().min(STEP)) {
            let path = untrack(|| self.path(id));
            let Some(before) = self.text_untracked(id) else { continue };
            let fixed = untrack(|| app.dataset(|dataset| fix_all(&path, &before, dataset.catalog())));
            if fixed.text != before {
                changes.push(Change { id, path, before, after: fixed.text, done: fixed.done });
            }
        }
        let file = |path: &str, text: &str| SourceFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
            origin: Origin::Named,
        };
        let before: Vec<SourceFile> = changes.iter().map(|change| file(&change.path, &change.before)).collect();
        let after: Vec<SourceFile> = changes.iter().map(|change| file(&change.path, &change.after)).collect();
        let changes_others = self.bundled.with_value(|bundled| changes_scores(&before, &after, &bundled.dataset));
        for (change, changes_others) in changes.into_iter().zip(changes_others) {
            if changes_others {
                fixes.left_out.push(change.path);
            } else {
                fixes.changes.push(change);
            }
        }
        if waiting.is_empty() {
            let _ = self.plan.try_set(Some(Plan::Ready(PtrEq::new(fixes))));
            return;
        }
        let _ = self.plan.try_update(|plan| {
            if let Some(Plan::Preparing { done, of, .. }) = plan {
                *done = of.saturating_sub(waiting.len());
            }
        });
        set_timeout(move || self.prepare_fixes(app, number, waiting, fixes), Duration::ZERO);
    }

    /// Makes the fixes that were looked at, in the files that have not changed meanwhile.
    fn make_fixes(self, plan: &Fixes) {
        let is_unchanged = |change: &&Change| self.text_untracked(change.id).as_ref() == Some(&change.before);
        let changes: Vec<Change> = plan.changes.iter().filter(is_unchanged).cloned().collect();
        for change in &changes {
            self.replace_text(change.id, change.before.clone(), change.after.clone());
        }
        let left = plan.changes.len() - changes.len();
        if left > 0 {
            self.say_left(left);
        }
        if !changes.is_empty() {
            let fixed = changes.into_iter().map(|change| (change.id, change.before, change.after)).collect();
            self.can_undo(Undoable::Fixed(fixed));
        }
    }

    /// Takes note of what was done.
    pub(in crate::app) fn can_undo(self, done: Undoable) -> PtrEq<Undoable> {
        let done = PtrEq::new(done);
        self.undo.update(|undo| {
            undo.push(done.clone());
            let surplus = undo.len().saturating_sub(STEPS);
            undo.drain(..surplus);
        });
        done
    }

    fn say_left(self, count: usize) {
        let message = if count == 1 {
            "1 file was changed meanwhile and stays as it is".to_owned()
        } else {
            format!("{count} files were changed meanwhile and stay as they are")
        };
        self.say(true, message, "Open it to see its present text.".to_owned());
    }

    /// Undoes what was done, if that has not been undone. Files that were changed since stay as they are.
    pub(super) fn undo(self, done: &PtrEq<Undoable>) {
        let place = self.undo.with_untracked(|undo| undo.iter().position(|one| one == done));
        let Some(place) = place else { return };
        self.undo.update(|undo| drop(undo.remove(place)));
        match &**done {
            Undoable::Removed(files) => {
                if files.len() == 1 {
                    self.open_new();
                }
                self.set_expanded(true);
                // The worker removes them first, even if it has not come to that yet.
                self.add_records(files.clone());
            }
            Undoable::Fixed(fixed) => {
                let mut left = 0;
                for (id, before, after) in fixed {
                    if self.text_untracked(*id).as_ref() == Some(after) {
                        self.replace_text(*id, after.clone(), before.clone());
                    } else {
                        left += 1;
                    }
                }
                if left > 0 {
                    self.say_left(left);
                }
            }
            Undoable::Decoded { id, before, after, .. } => {
                if !self.undo_read_as(*id, before, after) {
                    self.say_left(1);
                }
            }
            Undoable::Imported { ids, review } => {
                // What was typed into them since is not lost either: the removal can be undone.
                self.remove(ids);
                self.importing.restore(review);
            }
            Undoable::Discarded(review) => self.importing.restore(review),
        }
    }
}

/// The button that makes all safe fixes of one file; nothing where there are none. How many there are is known once they are prepared:
/// that reads the file several times, which is nothing for each pause in typing.
pub(super) fn fix_file_button(app: AppState, id: FileId) -> AnyView {
    let workspace = app.workspace;
    let button = move || {
        let fix = handler(move |_: ev::MouseEvent| workspace.plan_fixes(app, vec![id]));
        view! { <button type="button" on:click=fix>"Make all safe fixes…"</button> }
    };
    show_when(move || workspace.has_safe_fixes(Some(&workspace.path(id))), button).into_any()
}

/// The button that makes all safe fixes of all files; nothing where there is one file or nothing to fix.
#[component]
pub(in crate::app) fn FixAllFiles() -> impl IntoView {
    let app = AppState::get();
    let workspace = app.workspace;
    let button = move || {
        let fix = handler(move |_: ev::MouseEvent| {
            // Only files with such findings: fixing reads a file several times.
            let files = workspace.findings.with_untracked(|findings| {
                let safe = findings.iter().filter(|finding| is_safe_fix(finding));
                let mut files: Vec<String> = safe.map(|finding| finding.place.file.clone()).collect();
                files.dedup();
                files
            });
            let id = |path: &String| workspace.files.with_untracked(|files| files.at_path(path).map(|file| file.id));
            workspace.plan_fixes(app, files.iter().filter_map(id).collect());
        });
        view! { <button type="button" on:click=fix>"Make all safe fixes in all files…"</button> }
    };
    show_when(move || workspace.count() > 1 && workspace.has_safe_fixes(None), button)
}

/// Shows what fixes would change, and makes them if the visitor says so.
#[component]
pub(in crate::app) fn FixDialog() -> impl IntoView {
    let workspace = AppState::get().workspace;
    let dialog = NodeRef::<html::Dialog>::new();
    let content = dyn_view(move || {
        Some(match workspace.plan.get()? {
            Plan::Preparing { done, of, .. } => preparing(done, of),
            Plan::Ready(fixes) => planned(&fixes),
        })
    });
    Effect::new(move |_| {
        let is_open = workspace.plan.with(Option::is_some);
        if let Some(dialog) = dialog.get() {
            if is_open && !dialog.open() {
                // A browser that has no dialogs shows it where it stands.
                let _ = dialog.show_modal();
            } else if !is_open && dialog.open() {
                dialog.close();
            }
        }
    });
    let closed = handler(move |_: ev::Event| {
        if workspace.plan.with_untracked(Option::is_some) {
            workspace.plan.set(None);
        }
    });
    let cancel = handler(move |_: ev::MouseEvent| workspace.plan.set(None));
    let apply = handler(move |_: ev::MouseEvent| {
        if let Some(Plan::Ready(fixes)) = workspace.plan.get_untracked() {
            workspace.make_fixes(&fixes);
        }
        workspace.plan.set(None);
    });
    let is_empty = derived(move || {
        workspace.plan.with(|plan| !matches!(plan, Some(Plan::Ready(fixes)) if !fixes.changes.is_empty()))
    });
    view! {
        <dialog node_ref=dialog class="fix-dialog" aria-labelledby="fix-title" on:close=closed>
            <h2 id="fix-title">"Make all safe fixes"</h2>
            {content}
            <p class="dialog-tools">
                <button type="button" class="primary" on:click=apply disabled=move || is_empty.get()>"Apply"</button>
                <button type="button" on:click=cancel>"Cancel"</button>
            </p>
        </dialog>
    }
}

fn preparing(done: usize, of: usize) -> AnyView {
    let said = if of == 1 {
        "Preparing the fixes …".to_owned()
    } else {
        format!("Preparing the fixes: {done} of {of} files")
    };
    view! { <p>{said}</p> <progress aria-label="Files prepared" max=of.to_string() value=done.to_string()></progress> }
        .into_any()
}

fn planned(plan: &Fixes) -> AnyView {
    let left_out = match plan.left_out.as_slice() {
        [] => None,
        [path] => Some(format!("{path} is left out: its fixes would change how its other scores are read.")),
        [path, more @ ..] => Some(format!(
            "{path} and {} are left out: their fixes would change how their other scores are read.",
            counted(more.len(), "more file", "more files")
        )),
    };
    let left_out = left_out.map(|said| view! { <p><bdi>{said}</bdi> " Fix them one by one in the editor."</p> });
    if plan.changes.is_empty() {
        let nothing = left_out.is_none().then(|| view! { <p>"No fix can be made without a decision of yours."</p> });
        return view! { {nothing}{left_out} }.into_any();
    }
    let fixes: usize = plan.changes.iter().map(|change| change.done.len()).sum();
    let said = format!(
        "{} in {}. Everything else stays as it is, and scores that are read now do not change.",
        counted(fixes, "fix", "fixes"),
        counted(plan.changes.len(), "file", "files")
    );
    let change = |change: &Change| {
        let diff = unified_diff(&change.path, &change.before, &change.after);
        // The first two lines name the file.
        let lines = diff.lines().skip(2).map(|line| {
            let class = match line.as_bytes().first() {
                Some(b'+') => "added",
                Some(b'-') => "removed",
                Some(b'@') => "hunk",
                _ => "same",
            };
            view! { <span class=class>{format!("{line}\n")}</span> }
        });
        let label = format!("Changes of {}", change.path);
        view! {
            <section>
                <h3><bdi>{change.path.clone()}</bdi></h3>
                <pre class="diff" tabindex="0" role="region" aria-label=label><code>{lines.collect_view()}</code></pre>
            </section>
        }
    };
    let more = plan.changes.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| view! { <p>{format!("And {} more, of which the changes are not shown here.", counted(more, "file", "files"))}</p> });
    view! { <p>{said}</p>{left_out}{plan.changes.iter().take(SHOWN).map(change).collect_view()}{more} }.into_any()
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Says what was done last to several issues or files, and undoes it.
#[component]
pub(in crate::app) fn Undo() -> impl IntoView {
    let workspace = AppState::get().workspace;
    let content = dyn_view(move || {
        let last = workspace.undo.with(|undo| undo.last().cloned())?;
        let said = match &*last {
            Undoable::Removed(files) => match files.as_slice() {
                [file] => format!("{} was removed.", file.path),
                files => format!("{} files were removed.", files.len()),
            },
            Undoable::Fixed(fixed) if fixed.len() == 1 => "1 file was fixed.".to_owned(),
            Undoable::Fixed(fixed) => format!("{} files were fixed.", fixed.len()),
            Undoable::Decoded { id, encoding, .. } => {
                format!("{} was read as {encoding}.", untrack(|| workspace.path(*id)))
            }
            Undoable::Imported { ids, review } if ids.len() == 1 => format!("1 file was made of {}.", sources(review)),
            Undoable::Imported { ids, review } => format!("{} files were made of {}.", ids.len(), sources(review)),
            Undoable::Discarded(review) => format!("What was found in {} was not added.", sources(review)),
        };
        let done = last.clone();
        let undo = handler(move |_: ev::MouseEvent| {
            workspace.undo(&done);
            crate::app::browser::dom::focus_only("content");
        });
        let label = last.label();
        Some(view! { <bdi>{said}</bdi> " " <button type="button" on:click=undo>{label}</button> })
    });
    view! { <p class="undo" role="status">{content}</p> }
}

//! The editor of a file: its source with line numbers and quick fixes at its lines, undo and redo, conversion between the two
//! forms, and download.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::Workspace;
use super::encodings::encodings;
use super::file_view::Pane;
use crate::app::browser::download::save_text;
use crate::app::components::coded::coded;
use crate::app::reactive::{ErasedMemo, derived};
use crate::app::reactive::{bool_signal, dyn_view, handler, text_signal};
use crate::app::state::AppState;
use crate::document::{Conversion, Finding, Fix, Form, as_shown, convert, fixes, typed};
use crate::order::sort_by_key;
use crate::view::sentence;
use crate::workspace::{FileId, History};

/// After so long a pause in typing the rank and the charts follow.
const PAUSE: Duration = Duration::from_millis(60);

/// Height of a line in CSS pixels; the style sheet says the same.
const LINE: f64 = 20.0;

/// What is typed without so long a pause between is undone together, in milliseconds.
const STEP: f64 = 1_000.0;

/// So many findings have a mark and a quick fix at their lines; the others follow once these are dealt with.
const MOST: usize = 100;

/// The state of an editor, to be copied into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) app: AppState,
    workspace: Workspace,
    pub(super) id: FileId,
    pub(super) path: ErasedMemo<String>,
    /// The text of the snapshot, wherever it came from: typed here, fixed, added again, or changed in another tab.
    now: ErasedMemo<String>,
    /// The findings about the file, each with its fix if there is an obvious one.
    pub(super) noticed: ErasedMemo<Noticed>,
    /// The pane in view where only one is.
    pane: RwSignal<Pane>,
    field: NodeRef<html::Textarea>,
    /// What the last action did.
    said: RwSignal<Vec<String>>,
    /// What was fixed last from the list of issues, which may be the only pane in view; empty once the text is another.
    pub(super) fixed: RwSignal<String>,
    /// What is to be done after the pause in typing.
    pause: StoredValue<Option<TimeoutHandle>>,
    /// What the field holds that has not been taken yet. Outlives the field, so that it is taken when the editor is closed.
    typed: StoredValue<Arc<Mutex<Option<String>>>>,
    /// The text that the field shows, as the file has it.
    shown: StoredValue<String>,
    /// The version of the file of which the editor showed the text last.
    seen: StoredValue<u32>,
    /// When something was typed last, in milliseconds, if nothing else has changed the text since.
    typed_at: StoredValue<f64>,
    /// Whether there is something to undo and to redo.
    can: RwSignal<(bool, bool)>,
}

/// Findings with their fixes.
pub(super) type Noticed = Vec<(Finding, Option<Fix>)>;

/// The field, its line numbers and the quick fixes at its lines; for a file that is not in UTF-8, the encodings it may be in.
pub(super) fn editor_pane(editor: Editor) -> AnyView {
    let Editor { workspace, id, .. } = editor;
    let is_text = derived(move || workspace.is_text(id));
    dyn_view(move || if is_text.get() { field(editor) } else { encodings(workspace, id) }).into_any()
}

fn field(editor: Editor) -> AnyView {
    let Editor { workspace, id, .. } = editor;
    let source = workspace.text_untracked(id).unwrap_or_default();
    editor.shown.set_value(source.clone());
    editor.seen.set_value(untrack(|| workspace.version(id)));
    editor.history(|_| ());
    // What was typed last is taken when the editor is closed and when the page is left.
    let flush = editor.flush();
    let number = workspace.add_flush(Box::new(flush.clone()));
    on_cleanup(move || {
        flush();
        workspace.remove_flush(number);
    });
    let shown = as_shown(&source);
    // What was sent from here comes back once it is read, and is older than what was typed since. Anything else takes the place of
    // what is here, and can be undone.
    Effect::new(move |_| {
        let (text, version) = (editor.now.get(), workspace.version(id));
        if editor.is_typing() || workspace.is_on_its_way(id) {
            return;
        }
        editor.seen.set_value(version);
        if editor.shown.with_value(|shown| *shown == text) {
            return;
        }
        let before = editor.shown.get_value();
        editor.history(|history| history.record(before));
        editor.show(&text);
    });
    let (margin, layer) = (NodeRef::<html::Div>::new(), NodeRef::<html::Ul>::new());
    let scrolled = handler(move |_: ev::Event| {
        let Some(field) = editor.field.get_untracked() else { return };
        if let Some(margin) = margin.get_untracked() {
            margin.set_scroll_top(field.scroll_top());
        }
        if let Some(layer) = layer.get_untracked() {
            let style = web_sys::HtmlElement::style(&layer);
            // Where this does not work, the notes stay where they are.
            let _ = style.set_property("transform", &format!("translateY({}px)", -field.scroll_top()));
            let _ = style.set_property("--scrolled", &format!("{}px", field.scroll_left()));
        }
    });
    let numbers = text_signal(move || {
        let lines = editor.now.with(|text| as_shown(text).matches('\n').count()) + 1;
        (1..=lines).fold(String::new(), |numbers, line| numbers + &line.to_string() + "\n")
    });
    let marks = dyn_view(move || {
        let mark = |(finding, _): &(Finding, Option<Fix>)| {
            let class = format!("finding-mark {}", finding.severity().word());
            (finding.place.line > 0).then(|| view! { <span class=class style:top=top(finding.place.line)></span> })
        };
        editor.noticed.with(|noticed| noticed.iter().take(MOST).filter_map(mark).collect_view())
    });
    let at_lines = dyn_view(move || {
        let text = editor.now.with(|text| as_shown(text));
        let ends: Vec<usize> = text.split('\n').map(width).collect();
        let mut by_line: BTreeMap<u32, Vec<(Finding, Option<Fix>)>> = BTreeMap::new();
        editor.noticed.with(|noticed| {
            for one in noticed.iter().filter(|(finding, _)| finding.place.line > 0).take(MOST) {
                by_line.entry(one.0.place.line).or_default().push(one.clone());
            }
        });
        by_line.into_iter().map(|(line, of)| at_line(editor, line, of, &ends)).collect_view()
    });
    let said = dyn_view(move || {
        let lines =
            editor.said.get().into_iter().map(|line| view! { <li><bdi>{coded(&line)}</bdi></li> }).collect_view();
        view! { <ul class="said">{lines}</ul> }
    });
    let input = handler(move |_: ev::Event| editor.typed());
    let undo = handler(move |_| editor.step(false));
    let redo = handler(move |_| editor.step(true));
    let keys = handler(move |event: ev::KeyboardEvent| editor.on_key(&event));
    let to = move |form: Form| handler(move |_: ev::MouseEvent| editor.convert(form));
    let cannot_undo = bool_signal(move || !editor.can.get().0);
    let cannot_redo = bool_signal(move || !editor.can.get().1);
    let label = text_signal(move || format!("Source of {}", editor.path.get()));
    view! {
        <div class="editor">
            <div class="margin" node_ref=margin aria-hidden="true"><pre>{numbers}</pre>{marks}</div>
            <textarea node_ref=editor.field prop:value=shown rows="18" spellcheck="false" autocapitalize="off" autocomplete="off"
                wrap="off" aria-label=label on:input=input on:keydown=keys on:scroll=scrolled></textarea>
            <div class="at-lines"><ul node_ref=layer aria-label="Quick fixes">{at_lines}</ul></div>
        </div>
        <div class="editor-tools">
            <button type="button" on:click=undo disabled=cannot_undo>"Undo"</button>
            <button type="button" on:click=redo disabled=cannot_redo>"Redo"</button>
            <button type="button" on:click=to(Form::Named)>"Convert to named form"</button>
            <button type="button" on:click=to(Form::Positional)>"Convert to positional form"</button>
        </div>
        <div role="status">{said}</div>
    }
    .into_any()
}

/// What stands behind the end of a line with issues: the gravest of them in short, and its fix; where there is no room behind it, the fix
/// stands beside the line's number. The whole of it, for everybody, is in the list of issues.
fn at_line(editor: Editor, line: u32, mut of: Noticed, ends: &[usize]) -> AnyView {
    sort_by_key(&mut of, |(finding, _)| finding.severity());
    let end = ends.get(line.saturating_sub(1) as usize).copied().unwrap_or_default();
    let Some((first, _)) = of.first() else { return ().into_any() };
    let class = first.severity().word();
    let message = sentence(&first.kind.message());
    let fix = of.iter().find_map(|(_, fix)| fix.clone()).map(|fix| {
        let label = format!("Line {line}: {}", fix.label.replace('`', ""));
        let short = fix.label.clone();
        let make = handler(move |event: ev::MouseEvent| {
            if let Some(said) = editor.fix(&fix) {
                editor.said.set(vec![said]);
            }
            // The button goes: whoever pressed it by the keyboard goes on in the line.
            if event.detail() == 0 {
                editor.select_line(line);
            }
        });
        view! { <button type="button" class="fix" aria-label=label title=short.replace('`', "") on:click=make><bdi>{coded(&short)}</bdi></button> }
    });
    view! {
        <li class=class style:top=top(line) style=("--end", format!("{end}ch"))>
            {fix}<span class="message" aria-hidden="true"><bdi>{coded(&message)}</bdi></span>
        </li>
    }
    .into_any()
}

/// Where a line begins, from the top of the text.
fn top(line: u32) -> String {
    format!("{}px", (f64::from(line) - 1.0) * LINE)
}

/// About how many columns of a monospaced font a line takes.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c == '\t' || u32::from(c) >= 0x1100 { 2 } else { 1 }).sum()
}

impl Editor {
    /// The editor of a file. `pane` is the pane in view where only one is.
    pub(super) fn new(app: AppState, id: FileId, pane: RwSignal<Pane>) -> Self {
        let workspace = app.workspace;
        let path = derived(move || workspace.path(id));
        let now = derived(move || workspace.text(id).unwrap_or_default());
        let noticed = derived(move || {
            let (path, text) = (path.get(), now.get());
            let found = app.preview_findings(&path);
            let fixes = app.dataset(|dataset| fixes(&path, &text, &found, dataset.catalog()));
            found.into_iter().zip(fixes).collect()
        });
        Self {
            app,
            workspace,
            id,
            path,
            now,
            noticed,
            pane,
            field: NodeRef::new(),
            said: RwSignal::new(Vec::new()),
            fixed: RwSignal::new(String::new()),
            pause: StoredValue::new(None),
            typed: StoredValue::new(Arc::default()),
            shown: StoredValue::new(workspace.text_untracked(id).unwrap_or_default()),
            seen: StoredValue::new(untrack(|| workspace.version(id))),
            typed_at: StoredValue::new(0.0),
            can: RwSignal::new((false, false)),
        }
    }

    /// The text as it is meant to be.
    pub(super) fn source(self) -> Option<String> {
        self.workspace.text_untracked(self.id)
    }

    /// Looks at the history of the file, which outlives the editor, and follows what can be done.
    fn history<T>(self, run: impl FnOnce(&mut History) -> T) -> Option<T> {
        self.workspace.histories.try_update_value(|histories| {
            let history = histories.entry(self.id).or_default();
            let result = run(history);
            let can = (history.can_undo(), history.can_redo());
            if self.can.try_get_untracked() != Some(can) {
                let _ = self.can.try_set(can);
            }
            result
        })
    }

    /// Takes what was typed once there is a pause.
    fn typed(self) {
        self.stop_waiting();
        if let Some(field) = self.field.get_untracked() {
            self.typed.with_value(|typed| put(typed, Some(field.value())));
        }
        self.pause.set_value(set_timeout_with_handle(move || self.take_typed(), PAUSE).ok());
    }

    /// Takes what was typed, if anything waits for a pause.
    pub(super) fn take_typed(self) {
        self.stop_waiting();
        self.flush()();
    }

    /// What takes the letters that wait for a pause, even when the field is gone.
    fn flush(self) -> impl Fn() + Clone + Send + Sync + 'static {
        // A pause may end after its editor, whose last letters were taken then.
        let typed_here = self.typed.try_get_value().unwrap_or_default();
        move || {
            let (Some(value), Some(source)) = (put(&typed_here, None), self.source()) else { return };
            let text = typed(&source, &value);
            if text == source {
                return;
            }
            let now = js_sys::Date::now();
            let goes_on = self.typed_at.try_get_value().is_some_and(|at| now - at < STEP);
            let _ = self.typed_at.try_set_value(now);
            if !goes_on {
                self.history(|history| history.record(source));
            }
            let _ = self.shown.try_set_value(text.clone());
            self.send(text);
        }
    }

    fn is_typing(self) -> bool {
        self.pause.try_with_value(Option::is_some).unwrap_or_default()
    }

    fn stop_waiting(self) {
        if let Some(Some(pause)) = self.pause.try_update_value(Option::take) {
            pause.clear();
        }
    }

    fn send(self, text: String) {
        let _ = self.fixed.try_set(String::new());
        self.workspace.edit(self.id, self.seen.try_get_value().unwrap_or_default(), text.into_bytes());
    }

    /// Replaces the text by another, in the field at once; it can be undone.
    pub(super) fn replace(self, text: String) {
        let Some(source) = self.source() else { return };
        self.history(|history| history.record(source));
        self.show(&text);
        self.send(text);
    }

    /// Shows a text in the field, with the caret where it differs from what was there.
    fn show(self, text: &str) {
        let _ = self.shown.try_set_value(text.to_owned());
        let _ = self.typed_at.try_set_value(0.0);
        let Some(field) = self.field.get_untracked() else { return };
        let (before, after) = (field.value(), as_shown(text));
        if before == after {
            return;
        }
        let is_focused = document().active_element().is_some_and(|active| active.is_same_node(Some(&field)));
        field.set_value(&after);
        if is_focused {
            let same = before.encode_utf16().zip(after.encode_utf16()).take_while(|(a, b)| a == b).count();
            let caret = u32::try_from(same).unwrap_or(u32::MAX);
            // Where the browser refuses, the caret is at the end.
            let _ = field.set_selection_range(caret, caret);
        }
    }

    /// Undoes the last change, or redoes it.
    pub(super) fn step(self, redo: bool) {
        self.take_typed();
        let Some(present) = self.source() else { return };
        let text = self.history(|history| if redo { history.redo(present) } else { history.undo(present) }).flatten();
        if let Some(text) = text {
            self.said.set(vec![if redo { "Redone." } else { "Undone." }.to_owned()]);
            self.show(&text);
            self.send(text);
        }
    }

    /// Ctrl+Z and its like go through fixes and what was typed alike: the browser's own undo knows nothing of fixes.
    fn on_key(self, event: &ev::KeyboardEvent) {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        let redo = match event.key().as_str() {
            "z" | "Z" => event.shift_key(),
            "y" | "Y" => true,
            _ => return,
        };
        event.prevent_default();
        self.step(redo);
    }

    /// Applies a fix, unless the text has changed since it was offered. Gives what was done.
    pub(super) fn fix(self, fix: &Fix) -> Option<String> {
        self.take_typed();
        let text = self.source().and_then(|source| fix.apply(&source))?;
        self.replace(text);
        Some(format!("Fixed: {}.", fix.label))
    }

    fn convert(self, form: Form) {
        self.take_typed();
        let (Some(source), Some(path)) = (self.source(), self.path.try_get_untracked()) else { return };
        let name = match form {
            Form::Named => "named",
            Form::Positional => "positional",
        };
        match self.app.dataset(|dataset| convert(&path, &source, dataset.catalog(), form)) {
            Err(why) => self.said.set(vec![format!("Nothing was converted: {why}")]),
            Ok(Conversion { text, converted, kept }) => {
                let mut said = vec![match converted {
                    0 => format!("Nothing to convert: all that can be is in the {name} form already."),
                    1 => format!("1 block is in the {name} form now. All else is as it was."),
                    many => format!("{many} blocks are in the {name} form now. All else is as it was."),
                }];
                let left = |kept: &crate::document::Kept| {
                    format!("Left as it is, line {}: {}: {}", kept.line, kept.block, kept.reason)
                };
                said.extend(kept.iter().take(MOST).map(left));
                self.said.set(said);
                if text != source {
                    self.replace(text);
                }
            }
        }
    }

    pub(super) fn save(self) {
        self.take_typed();
        if let (Some(source), Some(path)) = (self.source(), self.path.try_get_untracked()) {
            let name = path.rsplit(['/', '\\']).next().unwrap_or("scores.md").to_owned();
            if save_text(&source, &name, "text/markdown").is_err() {
                self.said.set(vec![
                    "The browser refused to save the file. Allow downloads for this page and try again.".to_owned(),
                ]);
            }
        }
    }

    /// Puts the caret on a line and brings it into view.
    pub(super) fn show_line(self, line: u32) {
        if self.pane.get_untracked() != Pane::Editor {
            self.pane.set(Pane::Editor);
        }
        // Once the pane is in view.
        request_animation_frame(move || self.select_line(line));
    }

    fn select_line(self, line: u32) {
        let Some(Some(field)) = self.field.try_get_untracked() else { return };
        let text = field.value();
        // A field counts in UTF-16.
        let before = text.split_inclusive('\n').take(line.saturating_sub(1) as usize);
        let start = before.map(|line| line.encode_utf16().count()).sum::<usize>();
        let length =
            text.split('\n').nth(line.saturating_sub(1) as usize).map_or(0, |line| line.encode_utf16().count());
        let place = |units: usize| u32::try_from(units).unwrap_or(u32::MAX);
        let _ = field.focus();
        let _ = field.set_selection_range(place(start), place(start + length));
        field.set_scroll_top(((f64::from(line) - 6.0).max(0.0) * LINE) as i32);
    }
}

/// Puts a value in the place of another, which is given.
fn put(place: &Mutex<Option<String>>, value: Option<String>) -> Option<String> {
    // One thread: nobody can have left the lock behind broken.
    place.lock().ok().and_then(|mut place| std::mem::replace(&mut *place, value))
}

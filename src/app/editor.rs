//! The editor of a file that was brought: its source with the findings in the margin, mends at a press, conversion between
//! the two forms, and the mended file to be saved.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::derived::{Derived, derived};
use super::download::save_text;
use super::erased::{action, flag, part, part_if, text};
use super::session::Session;
use crate::document::{Conversion, Finding, Form, Mend, Origin, SourceFile, as_shown, convert, mends, typed};

/// After so long a pause in typing the rank and the charts follow.
const PAUSE: Duration = Duration::from_millis(60);

/// Height of a line in CSS pixels; the style sheet says the same.
const LINE: f64 = 20.0;

/// More steps back than this nobody takes.
const STEPS: usize = 50;

/// So many findings are offered with their mends; the others follow once these are dealt with.
const MOST: usize = 100;

/// The state of an editor, to be copied into callbacks.
#[derive(Clone, Copy)]
struct Editor {
    session: Session,
    path: StoredValue<String>,
    field: NodeRef<html::Textarea>,
    /// The text before each mend or conversion, to go back to.
    before: RwSignal<Vec<String>>,
    /// What became of the last conversion.
    said: RwSignal<Vec<String>>,
    /// What is to be done after the pause in typing.
    pause: StoredValue<Option<TimeoutHandle>>,
    /// Texts that were brought from here and are still being read, the latest last.
    sent: StoredValue<Vec<String>>,
}

/// Offers to edit a file; the editor is there only once it is opened.
#[component]
pub(super) fn EditFile(path: String) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = action(move |event: ev::Event| open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open()));
    view! {
        <details class="edit" on:toggle=toggled>
            <summary>"Mend or edit the file"</summary>
            {part_if(move || open.get(), move || view! { <Field path=path.clone()/> })}
        </details>
    }
}

#[component]
fn Field(path: String) -> impl IntoView {
    let session = Session::get();
    let editor = Editor {
        session,
        path: StoredValue::new(path.clone()),
        field: NodeRef::new(),
        before: RwSignal::new(Vec::new()),
        said: RwSignal::new(Vec::new()),
        pause: StoredValue::new(None),
        sent: StoredValue::new(Vec::new()),
    };
    let Some(source) = session.source(&path) else {
        return view! { <p class="unreadable">"This file is no text, so it cannot be edited here."</p> }.into_any();
    };
    on_cleanup(move || editor.stop_waiting());
    let shown = as_shown(&source);
    // As it is now, wherever the change came from: typed here, mended, or dropped again.
    let now = derived(move || editor.path.with_value(|path| session.source(path)).unwrap_or_default());
    let noticed: Derived<Vec<(Finding, Option<Mend>)>> = derived(move || {
        let text = now.get();
        let found = editor.path.with_value(|path| session.preview_findings(path));
        let path = editor.path.get_value();
        let mends = session.dataset(|dataset| mends(&path, &text, &found, dataset.catalog()));
        found.into_iter().zip(mends).collect()
    });
    // What was sent from here comes back once it is read, and is older than what was typed since. Anything else, such as a
    // file dropped again, mended elsewhere, takes the place of what is here.
    Effect::new(move |_| {
        let text = now.get();
        if editor.has_come(&text) || editor.is_waiting() {
            return;
        }
        let text = as_shown(&text);
        if let Some(field) = editor.field.get_untracked().filter(|field| field.value() != text) {
            field.set_value(&text);
        }
    });
    let margin = NodeRef::<html::Div>::new();
    let scrolled = action(move |_: ev::Event| {
        if let (Some(field), Some(margin)) = (editor.field.get_untracked(), margin.get_untracked()) {
            margin.set_scroll_top(field.scroll_top());
        }
    });
    let numbers = text(move || {
        let lines = now.with(|text| as_shown(text).matches('\n').count()) + 1;
        (1..=lines).fold(String::new(), |numbers, line| numbers + &line.to_string() + "\n")
    });
    let marks = part(move || {
        let mark = |(finding, _): &(Finding, Option<Mend>)| {
            let top = format!("{}px", (f64::from(finding.place.line) - 1.0) * LINE);
            let class = format!("finding-mark {}", finding.severity().word());
            (finding.place.line > 0).then(|| view! { <span class=class style:top=top></span> })
        };
        noticed.with(|noticed| noticed.iter().take(MOST).filter_map(mark).collect_view())
    });
    let list = part(move || {
        let item = |(finding, mend): (Finding, Option<Mend>)| finding_item(editor, &finding, mend);
        let noticed = noticed.get();
        let more = noticed.len().saturating_sub(MOST);
        let more =
            (more > 0).then(|| view! { <li class="note">{format!("and {more} more, once these are dealt with")}</li> });
        view! { <ul class="to-mend">{noticed.into_iter().take(MOST).map(item).collect_view()}{more}</ul> }
    });
    let count = text(move || match noticed.with(Vec::len) {
        0 => "Nothing to mend.".to_owned(),
        1 => "1 finding.".to_owned(),
        count => format!("{count} findings."),
    });
    let said = part(move || {
        let lines = editor.said.get().into_iter().map(|line| view! { <li><bdi>{line}</bdi></li> }).collect_view();
        view! { <ul class="said">{lines}</ul> }
    });
    let input = action(move |_: ev::Event| editor.typed());
    let undo = action(move |_| editor.undo());
    let save = action(move |_| editor.save());
    let to = move |form: Form| action(move |_: ev::MouseEvent| editor.convert(form));
    let nothing_before = flag(move || editor.before.with(Vec::is_empty));
    view! {
        <div class="editor">
            <div class="margin" node_ref=margin aria-hidden="true"><pre>{numbers}</pre>{marks}</div>
            <textarea node_ref=editor.field prop:value=shown rows="18" spellcheck="false" autocapitalize="off" autocomplete="off"
                wrap="off" aria-label=format!("Source of {path}") on:input=input on:scroll=scrolled></textarea>
        </div>
        <div class="editor-tools">
            <button type="button" on:click=save>"Download the file"</button>
            <button type="button" on:click=undo disabled=nothing_before>"Undo the last mend"</button>
            <button type="button" on:click=to(Form::Named)>"Convert to the named form"</button>
            <button type="button" on:click=to(Form::Positional)>"Convert to the positional form"</button>
        </div>
        <div role="status"><p class="about">{count}</p>{said}</div>
        {list}
    }
    .into_any()
}

/// A finding with the line that it is on and, if there is an obvious one, its mend.
fn finding_item(editor: Editor, finding: &Finding, mend: Option<Mend>) -> impl IntoView + use<> {
    let line = finding.place.line;
    let severity = finding.severity().word();
    let message = finding.kind.message();
    let go = (line > 0).then(|| {
        let show = action(move |_: ev::MouseEvent| editor.show_line(line));
        view! { <button type="button" class="line" on:click=show>{format!("Line {line}")}</button> }
    });
    let mend = mend.map(|mend| {
        let label = mend.label.clone();
        let make = action(move |_: ev::MouseEvent| editor.mend(&mend));
        view! { <button type="button" class="mend" on:click=make><bdi>{label}</bdi></button> }
    });
    view! {
        <li class=severity>
            <strong class="severity">{severity}</strong> {go}
            <span class="message"><bdi>{message}</bdi></span>
            {mend}
        </li>
    }
}

impl Editor {
    /// The text as it is meant to be: what was sent last, or else what was read.
    fn source(self) -> Option<String> {
        let path = self.path.try_get_value()?;
        let sent = self.sent.try_with_value(|sent| sent.last().cloned()).flatten();
        sent.or_else(|| untrack(|| self.session.source(&path)))
    }

    /// Notes that a text was read; whether newer ones are still on their way.
    fn has_come(self, text: &str) -> bool {
        let came = |sent: &mut Vec<String>| {
            match sent.iter().rposition(|sent| sent == text) {
                Some(place) => drop(sent.drain(..=place)),
                None => sent.clear(),
            }
            !sent.is_empty()
        };
        self.sent.try_update_value(came).unwrap_or(false)
    }

    /// Brings a text as the file's.
    fn bring(self, text: String) {
        if let Some(path) = self.path.try_get_value() {
            self.sent.update_value(|sent| sent.push(text.clone()));
            self.session.bring(vec![SourceFile { path, bytes: text.into_bytes(), origin: Origin::Named }]);
        }
    }

    /// Brings what was typed once there is a pause.
    fn typed(self) {
        self.stop_waiting();
        self.pause.set_value(set_timeout_with_handle(move || self.take_typed(), PAUSE).ok());
    }

    /// Brings what was typed, if anything waits for a pause.
    fn take_typed(self) {
        if self.pause.try_with_value(Option::is_some) != Some(true) {
            return;
        }
        self.stop_waiting();
        if let (Some(field), Some(source)) = (self.field.try_get_untracked().flatten(), self.source()) {
            let text = typed(&source, &field.value());
            if text != source {
                self.bring(text);
            }
        }
    }

    fn is_waiting(self) -> bool {
        self.pause.with_value(Option::is_some)
    }

    fn stop_waiting(self) {
        if let Some(Some(pause)) = self.pause.try_update_value(Option::take) {
            pause.clear();
        }
    }

    /// Replaces the text by another, in the field at once; it can be undone.
    fn replace(self, text: String) {
        let Some(source) = self.source() else { return };
        self.show(&text);
        self.before.update(|before| {
            before.push(source);
            let beyond = before.len().saturating_sub(STEPS);
            before.drain(..beyond);
        });
        self.bring(text);
    }

    /// Shows a text in the field.
    fn show(self, text: &str) {
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&as_shown(text));
        }
    }

    fn undo(self) {
        self.take_typed();
        let last = self.before.try_update(Vec::pop).flatten();
        if let Some(text) = last {
            self.said.set(vec!["Undone.".to_owned()]);
            self.show(&text);
            self.bring(text);
        }
    }

    /// Makes a mend, unless the text has changed since it was offered.
    fn mend(self, mend: &Mend) {
        self.take_typed();
        if let Some(text) = self.source().and_then(|source| mend.apply(&source)) {
            self.said.set(vec![format!("Done: {}.", mend.label)]);
            self.replace(text);
        }
    }

    fn convert(self, form: Form) {
        self.take_typed();
        let (Some(source), Some(path)) = (self.source(), self.path.try_get_value()) else { return };
        let name = match form {
            Form::Named => "named",
            Form::Positional => "positional",
        };
        match self.session.dataset(|dataset| convert(&path, &source, dataset.catalog(), form)) {
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

    fn save(self) {
        self.take_typed();
        if let (Some(source), Some(path)) = (self.source(), self.path.try_get_value()) {
            let name = path.rsplit(['/', '\\']).next().unwrap_or("scores.md").to_owned();
            let _ = save_text(&source, &name, "text/markdown");
        }
    }

    /// Puts the caret on a line and brings it into view.
    fn show_line(self, line: u32) {
        let Some(field) = self.field.get_untracked() else { return };
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

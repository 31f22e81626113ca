//! The list of the visitor's files: sorted, filtered, with only the rows in view in the document.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::summary::file_lines;
use crate::app::reactive::{ErasedMemo, PtrEq, derived};
use crate::app::reactive::{bool_signal, dyn_view, handler, text_signal};
use crate::app::state::AppState;
use crate::view::{FileLine, FileOrder, arranged};
use crate::workspace::{FileId, PersistenceStatus};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW: f64 = 72.0;

/// Rows in the document above and below those in view.
const OVERSCAN: usize = 4;

/// What the list shows, and where it is scrolled to.
#[derive(Clone, Copy)]
struct List {
    app: AppState,
    lines: ErasedMemo<PtrEq<Vec<FileLine>>>,
    /// Indices of lines, in the order of the list.
    order: ErasedMemo<PtrEq<Vec<usize>>>,
    /// Id of the file that is looked at.
    chosen: ErasedMemo<String>,
    scroller: NodeRef<html::Div>,
    /// The first row in view, and how many are in view.
    window: RwSignal<(usize, usize)>,
}

/// The list; `chosen` is the file that is looked at.
#[component]
pub(in crate::app) fn FileList(chosen: ErasedMemo<Option<FileId>>) -> impl IntoView {
    let app = AppState::get();
    let (typed, only_problems, order) =
        (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(FileOrder::default()));
    let lines = file_lines(app);
    let list = List {
        app,
        lines,
        order: derived(move || {
            let lines = lines.get();
            PtrEq::new(typed.with(|typed| arranged(&lines, typed, only_problems.get(), order.get())))
        }),
        chosen: derived(move || chosen.get().map(|id| id.to_string()).unwrap_or_default()),
        scroller: NodeRef::new(),
        window: RwSignal::new((0, 12)),
    };
    let resized = window_event_listener(ev::resize, move |_| list.measure());
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        if list.scroller.get().is_some() {
            // The file that a link led to may be far down.
            let chosen = list.chosen.get_untracked();
            list.show(untrack(|| list.position_of(&chosen)).unwrap_or_default());
            list.measure();
        }
    });
    let rows = dyn_view(move || list.rows());
    let said = text_signal(move || {
        let (shown, all) = (list.order.with(|order| order.len()), list.lines.with(|lines| lines.len()));
        if shown == all { String::new() } else { format!("{shown} of {all} files") }
    });
    let active = text_signal(move || {
        let position = list.position_of(&list.chosen.get());
        position.filter(|position| list.rendered().contains(position)).map(option_id).unwrap_or_default()
    });
    let height = text_signal(move || format!("{}px", list.order.with(|order| order.len()) as f64 * ROW));
    let keys = handler(move |event: ev::KeyboardEvent| list.on_key(&event));
    let scrolled = handler(move |_: ev::Event| list.measure());
    let type_in = handler(move |event| typed.set(event_target_value(&event)));
    let switch = handler(move |event| only_problems.set(event_target_checked(&event)));
    let sort = handler(move |event| {
        let label = event_target_value(&event);
        order.set(FileOrder::ALL.into_iter().find(|order| order.label() == label).unwrap_or_default());
        list.show(0);
    });
    let is_alone = bool_signal(move || list.lines.with(|lines| lines.len() < 2));
    let option = |order: FileOrder| view! { <option value=order.label()>{order.label()}</option> };
    view! {
        <div class="file-list">
            <div class="list-tools" hidden=is_alone>
                <input type="search" aria-label="Filter files" placeholder="Filter files" autocomplete="off" spellcheck="false"
                    on:input=type_in/>
                <select aria-label="Sort files by" on:change=sort>{FileOrder::ALL.map(option).into_iter().collect_view()}</select>
                <label><input type="checkbox" on:change=switch/> " Only files with problems"</label>
                <p role="status">{said}</p>
            </div>
            <div class="file-rows" node_ref=list.scroller tabindex="0" role="listbox" aria-label="Files"
                aria-activedescendant=active on:scroll=scrolled on:keydown=keys>
                <div class="file-space" role="presentation" style:height=height>{rows}</div>
            </div>
        </div>
    }
}

impl List {
    /// Positions of the rows in the document.
    fn rendered(self) -> std::ops::Range<usize> {
        let (first, tall) = self.window.get();
        first.saturating_sub(OVERSCAN)..first + tall + OVERSCAN
    }

    fn rows(self) -> Vec<AnyView> {
        let range = self.rendered();
        let (lines, order, chosen) = (self.lines.get(), self.order.get(), self.chosen.get());
        let kept = match self.app.workspace.persistence.get() {
            Some(PersistenceStatus::Stored) => "kept",
            Some(PersistenceStatus::Storing) => "being stored",
            _ => "",
        };
        let row = |(position, index): (usize, &usize)| {
            let line = lines.get(*index)?;
            Some(self.row(line, position, order.len(), line.id == chosen, kept))
        };
        let rows = order.iter().enumerate().take(range.end).skip(range.start);
        rows.filter_map(row).collect()
    }

    /// A row: name; path and state; rank and issues.
    fn row(self, line: &FileLine, position: usize, of: usize, is_chosen: bool, kept: &str) -> AnyView {
        let state = match line {
            FileLine { from_link: true, .. } => "from a link".to_owned(),
            FileLine { edited: true, .. } if !kept.is_empty() => format!("{kept} · edited"),
            FileLine { edited: true, .. } => "edited".to_owned(),
            _ => kept.to_owned(),
        };
        let state = if state.is_empty() { String::new() } else { format!(" · {state}") };
        let rank = line.best.map(|best| {
            let catalog =
                |dataset: &crate::dataset::Dataset| dataset.catalog().boards.get(best.board).map(|b| b.name.clone());
            let board = untrack(|| self.app.dataset(catalog)).unwrap_or_default();
            view! { <span title=format!("{} on {board}", best.words())>{best.words()}</span> }
        });
        let severity = line.severity().map_or("", |severity| severity.word());
        let id = line.id.clone();
        let choose = handler(move |_: ev::MouseEvent| self.open(&id));
        view! {
            <div class="file-row" id=option_id(position) role="option" aria-selected=is_chosen.to_string()
                aria-setsize=of.to_string() aria-posinset=(position + 1).to_string()
                style:top=format!("{}px", position as f64 * ROW) on:click=choose>
                <b><bdi>{line.name()}</bdi></b>
                <span class="file"><bdi>{line.path.clone()}</bdi>{state}</span>
                <span class="marks"><span class=format!("issue-count {severity}")>{line.issue_words()}</span>{rank}</span>
            </div>
        }
        .into_any()
    }

    /// The position of a file in the list.
    fn position_of(self, id: &str) -> Option<usize> {
        let lines = self.lines.get();
        let is_it = |index: &usize| lines.get(*index).is_some_and(|line| line.id == id);
        self.order.with(|order| order.iter().position(is_it))
    }

    /// Finds out which rows are in view.
    fn measure(self) {
        let Some(Some(scroller)) = self.scroller.try_get_untracked() else { return };
        let first = (f64::from(scroller.scroll_top()) / ROW).max(0.0) as usize;
        let tall = (f64::from(scroller.client_height()) / ROW).ceil() as usize + 1;
        if self.window.get_untracked() != (first, tall) {
            self.window.set((first, tall));
        }
    }

    /// Scrolls until a row is in view.
    fn show(self, position: usize) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (top, tall) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
        let place = position as f64 * ROW;
        if place < top {
            scroller.set_scroll_top(place as i32);
        } else if place + ROW > top + tall {
            scroller.set_scroll_top((place + ROW - tall) as i32);
        }
    }

    /// Arrow keys, Home and End choose another file.
    fn on_key(self, event: &ev::KeyboardEvent) {
        let order = self.order.get_untracked();
        let chosen = self.chosen.get_untracked();
        let now = untrack(|| self.position_of(&chosen));
        let last = order.len().saturating_sub(1);
        let position = match event.key().as_str() {
            "ArrowDown" => now.map_or(0, |now| (now + 1).min(last)),
            "ArrowUp" => now.map_or(0, |now| now.saturating_sub(1)),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        let id = self.lines.with_untracked(|lines| Some(lines.get(*order.get(position)?)?.id.clone()));
        if let Some(id) = id {
            self.open(&id);
            self.show(position);
        }
    }

    fn open(self, id: &str) {
        if let Ok(id) = id.parse() {
            self.app.workspace.open(id);
        }
    }
}

fn option_id(position: usize) -> String {
    format!("file-{position}")
}

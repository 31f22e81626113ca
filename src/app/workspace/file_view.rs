//! One file: its name and state, what can be done with it, and its panes: standing, editor, issues.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::editor::{Editor, editor_pane};
use super::issues::issues_pane;
use super::publish::formats;
use super::standing::{rows_of, standing_pane};
use crate::app::reactive::{ErasedMemo, derived, lasting};
use crate::app::reactive::{bool_signal, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::workspace::{FileId, refused_name};

/// What the page of files consists of; on a narrow screen one of these is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Pane {
    /// The list of files; a pane of its own only on a phone.
    Files,
    Standing,
    Editor,
    Issues,
}

impl Pane {
    const ALL: [Self; 4] = [Self::Files, Self::Standing, Self::Editor, Self::Issues];

    fn label(self) -> &'static str {
        match self {
            Self::Files => "Files",
            Self::Standing => "Standing",
            Self::Editor => "Editor",
            Self::Issues => "Issues",
        }
    }

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Files => "pane-files",
            Self::Standing => "pane-standing",
            Self::Editor => "pane-editor",
            Self::Issues => "pane-issues",
        }
    }
}

/// Which pane is in view, and how much room there is.
#[derive(Clone, Copy)]
pub(in crate::app) struct Panes {
    pub(in crate::app) shown: RwSignal<Pane>,
    /// Whether there is room for one pane beside the list only.
    pub(in crate::app) narrow: ReadSignal<bool>,
    /// Whether there is room for one pane only.
    pub(in crate::app) phone: ReadSignal<bool>,
    /// Whether the file that is looked at has no model, so that nothing stands anywhere: its issues take the place of its standing.
    pub(in crate::app) unreadable: ErasedMemo<bool>,
}

impl Panes {
    /// Whether the chosen file has no model.
    pub(in crate::app) fn unreadable(app: AppState, chosen: ErasedMemo<Option<FileId>>) -> ErasedMemo<bool> {
        derived(move || {
            let path = chosen.get().map(|id| app.workspace.path(id));
            path.is_some_and(|path| app.dataset(|dataset| rows_of(dataset, &path).is_empty()))
        })
    }

    /// Whether a pane is one of several tabs.
    fn is_tab(self, pane: Pane) -> bool {
        if pane == Pane::Files { self.phone.get() } else { self.narrow.get() }
    }

    fn tabs(self) -> Vec<Pane> {
        let has_content = |pane: &Pane| *pane != Pane::Standing || !self.unreadable.get();
        Pane::ALL.into_iter().filter(|pane| self.is_tab(*pane) && has_content(pane)).collect()
    }

    /// Arrow keys, Home and End go from tab to tab.
    fn on_key(self, event: &ev::KeyboardEvent) {
        let (tabs, now) = untrack(|| (self.tabs(), self.current()));
        let at = tabs.iter().position(|pane| *pane == now).unwrap_or_default();
        let last = tabs.len().saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowRight" if at < last => at + 1,
            "ArrowLeft" if at > 0 => at - 1,
            "ArrowLeft" | "End" => last,
            "ArrowRight" | "Home" => 0,
            _ => return,
        };
        event.prevent_default();
        if let Some(pane) = tabs.get(to) {
            self.shown.set(*pane);
            crate::app::browser::dom::focus_only(&tab_id(*pane));
        }
    }

    /// The pane in view where only one is: the list is no tab where it has room of its own.
    fn current(self) -> Pane {
        match self.shown.get() {
            Pane::Files if self.phone.get() => Pane::Files,
            Pane::Files | Pane::Standing if self.unreadable.get() => Pane::Issues,
            Pane::Files => Pane::Standing,
            pane => pane,
        }
    }
}

/// The tabs; nothing where all panes have room.
#[component]
pub(in crate::app) fn PaneTabs(panes: Panes) -> impl IntoView {
    let tab = move |pane: Pane| {
        let is_current = derived(move || panes.current() == pane);
        let choose = handler(move |_: ev::MouseEvent| panes.shown.set(pane));
        view! {
            <button type="button" role="tab" id=tab_id(pane) aria-controls=pane.id()
                aria-selected=text_signal(move || is_current.get().to_string())
                tabindex=text_signal(move || if is_current.get() { "0" } else { "-1" }.to_owned()) on:click=choose>
                {pane.label()}
            </button>
        }
    };
    show_when(
        move || panes.narrow.get(),
        move || {
            let tabs = dyn_view(move || panes.tabs().into_iter().map(tab).collect_view());
            let keys = handler(move |event: ev::KeyboardEvent| panes.on_key(&event));
            view! { <div class="pane-tabs" role="tablist" aria-label="Panes" on:keydown=keys>{tabs}</div> }
        },
    )
}

fn tab_id(pane: Pane) -> String {
    format!("{}-tab", pane.id())
}

/// A pane: a region where there is room for all, else the panel of its tab.
pub(in crate::app) fn pane(panes: Panes, pane: Pane, content: AnyView) -> AnyView {
    let is_tab = derived(move || panes.is_tab(pane));
    let role = text_signal(move || if is_tab.get() { "tabpanel" } else { "region" }.to_owned());
    let is_hidden = bool_signal(move || is_tab.get() && panes.current() != pane);
    let heading = (pane != Pane::Files).then(|| view! { <h3 class="pane-title">{pane.label()}</h3> });
    view! {
        <div class=format!("pane {}", pane.id()) id=pane.id() role=role aria-label=pane.label() hidden=is_hidden tabindex="-1">
            {heading}
            {content}
        </div>
    }
    .into_any()
}

/// The file: its head and its panes.
#[component]
pub(in crate::app) fn FileView(id: FileId, panes: Panes) -> impl IntoView {
    let app = AppState::get();
    let editor = Editor::new(app, id, panes.shown);
    let standing = standing_pane(app, id);
    view! {
        <article class="file-view" aria-label=title(app, editor.path)>
            {head(editor)}
            {pane(panes, Pane::Standing, standing)}
            {pane(panes, Pane::Editor, editor_pane(editor))}
            {pane(panes, Pane::Issues, issues_pane(editor))}
        </article>
    }
}

/// What a file is called: its model's name, or its path.
fn title(app: AppState, path: ErasedMemo<String>) -> Signal<String> {
    text_signal(move || {
        let path = path.get();
        let name = app.dataset(|dataset| {
            let rows = rows_of(dataset, &path);
            let first = dataset.name_of(*rows.first()?).to_owned();
            Some(if rows.len() > 1 { format!("{first} and {} more", rows.len() - 1) } else { first })
        });
        name.unwrap_or(path)
    })
}

/// Name, path and state, and what can be done with the file as a whole.
fn head(editor: Editor) -> AnyView {
    let Editor { app, id, path, .. } = editor;
    let workspace = app.workspace;
    let name = title(app, path);
    let is_preview = derived(move || path.with(|path| app.dataset(|dataset| !rows_of(dataset, path).is_empty())));
    let is_from_link =
        derived(move || lasting(workspace.files).with(|files| files.get(id).is_some_and(|file| file.from_link)));
    let from_link = move || {
        let keep = handler(move |_: ev::MouseEvent| workspace.keep(vec![id]));
        let label = text_signal(move || format!("Keep {} in this browser", name.get()));
        view! {
            <p class="file-state">
                {text_signal(move || {
                    if workspace.has_linked_address() {
                        "This file came by this page’s link, which loads it again after a reload. "
                    } else {
                        "This file came by a link and is gone when you close or reload the page. "
                    }
                    .to_owned()
                })}
                <button type="button" on:click=keep aria-label=label>"Keep in this browser"</button>
            </p>
        }
    };
    let replaced = derived(move || {
        lasting(workspace.files)
            .with(|files| files.get(id).map(|file| (file.replaced.earlier.len(), file.replaced.later.len())))
            .unwrap_or_default()
    });
    let replacement = dyn_view(move || {
        let (earlier, later) = replaced.get();
        let step = |label: &'static str, undo: bool| {
            let step = handler(move |_: ev::MouseEvent| workspace.undo_replacement(id, undo));
            view! { " " <button type="button" on:click=step>{label}</button> }
        };
        let said = match (earlier, later) {
            (0, 0) => return None,
            (0, 1) => "The earlier version of this file is shown.".to_owned(),
            (0, later) => format!("The first of {} versions of this file is shown.", later + 1),
            (1, 0) => "This file replaced an earlier version.".to_owned(),
            (earlier, 0) => format!("This file replaced {earlier} earlier versions."),
            (earlier, later) => format!("Version {} of {} of this file is shown.", earlier + 1, earlier + later + 1),
        };
        let undo = (earlier > 0).then(|| step("Undo replacement", true));
        let redo = (later > 0).then(|| step("Redo replacement", false));
        Some(view! { <p class="file-state">{said}{undo}{redo}</p> })
    });
    let renaming = RwSignal::new(false);
    let rename = handler(move |_: ev::MouseEvent| renaming.set(true));
    let save = handler(move |_: ev::MouseEvent| editor.save());
    let publishing = RwSignal::new(false);
    let publish = handler(move |_: ev::MouseEvent| publishing.update(|publishing| *publishing = !*publishing));
    let is_publishing = text_signal(move || publishing.get().to_string());
    let duplicate = handler(move |_: ev::MouseEvent| {
        editor.take_typed();
        workspace.duplicate(id);
    });
    let remove = handler(move |_: ev::MouseEvent| {
        workspace.remove(&[id]);
        crate::app::browser::dom::focus_only("content");
    });
    let remove_label = text_signal(move || format!("Remove {}", name.get()));
    view! {
        <header>
            <h2><bdi>{name}</bdi> {show_when(move || is_preview.get(), || view! { <span class="tag">"preview"</span> })}</h2>
            <p class="file"><bdi>{text_signal(move || path.get())}</bdi></p>
            <div class="file-tools">
                <button type="button" on:click=rename>"Rename"</button>
                <button type="button" on:click=duplicate>"Duplicate"</button>
                <button type="button" on:click=save>"Download"</button>
                <button type="button" aria-expanded=is_publishing on:click=publish>"Publish as…"</button>
                <button type="button" on:click=remove aria-label=remove_label>"Remove"</button>
            </div>
            {show_when(move || publishing.get(), move || formats(app, id))}
            {show_when(move || renaming.get(), move || rename_form(editor, renaming))}
            {show_when(move || is_from_link.get(), from_link)}
            {replacement}
        </header>
    }
    .into_any()
}

/// The field for another name.
fn rename_form(editor: Editor, renaming: RwSignal<bool>) -> AnyView {
    let field = NodeRef::<html::Input>::new();
    let refused = RwSignal::new(None::<String>);
    let take = move || {
        let name = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let (workspace, name, path) = (editor.app.workspace, name.trim(), editor.path.get_untracked());
        let to = format!("{}{name}", folder_of(&path));
        let is_taken =
            workspace.files.with_untracked(|files| files.at_path(&to).is_some_and(|file| file.id != editor.id));
        let said = refused_name(name).map(str::to_owned);
        let said = said.or_else(|| is_taken.then(|| format!("Another file is named {to}.")));
        if said.is_some() {
            refused.set(said);
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
            return;
        }
        editor.take_typed();
        workspace.rename(editor.id, to);
        renaming.set(false);
    };
    let submit = handler(move |event: ev::SubmitEvent| {
        event.prevent_default();
        take();
    });
    let cancel = handler(move |_: ev::MouseEvent| renaming.set(false));
    let keys = handler(move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            renaming.set(false);
        }
    });
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    // The folder in which a file was found stays.
    let path = editor.path.get_untracked();
    let name = path.get(folder_of(&path).len()..).unwrap_or_default().to_owned();
    view! {
        <form class="rename" on:submit=submit on:keydown=keys>
            <label>"New name " <input node_ref=field type="text" autocomplete="off" spellcheck="false" prop:value=name
                aria-describedby="name-refused" aria-invalid=text_signal(move || refused.with(Option::is_some).to_string())/></label>
            <button type="submit">"Save name"</button>
            <button type="button" on:click=cancel>"Cancel"</button>
            <p id="name-refused" class="refused" role="alert"><bdi>{text_signal(move || refused.get().unwrap_or_default())}</bdi></p>
        </form>
    }
    .into_any()
}

/// The folders of a path, with the stroke behind them.
fn folder_of(path: &str) -> &str {
    path.rfind(['/', '\\']).and_then(|stroke| path.get(..=stroke)).unwrap_or_default()
}

//! The visitor's files: the list, and for the chosen one where it stands, its editor and its issues.

use leptos::ev;
use leptos::prelude::*;

use crate::app::browser::theme::media_query;
use crate::app::components::link::Link;
use crate::app::reactive::{derived, lasting};
use crate::app::reactive::{dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::app::workspace::{
    FileList, FileView, FixAllFiles, FixDialog, Pane, PaneTabs, Panes, ShareLink, Undo, kept_words, pane,
};
use crate::archive::zip;
use crate::view::{Page, ViewState};

/// Less wide, the panes of a file are tabs; the style sheet says the same.
const NARROW: &str = "(max-width: 1099.9px)";

/// Less wide, the list is a tab too; the style sheet says the same.
const PHONE: &str = "(max-width: 699.9px)";

/// The page.
#[component]
pub(in crate::app) fn Files() -> impl IntoView {
    let app = AppState::get();
    let workspace = app.workspace;
    let count = derived(move || workspace.count());
    let has_files = derived(move || count.get() > 0);
    let is_led_to_issue = app.led_to.with_untracked(|id| id.starts_with("issue:"));
    let wanted = app.part(|state| match &state.page {
        Page::Files(id) => id.clone(),
        _ => String::new(),
    });
    // Where a link names no file that is here, the first is shown.
    let chosen = derived(move || {
        let wanted = wanted.get().parse().ok();
        lasting(workspace.files).with(|files| {
            let wanted = wanted.and_then(|id| files.get(id));
            wanted.or_else(|| files.iter().next()).map(|file| file.id)
        })
    });
    let panes = Panes {
        shown: RwSignal::new(if is_led_to_issue { Pane::Issues } else { Pane::Standing }),
        narrow: media_query(NARROW),
        phone: media_query(PHONE),
        unreadable: Panes::unreadable(app, chosen),
    };
    let kept = text_signal(move || {
        let from_link = lasting(workspace.files).with(|files| files.iter().filter(|file| file.from_link).count());
        let kept = kept_words(workspace.persistence.get());
        match (from_link, count.get()) {
            (0, _) => kept.to_owned(),
            (linked, all) if workspace.has_linked_address() => {
                let others = if linked < all { kept } else { "" };
                format!(
                    "{others} What this page’s link loads is loaded again after a reload, and kept only if you say so."
                )
            }
            (linked, all) if linked >= all => {
                "They came by a link and are gone when you close or reload the page, unless you keep them.".to_owned()
            }
            (1, _) => format!(
                "{kept} 1 file came by a link and is gone when you close or reload the page, unless you keep it."
            ),
            (linked, _) => format!(
                "{kept} {linked} files came by a link and are gone when you close or reload the page, unless you keep them."
            ),
        }
    });
    let said = text_signal(move || match count.get() {
        1 => "1 file. ".to_owned(),
        count => format!("{count} files. "),
    });
    let new_file = Signal::derive(move || app.link_to(|state| state.page = Page::New));
    let tools = move || {
        let remove_all = handler(move |_: ev::MouseEvent| {
            workspace.remove_all();
            crate::app::browser::dom::focus("content");
        });
        let download = handler(move |_: ev::MouseEvent| download_all(app));
        view! {
            <p class="about">
                {said} {kept} " Each model is shown on every board as a preview. Drop or paste more, or begin a "
                <Link to=new_file>"new score file"</Link> "."
            </p>
            <div class="preview-tools">
                <ShareLink/>
                <button type="button" on:click=download>"Download all"</button>
                <FixAllFiles/>
                <button type="button" on:click=remove_all>"Remove all files"</button>
            </div>
        }
    };
    let workspace_view = move || {
        let file = dyn_view(move || chosen.get().map(|id| view! { <FileView id panes/> }));
        let list = view! { <FileList chosen/> }.into_any();
        view! {
            <PaneTabs panes/>
            <div class="workspace">
                {pane(panes, Pane::Files, list)}
                {file}
            </div>
        }
    };
    view! {
        <div class="page files-page">
            <div class="files-head">
                <h1 id="previews" tabindex="-1">"Your files"</h1>
                {show_when(move || has_files.get(), tools)}
            </div>
            <Undo/>
            {show_when(move || !has_files.get(), move || empty(new_file))}
            {show_when(move || has_files.get(), workspace_view)}
            <FixDialog/>
        </div>
    }
}

/// How to begin.
fn empty(new_file: Signal<ViewState>) -> AnyView {
    view! {
        <div class="prose">
            <p>"There are no files yet. To see where your model would rank:"</p>
            <ul class="ways">
                <li>"Drop score files, a folder or a ZIP archive anywhere on this page."</li>
                <li>"Choose files with “Add your scores”."</li>
                <li>"Paste the text of a score file, or a link to one, anywhere but in a field."</li>
                <li>"Results of evaluation tools, tables and model cards are taken too: you confirm what was found before it counts."</li>
                <li>"Or begin with a " <Link to=new_file>"new score file"</Link> "."</li>
            </ul>
            <p>"Your files stay in this browser: nothing is sent anywhere."</p>
        </div>
    }
    .into_any()
}

/// Saves all files in one ZIP archive, as they are meant to be.
fn download_all(app: AppState) {
    let files = app.workspace.contents();
    match zip(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))) {
        Some(archive) => app.workspace.save(&archive, "scores.zip"),
        None => app.workspace.say_too_many(),
    }
}

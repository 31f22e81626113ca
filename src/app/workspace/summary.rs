//! What the visitor's files come to, in a few lines above the page: where each model ranks, what is wrong, and the way to the files.

use std::collections::HashSet;

use leptos::ev;
use leptos::prelude::*;

use super::progress;
use super::records::UnreadableRecords;
use super::{Offer, Workspace};
use crate::app::components::coded::coded;
use crate::app::components::link::Link;
use crate::app::importing::Unconfirmed;
use crate::app::reactive::{ErasedMemo, PtrEq, derived, lasting};
use crate::app::reactive::{bool_signal, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::view::{self, FileAbout, FileLine, FilesSummary, IssueGroup, Page, ViewState, board_ranks, counted_issues};
use crate::workspace::{FileRecord, PersistenceStatus};

/// Up to so many files have a line each.
const LINES: usize = 3;

/// So many models are named beside the heading.
const NAMES: usize = 3;

/// How many of the best ranks and of the gravest issues of many files are named.
const MOST: usize = 3;

/// A line for each file, in order of arrival. Models, files and findings are committed together.
pub(in crate::app) fn file_lines(app: AppState) -> ErasedMemo<PtrEq<Vec<FileLine>>> {
    derived(move || {
        let ranked = app.peer_stats.get();
        let about = |file: &FileRecord| (file.id.to_string(), file.path.clone(), file.from_link, file.version > 0);
        let files: Vec<_> = lasting(app.workspace.files).with(|files| files.iter().map(about).collect());
        let files = files.iter().map(|(id, path, from_link, edited)| FileAbout {
            id,
            path,
            from_link: *from_link,
            edited: *edited,
        });
        let ranked = ranked.as_ref().map(|ranked| (&*ranked.models, &ranked.peers));
        PtrEq::new(
            lasting(app.workspace.findings)
                .with(|findings| app.dataset(|dataset| view::file_lines(files, dataset, findings, ranked))),
        )
    })
}

/// Messages about files, and what is on its way in: above every page.
#[component]
pub(in crate::app) fn Incoming() -> impl IntoView {
    let workspace = AppState::get().workspace;
    let count = derived(move || lasting(workspace.files).with(|files| files.len()));
    let said = text_signal(move || match count.get() {
        0 => String::new(),
        1 => "You have 1 file here.".to_owned(),
        count => format!("You have {count} files here."),
    });
    let has_unreadable = derived(move || workspace.unreadable.get() > 0);
    view! {
        <p class="hidden" role="status">{said}</p>
        {from_link(workspace)}
        {show_when(move || has_unreadable.get(), move || view! { <UnreadableRecords workspace/> })}
        <Unconfirmed/>
        <progress::Incoming/>
    }
}

/// Says that files came by a link, and keeps or removes them all.
fn from_link(workspace: Workspace) -> AnyView {
    let count = derived(move || workspace.linked().len());
    let said = text_signal(move || {
        match count.get() {
        0 => String::new(),
        1 if workspace.has_linked_address() => {
            "1 file from this page’s link, which loads it again after a reload. Keep it to have it here without the link.".to_owned()
        }
        count if workspace.has_linked_address() => format!(
            "{count} files from this page’s link, which loads them again after a reload. Keep them to have them here without the link."
        ),
        1 => "1 file from a link. It is gone after a reload unless you keep it.".to_owned(),
        count => format!("{count} files from a link. They are gone after a reload unless you keep them."),
    }
    });
    let buttons = move || {
        let keep = handler(move |_: ev::MouseEvent| {
            workspace.keep(untrack(|| workspace.linked()));
            crate::app::browser::dom::focus_only("content");
        });
        let remove = handler(move |_: ev::MouseEvent| {
            let ids = untrack(|| workspace.linked());
            let message = if ids.len() == 1 {
                "1 file was removed".to_owned()
            } else {
                format!("{} files were removed", ids.len())
            };
            let done = workspace.remove(&ids);
            workspace.offer(false, message, String::new(), Some(Offer::Undo(done)));
            crate::app::browser::dom::focus_only("content");
        });
        view! {
            <button type="button" on:click=keep>"Keep all"</button>
            <button type="button" on:click=remove aria-label="Remove the files from a link">"Remove"</button>
        }
    };
    let is_any = bool_signal(move || count.get() > 0);
    view! {
        <div class="from-link" class:reading=is_any>
            <p role="status">{said}</p>
            {show_when(move || is_any.get(), buttons)}
        </div>
    }
    .into_any()
}

/// The summary; nothing where there are no files.
#[component]
pub(in crate::app) fn Summary() -> impl IntoView {
    let app = AppState::get();
    let workspace = app.workspace;
    let count = derived(move || lasting(workspace.files).with(|files| files.len()));
    let summary = move || {
        let fold = handler(move |event: ev::Event| {
            workspace.set_expanded(event_target::<web_sys::HtmlDetailsElement>(&event).open());
        });
        let to_files = files_link(app, String::new());
        view! {
            <section id="previews" class="summary" aria-labelledby="previews-title" tabindex="-1">
                <details prop:open=bool_signal(move || workspace.is_expanded()) on:toggle=fold>
                    <summary><h2 id="previews-title">"Your files"</h2> <span class="whose"><bdi>{whose(app, count)}</bdi></span></summary>
                    {show_when(move || workspace.is_expanded(), move || lines(app))}
                </details>
                <Link to=to_files>"Open workspace"</Link>
            </section>
        }
    };
    show_when(move || count.get() > 0, summary)
}

/// Whose the files are, or how many where that would be too long.
fn whose(app: AppState, count: ErasedMemo<usize>) -> Signal<String> {
    let workspace = app.workspace;
    text_signal(move || {
        let (names, readable) = app.dataset(|dataset| {
            let previews = || dataset.models().iter().filter(|model| model.preview);
            let files: HashSet<&str> = previews().filter_map(|model| model.file.split('#').next()).collect();
            (previews().map(|model| model.name.clone()).take(NAMES + 1).collect::<Vec<_>>(), files.len())
        });
        let unreadable = match count.get().saturating_sub(readable) {
            0 => String::new(),
            unreadable => format!(", {unreadable} cannot be read"),
        };
        let files = if count.get() == 1 { "1 file".to_owned() } else { format!("{} files", count.get()) };
        let named =
            if names.is_empty() || names.len() > NAMES { String::new() } else { format!(": {}", names.join(", ")) };
        let from_link = workspace.files.with(|files| files.iter().filter(|file| file.from_link).count());
        let kept = match (workspace.persistence.get(), count.get().saturating_sub(from_link)) {
            (Some(PersistenceStatus::Stored), kept @ 1..) if from_link > 0 => {
                format!(" · {kept} of them kept in this browser")
            }
            (Some(PersistenceStatus::Stored), 1..) => " · kept in this browser".to_owned(),
            (Some(PersistenceStatus::Unavailable | PersistenceStatus::Blocked | PersistenceStatus::Failed), 1..) => {
                " · not kept: see the workspace".to_owned()
            }
            _ => String::new(),
        };
        format!("{files}{named}{unreadable}{kept}")
    })
}

/// A line for each of a few files, or what many come to.
fn lines(app: AppState) -> AnyView {
    let all = file_lines(app);
    let content = dyn_view(move || {
        let lines = all.get();
        if lines.len() <= LINES {
            view! { <ul>{lines.iter().map(|line| file_item(app, line)).collect_view()}</ul> }.into_any()
        } else {
            many(app, &lines)
        }
    });
    content.into_any()
}

fn file_item(app: AppState, line: &FileLine) -> AnyView {
    let title = line.title();
    let open = files_link(app, line.id.clone());
    let label = format!(" {title}");
    let severity = line.severity().map_or("", |severity| severity.word());
    let models = match line.models.as_slice() {
        [] => line.error.as_ref().map(|(_, message)| {
            view! { <span class="ranks"><bdi>{coded(&view::sentence(message))}</bdi></span> }.into_any()
        }),
        [(code, _)] => Some(ranks(app, code)),
        many => {
            let item = |(code, name): &(String, String)| view! { <span class="ranks"><bdi>{name.clone()}</bdi> ": " {ranks(app, code)}</span> };
            Some(many.iter().take(LINES).map(item).collect_view().into_any())
        }
    };
    view! {
        <li>
            <b><bdi>{title}</bdi></b>
            {models}
            <span class=format!("issue-count {severity}")>{line.issue_words()}</span>
            <span class="open-file"><Link to=open>"Open"<span class="hidden"><bdi>{label}</bdi></span></Link></span>
        </li>
    }
    .into_any()
}

/// The ranks of a model on the boards, each leading to its board.
fn ranks(app: AppState, code: &str) -> AnyView {
    let Some(stats) = app.peer_stats.get() else { return ().into_any() };
    let Some(row) = stats.models.row_of(code) else { return ().into_any() };
    let rank = |rank: view::BoardRank| {
        let board = stats.models.catalog().boards.get(rank.board)?;
        let (name, code) = (board.name.clone(), board.code.clone());
        let to = Signal::derive(move || app.board(&code));
        Some(view! { <span>{rank.words()} " on " <Link to>{name}</Link></span> })
    };
    let ranks: Vec<_> = board_ranks(&stats.peers, row).into_iter().filter_map(rank).collect();
    if ranks.is_empty() {
        return view! { <span class="ranks">"Not ranked on any board"</span> }.into_any();
    }
    view! { <span class="ranks">{ranks}</span> }.into_any()
}

/// Counts, the best ranks and the gravest issues.
fn many(app: AppState, lines: &[FileLine]) -> AnyView {
    let summary = lasting(app.workspace.findings).with(|findings| FilesSummary::new(lines, findings, MOST));
    let models = if summary.models == 1 { "1 model".to_owned() } else { format!("{} models", summary.models) };
    let unreadable = match summary.unreadable {
        0 => String::new(),
        1 => ", 1 file cannot be read".to_owned(),
        many => format!(", {many} files cannot be read"),
    };
    let issues = counted_issues(summary.issues);
    let best = summary.best.iter().filter_map(|index| lines.get(*index)).map(|line| {
        let rank = line.best.map(|best| {
            let board = app.dataset(|dataset| dataset.catalog().boards.get(best.board).map(|board| board.name.clone()));
            format!(" {} on {}", best.words(), board.unwrap_or_default())
        });
        let to = files_link(app, line.id.clone());
        let title = line.title();
        view! { <span><Link to><bdi>{title}</bdi></Link>{rank}</span> }.into_any()
    });
    let best = best.collect::<Vec<_>>();
    let gravest = summary.gravest.iter().map(|group| {
        let to = first_place(app, group);
        let (title, places) = (group.title.clone(), places(group));
        view! { <span class=group.severity.word()><Link to><bdi>{title}</bdi></Link>{places}</span> }.into_any()
    });
    let gravest = gravest.collect::<Vec<_>>();
    view! {
        <ul>
            <li><b>{models}{unreadable}</b> <span class="issue-count">{issues}</span></li>
            {(!best.is_empty()).then(|| view! { <li>"Best ranks: " <span class="ranks">{best}</span></li> })}
            {(!gravest.is_empty()).then(|| view! { <li>"Most serious issues: " <span class="ranks">{gravest}</span></li> })}
        </ul>
    }
    .into_any()
}

/// `in 8 places of 3 files`; nothing for one place.
pub(super) fn places(group: &IssueGroup) -> Option<String> {
    match (group.findings.len(), group.files) {
        (0 | 1, _) => None,
        (places, 0 | 1) => Some(format!(" in {places} places")),
        (places, files) if places == files => Some(format!(" in {files} files")),
        (places, files) => Some(format!(" in {places} places of {files} files")),
    }
}

/// The file where an issue occurs first.
fn first_place(app: AppState, group: &IssueGroup) -> Signal<ViewState> {
    let first = group.findings.first().copied();
    let file = app.workspace.findings.with_untracked(|findings| Some(findings.get(first?)?.place.file.clone()));
    file_link(app, &file.unwrap_or_default())
}

/// Where the file with an id is looked at; the first where that is empty.
pub(in crate::app) fn files_link(app: AppState, id: String) -> Signal<ViewState> {
    Signal::derive(move || app.link_to(|state| state.page = Page::Files(id.clone())))
}

/// Where the file with a path is looked at.
pub(in crate::app) fn file_link(app: AppState, path: &str) -> Signal<ViewState> {
    let id = app.workspace.files.with_untracked(|files| files.at_path(path).map(|file| file.id.to_string()));
    files_link(app, id.unwrap_or_default())
}

impl Workspace {
    /// How many files there are. Subscribes to it.
    pub(in crate::app) fn count(self) -> usize {
        lasting(self.files).with(|files| files.len())
    }
}

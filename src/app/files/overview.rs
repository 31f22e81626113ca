//! Many files at a glance: a line for each with its findings, to be narrowed and unfolded one by one.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::app::derived::derived;
use crate::app::erased::{action, part_if, text};
use crate::app::previews::Panel;
use crate::app::session::Session;
use crate::app::shared::Shared;
use crate::document::{Severity, SourceFile};

/// How many lines there are at first, and how many more each time.
const LINES: usize = 50;

/// A file in the list.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    path: String,
    /// The model's name; of a file that could not be read, none.
    name: Option<String>,
    /// By severity.
    findings: [usize; 3],
}

/// All files that were brought, narrowed by what is typed.
#[component]
pub(in crate::app) fn Overview() -> impl IntoView {
    let session = Session::get();
    let typed = RwSignal::new(String::new());
    let only_noticed = RwSignal::new(false);
    let most = RwSignal::new(LINES);
    let unfolded = RwSignal::new(BTreeSet::<String>::new());
    let lines = derived(move || Shared::new(lines(session)));
    let found = derived(move || {
        let lines = lines.get();
        let typed = typed.get().to_lowercase();
        let only_noticed = only_noticed.get();
        let wanted = |line: &&Line| {
            let said = |text: &str| text.to_lowercase().contains(&typed);
            let noticed = line.name.is_none() || line.findings.iter().take(2).any(|count| *count > 0);
            (!only_noticed || noticed)
                && (typed.is_empty() || said(&line.path) || line.name.as_deref().is_some_and(said))
        };
        let found = lines.iter().filter(wanted);
        let count = found.clone().count();
        (found.take(most.get()).cloned().collect::<Vec<_>>(), count)
    });
    let count = text(move || {
        let (shown, count) = found.with(|(shown, count)| (shown.len(), *count));
        let of = lines.get().len();
        let narrowed = if count == of { format!("{of} files") } else { format!("{count} of {of} files") };
        if shown == count { narrowed } else { format!("{narrowed}, the first {shown} shown") }
    });
    let type_in = action(move |event| {
        typed.set(event_target_value(&event));
        most.set(LINES);
    });
    let switch = action(move |event| only_noticed.set(event_target_checked(&event)));
    let item = move |line: Line| {
        let path = line.path.clone();
        let open = derived(move || unfolded.with(|unfolded| unfolded.contains(&path)));
        let path = line.path.clone();
        let panel = part_if(move || open.get(), move || view! { <Panel path=path.clone()/> });
        let path = line.path.clone();
        let fold = action(move |_| {
            unfolded.update(|unfolded| {
                if !unfolded.remove(&path) {
                    unfolded.insert(path.clone());
                }
            });
        });
        let name = line.name.clone().unwrap_or_else(|| "Could not be read".to_owned());
        let class = if line.name.is_some() { "name" } else { "name unreadable" };
        view! {
            <li>
                <button type="button" class="fold" aria-expanded=text(move || open.get().to_string()) on:click=fold>
                    <bdi class=class>{name}</bdi> " " <span class="file"><bdi>{line.path.clone()}</bdi></span> " "
                    <span class="counts">{counts(line.findings)}</span>
                </button>
                {panel}
            </li>
        }
    };
    let has_more = derived(move || found.with(|(shown, count)| shown.len() < *count));
    let more = move || {
        let show = action(move |_| most.update(|most| *most += LINES));
        view! { <button type="button" on:click=show>{format!("Show {LINES} more")}</button> }
    };
    view! {
        <div class="overview">
            <div class="overview-narrow">
                <input type="search" aria-label="Search your files" placeholder="Search your files" autocomplete="off"
                    spellcheck="false" on:input=type_in/>
                <label><input type="checkbox" on:change=switch/> " Only those to mend"</label>
                <p role="status">{count}</p>
            </div>
            <ul class="overview-files">
                <For each=move || found.with(|(shown, _)| shown.clone()) key=|line| (line.path.clone(), line.name.clone(), line.findings) children=item/>
            </ul>
            {part_if(move || has_more.get(), more)}
        </div>
    }
}

/// A line for each file, in the order they came. Each time that the models change, the files are said to have changed after
/// it, so that the models need not be followed.
fn lines(session: Session) -> Vec<Line> {
    let models = session.models.get_untracked();
    session.desk.brought.with(|brought| {
        let line = |file: &SourceFile| Line { path: file.path.clone(), name: None, findings: [0; 3] };
        let mut lines: Vec<Line> = brought.files().iter().map(line).collect();
        let mut of = |path: &str, change: &dyn Fn(&mut Line)| {
            if let Some(line) = brought.place(path).and_then(|place| lines.get_mut(place)) {
                change(line);
            }
        };
        for model in models.models().iter().filter(|model| model.preview) {
            of(&model.file, &|line| line.name = Some(model.name.clone()));
        }
        session.desk.noticed.with(|noticed| {
            // Those about one file stand together.
            for about in noticed.chunk_by(|one, next| one.place.file == next.place.file) {
                let Some(first) = about.first() else { continue };
                let count = |severity| about.iter().filter(|finding| finding.severity() == severity).count();
                of(&first.place.file, &|line| line.findings = Severity::ALL.map(count));
            }
        });
        lines
    })
}

fn counts(findings: [usize; 3]) -> String {
    let parts = Severity::ALL.iter().zip(findings).filter(|(_, count)| *count > 0);
    let parts =
        parts.map(|(severity, count)| format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" }));
    parts.collect::<Vec<_>>().join(", ")
}

//! Exporting the table: the rows and columns shown, to the clipboard or into a file, and the link to the view.

use leptos::prelude::*;

use crate::app::browser::clipboard::{Content, CopyOutcome, Copying};
use crate::app::browser::download::save_text;
use crate::app::browser::history::of_view;
use crate::app::reactive::{bool_signal, handler};
use crate::app::state::AppState;
use crate::view::{About, ColumnId, RankReport, ReportFormat, caption};

/// The formats with what can be done with each.
#[component]
pub(in crate::app) fn Export() -> impl IntoView {
    let app = AppState::get();
    let copying = Copying::new();
    let ranked = RwSignal::new(true);
    let format = |format: ReportFormat| {
        let name = format.name();
        let copy = handler(move |_| {
            let report = shown(app, ranked.get_untracked());
            if let Ok(content) = report.write(format) {
                copying.copy(Content::Text(content), format!("{} as {name}", models(&report)));
            }
        });
        let save = handler(move |_| {
            let report = shown(app, ranked.get_untracked());
            let file = report.file_name(format);
            let saved = report.file(format).ok().and_then(|text| save_text(&text, &file, format.media_type()).ok());
            copying.say(match saved {
                Some(()) => format!("{} as {name} saved as {file}.", models(&report)),
                None => "The browser refused to save a file.".to_owned(),
            });
        });
        view! {
            <li>
                <span>{name}</span>
                <button type="button" aria-label=format!("Copy as {name}") on:click=copy>"Copy"</button>
                <button type="button" aria-label=format!("Download as {name}") on:click=save>"Download"</button>
            </li>
        }
    };
    let table = handler(move |_| {
        let report = shown(app, ranked.get_untracked());
        let content = Content::Table { tsv: report.to_tsv(), html: report.to_html() };
        copying.copy(content, format!("{} as a table", models(&report)));
    });
    let link = handler(move |_| copying.copy(Content::Text(of_view(&app.now())), "The link to this view".to_owned()));
    view! {
        <p class="about">
            "Exactly the rows and columns that the table shows. JSON, Markdown and LaTeX say what it is, when it was bundled, and the link; \
             CSV and the table have no line for that."
        </p>
        <label>
            <input type="checkbox" prop:checked=bool_signal(move || ranked.get()) on:change=handler(move |event| ranked.set(event_target_checked(&event)))/>
            "With rank"
        </label>
        <ul class="formats">
            <li>
                <span>"Table"</span>
                <button type="button" aria-label="Copy as a table" title="For spreadsheets and documents" on:click=table>"Copy"</button>
            </li>
            {ReportFormat::ALL.map(format)}
            <li><span>"Link"</span><button type="button" aria-label="Copy the link to this view" on:click=link>"Copy"</button></li>
        </ul>
        <CopyOutcome copying/>
    }
}

/// What the table shows, with the ranks or without.
fn shown(app: AppState, ranked: bool) -> RankReport {
    let (dataset, ranking) = (app.models.get_untracked(), app.ranking.get_untracked());
    let (mut headings, rows) = (app.headings.get_untracked(), app.rows.get_untracked());
    headings.retain(|heading| ranked || heading.id != ColumnId::Rank);
    let about = About {
        title: caption(&dataset, &ranking, rows.rows.len(), &rows.rows),
        bundled: app.bundled_on(),
        link: of_view(&app.now()),
    };
    RankReport::shown(&dataset, &ranking, &headings, &rows.rows, about)
}

/// How many models a report has, in words.
fn models(report: &RankReport) -> String {
    match report.rows.len() {
        1 => "1 model".to_owned(),
        count => format!("{count} models"),
    }
}

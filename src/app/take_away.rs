//! Taking the table away: the rows and columns shown, to the clipboard or into a file, and the link to the view.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::address::here;
use super::download::save_text;
use super::erased::{action, text};
use super::session::Session;
use crate::view::{About, RankReport, ReportFormat, caption};

/// The formats with what can be done with each.
#[component]
pub(super) fn TakeAway() -> impl IntoView {
    let session = Session::get();
    let said = RwSignal::new(String::new());
    let format = |format: ReportFormat| {
        let copy = action(move |_| {
            if let Some((content, what)) = write(session, format) {
                copy(content, what, said);
            }
        });
        let save = action(move |_| {
            if let Some((content, what)) = write(session, format) {
                let name = file_name(session, format);
                said.set(match save_text(&content, &name, format.media_type()) {
                    Ok(()) => format!("{what} saved as {name}."),
                    Err(_) => "The browser refused to save a file.".to_owned(),
                });
            }
        });
        let name = format.name();
        view! {
            <li>
                <span>{name}</span>
                <button type="button" aria-label=format!("Copy as {name}") on:click=copy>"Copy"</button>
                <button type="button" aria-label=format!("Download as {name}") on:click=save>"Download"</button>
            </li>
        }
    };
    let link = action(move |_| copy(here(), "The link to this view".to_owned(), said));
    view! {
        <p class="about">"Exactly the rows and columns that the table shows, with a line that says what it is, when it was bundled, and the link."</p>
        <ul class="formats">
            {ReportFormat::ALL.map(format)}
            <li><span>"Link"</span><button type="button" aria-label="Copy the link to this view" on:click=link>"Copy"</button></li>
        </ul>
        <p role="status">{text(move || said.get())}</p>
    }
}

/// What is shown in a format, and what it is in words.
fn write(session: Session, format: ReportFormat) -> Option<(String, String)> {
    let (dataset, ranking) = (session.models.get_untracked(), session.ranking.get_untracked());
    let (headings, rows) = (session.headings.get_untracked(), session.rows.get_untracked());
    let about =
        About { title: caption(&dataset, &ranking, rows.rows.len()), bundled: session.bundled_on(), link: here() };
    let report = RankReport::shown(&dataset, &ranking, &headings, &rows.rows, about);
    let count = rows.rows.len();
    let what = format!("{count} {} as {}", if count == 1 { "model" } else { "models" }, format.name());
    Some((report.write(format).ok()?, what))
}

fn file_name(session: Session, format: ReportFormat) -> String {
    let ranking = session.ranking.get_untracked();
    let name = session.dataset(|dataset| {
        let catalog = dataset.catalog();
        let benchmark = ranking.subject.benchmark.and_then(|b| catalog.benchmarks.get(b)).map(|b| b.code.clone());
        benchmark.or_else(|| {
            Some(format!("{}-{}", catalog.boards.get(ranking.subject.board)?.code, ranking.subject.lens.code()))
        })
    });
    format!("arena-{}.{}", name.unwrap_or_default(), format.extension())
}

/// Copies a text, and says what became of it.
pub(super) fn copy(content: String, what: String, said: RwSignal<String>) {
    leptos::task::spawn_local(async move {
        // A page that is not served securely has no clipboard, and asking it would throw.
        let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok();
        let copied = match clipboard.filter(|clipboard| !clipboard.is_undefined()) {
            Some(_) => JsFuture::from(window().navigator().clipboard().write_text(&content)).await.is_ok(),
            None => false,
        };
        said.try_set(if copied {
            format!("{what} copied.")
        } else {
            "The browser refused to copy. Download the file, or copy the address of the page by hand.".to_owned()
        });
    });
}

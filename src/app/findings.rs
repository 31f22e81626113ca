//! Findings as people read them: what, where, the source line, why it was noticed and how sure that is, and what to do.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::address::Link;
use super::erased::{action, part};
use super::session::Session;
use super::standing::benchmark_link;
use crate::document::{Finding, Severity};
use crate::order::sort_by_key;
use crate::view::Page;

/// So many findings about one file are in the document before somebody asks for the others.
const FIRST: usize = 20;

/// Where findings about one file are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ListedIn {
    /// In the panel of a file that was brought.
    #[default]
    Panel,
    /// On the page of the file's model.
    ModelPage,
}

impl ListedIn {
    /// The id of a finding in such a list. A preview's panel and its page may be there at the same time.
    fn id(self, finding: &Finding) -> String {
        let list = match self {
            Self::Panel => "panel",
            Self::ModelPage => "page",
        };
        let place = &finding.place;
        let file = place.file.split_whitespace().collect::<Vec<_>>().join("_");
        format!("{list}:{file}:{}:{}:{}", place.line, place.column, finding.kind.code())
    }
}

/// The findings about one file, the gravest first: some of them, and all others when asked for.
#[component]
pub(super) fn FindingList(mut findings: Vec<Finding>, #[prop(optional)] listed: ListedIn) -> impl IntoView {
    let session = Session::get();
    sort_by_key(&mut findings, Finding::severity);
    let mut known = HashSet::new();
    // A place may have several findings of a kind; the first of them is what is led to.
    let mut with_id = |finding: Finding| {
        let id = Some(listed.id(&finding)).filter(|id| known.insert(id.clone()));
        (finding, id)
    };
    let mut first: Vec<_> = findings.into_iter().map(&mut with_id).collect();
    let others = Arc::new(first.split_off(first.len().min(FIRST)));
    let item = move |(finding, id): &(Finding, Option<String>)| {
        let place = match finding.place.line {
            0 => "the whole file".to_owned(),
            line => format!("line {line}"),
        };
        item(session, finding, id.clone(), view! { <bdi>{place}</bdi> }.into_any())
    };
    let more = (!others.is_empty()).then(|| {
        let asked = RwSignal::new(false);
        part(move || {
            if asked.get() {
                return untrack(|| others.iter().map(item).collect_view()).into_any();
            }
            let next = others.iter().find_map(|(_, id)| id.clone());
            let ask = action(move |_| {
                asked.set(true);
                // The button is gone: whoever reads by ear or keyboard goes on at the first that is new.
                if let Some(next) = next.clone() {
                    request_animation_frame(move || super::focus_only(&next));
                }
            });
            let label = format!("Show the other {}", others.len());
            view! { <li class="more"><button type="button" on:click=ask>{label}</button></li> }.into_any()
        })
    });
    view! { <ul class="findings">{first.iter().map(item).collect_view()}{more}</ul> }
}

/// A finding among those about all files: its place leads to the file's own list.
pub(super) fn finding_of_all(session: Session, finding: &Finding, brought: bool, id: String) -> AnyView {
    let file = finding.place.file.as_str();
    let place = match finding.place.line {
        _ if file.is_empty() => "all files".to_owned(),
        0 => file.to_owned(),
        line => format!("{file}, line {line}"),
    };
    let place = view! { <bdi>{place}</bdi> };
    let place = if file.is_empty() {
        place.into_any()
    } else if brought {
        let there = ListedIn::Panel.id(finding);
        let follow = action(move |event: ev::MouseEvent| {
            event.prevent_default();
            if !super::show(&there) {
                super::focus("previews");
            }
        });
        view! { <a href="#previews" on:click=follow>{place}</a> }.into_any()
    } else {
        let code = session.dataset(|dataset| {
            let mut models = dataset.models().iter();
            models.find(|model| !model.preview && model.file == file).map(|model| model.code.clone())
        });
        match code {
            Some(code) => {
                let to = Signal::derive(move || session.beside(|state| state.page = Page::Model(code.clone())));
                view! { <Link to at=ListedIn::ModelPage.id(finding)>{place}</Link> }.into_any()
            }
            None => place.into_any(),
        }
    };
    item(session, finding, Some(id), place)
}

fn item(session: Session, finding: &Finding, id: Option<String>, place: AnyView) -> AnyView {
    let quote = (!finding.source.is_empty()).then(|| {
        let line = finding.place.line;
        view! { <pre><code><span class="line-number">{line}</span>{finding.source.clone()}</code></pre> }
    });
    let why = finding.kind.why().map(|why| view! { <p class="why">{format!("Why: {why}.")}</p> });
    let about = (!finding.benchmarks.is_empty()).then(|| {
        let links =
            finding.benchmarks.iter().map(|&benchmark| view! { <span>{benchmark_link(session, benchmark)}</span> });
        view! { <p class="several"><span>"About"</span>{links.collect_view()}</p> }
    });
    view! {
        <li class=finding.severity().word() id=id tabindex="-1">
            <p>
                <strong class="severity">{finding.severity().word()}</strong>
                <span class="certainty">{finding.certainty().word()}</span>
                <span class="place">{place}</span>
            </p>
            <p class="message"><bdi>{finding.kind.message()}</bdi></p>
            {quote}
            {why}
            <p class="help">{finding.kind.help()}</p>
            {about}
        </li>
    }
    .into_any()
}

/// `2 errors, 1 warning, 3 notices`, without the kinds that there are none of.
pub(super) fn count(findings: &[Finding]) -> String {
    let part = |severity: Severity| {
        let count = findings.iter().filter(|finding| finding.severity() == severity).count();
        (count > 0).then(|| format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" }))
    };
    let parts: Vec<_> = Severity::ALL.into_iter().filter_map(part).collect();
    if parts.is_empty() { "nothing noticed".to_owned() } else { parts.join(", ") }
}

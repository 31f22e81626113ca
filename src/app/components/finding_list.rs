//! Findings as people read them: what, where, the source line, why it was noticed and how sure that is, and what to do.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::coded::coded;
use crate::app::components::link::Link;
use crate::app::components::rank_summary::benchmark_link;
use crate::app::reactive::lasting;
use crate::app::reactive::{dyn_view, handler};
use crate::app::state::AppState;
use crate::document::{Finding, Severity};
use crate::order::sort_by_key;
use crate::view::{Page, sentence};

/// So many findings about one file are in the document before somebody asks for the others.
const FIRST: usize = 20;

/// Where findings about one file are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum ListedIn {
    /// Among the issues of a file that was brought.
    Workspace,
    /// On the page of the file's model.
    #[default]
    ModelPage,
}

impl ListedIn {
    /// The id of a finding in such a list.
    pub(in crate::app) fn id(self, finding: &Finding) -> String {
        let list = match self {
            Self::Workspace => "issue",
            Self::ModelPage => "page",
        };
        let place = &finding.place;
        let file = place.file.split_whitespace().collect::<Vec<_>>().join("_");
        format!("{list}:{file}:{}:{}:{}", place.line, place.column, finding.kind.code())
    }
}

/// The findings about one file, the gravest first: some of them, and all others when asked for.
#[component]
pub(in crate::app) fn FindingList(mut findings: Vec<Finding>, #[prop(optional)] listed: ListedIn) -> impl IntoView {
    let app = AppState::get();
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
        item(app, finding, id.clone(), view! { <bdi>{place}</bdi> }.into_any(), true, None)
    };
    let more = (!others.is_empty()).then(|| {
        let asked = RwSignal::new(false);
        dyn_view(move || {
            let is_led_to = |id: &String| others.iter().any(|(_, other)| other.as_ref() == Some(id));
            if asked.get() || lasting(app.led_to).with(is_led_to) {
                return untrack(|| others.iter().map(item).collect_view()).into_any();
            }
            let next = others.iter().find_map(|(_, id)| id.clone());
            let ask = handler(move |_| {
                asked.set(true);
                // The button is gone: whoever reads by ear or keyboard goes on at the first that is new.
                if let Some(next) = next.clone() {
                    request_animation_frame(move || crate::app::browser::dom::focus_only(&next));
                }
            });
            let label = format!("Show the other {}", others.len());
            view! { <li class="more"><button type="button" on:click=ask>{label}</button></li> }.into_any()
        })
    });
    view! { <ul class="findings">{first.iter().map(item).collect_view()}{more}</ul> }
}

/// How a finding is listed among those about all files.
#[derive(Default)]
pub(in crate::app) struct Listing<'l> {
    /// The model that it is about, where the list does not say that already.
    pub(in crate::app) name: &'l str,
    /// Whether it says what to do.
    pub(in crate::app) with_help: bool,
    /// What stands below it.
    pub(in crate::app) more: Option<AnyView>,
}

/// A finding among those about all files: its place leads to the file's own list.
pub(in crate::app) fn finding_of_all(
    app: AppState,
    finding: &Finding,
    brought: bool,
    id: String,
    listing: Listing<'_>,
) -> AnyView {
    let file = finding.place.file.as_str();
    let place = match (listing.name, finding.place.line) {
        _ if file.is_empty() => "all files".to_owned(),
        ("", 0) => "the whole file".to_owned(),
        ("", line) => format!("line {line}"),
        (name, 0) => name.to_owned(),
        (name, line) => format!("{name}, line {line}"),
    };
    let place = view! { <bdi>{place}</bdi> };
    let place = if file.is_empty() {
        place.into_any()
    } else if brought {
        let to = crate::app::workspace::file_link(app, file);
        view! { <Link to at=ListedIn::Workspace.id(finding)>{place}</Link> }.into_any()
    } else {
        let code = app.dataset(|dataset| {
            let mut models = dataset.models().iter();
            models.find(|model| !model.preview && model.file == file).map(|model| model.code.clone())
        });
        match code {
            Some(code) => {
                let to = Signal::derive(move || app.link_to(|state| state.page = Page::Model(code.clone())));
                view! { <Link to at=ListedIn::ModelPage.id(finding)>{place}</Link> }.into_any()
            }
            None => place.into_any(),
        }
    };
    item(app, finding, Some(id), place, listing.with_help, listing.more)
}

fn item(
    app: AppState,
    finding: &Finding,
    id: Option<String>,
    place: AnyView,
    with_help: bool,
    more: Option<AnyView>,
) -> AnyView {
    let quote = (!finding.source.is_empty()).then(|| {
        let line = finding.place.line;
        view! { <pre><code><span class="line-number">{line}</span>{finding.source.clone()}</code></pre> }
    });
    let why = finding.kind.why().map(|why| view! { <p class="why">{coded(&sentence(&format!("Why: {why}")))}</p> });
    let about = (!finding.benchmarks.is_empty()).then(|| {
        let links = finding.benchmarks.iter().map(|&benchmark| view! { <span>{benchmark_link(app, benchmark)}</span> });
        view! { <p class="several"><span>"About"</span>{links.collect_view()}</p> }
    });
    view! {
        <li class=finding.severity().word() id=id tabindex="-1">
            <p>
                <strong class="severity">{finding.severity().word()}</strong>
                <span class="certainty">{finding.certainty().word()}</span>
                <span class="place">{place}</span>
            </p>
            <p class="message"><bdi>{coded(&sentence(&finding.kind.message()))}</bdi></p>
            {quote}
            {why}
            {with_help.then(|| view! { <p class="help">{coded(&finding.kind.help())}</p> })}
            {about}
            {more}
        </li>
    }
    .into_any()
}

/// `2 errors, 1 warning, 3 notices`, without the kinds that there are none of.
pub(in crate::app) fn count(findings: &[Finding]) -> String {
    let part = |severity: Severity| {
        let count = findings.iter().filter(|finding| finding.severity() == severity).count();
        (count > 0).then(|| format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" }))
    };
    let parts: Vec<_> = Severity::ALL.into_iter().filter_map(part).collect();
    if parts.is_empty() { "no issues".to_owned() } else { parts.join(", ") }
}

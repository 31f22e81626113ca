//! Findings as people read them: what, where, the source line, and what to do.

use leptos::prelude::*;

use super::erased::part;
use super::session::Session;
use crate::document::{Finding, Severity};
use crate::order::sort_by_key;

/// A list of findings about one file or about several.
#[component]
pub(super) fn FindingList(findings: Vec<Finding>, #[prop(optional)] name_files: bool) -> impl IntoView {
    let item = |finding: Finding| {
        let place = match (name_files, finding.place.line) {
            (true, 0) => finding.place.file.clone(),
            (true, line) => format!("{}, line {line}", finding.place.file),
            (false, 0) => "the whole file".to_owned(),
            (false, line) => format!("line {line}"),
        };
        let quote = (!finding.source.is_empty()).then(|| {
            let line = finding.place.line;
            view! { <pre><code><span class="line-number">{line}</span>{finding.source.clone()}</code></pre> }
        });
        view! {
            <li class=finding.severity().word()>
                <p>
                    <strong class="severity">{finding.severity().word()}</strong>
                    <span class="place"><bdi>{place}</bdi></span>
                    <span class="message"><bdi>{finding.kind.message()}</bdi></span>
                </p>
                {quote}
                <p class="help">{finding.kind.help()}</p>
            </li>
        }
    };
    view! { <ul class="findings">{findings.into_iter().map(item).collect_view()}</ul> }
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

/// The page of everything that was noticed.
#[component]
pub(super) fn Findings() -> impl IntoView {
    let session = Session::get();
    let all = part(move || {
        let mut findings = session.findings();
        let counts = count(&findings);
        // Stable: within a severity, by file and line.
        sort_by_key(&mut findings, Finding::severity);
        view! {
            <p class="headline">
                {format!("{counts}, in all files loaded. Findings never change a figure; they say how far to trust it.")}
            </p>
            <FindingList findings name_files=true/>
        }
    });
    view! { <div class="page"><h1>"What was noticed in the data"</h1>{all}</div> }
}

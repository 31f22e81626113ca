//! The page of everything that was noticed in all files: grouped by kind, narrowed by file, severity and benchmark.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::derived::{Derived, derived};
use super::erased::{action, part, part_if, text};
use super::findings::finding_of_all;
use super::session::Session;
use super::shared::Shared;
use super::ticks::{Tick, Ticked, Ticks};
use crate::document::Certainty;
use crate::view::{self, AuditFacet, AuditFilter, AuditGroup, FacetOption};

/// How many findings of a kind are there before somebody asks for more.
const FIRST: usize = 12;

/// How many more are made at a time: previews by the thousand may have a hundred thousand findings.
const MORE: usize = 60;

/// How many values of a facet are listed; the others are found by typing.
const MOST_LISTED: usize = 40;

type Counted = Derived<Shared<view::Audit>>;

/// The page.
#[component]
pub(super) fn Audit() -> impl IntoView {
    let session = Session::get();
    let filter = session.part(|state| state.audit.clone());
    let audit = derived(move || {
        let catalog = session.dataset(|dataset| dataset.catalog().clone());
        let audit = |filter: &AuditFilter| session.findings(|all| view::Audit::new(all, &catalog, filter));
        Shared::new(filter.with(audit))
    });
    let groups = part(move || {
        let groups = audit.with(|audit| audit.groups.clone());
        groups.into_iter().map(|group| view! { <Group group/> }).collect_view()
    });
    let clear = move || {
        action(move |_| {
            session.adjust(|state| state.audit = AuditFilter::default());
            super::focus_only("content");
        })
    };
    let facet = move |facet: AuditFacet| view! { <Facet facet audit/> };
    view! {
        <div class="page audit-page">
            <h1>"What was noticed in the data"</h1>
            <p class="headline" role="status">{text(move || audit.with(|audit| audit.headline()))}</p>
            <p class="about">
                "Findings never change a figure; they say how far to trust it. "
                <b>{Certainty::Certain.word()}</b>": it stands in the file, or follows from it by calculation. "
                <b>{Certainty::Likely.word()}</b>": without a mistake it would be a strange coincidence. "
                <b>{Certainty::WorthALook.word()}</b>": there may well be a good reason."
            </p>
            <div class="audit">
                <section class="tool audit-filters" aria-label="Filters">
                    {[AuditFacet::Severity, AuditFacet::Benchmark, AuditFacet::File].map(facet)}
                    {part_if(move || filter.with(|filter| !filter.ticked.is_empty()), move || {
                        view! { <button type="button" on:click=clear()>"Clear all filters"</button> }
                    })}
                </section>
                <div class="kinds">{groups}</div>
            </div>
        </div>
    }
}

/// Looks at the values of a facet, as far as there are findings with any.
fn with_options<T: Default>(audit: Counted, facet: AuditFacet, look: impl FnOnce(&[FacetOption]) -> T) -> T {
    audit.with(|audit| {
        let options = audit.options.iter().find(|options| options.facet == facet);
        options.map(|options| look(&options.options)).unwrap_or_default()
    })
}

/// The values of a facet, to be ticked. Severities are in sight, the others unfold.
#[component]
fn Facet(facet: AuditFacet, audit: Counted) -> impl IntoView {
    let session = Session::get();
    let typed = RwSignal::new(String::new());
    // The list is made once for what was typed; its counts and boxes follow.
    let listed = derived(move || {
        let wanted = typed.get().trim().to_lowercase();
        with_options(audit, facet, |options| {
            let matching = options.iter().filter(|option| option.label.to_lowercase().contains(&wanted));
            matching.take(MOST_LISTED).map(|option| (option.value.clone(), option.label.clone())).collect::<Vec<_>>()
        })
    });
    let many = derived(move || with_options(audit, facet, |options| options.len() > MOST_LISTED));
    let ticked: Ticked = Arc::new(move |value| {
        with_options(audit, facet, |options| {
            let option = options.iter().find(|option| option.value == value);
            option.map_or((0, false), |option| (option.count, option.ticked))
        })
    });
    let tick: Tick = Arc::new(move |value, on| session.adjust(|state| state.audit.tick(facet, value, on)));
    let list = view! { <Ticks values=listed ticked tick/> }.into_any();
    if facet == AuditFacet::Severity {
        return view! { <fieldset><legend>{facet.name()}</legend>{list}</fieldset> }.into_any();
    }
    let ticked = session.part(move |state| state.audit.ticked.get(&facet).map_or(0, BTreeSet::len));
    let note = text(move || match ticked.get() {
        0 => String::new(),
        count => format!(" · {count}"),
    });
    let search = move || {
        let typing = action(move |event| typed.set(event_target_value(&event)));
        let label = format!("Look for a {}", facet.name().to_lowercase());
        view! { <input type="search" aria-label=label.clone() placeholder=label on:input=typing/> }
    };
    view! {
        <details open=ticked.get_untracked() != 0>
            <summary>{facet.name()}{note}</summary>
            {part_if(move || many.get(), search)}
            <div role="group" aria-label=facet.name()>{list}</div>
        </details>
    }
    .into_any()
}

/// The findings of a kind: the first of them, and the others in pieces when asked for.
#[component]
fn Group(group: AuditGroup) -> impl IntoView {
    let session = Session::get();
    let AuditGroup { code, title, severity, findings } = group;
    let word = severity.word();
    let counted = if findings.len() == 1 { format!("1 {word}") } else { format!("{} {word}s", findings.len()) };
    let pieces = pieces(session, &OfKind { code, title, findings: findings.into() }, 0, FIRST);
    view! {
        <section aria-labelledby=code>
            <h2 id=code>{title}" "<small>{counted}</small></h2>
            {pieces}
        </section>
    }
    .into_any()
}

/// A kind of findings, shared by its pieces.
#[derive(Clone)]
struct OfKind {
    code: &'static str,
    title: &'static str,
    findings: Arc<[usize]>,
}

/// Findings of a kind from one place to another, and a button in whose place the next piece comes.
fn pieces(session: Session, kind: &OfKind, from: usize, upto: usize) -> AnyView {
    let OfKind { code, title, findings } = kind.clone();
    let id = move |n: usize| format!("{code}-{n}");
    let shown = findings.iter().enumerate().take(upto).skip(from);
    let item = |(n, place): (usize, &usize)| {
        let (finding, brought) = session.finding(*place)?;
        Some(finding_of_all(session, &finding, brought, id(n)))
    };
    let items: Vec<AnyView> = shown.filter_map(item).collect();
    let rest = findings.len().saturating_sub(upto);
    let next = (rest > 0).then(|| {
        let asked = RwSignal::new(false);
        let kind = kind.clone();
        part(move || {
            if asked.get() {
                return untrack(|| pieces(session, &kind, upto, upto + MORE));
            }
            let ask = action(move |_| {
                asked.set(true);
                // The button is gone: whoever reads by ear or keyboard goes on at the first that is new.
                request_animation_frame(move || super::focus_only(&id(upto)));
            });
            let label = format!("Show {} of {rest} more", rest.min(MORE));
            let about = format!("{label}: {title}");
            view! { <button type="button" aria-label=about on:click=ask>{label}</button> }.into_any()
        })
    });
    view! { <ul class="findings">{items}</ul>{next} }.into_any()
}

//! The data quality page: all findings by kind and model, narrowed by model, severity and benchmark.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

use crate::app::components::checkbox_list::{CheckboxList, Tick, Ticked};
use crate::app::components::coded::coded;
use crate::app::components::finding_list::{Listing, finding_of_all};
use crate::app::reactive::PtrEq;
use crate::app::reactive::{ErasedMemo, derived};
use crate::app::reactive::{dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::document::Certainty;
use crate::view::{self, AuditFacet, AuditFilter, AuditGroup, AuditRow, FacetOption, Names};

/// How many findings of a kind are there before somebody asks for more.
const FIRST: usize = 12;

/// How many more are made at a time: previews by the thousand may have a hundred thousand findings.
const MORE: usize = 60;

/// How many values of a facet are listed; the others are found by typing.
const MOST_LISTED: usize = 40;

type Counted = ErasedMemo<PtrEq<view::Audit>>;

/// The page.
#[component]
pub(in crate::app) fn Audit() -> impl IntoView {
    let app = AppState::get();
    let filter = app.part(|state| state.audit.clone());
    let audit = derived(move || {
        let dataset = app.models.get();
        let names = Names::new(&dataset, app.added_findings());
        PtrEq::new(filter.with(|filter| app.findings(|all| view::Audit::new(all, &names, filter))))
    });
    let groups = dyn_view(move || {
        let groups = audit.with(|audit| audit.groups.clone());
        groups.into_iter().map(|found| group(app, found)).collect_view()
    });
    let clear = move || {
        handler(move |_| {
            app.replace(|state| state.audit = AuditFilter::default());
            crate::app::browser::dom::focus_only("content");
        })
    };
    let facet = move |facet: AuditFacet| view! { <Facet facet audit/> };
    view! {
        <div class="page audit-page">
            <h1>"Data quality"</h1>
            <p class="headline" role="status">{text_signal(move || audit.with(|audit| audit.headline()))}</p>
            <p class="about">
                "A score that can be read in two ways (0.5 as a fraction, or as 0.5 percent) is left out until its author says which is meant. All other scores are shown as their files state them. "
                <b>{Certainty::Certain.word()}</b>" issues follow from the file itself. "
                <b>{Certainty::Likely.word()}</b>" ones are probably mistakes. "
                <b>{Certainty::WorthALook.word()}</b>" ones may have a good reason."
            </p>
            <div class="audit">
                <section class="tool audit-filters" aria-label="Filters">
                    {[AuditFacet::Severity, AuditFacet::Benchmark, AuditFacet::File].map(facet)}
                    {show_when(move || filter.with(|filter| !filter.ticked.is_empty()), move || {
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
    let app = AppState::get();
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
    let tick: Tick = Arc::new(move |value, on| app.replace(|state| state.audit.tick(facet, value, on)));
    let list = view! { <CheckboxList values=listed ticked tick/> }.into_any();
    if facet == AuditFacet::Severity {
        return view! { <fieldset><legend>{facet.name()}</legend>{list}</fieldset> }.into_any();
    }
    let ticked = app.part(move |state| state.audit.ticked.get(&facet).map_or(0, BTreeSet::len));
    let note = text_signal(move || match ticked.get() {
        0 => String::new(),
        count => format!(" · {count}"),
    });
    let search = move || {
        let typing = handler(move |event| typed.set(event_target_value(&event)));
        let label = format!("Look for a {}", facet.name().to_lowercase());
        view! { <input type="search" aria-label=label.clone() placeholder=label on:input=typing/> }
    };
    view! {
        <details open=ticked.get_untracked() != 0>
            <summary>{facet.name()}{note}</summary>
            {show_when(move || many.get(), search)}
            <div role="group" aria-label=facet.name()>{list}</div>
        </details>
    }
    .into_any()
}

/// The findings of a kind: a row for each model.
fn group(app: AppState, group: AuditGroup) -> AnyView {
    let AuditGroup { code, title, severity, help, rows } = group;
    let word = severity.word();
    let counted = match rows.iter().map(|row| row.findings.len()).sum() {
        1_usize => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let is_help_shared = help.is_some();
    let help = help.map(|help| view! { <p class="help">{coded(&help)}</p> });
    let list = List {
        id: code.to_owned(),
        title: title.to_owned(),
        count: rows.len(),
        item: Arc::new(move |n, id| row(app, rows.get(n)?, title, id, !is_help_shared)),
    };
    view! {
        <section aria-labelledby=code>
            <h2 id=code>{title}" "<small>{counted}</small></h2>
            {help}
            {pieces(&list, 0, FIRST)}
        </section>
    }
    .into_any()
}

/// What is alike about a model: the first finding, and the others when asked for.
fn row(app: AppState, row: &AuditRow, title: &str, id: String, with_help: bool) -> Option<AnyView> {
    let (first, others) = row.findings.split_first()?;
    let (finding, brought) = app.finding(*first)?;
    let more = (!others.is_empty()).then(|| {
        let open = RwSignal::new(false);
        let toggle = handler(move |event| open.set(event_target::<HtmlDetailsElement>(&event).open()));
        let label = format!("{} more like it", others.len());
        let others: Arc<[usize]> = others.into();
        let list = List {
            id: format!("{id}-more"),
            title: format!("{title}, {}", row.name),
            count: others.len(),
            item: Arc::new(move |n, id| {
                let (finding, brought) = app.finding(*others.get(n)?)?;
                Some(finding_of_all(app, &finding, brought, id, Listing::default()))
            }),
        };
        let list = show_when(move || open.get(), move || pieces(&list, 0, FIRST));
        view! { <details on:toggle=toggle><summary>{label}</summary>{list}</details> }.into_any()
    });
    Some(finding_of_all(app, &finding, brought, id, Listing { name: &row.name, with_help, more }))
}

/// A list that is made in pieces.
#[derive(Clone)]
struct List {
    /// The ids of its items begin with this.
    id: String,
    /// What the items are.
    title: String,
    count: usize,
    /// An item, by its index and its id.
    item: Arc<dyn Fn(usize, String) -> Option<AnyView> + Send + Sync>,
}

/// The items from one index to another, and a button in whose place the next piece comes.
fn pieces(list: &List, from: usize, to: usize) -> AnyView {
    let id = |list: &List, n: usize| format!("{}-{n}", list.id);
    let items: Vec<AnyView> = (from..list.count.min(to)).filter_map(|n| (list.item)(n, id(list, n))).collect();
    let rest = list.count.saturating_sub(to);
    let next = (rest > 0).then(|| {
        let asked = RwSignal::new(false);
        let list = list.clone();
        dyn_view(move || {
            if asked.get() {
                return untrack(|| pieces(&list, to, to + MORE));
            }
            let first_new = id(&list, to);
            let ask = handler(move |_| {
                asked.set(true);
                // The button is gone: whoever reads by ear or keyboard goes on at the first that is new.
                let first_new = first_new.clone();
                request_animation_frame(move || crate::app::browser::dom::focus_only(&first_new));
            });
            let label = format!("Show {} of {rest} more", rest.min(MORE));
            let about = format!("{label}: {}", list.title);
            view! { <button type="button" aria-label=about on:click=ask>{label}</button> }.into_any()
        })
    });
    view! { <ul class="findings">{items}</ul>{next} }.into_any()
}

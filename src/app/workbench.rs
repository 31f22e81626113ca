//! The table with the tools that work on it: filters, columns, and taking it away.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::address::Link;
use super::derived::derived;
use super::erased::{action, flag, part, part_if, text};
use super::explanation::ExplanationPanel;
use super::session::Session;
use super::table::{ScoreTable, move_column};
use super::take_away::TakeAway;
use super::ticks::{Tick, Ticked, Ticks};
use crate::view::{Facet, FacetOption, FacetOptions, Facets, Page, facet_options};

/// A tool, of which one is open at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    Filters,
    Columns,
    TakeAway,
}

impl Tool {
    const ALL: [Self; 3] = [Self::Filters, Self::Columns, Self::TakeAway];

    fn name(self) -> &'static str {
        match self {
            Self::Filters => "Filters",
            Self::Columns => "Columns",
            Self::TakeAway => "Take away",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Filters => "filters",
            Self::Columns => "columns",
            Self::TakeAway => "take-away",
        }
    }
}

/// The table of a board or a benchmark and its tools.
#[component]
pub(super) fn Workbench() -> impl IntoView {
    let session = Session::get();
    // Who comes by a link with filters sees which.
    let open = RwSignal::new((!session.now().facets.is_empty()).then_some(Tool::Filters));
    let button = move |tool: Tool| {
        let expanded = flag(move || open.get() == Some(tool));
        let toggle = action(move |_| open.update(|open| *open = (*open != Some(tool)).then_some(tool)));
        let changed = session.part(move |state| match tool {
            Tool::Filters => state.facets.ticked.len() + usize::from(!state.facets.size.is_open()),
            Tool::Columns => state.columns.hidden.len(),
            Tool::TakeAway => 0,
        });
        let note = text(move || match (tool, changed.get()) {
            (_, 0) => String::new(),
            (Tool::Columns, count) => format!(" · {count} hidden"),
            (_, count) => format!(" · {count}"),
        });
        view! {
            <button type="button" id=format!("{}-button", tool.id()) aria-expanded=text(move || expanded.get().to_string())
                aria-controls=tool.id() on:click=toggle>{tool.name()}{note}</button>
        }
    };
    let close = action(move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(tool) = open.get_untracked()
        {
            event.stop_propagation();
            open.set(None);
            super::focus_only(&format!("{}-button", tool.id()));
        }
    });
    let panel = part(move || {
        open.get().map(|tool| {
            let content = match tool {
                Tool::Filters => view! { <Filters/> }.into_any(),
                Tool::Columns => view! { <ColumnList/> }.into_any(),
                Tool::TakeAway => view! { <TakeAway/> }.into_any(),
            };
            view! { <section id=tool.id() class="tool" aria-label=tool.name()>{content}</section> }
        })
    });
    let beside = flag(move || open.get() == Some(Tool::Filters));
    view! {
        <div class="workbench" class:beside=beside>
            <div class="tools" on:keydown=close>
                <div class="tool-buttons">{Tool::ALL.map(button)}<ToCompare/><Wrong/></div>
                {panel}
            </div>
            <ScoreTable/>
        </div>
        <ExplanationPanel/>
    }
}

/// Leads to the comparison of the chosen models, once there are two.
#[component]
fn ToCompare() -> impl IntoView {
    let session = Session::get();
    let to = Signal::derive(move || session.beside(|state| state.page = Page::Compare));
    let chosen = derived(move || session.chosen.with(Vec::len));
    part_if(
        move || chosen.get() >= 2,
        move || {
            let label = text(move || format!("Compare {} models", chosen.get()));
            view! { <span class="to-compare"><Link to>{label}</Link></span> }
        },
    )
}

/// What of the search was not understood.
#[component]
fn Wrong() -> impl IntoView {
    let session = Session::get();
    let said = text(move || {
        session.query.with(|(_, wrong)| wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join(". "))
    });
    let help =
        text(move || if said.with(String::is_empty) { String::new() } else { " The rows are as before.".to_owned() });
    view! { <p id="search-wrong" class="wrong" role="status">{said}{help}</p> }
}

/// What models have in common, to click on.
#[component]
fn Filters() -> impl IntoView {
    let session = Session::get();
    let asked = session.part(|state| state.facets.clone());
    let options = derived(move || {
        let (dataset, ranking) = (session.models.get(), session.ranking.get());
        session.query.with(|(query, _)| asked.with(|facets| facet_options(&dataset, &ranking, query, facets)))
    });
    // A list is made once for each facet; its counts and boxes follow.
    let facet = move |facet: Facet| {
        let values = derived(move || {
            options.with(|all| all.iter().find(|known| known.facet == facet).map(values).unwrap_or_default())
        });
        let ticked: Ticked = Arc::new(move |value| {
            options.with(|all| find(all, facet, value).map_or((0, false), |option| (option.count, option.ticked)))
        });
        let tick: Tick = Arc::new(move |value, on| session.adjust(|state| state.facets.tick(facet, value, on)));
        part_if(
            move || !values.with(Vec::is_empty),
            move || {
                view! {
                    <fieldset>
                        <legend>{facet.name()}</legend>
                        <Ticks values ticked=Arc::clone(&ticked) tick=Arc::clone(&tick)/>
                    </fieldset>
                }
            },
        )
    };
    let end = move |label: &'static str, least: bool| {
        let value = text(move || {
            let size = asked.with(|facets| facets.size);
            (if least { size.least } else { size.most }).map(|end| end.to_string()).unwrap_or_default()
        });
        let change = action(move |event: ev::Event| {
            let end = event_target_value(&event).parse::<f64>().ok().filter(|end| end.is_finite() && *end >= 0.0);
            session.adjust(|state| {
                let size = &mut state.facets.size;
                *(if least { &mut size.least } else { &mut size.most }) = end;
            });
        });
        view! {
            <label>
                {label}
                <input type="number" min="0" step="any" inputmode="decimal" prop:value=value on:input=change
                    aria-label=format!("Size {label}, billions of parameters")/>
            </label>
        }
    };
    let clear = move || {
        action(move |_| {
            session.adjust(|state| state.facets = Facets::default());
            super::focus_only("filters-button");
        })
    };
    view! {
        <div class="facets">
            {Facet::ALL.into_iter().filter(|known| *known != Facet::Author).map(facet).collect_view()}
            <fieldset>
                <legend>"Size, billions of parameters"</legend>
                <p class="range">{end("from", true)}{end("to", false)}</p>
            </fieldset>
            {facet(Facet::Author)}
        </div>
        {part_if(move || asked.with(|facets| !facets.is_empty()), move || {
            view! { <button type="button" on:click=clear()>"Clear all filters"</button> }
        })}
    }
}

/// Values of a facet with how they are shown.
fn values(facet: &FacetOptions) -> Vec<(String, String)> {
    facet.options.iter().map(|option| (option.value.clone(), option.label.clone())).collect()
}

fn find<'a>(all: &'a [FacetOptions], facet: Facet, value: &str) -> Option<&'a FacetOption> {
    all.iter().find(|known| known.facet == facet)?.options.iter().find(|option| option.value == value)
}

/// Which columns are shown, and in what order.
#[component]
fn ColumnList() -> impl IntoView {
    let session = Session::get();
    let columns = session.part(|state| state.columns.clone());
    let list = derived(move || {
        let all = session.all_headings.get();
        columns.with(|columns| columns.in_order(&all).into_iter().map(|h| (h.code, h.name)).collect::<Vec<_>>())
    });
    let item = move |(code, name): (String, String)| {
        let this = code.clone();
        let shown = flag(move || columns.with(|columns| !columns.hidden.contains(&this)));
        let this = code.clone();
        let show = action(move |event: ev::Event| {
            let on = event_target_checked(&event);
            session.adjust(|state| state.columns.show(&this, on));
        });
        let mover = |label: &str, sign: &'static str, step: isize| {
            let this = code.clone();
            let id = format!("move-{sign}-{code}");
            let button = id.clone();
            let move_it = action(move |_| {
                move_column(session, &this, step);
                let button = button.clone();
                request_animation_frame(move || super::focus_only(&button));
            });
            view! { <button type="button" id=id aria-label=format!("Move {name} {label}") on:click=move_it>{sign}</button> }
        };
        let (left, right) = (mover("to the left", "←", -1), mover("to the right", "→", 1));
        view! {
            <li>
                <label><input type="checkbox" prop:checked=shown on:change=show/><span>{name.clone()}</span></label>
                {left}
                {right}
            </li>
        }
    };
    let all = action(move |_| session.adjust(|state| state.columns.hidden.clear()));
    let reset = action(move |_| session.adjust(|state| state.columns.first.clear()));
    view! {
        <ul class="column-list"><For each=move || list.get() key=Clone::clone let(column)>{item(column)}</For></ul>
        <p class="tool-buttons">
            <button type="button" on:click=all>"Show all columns"</button>
            <button type="button" on:click=reset>"Order them as they come"</button>
        </p>
    }
}

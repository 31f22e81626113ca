//! The table with the tools that work on it: filters, columns, and exporting it.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::app::browser::preferences::{are_charts_open, keep_charts_open};
use crate::app::components::checkbox_list::{CheckboxList, Tick, Ticked};
use crate::app::pages::board::{ChartPanel, Controls};
use crate::app::reactive::derived;
use crate::app::reactive::{bool_signal, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::app::table::ScoreTable;
use crate::app::table::column_menu::ColumnMenu;
use crate::app::table::explanation::ExplanationPanel;
use crate::app::table::export::Export;
use crate::app::table::head::{move_column, put_first};
use crate::app::table::key::Key;
use crate::app::table::ranking_panel::{RankingPanel, ranks_otherwise};
use crate::app::table::tray::Tray;
use crate::view::{Facet, FacetOption, FacetOptions, Facets, Heading, facet_options};

/// A tool, of which one is open at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    Filters,
    Ranking,
    Columns,
    Export,
    Key,
}

impl Tool {
    const ALL: [Self; 5] = [Self::Filters, Self::Ranking, Self::Columns, Self::Export, Self::Key];

    fn name(self) -> &'static str {
        match self {
            Self::Filters => "Filters",
            Self::Ranking => "Ranking",
            Self::Columns => "Columns",
            Self::Export => "Export",
            Self::Key => "Key",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Filters => "filters",
            Self::Ranking => "ranking",
            Self::Columns => "columns",
            Self::Export => "export",
            Self::Key => "key",
        }
    }
}

/// The table of a board or a benchmark and its tools.
#[component]
pub(in crate::app) fn Toolbar() -> impl IntoView {
    let app = AppState::get();
    // Who comes by a link with filters, or another way to rank, sees which.
    let now = app.now();
    let narrowed = !now.facets.is_empty();
    let otherwise = ranks_otherwise(&now).then_some(Tool::Ranking);
    let open = RwSignal::new(if narrowed { Some(Tool::Filters) } else { otherwise });
    let button = move |tool: Tool| {
        let expanded = bool_signal(move || open.get() == Some(tool));
        let toggle = handler(move |_| open.update(|open| *open = (*open != Some(tool)).then_some(tool)));
        let changed = app.part(move |state| match tool {
            Tool::Filters => {
                let flags = [!state.facets.size.is_open(), state.facets.full_coverage];
                state.facets.ticked.len() + flags.into_iter().filter(|on| *on).count()
            }
            Tool::Ranking => usize::from(ranks_otherwise(state)),
            Tool::Columns => {
                // Codes of columns that this board does not have mean nothing.
                app.all_headings.with(|all| all.iter().filter(|h| state.columns.hidden.contains(&h.code)).count())
            }
            Tool::Export | Tool::Key => 0,
        });
        let note = text_signal(move || match (tool, changed.get()) {
            (_, 0) => String::new(),
            (Tool::Columns, count) => format!(" · {count} hidden"),
            (Tool::Ranking, _) => " · changed".to_owned(),
            (_, count) => format!(" · {count}"),
        });
        view! {
            <button type="button" id=format!("{}-button", tool.id()) aria-expanded=text_signal(move || expanded.get().to_string())
                aria-controls=tool.id() on:click=toggle>{tool.name()}{note}</button>
        }
    };
    let close = move || {
        handler(move |event: ev::KeyboardEvent| {
            if event.key() == "Escape"
                && let Some(tool) = open.get_untracked()
            {
                event.stop_propagation();
                open.set(None);
                crate::app::browser::dom::focus_only(&format!("{}-button", tool.id()));
            }
        })
    };
    let panel = dyn_view(move || {
        open.get().map(|tool| {
            let content = match tool {
                Tool::Filters => view! { <Filters/> }.into_any(),
                Tool::Ranking => view! { <RankingPanel/> }.into_any(),
                Tool::Columns => view! { <ColumnList/> }.into_any(),
                Tool::Export => view! { <Export/> }.into_any(),
                Tool::Key => view! { <Key/> }.into_any(),
            };
            view! { <section id=tool.id() class="tool" aria-label=tool.name() on:keydown=close()>{content}</section> }
        })
    });
    let beside = bool_signal(move || matches!(open.get(), Some(Tool::Filters | Tool::Ranking)));
    let charts = RwSignal::new(are_charts_open());
    let fold = handler(move |_| {
        charts.update(|open| *open = !*open);
        keep_charts_open(charts.get_untracked());
    });
    view! {
        <div class="workbench" class:beside=beside>
            <div class="tools" on:keydown=close()>
                <div class="controls">
                    <Controls/>
                    <SecondColumn/>
                    <div class="tool-buttons">
                        {Tool::ALL.map(button)}
                        <button type="button" aria-expanded=text_signal(move || charts.get().to_string()) aria-controls="charts"
                            on:click=fold>"Charts"</button>
                    </div>
                </div>
                <Wrong/>
            </div>
            {panel}
            {show_when(move || charts.get(), || view! { <ChartPanel/> })}
            <ScoreTable/>
        </div>
        <Tray export=Box::new(move || {
            open.set(Some(Tool::Export));
            request_animation_frame(|| crate::app::browser::dom::focus("export-button"));
        })/>
        <ColumnMenu/>
        <ExplanationPanel/>
    }
}

/// Which column stands beside the name: on a phone there is room for one.
#[component]
fn SecondColumn() -> impl IntoView {
    let app = AppState::get();
    let first = derived(move || app.headings.with(|all| all.iter().find(|h| !h.id.is_fixed()).map(|h| h.code.clone())));
    let options = dyn_view(move || {
        let option = |heading: Heading| {
            let code = heading.code.clone();
            let selected = bool_signal(move || first.with(|first| first.as_ref() == Some(&code)));
            view! { <option value=heading.code selected=selected>{heading.name}</option> }
        };
        let all = app.headings.get().into_iter().filter(|heading| !heading.id.is_fixed());
        all.map(option).collect_view()
    });
    let choose = handler(move |event: ev::Event| put_first(app, &event_target_value(&event)));
    view! { <label class="second"><span>"Beside the name"</span><select on:change=choose>{options}</select></label> }
}

/// What of the search was not understood.
#[component]
fn Wrong() -> impl IntoView {
    let app = AppState::get();
    let said = text_signal(move || {
        app.query.with(|(_, wrong)| {
            let mut said: Vec<String> = wrong.iter().take(3).map(ToString::to_string).collect();
            match wrong.len().saturating_sub(said.len()) {
                0 => {}
                1 => said.push("1 more condition is not understood".to_owned()),
                more => said.push(format!("{more} more conditions are not understood")),
            }
            let end = |said: &String| if said.ends_with(['?', '.', '!']) { said.clone() } else { format!("{said}.") };
            said.iter().map(end).collect::<Vec<_>>().join(" ")
        })
    });
    let help = text_signal(move || {
        if said.with(String::is_empty) { String::new() } else { " All models are shown meanwhile.".to_owned() }
    });
    view! { <p id="search-wrong" class="wrong" role="status">{said}{help}</p> }
}

/// What models have in common, to click on.
#[component]
fn Filters() -> impl IntoView {
    let app = AppState::get();
    let asked = app.part(|state| state.facets.clone());
    let options = derived(move || {
        let (dataset, ranking) = (app.models.get(), app.ranking.get());
        app.query.with(|(query, _)| asked.with(|facets| facet_options(&dataset, &ranking, query, facets)))
    });
    // A list is made once for each facet; its counts and boxes follow.
    let facet = move |facet: Facet| {
        let values = derived(move || {
            options.with(|all| all.iter().find(|known| known.facet == facet).map(values).unwrap_or_default())
        });
        let ticked: Ticked = Arc::new(move |value| {
            options.with(|all| find(all, facet, value).map_or((0, false), |option| (option.count, option.ticked)))
        });
        let tick: Tick = Arc::new(move |value, on| app.replace(|state| state.facets.tick(facet, value, on)));
        show_when(
            move || !values.with(Vec::is_empty),
            move || {
                view! {
                    <fieldset>
                        <legend>{facet.name()}</legend>
                        <CheckboxList values ticked=Arc::clone(&ticked) tick=Arc::clone(&tick)/>
                    </fieldset>
                }
            },
        )
    };
    let end = move |label: &'static str, least: bool| {
        let value = text_signal(move || {
            let size = asked.with(|facets| facets.size);
            (if least { size.least } else { size.most }).map(|end| end.to_string()).unwrap_or_default()
        });
        let change = handler(move |event: ev::Event| {
            let end = event_target_value(&event).parse::<f64>().ok().filter(|end| end.is_finite() && *end >= 0.0);
            app.replace(|state| {
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
        handler(move |_| {
            app.replace(|state| state.facets = Facets::default());
            crate::app::browser::dom::focus_only("filters-button");
        })
    };
    let full = handler(move |event| {
        let on = event_target_checked(&event);
        app.replace(|state| state.facets.full_coverage = on);
    });
    view! {
        <div class="facets">
            <fieldset>
                <legend>"Coverage"</legend>
                <label>
                    <input type="checkbox" prop:checked=bool_signal(move || asked.with(|facets| facets.full_coverage)) on:change=full/>
                    "Full coverage"
                </label>
            </fieldset>
            {Facet::ALL.into_iter().filter(|known| *known != Facet::Author).map(facet).collect_view()}
            <fieldset>
                <legend>"Size, billions of parameters"</legend>
                <p class="range">{end("from", true)}{end("to", false)}</p>
            </fieldset>
            {facet(Facet::Author)}
        </div>
        {show_when(move || asked.with(|facets| !facets.is_empty()), move || {
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
    let app = AppState::get();
    let columns = app.part(|state| state.columns.clone());
    let list = derived(move || {
        let all = app.all_headings.get();
        columns.with(|columns| columns.in_order(&all))
    });
    let item = move |heading: Heading| {
        let (code, name) = (heading.code.clone(), heading.name.clone());
        let this = heading.clone();
        let shown = bool_signal(move || app.sort.with(|sort| columns.with(|columns| columns.shows(&this, sort))));
        let show = handler(move |event: ev::Event| {
            let on = event_target_checked(&event);
            app.replace(|state| state.columns.show(&heading, &state.sort, on));
        });
        let mover = |label: &str, sign: &'static str, step: isize| {
            let this = code.clone();
            let id = format!("move-{sign}-{code}");
            let button = id.clone();
            let move_it = handler(move |_| {
                move_column(app, &this, step);
                let button = button.clone();
                request_animation_frame(move || crate::app::browser::dom::focus_only(&button));
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
    let show_all = move |on: bool| {
        handler(move |_| {
            let all = list.get_untracked();
            app.replace(|state| all.iter().for_each(|heading| state.columns.show(heading, &state.sort, on)));
        })
    };
    let reset = handler(move |_| app.replace(|state| state.columns.first.clear()));
    view! {
        <ul class="column-list"><For each=move || list.get() key=Clone::clone let(column)>{item(column)}</For></ul>
        <p class="tool-buttons">
            <button type="button" aria-label="Show all columns" on:click=show_all(true)>"All"</button>
            <button type="button" aria-label="Hide all columns" on:click=show_all(false)>"None"</button>
            <button type="button" on:click=reset>"Reset column order"</button>
        </p>
    }
}

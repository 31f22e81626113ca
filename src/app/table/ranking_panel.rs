//! How the models are ranked: the rule, each explained where it is chosen, the weights of the benchmarks, and how much coverage
//! a rank needs.

use leptos::ev;
use leptos::prelude::*;

use crate::aggregate::{RankedColumn, Rule};
use crate::app::reactive::{bool_signal, derived, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::document::Catalog;
use crate::view::{ViewState, WeightPreset, comparable_in_words, rule_words, sentence, set_weight};

/// Whether a view asks for another way to rank than the default.
pub(in crate::app) fn ranks_otherwise(state: &ViewState) -> bool {
    state.rule != Rule::default() || !state.weights.is_empty() || state.rank_all || state.common_only
}

/// The choices.
#[component]
pub(in crate::app) fn RankingPanel() -> impl IntoView {
    let app = AppState::get();
    let rule = app.part(|state| state.rule);
    let choice = move |which: Rule| {
        let [score, good, wrong] = rule_words(which);
        let name = if which == Rule::default() { "Mean (default)" } else { which.name() };
        let choose = handler(move |_| app.replace(|state| state.rule = which));
        view! {
            <label class="choice">
                <input type="radio" name="rule" aria-label=name prop:checked=bool_signal(move || rule.get() == which) on:change=choose/>
                <span><b>{name}</b>" "{score}<small>"Good for: "{good}" What it does wrong: "{wrong}</small></span>
            </label>
        }
    };
    let rank_all = app.part(|state| state.rank_all);
    let with_all =
        move || handler(move |event: ev::Event| app.replace(|state| state.rank_all = event_target_checked(&event)));
    let common = app.part(|state| state.common_only);
    let only_common =
        handler(move |event: ev::Event| app.replace(|state| state.common_only = event_target_checked(&event)));
    let left_out = text_signal(move || {
        let compared = app.compared.get().unwrap_or_default();
        comparable_in_words(&app.ranking.get(), app.not_common.with(Vec::len), &compared)
    });
    let is_board = bool_signal(move || app.ranking.get().subject.benchmark.is_none());
    let why_not = text_signal(move || {
        app.why_not_by_rule
            .get()
            .map(|why| format!("{} The mean ranks the models.", sentence(&why)))
            .unwrap_or_default()
    });
    view! {
        {show_when(move || app.ranking.get().can_be_ranked_by_rules(), || view! { <WeightList/> })}
        <fieldset>
            <legend>"What is ranked"</legend>
            {show_when(move || is_board.get(), move || view! {
                <label>
                    <input type="checkbox" prop:checked=bool_signal(move || rank_all.get()) on:change=with_all()/>
                    "Include models with low coverage"
                </label>
            })}
            <label>
                <input type="checkbox" prop:checked=bool_signal(move || common.get()) on:change=only_common/>
                "Comparable only"
            </label>
            <p class="note">"Leaves out benchmarks and capabilities that not all shown models have, and totals of other parts (†)."</p>
            <p class="note" role="status">{left_out}</p>
        </fieldset>
        <fieldset>
            <legend>"Rule"</legend>
            <div class="rule-choices">{Rule::ALL.map(choice)}</div>
            <p class="note" role="status">{why_not}</p>
        </fieldset>
    }
}

/// A slider and a field for the weight of each benchmark, and the presets.
#[component]
fn WeightList() -> impl IntoView {
    let app = AppState::get();
    let board = move || app.ranking.with_untracked(|ranking| ranking.subject.board);
    let benchmarks = derived(move || {
        let named = |column: &RankedColumn| (column.code.clone(), column.name.clone());
        app.ranking.with(|ranking| ranking.columns.iter().map(named).collect::<Vec<_>>())
    });
    let item = move |index: usize, (code, name): (String, String)| {
        let weight =
            derived(move || app.ranking.with(|ranking| ranking.columns.get(index).map_or(0.0, |column| column.weight)));
        let share = text_signal(move || {
            let all: f64 = app.ranking.with(|ranking| ranking.columns.iter().map(|column| column.weight).sum());
            format!("{:.0} %", 100.0 * weight.get() / all)
        });
        // “Comparable only” leaves it out whatever it weighs.
        let locked = bool_signal(move || {
            let benchmark = app.ranking.with(|ranking| ranking.columns.get(index)?.benchmark);
            benchmark.is_some_and(|benchmark| app.not_common.with(|lacking| lacking.contains(&benchmark)))
        });
        let value = text_signal(move || weight.get().to_string());
        let most = text_signal(move || weight.get().max(5.0).to_string());
        let set = move || {
            let code = code.clone();
            handler(move |event: ev::Event| {
                if let Ok(weight) = event_target_value(&event).parse() {
                    change(app, |state, catalog| set_weight(catalog, board(), state, &code, weight));
                }
                // What cannot be, and the last one that counts, keeps its weight, and shows it.
                event_target::<web_sys::HtmlInputElement>(&event).set_value(&weight.get_untracked().to_string());
            })
        };
        let label = format!("Weight of {name}");
        view! {
            <li>
                <span>{name}</span>
                <small>{share}</small>
                <input type="range" min="0" max=most step="0.1" aria-label=label.clone() prop:value=value prop:disabled=locked on:input=set.clone()()/>
                <input type="number" min="0" max="1000000" step="any" aria-label=format!("{label}, as a number") prop:value=value prop:disabled=locked on:change=set()/>
            </li>
        }
    };
    let preset = move |preset: WeightPreset| {
        let is_known = app.dataset(|dataset| preset.weights(dataset.catalog(), board()).is_some());
        let set = handler(move |_| change(app, |state, catalog| preset.set(catalog, board(), state)));
        is_known.then(|| view! { <button type="button" on:click=set>{preset.name()}</button> })
    };
    let list = dyn_view(move || {
        let items: Vec<_> = benchmarks.get().into_iter().enumerate().map(|(index, named)| item(index, named)).collect();
        view! {
            <ul class="weights">{items}</ul>
            <p class="tool-buttons">{WeightPreset::ALL.map(preset)}</p>
        }
    });
    view! {
        <fieldset>
            <legend>"Weights"</legend>
            <p class="note">"How much each benchmark counts in the mean: 1 by default, 0 leaves it out."</p>
            {list}
        </fieldset>
    }
}

/// Changes the state by what the catalog says.
fn change(app: AppState, by: impl FnOnce(&mut ViewState, &Catalog)) {
    untrack(|| app.replace(|state| app.dataset(|dataset| by(state, dataset.catalog()))));
}

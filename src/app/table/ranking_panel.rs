//! How the models are ranked: the rule, each explained where it is chosen, and how much coverage a rank needs.

use leptos::ev;
use leptos::prelude::*;

use crate::aggregate::Rule;
use crate::app::reactive::{bool_signal, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::view::{ViewState, rule_words, sentence};

/// Whether a view asks for another way to rank than the default.
pub(in crate::app) fn ranks_otherwise(state: &ViewState) -> bool {
    state.rule != Rule::default() || state.rank_all
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
    let is_board = bool_signal(move || app.ranking.get().subject.benchmark.is_none());
    let why_not = text_signal(move || {
        app.why_not_by_rule
            .get()
            .map(|why| format!("{} The mean ranks the models.", sentence(&why)))
            .unwrap_or_default()
    });
    view! {
        <fieldset>
            <legend>"Rule"</legend>
            <div class="rule-choices">{Rule::ALL.map(choice)}</div>
            <p class="note" role="status">{why_not}</p>
        </fieldset>
        {show_when(move || is_board.get(), move || view! {
            <fieldset>
                <legend>"Coverage"</legend>
                <label>
                    <input type="checkbox" prop:checked=bool_signal(move || rank_all.get()) on:change=with_all()/>
                    "Include models with low coverage"
                </label>
            </fieldset>
        })}
    }
}

//! The key of the table: what its marks, lines and small pictures mean.

use leptos::prelude::*;

use crate::app::components::keyboard::show_keys;
use crate::app::reactive::handler;
use crate::app::table::Mark;
use crate::document::Category;

/// What the signs of the table mean.
#[component]
pub(in crate::app) fn Key() -> impl IntoView {
    let sign = |sign: AnyView, means: &'static str| view! { <div><dt>{sign}</dt><dd>{means}</dd></div> };
    let mark = |category| view! { <Mark category/> }.into_any();
    let picture = |markup: &'static str| view! { <span inner_html=markup></span> }.into_any();
    view! {
        <dl class="key">
            {sign(mark(Some(Category::Embodied)), "Embodied model.")}
            {sign(mark(Some(Category::General)), "General model.")}
            {sign(picture(RANK), "The rank, and below it the ranks that are possible.")}
            {sign(picture(PLOT), "The total and its 95 % interval. The axis in the head spans the rows in sight; an arrow points to a total beyond it.")}
            {sign(picture("<u class=\"best\">71.3</u>"), "The best figure of its column.")}
            {sign(picture("<u>70.8</u>"), "The second best.")}
            {sign(picture(SPREAD), "How the figures of a column are spread over all models, from low to high.")}
            {sign(picture(BAR), "A figure as a share of the best of its column.")}
            {sign(picture("7/9"), "Coverage: the model has results on 7 of 9.")}
            {sign(picture("71.0<sup>†</sup>"), "A total that rests on other parts than those of other models, or one that counts such a total. Its explanation says which.")}
            {sign(picture("–"), "No result. A missing result is in no sum, rank or chart.")}
        </dl>
        <p>
            "Unless “Ranking” says otherwise, rank 1 has the highest total, which is the plain mean of the results that a model has; \
             with results on less than half of the benchmarks a model is listed last, without a rank. Equal totals share a rank."
        </p>
        <p>
            "With 95 % certainty the true ranks of all ranked models lie within these ranges at once, whatever is filtered out. Where \
             the interval of a total is unknown, its range is too, and none is shown."
        </p>
        <p><button type="button" on:click=handler(|_| show_keys())>"Keyboard shortcuts (?)"</button></p>
    }
}

const RANK: &str = "<b>4</b> <small>2–7</small>";

const PLOT: &str = "<svg class=\"plot\" viewBox=\"0 0 40 14\" width=\"40\" height=\"14\" aria-hidden=\"true\">\
    <path class=\"band\" d=\"M8 3H32V11H8z\"/><path d=\"M18 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0z\"/></svg>";

const SPREAD: &str = "<svg class=\"bars\" viewBox=\"0 0 40 14\" width=\"40\" height=\"14\" aria-hidden=\"true\">\
    <path d=\"M2 14v-3h6v3zM10 14v-8h6v8zM18 14v-12h6v12zM26 14v-6h6v6zM34 14v-2h6v2z\"/></svg>";

const BAR: &str = "<svg class=\"bars\" viewBox=\"0 0 40 14\" width=\"40\" height=\"14\" aria-hidden=\"true\">\
    <path d=\"M0 9h28v3h-28z\"/></svg>";

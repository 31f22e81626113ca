//! How ranks are made, in plain words, with the figures of the data at hand.

use leptos::prelude::*;

use crate::aggregate::{LEAST_SHARED, Ranking, Rule};
use crate::app::components::link::Link;
use crate::app::reactive::dyn_view;
use crate::app::state::{AppState, reference_status};
use crate::view::{IndexFilter, MethodFigures, Page, rule_words};

/// The page.
#[component]
pub(in crate::app) fn Method() -> impl IntoView {
    let app = AppState::get();
    let to = move |page: Page| Signal::derive(move || app.link_to(|state| state.page = page.clone()));
    let figures = app.dataset(MethodFigures::new);
    let MethodFigures { models, benchmarks, boards, cores, fines, with_interval, other_ranges } = figures;
    let ranges = match other_ranges.as_slice() {
        [] => String::new(),
        some => format!(" Other ranges: {}.", some.join("; ")),
    };
    let least = 100.0 * Ranking::LEAST_COVERAGE;
    let part = |title: &'static str, sentences: Vec<String>| {
        let paragraphs = sentences.into_iter().map(|text| view! { <p class="prose">{text}</p> }).collect_view();
        view! { <section><h2>{title}</h2>{paragraphs}</section> }
    };
    let data = text(&[&format!("{models} models, {benchmarks} benchmarks and {boards} boards are loaded."), DATA]);
    let scores = vec![format!("{SCORES}{ranges}"), BENCHMARK_TOTALS.to_owned()];
    let totals = text(&[BOARD_TOTALS, &format!("{COVERAGE_BEFORE}{least:.0} %{COVERAGE_BEHIND}")]);
    let capabilities = text(&[
        &format!("{fines} fine-grained capabilities are grouped into {cores} core capabilities."),
        CAPABILITIES,
    ]);
    let intervals = text(&[
        &format!("{INTERVALS} {with_interval} of {benchmarks} benchmarks have an interval here."),
        INTERVALS_TOTAL,
    ]);
    let agreement = format!("{AGREEMENT} With fewer than {LEAST_SHARED} models in common it is not shown.");
    let source = dyn_view(move || {
        let reference = app.reference()?;
        let list = |title: &'static str, items: &[String]| {
            let items: Vec<_> = items.iter().map(|item| view! { <li class="prose">{item.clone()}</li> }).collect();
            (!items.is_empty()).then(|| view! { <details><summary>{title}</summary><ul>{items}</ul></details> })
        };
        Some(view! {
            {list("How the arena itself counts", &reference.rules)}
            {list("Where its documents differ", &reference.differences)}
        })
    });
    view! {
        <div class="page method-page">
            <h1>"How ranks are made"</h1>
            <p class="headline">"Every figure follows from the score files by the rules below. Nothing is smoothed or filled in."</p>
            <div class="parts">
                {part("Data", data)}
                {part("Scores", scores)}
                {part("Board totals and coverage", totals)}
                {part("Ranks, ties and percentiles", text(&[RANKS, TIES, PERCENTILES]))}
                <section>
                    <h2>"Other rules"</h2>
                    <p class="prose">{OTHER_RULES}</p>
                    {rules()}
                </section>
                {part("Capability scores", capabilities)}
                {part("Intervals", intervals)}
                {part("Possible ranks", text(&[RANK_SETS, RANK_SETS_LIMITS]))}
                {part("Agreement of benchmarks", vec![agreement])}
                {part("Checks", text(&[CHECKS]))}
                {part("Limitations", text(&[UNKNOWN, SAMPLES]))}
                <section>
                    <h2>"Sources"</h2>
                    <p class="prose">
                        "Figures: Embodied Arena, "
                        <a href="https://arxiv.org/abs/2509.15273" rel="noopener noreferrer" target="_blank">"arXiv 2509.15273"</a>
                        {format!(", bundled on {}. ", app.bundled_on())}
                        "Possible ranks: Mogstad, Romano, Shaikh and Wilhelm 2024 (doi 10.1093/restud/rdad006), with the constant of Tukey and Kramer. \
                         Intervals of a share: Wilson 1927; variances with two right and two wrong items added: Agresti and Coull 1998."
                    </p>
                    {reference_status(app)}
                    {source}
                    <p class="prose links">
                        <Link to=to(Page::Benchmarks(IndexFilter::default()))>"All benchmarks"</Link> " "
                        <Link to=to(Page::Data)>"Coverage"</Link> " "
                        <Link to=to(Page::Findings)>"Data quality"</Link>
                    </p>
                </section>
            </div>
        </div>
    }
}

/// The rules by which a board could be ranked.
fn rules() -> AnyView {
    let item = |rule: Rule| {
        let [score, good, wrong] = rule_words(rule);
        view! { <li class="prose"><b>{rule.name()}</b>": "{score}" Good for: "{good}" What it does wrong: "{wrong}</li> }
    };
    view! { <ul class="rules">{Rule::ALL.map(item)}</ul> }.into_any()
}

fn text(sentences: &[&str]) -> Vec<String> {
    sentences.iter().map(|sentence| (*sentence).to_owned()).collect()
}

const DATA: &str = "Each model has a score file with the scores that its authors or the arena state. Files that you add are \
    read in your browser and ranked by the same rules. They never replace a bundled model.";
const SCORES: &str =
    "A benchmark has columns, its own partial scores, and a total. Scores are percentages from 0 to 100.";
const BENCHMARK_TOTALS: &str = "The total of a benchmark is taken from the score file as stated. How it follows from the columns \
    differs: most totals are the plain mean of the columns, some pool all questions. Each benchmark’s page says which.";
const BOARD_TOTALS: &str = "A board’s total is the plain mean of the totals of its benchmarks that the model has. A missing score \
    is missing: it counts neither as zero nor in any other way.";
const COVERAGE_BEFORE: &str =
    "Coverage says how many of a board’s benchmarks a model has, as in 7/9. A model with less than ";
const COVERAGE_BEHIND: &str = " of them is listed without a rank, because leaving out hard benchmarks would raise its total. \
    You can include such models, and you can leave a benchmark out of the total.";
const RANKS: &str =
    "A rank is 1 plus the number of models with a strictly higher score. Filters and searches never change a rank.";
const TIES: &str = "Equal scores share a rank, and the next rank is skipped: 1, 2, 2, 4. Scores count as equal when they differ by \
    less than 0.000000001.";
const PERCENTILES: &str = "The average rank is the mean of the model’s ranks on the benchmarks that it has. The percentile on a \
    benchmark is the share of the other models that it beats, where an equal score counts half.";
const OTHER_RULES: &str = "Boards are ranked by the mean. Five other rules rank the same models, and the explanation of a rank says \
    what they make of it: where they agree, the place does not hang on the rule.";
const CAPABILITIES: &str = "A fine-grained capability of a board is the mean over its benchmarks, weighted by the number of \
    questions that test it. A core capability is the plain mean of its fine-grained ones, and the capability average is the plain \
    mean of the core ones. Only what is there counts.";
const INTERVALS: &str = "An interval says how far a score could move by chance with other questions of the same kind. It rests on \
    the number of questions or episodes. A text similarity or a rate without a known number has no interval.";
const INTERVALS_TOTAL: &str = "A single score has Wilson’s 95 % interval. A total has one from the variances of its parts, and none if \
    one part is unknown. Where answers earn partial marks, the interval is an upper bound, marked *.";
const RANK_SETS: &str = "A model is certainly above another where its total is higher by more than chance. The best rank that is \
    possible for a model is 1 plus the number of models certainly above it; the worst is the number of ranked models less those \
    certainly below it. What counts as more than chance is set so that, with 95 %, the true ranks of all ranked models lie in their \
    ranges at once. A filter leaves the ranges as they are.";
const RANK_SETS_LIMITS: &str = "Where the interval of a total is unknown, no range is shown, and the model is certainly above and below \
    none. A range takes the benchmarks as they are: it knows chance among their questions, and nothing of other prompts, other \
    benchmarks, or benchmarks that a model lacks.";
const AGREEMENT: &str = "How far two benchmarks agree is Spearman’s rank correlation of their totals: 1 for the same order of \
    models, −1 for the opposite order.";
const CHECKS: &str = "Score files are checked: unknown names, values out of range, repeated blocks, stated totals that differ from \
    the derived ones, outliers. A value that can be read in two ways is left out with a warning. All findings are listed.";
const UNKNOWN: &str = "Scores of one benchmark may come from different runs, prompts, versions or judges. Repeated runs of a model can \
    differ by more than its interval. Two models with different missing benchmarks are compared on different things.";
const SAMPLES: &str = "A benchmark’s questions may have been part of a model’s training data. A small difference between two ranks is \
    rarely a real one: look at the intervals first.";

//! What there is to know of a benchmark: on its page above the table what it is and what it asks, below the table which
//! others agree with it.

use leptos::prelude::*;

use super::address::Link;
use super::chart::Figure;
use super::derived::derived;
use super::erased::part;
use super::plain_table::plain_table;
use super::session::Session;
use super::shared::Shared;
use crate::aggregate::{Agreement, LEAST_SHARED};
use crate::chart::{Chart, Unit};
use crate::document::Benchmark;
use crate::order::sort_by;
use crate::view::{self, MISSING, Tagged, Titled, question_bars};

/// What it measures, who made it, when, its metric and links.
#[component]
pub(super) fn AboutBenchmark() -> impl IntoView {
    let session = Session::get();
    let shown = derived(move || session.ranking.get().subject.benchmark);
    part(move || {
        let benchmark = session.dataset(|dataset| dataset.catalog().benchmarks.get(shown.get()?).cloned())?;
        let item = |name: &'static str, value: String| {
            (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> })
        };
        let link = |name: &'static str, address: &Option<String>| {
            let address = address.clone()?;
            Some(view! { <a href=address rel="noopener noreferrer" target="_blank">{name}</a>" " })
        };
        let links = [
            link("website", &benchmark.website),
            link("repository", &benchmark.repository),
            link("data", &benchmark.dataset),
        ];
        let linked = links.iter().any(Option::is_some);
        let questions = benchmark.question_count().map(|count| count.to_string()).unwrap_or_default();
        let total = benchmark.columns.get(benchmark.total).cloned().unwrap_or_default();
        Some(view! {
            <section class="about-benchmark" aria-label="About the benchmark">
                <p class="about">{benchmark.summary.clone()}</p>
                <dl class="about-model">
                    {item("By", benchmark.organization.clone())}
                    {item("Released", benchmark.released.clone())}
                    {item("Metric", view::metric_words(benchmark.metric).to_owned())}
                    {item("Questions", questions)}
                    {item("Columns", format!("{}, the total is “{total}”", benchmark.columns.len()))}
                    {linked.then(|| view! { <div><dt>"Links"</dt><dd>{links}</dd></div> })}
                </dl>
            </section>
        })
    })
}

/// What it asks, and how it relates to the others.
#[component]
pub(super) fn BenchmarkRelations() -> impl IntoView {
    let session = Session::get();
    let shown = derived(move || session.ranking.get().subject.benchmark);
    part(move || {
        let benchmark = shown.get()?;
        let name = session.dataset(|dataset| dataset.catalog().benchmarks.get(benchmark).map(|b| b.name.clone()))?;
        let bars = session.dataset(|dataset| question_bars(dataset, benchmark));
        let questions = bars.map(|bars| {
            let title = format!("What does {name} ask? Questions by fine-grained capability");
            let titled = Shared::new(Titled { title, chart: Chart::Bars(bars), tagged: Tagged::Models });
            view! { <Figure titled=Signal::stored(titled)/> }
        });
        Some(view! {
            <section class="relations" aria-labelledby="relations-title">
                <h2 id="relations-title">"What it asks, and which others agree with it"</h2>
                <div class="charts">
                    {questions}
                    {relations(session, benchmark)}
                </div>
            </section>
        })
    })
}

/// The other benchmarks, those that agree most first.
fn relations(session: Session, benchmark: usize) -> AnyView {
    let mut others: Vec<(usize, String, Option<f64>, u32)> = session.dataset(|dataset| {
        let benchmarks = &dataset.catalog().benchmarks;
        let pair = |(other, about): (usize, &Benchmark)| {
            let pair = Agreement::of(dataset, benchmark, other);
            (other != benchmark && pair.models > 0).then(|| (other, about.name.clone(), pair.rho, pair.models))
        };
        benchmarks.iter().enumerate().filter_map(pair).collect()
    });
    sort_by(&mut others, |a, b| b.2.unwrap_or(-2.0).total_cmp(&a.2.unwrap_or(-2.0)));
    let row = |(other, name, rho, models): (usize, String, Option<f64>, u32)| {
        let rho = rho.map_or_else(|| MISSING.to_owned(), |rho| Unit::Correlation.text(rho));
        let name = match session.benchmark(other) {
            Some(state) => view! { <Link to=Signal::stored(state)>{name}</Link> }.into_any(),
            None => name.into_any(),
        };
        view! { <tr><th scope="row">{name}</th><td>{rho}</td><td>{models}</td></tr> }
    };
    let heads = ["Benchmark", "Rank correlation", "Models in common"].map(str::to_owned).to_vec();
    let rows = others.into_iter().map(row).collect_view().into_any();
    let table = plain_table("Table: agreement with other benchmarks".to_owned(), heads, rows);
    view! {
        <div>
            {table}
            <p class="note">{format!("Spearman’s ρ of the totals: 1 where both put the models in the same order, −1 where in the opposite. With fewer than {LEAST_SHARED} models in common it says nothing.")}</p>
        </div>
    }
    .into_any()
}

//! The page of a benchmark: what it is, how a score is made, what its columns mean, its first models, what agrees with it,
//! and how it is cited.

use leptos::prelude::*;

use crate::aggregate::LEAST_SHARED;
use crate::app::browser::clipboard::{Content, CopyOutcome, Copying};
use crate::app::chart::Figure;
use crate::app::components::capability::capability;
use crate::app::components::link::Link;
use crate::app::components::plain_table::plain_table;
use crate::app::components::rank_summary::benchmark_link;
use crate::app::reactive::{PtrEq, derived, dyn_view, handler};
use crate::app::state::{AppState, reference_status};
use crate::app::table::Mark;
use crate::chart::{Chart, Unit};
use crate::dataset::Dataset;
use crate::document::{Benchmark, BenchmarkEntry, Paper, Reference};
use crate::view::{
    self, Agreeing, ColumnFacts, IndexFilter, MISSING, Page, RankedModel, Tagged, Titled, agreeing, bibtex,
    column_facts, leaders, question_bars,
};

/// How many models are listed.
const LEADERS: usize = 10;

/// How many benchmarks that agree are listed at once.
const AGREEING: usize = 10;

/// One line above the table of a benchmark's columns, with the way to its page.
#[component]
pub(in crate::app) fn AboutBenchmark() -> impl IntoView {
    let app = AppState::get();
    let shown = derived(move || app.ranking.get().subject.benchmark);
    dyn_view(move || {
        let benchmark = shown.get()?;
        let (name, summary) = app.dataset(|dataset| {
            let about = dataset.catalog().benchmarks.get(benchmark)?;
            Some((about.name.clone(), about.summary.clone()))
        })?;
        let to = Signal::derive(move || app.benchmark(benchmark).unwrap_or_default());
        Some(view! { <p class="about">{summary} " " <Link to>{format!("About {name}")}</Link></p> })
    })
}

/// The page of the benchmark with this code.
#[component]
pub(in crate::app) fn BenchmarkPage(code: String) -> impl IntoView {
    let app = AppState::get();
    let index = Signal::derive(move || app.link_to(|state| state.page = Page::Benchmarks(IndexFilter::default())));
    // The catalog never changes, so neither does the place of the benchmark in it.
    let found = app.dataset(|dataset| {
        let place = view::benchmark_named(dataset.catalog(), &code)?;
        Some((place, dataset.catalog().benchmarks.get(place)?.clone()))
    });
    let content = match found {
        Some((benchmark, about)) => details(app, benchmark, &about),
        None => view! {
            <h1>"No such benchmark"</h1>
            <p class="headline">{unknown(code)}</p>
        }
        .into_any(),
    };
    view! {
        <div class="page benchmark-page">
            <p class="back"><Link to=index>"← All benchmarks"</Link></p>
            {content}
        </div>
    }
}

fn unknown(code: String) -> Vec<String> {
    if code.is_empty() {
        return vec!["The address names no benchmark. The list of benchmarks has all of them.".to_owned()];
    }
    vec!["No benchmark here has the code “".to_owned(), code, "”. The list of benchmarks has all of them.".to_owned()]
}

fn details(app: AppState, benchmark: usize, about: &Benchmark) -> AnyView {
    let code = about.code.clone();
    let entry = move |reference: &Reference| reference.benchmark(&code).cloned();
    let entry = derived(move || app.reference().and_then(|reference| entry(&reference)));
    let prose = dyn_view(move || entry.get().map(prose));
    let facts = {
        let about = about.clone();
        dyn_view(move || facts(app, benchmark, &about, entry.get().as_ref()))
    };
    let cite = dyn_view(move || entry.get().and_then(|entry| entry.paper).map(cite));
    let columns = dyn_view(move || {
        let reference = app.reference();
        let facts = app.dataset(|dataset| column_facts(dataset, benchmark, reference.as_deref()));
        columns_table(app, facts)
    });
    let name = about.name.clone();
    let first = dyn_view(move || app.dataset(|dataset| first_models(app, dataset, benchmark)));
    let questions = app.dataset(|dataset| question_bars(dataset, benchmark)).map(|bars| {
        let title = format!("Weight of {name} by fine-grained capability, in questions or steps");
        let titled = PtrEq::new(Titled { title, chart: Chart::Bars(bars), tagged: Tagged::Models });
        view! {
            <section aria-labelledby="questions-title">
                <h2 id="questions-title">"What it tests"</h2>
                <Figure titled=Signal::stored(titled)/>
            </section>
        }
    });
    let relations = dyn_view(move || app.dataset(|dataset| relations(app, agreeing(dataset, benchmark))));
    view! {
        <h1>{about.name.clone()}</h1>
        <p class="headline">{about.summary.clone()}</p>
        <div class="columns">
            <div>{reference_status(app)} {prose}</div>
            <aside aria-label="Facts">{facts}</aside>
        </div>
        <section aria-labelledby="columns-title">
            <h2 id="columns-title">"Columns"</h2>
            {columns}
        </section>
        <div class="columns even">
            <section aria-labelledby="first-title">
                <h2 id="first-title">"Top models"</h2>
                {first}
            </section>
            {questions}
            <section aria-labelledby="agree-title">
                <h2 id="agree-title">"Agreement with other benchmarks"</h2>
                {relations}
            </section>
            {cite}
        </div>
    }
    .into_any()
}

/// What it is and how it is scored, as the reference has it.
fn prose(entry: BenchmarkEntry) -> impl IntoView {
    let part = |title: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <section><h2>{title}</h2><p class="prose">{text}</p></section> })
    };
    view! {
        {part("What it is", entry.about)}
        {part("How a score is made", entry.scoring)}
        {part("Data", entry.data)}
    }
}

/// Who made it, when, under which licence, which boards count it, and where to read on.
fn facts(app: AppState, benchmark: usize, about: &Benchmark, entry: Option<&BenchmarkEntry>) -> AnyView {
    let item = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> })
    };
    let link = |name: String, address: Option<String>| {
        Some(view! { <li><a href=address? rel="noopener noreferrer" target="_blank">{name}</a></li> }.into_any())
    };
    let paper = entry.and_then(|entry| entry.paper.as_ref());
    let on_arxiv = paper.filter(|paper| !paper.arxiv.is_empty());
    let links: Vec<AnyView> = [
        link("Paper on arXiv".to_owned(), on_arxiv.map(|paper| view::arxiv_address(&paper.arxiv))),
        link("Website".to_owned(), about.website.clone()),
        link("Repository".to_owned(), about.repository.clone()),
        link("Data".to_owned(), about.dataset.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let boards: Vec<(String, String, bool)> = app.dataset(|dataset| {
        let boards =
            dataset.catalog().boards.iter().filter(|board| board.counted().any(|counted| counted == benchmark));
        boards.map(|board| (board.code.clone(), board.name.clone(), board.benchmarks.contains(&benchmark))).collect()
    });
    let board = |(code, name, is_ranked): (String, String, bool)| {
        let to = Signal::derive(move || app.board(&code));
        let how = (!is_ranked).then_some(" (in capability scores only)");
        view! { <li><Link to>{name}</Link>{how}</li> }
    };
    let models = app.dataset(|dataset| dataset.total(benchmark).present().count());
    let licence = entry.map(|entry| entry.licence.clone()).unwrap_or_default();
    view! {
        <dl class="facts">
            {item("By", about.organization.clone())}
            {item("Released", about.released.clone())}
            {item("Metric", view::metric_label(about.metric).to_owned())}
            {item("Models evaluated", models.to_string())}
            {item("Licence", licence)}
            {(!boards.is_empty()).then(|| view! {
                <div><dt>"Boards"</dt><dd><ul>{boards.into_iter().map(board).collect_view()}</ul></dd></div>
            })}
            {(!links.is_empty()).then(|| view! { <div><dt>"Links"</dt><dd><ul>{links}</ul></dd></div> })}
        </dl>
    }
    .into_any()
}

fn columns_table(app: AppState, columns: Vec<ColumnFacts>) -> AnyView {
    let row = |column: ColumnFacts| {
        let feeds = (!column.capability.is_empty()).then(|| capability(app, column.capability));
        let total = column.is_total.then(|| view! { <span class="tag">"total"</span> });
        view! {
            <tr class:total=column.is_total>
                <th scope="row">{column.name}{total}</th>
                <td class="words">{column.about}</td>
                <td class="words">{column.metric}</td>
                <td>{column.items}</td>
                <td>{column.range}</td>
                <td class="words">{feeds}</td>
                <td>{column.models}</td>
            </tr>
        }
    };
    let heads = ["Column", "Description", "Metric", "Items", "Range", "Contributes to", "Models"];
    let rows = columns.into_iter().map(row).collect_view().into_any();
    let table = plain_table("Columns of the benchmark".to_owned(), heads.map(str::to_owned).to_vec(), rows);
    view! { <div class="column-facts">{table}</div> }.into_any()
}

fn first_models(app: AppState, dataset: &Dataset, benchmark: usize) -> AnyView {
    let (models, population) = leaders(dataset, benchmark, LEADERS);
    if models.is_empty() {
        return view! { <p class="about">"No model has a score on it yet."</p> }.into_any();
    }
    let row = |RankedModel { row, rank, total }: RankedModel| {
        let code = dataset.code_of(row).to_owned();
        let to = Signal::derive(move || app.link_to(|state| state.page = Page::Model(code.clone())));
        let category = dataset.models().get(row).and_then(|model| model.category);
        let name = dataset.name_of(row).to_owned();
        let preview = dataset.models().get(row).is_some_and(|model| model.preview);
        let preview = preview.then(|| view! { " "<span class="tag">"preview"</span> });
        view! {
            <tr>
                <th scope="row"><Mark category/> <Link to><bdi>{name}</bdi></Link>{preview}</th>
                <td>{rank}</td>
                <td>{view::figure(Some(total))}</td>
            </tr>
        }
    };
    let heads = ["Model", "Rank", "Total"].map(str::to_owned).to_vec();
    let rows = models.into_iter().map(row).collect_view().into_any();
    let scores = untrack(|| app.benchmark_scores(benchmark)).map(|_| {
        let to = Signal::derive(move || app.benchmark_scores(benchmark).unwrap_or_default());
        view! { <p class="about"><Link to>{format!("All {population} models, by column")}</Link></p> }
    });
    view! { {plain_table("Top models on the benchmark".to_owned(), heads, rows)} {scores} }.into_any()
}

/// The other benchmarks, those that agree most first.
fn relations(app: AppState, others: Vec<Agreeing>) -> AnyView {
    if others.is_empty() {
        return view! { <p class="about">"No other benchmark has models in common with it."</p> }.into_any();
    }
    let row = |other: Agreeing| {
        let rho = other.rho.map_or_else(|| MISSING.to_owned(), |rho| Unit::Correlation.text(rho));
        let name = benchmark_link(app, other.benchmark);
        view! { <tr><th scope="row">{name}</th><td>{rho}</td><td>{other.models}</td></tr> }
    };
    let heads = ["Benchmark", "Rank correlation", "Models in common"].map(str::to_owned).to_vec();
    let mut first = others;
    let rest = first.split_off(AGREEING.min(first.len()));
    let table = |name: &str, others: Vec<Agreeing>| {
        let rows = others.into_iter().map(row).collect_view().into_any();
        plain_table(name.to_owned(), heads.clone(), rows)
    };
    let rest = (!rest.is_empty()).then(|| {
        let more = format!("{} more", rest.len());
        view! { <details><summary>{more}</summary>{table("Other benchmarks", rest)}</details> }
    });
    let note = format!(
        "Spearman’s ρ of the totals: 1 where both put the models in the same order, −1 where in the opposite order. \
         With fewer than {LEAST_SHARED} models in common it is not shown."
    );
    view! {
        {table("Rank correlations", first)}
        {rest}
        <p class="note">{note}</p>
    }
    .into_any()
}

/// The paper, and its entry to copy.
fn cite(paper: Paper) -> impl IntoView {
    let entry = bibtex(&paper);
    let copying = Copying::new();
    let copied = entry.clone();
    let copy = handler(move |_| copying.copy(Content::Text(copied.clone()), "The BibTeX entry".to_owned()));
    let Paper { title, authors, year, venue, .. } = paper;
    let venue = if venue.is_empty() { year.to_string() } else { venue };
    view! {
        <section aria-labelledby="cite-title">
            <h2 id="cite-title">"Citation"</h2>
            <p class="prose">{authors} ": " <cite>{title}</cite> ". " {venue} "."</p>
            <pre tabindex="0" aria-label="BibTeX entry"><code>{entry}</code></pre>
            <p><button type="button" on:click=copy>"Copy BibTeX"</button></p>
            <CopyOutcome copying/>
        </section>
    }
}

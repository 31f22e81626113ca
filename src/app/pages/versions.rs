//! Two versions of one model as a diff: what rose, what fell, what is new and what is gone.

use leptos::prelude::*;

use crate::app::components::rank_summary::benchmark_link;
use crate::app::state::AppState;
use crate::view::{self, Change, ColumnChange, Versions};

/// The section of a comparison whose two models are versions of one; nothing for others.
pub(in crate::app) fn versions(app: AppState, rows: &[usize]) -> Option<AnyView> {
    let found = app.dataset(|dataset| {
        let versions = Versions::between(dataset, rows)?;
        let headline = versions.headline(dataset);
        Some((versions, headline))
    });
    found.map(|(versions, headline)| {
        let Versions { rose, fell, new, gone, unchanged, .. } = versions;
        let parts = [("Rose", rose), ("Fell", fell), ("New", new), ("Gone", gone), ("Unchanged", unchanged)];
        // As long as the largest change, the bars tell how much each weighs.
        let largest = parts.iter().flat_map(|(_, changes)| changes).filter_map(Change::difference);
        let largest = largest.map(f64::abs).fold(0.0, f64::max);
        let part = |(title, changes): (&'static str, Vec<Change>)| {
            let id = format!("versions-{}", title.to_lowercase());
            let label = id.clone();
            let changes = changes.into_iter().map(|change| changed(app, change, largest)).collect::<Vec<_>>();
            (!changes.is_empty()).then(|| {
                view! {
                    <h3 id=id>{title}" "<small>{changes.len()}</small></h3>
                    <ul class="changes" aria-labelledby=label>{changes}</ul>
                }
            })
        };
        view! {
            <section aria-labelledby="versions-title">
                <h2 id="versions-title">"What rose, what fell"</h2>
                <p class="about"><bdi>{headline}</bdi></p>
                {parts.map(part).into_iter().collect_view()}
            </section>
        }
        .into_any()
    })
}

/// A benchmark, from the earlier version to the later one, with its other columns folded up.
fn changed(app: AppState, change: Change, largest: f64) -> AnyView {
    let difference = change.difference();
    let line = view! { <Line from=change.before to=change.after name=benchmark_link(app, change.benchmark)/> };
    let share = difference.filter(|_| largest > 0.0).map_or(0.0, |difference| 100.0 * difference.abs() / largest);
    let bar = (share > 0.0).then(|| {
        view! { <span class="bar-of-change" aria-hidden="true" style:width=format!("{share:.1}%")></span> }
    });
    let columns = (!change.columns.is_empty()).then(|| {
        let column = |column: ColumnChange| {
            let name = app.dataset(|dataset| {
                let benchmark = dataset.catalog().benchmarks.get(change.benchmark)?;
                benchmark.columns.get(column.column).cloned()
            });
            view! { <li><Line from=column.before to=column.after name=name.into_any()/></li> }
        };
        let count = match change.columns.len() {
            1 => "1 other column differs".to_owned(),
            count => format!("{count} other columns differ"),
        };
        view! {
            <details>
                <summary>{count}</summary>
                <ul>{change.columns.into_iter().map(column).collect_view()}</ul>
            </details>
        }
    });
    let fell = difference.is_some_and(|difference| difference < 0.0);
    view! { <li class:fell=fell>{line}{bar}{columns}</li> }.into_any()
}

/// `VSI 41.0 → 43.1 +2.1`; what one version lacks is said to be missing.
#[component]
fn Line(from: Option<f64>, to: Option<f64>, name: AnyView) -> impl IntoView {
    let figure = |score: Option<f64>| score.map_or_else(|| "missing".to_owned(), |score| view::figure(Some(score)));
    let difference = from.zip(to).map(|(from, to)| view::difference(to - from));
    view! {
        <p class="change">
            <span>{name}</span>
            " "<span class="figures">{format!("{} → {}", figure(from), figure(to))}</span>
            " "<b>{difference}</b>
        </p>
    }
}

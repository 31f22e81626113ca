//! The coverage of the data: which models were measured on what, what the benchmarks ask, and which of them agree.

use leptos::prelude::*;

use crate::aggregate::Correlations;
use crate::app::chart::Figure;
use crate::app::components::link::Link;
use crate::app::reactive::PtrEq;
use crate::app::reactive::derived;
use crate::app::reactive::text_signal;
use crate::app::state::AppState;
use crate::chart::Chart;
use crate::dataset::Dataset;
use crate::view::{self, Page, Tagged, Titled, agreement_matrix, coverage_matrix, question_matrix};

/// The page.
#[component]
pub(in crate::app) fn Data() -> impl IntoView {
    let app = AppState::get();
    let to_board = Signal::derive(move || app.link_to(|state| state.page = Page::Board));
    let chart = |title: &'static str, tagged: Tagged, make: fn(&Dataset) -> Chart| {
        let titled = derived(move || {
            let dataset = app.models.get();
            PtrEq::new(Titled { title: title.to_owned(), chart: make(&dataset), tagged })
        });
        view! { <Figure titled=Signal::derive(move || titled.get())/> }
    };
    view! {
        <div class="page data-page">
            <p class="back"><Link to=to_board>"← To the table"</Link></p>
            <h1>"Coverage"</h1>
            <p class="headline">{text_signal(move || app.dataset(view::coverage_headline))}</p>
            {chart("Who was measured on what? Benchmarks by models, the most measured first", Tagged::Models, |dataset| {
                Chart::Heatmap(coverage_matrix(dataset))
            })}
            {chart("What do the benchmarks ask? Questions by fine-grained capability", Tagged::Benchmarks, |dataset| {
                Chart::Heatmap(question_matrix(dataset))
            })}
            {chart("Which benchmarks agree? Those that do stand together", Tagged::Benchmarks, |dataset| {
                let all: Vec<usize> = (0..dataset.catalog().benchmarks.len()).collect();
                Chart::Heatmap(agreement_matrix(dataset, &Correlations::new(dataset, &all)))
            })}
        </div>
    }
}

//! The coverage of the data: which models were measured on what, what the benchmarks ask, and which of them agree.

use leptos::prelude::*;

use super::address::Link;
use super::chart::Figure;
use super::derived::derived;
use super::erased::text;
use super::session::Session;
use super::shared::Shared;
use crate::aggregate::Correlations;
use crate::chart::Chart;
use crate::dataset::Dataset;
use crate::view::{self, Page, Tagged, Titled, agreement_matrix, coverage_matrix, question_matrix};

/// The page.
#[component]
pub(super) fn Data() -> impl IntoView {
    let session = Session::get();
    let to_board = Signal::derive(move || session.beside(|state| state.page = Page::Board));
    let chart = |title: &'static str, tagged: Tagged, make: fn(&Dataset) -> Chart| {
        let titled = derived(move || {
            let dataset = session.models.get();
            Shared::new(Titled { title: title.to_owned(), chart: make(&dataset), tagged })
        });
        view! { <Figure titled=Signal::derive(move || titled.get())/> }
    };
    view! {
        <div class="page data-page">
            <p class="back"><Link to=to_board>"← To the table"</Link></p>
            <h1>"What has been measured"</h1>
            <p class="headline">{text(move || session.dataset(view::coverage_headline))}</p>
            {chart("Who was measured on what? Benchmarks by models, the most measured first", Tagged::Models, |dataset| {
                Chart::Matrix(coverage_matrix(dataset))
            })}
            {chart("What do the benchmarks ask? Questions by fine-grained capability", Tagged::Benchmarks, |dataset| {
                Chart::Matrix(question_matrix(dataset))
            })}
            {chart("Which benchmarks agree? Those that do stand together", Tagged::Benchmarks, |dataset| {
                let all: Vec<usize> = (0..dataset.catalog().benchmarks.len()).collect();
                Chart::Matrix(agreement_matrix(dataset, &Correlations::new(dataset, &all)))
            })}
        </div>
    }
}

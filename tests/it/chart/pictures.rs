//! Every chart of the page as SVG, made from whole datasets: the bundled one, and the odd ones that break charts.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use crate::common::{assert_distinct, assert_snapshots, bundled, catalog, named};
use arena_explorer::aggregate::{Correlations, Lens, Ranking, Subject};
use arena_explorer::chart::{Chart, ExportPage, Rgb, Style};
use arena_explorer::dataset::Dataset;
use arena_explorer::load::load;
use arena_explorer::view::{
    ChartKind, Peers, Profile, Scene, agreement_matrix, comparison_charts, core_profile, coverage_matrix, fine_lanes,
    question_bars, question_matrix,
};

fn style() -> Style {
    let series = [0x4a64d9, 0xd87417, 0x036858, 0x7d2031, 0x3899b8, 0x65267a, 0x6e6003, 0xa36783];
    let rgb = |hex: u32| Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8);
    Style {
        paper: rgb(0xfcfcfa),
        ink: rgb(0x1b1d1f),
        muted: rgb(0x5c6166),
        rule: rgb(0xdcdcd6),
        accent: rgb(0x0b6e75),
        series: series.map(rgb),
        font: "system-ui, sans-serif".to_owned(),
        text: 12.0,
    }
}

/// Every chart that the page draws of a dataset, with the name of its file.
fn charts(dataset: &Dataset) -> Vec<(String, String, Chart)> {
    let ranked = |lens, benchmark| {
        let subject = Subject { board: 0, lens, benchmark };
        Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[])
    };
    let mut charts = Vec::new();
    let mut add = |name: &str, title: &str, chart: Chart| charts.push((name.to_owned(), title.to_owned(), chart));
    for (name, ranking) in [
        ("board", ranked(Lens::Benchmarks, None)),
        ("core", ranked(Lens::Core, None)),
        ("fine", ranked(Lens::Fine, None)),
        ("benchmark", ranked(Lens::Benchmarks, Some(0))),
    ] {
        let scene = Scene { dataset, ranking: &ranking, rows: &ranking.order, chosen: &[] };
        for kind in ChartKind::ALL {
            // One of each kind is enough to look at.
            let drawn = (name == "board" || kind == ChartKind::Profiles).then(|| scene.chart(kind)).flatten();
            if let Some(titled) = drawn {
                add(&format!("{name}-{}", kind.code()), &titled.title, titled.chart);
            }
        }
    }
    let profile = Profile::new(dataset, &Peers::of(dataset), 0);
    if let Some(chart) = core_profile(dataset, &profile, 0) {
        add("model-radar", "Core capabilities against the best and the median", chart);
    }
    if let Some(lanes) = fine_lanes(dataset, &[0], 0) {
        add("model-lanes", "Fine-grained capabilities against the best and the median", Chart::DotPlot(lanes));
    }
    for (place, titled) in comparison_charts(dataset, &[0, 1, 2], 0).into_iter().enumerate() {
        add(&format!("comparison-{}", place + 1), &titled.title, titled.chart);
    }
    let all: Vec<usize> = (0..dataset.catalog().benchmarks.len()).collect();
    let agreement = agreement_matrix(dataset, &Correlations::new(dataset, &all));
    add("data-agreement", "Which benchmarks agree?", Chart::Heatmap(agreement));
    add("data-coverage", "What has been measured?", Chart::Heatmap(coverage_matrix(dataset)));
    charts
}

/// Score files of these models, all with the same figures or, without a score, with none.
fn models(names: &[&str], score: Option<f64>) -> Dataset {
    let catalog = catalog();
    let mut files = Vec::new();
    for name in names {
        let mut text = format!("name: {name:?}\nsize: [7]\nrelease: {{year: 2025}}\nscore:\n  benchmark:\n");
        for benchmark in &catalog.benchmarks {
            let total = benchmark.columns.get(benchmark.total).unwrap();
            let score = score.map_or("null".to_owned(), |score| score.to_string());
            text += &format!(
                "    {}: {{columns: {{{total:?}: {score}}}, fine: {{Object Type: {score}}}}}\n",
                benchmark.code
            );
        }
        files.push(named(&format!("{}.yaml", files.len()), &text));
    }
    load(&files, catalog).dataset
}

/// The snapshot of a chart. Charts without a figure look alike, whatever the dataset lacks, and share one.
fn snapshot(case: &str, name: &str) -> String {
    let case = match (case, name) {
        // No two benchmarks have three models each with scores that differ.
        ("one" | "missing" | "equal" | "huge", "board-agreement" | "data-agreement") => "none",
        // Coverage is of models, the others are of scores.
        ("missing", name) if name != "data-coverage" => "none",
        _ => case,
    };
    format!("{case}/{name}.svg")
}

#[test]
fn snapshots() {
    let huge = "Ünbounded <model> & \"name\"\u{202E} ".repeat(150);
    let cases = [
        ("bundled", bundled().dataset),
        ("one", models(&["Alone"], Some(40.0))),
        ("none", models(&[], None)),
        ("missing", models(&["A", "B", "C"], None)),
        ("equal", models(&["A", "B", "C", "D", "E", "F"], Some(40.0))),
        ("huge", models(&[&huge, "B"], Some(40.0))),
    ];
    let mut pictures = Vec::new();
    for (case, dataset) in cases {
        let mut charts = charts(&dataset);
        if case == "bundled" {
            // What is asked does not depend on the models.
            let questions = Chart::Heatmap(question_matrix(&dataset));
            charts.push(("data-questions".to_owned(), "What do they ask?".to_owned(), questions));
            let questions = Chart::Bars(question_bars(&dataset, 0).unwrap());
            charts.push(("benchmark-questions".to_owned(), "What does it ask?".to_owned(), questions));
        }
        for (name, title, chart) in charts {
            let sheet = ExportPage { chart: &chart, title: &title, source: "Embodied Arena, arXiv 2509.15273" };
            let svg = sheet.svg(700.0, sheet.height(700.0, &style()), &style());
            pictures.push((snapshot(case, &name), svg));
        }
    }
    assert_snapshots("tests/data/pictures", &pictures);
    assert_distinct(pictures);
}

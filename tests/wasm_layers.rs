//! The same reading, ranking and drawing, compiled to WebAssembly and run in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::chart::{Bars, Chart, Figure, Rgb, Style};
use arena_explorer::dataset::Bundle;
use arena_explorer::document::{Kind, Origin, SourceFile, read_catalog};
use arena_explorer::load::{Loaded, load};
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn loaded() -> Loaded {
    let (catalog, findings) = read_catalog("catalog.yaml", include_str!("../public/catalog.yaml"));
    assert_eq!(findings, []);
    let file = |path: &str, text: &str| SourceFile { path: path.into(), bytes: text.into(), origin: Origin::Named };
    let files = [
        file("o4-mini.md", include_str!("../public/models/o4-mini.md")),
        file("o3.md", include_str!("../public/models/o3.md")),
        file("broken.md", "---\nname: [\n---\n"),
    ];
    load(&files, catalog.unwrap())
}

#[wasm_bindgen_test]
fn files_are_read_checked_and_ranked() {
    let loaded = loaded();
    let stale = loaded.findings.iter().filter(|f| matches!(f.kind, Kind::StaleSummary { .. })).count();
    assert_eq!(stale, 5, "as natively");
    assert!(loaded.findings.iter().any(|f| f.place.file == "broken.md" && matches!(f.kind, Kind::YamlSyntax { .. })));
    let ranking =
        Ranking::new(&loaded.dataset, Subject { board: 0, lens: Lens::Benchmarks, benchmark: None }, 0.5, &[]);
    let names: Vec<_> = ranking.order.iter().map(|&row| loaded.dataset.models()[row].name.as_str()).collect();
    assert_eq!(names, ["o3", "o4-mini"]);
    // The plain mean of the seven totals in the file.
    let total = ranking.total[loaded.dataset.row_of("o4-mini").unwrap()].unwrap();
    assert!((total - (49.71 + 54.41 + 26.43 + 30.72 + 50.25 + 25.06 + 9.03) / 7.0).abs() < 1e-9);
}

#[wasm_bindgen_test]
fn the_bundle_form_is_the_same_as_natively() {
    let loaded = loaded();
    let bundle = Bundle { dataset: loaded.dataset, findings: loaded.findings, made: "2026-01-31".into() };
    assert_eq!(Bundle::decode(&bundle.encode().unwrap()).unwrap(), bundle);
}

/// A bar of 50 reaches half as far as one of 100, and a missing figure leaves no bar.
#[wasm_bindgen_test]
fn bars_are_drawn_on_a_canvas_from_zero() {
    let accent = Rgb(200, 0, 0);
    let style = Style {
        paper: Rgb(255, 255, 255),
        ink: Rgb(0, 0, 0),
        muted: Rgb(90, 90, 90),
        rule: Rgb(220, 220, 220),
        accent: Rgb(0, 0, 200),
        series: [accent; 8],
        font: "sans-serif".into(),
        text: 12.0,
    };
    let bar = |name: &str, value| Figure { name: name.into(), value, hue: Some(0), ..Figure::default() };
    let bars = vec![bar("Whole", Some(100.0)), bar("Half", Some(50.0)), bar("None", None)];
    let chart = Chart::Bars(Bars { column: "Total".into(), bars, ..Bars::default() });

    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document.create_element("canvas").unwrap().unchecked_into();
    let (width, height) = (1200, (chart.height(600.0, &style) * 2.0) as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).unwrap();
    let picture = chart.picture((600.0, f64::from(height) / 2.0), &style);
    picture.paint(&backend.into_drawing_area(), 2.0).unwrap();
    let marks = picture.marks;
    assert_eq!(marks.len(), 3);

    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    // Pixels of the bar's colour in the middle line of each row, beyond the little marker before the bar.
    let zero = marks[2].x * 2.0;
    let lengths: Vec<usize> = marks
        .iter()
        .map(|mark| {
            let line = context.get_image_data(zero, mark.y * 2.0, f64::from(width) - zero, 1.0).unwrap().data();
            line.chunks(4).filter(|pixel| pixel[..3] == [200, 0, 0]).count()
        })
        .collect();
    assert!(lengths[0] > 200, "{lengths:?}");
    assert!(lengths[0].abs_diff(2 * lengths[1]) <= 4, "{lengths:?}");
    assert!(lengths[2] < 10, "{lengths:?}");
}

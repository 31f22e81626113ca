//! The first board in the document stays small, however many models a site has.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{catalog, project};
use arena_explorer::dataset::{Bundle, Dataset};
use arena_explorer::document::{Origin, SourceFile, read_score_file};
use arena_explorer::view::first_sight;

/// The first board with so many copies of a bundled model.
fn html(models: usize) -> String {
    let catalog = catalog();
    let bytes = std::fs::read(project("public/models/o3.md")).unwrap();
    let file = SourceFile { path: "o3.md".to_owned(), bytes, origin: Origin::Named };
    let document = read_score_file(&file, &catalog).document.unwrap();
    let documents = (0..models).map(|n| {
        let mut document = document.clone();
        document.code = format!("model-{n}");
        document.name = format!("Model {n}");
        // No two are alike, so that all ranks are there.
        let share = (n + 1) as f64 / models as f64;
        for scores in &mut document.scores {
            scores.columns.iter_mut().chain(&mut scores.fine).flatten().for_each(|figure| figure.value *= share);
        }
        document
    });
    let (dataset, _) = Dataset::new(catalog, documents.collect());
    first_sight(&Bundle { dataset, ..Bundle::default() })
}

#[test]
fn ten_thousand_models_make_a_document_of_the_first_thirty() {
    let (few, many) = (html(30), html(10_000));
    let rows = |html: &str| html.split_once("<tbody>").unwrap().1.matches("<tr").count();
    assert_eq!((rows(&few), rows(&many)), (30, 30));
    let caption = many.split_once("<caption class=\"hidden\">").unwrap().1.split_once("</caption>").unwrap().0;
    assert!(caption.contains("10000 models"), "it says how many there are: {caption}");
    assert!(!few.contains("The first 30") && many.contains("The first 30 models"));
    // With all rows it had 4.6 MB.
    assert!(many.len() < few.len() + 1000 && many.len() < 40_000, "{} bytes, with 30 models {}", many.len(), few.len());
}

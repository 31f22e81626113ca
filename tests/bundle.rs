//! The bundle form gives back what was put in, and nothing that is damaged gets through.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

mod common;

use arena_explorer::dataset::{Bundle, BundleError};
use arena_explorer::load::load;
use common::{bundled, named, small_catalog};
use proptest::prelude::*;

fn bundle(loaded: arena_explorer::load::Loaded) -> Bundle {
    Bundle { dataset: loaded.dataset, findings: loaded.findings, made: "2026-01-31".to_owned() }
}

#[test]
fn the_bundled_models_come_back_equal_and_small() {
    let bundle = bundle(bundled());
    let bytes = bundle.encode().unwrap();
    assert_eq!(Bundle::decode(&bytes).unwrap(), bundle);
    assert!(bytes.len() < 100_000, "{} bytes for 49 models", bytes.len());
}

#[test]
fn other_files_and_damaged_ones_are_told_apart() {
    let bytes = bundle(bundled()).encode().unwrap();
    assert_eq!(Bundle::decode(b""), Err(BundleError::OtherFormat));
    assert_eq!(Bundle::decode(b"<!doctype html>"), Err(BundleError::OtherFormat));
    assert_eq!(Bundle::decode(&bytes[..bytes.len() / 2]), Err(BundleError::Damaged));
}

/// A name, and its scores for One, its part, and See.
type Scored = (String, Option<f64>, Option<f64>, Option<f64>);

/// A score as a file may state it: of two digits, of many, or at the edges.
fn score() -> impl Strategy<Value = f64> {
    prop_oneof![(0_u32..=10_000).prop_map(|n| f64::from(n) / 100.0), 0.0..=100.0, Just(0.0), Just(100.0), Just(5e-324)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_dataset_comes_back_equal(models in prop::collection::vec(
        ("[a-zA-Z ]{0,8}", prop::option::of(score()), prop::option::of(score()), prop::option::of(score())), 0..12,
    )) {
        let file = |(n, (name, one, part, see)): (usize, &Scored)| {
            let text = |score: &Option<f64>| score.map_or("null".to_owned(), |score| format!("{score:e}"));
            let scores = format!("one: {{columns: {{Total: {}, Part: {}}}, fine: {{See: {}}}}}", text(one), text(part), text(see));
            named(&format!("{n}.md"), &format!("name: 'x{name}'\ncode: m{n}\nscore: {{benchmark: {{{scores}}}}}\n"))
        };
        let files: Vec<_> = models.iter().enumerate().map(file).collect();
        let bundle = bundle(load(&files, small_catalog()));
        prop_assert_eq!(bundle.dataset.models().len(), models.len());
        prop_assert_eq!(Bundle::decode(&bundle.encode().unwrap()).unwrap(), bundle);
    }

    #[test]
    fn no_damage_makes_it_panic(at in 6_usize..1_500, byte in any::<u8>(), cut in any::<bool>()) {
        let files = [named("a.md", "name: A\nscore: {benchmark: {one: {columns: {Total: 60.25, Part: 1}}}}\n")];
        let mut bytes = bundle(load(&files, small_catalog())).encode().unwrap();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        if cut {
            bytes.truncate(at);
        }
        let _ = Bundle::decode(&bytes);
    }
}

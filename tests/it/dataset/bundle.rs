//! The bundle form gives back what was put in, and nothing that is damaged gets through.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{bundled, named, small_catalog};
use arena_explorer::dataset::{Bundle, BundleError};
use arena_explorer::load::load;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn bundle(loaded: arena_explorer::load::Loaded) -> Bundle {
    Bundle { dataset: loaded.dataset, findings: loaded.findings, made: "2026-01-31".to_owned() }
}

#[test]
fn the_bundled_models_come_back_equal_and_small() {
    let bundle = bundle(bundled());
    let bytes = bundle.encode().unwrap();
    assert_eq!(Bundle::decode(&bytes).unwrap(), bundle);
    assert!(bytes.len() < 200_000, "{} bytes for 104 models", bytes.len());
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
}

/// A way in which a file is damaged on its way. Places and lengths are shares of the file, in millionths.
#[derive(Clone, Debug)]
enum Damage {
    CutOff(usize),
    Changed(Vec<(usize, u8)>),
    Inserted(usize, Vec<u8>),
    Removed(usize, usize),
    /// Two blocks of one length in each other's place.
    Swapped(usize, usize, usize),
    /// A block of zeros, as a file system leaves it.
    Blanked(usize, usize),
}

const WHOLE: usize = 1_000_000;

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0..WHOLE;
    let short = || 1..64_usize;
    prop_oneof![
        at().prop_map(Damage::CutOff),
        prop::collection::vec((at(), 1..=255_u8), 1..32).prop_map(Damage::Changed),
        (at(), prop::collection::vec(any::<u8>(), 1..32)).prop_map(|(at, bytes)| Damage::Inserted(at, bytes)),
        (at(), short()).prop_map(|(at, length)| Damage::Removed(at, length)),
        (at(), at(), short()).prop_map(|(a, b, length)| Damage::Swapped(a, b, length)),
        (at(), short()).prop_map(|(at, length)| Damage::Blanked(at, length)),
    ]
}

impl Damage {
    fn done_to(&self, whole: &[u8]) -> Vec<u8> {
        let mut bytes = whole.to_vec();
        let place = |share: usize| share * whole.len() / WHOLE;
        let end = |at: usize, length: usize| whole.len().min(place(at) + length);
        match self {
            Self::CutOff(at) => bytes.truncate(place(*at)),
            Self::Changed(changes) => changes.iter().for_each(|(at, by)| bytes[place(*at)] ^= by),
            Self::Inserted(at, more) => drop(bytes.splice(place(*at)..place(*at), more.iter().copied())),
            Self::Removed(at, length) => drop(bytes.drain(place(*at)..end(*at, *length))),
            Self::Swapped(a, b, length) => {
                for n in 0..*length {
                    bytes.swap(end(*a, n).min(whole.len() - 1), end(*b, n).min(whole.len() - 1));
                }
            }
            Self::Blanked(at, length) => bytes[place(*at)..end(*at, *length)].fill(0),
        }
        bytes
    }
}

/// Of 200 files damaged at random, 38 were once shown as if whole.
#[test]
fn a_damaged_file_is_refused_whatever_happened_to_it() {
    let whole = bundle(bundled()).encode().unwrap();
    let mut runner = TestRunner::new(Config { cases: 4_000, failure_persistence: None, ..Config::default() });
    runner
        .run(&damage(), |damage| {
            let damaged = damage.done_to(&whole);
            prop_assume!(damaged != whole);
            prop_assert!(Bundle::decode(&damaged).is_err());
            Ok(())
        })
        .unwrap();
}

/// Every length and every bit of a small one, in turn.
#[test]
fn no_length_but_the_whole_and_no_flipped_bit_is_read() {
    let whole =
        bundle(load(&[named("a.md", "name: A\nscore: {benchmark: {one: {columns: {Total: 5}}}}\n")], small_catalog()));
    let whole = whole.encode().unwrap();
    assert!(Bundle::decode(&whole).is_ok());
    for length in 0..whole.len() {
        assert!(Bundle::decode(&whole[..length]).is_err(), "{length} bytes");
    }
    for bit in 0..8 * whole.len() {
        let mut damaged = whole.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(Bundle::decode(&damaged).is_err(), "bit {bit}");
    }
    assert_eq!(Bundle::decode(&[whole, b"\n".to_vec()].concat()), Err(BundleError::Damaged));
}

//! How far a rank holds, in words.

use super::format;
use super::profile::Profile;
use crate::aggregate::{Lens, Ranking, Robustness, Subject};
use crate::dataset::Dataset;

/// With more models than this it is not worked out: a board is ranked once for each of its benchmarks.
const MOST_MODELS: usize = 1000;

/// A sentence or two for each board that ranks a model: between which ranks it is without a single benchmark, and how far off
/// every score may be.
#[must_use]
pub fn how_far_ranks_hold(dataset: &Dataset, profile: &Profile) -> Vec<String> {
    if dataset.models().len() > MOST_MODELS {
        return Vec::new();
    }
    let ranked = profile.boards.iter().filter(|standing| standing.rank.is_some());
    let said = ranked.filter_map(|standing| {
        let subject = Subject { board: standing.board, lens: Lens::Benchmarks, benchmark: None };
        let ranking = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]);
        let robustness = Robustness::new(dataset, &ranking, profile.row)?;
        let board = &dataset.catalog().boards.get(standing.board)?.name;
        Some(format!("{board}: {}", in_words(dataset, &robustness)))
    });
    said.collect()
}

fn in_words(dataset: &Dataset, robustness: &Robustness) -> String {
    let Robustness { rank, without, breaks_at } = robustness;
    let named = |(benchmark, rank): (usize, u32)| {
        let name = dataset.catalog().benchmarks.get(benchmark).map_or("", |about| &about.name);
        format!("{} (without {name})", format::ordinal(rank))
    };
    let ranked = || without.iter().filter_map(|(benchmark, rank)| Some((*benchmark, (*rank)?)));
    let best = ranked().min_by_key(|(_, rank)| *rank);
    let last = ranked().max_by_key(|(_, rank)| *rank);
    let mut said = match best.zip(last) {
        Some((best, last)) if best.1 == last.1 && best.1 == *rank => {
            format!("{} whichever benchmark is left out.", format::ordinal(*rank))
        }
        Some((best, last)) => {
            format!("{}; with one benchmark left out from {} to {}.", format::ordinal(*rank), named(best), named(last))
        }
        None => format!("{}.", format::ordinal(*rank)),
    };
    if without.iter().any(|(_, rank)| rank.is_none()) {
        said.push_str(" Without some benchmarks it has no rank.");
    }
    match breaks_at {
        Some(breaks_at) if *breaks_at < 5e-10 => said.push_str(" It shares its rank."),
        Some(breaks_at) => {
            said.push_str(&format!(" The rank holds while every score is off by less than ±{breaks_at:.2}."));
        }
        None => {}
    }
    said
}

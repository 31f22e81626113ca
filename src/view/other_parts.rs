//! What a total rests on where that is other parts than those of other models, in words.

use super::ColumnId;
use super::format::enumerated;
use crate::aggregate::{OtherParts, Ranking, benchmarks_of_other_parts};
use crate::dataset::Dataset;
use crate::document::TotalRule;

/// The totals of benchmarks that rest on other parts than their rules say, among those that a figure is or is made of.
pub(super) fn totals_of_other_parts(
    dataset: &Dataset,
    ranking: &Ranking,
    id: ColumnId,
    row: usize,
) -> Vec<(usize, OtherParts)> {
    let of = |benchmarks: Vec<usize>| benchmarks_of_other_parts(dataset, benchmarks, row);
    match id {
        ColumnId::Score(column) => {
            of(ranking.columns.get(column).and_then(|column| column.benchmark).into_iter().collect())
        }
        ColumnId::Total => of(ranking.in_total()),
        _ => Vec::new(),
    }
}

/// In words, each as a clause: "ScanQA is CIDEr alone, not the mean of CIDEr and EM".
pub(super) fn other_parts_in_words(dataset: &Dataset, of: &[(usize, OtherParts)]) -> Vec<String> {
    let clause = |(benchmark, parts): &(usize, OtherParts)| {
        let about = dataset.catalog().benchmarks.get(*benchmark)?;
        let named = |columns: &[usize]| {
            let names = columns.iter().filter_map(|column| about.columns.get(*column)).map(String::as_str);
            enumerated(&names.collect::<Vec<_>>())
        };
        let all: Vec<usize> = about.total_weights()?.iter().map(|(column, _)| *column).collect();
        let rule = match about.total_is {
            TotalRule::Mean => format!("the mean of {}", named(&all)),
            TotalRule::Weights(_) | TotalRule::Pooled => {
                format!("the sum of {} as the benchmark weighs them", named(&all))
            }
        };
        let name = &about.name;
        Some(match parts {
            OtherParts::Only(columns) if columns.len() == 1 => {
                format!("{name} is {} alone, not {rule}", named(columns))
            }
            OtherParts::Only(columns) => {
                format!("{name} rests on {} alone, not on all of {}", named(columns), named(&all))
            }
            OtherParts::OtherRule => format!("{name} is not {rule}"),
        })
    };
    of.iter().filter_map(clause).collect()
}

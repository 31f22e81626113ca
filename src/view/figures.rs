//! The figures of a ranking, by column and row.

use super::column_id::ColumnId;
use crate::aggregate::Ranking;

/// The figure of a column, if it is one of figures and the model has it.
#[must_use]
pub fn figure_in(ranking: &Ranking, id: ColumnId, row: usize) -> Option<f64> {
    let at = |list: &[Option<f64>]| list.get(row).copied().flatten();
    match id {
        ColumnId::Rank => ranking.ranks.get(row).map(f64::from),
        ColumnId::Coverage => ranking.covered.get(row).copied().map(f64::from),
        ColumnId::Total => at(&ranking.total),
        ColumnId::AverageRank => at(&ranking.average_rank),
        // The best rank orders the rows, and of equal ones the last.
        ColumnId::OtherRules => {
            let (low, high) = ranking.by_other_rules.get(row).copied().flatten()?;
            Some(f64::from(low) + f64::from(high) / 1e6)
        }
        ColumnId::Core(core) => at(&ranking.cores.get(core)?.scores),
        ColumnId::Score(column) => at(&ranking.columns.get(column)?.scores),
        ColumnId::Model | ColumnId::Year | ColumnId::Size | ColumnId::Open => None,
    }
}

/// The same where the model counts among those that the figure is compared with: of what ranks a board these are the ranked
/// ones.
#[must_use]
pub fn ranked_figure_in(ranking: &Ranking, id: ColumnId, row: usize) -> Option<f64> {
    let of_the_board = matches!(id, ColumnId::Total | ColumnId::AverageRank);
    figure_in(ranking, id, row).filter(|_| !of_the_board || ranking.ranks.get(row).is_some())
}

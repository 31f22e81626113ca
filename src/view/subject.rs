//! What a state looks at: which board or benchmark, and which benchmarks count.

use super::ViewState;
use super::column_id::ColumnId;
use super::columns::Heading;
use super::format::enumerated;
use crate::aggregate::{Ranking, Subject};
use crate::dataset::Dataset;
use crate::document::{Board, Catalog};

/// Finds what a state looks at. A board or benchmark that does not exist gives the first board; a benchmark that the
/// board does not count gives the board.
#[must_use]
pub fn resolve_subject(catalog: &Catalog, state: &ViewState) -> Subject {
    let board = catalog.boards.iter().position(|board| board.code == state.board).unwrap_or(0);
    let benchmark = state.benchmark.as_ref().and_then(|code| {
        let index = catalog.benchmarks.iter().position(|benchmark| benchmark.code == *code)?;
        catalog.boards.get(board)?.counted().any(|b| b == index).then_some(index)
    });
    Subject { board, lens: state.lens, benchmark }
}

/// The benchmarks of a board that the visitor left out of its total, by index, in catalog order. Somebody who leaves all of
/// them out leaves out none: a board of nothing ranks nobody.
#[must_use]
pub fn resolve_left_out(catalog: &Catalog, board: usize, codes: &[String]) -> Vec<usize> {
    let ranked = catalog.boards.get(board).map(|board| board.benchmarks.as_slice()).unwrap_or_default();
    let counted = catalog.boards.get(board).into_iter().flat_map(Board::counted);
    let named = |b: &usize| catalog.benchmarks.get(*b).is_some_and(|about| codes.contains(&about.code));
    let left_out: Vec<usize> = counted.filter(named).collect();
    if ranked.iter().all(|b| left_out.contains(b)) { Vec::new() } else { left_out }
}

/// Leaves a benchmark out of the total of a board, or counts it again. Codes that [`resolve_left_out`] takes for none are forgotten:
/// else nothing could be counted again that they name.
pub fn leave_out(catalog: &Catalog, board: usize, codes: &mut Vec<String>, code: &str, on: bool) {
    if resolve_left_out(catalog, board, codes).is_empty() {
        let counted = catalog.boards.get(board).into_iter().flat_map(Board::counted);
        let of_board: Vec<&str> = counted.filter_map(|b| Some(catalog.benchmarks.get(b)?.code.as_str())).collect();
        codes.retain(|known| !of_board.contains(&known.as_str()));
    }
    codes.retain(|known| known != code);
    if on {
        codes.push(code.to_owned());
    }
}

/// Why a benchmark can be neither left out of the total nor counted in it; `not_common` are those that are left out because not
/// all models shown have them.
#[must_use]
pub fn why_count_stays(ranking: &Ranking, heading: &Heading, not_common: &[usize]) -> Option<&'static str> {
    // Of other columns nobody can say whether they count.
    heading.counts?;
    let ColumnId::Score(column) = heading.id else { return None };
    let column = ranking.columns.get(column)?;
    if column.left_out {
        let is_lacking = column.benchmark.is_some_and(|benchmark| not_common.contains(&benchmark));
        return is_lacking.then_some("Not counted: “Comparable only” leaves out what not all shown models have.");
    }
    let is_last = ranking.columns.iter().filter(|column| !column.left_out).count() == 1;
    is_last.then_some("Cannot be left out: no other benchmark counts.")
}

/// What “Comparable only” comes to: nothing to say if it is off. `not_common` benchmarks are left out, and `compared` are the rows of the
/// models that are ranked without it.
#[must_use]
pub fn comparable_in_words(ranking: &Ranking, not_common: usize, compared: &[usize]) -> String {
    if !ranking.comparable {
        return String::new();
    }
    let cores = if ranking.cores.is_empty() { &ranking.columns } else { &ranking.cores };
    let cores = cores.iter().filter(|core| ranking.counts_capabilities() && core.left_out).count();
    let unranked = compared.iter().filter(|row| ranking.ranks.get(**row).is_none()).count();
    let counts = [(not_common, "benchmark"), (cores, "capability"), (unranked, "model’s total")];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| match (count, what) {
            (1, what) => format!("1 {what}"),
            (_, "capability") => format!("{count} capabilities"),
            (_, "benchmark") => format!("{count} benchmarks"),
            _ => format!("{count} models’ totals"),
        })
        .collect();
    match said.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => "Nothing is left out.".to_owned(),
        [one] if one.starts_with("1 ") => format!("{one} is left out."),
        some => format!("{} are left out.", enumerated(some)),
    }
}

/// The benchmarks that count in what ranks a board and that not all of these rows have a total on, by index, besides those left out
/// already; none where nothing would be left, and none where the subject is one benchmark.
#[must_use]
pub fn not_in_common(dataset: &Dataset, subject: Subject, rows: &[usize], left_out: &[usize]) -> Vec<usize> {
    let board = dataset.catalog().boards.get(subject.board).filter(|_| subject.benchmark.is_none());
    let ranked: Vec<usize> = match board {
        Some(board) if subject.is_of_capabilities() => board.counted().collect(),
        Some(board) => board.benchmarks.clone(),
        None => Vec::new(),
    };
    let counted = || ranked.iter().copied().filter(|b| !left_out.contains(b));
    let lacks = |b: &usize| {
        let totals = dataset.total(*b);
        rows.iter().any(|row| totals.get(*row).is_none())
    };
    let lacking: Vec<usize> = counted().filter(lacks).collect();
    if lacking.len() == counted().count() { Vec::new() } else { lacking }
}

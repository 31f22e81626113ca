//! Which findings are about a figure of the table.

use super::{ColumnId, Heading};
use crate::aggregate::{Lens, Ranking};
use crate::dataset::Dataset;
use crate::document::{Concern, Finding, Kind};

/// The findings that may be about the figure of a model in a column, of those about the model, in their order: what casts doubt
/// on scores of the benchmarks that it is made of, and a stated score that differs from the derived one.
///
/// A finding names its benchmark, not its column. So the columns of a benchmark share what may be about any of them, but for what is
/// about one value: that stands on the line of its value, and is not about a score that stands on another.
#[must_use]
pub fn issues_of<'f>(
    dataset: &Dataset,
    ranking: &Ranking,
    heading: &Heading,
    row: usize,
    findings: impl IntoIterator<Item = &'f Finding>,
) -> Vec<&'f Finding> {
    let benchmarks = made_of(dataset, ranking, heading.id);
    let board = dataset.catalog().boards.get(ranking.subject.board).map_or("", |board| board.name.as_str());
    let cell = cell_of(dataset, ranking, heading.id);
    let line = cell.and_then(|(benchmark, column)| dataset.column(benchmark, column).line(row));
    let is_total =
        cell.is_none_or(|(b, column)| dataset.catalog().benchmarks.get(b).is_none_or(|of| of.total == column));
    let is_capability = ranking.subject.is_of_capabilities();
    let is_about = |finding: &&Finding| match &finding.kind {
        Kind::StaleSummary { board: of, capability, .. } => is_capability && of == board && *capability == heading.name,
        // Capability scores are not made of totals.
        Kind::TotalNotMean { .. } | Kind::Outlier { .. } if is_capability => false,
        Kind::Outlier { .. } if !is_total => false,
        // Of single columns it is about those that it names.
        Kind::ImpossibleScores { scores, .. } if !is_total => scores.iter().any(|score| score.column == heading.name),
        Kind::NotAScore { .. } | Kind::DecimalComma { .. } | Kind::OutOfRange { .. }
            if line.is_some_and(|line| line != finding.place.line) =>
        {
            false
        }
        kind => kind.concern() == Concern::Score && finding.benchmarks.iter().any(|b| benchmarks.contains(b)),
    };
    findings.into_iter().filter(is_about).collect()
}

/// What a file states where the derived score is shown: `The file states 31.23; its own scores give 41.26.`
#[must_use]
pub fn stated_words(finding: &Finding) -> Option<String> {
    let Kind::StaleSummary { stated, derived, .. } = &finding.kind else { return None };
    Some(match derived {
        Some(derived) => format!("The file states {stated:.2}; its own scores give {derived:.2}."),
        None => format!("The file states {stated:.2}; it has no scores to derive it from."),
    })
}

/// The benchmark and the column of a figure that stands in the file as it is shown; `None` for one that is made of several.
fn cell_of(dataset: &Dataset, ranking: &Ranking, id: ColumnId) -> Option<(usize, usize)> {
    let ColumnId::Score(column) = id else { return None };
    match (ranking.subject.benchmark, ranking.subject.lens) {
        (Some(benchmark), _) => Some((benchmark, column)),
        (None, Lens::Benchmarks) => {
            let benchmark = ranking.columns.get(column)?.benchmark?;
            Some((benchmark, dataset.catalog().benchmarks.get(benchmark)?.total))
        }
        (None, _) => None,
    }
}

/// The benchmarks whose scores a figure is made of.
fn made_of(dataset: &Dataset, ranking: &Ranking, id: ColumnId) -> Vec<usize> {
    if !id.is_figure() {
        return Vec::new();
    }
    let subject = ranking.subject;
    if let Some(benchmark) = subject.benchmark {
        return vec![benchmark];
    }
    let catalog = dataset.catalog();
    let Some(board) = catalog.boards.get(subject.board) else { return Vec::new() };
    let is_counted = |benchmark: &usize| !ranking.left_out.contains(benchmark);
    let asks = |benchmark: &usize, fines: &[usize]| {
        let questions = catalog.benchmarks.get(*benchmark).map(|about| about.questions.as_slice()).unwrap_or_default();
        fines.iter().any(|fine| questions.get(*fine).is_some_and(|count| *count > 0))
    };
    let of_fines = |fines: Vec<usize>| board.counted().filter(is_counted).filter(|b| asks(b, &fines)).collect();
    let of_core =
        |core: usize| of_fines(catalog.cores.get(core).map(|core| core.fines.clone().collect()).unwrap_or_default());
    match (id, subject.lens) {
        (ColumnId::Score(column), Lens::Benchmarks) => {
            ranking.columns.get(column).and_then(|column| column.benchmark).into_iter().collect()
        }
        (ColumnId::Score(fine), Lens::Fine) => of_fines(vec![fine]),
        (ColumnId::Score(core), Lens::Core) | (ColumnId::Core(core), _) => of_core(core),
        (_, Lens::Benchmarks) => board.benchmarks.iter().copied().filter(is_counted).collect(),
        (_, Lens::Core | Lens::Fine) => board.counted().filter(is_counted).collect(),
    }
}

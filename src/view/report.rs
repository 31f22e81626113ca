//! A ranking as other programs and the command line read it.

use serde::Serialize;

use super::format;
use crate::aggregate::{Lens, Ranking};
use crate::dataset::Dataset;

/// A ranking in the form that `rank --format json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankReport {
    /// Code of the board.
    pub board: String,
    /// How it is looked at.
    pub lens: Lens,
    /// The columns of scores.
    pub columns: Vec<ReportColumn>,
    /// In rank order; those without a rank last.
    pub rows: Vec<ReportRow>,
}

/// A column of scores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportColumn {
    /// Code of the benchmark, or slug of the capability or of the benchmark's column.
    pub code: String,
    /// As shown.
    pub name: String,
}

/// A model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportRow {
    /// `None` where too little is covered, or there is no total.
    pub rank: Option<u32>,
    /// Code of the model.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Board total, capability average or benchmark total; percent.
    pub total: Option<f64>,
    /// Only for a board's benchmarks.
    pub average_rank: Option<f64>,
    /// Of the board.
    pub coverage: ReportCoverage,
    /// One per column; percent.
    pub scores: Vec<Option<f64>>,
}

/// For how many of a board's benchmarks a model has a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReportCoverage {
    /// Benchmarks with a total.
    pub scored: u32,
    /// Benchmarks of the board.
    pub of: u32,
}

impl RankReport {
    /// The whole ranking.
    #[must_use]
    pub fn new(dataset: &Dataset, ranking: &Ranking) -> Self {
        let at = |list: &[Option<f64>], row: usize| list.get(row).copied().flatten();
        let row = |&row: &usize| {
            let model = dataset.models().get(row)?;
            Some(ReportRow {
                rank: ranking.ranks.get(row),
                code: model.code.clone(),
                name: model.name.clone(),
                total: at(&ranking.total, row),
                average_rank: at(&ranking.average_rank, row),
                coverage: ReportCoverage { scored: ranking.scored.get(row).copied().unwrap_or(0), of: ranking.of },
                scores: ranking.columns.iter().map(|column| at(&column.scores, row)).collect(),
            })
        };
        let board = dataset.catalog().boards.get(ranking.subject.board);
        Self {
            board: board.map(|board| board.code.clone()).unwrap_or_default(),
            lens: ranking.subject.lens,
            columns: ranking
                .columns
                .iter()
                .map(|column| ReportColumn { code: column.code.clone(), name: column.name.clone() })
                .collect(),
            rows: ranking.order.iter().filter_map(row).collect(),
        }
    }

    /// Comma-separated values with a heading line, in full precision; a missing score is an empty field.
    ///
    /// # Errors
    ///
    /// Those of writing to memory, which do not occur.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(self.heads(["rank", "code", "name", "total", "average_rank", "scored", "of"], |c| &c.code))?;
        let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
        for row in &self.rows {
            let mut fields = vec![
                row.rank.map(|rank| rank.to_string()).unwrap_or_default(),
                row.code.clone(),
                row.name.clone(),
                number(row.total),
                number(row.average_rank),
                row.coverage.scored.to_string(),
                row.coverage.of.to_string(),
            ];
            fields.extend(row.scores.iter().copied().map(number));
            csv.write_record(fields)?;
        }
        let bytes = csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Columns aligned for a terminal, one digit behind the point.
    #[must_use]
    pub fn to_table(&self) -> String {
        let head = self.heads(["rank", "model", "total", "avg rank", "coverage"], |c| &c.name);
        let mut lines = vec![head.iter().map(ToString::to_string).collect::<Vec<_>>()];
        lines.extend(self.rows.iter().map(|row| {
            let mut cells = vec![
                row.rank.map_or_else(|| format::MISSING.to_owned(), |rank| rank.to_string()),
                row.name.clone(),
                format::figure(row.total),
                format::figure(row.average_rank),
                format::coverage(row.coverage.scored, row.coverage.of),
            ];
            cells.extend(row.scores.iter().copied().map(format::figure));
            cells
        }));
        let width = |column: usize| {
            lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(width).collect();
        let mut out = String::new();
        for line in &lines {
            let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
                1 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            out.push('\n');
        }
        out
    }

    fn heads<'a, const N: usize>(
        &'a self,
        fixed: [&'a str; N],
        name: fn(&'a ReportColumn) -> &'a String,
    ) -> Vec<&'a str> {
        fixed.into_iter().chain(self.columns.iter().map(|column| name(column).as_str())).collect()
    }
}

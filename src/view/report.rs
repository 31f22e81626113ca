//! A ranking to take away: as other programs, papers and the command line read it.

use serde::Serialize;

use super::{ColumnId, Heading, format};
use crate::aggregate::{Lens, Ranking};
use crate::dataset::Dataset;
use crate::order::sort_by;

/// A ranking, or the part of it that is shown.
///
/// In rows, what is no column of the report is `None` and left out of the JSON; what is a column and missing is
/// `Some(None)` and becomes `null`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankReport {
    /// What it is and where it is from; only where it is taken from a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// Code of the board.
    pub board: String,
    /// How it is looked at.
    pub lens: Lens,
    /// The columns of scores.
    pub columns: Vec<ReportColumn>,
    /// In the order shown; of a whole ranking in rank order, those without a rank last.
    pub rows: Vec<ReportRow>,
    /// The columns from left to right, with their names.
    #[serde(skip)]
    fields: Vec<(Field, String)>,
}

/// What a report is, when its data were bundled, and the page that shows the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// The caption of the table.
    pub title: String,
    /// ISO date.
    pub bundled: String,
    /// Address of the view.
    pub link: String,
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
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportRow {
    /// Missing where too little is covered, or there is no total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Option<u32>>,
    /// Code of the model.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Board total, capability average or benchmark total; percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Option<f64>>,
    /// Only for a board's benchmarks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_rank: Option<Option<f64>>,
    /// Of the board.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<ReportCoverage>,
    /// Year of release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Option<u16>>,
    /// Billions of parameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Vec<f64>>,
    /// Whether the weights are open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Option<bool>>,
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

/// A column of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Rank,
    Model,
    Total,
    AverageRank,
    Coverage,
    Year,
    Size,
    Open,
    /// By its place among the columns of scores.
    Score(usize),
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// Comma-separated values, full precision.
    Csv,
    /// One JSON document, full precision.
    Json,
    /// A Markdown table, one digit behind the point, the best of each column in bold.
    Markdown,
    /// A LaTeX table for `booktabs`, one digit behind the point, the best of each column in bold.
    Latex,
}

impl ReportFormat {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Markdown, Self::Latex];

    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
            Self::Latex => "LaTeX",
        }
    }

    /// Ending of a file in it.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Latex => "tex",
        }
    }

    /// Media type of a file in it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown",
            Self::Latex => "application/x-tex",
        }
    }
}

impl RankReport {
    /// The whole ranking.
    #[must_use]
    pub fn new(dataset: &Dataset, ranking: &Ranking) -> Self {
        let mut fields: Vec<_> = [
            (Field::Rank, "Rank"),
            (Field::Model, "Model"),
            (Field::Total, "Total"),
            (Field::AverageRank, "Avg. rank"),
            (Field::Coverage, "Coverage"),
        ]
        .map(|(field, name)| (field, name.to_owned()))
        .into();
        let columns: Vec<_> = (0..ranking.columns.len()).map(ColumnId::Score).collect();
        fields.extend(ranking.columns.iter().enumerate().map(|(place, c)| (Field::Score(place), c.name.clone())));
        Self::of(dataset, ranking, fields, &columns, &ranking.order, None)
    }

    /// The rows and columns that a page shows, as it shows them.
    #[must_use]
    pub fn shown(dataset: &Dataset, ranking: &Ranking, headings: &[Heading], rows: &[usize], about: About) -> Self {
        let mut columns = Vec::new();
        let field = |heading: &Heading| {
            let field = match heading.id {
                ColumnId::Rank => Field::Rank,
                ColumnId::Model => Field::Model,
                ColumnId::Total => Field::Total,
                ColumnId::AverageRank => Field::AverageRank,
                ColumnId::Coverage => Field::Coverage,
                ColumnId::Year => Field::Year,
                ColumnId::Size => Field::Size,
                ColumnId::Open => Field::Open,
                ColumnId::Core(_) | ColumnId::Score(_) => {
                    columns.push(heading.id);
                    Field::Score(columns.len() - 1)
                }
            };
            (field, heading.name.clone())
        };
        let fields = headings.iter().map(field).collect();
        Self::of(dataset, ranking, fields, &columns, rows, Some(about))
    }

    fn of(
        dataset: &Dataset,
        ranking: &Ranking,
        fields: Vec<(Field, String)>,
        columns: &[ColumnId],
        rows: &[usize],
        about: Option<About>,
    ) -> Self {
        let has = |field: Field| fields.iter().any(|(known, _)| *known == field);
        let at = |list: &[Option<f64>], row: usize| list.get(row).copied().flatten();
        let row = |&row: &usize| {
            let model = dataset.models().get(row)?;
            let coverage = || ReportCoverage { scored: ranking.scored.get(row).copied().unwrap_or(0), of: ranking.of };
            Some(ReportRow {
                rank: has(Field::Rank).then(|| ranking.ranks.get(row)),
                code: model.code.clone(),
                name: model.name.clone(),
                total: has(Field::Total).then(|| at(&ranking.total, row)),
                average_rank: has(Field::AverageRank).then(|| at(&ranking.average_rank, row)),
                coverage: has(Field::Coverage).then(coverage),
                year: has(Field::Year).then(|| model.released.map(|released| released.year)),
                size: has(Field::Size).then(|| model.sizes.clone()),
                open: has(Field::Open).then_some(model.open_source),
                scores: columns.iter().map(|id| super::figure_in(ranking, *id, row)).collect(),
            })
        };
        let column = |id: &ColumnId| {
            let column = match id {
                ColumnId::Core(core) => ranking.cores.get(*core),
                ColumnId::Score(column) => ranking.columns.get(*column),
                _ => None,
            };
            column.map(|column| ReportColumn { code: column.code.clone(), name: column.name.clone() })
        };
        let board = dataset.catalog().boards.get(ranking.subject.board);
        Self {
            about,
            board: board.map(|board| board.code.clone()).unwrap_or_default(),
            lens: ranking.subject.lens,
            columns: columns.iter().filter_map(column).collect(),
            rows: rows.iter().filter_map(row).collect(),
            fields,
        }
    }

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of writing to memory, which do not occur.
    pub fn write(&self, format: ReportFormat) -> Result<String, Box<dyn std::error::Error>> {
        Ok(match format {
            ReportFormat::Csv => self.to_csv()?,
            ReportFormat::Json => serde_json::to_string_pretty(self)? + "\n",
            ReportFormat::Markdown => self.to_markdown(),
            ReportFormat::Latex => self.to_latex(),
        })
    }

    /// A heading line, then a line for each model; a missing score is an empty field. What it is stands in lines before
    /// it that begin with `#`.
    fn to_csv(&self) -> Result<String, csv::Error> {
        let mut csv = csv::Writer::from_writer(self.about_lines("# ").into_bytes());
        let heads = self.fields.iter().flat_map(|(field, _)| match field {
            Field::Rank => vec!["rank"],
            Field::Model => vec!["code", "name"],
            Field::Total => vec!["total"],
            Field::AverageRank => vec!["average_rank"],
            Field::Coverage => vec!["scored", "of"],
            Field::Year => vec!["year"],
            Field::Size => vec!["size"],
            Field::Open => vec!["open"],
            Field::Score(place) => vec![self.columns.get(*place).map_or("", |column| &column.code)],
        });
        csv.write_record(heads)?;
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        for row in &self.rows {
            let cells = self.fields.iter().flat_map(|(field, _)| match field {
                Field::Rank => vec![row.rank.flatten().map(|rank| rank.to_string()).unwrap_or_default()],
                Field::Model => vec![inert(&row.code), inert(&row.name)],
                Field::Total => vec![number(row.total.flatten())],
                Field::AverageRank => vec![number(row.average_rank.flatten())],
                Field::Coverage => {
                    row.coverage.map(|c| vec![c.scored.to_string(), c.of.to_string()]).unwrap_or_default()
                }
                Field::Year => vec![row.year.flatten().map(|year| year.to_string()).unwrap_or_default()],
                Field::Size => vec![row.size.as_deref().map(format::sizes).unwrap_or_default()],
                Field::Open => vec![row.open.flatten().map(|open| open.to_string()).unwrap_or_default()],
                Field::Score(place) => vec![number(row.scores.get(*place).copied().flatten())],
            });
            csv.write_record(cells)?;
        }
        let bytes = csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Columns aligned for a terminal, one digit behind the point.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut lines = vec![self.fields.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>()];
        lines.extend(self.rows.iter().map(|row| self.texts(row)));
        let width = |column: usize| {
            lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.fields.len()).map(width).collect();
        let mut out = String::new();
        for line in &lines {
            let cells = line.iter().zip(&widths).zip(&self.fields).map(|((cell, width), (field, _))| match field {
                Field::Model => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            out.push('\n');
        }
        out
    }

    fn to_markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.fields.iter().map(|(_, name)| markdown(name)).collect());
        let rule = |(field, _): &(Field, String)| if *field == Field::Model { ":--" } else { "--:" }.to_owned();
        out.push_str(&line(self.fields.iter().map(rule).collect()));
        self.for_each_cell(|text, place| match place {
            Some(super::Place::Best) => format!("**{}**", markdown(text)),
            _ => markdown(text),
        })
        .into_iter()
        .for_each(|cells| out.push_str(&line(cells)));
        if self.about.is_some() {
            out.push('\n');
            out.push_str(&markdown(self.about_lines("").trim_end()));
            out.push('\n');
        }
        out
    }

    fn to_latex(&self) -> String {
        let line = |cells: Vec<String>| format!("  {} \\\\\n", cells.join(" & "));
        let kinds = self.fields.iter().map(|(field, _)| if *field == Field::Model { 'l' } else { 'r' });
        let mut out = self.about_lines("% ");
        out.push_str("% \\usepackage{booktabs}\n");
        out.push_str(&format!("\\begin{{tabular}}{{{}}}\n  \\toprule\n", kinds.collect::<String>()));
        out.push_str(&line(self.fields.iter().map(|(_, name)| latex(name)).collect()));
        out.push_str("  \\midrule\n");
        self.for_each_cell(|text, place| match place {
            Some(super::Place::Best) => format!("\\textbf{{{}}}", latex(text)),
            Some(super::Place::Second) => format!("\\underline{{{}}}", latex(text)),
            None => latex(text),
        })
        .into_iter()
        .for_each(|cells| out.push_str(&line(cells)));
        out.push_str("  \\bottomrule\n\\end{tabular}\n");
        out
    }

    /// Every cell as written by `write`, which is told where it is one of the two best of its column among these rows.
    fn for_each_cell(&self, write: impl Fn(&str, Option<super::Place>) -> String) -> Vec<Vec<String>> {
        let best: Vec<_> = self.fields.iter().map(|(field, _)| self.two_best(*field)).collect();
        let row = |row: &ReportRow| {
            let cell = |(text, (field, best)): (String, (Field, &[Option<f64>; 2]))| {
                let figure = figure_of(row, field);
                let place = match best {
                    [best, _] if figure.is_some() && *best == figure => Some(super::Place::Best),
                    [_, second] if figure.is_some() && *second == figure => Some(super::Place::Second),
                    _ => None,
                };
                write(&text, place)
            };
            let fields = self.fields.iter().map(|(field, _)| *field).zip(&best);
            self.texts(row).into_iter().zip(fields).map(cell).collect()
        };
        self.rows.iter().map(row).collect()
    }

    fn two_best(&self, field: Field) -> [Option<f64>; 2] {
        let mut figures: Vec<f64> = self.rows.iter().filter_map(|row| figure_of(row, field)).collect();
        if figures.len() < 2 {
            return [None, None];
        }
        sort_by(&mut figures, |a, b| if field == Field::AverageRank { a.total_cmp(b) } else { b.total_cmp(a) });
        figures.dedup();
        [figures.first().copied(), figures.get(1).copied()]
    }

    /// What stands in each cell of a row, for people.
    fn texts(&self, row: &ReportRow) -> Vec<String> {
        let missing = || format::MISSING.to_owned();
        let text = |(field, _): &(Field, String)| match field {
            Field::Rank => row.rank.flatten().map_or_else(missing, |rank| rank.to_string()),
            Field::Model => row.name.clone(),
            Field::Coverage => row.coverage.map_or_else(missing, |c| format::coverage(c.scored, c.of)),
            Field::Year => row.year.flatten().map_or_else(missing, |year| year.to_string()),
            Field::Size => row.size.as_deref().filter(|s| !s.is_empty()).map_or_else(missing, format::sizes),
            Field::Open => {
                row.open.flatten().map_or_else(missing, |open| if open { "open" } else { "closed" }.to_owned())
            }
            Field::Total | Field::AverageRank | Field::Score(_) => format::figure(figure_of(row, *field)),
        };
        self.fields.iter().map(text).collect()
    }

    fn about_lines(&self, before: &str) -> String {
        let Some(about) = &self.about else { return String::new() };
        // A line break in a name must not end the remark.
        let title = about.title.replace(['\n', '\r'], " ");
        format!("{before}{title}. Bundled on {}. {}\n", about.bundled, about.link)
    }
}

/// What a column of figures is compared by.
fn figure_of(row: &ReportRow, field: Field) -> Option<f64> {
    match field {
        Field::Total => row.total.flatten(),
        Field::AverageRank => row.average_rank.flatten(),
        Field::Score(place) => row.scores.get(place).copied().flatten(),
        _ => None,
    }
}

/// A text that a spreadsheet takes for a text: one that begins like a formula gets a quote before it.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// A text that is no markup in a Markdown table.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' | '&' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text that is no markup in LaTeX.
fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '–' => out.push_str("--"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

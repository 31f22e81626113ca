//! A ranking to export: as other programs, papers and the command line read it.

use serde::Serialize;

use super::markup::push_text;
use super::other_parts::totals_of_other_parts;
use super::weights::weights_in_words;
use super::{ColumnId, Heading, format};
use crate::aggregate::{Lens, RankSet, Ranking, Rule, tukey_kramer};
use crate::dataset::Dataset;
use crate::document::{is_unprintable, slug};
use crate::order::{sort_by, sort_by_key};

/// Bytes that the title takes in the name of a file at most; file systems take 255 bytes for the whole.
const LONGEST_FILE_STEM: usize = 120;

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
    /// Code of the rule that ranks, where it is not the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// Whether only what can be compared is ranked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub comparable: bool,
    /// The columns of scores.
    pub columns: Vec<ReportColumn>,
    /// In the order shown; of a whole ranking in rank order, those without a rank last.
    pub rows: Vec<ReportRow>,
    /// The weights that are not the default, of columns that are not shown too: "VSI 5".
    #[serde(skip)]
    weights: Vec<String>,
    /// What coverage counts.
    #[serde(skip)]
    covered_in: &'static str,
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportColumn {
    /// Code of the benchmark, or slug of the capability or of the benchmark's column.
    pub code: String,
    /// As shown.
    pub name: String,
    /// How much the benchmark counts in the total, where some count more than others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// A model.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportRow {
    /// Missing where too little is covered, or there is no total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Option<u32>>,
    /// Whether it has a rank, said or not.
    #[serde(skip)]
    pub is_ranked: bool,
    /// The best rank that it may have, all models at once with 95 %; missing where its variance is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_low: Option<Option<u32>>,
    /// The last rank that it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_high: Option<Option<u32>>,
    /// Whether no model is certainly above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub could_be_first: Option<Option<bool>>,
    /// What the model comes to by the rule, where that is not the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_score: Option<Option<f64>>,
    /// The best and the last rank by the other rules, where the table shows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_other_rules: Option<Option<(u32, u32)>>,
    /// Codes of the benchmarks whose totals rest on other parts than those of other models, among what is shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_parts: Vec<String>,
    /// Whether its total is one of these or counts one.
    #[serde(skip)]
    is_total_marked: bool,
    /// The columns of scores in which it has one of these.
    #[serde(skip)]
    marked: Vec<usize>,
    /// Code of the model.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is a preview: brought by a visitor, and no part of the bundled data.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub preview: bool,
    /// Board total, capability average or benchmark total; percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Option<f64>>,
    /// The ends of its 95 % interval; missing where one part of it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Option<[f64; 2]>>,
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
    /// In files alone: what is copied is the table that is shown.
    RankRange,
    /// In files alone too.
    RuleScore(Rule),
    Model,
    Total,
    AverageRank,
    OtherRules,
    Coverage,
    Year,
    Size,
    Open,
    /// By its place among the columns of scores.
    Score(usize),
    /// In files alone, and where a row has any.
    OtherParts,
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
                ColumnId::OtherRules => Field::OtherRules,
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
        mut fields: Vec<(Field, String)>,
        columns: &[ColumnId],
        rows: &[usize],
        about: Option<About>,
    ) -> Self {
        let sets = ranking.rank_sets(tukey_kramer(ranking.ranks.population()));
        let rule = Some(ranking.rule).filter(|rule| *rule != Rule::Mean);
        if let Some(rank) = fields.iter().position(|(field, _)| *field == Field::Rank) {
            let range = sets.iter().any(Option::is_some).then(|| (Field::RankRange, "Rank range".to_owned()));
            let score = rule.map(|rule| (Field::RuleScore(rule), rule.name().to_owned()));
            fields.splice(rank + 1..rank + 1, range.into_iter().chain(score));
        }
        let has = |field: Field| fields.iter().any(|(known, _)| *known == field);
        let at = |list: &[Option<f64>], row: usize| list.get(row).copied().flatten();
        let catalog = dataset.catalog();
        let row = |&row: &usize| {
            let model = dataset.models().get(row)?;
            let other_parts = |id: ColumnId| totals_of_other_parts(dataset, ranking, id, row);
            let of_total = if has(Field::Total) { other_parts(ColumnId::Total) } else { Vec::new() };
            let (mut benchmarks, mut marked) = (of_total.clone(), Vec::new());
            for (place, id) in columns.iter().enumerate() {
                let of_column = other_parts(*id);
                if !of_column.is_empty() {
                    marked.push(place);
                    benchmarks.extend(of_column);
                }
            }
            let mut codes: Vec<String> =
                benchmarks.iter().filter_map(|(b, _)| Some(catalog.benchmarks.get(*b)?.code.clone())).collect();
            sort_by_key(&mut codes, Clone::clone);
            codes.dedup();
            let scored = ranking.covered.get(row).copied().unwrap_or(0);
            let coverage = || ReportCoverage { scored, of: ranking.coverable };
            let set = sets.get(row).copied().flatten();
            let interval = ranking.interval.get(row).copied().flatten();
            Some(ReportRow {
                rank: has(Field::Rank).then(|| ranking.ranks.get(row)),
                is_ranked: ranking.ranks.get(row).is_some(),
                rank_low: has(Field::Rank).then_some(set.map(|set| set.low)),
                rank_high: has(Field::Rank).then_some(set.map(|set| set.high)),
                could_be_first: has(Field::Rank).then_some(set.map(RankSet::could_be_first)),
                rule_score: rule.filter(|_| has(Field::Rank)).map(|_| at(&ranking.rule_scores, row)),
                by_other_rules: has(Field::OtherRules).then(|| ranking.by_other_rules.get(row).copied().flatten()),
                other_parts: codes,
                is_total_marked: !of_total.is_empty(),
                marked,
                code: model.code.clone(),
                name: model.name.clone(),
                preview: model.preview,
                total: has(Field::Total).then(|| at(&ranking.total, row)),
                interval: has(Field::Total).then_some(interval.map(|interval| [interval.low, interval.high])),
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
            column.map(|column| ReportColumn {
                code: column.code.clone(),
                name: column.name.clone(),
                weight: ranking.is_weighted().then_some(column.weight),
            })
        };
        let rows: Vec<ReportRow> = rows.iter().filter_map(row).collect();
        if rows.iter().any(|row| !row.other_parts.is_empty()) {
            fields.push((Field::OtherParts, "Other parts".to_owned()));
        }
        let board = catalog.boards.get(ranking.subject.board);
        Self {
            about,
            board: board.map(|board| board.code.clone()).unwrap_or_default(),
            lens: ranking.subject.lens,
            rule: rule.map(Rule::code),
            comparable: ranking.comparable,
            columns: columns.iter().filter_map(column).collect(),
            rows,
            weights: if ranking.is_weighted() { weights_in_words(ranking) } else { Vec::new() },
            covered_in: if ranking.counts_capabilities() { "Capabilities" } else { "Benchmarks" },
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

    /// Writes it as a file to be saved. A CSV file begins with a byte-order mark, without which Excel does not read it as
    /// UTF-8.
    ///
    /// # Errors
    ///
    /// Those of [`RankReport::write`].
    pub fn file(&self, format: ReportFormat) -> Result<String, Box<dyn std::error::Error>> {
        let mark = if format == ReportFormat::Csv { "\u{FEFF}" } else { "" };
        Ok(format!("{mark}{}", self.write(format)?))
    }

    /// The name of such a file. It says what is in it: CSV has no other place for that.
    #[must_use]
    pub fn file_name(&self, format: ReportFormat) -> String {
        let about = self.about.as_ref();
        let title = about.map_or_else(|| self.board.clone(), |about| about.title.clone());
        // What is left of a title that is too long for a file name still says which board it is.
        let title = slug(&title);
        let fits = title.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LONGEST_FILE_STEM);
        let title = title.get(..fits.last().unwrap_or(0)).unwrap_or_default();
        let bundled = about.map(|about| format!("-{}", slug(&about.bundled))).unwrap_or_default();
        format!("arena-{}{bundled}.{}", title.trim_end_matches('-'), format.extension())
    }

    /// A heading line, then a line for each model; a missing score is an empty field.
    fn to_csv(&self) -> Result<String, csv::Error> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        let heads = self.fields.iter().flat_map(|(field, _)| match field {
            Field::Rank => vec!["rank"],
            Field::RankRange => vec!["rank_low", "rank_high"],
            Field::RuleScore(_) => vec!["rule_score"],
            Field::Model => vec!["code", "name"],
            Field::Total => vec!["total"],
            Field::AverageRank => vec!["average_rank"],
            Field::OtherRules => vec!["other_rules_low", "other_rules_high"],
            Field::Coverage => vec!["scored", "of"],
            Field::Year => vec!["year"],
            Field::Size => vec!["size"],
            Field::Open => vec!["open"],
            Field::Score(place) => vec![self.columns.get(*place).map_or("", |column| &column.code)],
            Field::OtherParts => vec!["other_parts"],
        });
        csv.write_record(heads.map(cell))?;
        for row in &self.rows {
            csv.write_record(self.record(row, true))?;
        }
        let bytes = csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The table for people, in full precision, as tab-separated values: what programs take that know no HTML.
    #[must_use]
    pub fn to_tsv(&self) -> String {
        let line = |cells: Vec<String>| cells.join("\t") + "\n";
        let rows = self.rows.iter().map(|row| line(self.record(row, false)));
        std::iter::once(line(self.heads_for_people())).chain(rows).collect()
    }

    /// The same as the markup of an HTML table: what spreadsheets and documents take from the clipboard.
    #[must_use]
    pub fn to_html(&self) -> String {
        let line = |tag: &str, cells: Vec<String>| {
            let mut line = "<tr>".to_owned();
            for text in cells {
                line.push_str(&format!("<{tag}>"));
                push_text(&mut line, &text);
                line.push_str(&format!("</{tag}>"));
            }
            line + "</tr>"
        };
        let rows = self.rows.iter().map(|row| line("td", self.record(row, false)));
        format!(
            "<meta charset=\"utf-8\"><table><thead>{}</thead><tbody>{}</tbody></table>",
            line("th", self.heads_for_people()),
            rows.collect::<String>(),
        )
    }

    fn heads_for_people(&self) -> Vec<String> {
        let heads = self.fields.iter().flat_map(|(field, name)| match field {
            Field::RankRange | Field::RuleScore(_) => Vec::new(),
            // In one cell, `7/9` would become a date.
            Field::Coverage => vec![self.covered_in.to_owned(), "of".to_owned()],
            Field::OtherRules => vec![cell(name), "to".to_owned()],
            _ => vec![cell(name)],
        });
        heads.collect()
    }

    /// The cells of a row, in full precision and empty where something is missing; with the code of the model or without.
    fn record(&self, row: &ReportRow, with_code: bool) -> Vec<String> {
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let cells = self.fields.iter().flat_map(|(field, _)| match field {
            Field::Rank => vec![row.rank.flatten().map(|rank| rank.to_string()).unwrap_or_default()],
            Field::RankRange if with_code => {
                let number = |rank: Option<u32>| rank.map(|rank| rank.to_string()).unwrap_or_default();
                vec![number(row.rank_low.flatten()), number(row.rank_high.flatten())]
            }
            Field::RuleScore(_) if with_code => vec![number(row.rule_score.flatten())],
            Field::RankRange | Field::RuleScore(_) => Vec::new(),
            Field::Model if with_code => vec![cell(&row.code), cell(&row.name)],
            Field::Model => vec![cell(&row.name)],
            Field::Total => vec![number(row.total.flatten())],
            Field::AverageRank => vec![number(row.average_rank.flatten())],
            Field::OtherRules => {
                let set = row.by_other_rules.flatten();
                [set.map(|set| set.0), set.map(|set| set.1)]
                    .map(|rank| rank.map(|rank| rank.to_string()).unwrap_or_default())
                    .into()
            }
            Field::Coverage => row.coverage.map(|c| vec![c.scored.to_string(), c.of.to_string()]).unwrap_or_default(),
            Field::Year => vec![row.year.flatten().map(|year| year.to_string()).unwrap_or_default()],
            Field::Size => vec![row.size.as_deref().map(format::sizes).unwrap_or_default()],
            Field::Open => vec![row.open.flatten().map(|open| open.to_string()).unwrap_or_default()],
            Field::Score(place) => vec![number(row.scores.get(*place).copied().flatten())],
            Field::OtherParts => vec![cell(&row.other_parts.join(" "))],
        });
        cells.collect()
    }

    /// Columns aligned for a terminal, one digit behind the point.
    #[must_use]
    pub fn to_table(&self) -> String {
        // What ends a line, or moves what stands in others, is one character all the same.
        let inert = |text: String| text.chars().map(|c| if is_unprintable(c) { '\u{FFFD}' } else { c }).collect();
        let heads = self.fields_for_reading().map(|(_, name)| name.clone()).collect();
        let lines = std::iter::once(heads).chain(self.rows.iter().map(|row| self.texts(row)));
        let lines: Vec<Vec<String>> = lines.map(|line| line.into_iter().map(inert).collect()).collect();
        let width = |column: usize| {
            lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.fields_for_reading().count()).map(width).collect();
        let mut out = String::new();
        for line in &lines {
            let cells =
                line.iter().zip(&widths).zip(self.fields_for_reading()).map(
                    |((cell, width), (field, _))| match field {
                        Field::Model => format!("{cell:<width$}"),
                        _ => format!("{cell:>width$}"),
                    },
                );
            out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            out.push('\n');
        }
        if self.rows.iter().any(|row| !row.other_parts.is_empty()) {
            out.push_str(MARK_EXPLAINED);
            out.push('\n');
        }
        out
    }

    fn to_markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.fields_for_reading().map(|(_, name)| markdown(name)).collect());
        let rule = |(field, _): &(Field, String)| if *field == Field::Model { ":--" } else { "--:" }.to_owned();
        out.push_str(&line(self.fields_for_reading().map(rule).collect()));
        self.for_each_cell(|text, place| match place {
            Some(super::Place::Best) => format!("**{}**", markdown(text)),
            _ => markdown(text),
        })
        .into_iter()
        .for_each(|cells| out.push_str(&line(cells)));
        // What the figures mean stands nearest to them.
        for remark in self.remarks().iter().rev() {
            let mut remark = markdown(remark);
            if let Some(About { link, .. }) = &self.about {
                // An address is followed as it is written.
                remark = remark.replace(&markdown(link), &format!("<{link}>"));
            }
            out.push_str(&format!("\n{remark}\n"));
        }
        out
    }

    fn to_latex(&self) -> String {
        let line = |cells: Vec<String>| format!("  {} \\\\\n", cells.join(" & "));
        let kinds = self.fields_for_reading().map(|(field, _)| if *field == Field::Model { 'l' } else { 'r' });
        let mut out: String = self.remarks().iter().map(|remark| format!("% {remark}\n")).collect();
        out.push_str("% \\usepackage{booktabs}\n");
        out.push_str(&format!("\\begin{{tabular}}{{{}}}\n  \\toprule\n", kinds.collect::<String>()));
        out.push_str(&line(self.fields_for_reading().map(|(_, name)| latex(name)).collect()));
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
        let best: Vec<_> = self.fields_for_reading().map(|(field, _)| self.two_best(*field)).collect();
        let row = |row: &ReportRow| {
            let cell = |(text, (field, best)): (String, (Field, &[Option<f64>; 2]))| {
                let figure = compared(row, field);
                let place = match best {
                    [best, _] if figure.is_some() && *best == figure => Some(super::Place::Best),
                    [_, second] if figure.is_some() && *second == figure => Some(super::Place::Second),
                    _ => None,
                };
                write(&text, place)
            };
            let fields = self.fields_for_reading().map(|(field, _)| *field).zip(&best);
            self.texts(row).into_iter().zip(fields).map(cell).collect()
        };
        self.rows.iter().map(row).collect()
    }

    fn two_best(&self, field: Field) -> [Option<f64>; 2] {
        let mut figures: Vec<f64> = self.rows.iter().filter_map(|row| compared(row, field)).collect();
        if figures.len() < 2 {
            return [None, None];
        }
        let low_is_good = match field {
            Field::RuleScore(rule) => rule.low_is_good(),
            field => field == Field::AverageRank,
        };
        sort_by(&mut figures, |a, b| if low_is_good { a.total_cmp(b) } else { b.total_cmp(a) });
        figures.dedup();
        [figures.first().copied(), figures.get(1).copied()]
    }

    /// What stands in each cell of a row, for people.
    fn texts(&self, row: &ReportRow) -> Vec<String> {
        let missing = || format::MISSING.to_owned();
        let text = |(field, _): &(Field, String)| match field {
            Field::Rank => row.rank.flatten().map_or_else(missing, |rank| rank.to_string()),
            Field::RankRange => {
                let ends = row.rank_low.flatten().zip(row.rank_high.flatten());
                ends.map_or_else(missing, |(low, high)| format::rank_range(RankSet { low, high }))
            }
            // The shares that most rules give need more digits than scores.
            Field::RuleScore(_) => figure_of(row, *field).map_or_else(missing, |score| format!("{score:.3}")),
            Field::OtherRules => {
                let set = row.by_other_rules.flatten();
                set.map_or_else(missing, |(low, high)| format::rank_range(RankSet { low, high }))
            }
            Field::Model => row.name.clone(),
            Field::Coverage => row.coverage.map_or_else(missing, |c| format::coverage(c.scored, c.of)),
            Field::Year => row.year.flatten().map_or_else(missing, |year| year.to_string()),
            Field::Size => row.size.as_deref().filter(|s| !s.is_empty()).map_or_else(missing, format::sizes),
            Field::Open => {
                row.open.flatten().map_or_else(missing, |open| if open { "open" } else { "closed" }.to_owned())
            }
            Field::Total | Field::AverageRank | Field::Score(_) => {
                let is_marked = match field {
                    Field::Total => row.is_total_marked,
                    Field::Score(place) => row.marked.contains(place),
                    _ => false,
                };
                format::figure(figure_of(row, *field)) + if is_marked { "†" } else { "" }
            }
            // The marks say it.
            Field::OtherParts => String::new(),
        };
        self.fields_for_reading().map(text).collect()
    }

    /// The columns of a table that is read, with their names.
    fn fields_for_reading(&self) -> impl Iterator<Item = &(Field, String)> {
        self.fields.iter().filter(|(field, _)| *field != Field::OtherParts)
    }

    /// Where the table is from, how much its benchmarks weigh, and what its marks mean: a line each.
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if let Some(about) = &self.about {
            // A line break in a name must not end the remark.
            let title = in_a_row(&about.title);
            remarks.push(format!("{title}. Bundled on {}. {}", about.bundled, about.link));
        }
        if !self.weights.is_empty() {
            let weights: Vec<String> = self.weights.iter().map(|weight| in_a_row(weight)).collect();
            remarks.push(format!("Weights, not the default: {}.", weights.join(", ")));
        }
        if self.rows.iter().any(|row| !row.other_parts.is_empty()) {
            remarks.push(MARK_EXPLAINED.to_owned());
        }
        remarks
    }
}

/// What a † means.
const MARK_EXPLAINED: &str = "† Rests on other parts than the totals of other models, or counts a total that does.";

/// What a column of figures is compared by.
fn figure_of(row: &ReportRow, field: Field) -> Option<f64> {
    match field {
        Field::Total => row.total.flatten(),
        Field::AverageRank => row.average_rank.flatten(),
        Field::RuleScore(_) => row.rule_score.flatten(),
        Field::Score(place) => row.scores.get(place).copied().flatten(),
        _ => None,
    }
}

/// The same where the row counts among those that the figure is compared with: of what ranks the models these are the ranked
/// ones.
fn compared(row: &ReportRow, field: Field) -> Option<f64> {
    let unranked = matches!(field, Field::Total | Field::AverageRank) && !row.is_ranked;
    figure_of(row, field).filter(|_| !unranked)
}

/// A text that neither ends its line nor turns the text around it: without line breaks and other controls, which reach a
/// terminal, and without those of the direction of writing.
fn in_a_row(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    };
    text.chars().filter_map(plain).collect()
}

/// A text in one cell that a spreadsheet takes for a text: without line breaks, tabs and other controls, and with a quote
/// before what begins like a formula. Some spreadsheets take the full-width signs for formulas too.
fn cell(text: &str) -> String {
    let text = in_a_row(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula { format!("'{text}") } else { text }
}

/// A text that is no markup in a Markdown table.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in in_a_row(text).chars() {
        match c {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' | '&' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A text that is no markup in LaTeX.
pub(super) fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in in_a_row(text).chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '–' => out.push_str("--"),
            '†' => out.push_str("$^\\dagger$"),
            c => out.push(c),
        }
    }
    out
}

//! Fixes that write something else in the place of one key or one value.

use std::ops::Range;

use super::candidate::{FixCandidate, is_valid_json};
use super::value_index::ValueIndex;
use crate::document::catalog::scoring::ScoreRange;
use crate::document::diagnostics::finding::{Finding, Place};
use crate::document::diagnostics::kind::{FractionFigure, Kind};
use crate::document::score_file::decimal_comma::{self, Item};
use crate::document::score_file::fields::{is_web_address, lenient_number};
use crate::document::text::edit::Edit;
use crate::document::text::naming::nearest;
use crate::document::text::printing::{number, printable};
use crate::document::text::score_text::{self, ScoreText};
use crate::document::yaml::repair_scan::WIDE_COMMAS;
use crate::document::yaml::scalar::{self, Style};
use crate::document::yaml::source::{Content, SyntaxNode};

impl ValueIndex<'_, '_, '_> {
    pub(super) fn replacement(&self, finding: &Finding) -> Option<FixCandidate> {
        match &finding.kind {
            Kind::UnknownBenchmark { name, nearest }
            | Kind::UnknownColumn { name, nearest, .. }
            | Kind::UnknownCapability { name, nearest }
            | Kind::UnknownBoard { name, nearest } => self.rename(finding, name, nearest.as_deref()?),
            Kind::UnknownKey { key, nearest } => self.rename(finding, key, nearest.as_deref()?),
            // Several sizes are items of a list in brackets only.
            Kind::Lenient { read_as, .. } if is_several(read_as) && self.is_block_item(&finding.place) => None,
            Kind::Lenient { read_as, .. } => self.instead(finding, read_as),
            Kind::NotAScore { text, likely, .. } => {
                let score = likely.clone().or_else(|| is_missing(text).then(|| "null".to_owned()))?;
                Some((score_label(&score), vec![Edit::new(self.value(&finding.place)?.span.clone(), score)]))
            }
            Kind::DecimalComma { likely, .. } => {
                let (map, index) = self.pair(&finding.place)?;
                let (_, value) = map.pairs().get(index)?;
                let (rest, _) = map.pairs().get(index + 1)?;
                let score = likely.clone()?;
                Some((score_label(&score), vec![Edit::new(value.span.start..rest.span.end, score)]))
            }
            Kind::DoubtfulList { expected, commas: true, .. } => self.decimal_points(finding, *expected),
            Kind::WideCommas { .. } => self.plain_commas(),
            Kind::Fractions { figures, total: None, .. } => self.percentages(finding, figures),
            Kind::BadWebsite { text } => {
                let value = self.value(&finding.place)?;
                Some(instead(value, scalar::write(&with_scheme(text)?, value.style()?)))
            }
            Kind::BadField { key, found, .. } => {
                let words: &[&str] = match key.as_str() {
                    "category" => &["general", "embodied"],
                    "opensource" | "navigation" | "taskPlanning" | "reason" => &["true", "false"],
                    _ => return None,
                };
                self.instead(finding, &nearest(found, words.iter().copied())?)
            }
            Kind::StaleCore { benchmark, capability, stated, derived } => {
                let is_meant = |key: &str| {
                    self.catalog.find_benchmark(key).is_some_and(|of| self.benchmark_name(of) == Some(benchmark))
                };
                let value = self.stated("benchmark", is_meant, capability, *stated, finding.place.line)?;
                Some(instead(value, derived_score(*derived)))
            }
            Kind::StaleSummary { board, capability, stated, derived } => {
                let is_meant =
                    |key: &str| self.catalog.find_board(key).is_some_and(|of| self.board_name(of) == Some(board));
                let value = self.stated("summary", is_meant, capability, *stated, finding.place.line)?;
                Some(instead(value, derived_score(*derived)))
            }
            _ => None,
        }
    }

    /// Writes YAML in the place of the value that a finding is about; in JSON the same as JSON.
    fn instead(&self, finding: &Finding, yaml: &str) -> Option<FixCandidate> {
        // Several sizes are numbers with commas between them, in either.
        let text = if self.is_json && !is_several(yaml) { as_json(yaml)? } else { yaml.to_owned() };
        Some(instead(self.value(&finding.place)?, text))
    }

    /// Whether a place is that of an item of a list without brackets.
    fn is_block_item(&self, place: &Place) -> bool {
        self.item(place).is_some_and(|(list, _)| matches!(list.content, Content::List { flow: false, .. }))
    }

    /// Points instead of the commas that make a list too long.
    fn decimal_points(&self, finding: &Finding, expected: usize) -> Option<FixCandidate> {
        let (list, _) = self.item(&finding.place)?;
        let Content::List { items, flow: true } = &list.content else { return None };
        let cores = self.catalog.cores.len();
        let item = |(index, item): (usize, &SyntaxNode)| {
            let plain = item.text().filter(|_| item.style() == Some(Style::Plain));
            let (digits, is_percent) = plain
                .and_then(score_text::digits)
                .map_or((0, false), |(digits, is_percent)| (digits.len(), is_percent));
            let is_joined = items.get(index + 1).is_some_and(|next| next.span.start == item.span.end + 1);
            Item { digits, is_percent, is_null: item.is_null(), is_joined: plain.is_some() && is_joined }
        };
        let known: Vec<Item> = items.iter().enumerate().map(item).collect();
        // The core capabilities may have an overall last.
        let is_core = matches!(&finding.kind, Kind::DoubtfulList { key, .. } if key.contains("core scores"));
        let most = if is_core && expected == cores { expected + 1 } else { expected };
        let commas = decimal_comma::explain(&known, expected, most)?.all?;
        let digits = |at: usize| Some(score_text::digits(items.get(at)?.text()?)?.0);
        let point = |at: &usize| {
            let (whole, decimals) = (items.get(*at)?, items.get(at + 1)?);
            let is_ascii = |part: &SyntaxNode| part.text().is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
            Some(if is_ascii(whole) && is_ascii(decimals) {
                Edit::new(whole.span.end..decimals.span.start, ".")
            } else {
                Edit::new(whole.span.start..decimals.span.end, format!("{}.{}", digits(*at)?, digits(at + 1)?))
            })
        };
        let edits: Vec<Edit> = commas.iter().map(point).collect::<Option<_>>()?;
        let benchmark = finding.benchmarks.first().and_then(|of| self.catalog.benchmarks.get(*of));
        let benchmark =
            benchmark.filter(|_| matches!(&finding.kind, Kind::DoubtfulList { key, .. } if key.ends_with("columns")));
        let is_score = |(before, at): (usize, &usize)| {
            let score = format!("{}.{}", digits(*at)?, digits(at + 1)?);
            let range = benchmark.map_or(ScoreRange::PERCENT, |benchmark| benchmark.range_of(at - before));
            score.parse().ok().filter(|score: &f64| range.contains(*score))
        };
        commas.iter().enumerate().map(is_score).collect::<Option<Vec<f64>>>()?;
        let label = match edits.len() {
            1 => "Write a point instead of the decimal comma".to_owned(),
            count => format!("Write points instead of the {count} decimal commas"),
        };
        Some((label, edits))
    }

    /// A hundred times these scores of a benchmark.
    fn percentages(&self, finding: &Finding, figures: &[FractionFigure]) -> Option<FixCandidate> {
        let scores = under(self.root, |key| key == "score").flat_map(|score| under(score, |key| key == "benchmark"));
        let is_meant = |key: &str| self.catalog.find_benchmark(key).is_some_and(|of| finding.benchmarks.contains(&of));
        let blocks = scores.flat_map(|benchmarks| under(benchmarks, is_meant));
        let benchmark = finding.benchmarks.first().and_then(|of| self.catalog.benchmarks.get(*of))?;
        let parts =
            [(false, ["columns", "legacy"], benchmark.columns.len()), (true, ["fine", "1"], self.catalog.fines.len())];
        let is_known = |fine: bool| {
            move |key: &str| match fine {
                true => self.catalog.find_fine(key).is_some(),
                false => benchmark.find_column(key).is_some(),
            }
        };
        let cells = blocks.flat_map(|block| {
            parts.iter().flat_map(|(fine, keys, places)| {
                let lists = under(block, |key| keys.contains(&key));
                let cells = lists.flat_map(|list| match &list.content {
                    // Values after the last place are no scores.
                    Content::List { items, .. } => items.iter().take(*places).collect::<Vec<_>>(),
                    _ => under(list, is_known(*fine)).collect(),
                });
                cells.map(|cell| (*fine, cell))
            })
        });
        let is_doubtful = |(fine, cell): &(bool, &SyntaxNode)| {
            let text = cell.style().and(cell.text()).filter(|text| !score_text::folded(text).contains('%'));
            let is_it =
                |number: f64| figures.contains(&FractionFigure { fine: *fine, line: cell.mark.line, value: number });
            text.and_then(lenient_number).is_some_and(is_it)
        };
        let hundredfold =
            |(_, cell): (bool, &SyntaxNode)| Some(Edit::new(cell.span.clone(), times_hundred(cell.text()?)?));
        let edits: Vec<Edit> = cells.filter(is_doubtful).map(hundredfold).collect::<Option<_>>()?;
        let label = match edits.as_slice() {
            [] => return None,
            [edit] => score_label(&edit.text),
            edits => format!("Multiply the {} scores by 100", edits.len()),
        };
        Some((label, edits))
    }

    /// Commas of YAML instead of wide ones, wherever these were read as such.
    fn plain_commas(&self) -> Option<FixCandidate> {
        let mut edits = Vec::new();
        commas_in(self.root, self.text.whole, &mut edits);
        let label = match edits.len() {
            0 => return None,
            1 => "Write a plain comma instead".to_owned(),
            count => format!("Write plain commas instead of the {count} wide ones"),
        };
        Some((label, edits))
    }

    fn benchmark_name(&self, index: usize) -> Option<&str> {
        self.catalog.benchmarks.get(index).map(|benchmark| benchmark.name.as_str())
    }

    fn board_name(&self, index: usize) -> Option<&str> {
        self.catalog.boards.get(index).map(|board| board.name.as_str())
    }

    /// Writes a known name in the place of a key; `written` is the key, perhaps dotted. Not if the map has that one
    /// too: then it is not obvious which of the two is meant.
    pub(super) fn rename(&self, finding: &Finding, written: &str, nearest: &str) -> Option<FixCandidate> {
        let (key, map, index) = self.key(&finding.place)?;
        let (_, value) = map.pairs().get(index)?;
        let style = key.style()?;
        let is_written = key.text().is_some_and(|text| written.ends_with(text.trim()));
        let others = map.pairs().iter().enumerate().filter(|(other, _)| *other != index);
        let has_another = || others.filter_map(|(_, (key, _))| key.text()).any(self.same_as(nearest));
        if !is_written || has_another() || !is_shaped_for(value, &finding.kind, nearest) {
            return None;
        }
        let label = instead_label(nearest);
        Some((label, vec![Edit::new(key.span.clone(), scalar::write(nearest, style))]))
    }

    /// The number that the file states for a capability, on a line: of those under `section` whose key is meant.
    fn stated(
        &self,
        section: &str,
        is_meant: impl Fn(&str) -> bool,
        capability: &str,
        stated: f64,
        line: u32,
    ) -> Option<&SyntaxNode> {
        let sections = under(self.root, |key| key == "score").flat_map(|score| under(score, |key| key == section));
        let blocks = sections.flat_map(|section| under(section, &is_meant));
        let lists = blocks.flat_map(|block| under(block, |key| matches!(key, "core" | "fine" | "0" | "1")));
        let catalog = self.catalog;
        let named = |items| {
            let cores = catalog.core_positions.iter().filter_map(|core| catalog.cores.get(*core));
            let fines = catalog.fine_positions.iter().filter_map(|fine| catalog.fines.get(*fine));
            let core = cores.map(|core| &core.name).position(|name| name == capability);
            let fine = fines.map(|fine| &fine.name).position(|name| name == capability);
            let item = |place: Option<usize>| <[SyntaxNode]>::get(items, place?);
            [item(core), item(fine)]
        };
        let values = lists.flat_map(|list| match &list.content {
            Content::List { items, .. } => named(items).into_iter().flatten().collect::<Vec<_>>(),
            _ => under(list, |key| key == capability).collect(),
        });
        let is_stated = |value: &&SyntaxNode| {
            value.mark.line == line && value.style().is_some() && value.text().and_then(lenient_number) == Some(stated)
        };
        values.into_iter().find(is_stated)
    }
}

/// Whether a value has the shape of what its key would be called: with another one the file could not be read any more.
fn is_shaped_for(value: &SyntaxNode, unknown: &Kind, name: &str) -> bool {
    let is_map = matches!(value.content, Content::Map { .. });
    let is_list = matches!(value.content, Content::List { .. });
    match (unknown, name) {
        (Kind::UnknownBenchmark { .. } | Kind::UnknownBoard { .. }, _)
        | (Kind::UnknownKey { .. } | Kind::Structure(_), "score" | "benchmark" | "summary") => {
            is_map || value.is_null()
        }
        (Kind::UnknownKey { .. } | Kind::Structure(_), "columns" | "legacy" | "fine" | "core" | "0" | "1") => {
            is_map || is_list || value.is_null()
        }
        _ => true,
    }
}

/// The values of a map whose keys are wanted.
pub(super) fn under(map: &SyntaxNode, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = &SyntaxNode> {
    map.pairs().iter().filter(move |(key, _)| key.text().is_some_and(&wanted)).map(|(_, value)| value)
}

fn instead_label(text: &str) -> String {
    format!("Write “{}” instead", printable(text))
}

/// A value in YAML as JSON; what is both is left as it is.
fn as_json(yaml: &str) -> Option<String> {
    if is_valid_json(yaml) {
        return Some(yaml.to_owned());
    }
    serde_json::to_string(&serde_yaml::from_str::<serde_yaml::Value>(yaml).ok()?).ok()
}

/// Writes YAML in the place of a value.
fn instead(value: &SyntaxNode, yaml: String) -> FixCandidate {
    (instead_label(&yaml), vec![Edit::new(value.span.clone(), yaml)])
}

/// Two decimals, as files have them; less than a finding would come from.
fn derived_score(derived: Option<f64>) -> String {
    derived.map_or("null".to_owned(), |derived| number((derived * 100.0).round() / 100.0))
}

/// A hundred times a number from 0 to 1, with the digits that it has.
fn times_hundred(text: &str) -> Option<String> {
    let text = score_text::folded(text);
    let text = text.trim().trim_start_matches('+');
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) {
        // With an exponent; a percent sign says that it is none of these.
        let score = text.parse::<f64>().ok()?;
        return Some(number((score * 1e12).round() / 1e10));
    }
    let decimals = format!("{decimals:0<2}");
    let (moved, rest) = decimals.split_at_checked(2)?;
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
}

/// Whether a text in the place of a score says that there is none.
fn is_missing(text: &str) -> bool {
    text.is_empty() || score_text::read(text) == ScoreText::Missing
}

fn is_several(yaml: &str) -> bool {
    yaml.contains(',') && !yaml.starts_with(['[', '{', '"', '\''])
}

fn score_label(score: &str) -> String {
    format!("Write {score}")
}

/// The wide commas between the parts of lists and maps in brackets: in the gaps, nothing else can be one.
fn commas_in(part: &SyntaxNode, text: &str, edits: &mut Vec<Edit>) {
    let mut last = None;
    let mut each = |part: &SyntaxNode, flow: bool, edits: &mut Vec<Edit>| {
        if let Some(from) = last.filter(|_| flow) {
            edits.extend(wide_comma(text, from..part.span.start));
        }
        commas_in(part, text, edits);
        last = Some(part.span.end);
    };
    match &part.content {
        Content::List { items, flow } => items.iter().for_each(|item| each(item, *flow, edits)),
        Content::Map { pairs, flow } => pairs.iter().for_each(|(key, value)| {
            each(key, *flow, edits);
            each(value, *flow, edits);
        }),
        Content::Scalar { .. } | Content::Alias => {}
    }
}

/// The wide comma in a gap without comments, if there is one.
fn wide_comma(text: &str, gap: Range<usize>) -> Option<Edit> {
    let between = text.get(gap.clone()).filter(|between| !between.contains('#'))?;
    let at = between.find(WIDE_COMMAS)?;
    let comma = between.get(at..)?.chars().next()?;
    let after = between.get(at + comma.len_utf8()..)?;
    let range = gap.start + at..gap.start + at + comma.len_utf8();
    Some(Edit::new(range, if after.is_empty() { ", " } else { "," }))
}

/// An address that only lacks its scheme, with one: `example.org/model`.
fn with_scheme(text: &str) -> Option<String> {
    let rest = text.strip_prefix("//").unwrap_or(text);
    let host = rest.split(['/', '?', '#']).next()?;
    let (labels, top) = host.rsplit_once('.')?;
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_host = labels.split('.').all(is_label) && top.len() > 1 && top.chars().all(char::is_alphabetic);
    let address = format!("https://{rest}");
    (is_host && is_web_address(&address)).then_some(address)
}

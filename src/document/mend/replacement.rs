//! Mends that write something else in the place of one key or one value.

use super::super::edit::Edit;
use super::super::fields::{is_web_address, lenient_number};
use super::super::finding::Finding;
use super::super::kind::Kind;
use super::super::naming::nearest;
use super::super::printing::{number, printable};
use super::super::scalar;
use super::super::source::{Content, Part};
use super::super::words::is_comma_decimal;
use super::Draft;
use super::sites::Sites;

impl Sites<'_, '_, '_> {
    pub(super) fn replacement(&self, finding: &Finding) -> Option<Draft> {
        match &finding.kind {
            Kind::UnknownBenchmark { name, nearest }
            | Kind::UnknownColumn { name, nearest, .. }
            | Kind::UnknownCapability { name, nearest }
            | Kind::UnknownBoard { name, nearest } => self.rename(finding, name, nearest.as_deref()?),
            Kind::UnknownKey { key, nearest } => self.rename(finding, key, nearest.as_deref()?),
            Kind::Lenient { read_as, .. } => Some(instead(self.value(&finding.place)?, read_as.clone())),
            Kind::NotAScore { text } => Some(instead(self.value(&finding.place)?, meant_score(text)?)),
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
                Some(instead(self.value(&finding.place)?, nearest(found, words.iter().copied())?))
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

    fn benchmark_name(&self, index: usize) -> Option<&str> {
        self.catalog.benchmarks.get(index).map(|benchmark| benchmark.name.as_str())
    }

    fn board_name(&self, index: usize) -> Option<&str> {
        self.catalog.boards.get(index).map(|board| board.name.as_str())
    }

    /// Writes a known name in the place of a key; `written` is the key, perhaps dotted. Not if the map has that one
    /// too: then it is not obvious which of the two is meant.
    fn rename(&self, finding: &Finding, written: &str, nearest: &str) -> Option<Draft> {
        let (key, map, index) = self.key(&finding.place)?;
        let (_, value) = map.pairs().get(index)?;
        let style = key.style()?;
        let is_written = key.text().is_some_and(|text| written.ends_with(text.trim()));
        let has_another =
            || map.pairs().iter().filter_map(|(key, _)| key.text()).any(|other| self.are_same(other, nearest));
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
    ) -> Option<&Part> {
        let sections = under(self.root, |key| key == "score").flat_map(|score| under(score, |key| key == section));
        let blocks = sections.flat_map(|section| under(section, &is_meant));
        let lists = blocks.flat_map(|block| under(block, |key| matches!(key, "core" | "fine" | "0" | "1")));
        let catalog = self.catalog;
        let named = |items| {
            let cores = catalog.core_positions.iter().filter_map(|core| catalog.cores.get(*core));
            let fines = catalog.fine_positions.iter().filter_map(|fine| catalog.fines.get(*fine));
            let core = cores.map(|core| &core.name).position(|name| name == capability);
            let fine = fines.map(|fine| &fine.name).position(|name| name == capability);
            let item = |place: Option<usize>| <[Part]>::get(items, place?);
            [item(core), item(fine)]
        };
        let values = lists.flat_map(|list| match &list.content {
            Content::List { items, .. } => named(items).into_iter().flatten().collect::<Vec<_>>(),
            _ => under(list, |key| key == capability).collect(),
        });
        let is_stated = |value: &&Part| {
            value.mark.line == line && value.style().is_some() && value.text().and_then(lenient_number) == Some(stated)
        };
        values.into_iter().find(is_stated)
    }
}

/// Whether a value has the shape of what its key would be called: with another one the file could not be read any more.
fn is_shaped_for(value: &Part, unknown: &Kind, name: &str) -> bool {
    let is_map = matches!(value.content, Content::Map { .. });
    let is_list = matches!(value.content, Content::List { .. });
    match (unknown, name) {
        (Kind::UnknownBenchmark { .. } | Kind::UnknownBoard { .. }, _)
        | (Kind::UnknownKey { .. }, "score" | "benchmark" | "summary") => is_map || value.is_null(),
        (Kind::UnknownKey { .. }, "columns" | "legacy" | "fine" | "core" | "0" | "1") => {
            is_map || is_list || value.is_null()
        }
        _ => true,
    }
}

/// The values of a map whose keys are wanted.
pub(super) fn under(map: &Part, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = &Part> {
    map.pairs().iter().filter(move |(key, _)| key.text().is_some_and(&wanted)).map(|(_, value)| value)
}

fn instead_label(text: &str) -> String {
    format!("Write “{}” instead", printable(text))
}

/// Writes YAML in the place of a value.
fn instead(value: &Part, yaml: String) -> Draft {
    (instead_label(&yaml), vec![Edit::new(value.span.clone(), yaml)])
}

/// Two decimals, as files have them; less than a finding would come from.
fn derived_score(derived: Option<f64>) -> String {
    derived.map_or("null".to_owned(), |derived| number((derived * 100.0).round() / 100.0))
}

/// What is meant by a text in the place of a score: a number with a decimal comma, or a sign for none.
fn meant_score(text: &str) -> Option<String> {
    const NONE: [&str; 11] = ["-", "--", "–", "—", "n/a", "na", "n.a.", "nan", "none", "null", "?"];
    if is_comma_decimal(text) {
        let score = lenient_number(&text.replace(',', "."))?;
        // Three digits may be thousands: `1,234`.
        let decimals = text.split_once(',')?.1.bytes().take_while(u8::is_ascii_digit).count();
        return (decimals != 3 && (0.0..=100.0).contains(&score)).then(|| number(score));
    }
    NONE.iter().any(|none| text.eq_ignore_ascii_case(none)).then(|| "null".to_owned())
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

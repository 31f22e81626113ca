//! Fixes of how a file is put together: colons and blanks that are none, names cut short, levels and totals left out.
//!
//! Each is read before it is offered: all scores that were read before have to be the same after it.

use std::cell::OnceCell;

use super::candidate::FixCandidate;
use super::syntax;
use super::value_index::ValueIndex;
use crate::document::catalog::Catalog;
use crate::document::diagnostics::finding::Finding;
use crate::document::diagnostics::severity::Severity;
use crate::document::diagnostics::structure::Structure;
use crate::document::score_file::fields::lenient_number;
use crate::document::score_file::model::ModelDocument;
use crate::document::score_file::signs::{self, Signs};
use crate::document::score_file::{Origin, SourceFile, read_score_file};
use crate::document::text::edit::{Edit, Text, apply};
use crate::document::text::format::is_json;
use crate::document::text::printing::{number, printable};
use crate::document::yaml::front_matter::FrontMatter;
use crate::document::yaml::scalar::{self, Style};
use crate::document::yaml::source::{Content, SyntaxNode};

/// Whether all findings of a kind in one document share one fix: what it is shared by.
pub(super) fn shared(kind: &Structure) -> Option<(&'static str, bool)> {
    match kind {
        Structure::BadColon { full_width, .. } => Some((kind.code(), *full_width)),
        Structure::InvisibleBlanks { .. } | Structure::Around { .. } => Some((kind.code(), false)),
        _ => None,
    }
}

/// The fix of a finding about the structure of a document, if reading the result shows that it helps.
pub(super) fn fix(
    finding: &Finding,
    kind: &Structure,
    document: FrontMatter<'_>,
    sites: Option<&ValueIndex<'_, '_, '_>>,
    text: &Text<'_>,
    before: &Before<'_, '_>,
) -> Option<FixCandidate> {
    let catalog = before.catalog;
    match kind {
        Structure::BadColon { full_width, .. } => {
            let signs = Signs::of(document, catalog);
            let colons = signs.colons.iter().filter(|colon| colon.full_width == *full_width);
            let edits: Vec<Edit> = colons.map(|colon| colon.edit.clone()).collect();
            let label = match (full_width, edits.len()) {
                (true, 1) => "Write “: ” instead of “：”".to_owned(),
                (true, count) => format!("Write “: ” instead of “：” in {count} places"),
                (false, 1) => "Put a blank after the colon".to_owned(),
                (false, count) => format!("Put a blank after {count} colons"),
            };
            before.helped_by((label, edits))
        }
        Structure::InvisibleBlanks { .. } => {
            // A full-width blank takes the room of two; as an indentation it may stand for one.
            [2, 1].into_iter().find_map(|wide| {
                let edits = signs::blanks(document, wide)?.edits;
                before.helped_by(("Write plain spaces instead".to_owned(), edits))
            })
        }
        Structure::CommentInName { .. } => {
            let of = Signs::of(document, catalog).name?;
            let name = text.whole.get(of.span.clone())?;
            let label = format!("Put “{}” in quotes", printable(name));
            Some((label, vec![Edit::new(of.span, scalar::write(name, Style::Double))]))
        }
        Structure::LostScores { key, nearest } => sites?.rename(finding, key, nearest.as_deref()?),
        Structure::MissingLevel { key, level: Some(level) } => {
            let draft = missing_level(finding, key, level, sites?, is_json(document.yaml))?;
            before.helped_by(draft)
        }
        Structure::NoTotal { total, value: Some(value), .. } => {
            let (key, map, index) = sites?.key(&finding.place)?;
            let (_, columns) = map.pairs().get(index)?;
            let style = if is_json(document.yaml) { Style::Double } else { Style::Plain };
            let draft = with_total(columns, key, &scalar::write(total, style), *value, text)?;
            before.helped_by(draft)
        }
        Structure::Around { .. } => before.kept_by(syntax::fences(before.path, text, catalog)?),
        _ => None,
    }
}

/// Puts `score:` above a `benchmark:` that stands at the top.
pub(super) fn score_level(sites: &ValueIndex<'_, '_, '_>, before: &Before<'_, '_>) -> Option<FixCandidate> {
    let pairs = sites.root.pairs();
    let mut benchmarks = pairs.iter().filter(|(key, _)| key.text() == Some("benchmark"));
    let (key, value) = benchmarks.next()?;
    let is_flow = matches!(sites.root.content, Content::Map { flow: true, .. });
    if benchmarks.next().is_some() || is_flow || !matches!(value.content, Content::Map { .. }) {
        return None;
    }
    let edits = above_lines(sites.text, key.span.start, value, "score")?;
    before.helped_by(("Put the level score: above it".to_owned(), edits))
}

fn missing_level(
    finding: &Finding,
    key: &str,
    level: &str,
    sites: &ValueIndex<'_, '_, '_>,
    json: bool,
) -> Option<FixCandidate> {
    let style = if json { Style::Double } else { Style::Plain };
    let label = format!("Put the level {level}: above the scores");
    let name = scalar::write(level, style);
    if let Some(value) = sites.value(&finding.place) {
        let index = sites.catalog.find_benchmark(key.strip_prefix("score.benchmark.")?)?;
        let benchmark = sites.catalog.benchmarks.get(index)?;
        let total = scalar::write(benchmark.columns.get(benchmark.total)?, style);
        let score = number(lenient_number(value.text()?)?);
        return Some((label, vec![Edit::new(value.span.clone(), format!("{{{name}: {{{total}: {score}}}}}"))]));
    }
    let part = match sites.key(&finding.place) {
        Some((_, map, _)) => map,
        None => sites.list(&finding.place)?,
    };
    if !part.is_bounded() {
        return None;
    }
    let edits = match &part.content {
        Content::Map { flow: true, .. } | Content::List { flow: true, .. } => vec![
            Edit::new(part.span.start..part.span.start, format!("{{{name}: ")),
            Edit::new(part.span.end..part.span.end, "}"),
        ],
        Content::Map { pairs, .. } => above_lines(sites.text, pairs.first()?.0.span.start, part, &name)?,
        _ => return None,
    };
    Some((label, edits))
}

/// A line with a key above the lines from a byte to the end of a part, which are indented below it.
fn above_lines(text: &Text<'_>, start: usize, part: &SyntaxNode, key: &str) -> Option<Vec<Edit>> {
    if !part.is_bounded() {
        return None;
    }
    let (first, last) = (text.line_at(start)?, text.line_at(part.span.end.max(start))?);
    let indent = text.whole.get(first.offset..start)?;
    if !indent.trim_matches(' ').is_empty() {
        return None;
    }
    let mut edits = vec![Edit::new(first.offset..first.offset, format!("{indent}{key}:{}", text.line_end()))];
    let lines = text.lines().iter().filter(|line| line.offset >= first.offset && line.offset <= last.offset);
    for line in lines.filter(|line| !line.text.trim().is_empty()) {
        match edits.first_mut().filter(|edit| edit.range.start == line.offset) {
            Some(edit) => edit.text.push_str("  "),
            None => edits.push(Edit::new(line.offset..line.offset, "  ")),
        }
    }
    Some(edits)
}

/// The columns with the total behind them.
fn with_total(
    columns: &SyntaxNode,
    key: &SyntaxNode,
    total: &str,
    value: f64,
    text: &Text<'_>,
) -> Option<FixCandidate> {
    let value = number((value * 100.0).round() / 100.0);
    let Content::Map { pairs, flow } = &columns.content else { return None };
    let (last_key, last) = pairs.last()?;
    if !columns.is_bounded() || last.span.is_empty() {
        return None;
    }
    let edit = if *flow {
        Edit::new(last.span.end..last.span.end, format!(", {total}: {value}"))
    } else {
        let line = text.line_at(last_key.span.start).filter(|line| line.offset > key.span.start)?;
        let indent = text.whole.get(line.offset..last_key.span.start)?;
        let at = line.offset + line.text.len();
        Edit::new(at..at, format!("{}{indent}{total}: {value}", text.line_end()))
    };
    Some((format!("Write the total {value}"), vec![edit]))
}

/// What is read of a text before it is changed; read once, for however many changes.
pub(super) struct Before<'t, 'c> {
    path: &'t str,
    text: &'t str,
    catalog: &'c Catalog,
    read: OnceCell<Read>,
}

/// The models of a text, and how many errors and warnings there are in it.
type Read = (Vec<ModelDocument>, (usize, usize));

impl<'t, 'c> Before<'t, 'c> {
    pub(super) fn of(path: &'t str, text: &'t str, catalog: &'c Catalog) -> Self {
        Self { path, text, catalog, read: OnceCell::new() }
    }

    fn read(&self, text: &str) -> Read {
        let file = SourceFile { path: self.path.to_owned(), bytes: text.as_bytes().to_vec(), origin: Origin::Named };
        let reading = read_score_file(&file, self.catalog);
        let graver = |severity| reading.findings.iter().filter(|finding| finding.severity() == severity).count();
        let faults = (graver(Severity::Error), graver(Severity::Warning));
        (reading.models().collect(), faults)
    }

    /// Whether all scores that were read are read of another text, and there are no more faults in it; with `fewer`, fewer.
    pub(super) fn is_kept_in(&self, after: &str, fewer: bool) -> bool {
        let (models, faults) = self.read.get_or_init(|| self.read(self.text));
        let (models_after, faults_after) = self.read(after);
        let is_kept = |model: &ModelDocument| {
            let is_same = |other: &&ModelDocument| other.index == model.index && other.code == model.code;
            models_after.iter().filter(is_same).any(|other| has_all(model, other))
        };
        models.iter().all(is_kept) && if fewer { faults_after < *faults } else { faults_after <= *faults }
    }

    /// The draft, if it leaves all that was read as it was and there are fewer faults after it.
    fn helped_by(&self, draft: FixCandidate) -> Option<FixCandidate> {
        self.compared(draft, true)
    }

    /// The draft, if it leaves all that was read as it was and there are no more faults after it.
    fn kept_by(&self, draft: FixCandidate) -> Option<FixCandidate> {
        self.compared(draft, false)
    }

    fn compared(&self, draft: FixCandidate, fewer: bool) -> Option<FixCandidate> {
        if draft.1.is_empty() {
            return None;
        }
        let after = apply(self.text, &draft.1)?;
        self.is_kept_in(&after, fewer).then_some(draft)
    }
}

/// Whether all scores of a model are those of another.
fn has_all(model: &ModelDocument, other: &ModelDocument) -> bool {
    model.scores.iter().all(|scores| {
        let Some(found) = other.scores.iter().find(|found| found.benchmark == scores.benchmark) else { return false };
        let same = |one: &[Option<_>], two: &[Option<_>]| {
            let value = |figure: &crate::document::score_file::model::Figure| figure.value;
            one.iter().enumerate().all(|(index, figure)| {
                figure.is_none() || figure.as_ref().map(value) == two.get(index).and_then(|two| two.as_ref().map(value))
            })
        };
        same(&scores.columns, &found.columns) && same(&scores.fine, &found.fine)
    })
}

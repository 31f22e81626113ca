//! The worker's side: tells results from score files, reads them, and hands over what a request came to.

use super::proposal::{Proposal, Several};
use crate::document::{Catalog, Origin, SourceFile};
use crate::import::{Found, Kind, assemble, read, recognize};
use crate::workspace::Event;

/// The most figures of one request: each may be a row of what is confirmed.
const FIGURES: usize = 100_000;

/// The most files that are named because they were not read.
const REFUSED: usize = 20;

/// So many figures are sent in one event.
const PART: usize = 2_000;

/// What stands for the path of what was pasted.
const PASTED: &str = "pasted text";

/// What has been recognised since the last proposal.
#[derive(Debug, Default)]
pub(in crate::workspace) struct Intake {
    models: Vec<Found>,
    several: Vec<Several>,
    refused: Vec<(String, String)>,
    figures: usize,
}

impl Intake {
    /// Takes a file that is no score file and has results. Gives whether it did.
    ///
    /// A file with `score` in it is a score file, however wrong. One that was found in a folder or an archive counts only where it has
    /// figures of a benchmark that the catalog knows: most tables there are of something else.
    pub(in crate::workspace) fn take(&mut self, file: &SourceFile, catalog: &Catalog) -> bool {
        if names_scores(&file.bytes) {
            return false;
        }
        let Ok(kinds) = recognize(&file.path, &file.bytes) else { return false };
        let is_of_use = |kind: Kind, models: &[Found]| match file.origin {
            // A run without a figure says why.
            Origin::Named => !kind.is_table() || has_figures(models),
            Origin::Found => knows_benchmark(models),
        };
        self.take_as(&kinds, &file.path, &file.bytes, catalog, is_of_use)
    }

    /// Takes a text that was pasted, or the table that stands beside it as HTML. A table counts only where it has figures of a benchmark
    /// that the catalog knows: what is pasted may be anything that was copied last. Gives whether it was taken.
    pub(in crate::workspace) fn take_pasted(&mut self, text: &[u8], html: &str, catalog: &Catalog) -> bool {
        if names_scores(text) {
            return false;
        }
        let kinds = recognize(PASTED, text).unwrap_or_default();
        let is_of_use =
            |kind: Kind, models: &[Found]| if kind.is_table() { knows_benchmark(models) } else { has_figures(models) };
        // Cells are copied as text between tabs too, in which merged ones are lost.
        let is_plain = matches!(kinds.as_slice(), [] | [Kind::Delimited]);
        let as_html = if is_plain { recognize(PASTED, html.as_bytes()).unwrap_or_default() } else { Vec::new() };
        as_html.contains(&Kind::Html) && self.take_as(&[Kind::Html], PASTED, html.as_bytes(), catalog, is_of_use)
            || self.take_as(&kinds, PASTED, text, catalog, is_of_use)
    }

    /// Takes what is of these kinds, as far as it is of use.
    fn take_as(
        &mut self,
        kinds: &[Kind],
        path: &str,
        bytes: &[u8],
        catalog: &Catalog,
        is_of_use: impl Fn(Kind, &[Found]) -> bool,
    ) -> bool {
        if kinds.contains(&Kind::ScoreFile) {
            return false;
        }
        let mut readings: Vec<(Kind, Vec<Found>)> = kinds
            .iter()
            .filter_map(|kind| Some((*kind, read(*kind, path, bytes, catalog).ok()?)))
            .filter(|(kind, models)| is_of_use(*kind, models))
            .collect();
        let figures = readings.iter().map(|(_, models)| figures(models)).sum();
        match readings.len() {
            0 => return false,
            _ if !self.has_room(figures) => self.refuse(path),
            1 => self.models.extend(readings.pop().map(|(_, models)| models).unwrap_or_default()),
            _ => self.several.push(Several { path: path.to_owned(), readings }),
        }
        true
    }

    /// Takes a model whose items were read in pieces.
    pub(in crate::workspace) fn take_found(&mut self, found: Found) {
        if self.has_room(found.entries.len()) {
            self.models.push(found);
        } else if let Some(path) = found.sources.first() {
            self.refuse(path);
        }
    }

    /// Events that hand over what was recognised, in parts of moderate size, and forget it. None where there is nothing.
    pub(in crate::workspace) fn proposal(&mut self, catalog: &Catalog) -> Vec<Event> {
        let Self { models, several, refused, .. } = std::mem::take(self);
        if models.is_empty() && several.is_empty() && refused.is_empty() {
            return Vec::new();
        }
        let mut events = Vec::new();
        let (mut part, mut weight) = (Vec::new(), 0);
        for model in assemble(models, catalog) {
            weight += model.entries.len() + model.not_used.len() + 1;
            part.push(model);
            if weight > PART {
                let part = Proposal { models: std::mem::take(&mut part), ..Proposal::default() };
                events.push(Event::Results { part, is_last: false });
                weight = 0;
            }
        }
        events.push(Event::Results { part: Proposal { models: part, several, refused }, is_last: true });
        events
    }

    fn has_room(&mut self, figures: usize) -> bool {
        let has_room = self.figures + figures <= FIGURES;
        self.figures += if has_room { figures } else { 0 };
        has_room
    }

    fn refuse(&mut self, path: &str) {
        if self.refused.len() < REFUSED {
            let why = format!("at most {FIGURES} figures are looked at at once. Add it by itself");
            self.refused.push((path.to_owned(), why));
        }
    }
}

fn has_figures(models: &[Found]) -> bool {
    models.iter().any(|model| !model.entries.is_empty())
}

fn knows_benchmark(models: &[Found]) -> bool {
    models.iter().flat_map(|model| &model.entries).any(|entry| entry.benchmark.is_some())
}

fn figures(models: &[Found]) -> usize {
    models.iter().map(|model| model.entries.len() + 1).sum()
}

/// Whether a line begins as the scores of a score file do, or as its author may have meant them to: `score:`, `Scores =`.
fn names_scores(bytes: &[u8]) -> bool {
    let is_key = |line: &[u8]| {
        let line = line.trim_ascii_start();
        let is_score = line.get(..5).is_some_and(|word| word.eq_ignore_ascii_case(b"score"));
        let rest = line.get(5..).unwrap_or_default();
        let rest = rest.strip_prefix(b"s").unwrap_or(rest).trim_ascii_start();
        is_score && matches!(rest.first(), Some(b':' | b'='))
    };
    bytes.split(|byte| *byte == b'\n').any(is_key)
}

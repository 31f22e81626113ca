//! All safe fixes of a file at once, as the command line makes them.

use std::collections::{BTreeMap, HashSet};

use super::candidate::is_valid_json;
use super::fixes;
use super::structure::Before;
use crate::document::catalog::Catalog;
use crate::document::diagnostics::finding::Finding;
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::structure::Structure;
use crate::document::score_file::{Origin, SourceFile, read_score_file};
use crate::document::text::edit::{self, Edit};

/// A file after its safe fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text, all else byte for byte as it was.
    pub text: String,
    /// What was done, in the words of [`super::Fix::label`] with the line before it: "line 19: Put a blank after the colon".
    pub done: Vec<String>,
}

/// The most times that a file is fixed anew: what is found only after a fix is fixed in the next pass.
const PASSES: usize = 16;

/// The most times in a pass that a text is read to see whether its fixes may be made.
const READINGS: usize = 64;

/// A safe fix: what to say of it, and its changes.
struct Candidate {
    said: String,
    edits: Vec<Edit>,
}

/// Makes all fixes of a score file that need no decision.
///
/// What is left are guesses, figures that can be read in two ways, and what would take something out: they are for the
/// author to decide. No fix is made after which a score that was read before is another or gone.
#[must_use]
pub fn fix_all(path: &str, text: &str, catalog: &Catalog) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), done: Vec::new() };
    let mut seen: HashSet<String> = HashSet::from([fixed.text.clone()]);
    for _ in 0..PASSES {
        let file = SourceFile { path: path.to_owned(), bytes: fixed.text.clone().into_bytes(), origin: Origin::Named };
        let mut findings = read_score_file(&file, catalog).findings;
        findings.retain(is_safe_fix);
        let offered = fixes(path, &fixed.text, &findings, catalog);
        let candidates = findings.iter().zip(offered).filter_map(|(finding, fix)| {
            let fix = fix?;
            Some(Candidate { said: format!("line {}: {}", finding.place.line, fix.label), edits: fix.edits })
        });
        let (after, done) = together(path, &fixed.text, separate(candidates), catalog);
        if done.is_empty() || !seen.insert(after.clone()) {
            break;
        }
        fixed.text = after;
        fixed.done.extend(done);
    }
    fixed
}

/// The fixes without those that change what another one changes: findings that share a fix give it once.
fn separate(candidates: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut separate = Vec::new();
    for candidate in candidates {
        let is_free = |edit: &Edit| {
            let before = taken.range(..=edit.range.start).next_back();
            let after = taken.range(edit.range.start..).next();
            before.is_none_or(|(start, end)| *start != edit.range.start && *end <= edit.range.start)
                && after.is_none_or(|(start, _)| *start >= edit.range.end)
        };
        if candidate.edits.iter().all(is_free) {
            taken.extend(candidate.edits.iter().map(|edit| (edit.range.start, edit.range.end)));
            separate.push(candidate);
        }
    }
    separate
}

/// The text with as many of the fixes as leave what was read of it, and what to say of them. A group that may not be made
/// as a whole is tried in halves.
fn together(path: &str, text: &str, candidates: Vec<Candidate>, catalog: &Catalog) -> (String, Vec<String>) {
    let before = Before::of(path, text, catalog);
    let is_json = is_valid_json(text);
    let mut made = (text.to_owned(), Vec::new());
    let mut kept: Vec<Edit> = Vec::new();
    let mut waiting = vec![candidates];
    let mut readings = 0;
    while let Some(mut group) = waiting.pop().filter(|_| readings < READINGS) {
        if group.is_empty() {
            continue;
        }
        readings += 1;
        let mut edits: Vec<Edit> = kept.iter().chain(group.iter().flat_map(|one| &one.edits)).cloned().collect();
        crate::order::sort_by_key(&mut edits, |edit| edit.range.start);
        let after = edit::apply(text, &edits).filter(|after| !is_json || is_valid_json(after));
        match after.filter(|after| before.is_kept_in(after, false)) {
            Some(after) => {
                kept = edits;
                made.0 = after;
                made.1.extend(group.into_iter().map(|one| one.said));
            }
            None if group.len() > 1 => {
                let rest = group.split_off(group.len() / 2);
                waiting.extend([rest, group]);
            }
            None => {}
        }
    }
    made
}

/// Makes the fixes of these findings in one step; `None` if none of them has a fix. Those are left out that overlap another, or that give
/// a key which another fix gave already: which of the two is meant is a decision for each.
///
/// For findings of one kind that an author has looked at: unlike [`fix_all`] it also makes fixes that are a decision.
#[must_use]
pub fn fix_together(path: &str, text: &str, findings: &[Finding], catalog: &Catalog) -> Option<Fixed> {
    let offered = fixes(path, text, findings, catalog);
    let candidates = findings.iter().zip(offered).filter_map(|(finding, fix)| {
        let fix = fix?;
        Some(Candidate { said: format!("line {}: {}", finding.place.line, fix.label), edits: fix.edits })
    });
    let mut candidates = separate(candidates);
    let with = |candidates: &[Candidate]| {
        let mut edits: Vec<Edit> = candidates.iter().flat_map(|one| &one.edits).cloned().collect();
        crate::order::sort_by_key(&mut edits, |edit| edit.range.start);
        edit::apply(text, &edits)
    };
    let before = twice(path, text, catalog);
    let is_unclear = |after: &Option<String>| after.as_ref().is_none_or(|after| twice(path, after, catalog) > before);
    if is_unclear(&with(&candidates)) {
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in candidates.into_iter().take(TRIED) {
            kept.push(candidate);
            if is_unclear(&with(&kept)) {
                kept.pop();
            }
        }
        candidates = kept;
    }
    let after = with(&candidates).filter(|after| after != text)?;
    Some(Fixed { text: after, done: candidates.into_iter().map(|one| one.said).collect() })
}

/// The most fixes of which each is tried by itself.
const TRIED: usize = 64;

/// How many keys of a file stand twice in one map.
fn twice(path: &str, text: &str, catalog: &Catalog) -> usize {
    let file = SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec(), origin: Origin::Named };
    let reading = read_score_file(&file, catalog);
    reading.findings.iter().filter(|finding| matches!(finding.kind, Kind::DuplicateKey { .. })).count()
}

/// Whether the fix of a finding needs no decision, because it writes what the file can only mean.
#[must_use]
pub fn is_safe_fix(finding: &Finding) -> bool {
    match &finding.kind {
        Kind::Lenient { .. } => true,
        Kind::Structure(of) => matches!(
            of,
            Structure::BadColon { .. }
                | Structure::InvisibleBlanks { .. }
                | Structure::Around { .. }
                | Structure::MissingLevel { .. }
        ),
        _ => false,
    }
}

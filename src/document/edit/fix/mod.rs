//! Fixes of score files: for a finding with an obvious fix, the change to the text that makes it.
//!
//! A fix changes what it has to and nothing else: comments, order, formatting and line ends stay the author's own.

mod candidate;
mod fix_all;
mod removal;
mod replacement;
mod structure;
mod syntax;
mod value_index;

pub use fix_all::{Fixed, fix_all, fix_together, is_safe_fix};

use crate::document::text::format::is_json;
use crate::document::yaml::guard;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use crate::document::catalog::Catalog;
use crate::document::diagnostics::finding::{Finding, quote_source};
use crate::document::diagnostics::kind::Kind;
use crate::document::text::edit::{self, Edit, Text};
use crate::document::yaml::front_matter::{self, Unfenced};
use crate::document::yaml::source::SyntaxNode;
use candidate::FixCandidate;
use structure::Before;
use value_index::ValueIndex;

/// A change to a file that puts one finding right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What a button says that makes it, an imperative without a full stop: "Write “Total Score” instead".
    pub label: String,
    /// The changes, in the order of the text, none overlapping another.
    pub edits: Vec<Edit>,
    /// Of the text that it was made for.
    fingerprint: u64,
}

impl Fix {
    /// The text with the fix made, all else byte for byte as it was. `None` if it is not the text that the fix was
    /// made for.
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        if fingerprint(text) != self.fingerprint {
            return None;
        }
        edit::apply(text, &self.edits)
    }
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The obvious fixes of a score file, a place for each of the findings: `None` where there is no obvious fix, where
/// the finding is about another file, or where it was made for another text.
///
/// `path` and `text` are those of the file that the findings are about, those of the audit included. Each fix is for
/// the text as it is now: when one is made, the others are to be made anew.
#[must_use]
pub fn fixes(path: &str, text: &str, findings: &[Finding], catalog: &Catalog) -> Vec<Option<Fix>> {
    if guard::decode(text.as_bytes()).is_err() {
        return vec![None; findings.len()];
    }
    let fingerprint = fingerprint(text);
    let found = front_matter::documents(text, Unfenced::of(path));
    let documents = found.as_ref().map(|found| found.documents.as_slice()).unwrap_or_default();
    let roots: Vec<Option<SyntaxNode>> = documents.iter().map(|document| SyntaxNode::read(text, *document)).collect();
    let lines = Text::of(text);
    let sites: Vec<Option<ValueIndex<'_, '_, '_>>> = roots
        .iter()
        .zip(documents)
        .map(|(root, document)| root.as_ref().map(|root| ValueIndex::of(root, &lines, catalog, is_json(document.yaml))))
        .collect();
    let before = Before::of(path, text, catalog);
    // Drafts that change a document as a whole, by document and what they are shared by.
    let mut drafts: HashMap<(usize, (&str, bool)), Option<FixCandidate>> = HashMap::new();
    let mut draft = |finding: &Finding| -> Option<FixCandidate> {
        if finding.place.file != path || !stands_in(finding, &lines) {
            return None;
        }
        // The document that the finding is about, by its line.
        let of = found.as_ref().map_or(0, |found| found.of_line(finding.place.line));
        let (document, sites) = (documents.get(of).copied(), sites.get(of).and_then(Option::as_ref));
        match (&finding.kind, sites) {
            (Kind::NoFrontMatter | Kind::YamlSyntax { .. }, _) => syntax::fix(finding, path, &lines, catalog),
            (Kind::Structure(kind), sites) => {
                let make = || structure::fix(finding, kind, document?, sites, &lines, &before);
                match structure::shared(kind) {
                    Some(shared) => drafts.entry((of, shared)).or_insert_with(make).clone(),
                    None => make(),
                }
            }
            (Kind::NoScore, Some(sites)) => structure::score_level(sites, &before),
            (_, Some(sites)) => sites.replacement(finding).or_else(|| sites.removal(finding)),
            (_, None) => None,
        }
    };
    let fix = |(label, edits)| Fix { label, edits, fingerprint };
    findings.iter().map(|finding| draft(finding).map(fix)).collect()
}

/// Whether the line that a finding quotes is still the same.
fn stands_in(finding: &Finding, text: &Text<'_>) -> bool {
    if finding.place.line == 0 || finding.source.is_empty() {
        return true;
    }
    text.line(finding.place.line).is_some_and(|line| quote_source(line.text, finding.place.column) == finding.source)
}

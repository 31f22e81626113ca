//! What turns the tree of a score file into a document: the pairs of its maps, and what is said of them.

use std::borrow::Cow;

use crate::document::catalog::Catalog;
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::log::Log;
use crate::document::score_file::model::Figure;
use crate::document::score_file::signs::Signs;
use crate::document::text::lines::Lines;
use crate::document::text::mark::Mark;
use crate::document::text::naming::nearest;
use crate::document::text::printing::is_invisible_blank;
use crate::document::yaml::front_matter::FrontMatter;
use crate::document::yaml::node::{Node, Value};

pub(in crate::document) type Pairs<'n> = [(Node<'n>, Node<'n>)];

pub(in crate::document) fn wrong_shape(key: &str, expected: &str, node: &Node<'_>) -> Kind {
    Kind::WrongShape { key: key.to_owned(), expected: expected.to_owned(), found: node.shape().to_owned() }
}

/// A pair of a map whose key is known.
pub(in crate::document) struct Entry<'n, K> {
    /// What the key stands for.
    pub(in crate::document) of: K,
    /// The key as it was written.
    pub(in crate::document) key: Cow<'n, str>,
    pub(in crate::document) mark: Mark,
    pub(in crate::document) value: &'n Node<'n>,
}

/// Turns the nodes of one file into a document.
pub(in crate::document) struct Reader<'c, 'l> {
    pub(in crate::document) catalog: &'c Catalog,
    pub(in crate::document) log: &'l mut Log,
    /// Scores up to 1 that have a percent sign.
    pub(in crate::document) percentages: Vec<Figure>,
    /// Signs of the text that are not what they seem: what is said of them is not said again.
    pub(in crate::document) signs: &'l Signs,
}

impl<'c> Reader<'c, '_> {
    /// The pairs of a map whose keys are known, each key once; the others are noted. `know` says what a key stands for,
    /// `unknown` what to say of one that stands for nothing.
    ///
    /// Two spellings of one key are the same key, except that a null one is as good as absent.
    pub(in crate::document) fn known<'n, K: PartialEq>(
        &mut self,
        pairs: &'n Pairs<'n>,
        know: impl Fn(&str) -> Option<K>,
        unknown: impl Fn(String) -> Kind,
    ) -> Vec<Entry<'n, K>> {
        let mut entries: Vec<Entry<'n, K>> = Vec::new();
        for (key, value) in pairs {
            let mark = key.mark;
            let Some((text, of)) = key.scalar_text().and_then(|text| know(&text).map(|of| (text, of))) else {
                if !self.is_explained(key) {
                    self.log.note(mark, || unknown(key.brief()));
                }
                continue;
            };
            let entry = Entry { of, key: text, mark, value };
            match entries.iter_mut().find(|earlier| earlier.of == entry.of) {
                None => entries.push(entry),
                Some(earlier) if earlier.key != entry.key && entry.value.is_null() => {}
                Some(earlier) if earlier.key != entry.key && earlier.value.is_null() => *earlier = entry,
                Some(earlier) => {
                    let first_line = earlier.mark.line;
                    self.log.note(mark, || Kind::DuplicateKey { key: entry.key.to_string(), first_line });
                    *earlier = entry;
                }
            }
        }
        entries
    }

    /// The pairs of a map with fixed keys; `prefix` is the dotted key of the map.
    pub(in crate::document) fn keys<'n>(
        &mut self,
        pairs: &'n Pairs<'n>,
        prefix: &str,
        keys: &[&'static str],
    ) -> Vec<Entry<'n, &'static str>> {
        let know = |key: &str| keys.iter().find(|known| **known == key).copied();
        let unknown = |key: String| {
            let nearest = nearest(&key, keys.iter().copied());
            Kind::UnknownKey { key: dotted(prefix, &key), nearest }
        };
        self.known(pairs, know, unknown)
    }

    /// The pairs of a block that has to be a map; nothing if it is null.
    pub(in crate::document) fn block<'n>(
        &mut self,
        node: &'n Node<'n>,
        key: impl FnOnce() -> String,
        expected: &str,
    ) -> &'n Pairs<'n> {
        match &node.value {
            Value::Map(pairs) => pairs,
            Value::Null => &[],
            Value::Text(_) if self.signs.has_colon_on(node.mark.line) => &[],
            _ => {
                self.log.error(node.mark, wrong_shape(&key(), expected, node));
                &[]
            }
        }
    }

    /// Notes the commas that were read as those of YAML, once for all.
    pub(in crate::document) fn wide_commas(&mut self, commas: &[Mark], document: FrontMatter<'_>) {
        let Some(first) = commas.first() else { return };
        let number = first.line.saturating_sub(document.first_line).saturating_add(1);
        let line = Lines::of(document.yaml).find(|line| line.number == number);
        let comma = line.and_then(|line| line.text.chars().nth(first.column.saturating_sub(1) as usize));
        let text = comma.map(String::from).unwrap_or_default();
        self.log.note(*first, || Kind::WideCommas { text, count: commas.len() });
    }

    /// Whether a key is unknown only for a sign in it that is not what it seems.
    fn is_explained(&self, key: &Node<'_>) -> bool {
        let Value::Text(text) = &key.value else { return false };
        text.starts_with(is_invisible_blank) || (text.contains([':', '：']) && self.signs.has_colon_on(key.mark.line))
    }

    pub(in crate::document) fn lenient(&mut self, mark: Mark, text: &str, read_as: impl FnOnce() -> String) {
        self.log.note(mark, || Kind::Lenient { text: text.to_owned(), read_as: read_as() });
    }
}

pub(in crate::document) fn dotted(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}

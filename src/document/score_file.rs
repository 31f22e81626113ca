//! Reads one score file: its YAML is turned once into a checked [`ModelDocument`], and nothing downstream sees the raw
//! form.

use std::borrow::Cow;

use super::catalog::Catalog;
use super::fields::One;
use super::finding::Finding;
use super::front_matter::{self, Bare};
use super::kind::Kind;
use super::limits;
use super::log::Log;
use super::model::ModelDocument;
use super::naming::{nearest, slug};
use super::node::{self, Node, Value};
use super::position::Mark;

/// Whether a file was asked for by name or found in a folder or archive; see [`read_score_file`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Named or dropped by itself: that it is no score file is an error.
    Named,
    /// Found in a folder or archive: that it is no score file is passed over and counted.
    Found,
}

/// A file as it was given: its path, its bytes, and how it came.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path that findings name.
    pub path: String,
    /// The content, not yet known to be text.
    pub bytes: Vec<u8>,
    /// How it came.
    pub origin: Origin,
}

/// What reading one file gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The model, unless there was an error or the file is no score file.
    pub document: Option<ModelDocument>,
    /// All that was noticed, in the order of the file.
    pub findings: Vec<Finding>,
    /// True for a [`Origin::Found`] file that is no score file: to be counted, no findings.
    pub skipped: bool,
}

/// Reads one file.
///
/// A [`Origin::Found`] file that is no score file — binary, too large, without front matter, or with no `score` in it —
/// is skipped. One that has a `score` but cannot be read is an error like any other.
#[must_use]
pub fn read_score_file(file: &SourceFile, catalog: &Catalog) -> Reading {
    let text = match limits::decode(&file.bytes) {
        Ok(text) => text,
        Err(kind) => return Reading::refused(file, kind),
    };
    let Some(front_matter) = front_matter::find(text, Bare::of(&file.path)) else {
        return Reading::refused(file, Kind::NoFrontMatter);
    };
    let beginning = Mark { line: front_matter.first_line, column: 1 };
    let mut log = Log::default();
    let model = node::read(front_matter, |root| match &root.value {
        Value::Map(pairs) if file.origin == Origin::Named || has_score(pairs) => {
            let mut reader = Reader { catalog, log: &mut log };
            Some(reader.model(pairs, beginning).map(|model| ModelDocument { file: file.path.clone(), ..model }))
        }
        Value::Null if file.origin == Origin::Named => {
            log.error(beginning, Kind::NoName);
            log.error(beginning, Kind::NoScore);
            Some(None)
        }
        _ if file.origin == Origin::Named => {
            log.error(root.mark, wrong_shape("front matter", "a map with `name` and `score`", root));
            Some(None)
        }
        _ => None,
    });
    let document = match model {
        Ok(Some(document)) => document,
        Ok(None) => return Reading::skipped(),
        Err(_) if file.origin == Origin::Found && !front_matter::has_line_with_key(front_matter.yaml, &["score"]) => {
            return Reading::skipped();
        }
        Err(fault) => {
            log.error(fault.mark.unwrap_or(beginning), fault.kind);
            None
        }
    };
    let document = document.filter(|_| !log.has_error());
    Reading { document, findings: log.into_findings(&file.path, text), skipped: false }
}

impl Reading {
    fn skipped() -> Self {
        Self { document: None, findings: Vec::new(), skipped: true }
    }

    /// What a file gives that is not even looked into.
    fn refused(file: &SourceFile, kind: Kind) -> Self {
        match file.origin {
            Origin::Named => {
                Self { document: None, findings: vec![Finding::of_file(kind, &file.path)], skipped: false }
            }
            Origin::Found => Self::skipped(),
        }
    }
}

/// The keys at the top of a score file.
pub(super) const TOP_KEYS: [&str; 16] = [
    "name",
    "code",
    "category",
    "author",
    "website",
    "opensource",
    "release",
    "size",
    "component",
    "qa",
    "dimension",
    "navigation",
    "taskPlanning",
    "reason",
    "imageVideo",
    "score",
];

pub(super) type Pairs<'n> = [(Node<'n>, Node<'n>)];

fn has_score(pairs: &Pairs<'_>) -> bool {
    pairs.iter().any(|(key, value)| matches!(&key.value, Value::Text(key) if key == "score") && !value.is_null())
}

pub(super) fn wrong_shape(key: &str, expected: &str, node: &Node<'_>) -> Kind {
    Kind::WrongShape { key: key.to_owned(), expected: expected.to_owned(), found: node.shape().to_owned() }
}

/// A pair of a map whose key is known.
pub(super) struct Entry<'n, K> {
    /// What the key stands for.
    pub(super) of: K,
    /// The key as it was written.
    pub(super) key: Cow<'n, str>,
    pub(super) mark: Mark,
    pub(super) value: &'n Node<'n>,
}

/// Turns the nodes of one file into a document.
pub(super) struct Reader<'c, 'l> {
    pub(super) catalog: &'c Catalog,
    pub(super) log: &'l mut Log,
}

impl<'c> Reader<'c, '_> {
    /// Reads the map at the top. `None` only without a name.
    fn model(&mut self, pairs: &Pairs<'_>, beginning: Mark) -> Option<ModelDocument> {
        let mut name = None;
        let mut score = None;
        let mut model = ModelDocument::default();
        for Entry { of, mark, value, .. } in self.keys(pairs, "", &TOP_KEYS) {
            match of {
                "name" => name = Some((self.name(value, mark), mark.line)),
                "code" => {
                    model.code = self.code(value).unwrap_or_default();
                    model.code_line = mark.line;
                }
                "category" => model.category = self.category(value),
                "author" => model.authors = self.texts("author", value, One::IsFine),
                "website" => model.website = self.website(value),
                "opensource" => model.open_source = self.flag("opensource", value),
                "release" => model.released = self.released(value),
                "size" => model.sizes = self.sizes(value),
                "component" => (model.vision, model.language) = self.component(value),
                "qa" => model.qa = self.inputs("qa", value),
                "dimension" => model.dimension = self.inputs("dimension", value),
                "navigation" => model.navigation = self.flag("navigation", value),
                "taskPlanning" => model.task_planning = self.flag("taskPlanning", value),
                "reason" => model.reason = self.flag("reason", value),
                "imageVideo" => model.image_video = self.text("imageVideo", value),
                _ => {
                    score = Some((mark, value.is_null()));
                    (model.scores, model.summaries) = self.score(value);
                }
            }
        }
        if name.is_none() {
            self.log.error(beginning, Kind::NoName);
        }
        match score {
            None => self.log.error(beginning, Kind::NoScore),
            Some((mark, true)) => self.log.error(mark, Kind::NoScore),
            Some(_) => {}
        }
        let (name, name_line) = name?;
        let name = name?;
        if model.code.is_empty() {
            model.code = slug(&name);
            model.code_line = name_line;
        }
        Some(ModelDocument { name, ..model })
    }

    /// The pairs of a map whose keys are known, each key once; the others are noted. `know` says what a key stands for,
    /// `unknown` what to say of one that stands for nothing.
    ///
    /// Two spellings of one key are the same key, except that a null one is as good as absent.
    pub(super) fn known<'n, K: PartialEq>(
        &mut self,
        pairs: &'n Pairs<'n>,
        know: impl Fn(&str) -> Option<K>,
        unknown: impl Fn(String) -> Kind,
    ) -> Vec<Entry<'n, K>> {
        let mut entries: Vec<Entry<'n, K>> = Vec::new();
        for (key, value) in pairs {
            let mark = key.mark;
            let Some((text, of)) = key.scalar_text().and_then(|text| know(&text).map(|of| (text, of))) else {
                self.log.note(mark, || unknown(key.brief()));
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
    pub(super) fn keys<'n>(
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
    pub(super) fn block<'n>(
        &mut self,
        node: &'n Node<'n>,
        key: impl FnOnce() -> String,
        expected: &str,
    ) -> &'n Pairs<'n> {
        match &node.value {
            Value::Map(pairs) => pairs,
            Value::Null => &[],
            _ => {
                self.log.error(node.mark, wrong_shape(&key(), expected, node));
                &[]
            }
        }
    }

    pub(super) fn lenient(&mut self, mark: Mark, text: &str, read_as: impl FnOnce() -> String) {
        self.log.note(mark, || Kind::Lenient { text: text.to_owned(), read_as: read_as() });
    }
}

pub(super) fn dotted(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}

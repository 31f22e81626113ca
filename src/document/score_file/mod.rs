//! Reads one score file: its YAML is turned once into a checked [`ModelDocument`], and nothing downstream sees the raw
//! form.

mod date;
pub(in crate::document) mod decimal_comma;
pub(in crate::document) mod fields;
pub(in crate::document) mod keys;
mod levels;
pub(in crate::document) mod model;
mod model_card;
mod reader;
pub(in crate::document) mod score_block;
pub(in crate::document) mod scores;
pub(in crate::document) mod signs;
mod size;

use crate::document::score_file::keys::TOP_KEYS;
use crate::document::score_file::reader::Entry;
use crate::document::score_file::reader::Pairs;
use crate::document::score_file::reader::Reader;
use crate::document::score_file::reader::wrong_shape;
use crate::document::text::format::is_json;
use crate::document::text::utf16;
use crate::document::yaml::tree;
use std::cell::Cell;

use serde::de::IgnoredAny;

use crate::document::catalog::Catalog;
use crate::document::diagnostics::finding::Finding;
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::log::Log;
use crate::document::diagnostics::structure::Structure;
use crate::document::limits;
use crate::document::score_file::fields::One;
use crate::document::score_file::model::ModelDocument;
use crate::document::score_file::signs::{Colon, Signs};
use crate::document::text::mark::Mark;
use crate::document::text::naming::slug;
use crate::document::yaml::encoding::{self, Decoded};
use crate::document::yaml::front_matter::{self, Around, Documents, FrontMatter, Unfenced};
use crate::document::yaml::node::Value;

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
    /// The model of the first YAML document, unless there was an error in it or it is no score file.
    pub document: Option<ModelDocument>,
    /// The models of further YAML documents in the file that could be read.
    pub others: Vec<ModelDocument>,
    /// All that was noticed, in the order of the file.
    pub findings: Vec<Finding>,
    /// True for a [`Origin::Found`] file that is no score file: to be counted, no findings.
    pub skipped: bool,
}

/// Reads one file: one YAML or JSON document, or several, each of which is a model.
///
/// A [`Origin::Found`] file that is no score file — binary, without front matter, or with no `score` in it — is skipped. One that has a
/// `score` but cannot be read, because it is too large or in another encoding as well, is an error like any other.
#[must_use]
pub fn read_score_file(file: &SourceFile, catalog: &Catalog) -> Reading {
    let is_named = file.origin == Origin::Named;
    let decoded = match encoding::decode(&file.path, &file.bytes) {
        Ok(decoded) => decoded,
        Err(kind) => return Reading::refused(file, kind),
    };
    let text = decoded.text.as_ref();
    // A folder may hold many files of JSON that is something else.
    if !is_named && !text.contains("score") {
        return Reading::skipped();
    }
    let found = front_matter::documents(text, Unfenced::of(&file.path));
    let mut log = Log::default();
    note_encoding(&decoded, found.as_ref(), &mut log);
    let Some(found) = found.filter(|_| log.errors() == 0) else {
        return match (file.origin, log.errors()) {
            (Origin::Found, 0) => Reading::skipped(),
            (Origin::Found, _) if !names_scores(text) => Reading::skipped(),
            (Origin::Named, 0) => Reading::refused(file, Kind::NoFrontMatter),
            (_, _) => Reading::new(Vec::new(), log.into_findings(&file.path, text)),
        };
    };
    if let Some((around, line)) = found.around {
        // What was meant as a score file where it was named, is a README with an example where it was found.
        if !is_named && around == Around::Text {
            return Reading::skipped();
        }
        let what = match around {
            Around::CodeFence => "a code fence",
            Around::Text => "text",
            Around::Indentation => "the same indentation",
        };
        let what = what.to_owned();
        log.note(Mark { line, column: 1 }, || Kind::Structure(Structure::Around { what }));
    }
    let left = Cell::new(limits::NODES);
    let mut models = Vec::with_capacity(found.documents.len());
    for (place, &document) in found.documents.iter().enumerate() {
        let model = read_document(file, document, catalog, &left, &mut log);
        let (file, lines) = (file.path.clone(), found.lines(place));
        let index = u32::try_from(place).unwrap_or(u32::MAX);
        models.push(model.map(|model| model.map(|model| ModelDocument { file, index, lines, ..model })));
    }
    if models.iter().all(Option::is_none) {
        return Reading::skipped();
    }
    if found.too_many {
        let kind = Kind::TooComplex { what: "documents".to_owned(), limit: limits::DOCUMENTS };
        log.error(Mark::LAST, kind);
    }
    Reading::new(models, log.into_findings(&file.path, text))
}

/// Says in what encoding a file is, where that is not UTF-8; an error if bytes that may belong to a value are lost.
fn note_encoding(decoded: &Decoded<'_>, documents: Option<&Documents<'_>>, log: &mut Log) {
    if let Some(from) = decoded.from {
        let kind = || Kind::Structure(Structure::Decoded { from: from.to_owned() });
        log.note(Mark { line: 1, column: 1 }, kind);
    }
    if let (Some((_, likely)), Some(first)) = (&decoded.replaced, decoded.first_replaced()) {
        let likely = (*likely).to_owned();
        match decoded.lost(documents) {
            Some(lost) => log.error(lost, Kind::Structure(Structure::OtherEncoding { likely })),
            None => log.note(first, || Kind::Structure(Structure::OtherEncodingInComment { likely })),
        }
    }
}

/// Reads one document of a file. `None` if it is no score file where that is allowed, `Some(None)` after an error.
fn read_document(
    file: &SourceFile,
    document: FrontMatter<'_>,
    catalog: &Catalog,
    left: &Cell<usize>,
    log: &mut Log,
) -> Option<Option<ModelDocument>> {
    let is_named = file.origin == Origin::Named;
    let beginning = Mark { line: document.first_line, column: 1 };
    let signs = Signs::of(document, catalog);
    let errors = log.errors();
    let model = tree::read_one(document, left, |root, commas| match &root.value {
        Value::Map(pairs) if is_named && model_card::is_one(pairs) => {
            let results = model_card::has_results(pairs);
            log.error(root.mark, Kind::Structure(Structure::ModelCard { results }));
            Some(None)
        }
        Value::Map(pairs) if is_named || has_score(pairs) => {
            let mut reader = Reader { catalog, log: &mut *log, percentages: Vec::new(), signs: &signs };
            reader.wide_commas(commas, document);
            Some(reader.model(pairs, beginning))
        }
        Value::Null if is_named => {
            log.error(beginning, Kind::NoName);
            log.error(beginning, Kind::NoScore);
            Some(None)
        }
        Value::List(items) if is_named && items.iter().any(|item| matches!(item.value, Value::Map(_))) => {
            log.error(root.mark, Kind::Structure(Structure::SeveralObjects { list: true }));
            Some(None)
        }
        _ if is_named => {
            log.error(root.mark, wrong_shape("front matter", "a map with `name` and `score`", root));
            Some(None)
        }
        _ => None,
    });
    let fault = match model {
        Ok(None) => return None,
        Ok(Some(model)) => {
            // Where the name stands behind a bad colon, there is no other error that says so.
            let is_lost = |key: &str| matches!(key, "name" | "score");
            note_signs(&signs, is_lost, false, log);
            return Some(model.filter(|_| log.errors() == errors));
        }
        Err(_) if !is_named && !has_score_key(document.yaml) => return None,
        Err(fault) => fault,
    };
    let explains = || {
        let repaired = signs.repaired(document)?;
        tree::read(FrontMatter { yaml: &repaired, ..document }, |_, _| ()).ok()
    };
    let is_explained = explains().is_some();
    note_signs(&signs, |_| is_explained, is_explained, log);
    if !is_explained {
        let is_several = has_several_objects(document.yaml);
        let kind = if is_several { Kind::Structure(Structure::SeveralObjects { list: false }) } else { fault.kind };
        log.error(fault.mark.unwrap_or(beginning), kind);
    }
    Some(None)
}

/// Whether a text is one JSON object after another, as in JSON lines.
fn has_several_objects(yaml: &str) -> bool {
    let mut objects = serde_json::Deserializer::from_str(yaml).into_iter::<IgnoredAny>();
    let mut is_object = || objects.next().is_some_and(|object| object.is_ok());
    is_json(yaml) && is_object() && is_object()
}

/// Whether YAML that does not parse seems to have a `score`.
fn has_score_key(yaml: &str) -> bool {
    front_matter::has_line_with_key(yaml, &["score"]) || (is_json(yaml) && yaml.contains("\"score\""))
}

/// Says which signs are not what they seem; errors where the file cannot be read for them.
fn note_signs(signs: &Signs, is_fatal: impl Fn(&str) -> bool, blanks_are_fatal: bool, log: &mut Log) {
    if let Some(blanks) = &signs.blanks {
        let (what, lines) = (signs::name_of_blanks(blanks.first), blanks.lines);
        let kind = Kind::Structure(Structure::InvisibleBlanks { what, lines, fatal: blanks_are_fatal });
        if blanks_are_fatal { log.error(blanks.mark, kind) } else { log.note(blanks.mark, || kind) }
    }
    for Colon { key, full_width, mark, .. } in &signs.colons {
        let (key, full_width, fatal) = (key.clone(), *full_width, is_fatal(key));
        let kind = Kind::Structure(Structure::BadColon { key, full_width, fatal });
        if fatal { log.error(*mark, kind) } else { log.note(*mark, || kind) }
    }
    if let Some(of) = &signs.name {
        let (name, comment) = (of.name.clone(), of.comment.clone());
        log.note(of.mark, || Kind::Structure(Structure::CommentInName { name, comment }));
    }
}

impl Reading {
    fn new(models: Vec<Option<Option<ModelDocument>>>, findings: Vec<Finding>) -> Self {
        let mut models = models.into_iter();
        // A document that is no score file, in a folder, does not count as the first.
        let document = models.find_map(|model| model).flatten();
        Self { document, others: models.flatten().flatten().collect(), findings, skipped: false }
    }

    fn skipped() -> Self {
        Self { document: None, others: Vec::new(), findings: Vec::new(), skipped: true }
    }

    /// What a file gives that is not even looked into.
    fn refused(file: &SourceFile, kind: Kind) -> Self {
        let is_ours = match (file.origin, &kind) {
            (Origin::Named, _) => true,
            // Its beginning tells, whatever follows.
            (Origin::Found, Kind::TooLarge { .. } | Kind::Structure(Structure::OtherEncoding { .. })) => {
                let beginning = utf16::lossy(file.bytes.get(..BEGINNING).unwrap_or(&file.bytes));
                names_scores(&beginning.replace('\0', ""))
            }
            (Origin::Found, _) => false,
        };
        if is_ours { Self::new(Vec::new(), vec![Finding::of_file(kind, &file.path)]) } else { Self::skipped() }
    }

    /// All models that could be read, in the order of the file.
    pub fn models(self) -> impl Iterator<Item = ModelDocument> {
        self.document.into_iter().chain(self.others)
    }
}

/// So many bytes of a file that is not looked into tell whether it seems to be a score file.
const BEGINNING: usize = 1 << 16;

/// Whether a text may be meant as a score file, however broken: it is read as one, has a fence, or a line that begins with a key of one.
#[must_use]
pub fn may_be_score_file(file: &SourceFile, catalog: &Catalog) -> bool {
    let found = SourceFile { origin: Origin::Found, ..file.clone() };
    let text = utf16::lossy(&file.bytes);
    let begins = |line: &str| {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '-' | '"' | '\''));
        TOP_KEYS.iter().any(|key| {
            let rest = line
                .get(key.len()..)
                .filter(|_| line.get(..key.len()).is_some_and(|word| word.eq_ignore_ascii_case(key)));
            rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ', '\t']).starts_with([':', '：', '=', ';']))
        })
    };
    text.lines().any(|line| line.trim_start().starts_with("---") || begins(line))
        || !read_score_file(&found, catalog).skipped
}

/// Whether a text that cannot be read seems to be a score file: it has front matter, or is YAML, with `score` as a key.
fn names_scores(text: &str) -> bool {
    text.lines().any(|line| line.trim_end() == "score:" || line.starts_with("score: {"))
}

fn has_score(pairs: &Pairs<'_>) -> bool {
    pairs.iter().any(|(key, value)| matches!(&key.value, Value::Text(key) if key == "score") && !value.is_null())
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
        if name.is_none() && !self.signs.has_colon_after("name") {
            self.log.error(beginning, Kind::NoName);
        }
        match score {
            None if self.signs.has_colon_after("score") => {}
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
        let percentages = std::mem::take(&mut self.percentages);
        Some(ModelDocument { name, percentages, ..model })
    }
}

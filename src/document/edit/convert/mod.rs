//! Rewrites the scores of a file from one form into the other, positional lists or named maps, and nothing else.

mod pieces;

use crate::document::yaml::guard;
use std::fmt;

use crate::document::catalog::Catalog;
use crate::document::diagnostics::severity::Severity;
use crate::document::limits;
use crate::document::score_file::model::{Figure, Level, ModelDocument, Stated};
use crate::document::score_file::score_block::Block;
use crate::document::score_file::{Origin, SourceFile, read_score_file};
use crate::document::text::edit::{self, Edit, Text};
use crate::document::text::printing::quote;
use crate::document::yaml::front_matter::{self, Documents, Unfenced};
use crate::document::yaml::scalar::{self, Style};
use crate::document::yaml::source::{Content, SyntaxNode};
use crate::order::{sort_by, sort_by_key};
use pieces::Pieces;

/// A form that scores can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Maps from name to score, under `columns`, `fine` and `core`; benchmarks and boards by their code.
    Named,
    /// Lists in the order of the catalog, under `legacy`, `1` and `0`; benchmarks and boards by their identifier.
    Positional,
}

/// A file in the other form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The file. Outside the blocks of scores and their keys it is byte for byte as it was.
    pub text: String,
    /// How many blocks of scores were rewritten.
    pub converted: usize,
    /// The blocks that were left as they are, in the order of the file.
    pub kept: Vec<Kept>,
}

/// A block of scores that was left as it is, because it cannot be rewritten without guessing or losing something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The line of its key, from 1.
    pub line: u32,
    /// What it holds, as findings say it: "VSI columns".
    pub block: String,
    /// Why, without a full stop: "it has 5 of 6 values".
    pub reason: String,
}

/// Why a file was not converted at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unconverted {
    /// It has an error, so that nobody knows what it says.
    Unreadable,
    /// It would not say the same afterwards: it uses YAML in a way that is not followed.
    WouldChange,
}

impl fmt::Display for Unconverted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "the file has an error; put it right first",
            Self::WouldChange => "the file would not say the same afterwards; write its scores out plainly first",
        })
    }
}

/// Rewrites the scores of a file into a form. What is in it already stays as it is.
///
/// The model that is read from the result is the same, apart from line numbers and from the order in which the numbers
/// of [`Stated::written`] come. Places without a score keep a line of their own in a block and are left out of `{…}`,
/// unless a comment stands with them. A comment goes with the score on its line or below it. Spare places of a list are
/// left out if nothing stands in them; a block with a value or a comment there is kept.
///
/// # Errors
/// [`Unconverted`] for a file that cannot be read, or would not say the same.
pub fn convert(path: &str, text: &str, catalog: &Catalog, form: Form) -> Result<Conversion, Unconverted> {
    let read = |text: &str| {
        let file = SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec(), origin: Origin::Named };
        let reading = read_score_file(&file, catalog);
        let has_error = reading.findings.iter().any(|finding| finding.severity() == Severity::Error);
        (!has_error).then(|| reading.models().map(without_lines).collect::<Vec<_>>())
    };
    let before = guard::decode(text.as_bytes()).ok().and_then(read).ok_or(Unconverted::Unreadable)?;
    let Documents { documents, .. } =
        front_matter::documents(text, Unfenced::of(path)).ok_or(Unconverted::WouldChange)?;
    let roots = documents.into_iter().map(|document| SyntaxNode::read(text, document)).collect::<Option<Vec<_>>>();
    let roots = roots.ok_or(Unconverted::WouldChange)?;
    let mut converter =
        Converter { catalog, form, text: Text::of(text), edits: Vec::new(), converted: 0, kept: Vec::new() };
    roots.iter().for_each(|root| converter.file(root));
    let Converter { edits, converted, mut kept, .. } = converter;
    sort_by_key(&mut kept, |kept| kept.line);
    let text = edit::apply(text, &edits).filter(|text| read(text) == Some(before));
    Ok(Conversion { text: text.ok_or(Unconverted::WouldChange)?, converted, kept })
}

/// What a document says, wherever it stands and in whatever order it was written.
fn without_lines(document: ModelDocument) -> ModelDocument {
    let figures = |figures: Vec<Option<Figure>>| -> Vec<Option<Figure>> {
        figures.into_iter().map(|figure| figure.map(|figure| Figure { line: 0, ..figure })).collect()
    };
    let stated = |Stated { level, values, mut written, .. }: Stated| {
        sort_by(&mut written, f64::total_cmp);
        Stated { level, values: figures(values), written, line: 0 }
    };
    let mut document = ModelDocument { code_line: 0, lines: (0, 0), percentages: Vec::new(), ..document };
    for scores in &mut document.scores {
        scores.line = 0;
        scores.columns = figures(std::mem::take(&mut scores.columns));
        scores.fine = figures(std::mem::take(&mut scores.fine));
        scores.stated_core = scores.stated_core.take().map(stated);
    }
    let summaries = document.summaries.into_iter().map(|(board, of)| (board, stated(of)));
    ModelDocument { summaries: summaries.collect(), ..document }
}

/// Collects the changes to one file, in its order.
struct Converter<'c, 't> {
    catalog: &'c Catalog,
    form: Form,
    text: Text<'t>,
    edits: Vec<Edit>,
    converted: usize,
    kept: Vec<Kept>,
}

impl<'c> Converter<'c, '_> {
    fn file(&mut self, root: &SyntaxNode) {
        let catalog = self.catalog;
        for (_, score, _) in self.entries(root, |key| (key == "score").then_some(()), None) {
            let section = |key: &str| matches!(key, "benchmark" | "summary").then(|| key.to_owned());
            for (_, blocks, section) in self.entries(score, section, None) {
                if section == "benchmark" {
                    for (key, value, index) in self.entries(blocks, |key| catalog.find_benchmark(key), UNKNOWN) {
                        let Some(benchmark) = catalog.benchmarks.get(index) else { continue };
                        self.rename(key, &benchmark.code, &benchmark.id, &benchmark.name);
                        self.blocks(value, |key| match key {
                            "columns" | "legacy" => Some(Block::Columns(benchmark)),
                            key => level(key).map(|level| Block::Capabilities(benchmark, level)),
                        });
                    }
                } else {
                    for (key, value, index) in self.entries(blocks, |key| catalog.find_board(key), UNKNOWN) {
                        let Some(board) = catalog.boards.get(index) else { continue };
                        self.rename(key, &board.code, &board.id, &board.name);
                        self.blocks(value, |key| level(key).map(|level| Block::Summary(board, level)));
                    }
                }
            }
        }
    }

    /// The pairs of a map whose keys are known and stand in it once. Of the others, those that stand in it several
    /// times are kept, and those that are not known are too if there is something to say of them.
    fn entries<'p, K: PartialEq>(
        &mut self,
        map: &'p SyntaxNode,
        know: impl Fn(&str) -> Option<K>,
        unknown: Option<&str>,
    ) -> Vec<(&'p SyntaxNode, &'p SyntaxNode, K)> {
        let pairs = map.pairs();
        let of = |key: &SyntaxNode| key.text().and_then(&know);
        let mut entries = Vec::new();
        for (key, value) in pairs {
            let name = || key.text().map_or_else(|| "something".to_owned(), quote);
            match of(key) {
                None => self.kept.extend(unknown.map(|reason| kept(key, name(), reason.to_owned()))),
                Some(_) if pairs.len() > limits::PAIRS => {
                    self.kept.push(kept(key, name(), "it stands among too many others".to_owned()));
                }
                Some(found) if pairs.iter().filter(|(key, _)| of(key).as_ref() == Some(&found)).nth(1).is_some() => {
                    self.kept.push(kept(key, name(), "it stands in the file twice".to_owned()));
                }
                Some(found) => entries.push((key, value, found)),
            }
        }
        entries
    }

    /// Writes the key of the form in the place of that of the other form; a name belongs to the named form.
    fn rename(&mut self, key: &SyntaxNode, code: &str, id: &str, name: &str) {
        let (new, old) = match self.form {
            Form::Named => (code, [id, id]),
            Form::Positional => (id, [code, name]),
        };
        if let (Some(written), Some(style)) = (key.text(), key.style())
            && written != new
            && old.contains(&written)
        {
            self.edits.push(Edit::new(key.span.clone(), scalar::write(new, style)));
        }
    }

    fn blocks(&mut self, map: &SyntaxNode, know: impl Fn(&str) -> Option<Block<'c>>) {
        // What two keys stand for is compared by what findings call it.
        let label = |key: &str| know(key).map(Block::label);
        for (key, value, label) in self.entries(map, label, None) {
            let Some(block) = key.text().and_then(&know) else { continue };
            let edit = match (&value.content, self.form) {
                (Content::List { items, .. }, Form::Named) => self.in_named_form(block, key, value, items).map(Some),
                (Content::Map { .. }, Form::Positional) => self.in_positional_form(block, key, value).map(Some),
                (Content::Scalar { .. }, _) if value.is_null() => Ok(None),
                _ => continue,
            };
            match edit {
                Ok(edit) => {
                    self.edits.extend(self.word(key));
                    self.converted += usize::from(edit.is_some());
                    self.edits.extend(edit);
                }
                Err(reason) => self.kept.push(kept(key, label, reason)),
            }
        }
    }

    /// The word of the form for the key of a block.
    fn word(&self, key: &SyntaxNode) -> Option<Edit> {
        let words = [("columns", "legacy"), ("fine", "1"), ("core", "0")];
        let word = words.iter().find_map(|(named, positional)| match self.form {
            Form::Named => (key.text() == Some(positional)).then_some(*named),
            Form::Positional => (key.text() == Some(named)).then_some(*positional),
        })?;
        // A number is as good a key as its text.
        let word = if key.style()? == Style::Plain { word.to_owned() } else { scalar::write(word, key.style()?) };
        Some(Edit::new(key.span.clone(), word))
    }

    fn in_named_form(
        &self,
        block: Block<'_>,
        key: &SyntaxNode,
        list: &SyntaxNode,
        items: &[SyntaxNode],
    ) -> Result<Edit, String> {
        let names = block.names(self.catalog);
        let (found, expected) = (items.len(), block.len(self.catalog));
        if found < expected {
            return Err(format!("it has {found} of {expected} values"));
        }
        if items.iter().skip(names.len()).any(|item| !item.is_null()) {
            return Err("it has values after its last place".to_owned());
        }
        let pieces = Pieces::read(list, key, &self.text)?;
        if pieces.items.iter().skip(names.len()).any(|(_, piece)| piece.has_comment()) {
            return Err("it has comments after its last place".to_owned());
        }
        let rows: Vec<_> =
            names.iter().zip(&pieces.items).map(|(name, (_, piece))| (Some(*name), Some(piece))).collect();
        Ok(pieces.written(&rows))
    }

    fn in_positional_form(&self, block: Block<'_>, key: &SyntaxNode, map: &SyntaxNode) -> Result<Edit, String> {
        let names = block.names(self.catalog);
        let pieces = Pieces::read(map, key, &self.text)?;
        let mut rows: Vec<_> = names.iter().map(|_| (None, None)).collect();
        for (name, piece) in &pieces.items {
            let place = names.iter().position(|known| known == name);
            let Some((_, row)) = place.and_then(|place| rows.get_mut(place)) else {
                return Err(format!("it has no place for {}", quote(name)));
            };
            if row.replace(piece).is_some() {
                return Err(format!("it has {} twice", quote(name)));
            }
        }
        // The overall score is the only one that a list need not have a place for.
        let unused = names.len() - block.len(self.catalog).min(names.len());
        if rows.last().is_some_and(|(_, last)| last.is_none()) {
            rows.truncate(names.len() - unused);
        }
        Ok(pieces.written(&rows))
    }
}

/// Why a benchmark or a board is kept that the catalog does not have.
const UNKNOWN: Option<&str> = Some("it is not in the catalog");

fn kept(key: &SyntaxNode, block: String, reason: String) -> Kept {
    Kept { line: key.mark.line, block, reason }
}

fn level(key: &str) -> Option<Level> {
    match key {
        "core" | "0" => Some(Level::Core),
        "fine" | "1" => Some(Level::Fine),
        _ => None,
    }
}

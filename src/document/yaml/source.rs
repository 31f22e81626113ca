//! A tree of the values in a file as they were written: which bytes each takes, and in what style.
//!
//! This is what is needed to change a file and leave the rest of it alone. What the values mean is for the reader's own
//! tree (`node.rs`) to say.

use crate::document::yaml::guard;
use std::ops::Range;

use saphyr_parser::{Event, ScalarStyle, Span};

use crate::document::text::edit::Text;
use crate::document::text::mark::Mark;
use crate::document::yaml::front_matter::FrontMatter;
use crate::document::yaml::repair::Repaired;
use crate::document::yaml::scalar::Style;
use crate::document::yaml::span_index;

/// A value as it was written.
#[derive(Debug)]
pub(in crate::document) struct SyntaxNode {
    /// Its place in the file, the same that the reader has for it.
    pub(in crate::document) mark: Mark,
    /// The bytes of the file that it takes, without a comment after it. Empty for a null that is not written. The end of
    /// a text in a block is not known.
    pub(in crate::document) span: Range<usize>,
    /// Whether it has an anchor or a tag, so that more than the span belongs to it.
    pub(in crate::document) has_anchor_or_tag: bool,
    pub(in crate::document) content: Content,
}

/// What a value is.
#[derive(Debug)]
pub(in crate::document) enum Content {
    Scalar { text: String, style: Style },
    List { items: Vec<SyntaxNode>, flow: bool },
    Map { pairs: Vec<(SyntaxNode, SyntaxNode)>, flow: bool },
    Alias,
}

impl SyntaxNode {
    /// The tree of a YAML document of a file; `None` where it cannot be read in full.
    pub(in crate::document) fn read(text: &str, document: FrontMatter<'_>) -> Option<Self> {
        let FrontMatter { yaml, first_line, offset } = document;
        // The parser counts characters, of which preparing keeps the number.
        let repaired = Repaired::of(guard::prepare(yaml).ok()?);
        let bytes = repaired.bytes(yaml).into_iter().map(|at| offset + at).collect();
        let end = offset + yaml.len();
        let mut builder = Builder { text, bytes, repaired: &repaired, end, first_line, open: Vec::new(), root: None };
        let complete = span_index::events(&repaired.yaml, &mut |event, span| builder.take(event, span)).ok()?;
        builder.root.filter(|_| complete && builder.open.is_empty())
    }

    /// The text of a scalar, as YAML reads it; `None` for all else.
    pub(in crate::document) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The style of a scalar whose span is all of it; `None` for all else.
    pub(in crate::document) fn style(&self) -> Option<Style> {
        match self.content {
            Content::Scalar { style, .. } if style != Style::Block && !self.has_anchor_or_tag => Some(style),
            _ => None,
        }
    }

    /// The pairs of a map; none for all else.
    pub(in crate::document) fn pairs(&self) -> &[(SyntaxNode, SyntaxNode)] {
        match &self.content {
            Content::Map { pairs, .. } => pairs,
            _ => &[],
        }
    }

    /// Whether it says that there is no value: `null`, `~` or nothing at all.
    pub(in crate::document) fn is_null(&self) -> bool {
        let is_null = |text: &str| matches!(text, "" | "~" | "null" | "Null" | "NULL");
        matches!(&self.content, Content::Scalar { text, style: Style::Plain } if is_null(text))
    }

    /// Whether its span and those of all that is in it are known, and nothing else belongs to it.
    pub(in crate::document) fn is_bounded(&self) -> bool {
        match &self.content {
            Content::Scalar { .. } => self.style().is_some(),
            Content::Alias => true,
            Content::List { items, .. } => !self.has_anchor_or_tag && items.iter().all(Self::is_bounded),
            Content::Map { pairs, .. } => {
                !self.has_anchor_or_tag && pairs.iter().all(|(key, value)| key.is_bounded() && value.is_bounded())
            }
        }
    }

    /// What was written, if that is on one line.
    pub(in crate::document) fn source<'t>(&self, text: &Text<'t>) -> Option<&'t str> {
        text.whole.get(self.span.clone()).filter(|source| !source.contains(['\n', '\r']))
    }
}

/// Puts parts together as their events come.
struct Builder<'t> {
    text: &'t str,
    repaired: &'t Repaired<'t>,
    /// Where each character of the YAML starts.
    bytes: Vec<usize>,
    /// Where the YAML ends.
    end: usize,
    first_line: u32,
    /// The lists and maps that are not ended yet, and of each map the key that waits for its value.
    open: Vec<(SyntaxNode, Option<SyntaxNode>)>,
    root: Option<SyntaxNode>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        let start = self.byte(span.start.index());
        let end = self.byte(span.end.index());
        let in_yaml = self.repaired.original(Mark::from(span.start));
        let mark = in_yaml.in_file(self.first_line);
        let part = |end, has_anchor_or_tag, content| SyntaxNode { mark, span: start..end, has_anchor_or_tag, content };
        // Only brackets take characters; a list in a block begins with its first item.
        let flow = end > start;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted => Style::Single,
                    ScalarStyle::DoubleQuoted => Style::Double,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                let written = self.repaired.written(in_yaml).filter(|written| !written.is_empty());
                let text = written.map_or_else(|| text.into_owned(), str::to_owned);
                let end = self.scalar_end(start, end, &text, style);
                self.put(part(end, anchor > 0 || tag.is_some(), Content::Scalar { text, style }));
            }
            Event::Alias(_) => self.put(part(end, false, Content::Alias)),
            Event::SequenceStart(anchor, tag) => {
                let content = Content::List { items: Vec::new(), flow };
                self.open.push((part(end, anchor > 0 || tag.is_some(), content), None));
            }
            Event::MappingStart(anchor, tag) => {
                let content = Content::Map { pairs: Vec::new(), flow };
                self.open.push((part(end, anchor > 0 || tag.is_some(), content), None));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some((mut part, _)) = self.open.pop() else { return };
                part.span.end = match &part.content {
                    Content::List { flow: true, .. } | Content::Map { flow: true, .. } => start + 1,
                    Content::List { items, .. } => items.last().map_or(part.span.start, |last| last.span.end),
                    Content::Map { pairs, .. } => pairs.last().map_or(part.span.start, |(_, last)| last.span.end),
                    _ => start,
                };
                self.put(part);
            }
            _ => {}
        }
    }

    fn put(&mut self, part: SyntaxNode) {
        match self.open.last_mut() {
            None => self.root = Some(part),
            Some((SyntaxNode { content: Content::List { items, .. }, .. }, _)) => items.push(part),
            Some((SyntaxNode { content: Content::Map { pairs, .. }, .. }, key)) => match key.take() {
                Some(key) => pairs.push((key, part)),
                None => *key = Some(part),
            },
            Some(_) => {}
        }
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes.get(character).copied().unwrap_or(self.end)
    }

    /// The parser's own end is after the blanks and the comment that follow a closing quote, and what is not written at
    /// all has the span of the colon or the dash before it.
    fn scalar_end(&self, start: usize, end: usize, text: &str, style: Style) -> usize {
        let rest = self.text.get(start..self.end).unwrap_or_default();
        match style {
            Style::Plain if text.is_empty() => start,
            Style::Plain | Style::Block => end,
            Style::Single | Style::Double => start + quoted_length(rest, style),
        }
    }
}

/// How long the quoted scalar is that a text begins with, in bytes.
fn quoted_length(text: &str, style: Style) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        match (style, byte) {
            (Style::Double, b'\\') => drop(bytes.next()),
            (Style::Single, b'\'') if bytes.next_if(|(_, next)| *next == b'\'').is_some() => {}
            (Style::Double, b'"') | (Style::Single, b'\'') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

//! Gives every value its place in the file, which `serde_yaml` does not tell: the events of a second parser carry it.
//!
//! `saphyr-parser` reads the same text. Its events come in the order in which `serde_yaml` built the tree, so walking
//! both side by side finds the place of each value. The two parsers differ at the fringes of YAML; where they do, the
//! remaining values take the place of what they stand in.

use crate::document::text::mark::Mark;
use std::borrow::Cow;
use std::str::Chars;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use crate::document::diagnostics::kind::Kind;
use crate::document::limits;
use crate::document::yaml::error::YamlError;
use crate::document::yaml::node::{Node, Value};
use crate::document::yaml::repair::Repaired;

impl From<Marker> for Mark {
    fn from(marker: Marker) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { line: number(marker.line()), column: number(marker.col()).saturating_add(1) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Scalar,
    List,
    Map,
    End,
    Alias,
}

/// What stands somewhere, where, and the text of a scalar without quotes.
type Spot<'y> = (Shape, Mark, Option<Cow<'y, str>>);

/// What stands where in a YAML text, in its order.
#[derive(Debug, Default)]
pub(in crate::document) struct SpanIndex<'y> {
    spots: Vec<Spot<'y>>,
}

/// Hands the events of a YAML text to `each`, those that are a value, an alias or an end; says whether they came to the
/// end of the text or only as far as the parser understands it.
///
/// Events come one by one, so that a text with too much in it is given up early; `serde_yaml` would first read all of
/// it.
pub(in crate::document) fn events<'y>(yaml: &'y str, each: &mut dyn FnMut(Event<'y>, Span)) -> Result<bool, YamlError> {
    let mut depth = 0_usize;
    let mut documents = 0_usize;
    let mut count = 0_usize;
    let mut parser = Parser::new_from_str(yaml);
    let mut cursor = Cursor { chars: yaml.chars(), index: 0 };
    while let Some(Ok((event, span))) = parser.next_event() {
        let fault = |kind| Err(YamlError { kind, mark: Some(Mark::from(span.start)) });
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::Scalar(..) | Event::Alias(_) => {}
            Event::DocumentStart(_) if documents > 0 => {
                return fault(Kind::YamlSyntax { reason: "a second document starts here".to_owned() });
            }
            Event::DocumentStart(_) => {
                documents += 1;
                continue;
            }
            Event::StreamEnd => return Ok(true),
            Event::StreamStart | Event::DocumentEnd | Event::Nothing => continue,
        }
        if depth > limits::DEPTH {
            return fault(Kind::TooComplex { what: "levels of nesting".to_owned(), limit: limits::DEPTH });
        }
        // Every list and map has an end besides.
        if count > 2 * limits::NODES {
            return fault(Kind::TooComplex { what: "values".to_owned(), limit: limits::NODES });
        }
        count += 1;
        let has_anchor_or_tag = match &event {
            Event::Scalar(_, _, anchor, tag) | Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                *anchor > 0 || tag.is_some()
            }
            _ => false,
        };
        let span = if has_anchor_or_tag { cursor.content_of(span) } else { span };
        each(event, span);
    }
    Ok(false)
}

/// Goes through a text once, to the values that have an anchor or a tag.
struct Cursor<'y> {
    chars: Chars<'y>,
    /// How many characters are before it.
    index: usize,
}

impl Cursor<'_> {
    /// The span of a value without its anchor and tag, which the parser counts to it. Spans have to come in their order.
    fn content_of(&mut self, span: Span) -> Span {
        let (start, end) = (span.start, span.end);
        while self.index < start.index() && self.chars.next().is_some() {
            self.index += 1;
        }
        let (mut line, mut column) = (start.line(), start.col());
        // The character that began what is being passed over: an anchor, a tag or a comment.
        let mut passing = None;
        let mut rest = self.chars.clone().peekable();
        for index in start.index()..end.index() {
            let Some(c) = rest.next() else { break };
            match (passing, c) {
                (Some('#'), '\n' | '\r') | (Some('!' | '&'), ' ' | '\t' | '\n' | '\r') => passing = None,
                (None, '!' | '&' | '#') => passing = Some(c),
                (None, ' ' | '\t' | '\n' | '\r') | (Some(_), _) => {}
                (None, _) => return Span::new(Marker::new(index, line, column), end),
            }
            if c == '\n' || (c == '\r' && rest.peek() != Some(&'\n')) {
                (line, column) = (line + 1, 0);
            } else {
                column += 1;
            }
        }
        Span::empty(end)
    }
}

impl<'y> SpanIndex<'y> {
    /// Reads the outline of a text, as far as the parser understands it.
    pub(in crate::document) fn of(yaml: &'y str) -> Result<Self, YamlError> {
        let mut outline = Self::default();
        events(yaml, &mut |event, span| {
            let shape = match &event {
                Event::SequenceStart(..) => Shape::List,
                Event::MappingStart(..) => Shape::Map,
                Event::SequenceEnd | Event::MappingEnd => Shape::End,
                Event::Alias(_) => Shape::Alias,
                _ => Shape::Scalar,
            };
            let plain = match event {
                Event::Scalar(text, ScalarStyle::Plain, ..) => Some(text),
                _ => None,
            };
            outline.spots.push((shape, Mark::from(span.start), plain));
        })?;
        Ok(outline)
    }

    /// Gives every value of the tree its place in the file, and what is written there.
    pub(in crate::document) fn place(self, root: &mut Node<'y>, repaired: &Repaired<'_>, first_line: u32) {
        let beginning = Mark { line: first_line, column: 1 };
        Walk { spots: self.spots.into_iter(), repaired, first_line, lost: false }.place(root, beginning);
    }
}

struct Walk<'y, 'r> {
    spots: std::vec::IntoIter<Spot<'y>>,
    repaired: &'r Repaired<'r>,
    first_line: u32,
    lost: bool,
}

impl<'y> Walk<'y, '_> {
    fn next(&mut self) -> Option<Spot<'y>> {
        if self.lost {
            return None;
        }
        let (shape, mark, plain) = self.spots.next()?;
        Some((shape, self.repaired.original(mark).in_file(self.first_line), plain))
    }

    fn place(&mut self, node: &mut Node<'y>, parent: Mark) {
        match (self.next(), &mut node.value) {
            // What an alias repeats stands where the alias does.
            (Some((Shape::Alias, mark, _)), _) => node.fill(mark),
            (Some((Shape::List, mark, _)), Value::List(items)) => {
                node.mark = mark;
                for item in items {
                    self.place(item, mark);
                }
                self.end();
            }
            (Some((Shape::Map, mark, _)), Value::Map(pairs)) => {
                node.mark = mark;
                for (key, value) in pairs {
                    self.place(key, mark);
                    self.place(value, key.mark);
                }
                self.end();
            }
            (Some((Shape::Scalar, mark, plain)), Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_)) => {
                node.mark = mark;
                node.written = plain.filter(|_| !node.is_null());
                let line = mark.line.saturating_sub(self.first_line).saturating_add(1);
                if let Some(written) = self.repaired.written(Mark { line, ..mark }) {
                    node.written = Some(Cow::Owned(written.to_owned()));
                    if !written.is_empty() {
                        node.value = Value::Text(Cow::Owned(written.to_owned()));
                    }
                }
            }
            _ => {
                self.lost = true;
                node.fill(parent);
            }
        }
    }

    fn end(&mut self) {
        self.lost |= self.next().is_none_or(|(shape, ..)| shape != Shape::End);
    }
}

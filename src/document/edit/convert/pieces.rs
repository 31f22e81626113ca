//! A block of scores taken apart, and put together in another order and with other names: each value as it was written,
//! with the comments that belong to it.

use std::ops::Range;

use crate::document::text::edit::{Edit, Text, is_remark};
use crate::document::yaml::scalar::{self, Style};
use crate::document::yaml::source::{Content, SyntaxNode};

/// A value with its comments.
pub(super) struct Piece<'t> {
    /// The lines above it that are blank or comments, without their ends.
    lead: Vec<&'t str>,
    /// As it was written; empty for a null that is not written.
    value: &'t str,
    is_null: bool,
    /// The comment after it; in a block, with the blanks before.
    tail: &'t str,
}

impl Piece<'_> {
    pub(super) fn has_comment(&self) -> bool {
        self.lead.iter().chain([&self.tail]).any(|line| !line.trim().is_empty())
    }
}

/// How values are laid out.
enum Layout<'t> {
    /// Each on a line of its own, with this before it.
    Block { indent: String },
    /// In brackets; if they take several lines, with this before each, and with the comments after the last value.
    Flow { indent: String, rest: Vec<&'t str> },
}

/// A list or a map taken apart.
pub(super) struct Pieces<'t> {
    /// The values in the order of the file, those of a map with their names, those of a list with empty ones.
    pub(super) items: Vec<(&'t str, Piece<'t>)>,
    range: Range<usize>,
    layout: Layout<'t>,
    line_end: &'t str,
}

/// A place to be written: its name, unless it is one of a list, and what stands there.
pub(super) type Row<'r, 't> = (Option<&'r str>, Option<&'r Piece<'t>>);

/// A value of a list or a map, with its key if it has one.
type Entry<'p> = (Option<&'p SyntaxNode>, &'p SyntaxNode);

impl<'t> Pieces<'t> {
    /// Takes apart the list or map that stands under a key.
    ///
    /// # Errors
    /// Why it cannot be taken apart.
    pub(super) fn read(list: &'t SyntaxNode, key: &SyntaxNode, text: &Text<'t>) -> Result<Self, String> {
        let (entries, flow): (Vec<Entry<'t>>, bool) = match &list.content {
            Content::List { items, flow } => (items.iter().map(|item| (None, item)).collect(), *flow),
            Content::Map { pairs, flow } => (pairs.iter().map(|(key, value)| (Some(key), value)).collect(), *flow),
            Content::Scalar { .. } | Content::Alias => (Vec::new(), false),
        };
        let is_plain =
            |(key, value): &Entry<'_>| value.style().is_some() && key.is_none_or(|key| key.style().is_some());
        if list.has_anchor_or_tag || !entries.iter().all(is_plain) {
            return Err("it holds more than plain values".to_owned());
        }
        let pieces = if flow { in_brackets(list, &entries, text) } else { in_lines(key, &entries, text) };
        pieces.ok_or_else(|| "it is laid out in a way that cannot be taken apart".to_owned())
    }

    /// The change that writes these rows in the place of what was taken apart.
    pub(super) fn written(&self, rows: &[Row<'_, '_>]) -> Edit {
        let written = match &self.layout {
            Layout::Block { indent } => self.lines(rows, indent),
            Layout::Flow { indent, rest } => {
                let has_comment = |row: &Row<'_, '_>| row.1.is_some_and(Piece::has_comment);
                if rest.is_empty() && !rows.iter().any(has_comment) {
                    one_line(rows)
                } else {
                    self.bracketed_lines(rows, indent, rest)
                }
            }
        };
        Edit::new(self.range.clone(), written)
    }

    fn lines(&self, rows: &[Row<'_, '_>], indent: &str) -> String {
        let mut lines: Vec<String> = Vec::with_capacity(rows.len());
        for (name, piece) in rows {
            let key = name.map_or("-".to_owned(), |name| format!("{}:", scalar::write(name, Style::Plain)));
            let (value, tail) = piece.map_or(("null", ""), |piece| (piece.value, piece.tail));
            lines.extend(piece.iter().flat_map(|piece| &piece.lead).map(|&lead| lead.to_owned()));
            let gap = if value.is_empty() { "" } else { " " };
            lines.push(format!("{indent}{key}{gap}{value}{tail}"));
        }
        lines.join(self.line_end)
    }

    fn bracketed_lines(&self, rows: &[Row<'_, '_>], indent: &str, rest: &[&str]) -> String {
        let (open, close) = brackets(rows);
        let mut lines = vec![open.to_owned()];
        let rows: Vec<_> = rows.iter().filter(|row| is_written(row)).collect();
        for (index, row) in rows.iter().enumerate() {
            let comma = if index + 1 < rows.len() { "," } else { "" };
            let tail = row.1.map_or("", |piece| piece.tail);
            let gap = if tail.is_empty() { "" } else { " " };
            lines.extend(row.1.iter().flat_map(|piece| &piece.lead).map(|lead| format!("{indent}{lead}")));
            lines.push(format!("{indent}{}{comma}{gap}{tail}", entry(row)));
        }
        lines.extend(rest.iter().map(|comment| format!("{indent}{comment}")));
        lines.push(format!("{indent}{close}"));
        lines.join(self.line_end)
    }
}

fn one_line(rows: &[Row<'_, '_>]) -> String {
    let (open, close) = brackets(rows);
    let entries: Vec<String> = rows.iter().filter(|row| is_written(row)).map(entry).collect();
    format!("{open}{}{close}", entries.join(", "))
}

fn brackets(rows: &[Row<'_, '_>]) -> (&'static str, &'static str) {
    if rows.iter().any(|(name, _)| name.is_some()) { ("{", "}") } else { ("[", "]") }
}

/// Whether a row is to be seen in brackets: in a map, a place with nothing in it is left out.
fn is_written((name, piece): &Row<'_, '_>) -> bool {
    name.is_none() || piece.is_some_and(|piece| !piece.is_null || piece.has_comment())
}

/// A row as it stands in brackets.
fn entry((name, piece): &Row<'_, '_>) -> String {
    let value = piece.map_or("", |piece| piece.value);
    let value = if value.is_empty() { "null" } else { value };
    match name {
        Some(name) => format!("{}: {value}", scalar::write(name, Style::Plain)),
        None => value.to_owned(),
    }
}

/// Takes apart values of which each has a line of its own; `None` where something else stands on the lines.
fn in_lines<'t>(key: &SyntaxNode, entries: &[Entry<'t>], text: &Text<'t>) -> Option<Pieces<'t>> {
    let indent_of = |part: &SyntaxNode| {
        let line = text.line_at(part.span.start)?;
        line.text.get(..line.text.len() - line.text.trim_start().len())
    };
    let (first_key, first) = *entries.first()?;
    let start = text.line_at(first_key.unwrap_or(first).span.start)?;
    let mut items = Vec::with_capacity(entries.len());
    let mut next = start.number;
    let mut end = start.offset;
    for (name, value) in entries {
        let line = text.line_at(name.unwrap_or(value).span.start)?;
        let lead: Vec<&str> =
            (next..line.number).map(|number| text.line(number).map(|line| line.text)).collect::<Option<_>>()?;
        // A value on the line before has taken it.
        if line.number < next || !lead.iter().all(|line| is_remark(line)) {
            return None;
        }
        next = line.number + 1;
        end = line.offset + line.text.len();
        let (start, after) = match name {
            Some(name) => (name.span.start, text.whole.get(name.span.end..end)?.trim_start().strip_prefix(':')?),
            None => {
                let after = line.text.trim_start().strip_prefix('-')?;
                (end - after.len() - 1, after)
            }
        };
        // The place of a value that is not written may be after its comment.
        let from = if value.span.is_empty() { end - after.len() } else { value.span.start };
        let is_alone = [line.offset..start, end - after.len()..from].into_iter().all(|range| text.is_blank(range));
        let tail = text.whole.get(from + value.span.len()..end).filter(|tail| is_comment(tail))?;
        if !is_alone {
            return None;
        }
        items.push((name.and_then(SyntaxNode::text).unwrap_or_default(), piece(value, lead, tail, text)?));
    }
    let (own, outer) = (indent_of(first)?, indent_of(key)?);
    // The items of a list may stand as far left as its key, those of a map may not.
    let indent = if own.len() > outer.len() { own.to_owned() } else { format!("{outer}  ") };
    Some(Pieces { items, range: start.offset..end, layout: Layout::Block { indent }, line_end: text.line_end() })
}

/// Takes apart what stands in brackets; `None` where something else stands between the values.
fn in_brackets<'t>(list: &SyntaxNode, entries: &[Entry<'t>], text: &Text<'t>) -> Option<Pieces<'t>> {
    let close = list.span.end.checked_sub(1)?;
    let mut items: Vec<(&'t str, Piece<'t>)> = Vec::with_capacity(entries.len());
    let mut end = list.span.start + 1;
    for (name, value) in entries {
        let start = name.unwrap_or(value).span.start;
        let (tail, lead) = comments(text.whole.get(end..start)?)?;
        let lead = with_tail(&mut items, tail, lead);
        if let Some(name) = name {
            let between = text.whole.get(name.span.end..value.span.start)?;
            let is_absent = value.span.is_empty() && between.trim().is_empty();
            if between.contains(['\n', '\r']) || !(between.trim() == ":" || is_absent) {
                return None;
            }
        }
        end = value.span.end;
        items.push((name.and_then(SyntaxNode::text).unwrap_or_default(), piece(value, lead, "", text)?));
    }
    let (tail, rest) = comments(text.whole.get(end..close)?)?;
    let rest = with_tail(&mut items, tail, rest);
    let line = text.line_at(list.span.start)?;
    let outer = line.text.get(..line.text.len() - line.text.trim_start().len())?;
    let layout = Layout::Flow { indent: format!("{outer}  "), rest };
    Some(Pieces { items, range: list.span.clone(), layout, line_end: text.line_end() })
}

fn piece<'t>(value: &SyntaxNode, lead: Vec<&'t str>, tail: &'t str, text: &Text<'t>) -> Option<Piece<'t>> {
    Some(Piece { lead, value: value.source(text)?, is_null: value.is_null(), tail })
}

/// Gives the comment on a value's line to the value; without a value before it, it is one of the next.
fn with_tail<'t>(items: &mut [(&str, Piece<'t>)], tail: Option<&'t str>, mut lead: Vec<&'t str>) -> Vec<&'t str> {
    match (items.last_mut(), tail) {
        (Some((_, before)), Some(tail)) => before.tail = tail,
        (None, Some(tail)) => lead.insert(0, tail),
        (_, None) => {}
    }
    lead
}

/// Whether the rest of a line is blank or a comment that blanks set off.
fn is_comment(rest: &str) -> bool {
    is_remark(rest) && !rest.starts_with('#')
}

/// The comments between two values in brackets: the one on the line of the first value, and those on the lines below.
/// `None` if anything but a comma stands there too.
fn comments(gap: &str) -> Option<(Option<&str>, Vec<&str>)> {
    let (mut tail, mut lead) = (None, Vec::new());
    for (index, line) in gap.split(['\n', '\r']).enumerate() {
        let (code, comment) = line.split_at(line.find('#').unwrap_or(line.len()));
        if !code.trim().trim_start_matches(',').trim().is_empty() {
            return None;
        }
        match comment.trim_end() {
            "" => {}
            comment if index == 0 => tail = Some(comment),
            comment => lead.push(comment),
        }
    }
    Some((tail, lead))
}

//! Reads tables in Markdown. By hand, because parsers drop the cells of a row that is longer than its head.

use super::grid::{Grid, beginning};
use super::{latex, limits};

/// Whether a line is the rule under a table's head.
fn is_rule(line: &str) -> bool {
    let cells = line.trim().trim_matches('|').split('|');
    let is_rule = |cell: &str| {
        let cell = cell.trim();
        let dashes = cell.trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    };
    line.contains('|') && cells.into_iter().all(is_rule)
}

/// Whether there is a table in a text.
pub(super) fn has_table(text: &str) -> bool {
    text.lines().any(is_rule)
}

pub(super) fn read(text: &str) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    let mut left = limits::CELLS;
    let (mut caption, mut before, mut inside) = (String::new(), "", false);
    for line in text.lines() {
        if inside && line.contains('|') {
            if let Some(grid) = grids.last_mut() {
                grid.push(cells(line), &mut left);
            }
        } else if is_rule(line) && before.contains('|') && grids.len() < limits::TABLES {
            let mut grid = Grid { caption: caption.clone(), ..Grid::default() };
            grid.push(cells(before), &mut left);
            grids.push(grid);
            inside = true;
        } else {
            inside = false;
            if line.starts_with('#') {
                caption = inline(beginning(line.trim_start_matches('#').trim()));
            }
        }
        before = line;
    }
    grids
}

/// The cells of a line: a `|` after a backslash is none of the signs between them.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in line.char_indices() {
        if c == '|' && !escaped {
            cells.push(line.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    let last = line.get(start..).unwrap_or_default();
    if !last.trim().is_empty() {
        cells.push(last);
    }
    cells.into_iter().map(|cell| inline(beginning(cell.trim()))).collect()
}

/// The text of a cell without emphasis, links, tags and footnotes.
pub(super) fn inline(text: &str) -> String {
    if text.contains('$') || text.contains("\\textbf") || text.contains("\\underline") {
        return latex::plain(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '\\' => match after.chars().next() {
                Some(next) if next.is_ascii_punctuation() => {
                    out.push(next);
                    after.get(1..).unwrap_or_default()
                }
                _ => {
                    out.push('\\');
                    after
                }
            },
            '*' | '`' => {
                // At the end of a cell that does not begin so, it is a footnote mark, which is no part of it either.
                after
            }
            '_' if out.is_empty() || after.is_empty() || after.starts_with('_') || out.ends_with('_') => after,
            '~' if after.starts_with('~') => after.get(1..).unwrap_or_default(),
            '<' => tag(after, &mut out).unwrap_or_else(|| {
                out.push('<');
                after
            }),
            '[' if after.starts_with('^') => after.split_once(']').map_or("", |(_, after)| after),
            '!' if after.starts_with('[') => after,
            '[' => match link(after) {
                Some((label, after)) => {
                    out.push_str(&inline(label));
                    after
                }
                None => {
                    out.push('[');
                    after
                }
            },
            '&' => match entity(after) {
                Some((c, after)) => {
                    out.push(c);
                    after
                }
                None => {
                    out.push('&');
                    after
                }
            },
            c => {
                out.push(c);
                after
            }
        };
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What follows a tag that has begun; what stands in `<sup>` is a footnote.
fn tag<'t>(rest: &'t str, out: &mut String) -> Option<&'t str> {
    let (inner, after) = rest.split_once('>')?;
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return None;
    }
    let name = inner.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if name.eq_ignore_ascii_case("br") {
        out.push(' ');
    }
    if inner.eq_ignore_ascii_case("sup")
        && let Some((mark, after)) = after.split_once("</sup>")
        && mark.chars().count() <= 3
    {
        return Some(after);
    }
    Some(after)
}

/// The label of a link that has begun, and what follows it. Links in a label are none.
fn link(rest: &str) -> Option<(&str, &str)> {
    let (label, after) = rest.split_once(']')?;
    let (_, after) = after.strip_prefix('(')?.split_once(')')?;
    (!label.contains('[')).then_some((label, after))
}

fn entity(rest: &str) -> Option<(char, &str)> {
    const KNOWN: [(&str, char); 8] = [
        ("nbsp;", ' '),
        ("amp;", '&'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("plusmn;", '±'),
        ("mdash;", '—'),
        ("ndash;", '–'),
        ("dagger;", '†'),
    ];
    KNOWN.iter().find_map(|(name, c)| Some((*c, rest.strip_prefix(name)?)))
}

//! Reads tables in HTML: what spreadsheets and web pages put on the clipboard.

use html5gum::{StartTag, Token, Tokenizer};

use super::grid::{Grid, Spans, beginning};
use super::limits;

/// Whether there is a table in a text.
pub(super) fn has_table(text: &str) -> bool {
    let is_tag = |at: usize| text.get(at..at + 6).is_some_and(|tag| tag.eq_ignore_ascii_case("<table"));
    text.match_indices('<').any(|(at, _)| is_tag(at))
}

/// A table that is being read.
#[derive(Default)]
struct Open {
    grid: Grid,
    spans: Spans,
    row: Option<Vec<(String, usize, usize)>>,
    cell: Option<(String, usize, usize)>,
}

impl Open {
    fn end_cell(&mut self) {
        if let (Some((text, columns, rows)), Some(row)) = (self.cell.take(), &mut self.row) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if row.len() <= limits::COLUMNS {
                row.push((text, columns, rows));
            } else {
                self.grid.cut = true;
            }
        }
    }

    fn end_row(&mut self, left: &mut usize) {
        self.end_cell();
        if let Some(row) = self.row.take().filter(|_| *left > 0) {
            let row = self.spans.row(row);
            if row.iter().any(|cell| !cell.is_empty()) {
                self.grid.push(row, left);
            }
        }
    }
}

pub(super) fn read(text: &str) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut left = limits::CELLS;
    let mut open: Option<Open> = None;
    let mut depth = 0_usize;
    let (mut caption, mut in_caption, mut heading) = (String::new(), false, String::new());
    // What stands in these is no text; in `sup` it may be a footnote.
    let mut hidden: Option<Vec<u8>> = None;
    let mut mark: Option<String> = None;
    for Ok(token) in Tokenizer::new(text) {
        match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                _ if hidden.is_some() => {}
                b"style" | b"script" if !tag.self_closing => hidden = Some(tag.name.to_vec()),
                b"table" => {
                    // A table in a table is part of its cell.
                    depth += 1;
                    if depth == 1 {
                        open = Some(Open {
                            grid: Grid { caption: std::mem::take(&mut heading), ..Grid::default() },
                            ..Open::default()
                        });
                    }
                }
                b"caption" | b"h1" | b"h2" | b"h3" | b"h4" => {
                    in_caption = true;
                    caption.clear();
                }
                b"sup" => mark = Some(String::new()),
                name => {
                    if let Some(open) = open.as_mut().filter(|_| depth == 1) {
                        match name {
                            b"tr" => {
                                open.end_row(&mut left);
                                open.row = Some(Vec::new());
                            }
                            b"td" | b"th" => {
                                mark = None;
                                open.end_cell();
                                open.row.get_or_insert_default();
                                open.cell = Some((String::new(), span(&tag, b"colspan"), span(&tag, b"rowspan")));
                            }
                            b"br" | b"p" | b"div" => {
                                if let Some((text, ..)) = &mut open.cell {
                                    text.push(' ');
                                }
                            }
                            _ => {}
                        }
                    }
                }
            },
            Token::EndTag(tag) => match tag.name.as_slice() {
                name if hidden.as_deref().is_some_and(|hidden| hidden != name) => {}
                b"style" | b"script" => hidden = None,
                b"sup" => {
                    // Longer than a mark, it is text.
                    if let Some(text) = mark.take().filter(|mark| mark.trim().chars().count() > 3) {
                        add(&text, open.as_mut());
                    }
                }
                b"caption" | b"h1" | b"h2" | b"h3" | b"h4" => {
                    in_caption = false;
                    let text = caption.split_whitespace().collect::<Vec<_>>().join(" ");
                    match &mut open {
                        Some(open) if open.cell.is_none() => open.grid.caption = text,
                        _ => heading = text,
                    }
                }
                b"table" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0
                        && let Some(mut done) = open.take()
                    {
                        done.end_row(&mut left);
                        grids.push(done.grid);
                        if grids.len() == limits::TABLES {
                            break;
                        }
                    }
                }
                b"td" | b"th" if depth == 1 => {
                    mark = None;
                    open.iter_mut().for_each(Open::end_cell);
                }
                b"tr" if depth == 1 => open.iter_mut().for_each(|open| open.end_row(&mut left)),
                _ => {}
            },
            Token::String(text) if hidden.is_none() => {
                let text = String::from_utf8_lossy(&text);
                if in_caption {
                    caption.push_str(beginning(&text));
                }
                match &mut mark {
                    Some(mark) => mark.push_str(beginning(&text)),
                    None => add(&text, open.as_mut()),
                }
            }
            _ => {}
        }
    }
    if let Some(mut rest) = open {
        rest.end_row(&mut left);
        grids.push(rest.grid);
    }
    grids
}

fn add(text: &str, open: Option<&mut Open>) {
    if let Some((cell, ..)) = open.and_then(|open| open.cell.as_mut())
        && cell.len() < limits::CELL
    {
        cell.push_str(beginning(text));
    }
}

fn span(tag: &StartTag<()>, name: &[u8]) -> usize {
    let value = tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).into_owned());
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}

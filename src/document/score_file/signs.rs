//! Signs of a YAML text that look like others: colons that are none, blanks that are none, a `#` that cuts a name short.
//!
//! The YAML parsers know nothing of them: a line with such a sign is text to them, or a mistake somewhere else.

use crate::document::catalog::Catalog;
use crate::document::limits;
use crate::document::score_file::keys::TOP_KEYS;
use crate::document::text::edit::{self, Edit};
use crate::document::text::lines::{Line, Lines};
use crate::document::text::mark::Mark;
use crate::document::text::printing::is_invisible_blank;
use crate::document::yaml::front_matter::FrontMatter;

/// A colon after a known key that YAML does not take for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Colon {
    /// The key.
    pub(in crate::document) key: String,
    /// Whether it is `：`; else a `:` without a blank after it.
    pub(in crate::document) full_width: bool,
    /// Where it stands in the file.
    pub(in crate::document) mark: Mark,
    /// What makes a colon and a blank of it; in bytes of the file.
    pub(in crate::document) edit: Edit,
}

/// Invisible blanks before the text of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Blanks {
    /// The first of them.
    pub(in crate::document) first: char,
    /// Where it stands in the file.
    pub(in crate::document) mark: Mark,
    /// On how many lines there are some.
    pub(in crate::document) lines: usize,
    /// What makes plain spaces of them all; in bytes of the file.
    pub(in crate::document) edits: Vec<Edit>,
}

/// A `#` in a name, and what is around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct NameComment {
    pub(in crate::document) name: String,
    pub(in crate::document) comment: String,
    pub(in crate::document) mark: Mark,
    /// The name with what follows, as bytes of the file.
    pub(in crate::document) span: std::ops::Range<usize>,
}

/// The signs of one document that are not what they seem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::document) struct Signs {
    pub(in crate::document) colons: Vec<Colon>,
    pub(in crate::document) blanks: Option<Blanks>,
    pub(in crate::document) name: Option<NameComment>,
}

/// What people call such a character, in the plural.
pub(in crate::document) fn name_of_blanks(c: char) -> String {
    let name = match c {
        '\u{A0}' => "no-break spaces",
        '\u{200B}' => "zero-width spaces",
        '\u{202F}' => "narrow no-break spaces",
        '\u{3000}' => "full-width spaces",
        _ => "wide or narrow spaces",
    };
    format!("{name} (U+{:04X})", u32::from(c))
}

impl Signs {
    /// Looks through a document.
    pub(in crate::document) fn of(document: FrontMatter<'_>, catalog: &Catalog) -> Self {
        let mut signs = Self { blanks: blanks(document, 2), ..Self::default() };
        let mut scan = Scan { document, catalog, depth: 0, tried: 0, found: Vec::new() };
        let mut text_below: Option<usize> = None;
        for line in Lines::of(document.yaml) {
            let indent = line.text.len() - line.text.trim_start_matches(' ').len();
            if line.text.trim().is_empty() || text_below.is_some_and(|of| indent > of) {
                continue;
            }
            let opens_text = [": |", ": >", ": |-", ": >-"].iter().any(|end| line.text.trim_end().ends_with(end));
            text_below = opens_text.then_some(indent);
            if signs.name.is_none() && scan.depth == 0 {
                signs.name = name_comment(document, line);
            }
            if scan.found.len() < limits::FINDINGS {
                scan.line(line);
            }
        }
        signs.colons = scan.found;
        signs
    }

    /// The changes that make of all of them what was meant.
    pub(in crate::document) fn edits(&self) -> Vec<Edit> {
        let blanks = self.blanks.iter().flat_map(|blanks| blanks.edits.iter().cloned());
        let mut edits: Vec<Edit> = blanks.chain(self.colons.iter().map(|colon| colon.edit.clone())).collect();
        crate::order::sort_by_key(&mut edits, |edit| edit.range.start);
        edits
    }

    /// The YAML of the document with those changes; `None` where there are none to make.
    pub(in crate::document) fn repaired(&self, document: FrontMatter<'_>) -> Option<String> {
        let mut edits = self.edits();
        for edit in &mut edits {
            edit.range = edit.range.start.checked_sub(document.offset)?..edit.range.end.checked_sub(document.offset)?;
        }
        (!edits.is_empty()).then(|| edit::apply(document.yaml, &edits)).flatten()
    }

    /// Whether a bad colon stands on a line of the file, so that what is there is no mistake of its own.
    pub(in crate::document) fn has_colon_on(&self, line: u32) -> bool {
        self.colons.iter().any(|colon| colon.mark.line == line)
    }

    /// Whether a bad colon stands after a key.
    pub(in crate::document) fn has_colon_after(&self, key: &str) -> bool {
        self.colons.iter().any(|colon| colon.key == key)
    }
}

/// The invisible blanks of a document before the text of its lines, with so many spaces for each that is twice as wide.
pub(in crate::document) fn blanks(document: FrontMatter<'_>, wide: usize) -> Option<Blanks> {
    let mut found: Option<Blanks> = None;
    for line in Lines::of(document.yaml) {
        let is_blank = |c: char| c == ' ' || c == '\t' || is_invisible_blank(c);
        let rest = line.text.trim_start_matches(is_blank);
        let indent = line.text.get(..line.text.len() - rest.len()).unwrap_or_default();
        if rest.starts_with('#') || !indent.contains(is_invisible_blank) {
            continue;
        }
        let edits = indent.char_indices().filter(|(_, c)| is_invisible_blank(*c)).map(|(at, c)| {
            let spaces = match c {
                '\u{200B}' => 0,
                '\u{3000}' => wide,
                _ => 1,
            };
            let at = document.offset + line.offset + at;
            Edit::new(at..at + c.len_utf8(), " ".repeat(spaces))
        });
        let first = indent.chars().enumerate().find(|(_, c)| is_invisible_blank(*c));
        match (&mut found, first) {
            (Some(found), _) => {
                found.lines += 1;
                found.edits.extend(edits);
            }
            (None, Some((column, first))) => {
                let mark = mark(document, line.number, column);
                found = Some(Blanks { first, mark, lines: 1, edits: edits.collect() });
            }
            (None, None) => {}
        }
    }
    found
}

/// The place in the file of a character of a line of the document, counted from 0.
fn mark(document: FrontMatter<'_>, line: u32, column: usize) -> Mark {
    Mark { line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) }.in_file(document.first_line)
}

/// A name that goes on behind what YAML takes for the beginning of a comment: a `#` with something right after it.
fn name_comment(document: FrontMatter<'_>, line: Line<'_>) -> Option<NameComment> {
    let value = line.text.trim_start().strip_prefix("name:")?;
    let start = line.text.len() - value.trim_start().len();
    let value = value.trim();
    let (name, comment) = value.split_once(" #")?;
    let is_plain = !name.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!', '#']) && !name.trim().is_empty();
    if !is_plain || !comment.starts_with(|c: char| !c.is_whitespace() && c != '#') {
        return None;
    }
    let column = line.text.get(..start + name.len() + 1)?.chars().count();
    let offset = document.offset + line.offset + start;
    Some(NameComment {
        name: name.trim().to_owned(),
        comment: format!("#{comment}"),
        mark: mark(document, line.number, column),
        span: offset..offset + value.len(),
    })
}

/// Looks for colons line by line.
struct Scan<'y, 'c> {
    document: FrontMatter<'y>,
    catalog: &'c Catalog,
    /// How many brackets are open.
    depth: usize,
    /// How many keys were looked up.
    tried: usize,
    found: Vec<Colon>,
}

/// The most keys that are looked up: many more than a file has that somebody wrote.
const TRIED: usize = 10_000;

impl Scan<'_, '_> {
    fn line(&mut self, line: Line<'_>) {
        let text = line.text;
        let content = text.trim_start_matches(|c: char| c == ' ' || c == '\t' || is_invisible_blank(c));
        let content = content.strip_prefix("- ").unwrap_or(content).trim_start();
        // Where the key starts that may end with the next colon; `None` in a value.
        let start = text.len() - content.len();
        let mut key = Some(start);
        let mut at_start = true;
        let mut before = ' ';
        let mut chars = text.char_indices().skip_while(|(at, _)| *at < start).peekable();
        while let Some((at, c)) = chars.next() {
            let starts = at_start;
            at_start &= c == ' ';
            match c {
                '"' | '\'' if starts => {
                    while let Some((_, quoted)) = chars.next() {
                        match quoted {
                            '\\' if c == '"' => drop(chars.next()),
                            quoted if quoted == c => break,
                            _ => {}
                        }
                    }
                }
                '#' if before == ' ' => return,
                '{' | '[' if starts => {
                    self.depth += 1;
                    (key, at_start) = (Some(at + 1), true);
                }
                '}' | ']' if self.depth > 0 => {
                    self.depth -= 1;
                    key = None;
                }
                ',' if self.depth > 0 => (key, at_start) = (Some(at + 1), true),
                ':' | '：' => {
                    let next = chars.peek().map(|(_, next)| *next);
                    let ends = next.is_none_or(|next| next == ' ' || next == '\t');
                    if let Some(from) = key.take() {
                        let raw = text.get(from..at).unwrap_or_default().trim();
                        let is_quoted = raw.starts_with(['"', '\'']);
                        let is_colon = c == ':' && (ends || self.depth > 0 && is_quoted || next == Some('/'));
                        if !is_colon && self.is_known(raw.trim_matches(['"', '\''])) {
                            self.keep(line, at, c, raw.trim_matches(['"', '\'']));
                        }
                    }
                    at_start = true;
                }
                _ => {}
            }
            before = c;
        }
    }

    fn keep(&mut self, line: Line<'_>, at: usize, colon: char, key: &str) {
        let after = line.text.get(at + colon.len_utf8()..).unwrap_or_default();
        let rest = after.trim_start_matches(is_invisible_blank);
        let blank = if rest.is_empty() || rest.starts_with([' ', '\t']) { "" } else { " " };
        let end = at + colon.len_utf8() + after.len() - rest.len();
        let offset = self.document.offset + line.offset;
        let column = line.text.get(..at).unwrap_or_default().chars().count();
        self.found.push(Colon {
            key: key.to_owned(),
            full_width: colon == '：',
            mark: mark(self.document, line.number, column),
            edit: Edit::new(offset + at..offset + end, format!(":{blank}")),
        });
    }

    /// Whether a key is one of the format or the name of something in the catalog.
    fn is_known(&mut self, key: &str) -> bool {
        self.tried += 1;
        if self.tried > TRIED || key.is_empty() {
            return false;
        }
        const INNER_KEYS: [&str; 12] = [
            "benchmark",
            "summary",
            "columns",
            "legacy",
            "fine",
            "core",
            "year",
            "month",
            "date",
            "vision",
            "language",
            "samples",
        ];
        let catalog = self.catalog;
        TOP_KEYS.contains(&key)
            || INNER_KEYS.contains(&key)
            || catalog.find_benchmark(key).is_some()
            || catalog.find_board(key).is_some()
            || catalog.find_core(key).is_some()
            || catalog.find_fine(key).is_some()
            || catalog.benchmarks.iter().any(|benchmark| benchmark.find_column(key).is_some())
    }
}

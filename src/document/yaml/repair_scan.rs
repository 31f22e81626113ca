//! Finds the single values that YAML takes for something of its own, with as much of its grammar as that needs.

use std::ops::Range;

use crate::document::text::score_text::{self, ScoreText};

/// Commas that are wider than that of YAML.
pub(in crate::document) const WIDE_COMMAS: [char; 2] = ['，', '、'];

/// Whether there may be something to repair: a look at each byte and those beside it, because most files have nothing.
pub(in crate::document) fn may_need_repair(yaml: &[u8]) -> bool {
    // The last byte; the last that is no blank; the last that is neither a blank nor the end of a line.
    let (mut last, mut solid, mut text) = (b'\n', b'\n', b'\n');
    for (at, &byte) in yaml.iter().enumerate() {
        let begins = || matches!(last, b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':');
        let next = || yaml.get(at + 1).copied().unwrap_or(b'\n');
        let may = match byte {
            b'*' | b'`' | b'@' | b'%' | b'|' | b'>' | b'?' => begins(),
            b'-' => {
                let is_value = matches!(solid, b':' | b',' | b'[' | b'{' | b'-') || matches!(text, b',' | b'[');
                is_value && begins() && matches!(next(), b' ' | b'\t' | b'\n' | b'\r' | b',' | b']' | b'}')
            }
            b',' => matches!(text, b',' | b'['),
            b'[' => text.is_ascii_digit(),
            // The first bytes of the wide commas.
            0xE3 | 0xEF => yaml.get(at..).is_some_and(|rest| {
                WIDE_COMMAS.iter().any(|c| {
                    let mut bytes = [0; 4];
                    rest.starts_with(c.encode_utf8(&mut bytes).as_bytes())
                })
            }),
            _ => false,
        };
        if may {
            return true;
        }
        last = byte;
        match byte {
            b' ' | b'\t' => {}
            b'\n' | b'\r' => solid = b'\n',
            _ => (solid, text) = (byte, byte),
        }
    }
    false
}

/// Something to repair: which bytes, and how.
#[derive(Debug)]
pub(in crate::document) struct Repair {
    /// The bytes; none where something is put in.
    pub(in crate::document) range: Range<usize>,
    /// How.
    pub(in crate::document) what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum What {
    /// A value is to be text.
    Value,
    /// A comma is to be one of YAML.
    Comma,
    /// Something is to stand in an empty place, before this byte.
    Empty,
}

/// A list or map in brackets that is open.
struct Open {
    is_map: bool,
    /// Whether an item is still to come: the bracket or a comma is what stood here last.
    is_awaited: bool,
    /// Commas of another width that seem to stand between values.
    commas: Vec<usize>,
    /// Whether a plain comma stands between two digits without a blank: then the wide ones say nothing.
    is_tight: bool,
    /// Whether plain commas separate values too: then a wide one between two digits may be a decimal comma.
    has_plain: bool,
}

/// Goes over a text once, with as much of YAML's grammar as is needed to tell values from texts, comments and keys.
pub(in crate::document) struct Scan<'y> {
    yaml: &'y str,
    at: usize,
    open: Vec<Open>,
    repairs: Vec<Repair>,
}

impl<'y> Scan<'y> {
    /// The repairs in the order of the text.
    pub(in crate::document) fn of(yaml: &'y str) -> Vec<Repair> {
        let mut scan = Self { yaml, at: 0, open: Vec::new(), repairs: Vec::new() };
        // The indentation of the key whose value is a block of text.
        let mut block: Option<usize> = None;
        while scan.at < yaml.len() {
            let line = scan.at;
            scan.skip_while(|c| c == ' ');
            let indent = scan.at - line;
            if scan.open.is_empty() && block.is_some_and(|of| indent > of || scan.is_line_end()) {
                scan.skip_line();
                continue;
            }
            block = if scan.open.is_empty() { scan.block_line(line) } else { scan.flow_line().and(None) };
            scan.skip_line();
        }
        scan.repairs.sort_by_key(|repair| repair.range.start);
        scan.repairs
    }

    fn rest(&self) -> &'y str {
        self.yaml.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        self.at += self.rest().find(|c| !wanted(c)).unwrap_or(self.rest().len());
    }

    /// To the line after this one.
    fn skip_line(&mut self) {
        self.skip_while(|c| !matches!(c, '\n' | '\r'));
        if self.rest().starts_with("\r\n") {
            self.at += 2;
        } else if !self.rest().is_empty() {
            self.at += 1;
        }
    }

    /// Whether nothing but a comment is left on the line.
    fn is_line_end(&self) -> bool {
        self.peek().is_none_or(|c| matches!(c, '\n' | '\r'))
    }

    /// One line outside of brackets, from its first character that is no blank. Gives the indentation of a key whose value is
    /// a block of text.
    fn block_line(&mut self, line: usize) -> Option<usize> {
        let mut is_value = false;
        loop {
            self.skip_while(|c| matches!(c, ' ' | '\t'));
            let start = self.at;
            match self.peek()? {
                '\n' | '\r' | '#' => return None,
                '-' if self.is_indicator() && !is_value && !self.is_lone() => {
                    self.at += 1;
                    continue;
                }
                '[' | '{' => {
                    self.flow_line();
                    return None;
                }
                '"' | '\'' => self.skip_quoted(),
                '|' | '>' if (is_value || self.follows_dash(line)) && self.is_block_header() => {
                    return Some(self.yaml.get(line..start)?.len() - self.yaml.get(line..start)?.trim_start().len());
                }
                _ => {
                    let is_item = self.follows_dash(line);
                    self.at = self.plain_end();
                    if !self.rest().starts_with(':') && (is_value || is_item) {
                        self.value(start..self.at, false);
                    }
                }
            }
            self.skip_while(|c| matches!(c, ' ' | '\t'));
            if !self.rest().starts_with(':') {
                return None;
            }
            self.at += 1;
            is_value = true;
        }
    }

    /// What is left of a line inside of brackets, or the brackets that begin here; a quoted text may go on over lines.
    fn flow_line(&mut self) -> Option<()> {
        let mut is_value = false;
        while let Some(c) = self.peek() {
            match c {
                ' ' | '\t' => self.at += 1,
                '\n' | '\r' => return None,
                '#' => {
                    self.skip_while(|c| !matches!(c, '\n' | '\r'));
                    return None;
                }
                '[' | '{' => {
                    self.filled();
                    self.open.push(Open {
                        is_map: c == '{',
                        is_awaited: true,
                        commas: Vec::new(),
                        is_tight: false,
                        has_plain: false,
                    });
                    self.at += 1;
                    is_value = false;
                }
                ']' | '}' => {
                    self.at += 1;
                    self.close();
                    if self.open.is_empty() {
                        return None;
                    }
                }
                ',' => {
                    let at = self.at;
                    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                    let before = self.yaml.get(..at).and_then(|text| text.chars().next_back());
                    self.at += 1;
                    let after = self.peek();
                    if let Some(open) = self.open.last_mut() {
                        open.is_tight |= is_digit(before) && is_digit(after);
                        open.has_plain = true;
                        if open.is_awaited && !open.is_map {
                            self.repairs.push(Repair { range: at..at, what: What::Empty });
                        }
                        open.is_awaited = true;
                    }
                    is_value = false;
                }
                ':' => {
                    self.at += 1;
                    is_value = true;
                }
                '"' | '\'' => {
                    self.filled();
                    self.skip_quoted();
                }
                _ => {
                    self.filled();
                    let is_map = self.open.last().is_some_and(|open| open.is_map);
                    let start = self.at;
                    let (end, is_odd) = self.flow_plain_end(is_map);
                    self.at = end;
                    let text = self.yaml.get(start..end).unwrap_or_default();
                    let token = start..start + text.trim_end().len();
                    if is_value || !is_map {
                        self.value(token, is_odd);
                    }
                    if self.peek().is_some_and(|c| WIDE_COMMAS.contains(&c)) {
                        let at = self.at;
                        self.skip_char();
                        if let Some(open) = self.open.last_mut() {
                            open.commas.push(at);
                            open.is_awaited = true;
                        }
                        is_value = false;
                    }
                }
            }
        }
        None
    }

    /// Whether the `-` of an item stands before this, on a line that begins at a byte.
    fn follows_dash(&self, line: usize) -> bool {
        self.yaml.get(line..self.at).is_some_and(|before| before.trim_end().ends_with('-'))
    }

    fn skip_char(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn filled(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.is_awaited = false;
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop().filter(|open| !open.is_tight) {
            let yaml = self.yaml;
            let is_separator = |at: &usize| !open.has_plain || !is_between_digits(yaml, *at);
            let comma = |at: usize| Repair { range: at..at, what: What::Comma };
            self.repairs.extend(open.commas.iter().copied().filter(is_separator).map(comma));
        }
        self.filled();
    }

    /// Whether a `-` here is followed by a blank or nothing.
    fn is_indicator(&self) -> bool {
        self.rest().chars().nth(1).is_none_or(char::is_whitespace)
    }

    /// Whether nothing but a comment follows on the line, and something that a value follows stands before it.
    fn is_lone(&self) -> bool {
        let after = self.rest().get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let before = self.yaml.get(..self.at).unwrap_or_default().trim_end_matches([' ', '\t']);
        let is_line_end = after.is_empty() || after.starts_with(['\n', '\r', '#']);
        is_line_end && before.ends_with('-')
    }

    /// Whether a `|` or `>` begins a block of text.
    fn is_block_header(&self) -> bool {
        let line = self.rest().get(1..).unwrap_or_default().split(['\n', '\r']).next().unwrap_or_default();
        let header = line.split(" #").next().unwrap_or_default().trim();
        header.len() <= 2 && header.chars().all(|c| matches!(c, '+' | '-' | '0'..='9'))
    }

    fn skip_quoted(&mut self) {
        let quote = self.peek();
        self.at += 1;
        let mut rest = self.rest().char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            match c {
                '\\' if quote == Some('"') => drop(rest.next()),
                '\'' if quote == Some('\'') && rest.next_if(|(_, next)| *next == '\'').is_some() => {}
                c if Some(c) == quote => {
                    self.at += at + 1;
                    return;
                }
                _ => {}
            }
        }
        self.at = self.yaml.len();
    }

    /// Where a plain text outside of brackets ends: before a colon, a comment or the end of the line.
    fn plain_end(&self) -> usize {
        let mut previous = ' ';
        let mut rest = self.rest().char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let ends = match c {
                '\n' | '\r' => true,
                ':' => rest.peek().is_none_or(|(_, next)| next.is_whitespace()),
                '#' => previous.is_whitespace(),
                _ => false,
            };
            if ends {
                let text = self.rest().get(..at).unwrap_or_default();
                return self.at + text.trim_end().len();
            }
            previous = c;
        }
        self.at + self.rest().trim_end().len()
    }

    /// Where a plain text in brackets ends, and whether there is a bracket in it that belongs to it: `38.5[^1]`.
    fn flow_plain_end(&self, is_map: bool) -> (usize, bool) {
        let text = self.rest();
        let mut is_odd = false;
        let mut previous = ' ';
        let mut skip_to = 0;
        for (at, c) in text.char_indices() {
            if at < skip_to {
                continue;
            }
            let next = text.get(at + c.len_utf8()..).unwrap_or_default();
            match c {
                ',' | ']' | '{' | '}' | '\n' | '\r' => return (self.at + at, is_odd),
                '[' => match footnote(next) {
                    Some(length) if text.get(..at).is_some_and(|text| text.contains(|c: char| c.is_ascii_digit())) => {
                        is_odd = true;
                        skip_to = at + 1 + length;
                    }
                    _ => return (self.at + at, is_odd),
                },
                ':' if next.starts_with([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}']) || next.is_empty() => {
                    return (self.at + at, is_odd);
                }
                '#' if previous.is_whitespace() => return (self.at + at, is_odd),
                c if WIDE_COMMAS.contains(&c) && separates(text.get(..at).unwrap_or_default(), next, is_map) => {
                    return (self.at + at, is_odd);
                }
                _ => {}
            }
            previous = c;
        }
        (self.yaml.len(), is_odd)
    }

    /// Has a value be text, if YAML would take it for something else.
    fn value(&mut self, range: Range<usize>, is_odd: bool) {
        let Some(text) = self.yaml.get(range.clone()) else { return };
        let sign = |sign: char| text.len() > 2 && text.starts_with(sign) && text.ends_with(sign);
        // `*1` may be an alias; a name of one has no point.
        let is_taken =
            is_odd || text.starts_with(['`', '@', '%', '|', '>']) || (text.starts_with('*') && text.contains('.'));
        let has_number = || !matches!(score_text::read(text), ScoreText::Other);
        let is_number_like = || text.chars().any(|c| c.is_ascii_digit()) && !text.chars().any(char::is_alphabetic);
        let is_text = matches!(text, "-" | "?" | "*" | "**")
            || sign('*')
            || sign('`')
            || (is_taken && (has_number() || is_number_like()));
        if is_text {
            self.repairs.push(Repair { range, what: What::Value });
        }
    }
}

/// How long a footnote is that stands after an opening bracket, with the closing one: `^1]`.
fn footnote(text: &str) -> Option<usize> {
    let (note, after) = text.split_once(']')?;
    let name = note.strip_prefix('^').unwrap_or(note);
    let is_note = (1..=3).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    let ends = after.trim_start_matches([' ', '\t', '*', '%']).starts_with([',', ']', '}', '\n', '\r', '，', '、']);
    (is_note && ends).then(|| note.len() + 1)
}

/// Whether the character at a byte stands between two digits, without a blank.
fn is_between_digits(text: &str, at: usize) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    is_digit(before) && is_digit(text.get(at..).and_then(|text| text.chars().nth(1)))
}

/// Whether a wide comma stands between two values, by what stands before and after it.
fn separates(before: &str, after: &str, is_map: bool) -> bool {
    let before = before.trim_end();
    let after = after.trim_start();
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let ends = before.ends_with(|c| is_digit(c) || matches!(c, '%' | '％' | '~' | '-' | '"' | '”'))
        || before.ends_with("null");
    let begins = after.starts_with(|c| is_digit(c) || matches!(c, '-' | '+' | '.' | '~' | '?' | '"' | '“'))
        || after.starts_with("null");
    let next = after.split([',', '，', '、', '{', '}', '[', ']', '\n', '\r']).next().unwrap_or_default();
    ends && if is_map { next.contains(": ") || begins } else { begins }
}

//! Finds the YAML in a score file: where each document of it begins and ends, and which line of the file it starts on.

use crate::document::limits;
use crate::document::score_file::keys::TOP_KEYS;
use crate::document::text::format::is_json;
use crate::document::text::lines::Line;
use crate::document::text::lines::Lines;

/// One YAML document of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) struct FrontMatter<'a> {
    /// The text between the fences, or all of it where there are none.
    pub(in crate::document) yaml: &'a str,
    /// The line of the file that `yaml` starts on, from 1.
    pub(in crate::document) first_line: u32,
    /// Where `yaml` starts in the file, in bytes.
    pub(in crate::document) offset: usize,
}

/// What counts as YAML where there is no fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Unfenced {
    /// Any text: the ending of the file says that it is YAML or JSON.
    Any,
    /// Text in which a line begins with a key of the format and a colon, or a JSON object with such a key; anything else
    /// is prose.
    KnownKey,
}

impl Unfenced {
    /// By the ending of the path.
    pub(in crate::document) fn of(path: &str) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_data = ["yaml", "yml", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known));
        if is_data { Self::Any } else { Self::KnownKey }
    }
}

/// What stands around the YAML of a file and is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Around {
    /// A code fence, such as ```` ```yaml ````, around all of it.
    CodeFence,
    /// Text before it, or behind the code fence around it: a README may hold an example.
    Text,
    /// The same blanks before each line, fences included.
    Indentation,
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Documents<'a> {
    /// The YAML documents, the first first; never empty.
    pub(in crate::document) documents: Vec<FrontMatter<'a>>,
    /// What was passed over, and the line it stands on.
    pub(in crate::document) around: Option<(Around, u32)>,
    /// Whether there are more than [`limits::DOCUMENTS`].
    pub(in crate::document) too_many: bool,
}

impl<'a> Documents<'a> {
    /// The document that a line of the file stands in, as an index; lines before the first belong to it.
    pub(in crate::document) fn of_line(&self, line: u32) -> usize {
        self.documents.partition_point(|document| document.first_line <= line).saturating_sub(1)
    }

    /// The first and the last line that stand in a document, by its index; see [`Documents::of_line`].
    pub(in crate::document) fn lines(&self, index: usize) -> (u32, u32) {
        let start = |index: usize| self.documents.get(index).map(|document| document.first_line);
        let first = if index == 0 { 1 } else { start(index).unwrap_or(u32::MAX) };
        (first, start(index + 1).map_or(u32::MAX, |next| next.saturating_sub(1)))
    }

    /// Whether a byte of the file is one of its YAML.
    pub(in crate::document) fn holds(&self, offset: usize) -> bool {
        self.documents.iter().any(|of| (of.offset..of.offset + of.yaml.len()).contains(&offset))
    }
}

/// The first YAML document of a file that is nothing but YAML: the catalog.
pub(in crate::document) fn find(file: &str, bare: Unfenced) -> Option<FrontMatter<'_>> {
    sections(&Region::whole(file), "", bare)?.0.first().copied()
}

/// Finds the YAML documents of a file.
///
/// The opening fence is the first line that is not blank and is no comment or heading (`#`). A document ends before the
/// next fence, or with the file. Without an opening fence, it starts with the file if it is YAML by `bare`. What stands
/// between later fences is a further document if it looks like one; behind the first text that does not, as in the body of
/// a Markdown file, there is none: it may hold examples.
///
/// A code fence and the same blanks before all lines are passed over, and so are a few lines of text before the YAML.
pub(in crate::document) fn documents(file: &str, bare: Unfenced) -> Option<Documents<'_>> {
    let whole = Region::whole(file);
    let first = whole.lines().find(|line| !is_blank_or_comment(line))?;
    if let Some(inner) = whole.inside_code_fence(first) {
        let is_all = file.get(inner.after..).is_none_or(|rest| rest.trim().is_empty());
        let around = if is_all { Around::CodeFence } else { Around::Text };
        return documents_in(&inner.region, inner.region.indentation(), bare, Some((around, first.number)));
    }
    let indent = whole.indentation();
    if !indent.is_empty()
        && let Some(documents) = documents_in(&whole, indent, bare, Some((Around::Indentation, first.number)))
    {
        return Some(documents);
    }
    let strict = documents_in(&whole, "", bare, None);
    if strict.is_some() && !is_prose(first.text) {
        return strict;
    }
    let led = whole.after_lead_in();
    led.and_then(|region| documents_in(&region, "", bare, Some((Around::Text, first.number)))).or(strict)
}

fn documents_in<'a>(
    region: &Region<'a>,
    indent: &str,
    bare: Unfenced,
    around: Option<(Around, u32)>,
) -> Option<Documents<'a>> {
    let (documents, too_many) = sections(region, indent, bare)?;
    Some(Documents { documents, around, too_many })
}

/// A part of a file that is looked into.
struct Region<'a> {
    text: &'a str,
    /// Where it starts in the file, in bytes.
    offset: usize,
    /// The line of the file that it starts on, from 1.
    first_line: u32,
}

/// What a code fence stands around.
struct Fenced<'a> {
    region: Region<'a>,
    /// Where the file goes on behind it, in bytes.
    after: usize,
}

impl<'a> Region<'a> {
    fn whole(file: &'a str) -> Self {
        let text = file.strip_prefix('\u{FEFF}').unwrap_or(file);
        Self { text, offset: file.len() - text.len(), first_line: 1 }
    }

    /// Its lines, with the numbers and offsets that they have in the file.
    fn lines(&self) -> Lines<'a> {
        Lines::of_part(self.text, self.offset, self.first_line)
    }

    fn part(&self, from: usize, to: usize, first_line: u32) -> Option<Self> {
        Some(Self { text: self.text.get(from - self.offset..to - self.offset)?, offset: from, first_line })
    }

    fn end(&self) -> usize {
        self.offset + self.text.len()
    }

    /// What stands inside the code fence that `opening` opens.
    fn inside_code_fence(&self, opening: Line<'a>) -> Option<Fenced<'a>> {
        let fence = code_fence(opening.text)?;
        let mut lines = self.lines().skip_while(|line| line.number <= opening.number).peekable();
        let (start, first_line) = lines.peek().map(|line| (line.offset, line.number))?;
        let is_end = |line: &Line<'_>| {
            line.text.trim_start().starts_with(fence) && line.text.trim_matches(['`', '~', ' ', '\t']).is_empty()
        };
        let closing = lines.find(is_end);
        let end = closing.map_or(self.end(), |line| line.offset);
        let after = closing.and_then(|_| lines.next()).map_or(self.end(), |line| line.offset);
        Some(Fenced { region: self.part(start, end, first_line)?, after })
    }

    /// The blanks that stand before each line that is not blank.
    fn indentation(&self) -> &'a str {
        let mut common: Option<&str> = None;
        for line in self.lines().filter(|line| !line.text.trim().is_empty()) {
            let indent = line.text.get(..line.text.len() - line.text.trim_start_matches(' ').len()).unwrap_or_default();
            if common.is_none_or(|common| indent.len() < common.len()) {
                common = Some(indent);
            }
            if indent.is_empty() {
                break;
            }
        }
        common.unwrap_or_default()
    }

    /// What follows a few lines of text: from the first fence, code fence or key of the format on.
    fn after_lead_in(&self) -> Option<Self> {
        let mut comment = false;
        let mut passed = 0;
        for line in self.lines() {
            let text = line.text.trim();
            if comment || text.starts_with("<!--") {
                comment = !text.contains("-->");
                continue;
            }
            if text.is_empty() {
                continue;
            }
            if code_fence(line.text).is_some() {
                return self.inside_code_fence(line).map(|fenced| fenced.region);
            }
            if is_fence(line.text) || begins_with_key(line.text, &TOP_KEYS) {
                let region = self.part(line.offset, self.end(), line.number)?;
                return has_line_with_key(region.text, &TOP_KEYS).then_some(region);
            }
            passed += 1;
            if passed > LEAD_IN_LINES {
                return None;
            }
        }
        None
    }
}

/// The most lines of text that are passed over before the YAML.
const LEAD_IN_LINES: usize = 3;

/// The documents of a region, and whether there are too many; `None` if it holds no YAML.
fn sections<'a>(region: &Region<'a>, indent: &str, bare: Unfenced) -> Option<(Vec<FrontMatter<'a>>, bool)> {
    let is_fence = |line: &Line<'_>| line.text.strip_prefix(indent).is_some_and(is_fence);
    let mut lines = region.lines();
    let opening = lines.find(|line| !is_blank_or_comment(line))?;
    let is_fenced = is_fence(&opening);
    let (mut start, mut first_line) =
        if is_fenced { (lines.position(), opening.number + 1) } else { (region.offset, region.first_line) };
    let mut found: Vec<FrontMatter<'a>> = Vec::new();
    let mut too_many = false;
    loop {
        let closing = lines.find(is_fence);
        let end = closing.map_or(region.end(), |closing| closing.offset);
        let yaml = region.text.get(start - region.offset..end - region.offset)?;
        let section = FrontMatter { yaml, first_line, offset: start };
        if found.is_empty() {
            if !is_fenced && bare == Unfenced::KnownKey && !has_key(yaml, indent) {
                return None;
            }
            found.push(section);
        } else if is_further_document(yaml, indent, bare, is_fenced) {
            // A fence before nothing but comments opens no document.
            if found.len() == 1 && found.first().is_some_and(|first| first.is_blank()) {
                found.clear();
            }
            too_many = found.len() == limits::DOCUMENTS;
            if too_many {
                break;
            }
            found.push(section);
        } else if is_body(yaml, bare) {
            break;
        }
        let Some(closing) = closing else { break };
        (start, first_line) = (lines.position(), closing.number + 1);
    }
    Some((found, too_many))
}

impl FrontMatter<'_> {
    fn is_blank(&self) -> bool {
        Lines::of(self.yaml).all(|line| is_blank_or_comment(&line))
    }
}

/// Whether what stands between two later fences is a document of its own. Markdown may hold lines between rulers, so there
/// it has to have a `score` and nothing but keys before it.
fn is_further_document(yaml: &str, indent: &str, bare: Unfenced, is_fenced: bool) -> bool {
    let Some(first) = Lines::of(yaml).find(|line| !is_blank_or_comment(line)) else { return false };
    let text = first.text.strip_prefix(indent).unwrap_or(first.text);
    let begins = begins_with_key(text, &TOP_KEYS);
    let has_score = || has_indented_key(yaml, indent, &["score"]);
    match bare {
        Unfenced::Any => begins || is_json(text) || has_score(),
        Unfenced::KnownKey if has_code_fence(yaml) => false,
        Unfenced::KnownKey if is_fenced => begins && has_score(),
        Unfenced::KnownKey => begins || is_json(text) || (!is_prose(text) && has_score()),
    }
}

/// Whether what stands between two later fences, and is no document, is the body of the file.
fn is_body(yaml: &str, bare: Unfenced) -> bool {
    has_code_fence(yaml) || (bare == Unfenced::KnownKey && !yaml.trim().is_empty())
}

fn has_code_fence(yaml: &str) -> bool {
    Lines::of(yaml).any(|line| code_fence(line.text).is_some())
}

fn has_key(yaml: &str, indent: &str) -> bool {
    has_indented_key(yaml, indent, &TOP_KEYS) || (is_json(yaml) && yaml.contains("\"score\""))
}

fn has_indented_key(yaml: &str, indent: &str, keys: &[&str]) -> bool {
    Lines::of(yaml).any(|line| line.text.strip_prefix(indent).is_some_and(|text| begins_with_key(text, keys)))
}

/// Whether a line is no key and no part of JSON, so that YAML does not begin with it: "Our scores", "Here is the file:".
fn is_prose(line: &str) -> bool {
    let colons = line.matches([':', '：']).count();
    let is_sentence = colons == 1 && line.trim_end().ends_with([':', '：']) && line.split_whitespace().count() > 2;
    (is_sentence || !line.contains([':', '：'])) && !line.trim_start().starts_with(['{', '[', '-', '%', '"', '\''])
}

fn is_blank_or_comment(line: &Line<'_>) -> bool {
    line.text.trim().is_empty() || line.text.starts_with(['#', '%'])
}

/// The fence that a line of Markdown opens a code block with.
fn code_fence(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence))
}

/// Whether a line of the YAML begins with one of the keys, a colon after it: what can be known of YAML that does not
/// parse.
pub(in crate::document) fn has_line_with_key(yaml: &str, keys: &[&str]) -> bool {
    Lines::of(yaml).any(|line| begins_with_key(line.text, keys))
}

/// Whether a line begins with one of the keys, a colon after it.
pub(in crate::document) fn begins_with_key(line: &str, keys: &[&str]) -> bool {
    line.split_once([':', '：']).is_some_and(|(key, _)| keys.contains(&key.trim_end().trim_matches(['"', '\''])))
}

/// Whether a line is a fence: `---`, with blanks and a comment after it allowed.
pub(in crate::document) fn is_fence(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("---") else { return false };
    let comment = rest.trim_start_matches([' ', '\t']);
    comment.is_empty() || (comment.len() < rest.len() && comment.starts_with('#'))
}

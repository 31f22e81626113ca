//! Fixes of files whose YAML is not found or does not parse: fences, tabs, characters that YAML does not allow, values
//! that need quotes.
//!
//! What is wrong can only be guessed here, so each guess is read, and offered if the finding is gone.

use super::candidate::FixCandidate;
use crate::document::catalog::Catalog;
use crate::document::diagnostics::finding::Finding;
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::severity::Severity;
use crate::document::score_file::keys::TOP_KEYS;
use crate::document::score_file::{Origin, SourceFile, read_score_file};
use crate::document::text::edit::{Edit, Text, apply};
use crate::document::text::lines::Line;
use crate::document::text::printing::printable;
use crate::document::yaml::front_matter::{self, Unfenced, begins_with_key, is_fence};
use crate::document::yaml::scalar::{self, Style};

/// What is put in front of a line to keep it out of the YAML.
const COMMENT: &str = "# ";

/// The fix of a file that gave `finding`, if one of the guesses helps.
pub(super) fn fix(finding: &Finding, path: &str, text: &Text<'_>, catalog: &Catalog) -> Option<FixCandidate> {
    let line = finding.place.line;
    let guesses: [&dyn Fn() -> Option<FixCandidate>; 6] = [
        &|| opening(text),
        &|| closing(text),
        &|| both(text),
        &|| without_character(finding, text),
        &|| without_tabs(text, finding.place.line),
        &|| in_quotes(text, line),
    ];
    // A guess after which nothing is wrong is better than one after which something else is.
    let mut next_best = None;
    for draft in guesses.iter().filter_map(|guess| guess()) {
        match first_fault(path, apply(text.whole, &draft.1)?, catalog) {
            None => return Some(draft),
            Some(fault) if fault > line && next_best.is_none() => next_best = Some(draft),
            Some(_) => {}
        }
    }
    next_best
}

/// The fix of a file with something around its YAML: fences in the place of other fences, comments in that of text.
pub(super) fn fences(path: &str, text: &Text<'_>, catalog: &Catalog) -> Option<FixCandidate> {
    let guesses: [&dyn Fn() -> Option<FixCandidate>; 3] = [&|| opening(text), &|| closing(text), &|| both(text)];
    guesses.iter().filter_map(|guess| guess()).find(|draft| {
        let after = apply(text.whole, &draft.1);
        after.as_ref().is_some_and(|after| {
            let found = front_matter::documents(after, Unfenced::of(path));
            found.is_some_and(|found| found.around.is_none())
        }) && after.and_then(|after| first_fault(path, after, catalog)).is_none()
    })
}

/// The line of the first error that keeps the YAML from being read, 0 if it is not found at all.
fn first_fault(path: &str, text: String, catalog: &Catalog) -> Option<u32> {
    let file = SourceFile { path: path.to_owned(), bytes: text.into_bytes(), origin: Origin::Named };
    let findings = read_score_file(&file, catalog).findings;
    let is_fault = |finding: &&Finding| {
        let is_other = matches!(finding.kind, Kind::NoName | Kind::NoScore | Kind::WrongShape { .. });
        finding.severity() == Severity::Error && !is_other
    };
    findings.iter().find(is_fault).map(|finding| finding.place.line)
}

fn label(what: &str) -> String {
    format!("Put the {what} ---")
}

/// The opening fence, where something else stands in its place; what stands before it becomes comments.
fn opening(text: &Text<'_>) -> Option<FixCandidate> {
    let (edits, fence) = opening_edits(text)?;
    let label = match (edits.len(), fence) {
        (0, _) => return None,
        (_, true) => label("opening fence"),
        (1, false) => "Put # before the line above the scores".to_owned(),
        (lines, false) => format!("Put # before the {lines} lines above the scores"),
    };
    Some((label, edits))
}

/// The closing fence, where something else stands in its place or text follows the YAML without one.
fn closing(text: &Text<'_>) -> Option<FixCandidate> {
    Some((label("closing fence"), vec![closing_edit(text)?]))
}

fn both(text: &Text<'_>) -> Option<FixCandidate> {
    let (mut edits, _) = opening_edits(text).filter(|(edits, _)| !edits.is_empty())?;
    edits.push(closing_edit(text)?);
    Some((label("fences"), edits))
}

/// The first line with a key of the format at its beginning, as an index.
fn first_key(text: &Text<'_>) -> Option<usize> {
    text.lines().iter().position(|line| begins_with_key(line.text, &TOP_KEYS))
}

/// The changes before the first key, and whether a fence is among them.
fn opening_edits(text: &Text<'_>) -> Option<(Vec<Edit>, bool)> {
    let before = text.lines().get(..first_key(text)?)?;
    let last = before.iter().rposition(|line| !is_passed_over(line));
    let mut edits = Vec::new();
    let mut fence = false;
    for (index, line) in before.iter().enumerate().filter(|(_, line)| !is_passed_over(line)) {
        // What looks like a key is not to be commented out.
        if is_like_key(line.text) {
            return None;
        }
        if Some(index) != last || !is_like_fence(line.text) {
            edits.push(Edit::new(line.offset..line.offset, COMMENT));
        } else if !is_fence(line.text) {
            edits.push(Edit::new(line.offset..line.offset + line.text.len(), "---"));
            fence = true;
        }
    }
    Some((edits, fence))
}

/// The closing fence before, or in the place of, the first line after the keys that is no YAML of the format.
fn closing_edit(text: &Text<'_>) -> Option<Edit> {
    let first = first_key(text)?;
    let after = text.lines().iter().enumerate().skip(first);
    let (index, line) = after.into_iter().find(|(_, line)| !is_passed_over(line) && !is_yaml(line.text))?;
    if is_like_fence(line.text) {
        let edit = || Edit::new(line.offset..line.offset + line.text.len(), "---");
        return (!is_fence(line.text) && !after_has_keys(text, index)).then(edit);
    }
    // Another document begins: nobody knows which of the two is meant.
    if line.text.starts_with("---") {
        return None;
    }
    // Nor would the keys behind it be read any more.
    if after_has_keys(text, index) {
        return None;
    }
    // A heading over the text belongs to it.
    let last = text.lines().get(first..index)?.iter().rfind(|line| !is_passed_over(line))?;
    let at = text.after(*last);
    Some(Edit::new(at..at, format!("---{}", text.line_end())))
}

/// Whether keys of the format or scores stand behind a line, which would no longer be read behind a fence.
fn after_has_keys(text: &Text<'_>, index: usize) -> bool {
    text.lines().iter().skip(index + 1).any(|line| is_like_key(line.text) || is_like_score(line.text))
}

/// Whether a line is indented and has a key with a digit behind it.
fn is_like_score(line: &str) -> bool {
    let has_digit = |(_, value): (&str, &str)| value.contains(|c: char| c.is_ascii_digit());
    line.starts_with([' ', '\t']) && line.split_once([':', '：']).is_some_and(has_digit)
}

/// Whether a line begins with a key of the format, in whatever case and with whatever after it.
fn is_like_key(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['"', '\'', '{']);
    let word: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
    let rest = line.get(word.len()..).unwrap_or_default().trim_start_matches(['"', '\'']).trim_start();
    TOP_KEYS.iter().any(|key| key.eq_ignore_ascii_case(&word)) && rest.starts_with([':', '：', '=', ';'])
}

/// Blank lines, comments and headings: they may stand before the opening fence.
fn is_passed_over(line: &Line<'_>) -> bool {
    line.text.trim().is_empty() || line.text.starts_with('#')
}

/// Whether a line could be one of YAML: indented, an item, a key without blanks, or the end of something in brackets.
fn is_yaml(line: &str) -> bool {
    let is_key = |line: &str| line.split_once(':').is_some_and(|(key, _)| !key.contains([' ', '\t']));
    line.starts_with([' ', '\t', ']', '}', '"', '\''])
        || line.starts_with("- ")
        || line.trim_end() == "-"
        || is_key(line)
}

/// Whether a line looks like a fence, one of another kind or length included: `--`, `—`, `+++`, "```yaml".
fn is_like_fence(line: &str) -> bool {
    let line = line.trim_end();
    let code = line.strip_prefix("```").map(|language| language.trim_start_matches('`'));
    let is_code = code.is_some_and(|language| matches!(language.trim(), "" | "yaml" | "yml" | "YAML"));
    let is_rule = |sign: char| !line.is_empty() && line.chars().all(|c| c == sign);
    is_code
        || is_rule('—')
        || (line.len() > 1 && ['-', '–', '−', '+', '=', '*', '_', '~', '.'].into_iter().any(is_rule))
}

/// Without a character that YAML does not allow: it is often invisible, and seldom there once.
fn without_character(finding: &Finding, text: &Text<'_>) -> Option<FixCandidate> {
    let Kind::YamlSyntax { reason } = &finding.kind else { return None };
    let line = text.line(finding.place.line)?;
    let refused = line.text.chars().nth((finding.place.column as usize).checked_sub(1)?)?;
    let number = format!("U+{:04X}", u32::from(refused));
    if !reason.contains(&number) {
        return None;
    }
    // In what follows the YAML it may mean something.
    let end = text.end_of_yaml(line.number);
    let places = text.whole.match_indices(refused).filter(|(at, _)| (line.offset..end).contains(at));
    let edits = places.map(|(at, found)| Edit::new(at..at + found.len(), "")).collect();
    Some((format!("Remove the character {number}"), edits))
}

/// Two spaces for each tab that indents a line of the YAML that a line is in.
fn without_tabs(text: &Text<'_>, number: u32) -> Option<FixCandidate> {
    let end = text.end_of_yaml(number);
    let edits: Vec<Edit> = text
        .lines()
        .iter()
        .take_while(|line| line.offset < end)
        .filter_map(|line| {
            let indent = line.text.get(..line.text.len() - line.text.trim_start_matches([' ', '\t']).len())?;
            let spaces = indent.replace('\t', "  ");
            (spaces != indent).then(|| Edit::new(line.offset..line.offset + indent.len(), spaces))
        })
        .collect();
    (!edits.is_empty()).then(|| ("Indent with spaces instead of tabs".to_owned(), edits))
}

/// Quotes around the value on a line: it holds a colon, or begins with a special character.
fn in_quotes(text: &Text<'_>, number: u32) -> Option<FixCandidate> {
    let line = text.line(number)?;
    let content = line.text.trim_start();
    let content = content.strip_prefix("- ").unwrap_or(content).trim_start();
    let value = if content.starts_with(['@', '`', '*', '&', '%', '!', '|', '>']) {
        content
    } else {
        content.split_once(": ").map(|(_, value)| value.trim_start())?
    };
    let from = line.offset + line.text.len() - value.len();
    let value = value.split(" #").next().unwrap_or(value).trim_end();
    if value.is_empty() || value.starts_with(['"', '\'', '[', '{', '#']) {
        return None;
    }
    let edit = Edit::new(from..from + value.len(), scalar::write(value, Style::Double));
    Some((format!("Put “{}” in quotes", printable(value)), vec![edit]))
}

//! Fixes that take something out: the earlier of two keys, spare values of a list, a placeholder.

use std::ops::Range;

use super::candidate::FixCandidate;
use super::replacement::under;
use super::value_index::ValueIndex;
use crate::document::diagnostics::finding::Finding;
use crate::document::diagnostics::kind::Kind;
use crate::document::score_file::fields::lenient_number;
use crate::document::text::edit::{Edit, is_remark};
use crate::document::text::printing::printable;
use crate::document::text::score_text::{self, ScoreText};
use crate::document::yaml::source::{Content, SyntaxNode};

impl<'p> ValueIndex<'p, '_, '_> {
    pub(super) fn removal(&self, finding: &Finding) -> Option<FixCandidate> {
        match &finding.kind {
            Kind::DuplicateKey { first_line, .. } => {
                let (later, map, index) = self.key(&finding.place)?;
                let is_same = |key: &SyntaxNode| key.text().zip(later.text()).is_some_and(|(a, b)| self.are_same(a, b));
                let earlier = map.pairs().get(..index)?;
                let first = earlier.iter().rposition(|(key, _)| key.mark.line == *first_line && is_same(key))?;
                let (key, value) = earlier.get(first)?;
                let (_, kept) = map.pairs().get(index)?;
                // Which of two different figures is right is for the author to say.
                if has_number(value) && value.source(self.text)?.trim() != kept.source(self.text)?.trim() {
                    return None;
                }
                let name = printable(key.text()?);
                Some((format!("Remove “{name}” on line {first_line}"), vec![self.without_pair(map, first)?]))
            }
            Kind::ExtraValues { count, .. } => {
                let (list, index) = self.item(&finding.place)?;
                let Content::List { items, .. } = &list.content else { return None };
                // A figure too many may be one that is missing elsewhere.
                if items.iter().skip(index).any(has_number) {
                    return None;
                }
                let label = match count {
                    1 => "Remove the value after the last place".to_owned(),
                    count => format!("Remove the {count} values after the last place"),
                };
                Some((label, self.cut_list(list, index)?))
            }
            Kind::PlaceholderSeries { first, is_shown: false, .. } => {
                let (map, index) = self.placeholder(*first, finding.place.line)?;
                // Another of the same kind would count in its place.
                if self.count_of(map, index) != 1 {
                    return None;
                }
                Some(("Remove the placeholder".to_owned(), vec![self.without_pair(map, index)?]))
            }
            _ => None,
        }
    }

    /// The stated list on a line that begins with a number, as the pair of a map; only if it is one.
    fn placeholder(&self, first: f64, line: u32) -> Option<(&'p SyntaxNode, usize)> {
        let begins = |list: &SyntaxNode| {
            let number = |part: &SyntaxNode| part.text().and_then(lenient_number);
            let found = match &list.content {
                Content::List { items, .. } => items.iter().find_map(number),
                _ => list.pairs().iter().find_map(|(_, value)| number(value)),
            };
            found == Some(first)
        };
        let mut found = None;
        for score in under(self.root, |key| key == "score") {
            for (section, stated) in [("benchmark", ["core", "0"].as_slice()), ("summary", &["core", "0", "fine", "1"])]
            {
                let blocks = under(score, |key| key == section).flat_map(|section| under(section, |_| true));
                for (block, index) in blocks.flat_map(|block| (0..block.pairs().len()).map(move |index| (block, index)))
                {
                    let Some((key, list)) = block.pairs().get(index) else { continue };
                    let is_stated = key.text().is_some_and(|key| stated.contains(&key));
                    if is_stated && key.mark.line == line && begins(list) && found.replace((block, index)).is_some() {
                        return None;
                    }
                }
            }
        }
        found
    }

    /// How many pairs of a map stand for the same as this one.
    fn count_of(&self, map: &SyntaxNode, index: usize) -> usize {
        let texts = || map.pairs().iter().filter_map(|(key, _)| key.text());
        let text = map.pairs().get(index).and_then(|(key, _)| key.text());
        text.map_or(0, |text| texts().filter(|other| self.are_same(text, other)).count())
    }

    /// Takes a pair out of a map: its lines in a block, with the comments on them; in brackets, what lies between its
    /// neighbours. `None` where something else would go with it.
    fn without_pair(&self, map: &SyntaxNode, index: usize) -> Option<Edit> {
        let Content::Map { pairs, flow } = &map.content else { return None };
        let (key, value) = pairs.get(index)?;
        if !key.is_bounded() || !value.is_bounded() {
            return None;
        }
        let end = value.span.end.max(key.span.end);
        if !flow {
            return Some(Edit::new(self.whole_lines(key.span.start, "", end)?, ""));
        }
        let next = pairs.get(index + 1).map(|(next, _)| next);
        let previous = index.checked_sub(1).and_then(|previous| pairs.get(previous));
        let range = match (next, previous) {
            (Some(next), _) => key.span.start..next.span.start,
            (None, Some((key, value))) => value.span.end.max(key.span.end)..end,
            (None, None) => key.span.start..end,
        };
        let is_covered = next.is_none_or(|next| !next.has_anchor_or_tag)
            && !self.has_comment(end..range.end)
            && !self.has_comment(range.start..key.span.start);
        is_covered.then(|| Edit::new(range, ""))
    }

    /// Takes the items from an index on out of a list.
    fn cut_list(&self, list: &SyntaxNode, from: usize) -> Option<Vec<Edit>> {
        let Content::List { items, flow } = &list.content else { return None };
        let (kept, spare) = items.split_at_checked(from)?;
        if !spare.iter().all(SyntaxNode::is_bounded) {
            return None;
        }
        if !flow {
            let line = |item: &SyntaxNode| Some(Edit::new(self.whole_lines(item.span.start, "-", item.span.end)?, ""));
            return spare.iter().map(line).collect();
        }
        // An empty place is one only as long as a comma follows.
        let last = kept.last().filter(|last| !last.span.is_empty())?;
        let range = last.span.end..spare.last()?.span.end;
        (!self.has_comment(range.clone())).then(|| vec![Edit::new(range, "")])
    }

    /// The lines from one byte to another, if nothing else stands on them: before the first byte blanks and `lead`,
    /// after the last byte a comment at most.
    fn whole_lines(&self, start: usize, lead: &str, end: usize) -> Option<Range<usize>> {
        let (first, last) = (self.text.line_at(start)?, self.text.line_at(end)?);
        let before = self.text.whole.get(first.offset..start)?;
        let after = self.text.whole.get(end..(last.offset + last.text.len()).max(end))?;
        (before.trim() == lead && is_remark(after)).then(|| first.offset..self.text.after(last))
    }

    fn has_comment(&self, range: Range<usize>) -> bool {
        self.text.whole.get(range).is_none_or(|text| text.contains('#'))
    }
}

/// Whether a figure stands somewhere in a part, perhaps with something beside it.
fn has_number(part: &SyntaxNode) -> bool {
    match &part.content {
        Content::List { items, .. } => items.iter().any(has_number),
        Content::Map { pairs, .. } => pairs.iter().any(|(_, value)| has_number(value)),
        Content::Scalar { .. } => part.text().is_some_and(|text| {
            matches!(score_text::read(text), ScoreText::Number(_) | ScoreText::Likely(..))
                || score_text::is_several_numbers(text)
        }),
        // What it stands for may be one.
        Content::Alias => true,
    }
}

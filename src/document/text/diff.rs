//! What changed between two texts, as `diff -u` prints it.

use crate::document::text::printing::safe_line;

/// How many unchanged lines stand around a change.
const CONTEXT: usize = 3;

/// The most pairs of lines that are compared; beyond it, the changed part is shown as taken out and put in whole.
const COMPARED: usize = 4_000_000;

/// A line of one of the texts or of both, by their indices.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Same(usize, usize),
    Removed(usize),
    Added(usize),
}

/// The unified diff between two versions of a file; empty if they are the same. Characters that move or hide others are
/// escaped, so that the output is safe on a terminal.
#[must_use]
pub fn unified_diff(path: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let changes = changes(&old, &new);
    let changed: Vec<usize> = changes
        .iter()
        .enumerate()
        .filter(|(_, change)| !matches!(change, Change::Same(..)))
        .map(|(at, _)| at)
        .collect();
    let Some((&first, rest)) = changed.split_first() else { return String::new() };
    let path = safe_line(path);
    let mut text = format!("--- {path}\n+++ {path}\n");
    let mut from = first;
    let mut to = first;
    let mut ranges = Vec::new();
    for &at in rest {
        if at > to + 2 * CONTEXT + 1 {
            ranges.push((from, to));
            from = at;
        }
        to = at;
    }
    ranges.push((from, to));
    for (from, to) in ranges {
        let hunk = changes.get(from.saturating_sub(CONTEXT)..(to + CONTEXT + 1).min(changes.len())).unwrap_or_default();
        text.push_str(&head(hunk, &changes, from.saturating_sub(CONTEXT)));
        for change in hunk {
            let (sign, line) = match *change {
                Change::Same(at, _) => (' ', old.get(at)),
                Change::Removed(at) => ('-', old.get(at)),
                Change::Added(at) => ('+', new.get(at)),
            };
            let line = line.copied().unwrap_or_default();
            let shown = line.trim_end_matches(['\n', '\r']);
            text.push_str(&format!("{sign}{}\n", safe_line(shown)));
            if !line.ends_with('\n') {
                text.push_str("\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// The line with the numbers of a hunk.
fn head(hunk: &[Change], all: &[Change], start: usize) -> String {
    let in_old = |change: &&Change| !matches!(change, Change::Added(_));
    let in_new = |change: &&Change| !matches!(change, Change::Removed(_));
    let before = all.get(..start).unwrap_or_default();
    let range = |wanted: &dyn Fn(&&Change) -> bool| {
        let count = hunk.iter().filter(wanted).count();
        let start = before.iter().filter(wanted).count() + usize::from(count > 0);
        if count == 1 { start.to_string() } else { format!("{start},{count}") }
    };
    format!("@@ -{} +{} @@\n", range(&in_old), range(&in_new))
}

/// The lines of both texts in one order, with as few changes as there can be.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let left = (old.len() - start).min(new.len() - start);
    let end = old.iter().rev().zip(new.iter().rev()).take(left).take_while(|(a, b)| a == b).count();
    let (rows, columns) = (old.len() - start - end, new.len() - start - end);
    let mut changes: Vec<Change> = (0..start).map(|at| Change::Same(at, at)).collect();
    if rows * columns > COMPARED {
        changes.extend((start..start + rows).map(Change::Removed));
        changes.extend((start..start + columns).map(Change::Added));
    } else {
        // How many lines the rests of both texts have in common, by where they begin.
        let width = columns + 1;
        let mut common = vec![0_u32; (rows + 1) * width];
        let at = |row: usize, column: usize| row * width + column;
        let get = |common: &[u32], index: usize| common.get(index).copied().unwrap_or_default();
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let is_same = old.get(start + row) == new.get(start + column);
                let value = if is_same {
                    get(&common, at(row + 1, column + 1)) + 1
                } else {
                    get(&common, at(row + 1, column)).max(get(&common, at(row, column + 1)))
                };
                if let Some(cell) = common.get_mut(at(row, column)) {
                    *cell = value;
                }
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows || column < columns {
            let is_same = row < rows && column < columns && old.get(start + row) == new.get(start + column);
            if is_same {
                changes.push(Change::Same(start + row, start + column));
                row += 1;
                column += 1;
            } else if row < rows
                && (column == columns || get(&common, at(row + 1, column)) >= get(&common, at(row, column + 1)))
            {
                changes.push(Change::Removed(start + row));
                row += 1;
            } else {
                changes.push(Change::Added(start + column));
                column += 1;
            }
        }
    }
    changes.extend((0..end).map(|at| Change::Same(old.len() - end + at, new.len() - end + at)));
    changes
}

#[cfg(test)]
mod tests {
    use super::unified_diff;

    #[test]
    fn changes_are_shown_with_three_lines_around_them() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
        let after = "1\n2\n3\n4\n5\nsix\n7\n8\n9\n10\n11\n12\n13";
        let expected = "--- a\n+++ a\n@@ -3,10 +3,11 @@\n 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n 10\n 11\n 12\n+13\n\\ No newline at end of file\n";
        assert_eq!(unified_diff("a", before, after), expected);
        assert_eq!(unified_diff("a", before, before), "");
        assert_eq!(unified_diff("a", "", "x\n"), "--- a\n+++ a\n@@ -0,0 +1 @@\n+x\n");
        assert!(unified_diff("a\u{1b}[31m", "\u{1b}[2J\n", "y\n").chars().all(|c| !c.is_control() || c == '\n'));
    }
}

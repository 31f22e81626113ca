//! Reads tables in LaTeX: `tabular` and its relatives, with the commands that papers put into their cells.

use super::grid::{Grid, Spans, beginning};
use super::limits;

/// Commands without a text of their own, with how many arguments belong to them.
const EMPTY: [(&str, usize); 32] = [
    ("cellcolor", 1),
    ("rowcolor", 1),
    ("rowcolors", 3),
    ("columncolor", 1),
    ("color", 1),
    ("cite", 1),
    ("citep", 1),
    ("citet", 1),
    ("citealp", 1),
    ("ref", 1),
    ("label", 1),
    ("footnotemark", 0),
    ("footnote", 1),
    ("tnote", 1),
    ("textsuperscript", 1),
    ("phantom", 1),
    ("hphantom", 1),
    ("vspace", 1),
    ("hspace", 1),
    ("specialrule", 3),
    ("cmidrule", 1),
    ("cline", 1),
    ("addlinespace", 0),
    ("hline", 0),
    ("toprule", 0),
    ("midrule", 0),
    ("bottomrule", 0),
    ("centering", 0),
    ("arrayrulecolor", 1),
    ("renewcommand", 2),
    ("setlength", 2),
    ("includegraphics", 1),
];

/// Commands whose last argument is the text, with how many arguments stand before it.
const WRAPPERS: [(&str, usize); 8] = [
    ("textcolor", 1),
    ("colorbox", 1),
    ("rotatebox", 1),
    ("href", 1),
    ("fontsize", 1),
    ("resizebox", 2),
    ("scalebox", 1),
    ("adjustbox", 1),
];

/// Commands that are one character or a few.
const SIGNS: [(&str, &str); 18] = [
    ("pm", "±"),
    ("dagger", "†"),
    ("ddagger", "‡"),
    ("uparrow", "↑"),
    ("downarrow", "↓"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textbackslash", "\\"),
    ("textless", "<"),
    ("textgreater", ">"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("approx", "≈"),
    ("sim", "~"),
    ("times", "×"),
    ("quad", " "),
    ("checkmark", "✓"),
    ("xmark", "✗"),
];

const ENVIRONMENTS: [&str; 6] = ["tabular", "tabular*", "tabularx", "longtable", "array", "tabu"];

/// Whether there is a table in a text.
pub(super) fn has_table(text: &str) -> bool {
    tables(text).next().is_some() || is_rows(text)
}

/// Whether a text is rows of a table without what stands around them.
fn is_rows(text: &str) -> bool {
    let is_row = |line: &str| line.trim_end().ends_with("\\\\") && line.contains('&');
    text.lines().filter(|line| is_row(line)).take(2).count() == 2
}

/// What stands between the beginning and the end of each table, and where it begins.
fn tables(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find("\\begin{")? + "\\begin{".len();
            at = start;
            let Some(name) = text.get(start..)?.split('}').next() else { continue };
            if !ENVIRONMENTS.contains(&name) {
                continue;
            }
            let body = start + name.len() + 1;
            let end = format!("\\end{{{name}}}");
            let rest = text.get(body..)?;
            let length = rest.find(&end).unwrap_or(rest.len());
            at = body + length;
            let mut inner = rest.get(..length)?;
            // The width of some, and the kinds of columns; both may follow a place in brackets.
            for _ in 0..if matches!(name, "tabular*" | "tabularx") { 2 } else { 1 } {
                inner = skip_option(inner.trim_start());
                inner = argument(inner).map_or(inner, |(_, after)| after);
            }
            return Some((start, inner));
        }
    })
}

pub(super) fn read(text: &str) -> Vec<Grid> {
    let mut left = limits::CELLS;
    let found: Vec<Grid> =
        tables(text).take(limits::TABLES).map(|(at, body)| table(body, caption(text, at), &mut left)).collect();
    if found.is_empty() { vec![table(text, String::new(), &mut left)] } else { found }
}

/// The caption before a table, if it stands near.
fn caption(text: &str, at: usize) -> String {
    let mut from = at.saturating_sub(limits::CELL);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..at).unwrap_or_default();
    let caption = before.rsplit_once("\\caption").filter(|(_, after)| !after.contains("\\end{table"));
    caption.and_then(|(_, after)| argument(skip_option(after))).map(|(caption, _)| plain(caption)).unwrap_or_default()
}

fn table(body: &str, caption: String, left: &mut usize) -> Grid {
    let mut grid = Grid { caption, ..Grid::default() };
    let mut spans = Spans::default();
    for row in rows(body) {
        let cells: Vec<(String, usize, usize)> =
            row.into_iter().take(limits::COLUMNS + 1).map(|raw| cell(beginning(raw.trim()))).collect();
        let is_blank = cells.iter().all(|(text, columns, _)| text.is_empty() && *columns == 1);
        if is_blank && cells.len() < 2 {
            continue;
        }
        let row = under(&mut spans, cells);
        grid.push(row, left);
        if grid.cut {
            break;
        }
    }
    grid
}

/// A row with the cells that reach down into it: LaTeX leaves their places empty.
fn under(spans: &mut Spans, cells: Vec<(String, usize, usize)>) -> Vec<String> {
    let above = std::mem::take(spans);
    let mut row = Vec::new();
    let mut below = Vec::new();
    for (text, columns, rows) in cells {
        for _ in 0..columns.clamp(1, limits::SPAN).min(limits::COLUMNS) {
            match above.at(row.len()) {
                Some((left, held)) if text.is_empty() => {
                    below.push((left - 1, held.to_owned()));
                    row.push(held.to_owned());
                }
                _ => {
                    below.push((rows.clamp(1, limits::SPAN) - 1, text.clone()));
                    row.push(text.clone());
                }
            }
        }
        if row.len() > limits::COLUMNS {
            break;
        }
    }
    spans.set(below);
    row
}

/// The raw cells of each row: between `&` and `\\` that stand in no braces, without comments.
fn rows(body: &str) -> Vec<Vec<&str>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let bytes = body.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => {
                let is_end = bytes.get(at + 1) == Some(&b'\\');
                if is_end && depth == 0 {
                    row.push(body.get(start..at).unwrap_or_default());
                    rows.push(std::mem::take(&mut row));
                    start = at + 2;
                    // `\\[2pt]` is a row with more room below it.
                    let rest = body.get(start..).unwrap_or_default();
                    if let Some((room, _)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
                        && room.len() < 12
                        && room.ends_with(|c: char| c.is_ascii_alphabetic())
                    {
                        start += room.len() + 2;
                    }
                    at = start - 2;
                }
                at += 1;
            }
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'&' if depth == 0 => {
                row.push(body.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            b'%' => {
                // A comment ends with its line. What stands before it in the cell is looked at as a whole later.
                let line = body.get(at..).and_then(|rest| rest.find('\n')).map_or(bytes.len(), |end| at + end);
                if body.get(start..at).is_some_and(|before| before.trim().is_empty()) {
                    start = line;
                }
                at = line;
            }
            _ => {}
        }
        at += 1;
    }
    row.push(body.get(start..).unwrap_or_default());
    if row.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push(row);
    }
    rows
}

/// The text of a cell, and how many columns and rows it takes.
fn cell(raw: &str) -> (String, usize, usize) {
    let (mut columns, mut rows) = (1, 1);
    let mut text = raw;
    // `\multicolumn{3}{c}{\multirow{2}{*}{VSI}}`, in either order, perhaps after a rule.
    for _ in 0..2 {
        let merged = [("\\multicolumn", true), ("\\multirow", false)].into_iter().find_map(|(command, is_columns)| {
            let (before, after) = text.split_once(command)?;
            if !plain(before).is_empty() {
                return None;
            }
            let (count, after) = argument(skip_option(after.trim_start()))?;
            let (_, after) = argument(skip_option(after.trim_start()))?;
            let (inner, _) = argument(skip_option(after.trim_start()))?;
            Some((is_columns, count.trim().trim_start_matches('-').parse::<usize>().ok()?, inner))
        });
        let Some((is_columns, count, inner)) = merged else { break };
        *if is_columns { &mut columns } else { &mut rows } = count;
        text = inner;
    }
    (plain(text), columns, rows)
}

/// The inside of the braces that a text begins with, and what follows them.
fn argument(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' if !escaped => depth += 1,
            b'}' if !escaped => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some((text.get(1..at)?, text.get(at + 1..)?));
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// The text behind an argument in brackets.
fn skip_option(text: &str) -> &str {
    match text.trim_start().strip_prefix(['[', '(']) {
        Some(rest) => rest.split_once([']', ')']).map_or("", |(_, after)| after),
        None => text,
    }
}

/// The text of a cell without commands.
pub(super) fn plain(raw: &str) -> String {
    let mut out = String::new();
    write(beginning(raw), &mut out, limits::DEPTH);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write(raw: &str, out: &mut String, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '\\' => command(after, out, depth),
            '{' | '}' | '$' => after,
            '~' => {
                out.push(' ');
                after
            }
            '%' => after.split_once('\n').map_or("", |(_, after)| after),
            // A footnote mark; or, below the line, what stands beside a figure.
            '^' => match argument(after) {
                Some((_, after)) => after,
                None => after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
            },
            '_' if after.starts_with('{') => after,
            '-' if after.starts_with("--") => {
                out.push('—');
                after.get(2..).unwrap_or_default()
            }
            '-' if after.starts_with('-') => {
                out.push('–');
                after.get(1..).unwrap_or_default()
            }
            c => {
                out.push(c);
                after
            }
        };
    }
}

/// Writes what a command comes to, whose name follows, and gives what stands behind it.
fn command<'t>(text: &'t str, out: &mut String, depth: usize) -> &'t str {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, after) = text.split_at_checked(length).unwrap_or((text, ""));
    if name.is_empty() {
        // `\%`, `\&`; `\,` and `\\` are blanks.
        let Some(c) = after.chars().next() else { return "" };
        out.push(if matches!(c, ',' | ';' | ':' | '!' | '\\' | ' ' | '/' | '@') { ' ' } else { c });
        return after.get(c.len_utf8()..).unwrap_or_default();
    }
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
        out.push_str(sign);
        let after = after.strip_prefix("{}").unwrap_or(after);
        return after.strip_prefix(' ').unwrap_or(after);
    }
    let mut after = after.strip_prefix('*').unwrap_or(after);
    if let Some((_, count)) = EMPTY.iter().find(|(known, _)| *known == name) {
        if after.trim_start().starts_with(['[', '(']) {
            after = skip_option(after);
        }
        for _ in 0..*count {
            after = argument(skip_option(after)).map_or(after, |(_, after)| after);
        }
        return after;
    }
    let before = WRAPPERS.iter().find(|(known, _)| *known == name).map(|(_, before)| *before);
    for _ in 0..before.unwrap_or(0) {
        after = argument(skip_option(after)).map_or(after, |(_, after)| after);
    }
    // Of any other command the arguments are the text: `\textbf{38.5}`, `\makecell{a \\ b}`.
    match argument(skip_option(after)) {
        Some((inner, after)) => {
            write(inner, out, depth);
            after
        }
        None => after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_cells_are_read() {
        for (raw, text) in [
            (r"\textbf{38.5}", "38.5"),
            (r"\underline{\textbf{38.5}}", "38.5"),
            (r"{\bf 38.5}", "38.5"),
            (r"\cellcolor[HTML]{EFEFEF}\textbf{38.5}$^{\dagger}$", "38.5"),
            (r"\cellcolor{blue!10}38.5", "38.5"),
            (r"\textcolor{red}{38.5}", "38.5"),
            (r"$38.5_{\pm 0.4}$", "38.5±0.4"),
            (r"38.5 $\pm$ 0.4", "38.5 ± 0.4"),
            (r"38.5\%", "38.5%"),
            (r"38.5~\cite{probe2025}", "38.5"),
            (r"\phantom{0}8.5", "8.5"),
            (r"--", "–"),
            (r"---", "—"),
            (r"\textsc{Probe}-7B~\citep[see][]{p}", "Probe-7B"),
            (r"\makecell{Obj. \\ Count}", "Obj. Count"),
            (r"a\_b \& c\textbackslash{}d", r"a_b & c\d"),
            (r"\num{38.5} % a remark", "38.5"),
            (r"\rotatebox{90}{Room Size}", "Room Size"),
            (r"VSI $\uparrow$", "VSI ↑"),
        ] {
            assert_eq!(plain(raw), text, "{raw}");
        }
    }
}

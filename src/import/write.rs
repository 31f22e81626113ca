//! Writes what was found as a score file in the named form.

use super::found::{Entry, Found};
use crate::document::{Catalog, plain_scalar, safe_line, slug};

/// Why nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// The model has no name.
    NoName,
    /// It has no score that is certain.
    NoScore,
}

impl std::fmt::Display for Unwritten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoName => "the model has no name",
            Self::NoScore => "there is no score that is certain",
        })
    }
}

/// The score file of a model as it is with its corrections, with a comment for each benchmark that says where its scores are from.
///
/// # Errors
///
/// If it has no name or no score.
pub fn write(found: &Found, catalog: &Catalog) -> Result<String, Unwritten> {
    let name = found.model.as_deref().map(str::trim).filter(|name| !name.is_empty()).ok_or(Unwritten::NoName)?;
    let (settled, _) = found.settle(catalog);
    if settled.is_empty() {
        return Err(Unwritten::NoScore);
    }
    let mut text = format!("---\nname: {}\n", plain_scalar(name));
    if let Some(code) = found.code.as_deref().map(slug).filter(|code| !code.is_empty()) {
        text.push_str(&format!("code: {}\n", plain_scalar(&code)));
    }
    if let Some(author) = &found.author {
        text.push_str(&format!("author: [{}]\n", plain_scalar(author)));
    }
    text.push_str("score:\n  benchmark:\n");
    for (index, benchmark) in catalog.benchmarks.iter().enumerate() {
        let of: Vec<_> = settled.iter().filter(|of| of.benchmark == index).collect();
        if of.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "    {}:  # {}\n",
            plain_scalar(&benchmark.code),
            origin(found, of.iter().flat_map(|of| &of.entries))
        ));
        text.push_str("      columns:\n");
        for settled in &of {
            let column = benchmark.columns.get(settled.column).map_or("", String::as_str);
            let notes: Vec<&str> = settled.entries.iter().filter_map(|entry| entry.note.as_deref()).collect();
            let notes = if notes.is_empty() { String::new() } else { format!("  # {}", safe_line(&notes.join("; "))) };
            text.push_str(&format!("        {}: {}{notes}\n", plain_scalar(column), settled.score));
        }
        let items: Vec<(usize, u32)> =
            of.iter().filter_map(|of| Some((of.column, of.entries.iter().find_map(|entry| entry.items)?))).collect();
        match items.as_slice() {
            [] => {}
            [(column, count)] if *column == benchmark.total => text.push_str(&format!("      samples: {count}\n")),
            items => {
                text.push_str("      samples:\n");
                for (column, count) in items {
                    let column = benchmark.columns.get(*column).map_or("", String::as_str);
                    text.push_str(&format!("        {}: {count}\n", plain_scalar(column)));
                }
            }
        }
    }
    text.push_str("---\n");
    Ok(text)
}

/// The files that figures are from, their format and when they were measured.
fn origin<'e>(found: &Found, entries: impl Iterator<Item = &'e &'e Entry>) -> String {
    let (mut runs, mut dates): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for entry in entries {
        let run = super::path::brief(&entry.run);
        if !runs.contains(&run) {
            runs.push(run);
        }
        if let Some(date) = entry.date.as_deref().filter(|date| !dates.contains(date)) {
            dates.push(date);
        }
    }
    let dates = if dates.is_empty() { String::new() } else { format!(", {}", dates.join(" and ")) };
    safe_line(&format!("from {} ({}){dates}", runs.join(", "), found.kind.name()))
}

//! The page's budgets, and what of the built page counts towards its size.

use anyhow::{Result, bail};

use crate::site::Site;

/// Bytes to the first table, everything included, as they are sent.
pub(crate) const FIRST_TABLE_BYTES: u64 = 300_000;
/// Bytes of the whole page, program and data included, as they are sent. A visitor reads the first table while these
/// arrive; the ceiling is here so that they do not creep up. It was 860,000 with 49 models: 104 models take 9,000 more, the rest is
/// what reads and fixes files as authors write them (JSON, several models, decimal commas, encodings, levels left out, fractions)
/// and what keeps a visitor's files whatever happens; erasing the types of components took a tenth off again. From 1,000,000 it went up
/// by what a visitor sees of it: the workspace with its editor and its fixes for all files at once, the pages of benchmarks and of how ranks are made,
/// suggestions and commands, the tray, intervals in the table. From 1,150,000 it went up by rank ranges in every export, six rules and
/// weights for the JavaScript function, removals that are undone as a whole, and the choice of a file's encoding. From 1,160,000 it went
/// up by how far to trust a rank: the possible ranks of each model, who could be first, verdicts on pairs of models, what five other
/// rules make of a rank. From 1,180,000 it went up by what keeps a visitor's files: every version that another tab or a file of the same name
/// replaced can be gone back to, late writes are known again, files of a link are kept or removed at once, several addresses are asked about in
/// one question, words that hold no scores make no file, skipped files are named. From 1,195,000 it went up by what the board says and
/// does: why a benchmark counts or cannot be left out, previews told apart in the headline, the focus that follows suggestions and the back
/// button, totals of other parts marked in the comparison. From 1,200,000 it went up
/// by how a board is ranked: the rule and the weights on the page, “Comparable only” for averages and totals of other parts, what other rules
/// say as a column, marks of other parts in exports and below charts, impossible scores as findings, how far a model's ranks hold; by what
/// is under way when a page is left; and most, by results in formats of others: the page reads the files of four evaluation tools, model cards,
/// Every Eval Ever and tables, has them confirmed and corrected before they count, and publishes scores in three formats. A program in parts
/// will take all but the board out of the first load.
pub(crate) const PAGE_BYTES: u64 = 1_425_000;
/// Requests to the first table.
pub(crate) const FIRST_TABLE_REQUESTS: f64 = 8.0;
/// Time to the first table, against an empty Leptos page in the same run.
pub(crate) const FIRST_TABLE_RATIO: f64 = 1.5;
/// Milliseconds from a change of sort, filter or lens to the next frame, with 150 models.
pub(crate) const CHANGE_150_MS: f64 = 16.0;
/// The same with 10,000 models.
pub(crate) const CHANGE_10000_MS: f64 = 50.0;
/// Milliseconds to draw a chart of 150 models anew.
pub(crate) const REDRAW_150_MS: f64 = 8.0;
/// Milliseconds to draw a chart of 10,000 points anew.
pub(crate) const REDRAW_10000_MS: f64 = 33.0;
/// Milliseconds from a pause in typing to the table that follows it.
pub(crate) const TYPING_MS: f64 = 100.0;
/// Milliseconds from dropping an archive of 10,000 files to all of them on screen.
pub(crate) const BRINGING_MS: f64 = 10_000.0;
/// Milliseconds that the page stands still at most meanwhile.
pub(crate) const TASK_MS: f64 = 50.0;
/// Throughput of parsing score files in WASM, against the same code native.
pub(crate) const PARSE_RATIO: f64 = 0.5;
/// Bytes that the page's JavaScript heap grows by while views change 500 times, and 500 files are brought and removed. What a
/// collection happens to leave is less than this; a kibibyte that each change or file leaves is as much.
pub(crate) const HEAP_GROWTH_BYTES: f64 = 1_048_576.0;
/// The same for the memory of the program, in the page and in its reader together.
pub(crate) const WASM_GROWTH_BYTES: f64 = 1_048_576.0;
/// Requests after the page has loaded.
pub(crate) const LATER_REQUESTS: f64 = 0.0;

/// The endings of the files that a browser fetches.
const FETCHED: [&str; 5] = [".html", ".css", ".js", ".wasm", ".bin"];

/// What of these a browser fetches only after it has painted the first table, which is in the document itself, or last of all
/// and without waiting for it, as a style sheet for paper.
const AFTER_FIRST_TABLE: [&str; 4] = ["arena-explorer.js", ".wasm", ".bin", "print.css"];

/// What of these a browser fetches only if a visitor asks what a benchmark or a capability is.
const ON_DEMAND: [&str; 1] = ["reference.bin"];

/// The files that a browser fetches, with the bytes that each takes as it is sent, and whether before the first table.
pub(crate) fn fetched_files(page: &Site) -> Vec<(&str, u64, bool)> {
    page.iter()
        .filter(|(path, _)| FETCHED.iter().any(|ending| path.ends_with(ending)) && !ON_DEMAND.contains(path))
        .map(|(path, asset)| {
            let after = AFTER_FIRST_TABLE.iter().any(|ending| path.ends_with(ending));
            (path, asset.sent_bytes() as u64, !after)
        })
        .collect()
}

/// Prints the size of each file, and fails if they are more than their budgets together.
pub(crate) fn check_size(page: &Site) -> Result<()> {
    let files = fetched_files(page);
    for (path, bytes, _) in &files {
        eprintln!("{bytes:>9} {path}");
    }
    let first: u64 = files.iter().filter(|(.., before)| *before).map(|(_, bytes, _)| bytes).sum();
    let whole: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
    for (what, total, budget) in
        [("to the first table", first, FIRST_TABLE_BYTES), ("of the whole page", whole, PAGE_BYTES)]
    {
        eprintln!("{total:>9} of {budget} bytes {what}, compressed");
        if total > budget {
            bail!("{} bytes too many {what}", total - budget);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that do not get smaller.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn both_budgets_are_held() {
        let mut page = Site::default();
        page.insert("index.html", noise(100)).unwrap();
        page.insert("arena-explorer_bg.wasm", noise(400_000)).unwrap();
        page.insert("catalog.yaml", noise(200_000)).unwrap();
        page.insert("print.css", noise(100)).unwrap();
        let names: Vec<_> = fetched_files(&page).into_iter().map(|(name, _, before)| (name, before)).collect();
        assert_eq!(names, [("arena-explorer_bg.wasm", false), ("index.html", true), ("print.css", false)]);
        assert!(check_size(&page).is_ok());
        page.insert("dataset.bin", noise(usize::try_from(PAGE_BYTES).unwrap() - 400_000)).unwrap();
        assert!(check_size(&page).is_err(), "the whole page is too large");
        page.insert("dataset.bin", noise(100)).unwrap();
        page.insert("index.html", noise(310_000)).unwrap();
        assert!(check_size(&page).is_err(), "so is what the first table needs");
    }
}

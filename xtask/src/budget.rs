//! The page's budgets, and what of the built page counts towards its size.

use anyhow::{Result, bail};

use crate::site::Site;

/// Bytes to the first table, everything included, as they are sent.
pub(crate) const FIRST_TABLE_BYTES: u64 = 300_000;
/// Requests to the first table.
pub(crate) const FIRST_TABLE_REQUESTS: f64 = 8.0;
/// Time to the first table, against an empty Leptos page in the same run.
pub(crate) const FIRST_TABLE_RATIO: f64 = 1.5;
/// Milliseconds from a change of sort, filter or lens to the next frame, with 150 models.
pub(crate) const CHANGE_150_MS: f64 = 16.0;
/// The same with 10,000 models.
pub(crate) const CHANGE_10000_MS: f64 = 50.0;
/// Throughput of parsing score files in WASM, against the same code native.
pub(crate) const PARSE_RATIO: f64 = 0.5;
/// Requests after the page has loaded.
pub(crate) const LATER_REQUESTS: f64 = 0.0;

/// The endings of the files that a browser fetches before it shows the first table.
const FIRST_TABLE_FILES: [&str; 5] = [".html", ".css", ".js", ".wasm", ".bin"];

/// The files needed to the first table, with the bytes that each takes as it is sent.
pub(crate) fn first_table_files(page: &Site) -> Vec<(&str, u64)> {
    page.iter()
        .filter(|(path, _)| FIRST_TABLE_FILES.iter().any(|ending| path.ends_with(ending)))
        .map(|(path, asset)| (path, asset.sent_bytes() as u64))
        .collect()
}

/// Prints the size of each file, and fails if they are more than the budget together.
pub(crate) fn check_size(page: &Site) -> Result<()> {
    let files = first_table_files(page);
    let total: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    for (path, bytes) in &files {
        eprintln!("{bytes:>9} {path}");
    }
    eprintln!("{total:>9} of {FIRST_TABLE_BYTES} bytes to the first table, compressed");
    if total > FIRST_TABLE_BYTES {
        bail!("the page is {} bytes over its budget", total - FIRST_TABLE_BYTES);
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
    fn only_what_the_first_table_needs_counts() {
        let mut page = Site::default();
        page.insert("index.html", noise(100)).unwrap();
        page.insert("app.wasm", noise(200_000)).unwrap();
        page.insert("catalog.yaml", noise(200_000)).unwrap();
        let names: Vec<&str> = first_table_files(&page).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["app.wasm", "index.html"]);
        assert!(check_size(&page).is_ok());
        page.insert("dataset.bin", noise(100_000)).unwrap();
        assert!(check_size(&page).is_err());
    }
}

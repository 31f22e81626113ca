//! The paths inside an archive: which are safe to name, and what a file is by its ending.

use super::limits;
use super::refusal::Refusal;

/// What a file is taken for by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It may be a score file.
    ScoreFile,
    /// It may hold results that a score file can be made of: a table, or the items of a run.
    Results,
    /// It is a ZIP archive.
    Archive,
    /// It is none of these.
    Other,
}

/// What a path leads to, by its ending.
#[must_use]
pub fn ending(path: &str) -> Ending {
    let is = |known: &[&str]| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        known.iter().any(|known| ending.eq_ignore_ascii_case(known))
    };
    if is(&["md", "markdown", "yaml", "yml", "txt", "json"]) {
        Ending::ScoreFile
    } else if is(&["csv", "tsv", "tex", "html", "htm", "jsonl"]) {
        Ending::Results
    } else if is(&["zip"]) {
        Ending::Archive
    } else {
        Ending::Other
    }
}

/// The path as text with `/` between its parts. Nothing is ever written to it; but an archive whose paths lead elsewhere
/// was made to do harm, and what it holds is not to be trusted either.
pub(super) fn checked(bytes: &[u8]) -> Result<String, Refusal> {
    if bytes.len() > limits::PATH {
        return Err(Refusal::LongPath { limit: limits::PATH });
    }
    let path = String::from_utf8_lossy(bytes).replace('\\', "/");
    let drive = path.split_once(':').is_some_and(|(drive, _)| drive.len() == 1);
    if path.starts_with('/') || drive || path.split('/').any(|part| part == "..") {
        return Err(Refusal::LeadsOut { path });
    }
    Ok(path)
}

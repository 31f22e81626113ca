//! What the command line writes: to the terminal, where nothing from a file may act as a command, and into files, which are
//! there as a whole or not at all.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::document::{Finding, is_unprintable};

/// A text of lines that a terminal only shows: control characters, escape sequences and what changes the direction of text
/// stand there as their numbers.
pub(super) fn inert(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c.escape_unicode().to_string())
}

/// The same for JSON, in JSON's own way of writing such characters: it reads back as the same document.
pub(super) fn inert_json(json: &str) -> Cow<'_, str> {
    escaped(json, |c| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect())
}

fn escaped(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    let acts = |c: char| c != '\n' && is_unprintable(c);
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if acts(c) { escape(c) } else { c.to_string() }).collect::<String>().into()
}

/// A file that is to be written.
pub(super) struct Output {
    /// As it was asked for.
    asked: PathBuf,
    /// Where it will be, links resolved.
    place: PathBuf,
}

impl Output {
    /// Finds out where a file is to be written, and makes the folder that it stands in.
    ///
    /// # Errors
    ///
    /// If there is something that is no file, or the folder cannot be made.
    pub(super) fn at(path: &Path) -> Result<Self, String> {
        let said = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        let place = match fs::canonicalize(path) {
            Ok(place) if !place.is_file() => return Err(format!("{} is there and is no file", path.display())),
            Ok(place) => place,
            Err(_) => fs::canonicalize(folder).map_err(said)?.join(path.file_name().unwrap_or_default()),
        };
        Ok(Self { asked: path.to_path_buf(), place })
    }

    /// Refuses to be written over one of the inputs.
    ///
    /// # Errors
    ///
    /// If it would be.
    pub(super) fn spare(&self, inputs: &HashSet<PathBuf>) -> Result<(), String> {
        if inputs.contains(&self.place) {
            return Err(format!("{} is one of the files to read; write to another one", self.asked.display()));
        }
        Ok(())
    }
}

/// Writes texts under their names into a folder and prints the paths of the files; without a folder the texts themselves. None of
/// `inputs` is written over.
///
/// # Errors
///
/// If one would be, two have one name, or a file cannot be written.
pub(super) fn write_or_print(
    texts: &[(String, String)],
    folder: Option<&Path>,
    inputs: &HashSet<PathBuf>,
) -> Result<(), Failure> {
    let Some(folder) = folder else {
        return Ok(texts.iter().try_for_each(|(_, text)| print(text))?);
    };
    let outputs = texts.iter().map(|(name, _)| Output::at(&folder.join(name))).collect::<Result<Vec<_>, _>>()?;
    outputs.iter().try_for_each(|output| output.spare(inputs))?;
    let contents = texts.iter().map(|(_, text)| text.as_bytes());
    write(&outputs.into_iter().zip(contents).collect::<Vec<_>>())?;
    texts.iter().try_for_each(|(name, _)| print(&format!("{}\n", folder.join(name).display())))?;
    Ok(())
}

/// Says something about what was read or written, on standard error.
pub(super) fn say(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stderr(), "{}", inert(text))
}

/// Writes files: first all of them beside their places, then each in its place. Nobody ever sees half of one.
///
/// # Errors
///
/// If two have the same place, or one cannot be written; all are then as they were, unless it was the last step that failed.
pub(super) fn write(outputs: &[(Output, &[u8])]) -> Result<(), String> {
    let mut places = HashSet::new();
    if let Some((twice, _)) = outputs.iter().find(|(output, _)| !places.insert(&output.place)) {
        return Err(format!("{} is asked for twice; name two files", twice.asked.display()));
    }
    let mut beside = Vec::new();
    let written = outputs.iter().try_for_each(|(output, bytes)| {
        let said = |error: std::io::Error| format!("cannot write {}: {error}", output.asked.display());
        let name = output.place.file_name().unwrap_or_default().to_string_lossy();
        let path = output.place.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let mut file = File::create_new(&path).map_err(said)?;
        beside.push(path);
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(said)
    });
    let moved = written.and_then(|()| {
        outputs.iter().zip(&beside).try_for_each(|((output, _), path)| {
            let said = |error: std::io::Error| format!("cannot write {}: {error}", output.asked.display());
            fs::rename(path, &output.place).map_err(said)
        })
    });
    if moved.is_err() {
        // What matters is said; those that were moved are not there any more.
        beside.iter().for_each(|path| drop(fs::remove_file(path)));
    }
    moved
}

pub(super) fn print(text: &str) -> std::io::Result<()> {
    std::io::stdout().lock().write_all(inert(text).as_bytes())
}

/// Tells of a finding on standard error.
pub(super) fn report(finding: &Finding) -> std::io::Result<()> {
    write!(std::io::stderr(), "{}", inert(&finding.to_string()))
}

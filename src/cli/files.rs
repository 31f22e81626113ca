//! Finds and reads the files that the command line was given.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::document::{Origin, SourceFile};

/// How a file that was found in a folder is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// By its path as it was reached, for whoever is to open it.
    AsReached,
    /// By its path inside the folder: what is published does not say where the folder was.
    InsideFolder,
}

/// The files named, and those found in the folders named, in path order within each folder.
///
/// # Errors
///
/// If a path does not exist or cannot be read.
pub(super) fn find(paths: &[PathBuf], naming: Naming) -> Result<Vec<SourceFile>, String> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in WalkDir::new(path).sort_by_file_name() {
                let entry = entry.map_err(|e| format!("cannot search {}: {e}", path.display()))?;
                if entry.file_type().is_file() {
                    let inside = entry.path().strip_prefix(path).unwrap_or(entry.path());
                    let name = if naming == Naming::InsideFolder { inside } else { entry.path() };
                    files.push(read(entry.path(), name, Origin::Found)?);
                }
            }
        } else {
            let name =
                if naming == Naming::InsideFolder { path.file_name().map_or(path.as_path(), Path::new) } else { path };
            files.push(read(path, name, Origin::Named)?);
        }
    }
    Ok(files)
}

fn read(path: &Path, name: &Path, origin: Origin) -> Result<SourceFile, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    Ok(SourceFile { path: name.display().to_string(), bytes, origin })
}

/// Writes a file, and makes the folder that it stands in.
///
/// # Errors
///
/// If either cannot be done; the message names the path.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    }
    std::fs::write(path, bytes).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

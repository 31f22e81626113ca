//! Finds and reads the files that the command line was given.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::document::{Origin, SourceFile};

/// The files named, and those found in the folders named, in path order within each folder.
///
/// # Errors
///
/// If a path does not exist or cannot be read.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<SourceFile>, String> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in WalkDir::new(path).sort_by_file_name() {
                let entry = entry.map_err(|e| format!("cannot search {}: {e}", path.display()))?;
                if entry.file_type().is_file() {
                    files.push(read(entry.path(), Origin::Found)?);
                }
            }
        } else {
            files.push(read(path, Origin::Named)?);
        }
    }
    Ok(files)
}

fn read(path: &Path, origin: Origin) -> Result<SourceFile, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    Ok(SourceFile { path: path.display().to_string(), bytes, origin })
}

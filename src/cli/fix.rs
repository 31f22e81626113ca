//! `check --fix`: writes score files with their safe fixes, or prints what it would write.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::document::{Catalog, Origin, SourceFile, as_utf8, fix_all, read_score_file, safe_line, unified_diff};

/// A file and what became of it.
pub(super) struct Outcome {
    /// The file as it is now, or as it would be.
    pub(super) file: SourceFile,
    /// What was done in it, or why it was left, in lines; empty where there was nothing to do.
    pub(super) said: String,
    /// The changes as a diff; empty if there are none.
    pub(super) diff: String,
    /// Whether there was something to fix that could not be written.
    pub(super) failed: bool,
}

/// Fixes a file that was found under one of `roots`. With `dry_run` nothing is written.
pub(super) fn fix(file: SourceFile, roots: &[PathBuf], catalog: &Catalog, dry_run: bool) -> Outcome {
    let left = |file: SourceFile, said: String| Outcome { file, failed: !said.is_empty(), said, diff: String::new() };
    if file.origin == Origin::Found && read_score_file(&file, catalog).skipped {
        return left(file, String::new());
    }
    let Ok(text) = String::from_utf8(as_utf8(file.bytes.clone())) else { return left(file, String::new()) };
    let fixed = fix_all(&file.path, &text, catalog);
    let mut done = fixed.done;
    if text.as_bytes() != file.bytes {
        // Other files are in UTF-16 for a reason: what is no score file is left as it is.
        let after = SourceFile { bytes: fixed.text.clone().into_bytes(), ..file.clone() };
        if read_score_file(&after, catalog).models().next().is_none() {
            return left(file, String::new());
        }
        let what = if done.is_empty() { ", text unchanged" } else { "" };
        done.insert(0, format!("line 1: Write it in UTF-8: UTF-16 → UTF-8{what}"));
    }
    if done.is_empty() {
        return left(file, String::new());
    }
    let path = safe_line(&file.path);
    let written = if dry_run { Ok(()) } else { write_back(Path::new(&file.path), &file.bytes, &fixed.text, roots) };
    match written {
        Err(why) => left(file, format!("{path}: not fixed: {}\n", safe_line(&why))),
        Ok(()) => {
            let said = done.iter().map(|done| format!("{path}: {}\n", safe_line(done))).collect();
            let diff = unified_diff(&file.path, &text, &fixed.text);
            Outcome { file: SourceFile { bytes: fixed.text.into_bytes(), ..file }, said, diff, failed: false }
        }
    }
}

/// Writes a file anew that had `read` in it when it was read: first beside it, then in its place.
///
/// # Errors
///
/// If it is another file by now, or one outside of the folders named, or cannot be written. It is then as it was.
fn write_back(path: &Path, read: &[u8], text: &str, roots: &[PathBuf]) -> Result<(), String> {
    let said = |what: &'static str| move |error: std::io::Error| format!("{what}: {error}");
    // A link is followed, so that it stays one; where it leads to has to be in the same folder.
    let target = fs::canonicalize(path).map_err(said("cannot find it"))?;
    let is_inside = |root: &PathBuf| {
        let folder = if root.is_dir() { root.as_path() } else { root.parent().unwrap_or(root) };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        path.starts_with(root) && fs::canonicalize(folder).is_ok_and(|folder| target.starts_with(folder))
    };
    if !roots.iter().any(is_inside) {
        let is_named = roots.iter().any(|root| root == path);
        return Err(if is_named {
            format!("it is a link to {}; name that file", target.display())
        } else {
            "it is a link to a file outside of the folder".to_owned()
        });
    }
    let folder = target.parent().ok_or("it stands in no folder")?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let about = fs::metadata(&target).map_err(said("cannot look at it"))?;
    if about.permissions().readonly() {
        return Err("it is write-protected".to_owned());
    }
    if names(&about) > 1 {
        return Err("it has several names (hard links), and the others would keep the old text".to_owned());
    }
    let file = fs::File::create_new(&beside).map_err(said("cannot write beside it"))?;
    let written = (|| {
        (&file).write_all(text.as_bytes()).map_err(said("cannot write beside it"))?;
        // The owner first: a new owner takes rights away.
        keep_owner(&file, &about).map_err(said("cannot keep its owner"))?;
        file.set_permissions(about.permissions()).map_err(said("cannot write beside it"))?;
        file.sync_all().map_err(said("cannot write beside it"))?;
        if fs::read(&target).map_err(said("cannot read it again"))? != read {
            return Err("it was changed meanwhile".to_owned());
        }
        fs::rename(&beside, &target).map_err(said("cannot replace it"))
    })();
    if written.is_err() {
        // What matters is said already.
        drop(fs::remove_file(&beside));
    }
    written
}

/// By how many names a file can be reached in its file system.
#[cfg(unix)]
fn names(about: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(about)
}

#[cfg(not(unix))]
fn names(_: &fs::Metadata) -> u64 {
    1
}

/// Gives a new file the owner and the group of another one.
#[cfg(unix)]
fn keep_owner(file: &fs::File, about: &fs::Metadata) -> std::io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = file.metadata()?;
    if (now.uid(), now.gid()) == (about.uid(), about.gid()) {
        return Ok(());
    }
    fchown(file, Some(about.uid()), Some(about.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &fs::Metadata) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that meets nothing fails, as it should")]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_there_before_is_not_removed() {
        let folder = std::env::temp_dir().join(format!("arena-explorer-fix-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("model.md");
        let beside = folder.join(format!(".model.md.{}.tmp", std::process::id()));
        fs::write(&file, "old").unwrap();
        fs::write(&beside, "of somebody else").unwrap();
        let written = write_back(&file, b"old", "new", std::slice::from_ref(&folder));
        assert!(written.unwrap_err().starts_with("cannot write beside it"));
        assert_eq!(fs::read(&beside).unwrap(), b"of somebody else");
        assert_eq!(fs::read(&file).unwrap(), b"old");
        fs::remove_dir_all(&folder).unwrap();
    }
}

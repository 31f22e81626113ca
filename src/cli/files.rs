//! Finds and reads the files that the command line was given. Type, name and size are looked at before a file is opened.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::archive::{Ending, ending};
use crate::document::{Finding, Kind, LARGEST_FILE, Origin, SourceFile};

/// How a file that was found in a folder is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// By its path as it was reached, for whoever is to open it.
    AsReached,
    /// By its path inside the folder: what is published does not say where the folder was.
    InsideFolder,
}

/// What stands below some paths.
#[derive(Default)]
pub(super) struct Found {
    /// The files, in path order within each folder. Those whose name says that they are no score files come without content.
    pub(super) files: Vec<SourceFile>,
    /// One for each file or folder that could not be read.
    pub(super) unreadable: Vec<Finding>,
    /// Where the files are, links resolved.
    pub(super) places: HashSet<PathBuf>,
}

/// The files named, and those found in the folders named. Links are followed, but no file is read twice. What cannot be read
/// is a finding, and the rest goes on.
pub(super) fn find(paths: &[PathBuf], naming: Naming) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            found.add_folder(path, naming);
        } else {
            let name = path.file_name().filter(|_| naming == Naming::InsideFolder).map_or(path.as_path(), Path::new);
            found.add(path, name, Origin::Named);
        }
    }
    found
}

impl Found {
    fn add_folder(&mut self, folder: &Path, naming: Naming) {
        let name = |path: &Path| {
            let inside = path.strip_prefix(folder).unwrap_or(path);
            if naming == Naming::InsideFolder { inside.to_path_buf() } else { path.to_path_buf() }
        };
        let mut entries = Vec::new();
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            match entry {
                Ok(entry) if !entry.file_type().is_dir() => entries.push(entry.into_path()),
                Ok(_) => {}
                // A link to a folder that it stands in: all that is in there is found anyway.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder);
                    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    // Below a link it may be met again.
                    let parent = path.parent().and_then(|parent| fs::canonicalize(parent).ok()).unwrap_or_default();
                    if is_wanted(path) && self.places.insert(parent.join(path.file_name().unwrap_or_default())) {
                        self.refuse(Kind::Unreadable { reason }, &name(path));
                    }
                }
            }
        }
        // A file that stands in the folder itself is called by that, and not by a link to it.
        let real = |path: &Path| fs::canonicalize(path).ok();
        let top = real(folder).unwrap_or_default();
        let stands_there = |path: &PathBuf| {
            path.strip_prefix(folder).is_ok_and(|inside| real(path).is_some_and(|real| real == top.join(inside)))
        };
        let (standing, linked): (Vec<_>, Vec<_>) = entries.into_iter().partition(stands_there);
        let first = self.files.len();
        for path in standing.into_iter().chain(linked) {
            self.add(&path, &name(&path), Origin::Found);
        }
        if let Some(added) = self.files.get_mut(first..) {
            added.sort_by(|a, b| Path::new(&a.path).cmp(Path::new(&b.path)));
        }
    }

    fn add(&mut self, path: &Path, name: &Path, origin: Origin) {
        let file = |bytes| SourceFile { path: name.display().to_string(), bytes, origin };
        if let Ok(place) = fs::canonicalize(path)
            && !self.places.insert(place)
        {
            return;
        }
        if origin == Origin::Found && ending(&name.to_string_lossy()) != Ending::ScoreFile {
            self.files.push(file(Vec::new()));
            return;
        }
        match read(path, LARGEST_FILE) {
            Ok(bytes) => self.files.push(file(bytes)),
            Err(Kind::TooLarge { .. }) if origin == Origin::Found => self.files.push(file(Vec::new())),
            Err(kind) => self.refuse(kind, name),
        }
    }

    fn refuse(&mut self, kind: Kind, name: &Path) {
        self.unreadable.push(Finding::of_file(kind, &name.display().to_string()));
    }
}

/// Whether something that cannot be read would have been: a score file by its name, or a folder.
fn is_wanted(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Editors leave links like `.#name.md` that lead nowhere.
    !name.starts_with(".#") && (ending(&name) == Ending::ScoreFile || path.extension().is_none())
}

/// The content of a file of at most so many bytes. Nothing else is opened: a pipe would never end, a device never begin.
///
/// # Errors
///
/// If it is larger, is no file, or cannot be read.
pub(super) fn read(path: &Path, largest: usize) -> Result<Vec<u8>, Kind> {
    let unreadable = |error: std::io::Error| Kind::Unreadable { reason: error.to_string() };
    let about = fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        let what = if about.is_dir() { "a folder" } else { "a pipe or a device" };
        return Err(Kind::Unreadable { reason: format!("it is {what}, not a file") });
    }
    let too_large = |bytes: usize| Kind::TooLarge { bytes, limit: largest };
    if about.len() > largest as u64 {
        return Err(too_large(usize::try_from(about.len()).unwrap_or(usize::MAX)));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    // One that grows meanwhile, or does not know its own size.
    file.take(largest as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > largest { Err(too_large(bytes.len())) } else { Ok(bytes) }
}

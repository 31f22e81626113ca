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
    let Listing { files, unreadable, places } = list(paths, naming, |path| ending_of(path) == Ending::ScoreFile);
    let mut found = Found { files: Vec::new(), unreadable, places };
    files.iter().for_each(|file| found.read(file));
    found
}

/// A file that was found and not read yet.
pub(super) struct Listed {
    pub(super) path: PathBuf,
    /// How it is called.
    pub(super) name: String,
    /// Whether it was named, or found in a folder.
    pub(super) origin: Origin,
}

/// What stands below some paths, not read yet.
#[derive(Default)]
pub(super) struct Listing {
    /// The files, in path order within each folder.
    pub(super) files: Vec<Listed>,
    /// One for each file or folder that could not be reached and is wanted.
    pub(super) unreadable: Vec<Finding>,
    /// Where the files are, links resolved.
    pub(super) places: HashSet<PathBuf>,
}

/// The files named, and those found in the folders named. Links are followed, but no file is listed twice. `is_wanted` tells by its path
/// whether a file that cannot be reached would have been read.
pub(super) fn list(paths: &[PathBuf], naming: Naming, is_wanted: fn(&Path) -> bool) -> Listing {
    let mut listing = Listing::default();
    for path in paths {
        if path.is_dir() {
            listing.add_folder(path, naming, is_wanted);
        } else {
            let name = path.file_name().filter(|_| naming == Naming::InsideFolder).map_or(path.as_path(), Path::new);
            listing.add(path, name, Origin::Named);
        }
    }
    listing
}

impl Listing {
    fn add_folder(&mut self, folder: &Path, naming: Naming, is_wanted: fn(&Path) -> bool) {
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
                    if could_be_wanted(path, is_wanted)
                        && self.places.insert(parent.join(path.file_name().unwrap_or_default()))
                    {
                        let name = name(path).display().to_string();
                        self.unreadable.push(Finding::of_file(Kind::Unreadable { reason }, &name));
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
            added.sort_by(|a, b| Path::new(&a.name).cmp(Path::new(&b.name)));
        }
    }

    fn add(&mut self, path: &Path, name: &Path, origin: Origin) {
        let is_new = fs::canonicalize(path).map_or(true, |place| self.places.insert(place));
        if is_new {
            self.files.push(Listed { path: path.to_path_buf(), name: name.display().to_string(), origin });
        }
    }
}

impl Found {
    fn read(&mut self, listed: &Listed) {
        let Listed { path, name, origin } = listed;
        let file = |bytes| SourceFile { path: name.clone(), bytes, origin: *origin };
        if *origin == Origin::Found && ending(name) != Ending::ScoreFile {
            self.files.push(file(Vec::new()));
            return;
        }
        match read(path, LARGEST_FILE) {
            Ok(bytes) => self.files.push(file(bytes)),
            Err(Kind::TooLarge { .. }) if *origin == Origin::Found => self.files.push(file(Vec::new())),
            Err(kind) => self.unreadable.push(Finding::of_file(kind, name)),
        }
    }
}

fn ending_of(path: &Path) -> Ending {
    ending(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// Whether something that cannot be reached would have been read: by its name, or because it is a folder.
fn could_be_wanted(path: &Path, is_wanted: fn(&Path) -> bool) -> bool {
    // Editors leave links like `.#name.md` that lead nowhere.
    let is_lock = path.file_name().unwrap_or_default().to_string_lossy().starts_with(".#");
    !is_lock && (is_wanted(path) || path.extension().is_none())
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

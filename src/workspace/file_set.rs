//! The files of one state of the workspace, in order, each findable by id and by path.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{FileId, FileRecord};

/// The files of a snapshot, in order of arrival, each findable by id and by path.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    files: BTreeMap<FileId, Arc<FileRecord>>,
    id_of: HashMap<String, FileId>,
}

impl FileSet {
    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files, in order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = &FileRecord> {
        self.files.values().map(|file| &**file)
    }

    /// A file.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&FileRecord> {
        self.files.get(&id).map(|file| &**file)
    }

    /// The file that is shown under a path.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<&FileRecord> {
        self.get(*self.id_of.get(path)?)
    }

    pub(super) fn put(&mut self, record: FileRecord) {
        self.remove(record.id);
        self.id_of.insert(record.path.clone(), record.id);
        self.files.insert(record.id, Arc::new(record));
    }

    pub(super) fn remove(&mut self, id: FileId) {
        if let Some(file) = self.files.remove(&id)
            && self.id_of.get(&file.path) == Some(&id)
        {
            self.id_of.remove(&file.path);
        }
    }
}

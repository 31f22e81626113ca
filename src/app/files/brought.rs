//! The files that the visitor brought, as the page keeps them: in the order they came, each findable by its path.

use std::collections::HashMap;

use crate::document::SourceFile;

/// Files in the order they came.
#[derive(Default)]
pub(in crate::app) struct Brought {
    files: Vec<SourceFile>,
    place_of: HashMap<String, usize>,
}

impl Brought {
    /// Takes files in, each in the place of an earlier one of its path.
    pub(super) fn take_all(&mut self, files: Vec<SourceFile>) {
        self.files.reserve(files.len());
        self.place_of.reserve(files.len());
        files.into_iter().for_each(|file| self.take(file));
    }

    fn take(&mut self, file: SourceFile) {
        let place = *self.place_of.entry(file.path.clone()).or_insert(self.files.len());
        match self.files.get_mut(place) {
            Some(earlier) => *earlier = file,
            None => self.files.push(file),
        }
    }

    /// Removes a file, if it is there.
    pub(super) fn remove(&mut self, path: &str) {
        if let Some(place) = self.place_of.remove(path) {
            self.files.remove(place);
            self.place_of.values_mut().filter(|later| **later > place).for_each(|later| *later -= 1);
        }
    }

    /// The files.
    pub(in crate::app) fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The place among the files of the one of a path.
    pub(super) fn place(&self, path: &str) -> Option<usize> {
        self.place_of.get(path).copied()
    }

    /// The file of a path.
    pub(in crate::app) fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(self.place(path)?)
    }
}

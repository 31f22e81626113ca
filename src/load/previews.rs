//! The files that a visitor brought, each read once, however often others come and go beside it.

use std::collections::HashMap;

use super::fractions::{self, Percentages};
use super::{Loaded, in_order, passed_over};
use crate::aggregate::audit;
use crate::dataset::Dataset;
use crate::document::{Catalog, Finding, ModelDocument, Origin, SourceFile, as_utf8, read_score_file};

/// A visitor's score files with what reading them gave, in the order they came.
#[derive(Debug, Default)]
pub struct Previews {
    files: Vec<Read>,
    place_of: HashMap<String, usize>,
    bytes: usize,
    passed_over: usize,
}

/// A file that was read. Its content stays for findings that are made later, which quote from it.
#[derive(Debug)]
struct Read {
    file: SourceFile,
    models: Vec<ModelDocument>,
    findings: Vec<Finding>,
}

impl Previews {
    /// Takes a file in. One whose path is here already takes the earlier one's place: it is the fixed version.
    ///
    /// Gives the file as it was kept, or `None` for a [`crate::document::Origin::Found`] file that is no score file, which is
    /// only counted.
    pub fn bring(&mut self, file: SourceFile, catalog: &Catalog) -> Option<&SourceFile> {
        let reading = read_score_file(&file, catalog);
        if reading.skipped {
            self.passed_over += 1;
            return None;
        }
        // What is kept and edited is the text as it was read.
        let file = SourceFile { bytes: as_utf8(file.bytes), ..file };
        self.bytes += file.bytes.len();
        let place = *self.place_of.entry(file.path.clone()).or_insert(self.files.len());
        let findings = reading.findings.clone();
        let read = Read { file, models: reading.models().collect(), findings };
        if let Some(earlier) = self.files.get_mut(place) {
            self.bytes -= earlier.file.bytes.len();
            *earlier = read;
        } else {
            self.files.push(read);
        }
        self.files.get(place).map(|read| &read.file)
    }

    /// The codes of the models in a file, in order; none if it cannot be read as a score file.
    #[must_use]
    pub fn codes(file: &SourceFile, catalog: &Catalog) -> Vec<String> {
        read_score_file(file, catalog).models().map(|model| model.code).collect()
    }

    /// The codes of the models in the file of a path, in order.
    #[must_use]
    pub fn codes_of(&self, path: &str) -> Vec<String> {
        let read = self.place_of.get(path).and_then(|place| self.files.get(*place));
        read.into_iter().flat_map(|read| &read.models).map(|model| model.code.clone()).collect()
    }

    /// Gives a file another path, which nobody has; it keeps its place. How a file is read depends on its ending, so it is read
    /// anew, as one that the visitor names.
    pub fn rename(&mut self, path: &str, to: &str, catalog: &Catalog) {
        let Some(place) = self.place_of.remove(path) else { return };
        self.place_of.insert(to.to_owned(), place);
        let Some(read) = self.files.get(place) else { return };
        let bytes = read.file.bytes.clone();
        self.bring(SourceFile { path: to.to_owned(), bytes, origin: Origin::Named }, catalog);
    }

    /// Counts files that were found and not even read.
    pub fn pass_over(&mut self, count: usize) {
        self.passed_over += count;
    }

    /// Removes a file, if it is there.
    pub fn remove(&mut self, path: &str) {
        if let Some(place) = self.place_of.remove(path) {
            self.bytes -= self.files.remove(place).file.bytes.len();
            self.place_of.values_mut().filter(|later| **later > place).for_each(|later| *later -= 1);
        }
    }

    /// How many files are here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// How many bytes the files have together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The files, in the order they came.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(|read| &read.file)
    }

    /// The file of a path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(*self.place_of.get(path)?).map(|read| &read.file)
    }

    /// What the files come to beside the models of `bundled`: what stands in each file, before the audit. The findings are
    /// about the visitor's files only.
    #[must_use]
    pub fn loaded(&self, bundled: &Dataset) -> Loaded {
        let documents: Vec<_> = self.files.iter().flat_map(|read| read.models.iter().cloned()).collect();
        let percentages = Percentages::of(&documents);
        let mut findings: Vec<Finding> = self.files.iter().flat_map(|read| read.findings.iter().cloned()).collect();
        findings.extend(passed_over(self.passed_over));
        let (mut dataset, duplicates) = bundled.with_previews(documents);
        findings.extend(duplicates);
        let previews: Vec<bool> = dataset.models().iter().map(|model| model.preview).collect();
        findings
            .extend(fractions::withhold(&mut dataset, &percentages, |row| previews.get(row).copied().unwrap_or(false)));
        let files = self.files.len() + self.passed_over;
        Loaded { findings: in_order(findings, self.files()), files, dataset }
    }

    /// Adds what it takes all files to see to what they came to.
    pub fn audit(&self, loaded: &mut Loaded) {
        let preview = |row: usize| loaded.dataset.models().get(row).is_some_and(|model| model.preview);
        let noticed = audit(&loaded.dataset, preview);
        loaded.findings.extend(noticed);
        loaded.findings = in_order(std::mem::take(&mut loaded.findings), self.files());
    }
}

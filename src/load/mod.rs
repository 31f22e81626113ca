//! From files to a dataset in one call: reading, joining and auditing, with all findings in one list.

mod fractions;
mod previews;

use std::collections::HashMap;

use fractions::Percentages;
pub use previews::Previews;

use crate::aggregate::audit;
use crate::dataset::{Dataset, Part};
use crate::document::{Catalog, Finding, Kind, ModelDocument, Place, SourceFile, quote_lines, read_score_file};
use crate::order::sort_by_key;

/// What a set of files came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The models that could be read.
    pub dataset: Dataset,
    /// Everything that was noticed, by file in the order given, then by line.
    pub findings: Vec<Finding>,
    /// How many files were looked at, those passed over included.
    pub files: usize,
}

/// Reads bundled score files. One bad file never hides the others.
#[must_use]
pub fn load(files: &[SourceFile], catalog: Catalog) -> Loaded {
    let (documents, mut findings) = read(files, &catalog);
    let percentages = Percentages::of(&documents);
    let (mut dataset, duplicates) = Dataset::new(catalog, documents);
    findings.extend(duplicates);
    findings.extend(fractions::withhold(&mut dataset, &percentages, |_| true));
    findings.extend(audit(&dataset, |_| true));
    Loaded { dataset, findings: in_order(findings, files.iter()), files: files.len() }
}

/// Reads a visitor's score files and puts their models beside those of `bundled`. The findings are about the visitor's
/// files only.
#[must_use]
pub fn load_previews(files: &[SourceFile], bundled: &Dataset) -> Loaded {
    let mut previews = Previews::default();
    for file in files {
        previews.bring(file.clone(), bundled.catalog());
    }
    let mut loaded = previews.loaded(bundled);
    previews.audit(&mut loaded);
    loaded
}

/// For each of a visitor's files, whether a score that is read of it beside the bundled models would be another or missing in its later
/// version. The two lists name the same files in the same order.
#[must_use]
pub fn changes_scores(before: &[SourceFile], after: &[SourceFile], bundled: &Dataset) -> Vec<bool> {
    let [before, after] = [before, after].map(|files| {
        let mut previews = Previews::default();
        for file in files {
            previews.bring(file.clone(), bundled.catalog());
        }
        (scores_of_files(&previews.loaded(bundled).dataset), previews)
    });
    let ((before, files), (after, _)) = (before, after);
    let is_changed = |file: &SourceFile| {
        let none = HashMap::new();
        let (before, after) = (before.get(&file.path).unwrap_or(&none), after.get(&file.path).unwrap_or(&none));
        before.iter().any(|(place, score)| after.get(place) != Some(score))
    };
    files.files().map(is_changed).collect()
}

/// Where a score of a file is: the place of its model in the file, the benchmark, the part, and the place in the part.
type ScorePlace = (usize, usize, Part, usize);

/// The scores of each of the visitor's files.
fn scores_of_files(dataset: &Dataset) -> HashMap<String, HashMap<ScorePlace, f64>> {
    let catalog = dataset.catalog();
    let mut files: HashMap<String, HashMap<ScorePlace, f64>> = HashMap::new();
    let mut models_of: HashMap<String, usize> = HashMap::new();
    for (row, model) in dataset.models().iter().enumerate().filter(|(_, model)| model.preview) {
        let path = model.file.split('#').next().unwrap_or_default().to_owned();
        let nth = models_of.entry(path.clone()).or_default();
        let scores = files.entry(path).or_default();
        for (benchmark, about) in catalog.benchmarks.iter().enumerate() {
            let columns = (0..about.columns.len()).map(|place| (Part::Columns, place));
            for (part, place) in columns.chain((0..catalog.fines.len()).map(|place| (Part::Fine, place))) {
                if let Some(score) = dataset.scores(benchmark, part, place).get(row) {
                    scores.insert((*nth, benchmark, part, place), score);
                }
            }
        }
        *nth += 1;
    }
    files
}

fn read(files: &[SourceFile], catalog: &Catalog) -> (Vec<ModelDocument>, Vec<Finding>) {
    let (mut documents, mut findings, mut skipped) = (Vec::new(), Vec::new(), 0);
    for file in files {
        let reading = read_score_file(file, catalog);
        skipped += usize::from(reading.skipped);
        findings.extend_from_slice(&reading.findings);
        documents.extend(reading.models());
    }
    findings.extend(passed_over(skipped));
    (documents, findings)
}

/// The one notice of all files that are no score files.
fn passed_over(count: usize) -> Option<Finding> {
    (count > 0).then(|| Finding::new(Kind::Skipped { count }, Place::default()))
}

/// Sorts by file and line, and quotes the source line where the finding's maker had no text to quote from. What is about no
/// file comes last.
fn in_order<'f>(findings: Vec<Finding>, files: impl Iterator<Item = &'f SourceFile>) -> Vec<Finding> {
    let files: Vec<&SourceFile> = files.collect();
    let place_of: HashMap<&str, usize> = files.iter().enumerate().map(|(n, file)| (file.path.as_str(), n)).collect();
    let count = findings.len();
    let mut about: Vec<Vec<Finding>> = vec![Vec::new(); files.len()];
    let mut others = Vec::new();
    for finding in findings {
        let place = place_of.get(finding.place.file.as_str());
        place.and_then(|&place| about.get_mut(place)).unwrap_or(&mut others).push(finding);
    }
    let mut ordered = Vec::with_capacity(count);
    for (mut about, file) in about.into_iter().zip(files) {
        quote_lines(&mut about, &file.bytes);
        sort_by_key(&mut about, |finding| (finding.place.line, finding.place.column));
        ordered.append(&mut about);
    }
    sort_by_key(&mut others, |finding| (finding.place.line, finding.place.column));
    ordered.append(&mut others);
    ordered
}

//! What keys and headings of other formats name: a benchmark of the catalog, a column of it, a metric.
//!
//! The catalog knows its own names. How evaluation tools and papers shorten the names of columns is listed here, and counts only
//! where the catalog has such a benchmark with such a column.

use std::collections::HashMap;

use crate::document::{Catalog, fold_char};

/// Names of tasks that are no alias in the catalog.
const TASKS: [(&str, &str); 4] = [
    ("vabench", "VABench-Point"),
    ("vabench_point_box", "VABench-Point"),
    ("cosmos_reason1", "Cosmos"),
    ("EB-Nav", "EB-Navigation"),
];

/// Names of columns in tools and papers: the benchmark, its column, and what it is called.
const COLUMNS: [(&str, &str, &[&str]); 22] = [
    ("VSI", "Object Count", &["object_counting", "obj count", "vsi_obj_count", "obj cnt"]),
    ("VSI", "Absolute Distance", &["object_abs_distance", "abs dist", "abs distance", "vsi_abs_dist"]),
    ("VSI", "Object Size", &["object_size_estimation", "obj size", "vsi_obj_size"]),
    ("VSI", "Room Size", &["room_size_estimation", "vsi_room_size"]),
    ("VSI", "Relative Distance", &["object_rel_distance", "rel dist", "rel distance", "vsi_rel_dist"]),
    ("VSI", "Relative Direction", &["object_rel_direction", "rel dir", "rel direction", "vsi_rel_dir"]),
    ("VSI", "Route Plan", &["route_planning", "vsi_route_plan"]),
    ("VSI", "Appearance Order", &["obj_appearance_order", "appr order", "app order", "vsi_appr_order"]),
    ("VSI", "Total Score", &["vsibench_overall", "vsibench_score"]),
    ("OpenEQA", "Object Localization", &["object localisation", "localization"]),
    ("OpenEQA", "Object State Recognition", &["object state", "state recognition"]),
    ("ERQA", "Multi-view Reasoning", &["multiview", "multi view"]),
    ("ERQA", "State Estimation", &["state"]),
    ("Where2Place", "Total Score", &["reference_acc", "where2place"]),
    ("VABench-Point", "Total Score", &["vabench"]),
    ("SQA3D", "Total Score", &["em@1"]),
    ("ScanQA", "EM", &["em@1"]),
    ("Scan2Cap", "CIDEr", &["CIDEr@0.5", "C@0.5"]),
    ("Scan2Cap", "B-4", &["BLEU-4@0.5", "BLEU-4", "B-4@0.5"]),
    ("ScanQA", "CIDEr", &["C"]),
    ("EmbSpatial-Bench", "Total Score", &["embspatial"]),
    ("EB-Navigation", "Total SR", &["sr"]),
];

/// How evaluation tools call the measure of a figure, as [`plain`] has it.
const METRICS: [&str; 17] = [
    "accuracy",
    "acc",
    "accnorm",
    "mra",
    "score",
    "gptscore",
    "llmscore",
    "llmmatch",
    "success",
    "successrate",
    "sr",
    "exactmatch",
    "em",
    "f1",
    "relativeaccuracy",
    "meanrelativeaccuracy",
    "percent",
];

/// A name without case, blanks and signs.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter_map(fold_char).filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a text names a measure and nothing else: `acc`, `MRA:.5:.95:.05`, `accuracy (%)`.
pub(super) fn is_metric(text: &str) -> bool {
    let plain = plain(text);
    METRICS.contains(&plain.as_str()) || plain.starts_with("mra5")
}

/// Whether a measure is a share of 1 in every version of every tool that gives it.
pub(super) fn is_fraction_metric(text: &str) -> bool {
    let plain = plain(text);
    ["accuracy", "acc", "accnorm", "exactmatch", "em", "mra"].contains(&plain.as_str()) || plain.starts_with("mra5")
}

/// Lookups of names in a catalog.
pub(super) struct Names<'c> {
    pub(super) catalog: &'c Catalog,
    /// Columns by benchmark and [`plain`] name.
    columns: HashMap<(usize, String), usize>,
    /// For each plain name of a column, the benchmarks that have it, each with the column.
    everywhere: HashMap<String, Vec<(usize, usize)>>,
    tasks: HashMap<String, usize>,
}

impl<'c> Names<'c> {
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let mut columns: HashMap<(usize, String), usize> = HashMap::new();
        for (index, benchmark) in catalog.benchmarks.iter().enumerate() {
            for (column, name) in benchmark.columns.iter().enumerate() {
                columns.entry((index, plain(name))).or_insert(column);
            }
        }
        for (benchmark, column, aliases) in COLUMNS {
            let Ok(index) = catalog.benchmark(benchmark) else { continue };
            let Ok(column) = catalog.column(index, column) else { continue };
            for alias in aliases {
                columns.entry((index, plain(alias))).or_insert(column);
            }
        }
        let mut everywhere: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for ((benchmark, name), column) in &columns {
            everywhere.entry(name.clone()).or_default().push((*benchmark, *column));
        }
        let task = |(task, name): (&str, &str)| Some((plain(task), catalog.benchmark(name).ok()?));
        Self { catalog, columns, everywhere, tasks: TASKS.into_iter().filter_map(task).collect() }
    }

    /// The benchmark of a name, an address of a dataset, or a task of a tool.
    pub(super) fn benchmark(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        if name.is_empty() || name.len() > 400 {
            return None;
        }
        let whole = |name: &str| self.catalog.find_benchmark(name).or_else(|| self.tasks.get(&plain(name)).copied());
        let last = || name.trim_end_matches('/').rsplit_once('/').map(|(_, last)| last);
        whole(name).or_else(|| self.by_address(name)).or_else(|| last().and_then(whole))
    }

    fn by_address(&self, name: &str) -> Option<usize> {
        let name = name.trim_end_matches('/');
        let is_it = |address: &Option<String>| {
            address.as_deref().map(|address| address.trim_end_matches('/')).is_some_and(|address| {
                address == name || address.strip_suffix(name).is_some_and(|before| before.ends_with("/datasets/"))
            })
        };
        name.contains('/').then(|| self.catalog.benchmarks.iter().position(|of| is_it(&of.dataset)))?
    }

    /// The column of a benchmark that a text names; `overall` and the like name the total.
    pub(super) fn column(&self, benchmark: usize, text: &str) -> Option<usize> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let known = || self.columns.get(&(benchmark, plain(text))).copied();
        self.catalog.benchmarks.get(benchmark)?.find_column(text).or_else(known)
    }

    /// The column of a key such as `{type}_{metric}`, in which both may contain `_`, and the metric if one is named.
    pub(super) fn typed_column<'k>(&self, benchmark: usize, key: &'k str) -> Option<(usize, Option<&'k str>)> {
        if let Some(column) = self.column(benchmark, key) {
            return Some((column, None));
        }
        // A measure has few words.
        key.rmatch_indices(['_', '/', ' ']).map(|(at, _)| at).take(4).find_map(|at| {
            let (name, metric) = (key.get(..at)?, key.get(at + 1..)?);
            let column = self.column(benchmark, name).filter(|_| is_metric(metric))?;
            Some((column, Some(metric)))
        })
    }

    /// The total of a benchmark.
    pub(super) fn total(&self, benchmark: usize) -> Option<usize> {
        self.catalog.benchmarks.get(benchmark).map(|of| of.total)
    }

    /// The columns of this name, of all benchmarks.
    pub(super) fn columns_named(&self, text: &str) -> &[(usize, usize)] {
        let named = |text: &str| self.everywhere.get(&plain(text)).map(Vec::as_slice);
        let mut splits = text.rmatch_indices(['_', ' ']).map(|(at, _)| at).take(4);
        let typed =
            || splits.find_map(|at| named(text.get(..at)?).filter(|_| text.get(at + 1..).is_some_and(is_metric)));
        named(text).or_else(typed).unwrap_or_default()
    }
}

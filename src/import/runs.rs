//! Puts the files of one model together: of evaluation runs the newest of each benchmark, of `.eval_results` all.

use std::collections::{HashMap, HashSet};

use super::found::{Found, Kind};
use crate::document::{Catalog, fold};

/// How far a figure that is worked out of the items may be from the one that the run states.
const ROUNDING: f64 = 0.05;

/// One model for all runs of a name, and one for all files of `.eval_results`. Older runs of a benchmark are named and not used; items
/// count for the figures of the run that they are of. Everything else stays as it is.
#[must_use]
pub fn assemble(all: Vec<Found>, catalog: &Catalog) -> Vec<Found> {
    let of_items = |found: &&Found| found.kind == Kind::Samples;
    let items: HashSet<String> = all.iter().filter(of_items).flat_map(|found| found.sources.clone()).collect();
    let mut models: Vec<Found> = Vec::new();
    let mut known: HashMap<(bool, Whose), usize> = HashMap::new();
    for found in all {
        if !is_run(found.kind) && found.kind != Kind::EvalResults {
            models.push(found);
            continue;
        }
        let Some(whose) = Whose::of(&found) else {
            models.push(found);
            continue;
        };
        let key = (is_run(found.kind), whose);
        match known.get(&key).and_then(|at| models.get_mut(*at)) {
            Some(model) => {
                model.sources.extend(found.sources);
                model.author = model.author.take().or(found.author);
                // What is worked out of items gives way to what a run states.
                if model.kind == Kind::Samples {
                    model.kind = found.kind;
                }
                found.entries.into_iter().for_each(|entry| model.push(entry));
                found.not_used.into_iter().for_each(|of| model.skip(&of.what, of.why));
            }
            None => {
                known.insert(key, models.len());
                models.push(found);
            }
        }
    }
    for model in models.iter_mut().filter(|model| is_run(model.kind)) {
        keep_newest(model, catalog);
        join_items(model, &items, catalog);
    }
    models
}

/// By what files are known to be of one model.
#[derive(PartialEq, Eq, Hash)]
enum Whose {
    /// They name it.
    Model(String),
    /// They name none and lie in one folder.
    Folder(String),
}

impl Whose {
    /// `None` for a file that names no model and lies in no folder: it may be of any.
    fn of(found: &Found) -> Option<Self> {
        if let Some(model) = &found.model {
            return Some(Self::Model(fold(model)));
        }
        let (folder, _) = found.sources.first()?.rsplit_once('/')?;
        Some(Self::Folder(folder.to_owned()))
    }
}

fn is_run(kind: Kind) -> bool {
    matches!(kind, Kind::EmbodiedEval | Kind::Harness | Kind::Samples | Kind::EveryEval)
}

/// Leaves out what is older than another run of the same benchmark.
fn keep_newest(model: &mut Found, catalog: &Catalog) {
    let mut newest: HashMap<usize, String> = HashMap::new();
    for entry in &model.entries {
        if let (Some(benchmark), Some(date)) = (entry.benchmark, &entry.date) {
            let known = newest.entry(benchmark).or_default();
            if *known < *date {
                known.clone_from(date);
            }
        }
    }
    let is_older = |benchmark: Option<usize>, date: &Option<String>| {
        let newest = benchmark.and_then(|of| newest.get(&of));
        newest.zip(date.as_ref()).is_some_and(|(newest, date)| date < newest)
    };
    let (older, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut model.entries).into_iter().partition(|entry| is_older(entry.benchmark, &entry.date));
    model.entries = kept;
    let mut said: Vec<String> = Vec::new();
    for entry in older {
        let Some(benchmark) = entry.benchmark else { continue };
        let name = catalog.benchmarks.get(benchmark).map_or("", |of| of.name.as_str());
        let newer = newest.get(&benchmark).map_or("", String::as_str);
        let what = format!("{name} of {}", entry.run);
        if !said.contains(&what) {
            model.skip(
                &what,
                format!("it is an older run, of {}; there is one of {newer}", entry.date.unwrap_or_default()),
            );
            said.push(what);
        }
    }
}

/// Gives figures of a run the numbers of items that its samples show, and leaves out what was worked out of these.
fn join_items(model: &mut Found, items: &HashSet<String>, catalog: &Catalog) {
    let is_samples = |run: &str| items.contains(run);
    let stated: Vec<usize> = (0..model.entries.len())
        .filter(|index| {
            model.entries.get(*index).is_some_and(|entry| entry.cell().is_some() && !is_samples(&entry.run))
        })
        .collect();
    let mut left_out = Vec::new();
    for index in 0..model.entries.len() {
        let Some(of_items) = model.entries.get(index).filter(|entry| entry.cell().is_some() && is_samples(&entry.run))
        else {
            continue;
        };
        let (cell, items, score) = (of_items.cell(), of_items.items, of_items.score(catalog));
        let same = stated.iter().copied().find(|at| model.entries.get(*at).is_some_and(|entry| entry.cell() == cell));
        let Some(entry) = same.and_then(|at| model.entries.get_mut(at)) else { continue };
        let agree = entry.score(catalog).zip(score).is_none_or(|(a, b)| (a - b).abs() < ROUNDING);
        if agree {
            entry.items = entry.items.or(items);
            left_out.push(index);
        }
    }
    let mut index = 0;
    let mut removed = Vec::new();
    model.entries.retain(|entry| {
        let keep = !left_out.contains(&index);
        index += 1;
        if !keep {
            removed.push(entry.identity());
        }
        keep
    });
    for what in removed {
        model.skip(&what, "the results of the run state the same figure; its items are counted");
    }
}

//! `import`: makes score files of results in other formats, and says what it did not use and why.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::failure::Failure;
use super::files::{self, Listed, Naming};
use super::output::{self, report, say};
use crate::document::{Catalog, Kind as FindingKind, LARGEST_FILE, Origin, slug};
use crate::import::{Change, Corrections, Found, Kind, Samples, Scale, Target, assemble, read, recognize, write};

/// What the sources do not say themselves.
#[derive(Args)]
pub(super) struct Answers {
    /// The folder to write score files into; they are printed if it is not given.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What the model is called, where there is one model.
    #[arg(long, visible_alias = "model", value_name = "NAME")]
    name: Option<String>,
    /// Who made it.
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// What the files are, where they are several things or are not recognised.
    #[arg(long = "as", value_name = "FORMAT", value_parser = kind_parser())]
    kind: Option<Kind>,
    /// What figures are that can be read in two ways: fraction, percent, or the ends of a range such as 1..5.
    #[arg(long, value_parser = scale)]
    scale: Option<Scale>,
    /// The same for one key or heading, such as "VSI=fraction".
    #[arg(long, value_name = "KEY=SCALE", value_parser = scale_of)]
    scale_of: Vec<(String, Scale)>,
    /// The benchmark of figures that name none.
    #[arg(long, value_name = "NAME")]
    benchmark: Option<String>,
    /// What a key or heading is of, such as "EmbSp.=EmbSpatial-Bench", "Cnt=VSI::Object Count" or "Avg=none".
    #[arg(long, value_name = "KEY=BENCHMARK[::COLUMN]", value_parser = assignment)]
    assign: Vec<(String, Target)>,
    /// Commas in numbers are decimal ones.
    #[arg(long)]
    decimal_comma: bool,
}

fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    let codes = PossibleValuesParser::new(Kind::ALL.map(Kind::code));
    codes.map(|code| Kind::ALL.into_iter().find(|kind| kind.code() == code).unwrap_or(Kind::ScoreFile))
}

fn scale(given: &str) -> Result<Scale, String> {
    let range = || {
        let (low, high) = given.split_once("..")?;
        Some((low.trim().parse::<f64>().ok()?, high.trim().parse::<f64>().ok()?)).filter(|(low, high)| low < high)
    };
    match given {
        "fraction" => Ok(Scale::Fraction),
        "percent" => Ok(Scale::Percent),
        _ => range()
            .map(|(low, high)| Scale::Range { low, high })
            .ok_or_else(|| "write fraction, percent, or a range such as 1..5".to_owned()),
    }
}

fn scale_of(given: &str) -> Result<(String, Scale), String> {
    let (key, of) = given.rsplit_once('=').ok_or("write a key and its scale, such as VSI=fraction")?;
    Ok((key.trim().to_owned(), scale(of.trim())?))
}

fn assignment(given: &str) -> Result<(String, Target), String> {
    let (key, target) = given.rsplit_once('=').ok_or("write a key and what it is of, such as Cnt=VSI::Object Count")?;
    let target = match target.trim().split_once("::") {
        Some((benchmark, column)) => {
            Target::Cell { benchmark: benchmark.trim().to_owned(), column: Some(column.trim().to_owned()) }
        }
        None if target.trim() == "none" => Target::Nothing,
        None => Target::Cell { benchmark: target.trim().to_owned(), column: None },
    };
    Ok((key.trim().to_owned(), target))
}

impl Answers {
    /// As corrections, once all names in them are known.
    fn corrections(&self, catalog: &Catalog) -> Result<Corrections, Failure> {
        let mut keys: Vec<(String, Change)> = Vec::new();
        let mut change = |key: &String| -> usize {
            keys.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
                keys.push((key.clone(), Change::default()));
                keys.len() - 1
            })
        };
        let places: Vec<usize> = self
            .assign
            .iter()
            .map(|(key, _)| key)
            .chain(self.scale_of.iter().map(|(key, _)| key))
            .map(&mut change)
            .collect();
        let mut places = places.into_iter();
        for ((_, target), place) in self.assign.iter().zip(places.by_ref()) {
            if let Target::Cell { benchmark, column } = target {
                let index = known(catalog, benchmark)?;
                if let Some(column) = column
                    && catalog.column(index, column).is_err()
                {
                    return Err(format!("{benchmark} has no column `{column}`").into());
                }
            }
            if let Some((_, change)) = keys.get_mut(place) {
                change.target = Some(target.clone());
            }
        }
        for ((_, scale), place) in self.scale_of.iter().zip(places) {
            if let Some((_, change)) = keys.get_mut(place) {
                change.scale = Some(*scale);
            }
        }
        if let Some(benchmark) = &self.benchmark {
            known(catalog, benchmark)?;
        }
        Ok(Corrections {
            model: self.name.clone(),
            author: self.author.clone(),
            scale: self.scale,
            benchmark: self.benchmark.clone(),
            decimal_comma: self.decimal_comma.then_some(true),
            keys,
        })
    }
}

fn known(catalog: &Catalog, benchmark: &str) -> Result<usize, Failure> {
    Ok(catalog.benchmark(benchmark).map_err(|nearest| {
        let nearest = nearest.map(|nearest| format!("; the nearest is {nearest}")).unwrap_or_default();
        format!("there is no benchmark `{benchmark}`{nearest}")
    })?)
}

/// Imports everything below the paths.
pub(super) fn import(paths: &[PathBuf], catalog: &Catalog, answers: &Answers) -> Result<ExitCode, Failure> {
    let corrections = answers.corrections(catalog)?;
    let listing = files::list(paths, Naming::AsReached, may_hold_results);
    listing.unreadable.iter().try_for_each(report)?;
    let mut failed = !listing.unreadable.is_empty();
    let mut all = Vec::new();
    for Listed { path, name, origin } in &listing.files {
        let is_named = *origin == Origin::Named;
        if !is_named && !may_hold_results(path) {
            continue;
        }
        match found_in(path, name, answers.kind, catalog) {
            Ok(found) => all.extend(found),
            Err(why) => {
                failed |= is_named;
                say(&format!("{name}: not imported: {why}"))?;
            }
        }
    }
    let models = assemble(all, catalog);
    if answers.name.is_some() && models.len() > 1 {
        let names: Vec<&str> =
            models.iter().map(|of| of.model.as_deref().unwrap_or("a model without a name")).collect();
        return Err(format!("--name is for one model, and there are {}: {}", models.len(), names.join(", ")).into());
    }
    let (mut texts, mut names) = (Vec::new(), std::collections::HashSet::new());
    for model in &models {
        let (text, said) = written(model, &corrections, catalog);
        say(&said)?;
        failed |= text.is_none();
        let Some(text) = text else { continue };
        let stem = slug(corrections.model.as_deref().or(model.model.as_deref()).unwrap_or("model"));
        let numbered = (1..).map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
        let name = numbered.into_iter().find(|name| names.insert(name.clone())).unwrap_or(stem);
        texts.push((format!("{name}.md"), text));
    }
    if answers.out.is_none() && texts.len() > 1 {
        // One after another, they are a file of several models.
        let whole: String = texts.into_iter().map(|(_, text)| text).collect();
        texts = vec![(String::new(), whole.replace("---\n---\n", "---\n"))];
    }
    output::write_or_print(&texts, answers.out.as_deref(), &listing.places)?;
    Ok(ExitCode::from(u8::from(failed)))
}

/// The score file of a model, and what is to be said of it.
fn written(model: &Found, corrections: &Corrections, catalog: &Catalog) -> (Option<String>, String) {
    let corrected = corrections.apply(model, catalog);
    let name = corrected.model.as_deref().unwrap_or("a model without a name");
    let (text, outcome) = match write(&corrected, catalog) {
        Ok(text) => (Some(text), format!("{} scores", corrected.score_count(catalog))),
        Err(why) => (None, format!("not written: {why}")),
    };
    let mut said =
        vec![format!("{name}: {outcome}, from {} ({})", corrected.sources.join(", "), corrected.kind.name())];
    said.extend(corrected.questions(catalog).iter().map(|question| format!("  missing: {question}")));
    said.extend(corrected.not_used.iter().map(|of| format!("  not used: {}: {}", of.what, of.why)));
    (text, said.join("\n"))
}

/// Files that may hold results, by their ending: in a folder, everything else is passed over.
const ENDINGS: [&str; 12] =
    ["json", "jsonl", "csv", "tsv", "md", "markdown", "tex", "html", "htm", "yaml", "yml", "txt"];

/// Whether a file in a folder may hold results.
fn may_hold_results(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// How much of a file is looked at to see whether it is items, and read of such a file at once.
const PIECE: usize = 4 << 20;

fn found_in(path: &Path, name: &str, kind: Option<Kind>, catalog: &Catalog) -> Result<Vec<Found>, String> {
    let said = |error: std::io::Error| error.to_string();
    let about = std::fs::metadata(path).map_err(said)?;
    if !about.is_file() {
        return Err("it is no file".to_owned());
    }
    let file = File::open(path).map_err(said)?;
    let mut piece = Vec::new();
    (&file).take(PIECE as u64).read_to_end(&mut piece).map_err(said)?;
    let kinds = recognize(name, &piece);
    if kinds.as_deref() == Ok(&[Kind::Samples]) || kind == Some(Kind::Samples) {
        let mut samples = Samples::default();
        while !piece.is_empty() {
            samples.push(&piece);
            piece.clear();
            (&file).take(PIECE as u64).read_to_end(&mut piece).map_err(said)?;
        }
        return Ok(vec![samples.finish(name, catalog)]);
    }
    let bytes = files::read(path, LARGEST_FILE).map_err(|kind| match kind {
        FindingKind::Unreadable { reason } => reason,
        kind => kind.message(),
    })?;
    let chosen = match (kind, kinds?.as_slice()) {
        (Some(kind), _) => kind,
        (None, [only]) => *only,
        (None, []) => return Err("its format is not known; say what it is with --as".to_owned()),
        (None, several) => {
            let codes: Vec<&str> = several.iter().map(|kind| kind.code()).collect();
            return Err(format!("it is several things; say which with --as: {}", codes.join(", ")));
        }
    };
    read(chosen, name, &bytes, catalog)
}

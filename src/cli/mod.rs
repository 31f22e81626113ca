//! The command line: `check`, `rank`, `compare`, `import`, `convert` and `bundle`, on files and folders.
//!
//! The only layer that reads and writes files. Results go to standard output, and everything about them to standard
//! error; the exit code is 1 where a score file has an error, 2 where the command itself could not be carried out.

mod check;
mod convert;
mod failure;
mod files;
mod fix;
mod import;
mod output;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::aggregate::{Lens, Ranking, Rule, Subject, Weights};
use crate::dataset::{Bundle, Dataset, encode_reference};
use crate::document::{Board, Catalog, Finding, Kind, Reference, Severity};
use crate::load::{Loaded, load};
use crate::view::{Facets, Misunderstood, PairVerdict, Query, RankReport, ReportFormat, filtered, not_in_common};
use failure::Failure;
use files::{Found, Naming};
use output::{Output, inert, inert_json, print, report};

/// Explore the scores of embodied-AI models: check score files, rank models, make the data file of the page.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print what is wrong or remarkable in score files; exit 1 if one cannot be read.
    Check {
        #[command(flatten)]
        input: Input,
        /// How to print the findings.
        #[arg(long, value_enum, default_value_t)]
        format: CheckFormat,
        /// Write the files with the fixes that need no decision; then print what is left.
        #[arg(long)]
        fix: bool,
        /// With --fix: print what would be written, as a diff, and write nothing.
        #[arg(long, requires = "fix")]
        dry_run: bool,
    },
    /// Rank models on a board or on one of its benchmarks.
    Rank {
        #[command(flatten)]
        input: Input,
        /// Code of the board, such as qa-2d.
        #[arg(long)]
        board: String,
        /// What the columns are.
        #[arg(long, value_enum, default_value_t)]
        lens: LensArgument,
        /// Code of one of the board's benchmarks, to rank on its own columns.
        #[arg(long, conflicts_with = "lens")]
        benchmark: Option<String>,
        /// Benchmarks to leave out of totals, average ranks, coverage and capabilities, separated by commas.
        #[arg(long, value_delimiter = ',', value_name = "CODE")]
        without: Vec<String>,
        /// How much benchmarks count in the total, such as vsi=2,erqa=0.5; 1 unless given, 0 leaves out.
        #[arg(long, value_delimiter = ',', value_name = "CODE=WEIGHT", value_parser = weight)]
        weights: Vec<(String, f64)>,
        /// Leave out what not all of these models have, and give totals of other parts no rank.
        #[arg(long)]
        comparable: bool,
        /// What ranks the models.
        #[arg(long, default_value = "mean", value_parser = rule_parser())]
        rule: Rule,
        /// Only the models that this finds, in the words of the page's search box, such as "open:yes year:>=2025".
        #[arg(long, default_value = "")]
        query: String,
        /// How to print the ranking.
        #[arg(long, value_enum, default_value_t)]
        format: RankFormat,
    },
    /// Say whether the difference of two models on a board is more than chance.
    Compare {
        /// Code or name of the first model.
        #[arg(value_name = "MODEL")]
        first: String,
        /// Code or name of the second model.
        #[arg(value_name = "OTHER")]
        second: String,
        #[command(flatten)]
        input: Input,
        /// Code of the board, such as qa-2d.
        #[arg(long)]
        board: String,
        /// How to print the verdict.
        #[arg(long, value_enum, default_value_t)]
        format: CheckFormat,
    },
    /// Make score files of results in other formats: evaluation runs, model cards, tables.
    Import {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        answers: import::Answers,
    },
    /// Write score files in another form or format.
    Convert {
        #[command(flatten)]
        input: Input,
        /// The form or the format.
        #[arg(long, value_enum)]
        to: convert::To,
        /// The folder to write into; printed if it is not given.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Check score files and write them as the one data file that the page loads.
    Bundle {
        #[command(flatten)]
        input: Input,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        /// Also write the first board as HTML, which the page shows before its program has loaded.
        #[arg(long, value_name = "FILE")]
        first_sight: Option<PathBuf>,
        /// What benchmarks and capabilities are, in words; it need not exist.
        ///
        /// [default: public/reference.yaml, if it is there]
        #[arg(long, value_name = "FILE")]
        reference: Option<PathBuf>,
        /// Also write the reference as the file that the page loads when it needs it.
        #[arg(long, value_name = "FILE")]
        reference_out: Option<PathBuf>,
    },
}

#[derive(Args)]
struct Input {
    /// Score files, or folders to search for them in depth.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The catalog that says what the scores refer to.
    #[arg(long, value_name = "FILE", default_value = "public/catalog.yaml")]
    catalog: PathBuf,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum CheckFormat {
    /// As compilers print them.
    #[default]
    Text,
    /// One JSON document.
    Json,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum LensArgument {
    /// The board's benchmarks.
    #[default]
    Benchmarks,
    /// The core capabilities.
    Core,
    /// The fine-grained capabilities.
    Fine,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum RankFormat {
    /// Aligned for reading.
    #[default]
    Table,
    /// Comma-separated values, full precision.
    Csv,
    /// One JSON document, full precision.
    Json,
    /// A Markdown table, the best of each column in bold.
    Markdown,
    /// A LaTeX table for the package booktabs, the best of each column in bold.
    Latex,
}

/// Reads `vsi=2`.
fn weight(given: &str) -> Result<(String, f64), String> {
    let (name, weight) = given.rsplit_once('=').ok_or("write a benchmark and its weight, such as vsi=2")?;
    let number = weight.trim().parse().map_err(|_| format!("`{weight}` is not a number"))?;
    Ok((name.trim().to_owned(), number))
}

/// Reads the code of a rule; help and mistakes list all of them.
fn rule_parser() -> impl TypedValueParser<Value = Rule> {
    let codes = PossibleValuesParser::new(Rule::ALL.map(Rule::code));
    codes.map(|code| Rule::from_code(&code).unwrap_or_default())
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    match arguments(&std::env::args_os().collect::<Vec<_>>()).and_then(|arguments| carry_out(arguments.command)) {
        Ok(code) => code,
        // Whoever reads the output has seen enough of it.
        Err(failure) if is_broken_pipe(&failure) => ExitCode::SUCCESS,
        Err(failure) => {
            // If standard error is closed too, there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "error: {}", inert(&failure.to_string()));
            ExitCode::from(2)
        }
    }
}

/// What the process was started with. Help and mistakes end it here.
fn arguments(given: &[OsString]) -> Result<Arguments, Failure> {
    Arguments::try_parse_from(given).map_err(|mistake| {
        // It is said with the argument that is wrong, which may be the name of a file.
        let safe = given.iter().map(|argument| inert(&argument.to_string_lossy().replace('\n', " ")).into_owned());
        let safe: Vec<String> = safe.collect();
        if given.iter().zip(&safe).all(|(given, safe)| *given == **safe) {
            mistake.exit()
        }
        Arguments::try_parse_from(&safe)
            .err()
            .map_or_else(|| "an argument cannot be used".into(), |mistake| mistake.exit())
    })
}

fn is_broken_pipe(failure: &Failure) -> bool {
    failure.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

fn carry_out(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check { input, format, fix, dry_run } => {
            let (loaded, failed) =
                if fix { fixed(&input, dry_run)? } else { (read(&input, Naming::AsReached)?, false) };
            if dry_run {
                return Ok(exit_code(&loaded));
            }
            let report = match format {
                CheckFormat::Text => check::as_text(&loaded),
                CheckFormat::Json => {
                    inert_json(&serde_json::to_string_pretty(&crate::view::CheckReport::new(&loaded))?).into_owned()
                        + "\n"
                }
            };
            print(&report)?;
            Ok(if failed { ExitCode::FAILURE } else { exit_code(&loaded) })
        }
        Command::Rank { input, board, lens, benchmark, without, weights, comparable, rule, query, format } => {
            let loaded = read(&input, Naming::AsReached)?;
            report_errors(&loaded)?;
            let catalog = loaded.dataset.catalog();
            let subject = Subject::named(catalog, &board, lens.into(), benchmark.as_deref())?;
            let mut left_out = left_out(catalog, subject.board, &without)?;
            let given = weights.iter().map(|(name, weight)| (name.as_str(), *weight));
            let weights = Weights::named(catalog, subject.board, given)?;
            let dataset = &loaded.dataset;
            let found = |ranking: &Ranking| {
                let query = Query::parse(&query, catalog, ranking).map_err(|wrong| in_lines(&wrong))?;
                Ok::<_, Failure>(filtered(dataset, ranking, &query, &Facets::default()))
            };
            let mut among = Vec::new();
            if comparable {
                left_out = weights.with_left_out(&left_out);
                let plain = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &left_out);
                among = found(&plain)?;
                among.retain(|row| plain.ranks.get(*row).is_some());
                left_out.extend(not_in_common(dataset, subject, &among, &left_out));
            }
            let mut ranking = Ranking::by_rule(dataset, subject, &left_out, &weights, rule)?;
            if comparable {
                ranking = ranking.comparable(dataset, &among);
            }
            ranking.order = found(&ranking)?;
            let report = RankReport::new(&loaded.dataset, &ranking);
            print(&match format {
                RankFormat::Table => report.to_table(),
                RankFormat::Csv => report.write(ReportFormat::Csv)?,
                RankFormat::Json => inert_json(&report.write(ReportFormat::Json)?).into_owned(),
                RankFormat::Markdown => report.write(ReportFormat::Markdown)?,
                RankFormat::Latex => report.write(ReportFormat::Latex)?,
            })?;
            Ok(exit_code(&loaded))
        }
        Command::Compare { first, second, input, board, format } => {
            let loaded = read(&input, Naming::AsReached)?;
            report_errors(&loaded)?;
            let dataset = &loaded.dataset;
            let board = Subject::named(dataset.catalog(), &board, Lens::Benchmarks, None)?.board;
            let (first, second) = (row_named(dataset, &first)?, row_named(dataset, &second)?);
            if first == second {
                return Err("name two different models".into());
            }
            let verdict = PairVerdict::new(dataset, board, first, second)
                .ok_or("one of them has no total on any benchmark of this board, so there is nothing to compare")?;
            print(&match format {
                CheckFormat::Text => verdict.sentences(dataset).join("\n") + "\n",
                CheckFormat::Json => {
                    inert_json(&serde_json::to_string_pretty(&verdict.report(dataset))?).into_owned() + "\n"
                }
            })?;
            Ok(exit_code(&loaded))
        }
        Command::Import { input, answers } => import::import(&input.paths, &catalog(&input)?, &answers),
        Command::Convert { input, to, out } => convert::convert(&input.paths, &catalog(&input)?, to, out.as_deref()),
        Command::Bundle { input, out, first_sight, reference, reference_out } => {
            let outputs =
                Outputs { data: &out, first_sight: first_sight.as_deref(), reference: reference_out.as_deref() };
            bundle(&input, reference.as_deref(), outputs)
        }
    }
}

/// The files that bundling writes.
#[derive(Clone, Copy)]
struct Outputs<'p> {
    data: &'p Path,
    first_sight: Option<&'p Path>,
    reference: Option<&'p Path>,
}

/// Writes the data file of the page, and the first board and the reference if they are asked for.
fn bundle(input: &Input, reference: Option<&Path>, to: Outputs<'_>) -> Result<ExitCode, Failure> {
    let catalog = catalog(input)?;
    let reference_bytes = to.reference.map(|_| reference_file(reference, &catalog)).transpose()?;
    let mut found = files::find(&input.paths, Naming::InsideFolder);
    found.places.extend(
        [input.catalog.as_path(), reference.unwrap_or(Path::new(REFERENCE))]
            .into_iter()
            .filter_map(|path| std::fs::canonicalize(path).ok()),
    );
    let paths = [Some(to.data), to.first_sight, to.reference];
    let outputs = paths.into_iter().flatten().map(Output::at).collect::<Result<Vec<_>, _>>()?;
    outputs.iter().try_for_each(|output| output.spare(&found.places))?;
    let loaded = load_found(found, catalog);
    report_errors(&loaded)?;
    if has_errors(&loaded) {
        return Err("nothing was written: fix the files above, or leave them out".into());
    }
    if loaded.dataset.models().is_empty() {
        return Err("nothing was written: there is no score file below the paths".into());
    }
    let made = time::OffsetDateTime::now_utc().date().to_string();
    let summary = summary(&loaded);
    report_losses(&loaded)?;
    let bundle = Bundle { dataset: loaded.dataset, findings: loaded.findings, made };
    let bytes = bundle.encode()?;
    let html = to.first_sight.map(|_| crate::view::first_sight(&bundle));
    let contents = [Some(bytes.as_slice()), html.as_deref().map(str::as_bytes), reference_bytes.as_deref()];
    let contents = contents.into_iter().flatten();
    output::write(&outputs.into_iter().zip(contents).collect::<Vec<_>>())?;
    print(&format!("{}: {summary}, {} bytes\n", to.data.display(), bytes.len()))?;
    Ok(ExitCode::SUCCESS)
}

/// How much went into a bundle, and what did not.
fn summary(loaded: &Loaded) -> String {
    let skipped = |finding: &Finding| if let Kind::Skipped { count } = finding.kind { count } else { 0 };
    let skipped: usize = loaded.findings.iter().map(skipped).sum();
    let losses = losses(loaded).count();
    let (models, findings) = (loaded.dataset.models().len(), loaded.findings.len());
    format!("{models} models, {findings} findings, {losses} of them of what was dropped, {skipped} files skipped")
}

/// The findings about what was meant and is lost: a score, a field, a block.
fn losses(loaded: &Loaded) -> impl Iterator<Item = &Finding> {
    loaded.findings.iter().filter(|finding| finding.severity() == Severity::Warning)
}

/// How many of what was dropped are told in full.
const LOSSES: usize = 20;

/// Tells on standard error what was dropped.
fn report_losses(loaded: &Loaded) -> std::io::Result<()> {
    losses(loaded).take(LOSSES).try_for_each(report)?;
    match losses(loaded).count().saturating_sub(LOSSES) {
        0 => Ok(()),
        more => writeln!(std::io::stderr(), "{more} more: `arena-explorer check` prints them all"),
    }
}

/// Fixes everything below the paths and reads it as it is then; with `dry_run`, only prints what would be written. Gives whether a file
/// could not be written, too.
fn fixed(input: &Input, dry_run: bool) -> Result<(Loaded, bool), Failure> {
    let catalog = catalog(input)?;
    let mut found = files::find(&input.paths, Naming::AsReached);
    let mut failed = false;
    for file in std::mem::take(&mut found.files) {
        let outcome = fix::fix(file, &input.paths, &catalog, dry_run);
        write!(std::io::stderr(), "{}", outcome.said)?;
        if dry_run {
            print(&outcome.diff)?;
        }
        failed |= outcome.failed;
        found.files.push(outcome.file);
    }
    Ok((load_found(found, catalog), failed))
}

/// Reads the catalog and everything below the paths.
fn read(input: &Input, naming: Naming) -> Result<Loaded, Failure> {
    let catalog = catalog(input)?;
    Ok(load_found(files::find(&input.paths, naming), catalog))
}

/// What was found comes to this; what could not be read is part of it.
fn load_found(found: Found, catalog: Catalog) -> Loaded {
    let mut loaded = load(&found.files, catalog);
    loaded.files += found.unreadable.len();
    loaded.findings.splice(..0, found.unreadable);
    loaded
}

/// The most bytes of a catalog that are read at all; how large one may be is for the catalog's own reader to say.
const LARGEST_CATALOG: usize = 64 << 20;

/// The text of a file that is not a score file.
fn text_of(path: &Path) -> Result<String, String> {
    files::read(path, LARGEST_CATALOG)
        .map_err(|kind| if let Kind::Unreadable { reason } = kind { reason } else { kind.message() })
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned()))
}

/// The reference that is bundled unless another one is named.
const REFERENCE: &str = "public/reference.yaml";

/// The bytes of the page's reference: of the file that was named, else of the usual one, else of one without anything.
fn reference_file(named: Option<&Path>, catalog: &Catalog) -> Result<Vec<u8>, Failure> {
    let from = named.unwrap_or(Path::new(REFERENCE));
    let path = from.display().to_string();
    if named.is_none() && !from.try_exists().unwrap_or(true) {
        return Ok(encode_reference(&Reference::default())?);
    }
    let text = text_of(from)
        .map_err(|e| format!("cannot read the reference {path}: {e}; name another with --reference FILE"))?;
    let (reference, findings) = crate::document::read_reference(&path, &text, catalog);
    findings.iter().try_for_each(report)?;
    let reference = reference.ok_or_else(|| format!("the reference {path} cannot be used"))?;
    Ok(encode_reference(&reference)?)
}

/// Reads the catalog.
fn catalog(input: &Input) -> Result<Catalog, Failure> {
    let path = input.catalog.display().to_string();
    let text = text_of(&input.catalog)
        .map_err(|e| format!("cannot read the catalog {path}: {e}; name another with --catalog FILE"))?;
    let (catalog, findings) = crate::document::read_catalog(&path, &text);
    findings.iter().try_for_each(report)?;
    Ok(catalog.ok_or_else(|| format!("the catalog {path} cannot be used"))?)
}

/// The benchmarks with these codes, ids or names, by index.
fn left_out(catalog: &Catalog, board: usize, names: &[String]) -> Result<Vec<usize>, Failure> {
    let counted: Vec<usize> = catalog.boards.get(board).into_iter().flat_map(Board::counted).collect();
    let index = |name: &String| catalog.benchmark(name).ok().filter(|b| counted.contains(b));
    let known = || {
        let codes = counted.iter().filter_map(|&b| Some(catalog.benchmarks.get(b)?.code.as_str()));
        codes.collect::<Vec<_>>().join(", ")
    };
    let named = |name| {
        index(name).ok_or_else(|| format!("there is no benchmark `{name}` on this board; there are {}", known()))
    };
    Ok(names.iter().map(named).collect::<Result<_, _>>()?)
}

/// The row of the model with this code or name.
fn row_named(dataset: &Dataset, name: &str) -> Result<usize, Failure> {
    let named = || dataset.models().iter().position(|model| model.name == name);
    Ok(dataset
        .row_of(name)
        .or_else(named)
        .ok_or_else(|| format!("there is no model `{name}`; give its code or name"))?)
}

fn in_lines(wrong: &[Misunderstood]) -> String {
    wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Tells on standard error about the files that could not be read, which the result is without.
fn report_errors(loaded: &Loaded) -> std::io::Result<()> {
    let errors = loaded.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.into_iter().try_for_each(report)
}

fn has_errors(loaded: &Loaded) -> bool {
    loaded.findings.iter().any(|finding| finding.severity() == Severity::Error)
}

fn exit_code(loaded: &Loaded) -> ExitCode {
    ExitCode::from(u8::from(has_errors(loaded)))
}

impl From<LensArgument> for Lens {
    fn from(lens: LensArgument) -> Self {
        match lens {
            LensArgument::Benchmarks => Self::Benchmarks,
            LensArgument::Core => Self::Core,
            LensArgument::Fine => Self::Fine,
        }
    }
}

//! The command line: `check`, `rank` and `bundle`, on files and folders.
//!
//! The only layer that reads and writes files. Results go to standard output, and everything about them to standard
//! error; the exit code is 1 where a score file has an error, 2 where the command itself could not be carried out.

mod check;
mod files;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::aggregate::{Lens, Ranking, Subject};
use crate::dataset::Bundle;
use crate::document::{Board, Catalog, Severity};
use crate::load::{Loaded, load};
use crate::view::{Facets, Misunderstood, Query, RankReport, ReportFormat, filtered};
use files::Naming;

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
        /// Only the models that this finds, in the words of the page's search box, such as "open:yes year:>=2025".
        #[arg(long, default_value = "")]
        query: String,
        /// How to print the ranking.
        #[arg(long, value_enum, default_value_t)]
        format: RankFormat,
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

/// Why a command could not be carried out; its words go to standard error.
type Failure = Box<dyn std::error::Error>;

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    match carry_out(Arguments::parse().command) {
        Ok(code) => code,
        // Whoever reads the output has seen enough of it.
        Err(failure) if is_broken_pipe(&failure) => ExitCode::SUCCESS,
        Err(failure) => {
            // If standard error is closed too, there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(failure: &Failure) -> bool {
    failure.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

fn carry_out(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check { input, format } => {
            let loaded = read(&input, Naming::AsReached)?;
            let report = match format {
                CheckFormat::Text => check::as_text(&loaded),
                CheckFormat::Json => serde_json::to_string_pretty(&crate::view::CheckReport::new(&loaded))? + "\n",
            };
            print(&report)?;
            Ok(exit_code(&loaded))
        }
        Command::Rank { input, board, lens, benchmark, without, query, format } => {
            let loaded = read(&input, Naming::AsReached)?;
            report_errors(&loaded)?;
            let catalog = loaded.dataset.catalog();
            let subject = Subject::named(catalog, &board, lens.into(), benchmark.as_deref())?;
            let left_out = left_out(catalog, subject.board, &without)?;
            let mut ranking = Ranking::new(&loaded.dataset, subject, Ranking::LEAST_COVERAGE, &left_out);
            let query = Query::parse(&query, catalog, &ranking).map_err(|wrong| in_lines(&wrong))?;
            ranking.order = filtered(&loaded.dataset, &ranking, &query, &Facets::default());
            let report = RankReport::new(&loaded.dataset, &ranking);
            print(&match format {
                RankFormat::Table => report.to_table(),
                RankFormat::Csv => report.write(ReportFormat::Csv)?,
                RankFormat::Json => report.write(ReportFormat::Json)?,
                RankFormat::Markdown => report.write(ReportFormat::Markdown)?,
                RankFormat::Latex => report.write(ReportFormat::Latex)?,
            })?;
            Ok(exit_code(&loaded))
        }
        Command::Bundle { input, out, first_sight } => {
            let loaded = read(&input, Naming::InsideFolder)?;
            report_errors(&loaded)?;
            if has_errors(&loaded) {
                return Err("nothing was written: mend the files above, or leave them out".into());
            }
            let made = time::OffsetDateTime::now_utc().date().to_string();
            let models = loaded.dataset.models().len();
            let bundle = Bundle { dataset: loaded.dataset, findings: loaded.findings, made };
            let bytes = bundle.encode()?;
            files::write(&out, &bytes)?;
            if let Some(path) = first_sight {
                files::write(&path, crate::view::first_sight(&bundle).as_bytes())?;
            }
            let findings = bundle.findings.len();
            print(&format!("{}: {models} models, {findings} findings, {} bytes\n", out.display(), bytes.len()))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Reads the catalog and everything below the paths.
fn read(input: &Input, naming: Naming) -> Result<Loaded, Failure> {
    let path = input.catalog.display().to_string();
    let text = std::fs::read_to_string(&input.catalog)
        .map_err(|e| format!("cannot read the catalog {path}: {e}; name another with --catalog FILE"))?;
    let (catalog, findings) = crate::document::read_catalog(&path, &text);
    for finding in &findings {
        write!(std::io::stderr(), "{finding}")?;
    }
    let catalog = catalog.ok_or_else(|| format!("the catalog {path} cannot be used"))?;
    Ok(load(&files::find(&input.paths, naming)?, catalog))
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

fn in_lines(wrong: &[Misunderstood]) -> String {
    wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Tells on standard error about the files that could not be read, which the result is without.
fn report_errors(loaded: &Loaded) -> std::io::Result<()> {
    let errors = loaded.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.into_iter().try_for_each(|finding| write!(std::io::stderr(), "{finding}"))
}

fn has_errors(loaded: &Loaded) -> bool {
    loaded.findings.iter().any(|finding| finding.severity() == Severity::Error)
}

fn exit_code(loaded: &Loaded) -> ExitCode {
    ExitCode::from(u8::from(has_errors(loaded)))
}

fn print(text: &str) -> std::io::Result<()> {
    std::io::stdout().lock().write_all(text.as_bytes())
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

//! The project's chores: set up, build, serve, test and measure the page.
//!
//! `cargo xtask` without arguments lists them. Every chore brings its own set-up, so that nothing has to be installed by
//! hand but Rust by rustup and Node. What this program installs stays below `target/`.

mod bench;
mod browser;
mod budget;
mod bundle;
mod checks;
mod command;
mod dependencies;
mod e2e;
mod engines;
mod fuzz;
mod page;
mod project;
mod repeated;
mod server;
mod site;
mod stamp;
mod tally;
mod tools;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::checks::Check;
use crate::project::Project;

/// The chores of Arena Explorer.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Set up what is missing, build the release page and serve it on this machine.
    Serve {
        /// Folder of score files to bundle [default: $ARENA_MODELS, else public/models].
        #[arg(long, value_name = "DIR")]
        models: Option<PathBuf>,
        /// Port to serve on [default: the first free one from 8080].
        #[arg(long, value_name = "N")]
        port: Option<u16>,
    },
    /// Serve a page that is compiled in seconds, and build and reload it whenever a source, a style or a score file changes.
    Dev {
        /// Folder of score files to bundle [default: $ARENA_MODELS, else public/models].
        #[arg(long, value_name = "DIR")]
        models: Option<PathBuf>,
        /// Port to serve on.
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
    },
    /// Set up what is missing and build the release page into dist/.
    Build {
        /// Folder of score files to bundle [default: $ARENA_MODELS, else public/models].
        #[arg(long, value_name = "DIR")]
        models: Option<PathBuf>,
    },
    /// Check the score files and write the page's dataset (Trunk runs this before each build).
    Bundle {
        /// Folder of score files to bundle [default: $ARENA_MODELS, else public/models].
        #[arg(long, value_name = "DIR")]
        models: Option<PathBuf>,
    },
    /// Put the build's id behind the addresses in the built page (Trunk runs this after each build).
    Stamp,
    /// Run every check: format, lints, licences, documentation, types, native tests, tests in a browser, size, end-to-end tests, other engines.
    Test {
        /// Run these checks only; may be given several times.
        #[arg(long, value_name = "CHECK")]
        only: Vec<Check>,
        /// Arguments for Playwright, such as `-- --grep sort`.
        #[arg(last = true, value_name = "PLAYWRIGHT ARGUMENTS")]
        playwright: Vec<String>,
    },
    /// Look for bytes that break the page, for as long as you like.
    Fuzz {
        /// What the bytes are taken for.
        target: fuzz::Target,
        /// How long to look.
        #[arg(long, value_name = "N", default_value_t = 30)]
        minutes: u32,
    },
    /// Measure the release page and print the figures as JSON.
    Bench {
        /// Exit with 1 if a figure is outside its budget.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().chore) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<ExitCode> {
    let project = Project::find()?;
    match chore {
        Chore::Serve { models, port } => {
            page::build(&project, models.as_deref())?;
            page::serve(&project, port)?;
        }
        Chore::Dev { models, port } => page::develop(&project, models.as_deref(), port)?,
        Chore::Build { models } => page::build(&project, models.as_deref())?,
        Chore::Bundle { models } => bundle::make_default(&project, models.as_deref())?,
        Chore::Stamp => stamp::stamp_staged()?,
        Chore::Test { only, playwright } => return checks::run(&project, &only, &playwright),
        Chore::Fuzz { target, minutes } => fuzz::run(&project, target, minutes)?,
        Chore::Bench { check } => return bench::run(&project, check),
    }
    Ok(ExitCode::SUCCESS)
}

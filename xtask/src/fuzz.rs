//! Looks for bytes that break the page: runs a fuzz target of `tests/fuzz` from its corpus and what was found before.
//!
//! What the fuzzer makes stays below `target/fuzz`, and a file that breaks something below `target/fuzz/found`.

use std::fs;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::command::run as run_command;
use crate::project::Project;
use crate::tools;

/// What the bytes are taken for.
#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Target {
    /// A score file: read, audited, ranked, fixed, converted.
    ScoreFile,
    /// A ZIP archive.
    Archive,
    /// The query of a link, and the scores in one.
    Link,
    /// Results in JSON or YAML.
    ImportJson,
    /// Results in tables.
    ImportTable,
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::ScoreFile => "score_file",
            Self::Archive => "archive",
            Self::Link => "link",
            Self::ImportJson => "import_json",
            Self::ImportTable => "import_table",
        }
    }

    /// Folders of files to begin with, besides the corpus.
    fn seeds(self) -> &'static [&'static str] {
        match self {
            Self::ScoreFile => &["tests/data/findings", "public/models"],
            Self::Archive | Self::Link => &[],
            Self::ImportJson => &[
                "tests/data/import/embodied_eval",
                "tests/data/import/harness",
                "tests/data/import/hub",
                "tests/data/import/every_eval",
                "tests/data/import/samples",
            ],
            Self::ImportTable => &["tests/data/import/tables", "tests/data/import/vlmevalkit"],
        }
    }
}

/// Fuzzes for so many minutes; a failure is an error, and the fuzzer says which file it is and how to make it smaller.
pub(crate) fn run(project: &Project, target: Target, minutes: u32) -> Result<()> {
    let name = target.name();
    let fuzzer = tools::fuzzer(project)?;
    let grown = project.path("target/fuzz").join(name);
    let found = project.path("target/fuzz/found").join(name);
    for folder in [&grown, &found] {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let mut command = fuzzer;
    command.current_dir(project.root()).args(["fuzz", "run", "--fuzz-dir", "tests/fuzz"]);
    // There is no unsafe code that a sanitizer could look at, and it would take a nightly compiler.
    command.args(["--sanitizer", "none", "--release", "--debug-assertions", "--target-dir", "target/fuzz/build"]);
    command.arg(name).arg(grown);
    let folders = [format!("tests/fuzz/corpus/{name}"), format!("tests/data/fuzzed/{name}")];
    let seeds = target.seeds().iter().map(|seeds| (*seeds).to_owned());
    command.args(folders.into_iter().chain(seeds).map(|folder| project.path(&folder)).filter(|folder| folder.is_dir()));
    command.arg("--").arg(format!("-max_total_time={}", u64::from(minutes) * 60));
    command.args(["-timeout=10", "-max_len=8192", "-print_final_stats=1"]);
    command.arg(format!("-artifact_prefix={}/", found.display()));
    let words = project.path("tests/fuzz").join(name).with_extension("dict");
    if words.is_file() {
        command.arg(format!("-dict={}", words.display()));
    }
    run_command(&mut command).context("a file was found that breaks something, or the fuzzer did not run")
}

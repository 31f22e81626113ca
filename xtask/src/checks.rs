//! All checking of the project, in the order of what fails soonest, with counts of the tests that really ran.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::ValueEnum;

use crate::browser::Browser;
use crate::budget;
use crate::command::{cargo, run as run_command, watch};
use crate::dependencies;
use crate::e2e;
use crate::engines::{self, Engines};
use crate::page;
use crate::project::Project;
use crate::tally::Tally;
use crate::tools::{self, Tools, WASM_TARGET};

/// One kind of check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Check {
    /// The format of the Rust sources.
    Fmt,
    /// Lints, native and for the page.
    Clippy,
    /// The licences of the crates, and that the page has none of them twice.
    Dependencies,
    /// The documentation of the code, native and of the page: links that lead nowhere.
    Docs,
    /// The types of the end-to-end tests.
    Types,
    /// Native tests.
    Native,
    /// Tests in a headless browser.
    Wasm,
    /// The size of the release page (builds it).
    Size,
    /// End-to-end tests of the release page (builds it).
    E2e,
    /// A smoke test of the release page in Firefox and WebKit (builds it).
    Engines,
}

/// Runs the checks that are asked for, or all. The last line printed is the count of tests.
pub(crate) fn run(project: &Project, only: &[Check], playwright: &[String]) -> Result<ExitCode> {
    let wanted = if only.is_empty() { Check::value_variants() } else { only };
    let mut session = Session { project, taken: Vec::new(), tally: Tally::default() };
    let outcome = session.run(&wanted.iter().copied().collect(), playwright);

    eprintln!();
    for (name, time) in &session.taken {
        eprintln!("{:>7.1} s  {name}", time.as_secs_f64());
    }
    if let Err(error) = &outcome {
        eprintln!("The last of these failed: {error:#}");
    }
    let mut screen = std::io::stdout().lock();
    writeln!(screen, "{}", session.tally)?;
    Ok(if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A run of checks: what it has taken and counted so far.
struct Session<'a> {
    project: &'a Project,
    taken: Vec<(&'static str, Duration)>,
    tally: Tally,
}

impl Session<'_> {
    fn run(&mut self, wanted: &BTreeSet<Check>, playwright: &[String]) -> Result<()> {
        let wants = |checks: &[Check]| checks.iter().any(|check| wanted.contains(check));

        if wants(&[Check::Fmt]) {
            self.step("format", |session| session.cargo(&["fmt", "--all", "--check"]))?;
        }
        if wants(&[Check::Dependencies]) {
            self.step("licences and versions of the crates", |session| dependencies::check(session.project))?;
        }
        if wants(&[Check::Clippy]) {
            self.step("clippy, native", |session| {
                session.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
            })?;
        }
        if wants(&[Check::Docs]) {
            self.step("documentation", |session| session.documentation())?;
        }
        if wants(&[Check::Types]) {
            self.step("types of the end-to-end tests", |session| e2e::check_types(session.project))?;
        }
        if wants(&[Check::Native]) {
            self.step("native tests", |session| session.cargo_tests(cargo().args(["test", "--workspace"])))?;
        }
        // Set-up can take minutes on a new machine: it waits until the checks that need none have passed.
        if wants(&[Check::Clippy]) {
            self.step("clippy, WASM", |session| {
                tools::add_wasm_target()?;
                let packages = ["--package", "arena-explorer", "--package", "empty-page"];
                let mut arguments = vec!["clippy", "--target", WASM_TARGET];
                arguments.extend(packages);
                arguments.extend(["--all-targets", "--", "-D", "warnings"]);
                session.cargo(&arguments)
            })?;
        }
        if !wants(&[Check::Wasm, Check::Size, Check::E2e, Check::Engines]) {
            return Ok(());
        }
        let tools = self.step("set-up of the tools", |session| Tools::set_up(session.project))?;
        if wants(&[Check::Wasm]) {
            self.step("tests in the browser", |session| session.wasm_tests(&tools, &Browser::set_up()?))?;
        }
        if !wants(&[Check::Size, Check::E2e, Check::Engines]) {
            return Ok(());
        }
        self.step("release build", |session| page::build_with(session.project, &tools, None))?;
        if wants(&[Check::Size]) {
            self.step("size", |session| budget::check_size(&page::load(session.project)?))?;
        }
        if wants(&[Check::E2e]) {
            self.step("end-to-end tests", |session| {
                let page = page::load(session.project)?;
                e2e::run_tests(session.project, &Browser::set_up()?, page, playwright, &mut session.tally)
            })?;
        }
        if wants(&[Check::Engines]) {
            let engines = self.step("set-up of the other engines", |session| Engines::set_up(session.project))?;
            self.step("tests in the other engines", |session| {
                engines::run_tests(session.project, &engines, page::load(session.project)?, &mut session.tally)
            })?;
        }
        Ok(())
    }

    /// Announces and times one step.
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let outcome = work(self);
        self.taken.push((name, start.elapsed()));
        outcome
    }

    fn cargo(&self, arguments: &[&str]) -> Result<()> {
        run_command(cargo().current_dir(self.project.root()).args(arguments))
    }

    fn documentation(&self) -> Result<()> {
        tools::add_wasm_target()?;
        for target in [&["--workspace"][..], &["--package", "arena-explorer", "--target", WASM_TARGET]] {
            let mut command = cargo();
            command.current_dir(self.project.root()).env("RUSTDOCFLAGS", "-D warnings");
            run_command(command.args(["doc", "--quiet", "--no-deps", "--document-private-items"]).args(target))?;
        }
        Ok(())
    }

    fn cargo_tests(&mut self, command: &mut std::process::Command) -> Result<()> {
        command.current_dir(self.project.root());
        watch(command, |line| self.tally.read_line(line))
    }

    /// The test files `tests/wasm_*.rs`, each in a page of its own.
    fn wasm_tests(&mut self, tools: &Tools, browser: &Browser) -> Result<()> {
        let capabilities = self.project.path("target/e2e/webdriver.json");
        browser.write_capabilities(&capabilities)?;
        let mut command = cargo();
        command.args(["test", "--target", WASM_TARGET, "--package", "arena-explorer", "--test", "wasm_*"]);
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.test_runner());
        command.env("CHROMEDRIVER", &browser.driver);
        command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
        // The default of 20 seconds is short for a page of unoptimised WASM on a busy machine.
        command.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
        self.cargo_tests(&mut command)
    }
}

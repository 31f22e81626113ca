//! The Node side of the project: Playwright, its end-to-end tests and the measuring script, all in `tests/e2e`.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::command::{program, run};
use crate::project::Project;
use crate::server::{Mount, Port, Server};
use crate::site::Site;
use crate::tally::Tally;

/// A path that the page is served under too: it has to work anywhere.
const SUB_PATH: &str = "some/sub/path";

/// Runs the end-to-end tests against a built page.
pub(crate) fn run_tests(
    project: &Project,
    browser: &Browser,
    page: Site,
    arguments: &[String],
    tally: &mut Tally,
) -> Result<()> {
    install(project)?;
    let mounts = vec![Mount::at_root(page.clone()), Mount::under(SUB_PATH, page)];
    let address = Server::bind(Port::Any, mounts)?.start();
    let report = project.path("target/e2e/report.json");
    // A report of an earlier run must not be counted when this one writes none.
    match fs::remove_file(&report) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot remove {}", report.display()));
        }
        _ => {}
    }

    let mut playwright = node(project, browser);
    playwright.args(["node_modules/@playwright/test/cli.js", "test"]).args(arguments);
    playwright.env("ARENA_URL", &address).env("ARENA_SUB_URL", format!("{address}{SUB_PATH}/"));
    playwright.env("ARENA_REPORT", &report);
    let ended = run(&mut playwright).context("end-to-end tests failed");
    match fs::read_to_string(&report) {
        Ok(report) => tally.read_report(&report)?,
        // Playwright's own failure says more than the report that it could not write.
        Err(_) if ended.is_err() => {}
        Err(error) => return Err(error).context("Playwright wrote no report"),
    }
    ended
}

/// Fails where the end-to-end tests use what is not there.
pub(crate) fn check_types(project: &Project) -> Result<()> {
    install(project)?;
    let mut compiler = program("node");
    compiler.current_dir(folder(project)).arg("node_modules/typescript/bin/tsc");
    run(&mut compiler).context("the end-to-end tests have wrong types")
}

/// Node in the folder of the tests, told which browser to use.
pub(crate) fn node(project: &Project, browser: &Browser) -> Command {
    let mut command = program("node");
    command.current_dir(folder(project)).env("CHROME", &browser.chrome);
    command
}

/// Installs what `package-lock.json` names, unless that is there already.
pub(crate) fn install(project: &Project) -> Result<()> {
    let folder = folder(project);
    let changed = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified());
    if let (Ok(installed), Ok(locked)) = (changed("node_modules/.package-lock.json"), changed("package-lock.json"))
        && installed >= locked
    {
        return Ok(());
    }
    eprintln!("Installing Playwright with npm (a few seconds) ...");
    let mut npm = program("npm");
    npm.current_dir(&folder).args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"]);
    run(&mut npm).context("Playwright was not installed")
}

fn folder(project: &Project) -> PathBuf {
    project.path("tests/e2e")
}

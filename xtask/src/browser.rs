//! The browser that most tests run in: Chromium or Chrome, and its WebDriver.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::command::{program, read, run};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

/// What keeps a browser in a test to itself: no look-ups of other hosts, no dialogs.
const QUIET: [&str; 6] = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser and its driver, by their paths.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chrome: PathBuf,
    /// Its WebDriver.
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds a browser with its driver, or installs them where apt can.
    pub(crate) fn set_up() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        if which::which("apt-get").is_err() || !is_root()? {
            bail!(
                "no Chromium with ChromeDriver was found. Install both (Debian: `apt-get install chromium \
                 chromium-driver` as root), or name them with the variables CHROME and CHROMEDRIVER"
            );
        }
        eprintln!("Installing Chromium and ChromeDriver with apt (about a minute) ...");
        apt(&["update"])?;
        apt(&["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"])?;
        Self::find().context("apt installed chromium and chromium-driver, yet they are not on PATH")
    }

    fn find() -> Option<Self> {
        let chrome = named_or_found("CHROME", &BROWSERS)?;
        let driver = named_or_found("CHROMEDRIVER", &DRIVERS)?;
        Some(Self { chrome, driver })
    }

    /// Writes the capabilities by which the driver starts this browser. The test runner adds what makes it headless.
    pub(crate) fn write_capabilities(&self, path: &Path) -> Result<()> {
        let capabilities = json!({ "goog:chromeOptions": { "binary": self.chrome, "args": QUIET } });
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, capabilities.to_string()).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// The program that a variable names, else the first of these on PATH.
pub(crate) fn named_or_found(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    named.or_else(|| names.iter().find_map(|name| which::which(name).ok()))
}

/// Runs apt without questions.
pub(crate) fn apt(arguments: &[&str]) -> Result<()> {
    let mut command = program("apt-get");
    command.arg("--quiet=2").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut command).context("apt could not install what the tests need")
}

/// Whether this runs as root, whom apt lets install.
pub(crate) fn is_root() -> Result<bool> {
    Ok(read(program("id").arg("-u"))?.trim() == "0")
}

//! The other engines: the same page in Firefox and WebKit, driven by WebDriver from `tests/engines`.

use std::fs;
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::browser::{apt, is_root, named_or_found};
use crate::command::{program, watch};
use crate::project::Project;
use crate::server::{Mount, Port, Server};
use crate::site::Site;
use crate::tally::Tally;
use crate::tools;

/// What apt installs where something is missing: the browsers, and a display for the one that cannot do without.
const PACKAGES: [&str; 3] = ["firefox-esr", "webkit2gtk-driver", "xvfb"];

/// The browsers of the other engines, what drives them, and a display that nobody sees, by their paths.
pub(crate) struct Engines {
    firefox: PathBuf,
    geckodriver: PathBuf,
    webkit: PathBuf,
    webkit_driver: PathBuf,
    display: PathBuf,
}

impl Engines {
    /// Finds the engines, or installs them where apt can.
    pub(crate) fn set_up(project: &Project) -> Result<Self> {
        // The driver of Firefox is compiled while apt waits for its downloads.
        thread::scope(|scope| {
            let driver = scope.spawn(|| tools::geckodriver(project));
            let installed = install_browsers();
            let driver = driver.join().map_err(|_| anyhow!("the set-up of geckodriver broke off"))?;
            installed?;
            Self::find(driver?).context("apt installed the engines, yet not all of them are there")
        })
    }

    fn find(geckodriver: PathBuf) -> Option<Self> {
        Some(Self {
            firefox: named_or_found("FIREFOX", &["firefox-esr", "firefox"])?,
            geckodriver,
            webkit: named_or_found("MINIBROWSER", &["MiniBrowser"]).or_else(mini_browser)?,
            webkit_driver: named_or_found("WEBKITDRIVER", &["WebKitWebDriver"])?,
            display: named_or_found("XVFB", &["Xvfb"])?,
        })
    }
}

fn install_browsers() -> Result<()> {
    if Engines::find(PathBuf::new()).is_some() {
        return Ok(());
    }
    if which::which("apt-get").is_err() || !is_root()? {
        bail!(
            "Firefox, WebKitWebDriver with its MiniBrowser, or Xvfb was not found. Install them (Debian: `apt-get install {}` \
             as root), or name them with the variables FIREFOX, WEBKITDRIVER, MINIBROWSER and XVFB",
            PACKAGES.join(" ")
        );
    }
    eprintln!("Installing Firefox and WebKit with apt (about a minute) ...");
    apt(&["update"])?;
    apt(&[["install", "--yes", "--no-install-recommends"].as_slice(), &PACKAGES].concat())
}

/// WebKit's small browser, which is on no PATH: `/usr/lib/<architecture>/webkit2gtk-<version>/MiniBrowser`.
fn mini_browser() -> Option<PathBuf> {
    let folders = |path: PathBuf| fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let libraries = folders(PathBuf::from("/usr/lib")).filter(|path| path.is_dir()).flat_map(folders);
    let versions =
        libraries.filter(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("webkit2gtk")));
    versions.map(|path| path.join("MiniBrowser")).filter(|path| path.is_file()).max()
}

/// Runs the smoke test of each engine against a built page.
pub(crate) fn run_tests(project: &Project, engines: &Engines, page: Site, tally: &mut Tally) -> Result<()> {
    let address = Server::bind(Port::Any, vec![Mount::at_root(page)])?.start();
    let mut node = program("node");
    // One engine after the other: side by side they would wait for each other on two cores.
    node.current_dir(project.path("tests/engines")).args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    node.args(["firefox.test.js", "webkit.test.js"]);
    node.env("ARENA_URL", &address).env_remove("FORCE_COLOR");
    node.env("FIREFOX", &engines.firefox).env("GECKODRIVER", &engines.geckodriver);
    node.env("MINIBROWSER", &engines.webkit).env("WEBKITDRIVER", &engines.webkit_driver);
    node.env("XVFB", &engines.display);
    watch(&mut node, |line| tally.read_node_line(line)).context("tests in the other engines failed")
}

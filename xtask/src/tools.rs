//! The tools that build the page: found where they match, else installed below `target/tools`.
//!
//! A tool on PATH is used only in the exact version that the project pins; anything else would make a build depend on
//! the machine. Nothing is installed globally but the WASM target, which belongs to the Rust toolchain.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, program, run};
use crate::project::Project;

/// The Rust target of the page.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The npm package that brings `wasm-opt`, and its version. Debian's own package is too old for what rustc emits.
const BINARYEN: &str = "binaryen";
const BINARYEN_VERSION: &str = "132.0.0";

/// The npm package that makes scripts small, and its version. Trunk's own way fails on what wasm-bindgen writes.
pub(crate) const ESBUILD: &str = "esbuild";
const ESBUILD_VERSION: &str = "0.28.2";

/// The version of cargo-fuzz.
const CARGO_FUZZ_VERSION: &str = "0.13.2";

/// The version of geckodriver, which drives Firefox.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// The tools, ready to run.
pub(crate) struct Tools {
    trunk: PathBuf,
    test_runner: PathBuf,
    /// PATH with the project's own tools first, as Trunk and its hooks look for them there.
    path: OsString,
}

impl Tools {
    /// Finds or installs everything a build of the page needs, and says so where that takes time.
    pub(crate) fn set_up(project: &Project) -> Result<Self> {
        add_wasm_target()?;
        let bindgen_version = project.wasm_bindgen_version()?;
        let trunk = Tool::cargo("trunk", "trunk", &project.trunk_version()?, 3).plain();
        let bindgen = Tool::cargo("wasm-bindgen", "wasm-bindgen-cli", &bindgen_version, 2);
        let optimizer = Tool::npm("wasm-opt", BINARYEN, BINARYEN_VERSION);

        let minifier = Tool::npm(ESBUILD, ESBUILD, ESBUILD_VERSION);

        let wanted = [&trunk, &bindgen, &optimizer, &minifier];
        let missing: Vec<&Tool> = wanted.into_iter().filter(|tool| tool.find(project).is_none()).collect();
        if !missing.is_empty() {
            announce(&missing);
            for tool in &missing {
                tool.install(project)?;
            }
            remove_if_there(&build_folder(project))?;
        }

        let trunk = trunk.located(project)?;
        let bindgen = bindgen.located(project)?;
        let optimizer = optimizer.located(project)?;
        let test_runner = bindgen.with_file_name(format!("wasm-bindgen-test-runner{}", env::consts::EXE_SUFFIX));
        if !test_runner.is_file() {
            bail!("{} is missing beside wasm-bindgen", test_runner.display());
        }
        let minifier = minifier.located(project)?;
        let path = path_with(project, &[&bindgen, &optimizer, &minifier])?;
        Ok(Self { trunk, test_runner, path })
    }

    /// Trunk, with the other tools on its PATH. It writes its progress to standard output, which is kept for results.
    pub(crate) fn trunk(&self) -> Command {
        let mut command = Command::new(&self.trunk);
        command.env("PATH", &self.path).stdout(std::io::stderr());
        command
    }

    /// The program that runs a WASM test binary in a browser.
    pub(crate) fn test_runner(&self) -> &Path {
        &self.test_runner
    }
}

/// The fuzzer's command line, installed if need be.
pub(crate) fn fuzzer(project: &Project) -> Result<Command> {
    Ok(Command::new(set_up_one(project, &Tool::cargo("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ_VERSION, 1))?))
}

/// What drives Firefox, installed if need be.
pub(crate) fn geckodriver(project: &Project) -> Result<PathBuf> {
    set_up_one(project, &Tool::cargo("geckodriver", "geckodriver", GECKODRIVER_VERSION, 2))
}

fn set_up_one(project: &Project, tool: &Tool) -> Result<PathBuf> {
    if tool.find(project).is_none() {
        announce(&[tool]);
        tool.install(project)?;
        remove_if_there(&build_folder(project))?;
    }
    tool.located(project)
}

/// Adds the WASM target to the Rust toolchain unless it is there.
pub(crate) fn add_wasm_target() -> Result<()> {
    let libraries = crate::command::read(program("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("Adding the Rust target {WASM_TARGET} (a few seconds) ...");
    run(program("rustup").args(["target", "add", WASM_TARGET]))
        .with_context(|| format!("the Rust target {WASM_TARGET} is missing and rustup could not add it"))
}

/// Where a tool comes from.
enum Source {
    /// A package of the Rust registry, about how many minutes it takes two cores to build it, and whether it is built [`Tool::plain`].
    Cargo { package: &'static str, minutes: u32, plain: bool },
    /// A package of the npm registry, which comes built.
    Npm { package: &'static str },
}

/// A command-line tool in one version.
struct Tool {
    name: &'static str,
    version: String,
    source: Source,
}

impl Tool {
    fn cargo(name: &'static str, package: &'static str, version: &str, minutes: u32) -> Self {
        Self { name, version: version.to_owned(), source: Source::Cargo { package, minutes, plain: false } }
    }

    /// Without its optional parts, and compiled as fast as can be: for a tool that has little to compute and fetches nothing.
    fn plain(mut self) -> Self {
        if let Source::Cargo { plain, .. } = &mut self.source {
            *plain = true;
        }
        self
    }

    fn npm(name: &'static str, package: &'static str, version: &str) -> Self {
        Self { name, version: version.to_owned(), source: Source::Npm { package } }
    }

    /// The tool in the right version: on PATH, else among the project's own.
    fn find(&self, project: &Project) -> Option<PathBuf> {
        let on_path = which::which(self.name).ok();
        let own = which::which_in(self.name, Some(self.own_folder(project)), project.root()).ok();
        on_path.into_iter().chain(own).find(|path| self.matches(path))
    }

    fn located(&self, project: &Project) -> Result<PathBuf> {
        self.find(project).with_context(|| format!("{} {} is not there after its set-up", self.name, self.version))
    }

    /// Whether this is the wanted version. A tool that cannot say so is passed over: it is not ours to repair.
    fn matches(&self, path: &Path) -> bool {
        let Ok(output) = Command::new(path).arg("--version").output() else {
            return false;
        };
        let stated = String::from_utf8_lossy(&output.stdout);
        states_version(&stated, &self.version)
    }

    fn own_folder(&self, project: &Project) -> PathBuf {
        match self.source {
            Source::Cargo { .. } => tools_folder(project).join("bin"),
            Source::Npm { package } => npm_folder(project, package).join("node_modules").join(".bin"),
        }
    }

    fn install(&self, project: &Project) -> Result<()> {
        eprintln!("Installing {} {} into target/tools ...", self.name, self.version);
        let mut command = match self.source {
            Source::Cargo { package, plain, .. } => {
                let mut command = cargo();
                command.args(["install", "--quiet", "--locked", "--force", "--root"]).arg(tools_folder(project));
                command.arg("--target-dir").arg(build_folder(project));
                command.arg(format!("{package}@{}", self.version));
                // Some tools ask for slow builds of the fastest binary, which would cost more than it ever saves here.
                command.env("CARGO_PROFILE_RELEASE_LTO", "off");
                command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
                command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", if plain { "0" } else { "1" });
                if plain {
                    command.arg("--no-default-features");
                }
                command
            }
            Source::Npm { package } => {
                let mut command = program("npm");
                command.args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"]);
                command.args(["--loglevel", "error", "--prefix"]).arg(npm_folder(project, package));
                command.arg(format!("{package}@{}", self.version));
                command
            }
        };
        run(command.current_dir(project.root())).with_context(|| format!("{} was not installed", self.name))
    }
}

fn announce(missing: &[&Tool]) {
    let names: Vec<String> = missing.iter().map(|tool| format!("{} {}", tool.name, tool.version)).collect();
    let minutes: u32 = missing
        .iter()
        .filter_map(|tool| match tool.source {
            Source::Cargo { minutes, .. } => Some(minutes),
            Source::Npm { .. } => None,
        })
        .sum();
    let time = if minutes == 0 { "a few seconds".to_owned() } else { format!("about {minutes} minutes on two cores") };
    eprintln!("First set-up: {} will be installed into target/tools. This takes {time}, once.", names.join(", "));
}

/// Whether one word of `stated` is the version. Binaryen states its major version only.
fn states_version(stated: &str, wanted: &str) -> bool {
    let major = wanted.strip_suffix(".0.0");
    stated.split_whitespace().any(|word| word == wanted || Some(word) == major)
}

fn tools_folder(project: &Project) -> PathBuf {
    project.path("target/tools")
}

/// Where a package of the npm registry is installed: each by itself, as npm removes from a folder what it was not asked for.
fn npm_folder(project: &Project, package: &str) -> PathBuf {
    tools_folder(project).join(package)
}

/// Where the tools are compiled: of no use afterwards, and large.
fn build_folder(project: &Project) -> PathBuf {
    tools_folder(project).join("build")
}

fn remove_if_there(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// PATH with the folders of those tools first that are the project's own. A tool that was found on PATH is found again.
fn path_with(project: &Project, tools: &[&PathBuf]) -> Result<OsString> {
    let own = tools_folder(project);
    let folders = tools.iter().filter(|tool| tool.starts_with(&own)).filter_map(|tool| tool.parent());
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = folders.map(Path::to_path_buf).chain(env::split_paths(&inherited));
    env::join_paths(all).context("PATH has a folder that cannot be written there")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_states_its_version_in_its_own_way() {
        let cases = [
            ("trunk 0.21.14\n", "0.21.14", true),
            ("trunk 0.21.1\n", "0.21.14", false),
            ("wasm-bindgen 0.2.122\n", "0.2.122", true),
            ("wasm-opt version 132 (version_132)\n", "132.0.0", true),
            ("wasm-opt version 108\n", "132.0.0", false),
            ("geckodriver 0.37.1 (abc 2026-01-01 00:00 +0000)\n", "0.37.1", true),
            ("", "132.0.0", false),
        ];
        for (stated, wanted, expected) in cases {
            assert_eq!(states_version(stated, wanted), expected, "{stated:?} against {wanted}");
        }
    }
}

//! What is made before each build of the page: its dataset, which the command line checks and writes in the form that the
//! page reads, and its style sheet, one file made of those in `style/`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{cargo, run};
use crate::project::Project;

/// The environment variable that names the folder of score files, as Trunk starts the bundling without arguments.
pub(crate) const MODELS_VARIABLE: &str = "ARENA_MODELS";

/// The parts of the style sheet in the order of the cascade. One file: a request fewer before the first paint. What is for paper follows
/// them in a file of its own, which a browser fetches last.
const STYLES: [&str; 12] = [
    "tokens",
    "base",
    "layout",
    "search",
    "charts",
    "table",
    "workspace",
    "pages",
    "start",
    "importing",
    "responsive",
    "conditions",
];

/// How the command line that bundles is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speed {
    /// Without optimisation. It is the same code, the native tests have compiled it already, and a folder of a hundred
    /// files takes it a blink; an optimised build would take minutes.
    QuickToCompile,
    /// Optimised, for many thousands of files.
    QuickToRun,
}

/// Writes the dataset and the style sheet that `index.html` copies into the page.
pub(crate) fn make_default(project: &Project, models: Option<&Path>) -> Result<()> {
    make_styles(project)?;
    let out = project.path("target/bundle/dataset.bin");
    make(project, &models_folder(project, models)?, &out, Speed::QuickToCompile)
}

fn make_styles(project: &Project) -> Result<()> {
    let mut all = String::new();
    for part in STYLES {
        let path = project.path("style").join(part).with_extension("css");
        all += &fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    }
    let print = project.path("style/print.css");
    let print = fs::read_to_string(&print).with_context(|| format!("cannot read {}", print.display()))?;
    let out = project.path("target/bundle");
    fs::create_dir_all(&out).with_context(|| format!("cannot create {}", out.display()))?;
    for (name, text) in [("page.css", all), ("print.css", print)] {
        let out = out.join(name);
        fs::write(&out, text).with_context(|| format!("cannot write {}", out.display()))?;
    }
    Ok(())
}

/// Writes the dataset of the score files in `models` to `out`. The command line shows what is wrong with a score file.
pub(crate) fn make(project: &Project, models: &Path, out: &Path, speed: Speed) -> Result<()> {
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let mut command = cargo();
    command.current_dir(project.root()).args(["run", "--quiet", "--bin", "arena-explorer"]);
    if speed == Speed::QuickToRun {
        command.arg("--release");
    }
    command.args(["--", "bundle"]).arg(models);
    // Trunk lays the first sight of the page into `index.html`.
    command.arg("--out").arg(out).arg("--first-sight").arg(out.with_file_name("first.html"));
    command.arg("--catalog").arg(project.path("public/catalog.yaml"));
    // The page fetches it only when somebody asks what a benchmark or a capability is.
    command.arg("--reference").arg(project.path("public/reference.yaml"));
    command.arg("--reference-out").arg(out.with_file_name("reference.bin"));
    // Whoever asks for a data set may print a result of its own.
    run(command.stdout(std::io::stderr())).context("the score files were not bundled")
}

/// The folder to bundle: as asked, else as the environment says, else the project's own. Always absolute, as other
/// programs that are told it run in other folders.
pub(crate) fn models_folder(project: &Project, asked: Option<&Path>) -> Result<PathBuf> {
    let folder = asked
        .map(Path::to_path_buf)
        .or_else(|| env::var_os(MODELS_VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from))
        .unwrap_or_else(|| project.path("public/models"));
    fs::canonicalize(&folder).with_context(|| format!("there is no folder {}", folder.display()))
}

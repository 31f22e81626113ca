//! The release page: built by Trunk into `dist/`, and served from there.

use std::path::Path;

use anyhow::{Context, Result};

use crate::bundle;
use crate::command::{cargo, run};
use crate::project::Project;
use crate::server::{Mount, Port, Server};
use crate::site::Site;
use crate::stamp;
use crate::tools::Tools;

/// Where Trunk puts the page.
const DIST: &str = "dist";

/// What a page is made of, beside the score files.
const SOURCES: [&str; 4] = ["index.html", "public", "src", "style"];

/// Sets up what is missing and builds the page with the score files of `models`.
pub(crate) fn build(project: &Project, models: Option<&Path>) -> Result<()> {
    build_with(project, &Tools::set_up(project)?, models)
}

/// Builds the page. Trunk's hook makes the dataset first, so that there is one way it gets made, and a score file with
/// an error stops the build before anything is compiled for the page.
pub(crate) fn build_with(project: &Project, tools: &Tools, models: Option<&Path>) -> Result<()> {
    let models = bundle::models_folder(project, models)?;
    // Trunk keeps off the network, as it would fetch tools of its own: the crates have to be there before.
    run(cargo().current_dir(project.root()).args(["fetch", "--quiet"]))?;
    eprintln!("Building the page with the score files of {} ...", models.display());
    let mut trunk = tools.trunk();
    trunk.current_dir(project.root()).args(["build", "--release", "--offline"]).env(bundle::MODELS_VARIABLE, models);
    run(&mut trunk).context("the page was not built")
}

/// Serves a page that is compiled in seconds, and builds and reloads it with every change of a source, a style or a score file, until the
/// program is stopped.
pub(crate) fn develop(project: &Project, models: Option<&Path>, port: u16) -> Result<()> {
    let tools = Tools::set_up(project)?;
    let models = bundle::models_folder(project, models)?;
    run(cargo().current_dir(project.root()).args(["fetch", "--quiet"]))?;
    let mut trunk = tools.trunk();
    // The page's policy forbids the script that Trunk would put into it; what stamps the page gives it a file in its stead.
    trunk.current_dir(project.root()).args(["serve", "--offline", "--no-autoreload", "--cargo-profile", "quick"]);
    trunk.arg("--port").arg(port.to_string());
    for watched in SOURCES {
        trunk.arg("--watch").arg(project.path(watched));
    }
    trunk.arg("--watch").arg(&models);
    run(trunk.env(bundle::MODELS_VARIABLE, models).env(stamp::RELOAD_VARIABLE, "1"))
}

/// The built page.
pub(crate) fn load(project: &Project) -> Result<Site> {
    Site::load(&project.path(DIST))
}

/// Serves the built page on this machine until the program is stopped.
pub(crate) fn serve(project: &Project, port: Option<u16>) -> Result<()> {
    let port = port.map_or(Port::From(8080), Port::Exactly);
    let server = Server::bind(port, vec![Mount::at_root(load(project)?)])?;
    eprintln!("Arena Explorer is at {} (Ctrl+C stops it)", server.address());
    server.run();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The attributes of a page's Rust link that say how its WASM is compiled and optimised.
    fn optimisation(project: &Project, page: &str) -> Vec<String> {
        let html = fs::read_to_string(project.path(page)).unwrap();
        let attribute = |name: &str| {
            let (_, rest) = html.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        ["data-cargo-profile-release", "data-wasm-opt", "data-wasm-opt-params"].map(attribute).to_vec()
    }

    #[test]
    fn the_empty_page_is_built_as_the_page_is() {
        let project = Project::find().unwrap();
        let empty = optimisation(&project, "tests/empty-page/index.html");
        assert_eq!(optimisation(&project, "index.html"), empty);
    }

    #[test]
    fn models_are_named_by_a_full_path() {
        let project = Project::find().unwrap();
        let folder = bundle::models_folder(&project, Some(Path::new("."))).unwrap();
        assert!(folder.is_absolute());
        assert!(bundle::models_folder(&project, Some(Path::new("no/such/folder"))).is_err());
    }
}

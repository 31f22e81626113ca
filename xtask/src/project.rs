//! Where the project lies on disk, and the versions that its own files pin.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

/// The checked-out project.
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the project this program belongs to. Cargo names the folder of the package that it runs; a program started
    /// without cargo falls back on the folder it was compiled in.
    pub(crate) fn find() -> Result<Self> {
        let package =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().context("the xtask package lies in no folder")?.to_path_buf();
        if !root.join("Trunk.toml").is_file() {
            bail!("{} is not the project's folder: it has no Trunk.toml", root.display());
        }
        Ok(Self { root })
    }

    /// The project's top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the project.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The version of Trunk that `Trunk.toml` asks for.
    pub(crate) fn trunk_version(&self) -> Result<String> {
        let config = self.read_toml("Trunk.toml")?;
        let version = config.get("trunk-version").and_then(Value::as_str);
        exact(version.context("Trunk.toml has no `trunk-version`")?)
            .context("`trunk-version` in Trunk.toml must be exact")
    }

    /// The version of wasm-bindgen in `Cargo.lock`. Its command line must be the same to the last digit, so the
    /// dependency has to be pinned: otherwise a `cargo update` would break the build of everybody who has the tool.
    pub(crate) fn wasm_bindgen_version(&self) -> Result<String> {
        let locked = locked_version(&self.read_toml("Cargo.lock")?, "wasm-bindgen")?;
        let manifest = self.read_toml("Cargo.toml")?;
        let pinned = manifest
            .get("target")
            .and_then(|targets| targets.get("cfg(target_arch = \"wasm32\")"))
            .and_then(|target| target.get("dependencies")?.get("wasm-bindgen")?.as_str())
            .context("Cargo.toml has no wasm-bindgen dependency for wasm32")?;
        let pinned = exact(pinned).context("wasm-bindgen in Cargo.toml must be pinned")?;
        if pinned != locked {
            bail!(
                "Cargo.toml pins wasm-bindgen {pinned}, but Cargo.lock has {locked}: run `cargo update wasm-bindgen`"
            );
        }
        Ok(locked)
    }

    fn read_toml(&self, relative: &str) -> Result<Table> {
        let path = self.path(relative);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        text.parse().with_context(|| format!("cannot parse {}", path.display()))
    }
}

/// The version in an exact requirement such as `=0.2.122`.
fn exact(requirement: &str) -> Result<String> {
    match requirement.strip_prefix('=') {
        Some(version) => Ok(version.trim().to_owned()),
        None => bail!("`{requirement}` is not of the form `=1.2.3`"),
    }
}

fn locked_version(lock: &Table, name: &str) -> Result<String> {
    let packages = lock.get("package").and_then(Value::as_array).context("Cargo.lock lists no packages")?;
    packages
        .iter()
        .find(|package| package.get("name").and_then(Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock has no {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_exact_requirement_names_a_version() {
        assert_eq!(exact("=0.2.122").unwrap(), "0.2.122");
        assert_eq!(exact("= 1.0.0").unwrap(), "1.0.0");
        assert!(exact("0.2.122").is_err());
        assert!(exact("^1").is_err());
    }

    #[test]
    fn the_lock_file_names_the_version() {
        let lock: Table =
            "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\nversion = \"2.0.0\"\n"
                .parse()
                .unwrap();
        assert_eq!(locked_version(&lock, "b").unwrap(), "2.0.0");
        assert!(locked_version(&lock, "c").is_err());
    }

    #[test]
    fn this_project_pins_its_tools() {
        let project = Project::find().unwrap();
        assert!(project.trunk_version().is_ok());
        assert!(project.wasm_bindgen_version().is_ok());
    }
}

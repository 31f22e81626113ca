//! The crates that the project rests on: under which licences they come, and whether the page has one twice.
//!
//! `cargo metadata` and `cargo tree` say both without a network. Advisories are not looked up: their list would have to be fetched.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{cargo, read};
use crate::project::Project;
use crate::tools::WASM_TARGET;

/// Licences under which the page and the command line may be passed on under their own.
const LICENCES: [&str; 6] = ["MIT", "Apache-2.0", "BSL-1.0", "CC0-1.0", "Unicode-3.0", "Zlib"];

/// Crates that the page may have in several versions: those that others ask for, with next to no code.
const TWICE: [&str; 1] = ["thiserror"];

/// Fails on a crate under another licence, and on one that the page has in two versions.
pub(crate) fn check(project: &Project) -> Result<()> {
    let cargo = || {
        let mut command = cargo();
        command.current_dir(project.root());
        command
    };
    let metadata = read(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let refused = refused(&serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?);
    if !refused.is_empty() {
        bail!("other licences than {}: {}", LICENCES.join(", "), refused.join(", "));
    }
    let mut tree = cargo();
    tree.args(["tree", "--package", "arena-explorer", "--target", WASM_TARGET, "--edges", "normal,no-proc-macro"]);
    let tree = read(tree.args(["--prefix", "none", "--locked"]))?;
    let twice = twice(&tree);
    if !twice.is_empty() {
        bail!("the page has several versions of {}: see `cargo tree --duplicates`", twice.join(", "));
    }
    Ok(())
}

/// The crates whose licence is none of [`LICENCES`], with it.
fn refused(metadata: &Value) -> Vec<String> {
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let described = packages.filter_map(|package| {
        let licence = package.get("license").and_then(Value::as_str).unwrap_or("none");
        let name = package.get("name").and_then(Value::as_str)?;
        (!is_allowed(licence)).then(|| format!("{name} ({licence})"))
    });
    described.collect()
}

/// The crates that have several versions in what `cargo tree` prints, less [`TWICE`].
fn twice(tree: &str) -> Vec<&str> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            versions.entry(name).or_default().insert(version);
        }
    }
    let several = versions.into_iter().filter(|(name, versions)| versions.len() > 1 && !TWICE.contains(name));
    several.map(|(name, _)| name).collect()
}

/// Whether an SPDX expression can be met by [`LICENCES`] alone. An older form has `/` for `OR`.
fn is_allowed(licence: &str) -> bool {
    let spaced = licence.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words) && words.next().is_none()
}

fn either<'t>(words: &mut Peekable<impl Iterator<Item = &'t str>>) -> bool {
    let mut met = both(words);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words);
    }
    met
}

fn both<'t>(words: &mut Peekable<impl Iterator<Item = &'t str>>) -> bool {
    let mut met = one(words);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words);
    }
    met
}

fn one<'t>(words: &mut Peekable<impl Iterator<Item = &'t str>>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = either(words);
        return words.next_if_eq(&")").is_some() && met;
    }
    let Some(name) = words.next() else { return false };
    // An exception only allows more.
    if words.next_if_eq(&"WITH").is_some() {
        words.next();
    }
    LICENCES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_met_by_one_side_of_or_and_by_both_of_and() {
        for licence in [
            "MIT",
            "MIT/Apache-2.0",
            "Unlicense OR MIT",
            "MIT OR GPL-3.0 AND Zlib",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(is_allowed(licence), "{licence}");
        }
        for licence in ["", "none", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND GPL-3.0", "MIT MIT", "(MIT"] {
            assert!(!is_allowed(licence), "{licence}");
        }
    }

    #[test]
    fn a_crate_without_a_licence_is_named() {
        let metadata = serde_json::json!({"packages": [
            {"name": "good", "license": "MIT"}, {"name": "bad", "license": "GPL-3.0"}, {"name": "ugly", "license": null},
        ]});
        assert_eq!(refused(&metadata), ["bad (GPL-3.0)", "ugly (none)"]);
    }

    #[test]
    fn a_crate_in_two_versions_is_named_and_one_seen_twice_is_not() {
        let tree = "a v1.0.0 (/here)\nb v1.0.0\nb v2.0.0\nc v1.0.0\nc v1.0.0 (*)\nthiserror v1.0.0\nthiserror v2.0.0\n";
        assert_eq!(twice(tree), ["b"]);
    }
}

//! The bundled models repeated to any number, as other models: what large data sets are measured with.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Which models are repeated how often.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mix {
    /// Each as often as the others.
    Bundled,
    /// A quarter of them those that are in the positional form, in which models are exchanged: its files are several times as
    /// long, and the field's own are 5.4 kB on average.
    Exchanged,
}

/// Writes `count` score files to `folder`: those of `models` over and over, each time as models of other names.
pub(crate) fn write(models: &Path, count: usize, mix: Mix, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let originals = read(models)?;
    if originals.is_empty() {
        bail!("{} has no score files", models.display());
    }
    let positional: Vec<_> = originals.iter().filter(|(_, text)| text.contains("legacy:")).collect();
    let (mut all, mut positional) = (originals.iter().cycle(), positional.into_iter().cycle());
    let mut copies: HashMap<&str, usize> = HashMap::new();
    for number in 0..count {
        let another = if mix == Mix::Exchanged && number % 4 == 3 { positional.next() } else { None };
        let Some((stem, text)) = another.or_else(|| all.next()) else { break };
        let copy = copies.entry(stem).or_default();
        fs::write(folder.join(format!("{stem}-{copy}.md")), repeat(text, *copy))?;
        *copy += 1;
    }
    Ok(())
}

/// The score files of a folder, in the order of their names.
fn read(models: &Path) -> Result<Vec<(String, String)>> {
    let mut paths = fs::read_dir(models)
        .with_context(|| format!("cannot read {}", models.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| Ok((stem(path), fs::read_to_string(path)?))).collect()
}

/// A score file as that of another model. The last decimal of each number is another one too: blocks of scores that are
/// identical to another model's would be findings by the thousand, which no real folder has.
fn repeat(text: &str, copy: usize) -> String {
    if copy == 0 {
        return text.to_owned();
    }
    let mut state = copy;
    let mut repeated = String::with_capacity(text.len() + 16);
    for line in text.lines() {
        match line.split_once(": ") {
            Some((key @ ("name" | "code"), value)) => {
                let value = value.trim_matches(['"', '\'']);
                repeated.push_str(&format!("{key}: \"{value}-{copy}\""));
            }
            _ => shift_decimals(line, &mut state, &mut repeated),
        }
        repeated.push('\n');
    }
    repeated
}

/// Copies a line, with another last digit in each number that has decimals and is less than 100.
fn shift_decimals(line: &str, state: &mut usize, out: &mut String) {
    let mut number = String::new();
    // The blank at the end closes a number that ends the line.
    for character in line.chars().chain([' ']) {
        if character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | '/' | '@') {
            number.push(character);
            continue;
        }
        if let Some((whole, decimals)) = number.split_once('.')
            && whole.len() < 3
            && [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        {
            *state = state.wrapping_mul(31).wrapping_add(7) % 1_000_003;
            number.pop();
            number.push_str(&(*state % 10).to_string());
        }
        out.push_str(&number);
        number.clear();
        out.push(character);
    }
    out.pop();
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\nname: \"Qwen2.5-VL-7B\"\ncode: o3\nwebsite: https://a.b/v1.5/\nscore:\n  benchmark:\n    x:\n      \
                        columns: {Object 2.0 Type: 40.49, b: 100.0, \"F1@0.25\": 7}\n---\n";

    #[test]
    fn the_first_copy_is_the_original() {
        assert_eq!(repeat(FILE, 0), FILE);
    }

    #[test]
    fn a_copy_has_another_name_and_other_scores() {
        let copy = repeat(FILE, 3);
        assert!(copy.contains("name: \"Qwen2.5-VL-7B-3\"\ncode: \"o3-3\"\n"), "{copy}");
        assert!(copy.contains("https://a.b/v1.5/"), "{copy}");
        assert!(copy.contains("b: 100.0, \"F1@0.25\": 7}"), "{copy}");
        assert!(copy.contains(" Type: 40.4"), "{copy}");
        assert_ne!(copy, repeat(FILE, 4));
        assert_eq!(copy.lines().count(), FILE.lines().count());
    }
}

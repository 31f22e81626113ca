//! Reads the sources and fails where files use each other in a circle, so that each can be read with only those below it.
//!
//! The files of `app` are not held to it yet. What a `mod.rs` hands on (`pub use`) is used from where it is written, and a `mod` declaration uses nothing.
#![allow(clippy::unwrap_used, reason = "a test that meets nothing fails, as it should")]

use std::collections::{BTreeMap, BTreeSet};

use crate::common::project;

/// A file by the path of its module: `["document", "yaml", "node"]`.
type Module = Vec<String>;

/// The sources of the crate.
struct Sources {
    /// The text of each file without comments, strings and unit tests.
    texts: BTreeMap<Module, String>,
    /// What each file hands on: the name, and the path that it is written with.
    handed_on: BTreeMap<Module, BTreeMap<String, Vec<String>>>,
}

impl Sources {
    fn read() -> Self {
        let root = project("src");
        let mut texts = BTreeMap::new();
        let mut waiting = vec![root.clone()];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Module = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                module.pop_if(|last| last == "mod");
                texts.insert(module, code_of(&std::fs::read_to_string(&path).unwrap()));
            }
        }
        let handed_on = texts.iter().map(|(module, text)| (module.clone(), names_handed_on(text))).collect();
        Self { texts, handed_on }
    }

    /// The file that a path of a module leads to, if it is one of the crate's.
    fn resolve(&self, from: &Module, path: &[String], depth: usize) -> Option<Module> {
        let (first, _) = path.split_first()?;
        let mut at: Module = match first.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => from.clone(),
            child if self.texts.contains_key(&joined(from, child)) => from.clone(),
            _ => return None,
        };
        let mut rest = path.iter().peekable();
        while let Some(step) = rest.next_if(|step| ["crate", "self", "super"].contains(&step.as_str())) {
            if step == "super" {
                at.pop();
            }
        }
        while let Some(step) = rest.next_if(|step| self.texts.contains_key(&joined(&at, step))) {
            at.push(step.clone());
        }
        let handed_on = rest.peek().and_then(|name| self.handed_on.get(&at)?.get(*name));
        match handed_on {
            Some(path) if depth < 8 => self.resolve(&at, path, depth + 1).or(Some(at)),
            _ => self.texts.contains_key(&at).then_some(at),
        }
    }

    /// The files that a file uses.
    fn used_by(&self, module: &Module) -> BTreeSet<Module> {
        let text = self.texts.get(module).unwrap();
        let (mut paths, mut body) = (Vec::new(), text.clone());
        for declaration in declarations(text) {
            body = body.replacen(declaration.text, "", 1);
            if !declaration.is_public {
                paths.extend(expanded(declaration.tree));
            }
        }
        paths.extend(paths_in(&body));
        paths.iter().filter_map(|path| self.resolve(module, path, 0)).filter(|used| used != module).collect()
    }
}

fn joined(module: &Module, child: &str) -> Module {
    module.iter().cloned().chain([child.to_owned()]).collect()
}

/// A source without comments, string literals and unit tests.
fn code_of(source: &str) -> String {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let lines = source.lines().map(|line| line.split("//").next().unwrap());
    let mut code = String::new();
    let mut in_text = false;
    for line in lines {
        let mut previous = ' ';
        for c in line.chars() {
            if c == '"' && previous != '\\' && previous != '\'' {
                in_text = !in_text;
            } else if !in_text {
                code.push(c);
            }
            previous = c;
        }
        code.push('\n');
    }
    without_reach(&code)
}

/// Code without how far its items can be seen: `pub(in crate::document)` is `pub`, and uses nothing.
fn without_reach(code: &str) -> String {
    let mut parts = code.split("pub(");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |before, part| before + "pub" + part.split_once(')').unwrap().1)
}

/// A `use` declaration.
struct Declaration<'t> {
    text: &'t str,
    tree: &'t str,
    is_public: bool,
}

fn declarations(code: &str) -> impl Iterator<Item = Declaration<'_>> {
    code.match_indices("use ").filter_map(|(at, word)| {
        let line = code.get(..at)?.rsplit('\n').next()?.trim_start();
        let is_declaration = line.is_empty() || line.trim_end() == "pub";
        let end = at + code.get(at..)?.find(';')?;
        let tree = code.get(at + word.len()..end)?;
        is_declaration.then_some(Declaration { text: code.get(at..=end)?, tree, is_public: !line.is_empty() })
    })
}

/// The paths of a tree of a `use` declaration, without what they are renamed to.
fn expanded(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap();
        return vec![path.split("::").map(|step| step.trim().to_owned()).collect()];
    };
    let before: Vec<String> =
        before.split("::").map(str::trim).filter(|step| !step.is_empty()).map(str::to_owned).collect();
    let inside = inside.trim_end().strip_suffix('}').unwrap();
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 { parts.push(String::new()) } else { parts.last_mut().unwrap().push(c) }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| expanded(part)).map(|path| before.iter().cloned().chain(path).collect()).collect()
}

fn names_handed_on(code: &str) -> BTreeMap<String, Vec<String>> {
    let paths = declarations(code).filter(|of| of.is_public).flat_map(|of| expanded(of.tree));
    paths.filter_map(|path| Some((path.last()?.clone(), path.clone()))).collect()
}

/// The paths of two steps and more in code.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c: char| !is_part(c)).filter(|word| word.contains("::"));
    words.map(|word| word.split("::").filter(|step| !step.is_empty()).map(str::to_owned).collect()).collect()
}

/// Takes away files that use none of the rest, until there are no more; what stays is circles and what leads to them.
fn circles(mut uses: BTreeMap<Module, BTreeSet<Module>>) -> BTreeMap<Module, BTreeSet<Module>> {
    loop {
        let left: BTreeSet<Module> = uses.keys().cloned().collect();
        let before = uses.len();
        for used in uses.values_mut() {
            used.retain(|module| left.contains(module));
        }
        let needed: BTreeSet<Module> = uses.values().flatten().cloned().collect();
        uses.retain(|module, used| !used.is_empty() && needed.contains(module));
        if uses.len() == before {
            return uses;
        }
    }
}

fn is_below_the_page(module: &&Module) -> bool {
    module.first().is_some_and(|layer| layer != "app")
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let sources = Sources::read();
    let uses: BTreeMap<Module, BTreeSet<Module>> = sources
        .texts
        .keys()
        .filter(is_below_the_page)
        .map(|module| (module.clone(), sources.used_by(module)))
        .collect();
    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > 500, "the paths of the sources are understood");
    let circles = circles(uses);
    let lines = circles.iter().map(|(module, used)| {
        let used: Vec<String> = used.iter().map(|module| module.join("/")).collect();
        format!("{} uses {}", module.join("/"), used.join(", "))
    });
    assert!(circles.is_empty(), "circles:\n{}", lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_circle_is_found_whichever_way_it_is_written() {
    let module = |path: &str| -> Module { path.split('/').map(str::to_owned).collect() };
    let texts: BTreeMap<Module, String> = [
        ("a", "mod b;\nmod c;\npub use b::{B, b as other};\n"),
        ("a/b", "use super::c::{self, C};\npub struct B;\n"),
        ("a/c", "fn c() -> crate::a::B { crate::a::B }\n"),
        ("d", "use crate::a::C as Named;\n"),
    ]
    .map(|(path, text)| (module(path), text.to_owned()))
    .into();
    let handed_on = texts.iter().map(|(module, text)| (module.clone(), names_handed_on(text))).collect();
    let sources = Sources { texts, handed_on };
    let uses = sources.texts.keys().map(|module| (module.clone(), sources.used_by(module))).collect();
    let found: Vec<Module> = circles(uses).into_keys().collect();
    assert_eq!(found, [module("a/b"), module("a/c")]);
}

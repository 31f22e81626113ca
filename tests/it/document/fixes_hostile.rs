//! Files that are made to hang or crash whoever fixes or converts them: each ends within a second.

#![allow(clippy::unwrap_used, reason = "a test that meets nothing fails, as it should")]

use std::sync::LazyLock;
use std::time::Duration;

use arena_explorer::document::{Catalog, Form, convert, fixes, read_score_file};

use crate::common::{Effort, catalog, named};

/// A second of the processor is the promise; a debug build gets more.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

/// As many repetitions as a file may hold.
fn full(of: &str) -> String {
    of.repeat(1_000_000 / of.len())
}

/// Fixes and converts a text, and says how many of its findings have a fix.
fn fixed(text: &str) -> usize {
    let findings = read_score_file(&named("m.md", text), &CATALOG).findings;
    let start = Effort::start();
    let fixes = fixes("m.md", text, &findings, &CATALOG);
    let took = start.took();
    assert!(took < LIMIT, "fixing took {took:?}: {}", text.get(..80).unwrap_or(text));
    for fix in fixes.iter().flatten().step_by(100) {
        assert!(fix.apply(text).is_some());
    }
    for form in [Form::Named, Form::Positional] {
        let start = Effort::start();
        let converted = convert("m.md", text, &CATALOG, form);
        let took = start.took();
        assert!(took < LIMIT, "converting took {took:?}: {}", text.get(..80).unwrap_or(text));
        drop(converted);
    }
    fixes.iter().flatten().count()
}

fn file(scores: &str) -> String {
    format!("---\nname: Hostile\nscore:\n  benchmark:\n{scores}\n---\n")
}

#[test]
fn many_findings_cost_little() {
    let keys: String = (0..20_000).map(|n| format!("Total {n}: 1, ")).collect();
    assert_eq!(fixed(&file(&format!("    VSI: {{columns: {{{keys}}}}}"))), 0, "too many to say what is meant");
    let keys: String = (0..900).map(|n| format!("Totel Score{}: \"1\", ", " ".repeat(n % 7))).collect();
    assert!(fixed(&file(&format!("    VSI: {{columns: {{{keys}}}}}"))) > 100);
    fixed(&file(&full("    VSI: {}\n")));
    fixed(&file(&full("    vsj: {columns: [\"1\", 2%]}\n")));
    fixed(&file(&format!("    VSI:\n      columns:\n{}", full("        - 1\n"))));
    fixed(&file(&format!("    VSI: {{columns: [{}]}}", full("1,"))));
    fixed(&file(&format!("    VSI: {{columns: [{}]}}", full("1, # x\n "))));
    fixed(&file(&format!(
        "    VSI:\n      columns:\n        Total Score: 1\n{}        Room Size: 2",
        full("        # x\n")
    )));
    fixed(&format!("name: x\nsize: [{}]\nscore: {{}}", full("\"7B\",")));
}

#[test]
fn what_does_not_parse_is_guessed_at_a_few_times_only() {
    for line in ["\t\n", "x\n", "x: y: z\n", "--\n", "\r", "\u{202e}x: \n", "\u{7}x\n"] {
        fixed(&format!("name: x\nscore:\n{}", full(line)));
    }
    fixed(&format!("---\n{}---\n", full("x: y: z\n")));
    fixed(&full("x\n"));
    fixed(&format!("name: {}", "[".repeat(100_000)));
    fixed(&format!("name: x\nscore: {}", "{a: ".repeat(100)));
    fixed(&format!("name: x\n{}", (0..1000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()));
}

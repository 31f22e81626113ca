//! Files that are made to hang or crash whoever mends or converts them: each ends within a second.

#![allow(clippy::unwrap_used, reason = "a test that meets nothing fails, as it should")]

use std::sync::LazyLock;
use std::time::Duration;

use arena_explorer::document::{Catalog, Form, convert, mends, read_score_file};

use crate::common::{Effort, catalog, named};

/// A second of the processor is the promise; a debug build gets more.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

/// As many repetitions as a file may hold.
fn full(of: &str) -> String {
    of.repeat(1_000_000 / of.len())
}

/// Mends and converts a text, and says how many of its findings have a mend.
fn mended(text: &str) -> usize {
    let findings = read_score_file(&named("m.md", text), &CATALOG).findings;
    let start = Effort::start();
    let mends = mends("m.md", text, &findings, &CATALOG);
    let took = start.took();
    assert!(took < LIMIT, "mending took {took:?}: {}", text.get(..80).unwrap_or(text));
    for mend in mends.iter().flatten().step_by(100) {
        assert!(mend.apply(text).is_some());
    }
    for form in [Form::Named, Form::Positional] {
        let start = Effort::start();
        let converted = convert("m.md", text, &CATALOG, form);
        let took = start.took();
        assert!(took < LIMIT, "converting took {took:?}: {}", text.get(..80).unwrap_or(text));
        drop(converted);
    }
    mends.iter().flatten().count()
}

fn file(scores: &str) -> String {
    format!("---\nname: Hostile\nscore:\n  benchmark:\n{scores}\n---\n")
}

#[test]
fn many_findings_cost_little() {
    let keys: String = (0..20_000).map(|n| format!("Total {n}: 1, ")).collect();
    assert_eq!(mended(&file(&format!("    VSI: {{columns: {{{keys}}}}}"))), 0, "too many to say what is meant");
    let keys: String = (0..900).map(|n| format!("Totel Score{}: \"1\", ", " ".repeat(n % 7))).collect();
    assert!(mended(&file(&format!("    VSI: {{columns: {{{keys}}}}}"))) > 100);
    mended(&file(&full("    VSI: {}\n")));
    mended(&file(&full("    vsj: {columns: [\"1\", 2%]}\n")));
    mended(&file(&format!("    VSI:\n      columns:\n{}", full("        - 1\n"))));
    mended(&file(&format!("    VSI: {{columns: [{}]}}", full("1,"))));
    mended(&file(&format!("    VSI: {{columns: [{}]}}", full("1, # x\n "))));
    mended(&file(&format!(
        "    VSI:\n      columns:\n        Total Score: 1\n{}        Room Size: 2",
        full("        # x\n")
    )));
    mended(&format!("name: x\nsize: [{}]\nscore: {{}}", full("\"7B\",")));
}

#[test]
fn what_does_not_parse_is_guessed_at_a_few_times_only() {
    for line in ["\t\n", "x\n", "x: y: z\n", "--\n", "\r", "\u{202e}x: \n", "\u{7}x\n"] {
        mended(&format!("name: x\nscore:\n{}", full(line)));
    }
    mended(&format!("---\n{}---\n", full("x: y: z\n")));
    mended(&full("x\n"));
    mended(&format!("name: {}", "[".repeat(100_000)));
    mended(&format!("name: x\nscore: {}", "{a: ".repeat(100)));
    mended(&format!("name: x\n{}", (0..1000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()));
}

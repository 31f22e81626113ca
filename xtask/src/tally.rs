//! Counts of tests, taken from what the test runners print.

use std::fmt;

use anyhow::{Context, Result};
use serde_json::Value;

/// How many tests ran, and how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
}

impl Tally {
    /// Takes in a line of output; the line at the end of each test binary, native or in a browser, holds counts.
    pub(crate) fn read_line(&mut self, line: &str) {
        // In front of the line there may be what a test printed without a line end.
        if let Some((_, result)) = line.split_once("test result: ") {
            self.passed += count(result, "passed");
            self.failed += count(result, "failed");
        }
    }

    /// Takes in a line of Node's test runner, which counts in lines such as `ℹ pass 12`.
    pub(crate) fn read_node_line(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let (Some("ℹ"), Some(how), Some(Ok(count))) = (words.next(), words.next(), words.next().map(str::parse::<u64>))
        else {
            return;
        };
        match how {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            _ => {}
        }
    }

    /// Takes in a report of Playwright's JSON reporter.
    pub(crate) fn read_report(&mut self, report: &str) -> Result<()> {
        let report: Value = serde_json::from_str(report).context("Playwright's report is no JSON")?;
        let stats = report.get("stats").context("Playwright's report has no counts")?;
        let stat = |name: &str| stats.get(name).and_then(Value::as_u64).unwrap_or_default();
        self.passed += stat("expected");
        self.failed += stat("unexpected") + stat("flaky");
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number before a word in `ok. 12 passed; 0 failed; …`.
fn count(result: &str, word: &str) -> u64 {
    let words: Vec<&str> = result.split([' ', ';']).filter(|part| !part.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair.last() == Some(&word));
    pair.and_then(|pair| pair.first()?.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_add_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 20 passed; 2 failed; 0 ignored",
            "said without a line endtest result: ok. 1 passed; 0 failed; 0 ignored; 0 filtered out",
        ] {
            tally.read_line(line);
        }
        assert_eq!(tally, Tally { passed: 24, failed: 2 });
        assert_eq!(tally.to_string(), "24 passed, 2 failed");
    }

    #[test]
    fn counts_of_node_add_up() {
        let mut tally = Tally::default();
        for line in [
            "  ✔ a board appears (12.5ms)",
            "ℹ tests 15",
            "ℹ pass 12",
            "ℹ fail 1",
            "ℹ cancelled 2",
            "ℹ duration_ms 9.5",
        ] {
            tally.read_node_line(line);
        }
        assert_eq!(tally, Tally { passed: 12, failed: 3 });
    }

    #[test]
    fn a_report_of_playwright_adds_up() {
        let mut tally = Tally { passed: 1, failed: 0 };
        tally.read_report(r#"{"stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2}}"#).unwrap();
        assert_eq!(tally, Tally { passed: 8, failed: 2 });
        assert!(tally.read_report("{}").is_err());
        assert!(tally.read_report("").is_err());
    }
}

//! What holds for every file however its figures are spelled: none is ranked that stands in no cell, and a fix does what it
//! promises to its own cell and nothing to the others.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::sync::LazyLock;

use arena_explorer::dataset::Dataset;
use arena_explorer::document::{Catalog, Finding, Kind, Severity, fixes};
use arena_explorer::load::Previews;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{bundled, named};

static BUNDLED: LazyLock<Dataset> = LazyLock::new(|| bundled().dataset);

/// The benchmark that is written, and its columns.
const BENCHMARK: &str = "vsi";

/// How a figure is spelled, with `#` for its whole part and `@` for its decimals, and what may be read of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spelling {
    /// The figure, at once.
    Read(&'static str),
    /// The figure or nothing: its spelling is doubtful somewhere.
    Doubtful(&'static str),
    /// Nothing is meant.
    Missing(&'static str),
}

impl Spelling {
    fn form(self) -> &'static str {
        match self {
            Self::Read(form) | Self::Doubtful(form) | Self::Missing(form) => form,
        }
    }
}

/// A cell: its figure in tenths, and how it is spelled.
#[derive(Clone, Copy, Debug)]
struct Cell {
    tenths: u32,
    spelling: Spelling,
}

impl Cell {
    fn written(self) -> String {
        let form = self.spelling.form();
        let wide =
            |digits: String| digits.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect::<String>();
        let (whole, decimal) = ((self.tenths / 10).to_string(), (self.tenths % 10).to_string());
        match form {
            "wide" => format!("{}．{}", wide(whole), wide(decimal)),
            form => form.replace('#', &whole).replace('@', &decimal),
        }
    }

    fn value(self) -> f64 {
        f64::from(self.tenths) / 10.0
    }

    /// Whether a figure read in its place is one that its author meant.
    fn allows(self, figure: Option<f64>) -> bool {
        match (self.spelling, figure) {
            (Spelling::Read(_), figure) => figure == Some(self.value()),
            (_, None) => true,
            // After a fix.
            (Spelling::Doubtful(_), Some(figure)) => figure == self.value(),
            (Spelling::Missing(_), Some(_)) => false,
        }
    }
}

fn spelling() -> impl Strategy<Value = Spelling> {
    let odd = vec![
        Spelling::Read("\"#.@\""),
        Spelling::Read("'#.@'"),
        Spelling::Read("#.@%"),
        Spelling::Read("#.@ %"),
        Spelling::Read("#.@％"),
        Spelling::Read("wide"),
        Spelling::Read("“#.@”"),
        Spelling::Read("#.@0"),
        Spelling::Doubtful("#.@ ± 0.4"),
        Spelling::Doubtful("#.@±0.4"),
        Spelling::Doubtful("#.@ (0.4)"),
        Spelling::Doubtful("#.@*"),
        Spelling::Doubtful("#.@†"),
        Spelling::Doubtful("#.@[^1]"),
        Spelling::Doubtful("#.@↑"),
        Spelling::Doubtful("**#.@**"),
        Spelling::Doubtful("*#.@*"),
        Spelling::Doubtful("`#.@`"),
        Spelling::Doubtful("\"#,@\""),
        Spelling::Doubtful("~#.@"),
        Spelling::Doubtful("#.@ pts"),
        Spelling::Missing("-"),
        Spelling::Missing("--"),
        Spelling::Missing("—"),
        Spelling::Missing("?"),
        Spelling::Missing("N/A"),
        Spelling::Missing("null"),
        Spelling::Missing("~"),
        Spelling::Missing("withdrawn"),
        Spelling::Missing("#.@/77.7"),
    ];
    prop_oneof![3 => Just(Spelling::Read("#.@")), 2 => select(odd)]
}

fn cell() -> impl Strategy<Value = Cell> {
    // Above 20, so that no spread or score near 0 is among them; decimals that a spread does not have.
    (200..1000_u32, spelling()).prop_map(|(tenths, spelling)| Cell { tenths, spelling })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Layout {
    FlowMap,
    BlockMap,
    FlowList,
    BlockList,
}

fn layout() -> impl Strategy<Value = Layout> {
    select(vec![Layout::FlowMap, Layout::BlockMap, Layout::FlowList, Layout::BlockList])
}

fn file(layout: Layout, separator: &str, written: &[String]) -> String {
    let columns = columns();
    let pairs = columns.iter().zip(written);
    let scores = match layout {
        Layout::FlowMap => {
            format!(" {{{}}}", pairs.map(|(n, w)| format!("{n}: {w}")).collect::<Vec<_>>().join(separator))
        }
        Layout::BlockMap => pairs.map(|(n, w)| format!("\n        {n}: {w}")).collect(),
        Layout::FlowList => format!(" [{}]", written.join(separator)),
        Layout::BlockList => written.iter().map(|w| format!("\n        - {w}")).collect(),
    };
    format!(
        "---\nname: Odd\nsize: [7]\nscore:\n  benchmark:\n    {BENCHMARK}:\n      columns:{scores}\n    erqa:\n      columns: {{Total Score: 37.2}}\n---\n"
    )
}

fn columns() -> Vec<String> {
    let catalog = BUNDLED.catalog();
    catalog.benchmarks[catalog.benchmark(BENCHMARK).unwrap()].columns.clone()
}

/// What is shown of the benchmark, by column, and all findings; `None` where the file is not read.
fn read(text: &str) -> (Option<Vec<Option<f64>>>, Vec<Finding>) {
    let mut previews = Previews::default();
    previews.bring(named("odd.md", text), BUNDLED.catalog());
    let loaded = previews.loaded(&BUNDLED);
    let benchmark = BUNDLED.catalog().benchmark(BENCHMARK).unwrap();
    let row = loaded.dataset.models().iter().position(|model| model.preview);
    let scores =
        row.map(|row| (0..columns().len()).map(|column| loaded.dataset.column(benchmark, column).get(row)).collect());
    (scores, loaded.findings)
}

fn made_fixes(text: &str, findings: &[Finding]) -> Vec<(Kind, String, String)> {
    let catalog: &Catalog = BUNDLED.catalog();
    let made = fixes("odd.md", text, findings, catalog);
    let made = findings.iter().zip(made).filter_map(|(finding, fix)| {
        let fix = fix?;
        Some((finding.kind.clone(), fix.label.clone(), fix.apply(text).unwrap()))
    });
    made.collect()
}

/// Checks what is read of a file with these cells, and what each fix makes of it, until no fix is left.
fn check(text: &str, cells: &[Cell]) -> Result<(), TestCaseError> {
    let mut text = text.to_owned();
    for _ in 0..60 {
        let (scores, findings) = read(&text);
        let Some(scores) = scores else {
            return Err(TestCaseError::fail(format!("not read: {findings:?}\n{text}")));
        };
        for (index, (cell, score)) in cells.iter().zip(&scores).enumerate() {
            let is_lost = score.is_none() && !matches!(cell.spelling, Spelling::Missing(_));
            prop_assert!(cell.allows(*score) || is_lost, "column {index} reads {score:?}\n{text}\n{findings:?}");
            let is_said = findings.iter().any(|finding| finding.severity() == Severity::Warning);
            prop_assert!(!is_lost || is_said, "column {index} is lost without a warning\n{text}\n{findings:?}");
        }
        let fixes = made_fixes(&text, &findings);
        for (kind, label, after) in &fixes {
            let (now, left) = read(after);
            let Some(now) = now else {
                return Err(TestCaseError::fail(format!("{label} breaks the file: {left:?}\n{after}")));
            };
            let context = || format!("{label}\n{text}\n{after}\n{left:?}");
            let changed = scores.iter().zip(&now).filter(|(before, now)| before != now);
            let count = match kind {
                Kind::NotAScore { likely: Some(_), .. } | Kind::DecimalComma { .. } => 1,
                Kind::DoubtfulList { .. } => cells.len(),
                _ => 0,
            };
            prop_assert!(changed.clone().count() <= count, "{}", context());
            prop_assert!(changed.clone().all(|(before, now)| before.is_none() && now.is_some()), "{}", context());
            // What a button promises is what is read.
            let promised = label.strip_prefix("Write ").and_then(|number| number.parse::<f64>().ok());
            if let Some(promised) = promised {
                prop_assert!(changed.clone().any(|(_, now)| *now == Some(promised)), "{}", context());
            }
            for (cell, score) in cells.iter().zip(&now) {
                prop_assert!(score.is_none() || cell.allows(*score), "{}", context());
            }
        }
        match fixes.into_iter().next() {
            Some((_, _, after)) => text = after,
            None => break,
        }
    }
    // All that is meant is read in the end.
    let (scores, findings) = read(&text);
    for (cell, score) in cells.iter().zip(scores.unwrap()) {
        if !matches!(cell.spelling, Spelling::Missing(_)) {
            prop_assert_eq!(score, Some(cell.value()), "{}\n{:?}", text, findings);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn no_figure_is_read_that_stands_in_no_cell(
        cells in vec(cell(), 9..=9),
        layout in layout(),
        separator in select(vec![", ", "，", ",\n        ", " , "]),
        line_end in select(vec!["\n", "\r\n"]),
    ) {
        // A wide comma separates figures only: beside anything else it may belong to it.
        let is_figure = |cell: &Cell| matches!(cell.spelling.form(), "#.@" | "#.@%" | "wide" | "#.@0");
        let is_flow = matches!(layout, Layout::FlowList | Layout::FlowMap);
        let separator = if separator == "，" && is_flow && !cells.iter().all(is_figure) { ", " } else { separator };
        let written: Vec<String> = cells.iter().map(|cell| cell.written()).collect();
        check(&file(layout, separator, &written).replace('\n', line_end), &cells)?;
    }

    #[test]
    fn decimal_commas_are_never_read_as_two_figures(
        cells in vec((200..1000_u32, any::<bool>()), 9..=9),
        layout in select(vec![Layout::FlowMap, Layout::FlowList]),
        separator in select(vec![", ", ",", "; ", ",  "]),
    ) {
        let cells: Vec<Cell> = cells
            .into_iter()
            .map(|(tenths, is_comma)| {
                let form = if is_comma { Spelling::Doubtful("#,@") } else { Spelling::Read("#.@") };
                Cell { tenths, spelling: form }
            })
            .collect();
        let commas = cells.iter().filter(|cell| cell.spelling.form() == "#,@").count();
        // One value too many is what real lists have, and no list of a map has places.
        prop_assume!(layout == Layout::FlowMap || commas > 1);
        prop_assume!(layout == Layout::FlowList || separator != "; ");
        let written: Vec<String> = cells.iter().map(|cell| cell.written()).collect();
        let text = file(layout, separator, &written);
        let (scores, findings) = read(&text);
        if let Some(scores) = &scores {
            for (cell, score) in cells.iter().zip(scores) {
                prop_assert!(score.is_none_or(|score| score == cell.value()), "{text}\n{scores:?}\n{findings:?}");
            }
        }
        for (_, label, after) in made_fixes(&text, &findings) {
            let (now, left) = read(&after);
            for (cell, score) in cells.iter().zip(now.unwrap_or_default()) {
                prop_assert!(score.is_none_or(|score| score == cell.value()), "{label}\n{text}\n{after}\n{left:?}");
            }
        }
    }

    #[test]
    fn an_empty_place_keeps_the_others_in_theirs(
        cells in vec(proptest::option::of(200..1000_u32), 9..=9),
        separator in select(vec![", ", ",", " ,"]),
    ) {
        // Nothing after the last comma is no place at all.
        prop_assume!(cells[8].is_some());
        let written: Vec<String> =
            cells.iter().map(|cell| cell.map(|tenths| format!("{:.1}", f64::from(tenths) / 10.0)).unwrap_or_default()).collect();
        let mut text = file(Layout::FlowList, separator, &written);
        let expected: Vec<Option<f64>> = cells.iter().map(|cell| cell.map(|tenths| f64::from(tenths) / 10.0)).collect();
        for left in (0..=cells.iter().filter(|cell| cell.is_none()).count()).rev() {
            let (scores, findings) = read(&text);
            prop_assert_eq!(scores, Some(expected.clone()), "{}\n{:?}", text, findings);
            let is_empty = |finding: &&Finding| matches!(&finding.kind, Kind::NotAScore { text, .. } if text.is_empty());
            prop_assert_eq!(findings.iter().filter(is_empty).count(), left, "{}", text);
            let fix = made_fixes(&text, &findings).into_iter().find(|(kind, ..)| matches!(kind, Kind::NotAScore { .. }));
            text = fix.map_or(text, |(_, _, after)| after);
        }
    }
}

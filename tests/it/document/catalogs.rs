//! Catalogs of other hosts: what is refused, and in what words; what is large and lays out all the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::fmt::Write as _;

use arena_explorer::aggregate::{Lens, Ranking, Subject};
use arena_explorer::chart::{Chart, Style};
use arena_explorer::document::{Catalog, RESERVED_CODES, Severity, read_catalog};
use arena_explorer::load::load;
use arena_explorer::view::{
    ChartKind, Facet, Narrowing, Query, RankReport, Scene, WhatIf, cell, coverage_matrix, headings, rows, spreads,
};

use crate::common::{bundled, catalog, named};

fn read(text: &str) -> Catalog {
    let (catalog, findings) = read_catalog("catalog.yaml", text);
    assert_eq!(findings, []);
    catalog.unwrap()
}

/// Every code that a link or a search gives a meaning of its own is reserved, and none other.
#[test]
fn what_links_and_searches_mean_by_themselves_is_reserved() {
    let dataset = bundled().dataset;
    let ranking = Ranking::new(&dataset, Subject { board: 0, lens: Lens::Benchmarks, benchmark: None }, 0.5, &[]);
    let catalog = dataset.catalog();
    let own = headings(catalog, &ranking).into_iter().map(|heading| heading.code);
    let own = own.filter(|code| catalog.benchmark(code).is_err());
    let facets = Facet::ALL.into_iter().map(|facet| facet.code().to_owned());
    for code in own.chain(facets) {
        assert!(RESERVED_CODES.contains(&code.as_str()), "{code}");
    }
    for code in RESERVED_CODES {
        let known = Query::parse(&format!("{code}:x"), catalog, &ranking).err();
        let unknown = known.is_some_and(|wrong| wrong.iter().any(|wrong| wrong.why.starts_with("there is no field")));
        assert!(!unknown || matches!(code, "rank" | "model" | "other-rules"), "{code} means nothing");
    }
}

/// Columns of a benchmark that are called like columns of every table have codes of their own.
#[test]
fn columns_have_distinct_codes() {
    let catalog = read(
        "capabilities: [{name: C, fine: [f]}]\nboards: [{name: B, benchmarks: [b]}]\nbenchmarks:\n- {name: b, metric: f1, \
         columns: [Year, a b, A-B, Total, Rank], total: Total}\n",
    );
    let file = named("m.md", "name: M\nscore: {benchmark: {b: {columns: [1, 2, 3, 4, 5]}}}\n");
    let dataset = load(&[file], catalog).dataset;
    let ranking = Ranking::new(&dataset, Subject { board: 0, lens: Lens::Benchmarks, benchmark: Some(0) }, 0.5, &[]);
    let codes: Vec<_> = ranking.columns.iter().map(|column| column.code.as_str()).collect();
    assert_eq!(codes, ["year-column-1", "a-b", "a-b-column-3", "total", "rank-column-5"]);
}

/// A catalog of three hundred benchmarks and thirty-one boards, written in flow style, as a program would.
fn large() -> String {
    let mut text = "capabilities: [{name: Core, fine: [One, Two]}]\nbenchmarks:\n".to_owned();
    for n in 0..300 {
        writeln!(
            text,
            "- {{name: Benchmark {n}, code: b-{n}, aliases: [bench-{n}, lab/b{n}], metric: accuracy, columns: [A, B, Total], \
             total: Total, questions: {{One: 10}}, samples: {{A: 50, B: 60}}, ranges: {{A: [0, 10]}}}}"
        )
        .unwrap();
    }
    text.push_str("boards:\n");
    for board in 0..31 {
        let of: Vec<String> = if board == 0 {
            (0..300).map(|n| format!("b-{n}")).collect()
        } else {
            (0..10).map(|n| format!("b-{}", (board * 10 + n) % 300)).collect()
        };
        writeln!(text, "- {{name: Board {board}, code: board-{board}, benchmarks: [{}]}}", of.join(", ")).unwrap();
    }
    text
}

#[test]
fn three_hundred_benchmarks_and_thirty_one_boards_lay_out() {
    let catalog = read(&large());
    assert_eq!((catalog.benchmarks.len(), catalog.boards.len()), (300, 31));
    assert_eq!(catalog.benchmark("LAB/B 17"), Ok(17));
    let model = |name: &str, score: usize| {
        let scores: String =
            (0..300).map(|n| format!("    b-{n}: {{columns: {{Total: {}}}}}\n", (n * score) % 100)).collect();
        named(&format!("{name}.md"), &format!("name: {name}\nscore:\n  benchmark:\n{scores}"))
    };
    let files = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let files: Vec<_> = files.iter().enumerate().map(|(n, name)| model(name, n + 3)).collect();
    let loaded = load(&files, catalog);
    assert!(loaded.findings.iter().all(|finding| finding.severity() == Severity::Notice));
    let dataset = &loaded.dataset;
    for board in [0, 30] {
        let ranking = Ranking::new(dataset, Subject { board, lens: Lens::Benchmarks, benchmark: None }, 0.5, &[]);
        let shown = rows(dataset, &ranking, Narrowing::default());
        assert_eq!(shown.rows.len(), 9);
        let scene = Scene { dataset, ranking: &ranking, rows: &shown.rows, chosen: &[] };
        let style = Style::default();
        for kind in ChartKind::ALL {
            let Some(titled) = scene.chart(kind) else { continue };
            for width in [320.0, 1440.0] {
                let height = titled.chart.height(width, &style);
                assert!(height.is_finite() && height > 0.0, "{kind:?}");
                drop(titled.chart.picture((width, height), &style));
            }
        }
        assert_eq!(RankReport::new(dataset, &ranking).to_table().lines().count(), 10);
    }
    drop(Chart::Heatmap(coverage_matrix(dataset)));
}

#[test]
fn what_is_too_large_is_said_of_the_catalog() {
    let benchmark = |n: usize| format!("- {{name: B{n}, metric: accuracy, total: T, columns: [T]}}\n");
    let many: String = (0..1500).map(benchmark).collect();
    let text =
        format!("capabilities: [{{name: C, fine: [f]}}]\nbenchmarks:\n{many}boards: [{{name: D, benchmarks: [B1]}}]\n");
    let (none, findings) = read_catalog("many.yaml", &text);
    assert_eq!(none, None);
    let error = findings.iter().find(|finding| finding.severity() == Severity::Error).unwrap();
    assert_eq!(error.kind.message(), "the catalog has more than 1000 items in `benchmarks`");
    assert!(!error.to_string().contains("model"), "{error}");
}

/// Nothing says of such figures that more is better, so nothing is ranked by them.
#[test]
fn a_metric_that_is_not_known_stops_the_catalog() {
    let text = "capabilities: [{name: Speech, fine: [Words]}]\nboards: [{name: ASR, benchmarks: [libri]}]\nbenchmarks:\n\
                - {name: LibriSpeech WER, code: libri, metric: word-error-rate, columns: [WER], total: WER}\n";
    let (none, findings) = read_catalog("catalog.yaml", text);
    assert_eq!(none, None);
    assert!(findings[0].to_string().contains("nothing says whether more of it is better"), "{}", findings[0]);
}

/// CIDEr goes above 100: it is a score, and what is made of scores has room for it.
#[test]
fn scores_above_a_hundred_have_room() {
    let dataset = bundled().dataset;
    let index = catalog().benchmark("ScanQA").unwrap();
    let row = dataset.row_of("3drs").unwrap();
    assert_eq!(dataset.column(index, 0).get(row), Some(104.8));
    let board = dataset.catalog().boards.iter().position(|board| board.benchmarks.contains(&index)).unwrap();
    let subject = Subject { board, lens: Lens::Benchmarks, benchmark: Some(index) };
    let ranking = Ranking::new(&dataset, subject, 0.5, &[]);
    let headings = headings(dataset.catalog(), &ranking);
    let spreads = spreads(&ranking, &headings);
    for heading in headings.iter().filter(|heading| heading.id.is_percent()) {
        let spread = &spreads[&heading.id];
        let counted: u32 = spread.bins.iter().sum();
        let present = (0..dataset.models().len())
            .filter(|row| arena_explorer::view::figure_in(&ranking, heading.id, *row).is_some());
        assert_eq!(counted as usize, present.count(), "{}", heading.name);
        for row in 0..dataset.models().len() {
            let share = cell(&dataset, &ranking, Some(spread), heading.id, row).share;
            assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)));
        }
    }
    let scan2cap = catalog().benchmark("Scan2Cap").unwrap();
    let what_if = WhatIf::on_benchmark(&dataset, row, scan2cap);
    assert_eq!((what_if.range().low, what_if.range().high), (0.0, 1000.0));
    assert_eq!(what_if.place_with(Some(999.0)).map(|place| place.rank), Some(1));
}

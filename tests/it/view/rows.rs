//! Rows, sentences and chart data, on the small catalog.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::{bundled, named, small_catalog};
use arena_explorer::aggregate::{Lens, Ranking, Subject, tukey_kramer};
use arena_explorer::chart::Chart;
use arena_explorer::dataset::Dataset;
use arena_explorer::document::SourceFile;
use arena_explorer::load::load;
use arena_explorer::view::{
    Announcement, ChartKind, ColumnId, Narrowing, Peers, Place, Profile, RankDoubts, RankReport, ReportFormat, Scene,
    SortKey, ViewState, caption, cell, explain, first_sight, headings, resolve_subject, rows, spreads,
};

fn model(name: &str, one: &str, two: &str, more: &str) -> arena_explorer::document::SourceFile {
    let text = format!(
        "name: {name}\n{more}\nscore: {{benchmark: {{one: {{columns: {{Total: {one}}}}}, two: {{columns: {{Total: {two}}}}}}}}}\n"
    );
    named(&format!("{name}.yaml"), &text)
}

fn small() -> Dataset {
    let files = [
        model("Alpha", "50", "70", "author: Lab One\nsize: [7]"),
        model("beta", "90", "null", "author: [Lab Two, Other]\nsize: [70]"),
        model("Gamma", "50", "50", "author: lab one"),
        model("Delta", "null", "10", ""),
    ];
    load(&files, small_catalog()).dataset
}

fn ranking(dataset: &Dataset, least: f64) -> Ranking {
    Ranking::new(dataset, Subject { board: 0, lens: Lens::Benchmarks, benchmark: None }, least, &[])
}

/// The headline of a ranking with its rank sets.
fn headline(dataset: &Dataset, ranking: &Ranking) -> String {
    let sets = ranking.rank_sets(tukey_kramer(ranking.ranks.population()));
    arena_explorer::view::headline(dataset, ranking, &sets, None)
}

fn names(dataset: &Dataset, rows: &[usize]) -> Vec<String> {
    rows.iter().map(|&row| dataset.models()[row].name.clone()).collect()
}

#[test]
fn what_changes_in_the_table_is_said() {
    let dataset = small();
    let ranking = ranking(&dataset, 0.0);
    let headings = headings(dataset.catalog(), &ranking);
    let sort = |keys: &[(&str, bool)]| -> Vec<SortKey> {
        keys.iter().map(|&(column, descending)| SortKey { column: column.into(), descending }).collect()
    };
    let say = |keys: &[(&str, bool)], query: &str, no_facets: bool, shown: usize| {
        Announcement::new(&dataset, &ranking, &headings, &sort(keys), (query, no_facets), shown)
    };
    let plain = say(&[], "", true, 4);
    assert_eq!(plain.since(&plain), "");
    let by_one = say(&[("one", true)], "", true, 4);
    assert_eq!(by_one.since(&plain), "Sorted by One, descending.");
    assert_eq!(plain.since(&by_one), "In rank order.");
    let by_two = say(&[("one", true), ("model", false)], "", true, 4);
    assert_eq!(by_two.since(&by_one), "Sorted by One, descending, then by Model, ascending.");
    assert_eq!(say(&[], " lab ", true, 3).since(&plain), "3 of 4 models match “lab”.");
    assert_eq!(say(&[], "beta", true, 1).since(&plain), "1 of 4 models matches “beta”.");
    assert_eq!(say(&[], "", false, 2).since(&plain), "2 of 4 models pass the filters.");
    assert_eq!(say(&[], "lab", false, 2).since(&plain), "2 of 4 models match “lab” and pass the filters.");
    assert_eq!(say(&[], "zzz", true, 0).since(&plain), "No model here has “zzz” in its name, author or component.");
    assert_eq!(plain.since(&say(&[], "zzz", true, 0)), "4 models.");
    // Of another board everything but the order, which is as before.
    let subject = Subject { board: 0, lens: Lens::Core, benchmark: None };
    let core = Ranking::new(&dataset, subject, 0.0, &[]);
    let other = Announcement::new(&dataset, &core, &headings, &[], ("", true), 4);
    let name = &dataset.catalog().boards[0].name;
    assert_eq!(other.since(&plain), format!("{name}: scores by core capability. 4 models."));
}

#[test]
fn missing_sorts_last_both_ways_and_equals_keep_name_order() {
    let dataset = small();
    let ranking = ranking(&dataset, 0.5);
    let sorted = |keys: &[(&str, bool)]| {
        let keys: Vec<_> =
            keys.iter().map(|&(column, descending)| SortKey { column: column.into(), descending }).collect();
        names(&dataset, &rows(&dataset, &ranking, Narrowing { sort: &keys, ..Narrowing::default() }).rows)
    };
    assert_eq!(sorted(&[]), ["beta", "Alpha", "Gamma", "Delta"]);
    assert_eq!(sorted(&[("one", true)]), ["beta", "Alpha", "Gamma", "Delta"]);
    assert_eq!(sorted(&[("one", false)]), ["Alpha", "Gamma", "beta", "Delta"]);
    assert_eq!(sorted(&[("model", true)]), ["Gamma", "Delta", "beta", "Alpha"]);
    assert_eq!(sorted(&[("size", true)]), ["beta", "Alpha", "Delta", "Gamma"]);
    assert_eq!(sorted(&[("one", true), ("two", false)]), ["beta", "Gamma", "Alpha", "Delta"]);
    assert_eq!(sorted(&[("no-such-column", true), ("two", false)]), ["Delta", "Gamma", "Alpha", "beta"]);
}

#[test]
fn by_total_the_models_without_a_rank_come_after_the_others() {
    let dataset = small();
    let ranking = ranking(&dataset, 1.0);
    for descending in [true, false] {
        let sort = [SortKey { column: "total".into(), descending }];
        let rows = rows(&dataset, &ranking, Narrowing { sort: &sort, ..Narrowing::default() });
        let mut last = names(&dataset, &rows.rows).split_off(2);
        last.sort();
        assert_eq!(last, ["Delta", "beta"], "with half of the benchmarks each");
    }
}

#[test]
fn sentences_say_who_leads_and_how_sure_that_is() {
    let dataset = small();
    // The variance of 90 % of 35 questions is 31.1, of Alpha's 60.0 (50 % of 35, 70 % of 10) it is 57.0: 30 points apart are 3.2
    // standard errors of the difference, and the constant of four models is 2.57.
    assert_eq!(
        headline(&dataset, &ranking(&dataset, 0.5)),
        "beta leads 4 ranked models on Main board with 90.0; with 95 % certainty no other is first."
    );
    assert_eq!(
        headline(&dataset, &ranking(&dataset, 1.0)),
        "Alpha leads 2 ranked models on Main board with 60.0; Gamma could be first too."
    );
    assert_eq!(
        caption(&dataset, &ranking(&dataset, 0.5), 2, &[0, 1]),
        "Main board: scores by benchmark, 2 of 4 models, in percent"
    );
    let tied = |count: usize| {
        let files: Vec<_> = (1..=count).map(|n| model(&format!("M{n}"), "50", "50", "")).collect();
        let dataset = load(&files, small_catalog()).dataset;
        headline(&dataset, &ranking(&dataset, 0.5))
    };
    for (count, names) in [(3, "M1, M2 and M3"), (4, "M1, M2, M3 and 1 other"), (1000, "M1, M2, M3 and 997 others")] {
        assert_eq!(tied(count), format!("{names} share the lead of {count} ranked models on Main board with 50.0."));
    }
    // Previews are told apart, by name or by number.
    let bundled = load(&[model("Alpha", "50", "70", "")], small_catalog()).dataset;
    let with = |files: &[SourceFile]| arena_explorer::load::load_previews(files, &bundled).dataset;
    let (mine, last) = (model("Mine", "90", "90", ""), model("Last", "10", "10", ""));
    for (files, says) in [
        (vec![mine.clone()], "Mine (preview) leads 2 ranked models on Main board with 90.0; "),
        (vec![last.clone()], "Alpha leads 2 ranked models, one of them a preview, on Main board with 60.0; "),
        (
            vec![mine.clone(), last],
            "Mine (preview) leads 3 ranked models, 2 of them previews, on Main board with 90.0; ",
        ),
    ] {
        let dataset = with(&files);
        let said = headline(&dataset, &ranking(&dataset, 0.5));
        assert!(said.starts_with(says), "{said}");
    }
    let mine = with(&[mine]);
    // The caption, which exports have as their title, names them: a copy of the table looks like any other.
    assert!(caption(&mine, &ranking(&mine, 0.5), 2, &[0, 1]).ends_with(", 2 models, in percent; Mine is a preview"));
    let said = arena_explorer::view::coverage_headline(&mine);
    assert!(said.starts_with("Of 2 models, one of them a preview, on "), "{said}");
    let nobody = load(&[], small_catalog()).dataset;
    assert_eq!(headline(&nobody, &ranking(&nobody, 0.5)), "No model has scores on Main board yet.");
}

#[test]
fn a_link_to_what_does_not_exist_leads_to_the_first_board() {
    let dataset = small();
    let subject = |query: &str| resolve_subject(dataset.catalog(), &ViewState::from_query(query));
    let first = Subject { board: 0, lens: Lens::Benchmarks, benchmark: None };
    assert_eq!(subject("board=nowhere&benchmark=other"), first, "a benchmark that the board does not count");
    assert_eq!(subject("benchmark=three").benchmark, dataset.catalog().benchmark("three").ok());
}

#[test]
fn the_total_of_a_benchmark_stands_next_to_the_name() {
    let loaded = bundled();
    let catalog = loaded.dataset.catalog();
    let subject = resolve_subject(catalog, &ViewState::from_query("benchmark=vsi"));
    let ranking = Ranking::new(&loaded.dataset, subject, 0.5, &[]);
    let codes: Vec<_> = headings(catalog, &ranking).into_iter().map(|heading| heading.code).collect();
    assert_eq!(&codes[..4], ["rank", "model", "total-score", "coverage"]);
    assert_eq!(codes.iter().filter(|code| *code == "total-score").count(), 1);
}

#[test]
fn charts_show_the_chosen_models_or_the_leaders_each_in_one_hue_and_keep_gaps() {
    let dataset = small();
    let ranking = ranking(&dataset, 0.5);
    let all = rows(&dataset, &ranking, Narrowing::default()).rows;
    let nobody = Scene { dataset: &dataset, ranking: &ranking, rows: &all, chosen: &[] };
    let lanes = |scene: Scene<'_>| match scene.chart(ChartKind::Differences).map(|titled| titled.chart) {
        Some(Chart::DotPlot(lanes)) => lanes.series.into_iter().filter(|series| !series.reference).collect(),
        _ => Vec::new(),
    };
    let leaders = lanes(nobody);
    assert_eq!(leaders[0].name, "beta");
    assert_eq!(leaders[0].values, [Some(90.0), None], "a gap, not a zero");
    let gamma = dataset.row_of("gamma").unwrap();
    let chosen = lanes(Scene { chosen: &[gamma], ..nobody });
    assert_eq!(chosen.iter().map(|series| series.name.as_str()).collect::<Vec<_>>(), ["Gamma"]);

    // The same model has the same hue in the chart of another question.
    let Some(Chart::Scatter(scatter)) = nobody.chart(ChartKind::Size).map(|titled| titled.chart) else { panic!() };
    for point in scatter.points {
        let series = leaders.iter().find(|series| series.name == point.name).unwrap();
        assert_eq!((point.hue, point.tag), (Some(series.hue), series.tag), "{}", series.name);
    }
}

#[test]
fn two_axes_are_rows_of_dots_and_one_benchmark_agrees_with_nobody() {
    let dataset = small();
    let ranking = ranking(&dataset, 0.5);
    let scene = Scene { dataset: &dataset, ranking: &ranking, rows: &ranking.order, chosen: &[] };
    let Some(Chart::DotPlot(lanes)) = scene.chart(ChartKind::Profiles).map(|titled| titled.chart) else { panic!() };
    assert_eq!(lanes.lanes.iter().map(|lane| lane.name.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    let Some(Chart::Scatter(scatter)) = scene.chart(ChartKind::Size).map(|titled| titled.chart) else { panic!() };
    assert_eq!(scatter.points.iter().map(|point| point.name.as_str()).collect::<Vec<_>>(), ["beta", "Alpha"]);
    assert_eq!(scatter.left_out, 2, "those that state no size are counted");
}

/// With all benchmarks for a rank, Alpha (60) and Gamma (50) are ranked; beta (90 on one of two) and Delta are not.
#[test]
fn models_without_a_rank_are_on_no_frontier_and_in_no_comparison_of_totals() {
    let dataset = small();
    let ranking = ranking(&dataset, 1.0);
    let scene = Scene { dataset: &dataset, ranking: &ranking, rows: &ranking.order, chosen: &[] };
    let Some(Chart::Scatter(scatter)) = scene.chart(ChartKind::Size).map(|titled| titled.chart) else { panic!() };
    assert_eq!(scatter.points.iter().map(|point| point.name.as_str()).collect::<Vec<_>>(), ["Alpha"]);
    assert_eq!((scatter.left_out, scatter.unranked), (1, 2));
    assert_eq!(
        Chart::Scatter(scatter).describe(),
        "Main board: on the frontier, better than all that are no larger, are Alpha (7 billion parameters, 60.0). One model \
         with a score states no size; 2 models without a rank are left out."
    );

    let all = headings(dataset.catalog(), &ranking);
    let spreads = spreads(&ranking, &all);
    let [beta, alpha, gamma] = ["beta", "alpha", "gamma"].map(|code| dataset.row_of(code).unwrap());
    let place = |id: ColumnId, row: usize| cell(&dataset, &ranking, spreads.get(&id), id, row).place;
    let total = [alpha, gamma, beta].map(|row| place(ColumnId::Total, row));
    assert_eq!(total, [Some(Place::Best), Some(Place::Second), None]);
    // Average ranks: beta 1, Alpha (2 + 1)/2, Gamma (2 + 2)/2, Delta 3.
    let average = [alpha, gamma, beta].map(|row| place(ColumnId::AverageRank, row));
    assert_eq!(average, [Some(Place::Best), Some(Place::Second), None]);
    let heading = all.iter().find(|heading| heading.code == "average-rank").unwrap();
    let standing = |row: usize| explain(&dataset, &ranking, RankDoubts::default(), heading, row).unwrap().standing;
    assert_eq!(standing(gamma).as_deref(), Some("2nd of the 2 models that are ranked, percentile 0"));
    assert_eq!(standing(beta), None);
    // Exports mark the same.
    let markdown = RankReport::new(&dataset, &ranking).write(ReportFormat::Markdown).unwrap();
    assert!(
        markdown.contains("**60.0**") && markdown.contains("| 90.0 ") && !markdown.contains("**1.0**"),
        "{markdown}"
    );
}

#[test]
fn where_nobody_has_a_score_there_is_no_chart_and_no_row_of_one() {
    let dataset = small();
    let ranking = ranking(&dataset, 0.5);
    let nobody = Scene { dataset: &dataset, ranking: &ranking, rows: &[], chosen: &[] };
    for kind in [ChartKind::Profiles, ChartKind::Differences, ChartKind::Size, ChartKind::Release, ChartKind::Spread] {
        assert_eq!(nobody.chart(kind), None, "{kind:?}");
    }
    // Delta has only Two, and nobody states when they were released.
    let delta = [dataset.row_of("delta").unwrap()];
    let scene = Scene { chosen: &delta, rows: &ranking.order, ..nobody };
    let Some(Chart::DotPlot(lanes)) = scene.chart(ChartKind::Profiles).map(|titled| titled.chart) else { panic!() };
    assert_eq!(lanes.lanes.iter().map(|lane| lane.name.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    let values: Vec<_> = lanes.series.iter().map(|series| (series.name.as_str(), series.values.clone())).collect();
    // That its score on One is missing is worth knowing.
    let expected = [
        ("best", vec![Some(90.0), Some(70.0)]),
        ("median", vec![Some(50.0), Some(50.0)]),
        ("Delta", vec![None, Some(10.0)]),
    ];
    assert_eq!(values, expected);
    assert_eq!(scene.chart(ChartKind::Release), None);
}

#[test]
fn without_two_that_share_models_nothing_is_said_to_agree() {
    let dataset = small();
    for lens in [Lens::Benchmarks, Lens::Core, Lens::Fine] {
        let ranking = Ranking::new(&dataset, Subject { board: 0, lens, benchmark: None }, 0.0, &[]);
        let scene = Scene { dataset: &dataset, ranking: &ranking, rows: &ranking.order, chosen: &[] };
        assert_eq!(scene.chart(ChartKind::Agreement), None, "three models are too few, {lens:?}");
    }
    let loaded = bundled();
    for board in 0..loaded.dataset.catalog().boards.len() {
        let subject = Subject { board, lens: Lens::Core, benchmark: None };
        let ranking = Ranking::new(&loaded.dataset, subject, 0.5, &[]);
        let scene = Scene { dataset: &loaded.dataset, ranking: &ranking, rows: &ranking.order, chosen: &[] };
        let Some(Chart::Heatmap(matrix)) = scene.chart(ChartKind::Agreement).map(|titled| titled.chart) else {
            continue;
        };
        let has_figure = |row: &Vec<Option<f64>>| row.iter().flatten().count() > 0;
        assert!(matrix.cells.iter().all(has_figure), "board {board} has an empty row");
    }
}

#[test]
fn charts_follow_the_lens() {
    let loaded = bundled();
    let names = |lens: Lens, kind: ChartKind| {
        let ranking = Ranking::new(&loaded.dataset, Subject { board: 0, lens, benchmark: None }, 0.5, &[]);
        let scene = Scene { dataset: &loaded.dataset, ranking: &ranking, rows: &ranking.order, chosen: &[] };
        let mut names: Vec<String> = match scene.chart(kind).unwrap().chart {
            Chart::DotPlot(lanes) => lanes.lanes.into_iter().map(|lane| lane.name).collect(),
            Chart::Radar(radar) => radar.axes,
            Chart::Heatmap(matrix) => matrix.rows.into_iter().map(|line| line.name).collect(),
            _ => panic!(),
        };
        names.sort();
        names
    };
    let mut cores: Vec<String> = loaded.dataset.catalog().cores.iter().map(|core| core.name.clone()).collect();
    cores.sort();
    for kind in [ChartKind::Profiles, ChartKind::Differences, ChartKind::Agreement] {
        assert_eq!(names(Lens::Core, kind), cores, "{kind:?}");
        assert!(names(Lens::Benchmarks, kind).contains(&"VSI".to_owned()), "{kind:?}");
        assert!(names(Lens::Fine, kind).contains(&"Object Count".to_owned()), "{kind:?}");
    }
}

#[test]
fn a_profile_ranks_and_compares() {
    let dataset = small();
    let profile = Profile::new(&dataset, &Peers::of(&dataset), dataset.row_of("alpha").unwrap());
    let board = &profile.boards[0];
    assert_eq!((board.rank, board.population, board.scored, board.of), (Some(2), 4, 2, 2));
    let one = &profile.benchmarks[0];
    // Nobody is lower, and one of the two others is level.
    assert_eq!((one.rank, one.population, one.percentile), (2, 3, Some(0.25)));
    assert_eq!((one.compared.best, one.compared.median), (Some(90.0), Some(50.0)));
    // No capabilities in these files: the benchmarks say what it is best at.
    assert_eq!((profile.strongest[0].name.as_str(), profile.strongest[0].median), ("Two", 50.0));
}

/// Hostile names reach the first sight as text only.
#[test]
fn the_first_sight_holds_the_table_and_no_foreign_markup() {
    let mut files = vec![model("'<script>alert(1)</script>'", "95", "95", "author: '\"><img src=x>'")];
    files.push(model("Plain", "10", "null", ""));
    let loaded = load(&files, small_catalog());
    let bundle =
        arena_explorer::dataset::Bundle { dataset: loaded.dataset, findings: vec![], made: "2026-01-31".into() };
    let html = first_sight(&bundle);
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script") && !html.contains("<img")
    );
    assert!(html.contains("<caption class=\"hidden\">Main board: scores by benchmark, 2 models, in percent</caption>"));
    assert!(html.contains("95.0") && html.contains(">–</td>"), "figures, and a missing one is said to be");
}

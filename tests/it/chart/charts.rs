//! The charts as SVG: snapshots, and what must hold of any picture.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test that panics has failed")]

use crate::common::{assert_distinct, assert_snapshots};
use arena_explorer::chart::{
    Bars, Chart, DotPlot, ExportPage, Figure, Heatmap, HeatmapLine, HitTarget, Kind, Lane, Point, Radar, Rgb, Scatter,
    Series, Shade, StripModel, StripPlot, Style, Unit, XVariable, nearest, text_width,
};
use plotters::prelude::{IntoDrawingArea, SVGBackend};

const CORES: [&str; 7] = [
    "Object Perception",
    "Spatial Perception",
    "Temporal Perception",
    "Embodied Knowledge",
    "Embodied Reasoning",
    "Embodied Navigation",
    "Embodied Task Planning",
];

/// The longest names of benchmarks, and short ones between them.
const BENCHMARKS: [&str; 15] = [
    "EA-Temporal-Auto-20251020",
    "Beacon3D-Grounding",
    "EmbSpatial-Bench",
    "UniEQA",
    "Beacon3D-QA(2D)",
    "Beacon3D-QA(3D)",
    "ET-Plan-Bench",
    "EB-Navigation",
    "VABench-Point",
    "Multi3DRefer",
    "VLN-CE R2R",
    "MineAnyBuild",
    "Where2Place",
    "OST-Bench",
    "ERQA",
];

/// The longest names of models, and short ones between them.
const MODELS: [&str; 10] = [
    "Gemini-2.5-Pro",
    "Qwen2.5-VL-7B-Instruct",
    "Qwen2.5-VL-3B-Instruct",
    "3D-LLM(BLIP2-flant5)",
    "o3",
    "Cosmos-Reason-1-7B",
    "LLaVA-OneVision-7B",
    "RoboBrain2.0-32B",
    "Claude-3.7-Sonnet",
    "SAT",
];

fn light() -> Style {
    Style {
        paper: Rgb(0xfc, 0xfc, 0xfa),
        ink: Rgb(0x1b, 0x1d, 0x1f),
        muted: Rgb(0x5c, 0x61, 0x66),
        rule: Rgb(0xdc, 0xdc, 0xd6),
        accent: Rgb(0x0b, 0x6e, 0x75),
        series: [
            Rgb(0x4a, 0x64, 0xd9),
            Rgb(0xd8, 0x74, 0x17),
            Rgb(0x03, 0x68, 0x58),
            Rgb(0x7d, 0x20, 0x31),
            Rgb(0x38, 0x99, 0xb8),
            Rgb(0x65, 0x26, 0x7a),
            Rgb(0x6e, 0x60, 0x03),
            Rgb(0xa3, 0x67, 0x83),
        ],
        font: "system-ui, sans-serif".to_owned(),
        text: 12.0,
    }
}

fn dark() -> Style {
    Style {
        paper: Rgb(0x15, 0x17, 0x1a),
        ink: Rgb(0xe6, 0xe6, 0xe1),
        muted: Rgb(0xa0, 0xa5, 0xaa),
        rule: Rgb(0x33, 0x37, 0x3c),
        accent: Rgb(0x58, 0xc4, 0xcb),
        series: [
            Rgb(0x7f, 0x9b, 0xfd),
            Rgb(0xff, 0xc0, 0xaa),
            Rgb(0x27, 0x87, 0x76),
            Rgb(0xba, 0x4d, 0x38),
            Rgb(0x78, 0xe3, 0xfc),
            Rgb(0x7e, 0x59, 0xcb),
            Rgb(0xab, 0xa7, 0x0b),
            Rgb(0xf1, 0x70, 0xa2),
        ],
        ..light()
    }
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|&name| name.to_owned()).collect()
}

fn series(name: &str, hue: usize, values: &[Option<f64>]) -> Series {
    Series { name: name.to_owned(), values: values.to_vec(), hue, ..Series::default() }
}

fn score(model: usize, axis: usize) -> f64 {
    30.0 + ((axis * 13 + model * 17) % 31) as f64
}

/// Models over axes; the second and the third lack some scores, and the third is a preview.
fn radar(axes: &[&str], models: usize) -> Radar {
    let value = |model, axis| {
        let missing = matches!((model, axis), (1, 2) | (2, 2 | 4 | 5));
        (!missing).then(|| score(model, axis))
    };
    let one = |model| {
        let values: Vec<_> = (0..axes.len()).map(|axis| value(model, axis)).collect();
        Series { preview: model == 2, ..series(MODELS[model % MODELS.len()], model, &values) }
    };
    Radar { axes: names(axes), series: (0..models).map(one).collect() }
}

fn with_references(mut radar: Radar) -> Radar {
    let axes = radar.axes.len();
    let reference = |name: &str, value: &dyn Fn(usize) -> f64| {
        let values: Vec<_> = (0..axes).map(|axis| Some(value(axis))).collect();
        Series { reference: true, ..series(name, 0, &values) }
    };
    let references = [reference("best", &|axis| 62.0 + axis as f64), reference("median", &|axis| 40.0 - axis as f64)];
    radar.series.splice(0..0, references);
    radar
}

fn bar(name: &str, value: Option<f64>) -> Figure {
    Figure { name: name.to_owned(), value, ..Figure::default() }
}

/// The second and the fourth are selected, the fifth is a preview, the sixth has no score.
fn bars(count: usize) -> Bars {
    let one = |place: usize| {
        let value = (53.2 - 1.7 * place as f64).max(0.0);
        Figure {
            interval: (place != 3).then_some(((value - 1.9).max(0.0), value + 1.9)),
            at_most: place == 2,
            hue: match place {
                1 => Some(0),
                3 => Some(1),
                _ => None,
            },
            preview: place == 4,
            ..bar(MODELS[place % MODELS.len()], (place != 5).then_some(value))
        }
    };
    Bars {
        what: "Model".to_owned(),
        column: "2D question answering".to_owned(),
        unit: Unit::Percent,
        bars: (0..count).map(one).collect(),
    }
}

/// The second and the third lack some scores; best and median stand beside them.
fn lanes(axes: &[&str], models: usize, joined: bool) -> DotPlot {
    let Radar { axes, series } = with_references(radar(axes, models));
    let group = |place: usize| (!joined).then(|| CORES[place / 4 % CORES.len()].to_owned());
    let lanes = axes.into_iter().enumerate().map(|(place, name)| Lane { name, group: group(place) }).collect();
    DotPlot { what: "Benchmark".to_owned(), lanes, series, joined }
}

/// Three kinds, half of them open; some stand out, one is a preview.
fn scatter(count: usize, across: XVariable) -> Scatter {
    let one = |place: usize| {
        let (x, written) = match across {
            XVariable::Size => (0.5 + ((place * 7) % 40) as f64 * 1.9, "a size"),
            XVariable::Date => (2023.5 + (place % 3) as f64, "a year"),
        };
        Point {
            name: MODELS[place % MODELS.len()].to_owned(),
            x,
            written: written.to_owned(),
            y: 20.0 + ((place * 13) % 41) as f64,
            kind: [Kind::General, Kind::Embodied, Kind::Unstated][place % 3],
            open: place.is_multiple_of(2),
            hue: (place < 3).then_some(place),
            preview: place == 4,
            tag: Some(place),
        }
    };
    let column = "2D question answering".to_owned();
    Scatter { column, across, points: (0..count).map(one).collect(), left_out: 3, ..Scatter::default() }
}

fn strips(models: usize) -> StripPlot {
    let value = |model: usize, lane: usize| {
        let missing = (model + lane).is_multiple_of(5);
        (!missing).then(|| 10.0 + ((model * 31 + lane * 17) % 83) as f64)
    };
    let one = |model: usize| StripModel {
        name: MODELS[model % MODELS.len()].to_owned(),
        values: (0..BENCHMARKS.len()).map(|lane| value(model, lane)).collect(),
        hue: (model < 3).then_some(model),
        preview: model == 4,
        tag: Some(model),
    };
    StripPlot {
        what: "Benchmark".to_owned(),
        lanes: names(&BENCHMARKS).into_iter().map(|name| Lane { name, group: None }).collect(),
        models: (0..models).map(one).collect(),
        medians: (0..BENCHMARKS.len()).map(|lane| (lane != 3).then_some(40.0 + lane as f64)).collect(),
        ranges: Vec::new(),
    }
}

/// Benchmarks by models, by capabilities, or by themselves.
fn matrix(shade: Shade) -> Heatmap {
    let line = |(place, name): (usize, &&str)| HeatmapLine {
        name: (*name).to_owned(),
        group: Some(CORES[place / 5 % CORES.len()].to_owned()),
        tag: Some(place),
    };
    let rows: Vec<HeatmapLine> = BENCHMARKS.iter().enumerate().map(line).collect();
    let (columns, unit): (Vec<HeatmapLine>, Unit) = match shade {
        Shade::Present => (MODELS.repeat(5).iter().enumerate().map(line).collect(), Unit::Percent),
        Shade::Amount => (CORES.repeat(3).iter().enumerate().map(line).collect(), Unit::Questions),
        Shade::Agreement => (rows.clone(), Unit::Correlation),
    };
    let cell = |row: usize, column: usize| match (shade, (row * 3 + column) % 4) {
        (_, 0) => None,
        (Shade::Present, _) => Some(50.0),
        (Shade::Amount, _) => Some(((row * 97 + column * 31) % 500) as f64),
        (Shade::Agreement, _) => Some(1.0 - (row.abs_diff(column)) as f64 / 8.0),
    };
    let count = columns.len();
    let cells = (0..rows.len()).map(|row| (0..count).map(|column| cell(row, column)).collect()).collect();
    let counts = (0..rows.len()).map(|row| (0..count).map(|column| (row + column) as u32).collect());
    let counts = if shade == Shade::Agreement { counts.collect() } else { Vec::new() };
    Heatmap { what: "Benchmark".to_owned(), rows, columns, cells, counts, unit, shade }
}

/// All kinds of charts with the longest names that there are.
fn crowded() -> Vec<(&'static str, Chart)> {
    vec![
        ("radar 7", Chart::Radar(with_references(radar(&CORES, 6)))),
        ("radar 15", Chart::Radar(with_references(radar(&BENCHMARKS, 6)))),
        ("radar 8", Chart::Radar(radar(&BENCHMARKS[..8], 4))),
        ("radar 3", Chart::Radar(radar(&CORES[..3], 1))),
        ("bars", Chart::Bars(bars(49))),
        ("ranks", Chart::Bars(Bars { unit: Unit::Rank, ..bars(12) })),
        ("lanes", Chart::DotPlot(lanes(&BENCHMARKS, 6, false))),
        ("joined lanes", Chart::DotPlot(lanes(&BENCHMARKS, 6, true))),
        ("size", Chart::Scatter(scatter(49, XVariable::Size))),
        ("date", Chart::Scatter(scatter(49, XVariable::Date))),
        ("strips", Chart::StripPlot(strips(49))),
        ("coverage", Chart::Heatmap(matrix(Shade::Present))),
        ("questions", Chart::Heatmap(matrix(Shade::Amount))),
        ("agreement", Chart::Heatmap(matrix(Shade::Agreement))),
    ]
}

fn svg(chart: &Chart, width: f64, style: &Style) -> String {
    let sheet = ExportPage {
        chart,
        title: "Gemini-2.5-Pro leads 27 ranked models on 2D question answering with 53.2",
        source: "Embodied Arena, arXiv 2509.15273, bundled 2025-11-22",
    };
    sheet.svg(width, sheet.height(width, style), style)
}

/// Draws a chart as plotters' own backend writes it, with so many pixels to the CSS pixel, and its marks.
fn scaled(chart: &Chart, (width, height): (f64, f64), scale: f64, style: &Style) -> (String, Vec<HitTarget>) {
    let picture = chart.picture((width, height), style);
    let mut text = String::new();
    let pixels = |length: f64| ((length * scale).round().max(1.0)) as u32;
    let area = SVGBackend::with_string(&mut text, (pixels(width), pixels(height))).into_drawing_area();
    picture.paint(&area, scale).unwrap();
    drop(area);
    (text, picture.marks)
}

fn drawn(chart: &Chart, (width, height): (u32, u32), style: &Style) -> (String, Vec<HitTarget>) {
    scaled(chart, (f64::from(width), f64::from(height)), 1.0, style)
}

fn natural(chart: &Chart, width: u32, style: &Style) -> (String, Vec<HitTarget>) {
    drawn(chart, (width, chart.height(f64::from(width), style) as u32), style)
}

/// The value of an attribute, in the opening tag at the start of a text.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let tag = &tag[..tag.find('>')?];
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).unwrap_or_else(|| panic!("{name} in {tag}")).parse().unwrap()
}

/// The tags of a name, from their start to the end of the document.
fn tags<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    svg.match_indices(&format!("<{name} ")).map(|(at, _)| &svg[at..]).collect()
}

fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// The texts of a sheet with the boxes that they take: left, top, right, bottom, in CSS pixels.
fn texts(svg: &str) -> Vec<(String, [f64; 4])> {
    let text = |tag: &&str| {
        let words = tag.split_once('>').unwrap().1.split_once("</text>").unwrap().0;
        let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
        let words = words.replace("&amp;", "&");
        let size = number(tag, "font-size") / 10.0;
        let wide = text_width(&words, size) * if attribute(tag, "font-weight").is_some() { 1.15 } else { 1.0 };
        let (x, y) = (number(tag, "x") / 10.0, number(tag, "y") / 10.0);
        if attribute(tag, "transform").is_some_and(|turn| turn.starts_with("rotate(270")) {
            return (words, [x - size / 2.0, y - wide, x + size / 2.0, y]);
        }
        let left = match attribute(tag, "text-anchor") {
            Some("end") => x - wide,
            Some("middle") => x - wide / 2.0,
            _ => x,
        };
        (words, [left, y - size / 2.0, left + wide, y + size / 2.0])
    };
    tags(svg, "text").iter().map(text).collect()
}

#[test]
fn snapshots() {
    let radar_of = |values: &[Option<f64>]| Radar {
        axes: names(&CORES[..5]),
        series: vec![series("Gemini-2.5-Pro", 0, values), series("o3", 1, values)],
    };
    let figures = |figures: &[(&str, Option<f64>)]| Bars {
        bars: figures.iter().map(|&(name, value)| bar(name, value)).collect(),
        ..bars(0)
    };
    let huge = "Ünbounded <model> & \"name\"\u{202E}\0\n".repeat(200);

    let cases: Vec<(&str, Chart, f64, Style)> = vec![
        ("radar", Chart::Radar(radar(&CORES, 4)), 700.0, light()),
        ("radar-320", Chart::Radar(radar(&CORES, 3)), 320.0, dark()),
        ("radar-1440", Chart::Radar(radar(&BENCHMARKS[..8], 3)), 1440.0, dark()),
        ("radar-references", Chart::Radar(with_references(radar(&CORES, 1))), 480.0, light()),
        ("radar-one", Chart::Radar(radar(&CORES, 1)), 480.0, light()),
        ("radar-none", Chart::Radar(radar(&CORES, 0)), 480.0, light()),
        ("radar-all-missing", Chart::Radar(radar_of(&[None; 5])), 480.0, light()),
        ("radar-all-equal", Chart::Radar(radar_of(&[Some(50.0); 5])), 480.0, light()),
        ("radar-two-axes", Chart::Radar(radar(&CORES[..2], 1)), 480.0, light()),
        (
            "radar-huge-name",
            Chart::Radar(Radar {
                axes: vec![huge.clone(), "a".to_owned(), "b".to_owned()],
                series: vec![series(&huge, 0, &[Some(10.0); 3])],
            }),
            480.0,
            light(),
        ),
        ("bars", Chart::Bars(bars(7)), 700.0, light()),
        ("bars-320", Chart::Bars(bars(7)), 320.0, dark()),
        ("bars-1440", Chart::Bars(bars(7)), 1440.0, dark()),
        (
            "bars-ranks",
            Chart::Bars(Bars { unit: Unit::Rank, ..figures(&[("a", Some(1.5)), ("b", Some(3.0))]) }),
            480.0,
            light(),
        ),
        ("bars-one", Chart::Bars(bars(1)), 480.0, light()),
        ("bars-none", Chart::Bars(bars(0)), 480.0, light()),
        ("bars-all-missing", Chart::Bars(figures(&[("a", None), ("b", None)])), 480.0, light()),
        ("bars-all-equal", Chart::Bars(figures(&[("a", Some(40.0)), ("b", Some(40.0))])), 480.0, light()),
        ("bars-huge-name", Chart::Bars(figures(&[(&huge, Some(40.0)), ("b", Some(20.0))])), 480.0, light()),
    ];
    let drawn = |(name, chart, width, style)| (format!("{name}.svg"), svg(&chart, width, &style));
    let pictures: Vec<_> = cases.into_iter().map(drawn).collect();
    assert_snapshots("tests/data/charts", &pictures);
    assert_distinct(pictures);
}

#[test]
fn texts_keep_apart_and_inside() {
    let widths = (320..=760).step_by(40).chain([327, 375, 414, 419, 421, 679, 681, 900, 1024, 1280, 1440, 1919, 2560]);
    for width in widths.map(f64::from) {
        for (name, chart) in crowded() {
            let svg = svg(&chart, width, &light());
            let height = number(&svg, "height");
            let texts = texts(&svg);
            for (place, (words, [left, top, right, bottom])) in texts.iter().enumerate() {
                let inside = *left >= -0.1 && *top >= -0.1 && *right <= width + 0.1 && *bottom <= height + 0.1;
                assert!(inside, "{name} at {width}: “{words}” leaves the picture");
                for (others, other) in &texts[..place] {
                    let apart = *right <= other[0] || other[2] <= *left || *bottom <= other[1] || other[3] <= *top;
                    assert!(apart, "{name} at {width}: “{words}” lies over “{others}”");
                }
            }
        }
    }
}

#[test]
fn axes_are_named_at_any_width() {
    for width in (320..=800).step_by(40).chain([1440, 2560]).map(f64::from) {
        for axes in [&CORES[..], &BENCHMARKS[..8], &BENCHMARKS] {
            let svg = svg(&Chart::Radar(radar(axes, 6)), width, &light());
            let texts: Vec<String> = texts(&svg).into_iter().map(|(words, _)| words).collect();
            let shown = texts.concat().replace(' ', "");
            for axis in axes {
                assert!(shown.contains(&axis.replace(' ', "")), "{axis} of {} at {width} in {texts:?}", axes.len());
            }
        }
    }
}

#[test]
fn a_gap_breaks_the_outline() {
    let style = light();
    let some = Some(50.0);
    let axes = ["a", "b", "c", "d", "e"];
    let check = |values: [Option<f64>; 5], runs: &[&[usize]]| {
        let chart = Chart::Radar(Radar { axes: names(&axes), series: vec![series("m", 0, &values)] });
        let (svg, marks) = natural(&chart, 400, &style);
        let at = |axis: &usize| {
            let mark = marks.iter().find(|mark| mark.axis == *axis).unwrap();
            format!("{},{} ", mark.x.round(), mark.y.round())
        };
        // The first hue has no dashes, so each run is one line; the last line is the sample in the key.
        let lines: Vec<_> = tags(&svg, "polyline")
            .into_iter()
            .filter(|tag| attribute(tag, "stroke") == Some(&hex(style.series[0])))
            .map(|tag| attribute(tag, "points").unwrap().to_owned())
            .collect();
        let expected: Vec<String> = runs.iter().map(|run| run.iter().map(at).collect()).collect();
        assert_eq!(lines[..lines.len() - 1], expected, "{values:?}");
        // A marker for each value, and a sign at the end of each axis without.
        assert_eq!(marks.len(), axes.len());
        for mark in &marks {
            let filled = values[mark.axis].is_some();
            let circle = tags(&svg, "circle").into_iter().any(|tag| {
                (number(tag, "cx"), number(tag, "cy")) == (mark.x.round(), mark.y.round())
                    && attribute(tag, if filled { "fill" } else { "stroke" }) == Some(&hex(style.series[0]))
            });
            assert!(circle, "{values:?}: {mark:?}");
        }
    };
    check([some; 5], &[&[0, 1, 2, 3, 4, 0]]);
    check([some, some, None, some, some], &[&[3, 4, 0, 1]]);
    check([None, some, None, some, some], &[&[3, 4]]);
    check([some, None, some, None, None], &[]);
    check([None; 5], &[]);
}

#[test]
fn a_radar_says_what_is_missing() {
    let svg = svg(&Chart::Radar(radar(&CORES, 3)), 700.0, &light());
    let words: Vec<_> = texts(&svg).into_iter().map(|(words, _)| words).collect();
    for said in ["0", "1 missing", "preview, 3 missing", "no score on this axis"] {
        assert!(words.iter().any(|words| words == said), "{said} in {words:?}");
    }
}

#[test]
fn bars_start_at_zero_and_the_missing_have_none() {
    let style = light();
    let plain = hex(style.paper.mix(style.muted, 0.45));
    for width in [320, 700, 1440] {
        let values = [Some(40.0), None, Some(20.0), Some(0.0), Some(10.0)];
        let figures = values.iter().map(|&value| bar("model", value)).collect();
        let chart = Chart::Bars(Bars { bars: figures, ..bars(0) });
        let (svg, marks) = natural(&chart, width, &style);
        let rects: Vec<_> =
            tags(&svg, "rect").into_iter().filter(|tag| attribute(tag, "fill") == Some(plain.as_str())).collect();
        assert_eq!(rects.len(), 4);
        let zero = number(rects[0], "x");
        let full = number(rects[0], "width");
        let drawn = values.iter().zip(&marks).filter_map(|(value, mark)| value.zip(Some(mark)));
        for ((value, mark), rect) in drawn.zip(&rects) {
            assert_eq!(number(rect, "x"), zero);
            assert!((number(rect, "width") - full * value / 40.0).abs() <= 1.0);
            assert_eq!(mark.x.round(), zero + number(rect, "width"));
            assert!((mark.y - number(rect, "y") - number(rect, "height") / 2.0).abs() <= 1.0);
        }
        assert_eq!(marks.len(), values.len());
        assert_eq!(texts(&svg).iter().filter(|(words, _)| words.trim() == "no score").count(), 1);
    }
}

#[test]
fn pointing_finds_the_nearest_mark() {
    let (_, marks) = natural(&Chart::Bars(bars(7)), 700, &light());
    let third = marks[2];
    assert_eq!(nearest(&marks, third.x, third.y, 8.0), Some(2));
    assert_eq!(nearest(&marks, 1.0, third.y + 5.0, 12.0), Some(2), "anywhere in its row");
    assert_eq!(nearest(&marks, third.x, -50.0, 12.0), None);

    let (_, marks) = natural(&Chart::Radar(radar(&CORES, 1)), 700, &light());
    let third = marks[2];
    assert_eq!(nearest(&marks, third.x + 3.0, third.y + 3.0, 12.0), Some(2));
    assert_eq!(nearest(&marks, third.x + 30.0, third.y, 12.0), None);
    assert_eq!(nearest(&[], 0.0, 0.0, f64::INFINITY), None);
}

#[test]
fn what_has_no_room_is_counted() {
    let style = light();
    let chart = Chart::Bars(bars(10_000));
    let (svg, marks) = drawn(&chart, (700, 300), &style);
    let hidden = 10_000 - marks.len();
    assert!((5..20).contains(&marks.len()));
    assert!(svg.contains(&format!("and {hidden} more that have no room here")));
    assert!(chart.height(700.0, &style) < 5_000.0, "no canvas is higher than browsers can");
}

#[test]
fn everything_has_room_at_the_height_that_a_chart_wants() {
    let mut charts = crowded();
    for count in [0, 1, 2, 13] {
        charts.push(("few bars", Chart::Bars(bars(count))));
    }
    for (name, chart) in charts {
        let figures: usize = match &chart {
            Chart::Radar(radar) => (0..radar.series.len()).map(|_| radar.axes.len()).sum(),
            Chart::Bars(bars) => bars.bars.len(),
            Chart::DotPlot(lanes) => {
                let present =
                    |series: &Series| series.values.iter().filter(|v| !series.reference || v.is_some()).count();
                lanes.series.iter().map(present).sum()
            }
            Chart::Scatter(scatter) => scatter.points.len(),
            Chart::StripPlot(strips) => strips.models.iter().map(|model| model.values.iter().flatten().count()).sum(),
            Chart::Heatmap(matrix) if matrix.shade == Shade::Agreement => {
                matrix.rows.len() * (matrix.rows.len() - 1) / 2
            }
            Chart::Heatmap(matrix) => matrix.rows.len() * matrix.columns.len(),
        };
        for (width, scale) in [320.0, 360.0, 700.0, 1440.0].into_iter().flat_map(|w| [(w, 1.0), (w, 1.1), (w, 1.25)]) {
            // A canvas has whole pixels, so the height may be a little less than what was wanted.
            let high = (chart.height(width, &light()) * scale).floor() / scale;
            let (svg, marks) = scaled(&chart, (width, high), scale, &light());
            assert_eq!(marks.len(), figures, "{name} at {width} × {scale}");
            assert!(!svg.contains(" more"), "{name} at {width} × {scale}");
        }
    }
}

#[test]
fn nothing_panics() {
    let odd = [None, Some(f64::NAN), Some(f64::INFINITY), Some(-5.0), Some(1e300), Some(1e-300)];
    let mut charts: Vec<Chart> = crowded().into_iter().map(|(_, chart)| chart).collect();
    for axes in [0, 1, 2, 3, 40] {
        let axes: Vec<_> = (0..axes).map(|_| "x".repeat(5_000)).collect();
        charts.push(Chart::Radar(Radar { axes: axes.clone(), series: Vec::new() }));
        charts.push(Chart::Radar(Radar { axes, series: vec![series("", 99, &odd); 30] }));
    }
    let intervals = [None, Some((f64::NAN, 1.0)), Some((5.0, 1.0)), Some((f64::NEG_INFINITY, f64::INFINITY))];
    let of = |value: Option<f64>| {
        let bar = move |interval| Figure { interval, hue: Some(99), preview: true, ..bar(&"x".repeat(5_000), value) };
        intervals.map(bar)
    };
    let figures: Vec<Figure> = odd.into_iter().flat_map(of).collect();
    charts.push(Chart::Bars(Bars { bars: figures, ..bars(0) }));
    for chart in &charts {
        // Whatever they say, they must not panic.
        let _ = (chart.describe(), chart.table());
        let marks = chart.picture((700.0, 500.0), &light()).marks;
        marks.iter().for_each(|mark| _ = chart.say(mark));
        for width in [1.0, 5.0, 17.0, 60.0, 119.0, 300.0] {
            for height in [1.0, 40.0, 300.0] {
                for scale in [1.0, 2.5, 0.0, f64::NAN] {
                    scaled(chart, (width, height), scale, &light());
                }
            }
            svg(chart, width, &light());
        }
        svg(chart, 500.0, &Style { text: 0.0, ..light() });
    }
}

#[test]
fn hostile_names_stay_text() {
    let name = "</text><script>alert(1)</script> \" onload=\"x' & \u{1}\u{202E}\u{FFFF}";
    let chart = Chart::Bars(Bars { column: name.to_owned(), bars: vec![bar(name, Some(1.0))], ..bars(0) });
    let style = Style { font: "\"A & B\", <sans>".to_owned(), ..light() };
    let svg = ExportPage { chart: &chart, title: name, source: name }.svg(1_440.0, 200.0, &style);
    assert!(svg.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let known = ["svg", "/svg", "title", "/title", "desc", "/desc", "rect", "text", "/text", "path"];
    for (at, _) in svg.match_indices('<') {
        let tag = svg[at + 1..].split([' ', '>', '/']).next().unwrap();
        let tag = if tag.is_empty() { svg[at + 1..].split([' ', '>']).next().unwrap() } else { tag };
        assert!(known.contains(&tag), "<{tag}");
    }
    assert!(!svg.contains(['\u{0}', '\u{1}', '\u{FFFF}']));
}

#[test]
fn charts_say_their_main_fact() {
    let cases = [
        (
            Chart::Bars(bars(7)),
            "2D question answering: Gemini-2.5-Pro leads 6 models with 53.2, before Qwen2.5-VL-7B-Instruct with 51.5; \
             one other is within its 95 % interval. One model has no score.",
        ),
        (
            Chart::Bars(Bars { unit: Unit::Rank, bars: vec![bar("a", Some(2.5)), bar("b", Some(1.0))], ..bars(0) }),
            "2D question answering: b leads 2 models with 1.0, before a with 2.5; smaller is better.",
        ),
        (Chart::Bars(bars(0)), "2D question answering: no model has a score."),
        (Chart::Bars(bars(1)), "2D question answering: Gemini-2.5-Pro has 53.2, the only score."),
        (
            Chart::Radar(radar(&CORES, 1)),
            "Gemini-2.5-Pro: highest at Temporal Perception with 56.0, lowest at Object Perception with 30.0.",
        ),
        (
            Chart::Radar(radar(&CORES, 2)),
            "Of 2 models, Qwen2.5-VL-7B-Instruct scores highest on 4 of 7 axes. Qwen2.5-VL-7B-Instruct has no score on 1.",
        ),
        (Chart::Radar(radar(&CORES, 0)), "Radar over 7 axes; no model is chosen."),
    ];
    for (chart, said) in cases {
        assert_eq!(chart.describe(), said);
    }
}

#[test]
fn figures_are_given_as_a_table() {
    let table = Chart::Radar(radar(&CORES[..3], 2)).table();
    assert_eq!(table.columns, CORES[..3]);
    assert_eq!(
        table.rows[1],
        (
            "Qwen2.5-VL-7B-Instruct".to_owned(),
            [Some("47.0"), Some("60.0"), None].map(|cell| cell.map(str::to_owned)).to_vec()
        )
    );
    let table = Chart::Bars(bars(7)).table();
    assert_eq!(table.columns, ["2D question answering", "95 % from", "95 % to"]);
    assert_eq!(table.rows[5], ("Cosmos-Reason-1-7B".to_owned(), vec![None; 3]));
    assert_eq!(table.rows[3].1[1..], [None, None]);
}

#[test]
fn a_models_dots_are_joined_within_a_group_and_not_across() {
    let lane = |name: &str, group: &str| Lane { name: name.to_owned(), group: Some(group.to_owned()) };
    let chart = |groups: [&str; 5]| {
        let lanes = groups.iter().enumerate().map(|(n, group)| lane(&n.to_string(), group)).collect();
        let values = vec![Some(10.0), Some(20.0), Some(30.0), Some(40.0), Some(50.0)];
        let series = vec![Series { name: "M".to_owned(), values, ..Series::default() }];
        natural(&Chart::DotPlot(DotPlot { what: "Benchmark".to_owned(), lanes, series, joined: true }), 600, &light()).0
    };
    let segments = |svg: &str| {
        let points = tags(svg, "polyline").into_iter().filter_map(|line| attribute(line, "points"));
        points.map(|points| points.split_whitespace().count() - 1).sum::<usize>()
    };
    let (one, two) = (segments(&chart(["A"; 5])), segments(&chart(["A", "A", "A", "B", "B"])));
    assert_eq!(one - two, 1, "the one from the third row to the fourth is not drawn");
}

//! The colours of the series, from the style sheet: told apart under the common forms of colour blindness, in both themes,
//! and seen on their paper.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use crate::common::project;
use arena_explorer::chart::Rgb;

/// What dichromats see of linear RGB (Machado, Oliveira and Fernandes, IEEE TVCG 15, 2009, severity 1).
const FORMS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full colour vision", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// A difference of 2.3 is just seen (Mahy, Van Eycken and Oosterlinck, Color Research & Application 19, 1994); thin lines
/// and small markers need several times that.
const APART: f64 = 14.0;

/// The light and the dark value of a token.
fn token(css: &str, name: &str) -> [Rgb; 2] {
    let value = css.split_once(&format!("--{name}: light-dark(")).unwrap().1.split_once(')').unwrap().0;
    let colour = |hex: &str| {
        let number = u32::from_str_radix(hex.trim().strip_prefix('#').unwrap(), 16).unwrap();
        Rgb((number >> 16) as u8, (number >> 8) as u8, number as u8)
    };
    let (light, dark) = value.split_once(',').unwrap();
    [colour(light), colour(dark)]
}

/// CIE L*a*b* of a colour as it is seen.
fn lab(Rgb(red, green, blue): Rgb, seen: &[[f64; 3]; 3]) -> [f64; 3] {
    let linear = [red, green, blue].map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    let times =
        |matrix: &[[f64; 3]; 3], of: [f64; 3]| matrix.map(|row| row[0] * of[0] + row[1] * of[1] + row[2] * of[2]);
    let [r, g, b] = times(seen, linear).map(|channel| channel.clamp(0.0, 1.0));
    let xyz = [
        [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883],
    ];
    let root = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let [x, y, z] = times(&xyz, [r, g, b]).map(root);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn eight_series_are_told_apart_however_one_sees_colours() {
    let css = std::fs::read_to_string(project("style/tokens.css")).unwrap();
    let paper = token(&css, "paper");
    let series: Vec<[Rgb; 2]> = (1..=8).map(|n| token(&css, &format!("series-{n}"))).collect();
    for (theme, name) in ["light", "dark"].into_iter().enumerate() {
        for (place, colours) in series.iter().enumerate() {
            let contrast = paper[theme].contrast(colours[theme]);
            assert!(contrast >= 3.0, "series {} on {name} paper: {contrast:.1} : 1", place + 1);
            for (form, seen) in &FORMS {
                for (other, others) in series.iter().enumerate().take(place) {
                    let (a, b) = (lab(colours[theme], seen), lab(others[theme], seen));
                    let apart = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    assert!(apart >= APART, "{name}, {form}: series {} and {}: {apart:.1}", other + 1, place + 1);
                }
            }
        }
    }
}

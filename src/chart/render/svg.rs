//! A drawing as an SVG document.

use std::fmt::Write;

use plotters::prelude::{IntoDrawingArea, SVGBackend};

use crate::chart::render::display_list::DisplayList;

/// Backend pixels per CSS pixel: a backend takes whole pixels, and a document that is printed deserves finer ones.
const SCALE: u32 = 10;

/// What plotters divides the sizes of text by in SVG, alone among its backends.
const SHRUNK: f64 = 1.24;

/// The document of a picture.
pub(in crate::chart) fn document(picture: &DisplayList, title: &str, description: &str) -> String {
    let whole = |length: f64| length.round().clamp(1.0, 100_000.0) as u32;
    let (width, height) = (whole(picture.size.0), whole(picture.size.1));
    let (wide, high) = (width * SCALE, height * SCALE);
    let (font, title, description) = (escaped(&picture.font), escaped(title), escaped(description));

    let mut drawn = String::new();
    // Writing to a string cannot fail; should it ever, the picture ends there.
    let _ = picture.paint(&SVGBackend::with_string(&mut drawn, (wide, high)).into_drawing_area(), f64::from(SCALE));
    // The head of plotters has no title, and the size of its backend as the document's.
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    // Said once on the root, or what holds anyway. No text can look like these: its quotes are escaped.
    let body = [" opacity=\"1\"", " text-anchor=\"start\"", " stroke=\"none\"", &format!(" font-family=\"{font}\"")]
        .iter()
        .fold(joined(body), |body, said| body.replace(said, ""))
        // Where other backends put the middle of a line.
        .replace(" dy=\"0.5ex\"", " dy=\"0.36em\"");

    let mut document = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {wide} {high}\" \
         role=\"img\" font-family=\"{font}\" style=\"font-variant-numeric:tabular-nums\">\n\
         <title>{title}</title>\n<desc>{description}</desc>\n"
    );
    let mut pieces = body.split(" font-size=\"");
    document.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (size, rest) = piece.split_once('"').unwrap_or((piece, ""));
        let size = size.parse::<f64>().unwrap_or_default() * SHRUNK;
        // Writing to a string cannot fail.
        let _ = write!(document, " font-size=\"{size:.0}\"{rest}");
    }
    document
}

/// Makes one path of the lines that follow each other in one style: dashes that belong together, and are moved together
/// by whoever edits the picture.
fn joined(body: &str) -> String {
    let (mut joined, mut open) = (String::with_capacity(body.len()), None);
    for line in body.split_inclusive('\n') {
        let stroke = line.strip_prefix("<polyline").and_then(|line| line.split_once(" points=\""));
        let stroke = stroke.map(|(style, points)| (style, points.trim_end_matches(" \"/>\n")));
        if open.is_some() && stroke.map(|(style, _)| style) != open {
            joined.push_str("\"/>\n");
        }
        match stroke {
            Some((style, points)) if open == Some(style) => joined.extend(["M", points]),
            Some((style, points)) => joined.extend(["<path", style, " d=\"M", points]),
            // Around the words of a text, line ends would be blanks to some readers.
            None if line.starts_with("<text") || !line.starts_with('<') => joined.push_str(line.trim_end_matches('\n')),
            None => joined.push_str(line),
        }
        open = stroke.map(|(style, _)| style);
    }
    if open.is_some() {
        joined.push_str("\"/>\n");
    }
    joined
}

/// Text between tags or in an attribute, without the characters that no XML document may have.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

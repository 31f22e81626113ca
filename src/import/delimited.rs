//! Reads values between commas, tabs or semicolons.

use super::grid::{Grid, beginning};
use super::limits;

/// The sign between the values: the one that makes the most rows equally long. `None` for other text.
pub(super) fn delimiter(text: &str) -> Option<u8> {
    let rating = |delimiter: u8| {
        let rows: Vec<usize> = records(text, delimiter).take(50).map(|row| row.len()).collect();
        // The usual length, and how many rows have it.
        let usual = rows.iter().map(|row| (rows.iter().filter(|other| *other == row).count(), *row)).max()?;
        let (count, width) = usual;
        (width > 1 && 3 * count >= 2 * rows.len() && rows.len() > 1).then_some((
            count * 100 / rows.len(),
            width,
            delimiter,
        ))
    };
    let ratings = [b'\t', b';', b','].map(rating);
    // A tab is never part of a value; a comma may be.
    let tab = ratings.first().copied().flatten();
    tab.or_else(|| ratings.into_iter().flatten().max_by_key(|(share, width, _)| (*share, *width)))
        .map(|(.., delimiter)| delimiter)
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = csv::StringRecord> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    // Of text nothing is wrong but bytes, and these are UTF-8.
    builder.from_reader(text.as_bytes()).into_records().map_while(Result::ok)
}

pub(super) fn read(text: &str) -> Vec<Grid> {
    let Some(delimiter) = delimiter(text) else { return Vec::new() };
    let mut grid = Grid::default();
    let mut left = limits::CELLS;
    for record in records(text, delimiter) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        grid.push(record.iter().map(|cell| beginning(cell.trim()).to_owned()).collect(), &mut left);
        if grid.cut {
            break;
        }
    }
    vec![grid]
}

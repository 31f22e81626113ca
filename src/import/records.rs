//! JSON that is a table: what this page exports, and lists of objects with the same keys.

use super::grid::{Grid, beginning};
use super::limits;
use super::tree::Tree;

/// Whether a document is a ranking that this page exported.
pub(super) fn is_report(tree: &Tree) -> bool {
    ["board", "lens", "columns", "rows"].iter().all(|key| tree.get(key).is_some())
}

/// Whether documents are rows of a table.
pub(super) fn are_records(trees: &[Tree]) -> bool {
    let rows = rows(trees);
    let is_row = |row: &&Tree| row.pairs().iter().any(|(_, value)| matches!(value, Tree::Number(_) | Tree::Text(_)));
    !rows.is_empty() && rows.iter().all(is_row) && rows.iter().any(|row| row.pairs().len() > 1)
}

fn rows(trees: &[Tree]) -> Vec<&Tree> {
    match trees {
        [one] if one.pairs().is_empty() => one.items().iter().collect(),
        several => several.iter().collect(),
    }
}

/// A ranking as the table that its CSV is.
pub(super) fn report(tree: &Tree) -> Grid {
    let mut left = limits::CELLS;
    let caption = tree.at(&["about", "title"]).and_then(Tree::text).unwrap_or_default().to_owned();
    let mut grid = Grid { caption, ..Grid::default() };
    let mut head: Vec<String> = ["rank_low", "code", "name", "total"].map(str::to_owned).into();
    let columns = tree.get("columns").map_or(&[][..], Tree::items);
    head.extend(columns.iter().map(|column| column.get("name").and_then(Tree::text).unwrap_or_default().to_owned()));
    grid.push(head, &mut left);
    for row in tree.get("rows").map_or(&[][..], Tree::items) {
        let text = |key: &str| row.get(key).map(cell).unwrap_or_default();
        let mut cells = vec![String::new(), text("code"), text("name"), text("total")];
        cells.extend(row.get("scores").map_or(&[][..], Tree::items).iter().map(cell));
        grid.push(cells, &mut left);
    }
    grid
}

/// Objects as rows, with a column for each key.
pub(super) fn records(trees: &[Tree]) -> Grid {
    let rows = rows(trees);
    let mut left = limits::CELLS;
    let mut grid = Grid::default();
    let mut head: Vec<String> = Vec::new();
    for (key, value) in rows.iter().flat_map(|row| row.pairs()) {
        let is_scalar = !matches!(value, Tree::Map(_) | Tree::List(_));
        if is_scalar && head.len() <= limits::COLUMNS && !head.contains(key) {
            head.push(key.clone());
        }
    }
    grid.push(head.clone(), &mut left);
    for row in rows {
        grid.push(head.iter().map(|key| row.get(key).map(cell).unwrap_or_default()).collect(), &mut left);
        if grid.cut {
            break;
        }
    }
    grid
}

fn cell(tree: &Tree) -> String {
    match tree {
        Tree::Null => String::new(),
        tree => beginning(&tree.scalar().unwrap_or_default()).to_owned(),
    }
}

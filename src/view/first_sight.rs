//! The first board as plain HTML: what stands on the page before the program runs, and where it never will.
//!
//! The program puts the same things in the same places, so that nothing moves when it takes over. Classes are those of
//! the style sheet.

use std::fmt::Write;

use super::markup::push_text;
use super::{
    ColumnId, Columns, IntervalAxis, MISSING, Spread, ViewState, about_table, caption, cell, facts, headings, headline,
    mark, rank_in_words, rank_range, resolve_subject, spreads,
};
use crate::aggregate::{RankSet, Ranking, tukey_kramer};
use crate::dataset::{Bundle, Model};
use crate::document::Category;

/// How many rows of the table stand in the document: more than a screen shows. A visitor waits for the document, and the
/// program adds the rest below, where nothing stands that it could move.
const ROWS: usize = 30;

/// How many rows are taken to be in sight until the table says so: the axis of their intervals spans these.
pub const IN_SIGHT: usize = 20;

/// The content of the page's body at the default view.
#[must_use]
pub fn first_sight(bundle: &Bundle) -> String {
    let dataset = &bundle.dataset;
    let catalog = dataset.catalog();
    let subject = resolve_subject(catalog, &ViewState::default());
    let ranking = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let sets = ranking.rank_sets(tukey_kramer(ranking.ranks.population()));
    let order = &ranking.order;
    let headings = Columns::default().arrange(&headings(catalog, &ranking), &ranking, &[]);
    let axis = IntervalAxis::new(catalog, &ranking, order.get(..IN_SIGHT).unwrap_or(order));
    let spreads = spreads(&ranking, &headings);
    let name = catalog.boards.get(subject.board).map(|board| board.name.as_str()).unwrap_or_default();

    let mut html = Html::default();
    html.raw(
        "<header class=\"bar\"><p class=\"brand\">Arena Explorer</p><nav class=\"boards\" aria-label=\"Boards\"><ul>",
    );
    for (index, board) in catalog.boards.iter().enumerate() {
        html.raw(if index == subject.board {
            "<li><a aria-current=\"page\" href=\"?board="
        } else {
            "<li><a href=\"?board="
        });
        html.text(&board.code).raw("\">").text(&board.name).raw("</a></li>");
    }
    let (about, rule) = about_table(dataset, &ranking, order.len(), &bundle.made);
    html.raw(BAR_END).text(name).raw("</h1><p class=\"headline\">").text(&headline(dataset, &ranking, &sets, None));
    html.raw("</p><p class=\"about-table\">").text(&about).raw(" <span>").text(&rule);
    html.raw("</span> <a href=\"?page=method\">How ranks are made</a><span> · <a href=\"?page=files\">Ways to add scores</a></span></p></div>");
    html.raw(TOOLS).raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Scores\">");
    html.raw("<table class=\"scores\"><caption class=\"hidden\">").text(&caption(
        dataset,
        &ranking,
        order.len(),
        order,
    ));
    html.raw("</caption><colgroup><col class=\"choose\">");
    for heading in &headings {
        html.raw("<col class=\"").raw(heading.class()).raw("\">");
    }
    html.raw("</colgroup><thead><tr><td class=\"choose\"></td>");
    for heading in &headings {
        html.raw("<th scope=\"col\" class=\"").raw(heading.class()).raw("\"><span class=\"head\"><span>");
        html.raw(&heading.name_markup()).raw("</span></span><div class=\"spread\">");
        let spread = || spreads.get(&heading.id).map(Spread::markup).unwrap_or_default();
        html.raw(&axis.filter(|_| heading.ranks).map_or_else(spread, |axis| axis.markup())).raw("</div></th>");
    }
    html.raw("</tr></thead><tbody>");
    for &row in order.iter().take(ROWS) {
        html.raw(if ranking.ranks.get(row).is_some() { "<tr>" } else { "<tr class=\"unranked\">" });
        html.raw("<td class=\"choose\"></td>");
        for heading in &headings {
            match (heading.id, dataset.models().get(row)) {
                (ColumnId::Model, Some(model)) => html.model(model),
                (ColumnId::Rank, _) => html.rank(ranking.ranks.get(row), sets.get(row).copied().flatten()),
                (id, _) => {
                    let cell = cell(dataset, &ranking, spreads.get(&id), id, row).plotted(axis.as_ref(), &ranking, row);
                    html.raw("<td class=\"").raw(&cell.class()).raw("\">");
                    let text = cell.text.as_deref().unwrap_or(MISSING);
                    match &cell.plot {
                        Some(plot) => html.raw(&plot.markup(text)),
                        None => html.text(text),
                    };
                    html.raw("</td>");
                }
            }
        }
        html.raw("</tr>");
    }
    html.raw("</tbody></table>");
    if order.len() > ROWS {
        html.raw("<noscript><p>The first ")
            .raw(&ROWS.to_string())
            .raw(" models; with JavaScript the page shows all.</p></noscript>");
    }
    html.raw("</div></div></div></main>");
    html.0
}

/// The rest of the bar: as high as it will be.
///
/// At the end of the bar stands what has the size of its controls, so that the boards have the room that they keep.
const BAR_END: &str = "</ul></nav><nav class=\"pages\" aria-label=\"Pages\"><a href=\"?page=benchmarks\">Benchmarks</a></nav>\
    <div class=\"search-box\"></div><span class=\"button add stand-in\">Add your scores</span>\
    <span class=\"button add add-folder stand-in\"></span><span class=\"theme stand-in\"></span></header>\
    <main><div class=\"board\"><div class=\"intro\"><h1>";

/// The controls above the table, which take the room that they will take, and the place of the charts.
const TOOLS: &str = "<div class=\"workbench\"><div class=\"tools\"><div class=\"controls\">\
    <nav class=\"lenses\" aria-label=\"Lens\"><ul><li><a aria-current=\"page\" href=\"?\">Benchmarks</a></li>\
    <li><a href=\"?lens=core\">Core capabilities</a></li><li><a href=\"?lens=fine\">Fine capabilities</a></li></ul></nav>\
    <label class=\"benchmark\"><span>Benchmark</span><select disabled><option>All of the board</option></select></label>\
    <label class=\"second\"><span>Beside the name</span><select disabled><option>Total</option></select></label>\
    <div class=\"tool-buttons\"><button disabled>Filters</button><button disabled>Ranking</button>\
    <button disabled>Columns</button><button disabled>Export</button><button disabled>Key</button><button disabled>Charts</button></div></div></div>\
    <div class=\"chart-panel\"></div>";

/// HTML that is being written.
#[derive(Default)]
struct Html(String);

impl Html {
    /// Markup of this module's own.
    fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text from the data, which is never markup, in content or in a quoted attribute.
    fn text(&mut self, text: &str) -> &mut Self {
        push_text(&mut self.0, text);
        self
    }

    /// As the program makes it: `app::table::row`.
    fn rank(&mut self, rank: Option<u32>, set: Option<RankSet>) {
        let text = rank.map_or_else(|| MISSING.to_owned(), |rank| rank.to_string());
        match rank.zip(set) {
            Some((rank, set)) => {
                self.raw("<td class=\"rank\" aria-label=\"").text(&rank_in_words(rank, set)).raw("\"><span>");
                self.text(&text).raw("</span><small>").text(&rank_range(set)).raw("</small></td>");
            }
            None => {
                self.raw("<td class=\"rank\"><span>").text(&text).raw("</span><small></small></td>");
            }
        }
    }

    fn model(&mut self, model: &Model) {
        let (meaning, path) = mark(model.category);
        let filled = if model.category == Some(Category::Embodied) { " filled" } else { "" };
        // Writing to a string does not fail.
        let _ = write!(
            self.0,
            "<th scope=\"row\" class=\"model\"><svg class=\"mark{filled}\" viewBox=\"0 0 12 12\" width=\"12\" height=\"12\" \
             role=\"img\" aria-label=\"{meaning}\"><path d=\"{path}\"/></svg><a href=\"?model=",
        );
        self.text(&model.code).raw("\"><bdi>").text(&model.name).raw("</bdi></a><small><bdi>");
        self.text(&model.authors.join(", ")).raw("</bdi><span>").text(&facts(model)).raw("</span></small></th>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_never_becomes_markup() {
        let mut html = Html::default();
        html.text("<img src=x onerror=\"alert(1)\"> & more");
        assert_eq!(html.0, "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; more");
    }
}

//! The first board as plain HTML: what stands on the page before the program runs, and where it never will.
//!
//! The program puts the same things in the same places, so that nothing moves when it takes over. Classes are those of
//! the style sheet.

use std::fmt::Write;

use super::{ColumnId, MISSING, ViewState, caption, cell, headings, headline, mark, resolve_subject, spreads};
use crate::aggregate::Ranking;
use crate::dataset::{Bundle, Model};
use crate::document::Category;

/// The content of the page's body at the default view.
#[must_use]
pub fn first_sight(bundle: &Bundle) -> String {
    let dataset = &bundle.dataset;
    let catalog = dataset.catalog();
    let subject = resolve_subject(catalog, &ViewState::default());
    let ranking = Ranking::new(dataset, subject, Ranking::LEAST_COVERAGE, &[]);
    let order = &ranking.order;
    let headings = headings(catalog, &ranking);
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
    html.raw("</ul></nav></header><main><div class=\"board\"><div class=\"intro\"><h1>").text(name);
    html.raw("</h1><p class=\"headline\">").text(&headline(dataset, &ranking));
    html.raw("</p></div><div class=\"controls\"></div><div class=\"charts\"></div>");
    html.raw("<div class=\"workbench\"><div class=\"tools\"><div class=\"tool-buttons\"></div></div>");
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Scores\"><table class=\"scores\"><caption><span>");
    html.text(&caption(dataset, &ranking, order.len())).raw("</span></caption><colgroup><col class=\"choose\">");
    for heading in &headings {
        html.raw("<col class=\"").raw(heading.id.class()).raw("\">");
    }
    html.raw("</colgroup><thead><tr><td class=\"choose\"></td>");
    for heading in &headings {
        html.raw("<th scope=\"col\" class=\"").raw(heading.id.class()).raw("\"><span class=\"head\">");
        html.text(&heading.name).raw("</span><div class=\"spread\">");
        let path = spreads.get(&heading.id).map(|spread| spread.path(56.0, 14.0)).unwrap_or_default();
        if !path.is_empty() {
            html.raw("<svg viewBox=\"0 0 56 14\" width=\"56\" height=\"14\" aria-hidden=\"true\"><path d=\"");
            html.raw(&path).raw("\"/></svg>");
        }
        html.raw("</div></th>");
    }
    html.raw("</tr></thead><tbody>");
    for &row in order {
        html.raw(if ranking.ranks.get(row).is_some() { "<tr>" } else { "<tr class=\"unranked\">" });
        html.raw("<td class=\"choose\"></td>");
        for heading in &headings {
            match (heading.id, dataset.models().get(row)) {
                (ColumnId::Model, Some(model)) => html.model(model),
                (id, _) => {
                    let cell = cell(dataset, &ranking, spreads.get(&id), id, row);
                    html.raw("<td class=\"").raw(&cell.class()).raw("\">");
                    html.text(cell.text.as_deref().unwrap_or(MISSING)).raw("</td>");
                }
            }
        }
        html.raw("</tr>");
    }
    html.raw("</tbody></table></div></div></div></main>");
    html.0
}

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
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c => self.0.push(c),
            }
        }
        self
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
        self.text(&model.authors.join(", ")).raw("</bdi></small></th>");
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

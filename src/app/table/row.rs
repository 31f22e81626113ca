//! One row of the table in the document: its elements, changed in place to show another model or other figures.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTableRowElement};

use crate::aggregate::RankSet;
use crate::app::browser::history::href;
use crate::app::table::expanded_row::Unfolded;
use crate::app::table::virtual_body::Picture;
use crate::dataset::Model;
use crate::document::Category;
use crate::view::{self, Cell, Heading, IntervalPlot, MISSING, Page, Query, ViewState, cell};

/// Columns that a row has of itself: rank and model.
const FIXED: usize = 2;

/// The stop that the keyboard comes to first: the link to the model.
pub(in crate::app) const LINK: usize = 2;

/// How many stops come before the first figure.
pub(in crate::app) const STOPS_BEFORE_FIGURES: usize = 5;

/// The column, among all cells of a row, that a stop is in.
pub(in crate::app) fn column_of_stop(stop: usize) -> usize {
    match stop {
        0 => 0,
        1 => 1,
        2..STOPS_BEFORE_FIGURES => FIXED,
        _ => stop - STOPS_BEFORE_FIGURES + FIXED + 1,
    }
}

/// The stop at which the keyboard comes to a column.
pub(in crate::app) fn stop_of_column(column: usize) -> usize {
    match column {
        0 | 1 => column,
        FIXED => LINK,
        _ => column - FIXED - 1 + STOPS_BEFORE_FIGURES,
    }
}

/// What a row shows besides figures.
#[derive(Clone, Default, PartialEq)]
struct Content {
    code: String,
    name: Vec<(String, bool)>,
    /// The name, told apart from others that are equal.
    distinct: String,
    authors: Vec<(String, bool)>,
    facts: String,
    href: String,
    category: Option<Category>,
    preview: bool,
    chosen: bool,
    pinned: bool,
    last_pinned: bool,
    expanded: bool,
    rank: Option<u32>,
    rank_set: Option<RankSet>,
    index: usize,
}

/// A row in the document.
pub(in crate::app) struct Row {
    pub(in crate::app) element: HtmlTableRowElement,
    choose: HtmlInputElement,
    rank: HtmlElement,
    mark: Element,
    link: Element,
    tag: HtmlElement,
    pin: HtmlElement,
    more: HtmlElement,
    authors: Element,
    facts: Element,
    /// Behind those that it has of itself.
    pub(in crate::app) cells: Vec<HtmlElement>,
    shown: Content,
    figures: Vec<Cell>,
    /// The row below with everything about the model, and what takes it away.
    below: Option<Below>,
    pointed: bool,
}

/// What a row expanded to.
struct Below {
    /// Its only cell.
    cell: HtmlElement,
    take_away: Box<dyn FnOnce()>,
}

/// The markup of a row without anything in it.
const ROW_MARKUP: &str = "<tr><td class=\"choose\"><input type=\"checkbox\" tabindex=\"-1\"></td><td class=\"rank\"><span></span><small></small></td>\
    <th scope=\"row\" class=\"model\"><span class=\"mark-place\"></span><a tabindex=\"-1\"><bdi translate=\"no\"></bdi></a>\
    <span class=\"tag\" hidden></span>\
    <span class=\"row-tools\"><button type=\"button\" class=\"pin\" tabindex=\"-1\" data-act=\"pin\"></button>\
    <button type=\"button\" class=\"more\" tabindex=\"-1\" data-act=\"more\"></button></span>\
    <small><bdi translate=\"no\"></bdi><span></span></small></th></tr>";

impl Row {
    /// A row that shows nothing yet.
    pub(in crate::app) fn new() -> Option<Self> {
        thread_local! {
            static TEMPLATE: Option<Element> = template();
        }
        let element: HtmlTableRowElement =
            TEMPLATE.with(|template| template.as_ref()?.clone_node_with_deep(true).ok())?.dyn_into().ok()?;
        let find = |selector: &str| element.query_selector(selector).ok().flatten();
        let html = |selector: &str| find(selector)?.dyn_into::<HtmlElement>().ok();
        Some(Self {
            choose: find("input")?.dyn_into().ok()?,
            rank: html(".rank")?,
            mark: find(".mark-place")?,
            link: find("a")?,
            tag: html(".tag")?,
            pin: html(".pin")?,
            more: html(".more")?,
            authors: find("small bdi")?,
            facts: find("small span")?,
            cells: Vec::new(),
            shown: Content::default(),
            figures: Vec::new(),
            below: None,
            pointed: false,
            element,
        })
    }

    /// Marks it as that of the model that is pointed at, or as any other.
    pub(in crate::app) fn point(&mut self, pointed: bool) {
        if self.pointed != pointed {
            self.pointed = pointed;
            let _ = self.element.toggle_attribute_with_force("data-pointed", pointed);
        }
    }

    /// The code of the model that it shows.
    pub(in crate::app) fn code(&self) -> &str {
        &self.shown.code
    }

    /// Whether an element is in it, or in what it expanded to.
    pub(in crate::app) fn contains(&self, element: &Element) -> bool {
        self.element.contains(Some(element))
            || self.below.as_ref().is_some_and(|below| below.cell.contains(Some(element)))
    }

    /// Everything in the row that the arrow keys stop at, from left to right.
    pub(in crate::app) fn stops(&self) -> Vec<HtmlElement> {
        let own = [self.choose.unchecked_ref(), &self.rank, self.link.unchecked_ref(), &self.pin, &self.more];
        own.into_iter().chain(&self.cells).cloned().collect()
    }

    /// Shows what there is at a place, and below it everything about the model if its row is expanded.
    pub(in crate::app) fn show_place(&mut self, owner: &Owner, picture: &Picture, place: usize) {
        let Some((content, figures)) = content(picture, place) else { return };
        if self.shown.code != content.code || !content.expanded {
            self.fold();
        }
        self.show(content, figures);
        if self.shown.expanded && self.below.is_none() {
            self.below = unfold(owner, &self.element, self.shown.code.clone());
        }
        if let Some(below) = &self.below {
            // The columns may have changed meanwhile.
            let columns = picture.headings.len() + FIXED + 1;
            let _ = below.cell.set_attribute("colspan", &columns.to_string());
        }
    }

    fn show(&mut self, content: Content, figures: Vec<Cell>) {
        let shown = &self.shown;
        let set = |element: &Element, name: &str, value: &str| {
            let _ = element.set_attribute(name, value);
        };
        if shown.index != content.index {
            set(&self.element, "aria-rowindex", &content.index.to_string());
        }
        if (shown.code != content.code || shown.name != content.name || shown.code.is_empty())
            && let Some(bdi) = self.link.first_element_child()
        {
            marked(&bdi, &content.name);
        }
        if shown.distinct != content.distinct || shown.code.is_empty() {
            let name = &content.distinct;
            set(&self.choose, "aria-label", &format!("Choose {name} for the charts"));
            set(&self.more, "aria-label", &format!("Everything about {name}"));
            set(&self.pin, "aria-label", &format!("Pin {name} to the top"));
        }
        if shown.href != content.href {
            set(&self.link, "href", &content.href);
        }
        if shown.authors != content.authors {
            marked(&self.authors, &content.authors);
            // They may be cut.
            let all: String = content.authors.iter().map(|(part, _)| part.as_str()).collect();
            set(&self.authors, "title", &all);
        }
        if shown.facts != content.facts {
            self.facts.set_text_content(Some(&content.facts));
        }
        if shown.category != content.category || shown.code.is_empty() {
            show_mark(&self.mark, content.category);
        }
        if shown.preview != content.preview {
            self.tag.set_hidden(!content.preview);
            self.tag.set_text_content(content.preview.then_some("preview"));
        }
        if shown.chosen != content.chosen {
            self.choose.set_checked(content.chosen);
        }
        if (shown.rank, shown.rank_set) != (content.rank, content.rank_set) || shown.code.is_empty() {
            show_rank(&self.rank, content.rank, content.rank_set);
        }
        let yes_or_no = |on: bool| if on { "true" } else { "false" };
        if shown.pinned != content.pinned || shown.code.is_empty() {
            set(&self.pin, "aria-pressed", yes_or_no(content.pinned));
        }
        if shown.expanded != content.expanded || shown.code.is_empty() {
            set(&self.more, "aria-expanded", yes_or_no(content.expanded));
        }
        let class = class(&content);
        if class != self::class(shown) {
            self.element.set_class_name(&class);
        }
        self.shown = content;
        self.patch(figures);
    }

    /// Brings the cells from what they showed to what they are to show.
    fn patch(&mut self, figures: Vec<Cell>) {
        for cell in self.cells.drain(figures.len().min(self.cells.len())..) {
            cell.remove();
        }
        self.figures.truncate(figures.len());
        while self.cells.len() < figures.len() {
            let Some(cell) = self.element.insert_cell().ok().and_then(|cell| cell.dyn_into().ok()) else { break };
            self.cells.push(cell);
        }
        for (place, (element, now)) in self.cells.iter().zip(&figures).enumerate() {
            let before = self.figures.get(place);
            if before == Some(now) {
                continue;
            }
            if before.is_none_or(|before| (&before.text, &before.plot) != (&now.text, &now.plot)) {
                let text = now.text.as_deref().unwrap_or(MISSING);
                match &now.plot {
                    // Elements that stay are laid out sooner than new ones, at every sort.
                    Some(plot) if show_plot(element, plot, text).is_some() => {}
                    Some(plot) => element.set_inner_html(&plot.markup(text)),
                    None => element.set_text_content(Some(text)),
                }
                let words = now.plot.as_ref().map(|plot| plot.words.as_str()).filter(|words| !words.is_empty());
                let _ = match words {
                    Some(words) => element.set_attribute("title", words),
                    None => element.remove_attribute("title"),
                };
            }
            if before.is_none_or(|before| before.class() != now.class()) {
                element.set_class_name(&now.class());
            }
            if before.is_none_or(|before| before.share != now.share) {
                let style = element.style();
                // The bar is a background, not an element: a thousand elements more would be felt at every sort.
                let _ = match now.share {
                    Some(share) => {
                        style.set_property("background-size", &format!("{:.1}% 3px", 90.0 * share.clamp(0.0, 1.0)))
                    }
                    None => style.remove_property("background-size").map(drop),
                };
            }
        }
        self.figures = figures;
    }

    /// Takes it out of the document, to be used again for another place.
    pub(in crate::app) fn take_out(&mut self) {
        self.element.remove();
        self.fold();
    }

    fn fold(&mut self) {
        if let Some(below) = self.below.take() {
            (below.take_away)();
        }
    }
}

fn template() -> Option<Element> {
    let template = document().create_element("template").ok()?;
    template.set_inner_html(ROW_MARKUP);
    template.unchecked_into::<web_sys::HtmlTemplateElement>().content().first_element_child()
}

fn class(content: &Content) -> String {
    let classes = [
        ("preview", content.preview),
        ("chosen", content.chosen),
        ("pinned", content.pinned),
        ("last-pinned", content.last_pinned),
        ("unranked", content.rank.is_none()),
        ("unfolds", content.expanded),
    ];
    classes.into_iter().filter(|(_, on)| *on).map(|(class, _)| class).collect::<Vec<_>>().join(" ")
}

/// Shows a rank, and below it those that are possible, in a cell that has a place for both.
fn show_rank(cell: &Element, rank: Option<u32>, set: Option<RankSet>) {
    let show = |element: Option<Element>, text: &str| {
        if let Some(element) = element {
            element.set_text_content(Some(text));
        }
    };
    show(cell.first_element_child(), &rank.map_or_else(|| MISSING.to_owned(), |rank| rank.to_string()));
    show(cell.last_element_child(), &set.map(view::rank_range).unwrap_or_default());
    let _ = match rank.zip(set) {
        Some((rank, set)) => cell.set_attribute("aria-label", &view::rank_in_words(rank, set)),
        None => cell.remove_attribute("aria-label"),
    };
}

/// Shows the mark of a category in the place for it.
fn show_mark(place: &Element, category: Option<Category>) {
    let (meaning, path) = view::mark(category);
    let filled = if category == Some(Category::Embodied) { " filled" } else { "" };
    if let Some((mark, shape)) =
        place.first_element_child().and_then(|mark| Some((mark.clone(), mark.first_element_child()?)))
    {
        for (element, name, value) in
            [(&mark, "class", &*format!("mark{filled}")), (&mark, "aria-label", meaning), (&shape, "d", path)]
        {
            let _ = element.set_attribute(name, value);
        }
        return;
    }
    // Nothing of it comes from data.
    place.set_inner_html(&format!(
        "<svg class=\"mark{filled}\" viewBox=\"0 0 12 12\" width=\"12\" height=\"12\" role=\"img\" \
         aria-label=\"{meaning}\"><path d=\"{path}\"/></svg>"
    ));
}

/// Shows a plot and its figure in a cell that has one already; `None` where it has none.
fn show_plot(cell: &Element, plot: &IntervalPlot, figure: &str) -> Option<()> {
    let svg = cell.first_element_child()?;
    let (band, dot) = (svg.first_element_child()?, svg.last_element_child()?);
    let _ = band.set_attribute("d", &plot.band);
    let _ = dot.set_attribute("d", &plot.dot);
    svg.next_element_sibling()?.set_text_content(Some(figure));
    Some(())
}

/// Puts text into an element, the parts that were looked for in marks.
fn marked(element: &Element, parts: &[(String, bool)]) {
    if let [(text, false)] = parts {
        element.set_text_content(Some(text));
        return;
    }
    element.set_text_content(None);
    for (text, is_marked) in parts {
        if *is_marked && let Ok(mark) = document().create_element("mark") {
            mark.set_text_content(Some(text));
            let _ = element.append_child(&mark);
        } else {
            let _ = element.append_child(&document().create_text_node(text));
        }
    }
}

/// A text cut at the ranges that were looked for.
fn parts(text: &str, marks: &[Range<usize>], out: &mut Vec<(String, bool)>) {
    let mut from = 0;
    let mut push = |range: Range<usize>, is_marked: bool| {
        if let Some(part) = text.get(range).filter(|part| !part.is_empty()) {
            out.push((part.to_owned(), is_marked));
        }
    };
    for mark in marks {
        push(from..mark.start, false);
        push(mark.clone(), true);
        from = mark.end;
    }
    push(from..text.len(), false);
}

/// What the row at a place is to show.
fn content(picture: &Picture, place: usize) -> Option<(Content, Vec<Cell>)> {
    let row = *picture.rows.rows.get(place)?;
    let dataset = &picture.models;
    let model = dataset.models().get(row)?;
    let mut name = Vec::new();
    parts(&model.name, &picture.query.marks_in_name(&model.name), &mut name);
    let to = ViewState { page: Page::Model(model.code.clone()), ..picture.beside.clone() };
    let content = Content {
        code: model.code.clone(),
        name,
        distinct: picture.names.get(row)?.clone(),
        authors: authors(model, &picture.query),
        facts: view::facts(model),
        href: href(&to),
        category: model.category,
        preview: model.preview,
        chosen: picture.chosen.contains(&row),
        pinned: place < picture.rows.pinned,
        last_pinned: place + 1 == picture.rows.pinned,
        expanded: picture.expanded.binary_search(&place).is_ok(),
        rank: picture.ranking.ranks.get(row),
        rank_set: picture.rank_sets.get(row).copied().flatten(),
        index: place + picture.unfolded_before(place) + picture.heads + 1,
    };
    let (ranking, axis) = (&picture.ranking, picture.axis.as_ref());
    let figure = |heading: &Heading| {
        cell(dataset, ranking, picture.spreads.get(&heading.id), heading.id, row).plotted(axis, ranking, row)
    };
    Some((content, picture.headings.iter().map(figure).collect()))
}

/// Authors, and the components that were looked for.
fn authors(model: &Model, query: &Query) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut add = |text: &str, marks: &[Range<usize>]| {
        if !out.is_empty() {
            out.push((", ".to_owned(), false));
        }
        parts(text, marks, &mut out);
    };
    for author in &model.authors {
        add(author, &query.marks_in_author(author));
    }
    for component in model.vision.iter().chain(&model.language) {
        let marks = query.marks_in_component(component);
        if !marks.is_empty() {
            add(component, &marks);
        }
    }
    out
}

/// Puts everything about a model into a row below its own.
fn unfold(owner: &Owner, row: &HtmlTableRowElement, code: String) -> Option<Below> {
    let below = document().create_element("tr").ok()?;
    below.set_class_name("expanded");
    let cell: HtmlElement = document().create_element("td").ok()?.dyn_into().ok()?;
    below.append_child(&cell).ok()?;
    row.after_with_node_1(&below).ok()?;
    let place = cell.clone();
    // What is mounted belongs to the table, and not to the effect that happens to run, which ends with its next run.
    let handle = owner.with(|| leptos::mount::mount_to(place, move || view! { <Unfolded code/> }));
    let take_away = move || {
        drop(handle);
        below.remove();
    };
    Some(Below { cell, take_away: Box::new(take_away) })
}

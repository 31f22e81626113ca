//! Which rows of the table are in the document, and where the keyboard is in them.
//!
//! Made by hand and not by a component for each row: a change of order would wake a dozen signals in each of them, and
//! what a visitor feels is the time to the next frame. What is on screen is brought up to date at once, what lies beyond
//! it in the frame after.

use std::cell::{RefCell, RefMut};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

use super::row::{LINK, Row, STOPS_BEFORE_FIGURES};
use super::session::Session;
use super::shared::Shared;
use crate::aggregate::Ranking;
use crate::dataset::Dataset;
use crate::view::{ColumnId, Heading, Query, Rows, Spread, ViewState};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW: f64 = 36.0;

/// Height of what a row unfolds to; the style sheet says the same.
const UNFOLDED: f64 = 252.0;

/// Rows kept in the document above and below those in the table's window, so that scrolling finds them there.
const BEYOND: usize = 8;

/// How many rows the window moves at a time, so that scrolling seldom changes anything.
const STEP: usize = 6;

/// Everything that rows show.
pub(super) struct Picture {
    pub(super) models: Shared<Dataset>,
    pub(super) ranking: Shared<Ranking>,
    pub(super) rows: Shared<Rows>,
    /// Behind rank and model.
    pub(super) headings: Vec<Heading>,
    pub(super) spreads: Shared<HashMap<ColumnId, Spread>>,
    pub(super) query: Query,
    pub(super) chosen: Vec<usize>,
    /// Places of the rows that are unfolded, in order.
    pub(super) unfolded: Vec<usize>,
    /// Where links to models lead, but for the model.
    pub(super) beside: ViewState,
    /// Rows of the table's head.
    pub(super) heads: usize,
}

impl Picture {
    /// Everything as it is now, and again whenever any of it changes.
    pub(super) fn of(session: Session) -> Self {
        let headings = session.headings.get();
        Self {
            models: session.models.get(),
            ranking: session.ranking.get(),
            rows: session.rows.get(),
            heads: 1 + usize::from(session.groups.with(|groups| !groups.is_empty())),
            headings: headings.into_iter().filter(|heading| !heading.id.is_fixed()).collect(),
            spreads: session.spreads.get(),
            query: session.query.with(|query| query.0.clone()),
            chosen: session.chosen.get(),
            unfolded: session.unfolded_places.get(),
            beside: session.beside(|_| {}),
        }
    }

    fn count(&self) -> usize {
        self.rows.rows.len()
    }

    /// How many rows before a place are unfolded.
    pub(super) fn unfolded_before(&self, place: usize) -> usize {
        self.unfolded.partition_point(|unfolded| *unfolded < place)
    }

    /// CSS pixels from the first row to a place.
    fn offset(&self, place: usize) -> f64 {
        place as f64 * ROW + self.unfolded_before(place) as f64 * UNFOLDED
    }

    /// The place at so many CSS pixels behind the first row.
    fn place_at(&self, offset: f64) -> usize {
        let mut before = 0.0;
        for &unfolded in &self.unfolded {
            // Its own row ends where what it unfolds to begins.
            if offset < (unfolded as f64 + 1.0) * ROW + before {
                break;
            }
            if offset < (unfolded as f64 + 1.0) * ROW + before + UNFOLDED {
                return unfolded;
            }
            before += UNFOLDED;
        }
        (((offset - before) / ROW).max(0.0) as usize).min(self.count())
    }
}

/// A handle to the rows, to be copied into callbacks.
#[derive(Clone)]
pub(super) struct Body(Rc<RefCell<Inner>>);

struct Inner {
    /// The owner of everything reactive in the rows: the table.
    owner: Owner,
    scroller: HtmlElement,
    body: HtmlElement,
    above: HtmlElement,
    below: HtmlElement,
    picture: Option<Rc<Picture>>,
    /// By place.
    rows: BTreeMap<usize, Row>,
    spare: Vec<Row>,
    /// Places in the window of the table.
    window: Range<usize>,
    /// Places on screen.
    on_screen: Range<usize>,
    /// Whether rows beyond the screen show what was.
    behind: bool,
    /// Whether all rows are wanted, for printing.
    printing: bool,
    /// The place and the stop within it that the keyboard is at.
    active: (usize, usize),
    /// The element of `active`: the only one that Tab reaches.
    entry: Option<HtmlElement>,
    /// Whether the focus is to follow to `active` once it is in the document.
    focus: bool,
    /// The row of the model that is pointed at.
    pointed: Option<usize>,
}

impl Body {
    /// Rows in `body`, between two rows that hold the place of those that are not in the document.
    pub(super) fn new(owner: Owner, scroller: HtmlElement, body: HtmlElement) -> Option<Self> {
        let spacer = || {
            let row: HtmlElement = document().create_element("tr").ok()?.dyn_into().ok()?;
            row.set_class_name("spacer");
            row.set_hidden(true);
            let _ = row.set_attribute("aria-hidden", "true");
            body.append_child(&row).ok()?;
            Some(row)
        };
        let (above, below) = (spacer()?, spacer()?);
        Some(Self(Rc::new(RefCell::new(Inner {
            owner,
            scroller,
            body,
            above,
            below,
            picture: None,
            rows: BTreeMap::new(),
            spare: Vec::new(),
            window: 0..24,
            on_screen: 0..24,
            behind: false,
            printing: false,
            active: (0, LINK),
            entry: None,
            focus: false,
            pointed: None,
        }))))
    }

    /// Shows something else, or the same anew.
    pub(super) fn show(&self, picture: Rc<Picture>) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        let same_columns = inner.picture.as_ref().is_some_and(|before| before.headings == picture.headings);
        inner.picture = Some(picture);
        inner.render_screen(same_columns);
        self.catch_up(inner);
    }

    /// In the frame after, brings the rest up to date, and finds out what is on screen now.
    fn catch_up(&self, mut inner: RefMut<'_, Inner>) {
        if std::mem::replace(&mut inner.behind, true) {
            return;
        }
        let body = self.clone();
        request_animation_frame(move || {
            request_animation_frame(move || {
                if let Ok(mut inner) = body.0.try_borrow_mut() {
                    inner.behind = false;
                    inner.look();
                    inner.render_all();
                }
            });
        });
    }

    /// Marks the row of the model that is pointed at.
    pub(super) fn point(&self, pointed: Option<usize>) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        inner.pointed = pointed;
        inner.mark_pointed();
    }

    /// Follows the window of the table and the screen.
    pub(super) fn moved(&self) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        let before = inner.window.clone();
        inner.look();
        if inner.window != before {
            inner.render_screen(true);
            self.catch_up(inner);
        }
    }

    /// All rows while printing, and again those near the window.
    pub(super) fn print(&self, on: bool) {
        if let Ok(mut inner) = self.0.try_borrow_mut() {
            inner.printing = on;
            inner.look();
            inner.render_all();
        }
    }

    /// The code of the model in the row that an element is in, and the place of that row.
    pub(super) fn row_of(&self, element: &Element) -> Option<(usize, String)> {
        let row = element.closest("tr").ok().flatten()?;
        let inner = self.0.try_borrow().ok()?;
        let found = inner.rows.iter().find(|(_, known)| known.element.is_same_node(Some(&row)))?;
        Some((*found.0, found.1.code().to_owned()))
    }

    /// The row of the model that an element's row is about.
    pub(super) fn model_of(&self, element: &Element) -> Option<usize> {
        let place = self.row_of(element)?.0;
        self.0.try_borrow().ok()?.picture.as_ref()?.rows.rows.get(place).copied()
    }

    /// The code of the column that an element's cell is in, if it is one of figures.
    pub(super) fn column_of(&self, element: &Element) -> Option<String> {
        let cell = element.closest("td").ok().flatten()?;
        if cell.class_list().contains("rank") {
            return Some("rank".to_owned());
        }
        let inner = self.0.try_borrow().ok()?;
        let row = element.closest("tr").ok().flatten()?;
        let row = inner.rows.values().find(|known| known.element.is_same_node(Some(&row)))?;
        let place = row.cells.iter().position(|known| known.is_same_node(Some(&cell)))?;
        Some(inner.picture.as_ref()?.headings.get(place)?.code.clone())
    }

    /// Makes an element of a row the one that the keyboard is at.
    pub(super) fn is_at(&self, element: &Element) {
        if let Some((place, _)) = self.row_of(element)
            && let Ok(mut inner) = self.0.try_borrow_mut()
        {
            let stop = inner.rows.get(&place).and_then(|row| {
                row.stops().iter().position(|stop| stop.is_same_node(Some(element)) || stop.contains(Some(element)))
            });
            if let Some(stop) = stop {
                inner.active = (place, stop);
                inner.set_entry();
            }
        }
    }

    /// Moves the focus to a row and a stop within it, both as near as there are.
    pub(super) fn go(&self, place: usize, stop: usize) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        let Some(last) = inner.picture.as_ref().and_then(|picture| picture.count().checked_sub(1)) else { return };
        inner.active = (place.min(last), stop);
        inner.focus = true;
        inner.reveal();
        inner.look();
        inner.render_all();
    }

    /// Where the keyboard is, and how many stops its row has.
    pub(super) fn at(&self) -> (usize, usize, usize) {
        self.0.try_borrow().map_or((0, LINK, 0), |inner| {
            let figures = inner.picture.as_ref().map_or(0, |picture| picture.headings.len());
            (inner.active.0, inner.active.1, STOPS_BEFORE_FIGURES + figures)
        })
    }

    /// Moves the focus back to where the keyboard was.
    pub(super) fn focus(&self) {
        let (place, stop, _) = self.at();
        self.go(place, stop);
    }

    /// The next place behind `from`, all around, whose model's name begins with a text.
    pub(super) fn named(&self, from: usize, text: &str) -> Option<usize> {
        let inner = self.0.try_borrow().ok()?;
        let picture = inner.picture.as_ref()?;
        let text = text.to_lowercase();
        let begins = |place: &usize| {
            let model = picture.rows.rows.get(*place).and_then(|row| picture.models.models().get(*row));
            model.is_some_and(|model| model.name.to_lowercase().starts_with(&text))
        };
        (from..picture.count()).chain(0..from).find(begins)
    }
}

impl Inner {
    /// Finds out which places are in the window of the table and which on screen.
    fn look(&mut self) {
        let Some(picture) = &self.picture else { return };
        if self.printing {
            self.window = 0..usize::MAX;
            self.on_screen = 0..usize::MAX;
            return;
        }
        let (top, tall) = (f64::from(self.scroller.scroll_top()), f64::from(self.scroller.client_height()));
        let steps = |place: usize| place / STEP * STEP;
        self.window = steps(picture.place_at(top))..steps(picture.place_at(top + tall)) + STEP;
        let from_top = self.scroller.get_bounding_client_rect().top();
        let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(tall);
        // Not less because the table is short now: with other rows it may reach down to the end of the screen.
        let (first, last) = (top + (-from_top).max(0.0), top + (screen - from_top).max(0.0));
        let rest = ((last - picture.offset(picture.count())) / ROW).max(0.0) as usize;
        self.on_screen = picture.place_at(first)..picture.place_at(last) + rest + 1;
    }

    /// Scrolls the table until the active place is in its window.
    fn reveal(&self) {
        let Some(picture) = &self.picture else { return };
        // Heads stay in sight and cover what is under them.
        let heads = self.body.offset_top();
        let place = picture.offset(self.active.0);
        let (top, tall) = (f64::from(self.scroller.scroll_top()), f64::from(self.scroller.client_height() - heads));
        let scroll = if place < top {
            place
        } else if place + ROW > top + tall {
            place + ROW - tall
        } else {
            return;
        };
        self.scroller.set_scroll_top(scroll as i32);
    }

    /// Brings all rows near the window into the document and up to date.
    fn render_all(&mut self) {
        self.render(self.window.start.saturating_sub(BEYOND)..self.window.end.saturating_add(BEYOND));
        self.render_places(0..usize::MAX);
    }

    /// Brings what is on screen into the document and up to date; what lies beyond can wait.
    ///
    /// Where the columns changed, the rest would have to be laid out anew although it cannot be seen, so it is taken out
    /// for as long.
    fn render_screen(&mut self, same_columns: bool) {
        let screen = self.on_screen.clone();
        let first = self.rows.first_key_value().map_or(0, |(place, _)| *place);
        let last = self.rows.last_key_value().map_or(0, |(place, _)| *place + 1);
        let touches = first <= screen.end && last >= screen.start;
        self.render(if same_columns && touches { first.min(screen.start)..last.max(screen.end) } else { screen });
    }

    /// Brings the rows of some places, and no others, into the document, and what is on screen up to date.
    fn render(&mut self, places: Range<usize>) {
        let Some(picture) = self.picture.clone() else { return };
        let count = picture.count();
        let wanted = places.start.min(count)..places.end.min(count);
        let out: Vec<usize> = self.rows.keys().copied().filter(|place| !wanted.contains(place)).collect();
        for mut row in out.into_iter().filter_map(|place| self.rows.remove(&place)) {
            row.take_out();
            self.spare.push(row);
        }
        for place in wanted.clone() {
            if self.rows.contains_key(&place) {
                continue;
            }
            let Some(row) = self.spare.pop().or_else(Row::new) else { continue };
            let next = self.rows.range(place + 1..).next().map(|(_, row)| row.element.unchecked_ref::<Element>());
            let _ = self.body.insert_before(&row.element, Some(next.unwrap_or(&self.below)));
            self.rows.insert(place, row);
        }
        for (spacer, height) in [
            (&self.above, picture.offset(wanted.start)),
            (&self.below, picture.offset(count) - picture.offset(wanted.end)),
        ] {
            spacer.set_hidden(height <= 0.0);
            let _ = HtmlElement::style(spacer).set_property("height", &format!("{height}px"));
        }
        let on_screen = self.on_screen.clone();
        self.render_places(on_screen);
    }

    /// Brings the rows of some places up to date.
    fn render_places(&mut self, places: Range<usize>) {
        let Some(picture) = self.picture.clone() else { return };
        for (place, row) in self.rows.range_mut(places) {
            row.show_place(&self.owner, &picture, *place);
        }
        self.mark_pointed();
        self.set_entry();
    }

    /// Marks the row of the model that is pointed at, and no other.
    fn mark_pointed(&mut self) {
        let Some(picture) = &self.picture else { return };
        for (place, row) in &mut self.rows {
            row.point(self.pointed.is_some() && picture.rows.rows.get(*place).copied() == self.pointed);
        }
    }

    /// Makes the active stop the one that Tab reaches, or the first on screen if it is not in the document.
    fn set_entry(&mut self) {
        let in_document = self.rows.get(&self.active.0);
        let row = in_document.or_else(|| self.rows.range(self.on_screen.start..).next().map(|(_, row)| row));
        let stops = row.map(Row::stops).unwrap_or_default();
        let stop = if in_document.is_some() { self.active.1 } else { LINK };
        let entry = stops.get(stop.min(stops.len().saturating_sub(1))).cloned();
        if entry != self.entry {
            if let Some(before) = &self.entry {
                before.set_tab_index(-1);
            }
            if let Some(entry) = &entry {
                entry.set_tab_index(0);
            }
            self.entry = entry;
        }
        if self.focus
            && in_document.is_some()
            && let Some(entry) = &self.entry
        {
            let entry = entry.clone();
            self.focus = false;
            // Not while this is borrowed: the focus calls back.
            request_animation_frame(move || {
                let _ = entry.focus();
            });
        }
    }
}

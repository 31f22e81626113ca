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

use crate::aggregate::{RankSet, Ranking};
use crate::app::reactive::PtrEq;
use crate::app::state::AppState;
use crate::app::table::head::{self, HeadStop, Line, Step};
use crate::app::table::row::{LINK, Row, STOPS_BEFORE_FIGURES, column_of_stop, stop_of_column};
use crate::dataset::Dataset;
use crate::view::{ColumnId, Heading, IN_SIGHT, IntervalAxis, Query, Rows, Spread, ViewState};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW: f64 = 36.0;

/// Height of what a row unfolds to; the style sheet says the same.
const UNFOLDED: f64 = 252.0;

/// Rows kept in the document above and below those in the table's window, so that scrolling finds them there.
const BEYOND: usize = 8;

/// How many rows the window moves at a time, so that scrolling seldom changes anything.
const STEP: usize = 6;

/// Everything that rows show.
pub(in crate::app) struct Picture {
    pub(in crate::app) models: PtrEq<Dataset>,
    /// Of all models, told apart.
    pub(in crate::app) names: PtrEq<Vec<String>>,
    pub(in crate::app) ranking: PtrEq<Ranking>,
    pub(in crate::app) rank_sets: PtrEq<Vec<Option<RankSet>>>,
    pub(in crate::app) rows: PtrEq<Rows>,
    /// Behind rank and model.
    pub(in crate::app) headings: Vec<Heading>,
    pub(in crate::app) spreads: PtrEq<HashMap<ColumnId, Spread>>,
    pub(in crate::app) axis: Option<IntervalAxis>,
    pub(in crate::app) query: Query,
    pub(in crate::app) chosen: Vec<usize>,
    /// Places of the rows that are expanded, in order.
    pub(in crate::app) expanded: Vec<usize>,
    /// Where links to models lead, but for the model.
    pub(in crate::app) beside: ViewState,
    /// Rows of the table's head.
    pub(in crate::app) heads: usize,
}

impl Picture {
    /// Everything as it is now, and again whenever any of it changes.
    pub(in crate::app) fn of(app: AppState) -> Self {
        let headings = app.headings.get();
        Self {
            models: app.models.get(),
            names: app.names.get(),
            ranking: app.ranking.get(),
            rank_sets: app.rank_sets.get(),
            rows: app.rows.get(),
            heads: 1 + usize::from(app.groups.with(|groups| !groups.is_empty())),
            headings: headings.into_iter().filter(|heading| !heading.id.is_fixed()).collect(),
            spreads: app.spreads.get(),
            axis: app.axis.get(),
            query: app.query.with(|query| query.0.clone()),
            chosen: app.chosen.get(),
            expanded: app.expanded_positions.get(),
            beside: app.link_to(|_| {}),
        }
    }

    fn count(&self) -> usize {
        self.rows.rows.len()
    }

    /// How many rows before a place are expanded.
    pub(in crate::app) fn unfolded_before(&self, place: usize) -> usize {
        self.expanded.partition_point(|expanded| *expanded < place)
    }

    /// CSS pixels from the first row to a place.
    fn offset(&self, place: usize) -> f64 {
        place as f64 * ROW + self.unfolded_before(place) as f64 * UNFOLDED
    }

    /// The place at so many CSS pixels behind the first row.
    fn place_at(&self, offset: f64) -> usize {
        let mut before = 0.0;
        for &expanded in &self.expanded {
            // Its own row ends where what it unfolds to begins.
            if offset < (expanded as f64 + 1.0) * ROW + before {
                break;
            }
            if offset < (expanded as f64 + 1.0) * ROW + before + UNFOLDED {
                return expanded;
            }
            before += UNFOLDED;
        }
        (((offset - before) / ROW).max(0.0) as usize).min(self.count())
    }
}

/// A handle to the rows, to be copied into callbacks.
#[derive(Clone)]
pub(in crate::app) struct Body(Rc<RefCell<Inner>>);

struct Inner {
    /// The owner of everything reactive in the rows: the table.
    owner: Owner,
    scroller: HtmlElement,
    body: HtmlElement,
    above: HtmlElement,
    below: HtmlElement,
    /// Between the rows near the window and one that is kept for its focus.
    gap: HtmlElement,
    picture: Option<Rc<Picture>>,
    /// By place.
    rows: BTreeMap<usize, Row>,
    spare: Vec<Row>,
    /// Places of the rows in the document, but for one that is kept for its focus.
    rendered: Range<usize>,
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
    /// The control of the head that the keyboard is at; then it is not in the rows.
    head: Option<HeadStop>,
    /// The element that the keyboard is at: the only one of the table that Tab reaches.
    entry: Option<HtmlElement>,
    /// Whether the focus is to follow to `active` once it is in the document.
    focus: bool,
    /// The row of the model that is pointed at.
    pointed: Option<usize>,
}

impl Body {
    /// Rows in `body`, between two rows that hold the place of those that are not in the document.
    pub(in crate::app) fn new(owner: Owner, scroller: HtmlElement, body: HtmlElement) -> Option<Self> {
        let spacer = || {
            let row: HtmlElement = document().create_element("tr").ok()?.dyn_into().ok()?;
            row.set_class_name("spacer");
            row.set_hidden(true);
            let _ = row.set_attribute("aria-hidden", "true");
            body.append_child(&row).ok()?;
            Some(row)
        };
        let (above, gap, below) = (spacer()?, spacer()?, spacer()?);
        Some(Self(Rc::new(RefCell::new(Inner {
            owner,
            scroller,
            body,
            above,
            below,
            gap,
            picture: None,
            rows: BTreeMap::new(),
            spare: Vec::new(),
            rendered: 0..0,
            window: 0..24,
            on_screen: 0..24,
            behind: false,
            printing: false,
            active: (0, LINK),
            head: None,
            entry: None,
            focus: false,
            pointed: None,
        }))))
    }

    /// Shows something else, or the same anew.
    pub(in crate::app) fn show(&self, picture: Rc<Picture>) {
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
    pub(in crate::app) fn point(&self, pointed: Option<usize>) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        inner.pointed = pointed;
        inner.mark_pointed();
    }

    /// Follows the window of the table and the screen.
    pub(in crate::app) fn moved(&self) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        let before = inner.window.clone();
        inner.look();
        if inner.window != before {
            inner.render_screen(true);
            self.catch_up(inner);
        }
    }

    /// The rows that are in sight: the first, and the one behind the last, in steps, so that few rows more are the same.
    pub(in crate::app) fn in_sight(&self) -> (usize, usize) {
        const TENS: usize = 10;
        self.0.try_borrow().map_or((0, IN_SIGHT), |inner| {
            let Range { start, end } = inner.on_screen;
            (start, start.saturating_add(end.saturating_sub(start).max(IN_SIGHT).div_ceil(TENS).saturating_mul(TENS)))
        })
    }

    /// How many rows the screen has room for below the top of the table.
    pub(in crate::app) fn count_on_screen(&self) -> usize {
        self.0.try_borrow().map_or(0, |inner| inner.on_screen.len())
    }

    /// All rows while printing, and again those near the window.
    pub(in crate::app) fn print(&self, on: bool) {
        if let Ok(mut inner) = self.0.try_borrow_mut() {
            inner.printing = on;
            inner.look();
            inner.render_all();
        }
    }

    /// The code of the model in the row that an element is in, and the place of that row.
    pub(in crate::app) fn row_of(&self, element: &Element) -> Option<(usize, String)> {
        let row = element.closest("tr").ok().flatten()?;
        let inner = self.0.try_borrow().ok()?;
        let found = inner.rows.iter().find(|(_, known)| known.element.is_same_node(Some(&row)))?;
        Some((*found.0, found.1.code().to_owned()))
    }

    /// The row of the model that an element's row is about.
    pub(in crate::app) fn model_of(&self, element: &Element) -> Option<usize> {
        let place = self.row_of(element)?.0;
        self.0.try_borrow().ok()?.picture.as_ref()?.rows.rows.get(place).copied()
    }

    /// The code of the column that an element's cell is in, if it is one of figures.
    pub(in crate::app) fn column_of(&self, element: &Element) -> Option<String> {
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
    pub(in crate::app) fn is_at(&self, element: &Element) {
        if let Some((place, _)) = self.row_of(element)
            && let Ok(mut inner) = self.0.try_borrow_mut()
        {
            let stop = inner.rows.get(&place).and_then(|row| {
                row.stops().iter().position(|stop| stop.is_same_node(Some(element)) || stop.contains(Some(element)))
            });
            if let Some(stop) = stop {
                inner.active = (place, stop);
                inner.head = None;
                inner.set_entry();
            }
        }
    }

    /// Makes a control of the head the one that the keyboard is at.
    pub(in crate::app) fn is_in_head(&self, element: &Element) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        if let Some(stop) = inner.head_element().and_then(|head| head::stop_of(&head, element)) {
            inner.head = Some(stop);
            inner.set_entry();
        }
    }

    /// Moves the focus from the rows to the head of the column that it is in.
    pub(in crate::app) fn go_to_head(&self) {
        let Ok(inner) = self.0.try_borrow() else { return };
        let column = column_of_stop(inner.active.1);
        let control = inner.head_element().and_then(|head| head::control(&head, head::above_rows(&head, column)?));
        // The focus calls back.
        drop(inner);
        if let Some(control) = control {
            let _ = control.focus();
        }
    }

    /// Moves the focus as a key says that was pressed in the head. Gives whether it is such a key.
    pub(in crate::app) fn go_along_head(&self, key: &str) -> bool {
        let Ok(inner) = self.0.try_borrow() else { return false };
        let Some((head, from)) = inner.head_element().zip(inner.head) else { return false };
        drop(inner);
        match head::step(&head, from, key) {
            None => return false,
            Some(Step::Rows(column)) => self.go(0, stop_of_column(column)),
            Some(Step::Head(stop)) => {
                if let Some(control) = head::control(&head, stop) {
                    let _ = control.focus();
                }
            }
        }
        true
    }

    /// Moves the focus to a row and a stop within it, both as near as there are.
    pub(in crate::app) fn go(&self, place: usize, stop: usize) {
        let Ok(mut inner) = self.0.try_borrow_mut() else { return };
        let Some(last) = inner.picture.as_ref().and_then(|picture| picture.count().checked_sub(1)) else { return };
        inner.active = (place.min(last), stop);
        inner.head = None;
        inner.focus = false;
        inner.reveal();
        inner.look();
        inner.render_all();
        // At once, so that the next key finds it there, however soon it comes; else when its row is in the document.
        let entry = inner.entry.clone().filter(|_| inner.rows.contains_key(&inner.active.0));
        inner.focus = entry.is_none();
        // The focus calls back.
        drop(inner);
        if let Some(entry) = entry {
            let _ = entry.focus();
        }
    }

    /// Where the keyboard is, and how many stops its row has.
    pub(in crate::app) fn at(&self) -> (usize, usize, usize) {
        self.0.try_borrow().map_or((0, LINK, 0), |inner| {
            let figures = inner.picture.as_ref().map_or(0, |picture| picture.headings.len());
            (inner.active.0, inner.active.1, STOPS_BEFORE_FIGURES + figures)
        })
    }

    /// Moves the focus back to where the keyboard was.
    pub(in crate::app) fn focus(&self) {
        let (place, stop, _) = self.at();
        self.go(place, stop);
    }

    /// The next place behind `from`, all around, whose model's name begins with a text.
    pub(in crate::app) fn named(&self, from: usize, text: &str) -> Option<usize> {
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

impl Body {
    /// Scrolls the table until a place is in the middle of what is on screen of it.
    pub(in crate::app) fn center(&self, place: usize) {
        let Ok(inner) = self.0.try_borrow() else { return };
        let Some(picture) = &inner.picture else { return };
        let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let area = inner.scroller.get_bounding_client_rect();
        let tall = area.bottom().min(screen) - area.top().max(0.0) - f64::from(inner.body.offset_top());
        let (offset, scroller) = (picture.offset(place) - ((tall - ROW) / 2.0).max(0.0), inner.scroller.clone());
        // Scrolling is heard at once, and then the rows are looked at.
        drop(inner);
        scroller.set_scroll_top(offset as i32);
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
        let from_top = self.scroller.get_bounding_client_rect().top();
        let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(tall);
        // Where the page scrolls and not the table, its window is what of it is on screen.
        let (above, shown) = if tall > screen { ((-from_top).max(0.0), screen) } else { (0.0, tall) };
        self.window = steps(picture.place_at(top + above))..steps(picture.place_at(top + above + shown)) + STEP;
        // A cue that the table goes on sideways.
        let more = self.scroller.scroll_left() + self.scroller.client_width() < self.scroller.scroll_width() - 1;
        let _ = self.scroller.toggle_attribute_with_force("data-more", more);
        // Not less because the table is short now: with other rows it may reach down to the end of the screen.
        // Rows begin below the heads.
        let heads = f64::from(self.body.offset_top());
        let (first, last) = (top + (-from_top).max(0.0), top + (screen - from_top - heads).max(0.0));
        let rest = ((last - picture.offset(picture.count())) / ROW).max(0.0) as usize;
        self.on_screen = picture.place_at(first)..picture.place_at(last) + rest + 1;
    }

    /// Scrolls the table until the active place is in its window.
    fn reveal(&self) {
        let Some(picture) = &self.picture else { return };
        // Heads stay in sight and cover what is under them.
        let heads = self.body.offset_top();
        let place = picture.offset(self.active.0);
        if self.scroller.scroll_height() <= self.scroller.client_height() {
            // The page scrolls, and not the table.
            let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            let top = self.scroller.get_bounding_client_rect().top() + f64::from(heads) + place;
            if top < 0.0 || top + ROW > screen {
                window().scroll_by_with_x_and_y(0.0, top - screen / 2.0);
            }
            return;
        }
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
        let Range { start: first, end: last } = self.rendered;
        let touches = first <= screen.end && last >= screen.start;
        self.render(if same_columns && touches { first.min(screen.start)..last.max(screen.end) } else { screen });
    }

    /// Brings the rows of some places, and no others, into the document, and what is on screen up to date.
    fn render(&mut self, places: Range<usize>) {
        let Some(picture) = self.picture.clone() else { return };
        let count = picture.count();
        let wanted = places.start.min(count)..places.end.min(count);
        // Taken out, it would lose the focus.
        let kept = self.focused_place().filter(|place| *place < count && !wanted.contains(place));
        let out = |place: &usize| !wanted.contains(place) && Some(*place) != kept;
        let out: Vec<usize> = self.rows.keys().copied().filter(out).collect();
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
        self.rendered = wanted.clone();
        let (first, end) =
            kept.map_or((wanted.start, wanted.end), |kept| (wanted.start.min(kept), wanted.end.max(kept + 1)));
        let (gap, behind_gap) = match kept {
            Some(kept) if kept < wanted.start => {
                (picture.offset(wanted.start) - picture.offset(kept + 1), self.rows.range(wanted.start..).next())
            }
            Some(kept) => (picture.offset(kept) - picture.offset(wanted.end), self.rows.get_key_value(&kept)),
            None => (0.0, None),
        };
        let behind_gap = behind_gap.map_or(&self.below, |(_, row)| row.element.unchecked_ref());
        if !self.gap.next_sibling().is_some_and(|next| next.is_same_node(Some(behind_gap))) {
            let _ = self.body.insert_before(&self.gap, Some(behind_gap));
        }
        for (spacer, height) in [
            (&self.above, picture.offset(first)),
            (&self.gap, gap),
            (&self.below, picture.offset(count) - picture.offset(end)),
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

    /// The place of the row that has the focus, or whose model is shown below it where the focus is.
    fn focused_place(&self) -> Option<usize> {
        let focused = document().active_element().filter(|focused| self.body.contains(Some(focused)))?;
        self.rows.iter().find(|(_, row)| row.contains(&focused)).map(|(place, _)| *place)
    }

    fn head_element(&self) -> Option<Element> {
        self.body.previous_element_sibling()
    }

    /// Makes what the keyboard is at the one that Tab reaches, or, if that is not in the document, the first row on screen;
    /// where there are no rows, the head.
    fn set_entry(&mut self) {
        let in_head = |stop: HeadStop| head::control(&self.head_element()?, stop);
        let head = self.head.and_then(in_head);
        let model = HeadStop { line: Line::Names, column: column_of_stop(LINK) };
        let in_document = self.rows.get(&self.active.0);
        let row = in_document.or_else(|| self.rows.range(self.on_screen.start..).next().map(|(_, row)| row));
        let stops = row.map(Row::stops).unwrap_or_default();
        let stop = if in_document.is_some() { self.active.1 } else { LINK };
        let in_rows = stops.get(stop.min(stops.len().saturating_sub(1))).cloned();
        let entry = head.or(in_rows).or_else(|| in_head(model));
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
            let (body, before) = (self.body.clone(), document().active_element());
            // Not while this is borrowed: the focus calls back.
            request_animation_frame(move || {
                let now = document().active_element();
                // Whoever has left the rows meanwhile, by Tab, is not called back.
                let has_left = now != before
                    && now.as_ref().is_some_and(|now| !now.contains(Some(&body)) && !body.contains(Some(now)));
                if !has_left {
                    let _ = entry.focus();
                }
            });
        }
    }
}

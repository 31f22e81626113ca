//! Keeps the page live under a browser's translator.
//!
//! A translator takes each text node out of the document and puts an element with the translation in its place. Whoever
//! holds on to the text node, as Leptos does for every text that changes, then changes something that nobody sees, and
//! finds no place for what is to stand before or after it. So a text that was taken out is put back, empty, beside its
//! translation. Once it changes, or is removed, the translation goes; the translator sees the new text and translates it.

use js_sys::{Array, WeakMap};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlFontElement, MutationObserver, MutationObserverInit, MutationRecord, Node, Text};

/// Texts and their translations, each way. Both are weak: what is gone from the page is gone from here.
struct Translations {
    /// From a text node to its translation and what it said before.
    of: WeakMap,
    /// From a translation to its text node.
    source: WeakMap,
}

/// Keeps what is in an element live for as long as the page is open.
pub(in crate::app) fn follow(page: &HtmlElement) {
    let translations = Translations { of: WeakMap::new(), source: WeakMap::new() };
    let noticed = move |records: Array, observer: MutationObserver| {
        for record in records.iter() {
            translations.follow(record.unchecked_ref());
        }
        // Not what was done here.
        observer.take_records();
    };
    let noticed = Closure::<dyn FnMut(Array, MutationObserver)>::new(noticed).into_js_value();
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_character_data(true);
    what.set_subtree(true);
    // The browser keeps the observer for as long as it keeps the element.
    if let Ok(observer) = MutationObserver::new(noticed.unchecked_ref()) {
        // It refuses nothing but options that make no sense.
        let _ = observer.observe_with_options(page, &what);
    }
}

impl Translations {
    fn follow(&self, record: &MutationRecord) {
        let Some(target) = record.target() else { return };
        if let Some(text) = target.dyn_ref::<Text>() {
            // Changed by the page: the translation is of what it was.
            self.drop_translation(text);
            return;
        }
        let removed = record.removed_nodes();
        for node in (0..removed.length()).filter_map(|at| removed.item(at)) {
            if let Some(text) = node.dyn_ref::<Text>() {
                self.text_was_removed(record, text);
            } else if self.source.has(&node) && !node.is_connected() {
                self.translation_was_removed(record, &node);
            }
        }
    }

    fn text_was_removed(&self, record: &MutationRecord, text: &Text) {
        if text.is_connected() {
            return;
        }
        if self.of.has(text) {
            self.drop_translation(text);
        } else if let Some(translation) = self.new_translation(record)
            && let Some(parent) = translation.parent_node()
            && parent.insert_before(text, Some(&translation)).is_ok()
        {
            self.of.set(text, &Array::of2(&translation, &JsValue::from(text.data())));
            self.source.set(&translation, text);
            text.set_data("");
        }
    }

    /// The translation that took the place of what was removed; translators wrap text in `<font>`.
    fn new_translation(&self, record: &MutationRecord) -> Option<Node> {
        let added = record.added_nodes();
        let added = (0..added.length()).filter_map(|at| added.item(at));
        // Put there first, and the text taken out after it, it is a neighbour.
        let beside = [record.previous_sibling(), record.next_sibling()].into_iter().flatten();
        added.chain(beside).find(|node| node.is_instance_of::<HtmlFontElement>() && !self.source.has(node))
    }

    /// The translator shows the original again, or translates into another language.
    fn translation_was_removed(&self, record: &MutationRecord, translation: &Node) {
        let source = self.source.get(translation);
        self.source.delete(translation);
        let Some(text) = source.dyn_ref::<Text>().filter(|text| text.is_connected()) else { return };
        let Some(held) = self.of.get(text).dyn_into::<Array>().ok() else { return };
        if let Some(next) = self.new_translation(record) {
            held.set(0, next.clone().into());
            self.source.set(&next, text);
            return;
        }
        self.of.delete(text);
        // If the translator put a text of its own there, that is now the translation, and it is in the way.
        let added = record.added_nodes();
        for node in (0..added.length()).filter_map(|at| added.item(at)) {
            if node.node_type() == Node::TEXT_NODE && !node.is_same_node(Some(text)) && node.parent_node().is_some() {
                node.unchecked_ref::<Text>().remove();
            }
        }
        text.set_data(&held.get(1).as_string().unwrap_or_default());
    }

    fn drop_translation(&self, text: &Text) {
        let Some(held) = self.of.get(text).dyn_into::<Array>().ok() else { return };
        self.of.delete(text);
        let translation = held.get(0);
        self.source.delete(translation.unchecked_ref());
        translation.unchecked_ref::<HtmlElement>().remove();
    }
}

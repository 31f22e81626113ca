//! Copying: onto the clipboard where the browser lets the page, else by hand from a field.

use js_sys::{Array, Object, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag};

use crate::app::reactive::{dyn_view, text_signal};

#[wasm_bindgen]
extern "C" {
    /// The clipboard as this page may find it: parts of it may be missing.
    type Clipboard;

    #[wasm_bindgen(method, catch, js_name = writeText)]
    fn write_text(this: &Clipboard, text: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Clipboard, items: &Array) -> Result<Promise, JsValue>;

    /// One content in several forms.
    type ClipboardItem;

    #[wasm_bindgen(constructor, catch)]
    fn new(forms: &Object) -> Result<ClipboardItem, JsValue>;
}

/// What is to be copied.
#[derive(Clone)]
pub(in crate::app) enum Content {
    /// A text.
    Text(String),
    /// A table for programs that take one (HTML), and as tab-separated values for all others.
    Table { tsv: String, html: String },
}

impl Content {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Table { tsv: text, .. } => text,
        }
    }
}

/// What became of copying, to be copied into callbacks; [`CopyOutcome`] shows it.
#[derive(Clone, Copy)]
pub(in crate::app) struct Copying {
    said: RwSignal<String>,
    /// What is to be copied by hand, and what it is in words.
    by_hand: RwSignal<Option<(String, String)>>,
}

impl Copying {
    /// Nothing was copied yet.
    pub(in crate::app) fn new() -> Self {
        Self { said: RwSignal::new(String::new()), by_hand: RwSignal::new(None) }
    }

    /// Says something else in the same place.
    pub(in crate::app) fn say(self, words: String) {
        self.by_hand.try_set(None);
        self.said.try_set(words);
    }

    /// Copies something, and says what became of it. `what` begins a sentence: "The link to this view".
    pub(in crate::app) fn copy(self, content: Content, what: String) {
        leptos::task::spawn_local(async move {
            if put(&content).await.is_ok() {
                self.say(format!("{what} copied."));
                return;
            }
            self.said.try_set(format!(
                "The browser does not let this page copy. {what} is selected in the field below: copy it from there, \
                 with Ctrl+C or, on a phone, by holding it."
            ));
            self.by_hand.try_set(Some((what, content.text().to_owned())));
        });
    }
}

/// Puts something on the clipboard. A page that was not loaded securely (plain http) has none.
async fn put(content: &Content) -> Result<(), JsValue> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    if clipboard.is_undefined() || clipboard.is_null() {
        return Err(clipboard);
    }
    let clipboard: Clipboard = clipboard.unchecked_into();
    if let Content::Table { tsv, html } = content
        && let Ok(written) = item(&[("text/plain", tsv), ("text/html", html)])
            .and_then(|item| clipboard.write(&Array::of1(item.as_ref())))
        && JsFuture::from(written).await.is_ok()
    {
        return Ok(());
    }
    JsFuture::from(clipboard.write_text(content.text())?).await.map(drop)
}

fn item(forms: &[(&str, &String)]) -> Result<ClipboardItem, JsValue> {
    let all = Object::new();
    for (media_type, text) in forms {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)?;
        Reflect::set(&all, &JsValue::from_str(media_type), &blob)?;
    }
    ClipboardItem::new(&all)
}

/// Says what became of copying, and holds what the visitor is to copy by hand, focused and selected.
#[component]
pub(in crate::app) fn CopyOutcome(copying: Copying) -> impl IntoView {
    let Copying { said, by_hand } = copying;
    let element = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if by_hand.with(Option::is_some) {
            request_animation_frame(move || {
                if let Some(field) = element.try_get_untracked().flatten() {
                    let _ = field.focus();
                    field.select();
                }
            });
        }
    });
    let field = dyn_view(move || {
        by_hand.get().map(|(what, content)| {
            view! {
                <textarea node_ref=element class="by-hand" readonly rows="3" spellcheck="false"
                    aria-label=format!("{what}, to copy by hand") prop:value=content></textarea>
            }
        })
    });
    view! {
        <p role="status">{text_signal(move || said.get())}</p>
        {field}
    }
}

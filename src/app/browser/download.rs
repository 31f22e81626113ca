//! Saving something that the page made as a file of the visitor's.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves a text.
pub(in crate::app) fn save_text(content: &str, name: &str, media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    save_blob(&Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options)?, name)
}

/// Saves bytes.
pub(in crate::app) fn save_bytes(content: &[u8], name: &str) -> Result<(), JsValue> {
    let bytes = js_sys::Uint8Array::from(content);
    save_blob(&Blob::new_with_u8_array_sequence(&Array::of1(&bytes))?, name)
}

/// Saves a file that is made already.
pub(in crate::app) fn save_blob(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken hold of the content by then.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(10),
    );
    Ok(())
}

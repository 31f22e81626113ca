//! Fetches the bundle from beside the module, once for all who ask.

use std::cell::RefCell;
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use crate::dataset::{Bundle, BundleError};

/// Why there is no bundle; the words are shown to the visitor.
#[derive(Debug)]
pub(crate) struct FetchError(String);

impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FetchError {}

#[wasm_bindgen]
extern "C" {
    /// Address of the module, which the data file lies beside.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static MODULE_ADDRESS: String;

    /// Of the page or of a worker.
    #[wasm_bindgen(js_name = fetch)]
    pub(super) fn fetch(address: &str, options: &RequestInit) -> js_sys::Promise;
}

thread_local! {
    static BYTES: RefCell<Option<Uint8Array>> = const { RefCell::new(None) };
    static BUNDLE: RefCell<Option<Arc<Bundle>>> = const { RefCell::new(None) };
}

/// The bundled dataset. Asks the server again after a failure.
pub(crate) async fn bundle() -> Result<Arc<Bundle>, FetchError> {
    if let Some(bundle) = BUNDLE.with_borrow(Clone::clone) {
        return Ok(bundle);
    }
    // A page kept in a cache may meet a data file of another version; the server has the one that belongs to it.
    let bundle = match read(RequestCache::Default).await? {
        Ok(bundle) => bundle,
        Err(_) => read(RequestCache::Reload).await?.map_err(|e| FetchError(e.to_string()))?,
    };
    let bundle = Arc::new(bundle);
    BUNDLE.set(Some(Arc::clone(&bundle)));
    Ok(bundle)
}

/// The bundle as it came, once it is there: the browser's own memory, which another thread can be given a copy of.
pub(super) fn bundle_bytes() -> Option<Uint8Array> {
    BYTES.with_borrow(Clone::clone)
}

async fn read(cache: RequestCache) -> Result<Result<Bundle, BundleError>, FetchError> {
    let unreachable = |_: JsValue| FetchError("the data file did not arrive".to_owned());
    let address = MODULE_ADDRESS
        .with(|module| web_sys::Url::new_with_base("dataset.bin", module).map(|url| url.href()))
        .map_err(unreachable)?;
    let options = RequestInit::new();
    options.set_cache(cache);
    let response: Response = JsFuture::from(fetch(&address, &options)).await.map_err(unreachable)?.unchecked_into();
    if !response.ok() {
        return Err(FetchError(format!("the server answered {} for the data file", response.status())));
    }
    let body = response.array_buffer().map_err(unreachable)?;
    let bytes = Uint8Array::new(&JsFuture::from(body).await.map_err(unreachable)?);
    BYTES.set(Some(bytes.clone()));
    Ok(Bundle::decode(&bytes.to_vec()))
}

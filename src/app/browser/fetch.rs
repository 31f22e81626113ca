//! Fetches the data files from beside the module: the bundle, once for all who ask, and the reference.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response, Url};

use crate::app::browser::waiting::{is_late, within};
use crate::dataset::{Bundle, BundleError, decode_reference};
use crate::document::Reference;

/// Why there is no bundle; the words are shown to the visitor.
#[derive(Debug)]
pub(crate) enum FetchError {
    /// It did not arrive, or not as a success.
    Missing(String),
    /// What the server itself has is not what this program reads.
    Unreadable(BundleError),
}

impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(why) => f.write_str(why),
            Self::Unreadable(error) => error.fmt(f),
        }
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
    pub(in crate::app) fn fetch(address: &str, options: &RequestInit) -> js_sys::Promise;
}

thread_local! {
    static BYTES: RefCell<Option<Uint8Array>> = const { RefCell::new(None) };
    /// Whether it was last asked for in vain.
    static HAS_FAILED: Cell<bool> = const { Cell::new(false) };
    static BUNDLE: RefCell<Option<Arc<Bundle>>> = const { RefCell::new(None) };
}

/// The bundled dataset. After a failure it asks the server again, past what a cache holds.
pub(crate) async fn bundle() -> Result<Arc<Bundle>, FetchError> {
    if let Some(bundle) = BUNDLE.with_borrow(Clone::clone) {
        return Ok(bundle);
    }
    let bundle = fetch_bundle().await.map(Arc::new);
    HAS_FAILED.set(bundle.is_err());
    BUNDLE.set(bundle.as_ref().ok().cloned());
    bundle
}

async fn fetch_bundle() -> Result<Bundle, FetchError> {
    let cache = if HAS_FAILED.get() { RequestCache::Reload } else { RequestCache::Default };
    // A cache may hold a data file of another version, or one that was damaged; the server has the one that belongs here.
    match read(cache).await? {
        Ok(bundle) => Ok(bundle),
        Err(_) => read(RequestCache::Reload).await?.map_err(FetchError::Unreadable),
    }
}

/// The bundle as it came, once it is there: the browser's own memory, which another thread can be given a copy of.
pub(in crate::app) fn bundle_bytes() -> Option<Uint8Array> {
    BYTES.with_borrow(Clone::clone)
}

async fn read(cache: RequestCache) -> Result<Result<Bundle, BundleError>, FetchError> {
    let unreachable = |_: JsValue| FetchError::Missing("the data file did not arrive".to_owned());
    let response = request("dataset.bin", cache).await.map_err(unreachable)?;
    if !response.ok() {
        return Err(FetchError::Missing(format!("the server answered {} for the data file", response.status())));
    }
    let body = response.array_buffer().map_err(unreachable)?;
    let bytes = Uint8Array::new(&JsFuture::from(body).await.map_err(unreachable)?);
    BYTES.set(Some(bytes.clone()));
    Ok(Bundle::decode(&bytes.to_vec()))
}

/// How long the reference may take, in milliseconds.
const REFERENCE_WITHIN: i32 = 20_000;

/// What benchmarks and capabilities are, in words; empty where the server has no such file. With `again`, caches are passed.
pub(in crate::app) async fn reference(again: bool) -> Result<Reference, FetchError> {
    let cache = if again { RequestCache::Reload } else { RequestCache::Default };
    let arriving = wasm_bindgen_futures::future_to_promise(async move {
        let response = request("reference.bin", cache).await?;
        if !response.ok() {
            return Ok(response.status().into());
        }
        Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).into())
    });
    let arrived = within(REFERENCE_WITHIN, &arriving).await.map_err(|error| {
        let why = if is_late(&error) { "no answer in time" } else { "the file did not arrive" };
        FetchError::Missing(why.to_owned())
    })?;
    match arrived.dyn_into::<Uint8Array>() {
        Ok(bytes) => decode_reference(&bytes.to_vec()).map_err(FetchError::Unreadable),
        Err(status) if matches!(status.as_f64(), Some(404.0 | 410.0)) => Ok(Reference::default()),
        Err(status) => {
            let status = status.as_f64().unwrap_or_default();
            Err(FetchError::Missing(format!("the server answered {status}")))
        }
    }
}

async fn request(file: &str, cache: RequestCache) -> Result<Response, JsValue> {
    let address = MODULE_ADDRESS.with(|module| data_address(file, module))?;
    let options = RequestInit::new();
    options.set_cache(cache);
    Ok(JsFuture::from(fetch(&address, &options)).await?.unchecked_into())
}

/// The address of a data file, with the build's id if the module was loaded by one.
fn data_address(file: &str, module: &str) -> Result<String, JsValue> {
    let address = Url::new_with_base(file, module)?;
    address.set_search(&Url::new(module)?.search());
    Ok(address.href())
}

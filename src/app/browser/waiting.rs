//! Waiting with an end, in the page and in the worker alike.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Of the page or of a worker.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, milliseconds: i32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// Lets other tasks run, such as new messages.
pub(in crate::app) async fn yield_now() {
    let promise = Promise::new(&mut |resolve, _| drop(set_timeout(&resolve, 0)));
    // A timer's promise is never rejected.
    let _ = JsFuture::from(promise).await;
}

/// What a promise gives, or an error if that takes more than so many milliseconds: no wait is without an end.
pub(in crate::app) async fn within(milliseconds: i32, promise: &Promise) -> Result<JsValue, JsValue> {
    let mut timer = None;
    let late = Promise::new(&mut |_, reject| {
        let late = Closure::once(move || {
            // Rejecting calls nothing that could fail.
            let _ = reject.call1(&JsValue::NULL, &LATE.into());
        });
        let id = set_timeout(late.as_ref().unchecked_ref(), milliseconds);
        timer = Some((id, late));
    });
    let came = JsFuture::from(Promise::race(&Array::of2(promise, &late))).await;
    if let Some((id, _late)) = &timer {
        clear_timeout(id);
    }
    came
}

/// What [`within`] fails with when nothing came in time: the browser's own errors are objects.
const LATE: &str = "no answer in time";

pub(in crate::app) fn is_late(error: &JsValue) -> bool {
    error.as_string().is_some_and(|error| error == LATE)
}

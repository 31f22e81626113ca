//! Fetches the scores that a link names.
//!
//! The page's own policy lets it ask no other host. A worker's policy is what the server sends with the worker's script, so
//! the reader can, and does only once the visitor has agreed. What is asked says nothing: no cookies, no referrer, no body.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestInit, RequestRedirect, Response,
};

use crate::app::fetch::fetch;
use crate::document::size;

/// The most bytes that are fetched: those of the largest archive that could be unpacked whole.
const MOST: f64 = (256 << 20) as f64;

/// Why nothing was fetched: what happened, going on from the address, and what to do.
pub(super) struct Unfetched {
    pub(super) message: String,
    pub(super) help: String,
}

/// Fetches what is at an address, of another host or of the page's own. Gives it up as soon as `wanted` says so.
pub(super) async fn download(
    address: &str,
    host: Option<&str>,
    wanted: impl Fn() -> bool,
) -> Result<Option<Blob>, Unfetched> {
    let options = RequestInit::new();
    options.set_redirect(RequestRedirect::Error);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_credentials(if host.is_some() { RequestCredentials::Omit } else { RequestCredentials::SameOrigin });
    let lost = |_: JsValue| Unfetched {
        message: "could not be fetched: its host does not answer, or does not let other pages read it".to_owned(),
        help: match host {
            Some(host) => format!(
                "Download the file and drop it here. Whoever runs {host} can allow pages to read it with the header \
                 Access-Control-Allow-Origin."
            ),
            None => "Check the address and the connection.".to_owned(),
        },
    };
    let response: Response = JsFuture::from(fetch(address, &options)).await.map_err(lost)?.unchecked_into();
    if !response.ok() {
        return Err(Unfetched {
            message: format!("could not be fetched: its host answered {}", response.status()),
            help: "Check the address in the link.".to_owned(),
        });
    }
    let chunks = Array::new();
    let mut length = 0.0;
    if let Some(body) = response.body() {
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        loop {
            let read = JsFuture::from(reader.read()).await.map_err(lost)?;
            let chunk = Reflect::get(&read, &"value".into()).unwrap_or_default();
            let Ok(chunk) = chunk.dyn_into::<Uint8Array>() else { break };
            length += f64::from(chunk.byte_length());
            chunks.push(&chunk);
            if length > MOST || !wanted() {
                // Nobody waits for it to be cancelled.
                let _ = reader.cancel();
                if length > MOST {
                    return Err(Unfetched {
                        message: format!("is larger than {}", size(MOST as usize)),
                        help: "Download it, and bring only the folder with the score files.".to_owned(),
                    });
                }
                return Ok(None);
            }
        }
    }
    Blob::new_with_u8_array_sequence(&chunks).map(Some).map_err(lost)
}

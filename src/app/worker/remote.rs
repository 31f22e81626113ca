//! Fetches the scores that a link names.
//!
//! The page's own policy lets it ask no other host. A worker's policy is what the server sends with the worker's script, so
//! the reader can, and does only once the visitor has agreed. What is asked says nothing: no cookies, no referrer, no body.

use std::cell::Cell;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortController, Blob, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestInit,
    RequestRedirect, Response,
};

use super::{send, size_words};
use crate::app::browser::fetch::fetch;
use crate::app::browser::waiting::{is_late, within};
use crate::workspace::Event;

/// The most bytes that are fetched: those of the largest archive that could be unpacked whole.
const MOST: f64 = (256 << 20) as f64;

/// Milliseconds for which nothing may come.
const SILENCE: i32 = 30_000;

/// Milliseconds that all of it may take: a line of 4 Mbit/s brings the largest archive in that time.
const LONGEST: f64 = 600_000.0;

/// Why nothing was fetched: what happened, going on from the address, and what to do.
pub(super) struct Unfetched {
    pub(super) message: String,
    pub(super) help: String,
}

/// Fetches what is at an address, of another host or of the page's own, until `abort` is called. A host that says nothing for too
/// long is not waited for.
pub(super) async fn download(address: &str, host: Option<&str>, abort: &AbortController) -> Result<Blob, Unfetched> {
    let options = RequestInit::new();
    options.set_redirect(RequestRedirect::Error);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_credentials(if host.is_some() { RequestCredentials::Omit } else { RequestCredentials::SameOrigin });
    options.set_signal(Some(&abort.signal()));
    let has_waited = Cell::new(false);
    let lost = |_: JsValue| {
        if has_waited.get() {
            return Unfetched {
                message: format!("could not be fetched: nothing came for {} seconds", SILENCE / 1000),
                help: "Try again later, or download the file and drop it here.".to_owned(),
            };
        }
        Unfetched {
            message: "could not be fetched: its host does not answer, or does not let other pages read it".to_owned(),
            help: match host {
                Some(host) => format!(
                    "Download the file and drop it here. The owner of {host} can allow pages to read it with the header \
                     Access-Control-Allow-Origin."
                ),
                None => "Check the address and the connection.".to_owned(),
            },
        }
    };
    let wait = async |promise: js_sys::Promise| {
        let answer = within(SILENCE, &promise).await;
        if answer.as_ref().is_err_and(is_late) {
            has_waited.set(true);
            abort.abort();
        }
        answer
    };
    let response: Response = wait(fetch(address, &options)).await.map_err(lost)?.unchecked_into();
    if !response.ok() {
        return Err(Unfetched {
            message: format!("could not be fetched: its host answered {}", response.status()),
            help: "Check the address in the link.".to_owned(),
        });
    }
    let chunks = Array::new();
    let mut length = 0.0;
    let start = js_sys::Date::now();
    if let Some(body) = response.body() {
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        loop {
            let read = wait(reader.read()).await.map_err(lost)?;
            let chunk = Reflect::get(&read, &"value".into()).unwrap_or_default();
            let Ok(chunk) = chunk.dyn_into::<Uint8Array>() else { break };
            length += f64::from(chunk.byte_length());
            chunks.push(&chunk);
            send(&Event::Alive);
            if js_sys::Date::now() - start > LONGEST {
                abort.abort();
                return Err(Unfetched {
                    message: format!("could not be fetched: it took more than {} minutes", LONGEST / 60_000.0),
                    help: "Try again later, or download the file and drop it here.".to_owned(),
                });
            }
            if length > MOST {
                abort.abort();
                return Err(Unfetched {
                    message: format!("is larger than {}", size_words(MOST)),
                    help: "Download it, and add only the folder with the score files.".to_owned(),
                });
            }
        }
    }
    Blob::new_with_u8_array_sequence(&chunks).map_err(lost)
}

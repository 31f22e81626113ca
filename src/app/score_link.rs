//! The link that carries the visitor's scores: made from the files that were brought, and read when the page is opened by
//! one.

use js_sys::Uint8Array;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair, Response};

use super::address;
use super::erased::{action, part, part_if, text};
use super::session::Session;
use super::shared::Shared;
use super::take_away::copy;
use crate::dataset::Dataset;
use crate::document::{Origin, SourceFile};
use crate::view::{LARGEST_UNPACKED, LONGEST_LINK, from_fragment, pack, to_fragment, unpack};

#[wasm_bindgen]
extern "C" {
    /// The browser's own compression.
    type CompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    /// And its counterpart.
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// Without a head, which would say nothing here.
const FORMAT: &str = "deflate-raw";

/// What became of asking for a link.
#[derive(Clone)]
enum Made {
    Link(String),
    TooLong(usize),
    Refused,
}

/// Offers a link with all scores that were brought.
#[component]
pub(super) fn ScoreLink() -> impl IntoView {
    let session = Session::get();
    // What it was made of, too: a link of other scores than these is no use.
    let made = RwSignal::new(None::<(Shared<Dataset>, Made)>);
    let said = RwSignal::new(String::new());
    let make = action(move |_: ev::MouseEvent| {
        let (files, of) = (session.texts(), session.models.get_untracked());
        said.set(String::new());
        leptos::task::spawn_local(async move {
            let link = match link(&files).await {
                None => Made::Refused,
                Some(link) if link.len() > LONGEST_LINK => Made::TooLong(link.len()),
                Some(link) => Made::Link(link),
            };
            made.try_set(Some((of, link)));
        });
    });
    let outcome = part(move || {
        match made.get().filter(|(of, _)| *of == session.models.get()).map(|(_, made)| made) {
        None => ().into_any(),
        Some(Made::Link(link)) => {
            let length = link.len();
            let copy = action(move |_: ev::MouseEvent| copy(link.clone(), "The link with your scores".to_owned(), said));
            view! {
                <p>
                    {format!("Whoever has this link can read these scores: they are in it ({length} characters), behind the “#”, which is sent to no server. ")}
                    <button type="button" on:click=copy>"Copy the link with the scores"</button>
                </p>
            }
            .into_any()
        }
        Some(Made::TooLong(length)) => view! {
            <p>{format!("These scores make a link of {length} characters, and many programs cut links of more than {LONGEST_LINK}. Send the file itself: whoever gets it drops it on this page.")}</p>
        }
        .into_any(),
        Some(Made::Refused) => view! {
            <p>"This browser cannot make such a link. Send the file itself: whoever gets it drops it on this page."</p>
        }
        .into_any(),
    }
    });
    view! {
        <div class="score-link">
            <button type="button" on:click=make>"Make a link with these scores"</button>
            <div role="status">{outcome}<p>{text(move || said.get())}</p></div>
        </div>
    }
}

/// Says that the link by which the page was opened should have carried scores and does not.
#[component]
pub(super) fn BrokenLink() -> impl IntoView {
    let session = Session::get();
    let broken = session.link_broken;
    let words = move || {
        view! {
            <div class="broken-link" role="alert">
                <p>"The scores in this link could not be read: it was cut or changed on its way. Ask whoever sent it for the link again, or for the score file itself. The rest of the page is as it always is."</p>
                <button type="button" on:click=action(move |_: ev::MouseEvent| broken.set(false))>"Close"</button>
            </div>
        }
    };
    part_if(move || broken.get(), words)
}

/// The address of the view as it is now, with files in it; `None` where the browser cannot compress.
async fn link(files: &[(String, String)]) -> Option<String> {
    let packed = Uint8Array::from(pack(files).as_slice());
    let stream = CompressionStream::new(FORMAT).ok()?;
    let compressed = through(&packed, stream.unchecked_ref()).ok()?;
    let buffer = Response::new_with_opt_readable_stream(Some(&compressed)).ok()?.array_buffer().ok()?;
    let bytes = Uint8Array::new(&JsFuture::from(buffer).await.ok()?).to_vec();
    let here = address::here();
    let without = here.split('#').next().unwrap_or_default();
    Some(format!("{without}#{}", to_fragment(&bytes)))
}

/// Brings the files of the link that the page was opened by, now and whenever the part behind `#` changes.
pub(super) fn follow(session: Session) {
    let bring = move || {
        let fragment = address::fragment();
        if let Some(compressed) = from_fragment(&fragment) {
            leptos::task::spawn_local(async move {
                let files = files(&compressed).await.and_then(|packed| unpack(&packed)).unwrap_or_default();
                // Whatever it was, it is not to be brought again by going back.
                address::replace(&session.now());
                let named = |(path, text): (String, String)| SourceFile {
                    path,
                    bytes: text.into_bytes(),
                    origin: Origin::Named,
                };
                if files.is_empty() {
                    session.link_broken.set(true);
                } else {
                    session.bring(files.into_iter().map(named).collect());
                }
            });
        }
    };
    bring();
    let handle = window_event_listener(ev::hashchange, move |_| bring());
    on_cleanup(move || handle.remove());
}

/// What compressed bytes unpack to; nothing if they are none, or unpack to more than there can be.
async fn files(compressed: &[u8]) -> Option<Vec<u8>> {
    let stream = DecompressionStream::new(FORMAT).ok()?;
    let unpacked = through(&Uint8Array::from(compressed), stream.unchecked_ref()).ok()?;
    let reader: ReadableStreamDefaultReader = unpacked.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.ok()?;
        if js_sys::Reflect::get(&piece, &"done".into()).ok()?.is_truthy() {
            return Some(bytes);
        }
        let piece = Uint8Array::new(&js_sys::Reflect::get(&piece, &"value".into()).ok()?);
        if bytes.len() + piece.length() as usize > LARGEST_UNPACKED {
            let _ = reader.cancel();
            return None;
        }
        bytes.extend(piece.to_vec());
    }
}

/// Bytes as a stream through a transformation.
fn through(bytes: &Uint8Array, transform: &ReadableWritablePair) -> Result<ReadableStream, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&js_sys::Array::of1(bytes))?;
    Ok(blob.stream().pipe_through(transform))
}

//! The link that carries the visitor's scores: made from the files, and read when the page is opened by one.

use std::hash::{DefaultHasher, Hash, Hasher};

use js_sys::Uint8Array;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableWritablePair, Response};

use super::Workspace;
use crate::app::browser::clipboard::{Content, CopyOutcome, Copying};
use crate::app::browser::history;
use crate::app::reactive::lasting;
use crate::app::reactive::{dyn_view, handler, show_when};
use crate::app::state::AppState;
use crate::view::{LONGEST_LINK, Page, ViewState, from_fragment, pack, to_fragment, unpack_compressed};
use crate::workspace::NewText;

#[wasm_bindgen]
extern "C" {
    /// The browser's own compression.
    type CompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;
}

/// Without a head, which would say nothing here.
const FORMAT: &str = "deflate-raw";

/// What became of asking for a link.
#[derive(Clone)]
enum Made {
    /// With how many files are not in it because they are no text.
    Link(String, usize),
    TooLong(usize),
    Refused,
}

/// Offers a link with all scores that were brought.
#[component]
pub(in crate::app) fn ShareLink() -> impl IntoView {
    let app = AppState::get();
    let workspace = app.workspace;
    // What it was made of, too: a link of other scores than these is no use. It is made of what is typed, which the next snapshot
    // only confirms.
    let made = RwSignal::new(None::<(u64, Made)>);
    let copying = Copying::new();
    let make = handler(move |_: ev::MouseEvent| {
        workspace.flush();
        let (files, others) = workspace.texts();
        let of = hash(&files);
        copying.say(String::new());
        let state = app.now();
        leptos::task::spawn_local(async move {
            let link = match link(&files, state).await {
                None => Made::Refused,
                Some(link) if link.len() > LONGEST_LINK => Made::TooLong(link.len()),
                Some(link) => Made::Link(link, others),
            };
            made.try_set(Some((of, link)));
        });
    });
    let outcome = dyn_view(move || {
        let made = made.get().filter(|(of, _)| {
            lasting(workspace.files).track();
            *of == hash(&workspace.texts().0)
        });
        match made.map(|(_, made)| made) {
        None => ().into_any(),
        Some(Made::Link(link, others)) => {
            let left_out = match others {
                0 => String::new(),
                1 => "1 file is not in it, because it is no text. ".to_owned(),
                many => format!("{many} files are not in it, because they are no text. "),
            };
            let length = link.len();
            let files = match untrack(|| workspace.texts()).0.len() {
                1 => "1 file".to_owned(),
                count => format!("{count} files"),
            };
            let copy = handler(move |_: ev::MouseEvent| {
                copying.copy(Content::Text(link.clone()), "The link with your scores".to_owned());
            });
            view! {
                <p>
                    {format!("Anyone who has this link can read the scores of {files}. They are in the link itself ({length} characters), behind the “#”, which is sent to no server. {left_out}")}
                    <button type="button" on:click=copy>"Copy the link"</button>
                </p>
            }
            .into_any()
        }
        Some(Made::TooLong(length)) => view! {
            <p>{format!("These scores make a link of {length} characters, and many programs cut links of more than {LONGEST_LINK}. Send the file itself: it can be dropped on this page.")}</p>
        }
        .into_any(),
        Some(Made::Refused) => view! {
            <p>"This browser cannot make such a link. Send the file itself: it can be dropped on this page."</p>
        }
        .into_any(),
    }
    });
    view! {
        <div class="score-link">
            <button type="button" on:click=make>"Share as link"</button>
            <div role="status">{outcome}</div>
            <CopyOutcome copying/>
        </div>
    }
}

/// Tells texts apart, as far as 64 bits do.
fn hash(files: &[(String, String)]) -> u64 {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    hasher.finish()
}

/// Says that the link by which the page was opened should have carried scores and does not.
#[component]
pub(in crate::app) fn BrokenLink() -> impl IntoView {
    let broken = AppState::get().workspace.is_link_broken;
    let words = move || {
        view! {
            <div class="broken-link" role="alert">
                <p>"The scores in this link could not be read: it is incomplete or was changed on its way. Ask for the link again, or for the score file itself. Everything else on the page works."</p>
                <button type="button" on:click=handler(move |_: ev::MouseEvent| broken.set(false))>"Close"</button>
            </div>
        }
    };
    show_when(move || broken.get(), words)
}

/// The address of the view as it is now, with files in it; `None` where the browser cannot compress.
async fn link(files: &[(String, String)], state: ViewState) -> Option<String> {
    let packed = Uint8Array::from(pack(files).as_slice());
    let stream = CompressionStream::new(FORMAT).ok()?;
    let compressed = through(&packed, stream.unchecked_ref()).ok()?;
    let buffer = Response::new_with_opt_readable_stream(Some(&compressed)).ok()?.array_buffer().ok()?;
    let bytes = Uint8Array::new(&JsFuture::from(buffer).await.ok()?).to_vec();
    // Whoever opens it has no files yet to look at: it leads to the board.
    let state = if matches!(state.page, Page::Files(_)) { ViewState { page: Page::Board, ..state } } else { state };
    let here = history::of_view(&state);
    Some(format!("{here}#{}", to_fragment(&bytes)))
}

/// Imports the files of the link that the page was opened by, now and whenever the part behind `#` changes.
pub(in crate::app) fn follow(app: AppState) {
    let follow = move || {
        if let Some(compressed) = from_fragment(&history::fragment()) {
            // Whatever it was, going back must not import it again.
            history::replace(&app.now());
            import(app.workspace, &compressed);
        }
    };
    follow();
    let handle = window_event_listener(ev::hashchange, move |_| follow());
    on_cleanup(move || handle.remove());
}

/// Imports compressed files, or says that they could not be read.
pub(super) fn import(workspace: Workspace, compressed: &[u8]) {
    let files = unpack_compressed(compressed).unwrap_or_default();
    workspace.is_link_broken.set(files.is_empty());
    if !files.is_empty() {
        let text = |(name, text): (String, String)| NewText { name, named: true, bytes: text.into_bytes() };
        workspace.reveal();
        workspace.import_texts(files.into_iter().map(text).collect(), true);
    }
}

/// Bytes as a stream through a transformation.
fn through(bytes: &Uint8Array, transform: &ReadableWritablePair) -> Result<ReadableStream, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&js_sys::Array::of1(bytes))?;
    Ok(blob.stream().pipe_through(transform))
}

//! The worker that reads and keeps the visitor's files: what is posted to it, what it says, and another in its place once it is lost.

use std::time::Duration;

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

use super::{Progress, Workspace, drafts};
use crate::document::printable;
use crate::workspace::{Client, Event, LOOK, Lost, Reaction, Request, Watchdog};

/// The worker, and what listens to it.
pub(super) struct Connection {
    worker: Worker,
    /// Whether it was handed the dataset.
    has_begun: bool,
    _listeners: [Closure<dyn FnMut(MessageEvent)>; 2],
}

impl Workspace {
    /// Listens to the worker that is there, or to a new one.
    pub(super) fn connect(self, anew: bool) -> Option<Connection> {
        let global = js_sys::global();
        let started = if anew { None } else { Reflect::get(&global, &"arenaReader".into()).ok() };
        let worker: Worker = match started.and_then(|worker| worker.dyn_into().ok()) {
            Some(worker) => worker,
            None => {
                let start: Function = Reflect::get(&global, &"arenaStartReader".into()).ok()?.dyn_into().ok()?;
                start.call0(&JsValue::NULL).ok()?.dyn_into().ok()?
            }
        };
        let message = Closure::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<Uint8Array>().ok();
            match bytes.and_then(|bytes| postcard::from_bytes(&bytes.to_vec()).ok()) {
                Some(event) => self.on_event(event),
                None => self.replace_worker(),
            }
        });
        let error = Closure::new(move |_: MessageEvent| self.replace_worker());
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        Some(Connection { worker, has_begun: false, _listeners: [message, error] })
    }

    /// Hands the worker the dataset and asks for what was stored, before anything else.
    pub(super) fn begin(self) {
        let begun = self.connection.try_update_value(|connection| connection.as_mut().map(Connection::begin));
        match begun.flatten() {
            Some(Ok(true)) => {
                self.client.update_value(|client| client.note_removed(&drafts::removed()));
                self.post(&Request::Restore, &Array::new());
            }
            Some(Ok(false)) => {}
            Some(Err(_)) | None => self.replace_worker(),
        }
    }

    pub(super) fn start_job(self, request: impl FnOnce(&mut Client) -> Request, beside: &Array) {
        let Some(request) = self.client.try_update_value(request) else { return };
        self.set_expanded(true);
        self.reveal();
        self.progress.update(|progress| {
            *progress = Some(progress.unwrap_or(Progress { read: 0, of: beside.length() as usize }));
        });
        self.post(&request, beside);
    }

    pub(super) fn request(self, request: impl FnOnce(&mut Client) -> Option<Request>) {
        if let Some(request) = self.client.try_update_value(request).flatten() {
            self.post(&request, &Array::new());
        }
    }

    /// Sends a request to the worker.
    pub(super) fn post(self, request: &Request, beside: &Array) {
        let posted = self.connection.try_update_value(|connection| {
            let connection = connection.as_mut()?;
            if connection.begin().ok()? {
                self.client.update_value(|client| client.note_removed(&drafts::removed()));
                post(&connection.worker, &Request::Restore, &Array::new()).ok()?;
            }
            post(&connection.worker, request, beside).ok()
        });
        if posted.flatten().is_none() {
            self.replace_worker();
            return;
        }
        if self.client.try_with_value(|client| client.is_waiting()).unwrap_or_default() {
            // Its time begins with the first request that it has not answered.
            if self.watching.try_get_value() == Some(false) {
                self.watchdog.update_value(Watchdog::on_request);
            }
            self.watch();
        }
    }

    /// Looks from time to time whether a worker that owes an answer still says something.
    pub(super) fn watch(self) {
        if self.watching.try_update_value(|watching| std::mem::replace(watching, true)) != Some(false) {
            return;
        }
        set_timeout(
            move || {
                let _ = self.watching.try_set_value(false);
                if self.client.try_with_value(|client| client.is_waiting()) != Some(true) {
                    return;
                }
                if self.watchdog.try_update_value(Watchdog::look).unwrap_or_default() {
                    self.replace_worker();
                } else {
                    self.watch();
                }
            },
            LOOK,
        );
    }

    /// Replaces a worker that was lost by a new one that gets the files that the page has, and says what was lost.
    pub(super) fn replace_worker(self) {
        let Some(before) = self.connection.try_update_value(Option::take) else { return };
        if let Some(connection) = before {
            connection.worker.set_onmessage(None);
            connection.worker.set_onerror(None);
            connection.worker.terminate();
            // Its listeners may be what is running now.
            set_timeout(move || drop(connection), Duration::ZERO);
        }
        let _ = self.progress.try_set(None);
        let Some((requests, lost)) = self.client.try_update_value(|client| client.restart()) else { return };
        let connection = requests.as_ref().and_then(|_| self.connect(true));
        let Some((requests, connection)) = requests.zip(connection) else {
            let mut help = vec!["What is shown stays until you reload the page. Reload it and try again.".to_owned()];
            help.extend(lost_words(&lost));
            self.say(true, "The part of the page that reads files has stopped".to_owned(), help.join(" "));
            return;
        };
        let posted = self.connection.try_update_value(|slot| {
            let connection = slot.insert(connection);
            connection.begin().ok()?;
            self.watchdog.set_value(Watchdog::default());
            requests.iter().try_for_each(|request| post(&connection.worker, request, &Array::new()).ok())
        });
        if posted.flatten().is_none() {
            self.replace_worker();
            return;
        }
        // The new one may be as silent.
        self.watch();
        self.say_lost(&lost);
    }

    pub(super) fn say_lost(self, lost: &Lost) {
        let message = "The part of the page that reads files has stopped and was started again";
        let mut help = lost_words(lost);
        if help.is_empty() {
            help.push("Nothing was lost.".to_owned());
        }
        self.say(true, message.to_owned(), help.join(" "));
    }

    pub(super) fn on_event(self, event: Event) {
        self.watchdog.try_update_value(Watchdog::on_answer);
        let Some(bundle) = self.bundled.try_get_value() else { return };
        if matches!(event, Event::Commit { .. }) && self.client.try_with_value(Client::loses_files).unwrap_or_default()
        {
            // Letters that wait for a pause belong to what can be brought back.
            self.flush();
        }
        let reaction = self.client.try_update_value(|client| client.on_event(event, bundle.dataset.catalog()));
        let Some(reaction) = reaction else { return };
        let Ok(Reaction { send, snapshot, notifications }) = reaction else {
            self.replace_worker();
            return;
        };
        if let Some(snapshot) = snapshot {
            self.show(snapshot);
        }
        for notification in notifications {
            self.on_notification(notification);
        }
        for request in send {
            self.post(&request, &Array::new());
        }
    }
}

impl Connection {
    /// Hands the dataset over, once. Gives whether this was the first time.
    fn begin(&mut self) -> Result<bool, JsValue> {
        if self.has_begun {
            return Ok(false);
        }
        let bundle = crate::app::browser::fetch::bundle_bytes().ok_or(JsValue::NULL)?;
        let (store, legacy) = drafts::store_names();
        post(&self.worker, &Request::Begin { store, legacy }, &Array::of1(&bundle))?;
        let removed = drafts::removed();
        if !removed.is_empty() {
            post(&self.worker, &Request::Resume { files: Vec::new(), removed }, &Array::new())?;
        }
        self.has_begun = true;
        Ok(true)
    }
}

fn post(worker: &Worker, request: &Request, beside: &Array) -> Result<(), JsValue> {
    let bytes = postcard::to_stdvec(request).map_err(|error| JsValue::from(error.to_string()))?;
    let message = Object::new();
    Reflect::set(&message, &"program".into(), &wasm_bindgen::module())?;
    Reflect::set(&message, &"order".into(), &Uint8Array::from(bytes.as_slice()))?;
    Reflect::set(&message, &"beside".into(), beside)?;
    worker.post_message(&message)
}

/// What was lost with a worker, and what to do about it.
fn lost_words(lost: &Lost) -> Vec<String> {
    let Lost { unread, changes } = lost;
    let mut words = Vec::new();
    if let Some((first, more)) = unread.split_first() {
        let first = printable(first);
        words.push(match more.len() {
            0 => format!("Not read: {first}. Add it again."),
            more => format!("Not read to the end: {first} and {more} more. Add them again."),
        });
    }
    match changes {
        0 => {}
        1 => words.push("The last change was not made. Make it again.".to_owned()),
        many => words.push(format!("The last {many} changes were not made. Make them again.")),
    }
    words
}

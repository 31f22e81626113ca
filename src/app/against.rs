//! What all models come to, worked out a few milliseconds at a time, and only once somebody looks at how one compares.

use std::time::Duration;

use leptos::prelude::*;

use super::derived::Derived;
use super::shared::Shared;
use crate::load::Loaded;
use crate::view::Peers;

/// For so long the page stands still for it at once, in milliseconds: less than a frame, and a single step may take longer.
const SLICE: f64 = 8.0;

/// With no more models than this it is begun at once, and most often done at once; with more it comes after what shows them.
const FEW: usize = 1000;

/// Models and what all of them come to.
pub(super) struct Against {
    pub(super) loaded: Shared<Loaded>,
    pub(super) peers: Peers,
}

/// Works it out, to be copied freely.
#[derive(Clone, Copy)]
pub(super) struct Comparing {
    loaded: Derived<Shared<Loaded>>,
    work: StoredValue<Work>,
    /// Changes each time that something is done later than it was asked for.
    done: RwSignal<u32>,
}

#[derive(Default)]
struct Work {
    /// Of these models.
    of: Option<Shared<Loaded>>,
    peers: Peers,
    /// What was worked out last.
    latest: Option<Shared<Against>>,
}

impl Comparing {
    pub(super) fn new(loaded: Derived<Shared<Loaded>>) -> Self {
        Self { loaded, work: StoredValue::new(Work::default()), done: RwSignal::new(0) }
    }

    /// What the models come to; whoever asks follows it. It may still be of the models before these, and so says which it is
    /// of; `None` until it was worked out for the first time.
    pub(super) fn latest(self) -> Option<Shared<Against>> {
        let loaded = self.loaded.get();
        self.done.track();
        let is_new = self.work.with_value(|work| work.of.as_ref() != Some(&loaded));
        if is_new {
            self.work.update_value(|work| (work.of, work.peers) = (Some(loaded.clone()), Peers::default()));
            if loaded.dataset.models().len() <= FEW {
                self.go_on(&loaded);
            } else {
                self.go_on_later(loaded);
            }
        }
        self.work.with_value(|work| work.latest.clone())
    }

    /// Works for a while, and again a moment later if it is not done; gives whether it is.
    fn go_on(self, loaded: &Shared<Loaded>) -> bool {
        let slice = |work: &mut Work| {
            if work.of.as_ref() != Some(loaded) {
                // Others are asked about by now.
                return Some(false);
            }
            let begun = now();
            while work.peers.advance(&loaded.dataset) {
                if now() - begun > SLICE {
                    return None;
                }
            }
            let peers = std::mem::take(&mut work.peers);
            work.latest = Some(Shared::new(Against { loaded: loaded.clone(), peers }));
            Some(true)
        };
        // Nothing is left to do once the page is gone.
        let done = self.work.try_update_value(slice).unwrap_or(Some(false));
        if done.is_none() {
            self.go_on_later(loaded.clone());
        }
        done == Some(true)
    }

    fn go_on_later(self, loaded: Shared<Loaded>) {
        let later = move || {
            if self.go_on(&loaded) {
                let _ = self.done.try_update(|done| *done = done.wrapping_add(1));
            }
        };
        set_timeout(later, Duration::ZERO);
    }
}

/// Milliseconds since the page began.
fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

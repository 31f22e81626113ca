//! What all models come to, worked out a few milliseconds at a time, and only once somebody looks at how one compares.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::reactive::PtrEq;
use crate::app::reactive::{ErasedMemo, derived};
use crate::dataset::Dataset;
use crate::view::Peers;

/// For so long the page stands still for it at once, in milliseconds: less than a frame, and a single step may take longer.
const SLICE: f64 = 8.0;

/// With no more models than this it is done at once; with more it comes after what shows them.
const FEW: usize = 300;

/// Models and what all of them come to.
pub(in crate::app) struct PeerStats {
    pub(in crate::app) models: PtrEq<Dataset>,
    pub(in crate::app) peers: Peers,
}

/// What the models come to. It may still be of the models before these, and so says which it is of; `None` until it was worked
/// out for the first time. It is worked out only once somebody asks.
pub(in crate::app) fn peer_stats(models: ErasedMemo<PtrEq<Dataset>>) -> ErasedMemo<Option<PtrEq<PeerStats>>> {
    let work = StoredValue::new(Work::default());
    // Changes each time that something is done later than it was asked for.
    let done = RwSignal::new(0_u32);
    let comparing = Comparing { work, done };
    derived(move || {
        done.track();
        let models = models.get();
        let is_new = work.with_value(|work| work.of.as_ref() != Some(&models));
        if is_new {
            work.update_value(|work| (work.of, work.peers) = (Some(models.clone()), Peers::default()));
            if models.models().len() <= FEW {
                comparing.go_on(&models);
            } else {
                comparing.go_on_later(models);
            }
        }
        work.with_value(|work| work.latest.clone())
    })
}

#[derive(Default)]
struct Work {
    /// Of these models.
    of: Option<PtrEq<Dataset>>,
    peers: Peers,
    /// What was worked out last.
    latest: Option<PtrEq<PeerStats>>,
}

#[derive(Clone, Copy)]
struct Comparing {
    work: StoredValue<Work>,
    done: RwSignal<u32>,
}

impl Comparing {
    /// Works for a while, and again a moment later if it is not done; gives whether it is.
    fn go_on(self, models: &PtrEq<Dataset>) -> bool {
        let slice = |work: &mut Work| {
            if work.of.as_ref() != Some(models) {
                // Others are asked about by now.
                return Some(false);
            }
            let begun = now();
            while work.peers.advance(models) {
                if models.models().len() > FEW && now() - begun > SLICE {
                    return None;
                }
            }
            let peers = std::mem::take(&mut work.peers);
            work.latest = Some(PtrEq::new(PeerStats { models: models.clone(), peers }));
            Some(true)
        };
        // Nothing is left to do once the page is gone.
        let done = self.work.try_update_value(slice).unwrap_or(Some(false));
        if done.is_none() {
            self.go_on_later(models.clone());
        }
        done == Some(true)
    }

    fn go_on_later(self, models: PtrEq<Dataset>) {
        let later = move || {
            if self.go_on(&models) {
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

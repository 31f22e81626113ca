//! The state of the page: what is looked at, what follows from it, and the statistics over all models.

mod app_state;
mod peer_stats;
mod reference;

pub(in crate::app) use app_state::{AppState, Explained, OpenColumnMenu};
pub(in crate::app) use peer_stats::PeerStats;
pub(in crate::app) use reference::reference_status;

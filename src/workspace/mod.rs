//! The files that a visitor brings: how they come in, are named, changed, replaced, stored and removed.
//!
//! Pure state machines without I/O. [`Engine`] is the worker's: it knows all files, gives them their names and turns requests
//! into events. [`Client`] is the page's: it assembles events into one [`Snapshot`] and keeps what it takes to give a new worker
//! everything that the page still has. [`Review`] has what is in other formats, until the visitor adds it. [`Persistence`] decides what is
//! written to the browser's storage. Reading bytes, fetching,
//! storage and timers are the caller's.

mod client;
mod engine;
mod file;
mod file_set;
mod history;
mod importing;
mod naming;
mod notice;
mod persistence;
mod protocol;
mod queue;
mod watchdog;

pub use client::{Broken, Client, Lost, Notification, Reaction, Snapshot};
pub use engine::{Engine, Import, Imported, Room};
pub use file::{FileId, FileRecord, IdSource, RecordError, Replaced, decode_legacy};
pub use file_set::FileSet;
pub use history::History;
pub use importing::{Candidate, Memory, Proposal, Review, Row, Several, Sheet, State, Written};
pub use naming::refused_name;
pub use notice::{Notice, summarize};
pub use persistence::{Batch, Persistence};
pub use protocol::{Draft, Event, NewText, PersistenceStatus, Request};
pub use queue::{Job, Queue};
pub use watchdog::{LOOK, Watchdog};

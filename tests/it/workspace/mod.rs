//! The visitor's files as state machines.

mod events;
mod proposals;

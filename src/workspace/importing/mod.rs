//! Results that come in formats of others: what of a request is no score file, what the visitor confirms and corrects, and what is
//! remembered of that.
//!
//! [`Intake`] is the worker's: it recognises and reads, and gives a [`Proposal`] for each request. [`Review`] is the page's: nothing of a
//! proposal counts until the visitor adds it, and what is added are score files. [`Memory`] is kept between imports.

mod intake;
mod memory;
mod proposal;
mod review;
mod sheet;

pub(super) use intake::Intake;
pub use memory::Memory;
pub use proposal::{Proposal, Several};
pub use review::{Candidate, Review, Written};
pub use sheet::{Row, Sheet, State};

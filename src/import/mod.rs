//! Brings results that are in no score file: of evaluation tools, model cards and tables.
//!
//! A file is told by its content ([`recognize()`]) and read into the models that it has ([`read`]), each with the figures that were
//! found, what they are taken for and what was not used. Runs of one model are put together ([`assemble`]). What can be read in two
//! ways is asked about ([`Found::questions`]) and missing until it is answered ([`Corrections`]); what is certain becomes a score
//! file ([`write()`]). [`Format`] goes the other way.
//!
//! This layer does no I/O: it is handed paths and bytes. Items of a run come in pieces ([`Samples`]), because there may be many.

mod cell;
mod corrections;
mod delimited;
mod embodied_eval;
mod every_eval;
mod export;
mod found;
mod grid;
mod harness;
mod html;
mod hub;
mod latex;
mod limits;
mod markdown;
mod names;
mod path;
mod recognize;
mod records;
mod runs;
mod samples;
mod table;
mod tree;
mod write;

pub use corrections::{Change, Corrections, Question, Target, cell_name};
pub use export::{Format, export};
pub use found::{Entry, Figure, Found, Kind, NotUsed, Scale};
pub use recognize::{read, recognize};
pub use runs::assemble;
pub use samples::Samples;
pub use write::{Unwritten, write};

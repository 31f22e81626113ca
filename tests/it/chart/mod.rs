//! What charts look like.

mod charts;
mod colours;
mod pictures;

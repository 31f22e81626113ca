//! Charts on the page: a figure with its controls, and the canvas that it is drawn on.

mod canvas;
mod figure;

pub(in crate::app) use figure::Figure;

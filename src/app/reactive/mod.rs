//! Reactive values and views whose type is erased, so that Leptos compiles its machinery for them once.

mod erased_memo;
mod ptr_eq;
mod views;

pub(in crate::app) use erased_memo::{ErasedMemo, derived, lasting};
pub(in crate::app) use ptr_eq::PtrEq;
pub(in crate::app) use views::{bool_signal, dyn_view, handler, show_when, text_signal};

//! One type for each way in which something on screen changes.
//!
//! Leptos compiles its machinery once for every type of closure. Boxed, all closures that give the same have one type,
//! which keeps what a visitor has to load small.

use leptos::prelude::*;

use crate::app::reactive::derived;
/// A part of the page that is made anew when what it reads changes.
pub(in crate::app) type DynView = Box<dyn Fn() -> AnyView + Send>;

/// A part of the page that follows what it reads.
pub(in crate::app) fn dyn_view<V: IntoView + 'static>(make: impl Fn() -> V + Send + 'static) -> DynView {
    Box::new(move || make().into_any())
}

/// A part of the page that is there only while a condition holds.
pub(in crate::app) fn show_when<V: IntoView + 'static>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> V + Send + 'static,
) -> DynView {
    // The condition is a memo, so that the part is not made anew each time something that it reads changes.
    let when = derived(when);
    Box::new(move || if when.get() { make().into_any() } else { ().into_any() })
}

/// A text that follows what it reads.
pub(in crate::app) fn text_signal(make: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(make)
}

/// A condition that follows what it reads.
pub(in crate::app) fn bool_signal(make: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(make)
}

/// What to do on an event.
pub(in crate::app) type Handler<E> = Box<dyn FnMut(E)>;

/// Does something on an event.
pub(in crate::app) fn handler<E>(act: impl FnMut(E) + 'static) -> Handler<E> {
    Box::new(act)
}

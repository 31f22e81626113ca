//! One type for each way in which something on screen changes.
//!
//! Leptos compiles its machinery once for every type of closure. Boxed, all closures that give the same have one type,
//! which keeps what a visitor has to load small.

use leptos::prelude::*;

use super::derived::derived;
/// A part of the page that is made anew when what it reads changes.
pub(super) type Part = Box<dyn Fn() -> AnyView + Send>;

/// A part of the page that follows what it reads.
pub(super) fn part<V: IntoView + 'static>(make: impl Fn() -> V + Send + 'static) -> Part {
    Box::new(move || make().into_any())
}

/// A part of the page that is there only while a condition holds.
pub(super) fn part_if<V: IntoView + 'static>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> V + Send + 'static,
) -> Part {
    // The condition is a memo, so that the part is not made anew each time something that it reads changes.
    let when = derived(when);
    Box::new(move || if when.get() { make().into_any() } else { ().into_any() })
}

/// A text that follows what it reads.
pub(super) fn text(make: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(make)
}

/// A condition that follows what it reads.
pub(super) fn flag(make: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(make)
}

/// What to do on an event.
pub(super) type Action<E> = Box<dyn FnMut(E)>;

/// Does something on an event.
pub(super) fn action<E>(act: impl FnMut(E) + 'static) -> Action<E> {
    Box::new(act)
}

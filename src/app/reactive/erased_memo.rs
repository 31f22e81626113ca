//! Values that follow from the state: worked out when first asked for, and again when something they read has changed.
//!
//! Leptos compiles a memo anew for every type that one holds. These are all of one type inside, which keeps what a visitor
//! has to load small.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::graph::{AnySource, Observer, Source, ToAnySource};

/// A value that follows from others. Whoever reads it is told only when it is another value than before.
pub(in crate::app) struct ErasedMemo<T> {
    memo: Memo<Held>,
    of: PhantomData<fn() -> T>,
}

/// A value of a type that only the [`ErasedMemo`] around it knows.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

/// Makes a value that follows from what `make` reads.
pub(in crate::app) fn derived<T: PartialEq + Send + Sync + 'static>(
    make: impl Fn() -> T + Send + Sync + 'static,
) -> ErasedMemo<T> {
    let same = |a: &dyn Any, b: &dyn Any| a.downcast_ref::<T>() == b.downcast_ref::<T>();
    ErasedMemo { memo: memo(Box::new(move || Held { value: Arc::new(make()), same })), of: PhantomData }
}

fn memo(make: Box<dyn Fn() -> Held + Send + Sync>) -> Memo<Held> {
    Memo::new(move |_| make())
}

impl<T: 'static> ErasedMemo<T> {
    /// Looks at the value, and follows it.
    pub(in crate::app) fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        let_go(|| ArcMemo::from(self.memo).to_any_source());
        inside(&self.memo.get(), look)
    }

    /// Looks at the value as it is now.
    pub(in crate::app) fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        inside(&self.memo.get_untracked(), look)
    }
}

impl<T: Clone + 'static> ErasedMemo<T> {
    /// The value; whoever asks follows it.
    pub(in crate::app) fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub(in crate::app) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value as it is now; `None` once the component that made it is gone.
    pub(in crate::app) fn try_get_untracked(self) -> Option<T> {
        self.memo.try_get_untracked().map(|held| inside(&held, T::clone))
    }
}

/// A signal that lasts longer than who reads it now.
pub(in crate::app) fn lasting<T: Send + Sync + 'static>(signal: RwSignal<T>) -> RwSignal<T> {
    let_go(|| signal.to_any_source());
    signal
}

/// Takes whoever reads a source now off the list of those that it tells, once the reader is gone or reads anew. Leptos leaves
/// those that are gone on that list for as long as the source lasts: every visit to a view would add to it.
fn let_go(source: impl FnOnce() -> AnySource) {
    if let Some(reader) = Observer::get() {
        let source = source();
        // Whoever reads owns what is made meanwhile.
        on_cleanup(move || source.remove_subscriber(&reader));
    }
}

fn inside<T: 'static, U>(held: &Held, look: impl FnOnce(&T) -> U) -> U {
    match held.value.downcast_ref() {
        Some(value) => look(value),
        None => unreachable!("a derived value holds what its own closure made"),
    }
}

impl<T> Clone for ErasedMemo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedMemo<T> {}

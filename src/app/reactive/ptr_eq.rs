//! A cheap handle to something large and immutable, told apart by identity: what memos hold.

use std::borrow::Borrow;
use std::ops::Deref;
use std::sync::Arc;

/// Equal to another only if it is the same one.
pub(in crate::app) struct PtrEq<T>(Arc<T>);

impl<T> PtrEq<T> {
    pub(in crate::app) fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> From<Arc<T>> for PtrEq<T> {
    fn from(value: Arc<T>) -> Self {
        Self(value)
    }
}

impl<T> Clone for PtrEq<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for PtrEq<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Borrow<T> for PtrEq<T> {
    fn borrow(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for PtrEq<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

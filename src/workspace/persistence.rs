//! What has yet to be written to the browser's storage. A write is one transaction: it happens as a whole or not at all.

use std::collections::BTreeSet;

use super::FileId;

/// One transaction: first everything is cleared if asked for, then files are deleted and written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Whether everything is removed, the hosts that may be asked included.
    pub clear: bool,
    /// Files to delete.
    pub delete: BTreeSet<FileId>,
    /// Files to write in their present form.
    pub put: BTreeSet<FileId>,
}

impl Batch {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.clear && self.delete.is_empty() && self.put.is_empty()
    }
}

/// Collects changes until they are written. One write is under way at a time.
///
/// After a failed write deletions come first, in a transaction of their own, and then files in ever smaller ones, so that one file for
/// which there is no room keeps nothing else from being stored. Such a file is tried again after the next change, when all else is stored.
#[derive(Clone, Debug, Default)]
pub struct Persistence {
    waiting: Batch,
    writing: Option<Batch>,
    /// The most files in the next write after a failed one; `None` where none has failed.
    most: Option<usize>,
    /// Those of the waiting files that failed by themselves.
    refused: BTreeSet<FileId>,
    /// How many files failed by themselves one after the other.
    misses: usize,
    /// Whether deleting failed: it is tried again with the next change.
    is_stuck: bool,
    /// Whether something has changed since the write began that is under way.
    has_changed: bool,
    /// Whether something has changed since the refused files were tried.
    retry: bool,
}

/// After so many files in a row that failed by themselves the others are not tried.
const MISSES: usize = 8;

impl Persistence {
    /// A file is new or has changed.
    pub fn put(&mut self, id: FileId) {
        self.waiting.delete.remove(&id);
        self.waiting.put.insert(id);
        self.refused.remove(&id);
        (self.is_stuck, self.has_changed, self.retry) = (false, true, true);
    }

    /// A file was removed.
    pub fn delete(&mut self, id: FileId) {
        self.waiting.put.remove(&id);
        self.refused.remove(&id);
        self.waiting.delete.insert(id);
        (self.is_stuck, self.has_changed, self.retry) = (false, true, true);
    }

    /// All files were removed: these, and whatever else is stored.
    pub fn clear(&mut self, ids: BTreeSet<FileId>) {
        // Other tabs are told of those that were to be deleted anyway, too.
        let mut delete = std::mem::take(&mut self.waiting.delete);
        delete.extend(ids);
        self.waiting = Batch { clear: true, delete, put: BTreeSet::new() };
        self.refused.clear();
        (self.is_stuck, self.has_changed, self.retry) = (false, true, true);
    }

    /// Forgets that a file is to be written: storage has a later version of it.
    pub fn forget(&mut self, id: FileId) {
        self.waiting.put.remove(&id);
        self.refused.remove(&id);
    }

    /// Another tab deleted a file. A write of it that is under way may come after that, and is taken back.
    pub fn lose(&mut self, id: FileId) {
        self.forget(id);
        if self.writing.as_ref().is_some_and(|batch| batch.put.contains(&id)) {
            self.delete(id);
        }
    }

    /// Whether a change of this file has yet to be stored.
    #[must_use]
    pub fn is_pending(&self, id: FileId) -> bool {
        self.waiting.put.contains(&id) || self.writing.as_ref().is_some_and(|batch| batch.put.contains(&id))
    }

    /// Whether all is written.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.writing.is_none()
    }

    /// Whether everything is to be deleted.
    #[must_use]
    pub fn has_to_clear(&self) -> bool {
        self.waiting.clear
    }

    /// Whether something could not be stored.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.is_stuck || !self.refused.is_empty()
    }

    /// Begins the next write; `None` while one is under way, when there is nothing to write, and after a failure until something
    /// changes.
    pub fn begin_write(&mut self) -> Option<Batch> {
        if self.writing.is_some() || self.is_stuck {
            return None;
        }
        let mut batch = std::mem::take(&mut self.waiting);
        self.waiting.put.clone_from(&self.refused);
        batch.put.retain(|id| !self.refused.contains(id));
        if batch.is_empty() && self.retry {
            (self.retry, self.misses, self.most) = (false, 0, Some(1));
            self.waiting.put.clear();
            batch.put = std::mem::take(&mut self.refused);
        }
        if let Some(most) = self.most {
            let most = if batch.clear || !batch.delete.is_empty() { 0 } else { most };
            let later = batch.put.iter().nth(most).copied().map(|first| batch.put.split_off(&first));
            self.waiting.put.extend(later.into_iter().flatten());
        }
        if batch.is_empty() {
            self.most = None;
            return None;
        }
        self.writing = Some(batch.clone());
        self.has_changed = false;
        Some(batch)
    }

    /// Ends the write that is under way.
    pub fn written(&mut self, worked: bool) {
        let Some(batch) = self.writing.take() else { return };
        if worked {
            self.misses = 0;
            self.most = self.most.map(|most| most.saturating_mul(2));
            return;
        }
        if batch.put.is_empty() {
            // What changed meanwhile is written at once, the rest with it.
            self.is_stuck = !self.has_changed;
        } else if !batch.clear && batch.delete.is_empty() {
            self.most = Some((batch.put.len() / 2).max(1));
            if batch.put.len() == 1 {
                let is_last = |id: &&FileId| !self.waiting.put.contains(id) && !self.waiting.delete.contains(id);
                self.refused.extend(batch.put.iter().filter(is_last));
                self.misses += 1;
                if self.misses >= MISSES {
                    self.refused.extend(&self.waiting.put);
                }
            }
        } else {
            self.most = Some(batch.put.len().max(1));
        }
        if self.waiting.clear {
            self.waiting.delete.extend(batch.delete);
            return;
        }
        let Batch { clear, delete, put } = batch;
        self.waiting.clear = clear;
        self.waiting.delete.extend(delete.into_iter().filter(|id| !self.waiting.put.contains(id)));
        self.waiting.put.extend(put.into_iter().filter(|id| !self.waiting.delete.contains(id)));
    }
}

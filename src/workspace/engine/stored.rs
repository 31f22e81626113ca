//! The worker's files and storage: what is taken over from it and from other tabs, and what is written to it.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::Engine;
use super::entry::{Entry, Stored};
use crate::document::{Origin, SourceFile};
use crate::workspace::naming::free;
use crate::workspace::{Batch, Event, FileId, FileRecord, Notice, Replaced};

impl Engine {
    /// Takes files over that the page has from a worker that was lost, with the version of each that storage is known to have. `removed`
    /// ones never come back.
    pub fn resume(&mut self, files: Vec<(FileRecord, Option<u32>)>, removed: Vec<FileId>, events: &mut Vec<Event>) {
        for id in removed {
            self.tombstones.insert(id);
            // The lost worker may not have got to it.
            self.persistence.delete(id);
        }
        for (record, saved) in files {
            let (id, from_link, version) = (record.id, record.from_link, record.version);
            let content = hash(&record);
            self.adopt(record, saved.map_or(Stored::Unknown, Stored::Version), events);
            if !from_link
                && saved != Some(version)
                && let Some(entry) = self.entries.get_mut(&id)
            {
                // The lost worker may have written it without a word.
                entry.unconfirmed.push((version, content));
                self.persistence.put(id);
            }
        }
    }

    /// Takes in what was stored. Files that were removed, or are here in a later version, stay as they are; what has yet to be stored meets
    /// the record when it is: see [`Engine::may_write`].
    pub fn restore(&mut self, records: Vec<FileRecord>, events: &mut Vec<Event>) {
        let records: Vec<FileRecord> =
            records.into_iter().filter(|record| !self.persistence.is_pending(record.id)).collect();
        let saved = records.iter().map(|record| (record.id, record.version)).collect();
        for record in records {
            let stored = Stored::Version(record.version);
            self.adopt(record, stored, events);
        }
        events.push(Event::Saved(saved));
    }

    /// Takes over what another tab stored and deleted; with `cleared` it emptied the storage, where this tab may have stored
    /// files that the other did not know.
    pub fn sync(&mut self, records: Vec<FileRecord>, deleted: &[FileId], cleared: bool, events: &mut Vec<Event>) {
        for id in deleted {
            self.tombstones.insert(*id);
            self.drop_entry(*id);
            self.persistence.lose(*id);
        }
        if cleared {
            self.forget_storage();
        }
        for record in records {
            let (id, stored) = (record.id, Stored::Version(record.version));
            if self.tombstones.contains(&id) {
                // The other tab stored it after it was removed here.
                self.persistence.delete(id);
            } else if !self.persistence.is_pending(id) {
                events.push(Event::Saved(vec![(id, record.version)]));
                let mine = self.record(id);
                let (content, replaced) = (record.bytes.clone(), record.replaced.clone());
                self.adopt(record, stored, events);
                // The other tab saw it and went on from something else.
                if let Some(mine) = mine.filter(|mine| mine.bytes != content)
                    && replaced.earlier.last().is_some_and(|earlier| *earlier == mine.bytes)
                {
                    events.push(Event::Notice(Notice::Conflict { path: mine.path, id }));
                }
            }
            // A change of this tab that has yet to be stored meets the record when it is: see `may_write`.
        }
    }

    /// Storage is empty or another one: all files are to be written to it.
    pub fn forget_storage(&mut self) {
        for (id, entry) in self.entries.iter_mut().filter(|(_, entry)| !entry.from_link) {
            entry.stored = Stored::Unknown;
            self.persistence.put(*id);
        }
    }

    /// Those files of a batch of which storage may have a record, for [`Engine::may_write`].
    #[must_use]
    pub fn to_compare(&self, batch: &Batch) -> Vec<FileId> {
        let has_record = |id: &&FileId| self.entries.get(id).is_some_and(|entry| entry.stored != Stored::Not);
        if batch.clear { Vec::new() } else { batch.put.iter().filter(has_record).copied().collect() }
    }

    /// Whether a file may be written over the record that storage has of it, in the same transaction as this is asked.
    ///
    /// It may not where another tab has written since this one read or wrote it. What both changed is then this tab's, whose visitor is at
    /// work; the content of the other tab can be gone back to. The file is to be written in a later batch. Where there is no record it is
    /// written: who removed it tells, and who emptied the storage may not have known of it.
    pub fn may_write(&mut self, theirs: &FileRecord, events: &mut Vec<Event>) -> bool {
        let id = theirs.id;
        let Some(mine) = self.record(id) else { return false };
        let Some(entry) = self.entries.get_mut(&id) else { return false };
        let known = match entry.stored {
            Stored::Version(known) if known == theirs.version => return true,
            Stored::Version(known) => Some(known),
            Stored::Not | Stored::Unknown => None,
        };
        entry.stored = Stored::Version(theirs.version);
        if entry.unconfirmed.contains(&(theirs.version, hash(theirs))) {
            // A write of this tab that came later than it was waited for.
            return true;
        }
        let (is_edited, is_renamed) =
            known.map_or((true, true), |known| (entry.content > known, entry.renamed > known));
        let (content, is_later) = (entry.content, mine.version > theirs.version);
        entry.version = entry.version.max(theirs.version);
        // Whatever either replaced stays.
        let mut replaced = theirs.replaced.clone();
        replaced.merge(&mine.replaced, &theirs.bytes);
        if mine.bytes == theirs.bytes && mine.name == theirs.name {
            // Nothing of theirs would be lost.
            let is_new_to_them = replaced != theirs.replaced;
            if is_new_to_them && !is_later {
                entry.version = entry.version.saturating_add(1);
            }
            if is_new_to_them || replaced != mine.replaced {
                self.changed.insert(id);
            }
            self.set_replaced(id, replaced);
            return is_later || is_new_to_them;
        }
        if !is_renamed {
            self.take_name(id, theirs);
        }
        let takes_theirs = !is_edited && mine.bytes != theirs.bytes;
        if takes_theirs {
            let path = self.entries.get(&id).map(|entry| entry.path.clone()).unwrap_or_default();
            self.set_content(&path, theirs.bytes.clone());
        } else if mine.bytes != theirs.bytes {
            replaced.record(theirs.bytes.clone());
            events.push(Event::Notice(Notice::Conflict { path: mine.path, id }));
        }
        self.set_replaced(id, replaced);
        self.touch(id);
        if let Some(entry) = self.entries.get_mut(&id).filter(|_| !takes_theirs) {
            // The editor goes on from what it shows.
            entry.content = content;
        }
        false
    }

    /// The next transaction for storage; the files in it are those of [`Engine::record`].
    pub fn next_write(&mut self) -> Option<Batch> {
        let mut batch = self.persistence.begin_write()?;
        batch.put.retain(|id| self.entries.get(id).is_some_and(|entry| !entry.from_link));
        Some(batch)
    }

    /// A file of that transaction as it is to be written.
    pub fn to_write(&mut self, id: FileId) -> Option<FileRecord> {
        let record = self.record(id)?;
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.unconfirmed.push((record.version, hash(&record)));
        }
        Some(record)
    }

    /// What became of it. `saved` are the files that were written, with their versions.
    pub fn written(&mut self, worked: bool, saved: Vec<(FileId, u32)>, batch: &Batch) -> Vec<Event> {
        self.persistence.written(worked);
        for (id, version) in saved.iter().filter(|_| worked) {
            if let Some(entry) = self.entries.get_mut(id) {
                entry.stored = Stored::Version(*version);
                // What was written before is gone, and what follows is written by this tab or compared.
                entry.unconfirmed.clear();
            }
        }
        for id in batch.put.iter().filter(|_| !worked) {
            if let Some(entry) = self.entries.get_mut(id).filter(|entry| entry.stored == Stored::Not) {
                // What is said to have failed may have happened all the same.
                entry.stored = Stored::Unknown;
            }
        }
        let mut events = Vec::new();
        if !worked && (batch.clear || !batch.delete.is_empty()) && batch.put.is_empty() {
            events.push(Event::Notice(Notice::RemoveFailed));
        }
        if worked && !saved.is_empty() {
            events.push(Event::Saved(saved));
        }
        if worked && !batch.delete.is_empty() {
            events.push(Event::Deleted(batch.delete.iter().copied().collect()));
        }
        events
    }

    /// Whether something could not be stored.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.persistence.has_failed()
    }

    /// Whether something has yet to be stored.
    #[must_use]
    pub fn is_storing(&self) -> bool {
        !self.persistence.is_idle()
    }

    /// Whether storage has yet to be emptied.
    #[must_use]
    pub fn has_to_clear(&self) -> bool {
        self.persistence.has_to_clear()
    }

    /// Whether there is a file that belongs into storage.
    #[must_use]
    pub fn has_files_to_keep(&self) -> bool {
        self.entries.values().any(|entry| !entry.from_link)
    }

    /// Takes a record over as it is, if it is later than what is here and was not removed.
    fn adopt(&mut self, mut record: FileRecord, stored: Stored, events: &mut Vec<Event>) {
        let id = record.id;
        if self.tombstones.contains(&id) {
            return;
        }
        let here = self.entries.get(&id);
        let is_new = here.is_none();
        match here {
            Some(entry) if entry.version >= record.version => return,
            Some(_) => {
                self.take_name(id, &record);
                record.path = self.entries.get(&id).map(|entry| entry.path.clone()).unwrap_or_default();
            }
            // It keeps its path for as long as it can, in a new worker and after a reload too.
            None if !self.id_of.contains_key(&record.path) => {}
            None => record.path = free(&record.name, false, |path| self.id_of.contains_key(path)),
        }
        // A later version of a file that is here is taken in any case: tabs are not to disagree.
        if let Some(notice) = self.has_no_room_for(record.bytes.len(), true).filter(|_| is_new) {
            let notice = Event::Notice(notice);
            if !events.contains(&notice) {
                events.push(notice);
            }
            return;
        }
        // Another version of the page may have taken for a score file what this one does not: it is still the visitor's.
        let source = SourceFile { origin: Origin::Named, ..record.source() };
        self.previews.bring(source, self.bundled.catalog());
        let FileRecord { path, name, version, from_link, replaced, .. } = record;
        self.set_replaced(id, Replaced::default());
        self.replaced_bytes += replaced.size();
        let (content, renamed) = (version, version);
        self.insert(id, Entry { version, from_link, replaced, content, renamed, stored, ..Entry::new(path, name) });
        self.persistence.forget(id);
    }

    /// Takes over the name that another tab gave a file, with its path if that is free here.
    fn take_name(&mut self, id: FileId, theirs: &FileRecord) {
        if self.entries.get(&id).is_none_or(|entry| entry.name == theirs.name) {
            return;
        }
        let is_taken = |path: &str| self.id_of.get(path).is_some_and(|other| *other != id);
        let path = if is_taken(&theirs.path) { free(&theirs.name, false, is_taken) } else { theirs.path.clone() };
        self.move_entry(id, path, theirs.name.clone());
    }
}

/// Tells states of a file apart, as far as 64 bits do.
fn hash(record: &FileRecord) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&record.name, &record.bytes, &record.replaced).hash(&mut hasher);
    hasher.finish()
}

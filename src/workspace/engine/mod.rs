//! The worker's state machine: all files of the visitor with their models, what has changed since the last commit, and what has
//! yet to be stored.

mod entry;
mod stored;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use entry::{Entry, Stored};

use super::importing::Intake;
use super::naming::free;
use super::notice::summarize;
use super::{Event, FileId, FileRecord, IdSource, NewText, Notice, Persistence, Replaced, Request};
use crate::dataset::Dataset;
use crate::document::{Origin, SourceFile, as_utf8, may_be_score_file, read_score_file, size, slug};
use crate::import::Samples;
use crate::load::{Loaded, Previews};

/// How much the worker holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The most files.
    pub files: usize,
    /// The most bytes of files, those that were replaced included.
    pub bytes: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { files: 50_000, bytes: 256 << 20 }
    }
}

/// So many bytes of files are sent in one event, or one file if it is larger.
const FILES_BYTES: usize = 1 << 18;

/// So many findings are sent in one event.
const FINDINGS: usize = 500;

/// The worker's state.
#[derive(Debug, Default)]
pub struct Engine {
    bundled: Dataset,
    previews: Previews,
    entries: BTreeMap<FileId, Entry>,
    id_of: BTreeMap<String, FileId>,
    /// The files that were brought under a name.
    named: BTreeMap<String, BTreeSet<FileId>>,
    ids: IdSource,
    /// Bytes of replaced contents.
    replaced_bytes: usize,
    changed: BTreeSet<FileId>,
    removed: BTreeSet<FileId>,
    /// Whether the files have changed since a dataset was sent.
    stale: bool,
    persistence: Persistence,
    room: Room,
    /// Results of the present request that are in no score file.
    intake: Intake,
    /// Files that were removed: a late record of one is not taken.
    tombstones: HashSet<FileId>,
}

/// What the files of one request have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Import {
    /// Number of the request.
    pub request: u64,
    /// Whether a link brought them.
    pub from_link: bool,
    /// Whether the name identifies the file.
    pub named: bool,
}

/// What became of a file that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It is new.
    Added(FileId),
    /// It took the place of its earlier version.
    Replaced(FileId),
    /// It was here already.
    Same(FileId),
    /// It has results and is no score file: see [`Engine::proposal`].
    Recognized,
    /// It is no score file, and was found in a folder or an archive: it is only counted.
    Skipped,
    /// There is no room for it.
    Full(Notice),
}

impl Engine {
    /// An engine without files.
    #[must_use]
    pub fn new(bundled: Dataset, ids: IdSource) -> Self {
        Self { bundled, ids, ..Self::default() }
    }

    /// The same with room for less.
    #[must_use]
    pub fn with_room(self, room: Room) -> Self {
        Self { room, ..self }
    }

    /// Whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The files, in order of arrival.
    pub fn records(&self) -> impl Iterator<Item = FileRecord> {
        self.entries.keys().filter_map(|id| self.record(*id))
    }

    /// One file with its content.
    #[must_use]
    pub fn record(&self, id: FileId) -> Option<FileRecord> {
        let Entry { path, name, version, from_link, replaced, .. } = self.entries.get(&id)?.clone();
        let file = self.previews.file(&path)?;
        let (bytes, found) = (file.bytes.clone(), file.origin == Origin::Found);
        Some(FileRecord { id, path, name, bytes, found, version, from_link, replaced })
    }

    /// Takes in a file.
    ///
    /// One with the name and the model of a file that is here replaces it, unless a link brought it. One with the name of
    /// another model's file is given a path of its own. The same content is not taken twice. Results in other formats are kept apart.
    pub fn import(&mut self, mut file: SourceFile, import: Import, events: &mut Vec<Event>) -> Imported {
        if import.named && self.intake.take(&file, self.bundled.catalog()) {
            return Imported::Recognized;
        }
        let name = file.path.clone();
        let mut family: Vec<FileId> = self.named.get(&name).into_iter().flatten().copied().collect();
        family.extend(self.id_of.get(&name).filter(|id| !family.contains(id)));
        let content = |id: &FileId| self.entries.get(id).and_then(|e| self.previews.file(&e.path)).map(|f| &f.bytes);
        // What is kept is UTF-8.
        let is_same = |id: &&FileId| {
            content(id).is_some_and(|known| *known == file.bytes || *known == as_utf8(file.bytes.clone()))
        };
        if let Some(&same) = family.iter().find(is_same) {
            if !import.from_link {
                self.keep(same);
            }
            return Imported::Same(same);
        }
        let earlier =
            if import.from_link || !import.named { None } else { self.earlier(&family, &file, import.request) };
        if let Some(notice) = self.has_no_room_for(file.bytes.len(), earlier.is_none()) {
            return Imported::Full(notice);
        }
        if let Some(id) = earlier {
            return self.replace(id, file, import.request, events);
        }
        file.path = free(&name, !import.named, |path| self.id_of.contains_key(path));
        let path = file.path.clone();
        if self.previews.bring(file, self.bundled.catalog()).is_none() {
            return Imported::Skipped;
        }
        if import.named && !import.from_link && path != name {
            events.push(Event::Notice(Notice::Renamed { name: name.clone(), path: path.clone() }));
        }
        let id = self.ids.give();
        let request = Some(import.request);
        self.insert(id, Entry { from_link: import.from_link, request, ..Entry::new(path, name) });
        if !import.from_link {
            self.persistence.put(id);
        }
        Imported::Added(id)
    }

    /// Whether a file is taken for a score file, or for one that its author means to be one.
    #[must_use]
    pub fn is_for_here(&self, file: &SourceFile) -> bool {
        !read_score_file(file, self.bundled.catalog()).skipped
    }

    /// Takes in a text.
    pub fn import_text(&mut self, text: NewText, request: u64, from_link: bool, events: &mut Vec<Event>) -> Imported {
        let file = SourceFile { path: text.name, bytes: text.bytes, origin: Origin::Named };
        if !text.named && self.intake.take_pasted(&file.bytes, "", self.bundled.catalog()) {
            return Imported::Recognized;
        }
        // A pasted text may be anything that was copied last.
        if !text.named && !may_be_score_file(&file, self.bundled.catalog()) {
            events.push(Event::Notice(Notice::NoScores));
            return Imported::Skipped;
        }
        self.import(file, Import { request, from_link, named: text.named }, events)
    }

    /// Takes in a text that was pasted, or the table that stands beside it as HTML.
    pub fn import_pasted(&mut self, text: NewText, html: &str, request: u64, events: &mut Vec<Event>) -> Imported {
        if !html.is_empty() && self.intake.take_pasted(&text.bytes, html, self.bundled.catalog()) {
            return Imported::Recognized;
        }
        self.import_text(text, request, false, events)
    }

    /// Takes in the items of a run, which were read in pieces.
    pub fn import_items(&mut self, path: &str, items: Samples) {
        let found = items.finish(path, self.bundled.catalog());
        self.intake.take_found(found);
    }

    /// Events that hand over the results in other formats that the present request brought, before it is done.
    pub fn proposal(&mut self) -> Vec<Event> {
        self.intake.proposal(self.bundled.catalog())
    }

    /// The file that this one is a later version of: of the same name and the same model. A file that could not be read as a
    /// model may be replaced by its fixed version. Files of one request replace each other never: they are there at once.
    fn earlier(&self, family: &[FileId], file: &SourceFile, request: u64) -> Option<FileId> {
        let candidates = family.iter().filter(|id| {
            let entry = self.entries.get(id);
            entry.is_some_and(|entry| entry.name == file.path && entry.request != Some(request))
        });
        let candidates: Vec<FileId> = candidates.copied().collect();
        if candidates.is_empty() {
            return None;
        }
        let codes = Previews::codes(file, self.bundled.catalog());
        let codes_of = |id: FileId| self.entries.get(&id).map(|e| self.previews.codes_of(&e.path)).unwrap_or_default();
        let of_model = candidates.iter().find(|id| !codes.is_empty() && codes_of(**id) == codes);
        // One that cannot be read may say whose it is all the same.
        let may_be = |id: FileId| {
            let content =
                self.entries.get(&id).and_then(|entry| self.previews.file(&entry.path)).map(|file| &file.bytes);
            let said = content.and_then(|bytes| said_code(bytes));
            let of_file = said_code(&file.bytes);
            said.is_none_or(|said| {
                if codes.is_empty() { of_file.is_none_or(|code| code == said) } else { codes.contains(&said) }
            })
        };
        of_model.or_else(|| candidates.iter().find(|id| codes_of(**id).is_empty() && may_be(**id))).copied()
    }

    fn replace(&mut self, id: FileId, file: SourceFile, request: u64, events: &mut Vec<Event>) -> Imported {
        let Some(entry) = self.entries.get(&id) else { return Imported::Skipped };
        let path = entry.path.clone();
        let before = self.previews.file(&path).map(|file| file.bytes.clone()).unwrap_or_default();
        // What was found in a folder and is no score file any more replaces nothing.
        if self.previews.bring(SourceFile { path: path.clone(), ..file }, self.bundled.catalog()).is_none() {
            return Imported::Skipped;
        }
        events.push(Event::Notice(Notice::Replaced { path, id }));
        self.record_replaced(id, before);
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.request = Some(request);
            entry.from_link = false;
        }
        self.touch(id);
        Imported::Replaced(id)
    }

    /// Changes the content of a file, as typed. Gives the new version; `None` if the file is gone.
    ///
    /// Where something else changed it since `base`, that content can be gone back to, and it is said.
    pub fn edit(
        &mut self,
        id: FileId,
        base: u32,
        is_draft: bool,
        bytes: Vec<u8>,
        events: &mut Vec<Event>,
    ) -> Option<u32> {
        let entry = self.entries.get(&id)?;
        let (path, version) = (entry.path.clone(), entry.version);
        let before = self.previews.file(&path)?;
        if before.bytes == bytes {
            return Some(version);
        }
        let has_met_another = entry.content > base;
        if has_met_another {
            events.push(Event::Notice(Notice::Conflict { path: path.clone(), id }));
        }
        if has_met_another && is_draft {
            self.record_replaced(id, bytes);
        } else {
            if has_met_another {
                let before = before.bytes.clone();
                self.record_replaced(id, before);
            }
            self.set_content(&path, bytes);
        }
        self.touch(id);
        self.entries.get(&id).map(|entry| entry.version)
    }

    /// Undoes the last replacement that is not undone, or redoes the one that was undone last. Nothing happens where there is none.
    pub fn undo_replacement(&mut self, id: FileId, undo: bool) {
        let Some(entry) = self.entries.get(&id) else { return };
        let (path, mut replaced) = (entry.path.clone(), entry.replaced.clone());
        let Some(present) = self.previews.file(&path).map(|file| file.bytes.clone()) else { return };
        let Some(content) = replaced.step(present, undo) else { return };
        self.set_content(&path, content);
        self.set_replaced(id, replaced);
        self.touch(id);
    }

    /// Keeps a file that a link brought.
    pub fn keep(&mut self, id: FileId) {
        if let Some(entry) = self.entries.get_mut(&id).filter(|entry| entry.from_link) {
            entry.from_link = false;
            self.changed.insert(id);
            self.persistence.put(id);
        }
    }

    /// Gives a file another path, which is then its name too. Gives what the visitor should know.
    pub fn rename(&mut self, id: FileId, path: &str) -> Option<Notice> {
        let entry = self.entries.get(&id)?;
        if entry.path == path || path.is_empty() {
            return None;
        }
        if self.id_of.contains_key(path) {
            return Some(Notice::NameTaken { path: path.to_owned() });
        }
        let content = entry.content;
        self.move_entry(id, path.to_owned(), path.to_owned());
        self.touch(id);
        if let Some(entry) = self.entries.get_mut(&id) {
            (entry.content, entry.renamed) = (content, entry.version);
        }
        None
    }

    /// Adds files with all that is known of them, under paths of their own; one without a name is named by its path. Those that are here
    /// already stay as they are. Gives those for which there is no room.
    pub fn add_records(&mut self, files: Vec<FileRecord>, events: &mut Vec<Event>) {
        let mut not_added = Vec::new();
        for file in files {
            if self.entries.contains_key(&file.id) || self.tombstones.contains(&file.id) {
                continue;
            }
            if let Some(notice) = self.has_no_room_for(file.bytes.len() + file.replaced.size(), true) {
                if not_added.is_empty() {
                    events.push(Event::Notice(notice));
                }
                not_added.push(file);
                continue;
            }
            let FileRecord { id, path, name, bytes, from_link, replaced, .. } = file;
            let is_taken = |path: &str| self.id_of.contains_key(path);
            let path = if is_taken(&path) { free(&path, false, is_taken) } else { path };
            let name = if name.is_empty() { path.clone() } else { name };
            self.set_content(&path, bytes);
            // Another tab may have taken up the same note of an earlier page.
            let stored = Stored::Unknown;
            self.insert(id, Entry { from_link, stored, ..Entry::new(path, name) });
            self.set_replaced(id, replaced);
            if !from_link {
                self.persistence.put(id);
            }
        }
        if !not_added.is_empty() {
            events.push(Event::NotAdded(not_added));
        }
    }

    /// Moves a file to a path that is free, under a name that may differ from it.
    fn move_entry(&mut self, id: FileId, path: String, name: String) {
        let Some(entry) = self.entries.get_mut(&id) else { return };
        let (old_path, old_name) = (entry.path.clone(), std::mem::replace(&mut entry.name, name.clone()));
        if old_path != path {
            entry.path.clone_from(&path);
            self.previews.rename(&old_path, &path, self.bundled.catalog());
            self.id_of.remove(&old_path);
            self.id_of.insert(path, id);
        }
        self.leave_family(&old_name, id);
        self.named.entry(name).or_default().insert(id);
    }

    fn leave_family(&mut self, name: &str, id: FileId) {
        if let Some(family) = self.named.get_mut(name) {
            family.remove(&id);
            if family.is_empty() {
                self.named.remove(name);
            }
        }
    }

    /// Removes a file. It never comes back by itself.
    pub fn remove(&mut self, id: FileId) {
        self.tombstones.insert(id);
        if self.drop_entry(id) {
            self.persistence.delete(id);
        }
    }

    /// Removes all files.
    pub fn remove_all(&mut self) {
        let ids = self.entries.keys().copied().collect();
        // A job that is cancelled by it proposes nothing.
        self.intake = Intake::default();
        self.drop_all();
        self.previews = Previews::default();
        self.persistence.clear(ids);
    }

    /// Carries out a request that is no job, with all that the page is to know of it.
    pub fn carry_out(&mut self, request: Request) -> Vec<Event> {
        let mut events = Vec::new();
        let number = request.number();
        let mut version = None;
        match request {
            Request::ImportTexts { number, texts, from_link } => {
                // What a job has collected so far is that job's.
                let of_job = std::mem::take(&mut self.intake);
                let mut told = Vec::new();
                for text in texts {
                    let imported = self.import_text(text, number, from_link, &mut told);
                    let is_full = matches!(imported, Imported::Full(_));
                    self.tell(imported, &mut told);
                    if is_full {
                        break;
                    }
                }
                events.extend(summarize_events(told));
                events.extend(self.proposal());
                self.intake = of_job;
            }
            Request::ImportPasted { number, text, html } => {
                let of_job = std::mem::take(&mut self.intake);
                let imported = self.import_pasted(text, &html, number, &mut events);
                self.tell(imported, &mut events);
                events.extend(self.proposal());
                self.intake = of_job;
            }
            Request::Edit { id, base, is_draft, bytes, .. } => {
                version = self.edit(id, base, is_draft, bytes, &mut events);
            }
            Request::UndoReplacement { id, undo, .. } => self.undo_replacement(id, undo),
            Request::Keep { ids, .. } => ids.into_iter().for_each(|id| self.keep(id)),
            Request::Rename { id, path, .. } => events.extend(self.rename(id, &path).map(Event::Notice)),
            Request::AddRecords { files, .. } => self.add_records(files, &mut events),
            Request::Remove { id, .. } => self.remove(id),
            Request::RemoveAll { .. } => self.remove_all(),
            Request::Resume { files, removed } => self.resume(files, removed, &mut events),
            // The worker's own: it reads, fetches and stores.
            Request::Begin { .. }
            | Request::Restore
            | Request::ImportFiles { .. }
            | Request::Fetch { .. }
            | Request::Cancel
            | Request::SendUnreadable
            | Request::RemoveUnreadable => {}
        }
        // The page has the files when it hears that it is done, and so need not ask again should this worker end before the commit.
        let is_changed = self.is_changed();
        events.extend(self.file_events());
        events.extend(number.map(|number| Event::Done { number, version }));
        if is_changed {
            events.extend(self.commit(true));
        }
        events
    }

    /// Says what the visitor should know of what an import came to.
    pub fn tell(&self, imported: Imported, events: &mut Vec<Event>) {
        match imported {
            Imported::Same(id) => {
                let path = self.entries.get(&id).map(|entry| entry.path.clone()).unwrap_or_default();
                events.push(Event::Notice(Notice::Same { path }));
            }
            Imported::Full(notice) => events.push(Event::Notice(notice)),
            Imported::Added(_) | Imported::Replaced(_) | Imported::Recognized | Imported::Skipped => {}
        }
    }

    /// Counts files that are no score files by their names.
    pub fn skip(&mut self, count: usize) {
        self.previews.pass_over(count);
    }

    /// Events that bring the page up to date: the files that changed, and if any did, the dataset with all findings but those of
    /// the audit, which [`Engine::audit`] gives; with `audited` all at once.
    pub fn commit(&mut self, audited: bool) -> Vec<Event> {
        let mut events = self.file_events();
        if self.stale {
            let mut loaded = self.loaded();
            if audited {
                self.previews.audit(&mut loaded);
            }
            // A chunk that cannot be written is missed when the others are put together, and the page says so.
            if loaded.dataset.cut(|chunk| events.push(Event::Chunk(chunk))).is_err() {
                events.push(Event::Notice(Notice::LostMessage));
            }
            events.extend(findings(&loaded));
        }
        events.push(Event::Commit { dataset: self.stale, findings: self.stale });
        self.stale = false;
        events
    }

    /// Events of a revision with the same dataset and all findings.
    pub fn audit(&mut self) -> Vec<Event> {
        let mut loaded = self.loaded();
        self.previews.audit(&mut loaded);
        let mut events = self.file_events();
        events.extend(findings(&loaded));
        events.push(Event::Commit { dataset: false, findings: true });
        events
    }

    /// Whether something has changed that is not committed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.stale || !self.changed.is_empty() || !self.removed.is_empty()
    }

    /// The files that have changed, in events of moderate size: sent ahead while more are read.
    pub fn file_events(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        let removed: Vec<FileId> = std::mem::take(&mut self.removed).into_iter().collect();
        if !removed.is_empty() {
            events.push(Event::Removed(removed));
        }
        let (mut records, mut weight) = (Vec::new(), 0);
        for record in std::mem::take(&mut self.changed).into_iter().filter_map(|id| self.record(id)) {
            weight += record.bytes.len() + 1000;
            records.push(record);
            if weight > FILES_BYTES {
                events.push(Event::Files(std::mem::take(&mut records)));
                weight = 0;
            }
        }
        if !records.is_empty() {
            events.push(Event::Files(records));
        }
        events
    }

    fn insert(&mut self, id: FileId, entry: Entry) {
        self.id_of.insert(entry.path.clone(), id);
        self.named.entry(entry.name.clone()).or_default().insert(id);
        self.entries.insert(id, entry);
        self.changed.insert(id);
        self.stale = true;
    }

    fn drop_entry(&mut self, id: FileId) -> bool {
        self.set_replaced(id, Replaced::default());
        let Some(entry) = self.entries.remove(&id) else { return false };
        self.id_of.remove(&entry.path);
        self.leave_family(&entry.name, id);
        self.previews.remove(&entry.path);
        self.changed.remove(&id);
        self.removed.insert(id);
        self.stale = true;
        true
    }

    fn drop_all(&mut self) {
        let ids: Vec<FileId> = self.entries.keys().copied().collect();
        self.tombstones.extend(&ids);
        self.changed.clear();
        self.removed.extend(&ids);
        self.entries.clear();
        self.id_of.clear();
        self.named.clear();
        self.replaced_bytes = 0;
        self.stale = true;
    }

    /// The content of a file has changed.
    fn touch(&mut self, id: FileId) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.version = entry.version.saturating_add(1);
            entry.content = entry.version;
            self.changed.insert(id);
            self.stale = true;
            if !entry.from_link {
                self.persistence.put(id);
            }
        }
    }

    fn set_content(&mut self, path: &str, bytes: Vec<u8>) {
        // What is edited is a file of the visitor's, whatever it has become.
        let file = SourceFile { path: path.to_owned(), bytes, origin: Origin::Named };
        self.previews.bring(file, self.bundled.catalog());
    }

    fn set_replaced(&mut self, id: FileId, replaced: Replaced) {
        let Some(entry) = self.entries.get_mut(&id) else { return };
        self.replaced_bytes = self.replaced_bytes.saturating_sub(entry.replaced.size()) + replaced.size();
        entry.replaced = replaced;
    }

    /// Keeps a content that another one takes the place of.
    fn record_replaced(&mut self, id: FileId, before: Vec<u8>) {
        let Some(mut replaced) = self.entries.get(&id).map(|entry| entry.replaced.clone()) else { return };
        replaced.record(before);
        self.set_replaced(id, replaced);
    }

    fn has_no_room_for(&self, bytes: usize, is_new: bool) -> Option<Notice> {
        let files = self.entries.len() + usize::from(is_new);
        let Room { files: most, bytes: most_bytes } = self.room;
        let full = files > most || self.previews.bytes() + self.replaced_bytes + bytes > most_bytes;
        full.then(|| Notice::Full { files: most, size: size(most_bytes) })
    }

    /// What the files come to, before the audit.
    fn loaded(&self) -> Loaded {
        self.previews.loaded(&self.bundled)
    }
}

/// The code of the model that the text of a file seems to be about, as one without mistakes would have it: that of the first line that
/// begins with `code:`, else with `name:`.
fn said_code(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let value = |key: &str| {
        let value = text.lines().find_map(|line| line.strip_prefix(key))?;
        value.contains(char::is_alphanumeric).then(|| slug(value.trim().trim_matches(['"', '\''])))
    };
    value("code:").or_else(|| value("name:"))
}

/// The same events with their notices summarized.
fn summarize_events(events: Vec<Event>) -> Vec<Event> {
    let (mut notices, mut others) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::Notice(notice) => notices.push(notice),
            other => others.push(other),
        }
    }
    others.extend(summarize(notices).into_iter().map(Event::Notice));
    others
}

fn findings(loaded: &Loaded) -> impl Iterator<Item = Event> {
    loaded.findings.chunks(FINDINGS).map(|findings| Event::Findings(findings.to_vec()))
}

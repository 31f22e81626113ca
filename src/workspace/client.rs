//! The page's state machine: assembles the worker's events into snapshots that are committed as a whole, sends edits one at a
//! time, and knows what to tell a new worker when one is lost.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use super::importing::Proposal;
use super::{
    Draft, Event, FileId, FileRecord, FileSet, IdSource, NewText, Notice, PersistenceStatus, Replaced, Request,
};
use crate::archive::PassedOver;
use crate::dataset::{Dataset, Pieces};
use crate::document::{Catalog, Finding};

/// So often a lost worker is replaced while the page is open.
const RESTARTS: usize = 5;

/// One consistent state of the visitor's files.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The files.
    pub files: Arc<FileSet>,
    /// Bundled models and those of the files; `None` if they are as they were.
    pub dataset: Option<Dataset>,
    /// Findings about the files; `None` if they are as they were.
    pub findings: Option<Vec<Finding>>,
}

/// What the page does about an event.
#[derive(Debug, Default)]
pub struct Reaction {
    /// To be sent to the worker.
    pub send: Vec<Request>,
    /// To be shown.
    pub snapshot: Option<Snapshot>,
    /// To be said.
    pub notifications: Vec<Notification>,
}

/// What an event tells besides.
#[derive(Clone, Debug, PartialEq)]
pub enum Notification {
    /// How far the jobs are.
    Progress {
        /// Files read.
        read: usize,
        /// Files known of.
        of: usize,
    },
    /// A request was carried out.
    Done {
        /// Whether it was a job that shows progress.
        was_job: bool,
    },
    /// Something to say.
    Notice(Notice),
    /// Results in other formats, to be confirmed.
    Results(Proposal),
    /// Another host would have to be asked.
    Ask {
        /// What would be fetched.
        address: String,
        /// From whom.
        host: String,
    },
    /// What was stored is here, or will not come.
    Restored {
        /// Whether all of it could be read.
        complete: bool,
    },
    /// Files were removed in another tab.
    RemovedElsewhere {
        /// Those that were being edited here, as they were typed last.
        edited: Vec<FileRecord>,
        /// The others, with their paths.
        others: Vec<(FileId, String)>,
    },
    /// Storage has no longer what was removed: see [`Client::undeleted`].
    Deleted,
    /// Whether files are kept.
    Persistence(PersistenceStatus),
    /// Files that were to be added and for which there is no room.
    NotAdded(Vec<FileRecord>),
    /// Files that came after the visitor removed all: they were removed with the others.
    AlsoRemoved(Vec<FileRecord>),
    /// How many stored records cannot be read.
    Unreadable(usize),
    /// Those records: names and bytes.
    UnreadableRecords(Vec<(String, Vec<u8>)>),
}

/// The worker cannot be relied on any more: it crashed, or its messages do not make sense. See [`Client::restart`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// What was lost with a worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Paths and addresses that were being read or fetched.
    pub unread: Vec<String>,
    /// How many changes of files were not carried out.
    pub changes: usize,
}

/// An edit on its way: one is sent at a time, and what is typed meanwhile waits, the last text replacing those before.
#[derive(Clone, Debug, Default)]
struct Edits {
    sent: Option<u64>,
    waiting: Option<Vec<u8>>,
    /// The last text with the version that it made, until storage has it.
    unsaved: Option<(Option<u32>, Vec<u8>)>,
    /// The version that the last answer told.
    version: u32,
}

/// The page's state.
#[derive(Debug, Default)]
pub struct Client {
    files: Arc<FileSet>,
    received: BTreeMap<FileId, FileRecord>,
    gone: BTreeSet<FileId>,
    chunks: Pieces,
    findings: Vec<Finding>,
    /// Parts of results that are not whole yet.
    results: Proposal,
    next_number: u64,
    /// Requests without an answer, in order; of jobs only what is read.
    outstanding: VecDeque<Outstanding>,
    /// Answers whose files are not committed yet: numbers and versions.
    answers: Vec<(u64, Option<u32>)>,
    edits: HashMap<FileId, Edits>,
    /// Files that the visitor removed, here or in another tab.
    tombstones: BTreeSet<FileId>,
    /// Those of them that storage may still have.
    undeleted: BTreeSet<FileId>,
    /// The number of the request to remove all files, until it is carried out, and the files that came meanwhile.
    removing_all: Option<(u64, Vec<FileRecord>)>,
    /// The version of each file that storage is known to have.
    saved: HashMap<FileId, u32>,
    restarts: usize,
    /// Whether the present worker has told of what was stored.
    is_restored: bool,
}

#[derive(Clone, Debug)]
enum Outstanding {
    Job {
        number: u64,
        names: Vec<String>,
    },
    /// Whether it was asked for of a worker that was lost.
    Short {
        request: Request,
        tried: bool,
    },
}

impl Outstanding {
    fn number(&self) -> Option<u64> {
        match self {
            Self::Job { number, .. } => Some(*number),
            Self::Short { request, .. } => request.number(),
        }
    }
}

impl Client {
    /// The files as they were committed last.
    #[must_use]
    pub fn files(&self) -> &Arc<FileSet> {
        &self.files
    }

    /// A request to take in texts.
    pub fn import_texts(&mut self, texts: Vec<NewText>, from_link: bool) -> Request {
        let number = self.number();
        self.short(Request::ImportTexts { number, texts, from_link })
    }

    /// A request to take in a text that was pasted, with the same as HTML if there is that.
    pub fn import_pasted(&mut self, text: NewText, html: String) -> Request {
        let number = self.number();
        self.short(Request::ImportPasted { number, text, html })
    }

    /// A request to read files, which the caller sends beside it.
    pub fn import_files(&mut self, paths: Vec<String>, found: bool, skipped: PassedOver) -> Request {
        let number = self.number();
        self.outstanding.push_back(Outstanding::Job { number, names: paths.clone() });
        Request::ImportFiles { number, paths, found, skipped }
    }

    /// A request to fetch.
    pub fn fetch(&mut self, address: String, host: Option<String>, agreed: bool) -> Request {
        let number = self.number();
        self.outstanding.push_back(Outstanding::Job { number, names: vec![address.clone()] });
        Request::Fetch { number, address, host, agreed }
    }

    /// Changes the content of a file. `seen` is the version that its editor showed last: what came after it and was not made here
    /// can be gone back to. `None` if there is nothing to send now: an edit of the file is on its way, and this text follows it.
    pub fn edit(&mut self, id: FileId, seen: u32, bytes: Vec<u8>) -> Option<Request> {
        if self.files.get(id).is_none() || self.tombstones.contains(&id) {
            return None;
        }
        let edits = self.edits.entry(id).or_default();
        edits.version = edits.version.max(seen);
        edits.unsaved = Some((None, bytes.clone()));
        if edits.sent.is_some() {
            edits.waiting = Some(bytes);
            return None;
        }
        Some(self.send_edit(id, bytes))
    }

    fn send_edit(&mut self, id: FileId, bytes: Vec<u8>) -> Request {
        let number = self.number();
        let edits = self.edits.entry(id).or_default();
        edits.sent = Some(number);
        let base = edits.version;
        self.short(Request::Edit { number, id, base, is_draft: false, bytes })
    }

    /// Removes a file. What is typed into it later is not taken.
    pub fn remove(&mut self, id: FileId) -> Request {
        self.forget(id);
        let number = self.number();
        self.short(Request::Remove { number, id })
    }

    /// Removes all files. Gives them as they were typed last. Those that the worker has not told of yet follow when it has: see
    /// [`Notification::AlsoRemoved`].
    pub fn remove_all(&mut self) -> (Request, Vec<FileRecord>) {
        let here = self.files.iter().filter(|file| !self.received.contains_key(&file.id)).chain(self.received.values());
        let files: Vec<FileRecord> = here.filter_map(|file| self.typed_into(file)).collect();
        files.iter().for_each(|file| self.forget(file.id));
        let number = self.number();
        self.removing_all = Some((number, Vec::new()));
        (self.short(Request::RemoveAll { number }), files)
    }

    fn forget(&mut self, id: FileId) {
        self.tombstones.insert(id);
        self.undeleted.insert(id);
        self.edits.remove(&id);
    }

    /// Undoes the last replacement, or redoes the one that was undone last.
    pub fn undo_replacement(&mut self, id: FileId, undo: bool) -> Request {
        let number = self.number();
        self.short(Request::UndoReplacement { number, id, undo })
    }

    /// Keeps files that a link brought.
    pub fn keep(&mut self, ids: Vec<FileId>) -> Request {
        let number = self.number();
        self.short(Request::Keep { number, ids })
    }

    /// Gives a file another path.
    pub fn rename(&mut self, id: FileId, path: String) -> Request {
        let number = self.number();
        self.short(Request::Rename { number, id, path })
    }

    /// Adds files: copies, and files that were removed, whether the worker has heard of that yet or not. Each is given an id of its own,
    /// so that a request which two workers carry out adds nothing twice.
    pub fn add_records(&mut self, files: Vec<FileRecord>, ids: &mut IdSource) -> Request {
        let number = self.number();
        let files = files.into_iter().map(|file| FileRecord { id: ids.give(), version: 0, ..file }).collect();
        self.short(Request::AddRecords { number, files })
    }

    /// A copy of a file, with its content as it was typed last.
    #[must_use]
    pub fn copy_of(&self, id: FileId) -> Option<FileRecord> {
        let file = self.as_typed(id)?;
        Some(FileRecord { name: String::new(), from_link: false, replaced: Replaced::default(), ..file })
    }

    /// A file as it is meant to be: its content as it was typed last.
    #[must_use]
    pub fn as_typed(&self, id: FileId) -> Option<FileRecord> {
        self.typed_into(self.files.get(id)?)
    }

    fn typed_into(&self, file: &FileRecord) -> Option<FileRecord> {
        let bytes = self.typed(file.id).map_or_else(|| file.bytes.clone(), <[u8]>::to_vec);
        (!self.tombstones.contains(&file.id)).then(|| FileRecord { bytes, ..file.clone() })
    }

    /// Files of which storage is not known to have any version, as they were typed last: what was brought, or brought back, a moment ago,
    /// and what a full storage refused.
    #[must_use]
    pub fn unstored(&self) -> Vec<FileRecord> {
        let asked = self.outstanding.iter().filter_map(|outstanding| match outstanding {
            Outstanding::Short { request, .. } => Some(request),
            Outstanding::Job { .. } => None,
        });
        let (mut to_add, mut to_keep) = (Vec::new(), BTreeSet::<FileId>::new());
        for request in asked {
            match request {
                Request::AddRecords { files, .. } => to_add.extend(files),
                Request::Keep { ids, .. } => to_keep.extend(ids),
                _ => {}
            }
        }
        let to_add = to_add.into_iter().map(|file| (file.id, file));
        let mut files: BTreeMap<FileId, &FileRecord> = to_add.collect();
        files.extend(self.files.iter().chain(self.received.values()).map(|file| (file.id, file)));
        let is_stored = |file: &FileRecord| self.saved.contains_key(&file.id);
        let is_kept = |file: &FileRecord| !file.from_link || to_keep.contains(&file.id);
        let unstored = files.into_values().filter(|file| !is_stored(file) && is_kept(file));
        unstored.filter_map(|file| Some(FileRecord { from_link: false, ..self.typed_into(file)? })).collect()
    }

    /// Texts that the worker was asked to take in and has not answered for, but for those of links.
    #[must_use]
    pub fn unanswered_texts(&self) -> Vec<NewText> {
        let texts = self.outstanding.iter().map(|outstanding| match outstanding {
            Outstanding::Short { request: Request::ImportTexts { texts, from_link: false, .. }, .. } => {
                texts.as_slice()
            }
            // What it was as HTML is not carried over: the text says the same.
            Outstanding::Short { request: Request::ImportPasted { text, .. }, .. } => std::slice::from_ref(text),
            _ => &[],
        });
        texts.flatten().cloned().collect()
    }

    /// Takes up files that an earlier page had and storage may not. `None` if all of them are here.
    pub fn take_up_files(&mut self, mut files: Vec<FileRecord>) -> Option<Request> {
        files.retain(|file| self.files.get(file.id).is_none() && !self.tombstones.contains(&file.id));
        let number = self.number();
        (!files.is_empty()).then(|| self.short(Request::AddRecords { number, files }))
    }

    /// A file that was edited here, as it was typed last.
    fn as_edited(&self, file: &FileRecord) -> Option<FileRecord> {
        let edits = self.edits.get(&file.id)?;
        let bytes = edits.unsaved.as_ref().map_or_else(|| file.bytes.clone(), |(_, bytes)| bytes.clone());
        Some(FileRecord { bytes, ..file.clone() })
    }

    fn number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }

    fn short(&mut self, request: Request) -> Request {
        self.outstanding.push_back(Outstanding::Short { request: request.clone(), tried: false });
        request
    }

    /// Whether files go with the next commit.
    #[must_use]
    pub fn loses_files(&self) -> bool {
        !self.gone.is_empty()
    }

    /// Whether a job is under way.
    #[must_use]
    pub fn has_jobs(&self) -> bool {
        self.outstanding.iter().any(|outstanding| matches!(outstanding, Outstanding::Job { .. }))
    }

    /// Whether the worker owes an answer: it is asked for what was stored before anything else.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.is_restored || !self.outstanding.is_empty()
    }

    /// The text that a file is to have: what was typed last, if that is not committed yet.
    #[must_use]
    pub fn typed(&self, id: FileId) -> Option<&[u8]> {
        let edits = self.edits.get(&id)?;
        let on_its_way = edits.sent.is_some() || edits.waiting.is_some();
        edits.unsaved.as_ref().filter(|_| on_its_way).map(|(_, bytes)| bytes.as_slice())
    }

    /// What was typed and may not be stored yet.
    pub fn drafts(&self) -> Vec<Draft> {
        let draft = |(id, edits): (&FileId, &Edits)| {
            let (_, bytes) = edits.unsaved.as_ref()?;
            let sent = edits.sent.and_then(|number| self.outstanding.iter().find(|o| o.number() == Some(number)));
            let sent = match sent {
                Some(Outstanding::Short { request: Request::Edit { bytes, .. }, .. }) => {
                    String::from_utf8(bytes.clone()).ok()
                }
                _ => None,
            };
            Some(Draft { id: *id, base: edits.version, text: String::from_utf8(bytes.clone()).ok()?, sent })
        };
        self.edits.iter().filter_map(draft).collect()
    }

    /// Takes up drafts that earlier pages left, as far as their files are there.
    ///
    /// Where the file has changed since, other than by what that page had sent before, the draft stands behind the content of now, which
    /// somebody typed later; it can be gone back to.
    pub fn take_up(&mut self, drafts: Vec<Draft>) -> Vec<Request> {
        let mut requests = Vec::new();
        for Draft { id, base, text, sent } in drafts {
            let Some(file) = self.files.get(id).filter(|file| file.bytes != text.as_bytes()) else { continue };
            // The same letters in a later version were typed again, after something else: what was sent made the next version.
            let is_own =
                file.version == base.saturating_add(1) && sent.is_some_and(|sent| file.bytes == sent.as_bytes());
            let base = if is_own { file.version } else { base };
            let number = self.number();
            // Each by itself: two tabs may have left one.
            requests.push(self.short(Request::Edit { number, id, base, is_draft: true, bytes: text.into_bytes() }));
        }
        requests
    }

    /// Takes in an event of the worker. The catalog is that of the bundled dataset.
    ///
    /// # Errors
    ///
    /// If the worker cannot be relied on any more.
    pub fn on_event(&mut self, event: Event, catalog: &Catalog) -> Result<Reaction, Broken> {
        let notification = match event {
            Event::Files(files) => {
                for file in files {
                    if !self.tombstones.contains(&file.id)
                        && let Some((_, meanwhile)) = &mut self.removing_all
                    {
                        // The worker has yet to come to that request, and then removes this one too.
                        meanwhile.push(file.clone());
                        self.forget(file.id);
                    }
                    self.gone.remove(&file.id);
                    self.received.insert(file.id, file);
                }
                None
            }
            Event::Removed(ids) => {
                for id in ids {
                    self.received.remove(&id);
                    self.gone.insert(id);
                }
                None
            }
            Event::Chunk(chunk) => {
                self.chunks.add(&chunk).map_err(|_| Broken)?;
                None
            }
            Event::Findings(findings) => {
                self.findings.extend(findings);
                None
            }
            Event::Commit { dataset, findings, .. } => {
                // What the visitor removed here is among the tombstones.
                let elsewhere = self.gone.iter().filter(|id| !self.tombstones.contains(id));
                let (mut edited, mut others) = (Vec::new(), Vec::new());
                for file in elsewhere.filter_map(|id| self.files.get(*id)) {
                    match self.as_edited(file) {
                        Some(file) => edited.push(file),
                        None => others.push((file.id, file.path.clone())),
                    }
                }
                let snapshot = Some(self.commit(dataset, findings, catalog)?);
                let mut reaction = Reaction { snapshot, ..Reaction::default() };
                if !edited.is_empty() || !others.is_empty() {
                    reaction.notifications.push(Notification::RemovedElsewhere { edited, others });
                }
                for (number, version) in std::mem::take(&mut self.answers) {
                    self.done(number, version, &mut reaction);
                }
                return Ok(reaction);
            }
            Event::Done { number, version } => {
                let mut reaction = Reaction::default();
                if let Some((_, files)) = self.removing_all.take_if(|(removing, _)| *removing == number)
                    && !files.is_empty()
                {
                    reaction.notifications.push(Notification::AlsoRemoved(files));
                }
                if self.received.is_empty() && self.gone.is_empty() {
                    self.done(number, version, &mut reaction);
                } else {
                    self.answers.push((number, version));
                }
                return Ok(reaction);
            }
            Event::Saved(saved) => {
                for (id, version) in saved {
                    self.saved(id, version);
                }
                None
            }
            Event::Deleted(ids) => {
                for id in ids {
                    self.saved.remove(&id);
                    self.undeleted.remove(&id);
                }
                Some(Notification::Deleted)
            }
            Event::Results { part, is_last } => {
                self.results.extend(part);
                is_last.then(|| Notification::Results(std::mem::take(&mut self.results)))
            }
            Event::Alive => None,
            Event::Progress { read, of } => Some(Notification::Progress { read, of }),
            Event::Notice(notice) => Some(Notification::Notice(notice)),
            Event::Ask { address, host } => Some(Notification::Ask { address, host }),
            Event::Restored { complete } => {
                self.is_restored = true;
                Some(Notification::Restored { complete })
            }
            Event::Persistence(status) => Some(Notification::Persistence(status)),
            Event::NotAdded(files) => Some(Notification::NotAdded(files)),
            Event::Unreadable(count) => Some(Notification::Unreadable(count)),
            Event::UnreadableRecords(records) => {
                let records = records.into_iter().map(|(name, bytes)| (name, bytes.into_vec())).collect();
                Some(Notification::UnreadableRecords(records))
            }
            Event::Crashed => return Err(Broken),
        };
        Ok(Reaction { notifications: notification.into_iter().collect(), ..Reaction::default() })
    }

    fn commit(&mut self, has_dataset: bool, has_findings: bool, catalog: &Catalog) -> Result<Snapshot, Broken> {
        let files = Arc::make_mut(&mut self.files);
        for id in std::mem::take(&mut self.gone) {
            files.remove(id);
            self.edits.remove(&id);
            self.tombstones.insert(id);
        }
        for (_, record) in std::mem::take(&mut self.received) {
            files.put(record);
        }
        let chunks = std::mem::take(&mut self.chunks);
        let dataset = if has_dataset { Some(chunks.finish(catalog.clone()).map_err(|_| Broken)?) } else { None };
        let findings = std::mem::take(&mut self.findings);
        let files = Arc::clone(&self.files);
        Ok(Snapshot { files, dataset, findings: has_findings.then_some(findings) })
    }

    fn done(&mut self, number: u64, version: Option<u32>, reaction: &mut Reaction) {
        let place = self.outstanding.iter().position(|outstanding| outstanding.number() == Some(number));
        let done = place.and_then(|place| self.outstanding.remove(place));
        let was_job = matches!(done, Some(Outstanding::Job { .. }));
        if let Some(Outstanding::Short { request: Request::Edit { id, .. }, .. }) = done {
            reaction.send.extend(self.edited(id, version));
        }
        reaction.notifications.push(Notification::Done { was_job });
    }

    fn edited(&mut self, id: FileId, version: Option<u32>) -> Option<Request> {
        let edits = self.edits.get_mut(&id)?;
        edits.sent = None;
        let Some(version) = version else {
            self.edits.remove(&id);
            return None;
        };
        edits.version = version;
        match edits.waiting.take() {
            Some(bytes) => Some(self.send_edit(id, bytes)),
            None => {
                if let Some((made, _)) = &mut edits.unsaved {
                    *made = Some(version);
                }
                None
            }
        }
    }

    fn saved(&mut self, id: FileId, version: u32) {
        self.saved.insert(id, version);
        if let Some(edits) = self.edits.get_mut(&id) {
            let is_saved = |(made, _): &(Option<u32>, Vec<u8>)| made.is_some_and(|made| made <= version);
            if edits.unsaved.as_ref().is_some_and(is_saved) {
                edits.unsaved = None;
            }
        }
    }

    /// What a new worker is told in place of one that was lost, after [`Request::Begin`], and what was lost; no requests if no further
    /// worker is worth a try.
    ///
    /// Files that the page has are handed over, changes without an answer are asked for again. What was being read is lost, because
    /// it may be what the worker broke on. So is, of changes that two workers were lost with, the first.
    pub fn restart(&mut self) -> (Option<Vec<Request>>, Lost) {
        self.restarts += 1;
        self.is_restored = false;
        let mut lost = Lost::default();
        let mut again = Vec::new();
        // What was answered is among the files, committed or not.
        for (number, version) in std::mem::take(&mut self.answers) {
            self.done(number, version, &mut Reaction::default());
        }
        for outstanding in std::mem::take(&mut self.outstanding) {
            match outstanding {
                Outstanding::Job { names, .. } => lost.unread.extend(names),
                Outstanding::Short { tried: true, request } if lost.changes == 0 => {
                    lost.changes += 1;
                    match request {
                        Request::Edit { id, .. } => _ = self.edits.remove(&id),
                        Request::RemoveAll { .. } => self.removing_all = None,
                        _ => {}
                    }
                }
                Outstanding::Short { request, .. } => again.push(request),
            }
        }
        self.chunks = Pieces::default();
        self.findings.clear();
        self.results = Proposal::default();
        if self.restarts > RESTARTS {
            lost.changes += again.len();
            return (None, lost);
        }
        // The new worker never had these, so that it does not say that they are gone.
        let is_removed = |id: &FileId| self.tombstones.contains(id);
        self.gone.extend(self.files.iter().map(|file| file.id).filter(is_removed));
        let mut files: BTreeMap<FileId, FileRecord> = self
            .files
            .iter()
            .filter(|file| !self.gone.contains(&file.id))
            .map(|file| (file.id, file.clone()))
            .collect();
        self.received.retain(|id, _| !self.tombstones.contains(id));
        // What was received stays so, should the new worker be lost before it says anything.
        files.extend(self.received.iter().map(|(id, file)| (*id, file.clone())));
        files.retain(|id, _| !self.tombstones.contains(id));
        let removed = self.tombstones.union(&self.gone).copied().collect();
        let files = files.into_values().map(|file| {
            let saved = self.saved.get(&file.id).copied();
            (file, saved)
        });
        let resume = Request::Resume { files: files.collect(), removed };
        let mut requests = vec![resume, Request::Restore];
        for request in again {
            // Numbers stay, so that answers find their way.
            self.outstanding.push_back(Outstanding::Short { request: request.clone(), tried: true });
            requests.push(request);
        }
        (Some(requests), lost)
    }

    /// Takes note of files that an earlier page removed, which a new worker is told too.
    pub fn note_removed(&mut self, ids: &[FileId]) {
        self.tombstones.extend(ids);
        self.undeleted.extend(ids);
    }

    /// Removed files that storage may still have.
    #[must_use]
    pub fn undeleted(&self) -> Vec<FileId> {
        self.undeleted.iter().copied().collect()
    }

    /// Whether a file was removed, and storage has it no more.
    #[must_use]
    pub fn is_deleted(&self, id: FileId) -> bool {
        self.tombstones.contains(&id) && !self.undeleted.contains(&id)
    }
}

//! The visitor's files under any order of events: page and worker are run against each other with messages that are delayed, writes
//! that fail, and workers and pages that are lost.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "a test that meets nothing fails, as it should"
)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use arena_explorer::archive::PassedOver;
use arena_explorer::dataset::Dataset;
use arena_explorer::document::{Origin, SourceFile};
use arena_explorer::workspace::{
    Batch, Client, Draft, Engine, Event, FileId, FileRecord, IdSource, Import, Job, NewText, Notice, Notification,
    Persistence, Queue, Replaced, Request, Room, decode_legacy, summarize,
};
use proptest::prelude::*;

use crate::common::small_catalog;

fn bundled() -> Dataset {
    Dataset::new(small_catalog(), Vec::new()).0
}

fn text_of(model: &str, score: u32) -> String {
    format!("name: {model}\nscore: {{benchmark: {{one: {{columns: {{Total: {score}}}}}}}}}\n")
}

/// The worker without a browser: requests in, events out, files read one at a time.
struct Worker {
    engine: Engine,
    queue: Queue<Vec<SourceFile>>,
    job: Option<(u64, VecDeque<SourceFile>)>,
    write: Option<Batch>,
}

/// Page, worker and storage.
struct World {
    client: Client,
    worker: Worker,
    to_worker: VecDeque<Request>,
    to_page: VecDeque<Event>,
    /// Contents of the files of jobs, which travel beside the requests.
    beside: BTreeMap<u64, Vec<SourceFile>>,
    storage: BTreeMap<FileId, Vec<u8>>,
    started: u64,
    /// Files that the page has shown.
    seen: BTreeSet<FileId>,
    /// Files that the visitor removed.
    removed: BTreeSet<FileId>,
    lost: usize,
    dead: bool,
    restored: bool,
    /// What the page was told of that came while all was removed.
    also_removed: Vec<FileRecord>,
}

impl World {
    fn new(storage: BTreeMap<FileId, Vec<u8>>, started: u64) -> Self {
        let worker = Worker::new(started);
        let mut world = Self {
            client: Client::default(),
            worker,
            to_worker: VecDeque::from([Request::Restore]),
            to_page: VecDeque::new(),
            beside: BTreeMap::new(),
            storage,
            started,
            seen: BTreeSet::new(),
            removed: BTreeSet::new(),
            lost: 0,
            dead: false,
            restored: false,
            also_removed: Vec::new(),
        };
        world.settle();
        world
    }

    fn request(&mut self, request: Request) {
        if !self.dead {
            // What cannot be passed as bytes would be lost on the way.
            let bytes = postcard::to_stdvec(&request).unwrap();
            self.to_worker.push_back(postcard::from_bytes(&bytes).unwrap());
        }
    }

    fn step_worker(&mut self) {
        if let Some(request) = self.to_worker.pop_front() {
            match request {
                Request::Restore => {
                    let records = self.storage.values().filter_map(|bytes| FileRecord::decode(bytes).ok()).collect();
                    let mut events = Vec::new();
                    self.worker.engine.restore(records, &mut events);
                    events.extend(self.worker.engine.commit(true));
                    self.worker.queue.set_restored();
                    self.to_page.extend(events);
                    self.to_page.push_back(Event::Restored { complete: true });
                }
                Request::ImportFiles { number, .. } => {
                    let content = self.beside.remove(&number).unwrap();
                    self.worker.queue.push_job(Job { number, files: content.len(), content });
                }
                Request::Cancel => self.to_page.extend(self.worker.queue.cancel()),
                resume @ Request::Resume { .. } => self.to_page.extend(self.worker.engine.carry_out(resume)),
                change => self.to_page.extend(self.worker.queue.push_change(change)),
            }
        }
        while let Some(change) = self.worker.queue.next_change() {
            self.to_page.extend(self.worker.engine.carry_out(change));
        }
        if self.worker.job.is_none()
            && let Some(job) = self.worker.queue.next_job()
        {
            self.worker.job = Some((job.number, job.content.into()));
        }
        if let Some((number, mut files)) = self.worker.job.take() {
            let mut events = Vec::new();
            let next = if self.worker.queue.is_cancelled() { None } else { files.pop_front() };
            if let Some(file) = next {
                let import = Import { request: number, from_link: false, named: true };
                let imported = self.worker.engine.import(file, import, &mut events);
                self.worker.engine.tell(imported, &mut events);
                // Some are sent ahead, some are committed between.
                events.extend(if number % 2 == 0 {
                    self.worker.engine.commit(false)
                } else {
                    self.worker.engine.file_events()
                });
                self.worker.job = Some((number, files));
            } else {
                events.extend(self.worker.engine.commit(true));
                events.push(Event::Done { number, version: None });
                self.worker.queue.end_job();
            }
            self.to_page.extend(events);
        }
    }

    fn step_page(&mut self) {
        let Some(event) = self.to_page.pop_front() else { return };
        let bytes = postcard::to_stdvec(&event).unwrap();
        let event = postcard::from_bytes(&bytes).unwrap();
        let reaction = self.client.on_event(event, &small_catalog()).unwrap();
        if let Some(snapshot) = reaction.snapshot {
            let files: BTreeSet<FileId> = snapshot.files.iter().map(|file| file.id).collect();
            self.seen.extend(&files);
            if let Some(dataset) = snapshot.dataset {
                // A snapshot is one state: each model has its file, and each file that is one has its model.
                for model in dataset.models().iter().filter(|model| model.preview) {
                    let path = model.file.split('#').next().unwrap();
                    assert!(snapshot.files.at_path(path).is_some(), "{} has no file", model.file);
                }
                for file in snapshot.files.iter() {
                    assert!(
                        dataset.models().iter().any(|m| m.preview && m.file == file.path),
                        "{} has no model",
                        file.path
                    );
                }
            }
            let mut paths = BTreeSet::new();
            assert!(snapshot.files.iter().all(|file| paths.insert(&file.path)), "paths are distinct");
        }
        for notification in &reaction.notifications {
            if let Notification::AlsoRemoved(files) = notification {
                self.also_removed.extend(files.iter().cloned());
            }
        }
        self.restored |= reaction.notifications.contains(&Notification::Restored { complete: true });
        reaction.send.into_iter().for_each(|request| self.request(request));
    }

    fn begin_write(&mut self) {
        if self.worker.write.is_none() {
            self.worker.write = self.worker.engine.next_write();
        }
    }

    fn end_write(&mut self, worked: bool) {
        let Some(batch) = self.worker.write.take() else { return };
        let mut saved = Vec::new();
        if worked {
            if batch.clear {
                self.storage.clear();
            }
            for id in &batch.delete {
                self.storage.remove(id);
            }
            let mut events = Vec::new();
            saved = write(&mut self.worker.engine, &mut self.storage, &batch, &mut events);
            assert!(self.started > 1 || events.is_empty(), "no other tab has written: {events:?}");
            self.to_page.extend(events);
        }
        self.to_page.extend(self.worker.engine.written(worked, saved, &batch));
    }

    fn lose_worker(&mut self) {
        self.to_worker.clear();
        self.to_page.clear();
        self.beside.clear();
        self.started += 1;
        self.worker = Worker::new(self.started);
        let (requests, lost) = self.client.restart();
        self.lost += lost.unread.len() + lost.changes;
        match requests {
            Some(requests) => requests.into_iter().for_each(|request| self.request(request)),
            None => self.dead = true,
        }
    }

    /// Lets everything that is under way come to its end, writes included.
    fn settle(&mut self) {
        for _ in 0..10_000 {
            self.step_worker();
            while !self.to_page.is_empty() {
                self.step_page();
            }
            self.begin_write();
            self.end_write(true);
            let idle = self.to_worker.is_empty() && self.to_page.is_empty() && self.worker.job.is_none();
            if idle && self.worker.write.is_none() && !self.client.is_waiting() {
                self.begin_write();
                if self.worker.write.is_none() {
                    return;
                }
            }
            assert!(!self.dead || !idle, "a dead page waits for nothing");
        }
        panic!("it does not come to rest");
    }

    fn shown(&self) -> BTreeMap<FileId, String> {
        self.client.files().iter().map(|file| (file.id, String::from_utf8(file.bytes.clone()).unwrap())).collect()
    }

    fn nth(&self, n: usize) -> Option<FileId> {
        let ids: Vec<FileId> = self.client.files().iter().map(|file| file.id).collect();
        ids.get(n % ids.len().max(1)).copied()
    }
}

/// What the worker's transaction does with the files of a batch. Gives which it wrote, in which version.
fn write(
    engine: &mut Engine,
    storage: &mut BTreeMap<FileId, Vec<u8>>,
    batch: &Batch,
    events: &mut Vec<Event>,
) -> Vec<(FileId, u32)> {
    let mut put = batch.put.clone();
    for id in engine.to_compare(batch) {
        if let Some(stored) = storage.get(&id).map(|bytes| FileRecord::decode(bytes).unwrap())
            && !engine.may_write(&stored, events)
        {
            put.remove(&id);
        }
    }
    let mut saved = Vec::new();
    for record in put.iter().filter_map(|id| engine.to_write(*id)) {
        saved.push((record.id, record.version));
        storage.insert(record.id, record.encode().unwrap());
    }
    saved
}

impl Worker {
    fn new(started: u64) -> Self {
        let engine = Engine::new(bundled(), IdSource::new(started, 7));
        Self { engine, queue: Queue::default(), job: None, write: None }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Text { model: usize, named: bool, from_link: bool },
    Files(Vec<(usize, usize)>),
    Edit(usize),
    Remove(usize),
    RemoveAll,
    SetUndone(usize, bool),
    Keep(usize),
    Rename(usize, usize),
    Duplicate(usize),
    Cancel,
    Worker(usize),
    Page(usize),
    BeginWrite,
    EndWrite(bool),
    LoseWorker,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_usize, any::<bool>(), prop::bool::weighted(0.2))
            .prop_map(|(model, named, from_link)| Step::Text { model, named, from_link }),
        3 => prop::collection::vec((0..3_usize, 0..3_usize), 1..4).prop_map(Step::Files),
        4 => (0..9_usize).prop_map(Step::Edit),
        2 => (0..9_usize).prop_map(Step::Remove),
        1 => Just(Step::RemoveAll),
        2 => (0..9_usize, any::<bool>()).prop_map(|(n, undone)| Step::SetUndone(n, undone)),
        1 => (0..9_usize).prop_map(Step::Keep),
        2 => (0..9_usize, 0..4_usize).prop_map(|(n, name)| Step::Rename(n, name)),
        2 => (0..9_usize).prop_map(Step::Duplicate),
        1 => Just(Step::Cancel),
        9 => (1..4_usize).prop_map(Step::Worker),
        9 => (1..5_usize).prop_map(Step::Page),
        3 => Just(Step::BeginWrite),
        3 => prop::bool::weighted(0.7).prop_map(Step::EndWrite),
        1 => Just(Step::LoseWorker),
    ]
}

const MODELS: [&str; 3] = ["Alpha", "Beta", "Gamma"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// No file disappears that nobody removed, and no removed one comes back; what was typed last is what a file says; storage has
    /// all of it in the end.
    #[test]
    fn files_stay_until_they_are_removed(steps in prop::collection::vec(step(), 1..60)) {
        let (mut world, mut ids) = (World::new(BTreeMap::new(), 1), IdSource::new(5, 5));
        let mut count = 0;
        // What the visitor typed last into a file, unless something else has changed it since.
        let mut typed: BTreeMap<FileId, String> = BTreeMap::new();
        for step in steps {
            if world.dead {
                break;
            }
            count += 1;
            match step {
                Step::Text { model, named, from_link } => {
                    let text = NewText { name: "pasted-1.md".to_owned(), named, bytes: text_of(MODELS[model], count).into_bytes() };
                    let request = world.client.import_texts(vec![text], from_link);
                    world.request(request);
                    typed.clear();
                }
                Step::Files(files) => {
                    let file = |(n, (name, model)): (usize, &(usize, usize))| SourceFile {
                        path: format!("file-{name}.md"),
                        bytes: text_of(MODELS[*model], count * 10 + n as u32).into_bytes(),
                        origin: Origin::Named,
                    };
                    let files: Vec<SourceFile> = files.iter().enumerate().map(file).collect();
                    let paths = files.iter().map(|file| file.path.clone()).collect();
                    let request = world.client.import_files(paths, false, PassedOver::default());
                    world.beside.insert(request.number().unwrap(), files);
                    world.request(request);
                    typed.clear();
                }
                Step::Edit(n) => {
                    if let Some(id) = world.nth(n).filter(|id| !world.removed.contains(id)) {
                        let text = text_of("Typed", count);
                        typed.insert(id, text.clone());
                        if let Some(request) = world.client.edit(id, world.client.files().get(id).unwrap().version, text.into_bytes()) {
                            world.request(request);
                        }
                    }
                }
                Step::Remove(n) => {
                    if let Some(id) = world.nth(n) {
                        world.removed.insert(id);
                        typed.remove(&id);
                        let request = world.client.remove(id);
                        world.request(request);
                    }
                }
                Step::RemoveAll => {
                    // Everything that was imported before, shown or not.
                    let (request, files) = world.client.remove_all();
                    world.also_removed = files;
                    world.request(request);
                    world.settle();
                    prop_assert_eq!(world.shown(), BTreeMap::new());
                    // Whatever was shown, before and meanwhile, can be brought back.
                    let known: BTreeSet<FileId> = world.also_removed.iter().map(|file| file.id).collect();
                    prop_assert!(world.seen.iter().all(|id| world.removed.contains(id) || known.contains(id)));
                    world.removed.extend(&world.seen.clone());
                    typed.clear();
                }
                Step::SetUndone(n, undone) => {
                    if let Some(id) = world.nth(n) {
                        typed.remove(&id);
                        let request = world.client.undo_replacement(id, undone);
                        world.request(request);
                    }
                }
                Step::Keep(n) => {
                    if let Some(id) = world.nth(n) {
                        let request = world.client.keep(vec![id]);
                        world.request(request);
                    }
                }
                Step::Rename(n, name) => {
                    if let Some(id) = world.nth(n) {
                        let request = world.client.rename(id, format!("file-{name}.md"));
                        world.request(request);
                    }
                }
                Step::Duplicate(n) => {
                    if let Some(copy) = world.nth(n).and_then(|id| world.client.copy_of(id)) {
                        let request = world.client.add_records(vec![copy], &mut ids);
                        world.request(request);
                    }
                }
                Step::Cancel => world.request(Request::Cancel),
                Step::Worker(times) => (0..times).for_each(|_| world.step_worker()),
                Step::Page(times) => (0..times).for_each(|_| world.step_page()),
                Step::BeginWrite => world.begin_write(),
                Step::EndWrite(worked) => world.end_write(worked),
                Step::LoseWorker => {
                    let before = world.lost;
                    world.lose_worker();
                    if world.lost > before {
                        // It was said that changes were lost.
                        typed.clear();
                    }
                }
            }
        }
        if world.dead {
            // The page shows what it had, and says that nothing can be changed any more.
            return Ok(());
        }
        // A change makes up for a write that failed.
        let text = NewText { name: "last.md".to_owned(), named: true, bytes: text_of("Last", 0).into_bytes() };
        let request = world.client.import_texts(vec![text], false);
        world.request(request);
        world.settle();
        let shown = world.shown();
        for id in &world.seen {
            prop_assert_eq!(shown.contains_key(id), !world.removed.contains(id), "{}", id);
        }
        for (id, text) in typed {
            prop_assert_eq!(shown.get(&id), Some(&text));
        }
        // Whoever comes back finds the same, but for what came by a link and was not kept.
        let kept: BTreeMap<FileId, String> = world.client.files().iter().filter(|file| !file.from_link)
            .map(|file| (file.id, String::from_utf8(file.bytes.clone()).unwrap())).collect();
        let again = World::new(world.storage.clone(), 1_000);
        prop_assert!(again.restored);
        prop_assert_eq!(again.shown(), kept);
        // Under the names that it had.
        for file in again.client.files().iter() {
            prop_assert_eq!(Some(&file.name), world.client.files().get(file.id).map(|file| &file.name));
        }
    }
}

/// Steps that the page, the worker and storage take by themselves.
fn meanwhile() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1..4_usize).prop_map(Step::Worker),
        4 => (1..5_usize).prop_map(Step::Page),
        2 => Just(Step::BeginWrite),
        2 => any::<bool>().prop_map(Step::EndWrite),
    ];
    prop::collection::vec(step, 0..8)
}

fn go_on(world: &mut World, steps: Vec<Step>) {
    for step in steps {
        match step {
            Step::Worker(times) => (0..times).for_each(|_| world.step_worker()),
            Step::Page(times) => (0..times).for_each(|_| world.step_page()),
            Step::BeginWrite => world.begin_write(),
            Step::EndWrite(worked) => world.end_write(worked),
            other => panic!("{other:?} is no step that is taken by itself"),
        }
    }
}

proptest! {
    /// Undoing a removal brings back all that was there, whatever the worker has come to: the letters typed last, the version that was
    /// replaced, and whether a link brought it.
    #[test]
    fn a_removal_is_undone_at_any_moment(
        (before, between, after) in (meanwhile(), meanwhile(), meanwhile()), from_link in any::<bool>(), all in any::<bool>(),
        lose in any::<bool>(),
    ) {
        let mut world = World::new(BTreeMap::new(), 1);
        for (count, name) in [(1, "Alpha"), (2, "Alpha"), (3, "Beta")] {
            let named = NewText { name: format!("{name}.md"), named: true, bytes: text_of(name, count).into_bytes() };
            let request = world.client.import_texts(vec![named], from_link && name == "Beta");
            world.request(request);
            world.settle();
        }
        let find = |world: &World, name: &str| {
            world.client.files().iter().find(|file| file.path == format!("{name}.md")).map(|file| (file.id, file.version)).unwrap()
        };
        let (alpha, version) = find(&world, "Alpha");
        let (beta, _) = find(&world, "Beta");
        let typed = text_of("Alpha", 9);
        let edit = world.client.edit(alpha, version, typed.clone().into_bytes());
        world.request(edit.unwrap());
        go_on(&mut world, before);
        let ids = if all { vec![alpha, beta] } else { vec![alpha] };
        let files: Vec<FileRecord> = ids.iter().filter_map(|id| world.client.as_typed(*id)).collect();
        prop_assert_eq!(files.len(), ids.len());
        let request = if all { world.client.remove_all().0 } else { world.client.remove(alpha) };
        world.request(request);
        go_on(&mut world, between);
        let request = world.client.add_records(files, &mut IdSource::new(5, 5));
        world.request(request);
        go_on(&mut world, after);
        if lose {
            world.lose_worker();
        }
        world.settle();
        let shown = |world: &World| -> BTreeMap<String, (String, Option<String>, bool)> {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            let file = |file: &FileRecord| {
                (file.path.clone(), (text(&file.bytes), file.replaced.earlier.last().map(|other| text(other)), file.from_link))
            };
            world.client.files().iter().map(file).collect()
        };
        let is = shown(&world);
        prop_assert_eq!(is.len(), 2, "{:?}", is);
        prop_assert_eq!(&is["Alpha.md"], &(typed, Some(text_of("Alpha", 1)), false));
        prop_assert_eq!(&is["Beta.md"], &(text_of("Beta", 3), None, from_link));
        // And after a reload, but for what was never kept.
        let again = World::new(world.storage.clone(), 1_000);
        let kept: Vec<String> = is.into_iter().filter(|(_, (.., from_link))| !from_link).map(|(path, _)| path).collect();
        prop_assert_eq!(shown(&again).into_keys().collect::<Vec<_>>(), kept);
    }

    /// However much of it does not fit, what fits is stored, and what was removed is gone.
    #[test]
    fn what_storage_refuses_keeps_nothing_else_from_it(
        stored in prop::collection::btree_set(0..20_u128, 0..20), put in prop::collection::btree_set(0..20_u128, 1..20),
        delete in prop::collection::btree_set(0..20_u128, 0..5), large in prop::collection::btree_set(0..20_u128, 0..7),
    ) {
        let mut persistence = Persistence::default();
        let mut storage = stored.clone();
        put.iter().for_each(|id| persistence.put(FileId(*id)));
        delete.iter().for_each(|id| persistence.delete(FileId(*id)));
        let mut writes = 0;
        while let Some(batch) = persistence.begin_write() {
            writes += 1;
            prop_assert!(writes < 200, "it does not end");
            let works = batch.put.iter().all(|id| !large.contains(&id.0));
            if works {
                storage.extend(batch.put.iter().map(|id| id.0));
                storage.retain(|id| !batch.delete.contains(&FileId(*id)));
            }
            persistence.written(works);
        }
        let is_put = |id: &u128| put.contains(id) && !delete.contains(id);
        for id in 0..20 {
            let expected = !delete.contains(&id) && (stored.contains(&id) || is_put(&id) && !large.contains(&id));
            prop_assert_eq!(storage.contains(&id), expected, "{}", id);
        }
        prop_assert_eq!(persistence.has_failed(), put.iter().any(|id| is_put(id) && large.contains(id)));
    }
}

/// Imports files in one request and settles. Gives what was said.
fn import(engine: &mut Engine, request: u64, from_link: bool, files: &[(&str, &str)]) -> Vec<Notice> {
    let mut events = Vec::new();
    for (path, text) in files {
        let file = SourceFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec(), origin: Origin::Named };
        let imported = engine.import(file, Import { request, from_link, named: true }, &mut events);
        engine.tell(imported, &mut events);
    }
    events.into_iter().filter_map(|event| if let Event::Notice(notice) = event { Some(notice) } else { None }).collect()
}

fn state(engine: &Engine) -> Vec<(String, String, bool)> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    engine.records().map(|file| (file.path, text(file.bytes), file.from_link)).collect()
}

#[test]
fn a_file_replaces_only_an_earlier_version_of_its_own_model_and_never_by_a_link() {
    let (a1, a2, b1, b2) = (text_of("A", 1), text_of("A", 2), text_of("B", 1), text_of("B", 2));
    let own = |path: &str, text: &str| (path.to_owned(), text.to_owned(), false);
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    assert_eq!(import(&mut engine, 1, false, &[("README.md", &a1)]), []);
    // Another model under the same name stays beside it.
    let said = import(&mut engine, 2, false, &[("README.md", &b1)]);
    assert_eq!(said, [Notice::Renamed { name: "README.md".to_owned(), path: "README-2.md".to_owned() }]);
    assert_eq!(state(&engine), [own("README.md", &a1), own("README-2.md", &b1)]);
    // A later version of either finds its own.
    let said = import(&mut engine, 3, false, &[("README.md", &b2)]);
    let id = engine.records().nth(1).unwrap().id;
    assert_eq!(said, [Notice::Replaced { path: "README-2.md".to_owned(), id }]);
    assert_eq!(state(&engine), [own("README.md", &a1), own("README-2.md", &b2)]);
    // And can be undone and redone.
    engine.undo_replacement(id, true);
    engine.undo_replacement(id, true);
    assert_eq!(state(&engine)[1], own("README-2.md", &b1));
    engine.undo_replacement(id, false);
    assert_eq!(state(&engine)[1], own("README-2.md", &b2));
    // The same again changes nothing.
    let said = import(&mut engine, 4, false, &[("README.md", &a1)]);
    assert_eq!(said, [Notice::Same { path: "README.md".to_owned() }]);
    // A link replaces nothing, not even a later version of the same model.
    import(&mut engine, 5, true, &[("README.md", &a2)]);
    assert_eq!(state(&engine)[0], own("README.md", &a1));
    assert_eq!(state(&engine)[2], ("README-3.md".to_owned(), a2.clone(), true));
    // It is written only once the visitor keeps it, or works on it.
    let put: BTreeSet<FileId> = engine.next_write().unwrap().put;
    let linked = engine.records().nth(2).unwrap().id;
    assert!(!put.contains(&linked));
    engine.written(true, Vec::new(), &Batch::default());
    engine.keep(linked);
    assert_eq!(engine.next_write().unwrap().put, BTreeSet::from([linked]));
    // Two files of one drop never replace each other.
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut engine, 1, false, &[("x.md", &a1), ("x.md", &a2)]);
    assert_eq!(state(&engine), [own("x.md", &a1), own("x-2.md", &a2)]);
    // A file that could not be read is replaced by its fixed version; one that can be read never by a broken one.
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut engine, 1, false, &[("x.md", "name: [")]);
    import(&mut engine, 2, false, &[("x.md", &a1)]);
    import(&mut engine, 3, false, &[("x.md", "name: [[")]);
    assert_eq!(state(&engine), [own("x.md", &a1), own("x-2.md", "name: [[")]);
}

#[test]
fn a_renamed_file_keeps_its_place_and_its_content_and_is_replaced_under_its_new_name_only() {
    let (a1, a2) = (text_of("A", 1), text_of("A", 2));
    let own = |path: &str, text: &str| (path.to_owned(), text.to_owned(), false);
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut engine, 1, false, &[("a.yaml", &a1), ("b.yaml", &text_of("B", 1))]);
    let id = engine.records().next().unwrap().id;
    assert_eq!(engine.rename(id, "b.yaml"), Some(Notice::NameTaken { path: "b.yaml".to_owned() }));
    assert_eq!(engine.rename(id, ""), None);
    assert_eq!(engine.rename(id, "c.yaml"), None);
    assert_eq!(state(&engine)[0], own("c.yaml", &a1));
    assert_eq!(engine.record(id).unwrap().version, 1);
    // A file of the old name is another one now; one of the new name replaces it.
    import(&mut engine, 2, false, &[("a.yaml", &a2)]);
    assert_eq!(state(&engine)[2], own("a.yaml", &a2));
    let said = import(&mut engine, 3, false, &[("c.yaml", &a2)]);
    assert_eq!(said, [Notice::Replaced { path: "c.yaml".to_owned(), id }]);
    // The snapshot that follows has the model under the new path.
    let mut world = World::new(BTreeMap::new(), 1);
    let text = NewText { name: "x.yaml".to_owned(), named: true, bytes: a1.into_bytes() };
    let request = world.client.import_texts(vec![text], false);
    world.request(request);
    world.settle();
    let id = world.nth(0).unwrap();
    let request = world.client.rename(id, "y.yaml".to_owned());
    world.request(request);
    world.settle();
    let copy = world.client.copy_of(id).unwrap();
    let request = world.client.add_records(vec![copy], &mut IdSource::new(5, 5));
    world.request(request);
    world.settle();
    let paths: Vec<&str> = world.client.files().iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["y.yaml", "y-2.yaml"]);
    assert!(world.client.files().at_path("x.yaml").is_none());
    assert_eq!(world.client.files().at_path("y.yaml").unwrap().id, id);
}

#[test]
fn two_pastes_are_two_files_and_the_same_paste_is_one() {
    let mut client = Client::default();
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    let paste = |text: String| vec![NewText { name: "pasted-1.md".to_owned(), named: false, bytes: text.into_bytes() }];
    for text in [text_of("A", 1), text_of("A", 2), text_of("A", 1), text_of("B", 3)] {
        engine.carry_out(client.import_texts(paste(text), false));
    }
    let paths: Vec<String> = engine.records().map(|file| file.path).collect();
    assert_eq!(paths, ["pasted-1.md", "pasted-2.md", "pasted-3.md"]);
}

#[test]
fn what_is_pasted_becomes_a_file_only_if_it_may_be_meant_as_one() {
    let mut client = Client::default();
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    let mut paste = |text: &str, named: bool| {
        let text = NewText { name: "pasted-1.md".to_owned(), named, bytes: text.as_bytes().to_vec() };
        let events = engine.carry_out(client.import_texts(vec![text], false));
        !events.contains(&Event::Notice(Notice::NoScores))
    };
    let others = [
        "Some words that were copied last.",
        "<p>Results of our model</p>",
        "https is a protocol\nand this is a second line: of text",
        "{\"dependencies\": {\"a\": 1}}",
        "fn main() {\n    let score = 1;\n}",
    ];
    for text in others {
        assert!(!paste(text, false), "{text}");
        assert!(paste(text, true), "a file of the visitor's is taken as it is: {text}");
    }
    let meant = [
        "---\nname: [\n",
        "name: Mine",
        "Name： Mine",
        "  \"score\": {",
        "{\"score\": [",
        "score:\n  benchmark:",
        "release = 2024",
        "Our results\n\n---\nbroken",
    ];
    for text in meant {
        assert!(paste(text, false), "{text}");
    }
}

#[test]
fn all_files_of_a_link_are_kept_in_one_request() {
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut engine, 1, true, &[("a.md", &text_of("A", 1)), ("b.md", &text_of("B", 1))]);
    assert_eq!(engine.next_write(), None);
    let ids: Vec<FileId> = engine.records().map(|file| file.id).collect();
    engine.carry_out(Client::default().keep(ids.clone()));
    assert_eq!(engine.next_write().unwrap().put, ids.into_iter().collect());
}

#[test]
fn what_is_made_of_a_file_from_a_link_is_stored_only_once_it_is_kept() {
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut engine, 1, true, &[("a.md", &text_of("A", 1))]);
    let id = engine.records().next().unwrap().id;
    let bytes = text_of("A", 2).into_bytes();
    engine.carry_out(Request::Edit { number: 2, id, base: 0, is_draft: false, bytes: bytes.clone() });
    engine.carry_out(Request::Rename { number: 3, id, path: "b.md".to_owned() });
    assert_eq!(engine.next_write(), None);
    engine.carry_out(Request::Keep { number: 4, ids: vec![id] });
    assert_eq!(engine.next_write().unwrap().put, BTreeSet::from([id]));
    let file = engine.record(id).unwrap();
    assert_eq!((file.path.as_str(), file.bytes, file.from_link), ("b.md", bytes, false));
}

#[test]
fn what_comes_while_all_is_removed_is_removed_too_and_comes_back_with_the_rest() {
    let mut before = World::new(BTreeMap::new(), 1);
    for name in ["Alpha", "Beta", "Gamma"] {
        let text = NewText { name: format!("{name}.md"), named: true, bytes: text_of(name, 1).into_bytes() };
        let request = before.client.import_texts(vec![text], false);
        before.request(request);
        before.settle();
    }
    let records: Vec<FileRecord> = before.storage.values().map(|bytes| FileRecord::decode(bytes).unwrap()).collect();
    let mut world = World::new(BTreeMap::new(), 2);
    world.storage = before.storage.clone();
    let tell = |world: &mut World, records: &[FileRecord]| {
        let mut events = Vec::new();
        world.worker.engine.restore(records.to_vec(), &mut events);
        events.extend(world.worker.engine.commit(true));
        world.to_page.extend(events);
        while !world.to_page.is_empty() {
            world.step_page();
        }
    };
    // One is shown while the others are still read; the request waits for that.
    tell(&mut world, &records[..1]);
    let (request, mut files) = world.client.remove_all();
    assert_eq!(files.len(), 1);
    tell(&mut world, &records[1..]);
    world.request(request);
    world.settle();
    assert_eq!((world.shown().len(), world.storage.len()), (0, 0));
    files.append(&mut world.also_removed);
    let request = world.client.add_records(files, &mut IdSource::new(5, 5));
    world.request(request);
    world.settle();
    assert_eq!((world.shown().len(), world.storage.len()), (3, 3));
    // What is brought after that stays.
    assert_eq!(world.also_removed, []);
}

/// A page that is left at any moment has what is not stored, and the next page takes it up.
#[test]
fn what_was_brought_a_moment_ago_outlives_a_reload() {
    let text = NewText { name: "mine.md".to_owned(), named: true, bytes: text_of("A", 1).into_bytes() };
    let mut world = World::new(BTreeMap::new(), 1);
    let request = world.client.import_pasted(text.clone(), String::new());
    // The worker has not heard of it.
    assert_eq!((world.client.unanswered_texts(), world.client.unstored()), (vec![text], Vec::new()));
    world.request(request);
    while world.client.is_waiting() {
        world.step_worker();
        world.step_page();
    }
    while !world.to_page.is_empty() {
        world.step_page();
    }
    // It has, and has not stored it.
    let unstored = world.client.unstored();
    assert_eq!((world.client.unanswered_texts().len(), unstored.len()), (0, 1));
    let id = unstored[0].id;
    // What is typed into it meanwhile is the file's.
    let request = world.client.edit(id, 0, text_of("A", 2).into_bytes()).unwrap();
    let typed = world.client.unstored();
    assert_eq!(typed[0].bytes, text_of("A", 2).into_bytes());
    world.request(request);
    world.settle();
    assert_eq!(world.client.unstored(), []);

    let mut next = World::new(BTreeMap::new(), 2);
    let request = next.client.take_up_files(typed.clone()).unwrap();
    // Should this page be left as soon, it has it too.
    assert_eq!(next.client.unstored(), typed);
    next.request(request);
    next.settle();
    assert_eq!(next.shown(), BTreeMap::from([(id, text_of("A", 2))]));
    assert!(next.storage.contains_key(&id));
    // What is here already, or was removed, is not taken up.
    assert_eq!(next.client.take_up_files(typed.clone()), None);
    let request = next.client.remove(id);
    next.request(request);
    next.settle();
    assert_eq!(next.client.take_up_files(typed), None);
}

#[test]
fn a_file_without_room_is_given_back_and_hides_no_smaller_one() {
    let text = |name: &str, blanks: usize| text_of(name, 1) + &"\n".repeat(blanks);
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1)).with_room(Room { files: 3, bytes: 2_000 });
    let mut ids = IdSource::new(5, 5);
    let record = |name: &str, blanks: usize, ids: &mut IdSource| FileRecord {
        id: ids.give(),
        path: format!("{name}.md"),
        name: String::new(),
        bytes: text(name, blanks).into_bytes(),
        found: false,
        version: 0,
        from_link: false,
        replaced: Replaced::default(),
    };
    let files = vec![record("Small", 0, &mut ids), record("Large", 5_000, &mut ids), record("Last", 0, &mut ids)];
    let events = engine.carry_out(Request::AddRecords { number: 1, files: files.clone() });
    assert_eq!(state(&engine).len(), 2);
    assert!(events.contains(&Event::NotAdded(vec![files[1].clone()])));
    assert!(events.iter().any(|event| matches!(event, Event::Notice(Notice::Full { .. }))));
    // A file that takes the place of its earlier version needs no room among the files.
    import(&mut engine, 2, false, &[("New.md", &text("New", 0))]);
    let more = import(&mut engine, 3, false, &[("More.md", &text("More", 0))]);
    assert!(matches!(more.as_slice(), [Notice::Full { .. }]), "{more:?}");
    let again = import(&mut engine, 4, false, &[("New.md", &text("New", 1))]);
    assert!(matches!(again.as_slice(), [Notice::Replaced { .. }]), "{again:?}");
}

#[test]
fn typing_is_coalesced_and_the_last_letters_survive_a_reload() {
    let mut world = World::new(BTreeMap::new(), 1);
    let text = NewText { name: "mine.md".to_owned(), named: true, bytes: text_of("A", 1).into_bytes() };
    let request = world.client.import_texts(vec![text], false);
    world.request(request);
    world.settle();
    let id = world.nth(0).unwrap();
    // The first goes out, the others wait for its answer, the last in place of those before.
    let sent = (2..9).filter_map(|n| world.client.edit(id, 0, text_of("A", n).into_bytes())).collect::<Vec<_>>();
    assert_eq!(sent.len(), 1);
    assert_eq!(world.client.typed(id), Some(text_of("A", 8).as_bytes()));
    let drafts: Vec<Draft> = world.client.drafts();
    assert_eq!(drafts.iter().map(|draft| draft.text.as_str()).collect::<Vec<_>>(), [text_of("A", 8)]);
    let stored_before = world.storage.clone();
    sent.into_iter().for_each(|request| world.request(request));
    world.settle();
    assert_eq!(world.shown()[&id], text_of("A", 8));
    assert_eq!(world.client.files().get(id).unwrap().version, 2, "one edit went out while six waited");
    assert!(world.client.drafts().is_empty(), "all of it is stored");

    // A page that was left before the worker heard of it.
    let json = serde_json::to_string(&drafts[0]).unwrap();
    let drafts: Vec<Draft> = vec![serde_json::from_str(&json).unwrap()];
    let mut again = World::new(stored_before, 2);
    assert_eq!(again.shown()[&id], text_of("A", 1));
    for request in again.client.take_up(drafts.clone()) {
        again.request(request);
    }
    again.settle();
    assert_eq!(again.shown()[&id], text_of("A", 8));
    // One that is older than what is stored is not taken up.
    let mut later = World::new(again.storage.clone(), 3);
    for n in [20, 21] {
        let request = later.client.edit(id, n - 19, text_of("A", n).into_bytes()).unwrap();
        later.request(request);
        later.settle();
    }
    for request in later.client.take_up(drafts) {
        later.request(request);
    }
    later.settle();
    let file = later.client.files().get(id).unwrap();
    assert_eq!(file.bytes, text_of("A", 21).into_bytes());
    assert_eq!(
        (file.replaced.earlier.clone(), file.replaced.later.clone()),
        (vec![text_of("A", 8).into_bytes().into()], Vec::new())
    );
}

#[test]
fn an_edit_that_comes_after_a_removal_brings_nothing_back() {
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut engine, 1, false, &[("mine.md", &text_of("A", 1))]);
    let id = engine.records().next().unwrap().id;
    engine.carry_out(Request::Remove { number: 2, id });
    let events = engine.carry_out(Request::Edit {
        number: 3,
        id,
        base: 0,
        is_draft: false,
        bytes: text_of("A", 2).into_bytes(),
    });
    assert!(events.contains(&Event::Done { number: 3, version: None }));
    assert!(engine.is_empty());
    // Nor does a record that another tab, or storage, still has.
    let mut other = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut other, 1, false, &[("mine.md", &text_of("A", 1))]);
    let record = other.records().next().unwrap();
    assert_eq!(record.id, id);
    engine.sync(vec![record.clone()], &[], false, &mut Vec::new());
    engine.restore(vec![record], &mut Vec::new());
    assert!(engine.is_empty());
    assert!(engine.next_write().unwrap().delete.contains(&id));
}

/// Two tabs over one storage.
struct Tabs {
    tabs: [Engine; 2],
    storage: BTreeMap<FileId, Vec<u8>>,
    /// What each tab has yet to be told.
    told: [VecDeque<Batch>; 2],
    /// What each tab has said.
    said: [Vec<Event>; 2],
}

impl Tabs {
    fn write(&mut self, tab: usize) {
        let Some(batch) = self.tabs[tab].next_write() else { return };
        if batch.clear {
            self.storage.clear();
        }
        batch.delete.iter().for_each(|id| _ = self.storage.remove(id));
        let saved = write(&mut self.tabs[tab], &mut self.storage, &batch, &mut self.said[tab]);
        let put = saved.iter().map(|(id, _)| *id).collect();
        self.tabs[tab].written(true, saved, &batch);
        self.told[1 - tab].push_back(Batch { put, ..batch });
    }

    fn hear(&mut self, tab: usize) {
        let Some(Batch { clear, delete, put }) = self.told[tab].pop_front() else { return };
        let record = |id: &FileId| self.storage.get(id).map(|bytes| FileRecord::decode(bytes).unwrap());
        let records = put.iter().filter_map(record).collect();
        let deleted: Vec<FileId> = delete.into_iter().collect();
        self.tabs[tab].sync(records, &deleted, clear, &mut self.said[tab]);
    }

    fn new() -> Self {
        let engine = |random| Engine::new(bundled(), IdSource::new(1, random));
        Self {
            tabs: [engine(1), engine(2)],
            storage: BTreeMap::new(),
            told: Default::default(),
            said: Default::default(),
        }
    }

    fn edit(&mut self, tab: usize, id: FileId, base: u32, text: String) {
        self.tabs[tab].edit(id, base, false, text.into_bytes(), &mut self.said[tab]);
    }

    /// What a tab has told its visitor.
    fn notices(&self, tab: usize) -> Vec<&Notice> {
        let mut notices = Vec::new();
        for event in &self.said[tab] {
            if let Event::Notice(notice) = event {
                notices.push(notice);
            }
        }
        notices
    }

    /// Replaces the worker of a tab, which has typed up to this version, by another one that gets what the page has.
    fn lose_worker(&mut self, tab: usize, typed: Option<(u32, String)>) {
        let pages: Vec<_> = self.tabs[tab]
            .records()
            .map(|file| match &typed {
                Some((version, text)) => (
                    FileRecord { version: *version, bytes: text.clone().into_bytes(), ..file.clone() },
                    Some(file.version),
                ),
                None => (file.clone(), Some(file.version)),
            })
            .collect();
        self.tabs[tab] = Engine::new(bundled(), IdSource::new(9, 9));
        self.tabs[tab].resume(pages, Vec::new(), &mut self.said[tab]);
        let stored = self.storage.values().map(|bytes| FileRecord::decode(bytes).unwrap()).collect();
        self.tabs[tab].restore(stored, &mut self.said[tab]);
    }

    /// Lets both tabs write and hear until there is nothing more of it.
    fn settle(&mut self) {
        for tab in [0, 1].repeat(12) {
            self.write(tab);
            self.hear(tab);
        }
    }

    /// Content of the one file in a tab, and the content that can be gone back to.
    fn one(&self, tab: usize) -> (String, Option<String>) {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let file = self.tabs[tab].records().next().unwrap();
        (text(file.bytes), file.replaced.earlier.last().map(|replaced| text(replaced.to_vec())))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever two tabs do at the same time, both and storage agree in the end, and nothing is there that one of them removed.
    #[test]
    fn tabs_agree(steps in prop::collection::vec((0..2_usize, 0..9_usize, 0..4_usize), 1..60)) {
        let mut tabs = Tabs::new();
        let (mut removed, mut imported) = (BTreeSet::new(), BTreeSet::new());
        let mut copies = IdSource::new(2, 3);
        for (count, (tab, what, n)) in steps.into_iter().enumerate() {
            let count = u32::try_from(count).unwrap();
            let ids: Vec<FileId> = tabs.tabs[tab].records().map(|file| file.id).collect();
            let id = ids.get(n % ids.len().max(1)).copied();
            match (what, id) {
                (0, _) => {
                    import(&mut tabs.tabs[tab], u64::from(count), false, &[("README.md", &text_of(MODELS[n % 3], count))]);
                    imported.extend(tabs.tabs[tab].records().map(|file| file.id));
                }
                (1, Some(id)) => {
                    let base = tabs.tabs[tab].record(id).unwrap().version;
                    tabs.edit(tab, id, base, text_of("Typed", count));
                }
                (2, Some(id)) => {
                    tabs.tabs[tab].remove(id);
                    removed.insert(id);
                }
                (3, _) if n == 0 => {
                    removed.extend(ids);
                    tabs.tabs[tab].remove_all();
                }
                (4, _) => tabs.write(tab),
                (5 | 6, _) => tabs.hear(tab),
                (7, Some(id)) => _ = tabs.tabs[tab].rename(id, &format!("name-{n}.md")),
                (8, Some(id)) => {
                    let copy = tabs.tabs[tab].record(id).unwrap();
                    let copy = FileRecord { id: copies.give(), name: String::new(), replaced: Replaced::default(), ..copy };
                    tabs.tabs[tab].add_records(vec![copy], &mut Vec::new());
                    imported.extend(tabs.tabs[tab].records().map(|file| file.id));
                }
                _ => {}
            }
        }
        tabs.settle();
        let contents = |tab: usize| -> BTreeMap<FileId, Vec<u8>> { tabs.tabs[tab].records().map(|file| (file.id, file.bytes)).collect() };
        let stored: BTreeMap<FileId, Vec<u8>> = tabs.storage.iter().map(|(id, bytes)| (*id, FileRecord::decode(bytes).unwrap().bytes)).collect();
        prop_assert_eq!(contents(0), contents(1));
        let names = |tab: usize| -> BTreeMap<FileId, String> { tabs.tabs[tab].records().map(|file| (file.id, file.name)).collect() };
        prop_assert_eq!(names(0), names(1));
        prop_assert_eq!(contents(0), stored);
        let expected: BTreeSet<FileId> = imported.difference(&removed).copied().collect();
        prop_assert_eq!(contents(0).into_keys().collect::<BTreeSet<_>>(), expected);
    }
}

#[test]
fn records_are_read_in_their_own_form_and_in_the_one_before_it() {
    let id = FileId(0x0123_4567_89ab_cdef_0011_2233_4455_6677);
    let record = FileRecord {
        id,
        path: "a.md".to_owned(),
        name: "b.md".to_owned(),
        bytes: vec![0, 255],
        found: true,
        version: 3,
        from_link: false,
        replaced: Replaced { earlier: vec![vec![1].into(), vec![2].into()], later: vec![vec![3].into()] },
    };
    let bytes = record.encode().unwrap();
    assert_eq!(bytes[0], 3, "the version of the form comes first");
    assert_eq!(FileRecord::decode(&bytes), Ok(record.clone()));
    // The form before had one other content at most, and whether it was undone.
    let fields = bytes.strip_suffix(&[2, 1, 1, 1, 2, 1, 1, 3]).unwrap();
    let before = |replaced: &[u8]| FileRecord::decode(&[&[2], &fields[1..], replaced].concat());
    for (form, earlier, later) in
        [(&[0][..], vec![], vec![]), (&[1, 1, 7, 0], vec![7], vec![]), (&[1, 1, 7, 1], vec![], vec![7])]
    {
        let list = |bytes: Vec<u8>| bytes.into_iter().map(|byte| vec![byte].into()).collect();
        let replaced = Replaced { earlier: list(earlier), later: list(later) };
        assert_eq!(before(form), Ok(FileRecord { replaced, ..record.clone() }));
    }
    for odd in [&[][..], &[2], &[1, 2, 3], &[3, 0, 0], &[4, 0, 0], &bytes[..bytes.len() - 1]] {
        assert!(FileRecord::decode(odd).is_err(), "{odd:?}");
    }
    // As the page wrote it before: the length of the path, the path, the length of the content, the content, and where from.
    let legacy = decode_legacy(b"\x04a.md\x03xyz\x01", id).unwrap();
    assert_eq!((legacy.path.as_str(), legacy.bytes.as_slice(), legacy.found), ("a.md", &b"xyz"[..], true));
    assert!(decode_legacy(b"\x04a.m", id).is_err());
    assert_eq!(id.to_string(), "0123456789abcdef0011223344556677");
    assert_eq!(id.to_string().parse(), Ok(id));
}

#[test]
fn a_job_that_says_the_same_of_many_files_says_it_once() {
    let same = |n: usize| Notice::Same { path: format!("{n}.md") };
    assert_eq!(summarize((0..3).map(same).collect()), (0..3).map(same).collect::<Vec<_>>());
    let mut notices: Vec<Notice> = (0..9).map(same).collect();
    notices.push(Notice::RestoreFailed);
    assert_eq!(summarize(notices), [Notice::ManySame { count: 9 }, Notice::RestoreFailed]);
    // What was replaced can be gone back to, however many files it was.
    let replaced = |n: u128| Notice::Replaced { path: format!("{n}.md"), id: FileId(n) };
    let ids: Vec<FileId> = (0..5).map(FileId).collect();
    assert_eq!(summarize((0..5).map(replaced).collect()), [Notice::ManyReplaced { ids: ids.clone() }]);
    assert_eq!(Notice::ManyReplaced { ids: ids.clone() }.replaced(), ids);
}

#[test]
fn a_file_keeps_its_path_in_a_new_worker_and_after_a_reload() {
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    import(&mut engine, 1, false, &[("README.md", &text_of("A", 1))]);
    import(&mut engine, 2, false, &[("README.md", &text_of("B", 1))]);
    let records: Vec<FileRecord> = engine.records().collect();
    let second = records[1].clone();
    assert_eq!(second.path, "README-2.md");
    let mut again = Engine::new(bundled(), IdSource::new(2, 1));
    again.resume(vec![(second.clone(), None)], vec![records[0].id], &mut Vec::new());
    assert_eq!(again.record(second.id).unwrap().path, "README-2.md");
    let mut later = Engine::new(bundled(), IdSource::new(3, 1));
    later.restore(vec![second.clone()], &mut Vec::new());
    assert_eq!(later.record(second.id).unwrap().path, "README-2.md");
}

#[test]
fn what_came_while_somebody_typed_can_be_gone_back_to() {
    let mut world = World::new(BTreeMap::new(), 1);
    let text = |n| vec![NewText { name: "mine.md".to_owned(), named: true, bytes: text_of("A", n).into_bytes() }];
    for n in [1, 2] {
        let request = world.client.import_texts(text(n), false);
        world.request(request);
        world.settle();
    }
    let id = world.nth(0).unwrap();
    assert_eq!(world.client.files().get(id).unwrap().version, 1);
    // The editor still shows the first version when its letters are taken.
    let request = world.client.edit(id, 0, text_of("A", 3).into_bytes()).unwrap();
    world.request(request);
    world.settle();
    let file = world.client.files().get(id).unwrap();
    assert_eq!(file.bytes, text_of("A", 3).into_bytes());
    assert_eq!(file.replaced.earlier, [1, 2].map(|n| text_of("A", n).into_bytes()));
}

#[test]
fn a_change_that_two_workers_were_lost_with_is_given_up_and_the_others_are_made() {
    let mut world = World::new(BTreeMap::new(), 1);
    let text = |name: &str| vec![NewText { name: name.to_owned(), named: true, bytes: text_of(name, 1).into_bytes() }];
    for name in ["Bad", "Good"] {
        let request = world.client.import_texts(text(name), false);
        world.request(request);
    }
    world.lose_worker();
    assert_eq!(world.lost, 0, "both are asked for again");
    world.lose_worker();
    assert_eq!(world.lost, 1);
    world.settle();
    assert_eq!(world.shown().into_values().collect::<Vec<_>>(), [text_of("Good", 1)]);
}

/// Two tabs with one file, of which both know that it is stored.
fn tabs_with_a_file() -> (Tabs, FileId) {
    let mut tabs = Tabs::new();
    import(&mut tabs.tabs[0], 1, false, &[("mine.md", &text_of("A", 1))]);
    tabs.settle();
    let id = tabs.tabs[1].records().next().unwrap().id;
    (tabs, id)
}

#[test]
fn of_what_two_tabs_typed_before_they_heard_of_each_other_neither_is_lost() {
    // However many letters each has typed, and whoever wrote first.
    for (mine, theirs, first) in [(1, 1, 0), (1, 3, 0), (3, 1, 0), (1, 3, 1), (3, 1, 1), (2, 2, 1)] {
        let (mut tabs, id) = tabs_with_a_file();
        for (tab, times) in [(0, mine), (1, theirs)] {
            for n in 0..times {
                let base = tabs.tabs[tab].record(id).unwrap().version;
                tabs.edit(tab, id, base, text_of("A", 10 * (tab as u32 + 1) + n));
            }
        }
        let last = [text_of("A", 9 + mine), text_of("A", 19 + theirs)];
        tabs.write(first);
        tabs.write(1 - first);
        tabs.settle();
        // That of the tab that wrote last stands.
        let expected = (last[1 - first].clone(), Some(last[first].clone()));
        assert_eq!([tabs.one(0), tabs.one(1)], [expected.clone(), expected], "{mine} and {theirs}, {first} first");
        let conflict = Notice::Conflict { path: "mine.md".to_owned(), id };
        assert_eq!([tabs.notices(0), tabs.notices(1)], [[&conflict], [&conflict]], "both say so once");
    }
}

#[test]
fn of_three_texts_that_meet_all_are_reached_one_after_the_other() {
    let (mut tabs, id) = tabs_with_a_file();
    // The second tab goes on typing each time that it has met what the first one wrote.
    for n in [2, 3, 4] {
        tabs.edit(0, id, tabs.tabs[0].record(id).unwrap().version, text_of("A", n));
        tabs.edit(1, id, tabs.tabs[1].record(id).unwrap().version, text_of("A", 10 * n));
        tabs.write(0);
        tabs.write(1);
        tabs.settle();
    }
    let mut reached = BTreeSet::new();
    for _ in 0..9 {
        reached.insert(tabs.one(1).0);
        tabs.tabs[1].undo_replacement(id, true);
    }
    let expected = [2, 3, 4, 40].map(|n| text_of("A", n));
    assert!(expected.iter().all(|text| reached.contains(text)), "{reached:?}");
    // And forth again, whatever is typed between.
    tabs.edit(1, id, tabs.tabs[1].record(id).unwrap().version, text_of("A", 5));
    (0..9).for_each(|_| tabs.tabs[1].undo_replacement(id, false));
    assert_eq!(tabs.one(1).0, text_of("A", 40));
    tabs.settle();
    assert_eq!(tabs.tabs[0].record(id).unwrap().replaced, tabs.tabs[1].record(id).unwrap().replaced);
}

#[test]
fn what_is_undone_stays_reachable_when_something_else_replaces_what_is_shown() {
    let mut engine = Engine::new(bundled(), IdSource::new(1, 1));
    for n in 1..4 {
        import(&mut engine, n, false, &[("a.md", &text_of("A", n as u32))]);
    }
    let id = engine.records().next().unwrap().id;
    engine.undo_replacement(id, true);
    import(&mut engine, 9, false, &[("a.md", &text_of("A", 9))]);
    let replaced = engine.record(id).unwrap().replaced;
    assert_eq!(replaced.earlier, [1, 3, 2].map(|n| text_of("A", n).into_bytes()));
    assert_eq!(replaced.later, Vec::<serde_bytes::ByteBuf>::new());
    // Not without end.
    for n in 10..90 {
        import(&mut engine, n, false, &[("a.md", &text_of("A", n as u32))]);
    }
    let replaced = engine.record(id).unwrap().replaced;
    assert_eq!((replaced.earlier.len(), replaced.earlier.last().unwrap()), (20, &text_of("A", 88).into_bytes().into()));
}

#[test]
fn a_write_that_was_given_up_and_came_all_the_same_is_no_conflict() {
    let (mut tabs, id) = tabs_with_a_file();
    tabs.edit(0, id, 0, text_of("A", 2));
    let batch = tabs.tabs[0].next_write().unwrap();
    let saved = write(&mut tabs.tabs[0], &mut tabs.storage, &batch, &mut tabs.said[0]);
    tabs.tabs[0].written(false, saved, &batch);
    tabs.edit(0, id, 1, text_of("A", 3));
    tabs.settle();
    assert_eq!([tabs.one(0), tabs.one(1)], [(text_of("A", 3), None), (text_of("A", 3), None)]);
    assert!(tabs.notices(0).is_empty() && tabs.notices(1).is_empty());
    // The same of a worker that was lost before it could say that it had written.
    let page = tabs.tabs[0].record(id).unwrap();
    tabs.edit(0, id, page.version, text_of("A", 4));
    let page = (tabs.tabs[0].record(id).unwrap(), Some(page.version));
    tabs.write(0);
    tabs.tabs[0] = Engine::new(bundled(), IdSource::new(9, 9));
    tabs.tabs[0].resume(vec![page.clone()], Vec::new(), &mut tabs.said[0]);
    tabs.edit(0, id, page.0.version, text_of("A", 5));
    tabs.settle();
    assert_eq!([tabs.one(0), tabs.one(1)], [(text_of("A", 5), None), (text_of("A", 5), None)]);
    // What another tab wrote meanwhile is one.
    let version = tabs.tabs[0].record(id).unwrap().version;
    tabs.edit(0, id, version, text_of("A", 6));
    let batch = tabs.tabs[0].next_write().unwrap();
    tabs.tabs[0].to_write(id);
    tabs.tabs[0].written(false, Vec::new(), &batch);
    tabs.edit(1, id, version, text_of("A", 7));
    tabs.write(1);
    tabs.settle();
    assert_eq!(tabs.one(0), (text_of("A", 6), Some(text_of("A", 7))));
}

#[test]
fn a_new_name_in_one_tab_and_a_new_content_in_the_other_are_both_taken() {
    for first in [0, 1] {
        let (mut tabs, id) = tabs_with_a_file();
        tabs.edit(0, id, 0, text_of("A", 2));
        tabs.tabs[1].rename(id, "yours.md");
        tabs.write(first);
        tabs.write(1 - first);
        tabs.settle();
        for tab in [0, 1] {
            assert_eq!(tabs.one(tab).0, text_of("A", 2));
            assert_eq!(tabs.tabs[tab].record(id).unwrap().name, "yours.md");
        }
    }
}

#[test]
fn a_worker_that_takes_over_writes_over_nothing_that_another_tab_stored_meanwhile() {
    // However far this tab had typed, and however often the other one stored.
    for typed in [None, Some(1), Some(2), Some(5)] {
        for theirs in 0..4 {
            let (mut tabs, id) = tabs_with_a_file();
            for version in 0..theirs {
                tabs.edit(1, id, version, text_of("A", 30 + version));
                tabs.write(1);
            }
            tabs.told[0].clear();
            tabs.lose_worker(0, typed.map(|version| (version, text_of("A", 2))));
            tabs.settle();
            let last = if theirs == 0 { text_of("A", 1) } else { text_of("A", 29 + theirs) };
            let expected = match typed {
                None => (last, None),
                Some(_) => (text_of("A", 2), (theirs > 0).then_some(last)),
            };
            assert_eq!([tabs.one(0), tabs.one(1)], [expected.clone(), expected], "{typed:?} {theirs}");
            let said = usize::from(typed.is_some() && theirs > 0);
            assert_eq!(tabs.notices(0).len(), said, "{typed:?} {theirs}");
        }
    }
}

#[test]
fn a_worker_that_takes_over_writes_nothing_that_is_stored() {
    let (mut tabs, _) = tabs_with_a_file();
    tabs.lose_worker(0, None);
    assert_eq!(tabs.tabs[0].next_write(), None);
    // Nor where it is not known what is stored: it is compared, and found to be the same.
    tabs.tabs[0].forget_storage();
    let before = tabs.storage.clone();
    tabs.write(0);
    assert_eq!(tabs.storage, before);
    assert_eq!(tabs.tabs[0].next_write(), None);
}

#[test]
fn what_is_typed_into_a_file_outlives_a_removal_that_was_not_told() {
    let (mut tabs, id) = tabs_with_a_file();
    tabs.tabs[0].remove(id);
    tabs.write(0);
    tabs.told[1].clear();
    tabs.edit(1, id, 0, text_of("A", 2));
    tabs.write(1);
    assert_eq!(tabs.one(1).0, text_of("A", 2));
    assert_eq!(tabs.storage.len(), 1);
}

#[test]
fn drafts_take_nothing_from_who_typed_later() {
    let text = NewText { name: "mine.md".to_owned(), named: true, bytes: text_of("A", 1).into_bytes() };
    let mut world = World::new(BTreeMap::new(), 1);
    let request = world.client.import_texts(vec![text], false);
    world.request(request);
    world.settle();
    let id = world.nth(0).unwrap();
    let (one, two) = (text_of("A", 2), text_of("A", 3));
    let draft =
        |text: &str, sent: Option<&str>| Draft { id, base: 0, text: text.to_owned(), sent: sent.map(str::to_owned) };
    let taken_up = |stored: Option<&str>, drafts: Vec<Draft>| {
        let mut world = World::new(world.storage.clone(), 2);
        if let Some(stored) = stored {
            let request = world.client.edit(id, 0, stored.as_bytes().to_vec()).unwrap();
            world.request(request);
            world.settle();
        }
        for request in world.client.take_up(drafts) {
            world.request(request);
        }
        world.settle();
        let shown = world.shown()[&id].clone();
        // What stands behind it is what “Undo replacement” shows.
        let request = world.client.undo_replacement(id, true);
        world.request(request);
        world.settle();
        let behind = world.shown()[&id].clone();
        (shown.clone(), (behind != shown).then_some(behind))
    };
    assert_eq!(taken_up(None, vec![draft(&two, None)]), (two.clone(), None));
    // What had been sent before was stored after all.
    assert_eq!(taken_up(Some(&one), vec![draft(&two, Some(&one))]), (two.clone(), None));
    // The same letters, typed again after something else, are later than the draft.
    let mut again = World::new(world.storage.clone(), 4);
    for text in [&one, &two, &one] {
        let version = again.client.files().get(id).unwrap().version;
        let request = again.client.edit(id, version, text.clone().into_bytes()).unwrap();
        again.request(request);
        again.settle();
    }
    for request in again.client.take_up(vec![draft(&two, Some(&one))]) {
        again.request(request);
    }
    again.settle();
    assert_eq!(again.shown()[&id], one);
    // Another tab has typed since: its text stays, the draft behind it.
    assert_eq!(taken_up(Some(&one), vec![draft(&two, None)]), (one.clone(), Some(two.clone())));
    // Another tab has given the file a name since, which takes nothing from the draft; nor does what was replaced long before.
    let mut renamed = World::new(world.storage.clone(), 3);
    let later = NewText { name: "mine.md".to_owned(), named: true, bytes: one.clone().into_bytes() };
    let requests = [renamed.client.import_texts(vec![later], false), renamed.client.rename(id, "yours.md".to_owned())];
    requests.into_iter().for_each(|request| renamed.request(request));
    renamed.settle();
    for request in renamed.client.take_up(vec![Draft { base: 1, ..draft(&two, None) }]) {
        renamed.request(request);
    }
    renamed.settle();
    assert_eq!(renamed.shown()[&id], two);
    // Two tabs left a draft each.
    let both = taken_up(None, vec![draft(&one, None), draft(&two, None)]);
    assert_eq!(both, (one, Some(two)));
}

#[test]
fn what_is_typed_into_a_file_that_another_tab_removes_can_be_brought_back() {
    let mut world = World::new(BTreeMap::new(), 1);
    for name in ["Alpha", "Beta"] {
        let text = NewText { name: format!("{name}.md"), named: true, bytes: text_of(name, 1).into_bytes() };
        let request = world.client.import_texts(vec![text], false);
        world.request(request);
        world.settle();
    }
    let ids: Vec<FileId> = world.client.files().iter().map(|file| file.id).collect();
    let typed = text_of("Alpha", 2);
    // Its request is still on its way when the other tab removes both.
    let request = world.client.edit(ids[0], 0, typed.clone().into_bytes()).unwrap();
    world.worker.engine.sync(Vec::new(), &ids, false, &mut Vec::new());
    let mut said = Vec::new();
    for event in world.worker.engine.commit(true) {
        said.extend(world.client.on_event(event, &small_catalog()).unwrap().notifications);
    }
    let [Notification::RemovedElsewhere { edited: files, others }] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(others, &[(ids[1], "Beta.md".to_owned())], "the page says so if it is open");
    assert_eq!(
        files.iter().map(|file| (&file.path[..], &file.bytes[..])).collect::<Vec<_>>(),
        [("Alpha.md", typed.as_bytes())]
    );
    world.request(request);
    world.settle();
    assert_eq!(world.shown(), BTreeMap::new(), "the removal stands");
    let request = world.client.add_records(files.clone(), &mut IdSource::new(5, 5));
    world.request(request);
    world.settle();
    assert_eq!(world.shown().into_values().collect::<Vec<_>>(), [typed]);
}

#[test]
fn what_another_tab_is_told_to_forget_includes_what_was_removed_one_by_one() {
    let mut persistence = Persistence::default();
    let [a, b] = [FileId(1), FileId(2)];
    persistence.put(a);
    persistence.begin_write().unwrap();
    persistence.delete(a);
    persistence.clear(BTreeSet::from([b]));
    persistence.written(false);
    let batch = persistence.begin_write().unwrap();
    assert!(batch.clear && batch.put.is_empty());
    assert_eq!(batch.delete, BTreeSet::from([a, b]));
}

#[test]
fn records_of_one_place_have_one_id_whoever_moves_them() {
    let id = FileId::of_place("arena-explorer /", "old.md");
    assert_eq!(id, FileId::of_place("arena-explorer /", "old.md"));
    assert_ne!(id, FileId::of_place("arena-explorer /index.html", "old.md"));
    assert_ne!(id, FileId::of_place("arena-explorer /", "new.md"));
    assert!(id < IdSource::new(1, 0).give(), "what is older comes first");
}

//! The state of the page: where the visitor looks, what they brought, and what is derived from the two.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;

use super::address;
use super::against::{Against, against};
use super::derived::{Derived, derived};
use super::files::Desk;
use super::score_link;
use super::shared::Shared;
use crate::aggregate::{BoardScores, CapabilityScores, Ranking};
use crate::dataset::{Bundle, Dataset, Model};
use crate::document::{Finding, SourceFile};
use crate::order::sort_by_key;
use crate::view::{
    ColumnId, Group, Heading, Misunderstood, Narrowing, Query, Rows, SortKey, Spread, ViewState, column_named, groups,
    headings, resolve_left_out, resolve_subject, rows, spreads,
};

/// Handles to the state, to be copied freely into components.
#[derive(Clone, Copy)]
pub(super) struct Session {
    bundle: StoredValue<Arc<Bundle>>,
    state: RwSignal<ViewState>,
    beside: Derived<ViewState>,
    /// What the visitor brought, and how it is read.
    pub(super) desk: Desk,
    /// Bundled models and previews.
    pub(super) models: Derived<Shared<Dataset>>,
    /// What all models come to, for whoever sets one beside them.
    pub(super) against: Derived<Option<Shared<Against>>>,
    /// What is looked at, worked out.
    pub(super) ranking: Derived<Shared<Ranking>>,
    /// All columns of the table as they come.
    pub(super) all_headings: Derived<Vec<Heading>>,
    /// Columns of the table as the visitor arranged them.
    pub(super) headings: Derived<Vec<Heading>>,
    /// How the figures of each column are spread.
    pub(super) spreads: Derived<Shared<HashMap<ColumnId, Spread>>>,
    /// Columns that order the rows, the first weighing most; empty for rank order.
    pub(super) sort: Derived<Vec<SortKey>>,
    /// What was typed, and what of it was not understood.
    pub(super) query: Derived<(Query, Vec<Misunderstood>)>,
    /// Rows of the table, in order.
    pub(super) rows: Derived<Shared<Rows>>,
    /// Rows of the chosen models, in the order they were chosen.
    pub(super) chosen: Derived<Vec<usize>>,
    /// Codes of the models whose rows are unfolded.
    pub(super) unfolded: RwSignal<BTreeSet<String>>,
    /// Places of the unfolded rows among those of the table, in order.
    pub(super) unfolded_places: Derived<Vec<usize>>,
    /// Heads over the columns of core capabilities, if there are such columns.
    pub(super) groups: Derived<Vec<Group>>,
    /// The cell that is explained.
    pub(super) explained: RwSignal<Option<Explained>>,
    /// Row of the model that is pointed at, in the table or in a chart.
    pub(super) pointed: RwSignal<Option<usize>>,
    /// Whether the page was opened by a link whose scores could not be read.
    pub(super) link_broken: RwSignal<bool>,
}

/// A cell that the visitor asked about: codes of its model and its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Explained {
    pub(super) model: String,
    pub(super) column: String,
}

impl Session {
    /// Makes the session of this page and gives it to all components below.
    pub(super) fn provide(bundle: Arc<Bundle>) {
        let bundle = StoredValue::new(bundle);
        let state = RwSignal::new(ViewState::from_query(&address::query()));
        let desk = Desk::new(bundle.get_value(), state);
        let models = derived(move || desk.models.get());
        let subject = derived(move || {
            let dataset = models.get();
            state.with(|state| (resolve_subject(dataset.catalog(), state), state.rank_all))
        });
        // What the board comes to does not depend on the lens, so that another lens is there at once.
        let basis = derived(move || {
            let board = subject.get().0.board;
            let dataset = models.get();
            (board, state.with(|state| resolve_left_out(dataset.catalog(), board, &state.left_out)))
        });
        let board = derived(move || {
            let dataset = models.get();
            Shared::new(basis.with(|(board, left_out)| BoardScores::new(&dataset, *board, left_out)))
        });
        let capabilities = derived(move || {
            let dataset = models.get();
            Shared::new(basis.with(|(board, left_out)| CapabilityScores::new(&dataset, *board, left_out)))
        });
        let ranking = derived(move || {
            let (subject, rank_all) = subject.get();
            let least = if rank_all { 0.0 } else { Ranking::LEAST_COVERAGE };
            let (dataset, board) = (models.get(), board.get());
            let ranking = basis.with(|(_, left_out)| {
                Ranking::of_board(&dataset, subject, least, left_out, &board, || capabilities.get())
            });
            Shared::new(ranking)
        });
        let all_headings = derived(move || headings(models.get().catalog(), &ranking.get()));
        let columns = derived(move || state.with(|state| state.columns.clone()));
        let headings =
            derived(move || all_headings.with(|all| columns.with(|columns| columns.arrange(all, &ranking.get()))));
        let spreads = derived(move || Shared::new(headings.with(|headings| spreads(&ranking.get(), headings))));
        let sort = derived(move || {
            let ranking = ranking.get();
            let known = |key: &SortKey| all_headings.with(|all| column_named(all, &ranking, &key.column).is_some());
            state.with(|state| state.sort.iter().filter(|key| known(key)).cloned().collect::<Vec<_>>())
        });
        let typed = derived(move || state.with(|state| state.query.clone()));
        let query = derived(move || {
            let (dataset, ranking) = (models.get(), ranking.get());
            match typed.with(|typed| Query::parse(typed, dataset.catalog(), &ranking)) {
                Ok(query) => (query, Vec::new()),
                Err(wrong) => (Query::default(), wrong),
            }
        });
        let facets = derived(move || state.with(|state| state.facets.clone()));
        let row_of = move |codes: &[String]| {
            let dataset = models.get();
            codes.iter().filter_map(|code| dataset.row_of(code)).collect::<Vec<_>>()
        };
        let pinned = derived(move || state.with(|state| row_of(&state.pinned)));
        let chosen = derived(move || state.with(|state| row_of(&state.selected)));
        let rows = derived(move || {
            let (dataset, ranking) = (models.get(), ranking.get());
            let (query, facets, sort, pinned) = (query.get(), facets.get(), sort.get(), pinned.get());
            let narrowing = Narrowing { query: Some(&query.0), facets: Some(&facets), sort: &sort, pinned: &pinned };
            Shared::new(rows(&dataset, &ranking, narrowing))
        });
        let beside =
            derived(move || state.with(|state| ViewState { sort: Vec::new(), query: String::new(), ..state.clone() }));
        let unfolded = RwSignal::new(BTreeSet::<String>::new());
        let unfolded_places = derived(move || {
            let (dataset, rows) = (models.get(), rows.get());
            let place = |code: &String| {
                let row = dataset.row_of(code)?;
                rows.rows.iter().position(|known| *known == row)
            };
            let mut places: Vec<usize> = unfolded.with(|codes| codes.iter().filter_map(place).collect());
            sort_by_key(&mut places, |place| *place);
            places
        });
        let groups = derived(move || headings.with(|headings| groups(&ranking.get(), headings)));
        let explained = RwSignal::new(None);
        let session = Self {
            bundle,
            state,
            beside,
            desk,
            models,
            against: against(models),
            ranking,
            all_headings,
            headings,
            spreads,
            sort,
            query,
            rows,
            chosen,
            unfolded,
            unfolded_places,
            groups,
            explained,
            pointed: RwSignal::new(None),
            link_broken: RwSignal::new(false),
        };
        address::follow(session);
        score_link::follow(session);
        provide_context(session);
    }

    /// The session of the page that the calling component is part of.
    pub(super) fn get() -> Self {
        expect_context()
    }

    /// A memo of one part of the state.
    pub(super) fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&ViewState) -> T + Send + Sync + 'static,
    ) -> Derived<T> {
        let state = self.state;
        derived(move || state.with(&part))
    }

    /// The state with a change made to it: where a link leads.
    pub(super) fn with(self, change: impl FnOnce(&mut ViewState)) -> ViewState {
        let mut state = self.state.get();
        change(&mut state);
        state
    }

    /// The state without sort and search, with a change made to it: where a link to another page leads, which does not
    /// change while the visitor types.
    pub(super) fn beside(self, change: impl FnOnce(&mut ViewState)) -> ViewState {
        let mut state = self.beside.get();
        change(&mut state);
        state
    }

    /// The same as it is now, without following it.
    pub(super) fn now_beside(self, change: impl FnOnce(&mut ViewState)) -> ViewState {
        untrack(|| self.beside(change))
    }

    /// Where a link to a board leads.
    pub(super) fn board(self, code: &str) -> ViewState {
        self.beside(|state| state.go_to_board(code))
    }

    /// Where a benchmark is looked at: on the present board if that counts it, else on the first that does; `None` if none
    /// does.
    pub(super) fn benchmark(self, benchmark: usize) -> Option<ViewState> {
        let present = self.ranking.with_untracked(|ranking| ranking.subject.board);
        let (board, code) = self.dataset(|dataset| {
            let catalog = dataset.catalog();
            let counts = |board: &&crate::document::Board| board.counted().any(|counted| counted == benchmark);
            let board = catalog.boards.get(present).filter(counts).or_else(|| catalog.boards.iter().find(counts))?;
            Some((board.code.clone(), catalog.benchmarks.get(benchmark)?.code.clone()))
        })?;
        Some(self.beside(|state| {
            state.go_to_board(&board);
            state.go_to_benchmark(Some(code));
        }))
    }

    /// The state as it is now, without following it.
    pub(super) fn now(self) -> ViewState {
        self.state.get_untracked()
    }

    /// Goes somewhere: the browser's back button returns from there.
    pub(super) fn go(self, state: ViewState) {
        let before = self.state.get_untracked();
        if before != state {
            address::push(&state);
            let other_page = before.page != state.page;
            self.state.set(state);
            // Who is typing goes on typing.
            if other_page && !super::is_typing() {
                // The link that led here is gone; whoever reads by ear or keyboard goes on at the new page's beginning.
                request_animation_frame(|| super::focus("content"));
            }
        }
    }

    /// Changes how the same thing is looked at, without a new place in the history.
    pub(super) fn adjust(self, change: impl FnOnce(&mut ViewState)) {
        let mut state = self.state.get_untracked();
        change(&mut state);
        if self.state.get_untracked() != state {
            address::replace(&state);
            self.state.set(state);
        }
    }

    /// Takes a state that the browser came back to.
    pub(super) fn came_back(self, state: ViewState) {
        self.state.set(state);
    }

    /// The files that were brought and are text, with their paths.
    pub(super) fn texts(self) -> Vec<(String, String)> {
        let text = |file: &SourceFile| Some((file.path.clone(), String::from_utf8(file.bytes.clone()).ok()?));
        self.desk.brought.with_untracked(|brought| brought.files().iter().filter_map(text).collect())
    }

    /// A name for a new file that no brought one has: `new-model.md`, `new-model-2.md`.
    pub(super) fn free_name(self, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "md"));
        let numbered = |n: u32| if n == 1 { name.to_owned() } else { format!("{stem}-{n}.{ending}") };
        let taken = |name: &String| self.desk.brought.with_untracked(|brought| brought.file(name).is_some());
        (1..).map(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    /// Takes files in. One with a path that is here already takes the earlier one's place: it is the mended version. The page
    /// shows them once they are read, a moment later.
    pub(super) fn bring(self, files: Vec<SourceFile>) {
        self.desk.take(files);
    }

    /// The text of a file that was brought, as it was read; `None` if there is none, or it is no text.
    pub(super) fn source(self, path: &str) -> Option<String> {
        self.desk.brought.with(|brought| String::from_utf8(brought.file(path)?.bytes.clone()).ok())
    }

    /// Removes a file that was brought.
    pub(super) fn forget(self, path: &str) {
        self.desk.remove(path);
    }

    /// ISO date on which the bundled models were bundled.
    pub(super) fn bundled_on(self) -> String {
        self.bundle.with_value(|bundle| bundle.made.clone())
    }

    /// Runs with all findings, those about files that were brought before those about bundled ones.
    pub(super) fn findings<T>(self, run: impl FnOnce(&[&Finding]) -> T) -> T {
        let brought = self.desk.noticed.get();
        self.bundle.with_value(|bundle| run(&brought.iter().chain(&bundle.findings).collect::<Vec<_>>()))
    }

    /// The finding at a place in that list as it is now, and whether it is about a file that was brought.
    pub(super) fn finding(self, place: usize) -> Option<(Finding, bool)> {
        let brought = self.desk.noticed.get_untracked();
        let bundled = |place: usize| self.bundle.with_value(|bundle| bundle.findings.get(place).cloned());
        match place.checked_sub(brought.len()) {
            None => brought.get(place).cloned().map(|finding| (finding, true)),
            Some(place) => bundled(place).map(|finding| (finding, false)),
        }
    }

    /// Findings about a file that was brought.
    pub(super) fn preview_findings(self, path: &str) -> Vec<Finding> {
        self.desk.noticed.with(|noticed| about(noticed, path))
    }

    /// Findings about the file of a model.
    pub(super) fn findings_of(self, model: &Model) -> Vec<Finding> {
        if model.preview {
            self.preview_findings(&model.file)
        } else {
            self.bundle.with_value(|bundle| about(&bundle.findings, &model.file))
        }
    }

    /// Runs with the dataset as it is now.
    pub(super) fn dataset<T>(self, run: impl FnOnce(&Dataset) -> T) -> T {
        self.models.with(|models| run(models))
    }
}

fn about(findings: &[Finding], file: &str) -> Vec<Finding> {
    findings.iter().filter(|finding| finding.place.file == file).cloned().collect()
}

//! The state of the page: where the visitor looks, what they brought, and what is derived from the two.

use std::sync::Arc;

use leptos::prelude::*;

use super::address;
use super::shared::Shared;
use crate::aggregate::Ranking;
use crate::dataset::{Bundle, Dataset, Model};
use crate::document::{Finding, SourceFile};
use crate::load::{Loaded, load_previews};
use crate::view::{Heading, Page, SortKey, ViewState, headings, resolve_subject, rows};

/// Handles to the state, to be copied freely into components.
#[derive(Clone, Copy)]
pub(super) struct Session {
    bundle: StoredValue<Arc<Bundle>>,
    state: RwSignal<ViewState>,
    beside: Memo<ViewState>,
    brought: RwSignal<Vec<SourceFile>>,
    /// Bundled models and previews, and the findings about the previews.
    pub(super) loaded: Memo<Shared<Loaded>>,
    /// What is looked at, worked out.
    pub(super) ranking: Memo<Shared<Ranking>>,
    /// Columns of the table.
    pub(super) headings: Memo<Vec<Heading>>,
    /// Columns of the table that order the rows, the first weighing most; empty for rank order.
    pub(super) sort: Memo<Vec<SortKey>>,
    /// Rows of the table, in order.
    pub(super) order: Memo<Shared<Vec<usize>>>,
    /// Rows of the chosen models, in the order they were chosen.
    pub(super) chosen: Memo<Vec<usize>>,
}

impl Session {
    /// Makes the session of this page and gives it to all components below.
    pub(super) fn provide(bundle: Arc<Bundle>) {
        let bundle = StoredValue::new(bundle);
        let state = RwSignal::new(ViewState::from_query(&address::query()));
        let brought = RwSignal::new(Vec::<SourceFile>::new());
        let loaded = Memo::new(move |_| {
            let bundle = bundle.get_value();
            Shared::new(brought.with(|files| load_previews(files, &bundle.dataset)))
        });
        let subject = Memo::new(move |_| {
            let loaded = loaded.get();
            state.with(|state| (resolve_subject(loaded.dataset.catalog(), state), state.rank_all))
        });
        let ranking = Memo::new(move |_| {
            let (subject, rank_all) = subject.get();
            let least = if rank_all { 0.0 } else { Ranking::LEAST_COVERAGE };
            Shared::new(Ranking::new(&loaded.get().dataset, subject, least, &[]))
        });
        let headings = Memo::new(move |_| headings(loaded.get().dataset.catalog(), &ranking.get()));
        let sort = Memo::new(move |_| {
            let known = |key: &SortKey| headings.with(|headings| headings.iter().any(|h| h.code == key.column));
            state.with(|state| state.sort.iter().filter(|key| known(key)).cloned().collect::<Vec<_>>())
        });
        let query = Memo::new(move |_| state.with(|state| state.query.clone()));
        let order = Memo::new(move |_| {
            let loaded = loaded.get();
            let rows = sort.with(|sort| query.with(|query| rows(&loaded.dataset, &ranking.get(), sort, query)));
            Shared::new(rows)
        });
        let beside = Memo::new(move |_| {
            state.with(|state| ViewState { sort: Vec::new(), query: String::new(), ..state.clone() })
        });
        let chosen = Memo::new(move |_| {
            let loaded = loaded.get();
            state.with(|state| state.selected.iter().filter_map(|code| loaded.dataset.row_of(code)).collect())
        });
        let session = Self { bundle, state, beside, brought, loaded, ranking, headings, sort, order, chosen };
        address::follow(session);
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
    ) -> Memo<T> {
        let state = self.state;
        Memo::new(move |_| state.with(&part))
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

    /// Where a link to a board leads.
    pub(super) fn board(self, code: &str) -> ViewState {
        self.beside(|state| {
            state.page = Page::Board;
            state.benchmark = None;
            code.clone_into(&mut state.board);
        })
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

    /// Files that the visitor brought, in the order they came.
    pub(super) fn brought(self) -> Vec<String> {
        self.brought.with(|files| files.iter().map(|file| file.path.clone()).collect())
    }

    /// Takes files in. One with a name that is here already takes the earlier one's place: it is the mended version.
    pub(super) fn bring(self, files: Vec<SourceFile>) {
        self.brought.update(|brought| {
            for file in files {
                match brought.iter_mut().find(|earlier| earlier.path == file.path) {
                    Some(earlier) => *earlier = file,
                    None => brought.push(file),
                }
            }
        });
    }

    /// Removes a file that was brought.
    pub(super) fn forget(self, path: &str) {
        self.brought.update(|brought| brought.retain(|file| file.path != path));
    }

    /// ISO date on which the bundled models were bundled.
    pub(super) fn bundled_on(self) -> String {
        self.bundle.with_value(|bundle| bundle.made.clone())
    }

    /// Findings about bundled files and files that were brought.
    pub(super) fn findings(self) -> Vec<Finding> {
        let brought = self.loaded.get();
        let bundled = self.bundle.get_value();
        brought.findings.iter().chain(&bundled.findings).cloned().collect()
    }

    /// Findings about a file that was brought.
    pub(super) fn preview_findings(self, path: &str) -> Vec<Finding> {
        self.loaded.with(|loaded| about(&loaded.findings, path))
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
        self.loaded.with(|loaded| run(&loaded.dataset))
    }
}

fn about(findings: &[Finding], file: &str) -> Vec<Finding> {
    findings.iter().filter(|finding| finding.place.file == file).cloned().collect()
}

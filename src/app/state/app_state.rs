//! The state of the page: where the visitor looks, what they brought, and what is derived from the two.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;

use crate::aggregate::{BoardScores, CapabilityScores, RankSet, Ranking, Rule, RuleRanks, tukey_kramer};
use crate::app::browser::{dom, history};
use crate::app::reactive::PtrEq;
use crate::app::reactive::{ErasedMemo, derived};
use crate::app::state::peer_stats::{PeerStats, peer_stats};
use crate::app::state::reference::ReferenceState;
use crate::app::workspace::{Workspace, follow_share_link};
use crate::dataset::{Bundle, Dataset, Model};
use crate::document::Finding;
use crate::order::sort_by_key;
use crate::view::{
    ColumnId, Group, Heading, IN_SIGHT, IntervalAxis, Misunderstood, Narrowing, Page, Query, Rows, SortKey, Spread,
    ViewState, column_named, distinct_names, groups, headings, not_in_common, resolve_left_out, resolve_subject,
    resolve_weights, rows, spreads,
};

/// Of more models than this the page does not work out the ranks by all rules: that takes all pairs.
const MOST_BY_RULES: usize = 300;

/// Handles to the state, to be copied freely into components.
#[derive(Clone, Copy)]
pub(in crate::app) struct AppState {
    bundle: StoredValue<Arc<Bundle>>,
    pub(super) reference: ReferenceState,
    state: RwSignal<ViewState>,
    link_base: ErasedMemo<ViewState>,
    /// The visitor's files.
    pub(in crate::app) workspace: Workspace,
    /// Bundled models and previews.
    pub(in crate::app) models: ErasedMemo<PtrEq<Dataset>>,
    /// The names of all models, told apart where two are equal.
    pub(in crate::app) names: ErasedMemo<PtrEq<Vec<String>>>,
    /// What all models come to, for whoever sets one beside them.
    pub(in crate::app) peer_stats: ErasedMemo<Option<PtrEq<PeerStats>>>,
    /// What is looked at, worked out.
    pub(in crate::app) ranking: ErasedMemo<PtrEq<Ranking>>,
    /// The same ranked as it is by default, where the visitor chose another way.
    pub(in crate::app) default_ranking: ErasedMemo<Option<PtrEq<Ranking>>>,
    /// Why the rule that the visitor chose does not rank the models, where it does not.
    pub(in crate::app) why_not_by_rule: ErasedMemo<Option<String>>,
    /// The ranks that each model may have, a place per model.
    pub(in crate::app) rank_sets: ErasedMemo<PtrEq<Vec<Option<RankSet>>>>,
    /// The ranks by all rules, for boards of not too many models.
    pub(in crate::app) rule_ranks: ErasedMemo<Option<PtrEq<RuleRanks>>>,
    /// All columns of the table as they come.
    pub(in crate::app) all_headings: ErasedMemo<Vec<Heading>>,
    /// Columns of the table as the visitor arranged them.
    pub(in crate::app) headings: ErasedMemo<Vec<Heading>>,
    /// How the figures of each column are spread.
    pub(in crate::app) spreads: ErasedMemo<PtrEq<HashMap<ColumnId, Spread>>>,
    /// The rows that are in sight: the first, and the one behind the last.
    pub(in crate::app) in_sight: RwSignal<(usize, usize)>,
    /// The axis of the intervals of the rows in sight.
    pub(in crate::app) axis: ErasedMemo<Option<IntervalAxis>>,
    /// Columns that order the rows, the first weighing most; empty for rank order.
    pub(in crate::app) sort: ErasedMemo<Vec<SortKey>>,
    /// What was typed, and what of it was not understood.
    pub(in crate::app) query: ErasedMemo<(Query, Vec<Misunderstood>)>,
    /// The search as it was typed, empty where it was not understood, and whether no filter is set.
    pub(in crate::app) asked: ErasedMemo<(String, bool)>,
    /// Rows of the table, in order.
    pub(in crate::app) rows: ErasedMemo<PtrEq<Rows>>,
    /// Rows of the models that are compared, where only what can be compared is ranked.
    pub(in crate::app) compared: ErasedMemo<Option<Vec<usize>>>,
    /// Benchmarks that are left out because not all models shown have them.
    pub(in crate::app) not_common: ErasedMemo<Vec<usize>>,
    /// Rows of the chosen models, in the order they were chosen.
    pub(in crate::app) chosen: ErasedMemo<Vec<usize>>,
    /// Codes of the models whose rows are expanded.
    pub(in crate::app) expanded: RwSignal<BTreeSet<String>>,
    /// Places of the expanded rows among those of the table, in order.
    pub(in crate::app) expanded_positions: ErasedMemo<Vec<usize>>,
    /// Heads over the columns of core capabilities, if there are such columns.
    pub(in crate::app) groups: ErasedMemo<Vec<Group>>,
    /// The cell that is explained.
    pub(in crate::app) explained: RwSignal<Option<Explained>>,
    /// The column whose menu is open.
    pub(in crate::app) column_menu: RwSignal<Option<OpenColumnMenu>>,
    /// Row of the model that is pointed at, in the table or in a chart.
    pub(in crate::app) hovered: RwSignal<Option<usize>>,
    /// Id of what a link led to last, which may have to be brought into the document first.
    pub(in crate::app) led_to: RwSignal<String>,
}

/// A cell that the visitor asked about: codes of its model and its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Explained {
    pub(in crate::app) model: String,
    pub(in crate::app) column: String,
}

/// The menu of a column: its code, and CSS pixels from the left and the top of the window.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct OpenColumnMenu {
    pub(in crate::app) column: String,
    pub(in crate::app) left: f64,
    pub(in crate::app) top: f64,
}

impl AppState {
    /// Makes the state of this page and gives it to all components below.
    pub(in crate::app) fn provide(bundle: Arc<Bundle>) {
        let bundle = StoredValue::new(bundle);
        let state = RwSignal::new(ViewState::from_query(&history::query()));
        let workspace = Workspace::new(bundle.get_value(), state);
        let models = derived(move || workspace.models.get());
        let names = derived(move || {
            let dataset = models.get();
            PtrEq::new(distinct_names(&dataset, &(0..dataset.models().len()).collect::<Vec<_>>()))
        });
        let subject = derived(move || {
            let dataset = models.get();
            state.with(|state| (resolve_subject(dataset.catalog(), state), state.rank_all))
        });
        let row_of = move |codes: &[String]| {
            let dataset = models.get();
            codes.iter().filter_map(|code| dataset.row_of(code)).collect::<Vec<_>>()
        };
        let pinned = derived(move || state.with(|state| row_of(&state.pinned)));
        let chosen = derived(move || state.with(|state| row_of(&state.selected)));
        let only =
            derived(move || state.with(|state| state.only_chosen).then(|| chosen.get()).filter(|c| !c.is_empty()));
        let typed = derived(move || state.with(|state| state.query.clone()));
        let facets = derived(move || state.with(|state| state.facets.clone()));
        let least = move || if subject.get().1 { 0.0 } else { Ranking::LEAST_COVERAGE };
        let left_out = derived(move || {
            let dataset = models.get();
            state.with(|state| resolve_left_out(dataset.catalog(), subject.get().0.board, &state.left_out))
        });
        let weights = derived(move || {
            let dataset = models.get();
            state.with(|state| resolve_weights(dataset.catalog(), subject.get().0.board, &state.weights))
        });
        // The ranking by default. Which models are shown may depend on a ranking, so it is this one that decides what these have.
        let plain = derived(move || {
            let (dataset, subject, left_out) = (models.get(), subject.get().0, left_out.get());
            PtrEq::new(Ranking::new(&dataset, subject, least(), &left_out))
        });
        // Rows of the models that are compared, where only what can be compared is to be ranked.
        let compared = derived(move || {
            if !state.with(|state| state.common_only) {
                return None;
            }
            let (dataset, ranking) = (models.get(), plain.get());
            let query = typed.with(|typed| Query::parse(typed, dataset.catalog(), &ranking)).unwrap_or_default();
            let (facets, only, pinned) = (facets.get(), only.get(), pinned.get());
            let narrowing = Narrowing {
                query: Some(&query),
                facets: Some(&facets),
                only: only.as_deref(),
                sort: &[],
                pinned: &pinned,
            };
            let mut shown = rows(&dataset, &ranking, narrowing).rows;
            shown.retain(|row| ranking.ranks.get(*row).is_some());
            Some(shown)
        });
        let not_common = derived(move || {
            let Some(shown) = compared.get() else { return Vec::new() };
            let ranking = plain.get();
            not_in_common(&models.get(), ranking.subject, &shown, &ranking.left_out)
        });
        // What the board comes to does not depend on the lens, so that another lens is there at once.
        let basis = derived(move || {
            let left_out: Vec<usize> = left_out.get().into_iter().chain(not_common.get()).collect();
            (subject.get().0.board, left_out)
        });
        let board = derived(move || {
            let dataset = models.get();
            let weights = weights.get();
            PtrEq::new(basis.with(|(board, left_out)| BoardScores::weighted(&dataset, *board, left_out, &weights)))
        });
        let capabilities = derived(move || {
            let dataset = models.get();
            PtrEq::new(basis.with(|(board, left_out)| CapabilityScores::new(&dataset, *board, left_out)))
        });
        let by_mean = derived(move || {
            let (subject, least) = (subject.get().0, least());
            let (dataset, board) = (models.get(), board.get());
            let ranking = basis.with(|(_, left_out)| {
                Ranking::of_board(&dataset, subject, least, left_out, &board, || capabilities.get())
            });
            PtrEq::new(match compared.get() {
                Some(shown) => ranking.comparable(&dataset, &shown),
                None => ranking,
            })
        });
        let rule = derived(move || state.with(|state| state.rule));
        let why_not_by_rule = derived(move || by_mean.get().why_not_by(rule.get(), MOST_BY_RULES));
        let rule_ranks = derived(move || {
            let ranking = by_mean.get();
            let can_be = ranking.can_be_ranked_by_rules() && ranking.ranks.population() as usize <= MOST_BY_RULES;
            can_be.then(|| PtrEq::new(RuleRanks::new(&ranking)))
        });
        let with_other_rules =
            derived(move || state.with(|state| state.columns.asks_for(ColumnId::OtherRules.class(), &state.sort)));
        let ranking = derived(move || {
            let ranking = by_mean.get();
            let rule = if why_not_by_rule.with(Option::is_some) { Rule::Mean } else { rule.get() };
            let others = if with_other_rules.get() { rule_ranks.get() } else { None };
            if rule == Rule::Mean && others.is_none() {
                return ranking;
            }
            let ranking = Ranking::clone(&ranking).ranked_by(rule);
            PtrEq::new(match others {
                Some(ranks) => ranks.beside(ranking),
                None => ranking,
            })
        });
        let default_ranking = derived(move || {
            let ranking = ranking.get();
            let is_default = ranking.rule == Rule::Mean && !ranking.is_weighted() && !ranking.comparable;
            (!is_default).then(|| plain.get())
        });
        // The constant of the sets takes about as long as they do, and depends on the number of ranked models alone.
        let critical = {
            let population = derived(move || ranking.with(|ranking| ranking.ranks.population()));
            derived(move || tukey_kramer(population.get()))
        };
        let rank_sets = derived(move || PtrEq::new(ranking.get().rank_sets(critical.get())));
        let all_headings = derived(move || headings(models.get().catalog(), &ranking.get()));
        let columns = derived(move || state.with(|state| state.columns.clone()));
        let sort = derived(move || {
            let ranking = ranking.get();
            let known = |key: &SortKey| all_headings.with(|all| column_named(all, &ranking, &key.column).is_some());
            state.with(|state| state.sort.iter().filter(|key| known(key)).cloned().collect::<Vec<_>>())
        });
        let headings = derived(move || {
            let (ranking, sort) = (ranking.get(), sort.get());
            all_headings.with(|all| columns.with(|columns| columns.arrange(all, &ranking, &sort)))
        });
        let spreads = derived(move || PtrEq::new(headings.with(|headings| spreads(&ranking.get(), headings))));
        let query = derived(move || {
            let (dataset, ranking) = (models.get(), ranking.get());
            match typed.with(|typed| Query::parse(typed, dataset.catalog(), &ranking)) {
                Ok(query) => (query, Vec::new()),
                Err(wrong) => (Query::default(), wrong),
            }
        });
        let asked = derived(move || {
            let understood = query.with(|(_, wrong)| wrong.is_empty());
            let no_facets = facets.with(|facets| facets.is_empty()) && only.with(Option::is_none);
            (if understood { typed.get() } else { String::new() }, no_facets)
        });
        let rows = derived(move || {
            let (dataset, ranking) = (models.get(), ranking.get());
            let (query, facets, sort, pinned, only) = (query.get(), facets.get(), sort.get(), pinned.get(), only.get());
            let narrowing = Narrowing {
                query: Some(&query.0),
                facets: Some(&facets),
                only: only.as_deref(),
                sort: &sort,
                pinned: &pinned,
            };
            PtrEq::new(rows(&dataset, &ranking, narrowing))
        });
        let in_sight = RwSignal::new((0, IN_SIGHT));
        let axis = derived(move || {
            let (dataset, ranking, rows) = (models.get(), ranking.get(), rows.get());
            let (first, end) = in_sight.get();
            let end = end.min(rows.rows.len());
            let seen = rows.rows.get(first.min(end)..end).unwrap_or_default();
            IntervalAxis::new(dataset.catalog(), &ranking, seen)
        });
        let link_base =
            derived(move || state.with(|state| ViewState { sort: Vec::new(), query: String::new(), ..state.clone() }));
        let expanded = RwSignal::new(BTreeSet::<String>::new());
        let expanded_positions = derived(move || {
            let (dataset, rows) = (models.get(), rows.get());
            let place = |code: &String| {
                let row = dataset.row_of(code)?;
                rows.rows.iter().position(|known| *known == row)
            };
            let mut places: Vec<usize> = expanded.with(|codes| codes.iter().filter_map(place).collect());
            sort_by_key(&mut places, |place| *place);
            places
        });
        let groups = derived(move || headings.with(|headings| groups(&ranking.get(), headings)));
        let explained = RwSignal::new(None);
        let app = Self {
            bundle,
            reference: ReferenceState::new(),
            state,
            link_base,
            workspace,
            models,
            names,
            peer_stats: peer_stats(models),
            ranking,
            default_ranking,
            why_not_by_rule,
            rank_sets,
            rule_ranks,
            all_headings,
            headings,
            spreads,
            in_sight,
            axis,
            sort,
            query,
            asked,
            rows,
            compared,
            not_common,
            chosen,
            expanded,
            expanded_positions,
            groups,
            explained,
            column_menu: RwSignal::new(None),
            hovered: RwSignal::new(None),
            led_to: RwSignal::new(String::new()),
        };
        history::on_navigation(move |state| app.restore(state));
        follow_share_link(app);
        provide_context(app);
    }

    /// The state of the page that the calling component is part of.
    pub(in crate::app) fn get() -> Self {
        expect_context()
    }

    /// A memo of one part of the state.
    pub(in crate::app) fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&ViewState) -> T + Send + Sync + 'static,
    ) -> ErasedMemo<T> {
        let state = self.state;
        derived(move || crate::app::reactive::lasting(state).with(&part))
    }

    /// The state with a change made to it: where a link leads.
    pub(in crate::app) fn with(self, change: impl FnOnce(&mut ViewState)) -> ViewState {
        let mut state = crate::app::reactive::lasting(self.state).get();
        change(&mut state);
        state
    }

    /// The state without sort and search, with a change made to it: where a link to another page leads, which does not
    /// change while the visitor types.
    pub(in crate::app) fn link_to(self, change: impl FnOnce(&mut ViewState)) -> ViewState {
        let mut state = self.link_base.get();
        change(&mut state);
        state
    }

    /// The same as it is now, without following it.
    pub(in crate::app) fn link_to_untracked(self, change: impl FnOnce(&mut ViewState)) -> ViewState {
        untrack(|| self.link_to(change))
    }

    /// Where a link to a board leads.
    pub(in crate::app) fn board(self, code: &str) -> ViewState {
        self.link_to(|state| state.go_to_board(code))
    }

    /// Where the page of a benchmark is.
    pub(in crate::app) fn benchmark(self, benchmark: usize) -> Option<ViewState> {
        let code = self.dataset(|dataset| Some(dataset.catalog().benchmarks.get(benchmark)?.code.clone()))?;
        Some(self.link_to(|state| state.go_to_page_of(code)))
    }

    /// Where all scores of a benchmark are: on the present board if that counts it, else on the first that does; `None` if
    /// none does.
    pub(in crate::app) fn benchmark_scores(self, benchmark: usize) -> Option<ViewState> {
        let present = self.ranking.with_untracked(|ranking| ranking.subject.board);
        let (board, code) = self.dataset(|dataset| {
            let catalog = dataset.catalog();
            let counts = |board: &&crate::document::Board| board.counted().any(|counted| counted == benchmark);
            let board = catalog.boards.get(present).filter(counts).or_else(|| catalog.boards.iter().find(counts))?;
            Some((board.code.clone(), catalog.benchmarks.get(benchmark)?.code.clone()))
        })?;
        Some(self.link_to(|state| {
            state.go_to_board(&board);
            state.go_to_benchmark(Some(code));
        }))
    }

    /// The state as it is now, without following it.
    pub(in crate::app) fn now(self) -> ViewState {
        self.state.get_untracked()
    }

    /// Goes somewhere: the browser's back button returns from there.
    pub(in crate::app) fn push(self, state: ViewState) {
        let before = self.state.get_untracked();
        if before != state {
            history::push(&state);
            if self.show(state) {
                request_animation_frame(|| dom::focus("content"));
            }
        }
    }

    /// Changes how the same thing is looked at, without a new place in the history.
    pub(in crate::app) fn replace(self, change: impl FnOnce(&mut ViewState)) {
        let mut state = self.state.get_untracked();
        change(&mut state);
        if self.state.get_untracked() != state {
            history::replace(&state);
            self.state.set(state);
        }
    }

    /// Takes a state that the browser came back to.
    pub(in crate::app) fn restore(self, state: ViewState) {
        if self.show(state) {
            // The browser scrolls to where the page was left.
            request_animation_frame(|| dom::focus_in_place("content"));
        }
    }

    /// Shows a state. Gives whether the focus is to go to the beginning of the page: on another one the link that led there is
    /// gone, but who is typing goes on typing.
    fn show(self, state: ViewState) -> bool {
        let before = self.state.get_untracked().page;
        let within_page = match (&before, &state.page) {
            (Page::Files(_), Page::Files(_)) | (Page::Benchmarks(_), Page::Benchmarks(_)) => true,
            (before, page) => before == page,
        };
        self.state.set(state);
        !within_page && !dom::is_typing()
    }

    /// ISO date on which the bundled models were bundled.
    pub(in crate::app) fn bundled_on(self) -> String {
        self.bundle.with_value(|bundle| bundle.made.clone())
    }

    /// Runs with all findings, those about files that were brought before those about bundled ones.
    pub(in crate::app) fn findings<T>(self, run: impl FnOnce(&[&Finding]) -> T) -> T {
        let brought = crate::app::reactive::lasting(self.workspace.findings).get();
        self.bundle.with_value(|bundle| run(&brought.iter().chain(&bundle.findings).collect::<Vec<_>>()))
    }

    /// How many of the findings are about files that were added.
    pub(in crate::app) fn added_findings(self) -> usize {
        crate::app::reactive::lasting(self.workspace.findings).with(|findings| findings.len())
    }

    /// The finding at a place in that list as it is now, and whether it is about a file that was brought.
    pub(in crate::app) fn finding(self, place: usize) -> Option<(Finding, bool)> {
        let brought = self.workspace.findings.get_untracked();
        let bundled = |place: usize| self.bundle.with_value(|bundle| bundle.findings.get(place).cloned());
        match place.checked_sub(brought.len()) {
            None => brought.get(place).cloned().map(|finding| (finding, true)),
            Some(place) => bundled(place).map(|finding| (finding, false)),
        }
    }

    /// Findings about a file that was brought.
    pub(in crate::app) fn preview_findings(self, path: &str) -> Vec<Finding> {
        crate::app::reactive::lasting(self.workspace.findings)
            .with(|findings| findings.iter().filter(|finding| finding.place.file == path).cloned().collect())
    }

    /// Findings about a model and about its file as a whole. Those about other models of the file stand on their pages.
    pub(in crate::app) fn findings_of(self, model: &Model) -> Vec<Finding> {
        let about = |findings: &[Finding]| findings.iter().filter(|of| model.is_subject_of(of)).cloned().collect();
        if model.preview {
            crate::app::reactive::lasting(self.workspace.findings).with(|findings| about(findings))
        } else {
            self.bundle.with_value(|bundle| about(&bundle.findings))
        }
    }

    /// Runs with the dataset as it is now.
    pub(in crate::app) fn dataset<T>(self, run: impl FnOnce(&Dataset) -> T) -> T {
        self.models.with(|models| run(models))
    }
}

//! What the visitor looks at, and its form in the address.
//!
//! The query string is short and readable: defaults are left out, unknown parts are ignored, and what is printed reads
//! back as the same state.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::sort_key::SortKey;
use super::{AuditFacet, AuditFilter, ChartKind, Columns, Facet, Facets, SizeRange};
use crate::aggregate::{Lens, Rule, Weights};

/// Everything that a copied link brings back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// Which page is shown.
    pub page: Page,
    /// Code of the board; empty for the first.
    pub board: String,
    /// How the board is looked at.
    pub lens: Lens,
    /// Code of one benchmark whose columns are shown instead of the board's.
    pub benchmark: Option<String>,
    /// Columns that order the rows, the first weighing most; empty for rank order.
    pub sort: Vec<SortKey>,
    /// What the visitor typed to narrow the rows.
    pub query: String,
    /// What was ticked to narrow the rows.
    pub facets: Facets,
    /// How the columns are arranged.
    pub columns: Columns,
    /// Codes of benchmarks left out of the totals of boards. Those of other boards stay, for when the visitor comes back to these.
    pub left_out: Vec<String>,
    /// Whether benchmarks are left out too that not all models shown have.
    pub common_only: bool,
    /// Codes of the models pinned to the top.
    pub pinned: Vec<String>,
    /// Codes of the models chosen for the charts, in the order they were chosen.
    pub selected: Vec<String>,
    /// Whether only the chosen models are shown, if any are chosen.
    pub only_chosen: bool,
    /// What the chart of a board is to answer.
    pub chart: ChartKind,
    /// What was ticked to narrow the findings.
    pub audit: AuditFilter,
    /// Weights of benchmarks in the totals of boards, by code: more than 0, and 1 where nothing is set.
    pub weights: Vec<(String, f64)>,
    /// What ranks the models of a board's benchmarks.
    pub rule: Rule,
    /// Whether models covered too little are ranked all the same.
    pub rank_all: bool,
    /// `None` follows the system.
    pub theme: Option<Theme>,
    /// Address of scores that belong to the view, as it was written.
    pub data: Option<String>,
}

/// The pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// A board or one of its benchmarks.
    #[default]
    Board,
    /// The model with this code.
    Model(String),
    /// The chosen models beside each other.
    Compare,
    /// What has been measured at all.
    Data,
    /// Starting a new score file.
    New,
    /// Everything that was noticed in the data.
    Findings,
    /// All benchmarks, or those that a filter leaves.
    Benchmarks(IndexFilter),
    /// What the benchmark with this code is; [`ViewState::benchmark`] is `None` then.
    Benchmark(String),
    /// How ranks are made.
    Method,
    /// The visitor's files, and the id of the one that is looked at; empty for the first. Not its name, which no server is to see.
    Files(String),
}

/// What narrows the index of benchmarks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexFilter {
    /// What the visitor typed.
    pub search: String,
    /// Code of the board that counts the benchmarks; empty for all.
    pub board: String,
}

/// A colour theme that the visitor asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The word in addresses and in the style sheet.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl ViewState {
    /// Reads a query string, with or without the `?`. Never fails: what is not understood is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut state = Self::default();
        // The page may be named after them.
        let (mut open_file, mut filter) = (String::new(), IndexFilter::default());
        let mut of_no_weight = Vec::new();
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value);
            match key {
                "board" => state.board = value,
                "lens" => state.lens = Lens::from_code(&value).unwrap_or_default(),
                "benchmark" if !value.is_empty() => state.benchmark = Some(value),
                "model" if !value.is_empty() => state.page = Page::Model(value),
                "page" if value == "findings" => state.page = Page::Findings,
                "page" if value == "compare" => state.page = Page::Compare,
                "page" if value == "data" => state.page = Page::Data,
                "page" if value == "files" => state.page = Page::Files(std::mem::take(&mut open_file)),
                "id" => match &mut state.page {
                    Page::Files(id) => *id = value,
                    _ => open_file = value,
                },
                "page" if value == "new" => state.page = Page::New,
                "page" if value == "benchmarks" => state.page = Page::Benchmarks(IndexFilter::default()),
                "find" => filter.search = value,
                "on" => filter.board = value,
                "page" if value == "benchmark" => state.page = Page::Benchmark(String::new()),
                "page" if value == "method" => state.page = Page::Method,
                "chart" => state.chart = ChartKind::from_code(&value).unwrap_or_default(),
                "sort" => state.sort = list(&value).map(|key| SortKey::from_code(&key)).collect(),
                "q" => state.query = value,
                "size" => state.facets.size = size_from_code(&value),
                "hide" => state.columns.hidden = list(&value).collect(),
                "show" => state.columns.shown = list(&value).collect(),
                "first" => state.columns.first = list(&value).collect(),
                "fold" => state.columns.collapsed = list(&value).collect(),
                "common" => state.common_only = value == "only",
                "covered" => state.facets.full_coverage = value == "all",
                "without" => state.left_out = list(&value).collect(),
                "pin" => state.pinned = list(&value).collect(),
                "select" => state.selected = list(&value).collect(),
                "only" => state.only_chosen = value == "chosen",
                "weights" => (state.weights, of_no_weight) = weights_from_code(&value),
                "rule" => state.rule = Rule::from_code(&value).unwrap_or_default(),
                "coverage" => state.rank_all = value == "any",
                "data" if !value.is_empty() => state.data = Some(value),
                "theme" => {
                    state.theme = [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.code() == value);
                }
                key => {
                    let ticked: BTreeSet<String> = list(&value).collect();
                    let facet = Facet::ALL.into_iter().find(|facet| facet.code() == key);
                    if let Some(facet) = facet.filter(|_| !ticked.is_empty()) {
                        state.facets.ticked.insert(facet, ticked);
                        continue;
                    }
                    let facet = AuditFacet::ALL.into_iter().find(|facet| facet.code() == key);
                    if let Some(facet) = facet.filter(|_| !ticked.is_empty()) {
                        state.audit.ticked.insert(facet, ticked);
                    }
                }
            }
        }
        match &mut state.page {
            Page::Benchmark(code) => *code = state.benchmark.take().unwrap_or_default(),
            Page::Benchmarks(index) => *index = filter,
            _ => {}
        }
        state.left_out.append(&mut of_no_weight);
        state.dedup();
        // Nobody chosen is nobody to be shown alone.
        state.only_chosen &= !state.selected.is_empty();
        state
    }

    /// The query string, without the `?`; empty for the default view.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut parts: Vec<(&str, String)> = Vec::new();
        match &self.page {
            Page::Board => {}
            Page::Model(code) => parts.push(("model", encode(code))),
            Page::Compare => parts.push(("page", "compare".to_owned())),
            Page::Data => parts.push(("page", "data".to_owned())),
            Page::New => parts.push(("page", "new".to_owned())),
            Page::Findings => parts.push(("page", "findings".to_owned())),
            Page::Benchmarks(IndexFilter { search, board }) => {
                parts.push(("page", "benchmarks".to_owned()));
                let filters = [("find", search), ("on", board)].into_iter().filter(|(_, value)| !value.is_empty());
                parts.extend(filters.map(|(key, value)| (key, encode(value))));
            }
            Page::Benchmark(_) => parts.push(("page", "benchmark".to_owned())),
            Page::Method => parts.push(("page", "method".to_owned())),
            Page::Files(id) => {
                parts.push(("page", "files".to_owned()));
                if !id.is_empty() {
                    parts.push(("id", encode(id)));
                }
            }
        }
        if !self.board.is_empty() {
            parts.push(("board", encode(&self.board)));
        }
        if self.lens != Lens::default() {
            parts.push(("lens", self.lens.code().to_owned()));
        }
        let benchmark = match &self.page {
            Page::Benchmark(code) => Some(code).filter(|code| !code.is_empty()),
            _ => self.benchmark.as_ref(),
        };
        if let Some(benchmark) = benchmark {
            parts.push(("benchmark", encode(benchmark)));
        }
        if !self.sort.is_empty() {
            parts.push(("sort", join(self.sort.iter().map(SortKey::code))));
        }
        if !self.query.is_empty() {
            parts.push(("q", encode(&self.query)));
        }
        for (facet, ticked) in &self.facets.ticked {
            parts.push((facet.code(), join(ticked.iter().cloned())));
        }
        if !self.facets.size.is_open() {
            parts.push(("size", size_code(self.facets.size)));
        }
        if self.facets.full_coverage {
            parts.push(("covered", "all".to_owned()));
        }
        if self.common_only {
            parts.push(("common", "only".to_owned()));
        }
        let lists: [(&str, Vec<&String>); 6] = [
            ("hide", self.columns.hidden.iter().collect()),
            ("show", self.columns.shown.iter().collect()),
            ("first", self.columns.first.iter().collect()),
            ("fold", self.columns.collapsed.iter().collect()),
            ("without", self.left_out.iter().collect()),
            ("pin", self.pinned.iter().collect()),
        ];
        for (key, codes) in lists {
            if !codes.is_empty() {
                parts.push((key, join(codes.into_iter().cloned())));
            }
        }
        if !self.selected.is_empty() {
            parts.push(("select", join(self.selected.iter().cloned())));
        }
        if self.only_chosen {
            parts.push(("only", "chosen".to_owned()));
        }
        if self.chart != ChartKind::default() {
            parts.push(("chart", self.chart.code().to_owned()));
        }
        for (facet, ticked) in &self.audit.ticked {
            parts.push((facet.code(), join(ticked.iter().cloned())));
        }
        if !self.weights.is_empty() {
            parts.push(("weights", join(self.weights.iter().map(|(code, weight)| format!("{code}~{weight}")))));
        }
        if self.rule != Rule::default() {
            parts.push(("rule", self.rule.code().to_owned()));
        }
        if self.rank_all {
            parts.push(("coverage", "any".to_owned()));
        }
        if let Some(theme) = self.theme {
            parts.push(("theme", theme.code().to_owned()));
        }
        if let Some(data) = &self.data {
            parts.push(("data", encode(data)));
        }
        parts.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
    }

    /// Chooses a model, or no longer. Where none is chosen any more, all are shown.
    pub fn choose(&mut self, code: &str, on: bool) {
        self.selected.retain(|known| known != code);
        if on {
            self.selected.push(code.to_owned());
        }
        self.only_chosen &= !self.selected.is_empty();
    }

    /// Chooses no model any more.
    pub fn choose_none(&mut self) {
        self.selected.clear();
        self.only_chosen = false;
    }

    /// Turns to a board.
    pub fn go_to_board(&mut self, code: &str) {
        self.page = Page::Board;
        code.clone_into(&mut self.board);
        self.benchmark = None;
        self.forget_columns();
    }

    /// Looks at the board under a lens.
    pub fn go_to_lens(&mut self, lens: Lens) {
        self.page = Page::Board;
        self.lens = lens;
        self.benchmark = None;
        self.forget_columns();
    }

    /// Looks at one benchmark of the board, or at all of it again.
    pub fn go_to_benchmark(&mut self, code: Option<String>) {
        self.page = Page::Board;
        self.benchmark = code;
        self.forget_columns();
    }

    /// Turns to the page of a benchmark.
    pub fn go_to_page_of(&mut self, benchmark: String) {
        self.page = Page::Benchmark(benchmark);
        self.benchmark = None;
        self.forget_columns();
    }

    /// Where other columns are shown, an order by those that were means nothing.
    fn forget_columns(&mut self) {
        self.sort.clear();
        self.columns.keep_common();
    }

    /// Each column and each model once, the first mention standing.
    fn dedup(&mut self) {
        let mut seen = std::collections::HashSet::new();
        self.sort.retain(|key| seen.insert(key.column.clone()));
        seen.clear();
        self.weights.retain(|(code, _)| seen.insert(code.clone()));
        for list in [&mut self.columns.first, &mut self.left_out, &mut self.pinned, &mut self.selected] {
            seen.clear();
            list.retain(|code| seen.insert(code.clone()));
        }
    }
}

/// `vsi~2,erqa~0.5`, without what is no weight or changes nothing; and the codes of weight 0, which are left out.
fn weights_from_code(code: &str) -> (Vec<(String, f64)>, Vec<String>) {
    let weight = |part: String| {
        let (code, weight) = part.rsplit_once('~')?;
        Some((code.to_owned(), Weights::rounded(weight.parse().ok()?)?))
    };
    let (out, counted): (Vec<_>, Vec<_>) = list(code).filter_map(weight).partition(|(_, weight)| *weight == 0.0);
    (
        counted.into_iter().filter(|(_, weight)| *weight != 1.0).collect(),
        out.into_iter().map(|(code, _)| code).collect(),
    )
}

/// `7..72`; either end may be open.
fn size_code(size: SizeRange) -> String {
    let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
    format!("{}..{}", end(size.least), end(size.most))
}

fn size_from_code(code: &str) -> SizeRange {
    let end = |text: &str| text.parse::<f64>().ok().filter(|end| end.is_finite() && *end >= 0.0);
    code.split_once("..")
        .map_or_else(SizeRange::default, |(least, most)| SizeRange { least: end(least), most: end(most) })
}

impl SortKey {
    fn from_code(code: &str) -> Self {
        match code.strip_prefix('-') {
            Some(column) => Self { column: column.to_owned(), descending: true },
            None => Self { column: code.to_owned(), descending: false },
        }
    }

    fn code(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column)
    }
}

/// Parts of a comma-separated list that are not empty. Commas inside a part are percent-encoded twice.
fn list(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(',').filter(|part| !part.is_empty()).map(decode)
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.map(|part| encode(&part).replace('%', "%25")).collect::<Vec<_>>().join(",")
}

/// What is percent-encoded: all but letters, digits and `-_.~`, which no server or chat program touches. Blanks become `+`.
const ESCAPED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b' ');

fn encode(text: &str) -> String {
    utf8_percent_encode(text, &ESCAPED).to_string().replace(' ', "+")
}

/// Undoes [`encode`]; bytes that make no UTF-8 become the replacement character, a stray `%` stays.
fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

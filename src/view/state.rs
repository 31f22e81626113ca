//! What the visitor looks at, and its form in the address.
//!
//! The query string is short and readable: defaults are left out, unknown parts are ignored, and what is printed reads
//! back as the same state.

use crate::aggregate::Lens;

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
    /// Codes of the models chosen for the charts, in the order they were chosen.
    pub selected: Vec<String>,
    /// Whether models covered too little are ranked all the same.
    pub rank_all: bool,
    /// `None` follows the system.
    pub theme: Option<Theme>,
}

/// The pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// A board or one of its benchmarks.
    #[default]
    Board,
    /// The model with this code.
    Model(String),
    /// Everything that was noticed in the data.
    Findings,
}

/// A column that rows are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// Code of the column.
    pub column: String,
    /// From high to low, or from Z to A. Missing comes last either way.
    pub descending: bool,
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
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value);
            match key {
                "board" => state.board = value,
                "lens" => state.lens = Lens::from_code(&value).unwrap_or_default(),
                "benchmark" if !value.is_empty() => state.benchmark = Some(value),
                "model" if !value.is_empty() => state.page = Page::Model(value),
                "page" if value == "findings" => state.page = Page::Findings,
                "sort" => state.sort = list(&value).map(|key| SortKey::from_code(&key)).collect(),
                "q" => state.query = value,
                "select" => state.selected = list(&value).collect(),
                "coverage" => state.rank_all = value == "any",
                "theme" => {
                    state.theme = [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.code() == value);
                }
                _ => {}
            }
        }
        state.dedup();
        state
    }

    /// The query string, without the `?`; empty for the default view.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut parts: Vec<(&str, String)> = Vec::new();
        match &self.page {
            Page::Board => {}
            Page::Model(code) => parts.push(("model", encode(code))),
            Page::Findings => parts.push(("page", "findings".to_owned())),
        }
        if !self.board.is_empty() {
            parts.push(("board", encode(&self.board)));
        }
        if self.lens != Lens::default() {
            parts.push(("lens", self.lens.code().to_owned()));
        }
        if let Some(benchmark) = &self.benchmark {
            parts.push(("benchmark", encode(benchmark)));
        }
        if !self.sort.is_empty() {
            parts.push(("sort", join(self.sort.iter().map(SortKey::code))));
        }
        if !self.query.is_empty() {
            parts.push(("q", encode(&self.query)));
        }
        if !self.selected.is_empty() {
            parts.push(("select", join(self.selected.iter().cloned())));
        }
        if self.rank_all {
            parts.push(("coverage", "any".to_owned()));
        }
        if let Some(theme) = self.theme {
            parts.push(("theme", theme.code().to_owned()));
        }
        parts.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
    }

    /// Each column and each model once, the first mention standing.
    fn dedup(&mut self) {
        let mut seen = std::collections::HashSet::new();
        self.sort.retain(|key| seen.insert(key.column.clone()));
        seen.clear();
        self.selected.retain(|code| seen.insert(code.clone()));
    }
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

/// Percent-encodes all but letters, digits and `-_.~`, which no server or chat program touches; blanks become `+`.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Undoes [`encode`]; bytes that make no UTF-8 become the replacement character, a stray `%` stays.
fn decode(text: &str) -> String {
    let hex = |byte: Option<&u8>| byte.and_then(|&b| char::from(b).to_digit(16));
    let mut bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    while let Some((&first, rest)) = bytes.split_first() {
        bytes = rest;
        match (first, hex(rest.first()), hex(rest.get(1))) {
            (b'+', ..) => out.push(b' '),
            (b'%', Some(high), Some(low)) => {
                // Two hexadecimal digits make at most 255.
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                bytes = rest.get(2..).unwrap_or_default();
            }
            _ => out.push(first),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

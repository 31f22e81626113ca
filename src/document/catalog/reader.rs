//! Reading of the catalog file, with a finding for all that it cannot mean.

use crate::document::yaml::guard;
use crate::document::yaml::tree;
use std::collections::HashSet;

use super::{Board, Catalog, Core, Fine, Index};
use crate::document::diagnostics::finding::Finding;
use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::log::Log;
use crate::document::limits;
use crate::document::text::mark::Mark;
use crate::document::text::naming::{fold, nearest, slug};
use crate::document::text::printing::{is_unprintable, quote, size};
use crate::document::yaml::front_matter::{self, Unfenced};
use crate::document::yaml::node::{Node, Value};

/// Codes that addresses and searches give a meaning of their own: no benchmark or capability can have one.
pub const RESERVED_CODES: [&str; 14] = [
    "author",
    "average-rank",
    "category",
    "component",
    "coverage",
    "input",
    "model",
    "name",
    "open",
    "other-rules",
    "rank",
    "size",
    "total",
    "year",
];

/// Reads a catalog. `None` where nothing useful could be read; the findings then hold an error.
///
/// A part that does not hold together is left out with a warning: a link, a question count, a benchmark, a board. What
/// the rest says of it is then unknown, and left out in turn.
#[must_use]
pub fn read_catalog(path: &str, text: &str) -> (Option<Catalog>, Vec<Finding>) {
    let text = match guard::decode(text.as_bytes()) {
        Ok(text) => text,
        Err(kind) => return (None, vec![Finding::of_file(of_catalog(kind), path)]),
    };
    let Some(front_matter) = front_matter::find(text, Unfenced::Any) else {
        let kind = missing("benchmarks", BENCHMARKS);
        return (None, vec![Finding::of_file(kind, path)]);
    };
    let beginning = Mark { line: front_matter.first_line, column: 1 };
    let mut log = Log::default();
    let catalog =
        tree::read_catalog(front_matter, |root, _| Reader::new(&mut log).catalog(root)).unwrap_or_else(|fault| {
            log.error(fault.mark.unwrap_or(beginning), of_catalog(fault.kind));
            Catalog::default()
        });
    let catalog = (log.errors() == 0).then_some(catalog);
    (catalog, log.into_findings(path, text))
}

/// What stops the reading of any file, in words about catalogs.
fn of_catalog(kind: Kind) -> Kind {
    let (problem, help) = match kind {
        Kind::TooLarge { bytes, limit } => (
            format!("the catalog has {}; catalogs of up to {} are read", size(bytes), size(limit)),
            "Leave out benchmarks and boards that nobody needs, or split it in two.",
        ),
        Kind::TooComplex { what, limit } => (
            format!("the catalog has more than {limit} {what}"),
            "Leave out benchmarks and boards that nobody needs, or split it in two.",
        ),
        other => return other,
    };
    Kind::CatalogRefused { problem, help: help.to_owned() }
}

const CATALOG: &str = "a map with `capabilities`, `benchmarks` and `boards`";
const CAPABILITIES: &str = "a list of capabilities with `name` and `fine`";
const BENCHMARKS: &str = "a list of benchmarks with `name`, `columns` and `total`";
const BOARDS: &str = "a list of boards with `name` and `benchmarks`";

pub(in crate::document) type Pairs<'n> = [(Node<'n>, Node<'n>)];

fn missing(key: &str, expected: &str) -> Kind {
    Kind::WrongShape { key: key.to_owned(), expected: expected.to_owned(), found: "nothing".to_owned() }
}

/// The value under a key; the last one if there are several.
pub(in crate::document) fn get<'n>(pairs: &'n Pairs<'n>, wanted: &str) -> Option<&'n Node<'n>> {
    let is_wanted = |key: &Node<'_>| matches!(&key.value, Value::Text(key) if key == wanted);
    pairs.iter().rev().find(|(key, _)| is_wanted(key)).map(|(_, value)| value).filter(|value| !value.is_null())
}

/// Turns the nodes of the file into a catalog.
pub(in crate::document) struct Reader<'l> {
    pub(in crate::document) log: &'l mut Log,
    /// The [`fold`]ed ids, codes, names and aliases of the benchmarks before.
    pub(in crate::document) names: HashSet<String>,
}

impl<'l> Reader<'l> {
    /// A reader that notes what it finds.
    pub(in crate::document) fn new(log: &'l mut Log) -> Self {
        Self { log, names: HashSet::new() }
    }
}

impl Reader<'_> {
    fn catalog(&mut self, root: &Node<'_>) -> Catalog {
        let mut catalog = Catalog::default();
        let Value::Map(pairs) = &root.value else {
            let found = root.shape().to_owned();
            self.log
                .error(root.mark, Kind::WrongShape { key: "catalog".to_owned(), expected: CATALOG.to_owned(), found });
            return catalog;
        };
        self.check_keys(pairs, "", &["capabilities", "positions", "benchmarks", "boards"]);
        for node in self.section(root, pairs, "capabilities", CAPABILITIES) {
            self.capability(node, &mut catalog);
        }
        self.positions(get(pairs, "positions"), &mut catalog);
        for node in self.section(root, pairs, "benchmarks", BENCHMARKS) {
            if let Some(benchmark) = self.benchmark(node, &catalog) {
                self.names.extend(benchmark.names().map(fold));
                catalog.benchmarks.push(benchmark);
            }
        }
        // The lookups are built at the first question, which is about a benchmark and asked when all are known.
        for node in self.section(root, pairs, "boards", BOARDS) {
            if let Some(board) = self.board(node, &catalog) {
                catalog.boards.push(board);
            }
        }
        catalog.index = Index::default();
        for (key, expected, is_empty) in [
            ("capabilities", CAPABILITIES, catalog.fines.is_empty()),
            ("benchmarks", BENCHMARKS, catalog.benchmarks.is_empty()),
            ("boards", BOARDS, catalog.boards.is_empty()),
        ] {
            if is_empty && self.log.errors() == 0 {
                let found = "a list in which nothing can be used".to_owned();
                let kind = Kind::WrongShape { key: key.to_owned(), expected: expected.to_owned(), found };
                self.log.error(get(pairs, key).map_or(root.mark, |node| node.mark), kind);
            }
        }
        catalog
    }

    pub(in crate::document) fn problem(&mut self, mark: Mark, problem: String, help: &str) {
        self.log.note(mark, || Kind::Catalog { problem, help: help.to_owned() });
    }

    /// A text as it may be shown, on one line: any white space is a blank, and what would move or hide other text becomes
    /// `U+FFFD`, with a finding.
    fn shown(&mut self, mark: Mark, text: &str) -> String {
        let text = text.trim().replace(char::is_whitespace, " ");
        if !text.contains(is_unprintable) {
            return text;
        }
        let problem = format!("{} holds a character that cannot be shown; it is replaced", quote(&text));
        self.problem(mark, problem, "Remove the character; it is often invisible.");
        text.replace(is_unprintable, "\u{FFFD}")
    }

    /// Notes the keys that are not known, and those that stand twice; of these, the later one counts.
    pub(in crate::document) fn check_keys(&mut self, pairs: &Pairs<'_>, prefix: &str, known: &[&str]) {
        let mut seen: Vec<(&str, Mark)> = Vec::new();
        for (node, _) in pairs {
            let key = node.brief();
            let Some(known) = known.iter().find(|known| **known == key) else {
                let nearest = || nearest(&key, known.iter().copied());
                self.log.note(node.mark, || Kind::UnknownKey { key: format!("{prefix}{key}"), nearest: nearest() });
                continue;
            };
            match seen.iter().find(|(key, _)| key == known) {
                Some((_, first)) => {
                    self.log.note(node.mark, || Kind::DuplicateKey { key, first_line: first.line });
                }
                None => seen.push((known, node.mark)),
            }
        }
    }

    /// The items of a list at the top of the catalog.
    fn section<'n>(&mut self, root: &Node<'_>, pairs: &'n Pairs<'n>, key: &str, expected: &str) -> &'n [Node<'n>] {
        match get(pairs, key) {
            Some(Node { value: Value::List(items), .. }) => self.few(items, key),
            Some(other) => {
                let found = other.shape().to_owned();
                let kind = Kind::WrongShape { key: key.to_owned(), expected: expected.to_owned(), found };
                self.log.error(other.mark, kind);
                &[]
            }
            None => {
                self.log.error(root.mark, missing(key, expected));
                &[]
            }
        }
    }

    /// The items of a list, unless they are more than any catalog has.
    fn few<'n>(&mut self, items: &'n [Node<'n>], key: &str) -> &'n [Node<'n>] {
        if let Some(first) = items.get(limits::CATALOG_ITEMS) {
            let kind = Kind::TooComplex { what: format!("items in {}", quote(key)), limit: limits::CATALOG_ITEMS };
            self.log.error(first.mark, of_catalog(kind));
            return &[];
        }
        items
    }

    /// The pairs and the name of an item of a section; `what` names it in findings.
    pub(in crate::document) fn item<'n>(
        &mut self,
        node: &'n Node<'n>,
        what: &str,
        keys: &[&str],
    ) -> Option<(&'n Pairs<'n>, String)> {
        let Value::Map(pairs) = &node.value else {
            self.problem(
                node.mark,
                format!("a {what} is {} instead of a map", node.shape()),
                "Write it as a map with `name`.",
            );
            return None;
        };
        self.check_keys(pairs, &format!("{what}."), keys);
        let name = self.text(pairs, "name");
        if name.is_empty() {
            self.problem(node.mark, format!("a {what} has no name"), "Give it a `name`.");
            return None;
        }
        Some((pairs, name))
    }

    /// A text under a key, empty if there is none.
    pub(in crate::document) fn text(&mut self, pairs: &Pairs<'_>, key: &str) -> String {
        let Some(node) = get(pairs, key) else { return String::new() };
        match node.scalar_text() {
            Some(text) => self.shown(node.mark, &text),
            None => {
                self.problem(node.mark, format!("{} is {} instead of text", quote(key), node.shape()), "Write text.");
                String::new()
            }
        }
    }

    /// The texts of a list under a key, each with its place.
    pub(in crate::document) fn texts(&mut self, pairs: &Pairs<'_>, key: &str) -> Vec<(String, Mark)> {
        let Some(node) = get(pairs, key) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.problem(
                node.mark,
                format!("{} is {} instead of a list", quote(key), node.shape()),
                "Write a list of names.",
            );
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in self.few(items, key) {
            match item.scalar_text() {
                Some(text) if !item.is_null() => texts.push((self.shown(item.mark, &text), item.mark)),
                _ => {
                    let problem = format!("{} holds {} instead of a name", quote(key), item.shape());
                    self.problem(item.mark, problem, "Write a list of names.");
                }
            }
        }
        texts
    }

    fn capability(&mut self, node: &Node<'_>, catalog: &mut Catalog) {
        let Some((pairs, name)) = self.item(node, "capability", &["name", "fine"]) else { return };
        let code = slug(&name);
        if self.is_reserved(node.mark, "capability", &code) {
            return;
        }
        if catalog.cores.iter().any(|core| core.code == code) {
            self.problem(
                node.mark,
                format!("there is a second capability {}; it is left out", quote(&name)),
                "Keep one of the two.",
            );
            return;
        }
        let core = catalog.cores.len();
        let first = catalog.fines.len();
        for (name, mark) in self.texts(pairs, "fine") {
            if catalog.fines.len() == limits::CATALOG_ITEMS {
                let kind =
                    Kind::TooComplex { what: "fine-grained capabilities".to_owned(), limit: limits::CATALOG_ITEMS };
                self.log.error(mark, of_catalog(kind));
                return;
            }
            let code = slug(&name);
            if self.is_reserved(mark, "capability", &code) {
                continue;
            }
            if catalog.fines.iter().any(|fine| fine.code == code) {
                let problem = format!("there is a second fine-grained capability {}; it is left out", quote(&name));
                self.problem(mark, problem, "Keep one of the two.");
            } else {
                catalog.fines.push(Fine { name, code, core });
            }
        }
        catalog.cores.push(Core { name, code, fines: first..catalog.fines.len() });
    }

    /// The order of positional lists; without one, or with one that is no order of all capabilities, that of the catalog.
    fn positions(&mut self, node: Option<&Node<'_>>, catalog: &mut Catalog) {
        let cores: Vec<&str> = catalog.cores.iter().map(|core| core.name.as_str()).collect();
        let fines: Vec<&str> = catalog.fines.iter().map(|fine| fine.name.as_str()).collect();
        let pairs: &Pairs<'_> = match node {
            Some(Node { value: Value::Map(pairs), .. }) => pairs,
            Some(other) => {
                let problem = format!("`positions` is {} instead of a map", other.shape());
                self.problem(other.mark, problem, "Write a map with `core` and `fine`.");
                &[]
            }
            None => &[],
        };
        self.check_keys(pairs, "positions.", &["core", "fine"]);
        let core_positions = self.order(pairs, "core", &cores);
        let fine_positions = self.order(pairs, "fine", &fines);
        catalog.core_positions = core_positions;
        catalog.fine_positions = fine_positions;
    }

    fn order(&mut self, pairs: &Pairs<'_>, key: &str, names: &[&str]) -> Vec<usize> {
        let in_order = (0..names.len()).collect();
        let Some(node) = get(pairs, key) else { return in_order };
        let mut order = Vec::new();
        for (name, mark) in self.texts(pairs, key) {
            match names.iter().position(|known| *known == name) {
                Some(index) if !order.contains(&index) => order.push(index),
                Some(_) => self.problem(mark, format!("{} has a second place", quote(&name)), "Give it one place."),
                None => self.unknown(mark, "capability", &name, || nearest(&name, names.iter().copied())),
            }
        }
        if order.len() == names.len() {
            return order;
        }
        let problem = format!("`positions.{key}` does not name each of the {} capabilities once", names.len());
        self.problem(
            node.mark,
            problem,
            "Name each once. Positional lists are read in the order of `capabilities` instead.",
        );
        in_order
    }

    pub(in crate::document) fn unknown(
        &mut self,
        mark: Mark,
        what: &str,
        name: &str,
        nearest: impl FnOnce() -> Option<String>,
    ) {
        self.log.note(mark, || Kind::Catalog {
            problem: format!("there is no {what} {}", quote(name)),
            help: match nearest() {
                Some(nearest) => format!("Did you mean {}?", quote(&nearest)),
                None => format!("Use the name of a {what} of the catalog."),
            },
        });
    }

    /// `id` and `code`; without a `code` the slug of the name, without an `id` the code.
    pub(in crate::document) fn identity(&mut self, pairs: &Pairs<'_>, name: &str) -> (String, String) {
        let code = Some(self.text(pairs, "code")).filter(|code| !code.is_empty()).unwrap_or_else(|| slug(name));
        let id = Some(self.text(pairs, "id")).filter(|id| !id.is_empty()).unwrap_or_else(|| code.clone());
        (id, code)
    }

    /// `None` if one of the keys already means something else.
    pub(in crate::document) fn check_identity<'k>(
        &mut self,
        node: &Node<'_>,
        what: &str,
        keys: [&str; 3],
        mut taken: impl Iterator<Item = &'k str>,
    ) -> Option<()> {
        let key = taken.find(|taken| keys.contains(taken));
        if let Some(key) = key {
            let problem = format!("there is a second {what} with the id, code or name {}; it is left out", quote(key));
            self.problem(node.mark, problem, "Give each an id, a code and a name of its own.");
        }
        key.is_none().then_some(())
    }

    /// Whether a code is one of [`RESERVED_CODES`], which is noted.
    pub(in crate::document) fn is_reserved(&mut self, mark: Mark, what: &str, code: &str) -> bool {
        let reserved = RESERVED_CODES.contains(&code);
        if reserved {
            let problem =
                format!("the code {} means something else in links and searches; the {what} is left out", quote(code));
            let help = if what == "capability" { "Give it another name." } else { "Give it another `code`." };
            self.problem(mark, problem, help);
        }
        reserved
    }

    /// `None` for a code that would not stand in a link or a search as it is.
    pub(in crate::document) fn check_code(&mut self, mark: Mark, what: &str, code: &str) -> Option<()> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let plain = code.chars().all(allowed) && code.starts_with(char::is_alphanumeric);
        if !plain {
            let problem =
                format!("the code {} cannot stand in links and searches; the {what} is left out", quote(code));
            self.problem(
                mark,
                problem,
                "Begin it with a letter or digit, and write letters, digits, `-`, `_` and `.` only.",
            );
        }
        plain.then_some(())
    }

    fn board(&mut self, node: &Node<'_>, catalog: &Catalog) -> Option<Board> {
        let keys = ["id", "code", "name", "domain", "benchmarks", "capability_only"];
        let (pairs, name) = self.item(node, "board", &keys)?;
        let (id, code) = self.identity(pairs, &name);
        let taken = catalog.boards.iter().flat_map(Board::keys);
        self.check_identity(node, "board", [&id, &code, &name], taken)?;
        self.check_code(get(pairs, "code").map_or(node.mark, |code| code.mark), "board", &code)?;
        let mut seen = Vec::new();
        let benchmarks = self.members(pairs, "benchmarks", catalog, &mut seen);
        let capability_only = self.members(pairs, "capability_only", catalog, &mut seen);
        if benchmarks.is_empty() {
            let problem = format!("{name} has no benchmark; the board is left out");
            self.problem(node.mark, problem, "List the benchmarks that are ranked on it under `benchmarks`.");
            return None;
        }
        Some(Board { id, code, domain: self.text(pairs, "domain"), name, benchmarks, capability_only })
    }

    /// The benchmarks that a board lists under a key; `seen` holds those that it listed before.
    fn members(&mut self, pairs: &Pairs<'_>, key: &str, catalog: &Catalog, seen: &mut Vec<usize>) -> Vec<usize> {
        let mut members = Vec::new();
        for (name, mark) in self.texts(pairs, key) {
            match catalog.find_benchmark(&name) {
                Some(index) if !seen.contains(&index) => {
                    seen.push(index);
                    members.push(index);
                }
                Some(_) => self.problem(mark, format!("{} is listed a second time", quote(&name)), "List it once."),
                None => self.unknown(mark, "benchmark", &name, || catalog.nearest_benchmark(&name)),
            }
        }
        members
    }
}

//! Finds what a finding is about in the tree of a file.

use crate::document::catalog::Catalog;
use crate::document::diagnostics::finding::Place;
use crate::document::limits;
use crate::document::text::edit::Text;
use crate::document::text::mark::Mark;
use crate::document::text::naming::are_alike;
use crate::document::yaml::source::{Content, SyntaxNode};
use crate::order::sort_by_key;

/// Where a part stands.
#[derive(Clone, Copy)]
pub(super) enum Role<'p> {
    /// The key of a pair of the map.
    Key { map: &'p SyntaxNode, index: usize },
    /// An item of the list.
    Item { list: &'p SyntaxNode, index: usize },
    /// The value of a pair of the map.
    Value { map: &'p SyntaxNode, index: usize },
}

/// A part and where it stands.
#[derive(Clone, Copy)]
struct Site<'p> {
    part: &'p SyntaxNode,
    role: Role<'p>,
}

/// The parts of a file, found by their place.
pub(super) struct ValueIndex<'p, 't, 'c> {
    pub(super) root: &'p SyntaxNode,
    pub(super) text: &'p Text<'t>,
    pub(super) catalog: &'c Catalog,
    /// Whether what is written is to be JSON.
    pub(super) is_json: bool,
    /// By place.
    sites: Vec<Site<'p>>,
}

impl<'p, 't, 'c> ValueIndex<'p, 't, 'c> {
    pub(super) fn of(root: &'p SyntaxNode, text: &'p Text<'t>, catalog: &'c Catalog, is_json: bool) -> Self {
        let mut sites = Vec::new();
        collect(root, &mut sites);
        sort_by_key(&mut sites, |site| site.part.mark);
        Self { root, text, catalog, is_json, sites }
    }

    fn at(&self, place: &Place) -> impl Iterator<Item = Site<'p>> {
        let mark = Mark { line: place.line, column: place.column };
        let from = self.sites.partition_point(|site| site.part.mark < mark);
        self.sites.iter().skip(from).take_while(move |site| site.part.mark == mark).copied()
    }

    /// The key at a place, with its map and its index in it. A map in a block has the place of its first key.
    pub(super) fn key(&self, place: &Place) -> Option<(&'p SyntaxNode, &'p SyntaxNode, usize)> {
        self.at(place).find_map(|site| match site.role {
            Role::Key { map, index } if map.pairs().len() <= limits::PAIRS => Some((site.part, map, index)),
            _ => None,
        })
    }

    /// The scalar at a place that is the value of a pair or an item of a list.
    pub(super) fn value(&self, place: &Place) -> Option<&'p SyntaxNode> {
        let is_value = |site: &Site<'p>| !matches!(site.role, Role::Key { .. }) && site.part.style().is_some();
        self.at(place).find(is_value).map(|site| site.part)
    }

    /// The pair whose value is at a place, as its map and its index in it.
    pub(super) fn pair(&self, place: &Place) -> Option<(&'p SyntaxNode, usize)> {
        self.at(place).find_map(|site| match site.role {
            Role::Value { map, index } => Some((map, index)),
            _ => None,
        })
    }

    /// The list at a place that is the value of a pair.
    pub(super) fn list(&self, place: &Place) -> Option<&'p SyntaxNode> {
        let is_list =
            |site: &Site<'p>| matches!((&site.role, &site.part.content), (Role::Value { .. }, Content::List { .. }));
        self.at(place).find(is_list).map(|site| site.part)
    }

    /// The item at a place, as its list and its index in it.
    pub(super) fn item(&self, place: &Place) -> Option<(&'p SyntaxNode, usize)> {
        self.at(place).find_map(|site| match site.role {
            Role::Item { list, index } => Some((list, index)),
            _ => None,
        })
    }

    /// Whether two keys of one map stand for the same.
    pub(super) fn are_same(&self, one: &str, other: &str) -> bool {
        self.same_as(other)(one)
    }

    /// Tells whether keys of one map stand for the same as this one, which is looked up only once.
    pub(super) fn same_as<'k>(&'k self, key: &'k str) -> impl Fn(&str) -> bool + 'k {
        let catalog = self.catalog;
        let (benchmark, board) = (catalog.find_benchmark(key), catalog.find_board(key));
        move |other| {
            other == key
                || plain_key(other) == plain_key(key)
                || are_alike(other, key)
                || (benchmark.is_some() && catalog.find_benchmark(other) == benchmark)
                || (board.is_some() && catalog.find_board(other) == board)
        }
    }
}

/// The word for a key that has another one.
fn plain_key(key: &str) -> &str {
    match key {
        "legacy" => "columns",
        "1" => "fine",
        "0" => "core",
        key => key,
    }
}

fn collect<'p>(part: &'p SyntaxNode, sites: &mut Vec<Site<'p>>) {
    match &part.content {
        Content::List { items, .. } => {
            for (index, item) in items.iter().enumerate() {
                sites.push(Site { part: item, role: Role::Item { list: part, index } });
                collect(item, sites);
            }
        }
        Content::Map { pairs, .. } => {
            for (index, (key, value)) in pairs.iter().enumerate() {
                sites.push(Site { part: key, role: Role::Key { map: part, index } });
                collect(key, sites);
                sites.push(Site { part: value, role: Role::Value { map: part, index } });
                collect(value, sites);
            }
        }
        Content::Scalar { .. } | Content::Alias => {}
    }
}

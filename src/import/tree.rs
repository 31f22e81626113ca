//! A tree of the values in a JSON or YAML text, with every key in its order, within the limits of score files.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::limits;

/// A value. A map keeps its pairs in their order, and keys that stand in it twice.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    /// Always finite.
    Number(f64),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// The value of a key; the last one, as JSON readers have it.
    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        self.pairs().iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value at the end of a path of keys.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(self, |tree, key| tree.get(key))
    }

    /// The pairs of a map; none of anything else.
    pub(super) fn pairs(&self) -> &[(String, Tree)] {
        if let Self::Map(pairs) = self { pairs } else { &[] }
    }

    /// The items of a list; none of anything else.
    pub(super) fn items(&self) -> &[Tree] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// A text that is not blank.
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text.trim()).filter(|text| !text.is_empty()) } else { None }
    }

    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A whole number of items.
    pub(super) fn count(&self) -> Option<u32> {
        count(self.number()?)
    }

    /// A scalar as it might be written; `None` for lists and maps.
    pub(super) fn scalar(&self) -> Option<String> {
        match self {
            Self::Null => Some("null".to_owned()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(value) => Some(value.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::List(_) | Self::Map(_) => None,
        }
    }
}

/// A number of items that score files can state.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the range, and whole")]
pub(super) fn count(number: f64) -> Option<u32> {
    ((1.0..=1e7).contains(&number) && number.fract() == 0.0).then_some(number as u32)
}

/// The JSON values in a text, one after another: a document, JSON Lines, or objects that were written behind each other.
///
/// # Errors
///
/// What is wrong, and where.
pub(super) fn json(text: &str) -> Result<Vec<Tree>, String> {
    let text = without_nan(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let left = Cell::new(limits::VALUES);
    let mut trees = Vec::new();
    let mut rest = text.as_str();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(trees);
        }
        let mut reader = serde_json::Deserializer::from_str(rest);
        let tree = Seed { left: &left }.deserialize(&mut reader).map_err(|error| error.to_string())?;
        trees.push(tree);
        // A reader does not say how far it came; a stream does.
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        if stream.next().is_none_or(|value| value.is_err()) {
            return Err("what follows the first value is no JSON".to_owned());
        }
        rest = rest.get(stream.byte_offset()..).unwrap_or_default();
    }
}

/// The text with `null` for the words that Python writes where there is no number, which JSON does not know.
pub(super) fn without_nan(text: &str) -> String {
    const WORDS: [&str; 3] = ["NaN", "-Infinity", "Infinity"];
    let mut out = String::with_capacity(text.len());
    let (mut in_text, mut rest) = (false, text);
    while let Some(c) = rest.chars().next() {
        if !in_text && let Some(word) = WORDS.iter().find(|word| rest.starts_with(**word)) {
            out.push_str("null");
            rest = rest.get(word.len()..).unwrap_or_default();
            continue;
        }
        let escaped = in_text && c == '\\';
        let length = c.len_utf8() + if escaped { rest.chars().nth(1).map_or(0, char::len_utf8) } else { 0 };
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        in_text ^= c == '"';
        out.push_str(taken);
        rest = after;
    }
    out
}

/// The value of a YAML document.
///
/// # Errors
///
/// What is wrong, and where.
pub(super) fn yaml(text: &str) -> Result<Tree, String> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let prepared = crate::document::prepared_yaml(text)?;
    let left = Cell::new(limits::VALUES);
    Seed { left: &left }.deserialize(serde_yaml::Deserializer::from_str(&prepared)).map_err(|error| error.to_string())
}

/// Builds a tree as long as there are values left to build: aliases are repeated while it is built.
#[derive(Clone, Copy)]
struct Seed<'b> {
    left: &'b Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Tree;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        let left = self.left.get().checked_sub(1);
        let left = left.ok_or_else(|| D::Error::custom(format!("it has more than {} values", limits::VALUES)))?;
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        // There is one zero: `-0.0` is it too.
        Ok(if value.is_finite() { Tree::Number(value + 0.0) } else { Tree::Null })
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Tree, E> {
        self.visit_f64(value as f64)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Tree, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = pairs.next_key_seed(self)? {
            let value = pairs.next_value_seed(self)?;
            map.push((key.scalar().unwrap_or_default(), value));
        }
        Ok(Tree::Map(map))
    }

    /// A value with a tag of its own: the value counts and the tag does not.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Tree, A::Error> {
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

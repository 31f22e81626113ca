//! Reads a YAML text into a tree, within the limits.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::document::diagnostics::kind::Kind;
use crate::document::limits;
use crate::document::text::mark::Mark;
use crate::document::yaml::error::YamlError;
use crate::document::yaml::front_matter::FrontMatter;
use crate::document::yaml::guard;
use crate::document::yaml::node::{Node, Value};
use crate::document::yaml::repair::Repaired;
use crate::document::yaml::span_index::SpanIndex;

/// Reads the YAML of a file, within the limits, and hands its tree to `read`.
///
/// The tree borrows the text, which may have to be copied first; that is why it is not returned. With it go the places of
/// commas that were read as those of YAML.
pub(in crate::document) fn read<T>(
    front_matter: FrontMatter<'_>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, YamlError> {
    read_within(front_matter, limits::brackets(front_matter.yaml.len()), &Cell::new(limits::NODES), read)
}

/// The same for one of several documents, which share how many values there may be.
pub(in crate::document) fn read_one<T>(
    front_matter: FrontMatter<'_>,
    left: &Cell<usize>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, YamlError> {
    read_within(front_matter, limits::brackets(front_matter.yaml.len()), left, read)
}

/// The same of a catalog, which has more brackets.
pub(in crate::document) fn read_catalog<T>(
    front_matter: FrontMatter<'_>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, YamlError> {
    read_within(front_matter, limits::CATALOG_BRACKETS, &Cell::new(limits::NODES), read)
}

fn read_within<T>(
    front_matter: FrontMatter<'_>,
    brackets: usize,
    left: &Cell<usize>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, YamlError> {
    let FrontMatter { yaml, first_line, .. } = front_matter;
    let yaml = guard::prepare_within(yaml, brackets).map_err(|fault| fault.in_file(first_line))?;
    let repaired = Repaired::of(yaml);
    let yaml = &repaired.yaml;
    let original = |fault: YamlError| {
        YamlError { mark: fault.mark.map(|mark| repaired.original(mark)), ..fault }.in_file(first_line)
    };
    let outline = SpanIndex::of(yaml).map_err(original)?;
    let seed = Seed { left };
    let mut root = seed.deserialize(serde_yaml::Deserializer::from_str(yaml)).map_err(|error| {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mark = error.location().map(|at| Mark { line: number(at.line()), column: number(at.column()) });
        original(YamlError { kind: refusal(&error, left.get(), first_line), mark })
    })?;
    outline.place(&mut root, &repaired, first_line);
    let commas: Vec<Mark> = repaired.commas.iter().map(|mark| mark.in_file(first_line)).collect();
    Ok(read(&root, &commas))
}

/// Why `serde_yaml` gave up. Its own limits, on depth and on aliases, are reached only by what aliases repeat.
fn refusal(error: &serde_yaml::Error, left: usize, first_line: u32) -> Kind {
    let said = error.to_string();
    if left == 0 || said.starts_with("repetition limit exceeded") {
        Kind::TooComplex { what: "values".to_owned(), limit: limits::NODES }
    } else if said.starts_with("recursion limit exceeded") {
        Kind::TooComplex { what: "levels of nesting".to_owned(), limit: limits::DEPTH }
    } else {
        Kind::YamlSyntax { reason: reason(&said, first_line) }
    }
}

/// What the parser said, without the place, which the finding has, and with other places counted from the top of the
/// file.
pub(in crate::document) fn reason(said: &str, first_line: u32) -> String {
    let mut parts = said.split(" at line ");
    let mut reason = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (line, rest) = part.split_at(digits);
        let rest =
            rest.strip_prefix(" column ").map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        if let (1.., Ok(line)) = (index, line.parse::<u32>()) {
            let line = Mark { line, column: 1 }.in_file(first_line).line;
            reason.push_str(&format!(" that starts on line {line}"));
        }
        reason.push_str(rest);
    }
    reason
}

/// Builds nodes out of what `serde_yaml` reads, as long as there are any left to build.
///
/// The budget has to be here and nowhere else: aliases are repeated while the tree is built, so this is the only moment
/// at which an alias bomb is many values and not yet in memory.
#[derive(Clone, Copy)]
struct Seed<'b> {
    left: &'b Cell<usize>,
}

fn node(value: Value<'_>) -> Node<'_> {
    Node { mark: Mark::FILE, written: None, value }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| D::Error::custom("too many values"))?;
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(node(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(node(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(node(Value::Bool(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node<'de>, E> {
        // There is one zero: `-0.0` is it too.
        let number = || Value::Number(value + 0.0);
        Ok(node(if value.is_nan() { Value::Null } else { number() }))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node<'de>, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node<'de>, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node<'de>, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node<'de>, E> {
        self.visit_f64(value as f64)
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Node<'de>, E> {
        Ok(node(Value::Text(Cow::Borrowed(value))))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node<'de>, E> {
        Ok(node(Value::Text(Cow::Owned(value.to_owned()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(node(Value::List(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Node<'de>, A::Error> {
        let mut map = Vec::new();
        while let Some(pair) = pairs.next_entry_seed(self, self)? {
            map.push(pair);
        }
        Ok(node(Value::Map(map)))
    }

    /// A value with a tag of its own, `!percent 37`: the value counts and the tag does not.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node<'de>, A::Error> {
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

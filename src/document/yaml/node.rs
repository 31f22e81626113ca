//! A tree of the values in a YAML text: as it was written, duplicate keys included, with the place of each value.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::document::diagnostics::kind::Kind;
use crate::document::limits;
use crate::document::text::printing::number;
use crate::document::text::score_text;
use crate::document::yaml::front_matter::FrontMatter;
use crate::document::yaml::position::{Mark, Outline};
use crate::document::yaml::repair::Repaired;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::document) struct Node<'a> {
    pub(in crate::document) mark: Mark,
    /// A scalar without quotes as it is written, `2.10`; empty for an empty place of a list, `None` where it is not known.
    pub(in crate::document) written: Option<Cow<'a, str>>,
    pub(in crate::document) value: Value<'a>,
}

/// What a value is. A map keeps its pairs in their order, and keys that stand in it twice.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::document) enum Value<'a> {
    /// `null`, `~`, nothing at all, or `.nan`.
    Null,
    Bool(bool),
    /// Never NaN; an integer that does not fit is the nearest number.
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Map(Vec<(Node<'a>, Node<'a>)>),
}

/// Why a text gave no tree, and where; the place is one of the YAML, or of the file once [`Fault::in_file`] was called.
#[derive(Debug)]
pub(in crate::document) struct Fault {
    pub(in crate::document) kind: Kind,
    pub(in crate::document) mark: Option<Mark>,
}

impl Fault {
    fn in_file(self, first_line: u32) -> Self {
        Self { mark: self.mark.map(|mark| mark.in_file(first_line)), ..self }
    }
}

/// Reads the YAML of a file, within the limits, and hands its tree to `read`.
///
/// The tree borrows the text, which may have to be copied first; that is why it is not returned. With it go the places of
/// commas that were read as those of YAML.
pub(in crate::document) fn read<T>(
    front_matter: FrontMatter<'_>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, Fault> {
    read_within(front_matter, limits::brackets(front_matter.yaml.len()), &Cell::new(limits::NODES), read)
}

/// The same for one of several documents, which share how many values there may be.
pub(in crate::document) fn read_one<T>(
    front_matter: FrontMatter<'_>,
    left: &Cell<usize>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, Fault> {
    read_within(front_matter, limits::brackets(front_matter.yaml.len()), left, read)
}

/// The same of a catalog, which has more brackets.
pub(in crate::document) fn read_catalog<T>(
    front_matter: FrontMatter<'_>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, Fault> {
    read_within(front_matter, limits::CATALOG_BRACKETS, &Cell::new(limits::NODES), read)
}

fn read_within<T>(
    front_matter: FrontMatter<'_>,
    brackets: usize,
    left: &Cell<usize>,
    read: impl FnOnce(&Node<'_>, &[Mark]) -> T,
) -> Result<T, Fault> {
    let FrontMatter { yaml, first_line, .. } = front_matter;
    let yaml = limits::prepare_within(yaml, brackets).map_err(|fault| fault.in_file(first_line))?;
    let repaired = Repaired::of(yaml);
    let yaml = &repaired.yaml;
    let original =
        |fault: Fault| Fault { mark: fault.mark.map(|mark| repaired.original(mark)), ..fault }.in_file(first_line);
    let outline = Outline::of(yaml).map_err(original)?;
    let seed = Seed { left };
    let mut root = seed.deserialize(serde_yaml::Deserializer::from_str(yaml)).map_err(|error| {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mark = error.location().map(|at| Mark { line: number(at.line()), column: number(at.column()) });
        original(Fault { kind: refusal(&error, left.get(), first_line), mark })
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

impl<'a> Node<'a> {
    /// The scalar as a key or a remark would be written, `None` for lists and maps.
    pub(in crate::document) fn scalar_text(&self) -> Option<Cow<'_, str>> {
        match &self.value {
            Value::Null => Some("null".into()),
            Value::Bool(value) => Some(if *value { "true" } else { "false" }.into()),
            Value::Number(value) if value.is_infinite() => Some(if *value > 0.0 { ".inf" } else { "-.inf" }.into()),
            Value::Number(value) => Some(number(*value).into()),
            Value::Text(text) => Some(text.as_ref().into()),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// A scalar as it is written, where that is known, else as it would be.
    pub(in crate::document) fn source_text(&self) -> String {
        self.written.as_deref().filter(|written| !written.is_empty()).map_or_else(|| self.brief(), str::to_owned)
    }

    /// The digits of a whole number as it is written, without sign, point or exponent, and whether a percent sign follows.
    pub(in crate::document) fn digits(&self) -> Option<(String, bool)> {
        let text = match &self.value {
            Value::Number(_) => self.written.as_deref()?,
            // `05` is a text to YAML.
            Value::Text(text) => self.written.as_deref().filter(|written| *written == text)?,
            _ => return None,
        };
        score_text::digits(text)
    }

    /// The value as it might be written, in short: what is in lists and maps is left out.
    pub(in crate::document) fn brief(&self) -> String {
        let text = match &self.value {
            Value::List(items) if items.is_empty() => "[]".into(),
            Value::List(_) => "[…]".into(),
            Value::Map(pairs) if pairs.is_empty() => "{}".into(),
            Value::Map(_) => "{…}".into(),
            _ => self.scalar_text().unwrap_or_default(),
        };
        text.trim().to_owned()
    }

    /// What it is, with article.
    pub(in crate::document) fn shape(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// Whether nothing stands in a place of a list: `[1, , 3]`.
    pub(in crate::document) fn is_empty_place(&self) -> bool {
        self.written.as_deref() == Some("")
    }

    pub(in crate::document) fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// Gives the whole subtree one place.
    pub(in crate::document) fn fill(&mut self, mark: Mark) {
        self.mark = mark;
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.fill(mark)),
            Value::Map(pairs) => {
                for (key, value) in pairs {
                    key.fill(mark);
                    value.fill(mark);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
        }
    }
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

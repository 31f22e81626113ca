//! A tree of the values in a YAML text: as it was written, duplicate keys included, with the place of each value.

use std::borrow::Cow;

use crate::document::text::mark::Mark;
use crate::document::text::printing::number;
use crate::document::text::score_text;

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

//! Reads what a score file says of the model besides its scores: who made it, when, how large it is.

use std::ops::RangeInclusive;

use super::kind::Kind;
use super::model::{Category, Input, Released};
use super::naming::slug;
use super::node::{Node, Value};
use super::position::Mark;
use super::printing::number;
use super::scalar::{self, Style};
use super::score_file::{Entry, Reader, wrong_shape};

impl Reader<'_, '_> {
    fn bad_field(&mut self, node: &Node<'_>, key: &str, expected: &str) {
        self.log.note(node.mark, || Kind::BadField {
            key: key.to_owned(),
            expected: expected.to_owned(),
            found: node.brief(),
        });
    }

    /// The name; `None` after an error.
    pub(super) fn name(&mut self, node: &Node<'_>, mark: Mark) -> Option<String> {
        match &node.value {
            Value::List(_) | Value::Map(_) => {
                self.log.error(node.mark, wrong_shape("name", "text", node));
                None
            }
            _ => {
                let name = self.text("name", node);
                if name.is_none() {
                    self.log.error(mark, Kind::NoName);
                }
                name
            }
        }
    }

    /// An identity as given if it can stand in an address, else its slug.
    pub(super) fn code(&mut self, node: &Node<'_>) -> Option<String> {
        let code = self.text("code", node)?;
        let stands = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if code.chars().all(stands) && code.chars().any(char::is_alphanumeric) {
            return Some(code);
        }
        let read_as = slug(&code);
        self.lenient(node.mark, &code, || scalar::write(&read_as, Style::Plain));
        Some(read_as)
    }

    pub(super) fn category(&mut self, node: &Node<'_>) -> Option<Category> {
        let word = |text: &str| match text {
            "general" => Some(Category::General),
            "embodied" => Some(Category::Embodied),
            _ => None,
        };
        self.word("category", "`general` or `embodied`", node, word, str::to_lowercase)
    }

    pub(super) fn inputs(&mut self, key: &str, node: &Node<'_>) -> Vec<Input> {
        let word = |text: &str| match text {
            "2D" => Some(Input::TwoD),
            "3D" => Some(Input::ThreeD),
            _ => None,
        };
        let items = self.items(key, node, One::IsLenient);
        items
            .iter()
            .filter_map(|item| self.word(key, "a list of `2D` and `3D`", item, word, str::to_uppercase))
            .collect()
    }

    /// A word of a fixed set; in another case, it is read leniently.
    fn word<T>(
        &mut self,
        key: &str,
        expected: &str,
        node: &Node<'_>,
        word: impl Fn(&str) -> Option<T>,
        normal: impl Fn(&str) -> String,
    ) -> Option<T> {
        if let Value::Text(text) = &node.value {
            if let Some(value) = word(text) {
                return Some(value);
            }
            let read_as = normal(text.trim());
            if let Some(value) = word(&read_as) {
                self.lenient(node.mark, text, || read_as);
                return Some(value);
            }
        }
        if !node.is_null() {
            self.bad_field(node, key, expected);
        }
        None
    }

    pub(super) fn flag(&mut self, key: &str, node: &Node<'_>) -> Option<bool> {
        let text = match &node.value {
            Value::Bool(value) => return Some(*value),
            Value::Null => return None,
            _ => node.brief(),
        };
        let value = match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "no" | "n" | "off" | "0" => Some(false),
            _ => None,
        };
        match value {
            Some(value) => self.lenient(node.mark, &text, || value.to_string()),
            None => self.bad_field(node, key, "`true` or `false`"),
        }
        value
    }

    /// A text that is not blank; numbers and the like are taken for text.
    pub(super) fn text(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        match &node.value {
            Value::Null => None,
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::List(_) | Value::Map(_) => {
                self.bad_field(node, key, "text");
                None
            }
            Value::Bool(_) | Value::Number(_) => {
                let text = node.brief();
                self.lenient(node.mark, &text, || format!("\"{text}\""));
                Some(text)
            }
        }
    }

    /// The items of a list; something by itself is a list of one.
    fn items<'n>(&mut self, key: &str, node: &'n Node<'n>, one: One) -> &'n [Node<'n>] {
        match &node.value {
            Value::Null => &[],
            Value::List(items) => items,
            Value::Map(_) => {
                self.bad_field(node, key, "a list");
                &[]
            }
            Value::Bool(_) | Value::Number(_) | Value::Text(_) => {
                if one == One::IsLenient {
                    let text = node.brief();
                    let item = match &node.value {
                        Value::Text(text) => scalar::write(text.trim(), Style::Plain),
                        _ => text.clone(),
                    };
                    self.lenient(node.mark, &text, || format!("[{item}]"));
                }
                std::slice::from_ref(node)
            }
        }
    }

    pub(super) fn texts(&mut self, key: &str, node: &Node<'_>, one: One) -> Vec<String> {
        self.items(key, node, one).iter().filter_map(|item| self.text(key, item)).collect()
    }

    pub(super) fn website(&mut self, node: &Node<'_>) -> Option<String> {
        match &node.value {
            Value::Null => None,
            Value::Text(text) if text.trim().is_empty() => None,
            Value::Text(text) if is_web_address(text.trim()) => Some(text.trim().to_owned()),
            _ => {
                self.log.note(node.mark, || Kind::BadWebsite { text: node.brief() });
                None
            }
        }
    }

    pub(super) fn component(&mut self, node: &Node<'_>) -> (Vec<String>, Vec<String>) {
        let (mut vision, mut language) = (Vec::new(), Vec::new());
        match &node.value {
            Value::Map(pairs) => {
                for Entry { of, value, .. } in self.keys(pairs, "component", &["vision", "language"]) {
                    if of == "vision" {
                        vision = self.texts("component.vision", value, One::IsLenient);
                    } else {
                        language = self.texts("component.language", value, One::IsLenient);
                    }
                }
            }
            Value::Null => {}
            _ => self.bad_field(node, "component", "a map with `vision` and `language`"),
        }
        (vision, language)
    }

    /// Billions of parameters; `7B` is read as well.
    pub(super) fn sizes(&mut self, node: &Node<'_>) -> Vec<f64> {
        let expected = "a list of numbers, in billions of parameters";
        let mut sizes = Vec::new();
        for item in self.items("size", node, One::IsLenient) {
            let (size, lenient) = match &item.value {
                Value::Null => continue,
                Value::Number(size) => (Some(*size), None),
                Value::Text(text) => (lenient_number(text.trim().trim_end_matches(['B', 'b'])), Some(text)),
                _ => (None, None),
            };
            match size.filter(|size| *size > 0.0 && size.is_finite()) {
                Some(size) => {
                    sizes.push(size);
                    if let Some(text) = lenient {
                        self.lenient(item.mark, &as_written(text), || number(size));
                    }
                }
                None => self.bad_field(item, "size", expected),
            }
        }
        sizes
    }

    /// `{year, month, date}`; a year or a date by itself is read as well.
    pub(super) fn released(&mut self, node: &Node<'_>) -> Option<Released> {
        let pairs = match &node.value {
            Value::Map(pairs) => pairs,
            Value::Null => return None,
            _ => {
                let text = node.brief();
                let released = dashed_date(&text);
                match released {
                    Some(released) => self.lenient(node.mark, &text, || released.as_map()),
                    None => self.bad_field(node, "release", "a map with `year`, `month` and `date`"),
                }
                return released;
            }
        };
        let (mut year, mut month, mut day) = (None, None, None);
        for Entry { of, value, .. } in self.keys(pairs, "release", &["year", "month", "date"]) {
            match of {
                "year" => year = self.whole("release.year", "a year of four digits", value, YEARS),
                "month" => {
                    month = self.whole("release.month", "a month from 1 to 12", value, 1..=12).map(|n| (n, value));
                }
                _ => day = self.whole("release.date", "a day from 1 to 31", value, 1..=31).map(|n| (n, value)),
            }
        }
        let Some(year) = year else {
            // Without its year, a month says nothing; a bad year was noted already.
            let is_year = |key: &Node<'_>| key.scalar_text().as_deref() == Some("year");
            if (month.is_some() || day.is_some()) && !pairs.iter().any(|(key, _)| is_year(key)) {
                let (key, expected) = ("release.year".to_owned(), "a year of four digits".to_owned());
                self.log.note(node.mark, || Kind::BadField { key, expected, found: "null".to_owned() });
            }
            return None;
        };
        let month_number = month.map(|(month, _)| month);
        let day = day.and_then(|(day, value)| {
            let fits = month_number.is_some_and(|month| day <= days_of(year, month));
            if !fits {
                self.bad_field(value, "release.date", "a day of the `month` beside it");
            }
            fits.then_some(day)
        });
        Released::new(year, month_number, day)
    }

    /// A whole number within a range.
    fn whole(&mut self, key: &str, expected: &str, node: &Node<'_>, range: RangeInclusive<u16>) -> Option<u16> {
        let (number, lenient) = match &node.value {
            Value::Null => return None,
            Value::Number(number) => (Some(*number), None),
            Value::Text(text) => (lenient_number(text), Some(text)),
            _ => (None, None),
        };
        let whole = number.and_then(|number| range.clone().find(|whole| f64::from(*whole) == number));
        match (whole, lenient) {
            (None, _) => self.bad_field(node, key, expected),
            (Some(whole), Some(text)) => self.lenient(node.mark, &as_written(text), || whole.to_string()),
            (Some(_), None) => {}
        }
        whole
    }
}

/// Whether something by itself, where a list belongs, is as good as a list of one.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum One {
    IsFine,
    IsLenient,
}

/// A number in text as the file has it: in quotes, unless something beside the digits makes it text.
pub(super) fn as_written(text: &str) -> String {
    let text = text.trim();
    if text.parse::<f64>().is_ok() { format!("\"{text}\"") } else { text.to_owned() }
}

/// A number written as text, perhaps with a percent sign. A decimal comma is not guessed at: `1,234` is two things.
pub(super) fn lenient_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_suffix('%').map_or(text, str::trim_end);
    let is_number = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
    text.parse().ok().filter(|number: &f64| is_number && number.is_finite())
}

/// Whether something is an address that a link may lead to: `http` or `https`, a host, and no blanks or control
/// characters.
pub(super) fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && host.chars().any(char::is_alphanumeric)
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'))
}

/// The years in which a model can have been released.
const YEARS: RangeInclusive<u16> = 1950..=2100;

impl Released {
    fn new(year: u16, month: Option<u16>, day: Option<u16>) -> Option<Self> {
        let small = |number: Option<u16>| number.map(u8::try_from).transpose().ok();
        Some(Self { year, month: small(month)?, day: small(day)? })
    }

    fn as_map(self) -> String {
        let month = self.month.map(|month| format!(", month: {month}")).unwrap_or_default();
        let day = self.day.map(|day| format!(", date: {day}")).unwrap_or_default();
        format!("{{year: {}{month}{day}}}", self.year)
    }
}

/// `2025`, `2025-04` or `2025-04-16`.
fn dashed_date(text: &str) -> Option<Released> {
    let mut parts = text.trim().split('-').map(|part| part.parse::<u16>().ok());
    let year = parts.next()?.filter(|year| YEARS.contains(year))?;
    let month = parts.next().map(|month| month.filter(|month| (1..=12).contains(month)));
    let day = parts
        .next()
        .map(|day| day.filter(|day| *day >= 1 && month.flatten().is_some_and(|month| *day <= days_of(year, month))));
    if month == Some(None) || day == Some(None) || parts.next().is_some() {
        return None;
    }
    Released::new(year, month.flatten(), day.flatten())
}

fn days_of(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

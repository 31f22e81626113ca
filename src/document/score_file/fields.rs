//! Reads what a score file says of the model besides its scores: who made it, when, how large it is.

use std::ops::RangeInclusive;

use crate::document::diagnostics::kind::Kind;
use crate::document::diagnostics::structure::Structure;
use crate::document::score_file::date;
use crate::document::score_file::model::{Category, Input, Released};
use crate::document::score_file::reader::{Entry, Reader, wrong_shape};
use crate::document::score_file::size;
use crate::document::text::mark::Mark;
use crate::document::text::naming::slug;
use crate::document::text::printing::{is_unprintable, number};
use crate::document::text::score_text::{self, ScoreText};
use crate::document::yaml::node::{Node, Value};
use crate::document::yaml::scalar::{self, Style};

impl Reader<'_, '_> {
    fn bad_field(&mut self, node: &Node<'_>, key: &str, expected: &str) {
        self.log.note(node.mark, || Kind::BadField {
            key: key.to_owned(),
            expected: expected.to_owned(),
            found: node.brief(),
        });
    }

    /// The name; `None` after an error.
    pub(in crate::document) fn name(&mut self, node: &Node<'_>, mark: Mark) -> Option<String> {
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
    pub(in crate::document) fn code(&mut self, node: &Node<'_>) -> Option<String> {
        let code = self.text("code", node)?;
        let stands = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if code.chars().all(stands) && code.chars().any(char::is_alphanumeric) {
            return Some(code);
        }
        let read_as = slug(&code);
        self.lenient(node.mark, &code, || scalar::write(&read_as, Style::Plain));
        Some(read_as)
    }

    pub(in crate::document) fn category(&mut self, node: &Node<'_>) -> Option<Category> {
        let word = |text: &str| match text {
            "general" => Some(Category::General),
            "embodied" => Some(Category::Embodied),
            _ => None,
        };
        self.word("category", "`general` or `embodied`", node, word, str::to_lowercase)
    }

    pub(in crate::document) fn inputs(&mut self, key: &str, node: &Node<'_>) -> Vec<Input> {
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

    pub(in crate::document) fn flag(&mut self, key: &str, node: &Node<'_>) -> Option<bool> {
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
    pub(in crate::document) fn text(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        match &node.value {
            Value::Null => None,
            Value::Text(text) => {
                let text = text.trim();
                if let Some(plain) = without_emphasis(text) {
                    self.lenient(node.mark, text, || scalar::write(plain, Style::Plain));
                    return Some(plain.to_owned());
                }
                Some(self.shown(key, node.mark, text)).filter(|text| !text.is_empty())
            }
            Value::List(_) | Value::Map(_) => {
                self.bad_field(node, key, "text");
                None
            }
            Value::Bool(_) | Value::Number(_) => {
                // `2.10` is the number 2.1, but not the name.
                let text = node.source_text();
                self.lenient(node.mark, &text, || format!("\"{text}\""));
                Some(text)
            }
        }
    }

    /// A text without characters that move or hide other text, which are noted; where they end a line, a blank stays.
    fn shown(&mut self, key: &str, mark: Mark, text: &str) -> String {
        // Text in a block has line ends of its own; a name has none.
        let is_hidden = |c: char| is_unprintable(c) && (key == "name" || !matches!(c, '\n' | '\r' | '\t'));
        if !text.contains(is_hidden) {
            return text.to_owned();
        }
        let (key, text) = (key.to_owned(), text.to_owned());
        let blanked = text.replace(char::is_whitespace, " ");
        let shown: Vec<&str> = blanked.split_whitespace().collect();
        let shown = shown.join(" ").replace(is_unprintable, "");
        self.log.note(mark, || Kind::Structure(Structure::HiddenCharacters { key, text }));
        shown.trim().to_owned()
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
                    let text = node.source_text();
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

    pub(in crate::document) fn texts(&mut self, key: &str, node: &Node<'_>, one: One) -> Vec<String> {
        self.items(key, node, one).iter().filter_map(|item| self.text(key, item)).collect()
    }

    pub(in crate::document) fn website(&mut self, node: &Node<'_>) -> Option<String> {
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

    pub(in crate::document) fn component(&mut self, node: &Node<'_>) -> (Vec<String>, Vec<String>) {
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

    /// Billions of parameters; `7B`, `30B-A3B`, `500M` and parameters written out are read as well.
    pub(in crate::document) fn sizes(&mut self, node: &Node<'_>) -> Vec<f64> {
        let expected = "a list of numbers, in billions of parameters";
        let (items, is_alone) = match &node.value {
            Value::List(items) => (items.as_slice(), false),
            Value::Null => return Vec::new(),
            _ => (std::slice::from_ref(node), true),
        };
        let mut sizes = Vec::new();
        for item in items.iter().filter(|item| !item.is_null()) {
            let read = match &item.value {
                Value::Number(number) if *number < ONE_MILLION => Some((vec![*number], !is_alone)),
                Value::Number(number) => Some((vec![number / ONE_BILLION], false)),
                Value::Text(text) => size::read(text).map(|sizes| (sizes, false)),
                _ => None,
            };
            match read.filter(|(sizes, _)| sizes.iter().all(|size| *size > 0.0 && size.is_finite())) {
                Some((read, is_exact)) => {
                    if !is_exact {
                        let numbers = read.iter().map(|size| number(*size)).collect::<Vec<_>>().join(", ");
                        let read_as = || if is_alone { format!("[{numbers}]") } else { numbers };
                        let text = match &item.value {
                            Value::Text(text) => as_written(text),
                            _ => item.source_text(),
                        };
                        self.lenient(item.mark, &text, read_as);
                    }
                    sizes.extend(read);
                }
                None => self.bad_field(item, "size", expected),
            }
        }
        sizes
    }

    /// `{year, month, date}`; a date by itself is read as well.
    pub(in crate::document) fn released(&mut self, node: &Node<'_>) -> Option<Released> {
        let pairs = match &node.value {
            Value::Map(pairs) => pairs,
            Value::Null => return None,
            _ => {
                let text = node.source_text();
                let released = date::read(&text);
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
                "year" => year = self.whole("release.year", "a year of four digits", value, date::YEARS),
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
            let fits = month_number.is_some_and(|month| day <= date::days_of(year, month));
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
            Value::Text(text) => {
                let month = || date::month_of(text).filter(|_| key == "release.month").map(f64::from);
                (lenient_number(text).or_else(month), Some(text))
            }
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
pub(in crate::document) enum One {
    IsFine,
    IsLenient,
}

/// A number in text as the file has it: in quotes, unless something beside the digits makes it text.
pub(in crate::document) fn as_written(text: &str) -> String {
    let text = text.trim();
    if text.parse::<f64>().is_ok() { format!("\"{text}\"") } else { text.to_owned() }
}

/// A number written as text in a way that has one reading only: with a percent sign, in full-width digits.
pub(in crate::document) fn lenient_number(text: &str) -> Option<f64> {
    match score_text::read(text) {
        ScoreText::Number(number) => Some(number),
        _ => None,
    }
}

/// Whether something is an address that a link may lead to: `http` or `https`, a host, and no blanks or control
/// characters.
pub(in crate::document) fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && host.chars().any(char::is_alphanumeric)
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'))
}

impl Released {
    pub(in crate::document) fn new(year: u16, month: Option<u16>, day: Option<u16>) -> Option<Self> {
        let small = |number: Option<u16>| number.map(u8::try_from).transpose().ok();
        Some(Self { year, month: small(month)?, day: small(day)? })
    }

    fn as_map(self) -> String {
        let month = self.month.map(|month| format!(", month: {month}")).unwrap_or_default();
        let day = self.day.map(|day| format!(", date: {day}")).unwrap_or_default();
        format!("{{year: {}{month}{day}}}", self.year)
    }
}

/// A text without the asterisks or backticks of Markdown around all of it; `None` where there are none.
fn without_emphasis(text: &str) -> Option<&str> {
    let inner = ["**", "*", "`"].iter().find_map(|sign| text.strip_prefix(sign)?.strip_suffix(sign))?;
    let inner = inner.trim_matches(['*', '`']).trim();
    (!inner.is_empty() && !inner.contains(['*', '`'])).then_some(inner)
}

/// A larger number is no size in billions: it counts parameters.
const ONE_MILLION: f64 = 1e6;

const ONE_BILLION: f64 = 1e9;

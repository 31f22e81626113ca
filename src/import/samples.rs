//! Reads `samples_<task>.json`: JSON Lines with an item each, of any length, in pieces.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::embodied_eval::{scale, total};
use super::found::{Entry, Figure, Found, Kind, Scale, shortened};
use super::limits;
use super::names::{Names, is_metric};
use super::path;
use crate::document::Catalog;

/// The items of one question type.
#[derive(Default)]
struct Type {
    items: u32,
    /// By measure: how many items have it, and the sum.
    measures: Vec<(String, u32, f64)>,
}

/// Collects the items of a file that is handed over in pieces.
#[derive(Default)]
pub struct Samples {
    /// The beginning of a line whose end has not come yet.
    rest: Vec<u8>,
    types: HashMap<String, Type>,
    /// In the order in which they came first.
    order: Vec<String>,
    seen: HashSet<u64>,
    repeated: u32,
    unread: u32,
}

impl Samples {
    /// Takes in the next piece of the file.
    pub fn push(&mut self, piece: &[u8]) {
        let mut piece = piece;
        while let Some(end) = piece.iter().position(|byte| *byte == b'\n') {
            let (line, after) = piece.split_at(end);
            piece = after.get(1..).unwrap_or_default();
            if self.rest.is_empty() {
                self.line(line);
            } else {
                let mut whole = std::mem::take(&mut self.rest);
                whole.extend_from_slice(line);
                self.line(&whole);
            }
        }
        // One byte too many shows that the line is too long.
        let room = (limits::LINE + 1).saturating_sub(self.rest.len());
        self.rest.extend_from_slice(piece.get(..room).unwrap_or(piece));
    }

    fn line(&mut self, line: &[u8]) {
        let line = line.trim_ascii();
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        if line.is_empty() {
            return;
        }
        let read = |line: &[u8]| serde_json::from_slice::<Item>(line).ok();
        // Python writes words for what is no number.
        let again = || read(super::tree::without_nan(std::str::from_utf8(line).ok()?).as_bytes());
        let Some(item) =
            Some(line).filter(|line| line.len() <= limits::LINE).and_then(|line| read(line).or_else(again))
        else {
            self.unread += 1;
            return;
        };
        if let Some(id) = item.id {
            let mut hasher = DefaultHasher::new();
            (id, &item.question_type).hash(&mut hasher);
            if !self.seen.insert(hasher.finish()) {
                self.repeated += 1;
                return;
            }
        }
        let name = item.question_type.unwrap_or_default();
        if !self.types.contains_key(&name) {
            if self.types.len() == limits::TYPES {
                self.unread += 1;
                return;
            }
            self.order.push(name.clone());
        }
        let of = self.types.entry(name).or_default();
        of.items += 1;
        for (measure, value) in item.measures {
            if let Some((_, count, sum)) = of.measures.iter_mut().find(|(known, ..)| *known == measure) {
                *count += 1;
                *sum += value;
            } else if of.measures.len() < limits::MEASURES {
                of.measures.push((measure, 1, value));
            }
        }
    }

    /// What the items come to.
    #[must_use]
    pub fn finish(mut self, path: &str, catalog: &Catalog) -> Found {
        let last = std::mem::take(&mut self.rest);
        self.line(&last);
        let names = Names::new(catalog);
        let mut found = Found::new(path, Kind::Samples);
        found.model = path::model(path, &names);
        let benchmark = path::benchmark(path, &["samples_", "sample_"], &names);
        let mut collector = Collector { path, names: &names, benchmark, date: path::date(path), columns: Vec::new() };
        for name in &self.order {
            if let Some(of) = self.types.get(name) {
                collector.add(name, of, &mut found);
            }
        }
        collector.finish(&self, &mut found);
        if self.repeated > 0 {
            found.skip("repeated items", format!("{} items have the doc_id of an earlier one", self.repeated));
        }
        if self.unread > 0 {
            found.skip("unreadable lines", format!("{} lines are no item", self.unread));
        }
        found
    }
}

/// A mean over items, and what it rests on.
struct Mean {
    column: Option<usize>,
    key: String,
    measure: String,
    /// The means of question types, of which the column is the mean.
    means: Vec<f64>,
    items: u32,
}

struct Collector<'n> {
    path: &'n str,
    names: &'n Names<'n>,
    benchmark: Option<usize>,
    date: Option<String>,
    columns: Vec<Mean>,
}

impl Collector<'_> {
    fn add(&mut self, name: &str, of: &Type, found: &mut Found) {
        let label = if name.is_empty() { "all items" } else { name };
        let complete = of.measures.iter().filter(|(_, count, _)| *count == of.items);
        let complete: Vec<(&String, f64)> =
            complete.map(|(measure, _, sum)| (measure, sum / f64::from(of.items))).collect();
        for (measure, count, _) in of.measures.iter().filter(|(_, count, _)| *count != of.items) {
            found.skip(&format!("{label} › {measure}"), format!("{count} of {} items have it", of.items));
        }
        if complete.is_empty() {
            found.skip(label, "its items have no measure that is known");
        }
        // A type in grades of difficulty is a column in several parts, each of which counts the same.
        let grade = ["_easy", "_medium", "_hard"].iter().find_map(|grade| name.strip_suffix(grade));
        let column = |name: &str| self.benchmark.and_then(|benchmark| self.names.column(benchmark, name));
        let graded = grade.filter(|_| column(name).is_none()).and_then(|base| Some((base, column(base)?)));
        for (measure, mean) in complete {
            let (base, at) = match graded {
                Some((base, at)) => (base, Some(at)),
                None if name.is_empty() => ("", self.benchmark.and_then(|of| self.names.total(of))),
                None => (name, column(name)),
            };
            let key = if base.is_empty() { measure.clone() } else { format!("{base} › {measure}") };
            match self.columns.iter_mut().find(|known| known.key == key) {
                Some(known) => {
                    known.means.push(mean);
                    known.items += of.items;
                }
                None => self.columns.push(Mean {
                    column: at,
                    key,
                    measure: measure.clone(),
                    means: vec![mean],
                    items: of.items,
                }),
            }
        }
    }

    fn finish(self, samples: &Samples, found: &mut Found) {
        let Self { path, names, benchmark, date, columns } = self;
        let entry = |key: &str, value: f64, column: Option<usize>, scale: Scale, items: u32| Entry {
            key: shortened(key),
            place: path.to_owned(),
            raw: value.to_string(),
            figure: Figure::Number(value),
            benchmark,
            column,
            scale,
            items: Some(items),
            note: None,
            run: path.to_owned(),
            date: date.clone(),
        };
        for Mean { column, key, means, items, .. } in &columns {
            let mean = means.iter().sum::<f64>() / means.len() as f64;
            let scale = benchmark.map_or(Scale::Unknown, |benchmark| scale(names, benchmark, mean));
            let note = (means.len() > 1).then(|| format!("the mean of {} grades of difficulty", means.len()));
            found.push(Entry { note, ..entry(key, mean, *column, scale, *items) });
        }
        let Some((of, at)) = benchmark.zip(benchmark.and_then(|of| names.total(of))) else { return };
        if found.entries.iter().any(|entry| entry.cell() == Some((of, at))) {
            return;
        }
        let items: u32 = samples.types.values().map(|of| of.items).sum();
        let is_pooled = names.catalog.benchmarks.get(of).is_some_and(|of| of.total_weights().is_none());
        let one = columns.first().filter(|first| columns.iter().all(|other| other.measure == first.measure));
        let sum = |measure: &str| -> f64 {
            let sums = samples.types.values().flat_map(|of| &of.measures).filter(|(known, ..)| known == measure);
            sums.map(|(_, _, sum)| sum).sum()
        };
        if let Some(score) = total(of, names, found) {
            found.push(entry("total of the columns", score, Some(at), Scale::Percent, items));
        } else if let Some(one) = one.filter(|_| is_pooled && columns.iter().all(|of| of.column.is_some())) {
            let mean = sum(&one.measure) / f64::from(items.max(1));
            found.push(entry("mean of all items", mean, Some(at), scale(names, of, mean), items));
        } else {
            found.skip("total", "without all columns it cannot be made of the items");
        }
    }
}

/// What counts of a line.
struct Item {
    id: Option<u64>,
    question_type: Option<String>,
    measures: Vec<(String, f64)>,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ItemVisitor { is_inner: false })
    }
}

struct ItemVisitor {
    is_inner: bool,
}

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let mut item = Item { id: None, question_type: None, measures: Vec::new() };
        let mut has_id = self.is_inner;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "doc_id" => {
                    has_id = true;
                    item.id = Some(match map.next_value::<Scalar>()? {
                        Scalar::Number(number) => number.to_bits(),
                        Scalar::Text(text) => {
                            let mut hasher = DefaultHasher::new();
                            text.hash(&mut hasher);
                            hasher.finish()
                        }
                        Scalar::Other => continue,
                    });
                }
                "question_type" => {
                    if let Scalar::Text(text) = map.next_value::<Scalar>()? {
                        item.question_type = Some(shortened(&text));
                    }
                }
                // The harnesses keep the question in the item.
                "doc" if !self.is_inner => {
                    let Inner(doc) = map.next_value::<Inner>()?;
                    item.question_type = item.question_type.or(doc);
                }
                key if !self.is_inner && is_metric(key) => {
                    if let Scalar::Number(number) = map.next_value::<Scalar>()? {
                        item.measures.push((key.to_owned(), number));
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if has_id { Ok(item) } else { Err(A::Error::custom("it has no doc_id")) }
    }
}

/// The question type in a question, if it is a map.
struct Inner(Option<String>);

impl<'de> Deserialize<'de> for Inner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InnerVisitor;
        impl<'de> Visitor<'de> for InnerVisitor {
            type Value = Inner;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a question")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Inner, A::Error> {
                Ok(Inner(ItemVisitor { is_inner: true }.visit_map(map)?.question_type))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Inner, A::Error> {
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Inner(None))
            }

            fn visit_str<E>(self, _: &str) -> Result<Inner, E> {
                Ok(Inner(None))
            }

            fn visit_unit<E>(self) -> Result<Inner, E> {
                Ok(Inner(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Inner, E> {
                Ok(Inner(None))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Inner, E> {
                Ok(Inner(None))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Inner, E> {
                Ok(Inner(None))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Inner, E> {
                Ok(Inner(None))
            }
        }
        deserializer.deserialize_any(InnerVisitor)
    }
}

/// A value that counts where it is a number, a truth value or a text.
enum Scalar {
    Number(f64),
    Text(String),
    Other,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScalarVisitor;
        impl<'de> Visitor<'de> for ScalarVisitor {
            type Value = Scalar;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Scalar, E> {
                Ok(if value.is_finite() { Scalar::Number(value + 0.0) } else { Scalar::Other })
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar, E> {
                self.visit_f64(value as f64)
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Scalar, E> {
                self.visit_f64(value as f64)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar::Number(f64::from(u8::from(value))))
            }

            fn visit_str<E>(self, value: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(value.to_owned()))
            }

            fn visit_unit<E>(self) -> Result<Scalar, E> {
                Ok(Scalar::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scalar, A::Error> {
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }
        }
        deserializer.deserialize_any(ScalarVisitor)
    }
}

//! Reads a benchmark of the catalog.

use crate::document::catalog::Catalog;
use crate::document::catalog::benchmark::Benchmark;
use crate::document::catalog::reader::{Pairs, Reader, get};
use crate::document::catalog::scoring::{Columns, Metric};
use crate::document::diagnostics::kind::Kind;
use crate::document::score_file::fields::is_web_address;
use crate::document::text::mark::Mark;
use crate::document::text::naming::fold;
use crate::document::text::printing::quote;
use crate::document::yaml::node::{Node, Value};

/// The most questions that a benchmark may have for one capability: sums of them stay far from overflowing.
const MOST_QUESTIONS: f64 = 1e7;

impl Reader<'_> {
    /// A benchmark; `None` if it cannot be used, which is noted.
    pub(in crate::document) fn benchmark(&mut self, node: &Node<'_>, catalog: &Catalog) -> Option<Benchmark> {
        let keys = [
            "id",
            "code",
            "name",
            "summary",
            "organization",
            "released",
            "metric",
            "website",
            "repository",
            "dataset",
            "total",
            "columns",
            "questions",
            "samples",
            "total_is",
            "ranges",
            "metrics",
            "aliases",
        ];
        let (pairs, name) = self.item(node, "benchmark", &keys)?;
        let (id, code) = self.identity(pairs, &name);
        let taken = catalog.benchmarks.iter().flat_map(Benchmark::keys);
        self.check_identity(node, "benchmark", [&id, &code, &name], taken)?;
        let code_mark = get(pairs, "code").map_or(node.mark, |code| code.mark);
        if self.is_reserved(code_mark, "benchmark", &code) {
            return None;
        }
        self.check_code(code_mark, "benchmark", &code)?;

        let mut columns = Vec::new();
        for (column, mark) in self.texts(pairs, "columns") {
            if columns.contains(&column) {
                let problem = format!("{name} has a second column {}; the benchmark is left out", quote(&column));
                self.problem(mark, problem, "Give each column a name of its own.");
                return None;
            }
            columns.push(column);
        }
        let total = self.text(pairs, "total");
        let Some(total) = columns.iter().position(|column| *column == total) else {
            let mark = get(pairs, "total").map_or(node.mark, |total| total.mark);
            let problem = match total.as_str() {
                "" => format!("{name} has no total; the benchmark is left out"),
                total => format!("the total of {name} is no column of it: {}; the benchmark is left out", quote(total)),
            };
            self.problem(mark, problem, "Name one of its `columns` as its `total`.");
            return None;
        };
        let metric = self.metric(node, pairs, &name);
        let scoring = Columns { benchmark: &name, columns: &columns, total };
        Some(Benchmark {
            aliases: self.aliases(pairs, &name),
            metrics: self.metrics(pairs, scoring),
            samples: self.samples(pairs, scoring),
            total_is: self.total_rule(pairs, scoring),
            ranges: self.ranges(pairs, scoring),
            id,
            code,
            summary: self.text(pairs, "summary"),
            organization: self.text(pairs, "organization"),
            released: self.text(pairs, "released"),
            metric,
            website: self.link(pairs, "website"),
            repository: self.link(pairs, "repository"),
            dataset: self.link(pairs, "dataset"),
            questions: self.questions(pairs, catalog),
            name,
            columns,
            total,
        })
    }

    /// Without a metric, figures have no interval. One that is not known is an error, because nothing says whether more of
    /// it is better.
    fn metric(&mut self, node: &Node<'_>, pairs: &Pairs<'_>, name: &str) -> Metric {
        let text = self.text(pairs, "metric");
        let mark = get(pairs, "metric").map_or(node.mark, |metric| metric.mark);
        if text.is_empty() {
            let problem = format!("{name} has no metric; its figures get no interval");
            self.problem(mark, problem, &metrics_help());
            return Metric::TextOverlap;
        }
        self.known_metric(mark, name, &text)
    }

    pub(in crate::document) fn known_metric(&mut self, mark: Mark, of: &str, word: &str) -> Metric {
        Metric::from_word(word).unwrap_or_else(|| {
            let problem =
                format!("the metric of {of} is not known: {}; nothing says whether more of it is better", quote(word));
            self.log.error(mark, Kind::CatalogRefused { problem, help: metrics_help() });
            Metric::TextOverlap
        })
    }

    fn link(&mut self, pairs: &Pairs<'_>, key: &str) -> Option<String> {
        let text = self.text(pairs, key);
        if is_web_address(&text) {
            return Some(text);
        }
        if let Some(node) = get(pairs, key).filter(|_| !text.is_empty()) {
            let problem = format!("{} is not an http(s) address: {}; it is left out", quote(key), quote(&text));
            self.problem(node.mark, problem, "Write the full address, with `https://` in front.");
        }
        None
    }

    /// Other names. One that is another benchmark's already is left out.
    fn aliases(&mut self, pairs: &Pairs<'_>, name: &str) -> Vec<String> {
        let mut aliases = Vec::new();
        for (alias, mark) in self.texts(pairs, "aliases") {
            if self.names.contains(&fold(&alias)) {
                let problem =
                    format!("the alias {} of {name} is a name of another benchmark; it is left out", quote(&alias));
                self.problem(mark, problem, "Give each benchmark aliases of its own.");
            } else {
                aliases.push(alias);
            }
        }
        aliases
    }

    /// One count per fine-grained capability.
    fn questions(&mut self, pairs: &Pairs<'_>, catalog: &Catalog) -> Vec<u32> {
        let mut questions = vec![0; catalog.fines.len()];
        let Some(node) = get(pairs, "questions") else { return questions };
        let Value::Map(pairs) = &node.value else {
            let problem = format!("`questions` is {} instead of a map", node.shape());
            self.problem(node.mark, problem, "Write a map from fine-grained capability to the number of questions.");
            return questions;
        };
        for (key, value) in pairs {
            let name = key.brief();
            let fine = catalog.fines.iter().position(|fine| fine.name == name);
            let Some(cell) = fine.and_then(|fine| questions.get_mut(fine)) else {
                self.unknown(key.mark, "fine-grained capability", &name, || catalog.nearest_fine(&name));
                continue;
            };
            match value.value {
                Value::Null => {}
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "within the range, and whole"
                )]
                Value::Number(count) if (0.0..=MOST_QUESTIONS).contains(&count) && count.fract() == 0.0 => {
                    *cell = count as u32;
                }
                _ => {
                    let problem = format!("{} is not a number of questions", quote(&value.brief()));
                    self.problem(value.mark, problem, "Write a whole number.");
                }
            }
        }
        questions
    }
}

/// The metrics that there are; of all of them more is better.
fn metrics_help() -> String {
    let words = Metric::WORDS.map(|(word, _)| word).join(", ");
    format!("Write one of: {words}. Higher has to be better; a benchmark where lower is better has to be left out.")
}

//! A new score file to fill in: all keys of the format, and the chosen benchmarks with a place for each score.

use crate::document::catalog::Catalog;
use crate::document::catalog::benchmark::Benchmark;
use crate::document::catalog::scoring::ScoreRange;
use crate::document::text::printing::{number, printable};
use crate::document::yaml::scalar::{self, Style};

const BEGINNING: &str = "\
---
# Write what you know. What is null, or left out, counts as unknown.
name: {name}  # as it is to be shown
code: {code}  # its identity, in addresses too
category: null  # general or embodied
author: []  # who made it: [One lab, Another lab]
website: null  # https://…
opensource: null  # true or false
release: {year: null, month: null, date: null}
size: []  # billions of parameters: [7]
component: {vision: [], language: []}  # what it is built on: {vision: [ViT], language: [Qwen2.5-7B]}
qa: []  # questions that it answers, about: [2D, 3D]
dimension: []  # inputs that it takes: [2D, 3D]
navigation: null  # true or false
taskPlanning: null  # true or false
reason: null  # true or false
imageVideo: null  # Image, Video, …
score:
";

const END: &str = "\
---
Anything below the second line of dashes is yours.
";

/// A new score file in the named form, with the benchmarks of these indices, each once; others are passed over.
///
/// It is read without a finding as it is, and so is whatever is made of it by filling in. Its model has the first code that is not taken:
/// `my-model`, `my-model-2`, and a name to match.
#[must_use]
pub fn template(catalog: &Catalog, benchmarks: &[usize], is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| (format!("My model {number}"), format!("my-model-{number}")));
    let mut names = std::iter::once(("My model".to_owned(), "my-model".to_owned())).chain(numbered);
    let (name, code) = names.find(|(_, code)| !is_taken(code)).unwrap_or_default();
    let mut text = BEGINNING.replace("{name}", &name).replace("{code}", &code);
    let mut chosen: Vec<&Benchmark> = Vec::new();
    for benchmark in benchmarks.iter().filter_map(|index| catalog.benchmarks.get(*index)) {
        if !chosen.iter().any(|earlier| earlier.code == benchmark.code) {
            chosen.push(benchmark);
        }
    }
    if chosen.is_empty() {
        text.push_str("  benchmark: {}\n");
    } else {
        text.push_str("  benchmark:  # scores in per cent, 0 to 100 unless said otherwise\n");
    }
    for benchmark in chosen {
        block(&mut text, benchmark, catalog);
    }
    text.push_str(END);
    text
}

fn block(text: &mut String, benchmark: &Benchmark, catalog: &Catalog) {
    let mut line = |indent: usize, key: &str, value: &str, remark: &str| {
        let key = scalar::write(key, Style::Plain);
        let remark = printable(remark);
        let gap = if remark.is_empty() { "" } else { "  # " };
        text.push_str(&format!("{:indent$}{key}:{value}{gap}{remark}\n", ""));
    };
    line(4, &benchmark.code, "", &benchmark.name);
    line(6, "columns", "", "");
    for (index, column) in benchmark.columns.iter().enumerate() {
        let range = benchmark.range_of(index);
        let range = (range != ScoreRange::PERCENT).then(|| format!("{} to {}", number(range.low), number(range.high)));
        let ranks = (index == benchmark.total).then(|| "what it is ranked by".to_owned());
        line(8, column, " null", &range.into_iter().chain(ranks).collect::<Vec<_>>().join(", "));
    }
    let asked = |questions: &u32| *questions > 0;
    if benchmark.questions.iter().any(asked) {
        line(6, "fine", "", "fine-grained capabilities, by the questions that test them");
    }
    for (fine, questions) in catalog.fines.iter().zip(&benchmark.questions).filter(|(_, questions)| asked(questions)) {
        line(8, &fine.name, " null", &format!("{questions} questions"));
    }
}

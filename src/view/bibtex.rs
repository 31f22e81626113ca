//! A paper as a BibTeX entry.

use super::report::latex;
use crate::document::Paper;

/// The entry of a paper. Where it was published in a year of its own, that is the year of the entry.
#[must_use]
pub fn bibtex(paper: &Paper) -> String {
    let year = year_in(&paper.venue).unwrap_or(paper.year);
    let (people, family) = match paper.authors.strip_suffix(" et al.") {
        Some(first) => {
            (format!("{} and others", escaped(first)), first.split_whitespace().next_back().unwrap_or_default())
        }
        // Braces keep an organisation from being taken apart into first and last names.
        None => (format!("{{{}}}", escaped(&paper.authors)), paper.authors.as_str()),
    };
    let small = |text: &str| text.split_whitespace().map(letters).find(|word| !is_article(word)).unwrap_or_default();
    let key = format!("{}{year}{}", small(family), small(&paper.title));
    let kind = if paper.venue.is_empty() { "misc" } else { "inproceedings" };
    let mut fields = vec![
        // The second pair of braces keeps capital letters.
        ("title", format!("{{{}}}", escaped(&paper.title))),
        ("author", people),
    ];
    if !paper.venue.is_empty() {
        fields.push(("booktitle", escaped(&paper.venue)));
    }
    fields.push(("year", year.to_string()));
    if !paper.arxiv.is_empty() {
        fields.push(("eprint", paper.arxiv.clone()));
        fields.push(("archivePrefix", "arXiv".to_owned()));
        fields.push(("url", arxiv_address(&paper.arxiv)));
    }
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
    format!("@{kind}{{{key},\n{}\n}}\n", fields.join(",\n"))
}

/// Where a paper on arXiv is.
#[must_use]
pub fn arxiv_address(number: &str) -> String {
    format!("https://arxiv.org/abs/{number}")
}

/// A text between braces. BibTeX counts braces, whether they are escaped or not, so that those of the text become words.
fn escaped(text: &str) -> String {
    latex(text).replace("\\{", "\\textbraceleft{}").replace("\\}", "\\textbraceright{}")
}

fn is_article(word: &str) -> bool {
    matches!(word, "" | "a" | "an" | "the" | "on")
}

/// The letters and digits of a word that may stand in a key.
fn letters(word: &str) -> String {
    word.chars()
        .take_while(|c| !matches!(c, ':' | ','))
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}

fn year_in(venue: &str) -> Option<u16> {
    let years = venue.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    years.filter_map(|part| part.parse().ok()).find(|year| (1900..=2100).contains(year))
}

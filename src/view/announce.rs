//! What is said aloud when the rows of the table or their order change.

use super::headline::subject_and_lens;
use super::{Heading, SortKey};
use crate::aggregate::Ranking;
use crate::dataset::Dataset;

/// What the table shows, in sentences that are said when they change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    subject: String,
    rows: String,
    order: String,
}

impl Announcement {
    /// Of a table with so many rows `shown`, by what was asked for: the search as typed, and whether no filter is set.
    #[must_use]
    pub fn new(
        dataset: &Dataset,
        ranking: &Ranking,
        headings: &[Heading],
        sort: &[SortKey],
        (query, no_facets): (&str, bool),
        shown: usize,
    ) -> Self {
        let query = query.trim();
        let rows = match (shown, ranking.order.len()) {
            (0, _) => why_no_rows(query, no_facets),
            (1, 1) if query.is_empty() && no_facets => "1 model.".to_owned(),
            (shown, _) if query.is_empty() && no_facets => format!("{shown} models."),
            (shown, all) => {
                let (matches, passes) = if shown == 1 { ("matches", "passes") } else { ("match", "pass") };
                let why = match (query.is_empty(), no_facets) {
                    (false, true) => format!("{matches} “{query}”"),
                    (true, _) => format!("{passes} the filters"),
                    (false, false) => format!("{matches} “{query}” and {passes} the filters"),
                };
                format!("{shown} of {all} models {why}.")
            }
        };
        let key = |key: &SortKey| {
            let name = headings.iter().find(|heading| heading.code == key.column).map_or(&key.column, |h| &h.name);
            format!("{name}, {}", if key.descending { "descending" } else { "ascending" })
        };
        let keys: Vec<String> = sort.iter().map(key).collect();
        let order = if keys.is_empty() {
            "In rank order.".to_owned()
        } else {
            format!("Sorted by {}.", keys.join(", then by "))
        };
        Self { subject: format!("{}.", subject_and_lens(dataset, ranking)), rows, order }
    }

    /// What to say when it was `before`: what is not the same. Of another board, also how many rows it has.
    #[must_use]
    pub fn since(&self, before: &Self) -> String {
        let other = self.subject != before.subject;
        let parts = [
            (&self.subject, other),
            (&self.rows, other || self.rows != before.rows),
            (&self.order, self.order != before.order),
        ];
        parts.into_iter().filter(|(_, said)| *said).map(|(part, _)| part.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Why a table has no rows, by the search as typed, and whether no filter is set.
#[must_use]
pub fn why_no_rows(query: &str, no_facets: bool) -> String {
    match (query.is_empty(), no_facets) {
        (true, true) => "No model has scores here yet.".to_owned(),
        (false, true) if query.contains(':') => format!("No model meets “{query}”."),
        (false, true) => format!("No model here has “{query}” in its name, author or component."),
        (true, false) => "No model passes all of the filters.".to_owned(),
        (false, false) => format!("No model matches “{query}” and passes all of the filters."),
    }
}

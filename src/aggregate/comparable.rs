//! What of a ranking rests on the same things for all models.

use super::means::weighted_mean;
use super::other_parts::benchmarks_of_other_parts;
use super::ranking::{Lens, RankedColumn, Ranking, in_rank_order};
use super::ranks::Ranks;
use super::rules::Rule;
use crate::dataset::Dataset;

impl Ranking {
    /// The same ranking of what can be compared among the models in `rows`: capabilities that not all of them have are in no
    /// average, unless nothing would be left, and a total that rests on other parts than its benchmark's rule says, or on less than
    /// all that counts, has no rank.
    ///
    /// Benchmarks that not all have are left out when a ranking is made, because more than the total hangs on them.
    #[must_use]
    pub fn comparable(mut self, dataset: &Dataset, rows: &[usize]) -> Self {
        let rule = std::mem::take(&mut self.rule);
        self.rule_scores.clear();
        self.comparable = true;
        if self.counts_capabilities() {
            self.average_common_cores(rows);
        }
        // A model that was not ranked before has had no say in what is common, and so may lack it.
        let counted = if self.cores.is_empty() { &self.columns } else { &self.cores };
        let has_all = |row: usize| {
            let mut counted = counted.iter().filter(|column| !column.left_out);
            self.subject.benchmark.is_some()
                || counted.all(|column| column.scores.get(row).copied().flatten().is_some())
        };
        let is_ranked = |row: usize| {
            self.ranks.get(row).is_some()
                && has_all(row)
                && benchmarks_of_other_parts(dataset, self.in_total(), row).is_empty()
        };
        let ranks = Ranks::of(self.total.iter().enumerate().map(|(row, total)| total.filter(|_| is_ranked(row))));
        self.order = in_rank_order(std::mem::take(&mut self.order), &ranks, &self.total);
        self.ranks = ranks;
        if rule == Rule::Mean { self } else { self.ranked_by(rule) }
    }

    /// Benchmarks that the total is, or is made of, by index; none where it is an average of capabilities.
    #[must_use]
    pub fn in_total(&self) -> Vec<usize> {
        match (self.subject.benchmark, self.subject.lens) {
            (Some(benchmark), _) => vec![benchmark],
            (None, Lens::Benchmarks) => {
                self.columns.iter().filter(|column| !column.left_out).filter_map(|column| column.benchmark).collect()
            }
            (None, Lens::Core | Lens::Fine) => Vec::new(),
        }
    }

    /// Formula (4) over the core capabilities that all of these models have.
    fn average_common_cores(&mut self, rows: &[usize]) {
        let cores = if self.cores.is_empty() { &mut self.columns } else { &mut self.cores };
        let at = |core: &RankedColumn, row: usize| core.scores.get(row).copied().flatten();
        let lacking: Vec<bool> = cores.iter().map(|core| rows.iter().any(|row| at(core, *row).is_none())).collect();
        if lacking.iter().all(|lacking| *lacking) {
            return;
        }
        for (core, lacking) in cores.iter_mut().zip(lacking) {
            core.left_out = lacking;
        }
        let weight = |core: &RankedColumn| if core.left_out { 0.0 } else { 1.0 };
        let average = |row| weighted_mean(cores.iter().map(|core| (at(core, row), weight(core))));
        self.total = (0..self.total.len()).map(average).collect();
    }
}

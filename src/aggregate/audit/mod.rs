//! Notices what single files cannot show: in each module one thing that is worth noticing across models.
//!
//! Everything is prepared once for the whole dataset, then looked up for each model, so that the cost grows with the
//! number of models and not with that of their pairs.

mod blocks;
mod finding;
mod granularity;
mod identity;
mod outliers;
mod series;
mod stated;
mod totals;

use crate::dataset::Dataset;
use crate::document::Finding;
use blocks::Blocks;
use granularity::Granularity;
use identity::Names;
use outliers::Outliers;
use stated::Derived;
use totals::Totals;

/// Audits the models in the rows that `wanted` picks, comparing them with all. In row order.
#[must_use]
pub fn audit(dataset: &Dataset, wanted: impl Fn(usize) -> bool) -> Vec<Finding> {
    let wanted: Vec<usize> = (0..dataset.models().len()).filter(|row| wanted(*row)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let derived = Derived::of(dataset);
    let totals = Totals::of(dataset);
    let blocks = Blocks::of(dataset);
    let names = Names::of(dataset);
    let outliers = Outliers::of(dataset);
    let granularity = Granularity::of(dataset);
    let mut findings = Vec::new();
    for (row, model) in wanted.into_iter().filter_map(|row| Some((row, dataset.models().get(row)?))) {
        stated::compare(dataset, &derived, row, model, &mut findings);
        series::in_scores(dataset, row, model, &mut findings);
        totals.check(dataset, row, model, &mut findings);
        let shared = blocks.most_shared(dataset, row, model);
        let same = identity::same_model(dataset, row, model, &names, shared.as_ref());
        // The same model has the same scores: that is no second finding.
        let shared = shared.filter(|shared| same.as_ref().is_none_or(|(other, _)| *other != shared.other));
        findings.extend(same.map(|(_, finding)| finding));
        findings.extend(shared.and_then(|shared| shared.finding(dataset, model)));
        outliers.check(dataset, row, model, &mut findings);
        granularity.check(dataset, row, model, &mut findings);
    }
    findings
}

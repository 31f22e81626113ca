//! Withholds scores that look like fractions of 1, as evaluation programs print them, where other models' are percentages.
//!
//! A file by itself does not show it: 0.4 per cent is a score too. So it is decided when models stand beside each other, and
//! what is in doubt is missing until its author says which is meant.

use std::collections::HashMap;

use crate::aggregate::median;
use crate::dataset::{Dataset, Part, Scores};
use crate::document::{Figure, Finding, FractionFigure, FractionSign, Kind, ModelDocument, Place};

/// With fewer other models than this nothing is known of a benchmark's scores.
const OTHERS: usize = 3;

/// Scores of which more than this share is near 0 say nothing against a low percentage.
const NEAR_ZERO: f64 = 0.1;

/// Scores that are usually lower than this say nothing against a low percentage.
const USUAL: f64 = 10.0;

/// For a single column of a benchmark whose other scores are percentages: how many other models there have to be.
const OTHERS_OF_COLUMN: usize = 5;

/// So many benchmarks of a file, all of them with scores up to 1, need no other models to be in doubt.
const BENCHMARKS: usize = 3;

/// How far a total may be off what its columns give, as a share of it, and still be made of them.
const ROUNDED: f64 = 0.01;

/// Takes the scores in doubt out of the dataset, for the models in the rows that `wanted` picks, and says which. They are
/// compared with bundled models where there are any, else with all.
pub(super) fn withhold(
    dataset: &mut Dataset,
    percentages: &Percentages,
    wanted: impl Fn(usize) -> bool,
) -> Vec<Finding> {
    let rows: Vec<usize> = (0..dataset.models().len()).filter(|row| wanted(*row)).collect();
    let mut peers = Peers::of(dataset);
    let found: Vec<_> = rows.into_iter().flat_map(|row| of_model(dataset, row, percentages, &mut peers)).collect();
    let mut findings = Vec::new();
    for doubtful in found {
        for (part, place) in &doubtful.places {
            dataset.withhold(doubtful.row, doubtful.benchmark, *part, *place);
        }
        if let Some(total) = doubtful.total.and(dataset.catalog().benchmarks.get(doubtful.benchmark)).map(|of| of.total)
        {
            dataset.withhold(doubtful.row, doubtful.benchmark, Part::Columns, total);
        }
        findings.extend(doubtful.finding(dataset));
    }
    findings
}

/// The low scores whose percent signs say that they are none of these, by file.
pub(super) struct Percentages(HashMap<String, Vec<Figure>>);

impl Percentages {
    pub(super) fn of(documents: &[ModelDocument]) -> Self {
        let mut files: HashMap<String, Vec<Figure>> = HashMap::new();
        for document in documents.iter().filter(|document| !document.percentages.is_empty()) {
            files.entry(document.file.clone()).or_default().extend(&document.percentages);
        }
        Self(files)
    }
}

/// Scores of one benchmark of a model that are in doubt.
struct Doubtful {
    row: usize,
    benchmark: usize,
    places: Vec<(Part, usize)>,
    figures: Vec<Figure>,
    /// What says that they are fractions.
    sign: FractionSign,
    /// The total that rests on them and so is in doubt too.
    total: Option<Figure>,
}

impl Doubtful {
    fn finding(self, dataset: &Dataset) -> Option<Finding> {
        let about = dataset.catalog().benchmarks.get(self.benchmark)?;
        let model = dataset.models().get(self.row)?;
        let figure = |((part, _), figure): (&(Part, usize), &Figure)| FractionFigure {
            fine: *part == Part::Fine,
            line: figure.line,
            value: figure.value,
        };
        let figures = self.places.iter().zip(&self.figures).map(figure).collect();
        let line = self.figures.iter().map(|figure| figure.line).min()?;
        let kind = Kind::Fractions {
            benchmark: about.name.clone(),
            figures,
            total: self.total.map(|total| total.value),
            sign: self.sign,
        };
        let place = Place { file: model.file.clone(), line, column: 0 };
        Some(Finding { benchmarks: vec![self.benchmark], ..Finding::new(kind, place) })
    }
}

/// One block of a model's scores on a benchmark, those that are no percentages by the catalog left out.
struct Block {
    benchmark: usize,
    part: Part,
    figures: Vec<(usize, Figure)>,
}

/// What other models say of a block whose scores are all fractions.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Fractions(Option<f64>),
    Percentages,
    Unknown,
}

impl Block {
    fn all(&self, wanted: impl Fn(f64) -> bool) -> bool {
        self.figures.iter().all(|(_, figure)| wanted(figure.value))
    }

    /// Whether all its scores could be fractions of 1, and not all are whole.
    fn is_fractions(&self) -> bool {
        self.all(|score| (0.0..=1.0).contains(&score)) && !self.is_whole()
    }

    /// Whether it has nothing but 0 and 1, which says nothing either way.
    fn is_whole(&self) -> bool {
        self.all(|score| score.fract() == 0.0 && (0.0..=1.0).contains(&score))
    }

    fn verdict(&self, row: usize, dataset: &Dataset, peers: &mut Peers) -> Verdict {
        let total = dataset.catalog().benchmarks.get(self.benchmark).map(|about| about.total);
        let total = total.filter(|total| self.part == Part::Columns && self.figures.iter().any(|(at, _)| at == total));
        let mut all = Vec::new();
        let mut zeros = 0;
        for (place, figure) in &self.figures {
            let others = peers.others(dataset, row, self.benchmark, self.part, *place);
            let is_odd = figure.value == 0.0 && others.len() >= OTHERS && share_near_zero(&others) <= NEAR_ZERO;
            zeros += usize::from(is_odd);
            // The total says most of how others fare; single columns may be too hard for many.
            if total.is_none_or(|total| total == *place) {
                all.extend(others);
            }
        }
        // A model that fails in half of it where others do not may nearly fail in the rest; a 0 alone says nothing.
        let parts = self.figures.iter().filter(|(place, _)| Some(*place) != total).count();
        let places = dataset.catalog().benchmarks.get(self.benchmark).map(|about| about.parts().count());
        let of = if self.part == Part::Columns && Some(parts) == places { parts } else { self.figures.len() };
        if zeros > 0 && 2 * zeros >= of {
            return Verdict::Percentages;
        }
        let usual = median(&all.iter().copied().map(Some).collect::<Vec<_>>());
        match usual {
            Some(usual) if all.len() >= OTHERS => {
                let is_usual = usual >= USUAL && share_near_zero(&all) <= NEAR_ZERO;
                if is_usual { Verdict::Fractions(Some(usual)) } else { Verdict::Percentages }
            }
            _ => Verdict::Unknown,
        }
    }
}

fn share_near_zero(scores: &[f64]) -> f64 {
    let near = scores.iter().filter(|score| **score <= 1.0).count();
    #[expect(clippy::cast_precision_loss, reason = "a share of some thousand models")]
    let share = near as f64 / scores.len().max(1) as f64;
    share
}

fn of_model(dataset: &Dataset, row: usize, percentages: &Percentages, peers: &mut Peers) -> Vec<Doubtful> {
    let mut blocks = blocks(dataset, row);
    if let Some(known) = dataset.models().get(row).and_then(|model| percentages.0.get(&model.file)) {
        for block in &mut blocks {
            block.figures.retain(|(_, figure)| !known.contains(figure));
        }
        blocks.retain(|block| !block.figures.is_empty());
    }
    if !blocks.iter().any(|block| block.figures.iter().any(|(_, figure)| is_fraction(figure.value))) {
        return Vec::new();
    }
    let verdicts: Vec<Option<Verdict>> =
        blocks.iter().map(|block| block.is_fractions().then(|| block.verdict(row, dataset, peers))).collect();
    let judged = || blocks.iter().zip(&verdicts);
    let count = |wanted: fn(&Verdict) -> bool| {
        let of =
            judged().filter(|(block, verdict)| block.part == Part::Columns && verdict.as_ref().is_some_and(wanted));
        of.count()
    };
    // A whole file of them leaves no doubt, whatever the others of one benchmark have.
    let is_whole_file = judged().all(|(block, verdict)| verdict.is_some() || block.is_whole())
        && (count(|verdict| matches!(verdict, Verdict::Fractions(_))) >= 2
            || (count(|_| true) >= BENCHMARKS && count(|verdict| *verdict == Verdict::Percentages) == 0));
    let mut found: Vec<Doubtful> = Vec::new();
    for (block, verdict) in judged() {
        let sign = match verdict {
            Some(Verdict::Fractions(usual)) => others(*usual),
            Some(_) if is_whole_file => FractionSign::File,
            None if is_whole_file => FractionSign::File,
            Some(_) => continue,
            None => {
                let (columns, usual) = odd_columns(block, row, dataset, peers);
                add(&mut found, row, block, |place, _| columns.contains(&place), others(usual));
                if let Some(total) = odd_total(block, row, dataset) {
                    add(&mut found, row, block, |place, _| place == total, FractionSign::Columns);
                }
                continue;
            }
        };
        add(&mut found, row, block, |_, _| true, sign);
    }
    // The same figure beside one that is in doubt: a capability that the column stands for.
    for block in blocks.iter().filter(|block| block.part == Part::Fine) {
        let values: Vec<f64> = found
            .iter()
            .filter(|doubtful| doubtful.benchmark == block.benchmark)
            .flat_map(|doubtful| doubtful.figures.iter().map(|figure| figure.value))
            .collect();
        add(&mut found, row, block, |_, score| is_fraction(score) && values.contains(&score), FractionSign::File);
    }
    found.iter_mut().for_each(|doubtful| doubtful.add_total(dataset));
    found
}

fn others(usual: Option<f64>) -> FractionSign {
    usual.map_or(FractionSign::File, FractionSign::Others)
}

fn is_fraction(score: f64) -> bool {
    0.0 < score && score < 1.0
}

/// Adds figures of a block to what is in doubt.
fn add(found: &mut Vec<Doubtful>, row: usize, block: &Block, wanted: impl Fn(usize, f64) -> bool, sign: FractionSign) {
    let Block { benchmark, part, .. } = *block;
    for (place, figure) in block.figures.iter().filter(|(place, figure)| wanted(*place, figure.value)) {
        let at = found.iter().position(|doubtful| doubtful.benchmark == benchmark).unwrap_or(found.len());
        if at == found.len() {
            found.push(Doubtful { row, benchmark, places: Vec::new(), figures: Vec::new(), sign, total: None });
        }
        let Some(doubtful) = found.get_mut(at).filter(|doubtful| !doubtful.places.contains(&(part, *place))) else {
            continue;
        };
        doubtful.places.push((part, *place));
        doubtful.figures.push(*figure);
    }
}

/// Columns of a block of percentages in which this model alone has a fraction, and the others are far from it. Percentages are
/// given with two decimals; a fraction of 1 that is as exact as these has more.
///
/// Also gives what others have there.
fn odd_columns(block: &Block, row: usize, dataset: &Dataset, peers: &mut Peers) -> (Vec<usize>, Option<f64>) {
    let mut odd = Vec::new();
    let mut all = Vec::new();
    // Where the model fails altogether in one column, it may nearly fail in another.
    if block.part == Part::Fine || block.figures.iter().any(|(_, figure)| figure.value == 0.0) {
        return (odd, None);
    }
    for (place, figure) in &block.figures {
        let hundredfold = figure.value * 100.0;
        let has_more_decimals = (hundredfold - hundredfold.round()).abs() > 1e-9;
        if !has_more_decimals || !is_fraction(figure.value) {
            continue;
        }
        let others = peers.others(dataset, row, block.benchmark, block.part, *place);
        if others.len() >= OTHERS_OF_COLUMN && others.iter().all(|score| *score >= USUAL) {
            odd.push(*place);
            all.extend(others.into_iter().map(Some));
        }
    }
    (odd, median(&all))
}

/// The total of a block, if it is a fraction of what its columns allow and a hundred times as much is not.
fn odd_total(block: &Block, row: usize, dataset: &Dataset) -> Option<usize> {
    let about = dataset.catalog().benchmarks.get(block.benchmark).filter(|_| block.part == Part::Columns)?;
    let (_, total) = block.figures.iter().find(|(place, figure)| *place == about.total && is_fraction(figure.value))?;
    let (mut low, mut high) = (0.0, 0.0);
    let mut known: Vec<f64> = Vec::new();
    for (column, weight) in about.total_weights()? {
        let score = dataset.scores(block.benchmark, Part::Columns, column).get(row);
        let range = about.range_of(column);
        low += weight * score.unwrap_or(range.low);
        high += weight * score.unwrap_or(range.high);
        known.extend(score);
    }
    let hundredfold = 100.0 * total.value;
    // Totals are not always made of the columns exactly as the catalog says.
    let is_about = (0.8 * low..=1.25 * high).contains(&hundredfold);
    let is_within = known.iter().any(|part| *part <= hundredfold) && known.iter().any(|part| *part >= hundredfold);
    (2.0 * total.value < low && (is_about || is_within)).then_some(about.total)
}

impl Doubtful {
    /// Takes the total in, if a column that it is made of is in doubt and it is not made of a hundred times that.
    fn add_total(&mut self, dataset: &Dataset) {
        let Some(about) = dataset.catalog().benchmarks.get(self.benchmark) else { return };
        let Some(weights) = about.total_weights() else { return };
        let is_doubtful = |column: usize| self.places.contains(&(Part::Columns, column));
        if is_doubtful(about.total) || !weights.iter().any(|(column, _)| is_doubtful(*column)) {
            return;
        }
        let Some(total) = figure(dataset.scores(self.benchmark, Part::Columns, about.total), self.row) else { return };
        let part = |(column, weight): &(usize, f64)| {
            let score = dataset.scores(self.benchmark, Part::Columns, *column).get(self.row)?;
            Some(if is_doubtful(*column) { 100.0 * weight * score } else { weight * score })
        };
        let hundredfold: Option<f64> = weights.iter().map(part).sum();
        if hundredfold.is_some_and(|made| (made - total.value).abs() <= ROUNDED * made) {
            return;
        }
        self.total = Some(total);
    }
}

fn figure(scores: &Scores, row: usize) -> Option<Figure> {
    Some(Figure { value: scores.get(row)?, line: scores.line(row)? })
}

fn blocks(dataset: &Dataset, row: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (benchmark, about) in dataset.catalog().benchmarks.iter().enumerate() {
        for (part, places) in [(Part::Columns, about.columns.len()), (Part::Fine, dataset.catalog().fines.len())] {
            // Marks from 0 to 10 are no fractions of 100.
            let is_percent = |place: &usize| part == Part::Fine || about.range_of(*place).high >= 100.0;
            let figures = (0..places)
                .filter(is_percent)
                .filter_map(|place| Some((place, figure(dataset.scores(benchmark, part, place), row)?)));
            let figures: Vec<_> = figures.collect();
            if !figures.is_empty() {
                blocks.push(Block { benchmark, part, figures });
            }
        }
    }
    blocks
}

/// The scores of the models that others are compared with, each column collected once.
struct Peers {
    rows: Vec<usize>,
    columns: HashMap<(usize, Part, usize), Vec<(usize, f64)>>,
}

impl Peers {
    fn of(dataset: &Dataset) -> Self {
        let rows = |preview: bool| {
            let models = dataset.models().iter().enumerate();
            models.filter(|(_, model)| preview || !model.preview).map(|(row, _)| row).collect::<Vec<_>>()
        };
        let bundled = rows(false);
        Self { rows: if bundled.is_empty() { rows(true) } else { bundled }, columns: HashMap::new() }
    }

    fn others(&mut self, dataset: &Dataset, row: usize, benchmark: usize, part: Part, place: usize) -> Vec<f64> {
        let Self { rows, columns } = self;
        let scores = dataset.scores(benchmark, part, place);
        let collect = || rows.iter().filter_map(|row| Some((*row, scores.get(*row)?))).collect();
        let column = columns.entry((benchmark, part, place)).or_insert_with(collect);
        column.iter().filter(|(other, _)| *other != row).map(|(_, score)| *score).collect()
    }
}

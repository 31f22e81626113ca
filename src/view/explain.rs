//! What a figure of the table is made of: its formula in words, what went in, and where each of those stands.

use super::format::enumerated;
use super::other_parts::{other_parts_in_words, totals_of_other_parts};
use super::rules::{rule_in_a_sentence, rule_words};
use super::{ColumnId, Heading, by_each_rule, figure_in, format, ranked_figure_in};
use crate::aggregate::{CapabilityScores, Interval, Lens, RankSet, RankedColumn, Ranking, Ranks, Rule, RuleRanks};
use crate::dataset::{Dataset, Model, Scores};
use crate::document::{Metric, ScoreRange};

/// A figure explained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// What the figure is: "Total of o3".
    pub title: String,
    /// The figure as shown; `None` if it is missing.
    pub value: Option<String>,
    /// Rank and percentile among all models that have it; of a total among the ranked ones.
    pub standing: Option<String>,
    /// How sure it is.
    pub interval: Option<String>,
    /// Of a total, what in it rests on other parts than those of other models.
    pub other_parts: Option<String>,
    /// Of a rank, what it is by other rules.
    pub by_rules: Option<String>,
    /// How it comes about, in words.
    pub formula: String,
    /// What went in; empty for what stands in a file as it is.
    pub sources: Vec<Source>,
    /// Where it stands in a file, if it does.
    pub place: Option<String>,
}

/// Something that went into a figure, or would have if it were there.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Name of a benchmark or a capability.
    pub name: String,
    /// As shown; missing ones are in no average.
    pub value: Option<String>,
    /// How many questions it has, where sources weigh by that.
    pub questions: Option<u32>,
    /// File and line.
    pub place: Option<String>,
    /// Whether the visitor left it out.
    pub left_out: bool,
}

/// How far the ranks of a ranking can be trusted.
#[derive(Clone, Copy, Debug, Default)]
pub struct RankDoubts<'a> {
    /// Its rank sets, a place per model.
    pub sets: &'a [Option<RankSet>],
    /// The ranks by all rules, where these rank its models.
    pub rules: Option<&'a RuleRanks>,
}

/// Explains what stands in a cell of the table. `None` where the row does not exist.
#[must_use]
pub fn explain(
    dataset: &Dataset,
    ranking: &Ranking,
    doubts: RankDoubts<'_>,
    heading: &Heading,
    row: usize,
) -> Option<Explanation> {
    let model = dataset.models().get(row)?;
    let figure = figure_in(ranking, heading.id, row);
    let mut explanation = Explanation {
        title: format!("{} of {}", heading.name, model.name),
        value: super::cell(dataset, ranking, None, heading.id, row).text,
        standing: standing(ranking, heading.id, row),
        ..Explanation::default()
    };
    let other = other_parts_in_words(dataset, &totals_of_other_parts(dataset, ranking, heading.id, row));
    explanation.other_parts = (!other.is_empty())
        .then(|| format!("† It rests on other parts than the totals of other models: {}.", other.join("; ")));
    let context = Context { dataset, ranking, model, row };
    match heading.id {
        ColumnId::Rank => {
            explanation.title = format!("Rank of {}", model.name);
            explanation.standing = None;
            explanation.formula = context.rank_rule();
            explanation.interval = context.possible_ranks(doubts.sets.get(row).copied().flatten());
            explanation.by_rules = doubts.rules.and_then(|rules| by_each_rule(rules, ranking.rule, row));
            explanation.sources = vec![Source::of(context.total_name(), figure_in(ranking, ColumnId::Total, row))];
            if ranking.rule != Rule::Mean {
                let score = ranking.rule_scores.get(row).copied().flatten().map(|score| format!("{score:.3}"));
                explanation.sources.push(Source { value: score, ..Source::of(ranking.rule.name(), None) });
            }
        }
        ColumnId::Model | ColumnId::Year | ColumnId::Size | ColumnId::Open => {
            explanation.formula = "As the model’s score file states it.".to_owned();
            explanation.place = Some(model.file.clone());
        }
        ColumnId::Coverage => {
            if ranking.counts_capabilities() {
                explanation.formula = "How many of the capabilities the model has a figure for.".to_owned();
                let column =
                    |column: &RankedColumn| Source::of(&column.name, column.scores.get(row).copied().flatten());
                explanation.sources = ranking.columns.iter().map(column).collect();
            } else {
                explanation.formula = "How many of the board’s benchmarks the model has a total for.".to_owned();
                explanation.sources = context.totals();
            }
        }
        ColumnId::Total => {
            explanation.interval = ranking.interval.get(row).copied().flatten().map(format::interval);
            if explanation.interval.is_none() && ranking.subject.lens == Lens::Benchmarks {
                explanation.interval = no_interval(dataset, ranking, row);
            }
            match ranking.subject.lens {
                Lens::Benchmarks => {
                    let mean = if ranking.is_weighted() { "weighted" } else { "plain" };
                    explanation.formula = format!(
                        "The {mean} mean of the benchmark totals that are present; missing ones are in no mean."
                    );
                    explanation.sources = context.totals();
                }
                Lens::Core | Lens::Fine => {
                    explanation.formula = "The plain mean of the core capabilities that are present.".to_owned();
                    let cores = if ranking.cores.is_empty() { &ranking.columns } else { &ranking.cores };
                    explanation.sources = cores
                        .iter()
                        .map(|core| Source {
                            left_out: core.left_out,
                            ..Source::of(&core.name, core.scores.get(row).copied().flatten())
                        })
                        .collect();
                }
            }
        }
        ColumnId::AverageRank => {
            explanation.formula =
                "The plain mean of the model’s ranks on the benchmarks that it has a total for.".to_owned();
            explanation.sources = context.ranks();
        }
        ColumnId::OtherRules => {
            explanation.formula = "The best and the last rank by the rules that do not rank the table.".to_owned();
            explanation.by_rules = doubts.rules.and_then(|rules| by_each_rule(rules, ranking.rule, row));
        }
        ColumnId::Core(core) => context.core(core, &mut explanation),
        ColumnId::Score(column) => match (ranking.subject.benchmark, ranking.subject.lens) {
            (Some(benchmark), _) => {
                context.column(benchmark, column, figure, &mut explanation);
            }
            (None, Lens::Benchmarks) => {
                let benchmark = ranking.columns.get(column).and_then(|column| column.benchmark);
                let about = benchmark.and_then(|b| Some((b, dataset.catalog().benchmarks.get(b)?)));
                if let Some((benchmark, about)) = about {
                    context.column(benchmark, about.total, figure, &mut explanation);
                }
            }
            (None, Lens::Core) => context.core(column, &mut explanation),
            (None, Lens::Fine) => context.fine(column, &mut explanation),
        },
    }
    Some(explanation)
}

/// Rank and percentile of a figure among all models that have it; of what ranks a board among the ranked ones.
fn standing(ranking: &Ranking, id: ColumnId, row: usize) -> Option<String> {
    let sign = if id == ColumnId::AverageRank { -1.0 } else { 1.0 };
    if !(id.is_percent() || id == ColumnId::AverageRank) {
        return None;
    }
    // What ranks a board is compared among the ranked models, as it is in the table.
    let of_the_board = matches!(id, ColumnId::Total | ColumnId::AverageRank);
    let what = if of_the_board { "are ranked" } else { "have it" };
    let ranks = Ranks::of((0..ranking.total.len()).map(|row| Some(sign * ranked_figure_in(ranking, id, row)?)));
    let rank = format::ordinal(ranks.get(row)?);
    let Some(percentile) = ranks.percentile(row).map(format::percentile) else {
        let what = if of_the_board { "is ranked" } else { "has it" };
        return Some(format!("the only model that {what}"));
    };
    Some(format!("{rank} of the {} models that {what}, percentile {percentile}", ranks.population()))
}

impl Source {
    fn of(name: &str, value: Option<f64>) -> Self {
        let value = value.map(|value| format::figure(Some(value)));
        Self { name: name.to_owned(), value, questions: None, place: None, left_out: false }
    }
}

/// Whose figure is explained.
struct Context<'a> {
    dataset: &'a Dataset,
    ranking: &'a Ranking,
    model: &'a Model,
    row: usize,
}

impl Context<'_> {
    fn place(&self, scores: &Scores) -> Option<String> {
        Some(format!("{}:{}", self.model.file, scores.line(self.row)?))
    }

    fn total_name(&self) -> &'static str {
        match (self.ranking.subject.benchmark, self.ranking.subject.lens) {
            (Some(_), _) => "total of the benchmark",
            (None, Lens::Benchmarks) => "total",
            (None, Lens::Core | Lens::Fine) => "capability average",
        }
    }

    fn rank_rule(&self) -> String {
        let total = self.total_name();
        let population = self.ranking.ranks.population();
        if self.ranking.ranks.get(self.row).is_some() && self.ranking.rule != Rule::Mean {
            let rule = self.ranking.rule;
            let (name, better) = (rule_in_a_sentence(rule), if rule.low_is_good() { "lower" } else { "higher" });
            let score = rule_words(rule)[0];
            return format!(
                "Ranked by {name}, not by the mean: 1 + the number of models with a {better} figure, among the {population} that are ranked. {score}"
            );
        }
        if self.ranking.ranks.get(self.row).is_some() {
            return format!(
                "1 + the number of models with a higher {total}, among the {population} that are ranked. Ties share a rank."
            );
        }
        if self.ranking.comparable
            && !totals_of_other_parts(self.dataset, self.ranking, ColumnId::Total, self.row).is_empty()
        {
            return "No rank: with “Comparable only” a total that rests on other parts has none.".to_owned();
        }
        let scored = self.ranking.scored.get(self.row).copied().unwrap_or(0);
        match figure_in(self.ranking, ColumnId::Total, self.row) {
            None => format!("Without a {total} there is no rank."),
            Some(_) => format!(
                "No rank: it has totals for {} of the board’s benchmarks, less than half, and skipping benchmarks must not flatter a model.",
                format::coverage(scored, self.ranking.of)
            ),
        }
    }

    /// The ranks that are possible, or why they are unknown; `None` for a model without a rank.
    fn possible_ranks(&self, set: Option<RankSet>) -> Option<String> {
        let rank = self.ranking.ranks.get(self.row)?;
        if self.ranking.rule != Rule::Mean {
            return Some("Which other ranks are possible is known for the mean alone.".to_owned());
        }
        let Some(RankSet { low, high }) = set else {
            let why = match (self.ranking.subject.benchmark, self.ranking.subject.lens) {
                (Some(_), _) => Some(NO_INTERVAL.to_owned()),
                (None, Lens::Benchmarks) => no_interval(self.dataset, self.ranking, self.row),
                (None, Lens::Core | Lens::Fine) => Some(NO_AVERAGE_INTERVAL.to_owned()),
            };
            return Some(format!("Which other ranks are possible is unknown. {}.", why?));
        };
        let population = self.ranking.ranks.population();
        let above = match low - 1 {
            0 => "no model is certainly above it".to_owned(),
            1 => "1 model is certainly above it".to_owned(),
            above => format!("{above} models are certainly above it"),
        };
        let below = match population.saturating_sub(high) {
            0 => "none certainly below".to_owned(),
            below => format!("{below} certainly below"),
        };
        let possible = if low == high {
            format!("{rank} is its only possible rank")
        } else {
            format!("Possible ranks: {low} to {high}")
        };
        let scored = self.ranking.scored.get(self.row).copied().unwrap_or(0);
        let lacks = if self.ranking.subject.benchmark.is_none() && scored < self.ranking.of {
            format!(
                " It has {scored} of {} benchmarks: the range is of these, and says nothing of the others.",
                self.ranking.of
            )
        } else {
            String::new()
        };
        Some(format!(
            "{possible}: {above}, {below}. With 95 % certainty the true ranks of all {population} ranked models lie within such ranges at once.{lacks}"
        ))
    }

    /// The totals on the board's benchmarks.
    fn totals(&self) -> Vec<Source> {
        self.benchmarks(|b| {
            let total = self.dataset.total(b);
            let mut source = Source::of("", total.get(self.row));
            if self.ranking.is_weighted()
                && let Some(value) = &mut source.value
                && let Some(column) = self.ranking.columns.iter().find(|column| column.benchmark == Some(b))
            {
                value.push_str(&format!(", weight {}", column.weight));
            }
            Source { place: self.place(total), ..source }
        })
    }

    /// The ranks on the board's benchmarks.
    fn ranks(&self) -> Vec<Source> {
        let models = self.dataset.models().len();
        self.benchmarks(|b| {
            let ranks = Ranks::of(self.dataset.total(b).iter(models));
            let value = ranks.get(self.row).map(|rank| format!("{rank} of {}", ranks.population()));
            Source { value, place: self.place(self.dataset.total(b)), ..Source::of("", None) }
        })
    }

    fn benchmarks(&self, source: impl Fn(usize) -> Source) -> Vec<Source> {
        let catalog = self.dataset.catalog();
        let board = catalog.boards.get(self.ranking.subject.board);
        let ranked = board.map(|board| board.benchmarks.as_slice()).unwrap_or_default();
        let named = |&b: &usize| {
            let name = catalog.benchmarks.get(b)?.name.clone();
            Some(Source { name, left_out: self.ranking.left_out.contains(&b), ..source(b) })
        };
        ranked.iter().filter_map(named).collect()
    }

    /// What stands in the file as it is.
    fn column(&self, benchmark: usize, column: usize, figure: Option<f64>, explanation: &mut Explanation) {
        let Some(about) = self.dataset.catalog().benchmarks.get(benchmark) else { return };
        let what = metric_words(about.metric_of(column));
        let items = about.sample_size(column, self.model.samples_of(benchmark));
        let items = items.map_or_else(String::new, |items| format!(" {items:.0} scored items."));
        let range = about.range_of(column);
        let range = if range == ScoreRange::PERCENT {
            String::new()
        } else {
            format!(" From {} to {}.", range.low, range.high)
        };
        explanation.formula = match figure {
            Some(_) => format!("As the model’s score file states it for {}: {what}.{range}{items}", about.name),
            None => format!(
                "Missing: the model’s score file has no such score for {}. Missing is in no sum, rank or chart.",
                about.name
            ),
        };
        let interval = Interval::of_score(self.dataset, self.row, benchmark, column).map(format::interval);
        explanation.interval = figure.and_then(|_| interval.or_else(|| Some(NO_INTERVAL.to_owned())));
        explanation.place = self.place(self.dataset.column(benchmark, column));
    }

    fn core(&self, core: usize, explanation: &mut Explanation) {
        let catalog = self.dataset.catalog();
        let capabilities = CapabilityScores::new(self.dataset, self.ranking.subject.board, &self.ranking.left_out);
        let fines = catalog.cores.get(core).map(|core| core.fines.clone()).unwrap_or_default();
        explanation.formula = "The plain mean of the fine-grained capabilities below that are present.".to_owned();
        let source = |fine: usize| {
            let score = capabilities.fine.get(fine)?.get(self.row).copied().flatten();
            Some(Source::of(&catalog.fines.get(fine)?.name, score))
        };
        explanation.sources = fines.filter_map(source).collect();
    }

    fn fine(&self, fine: usize, explanation: &mut Explanation) {
        let catalog = self.dataset.catalog();
        explanation.formula =
            "The mean of the benchmarks below that have a score for it, each weighing as much as it has \
                               questions for it."
                .to_owned();
        let counted = catalog.boards.get(self.ranking.subject.board).into_iter().flat_map(|board| board.counted());
        let source = |b: usize| {
            let about = catalog.benchmarks.get(b)?;
            let questions = *about.questions.get(fine)?;
            let scores = self.dataset.fine(b, fine);
            let left_out = self.ranking.left_out.contains(&b);
            let source = Source::of(&about.name, scores.get(self.row));
            let place = self.place(scores);
            (questions > 0).then_some(Source { questions: Some(questions), place, left_out, ..source })
        };
        explanation.sources = counted.filter_map(source).collect();
    }
}

/// Why a figure of a benchmark has no interval.
const NO_INTERVAL: &str = "No 95 % interval: a metric in it is no mean over items, or their number is not known";

/// Why a capability average has no interval.
const NO_AVERAGE_INTERVAL: &str = "No 95 % interval: how far capability scores vary by chance is not known";

/// Why a board's total has no interval: which of the benchmarks in it have none. `None` where it has no total.
#[must_use]
fn no_interval(dataset: &Dataset, ranking: &Ranking, row: usize) -> Option<String> {
    ranking.total.get(row).copied().flatten()?;
    let counted = ranking.columns.iter().filter(|column| !column.left_out).filter_map(|column| column.benchmark);
    let unknown = |benchmark: &usize| {
        dataset.total(*benchmark).get(row).is_some() && Interval::of_total(dataset, row, *benchmark).is_none()
    };
    let names = counted.filter(unknown).filter_map(|b| Some(dataset.catalog().benchmarks.get(b)?.name.as_str()));
    let names: Vec<&str> = names.collect();
    let have = if names.len() == 1 { "has" } else { "have" };
    (!names.is_empty()).then(|| format!("No 95 % interval, because {} {have} none", enumerated(&names)))
}

/// What figures of a metric are: "the share of questions answered rightly".
#[must_use]
pub fn metric_words(metric: Metric) -> &'static str {
    match metric {
        Metric::Accuracy => "the share of questions answered rightly",
        Metric::SuccessRate => "the share of episodes that succeeded",
        Metric::LlmJudged => "a mean of scores given to each answer by a language model",
        Metric::RelativeAccuracy => "a mean of scores given to each answer by how near its number is",
        Metric::TextOverlap => "a similarity of texts",
        Metric::F1 => "the mean harmonic mean of precision and recall",
        Metric::MicroF1 => "the harmonic mean of precision and recall",
        Metric::PointShare => "the mean share of points that are right",
    }
}

//! Kinds of findings in words: what happened, and what to do about it.

use crate::document::catalog::scoring::ScoreRange;
use crate::document::diagnostics::kind::{DuplicateOutcome, FractionSign, ImpossibleScore, Kind};
use crate::document::diagnostics::yaml_words;
use crate::document::text::printing::{SENTENCE_LENGTH, cut, number, printable, quote, rounded, size};
use crate::document::text::score_text::{self, Beside, ScoreText};

impl Kind {
    /// What findings of this kind have in common, as the head of a list of them.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "Files that cannot be read",
            Self::NotText => "Files that are not text",
            Self::TooLarge { .. } => "Files that are too large",
            Self::TooComplex { .. } => "Files that are too complex",
            Self::NoFrontMatter => "Files without front matter",
            Self::YamlSyntax { .. } => "Files that are not valid YAML",
            Self::NoName => "Models without a name",
            Self::NoScore => "Files without scores",
            Self::WrongShape { .. } => "Blocks of the wrong shape",
            Self::UnknownBenchmark { .. } => "Unknown benchmarks",
            Self::UnknownColumn { .. } => "Unknown columns",
            Self::UnknownCapability { .. } => "Unknown capabilities",
            Self::UnknownBoard { .. } => "Unknown boards",
            Self::ShortList { .. } => "Lists that are too short",
            Self::NotAScore { .. } => "Values that are no scores",
            Self::DecimalComma { .. } => "Decimal commas",
            Self::TwoTotals { .. } => "Totals that stand there twice",
            Self::DoubtfulList { .. } => "Lists whose places are in doubt",
            Self::Fractions { .. } => "Scores that look like fractions of 1",
            Self::WideCommas { .. } => "Commas of another width",
            Self::OutOfRange { .. } => "Scores outside their range",
            Self::DuplicateKey { .. } => "Keys that stand there twice",
            Self::DuplicateIdentity { .. } => "Codes that are taken twice",
            Self::BadWebsite { .. } => "Websites that are no http(s) addresses",
            Self::BadField { .. } => "Values that their key does not take",
            Self::StaleCore { .. } => "Stale core scores of benchmarks",
            Self::StaleSummary { .. } => "Stale summaries of boards",
            Self::PlaceholderSeries { .. } => "Placeholders instead of scores",
            Self::SharedScores { .. } => "Scores that two models share",
            Self::TotalNotMean { .. } => "Totals that are no mean of their columns",
            Self::SameModel { .. } => "One model under two codes",
            Self::Outlier { .. } => "Scores far off what the model's others predict",
            Self::ImpossibleScores { .. } => "Scores that their number of items cannot give",
            Self::UnknownKey { .. } => "Unknown keys",
            Self::Lenient { .. } => "Values read leniently",
            Self::ExtraValues { .. } => "Lists that are too long",
            Self::Skipped { .. } => "Files passed over",
            Self::More { .. } => "Findings left out",
            Self::CatalogRefused { .. } => "Catalogs that cannot be used",
            Self::Structure(of) => of.title(),
            Self::Catalog { .. } => "Mistakes in the catalog",
        }
    }

    /// What happened, in one sentence without a full stop; values from the file are quoted.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Unreadable { reason } => format!("the file cannot be read: {}", cut(reason, SENTENCE_LENGTH)),
            Self::NotText => "the file is not UTF-8 text".to_owned(),
            Self::TooLarge { bytes, limit } => {
                format!("the file has {}; score files of up to {} are read", size(*bytes), size(*limit))
            }
            Self::TooComplex { what, limit } => format!("the YAML has more than {limit} {what}"),
            Self::NoFrontMatter => "there is no YAML front matter".to_owned(),
            Self::YamlSyntax { reason } => format!("the file cannot be read: {}", yaml_words::plain(reason)),
            Self::NoName => "the model has no `name`".to_owned(),
            Self::NoScore => "there is no `score` block".to_owned(),
            Self::WrongShape { key, expected, found } => {
                format!("{} should be {expected}, but it is {}", quote(key), printable(found))
            }
            Self::UnknownBenchmark { name, .. } => format!("the catalog has no benchmark {}", quote(name)),
            Self::UnknownColumn { benchmark, name, .. } => {
                format!("{} has no column {}", printable(benchmark), quote(name))
            }
            Self::UnknownCapability { name, .. } => format!("the catalog has no such capability: {}", quote(name)),
            Self::UnknownBoard { name, .. } => format!("the catalog has no board {}", quote(name)),
            Self::ShortList { key, found, expected } => {
                format!("the list of {} has {found} of {expected} values, so none of them is used", printable(key))
            }
            Self::NotAScore { text, .. } if text.is_empty() => {
                "a place of the list is empty, so its score counts as missing".to_owned()
            }
            Self::NotAScore { text, likely: Some(_), .. } => {
                format!("{} is not a number alone, so the score counts as missing", quote(text))
            }
            Self::DecimalComma { text, .. } => format!(
                "{} has a decimal comma, which separates values here, so the score counts as missing",
                quote(text)
            ),
            Self::TwoTotals { keys: [one, other], .. } => {
                format!("{} and {} could both be the total, so it counts as missing", quote(one), quote(other))
            }
            Self::DoubtfulList { key, found, expected, text, commas: true } => format!(
                "the list of {} has {found} values for {expected} places, which decimal commas such as {} explain, so none \
                 of them is used",
                printable(key),
                quote(text)
            ),
            Self::DoubtfulList { key, text, .. } => format!(
                "{} is several values in one place of the list of {}, so none of the list is used",
                quote(text),
                printable(key)
            ),
            Self::Fractions { benchmark, figures, total, .. } => {
                let benchmark = printable(benchmark);
                let first = figures.first().map_or(0.0, |figure| figure.value);
                let is_one = figures.iter().all(|figure| figure.value == first);
                match (is_one, total) {
                    (true, None) => format!(
                        "the score {} of {benchmark} looks like a fraction of 1, so it counts as missing",
                        number(first)
                    ),
                    (true, Some(_)) => format!(
                        "the score {} of {benchmark} looks like a fraction of 1, and its total rests on it, so both count \
                         as missing",
                        number(first)
                    ),
                    (false, None) => {
                        format!("the scores of {benchmark} look like fractions of 1, so they count as missing")
                    }
                    (false, Some(_)) => format!(
                        "scores of {benchmark} look like fractions of 1, and its total rests on them, so all of these count \
                         as missing"
                    ),
                }
            }
            Self::WideCommas { text, count: 1 } => format!("the comma {} was read as `,`", quote(text)),
            Self::WideCommas { text, count } => format!("{count} commas such as {} were read as `,`", quote(text)),
            Self::NotAScore { text, .. } => format!("{} is not a score, so it counts as missing", quote(text)),
            Self::OutOfRange { value, low, high } => format!(
                "the score {} is not between {} and {}, so it counts as missing",
                number(*value),
                number(*low),
                number(*high)
            ),
            Self::DuplicateKey { key, first_line } => {
                format!("{} stands here a second time, after line {first_line}; this one counts", quote(key))
            }
            Self::DuplicateIdentity { code, other, outcome } => {
                let outcome = match outcome {
                    DuplicateOutcome::Replaced => "this one replaces it",
                    DuplicateOutcome::Beside => "this one is shown beside it as a preview",
                };
                format!("the code {} is already used by {}; {outcome}", quote(code), printable(other))
            }
            Self::BadWebsite { text } => format!("the website {} is not an http(s) address", quote(text)),
            Self::BadField { key, expected, found } => {
                format!("{} should be {expected}, but it is {}; it is ignored", quote(key), quote(found))
            }
            Self::StaleCore { benchmark, capability, stated, derived } => {
                differs(capability, benchmark, *stated, *derived)
            }
            Self::StaleSummary { board, capability, stated, derived } => differs(capability, board, *stated, *derived),
            Self::PlaceholderSeries { key, first, last, .. } => format!(
                "{}: values from {} to {} in equal steps, a placeholder and not a measurement",
                printable(key),
                number(*first),
                number(*last)
            ),
            Self::SharedScores { other, benchmarks, figures } => format!(
                "{figures} figures are the same as those of {}: {}",
                printable(other),
                cut(&benchmarks.join(", "), SENTENCE_LENGTH)
            ),
            Self::TotalNotMean { benchmark, total, mean, weighted, .. } => format!(
                "the total of {} is stated as {}, but the {} of its columns is {}",
                printable(benchmark),
                rounded(*total),
                mean_word(*weighted),
                rounded(*mean)
            ),
            Self::SameModel { other, code, .. } => {
                format!("this seems to be {} under another code than {}", printable(other), quote(code))
            }
            Self::Outlier { benchmark, score, predicted, .. } => format!(
                "{} is {}, where the model's other scores predict about {predicted:.1}",
                printable(benchmark),
                rounded(*score)
            ),
            Self::ImpossibleScores { benchmark, scores } => {
                let score =
                    |of: &ImpossibleScore| format!("{} {} of {} items", printable(&of.column), of.score, of.items);
                let scores: Vec<String> = scores.iter().map(score).collect();
                let all = cut(&scores.join(", "), SENTENCE_LENGTH);
                format!("on {} no whole number of right answers gives {all}", printable(benchmark))
            }
            Self::UnknownKey { key, .. } => format!("{} is not a key of the format, so it is ignored", quote(key)),
            Self::Lenient { text, read_as } => format!("{} was read as {}", quote(text), printable(read_as)),
            Self::ExtraValues { key, count: 1 } => {
                format!("the list of {} has a value after its last place; it is ignored", printable(key))
            }
            Self::ExtraValues { key, count } => {
                format!("the list of {} has {count} values after its last place; they are ignored", printable(key))
            }
            Self::Skipped { count: 1 } => "1 file is no score file and was skipped".to_owned(),
            Self::Skipped { count } => format!("{count} files are no score files and were skipped"),
            Self::More { count: 1 } => "there is 1 more finding in this file".to_owned(),
            Self::More { count } => format!("there are {count} more findings in this file"),
            Self::Structure(of) => of.message(),
            Self::CatalogRefused { problem, .. } | Self::Catalog { problem, .. } => cut(problem, SENTENCE_LENGTH),
        }
    }

    /// Why it was noticed, as half a sentence; `None` where the message says it already.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        Some(match self {
            Self::PlaceholderSeries { .. } => "measured scores do not rise or fall in equal steps".to_owned(),
            Self::Fractions { sign, .. } => match sign {
                FractionSign::Others(usual) => {
                    format!("half of the other models' scores there are above {}", rounded(*usual))
                }
                FractionSign::File => "all scores of the file are between 0 and 1".to_owned(),
                FractionSign::Columns => {
                    "the total is too low for its columns, and a hundred times as much is not".to_owned()
                }
            },
            Self::SharedScores { .. } => {
                "two models seldom have the same figures in the same places of a block".to_owned()
            }
            Self::TotalNotMean { weighted, agreeing, models, .. } => {
                format!(
                    "for {agreeing} of {models} models with all columns the total is their {}",
                    mean_word(*weighted)
                )
            }
            Self::SameModel { names, same, shared, .. } => {
                let figures = match shared {
                    0 => "they share no benchmark".to_owned(),
                    shared => format!("{same} of the {shared} figures that both have are the same"),
                };
                if *names { format!("the names say the same, and {figures}") } else { figures }
            }
            Self::Outlier { spread, from, .. } => format!(
                "predicted from {from} of its other totals; half of the models are within {spread:.1} of theirs"
            ),
            Self::ImpossibleScores { scores, .. } => {
                let fit = |of: &ImpossibleScore| Some(format!("{} items would give {}", of.fits?, of.score));
                let fits: Vec<String> = scores.iter().filter_map(fit).collect();
                if fits.is_empty() {
                    return None;
                }
                format!(
                    "the scores of nearly all other models are possible there; {}",
                    cut(&fits.join(", "), SENTENCE_LENGTH)
                )
            }
            _ => return None,
        })
    }

    /// What to do about it, in one or two sentences.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Unreadable { .. } => {
                "Check that it is there, that it is a file, and that it may be read; then try again.".to_owned()
            }
            Self::NotText => "Save it as UTF-8 text. A score file is Markdown, YAML or JSON.".to_owned(),
            Self::TooLarge { .. } => "Give a file with the scores of one model and nothing else.".to_owned(),
            Self::TooComplex { .. } => {
                "Write the scores out plainly, one model in one file, without nesting or repeating more than needed."
                    .to_owned()
            }
            Self::NoFrontMatter => {
                "Start the file with a line `---`, then the YAML with `name` and `score`, then another line `---`."
                    .to_owned()
            }
            Self::YamlSyntax { reason } => yaml_words::help(reason).to_owned(),
            Self::NoName => "Add a line `name: …` with the name under which the model is shown.".to_owned(),
            Self::NoScore => "Add `score:` with a `benchmark:` block in it that holds the scores.".to_owned(),
            Self::WrongShape { expected, .. } => format!("Write {expected} here."),
            Self::UnknownBenchmark { nearest, .. } => did_you_mean(
                nearest,
                "Use a benchmark's `id`, `code` or `name` from the catalog. The block is ignored.",
            ),
            Self::UnknownColumn { name, .. } if name == "<<" => MERGE_HELP.to_owned(),
            Self::UnknownColumn { nearest, .. } => {
                did_you_mean(nearest, "Use the names of the columns in the catalog. The score is ignored.")
            }
            Self::UnknownCapability { nearest, .. } => {
                did_you_mean(nearest, "Use the names of the capabilities in the catalog. The score is ignored.")
            }
            Self::UnknownBoard { nearest, .. } => {
                did_you_mean(nearest, "Use a board's `id`, `code` or `name` from the catalog. The block is ignored.")
            }
            Self::ShortList { .. } => {
                "Write one value for each place, `null` where there is none, or a map from name to score.".to_owned()
            }
            Self::NotAScore { text, likely, range } => not_a_score_help(text, likely.as_deref(), *range),
            Self::DecimalComma { likely: Some(likely), .. } => {
                format!("Write {}, with a point.", printable(likely))
            }
            Self::TwoTotals { total, .. } => format!("Name the total {}, and remove the other one.", quote(total)),
            Self::DecimalComma { .. } | Self::DoubtfulList { commas: true, .. } => {
                "Write numbers with a point; a comma begins the next value.".to_owned()
            }
            Self::DoubtfulList { .. } => "Separate the values with commas, and write numbers with a point.".to_owned(),
            Self::Fractions { total: Some(_), .. } => {
                "Write scores in per cent: 38.5 for 0.385. Then work the total out again.".to_owned()
            }
            Self::Fractions { .. } => {
                "Write scores in per cent: 38.5 for 0.385. A score that is this low is read with a sign: `0.385%`."
                    .to_owned()
            }
            Self::WideCommas { .. } => "Write `,` between values.".to_owned(),
            Self::OutOfRange { low: 0.0, high: 100.0, .. } => "Write scores in per cent, from 0 to 100.".to_owned(),
            Self::OutOfRange { low, high, .. } => {
                format!("Scores of this column go from {} to {}.", number(*low), number(*high))
            }
            Self::DuplicateKey { .. } => "Keep one of the two.".to_owned(),
            Self::DuplicateIdentity { .. } => {
                "Give each model a `code` of its own, or remove one of the two.".to_owned()
            }
            Self::BadWebsite { .. } => "Write the full address, with `https://` in front.".to_owned(),
            Self::BadField { expected, .. } => format!("Write {expected}, or leave the key out."),
            Self::StaleCore { .. } | Self::StaleSummary { .. } => {
                "The derived score is shown. Compute the stated one again, or leave it out.".to_owned()
            }
            Self::PlaceholderSeries { is_shown: true, .. } => {
                "These scores are shown. Replace them by the measured ones, or write `null`.".to_owned()
            }
            Self::PlaceholderSeries { .. } => "It is never shown. Leave it out: these scores are derived.".to_owned(),
            Self::SharedScores { .. } => "Check that they were not copied.".to_owned(),
            Self::TotalNotMean { .. } => "Check the total and the columns for a mistake in one of them.".to_owned(),
            Self::SameModel { .. } => {
                "Keep one of the two files, or say in the name what tells the models apart.".to_owned()
            }
            Self::Outlier { .. } => {
                "Check that it was copied without a slip and measured in the same way as the others.".to_owned()
            }
            Self::ImpossibleScores { .. } => {
                "Check that it was copied without a slip, or state with `samples` how many items were scored."
                    .to_owned()
            }
            Self::UnknownKey { key, .. } if key.ends_with("<<") => MERGE_HELP.to_owned(),
            Self::UnknownKey { nearest, .. } => did_you_mean(nearest, "Remove it, or write it as a comment."),
            Self::Lenient { read_as, .. } => format!("Write {} if that is what you mean.", printable(read_as)),
            Self::ExtraValues { .. } => {
                "Remove them, or check that the list is in the order of the catalog.".to_owned()
            }
            Self::Skipped { .. } => {
                "A score file has YAML front matter with a `score` block. Name a file by itself to see why it is none."
                    .to_owned()
            }
            Self::More { .. } => "Put the ones above right first.".to_owned(),
            Self::Structure(of) => of.help(),
            Self::CatalogRefused { help, .. } | Self::Catalog { help, .. } => cut(help, SENTENCE_LENGTH),
        }
    }
}

fn mean_word(weighted: bool) -> &'static str {
    if weighted { "mean by questions" } else { "mean" }
}

const MERGE_HELP: &str = "Merge keys are not read. Write the values out.";

fn did_you_mean(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("Did you mean {}? {otherwise}", quote(nearest)),
        None => otherwise.to_owned(),
    }
}

fn differs(capability: &str, of: &str, stated: f64, derived: Option<f64>) -> String {
    let (capability, of, stated) = (printable(capability), printable(of), rounded(stated));
    match derived {
        Some(derived) => {
            format!("{capability} of {of} is stated as {stated}, but its figures give {}", rounded(derived))
        }
        None => format!("{capability} of {of} is stated as {stated}, but there are no figures to derive it from"),
    }
}

/// What to do about a text in the place of a score.
fn not_a_score_help(text: &str, likely: Option<&str>, range: Option<ScoreRange>) -> String {
    let beside = match score_text::read(text) {
        ScoreText::Likely(_, beside) => Some(beside),
        ScoreText::Missing => return "Write `null` where there is no score.".to_owned(),
        _ if text.is_empty() => return "Write `null` where there is no score.".to_owned(),
        _ => None,
    };
    let what = match beside.filter(|_| likely.is_some()) {
        Some(Beside::Emphasis) => "Remove the asterisks or other marks around the number",
        Some(Beside::Spread) => "Write the score alone; its spread belongs in a comment",
        Some(Beside::Sign) => "Write the score alone; a footnote belongs in a comment",
        Some(Beside::About | Beside::Unit) => "Write the number alone",
        Some(Beside::DecimalComma) => "Write it with a point instead of the comma",
        None => {
            let ScoreRange { low, high } = range.unwrap_or(ScoreRange::PERCENT);
            return format!(
                "Write a number from {} to {}, or `null` where there is none; remarks belong in a comment.",
                number(low),
                number(high)
            );
        }
    };
    format!("{what}: {}.", likely.unwrap_or_default())
}

//! What there is to notice about how a file is put together: its format and encoding, what stands around the YAML, signs
//! that are not what they seem, and levels and totals that were left out; with the words for each.

use serde::{Deserialize, Serialize};

use crate::document::diagnostics::severity::Severity;
use crate::document::text::format::FileFormat;
use crate::document::text::printing::{printable, quote, rounded};

/// Kinds of findings about the structure of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Structure {
    /// A file of another format.
    OtherFormat {
        /// Which.
        format: FileFormat,
    },
    /// Text that is not UTF-8, in a place that may hold a value.
    OtherEncoding {
        /// The encoding that it is likely in.
        likely: String,
    },
    /// Text that is not UTF-8 in comments or outside of the YAML only; read without it.
    OtherEncodingInComment {
        /// The encoding that it is likely in.
        likely: String,
    },
    /// Text in another encoding that was decoded.
    Decoded {
        /// The encoding.
        from: String,
    },
    /// Something around the YAML that was passed over.
    Around {
        /// What, with article: "a code fence".
        what: String,
    },
    /// A Hugging Face model card.
    ModelCard {
        /// Whether it has results in a `model-index`.
        results: bool,
    },
    /// Several models that are no YAML documents: JSON objects one after the other, or a list of maps.
    SeveralObjects {
        /// Whether it is a list.
        list: bool,
    },
    /// A colon that YAML does not take for one, after a known key.
    BadColon {
        /// The key.
        key: String,
        /// Whether it is `：` (U+FF1A); else a `:` without a blank after it.
        full_width: bool,
        /// Whether the file cannot be read because of it.
        fatal: bool,
    },
    /// Blanks before keys that YAML does not take for blanks.
    InvisibleBlanks {
        /// Which: "no-break spaces (U+00A0)".
        what: String,
        /// On how many lines.
        lines: usize,
        /// Whether the file cannot be read because of them.
        fatal: bool,
    },
    /// A `#` in a name that YAML takes for a comment.
    CommentInName {
        /// The name as it was read.
        name: String,
        /// The comment.
        comment: String,
    },
    /// Characters in a name that move or hide other text; left out.
    HiddenCharacters {
        /// The key.
        key: String,
        /// The text as written.
        text: String,
    },
    /// Scores that stand a level too high; they are not used.
    MissingLevel {
        /// The key that they stand under, dotted.
        key: String,
        /// The level that is missing: `columns`; `None` where it is not clear which.
        level: Option<String>,
    },
    /// Scores under a key that is not part of the format; they are not used.
    LostScores {
        /// The key, dotted.
        key: String,
        /// The nearest known key, if one is near.
        nearest: Option<String>,
    },
    /// A benchmark has scores in its columns but no total.
    NoTotal {
        /// The benchmark's name.
        benchmark: String,
        /// The name of its total.
        total: String,
        /// What the total is by the catalog, where it follows from the columns.
        value: Option<f64>,
    },
}

impl Structure {
    /// The stable identifier of the kind, for programs.
    pub(in crate::document) fn code(&self) -> &'static str {
        match self {
            Self::OtherFormat { .. } => "other-format",
            Self::OtherEncoding { .. } => "other-encoding",
            Self::OtherEncodingInComment { .. } => "other-encoding-in-comment",
            Self::Decoded { .. } => "decoded",
            Self::Around { .. } => "around",
            Self::ModelCard { .. } => "model-card",
            Self::SeveralObjects { .. } => "several-objects",
            Self::BadColon { .. } => "bad-colon",
            Self::InvisibleBlanks { .. } => "invisible-blanks",
            Self::CommentInName { .. } => "comment-in-name",
            Self::HiddenCharacters { .. } => "hidden-characters",
            Self::MissingLevel { .. } => "missing-level",
            Self::LostScores { .. } => "lost-scores",
            Self::NoTotal { .. } => "no-total",
        }
    }

    /// How grave findings of this kind are.
    pub(in crate::document) fn severity(&self) -> Severity {
        match self {
            Self::OtherFormat { .. }
            | Self::OtherEncoding { .. }
            | Self::ModelCard { .. }
            | Self::SeveralObjects { .. }
            | Self::BadColon { fatal: true, .. }
            | Self::InvisibleBlanks { fatal: true, .. } => Severity::Error,
            Self::BadColon { .. }
            | Self::InvisibleBlanks { .. }
            | Self::HiddenCharacters { .. }
            | Self::MissingLevel { .. }
            | Self::LostScores { .. }
            | Self::NoTotal { .. } => Severity::Warning,
            Self::OtherEncodingInComment { .. }
            | Self::Decoded { .. }
            | Self::Around { .. }
            | Self::CommentInName { .. } => Severity::Notice,
        }
    }

    /// What findings of this kind have in common, as the head of a list of them.
    pub(in crate::document) fn title(&self) -> &'static str {
        match self {
            Self::OtherFormat { .. } => "Files of another format",
            Self::OtherEncoding { .. } | Self::OtherEncodingInComment { .. } | Self::Decoded { .. } => {
                "Files that are not UTF-8"
            }
            Self::Around { .. } => "Files with something around the YAML",
            Self::ModelCard { .. } => "Model cards",
            Self::SeveralObjects { .. } => "Several models that are not separated",
            Self::BadColon { .. } => "Colons that YAML does not understand",
            Self::InvisibleBlanks { .. } => "Invisible blanks",
            Self::CommentInName { .. } => "Names cut short by a #",
            Self::HiddenCharacters { .. } => "Hidden characters",
            Self::MissingLevel { .. } => "Scores with a level left out",
            Self::LostScores { .. } => "Scores under unknown keys",
            Self::NoTotal { .. } => "Benchmarks without a total",
        }
    }

    /// What happened, in one sentence without a full stop.
    pub(in crate::document) fn message(&self) -> String {
        match self {
            Self::OtherFormat { format } => format!("the file is {}, not a score file", format.noun()),
            Self::OtherEncoding { likely } => {
                format!("the file is not UTF-8 text; this line seems to be in {}", printable(likely))
            }
            Self::OtherEncodingInComment { likely } => format!(
                "this line is not UTF-8 but seems to be in {}; no value stands there, so the file is read",
                printable(likely)
            ),
            Self::Decoded { from } => format!("the file is in {} and was read from it", printable(from)),
            Self::Around { what } => format!("there is {} around the YAML; it is passed over", printable(what)),
            Self::ModelCard { results: false } => "this is a model card of Hugging Face, without scores".to_owned(),
            Self::ModelCard { results: true } => {
                "this is a model card of Hugging Face; the results in its `model-index` cannot be read yet".to_owned()
            }
            Self::SeveralObjects { list: true } => "the file is a list of models, which is not read".to_owned(),
            Self::SeveralObjects { list: false } => {
                "the file is several JSON objects without a separator, which is not read".to_owned()
            }
            Self::BadColon { key, full_width: true, .. } => {
                format!(
                    "after {} stands a full-width colon `：` (U+FF1A), which YAML does not read as a colon",
                    quote(key)
                )
            }
            Self::BadColon { key, .. } => {
                format!("there is no blank after the colon of {}, so YAML does not read it as a key", quote(key))
            }
            Self::InvisibleBlanks { what, lines: 1, .. } => {
                format!("this line begins with invisible blanks that YAML does not read as blanks: {}", printable(what))
            }
            Self::InvisibleBlanks { what, lines, .. } => format!(
                "{lines} lines from here on begin with invisible blanks that YAML does not read as blanks: {}",
                printable(what)
            ),
            Self::CommentInName { name, comment } => format!(
                "the name is {}: YAML takes the rest of the line, {}, for a comment",
                quote(name),
                quote(comment)
            ),
            Self::HiddenCharacters { key, text } => {
                format!(
                    "{} holds characters that move or hide other text, which are left out: {}",
                    quote(key),
                    quote(text)
                )
            }
            Self::MissingLevel { key, level } => {
                let level = level.as_deref().map_or_else(|| "`columns`, `fine` or `core`".to_owned(), quote);
                format!("the level {level} is missing under {}, so the scores here are not used", quote(key))
            }
            Self::LostScores { key, .. } => {
                format!("{} is not a key of the format, so the scores under it are not used", quote(key))
            }
            Self::NoTotal { benchmark, total, .. } => format!(
                "{} has scores in its columns but no {}, so it counts nowhere as a whole",
                printable(benchmark),
                quote(total)
            ),
        }
    }

    /// What to do about it, in one or two sentences.
    pub(in crate::document) fn help(&self) -> String {
        match self {
            Self::OtherFormat { format } => format.help().to_owned(),
            Self::OtherEncoding { likely } | Self::OtherEncodingInComment { likely } => format!(
                "On the page, open the file and choose its encoding. Elsewhere, save it as UTF-8: `iconv -f {0} -t UTF-8`.",
                printable(likely)
            ),
            Self::Decoded { .. } => "Save the file as UTF-8: not every program reads other encodings.".to_owned(),
            Self::Around { .. } => "Remove it: other programs may not pass it over.".to_owned(),
            Self::ModelCard { .. } => {
                "Write the scores into a score file: `name`, and `score:` with a `benchmark:` block in it.".to_owned()
            }
            Self::SeveralObjects { .. } => {
                "Give each model a document of its own, with a line `---` between them, or a file of its own.".to_owned()
            }
            Self::BadColon { key, .. } => format!("Write `{}: `, with a colon `:` and a blank.", printable(key)),
            Self::InvisibleBlanks { .. } => "Indent with plain spaces.".to_owned(),
            Self::CommentInName { .. } => "Put the name in quotes if the rest belongs to it.".to_owned(),
            Self::HiddenCharacters { .. } => "Write it without control characters.".to_owned(),
            Self::MissingLevel { level: None, .. } => {
                "Put the level above the scores and indent them below it. The number of scores does not tell which it is."
                    .to_owned()
            }
            Self::MissingLevel { level: Some(level), .. } => {
                format!("Put `{}:` above the scores and indent them below it.", printable(level))
            }
            Self::LostScores { nearest: Some(nearest), .. } => format!(
                "Did you mean {}? Scores stand under a benchmark in `columns`, `fine` or `core`.",
                quote(nearest)
            ),
            Self::LostScores { .. } => {
                "Move the scores to where they belong: under a benchmark in `columns`, `fine` or `core`.".to_owned()
            }
            Self::NoTotal { value: Some(value), .. } => {
                format!("By the catalog the total follows from the columns: {}. Write it if it is.", rounded(*value))
            }
            Self::NoTotal { .. } => "Write the total beside the columns.".to_owned(),
        }
    }
}

//! What stands in a cell: a figure, a sign that there is none, or text.

use super::found::Figure;
use crate::document::{Beside, ScoreText, read_score_text};

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reading {
    Figure {
        figure: Figure,
        /// Whether a percent sign stands with it.
        percent: bool,
        /// What else stands with it.
        note: Option<String>,
    },
    /// Nothing, or a sign that there is no score.
    Missing,
    /// Text, or several numbers.
    Other,
}

impl Reading {
    pub(super) fn number(number: f64) -> Self {
        Self::Figure { figure: Figure::Number(number), percent: false, note: None }
    }
}

/// Reads the text of a cell, without markup.
pub(super) fn read(text: &str) -> Reading {
    let text = text.trim();
    let percent = text.contains('%');
    match read_score_text(text) {
        _ if text.is_empty() => Reading::Missing,
        ScoreText::Number(number) => Reading::Figure { figure: Figure::Number(number), percent, note: None },
        ScoreText::Missing => Reading::Missing,
        ScoreText::Other => Reading::Other,
        ScoreText::Likely(written, beside) => {
            let Ok(number) = written.parse::<f64>() else { return Reading::Other };
            let comma = beside == Beside::DecimalComma
                || (written.contains('.') && !text.contains(&written) && text.contains(&written.replace('.', ",")));
            let figure = if comma { Figure::DecimalComma(number) } else { Figure::Number(number) };
            let note = matches!(beside, Beside::Spread | Beside::About | Beside::Unit);
            Reading::Figure { figure, percent, note: note.then(|| format!("written as {text}")) }
        }
    }
}

//! `convert`: writes score files in the other form, or their scores in the formats in which others publish them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::failure::Failure;
use super::files::{self, Naming};
use super::output::{self, report, say};
use crate::document::{Catalog, Form, Severity, SourceFile, as_utf8, convert as convert_text, read_score_file};
use crate::import::{Format, export};

/// What to write.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum To {
    /// A score file whose scores are maps from name to score.
    Named,
    /// A score file whose scores are lists.
    Positional,
    /// Every Eval Ever, JSON.
    EveryEvalEver,
    /// The front matter of a model card.
    ModelIndex,
    /// A file of `.eval_results` on Hugging Face.
    EvalResults,
}

impl To {
    fn format(self) -> Result<Format, Form> {
        match self {
            Self::Named => Err(Form::Named),
            Self::Positional => Err(Form::Positional),
            Self::EveryEvalEver => Ok(Format::EveryEval),
            Self::ModelIndex => Ok(Format::ModelIndex),
            Self::EvalResults => Ok(Format::EvalResults),
        }
    }
}

/// Converts everything below the paths.
pub(super) fn convert(paths: &[PathBuf], catalog: &Catalog, to: To, out: Option<&Path>) -> Result<ExitCode, Failure> {
    let found = files::find(paths, Naming::InsideFolder);
    found.unreadable.iter().try_for_each(report)?;
    let mut failed = !found.unreadable.is_empty();
    let mut texts: Vec<(String, String)> = Vec::new();
    for file in found.files {
        let reading = read_score_file(&file, catalog);
        let errors: Vec<_> = reading.findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
        errors.iter().try_for_each(|error| report(error))?;
        failed |= !errors.is_empty();
        if reading.skipped || !errors.is_empty() {
            continue;
        }
        match to.format() {
            Ok(format) => {
                let seconds = u64::try_from(time::OffsetDateTime::now_utc().unix_timestamp()).unwrap_or(0);
                for model in reading.models() {
                    let (text, left_out) = export(&model, catalog, format, seconds);
                    for why in left_out {
                        say(&format!("{}: not written: {why}", file.path))?;
                    }
                    texts.push((format!("{}.{}", model.code, format.extension()), text));
                }
            }
            Err(form) => failed |= !in_form(&file, catalog, form, &mut texts)?,
        }
    }
    output::write_or_print(&texts, out, &found.places)?;
    Ok(ExitCode::from(u8::from(failed)))
}

/// Adds a file in a form; whether that could be done.
fn in_form(
    file: &SourceFile,
    catalog: &Catalog,
    form: Form,
    texts: &mut Vec<(String, String)>,
) -> Result<bool, Failure> {
    // What is no text was an error before.
    let text = String::from_utf8(as_utf8(file.bytes.clone()))?;
    match convert_text(&file.path, &text, catalog, form) {
        Ok(conversion) => {
            for kept in conversion.kept {
                say(&format!("{}: line {}: {} is left as it is: {}", file.path, kept.line, kept.block, kept.reason))?;
            }
            texts.push((file.path.clone(), conversion.text));
            Ok(true)
        }
        Err(why) => {
            say(&format!("{}: not converted: {why}", file.path))?;
            Ok(false)
        }
    }
}

//! The findings of `check` as compilers print theirs.

use crate::document::Severity;
use crate::load::Loaded;

/// All findings, then one line that counts them.
pub(super) fn as_text(loaded: &Loaded) -> String {
    let mut text: String = loaded.findings.iter().map(|finding| format!("{finding}\n")).collect();
    let count = |severity: Severity| {
        let count = loaded.findings.iter().filter(|finding| finding.severity() == severity).count();
        format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" })
    };
    let counts = Severity::ALL.map(count).join(", ");
    let (files, models) = (loaded.files, loaded.dataset.models().len());
    let s = |count| if count == 1 { "" } else { "s" };
    text.push_str(&format!("{files} file{}, {models} model{}: {counts}\n", s(files), s(models)));
    text
}

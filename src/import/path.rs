//! What the path of a file says of a run: its date, the folder that is named after the model, the task.

use super::names::Names;

/// Folders that are named after nobody.
const FOLDERS: [&str; 20] = [
    "",
    ".",
    "..",
    "results",
    "result",
    "logs",
    "log",
    "output",
    "outputs",
    "out",
    "eval",
    "evals",
    "evaluation",
    "runs",
    "samples",
    "tmp",
    "data",
    "embodied_eval",
    "lmms_eval",
    "lm_eval",
];

/// The name of the file.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The name without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The end of a path that still tells a run from others: what is published need not say where it lay.
pub(super) fn brief(path: &str) -> &str {
    path.rmatch_indices(['/', '\\']).nth(2).and_then(|(at, _)| path.get(at + 1..)).unwrap_or(path)
}

/// The folders, the nearest first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit(['/', '\\']).skip(1)
}

/// The date of a run: in the name of the file, else in the nearest folder that has one.
pub(super) fn date(path: &str) -> Option<String> {
    date_in(stem(path)).or_else(|| folders(path).find_map(date_in))
}

/// The nearest folder that may be named after the model.
pub(super) fn model(path: &str, names: &Names<'_>) -> Option<String> {
    let is_other = |folder: &str| {
        let lower = folder.to_lowercase();
        FOLDERS.contains(&lower.as_str()) || date_in(folder).is_some() || names.benchmark(folder).is_some()
    };
    let folder = folders(path).find(|folder| !is_other(folder))?;
    // Tools write `org/model` so, because a folder's name has no `/`.
    Some(folder.rsplit_once("__").map_or(folder, |(_, model)| model).to_owned())
}

/// The benchmark that the name of the file or one of its folders is of, where a word stands before the task:
/// `results_vsibench.json`.
pub(super) fn benchmark(path: &str, words: &[&str], names: &Names<'_>) -> Option<usize> {
    let stem = stem(path);
    let task = words.iter().find_map(|word| stem.strip_prefix(word)).unwrap_or(stem);
    let task = task.trim_matches(['_', '-']);
    // `samples_vsibench_2025-12-01T12-40-10`.
    let dated = || task.match_indices('_').filter_map(|(at, _)| names.benchmark(task.get(..at)?)).next_back();
    names.benchmark(task).or_else(dated).or_else(|| folders(path).find_map(|folder| names.benchmark(folder)))
}

/// An ISO date in a name: `20260121_051400`, `2025-12-01T12-40-10.456789`, `20260121`.
pub(super) fn date_in(name: &str) -> Option<String> {
    let bytes = name.as_bytes();
    (0..bytes.len()).find_map(|start| {
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if before.is_some_and(u8::is_ascii_digit) { None } else { date_at(name.get(start..)?) }
    })
}

fn date_at(text: &str) -> Option<String> {
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok())?
    };
    let is_dashed = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (month, day, end) = if is_dashed { (5, 8, 10) } else { (4, 6, 8) };
    let (year, month, day) = (number(0, 4)?, number(month, month + 2)?, number(day, day + 2)?);
    if !(1990..2100).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let ends_number = |at: usize| !text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let mut date = format!("{year:04}-{month:02}-{day:02}");
    if text.get(end..end + 1).is_some_and(|separator| matches!(separator, "_" | "T" | "-" | " ")) {
        let dashed = matches!(text.get(end + 3..end + 4), Some("-" | ":"));
        let step = if dashed { 3 } else { 2 };
        let at = |place: usize| number(end + 1 + place * step, end + 3 + place * step);
        if let (Some(hour @ 0..24), Some(minute @ 0..60)) = (at(0), at(1)) {
            let second = at(2).filter(|second| *second < 61).unwrap_or(0);
            date.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
            return Some(date);
        }
    }
    ends_number(end).then_some(date)
}

/// The ISO date of seconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "within the range")]
pub(super) fn date_of_seconds(seconds: f64) -> Option<String> {
    if !(0.0..4e9).contains(&seconds) {
        return None;
    }
    let moment = time::OffsetDateTime::from_unix_timestamp(seconds as i64).ok()?;
    let (date, (hour, minute, second)) = (moment.date(), moment.to_hms());
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_names() {
        for (name, date) in [
            ("20260121_051400", Some("2026-01-21T05:14:00")),
            ("results_2025-12-01T12-40-10.456789", Some("2025-12-01T12:40:10")),
            ("20260121_0514", Some("2026-01-21T05:14:00")),
            ("20260923_results", Some("2026-09-23")),
            ("2025-03-01", Some("2025-03-01")),
            ("20261321", None),
            ("qwen2-7b", None),
            ("120260121", None),
            ("é20260121", Some("2026-01-21")),
        ] {
            assert_eq!(date_in(name).as_deref(), date, "{name}");
        }
    }

    #[test]
    fn seconds_are_dates() {
        assert_eq!(date_of_seconds(0.0).as_deref(), Some("1970-01-01T00:00:00"));
        assert_eq!(date_of_seconds(1_768_964_383.8).as_deref(), Some("2026-01-21T02:59:43"));
        assert_eq!(date_of_seconds(951_782_400.0).as_deref(), Some("2000-02-29T00:00:00"));
        assert_eq!(date_of_seconds(f64::NAN), None);
    }
}

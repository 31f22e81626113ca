//! Paths for files whose own path is taken: `mine.md`, `mine-2.md`, `mine-3.md`.

/// The first path of the family of `name` that is free. A name that the page made up itself goes on counting where it ends in a number;
/// in one of the visitor's the number may be a year or a size.
pub(super) fn free(name: &str, goes_on: bool, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    let (stem, ending) = parts(name);
    let counted =
        stem.rsplit_once('-').filter(|_| goes_on).and_then(|(stem, number)| Some((stem, number.parse::<u32>().ok()?)));
    let (stem, first) = counted.map_or((stem, 2), |(stem, number)| (stem, number.saturating_add(1)));
    // Files are fewer than numbers, so one is free.
    (first..=u32::MAX).map(|number| format!("{stem}-{number}{ending}")).find(|path| !taken(path)).unwrap_or_default()
}

/// The stem of a path with its folders, and the ending with its dot.
fn parts(path: &str) -> (&str, &str) {
    let name = path.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    let dot = path.get(name..).and_then(|name| name.rfind('.')).filter(|dot| *dot > 0);
    path.split_at(dot.map_or(path.len(), |dot| name + dot))
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn a_taken_path_is_counted_on_before_its_ending() {
        let cases = [
            ("mine.md", &["other.md"][..], "mine.md"),
            ("mine.md", &["mine.md"], "mine-2.md"),
            ("mine.md", &["mine.md", "mine-2.md"], "mine-3.md"),
            ("results-2024.md", &["results-2024.md"], "results-2024-2.md"),
            ("a.b/README", &["a.b/README"], "a.b/README-2"),
            ("a.b/.md", &["a.b/.md"], "a.b/.md-2"),
            ("", &[""], "-2"),
            ("run-7", &["run-7"], "run-7-2"),
        ];
        for (name, taken, expected) in cases {
            assert_eq!(free(name, false, |path| taken.contains(&path)), expected);
        }
        let taken = ["pasted-1.md", "pasted-2.md"];
        assert_eq!(free("pasted-1.md", true, |path| taken.contains(&path)), "pasted-3.md");
    }
}

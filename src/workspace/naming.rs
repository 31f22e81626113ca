//! Names of files: those that a visitor may give, and paths for files whose own path is taken: `mine.md`, `mine-2.md`, `mine-3.md`.

/// The most bytes of a name: file systems take 255.
const LONGEST: usize = 200;

/// Why a visitor cannot name a file so, as a sentence; `None` if they can. Files that are brought keep the names that they have.
#[must_use]
pub fn refused_name(name: &str) -> Option<&'static str> {
    let is_refused = |c: char| c.is_control() || matches!(c, '/' | '\\' | '?' | ':' | '*' | '"' | '<' | '>' | '|');
    match name {
        "" => Some("A file needs a name."),
        "." | ".." => Some("A name has more than dots."),
        _ if name.contains(is_refused) => Some("A name has none of these: / \\ ? : * \" < > | and no invisible signs."),
        _ if name.len() > LONGEST => Some("That name is too long."),
        _ => None,
    }
}

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
    use super::{free, refused_name};

    #[test]
    fn a_name_that_no_file_can_have_everywhere_is_refused_with_the_reason() {
        for name in ["mine.md", "Größe (2).yaml", ".md", "a b", "…", &"x".repeat(200)] {
            assert_eq!(refused_name(name), None, "{name}");
        }
        for sign in "/\\?:*\"<>|\u{0}\n\u{7f}".chars() {
            let said = refused_name(&format!("a{sign}b.md")).unwrap_or_default();
            assert!(sign.is_control() || said.contains(sign), "{sign:?}: {said}");
        }
        for name in ["", ".", "..", &"x".repeat(201), &"ö".repeat(101)] {
            assert!(refused_name(name).is_some(), "{name}");
        }
    }

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

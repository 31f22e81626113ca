//! Names: the slug that a name becomes in addresses, and the known name that is nearest to a misspelt one.

/// Longer names are not compared: nobody types them, and the comparison costs the square of the length.
const LONGEST_COMPARED: usize = 80;

/// The identifier that a name becomes: lowercase letters and digits of any script, everything else one `-`.
///
/// Letters of other scripts stay, so that names written in them stay distinct; a name without any letter or digit
/// becomes the numbers of its characters. Only an empty name gives an empty slug.
///
/// ```
/// # use arena_explorer::document::slug;
/// assert_eq!(slug("GPT-4o mini"), "gpt-4o-mini");
/// assert_eq!(slug("通义千问 2.5"), "通义千问-2-5");
/// assert_eq!(slug("★"), "u2605");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        let numbers: Vec<String> = name.trim().chars().map(|c| format!("u{:04x}", u32::from(c))).collect();
        slug = numbers.join("-");
    }
    slug
}

/// The known name that somebody most likely meant, or `None` if no name is near.
///
/// Near is at most one edit for every three characters, upper and lower case being the same, or one name beginning with
/// the other (`Total` for `Total Score`).
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let wanted = plain(name)?;
    let distance = |known: &'k str| {
        let candidate = plain(known)?;
        let (one, other) = (wanted.chars().count(), candidate.chars().count());
        let (shorter, longer) = (one.min(other), one.max(other));
        let most = (longer / 3).max(1);
        if longer - shorter <= most {
            let edits = strsim::osa_distance(&wanted, &candidate);
            return (edits <= most && edits < longer).then_some((edits, known));
        }
        let begins = wanted.starts_with(&candidate) || candidate.starts_with(&wanted);
        (begins && shorter >= 3).then_some((longer - shorter, known))
    };
    known.into_iter().filter_map(distance).min_by_key(|(edits, _)| *edits).map(|(_, known)| known.to_owned())
}

/// The form in which names are compared; `None` for those that are not.
fn plain(name: &str) -> Option<String> {
    let name = name.trim();
    (!name.is_empty() && name.len() <= LONGEST_COMPARED).then(|| name.to_lowercase())
}

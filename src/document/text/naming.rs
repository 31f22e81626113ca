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

/// A name without what does not matter in it: case, width, dashes, `_`, blanks, and `Bench` at its end.
///
/// ```
/// # use arena_explorer::document::fold;
/// assert_eq!(fold("VSI-Bench"), fold("vsi"));
/// assert_eq!(fold("ＧＰＴ‑4o"), "gpt4o");
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    let folded: String = name.chars().filter_map(fold_char).flat_map(char::to_lowercase).collect();
    let base = folded.strip_suffix("benchmark").or_else(|| folded.strip_suffix("bench")).unwrap_or_default();
    if base.is_empty() { folded } else { base.to_owned() }
}

/// Whether two names are the same as [`fold`] has them; costs nothing for names that begin differently.
pub(in crate::document) fn are_alike(one: &str, other: &str) -> bool {
    fn chars(name: &str) -> impl Iterator<Item = char> {
        name.chars().filter_map(fold_char).flat_map(char::to_lowercase)
    }
    let is_bench = |name: &str| name.ends_with(['h', 'H', 'k', 'K']);
    chars(one).eq(chars(other))
        || ((is_bench(one) || is_bench(other)) && chars(one).next() == chars(other).next() && fold(one) == fold(other))
}

/// A character as names are compared: full-width ones as ASCII, `None` for dashes, `_` and blanks.
#[must_use]
pub fn fold_char(c: char) -> Option<char> {
    let c = match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let is_dash = matches!(c, '-' | '_' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}');
    (!is_dash && !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}')).then_some(c)
}

/// The known name that somebody most likely meant, or `None` if none is clearly nearer than the others.
///
/// Names are compared as [`fold`] has them. The same name is nearer than one that begins with the other (`Total` for
/// `Total Score`), that than one that holds the other, and that than one with a few other letters: at most one edit for
/// every three characters.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest_of(name, known.into_iter().map(|known| (fold(known), known)))
}

/// The same where several names may stand for one thing, which is told by the first of each pair.
pub(in crate::document) fn nearest_of<'k, I: PartialEq>(
    name: &str,
    known: impl IntoIterator<Item = (I, &'k str)>,
) -> Option<String> {
    let wanted = plain(name)?;
    // Of each thing, how it is alike, how much it differs, and its name.
    let mut things: Vec<(I, Likeness, usize, &'k str)> = Vec::new();
    for (thing, known) in known {
        let Some((likeness, cost)) = plain(known).and_then(|candidate| compare(&wanted, &candidate)) else { continue };
        match things.iter_mut().find(|(of, ..)| *of == thing) {
            Some(earlier) if (likeness, cost) < (earlier.1, earlier.2) => *earlier = (thing, likeness, cost, known),
            Some(_) => {}
            None => things.push((thing, likeness, cost, known)),
        }
    }
    [Likeness::Same, Likeness::Begins, Likeness::Holds, Likeness::Edits].into_iter().find_map(|likeness| {
        let mut alike: Vec<(usize, &str)> =
            things.iter().filter(|(_, of, ..)| *of == likeness).map(|(_, _, cost, known)| (*cost, *known)).collect();
        crate::order::sort_by_key(&mut alike, |(cost, _)| *cost);
        match alike.as_slice() {
            [(_, only)] => Some((*only).to_owned()),
            [(cost, first), (next, _), ..] => {
                let is_clear = if likeness == Likeness::Edits { cost < next } else { 2 * cost < *next };
                is_clear.then(|| (*first).to_owned())
            }
            [] => None,
        }
    })
}

/// How two names are alike, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Same,
    Begins,
    Holds,
    Edits,
}

/// How alike two names are and by how many characters they differ; `None` if they are not.
fn compare(wanted: &str, candidate: &str) -> Option<(Likeness, usize)> {
    if wanted == candidate {
        return Some((Likeness::Same, 0));
    }
    let (one, other) = (wanted.chars().count(), candidate.chars().count());
    let (shorter, longer) = (one.min(other), one.max(other));
    if shorter >= 3 && (wanted.starts_with(candidate) || candidate.starts_with(wanted)) {
        return Some((Likeness::Begins, longer - shorter));
    }
    if shorter >= 4 && (wanted.contains(candidate) || candidate.contains(wanted)) {
        return Some((Likeness::Holds, longer - shorter));
    }
    let most = (longer / 3).max(1);
    if longer - shorter > most {
        return None;
    }
    let edits = strsim::osa_distance(wanted, candidate);
    (edits <= most && edits < longer).then_some((Likeness::Edits, edits))
}

/// The form in which names are compared; `None` for those that are not.
fn plain(name: &str) -> Option<String> {
    (name.len() <= LONGEST_COMPARED).then(|| fold(name)).filter(|name| !name.is_empty())
}

/// What people call the total of a benchmark, whatever the catalog calls it.
pub(in crate::document) fn means_total(name: &str) -> bool {
    if name.len() > LONGEST_COMPARED {
        return false;
    }
    let name = fold(name);
    let word = name.strip_suffix("score").filter(|word| !word.is_empty()).unwrap_or(&name);
    ["avg", "average", "overall", "total"].contains(&word)
}

/// The thing with this name, else the only one that is alike.
pub(in crate::document) fn exact_or_folded<'k>(
    name: &str,
    known: impl Iterator<Item = (usize, &'k str)> + Clone,
) -> Option<usize> {
    if let Some((index, _)) = known.clone().find(|(_, known)| *known == name) {
        return Some(index);
    }
    let mut alike = known.filter(|(_, known)| are_alike(known, name)).map(|(index, _)| index);
    let first = alike.next()?;
    alike.all(|other| other == first).then_some(first)
}

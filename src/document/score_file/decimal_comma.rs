//! Notices lists of scores in which decimal commas made two values of one: `[41,2, 22,1]` has four.

/// What is known of one value of a list.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::document) struct Item {
    /// How many digits it has, if it is a whole number without a sign; else 0.
    pub(in crate::document) digits: usize,
    /// Whether a percent sign follows the digits.
    pub(in crate::document) is_percent: bool,
    pub(in crate::document) is_null: bool,
    /// Whether nothing but a comma stands between it and the next one.
    pub(in crate::document) is_joined: bool,
}

/// Decimal commas that explain why a list is too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Commas {
    /// The first value that seems to be the part before a decimal comma, by index.
    pub(in crate::document) first: usize,
    /// All of them, where only one choice explains the length.
    pub(in crate::document) all: Option<Vec<usize>>,
}

/// Whether decimal commas explain the length of a list that should have between `least` and `most` values. They do
///
/// - if it is twice as long and has nothing but whole numbers;
/// - if some commas between whole numbers have no blank after them where all the others have one;
/// - if at least two values that are not null stand beyond the places, and as many pairs of neighbouring whole numbers are
///   there, the second of one or two digits. Spare values after nulls are what real files hold: there, commas have to explain
///   every value.
pub(in crate::document) fn explain(items: &[Item], least: usize, most: usize) -> Option<Commas> {
    if items.len() <= most {
        return None;
    }
    twice(items, least, most).or_else(|| tight(items, least, most)).or_else(|| pairs(items, least, most))
}

/// The most digits before a decimal comma, and after one that nothing but the spacing or the length of the list tells.
const WHOLE_DIGITS: usize = 3;
const DECIMALS: usize = 4;

/// Commas of a list that has twice its places, all of them whole numbers.
fn twice(items: &[Item], least: usize, most: usize) -> Option<Commas> {
    let is_twice = items.len().is_multiple_of(2) && (least..=most).contains(&(items.len() / 2));
    let halves = items.chunks(2);
    let is_pair = |pair: &[Item]| {
        matches!(pair, [whole, decimals] if (1..=WHOLE_DIGITS).contains(&whole.digits) && !decimals.is_percent
            && (1..=DECIMALS).contains(&decimals.digits))
    };
    let is_all_pairs = halves.clone().all(is_pair) && items.iter().all(|item| !item.is_percent);
    (is_twice && is_all_pairs).then(|| Commas { first: 0, all: Some((0..items.len()).step_by(2).collect()) })
}

/// Commas without a blank after them, among others that have one: `41,2, 22,1`.
fn tight(items: &[Item], least: usize, most: usize) -> Option<Commas> {
    let joined: Vec<usize> = (0..items.len()).filter(|at| items.get(*at).is_some_and(|item| item.is_joined)).collect();
    let is_pair = |at: &usize| {
        let digits = |at: usize| items.get(at).map_or(0, |item| item.digits);
        (1..=WHOLE_DIGITS).contains(&digits(*at)) && (1..=DECIMALS).contains(&digits(at + 1))
    };
    let is_disjoint = joined.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 < *next));
    let are_others_wide = joined.len() + 1 < items.len();
    let left = items.len() - joined.len();
    let used = items.iter().rposition(|item| !item.is_null)? + 1;
    if !joined.iter().all(is_pair) || !is_disjoint || !are_others_wide || left < least {
        return None;
    }
    let first = *joined.first()?;
    Some(Commas { first, all: (used - joined.len() <= most).then_some(joined) })
}

/// Commas that only the number of pairs of whole numbers tells.
fn pairs(items: &[Item], least: usize, most: usize) -> Option<Commas> {
    let beyond = items.get(most..)?;
    if beyond.iter().filter(|item| !item.is_null).count() < 2 {
        return None;
    }
    let used = items.iter().rposition(|item| !item.is_null)? + 1;
    let values = items.iter().filter(|item| !item.is_null).count();
    let is_pair = |at: usize| {
        let digits = |at: usize| items.get(at).map_or(0, |item| item.digits);
        let has_percent = |at: usize| items.get(at).is_some_and(|item| item.is_percent);
        let is_one_number =
            !has_percent(at) && (!has_percent(at + 1) || items.get(at).is_some_and(|item| item.is_joined));
        (1..=WHOLE_DIGITS).contains(&digits(at)) && (1..=2).contains(&digits(at + 1)) && is_one_number
    };
    let fits = |commas: &[usize]| used - commas.len() <= most && items.len() - commas.len() >= least;
    let mut greedy = Vec::new();
    let mut at = 0;
    while at + 1 < used {
        if is_pair(at) {
            greedy.push(at);
            at += 1;
        }
        at += 1;
    }
    let joined: Vec<usize> =
        (0..used).filter(|at| is_pair(*at) && items.get(*at).is_some_and(|item| item.is_joined)).collect();
    let is_disjoint = joined.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 < *next));
    // Every whole number is half of a pair: there is no other choice.
    let wholes = items.iter().filter(|item| item.digits > 0).count();
    let all = if is_disjoint && !joined.is_empty() && fits(&joined) {
        Some(joined)
    } else if 2 * greedy.len() == wholes && is_only_choice(&greedy, items) && fits(&greedy) {
        Some(greedy.clone())
    } else {
        None
    };
    let is_after_nulls = beyond.first().is_some_and(|item| item.is_null);
    if is_after_nulls {
        let all = all.filter(|all| 2 * all.len() == values)?;
        return Some(Commas { first: *all.first()?, all: Some(all) });
    }
    (used - greedy.len() <= most).then_some(())?;
    let first = all.as_ref().unwrap_or(&greedy).first().copied()?;
    Some(Commas { first, all })
}

/// Whether the pairs leave no whole number between them that could be half of another pair: runs of whole numbers are all
/// covered from their beginning.
fn is_only_choice(pairs: &[usize], items: &[Item]) -> bool {
    let is_whole = |at: usize| items.get(at).is_some_and(|item| item.digits > 0);
    let mut at = 0;
    let mut pairs = pairs.iter().peekable();
    while at < items.len() {
        if pairs.next_if(|pair| **pair == at).is_some() {
            at += 2;
        } else if is_whole(at) {
            return false;
        } else {
            at += 1;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        let parts: Vec<&str> = text.split(',').collect();
        let digits = |part: &str| if part.bytes().all(|b| b.is_ascii_digit()) { part.len() } else { 0 };
        let item = |(index, part): (usize, &&str)| Item {
            digits: digits(part.trim()),
            is_percent: false,
            is_null: part.trim() == "null",
            is_joined: parts.get(index + 1).is_some_and(|next| !next.starts_with(' ')),
        };
        parts.iter().enumerate().map(item).collect()
    }

    #[test]
    fn pairs_explain_what_is_too_much() {
        let all = |text: &str, places: usize| explain(&items(text), places, places).map(|commas| commas.all);
        assert_eq!(all("41,2, 22,1, 45,6", 3), Some(Some(vec![0, 2, 4])));
        assert_eq!(all("41,2,22,1,45,6", 3), Some(Some(vec![0, 2, 4])), "every number is half of a pair");
        assert_eq!(all("41,2, 22.1, 45,6, null", 3), Some(Some(vec![0, 3])));
        assert_eq!(all("41,2, 22, 45,6", 3), Some(Some(vec![0, 3])), "blanks tell the pairs");
        assert_eq!(all("41,2,22,45,6", 3), Some(None), "two commas too many, and more than one choice");
        assert_eq!(all("41,2, null, 45,6, null, 7,5", 5), Some(Some(vec![0, 3, 6])), "nulls keep their places");
        assert_eq!(all("0,385, 0,412, 0,501", 3), Some(Some(vec![0, 2, 4])), "three decimals");
        assert_eq!(all("38,125,41,250,50,375", 3), Some(Some(vec![0, 2, 4])), "twice as long, and all whole");
        assert_eq!(all("41,2, 22,1, 45.6, 50.2, null", 5), Some(Some(vec![0, 2])), "a null after the last place");
        assert_eq!(all("50,1, 22", 2), Some(Some(vec![0])), "one too many");
        assert_eq!(all("41,2, null, 22,1", 2), Some(None), "still one too many");
    }

    #[test]
    fn real_lists_are_read_as_they_are() {
        let none = |text: &str, places: usize| explain(&items(text), places, places).is_none();
        assert!(none("41.2, 22.1, 45.6, 35", 3), "one value beyond the places");
        assert!(none("41, 22, 45, 35", 3), "one value beyond the places");
        assert!(none("41.2, 22.1, 45.6, 35.4, 42.1", 3), "no whole numbers");
        assert!(none("41.2, 22.1, 45.6, 35, 412", 3), "not enough pairs");
        assert!(none("41.2, 22.1, 45.6, null, 35, 4", 3), "spare values after nulls");
        assert!(none("41,22,45,35", 3), "no comma differs from the others");
        assert!(none("41.2,22.1, 45.6, 35", 3), "no whole numbers on both sides");
        assert!(none("41, 22, 45", 3));
        assert!(none("41, 22", 3));
    }
}

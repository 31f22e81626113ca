//! Puts lists in order. One compiled sort serves all lists: the standard library's is made anew for every type and every
//! comparison, which a visitor would have to load.

use std::cmp::Ordering;

/// Sorts a list; items that compare as equal keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    // Places are within the list, so nothing is ever left out of the comparison.
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut places, &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken.get_mut(place).and_then(Option::take)));
}

/// Sorts a list by a key; items with equal keys keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Compares two names as people do: without regard to case, and numbers in them by their size, so that `-8B` comes before
/// `-38B`. Names that are the same in this way are compared letter by letter, so that the order is a total one.
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let (Some(&x), Some(&y)) = (left.peek(), right.peek()) else {
            return left.peek().is_some().cmp(&right.peek().is_some()).then_with(|| a.cmp(b));
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x, y) = (number(&mut left), number(&mut right));
            // Without leading zeros, the longer number is the larger one.
            x.len().cmp(&y.len()).then_with(|| x.cmp(&y))
        } else {
            left.next();
            right.next();
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Takes the digits of a number off a text, without leading zeros.
fn number(text: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = text.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    digits
}

fn sort_places(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_people_do() {
        let ordered = [
            "007",
            "7",
            "7b",
            "a",
            "InternVL2-8B",
            "InternVL2-40B",
            "InternVL2.5-8B",
            "internvl3-8B",
            "InternVL3-14B",
            "InternVL3-38B",
            "llava-0.5B",
            "LLaVA-7B",
            "LLaVA-7b",
            "Video 16",
            "Video 32",
            "Video 32 frames",
            "ä",
            "通义 2",
            "通义 10",
        ];
        for (i, a) in ordered.iter().enumerate() {
            for (j, b) in ordered.iter().enumerate() {
                assert_eq!(natural(a, b), i.cmp(&j), "{a} {b}");
            }
        }
        assert_eq!(natural("99999999999999999999998", "99999999999999999999999"), Ordering::Less);
    }

    #[test]
    fn equal_items_keep_their_order_and_none_is_lost() {
        let mut items: Vec<(u32, String)> = (0..200).map(|n| (n * 7 % 10, n.to_string())).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|(key, _)| *key);
        sort_by_key(&mut items, |(key, _)| *key);
        assert_eq!(items, expected);
        sort_by(&mut items, |a, b| b.0.cmp(&a.0));
        expected.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
        assert_eq!(items, expected);
    }
}

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

fn sort_places(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;

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

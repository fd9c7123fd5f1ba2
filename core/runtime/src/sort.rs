//! Sorting that is compiled once for all types. The standard library's sorts are compiled for each type and each comparison, some
//! five kilobytes of code a time: this is for what is short or sorted seldom, which is most of what is sorted.

use std::cmp::Ordering;

/// Sorts; what compares equal keeps its order.
pub fn by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    arrange(items, &order);
}

/// Sorts by a key; what has the same one keeps its order.
pub fn by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// The numbers from 0 to `count`, sorted.
#[must_use]
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Puts items in an order of their indexes, in which each is once.
pub fn arrange<T>(items: &mut Vec<T>, order: &[usize]) {
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.iter().filter_map(|index| taken.get_mut(*index)?.take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_keeps_its_order() {
        let mut words = vec!["pear", "fig", "plum", "kiwi", "date", "yew"];
        by_key(&mut words, |word| word.len());
        assert_eq!(words, ["fig", "yew", "pear", "plum", "kiwi", "date"]);
        by(&mut words, |a, b| b.cmp(a));
        assert_eq!(words, ["yew", "plum", "pear", "kiwi", "fig", "date"]);
    }
}

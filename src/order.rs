//! Sorting in little code.
//!
//! Every type and comparison that `slice::sort_by` meets costs about 5 KB of the module; this costs
//! a few hundred bytes. Where a sort is hot, avoid it.

use std::cmp::Ordering;

/// Sorts stably. O(n log n).
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = order(items.len(), &|a, b| compare(&items[a as usize], &items[b as usize]));
    // Each cycle of the permutation once; what is in its place points to itself.
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut order[at], at as u32) as usize;
            if next == start {
                break;
            }
            items.swap(at, next);
            at = next;
        }
    }
}

/// The numbers from 0 to `len` in the order that `compare` gives, stably. O(n log n).
pub(crate) fn order(len: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..len as u32).collect();
    let mut left = Vec::with_capacity(len / 2 + 1);
    let mut width = 1;
    while width < len {
        order.chunks_mut(2 * width).for_each(|pair| merge(pair, width, &mut left, compare));
        width *= 2;
    }
    order
}

/// Merges the sorted runs before and after `middle`. `left` is room to work in.
fn merge(
    pair: &mut [u32],
    middle: usize,
    left: &mut Vec<u32>,
    compare: &dyn Fn(u32, u32) -> Ordering,
) {
    let sorted = |last: u32, first: u32| compare(last, first) != Ordering::Greater;
    // A run without a partner, or in order with it: what is sorted already costs one comparison.
    if pair.len() <= middle || sorted(pair[middle - 1], pair[middle]) {
        return;
    }
    left.clear();
    left.extend_from_slice(&pair[..middle]);
    let (mut at, mut right) = (0, middle);
    // What is written never reaches what is read: as many are free as are left in `left`.
    for &item in left.iter() {
        while right < pair.len() && !sorted(item, pair[right]) {
            pair[at] = pair[right];
            (at, right) = (at + 1, right + 1);
        }
        pair[at] = item;
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_like_the_standard_library(
            items in prop::collection::vec((0u8..20, any::<u8>()), 0..300),
        ) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}

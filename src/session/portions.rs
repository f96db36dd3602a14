//! Long lists for the page, in pieces that it can take in one task each.

use crate::protocol::{Event, Named};

/// Names in one event. A page takes in about 500 in a millisecond.
#[cfg(feature = "large")]
const AT_ONCE: usize = 4_000;

/// The first of the names, and events with the others.
#[cfg(feature = "large")]
pub(super) fn portions(mut names: Vec<Named>) -> (Vec<Named>, Vec<Event>) {
    let rest = names.split_off(names.len().min(AT_ONCE));
    let more = rest.chunks(AT_ONCE).map(|names| Event::More { entities: names.to_vec() });
    (names, more.collect())
}

/// Without large graphs there are no long lists.
#[cfg(not(feature = "large"))]
pub(super) fn portions(names: Vec<Named>) -> (Vec<Named>, Vec<Event>) {
    (names, Vec::new())
}

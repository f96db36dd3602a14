//! Numbers under names.
//!
//! A hash table of its own: the standard library's takes 3 KB of the module packed, most of it for
//! keys that are chosen to collide, removal, and tables without room.

use std::borrow::Cow;

use crate::fnv::fnv1a;

/// A table from names to numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Names<'n> {
    entries: Vec<(Cow<'n, str>, u32)>,
    /// Places in `entries` by hash, each at its own slot or the next free one; [`FREE`] elsewhere.
    /// Their number is a power of two, and at least half of them are free.
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl<'n> Names<'n> {
    /// The number of a name. O(length of the name).
    pub(crate) fn get(&self, name: &str) -> Option<u32> {
        let (_, entry) = self.find(name);
        entry.map(|entry| self.entries[entry].1)
    }

    /// Gives a name a number, unless it has one, which is then returned.
    pub(crate) fn insert(&mut self, name: Cow<'n, str>, number: u32) -> Option<u32> {
        if 2 * (self.entries.len() + 1) > self.slots.len() {
            self.slots = vec![FREE; (4 * self.entries.len()).max(16).next_power_of_two()];
            for entry in 0..self.entries.len() {
                let (slot, _) = self.find(&self.entries[entry].0);
                self.slots[slot] = entry as u32;
            }
        }
        let (slot, entry) = self.find(&name);
        if entry.is_none() {
            self.slots[slot] = self.entries.len() as u32;
            self.entries.push((name, number));
        }
        entry.map(|entry| self.entries[entry].1)
    }

    /// The slot at which a name stands or would stand, and its entry.
    fn find(&self, name: &str) -> (usize, Option<usize>) {
        let last = self.slots.len().wrapping_sub(1);
        let mut slot = hash(name) as usize & last;
        while let Some(&entry) = self.slots.get(slot).filter(|entry| **entry != FREE) {
            if self.entries[entry as usize].0 == name {
                return (slot, Some(entry as usize));
            }
            slot = (slot + 1) & last;
        }
        (slot, None)
    }
}

/// FNV-1a with its high bits brought down to where slots are chosen.
fn hash(name: &str) -> u64 {
    let hash = fnv1a(name.bytes());
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keeps_what_a_hash_map_keeps(names in prop::collection::vec("[a-c北]{0,3}", 0..200)) {
            let (mut ours, mut theirs) = (Names::default(), HashMap::new());
            for (number, name) in names.iter().enumerate() {
                prop_assert_eq!(ours.get(name), theirs.get(name).copied());
                let before = ours.insert(Cow::Borrowed(name), number as u32);
                prop_assert_eq!(before, theirs.get(name).copied());
                theirs.entry(name.clone()).or_insert(number as u32);
            }
            for (name, number) in &theirs {
                prop_assert_eq!(ours.get(name), Some(*number));
            }
            prop_assert_eq!(ours.get("d"), None);
        }
    }
}

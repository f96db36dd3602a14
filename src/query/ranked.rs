//! The best paths by more than their length: one scope after another, each wider than the last.

use fixedbitset::FixedBitSet;

use super::{Paths, Scope};
use crate::evidence::Evidence;
use crate::filter::Mask;
use crate::model::{Status, TieId, Vocabulary};

/// For each status, best first, the shown ties that are at least so firm; one that adds no tie is
/// left out.
///
/// A hop is as firm as the strongest of its ties and a path as its weakest hop, so the paths of one
/// strength or better are those over one of these sets. [`in_turn`] over them ranks by the widest
/// path: M. Pollack, "The Maximum Capacity Through a Network", Operations Research 8 (1960).
/// O(statuses × m).
pub fn levels(evidence: &Evidence, mask: &Mask) -> Vec<FixedBitSet> {
    let mut levels: Vec<FixedBitSet> = Vec::new();
    for status in Status::ALL {
        let none = || FixedBitSet::with_capacity(mask.edges.len());
        let mut level = levels.last().cloned().unwrap_or_else(none);
        let mut grown = false;
        for edge in mask.edges.ones() {
            if evidence.status(TieId(edge as u32)) == *status {
                level.insert(edge);
                grown = true;
            }
        }
        if grown {
            levels.push(level);
        }
    }
    levels
}

/// The best `k` paths where all paths of a scope come before those that only a later one has, and
/// paths of one scope in the order in which `find` gives them. `find` finds the best `k` in one.
///
/// Exact: a scope is only left for the next when fewer than `k` paths were all that it has, and
/// then of the best `k` of the next at most those few are known.
pub fn in_turn(scopes: &[Scope], k: usize, find: &mut dyn FnMut(&Scope, usize) -> Paths) -> Paths {
    let mut all = Paths::default();
    for (at, scope) in scopes.iter().enumerate() {
        let found = find(scope, k);
        for path in found.paths {
            if !scopes[..at].iter().any(|earlier| earlier.holds(&path)) {
                if all.paths.len() < k {
                    all.paths.push(path);
                } else {
                    all.truncated = true;
                }
            }
        }
        all.truncated |= found.truncated;
        if all.truncated {
            break;
        }
    }
    all
}

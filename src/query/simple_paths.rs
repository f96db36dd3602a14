//! All simple paths up to a length: depth first, never further than the rest of the length reaches
//! back to the target.

use super::{Paths, Scope, distances};

/// All simple paths of at most `max` hops between two different nodes, by hops and then in
/// lexicographic order; at most `limit` of them.
///
/// One length is searched after another, so that what is left out for the limit is what comes last.
/// A step of the search costs one of `steps`, and where none is left the search ends: their number
/// grows with the degree to the power of the length. Either end sets `truncated`.
/// O(n + m + steps × degree).
pub fn simple_paths(
    scope: &Scope,
    from: u32,
    to: u32,
    limit: usize,
    max: usize,
    steps: &mut u64,
) -> Paths {
    let mut found = Paths::default();
    let to_target = distances(scope, to);
    let Some(&shortest) = to_target.get(from as usize) else { return found };
    if from == to || shortest == u32::MAX {
        return found;
    }
    // A simple path visits every node at most once.
    let longest = max.min(scope.len().saturating_sub(1));
    for hops in shortest as usize..=longest {
        if !of_length(scope, &to_target, [from, to], hops, limit, steps, &mut found.paths) {
            found.truncated = true;
            break;
        }
    }
    found
}

/// Adds the paths of exactly so many hops; false if it did not come to the end.
fn of_length(
    scope: &Scope,
    to_target: &[u32],
    [from, to]: [u32; 2],
    hops: usize,
    limit: usize,
    steps: &mut u64,
    found: &mut Vec<Vec<u32>>,
) -> bool {
    let mut path = vec![from];
    let mut branches = vec![scope.neighbors(from)];
    while let Some(branch) = branches.last_mut() {
        let Some(next) = branch.next() else {
            path.pop();
            branches.pop();
            continue;
        };
        if *steps == 0 {
            return false;
        }
        *steps -= 1;
        // Path and branches are of one length: the hops with `next`.
        let left = hops - path.len();
        if next == to {
            if left == 0 {
                if found.len() == limit {
                    return false;
                }
                found.push(path.iter().copied().chain([to]).collect());
            }
        } else if to_target[next as usize] as usize <= left && !path.contains(&next) {
            path.push(next);
            branches.push(scope.neighbors(next));
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use fixedbitset::FixedBitSet;

    use super::*;
    use crate::filter::Mask;
    use crate::graph::Rows;

    /// All pairs of the first `n - 1` nodes, and the last node hanging on the first.
    fn asked(n: u32, from: u32, limit: usize, max: usize, steps: u64) -> (Paths, u64) {
        let inner = n - 1;
        let mut edges: Vec<[u32; 2]> =
            (0..inner).flat_map(|a| (a + 1..inner).map(move |b| [a, b])).collect();
        edges.push([0, inner]);
        let rows = Rows::new(n as usize, &edges);
        let all = |n: usize| {
            let mut set = FixedBitSet::with_capacity(n);
            set.insert_range(..);
            set
        };
        let mask = Mask { nodes: all(n as usize), edges: all(edges.len()) };
        let mut left = steps;
        (simple_paths(&Scope::new(&rows, &mask), from, inner, limit, max, &mut left), left)
    }

    #[test]
    fn a_dense_graph_ends_the_search_by_its_limit_or_by_its_steps() {
        let (found, left) = asked(60, 1, 1_000, 30, 1_000_000);
        assert!(found.paths.len() == 1_000 && found.truncated && left > 0);
        // Every way back leads through the start, so that all but the first is in vain.
        let (found, left) = asked(60, 0, 1_000, 30, 100_000);
        assert_eq!((found.paths, found.truncated, left), (vec![vec![0, 59]], true, 0));
    }
}

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

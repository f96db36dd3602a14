//! Shortest paths by breadth-first search.

use super::{Paths, Scope};

/// Hops from `from` to every node in scope; `u32::MAX` where no path leads. O(n + m).
pub fn distances(scope: &Scope, from: u32) -> Vec<u32> {
    let mut distance = vec![u32::MAX; scope.len()];
    if !scope.has(from) {
        return distance;
    }
    distance[from as usize] = 0;
    let mut queue = vec![from];
    let mut head = 0;
    while let Some(&v) = queue.get(head) {
        head += 1;
        for w in scope.neighbors(v) {
            if distance[w as usize] == u32::MAX {
                distance[w as usize] = distance[v as usize] + 1;
                queue.push(w);
            }
        }
    }
    distance
}

/// All shortest paths between two nodes, at most `limit`, in lexicographic order; none if they are
/// longer than `max` hops. O(n + m + limit × length × degree).
pub fn all_shortest(scope: &Scope, from: u32, to: u32, limit: usize, max: usize) -> Paths {
    let to_target = distances(scope, to);
    let mut found = Paths::default();
    let hops = to_target.get(from as usize).copied().unwrap_or(u32::MAX);
    if from == to || hops == u32::MAX || hops as usize > max {
        return found;
    }
    // Every step goes one hop nearer, so that no branch is a dead end.
    let mut path = vec![from];
    let mut branches = vec![scope.neighbors(from).collect::<Vec<_>>().into_iter()];
    while let (Some(branch), Some(&last)) = (branches.last_mut(), path.last()) {
        let nearer = to_target[last as usize];
        match branch.find(|w| to_target[*w as usize] < nearer) {
            Some(w) if w == to => {
                if found.paths.len() == limit {
                    found.truncated = true;
                    return found;
                }
                found.paths.push(path.iter().copied().chain([to]).collect());
            }
            Some(w) => {
                path.push(w);
                branches.push(scope.neighbors(w).collect::<Vec<_>>().into_iter());
            }
            None => {
                path.pop();
                branches.pop();
            }
        }
    }
    found
}

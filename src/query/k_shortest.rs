//! The k shortest simple paths, after J. Y. Yen, "Finding the K Shortest Loopless Paths in a
//! Network", Management Science 17 (1971), with E. L. Lawler's rule that a path is only branched
//! from where it left its parent (1972).

use fixedbitset::FixedBitSet;

use super::{Paths, Scope};

/// The `k` shortest simple paths of at most `max` hops between two nodes, by hops and then in
/// lexicographic order. O(k × length × (n + m)).
pub fn k_shortest(scope: &Scope, from: u32, to: u32, k: usize, max: usize) -> Paths {
    let mut found = Paths::default();
    if from == to || !scope.has(from) || !scope.has(to) {
        return found;
    }
    let mut search = Search::new(scope, to, max);
    let mut candidates = Candidates::default();
    candidates.extend(search.continue_from(&[from], &[]), 0);
    while let Some((path, left_at)) = candidates.0.pop() {
        if found.paths.len() == k {
            found.truncated = true;
            break;
        }
        for at in left_at..path.len() - 1 {
            let root = &path[..=at];
            let mut used: Vec<u32> = found
                .paths
                .iter()
                .filter(|other| other.starts_with(root))
                .map(|other| other[at + 1])
                .collect();
            used.push(path[at + 1]);
            candidates.extend(search.continue_from(root, &used), at);
        }
        found.paths.push(path);
    }
    found
}

/// Paths that may come next, the best last, each with the place where it left its parent.
#[derive(Default)]
struct Candidates(Vec<(Vec<u32>, usize)>);

impl Candidates {
    fn extend(&mut self, path: Option<Vec<u32>>, left_at: usize) {
        let Some(path) = path else { return };
        // The best stands last.
        let order = |other: &Vec<u32>| path.len().cmp(&other.len()).then_with(|| path.cmp(other));
        if let Err(place) = self.0.binary_search_by(|(other, _)| order(other)) {
            self.0.insert(place, (path, left_at));
        }
    }
}

/// Breadth-first search towards one target, with its buffers kept.
struct Search<'a, 'b> {
    scope: &'a Scope<'b>,
    to: u32,
    max: usize,
    to_target: Vec<u32>,
    blocked: FixedBitSet,
    hops: Vec<u32>,
    touched: Vec<u32>,
}

impl<'a, 'b> Search<'a, 'b> {
    fn new(scope: &'a Scope<'b>, to: u32, max: usize) -> Self {
        Self {
            scope,
            to,
            max,
            to_target: super::distances(scope, to),
            blocked: FixedBitSet::with_capacity(scope.len()),
            hops: vec![u32::MAX; scope.len()],
            touched: Vec::new(),
        }
    }

    /// The first of the shortest paths that begin with `root` and whose next node is not in `used`.
    fn continue_from(&mut self, root: &[u32], used: &[u32]) -> Option<Vec<u32>> {
        let (&spur, before) = root.split_last()?;
        before.iter().for_each(|v| self.blocked.insert(*v as usize));
        let path = self.search(root, spur, used);
        before.iter().for_each(|v| self.blocked.set(*v as usize, false));
        self.touched.drain(..).for_each(|v| self.hops[v as usize] = u32::MAX);
        path
    }

    /// Searches backwards from the target, so that walking forwards along falling distances with
    /// the smallest node first gives the lexicographically first path.
    fn search(&mut self, root: &[u32], spur: u32, used: &[u32]) -> Option<Vec<u32>> {
        let budget = (self.max + 1).checked_sub(root.len())?;
        let starts: Vec<u32> = self
            .scope
            .neighbors(spur)
            .filter(|w| !used.contains(w) && !self.blocked.contains(*w as usize) && *w != spur)
            .filter(|w| self.to_target[*w as usize] < budget as u32)
            .collect();
        if starts.is_empty() {
            return None;
        }
        self.blocked.insert(spur as usize);
        let reached = self.sweep(&starts, budget);
        self.blocked.set(spur as usize, false);
        let nearest = reached?;
        let mut path = root.to_vec();
        let mut at = *starts.iter().find(|w| self.hops[**w as usize] == nearest)?;
        path.push(at);
        while at != self.to {
            let nearer = self.hops[at as usize] - 1;
            at = self.scope.neighbors(at).find(|w| self.hops[*w as usize] == nearer)?;
            path.push(at);
        }
        Some(path)
    }

    /// Fills `hops` outwards from the target until the first of `starts`; its distance.
    fn sweep(&mut self, starts: &[u32], budget: usize) -> Option<u32> {
        self.hops[self.to as usize] = 0;
        self.touched.push(self.to);
        let mut head = 0;
        let mut nearest = None;
        while let Some(&v) = self.touched.get(head) {
            head += 1;
            let hops = self.hops[v as usize];
            // All of one distance are in the buffer before the first of the next comes up.
            if nearest.is_some_and(|nearest| hops >= nearest) || hops as usize >= budget {
                break;
            }
            if starts.contains(&v) {
                nearest = Some(hops);
                continue;
            }
            for w in self.scope.neighbors(v) {
                if self.hops[w as usize] == u32::MAX && !self.blocked.contains(w as usize) {
                    self.hops[w as usize] = hops + 1;
                    self.touched.push(w);
                }
            }
        }
        nearest
    }
}

//! How much runs through a node: U. Brandes, "A Faster Algorithm for Betweenness Centrality",
//! Journal of Mathematical Sociology 25 (2001).

use tiegraph_kernels::Random;

use super::Links;

/// Steps along links that are spent on one answer. Above it some nodes speak for all.
const MOST_STEPS: usize = 40_000_000;
/// Fewer searches than this would say little.
const FEWEST_PIVOTS: usize = 32;

/// The betweenness of every node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Betweenness {
    /// Of all pairs of other nodes in scope, the share whose shortest paths run through this one,
    /// from 0 to 1. A pair with several shortest paths counts by the share of them that do; a pair
    /// with none counts as 0.
    pub shares: Vec<f64>,
    /// If the graph is too large to search from every node: from how many, chosen by chance, the
    /// shares were estimated (U. Brandes and C. Pich, "Centrality Estimation in Large Networks",
    /// 2007).
    pub pivots: Option<u32>,
}

/// Betweenness on the simple graph. O(n × (n + m)) as long as that is at most 40 million steps, and
/// that many otherwise.
pub fn betweenness(links: &Links, seed: u32) -> Betweenness {
    let len = links.len();
    let mut sources: Vec<u32> = (0..len as u32).filter(|v| links.degree(*v) > 0).collect();
    let everyone = sources.len();
    let affordable = (MOST_STEPS / (len + 2 * links.count()).max(1)).max(FEWEST_PIVOTS);
    let pivots = (affordable < everyone).then(|| {
        Random::new(seed).shuffle(&mut sources);
        sources.truncate(affordable);
        affordable
    });
    let mut shares = vec![0.0; len];
    let mut search = Search::new(len);
    for source in sources {
        search.add(links, source, &mut shares);
    }
    let others = f64::from(links.shown()) - 1.0;
    // Every pair was counted from both its ends.
    let pairs = others * (others - 1.0);
    let scale = match pivots {
        _ if pairs <= 0.0 => 0.0,
        Some(pivots) => everyone as f64 / pivots as f64 / pairs,
        None => 1.0 / pairs,
    };
    shares.iter_mut().for_each(|share| *share *= scale);
    Betweenness { shares, pivots: pivots.map(|pivots| pivots as u32) }
}

/// A search with its buffers kept.
struct Search {
    hops: Vec<u32>,
    /// Shortest paths from the source; a float, as there may be more than any integer holds.
    paths: Vec<f64>,
    dependency: Vec<f64>,
    reached: Vec<u32>,
    /// Counts were made smaller; those of one distance then compare among themselves only.
    shrunk: bool,
}

impl Search {
    fn new(len: usize) -> Self {
        Self {
            hops: vec![u32::MAX; len],
            paths: vec![0.0; len],
            dependency: vec![0.0; len],
            reached: Vec::with_capacity(len),
            shrunk: false,
        }
    }

    /// Adds what every node carries of the shortest paths from `source`.
    fn add(&mut self, links: &Links, source: u32, totals: &mut [f64]) {
        for v in self.reached.drain(..) {
            self.hops[v as usize] = u32::MAX;
            self.paths[v as usize] = 0.0;
            self.dependency[v as usize] = 0.0;
        }
        self.shrunk = false;
        self.hops[source as usize] = 0;
        self.paths[source as usize] = 1.0;
        self.reached.push(source);
        let (mut head, mut distance) = (0, 0);
        while let Some(&v) = self.reached.get(head) {
            let next = self.hops[v as usize] + 1;
            if next > distance {
                distance = next;
                self.shrink(head);
            }
            head += 1;
            for &w in links.neighbors(v) {
                if self.hops[w as usize] == u32::MAX {
                    self.hops[w as usize] = next;
                    self.reached.push(w);
                }
                if self.hops[w as usize] == next {
                    self.paths[w as usize] += self.paths[v as usize];
                }
            }
        }
        for &w in self.reached.iter().skip(1).rev() {
            let nearer = self.hops[w as usize] - 1;
            let paths = if self.shrunk {
                let before = links.neighbors(w).iter().map(|v| *v as usize);
                before.filter(|v| self.hops[*v] == nearer).map(|v| self.paths[v]).sum()
            } else {
                self.paths[w as usize]
            };
            let carried = 1.0 + self.dependency[w as usize];
            for &v in links.neighbors(w) {
                if self.hops[v as usize] == nearer {
                    self.dependency[v as usize] += self.paths[v as usize] / paths * carried;
                }
            }
            totals[w as usize] += self.dependency[w as usize];
        }
    }

    /// Keeps the counts of those at one distance, who stand from `first` on, small enough to add.
    fn shrink(&mut self, first: usize) {
        const MANY: f64 = 1e150;
        let here = self.reached.get(first..).unwrap_or_default();
        if here.iter().any(|v| self.paths[*v as usize] > MANY) {
            self.shrunk = true;
            for v in here {
                let paths = &mut self.paths[*v as usize];
                *paths = (*paths / MANY).max(f64::MIN_POSITIVE);
            }
        }
    }
}

//! Who is next to whom, as flat arrays, and how far everything is from one node.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Compressed sparse rows of a connected simple undirected graph.
#[derive(Debug, Clone, Default)]
pub struct Adjacency {
    /// Row `v` of `neighbors` is `offsets[v]..offsets[v + 1]`; length n + 1.
    pub offsets: Vec<u32>,
    /// Every edge stands in the rows of both its ends.
    pub neighbors: Vec<u32>,
    /// The length of each entry of `neighbors`, positive and finite; empty if every edge has
    /// length 1.
    pub lengths: Vec<f32>,
}

/// Room for searches, kept from one to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// How far each node is from the last source.
    pub(crate) distances: Vec<f32>,
    queue: Vec<u32>,
    /// Distances are positive: their bits sort as they do.
    heap: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Adjacency {
    /// How many nodes.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// True if there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub(crate) fn row(&self, v: usize) -> std::ops::Range<usize> {
        self.offsets[v] as usize..self.offsets[v + 1] as usize
    }

    /// The length of an entry of `neighbors`.
    #[inline]
    pub(crate) fn length(&self, entry: usize) -> f32 {
        self.lengths.get(entry).copied().unwrap_or(1.0)
    }

    /// Distances of all nodes from `source`, and the largest. Breadth first in O(n + m) where all
    /// edges have length 1, else Dijkstra's algorithm in O(m log m).
    pub(crate) fn search(&self, source: u32, search: &mut Search) -> f32 {
        search.distances.clear();
        search.distances.resize(self.len(), f32::INFINITY);
        search.distances[source as usize] = 0.0;
        if self.lengths.is_empty() {
            self.by_hops(source, search)
        } else {
            self.by_length(source, search)
        }
    }

    /// The number of hops between all pairs, row-major, `u16::MAX` for more and for none. 64 searches
    /// at a time, a bit each, after M. Then and others, "The More the Merrier: Efficient Multi-Source
    /// Graph Traversal", VLDB 2014; nodes that are near each other search together, so that most of
    /// their ways are the same. At most O(n × m), often far less.
    pub fn all_hops(&self) -> Vec<u16> {
        let n = self.len();
        let mut hops = vec![u16::MAX; n * n];
        let order = self.breadth_first();
        let [mut seen, mut arrived, mut next] = [(); 3].map(|()| vec![0u64; n]);
        // Lists grow without a branch, which would be foretold wrong half of the time: what is not to
        // be kept is written over by the next.
        let (mut active, mut touched) = (vec![0u32; n + 64], vec![0u32; n + 1]);
        for sources in order.chunks(64) {
            seen.fill(0);
            for (bit, &source) in sources.iter().enumerate() {
                let v = source as usize;
                seen[v] = 1 << bit;
                arrived[v] = seen[v];
                active[bit] = source;
                hops[v * n + v] = 0;
            }
            let (mut level, mut actives) = (0u16, sources.len());
            while actives > 0 {
                level = level.saturating_add(1);
                let mut touches = 0;
                for &v in &active[..actives] {
                    for &w in &self.neighbors[self.row(v as usize)] {
                        let next = &mut next[w as usize];
                        touched[touches] = w;
                        touches += usize::from(*next == 0);
                        *next |= arrived[v as usize];
                    }
                }
                actives = 0;
                for &w in &touched[..touches] {
                    let v = w as usize;
                    let mut new = next[v] & !seen[v];
                    next[v] = 0;
                    seen[v] |= new;
                    arrived[v] = new;
                    active[actives] = w;
                    actives += usize::from(new != 0);
                    // The matrix is symmetric: row v, not the rows of the sources.
                    let row = &mut hops[v * n..(v + 1) * n];
                    while new != 0 {
                        row[sources[new.trailing_zeros() as usize] as usize] = level;
                        new &= new - 1;
                    }
                }
            }
        }
        hops
    }

    /// All nodes, those of a connected part one after the other by their distance from the first.
    fn breadth_first(&self) -> Vec<u32> {
        let mut known = vec![false; self.len()];
        let mut order = Vec::with_capacity(self.len());
        for start in 0..self.len() {
            let mut head = order.len();
            if !std::mem::replace(&mut known[start], true) {
                order.push(start as u32);
            }
            while let Some(&v) = order.get(head) {
                head += 1;
                for &w in &self.neighbors[self.row(v as usize)] {
                    if !std::mem::replace(&mut known[w as usize], true) {
                        order.push(w);
                    }
                }
            }
        }
        order
    }

    /// The distances of all pairs, row-major. A search from each node.
    pub fn all_lengths(&self) -> Vec<f32> {
        let mut search = Search::default();
        let mut all = Vec::with_capacity(self.len() * self.len());
        for source in 0..self.len() as u32 {
            self.search(source, &mut search);
            all.extend_from_slice(&search.distances);
        }
        all
    }

    fn by_hops(&self, source: u32, Search { distances, queue, .. }: &mut Search) -> f32 {
        queue.clear();
        queue.push(source);
        let (mut head, mut farthest) = (0, 0.0);
        while let Some(&v) = queue.get(head) {
            head += 1;
            farthest = distances[v as usize];
            for &w in &self.neighbors[self.row(v as usize)] {
                let distance = &mut distances[w as usize];
                if *distance == f32::INFINITY {
                    *distance = farthest + 1.0;
                    queue.push(w);
                }
            }
        }
        farthest
    }

    fn by_length(&self, source: u32, Search { distances, heap, .. }: &mut Search) -> f32 {
        heap.push(Reverse((0, source)));
        let mut farthest = 0.0;
        while let Some(Reverse((bits, v))) = heap.pop() {
            let so_far = f32::from_bits(bits);
            if so_far > distances[v as usize] {
                continue;
            }
            farthest = so_far;
            for entry in self.row(v as usize) {
                let through = so_far + self.lengths[entry];
                let w = self.neighbors[entry];
                if through < distances[w as usize] {
                    distances[w as usize] = through;
                    heap.push(Reverse((through.to_bits(), w)));
                }
            }
        }
        farthest
    }
}

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

/// Nodes that searches together look at in one call, as in [`Sparse`](crate::Sparse).
const BLOCK: usize = 1_024;

/// Room for searches, kept from one to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// How far each node is from the last source.
    nearest: Vec<Nearest>,
    queue: Vec<u32>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Search {
    /// How far each node is from the last source.
    pub(crate) fn distances(&self) -> impl Iterator<Item = f32> {
        self.nearest.iter().map(|nearest| nearest.distance())
    }
}

/// The nearest of several sources: the upper half is the distance as the bits of an `f32`, which sort
/// as it does because it is positive, the lower half the number of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Nearest(u64);

impl Nearest {
    /// No source yet.
    pub(crate) const NONE: Self = Self(u64::MAX);

    #[inline]
    fn new(distance: f32, source: u32) -> Self {
        Self(u64::from(distance.to_bits()) << 32 | u64::from(source))
    }

    #[inline]
    pub(crate) fn distance(self) -> f32 {
        f32::from_bits((self.0 >> 32) as u32)
    }

    #[inline]
    pub(crate) fn source(self) -> u32 {
        self.0 as u32
    }
}

/// Up to 64 searches by hops at a time, a bit each, after M. Then and others, "The More the Merrier:
/// Efficient Multi-Source Graph Traversal", VLDB 2014.
#[derive(Debug, Clone, Default)]
pub(crate) struct Together {
    /// The searches that have been at each node, came to it last, and come to it next.
    seen: Vec<u64>,
    arrived: Vec<u64>,
    next: Vec<u64>,
    /// The nodes that some search came to last: the first of the list.
    active: Vec<u32>,
    actives: usize,
    touched: Vec<u32>,
}

impl Together {
    /// Begins at these, at most 64, in a graph of `n` nodes.
    pub(crate) fn begin(&mut self, n: usize, sources: &[u32]) {
        if self.seen.len() != n {
            let [seen, arrived, next] = [(); 3].map(|()| vec![0; n]);
            // Lists grow without a branch, which would be foretold wrong half of the time: what is not
            // to be kept is written over by the next.
            let (active, touched) = (vec![0; n + 64], vec![0; n + 1]);
            *self = Self { seen, arrived, next, active, actives: 0, touched };
        }
        self.seen.fill(0);
        for (bit, &source) in sources.iter().enumerate() {
            let v = source as usize;
            self.seen[v] |= 1 << bit;
            self.arrived[v] = self.seen[v];
            self.active[bit] = source;
        }
        self.actives = sources.len();
    }

    /// One hop further; `found` hears each node that searches come to, and which. How many nodes
    /// that are: after 0 there is nothing more to find.
    pub(crate) fn advance(
        &mut self,
        graph: &Adjacency,
        mut found: impl FnMut(usize, u64),
    ) -> usize {
        let [seen, arrived, next] =
            [&mut self.seen, &mut self.arrived, &mut self.next].map(|masks| &mut masks[..]);
        let [active, touched] = [&mut self.active, &mut self.touched].map(|list| &mut list[..]);
        let mut touches = 0;
        for nodes in active[..self.actives].chunks(BLOCK) {
            touches += spread(graph, nodes, arrived, next, &mut touched[touches..]);
        }
        let mut actives = 0;
        for nodes in touched[..touches].chunks(BLOCK) {
            let active = &mut active[actives..];
            actives += settle(nodes, [seen, arrived, next], active, &mut found);
        }
        self.actives = actives;
        actives
    }
}

/// Brings what arrived at some nodes to their neighbours. Those that nothing came to before are
/// listed; how many.
#[inline(never)]
fn spread(
    graph: &Adjacency,
    nodes: &[u32],
    arrived: &[u64],
    next: &mut [u64],
    touched: &mut [u32],
) -> usize {
    let mut touches = 0;
    for &v in nodes {
        let arrived = arrived[v as usize];
        for &w in &graph.neighbors[graph.row(v as usize)] {
            let next = &mut next[w as usize];
            touched[touches] = w;
            touches += usize::from(*next == 0);
            *next |= arrived;
        }
    }
    touches
}

/// Lets what comes to some nodes arrive there if it was not there before. Those that something
/// arrived at are listed; how many.
#[inline(never)]
fn settle(
    nodes: &[u32],
    [seen, arrived, next]: [&mut [u64]; 3],
    active: &mut [u32],
    found: &mut impl FnMut(usize, u64),
) -> usize {
    let mut actives = 0;
    for &w in nodes {
        let v = w as usize;
        let new = next[v] & !seen[v];
        next[v] = 0;
        seen[v] |= new;
        arrived[v] = new;
        active[actives] = w;
        actives += usize::from(new != 0);
        found(v, new);
    }
    actives
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

    /// Looks for the distances of all nodes from `source`; the largest. As [`claim`](Self::claim).
    pub(crate) fn search(&self, source: u32, search: &mut Search) -> f32 {
        let mut nearest = std::mem::take(&mut search.nearest);
        nearest.clear();
        nearest.resize(self.len(), Nearest::NONE);
        let (farthest, _) = self.claim(source, 0, &mut nearest, search);
        search.nearest = nearest;
        farthest
    }

    /// Gives a source all nodes that are nearer to it than to all sources before, whose numbers are
    /// lower. How far the farthest of them is, and about how many they are. Breadth first where all
    /// edges have length 1, else by Dijkstra's algorithm: O(n + m) and O(m log m) for the first
    /// source, and less for each that follows, as no way leads on where another is nearer.
    pub(crate) fn claim(
        &self,
        source: u32,
        number: u32,
        nearest: &mut [Nearest],
        search: &mut Search,
    ) -> (f32, usize) {
        nearest[source as usize] = nearest[source as usize].min(Nearest::new(0.0, number));
        if self.lengths.is_empty() {
            self.by_hops(source, number, nearest, &mut search.queue)
        } else {
            self.by_length(source, number, nearest, &mut search.heap)
        }
    }

    /// The number of hops between all pairs, row-major, `u16::MAX` for more and for none. 64 searches
    /// at a time; nodes that are near each other search together, so that most of their ways are the
    /// same. At most O(n × m), often far less.
    pub fn all_hops(&self) -> Vec<u16> {
        let n = self.len();
        let mut hops = vec![u16::MAX; n * n];
        let order = self.breadth_first();
        let mut together = Together::default();
        for sources in order.chunks(64) {
            together.begin(n, sources);
            sources.iter().for_each(|v| hops[*v as usize * (n + 1)] = 0);
            let mut level = 1u16;
            // The matrix is symmetric: row v, not the rows of the sources.
            while together.advance(self, |v, mut new| {
                let row = &mut hops[v * n..(v + 1) * n];
                while new != 0 {
                    row[sources[new.trailing_zeros() as usize] as usize] = level;
                    new &= new - 1;
                }
            }) > 0
            {
                level = level.saturating_add(1);
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
            all.extend(search.distances());
        }
        all
    }

    fn by_hops(
        &self,
        source: u32,
        number: u32,
        nearest: &mut [Nearest],
        queue: &mut Vec<u32>,
    ) -> (f32, usize) {
        queue.resize(self.len() + 1, 0);
        queue[0] = source;
        let (mut start, mut end, mut farthest) = (0, 1, 0.0);
        loop {
            let own = Nearest::new(farthest + 1.0, number);
            let (reached, fresh) = queue.split_at_mut(end);
            let mut found = 0;
            for &v in &reached[start..] {
                for &w in &self.neighbors[self.row(v as usize)] {
                    // Without a branch, as in `Together`.
                    let nearest = &mut nearest[w as usize];
                    fresh[found] = w;
                    found += usize::from(own < *nearest);
                    *nearest = own.min(*nearest);
                }
            }
            if found == 0 {
                return (farthest, end);
            }
            farthest += 1.0;
            (start, end) = (end, end + found);
        }
    }

    fn by_length(
        &self,
        source: u32,
        number: u32,
        nearest: &mut [Nearest],
        heap: &mut BinaryHeap<Reverse<(u32, u32)>>,
    ) -> (f32, usize) {
        heap.push(Reverse((0, source)));
        let (mut farthest, mut reached) = (0.0, 0);
        while let Some(Reverse((bits, v))) = heap.pop() {
            let so_far = f32::from_bits(bits);
            if so_far > nearest[v as usize].distance() {
                continue;
            }
            (farthest, reached) = (so_far, reached + 1);
            for entry in self.row(v as usize) {
                let through = so_far + self.lengths[entry];
                let w = self.neighbors[entry];
                let own = Nearest::new(through, number);
                if own < nearest[w as usize] {
                    nearest[w as usize] = own;
                    heap.push(Reverse((through.to_bits(), w)));
                }
            }
        }
        (farthest, reached)
    }
}

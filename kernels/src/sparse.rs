//! Sparse stress, after M. Ortmann, M. Klimenta and U. Brandes, "A Sparse Stress Model", JGAA 21
//! (2017): each node keeps its distances to its neighbours and to a few hundred pivots, each of
//! which stands for the nodes around it. It is minimised one node at a time, as in
//! [`Majorisation`](crate::Majorisation).
//!
//! The work is done in steps of bounded size, so that a caller can show what there is, tell how far
//! it is, or drop it.
//!
//! What takes long is in functions that are called many times and not inlined: browsers run wasm at
//! first as it was translated in haste, and what they have made of it since only at the next call.

use wide::{f32x4, i32x4};

use crate::adjacency::{Adjacency, Nearest, Search, Together};
use crate::pivot_mds;
use crate::{EPSILON, Random, sum};

/// Pivots that are found before the first picture; the start is made of their distances.
const FIRST: usize = 24;
/// A search costs about as much as so many terms of the stress for every node.
const SEARCH: usize = 10;
/// Searches whose distances are kept aside, to be put into the rows in one go: four cells, which is a
/// line of a processor's cache.
const ASIDE: usize = 16;
/// A hop of searches together costs about as much as so many terms for each node that they come to.
const HOP: usize = 60;
/// Nodes between two looks at where the pivots are by now.
const BLOCK: usize = 1_024;
/// Each node goes this much further than to the minimum of its own terms, and the stress still
/// falls with every step (any factor below 2 keeps that, J. de Leeuw and W. J. Heiser 1980).
const RELAXATION: f32 = 1.8;

/// How much is spent on a layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Nodes whose distances to all are kept.
    pub pivots: usize,
    /// Times that every node is moved.
    pub sweeps: usize,
}

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The next pivot is chosen.
    Choose,
    /// The distances from the next pivot that has been chosen, or one hop more from up to 64 of them;
    /// `more` if there are more to choose then.
    Search {
        more: bool,
    },
    /// All nodes get their first place; `more` if there are more pivots to find then.
    Start {
        more: bool,
    },
    /// Each pivot counts for the nodes around it; the next block of nodes.
    Weigh {
        node: usize,
    },
    /// The next block of nodes.
    Sweep {
        sweep: usize,
        node: usize,
    },
    Done,
}

/// A layout in the making.
#[derive(Debug, Clone)]
pub struct Sparse {
    graph: Adjacency,
    effort: Effort,
    stage: Stage,
    random: Random,
    search: Search,
    /// How long a step of the kept distances is.
    quantum: f32,
    /// The longest of them, in steps.
    longest: u16,
    pivots: Vec<u32>,
    /// How many of them have their distances.
    searched: usize,
    next: u32,
    /// Pivots are drawn at random by now.
    scattered: bool,
    /// The distance to the nearest pivot, and which that is.
    nearest: Vec<Nearest>,
    /// Steps from the last pivots that were searched from, until there are enough.
    aside: Vec<Vec<u16>>,
    /// Searches under way, and how many hops they have come; 0 if none are.
    together: Together,
    hops: u16,
    /// Row-major, a row a node, four pivots a cell. The lower half of a lane is the distance in
    /// steps, the upper half the weight: the upper half of an `f32`.
    cells: Vec<i32x4>,
    /// Cells in a row.
    groups: usize,
    /// How many nodes are nearest to each pivot and not farther than so many steps, from when the
    /// pivots are known until they have weights; a row a pivot.
    within: Vec<u32>,
    /// The weights of each node's terms, added up.
    totals: Vec<f32>,
    /// The nodes have places.
    placed: bool,
    places: Vec<[f32; 2]>,
}

impl Sparse {
    /// Bytes that are allocated at most for `n` nodes and `m` edges, beside the adjacency.
    pub fn bytes(n: usize, effort: Effort) -> usize {
        let groups = effort.pivots.div_ceil(4);
        n.saturating_mul(16 * groups + 8 + 8 + 4 + 2 * ASIDE + 4 + 8)
    }

    /// Nothing is done yet, and all nodes are at the origin. Numbers of nodes that are near each
    /// other should be near too: the processor's caches then hold what the next node needs.
    pub fn new(graph: Adjacency, effort: Effort, seed: u32) -> Self {
        let n = graph.len();
        let groups = effort.pivots.min(n).div_ceil(4);
        let mut random = Random::new(seed);
        Self {
            effort,
            stage: if n < 2 { Stage::Done } else { Stage::Choose },
            next: random.below(n.max(1)) as u32,
            random,
            scattered: false,
            search: Search::default(),
            searched: 0,
            quantum: 1.0,
            longest: 0,
            pivots: Vec::with_capacity(4 * groups),
            nearest: vec![Nearest::NONE; n],
            aside: Vec::new(),
            together: Together::default(),
            hops: 0,
            cells: vec![i32x4::ZERO; n * groups],
            groups,
            within: Vec::new(),
            totals: Vec::new(),
            placed: false,
            places: vec![[0.0; 2]; n],
            graph,
        }
    }

    /// Does about so much work, counted in terms of the stress that are looked at, or a little
    /// more. The share of all work that is done, 1 at the end.
    pub fn advance(&mut self, work: usize) -> f32 {
        let mut left = work;
        loop {
            let cost = self.step();
            if self.stage == Stage::Done {
                return 1.0;
            }
            if cost >= left {
                return self.done();
            }
            left -= cost;
        }
    }

    /// True if all is near all: the distances to the pivots tell little of where a node belongs.
    pub fn is_scattered(&self) -> bool {
        self.scattered
    }

    /// True once there is a picture, if not yet the last.
    pub fn has_picture(&self) -> bool {
        match self.stage {
            Stage::Choose | Stage::Search { .. } => self.placed,
            Stage::Start { .. } => false,
            Stage::Weigh { .. } | Stage::Sweep { .. } | Stage::Done => true,
        }
    }

    /// Where the nodes are so far, `[x0, y0, …]`, in units of the edges' lengths.
    pub fn positions(&self) -> Vec<f32> {
        self.places.iter().flatten().map(|value| value * self.quantum).collect()
    }

    /// The share of all work that is done.
    fn done(&self) -> f32 {
        let row = (4 * self.groups) as f32;
        let [searches, all_searches] = [self.searched as f32, row].map(|k| SEARCH as f32 * k);
        let swept = match self.stage {
            Stage::Sweep { sweep, node } => sweep as f32 + node as f32 / self.graph.len() as f32,
            _ => 0.0,
        };
        (searches + row * swept) / (all_searches + row * self.effort.sweeps as f32)
    }

    /// The least piece of work; its cost.
    fn step(&mut self) -> usize {
        let n = self.graph.len();
        match self.stage {
            Stage::Choose => {
                let (more, cost) = self.choose();
                let first = !self.placed && self.pivots.len() == FIRST;
                self.stage = if more && !first { Stage::Choose } else { Stage::Search { more } };
                cost
            }
            Stage::Search { more } => {
                // Hops that fit need no other unit.
                let cost = if self.scattered && self.graph.lengths.is_empty() && self.quantum == 1.0
                {
                    self.hop()
                } else {
                    self.search();
                    SEARCH * n
                };
                self.stage = match (self.searched < self.pivots.len(), self.placed) {
                    (true, _) => Stage::Search { more },
                    (false, false) => Stage::Start { more },
                    (false, true) if more => Stage::Choose,
                    (false, true) => Stage::Weigh { node: 0 },
                };
                cost
            }
            Stage::Start { more } => {
                self.start();
                self.stage = if more { Stage::Choose } else { Stage::Weigh { node: 0 } };
                2 * n * self.pivots.len()
            }
            Stage::Weigh { node } => {
                if node == 0 {
                    self.count();
                }
                let end = (node + BLOCK).min(n);
                self.weigh(node, end);
                self.stage = if end < n {
                    Stage::Weigh { node: end }
                } else {
                    self.within = Vec::new();
                    Stage::Sweep { sweep: 0, node: 0 }
                };
                12 * (end - node) * self.groups
            }
            Stage::Sweep { sweep, node } => {
                let end = (node + BLOCK).min(n);
                self.sweep(node, end);
                self.stage = if end < n {
                    Stage::Sweep { sweep, node: end }
                } else if sweep + 1 < self.effort.sweeps {
                    Stage::Sweep { sweep: sweep + 1, node: 0 }
                } else {
                    Stage::Done
                };
                4 * (end - node) * self.groups
            }
            Stage::Done => 0,
        }
    }

    /// Gives the next pivot the nodes that are nearest to it, and takes the node that is farthest from
    /// all pivots as the one after it. Where all is near all, as in small worlds and power laws, what
    /// is farthest is a leaf that stands for nothing but itself: there a node at random. False after
    /// the last; and the cost.
    #[inline(never)]
    fn choose(&mut self) -> (bool, usize) {
        let n = self.graph.len();
        let pivot = self.pivots.len() as u32;
        let (farthest, reached) =
            self.graph.claim(self.next, pivot, &mut self.nearest, &mut self.search);
        let mut cost = n + SEARCH * reached;
        if pivot == 0 {
            // Nothing is farther apart than twice this.
            let most = 2.0 * farthest;
            let fits = self.graph.lengths.is_empty() && most <= f32::from(u16::MAX);
            self.quantum = if fits { 1.0 } else { most / f32::from(u16::MAX) };
        }
        self.pivots.push(self.next);
        let (mut gap, mut next) = (0.0, 0);
        for (v, nearest) in self.nearest.iter().enumerate() {
            if nearest.distance() > gap {
                (gap, next) = (nearest.distance(), v);
            }
        }
        if self.pivots.len() == FIRST {
            let farthest = self.graph.search(self.next, &mut self.search);
            self.scattered = gap > 0.5 * farthest;
            cost += SEARCH * n;
        }
        self.next = if self.scattered { self.random.below(n) as u32 } else { next as u32 };
        let last = self.pivots.len() >= self.effort.pivots.min(n) || gap <= 0.0;
        (!last, cost)
    }

    /// Finds how far all nodes are from the next pivot.
    #[inline(never)]
    fn search(&mut self) {
        let farthest = self.graph.search(self.pivots[self.searched], &mut self.search);
        let per_unit = 1.0 / self.quantum;
        self.longest = self.longest.max((farthest * per_unit + 0.5) as u16);
        let at = self.searched % ASIDE;
        if self.aside.len() == at {
            self.aside.push(Vec::new());
        }
        self.aside[at].clear();
        self.aside[at].extend(self.search.distances().map(|d| (d * per_unit + 0.5) as u16));
        self.searched += 1;
        if at + 1 == ASIDE || self.searched == self.pivots.len() {
            self.put(at + 1);
        }
    }

    /// Puts so many distances that are kept aside into the rows, where the last searched stands last.
    #[inline(never)]
    fn put(&mut self, count: usize) {
        let n = self.graph.len();
        // What fills the last cell up.
        self.aside.truncate(count);
        self.aside.resize_with(count.next_multiple_of(4), || vec![0; n]);
        let columns: Vec<&[u16]> = self.aside.iter().map(|steps| &steps[..n]).collect();
        let first = (self.searched - count) / 4;
        for (v, row) in self.cells.chunks_exact_mut(self.groups).enumerate() {
            for (cell, four) in row[first..].iter_mut().zip(columns.chunks_exact(4)) {
                *cell = i32x4::new([0, 1, 2, 3].map(|lane| i32::from(four[lane][v])));
            }
        }
    }

    /// Goes one hop further from up to 64 pivots together; the cost.
    #[inline(never)]
    fn hop(&mut self) -> usize {
        let Self { graph, pivots, cells, together, searched, .. } = self;
        let end = pivots.len().min(*searched + 64);
        if self.hops == 0 {
            together.begin(graph.len(), &pivots[*searched..end]);
        }
        self.hops += 1;
        let (width, hops) = (4 * self.groups, i32::from(self.hops));
        let steps: &mut [i32] = bytemuck::cast_slice_mut(cells);
        let found = together.advance(graph, |v, mut new| {
            let row = &mut steps[v * width + *searched..(v + 1) * width];
            while new != 0 {
                row[new.trailing_zeros() as usize] = hops;
                new &= new - 1;
            }
        });
        if found > 0 {
            self.longest = self.longest.max(self.hops);
        } else {
            (self.searched, self.hops) = (end, 0);
        }
        HOP * found.max(1)
    }

    /// First places by the distances to the first pivots, in steps.
    fn start(&mut self) {
        self.placed = true;
        let groups = self.pivots.len().div_ceil(4);
        pivot_mds::place(
            &self.cells,
            self.groups,
            groups,
            &self.pivots,
            &mut self.places,
            &mut self.random,
        );
    }

    /// How many nodes are nearest to each pivot, by their distance.
    fn count(&mut self) {
        (self.search, self.together, self.aside) = Default::default();
        let width = self.longest as usize / 2 + 1;
        let mut within = vec![0u32; width * 4 * self.groups];
        for (v, nearest) in self.nearest.iter().enumerate() {
            let pivot = nearest.source() as usize;
            let cell = self.cells[v * self.groups + pivot / 4];
            // Rounded up: a node at 3 is not within half of 5.
            let at = (cell.to_array()[pivot % 4] as usize).min(width - 1);
            within[pivot * width + at] += 1;
        }
        for counts in within.chunks_exact_mut(width) {
            for i in 1..width {
                counts[i] += counts[i - 1];
            }
        }
        self.nearest = Vec::new();
        self.within = within;
        self.totals = Vec::with_capacity(self.graph.len());
    }

    /// For the nodes from `start` to `end` each pivot counts for as many nodes as are nearest to it and
    /// within half the distance.
    #[inline(never)]
    fn weigh(&mut self, start: usize, end: usize) {
        let within = &self.within;
        let width = within.len() / (4 * self.groups);
        let half = |cell: i32x4, lane: usize| (cell.to_array()[lane] & 0xFFFF) as usize / 2;
        let rows = self.cells.chunks_exact_mut(self.groups).enumerate();
        for (v, cells) in rows.take(end).skip(start) {
            let mut total = f32x4::ZERO;
            for (group, cell) in cells.iter_mut().enumerate() {
                let count =
                    |lane: usize| within[(4 * group + lane) * width + half(*cell, lane)] as f32;
                let count = f32x4::new([count(0), count(1), count(2), count(3)]);
                let d = f32x4::from_i32x4(*cell);
                // Where the distance is 0 there is nothing to weigh.
                let weight = (count / (d * d).max(f32x4::ONE)).to_array();
                let d = cell.to_array();
                let mut packed = [0i32; 4];
                for lane in 0..4 {
                    let bits = if d[lane] == 0 {
                        0
                    } else {
                        (weight[lane].to_bits() + 0x8000) & 0xFFFF_0000
                    };
                    packed[lane] = bits as i32 | d[lane];
                }
                *cell = i32x4::new(packed);
                total += weights(*cell);
            }
            let mut total = sum(total);
            for entry in self.graph.row(v) {
                let length = self.graph.length(entry) / self.quantum;
                total += 1.0 / (length * length);
            }
            self.totals.push(total);
        }
    }

    /// Moves the nodes from `start` to `end`, one after the other.
    #[inline(never)]
    fn sweep(&mut self, start: usize, end: usize) {
        let mut px = vec![f32x4::ZERO; self.groups];
        let mut py = px.clone();
        for (group, four) in self.pivots.chunks(4).enumerate() {
            let (mut x, mut y) = ([0.0; 4], [0.0; 4]);
            for (lane, pivot) in four.iter().enumerate() {
                [x[lane], y[lane]] = self.places[*pivot as usize];
            }
            px[group] = f32x4::new(x);
            py[group] = f32x4::new(y);
        }
        for v in start..end {
            let place = self.places[v];
            let cells = &self.cells[v * self.groups..(v + 1) * self.groups];
            let [pivots_x, pivots_y] = pull(cells, &px, &py, place);
            let [edges_x, edges_y] = self.pull_of_edges(v);
            let share = RELAXATION / self.totals[v];
            self.places[v] =
                [place[0] + share * (pivots_x + edges_x), place[1] + share * (pivots_y + edges_y)];
        }
    }

    /// The weighted sum of what its edges wish a node to move, four edges at a time.
    #[inline]
    fn pull_of_edges(&self, v: usize) -> [f32; 2] {
        let row = self.graph.row(v);
        let [x, y] = self.places[v];
        let (vx, vy) = (f32x4::splat(x), f32x4::splat(y));
        let (mut mx, mut my) = (f32x4::ZERO, f32x4::ZERO);
        let per_unit = f32x4::splat(1.0 / self.quantum);
        for start in row.clone().step_by(4) {
            // A neighbour in the same place pulls nowhere: so does none.
            let (mut wx, mut wy, mut length) = ([x; 4], [y; 4], [1.0; 4]);
            for (lane, entry) in (start..row.end.min(start + 4)).enumerate() {
                [wx[lane], wy[lane]] = self.places[self.graph.neighbors[entry] as usize];
                length[lane] = self.graph.length(entry);
            }
            let (dx, dy) = (f32x4::new(wx) - vx, f32x4::new(wy) - vy);
            let length = f32x4::new(length) * per_unit;
            let apart = (dx * dx + dy * dy + f32x4::splat(EPSILON)).sqrt();
            let by = (f32x4::ONE - length / apart) / (length * length);
            mx += by * dx;
            my += by * dy;
        }
        [sum(mx), sum(my)]
    }
}

#[inline]
fn weights(cell: i32x4) -> f32x4 {
    bytemuck::cast(cell & i32x4::splat(0xFFFF_0000u32 as i32))
}

/// The weighted sum of what the pivots wish a node to move.
#[inline]
fn pull(cells: &[i32x4], px: &[f32x4], py: &[f32x4], [x, y]: [f32; 2]) -> [f32; 2] {
    let (vx, vy) = (f32x4::splat(x), f32x4::splat(y));
    let (mut mx, mut my) = (f32x4::ZERO, f32x4::ZERO);
    for ((cell, px), py) in cells.iter().zip(px).zip(py) {
        let d = f32x4::from_i32x4(*cell & i32x4::splat(0xFFFF));
        let (dx, dy) = (*px - vx, *py - vy);
        let length = (dx * dx + dy * dy + f32x4::splat(EPSILON)).sqrt();
        let by = weights(*cell) * (f32x4::ONE - d / length);
        mx += by * dx;
        my += by * dy;
    }
    [sum(mx), sum(my)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adjacency(n: usize, edges: impl Iterator<Item = [u32; 2]>) -> Adjacency {
        let mut rows = vec![Vec::new(); n];
        for [a, b] in edges {
            rows[a as usize].push(b);
            rows[b as usize].push(a);
        }
        let mut graph = Adjacency { offsets: vec![0], ..Adjacency::default() };
        for row in rows {
            graph.neighbors.extend(row);
            graph.offsets.push(graph.neighbors.len() as u32);
        }
        graph
    }

    fn grid(side: u32) -> Adjacency {
        let across = (0..side * side).filter(move |v| v % side > 0).map(|v| [v - 1, v]);
        let down = (side..side * side).map(move |v| [v - side, v]);
        adjacency((side * side) as usize, across.chain(down))
    }

    /// Every node is joined to two ends of earlier edges.
    fn power_law(n: u32) -> Adjacency {
        let mut random = Random::new(1);
        let mut edges = vec![[0, 1]];
        for v in 2..n {
            for _ in 0..2 {
                let end = random.below(2 * edges.len());
                edges.push([v, edges[end / 2][end % 2]]);
            }
        }
        adjacency(n as usize, edges.into_iter().filter(|[a, b]| a != b))
    }

    #[test]
    fn every_row_has_the_distances_to_all_pivots() {
        let effort = Effort { pivots: 110, sweeps: 1 };
        let mut search = Search::default();
        let mut uneven = grid(40);
        uneven.lengths = (0..uneven.len())
            .flat_map(|v| uneven.row(v).map(move |entry| [v, entry]))
            .map(|[v, entry]| (1 + (v + uneven.neighbors[entry] as usize) % 3) as f32)
            .collect();
        for (graph, scattered) in [(grid(40), false), (uneven, false), (power_law(1_600), true)] {
            let mut sparse = Sparse::new(graph.clone(), effort, 0);
            while !matches!(sparse.stage, Stage::Weigh { .. }) {
                sparse.step();
            }
            assert_eq!(sparse.scattered, scattered);
            assert_eq!(sparse.pivots.len(), effort.pivots);
            let mut nearest = vec![f32::INFINITY; graph.len()];
            for (i, pivot) in sparse.pivots.iter().enumerate() {
                graph.search(*pivot, &mut search);
                for (v, d) in search.distances().enumerate() {
                    let steps = sparse.cells[v * sparse.groups + i / 4].to_array()[i % 4];
                    assert_eq!(steps, (d / sparse.quantum + 0.5) as i32, "pivot {i}, node {v}");
                    nearest[v] = d.min(nearest[v]);
                    let first = sparse.nearest[v].source() as usize == i;
                    assert!(!first || d == sparse.nearest[v].distance());
                }
            }
            assert!(
                nearest.iter().zip(&sparse.nearest).all(|(d, nearest)| *d == nearest.distance())
            );
            let longest = sparse.cells.iter().flat_map(|cell| cell.to_array()).max();
            assert_eq!(longest, Some(i32::from(sparse.longest)));
        }
    }

    #[test]
    fn portions_do_not_change_the_layout_of_a_power_law() {
        let effort = Effort { pivots: 100, sweeps: 3 };
        let layouts = [1, 30_000, usize::MAX].map(|portion| {
            let mut sparse = Sparse::new(power_law(3_000), effort, 0);
            let mut before = 0.0;
            loop {
                let done = sparse.advance(portion);
                assert!(done >= before, "{done} after {before}");
                before = done;
                if done >= 1.0 {
                    return sparse.positions();
                }
            }
        });
        assert!(layouts[0] == layouts[1] && layouts[1] == layouts[2]);
    }
}

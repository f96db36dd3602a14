//! Sparse stress, after M. Ortmann, M. Klimenta and U. Brandes, "A Sparse Stress Model", JGAA 21
//! (2017): each node keeps its distances to its neighbours and to a few hundred pivots, each of
//! which stands for the nodes around it. It is minimised one node at a time, as in
//! [`Majorisation`](crate::Majorisation).
//!
//! The work is done in steps of bounded size, so that a caller can show what there is, tell how far
//! it is, or drop it.

use wide::{f32x4, i32x4};

use crate::adjacency::{Adjacency, Search};
use crate::pivot_mds;
use crate::{EPSILON, Random};

/// Pivots that are found before the first picture; the start is made of their distances.
const FIRST: usize = 24;
/// A search costs about as much as so many terms of the stress for every node.
const SEARCH: usize = 10;
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
    /// The next pivot.
    Search,
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
    next: u32,
    /// Pivots are drawn at random by now.
    scattered: bool,
    /// The distance to the nearest pivot, and which that is.
    nearest: Vec<(f32, u32)>,
    /// Steps from the last pivots, until there are four.
    waiting: [Vec<u16>; 4],
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
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Sparse {
    /// Bytes that are allocated at most for `n` nodes and `m` edges, beside the adjacency.
    pub fn bytes(n: usize, effort: Effort) -> usize {
        let groups = effort.pivots.div_ceil(4);
        n.saturating_mul(16 * groups + 8 + 4 + 8 + 8 + 4 + 8)
    }

    /// Nothing is done yet, and all nodes are at the origin. Numbers of nodes that are near each
    /// other should be near too: the processor's caches then hold what the next node needs.
    pub fn new(graph: Adjacency, effort: Effort, seed: u32) -> Self {
        let n = graph.len();
        let groups = effort.pivots.min(n).div_ceil(4);
        let mut random = Random::new(seed);
        Self {
            effort,
            stage: if n < 2 { Stage::Done } else { Stage::Search },
            next: random.below(n.max(1)) as u32,
            random,
            scattered: false,
            search: Search::default(),
            quantum: 1.0,
            longest: 0,
            pivots: Vec::with_capacity(4 * groups),
            nearest: vec![(f32::INFINITY, 0); n],
            waiting: Default::default(),
            cells: vec![i32x4::ZERO; n * groups],
            groups,
            within: Vec::new(),
            totals: Vec::new(),
            placed: false,
            x: vec![0.0; n],
            y: vec![0.0; n],
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
            Stage::Search => self.placed,
            Stage::Start { .. } => false,
            Stage::Weigh { .. } | Stage::Sweep { .. } | Stage::Done => true,
        }
    }

    /// Where the nodes are so far, `[x0, y0, …]`, in units of the edges' lengths.
    pub fn positions(&self) -> Vec<f32> {
        let place = |value: &f32| value * self.quantum;
        self.x.iter().zip(&self.y).flat_map(|(x, y)| [place(x), place(y)]).collect()
    }

    /// The share of all work that is done.
    fn done(&self) -> f32 {
        let row = (4 * self.groups) as f32;
        let [searches, all_searches] = [self.pivots.len() as f32, row].map(|k| SEARCH as f32 * k);
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
            Stage::Search => {
                let more = self.search();
                let first = !self.placed;
                self.stage = match (first, more) {
                    (true, true) if self.pivots.len() < FIRST => Stage::Search,
                    (true, more) => Stage::Start { more },
                    (false, true) => Stage::Search,
                    (false, false) => Stage::Weigh { node: 0 },
                };
                SEARCH * n
            }
            Stage::Start { more } => {
                self.start();
                self.stage = if more { Stage::Search } else { Stage::Weigh { node: 0 } };
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

    /// Searches from the next pivot, and takes the node that is farthest from all pivots as the one
    /// after it. Where all is near all, as in small worlds and power laws, what is farthest is a leaf
    /// that stands for nothing but itself: there a node at random. False after the last.
    fn search(&mut self) -> bool {
        let pivot = self.pivots.len() as u32;
        let farthest = self.graph.search(self.next, &mut self.search);
        if pivot == 0 {
            // Nothing is farther apart than twice this.
            let most = 2.0 * farthest;
            let fits = self.graph.lengths.is_empty() && most <= f32::from(u16::MAX);
            self.quantum = if fits { 1.0 } else { most / f32::from(u16::MAX) };
        }
        self.pivots.push(self.next);
        let per_unit = 1.0 / self.quantum;
        self.longest = self.longest.max((farthest * per_unit + 0.5) as u16);
        let steps = &mut self.waiting[pivot as usize % 4];
        steps.clear();
        steps.extend(self.search.distances.iter().map(|d| (d * per_unit + 0.5) as u16));
        let (mut gap, mut next) = (0.0, 0);
        for (v, (nearest, d)) in self.nearest.iter_mut().zip(&self.search.distances).enumerate() {
            if *d < nearest.0 {
                *nearest = (*d, pivot);
            }
            if nearest.0 > gap {
                (gap, next) = (nearest.0, v);
            }
        }
        self.next = next as u32;
        if self.pivots.len() == FIRST {
            self.scattered = gap > 0.5 * farthest;
        }
        if self.scattered {
            self.next = self.random.below(self.graph.len()) as u32;
        }
        let last = self.pivots.len() >= self.effort.pivots.min(self.graph.len()) || gap <= 0.0;
        if pivot % 4 == 3 || last {
            let group = pivot as usize / 4;
            for v in 0..self.graph.len() {
                let lane =
                    |lane: usize| self.waiting[lane].get(v).map_or(0, |steps| i32::from(*steps));
                self.cells[v * self.groups + group] =
                    i32x4::new([lane(0), lane(1), lane(2), lane(3)]);
            }
            self.waiting.iter_mut().for_each(Vec::clear);
        }
        !last
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
            [&mut self.x, &mut self.y],
            &mut self.random,
        );
    }

    /// How many nodes are nearest to each pivot, by their distance.
    fn count(&mut self) {
        self.search = Search::default();
        let width = self.longest as usize / 2 + 1;
        let mut within = vec![0u32; width * 4 * self.groups];
        for (v, (_, pivot)) in self.nearest.iter().enumerate() {
            let pivot = *pivot as usize;
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
            let [a, b, c, d] = total.to_array();
            let mut total = (a + b) + (c + d);
            for entry in self.graph.row(v) {
                let length = self.graph.length(entry) / self.quantum;
                total += 1.0 / (length * length);
            }
            self.totals.push(total);
        }
    }

    /// Moves the nodes from `start` to `end`, one after the other.
    fn sweep(&mut self, start: usize, end: usize) {
        let mut px = vec![f32x4::ZERO; self.groups];
        let mut py = px.clone();
        for (group, four) in self.pivots.chunks(4).enumerate() {
            let (mut x, mut y) = ([0.0; 4], [0.0; 4]);
            for (lane, pivot) in four.iter().enumerate() {
                x[lane] = self.x[*pivot as usize];
                y[lane] = self.y[*pivot as usize];
            }
            px[group] = f32x4::new(x);
            py[group] = f32x4::new(y);
        }
        let per_unit = 1.0 / self.quantum;
        for v in start..end {
            let (x, y) = (self.x[v], self.y[v]);
            let cells = &self.cells[v * self.groups..(v + 1) * self.groups];
            let [mut mx, mut my] = pull(cells, &px, &py, x, y);
            for entry in self.graph.row(v) {
                let w = self.graph.neighbors[entry] as usize;
                let (dx, dy) = (self.x[w] - x, self.y[w] - y);
                let length = self.graph.length(entry) * per_unit;
                let by = (1.0 - length / (dx * dx + dy * dy + EPSILON).sqrt()) / (length * length);
                mx += by * dx;
                my += by * dy;
            }
            let share = RELAXATION / self.totals[v];
            self.x[v] = x + share * mx;
            self.y[v] = y + share * my;
        }
    }
}

#[inline]
fn weights(cell: i32x4) -> f32x4 {
    bytemuck::cast(cell & i32x4::splat(0xFFFF_0000u32 as i32))
}

/// The weighted sum of what the pivots wish a node to move.
#[inline]
fn pull(cells: &[i32x4], px: &[f32x4], py: &[f32x4], x: f32, y: f32) -> [f32; 2] {
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
    let sum = |v: f32x4| {
        let [a, b, c, d] = v.to_array();
        (a + b) + (c + d)
    };
    [sum(mx), sum(my)]
}

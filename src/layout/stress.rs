//! Full stress by stochastic gradient descent, after J. X. Zheng, S. Pawar and D. F. M. Goodman,
//! "Graph Drawing by Stochastic Gradient Descent", IEEE TVCG 25 (2019), on 4 × 4 tiles.
//!
//! Nodes are shuffled into groups of four. Two groups have 16 pairs between them; in each of four
//! rotations every node of one group meets one of the other, so that four pairs move at once and no
//! two of them write the same node. A tile keeps its 16 distances in the order in which the
//! rotations need them. Small graphs are tried several times and polished by majorisation
//! (E. Gansner, Y. Koren, S. North, "Graph Drawing by Stress Majorization", GD 2004).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use wide::f32x4;

use super::random::Random;
use crate::graph::Rows;

/// The distances of all pairs take one byte each: 5,000 nodes are 25 MB.
pub(super) const MOST_NODES: usize = 5_000;
/// Passes over all pairs, as in the authors' s_gd2.
const PASSES: usize = 30;
/// The authors' ε: the last step of the most distant pairs.
const LAST_STEP: f32 = 0.01;
/// Under this many nodes a try is cheap and chance matters.
pub(super) const SMALL: usize = 300;
/// Tries of a small graph.
const TRIES: usize = 8;
/// A try is kept if its stress is within this factor of the best.
const ALIKE: f32 = 1.04;
/// Majorisation sweeps after a small graph's last pass.
const SWEEPS: usize = 24;

/// The best layouts of a connected graph in units of one hop; `[x0, y0, …]` each. At least one.
/// O(tries × passes × n²).
pub(super) fn tries(rows: &Rows, seed: u32, spacing: Spacing) -> Vec<Vec<f32>> {
    let n = rows.len();
    match n {
        0 => return vec![Vec::new()],
        1 => return vec![vec![0.0, 0.0]],
        _ => {}
    }
    let count = if n < SMALL { TRIES } else { 1 };
    let mut tries: Vec<(f32, Vec<f32>)> = (0..count as u32)
        .map(|attempt| {
            let mut random = Random::new(seed.wrapping_mul(TRIES as u32).wrapping_add(attempt));
            let mut tiles = Tiles::new(rows, spacing, &mut random);
            tiles.descend(&mut random);
            let mut positions = tiles.positions();
            let stress = if count > 1 { tiles.majorise(&mut positions) } else { 0.0 };
            (stress, positions)
        })
        .collect();
    let best = tries.iter().map(|(stress, _)| *stress).fold(f32::INFINITY, f32::min);
    tries.retain(|(stress, _)| *stress <= best * ALIKE);
    tries.into_iter().map(|(_, positions)| positions).collect()
}

/// How long a tie should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    /// One hop.
    Even,
    /// Longer where many ties meet, so that their ends and labels have room; and the distances that
    /// add up from them pressed together, so that a far end does not take the page from the middle.
    /// After the edge lengths of Gansner, Koren and North, section 4.
    Roomy,
}

struct Tiles {
    n: usize,
    /// Groups of four nodes; the last may be filled up with nodes that are at distance 0 of all.
    groups: usize,
    /// The slot of each node.
    slot: Vec<u32>,
    /// Tile `(a, b)` at `16 · (a · groups + b)`: rotation r, lane k is slot `4a + k` to slot
    /// `4b + (k + r) % 4`. 0 for a filler or the node itself.
    distances: Vec<u8>,
    longest: u8,
    /// What one step of a distance is, in hops.
    quantum: f32,
    x: Vec<f32x4>,
    y: Vec<f32x4>,
}

impl Tiles {
    fn new(rows: &Rows, spacing: Spacing, random: &mut Random) -> Self {
        let n = rows.len();
        let groups = n.div_ceil(4);
        let mut slot: Vec<u32> = (0..n as u32).collect();
        random.shuffle(&mut slot);
        let mut tiles = Self {
            n,
            groups,
            slot,
            distances: vec![0; groups * groups * 16],
            longest: 1,
            quantum: 1.0,
            x: Vec::new(),
            y: Vec::new(),
        };
        match spacing {
            Spacing::Even => tiles.measure(rows),
            Spacing::Roomy => tiles.measure_roomy(rows),
        }
        let mut start =
            || (0..groups).map(|_| f32x4::new([(); 4].map(|()| random.unit()))).collect();
        tiles.x = start();
        tiles.y = start();
        tiles
    }

    /// Breadth-first search from every node. Distances beyond 255 hops count as 255.
    fn measure(&mut self, rows: &Rows) {
        let mut hops = vec![u32::MAX; self.n];
        let mut queue = Vec::with_capacity(self.n);
        for s in 0..self.n as u32 {
            hops.fill(u32::MAX);
            hops[s as usize] = 0;
            queue.clear();
            queue.push(s);
            let mut head = 0;
            while let Some(&v) = queue.get(head) {
                head += 1;
                let next = hops[v as usize] + 1;
                for &w in rows.neighbors(v) {
                    if hops[w as usize] == u32::MAX {
                        hops[w as usize] = next;
                        queue.push(w);
                        let hops = next.min(255) as u8;
                        let index = self.index(self.slot[s as usize], self.slot[w as usize]);
                        self.distances[index] = hops;
                        self.longest = self.longest.max(hops);
                    }
                }
            }
        }
    }

    /// Dijkstra's algorithm from every node. The longest distance becomes 255 steps.
    fn measure_roomy(&mut self, rows: &Rows) {
        let n = self.n;
        let mut all = vec![f32::INFINITY; n * n];
        // Lengths are positive: their bits sort as they do.
        let mut open: BinaryHeap<Reverse<(u32, u32)>> = BinaryHeap::new();
        for (s, distance) in all.chunks_exact_mut(n).enumerate() {
            distance[s] = 0.0;
            open.push(Reverse((0, s as u32)));
            while let Some(Reverse((bits, v))) = open.pop() {
                let so_far = f32::from_bits(bits);
                if so_far > distance[v as usize] {
                    continue;
                }
                for &w in rows.neighbors(v) {
                    let through = so_far + roomy(rows, v, w);
                    if through < distance[w as usize] {
                        distance[w as usize] = through;
                        open.push(Reverse((through.to_bits(), w)));
                    }
                }
            }
        }
        // To the power of ¾, by roots alone.
        all.iter_mut().for_each(|d| *d = d.sqrt() * d.sqrt().sqrt());
        self.quantum = all.iter().copied().fold(0.0, f32::max) / 255.0;
        self.longest = 255;
        for s in 0..n {
            for v in (0..n).filter(|v| *v != s) {
                let index = self.index(self.slot[s], self.slot[v]);
                self.distances[index] =
                    (all[s * n + v] / self.quantum).round().clamp(1.0, 255.0) as u8;
            }
        }
    }

    fn index(&self, from: u32, to: u32) -> usize {
        let [from, to] = [from as usize, to as usize];
        let [lane, rotation] = [from % 4, (to + 4 - from % 4) % 4];
        16 * (from / 4 * self.groups + to / 4) + 4 * rotation + lane
    }

    fn descend(&mut self, random: &mut Random) {
        let largest = f32::from(self.longest) * f32::from(self.longest);
        let fall = libm::expf(libm::logf(LAST_STEP / largest) / (PASSES - 1) as f32);
        let mut order: Vec<(u32, u32)> = (0..self.groups as u32)
            .flat_map(|a| (a + 1..self.groups as u32).map(move |b| (a, b)))
            .collect();
        let mut step = largest;
        for _ in 0..PASSES {
            random.shuffle(&mut order);
            for &(a, b) in &order {
                self.move_tile(a as usize, b as usize, step);
            }
            for group in 0..self.groups {
                self.move_within(group, step);
            }
            step *= fall;
        }
    }

    #[inline]
    fn move_tile(&mut self, a: usize, b: usize, step: f32) {
        let at = 16 * (a * self.groups + b);
        let Some(tile) = self.distances.get(at..at + 16) else { return };
        let (mut xa, mut ya, mut xb, mut yb) = (self.x[a], self.y[a], self.x[b], self.y[b]);
        for lanes in tile.chunks_exact(4) {
            let d = f32x4::new([lanes[0], lanes[1], lanes[2], lanes[3]].map(f32::from));
            let (dx, dy) = (xa - xb, ya - yb);
            let (mx, my) = displacement(dx, dy, d, f32x4::splat(step));
            xa -= mx;
            ya -= my;
            xb += mx;
            yb += my;
            xb = rotate(xb);
            yb = rotate(yb);
        }
        (self.x[a], self.y[a], self.x[b], self.y[b]) = (xa, ya, xb, yb);
    }

    /// The six pairs inside a group, one after the other.
    fn move_within(&mut self, group: usize, step: f32) {
        let (mut x, mut y) = (self.x[group].to_array(), self.y[group].to_array());
        for k in 0..4 {
            for j in k + 1..4 {
                let d = self.distances[self.index((4 * group + k) as u32, (4 * group + j) as u32)];
                let one = |value: f32| f32x4::splat(value);
                let (mx, my) =
                    displacement(one(x[k] - x[j]), one(y[k] - y[j]), one(f32::from(d)), one(step));
                let (mx, my) = (mx.to_array()[0], my.to_array()[0]);
                x[k] -= mx;
                y[k] -= my;
                x[j] += mx;
                y[j] += my;
            }
        }
        (self.x[group], self.y[group]) = (f32x4::new(x), f32x4::new(y));
    }

    fn positions(&self) -> Vec<f32> {
        let at = |values: &[f32x4], slot: u32| {
            self.quantum * values[slot as usize / 4].to_array()[slot as usize % 4]
        };
        self.slot.iter().flat_map(|slot| [at(&self.x, *slot), at(&self.y, *slot)]).collect()
    }

    /// Moves each node to the minimum of its own terms, [`SWEEPS`] times; the stress that is left.
    fn majorise(&self, positions: &mut [f32]) -> f32 {
        let mut stress = 0.0;
        for _ in 0..SWEEPS {
            stress = 0.0;
            for i in 0..self.n {
                let [xi, yi] = [positions[2 * i], positions[2 * i + 1]];
                let (mut sum_x, mut sum_y, mut sum_w) = (0.0f32, 0.0f32, 0.0f32);
                for j in (0..self.n).filter(|j| *j != i) {
                    let d = self.quantum
                        * f32::from(self.distances[self.index(self.slot[i], self.slot[j])]);
                    let (xj, yj) = (positions[2 * j], positions[2 * j + 1]);
                    let (dx, dy) = (xi - xj, yi - yj);
                    let length = (dx * dx + dy * dy + EPSILON).sqrt();
                    let w = 1.0 / (d * d);
                    let pull = d / length;
                    sum_x += w * (xj + pull * dx);
                    sum_y += w * (yj + pull * dy);
                    sum_w += w;
                    stress += w * (length - d) * (length - d);
                }
                positions[2 * i] = sum_x / sum_w;
                positions[2 * i + 1] = sum_y / sum_w;
            }
        }
        stress
    }
}

/// Keeps coincident nodes from dividing by 0.
const EPSILON: f32 = 1e-12;

/// How far each end of four pairs moves; 0 where the distance is 0.
#[inline]
fn displacement(dx: f32x4, dy: f32x4, d: f32x4, step: f32x4) -> (f32x4, f32x4) {
    let epsilon = f32x4::splat(EPSILON);
    let length = (dx * dx + dy * dy + epsilon).sqrt();
    let squared = d * d;
    let move_by =
        f32x4::splat(0.5) * step.fast_min(squared) * (length - d) / ((squared + epsilon) * length);
    (move_by * dx, move_by * dy)
}

#[inline]
fn rotate(v: f32x4) -> f32x4 {
    let [a, b, c, d] = v.to_array();
    f32x4::new([b, c, d, a])
}

/// The length of a tie under [`Spacing::Roomy`], in hops: the root of its ends' mean degree.
fn roomy(rows: &Rows, v: u32, w: u32) -> f32 {
    ((rows.neighbors(v).len() + rows.neighbors(w).len()) as f32 / 2.0).sqrt()
}

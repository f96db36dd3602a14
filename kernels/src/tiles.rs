//! Full stress by stochastic gradient descent, after J. X. Zheng, S. Pawar and D. F. M. Goodman,
//! "Graph Drawing by Stochastic Gradient Descent", IEEE TVCG 25 (2019), on 4 × 4 tiles.
//!
//! Nodes are shuffled into groups of four. Two groups have 16 pairs between them; in each of four
//! rotations every node of one group meets one of the other, so that four pairs move at once and no
//! two of them write the same node. A tile keeps its 16 distances in the order in which the
//! rotations need them.

use wide::f32x4;

use crate::{EPSILON, Random};

/// Passes over all pairs, as in the authors' s_gd2.
const PASSES: usize = 30;
/// The authors' ε: the last step of the most distant pairs.
const LAST_STEP: f32 = 0.01;

/// Nodes in groups, and the distances between them.
#[derive(Debug, Clone)]
pub struct Tiles {
    groups: usize,
    /// The slot of each node; the last group may be filled up with slots of no node.
    slot: Vec<u32>,
    /// Tile `(a, b)` at `16 · (a · groups + b)`: rotation r, lane k is slot `4a + k` to slot
    /// `4b + (k + r) % 4`. 0 for a slot of no node, and for a node to itself.
    distances: Vec<u8>,
    x: Vec<f32x4>,
    y: Vec<f32x4>,
}

impl Tiles {
    /// Puts `n` nodes at random places of the unit square. `distances` is row-major, length `n²`,
    /// 0 on the diagonal. O(n²).
    ///
    /// # Panics
    /// If `distances` is shorter than `n²`.
    pub fn new(n: usize, distances: &[u8], random: &mut Random) -> Self {
        let groups = n.div_ceil(4);
        let mut slot: Vec<u32> = (0..n as u32).collect();
        random.shuffle(&mut slot);
        let mut start =
            || (0..groups).map(|_| f32x4::new([(); 4].map(|()| random.unit()))).collect();
        let (x, y) = (start(), start());
        let mut tiles = Self { groups, slot, distances: vec![0; groups * groups * 16], x, y };
        for (v, row) in distances.chunks_exact(n.max(1)).enumerate().take(n) {
            for (w, distance) in row.iter().enumerate() {
                let index = tiles.index(tiles.slot[v], tiles.slot[w]);
                tiles.distances[index] = *distance;
            }
        }
        tiles
    }

    fn index(&self, from: u32, to: u32) -> usize {
        let [from, to] = [from as usize, to as usize];
        let [lane, rotation] = [from % 4, (to + 4 - from % 4) % 4];
        16 * (from / 4 * self.groups + to / 4) + 4 * rotation + lane
    }

    /// Moves all pairs towards their distances, 30 times, in a new order each time and by
    /// ever smaller steps. O(passes × n²).
    pub fn descend(&mut self, random: &mut Random) {
        let longest = f32::from(self.distances.iter().copied().max().unwrap_or(1).max(1));
        let largest = longest * longest;
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
            let (mx, my) = displacement(xa - xb, ya - yb, d, f32x4::splat(step));
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
                let one = f32x4::splat;
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

    /// `[x0, y0, x1, y1, …]`, length `2·n`, in units of the distances.
    pub fn positions(&self) -> Vec<f32> {
        let at =
            |values: &[f32x4], slot: u32| values[slot as usize / 4].to_array()[slot as usize % 4];
        self.slot.iter().flat_map(|slot| [at(&self.x, *slot), at(&self.y, *slot)]).collect()
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_nodes_end_at_their_distance_and_a_path_is_straight() {
        let mut random = Random::new(1);
        for n in [2usize, 3, 4, 5] {
            let distances: Vec<u8> = (0..n * n).map(|i| (i / n).abs_diff(i % n) as u8).collect();
            let mut tiles = Tiles::new(n, &distances, &mut random);
            tiles.descend(&mut random);
            let xy = tiles.positions();
            let [dx, dy] = [0, 1].map(|axis| xy[axis] - xy[2 * (n - 1) + axis]);
            let length = (dx * dx + dy * dy).sqrt();
            assert!((length - (n - 1) as f32).abs() < 0.2, "{n} nodes span {length}");
        }
    }
}

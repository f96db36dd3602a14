//! Full stress on 4 × 4 tiles: stochastic gradient descent, after J. X. Zheng, S. Pawar and
//! D. F. M. Goodman, "Graph Drawing by Stochastic Gradient Descent", IEEE TVCG 25 (2019), and
//! majorisation, after E. Gansner, Y. Koren and S. North, "Graph Drawing by Stress Majorization",
//! GD 2004.
//!
//! Nodes are shuffled into groups of four. Two groups have 16 pairs between
//! them; in each of four rotations every node of one group meets one of the other, so that four pairs
//! move at once and no two of them write the same node.

use wide::{f32x4, i32x4, u32x4};

use crate::{EPSILON, Random};

/// The authors' ε: the last step of the most distant pairs.
const LAST_STEP: f32 = 0.01;

/// The distances between nodes, and where the nodes are.
#[derive(Debug, Clone)]
pub struct Tiles {
    groups: usize,
    /// The slot of each node; the last group may be filled up with slots of no node.
    slots: Vec<u32>,
    /// The longest distance.
    longest: f32,
    /// Tile `(a, b)` at `a · groups + b`: rotation r, lane k is slot `4a + k` to slot
    /// `4b + (k + r) % 4`, with rotations 1 and 3 in the upper halves. 0 for no node, and for a node
    /// to itself.
    tiles: Vec<[u32x4; 2]>,
    /// Each node's weights `d⁻²` added up; not 0.
    totals: Vec<f32x4>,
    x: Vec<f32x4>,
    y: Vec<f32x4>,
}

impl Tiles {
    /// Puts `n` nodes at random places of the unit square. `distances` is row-major, length `n²`,
    /// symmetric, 0 on the diagonal and nowhere else. O(n²).
    pub fn new(n: usize, distances: &[u16], random: &mut Random) -> Self {
        let groups = n.div_ceil(4);
        let mut slots: Vec<u32> = (0..n as u32).collect();
        random.shuffle(&mut slots);
        let mut nodes = vec![usize::MAX; 4 * groups];
        slots.iter().enumerate().for_each(|(v, slot)| nodes[*slot as usize] = v);
        let at = |[from, to]: [usize; 2]| {
            let [v, w] = [nodes[from], nodes[to]];
            if v.max(w) < n { u32::from(distances[v * n + w]) } else { 0 }
        };
        let mut tiles = Vec::with_capacity(groups * groups);
        for a in 0..groups {
            for b in 0..groups {
                let rotation = |r: usize, k: usize| at([4 * a + k, 4 * b + (k + r) % 4]);
                let pair = |r: usize| {
                    u32x4::new([0, 1, 2, 3].map(|k| rotation(r, k) | rotation(r + 1, k) << 16))
                };
                tiles.push([pair(0), pair(2)]);
            }
        }
        let totals = tiles.chunks_exact(groups.max(1)).map(|row| {
            let lanes = row.iter().flatten().flat_map(|tile| unpack(*tile));
            let total = lanes.fold(f32x4::ZERO, |total, d| total + weight(d * d));
            total.fast_max(f32x4::splat(f32::MIN_POSITIVE))
        });
        let mut start =
            || (0..groups).map(|_| f32x4::new([(); 4].map(|()| random.unit()))).collect();
        let (x, y) = (start(), start());
        Self {
            groups,
            slots,
            longest: f32::from(distances.iter().copied().max().unwrap_or(1).max(1)),
            totals: totals.collect(),
            tiles,
            x,
            y,
        }
    }

    /// Puts the nodes at these places, `[x0, y0, …]`, in units of the distances.
    pub fn set(&mut self, positions: &[f32]) {
        for (index, axis) in [&mut self.x, &mut self.y].into_iter().enumerate() {
            let mut places = vec![[0.0; 4]; self.groups];
            for (slot, xy) in self.slots.iter().zip(positions.chunks_exact(2)) {
                places[*slot as usize / 4][*slot as usize % 4] = xy[index];
            }
            axis.iter_mut().zip(places).for_each(|(four, lanes)| *four = f32x4::new(lanes));
        }
    }

    /// `[x0, y0, x1, y1, …]`, length `2·n`, in units of the distances.
    pub fn positions(&self) -> Vec<f32> {
        let at =
            |values: &[f32x4], slot: u32| values[slot as usize / 4].to_array()[slot as usize % 4];
        self.slots.iter().flat_map(|slot| [at(&self.x, *slot), at(&self.y, *slot)]).collect()
    }

    /// Moves all pairs towards their distances so many times, in a new order each time and by ever
    /// smaller steps, the first for pairs at `reach` of the longest distance. O(passes × n²).
    pub fn descend(&mut self, passes: usize, reach: f32, random: &mut Random) {
        let largest = self.longest * self.longest * reach * reach;
        let passes_after = passes.saturating_sub(1).max(1) as f32;
        let fall = libm::expf(libm::logf(LAST_STEP / largest) / passes_after);
        let mut order: Vec<[u32; 2]> = (0..self.groups as u32)
            .flat_map(|a| (a + 1..self.groups as u32).map(move |b| [a, b]))
            .collect();
        let mut step = largest;
        for _ in 0..passes {
            random.shuffle(&mut order);
            for pair in order.chunks(2) {
                match *pair {
                    [[a, b], [c, d]] if a != c && a != d && b != c && b != d => {
                        self.move_tiles([[a, b], [c, d]], step);
                    }
                    _ => pair.iter().for_each(|tile| self.move_tiles([*tile], step)),
                }
            }
            for group in 0..self.groups {
                self.move_within(group, step);
            }
            step *= fall;
        }
    }

    /// Moves the pairs of some tiles that share no group. Two at once take little longer than one:
    /// each rotation waits for the one before.
    #[inline]
    fn move_tiles<const N: usize>(&mut self, ends: [[u32; 2]; N], step: f32) {
        let ends = ends.map(|groups| groups.map(|group| group as usize));
        let step = f32x4::splat(step);
        let tiles = ends.map(|[a, b]| self.tiles[a * self.groups + b]);
        let mut first = ends.map(|[a, _]| (self.x[a], self.y[a]));
        let mut second = ends.map(|[_, b]| (self.x[b], self.y[b]));
        for half in 0..2 {
            let distances = tiles.map(|tile| unpack(tile[half]));
            for rotation in 0..2 {
                for ((a, b), d) in first.iter_mut().zip(&mut second).zip(&distances) {
                    let (mx, my) = displacement(a.0 - b.0, a.1 - b.1, d[rotation], step);
                    *a = (a.0 - mx, a.1 - my);
                    *b = (rotate(b.0 + mx), rotate(b.1 + my));
                }
            }
        }
        for (i, [a, b]) in ends.into_iter().enumerate() {
            (self.x[a], self.y[a]) = first[i];
            (self.x[b], self.y[b]) = second[i];
        }
    }

    /// The six pairs inside a group, one after the other.
    fn move_within(&mut self, group: usize, step: f32) {
        let (mut x, mut y) = (self.x[group].to_array(), self.y[group].to_array());
        let [low, high] = self.tiles[group * self.groups + group].map(unpack);
        let rotations = [low[0], low[1], high[0], high[1]].map(f32x4::to_array);
        for k in 0..4 {
            for j in k + 1..4 {
                let one = f32x4::splat;
                let d = one(rotations[j - k][k]);
                let (mx, my) = displacement(one(x[k] - x[j]), one(y[k] - y[j]), d, one(step));
                let (mx, my) = (mx.to_array()[0], my.to_array()[0]);
                x[k] -= mx;
                y[k] -= my;
                x[j] += mx;
                y[j] += my;
            }
        }
        (self.x[group], self.y[group]) = (f32x4::new(x), f32x4::new(y));
    }

    /// Moves each group to the minimum of its own terms, and further by the factor `relaxation`, at
    /// least 1 and less than 2. The weighted stress on the way, over all pairs both ways. O(n²).
    pub fn sweep(&mut self, relaxation: f32) -> f32 {
        let mut stress = 0.0;
        for a in 0..self.groups {
            let (x, y, terms) = self.minimum(a, (self.x[a], self.y[a]), f32x4::splat(relaxation));
            (self.x[a], self.y[a]) = (x, y);
            let [a, b, c, d] = terms.to_array();
            stress += (a + b) + (c + d);
        }
        stress
    }

    /// Tries one other place for every node, near that of a random one: it goes there if its own
    /// terms are less. What a sweep cannot do: leave a minimum for a better one. O(n²).
    pub fn hop(&mut self, random: &mut Random) {
        for a in 0..self.groups {
            let here = (self.x[a], self.y[a]);
            let lanes = [(); 4].map(|()| self.slots[random.below(self.slots.len())] as usize);
            let at = |axis: &[f32x4]| f32x4::new(lanes.map(|v| axis[v / 4].to_array()[v % 4]));
            let jitter = |random: &mut Random| f32x4::new([(); 4].map(|()| random.unit() - 0.5));
            let there = (at(&self.x) + jitter(random), at(&self.y) + jitter(random));
            let one = f32x4::ONE;
            let (x, y, _) = self.minimum(a, there, one);
            let (next_x, next_y, new) = self.minimum(a, (x, y), one);
            let (stay_x, stay_y, old) = self.minimum(a, here, one);
            let better = new.simd_lt(old);
            self.x[a] = better.select(next_x, stay_x);
            self.y[a] = better.select(next_y, stay_y);
        }
    }

    /// Where four nodes would go from these places, and their terms of the stress there.
    #[inline]
    fn minimum(
        &self,
        a: usize,
        (xa, ya): (f32x4, f32x4),
        relaxation: f32x4,
    ) -> (f32x4, f32x4, f32x4) {
        let (mut mx, mut my, mut stress) = (f32x4::ZERO, f32x4::ZERO, f32x4::ZERO);
        let row = &self.tiles[a * self.groups..(a + 1) * self.groups];
        for (tile, (x, y)) in row.iter().zip(self.x.iter().zip(&self.y)) {
            let (mut xb, mut yb) = (*x, *y);
            for d in tile.iter().flat_map(|cells| unpack(*cells)) {
                let (dx, dy) = (xb - xa, yb - ya);
                let length = (dx * dx + dy * dy + f32x4::splat(EPSILON)).sqrt();
                let off = length - d;
                let squared = d * d;
                // (1 − d ÷ length) ÷ d², 0 where d is.
                let by =
                    squared.fast_min(f32x4::ONE) * off / (squared * length + f32x4::splat(EPSILON));
                mx += by * dx;
                my += by * dy;
                stress += by * off * length;
                xb = rotate(xb);
                yb = rotate(yb);
            }
        }
        let share = relaxation / self.totals[a];
        (xa + share * mx, ya + share * my, stress)
    }
}

/// `d⁻²`, 0 where d is 0; distances are whole numbers.
#[inline]
fn weight(squared: f32x4) -> f32x4 {
    squared.fast_min(f32x4::ONE) / squared.fast_max(f32x4::ONE)
}

/// The lower and the upper halves.
#[inline]
fn unpack(cells: u32x4) -> [f32x4; 2] {
    let float = |lanes: u32x4| f32x4::from_i32x4(bytemuck::cast::<u32x4, i32x4>(lanes));
    [float(cells & u32x4::splat(0xFFFF)), float(cells >> 16)]
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
        for n in [2usize, 3, 4, 5, 9] {
            let distances: Vec<u16> = (0..n * n).map(|i| (i / n).abs_diff(i % n) as u16).collect();
            let mut tiles = Tiles::new(n, &distances, &mut random);
            tiles.descend(30, 1.0, &mut random);
            (0..50).for_each(|_| _ = tiles.sweep(1.0));
            let xy = tiles.positions();
            let [dx, dy] = [0, 1].map(|axis| xy[axis] - xy[2 * (n - 1) + axis]);
            let length = (dx * dx + dy * dy).sqrt();
            assert!((length - (n - 1) as f32).abs() < 0.2, "{n} nodes span {length}");
        }
    }

    #[test]
    fn sweeps_never_raise_the_stress() {
        // A cycle of 23: no layout in the plane is perfect.
        let n = 23usize;
        let distances: Vec<u16> = (0..n * n)
            .map(|i| {
                let apart = (i / n).abs_diff(i % n);
                apart.min(n - apart) as u16
            })
            .collect();
        let mut tiles = Tiles::new(n, &distances, &mut Random::new(1));
        tiles.set(&(0..2 * n).map(|i| (i * i % 11) as f32 * 0.3).collect::<Vec<f32>>());
        let mut before = f32::INFINITY;
        for _ in 0..60 {
            let stress = tiles.sweep(1.0);
            assert!(stress <= before * 1.0001, "{stress} after {before}");
            before = stress;
        }
        // A regular polygon has this.
        assert!((before / (n * (n - 1)) as f32) < 0.05, "{before}");
    }
}

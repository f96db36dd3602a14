//! Full stress on 4 × 4 tiles: stochastic gradient descent, after J. X. Zheng, S. Pawar and
//! D. F. M. Goodman, "Graph Drawing by Stochastic Gradient Descent", IEEE TVCG 25 (2019), and
//! majorisation, after E. Gansner, Y. Koren and S. North, "Graph Drawing by Stress Majorization",
//! GD 2004.
//!
//! Nodes are shuffled into groups of four. Two groups have 16 pairs between
//! them; in each of four rotations every node of one group meets one of the other, so that four pairs
//! move at once and no two of them write the same node.

use wide::{f32x4, i32x4, u32x4};

use crate::{EPSILON, Random, sum};

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
    /// x and y of each group.
    places: Vec<[f32x4; 2]>,
}

impl Tiles {
    /// Puts `n` nodes at random places of the unit square. `distances` is row-major, length `n²`,
    /// symmetric, 0 on the diagonal and nowhere else. O(n²).
    pub fn new(n: usize, distances: &[u16], random: &mut Random) -> Self {
        let groups = n.div_ceil(4);
        let mut slots: Vec<u32> = (0..n as u32).collect();
        random.shuffle(&mut slots);
        let mut nodes = vec![0u32; n];
        slots.iter().zip(0..).for_each(|(slot, v)| nodes[*slot as usize] = v);
        let mut tiles = Vec::with_capacity(groups * groups);
        // A group's rows of distances, by slots; 0 where a slot has no node.
        let mut rows = [(); 4].map(|()| vec![0u16; 4 * groups]);
        for group in nodes.chunks(4) {
            for (k, row) in rows.iter_mut().enumerate() {
                match group.get(k) {
                    Some(v) => {
                        let from = &distances[*v as usize * n..][..n];
                        row.iter_mut().zip(&nodes).for_each(|(d, w)| *d = from[*w as usize]);
                    }
                    None => row.fill(0),
                }
            }
            let [first, second, third, fourth] = rows.each_ref().map(|row| row.as_chunks::<4>().0);
            for (((a, b), c), d) in first.iter().zip(second).zip(third).zip(fourth) {
                let rows = [a, b, c, d];
                let rotation = |r: usize, k: usize| u32::from(rows[k][(k + r) % 4]);
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
        let mut new = Self {
            groups,
            slots,
            longest: f32::from(distances.iter().copied().max().unwrap_or(1).max(1)),
            totals: totals.collect(),
            tiles,
            places: vec![[f32x4::ZERO; 2]; groups],
        };
        new.scatter(random);
        new
    }

    /// Puts the nodes at random places of the unit square. O(n).
    pub fn scatter(&mut self, random: &mut Random) {
        for axis in 0..2 {
            for place in &mut self.places {
                place[axis] = f32x4::new([(); 4].map(|()| random.unit()));
            }
        }
    }

    /// `[x0, y0, x1, y1, …]`, length `2·n`, in units of the distances.
    pub fn positions(&self) -> Vec<f32> {
        let at = |slot: u32| {
            self.places[slot as usize / 4].map(|lanes| lanes.to_array()[slot as usize % 4])
        };
        self.slots.iter().flat_map(|slot| at(*slot)).collect()
    }

    /// Moves all pairs towards their distances so many times, in a new order each time and by ever
    /// smaller steps, the first for pairs at the longest distance. O(passes × n²).
    pub fn descend(&mut self, passes: usize, random: &mut Random) {
        let largest = self.longest * self.longest;
        let fall = fall(largest, LAST_STEP, passes);
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

    /// As [`descend`](Self::descend), but a tile's pairs are far apart in the order, and steps end at
    /// `last`: this leaves power laws and small worlds 1 to 2 % below what whole tiles in a row do, as
    /// nodes of a group do not meet the same nodes at the same time. In each round of a tournament
    /// every group meets one other in one of the rotations. O(passes × n²).
    pub fn anneal(&mut self, passes: usize, reach: f32, last: f32, random: &mut Random) {
        let largest = (self.longest * self.longest * reach * reach).max(1.0);
        let fall = fall(largest, last, passes);
        // All but the last of an even number of groups sit in a ring; in round r those at r + k and
        // r − k meet, and the one at r meets the last or nobody.
        let ring = self.groups.saturating_sub(1) | 1;
        let mut seats: Vec<u32> = (0..self.groups as u32).collect();
        let mut twice = Vec::with_capacity(2 * ring);
        let mut rounds: Vec<u32> = (0..4 * ring as u32).collect();
        let mut step = largest;
        for _ in 0..passes {
            random.shuffle(&mut seats);
            random.shuffle(&mut rounds);
            let (seated, last) = seats.split_at(ring.min(seats.len()));
            twice.clear();
            twice.extend_from_slice(seated);
            twice.extend_from_slice(seated);
            for round in &rounds {
                let [rotation, round] = [round % 4, round / 4].map(|part| part as usize);
                let beside = &twice[round..round + seated.len()];
                match rotation {
                    0 => self.round::<0>(beside, last, step),
                    1 => self.round::<1>(beside, last, step),
                    2 => self.round::<2>(beside, last, step),
                    _ => self.round::<3>(beside, last, step),
                }
            }
            for group in 0..self.groups {
                self.move_within(group, step);
            }
            step *= fall;
        }
    }

    /// The first meets `last`, the second the last but none, and so on.
    #[inline]
    fn round<const R: usize>(&mut self, seats: &[u32], last: &[u32], step: f32) {
        let step = f32x4::splat(step);
        let Some((first, others)) = seats.split_first() else { return };
        for last in last {
            self.move_rotation::<R>(*first as usize, *last as usize, step);
        }
        let half = others.len() / 2;
        for (a, b) in others[..half].iter().zip(others[half..].iter().rev()) {
            self.move_rotation::<R>(*a as usize, *b as usize, step);
        }
    }

    /// Moves four pairs of a tile.
    #[inline]
    fn move_rotation<const R: usize>(&mut self, a: usize, b: usize, step: f32x4) {
        let cells = self.tiles[a * self.groups + b][R / 2];
        let d = unpack(cells)[R % 2];
        let [xa, ya] = self.places[a];
        let [xb, yb] = self.places[b];
        let (mx, my) = displacement(xa - turn::<R>(xb), ya - turn::<R>(yb), d, step);
        self.places[a] = [xa - mx, ya - my];
        self.places[b] = [xb + turn_back::<R>(mx), yb + turn_back::<R>(my)];
    }

    /// Moves the pairs of some tiles that share no group. Two at once take little longer than one:
    /// each rotation waits for the one before.
    #[inline]
    fn move_tiles<const N: usize>(&mut self, ends: [[u32; 2]; N], step: f32) {
        let ends = ends.map(|groups| groups.map(|group| group as usize));
        let step = f32x4::splat(step);
        let tiles = ends.map(|[a, b]| self.tiles[a * self.groups + b]);
        let mut first = ends.map(|[a, _]| self.places[a]);
        let mut second = ends.map(|[_, b]| self.places[b]);
        for half in 0..2 {
            let distances = tiles.map(|tile| unpack(tile[half]));
            for rotation in 0..2 {
                for ((a, b), d) in first.iter_mut().zip(&mut second).zip(&distances) {
                    let (mx, my) = displacement(a[0] - b[0], a[1] - b[1], d[rotation], step);
                    *a = [a[0] - mx, a[1] - my];
                    *b = [rotate(b[0] + mx), rotate(b[1] + my)];
                }
            }
        }
        for (i, [a, b]) in ends.into_iter().enumerate() {
            self.places[a] = first[i];
            self.places[b] = second[i];
        }
    }

    /// The six pairs inside a group, one after the other.
    fn move_within(&mut self, group: usize, step: f32) {
        let [mut x, mut y] = self.places[group].map(f32x4::to_array);
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
        self.places[group] = [f32x4::new(x), f32x4::new(y)];
    }

    /// Moves each group to the minimum of its own terms, and further by the factor `relaxation`, at
    /// least 1 and less than 2. The weighted stress on the way, over all pairs both ways. O(n²).
    pub fn sweep(&mut self, relaxation: f32) -> f32 {
        let mut stress = 0.0;
        for a in 0..self.groups {
            let (place, terms) = self.minimum(a, self.places[a], f32x4::splat(relaxation));
            self.places[a] = place;
            stress += sum(terms);
        }
        stress
    }

    /// Where four nodes would go from these places, and their terms of the stress there.
    #[inline]
    fn minimum(&self, a: usize, [xa, ya]: [f32x4; 2], relaxation: f32x4) -> ([f32x4; 2], f32x4) {
        let (mut mx, mut my, mut stress) = (f32x4::ZERO, f32x4::ZERO, f32x4::ZERO);
        let row = &self.tiles[a * self.groups..(a + 1) * self.groups];
        for (tile, [x, y]) in row.iter().zip(&self.places) {
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
        ([xa + share * mx, ya + share * my], stress)
    }
}

/// The factor from step to step.
fn fall(first: f32, last: f32, passes: usize) -> f32 {
    libm::expf(libm::logf(last / first) / passes.saturating_sub(1).max(1) as f32)
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
    turn::<1>(v)
}

/// Lane k of the result is lane k + R.
#[inline]
fn turn<const R: usize>(v: f32x4) -> f32x4 {
    let lanes = v.to_array();
    f32x4::new([lanes[R % 4], lanes[(R + 1) % 4], lanes[(R + 2) % 4], lanes[(R + 3) % 4]])
}

#[inline]
fn turn_back<const R: usize>(v: f32x4) -> f32x4 {
    let lanes = v.to_array();
    f32x4::new([lanes[(4 - R) % 4], lanes[(5 - R) % 4], lanes[(6 - R) % 4], lanes[(7 - R) % 4]])
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
            tiles.descend(30, &mut random);
            (0..50).for_each(|_| _ = tiles.sweep(1.0));
            let xy = tiles.positions();
            let [dx, dy] = [0, 1].map(|axis| xy[axis] - xy[2 * (n - 1) + axis]);
            let length = (dx * dx + dy * dy).sqrt();
            assert!((length - (n - 1) as f32).abs() < 0.2, "{n} nodes span {length}");
        }
    }

    /// Distances of a power law: every node is joined to two ends of earlier edges.
    fn power_law(n: usize) -> Vec<u16> {
        let mut random = Random::new(1);
        let mut ends = vec![0u32, 1];
        let mut rows = vec![Vec::new(); n];
        for v in 2..n as u32 {
            for _ in 0..2 {
                ends.extend([v, ends[random.below(ends.len())]]);
            }
        }
        for pair in ends.as_chunks::<2>().0.iter().filter(|[a, b]| a != b) {
            rows[pair[0] as usize].push(pair[1]);
            rows[pair[1] as usize].push(pair[0]);
        }
        let mut graph = crate::Adjacency { offsets: vec![0], ..Default::default() };
        for row in rows {
            graph.neighbors.extend(row);
            graph.offsets.push(graph.neighbors.len() as u32);
        }
        graph.all_hops()
    }

    #[test]
    fn annealing_moves_every_pair_of_any_number_of_nodes() {
        for n in [2usize, 3, 4, 5, 8, 9, 12, 13, 17] {
            let distances: Vec<u16> = (0..n * n).map(|i| (i / n).abs_diff(i % n) as u16).collect();
            let mut random = Random::new(1);
            let mut tiles = Tiles::new(n, &distances, &mut random);
            tiles.anneal(60, 1.0, 0.01, &mut random);
            let xy = tiles.positions();
            for v in 1..n {
                let [dx, dy] = [0, 1].map(|axis| xy[2 * v + axis] - xy[axis]);
                let length = (dx * dx + dy * dy).sqrt();
                assert!((length - v as f32).abs() < 0.2, "{n}: {v} is {length} from 0");
            }
        }
    }

    #[test]
    fn annealing_finds_better_minima_than_whole_tiles_in_a_row() {
        // Where all is near all, chance decides which minimum it is: the mean of some tries.
        let n = 200;
        let distances = power_law(n);
        let mean = |anneal: bool| {
            let tries = (0..12).map(|seed| {
                let mut random = Random::new(seed);
                let mut tiles = Tiles::new(n, &distances, &mut random);
                if anneal {
                    tiles.anneal(24, 1.0, LAST_STEP, &mut random);
                } else {
                    tiles.descend(24, &mut random);
                }
                (0..20).for_each(|_| _ = tiles.sweep(1.7));
                tiles.sweep(1.0) / (n * n) as f32
            });
            tries.sum::<f32>() / 12.0
        };
        let [tiles, rotations] = [false, true].map(mean);
        assert!(rotations < tiles, "{rotations} by rotations, {tiles} by tiles");
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

//! Repulsion between all nodes: exact for some thousands, by the method of J. Barnes and P. Hut,
//! "A hierarchical O(N log N) force-calculation algorithm", Nature 324 (1986), for more.
//!
//! The force between two nodes at distance `d` is `d / (1 + d²)²`, the t-force of F. Zhong et al.,
//! "Force-directed graph layouts revisited: a new force based on the t-distribution", IEEE TVCG 30
//! (2023): it is strongest at 0.58, fades with the third power and is 0 where two nodes coincide,
//! so nothing is ever flung away.
//!
//! The tree is linear: nodes sorted along Morton's curve, cells as ranges of them, in depth-first
//! order with the number of the cell that comes after all that is inside. Walked once for each group
//! of nodes, not for each node; what the walk finds acts on all nodes of the group, eight at a time.
//! A cell acts as a whole where that is off by no more than a tolerance: as the force fades with the
//! third power, the angle under which a cell is seen would open too many that are far.

use wide::f32x4;

use crate::sum;

/// Up to this many nodes all pairs are counted.
pub const EXACT: usize = 5_000;
/// A leaf has this many nodes at most, unless they lie in one place.
const LEAF: usize = 16;
/// Nodes that share a walk, at most.
const GROUP: usize = 128;
/// Places that fill a vector up. So far away that their force is less than rounding.
const NOWHERE: f32 = 1e9;

/// Room to work in, kept from one call to the next.
#[derive(Debug, Clone, Default)]
pub struct Repulsion {
    /// How much the force of a cell may be off. 0 opens all.
    tolerance: f32,
    keys: Vec<(u32, u32)>,
    spare: Vec<(u32, u32)>,
    x: Vec<f32>,
    y: Vec<f32>,
    fx: Vec<f32>,
    fy: Vec<f32>,
    cells: Vec<Cell>,
    /// The cells that hold a group each.
    groups: Vec<u32>,
    /// The nodes whose forces are asked for, if not all are.
    feels: Vec<bool>,
    /// What acts on a group: where, and how strongly.
    acting: Vec<[f32; 3]>,
}

/// A square of the tree with what is in it.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// Left, top, right, bottom of the nodes.
    bounds: [f32; 4],
    middle: [f32; 2],
    first: u32,
    last: u32,
    /// The next cell that is not inside this one.
    next: u32,
}

impl Cell {
    fn mass(&self) -> f32 {
        (self.last - self.first) as f32
    }
}

impl Repulsion {
    /// `tolerance` is about how much the force of one cell may be off, where the strongest force of
    /// one node is 0.3: from 0, exact, to about 0.3, coarse.
    pub fn new(tolerance: f32) -> Self {
        Self { tolerance, ..Self::default() }
    }

    /// Adds `strength` times the force on every node to `forces`. Both are `[x0, y0, …]` of one
    /// length. O(n²) up to [`EXACT`] nodes, O(n log n) above.
    pub fn push(&mut self, positions: &[f32], strength: f32, forces: &mut [f32]) {
        self.push_some(positions, strength, None, forces);
    }

    /// As [`push`](Self::push), but what other nodes than these feel may be added or not. Takes a time
    /// by how many they are, and O(n) above [`EXACT`] nodes.
    pub fn push_some(
        &mut self,
        positions: &[f32],
        strength: f32,
        feeling: Option<&[u32]>,
        forces: &mut [f32],
    ) {
        if positions.len() / 2 > EXACT {
            self.push_by_tree(positions, strength, feeling, forces);
            return;
        }
        self.load(positions, None);
        match feeling {
            // All at once each pair is looked at once only.
            Some(some) if 2 * some.len() < positions.len() / 2 => {
                for &v in some {
                    let v = v as usize;
                    [self.fx[v], self.fy[v]] = exact_one(&self.x, &self.y, v);
                }
            }
            _ => exact(&self.x, &self.y, &mut self.fx, &mut self.fy),
        }
        for (i, force) in forces.chunks_exact_mut(2).enumerate() {
            force[0] += strength * self.fx[i];
            force[1] += strength * self.fy[i];
        }
    }

    fn push_by_tree(
        &mut self,
        positions: &[f32],
        strength: f32,
        feeling: Option<&[u32]>,
        forces: &mut [f32],
    ) {
        self.sort(positions);
        let keys = std::mem::take(&mut self.keys);
        self.load(positions, Some(&keys));
        self.plant(&keys);
        if let Some(some) = feeling {
            self.feels.clear();
            self.feels.resize(keys.len(), false);
            some.iter().for_each(|v| self.feels[*v as usize] = true);
        }
        for i in 0..self.groups.len() {
            let Cell { bounds, first, last, .. } = self.cells[self.groups[i] as usize];
            let (first, last) = (first as usize, last as usize);
            if feeling.is_some() && !keys[first..last].iter().any(|(_, v)| self.feels[*v as usize])
            {
                continue;
            }
            self.gather(bounds);
            self.apply(first, last);
        }
        for (i, (_, v)) in keys.iter().enumerate() {
            let v = *v as usize;
            forces[2 * v] += strength * self.fx[i];
            forces[2 * v + 1] += strength * self.fy[i];
        }
        self.keys = keys;
    }

    /// Copies positions, in an order if there is one, and clears the forces.
    fn load(&mut self, positions: &[f32], order: Option<&[(u32, u32)]>) {
        let n = positions.len() / 2;
        for axis in 0..2 {
            let values = if axis == 0 { &mut self.x } else { &mut self.y };
            values.clear();
            match order {
                Some(order) => {
                    values.extend(order.iter().map(|(_, v)| positions[2 * *v as usize + axis]));
                }
                None => values.extend(positions.iter().skip(axis).step_by(2)),
            }
            // More than needed: a group's last eight may start anywhere.
            values.resize((n.div_ceil(4) + 2) * 4, NOWHERE);
        }
        for forces in [&mut self.fx, &mut self.fy] {
            forces.clear();
            forces.resize(self.x.len(), 0.0);
        }
    }

    /// Sorts the nodes along Morton's curve over their bounds, 16 bits an axis: three rounds of
    /// counting sort by 11 bits, stable. O(n).
    fn sort(&mut self, positions: &[f32]) {
        let bounds = bounds(positions.chunks_exact(2).map(|xy| [xy[0], xy[1]]));
        let side = (bounds[2] - bounds[0]).max(bounds[3] - bounds[1]).max(f32::MIN_POSITIVE);
        let scale = 65_535.0 / side;
        self.keys.clear();
        self.keys.extend(positions.chunks_exact(2).enumerate().map(|(v, xy)| {
            let [x, y] = [0, 1].map(|axis| spread(((xy[axis] - bounds[axis]) * scale) as u32));
            (x | y << 1, v as u32)
        }));
        self.spare.clear();
        self.spare.resize(self.keys.len(), (0, 0));
        for shift in [0, 11, 22] {
            let mut starts = [0u32; 2049];
            let digit = |key: u32| (key >> shift & 2047) as usize;
            self.keys.iter().for_each(|(key, _)| starts[digit(*key) + 1] += 1);
            for i in 0..2048 {
                starts[i + 1] += starts[i];
            }
            for entry in &self.keys {
                let start = &mut starts[digit(entry.0)];
                self.spare[*start as usize] = *entry;
                *start += 1;
            }
            std::mem::swap(&mut self.keys, &mut self.spare);
        }
    }

    /// Makes the cells, children after their parent. O(n).
    fn plant(&mut self, keys: &[(u32, u32)]) {
        self.cells.clear();
        self.groups.clear();
        self.grow(keys, 0, keys.len(), 30, true);
    }

    /// A cell of the nodes from `first` to before `last`, whose keys agree above `shift + 2` bits.
    /// At most 16 calls deep.
    fn grow(
        &mut self,
        keys: &[(u32, u32)],
        first: usize,
        last: usize,
        shift: u32,
        mut groupless: bool,
    ) {
        let number = self.cells.len();
        self.cells.push(Cell { first: first as u32, last: last as u32, ..Cell::default() });
        let mut cell = self.cells[number];
        let is_leaf = last - first <= LEAF || keys[first].0 == keys[last - 1].0;
        if groupless && (is_leaf || last - first <= GROUP) {
            self.groups.push(number as u32);
            groupless = false;
        }
        if is_leaf {
            let places = self.x[first..last].iter().zip(&self.y[first..last]);
            cell.bounds = bounds(places.clone().map(|(x, y)| [*x, *y]));
            let [x, y] = places.fold([0.0, 0.0], |[sx, sy], (x, y)| [sx + *x, sy + *y]);
            cell.middle = [x / cell.mass(), y / cell.mass()];
        } else {
            let (mut start, mut sum) = (first, [0.0, 0.0]);
            cell.bounds = NOTHING;
            while start < last {
                let quarter = keys[start].0 >> shift;
                let end =
                    start + keys[start..last].partition_point(|(key, _)| key >> shift == quarter);
                let child = self.cells.len();
                self.grow(keys, start, end, shift.saturating_sub(2), groupless);
                let child = self.cells[child];
                cell.bounds = join(cell.bounds, child.bounds);
                for (sum, middle) in sum.iter_mut().zip(child.middle) {
                    *sum += middle * child.mass();
                }
                start = end;
            }
            cell.middle = sum.map(|sum| sum / cell.mass());
        }
        cell.next = self.cells.len() as u32;
        self.cells[number] = cell;
    }

    /// Walks the tree for a group within these bounds and fills the list of what acts on it.
    fn gather(&mut self, bounds: [f32; 4]) {
        let strict = 1.0 / (self.tolerance * self.tolerance).max(1e-30);
        self.acting.clear();
        let mut at = 0;
        while let Some(cell) = self.cells.get(at) {
            let away = |low: f32, high: f32, own_low: f32, own_high: f32| {
                (low - own_high).max(own_low - high).max(0.0)
            };
            let dx = away(cell.bounds[0], cell.bounds[2], bounds[0], bounds[2]);
            let dy = away(cell.bounds[1], cell.bounds[3], bounds[1], bounds[3]);
            let (wide, high) = (cell.bounds[2] - cell.bounds[0], cell.bounds[3] - cell.bounds[1]);
            // The next term of the force's series: mass × side² / distance⁵, here squared.
            let near = 1.0 + (dx * dx + dy * dy);
            let off = cell.mass() * (wide * wide + high * high);
            let leaf = cell.next as usize == at + 1;
            // A leaf of more nodes than it should have: they lie in one place and act as one.
            let whole = off * off * strict <= near * near * near * near * near;
            if whole || leaf && cell.last - cell.first > LEAF as u32 {
                self.acting.push([cell.middle[0], cell.middle[1], cell.mass()]);
                at = cell.next as usize;
            } else {
                if leaf {
                    for i in cell.first as usize..cell.last as usize {
                        self.acting.push([self.x[i], self.y[i], 1.0]);
                    }
                }
                at += 1;
            }
        }
    }

    /// Lets the list act on the nodes of a group, eight at a time.
    fn apply(&mut self, first: usize, last: usize) {
        for start in (first..last).step_by(8) {
            let [xa, xb] = [start, start + 4].map(|start| four(&self.x, start));
            let [ya, yb] = [start, start + 4].map(|start| four(&self.y, start));
            let [mut fxa, mut fya, mut fxb, mut fyb] = [f32x4::ZERO; 4];
            for [x, y, mass] in &self.acting {
                let [x, y, mass] = [*x, *y, *mass].map(f32x4::splat);
                let (dxa, dya, dxb, dyb) = (xa - x, ya - y, xb - x, yb - y);
                let (by_a, by_b) = (mass * strength(dxa, dya), mass * strength(dxb, dyb));
                fxa += by_a * dxa;
                fya += by_a * dya;
                fxb += by_b * dxb;
                fyb += by_b * dyb;
            }
            let eight = |a: f32x4, b: f32x4| a.to_array().into_iter().chain(b.to_array());
            // The last eight reach into the next group, whose forces are not theirs.
            let end = last.min(start + 8);
            for (forces, felt) in [(&mut self.fx, eight(fxa, fxb)), (&mut self.fy, eight(fya, fyb))]
            {
                forces[start..end].iter_mut().zip(felt).for_each(|(force, felt)| *force = felt);
            }
        }
    }
}

/// All pairs, each once: two rows of one node against columns of four.
fn exact(x: &[f32], y: &[f32], fx: &mut [f32], fy: &mut [f32]) {
    for row in 0..x.len() / 4 {
        let (head, tail) = (4 * row, 4 * row + 4);
        for [a, b] in [[head, head + 1], [head + 2, head + 3]] {
            let [xa, ya, xb, yb] = [x[a], y[a], x[b], y[b]].map(f32x4::splat);
            let [mut fxa, mut fya, mut fxb, mut fyb] = [f32x4::ZERO; 4];
            let places = x[tail..].chunks_exact(4).zip(y[tail..].chunks_exact(4));
            let forces = fx[tail..].chunks_exact_mut(4).zip(fy[tail..].chunks_exact_mut(4));
            for ((xs, ys), (fxs, fys)) in places.zip(forces) {
                let (xs, ys) = (four(xs, 0), four(ys, 0));
                let (dxa, dya, dxb, dyb) = (xa - xs, ya - ys, xb - xs, yb - ys);
                let (sa, sb) = (strength(dxa, dya), strength(dxb, dyb));
                let (pxa, pya, pxb, pyb) = (sa * dxa, sa * dya, sb * dxb, sb * dyb);
                fxa += pxa;
                fya += pya;
                fxb += pxb;
                fyb += pyb;
                fxs.copy_from_slice((four(fxs, 0) - (pxa + pxb)).as_array());
                fys.copy_from_slice((four(fys, 0) - (pya + pyb)).as_array());
            }
            // Among the four of the row itself.
            let (xs, ys) = (four(x, head), four(y, head));
            for (i, [xi, yi, fxi, fyi]) in [(a, [xa, ya, fxa, fya]), (b, [xb, yb, fxb, fyb])] {
                let (dx, dy) = (xi - xs, yi - ys);
                let by = strength(dx, dy);
                fx[i] += sum(fxi + by * dx);
                fy[i] += sum(fyi + by * dy);
            }
        }
    }
}

/// What one node feels of all.
fn exact_one(x: &[f32], y: &[f32], v: usize) -> [f32; 2] {
    let (xv, yv) = (f32x4::splat(x[v]), f32x4::splat(y[v]));
    let (mut fx, mut fy) = (f32x4::ZERO, f32x4::ZERO);
    for (xs, ys) in x.chunks_exact(4).zip(y.chunks_exact(4)) {
        let (dx, dy) = (xv - four(xs, 0), yv - four(ys, 0));
        let by = strength(dx, dy);
        fx += by * dx;
        fy += by * dy;
    }
    [sum(fx), sum(fy)]
}

/// The force over the distance.
#[inline(always)]
fn strength(dx: f32x4, dy: f32x4) -> f32x4 {
    let one = f32x4::splat(1.0);
    let apart = one + (dx * dx + dy * dy);
    one / (apart * apart)
}

#[inline(always)]
fn four(values: &[f32], first: usize) -> f32x4 {
    match values.get(first..first + 4) {
        Some(v) => f32x4::new([v[0], v[1], v[2], v[3]]),
        None => f32x4::ZERO,
    }
}

const NOTHING: [f32; 4] = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];

fn bounds(places: impl Iterator<Item = [f32; 2]>) -> [f32; 4] {
    places.fold(NOTHING, |bounds, [x, y]| join(bounds, [x, y, x, y]))
}

fn join(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Puts a 0 before each of 16 bits.
fn spread(mut v: u32) -> u32 {
    v = v.min(0xFFFF);
    v = (v | v << 8) & 0x00FF_00FF;
    v = (v | v << 4) & 0x0F0F_0F0F;
    v = (v | v << 2) & 0x3333_3333;
    (v | v << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    fn places(n: usize, side: f32) -> Vec<f32> {
        let mut random = Random::new(n as u32);
        (0..2 * n).map(|_| (random.unit() - 0.5) * side).collect()
    }

    fn brute(positions: &[f32]) -> Vec<f64> {
        let at = |v: usize| [0, 1].map(|axis| f64::from(positions[2 * v + axis]));
        let n = positions.len() / 2;
        let force = |v: usize| {
            (0..n).fold([0.0, 0.0], |[fx, fy], w| {
                let [dx, dy] = [0, 1].map(|axis| at(v)[axis] - at(w)[axis]);
                let by = (1.0 + dx * dx + dy * dy).powi(-2);
                [fx + by * dx, fy + by * dy]
            })
        };
        (0..n).flat_map(force).collect()
    }

    #[test]
    fn all_pairs_are_counted_once() {
        for n in [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64] {
            let positions = places(n, 4.0);
            let mut forces = vec![0.0; 2 * n];
            Repulsion::new(0.1).push(&positions, 1.0, &mut forces);
            for (ours, exact) in forces.iter().zip(brute(&positions)) {
                assert!((f64::from(*ours) - exact).abs() < 1e-4, "{n}: {ours} is not {exact}");
            }
        }
    }

    #[test]
    fn some_nodes_feel_what_they_feel_among_all() {
        for n in [40, 300, 6_000] {
            let positions = places(n, 30.0);
            for some in [vec![0, 5, 39], (0..n as u32).step_by(3).collect()] {
                let [mut all, mut few] = [(); 2].map(|()| vec![0.0; 2 * n]);
                let mut repulsion = Repulsion::new(0.1);
                repulsion.push(&positions, 2.0, &mut all);
                repulsion.push_some(&positions, 2.0, Some(&some), &mut few);
                for v in some {
                    for i in [2 * v as usize, 2 * v as usize + 1] {
                        let (few, all): (f32, f32) = (few[i], all[i]);
                        assert!((few - all).abs() < 1e-4 * all.abs().max(1.0), "{few} {all}");
                        assert!(few != 0.0);
                    }
                }
            }
        }
    }

    #[test]
    fn the_tree_is_near_to_all_pairs() {
        for side in [10.0, 60.0, 400.0] {
            let positions = places(1500, side);
            let exact = brute(&positions);
            let size = exact.iter().map(|f| f * f).sum::<f64>();
            for (tolerance, most) in [(0.0, 1e-4), (0.1, 0.03)] {
                let mut forces = vec![0.0; positions.len()];
                Repulsion::new(tolerance).push_by_tree(&positions, 1.0, None, &mut forces);
                let error = forces
                    .iter()
                    .zip(&exact)
                    .map(|(f, e)| (f64::from(*f) - e).powi(2))
                    .sum::<f64>();
                let error = (error / size).sqrt();
                assert!(error < most, "{side} {tolerance}: {error}");
            }
        }
    }

    #[test]
    fn many_nodes_in_one_place_take_no_time_and_stay() {
        let mut positions = vec![3.0; 400_000];
        for far in [3.0, 9.0] {
            positions[1] = far;
            let mut forces = vec![0.0; positions.len()];
            Repulsion::new(0.1).push(&positions, 1.0, &mut forces);
            assert!(forces[2..].iter().all(|force| force.abs() < 0.01));
        }
        let mut forces = [0.0; 100];
        Repulsion::new(0.1).push(&[3.0; 100], 1.0, &mut forces);
        assert!(forces.iter().all(|force| force.abs() < 1e-20));
    }
}

//! Forces that draw neighbours together and push all else apart, after F. Zhong et al.,
//! "Force-directed graph layouts revisited: a new force based on the t-distribution", IEEE TVCG 30
//! (2023), with a third one that holds on to distances in the graph: each node is pulled to where
//! its distances to some pivots want it, weighted as in M. Ortmann, M. Klimenta and U. Brandes,
//! "A Sparse Stress Model", JGAA 21 (2017).

use wide::{f32x4, i32x4};

use crate::{EPSILON, Repulsion, sum};

/// How much the repulsion of each of many cells may be off.
const TOLERANCE: f32 = 0.3;
/// No node moves further in one pass, in the unit of the t-force.
const LONGEST: f32 = 2.0;

/// How strong each force is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Balance {
    /// Units of the t-force in one unit of the positions: more of them, weaker repulsion.
    pub scale: f32,
    /// A spring along every edge, force over length…
    pub spring: f32,
    /// …and so many times that where the ends are near.
    pub near: f32,
    /// Of the t-force between all nodes.
    pub repulsion: f32,
    /// Towards the distances from the pivots; 0 without.
    pub pull: f32,
}

/// The authors' balance, without a pull.
pub const T_FORCES: Balance =
    Balance { scale: 1.4, spring: 0.1, near: 8.0, repulsion: 1.0, pull: 0.0 };

/// A graph under forces.
#[derive(Debug, Clone, Default)]
pub struct Forces {
    /// Row `v` of `neighbors` is `offsets[v]..offsets[v + 1]`.
    offsets: Vec<u32>,
    neighbors: Vec<u32>,
    pivots: Pivots,
    repulsion: Repulsion,
    /// Positions in the unit of the t-force.
    places: Vec<f32>,
    forces: Vec<f32>,
}

/// Distances in the graph from some nodes to all.
#[derive(Debug, Clone, Default)]
struct Pivots {
    nodes: Vec<u32>,
    /// Row-major, a row a node, four pivots a cell. The lower half of a lane is the distance, the
    /// upper half the weight: the upper half of an `f32`.
    cells: Vec<i32x4>,
    groups: usize,
    /// 1 over the sum of each row's weights, or 0.
    shares: Vec<f32>,
}

impl Forces {
    /// Both ends of an edge name each other; no self-loops, no parallel edges.
    pub fn new(offsets: Vec<u32>, neighbors: Vec<u32>) -> Self {
        Self { offsets, neighbors, repulsion: Repulsion::new(TOLERANCE), ..Self::default() }
    }

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// True if there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many neighbours node `v` has.
    pub fn degree(&self, v: usize) -> usize {
        self.row(v).len()
    }

    fn row(&self, v: usize) -> &[u32] {
        &self.neighbors[self.offsets[v] as usize..self.offsets[v + 1] as usize]
    }

    /// Finds up to `most` pivots, each as far as can be from those before, and how far all nodes
    /// are from them. The graph is connected. O(pivots × (n + m)), 4 bytes for each pivot and node.
    pub fn find_pivots(&mut self, most: usize) {
        let n = self.len();
        let most = most.min(n);
        let groups = most.div_ceil(4);
        let mut pivots =
            Pivots { groups, cells: vec![i32x4::ZERO; n * groups], ..Pivots::default() };
        let mut nearest = vec![(u16::MAX, 0u32); n];
        let (mut hops, mut queue) = (vec![0u16; n], Vec::with_capacity(n));
        let mut next = 0u32;
        let mut counts: Vec<Vec<u32>> = Vec::with_capacity(most);
        while pivots.nodes.len() < most {
            let pivot = pivots.nodes.len();
            pivots.nodes.push(next);
            self.hops_from(next, &mut hops, &mut queue);
            let mut farthest = 0;
            for (v, (hops, nearest)) in hops.iter().zip(&mut nearest).enumerate() {
                if *hops < nearest.0 {
                    *nearest = (*hops, pivot as u32);
                }
                if nearest.0 > farthest {
                    (farthest, next) = (nearest.0, v as u32);
                }
                let cell = &mut pivots.cells[v * groups + pivot / 4];
                let mut lanes = cell.to_array();
                lanes[pivot % 4] = i32::from(*hops);
                *cell = i32x4::new(lanes);
            }
            if farthest == 0 {
                break;
            }
        }
        // Each pivot counts for the nodes that are nearest to it, within half the distance.
        for _ in &pivots.nodes {
            counts.push(Vec::new());
        }
        for (hops, pivot) in &nearest {
            let counts = &mut counts[*pivot as usize];
            let at = usize::from(*hops);
            if counts.len() <= at {
                counts.resize(at + 1, 0);
            }
            counts[at] += 1;
        }
        for counts in &mut counts {
            for i in 1..counts.len() {
                counts[i] += counts[i - 1];
            }
        }
        pivots.shares.reserve(n);
        for row in pivots.cells.chunks_exact_mut(groups.max(1)) {
            let mut total = 0.0;
            for (group, cell) in row.iter_mut().enumerate() {
                let mut lanes = cell.to_array();
                for (lane, d) in lanes.iter_mut().enumerate() {
                    let Some(counts) = counts.get(4 * group + lane) else { continue };
                    let within = counts.get(*d as usize / 2).or(counts.last()).copied();
                    if *d > 0 {
                        let weight = within.unwrap_or(0) as f32 / (*d * *d) as f32;
                        let kept = weight.to_bits() & 0xFFFF_0000;
                        total += f32::from_bits(kept);
                        *d |= kept as i32;
                    }
                }
                *cell = i32x4::new(lanes);
            }
            pivots.shares.push(if total > 0.0 { 1.0 / total } else { 0.0 });
        }
        self.pivots = pivots;
    }

    fn hops_from(&self, source: u32, hops: &mut [u16], queue: &mut Vec<u32>) {
        hops.fill(u16::MAX);
        hops[source as usize] = 0;
        queue.clear();
        queue.push(source);
        let mut head = 0;
        while let Some(&v) = queue.get(head) {
            head += 1;
            // 32,767 hops fit in the lower half of a lane with their square in the whole of one.
            let next = (hops[v as usize] + 1).min(32_767);
            for &w in self.row(v as usize) {
                if hops[w as usize] == u16::MAX {
                    hops[w as usize] = next;
                    queue.push(w);
                }
            }
        }
    }

    /// Moves all nodes once, each by its force over its stiffness times `heat`, 0 to 1. Positions
    /// are `[x0, y0, …]`, in hops where pivots pull. O(n log n + m + n × pivots).
    pub fn pass(&mut self, positions: &mut [f32], balance: &Balance, heat: f32) {
        self.feel(positions, balance, None);
        let targets = self.targets(positions);
        let per_unit = 1.0 / balance.scale;
        for v in 0..self.len() {
            let (x, y) = (self.places[2 * v], self.places[2 * v + 1]);
            let [mut fx, mut fy, mut stiff] = self.springs(v, balance);
            fx += self.forces[2 * v];
            fy += self.forces[2 * v + 1];
            stiff += 0.5 * balance.repulsion;
            if let Some([tx, ty]) = targets.get(v) {
                fx += balance.pull * (tx * balance.scale - x);
                fy += balance.pull * (ty * balance.scale - y);
                stiff += balance.pull;
            }
            let (mx, my) = (fx / stiff, fy / stiff);
            let length = (mx * mx + my * my + EPSILON).sqrt();
            let by = heat * per_unit * (LONGEST / length).min(1.0);
            positions[2 * v] += by * mx;
            positions[2 * v + 1] += by * my;
        }
    }

    /// Fills `places` and the repulsion in `forces`, of these nodes at least.
    fn feel(&mut self, positions: &[f32], balance: &Balance, feeling: Option<&[u32]>) {
        self.places.clear();
        self.places.extend(positions.iter().map(|value| value * balance.scale));
        self.forces.clear();
        self.forces.resize(positions.len(), 0.0);
        let Self { repulsion, places, forces, .. } = self;
        repulsion.push_some(places, balance.repulsion, feeling, forces);
    }

    /// The force of a node's edges, and their stiffness.
    #[inline]
    fn springs(&self, v: usize, balance: &Balance) -> [f32; 3] {
        let (x, y) = (self.places[2 * v], self.places[2 * v + 1]);
        let (mut fx, mut fy, mut stiff) = (0.0, 0.0, 0.0);
        for &w in self.row(v) {
            let w = w as usize;
            let (dx, dy) = (self.places[2 * w] - x, self.places[2 * w + 1] - y);
            let by = balance.spring * (1.0 + balance.near / (1.0 + (dx * dx + dy * dy)));
            fx += by * dx;
            fy += by * dy;
            stiff += by;
        }
        [fx, fy, stiff]
    }

    /// The forces of springs and repulsion on these nodes, `[x0, y0, …]`, in the unit of the t-force;
    /// of the others they mean nothing. O(n + nodes × log n) and the nodes' edges above
    /// [`EXACT`](crate::EXACT) nodes, at most O(n²) up to there.
    pub fn at(&mut self, positions: &[f32], balance: &Balance, nodes: &[u32]) -> &[f32] {
        self.feel(positions, balance, Some(nodes));
        for &v in nodes {
            let v = v as usize;
            let [fx, fy, _] = self.springs(v, balance);
            self.forces[2 * v] += fx;
            self.forces[2 * v + 1] += fy;
        }
        &self.forces
    }

    /// Where the pivots want each node; empty without pivots.
    fn targets(&self, positions: &[f32]) -> Vec<[f32; 2]> {
        let Pivots { nodes, cells, groups, shares } = &self.pivots;
        let axis = |axis: usize| -> Vec<f32x4> {
            let place = |v: Option<&u32>| v.map_or(0.0, |v| positions[2 * *v as usize + axis]);
            (0..*groups)
                .map(|group| {
                    f32x4::new([0, 1, 2, 3].map(|lane| place(nodes.get(4 * group + lane))))
                })
                .collect()
        };
        let (px, py) = (axis(0), axis(1));
        let rows = cells.chunks_exact((*groups).max(1)).zip(shares);
        rows.zip(positions.chunks_exact(2))
            .map(|((row, share), xy)| {
                let (x, y) = (f32x4::splat(xy[0]), f32x4::splat(xy[1]));
                let (mut mx, mut my) = (f32x4::ZERO, f32x4::ZERO);
                for ((cell, px), py) in row.iter().zip(&px).zip(&py) {
                    let (d, weight) = unpack(*cell);
                    let (dx, dy) = (*px - x, *py - y);
                    let length = (dx * dx + dy * dy + f32x4::splat(EPSILON)).sqrt();
                    let by = weight * (f32x4::ONE - d / length);
                    mx += by * dx;
                    my += by * dy;
                }
                [xy[0] + share * sum(mx), xy[1] + share * sum(my)]
            })
            .collect()
    }

    /// Normalised stress of the distances from the pivots at the best scale, 0 without pivots: an
    /// estimate of that of all pairs. O(n × pivots).
    pub fn stress(&self, positions: &[f32]) -> f32 {
        let Pivots { nodes, cells, groups, .. } = &self.pivots;
        let (mut pairs, mut ratio, mut square) = (0.0f64, 0.0f64, 0.0f64);
        for (row, xy) in cells.chunks_exact((*groups).max(1)).zip(positions.chunks_exact(2)) {
            for (pivot, at) in nodes.iter().enumerate() {
                let d = row[pivot / 4].to_array()[pivot % 4] & 0xFFFF;
                if d > 0 {
                    let at = 2 * *at as usize;
                    let (dx, dy) = (positions[at] - xy[0], positions[at + 1] - xy[1]);
                    let r = f64::from((dx * dx + dy * dy).sqrt() / d as f32);
                    pairs += 1.0;
                    ratio += r;
                    square += r * r;
                }
            }
        }
        if square > 0.0 { (1.0 - ratio * ratio / square / pairs) as f32 } else { 0.0 }
    }
}

/// The distances and weights in a cell.
#[inline]
fn unpack(cell: i32x4) -> (f32x4, f32x4) {
    let d = f32x4::from_i32x4(cell & i32x4::splat(0xFFFF));
    (d, bytemuck::cast(cell & i32x4::splat(!0xFFFF)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(n: u32) -> Forces {
        let (mut offsets, mut neighbors) = (vec![0], Vec::new());
        for v in 0..n {
            neighbors.extend([v.checked_sub(1), (v + 1 < n).then_some(v + 1)].iter().flatten());
            offsets.push(neighbors.len() as u32);
        }
        Forces::new(offsets, neighbors)
    }

    #[test]
    fn a_straight_path_has_no_stress_and_its_pivots_pull_nowhere() {
        let mut forces = path(9);
        forces.find_pivots(6);
        let straight: Vec<f32> = (0..9).flat_map(|v| [v as f32 * 0.6, v as f32 * 0.8]).collect();
        assert!(forces.stress(&straight).abs() < 1e-5);
        for ([tx, ty], xy) in forces.targets(&straight).iter().zip(straight.chunks_exact(2)) {
            assert!((tx - xy[0]).abs() < 1e-4 && (ty - xy[1]).abs() < 1e-4, "{tx} {ty} {xy:?}");
        }
        let mut bent = straight.clone();
        bent[9] += 3.0;
        assert!(forces.stress(&bent) > 0.01);
    }

    #[test]
    fn passes_come_to_rest_and_sort_neighbours_out() {
        let mut forces = path(12);
        forces.find_pivots(12);
        let balance = Balance { pull: 0.7, ..T_FORCES };
        let mut positions: Vec<f32> = (0..24).map(|i| (i * i % 13) as f32).collect();
        for pass in 0..200 {
            forces.pass(&mut positions, &balance, 1.0 - pass as f32 / 200.0);
        }
        let before = positions.clone();
        forces.pass(&mut positions, &balance, 1.0);
        let moved = before.iter().zip(&positions).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(moved < 0.02, "{moved}");
    }

    #[test]
    fn the_least_graphs_and_coincident_nodes_stay_finite() {
        for n in 0..6 {
            let mut forces = path(n);
            forces.find_pivots(4);
            let mut positions = vec![1.0; 2 * n as usize];
            for _ in 0..5 {
                forces.pass(&mut positions, &Balance { pull: 1.0, ..T_FORCES }, 1.0);
            }
            assert!(positions.iter().all(|value| value.is_finite()), "{positions:?}");
            assert!(forces.stress(&positions).is_finite());
        }
    }
}

//! Layouts by forces, from a start that keeps distances. Two of them:
//!
//! - [`gather`], `layout=clusters`: neighbours come together and all else keeps off, while pivots
//!   hold on to distances. Neighbourhood preservation rises, stress stays within a bound.
//! - [`relax`], `layout=force`: springs and repulsion alone, as readers know them from elsewhere.
//!
//! The loops are in the crate `tiegraph-kernels`.

use tiegraph_kernels::{Balance, Forces, Random, T_FORCES};

use crate::graph::Rows;

/// Nodes whose distances to all are held on to.
const PIVOTS: usize = 128;
/// Distances that are kept in all, 4 bytes each: above, fewer pivots.
const MOST_KEPT: usize = 16_000_000;
/// Fewer pivots than this say too little.
const LEAST_PIVOTS: usize = 16;
/// Nodes at the same distances from all must not stay in one place; in hops.
const JITTER: f32 = 0.04;
/// Neighbourhoods are looked at in this many pairs of nodes: a sample of large graphs.
const LOOKED_AT: usize = 16_000_000;
/// Passes of springs and repulsion alone.
const RELAXING: usize = 150;

/// A way to gather neighbours.
struct Way {
    balance: Balance,
    passes: usize,
    /// The first passes move by this share of their wish, the last by a fiftieth.
    heat: f32,
    /// The stress may rise by this factor.
    most_stress: f32,
}

/// The first starts from the distances, the others from what the first has made. The gentle one may
/// cost stress, the stronger ones hardly: of road maps, meshes and trees they find neighbourhoods
/// that were only folded.
const WAYS: [Way; 3] = [
    Way {
        balance: Balance { scale: 2.0, pull: 0.7, ..T_FORCES },
        passes: 60,
        heat: 1.0,
        most_stress: MOST_STRESS,
    },
    Way {
        balance: Balance { repulsion: 2.0, pull: 0.3, ..T_FORCES },
        passes: 40,
        heat: 0.8,
        most_stress: 1.07,
    },
    Way {
        balance: Balance { near: 20.0, pull: 0.3, ..T_FORCES },
        passes: 40,
        heat: 0.8,
        most_stress: 1.07,
    },
];

/// The stress after [`gather`] is at most so many times that before, over the distances from the
/// pivots.
pub(super) const MOST_STRESS: f32 = 1.35;
/// Shares of the way from the start to what forces have made, tried until the stress is in bounds.
const SHARES: [f32; 4] = [1.0, 0.75, 0.5, 0.25];

/// Raises neighbourhood preservation: of the start and what forces make of it, the layout that
/// preserves most within its bound of stress. `positions` in hops, of a connected simple graph.
/// O(passes × (n log n + m + n × pivots)), 128 pivots up to 125,000 nodes.
pub(super) fn gather(rows: &Rows, mut positions: Vec<f32>, seed: u32) -> Vec<f32> {
    let n = rows.len();
    if n < 3 {
        return positions;
    }
    let mut forces = forces(rows);
    forces.find_pivots((MOST_KEPT / n).clamp(LEAST_PIVOTS, PIVOTS));
    center(&mut positions);
    let before = forces.stress(&positions);
    let mut best = (preserved(rows, &positions), positions.clone());
    let mut first = jittered(&positions, seed);
    for (i, way) in WAYS.iter().enumerate() {
        let mut moved = first.clone();
        run(&mut forces, &mut moved, &way.balance, way.passes, way.heat);
        center(&mut moved);
        for share in SHARES {
            let between: Vec<f32> =
                positions.iter().zip(&moved).map(|(a, b)| a + share * (b - a)).collect();
            if forces.stress(&between) <= way.most_stress * before {
                let found = preserved(rows, &between);
                if found > best.0 {
                    best = (found, between);
                }
                break;
            }
        }
        if i == 0 {
            first = moved;
        }
    }
    best.1
}

/// Springs and repulsion alone, until they are at rest. `positions` in hops, of a connected simple
/// graph. O(passes × (n log n + m)).
pub(super) fn relax(rows: &Rows, positions: &[f32], seed: u32) -> Vec<f32> {
    let mut moved = jittered(positions, seed);
    run(&mut forces(rows), &mut moved, &T_FORCES, RELAXING, 1.0);
    moved
}

fn run(forces: &mut Forces, positions: &mut [f32], balance: &Balance, passes: usize, heat: f32) {
    for pass in 0..passes {
        let left = 1.0 - pass as f32 / passes as f32;
        forces.pass(positions, balance, heat * left.max(0.02));
    }
}

/// A connected simple graph under forces.
pub(super) fn forces(rows: &Rows) -> Forces {
    let (mut offsets, mut neighbors) = (vec![0u32], Vec::new());
    for v in 0..rows.len() as u32 {
        neighbors.extend_from_slice(rows.neighbors(v));
        offsets.push(neighbors.len() as u32);
    }
    Forces::new(offsets, neighbors)
}

fn jittered(positions: &[f32], seed: u32) -> Vec<f32> {
    let mut random = Random::new(seed);
    positions.iter().map(|value| value + (random.unit() - 0.5) * JITTER).collect()
}

fn center(positions: &mut [f32]) {
    let n = (positions.len() / 2).max(1) as f32;
    let sum = positions.chunks_exact(2).fold([0.0, 0.0], |[x, y], xy| [x + xy[0], y + xy[1]]);
    for xy in positions.chunks_exact_mut(2) {
        xy[0] -= sum[0] / n;
        xy[1] -= sum[1] / n;
    }
}

/// Neighbourhood preservation on a sample: as `quality::neighborhood_preservation`, of a simple
/// graph, but with fewer nodes looked at.
fn preserved(rows: &Rows, positions: &[f32]) -> f32 {
    let n = rows.len();
    let stride = (n * n).div_ceil(LOOKED_AT).clamp(1, n.max(1));
    let (mut sum, mut count) = (0.0, 0.0);
    // The nearest so far, farthest first.
    let mut nearest: Vec<(f32, u32)> = Vec::new();
    for v in (0..n).step_by(stride) {
        let neighbors = rows.neighbors(v as u32);
        let k = neighbors.len();
        let [x, y] = [positions[2 * v], positions[2 * v + 1]];
        nearest.clear();
        let mut farthest = f32::INFINITY;
        for (w, xy) in positions.chunks_exact(2).enumerate() {
            let (dx, dy) = (xy[0] - x, xy[1] - y);
            let apart = dx * dx + dy * dy;
            if apart >= farthest || w == v || k == 0 {
                continue;
            }
            if nearest.len() == k {
                nearest.remove(0);
            }
            let at = nearest.partition_point(|(other, _)| *other > apart);
            nearest.insert(at, (apart, w as u32));
            if nearest.len() == k {
                farthest = nearest[0].0;
            }
        }
        if k > 0 {
            let both = nearest.iter().filter(|(_, w)| neighbors.binary_search(w).is_ok()).count();
            sum += both as f32 / (2 * k - both) as f32;
            count += 1.0;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::quality;
    use crate::layout::stress::{self, Spacing};

    /// A star of paths, a grid, a tree and two dense groups.
    fn graphs() -> Vec<Rows> {
        let star = (0..40).flat_map(|i| [[0, 2 * i + 1], [2 * i + 1, 2 * i + 2]]).collect();
        let at = |x: u32, y: u32| 12 * x + y;
        let grid = (0..11)
            .flat_map(|x| {
                (0..11).flat_map(move |y| [[at(x, y), at(x + 1, y)], [at(x, y), at(x, y + 1)]])
            })
            .filter(|ends: &[u32; 2]| ends[0] < ends[1])
            .collect();
        let tree = (1..120u32).map(|v| [(v - 1) / 3, v]).collect();
        let groups = (0..40u32)
            .flat_map(|v| {
                (v + 1..40)
                    .filter(move |w| v / 20 == w / 20 && (v * w) % 3 == 1)
                    .map(move |w| [v, w])
            })
            .chain((1..40).map(|v| [v - 1, v]))
            .collect::<Vec<_>>();
        let rows = |edges: Vec<[u32; 2]>| {
            let n = edges.iter().flatten().max().map_or(0, |most| *most as usize + 1);
            Rows::new(n, &super::super::simple(&Rows::new(n, &edges)))
        };
        [star, grid, tree, groups].into_iter().map(rows).collect()
    }

    #[test]
    fn neighbourhoods_are_kept_better_and_distances_nearly_as_well() {
        for (i, rows) in graphs().iter().enumerate() {
            // Isolated numbers of the grid would be components of their own.
            let start = stress::tries(rows, 3, Spacing::Even).swap_remove(0);
            let end = gather(rows, start.clone(), 3);
            let np = |positions: &[f32]| quality::neighborhood_preservation(rows, positions);
            assert!(np(&end) >= np(&start), "{i}: {} after {}", np(&end), np(&start));
            let (before, after) = (quality::stress(rows, &start), quality::stress(rows, &end));
            assert!(after <= before * f64::from(MOST_STRESS) + 1e-4, "{i}: {after} after {before}");
        }
        let tree = &graphs()[2];
        let start = stress::tries(tree, 3, Spacing::Even).swap_remove(0);
        let np = |positions: &[f32]| quality::neighborhood_preservation(tree, positions);
        assert!(np(&gather(tree, start.clone(), 3)) > np(&start) + 0.1);
    }

    #[test]
    fn the_sample_of_all_nodes_is_the_measure() {
        for rows in graphs() {
            let positions = stress::tries(&rows, 1, Spacing::Even).swap_remove(0);
            let exact = quality::neighborhood_preservation(&rows, &positions);
            assert!((f64::from(preserved(&rows, &positions)) - exact).abs() < 1e-3);
        }
    }
}

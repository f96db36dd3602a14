//! Layouts whose distances in the picture follow distances in the graph: gradient descent on all
//! pairs, and for small graphs several tries, the best of them polished by majorisation. The loops
//! themselves are in the crate `tiegraph-kernels`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tiegraph_kernels::{Majorisation, Random, Tiles};

use crate::graph::Rows;
use crate::order;

/// The distances of all pairs take two bytes each: 5,000 nodes are 50 MB.
pub(super) const MOST_NODES: usize = 5_000;
/// Under this many nodes a try is cheap and chance matters.
pub(super) const SMALL: usize = 300;
/// Tries of a small graph.
const TRIES: u32 = 8;
/// So many of them, the best, are polished…
const POLISHED: usize = 4;
/// …by this many sweeps…
const SWEEPS: usize = 24;
/// …and kept if their stress is within this factor of the best.
const ALIKE: f32 = 1.04;

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

/// The best layouts of a connected graph in units of one hop, best first; `[x0, y0, …]` each. At
/// least one. O(tries × passes × n²).
pub(super) fn tries(rows: &Rows, seed: u32, spacing: Spacing) -> Vec<Vec<f32>> {
    let n = rows.len();
    if n < 2 {
        return vec![vec![0.0; 2 * n]];
    }
    let Distances { steps, quantum } = match spacing {
        Spacing::Even => even(rows),
        Spacing::Roomy => roomy(rows),
    };
    let tries = if n < SMALL { TRIES } else { 1 };
    let descend = |attempt| {
        let mut random = Random::new(seed.wrapping_mul(TRIES).wrapping_add(attempt));
        let mut tiles = Tiles::new(n, &steps, &mut random);
        tiles.descend(&mut random);
        tiles.positions()
    };
    let mut layouts: Vec<(f32, Vec<f32>)> =
        (0..tries).map(|attempt| (0.0, descend(attempt))).collect();
    if tries > 1 {
        let majorisation = Majorisation::new(n, &steps);
        for sweeps in [1, SWEEPS] {
            for (stress, positions) in &mut layouts {
                *stress = majorisation.sweep(positions, sweeps);
            }
            order::sort_by(&mut layouts, |a, b| a.0.total_cmp(&b.0));
            layouts.truncate(POLISHED);
        }
        let best = layouts.first().map_or(0.0, |(stress, _)| *stress);
        layouts.retain(|(stress, _)| *stress <= best * ALIKE);
    }
    layouts
        .into_iter()
        .map(|(_, positions)| positions.iter().map(|value| value * quantum).collect())
        .collect()
}

/// All pairs, row-major, in whole steps of `quantum` hops.
struct Distances {
    steps: Vec<u8>,
    quantum: f32,
}

/// Breadth-first search from every node. Distances beyond 255 hops count as 255. O(n × m).
fn even(rows: &Rows) -> Distances {
    let n = rows.len();
    let mut steps = vec![0u8; n * n];
    let (mut hops, mut reached) = (Vec::new(), Vec::new());
    for (s, row) in steps.chunks_exact_mut(n).enumerate() {
        rows.hops_from(s as u32, &mut hops, &mut reached);
        row.iter_mut().zip(&hops).for_each(|(step, hops)| *step = (*hops).min(255) as u8);
    }
    Distances { steps, quantum: 1.0 }
}

/// Dijkstra's algorithm from every node. The longest distance becomes 255 steps. O(n × m log m).
fn roomy(rows: &Rows) -> Distances {
    let n = rows.len();
    // The length of a tie: the root of its ends' mean degree.
    let length =
        |v: u32, w: u32| ((rows.neighbors(v).len() + rows.neighbors(w).len()) as f32 / 2.0).sqrt();
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
                let through = so_far + length(v, w);
                if through < distance[w as usize] {
                    distance[w as usize] = through;
                    open.push(Reverse((through.to_bits(), w)));
                }
            }
        }
    }
    // To the power of ¾, by roots alone.
    all.iter_mut().for_each(|d| *d = d.sqrt() * d.sqrt().sqrt());
    let quantum = all.iter().copied().fold(0.0, f32::max) / 255.0;
    let mut steps: Vec<u8> =
        all.iter().map(|d| (d / quantum).round().clamp(1.0, 255.0) as u8).collect();
    (0..n).for_each(|v| steps[v * n + v] = 0);
    Distances { steps, quantum }
}

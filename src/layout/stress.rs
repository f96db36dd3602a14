//! Layouts whose distances in the picture follow distances in the graph. The loops themselves are in
//! the crate `tiegraph-kernels`.
//!
//! Small graphs: several tries from random places by gradient descent over all pairs, the best of
//! them improved further. Middling ones: one descent from a start by pivots. Large ones: pivots
//! alone.

use tiegraph_kernels::{Adjacency, Effort, Random, Tiles};

use super::sparse::{self, Making};
use crate::graph::Rows;
use crate::order;

/// Under this many nodes a try is cheap and chance matters.
pub(super) const SMALL: usize = 300;
/// Up to this many nodes all pairs always count. The distances take four bytes a pair.
const MIDDLING: usize = 2_000;
/// Up to this many nodes all pairs count where the pivots say little: in small worlds and power laws.
const MOST_PAIRS: usize = 5_000;
/// Terms of the stress that the tries of a small graph may look at, and then their improvement.
const WORK: usize = 9_000_000;
/// Tries of a small graph with labels.
const ROOMY_TRIES: usize = 8;
/// Passes over all pairs in a try, as in the authors' s_gd2.
const PASSES: usize = 30;
/// Places that are tried for every node of a try that is improved…
const HOPS: usize = if cfg!(feature = "large") { 24 } else { 0 };
/// …with a sweep after so many…
const HOPS_A_SWEEP: usize = 4;
/// …and so many in the end.
const SWEEPS: usize = 24;
/// Sweeps go this much farther than to the minimum, which ends sooner.
const RELAXATION: f32 = 1.8;
/// Layouts are kept if their stress is within this factor of the best.
const ALIKE: f32 = 1.04;
/// The start of a middling graph.
const START: Effort = Effort { pivots: 48, sweeps: 12 };
/// Passes from that start, the first of them not for the most distant pairs.
const PASSES_FROM_START: (usize, f32) = (24, 0.7);

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

/// Most nodes of a connected graph. Without the feature `large` there are no pivots.
pub(super) const MOST_NODES: usize =
    if cfg!(feature = "large") { sparse::MOST_NODES } else { MOST_PAIRS };

/// True if a graph of this size is laid out by pivots alone, or may be.
pub(super) fn is_large(n: usize) -> bool {
    cfg!(feature = "large") && n > MIDDLING
}

/// The best layouts of a connected graph in units of one hop, best first; `[x0, y0, …]` each. At
/// least one. O(n²) up to some thousand nodes, then as [`sparse::place`].
pub(super) fn tries(rows: &Rows, seed: u32, spacing: Spacing) -> Vec<Vec<f32>> {
    match rows.len() {
        n @ 0..2 => vec![vec![0.0; 2 * n]],
        2..SMALL => several(rows, seed, spacing),
        n if !is_large(n) => vec![one(rows, seed)],
        _ => {
            let mut making = Making::new(rows, seed);
            while making.advance(usize::MAX) < 1.0 {}
            vec![complete(making, rows, seed)]
        }
    }
}

/// What a layout by pivots becomes: where they say little and there are not too many pairs, all
/// pairs count after all.
pub(super) fn complete(making: Making, rows: &Rows, seed: u32) -> Vec<f32> {
    if making.says_little() && rows.len() <= MOST_PAIRS {
        one(rows, seed)
    } else {
        making.positions()
    }
}

/// Many tries, the best of them improved.
fn several(rows: &Rows, seed: u32, spacing: Spacing) -> Vec<Vec<f32>> {
    let n = rows.len();
    let (steps, quantum) = match spacing {
        Spacing::Even => (adjacency(rows).all_hops(), 1.0),
        Spacing::Roomy => roomy(adjacency(rows)),
    };
    let tries = match spacing {
        Spacing::Even => (WORK / ((PASSES / 2 + 2) * n * n)).clamp(4, 24),
        Spacing::Roomy => ROOMY_TRIES,
    };
    let mut layouts: Vec<(f32, Tiles)> = (0..tries as u32)
        .map(|attempt| {
            let attempt = seed.wrapping_mul(tries as u32).wrapping_add(attempt);
            let mut random = Random::new(attempt);
            let mut tiles = Tiles::new(n, &steps, &mut random);
            tiles.descend(PASSES, 1.0, &mut random);
            tiles.sweep(1.0);
            (tiles.sweep(1.0), tiles)
        })
        .collect();
    order::sort_by(&mut layouts, |a, b| a.0.total_cmp(&b.0));
    let mut random = Random::new(seed);
    let hops = match spacing {
        Spacing::Even => HOPS,
        // The reader's picture is chosen by its clutter, of places where gradients lead.
        Spacing::Roomy => 0,
    };
    let improved = WORK / ((3 * hops + hops / HOPS_A_SWEEP + SWEEPS) * n * n);
    layouts.truncate(improved.clamp(1, 4));
    for (stress, tiles) in &mut layouts {
        for hop in 1..=hops {
            tiles.hop(&mut random);
            if hop % HOPS_A_SWEEP == 0 {
                tiles.sweep(RELAXATION);
            }
        }
        (0..SWEEPS).for_each(|_| *stress = tiles.sweep(RELAXATION));
    }
    order::sort_by(&mut layouts, |a, b| a.0.total_cmp(&b.0));
    let best = layouts.first().map_or(0.0, |(stress, _)| *stress);
    layouts.retain(|(stress, _)| *stress <= best * ALIKE);
    let in_hops = |tiles: Tiles| tiles.positions().iter().map(|value| value * quantum).collect();
    layouts.into_iter().map(|(_, tiles)| in_hops(tiles)).collect()
}

/// One descent from a start by pivots, or from random places where there are none.
fn one(rows: &Rows, seed: u32) -> Vec<f32> {
    let graph = adjacency(rows);
    let mut random = Random::new(seed);
    let mut tiles = Tiles::new(rows.len(), &graph.all_hops(), &mut random);
    let (passes, reach) = if cfg!(feature = "large") {
        tiles.set(&sparse::start(graph, START, seed));
        PASSES_FROM_START
    } else {
        (PASSES, 1.0)
    };
    tiles.descend(passes, reach, &mut random);
    for _ in (0..HOPS).take(HOPS_A_SWEEP) {
        tiles.hop(&mut random);
    }
    tiles.sweep(RELAXATION);
    tiles.sweep(1.0);
    tiles.positions()
}

fn adjacency(rows: &Rows) -> Adjacency {
    let order: Vec<u32> = (0..rows.len() as u32).collect();
    sparse::adjacency(rows, &order)
}

/// Distances of all pairs by ties that are longer where many meet, pressed together; in steps of so
/// many hops. O(n × m log m).
fn roomy(mut graph: Adjacency) -> (Vec<u16>, f32) {
    let degree = |v: usize| graph.offsets[v + 1] - graph.offsets[v];
    // The length of a tie: the root of its ends' mean degree.
    graph.lengths = (0..graph.len())
        .flat_map(|v| {
            let row = graph.offsets[v] as usize..graph.offsets[v + 1] as usize;
            graph.neighbors[row].iter().map(move |w| (degree(v) + degree(*w as usize)) as f32 / 2.0)
        })
        .map(f32::sqrt)
        .collect();
    let mut all = graph.all_lengths();
    // To the power of ¾, by roots alone.
    all.iter_mut().for_each(|d| *d = d.sqrt() * d.sqrt().sqrt());
    let quantum = all.iter().copied().fold(0.0, f32::max) / 255.0;
    let step = |d: f32| if d > 0.0 { (d / quantum).round().max(1.0) as u16 } else { 0 };
    (all.into_iter().map(step).collect(), quantum)
}

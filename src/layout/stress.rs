//! Layouts whose distances in the picture follow distances in the graph. The loops themselves are in
//! the crate `tiegraph-kernels`.
//!
//! Small graphs: several tries from random places by gradient descent over all pairs. Middling ones:
//! one. Large ones: pivots alone.

use tiegraph_kernels::{Adjacency, Random, Tiles};

use super::sparse::{self, Making};
use crate::graph::Rows;
use crate::order;

/// Under this many nodes a try is cheap and chance matters.
pub(super) const SMALL: usize = 300;
/// Up to this many nodes all pairs always count. The distances take four bytes a pair.
const MIDDLING: usize = 2_000;
/// Up to this many nodes all pairs count where the pivots say little: in small worlds and power laws.
const MOST_PAIRS: usize = 5_000;
/// Pairs that the tries of a small graph may move, in all.
const WORK: usize = 6_000_000;
/// Most tries of a small graph…
const MOST_TRIES: usize = 24;
/// …which are fewer rather than shorter than this: chance finds less than patience does…
const LEAST_PASSES: usize = 100;
/// …up to a point.
const MOST_PASSES: usize = 400;
/// Passes over all pairs of a middling graph.
const PASSES: usize = 18;
/// They begin with steps for pairs at this share of the longest distance, and end with this step,
/// from which sweeps lead on sooner than more passes would. Tried on 31 graphs of 300 to 2,000 nodes.
const REACH: f32 = 0.6;
const LAST_STEP: f32 = 0.3;
/// Sweeps after the passes, which go this much farther than to the minimum, and one that does not.
const SWEEPS: usize = 3;
const RELAXATION: f32 = 1.7;

/// Tries of a small graph with labels.
const ROOMY_TRIES: usize = 8;
/// Passes over all pairs in each of them, as in the authors' s_gd2.
const ROOMY_PASSES: usize = 30;
/// Terms of the stress that the improvement of the best of them may look at.
const ROOMY_WORK: usize = 9_000_000;
/// Sweeps of each that is improved, and how much farther they go than to the minimum.
const ROOMY_SWEEPS: usize = 24;
const ROOMY_RELAXATION: f32 = 1.8;
/// Layouts are kept if their stress is within this factor of the best.
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
        2..SMALL if spacing == Spacing::Roomy => roomy(rows, seed),
        2..SMALL if cfg!(feature = "large") => vec![best(rows, seed)],
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

/// The best of several tries.
fn best(rows: &Rows, seed: u32) -> Vec<f32> {
    let n = rows.len();
    let pass = n * n / 2 + 1;
    let tries = (WORK / (LEAST_PASSES * pass)).clamp(2, MOST_TRIES);
    let passes = (WORK / (tries * pass)).min(MOST_PASSES);
    let mut random = Random::new(seed);
    let mut tiles = Tiles::new(n, &adjacency(rows).all_hops(), &mut random);
    let (mut least, mut best) = (f32::INFINITY, Vec::new());
    for _ in 0..tries {
        tiles.scatter(&mut random);
        let stress = settle(&mut tiles, passes, 2 * SWEEPS, &mut random);
        if stress < least || best.is_empty() {
            (least, best) = (stress, tiles.positions());
        }
    }
    best
}

/// One try.
fn one(rows: &Rows, seed: u32) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut tiles = Tiles::new(rows.len(), &adjacency(rows).all_hops(), &mut random);
    settle(&mut tiles, PASSES, SWEEPS, &mut random);
    tiles.positions()
}

/// From places that mean nothing to a minimum; its stress.
fn settle(tiles: &mut Tiles, passes: usize, sweeps: usize, random: &mut Random) -> f32 {
    tiles.anneal(passes, REACH, LAST_STEP, random);
    (0..sweeps).for_each(|_| _ = tiles.sweep(RELAXATION));
    tiles.sweep(1.0)
}

/// Tries with room for labels, the best of them improved.
fn roomy(rows: &Rows, seed: u32) -> Vec<Vec<f32>> {
    let n = rows.len();
    let (steps, quantum) = roomy_distances(adjacency(rows));
    let mut layouts: Vec<(f32, Tiles)> = (0..ROOMY_TRIES as u32)
        .map(|attempt| {
            let attempt = seed.wrapping_mul(ROOMY_TRIES as u32).wrapping_add(attempt);
            let mut random = Random::new(attempt);
            let mut tiles = Tiles::new(n, &steps, &mut random);
            tiles.descend(ROOMY_PASSES, &mut random);
            tiles.sweep(1.0);
            (tiles.sweep(1.0), tiles)
        })
        .collect();
    order::sort_by(&mut layouts, |a, b| a.0.total_cmp(&b.0));
    let improved = ROOMY_WORK / (ROOMY_SWEEPS * n * n);
    layouts.truncate(improved.clamp(1, 4));
    for (stress, tiles) in &mut layouts {
        (0..ROOMY_SWEEPS).for_each(|_| *stress = tiles.sweep(ROOMY_RELAXATION));
    }
    order::sort_by(&mut layouts, |a, b| a.0.total_cmp(&b.0));
    let best = layouts.first().map_or(0.0, |(stress, _)| *stress);
    layouts.retain(|(stress, _)| *stress <= best * ALIKE);
    let in_hops = |tiles: Tiles| tiles.positions().iter().map(|value| value * quantum).collect();
    layouts.into_iter().map(|(_, tiles)| in_hops(tiles)).collect()
}

fn adjacency(rows: &Rows) -> Adjacency {
    let order: Vec<u32> = (0..rows.len() as u32).collect();
    sparse::adjacency(rows, &order)
}

/// Distances of all pairs by ties that are longer where many meet, pressed together; in steps of so
/// many hops. O(n × m log m).
fn roomy_distances(mut graph: Adjacency) -> (Vec<u16>, f32) {
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

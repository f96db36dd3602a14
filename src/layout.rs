//! Where the nodes go.
//!
//! Positions are flat, `[x0, y0, x1, y1, …]`, length `2·n`, in world units with y down; one unit is
//! one `css_px` at scale 1. A layout is the same to the bit natively and in every browser: only
//! `+ − × ÷ √ min max` on `f32`, integer randomness, a fixed order, and an end by count, never by
//! time.
//!
//! The way through: components → an algorithm for each → best of several tries → boxes freed of
//! overlap → components packed.

mod anchor;
#[cfg(feature = "large")]
mod clusters;
#[cfg(feature = "large")]
mod fdg;
#[cfg(feature = "large")]
pub mod force;
mod job;
mod overlap;
mod pack;
pub mod quality;
mod sparse;
mod stress;

use crate::error::Result;
use crate::fnv::fnv1a;
use crate::graph::{Rows, components};
use crate::order;
use crate::view::Algorithm;

use anchor::Similarity;
pub use job::Job;
use stress::Spacing;

/// World units from a node to a neighbour, before overlap is removed.
const EDGE_LENGTH: f32 = 92.0;
/// Labels are wider than high and screens too: x is stretched by this much for labelled layouts.
const STRETCH: f32 = 1.22;
/// Larger components are not laid out twice to turn them.
const MOST_TURNED: usize = 1_500;
/// Most nodes of a component whose layout is by forces.
#[cfg(feature = "large")]
const MOST_BY_FORCES: usize = 1_000_000;

/// What a node needs around its position for its mark and its label, in world units, each ≥ 0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Extent {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

/// An old place of each node, if it had one.
pub type Places = Vec<Option<[f32; 2]>>;

/// What to lay out and how. Two equal requests give the same layout, so "lay out again?" is `!=`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// Which algorithm.
    pub algorithm: Algorithm,
    /// Which of its layouts.
    pub seed: u32,
    /// The room that each node needs; empty for bare points, whose layout is left as it comes.
    pub extents: Vec<Extent>,
}

/// Where the nodes are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// `[x0, y0, x1, y1, …]`, length `2·n`, finite.
    pub positions: Vec<f32>,
}

impl Layout {
    /// 64-bit FNV-1a over the positions' bytes, little-endian, as 16 hexadecimal digits.
    pub fn hash(&self) -> String {
        let bytes = self.positions.iter().flat_map(|value| value.to_le_bytes());
        format!("{:016x}", fnv1a(bytes))
    }
}

/// A connected part of the graph with its own node numbers.
struct Component {
    /// Node numbers in the whole graph, ascending.
    nodes: Vec<u32>,
    /// Without self-loops and parallel edges.
    rows: Rows,
    /// The same edges, each once.
    edges: Vec<[u32; 2]>,
}

/// Lays out a graph. Self-loops and parallel edges do not matter to it.
///
/// # Errors
/// As [`Job::new`].
///
/// # Panics
/// As [`Job::new`].
pub fn layout(nodes: usize, edges: &[[u32; 2]], request: &Request) -> Result<Layout> {
    Ok(Job::new(nodes, edges, request)?.finish(&mut |_| ()))
}

/// Keeps the places of a changed graph: only what is new, and what is in its way, moves. `old` is as
/// long as `nodes`. O(n + m), and the freeing of overlap.
///
/// # Panics
/// As [`layout`].
#[cfg(feature = "large")]
pub fn layout_grown(
    nodes: usize,
    edges: &[[u32; 2]],
    extents: &[Extent],
    old: &[Option<[f32; 2]>],
) -> Layout {
    Layout { positions: anchor::grow(&Rows::new(nodes, edges), old, extents) }
}

/// Frees the boxes of overlap of all nodes but those that must keep their places, and these only as
/// long as they do not overlap each other. O(rounds × (n log n + overlapping pairs)).
#[cfg(feature = "large")]
pub(crate) fn make_room(positions: &mut [f32], extents: &[Extent], still: &dyn Fn(usize) -> bool) {
    overlap::remove_around(positions, extents, still);
}

/// Puts what is pinned back in its old place; each other node goes along with the nearest pin, less
/// the more hops it is off; then boxes give way to what is pinned.
/// O(pins × (n + m)), and the freeing of overlap.
#[cfg(feature = "large")]
pub(crate) fn hold(
    positions: &mut [f32],
    old: &[f32],
    rows: &Rows,
    extents: &[Extent],
    pinned: &dyn Fn(usize) -> bool,
) {
    let n = rows.len();
    let pins: Vec<usize> = (0..n).filter(|v| pinned(*v)).collect();
    if pins.is_empty() {
        return;
    }
    let (mut hops, mut reached) = (Vec::new(), Vec::new());
    // How near each node's nearest pin is, and how far that has to go.
    let mut along = vec![(u32::MAX, [0.0f32; 2]); n];
    for &pin in &pins {
        let by = [0, 1].map(|axis| old[2 * pin + axis] - positions[2 * pin + axis]);
        rows.hops_from(pin as u32, &mut hops, &mut reached);
        for (along, hops) in along.iter_mut().zip(&hops).filter(|(along, hops)| **hops < along.0) {
            *along = (*hops, by);
        }
    }
    for (xy, (hops, by)) in
        positions.chunks_exact_mut(2).zip(&along).filter(|(_, a)| a.0 < u32::MAX)
    {
        let share = 1.0 / (1 + hops) as f32;
        xy[0] += share * by[0];
        xy[1] += share * by[1];
    }
    make_room(positions, extents, pinned);
}

/// Splits a graph into its components, largest first, equals by their smallest node.
fn split(nodes: usize, edges: &[[u32; 2]]) -> Vec<Component> {
    let component = components(nodes, edges.iter().copied());
    let count = component.iter().max().map_or(0, |last| *last as usize + 1);
    let mut parts: Vec<(Vec<u32>, Vec<[u32; 2]>)> = vec![Default::default(); count];
    let mut local = vec![0u32; nodes];
    for (v, part) in component.iter().enumerate() {
        let members = &mut parts[*part as usize].0;
        local[v] = members.len() as u32;
        members.push(v as u32);
    }
    for &[a, b] in edges.iter().filter(|[a, b]| a != b) {
        let [a_local, b_local] = [a, b].map(|v| local[v as usize]);
        parts[component[a as usize] as usize].1.push([a_local, b_local]);
    }
    let mut parts: Vec<Component> = parts
        .into_iter()
        .map(|(nodes, edges)| {
            let edges = simple(&Rows::new(nodes.len(), &edges));
            Component { rows: Rows::new(nodes.len(), &edges), nodes, edges }
        })
        .collect();
    // They come by their smallest node; the sort is stable.
    order::sort_by(&mut parts, |a, b| b.nodes.len().cmp(&a.nodes.len()));
    parts
}

/// Every edge once, from its smaller node, without self-loops.
pub(crate) fn simple(rows: &Rows) -> Vec<[u32; 2]> {
    let mut edges = Vec::new();
    for v in 0..rows.len() as u32 {
        edges.extend(rows.neighbors(v).iter().filter(|w| **w > v).map(|w| [v, *w]));
    }
    edges.dedup();
    edges
}

/// Lays out one component, its middle at the origin.
fn place(part: &Component, request: &Request) -> pack::Part {
    let extents = room(part, request);
    let positions = picture(part, request.algorithm, request.seed, &extents);
    pack::Part { positions, extents }
}

/// Of several pictures in units of one hop, frees the boxes and takes the one easiest to read.
fn finish(part: &Component, tries: Vec<Vec<f32>>, request: &Request) -> pack::Part {
    let extents = room(part, request);
    let positions = best(part, tries, &extents, &[]);
    pack::Part { positions, extents }
}

/// The room that each node of a component needs, or nothing.
fn room(part: &Component, request: &Request) -> Vec<Extent> {
    part.nodes.iter().filter_map(|v| request.extents.get(*v as usize).copied()).collect()
}

/// Every other layout than the default is turned and mirrored until its nodes come near the places
/// that the default gives them: a reader who tries layouts finds everything on the same side, and
/// the picture is still a function of data and view alone.
fn picture(part: &Component, algorithm: Algorithm, seed: u32, extents: &[Extent]) -> Vec<f32> {
    let as_it_comes = cfg!(not(feature = "large"))
        || (algorithm == Algorithm::default() && seed == 0)
        || part.nodes.len() > MOST_TURNED;
    let reference: Places = if as_it_comes {
        Places::new()
    } else {
        let default = picture(part, Algorithm::default(), 0, extents);
        default.chunks_exact(2).map(|xy| Some([xy[0], xy[1]])).collect()
    };
    let tries = match algorithm {
        Algorithm::Stress => {
            let spacing = if extents.is_empty() || part.nodes.len() > stress::SMALL {
                Spacing::Even
            } else {
                Spacing::Roomy
            };
            stress::tries(&part.rows, seed, spacing)
        }
        #[cfg(feature = "large")]
        Algorithm::Clusters | Algorithm::Force => vec![by_forces(part, algorithm, seed)],
        #[cfg(feature = "large")]
        Algorithm::Fdg => vec![fdg::place(part.nodes.len(), &part.edges, seed)],
        #[cfg(not(feature = "large"))]
        // [`Job::new`] has refused them.
        _ => Vec::new(),
    };
    best(part, tries, extents, &reference)
}

/// Of several pictures in units of one hop, frees the boxes and takes the one easiest to read.
fn best(
    part: &Component,
    mut tries: Vec<Vec<f32>>,
    extents: &[Extent],
    reference: &[Option<[f32; 2]>],
) -> Vec<f32> {
    for positions in &mut tries {
        turn_longest_axis_across(positions);
        if cfg!(feature = "large")
            && let Some(similarity) = Similarity::between(positions, reference)
        {
            similarity.rigid().in_place().apply(positions);
        }
        let [stretch_x, stretch_y] =
            if extents.is_empty() { [1.0, 1.0] } else { [STRETCH, 1.0 / STRETCH] };
        for xy in positions.chunks_exact_mut(2) {
            xy[0] *= EDGE_LENGTH * stretch_x;
            xy[1] *= EDGE_LENGTH * stretch_y;
        }
        // Thousands of labels cannot all have room.
        if !extents.is_empty() && !stress::is_large(part.nodes.len()) {
            overlap::remove(positions, extents);
        }
    }
    // Of pictures that keep the distances alike, the one that is easier to read.
    let clutter = |positions: &Vec<f32>| quality::clutter(positions, &part.edges, extents);
    match tries.len() {
        1 => tries.swap_remove(0),
        _ => tries.into_iter().min_by_key(clutter).unwrap_or_default(),
    }
}

/// Forces from a start that keeps distances; the mean edge is as long as a hop.
#[cfg(feature = "large")]
fn by_forces(part: &Component, algorithm: Algorithm, seed: u32) -> Vec<f32> {
    let start = stress::tries(&part.rows, seed, Spacing::Even).swap_remove(0);
    let mut positions = match algorithm {
        Algorithm::Force => clusters::relax(&part.rows, &start, seed),
        _ => clusters::gather(&part.rows, start, seed),
    };
    let at = |v: u32, axis: usize| positions[2 * v as usize + axis];
    let total = part.edges.iter().fold(0.0, |total, &[a, b]| {
        let [dx, dy] = [0, 1].map(|axis| at(b, axis) - at(a, axis));
        total + (dx * dx + dy * dy).sqrt()
    });
    if total > 0.0 {
        let scale = part.edges.len() as f32 / total;
        positions.iter_mut().for_each(|value| *value *= scale);
    }
    positions
}

/// Moves the middle to the origin and turns the direction of largest spread to the x axis.
fn turn_longest_axis_across(positions: &mut [f32]) {
    let n = (positions.len() / 2).max(1) as f32;
    let [sum_x, sum_y] =
        positions.chunks_exact(2).fold([0.0, 0.0], |[x, y], xy| [x + xy[0], y + xy[1]]);
    let (mut xx, mut xy, mut yy) = (0.0f32, 0.0f32, 0.0f32);
    for point in positions.chunks_exact_mut(2) {
        point[0] -= sum_x / n;
        point[1] -= sum_y / n;
        xx += point[0] * point[0];
        xy += point[0] * point[1];
        yy += point[1] * point[1];
    }
    // The larger eigenvector of the 2 × 2 covariance, without trigonometry.
    let half = (xx - yy) * 0.5;
    let root = (half * half + xy * xy).sqrt();
    let [mut ux, mut uy] = if half >= 0.0 { [half + root, xy] } else { [xy, root - half] };
    let length = (ux * ux + uy * uy).sqrt();
    if length <= f32::MIN_POSITIVE {
        return;
    }
    ux /= length;
    uy /= length;
    for point in positions.chunks_exact_mut(2) {
        let [x, y] = [point[0], point[1]];
        point[0] = x * ux + y * uy;
        point[1] = y * ux - x * uy;
    }
}

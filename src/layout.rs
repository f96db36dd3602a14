//! Where the nodes go.
//!
//! Positions are flat, `[x0, y0, x1, y1, …]`, length `2·n`, in world units with y down; one unit is
//! one `css_px` at scale 1. A layout is the same to the bit natively and in every browser: only
//! `+ − × ÷ √ min max` on `f32`, integer randomness, a fixed order, and an end by count, never by
//! time.
//!
//! The way through: components → an algorithm for each → best of several tries → boxes freed of
//! overlap → components packed.

mod fdg;
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

pub use job::Job;
use stress::Spacing;

/// World units from a node to a neighbour, before overlap is removed.
const EDGE_LENGTH: f32 = 92.0;
/// Labels are wider than high and screens too: x is stretched by this much for labelled layouts.
const STRETCH: f32 = 1.22;

/// What a node needs around its position for its mark and its label, in world units, each ≥ 0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Extent {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

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
    let mut job = Job::new(nodes, edges, request)?;
    loop {
        if job.advance(usize::MAX) >= 1.0 {
            return Ok(job.layout().unwrap_or_default());
        }
    }
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

/// Every edge once, from its smaller node.
fn simple(rows: &Rows) -> Vec<[u32; 2]> {
    let mut edges = Vec::new();
    for v in 0..rows.len() as u32 {
        edges.extend(rows.neighbors(v).iter().filter(|w| **w > v).map(|w| [v, *w]));
    }
    edges.dedup();
    edges
}

/// Lays out one component, its middle at the origin.
fn place(part: &Component, request: &Request) -> pack::Part {
    let tries = match request.algorithm {
        Algorithm::Stress => {
            let spacing = if request.extents.is_empty() || part.nodes.len() > stress::SMALL {
                Spacing::Even
            } else {
                Spacing::Roomy
            };
            stress::tries(&part.rows, request.seed, spacing)
        }
        Algorithm::Fdg => vec![fdg::place(part.nodes.len(), &part.edges, request.seed)],
    };
    finish(part, tries, request)
}

/// Of several pictures in units of one hop, frees the boxes and takes the one easiest to read.
fn finish(part: &Component, mut tries: Vec<Vec<f32>>, request: &Request) -> pack::Part {
    let extents: Vec<Extent> =
        part.nodes.iter().filter_map(|v| request.extents.get(*v as usize).copied()).collect();
    for positions in &mut tries {
        turn_longest_axis_across(positions);
        let [stretch_x, stretch_y] =
            if extents.is_empty() { [1.0, 1.0] } else { [STRETCH, 1.0 / STRETCH] };
        for xy in positions.chunks_exact_mut(2) {
            xy[0] *= EDGE_LENGTH * stretch_x;
            xy[1] *= EDGE_LENGTH * stretch_y;
        }
        // Thousands of labels cannot all have room.
        if !extents.is_empty() && !stress::is_large(part.nodes.len()) {
            overlap::remove(positions, &extents);
        }
    }
    // Of pictures that keep the distances alike, the one that is easier to read.
    let clutter = |positions: &Vec<f32>| quality::clutter(positions, &part.edges, &extents);
    let positions = match tries.len() {
        1 => tries.swap_remove(0),
        _ => tries.into_iter().min_by_key(clutter).unwrap_or_default(),
    };
    pack::Part { positions, extents }
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

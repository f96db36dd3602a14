//! Layouts of graphs too large for the distances of all pairs: each node keeps its distances to its
//! neighbours and to some pivots. The loops themselves are in the crate `tiegraph-kernels`.

use tiegraph_kernels::{Adjacency, Effort, Sparse};

use crate::graph::Rows;

/// Most nodes of a graph: what is kept of them, with all else, fits into the 4 GB of wasm.
pub(super) const MOST_NODES: usize = 4_000_000;
/// Most edges of a graph.
pub(super) const MOST_EDGES: usize = 16_000_000;
/// Distances to pivots that are kept at most; each takes four bytes.
const MOST_CELLS: usize = 64_000_000;
/// More pivots than this change little.
const MOST_PIVOTS: usize = 300;
/// Sweeps of the largest graphs…
const LEAST_SWEEPS: usize = 16;
/// …of the smallest…
const MOST_SWEEPS: usize = 80;
/// …and between them so many nodes are moved on top of the least.
const MOVES: usize = 900_000;

/// A layout in the making.
#[derive(Debug, Clone)]
pub(super) struct Making {
    /// The node that each of the kernel's nodes is.
    order: Vec<u32>,
    sparse: Sparse,
}

impl Making {
    /// Of a connected graph. O(n + m).
    pub(super) fn new(rows: &Rows, seed: u32) -> Self {
        let order = nearby(rows);
        let sparse = Sparse::new(adjacency(rows, &order), effort(rows.len()), seed);
        Self { order, sparse }
    }

    /// Does about so much work; the share of all that is done, 1 at the end.
    pub(super) fn advance(&mut self, work: usize) -> f32 {
        self.sparse.advance(work)
    }

    /// True once there is a picture.
    pub(super) fn has_picture(&self) -> bool {
        self.sparse.has_picture()
    }

    /// True if all is near all, so that pivots tell little of where a node belongs.
    pub(super) fn says_little(&self) -> bool {
        self.sparse.is_scattered()
    }

    /// `[x0, y0, …]` in units of one hop, as far as it is.
    pub(super) fn positions(&self) -> Vec<f32> {
        let mut positions = vec![0.0; 2 * self.order.len()];
        for (v, xy) in self.order.iter().zip(self.sparse.positions().chunks_exact(2)) {
            positions[2 * *v as usize..][..2].copy_from_slice(xy);
        }
        positions
    }
}

/// The rows with the nodes renumbered in this order. O(n + m).
pub(super) fn adjacency(rows: &Rows, order: &[u32]) -> Adjacency {
    let mut number = vec![0u32; order.len()];
    order.iter().zip(0..).for_each(|(v, i)| number[*v as usize] = i);
    let mut graph = Adjacency { offsets: vec![0], ..Adjacency::default() };
    graph.offsets.reserve_exact(order.len());
    for &v in order {
        graph.neighbors.extend(rows.neighbors(v).iter().map(|w| number[*w as usize]));
        graph.offsets.push(graph.neighbors.len() as u32);
    }
    graph
}

/// By the number of nodes alone, so that the same graph always gets the same.
fn effort(n: usize) -> Effort {
    Effort {
        pivots: (MOST_CELLS / n.max(1)).min(MOST_PIVOTS) & !3,
        sweeps: (LEAST_SWEEPS + MOVES / n.max(1)).min(MOST_SWEEPS),
    }
}

/// All nodes in breadth-first order from one at the rim: neighbours stand near each other.
fn nearby(rows: &Rows) -> Vec<u32> {
    let (mut hops, mut reached) = (Vec::new(), Vec::new());
    rows.hops_from(0, &mut hops, &mut reached);
    let rim = reached.last().copied().unwrap_or(0);
    rows.hops_from(rim, &mut hops, &mut reached);
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_graph_fits_into_memory() {
        for n in [5_001, 100_000, 1_000_000, MOST_NODES] {
            let effort = effort(n);
            assert!(effort.pivots >= 16 && effort.sweeps >= LEAST_SWEEPS, "{n}: {effort:?}");
            assert!(Sparse::bytes(n, effort) < 700_000_000, "{n}: {effort:?}");
        }
    }

    #[test]
    fn a_long_path_is_laid_out_along_a_line() {
        // More hops than 16 bits can count.
        let n = 70_000u32;
        let edges: Vec<[u32; 2]> = (1..n).map(|v| [v - 1, v]).collect();
        let mut making = Making::new(&Rows::new(n as usize, &edges), 0);
        while making.advance(usize::MAX) < 1.0 {}
        let positions = making.positions();
        let [dx, dy] = [0, 1].map(|axis| positions[axis] - positions[2 * n as usize - 2 + axis]);
        let span = (dx * dx + dy * dy).sqrt();
        assert!((span / n as f32 - 1.0).abs() < 0.02, "{span}");
    }
}

//! Questions about the graph under a mask. Nodes and edges are plain numbers here.
//!
//! Paths are sequences of nodes: parallel edges between two nodes are one hop. A path is simple, it
//! visits no node twice, and of two paths of the same length the one with the smaller node numbers
//! comes first, so that answers are the same everywhere.

mod articulation;
mod both_ways;
mod centrality;
mod communities;
mod counterfactual;
mod k_shortest;
mod links;
mod position;
mod ranked;
mod retraction;
mod routes;
mod shortest;
mod simple_paths;

use fixedbitset::FixedBitSet;
use tiegraph_kernels::Breadth;

use crate::filter::Mask;
use crate::graph::Rows;

pub use articulation::{Articulation, Bridge, articulation};
pub use both_ways::BothWays;
pub use centrality::{Betweenness, betweenness};
pub use communities::{Communities, communities};
pub use counterfactual::{Relaxation, counterfactual};
pub use k_shortest::k_shortest;
pub use links::Links;
pub use position::{Position, Positions};
pub use ranked::{in_turn, levels};
pub use retraction::{Change, Detour, Lost, Retraction, Side};
pub use routes::{MOST_LISTED, Route, Routes, routes};
pub use shortest::{all_shortest, distances};
pub use simple_paths::simple_paths;

/// The part of a graph that a question may use. Borrows all of it: making one costs nothing.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    rows: &'a Rows,
    nodes: &'a FixedBitSet,
    edges: &'a FixedBitSet,
}

impl<'a> Scope<'a> {
    /// What a mask shows.
    pub fn new(rows: &'a Rows, mask: &'a Mask) -> Self {
        Self { rows, nodes: &mask.nodes, edges: &mask.edges }
    }

    /// The same with these nodes only.
    #[must_use]
    pub fn among(self, nodes: &'a FixedBitSet) -> Self {
        Self { nodes, ..self }
    }

    /// The same with these edges only.
    #[must_use]
    pub fn over(self, edges: &'a FixedBitSet) -> Self {
        Self { edges, ..self }
    }

    /// How many nodes the whole graph has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True for a graph without nodes.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// True if a path may stand on the node.
    pub fn has(&self, v: u32) -> bool {
        self.nodes.contains(v as usize)
    }

    /// The neighbours in scope, ascending, each once.
    pub fn neighbors(&self, v: u32) -> impl Iterator<Item = u32> + '_ {
        let mut last = None;
        self.rows
            .incident(v)
            .filter(|(w, edge)| {
                self.edges.contains(*edge as usize) && self.nodes.contains(*w as usize)
            })
            .map(|(w, _)| w)
            .filter(move |w| last.replace(*w) != Some(*w))
    }

    /// The edges in scope between two nodes, ascending.
    pub fn edges_between(&self, a: u32, b: u32) -> impl Iterator<Item = u32> + '_ {
        self.rows
            .incident(a)
            .filter(move |(w, edge)| *w == b && self.edges.contains(*edge as usize))
            .map(|(_, e)| e)
    }

    /// As the kernels take it.
    fn breadth(&self) -> Breadth<'a> {
        let [offsets, neighbors, edges] = self.rows.flat();
        let [nodes, shown] = [self.nodes.as_slice(), self.edges.as_slice()];
        Breadth { offsets, neighbors, edges, nodes, shown }
    }

    /// True if every node of the path and an edge for each of its hops is in scope.
    pub fn holds(&self, path: &[u32]) -> bool {
        path.iter().all(|v| self.has(*v))
            && path.windows(2).all(|pair| self.edges_between(pair[0], pair[1]).next().is_some())
    }
}

/// Paths that were found, and if that is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths {
    /// Each from the first end to the other, best first.
    pub paths: Vec<Vec<u32>>,
    /// There are more, or may be: the search gave up.
    pub truncated: bool,
}

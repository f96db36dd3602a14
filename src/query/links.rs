//! A scope as a simple graph in compressed rows, for questions that walk all of it many times.

use super::Scope;

/// Which nodes are neighbours: parallel edges are one link, a self-loop is none.
#[derive(Debug, Clone)]
pub struct Links {
    offsets: Vec<u32>,
    neighbors: Vec<u32>,
    shown: u32,
}

impl Links {
    /// Joins the nodes in scope. O(n + m).
    pub fn new(scope: &Scope) -> Self {
        let mut links =
            Self { offsets: Vec::with_capacity(scope.len() + 1), neighbors: Vec::new(), shown: 0 };
        links.offsets.push(0);
        for v in 0..scope.len() as u32 {
            if scope.has(v) {
                links.shown += 1;
                links.neighbors.extend(scope.neighbors(v).filter(|w| *w != v));
            }
            links.offsets.push(links.neighbors.len() as u32);
        }
        links
    }

    /// How many nodes the whole graph has.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// True for a graph without nodes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many nodes are in scope.
    pub fn shown(&self) -> u32 {
        self.shown
    }

    /// How many pairs of nodes are linked.
    pub fn count(&self) -> usize {
        self.neighbors.len() / 2
    }

    /// The neighbours of a node, ascending, each once.
    pub fn neighbors(&self, v: u32) -> &[u32] {
        &self.neighbors[self.offsets[v as usize] as usize..self.offsets[v as usize + 1] as usize]
    }

    /// How many neighbours a node has.
    pub fn degree(&self, v: u32) -> u32 {
        self.neighbors(v).len() as u32
    }
}

//! Tiegraph's path searches as a module for Node, to be measured beside their peers. Compiled as
//! the page's module is: for size.

use fixedbitset::FixedBitSet;
use tiegraph::filter::Mask;
use tiegraph::graph::Rows;
use tiegraph::query::{BothWays, Scope, k_shortest};
use wasm_bindgen::prelude::wasm_bindgen;

/// A graph under a filter that hides nothing, which is asked like any other.
#[wasm_bindgen]
pub struct Ties {
    rows: Rows,
    mask: Mask,
    search: BothWays,
}

#[wasm_bindgen]
impl Ties {
    /// From pairs of node numbers, one after the other.
    #[wasm_bindgen(constructor)]
    pub fn new(nodes: usize, ends: &[u32]) -> Self {
        let edges: Vec<[u32; 2]> = ends.as_chunks().0.to_vec();
        let all = |n: usize| {
            let mut set = FixedBitSet::with_capacity(n);
            set.insert_range(..);
            set
        };
        let mask = Mask { nodes: all(nodes), edges: all(edges.len()) };
        Self { rows: Rows::new(nodes, &edges), mask, search: BothWays::default() }
    }

    /// A shortest path, from end to end; empty if there is none.
    pub fn shortest(&mut self, from: u32, to: u32) -> Vec<u32> {
        let scope = Scope::new(&self.rows, &self.mask);
        self.search.shortest(&scope, from, to).unwrap_or_default()
    }

    /// The lengths of the `k` shortest simple paths, in hops.
    pub fn best(&self, from: u32, to: u32, k: usize) -> Vec<u32> {
        let scope = Scope::new(&self.rows, &self.mask);
        let found = k_shortest(&scope, from, to, k, self.rows.len());
        found.paths.iter().map(|path| path.len() as u32 - 1).collect()
    }
}

//! Tiegraph's layouts as a module for Node, to be measured beside their peers. Compiled as the
//! page's module is.

use tiegraph::graph::Rows;
use tiegraph::layout::{Request, layout, quality};
use wasm_bindgen::prelude::wasm_bindgen;

fn edges(ends: &[u32]) -> Vec<[u32; 2]> {
    ends.as_chunks().0.to_vec()
}

/// Stress of pairs of node numbers, one after the other: `[x0, y0, …]`, empty if it is refused.
#[wasm_bindgen]
pub fn stress(nodes: usize, ends: &[u32]) -> Vec<f32> {
    layout(nodes, &edges(ends), &Request::default()).unwrap_or_default().positions
}

/// Stress and neighbourhood preservation of positions.
#[wasm_bindgen]
pub fn score(nodes: usize, ends: &[u32], positions: &[f32]) -> Vec<f64> {
    let rows = Rows::new(nodes, &edges(ends));
    vec![quality::stress(&rows, positions), quality::neighborhood_preservation(&rows, positions)]
}

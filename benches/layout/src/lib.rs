//! Tiegraph's layouts as a module for Node, to be measured beside their peers. Compiled as the
//! page's module is.

use tiegraph::graph::Rows;
use tiegraph::layout::{Request, force::Live, layout, quality};
use tiegraph::view::Algorithm;
use tiegraph_kernels::Random;
use wasm_bindgen::prelude::wasm_bindgen;

fn edges(ends: &[u32]) -> Vec<[u32; 2]> {
    ends.as_chunks().0.to_vec()
}

/// The default layout of pairs of node numbers, one after the other, or that for clusters:
/// `[x0, y0, …]`, empty if it is refused.
#[wasm_bindgen]
pub fn lay(nodes: usize, ends: &[u32], clusters: bool) -> Vec<f32> {
    let algorithm = if clusters { Algorithm::Clusters } else { Algorithm::Stress };
    let request = Request { algorithm, ..Request::default() };
    layout(nodes, &edges(ends), &request).unwrap_or_default().positions
}

/// Stress and neighbourhood preservation of positions.
#[wasm_bindgen]
pub fn score(nodes: usize, ends: &[u32], positions: &[f32]) -> Vec<f64> {
    let rows = Rows::new(nodes, &edges(ends));
    vec![quality::stress(&rows, positions), quality::neighborhood_preservation(&rows, positions)]
}

/// A seeded graph of any size.
#[wasm_bindgen]
pub struct Seeded {
    nodes: usize,
    edges: Vec<[u32; 2]>,
}

#[wasm_bindgen]
impl Seeded {
    /// A square grid of about so many nodes, each cell parted by a random one of its diagonals.
    pub fn mesh(nodes: usize) -> Self {
        let side = (nodes as f64).sqrt() as u32;
        let mut random = Random::new(1);
        let mut edges = Vec::with_capacity(3 * nodes);
        for v in 0..side * side {
            let (right, down) = (v % side + 1 < side, v / side + 1 < side);
            edges.extend(right.then_some([v, v + 1]));
            edges.extend(down.then_some([v, v + side]));
            if right && down {
                let falls = random.below(2) == 0;
                edges.push(if falls { [v, v + side + 1] } else { [v + 1, v + side] });
            }
        }
        Self { nodes: (side * side) as usize, edges }
    }

    /// Every node is joined to three ends of earlier edges, after A.-L. Barabási and R. Albert 1999.
    pub fn power_law(nodes: usize) -> Self {
        let mut random = Random::new(1);
        let mut edges: Vec<[u32; 2]> = vec![[0, 1]];
        for v in 2..nodes as u32 {
            for _ in 0..3 {
                let end = random.below(2 * edges.len());
                edges.push([v, edges[end / 2][end % 2]]);
            }
        }
        Self { nodes, edges }
    }

    /// How many edges, some of them loops or twice the same.
    pub fn edges(&self) -> usize {
        self.edges.len()
    }

    /// The default layout.
    pub fn lay(&self) -> Vec<f32> {
        layout(self.nodes, &self.edges, &Request::default()).unwrap_or_default().positions
    }

    /// Puts a hand on the first node of a layout.
    pub fn hold(&self, positions: Vec<f32>) -> Held {
        let simple: Vec<[u32; 2]> = self.edges.iter().copied().filter(|[a, b]| a != b).collect();
        let rows = Rows::new(self.nodes, &simple);
        Held { live: Live::new(&rows, positions, 0, &|_| false), at: 0.0 }
    }
}

/// A layout in motion.
#[wasm_bindgen]
pub struct Held {
    live: Live,
    at: f32,
}

#[wasm_bindgen]
impl Held {
    /// Draws the hand on and does a tick. True if something moves.
    pub fn tick(&mut self) -> bool {
        self.at += 5.0;
        self.live.drag([self.at, self.at]);
        self.live.tick();
        self.live.is_moving()
    }
}

/// Bytes of memory that the module has by now, which is the most it has had.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn grown() -> f64 {
    (core::arch::wasm32::memory_size::<0>() * 65_536) as f64
}

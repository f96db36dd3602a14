//! The hot loops of the layouts and of the search for a path.
//!
//! A crate of their own for one reason: the module for the web is compiled for size, these for
//! speed. They know no graph, only flat arrays. All arithmetic is `+ − × ÷ √ min` on `f32` in a
//! fixed order, so that results are the same to the bit everywhere.
#![forbid(unsafe_code)]

mod adjacency;
mod breadth;
mod forces;
mod hairline;
mod pivot_mds;
mod random;
mod repulsion;
mod sparse;
mod tiles;

pub use adjacency::Adjacency;
pub use breadth::Breadth;
pub use forces::{Balance, Forces, T_FORCES};
pub use hairline::hairline;
pub use random::Random;
pub use repulsion::{EXACT, Repulsion};
pub use sparse::{Effort, Sparse};
pub use tiles::Tiles;
use wide::f32x4;

/// Keeps coincident nodes from dividing by 0.
const EPSILON: f32 = 1e-12;

/// Lanes in pairs: in one order, whatever the processor adds at once.
#[inline]
fn sum(v: f32x4) -> f32 {
    let [a, b, c, d] = v.to_array();
    (a + b) + (c + d)
}

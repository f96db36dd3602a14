//! The hot loops of the layouts and of the search for a path.
//!
//! A crate of their own for one reason: the module for the web is compiled for size, these for
//! speed. They know no graph, only flat arrays. All arithmetic is `+ − × ÷ √ min` on `f32` in a
//! fixed order, so that results are the same to the bit everywhere.
#![forbid(unsafe_code)]

mod breadth;
mod majorise;
mod random;
mod tiles;

pub use breadth::Breadth;
pub use majorise::Majorisation;
pub use random::Random;
pub use tiles::Tiles;

/// Keeps coincident nodes from dividing by 0.
const EPSILON: f32 = 1e-12;

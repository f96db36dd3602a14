//! Tiegraph: a graph of *claimed* ties between organisations that a reader can check.
//!
//! One way through the code, each arrow one module calling the next:
//!
//! ```text
//! bytes → dataset → model → graph → filter → query / layout → scene → render → page, SVG, PNG
//! ```
#![forbid(unsafe_code)]

pub mod dataset;
pub mod error;
pub mod formats;
pub mod model;
pub mod protocol;

pub use error::{Code, Error, Place, Result};

//! Tiegraph: a graph of *claimed* ties between organisations that a reader can check.
//!
//! A tie is never just a line; it is a ledger of claims, each with its source, its stance and its
//! date, and every answer carries that evidence with it.
//!
//! One way through the code, each arrow one module calling the next:
//!
//! ```text
//! bytes → dataset → model → graph → filter → query / layout → scene → render → page, SVG, PNG
//! ```
//!
//! [`formats`] turn bytes into a [`dataset`], rows as they stand in the files. [`model`] checks them
//! once; nothing after it meets raw input. [`evidence`] weighs the claims, [`graph`] joins the ties,
//! a [`view`] says what to show, [`filter`] hides, [`query`] finds routes, and [`shown`] holds what
//! came of it; a [`timeline`] counts it by date. [`layout`] places, [`scene`] resolves everything into a flat draw list, [`render`]
//! draws it. [`session`] is the only object with a state; it speaks [`protocol`].
#![forbid(unsafe_code)]

#[cfg(feature = "analysis")]
pub mod cite;
pub mod dataset;
mod decimal;
pub mod error;
pub mod evidence;
pub mod figure;
pub mod filter;
mod fnv;
pub mod formats;
pub mod graph;
pub mod layout;
mod letters;
pub mod model;
pub mod names;
mod order;
pub mod protocol;
#[cfg(feature = "publish")]
pub mod publish;
pub mod query;
pub mod render;
pub mod scene;
pub mod session;
pub mod shown;
pub mod style;
#[cfg(feature = "analysis")]
pub mod tables;
pub mod text;
#[cfg(feature = "analysis")]
pub mod timeline;
pub mod view;
#[cfg(target_arch = "wasm32")]
mod web;
pub mod words;

pub use error::{Code, Error, Fault, Place, Result};

//! What holds for every graph, ledger, view and sequence of commands, tried on random small ones.
//!
//! A failure prints the smallest case that was found; `PROPTEST_CASES=10000` looks for longer.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod counterfactual;
mod cut;
mod evidence;
mod filter;
mod laying;
mod layout;
mod ledger;
mod paths;
mod retraction;
mod session;
mod standing;
mod tables;
mod time;
mod view;
